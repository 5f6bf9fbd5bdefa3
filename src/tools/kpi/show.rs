//! What the computed fields show for a row. It must not decide anything.

use super::facts::{Figures, Indicators};
use super::{Reading, Review, words};
use crate::facts::Facts;
use crate::finding::Level;
use crate::say;
use crate::sheet::AnyRow;
use crate::stats;
use crate::text::Phrase;
use crate::tool::Shown;

/// So many weeks make the small line of a row.
const SPARK_WEEKS: i64 = 12;
const SPARKS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// The figures of an indicator's row.
fn figures<'a>(scene: &'a Facts, row: &dyn AnyRow) -> Option<(&'a Indicators, &'a Figures)> {
    let facts = scene.get::<Indicators>();
    Some((facts, facts.get(row.id())?))
}

fn plain(text: Phrase) -> Shown {
    Shown { text, level: Level::Blank }
}

fn dash() -> Shown {
    plain(Phrase::same("–"))
}

pub(super) fn current(scene: &Facts, row: &dyn AnyRow) -> Shown {
    figures(scene, row).map_or_else(dash, |(facts, kpi)| plain(words::current(kpi, facts.today)))
}

pub(super) fn progress(scene: &Facts, row: &dyn AnyRow) -> Shown {
    let share = figures(scene, row).and_then(|(_, kpi)| kpi.progress);
    share.map_or_else(dash, |p| plain(Phrase::same(words::percent(p))))
}

pub(super) fn expected(scene: &Facts, row: &dyn AnyRow) -> Shown {
    // Without a baseline there is no way to have gone a share of.
    let share = figures(scene, row).and_then(|(_, kpi)| kpi.expected.filter(|_| kpi.ends().is_some()));
    share.map_or_else(dash, |e| plain(Phrase::same(words::percent(e))))
}

pub(super) fn status(scene: &Facts, row: &dyn AnyRow) -> Shown {
    figures(scene, row).map_or_else(dash, |(_, kpi)| {
        let (text, level) = words::status(kpi.status);
        Shown { text, level }
    })
}

pub(super) fn trend(scene: &Facts, row: &dyn AnyRow) -> Shown {
    figures(scene, row).map_or_else(dash, |(facts, kpi)| plain(Phrase::same(spark(facts, kpi))))
}

pub(super) fn forecast(scene: &Facts, row: &dyn AnyRow) -> Shown {
    figures(scene, row).map_or_else(dash, |(_, kpi)| {
        // A date after the target's is a warning, and so is a pace that leads nowhere.
        let late = match (kpi.forecast, kpi.span) {
            (stats::Forecast::Date(date), Some((_, to))) => date > to,
            (stats::Forecast::Never, _) => true,
            _ => false,
        };
        Shown { text: words::forecast(kpi), level: if late { Level::Watch } else { Level::Blank } }
    })
}

/// The last weeks as little columns from the lowest to the highest value; a week without a reading is a dot.
pub(super) fn spark(facts: &Indicators, kpi: &Figures) -> String {
    let this = facts.weeks.of(facts.today);
    let first = this - SPARK_WEEKS + 1;
    let shown: Vec<_> = kpi.weekly.iter().filter(|w| w.point.week >= first).map(|w| w.point).collect();
    let low = shown.iter().map(|p| p.value).fold(f64::INFINITY, f64::min);
    let high = shown.iter().map(|p| p.value).fold(f64::NEG_INFINITY, f64::max);
    let column = |value: f64| {
        let share = (value - low) / (high - low);
        // All values equal: half height, which is neither good nor bad.
        let at = if share.is_finite() { (share * 7.0).round() as usize } else { 3 };
        SPARKS.get(at).copied().unwrap_or('█')
    };
    let mut points = shown.iter().peekable();
    (first..=this).map(|week| points.next_if(|p| p.week == week).map_or('·', |p| column(p.value))).collect()
}

/// The share of the way that a reading shows.
pub(super) fn reading_progress(scene: &Facts, row: &dyn AnyRow) -> Shown {
    let share = row.typed::<Reading>().and_then(|reading| {
        let (id, value) = reading.kpi.0.zip(reading.value)?;
        let (baseline, target) = scene.get::<Indicators>().get(id)?.ends()?;
        stats::progress(baseline, target, value)
    });
    share.map_or_else(dash, |p| plain(Phrase::same(words::percent(p))))
}

/// The present status of the indicator that a review is about.
pub(super) fn review_status(scene: &Facts, row: &dyn AnyRow) -> Shown {
    let id = row.typed::<Review>().and_then(|review| review.kpi.0);
    let figures = id.zip(Some(scene.get::<Indicators>())).and_then(|(id, facts)| facts.get(id));
    figures.map_or_else(dash, |kpi| {
        let (text, level) = words::status(kpi.status);
        Shown { text, level }
    })
}

/// The week in which an open promise is: the first, or carried over into the second, third, …
pub(super) fn carried(scene: &Facts, row: &dyn AnyRow) -> Shown {
    let week = row.typed::<Review>().filter(|r| r.is_open()).and_then(|r| r.week(scene.today()));
    week.map_or_else(dash, |week| Shown {
        text: say!("第{week}周", "week {week}"),
        level: super::rules::carried_level(week),
    })
}
