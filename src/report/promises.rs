//! Promises: how many were kept, week by week, and which are late.

use super::{Figure, Kept, Part, Section};
use crate::calendar::short_day;
use crate::facts::Facts;
use crate::finding::{Level, Line};
use crate::say;
use crate::sort::StableSort;
use crate::text::{Phrase, count, days, list, percent, text};
use crate::tools::actions::{ActionItem, Figures, KEPT_WEEKS, KeptPromises, KeptWeek};
use crate::tools::meetings::{self, Verdict};
use chrono::NaiveDate;

/// So many late promises are named.
const NAMED: usize = 2;
/// So many of those that are due next.
const DUE_NEXT: usize = 3;
/// The days of a week.
const WEEK: i64 = 7;
/// From this share on promises count as kept well, and from the lower one as watched.
const SHARES: (f64, f64) = (0.9, 0.7);

/// The promises of the last weeks, this one first, and whether meetings have judged them.
struct Weeks {
    weeks: Vec<(NaiveDate, meetings::Kept)>,
    are_judged: bool,
}

impl Weeks {
    /// As the meetings of four weeks have judged them, as the screen counts; where none has, by the days on which each was
    /// due and done.
    fn of(facts: &Facts) -> Weeks {
        let KeptPromises(weeks) = facts.get::<KeptPromises>();
        let are_judged = facts.get::<meetings::Figures>().kept.looked_at() > 0;
        let judged = |until: NaiveDate| {
            let in_week = |verdict: &&Verdict| {
                let ago = verdict.date.map(|day| until.signed_duration_since(day).num_days());
                ago.is_some_and(|ago| (0..WEEK).contains(&ago))
            };
            meetings::Kept::of(meetings::judged(facts).filter(in_week))
        };
        let week = |week: &KeptWeek| {
            let by_day = meetings::Kept { kept: week.kept, all: week.due, dropped: 0 };
            (week.until, if are_judged { judged(week.until) } else { by_day })
        };
        Weeks { weeks: weeks.iter().map(week).collect(), are_judged }
    }

    /// All weeks together.
    fn all(&self) -> meetings::Kept {
        self.weeks.iter().fold(meetings::Kept::default(), |all, (_, week)| meetings::Kept {
            kept: all.kept + week.kept,
            all: all.all + week.all,
            dropped: all.dropped + week.dropped,
        })
    }
}

/// The section.
pub(super) fn section(facts: &Facts) -> Section {
    let weeks = Weeks::of(facts);
    let figures = facts.get::<Figures>();
    let mut parts = Vec::new();
    if weeks.all().looked_at() == 0 {
        parts.push(Part::Missing(
            text(
                "近四周没有到期的承诺：在每周回顾和行动清单里写下谁在哪天前做什么，这里才数得出兑现了几项。",
                "No promise fell due in the last four weeks: write in the weekly review and under Actions who does what by when, and this counts how many were kept.",
            )
            .into(),
        ));
    } else {
        let title = |n: usize| match n {
            // Seven days up to today, whatever weekday it is: no week of the calendar.
            0 => text("最近 7 天", "Last 7 days").into(),
            1 => text("再前 7 天", "7 days before").into(),
            n => say!("{n} 周前", "{n} weeks ago"),
        };
        let week = |(n, (until, week)): (usize, &(NaiveDate, meetings::Kept))| Kept {
            title: title(n),
            until: *until,
            kept: week.kept,
            due: week.all,
            dropped: week.dropped,
        };
        parts.push(Part::Kept(weeks.weeks.iter().enumerate().map(week).collect()));
    }
    let late = late(figures);
    if !late.is_empty() {
        let mut lines: Vec<Line> = late.iter().take(NAMED).map(|item| late_line(item)).collect();
        if late.len() > NAMED {
            let more = late.len() - NAMED;
            lines.push(Line::plain(say!("另有 {more} 项逾期", "Late as well: {more} more")));
        }
        parts.push(Part::Lines(lines));
    }
    parts.extend(dropped(facts).map(|line| Part::Lines(vec![line])));
    let open = count(figures.open.len() as u64, "项", "promise is", "promises are");
    let how = if weeks.are_judged {
        text("以例会上核对的为准", "As the meetings judged them")
    } else {
        text("到期那天之前做完才算兑现", "Kept means done by its day")
    };
    Section::of("promises", text("承诺兑现", "Promises kept"), parts).about(match figures.open.len() {
        0 => Phrase::same(""),
        _ => say!("{how}；现在有 {open}在办", "{how}; {open} open now", how, open),
    })
}

/// What meetings have dropped within the last seven days, with the reason.
fn dropped(facts: &Facts) -> Option<Line> {
    let recent = |verdict: &&Verdict| {
        let ago = verdict.date.map(|day| facts.today().signed_duration_since(day).num_days());
        verdict.verdict == Some(meetings::Judged::Dropped) && ago.is_some_and(|ago| (0..WEEK).contains(&ago))
    };
    let said = |verdict: &Verdict| {
        let promise = Phrase::same(verdict.promise.0.trim()).in_line(40);
        match verdict.reason.0.trim() {
            "" => promise,
            reason => say!("{promise}（{reason}）", "{promise} ({reason})", promise, reason),
        }
    };
    let dropped: Vec<Phrase> = meetings::judged(facts).filter(recent).map(said).collect();
    (!dropped.is_empty()).then(|| {
        Line::plain(say!("例会上放弃：{all}", "Dropped in the meeting: {all}", all = list(&dropped)))
    })
}

