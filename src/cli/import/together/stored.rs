//! What of each file is stored where several files are brought together, and what of all of them.

use super::{Difference, Says, Together};
use crate::cli::import::Taken;
use crate::project::Project;
use crate::say;
use crate::sheet::{AnyRow, AnySheet, ENTERED_KEYS, Id};
use crate::text::{Phrase, count, text};
use std::sync::Arc;

/// A cell of a file that is not stored as the file has it: its sheet, its row as the file has it, its column, and why.
pub(in crate::cli::import) struct Beaten {
    pub(in crate::cli::import) sheet: String,
    pub(in crate::cli::import) row: Id,
    pub(in crate::cli::import) field: String,
    pub(in crate::cli::import) why: Phrase,
}

impl Together {
    /// The cells of a file that are not stored, as another file is believed or was named first; `prefer` is the place of the
    /// file that is believed.
    pub(in crate::cli::import) fn beaten(&self, file: usize, prefer: Option<usize>) -> Vec<Beaten> {
        let of = |difference: &Difference| {
            let says = &difference.says;
            let preferred = prefer.and_then(|prefer| says.iter().find(|says| says.file == prefer));
            let stored = preferred.or(says.first())?;
            let is_beaten = |says: &&Says| says.file == file && says.value != stored.value;
            let own = says.iter().find(is_beaten)?;
            let why = match preferred {
                Some(stored) => say!(
                    "没有存，以 {name} 为准：{shown}",
                    "not stored, {name} is believed: {shown}",
                    name = stored.name,
                    shown = stored.shown
                ),
                None => say!(
                    "留在“冲突”里，显示的是 {name} 的：{shown}",
                    "waits under Conflicts, what {name} says is shown: {shown}",
                    name = stored.name,
                    shown = stored.shown
                ),
            };
            let Difference { sheet, field, .. } = difference;
            Some(Beaten { sheet: sheet.clone(), row: own.own, field: field.clone(), why })
        };
        self.differences.iter().filter_map(of).collect()
    }
}

/// What comes of all files together: how many rows the project has then that it had not, and how many are changed; in the
/// sheets that the files are of, as what the program keeps of its own accord nobody has written.
pub(in crate::cli::import) fn said_stored(
    (before, after): (&Project, &Project),
    taken: &[Taken],
    stored: bool,
) -> Phrase {
    let reports = taken.iter().flat_map(|taken| &taken.reports);
    let is_changed = |def: &str| {
        let of_it = |(intake, plan, _): &&(_, crate::intake::Plan, _)| -> bool {
            let intake: &crate::intake::Intake = intake;
            intake.def.key == def && !plan.is_idle()
        };
        reports.clone().any(|report| of_it(&report))
    };
    let fields = |row: &dyn AnyRow| {
        let mut fields = row.object();
        fields.retain(|key, _| !ENTERED_KEYS.contains(&key.as_str()));
        fields
    };
    let (mut new, mut changed) = (0, 0);
    for rows in after.sheets().filter(|rows| is_changed(rows.def().key)) {
        let there = before.sheet(rows.def().key);
        for row in (0..rows.len()).filter_map(|at| rows.row(at)) {
            match there.and_then(|there: &dyn AnySheet| there.row(there.position(row.id())?)) {
                None => new += 1,
                Some(was) if fields(was) != fields(row) => changed += 1,
                Some(_) => {}
            }
        }
    }
    let (new, changed) = (count(new, "行", "row", "rows"), count(changed, "行", "row", "rows"));
    let all = text("几个文件合起来", "All files together");
    if stored {
        say!("{all}：新增 {new}，改动 {changed}", "{all}: {new} added, {changed} changed", all, new, changed)
    } else {
        say!(
            "{all}：将新增 {new}，改动 {changed}",
            "{all}: {new} to add, {changed} to change",
            all,
            new,
            changed
        )
    }
}

/// Whether two projects hold the same rows and the same waits in both.
pub(in crate::cli::import) fn is_same(one: &Project, other: &Project) -> bool {
    let same = |sheet: &Arc<dyn AnySheet>| {
        let def = sheet.def();
        other.sheet(def.key).is_some_and(|there| {
            let rows = |n: usize| sheet.row(n).zip(there.row(n)).is_some_and(|(a, b)| def.equal(a, b));
            sheet.len() == there.len() && (0..sheet.len()).all(rows)
        })
    };
    one.conflicts == other.conflicts && one.sheets().all(same)
}
