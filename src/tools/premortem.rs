//! The plan tested against the eight common mistakes before the launch and the facts against them after it;
//! the ten pieces of advice; and what two tools say that cannot both be true.
//!
//! The rules only ask and count. The sincerity of a score or the quality of a story is not theirs to judge.

mod facts;
mod items;
mod rules;
mod sheets;
#[cfg(test)]
mod tests;
mod views;

pub use facts::{Checked, Checks, Of, Twice, kept_twice, would_contradict};
pub use items::{ADVICES, MISTAKES};
pub use sheets::{Advice, Mistake};

use crate::sheet::Row;
use crate::text::text;
use crate::tool::{Field, Group, Layout, Tool, View};

/// The tool: the mistakes and the pieces of advice, each tested on the project.
pub static TOOL: Tool = Tool {
    key: "premortem",
    mark: 'c',
    title: text("事前复盘", "Pre-mortem"),
    short: text("事前复盘", "Pre-mortem"),
    about: text(
        "试点上线前先假设变革已经失败，逐条检查 8 个常见错误；上线后用事实再查。各工具互相矛盾的地方也在这里。",
        "Before the pilot goes live, suppose that the change has failed and test the plan against eight common mistakes; afterwards the facts are tested. Where tools contradict each other is shown here too.",
    ),
    group: Group::Learn,
    sheets: &[Mistake::DEF, Advice::DEF],
    views: &[
        View {
            grows: false,
            panels: views::beside_mistake,
            ..View::of(
                "mistakes",
                text("8个错误", "Mistakes"),
                Mistake::DEF,
                Layout::Grid(&[
                    Field::column(Mistake::COL.mistake, 22),
                    Field::computed("test", text("判断", "Verdict"), 10, views::mistake),
                    Field::column(Mistake::COL.could_happen, 18),
                    Field::column(Mistake::COL.guard, 18),
                    Field::column(Mistake::COL.owner, 10),
                ]),
            )
        },
        View {
            grows: false,
            panels: views::beside_advice,
            ..View::of(
                "advices",
                text("10条建议", "Advice"),
                Advice::DEF,
                Layout::Grid(&[
                    Field::column(Advice::COL.advice, 24),
                    Field::computed("test", text("判断", "Verdict"), 10, views::advice),
                    Field::column(Advice::COL.how, 24),
                ]),
            )
        },
        View {
            grows: false,
            panels: views::contradictions,
            leads: Some(views::behind_contradictions),
            ..View::of("contradictions", text("矛盾", "Contradictions"), Mistake::DEF, Layout::Panels)
        },
    ],
    rules: rules::RULES,
    assess: rules::assess,
    values: facts::values,
    ..Tool::BLANK
};
