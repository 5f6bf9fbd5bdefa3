//! Values over time as a line of fine dots: readings, target path, limits, signals, named days.

mod axis;
mod marks;
#[cfg(test)]
mod tests;

use self::marks::Marks;
use super::pen::Pen;
use super::theme::Role;
use crate::finding::Level;
use crate::sheet::number;
use crate::stats::Scale;
use crate::text::{Lang, text, width};
use crate::tool::Chart;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};
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
    let span = span(chart);
    let Some(range) = range(chart, span) else {
        let none = text("暂无数据", "No readings yet").get(lang);
        pen.put(area.x, area.y + y, area.width, none, Role::Dim);
        return y + 1;
    };
    let (first, last) = span;
    // How high the plot becomes depends on what stands below it, and that on how wide the scale is.
    let labels = |rows: u16| {
        // Room for one name in three rows.
        let scale = Scale::of(range, (rows / 3).clamp(1, 6), chart.whole);
        // Nobody can do more items than there are.
        let scale = if chart.whole && range.1 > range.0 { scale.ending_at(range.1) } else { scale };
        let said: Vec<_> = scale.ticks.iter().map(|value| number(*value, chart.unit, lang)).collect();
        let cells = said.iter().map(|l| width(l)).max().unwrap_or(0) as u16 + 1;
        (scale, said, cells)
    };
    let cells = (1..=area.height - y).map(|rows| labels(rows).2).max().unwrap_or(0).min(area.width / 3);
    let across = area.width - cells;
    let place = |x: f64| (first..=last).contains(&x).then(|| dot(x, first, last, across, 2));
    let mut marks = Marks::of(&chart.marks, across, place, lang);
    let signs_row = u16::from(marks.any());
    let legend = legend_lines(&legend(chart, span, lang), across, if area.height >= y + 10 { 2 } else { 1 });
    // The plot comes before the list: it keeps four rows.
    let below = 1 + signs_row + legend.len() as u16;
    let listed = marks.list(across, usize::from(area.height.saturating_sub(y + below + 4)), area.height);
    let plot = Rect {
        x: area.x + cells,
        y: area.y + y,
        width: across,
        height: (area.height - y).saturating_sub(below + listed.len() as u16).max(1),
    };
    let (scale, said, _) = labels(plot.height);
    let down = (scale.low, scale.high);
    let dim = pen.style(Role::Dim);
    for (value, label) in scale.ticks.iter().zip(&said) {
        let at = plot.y + dot(down.0 + down.1 - value, down.0, down.1, plot.height, 4);
        pen.put_right(area.x, at, cells - 1, label, dim);
    }
    let colour = |role: Role| pen.style(role).fg.unwrap_or(Color::Reset);
    let colours = Colours {
        line: colour(Role::Line),
        path: colour(Role::Path),
        limit: colour(Role::Limit),
        today: colour(Role::Dim),
    };
    let canvas =
        Canvas::default().marker(Marker::Braille).x_bounds([first, last]).y_bounds([down.0, down.1]).paint(
            |context| {
                paint(context, chart, &colours, span, down, plot.width);
            },
        );
    canvas.render(plot, pen.buffer);
    signs(pen, chart, plot, span, down);
    values_named(pen, chart, plot, span, down);
    for (column, said) in marks.signs() {
        pen.put(plot.x + column, plot.bottom(), plot.width - column, &said, Role::Dim);
    }
    let mut line = plot.bottom() + signs_row;
    let (mut from, mut until) = (0, plot.width);
    if let Some(((_, begin), (_, end))) = &chart.span {
        from = pen.put(plot.x, line, plot.width / 2, begin.get(lang), Role::Dim) + 2;
        pen.put_right(plot.x, line, plot.width, end.get(lang), dim);
        until = plot.width.saturating_sub(width(end.get(lang)) as u16 + 2);
    }
    for (column, month) in axis::months(span, place, (from, until), lang) {
        pen.put(plot.x + column, line, plot.width - column, &month, Role::Dim);
    }
    line += 1;
    for (n, entries) in legend.iter().enumerate() {
        let mut x = plot.x;
        for (entry, role) in entries {
            x += pen.put(x, line + n as u16, plot.right().saturating_sub(x), entry, *role) + 2;
        }
    }
    line += legend.len() as u16;
    for (n, said) in listed.iter().enumerate() {
        pen.put(plot.x, line + n as u16, plot.width, said, Role::Dim);
    }
    area.height
}

