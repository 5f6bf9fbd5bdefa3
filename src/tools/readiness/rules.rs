//! The rules about the latest round, and the verdict.

mod against;
mod conclusion;

pub use conclusion::{assess, proposes};

use super::facts::score::{APART, DIMENSIONS, Dimension, figure};
use super::facts::{Age, Round, Rounds};
use crate::facts::Facts;
use crate::finding::{Consequence, Finding, Level, Rule, Silence};
use crate::say;
use crate::text::{Phrase, Text, list, spoken, text};

const SOURCE: Text = text("变革准备度评估", "Readiness assessment");

/// The rules, in the order of their findings: the sponsor first.
pub static RULES: &[Rule] = &[
    Rule::one(
        "RD1",
        SOURCE,
        text("高层支持的中位数低于 4 分", "The median of Senior support is below 4"),
        below_limit::<0>,
    ).weighs(Consequence::Gate),
    Rule::one(
        "RD2",
        SOURCE,
        text("紧迫感的中位数低于 3 分", "The median of Urgency is below 3"),
        below_limit::<1>,
    ),
    Rule::one(
        "RD3",
        SOURCE,
        text("资源到位的中位数低于 3 分", "The median of Resources is below 3"),
        below_limit::<2>,
    ),
    Rule::one(
        "RD4",
        SOURCE,
        text("过往成功的中位数低于 3 分", "The median of Past success is below 3"),
        below_limit::<3>,
    ),
    Rule::one(
        "RD5",
        SOURCE,
        text("文化开放的中位数低于 3 分", "The median of Open culture is below 3"),
        below_limit::<4>,
    ),
    Rule::one(
        "RD6",
        SOURCE,
        text("员工能力的中位数低于 3 分", "The median of Staff capability is below 3"),
        below_limit::<5>,
    ).weighs(Consequence::People),
    Rule::one(
        "RD7",
        SOURCE,
        text(
            "同一维度，评估人的得分相差 2 分或更多",
            "The assessors' scores of a dimension are 2 points or more apart",
        ),
        disagreement,
    ).weighs(Consequence::Entry),
    Rule::one(
        "RD8",
        SOURCE,
        text(
            "有维度的中位数比上一轮低了 2 分或更多",
            "The median of a dimension is 2 points or more below the round before",
        ),
        drops,
    ).weighs(Consequence::Entry),
    Rule::one(
        "RD9",
        SOURCE,
        text("最近一轮还有维度没打分", "A dimension of the latest round is not scored yet"),
        gaps,
    ).weighs(Consequence::Entry),
    Rule::one(
        "RD10",
        SOURCE,
        text("总分在 6–11 分，试点还没有上线", "The total is 6 to 11 and the pilot is not live yet"),
        against::high_risk,
    ).weighs(Consequence::Gate)
    // With so low a total nearly every dimension is below its limit; the form says what to do about each.
    .silences(&[
        Silence::Everywhere("RD2"),
        Silence::Everywhere("RD3"),
        Silence::Everywhere("RD4"),
        Silence::Everywhere("RD5"),
        Silence::Everywhere("RD6"),
    ]),
    Rule::one(
        "RD11",
        text("变革工作簿", "Changebook"),
        text(
            "最近一轮是试点上线之前打的分，当时有话要说；或已超过 8 周",
            "The latest round was scored before the pilot went live and gave cause for advice, or is more than 8 weeks old",
        ),
        against::aged,
    ).weighs(Consequence::Entry),
    Rule::one(
        "RD12",
        SOURCE,
        text(
            "高层支持低于 4 分或总分在 6–11 分，试点却已上线，或后面的批次已开始",
            "Senior support is below 4 or the total is 6 to 11, yet the pilot went live or a later batch has begun",
        ),
        against::begun_against,
    ).weighs(Consequence::Gate)
    // Begun against the gate: what the gate says, and that it is old.
    .silences(&[Silence::Everywhere("RD1"), Silence::Everywhere("RD10"), Silence::Everywhere("RD11")]),
];

/// The latest round with the one before it, while its scores are neither of the time before the launch nor old.
fn latest(facts: &Facts) -> Option<(&Round, Option<&Round>)> {
    let (round, before) = facts.get::<Rounds>().latest()?;
    (!Age::of(facts, round).is_past()).then_some((round, before))
}

/// Tells how a median came about, in brackets behind it; nothing with one assessor.
fn medians_of(round: &Round) -> Phrase {
    match round.assessors {
        0 | 1 => Phrase::same(""),
        n => say!("（{n} 位评估人的中位数）", " (median of {n} assessors)"),
    }
}

