//! Spans of days below each other on a line of months: what each is on the left, its bar with the share that is
//! done, a word on the right. Named days and today stand above the bars; today runs through them as a line.

#[cfg(test)]
mod tests;

use super::pen::Pen;
use super::theme::Role;
use crate::finding::Level;
use crate::say;
use crate::sort::StableSort;
use crate::text::{Lang, fit, text, width};
use crate::tool::{Span, Timeline};
use chrono::{Datelike, Days, Months, NaiveDate};
use ratatui::layout::Rect;

/// No bars are drawn into less; titles and words stand alone then.
const NARROWEST: u16 = 12;
/// Named days take so many rows at most, where the room is short and where all is shown.
const MARK_ROWS: (usize, usize) = (3, 6);

/// The name of a day that has no room for all of it takes so many cells, and only so many where there is no room for those either.
const LONG_NAME: usize = 30;
const SHORT_NAME: usize = 9;

/// Where days stand.
struct Scale {
    from: NaiveDate,
    days: i64,
    x: u16,
    cells: u16,
}

impl Scale {
    fn of(timeline: &Timeline, x: u16, cells: u16) -> Option<Scale> {
        let days = (timeline.until - timeline.from).num_days() + 1;
        (days > 0 && cells >= NARROWEST).then_some(Scale { from: timeline.from, days, x, cells })
    }

    /// How far from the left edge a day begins, in cells; beyond the edges it is less than none or too many.
    fn at(&self, day: NaiveDate) -> f64 {
        (day - self.from).num_days() as f64 / self.days as f64 * f64::from(self.cells)
    }

    /// The cell that a day begins in, if it is on the line.
    fn cell(&self, day: NaiveDate) -> Option<u16> {
        let at = self.at(day);
        (at >= 0.0 && at < f64::from(self.cells)).then_some(at as u16)
    }

    /// The cells of a bar, the last one not included; an empty bar lies beyond an edge.
    fn bar(&self, (first, last): (NaiveDate, NaiveDate)) -> (u16, u16) {
        let end = last.checked_add_days(Days::new(1)).unwrap_or(last);
        let edge = f64::from(self.cells);
        let (from, to) = (self.at(first).round().clamp(0.0, edge), self.at(end).round().clamp(0.0, edge));
        let outside = self.at(end) <= 0.0 || self.at(first) >= edge || last < first;
        let from = from.min(edge - 1.0) as u16;
        if outside { (from, from) } else { (from, (to as u16).max(from + 1)) }
    }

    /// The days on which labelled months begin, with their labels.
    fn months(&self, lang: Lang) -> Vec<(u16, String)> {
        let label_cells = if lang == Lang::Zh { 5 } else { 4 };
        let month = f64::from(self.cells) * 30.4 / self.days as f64;
        let step = [1, 2, 3, 6, 12].into_iter().find(|n| month * f64::from(*n) >= f64::from(label_cells));
        let step = step.unwrap_or(12);
        let first = self.from.with_day(1).unwrap_or(self.from);
        let mut labels = Vec::new();
        let mut free = 0;
        for n in 0..=u32::try_from(self.days / 28 + 1).unwrap_or(0) {
            let Some(day) = first.checked_add_months(Months::new(n)) else { break };
            if n > 0 && !day.month0().is_multiple_of(step) {
                continue;
            }
            // The month that is cut by the left edge is named at the edge.
            let at = if day < self.from { Some(0) } else { self.cell(day) };
            let Some(at) = at.filter(|at| *at >= free) else { continue };
            let year = day.month() == 1 && month * f64::from(step) >= 7.0;
            let label = if year { year_name(day, lang) } else { month_name(day.month0(), lang).to_owned() };
            let cells = width(&label) as u16;
            if at + cells <= self.cells {
                free = at + cells + 1;
                labels.push((at, label));
            }
        }
        labels
    }
}

fn year_name(day: NaiveDate, lang: Lang) -> String {
    let year = day.year();
    say!("{year}年", "{year}").get(lang).to_owned()
}

fn month_name(month0: u32, lang: Lang) -> &'static str {
    const NAMES: [crate::text::Text; 12] = [
        text("1月", "Jan"),
        text("2月", "Feb"),
        text("3月", "Mar"),
        text("4月", "Apr"),
        text("5月", "May"),
        text("6月", "Jun"),
        text("7月", "Jul"),
        text("8月", "Aug"),
        text("9月", "Sep"),
        text("10月", "Oct"),
        text("11月", "Nov"),
        text("12月", "Dec"),
    ];
    NAMES.get(month0 as usize).map_or("", |name| name.get(lang))
}

