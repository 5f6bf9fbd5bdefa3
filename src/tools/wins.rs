//! Short-term wins: what will be visible within months, the number that proves it, and who was thanked for it.
//! What it means for the whole change that there are too few of them is said elsewhere.

mod actions;
mod entry;
mod facts;
mod rules;
mod sheets;
#[cfg(test)]
mod tests;
mod views;

pub use facts::{Claim, Figures, Lack, State, WinFigures, claimed_without_signal, has_number};
pub use sheets::Win;

/// The project day by which the first win is to be achieved, six months after the start.
pub const FIRST_WIN_BY: i64 = 183;

use crate::sheet::Row;
use crate::text::text;
use crate::tool::{Action, Group, Tool};

/// The tool: the wins.
pub static TOOL: Tool = Tool {
    key: "wins",
    mark: '8',
    title: text("短期胜利", "Short-term wins"),
    short: text("短期胜利", "Wins"),
    about: text(
        "第 3 到 6 个月内至少三个看得见的成果，每个都有数字证明；达成了就公开表彰。",
        "At least three results that people can see in months 3 to 6, each proved by a figure; once achieved, recognise the people in public.",
    ),
    group: Group::Drive,
    sheets: &[Win::DEF],
    views: &[views::WINS],
    actions: &[
        Action::new("three-wins", text("添加三个短期胜利", "Add three wins"), actions::three),
        Action::new("achieved-today", text("今天达成", "Mark achieved"), actions::achieved)
            .possible_if(|facts, row| actions::to_achieve(facts, row).map(drop)),
        Action::new("commended-today", text("今天表彰", "Mark recognised"), actions::commended)
            .possible_if(|facts, row| actions::to_commend(facts, row).map(drop)),
    ],
    unit: entry::unit,
    needs: entry::needs,
    check: entry::check,
    proposes: rules::proposes,
    rules: rules::RULES,
    assess: rules::assess,
    values: facts::values,
    ..Tool::BLANK
};
