//! The plan tested against the eight common mistakes before the launch and the facts against them after it;
//! the ten pieces of advice; and what two tools say that cannot both be true.
//!
//! The rules only ask and count. The sincerity of a score or the quality of a story is not theirs to judge.

mod advices;
mod contradictions;
mod items;
mod mistakes;
mod rules;
mod show;
#[cfg(test)]
mod tests;
mod world;

pub use items::{ADVICES, MISTAKES};
pub use rules::{Checked, Checks, Test};

use crate::project::Project;
use crate::sheet;
use crate::sheet::{AnyRow, Id, Prose, Row};
use crate::text::{Text, text};
use crate::tool::{Field, Group, Layout, Tool, View};
use ecow::EcoString;
use std::sync::Arc;

sheet! {
    /// One of the eight common mistakes, and what is done against it.
    Mistake in "mistakes" = "8个常见错误" / "Eight common mistakes", builtin mistake_text;
    mistake: EcoString = "错误" / "Mistake" ? "检验看计划和事实；详情里写着依据" / "Tested on the plan and the facts; the details give the grounds",
    code: EcoString = "编号" / "Code" ? "错误的固定编号" / "The fixed code of the mistake",
    could_happen: Prose = "在我们这里会怎样发生" / "How it would happen here"
        ? "假设一年后变革失败了：这个错误是怎么犯下的" / "Suppose that the change has failed in a year: how was this mistake made?",
    guard: Prose = "怎么防" / "What we do against it" ? "一条做得到、看得见的办法" / "One thing that can be done and seen",
    owner: EcoString = "负责人" / "Owner" ? "谁盯着这一条" / "Who watches this one",
}

sheet! {
    /// One of the ten pieces of advice, and how it is followed.
    Advice in "advices" = "10条建议" / "Ten pieces of advice", builtin advice_text;
    advice: EcoString = "建议" / "Advice" ? "检验看事实；详情里写着依据" / "Tested on the facts; the details give the grounds",
    code: EcoString = "编号" / "Code" ? "建议的固定编号" / "The fixed code of the advice",
    how: Prose = "我们怎么做" / "How we follow it" ? "在我们这里具体指什么" / "What it means with us",
}

fn mistake_text(row: &Mistake, column: usize) -> Option<Text> {
    (column == 0).then(|| items::mistake(&row.code)).flatten().map(|m| m.title)
}

fn advice_text(row: &Advice, column: usize) -> Option<Text> {
    (column == 0).then(|| items::advice(&row.code)).flatten().map(|a| a.title)
}

/// The tool: the mistakes and the pieces of advice, each tested on the project.
pub static TOOL: Tool = Tool {
    key: "premortem",
    mark: 'c',
    title: text("事前复盘", "Pre-mortem"),
    short: text("事前复盘", "Pre-mortem"),
    about: text(
        "启动前先假设变革已经失败，逐条检查8个常见错误；启动后用事实再查，各工具互相矛盾的地方也在这里。",
        "Before the launch, suppose that the change has failed and test the plan against eight common mistakes; afterwards the facts are tested, and where tools contradict each other.",
    ),
    group: Group::Learn,
    sheets: &[Mistake::DEF, Advice::DEF],
    views: &[
        View {
            grows: false,
            panels: show::beside_mistake,
            ..View::of(
                "mistakes",
                text("8个错误", "Mistakes"),
                Mistake::DEF,
                Layout::Grid(&[
                    Field::Column("mistake", 22),
                    Field::Computed {
                        key: "test",
                        title: text("检验", "Test"),
                        cells: 10,
                        show: show::mistake,
                    },
                    Field::Column("could_happen", 18),
                    Field::Column("guard", 18),
                    Field::Column("owner", 10),
                ]),
            )
        },
        View {
            grows: false,
            panels: show::beside_advice,
            ..View::of(
                "advices",
                text("10条建议", "Advice"),
                Advice::DEF,
                Layout::Grid(&[
                    Field::Column("advice", 24),
                    Field::Computed {
                        key: "test",
                        title: text("检验", "Test"),
                        cells: 10,
                        show: show::advice,
                    },
                    Field::Column("how", 24),
                ]),
            )
        },
        View {
            grows: false,
            panels: show::contradictions,
            ..View::of("contradictions", text("矛盾", "Contradictions"), Mistake::DEF, Layout::Panels)
        },
    ],
    seed,
    assess: rules::assess,
    values: rules::values,
    ..Tool::BLANK
};

fn seed(new_id: &mut dyn FnMut() -> Id) -> Vec<Arc<dyn AnyRow>> {
    let mut rows: Vec<Arc<dyn AnyRow>> = Vec::with_capacity(MISTAKES.len() + ADVICES.len());
    for mistake in MISTAKES {
        rows.push(Arc::new(Mistake { code: mistake.code.into(), ..Mistake::with_id(new_id()) }));
    }
    for advice in ADVICES {
        rows.push(Arc::new(Advice { code: advice.code.into(), ..Advice::with_id(new_id()) }));
    }
    rows
}

/// The row of a code, to which a finding leads when nothing nearer causes it.
fn row_of(project: &Project, code: &str) -> Option<Id> {
    project.rows::<Mistake>().iter().find(|m| m.code == code).map(|m| m.id)
}
