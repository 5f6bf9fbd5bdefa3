//! The state of the running program and how an event changes it. Knows no terminal and does no IO:
//! what it wants done it returns as [`Request`]s.

mod action;
mod change;
mod chart;
mod choices;
mod choose;
mod clear;
mod columns;
mod commands;
pub use meeting::{Mode, Progress};
pub use travel::{Focus, Screen};
pub use {choices::Choices, choices::Columns, choices::Theme, drawn::Drawn, drawn::Spot, here::Here};
pub(crate) use {choose::NOTHING, leaving::NO_ARCHIVE};
mod conflicts;
mod cursor;
mod drafts;
pub mod drawn;
pub mod editor;
mod enabled;
mod entries;
mod file_list;
pub mod files;
mod fill;
mod fill_in;
pub mod filter;
mod filtering;
mod find;
mod forget;
mod form_texts;
mod forms;
mod here;
mod jumps;
mod keys;
pub mod layer;
mod leads;
mod leaving;
mod list;
mod lists;
mod logs;
mod meeting;
mod out_of_range;
pub mod overview;
pub mod paste;
mod pointer;
mod put;
mod question;
mod reader;
pub mod reading;
mod remote;
pub mod replay;
mod reports;
pub mod request;
mod rhythm;
mod rows;
pub mod selection;
mod through;
mod travel;
mod typing;
pub mod view_state;
mod waiting;
mod within;

use crate::assess::Assessed;
use crate::command::Context;
use crate::event::{Effect, Event};
use crate::facts::Facts;
use crate::finding::{FindingKey, Level, Place};
use crate::project::merge::Snapshot;
use crate::project::{Edit, Project};
use crate::registry::TOOLS;
use crate::sheet::{AnySheet, Id};
use crate::text::{Lang, Phrase};
use crate::tool::{Layout, Tool, View};
use chrono::{NaiveDate, NaiveDateTime};
use ecow::EcoString;
use layer::Layer;
use overview::Overview;
use reading::Reading;
use request::{Reply, Request, Saving};
use std::collections::HashMap;
use std::time::Instant;
use view_state::{Slot, ViewState};

/// A line said to the person, until the next key.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// How bad it is.
    pub level: Level,
    /// The sentence.
    pub text: Phrase,
}

/// One step that can be undone or redone.
struct Step {
    inverse: Edit,
    said: Phrase,
    place: Option<(usize, usize, Place)>,
    /// What was selected besides.
    selected: Option<selection::Corners>,
    /// How much of what others wrote was known when the step was taken.
    since: u64,
}

/// A project that is open.
pub struct OpenProject {
    /// The project as it is shown.
    pub project: Project,
    /// What all tools conclude from it.
    pub assessed: Assessed,
    /// Whether it is on disk.
    pub saving: Saving,
    /// Why it cannot be changed, if so.
    pub read_only: Option<Phrase>,
    /// Where it lies, and what can be done about its file.
    pub file: request::FileState,
    /// What lies beside its file and needs a person.
    pub beside: Vec<request::Beside>,
    /// How much of what others wrote is in the project.
    change_number: u64,
    /// How much of it was on the screen when what is being prepared was begun: the text of a field, a question.
    seen: u64,
    remote: remote::RemoteCells,
    undo: Vec<Step>,
    redo: Vec<Step>,
    view_states: HashMap<(usize, usize), ViewState>,
    /// The lines of the list shown last.
    gathered: Option<list::KeptLines>,
    view_of: HashMap<usize, usize>,
}

/// No more steps than these can be undone.
const UNDO_LIMIT: usize = 1_000;
/// The clock of a meeting is written down after so many seconds, in case the window is closed.
const CLOCK_NOTED_AFTER: u32 = 10;

impl OpenProject {
    /// A project just opened.
    pub fn new(project: Project, read_only: Option<Phrase>, today: NaiveDate) -> OpenProject {
        let assessed = Assessed::of(&project, today, None);
        OpenProject {
            project,
            assessed,
            saving: Saving::Saved,
            read_only,
            file: request::FileState::default(),
            beside: Vec::new(),
            change_number: 0,
            seen: 0,
            remote: remote::RemoteCells::default(),
            undo: Vec::new(),
            redo: Vec::new(),
            view_states: HashMap::new(),
            gathered: None,
            view_of: HashMap::new(),
        }
    }
}

impl OpenProject {
    /// What is shown, to be saved or merged.
    fn snapshot(&self) -> Snapshot {
        Snapshot { project: self.project.clone(), change_number: self.change_number }
    }
}

