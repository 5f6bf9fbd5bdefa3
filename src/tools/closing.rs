//! When a change may be called done, and whether it holds afterwards. A closing is a row that people make
//! and may override with a reason; nothing here closes a project by itself.

mod actions;
mod entry;
mod facts;
mod rules;
mod sheets;
#[cfg(test)]
mod tests;
mod views;

pub use sheets::Closing;

use crate::project::Project;
use crate::sheet::Row;
use crate::text::text;
use crate::tool::{Action, Field, Group, Layout, Tool, View};
use chrono::NaiveDate;

/// The day on which the project was closed, unless it was opened again.
pub fn closed(project: &Project) -> Option<NaiveDate> {
    facts::latest(project.rows()).and_then(|closing| closing.date)
}

/// The tool: closing with its guard, and the watch afterwards.
pub static TOOL: Tool = Tool {
    key: "closing",
    mark: 'b',
    title: text("收尾与巩固", "Closing and sustaining"),
    short: text("收尾", "Closing"),
    about: text(
        "结果指标连续达标 6 到 12 个月再宣布成功；收尾之后继续看有没有反弹。",
        "Declare success once the results have been on target for 6 to 12 months, and keep watching for a relapse afterwards.",
    ),
    group: Group::Measure,
    sheets: &[Closing::DEF],
    views: &[
        View {
            panels: views::panels,
            empty: text(
                "项目还没有收尾。结果指标连续达标 6 到 12 个月后，用“收尾本项目”。",
                "The project is not closed yet. Once the results have been on target for 6 to 12 months, use 'Close the project'.",
            ),
            ..View::of(
                "closing",
                text("收尾", "Closing"),
                Closing::DEF,
                Layout::Grid(&[
                    Field::column(Closing::COL.date, 10),
                    Field::column(Closing::COL.by, 12),
                    Field::column(Closing::COL.override_reason, 24),
                    Field::column(Closing::COL.months, 8),
                    Field::column(Closing::COL.weakest, 14),
                    Field::column(Closing::COL.reopened, 10),
                    Field::column(Closing::COL.note, 14),
                ]),
            )
        },
        View {
            panels: views::panels,
            grows: false,
            ..View::of("holding", text("达标保持时间", "On target"), Closing::DEF, Layout::Panels)
        },
    ],
    actions: &[
        Action::new("close", text("收尾本项目", "Close the project"), actions::close)
            .stands()
            .possible_if(|facts, _| actions::still_open(facts)),
        Action::new("reopen", text("重新开启", "Reopen"), actions::reopen)
            .possible_if(|facts, _| actions::closed(facts).map(drop)),
    ],
    check: entry::check,
    follow: entry::follow,
    rules: rules::RULES,
    assess: rules::assess,
    values: facts::values,
    ..Tool::BLANK
};
