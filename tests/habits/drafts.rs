//! Text that is being typed, kept for the case that the program ends.

use super::*;
use changebook::event::Event;

#[test]
fn what_is_typed_is_kept_within_two_seconds_and_dropped_when_done() {
    let mut desk = fresh();
    assert_eq!(desk.app().deadline(), None);
    let begun = std::time::Instant::now();
    desk.press("2<enter>a");
    let deadline = desk.app().deadline().expect("a draft is due");
    assert!(deadline.duration_since(begun) <= std::time::Duration::from_secs(2) + begun.elapsed());
    desk.press("bc");
    assert_eq!(desk.app().deadline(), Some(deadline), "typing on does not put it off");
    desk.send(Event::Timer);
    assert_eq!(desk.app().deadline(), None);
    desk.press("d");
    assert!(desk.app().deadline().is_some());
    desk.press("<enter>");
    assert_eq!(desk.app().deadline(), None);
}

#[test]
fn a_row_typed_on_the_last_line_is_one_step() {
    let mut desk = fresh();
    let before = whole(desk.project());
    desk.press("2Team A<enter>");
    assert_eq!(desk.rows::<Person>().len(), 1);
    desk.press("<c-z>");
    assert_eq!(whole(desk.project()), before);
    assert!(desk.app().enabled(Command::Undo).is_err());
}
