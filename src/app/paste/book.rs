//! The worksheets of a file before they are put in: what each would change, to be looked at one by one and stored as one step.

use super::job::AT_ONCE;
use crate::app::App;
use crate::app::layer::{Keys, Layer};
use crate::command::{Command, Context, Entry};
use crate::exchange::Table;
use crate::finding::Level;
use crate::intake::{Decision, From, Intake, Plan, not_taken};
use crate::project::{Edit, Project};
use crate::registry;
use crate::say;
use crate::sheet::SheetDef;
use crate::text::{Phrase, Text, count, list, names, text};
use chrono::NaiveDate;

/// A worksheet of a file.
pub struct Part {
    /// The sheet that it belongs to.
    pub def: &'static SheetDef,
    /// Its lines and what was decided of them; none while they are looked at.
    intake: Option<Box<Intake>>,
    /// What comes of it, once it is read.
    pub plan: Option<Plan>,
    /// Whether a person has left it out.
    pub is_out: bool,
}

impl Part {
    /// Whether there is something to be seen in it.
    pub fn is_shown(&self) -> bool {
        self.plan.as_ref().is_some_and(|plan| !plan.is_quiet() || plan.missing > 0)
    }

    /// How many places have to be decided first.
    pub fn open(&self) -> usize {
        self.plan.as_ref().filter(|_| !self.is_out).map_or(0, |plan| plan.open().count())
    }
}

/// The worksheets of a file before they are put in.
pub struct Book {
    /// The name of the file.
    pub file: String,
    /// Those that belong to a sheet, in the order in which they are read.
    pub parts: Vec<Part>,
    /// The names of others, which are not taken in.
    pub left: Vec<String>,
    /// The line under the cursor: the first stores all, those below it are the worksheets that are shown.
    pub at: usize,
    /// The worksheet that is looked at.
    looked_at: Option<usize>,
    /// Which of several files it is, and of how many.
    pub of_files: Option<(usize, usize)>,
    /// Whether it was said that leaving gives up what was decided.
    warned: bool,
}

impl Book {
    /// The places of the worksheets in which there is something to be seen.
    pub fn shown(&self) -> Vec<usize> {
        (0..self.parts.len()).filter(|at| self.parts[*at].is_shown()).collect()
    }

    /// The titles of those in which there is nothing.
    pub fn unchanged(&self) -> Vec<Phrase> {
        self.parts.iter().filter(|part| !part.is_shown()).map(|part| part.def.title.into()).collect()
    }

    /// How many places have to be decided first.
    pub fn open(&self) -> usize {
        self.parts.iter().map(Part::open).sum()
    }

    /// The plans of what goes in.
    fn plans(&self) -> impl Iterator<Item = &Plan> {
        self.parts.iter().filter(|part| !part.is_out).filter_map(|part| part.plan.as_ref())
    }

    /// How many cells would be filled, and how many rows would be new.
    pub fn counts(&self) -> (usize, usize) {
        let plans = || self.plans();
        (plans().map(|plan| plan.changes).sum(), plans().map(|plan| plan.new_rows).sum())
    }

    /// The project with the worksheets before one of them.
    fn before(&self, at: usize, project: &Project, today: NaiveDate) -> Project {
        let mut project = project.clone();
        for part in self.parts.iter().take(at) {
            part.put_into(&mut project, today);
        }
        project
    }

    /// How many decisions were taken.
    fn decided(&self) -> usize {
        let of = |part: &Part| part.intake.as_ref().map_or(0, |intake| intake.decisions());
        self.parts.iter().map(|part| of(part) + usize::from(part.is_out)).sum()
    }

    fn go_to_open(&mut self) {
        let shown = self.shown();
        let open = shown.iter().position(|at| self.parts[*at].open() > 0);
        self.at = open.map_or(0, |n| n + 1);
    }
}

