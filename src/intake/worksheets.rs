//! Which worksheets of a file say where they belong: by their name, or by what an export has written beside their rows.

use super::exported::SEARCHED;
use crate::registry;
use crate::sheet::stamp::{HEAD, read_head};
use crate::sheet::{Kind, SheetDef, comparable};
use crate::sort::StableSort;
use crate::text::{Lang, Text, text};

/// A worksheet: its name and its lines.
pub type Worksheet<'a> = (&'a str, &'a [Vec<String>]);

/// The worksheets that an export writes beside those of the sheets.
pub const FOR_EYES: [Text; 2] = [text("封面", "Cover"), text("指标图", "Charts")];

/// The name of the worksheet of a sheet: no more than 31 characters, without those that Excel refuses.
pub fn worksheet_name(def: &SheetDef, lang: Lang) -> String {
    let plain = def.title.get(lang).replace(['[', ']', ':', '*', '?', '/', '\\'], " ");
    plain.trim_matches('\'').chars().take(31).collect()
}

/// The places of those worksheets that belong to a sheet: they have its title, in either language, or what an export has
/// written beside their rows says so, whatever they are called by now. Each with its sheet, in the order in which sheets refer
/// to each other: people and centres come before what names them.
pub fn belonging(tables: &[Worksheet<'_>]) -> Vec<(usize, &'static SheetDef)> {
    let is_called = |def: &SheetDef, name: &str| {
        [Lang::Zh, Lang::En].iter().any(|lang| comparable(&worksheet_name(def, *lang)) == comparable(name))
    };
    let exported: Vec<_> = tables.iter().map(|(_, lines)| exported_from(lines)).collect();
    let is_another = |at: usize, def| exported[at].is_some_and(|it| it != def);
    let place = |def: &'static SheetDef| {
        let called = |at: &usize| is_called(def, tables[*at].0) && !is_another(*at, def);
        let of_it = |at: &usize| exported[*at] == Some(def);
        let mut places = 0..tables.len();
        Some((places.clone().find(called).or_else(|| places.find(of_it))?, def))
    };
    let mut found: Vec<_> = registry::sheets().into_iter().filter_map(place).collect();
    found.stable_sort_by_key(|(_, def)| {
        def.columns.iter().filter(|c| matches!(c.kind, Kind::Link(_))).count()
    });
    found
}

/// The sheet that the lines of a worksheet were exported from: the one that has the most of the columns that its head names,
/// if that are most of them and no other has as many.
fn exported_from(lines: &[Vec<String>]) -> Option<&'static SheetDef> {
    let heads = lines.iter().take(SEARCHED).flatten();
    let head = heads.into_iter().find(|cell| cell.starts_with(HEAD))?;
    let known = |def: &'static SheetDef| {
        let (_, columns) = read_head(def, head)?;
        let (all, known) = (columns.len(), columns.into_iter().flatten().count());
        // Of two that have all of them the one that has no others.
        let others = def.columns.iter().filter(|column| column.is_shown()).count().abs_diff(known);
        (known * 2 > all).then_some((known, std::cmp::Reverse(others), def))
    };
    let mut fit: Vec<_> = registry::sheets().into_iter().filter_map(known).collect();
    fit.stable_sort_by_key(|(known, others, _)| std::cmp::Reverse((*known, std::cmp::Reverse(others.0))));
    match fit.as_slice() {
        [(known, others, _), (next, next_others, _), ..] if (known, others) == (next, next_others) => None,
        [(.., def), ..] => Some(def),
        [] => None,
    }
}

/// The worksheets that are not taken in although something stands in them: those that belong to no sheet, but for what an
/// export has written for the eyes.
pub fn not_taken(tables: &[Worksheet<'_>], belonging: &[(usize, &'static SheetDef)]) -> Vec<String> {
    let is_own = tables.iter().any(|(_, lines)| exported_from(lines).is_some());
    let for_eyes = |name: &str| is_own && FOR_EYES.iter().any(|own| [own.zh, own.en].contains(&name));
    let is_filled =
        |lines: &[Vec<String>]| lines.iter().skip(1).flatten().any(|cell| !cell.trim().is_empty());
    let others = tables.iter().enumerate().filter(|(at, (name, lines))| {
        is_filled(lines) && !for_eyes(name) && belonging.iter().all(|(taken, _)| taken != at)
    });
    others.map(|(_, (name, _))| (*name).to_owned()).collect()
}

/// The letters by which a spreadsheet calls a column: A to Z, AA, AB.
pub fn letters(column: usize) -> String {
    let last = char::from(b'A' + (column % 26) as u8);
    match column / 26 {
        0 => last.to_string(),
        more => letters(more - 1) + &last.to_string(),
    }
}
