//! The dashboard: what is measured, where it stands, whether a movement means anything, and what the
//! weekly review promised. It knows no screen and no other tool's rows but the charter's dates.

mod actions;
mod balance;
mod behind;
mod entry;
mod facts;
mod judge;
mod outcome;
mod panels;
mod review;
mod rules;
mod sheets;
mod show;
#[cfg(test)]
mod tests;
pub(super) mod words;

pub(super) use entry::goal;
pub use facts::{Figures, Indicators, Lack, Movement, Weekly};
pub(super) use panels::chart;
pub use rules::carried_level;
pub use sheets::{Event, Kind, Kpi, KpiUnit, Path, Reading, Review, Way, code};

use crate::facts::Facts;
use crate::project::Project;
use crate::sheet::{AnyRow, Column, Row, Unit};
use crate::text::{Phrase, text};
use crate::tool::{Action, Field, Group, Layout, Tool, View};

/// The tool: the dashboard, its readings, the weekly review and the events.
pub static TOOL: Tool = Tool {
    key: "kpi",
    mark: '9',
    title: text("变革成效指标看板", "Change success dashboard"),
    short: text("指标看板", "KPIs"),
    about: text(
        "领先指标看投入，滞后指标看结果；每周对照预期走势，偏离的当周就定出纠偏行动。",
        "Leading indicators show the effort, lagging ones the result. Compare them with the expected path every week and decide on a corrective action the same week.",
    ),
    group: Group::Measure,
    sheets: &[Kpi::DEF, Reading::DEF, Event::DEF, Review::DEF],
    views: &[DASHBOARD, READINGS, REVIEW, EVENTS, SETUP],
    actions: &[
        Action {
            key: "add-reading",
            title: text("记下今天的读数", "Add today's reading"),
            views: &["dashboard", "readings"],
            run: actions::add_reading,
        },
        Action {
            key: "weekly-review",
            title: text("开始本周回顾", "Start this week's review"),
            views: &[],
            run: review::start,
        },
        Action {
            key: "note-event",
            title: text("记录事件", "Note an event"),
            views: &[],
            run: actions::note_event,
        },
    ],
    seed: sheets::seed,
    unit,
    needs: entry::needs,
    check: entry::check,
    follow: entry::follow,
    proposes: outcome::proposes,
    rules: &[],
    assess: outcome::assess,
    values: outcome::values,
};

const DASHBOARD: View = View {
    rows: leading_first,
    heading: kind,
    panels: panels::dashboard,
    empty: text(
        "还没有指标。新增一行：先写名称、目标和单位。",
        "There are no indicators. Add a row: name, target and unit first.",
    ),
    ..View::of(
        "dashboard",
        text("看板", "Dashboard"),
        Kpi::DEF,
        Layout::Grid(&[
            Field::Column("name", 16),
            Field::Computed {
                key: "current",
                title: text("当前", "Current"),
                cells: 15,
                show: show::current,
            },
            Field::Computed { key: "status", title: text("状态", "Status"), cells: 11, show: show::status },
            Field::Computed {
                key: "trend", title: text("近12周", "12 weeks"), cells: 12, show: show::trend
            },
            Field::Column("baseline", 8),
            Field::Column("target", 8),
            Field::Computed {
                key: "progress",
                title: text("进展", "Progress"),
                cells: 8,
                show: show::progress,
            },
            Field::Computed {
                key: "expected",
                title: text("预期", "Expected"),
                cells: 8,
                show: show::expected,
            },
            Field::Computed {
                key: "forecast",
                title: text("预计达标", "Forecast"),
                cells: 10,
                show: show::forecast,
            },
        ]),
    )
};

