//! The app at work: its state, its saver thread and the loop brought together. What the app wants
//! done goes to the saver in order; what became of it comes back as a message.

mod folder;
pub mod forget;
pub mod gather;
pub mod journal;
pub mod logs;
pub mod outgoing;
pub mod rows;
mod saver;

use crate::app::request::{Reply, Request};
use crate::app::{App, Choices};
use crate::config;
use crate::demo;
use crate::event::{Effect, Event};
use crate::runtime::{self, Exit, Frame, Headless, Mailbox, Options, Program, picture};
use crate::store::{self, fresh_id};
use crate::text::{Lang, Phrase, joined, text};
use crate::ui;
use chrono::{NaiveDate, NaiveDateTime};
use saver::SaverHandle;
pub use saver::{Folders, Saver, place_named, sound, sound_with_rev};
use std::io;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// How the program was called.
#[derive(Debug)]
pub struct Start {
    /// The folder of projects.
    pub workspace: PathBuf,
    /// The project to open, if one is named.
    pub project: Option<String>,
    /// The day, if it is not the real one.
    pub today: Option<NaiveDate>,
    /// The earlier day to show, as it was typed, if one is named.
    pub as_of: Option<String>,
    /// The language, if one is named.
    pub lang: Option<Lang>,
    /// The colours, if they are named.
    pub theme: Option<crate::app::Theme>,
    /// Whether to open the demo.
    pub demo: bool,
    /// Whether to open the meeting of the project.
    pub meet: bool,
    /// What is known of the person's choices.
    pub known: config::Known,
}

/// A picture of the screen instead of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Picture {
    /// Plain lines.
    Text,
    /// Lines with colours.
    Ansi,
    /// A drawing.
    Svg,
}

/// The app and the way to its saver.
pub struct Session {
    /// The app.
    pub app: App,
    /// None once the session has ended.
    saver: Option<SaverHandle>,
    fixed_day: bool,
    looked_at: Instant,
    /// What can wait until the first frame is drawn; none once it is.
    held: Option<Vec<Request>>,
}

/// How often the calendar is looked at, so that a program left open over night knows the day.
const DAY_CHECK: Duration = Duration::from_secs(30);

impl Session {
    /// Starts the saver of an app that has begun. On a fixed day the calendar is not looked at.
    pub fn start(app: App, saver: Saver, fixed_day: bool) -> io::Result<Session> {
        Ok(Session {
            app,
            saver: Some(saver.start()?),
            fixed_day,
            looked_at: Instant::now(),
            held: Some(Vec::new()),
        })
    }

    /// Performs what the app asks for; gives what is the loop's to do.
    fn perform(&mut self, requests: Vec<Request>) -> Vec<Effect> {
        let mut effects = Vec::new();
        for request in requests {
            match (request, &self.saver) {
                (Request::Terminal(effect), _) => effects.push(effect),
                // A second thread that assesses earlier days would keep the first frame waiting, above all on one core.
                (request, Some(_)) if request.can_wait() && self.held.is_some() => {
                    self.held.get_or_insert_default().push(request);
                }
                (request, Some(saver)) => saver.send(request),
                // The session has ended.
                (_, None) => {}
            }
        }
        effects
    }

    fn look_at_calendar(&mut self) {
        if !self.fixed_day && self.looked_at.elapsed() >= DAY_CHECK {
            self.looked_at = Instant::now();
            self.app.set_today(store::local_time().date_naive());
        }
    }
}

impl Program for Session {
    type Message = Reply;

    fn update(&mut self, event: Event<Reply>) -> Vec<Effect> {
        self.look_at_calendar();
        let requests = self.app.update(event);
        self.perform(requests)
    }

    fn draw(&mut self, frame: &mut Frame<'_>) {
        if let Some(place) = ui::draw(&mut self.app, frame.buffer_mut()) {
            frame.set_cursor_position(place);
        }
        if let (Some(held), Some(saver)) = (self.held.take(), &self.saver) {
            for request in held {
                saver.send(request);
            }
        }
    }

    fn deadline(&self) -> Option<Instant> {
        // Nobody may press a key over night, or after the lid was opened again.
        let calendar = (!self.fixed_day).then(|| self.looked_at + DAY_CHECK);
        self.app.deadline().into_iter().chain(calendar).min()
    }

    fn lang(&self) -> Lang {
        self.app.lang()
    }

    fn is_waiting(&self) -> bool {
        let held = self.held.as_ref().is_some_and(|held| !held.is_empty());
        held || self.app.work_due().is_some() || self.saver.as_ref().is_some_and(|saver| !saver.is_idle())
    }

    fn finish(&mut self, _exit: Exit) {
        let requests = self.app.take_requests();
        // The loop has ended: nothing is asked of it any more.
        let _effects = self.perform(requests);
        if let Some(saver) = self.saver.take()
            && let Some(reason) = saver.close()
        {
            let lang = self.app.lang();
            complain(reason.get(lang));
        }
    }
}

/// A program as it begins: choices read, project open or welcome shown.
struct Begun {
    app: App,
    saver: Saver,
}

impl Begun {
    fn start(self, fixed_day: bool) -> Result<Session, Phrase> {
        Session::start(self.app, self.saver, fixed_day).map_err(|error| {
            crate::say!("启动保存线程失败：{error}", "The saver thread did not start: {error}")
        })
    }
}

