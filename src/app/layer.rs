//! What lies over the screen and has the keys: one stack, the last on top. Each kind declares in its own file, as a
//! value of [`Keys`], what it takes; a new kind is a variant here, its line in [`Layer::keys`], that file, and its
//! drawing in `ui::layers`.

use super::App;
use super::editor::Editor;
use super::paste::{MendEdit, PasteJob, Preview};
pub use super::reader::{About, Help};
use super::request::Draft;
use crate::command::{Chord, Command, Context, Entry};
use crate::finding::{Level, Place};
use crate::intake::Decision;
use crate::project::{Conflict, Edit};
use crate::search::Query;
use crate::sheet::{Cell, Id, Kind};
use crate::text::{Lang, Phrase, Text};
use crossterm::event::KeyEvent;
use std::path::PathBuf;

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
    /// A chart of the row under the cursor on the whole screen.
    Chart {
        /// Which of its charts.
        at: usize,
    },
    /// A pasted block that is being read.
    Pasting(Box<PasteJob>),
    /// A pasted block before it is put in.
    Preview(Box<Preview>),
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
            Layer::Chart { .. } => &super::chart::KEYS,
            Layer::Pasting(_) => &super::paste::KEYS,
            Layer::Preview(_) => &super::paste::preview::KEYS,
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
}

/// How an action opened a field.
#[derive(Clone, Copy, Debug)]
pub struct Begun {
    /// Tool, view and row to come back to, if the field is in another view.
    pub back: Option<(usize, usize, Option<Id>)>,
    /// Whether a row was made for the field; it goes when nothing is entered.
    pub made: bool,
}

