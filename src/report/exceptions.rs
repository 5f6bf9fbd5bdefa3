//! Exceptions: indicators that are not where they should be, with the cause and what is being done.

use super::promises::owner;
use super::{Deed, Exception, Part, Section, twice};
use crate::calendar::{Calendar, short_day};
use crate::facts::Facts;
use crate::finding::{Level, Line};
use crate::say;
use crate::sort::StableSort;
use crate::stats::{KpiStatus, Standing};
use crate::text::{Phrase, days, joined, list, text};
use crate::tool::{NoAction, PutOffs, Shown};
use crate::tools::kpi::{Alone, Figures, Indicators, Movement, Review, code};
use crate::tools::premortem::Of;
use chrono::NaiveDate;
use std::cmp::Reverse;
use std::sync::Arc;

/// What a review says still counts for so many days.
const REVIEW_HOLDS: i64 = 28;
/// The year of a day that is nearer than so many days goes without saying.
const NEAR: i64 = 180;
/// So many exceptions are told in full; of more each has a line.
const TOLD: usize = 4;
/// So many causes are named.
const CAUSES: usize = 2;

/// Indicators that are behind, off track or missed, and those proven worse though still on target; the worst first.
pub(super) fn off(facts: &Facts) -> Vec<&Figures> {
    let indicators = facts.get::<Indicators>();
    let mut off: Vec<&Figures> =
        indicators.kpis.iter().filter(|kpi| kpi.is_off() || kpi.is_far_off()).collect();
    // Of two that stand the same the proven one weighs more, then the result more than the effort.
    let rank = |kpi: &Figures| match kpi.standing() {
        Some(Standing::Missed | Standing::OffTrack) => 0,
        Some(Standing::Behind) => 1,
        _ => 2,
    };
    off.stable_sort_by_key(|kpi| (rank(kpi), kpi.movement != Movement::Worse, kpi.kpi.is_leading()));
    off
}

/// The section.
pub(super) fn section(facts: &Facts) -> Section {
    let off = off(facts);
    let exceptions: Vec<Exception> = off.iter().take(TOLD).map(|kpi| exception(facts, kpi)).collect();
    let indicators = facts.get::<Indicators>();
    let mut parts = Vec::new();
    if !indicators.any_reading() {
        parts.push(Part::Missing(
            text(
                "还没有指标数据：每周给每个指标记一个数，从这里就看得出哪些偏离、要做什么。",
                "There are no readings yet: enter one a week for each indicator, and this shows which are off and what is being done.",
            )
            .into(),
        ));
    } else if exceptions.is_empty() {
        let none = text("没有指标偏离或落后", "No indicator is behind or off track");
        parts.push(Part::Lines(vec![Line::new(Level::Good, none)]));
    } else {
        parts.push(Part::Exceptions(exceptions));
    }
    let mut lines: Vec<Line> = off.iter().skip(TOLD).map(|kpi| in_one_line(facts, kpi)).collect();
    if indicators.any_reading() {
        lines.extend(unjudged(facts));
        lines.extend(rest(facts));
        lines.extend(twice::lines(facts, &[Of::Indicator]));
    }
    if !lines.is_empty() {
        parts.push(Part::Lines(lines));
    }
    let about = if indicators.any_reading() && unjudged(facts).next().is_some() {
        text(
            "不在计划上的指标，和还要再看一次的数",
            "Indicators not on plan, and values to be looked at once more",
        )
    } else {
        text("只列不在计划上的指标", "Only indicators that are not on plan")
    };
    Section::of("exceptions", text("例外", "Exceptions"), parts).about(about)
}

/// Values that stand alone and are not judged yet, each with what it is: too early to tell, or hidden behind the level.
fn unjudged(facts: &Facts) -> impl Iterator<Item = Line> {
    // What is outside its limits on the good side is no exception.
    standing_alone(facts, |alone| alone != Alone::Outside)
}

/// Those of them whose level is worse than before the change.
pub(super) fn lost(facts: &Facts) -> impl Iterator<Item = Line> {
    standing_alone(facts, |alone| alone == Alone::Lost)
}

fn standing_alone(facts: &Facts, wanted: fn(Alone) -> bool) -> impl Iterator<Item = Line> {
    let today = facts.today();
    let line = move |kpi: &Figures| {
        let (name, now) = (kpi.kpi.title(), kpi.current_shown(today)?);
        let why = kpi.stands_alone().filter(|alone| wanted(*alone) && !kpi.is_far_off())?.said(kpi);
        Some(Line::new(Level::Watch, say!("{name}：{now}；{why}", "{name}: {now}; {why}", name, now, why)))
    };
    facts.get::<Indicators>().kpis.iter().filter_map(line)
}

