//! Guidance, two ways side by side, feedback.

use super::*;

fn segment(book: &mut Book) -> Id {
    book.put(|s: Segment| Segment { segment: "60岁以上".into(), acceptance: Some(Acceptance::Low), ..s })
}

#[test]
fn those_who_find_it_hard_are_shown_in_person() {
    let mut book = Book::new();
    assert!(matches!(book.test("SF8", 300), Test::NotYet(_)));
    let row = segment(&mut book);
    assert_eq!(book.said("SF8", 1), Some(Level::Watch));
    assert_eq!(book.finding("SF8", day(1)).place, Place::of(row, Segment::COL.offline));
    book.set::<Segment>(row, "new_from", Cell::Date(day(40)));
    assert_eq!((book.said("SF8", 39), book.said("SF8", 40)), (Some(Level::Watch), Some(Level::Act)));
    book.set::<Segment>(row, "offline", Cell::Text("志愿者当面教".into()));
    assert!(book.is_clear("SF8", 40));
    book.set::<Segment>(row, "offline", Cell::Empty);
    book.set::<Segment>(row, "acceptance", Cell::Choice(Acceptance::Medium.option()));
    assert!(book.is_clear("SF8", 40));
    book.set::<Segment>(row, "acceptance", Cell::Empty);
    assert!(matches!(book.test("SF8", 40), Test::NotYet(_)));
    // Of one group it is known, of another one not.
    book.put(|s: Segment| Segment {
        segment: "年轻车主".into(),
        acceptance: Some(Acceptance::Low),
        offline: Prose("当面教".into()),
        ..s
    });
    assert!(matches!(book.test("SF8", 40), Test::NotYet(why) if why.zh.contains("60岁以上")));
}

#[test]
fn the_old_way_stays_for_a_month_and_until_the_new_one_is_used() {
    let mut book = Book::new();
    let row = segment(&mut book);
    book.set::<Segment>(row, "new_from", Cell::Date(day(40)));
    assert!(matches!(book.test("SF9", 41), Test::NotYet(_)));
    // 29 days are too few, 30 are enough.
    book.set::<Segment>(row, "old_until", Cell::Date(day(69)));
    assert_eq!((book.said("SF9", 54), book.said("SF9", 55)), (Some(Level::Watch), Some(Level::Act)));
    book.set::<Segment>(row, "old_until", Cell::Date(day(70)));
    assert!(book.is_clear("SF9", 55), "15 days before its end nobody asks yet");
    // 14 days before its end the use is looked at.
    assert_eq!(book.said("SF9", 56), Some(Level::Watch), "not entered");
    book.set::<Segment>(row, "new_use", Cell::Number(89.9));
    assert_eq!((book.said("SF9", 69), book.said("SF9", 70)), (Some(Level::Watch), Some(Level::Act)));
    book.set::<Segment>(row, "new_use", Cell::Number(90.0));
    assert!(book.is_clear("SF9", 70));
}

#[test]
fn without_a_day_of_its_own_the_new_way_begins_with_the_pilot() {
    let mut book = Book::new();
    let row = segment(&mut book);
    book.set::<Segment>(row, "old_until", Cell::Date(day(60)));
    assert!(matches!(book.test("SF9", 39), Test::NotYet(why) if why.zh.contains("新方式哪天上线")));
    book.live(40);
    assert_eq!(book.said("SF9", 45), Some(Level::Watch), "20 days after the pilot went live");
}

#[test]
fn feedback_of_customers_is_answered_within_a_day() {
    let mut book = Book::new();
    let row = segment(&mut book);
    assert!(matches!(book.test("SF10", 1), Test::NotYet(_)));
    book.set::<Segment>(row, "answered", Cell::Number(24.0 * 60.0));
    assert!(book.is_clear("SF10", 1));
    let other = book.put(|s: Segment| Segment { segment: "年轻车主".into(), ..s });
    assert!(matches!(book.test("SF10", 1), Test::NotYet(why) if why.zh.contains("年轻车主")));
    book.remove::<Segment>(other);
    book.set::<Segment>(row, "answered", Cell::Number(24.0 * 60.0 + 1.0));
    assert_eq!(book.said("SF10", 1), Some(Level::Watch));
    book.set::<Segment>(row, "answered", Cell::Empty);
    // What waits in the communication plan counts as well.
    let customers = book.project.rows::<Audience>().iter().find(|row| row.code == CUSTOMERS).unwrap().id;
    let entry = book.put(|f: Feedback| Feedback {
        asked: Some(day(10)),
        audience: Link::to(customers),
        question: Prose("进度在哪里看？".into()),
        ..f
    });
    assert_eq!((book.said("SF10", 11), book.said("SF10", 12)), (None, Some(Level::Watch)));
    assert_eq!(book.finding("SF10", day(12)).place, Place::of(entry, Feedback::COL.answer));
    book.set::<Feedback>(entry, "answered", Tick(Some(day(12))).to_cell());
    assert_eq!(book.said("SF10", 12), None);
    // Of staff it is another rule's.
    book.set::<Feedback>(entry, "answered", Cell::Empty);
    book.set::<Feedback>(entry, "audience", Cell::Empty);
    assert_eq!(book.said("SF10", 12), None);
}
