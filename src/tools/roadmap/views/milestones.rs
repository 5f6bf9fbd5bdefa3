//! The view of the milestones: their days, their states, and why the pilot has two starts.

use super::{shown, timeline, why};
use crate::calendar::{Calendar, short_day};
use crate::facts::Facts;
use crate::finding::Line;
use crate::say;
use crate::sheet::AnyRow;
use crate::text::{Phrase, text};
use crate::tool::{Panel, Shown};
use crate::tools::checklist::When;
use crate::tools::roadmap::facts::{Figures, State};
use crate::tools::roadmap::items;
use crate::tools::roadmap::rules::overdue_level;
use crate::tools::roadmap::sheets::{Milestone, days_between};

/// The day of a milestone, with its year; while there is none, the month of the source's plan.
pub fn date(facts: &Facts, row: &dyn AnyRow) -> Shown {
    let Some(milestone) = row.typed::<Milestone>() else { return Shown::blank() };
    match (milestone.date(facts.get::<Calendar>()), milestone.item()) {
        (Some(date), _) => Shown::plain(Phrase::same(date.to_string())),
        (None, Some(item)) => Shown::plain(say!("第{n}个月", "month {n}", n = item.month)),
        (None, None) => Shown::blank(),
    }
}

/// The state of a milestone.
pub fn state(facts: &Facts, row: &dyn AnyRow) -> Shown {
    let milestones = &facts.get::<Figures>().milestones;
    let Some(milestone) = milestones.iter().find(|m| m.id == row.id()) else { return Shown::blank() };
    if let Some(begun) = milestone.proposal.as_ref().filter(|proposal| !proposal.listed) {
        return Shown::plain(say!("中心已开始 {on}", "begun {on}", on = short_day(begun.on)));
    }
    let shown = shown(milestone.state);
    if milestone.state.overdue() > 0 {
        return Shown { level: overdue_level(milestone.missed), ..shown };
    }
    // Its own day may have gone by, and what it waits for has not.
    let until = milestone.date.max(milestone.waits);
    if milestone.waits.is_some() && milestone.date < Some(facts.today()) {
        let last = until.map(short_day).unwrap_or_default();
        return Shown::plain(say!("{last} 前", "by {last}", last));
    }
    match (milestone.state, milestone.date) {
        (State::Open { .. }, Some(date)) => {
            let left = days_between(facts.today(), date);
            let en = crate::text::days(left).en;
            Shown::plain(say!("还有{left}天", "in {en}"))
        }
        _ => shown,
    }
}

/// The road with its milestones; before it why the pilot has two starts, and why the milestone may be dated.
pub fn panels(facts: &Facts, row: Option<&dyn AnyRow>) -> Vec<Panel> {
    let milestones = &facts.get::<Figures>().milestones;
    let here = row.and_then(|row| milestones.iter().find(|m| m.id == row.id()));
    let why = here.and_then(|m| m.proposal.as_ref()).map(why);
    let two_starts = row.and_then(|row| two_starts(facts, row.typed()?));
    two_starts.into_iter().chain(why).chain(timeline::phases(facts)).collect()
}

/// Explains why the pilot has two starts; only the milestone of its start has them.
fn two_starts(facts: &Facts, milestone: &Milestone) -> Option<Panel> {
    let calendar = facts.get::<Calendar>();
    let starts = milestone.date(calendar).filter(|_| milestone.code == items::PILOT_STARTS)?;
    let (from, until) = When::W7To8.dates(calendar)?;
    let lines = [
        say!(
            "路线图：{starts} 试点期开始，选中心、培训团队",
            "Roadmap: the pilot phase begins on {starts}; centres are chosen, the team is trained"
        ),
        say!(
            "90天清单：第 7–8 周（{from} 至 {until}）新做法正式上线",
            "90-day checklist: the new practice goes live in weeks 7–8 ({from} to {until})"
        ),
        text(
            "两者都对。您按哪一天算，就填在“日期”里；第 8 周过完才算错过。",
            "Both are right. Enter the date you go by; it counts as missed only after week 8.",
        )
        .into(),
    ];
    Some(Panel::Lines {
        title: text("为什么有两个试点开始的日期", "Why the pilot has two starts").into(),
        lines: lines.into_iter().map(Line::plain).collect(),
    })
}
