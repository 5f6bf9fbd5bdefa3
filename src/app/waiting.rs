//! Work outside that may take a while: a file that is read or written. It shows how far it is and can be stopped; what is
//! stopped has changed nothing.

use super::App;
use super::layer::{Form, FormField, Keys, Layer, Purpose};
use super::request::{Export, Reply, Request, Stop};
use crate::app::editor::Editor;
use crate::command::{Command, Context};
use crate::finding::Level;
use crate::sheet::{Cell, Kind};
use crate::text::{Phrase, Text, safe_name, text};
use std::time::{Duration, Instant};

/// Work that is done sooner is not shown.
const SHOWN_AFTER: Duration = Duration::from_millis(250);

/// The keys while something is waited for.
pub(super) static KEYS: Keys = Keys {
    hint: |_, entry| match entry.command {
        Command::Close => Some(text("停止", "Stop")),
        Command::Choose | Command::ChooseUp | Command::ChooseDown => None,
        _ => entry.title_in(Context::Choosing),
    },
    run: |app, command| {
        if command == Command::Close {
            app.stop_waiting();
        }
    },
    ..Keys::BLANK
};

/// What is waited for.
pub struct Waiting {
    /// What it is, in a word or two.
    pub title: Text,
    /// How much is done, and of how much; none while nobody has said.
    pub progress: Option<(usize, usize)>,
    stop: Stop,
    since: Instant,
}

impl Waiting {
    /// When it is to be shown.
    pub fn shown_at(&self) -> Instant {
        self.since + SHOWN_AFTER
    }

    /// Whether it has taken long enough to be shown.
    pub fn is_shown(&self) -> bool {
        Instant::now() >= self.shown_at()
    }
}

impl App {
    /// Waits for something that this stops.
    pub(super) fn wait_for(&mut self, title: Text) -> Stop {
        let stop = Stop::default();
        let waiting = Waiting { title, progress: None, stop: stop.clone(), since: Instant::now() };
        self.layers.push(Layer::Waiting(waiting));
        stop
    }

    fn stop_waiting(&mut self) {
        if let Some(Layer::Waiting(waiting)) = self.layers.pop() {
            waiting.stop.stop();
            self.incoming = None;
            self.say(Level::Watch, text("已停止，什么都没有改", "Stopped; nothing was changed"));
        }
    }

    /// Notes how far something is that is waited for.
    pub(super) fn progressed(&mut self, of: &Stop, progress: (usize, usize)) {
        for layer in &mut self.layers {
            if let Layer::Waiting(waiting) = layer
                && waiting.stop == *of
            {
                waiting.progress = Some(progress);
            }
        }
    }

    /// Takes in what has come of work that can be stopped, or how far it is.
    pub(super) fn answered_on_waiting(&mut self, answer: Reply) {
        match answer {
            Reply::Rows(stop, file, read) if self.waited(&stop) => match read {
                Ok(tables) => self.take_rows(file, tables),
                Err(reason) => self.not_taken_in(Level::Stop, &file, reason),
            },
            Reply::Files(stop, paths) if self.waited(&stop) => self.take_files(paths),
            Reply::Log(stop, order, read) if self.waited(&stop) => {
                self.take_log(&order, read.map(|log| *log));
            }
            Reply::Folder(stop, purpose, read) if self.waited(&stop) => self.choose_in(purpose, read),
            Reply::Exported(stop, done) if self.waited(&stop) => self.exported(done),
            Reply::Progress(stop, progress) => self.progressed(&stop, progress),
            _ => {}
        }
    }

    /// Ends the wait for something; false if it was stopped before, and what has come of it is of no use.
    pub(super) fn waited(&mut self, of: &Stop) -> bool {
        let before = self.layers.len();
        self.layers.retain(|layer| !matches!(layer, Layer::Waiting(waiting) if waiting.stop == *of));
        self.layers.len() < before && !of.is_stopped()
    }

    /// When what is waited for wants to be shown, if it is not yet.
    pub(super) fn waiting_due(&self) -> Option<Instant> {
        match self.layers.last() {
            Some(Layer::Waiting(waiting)) if !waiting.is_shown() => Some(waiting.shown_at()),
            _ => None,
        }
    }

    /// The form for the file to write.
    pub(super) fn export_form(&mut self) {
        let name = safe_name(&self.name());
        let mut editor = Editor::line(&format!("~/{name} {}.xlsx", self.today));
        editor.select_all();
        self.push_form(Form {
            title: Command::ExportFile.entry().title,
            purpose: Purpose::Export,
            fields: vec![FormField {
                title: text("文件", "File"),
                help: text(
                    ".xlsx 是整个项目的 Excel；.csv、.tsv 是现在这张表；.ics 是日历。已有的文件不会被覆盖",
                    ".xlsx is the whole project for Excel, .csv and .tsv this sheet, .ics a calendar. No file is written over",
                )
                .into(),
                kind: Kind::Text,
                editor,
                error: None,
            }],
            at: 0,
            reason: None,
        });
    }

