//! The options of a choice column, and the enum that declares them.

use crate::text::Text;

/// One of the answers that a choice offers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Opt {
    /// The name in JSON and on the command line.
    pub key: &'static str,
    /// The name on the screen.
    pub label: Text,
    /// What else people call it, each a whole name.
    pub aka: &'static [&'static str],
}

/// Declares an enum whose values are the options of a choice column. `aka [NAMES]` behind the labels of an option are other
/// whole names by which people call it.
#[macro_export]
macro_rules! choice {
    ($(#[$doc:meta])* $name:ident { $( $variant:ident $key:literal = $zh:literal / $en:literal $(aka [$($aka:literal),* $(,)?])? ),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name { $( #[doc = $en] $variant ),+ }
        impl $name {
            /// All options, in the order of the declaration.
            pub const ALL: &'static [$name] = &[ $( $name::$variant ),+ ];
            /// Their keys and labels, in the same order.
            pub const OPTIONS: &'static [$crate::sheet::Opt] =
                &[ $( $crate::sheet::Opt { key: $key, label: $crate::text::text($zh, $en), aka: &[$($($aka),*)?] } ),+ ];
            /// Key and label.
            pub fn option(self) -> &'static $crate::sheet::Opt {
                &Self::OPTIONS[self as usize]
            }
            /// The name on the screen.
            pub fn label(self) -> $crate::text::Text {
                self.option().label
            }
        }
        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.serialize_str(self.option().key)
            }
        }
        impl $crate::sheet::CellType for Option<$name> {
            const KIND: $crate::sheet::Kind = $crate::sheet::Kind::Choice($name::OPTIONS);
            fn to_cell(&self) -> $crate::sheet::Cell {
                self.map_or($crate::sheet::Cell::Empty, |v| $crate::sheet::Cell::Choice(v.option()))
            }
            fn from_cell(cell: $crate::sheet::Cell) -> Option<Self> {
                match cell {
                    $crate::sheet::Cell::Empty => Some(None),
                    $crate::sheet::Cell::Choice(opt) =>
                        $name::ALL.iter().find(|v| v.option().key == opt.key).map(|v| Some(*v)),
                    _ => None,
                }
            }
            fn read<'de, D: ::serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let key = $crate::sheet::Key::deserialize_key(d)?;
                $name::ALL.iter().find(|v| v.option().key == key.as_str()).map(|v| Some(*v)).ok_or_else(|| {
                    let known: Vec<&str> = $name::OPTIONS.iter().map(|o| o.key).collect();
                    ::serde::de::Error::custom(format!("'{}' is not one of {}", key.as_str(), known.join(", ")))
                })
            }
            fn read_fast(json: &mut $crate::sheet::FastReader<'_>) -> Option<Self> {
                let key = json.text()?;
                $name::ALL.iter().find(|v| v.option().key == key).map(|v| Some(*v))
            }
            fn write(&self, out: &mut String) {
                match self {
                    Some(v) => { out.push('"'); out.push_str(v.option().key); out.push('"'); }
                    None => out.push_str("null"),
                }
            }
        }
    };
}
