//! Several files that were filled in separately, brought together: each is read against the project as it is, and what they
//! have changed is merged field by field. Rows that are new in two of them and are called the same are one.

use super::Taken;
use crate::project::{Conflict, Project, join, merge, row_title, twins};
use crate::say;
use crate::sheet::{AnyRow, Id};
use crate::text::{Lang, Phrase, joined, text};
use serde_json::{Value, json};
use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::Arc;

/// So many places where files differ are named.
const NAMED: usize = 20;

/// A cell of which files say different things.
pub(super) struct Difference {
    sheet: String,
    row: Id,
    field: String,
    /// What it is, in words: sheet, row, column.
    place: Phrase,
    /// What each file says that has changed it, by the place of the file.
    says: Vec<(usize, String, Value, Phrase)>,
}

/// All files brought together.
pub(super) struct Together {
    merged: Project,
    /// How many conflicts waited before.
    before: usize,
    differences: Vec<Difference>,
    /// What was new in several files, in words.
    same: Vec<Phrase>,
}

impl Together {
    /// Brings together what files have made of a project.
    pub(super) fn of(project: &Project, taken: &[Taken]) -> Together {
        let mut merged = project.clone();
        // The rows that went into others, by their file.
        let mut aliases: Vec<HashMap<Id, Id>> = vec![HashMap::new(); taken.len()];
        let mut same = Vec::new();
        for (taken, aliases) in taken.iter().zip(&mut aliases) {
            let both = merge(project, &merged, &taken.after);
            let mine = std::mem::replace(&mut merged, both);
            for twin in twins(&merged, &mine, &taken.after) {
                // Only what is new: rows that were there before are another matter.
                let is_old =
                    |id| project.sheet(twin.sheet.key).is_some_and(|rows| rows.position(id).is_some());
                if is_old(twin.first) || is_old(twin.second) {
                    continue;
                }
                let name = |lang| {
                    let rows = merged.sheet(twin.sheet.key);
                    let row = rows.and_then(|rows| rows.row(rows.position(twin.first)?));
                    row.map_or_else(String::new, |row| row_title(&merged, row, lang))
                };
                let name = Phrase::from((name(Lang::Zh), name(Lang::En)));
                if join(&mut merged, &twin) {
                    aliases.insert(twin.second, twin.first);
                    let sheet = twin.sheet.title;
                    let said = say!("{sheet} · {name}", "{sheet} · {name}", sheet, name);
                    if !same.contains(&said) {
                        same.push(said);
                    }
                }
            }
        }
        let before = project.conflicts.len();
        let mut together = Together { merged, before, differences: Vec::new(), same };
        let mut places: Vec<(String, Id, String)> = Vec::new();
        for Conflict { sheet, row, field, .. } in together.merged.conflicts.iter().skip(before) {
            let place = (sheet.clone(), *row, field.clone());
            if !places.contains(&place) {
                places.push(place);
            }
        }
        for (sheet, row, field) in places {
            let difference = together.difference(project, (sheet, row, field), taken, &aliases);
            together.differences.push(difference);
        }
        together
    }

    fn difference(
        &self,
        project: &Project,
        (sheet, row, field): (String, Id, String),
        taken: &[Taken],
        aliases: &[HashMap<Id, Id>],
    ) -> Difference {
        let value = |row: Option<&dyn AnyRow>| {
            row.map_or(Value::Null, |row| row.object().remove(&field).unwrap_or_default())
        };
        let find = |project: &Project, id: Id| -> Option<Arc<dyn AnyRow>> {
            let rows = project.sheet(&sheet)?;
            rows.share(rows.position(id)?)
        };
        let base = value(find(project, row).as_deref());
        let mut says = Vec::new();
        for (n, (taken, aliases)) in taken.iter().zip(aliases).enumerate() {
            let own = aliases.iter().find(|(_, first)| **first == row).map_or(row, |(own, _)| *own);
            let Some(there) = find(&taken.after, own) else { continue };
            let said = value(Some(&*there));
            if said != base {
                let column = there.def().column(&field);
                let shown = |lang| match column {
                    Some(column) => crate::project::cell_text(&taken.after, &*there, column, lang),
                    None => said.to_string(),
                };
                says.push((
                    n,
                    taken.file.clone(),
                    said.clone(),
                    Phrase::from((shown(Lang::Zh), shown(Lang::En))),
                ));
            }
        }
        let there = find(&self.merged, row);
        let def = there.as_ref().map(|row| row.def());
        let name = |lang| {
            there.as_ref().map_or_else(|| row.to_string(), |row| row_title(&self.merged, &**row, lang))
        };
        let title = def.and_then(|def| Some(def.columns[def.column(&field)?].title));
        let place = say!(
            "{sheet} · {name} · {field}",
            "{sheet} · {name} · {field}",
            sheet = def.map_or_else(|| Phrase::same(sheet.clone()), |def| def.title.into()),
            name = Phrase::from((name(Lang::Zh), name(Lang::En))),
            field = title.map_or_else(|| Phrase::same(field.clone()), Phrase::from)
        );
        Difference { sheet, row, field, place, says }
    }

