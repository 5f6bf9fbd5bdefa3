//! The chart of an indicator as SVG, with its caption. One drawing serves light, dark and print: it names no colour, only
//! what each part is.

use super::{chip, class};
use crate::calendar::day_at;
use crate::calendar::{MONTHS, short_day};
use crate::report::{Chart, Event, Plot};
use crate::sheet::{Unit, number};
use crate::sort::StableSort;
use crate::stats::Scale;
use crate::text::{Lang, Text, text, width};
use chrono::{Datelike as _, Months, NaiveDate};
use maud::{Markup, html};
use std::fmt::Write as _;

/// The width of a chart, near that at which it is shown: of two beside each other, and of three.
const WIDTHS: [f64; 2] = [340.0, 226.0];
/// The height of a chart.
const HEIGHT: f64 = 68.0;
/// The room around what is drawn: left, right, top, below.
const LEFT: f64 = 34.0;
const RIGHT: f64 = 4.0;
const TOP: f64 = 12.0;
const BELOW: f64 = 16.0;
/// Names of months stand at least so far apart.
const MONTH: f64 = 36.0;
/// Numbers of events stand at least so far apart.
const NUMBER: f64 = 8.0;
/// About as wide is one cell of a figure.
const FIGURE: f64 = 5.4;

/// What the lines and the numbers of events mean, once for all charts.
pub(super) fn key(events: &[Event], lang: Lang) -> Markup {
    let sample = |class: &str| {
        html! {
            svg viewBox="0 0 22 10" aria-hidden="true" {
                @match class {
                    "b" => rect.b x="0" y="1" width="22" height="8" {},
                    "s" => circle.s cx="11" cy="5" r="3" {},
                    "e" => line.e x1="11" y1="0" x2="11" y2="10" {},
                    class => line.(class) x1="0" y1="5" x2="22" y2="5" {},
                }
            }
        }
    };
    let keys = [
        ("v", text("数值", "value")),
        ("p", text("计划", "plan")),
        ("t", text("目标", "target")),
        ("b", text("控制限（正常波动的范围）", "natural limits (the usual ups and downs)")),
        ("s", text("信号", "signal")),
        ("e", text("事件", "event")),
    ];
    let keys = keys.into_iter().filter(|(class, _)| *class != "e" || !events.is_empty());
    html! {
        p.key {
            @for (class, name) in keys { span { (sample(class)) (name.get(lang)) } }
            @for (n, Event { day, name }) in events.iter().enumerate() {
                span { b.watch { (n + 1) } " " (name.get(lang)) " " (short_day(*day).get(lang)) }
            }
        }
    }
}

/// Whether an indicator tells of the effort or of the result: behind its name, as rows of their own would take a third sheet.
const fn kind(leading: bool) -> Text {
    if leading { text("领先", "leading") } else { text("滞后", "lagging") }
}

/// A chart with its caption.
pub(super) fn figure(chart: &Chart, n: usize, many: bool, lang: Lang) -> Markup {
    let width = WIDTHS[usize::from(many)];
    let drawing = chart
        .plot
        .as_ref()
        .and_then(|plot| Drawing::of(plot, chart.goal, width).map(|drawing| (plot, drawing)));
    let (target, planned) = (chart.target.get(lang), chart.planned.get(lang));
    html! {
        figure {
            figcaption {
                h3 { (chart.name.get(lang)) } " " (chip(&chart.status, lang))
                " " span.soft { (kind(chart.leading).get(lang)) }
                p {
                    @if chart.now.get(lang).is_empty() {
                        (text("还没有数据", "no reading yet").get(lang))
                    } @else {
                        b { (chart.now.get(lang)) }
                    }
                    @if !target.is_empty() {
                        " → "
                        @if !planned.is_empty() { (text("计划 ", "plan ").get(lang)) (planned) (text("，", ", ").get(lang)) }
                        (text("目标 ", "target ").get(lang)) (target)
                    }
                    @if drawing.is_some() {
                        " · " span.(class(chart.proof.level)) { (chart.proof.text.get(lang)) }
                    }
                }
            }
            @if let Some((plot, drawing)) = &drawing {
                (drawing.draw(plot, chart, n, lang))
            }
        }
    }
}

/// What is drawn where.
struct Drawing {
    width: f64,
    span: (f64, f64),
    scale: Scale,
}

/// A length, with no more figures than can be seen.
fn len(value: f64) -> String {
    let rounded = (value * 10.0).round() / 10.0;
    (rounded + 0.0).to_string()
}

