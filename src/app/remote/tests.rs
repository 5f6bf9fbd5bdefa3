//! Two windows and one cell, row or step: neither overwrites the other in silence.

use crate::app::layer::Layer;
use crate::app::request::Reply;
use crate::app::{App, Choices};
use crate::demo;
use crate::event::Event;
use crate::finding::Place;
use crate::project::merge::RemoteChange;
use crate::project::{Edit, Project};
use crate::runtime::keys;
use crate::sheet::{AnyRow, Cell, Entered, Id, Row};
use crate::text::Lang;
use crate::tools::adkar::Person;
use crate::tools::charter::{self, Charter};
use crate::tools::communication::{Message, Send};
use crate::tools::kpi::{Event as KpiEvent, Reading};
use chrono::NaiveDate;

/// A window on the demo, and what the file holds after the other window's edits.
struct Window {
    app: App,
    file: Project,
    number: u64,
}

impl Window {
    fn new() -> Window {
        let today = NaiveDate::from_ymd_opt(2026, 3, 4).unwrap();
        let choices = Choices { lang: Lang::En, ..Choices::default() };
        let mut next = 900_000;
        let new_id = move || {
            next += 1;
            Id::new(next)
        };
        let mut app = App::new(choices, today, Box::new(new_id));
        let file = demo::project(Lang::En, today);
        app.open(file.clone(), None);
        app.note_seen();
        Window { app, file, number: 0 }
    }

    /// Presses keys, each after the screen was drawn.
    fn press(&mut self, typed: &str) -> &mut Window {
        for event in keys::parse::<Reply>(typed).unwrap() {
            let _requests = self.app.update(event);
            self.app.note_seen();
        }
        self
    }

    /// The other window changes what the file holds, which arrives here together with what was done here.
    fn other(&mut self, edit: Edit) -> &mut Window {
        let from = self.file.clone();
        self.file.apply(edit).unwrap();
        self.number += 1;
        let change = RemoteChange { number: self.number, from, to: self.file.clone() };
        let _requests = self.app.update(Event::Message(Reply::RemoteChanges(vec![change])));
        self.app.note_seen();
        self
    }

    /// What is done here is in the file.
    fn saved(&mut self) -> &mut Window {
        self.file = self.project().clone();
        self
    }

    fn project(&self) -> &Project {
        &self.app.opened.as_ref().unwrap().project
    }

    /// The text of the field on top, and why it was refused.
    fn field(&self) -> Option<(String, String)> {
        let Some(Layer::Cell(edit)) = self.app.layers.last() else { return None };
        let error = edit.error.as_ref().map_or(String::new(), |reason| reason.get(Lang::En).to_owned());
        Some((edit.editor.text().to_owned(), error))
    }

    fn person(&self, at: usize) -> Person {
        Person::clone(&self.project().rows::<Person>()[at])
    }

    fn said(&self) -> String {
        self.app.message.as_ref().map_or(String::new(), |m| m.text.get(Lang::En).to_owned())
    }

    /// The values of the conflicts, mine and theirs.
    fn conflicts(&self) -> Vec<(String, String)> {
        let text = |value: &serde_json::Value| value.as_str().unwrap_or("").to_owned();
        self.project().conflicts.iter().map(|c| (text(&c.mine), text(&c.theirs))).collect()
    }
}

fn name(id: Id, name: &str) -> Edit {
    Edit::set::<Person>(id, "name", Cell::Text(name.into()))
}

#[test]
fn a_cell_that_another_window_changed_while_it_was_typed_in_keeps_both_values() {
    let mut window = Window::new();
    let id = window.person(0).id;
    window.press("2<enter><c-u>Here").other(name(id, "There")).press("<enter>");
    assert_eq!(window.person(0).name, "Here");
    assert_eq!(window.conflicts(), [("Here".into(), "There".into())]);
    assert!(window.said().contains("yours is shown: Alt-C lets you choose"), "{}", window.said());
    // One step takes both back, and the other value is what stands there then.
    window.press("<c-z>");
    assert_eq!((window.person(0).name.as_str(), window.conflicts().len()), ("There", 0));
    // Alt-C leads to the choice.
    window.press("<c-y><a-c>");
    assert!(matches!(window.app.layers.last(), Some(Layer::Choose(_))));
    window.press("<down><enter>");
    assert_eq!((window.person(0).name.as_str(), window.conflicts().len()), ("There", 0));
}

