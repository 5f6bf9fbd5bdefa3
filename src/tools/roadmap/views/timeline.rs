//! The phases, the milestones, the items and the centres on a line of months.

use super::shown;
use crate::calendar::Calendar;
use crate::facts::Facts;
use crate::finding::{Level, Line, Place};
use crate::say;
use crate::text::{Phrase, text};
use crate::tool::{Lead, Panel, Shown, Span, Timeline};
use crate::tools::roadmap::facts::{CentreFigures, Figures, MilestoneFigures, PhaseFigures, State};
use crate::tools::roadmap::items::MILESTONES;
use crate::tools::roadmap::rules::overdue_level;
use crate::tools::roadmap::sheets::{Centre, Item, title};
use chrono::{Days, NaiveDate};

/// The phases alone, with the milestones as everywhere.
pub fn phases(facts: &Facts) -> Vec<Panel> {
    let phases = facts.get::<Figures>().phases.iter().map(phase);
    line(facts, phases.collect())
}

/// The phases, and the centres in one line; for beside the items.
pub fn short(facts: &Facts) -> Vec<Panel> {
    let figures = facts.get::<Figures>();
    let spans = figures.phases.iter().map(phase).chain(converted(facts));
    line(facts, spans.collect())
}

/// The phases and every centre.
pub fn centres(facts: &Facts) -> Vec<Panel> {
    let figures = facts.get::<Figures>();
    let spans = figures.phases.iter().map(phase).chain(converted(facts)).chain(each_centre(facts));
    line(facts, spans.collect())
}

/// The phases with all open items, and every centre.
pub fn all(facts: &Facts) -> Vec<Panel> {
    let figures = facts.get::<Figures>();
    let phases = figures.phases.iter().flat_map(|of| [phase(of)].into_iter().chain(open_items(figures, of)));
    let spans = phases.chain(converted(facts)).chain(each_centre(facts));
    line(facts, spans.collect())
}

/// The spans with the milestones; without a start date and any other day, what is missing.
fn line(facts: &Facts, spans: Vec<Span>) -> Vec<Panel> {
    let marks: Vec<(NaiveDate, Shown)> = facts.get::<Figures>().milestones.iter().filter_map(mark).collect();
    let dates = || {
        let ends = spans.iter().filter_map(|span| span.days).flat_map(|(first, last)| [first, last]);
        ends.chain(marks.iter().map(|(date, _)| *date))
    };
    let title: Phrase = text("时间线", "Timeline").into();
    let Some(from) = facts.get::<Calendar>().start().into_iter().chain(dates()).min() else {
        let lacking = text(
            "填上启动日期，四个阶段和里程碑就有真实日期。",
            "Once there is a start date, phases and milestones get real dates.",
        );
        return vec![Panel::Lines { title, lines: vec![Line::plain(lacking)] }];
    };
    let in_a_year = || from.checked_add_days(Days::new(365)).unwrap_or(NaiveDate::MAX);
    let until = dates().max().unwrap_or_else(in_a_year);
    let today = facts.today();
    vec![Panel::Timeline(Timeline {
        title,
        from,
        until: until.max(from),
        today: (from <= today && today <= until).then_some(today),
        marks,
        spans,
    })]
}

/// A milestone in a few words.
fn mark(milestone: &MilestoneFigures) -> Option<(NaiveDate, Shown)> {
    let ours = MILESTONES.iter().find(|ours| ours.code == milestone.code);
    let text = ours.map_or_else(|| milestone.name.clone(), |ours| ours.short.into());
    let level = if milestone.state.is_done() { Level::Good } else { overdue_level(milestone.missed) };
    Some((milestone.date?, Shown::new(level, text)))
}

fn phase(phase: &PhaseFigures) -> Span {
    Span {
        title: title(phase.stage).into(),
        heading: true,
        days: phase.days,
        done: phase.done as f64 / phase.total.max(1) as f64,
        point: None,
        label: Phrase::same(format!("{}/{}", phase.done, phase.total)),
        level: overdue_level(phase.longest_overdue),
    }
}

/// The items of a phase that are not done.
fn open_items(figures: &Figures, phase: &PhaseFigures) -> impl Iterator<Item = Span> {
    let stage = phase.stage;
    let open = figures.items.iter().filter(move |item| item.stage == stage && !item.state.is_done());
    open.map(|item| Span {
        title: item.name.clone(),
        heading: false,
        days: item.days.0.zip(item.days.1),
        done: 0.0,
        point: None,
        label: shown(item.state).text,
        level: overdue_level(item.state.overdue()),
    })
}

/// The heading of the centres, with how many are converted; none without centres.
fn converted(facts: &Facts) -> Option<Span> {
    let figures = facts.get::<Figures>();
    let days = || figures.centres.iter().filter_map(|centre| days_of(centre, facts.today()));
    let longest_overdue = figures.centres.iter().map(|centre| centre.state.overdue()).max()?;
    Some(Span {
        title: text("服务中心", "Centres").into(),
        heading: true,
        days: days().map(|(first, _)| first).min().zip(days().map(|(_, last)| last).max()),
        done: figures.converted_share().unwrap_or(0.0),
        point: None,
        label: Phrase::same(format!("{}/{}", figures.converted(), figures.to_convert)),
        level: overdue_level(longest_overdue),
    })
}

fn each_centre(facts: &Facts) -> impl Iterator<Item = Span> {
    facts.get::<Figures>().centres.iter().map(|centre| {
        let converted = match centre.state {
            State::Done { on, .. } => Some(on),
            State::Open { .. } | State::Proposed { .. } => None,
        };
        Span {
            title: centre.name.clone(),
            heading: false,
            days: days_of(centre, facts.today()),
            done: if converted.is_some() { 1.0 } else { 0.0 },
            point: converted,
            label: match (centre.state, centre.batch) {
                (State::Done { .. }, _) => text("已转换", "converted").into(),
                (state, _) if state.overdue() > 0 => shown(state).text,
                (_, Some(1)) => text("试点", "pilot").into(),
                (_, Some(batch)) => say!("第 {batch} 批", "batch {batch}"),
                (_, None) => Phrase::same(""),
            },
            level: overdue_level(centre.state.overdue()),
        }
    })
}

/// From a centre's beginning to its conversion: done, else planned, else as far as it has come.
fn days_of(centre: &CentreFigures, today: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let converted = match centre.state {
        State::Done { on, .. } | State::Proposed { on } => Some(on),
        State::Open { due, .. } => due,
    };
    let end = converted.or(centre.started.map(|started| started.max(today)))?;
    Some((centre.started.unwrap_or(end).min(end), end))
}

/// The items and centres that are drawn as bars.
pub fn behind(facts: &Facts) -> Vec<Lead> {
    let figures = facts.get::<Figures>();
    let items = figures.items.iter().filter(|item| !item.state.is_done()).map(|item| Lead {
        title: item.name.clone(),
        detail: shown(item.state).text,
        level: overdue_level(item.state.overdue()),
        place: Place::of(item.id, Item::COL.done),
        among: Vec::new(),
    });
    let centres = figures.centres.iter().map(|centre| Lead {
        title: centre.name.clone(),
        detail: shown(centre.state).text,
        level: overdue_level(centre.state.overdue()),
        place: Place::of(centre.id, Centre::COL.converted),
        among: Vec::new(),
    });
    items.chain(centres).collect()
}
