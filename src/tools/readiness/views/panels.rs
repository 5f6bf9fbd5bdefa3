//! The figures beside the forms: how the rounds went, where the assessors stand, what the scores mean.

use crate::facts::Facts;
use crate::finding::{Level, Line};
use crate::say;
use crate::sheet::AnyRow;
use crate::text::{Phrase, count, text};
use crate::tool::{Bar, Panel, Shown};
use crate::tools::readiness::facts::{Round, Rounds};
use crate::tools::readiness::score::{APART, Band, DIMENSIONS, Dimension, Gate, figure, inner};
use crate::tools::readiness::sheets::Form;

/// Panels beside a form, the most important first.
pub fn beside_form(facts: &Facts, row: Option<&dyn AnyRow>) -> Vec<Panel> {
    let rounds = &facts.get::<Rounds>().rounds;
    let number = row.and_then(|r| r.typed::<Form>()).map(Form::round_number);
    let at = rounds.iter().position(|r| Some(r.number) == number);
    let mut panels = Vec::new();
    if let Some(at) = at {
        let before = at.checked_sub(1).and_then(|n| rounds.get(n));
        if rounds[at].assessors > 1 || before.is_some() {
            panels.push(dimensions(&rounds[at], before));
        }
    }
    if !rounds.is_empty() {
        panels.push(trend(rounds));
    }
    // Before there is a score the first question is what the scores mean.
    panels.extend(if at.is_some() { [limits(), anchors(true)] } else { [anchors(false), limits()] });
    panels
}

/// Panels beside the list of all forms.
pub fn beside_rounds(facts: &Facts, row: Option<&dyn AnyRow>) -> Vec<Panel> {
    beside_form(facts, row).into_iter().filter(|p| !matches!(p, Panel::Lines { .. })).collect()
}

fn trend(rounds: &[Round]) -> Panel {
    let bar = |round: &Round| {
        let (n, total) = (round.number, round.total());
        // The month will do; the forms name the day.
        let date = round.date.map_or(String::new(), |d| d.format(" %Y-%m").to_string());
        let points = total.figure();
        let verdict: Phrase = match (round.gate(), total.band()) {
            (Some(gate @ Gate::Stop), _) => gate.short(),
            (_, None) => text("未填完", "incomplete").into(),
            (Some(gate), _) => gate.short(),
            (None, Some(band)) => band.short().into(),
        };
        Bar {
            title: say!("第{n}轮{date}", "Round {n}{date}"),
            share: total.low / 30.0,
            label: say!("{points} {verdict}", "{points} {verdict}", verdict),
            level: round.level(),
        }
    };
    Panel::Bars {
        title: text("各轮总分", "Total by round").into(), bars: rounds.iter().map(bar).collect()
    }
}

fn dimensions(round: &Round, before: Option<&Round>) -> Panel {
    let (n, assessors) = (round.number, count(round.assessors as u64, "位评估人", "assessor", "assessors"));
    let rows = DIMENSIONS.iter().enumerate().map(|(at, dimension)| {
        let view = round.views[at];
        let dash = || Shown::plain(Phrase::same("–"));
        let median = view.map_or_else(dash, |v| {
            let level = if dimension.fires(v.median) { dimension.level() } else { Level::Good };
            Shown::new(level, Phrase::same(figure(v.median)))
        });
        let spread = view.map_or_else(dash, |v| {
            let level = if v.spread() >= APART { Level::Watch } else { Level::Blank };
            Shown::new(level, Phrase::same(format!("{}–{}", v.low, v.high)))
        });
        let change = before.and_then(|before| round.change(at, before)).map_or_else(dash, |change| {
            let level = match change {
                c if c <= -f64::from(APART) => Level::Act,
                c if c < 0.0 => Level::Watch,
                c if c > 0.0 => Level::Good,
                _ => Level::Blank,
            };
            let sign = if change > 0.0 { "+" } else { "" };
            Shown::new(level, Phrase::same(format!("{sign}{}", figure(change))))
        });
        (dimension.title.into(), vec![median, spread, change])
    });
    Panel::Heat {
        title: say!("第{n}轮，{assessors}", "Round {n}, {assessors}", assessors),
        heads: vec![
            text("维度", "Dimension").into(),
            text("中位数", "Median").into(),
            text("最低–最高", "Range").into(),
            text("比上轮", "Change").into(),
        ],
        rows: rows.collect(),
    }
}

/// What each dimension needs, and what to do where it is less, before anything fires.
fn limits() -> Panel {
    let line = |dimension: &Dimension| {
        Line::plain(say!(
            "如果{what}不到 {limit} 分：{advice}",
            "If {what} is below {limit}: {advice}",
            what = inner(dimension.title),
            limit = dimension.limit,
            advice = dimension.advice
        ))
    };
    Panel::Lines {
        title: text("分数低了怎么办", "What to do about a low score").into(),
        lines: DIMENSIONS.iter().map(line).collect(),
    }
}

/// What a score means, and once there is one what a total means: of an empty form no verdict is to be read.
fn anchors(scored: bool) -> Panel {
    let bands = [Band::Ready, Band::Pilot, Band::Under, Band::Risk].into_iter().filter(|_| scored);
    let ranges = ["24–30", "18–23", "12–17", "6–11"];
    let mut lines = vec![Line::plain(text(
        "每个维度：1 = 非常欠缺，3 = 一般，5 = 非常到位",
        "Each dimension: 1 = not in place, 3 = average, 5 = fully in place",
    ))];
    lines.extend(bands.zip(ranges).map(|(band, range)| {
        Line::plain(say!(
            "总分 {range}：{verdict}",
            "Total {range}: {verdict}",
            verdict = inner(band.title())
        ))
    }));
    Panel::Lines { title: text("评分标准", "What the scores mean").into(), lines }
}