    /// Has a file written.
    pub(super) fn export(&mut self, cells: &[Cell]) {
        let Some(Cell::Text(path)) = cells.first() else { return };
        let sheet = self.view().map(|(.., view)| view.sheet);
        let Some(project) = self.project_now() else { return };
        let stop = self.wait_for(text("导出", "Export"));
        let (path, today, lang) = (path.to_string(), self.today, self.lang());
        let is_replay = self.replay.is_some();
        self.ask(Request::Export(Box::new(Export {
            project,
            path,
            sheet,
            form: None,
            today,
            is_replay,
            lang,
            stop,
        })));
    }

    /// Says what has come of an export.
    pub(super) fn exported(&mut self, done: Result<Phrase, Phrase>) {
        match done {
            Ok(said) => {
                self.form_texts.forget(Purpose::Export);
                self.form_texts.forget(Purpose::FillIn);
                self.say(Level::Good, said);
            }
            Err(reason) => self.say(Level::Stop, reason),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Choices;
    use crate::app::request::Reply;
    use crate::demo;
    use crate::event::Event;
    use crate::exchange::Table;
    use crate::project::Project;
    use crate::registry;
    use crate::runtime::keys;
    use crate::sheet::{Id, Row as _};
    use crate::text::Lang;
    use crate::tools::charter::Charter;
    use crate::ui;
    use chrono::NaiveDate;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;

    fn app() -> App {
        let today = NaiveDate::from_ymd_opt(2026, 3, 4).unwrap();
        opened(demo::project(Lang::En, today))
    }

    fn opened(project: Project) -> App {
        let today = NaiveDate::from_ymd_opt(2026, 3, 4).unwrap();
        let mut next = 900_000;
        let new_id = move || {
            next += 1;
            Id::new(next)
        };
        let choices = Choices { lang: Lang::En, ..Choices::default() };
        let mut app = App::new(choices, today, Box::new(new_id));
        app.open(project, None);
        let _requests = app.take_requests();
        app
    }

    fn press(app: &mut App, typed: &str) -> Vec<Request> {
        keys::parse::<Reply>(typed).unwrap().into_iter().flat_map(|event| app.update(event)).collect()
    }

    fn screen(app: &mut App) -> String {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 80, 24));
        ui::draw(app, &mut buffer);
        buffer.content().iter().map(ratatui::buffer::Cell::symbol).collect()
    }

    /// Fills in the form of a command, and gives what is asked for.
    fn submitted(app: &mut App, command: Command, path: &str) -> Vec<Request> {
        let _requests = press(app, ":");
        let _requests = app.update(Event::Paste(command.entry().title.en.to_owned()));
        let _requests = press(app, "<enter>");
        let _requests = app.update(Event::Paste(path.to_owned()));
        press(app, "<enter>")
    }

    fn exported(app: &mut App) -> Export {
        let mut requests = submitted(app, Command::ExportFile, "/tmp/book.xlsx");
        let at =
            requests.iter().position(|request| matches!(request, Request::Export(_))).expect("an export");
        let Request::Export(export) = requests.swap_remove(at) else { unreachable!() };
        *export
    }

    #[test]
    fn an_export_shows_how_far_it_is_and_what_has_come_of_it() {
        let mut app = app();
        let _requests = press(&mut app, "2");
        let export = exported(&mut app);
        assert_eq!(
            (export.path.as_str(), export.sheet.map(|def| def.key)),
            ("/tmp/book.xlsx", Some("people"))
        );
        assert!(!screen(&mut app).contains("One moment"), "what is done at once is not shown");
        let due = app.deadline().expect("it is shown when it takes longer");
        std::thread::sleep(due.saturating_duration_since(Instant::now()));
        let _requests = app.update(Event::Timer);
        assert!(screen(&mut app).contains("One moment"));
        let _requests = app.update(Event::Message(Reply::Progress(export.stop.clone(), (30, 120))));
        let shown = screen(&mut app);
        assert!(shown.contains("Row 30 of 120") && shown.contains("Stop"), "{shown}");
        let _requests = press(&mut app, "q");
        assert!(matches!(app.layers.last(), Some(Layer::Waiting(_))), "a letter does nothing");
        let done = Ok(Phrase::same("/tmp/book.xlsx was written"));
        let _requests = app.update(Event::Message(Reply::Exported(export.stop, done)));
        assert!(app.layers.is_empty() && screen(&mut app).contains("/tmp/book.xlsx was written"));
    }