impl Drawing {
    /// None where there is nothing that could be drawn.
    fn of(plot: &Plot, goal: Option<f64>, width: f64) -> Option<Drawing> {
        let ((first, _), (last, _)) = plot.span.as_ref()?;
        let (first, last) = (*first, if last > first { *last } else { first + 1.0 });
        let inside = |day: f64| day >= first && day <= last;
        let values = plot.values.iter().filter(|(day, _)| inside(*day)).filter_map(|(_, value)| *value);
        let values: Vec<f64> = values.filter(|value| value.is_finite()).collect();
        values.first()?;
        let limits = plot.limits.map(|(lower, mean, upper)| [lower, mean, upper]);
        let around = plot.path.iter().map(|(_, value)| *value).chain(goal);
        let all = values.iter().copied().chain(limits.into_iter().flatten()).chain(around);
        let (low, high) = all
            .filter(|value| value.is_finite())
            .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(value), high.max(value)));
        Some(Drawing { width, span: (first, last), scale: Scale::of((low, high), 3, plot.whole) })
    }

    fn x(&self, day: f64) -> f64 {
        let (first, last) = self.span;
        LEFT + (day - first) / (last - first) * (self.width - LEFT - RIGHT)
    }

    fn y(&self, value: f64) -> f64 {
        let Scale { low, high, .. } = self.scale;
        TOP + (high - value) / (high - low) * (HEIGHT - TOP - BELOW)
    }

    /// A line through points, in the words of SVG.
    fn line(&self, points: impl Iterator<Item = (f64, f64)>) -> String {
        let mut path = String::new();
        for (day, value) in points {
            let letter = if path.is_empty() { 'M' } else { 'L' };
            // Writing into a string does not fail.
            let _ok = write!(path, "{letter}{} {}", len(self.x(day)), len(self.y(value)));
        }
        path
    }

    /// The readings, parted where one was missed.
    fn readings(&self, plot: &Plot) -> String {
        let (first, last) = self.span;
        let parts = plot.values.split(|(_, value)| value.is_none());
        parts
            .map(|part| {
                let shown = part.iter().filter(|(day, _)| *day >= first && *day <= last);
                self.line(shown.filter_map(|(day, value)| Some((*day, (*value)?))))
            })
            .collect()
    }

    /// Where each event stands, where its number stands beside those before it, and the number.
    fn events(&self, chart: &Chart) -> Vec<(f64, f64, usize)> {
        let mut events: Vec<(f64, usize)> = chart.events.iter().map(|(day, n)| (self.x(*day), *n)).collect();
        events.stable_sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut free = f64::NEG_INFINITY;
        let place = |(x, n): (f64, usize)| {
            let label = x.max(free);
            free = label + NUMBER;
            (x, label, n)
        };
        events.into_iter().map(place).collect()
    }

    /// The names of months below, as many as stand apart.
    fn months(&self, lang: Lang) -> Vec<(f64, String)> {
        let Some((begin, end)) = day_at(self.span.0).zip(day_at(self.span.1)) else { return Vec::new() };
        let mut all = Vec::new();
        let mut month = begin.with_day(1);
        while let Some(day) = month.filter(|day| *day <= end && all.len() < 1_200) {
            let x = self.x(f64::from(day.num_days_from_ce()));
            if x >= LEFT - 0.1 {
                all.push((x, day));
            }
            month = day.checked_add_months(Months::new(1));
        }
        let name = |day: NaiveDate| match lang {
            Lang::Zh => format!("{}月", day.month()),
            Lang::En => {
                let name = MONTHS.get(day.month0() as usize).copied().unwrap_or_default();
                let mut letters = name.chars().take(3);
                letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
            }
        };
        let mut named: Vec<(f64, String)> = Vec::new();
        for every in [1, 2, 3, 6, 12] {
            let some = all.iter().filter(|(_, day)| day.month0() % every == 0);
            named = some.map(|(x, day)| (*x, name(*day))).collect();
            if named.windows(2).all(|pair| pair[1].0 - pair[0].0 >= MONTH) {
                break;
            }
        }
        named.retain(|(x, _)| *x <= self.width - 20.0);
        named
    }

    fn draw(&self, plot: &Plot, chart: &Chart, n: usize, lang: Lang) -> Markup {
        let (right, floor) = (self.width - RIGHT, HEIGHT - BELOW);
        let band = plot.limits.map(|(lower, mean, upper)| (self.y(upper), self.y(mean), self.y(lower)));
        let goal = chart.goal.filter(|goal| goal.is_finite());
        let signals: Vec<(f64, f64)> = plot
            .signals
            .iter()
            .filter_map(|at| plot.values.get(*at))
            .filter_map(|(day, v)| Some((*day, (*v)?)))
            .collect();
        let last = plot.values.iter().rev().find_map(|(day, value)| Some((*day, (*value)?)));
        let path: String =
            if is_level(&plot.path) { String::new() } else { self.line(plot.path.iter().copied()) };
        let (titled, told) = (format!("t{n}"), format!("d{n}"));
        html! {
            svg viewBox=(format!("0 0 {} {}", self.width, HEIGHT)) role="img" aria-labelledby=(format!("{titled} {told}")) {
                title id=(titled) { (chart.name.get(lang)) }
                desc id=(told) {
                    (chart.status.text.get(lang)) " · " (chart.now.get(lang)) " → " (chart.target.get(lang)) " · " (chart.proof.text.get(lang))
                }
                @if let Some((upper, mean, lower)) = band {
                    rect.b x=(LEFT) y=(len(upper)) width=(len(right - LEFT)) height=(len((lower - upper).max(0.5))) {}
                    line.m x1=(LEFT) y1=(len(mean)) x2=(right) y2=(len(mean)) {}
                }
                @for tick in &self.scale.ticks {
                    @let y = len(self.y(*tick));
                    line.g x1=(LEFT) y1=(y) x2=(right) y2=(y) {}
                    text x=(LEFT - 5.0) y=(y) dy=".33em" text-anchor="end" { (short(*tick, lang)) }
                }
                @for (x, month) in self.months(lang) {
                    line.g x1=(len(x)) y1=(floor) x2=(len(x)) y2=(floor + 3.0) {}
                    text x=(len(x)) y=(HEIGHT - 3.0) { (month) }
                }
                @for (x, label, n) in self.events(chart) {
                    line.e x1=(len(x)) y1=(TOP - 2.0) x2=(len(x)) y2=(floor) {}
                    text.en x=(len(label)) y=(TOP - 3.0) text-anchor="middle" { (n + 1) }
                }
                @if let Some(goal) = goal {
                    @let y = self.y(goal);
                    line.t x1=(LEFT) y1=(len(y)) x2=(right) y2=(len(y)) {}
                    text.goal x=(LEFT + 3.0) y=(len(if y > TOP + 8.0 { y - 3.0 } else { y + 9.0 })) {
                        (text("目标 ", "target ").get(lang)) (number(goal, plot.unit, lang))
                    }
                }
                @if !path.is_empty() { path.p d=(path) {} }
                path.v d=(self.readings(plot)) {}
                @for (day, value) in plot.values.iter().filter_map(|(day, value)| Some((*day, (*value)?))) {
                    circle.d cx=(len(self.x(day))) cy=(len(self.y(value))) r="1.7" {}
                }
                @for (day, value) in signals {
                    circle.s cx=(len(self.x(day))) cy=(len(self.y(value))) r="3.2" {}
                }
                @if let Some((day, value)) = last {
                    @let said = number(value, plot.unit, lang);
                    @let (x, y) = (self.x(day), self.y(value));
                    // Behind the point where there is room, else above it.
                    @if x + 7.0 + width(&said) as f64 * FIGURE <= self.width {
                        text.now x=(len(x + 6.0)) y=(len(y)) dy=".33em" { (said) }
                    } @else {
                        text.now x=(len(right)) y=(len(if y > TOP + 12.0 { y - 6.0 } else { y + 13.0 })) text-anchor="end" { (said) }
                    }
                }
            }
        }
    }
}

/// Whether a path is level, so that it is the target itself.
fn is_level(path: &[(f64, f64)]) -> bool {
    path.windows(2).all(|pair| (pair[0].1 - pair[1].1).abs() < 1e-9)
}

/// A value of the scale in few characters: in ten thousands or hundred millions in Chinese, in thousands or millions in
/// English.
fn short(value: f64, lang: Lang) -> String {
    let steps = match lang {
        Lang::Zh => [(1e8, "亿"), (1e4, "万")],
        Lang::En => [(1e6, "M"), (1e3, "k")],
    };
    let large = value.abs() >= 100_000.0;
    let step = steps.into_iter().find(|(step, _)| large && value.abs() >= *step);
    step.map_or_else(
        || number(value, Unit::None, lang),
        |(step, sign)| format!("{}{sign}", number(value / step, Unit::None, lang)),
    )
}