/// Late promises, the latest first.
fn late(figures: &Figures) -> Vec<&ActionItem> {
    let mut late: Vec<&ActionItem> = figures.open.iter().filter(|item| item.late > 0).collect();
    late.stable_sort_by_key(|item| -item.late);
    late
}

fn late_line(item: &ActionItem) -> Line {
    let (action, by) = (&item.action, days(item.late));
    let owner = owner(&item.owner);
    let said = say!("逾期 {by}：{action}（{owner}）", "Late by {by}: {action} ({owner})", by, action, owner);
    Line::new(Level::Act, said)
}

/// The one who answers for something.
pub(super) fn owner(owner: &str) -> Phrase {
    match owner.trim() {
        "" => text("没有负责人", "no owner").into(),
        owner => Phrase::same(owner),
    }
}

/// The figure that stands out.
pub(super) fn figure(facts: &Facts) -> Figure {
    let weeks = Weeks::of(facts);
    let meetings::Kept { kept, all: due, dropped } = weeks.all();
    let latest = weeks.weeks.first().map_or_else(meetings::Kept::default, |(_, week)| *week);
    let this = (latest.kept, latest.all);
    let share = kept as f64 / due.max(1) as f64;
    let level = match () {
        // Of a few promises there is no rate, and so nothing to be judged.
        () if due < meetings::ENOUGH => Level::Blank,
        () if share >= SHARES.0 => Level::Good,
        () if share >= SHARES.1 => Level::Watch,
        () => Level::Act,
    };
    let (title, value) = match this {
        _ if due == 0 => (text("兑现的承诺", "Promises kept"), Phrase::same("–")),
        (_, 0) => {
            (text("近四周兑现的承诺", "Promises kept in four weeks"), Phrase::same(format!("{kept}/{due}")))
        }
        (kept, due) => {
            (text("最近 7 天兑现的承诺", "Promises kept in 7 days"), Phrase::same(format!("{kept}/{due}")))
        }
    };
    let (dropped_in_all, dropped) = (dropped, super::behind_kept(dropped));
    let beside = match due {
        0 if dropped_in_all > 0 => {
            say!("近四周放弃 {dropped_in_all} 项", "{dropped_in_all} dropped in four weeks")
        }
        0 => text("近四周没有到期的", "none due in four weeks").into(),
        _ if this.1 == 0 => none_in_a_week(facts, weeks.are_judged, latest.dropped),
        _ => say!(
            "近 {KEPT_WEEKS} 周 {kept}/{due}，{share}{dropped}",
            "{kept}/{due} in {KEPT_WEEKS} weeks, {share}{dropped}",
            kept,
            due,
            dropped,
            share = percent(share)
        ),
    };
    Figure { title: title.into(), value, beside, level }
}

/// Why nothing is counted in the last seven days: what meetings judge may be due for long, while none has judged it yet.
fn none_in_a_week(facts: &Facts, are_judged: bool, dropped: usize) -> Phrase {
    let ago = |day: NaiveDate| facts.today().signed_duration_since(day).num_days();
    let held = &facts.get::<meetings::Figures>().held;
    let was_held = held.iter().filter_map(|meeting| meeting.date).any(|day| (0..WEEK).contains(&ago(day)));
    match () {
        () if !are_judged => text("最近 7 天没有到期的", "none due in 7 days").into(),
        () if dropped > 0 => say!("最近 7 天放弃 {dropped} 项", "{dropped} dropped in 7 days"),
        () if was_held => text("最近 7 天的例会没有核对承诺", "no promise judged in 7 days").into(),
        () => text("最近 7 天没有开例会核对", "no meeting in 7 days to judge any").into(),
    }
}

/// Who has promised what is due next and by when; blank where nothing has a day.
fn next_due(figures: &Figures) -> Phrase {
    let open = figures.by_due.iter().filter_map(|at| figures.open.get(*at));
    let said = open.filter(|item| !item.owner.is_empty()).filter_map(|item| {
        let (day, who) = (short_day(item.due?), owner(&item.owner));
        Some(say!("{who} {day}", "{who} {day}", who, day))
    });
    let named: Vec<Phrase> = said.take(DUE_NEXT).collect();
    if named.is_empty() {
        return Phrase::same("");
    }
    say!("；最近到期：{all}", "; due next: {all}", all = list(&named))
}

/// How many are under way and late, in a sentence; none where there is nothing.
pub(super) fn under_way(facts: &Facts) -> Option<Line> {
    let figures = facts.get::<Figures>();
    let (open, late) = (figures.open.len(), figures.overdue());
    if open == 0 {
        return None;
    }
    let open = count(open as u64, "项承诺", "promise", "promises");
    Some(match late {
        0 => {
            let next = next_due(figures);
            Line::plain(say!("{open}在办，没有逾期的{next}", "{open} under way, none late{next}", open, next))
        }
        _ => Line::new(
            Level::Watch,
            say!("{open}在办，{late} 项逾期", "{open} under way, {late} of them late", open, late),
        ),
    })
}