impl CellEdit {
    /// What is kept on disk while it is typed.
    pub fn draft(&self) -> Draft {
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

/// What an item of a list does.
#[derive(Clone, Debug)]
pub enum Does {
    /// Puts a value into the cell that the list was opened for.
    Put(Cell),
    /// Gives a command.
    Run(Command),
    /// Goes to a cell.
    Go(Place),
    /// Shows a tool and one of its views.
    Show(usize, usize),
    /// Opens a line of the list of tools.
    Line(usize),
    /// Opens a page of the handbook at a block, for what was searched.
    Page {
        /// The page, by its place among all.
        page: usize,
        /// The block; none is the title.
        block: Option<usize>,
        /// What was searched for.
        wanted: String,
    },
    /// Opens a project.
    Open(PathBuf),
    /// Takes a project out of the archive.
    Unarchive(PathBuf),
    /// Switches the language at the first start.
    Speak(Lang),
    /// Opens the form for a new project.
    Create,
    /// Opens the demo.
    Demo,
    /// Keeps one side of these conflicts; mine if true. The list may stand open while another window settles some, so
    /// that their places would not do.
    Resolve(Vec<Conflict>, bool),
    /// Opens the newest backup of a lost project.
    OpenBackup(PathBuf),
    /// Asks whether a backup is to be restored: its number, and when it was written.
    Restore(u64, String),
    /// Asks whether a copy is to be merged.
    Merge(PathBuf),
    /// Keeps the demo as a project, and then goes on with what would have left it.
    KeepDemo,
    /// Goes on with what leaves the demo.
    LeaveDemo,
    /// Takes a person out of all files, for ever.
    Forget(String),
    /// Decides something about the block that is being taken in.
    Decide(Decision),
    /// Opens a line to type what stands for these cells of it.
    Mend(usize, String),
    /// Stays where one is.
    Stay,
    /// Ends the program.
    Quit,
}

/// An item of a list.
#[derive(Clone, Debug)]
pub struct Item {
    /// How bad it is; blank is plain.
    pub level: Level,
    /// What it is.
    pub label: Phrase,
    /// What stands behind it, dim: a key, a sheet, a value.
    pub detail: Phrase,
    /// Why it cannot be chosen now.
    pub why_not: Option<Phrase>,
    /// What it does.
    pub does: Does,
    /// Where it was found, to be shown below the list.
    pub passage: Option<Passage>,
}

/// A text in which something was found.
#[derive(Clone, Debug)]
pub struct Passage {
    /// The text.
    pub text: Phrase,
    /// The characters that match.
    pub at: Vec<std::ops::Range<usize>>,
}

impl Item {
    /// A plain item.
    pub fn new(label: impl Into<Phrase>, detail: impl Into<Phrase>, does: Does) -> Item {
        Item {
            level: Level::Blank,
            label: label.into(),
            detail: detail.into(),
            why_not: None,
            does,
            passage: None,
        }
    }
}

/// A list to choose from, narrowed by typing.
pub struct Chooser {
    /// The heading.
    pub title: Phrase,
    /// A sentence above the list.
    pub about: Option<Phrase>,
    /// What is typed to narrow it; `None` where the list is too short for that.
    pub query: Option<Editor>,
    /// All items; of a search, those found.
    pub items: Vec<Item>,
    /// The places of the items shown, with the places of the letters that matched.
    pub shown: Vec<(usize, Vec<usize>)>,
    /// The item under the cursor, counted as shown.
    pub at: usize,
    /// The cell that a value is chosen for.
    pub target: Option<(Option<Id>, usize)>,
    /// Whether the items are looked for in the whole project while typing.
    pub searches: bool,
    /// Whether they are looked for in the handbook.
    pub handbook: bool,
    /// Whether escape closes it; not at the first start.
    pub closes: bool,
    /// The item that stands for what is typed, where it may be a value of people's own.
    pub own: Option<usize>,
}

/// No list shows more items than these.
const SHOWN_LIMIT: usize = 200;

impl Chooser {
    /// A list that typing narrows.
    pub fn new(title: impl Into<Phrase>, items: Vec<Item>) -> Chooser {
        let mut chooser = Chooser {
            title: title.into(),
            about: None,
            query: Some(Editor::line("")),
            items,
            shown: Vec::new(),
            at: 0,
            target: None,
            searches: false,
            handbook: false,
            closes: true,
            own: None,
        };
        chooser.narrow(Lang::Zh);
        chooser
    }

    /// A short list without a field to type in.
    pub fn short(title: impl Into<Phrase>, items: Vec<Item>) -> Chooser {
        Chooser { query: None, ..Chooser::new(title, items) }
    }

    /// Shows the items that match what is typed, the best first. Both languages match.
    pub fn narrow(&mut self, lang: Lang) {
        let typed = self.query.as_ref().map_or("", Editor::text);
        let query = Query::new(typed);
        let own = self.own;
        let found = self.items.iter().enumerate().filter(|(n, _)| Some(*n) != own).filter_map(|(n, item)| {
            if query.is_empty() || self.searches {
                return Some((0, n, Vec::new()));
            }
            let other = if lang == Lang::Zh { Lang::En } else { Lang::Zh };
            query.matches(item.label.get(lang)).map(|m| (m.score, n, m.at)).or_else(|| {
                let hidden =
                    query.matches(item.label.get(other)).or_else(|| query.matches(item.detail.get(lang)));
                hidden.map(|m| (m.score - 20, n, Vec::new()))
            })
        });
        let mut found: Vec<_> = found.collect();
        found.sort_by_key(|(score, n, _)| (std::cmp::Reverse(*score), *n));
        self.shown = found.into_iter().take(SHOWN_LIMIT).map(|(_, n, at)| (n, at)).collect();
        self.offer_own();
        self.at = self.at.min(self.shown.len().saturating_sub(1));
    }

    /// The item under the cursor.
    pub fn current(&self) -> Option<&Item> {
        self.shown.get(self.at).and_then(|(n, _)| self.items.get(*n))
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
    /// The conditions of the rows to show.
    Filter,
    /// The row to go to.
    GoTo,
}

/// A field of a form.
pub struct FormField {
    /// Its title.
    pub title: Text,
    /// What to enter.
    pub help: Text,
    /// What it holds.
    pub kind: Kind,
    /// The text.
    pub editor: Editor,
    /// Why the text was refused.
    pub error: Option<Phrase>,
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
}
