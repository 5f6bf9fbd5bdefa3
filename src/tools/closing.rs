//! When a change may be called done, and whether it holds afterwards.

use super::{Field, Group, Layout, Tool, View};
use crate::sheet;
use crate::sheet::{Prose, Row};
use crate::text::text;
use chrono::NaiveDate;
use ecow::EcoString;

sheet! {
    /// The project was closed on a day, or opened again.
    Closing in "closings" = "收尾" / "Closing";
    date: Option<NaiveDate> = "收尾日期" / "Closed on",
    by: EcoString = "谁决定" / "Decided by" ? "角色" / "A role",
    override_reason: Prose = "提前收尾的理由" / "Why before its time"
        ? "达标不满 6 个月却要收尾，必须写理由" / "Needed where the targets have not held for 6 months",
    reopened: Option<NaiveDate> = "重新开启" / "Opened again on",
    note: Prose = "备注" / "Notes",
}

/// The tool: closing with its guard, and the watch afterwards.
pub static TOOL: Tool = Tool {
    key: "closing",
    title: text("收尾与巩固", "Closing and holding"),
    short: text("收尾", "Closing"),
    about: text(
        "指标稳住 6 到 12 个月再宣布成功；收尾之后继续看有没有反弹。",
        "Declare success when the targets have held for 6 to 12 months, and keep watching for a relapse afterwards.",
    ),
    group: Group::Measure,
    sheets: &[Closing::DEF],
    reads: &["project", "pauses", "kpis", "readings", "events"],
    views: &[View::of(
        "closing",
        text("收尾", "Closing"),
        Closing::DEF,
        Layout::Grid(&[
            Field::Column("date", 10),
            Field::Column("by", 12),
            Field::Column("override_reason", 24),
            Field::Column("reopened", 10),
            Field::Column("note", 14),
        ]),
    )],
    ..Tool::BLANK
};
