//! Short-term wins: what will be visible within months, the number that proves it, and who was thanked for it.

use super::kpi::Kpi;
use super::{Field, Group, Layout, Tool, View};
use crate::sheet;
use crate::sheet::{Link, Prose, Row, Tick};
use crate::text::text;
use chrono::NaiveDate;
use ecow::EcoString;

sheet! {
    /// A visible result, planned for a day.
    Win in "wins" = "短期胜利" / "Short-term wins";
    win: Prose = "胜利" / "Win" ? "如：试点中心首次修复率提高 10 个百分点" / "Such as: first-time fix rate of the pilot up by 10 percentage points",
    kpi: Link<Kpi> = "证明它的指标" / "Proved by" ? "哪个指标能证明" / "The indicator that proves it",
    target: Option<f64> = "要达到" / "Has to reach" ? "这个指标要达到的数值" / "The value that the indicator must reach",
    target_date: Option<NaiveDate> = "目标日期" / "Target date" ? "启动后第 3 到 6 个月之间" / "Between month 3 and month 6 after the start",
    owner: EcoString = "负责人" / "Owner",
    achieved: Tick = "达成日期" / "Achieved on",
    result: Prose = "结果" / "Result" ? "用数字说" / "In numbers",
    commended: Tick = "表彰日期" / "Commended on" ? "哪一天公开表彰的" / "The day on which people were thanked in public",
    commended_who: EcoString = "表彰了谁" / "Who was commended",
    note: Prose = "备注" / "Notes",
}

/// The tool: the wins.
pub static TOOL: Tool = Tool {
    key: "wins",
    title: text("短期胜利", "Short-term wins"),
    short: text("短期胜利", "Wins"),
    about: text(
        "第 3 到 6 个月内至少三个看得见的成果，每个都有数字证明；达成了就公开表彰。",
        "At least three results that people can see in months 3 to 6, each proved by a number; once achieved, commend it in public.",
    ),
    group: Group::Drive,
    sheets: &[Win::DEF],
    reads: &["project", "pauses", "kpis", "readings"],
    views: &[View::of(
        "wins",
        text("胜利", "Wins"),
        Win::DEF,
        Layout::Grid(&[
            Field::Column("win", 26),
            Field::Column("kpi", 14),
            Field::Column("target", 8),
            Field::Column("target_date", 10),
            Field::Column("owner", 10),
            Field::Column("achieved", 10),
            Field::Column("result", 16),
            Field::Column("commended", 10),
            Field::Column("commended_who", 12),
        ]),
    )],
    ..Tool::BLANK
};
