//! The 90-day quick start: 27 items in eight blocks of weeks, and whatever a project adds of its own. It counts, dates
//! and suggests; it never ticks.

mod actions;
mod entry;
mod facts;
mod items;
mod rules;
mod sheets;
#[cfg(test)]
mod tests;
mod views;

pub use facts::{BlockFigures, Figures, State, Suggestion};
pub use items::{ITEMS, ItemDef};
pub use sheets::{Item, When};

use crate::sheet::Row as _;
use crate::text::text;
use crate::tool::{Action, Field, Group, Layout, Tool, View};

/// The tool: the items by block, and how far they are.
pub static TOOL: Tool = Tool {
    key: "checklist",
    mark: '3',
    title: text("90天快速启动清单", "90-day quick-start checklist"),
    short: text("90天清单", "90 days"),
    about: text(
        "前 90 天按周要做的 27 件事。完成一件勾一件，写一句证据；期限由启动日期算出，暂停会顺延。",
        "The 27 things to do week by week in the first 90 days. Tick each when it is done and add a line of evidence; due dates follow from the start date and move with pauses.",
    ),
    group: Group::Plan,
    sheets: &[Item::DEF],
    views: &[
        View {
            rows: views::order,
            heading: views::heading,
            panels: views::panels,
            empty: text(
                "清单是空的。直接输入自己的事项。",
                "The checklist is empty. Type an item of your own.",
            ),
            ..View::of("items", text("事项", "Items"), Item::DEF, Layout::Grid(FIELDS))
        },
        View {
            panels: |facts, _| views::burnup(facts),
            grows: false,
            ..View::of("burnup", text("进度", "Progress"), Item::DEF, Layout::Panels)
        },
    ],
    actions: &[Action::new("accept", text("勾选全部建议项", "Tick all suggested items"), actions::accept)
        .only_in(&["items"])
        .possible_if(|facts, _| actions::suggested(facts).map(drop))],
    check: entry::check,
    concerns: rules::concerns,
    rules: rules::RULES,
    assess: rules::assess,
    values: facts::values,
    ..Tool::BLANK
};

static FIELDS: &[Field] = &[
    Field::column(Item::COL.item, 24),
    Field::column(Item::COL.done, 10),
    Field::computed("due", text("期限", "Due"), 12, views::due),
    Field::computed("suggested", text("建议", "Suggested"), 8, views::suggested),
    Field::column(Item::COL.owner, 12),
    Field::column(Item::COL.evidence, 20),
    Field::column(Item::COL.not_applicable, 12),
    Field::column(Item::COL.block, 9),
    Field::column(Item::COL.note, 12),
];
