//! When a change may be called done, and whether it holds afterwards. A closing is a row that people make
//! and may override with a reason; nothing here closes a project by itself.

mod entry;
mod figures;
mod rules;
#[cfg(test)]
mod tests;
mod views;

pub use figures::{Broken, Figures, Guard, Held, LEAST, RELAPSE, SAFE, Watched, guard, held, shortest};

use super::kpi::Kpi;
use crate::facts::Facts;
use crate::finding::Finding;
use crate::project::Project;
use crate::sheet;
use crate::sheet::{Link, Prose, Row};
use crate::text::text;
use crate::tool::Assessment;
use crate::tool::{Action, Field, Group, Layout, Tool, View};
use chrono::NaiveDate;
use ecow::EcoString;

sheet! {
    /// The project was closed on a day, or opened again.
    Closing in "closings" = "收尾" / "Closing";
    date: Option<NaiveDate> = "收尾日期" / "Closed on",
    by: EcoString = "谁决定" / "Decided by" ? "角色" / "A role",
    override_reason: Prose = "提前收尾的理由" / "Why before its time"
        ? "达标不满 6 个月却要收尾，必须写理由" / "Needed where the targets have not held for 6 months",
    months: Option<f64> = "当时稳住（月）" / "Months held then"
        ? "收尾那天，最短的指标稳住了几个月" / "How long the shortest indicator had held on that day",
    weakest: Link<Kpi> = "最短的指标" / "The shortest" ? "收尾那天稳住最短的指标" / "The indicator that had held the shortest",
    reopened: Option<NaiveDate> = "重新开启" / "Opened again on",
    note: Prose = "备注" / "Notes",
}

/// The day on which the project was closed, unless it was opened again.
pub fn closed(project: &Project) -> Option<NaiveDate> {
    figures::latest(project).and_then(|closing| closing.date)
}

/// The tool: closing with its guard, and the watch afterwards.
pub static TOOL: Tool = Tool {
    key: "closing",
    mark: 'b',
    title: text("收尾与巩固", "Closing and holding"),
    short: text("收尾", "Closing"),
    about: text(
        "指标稳住 6 到 12 个月再宣布成功；收尾之后继续看有没有反弹。",
        "Declare success when the targets have held for 6 to 12 months, and keep watching for a relapse afterwards.",
    ),
    group: Group::Measure,
    sheets: &[Closing::DEF],
    views: &[
        View {
            panels: views::panels,
            empty: text(
                "项目还没有收尾。目标稳住 6 到 12 个月后，用“收尾本项目”。",
                "The project goes on. When the targets have held for 6 to 12 months, use 'Close the project'.",
            ),
            ..View::of(
                "closing",
                text("收尾", "Closing"),
                Closing::DEF,
                Layout::Grid(&[
                    Field::Column("date", 10),
                    Field::Column("by", 12),
                    Field::Column("override_reason", 24),
                    Field::Column("months", 8),
                    Field::Column("weakest", 14),
                    Field::Column("reopened", 10),
                    Field::Column("note", 14),
                ]),
            )
        },
        View {
            panels: views::panels,
            grows: false,
            ..View::of("holding", text("稳住了多久", "Holding"), Closing::DEF, Layout::Panels)
        },
    ],
    actions: &[
        Action {
            key: "close",
            title: text("收尾本项目", "Close the project"),
            views: &[],
            run: entry::close,
        },
        Action { key: "reopen", title: text("重新开启", "Open again"), views: &[], run: entry::reopen },
    ],
    check: entry::check,
    follow: entry::follow,
    assess,
    values: rules::values,
    ..Tool::BLANK
};

fn assess(scene: &Facts, _: Vec<Finding>) -> Assessment {
    let (_project, _today) = (scene.project(), scene.today());
    let facts = scene.get::<Figures>();
    let findings = rules::findings(facts);
    Assessment {
        headline: rules::headline(facts),
        level: rules::level(facts, &findings),
        conclusion: rules::conclusion(facts),
        findings,
    }
}
