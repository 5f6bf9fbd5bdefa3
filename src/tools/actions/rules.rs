//! What is concluded from all promises. What the weekly review (KP9, KP10), the cards (AK2, AK3), the resistance log
//! (RS4) and Kotter's fifth gate (K5) already say of theirs is not said again.

use super::gather::{Commitment, Figures, OwnerFigures, Source};
use crate::facts::Facts;
use crate::finding::{Finding, Level, Line, Place};
use crate::say;
use crate::sheet::Id;
use crate::text::{Phrase, Text, text};
use crate::tool::Assessment;
use crate::tools::kotter::Obstacles;
use crate::tools::kpi::carried_level;
use crate::tools::resistance;
use chrono::NaiveDate;
use serde_json::{Value, json};
use std::collections::{HashMap, HashSet};

const OWN: Text = text("变革工作簿", "Changebook");
const REVIEW: Text =
    text("工具6 每周回顾；推广到所有承诺", "Tool 6, weekly review; applied to every promise");

/// Up to this many promises, each is listed for programs.
const LISTED: usize = 200;

/// Assesses all promises.
pub fn assess(scene: &Facts, _: Vec<Finding>) -> Assessment {
    let today = scene.today();
    let figures = scene.get::<Figures>();
    let said = said(scene);
    let findings: Vec<Finding> =
        [overdue(figures, &said, today), incomplete(figures, &said, today)].into_iter().flatten().collect();
    Assessment {
        headline: headline(figures),
        level: level(figures, &findings),
        conclusion: conclusion(figures, today),
        findings,
    }
}

/// Rows that another tool already asks about: entries that RS4 wants an answer for, obstacles that K5 finds standing
/// for too long.
fn said(facts: &Facts) -> HashSet<Id> {
    let standing = facts.get::<Obstacles>().overdue.iter().map(|(_, obstacle)| obstacle.id);
    let unanswered = facts.get::<resistance::Figures>().waiting.iter().map(|waiting| waiting.row);
    standing.chain(unanswered).collect()
}

fn headline(figures: &Figures) -> Phrase {
    let (open, overdue) = (figures.open.len(), figures.overdue());
    match () {
        () if overdue > 999 => say!(">999逾期", ">999 late"),
        () if overdue > 0 => say!("{overdue}逾期", "{overdue} late"),
        () if open > 999 => say!(">999项", ">999 open"),
        () if open > 0 => say!("{open}项", "{open} open"),
        () if figures.ever_done > 0 => text("都完成", "all done").into(),
        () => text("未填", "blank").into(),
    }
}

/// The worst of the findings and of what is carried over anywhere, so that the sign agrees with the count.
fn level(figures: &Figures, findings: &[Finding]) -> Level {
    match () {
        () if figures.open.is_empty() && figures.ever_done == 0 => Level::Blank,
        () if figures.paused => Assessment::worst(findings),
        () => Assessment::worst(findings).max(carried_level(figures.worst_week())),
    }
}

fn conclusion(figures: &Figures, today: NaiveDate) -> Vec<Line> {
    let plain = |text| Line { level: Level::Blank, text };
    let (open, overdue) = (figures.open.len(), figures.overdue());
    if open == 0 && figures.ever_done == 0 {
        return vec![plain(
            text(
                "还没有承诺；会上答应的事，记在“其他行动”。",
                "No promises yet; those made in meetings go to 'Other actions'.",
            )
            .into(),
        )];
    }
    let done = figures.done.len();
    let long = figures.open.iter().filter(|p| carried_level(p.week) >= Level::Act).count();
    let level = if figures.paused { Level::Blank } else { carried_level(figures.worst_week()) };
    let first = if open == 0 {
        Line {
            level: Level::Good, text: text("答应过的事都完成了", "Everything promised is done").into()
        }
    } else {
        Line { level, text: standing(open, overdue, long, done) }
    };
    let mut lines = vec![first];
    lines.extend(latest_owner(&figures.owners).map(plain));
    let due = figures.open.iter().filter(|p| p.due == Some(today)).count();
    if due > 0 {
        lines.push(plain(say!("今天到期 {due} 项", "Due today: {due}")));
    }
    lines
}

/// How many are open and how they stand; what is nought goes without saying.
fn standing(open: usize, overdue: usize, long: usize, done: usize) -> Phrase {
    let late = match (overdue, long) {
        (0, _) => text("没有逾期的", "none late").into(),
        (_, 0) => say!("{overdue} 项逾期", "late: {overdue}"),
        _ => say!(
            "{overdue} 项逾期，{long} 项拖到第 3 周或更久",
            "late: {overdue}; in week 3 or later: {long}"
        ),
    };
    let (zh, en) = (late.zh, late.en);
    match done {
        0 => say!("{open} 项承诺未完成：{zh}", "Open promises: {open}; {en}"),
        _ => say!(
            "{open} 项承诺未完成：{zh}；最近 7 天完成 {done} 项",
            "Open promises: {open}; {en}; done in the last 7 days: {done}"
        ),
    }
}

/// Whom to talk to first.
fn latest_owner(owners: &[OwnerFigures]) -> Option<Phrase> {
    let owner = owners.first().filter(|o| o.overdue > 0 && !o.name.is_empty())?;
    let (name, overdue, open) = (&owner.name, owner.overdue, owner.open);
    Some(say!(
        "先找{name}谈：手上 {open} 项，逾期 {overdue} 项",
        "Speak first with: {name} ({overdue} of {open} late)"
    ))
}

