//! The project itself: its name, its vision, its start, and the days on which it rested.

mod actions;
mod entry;
mod facts;
mod rules;
mod sheets;
#[cfg(test)]
mod tests;

pub use facts::{VisionCheck, calendar, charter, names_figure, names_figures, phase_name, vision_check};
pub use sheets::{Charter, Rest};

use crate::sheet::Row as _;
use crate::text::text;
use crate::tool::{Action, CardPlan, Field, Group, Layout, Tool, View};

/// The tool: the charter as a form, and the pauses.
pub static TOOL: Tool = Tool {
    key: "project",
    mark: 'e',
    title: text("变革项目", "Change project"),
    short: text("项目", "Project"),
    about: text(
        "一句话说清要变成什么样，从哪一天开始；其他工具的日期都由启动日期算出。",
        "Say in one sentence what will be different and when it begins; every other tool counts its dates from the start.",
    ),
    group: Group::Project,
    sheets: &[Charter::DEF, Rest::DEF],
    views: &[
        View {
            grows: false,
            ..View::of("charter", text("项目章程", "Charter"), Charter::DEF, Layout::Card(&CARD))
        },
        View {
            empty: text(
                "项目没有暂停过。登记一段暂停，所有日期会顺延。",
                "No pauses so far. Enter one here, and every date moves on by it.",
            ),
            ..View::of(
                "pauses",
                text("暂停", "Pauses"),
                Rest::DEF,
                Layout::Grid(&[
                    Field::column(Rest::COL.from, 10),
                    Field::column(Rest::COL.until, 10),
                    Field::column(Rest::COL.reason, 20),
                ]),
            )
        },
    ],
    actions: &[
        Action::new("pause", text("从今天起暂停", "Pause from today"), actions::pause)
            .possible_if(|facts, _| actions::not_paused(facts)),
        Action::new("resume", text("今天恢复", "Resume today"), actions::resume)
            .possible_if(|facts, _| actions::paused(facts).map(drop)),
    ],
    check: entry::check,
    proposes: facts::proposes,
    rules: rules::RULES,
    assess: rules::assess,
    values: facts::values,
    ..Tool::BLANK
};

static CARD: CardPlan = CardPlan {
    header: &[
        Charter::COL.name.key,
        Charter::COL.vision.key,
        Charter::COL.position.key,
        Charter::COL.start.key,
        Charter::COL.months.key,
        Charter::COL.centres.key,
        Charter::COL.sponsor.key,
        Charter::COL.money.key,
        Charter::COL.note.key,
    ],
    heads: &[],
    lines: &[],
    footer: &[
        Charter::COL.pilot_from.key,
        Charter::COL.roll_out_from.key,
        Charter::COL.institutionalise_from.key,
    ],
};