impl Part {
    fn put_into(&self, project: &mut Project, today: NaiveDate) {
        if let Some(plan) = self.plan.as_ref().filter(|plan| !self.is_out && plan.is_ready()) {
            // What the project refuses here it refuses when all of it goes in.
            _ = project.enter(plan.edit.clone(), today);
        }
    }
}

/// The worksheets of a file while they are read, each against what those before it have changed.
pub struct Reading {
    pub(super) book: Box<Book>,
    pub(super) project: Project,
    at: usize,
}

impl Reading {
    /// The lines of the worksheet that is to be read; none if there is no more.
    pub(super) fn next(&mut self) -> Option<Box<Intake>> {
        self.book.parts.get_mut(self.at)?.intake.take()
    }

    /// Takes in what comes of it.
    pub(super) fn take(&mut self, intake: Box<Intake>, plan: Plan, today: NaiveDate) {
        let Some(part) = self.book.parts.get_mut(self.at) else { return };
        (part.intake, part.plan) = (Some(intake), Some(plan));
        part.put_into(&mut self.project, today);
        self.at += 1;
    }
}

/// The keys of the list of worksheets.
pub(in crate::app) static KEYS: Keys = Keys {
    context: Context::Intake,
    hint,
    run,
    scroll: |app, by| step(app, by),
    click: |app, at| {
        let Some(Layer::Book(book)) = app.layers.last_mut() else { return };
        if book.at == at {
            // A click stores nothing.
            if at > 0 {
                app.look_into_book();
            }
        } else {
            book.at = at;
            step(app, 0);
        }
    },
    ..Keys::BLANK
};

fn hint(layer: &Layer, entry: &Entry) -> Option<Text> {
    let Layer::Book(book) = layer else { return None };
    let open = book.open() > 0;
    match entry.command {
        Command::Choose if book.at > 0 => Some(text("看这张表", "Look at it")),
        Command::Choose if open => Some(text("下一处待定", "Next to decide")),
        Command::Choose => Some(text("全部存入", "Store all")),
        Command::IntakePut => (book.at > 0 && !open).then_some(text("全部存入", "Store all")),
        Command::IntakeNext => (book.at > 0 && open).then_some(entry.title),
        Command::IntakeDrop => (book.at > 0).then_some(text("不要 / 要这张表", "Leave it out, or take it")),
        Command::Close => Some(text("取消", "Cancel")),
        _ => None,
    }
}

fn run(app: &mut App, command: Command) {
    let rows = app.lines_of(command);
    let Some(Layer::Book(book)) = app.layers.last_mut() else { return };
    let warned = std::mem::replace(&mut book.warned, false);
    match command {
        Command::Choose if book.at > 0 => app.look_into_book(),
        Command::Choose | Command::IntakePut => app.put_book(),
        Command::IntakeNext => book.go_to_open(),
        Command::IntakeDrop => app.drop_part(),
        Command::IntakeFirst | Command::IntakeStart => book.at = 0,
        Command::IntakeLast | Command::IntakeEnd => step(app, isize::MAX),
        Command::Close if book.decided() > 0 && !warned => {
            book.warned = true;
            let n = count(book.decided(), "处", "decision", "decisions");
            app.say(
                Level::Watch,
                say!(
                    "还没有存入，已经定了 {n}：再按一次 Esc 就放弃",
                    "Not stored yet, with {n} taken: Esc again gives them up",
                    n
                ),
            );
        }
        Command::Close => app.cancel_intake(),
        _ => step(app, rows),
    }
}

fn step(app: &mut App, by: isize) {
    if let Some(Layer::Book(book)) = app.layers.last_mut() {
        book.at = book.at.saturating_add_signed(by).min(book.shown().len());
    }
}

