//! A way to do the work in lanes: a row for each step, its dot in the lane of the one who does it, a row for each wait
//! with a bar to scale. A change of hands is a jump to another lane.

use super::super::pen::Pen;
use super::super::theme::Role;
use super::{name, time};
use crate::finding::Level;
use crate::text::{Lang, Phrase, fit, width};
use crate::tool::{FlowLine, FlowStep, Flows};
use ratatui::layout::Rect;

/// The cells of a lane.
const LANE: u16 = 3;
/// The cells of a time.
const TIME: u16 = 11;
/// The cells that a name leaves to what stands at the end of a step.
const NOTE: u16 = 17;
/// The longest bar of a wait.
const BAR: u16 = 14;

/// Draws the way; gives how many rows that took.
pub fn draw(pen: &mut Pen<'_>, flow: &FlowLine, lanes: &Lanes, area: Rect) -> u16 {
    let names = flow.steps.iter().map(|step| width(&name(step, pen))).max().unwrap_or(0) as u16;
    let name_x = area.x + lanes.cells() + 1;
    let names = names.min(area.width.saturating_sub(lanes.cells() + TIME + NOTE)).min(30);
    let time_x = name_x + names;
    let bar_x = time_x + TIME + 1;
    let room = area.right().saturating_sub(bar_x);
    let bar = room.min(BAR);
    let longest = flow.steps.iter().map(|step| step.wait).fold(0.0, f64::max);
    let mut y = lanes.head(pen, area);
    let mut before: Option<usize> = None;
    for step in &flow.steps {
        let lane = lanes.place(step);
        let level = Role::Level(step.level);
        let is_worst = step.level > Level::Blank;
        let waits_most = step.wait > step.work.unwrap_or(0.0);
        // A wait, or a change of hands.
        if step.wait > 0.0 || (before.is_some() && lane.is_some() && before != lane) {
            if y >= area.height {
                return area.height;
            }
            lanes.jump(pen, (area.x, area.y + y), before, lane);
            if step.wait > 0.0 {
                let role = if is_worst && waits_most { level } else { Role::Plain };
                pen.put(time_x, area.y + y, TIME, &time(Some(step.wait), usize::from(TIME), pen), role);
                let cells = (step.wait / longest * f64::from(bar)).ceil() as usize;
                let end = pen.put(bar_x, area.y + y, bar, &"░".repeat(cells), Role::Line);
                if is_worst && waits_most {
                    pen.put(bar_x + end + 1, area.y + y, 2, step.level.sign(), level);
                }
            }
            y += 1;
        }
        if y >= area.height {
            return area.height;
        }
        if let Some(lane) = lane {
            pen.put(area.x + lane as u16 * LANE, area.y + y, 2, "●", Role::Line);
        }
        pen.put(name_x, area.y + y, names, &fit(&name(step, pen), usize::from(names)), Role::Bold);
        let role = if is_worst && !waits_most { level } else { Role::Plain };
        pen.put(time_x, area.y + y, TIME, &time(step.work, usize::from(TIME), pen), role);
        let mut x = bar_x;
        if is_worst && !waits_most {
            x += pen.put(x, area.y + y, 2, step.level.sign(), level) + 1;
        }
        if lanes.is_hidden() {
            let lane = step.lane.as_ref().map_or("", |lane| lane.get(pen.lang));
            x += pen.put(x, area.y + y, area.right().saturating_sub(x), lane, Role::Plain) + 1;
        }
        pen.put(x, area.y + y, area.right().saturating_sub(x), step.note.get(pen.lang), Role::Plain);
        y += 1;
        before = lane.or(before);
    }
    y + 1
}

/// The lanes of all ways that are compared, in order of appearance, so that a sign means the same role in each.
pub struct Lanes {
    /// The names, each with its sign of two cells; none where there is no room for lanes.
    lanes: Vec<(Phrase, String)>,
    hidden: bool,
}

