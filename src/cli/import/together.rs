//! Several files that were filled in separately, brought together: each is read against the project as it is, and what they
//! have changed is merged field by field. Rows that are new in two of them and are called the same are one.

mod namesakes;
mod places;
mod stored;

use super::Taken;
use crate::intake::{CellPlan, Goes, Intake, Namesakes, Plan};
use crate::project::{Conflict, Project, Twin, cell_phrase, join, merge, name_source, title_phrase, twins};
use crate::say;
use crate::sheet::{AnyRow, ENTERED_KEYS, Id};
use crate::text::{Lang, Phrase, count, joined, text};
use namesakes::namesakes_in;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::fmt::Write as _;
use std::sync::Arc;
pub(super) use stored::{Beaten, is_same, said_stored};

/// A cell of which files say different things.
#[derive(Clone)]
pub(super) struct Difference {
    sheet: String,
    row: Id,
    field: String,
    /// What it is, in words: sheet, row, column.
    place: Phrase,
    /// What each file says that speaks of it.
    says: Vec<Says>,
    /// What the project holds.
    base: Value,
    /// Whether all that is not shown waits among the conflicts already, from an earlier time.
    waits: bool,
}

/// What a file says of a cell.
#[derive(Clone)]
struct Says {
    /// The place of the file among all.
    file: usize,
    /// The row as the file has it, which may have gone into another.
    own: Id,
    /// Its name, with the cell or the line where that is known.
    from: Phrase,
    /// The name alone.
    name: String,
    value: Value,
    shown: Phrase,
}

/// Whether a file says itself what it has made of a cell, or the program has let it follow, as the day of new scores does.
fn is_said(taken: &Taken, sheet: &str, row: Id, field: &str) -> bool {
    if is_confirmed(taken, sheet, row, field) {
        return true;
    }
    let reports = taken.reports.iter().filter(|(intake, ..)| intake.def.key == sheet);
    let lines = reports
        .flat_map(|(intake, plan, _)| plan.lines_of(intake, row).map(move |line| (intake, plan, line)));
    let mut lines = lines.peekable();
    // What no line is of the program has not let follow from one.
    lines.peek().is_none()
        || lines.any(|(intake, plan, line)| {
            line.cells.iter().enumerate().any(|(at, cell)| {
                matches!(cell, CellPlan::Fill(_) | CellPlan::Over(..) | CellPlan::Empty(_))
                    && intake.column_at(line.line, at) == intake.def.column(field)
                    && !plan.followed.contains(&(line.line, at))
            })
        })
}

/// The rows of a sheet by their ids.
fn by_id<'a>(project: &'a Project, sheet: &str) -> HashMap<Id, &'a dyn AnyRow> {
    let rows = project.sheet(sheet);
    let rows = rows.into_iter().flat_map(|rows| (0..rows.len()).filter_map(|at| rows.row(at)));
    rows.map(|row| (row.id(), row)).collect()
}