#[test]
fn a_value_that_was_seen_is_written_over_and_one_that_is_the_same_is_no_conflict() {
    let mut window = Window::new();
    let id = window.person(0).id;
    window.press("2").other(name(id, "There")).press("<enter><c-u>Here<enter>");
    assert_eq!((window.person(0).name.as_str(), window.conflicts().len()), ("Here", 0));
    let id = window.person(1).id;
    window.press("<enter><c-u>Same").other(name(id, "Same")).press("<enter>");
    assert_eq!((window.person(1).name.as_str(), window.conflicts().len()), ("Same", 0));
    // Another cell of the same row is no conflict either.
    let id = window.person(2).id;
    window.press("<enter><c-u>Row").other(Edit::set::<Person>(id, "centre", Cell::Text("n".into())));
    window.press("<enter>");
    assert_eq!((window.person(2).name.as_str(), window.conflicts().len()), ("Row", 0));
}

#[test]
fn a_field_closed_without_a_change_keeps_the_other_value() {
    let mut window = Window::new();
    let id = window.person(0).id;
    window.press("2<enter>").other(name(id, "There")).press("<enter>");
    assert_eq!((window.person(0).name.as_str(), window.conflicts().len()), ("There", 0));
}

#[test]
fn a_value_chosen_from_a_list_and_a_pasted_block_keep_both_values_too() {
    let mut window = Window::new();
    let person = window.person(0);
    let role = Person::DEF.column("role").unwrap();
    let other_role = window.person(3).get(role);
    assert_ne!(person.get(role), other_role);
    window.press("2<right><right>");
    assert_eq!(window.app.place().map(|p| p.column), Some("role"));
    window.press("<enter><end><pgdn>").other(Edit::set::<Person>(person.id, "role", other_role.clone()));
    window.press("<enter>");
    assert_eq!(window.conflicts().len(), 1, "{:?} {}", window.person(0).get(role), window.said());
    window.press("<up><home><paste:A\\tX\\nB\\tY>");
    assert!(matches!(window.app.layers.last(), Some(Layer::Preview(_))));
    let id = window.person(1).id;
    window.other(name(id, "There")).press("<enter>");
    assert_eq!(window.person(1).name, "B");
    assert!(window.conflicts().contains(&("B".into(), "There".into())), "{:?}", window.conflicts());
}

#[test]
fn undo_says_when_another_window_changed_the_cell_later() {
    let mut window = Window::new();
    let id = window.person(0).id;
    let before = window.person(0).name;
    window.press("2<enter><c-u>Here<enter>").saved().other(name(id, "There"));
    window.press("<c-z>");
    assert_eq!(window.person(0).name, before);
    assert_eq!(window.conflicts(), [(before.to_string(), "There".into())]);
    assert!(window.said().contains("Another window changed 1 of the same fields"), "{}", window.said());
    window.press("<c-y>");
    assert_eq!((window.person(0).name.as_str(), window.conflicts().len()), ("There", 0));
}

#[test]
fn undoing_a_new_row_that_another_window_filled_in_asks_for_the_key_again() {
    let mut window = Window::new();
    let count = window.project().rows::<Person>().len();
    window.press("2<c-n>").saved();
    let id = window.person(count).id;
    window.other(name(id, "There")).press("<c-z>");
    assert_eq!(window.project().rows::<Person>().len(), count + 1);
    assert!(window.said().contains("'There': just changed by another window"), "{}", window.said());
    window.press("<c-z>");
    assert_eq!(window.project().rows::<Person>().len(), count);
    window.press("<c-y>");
    assert_eq!(window.person(count).name, "There");
}

#[test]
fn a_row_removed_by_one_window_and_changed_by_the_other_stays_and_is_named() {
    let mut window = Window::new();
    let (id, before) = (window.person(0).id, window.person(0).name);
    // What refers to the card goes with it, which is asked first.
    window.press("2<c-k>y");
    assert_ne!(window.person(0).id, id);
    window.other(name(id, "There"));
    assert!(window.project().rows::<Person>().iter().any(|p| p.id == id));
    let said = "'There': removed here, but changed by another window, so still there";
    assert_eq!(window.said(), said);

    let mut window = Window::new();
    window.press("2<enter><c-u>Here<enter>").other(Edit::Remove { sheet: Person::SHEET, row: id });
    assert_eq!(window.person(0).name, "Here");
    let said = "'Here': removed by another window, but changed here, so still there";
    assert_eq!(window.said(), said);
    assert_ne!(before, "Here");
}

/// Has the same cells changed by both windows, so that the other's values wait, in this order.
fn waiting(window: &mut Window, at: &[usize]) {
    for (n, row) in at.iter().enumerate() {
        let id = window.person(*row).id;
        window.press("<f3>2<c-home>").press(&"<down>".repeat(*row)).press(&format!("<enter><c-u>Here {n}"));
        window.other(name(id, &format!("There {n}"))).press("<enter>");
    }
    assert_eq!(window.conflicts().len(), at.len());
}

