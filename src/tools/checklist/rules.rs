//! The rules of the checklist, and its conclusion.

use super::facts::{BlockFigures, Figures};
use super::sheets::{Item, When};
use crate::calendar::Calendar;
use crate::facts::Facts;
use crate::finding::{Consequence, Finding, Level, Line, Place, Rule};
use crate::say;
use crate::sheet::{AnyRow, Id};
use crate::sort::StableSort;
use crate::text::{Phrase, Text, count, days, joined, list, quoted, spoken, text};
use crate::tool::Assessment;
use std::cmp::Reverse;

/// Overdue by more days than this, a block asks for action.
pub(super) const GRACE: i64 = 7;
/// The number of ticks from which on missing evidence is worth a word.
pub(super) const ENOUGH_TICKS: usize = 4;
/// The number of suggestions that are findings; all are marked in the grid.
const SUGGESTIONS: usize = 3;
/// The number of late items that are named.
const NAMED: usize = 2;

const SOURCE: Text = text("90天快速启动清单", "90-day quick-start checklist");
const OWN: Text =
    text("90天快速启动清单；界线为本工具所定", "90-day quick-start checklist; the limit is our own");

pub(super) static RULES: &[Rule] = &[
    Rule::one(
        "CL1",
        SOURCE,
        text(
            "过了期限还有没勾选的事项；逾期超过 7 天要行动",
            "Items are not ticked by their due date; overdue by more than 7 days they call for action",
        ),
        overdue,
    )
    .weighs(Consequence::Time),
    Rule::many(
        "CL2",
        OWN,
        text(
            "别的工具里的内容说明某一项可能已完成，而这里还没有勾选",
            "What stands in another tool shows that an item may be done, and it is not ticked here",
        ),
        suggested,
    )
    .weighs(Consequence::Entry),
    Rule::one(
        "CL3",
        OWN,
        text(
            "至少勾选了 4 项，超过一半没有证据",
            "At least 4 items are ticked, and more than half of them have no evidence",
        ),
        without_evidence,
    )
    .weighs(Consequence::Entry),
];

/// The level of being overdue by a number of days.
pub(super) const fn overdue_level(days: i64) -> Level {
    match days {
        ..=0 => Level::Blank,
        1..=GRACE => Level::Watch,
        _ => Level::Act,
    }
}

/// The rule that speaks of an item which is overdue, among others.
pub(super) fn concerns(facts: &Facts, row: &dyn AnyRow) -> Option<&'static str> {
    let mut overdue = facts.get::<Figures>().blocks.iter().flat_map(|block| &block.overdue);
    overdue.any(|(id, _)| *id == row.id()).then_some("CL1")
}

/// The name of a block.
pub(super) fn title(when: Option<When>) -> Text {
    when.map_or(text("未定周次", "No week chosen"), When::label)
}

/// All that is overdue: the oldest block in full, the others by their number.
fn overdue(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let figures = facts.get::<Figures>();
    let mut blocks: Vec<&BlockFigures> = figures.blocks.iter().filter(|b| !b.overdue.is_empty()).collect();
    blocks.stable_sort_by_key(|block| Reverse(block.days));
    let (oldest, others) = blocks.split_first()?;
    let (row, _) = oldest.overdue.first()?;
    let others: Vec<Phrase> = others
        .iter()
        .map(|block| {
            let n = block.overdue.len();
            say!("{when} {n} 项", "{when} ({n})", when = title(block.when), n)
        })
        .collect();
    let evidence = if others.is_empty() {
        names_overdue(oldest)
    } else {
        say!(
            "{oldest}；{others}也已逾期",
            "{oldest}; also overdue: {others}",
            oldest = names_overdue(oldest),
            others = list(&others)
        )
    };
    let late = || figures.blocks.iter().flat_map(|block| &block.overdue);
    let ownerless =
        |(row, _): &&(Id, Phrase)| facts.find::<Item>(*row).is_some_and(|item| item.owner.trim().is_empty());
    let advice = catch_up(late().count(), late().filter(ownerless).count());
    let named: Vec<Phrase> = late().map(|(_, name)| quoted(name)).collect();
    let found = rule.found(overdue_level(oldest.days), Place::of(*row, Item::COL.done), evidence, advice);
    Some(found.becomes(say!(
        "本周做完清单上逾期的{which}",
        "Finish {which} of the checklist this week",
        which = spoken(&named, NAMED)
    )))
}

/// What is to be done about items that are overdue: only what the sheet has a place for, and only what is missing.
fn catch_up(late: usize, ownerless: usize) -> Phrase {
    match ownerless {
        0 => text(
            "本周做完，打勾并写一句证据；不适用的，写明不适用的原因",
            "This week tick each with a line of evidence, or write why it does not apply",
        )
        .into(),
        all if all == late => text(
            "写上负责人，本周做完，打勾并写一句证据；不适用的，写明不适用的原因",
            "Name an owner for each; this week tick each with a line of evidence, or write why it does not apply",
        )
        .into(),
        n => say!(
            "{n} 项没有负责人，先写上；本周做完，打勾并写一句证据；不适用的，写明不适用的原因",
            "Name an owner where there is none ({n}); this week tick each with a line of evidence, or write why it does not apply"
        ),
    }
}

