//! What a win claims of its indicator, and what is said before a change to it.

use super::*;

#[test]
fn a_claim_needs_a_signal() {
    let mut book = Book::new();
    let steady = [80.0, 81.0, 79.5, 80.5, 81.5, 80.0, 80.7];
    book.read("ftfr", &steady);
    let row = book.win(|w| w.achieved = Tick(Some(day(58))));
    book.win(|_| ());
    let claims = claimed_without_signal(&book.facts(day(60)));
    assert_eq!(claims.iter().map(|c| (c.win, c.enough)).collect::<Vec<_>>(), [(row, true)]);
    assert!(claimed_without_signal(&book.facts(day(57))).is_empty(), "not achieved yet");
    let mut book = Book::new();
    book.read("ftfr", &[80.0, 81.0, 79.5, 80.5, 81.5, 80.0, 80.7, 80.2, 81.1, 79.8, 80.4, 80.6, 84.0, 84.5]);
    book.win(|w| w.achieved = Tick(Some(day(95))));
    assert!(claimed_without_signal(&book.facts(day(100))).is_empty());
    let mut book = Book::new();
    book.read("ftfr", &[80.0]);
    book.win(|w| w.achieved = Tick(Some(day(5))));
    assert!(!claimed_without_signal(&book.facts(day(60)))[0].enough, "too few readings");
}

#[test]
fn what_is_said_before_a_change() {
    let mut book = Book::new();
    let row = book.win(|_| ());
    let on = |n| Cell::Date(day(n));
    assert!(matches!(book.ask::<Win>(row, "achieved", &on(11), day(10)), Verdict::Refuse(_)));
    assert!(matches!(book.ask::<Win>(row, "achieved", &on(10), day(10)), Verdict::Note(_)));
    assert!(matches!(book.ask::<Win>(row, "commended", &on(11), day(10)), Verdict::Refuse(_)));
    assert!(matches!(book.ask::<Win>(row, "commended", &on(10), day(10)), Verdict::Note(_)), "not achieved");
    let ask = |on: &str| book.ask::<Win>(row, "target_date", &Cell::Date(date(on)), day(10));
    assert!(matches!(ask("2026-04-04"), Verdict::Note(said) if said.en.contains("earlier")));
    assert_eq!([ask("2026-04-05"), ask("2026-07-05")], [Verdict::Fine, Verdict::Fine]);
    assert!(matches!(ask("2026-07-06"), Verdict::Note(said) if said.en.contains("later")));
    let ask = |value| book.ask::<Win>(row, "target", &Cell::Number(value), day(10));
    assert_eq!(ask(84.0), Verdict::Fine);
    assert!(matches!(ask(0.84), Verdict::Ask { instead: Cell::Number(n), .. } if (n - 84.0).abs() < 1e-9));
    assert!(matches!(ask(80.0), Verdict::Note(_)), "the baseline is no win");
    assert!(matches!(ask(184.0), Verdict::Refuse(_)));
    // Where only the direction says which side is good, that counts.
    let kpi = book.project.find::<Win>(row).and_then(|win| win.kpi.0).unwrap();
    book.set::<Kpi>(kpi, "target", Cell::Empty);
    let down = crate::tools::kpi::Way::OPTIONS.iter().find(|option| option.key == "down").unwrap();
    book.set::<Kpi>(kpi, "direction", Cell::Choice(down));
    let ask = |value| book.ask::<Win>(row, "target", &Cell::Number(value), day(10));
    assert_eq!(ask(79.9), Verdict::Fine);
    assert!(matches!(ask(80.0), Verdict::Note(_)) && matches!(ask(84.0), Verdict::Note(_)));
    let free = Win::with_id(Id::new(7));
    let target = Win::DEF.columns.iter().find(|c| c.key == "target").unwrap();
    assert!((TOOL.needs)(&free, target).is_some());
    let win = book.project.find::<Win>(row).unwrap();
    assert_eq!((TOOL.needs)(win, target), None);
    assert_eq!((TOOL.unit)(&book.project, win, target), Unit::Percent);
}
