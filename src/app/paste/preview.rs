//! A block before it is put in: which column goes where, which line goes where, what every cell becomes.

use crate::app::App;
use crate::app::layer::{Keys, Layer};
use crate::command::{Command, Context, Entry};
use crate::finding::Level;
use crate::intake::{CellPlan, Choice, Decision, Field, Goes, Intake, LinePlan, Plan, Rest};
use crate::say;
use crate::text::{Phrase, Text, count, text};

/// A place in the table of a preview. Line 0 holds the titles, the others the lines of the plan; column 0 says where a
/// line goes, the others are the columns of the block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct Place {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// A block before it is put in.
pub struct Preview {
    /// The block and what was decided about it.
    pub intake: Box<Intake>,
    /// What comes of it.
    pub plan: Plan,
    /// Where the cursor stands.
    pub at: Place,
    /// The first line shown below the titles.
    pub top: usize,
    /// The first column of the block shown.
    pub left: usize,
    /// The first line of the notes, where they are read in the place of the table.
    pub notes: Option<usize>,
    /// How many lines of the notes do not fit above the table.
    pub hidden: usize,
    /// Which of the worksheets of a file it is, and of how many, if it is one of several.
    pub part: Option<(usize, usize)>,
    /// Which of several files it is, and of how many.
    pub of_files: Option<(usize, usize)>,
}

/// What Enter does where the cursor stands.
enum Enter {
    Column,
    Line,
    Mend,
    Side,
    Put,
    Next,
}

/// The keys of a preview.
pub(in crate::app) static KEYS: Keys =
    Keys { context: Context::Intake, hint, run, key: App::key_in_preview, scroll, click, ..Keys::BLANK };

impl Preview {
    /// A preview with the cursor on what has to be decided first, or where it stood before.
    pub fn new(intake: Box<Intake>, plan: Plan, before: Option<Place>) -> Preview {
        let at = Place { line: 1, column: 1 };
        let mut preview =
            Preview { at, top: 0, left: 0, notes: None, hidden: 0, part: None, of_files: None, intake, plan };
        if let Some(at) = before {
            preview.at = at;
            // Where it was decided, the next is at hand.
            if !preview.stays() && !preview.plan.is_ready() {
                preview.go_to_next();
            }
        } else {
            let first = preview.places().first().or(preview.changed().first()).copied();
            preview.at = first.unwrap_or(preview.at);
        }
        preview.keep_in();
        preview
    }

    /// The line of the plan under the cursor.
    pub fn line(&self) -> Option<&LinePlan> {
        self.plan.lines.get(self.at.line.checked_sub(1)?)
    }

    /// The column of the block under the cursor.
    pub fn column(&self) -> Option<usize> {
        self.at.column.checked_sub(1)
    }

    /// What becomes of the cell under the cursor.
    pub fn cell(&self) -> Option<&CellPlan> {
        self.line()?.cells.get(self.column()?)
    }

    /// The text of the cell under the cursor.
    pub fn typed(&self) -> Option<&str> {
        let line = self.line()?;
        self.intake.lines.get(line.line)?.get(self.column()?).map(String::as_str)
    }

    /// Whether a column of the block says what the rows are called.
    pub fn is_name(&self, at: usize) -> bool {
        self.intake.fields.get(at).and_then(|field| field.column()) == Some(0)
    }

    /// Whether the cursor stays where it is after something was decided: there is more to decide here, or the same key takes
    /// it back.
    fn stays(&self) -> bool {
        let choice = || self.line().and_then(|line| self.intake.choice(line.line));
        match self.enter() {
            Enter::Column | Enter::Mend | Enter::Side => true,
            Enter::Line => !matches!(choice(), Some(Choice::New | Choice::Row(_))),
            Enter::Put | Enter::Next => self.at.line == 0,
        }
    }

    /// Whether a column of the block goes nowhere.
    fn is_skipped(&self, at: usize) -> bool {
        matches!(self.intake.fields.get(at), Some(Field::Out(_)))
    }

    fn enter(&self) -> Enter {
        match (self.line(), self.column()) {
            (None, Some(_)) => Enter::Column,
            (Some(_), Some(_)) if matches!(self.cell(), Some(CellPlan::Wrong(_))) => Enter::Mend,
            (Some(_), Some(_)) if matches!(self.cell(), Some(CellPlan::Differs(_))) => Enter::Side,
            (Some(line), _) if matches!(line.goes, Goes::Ask(_)) => Enter::Line,
            // Where nothing is left to decide it goes in, wherever the cursor stands.
            _ if self.plan.is_ready() => Enter::Put,
            // While there is more to decide, a column that goes nowhere is sent somewhere from any of its cells.
            (Some(_), Some(at)) if self.is_skipped(at) => Enter::Column,
            (Some(line), None) if line.goes != Goes::Blank => Enter::Line,
            _ => Enter::Next,
        }
    }

