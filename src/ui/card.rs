//! One row as a paper form: fields on top, a table of lines, fields below.

use super::panel;
use super::pen::Pen;
use super::theme::Role;
use super::{conclusion, grid};
use crate::app::view_state::{Slot, card_lines, slots};
use crate::app::{App, Focus, Spot};
use crate::facts::Facts;
use crate::finding::{Level, Line};
use crate::sheet::{AnyRow, Kind};
use crate::text::{visible_lines, width, wrapped};
use crate::tool::{CardPlan, Panel, View};
use ratatui::layout::{Position, Rect};

const BESIDE: u16 = 112;
/// A name that stands beside others needs no more than this.
const WORDS: u16 = 36;
/// A question is asked in columns no narrower than this.
const LEAST_QUESTION: u16 = 12;
/// And in no more lines than this.
const MOST_LINES: usize = 4;

/// One field as it is to be drawn.
struct Spotted {
    slot: usize,
    area: Rect,
}

/// Draws a form with its conclusion and panels.
pub fn draw(pen: &mut Pen<'_>, app: &mut App, view: &'static View, plan: &'static CardPlan, area: Rect) {
    let Some((tool, at, _)) = app.view() else { return };
    let panels = panel::panels(app, view);
    let has_panels = !panels.is_empty();
    let beside = has_panels && area.width >= BESIDE;
    let side = if beside { (area.width * 2 / 5).min(60) } else { 0 };
    let form = Rect { width: area.width - side, ..area };
    // Where nothing stands beside the form, what concerns this very card comes before the rest.
    let own = if beside { None } else { own_lines(&panels) };
    let concluded = match &own {
        Some(lines) if form.height < 24 => (lines.len() as u16 + 1).min(4),
        _ => conclusion::height(app, form),
    };
    let own = own.filter(|_| form.height < 24);
    let body = Rect { height: form.height - concluded, ..form };
    let mut below = None;
    if app.row().is_some() {
        pen.drawn.cells = form.width;
        app.drawn.cells = form.width;
        let used = draw_form(pen, app, view, plan, body, tool, at);
        let left = body.height.saturating_sub(used);
        if has_panels && !beside && left >= 8 {
            below = Some(Rect { y: body.y + used, height: left, ..body });
        }
    } else {
        let style = pen.style(Role::Dim);
        let inside = Rect {
            x: form.x + 2,
            y: form.y + 1,
            width: form.width - 4,
            height: form.height.saturating_sub(2),
        };
        pen.put_wrapped(inside, view.empty.get(app.lang()), style);
    }
    let strip = Rect { y: form.bottom() - concluded, height: concluded, ..form };
    match own {
        Some(lines) if app.row().is_some() => draw_own(pen, &lines, strip),
        _ if concluded > 0 => conclusion::draw(pen, app, strip),
        _ => {}
    }
    if beside {
        panel::beside(pen, &panels, Rect { x: form.right(), width: side, ..area }, false);
    } else if let Some(below) = below {
        panel::beside(pen, &panels, below, true);
    }
}

/// The lines about this card, if its panels begin with lines.
fn own_lines(panels: &[Panel]) -> Option<Vec<Line>> {
    match panels.first() {
        Some(Panel::Lines { lines, .. }) => Some(lines.clone()),
        _ => None,
    }
}

fn draw_own(pen: &mut Pen<'_>, lines: &[Line], area: Rect) {
    pen.rule(Rect { height: 1, ..area }, "");
    for (n, line) in lines.iter().take(usize::from(area.height) - 1).enumerate() {
        let role = if line.level == Level::Blank { Role::Plain } else { Role::Level(line.level) };
        let sign = if line.level == Level::Blank { "" } else { line.level.sign() };
        let y = area.y + 1 + n as u16;
        let x = area.x + 2 + pen.put(area.x + 2, y, 2, sign, role);
        pen.put(x + u16::from(!sign.is_empty()), y, area.width - 5, line.text.get(pen.lang), role);
    }
}

