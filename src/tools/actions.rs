//! All promises in one list: those that the other tools offer, and those made in meetings.

mod entry;
mod facts;
mod promises;
mod rules;
mod sheets;
#[cfg(test)]
mod tests;
mod views;

pub use facts::{ActionItem, Figures, KEPT_WEEKS, KeptPromises, KeptWeek, OwnerFigures};
pub use sheets::Promise;

use crate::sheet::Row as _;
use crate::text::{Text, text};
use crate::tool::{Action, Group, Layout, Tool, View};

/// The tool: the list of all promises, and the own ones.
pub static TOOL: Tool = Tool {
    key: "actions",
    mark: 'a',
    title: text("行动清单", "Actions"),
    short: text("行动清单", "Actions"),
    about: text(
        "汇总所有承诺事项，按负责人和期限排列，拖了几次一目了然。",
        "Every action that was agreed, by owner and due date, and how often each has been carried over.",
    ),
    group: Group::Measure,
    sheets: &[Promise::DEF],
    views: &[
        View {
            empty: NONE,
            grows: false,
            ..View::of("all", text("按负责人", "By owner"), Promise::DEF, Layout::List(&views::BY_OWNER))
        },
        View {
            empty: NONE,
            grows: false,
            ..View::of("due", text("按期限", "By due date"), Promise::DEF, Layout::List(&views::BY_DUE))
        },
        View {
            empty: text(
                "还没有。开会时答应的事，直接在这里输入。",
                "Nothing here yet. Type what was agreed in a meeting.",
            ),
            ..View::of("own", text("其他行动", "Other actions"), Promise::DEF, Layout::Grid(views::OWN))
        },
    ],
    actions: &[Action::new("note-action", text("记录行动", "Log an action"), entry::note)],
    check: entry::check,
    follow: entry::follow,
    promises: &[promises::OWN],
    rules: rules::RULES,
    assess: rules::assess,
    values: facts::values,
    ..Tool::BLANK
};

const NONE: Text = text(
    "没有未完成的承诺。在其他工具里写下行动，就会排到这里。",
    "No open actions. Actions that are written down in the other tools gather here.",
);
