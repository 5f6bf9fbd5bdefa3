//! Several files that were filled in separately, brought together: each is read against the project as it is, and what they
//! have changed is merged field by field. Rows that are new in two of them and are called the same are one.

use super::Taken;
use crate::intake::{CellPlan, Goes, Intake, LinePlan, Namesakes, Plan};
use crate::project::{
    Conflict, Project, Twin, cell_phrase, join, key_phrase, merge, name_source, row_title, title_phrase,
    twins,
};
use crate::registry::may_be_one;
use crate::say;
use crate::sheet::{AnyRow, AnySheet, Id, comparable};
use crate::text::{Lang, Phrase, count, joined, text};
use serde_json::{Value, json};
use std::collections::{HashMap, HashSet};
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

/// Whether a file says itself what it has made of a cell, or the program has let it follow, as the day of new scores does.
fn is_said(taken: &Taken, sheet: &str, row: Id, field: &str) -> bool {
    let mut reports = taken.reports.iter().filter(|(intake, ..)| intake.def.key == sheet);
    let Some((intake, plan, _)) = reports.next() else { return false };
    let is_it = |line: &&LinePlan| matches!(&line.goes, Goes::Row(id, _) if *id == row);
    let (Some(line), Some(column)) = (plan.lines.iter().find(is_it), intake.def.column(field)) else {
        return true;
    };
    line.cells.iter().enumerate().any(|(at, cell)| {
        matches!(cell, CellPlan::Fill(_) | CellPlan::Over(..) | CellPlan::Empty(_))
            && intake.column_at(line.line, at) == Some(column)
            && !plan.followed.contains(&(line.line, at))
    })
}

/// The ids that lines of any file name whose rows were removed from the project, and that it brings back.
pub(super) fn brought_back(taken: &[Taken]) -> Vec<Id> {
    let reports = taken.iter().flat_map(|taken| &taken.reports);
    reports
        .flat_map(|(intake, plan, _)| {
            let new = plan.lines.iter().filter(|line| line.goes == Goes::New);
            new.filter_map(|line| intake.id_of(intake.lines.get(line.line)?))
        })
        .collect()
}

/// All files brought together.
pub(super) struct Together {
    merged: Project,
    /// How many conflicts waited before.
    before: usize,
    differences: Vec<Difference>,
    /// What was new in several files, in words.
    same: Vec<Phrase>,
    /// What is called the same in several files and may be one row, in words.
    namesakes: Vec<Phrase>,
}

