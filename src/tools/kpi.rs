//! The dashboard: what is measured, where it stands, whether a movement means anything, and what the
//! weekly review promised. It knows no screen and no other tool's rows but the charter's dates.

mod actions;
mod entry;
mod facts;
mod items;
mod measures;
mod promises;
mod rules;
mod sheets;
#[cfg(test)]
mod tests;
mod views;
mod week;

pub use actions::read_in_meeting as open_reading;
pub(super) use entry::goal;
pub use facts::{
    CarriedOver, Figures, Forecast, Indicators, Lack, Movement, Periodic, Season, Tally, last_week_to_read,
    read_last_week, read_this_week, shown_reading,
};
#[cfg(test)]
pub use items::printed_baseline;
pub use items::{KpiDef, code};
pub use rules::carried_level;
pub use sheets::{About, Cadence, Event, Kind, Kpi, KpiUnit, Measure, Path, Reading, Review, Way};
pub(super) use views::times;
pub use views::{Alone, chart, outlook};

use crate::sheet::Row;
use crate::text::text;
use crate::tool::{Action, Entry, Field, Group, Layout, Tool, View};

/// The tool: the dashboard, its readings, the weekly review and the events.
pub static TOOL: Tool = Tool {
    key: "kpi",
    mark: '9',
    title: text("变革成效指标看板", "Change success dashboard"),
    short: text("指标看板", "KPIs"),
    about: text(
        "领先指标看投入，滞后指标看结果；每周对照预期走势，超出正常波动的偏离，当周就定出纠偏行动。",
        "Leading indicators show the effort, lagging ones the result. Compare them with the expected path every week, and where the gap is more than noise decide on a corrective action the same week.",
    ),
    group: Group::Measure,
    sheets: &[Kpi::DEF, Reading::DEF, Event::DEF, Review::DEF],
    views: &[DASHBOARD, READINGS, REVIEW, EVENTS, SETUP, WEEK],
    actions: &[
        Action::new("add-reading", text("录入数据", "Add a reading"), actions::add_reading)
            .only_in(&["dashboard", "readings"])
            .possible_if(|facts, row| actions::indicator(facts, row).map(drop)),
        Action::new("weekly-review", text("开始本周回顾", "Start this week's review"), actions::start_review)
            .possible_if(|facts, _| actions::something_to_review(facts)),
        Action::new("note-event", text("记录事件", "Log an event"), actions::note_event),
    ],
    unit: entry::unit,
    read: entry::read,
    reshape: entry::reshape,
    week: entry::numbered_week,
    undated: week::undated,
    needs: entry::needs,
    check: entry::check,
    follow: entry::follow,
    same: |project, row| entry::same(project, row).map(|reading| reading.id),
    belongs: &[Reading::COL.kpi, Reading::COL.centre, Event::COL.kpi, Review::COL.kpi],
    proposes: rules::proposes,
    promises: &[promises::REVIEWS],
    measures: measures::measures,
    rules: rules::RULES,
    assess: rules::assess,
    values: facts::values,
    ..Tool::BLANK
};

/// A computed field into which the readings of this week are typed.
const fn week_entry(field: &'static str) -> Entry {
    Entry { field, help: week::help, cell: week::cell, clear: week::clear, block: week::block }
}

const DASHBOARD: View = View {
    entry: Some(week_entry("current")),
    rows: views::leading_first,
    heading: views::kind,
    panels: views::dashboard,
    empty: text(
        "还没有指标。新增一行：先写名称、目标和单位。",
        "There are no indicators. Add a row: name, target and unit first.",
    ),
    ..View::of(
        "dashboard",
        text("看板", "Dashboard"),
        Kpi::DEF,
        Layout::Grid(&[
            Field::column(Kpi::COL.name, 16),
            Field::computed("current", text("当前", "Current"), 15, views::current),
            Field::computed("status", text("状态", "Status"), 11, views::status),
            Field::column(Kpi::COL.target, 8),
            Field::computed("progress", text("进展", "Progress"), 8, views::progress),
            Field::computed("trend", text("近12周", "12 weeks"), 12, views::trend),
            Field::column(Kpi::COL.baseline, 8),
            Field::computed("expected", text("预期", "Expected"), 8, views::expected),
            Field::computed("forecast", text("预计达标", "Forecast"), 12, views::forecast),
        ]),
    )
};