/// Draws the form; gives how many rows it needs. Where it does not fit it scrolls with the cursor.
fn draw_form(
    pen: &mut Pen<'_>,
    app: &mut App,
    view: &'static View,
    plan: &'static CardPlan,
    area: Rect,
    _tool: usize,
    at: usize,
) -> u16 {
    let lines = card_lines(view, plan, app.abreast());
    let slots = slots(view);
    let (Some(facts), Some(row), Some(view_state)) = (app.facts(), app.row(), app.view_state()) else {
        return 0;
    };
    let table_from = lines_before(view, plan, app.abreast());
    let table_to = table_from + plan.lines.len();
    let mut form = Form {
        facts,
        row,
        slots: &slots,
        lines: &lines,
        plan,
        table: table_from..table_to,
        lang: app.lang(),
        width: area.width,
        question: 0,
    };
    form.question = form.widest_question(area.height);
    let heights: Vec<u16> = (0..lines.len()).map(|n| form.height(n)).collect();
    let total: u16 = heights.iter().sum::<u16>() + form.extra();
    let cursor_line = lines.iter().position(|l| l.contains(&view_state.slot)).unwrap_or(0);
    // Scrolled so that the line under the cursor is whole on the screen, with its table's heads if it can be.
    let up_to = |n: usize| heights[..=n].iter().sum::<u16>() + form.extra_before(n + 1);
    let mut top = 0;
    while top < cursor_line && up_to(cursor_line) - before(&heights, &form, top) > area.height {
        top += 1;
    }
    let skipped = before(&heights, &form, top);
    let focus = app.focus == Focus::Middle;
    let current = view_state.slot;
    let mut y = area.y;
    for (n, height) in heights.iter().copied().enumerate().skip(top) {
        if n == form.table.start && !plan.lines.is_empty() {
            if n > 0 && y < area.bottom() && top < n {
                y += 1;
            }
            if y < area.bottom() {
                form.heads(pen, Rect { y, height: 1, ..area });
                y += 1;
            }
        }
        if n == form.table.end && !plan.lines.is_empty() && n > top {
            y += 1;
        }
        if y >= area.bottom() {
            break;
        }
        let height = height.min(area.bottom() - y);
        for spotted in form.line(pen, n, Rect { y, height, ..area }, current) {
            if spotted.slot == current && focus {
                pen.drawn.cell = spotted.area;
                pen.cursor = Some(Position { x: spotted.area.x, y: spotted.area.y });
            }
            pen.drawn.spots.push((spotted.area, Spot::Cell(view_state.row, spotted.slot)));
        }
        y += height;
    }
    pen.drawn.rows = 1;
    let _ = at;
    total.saturating_sub(skipped).min(area.height)
}

fn before(heights: &[u16], form: &Form<'_>, top: usize) -> u16 {
    if top == 0 { 0 } else { heights[..top].iter().sum::<u16>() + form.extra_before(top) }
}

/// How many lines of fields stand above the table.
fn lines_before(view: &View, plan: &CardPlan, abreast: usize) -> usize {
    let bare = CardPlan { header: plan.header, heads: &[], lines: &[], footer: &[] };
    card_lines(view, &bare, abreast).len()
}

struct Form<'a> {
    facts: &'a Facts,
    row: &'a dyn AnyRow,
    slots: &'a [Slot],
    lines: &'a [Vec<usize>],
    plan: &'static CardPlan,
    /// The lines that are those of the table.
    table: std::ops::Range<usize>,
    lang: crate::text::Lang,
    width: u16,
    /// How wide the questions of the table are, the gap behind them included; 0 where they are not shown.
    question: u16,
}

