//! What the indicators have measured of the processes that they are linked to.

use super::facts::{Figures, Indicators};
use super::{Kpi, Season};
use crate::facts::Facts;
use crate::finding::{Line, Place};
use crate::say;
use crate::text::{joined, text};
use crate::tool::Measured;
use chrono::NaiveDate;

/// A line for each indicator that says which process it measures and has a baseline, a reading or a target.
pub(super) fn measures(facts: &Facts) -> Vec<Measured> {
    facts.get::<Indicators>().kpis.iter().filter_map(measured).collect()
}

fn measured(figures: &Figures) -> Option<Measured> {
    let kpi = &figures.kpi;
    let (process, unit) = (kpi.process.0?, kpi.unit());
    let baseline = kpi.baseline.map(|value| {
        let value = unit.figure(value);
        say!("基线 {value}", "baseline {value}", value)
    });
    let measured = |(day, value): (NaiveDate, f64)| {
        let value = unit.figure(value);
        say!("{day} 实测 {value}", "{value} measured on {day}", day, value)
    };
    // A median is measured on no day: it says that it is one, and what was measured.
    let now = match (figures.judged, figures.current) {
        (Some(judged), Some(current)) if judged == current => Some(measured(current)),
        (Some(judged), None) => Some(measured(judged)),
        (Some(_), Some(_)) => figures.said().map(|now| say!("现为{now}", "now {now}", now)),
        (None, current) => current.filter(|_| figures.season == Season::None).map(measured),
    };
    let target = kpi.target.map(|value| {
        let value = unit.figure(value);
        say!("目标 {value}", "target {value}", value)
    });
    let all: Vec<_> = [baseline, now, target].into_iter().flatten().collect();
    let (title, said) = (kpi.title(), joined(&all, text("，", ", ")));
    (!all.is_empty()).then(|| Measured {
        process,
        place: Place::of(kpi.id, Kpi::COL.name),
        before: None,
        mean: None,
        median: None,
        working: false,
        line: Line::plain(say!("指标“{title}”：{said}", "Indicator '{title}': {said}", title, said)),
    })
}