    /// Whether the notes stand in the place of the table.
    pub fn reads_notes(&self) -> bool {
        self.notes.is_some()
    }

    /// Whether something can be decided anew where the cursor stands.
    fn can_change(&self) -> bool {
        match (self.line(), self.column()) {
            (Some(line), Some(at)) if self.intake.is_decided(line.line, at) => true,
            (Some(line), _) => {
                let decided = self.intake.choice(line.line).is_some();
                decided || (self.at.column == 0 && matches!(line.goes, Goes::Row(..) | Goes::New))
            }
            (None, _) => false,
        }
    }

    /// The places that have to be decided.
    fn places(&self) -> Vec<Place> {
        let place = |(line, column): (usize, Option<usize>)| Place {
            line: line + 1,
            column: column.map_or(0, |at| at + 1),
        };
        self.plan.open().map(place).collect()
    }

    /// The cells that something is put into, or that are not stored as they stand.
    fn changed(&self) -> Vec<Place> {
        let is_changed = |cell: &CellPlan| {
            matches!(
                cell,
                CellPlan::Fill(_)
                    | CellPlan::Over(..)
                    | CellPlan::Empty(_)
                    | CellPlan::Left(_)
                    | CellPlan::Keeps(..)
            )
        };
        let of_line = |(n, line): (usize, &LinePlan)| {
            let cells = line.cells.iter().enumerate().filter(|(_, cell)| is_changed(cell));
            cells.map(|(at, _)| Place { line: n + 1, column: at + 1 }).collect::<Vec<_>>()
        };
        self.plan.lines.iter().enumerate().flat_map(of_line).collect()
    }

    /// Goes to the next place that has to be decided, or where nothing has to, to the next cell that is changed: from the
    /// cursor on and then from the top; false if there is none.
    fn go_to_next(&mut self) -> bool {
        let places = if self.plan.is_ready() { self.changed() } else { self.places() };
        let here = (self.at.line, self.at.column);
        let next = places.iter().find(|place| (place.line, place.column) > here).or(places.first());
        let Some(next) = next else { return false };
        self.at = *next;
        true
    }

    fn keep_in(&mut self) {
        self.at.line = self.at.line.min(self.plan.lines.len());
        self.at.column = self.at.column.min(self.intake.width());
    }

    fn step(&mut self, lines: isize, columns: isize) {
        self.at.line = self.at.line.saturating_add_signed(lines);
        self.at.column = self.at.column.saturating_add_signed(columns);
        self.keep_in();
    }
}

fn hint(layer: &Layer, entry: &Entry) -> Option<Text> {
    let Layer::Preview(preview) = layer else { return None };
    let open = !preview.plan.is_ready();
    if preview.reads_notes() {
        return match entry.command {
            Command::Close => Some(text("回到表格", "Back to the table")),
            Command::IntakeNotes | Command::ChoosePageDown | Command::ChoosePageUp => Some(entry.title),
            _ => None,
        };
    }
    match entry.command {
        Command::Choose => Some(match preview.enter() {
            Enter::Column => text("换一栏", "Choose the column"),
            Enter::Line => text("选放到哪一行", "Choose the row"),
            Enter::Mend => text("改这一格", "Fix this cell"),
            Enter::Side => text("选哪一边的", "Choose whose value"),
            Enter::Put if preview.part.is_some() => text("回到各张表", "Back to the worksheets"),
            Enter::Put if preview.plan.stores_no_line() => text("没有要存的", "Nothing to store"),
            Enter::Put if preview.plan.is_idle() => text("关上", "Close"),
            Enter::Put => text("确认存入", "Store it"),
            Enter::Next => text("下一处待定", "Next to decide"),
        }),
        Command::IntakeTitles if preview.intake.is_reshaped() => Some(text("按原样读", "Read as it stands")),
        Command::IntakePut => {
            let at_hand = open || matches!(preview.enter(), Enter::Put) || preview.part.is_some();
            (!at_hand).then_some(entry.title)
        }
        Command::IntakeNext if open => (!matches!(preview.enter(), Enter::Next)).then_some(entry.title),
        Command::IntakeNext => (preview.changed().len() > 1).then_some(text("下一处改动", "Next change")),
        Command::IntakeEmpty | Command::IntakeSkip => open.then_some(entry.title),
        Command::IntakeChange => preview.can_change().then_some(entry.title),
        Command::IntakeNotes => (preview.hidden > 0).then_some(entry.title),
        Command::Close if preview.part.is_some() => Some(text("回到各张表", "Back to the worksheets")),
        Command::Close => Some(text("取消", "Cancel")),
        Command::ChooseUp | Command::ChooseDown => None,
        _ => entry.title_in(Context::Intake),
    }
}

