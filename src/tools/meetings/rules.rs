//! The rules about the meetings: held every week, promises kept, nothing parked for ever.

use super::facts::{ENOUGH, Figures, KEPT_DAYS, Kept};
use super::{Meeting, Parked, Verdict};
use crate::calendar::Calendar;
use crate::facts::Facts;
use crate::finding::{Consequence, Finding, Level, Line, Place, Rule};
use crate::say;
use crate::text::{Phrase, Text, count, days, percent, text};
use crate::tool::{Assessment, PromiseKinds, Promised};

const OWN: Text = text("变革工作簿", "Changebook");

/// Two meetings were missed.
const TWICE: i64 = 16;
/// The share of promises kept below which it is a habit to break them, and below which it is no meeting of promises.
const KEPT: (f64, f64) = (0.8, 0.5);
/// An issue parked for longer is not parked but lost.
const PARKED_DAYS: i64 = 14;

/// The rules, in the order of their findings.
pub static RULES: &[Rule] = &[
    Rule::one(
        "ME1",
        text("方法B 保障 治理：每周例会不断", "Source B, governance safeguard: a meeting every week"),
        text("距上次例会超过 9 天（不计暂停）", "More than 9 days since the last meeting, pauses left out"),
        missed,
    )
    .weighs(Consequence::Time),
    Rule::one(
        "ME2",
        OWN,
        text(
            "近四周至少核对了 5 项承诺（放弃的不算），兑现不到 80%",
            "Of at least 5 promises looked at in four weeks, those dropped left out, fewer than 80% were kept",
        ),
        broken,
    )
    .weighs(Consequence::Time),
    Rule::one(
        "ME3",
        OWN,
        text("停车场里的问题停了超过 14 天", "An issue has been parked for more than 14 days"),
        parked,
    )
    .weighs(Consequence::Plan),
];

fn missed(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let figures = facts.get::<Figures>();
    let (last, since) = (figures.held.last()?, figures.overdue?);
    let day = last.date.map(|day| day.to_string()).unwrap_or_default();
    Some(
        rule.found(
            if since > TWICE { Level::Act } else { Level::Watch },
            Place::of(last.id, Meeting::COL.next),
            say!(
                "上次例会在 {day}，已过 {ago}",
                "The last meeting was on {day}, {ago} ago",
                day,
                ago = days(since)
            ),
            text(
                "今天就开，哪怕只有十分钟：先过承诺，再看例外",
                "Hold it today, if only for ten minutes: promises first, then the exceptions",
            ),
        )
        .becomes(text(
            "把该开的例会开了，哪怕只有十分钟",
            "Hold the meeting that is due, if only for ten minutes",
        )),
    )
}

fn broken(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let kept = facts.get::<Figures>().kept;
    let share = kept.share().filter(|share| kept.all >= ENOUGH && *share < KEPT.0)?;
    let last = facts.rows::<Verdict>().iter().rev().find(|verdict| verdict.verdict.is_some())?;
    Some(rule.found(
        if share < KEPT.1 { Level::Act } else { Level::Watch },
        Place::of(last.id, Verdict::COL.reason),
        say!(
            "近 {weeks} 周例会核对的承诺：{kept}",
            "Promises in the meetings of the last {weeks} weeks: {kept}",
            weeks = KEPT_DAYS / 7,
            kept = kept.said()
        ),
        text(
            "答应的事要少而实：每人每周一件，定在做得到的日子；没做到的，先问缺什么",
            "Promise less: one thing a person a week, by a day that holds; where one was broken ask what was missing",
        ),
    ).becomes(text("让每人每周只答应一件做得到的事", "Let each promise one thing a week that can be done")))
}

