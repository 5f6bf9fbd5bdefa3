//! The charts: the same indicators in the same order every week, leading before lagging.

use super::{Chart, Event, Figure, Part, Plot, Section, twice};
use crate::calendar::day_at;
use crate::facts::Facts;
use crate::finding::Level;
use crate::say;
use crate::sort::StableSort;
use crate::stats::{KpiStatus, Standing};
use crate::text::{Phrase, joined, text};
use crate::tool::Shown;
use crate::tools::kpi::{self, Figures, Indicators};
use chrono::Datelike as _;

/// The days that the chart of a week looks back.
const BACK: f64 = 182.0;
/// The share of the days shown that is left free behind today, where the path goes on.
const AHEAD: f64 = 0.18;
/// So many events are marked in all, the latest of them.
const EVENTS: usize = 9;

/// How much of the time a chart shows.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    /// The last half year and a little ahead.
    Recent,
    /// From the first reading to the target.
    Whole,
}

/// The section.
pub(super) fn section(facts: &Facts, reach: Reach) -> Section {
    let indicators = facts.get::<Indicators>();
    let mut kpis: Vec<&Figures> = indicators.kpis.iter().collect();
    kpis.stable_sort_by_key(|kpi| !kpi.kpi.is_leading());
    let title = match reach {
        Reach::Recent => text("指标", "Indicators"),
        Reach::Whole => text("指标的历史", "History of the indicators"),
    };
    if !indicators.any_reading() {
        // That there are no readings is said among the exceptions.
        return Section::of("indicators", title, Vec::new());
    }
    let mut charts: Vec<Chart> = kpis.into_iter().map(|kpi| chart(facts, kpi, reach)).collect();
    let events = number(&mut charts);
    let leading = charts.iter().filter(|chart| chart.leading).count();
    let lagging = charts.len() - leading;
    Section::of("indicators", title, vec![Part::Charts(charts, events)]).about(say!(
        "先看投入（领先指标 {leading} 项），再看结果（滞后指标 {lagging} 项）；每周同样的图、同样的顺序",
        "First the effort ({leading} leading), then the result ({lagging} lagging); the same charts in the same order every week"
    ))
}

fn chart(facts: &Facts, kpi: &Figures, reach: Reach) -> Chart {
    let blank = || Phrase::same("");
    Chart {
        name: kpi.kpi.title(),
        leading: kpi.kpi.is_leading(),
        status: kpi.status_beside(),
        now: kpi.current_shown(facts.today()).unwrap_or_else(blank),
        target: kpi.kpi.target.map_or_else(blank, |target| kpi.unit().figure(target)),
        planned: planned(kpi).unwrap_or_else(blank),
        proof: match (twice::beside(facts, kpi.kpi.id), kpi.stands_alone()) {
            (Some(differs), _) => differs,
            (None, Some(_)) => {
                Shown::new(Level::Watch, text("这一次还没判断", "this reading is not judged yet"))
            }
            (None, None) => kpi.movement_shown(),
        },
        goal: kpi.kpi.target,
        plot: kpi.current.is_some().then(|| plot(facts, kpi, reach)),
        events: Vec::new(),
    }
}

/// The value that the plan asks for by now, where that says more than the target.
fn planned(kpi: &Figures) -> Option<Phrase> {
    let asks = kpi.status != KpiStatus::Fresh(Standing::Met) && kpi.planned_value() != kpi.kpi.target;
    kpi.planned_shown().filter(|_| asks)
}