impl Form<'_> {
    fn column(&self, slot: usize) -> usize {
        match self.slots.get(slot) {
            Some(Slot::Column(column)) => *column,
            _ => 0,
        }
    }

    /// The rows of heads and gaps.
    fn extra(&self) -> u16 {
        self.extra_before(self.lines.len())
    }

    fn extra_before(&self, line: usize) -> u16 {
        if self.plan.lines.is_empty() {
            return 0;
        }
        let heads = if line > self.table.start { 1 + u16::from(self.table.start > 0) } else { 0 };
        heads + u16::from(line > self.table.end)
    }

    /// How wide the questions stand so that the form needs the fewest lines; 0 where it would not fit with them: the
    /// question of the line under the cursor is asked below all the same.
    fn widest_question(&self, height: u16) -> u16 {
        let questions: Vec<&str> = self.plan.lines.iter().map(|l| l.question.get(self.lang)).collect();
        let longest = questions.iter().map(|question| width(question)).max().unwrap_or(0) as u16;
        let room = self.width.saturating_sub(self.titles() + 3);
        // Of all widths only those at which the questions take a line less count.
        let in_lines = |lines: usize| {
            let fits = |cells: &u16| questions.iter().all(|q| wrapped(q, usize::from(*cells)).len() <= lines);
            (LEAST_QUESTION..=longest).find(fits).map(|cells| cells + 2).filter(|cells| *cells <= room / 2)
        };
        let needs = |question: u16| {
            let form = Form { question, table: self.table.clone(), ..*self };
            (0..form.lines.len()).map(|n| form.needs(n)).sum::<u16>() + form.extra()
        };
        let best = (1..=MOST_LINES).filter_map(in_lines).map(|question| (needs(question), question)).min();
        best.filter(|(lines, _)| *lines <= height).map_or(0, |(_, question)| question)
    }

    /// The titles of the table with the gap behind them.
    fn titles(&self) -> u16 {
        self.plan.lines.iter().map(|l| width(l.title.get(self.lang))).max().unwrap_or(0) as u16 + 2
    }

    /// The widths of the table: the titles, the questions where there is room, then the cells. Scores, dates and
    /// figures take what they need; prose has the rest.
    fn widths(&self) -> (u16, u16, Vec<u16>) {
        let (titles, question) = (self.titles(), self.question);
        let room = self.width.saturating_sub(titles + 3);
        let count = self.plan.lines.first().map_or(0, |l| l.cells.len());
        let wants: Vec<Option<u16>> = (0..count)
            .map(|n| {
                let head = self.plan.heads.get(n + 2).map_or(0, |h| width(h.get(self.lang))) as u16;
                let cells = self.plan.lines.iter().filter_map(|l| l.cells.get(n));
                cells.map(|key| self.needed(key)).try_fold(head, |most, cells| Some(most.max(cells?)))
            })
            .collect();
        let narrow: u16 = wants.iter().flatten().map(|cells| cells + 2).sum();
        let wide = wants.iter().filter(|w| w.is_none()).count() as u16;
        let rest = room.saturating_sub(question + narrow);
        let each = rest.checked_div(wide).unwrap_or(0).saturating_sub(2).max(8);
        (titles, question, wants.into_iter().map(|w| w.unwrap_or(each)).collect())
    }

    /// What a field needs whatever stands in it; none for words, which take what they can get.
    fn needed(&self, key: &str) -> Option<u16> {
        let def = self.row.def();
        match def.column(key).map(|c| def.columns[c].kind)? {
            Kind::Text | Kind::Prose | Kind::Link(_) => None,
            Kind::Score => Some(9),
            Kind::Date => Some(10),
            Kind::Tick => Some(12),
            Kind::Check => Some(5),
            Kind::Number | Kind::Count => Some(8),
            Kind::Choice(options) | Kind::OpenChoice(options) => {
                options.iter().map(|o| width(o.label.get(self.lang)) as u16).max().or(Some(4))
            }
        }
    }

    /// The title and the cell of each place where fields stand side by side: as above, words share what is left.
    fn abreast(&self) -> Vec<(u16, u16)> {
        let def = self.row.def();
        let outside = |n: &usize| !self.table.contains(n);
        let lines = || (0..self.lines.len()).filter(outside).map(|n| &self.lines[n]);
        let column = |slot: &usize| &def.columns[self.column(*slot)];
        let places = lines().map(Vec::len).max().unwrap_or(0);
        let mut all: Vec<(u16, Option<u16>)> = (0..places)
            .map(|place| {
                let titles =
                    lines().filter_map(|l| l.get(place)).map(|s| width(column(s).title.get(self.lang)));
                let shared = lines().filter(|l| l.len() > 1).filter_map(|l| l.get(place));
                let cells = shared
                    .map(|s| self.needed(column(s).key))
                    .try_fold(4, |most, cells| Some(most.max(cells?)));
                (titles.max().unwrap_or(0) as u16, cells)
            })
            .collect();
        let taken =
            |all: &[(u16, Option<u16>)]| -> u16 { all.iter().map(|(t, c)| t + 3 + c.unwrap_or(0)).sum() };
        let room = self.width.saturating_sub(2);
        if taken(&all) > room {
            for (_, cells) in &mut all {
                *cells = None;
            }
        }
        let words = all.iter().filter(|(_, cells)| cells.is_none()).count() as u16;
        let each = room.saturating_sub(taken(&all)).checked_div(words).unwrap_or(0).clamp(4, WORDS);
        all.into_iter().map(|(title, cells)| (title, cells.unwrap_or(each))).collect()
    }

    fn heads(&self, pen: &mut Pen<'_>, area: Rect) {
        let (titles, question, cells) = self.widths();
        let style = pen.style(Role::Head);
        for x in area.left()..area.right() {
            pen.buffer[(x, area.y)].set_symbol(" ").set_style(style);
        }
        let mut heads = self.plan.heads.iter().map(|h| h.get(self.lang));
        let mut x = area.x + 2;
        pen.put_styled(x, area.y, titles - 2, heads.next().unwrap_or_default(), style);
        x += titles;
        let asks = heads.next().unwrap_or_default();
        if question > 0 {
            pen.put_styled(x, area.y, question - 2, asks, style);
            x += question;
        }
        for (head, cells) in heads.zip(cells) {
            pen.put_styled(x, area.y, cells, head, style);
            x += cells + 2;
        }
    }

    fn text(&self, slot: usize, cells: u16) -> (String, Role) {
        let (text, role, _) = grid::look(self.facts, self.row, self.column(slot), cells, self.lang);
        (text, role)
    }

    /// How many rows a line takes.
    fn height(&self, n: usize) -> u16 {
        let most = if self.table.contains(&n) || self.lines[n].len() == 1 { 4 } else { 2 };
        self.needs(n).clamp(1, most)
    }

    /// How many rows a line would take with all that it says.
    fn needs(&self, n: usize) -> u16 {
        let lines =
            |text: &str, cells: u16| wrapped(&visible_lines(text), usize::from(cells.max(1))).len() as u16;
        if self.table.contains(&n) {
            let (_, question, cells) = self.widths();
            let asked = self.plan.lines[n - self.table.start].question.get(self.lang);
            let asked = if question > 0 { lines(asked, question - 2) } else { 1 };
            let cells =
                self.lines[n].iter().zip(cells).map(|(slot, cells)| lines(&self.text(*slot, cells).0, cells));
            return cells.max().unwrap_or(1).max(asked);
        }
        match self.lines[n].as_slice() {
            [slot] => {
                let label = self.abreast().first().map_or(0, |(label, _)| *label);
                let room = self.width.saturating_sub(label + 5);
                lines(&self.text(*slot, room).0, room)
            }
            // A name too long for its place goes on below, once.
            several => {
                let all = several.iter().zip(self.abreast());
                all.map(|(slot, (_, cells))| lines(&self.text(*slot, cells).0, cells)).max().unwrap_or(1)
            }
        }
    }

    /// Draws one line; gives where its fields stand.
    fn line(&self, pen: &mut Pen<'_>, n: usize, area: Rect, current: usize) -> Vec<Spotted> {
        if self.table.contains(&n) {
            return self.table_line(pen, n, area, current);
        }
        let fields = &self.lines[n];
        let def = self.row.def();
        let mut spotted = Vec::new();
        let mut x = area.x + 2;
        for (slot, (label, cells)) in fields.iter().zip(self.abreast()) {
            let title = def.columns[self.column(*slot)].title.get(self.lang);
            pen.put(x, area.y, label, title, Role::Dim);
            let alone = area.right().saturating_sub(x + label + 3).max(4);
            let cells = if fields.len() == 1 { alone } else { cells };
            let cell = Rect { x: x + label + 1, y: area.y, width: cells, height: area.height };
            let (text, role) = self.text(*slot, cells);
            let blank = text.is_empty();
            let shown = if blank { "—".to_owned() } else { text };
            let role = if blank { Role::Dim } else { role };
            spotted.push(Self::cell(pen, *slot, cell, &shown, role, current));
            x += label + cells + 3;
        }
        spotted
    }

    fn table_line(&self, pen: &mut Pen<'_>, n: usize, area: Rect, current: usize) -> Vec<Spotted> {
        let (titles, question, cells) = self.widths();
        let line = &self.plan.lines[n - self.table.start];
        let here = self.lines[n].contains(&current);
        if here {
            pen.fill(area, Role::Row);
            pen.put(area.x, area.y, 1, "▸", Role::Key);
        }
        let mut x = area.x + 2;
        pen.put(x, area.y, titles - 2, line.title.get(self.lang), Role::Bold);
        x += titles;
        if question > 0 {
            let style = pen.style(Role::Plain);
            let style = if here { style.patch(pen.style(Role::Row)) } else { style };
            pen.put_wrapped(Rect { x, width: question - 2, ..area }, line.question.get(self.lang), style);
            x += question;
        }
        let mut spotted = Vec::new();
        for (slot, cells) in self.lines[n].iter().zip(cells) {
            let cell = Rect { x, y: area.y, width: cells, height: area.height };
            let (text, role) = self.text(*slot, cells);
            let blank = text.is_empty();
            let shown = if blank { "—".to_owned() } else { text };
            let role = if blank { Role::Dim } else { role };
            spotted.push(Self::cell(pen, *slot, cell, &shown, role, current));
            x += cells + 2;
        }
        spotted
    }

    fn cell(pen: &mut Pen<'_>, slot: usize, area: Rect, shown: &str, role: Role, current: usize) -> Spotted {
        // The row's own shade stays behind the text.
        let mut style = ratatui::style::Style { bg: None, ..pen.style(role) };
        if slot == current {
            style = pen.style(Role::Cursor);
            pen.fill(area, Role::Cursor);
        }
        pen.put_wrapped(area, shown, style);
        Spotted { slot, area }
    }
}
