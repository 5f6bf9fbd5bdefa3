//! Steps one after the other: bars on one scale of time, then each way to do the work, as a ladder where there is room
//! for it and as lanes below each other where there is not.

mod ladder;
mod lanes;

use super::pen::Pen;
use super::theme::Role;
use crate::say;
use crate::sheet::Unit;
use crate::text::{pad_left, text, width};
use crate::tool::{FlowLine, FlowStep, Flows};
use ratatui::layout::Rect;

/// No bars are drawn into less.
const NARROWEST: u16 = 12;
/// From this width on a way is drawn as a ladder if it fits.
const LADDER: u16 = 88;
/// From this width on two ways stand beside each other where they are drawn in lanes.
const ABREAST: u16 = 128;
/// The sign of a step that runs beside others.
const BESIDE: &str = "‖";

/// Draws ways to do the same work; gives how many rows that took.
pub fn draw(pen: &mut Pen<'_>, flows: &Flows, area: Rect) -> u16 {
    let style = pen.style(Role::Group);
    let mut y = pen.put_wrapped(area, flows.title.get(pen.lang), style);
    y += bars(pen, flows, below(area, y));
    // All ways are drawn alike, so that they can be compared.
    let ladders: Option<Vec<_>> =
        flows.flows.iter().map(|flow| ladder::fit(flow, area.width, pen.lang)).collect();
    let mut ladders = ladders.filter(|_| area.width >= LADDER).map(Vec::into_iter);
    if let (None, [before, after]) = (&ladders, &flows.flows[..])
        && area.width >= ABREAST
        && y < area.height
    {
        let room = below(area, y);
        let left = Rect { width: area.width / 2 - 1, ..room };
        let right = Rect { x: left.right() + 2, width: area.width - left.width - 2, ..room };
        let lanes = lanes::Lanes::of(flows, left.width, pen.lang);
        let rows = [(before, left), (after, right)].map(|(flow, room)| {
            heading(pen, flow, room);
            1 + lanes::draw(pen, flow, &lanes, below(room, 1))
        });
        return y + rows.into_iter().max().unwrap_or(0);
    }
    let lanes = lanes::Lanes::of(flows, area.width, pen.lang);
    for flow in &flows.flows {
        if y >= area.height {
            break;
        }
        heading(pen, flow, below(area, y));
        y += 1;
        let room = below(area, y);
        y += match ladders.as_mut().and_then(Iterator::next) {
            Some(ladder) => ladder::draw(pen, flow, &ladder, room),
            None => lanes::draw(pen, flow, &lanes, room),
        };
    }
    y
}

fn heading(pen: &mut Pen<'_>, flow: &FlowLine, area: Rect) {
    let heading = say!("{title} {said}", "{title} {said}", title = flow.title, said = flow.said);
    pen.put(area.x, area.y, area.width, heading.get(pen.lang), Role::Bold);
}

fn below(area: Rect, y: u16) -> Rect {
    Rect { y: area.y + y.min(area.height), height: area.height.saturating_sub(y), ..area }
}

/// A time as it is shown in a drawing.
fn figure(minutes: f64, pen: &Pen<'_>) -> String {
    Unit::Duration.short(minutes).get(pen.lang).to_owned()
}

/// A bar for each way, all on one scale, with round ticks above and what the cells mean below.
fn bars(pen: &mut Pen<'_>, flows: &Flows, area: Rect) -> u16 {
    let lang = pen.lang;
    let longest = flows.flows.iter().map(|flow| flow.total).fold(0.0, f64::max);
    let labels: Vec<String> =
        flows.flows.iter().map(|flow| format!("{} {}", flow.title.get(lang), flow.said.get(lang))).collect();
    let names =
        labels.iter().map(|label| width(label)).max().unwrap_or(0).min(usize::from(area.width) / 3) as u16;
    let cells = area.width.saturating_sub(names + 2).min(100);
    if longest <= 0.0 || cells < NARROWEST || area.height < 3 {
        return 0;
    }
    let x = area.x + names + 1;
    let minutes_per_cell = longest / f64::from(cells);
    ticks(pen, Rect { x, width: cells + 1, height: 1, ..area }, longest, minutes_per_cell);
    let mut y = 1;
    for (flow, label) in flows.flows.iter().zip(&labels) {
        pen.put(area.x, area.y + y, names, label, Role::Plain);
        bar(pen, flow, (x, area.y + y, cells), minutes_per_cell);
        y += 1;
    }
    let each = figure(minutes_per_cell, pen);
    let beside = if flows.flows.iter().flat_map(|flow| &flow.steps).any(|step| step.beside) {
        text("  ‖ 同时进行", "  ‖ side by side")
    } else {
        text("", "")
    };
    let legend = say!(
        "█ 处理  ░ 等待{beside}  每格约 {each}",
        "█ work  ░ waiting{beside}  a cell is about {each}",
        beside,
        each
    );
    pen.put(x, area.y + y, area.right().saturating_sub(x), legend.get(lang), Role::Plain);
    y + 2
}

/// Round times above the bars.
fn ticks(pen: &mut Pen<'_>, line: Rect, longest: f64, minutes_per_cell: f64) {
    const STEPS: [f64; 16] = [
        1.0, 5.0, 10.0, 15.0, 30.0, 60.0, 120.0, 240.0, 480.0, 720.0, 1440.0, 2880.0, 7200.0, 14_400.0,
        43_200.0, 144_000.0,
    ];
    let step = STEPS.into_iter().find(|step| step / minutes_per_cell >= 10.0).unwrap_or(longest);
    let mut at = 0.0;
    while at <= longest && step > 0.0 {
        let label = if at == 0.0 { "0".to_owned() } else { figure(at, pen) };
        let cells = width(&label) as u16;
        let from = (at / minutes_per_cell).round() as u16;
        if from + cells <= line.width {
            pen.put(line.x + from, line.y, cells, &label, Role::Plain);
        }
        at += step;
    }
}

/// The steps of a way: work is drawn in full and takes a cell at least, waiting is drawn light.
fn bar(pen: &mut Pen<'_>, flow: &FlowLine, (x, y, cells): (u16, u16, u16), minutes_per_cell: f64) {
    let cell = |minutes: f64| ((minutes / minutes_per_cell).round() as u16).min(cells);
    let mut drawn = vec![' '; usize::from(cells)];
    let mut fill = |from: u16, to: u16, sign: char| {
        for cell in drawn.iter_mut().take(usize::from(to)).skip(usize::from(from)) {
            *cell = sign;
        }
    };
    for step in &flow.steps {
        fill(cell(step.from), cell(step.from + step.wait), '░');
    }
    for step in flow.steps.iter().filter(|step| step.work.is_some()) {
        let from = cell(step.from + step.wait).min(cells - 1);
        let to = cell(step.from + step.wait + step.work.unwrap_or(0.0)).max(from + 1);
        fill(from, to, '█');
    }
    let drawn: String = drawn.into_iter().collect();
    pen.put(x, y, cells, drawn.trim_end(), Role::Line);
}

/// A time in so many cells, at their right end; blank where there is none.
fn time(minutes: Option<f64>, cells: usize, pen: &Pen<'_>) -> String {
    pad_left(&minutes.map_or_else(|| "–".to_owned(), |minutes| figure(minutes, pen)), cells)
}

/// A step's name, marked where it runs beside others.
fn name(step: &FlowStep, pen: &Pen<'_>) -> String {
    let beside = if step.beside { BESIDE } else { "" };
    format!("{beside}{}", step.title.get(pen.lang))
}
