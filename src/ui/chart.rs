//! Values over time as a line of fine dots: readings, target path, limits, signals, named days.

mod marks;
#[cfg(test)]
mod tests;

use self::marks::{Marks, Said};
use super::pen::Pen;
use super::theme::Role;
use crate::sheet::number;
use crate::text::width;
use crate::tool::Chart;
use ratatui::layout::Rect;
use ratatui::style::Color;
use ratatui::symbols::Marker;
use ratatui::widgets::Widget;
use ratatui::widgets::canvas::{Canvas, Context, Line, Points};

/// Draws a chart; gives how many rows it took.
pub fn draw(pen: &mut Pen<'_>, chart: &Chart, area: Rect) -> u16 {
    let lang = pen.lang;
    let mut y = 0;
    if let Some(title) = &chart.title {
        let style = pen.style(Role::Group);
        y += pen.put_wrapped(area, title.get(lang), style);
    }
    if area.height < y + 5 || area.width < 24 {
        return y;
    }
    let Some((low, high)) = range(chart) else {
        let none = crate::text::text("暂无数据", "No readings yet").get(lang);
        pen.put(area.x, area.y + y, area.width, none, Role::Dim);
        return y + 1;
    };
    let (first, last) = span(chart);
    let ticks = ticks(chart, low, high).map(|value| {
        let shown = if chart.whole { value } else { (value * 10.0).round() / 10.0 };
        (value, number(shown, chart.unit, lang))
    });
    let scale = ticks.iter().map(|(_, l)| width(l)).max().unwrap_or(0) as u16 + 1;
    let legend = u16::from(!chart.legend.is_empty());
    let across = area.width - scale;
    let place = |x: f64| (first..=last).contains(&x).then(|| dot(x, first, last, across, 2));
    let marks = Marks::of(&chart.marks, across, place, lang);
    let signs_row = u16::from(!marks.signs.is_empty());
    // The plot comes before the list: it keeps four rows.
    let below = 1 + signs_row + legend;
    let listed = marks.lines(across, usize::from(area.height.saturating_sub(y + below + 4)));
    let plot = Rect {
        x: area.x + scale,
        y: area.y + y,
        width: across,
        height: area.height - y - below - listed.len() as u16,
    };
    let dim = pen.style(Role::Dim);
    for (n, (value, label)) in ticks.iter().enumerate() {
        // A tick in the middle that rounds to an end would say the same twice.
        if n == 0 || ticks[..n].iter().all(|(_, other)| other != label) {
            let at = plot.y + dot(high + low - value, low, high, plot.height, 4);
            pen.put_right(area.x, at, scale - 1, label, dim);
        }
    }
    let colour = |role: Role| pen.style(role).fg.unwrap_or(Color::Reset);
    let colours = Colours {
        line: colour(Role::Line),
        path: colour(Role::Path),
        limit: colour(Role::Limit),
        today: colour(Role::Dim),
    };
    let canvas =
        Canvas::default().marker(Marker::Braille).x_bounds([first, last]).y_bounds([low, high]).paint(
            |context| {
                paint(context, chart, &colours, (low, high));
            },
        );
    canvas.render(plot, pen.buffer);
    signs(pen, chart, plot, (first, last), (low, high));
    for (column, sign) in &marks.signs {
        let beside = match sign {
            Said::Name(name) => name,
            // A number that no list explains says nothing.
            Said::Number(number) if !listed.is_empty() => number,
            Said::Number(_) => "",
        };
        let said = format!("▲{beside}");
        pen.put(plot.x + column, plot.bottom(), plot.width - column, &said, Role::Dim);
    }
    let mut line = plot.bottom() + signs_row;
    if let Some(((_, from), (_, to))) = &chart.span {
        pen.put(plot.x, line, plot.width / 2, from.get(lang), Role::Dim);
        pen.put_right(plot.x, line, plot.width, to.get(lang), dim);
    }
    line += 1;
    if legend > 0 {
        let mut x = plot.x;
        for (n, said) in chart.legend.iter().enumerate() {
            let role = [Role::Line, Role::Path, Role::Limit][n.min(2)];
            let entry = format!("━ {}", said.get(lang));
            if x + width(&entry) as u16 > plot.right() {
                break;
            }
            x += pen.put(x, line, plot.right() - x, &entry, role) + 2;
        }
    }
    for (n, said) in listed.iter().enumerate() {
        pen.put(plot.x, line + legend + n as u16, plot.width, said, Role::Dim);
    }
    area.height
}

struct Colours {
    line: Color,
    path: Color,
    limit: Color,
    today: Color,
}

