//! A list to choose from: its items, what each does, and how typing narrows it.

use crate::app::editor::Editor;
use crate::app::layer::{Begun, Purpose};
use crate::app::reports::Wanted;
use crate::command::Command;
use crate::finding::{Level, Place};
use crate::intake::Decision;
use crate::project::Conflict;
use crate::search::{Match, Query};
use crate::sheet::{Cell, Id, comparable};
use crate::sort::StableSort;
use crate::text::{Lang, Phrase, Text};
use chrono::NaiveDate;
use std::path::PathBuf;

/// What an item of a list does.
#[derive(Clone, Debug)]
pub enum Does {
    /// Puts a value into the cell that the list was opened for.
    Put(Cell),
    /// Makes a row of a sheet with this name, and puts a link to it into the cell that the list was opened for.
    PutNew(&'static str, String),
    /// Puts a text into another column of the row, which is the one for what is none of the list.
    PutBeside(usize, String),
    /// Gives a command.
    Run(Command),
    /// Goes to a cell.
    Go(Place),
    /// Goes to the rows that have these titles and values in common, at this cell of them.
    GoAmong(Place, Vec<(Text, Phrase)>),
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
    /// Settles conflicts. The list may stand open while another window settles some, so that their places would not do.
    Resolve {
        /// All that are settled.
        settle: Vec<Conflict>,
        /// Those whose value of the other side is put in place.
        take: Vec<Conflict>,
    },
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
    /// Gives the form for a file this path, and sends it.
    File(Purpose, String),
    /// Gives up the file that is being taken in, and with `rest` those that were named with it.
    GiveUp {
        /// Whether those are given up, too.
        rest: bool,
    },
    /// Opens a line to type what stands for these cells of it.
    Mend(usize, String),
    /// Asks where a report is to be written.
    Report(Wanted),
    /// Copies the weekly page as text for chats.
    CopyReport,
    /// Stays where one is.
    Stay,
    /// Shows an earlier day.
    Replay(NaiveDate),
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
    /// Other words by which people look for it.
    pub words: Vec<&'static str>,
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
            words: Vec::new(),
            detail: detail.into(),
            why_not: None,
            does,
            passage: None,
        }
    }
}

impl Item {
    /// How well one of the words by which people look for it matches.
    fn score_of_words(&self, query: &Query, wanted: &str) -> Option<i32> {
        let score = |word: &&str| match unseen(query, word, wanted) {
            Some(_) if comparable(word) == wanted => Some(WHOLE - 1),
            found => found.map(|found| found.score - 2),
        };
        self.words.iter().filter_map(score).max()
    }
}

/// Whether what is typed into a list of commands is one with what it is about, such as a day to replay.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypedCommand {
    /// It is not.
    None,
    /// It is, and the last item stands for it.
    Offered,
}

/// Where items are looked for while typing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Searches {
    /// In the whole project.
    Project,
    /// In the handbook.
    Handbook,
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
    /// Where the value was asked for and what was made for it, where an action has asked.
    pub begun: Option<Begun>,
    /// Where the items are looked for while typing, if they are none of a list.
    pub searches: Option<Searches>,
    /// Whether escape closes it; not at the first start.
    pub closes: bool,
    /// Whether the items are commands, of which one can be typed with what it is about.
    pub commands: Option<TypedCommand>,
    /// The column for what is none of the values, where there is one: a unit that is not in the list.
    pub elsewhere: Option<Text>,
    /// The item that stands for what is typed, where it may be a value of people's own.
    pub own: Option<usize>,
    /// Whether what is chosen goes into all selected cells of the column.
    pub for_selected: bool,
    /// Whether a key that is a character begins the answer that is typed: where a number is wanted no digit is a choice.
    pub types: bool,
}

/// How a text matches that the list does not show: as typed in full, or from the beginning of a word on by two letters at
/// least. What else it holds nobody can see, and a slip of the hand would choose by it.
fn unseen(query: &Query, text: &str, wanted: &str) -> Option<Match> {
    let is_whole = comparable(text) == wanted;
    let begins = || wanted.chars().count() > 1 && query.stands_in(text);
    query.matches(text).filter(|_| is_whole || begins())
}

/// For a name or a word that was typed in full.
const WHOLE: i32 = 1_000;

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
            elsewhere: None,
            target: None,
            begun: None,
            searches: None,
            closes: true,
            commands: None,
            own: None,
            for_selected: false,
            types: false,
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
        let (own, wanted) = (self.own, comparable(typed));
        let found = self.items.iter().enumerate().filter(|(n, _)| Some(*n) != own).filter_map(|(n, item)| {
            if query.is_empty() || self.searches.is_some() {
                return Some((0, n, Vec::new()));
            }
            let other = if lang == Lang::Zh { Lang::En } else { Lang::Zh };
            let label = item.label.get(lang);
            let whole = if comparable(label) == wanted { WHOLE } else { 0 };
            let found = query.matches(label).map(|m| (m.score + whole, n, m.at)).or_else(|| {
                let detail = item.detail.get(lang);
                let hidden = unseen(&query, item.label.get(other), &wanted).or_else(|| query.matches(detail));
                hidden.map(|m| (m.score - 20, n, Vec::new()))
            });
            match (found, item.score_of_words(&query, &wanted)) {
                (Some((score, n, at)), Some(word)) => Some((score.max(word), n, at)),
                (None, Some(word)) => Some((word, n, Vec::new())),
                (found, None) => found,
            }
        });
        let mut found: Vec<_> = found.collect();
        found.stable_sort_by_key(|(score, n, _)| (std::cmp::Reverse(*score), *n));
        self.shown = found.into_iter().take(SHOWN_LIMIT).map(|(_, n, at)| (n, at)).collect();
        self.offer_own(lang);
        self.at = self.at.min(self.shown.len().saturating_sub(1));
    }

    /// Shows what matches, and above it the command that is typed with what it is about, if one is.
    pub fn narrow_commands(&mut self, lang: Lang, typed: Option<Item>) {
        if self.commands == Some(TypedCommand::Offered) {
            self.items.pop();
            self.commands = Some(TypedCommand::None);
        }
        self.narrow(lang);
        // The title of a command is no date.
        if let Some(item) = typed.filter(|item| item.why_not.is_none() || self.shown.is_empty()) {
            self.shown.insert(0, (self.items.len(), Vec::new()));
            self.items.push(item);
            (self.commands, self.at) = (Some(TypedCommand::Offered), 0);
        }
    }

    /// The item under the cursor.
    pub fn current(&self) -> Option<&Item> {
        self.shown.get(self.at).and_then(|(n, _)| self.items.get(*n))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::text;

    #[test]
    fn an_item_is_not_found_by_letters_scattered_in_its_detail() {
        let detail = text("诊断卡上有，选了就新增", "on a card; choosing adds it");
        let mut chooser = Chooser::new(
            text("中心", "Centre"),
            vec![Item::new(text("一", "One"), detail, Does::Put(Cell::Empty))],
        );
        for (typed, shown) in [("ocg", 0), ("oac", 0), ("card", 1), ("on a card", 1)] {
            chooser.query = Some(Editor::line(typed));
            chooser.narrow(Lang::En);
            assert_eq!(chooser.shown.len(), shown, "{typed}");
        }
    }
}
