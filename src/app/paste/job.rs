//! A block that is being read: in slices, so that a long one shows how far it has got and can be stopped.

use super::Preview;
use super::book::Reading;
use super::preview::Place;
use crate::app::App;
use crate::app::layer::{Keys, Layer};
use crate::command::{Command, Context};
use crate::finding::Level;
use crate::intake::{Intake, Planner};
use crate::sheet::Id;
use crate::text::text;
use std::time::{Duration, Instant};

/// So long a block is read before anything is shown of it.
pub(super) const AT_ONCE: Duration = Duration::from_millis(150);
/// So long it is read between two frames.
const SLICE: Duration = Duration::from_millis(60);
/// So many lines are read between two looks at the clock.
const LINES: usize = 64;

/// The keys while a block is read.
pub(in crate::app) static KEYS: Keys = Keys {
    hint: |_, entry| match entry.command {
        Command::Close => Some(text("停止", "Stop")),
        Command::Choose | Command::ChooseUp | Command::ChooseDown => None,
        _ => entry.title_in(Context::Choosing),
    },
    run: |app, command| {
        if command == Command::Close {
            app.layers.pop();
            app.incoming = None;
            app.say(Level::Watch, text("已停止，一格也没有存入", "Stopped; nothing was stored"));
        }
    },
    ..Keys::BLANK
};

/// A block that is being read.
pub struct PasteJob {
    intake: Box<Intake>,
    planner: Planner,
    /// The preview whose cursor is kept, if the block is read again.
    before: Option<Place>,
    /// When the next slice is due.
    due: Instant,
    /// The worksheets of the file that it is one of, if they are read one after the other.
    reading: Option<Box<Reading>>,
}

impl PasteJob {
    /// How many lines are read, and how many there are.
    pub fn progress(&self) -> (usize, usize) {
        (self.planner.read(), self.intake.lines.len())
    }

    /// When it wants to go on.
    pub fn due(&self) -> Instant {
        self.due
    }

    /// Reads on for so long; true when everything is read.
    fn read(&mut self, time: Duration, new_id: &mut dyn FnMut() -> Id) -> bool {
        let end = Instant::now() + time;
        loop {
            for _ in 0..LINES {
                if !self.planner.next(&self.intake, new_id) {
                    return true;
                }
            }
            if Instant::now() >= end {
                self.due = Instant::now();
                return false;
            }
        }
    }
}

impl App {
    /// Reads a block against the project and shows what would come of it.
    pub(super) fn plan_intake(&mut self, mut intake: Box<Intake>, before: Option<Place>) {
        intake.read_days_as_in(self.lang(), self.choices.day_order);
        intake.follow(self.spoken());
        let Some(project) = self.project_for_intake() else { return };
        let planner = Planner::new(&intake, &project, self.today);
        self.go_on(PasteJob { intake, planner, before, due: Instant::now(), reading: None }, AT_ONCE);
    }

    /// Reads the next worksheet of a file, or shows them when all are read.
    pub(super) fn read_part(&mut self, mut reading: Box<Reading>, time: Duration) {
        match reading.next() {
            Some(mut intake) => {
                intake.read_days_as_in(self.lang(), self.choices.day_order);
                intake.follow(self.spoken());
                let planner = Planner::new(&intake, &reading.project, self.today);
                let (before, due) = (None, Instant::now());
                self.go_on(PasteJob { intake, planner, before, due, reading: Some(reading) }, time);
            }
            None => self.show_book(reading.book),
        }
    }

    /// Reads on for so long, and shows how far it is or what came of it.
    fn go_on(&mut self, mut job: PasteJob, time: Duration) {
        let end = Instant::now() + time;
        if !job.read(time, &mut *self.new_id) {
            return self.layers.push(Layer::Pasting(Box::new(job)));
        }
        let plan = job.planner.finish(&job.intake);
        if let Some(mut reading) = job.reading {
            reading.take(job.intake, plan, self.today);
            return self.read_part(reading, end.saturating_duration_since(Instant::now()));
        }
        let mut preview = Preview::new(job.intake, plan, job.before);
        preview.part = self.part_of_book();
        preview.of_files = self.file_of_several();
        self.layers.push(Layer::Preview(Box::new(preview)));
    }

    /// Reads the next slice of the block that is being read, if there is one on top.
    pub(in crate::app) fn paste_on(&mut self) {
        if let Some(Layer::Pasting(_)) = self.layers.last()
            && let Some(Layer::Pasting(job)) = self.layers.pop()
        {
            self.go_on(*job, SLICE);
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
    use crate::runtime::keys;
    use crate::text::Lang;
    use crate::tools::adkar::Person;
    use crate::ui;
    use chrono::NaiveDate;
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;

    fn screen(app: &mut App) -> String {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 80, 24));
        ui::draw(app, &mut buffer);
        buffer.content().iter().map(ratatui::buffer::Cell::symbol).collect()
    }

    #[test]
    fn a_long_block_shows_how_far_it_is_read_and_can_be_stopped() {
        let today = NaiveDate::from_ymd_opt(2026, 3, 4).unwrap();
        let mut next = 900_000;
        let new_id = move || {
            next += 1;
            Id::new(next)
        };
        let choices = Choices { lang: Lang::En, ..Choices::default() };
        let mut app = App::new(choices, today, Box::new(new_id));
        app.open(demo::project(Lang::En, today), None);
        let press = |app: &mut App, typed: &str| {
            for event in keys::parse::<Reply>(typed).unwrap() {
                let _requests = app.update(event);
            }
        };
        let before = app.opened.as_ref().unwrap().project.rows::<Person>().len();
        press(&mut app, "2");
        let lines: Vec<String> = (0..60_000).map(|n| format!("Team {n}\tCentre 1")).collect();
        let block = format!("Person or team\tCentre\n{}\n", lines.join("\n"));
        let _requests = app.update(Event::Paste(block.clone()));
        assert!(matches!(app.layers.last(), Some(Layer::Pasting(_))), "it takes longer than a moment");
        let due = app.deadline().expect("it goes on by itself");
        let shown = screen(&mut app);
        assert!(
            shown.contains("Reading line") && shown.contains("of 60001") && shown.contains("Stop"),
            "{shown}"
        );
        press(&mut app, "q");
        assert!(matches!(app.layers.last(), Some(Layer::Pasting(_))), "a letter does nothing");
        let _requests = app.update(Event::Timer);
        assert!(app.deadline().is_none_or(|next| next > due), "an instant is waited for once");
        press(&mut app, "<esc>");
        assert!(app.layers.is_empty() && screen(&mut app).contains("Stopped; nothing was stored"));
        assert_eq!(app.opened.as_ref().unwrap().project.rows::<Person>().len(), before);

        let _requests = app.update(Event::Paste(block));
        while app.deadline().is_some() {
            let _requests = app.update(Event::Timer);
        }
        let Some(Layer::Preview(preview)) = app.layers.last() else { panic!("it ends in a look at it") };
        assert_eq!((preview.plan.new_rows, preview.plan.open().count()), (60_000, 0));
    }
}
