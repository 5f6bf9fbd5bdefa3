//! `sheet!`: one declaration gives a row its struct, its JSON and its columns.

use super::CellType;
use super::strict::Strict;
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, Visitor};
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

/// A JSON key or short word, borrowed from the input where it holds no escapes.
pub struct Key<'a>(Cow<'a, str>);

impl<'de> Key<'de> {
    /// Reads one string.
    pub fn deserialize_key<D: Deserializer<'de>>(d: D) -> Result<Key<'de>, D::Error> {
        <Key as serde::Deserialize>::deserialize(d)
    }

    /// The word.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de> serde::Deserialize<'de> for Key<'de> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Key<'de>, D::Error> {
        struct KeyVisitor;
        impl<'de> Visitor<'de> for KeyVisitor {
            type Value = Key<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a word")
            }
            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Borrowed(text)))
            }
            fn visit_str<E>(self, text: &str) -> Result<Key<'de>, E> {
                Ok(Key(Cow::Owned(text.to_owned())))
            }
        }
        d.deserialize_str(KeyVisitor)
    }
}

/// Reads one field; null is nothing entered.
struct Read<T>(PhantomData<T>);

impl<T> Default for Read<T> {
    fn default() -> Self {
        Read(PhantomData)
    }
}

impl<'de, T: CellType> DeserializeSeed<'de> for Read<T> {
    type Value = T;
    fn deserialize<D: Deserializer<'de>>(self, d: D) -> Result<T, D::Error> {
        struct Field<T>(PhantomData<T>);
        impl<'de, T: CellType> Visitor<'de> for Field<T> {
            type Value = T;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value")
            }
            fn visit_none<E>(self) -> Result<T, E> {
                Ok(T::default())
            }
            fn visit_some<D: Deserializer<'de>>(self, d: D) -> Result<T, D::Error> {
                T::read(d)
            }
        }
        d.deserialize_option(Field(PhantomData))
    }
}

/// Reads the field that a row's JSON has come to; an error begins with its key.
pub(super) fn field<'de, T: CellType, A: MapAccess<'de>>(
    map: &mut A,
    key: &'static str,
) -> Result<T, A::Error> {
    map.next_value_seed(Read::default()).map_err(|error| A::Error::custom(format_args!("{key}: {error}")))
}

/// The fields of a row that this version does not know; nearly always none.
pub type Rest = Option<Box<Map<String, Value>>>;

/// Keeps a field that this version does not know.
pub fn keep<'de, A: MapAccess<'de>>(rest: &mut Rest, key: &str, map: &mut A) -> Result<(), A::Error> {
    // A row lies in the file, in its sheets and in its sheet's list.
    let value = map.next_value_seed(Strict::inside(4))?;
    if rest.get_or_insert_default().insert(key.to_owned(), value).is_some() {
        return Err(A::Error::custom(format_args!("{}{key}", super::strict::TWICE)));
    }
    Ok(())
}

/// Writes the fields that this version does not know, and what is kept in the place of one that holds nothing.
pub fn write_rest(out: &mut String, rest: &Rest, is_written: impl Fn(&str) -> bool) {
    for (key, value) in rest.iter().flat_map(|rest| rest.iter()).filter(|(key, _)| !is_written(key)) {
        out.push(',');
        super::cell::write_text(out, key);
        out.push(':');
        out.push_str(&value.to_string());
    }
}

