//! A workbook without a terminal, its files in a folder of its own: press keys in the real loop, look at the screen.
#![allow(clippy::unwrap_used, reason = "a test may end at once when its program does not start")]
#![allow(dead_code, reason = "every test that includes this uses another part of it")]

#[path = "styles.rs"]
mod styles;

use changebook::app::request::Reply;
use changebook::app::{App, Choices, Screen, Spot};
use changebook::demo;
use changebook::event::{Effect, Event};
use changebook::project;
use changebook::project::Project;
use changebook::registry;
use changebook::runtime::{self, Exit, Headless, Program, headless};
use changebook::session::{Folders, Saver, Session};
use changebook::sheet::{AnyRow, Cell, Id, Row};
use changebook::text::{Lang, Phrase};
use changebook::tools::charter::Charter;
use chrono::NaiveDate;
use ecow::EcoString;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Color;
use std::fmt::Write;
use tempfile::TempDir;

/// A size that shows everything.
pub const WIDE: (u16, u16) = (120, 36);

/// The day on which all tests happen, a Wednesday.
pub fn today() -> NaiveDate {
    day("2026-03-04")
}

/// A day as the file writes it.
pub fn day(written: &str) -> NaiveDate {
    written.parse().unwrap()
}

/// Ids one after the other, so that every run makes the same ones.
pub fn ids(from: u64) -> impl FnMut() -> Id + Send + 'static {
    let mut last = from;
    move || {
        last += 1;
        Id::new(last)
    }
}

/// A project as the form for a new one makes it, begun today.
pub fn new_project(name: &str) -> Project {
    let mut new_id = ids(1_000);
    let mut charter = Charter::with_id(new_id());
    charter.name = name.into();
    charter.start = Some(today());
    registry::new_project(charter, &mut new_id)
}

/// The program on a screen that is only a buffer.
pub struct Desk {
    headless: Headless<Session>,
    folder: TempDir,
}

impl Desk {
    /// The program with nothing open, as it is before anything was chosen.
    pub fn closed(lang: Lang, size: (u16, u16)) -> Desk {
        Desk::with(Choices { lang, ..Choices::default() }, size, |_| {})
    }

    /// The demo, on Home.
    pub fn demo(lang: Lang, size: (u16, u16)) -> Desk {
        Desk::open(lang, size, demo::project(lang, today()))
    }

    /// A new project that begins today, on Home.
    pub fn fresh(lang: Lang, size: (u16, u16)) -> Desk {
        let name = match lang {
            Lang::Zh => "售后数字化转型",
            Lang::En => "Digital after-sales",
        };
        Desk::open(lang, size, new_project(name))
    }

    /// A project, on Home.
    pub fn open(lang: Lang, size: (u16, u16), project: Project) -> Desk {
        Desk::with(Choices { lang, ..Choices::default() }, size, |app| app.open(project, None))
    }

    /// A project that may only be read.
    pub fn locked(lang: Lang, size: (u16, u16), reason: Phrase) -> Desk {
        let project = demo::project(lang, today());
        Desk::with(Choices { lang, ..Choices::default() }, size, |app| app.open(project, Some(reason)))
    }

    /// A program with these choices, begun as wished.
    pub fn with(choices: Choices, size: (u16, u16), begin: impl FnOnce(&mut App)) -> Desk {
        let (mailbox, inbox) = runtime::mailbox();
        let mut app = App::new(choices, today(), Box::new(ids(100_000)));
        begin(&mut app);
        let folder = tempfile::tempdir().unwrap();
        let mut saver = Saver::new(Folders::within(folder.path()), mailbox, today(), app.lang());
        if let Some(opened) = &app.opened {
            // What the demo is made of lies in the demo's own folder, any other project in the workspace.
            let demo = demo::workspace(app.lang(), today());
            if demo.iter().any(|(_, project)| project.id == opened.project.id) {
                saver.demo_waits(opened.project.clone());
                app.know_file(saver.file());
            } else {
                saver.create(&opened.project).expect("a file for the project");
            }
        }
        let session = Session::start(app, saver, true).unwrap();
        Desk { headless: Headless::new(session, inbox, size.0, size.1), folder }
    }

