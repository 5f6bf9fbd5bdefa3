//! Safeguards of a redesign and its risks: what protects staff, technology, customers and governance, tested on the
//! facts of the other tools where they tell, else on the evidence that people write down.
//!
//! The leading group is the coalition and the meetings are the weekly ones: neither is kept here a second time.

mod actions;
mod entry;
mod facts;
mod items;
mod promises;
mod rules;
mod sheets;
#[cfg(test)]
mod tests;
mod views;

pub use facts::{Checked, Checks, RiskFigures, Risks};
pub use items::{Area, PrefilledSafeguard, SAFEGUARDS};
pub use sheets::{Acceptance, Experience, Risk, RiskState, Safeguard, Segment, State, Technology};

use crate::sheet::Row as _;
use crate::text::text;
use crate::tool::{Action, Group, Tool};

/// The tool: the safeguards, the risks as rows and as a map, technology and groups of customers.
pub static TOOL: Tool = Tool {
    key: "safeguards",
    mark: 's',
    title: text("保障与风险", "Safeguards and risks"),
    short: text("保障风险", "Safeguards"),
    about: text(
        "员工、技术、客户、治理四方面的保障落实了没有，凭什么说；哪些风险由谁盯着，看到什么就动手。",
        "Whether staff, technology, customers and governance are safeguarded, and what shows it; which risks are watched by whom, and at which sign somebody acts.",
    ),
    group: Group::Redesign,
    sheets: &[Safeguard::DEF, Risk::DEF, Technology::DEF, Segment::DEF],
    views: &[views::SAFEGUARDS, views::RISKS, views::MAP, views::TECHNOLOGY, views::SEGMENTS],
    actions: &[Action::new("note-risk", text("登记风险", "Log a risk"), actions::note_risk)],
    unit: entry::unit,
    needs: entry::needs,
    check: entry::check,
    follow: entry::follow,
    promises: &[promises::MEASURES, promises::STEPS],
    rules: rules::RULES,
    assess: rules::assess,
    values: facts::values,
    ..Tool::BLANK
};
