//! Rows that are new in different files and may be one, as they are called the same.

use super::{Taken, places};
use crate::project::{Project, Twin, key_phrase, row_title};
use crate::registry::may_be_one;
use crate::say;
use crate::sheet::{AnyRow, AnySheet, Id, comparable};
use crate::text::{Lang, Phrase};
use std::collections::{HashMap, HashSet};

/// The rows that are new in different files, are called the same and may be one, although their keys differ.
pub(super) fn namesakes_in(project: &Project, merged: &Project, taken: &[Taken]) -> Vec<(Twin, Phrase)> {
    let mut found = Vec::new();
    for sheet in merged.sheets() {
        let def = sheet.def();
        let before = project.sheet(def.key).map(ids_of).unwrap_or_default();
        let new = (0..sheet.len()).filter_map(|at| sheet.row(at)).filter(|row| !before.contains(&row.id()));
        let new: Vec<&dyn AnyRow> = new.collect();
        if new.len() < 2 {
            continue;
        }
        // The file that each is from, the first where several have it.
        let mut from: HashMap<Id, &Taken> = HashMap::new();
        for taken in taken {
            for id in taken.after.sheet(def.key).map(ids_of).unwrap_or_default() {
                from.entry(id).or_insert(taken);
            }
        }
        let file = |row: &dyn AnyRow| from.get(&row.id()).map(|taken| taken.file.as_str());
        let mut named: HashMap<String, Vec<&dyn AnyRow>> = HashMap::new();
        for row in new {
            let name = comparable(&row_title(merged, row, Lang::Zh));
            if name.is_empty() {
                continue;
            }
            let alike = named.entry(name).or_default();
            // Those of one file were seen by whoever wrote it.
            if let Some(other) =
                alike.iter().find(|other| may_be_one(**other, row) && file(**other) != file(row))
            {
                let twin = Twin { sheet: def, first: other.id(), second: row.id() };
                let place = |row: &dyn AnyRow| {
                    let key = key_phrase(merged, row);
                    let from = from.get(&row.id());
                    let from = from
                        .map_or_else(|| Phrase::same(""), |taken| places::of_row(taken, def.key, row.id()));
                    say!("{key}（{from}）", "{key} ({from})", key, from)
                };
                let said = say!(
                    "{sheet}：{one}，{other}",
                    "{sheet}: {one}, {other}",
                    sheet = def.title,
                    one = place(*other),
                    other = place(row)
                );
                found.push((twin, said));
            }
            alike.push(row);
        }
    }
    found
}

/// The ids of the rows of a sheet.
fn ids_of(sheet: &dyn AnySheet) -> HashSet<Id> {
    (0..sheet.len()).filter_map(|at| Some(sheet.row(at)?.id())).collect()
}