/// Draws a timeline; gives how many rows it took. With `most` rows given the spans that matter most are shown, else
/// all of them.
pub fn draw(pen: &mut Pen<'_>, timeline: &Timeline, area: Rect, most: Option<u16>) -> u16 {
    let lang = pen.lang;
    let style = pen.style(Role::Group);
    let title = timeline.title.get(lang);
    let mut y = if title.is_empty() { 0 } else { pen.put_wrapped(area, title, style) };
    let widest = |of: &dyn Fn(&Span) -> usize| timeline.spans.iter().map(of).max().unwrap_or(0) as u16;
    let titles = widest(&|s| width(s.title.get(lang)) + indent(s)).min((area.width * 2 / 5).min(40));
    let labels = widest(&|s| width(&label(s, lang))).min(area.width / 4);
    let gaps = 1 + u16::from(labels > 0);
    let scale = Scale::of(timeline, area.x + titles + 1, area.width.saturating_sub(titles + labels + gaps));
    if let Some(scale) = &scale {
        if y < area.height {
            months(pen, scale, area.y + y);
            y += 1;
        }
        let rows = if most.is_some() { MARK_ROWS.0 } else { MARK_ROWS.1 } as u16;
        let room = Rect { y: area.y + y, height: rows.min(area.height - y), ..area };
        y += marks(pen, timeline, scale, room);
    }
    let room = most.unwrap_or(area.height).min(area.height).saturating_sub(y);
    let (shown, left) = fitting(timeline, usize::from(room));
    for span in shown {
        let line = Rect { y: area.y + y, height: 1, ..area };
        draw_span(pen, span, line, titles, labels);
        if let Some(scale) = &scale {
            draw_bar(pen, span, scale, line.y, timeline.today);
        }
        y += 1;
    }
    if left > 0 && y < area.height {
        let more = say!("还有 {left} 项", "{left} more");
        pen.put(area.x, area.y + y, area.width, more.get(lang), Role::Dim);
        y += 1;
    }
    y
}

/// The spans that there is room for, in their order, and how many are left out: headings and what is fine give way
/// to what is not, what is over or to come to what is going on.
fn fitting(timeline: &Timeline, room: usize) -> (Vec<&Span>, usize) {
    let spans = &timeline.spans;
    if spans.len() <= room {
        return (spans.iter().collect(), 0);
    }
    let going_on = |span: &Span| {
        timeline.today.zip(span.days).is_some_and(|(today, (first, last))| (first..=last).contains(&today))
    };
    let mut order: Vec<usize> = (0..spans.len()).collect();
    order.stable_sort_by_key(|n| {
        let span = &spans[*n];
        let urgent = if span.level >= Level::Watch { span.level } else { Level::Blank };
        (std::cmp::Reverse(urgent), !going_on(span), span.done >= 1.0, !span.heading, *n)
    });
    // One row says how many more there are.
    order.truncate(room.saturating_sub(1));
    order.sort_unstable();
    let left = spans.len() - order.len();
    (order.into_iter().map(|n| &spans[n]).collect(), left)
}

fn indent(span: &Span) -> usize {
    usize::from(!span.heading)
}

/// The word at the end of a line, behind the sign of its level, so that words stand below words.
fn label(span: &Span, lang: Lang) -> String {
    let sign = if span.level > Level::Blank { span.level.sign() } else { " " };
    format!("{sign} {}", span.label.get(lang)).trim_end().to_owned()
}

fn months(pen: &mut Pen<'_>, scale: &Scale, y: u16) {
    for (at, label) in scale.months(pen.lang) {
        pen.put(scale.x + at, y, scale.cells - at, &label, Role::Dim);
    }
}

/// A named day: where its sign stands, the sign, its name.
struct Mark<'a> {
    at: u16,
    sign: &'static str,
    name: &'a str,
    role: Role,
}