/// The program.
pub struct App {
    /// Whether something was typed while a question was on top.
    typed_at_question: bool,
    /// What the person has chosen.
    pub choices: Choices,
    /// The day.
    pub today: NaiveDate,
    /// The project that is open.
    pub opened: Option<OpenProject>,
    /// What the middle shows.
    pub screen: Screen,
    /// Where the keys go.
    pub focus: Focus,
    /// The line of the list of tools: 0 is Home.
    pub tool_line: usize,
    /// The finding on Home under the cursor.
    pub home_line: usize,
    /// All projects side by side.
    pub overview: Overview,
    /// What is read in the handbook.
    pub reading: Reading,
    /// How far the panels of a view without rows are scrolled.
    pub panel_top: usize,
    /// What lies over the screen; the last one has the keys.
    pub layers: Vec<Layer>,
    /// What was said last.
    pub message: Option<Message>,
    /// What is to be done outside, as [`App::update`] gives it.
    requests: Vec<Request>,
    /// Where things stood when they were last drawn, for the mouse and for paging.
    pub drawn: Drawn,
    /// The block copied last, as tabs and lines.
    clip: String,
    new_id: Box<dyn FnMut() -> Id + Send>,
    last_click: Option<(u16, u16, Instant)>,
    typed_at: Option<Instant>,
    /// Why the text being typed is not kept on disk, if it is not.
    pub draft_not_kept: Option<Phrase>,
    /// The text of the field that was left last without entering it, until something else is changed.
    given_up: Option<drafts::GivenUp>,
    /// The day of which was asked last in which order it is written.
    asked_day: Option<crate::calendar::Numbers>,
    /// What the search has found for each beginning of what is typed.
    searched: Vec<find::Searched>,
    form_texts: form_texts::FormTexts,
    incoming: Option<paste::Incoming>,
    leaving: leaving::Leaving,
    rhythm: rhythm::Rhythm,
    /// The places that were left for others, the last one last.
    jumps: Vec<jumps::Location>,
    /// The finding that was gone to last.
    followed: Option<FindingKey>,
    /// The meeting that is held.
    meeting: Option<meeting::MeetingState>,
    /// The name by which meetings know this window.
    window: Option<EcoString>,
    /// Tells the time of a meeting; a fixed one until a clock is given.
    pub clock: fn() -> NaiveDateTime,
    /// The earlier day that is shown, if one is.
    pub replay: Option<Box<replay::Replay>>,
}

impl App {
    /// A program without a project.
    pub fn new(choices: Choices, today: NaiveDate, new_id: Box<dyn FnMut() -> Id + Send>) -> App {
        App {
            typed_at_question: false,
            choices,
            today,
            opened: None,
            screen: Screen::Home,
            focus: Focus::Middle,
            tool_line: 0,
            home_line: 0,
            overview: Overview::default(),
            reading: Reading::default(),
            panel_top: 0,
            layers: Vec::new(),
            message: None,
            requests: Vec::new(),
            drawn: Drawn::default(),
            clip: String::new(),
            new_id,
            last_click: None,
            typed_at: None,
            draft_not_kept: None,
            given_up: None,
            asked_day: None,
            searched: Vec::new(),
            form_texts: form_texts::FormTexts::default(),
            incoming: None,
            leaving: leaving::Leaving::default(),
            rhythm: rhythm::Rhythm::default(),
            jumps: Vec::new(),
            followed: None,
            meeting: None,
            window: None,
            clock: || NaiveDateTime::default(),
            replay: None,
        }
    }

    /// The language of the screen.
    pub fn lang(&self) -> Lang {
        self.choices.lang
    }

    /// Shows a project, from Home.
    pub fn open(&mut self, project: Project, read_only: Option<Phrase>) {
        if let Some(reason) = &read_only {
            self.message = Some(Message { level: Level::Act, text: reason.clone() });
        }
        self.form_texts.opened(project.id);
        self.replay = None;
        self.opened = Some(OpenProject::new(project, read_only, self.today));
        self.layers.clear();
        self.screen = Screen::Home;
        self.focus = Focus::Middle;
        (self.tool_line, self.home_line) = (0, 0);
        self.jumps.clear();
        self.followed = None;
        self.given_up = None;
        self.leaving.then = None;
        self.meeting = None;
    }

    /// Shows a project that was open before, with the text that was being typed.
    pub fn update_opened(
        &mut self,
        project: Project,
        read_only: Option<Phrase>,
        draft: Option<request::Draft>,
    ) {
        self.answered(Reply::Opened { project: Box::new(project), read_only, draft });
    }

    /// Says something that went wrong at the start.
    pub fn warn(&mut self, reason: Phrase) {
        self.say(Level::Act, reason);
    }

