//! What the sponsor and the executives did: on site, in person, in the coalition.

use super::exceptions::near;
use super::{Dated, Part, Section};
use crate::facts::Facts;
use crate::finding::{Level, Line};
use crate::say;
use crate::sheet::{Id, Unit, number};
use crate::sort::StableSort;
use crate::text::{Lang, Phrase, count, days, list, text};
use crate::tool::Shown;
use crate::tools::charter::Charter;
use crate::tools::communication::{self, Send};
use crate::tools::kotter::{Coalition, Member};
use crate::tools::kpi::{Indicators, code};
use crate::tools::meetings::{self, Decision};
use chrono::NaiveDate;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The days looked back on.
const BACK: i64 = 28;
/// An executive speaks in person at least once in so many days.
const SPEAKS: i64 = 31;
/// Decisions are told for so many days.
const DECIDED: i64 = 14;

/// The section.
pub(super) fn section(facts: &Facts) -> Section {
    let sponsor = facts.get::<Charter>().sponsor.trim();
    let mut parts = Vec::new();
    if sponsor.is_empty() {
        parts.push(Part::Missing(
            text(
                "项目章程里还没有写发起人：写上角色，如总经理。",
                "The charter names no sponsor yet: enter the role, such as the managing director.",
            )
            .into(),
        ));
    }
    let mut lines = vec![visits(facts), speech(facts), coalition(facts)];
    lines.extend(meeting(facts));
    if !sponsor.is_empty() {
        lines.insert(0, Line::plain(say!("发起人：{sponsor}", "Sponsor: {sponsor}")));
    }
    parts.push(Part::Lines(lines));
    let title = text("发起人和高管做了什么", "What sponsor and executives did");
    Section::of("sponsor", title, parts).narrow()
}

/// Visits on site, as the indicator of them counts.
fn visits(facts: &Facts) -> Line {
    let today = facts.today();
    let visits = facts.get::<Indicators>().by_code(code::WALKS).filter(|kpi| !kpi.readings.is_empty());
    let Some(kpi) = visits else {
        return Line::new(
            Level::Watch,
            text(
                "现场巡视：没有记录，是没去，还是没记？",
                "Site visits: none noted; did nobody go, or did nobody note it?",
            ),
        );
    };
    let recent = |date: NaiveDate| (0..BACK).contains(&today.signed_duration_since(date).num_days());
    // Of each week its latest reading counts, as everywhere.
    let in_weeks = kpi.periodic.iter().filter(|read| recent(read.date));
    let n: f64 = in_weeks.map(|read| read.point.value).sum();
    let since = kpi.readings.first().map_or(today, |(first, _)| *first);
    let begun = today.signed_duration_since(since).num_days() < BACK;
    let last = kpi.readings.iter().rev().find(|(_, value)| *value >= 1.0).map(|(date, _)| *date);
    let (n, status) = (number(n, Unit::None, Lang::En), kpi.status_shown());
    let last = match last {
        Some(date) => say!("最近一次记在 {date}", "the latest noted on {date}", date = near(date, today)),
        None => text("还没有去过", "nobody has been there yet").into(),
    };
    if begun {
        let since = near(since, today);
        return Line::new(
            status.level,
            say!(
                "现场巡视：{since} 以来 {n} 次，{last}",
                "Site visits: {n} since {since}, {last}",
                since,
                n,
                last
            ),
        );
    }
    Line::new(
        status.level,
        say!("现场巡视：近四周 {n} 次，{last}", "Site visits: {n} in four weeks, {last}", n, last),
    )
}