/// Declares a sheet: the row's struct with its `id`, JSON that leaves empty fields out and keeps
/// unknown ones, and the columns in order.
///
/// A field may be followed by `aka NAMES`, one of the lists of [`aliases`](crate::sheet::aliases) that people's own
/// spreadsheets call it by, by `toward Coming` or `toward Past`, the day that a date without a year means, by `in LEAST..=MOST`, the counts it may hold, by `for Program` where only
/// the program reads it, by `as Neutral` where a high score is neither good nor bad, and by `? "help in Chinese" / "help in English"`. `builtin` names a function
/// `fn(&Row, column) -> Option<Text>` with the text that stands in a cell nothing was entered in. `prefilled ITEMS: Item`
/// names a list of items, each [`Prefilled`](crate::sheet::Prefilled): a new project has a row for each, which keeps the
/// item's code in its field `code`, shows the item's texts until something else is entered, and gives the item by
/// `row.item()`. `dated FIELD` names the date by which a row became known where its file does not tell when it was
/// entered, `scores dated FIELD` the date by which its scores did. `lasts until FIELD` names the
/// last day of what a row tells, blank while it lasts. `measured by FIELD` names the link to the row in whose
/// unit all numbers of the row are. `grouped by FIELD` names the column that people's own lists often fill in the first
/// line of a block alone, as merged cells come. `keyed FIELD + FIELD` names the fields by which a row from elsewhere is recognised;
/// without it the first field is enough.
#[macro_export]
macro_rules! sheet {
    ($(#[$doc:meta])* $name:ident in $sheet:literal = $tzh:literal / $ten:literal
     $(, builtin $builtin:path)? $(, prefilled $items:path : $item:ty)? $(, dated $dated:ident)? $(, scores dated $scored:ident)? $(, lasts until $lasts:ident)?
     $(, measured by $measure:ident)? $(, grouped by $grouped:ident)? $(, keyed $keyed:ident $(+ $keyed_too:ident)*)? ;
     $( $(#[$fdoc:meta])* $field:ident : $ty:ty = $zh:literal / $en:literal $(aka $alias:ident)? $(toward $toward:ident)? $(in $least:literal ..= $most:literal)? $(for $reader:ident)? $(as $worth:ident)? $(? $hzh:literal / $hen:literal)? ),* $(,)? ) => {
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq)]
        pub struct $name {
            /// The row's name for life.
            pub id: $crate::sheet::Id,
            $( #[doc = $en] $(#[$fdoc])* pub $field: $ty, )*
            /// When it was entered, and what was corrected since.
            pub entered: $crate::sheet::Entered,
            /// Fields of a newer version, kept as they came.
            pub rest: $crate::sheet::Rest,
        }

        const _: () = {
            #[allow(non_camel_case_types, clippy::enum_variant_names, reason = "the variants are the field names")]
            #[derive(Clone, Copy)]
            enum At { $( $field ),* }

            static COLUMNS: &[$crate::sheet::Column] = &[ $( $crate::sheet::Column {
                key: stringify!($field),
                title: $crate::text::text($zh, $en),
                kind: <$ty as $crate::sheet::CellType>::KIND,
                help: $crate::sheet::help!($($hzh, $hen)?),
                counts: $crate::sheet::counts!($($least, $most)?),
                aliases: $crate::sheet::aliases!($($alias)?),
                toward: $crate::sheet::toward!($($toward)?),
                internal: $crate::sheet::internal!($($reader)?),
                high_is_good: $crate::sheet::high_is_good!($($worth)?),
            } ),* ];

            #[allow(missing_docs, dead_code, reason = "each is the column of the field of that name; a test's sheet may use none")]
            pub struct Cols { $( pub $field: $crate::sheet::Col ),* }

            #[allow(dead_code, reason = "a test's sheet may use none")]
            impl $name {
                /// The columns by the names of their fields.
                pub const COL: Cols = Cols { $( $field: $crate::sheet::Col {
                    sheet: $sheet, key: stringify!($field), at: At::$field as usize,
                } ),* };
            }

            $( impl $name {
                /// The item of ours that the row stands for; none for a row that people added.
                pub fn item(&self) -> Option<&'static $item> {
                    $items.iter().find(|item| $crate::sheet::Prefilled::<$name>::code(*item) == self.code.as_str())
                }
            } )?

            impl $crate::sheet::Row for $name {
                const SHEET: &'static str = $sheet;
                const DEF: &'static $crate::sheet::SheetDef =
                    &$crate::sheet::SheetDef::of::<$name>($crate::text::text($tzh, $ten), COLUMNS)
                        $(.dated(At::$dated as usize))? $(.scores_dated(At::$scored as usize))?
                        $(.lasts_until(At::$lasts as usize))?
                        $(.measured_by(At::$measure as usize))?
                        $(.grouped_by(At::$grouped as usize))?
                        $(.keyed(&[At::$keyed as usize $(, At::$keyed_too as usize)*]))?;
                fn with_id(id: $crate::sheet::Id) -> Self {
                    $name { id, ..$name::default() }
                }
                $( fn first_rows(new_id: &mut dyn FnMut() -> $crate::sheet::Id) -> Vec<Self> {
                    let row = |item: &'static $item| {
                        let code = $crate::sheet::Prefilled::<$name>::code(item).into();
                        let mut row = $name { code, ..<$name as $crate::sheet::Row>::with_id(new_id()) };
                        $crate::sheet::Prefilled::<$name>::fill(item, &mut row);
                        row
                    };
                    $items.iter().map(row).collect()
                } )?
                #[inline(never)]
                fn read_next(json: &mut $crate::sheet::FastReader<'_>) -> Option<Self> {
                    json.skip("{\"id\":").then_some(())?;
                    let mut row = $name::with_id(json.id()?);
                    $( if json.skip(concat!(",\"", stringify!($field), "\":")) {
                        row.$field = $crate::sheet::CellType::read_fast(json)?;
                        $crate::sheet::CellType::fits(&row.$field, &$crate::sheet::counts!($($least, $most)?)).then_some(())?;
                    } )*
                    row.entered.read_fast(json)?;
                    json.skip("}").then_some(row)
                }
            }

            impl $crate::sheet::AnyRow for $name {
                fn id(&self) -> $crate::sheet::Id { self.id }
                fn def(&self) -> &'static $crate::sheet::SheetDef { <$name as $crate::sheet::Row>::DEF }
                fn entered(&self) -> &$crate::sheet::Entered { &self.entered }
                fn entered_mut(&mut self) -> &mut $crate::sheet::Entered { &mut self.entered }
                fn get(&self, column: usize) -> $crate::sheet::Cell {
                    $( if column == At::$field as usize {
                        return $crate::sheet::cell_of(&self.$field, &self.rest, stringify!($field));
                    } )*
                    $crate::sheet::Cell::Empty
                }
                fn text(&self, column: usize) -> Option<&str> {
                    $( if column == At::$field as usize {
                        return $crate::sheet::CellType::text(&self.$field);
                    } )*
                    None
                }
                fn set(&mut self, column: usize, cell: $crate::sheet::Cell) -> bool {
                    $( if column == At::$field as usize {
                        let counts = $crate::sheet::counts!($($least, $most)?);
                        return $crate::sheet::put(&mut self.$field, &mut self.rest, stringify!($field), &counts, cell);
                    } )*
                    false
                }
                fn take(&mut self, from: &dyn $crate::sheet::AnyRow, columns: u64) -> bool {
                    let Some(from) = from.typed::<$name>() else { return false };
                    $( if columns & 1 << (At::$field as u32) != 0 {
                        let (to, of) = ((&mut self.$field, &mut self.rest), (&from.$field, &from.rest));
                        $crate::sheet::take(to, of, stringify!($field));
                    } )*
                    true
                }
                $( fn builtin(&self, column: usize) -> Option<$crate::text::Text> { $builtin(self, column) } )?
                $( fn builtin(&self, column: usize) -> Option<$crate::text::Text> {
                    let item: &'static $item = self.item()?;
                    $crate::sheet::Prefilled::<$name>::text(item, COLUMNS.get(column)?.key)
                } )?
                fn write_json(&self, out: &mut String) {
                    out.push_str("{\"id\":");
                    self.id.write(out);
                    $( if self.$field != <$ty>::default() {
                        out.push_str(concat!(",\"", stringify!($field), "\":"));
                        $crate::sheet::CellType::write(&self.$field, out);
                    } )*
                    self.entered.write(out);
                    $crate::sheet::write_rest(out, &self.rest, |key| match key {
                        $( stringify!($field) => self.$field != <$ty>::default(), )*
                        key => self.entered.writes(key),
                    });
                    out.push('}');
                }
                fn as_any(&self) -> &dyn ::std::any::Any { self }
                fn copy(&self) -> ::std::sync::Arc<dyn $crate::sheet::AnyRow> {
                    ::std::sync::Arc::new(self.clone())
                }
            }

            impl<'de> ::serde::Deserialize<'de> for $name {
                fn deserialize<D: ::serde::Deserializer<'de>>(d: D) -> Result<$name, D::Error> {
                    struct RowVisitor;
                    impl<'de> ::serde::de::Visitor<'de> for RowVisitor {
                        type Value = $name;
                        fn expecting(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                            f.write_str(concat!("a row of the sheet ", $sheet))
                        }
                        fn visit_map<A: ::serde::de::MapAccess<'de>>(self, mut map: A) -> Result<$name, A::Error> {
                            use ::serde::de::Error;
                            let mut row = $name::default();
                            let (mut seen, mut has_id) = (0_u64, false);
                            while let Some(key) = map.next_key::<$crate::sheet::Key<'de>>()? {
                                match key.as_str() {
                                    "id" if has_id => return Err(A::Error::duplicate_field("id")),
                                    "id" => { has_id = true; row.id = map.next_value()?; }
                                    $( stringify!($field) => {
                                        let bit = 1_u64 << (At::$field as u32);
                                        if seen & bit != 0 {
                                            return Err(A::Error::duplicate_field(stringify!($field)));
                                        }
                                        seen |= bit;
                                        let counts = $crate::sheet::counts!($($least, $most)?);
                                        row.$field = $crate::sheet::field(&mut map, stringify!($field), &counts, &mut row.rest)?;
                                    } )*
                                    key if $crate::sheet::ENTERED_KEYS.contains(&key) => row.entered.read(&mut row.rest, key, &mut map)?,
                                    other => $crate::sheet::keep(&mut row.rest, other, &mut map)?,
                                }
                            }
                            if has_id { Ok(row) } else { Err(A::Error::missing_field("id")) }
                        }
                    }
                    d.deserialize_map(RowVisitor)
                }
            }
        };
    };
}