/// Numbers the events that any chart shows by their days, the same event alike in all.
fn number(charts: &mut [Chart]) -> Vec<Event> {
    let marks = charts.iter().filter_map(|chart| chart.plot.as_ref()).flat_map(|plot| &plot.marks);
    let mut all: Vec<&(f64, Phrase)> = marks.collect();
    all.stable_sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.zh.cmp(&b.1.zh)));
    all.dedup();
    let latest = all.len().saturating_sub(EVENTS);
    let shown: Vec<(f64, Phrase)> = all.into_iter().skip(latest).cloned().collect();
    for chart in charts {
        let marks = chart.plot.iter().flat_map(|plot| &plot.marks);
        let place = |mark: &(f64, Phrase)| Some((mark.0, shown.iter().position(|event| event == mark)?));
        chart.events = marks.filter_map(place).collect();
    }
    let event = |(day, name): (f64, Phrase)| Some(Event { day: day_at(day)?, name });
    shown.into_iter().filter_map(event).collect()
}

/// What is drawn of an indicator, cut to the days that are shown.
fn plot(facts: &Facts, kpi: &Figures, reach: Reach) -> Plot {
    let mut plot = kpi::chart(facts, kpi);
    if reach == Reach::Whole {
        return plot;
    }
    let today = f64::from(facts.today().num_days_from_ce());
    let first = plot.values.first().map_or(today, |(day, _)| *day).max(today - BACK);
    let last = today + ((today - first) * AHEAD).max(14.0);
    let inside = |day: f64| day >= first && day <= last;
    // Places of the signals are counted among the values that are left.
    let cut = plot.values.iter().take_while(|(day, _)| *day < first).count();
    plot.values.drain(..cut);
    plot.signals = plot.signals.iter().filter_map(|at| at.checked_sub(cut)).collect();
    plot.marks.retain(|(day, _)| inside(*day));
    plot.path = within(&plot.path, first, last);
    plot.goal = plot.goal.filter(|(day, _)| inside(*day));
    let named = |day| (day, Phrase::same(day_at(day).map(|date| date.to_string()).unwrap_or_default()));
    plot.span = Some((named(first), named(last)));
    plot
}

/// The part of straight pieces between two days.
fn within(path: &[(f64, f64)], first: f64, last: f64) -> Vec<(f64, f64)> {
    let at = |day: f64, (x0, y0): (f64, f64), (x1, y1): (f64, f64)| {
        if x1 > x0 { y0 + (y1 - y0) * (day - x0) / (x1 - x0) } else { y1 }
    };
    let mut cut: Vec<(f64, f64)> = Vec::new();
    for pair in path.windows(2) {
        let &[a, b] = pair else { continue };
        if b.0 < first || a.0 > last {
            continue;
        }
        let begin = if a.0 < first { (first, at(first, a, b)) } else { a };
        let end = if b.0 > last { (last, at(last, a, b)) } else { b };
        if cut.last() != Some(&begin) {
            cut.push(begin);
        }
        if begin != end {
            cut.push(end);
        }
    }
    cut
}

/// The figure that stands out.
pub(super) fn figure(facts: &Facts) -> Figure {
    let tally = facts.get::<Indicators>().tally();
    let (judged, rest) = (tally.judged(), tally.unjudged());
    let level = match () {
        () if tally.off > 0 => Level::Act,
        () if tally.behind > 0 => Level::Watch,
        () if judged > 0 => Level::Good,
        () => Level::Blank,
    };
    let said = [
        (tally.off > 0).then(|| say!("{off} 项偏离", "{off} off track", off = tally.off)),
        (tally.behind > 0).then(|| say!("{behind} 项落后", "{behind} behind", behind = tally.behind)),
        (rest > 0).then(|| say!("{rest} 项还不能判断", "{rest} not judged yet")),
    ];
    let said: Vec<Phrase> = said.into_iter().flatten().collect();
    let beside = match said.as_slice() {
        [] => text("都在轨或达成", "all on track or met").into(),
        said => joined(said, text("，", ", ")),
    };
    let value =
        if judged == 0 { Phrase::same("–") } else { Phrase::same(format!("{}/{judged}", tally.good)) };
    Figure {
        title: text("在轨或达成的指标", "Indicators on track or met").into(), value, beside, level
    }
}