/// Executives who spoke in person.
fn speech(facts: &Facts) -> Line {
    let figures = facts.get::<communication::Figures>();
    let (Some(last), Some(ago)) = (figures.last_executive, figures.days_without_executive()) else {
        return Line::new(
            Level::Watch,
            text("亲自讲话：还没有一位高管亲自讲过", "Speaking in person: no executive has done so yet"),
        );
    };
    let today = facts.today();
    let spoke = |send: &&Arc<Send>| {
        let age = send.date.map(|date| today.signed_duration_since(date).num_days());
        send.executive && age.is_some_and(|age| (0..=SPEAKS).contains(&age))
    };
    let heard: BTreeSet<Id> =
        facts.rows::<Send>().iter().filter(spoke).filter_map(|send| send.audience.0).collect();
    let audiences = figures.audiences.iter().filter(|them| heard.contains(&them.audience.id));
    let audiences: Vec<Phrase> = audiences.map(|them| them.audience.called()).collect();
    let to = match audiences.as_slice() {
        [] => Phrase::same(""),
        some => say!("，听众：{to}", ", to: {to}", to = list(some)),
    };
    Line::new(
        if ago > SPEAKS { Level::Act } else { Level::Good },
        say!(
            "高管亲自讲话：最近一次 {last}（{ago}前）{to}",
            "An executive spoke in person: last on {last}, {ago} ago{to}",
            last = near(last, today),
            ago = days(ago),
            to
        ),
    )
}

/// The last weekly meeting, and who was missing; none before the first.
fn meeting(facts: &Facts) -> Option<Line> {
    let today = facts.today();
    let held = &facts.get::<meetings::Figures>().held;
    let last = held.last()?;
    let absent: Vec<Phrase> = meetings::names(&last.absent.0).map(Phrase::same).collect();
    let missing = match absent.as_slice() {
        [] if last.attendees.0.trim().is_empty() => text("，没有记出席", ", attendance was not noted").into(),
        // Only who is in the coalition can be absent.
        [] if facts.rows::<Member>().iter().any(|member| !member.name.trim().is_empty()) => {
            text("，领导联盟都到齐了", ", the whole coalition present").into()
        }
        [] => say!("，到场：{who}", ", present: {who}", who = last.attendees.0.trim()),
        some => say!("，缺席：{who}", ", absent: {who}", who = list(some)),
    };
    let day = last.date.map(|day| near(day, today)).unwrap_or_default();
    Some(Line::plain(say!(
        "每周例会：最近一次 {day}{missing}",
        "Weekly meeting: last on {day}{missing}",
        day,
        missing
    )))
}

/// What was decided lately; nothing where nothing was.
pub(super) fn decided(facts: &Facts) -> Section {
    let today = facts.today();
    let recent = |decision: &&Arc<Decision>| {
        let age = decision.date.map(|day| today.signed_duration_since(day).num_days());
        age.is_some_and(|age| (0..=DECIDED).contains(&age)) && !decision.decision.0.trim().is_empty()
    };
    let dated = |decision: &Arc<Decision>| {
        Some(Dated {
            day: decision.date?,
            kind: Phrase::same(""),
            what: Phrase::same(decision.decision.0.trim()),
            who: Phrase::same(decision.by.trim()),
            state: Shown::blank(),
        })
    };
    let mut decided: Vec<Dated> = facts.rows::<Decision>().iter().filter(recent).filter_map(dated).collect();
    decided.stable_sort_by_key(|dated| dated.day);
    let parts = if decided.is_empty() { Vec::new() } else { vec![Part::Dated(decided)] };
    Section::of("decided", text("近两周决定了什么", "What was decided in the last two weeks"), parts)
}

/// The coalition, and who of it is an executive.
fn coalition(facts: &Facts) -> Line {
    let coalition = facts.get::<Coalition>();
    let (members, executives) = (coalition.members, coalition.executives);
    if members == 0 {
        return Line::new(Level::Watch, text("领导联盟：还没有成员", "Coalition: no members yet"));
    }
    let executive_rows =
        facts.rows::<Member>().iter().filter(|member| member.executive && !member.name.trim().is_empty());
    let who: Vec<Phrase> = executive_rows.map(|member| Phrase::same(member.name.trim())).collect();
    let who = match who.as_slice() {
        [] => Phrase::same(""),
        some => say!("（{who}）", " ({who})", who = list(some)),
    };
    let members = count(members as u64, "人", "member", "members");
    Line::new(
        if executives == 0 { Level::Act } else { Level::Blank },
        say!(
            "领导联盟：{members}，其中高管 {executives} 位{who}",
            "Guiding coalition: {members}, executives among them: {executives}{who}",
            members,
            executives,
            who
        ),
    )
}
