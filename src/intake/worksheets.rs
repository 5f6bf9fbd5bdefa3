//! Which worksheets of a file say by their name where they belong.

use crate::registry;
use crate::sheet::{Kind, SheetDef, comparable};
use crate::text::Lang;

/// The name of the worksheet of a sheet: no more than 31 characters, without those that Excel refuses.
pub fn worksheet_name(def: &SheetDef, lang: Lang) -> String {
    let plain = def.title.get(lang).replace(['[', ']', ':', '*', '?', '/', '\\'], " ");
    plain.trim_matches('\'').chars().take(31).collect()
}

/// The places of those worksheets that have the title of a sheet, in either language, each with its sheet, in the order in
/// which sheets refer to each other: people and centres come before what names them.
pub fn belonging(names: &[&str]) -> Vec<(usize, &'static SheetDef)> {
    let is_called = |def: &SheetDef, name: &str| {
        [Lang::Zh, Lang::En].iter().any(|lang| comparable(&worksheet_name(def, *lang)) == comparable(name))
    };
    let place = |def: &'static SheetDef| Some((names.iter().position(|name| is_called(def, name))?, def));
    let mut found: Vec<_> = registry::sheets().into_iter().filter_map(place).collect();
    found.sort_by_key(|(_, def)| def.columns.iter().filter(|c| matches!(c.kind, Kind::Link(_))).count());
    found
}

/// The letters by which a spreadsheet calls a column: A to Z, AA, AB.
pub fn letters(column: usize) -> String {
    let last = char::from(b'A' + (column % 26) as u8);
    match column / 26 {
        0 => last.to_string(),
        more => letters(more - 1) + &last.to_string(),
    }
}
