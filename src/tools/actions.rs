//! All promises in one list: those of the weekly review, the cards, the resistance log and the obstacles, and
//! those made in meetings.

use super::{Field, Group, Layout, Tool, View};
use crate::sheet;
use crate::sheet::{Prose, Row, Tick};
use crate::text::text;
use chrono::NaiveDate;
use ecow::EcoString;

sheet! {
    /// Something that was promised outside the other tools.
    Promise in "actions" = "其他行动" / "Other actions";
    action: Prose = "行动" / "Action",
    owner: EcoString = "负责人" / "Owner",
    due: Option<NaiveDate> = "期限" / "Due",
    made: Option<NaiveDate> = "提出日期" / "Promised on",
    done: Tick = "完成日期" / "Done on",
    outcome: EcoString = "结果" / "Outcome",
}

/// The tool: the list of all promises, and the own ones.
pub static TOOL: Tool = Tool {
    key: "actions",
    title: text("行动清单", "Actions"),
    short: text("行动清单", "Actions"),
    about: text(
        "所有人答应过的事，按负责人和期限排在一起；拖过几周，一目了然。",
        "Everything that people promised, by owner and due date, with the weeks that each has been carried over.",
    ),
    group: Group::Measure,
    sheets: &[Promise::DEF],
    reads: &["project", "pauses", "reviews", "people", "resistance", "obstacles", "kpis"],
    views: &[View::of(
        "own",
        text("其他行动", "Other actions"),
        Promise::DEF,
        Layout::Grid(&[
            Field::Column("action", 26),
            Field::Column("owner", 10),
            Field::Column("due", 10),
            Field::Column("made", 10),
            Field::Column("done", 10),
            Field::Column("outcome", 16),
        ]),
    )],
    ..Tool::BLANK
};
