//! What lies over the screen and has the keys: one stack, the last on top. Each kind declares in its own file, as a
//! value of [`Keys`], what it takes; a new kind is a variant here, its line in [`Layer::keys`], that file, and its
//! drawing in `ui::layers`.

mod chooser;

pub use chooser::{Chooser, Does, Item, Passage, Searches, TypedCommand};

use super::App;
use super::editor::Editor;
use super::paste::{Book, MendEdit, PasteJob, Preview};
pub use super::reader::{About, Help};
use super::request::{Draft, LogOrder, MinedLog, ReportOrder};
pub use super::waiting::Waiting;
use crate::calendar::{Toward, parse_date};
use crate::command::{Chord, Command, Context, Entry};
use crate::project::Edit;
use crate::sheet::{AnyRow, Cell, Id, Kind, how_day_is_read};
use crate::text::{Lang, Phrase, Text};
use chrono::NaiveDate;
use crossterm::event::KeyEvent;
use std::path::PathBuf;
use std::sync::Arc;

/// Something that lies over the screen.
pub enum Layer {
    /// A cell being typed into.
    Cell(CellEdit),
    /// A list to choose from.
    Choose(Chooser),
    /// A question with two answers.
    Ask(Ask),
    /// All keys of the place.
    Help(Help),
    /// The panels of the row under the cursor.
    Details {
        /// The first line shown.
        top: usize,
    },
    /// The minutes of a meeting, to be read.
    Minutes {
        /// The meeting.
        of: Id,
        /// Its minutes, in both languages.
        text: Phrase,
        /// The first line shown.
        top: usize,
    },
    /// A chart of the row under the cursor on the whole screen.
    Chart {
        /// Which of its charts.
        at: usize,
    },
    /// A pasted block that is being read.
    Pasting(Box<PasteJob>),
    /// Work outside that is waited for.
    Waiting(Waiting),
    /// A pasted block before it is put in.
    Preview(Box<Preview>),
    /// The worksheets of a file before they are put in.
    Book(Box<Book>),
    /// The text in the place of cells of such a block that do not fit.
    Mend(MendEdit),
    /// A few fields to fill in.
    Form(Form),
}

/// What a kind of layer takes while it is on top, and what the footer shows of it.
pub struct Keys {
    /// The context of its commands.
    pub context: Context,
    /// Returns how the footer calls a command; none where it is not shown.
    pub hint: fn(&Layer, &Entry) -> Option<Text>,
    /// Tells whether a key of its context gives this command; otherwise the key is as any other.
    pub takes: fn(&Layer, Command) -> bool,
    /// Does a command of its context.
    pub run: fn(&mut App, Command),
    /// Takes any other key.
    pub key: fn(&mut App, KeyEvent),
    /// Takes a pasted text.
    pub paste: fn(&mut App, &str),
    /// Moves its cursor or what is read by so many lines.
    pub scroll: fn(&mut App, isize),
    /// Takes a click on one of its items.
    pub click: fn(&mut App, usize),
    /// Tells whether a click beside it closes it.
    pub closes: fn(&Layer) -> bool,
}

impl Keys {
    /// Keys of a layer in which nothing is typed and that only its own keys close.
    pub const BLANK: Keys = Keys {
        context: Context::Choosing,
        hint: |_, entry| entry.title_in(Context::Choosing),
        takes: |_, _| true,
        run: |_, _| {},
        key: |_, _| {},
        paste: |_, _| {},
        scroll: |_, _| {},
        click: |_, _| {},
        closes: |_| false,
    };
}

impl Layer {
    /// What it takes.
    pub fn keys(&self) -> &'static Keys {
        match self {
            Layer::Cell(_) => &super::typing::KEYS,
            Layer::Choose(_) => &super::choose::KEYS,
            Layer::Ask(_) => &super::question::KEYS,
            Layer::Help(_) => &super::reader::HELP_KEYS,
            Layer::Details { .. } => &super::reader::KEYS,
            Layer::Minutes { .. } => &super::reader::MINUTES_KEYS,
            Layer::Chart { .. } => &super::chart::KEYS,
            Layer::Pasting(_) => &super::paste::KEYS,
            Layer::Waiting(_) => &super::waiting::KEYS,
            Layer::Preview(_) => &super::paste::preview::KEYS,
            Layer::Book(_) => &super::paste::book::KEYS,
            Layer::Mend(_) => &super::paste::mend::KEYS,
            Layer::Form(_) => &super::forms::KEYS,
        }
    }

    /// How the footer calls a command while it is on top; none where it is not shown.
    pub fn hint(&self, entry: &Entry) -> Option<Text> {
        (self.keys().hint)(self, entry)
    }
}

