//! Cuts a file of any layout with the JSON parser.

use super::read::{Parts, SheetPart, flaw_of};
use crate::sheet::strict::{Strict, TWICE};
use crate::store::damage::{Damage, Flaw, Place};
use serde::de::{Deserializer, Error as _, MapAccess, Visitor};
use serde_json::Map;
use serde_json::value::RawValue;
use std::fmt;

/// Cuts any JSON object; all but the header stays text.
pub(super) fn by_parser(text: &str) -> Result<Parts<'_>, Damage> {
    let mut parser = serde_json::Deserializer::from_str(text);
    let parts = parser.deserialize_any(Root).and_then(|parts| parser.end().map(|()| parts));
    parts.map_err(|e| Damage { flaw: flaw_of(&e, Flaw::Shape), place: Place::line(e.line()) })
}

struct Root;

impl<'de> Visitor<'de> for Root {
    type Value = Parts<'de>;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a project")
    }
    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Parts<'de>, A::Error> {
        let mut parts = Parts { header: Map::new(), sheets: Vec::new(), conflicts: Vec::new() };
        let mut seen = Vec::new();
        while let Some(key) = map.next_key::<String>()? {
            if seen.contains(&key) {
                return Err(A::Error::custom(TWICE));
            }
            match key.as_str() {
                "sheets" => parts.sheets = map.next_value::<Sheets<'de>>()?.0,
                "conflicts" => {
                    let list: Vec<&RawValue> = map.next_value()?;
                    parts.conflicts = list.into_iter().map(RawValue::get).collect();
                }
                _ => {
                    let value = map.next_value_seed(Strict::inside(1))?;
                    parts.header.insert(key.clone(), value);
                }
            }
            seen.push(key);
        }
        Ok(parts)
    }
}

struct Sheets<'a>(Vec<SheetPart<'a>>);

impl<'de> serde::Deserialize<'de> for Sheets<'de> {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Sheets<'de>, D::Error> {
        struct Each;
        impl<'de> Visitor<'de> for Each {
            type Value = Sheets<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object of sheets")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Sheets<'de>, A::Error> {
                let mut sheets: Vec<SheetPart<'de>> = Vec::new();
                while let Some((key, list)) = map.next_entry::<String, &RawValue>()? {
                    if sheets.iter().any(|s| s.key == key) {
                        return Err(A::Error::custom(TWICE));
                    }
                    sheets.push(SheetPart { key, list: list.get(), rows: None });
                }
                Ok(Sheets(sheets))
            }
        }
        d.deserialize_map(Each)
    }
}