/// A block with its items that are overdue, by how long and by name.
fn names_overdue(block: &BlockFigures) -> Phrase {
    let n = block.overdue.len();
    let more = match n.saturating_sub(NAMED) {
        0 => Phrase::same(""),
        more => say!("等", " and {more} more"),
    };
    let are = if n == 1 { "is" } else { "are" };
    say!(
        "{when} {items}逾期 {late}（{names}{more}）",
        "{when}: {items} {are} {late} overdue ({names}{more})",
        when = title(block.when),
        items = count(n, "项", "item", "items"),
        late = days(block.days),
        names = joined(block.overdue.iter().take(NAMED).map(|(_, name)| name), text("；", "; ")),
        more
    )
}

fn suggested(rule: &Rule, facts: &Facts) -> Vec<Finding> {
    let suggestions = facts.get::<Figures>().suggestions.iter().take(SUGGESTIONS);
    suggestions
        .map(|suggestion| {
            rule.found(
                if suggestion.overdue > 0 { Level::Watch } else { Level::Good },
                Place::of(suggestion.row, Item::COL.done),
                say!(
                    "“{item}”可能已完成：{why}",
                    "'{item}' may be done: {why}",
                    item = suggestion.name,
                    why = suggestion.reason
                ),
                text("确认做完了就勾选，并写一句证据", "If it is done, tick it and add a line of evidence"),
            )
            .becomes(say!(
                "核实“{item}”是不是真做完了",
                "Check whether '{item}' really is done",
                item = suggestion.name
            ))
        })
        .collect()
}

fn without_evidence(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let figures = facts.get::<Figures>();
    let (done, (bare, first)) = (figures.done, figures.bare);
    let first = first.filter(|_| done >= ENOUGH_TICKS && bare * 2 > done)?;
    Some(rule.found(
        Level::Watch,
        Place::of(first, Item::COL.evidence),
        say!("已勾选 {done} 项，其中 {bare} 项没有证据", "{bare} of {done} ticked items have no evidence"),
        text(
            "给重要的几项补一句证据，回顾时才说得清",
            "Add a line of evidence to the important ones, so that a review can rely on them",
        ),
    ))
}

pub(super) fn assess(facts: &Facts, findings: Vec<Finding>) -> Assessment {
    let figures = facts.get::<Figures>();
    // Nothing ticked and nothing late is no success yet.
    let untouched = figures.done == 0 && figures.overdue() == 0;
    Assessment {
        headline: match figures.percent() {
            Some(percent) => Phrase::same(format!("{percent}%")),
            None => text("无适用项", "no items").into(),
        },
        level: if untouched { Level::Blank } else { Assessment::worst(&findings) },
        conclusion: conclusion(facts, figures),
        findings,
    }
}

fn conclusion(facts: &Facts, figures: &Figures) -> Vec<Line> {
    let Some(percent) = figures.percent() else {
        return vec![Line::plain(text("没有适用的事项。", "No item applies."))];
    };
    let done = figures.done;
    let mut lines = vec![Line::plain(match figures.planned {
        None => say!(
            "完成 {percent}% · 已完成 {done} 项 · 填上启动日期才有期限",
            "{percent}% done ({done}) · due dates need a start date"
        ),
        Some(planned) => say!(
            "完成 {percent}% · 计划应完成 {planned} 项，已完成 {done} 项 · {now}",
            "{percent}% done · {done} done, {planned} planned by now · {now}",
            now = now(facts, figures)
        ),
    })];
    let overdue = figures.overdue();
    if overdue > 0 {
        let longest = figures.blocks.iter().map(|block| block.days).max().unwrap_or(0);
        lines.push(Line::new(
            overdue_level(longest),
            say!(
                "逾期 {items}，最久 {longest}",
                "{items} overdue, the longest by {longest}",
                items = count(overdue, "项", "item", "items"),
                longest = days(longest)
            ),
        ));
    }
    let suggested = figures.suggestions.len();
    if suggested > 0 {
        lines.push(Line::plain(say!(
            "{items}可勾选，用“勾选全部建议项”一次勾完",
            "{items} may be done; 'Tick all suggested items' ticks them at once",
            items = count(suggested, "项", "item", "items")
        )));
    }
    lines
}

/// The place of today in the 90 days.
fn now(facts: &Facts, figures: &Figures) -> Phrase {
    let (calendar, today) = (facts.get::<Calendar>(), facts.today());
    match (figures.now, calendar.countdown(today)) {
        (Some(when), _) => say!("当前：{when}", "now: {when}", when = when.label()),
        (None, Some(left)) => say!("还有 {left}启动", "{left} to the start", left = days(left)),
        (None, None) if calendar.day(today).is_some_and(|day| day < 1) => {
            text("尚未启动", "not started").into()
        }
        (None, None) => text("90天已过", "the 90 days are over").into(),
    }
}