/// Today and the named days, each in the first row that has room for its name; how many have none is said beside them. Gives
/// how many rows they take.
fn marks(pen: &mut Pen<'_>, timeline: &Timeline, scale: &Scale, area: Rect) -> u16 {
    let lang = pen.lang;
    let today = timeline.today.and_then(|day| scale.cell(day));
    let now =
        today.map(|at| Mark { at, sign: "▾", name: text("今天", "today").get(lang), role: Role::Key });
    let named = timeline.marks.iter().filter_map(|(day, shown)| {
        let (sign, role) = match shown.level {
            Level::Blank => ("◇", Role::Plain),
            level => (level.sign(), Role::Level(level)),
        };
        Some(Mark { at: scale.cell(*day)?, sign, name: shown.text.get(lang), role })
    });
    let marks: Vec<Mark<'_>> = now.into_iter().chain(named).collect();
    let rows = usize::from(area.height);
    let mut taken: Vec<Vec<(u16, u16)>> = vec![Vec::new(); rows];
    // Those beyond the edges have no place at all.
    let outside = timeline.marks.iter().filter(|(day, _)| scale.cell(*day).is_none()).count();
    let (mut used, mut unnamed) = (0, outside);
    for mark in &marks {
        let free = |row: usize, (from, to): (u16, u16)| {
            // Two cells between names, or a sign between them could belong to either.
            taken[row].iter().all(|(a, b)| to + 1 < *a || from > *b + 1)
        };
        // Behind its sign, or before it where the line ends; then shorter, and the sign alone where none has room.
        let place_of = |name: &str| {
            let cells = width(name) as u16;
            let behind = (mark.at + 2 + cells <= scale.cells).then_some((mark.at, mark.at + 2 + cells));
            let before = (mark.at > cells).then(|| (mark.at - 1 - cells, mark.at + 1));
            let places = [behind, before].into_iter().flatten();
            places
                .flat_map(|place| (0..rows).map(move |row| (row, place)))
                .find(|(row, place)| free(*row, *place))
        };
        let most = usize::from(scale.cells / 2);
        let wanted = [most, most.min(LONG_NAME), SHORT_NAME];
        let named = wanted.into_iter().find_map(|cells| {
            let name = fit(mark.name, cells);
            Some((place_of(&name)?, name))
        });
        let (whole, name) = named.map_or((None, "".into()), |(place, name)| (Some(place), name));
        let cells = width(&name) as u16;
        let alone =
            || (0..rows).map(|row| (row, (mark.at, mark.at + 1))).find(|(row, place)| free(*row, *place));
        unnamed += usize::from(whole.is_none());
        let Some((row, (from, to))) = whole.or_else(alone) else { continue };
        let y = area.y + row as u16;
        pen.put(scale.x + mark.at, y, 1, mark.sign, mark.role);
        if whole.is_some() {
            let x = if from < mark.at { from } else { mark.at + 2 };
            pen.put(
                scale.x + x,
                y,
                cells,
                &name,
                if mark.role == Role::Plain { Role::Dim } else { mark.role },
            );
        }
        taken[row].push((from, to));
        used = used.max(row + 1);
    }
    if unnamed > 0 && area.height > 0 {
        let more = say!("另有 {unnamed} 个 ◇", "{unnamed} more ◇");
        let room = scale.x.saturating_sub(area.x + 1);
        let short = format!("+{unnamed} ◇");
        let more = if width(more.get(lang)) <= usize::from(room) { more.get(lang) } else { &short };
        pen.put(area.x, area.y, room, more, Role::Dim);
        used = used.max(1);
    }
    // The line of today runs on through the names below it.
    if let Some(at) = today {
        for (row, taken) in taken.iter().enumerate().take(used).skip(1) {
            if taken.iter().all(|(a, b)| at < *a || at >= *b) {
                pen.put(scale.x + at, area.y + row as u16, 1, "│", Role::Key);
            }
        }
    }
    used as u16
}

/// What a span is, and the word at its end.
fn draw_span(pen: &mut Pen<'_>, span: &Span, line: Rect, titles: u16, labels: u16) {
    let lang = pen.lang;
    let inset = indent(span) as u16;
    let role = if span.heading { Role::Bold } else { Role::Plain };
    pen.put(line.x + inset, line.y, titles - inset.min(titles), span.title.get(lang), role);
    let role = if span.level > Level::Blank { Role::Level(span.level) } else { Role::Dim };
    let x = line.right().saturating_sub(labels);
    pen.put(x, line.y, labels, &label(span, lang), role);
}

fn draw_bar(pen: &mut Pen<'_>, span: &Span, scale: &Scale, y: u16, today: Option<NaiveDate>) {
    if let Some(at) = today.and_then(|day| scale.cell(day)) {
        pen.put(scale.x + at, y, 1, "│", Role::Key);
    }
    let to_come = span.days.zip(today).is_some_and(|((first, _), today)| first > today);
    let role = match (span.level, span.heading) {
        (Level::Blank, true) => Role::Bold,
        // What is to come steps back behind what is going on.
        (Level::Blank, false) if to_come && span.done <= 0.0 => Role::Dim,
        (Level::Blank, false) => Role::Line,
        (level, _) => Role::Level(level),
    };
    if let Some(days) = span.days {
        let (from, to) = scale.bar(days);
        if from == to {
            let (at, sign) = if scale.at(days.0) < 0.0 { (0, "‹") } else { (scale.cells - 1, "›") };
            pen.put(scale.x + at, y, 1, sign, Role::Dim);
        }
        let done = done_cells(span.done, to - from);
        // A heading is a line, what stands below it are blocks: told apart without colour too.
        let (full, rest) = if span.heading { ("━", "─") } else { ("█", "░") };
        for at in from..to {
            pen.put(scale.x + at, y, 1, if at - from < done { full } else { rest }, role);
        }
    }
    if let Some(at) = span.point.and_then(|day| scale.cell(day)) {
        pen.put(scale.x + at, y, 1, "●", Role::Bold);
    }
}

/// How many cells of a bar are done: none only if nothing is, all only if everything is.
fn done_cells(share: f64, cells: u16) -> u16 {
    if share.is_nan() || share <= 0.0 || cells == 0 {
        return 0;
    }
    if share >= 1.0 || cells == 1 {
        return if share >= 1.0 { cells } else { 0 };
    }
    ((share * f64::from(cells)).round() as u16).clamp(1, cells - 1)
}
