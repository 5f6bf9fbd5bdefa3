//! A block before it is put in: which column goes where, which line goes where, what every cell becomes.

use crate::app::App;
use crate::app::layer::{Keys, Layer};
use crate::command::{Command, Context, Entry};
use crate::finding::Level;
use crate::intake::{CellPlan, Choice, Decision, Field, Goes, Intake, LinePlan, Plan, Rest};
use crate::say;
use crate::text::{Text, text};

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
}

/// What Enter does where the cursor stands.
enum Enter {
    Column,
    Line,
    Mend,
    Put,
    Next,
}

/// The keys of a preview.
pub(in crate::app) static KEYS: Keys =
    Keys { context: Context::Intake, hint, run, scroll, click, ..Keys::BLANK };

impl Preview {
    /// A preview with the cursor on what has to be decided first, or where it stood before.
    pub fn new(intake: Box<Intake>, plan: Plan, before: Option<Place>) -> Preview {
        let mut preview = Preview { at: Place { line: 1, column: 1 }, top: 0, left: 0, intake, plan };
        match before {
            Some(at) => {
                preview.at = at;
                // Where it was decided, the next is at hand.
                if !matches!(preview.enter(), Enter::Column | Enter::Mend | Enter::Line)
                    && preview.at.line > 0
                {
                    preview.go_to_next();
                }
            }
            None => _ = preview.go_to_next(),
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

    fn enter(&self) -> Enter {
        match (self.line(), self.column()) {
            (None, Some(_)) => Enter::Column,
            (Some(_), Some(_)) if matches!(self.cell(), Some(CellPlan::Wrong(_))) => Enter::Mend,
            (Some(line), _) if matches!(line.goes, Goes::Ask(_)) => Enter::Line,
            (Some(line), None) if line.goes != Goes::Blank => Enter::Line,
            _ if self.plan.is_ready() => Enter::Put,
            _ => Enter::Next,
        }
    }

    /// Goes to the next place that has to be decided, from the cursor on and then from the top; false if there is none.
    fn go_to_next(&mut self) -> bool {
        let places: Vec<Place> = self
            .plan
            .open()
            .map(|(line, column)| Place { line: line + 1, column: column.map_or(0, |at| at + 1) })
            .collect();
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
    match entry.command {
        Command::Choose => Some(match preview.enter() {
            Enter::Column => text("换一栏", "Choose the column"),
            Enter::Line => text("选放到哪一行", "Choose the row"),
            Enter::Mend => text("改这一格", "Mend this cell"),
            Enter::Put => text("放进表里", "Put it in"),
            Enter::Next => text("下一处待定", "Next to decide"),
        }),
        Command::IntakeTitles if preview.intake.is_reshaped() => Some(text("按原样读", "Read as it stands")),
        Command::IntakePut => (!open && !matches!(preview.enter(), Enter::Put)).then_some(entry.title),
        Command::IntakeNext => (open && !matches!(preview.enter(), Enter::Next)).then_some(entry.title),
        Command::IntakeEmpty | Command::IntakeSkip => open.then_some(entry.title),
        Command::Close => Some(text("取消", "Cancel")),
        Command::ChooseUp | Command::ChooseDown => None,
        _ => entry.title_in(Context::Intake),
    }
}

fn run(app: &mut App, command: Command) {
    let rows = app.lines_of(command);
    let Some(Layer::Preview(preview)) = app.layers.last_mut() else { return };
    match command {
        Command::Choose => match preview.enter() {
            Enter::Column => app.choose_column(),
            Enter::Line => app.choose_line(),
            Enter::Mend => app.choose_mend(),
            Enter::Put => app.put_preview(),
            Enter::Next => app.next_to_decide(),
        },
        Command::IntakePut => app.put_preview(),
        Command::IntakeNext => app.next_to_decide(),
        Command::Close => {
            app.layers.pop();
            app.say(Level::Watch, text("已取消，一格也没有放进去", "Cancelled; nothing was put in"));
        }
        Command::IntakeLeft => preview.step(0, -1),
        Command::IntakeRight => preview.step(0, 1),
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
        preview.step(by, 0);
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
    } else if matches!(preview.enter(), Enter::Column | Enter::Line | Enter::Mend) {
        run(app, Command::Choose);
    }
}

impl App {
    fn next_to_decide(&mut self) {
        if let Some(Layer::Preview(preview)) = self.layers.last_mut()
            && !preview.go_to_next()
        {
            self.say(Level::Good, text("没有要决定的了", "Nothing is left to decide"));
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
        let Some(Layer::Preview(preview)) = self.layers.pop() else { return };
        let (cells, rows) = (preview.plan.changes, preview.plan.new_rows);
        if cells == 0 && rows == 0 {
            return self
                .say(Level::Watch, text("内容相同，没有改动", "Nothing differs, so nothing was changed"));
        }
        let said = say!("粘贴 {cells} 格，新增 {rows} 行", "{cells} cells pasted, {rows} new rows");
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