fn parked(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let calendar = facts.get::<Calendar>();
    let age = |issue: &Parked| issue.date.map_or(0, |day| calendar.days_between(day, facts.today()));
    let old: Vec<_> = facts.get::<Figures>().parked.iter().filter(|issue| age(issue) > PARKED_DAYS).collect();
    let first = old.first()?;
    let words = Phrase::same(first.issue.0.as_str()).in_line(30);
    Some(
        rule.found(
            Level::Watch,
            Place::of(first.id, Parked::COL.outcome),
            match old.len() {
                1 => say!(
                    "停车场里“{words}”已停 {ago}",
                    "'{words}' has been parked for {ago}",
                    words,
                    ago = days(age(first))
                ),
                n => say!(
                    "停车场里有 {n} 个问题停了超过 {limit} 天，最早的是“{words}”",
                    "{n} issues have been parked for more than {limit} days, the oldest: '{words}'",
                    n,
                    limit = PARKED_DAYS,
                    words
                ),
            },
            text(
                "下次例会定下来：列为行动、记为已办结，或者不再讨论",
                "Settle it in the next meeting: make it an action, note how it was resolved, or drop it",
            ),
        )
        .becomes(text("下次例会给停车场里的问题定个结果", "Settle what is parked in the next meeting")),
    )
}

/// Whether any promise has come due.
fn has_come_due(facts: &Facts) -> bool {
    let (PromiseKinds(kinds), today) = (facts.get(), facts.today());
    let is_due = |item: &Promised| item.due.is_some_and(|due| due <= today) && !item.action.trim().is_empty();
    kinds.iter().any(|kind| (kind.items)(facts).iter().any(is_due))
}

/// What is said of a meeting begun today and not ended, short and in a sentence.
const GOES_ON: Text = text("进行中", "under way");
const UNDER_WAY: Text = text(
    "今天的例会开到一半：按例会键接着开。",
    "Today's meeting is under way: the key of the meeting goes on with it.",
);

/// Concludes from the meetings held.
pub fn assess(facts: &Facts, findings: Vec<Finding>) -> Assessment {
    let figures = facts.get::<Figures>();
    let under_way = facts.rows::<Meeting>().iter().any(|meeting| meeting.is_under_way(facts.today()));
    let Some(last) = figures.held.last() else {
        let (headline, said) = if under_way {
            (GOES_ON, UNDER_WAY)
        } else {
            let none = text(
                "还没有开过例会：十五分钟，一屏一件事。",
                "No meeting yet: a quarter of an hour, one thing a screen.",
            );
            (text("未开", "none yet"), none)
        };
        return Assessment {
            headline: headline.into(),
            level: Level::Blank,
            conclusion: vec![Line::plain(said)],
            findings,
        };
    };
    let day = last.date.map(|day| day.to_string()).unwrap_or_default();
    let held = count(figures.held.len() as u64, "次例会", "meeting", "meetings");
    let mut conclusion =
        vec![Line::plain(say!("开过 {held}，最近一次 {day}", "{held} held, the latest on {day}", held, day))];
    if under_way {
        conclusion.insert(0, Line::plain(UNDER_WAY));
    }
    if let Some(share) = figures.kept.share().filter(|_| figures.kept.all < ENOUGH) {
        let level = if share < KEPT.0 { Level::Blank } else { Level::Good };
        conclusion.push(Line::new(
            level,
            say!(
                "近四周例会核对的承诺：{kept}；满 {ENOUGH} 项才算兑现率",
                "Promises looked at in four weeks: {kept}; a rate takes {ENOUGH}",
                kept = figures.kept.said()
            ),
        ));
    } else if figures.kept.looked_at() > 0 {
        conclusion.push(Line::plain(say!(
            "近四周例会核对的承诺：{kept}",
            "Promises looked at in four weeks: {kept}",
            kept = figures.kept.said()
        )));
    }
    let Kept { kept, all, .. } = figures.kept;
    let few = all < ENOUGH;
    let headline = match figures.kept.share() {
        _ if under_way => GOES_ON.into(),
        Some(share) if !few => say!("兑现{percent}", "kept {percent}", percent = percent(share)),
        // So few are a count and no rate.
        Some(_) => say!("兑现{kept}/{all}", "kept {kept} of {all}"),
        None if has_come_due(facts) => say!("{n}次", "{n} held", n = figures.held.len()),
        None => text("尚无到期", "none due yet").into(),
    };
    let level = match Assessment::worst(&findings) {
        // Neither good nor bad while there are too few of them.
        Level::Good if few && kept < all => Level::Blank,
        worst => worst,
    };
    Assessment { headline, level, conclusion, findings }
}
