//! What is said before a cell changes, what goes with it, what the actions do and what is suggested to tick.

use super::*;
use crate::tools::adkar::{Person, Role};
use crate::tools::tests::book::values;

fn refused(verdict: &Verdict) -> bool {
    matches!(verdict, Verdict::Refuse(_))
}

fn noted(verdict: &Verdict) -> bool {
    matches!(verdict, Verdict::Note(_))
}

#[test]
fn nothing_is_recorded_before_it_happened() {
    let mut book = Book::new();
    let message = book.key();
    let send = book.send(message, "technicians", day(1), Channel::Meeting, 1);
    let entry = book.asked(day(1), None);
    let (today, tomorrow) = (Cell::Date(day(9)), Cell::Date(day(10)));
    assert!(refused(&book.ask::<Send>(send, "date", &tomorrow, day(9))));
    assert_eq!(book.ask::<Send>(send, "date", &today, day(9)), Verdict::Fine);
    assert!(refused(&book.ask::<Message>(message, "count_from", &tomorrow, day(9))));
    assert_eq!(book.ask::<Message>(message, "count_from", &today, day(9)), Verdict::Fine);
    for column in ["asked", "answered"] {
        assert!(refused(&book.ask::<Feedback>(entry, column, &tomorrow, day(9))), "{column}");
        assert!(!refused(&book.ask::<Feedback>(entry, column, &today, day(9))), "{column}");
    }
}

#[test]
fn more_people_than_there_are_and_a_second_send_of_a_day_are_noted() {
    let mut book = Book::new();
    book.sizes([1, 6, 30, 122, 0]);
    let message = book.key();
    let send = book.send(message, "technicians", day(1), Channel::Meeting, 100);
    assert_eq!(book.ask::<Send>(send, "reached", &Cell::Count(122), day(9)), Verdict::Fine);
    assert!(noted(&book.ask::<Send>(send, "reached", &Cell::Count(123), day(9))));
    let advisors = Cell::Link(book.audience("service_advisors"));
    assert!(noted(&book.ask::<Send>(send, "audience", &advisors, day(9))), "100 of 30");
    let second = book.send(message, "technicians", day(2), Channel::Video, 100);
    assert!(noted(&book.ask::<Send>(second, "date", &Cell::Date(day(1)), day(9))));
    assert_eq!(book.ask::<Send>(second, "date", &Cell::Date(day(3)), day(9)), Verdict::Fine);
}

#[test]
fn an_answer_before_the_question_is_kept_and_noted() {
    let mut book = Book::new();
    let entry = book.asked(day(5), None);
    book.set::<Feedback>(entry, "answer", Cell::Text("yes".into()));
    assert!(noted(&book.ask::<Feedback>(entry, "answered", &Cell::Date(day(4)), day(9))));
    assert_eq!(book.ask::<Feedback>(entry, "answered", &Cell::Date(day(5)), day(9)), Verdict::Fine);
    book.set::<Feedback>(entry, "answer", Cell::Empty);
    assert!(noted(&book.ask::<Feedback>(entry, "answered", &Cell::Date(day(5)), day(9))), "no answer");
}

#[test]
fn a_message_reworded_after_sends_may_begin_anew() {
    let mut book = Book::new();
    let message = book.key();
    let new = Cell::Text("We want 24 hours by summer".into());
    assert_eq!(book.ask::<Message>(message, "message", &new, day(9)), Verdict::Fine, "never sent");
    book.sends(message, "technicians", &[1, 8]);
    let Verdict::Offer { question, also } = book.ask::<Message>(message, "message", &new, day(9)) else {
        panic!("it asks");
    };
    assert!(question.en.contains("(2)"), "{}", question.en);
    assert_eq!(also, ("count_from", Cell::Date(day(9))));
    // Blanks make no other message.
    let same = Cell::Text("Customers wait  48 hours, we want 24 ".into());
    assert_eq!(book.ask::<Message>(message, "message", &same, day(9)), Verdict::Fine);
    // Where the count begins after them, the sends are of an older wording already.
    book.set::<Message>(message, "count_from", Cell::Date(day(9)));
    assert_eq!(book.ask::<Message>(message, "message", &new, day(9)), Verdict::Fine);
}

#[test]
fn the_first_word_dates_a_row() {
    let mut book = Book::new();
    let message = book.key();
    let send = Send::with_id(book.id());
    let send = book.add(send);
    book.enter::<Send>(send, "message", &Cell::Link(message), day(9));
    assert_eq!(book.project.find::<Send>(send).unwrap().date, Some(day(9)));
    book.enter::<Send>(send, "reached", &Cell::Count(3), day(10));
    assert_eq!(book.project.find::<Send>(send).unwrap().date, Some(day(9)), "a date stays");
    let entry = Feedback::with_id(book.id());
    let entry = book.add(entry);
    book.enter::<Feedback>(entry, "question", &Cell::Text("why?".into()), day(9));
    assert_eq!(book.project.find::<Feedback>(entry).unwrap().asked, Some(day(9)));
}

#[test]
fn a_send_is_noted_for_whoever_needs_it_most() {
    let mut book = Book::new();
    assert!(book.act("note-send", None, day(9)).is_err(), "there is no message");
    let message = book.told(&[1, 8, 15]);
    book.sends(message, "centre_managers", &[22]);
    book.sends(message, "service_advisors", &[22]);
    let row = book.project.rows::<Message>()[0].clone();
    let outcome = book.act("note-send", Some(&*row), day(29)).unwrap();
    let sends = book.project.rows::<Send>();
    let new = sends.last().unwrap();
    assert_eq!((new.message.0, new.date), (Some(message), Some(day(29))));
    assert_eq!(new.audience.0, Some(book.audience("technicians")));
    let (place, opens) = outcome.go.unwrap();
    assert_eq!((place.row, place.column, opens), (Some(new.id), "channel", true));
    // Used twice, it goes back to the row that is waiting for its channel.
    let n = sends.len();
    let (again, waiting) = (new.clone(), new.id);
    let outcome = book.act("note-send", Some(&*again), day(29)).unwrap();
    assert_eq!((book.project.rows::<Send>().len(), outcome.go.unwrap().0.row), (n, Some(waiting)));
}