const READINGS: View = View {
    rows: views::newest_first,
    empty: text(
        "还没有数据。在看板上把光标移到指标，用“录入数据”。",
        "There are no readings. On the dashboard, move to an indicator and use 'Add a reading'.",
    ),
    ..View::of(
        "readings",
        text("数据", "Readings"),
        Reading::DEF,
        Layout::Grid(&[
            Field::column(Reading::COL.kpi, 20),
            Field::column(Reading::COL.date, 10),
            Field::column(Reading::COL.value, 10),
            Field::computed("progress", text("进展", "Progress"), 8, views::reading_progress),
            Field::column(Reading::COL.centre, 12),
            Field::column(Reading::COL.note, 20),
        ]),
    )
};

const REVIEW: View = View {
    rows: views::review::rows,
    heading: views::review::heading,
    panels: views::review::panels,
    empty: text(
        "还没有回顾。“开始本周回顾”会为落后和偏离的指标各加一行。",
        "No review yet. 'Start this week's review' adds one row for each indicator that is behind or off track.",
    ),
    ..View::of(
        "review",
        text("每周回顾", "Weekly review"),
        Review::DEF,
        Layout::Grid(&[
            Field::column(Review::COL.kpi, 16),
            Field::computed("status", text("现状", "Now"), 14, views::review_status),
            Field::column(Review::COL.root_cause, 16),
            Field::column(Review::COL.action, 18),
            Field::column(Review::COL.owner, 8),
            Field::column(Review::COL.due, 10),
            Field::column(Review::COL.done, 10),
            Field::computed("week", text("拖延", "Carried over"), 12, views::carried),
            Field::column(Review::COL.outcome, 12),
            Field::column(Review::COL.dropped, 10),
            Field::column(Review::COL.date, 10),
        ]),
    )
};

const EVENTS: View = View {
    empty: text(
        "还没有事件。记下会影响数字的事，如新系统上线。",
        "There are no events. Note what may move the numbers, such as a new system.",
    ),
    ..View::of(
        "events",
        text("事件", "Events"),
        Event::DEF,
        Layout::Grid(&[
            Field::column(Event::COL.name, 24),
            Field::column(Event::COL.date, 10),
            Field::column(Event::COL.kpi, 16),
            Field::column(Event::COL.rebase, 8),
            Field::column(Event::COL.redefined, 8),
        ]),
    )
};

/// One row an indicator, to type in what was read this week.
const WEEK: View = View {
    rows: views::leading_first,
    heading: views::kind,
    entry: Some(week_entry("this_week")),
    grows: false,
    empty: text(
        "还没有指标。在“设定”里新增一行：先写名称、目标和单位。",
        "There are no indicators. Add a row under Set-up: name, target and unit first.",
    ),
    ..View::of(
        "week",
        text("本周数据", "This week"),
        Kpi::DEF,
        Layout::Grid(&[
            Field::column(Kpi::COL.name, 20),
            Field::computed("last_week", text("上周", "Last week"), 16, views::last_week),
            Field::computed("this_week", text("本周", "This week"), 16, views::this_week),
            Field::computed("status", text("状态", "Status"), 11, views::status),
            Field::column(Kpi::COL.target, 8),
            Field::column(Kpi::COL.owner, 10),
        ]),
    )
};

const SETUP: View = View {
    rows: views::leading_first,
    heading: views::kind,
    ..View::of(
        "setup",
        text("设定", "Set-up"),
        Kpi::DEF,
        Layout::Grid(&[
            Field::column(Kpi::COL.name, 18),
            Field::column(Kpi::COL.kind, 8),
            Field::column(Kpi::COL.unit, 10),
            Field::column(Kpi::COL.baseline, 8),
            Field::column(Kpi::COL.baseline_date, 10),
            Field::column(Kpi::COL.target, 8),
            Field::column(Kpi::COL.target_date, 10),
            Field::column(Kpi::COL.direction, 10),
            Field::column(Kpi::COL.path, 10),
            Field::column(Kpi::COL.cadence, 8),
            Field::column(Kpi::COL.measure, 8),
            Field::column(Kpi::COL.about, 14),
            Field::column(Kpi::COL.process, 10),
            Field::column(Kpi::COL.seasonal, 6),
            Field::column(Kpi::COL.unit_name, 8),
            Field::column(Kpi::COL.owner, 10),
            Field::column(Kpi::COL.note, 16),
        ]),
    )
};