    /// Presses keys as [`runtime::keys::parse`] reads them.
    #[track_caller]
    pub fn press(&mut self, keys: &str) -> &mut Desk {
        if let Err(part) = self.headless.press(keys) {
            panic!("no such key: {part}");
        }
        self
    }

    /// Lets something else than a key happen.
    pub fn send(&mut self, event: Event<Reply>) -> &mut Desk {
        self.headless.send(event);
        self
    }

    /// Lets the saver answer.
    pub fn answer(&mut self, answer: Reply) -> &mut Desk {
        self.send(Event::Message(answer))
    }

    /// Pastes a text as it is.
    pub fn paste(&mut self, text: &str) -> &mut Desk {
        self.send(Event::Paste(text.to_owned()))
    }

    /// The screen as text, and below it where the cursor is, counted from 1.
    pub fn screen(&self) -> String {
        self.told(&self.headless.screen())
    }

    /// The screen as text and as styles.
    pub fn picture(&self) -> String {
        let screen = self.headless.screen();
        format!("{}\n[styles]\n{}", self.told(&screen), styles::styles(&screen))
    }

    /// The same with the list of tools left blank, wherever nothing lies over it: what another tool concludes, and
    /// which others there are, shows nowhere else. The handbook's count of pages is left out too.
    pub fn picture_beside_tools(&self) -> String {
        self.picture_without(&[self.app().drawn.tools])
    }

    /// An open page of the handbook: the same without the contents beside it, which name the pages of all tools.
    pub fn picture_of_page(&self) -> String {
        let drawn = &self.app().drawn;
        let listed = drawn.spots.iter().find(|(_, spot)| matches!(spot, Spot::Page(_)));
        // From below the frame's upper line to above its lower one.
        let contents = listed.map(|(line, _)| {
            let rows = self.headless.screen().area.height;
            Rect { y: 2, height: rows.saturating_sub(5), ..*line }
        });
        self.picture_without(&[drawn.tools, contents.unwrap_or_default()])
    }

    /// The screen with these areas left blank, wherever nothing lies over them, and without the count of pages.
    fn picture_without(&self, areas: &[Rect]) -> String {
        const COUNT: u16 = 24;
        let mut screen = self.headless.screen();
        let app = self.app();
        let above: Vec<Rect> =
            app.drawn.spots.iter().filter(|(_, spot)| *spot == Spot::Inside).map(|(area, _)| *area).collect();
        let whole = screen.area;
        let (x, y) = (whole.width.saturating_sub(COUNT), whole.height.saturating_sub(2));
        let count = (app.screen == Screen::Handbook).then_some(Rect { x, y, width: COUNT, height: 1 });
        for at in areas.iter().copied().chain(count).flat_map(Rect::positions) {
            if !above.iter().any(|area| area.contains(at)) {
                screen[at].reset();
            }
        }
        format!("{}\n[styles]\n{}", self.told(&screen), styles::styles(&screen))
    }

    fn told(&self, screen: &Buffer) -> String {
        let mut screen = headless::lines(screen).join("\n");
        match self.headless.cursor() {
            Some(at) => write!(screen, "\n[cursor at column {}, row {}]", at.x + 1, at.y + 1).unwrap(),
            None => screen.push_str("\n[no cursor]"),
        }
        screen
    }

    /// The line above the keys: what was said, or what the cell wants; with the lines above it where it takes several.
    pub fn said(&self) -> String {
        let lines = self.headless.lines();
        let above: Vec<&str> = lines.iter().rev().skip(1).map(|line| line.trim()).collect();
        let solid = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
        let whole = self.app().message.as_ref().map(|message| solid(message.text.get(self.app().lang())));
        let taken = |n: &usize| {
            let said = above[..*n].iter().rev().copied().collect::<Vec<_>>().join(" ");
            whole.as_ref().is_some_and(|whole| solid(&said).contains(whole)).then_some(said)
        };
        let one = above.first().copied().unwrap_or_default().to_owned();
        (1..above.len().min(9)).find_map(|n| taken(&n)).unwrap_or(one)
    }