/// What each line and sign of the chart means, drawn as it stands there: of those only that are on it.
fn legend(chart: &Chart, span: (f64, f64), lang: Lang) -> Vec<(String, Role)> {
    let mut entries = Vec::new();
    let samples = [("⠒⠒⠒", Role::Line), ("⠒⠒ ⠒⠒", Role::Path)];
    for ((sample, role), said) in samples.iter().zip(&chart.legend) {
        entries.push((format!("{sample} {}", said.get(lang)), *role));
    }
    if chart.limits.is_some() {
        entries.push((format!("⠂⠂⠂ {}", text("均值", "mean").get(lang)), Role::Limit));
        entries.push((format!("⠂ ⠂ {}", text("控制限", "natural limits").get(lang)), Role::Limit));
    }
    if chart.signals.iter().any(|n| chart.values.get(*n).is_some_and(|(x, _)| within(span, *x))) {
        entries.push((format!("◆ {}", text("信号", "signal").get(lang)), Role::Level(Level::Watch)));
    }
    if chart.today.is_some_and(|x| within(span, x)) {
        entries.push((format!("⢸ {}", text("今天", "today").get(lang)), Role::Dim));
    }
    entries
}

/// The entries in at most so many lines; what has no room is left out, the last first.
fn legend_lines(entries: &[(String, Role)], cells: u16, most: usize) -> Vec<Vec<(String, Role)>> {
    let mut lines: Vec<Vec<(String, Role)>> = Vec::new();
    let mut used = usize::from(cells);
    for entry in entries {
        let wide = width(&entry.0);
        if used + 2 + wide > usize::from(cells) {
            if lines.len() == most || wide > usize::from(cells) {
                break;
            }
            lines.push(Vec::new());
            used = 0;
        }
        used += wide + 2;
        if let Some(line) = lines.last_mut() {
            line.push(entry.clone());
        }
    }
    lines
}

/// Writes the latest value beside its dot, and the value to be reached where the path ends.
fn values_named(pen: &mut Pen<'_>, chart: &Chart, plot: Rect, across: (f64, f64), down: (f64, f64)) {
    let lang = pen.lang;
    let goal = chart.goal.filter(|(x, _)| within(across, *x)).map(|(x, y)| {
        let said = format!("{} {}", text("目标", "target").get(lang), number(y, chart.unit, lang));
        let (column, row) = cell_at(plot, x, y, across, down);
        let cells = (width(&said) as u16).min(plot.width);
        let left = (column + 1).saturating_sub(cells).max(plot.x);
        // Above its line, or below where the plot ends there.
        let row = if row > plot.y { row - 1 } else { (row + 1).min(plot.bottom() - 1) };
        pen.put(left, row, cells, &said, Role::Path);
        (left, row, cells)
    });
    let last = chart.values.iter().rev().find_map(|(x, y)| Some((*x, (*y)?)));
    let Some((x, y)) = last.filter(|(x, _)| within(across, *x)) else { return };
    let said = number(y, chart.unit, lang);
    let cells = width(&said) as u16;
    let (column, row) = cell_at(plot, x, y, across, down);
    let free = |left: u16, row: u16| {
        let taken = goal.is_some_and(|(x, y, wide)| y == row && left < x + wide + 1 && x < left + cells + 1);
        left >= plot.x && left + cells <= plot.right() && row >= plot.y && row < plot.bottom() && !taken
    };
    let before = (column + 1).saturating_sub(cells);
    let places = [
        (column + 2, row),
        (before, row.saturating_sub(1)),
        (before, row + 1),
        (column.saturating_sub(cells + 1), row),
    ];
    if let Some((left, row)) = places.into_iter().find(|(left, row)| free(*left, *row)) {
        let style = pen.style(Role::Line).add_modifier(Modifier::BOLD);
        pen.put_styled(left, row, cells, &said, style);
    }
}