impl App {
    /// A key while a layer is on top: a command of its context, or whatever else the layer takes.
    pub(super) fn layer_key(&mut self, key: KeyEvent) {
        let Some(layer) = self.layers.last() else { return };
        let keys = layer.keys();
        let key = if layer.takes_text() { key } else { super::keys::plain(key) };
        let chord = Chord::of(key);
        let in_context = |context| self.choices.bindings.resolve(context, chord);
        let command = in_context(keys.context).or_else(|| keys.context.below().and_then(in_context));
        match command.filter(|command| (keys.takes)(layer, *command)) {
            Some(command) => self.run(command),
            None if self.key_through(key) => {}
            None => (keys.key)(self, key),
        }
    }

    /// Gives a command to the top layer.
    pub(super) fn run_in_layer(&mut self, command: Command) {
        let keys = self.layers.last().map(Layer::keys);
        let context = command.entry().context;
        let takes = |keys: &&Keys| keys.context == context || keys.context.below() == Some(context);
        if let Some(keys) = keys.filter(takes) {
            (keys.run)(self, command);
        }
    }

    /// The lines by which a command of a list scrolls.
    pub(super) fn lines_of(&self, command: Command) -> isize {
        let page = self.drawn.rows.max(2).cast_signed() - 1;
        match command {
            Command::ChooseUp => -1,
            Command::ChooseDown => 1,
            Command::ChoosePageUp => -page,
            Command::ChoosePageDown => page,
            _ => 0,
        }
    }
}

/// A cell being typed into.
pub struct CellEdit {
    /// The sheet's key.
    pub sheet: &'static str,
    /// The row; none for the line of a new row.
    pub row: Option<Id>,
    /// The column's place.
    pub column: usize,
    /// What the cell holds.
    pub kind: Kind,
    /// The text.
    pub editor: Editor,
    /// Why the text was refused.
    pub error: Option<Phrase>,
    /// How an action opened it, if one did.
    pub begun: Option<Begun>,
    /// Whether several cells are selected, which all can take the text.
    pub several: bool,
    /// The computed field of another row that stands for the cell, if it was opened there.
    pub entry: Option<EntryField>,
    /// The score just given that it stands beside, if the key behind the score opened it: digits alone score the lines below,
    /// and the digit of the score may be that of the text.
    pub beside_score: Option<BesideScore>,
}

/// The score just given that a field stands beside.
#[derive(Clone, Debug)]
pub struct BesideScore {
    /// Its slot in the view.
    pub slot: usize,
    /// What stood there before.
    pub was: Cell,
    /// Whether a blank was typed behind its digit.
    pub blank: bool,
}

/// A computed field that is being typed into.
pub struct EntryField {
    /// The sheet of the rows that have the field.
    pub sheet: &'static str,
    /// The row.
    pub row: Id,
    /// The key of the field.
    pub field: &'static str,
    /// The row that is put in with the value, where there is none yet.
    pub fresh: Option<Arc<dyn AnyRow>>,
    /// What is said once the value is there.
    pub said: Option<Phrase>,
}

/// How an action opened a field.
#[derive(Clone, Copy, Debug)]
pub struct Begun {
    /// Tool, view and row to come back to, if the field is in another view.
    pub back: Option<(usize, usize, Option<Id>)>,
    /// What becomes of the step that opened the field when nothing is entered.
    pub opening: Opening,
}

/// What becomes of the step that opened a field when nothing is entered into it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opening {
    /// It stays, and nothing is said of it.
    Kept,
    /// It stays, which is said: it was announced as done.
    Announced,
    /// It has made a row for the field, which goes.
    MadeRow,
    /// It is one more of a row that a field before it has begun, and stays.
    More,
    /// It says something already, of which the field asks for more: Esc takes it back, Enter leaves it.
    Answered,
    /// It has proposed the new day of a promise: Esc leaves the promise without one, Enter takes it.
    NewDay,
}

impl Begun {
    /// Whether a row was made for the field.
    pub fn made_row(self) -> bool {
        self.opening == Opening::MadeRow
    }
}