/// Finds the trigger of a dimension, by its place. Advice for the time before the launch is not given after it, nor from
/// old scores; that nothing may begin does not age before it has begun.
fn below_limit<const N: usize>(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let (round, _) = facts.get::<Rounds>().latest()?;
    let (_, dimension, median) = round.fired().find(|(n, ..)| *n == N)?;
    let age = Age::of(facts, round);
    if age.before_live.is_some() || (age.is_old() && dimension.level() < Level::Stop) {
        return None;
    }
    Some(rule.found(
        dimension.level(),
        round.lowest(N),
        say!(
            "第 {n} 轮：{what} {median} 分，不到 {limit} 分{of}",
            "Round {n}: {what} scored {median}, below {limit}{of}",
            n = round.number,
            what = dimension.title,
            median = figure(median),
            limit = dimension.limit,
            of = medians_of(round),
        ),
        dimension.advice,
    ))
}

/// Names the dimensions that there is something to say of: the place of the first, and all that is said.
fn named(say: impl Fn(usize, &Dimension) -> Option<Phrase>) -> Option<(usize, Phrase)> {
    let all = DIMENSIONS.iter().enumerate();
    let said: Vec<(usize, Phrase)> = all.filter_map(|(n, d)| Some((n, say(n, d)?))).collect();
    let (first, _) = said.first()?;
    Some((*first, list(said.iter().map(|(_, phrase)| phrase))))
}

/// The dimensions of which something holds, as they are said aloud.
fn titles(holds: impl Fn(usize) -> bool) -> Phrase {
    let all = DIMENSIONS.iter().enumerate().filter(|(n, _)| holds(*n));
    let titles: Vec<Phrase> = all.map(|(_, dimension)| dimension.title.into()).collect();
    spoken(&titles, titles.len())
}

fn disagreement(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let (round, _) = latest(facts)?;
    let (first, apart) = named(|n, dimension| {
        let view = round.views[n].filter(|view| view.spread() >= APART)?;
        let (what, low, high) = (dimension.title, view.low, view.high);
        Some(say!("{what} {low}–{high}", "{what} {low}–{high}", what))
    })?;
    Some(
        rule.found(
            Level::Watch,
            round.lowest(first),
            say!(
                "第 {n} 轮评估人看法不一：{apart}",
                "In round {n} the assessors disagree: {apart}",
                n = round.number,
                apart,
            ),
            text(
                "一起看证据，把分歧谈清楚，再评一轮",
                "Look at the evidence together, talk the difference through, then score again",
            ),
        )
        .becomes(say!(
            "请评估人一起看{what}的证据，谈清分歧再评一轮",
            "Bring the assessors together over the evidence for {what}, and score again",
            what = titles(|n| round.views[n].is_some_and(|view| view.spread() >= APART))
        )),
    )
}

fn drops(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let (round, before) = latest(facts)?;
    let before = before?;
    let (first, fallen) = named(|n, dimension| {
        round.change(n, before).filter(|change| *change <= -f64::from(APART))?;
        let (was, is) = (figure(before.views[n]?.median), figure(round.views[n]?.median));
        Some(say!("{what} {was} → {is}", "{what} {was} → {is}", what = dimension.title))
    })?;
    Some(
        rule.found(
            Level::Act,
            round.lowest(first),
            say!(
                "第 {from} 轮到第 {to} 轮明显下降：{fallen}",
                "Down clearly from round {from} to round {to}: {fallen}",
                from = before.number,
                to = round.number,
                fallen,
            ),
            text(
                "问清楚这段时间发生了什么，先把下降的一项补回来",
                "Find out what happened in between and win back what was lost first",
            ),
        )
        .becomes(say!(
            "问清{what}为什么降了，把它补回来",
            "Find out why {what} went down, and win it back",
            what = titles(|n| round.change(n, before).is_some_and(|change| change <= -f64::from(APART)))
        )),
    )
}

fn gaps(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let (round, _) = latest(facts)?;
    let (first, gaps) = named(|n, dimension| round.views[n].is_none().then(|| dimension.title.into()))?;
    Some(
        rule.found(
            Level::Watch,
            round.missing(first),
            say!(
                "第 {n} 轮还没打分：{gaps}",
                "Round {n} has no score yet for: {gaps}",
                n = round.number,
                gaps
            ),
            text("把得分补齐，总分才能定级", "Fill in the scores; only then is there a verdict"),
        )
        .becomes(say!(
            "和发起人一起把准备度里的{what}评完",
            "Score {what} with the sponsor, which the readiness form lacks",
            what = titles(|n| round.views[n].is_none())
        )),
    )
}
