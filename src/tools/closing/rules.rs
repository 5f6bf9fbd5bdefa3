//! The rule of a closing: closed before its time, a relapse, or readings that have stopped.

mod conclusion;

pub(super) use conclusion::assess;

use super::Closing;
use super::facts::{Figures, Watched, tenths};
use crate::calendar::Calendar;
use crate::facts::Facts;
use crate::finding::{Finding, Level, Place, Rule};
use crate::say;
use crate::stats::STALE_AFTER_DAYS;
use crate::text::{Phrase, Text, joined, list, percent, text};

const SOURCE: Text =
    text("8个常见错误 6：过早宣布胜利", "Eight common mistakes, 6: declaring victory too early");
const OWN: Text =
    text("8个常见错误 6；20% 的界线为本工具所定", "Eight common mistakes, 6; the limit of 20% is our own");

/// The rules.
pub static RULES: &[Rule] = &[Rule::many(
    "MI6",
    SOURCE,
    text(
        "收尾时达标不满 6 个月，或收尾后成果丢了 20% 以上，或超过 14 天没有读数",
        "Closed before the targets had held for 6 months, 20% of a gain lost since, or no reading for more than 14 days since",
    ),
    early_victory,
)
.after_closing()];

fn early_victory(rule: &Rule, facts: &Facts) -> Vec<Finding> {
    let figures = facts.get::<Figures>();
    let Some(closing) = &figures.closing else { return Vec::new() };
    let found =
        [too_early(rule, closing), relapse(rule, figures, closing), silent(rule, facts, figures, closing)];
    found.into_iter().flatten().collect()
}

/// Closed before its time: said for as long as it is closed.
fn too_early(rule: &Rule, closing: &Closing) -> Option<Finding> {
    let (months, date) = (tenths(closing.held_too_short()?), closing.date?);
    let by = match closing.by.trim() {
        "" => text("", "").into(),
        by => say!("，由{by}决定", " by {by}"),
    };
    let why = match closing.override_reason.0.trim() {
        "" => text("没有写", "none given").into(),
        why => Phrase::same(why),
    };
    Some(rule.found(
        Level::Watch,
        Place::of(closing.id, Closing::COL.override_reason),
        say!(
            "{date} 收尾{by}，当时只稳住 {months} 个月；理由：{why}",
            "Closed on {date}{by}, when the targets had held for {months} months; reason: {why}",
            date,
            by,
            months,
            why
        ),
        text(
            "照样每周记读数，满 6 个月之前随时准备重新开启",
            "Go on reading the figures every week, and be ready to open it again until six months are full",
        ),
    ))
}

fn relapse(rule: &Rule, figures: &Figures, closing: &Closing) -> Option<Finding> {
    let relapses: Vec<Phrase> = figures.relapses().into_iter().map(lost).collect();
    if relapses.is_empty() {
        return None;
    }
    let found = rule.found(
        Level::Act,
        Place::of(closing.id, Closing::COL.reopened),
        joined(&relapses, text("；", "; ")),
        text(
            "找出哪一步回到了老做法，恢复每周回顾；这周定不下来，就重新开启项目",
            "Find out which step has gone back to the old way and hold the weekly review again; if that is not settled this week, open the project again",
        ),
    );
    Some(Finding { source: OWN, ..found })
}

fn lost(watched: &Watched) -> Phrase {
    let unit = watched.kpi.unit();
    let value = watched.latest.map_or(watched.held, |(_, value)| value);
    say!(
        "{name}收尾时 {held}，现在 {now}（基线 {from}），成果丢了 {lost}",
        "{name} was {held} at the closing and is {now} (baseline {from}): {lost} of the gain is lost",
        name = watched.name,
        held = unit.figure(watched.held),
        now = unit.figure(value),
        from = unit.figure(watched.baseline),
        lost = percent(watched.lost.unwrap_or(0.0))
    )
}

/// The readings have stopped: nobody would see a relapse. Said once for all.
fn silent(rule: &Rule, facts: &Facts, figures: &Figures, closing: &Closing) -> Option<Finding> {
    let stale: Vec<&Phrase> = figures.watched.iter().filter(|w| w.stale).map(|w| &w.name).collect();
    if stale.is_empty() || facts.get::<Calendar>().is_paused(facts.today()) {
        return None;
    }
    Some(rule.found(
        Level::Watch,
        Place::of(closing.id, Closing::COL.date),
        say!(
            "收尾后超过 {days} 天没有读数：{which}",
            "No reading for more than {days} days since the closing: {which}",
            days = STALE_AFTER_DAYS,
            which = list(stale)
        ),
        text(
            "收尾之后也要继续记读数，反弹才看得见",
            "Go on taking readings after the closing, or a relapse will not be seen",
        ),
    ))
}
