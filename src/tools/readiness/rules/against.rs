//! The total that says not to start, what was begun against a gate that says stop, and scores that are too old.

use crate::facts::Facts;
use crate::finding::{Finding, Level, Rule};
use crate::say;
use crate::text::{Phrase, count, joined, list, text};
use crate::tools::readiness::facts::{Against, Age, Round, Rounds};
use crate::tools::readiness::score::{APART, figure, inner};
use crate::tools::roadmap::Centre;

/// The total of the latest round says not to start; of the time before the launch.
pub(super) fn high_risk(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let (round, _) = facts.get::<Rounds>().latest()?;
    if !round.is_high_risk() || Age::of(facts, round).before_live.is_some() {
        return None;
    }
    let worst = worst(round);
    Some(rule.found(
        Level::Stop,
        round.lowest(worst),
        say!(
            "第 {n} 轮总分 {points}/30，在 6–11 分：风险极高，不建议启动",
            "Round {n} totals {points}/30, in the band 6–11: very high risk, do not start",
            n = round.number,
            points = round.total().figure()
        ),
        text(
            "先不启动：从高层支持和紧迫感开始，逐项提高，再评一轮",
            "Do not start: raise the scores one by one, senior support and urgency first, then score again",
        ),
    ))
}

/// The dimension with the lowest median, the first of equals.
fn worst(round: &Round) -> usize {
    let medians = round.views.iter().enumerate().filter_map(|(n, view)| Some((n, view.as_ref()?.median)));
    medians.min_by(|(_, a), (_, b)| a.total_cmp(b)).map_or(0, |(n, _)| n)
}

/// The pilot was launched, or the change widened, while the gate says stop.
pub(super) fn begun_against(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let (round, _) = facts.get::<Rounds>().latest()?;
    let Against { launched, widened } = Against::of(facts)?;
    let launched = launched.map(|on| say!("试点 {on} 已上线", "the pilot went live on {on}"));
    let begun: Vec<Phrase> = launched.into_iter().chain(widened.as_deref().map(begun)).collect();
    let advice = if widened.is_some() {
        text(
            "不要再扩大：请发起人本周决定是继续还是停下，再评一轮",
            "Widen no further: have the sponsor decide this week whether to go on or stop, then score again",
        )
    } else {
        text(
            "先不扩大：本周请发起人表态并到场，再评一轮；还是“停”，就暂停试点",
            "Do not widen: get the sponsor's commitment and presence this week, then score again; if it still says stop, pause the pilot",
        )
    };
    Some(rule.found(
        Level::Stop,
        round.lowest(worst(round)),
        say!(
            "第 {n} 轮评估是“停”（{why}），但{begun}",
            "Round {n} says stop ({why}), yet {begun}",
            n = round.number,
            why = why(round),
            begun = joined(&begun, text("，", " and "))
        ),
        advice,
    ))
}

fn begun(centre: &Centre) -> Phrase {
    let on = centre.started.map_or(String::new(), |on| on.to_string());
    let batch = centre.batch.unwrap_or(2);
    match centre.name.trim() {
        "" => say!("第 {batch} 批 {on} 已开始", "batch {batch} began on {on}"),
        name => say!("第 {batch} 批的{name} {on} 已开始", "{name} of batch {batch} began on {on}"),
    }
}

/// Why the gate says stop.
fn why(round: &Round) -> Phrase {
    let sponsor = round.fired().find(|(_, dimension, _)| dimension.level() == Level::Stop);
    let sponsor = sponsor.map(|(_, dimension, median)| {
        say!("{what} {median} 分", "{what} {median}", what = inner(dimension.title), median = figure(median))
    });
    let total = round.is_high_risk().then(|| {
        let points = round.total().figure();
        say!("总分 {points}/30", "total {points}/30")
    });
    list(sponsor.iter().chain(&total))
}

/// Scores of the time before the launch, or older than eight weeks: one finding in place of all that they would say.
pub(super) fn aged(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let (round, before) = facts.get::<Rounds>().latest()?;
    let age = Age::of(facts, round);
    let speaks = age.before_live.is_some() && would_say(round, before);
    if !speaks && !age.is_old() {
        return None;
    }
    let since = match age.weeks() {
        None => text("没有日期", "has no date").into(),
        Some(weeks) => {
            let weeks = count(weeks, "周", "week", "weeks");
            say!("是 {weeks}前打的分", "was scored {weeks} ago", weeks)
        }
    };
    let launched = match age.before_live {
        Some(_) => text("，在试点上线之前", ", before the pilot went live"),
        None => text("", ""),
    };
    let low: Vec<Phrase> = round
        .fired()
        .map(|(_, dimension, median)| {
            say!("{what} {median}", "{what} {median}", what = inner(dimension.title), median = figure(median))
        })
        .collect();
    let low = match low.as_slice() {
        [] => text("", "").into(),
        low => say!("；当时偏低的：{low}", "; low at the time: {low}", low = list(low)),
    };
    Some(
        rule.found(
            Level::Watch,
            round.missing(0),
            say!(
                "第 {n} 轮评估{since}{launched}{low}",
                "Readiness round {n} {since}{launched}{low}",
                n = round.number,
                since,
                launched,
                low
            ),
            text("现在再评一轮，看看哪些已经变了", "Score a new round now to see what has changed"),
        )
        .becomes(text("和发起人再评一轮准备度", "Score readiness again with the sponsor")),
    )
}

/// Whether a round gives cause for any advice.
fn would_say(round: &Round, before: Option<&Round>) -> bool {
    let all = 0..round.views.len();
    round.trigger().is_some()
        || round.views.iter().any(|view| view.is_none_or(|view| view.spread() >= APART))
        || before.is_some_and(|before| {
            all.clone().any(|n| round.change(n, before).is_some_and(|change| change <= -f64::from(APART)))
        })
}
