//! What the scores of the latest round say: band and gate together, findings, figures for programs.

use super::Form;
use super::score::{Band, DIMENSIONS, Gate, Round, Total, View, figure, lowest, rounds};
use crate::facts::{Fact, Facts};
use crate::finding::{Finding, Level, Line, Place};
use crate::say;
use crate::sheet::Row;
use crate::text::{Phrase, Text, text};
use crate::tool::Assessment;
use serde_json::{Value, json};

/// What the views read again.
pub struct Rounds {
    /// The rounds that have scores, the first first.
    pub rounds: Vec<Round>,
}

impl Fact for Rounds {
    fn compute(facts: &Facts) -> Rounds {
        Rounds { rounds: rounds(facts.project()) }
    }
}

impl Rounds {
    /// The median of a dimension in the latest round; `None` if nobody scored it.
    pub fn median(&self, key: &str) -> Option<f64> {
        let dimension = DIMENSIONS.iter().position(|d| d.key == key)?;
        self.rounds.last()?.views[dimension].map(|v| v.median)
    }
}

/// From so many points on, assessors do not agree and a drop is more than a mood.
const APART: u8 = 2;

const SOURCE: Text = text("工具1 变革准备度评估", "Tool 1, readiness assessment");

/// Assesses the latest round that has any score.
pub fn assess(scene: &Facts, _: Vec<Finding>) -> Assessment {
    let (project, _today) = (scene.project(), scene.today());
    let rounds = rounds(project);
    let Some((round, before)) = latest(&rounds) else { return nothing() };
    let findings = findings(round, before);
    let total = round.total();
    let headline = match total.exact() {
        Some(exact) => format!("{}/30", figure(exact)),
        None => total.figure(),
    };
    Assessment {
        headline: Phrase::same(headline),
        level: round.level().max(Assessment::worst(&findings)),
        conclusion: conclusion(round, before),
        findings,
    }
}

/// The latest round and the one before it.
fn latest(rounds: &[Round]) -> Option<(&Round, Option<&Round>)> {
    let (round, before) = rounds.split_last()?;
    Some((round, before.last()))
}

fn nothing() -> Assessment {
    Assessment {
        headline: text("未填", "blank").into(),
        level: Level::Blank,
        conclusion: vec![Line {
            level: Level::Blank,
            text: text(
                "给六个维度各打 1 到 5 分，这里给出总分和结论。",
                "Score the six dimensions from 1 to 5; the total and the verdict then stand here.",
            )
            .into(),
        }],
        findings: Vec::new(),
    }
}

/// How a median came about, in brackets behind it; nothing to say with one assessor.
fn medians_of(round: &Round) -> Phrase {
    match round.forms.len() {
        0 | 1 => Phrase::same(""),
        n => say!("（{n} 位评估人的中位数）", " (median of {n} assessors)"),
    }
}

fn conclusion(round: &Round, before: Option<&Round>) -> Vec<Line> {
    let mut lines = Vec::new();
    match round.gate() {
        Some(gate @ Gate::Stop) => {
            // The total may well call for a start, so the gate speaks first and the band behind it.
            let (points, stop) = (round.total().figure(), gate.title());
            let (zh, en) = (&stop.zh, &stop.en);
            lines.push(Line { level: Level::Stop, text: say!("{points}/30 · {zh}", "{points}/30 · {en}") });
            lines.push(Line { level: Level::Blank, text: by_total_alone(round) });
        }
        _ => lines.push(banded(round)),
    }
    lines.extend(raise(round));
    if let Some(change) = before.and_then(|b| change(b, round)) {
        lines.push(Line { level: Level::Blank, text: change });
    }
    lines
}

/// The total and its band, where no gate beats it.
fn banded(round: &Round) -> Line {
    let (n, of, points) = (round.number, medians_of(round), round.total().figure());
    let (of_zh, of_en) = (&of.zh, &of.en);
    match round.total().band() {
        Some(band) => {
            let Text { zh, en } = band.title();
            Line {
                level: round.level(),
                text: say!("第{n}轮 {points}/30：{zh}{of_zh}", "Round {n}, {points}/30: {en}{of_en}"),
            }
        }
        None => Line {
            level: Level::Watch,
            text: say!(
                "第{n}轮还没填完：总分在 {points} 之间，暂不定级{of_zh}",
                "Round {n} is incomplete: a total of {points}, no verdict yet{of_en}"
            ),
        },
    }
}