fn run(app: &mut App, command: Command) {
    let rows = app.lines_of(command);
    let Some(Layer::Preview(preview)) = app.layers.last_mut() else { return };
    if let Some(top) = &mut preview.notes {
        match command {
            Command::ChooseUp | Command::ChooseDown | Command::ChoosePageUp | Command::ChoosePageDown => {
                *top = top.saturating_add_signed(rows);
            }
            Command::Close | Command::Choose | Command::IntakeNotes => preview.notes = None,
            _ => {}
        }
        return;
    }
    match command {
        Command::IntakeNotes => preview.notes = Some(0),
        Command::IntakeChange => app.decide_again(),
        Command::Close if preview.part.is_some() => app.back_to_book(false),
        Command::Choose => match preview.enter() {
            Enter::Column => app.choose_column(),
            Enter::Line => app.choose_line(),
            Enter::Mend => app.choose_mend(),
            Enter::Side => app.choose_side(),
            Enter::Put => app.put_preview(),
            Enter::Next => app.next_to_decide(),
        },
        Command::IntakePut => app.put_preview(),
        Command::IntakeNext => app.next_to_decide(),
        Command::Close => app.cancel_intake(),
        Command::IntakeLeft => preview.step(0, -1),
        Command::IntakeRight => preview.step(0, 1),
        Command::IntakeStart => preview.at.column = 0,
        Command::IntakeEnd => preview.at.column = preview.intake.width(),
        Command::IntakeFirst => preview.at = Place { line: preview.plan.lines.len().min(1), column: 0 },
        Command::IntakeLast => {
            preview.at = Place { line: preview.plan.lines.len(), column: preview.intake.width() };
        }
        Command::IntakeDrop => {
            let decision = match (preview.line(), preview.column()) {
                (None, Some(at)) => Some(Decision::Column(at, None)),
                (Some(line), _) => {
                    let out = preview.intake.choice(line.line) == Some(Choice::Out);
                    Some(Decision::Line(line.line, (!out).then_some(Choice::Out)))
                }
                (None, None) => None,
            };
            if let Some(decision) = decision {
                app.decide_intake(decision);
            }
        }
        Command::IntakeEmpty | Command::IntakeSkip => {
            let wanted = if command == Command::IntakeEmpty { Rest::Empty } else { Rest::Out };
            let rest = if preview.intake.rest == wanted { Rest::Ask } else { wanted };
            app.decide_intake(Decision::Rest(rest));
        }
        Command::IntakeTitles => {
            let titles = preview.intake.titles.is_none();
            app.decide_intake(Decision::Titles(titles));
        }
        Command::IntakeBlanks => {
            let blanks = !preview.intake.blanks;
            app.decide_intake(Decision::Blanks(blanks));
        }
        Command::IntakeTotals => {
            let totals = !preview.intake.totals;
            app.decide_intake(Decision::Totals(totals));
        }
        _ => preview.step(rows, 0),
    }
}

fn scroll(app: &mut App, by: isize) {
    if let Some(Layer::Preview(preview)) = app.layers.last_mut() {
        match &mut preview.notes {
            Some(top) => *top = top.saturating_add_signed(by),
            None => preview.step(by, 0),
        }
    }
}

/// A click goes to a place of the table; where the cursor stands already it does what Enter does, but for putting in.
fn click(app: &mut App, item: usize) {
    let Some(Layer::Preview(preview)) = app.layers.last_mut() else { return };
    let across = preview.intake.width() + 1;
    let at = Place { line: item / across, column: item % across };
    if at != preview.at {
        preview.at = at;
        preview.keep_in();
    } else if matches!(preview.enter(), Enter::Column | Enter::Line | Enter::Mend | Enter::Side) {
        run(app, Command::Choose);
    }
}