impl Together {
    /// Brings together what files have made of a project.
    pub(super) fn of(project: &Project, taken: &[Taken], wanted: Option<Namesakes>) -> Together {
        let mut merged = project.clone();
        // The rows that went into others, by their file.
        let mut aliases: Vec<HashMap<Id, Id>> = vec![HashMap::new(); taken.len()];
        let mut same = Vec::new();
        for (taken, aliases) in taken.iter().zip(&mut aliases) {
            let mut both = merge(project, &merged, &taken.after);
            name_source(&mut both, &merged, &taken.after, &taken.file);
            let mine = std::mem::replace(&mut merged, both);
            for twin in twins(&merged, &mine, &taken.after) {
                // Only what is new: rows that were there before are another matter.
                let is_old =
                    |id| project.sheet(twin.sheet.key).is_some_and(|rows| rows.position(id).is_some());
                if is_old(twin.first) || is_old(twin.second) {
                    continue;
                }
                let rows = merged.sheet(twin.sheet.key);
                let row = rows.and_then(|rows| rows.row(rows.position(twin.first)?));
                let name = row.map_or_else(|| Phrase::same(""), |row| title_phrase(&merged, row));
                if join(&mut merged, &twin) {
                    aliases.insert(twin.second, twin.first);
                    // What the program keeps of its own accord no file has a row of.
                    let is_from_file = |(intake, plan, _): &(Intake, Plan, String)| {
                        intake.def == twin.sheet && plan.new_rows > 0
                    };
                    if !taken.reports.iter().any(is_from_file) {
                        continue;
                    }
                    let sheet = twin.sheet.title;
                    let said = say!("{sheet} · {name}", "{sheet} · {name}", sheet, name);
                    if !same.contains(&said) {
                        same.push(said);
                    }
                }
            }
        }
        let mut namesakes = Vec::new();
        if wanted != Some(Namesakes::Apart) {
            for (twin, said) in namesakes_in(project, &merged, taken) {
                if wanted.is_none() {
                    namesakes.push(said);
                } else if join(&mut merged, &twin) {
                    let file = taken.iter().position(|taken| has(&taken.after, &twin));
                    if let Some(aliases) = file.and_then(|file| aliases.get_mut(file)) {
                        aliases.insert(twin.second, twin.first);
                    }
                    same.push(said);
                }
            }
        }
        let before = project.conflicts.len();
        let mut together = Together { merged, before, differences: Vec::new(), same, namesakes };
        let mut places: Vec<(String, Id, String)> = Vec::new();
        // What a file keeps of itself and of the project differs from no other file.
        let kept = |conflict: &&Conflict| taken.iter().any(|taken| taken.after.conflicts.contains(conflict));
        let found = together.merged.conflicts.iter().skip(before).filter(|conflict| !kept(conflict));
        for Conflict { sheet, row, field, .. } in found {
            let place = (sheet.clone(), *row, field.clone());
            if !places.contains(&place) {
                places.push(place);
            }
        }
        for (sheet, row, field) in places {
            let mut difference = together.difference(project, (sheet, row, field), taken, &aliases);
            let said = |(n, ..): &&(usize, String, Value, Phrase)| {
                is_said(&taken[*n], &difference.sheet, difference.row, &difference.field)
            };
            let says: Vec<_> = difference.says.iter().filter(said).cloned().collect();
            if difference.says.len() > 1 && says.len() < 2 {
                // Nobody disagrees with what one file says, or none.
                let value = says.first().or(difference.says.first()).map(|(_, _, value, _)| value.clone());
                let mut left = together.merged.conflicts.to_vec();
                together.settle(&difference, &value.unwrap_or_default(), &mut left);
                together.merged.conflicts = Arc::new(left);
            } else {
                if !says.is_empty() {
                    difference.says = says;
                }
                together.differences.push(difference);
            }
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
                let shown = match column {
                    Some(column) => cell_phrase(&taken.after, &*there, column),
                    None => Phrase::same(said.to_string()),
                };
                says.push((n, taken.file.clone(), said.clone(), shown));
            }
        }
        let there = find(&self.merged, row);
        let def = there.as_ref().map(|row| row.def());
        let name = match &there {
            Some(there) => title_phrase(&self.merged, &**there),
            None => Phrase::same(row.to_string()),
        };
        let title = def.and_then(|def| Some(def.columns[def.column(&field)?].title));
        let place = say!(
            "{sheet} · {name} · {field}",
            "{sheet} · {name} · {field}",
            sheet = def.map_or_else(|| Phrase::same(sheet.clone()), |def| def.title.into()),
            name,
            field = title.map_or_else(|| Phrase::same(field.clone()), Phrase::from)
        );
        Difference { sheet, row, field, place, says }
    }

    /// What may be one row and waits for a person to say so, in words.
    pub(super) fn namesakes(&self) -> &[Phrase] {
        &self.namesakes
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
        list(
            text("同名、可能是同一行的", "Called the same and perhaps one row"),
            &mut self.namesakes.iter().cloned(),
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
        let namesakes: Vec<&str> = self.namesakes.iter().map(|said| said.get(lang)).collect();
        json!({ "together": { "same": same, "namesakes": namesakes, "differences": differences } })
    }

    /// Puts a value where files differ, and takes what waits because of it out of what is left.
    fn settle(&mut self, difference: &Difference, value: &Value, left: &mut Vec<Conflict>) {
        let is_it = |conflict: &Conflict| {
            conflict.sheet == difference.sheet
                && conflict.row == difference.row
                && conflict.field == difference.field
        };
        let Some(sheet) = self.merged.sheet(&difference.sheet) else { return };
        let place = sheet.position(difference.row);
        let row = place.and_then(|at| sheet.row(at)?.with_fields([(difference.field.as_str(), value)]));
        let Some((at, row)) = place.zip(row) else { return };
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

    /// The project with everything: where the files differ the one preferred is believed; without one what the first says
    /// is shown and the rest waits.
    pub(super) fn decided(mut self, prefer: Option<usize>, notes: &mut Vec<Phrase>) -> Project {
        let differ = self.differences.len();
        let Some(prefer) = prefer else {
            if differ > 0 {
                let places = count(differ, "处", "place", "places");
                notes.push(say!(
                    "几个文件有 {places}说法不同：显示的是先写的那个文件的，其余留在“冲突”里",
                    "the files differ in {places}: what the first says is shown, the rest waits under Conflicts",
                    places
                ));
            }
            return self.merged;
        };
        let mut left: Vec<Conflict> = self.merged.conflicts.to_vec();
        for difference in std::mem::take(&mut self.differences) {
            // Of files that the preferred one says nothing of, what the first says stays, and the rest waits.
            if let Some((_, _, value, _)) = difference.says.iter().find(|(file, ..)| *file == prefer) {
                self.settle(&difference, value, &mut left);
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

/// Whether a project has the second of two rows.
fn has(project: &Project, twin: &Twin) -> bool {
    project.sheet(twin.sheet.key).is_some_and(|rows| rows.position(twin.second).is_some())
}

/// The rows that are new in different files, are called the same and may be one, although their keys differ.
fn namesakes_in(project: &Project, merged: &Project, taken: &[Taken]) -> Vec<(Twin, Phrase)> {
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
        let mut from: HashMap<Id, &str> = HashMap::new();
        for taken in taken {
            for id in taken.after.sheet(def.key).map(ids_of).unwrap_or_default() {
                from.entry(id).or_insert(&taken.file);
            }
        }
        let file = |row: &dyn AnyRow| from.get(&row.id()).copied().unwrap_or_default();
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
                    say!("{key}（{file}）", "{key} ({file})", key, file = file(row))
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

/// Why nothing was stored: what may be one row, and what can be done.
pub(super) fn unsettled(namesakes: &[Phrase]) -> Phrase {
    let mut said = say!(
        "有 {pairs}同名、可能是同一行，什么都没有存：加 --same-name one 合成一行，或加 --same-name apart 各自一行",
        "{pairs} called the same may be one, and nothing was stored: add --same-name one to make them one, --same-name apart to keep them apart",
        pairs = count(namesakes.len(), "处", "pair of rows", "pairs of rows")
    );
    for namesake in namesakes {
        said = say!("{said}\n  {namesake}", "{said}\n  {namesake}", said, namesake);
    }
    said
}

/// Why nothing was stored: where the files differ, and what can be done.
pub(super) fn refusal(differences: &[Phrase]) -> Phrase {
    let mut said = say!(
        "几个文件有 {places}说法不同，什么都没有存：加 --prefer 文件 以它为准，或加 --keep 先存下，在工作簿的“冲突”里逐个选",
        "the files differ in {places} and nothing was stored: add --prefer FILE to believe one, or --keep to choose one by one under Conflicts in the workbook",
        places = count(differences.len(), "处", "place", "places")
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
