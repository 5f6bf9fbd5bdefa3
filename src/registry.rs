//! Which tools there are, which sheets they own, and what a new project begins with.

mod accepted;
mod alike;
mod cells;
mod centres;
mod early;
mod in_use;
mod links;
mod named;
mod removal;
mod roles;
mod written;

pub use alike::{is_abbreviated, is_called_alike};
pub use cells::{
    check, check_entered, check_pasted, edit_of, in_place_of, is_meant, is_of_today, kept, kept_by,
    may_be_one, numbered_week, read_cell, read_cell_by, read_number, reshape, said_kept, same, shown_cell,
    taken_for_nothing, text_to_edit, tick_or_cross, undated, unit_of, waits, without_counted,
};
pub use centres::{
    asked_of_centre, asked_of_new_centre, is_place, is_same_place, known_elsewhere, spelt_as_there,
};
pub use in_use::{
    centre_column, centres, centres_as_spelt, check_has_centres, in_use, is_of_centre, names_centre,
    own_values,
};
pub use links::{CalledRows, nearest, row_called, within};
pub use named::{names_rows, new_row_called};
pub use removal::{Removal, removal};
pub use roles::near_options;
pub use written::{as_written, has_unit, is_clock};

use crate::facts::{Fact, Facts};
use crate::finding::Rule;
use crate::project::{Edit, Project};
use crate::sheet::{AnyRow, Id, Row as _, SheetDef};
use crate::sort::StableSort;
use crate::tool::{Measurements, PromiseKinds, Proposals, Suggestions, Tool};
use crate::tools;
use crate::tools::charter::Charter;
use std::sync::Arc;

/// Every tool there is, in the order of the screen.
pub static TOOLS: &[&Tool] = &[
    &tools::readiness::TOOL,
    &tools::adkar::TOOL,
    &tools::checklist::TOOL,
    &tools::roadmap::TOOL,
    &tools::kotter::TOOL,
    &tools::communication::TOOL,
    &tools::resistance::TOOL,
    &tools::wins::TOOL,
    &tools::process::TOOL,
    &tools::eventlogs::TOOL,
    &tools::journey::TOOL,
    &tools::methods::TOOL,
    &tools::safeguards::TOOL,
    &tools::kpi::TOOL,
    &tools::actions::TOOL,
    &tools::meetings::TOOL,
    &tools::closing::TOOL,
    &tools::premortem::TOOL,
    &tools::homework::TOOL,
    &tools::charter::TOOL,
];

impl Fact for Proposals {
    fn compute(facts: &Facts) -> Proposals {
        let mut proposed: Vec<_> = TOOLS.iter().flat_map(|tool| (tool.proposes)(facts)).collect();
        proposed.retain(|(code, _)| !tools::premortem::would_contradict(facts, code));
        Proposals(proposed)
    }
}

impl Fact for Suggestions {
    fn compute(facts: &Facts) -> Suggestions {
        Suggestions(TOOLS.iter().flat_map(|tool| (tool.suggests)(facts)).collect())
    }
}

impl Fact for Measurements {
    fn compute(facts: &Facts) -> Measurements {
        Measurements(TOOLS.iter().flat_map(|tool| (tool.measures)(facts)).collect())
    }
}

impl Fact for PromiseKinds {
    fn compute(_: &Facts) -> PromiseKinds {
        let mut kinds: Vec<_> = TOOLS.iter().flat_map(|tool| tool.promises).collect();
        kinds.stable_sort_by_key(|kind| kind.order);
        PromiseKinds(kinds)
    }
}

/// Gives a project written before a tool was there the rows that this tool begins with. Their ids follow from the
/// project's, so that two windows that do so add the same rows.
pub fn complete(project: &mut Project) {
    for tool in TOOLS {
        if !tool.sheets.iter().any(|sheet| project.is_absent(sheet.key)) {
            continue;
        }
        let own = project.id.to_string();
        let mut n = 0_u32;
        let mut new_id = || {
            n += 1;
            Id::new(spread(&format!("{own} {} {n}", tool.key)))
        };
        for row in rows_of(tool, &mut new_id) {
            if project.is_absent(row.def().key) {
                // A row that is there already, against all odds, is left as it is.
                let _inverse = project.apply(Edit::Insert { at: usize::MAX, row });
            }
        }
    }
}

/// A number that is the same for the same text in every version (FNV-1a).
fn spread(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

/// All sheets that exist, in the order in which they are saved: the project's own first, so that the
/// beginning of a file tells what it is called.
pub fn sheets() -> Vec<&'static SheetDef> {
    let mut all: Vec<_> = TOOLS.iter().flat_map(|t| t.sheets.iter().copied()).collect();
    all.stable_sort_by_key(|def| *def != Charter::DEF);
    all
}

/// The rules of all tools, each with its tool, in the order of the tools.
pub fn rules() -> impl Iterator<Item = (&'static Tool, &'static Rule)> {
    TOOLS.iter().flat_map(|tool| tool.rules.iter().map(move |rule| (*tool, rule)))
}

/// The tool that owns a sheet, and its place in [`TOOLS`].
pub fn owner(sheet: &str) -> Option<(usize, &'static Tool)> {
    TOOLS.iter().enumerate().find(|(_, t)| t.sheets.iter().any(|s| s.key == sheet)).map(|(n, t)| (n, *t))
}

/// A new project: every tool's first rows, and the charter filled in.
pub fn new_project(charter: Charter, new_id: &mut dyn FnMut() -> Id) -> Project {
    let mut project = Project::empty(new_id(), &sheets());
    for row in first_rows(new_id).into_iter().chain([Arc::new(charter) as Arc<dyn AnyRow>]) {
        // The sheets are empty and the ids new, so nothing is refused.
        let _inverse = project.apply(Edit::Insert { at: usize::MAX, row });
    }
    project
}

/// The rows that a new project begins with, tool by tool.
pub fn first_rows(new_id: &mut dyn FnMut() -> Id) -> Vec<Arc<dyn AnyRow>> {
    TOOLS.iter().flat_map(|tool| rows_of(tool, new_id)).collect()
}

/// The rows that a tool's sheets begin with, in the order of the sheets.
fn rows_of(tool: &Tool, new_id: &mut dyn FnMut() -> Id) -> Vec<Arc<dyn AnyRow>> {
    let mut rows: Vec<_> = tool.sheets.iter().flat_map(|sheet| sheet.first_rows(new_id)).collect();
    rows.extend((tool.seed)(new_id));
    rows
}