/// What the total alone would say behind a gate.
fn by_total_alone(round: &Round) -> Phrase {
    let (n, of) = (round.number, medians_of(round));
    let (of_zh, of_en) = (&of.zh, &of.en);
    match round.total().band() {
        Some(band) => {
            let (zh, en) = (band.title().zh, band.title().en.to_lowercase());
            say!("第{n}轮只看总分：{zh}{of_zh}", "Round {n} by its total alone: {en}{of_en}")
        }
        None => say!(
            "第{n}轮还没填完，总分暂不定级{of_zh}",
            "Round {n} is incomplete, so the total has no verdict yet{of_en}"
        ),
    }
}

/// The triggers below the sponsor's; a band alone would hide them.
fn raise(round: &Round) -> Option<Line> {
    let fired: Vec<_> = round.fired().collect();
    if fired.is_empty() {
        return round.views.iter().all(Option::is_some).then(|| Line {
            level: Level::Good,
            text: text("六个维度都没有低于警戒线。", "No dimension is below its limit.").into(),
        });
    }
    let low: Vec<_> = fired.into_iter().filter(|(_, d, _)| d.level() == Level::Act).collect();
    if low.is_empty() {
        return None;
    }
    let zh: Vec<_> = low.iter().map(|(_, d, m)| format!("{} {}", d.title.zh, figure(*m))).collect();
    let en: Vec<_> =
        low.iter().map(|(_, d, m)| format!("{} {}", d.title.en.to_lowercase(), figure(*m))).collect();
    let (zh, en) = (zh.join("、"), en.join(", "));
    Some(Line {
        level: Level::Act,
        text: say!("低于 3 分，先补上：{zh}", "Below 3, to be raised first: {en}"),
    })
}

/// How the total moved since the round before; only what is complete can be compared.
fn change(before: &Round, round: &Round) -> Option<Phrase> {
    let (was, is) = (before.total().exact()?, round.total().exact()?);
    let (n, was, by, is) = (before.number, figure(was), signed(is - was), figure(is));
    Some(say!("比第{n}轮 {by}（{was} → {is}）", "{by} since round {n} ({was} → {is})"))
}

/// `+1`, `-2`, `0`.
fn signed(change: f64) -> String {
    if change > 0.0 { format!("+{}", figure(change)) } else { figure(change) }
}

fn change_of(dimension: usize, before: Option<&Round>, round: &Round) -> Option<f64> {
    let median = |r: &Round| r.views[dimension].map(|v| v.median);
    Some(median(round)? - median(before?)?)
}

fn findings(round: &Round, before: Option<&Round>) -> Vec<Finding> {
    let mut findings: Vec<Finding> = round
        .fired()
        .map(|(n, dimension, median)| {
            let of = medians_of(round);
            let (median, limit, number) = (figure(median), dimension.limit, round.number);
            let (zh, en, of_zh, of_en) = (dimension.title.zh, dimension.title.en, of.zh, of.en);
            Finding {
                id: dimension.id,
                level: dimension.level(),
                evidence: say!(
                    "第{number}轮：{zh} {median} < {limit}{of_zh}",
                    "Round {number}: {en} {median} < {limit}{of_en}"
                ),
                advice: dimension.advice.into(),
                source: SOURCE,
                place: lowest(round, n),
            }
        })
        .collect();
    findings.extend(disagreement(round));
    findings.extend(before.and_then(|before| drops(before, round)));
    findings.extend(gaps(round));
    findings
}

/// The dimensions that meet a condition, described and joined, with the first one's number.
fn named(
    round: &Round,
    describe: impl Fn(usize, Option<View>) -> Option<String>,
) -> Option<(usize, String, String)> {
    let met: Vec<_> =
        (0..DIMENSIONS.len()).filter_map(|n| describe(n, round.views[n]).map(|d| (n, d))).collect();
    let (first, _) = met.first()?;
    let join = |title: fn(Text) -> &'static str, comma: &str| {
        let each =
            met.iter().map(|(n, d)| format!("{} {d}", title(DIMENSIONS[*n].title)).trim_end().to_owned());
        each.collect::<Vec<_>>().join(comma)
    };
    Some((*first, join(|t| t.zh, "、"), join(|t| t.en, ", ")))
}