#[test]
fn a_choice_settles_the_conflict_that_it_names_though_another_window_has_settled_one_meanwhile() {
    let mut window = Window::new();
    waiting(&mut window, &[0, 1, 2]);
    window.saved().press("<a-c>");
    let first = window.project().conflicts[0].clone();
    window.other(Edit::Settle(Box::new(first)));
    // The third line keeps the second conflict's value, the first two are about one that is settled.
    window.press("<down><down><down><enter>");
    assert_eq!((window.person(0).name.as_str(), window.person(1).name.as_str()), ("Here 0", "There 1"));
    assert_eq!(window.conflicts(), [("Here 2".into(), "There 2".into())]);
    // One that is settled is said to be, and nothing else is settled in its place.
    let last = window.project().conflicts[0].clone();
    window.saved().other(Edit::Settle(Box::new(last))).press("<enter>");
    assert_eq!(window.said(), "Another window has settled this one already");
    assert_eq!(window.person(2).name, "Here 2");
    assert!(window.app.layers.is_empty());
}

#[test]
fn all_at_once_means_those_that_the_list_shows() {
    let mut window = Window::new();
    waiting(&mut window, &[0, 1]);
    window.saved().press("<a-c><down><down><down><down><down>");
    let (late, value) = (window.person(3), Cell::Text("n".into()));
    let conflict =
        crate::project::conflict_of(&late, Person::DEF.column("name").unwrap(), &Cell::Empty, &value);
    window.other(Edit::Conflict { at: 0, put: Box::new(conflict.unwrap()) });
    window.press("<enter>");
    assert_eq!((window.person(0).name.as_str(), window.person(1).name.as_str()), ("There 0", "There 1"));
    assert_eq!(window.conflicts().len(), 1, "one that came after the list was opened waits on");
}

#[test]
fn undo_takes_back_its_own_conflict_and_no_other() {
    for settled in [0, 1] {
        let mut window = Window::new();
        waiting(&mut window, &[0, 1]);
        let gone = window.project().conflicts[settled].clone();
        window.saved().other(Edit::Settle(Box::new(gone))).press("<c-z>");
        assert_eq!(window.person(1).name, "There 1", "{}", window.said());
        // That of the first step waits as long as it is neither settled nor undone.
        assert_eq!(window.conflicts().len(), settled);
        window.press("<c-z>");
        assert_eq!((window.person(0).name.as_str(), window.conflicts().len()), ("There 0", 0));
    }
}

/// The cursor is on the date of a reading, and there is another of the same indicator on the day that is given.
fn two_readings(window: &mut Window) -> (Id, String) {
    let readings = window.project().rows::<Reading>();
    let (one, other) = readings
        .iter()
        .flat_map(|one| readings.iter().map(move |other| (one, other)))
        .find(|(one, other)| {
            one.kpi == other.kpi
                && one.centre == other.centre
                && one.date != other.date
                && other.value.is_some()
        })
        .unwrap();
    let (one, other, date) = (one.id, other.id, other.date.unwrap().to_string());
    assert!(window.app.go(Place { sheet: Reading::SHEET, row: Some(one), column: "date" }));
    (other, date)
}

#[test]
fn what_is_refused_because_another_window_changed_the_row_stays_in_its_field() {
    let mut window = Window::new();
    let (other, date) = two_readings(&mut window);
    let count = window.project().rows::<Reading>().len();
    window.press("<enter><c-u>").press(&date);
    window.other(Edit::set::<Reading>(other, "note", Cell::Text("There".into()))).press("<enter>");
    assert_eq!(window.project().rows::<Reading>().len(), count);
    let (text, error) = window.field().expect("the field stays open");
    assert_eq!(text, date);
    assert!(error.contains("just changed by another window"), "{error}");
}

#[test]
fn an_answer_that_comes_too_late_brings_the_text_back() {
    let long = "All centres begin in May, the west first";
    for (key, gone) in [("y", false), ("n", false), ("y", true), ("n", true), ("<esc>", false)] {
        let mut window = Window::new();
        let said = window.project().rows::<Send>().iter().find_map(|send| {
            let message = window.project().find::<Message>(send.message.0?)?;
            let counted = message.count_from.is_none_or(|from| send.date >= Some(from));
            (message.is_said() && send.date < Some(window.app.today) && counted).then_some(message.id)
        });
        let id = said.expect("a message that was sent");
        assert!(window.app.go(Place { sheet: Message::SHEET, row: Some(id), column: "message" }));
        window.press("<enter><c-u>").press(long).press("<enter>");
        assert!(matches!(window.app.layers.last(), Some(Layer::Ask(_))), "{}", window.said());
        if gone {
            window.other(Edit::Remove { sheet: Message::SHEET, row: id });
        }
        window.press(key);
        let now = window.project().find::<Message>(id).map(|message| message.message.0.to_string());
        match (key, gone) {
            (_, true) => {
                let Some(Layer::Ask(ask)) = window.app.layers.last() else { panic!("{}", window.said()) };
                assert!(
                    ask.question.en.contains("is not entered, and its row is gone"),
                    "{}",
                    ask.question.en
                );
                assert_eq!(window.said(), "This row has been removed by another window");
            }
            ("<esc>", _) => {
                assert_ne!(now.as_deref(), Some(long));
                assert_eq!(window.said(), "Not entered; Ctrl-Z brings the typed text back");
                window.press("<c-z>");
                assert_eq!(window.field(), Some((long.into(), String::new())));
            }
            _ => assert_eq!(now.as_deref(), Some(long)),
        }
    }
}

