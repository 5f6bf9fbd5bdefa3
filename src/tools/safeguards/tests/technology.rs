//! Needs, pilots and vendors.

use super::*;
use crate::tools::process::Step;

fn chosen(book: &mut Book) -> Id {
    book.put(|t: Technology| Technology {
        need: Prose("夜间自动派单".into()),
        problem: Prose("夜里的单要等 9 小时".into()),
        candidate: "派单系统".into(),
        chosen: true,
        ..t
    })
}

#[test]
fn a_technology_answers_a_problem_of_the_process() {
    let mut book = Book::new();
    assert!(matches!(book.test("SF5", 300), Test::NotYet(_)), "not every change buys technology");
    let row = chosen(&mut book);
    assert!(book.is_clear("SF5", 1));
    book.set::<Technology>(row, "problem", Cell::Text(" ".into()));
    assert_eq!(book.said("SF5", 1), Some(Level::Watch));
    assert_eq!(book.finding("SF5", day(1)).place, Place::of(row, Technology::COL.problem));
    let step = book.put(|s: Step| Step { name: "派单".into(), ..s });
    book.set::<Technology>(row, "step", Cell::Link(step));
    assert!(book.is_clear("SF5", 1));
    // A row just added says nothing.
    book.put(|t: Technology| t);
    assert!(book.is_clear("SF5", 1));
}

#[test]
fn faults_are_at_three_percent_before_the_roll_out() {
    let mut book = Book::new();
    let row = chosen(&mut book);
    assert!(matches!(book.test("SF6", 1), Test::NotYet(_)));
    book.set::<Technology>(row, "faults", Cell::Number(3.0));
    assert!(book.is_clear("SF6", 1));
    book.set::<Technology>(row, "faults", Cell::Number(3.1));
    assert_eq!(book.said("SF6", 1), Some(Level::Watch));
    book.roll_out(80);
    assert_eq!((book.said("SF6", 79), book.said("SF6", 80)), (Some(Level::Watch), Some(Level::Act)));
    // Rolled out without any figure of the pilot.
    book.set::<Technology>(row, "faults", Cell::Empty);
    assert_eq!((book.said("SF6", 79), book.said("SF6", 80)), (None, Some(Level::Act)));
    // A candidate that was not chosen need not be measured.
    book.set::<Technology>(row, "chosen", Cell::Empty);
    assert_eq!(book.said("SF6", 80), None);
}

#[test]
fn the_vendor_chosen_knows_the_trade() {
    let mut book = Book::new();
    let row = chosen(&mut book);
    assert!(matches!(book.test("SF7", 1), Test::NotYet(_)), "no vendor named");
    book.set::<Technology>(row, "vendor", Cell::Text("V1".into()));
    assert_eq!(book.said("SF7", 1), Some(Level::Watch), "nothing says so");
    book.set::<Technology>(row, "experience", Cell::Choice(Experience::HasNot.option()));
    assert!(book.finding("SF7", day(1)).evidence.zh.contains("没有行业经验"));
    book.set::<Technology>(row, "experience", Cell::Choice(Experience::Has.option()));
    assert!(book.is_clear("SF7", 1));
}

#[test]
fn candidates_are_compared_by_the_sum_of_their_scores() {
    let score = |n| Score::new(n);
    let row = Technology { fit: score(5), ease: score(4), cost: score(2), ..Technology::default() };
    assert_eq!(row.total(), Some(11));
    assert_eq!(Technology { cost: None, ..row }.total(), None);
}