#[test]
fn a_send_from_an_audience_carries_what_it_heard_least() {
    let mut book = Book::new();
    let (one, other) = (book.key(), book.key());
    book.sends(one, "technicians", &[1, 8, 15]);
    book.sends(other, "technicians", &[1]);
    let row = book.project.find::<Audience>(book.audience("technicians")).unwrap().clone();
    book.act("note-send", Some(&row), day(22)).unwrap();
    assert_eq!(book.project.rows::<Send>().last().unwrap().message.0, Some(other));
}

#[test]
fn what_comes_next_is_not_what_was_said_today() {
    let mut book = Book::new();
    let message = book.told(&[1]);
    let next = |book: &Book| book.figures(day(8)).next();
    assert_eq!(next(&book).unwrap().audience, 1, "weekly audiences before the executives");
    book.sends(message, "centre_managers", &[8]);
    assert_eq!(next(&book).unwrap().audience, 2);
    let fresh = next(&book).unwrap().channel;
    assert_eq!(fresh, Some(Channel::OneToOne), "the meeting was used");
}

#[test]
fn feedback_is_noted_in_their_words() {
    let mut book = Book::new();
    let row = book.project.rows::<Audience>()[3].clone();
    let outcome = book.act("note-feedback", Some(&*row), day(9)).unwrap();
    let entry = book.project.rows::<Feedback>().last().unwrap();
    assert_eq!((entry.asked, entry.audience.0), (Some(day(9)), Some(row.id)));
    let (place, opens) = outcome.go.unwrap();
    assert_eq!((place.column, opens), ("question", true));
}

#[test]
fn sizes_are_taken_from_the_cards() {
    let mut book = Book::new();
    assert!(book.act("sizes-from-cards", None, day(9)).is_err(), "there are no cards");
    for (role, headcount) in [
        (Role::Technician, Some(14)),
        (Role::Technician, None),
        (Role::ServiceAdvisor, Some(6)),
        (Role::Parts, Some(3)),
    ] {
        let card = Person { role: Some(role), headcount, ..Person::with_id(book.id()) };
        book.add(card);
    }
    book.set::<Audience>(book.audience("executives"), "size", Cell::Count(4));
    let outcome = book.act("sizes-from-cards", None, day(9)).unwrap();
    assert_eq!(
        outcome.said.get(Lang::En),
        "Copied from the ADKAR cards: Service advisors 6, Technicians 15; of no audience: parts staff 3. Add an audience with that role for each"
    );
    let sizes: Vec<_> = book.project.rows::<Audience>().iter().map(|a| a.size).collect();
    assert_eq!(sizes, [Some(4), None, Some(6), Some(15), None], "what no card knows stays");
    assert!(book.act("sizes-from-cards", None, day(9)).is_err(), "they agree");
}

fn proposed(book: &Book) -> Vec<&'static str> {
    book::proposed(&TOOL, &book.project, day(9))
}

#[test]
fn a_plan_with_sizes_and_a_message_for_all_staff_is_drawn_up() {
    let mut book = Book::new();
    assert_eq!(proposed(&book), [""; 0]);
    let message = book.key();
    assert_eq!(proposed(&book), [""; 0], "no sizes");
    book.sizes([1, 6, 30, 122, 100]);
    assert_eq!(proposed(&book), ["w3-2"]);
    book.set::<Message>(message, "for_technicians", Cell::Empty);
    assert_eq!(proposed(&book), [""; 0]);
    book.set::<Message>(message, "for_technicians", Cell::Text("d".into()));
    book.sizes([1, 6, 30, 122, 0]);
    assert_eq!(proposed(&book), [""; 0], "an audience of nobody");
}

#[test]
fn the_start_is_announced_once_all_staff_heard() {
    let mut book = Book::new();
    book.told(&[10]);
    assert_eq!(proposed(&book), [""; 0], "it is to go out tomorrow");
    let mut book = Book::new();
    let message = book.told(&[1]);
    assert_eq!(proposed(&book), ["w4-3"]);
    let last = book.project.rows::<Send>().last().unwrap().id;
    book.set::<Send>(last, "reached", Cell::Count(0));
    assert_eq!(proposed(&book), [""; 0], "it reached nobody");
    book.sends(message, "technicians", &[2]);
    assert_eq!(proposed(&book), ["w4-3"]);
    book.set::<Message>(message, "key", Cell::Empty);
    assert_eq!(proposed(&book), [""; 0]);
}

#[test]
fn the_figures_are_there_for_programs() {
    let mut book = Book::new();
    book.sizes([1, 6, 30, 122, 100]);
    let message = book.told(&[1]);
    let values = values(&TOOL, &book.project, day(30));
    assert_eq!(values["sends"], 4);
    assert_eq!((&values["reached"], &values["size"]), (&4.into(), &159.into()));
    assert_eq!((&values["repeats_full"], &values["repeats_wanted"]), (&0.into(), &4.into()));
    assert_eq!(values["messages"][0]["id"], message.to_string());
    assert_eq!(values["messages"][0]["heard"][3]["repeats"], 1);
    assert_eq!(values["messages"][0]["heard"][3]["behind"], true);
    assert_eq!(values["audiences"][3]["overdue_days"], 22);
    assert!(values["last_executive_send"].is_null());
}