/// Promises that no other tool speaks of.
fn others<'a>(figures: &'a Figures, said: &'a HashSet<Id>) -> impl Iterator<Item = &'a Commitment> {
    let own = |p: &&Commitment| !matches!(p.source, Source::Review | Source::Card);
    let new = |p: &&Commitment| !said.contains(&p.row);
    figures.open.iter().filter(|_| !figures.paused).filter(own).filter(new)
}

/// AC1: promises past their day, by owner.
fn overdue(figures: &Figures, said: &HashSet<Id>, today: NaiveDate) -> Option<Finding> {
    let late: Vec<&Commitment> = others(figures, said).filter(|p| p.late(today) > 0).collect();
    let worst = late.iter().map(|p| p.week).max()?;
    let mut owners: HashMap<&str, (usize, &Commitment)> = HashMap::new();
    for promise in late.iter().copied() {
        let (count, oldest) = owners.entry(&promise.owner).or_insert((0, promise));
        *count += 1;
        if promise.late(today) > oldest.late(today) {
            *oldest = promise;
        }
    }
    // Somebody can be spoken with; of equals the one who is late by more, then by name.
    let rank = |owner: &str, count: usize, oldest: &Commitment| {
        (!owner.is_empty(), count, oldest.late(today), std::cmp::Reverse(owner.to_owned()))
    };
    let (most, (own, oldest)) = owners.into_iter().max_by_key(|(o, (n, p))| rank(o, *n, p))?;
    let (n, days) = (late.len(), oldest.late(today));
    let due = oldest.due.map_or_else(String::new, |d| d.to_string());
    let who = match most {
        "" => text("没有负责人的", "Without an owner").into(),
        name => Phrase::same(name),
    };
    let (zh, en) = (who.zh, who.en);
    Some(Finding {
        id: "AC1",
        level: carried_level(worst),
        evidence: say!(
            "{n} 项承诺逾期：{zh} {own} 项，最早的 {due} 到期，已过 {days} 天",
            "Promises past their day: {n}. {en}: {own}, the oldest due on {due}, {days} d late"
        ),
        advice: text(
            "当面问清卡在哪里：今天做完，或换一个做得到的日期，或换人",
            "Ask in person what is in the way: finish it today, agree on a day that can be kept, or hand it over",
        )
        .into(),
        source: REVIEW,
        place: Place { column: "due", ..oldest.place() },
    })
}

/// AC2: promises that nobody answers for, or without a day.
fn incomplete(figures: &Figures, said: &HashSet<Id>, today: NaiveDate) -> Option<Finding> {
    // A promise of today is still being written.
    let settled = |p: &&Commitment| p.made.is_none_or(|made| made < today);
    let bare: Vec<&Commitment> =
        others(figures, said).filter(|p| p.lacks().is_some()).filter(settled).collect();
    let first = bare.first()?;
    let nobody = bare.iter().filter(|p| p.owner.is_empty()).count();
    let never = bare.iter().filter(|p| p.due.is_none()).count();
    let (n, what) = (bare.len(), &first.what);
    Some(Finding {
        id: "AC2",
        level: Level::Watch,
        evidence: say!(
            "{n} 项承诺不完整（没有负责人 {nobody}，没有期限 {never}），如：{what}",
            "Incomplete promises: {n} (no owner {nobody}, no due date {never}), such as: {what}"
        ),
        advice: text(
            "每件事写一个人、一个日子；没人认领的，当场划掉",
            "One person and one day for each; strike out what nobody will own",
        )
        .into(),
        source: OWN,
        place: Place { column: first.lacks().unwrap_or("owner"), ..first.place() },
    })
}

/// The figures, by name.
pub fn values(scene: &Facts) -> Vec<(&'static str, Value)> {
    let figures = scene.get::<Figures>();
    let today = scene.today();
    let count = |wanted: &dyn Fn(&Commitment) -> bool| figures.open.iter().filter(|p| wanted(p)).count();
    let owner = |o: &OwnerFigures| {
        json!({
            "owner": o.name.as_str(),
            "open": o.open,
            "overdue": o.overdue,
            "carried_over": o.carried,
            "earliest_due": o.earliest.map(|d| d.to_string()),
        })
    };
    let by_tool = Source::ALL.iter().map(|s| (s.key().to_owned(), json!(count(&|p| p.source == *s))));
    let mut values = vec![
        ("open", json!(figures.open.len())),
        ("overdue", json!(figures.overdue())),
        ("carried_over", json!(figures.carried())),
        ("due_today", json!(count(&|p| p.due == Some(today)))),
        ("without_owner", json!(count(&|p| p.owner.is_empty()))),
        ("without_due", json!(count(&|p| p.due.is_none()))),
        ("done_last_7_days", json!(figures.done.len())),
        ("by_tool", Value::Object(by_tool.collect())),
    ];
    if figures.owners.len() <= LISTED {
        values.push(("owners", figures.owners.iter().map(owner).collect()));
    }
    if figures.open.len() <= LISTED {
        let one = |p: &Commitment| {
            json!({
                "action": p.what.as_str(),
                "from": p.source.key(),
                "sheet": p.place().sheet,
                "row": p.row,
                "owner": p.owner.as_str(),
                "due": p.due.map(|d| d.to_string()),
                "days_late": p.late(today),
                "week": p.week,
                "people": p.people,
            })
        };
        values.push(("list", figures.open.iter().map(one).collect()));
    }
    values
}