/// Those of which nothing can be said; that the others are in order stands beside their charts.
fn rest(facts: &Facts) -> Vec<Line> {
    let indicators = facts.get::<Indicators>();
    let named = |wanted: fn(&Figures) -> bool| {
        let kpis = indicators.kpis.iter().filter(|kpi| wanted(kpi));
        let names: Vec<Phrase> = kpis
            .map(|kpi| match kpi.current_shown(facts.today()) {
                // It is not old, it is of the week that is not over.
                _ if kpi.kpi.code == code::WALKS => {
                    let name = kpi.kpi.title();
                    say!("{name}（上一个整周没有数据）", "{name} (nothing of the last full week)", name)
                }
                Some(now) => say!("{name} {now}", "{name} {now}", name = kpi.kpi.title(), now),
                None => kpi.kpi.title(),
            })
            .collect();
        (!names.is_empty()).then(|| list(&names))
    };
    let stale = named(Figures::is_stale);
    let lacks = indicators.kpis.iter().filter(|kpi| kpi.status == KpiStatus::Undefined).map(|kpi| {
        let name = kpi.kpi.title();
        match kpi.lacks {
            Some(lack) => say!("{name}（缺{lack}）", "{name} (lacks {lack})", name, lack = lack.label()),
            // Its first week is not over.
            None => name,
        }
    });
    let lacks: Vec<Phrase> = lacks.collect();
    let undefined = (!lacks.is_empty()).then(|| list(&lacks));
    let blank = named(|kpi| kpi.status == KpiStatus::NoReading);
    let lines = [
        stale.map(|names| {
            let said =
                say!("没有新数据，不判断：{names}", "Not judged for want of new readings: {names}", names);
            Line::new(Level::Watch, said)
        }),
        undefined.map(|names| Line::plain(say!("还不能判断：{names}", "Not judged yet: {names}", names))),
        blank.map(|names| Line::plain(say!("还没有数据：{names}", "No reading yet: {names}", names))),
    ];
    lines.into_iter().flatten().collect()
}

fn exception(facts: &Facts, kpi: &Figures) -> Exception {
    let (unit, today) = (kpi.unit(), facts.today());
    let reviews = reviews(facts, kpi);
    let blank = || Phrase::same("");
    let target = kpi.kpi.target.map(|target| {
        let target = unit.figure(target);
        match kpi.due() {
            Some(day) => say!("{target}（{day}）", "{target} by {day}", target, day),
            None => target,
        }
    });
    let mut now = kpi.current_shown(today).unwrap_or_else(blank);
    // A whole week is what is shown already.
    if let Some(judged) = kpi.judged_shown().filter(|_| kpi.full_week().is_none()) {
        now = say!("{now}（按{judged}判断）", "{now} (judged by {judged})", now, judged);
    }
    Exception {
        name: kpi.kpi.title(),
        status: kpi.status_shown(),
        now,
        expected: kpi.planned_shown().unwrap_or_else(blank),
        target: target.unwrap_or_else(blank),
        proof: match kpi.far_off() {
            Some(alone) => Line::new(Level::Watch, alone.said(kpi)),
            None => kpi.proof(),
        },
        cause: causes(&reviews),
        actions: deeds(facts, &reviews),
        waived: waived(facts, kpi, &reviews),
    }
}

/// The entries of the weekly review that speak of an indicator and still count, the latest first.
fn reviews<'a>(facts: &'a Facts, kpi: &Figures) -> Vec<&'a Review> {
    let today = facts.today();
    let counts = |row: &&Arc<Review>| {
        let age = row.date.map(|date| today.signed_duration_since(date).num_days());
        // What is promised and not done counts as long as it is open.
        let is_promised = deed_is_open(row, today) && !row.action.0.trim().is_empty();
        let counts = |age: i64| age >= 0 && (age <= REVIEW_HOLDS || is_promised);
        row.kpi.0 == Some(kpi.kpi.id) && age.is_some_and(counts)
    };
    let mut reviews: Vec<&Review> = facts.rows::<Review>().iter().filter(counts).map(|row| &**row).collect();
    reviews.stable_sort_by_key(|row| Reverse(row.date));
    reviews
}

/// What was said to be the cause, the latest first and each once. Where nobody knows it any more, what was thought before that
/// is none; and that it was not known goes once it is.
fn causes(reviews: &[&Review]) -> Option<Phrase> {
    let mut causes: Vec<Phrase> = Vec::new();
    for review in reviews {
        let Some(cause) = review.cause() else { continue };
        if review.is_cause_unknown() {
            return Some(if causes.is_empty() { cause } else { told(&causes) });
        }
        if !causes.contains(&cause) {
            causes.push(cause);
        }
    }
    (!causes.is_empty()).then(|| told(&causes))
}

fn told(causes: &[Phrase]) -> Phrase {
    joined(causes.iter().take(CAUSES), text("；", "; "))
}

/// What is not done yet, the most overdue first, then what was done last.
fn deeds(facts: &Facts, reviews: &[&Review]) -> Vec<Deed> {
    let is_open = |review: &&&Review| deed_is_open(review, facts.today());
    let mut open: Vec<&Review> = reviews.iter().filter(is_open).copied().collect();
    open.stable_sort_by_key(|review| (review.due.is_none(), review.due));
    let done = reviews.iter().filter(|review| !is_open(review) && review.done.0.is_some());
    let last = done.max_by_key(|review| review.done.0);
    let shown = open.into_iter().chain(last.copied());
    shown.filter_map(|review| deed(facts, review)).collect()
}