const READINGS: View = View {
    rows: newest_first,
    empty: text(
        "还没有读数。在看板上把光标移到指标，用“记下今天的读数”。",
        "There are no readings. On the dashboard, move to an indicator and use 'Add today's reading'.",
    ),
    ..View::of(
        "readings",
        text("读数", "Readings"),
        Reading::DEF,
        Layout::Grid(&[
            Field::Column("kpi", 20),
            Field::Column("date", 10),
            Field::Column("value", 10),
            Field::Computed {
                key: "progress",
                title: text("进展", "Progress"),
                cells: 8,
                show: show::reading_progress,
            },
            Field::Column("note", 20),
        ]),
    )
};

const REVIEW: View = View {
    rows: review::rows,
    heading: review::heading,
    panels: review::panels,
    empty: text(
        "还没有回顾。“开始本周回顾”会为滞后和偏离的指标各加一行。",
        "No review yet. 'Start this week's review' adds one row for each indicator that lags or is off track.",
    ),
    ..View::of(
        "review",
        text("每周回顾", "Weekly review"),
        Review::DEF,
        Layout::Grid(&[
            Field::Column("kpi", 16),
            Field::Computed {
                key: "status",
                title: text("现状", "Now"),
                cells: 14,
                show: show::review_status,
            },
            Field::Column("root_cause", 16),
            Field::Column("action", 18),
            Field::Column("owner", 8),
            Field::Column("due", 10),
            Field::Column("done", 10),
            Field::Computed { key: "week", title: text("第几周", "Week"), cells: 8, show: show::carried },
            Field::Column("outcome", 12),
            Field::Column("date", 10),
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
            Field::Column("name", 24),
            Field::Column("date", 10),
            Field::Column("kpi", 16),
            Field::Column("rebase", 8),
        ]),
    )
};

const SETUP: View = View {
    rows: leading_first,
    heading: kind,
    ..View::of(
        "setup",
        text("设定", "Set-up"),
        Kpi::DEF,
        Layout::Grid(&[
            Field::Column("name", 18),
            Field::Column("kind", 8),
            Field::Column("unit", 10),
            Field::Column("baseline", 8),
            Field::Column("baseline_date", 10),
            Field::Column("target", 8),
            Field::Column("target_date", 10),
            Field::Column("direction", 10),
            Field::Column("path", 10),
            Field::Column("owner", 10),
            Field::Column("note", 16),
        ]),
    )
};

/// The unit of a number: that of its indicator.
fn unit(project: &Project, row: &dyn AnyRow, column: &Column) -> Unit {
    match (row.typed::<Kpi>(), row.typed::<Reading>(), column.key) {
        (Some(kpi), _, "baseline" | "target") => kpi.unit(),
        (_, Some(reading), "value") => {
            reading.kpi.0.and_then(|id| project.find::<Kpi>(id)).map_or(Unit::None, Kpi::unit)
        }
        _ => Unit::None,
    }
}

#[expect(clippy::unnecessary_wraps, reason = "the shape of `View::rows`")]
fn leading_first(scene: &Facts) -> Option<Vec<usize>> {
    let kpis = scene.project().rows::<Kpi>();
    let mut order: Vec<usize> = (0..kpis.len()).collect();
    order.sort_by_key(|at| kpis.get(*at).is_none_or(|kpi| !kpi.is_leading()));
    Some(order)
}

fn kind(_: &Facts, row: &dyn AnyRow) -> Option<Phrase> {
    Some(if row.typed::<Kpi>()?.is_leading() {
        text("领先指标：投入", "Leading: the effort").into()
    } else {
        text("滞后指标：结果", "Lagging: the result").into()
    })
}

/// The latest day first; a reading without a day stands on top, where it is completed.
#[expect(clippy::unnecessary_wraps, reason = "the shape of `View::rows`")]
fn newest_first(scene: &Facts) -> Option<Vec<usize>> {
    let readings = scene.project().rows::<Reading>();
    let mut order: Vec<usize> = (0..readings.len()).collect();
    order.sort_by_key(|at| {
        let date = readings.get(*at).and_then(|r| r.date);
        (date.is_some(), std::cmp::Reverse((date, *at)))
    });
    Some(order)
}
