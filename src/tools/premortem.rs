//! The plan tested against the eight common mistakes before the launch and the facts against them after it;
//! the ten advices; and what two tools say that cannot both be true.

use super::{Field, Group, Layout, Tool, View};
use crate::sheet;
use crate::sheet::{Prose, Row};
use crate::text::text;
use ecow::EcoString;

sheet! {
    /// One of the eight common mistakes, and what is done against it.
    Mistake in "mistakes" = "8个常见错误" / "Eight common mistakes";
    mistake: EcoString = "错误" / "Mistake",
    code: EcoString = "编号" / "Code" ? "错误的固定编号" / "The fixed code of the mistake",
    could_happen: Prose = "在我们这里会怎样发生" / "How it would happen here",
    guard: Prose = "怎么防" / "What we do against it",
    owner: EcoString = "负责人" / "Owner",
}

sheet! {
    /// One of the ten advices, and how it is followed.
    Advice in "advices" = "10条建议" / "Ten advices";
    advice: EcoString = "建议" / "Advice",
    code: EcoString = "编号" / "Code" ? "建议的固定编号" / "The fixed code of the advice",
    how: Prose = "我们怎么做" / "How we follow it",
}

/// The tool: the mistakes and the advices, each tested on the project.
pub static TOOL: Tool = Tool {
    key: "premortem",
    title: text("事前验尸", "Pre-mortem"),
    short: text("事前验尸", "Pre-mortem"),
    about: text(
        "启动前先假设变革已经失败，逐条检查 8 个常见错误；启动后用事实再查，各工具互相矛盾的地方也在这里。",
        "Before the launch, suppose that the change has failed and test the plan against eight common mistakes; afterwards the facts are tested, and where tools contradict each other.",
    ),
    group: Group::Learn,
    sheets: &[Mistake::DEF, Advice::DEF],
    reads: &["project", "pauses"],
    views: &[
        View {
            grows: false,
            ..View::of(
                "mistakes",
                text("8个错误", "Mistakes"),
                Mistake::DEF,
                Layout::Grid(&[
                    Field::Column("mistake", 20),
                    Field::Column("could_happen", 20),
                    Field::Column("guard", 20),
                    Field::Column("owner", 10),
                ]),
            )
        },
        View {
            grows: false,
            ..View::of(
                "advices",
                text("10条建议", "Advices"),
                Advice::DEF,
                Layout::Grid(&[Field::Column("advice", 20), Field::Column("how", 24)]),
            )
        },
    ],
    ..Tool::BLANK
};