impl CellEdit {
    /// The digits of the text, if a digit opened it beside a score and nothing else was typed.
    pub(super) fn digits_beside_score(&self) -> Option<Vec<u8>> {
        self.beside_score.as_ref()?;
        self.editor.text().trim().chars().map(crate::sheet::narrow_digit).collect()
    }

    /// What is kept on disk while it is typed.
    pub fn draft(&self) -> Draft {
        if let Some(EntryField { sheet, row, field, .. }) = &self.entry {
            return Draft {
                sheet: (*sheet).to_owned(),
                row: Some(*row),
                column: (*field).to_owned(),
                text: self.editor.text().to_owned(),
            };
        }
        let column = crate::registry::sheets()
            .iter()
            .find(|s| s.key == self.sheet)
            .map(|s| s.columns[self.column].key);
        Draft {
            sheet: self.sheet.to_owned(),
            row: self.row,
            column: column.unwrap_or_default().to_owned(),
            text: self.editor.text().to_owned(),
        }
    }
}

/// A question with two answers; escape is neither.
pub struct Ask {
    /// The question.
    pub question: Phrase,
    /// What yes means, in words.
    pub yes: Phrase,
    /// What no means, in words; none where only yes and escape make sense.
    pub no: Option<Phrase>,
    /// What happens.
    pub about: Asked,
}

/// What a question is about.
pub enum Asked {
    /// An edit with one of two values.
    Edit {
        /// The edit of yes.
        yes: Edit,
        /// The edit of no.
        no: Edit,
        /// What is said of either.
        said: Phrase,
        /// The text, if it was typed; until the answer it is in no cell.
        typed: Option<Draft>,
    },
    /// Putting the open project into the archive.
    Archive,
    /// Text from before the program ended, to be put back.
    Draft(Draft),
    /// Such a text whose row has gone, to be copied.
    LostText(Draft),
    /// Putting this backup in the place of what is shown.
    Restore(u64),
    /// Putting the backup that is shown in the file's place.
    RestoreShown,
    /// Merging this copy.
    Merge(PathBuf),
    /// Holding a second meeting on one day.
    MeetAgain,
    /// Ending a meeting that has settled little.
    EndMeeting(Id),
    /// Leading a meeting that is under way; otherwise following it.
    Lead(Id),
    /// Writing the minutes of a meeting to a file.
    Minutes(Id),
    /// Opening this file in the program that the system has for it.
    OpenFile(PathBuf),
    /// Keeping the figures of a log, or having it read otherwise.
    KeepLog(Box<(LogOrder, MinedLog)>),
    /// Writing a report over a file that is there.
    Overwrite(Box<ReportOrder>),
    /// Removing these rows of a sheet, to which others refer.
    Remove(&'static str, Vec<Id>),
}

/// What a form is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// A new project.
    Create,
    /// A new name for the open project.
    Rename,
    /// Another file for the open project.
    SaveAs,
    /// A name for the project that the demo becomes.
    KeepDemo,
    /// The person to forget.
    Forget,
    /// A file with rows.
    Import,
    /// An event log.
    ReadLog,
    /// A file to write.
    Export,
    /// A form to write for others to fill in.
    FillIn,
    /// The conditions of the rows to show.
    Filter,
    /// The row to go to.
    GoTo,
    /// The day to replay.
    Replay,
    /// Where a report goes.
    Report,
}

/// A field of a form.
pub struct FormField {
    /// Its title.
    pub title: Text,
    /// What to enter.
    pub help: Phrase,
    /// What it holds.
    pub kind: Kind,
    /// The text.
    pub editor: Editor,
    /// Why the text was refused.
    pub error: Option<Phrase>,
}

impl FormField {
    /// How its text is read, where it might be read otherwise.
    pub fn how_read(&self, today: NaiveDate, lang: Lang) -> Option<Phrase> {
        let typed = self.editor.text();
        let read = parse_date(typed, today).ok().filter(|_| self.kind == Kind::Date)?;
        how_day_is_read(typed, read, (today, Toward::Near), lang)
    }
}

/// A few fields to fill in, one below the other.
pub struct Form {
    /// The heading.
    pub title: Text,
    /// What it is for.
    pub purpose: Purpose,
    /// The fields.
    pub fields: Vec<FormField>,
    /// The field under the cursor.
    pub at: usize,
    /// Why what was said in it does not do, where no field alone is the reason.
    pub reason: Option<Phrase>,
}
