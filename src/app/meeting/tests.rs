//! Two windows on one meeting: one leads, the other follows, and either can take over.

use super::{App, Screen};
use crate::app::Choices;
use crate::app::request::Reply;
use crate::demo;
use crate::event::Event;
use crate::project::merge::RemoteChange;
use crate::project::{Edit, Project, merge};
use crate::runtime::keys;
use crate::sheet::{Cell, Id};
use crate::text::Lang;
use crate::tools::meetings::{Meeting, Verdict};
use chrono::NaiveDate;

/// Two windows on one file; what one does arrives in the other.
struct Two {
    windows: [App; 2],
    file: Project,
    number: u64,
}

impl Two {
    fn new() -> Two {
        let today = NaiveDate::from_ymd_opt(2026, 3, 4).unwrap_or_default();
        let file = demo::project(Lang::En, today);
        let window = |from: u64| {
            let mut next = from;
            let new_id = move || {
                next += 1;
                Id::new(next)
            };
            let choices = Choices { lang: Lang::En, ..Choices::default() };
            let mut app = App::new(choices, today, Box::new(new_id));
            app.open(file.clone(), None);
            app.note_seen();
            app
        };
        Two { windows: [window(900_000), window(950_000)], file: file.clone(), number: 0 }
    }

    /// Presses keys in a window; what it has changed arrives in the other one.
    fn press(&mut self, at: usize, typed: &str) -> &mut Two {
        for event in keys::parse::<Reply>(typed).unwrap_or_default() {
            let _requests = self.windows[at].update(event);
            self.windows[at].note_seen();
            let now = self.project(at).clone();
            self.number += 1;
            let change = RemoteChange { number: self.number, from: self.file.clone(), to: now.clone() };
            self.file = now;
            let _requests = self.windows[1 - at].update(Event::Message(Reply::RemoteChanges(vec![change])));
            self.windows[1 - at].note_seen();
        }
        self
    }

    fn project(&self, at: usize) -> &Project {
        &self.windows[at].opened.as_ref().expect("it is open").project
    }

    /// The heading of the page and its line under the cursor, if the window shows a meeting.
    fn page(&self, at: usize) -> Option<(String, usize)> {
        let (view, line, _) = self.windows[at].meeting_page()?;
        Some((view.title.en.to_string(), line))
    }
}

#[test]
fn a_second_window_follows_page_and_line_and_changes_nothing() {
    let mut two = Two::new();
    two.press(0, "<f6>").press(1, "<f6>n");
    assert!(two.windows[0].leads_meeting() && !two.windows[1].leads_meeting());
    for typed in ["<down>", "y", "<right>", "<right><right>", "<left>", "<a-7>"] {
        two.press(0, typed);
        assert_eq!(two.page(0), two.page(1), "{typed}");
    }
    let before = two.project(0).rows::<Verdict>().len();
    let place = two.page(0);
    two.press(1, "1yx<enter>p<right>5");
    assert!(two.windows[1].layers.is_empty() && two.windows[1].message.is_some());
    assert_eq!((two.project(0).rows::<Verdict>().len(), two.page(0)), (before, place));
    assert_eq!(two.page(1), two.page(0));
}

#[test]
fn either_takes_over_and_the_end_ends_both() {
    let mut two = Two::new();
    two.press(0, "<f6>3").press(1, "<f6>n").press(1, "w");
    assert!(two.windows[1].leads_meeting() && !two.windows[0].leads_meeting());
    assert_eq!(two.page(0), two.page(1), "it goes on where it was");
    two.press(1, "<a-5>");
    assert_eq!(two.page(0), two.page(1));
    // To go on in the first window is to take it back.
    two.press(0, "q<f6>y");
    assert!(two.windows[0].leads_meeting() && !two.windows[1].leads_meeting());
    two.press(0, "8<right><space>9").press(0, &"<down>".repeat(9)).press(0, "<enter>n");
    assert!(!two.project(0).rows::<Meeting>().last().is_some_and(|held| held.ended.is_empty()));
    assert_eq!(two.windows.each_ref().map(|window| window.screen), [Screen::Home; 2]);
    assert_eq!(two.project(1).rows::<Meeting>().iter().filter(|m| !m.place.is_empty()).count(), 0);
}

#[test]
fn two_windows_that_take_over_in_the_same_second_leave_nothing_to_decide() {
    let mut two = Two::new();
    two.press(0, "<f6>");
    let base = two.project(0).clone();
    let id =
        base.rows::<Meeting>().iter().find(|meeting| !meeting.place.is_empty()).expect("it is under way").id;
    let taken = |window: &str, seconds: &str, rating: u32| {
        let text = |text: &str| Cell::Text(text.into());
        let mut project = base.clone();
        let edits = vec![
            Edit::put(id, Meeting::COL.window, text(window)),
            Edit::put(id, Meeting::COL.clock, text(seconds)),
            Edit::put(id, Meeting::COL.place, text(&format!("{window} 1"))),
            Edit::put(id, Meeting::COL.rating, Cell::Count(rating)),
        ];
        project.apply(Edit::Many(edits)).expect("the row is there");
        project
    };
    // Whoever saves last has merged what the other wrote, and is the newer.
    let merged = merge(&base, &taken("second", "9", 7), &taken("first", "5", 8));
    let waiting: Vec<&str> = merged.conflicts.iter().map(|conflict| conflict.field.as_str()).collect();
    assert_eq!(waiting, ["rating"], "what people say is asked about, and nothing else");
    let meeting = merged.find::<Meeting>(id).expect("it is there");
    assert_eq!([&meeting.window, &meeting.clock, &meeting.place], ["second", "9", "second 1"]);
    // Without a common beginning, too.
    let merged = merge(&Project::empty(base.id, &[]), &taken("second", "9", 7), &taken("first", "5", 7));
    assert!(merged.conflicts.is_empty(), "{:?}", merged.conflicts);
}