impl App {
    /// Takes in the worksheets of a file that belong to a sheet: one alone is shown at once, several as a list.
    pub(super) fn take_worksheets(
        &mut self,
        file: String,
        tables: Vec<Table>,
        belonging: &[(usize, &'static SheetDef)],
    ) {
        let Some(project) = self.project_now() else { return };
        let left = not_taken(&tables.iter().map(Table::named).collect::<Vec<_>>(), belonging);
        let mut tables: Vec<Option<Table>> = tables.into_iter().map(Some).collect();
        let mut parts = Vec::new();
        for (at, def) in belonging {
            let Some(table) = tables.get_mut(*at).and_then(Option::take) else { continue };
            let mut intake = worksheet(&project, def, table.lines, &file, self.today);
            intake.begin_with(&project);
            parts.push(Part { def, intake: Some(Box::new(intake)), plan: None, is_out: false });
        }
        if let [part] = parts.as_mut_slice()
            && let Some(mut intake) = part.intake.take()
        {
            if !left.is_empty() {
                intake.say_first(said_left(&left));
            }
            return self.plan_intake(intake, None);
        }
        let of_files = self.file_of_several();
        let book = Box::new(Book { file, parts, left, at: 0, looked_at: None, of_files, warned: false });
        self.read_part(Box::new(Reading { book, project, at: 0 }), AT_ONCE);
    }

    /// The project against which a block is read: that with the worksheets before it, if it is one of several.
    pub(super) fn project_for_intake(&self) -> Option<Project> {
        let project = &self.opened.as_ref()?.project;
        Some(match self.book().and_then(|book| Some((book, book.looked_at?))) {
            Some((book, at)) => book.before(at, project, self.today),
            None => project.clone(),
        })
    }

    /// Which worksheet is looked at, and of how many.
    pub(super) fn part_of_book(&self) -> Option<(usize, usize)> {
        let book = self.book()?;
        let (at, shown) = (book.looked_at?, book.shown());
        Some((shown.iter().position(|n| *n == at)? + 1, shown.len()))
    }

    fn book(&self) -> Option<&Book> {
        self.layers
            .iter()
            .rev()
            .find_map(|layer| if let Layer::Book(book) = layer { Some(&**book) } else { None })
    }

    /// Shows what the worksheets would change.
    pub(super) fn show_book(&mut self, mut book: Box<Book>) {
        if book.shown().is_empty() {
            let file = &book.file;
            return self.say(
                Level::Watch,
                say!("{file}：内容相同，没有改动", "{file}: nothing differs, so nothing was changed", file),
            );
        }
        if book.looked_at.take().is_none() {
            book.go_to_open();
        }
        book.at = book.at.min(book.shown().len());
        self.layers.push(Layer::Book(book));
    }

    fn look_into_book(&mut self) {
        let Some(Layer::Book(book)) = self.layers.last_mut() else { return };
        let Some(at) = book.at.checked_sub(1).and_then(|n| book.shown().get(n).copied()) else { return };
        let Some(intake) = book.parts[at].intake.take() else { return };
        book.parts[at].is_out = false;
        book.looked_at = Some(at);
        self.plan_intake(intake, None);
    }

    /// Comes back from a worksheet to all of them; those behind it are read again, as they may refer to it.
    pub(super) fn back_to_book(&mut self, goes_on: bool) {
        let Some(Layer::Preview(preview)) = self.layers.pop() else { return };
        let Some(Layer::Book(book)) = self.layers.pop() else { return };
        let Some(project) = self.opened.as_ref().map(|opened| &opened.project) else { return };
        let Some(at) = book.looked_at else { return };
        let project = book.before(at, project, self.today);
        let mut reading = Reading { book, project, at };
        reading.take(preview.intake, preview.plan, self.today);
        if goes_on {
            // Where it was decided, the next is at hand.
            reading.book.looked_at = None;
        }
        self.read_part(Box::new(reading), AT_ONCE);
    }

    fn drop_part(&mut self) {
        let Some(Layer::Book(mut book)) = self.layers.pop() else { return };
        let at = book.at.checked_sub(1).and_then(|n| book.shown().get(n).copied());
        let project = self.opened.as_ref().map(|opened| &opened.project);
        let Some((at, project)) = at.zip(project) else { return self.layers.push(Layer::Book(book)) };
        book.parts[at].is_out ^= true;
        // The cursor stays.
        book.looked_at = Some(at);
        let project = book.before(at, project, self.today);
        self.read_part(Box::new(Reading { book, project, at }), AT_ONCE);
    }

    fn put_book(&mut self) {
        let Some(Layer::Book(book)) = self.layers.last_mut() else { return };
        let open = book.open();
        if open > 0 {
            book.go_to_open();
            return self.say(Level::Watch, say!("还有 {open} 处要先决定", "{open} to decide first"));
        }
        let Some(Layer::Book(book)) = self.layers.pop() else { return };
        let parts = book.parts.iter().filter(|part| !part.is_out);
        self.note_spoken(parts.filter_map(|part| Some((part.intake.as_deref()?, part.plan.as_ref()?))));
        if book.plans().all(Plan::is_idle) {
            let left_out = book.plans().map(|plan| plan.left_out).sum();
            return self.say(Level::Watch, super::preview::nothing_to_enter(left_out));
        }
        let (cells, rows) = book.counts();
        let sheets = count(book.plans().filter(|plan| !plan.is_idle()).count(), "张表", "sheet", "sheets");
        let (cells, rows) = (count(cells, "格", "cell", "cells"), count(rows, "行", "new row", "new rows"));
        let said = say!(
            "导入 {sheets}：{cells}，新增 {rows}",
            "{cells} imported into {sheets}, {rows}",
            sheets,
            cells,
            rows
        );
        let waiting: usize = book.plans().map(|plan| plan.waiting).sum();
        let said = match waiting {
            0 => said,
            waiting => {
                let cells = count(waiting, "格", "cell", "cells");
                say!("{said}，{cells}留在“冲突”里", "{said}, {cells} under Conflicts", said, cells)
            }
        };
        let parts = book.parts.into_iter().filter(|part| !part.is_out);
        let edits: Vec<Edit> = parts.filter_map(|part| Some(part.plan?.edit)).collect();
        if self.apply(Edit::Many(edits), said.clone()) {
            let how = self.how(Command::Undo);
            self.say(
                Level::Good,
                say!("已{said}，{how}一步撤销", "{said}; {how} takes it back in one step", said, how),
            );
        }
    }
}

/// A worksheet as a block for its sheet.
fn worksheet(
    project: &Project,
    def: &'static SheetDef,
    lines: Vec<Vec<String>>,
    file: &str,
    today: NaiveDate,
) -> Intake {
    let views = registry::owner(def.key).map_or(&[][..], |(_, tool)| tool.views);
    let reshaped = registry::reshape(project, def.key, &lines, today);
    if let Some(reshaped) = reshaped {
        return Intake::reshaped(reshaped, lines, Some(file.to_owned()), views);
    }
    let from = From { file: Some(file.to_owned()), ..From::default() };
    let mut intake = Intake::new(def, lines, from, views);
    if intake.titles.is_none() {
        // There is no cursor from which it could go on.
        intake.decide(Decision::Titles(true));
    }
    intake
}

/// What is said of the worksheets of a file that belong to no sheet.
pub fn said_left(left: &[String]) -> Phrase {
    let left: Vec<&str> = left.iter().map(String::as_str).collect();
    say!(
        "没有读这些工作表，它们不叫项目里任何一张表的名称：{left}",
        "Worksheets that were not read, as they are called as no sheet of the project is: {left}",
        left = names(&left)
    )
}

/// What is said of the worksheets that stay as they are.
pub fn said_unchanged(unchanged: &[Phrase]) -> Phrase {
    say!("没有变化：{sheets}", "Unchanged: {sheets}", sheets = list(unchanged))
}