/// Whether a file says of itself what the project has already.
fn is_confirmed(taken: &Taken, sheet: &str, row: Id, field: &str) -> bool {
    let mut reports = taken.reports.iter().filter(|(intake, ..)| intake.def.key == sheet);
    reports.any(|(intake, plan, _)| {
        intake.def.column(field).is_some_and(|column| plan.confirmed.contains(&(row, column)))
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
#[derive(Clone)]
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
                if join(&mut merged, &twin, Some(&taken.file)) {
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
                    continue;
                }
                let file = taken.iter().position(|taken| has(&taken.after, &twin));
                let source = file.and_then(|at| taken.get(at)).map(|taken| taken.file.as_str());
                if join(&mut merged, &twin, source) {
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
        let found = found.map(|Conflict { sheet, row, field, .. }| (sheet.clone(), *row, field.clone()));
        for place in found.chain(together.changed_though_confirmed(project, taken)) {
            if !places.contains(&place) {
                places.push(place);
            }
        }
        for (sheet, row, field) in places {
            let mut difference = together.difference(project, (sheet, row, field), taken, &aliases);
            let said =
                |says: &&Says| is_said(&taken[says.file], &difference.sheet, says.own, &difference.field);
            let says: Vec<_> = difference.says.iter().filter(said).cloned().collect();
            if difference.says.len() > 1 && says.len() < 2 {
                // Nobody disagrees with what one file says, or none.
                let value = says.first().or(difference.says.first()).map(|says| says.value.clone());
                let mut left = together.merged.conflicts.to_vec();
                together.settle(&difference, &value.unwrap_or_default(), &mut left);
                together.merged.conflicts = Arc::new(left);
            } else {
                if !says.is_empty() {
                    difference.says = says;
                }
                if difference.says.iter().any(|says| says.value == difference.base) {
                    together.show_first(project, &mut difference);
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
            if said != base || is_confirmed(taken, &sheet, own, &field) {
                let column = there.def().column(&field);
                let shown = match column {
                    Some(column) => cell_phrase(&taken.after, &*there, column),
                    None => Phrase::same(said.to_string()),
                };
                let from = places::of_cell(taken, &sheet, own, &field);
                says.push(Says { file: n, own, from, name: taken.file.clone(), value: said, shown });
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
        Difference { sheet, row, field, place, says, base, waits: false }
    }

    /// Cells of which one file says what the project has already and another something else: the merge takes the other,
    /// although the two differ.
    fn changed_though_confirmed(&self, project: &Project, taken: &[Taken]) -> Vec<(String, Id, String)> {
        let mut found = Vec::new();
        for (intake, plan, _) in taken.iter().flat_map(|taken| &taken.reports) {
            let sheet = intake.def.key;
            let (old, new) = (by_id(project, sheet), by_id(&self.merged, sheet));
            for (row, column) in &plan.confirmed {
                let cell = |rows: &HashMap<Id, &dyn AnyRow>| Some(rows.get(row)?.get(*column));
                if cell(&old) != cell(&new) {
                    found.push((sheet.to_owned(), *row, intake.def.columns[*column].key.to_owned()));
                }
            }
        }
        found
    }

    /// Shows what the first file says, which the project has had before, and lets the rest wait, unless it waits already.
    fn show_first(&mut self, project: &Project, difference: &mut Difference) {
        let Some(first) = difference.says.first().map(|says| says.value.clone()) else { return };
        let mut left = self.merged.conflicts.to_vec();
        self.settle(difference, &first, &mut left);
        let Difference { sheet, row, field, base, .. } = &*difference;
        let is_it =
            |conflict: &Conflict| (&conflict.sheet, conflict.row, &conflict.field) == (sheet, *row, field);
        let mut waits = first == *base;
        for says in difference.says.iter().filter(|says| says.value != first) {
            if project.conflicts.iter().any(|waiting| is_it(waiting) && waiting.theirs == says.value) {
                continue;
            }
            waits = false;
            left.push(Conflict {
                sheet: sheet.clone(),
                row: *row,
                field: field.clone(),
                base: base.clone(),
                mine: first.clone(),
                theirs: says.value.clone(),
                source: Some(says.name.clone()),
            });
        }
        difference.waits = waits;
        self.merged.conflicts = Arc::new(left);
    }

    /// What may be one row and waits for a person to say so, in words.
    pub(super) fn namesakes(&self) -> &[Phrase] {
        &self.namesakes
    }

    /// Where the files differ, in words.
    pub(super) fn differences(&self) -> Vec<Phrase> {
        self.differences.iter().filter(|of| !of.waits).map(Difference::phrase).collect()
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
                let says = of.says.iter().map(|says| json!({ "file": says.name, "value": says.value }));
                let says: Vec<Value> = says.collect();
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
    /// is shown and the rest waits. Rows in which nothing else is left than the day of it are as they were.
    pub(super) fn decided(
        &self,
        project: &Project,
        prefer: Option<usize>,
        notes: &mut Vec<Phrase>,
    ) -> Project {
        let rows: Vec<(String, Id)> = self.differences.iter().map(|of| (of.sheet.clone(), of.row)).collect();
        let mut decided = self.clone().settled(prefer, notes);
        for (sheet, row) in rows {
            let find = |project: &Project| {
                let rows = project.sheet(&sheet)?;
                let at = rows.position(row)?;
                Some((at, rows.share(at)?))
            };
            let told = |row: &dyn AnyRow| {
                let mut fields = row.object();
                fields.retain(|key, _| !ENTERED_KEYS.contains(&key.as_str()));
                fields
            };
            let Some(((_, was), (at, is))) = find(project).zip(find(&decided)) else { continue };
            if told(&*was) == told(&*is)
                && let Some(there) = decided.sheet(&sheet)
            {
                let mut all: Vec<Arc<dyn AnyRow>> = (0..there.len()).filter_map(|n| there.share(n)).collect();
                all[at] = was;
                if let Some(rows) = there.def().gather(all) {
                    decided.put_sheet(rows);
                }
            }
        }
        decided
    }

    fn settled(mut self, prefer: Option<usize>, notes: &mut Vec<Phrase>) -> Project {
        let differ = self.differences.iter().filter(|of| !of.waits).count();
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
            if let Some(says) = difference.says.iter().find(|says| says.file == prefer) {
                self.settle(&difference, &says.value, &mut left);
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
            .map(|Says { from, shown, .. }| {
                say!("{from}写的是“{shown}”", "{from} says '{shown}'", from, shown)
            })
            .collect();
        let says = joined(&says, text("，", ", "));
        say!("{place}：{says}", "{place}: {says}", place = self.place, says)
    }
}

/// Whether a project has the second of two rows.
fn has(project: &Project, twin: &Twin) -> bool {
    project.sheet(twin.sheet.key).is_some_and(|rows| rows.position(twin.second).is_some())
}