    #[test]
    fn what_is_stopped_is_told_to_stop_and_its_answer_is_of_no_use() {
        let mut app = app();
        let export = exported(&mut app);
        let _requests = press(&mut app, "<esc>");
        assert!(export.stop.is_stopped() && app.layers.is_empty());
        assert!(screen(&mut app).contains("Stopped; nothing was changed"));
        let late = Reply::Exported(export.stop, Ok(Phrase::same("zyzzyva")));
        let _requests = app.update(Event::Message(late));
        assert!(!screen(&mut app).contains("zyzzyva"));
        // A file that is read: what comes of the first has nothing to do with the second.
        let _requests = press(&mut app, "2");
        let read = |app: &mut App| {
            let requests = submitted(app, Command::ImportFile, "/tmp/people.csv");
            let stop = requests.into_iter().find_map(|request| match request {
                Request::ReadRows(_, stop) => Some(stop),
                _ => None,
            });
            stop.expect("a file to read")
        };
        let first = read(&mut app);
        let _requests = press(&mut app, "<esc>");
        let second = read(&mut app);
        let table = |name: &str| {
            let line = |cells: [&str; 2]| cells.map(str::to_owned).to_vec();
            vec![Table {
                name: String::new(),
                lines: vec![line(["Person or team", "Centre"]), line([name, "C1"])],
                read_as: None,
            }]
        };
        let _requests =
            app.update(Event::Message(Reply::Rows(first, "first.csv".into(), Ok(table("First")))));
        assert!(matches!(app.layers.last(), Some(Layer::Waiting(_))), "it waits for the second");
        let _requests =
            app.update(Event::Message(Reply::Rows(second, "second.csv".into(), Ok(table("Second")))));
        assert!(matches!(app.layers.last(), Some(Layer::Preview(_))));
        assert!(screen(&mut app).contains("Second"));
    }

    #[test]
    fn a_log_is_confirmed_before_its_figures_are_kept() {
        use crate::app::request::{LogOrder, MinedLog};
        use crate::mining::{Figures, Mined, Source};
        use crate::tools::eventlogs::{EventLog, Logs};
        let mut app = app();
        let asked = |requests: Vec<Request>| -> (Box<LogOrder>, Stop) {
            let found = requests.into_iter().find_map(|request| match request {
                Request::ReadLog(order, stop) => Some((order, stop)),
                _ => None,
            });
            found.expect("a log to read")
        };
        let mined = |median: f64| {
            let source = Source { name: "orders.csv".into(), fingerprint: "f1".into(), ..Source::default() };
            let mut figures = Figures { cases: 20, events: 60, ..Figures::default() };
            figures.duration.calendar.median = median;
            Box::new(MinedLog { mined: Mined { source, figures }, notes: Vec::new() })
        };
        let logs = |app: &App| app.opened.as_ref().unwrap().project.rows::<EventLog>().len();
        let before = logs(&app);
        // Refused: the form says why and asks for more; its texts are still there.
        let (order, stop) = asked(submitted(&mut app, Command::ReadLog, "/tmp/orders.csv"));
        let refused = Reply::Log(stop, order, Err(Phrase::same("which column names the case?")));
        let _requests = app.update(Event::Message(refused));
        assert!(screen(&mut app).contains("which column names the case?"));
        let (order, stop) = asked(press(
            &mut app,
            "<down><down><down><down><down><down><down><down><down><down><down><down>y<enter>",
        ));
        assert_eq!((order.path.as_str(), order.skip_bad), ("/tmp/orders.csv", true));
        // Read: nothing is kept before somebody says that it is right.
        let _requests = app.update(Event::Message(Reply::Log(stop, order, Ok(mined(60.0)))));
        assert!(screen(&mut app).contains("20 cases"));
        assert_eq!(logs(&app), before);
        let _requests = press(&mut app, "<enter>");
        assert_eq!(logs(&app), before + 1);
        // The same file again takes the place of what was computed from it before.
        let (order, stop) = asked(submitted(&mut app, Command::ReadLog, "/tmp/orders.csv"));
        let _requests = app.update(Event::Message(Reply::Log(stop, order, Ok(mined(90.0)))));
        let _requests = press(&mut app, "<enter>");
        assert_eq!(logs(&app), before + 1);
        let facts = &app.opened.as_ref().unwrap().assessed.facts;
        let kept = facts.get::<Logs>().logs.last().unwrap().mined.figures.duration.calendar.median;
        assert!((kept - 90.0).abs() < f64::EPSILON);
        // Esc keeps nothing.
        let (order, stop) = asked(submitted(&mut app, Command::ReadLog, "/tmp/other.csv"));
        let mut other = mined(1.0);
        other.mined.source.fingerprint = "f2".into();
        let _requests = app.update(Event::Message(Reply::Log(stop, order, Ok(other))));
        let _requests = press(&mut app, "<esc>");
        assert_eq!(logs(&app), before + 1);
    }