/// That a meeting wants no action for now and why; none where one is open all the same.
fn waived(facts: &Facts, kpi: &Figures, reviews: &[&Review]) -> Option<Phrase> {
    let is_open = |review: &&Review| deed_is_open(review, facts.today()) && said(&review.action.0).is_some();
    let waived = facts.get_stable::<NoAction>().of(kpi.kpi.id)?;
    (!reviews.iter().any(is_open)).then(|| waived.said())
}

fn deed_is_open(review: &Review, today: NaiveDate) -> bool {
    review.done.0.is_none_or(|done| done > today) && review.dropped.0.is_none_or(|dropped| dropped > today)
}

/// Words that were entered; none if there are only blanks.
pub(super) fn said(text: &str) -> Option<Phrase> {
    let text = text.trim();
    (!text.is_empty()).then(|| Phrase::same(text))
}

fn deed(facts: &Facts, review: &Review) -> Option<Deed> {
    let when = when(facts.get(), review.due, review.done.0, facts.today());
    let times = facts.get_stable::<PutOffs>().0.get(&review.id).map_or(0, |put_off| put_off.times);
    // A new day alone would read as if it were in time.
    let when = if times > 0 && deed_is_open(review, facts.today()) {
        let said = when.text;
        Shown::new(
            when.level.max(Level::Watch),
            say!("{said}，推后过 {n}", "{said}, put off {n}", said, n = number_of_times(times)),
        )
    } else {
        when
    };
    Some(Deed { action: said(&review.action.0)?, owner: owner(&review.owner), when })
}

/// So many times, as English says it.
fn number_of_times(times: i64) -> Phrase {
    match times {
        1 => text("1 次", "once").into(),
        2 => text("2 次", "twice").into(),
        n => say!("{n} 次", "{n} times"),
    }
}

/// A day without its year, where that goes without saying.
pub(super) fn near(day: NaiveDate, today: NaiveDate) -> Phrase {
    let is_near = day.signed_duration_since(today).num_days().abs() < NEAR;
    if is_near { short_day(day) } else { Phrase::same(day.to_string()) }
}

/// By when something is to be done, and whether it is.
pub(super) fn when(
    calendar: &Calendar,
    due: Option<NaiveDate>,
    done: Option<NaiveDate>,
    today: NaiveDate,
) -> Shown {
    match (done.filter(|done| *done <= today), due) {
        (Some(done), _) => {
            Shown::new(Level::Good, say!("{done} 已完成", "done on {done}", done = near(done, today)))
        }
        (None, None) => Shown::new(Level::Watch, text("没有期限", "no due date")),
        (None, Some(due)) => match calendar.late(due, today) {
            0 => Shown::plain(say!("{due} 前", "by {due}", due = near(due, today))),
            late => Shown::new(
                Level::Act,
                say!(
                    "{due} 到期，逾期 {late}",
                    "due {due}, late by {late}",
                    due = near(due, today),
                    late = days(late)
                ),
            ),
        },
    }
}

/// What goes wrong with an indicator, in one line.
pub(super) fn in_one_line(facts: &Facts, kpi: &Figures) -> Line {
    let one = exception(facts, kpi);
    let (name, now, status) = (one.name, one.now, one.status);
    let should = match (one.expected.zh.is_empty(), one.target.zh.is_empty()) {
        (false, _) => say!("，应为 {should}", ", should be {should}", should = one.expected),
        (true, false) => say!("，目标 {should}", ", target {should}", should = one.target),
        (true, true) => Phrase::same(""),
    };
    let proof = kpi.movement_shown();
    Line::new(
        status.level.max(proof.level),
        say!(
            "{name}{status}：{now}{should}；{proof}",
            "{name}, {status}: {now}{should}; {proof}",
            name,
            status = status.text,
            now,
            should,
            proof = proof.text
        ),
    )
}

/// What is being done about an indicator, in one line.
pub(super) fn deed_in_one_line(facts: &Facts, kpi: &Figures) -> Line {
    let name = kpi.kpi.title();
    let reviews = reviews(facts, kpi);
    if let Some(said) = waived(facts, kpi, &reviews) {
        return Line::plain(say!("{name}：{said}", "{name}: {said}", name, said));
    }
    match deeds(facts, &reviews).into_iter().next() {
        Some(Deed { action, owner, when }) => Line::new(
            if when.level == Level::Good { Level::Blank } else { when.level },
            say!(
                "{name}：{action}（{owner}，{when}）",
                "{name}: {action} ({owner}, {when})",
                name,
                action,
                owner,
                when = when.text
            ),
        ),
        None => Line::new(
            Level::Act,
            say!("{name}：还没有定下纠偏行动", "{name}: no corrective action is agreed yet", name),
        ),
    }
}
