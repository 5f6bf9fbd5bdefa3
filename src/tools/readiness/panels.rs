//! The figures beside the forms: how the rounds went, where the assessors stand, what the scores mean.

use super::Form;
use super::score::{Band, DIMENSIONS, Gate, Round, Total, figure};
use super::verdict::Rounds;
use crate::facts::Facts;
use crate::finding::{Level, Line};
use crate::say;
use crate::sheet::AnyRow;
use crate::text::{Phrase, text};
use crate::tool::{Bar, Panel, Shown};

fn rounds<'a>(scene: &'a Facts) -> &'a [Round] {
    Some(scene.get::<Rounds>()).map_or(&[], |f| &f.rounds)
}

/// The total of one form.
pub fn total(_: &Facts, row: &dyn AnyRow) -> Shown {
    let total = row.typed::<Form>().and_then(Total::of_form);
    let text = total.map_or(String::new(), Total::figure);
    Shown { text: Phrase::same(text), level: Level::Blank }
}

/// The verdict on one form: its gate, or else its band.
pub fn verdict(_: &Facts, row: &dyn AnyRow) -> Shown {
    let Some(form) = row.typed::<Form>() else { return blank() };
    let Some(total) = Total::of_form(form) else { return blank() };
    let fired: Vec<_> = DIMENSIONS
        .iter()
        .zip(form.scores())
        .filter(|(d, s)| s.is_some_and(|s| d.fires(f64::from(s.get()))))
        .map(|(d, _)| d)
        .collect();
    let worst = fired.iter().map(|d| d.level()).max().unwrap_or_default();
    match (Gate::of(fired.into_iter(), total.band()), total.band()) {
        (Some(gate @ Gate::Stop), _) => Shown { text: gate.title(), level: worst },
        (_, None) => Shown { text: text("未填完", "incomplete").into(), level: worst },
        (Some(gate), _) => Shown { text: gate.title(), level: worst },
        (None, Some(band)) => Shown { text: band.title().into(), level: band.level().max(worst) },
    }
}

fn blank() -> Shown {
    Shown { text: Phrase::same(""), level: Level::Blank }
}

/// What stands beside a form, the most important first.
pub fn beside(scene: &Facts, row: Option<&dyn AnyRow>) -> Vec<Panel> {
    let rounds = rounds(scene);
    let number = row.and_then(|r| r.typed::<Form>()).map(Form::round_number);
    let at = rounds.iter().position(|r| Some(r.number) == number);
    let mut panels = Vec::new();
    if let Some(at) = at {
        let before = at.checked_sub(1).and_then(|n| rounds.get(n));
        if rounds[at].forms.len() > 1 || before.is_some() {
            panels.push(dimensions(&rounds[at], before));
        }
    }
    if !rounds.is_empty() {
        panels.push(trend(rounds));
    }
    panels.push(anchors());
    panels
}

/// What stands beside the list of all forms.
pub fn beside_rounds(scene: &Facts, row: Option<&dyn AnyRow>) -> Vec<Panel> {
    beside(scene, row).into_iter().filter(|p| !matches!(p, Panel::Lines { .. })).collect()
}

fn trend(rounds: &[Round]) -> Panel {
    let bar = |round: &Round| {
        let (n, total) = (round.number, round.total());
        // The month will do; the forms name the day.
        let date = round.date.map_or(String::new(), |d| d.format(" %Y-%m").to_string());
        let points = total.figure();
        let said = match (round.gate(), total.band()) {
            (Some(gate @ Gate::Stop), _) => gate.short(),
            (_, None) => text("未填完", "incomplete").into(),
            (Some(gate), _) => gate.short(),
            (None, Some(band)) => band.short().into(),
        };
        let (zh, en) = (&said.zh, &said.en);
        let label = say!("{points} {zh}", "{points} {en}");
        Bar {
            title: say!("第{n}轮{date}", "Round {n}{date}"),
            share: total.low / 30.0,
            label,
            level: round.level(),
        }
    };
    Panel::Bars {
        title: text("各轮总分", "Total by round").into(), bars: rounds.iter().map(bar).collect()
    }
}

fn dimensions(round: &Round, before: Option<&Round>) -> Panel {
    let (n, assessors) = (round.number, round.forms.len());
    let rows = DIMENSIONS.iter().enumerate().map(|(at, dimension)| {
        let view = round.views[at];
        let was = before.and_then(|b| b.views[at]);
        let plain = |text: String, level| Shown { text: Phrase::same(text), level };
        let dash = || plain("–".into(), Level::Blank);
        let median = view.map_or_else(dash, |v| {
            let level = if dimension.fires(v.median) { dimension.level() } else { Level::Good };
            plain(figure(v.median), level)
        });
        let spread = view.map_or_else(dash, |v| {
            let level = if v.spread() >= 2 { Level::Watch } else { Level::Blank };
            plain(format!("{}–{}", v.low, v.high), level)
        });
        let change = view.zip(was).map_or_else(dash, |(v, was)| {
            let change = v.median - was.median;
            let level = match change {
                c if c <= -2.0 => Level::Act,
                c if c < 0.0 => Level::Watch,
                c if c > 0.0 => Level::Good,
                _ => Level::Blank,
            };
            plain(format!("{}{}", if change > 0.0 { "+" } else { "" }, figure(change)), level)
        });
        (dimension.title.into(), vec![median, spread, change])
    });
    Panel::Heat {
        title: say!("第{n}轮 {assessors} 位评估人", "Round {n}, assessors: {assessors}"),
        heads: vec![
            text("维度", "Dimension").into(),
            text("中位数", "Median").into(),
            text("分布", "Range").into(),
            text("比上轮", "Change").into(),
        ],
        rows: rows.collect(),
    }
}

fn anchors() -> Panel {
    let plain = |text| Line { level: Level::Blank, text };
    let bands = [Band::Ready, Band::Pilot, Band::Under, Band::Risk];
    let ranges = ["24–30", "18–23", "12–17", "6–11"];
    let mut lines = vec![plain(
        text("1 = 非常欠缺，3 = 一般，5 = 非常到位", "1 = very lacking, 3 = average, 5 = fully in place")
            .into(),
    )];
    lines.extend(bands.iter().zip(ranges).map(|(band, range)| {
        let (zh, en) = (band.title().zh, band.title().en);
        plain(say!("{range} {zh}", "{range} {en}"))
    }));
    Panel::Lines { title: text("评分标准", "What the scores mean").into(), lines }
}
