//! The next two weeks: what falls due, by day.

use super::promises::owner;
use super::{Dated, Part, Section};
use crate::calendar::Calendar;
use crate::facts::Facts;
use crate::finding::{Level, Line};
use crate::say;
use crate::text::{Phrase, count, text};
use crate::tool::Shown;
use crate::tools::roadmap::{self, Centre, Milestone, State};
use crate::tools::wins::{self, Win};
use crate::tools::{actions, checklist};
use chrono::NaiveDate;

/// The days looked ahead on.
const AHEAD: i64 = 14;
/// So many promises are named; the others are counted.
const PROMISES: usize = 5;

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
    for (day, item) in due.by_ref().take(PROMISES) {
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
    all.sort_by_key(|dated| dated.day);
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
            state: Shown::blank(),
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

fn centres(facts: &Facts, soon: impl Fn(NaiveDate) -> bool) -> Vec<Dated> {
    let open =
        facts.rows::<Centre>().iter().filter(|centre| centre.is_named() && centre.converted.0.is_none());
    open.filter_map(|centre| {
        let name = centre.name.trim();
        let (day, what) = match (centre.started.filter(|d| soon(*d)), centre.planned.filter(|d| soon(*d))) {
            (_, Some(day)) => (day, say!("{name}全部改用新做法", "{name} has switched completely")),
            (Some(day), None) => (day, say!("{name}开始用新做法", "the new practice starts at {name}")),
            (None, None) => return None,
        };
        let kind = text("服务中心", "Centre").into();
        Some(Dated { day, kind, what, who: Phrase::same(centre.owner.trim()), state: Shown::blank() })
    })
    .collect()
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