impl App {
    fn next_to_decide(&mut self) {
        if let Some(Layer::Preview(preview)) = self.layers.last_mut()
            && !preview.go_to_next()
        {
            self.say(Level::Watch, text("没有改动", "Nothing is changed"));
        }
    }

    /// Reads the block of the preview on top again, after something was decided.
    pub(super) fn read_again(&mut self) {
        if let Some(Layer::Preview(_)) = self.layers.last()
            && let Some(Layer::Preview(preview)) = self.layers.pop()
        {
            let at = preview.at;
            self.plan_intake(preview.intake, Some(at));
        }
    }

    /// Takes a decision about the block in, and leaves the cursor where it stands.
    pub(super) fn decide_here(&mut self, decision: Decision) {
        let Some(Layer::Preview(preview)) = self.layers.last() else { return };
        let at = preview.at;
        self.decide_intake(decision);
        if let Some(Layer::Preview(preview)) = self.layers.last_mut() {
            preview.at = at;
            preview.keep_in();
        }
    }

    /// Whether something that was pasted or read from a file is looked at and not stored yet.
    pub(in crate::app) fn is_taking_in(&self) -> bool {
        let is = |layer: &Layer| matches!(layer, Layer::Preview(_) | Layer::Pasting(_) | Layer::Book(_));
        self.layers.iter().any(is)
    }

    /// Takes a decision about the block in.
    pub(in crate::app) fn decide_intake(&mut self, decision: Decision) {
        if let Some(Layer::Preview(preview)) = self.layers.last_mut() {
            preview.intake.decide(decision);
        }
        self.read_again();
    }

    fn put_preview(&mut self) {
        let Some(Layer::Preview(preview)) = self.layers.last() else { return };
        if !preview.plan.is_ready() {
            let open = preview.plan.open().count();
            self.say(Level::Watch, say!("还有 {open} 处要先决定", "{open} to decide first", open = open));
            return self.next_to_decide();
        }
        if preview.part.is_some() {
            return self.back_to_book(true);
        }
        if preview.plan.stores_no_line() {
            // There is nothing that could be the same: it stays open to be put right.
            return self.say(
                Level::Act,
                text(
                    "一行都没有存：每一行都不要了。照上面的提示改好再存，不存就按 Esc",
                    "Nothing is stored: every line is left out. Put right what the notes above say, or leave with Esc",
                ),
            );
        }
        let Some(Layer::Preview(preview)) = self.layers.pop() else { return };
        self.note_spoken(std::iter::once((&*preview.intake, &preview.plan)));
        let (cells, rows) = (preview.plan.changes, preview.plan.new_rows);
        if preview.plan.is_idle() {
            if preview.plan.holds_nothing() {
                return self.say(
                    Level::Watch,
                    text("没有内容可存，没有改动", "There was nothing to put in, so nothing was changed"),
                );
            }
            return self.say(Level::Watch, nothing_to_enter(preview.plan.left_out));
        }
        let (cells, rows) = (count(cells, "格", "cell", "cells"), count(rows, "行", "new row", "new rows"));
        let said = match preview.intake.file() {
            Some(_) => say!("导入 {cells}，新增 {rows}", "{cells} imported, {rows}", cells, rows),
            None => say!("粘贴 {cells}，新增 {rows}", "{cells} pasted, {rows}", cells, rows),
        };
        let said = match preview.plan.waiting {
            0 => said,
            waiting => {
                let cells = count(waiting, "格", "cell", "cells");
                say!("{said}，{cells}留在“冲突”里", "{said}, {cells} under Conflicts", said, cells)
            }
        };
        if self.apply(preview.plan.edit, said.clone()) {
            let how = self.how(Command::Undo);
            self.say(
                Level::Good,
                say!("已{said}，{how}一步撤销", "{said}; {how} takes it back in one step", said, how),
            );
        }
    }

    /// The field of the block's column under the cursor.
    pub(super) fn field_here(&self) -> Option<(usize, Field)> {
        let Some(Layer::Preview(preview)) = self.layers.last() else { return None };
        let at = preview.column()?;
        Some((at, *preview.intake.fields.get(at)?))
    }
}

/// Says why nothing of a block goes in: all that is not left out stands there already.
pub(super) fn nothing_to_enter(left_out: usize) -> Phrase {
    if left_out == 0 {
        return text("内容相同，没有改动", "Nothing differs, so nothing was changed").into();
    }
    let lines = count(left_out, "行", "line was", "lines were");
    say!(
        "{lines}不要，其余内容相同，没有改动",
        "{lines} left out and the rest does not differ, so nothing was changed",
        lines
    )
}