struct Colours {
    line: Color,
    path: Color,
    limit: Color,
    today: Color,
}

/// The lowest and the highest that has to be seen.
fn range(chart: &Chart, span: (f64, f64)) -> Option<(f64, f64)> {
    let values = chart.values.iter().filter(|(x, _)| within(span, *x)).filter_map(|(_, v)| *v);
    let path = chart.path.windows(2).filter_map(|pair| clipped(pair[0], pair[1], span));
    let path = path.flat_map(|((_, a), (_, b))| [a, b]);
    let limits = chart.limits.iter().flat_map(|(low, mean, high)| [*low, *mean, *high]);
    let goal = chart.goal.iter().filter(|(x, _)| within(span, *x)).map(|(_, y)| *y);
    let all = values.chain(path).chain(limits).chain(goal).filter(|v| v.is_finite());
    let (low, high) = all.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), v| (a.min(v), b.max(v)));
    (low.is_finite() && high.is_finite()).then_some((low, high))
}

fn within((first, last): (f64, f64), x: f64) -> bool {
    (first..=last).contains(&x)
}

/// The part of a piece of a line that lies between two days.
fn clipped(a: (f64, f64), b: (f64, f64), (first, last): (f64, f64)) -> Option<((f64, f64), (f64, f64))> {
    let at = |x: f64| {
        let share = if b.0 > a.0 { (x - a.0) / (b.0 - a.0) } else { 0.0 };
        (x, a.1 + (b.1 - a.1) * share)
    };
    let (from, to) = (a.0.max(first), b.0.min(last));
    (from <= to).then(|| (if from > a.0 { at(from) } else { a }, if to < b.0 { at(to) } else { b }))
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

fn paint(
    context: &mut Context<'_>,
    chart: &Chart,
    colours: &Colours,
    span: (f64, f64),
    (low, high): (f64, f64),
    cells: u16,
) {
    if let Some((lower, mean, upper)) = chart.limits {
        // Finer than the dashes of the path, so that they are told apart without colour.
        dots(context, mean, span, cells, 2, colours.limit);
        for y in [lower, upper] {
            dots(context, y, span, cells, 4, colours.limit);
        }
    }
    if let Some(today) = chart.today.filter(|x| within(span, *x)) {
        dashes(context, (today, low), (today, high), colours.today);
    }
    for pair in chart.path.windows(2) {
        if let Some((from, to)) = clipped(pair[0], pair[1], span) {
            dashes(context, from, to, colours.path);
        }
    }
    for pair in chart.values.windows(2) {
        if let [(x1, Some(y1)), (x2, Some(y2))] = pair
            && let Some(((x1, y1), (x2, y2))) = clipped((*x1, *y1), (*x2, *y2), span)
        {
            context.draw(&Line { x1, y1, x2, y2, color: colours.line });
        }
    }
    let alone: Vec<(f64, f64)> = chart.values.iter().filter_map(|(x, y)| y.map(|y| (*x, y))).collect();
    context.draw(&Points { coords: &alone, color: colours.line });
}

/// A level line of dots, one for so many dots of the plot.
fn dots(
    context: &mut Context<'_>,
    y: f64,
    (first, last): (f64, f64),
    cells: u16,
    every: usize,
    color: Color,
) {
    let all = usize::from(cells) * 2;
    let at = |n: usize| (first + (last - first) * n as f64 / all.saturating_sub(1).max(1) as f64, y);
    let coords: Vec<(f64, f64)> = (0..all).step_by(every).map(at).collect();
    context.draw(&Points { coords: &coords, color });
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
        if let Some((x, Some(y))) = chart.values.get(*signal).filter(|(x, _)| within(across, *x)) {
            let (column, row) = cell_at(plot, *x, *y, across, down);
            pen.put(column, row, 1, "◆", Role::Level(Level::Watch));
        }
    }
}