/// Begins the program; without a clock a meeting stands at its first second, so that a picture is always the same.
fn begin(
    start: &mut Start,
    folders: Folders,
    mailbox: Mailbox<Reply>,
    clock: Option<fn() -> NaiveDateTime>,
) -> Result<Begun, Phrase> {
    let known = &mut start.known;
    let guessed = sys_locale::get_locale().and_then(|tag| Lang::parse(&tag));
    let mut choices: Choices = std::mem::take(&mut known.choices);
    if !known.language_chosen {
        choices.lang = guessed.unwrap_or(Lang::Zh);
    }
    choices.lang = start.lang.unwrap_or(choices.lang);
    choices.theme = start.theme.unwrap_or(choices.theme);
    let today = start.today.unwrap_or_else(|| store::local_time().date_naive());
    let lang = choices.lang;
    let mut app = App::new(choices, today, Box::new(fresh_id));
    app.clock = clock.unwrap_or(app.clock);
    let mut saver = Saver::new(folders, mailbox, today, lang);
    if start.demo {
        let project = demo::project(lang, today);
        // The demo's own files are made behind the first frame.
        saver.demo_waits(project.clone());
        app.open(project, None);
        app.know_file(saver.file());
    } else {
        match saver.first(start.project.as_deref())? {
            Some((project, read_only, draft)) => {
                app.update_opened(project, read_only, draft);
                app.know_file(saver.file());
            }
            None if known.language_chosen || start.lang.is_some() => app.welcome_second(),
            None => app.welcome(),
        }
    }
    if start.meet {
        app.meet_at_start();
    }
    if let Some(typed) = &start.as_of {
        app.replay_typed(typed).map_err(|reason| {
            let Phrase { zh, en } = reason;
            crate::say!("--as-of：{zh}", "--as-of: {en}")
        })?;
    }
    if let Some(draft) = saver.form_left() {
        app.offer_draft(draft);
    }
    let wrong: Vec<Phrase> = start.known.wrong.take().into_iter().chain(saver.take_not_opened()).collect();
    if !wrong.is_empty() {
        app.warn(joined(&wrong, text("；", "; ")));
    }
    Ok(Begun { app, saver })
}

/// Runs the workbook on the terminal.
pub fn run(mut start: Start) -> ExitCode {
    journal::begin();
    let (mailbox, inbox) = runtime::mailbox();
    let folders = Folders::of_platform(start.workspace.clone());
    let clock = || store::local_time().naive_local();
    let begun = match begin(&mut start, folders, mailbox, Some(clock)) {
        Ok(begun) => begun,
        Err(reason) => return refuse(&start, &reason),
    };
    let choices = &begun.app.choices;
    // The Linux console is dark, and older ones show what they do not know.
    let asks = cfg!(unix) && std::env::var_os("TERM").is_none_or(|term| term != "linux" && term != "dumb");
    let options = Options {
        ask_paper: asks && choices.theme_follows && choices.theme == crate::app::Theme::Sixteen,
        mouse: begun.app.choices.mouse,
        colours: begun.app.choices.theme != crate::app::Theme::Plain,
        guard: true,
        ..Options::default()
    };
    let watch = begun.saver.watch();
    let mut session = match begun.start(start.today.is_some()) {
        Ok(session) => session,
        Err(reason) => return refuse(&start, &reason),
    };
    match runtime::run(&mut session, &inbox, &options, move || watch.changed()) {
        Ok(exit) => ExitCode::from(exit.code()),
        Err(error) => {
            // The terminal was never taken or could not be; what was edited is with the saver.
            session.finish(Exit::Gone);
            refuse(&start, &crate::say!("终端无法使用：{error}", "The terminal cannot be used: {error}"))
        }
    }
}

/// Says on standard error what is wrong. The terminal that it is may have gone, and then nobody reads it.
fn complain(said: &str) {
    let _unread = writeln!(std::io::stderr(), "{}", crate::text::visible(said));
}

fn refuse(start: &Start, reason: &Phrase) -> ExitCode {
    let guessed = sys_locale::get_locale().and_then(|tag| Lang::parse(&tag));
    let lang = start.lang.or(guessed).unwrap_or(Lang::Zh);
    let what = text("错误：", "error: ").get(lang);
    complain(&format!("{what}{}", reason.get(lang)));
    ExitCode::from(1)
}

/// Plays keys through the same loop without a terminal, and gives the last screen.
pub fn print(
    mut start: Start,
    (columns, rows): (u16, u16),
    keys: &str,
    picture: Picture,
) -> Result<String, Phrase> {
    let (mailbox, inbox) = runtime::mailbox();
    // A picture is no choice for the next start.
    let folders = Folders { config: None, ..Folders::of_platform(start.workspace.clone()) };
    let begun = begin(&mut start, folders, mailbox, None)?;
    let (lang, dark) = (begun.app.lang(), begun.app.choices.theme != crate::app::Theme::Light);
    let session = begun.start(true)?;
    let mut headless = Headless::new(session, inbox, columns, rows);
    headless.press(keys).map_err(|e| {
        let size = text(
            "（大小写成 80x24，每边 1 到 1000）",
            " (write a size like 80x24, each side from 1 to 1000)",
        );
        let size = if e.starts_with("<size:") { size } else { text("", "") };
        crate::say!("按键写法有误：{e}{size}", "The keys are not written right: {e}{size}", e, size)
    })?;
    let buffer = headless.screen();
    let shown = match picture {
        Picture::Text => headless.lines().join("\n") + "\n",
        Picture::Ansi => picture::to_ansi(&buffer),
        Picture::Svg => {
            let title = text("变革工作簿", "Changebook").get(lang);
            picture::to_svg(&buffer, title, lang.tag(), dark)
        }
    };
    headless.program_mut().finish(Exit::Quit);
    Ok(shown)
}
