//! Is the organisation ready for the change? Six scores from each assessor, in dated rounds.

mod actions;
mod entry;
mod facts;
mod rules;
mod sheets;
#[cfg(test)]
mod tests;
mod views;

pub use facts::{Round, Rounds, score};
pub use sheets::Form;

use crate::sheet::Row as _;
use crate::text::text;
use crate::tool::{Action, Group, Layout, Tool, View};
use std::sync::Arc;

/// The tool: the form of one assessor, and all rounds.
pub static TOOL: Tool = Tool {
    key: "readiness",
    mark: '1',
    title: text("变革准备度评估", "Readiness assessment"),
    short: text("准备度", "Readiness"),
    about: text(
        "启动之前先看六个维度准备得怎样；总分给出结论，高层支持不到 4 分时先停下。",
        "Before starting, see how ready the six dimensions are: the total gives the verdict, and senior support below 4 stops it.",
    ),
    group: Group::Diagnose,
    sheets: &[Form::DEF],
    views: &[
        View {
            rows: |facts| Some(views::newest_first(facts)),
            panels: views::beside_form,
            ..View::of("form", text("评估表", "Form"), Form::DEF, Layout::Card(&views::FORM))
        },
        View {
            rows: |facts| Some(views::newest_first(facts)),
            panels: views::beside_rounds,
            ..View::of("rounds", text("各轮", "Rounds"), Form::DEF, Layout::Grid(views::ROUNDS))
        },
    ],
    actions: &[
        Action::new("new-round", text("开始新一轮", "New round"), actions::new_round)
            .possible_if(|facts, _| actions::next_round(facts).map(drop)),
        Action::new(
            "add-assessor",
            text("本轮再加一位评估人", "Another assessor in this round"),
            |facts, row, new_id| Ok(actions::another_assessor(facts, row, new_id)),
        ),
    ],
    seed: |new_id| vec![Arc::new(Form { round: Some(1), ..Form::with_id(new_id()) })],
    check: entry::check,
    follow: entry::follow,
    proposes: rules::proposes,
    rules: rules::RULES,
    assess: rules::assess,
    values: facts::values,
    ..Tool::BLANK
};
