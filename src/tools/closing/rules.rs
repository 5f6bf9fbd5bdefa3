//! The rules of a closing: closed before its time, a relapse, or readings that have stopped; closed while worse than at
//! the start; and what is still open.

mod conclusion;

pub(super) use conclusion::assess;

use super::Closing;
use super::facts::{Figures, Unfinished, Watched, Worse, tenths};
use crate::calendar::Calendar;
use crate::facts::Facts;
use crate::finding::{Consequence, Finding, Level, Place, Rule};
use crate::say;
use crate::text::{Phrase, Text, joined, list, percent, spoken, text};
use crate::tools::kpi::Indicators;

const SOURCE: Text =
    text("8个常见错误 6：过早宣布胜利", "Eight common mistakes, 6: declaring victory too early");
const OWN: Text =
    text("8个常见错误 6；20% 的界线为本工具所定", "Eight common mistakes, 6; the limit of 20% is our own");

/// The rules. All speak of a closed project.
pub static RULES: &[Rule] = &[
    Rule::many(
        "MI6",
        SOURCE,
        text(
            "收尾时达标不满 6 个月，或收尾后成果丢了 20% 以上，或连续两期没有数据",
            "Closed before the targets had held for 6 months, 20% of a gain lost since, or no reading for two periods since",
        ),
        early_victory,
    ).weighs(Consequence::Gate)
    .after_closing(),
    Rule::one(
        "CS1",
        SOURCE,
        text("项目已收尾，而结果比启动时还差", "The project is closed, and results are worse than at the start"),
        worse_than_before,
    ).weighs(Consequence::Gate)
    .after_closing(),
    Rule::one(
        "CS2",
        text("变革工作簿", "Changebook"),
        text(
            "项目已收尾，还有行动没完成、顾虑没解决，或手册、考核、新员工培训没有交接",
            "The project is closed while actions or concerns are open, or manuals, appraisal or new-hire training are not handed over",
        ),
        still_open,
    ).weighs(Consequence::Entry)
    .after_closing(),
];

/// The closing that holds, once its day has come.
fn closed(facts: &Facts) -> Option<&Closing> {
    let closing = facts.get::<Figures>().closing.as_deref()?;
    closing.date.filter(|on| *on <= facts.today()).map(|_| closing)
}

fn worse_than_before(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let closing = closed(facts)?;
    let worse = Worse::all(facts.get::<Indicators>());
    let which: Vec<Phrase> = worse.iter().map(Worse::said).collect();
    let on = closing.date?;
    (!which.is_empty()).then(|| {
        rule.found(
            Level::Stop,
            Place::of(closing.id, Closing::COL.reopened),
            say!(
                "{on} 已收尾，结果却比启动时还差：{which}",
                "Closed on {on}, yet results are worse than at the start: {which}",
                on,
                which = list(&which)
            ),
            text(
                "重新开启项目：先查清为什么比启动时还差，再决定继续还是停止",
                "Reopen the project: find out why it is worse than before, then decide whether to go on or to stop the change",
            ),
        )
    })
}

fn still_open(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let closing = closed(facts)?;
    let open = facts.get::<Unfinished>().said()?;
    Some(rule.found(
        Level::Watch,
        Place::of(closing.id, Closing::COL.by),
        say!("项目已收尾，还没有了结：{open}", "The project is closed, and this is still open: {open}", open),
        text(
            "逐项定下由谁接手、哪天完成；不再做的就写明并划掉",
            "Settle who takes each of them over and by when; what will not be done any more is said so and struck off",
        ),
    )
.becomes(text("给收尾时没有了结的每件事定下接手的人和日期", "Settle who takes over each thing that was open at the closing, and by when")))
}

fn early_victory(rule: &Rule, facts: &Facts) -> Vec<Finding> {
    let figures = facts.get::<Figures>();
    let Some(closing) = &figures.closing else { return Vec::new() };
    let found =
        [too_early(rule, closing), relapse(rule, figures, closing), silent(rule, facts, figures, closing)];
    found.into_iter().flatten().collect()
}

/// Closed before its time: said for as long as it is closed.
fn too_early(rule: &Rule, closing: &Closing) -> Option<Finding> {
    let (held, date) = (closing.held_too_short()?, closing.date?);
    let held = match tenths(held) {
        n if n == "0.0" => text("当时还没有达标", "before the targets were met").into(),
        n => say!("当时只保持了 {n} 个月", "when the targets had held for {n} months"),
    };
    let by = match closing.by.trim() {
        "" => text("", "").into(),
        by => say!("，由{by}决定", " by {by}"),
    };
    let why = match closing.override_reason.0.trim() {
        "" => text("没有写", "none given").into(),
        why => Phrase::same(why),
    };
    Some(
        rule.found(
            Level::Watch,
            Place::of(closing.id, Closing::COL.override_reason),
            say!(
                "{date} 收尾{by}，{held}；理由：{why}",
                "Closed on {date}{by}, {held}; reason: {why}",
                date,
                by,
                held,
                why
            ),
            text(
                "照样定期录入数据，满 6 个月之前随时准备重新开启",
                "Keep entering readings, and be ready to reopen until six months are full",
            ),
        )
        .becomes(text(
            "每期报数，盯住目标，一直到满 6 个月",
            "Report the indicators every period until six months are full",
        )),
    )
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
            "Find out which step has gone back to the old way and hold the weekly review again; if that is not settled this week, reopen the project",
        ),
    )
.becomes(text("到现场找出哪一步回到了老做法，恢复每周回顾", "Find out on site which step has gone back to the old way, and hold the weekly review again"));
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
    Some(
        rule.found(
            Level::Watch,
            Place::of(closing.id, Closing::COL.date),
            say!(
                "收尾后连续两期没有数据：{which}",
                "No reading for two periods since the closing: {which}",
                which = list(stale.iter().copied())
            ),
            text(
                "收尾之后也要继续录入数据，反弹才看得见",
                "Keep taking readings after the closing, or a relapse will not be seen",
            ),
        )
        .becomes(say!(
            "定下由谁每期报{which}的数",
            "Settle who reports {which} every period",
            which = spoken(stale.iter().copied(), stale.len())
        )),
    )
}