    /// Where the files differ, in words.
    pub(super) fn differences(&self) -> Vec<Phrase> {
        self.differences.iter().map(Difference::phrase).collect()
    }

    /// What is to be said of all of them, a line each.
    pub(super) fn text(&self, lang: Lang) -> String {
        let mut out = String::new();
        let mut list = |title: crate::text::Text, lines: &mut dyn Iterator<Item = Phrase>| {
            for (n, line) in lines.enumerate() {
                if n == 0 {
                    // Writing into memory does not fail.
                    let _ = writeln!(out, "{}", title.get(lang));
                }
                let _ = writeln!(out, "  {}", line.get(lang));
            }
        };
        list(
            text("几个文件里都新增、算作同一行的", "New in several files and taken for one row"),
            &mut self.same.iter().cloned(),
        );
        list(text("几个文件说法不同的", "Where the files differ"), &mut self.differences().into_iter());
        out
    }

    pub(super) fn json(&self, lang: Lang) -> Value {
        let same: Vec<&str> = self.same.iter().map(|said| said.get(lang)).collect();
        let differences: Vec<Value> = self
            .differences
            .iter()
            .map(|of| {
                let says: Vec<Value> =
                    of.says.iter().map(|(_, file, value, _)| json!({ "file": file, "value": value })).collect();
                json!({ "sheet": of.sheet, "row": of.row.to_string(), "field": of.field, "place": of.place.get(lang), "says": says })
            })
            .collect();
        json!({ "together": { "same": same, "differences": differences } })
    }

    /// The project with everything: where the files differ the one preferred is believed; without one what the first says
    /// is shown and the rest waits.
    pub(super) fn decided(mut self, prefer: Option<usize>, notes: &mut Vec<Phrase>) -> Project {
        let differ = self.differences.len();
        let Some(prefer) = prefer else {
            if differ > 0 {
                notes.push(say!(
                    "几个文件有 {differ} 处说法不同：显示的是先写的那个文件的，其余留在“冲突”里",
                    "the files differ in {differ} places: what the first says is shown, the rest waits under Conflicts"
                ));
            }
            return self.merged;
        };
        let mut left: Vec<Conflict> = self.merged.conflicts.to_vec();
        for difference in &self.differences {
            let is_it = |conflict: &Conflict| {
                conflict.sheet == difference.sheet
                    && conflict.row == difference.row
                    && conflict.field == difference.field
            };
            // Of files that the preferred one says nothing of, what the first says stays, and the rest waits.
            let Some((_, _, value, _)) = difference.says.iter().find(|(file, ..)| *file == prefer) else {
                continue;
            };
            let Some(sheet) = self.merged.sheet(&difference.sheet) else { continue };
            let place = sheet.position(difference.row);
            let row = place.and_then(|at| sheet.row(at)?.with_fields([(difference.field.as_str(), value)]));
            let Some((at, row)) = place.zip(row) else { continue };
            let mut rows: Vec<Arc<dyn AnyRow>> = (0..sheet.len()).filter_map(|at| sheet.share(at)).collect();
            rows[at] = row;
            if let Some(rows) = sheet.def().gather(rows) {
                self.merged.put_sheet(rows);
                let mut n = 0;
                left.retain(|conflict| {
                    n += 1;
                    n <= self.before || !is_it(conflict)
                });
            }
        }
        let waiting = left.len().saturating_sub(self.before);
        if waiting > 0 {
            notes.push(say!(
                "有 {waiting} 处选定的文件没有填，其余文件说法不同，留在“冲突”里",
                "{waiting} in which the file preferred says nothing and the others differ: they wait under Conflicts"
            ));
        }
        self.merged.conflicts = Arc::new(left);
        self.merged
    }
}

impl Difference {
    fn phrase(&self) -> Phrase {
        let says: Vec<Phrase> = self
            .says
            .iter()
            .map(|(_, file, _, said)| say!("{file} 写的是“{said}”", "{file} says '{said}'", said))
            .collect();
        let says = joined(&says, text("，", ", "));
        say!("{place}：{says}", "{place}: {says}", place = self.place, says)
    }
}

/// Why nothing was stored: where the files differ, and what can be done.
pub(super) fn refusal(differences: &[Phrase]) -> Phrase {
    let mut said = say!(
        "几个文件有 {n} 处说法不同，什么都没有存：加 --prefer 文件 以它为准，或加 --keep 先存下，在工作簿的“冲突”里逐个选",
        "the files differ in {n} places and nothing was stored: add --prefer FILE to believe one, or --keep to choose one by one under Conflicts in the workbook",
        n = differences.len()
    );
    for difference in differences.iter().take(NAMED) {
        said = say!("{said}\n  {difference}", "{said}\n  {difference}", said, difference);
    }
    let more = differences.len().saturating_sub(NAMED);
    if more > 0 {
        said = say!("{said}\n  ……另有 {more} 处", "{said}\n  … {more} more", said);
    }
    said
}
