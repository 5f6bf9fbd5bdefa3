//! Two windows and one cell, row or step: neither overwrites the other in silence.

use crate::app::layer::Layer;
use crate::app::request::Reply;
use crate::app::{App, Choices};
use crate::demo;
use crate::event::Event;
use crate::project::merge::RemoteChange;
use crate::project::{Edit, Project};
use crate::runtime::keys;
use crate::sheet::{AnyRow, Cell, Id, Row};
use crate::text::Lang;
use crate::tools::adkar::Person;
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
    assert!(window.said().contains("yours is shown: Alt-C to choose"), "{}", window.said());
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
    window.press("<home><paste:A\\tX\\nB\\tY>");
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
