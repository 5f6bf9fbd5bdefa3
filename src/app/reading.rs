//! Reading the handbook: which page is open, how far it is read, and the ways from a finding to its page and from a
//! page to the tool that does what it speaks of.

use super::layer::{Chooser, Does, Item, Layer, Passage, Searches};
use super::{App, Focus, Screen};
use crate::command::Command;
use crate::handbook::{self, Page};
use crate::registry::TOOLS;
use crate::search::Query;
use crate::text::{Phrase, text};
use crate::tool::Tool;

/// How a person reads the handbook.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The page, by its place among all.
    pub page: usize,
    /// The first line of it that is shown.
    pub top: usize,
    /// Whether the contents have the keys, and not the text.
    pub contents: bool,
    /// The block that is to be in view when the page is drawn next.
    pub seek: Option<usize>,
    /// What was searched for when the page was opened.
    pub wanted: String,
}

impl Default for Reading {
    fn default() -> Reading {
        Reading { page: 0, top: 0, contents: true, seek: None, wanted: String::new() }
    }
}

impl Reading {
    /// The characters of a line that what was searched for stands in.
    pub fn matches(&self, line: &str) -> Vec<usize> {
        if self.wanted.is_empty() {
            return Vec::new();
        }
        Query::new(&self.wanted).places(line).into_iter().flatten().flatten().collect()
    }
}

impl App {
    /// The page that is open. The book is not read before somebody opens it.
    pub fn current_page(&self) -> Option<&'static Page> {
        if self.screen == Screen::Handbook { handbook::pages().get(self.reading.page) } else { None }
    }

    /// Shows the handbook as it was left.
    pub(super) fn show_handbook(&mut self) {
        self.screen = Screen::Handbook;
        self.focus = Focus::Middle;
        self.tool_line = Screen::Handbook.line();
    }

    /// Opens a page of the handbook.
    pub(super) fn open_page(&mut self, page: usize, block: Option<usize>, wanted: &str) {
        self.show_handbook();
        self.reading = Reading { page, top: 0, contents: false, seek: block, wanted: wanted.to_owned() };
    }

    /// The page about what is under the cursor: the rule of a finding, else the tool and its view.
    fn page_here(&self) -> Option<usize> {
        let place_of = |page: &'static Page| handbook::pages().iter().position(|p| p.key == page.key);
        let finding = match self.screen {
            Screen::Home if self.focus == Focus::Middle => self.home_finding().map(|finding| finding.id),
            Screen::Tool(_) => self.finding_here().map(|finding| finding.id),
            _ => None,
        };
        if let Some(page) = finding.and_then(handbook::page_of_rule) {
            return place_of(page);
        }
        let (_, tool) = self.tool()?;
        let of_tool =
            || handbook::pages().iter().enumerate().filter(|(_, p)| p.tool.as_deref() == Some(tool.key));
        let view = self.view().map(|(.., view)| view.key);
        let same = of_tool().find(|(_, p)| p.view.is_some() && p.view.as_deref() == view);
        same.or_else(|| of_tool().next()).map(|(n, _)| n)
    }

    /// Opens the page about what is under the cursor; from the handbook leads back.
    pub(super) fn look_up(&mut self) {
        if self.screen == Screen::Handbook {
            return self.leave_handbook();
        }
        let page = self.page_here();
        self.note_location();
        match page {
            Some(page) => self.open_page(page, None, ""),
            None => self.show_handbook(),
        }
    }

    /// The tool and the view that do what the open page speaks of.
    pub fn tool_of_page(&self) -> Option<(usize, &'static Tool, Option<usize>)> {
        let page = self.current_page()?;
        let (n, tool) = TOOLS.iter().enumerate().find(|(_, tool)| page.tool.as_deref() == Some(tool.key))?;
        let view = page.view.as_deref().and_then(|key| tool.views.iter().position(|view| view.key == key));
        Some((n, *tool, view))
    }

    pub(super) fn run_in_handbook(&mut self, command: Command) {
        match command {
            Command::GoToTool if self.reading.contents => self.reading.contents = false,
            Command::GoToTool => self.go_to_tool(),
            Command::IntoText => self.reading.contents = false,
            Command::Contents if self.reading.contents => self.focus = Focus::Tools,
            Command::Contents => self.reading.contents = true,
            Command::ReadOn => self.read_on(),
            Command::LeaveHandbook => self.leave_handbook(),
            _ => {}
        }
    }

    /// Goes where the open page says what to do.
    pub(super) fn go_to_tool(&mut self) {
        let Some((tool, _, view)) = self.tool_of_page() else { return };
        self.note_location();
        self.show(tool, Some(view.unwrap_or(0)));
    }

    fn leave_handbook(&mut self) {
        if self.came_by_jump() { self.go_back() } else { self.focus = Focus::Tools }
    }

    /// A screen further; from the end of a page on to the next.
    fn read_on(&mut self) {
        if self.reading.top < self.drawn.beyond {
            self.scroll_page(self.drawn.rows.max(2).cast_signed() - 1);
        } else {
            self.turn_page(1);
        }
    }

    pub(super) fn scroll_page(&mut self, by: isize) {
        self.reading.top =
            self.reading.top.min(self.drawn.beyond).saturating_add_signed(by).min(self.drawn.beyond);
    }

    /// The next or previous page.
    pub(super) fn turn_page(&mut self, by: isize) {
        let last = handbook::pages().len().saturating_sub(1);
        let page = self.reading.page.saturating_add_signed(by.clamp(-100_000, 100_000)).min(last);
        if page != self.reading.page {
            self.reading = Reading { page, contents: self.reading.contents, ..Reading::default() };
        }
    }

    /// Up and down in the handbook: other pages, or on in the text.
    pub(super) fn walk_handbook(&mut self, by: isize) {
        if self.reading.contents { self.turn_page(by) } else { self.scroll_page(by.clamp(-100_000, 100_000)) }
    }

    /// A page up or down in the handbook moves the text, wherever the keys go.
    pub(super) fn page_handbook(&mut self, by: isize) {
        self.scroll_page(by * (self.drawn.rows.max(2).cast_signed() - 1));
    }

    /// Looks through the whole text of the handbook.
    pub(super) fn search_handbook(&mut self) {
        let mut chooser = Chooser::new(text("在手册里查找", "Search the handbook"), Vec::new());
        chooser.searches = Some(Searches::Handbook);
        self.layers.push(Layer::Choose(chooser));
        self.search_again();
    }

    /// The pages that hold what is typed, each with the passage that does.
    pub(super) fn found_pages(&self, typed: &str) -> Vec<Item> {
        let lang = self.lang();
        let hits = handbook::find(typed, lang).into_iter();
        hits.filter_map(|hit| {
            let page = handbook::pages().iter().position(|page| page.key == hit.page.key)?;
            let does = Does::Page { page, block: hit.block, wanted: typed.to_owned() };
            let mut item = Item::new(hit.page.title.clone(), Phrase::from(hit.page.chapter.title()), does);
            // Where the title holds it, the page begins below the list.
            let begins = || page_begins(hit.page).map(|text| Passage { text, at: Vec::new() });
            let found = || Passage { text: hit.phrase().clone(), at: hit.at.clone() };
            item.passage = if hit.block.is_some() { Some(found()) } else { begins() };
            Some(item)
        })
        .collect()
    }
}

/// The first words of a page.
fn page_begins(page: &Page) -> Option<Phrase> {
    page.body.first().and_then(|block| block.texts().next()).cloned()
}