    /// The line of keys.
    pub fn footer(&self) -> String {
        self.headless.lines().last().cloned().unwrap_or_default()
    }

    /// Whether the screen shows a text.
    pub fn shows(&self, text: &str) -> bool {
        self.headless.lines().iter().any(|line| line.contains(text))
    }

    /// Fails with the screen if it does not show a text.
    #[track_caller]
    pub fn must_show(&self, text: &str) {
        assert!(self.shows(text), "'{text}' is not on the screen:\n{}", self.screen());
    }

    /// Fails with the screen if the line above the keys does not hold a text.
    #[track_caller]
    pub fn must_say(&self, text: &str) {
        assert!(self.said().contains(text), "'{text}' was not said:\n{}", self.screen());
    }

    /// The texts that stand in a colour, a line of the screen each.
    pub fn texts_of(&self, colour: Color) -> Vec<String> {
        let screen = self.headless.screen();
        let rows = screen.content.chunks(usize::from(screen.area.width).max(1));
        rows.map(|row| {
            row.iter().filter(|cell| cell.fg == colour).map(ratatui::buffer::Cell::symbol).collect()
        })
        .collect()
    }

    /// The program's state.
    pub fn app(&self) -> &App {
        &self.headless.program().app
    }

    /// The program's state, to be changed behind the loop's back.
    pub fn app_mut(&mut self) -> &mut App {
        &mut self.headless.program_mut().app
    }

    /// The files of the projects.
    pub fn files(&self) -> Vec<std::path::PathBuf> {
        let names = std::fs::read_dir(Folders::within(self.folder.path()).workspace).unwrap();
        names
            .map(|name| name.unwrap().path())
            .filter(|p| p.extension().is_some_and(|e| e == "json"))
            .collect()
    }

    /// The open project.
    pub fn project(&self) -> &Project {
        &self.app().opened.as_ref().expect("a project is open").project
    }

    /// The rows of a sheet.
    pub fn rows<R: Row>(&self) -> Vec<R> {
        self.project().rows::<R>().iter().map(|row| (**row).clone()).collect()
    }

    /// The cell under the cursor; nothing where none is.
    pub fn cell(&self) -> Cell {
        let app = self.app();
        app.row().zip(app.place()).map_or(Cell::Empty, |(row, place)| row.cell(place.column))
    }

    /// The key of the column under the cursor.
    pub fn column(&self) -> &'static str {
        self.app().place().map_or("", |place| place.column)
    }

    /// The name of the row under the cursor.
    pub fn row_name(&self) -> String {
        self.app().row().map_or(String::new(), |row| project::row_name(row, self.app().lang()))
    }

    /// What the terminal was asked to do since the last call.
    pub fn asked(&mut self) -> Vec<Effect> {
        self.headless.asked()
    }

    /// What was put on the clipboard since the last call.
    pub fn copied(&mut self) -> Option<String> {
        let copy = |effect| if let Effect::Copy(text) = effect { Some(text) } else { None };
        self.asked().into_iter().filter_map(copy).next_back()
    }

    /// How the program ended, if it has.
    pub fn exit(&self) -> Option<Exit> {
        self.headless.exit()
    }
}

impl Drop for Desk {
    /// Waits for the saver, so that nothing is written any more when the folder goes.
    fn drop(&mut self) {
        self.headless.program_mut().finish(Exit::Quit);
    }
}

/// All that a project holds as text, to compare whole projects.
pub fn whole(project: &Project) -> Vec<String> {
    let mut lines = vec![format!("{:?} {:?} {:?}", project.id, project.unknown, project.conflicts)];
    for sheet in project.sheets() {
        let rows = (0..sheet.len()).filter_map(|n| sheet.row(n)).map(AnyRow::json);
        lines.extend(rows.map(|row| format!("{} {row}", sheet.def().key)));
    }
    lines
}

/// A text cell.
pub fn words(text: &str) -> Cell {
    Cell::Text(EcoString::from(text))
}
