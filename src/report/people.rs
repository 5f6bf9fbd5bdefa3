//! People: where they are stuck, by headcount, and what is being done for them.

use super::exceptions::{said, when};
use super::promises::owner;
use super::{Deed, Figure, Part, Section};
use crate::facts::Facts;
use crate::finding::{Level, Line};
use crate::say;
use crate::text::{Phrase, percent, text};
use crate::tools::adkar::score::Element;
use crate::tools::adkar::{Person, Rollup, barrier_bars};
use crate::tools::{communication, resistance};

/// The people stopped by any element, of all on cards.
fn stuck(facts: &Facts) -> (u64, u64) {
    let all = &facts.get::<Rollup>().all;
    (all.barrier.iter().sum(), all.people)
}

/// The section.
pub(super) fn section(facts: &Facts) -> Section {
    let all = &facts.get::<Rollup>().all;
    let title = text("卡点（按人数）", "Barriers (by headcount)");
    if all.cards == 0 {
        let missing = text(
            "还没有 ADKAR 诊断卡：给每个人或团队的五个要素打分，这里就看得出多少人卡在哪里。",
            "There are no ADKAR cards yet: score the five elements for each person or team, and this shows how many people are stuck where.",
        );
        return Section::of("people", title, vec![Part::Missing(missing.into())]).narrow();
    }
    let mut lines: Vec<Line> = next(facts).into_iter().collect();
    lines.extend(resistance_line(facts));
    lines.extend(coverage_line(facts));
    let mut parts = vec![Part::Bars(barrier_bars(all))];
    if !lines.is_empty() {
        parts.push(Part::Lines(lines));
    }
    let people = all.people;
    Section::of("people", title, parts)
        .about(say!(
            "{people} 人各自最先要解决的一环：五个要素依次达成，前面的不过，后面的做了也没用",
            "Where each of {people} people is held back first: the five elements build on each other in this order"
        ))
        .narrow()
}

/// The next action for those whom the largest barrier stops.
fn next(facts: &Facts) -> Option<Line> {
    let (element, people) = facts.get::<Rollup>().all.largest()?;
    let what = element.title();
    let Some(Deed { action, owner, when }) = deed(facts, element) else {
        return Some(Line::new(
            Level::Act,
            say!(
                "{what}：{people} 人卡在这里，还没有负责人和期限都写明的行动",
                "{what}: {people} people are stuck, and no action has an owner and a date",
                what,
                people
            ),
        ));
    };
    Some(Line::new(
        if when.level == Level::Good { Level::Blank } else { when.level },
        say!(
            "{what}：{action}（{owner}，{when}）",
            "{what}: {action} ({owner}, {when})",
            what,
            action,
            owner,
            when = when.text
        ),
    ))
}

/// The action that is due next for those whom an element stops.
fn deed(facts: &Facts, element: Element) -> Option<Deed> {
    let (_, at) = facts.get::<Rollup>().groups.get(element as usize)?.next?;
    let card: &Person = facts.rows::<Person>().get(at)?;
    let when = when(facts.get(), card.due, card.done.0, facts.today());
    Some(Deed { action: said(&card.action)?, owner: owner(&card.owner), when })
}

/// The largest barrier, in one line; none where nobody is known to be stuck.
pub(super) fn in_one_line(facts: &Facts) -> Option<Line> {
    let all = &facts.get::<Rollup>().all;
    let (element, people) = all.largest()?;
    let (what, whole) = (element.title(), all.people);
    let share = percent(people as f64 / whole.max(1) as f64);
    Some(Line::new(
        Level::Watch,
        say!(
            "{whole} 人中 {people} 人（{share}）卡在“{what}”：{symptom}",
            "{people} of {whole} people ({share}) are held back by {what}: {symptom}",
            whole,
            people,
            share,
            what,
            symptom = element.symptom()
        ),
    ))
}

/// What is done next about the largest barrier, in one line.
pub(super) fn deed_in_one_line(facts: &Facts) -> Option<Line> {
    next(facts)
}

/// Who resists, of those affected.
pub(super) fn resistance_line(facts: &Facts) -> Option<Line> {
    let figures = facts.get::<resistance::Figures>();
    let (open, affected) = (figures.open, figures.affected.people);
    let rate = figures.rate().filter(|_| open > 0)?;
    let waiting = figures.waiting.len();
    let level = if waiting > 0 { Level::Act } else { Level::Blank };
    let late = match waiting {
        0 => Phrase::same(""),
        n => say!("，{n} 条超过两周没有答复", "; {n} unanswered for more than two weeks"),
    };
    Some(Line::new(
        level,
        say!(
            "阻力：{affected} 人中 {open} 人（{rate}）还有没解决的顾虑{late}",
            "Resistance: {open} of {affected} people ({rate}) have open concerns{late}",
            affected,
            open,
            rate = percent(rate),
            late
        ),
    ))
}

/// Who has been reached.
pub(super) fn coverage_line(facts: &Facts) -> Option<Line> {
    let coverage = facts.get::<communication::Figures>().coverage()?;
    let (reached, size, share) = (coverage.reached, coverage.size, coverage.percent()?);
    Some(Line::plain(say!(
        "沟通：{size} 人中 {reached} 人（{share}%）听到过变革的信息",
        "Communication: {reached} of {size} people ({share}%) have heard of the change"
    )))
}

/// The figure that stands out.
pub(super) fn figure(facts: &Facts) -> Figure {
    let (stuck, people) = stuck(facts);
    let largest = facts.get::<Rollup>().all.largest();
    let (value, level) = match people {
        0 => (Phrase::same("–"), Level::Blank),
        _ if stuck * 3 >= people => (Phrase::same(format!("{stuck}/{people}")), Level::Act),
        _ if stuck > 0 => (Phrase::same(format!("{stuck}/{people}")), Level::Watch),
        _ => (Phrase::same(format!("0/{people}")), Level::Good),
    };
    let beside = match largest {
        Some((element, n)) => say!("最多卡在{what}：{n}", "most at {what}: {n}", what = element.title(), n),
        None if people == 0 => text("还没有诊断卡", "no cards yet").into(),
        None => text("没有卡点", "no barrier").into(),
    };
    Figure { title: text("卡住的人", "People held back").into(), value, beside, level }
}
