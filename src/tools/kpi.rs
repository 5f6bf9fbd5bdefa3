//! The dashboard: what is measured, where it stands, whether a movement means anything, and what the
//! weekly review promised. It knows no screen and no other tool's rows but the charter's start date.

mod sheets;

pub use sheets::{Event, Kind, Kpi, KpiUnit, Path, Reading, Review, Way, code};

use super::{Group, Tool};
use crate::sheet::Row;
use crate::text::text;

/// The tool: the dashboard, its readings, the weekly review and the events.
pub static TOOL: Tool = Tool {
    key: "kpi",
    title: text("变革成效指标看板", "Change success dashboard"),
    short: text("指标看板", "KPIs"),
    about: text(
        "领先指标看投入，滞后指标看结果；每周对照预期走势，偏离的当周就定出纠偏行动。",
        "Leading indicators show the effort, lagging ones the result. Compare them with the expected path every week and decide on a corrective action the same week.",
    ),
    group: Group::Measure,
    sheets: &[Kpi::DEF, Reading::DEF, Event::DEF, Review::DEF],
    reads: &["project", "pauses"],
    seed: sheets::seed,
    ..Tool::BLANK
};
