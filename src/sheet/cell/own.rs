//! Choices to which people may add options of their own.

use crate::sheet::cleaned;
use std::fmt;

/// A short name that people have given an option of their own, kept within the value itself.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct OwnName {
    bytes: [u8; OwnName::LONGEST],
    len: u8,
}

impl OwnName {
    /// No name is longer, in bytes: thirteen Chinese characters, or forty letters.
    pub const LONGEST: usize = 40;

    /// The name, if it is one: not blank, in one line, without characters that nobody sees, and not too long.
    pub fn new(name: &str) -> Option<OwnName> {
        let right = !name.is_empty()
            && name.trim() == name
            && name.len() <= OwnName::LONGEST
            && !name.contains(['\n', '\r', '\t'])
            && cleaned(name) == name;
        let mut bytes = [0; OwnName::LONGEST];
        bytes.get_mut(..name.len()).filter(|_| right)?.copy_from_slice(name.as_bytes());
        Some(OwnName { bytes, len: u8::try_from(name.len()).ok()? })
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        let bytes = self.bytes.get(..usize::from(self.len));
        bytes.and_then(|bytes| std::str::from_utf8(bytes).ok()).unwrap_or_default()
    }
}

impl fmt::Debug for OwnName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_str().fmt(f)
    }
}

/// Declares an enum whose values are the options of a choice column, as `choice!` does, and one for options of people's own.
/// In the file an option of ours is its key, one of people's own its name.
#[macro_export]
macro_rules! open_choice {
    ($(#[$doc:meta])* $name:ident { $( $variant:ident $key:literal = $zh:literal / $en:literal $(aka [$($aka:literal),* $(,)?])? ),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name {
            $( #[doc = $en] $variant, )+
            /// One that people have named themselves.
            Own($crate::sheet::OwnName),
        }
        impl $name {
            /// All options of ours, in the order of the declaration.
            pub const ALL: &'static [$name] = &[ $( $name::$variant ),+ ];
            /// Their keys and labels, in the same order.
            pub const OPTIONS: &'static [$crate::sheet::Opt] =
                &[ $( $crate::sheet::Opt { key: $key, label: $crate::text::text($zh, $en), aka: &[$($($aka),*)?] } ),+ ];
            /// Its place among the options of ours.
            pub fn place(self) -> Option<usize> {
                $name::ALL.iter().position(|option| *option == self)
            }
            /// Key and label of one of ours.
            pub fn option(self) -> Option<&'static $crate::sheet::Opt> {
                self.place().and_then(|at| $name::OPTIONS.get(at))
            }
            /// The key of one of ours, the name of one of people's own.
            pub fn key(&self) -> &str {
                match self {
                    $name::Own(name) => name.as_str(),
                    ours => ours.option().map_or("", |option| option.key),
                }
            }
            /// The name on the screen.
            pub fn label(self) -> $crate::text::Phrase {
                match self.option() {
                    Some(option) => option.label.into(),
                    None => $crate::text::Phrase::same(self.key()),
                }
            }
            fn of_key(key: &str) -> Option<$name> {
                let ours = $name::OPTIONS.iter().position(|option| option.key == key);
                match ours.and_then(|at| $name::ALL.get(at)) {
                    Some(option) => Some(*option),
                    None => $crate::sheet::OwnName::new(key).map($name::Own),
                }
            }
        }
        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
                s.serialize_str(self.key())
            }
        }
        impl $crate::sheet::CellType for Option<$name> {
            const KIND: $crate::sheet::Kind = $crate::sheet::Kind::OpenChoice($name::OPTIONS);
            fn to_cell(&self) -> $crate::sheet::Cell {
                match self {
                    None => $crate::sheet::Cell::Empty,
                    Some($name::Own(name)) => $crate::sheet::Cell::Text(name.as_str().into()),
                    Some(ours) => ours.option().map_or($crate::sheet::Cell::Empty, $crate::sheet::Cell::Choice),
                }
            }
            fn from_cell(cell: $crate::sheet::Cell) -> Option<Self> {
                match cell {
                    $crate::sheet::Cell::Empty => Some(None),
                    $crate::sheet::Cell::Choice(option) => $name::of_key(option.key).map(Some),
                    $crate::sheet::Cell::Text(name) => $name::of_key(&name).map(Some),
                    _ => None,
                }
            }
            fn text(&self) -> Option<&str> {
                match self {
                    Some($name::Own(name)) => Some(name.as_str()),
                    _ => None,
                }
            }
            fn read<'de, D: ::serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
                let key = $crate::sheet::Key::deserialize_key(d)?;
                $name::of_key(key.as_str()).map(Some).ok_or_else(|| {
                    let known: Vec<&str> = $name::OPTIONS.iter().map(|o| o.key).collect();
                    ::serde::de::Error::custom(format!(
                        "'{}' is neither one of {} nor a name of at most {} bytes",
                        key.as_str(), known.join(", "), $crate::sheet::OwnName::LONGEST
                    ))
                })
            }
            fn read_fast(json: &mut $crate::sheet::FastReader<'_>) -> Option<Self> {
                $name::of_key(json.text()?).map(Some)
            }
            fn write(&self, out: &mut String) {
                match self {
                    Some(value) => $crate::sheet::write_name(out, value.key()),
                    None => out.push_str("null"),
                }
            }
        }
    };
}

/// Writes the name of an option as JSON.
pub fn write_name(out: &mut String, name: &str) {
    super::write_text(out, name);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_short_and_in_one_line() {
        for name in ["站长", "Parts manager", "一二三四五六七八九十一二三"] {
            assert_eq!(OwnName::new(name).as_ref().map(OwnName::as_str), Some(name));
        }
        for name in ["", " 站长", "a\nb", "a\u{200b}b", "一二三四五六七八九十一二三四"] {
            assert!(OwnName::new(name).is_none(), "{name:?}");
        }
    }
}
