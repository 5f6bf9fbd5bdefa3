//! What an indicator is set beside: the pilot beside the other centres, and the same time a year before. It must not
//! decide anything.

use crate::facts::Facts;
use crate::finding::{Level, Line};
use crate::say;
use crate::stats::Direction;
use crate::text::{Phrase, text};
use crate::tool::Chart;
use crate::tools::kpi::facts::{Figures, Indicators, Plan, Season, at_same_time};
use chrono::{Datelike, Months, NaiveDate};

/// So many readings of both make a line.
const LINE: usize = 2;

/// The pilot less the other centres over time: season and market move both, so what is left is the change.
pub(super) fn pilot(facts: &Facts, kpi: &Figures) -> Option<Chart> {
    let apart = Indicators::pilot_less_rest(facts, kpi);
    let ((first, _), (last, _)) = apart.first().copied().zip(apart.last().copied())?;
    if apart.len() < LINE {
        return None;
    }
    let day = |date: NaiveDate| f64::from(date.num_days_from_ce());
    Some(Chart {
        title: Some(say!("{name}：试点减其余中心", "{name}: pilot minus the rest", name = kpi.kpi.title())),
        values: apart.iter().map(|(date, value)| (day(*date), Some(*value))).collect(),
        path: vec![(day(first), 0.0), (day(last), 0.0)],
        limits: None,
        signals: Vec::new(),
        marks: Vec::new(),
        today: None,
        goal: None,
        span: Some((
            (day(first), Phrase::same(first.to_string())),
            (day(last), Phrase::same(last.to_string())),
        )),
        unit: kpi.kpi.unit(),
        whole: false,
        legend: vec![
            text("试点减其余", "pilot minus the rest").into(),
            text("没有差别", "no difference").into(),
        ],
    })
}

/// How the network's value came about where nobody has read it.
pub(super) fn mean(facts: &Facts, kpi: &Figures) -> Option<Phrase> {
    let n = kpi.mean_of?;
    Some(if facts.get::<Plan>().weighed {
        say!(
            "没有全网络的数据：取 {n} 个中心最近数据的平均，按人数加权",
            "Nobody has read the whole network: the mean of the latest readings of {n} centres, by people"
        )
    } else {
        say!(
            "没有全网络的数据：取 {n} 个中心最近数据的平均；各中心的人数不全，没有加权",
            "Nobody has read the whole network: the plain mean of the latest readings of {n} centres, as the people of some are not known"
        )
    })
}

/// The same time a year before, for a seasonal indicator and for one with two years of readings.
pub(super) fn season(kpi: &Figures, today: NaiveDate) -> Option<Line> {
    let (date, now) = kpi.current?;
    let two_years = || {
        let first = kpi.readings.first()?.0;
        Some(first.checked_add_months(Months::new(24))? <= today)
    };
    let unit = kpi.kpi.unit();
    let (then, before) = match kpi.season {
        Season::TakenOut { then, before } => (then, before),
        Season::None if !kpi.kpi.seasonal && two_years() != Some(true) => return None,
        Season::None | Season::Unknown => at_same_time(&kpi.kpi, &kpi.readings, date, 1)?,
    };
    let better = kpi.way.map(|way| match way {
        Direction::Up => now > before,
        Direction::Down => now < before,
    });
    let level = if better == Some(true) { Level::Good } else { Level::Blank };
    let [change, before] = [unit.change(now - before), unit.figure(before)];
    if then.checked_add_months(Months::new(18)).is_some_and(|later| later < date) {
        return Some(Line::new(
            level,
            say!(
                "与变革之前的同期相比：{change}（{then} 为 {before}）",
                "Compared with the same time before the change: {change} ({before} on {then})",
                change,
                then,
                before
            ),
        ));
    }
    Some(Line::new(
        level,
        say!(
            "与去年同期相比：{change}（{then} 为 {before}）",
            "Compared with a year before: {change} ({before} on {then})",
            change,
            then,
            before
        ),
    ))
}