    #[test]
    fn a_folder_is_looked_into_until_a_file_is_chosen() {
        use crate::app::layer::Purpose;
        use crate::app::request::{Folder, InFolder};
        let inside = |name: &str, bytes: Option<u64>| InFolder {
            name: name.into(),
            path: format!("/home/a/{name}"),
            bytes,
        };
        let folder =
            |inside: Vec<InFolder>| Folder { path: "/home/a".into(), above: Some("/home".into()), inside };
        for (command, purpose) in
            [(Command::ReadLog, Purpose::ReadLog), (Command::ImportFile, Purpose::Import)]
        {
            let mut app = app();
            let asked = |requests: Vec<Request>| -> (String, Stop) {
                let found = requests.into_iter().find_map(|request| match request {
                    Request::ReadLog(order, stop) => Some((order.path, stop)),
                    Request::ReadRows(path, stop) => Some((path, stop)),
                    _ => None,
                });
                found.expect("a file to read")
            };
            let _requests = press(&mut app, "2");
            // No path leads home, and a folder into it.
            let (path, stop) = asked(submitted(&mut app, command, ""));
            assert_eq!(path, "~");
            let there = folder(vec![inside("Logs", None), inside("orders.csv", Some(1_234_567))]);
            let _requests = app.update(Event::Message(Reply::Folder(stop, purpose, Ok(there))));
            let shown = screen(&mut app);
            for part in ["/home/a", "..", "Logs/", "orders.csv", "1,206 KiB"] {
                assert!(shown.contains(part), "{part}: {shown}");
            }
            let (path, stop) = asked(press(&mut app, "<down><enter>"));
            assert_eq!(path, "/home/a/Logs");
            let there = folder(vec![inside("deep.csv", Some(1))]);
            let _requests = app.update(Event::Message(Reply::Folder(stop, purpose, Ok(there))));
            // Typing narrows the list.
            let (path, _) = asked(press(&mut app, "deep<enter>"));
            assert_eq!(path, "/home/a/deep.csv");
            // A path that is typed there leads to its file.
            let mut app = self::app();
            let _requests = press(&mut app, "2");
            let (_, stop) = asked(submitted(&mut app, command, ""));
            let there = folder(vec![inside("orders.csv", Some(1))]);
            let _requests = app.update(Event::Message(Reply::Folder(stop, purpose, Ok(there))));
            let (path, _) = asked(press(&mut app, "/tmp/deep.csv<enter>"));
            assert_eq!(path, "/tmp/deep.csv");
        }
        let mut app = app();
        let requests = submitted(&mut app, Command::ReadLog, "/root/none/");
        let stop = requests.into_iter().find_map(|request| match request {
            Request::ReadLog(_, stop) => Some(stop),
            _ => None,
        });
        let refused = Reply::Folder(stop.unwrap(), Purpose::ReadLog, Err(Phrase::same("no way in")));
        let _requests = app.update(Event::Message(refused));
        assert!(screen(&mut app).contains("no way in"));
    }

    #[test]
    fn a_file_that_cannot_be_read_says_so() {
        let mut app = app();
        let _requests = press(&mut app, "2");
        let requests = submitted(&mut app, Command::ImportFile, "/tmp/none.csv");
        let stop = requests.into_iter().find_map(|request| match request {
            Request::ReadRows(_, stop) => Some(stop),
            _ => None,
        });
        let wrong = Err(Phrase::same("there is no such file"));
        let _requests = app.update(Event::Message(Reply::Rows(stop.unwrap(), String::new(), wrong)));
        assert!(app.layers.is_empty() && screen(&mut app).contains("there is no such file"));
    }

    #[test]
    fn the_file_proposed_is_one_on_every_system() {
        let mut last = 1_000;
        let mut new_id = || {
            last += 1;
            Id::new(last)
        };
        let charter = Charter { name: "A*b?\"c<d>|e".into(), ..Charter::with_id(new_id()) };
        let mut app = opened(registry::new_project(charter, &mut new_id));
        app.export_form();
        assert!(screen(&mut app).contains("~/A-b--c-d--e 2026-03-04.xlsx"), "{}", screen(&mut app));
    }
}
