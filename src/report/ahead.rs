//! The next two weeks: what falls due, by day.

use super::promises::owner;
use super::{Dated, Part, Section};
use crate::calendar::Calendar;
use crate::facts::Facts;
use crate::finding::{Level, Line};
use crate::say;
use crate::sort::StableSort;
use crate::text::{Phrase, count, list, text};
use crate::tool::Shown;
use crate::tools::roadmap::{self, Centre, Milestone, State};
use crate::tools::wins::{self, Win};
use crate::tools::{actions, checklist};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// The days looked ahead on.
const AHEAD: i64 = 14;
/// So many promises are named at most, fewer where much else comes; the others are counted.
const PROMISES: usize = 4;
const FEWEST: usize = 2;
/// So many lines take about a third of a page.
const LINES: usize = 7;

/// The section.
pub(super) fn section(facts: &Facts) -> Section {
    let (dated, more) = dated(facts);
    let mut parts = Vec::new();
    if dated.is_empty() {
        let none = text(
            "接下来两周没有到期的里程碑、清单或承诺。",
            "No milestone, checklist or promise falls due in the next two weeks.",
        );
        parts.push(Part::Missing(none.into()));
    } else {
        parts.push(Part::Dated(dated));
    }
    if more > 0 {
        let said = match more {
            1 => text("另有 1 项承诺在这两周到期", "1 more promise falls due in these two weeks").into(),
            _ => say!("另有 {more} 项承诺在这两周到期", "{more} more promises fall due in these two weeks"),
        };
        parts.push(Part::Lines(vec![Line::plain(said)]));
    }
    Section::of("ahead", text("接下来两周", "The next two weeks"), parts).narrow()
}

/// What comes, by day, and how many promises are not named.
fn dated(facts: &Facts) -> (Vec<Dated>, usize) {
    let today = facts.today();
    let soon = |day: NaiveDate| (0..=AHEAD).contains(&day.signed_duration_since(today).num_days());
    let mut all = milestones(facts, soon);
    all.extend(blocks(facts, soon));
    all.extend(centres(facts, soon));
    all.extend(wins(facts, soon));
    let figures = facts.get::<actions::Figures>();
    let due = figures.by_due.iter().filter_map(|at| figures.open.get(*at));
    let mut due = due.filter_map(|item| Some((item.due.filter(|day| soon(*day))?, item)));
    let named = LINES.saturating_sub(all.len()).clamp(FEWEST, PROMISES);
    for (day, item) in due.by_ref().take(named) {
        all.push(Dated {
            day,
            kind: text("承诺", "Promise").into(),
            what: Phrase::same(item.action.trim()),
            who: owner(&item.owner),
            state: if item.owner.is_empty() {
                Shown::new(Level::Watch, Phrase::same(""))
            } else {
                Shown::blank()
            },
        });
    }
    let more = due.count();
    all.stable_sort_by_key(|dated| dated.day);
    (all, more)
}

fn milestones(facts: &Facts, soon: impl Fn(NaiveDate) -> bool) -> Vec<Dated> {
    let figures = facts.get::<roadmap::Figures>();
    let open = figures.milestones.iter().filter(|m| matches!(m.state, State::Open { .. }));
    open.filter_map(|m| {
        let row = facts.find::<Milestone>(m.id)?;
        Some(Dated {
            day: m.date.filter(|day| soon(*day))?,
            kind: text("里程碑", "Milestone").into(),
            what: m.name.clone(),
            who: Phrase::same(row.owner.trim()),
            state: m.waiting().map_or_else(Shown::blank, Shown::plain),
        })
    })
    .collect()
}

fn blocks(facts: &Facts, soon: impl Fn(NaiveDate) -> bool) -> Vec<Dated> {
    let (figures, calendar) = (facts.get::<checklist::Figures>(), facts.get::<Calendar>());
    let open = figures.blocks.iter().filter(|block| block.done < block.total);
    open.filter_map(|block| {
        let when = block.when?;
        let (_, day) = when.dates(calendar).filter(|(_, last)| soon(*last))?;
        let left = count((block.total - block.done) as u64, "项", "item", "items");
        Some(Dated {
            day,
            kind: text("清单", "Checklist").into(),
            what: say!("{when}：还有 {left}没勾", "{when}: {left} to do", when = when.label(), left),
            who: Phrase::same(""),
            state: Shown::blank(),
        })
    })
    .collect()
}

/// Centres that begin or have switched, those of one day in one line.
fn centres(facts: &Facts, soon: impl Fn(NaiveDate) -> bool) -> Vec<Dated> {
    let open =
        facts.rows::<Centre>().iter().filter(|centre| centre.is_named() && centre.converted.0.is_none());
    let on = open.filter_map(|centre| {
        match (centre.started.filter(|d| soon(*d)), centre.planned.filter(|d| soon(*d))) {
            (_, Some(day)) => Some((day, true, centre)),
            (Some(day), None) => Some((day, false, centre)),
            (None, None) => None,
        }
    });
    let mut days: BTreeMap<(NaiveDate, bool), Vec<&Centre>> = BTreeMap::new();
    for (day, switched, centre) in on {
        days.entry((day, switched)).or_default().push(centre);
    }
    let line = |((day, switched), centres): ((NaiveDate, bool), Vec<&Centre>)| {
        let names: Vec<Phrase> = centres.iter().map(|centre| Phrase::same(centre.name.trim())).collect();
        let which = list(&names);
        let what = match (switched, centres.len()) {
            (true, 1) => say!("{which}全部改用新做法", "{which} has switched completely", which),
            (true, _) => say!("{which}全部改用新做法", "{which} have switched completely", which),
            (false, _) => say!("{which}开始用新做法", "the new practice starts at {which}", which),
        };
        let who = match centres.as_slice() {
            [one] => Phrase::same(one.owner.trim()),
            _ => Phrase::same(""),
        };
        Dated { day, kind: text("服务中心", "Centre").into(), what, who, state: Shown::blank() }
    };
    days.into_iter().map(line).collect()
}

fn wins(facts: &Facts, soon: impl Fn(NaiveDate) -> bool) -> Vec<Dated> {
    let figures = facts.get::<wins::Figures>();
    let planned = figures.wins.iter().filter(|win| matches!(win.state, wins::State::Planned { .. }));
    planned
        .filter_map(|win| {
            let row = facts.find::<Win>(win.row)?;
            Some(Dated {
                day: row.target_date.filter(|day| soon(*day))?,
                kind: text("短期胜利", "Win").into(),
                what: win.name.clone(),
                who: Phrase::same(row.owner.trim()),
                state: Shown::blank(),
            })
        })
        .collect()
}