/// The lowest and the highest that has to be seen, with a little air.
fn range(chart: &Chart) -> Option<(f64, f64)> {
    let values = chart.values.iter().filter_map(|(_, v)| *v);
    let path = chart.path.iter().map(|(_, v)| *v);
    let limits = chart.limits.iter().flat_map(|(low, mean, high)| [*low, *mean, *high]);
    let all: Vec<f64> = values.chain(path).chain(limits).filter(|v| v.is_finite()).collect();
    let (low, high) = all.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), v| (a.min(*v), b.max(*v)));
    if !low.is_finite() || !high.is_finite() {
        return None;
    }
    if chart.whole {
        let (low, high) = (low.floor(), high.ceil());
        return Some((low, if high > low { high } else { low + 1.0 }));
    }
    let air = ((high - low) * 0.06).max(if high > low { 0.0 } else { 1.0 });
    // Nothing is counted below zero, so no room is spent on it.
    Some((if low >= 0.0 { (low - air).max(0.0) } else { low - air }, high + air))
}

fn span(chart: &Chart) -> (f64, f64) {
    let days =
        chart.values.iter().map(|(x, _)| *x).chain(chart.path.iter().map(|(x, _)| *x)).chain(chart.today);
    let (first, last) = match &chart.span {
        Some(((from, _), (to, _))) => (*from, *to),
        None => days.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), x| (a.min(x), b.max(x))),
    };
    if first < last { (first, last) } else { (first, first + 1.0) }
}

fn paint(context: &mut Context<'_>, chart: &Chart, colours: &Colours, (low, high): (f64, f64)) {
    let (first, last) = span(chart);
    if let Some((lower, mean, upper)) = chart.limits {
        for y in [lower, upper] {
            dashes(context, (first, y), (last, y), colours.limit);
        }
        context.draw(&Line { x1: first, y1: mean, x2: last, y2: mean, color: colours.limit });
    }
    if let Some(today) = chart.today {
        dashes(context, (today, low), (today, high), colours.today);
    }
    for pair in chart.path.windows(2) {
        dashes(context, pair[0], pair[1], colours.path);
    }
    for pair in chart.values.windows(2) {
        if let [(x1, Some(y1)), (x2, Some(y2))] = pair {
            context.draw(&Line { x1: *x1, y1: *y1, x2: *x2, y2: *y2, color: colours.line });
        }
    }
    let alone: Vec<(f64, f64)> = chart.values.iter().filter_map(|(x, y)| y.map(|y| (*x, y))).collect();
    context.draw(&Points { coords: &alone, color: colours.line });
}

/// A line of dashes, to tell it from the values without colour.
fn dashes(context: &mut Context<'_>, (x1, y1): (f64, f64), (x2, y2): (f64, f64), color: Color) {
    const PIECES: u32 = 24;
    let at = |n: u32| {
        let part = f64::from(n) / f64::from(PIECES);
        (x1 + (x2 - x1) * part, y1 + (y2 - y1) * part)
    };
    for n in (0..PIECES).step_by(2) {
        let ((ax, ay), (bx, by)) = (at(n), at(n + 1));
        context.draw(&Line { x1: ax, y1: ay, x2: bx, y2: by, color });
    }
}

/// The values that the scale names: the highest, the middle, the lowest.
fn ticks(chart: &Chart, low: f64, high: f64) -> [f64; 3] {
    let middle = f64::midpoint(low, high);
    [high, if chart.whole { middle.round() } else { middle }, low]
}

/// The cell of a value between two ends, counted from the lower one: that of its dot, of which a cell has so
/// many, as the canvas rounds it.
fn dot(value: f64, from: f64, to: f64, cells: u16, dots: u16) -> u16 {
    let share = ((value - from) / (to - from)).clamp(0.0, 1.0);
    let last = (u32::from(cells) * u32::from(dots)).saturating_sub(1);
    (share * f64::from(last)).round() as u16 / dots
}

/// Where a value stands in the plot.
fn cell_at(plot: Rect, x: f64, y: f64, (first, last): (f64, f64), (low, high): (f64, f64)) -> (u16, u16) {
    (plot.x + dot(x, first, last, plot.width, 2), plot.y + dot(high + low - y, low, high, plot.height, 4))
}

fn signs(pen: &mut Pen<'_>, chart: &Chart, plot: Rect, across: (f64, f64), down: (f64, f64)) {
    for signal in &chart.signals {
        if let Some((x, Some(y))) = chart.values.get(*signal) {
            let (column, row) = cell_at(plot, *x, *y, across, down);
            pen.put(column, row, 1, "◆", Role::Level(crate::finding::Level::Watch));
        }
    }
}