/// The counts that a column may hold.
#[doc(hidden)]
#[macro_export]
macro_rules! counts {
    () => {
        $crate::sheet::COUNTS
    };
    ($least:literal, $most:literal) => {
        $least..=$most
    };
}

/// What people's own spreadsheets call a column, or nothing.
#[doc(hidden)]
#[macro_export]
macro_rules! aliases {
    () => {
        &[]
    };
    ($names:ident) => {
        $crate::sheet::aliases::$names
    };
}

/// Which day a date of a column means where its year is not written.
#[doc(hidden)]
#[macro_export]
macro_rules! toward {
    () => {
        $crate::calendar::Toward::Near
    };
    ($toward:ident) => {
        $crate::calendar::Toward::$toward
    };
}

/// Whether only the program reads a column.
#[doc(hidden)]
#[macro_export]
macro_rules! internal {
    () => {
        false
    };
    (Program) => {
        true
    };
}

/// Whether a high score in a column is a good one.
#[doc(hidden)]
#[macro_export]
macro_rules! high_is_good {
    () => {
        true
    };
    (Neutral) => {
        false
    };
}

/// The help of a column, or none.
#[doc(hidden)]
#[macro_export]
macro_rules! help {
    () => {
        $crate::text::text("", "")
    };
    ($zh:literal, $en:literal) => {
        $crate::text::text($zh, $en)
    };
}