    /// Takes in an event, and gives what is to be done outside, in order.
    pub fn update(&mut self, event: Event<Reply>) -> Vec<Request> {
        match event {
            Event::Key(key) => self.key(key),
            Event::Mouse(mouse) => self.mouse(mouse),
            Event::Paste(text) => self.pasted(&text),
            Event::Message(reply) => self.answered(reply),
            Event::FileChanged => {
                self.ask(Request::Refresh);
                self.ask(Request::LookBeside);
            }
            // After a signal nobody presses a key again: what is being typed is kept at once.
            Event::Timer | Event::Signal(_) | Event::Gone => {
                self.note_clock(if matches!(event, Event::Timer) { CLOCK_NOTED_AFTER } else { 1 });
                self.paste_on();
                if self.typed_at.is_some() {
                    self.keep_draft();
                }
            }
            Event::Background { light } => self.take_paper(light),
            Event::Resize(..) | Event::Focus(_) => {}
        }
        self.next_file();
        // Wherever the cursor was put, the next change must not bring it back to the row before.
        self.note_row();
        self.show_under_cursor();
        self.take_requests()
    }

    /// What is to be done outside, of all that was asked for since the last event.
    pub fn take_requests(&mut self) -> Vec<Request> {
        std::mem::take(&mut self.requests)
    }

    /// Asks for something to be done outside.
    fn ask(&mut self, request: Request) {
        self.requests.push(request);
    }

    /// Asks the terminal for something.
    fn effect(&mut self, effect: Effect) {
        self.ask(Request::Terminal(effect));
    }

    /// The tool that is shown, with its place.
    pub fn tool(&self) -> Option<(usize, &'static Tool)> {
        match self.screen {
            Screen::Home | Screen::Portfolio | Screen::Handbook | Screen::Meeting => None,
            Screen::Tool(n) => TOOLS.get(n).map(|t| (n, *t)),
        }
    }

    /// The view that is shown, with the places of tool and view.
    pub fn view(&self) -> Option<(usize, usize, &'static View)> {
        let (n, tool) = self.tool()?;
        let at = self.opened.as_ref()?.view_of.get(&n).copied().unwrap_or(0);
        tool.views.get(at).map(|view| (n, at, view))
    }

    /// The facts of the open project, as last derived.
    pub fn facts(&self) -> Option<&Facts> {
        Some(&self.opened.as_ref()?.assessed.facts)
    }

    /// The sheet of the view that is shown.
    pub fn sheet(&self) -> Option<&dyn AnySheet> {
        let (.., view) = self.view()?;
        self.opened.as_ref()?.project.sheet(view.sheet.key)
    }

    /// How the person looks at the view that is shown.
    pub fn view_state(&self) -> Option<&ViewState> {
        let (tool, at, _) = self.view()?;
        self.opened.as_ref()?.view_states.get(&(tool, at))
    }

    fn view_state_mut(&mut self) -> Option<&mut ViewState> {
        let (tool, at, _) = self.view()?;
        self.opened.as_mut()?.view_states.get_mut(&(tool, at))
    }

    /// Shows Home.
    pub fn show_home(&mut self) {
        // A sync tool may have laid a copy beside the project since.
        if self.opened.is_some() {
            self.ask(Request::LookBeside);
        }
        self.screen = Screen::Home;
        self.focus = Focus::Middle;
        self.tool_line = 0;
    }

    /// Brings what was derived up to date with the project: the conclusions, the rows shown, the cursor.
    fn settle(&mut self) {
        let today = self.today;
        let Some(opened) = self.opened.as_mut() else { return };
        opened.assessed = Assessed::of(&opened.project, today, Some(&opened.assessed));
        let Screen::Tool(tool) = self.screen else {
            if self.screen == Screen::Portfolio {
                self.settle_overview();
            }
            return;
        };
        let at = opened.view_of.get(&tool).copied().unwrap_or(0);
        let Some(view) = TOOLS[tool].views.get(at) else { return };
        let facts = &opened.assessed.facts;
        if let Layout::List(plan) = view.layout {
            let state = opened.view_states.entry((tool, at)).or_default();
            let filter = state.filter.as_ref();
            let counts = list::KeptLines::renew(&mut opened.gathered, (view, plan), facts, filter);
            return state.settle_lines(counts);
        }
        let columns = self.choices.columns.get(&columns::key(opened, tool, view));
        let view_state =
            opened.view_states.entry((tool, at)).or_insert_with(|| ViewState::first(view, facts));
        view_state.columns = columns::of(view, columns);
        view_state.settle(view, facts);
    }

    /// The context of the keys when no layer is open.
    pub fn context(&self) -> Context {
        match self.layers.last() {
            Some(layer) => layer.keys().context,
            None if self.screen == Screen::Meeting => Context::Meeting,
            None if self.focus == Focus::Tools || self.screen == Screen::Home => Context::List,
            None if self.screen == Screen::Portfolio => Context::Portfolio,
            None if self.screen == Screen::Handbook => Context::Handbook,
            None => Context::Sheet,
        }
    }

    fn say(&mut self, level: Level, text: impl Into<Phrase>) {
        self.message = Some(Message { level, text: text.into() });
    }
}
