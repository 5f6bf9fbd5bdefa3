//! What people say against the change, what lies behind it, and how it is answered: listen, empathise, solve.

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

pub use facts::{Figures, Main, Standing, Suggestion, Waiting, suggest};
pub use rules::{besides, not_counted};
pub use sheets::{Entry, Step, Type};

use crate::sheet::Row;
use crate::text::text;
use crate::tool::{Action, Group, Tool};

/// The tool: the log and one entry as a form.
pub static TOOL: Tool = Tool {
    key: "resistance",
    mark: '7',
    title: text("阻力管理", "Resistance log"),
    short: text("阻力管理", "Resistance"),
    about: text(
        "记下原话，分清类型，先倾听、再共情、后解决；不强行推进，不贴标签，不用权威压制。",
        "Write down their words, tell the type, then listen, empathise and solve; without forcing, labels or pulling rank.",
    ),
    group: Group::Drive,
    sheets: &[Entry::DEF],
    views: &[views::LOG, views::ENTRY, views::TYPES],
    actions: &[
        Action::new("note-resistance", text("记录阻力", "Log resistance"), actions::note),
        Action::new("take-types", text("采用建议的类型", "Apply suggested types"), actions::take_types)
            .possible_if(|facts, _| actions::suggested(facts).map(drop)),
    ],
    check: entry::check,
    follow: entry::follow,
    promises: &[promises::ENTRIES],
    rules: rules::RULES,
    assess: rules::assess,
    values: facts::values,
    ..Tool::BLANK
};