fn disagreement(round: &Round) -> Option<Finding> {
    let (first, zh, en) = named(round, |_, view| {
        view.filter(|v| v.spread() >= APART).map(|v| format!("{}–{}", v.low, v.high))
    })?;
    let n = round.number;
    Some(Finding {
        id: "RD7",
        level: Level::Watch,
        evidence: say!("第{n}轮评估人看法不一：{zh}", "Round {n}, the assessors disagree: {en}"),
        advice: text(
            "一起看证据，把分歧谈清楚，再评一轮",
            "Look at the evidence together, talk the difference through, then score again",
        )
        .into(),
        source: SOURCE,
        place: lowest(round, first),
    })
}

fn drops(before: &Round, round: &Round) -> Option<Finding> {
    let dropped = |n: usize| change_of(n, Some(before), round).filter(|c| *c <= -f64::from(APART));
    let (first, zh, en) = named(round, |n, _| {
        dropped(n)?;
        let (was, is) = (before.views[n]?.median, round.views[n]?.median);
        Some(format!("{} → {}", figure(was), figure(is)))
    })?;
    let (from, to) = (before.number, round.number);
    Some(Finding {
        id: "RD8",
        level: Level::Act,
        evidence: say!(
            "第{from}轮到第{to}轮明显下降：{zh}",
            "Fallen between round {from} and round {to}: {en}"
        ),
        advice: text(
            "问清楚这段时间发生了什么，先把下降的一项补回来",
            "Find out what happened in between and win back what was lost first",
        )
        .into(),
        source: SOURCE,
        place: lowest(round, first),
    })
}

fn gaps(round: &Round) -> Option<Finding> {
    let (first, zh, en) = named(round, |_, view| view.is_none().then(String::new))?;
    let n = round.number;
    Some(Finding {
        id: "RD9",
        level: Level::Watch,
        evidence: say!("第{n}轮还没打分：{zh}", "Round {n}, not scored yet: {en}"),
        advice: text("把得分补齐，总分才能定级", "Fill in the scores; only then is there a verdict").into(),
        source: SOURCE,
        place: Place {
            sheet: Form::SHEET,
            row: round.forms.first().map(|f| f.id),
            column: DIMENSIONS[first].key,
        },
    })
}

/// The figures, by name.
pub fn values(scene: &Facts) -> Vec<(&'static str, Value)> {
    let rounds = Some(scene.get::<Rounds>()).map_or(&[][..], |facts| &facts.rounds);
    let Some((round, before)) = latest(rounds) else {
        return vec![("round", Value::Null), ("total", Value::Null)];
    };
    let total = round.total();
    let gate = round.fired().map(|(_, d, _)| d.level()).max().map_or("open", Level::key);
    let dimensions: Vec<Value> = DIMENSIONS
        .iter()
        .enumerate()
        .map(|(n, d)| {
            let view = round.views[n];
            json!({
                "key": d.key,
                "median": view.map(|v| v.median),
                "spread": view.map(View::spread),
                "change": change_of(n, before, round),
                "trigger": view.map(|v| d.fires(v.median)),
            })
        })
        .collect();
    let history: Vec<Value> = rounds
        .iter()
        .map(|r| {
            let Total { low, high } = r.total();
            json!({
                "round": r.number,
                "date": r.date.map(|d| d.to_string()),
                "assessors": r.forms.len(),
                "low": low,
                "high": high,
                "band": r.total().band().map(Band::key),
            })
        })
        .collect();
    vec![
        ("round", json!(round.number)),
        ("total", json!(total.exact())),
        ("low", json!(total.low)),
        ("high", json!(total.high)),
        ("band", json!(total.band().map(Band::key))),
        ("gate", json!(gate)),
        ("assessors", json!(round.forms.len())),
        ("dimensions", Value::Array(dimensions)),
        ("rounds", Value::Array(history)),
    ]
}