impl Lanes {
    /// The lanes where a way has so many cells.
    pub fn of(flows: &Flows, cells: u16, lang: Lang) -> Lanes {
        let mut lanes: Vec<(Phrase, String)> = Vec::new();
        let mut names: Vec<&Phrase> = Vec::new();
        let steps = flows.flows.iter().flat_map(|flow| &flow.steps);
        for lane in steps.filter_map(|step| step.lane.as_ref()) {
            if !names.contains(&lane) {
                names.push(lane);
            }
        }
        for lane in &names {
            let others: Vec<&str> =
                names.iter().filter(|other| *other != lane).map(|l| l.get(lang)).collect();
            let sign = sign(lane.get(lang), &others, &lanes);
            lanes.push(((*lane).clone(), sign));
        }
        let hidden = lanes.len() as u16 * LANE > cells / 3;
        if hidden {
            lanes.clear();
        }
        Lanes { lanes, hidden }
    }

    /// Whether there is no room, so that the names stand behind the steps.
    fn is_hidden(&self) -> bool {
        self.hidden
    }

    fn cells(&self) -> u16 {
        self.lanes.len() as u16 * LANE
    }

    fn place(&self, step: &FlowStep) -> Option<usize> {
        let lane = step.lane.as_ref()?;
        self.lanes.iter().position(|(known, _)| known == lane)
    }

    /// The signs above the lanes and what they stand for; gives the rows.
    fn head(&self, pen: &mut Pen<'_>, area: Rect) -> u16 {
        if self.lanes.is_empty() || area.height < 3 {
            return 0;
        }
        let lang = pen.lang;
        let names: Vec<String> = self
            .lanes
            .iter()
            .map(|(lane, sign)| {
                let name = lane.get(lang);
                if name == sign { name.to_owned() } else { format!("{sign} {name}") }
            })
            .collect();
        let style = pen.style(Role::Plain);
        let rows = pen.put_wrapped(Rect { height: 2, ..area }, &names.join("  "), style);
        for (n, (_, sign)) in self.lanes.iter().enumerate() {
            pen.put(area.x + n as u16 * LANE, area.y + rows, 2, sign, Role::Head);
        }
        rows + 1
    }

    /// The line from one lane to another.
    fn jump(&self, pen: &mut Pen<'_>, (x, y): (u16, u16), from: Option<usize>, to: Option<usize>) {
        let at = |lane: usize| x + lane as u16 * LANE;
        match (from, to) {
            (Some(from), Some(to)) if from != to => {
                let (left, right) = (from.min(to), from.max(to));
                let between = "─".repeat((right - left) * usize::from(LANE) - 1);
                let line = if from < to { format!("╰{between}╮") } else { format!("╭{between}╯") };
                pen.put(at(left), y, self.cells(), &line, Role::Line);
            }
            (Some(lane), Some(_) | None) => {
                pen.put(at(lane), y, 1, "│", Role::Line);
            }
            _ => {}
        }
    }
}

/// A sign of at most two cells for a lane that no other lane has: a Chinese character that no other name has where there
/// is one, else the first that is free; of letters the first and another one.
fn sign(name: &str, others: &[&str], taken: &[(Phrase, String)]) -> String {
    let is_free = |sign: &String| taken.iter().all(|(_, known)| known != sign);
    let letters: Vec<char> = name.chars().filter(|c| c.is_alphanumeric()).collect();
    let wide: Vec<char> = letters.iter().copied().filter(|c| width(&c.to_string()) == 2).collect();
    let own = wide.iter().filter(|c| others.iter().all(|other| !other.contains(**c)));
    let pairs = letters.iter().skip(1).filter_map(|second| {
        let pair = format!("{}{second}", letters.first()?);
        (width(&pair) <= 2).then_some(pair)
    });
    let numbers = (1..=99).map(|n: u32| n.to_string());
    own.chain(&wide).map(char::to_string).chain(pairs).chain(numbers).find(is_free).unwrap_or_default()
}
