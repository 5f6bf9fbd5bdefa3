//! The verdict on the latest round: band and gate together, what to raise first, the change since the round before.

use super::medians_of;
use crate::facts::Facts;
use crate::finding::{Finding, Level, Line};
use crate::say;
use crate::text::{Phrase, list, text};
use crate::tool::Assessment;
use crate::tools::readiness::facts::{Age, Round, Rounds};
use crate::tools::readiness::score::{DIMENSIONS, Gate, figure, inner};

/// Concludes from the latest round that has any score.
pub fn assess(facts: &Facts, findings: Vec<Finding>) -> Assessment {
    let Some((round, before)) = facts.get::<Rounds>().latest() else { return nothing(findings) };
    let total = round.total();
    let headline = match total.exact() {
        Some(exact) => format!("{}/30", figure(exact)),
        None => total.figure(),
    };
    let age = Age::of(facts, round);
    let worst = Assessment::worst(&findings);
    // Nothing is good of scores that are past.
    let past = if findings.is_empty() { Level::Blank } else { worst };
    Assessment {
        headline: Phrase::same(headline),
        // What was a gate before the launch is one no more; its finding says what is left of it.
        level: if age.before_live.is_some() { past } else { round.level().max(worst) },
        conclusion: conclusion(round, before, age),
        findings,
    }
}

fn nothing(findings: Vec<Finding>) -> Assessment {
    Assessment {
        headline: text("未填", "blank").into(),
        level: Level::Blank,
        conclusion: vec![
            Line::plain(text(
                "给六个维度各打 1 到 5 分，这里给出总分和结论。",
                "Score the six dimensions from 1 to 5; the total and the verdict then stand here.",
            )),
            Line::plain(say!("警戒线：{limits}。", "Limits: {limits}.", limits = limits())),
        ],
        findings,
    }
}

fn conclusion(round: &Round, before: Option<&Round>, age: Age) -> Vec<Line> {
    let mut lines = Vec::new();
    if age.before_live.is_some() {
        lines.push(Line::plain(by_total_alone(round)));
        lines.push(Line::plain(text(
            "这是试点上线之前的评估，行动建议是给上线之前用的；再评一轮，看看现在。",
            "This was scored before the pilot went live, and its advice was for the time before; score a new round to see how it stands now.",
        )));
        lines.extend(before.and_then(|before| change(before, round)).map(Line::plain));
        return lines;
    }
    match round.gate() {
        Some(gate @ Gate::Stop) => {
            // The total may well call for a start, so the gate speaks first and the band behind it.
            let (points, stop) = (round.total().figure(), gate.title());
            let sponsor = round.fired().find(|(_, dimension, _)| dimension.level() == Level::Stop);
            let said = match sponsor {
                Some((_, dimension, median)) => say!(
                    "{points}/30 · {stop}（{median} 分，不到 {limit} 分）",
                    "{points}/30 · {stop} ({median}, below {limit})",
                    stop,
                    median = figure(median),
                    limit = dimension.limit
                ),
                None => say!("{points}/30 · {stop}", "{points}/30 · {stop}", stop),
            };
            lines.push(Line::new(Level::Stop, said));
            lines.push(Line::plain(by_total_alone(round)));
        }
        _ => lines.push(banded(round)),
    }
    lines.extend(raise(round));
    lines.extend(before.and_then(|before| change(before, round)).map(Line::plain));
    lines
}

/// The total and its band, where no gate beats it.
fn banded(round: &Round) -> Line {
    let (n, of, points) = (round.number, medians_of(round), round.total().figure());
    match round.total().band() {
        Some(band) => Line::new(
            round.level(),
            say!(
                "第 {n} 轮 {points}/30：{band}{of}",
                "Round {n}, {points}/30: {band}{of}",
                band = band.title(),
                of,
            ),
        ),
        None => Line::new(
            Level::Watch,
            say!(
                "第 {n} 轮还没填完：总分在 {points} 之间，暂不定级{of}",
                "Round {n} is incomplete: the total lies within {points}, no verdict yet{of}",
                of
            ),
        ),
    }
}

/// The verdict of the total alone, behind a gate.
fn by_total_alone(round: &Round) -> Phrase {
    let (n, of) = (round.number, medians_of(round));
    match round.total().band() {
        Some(band) => say!(
            "第 {n} 轮只看总分：{band}{of}",
            "Round {n} by its total alone: {band}{of}",
            band = inner(band.title()),
            of,
        ),
        None => say!(
            "第 {n} 轮还没填完，总分暂不定级{of}",
            "Round {n} is incomplete, so the total has no verdict yet{of}",
            of
        ),
    }
}

/// The limits of the dimensions: the sponsor's, which is a gate, and that of the others.
fn limits() -> Phrase {
    let [sponsor, others @ ..] = &DIMENSIONS;
    let least = others.iter().map(|dimension| dimension.limit).max().unwrap_or_default();
    say!(
        "{what} {limit} 分，其余 {least} 分",
        "{what} {limit}, the others {least}",
        what = inner(sponsor.title),
        limit = sponsor.limit,
        least
    )
}

/// The triggers below the sponsor's; a band alone would hide them.
fn raise(round: &Round) -> Option<Line> {
    if round.trigger().is_none() {
        return round.views.iter().all(Option::is_some).then(|| {
            Line::new(
                Level::Good,
                say!(
                    "六个维度都没有低于警戒线（{limits}）。",
                    "No dimension is below its limit ({limits}).",
                    limits = limits()
                ),
            )
        });
    }
    let low = round.fired().filter(|(_, dimension, _)| dimension.level() == Level::Act);
    let low: Vec<Phrase> = low
        .map(|(_, dimension, median)| {
            say!(
                "{what} {median}",
                "{what} {median}",
                what = inner(dimension.title),
                median = figure(median),
            )
        })
        .collect();
    (!low.is_empty()).then(|| {
        Line::new(
            Level::Act,
            say!("低于 3 分，先补上：{low}", "Raise these first, they are below 3: {low}", low = list(&low)),
        )
    })
}

/// The change of the total since the round before; only what is complete can be compared.
fn change(before: &Round, round: &Round) -> Option<Phrase> {
    let (was, is) = (before.total().exact()?, round.total().exact()?);
    let (n, was, by, is) = (before.number, figure(was), signed(is - was), figure(is));
    Some(say!("比第 {n} 轮 {by}（{was} → {is}）", "{by} since round {n} ({was} → {is})"))
}

/// `+1`, `-2`, `0`.
fn signed(change: f64) -> String {
    if change > 0.0 { format!("+{}", figure(change)) } else { figure(change) }
}

/// Suggests the checklist's item about the form once the latest round is complete.
pub fn proposes(facts: &Facts) -> Vec<(&'static str, Phrase)> {
    let latest = facts.get::<Rounds>().latest();
    let complete = latest.filter(|(round, _)| round.is_complete());
    let reason = complete.map(|(round, _)| {
        let n = round.number;
        say!("准备度评估第 {n} 轮已填完", "Round {n} of the readiness form is complete")
    });
    reason.map(|reason| ("w1-3", reason)).into_iter().collect()
}