#[test]
fn a_name_that_another_window_gave_meanwhile_waits_and_one_that_is_refused_stays_in_its_form() {
    let mut window = Window::new();
    let charter = charter::charter(window.project()).id;
    let named = Edit::set::<Charter>(charter, "name", Cell::Text("There".into()));
    window.press(":Rename this<enter><c-u>Here").other(named).press("<enter>");
    assert_eq!(window.conflicts(), [("Here".into(), "There".into())]);
    assert!(window.said().contains("yours is shown"), "{}", window.said());

    let mut window = Window::new();
    window.press(":Rename this<enter><c-u>Here").other(Edit::Remove { sheet: Charter::SHEET, row: charter });
    window.press("<enter>");
    let Some(Layer::Form(form)) = window.app.layers.last() else { panic!("{}", window.said()) };
    assert_eq!(form.fields[0].editor.text(), "Here");
    assert!(form.fields[0].error.is_some());
}

#[test]
fn a_row_made_for_a_field_stays_when_another_window_has_filled_it_in() {
    let mut window = Window::new();
    let before: Vec<Id> = window.project().rows::<KpiEvent>().iter().map(|event| event.id).collect();
    let made = |window: &Window| {
        window.project().rows::<KpiEvent>().iter().map(|event| event.id).find(|id| !before.contains(id))
    };
    window.press("9<f9>").saved();
    let id = made(&window).expect("a row for the field");
    window.other(Edit::set::<KpiEvent>(id, "rebase", Cell::Check(true))).press("<esc>");
    assert_eq!(made(&window), Some(id));
    assert!(window.said().contains("just changed by another window, so the row stays"), "{}", window.said());
    // It can be undone, as any row that was put in.
    window.press("<c-z><c-z>");
    assert_eq!(made(&window), None);
    // Without a change of another window it goes with its field.
    window.press("<f3>9<f9><esc>");
    assert_eq!(made(&window), None);
}

#[test]
fn a_selection_ends_when_another_window_moves_its_rows() {
    let mut window = Window::new();
    window.press("2<down><down><s-down>");
    let under = window.app.place().and_then(|place| place.row);
    let row = Person::DEF.new_row(Id::new(800_000));
    window.other(Edit::Insert { at: 0, row });
    // The cursor is on the same card, and a key is about that one alone.
    assert_eq!(window.app.place().and_then(|place| place.row), under);
    assert_eq!(window.app.view_state().unwrap().selection, None);
}

#[test]
fn a_change_of_another_window_waits_underneath_a_replay() {
    let mut window = Window::new();
    window.press("2:replay 2026-02-15<enter>");
    let (shown, cards) = (window.person(0).name, window.project().rows::<Person>().len());
    let id = window.person(0).id;
    window.other(Edit::set::<Person>(id, "name", Cell::Text("Renamed".into())));
    let entered = Entered::on(NaiveDate::from_ymd_opt(2026, 3, 3).unwrap());
    let new = Person { name: "New".into(), entered, ..Person::with_id(Id::new(800_001)) };
    window.other(Edit::append(new));
    assert_eq!((window.person(0).name, window.project().rows::<Person>().len()), (shown, cards));
    let said = window.app.message.as_ref().map(|message| message.text.en.clone()).unwrap_or_default();
    assert!(window.app.replay.is_some() && !said.contains("window"), "nothing of it is told yet: {said}");
    // Also a week on, it is as it was known on that day, when the new card was not there.
    window.press(">");
    assert!(
        window.app.replay.as_ref().unwrap().since.iter().any(|line| line.text.en.contains("'New' added"))
    );
    window.press("<bs>");
    assert!(window.app.message.as_ref().unwrap().text.en.contains("another window"));
    assert_eq!(window.person(0).name, "Renamed");
    assert_eq!(window.project().rows::<Person>().last().unwrap().name, "New");
    // A step of here stands before it in the row of steps that can be undone.
    window.press("<c-z>");
    assert_eq!(window.person(0).name, "Renamed");
}
