//! The sheets behind the gates: what is said before an entry, what goes with it, and what others ask.

use super::*;

fn ask<R: Row>(book: &Book, row: &R, column: &str, cell: &Cell, today: NaiveDate) -> Verdict {
    book::check(&book.project, row, column, cell, today)
}

#[test]
fn what_is_past_cannot_be_dated_ahead() {
    let book = Book::new();
    let (today, next) = (Cell::Date(day(9)), Cell::Date(day(10)));
    let refused = |verdict| matches!(verdict, Verdict::Refuse(_));
    assert!(refused(ask(&book, &Fact::with_id(Id::new(9)), "date", &next, day(9))));
    assert_eq!(ask(&book, &Fact::with_id(Id::new(9)), "date", &today, day(9)), Verdict::Fine);
    let obstacle = Obstacle { opened: Some(day(8)), ..Obstacle::with_id(Id::new(9)) };
    assert!(refused(ask(&book, &obstacle, "opened", &next, day(9))));
    assert!(refused(ask(&book, &obstacle, "removed", &next, day(9))));
    assert!(refused(ask(&book, &obstacle, "removed", &Cell::Date(day(7)), day(9))));
    assert_eq!(ask(&book, &obstacle, "removed", &Cell::Date(day(8)), day(9)), Verdict::Fine);
    assert_eq!(ask(&book, &obstacle, "due", &Cell::Date(day(30)), day(9)), Verdict::Fine);
    let training = Training { date: Some(day(8)), ..Training::with_id(Id::new(9)) };
    assert_eq!(ask(&book, &training, "date", &next, day(9)), Verdict::Fine, "a training may be planned");
    assert!(refused(ask(&book, &training, "coached", &next, day(9))));
    assert!(matches!(ask(&book, &training, "coached", &Cell::Date(day(7)), day(9)), Verdict::Note(_)));
    assert_eq!(ask(&book, &training, "coached", &Cell::Date(day(8)), day(9)), Verdict::Fine);
}

#[test]
fn an_obstacle_is_dated_by_its_first_words() {
    let mut book = Book::new();
    let row = book.id();
    book.add(Obstacle::with_id(row));
    book.enter::<Obstacle>(row, "obstacle", &Cell::Text("缺平板".into()), day(5));
    let row = book.project.find::<Obstacle>(row).unwrap();
    assert_eq!((row.opened, row.obstacle.0.as_str()), (Some(day(5)), "缺平板"));
}

#[test]
fn actions_open_a_dated_row() {
    let mut book = Book::new();
    for action in TOOL.actions {
        let id = book.id();
        let outcome = book::run(&TOOL, &book.project, None, action.key, day(5), &mut || id).unwrap();
        book.project.apply(outcome.edit).unwrap();
        let (place, opens) = outcome.go.unwrap();
        assert!(opens && place.row == Some(id));
        assert_eq!(action.views.len(), 2);
    }
    assert_eq!(book.project.rows::<Obstacle>()[0].opened, Some(day(5)));
    assert_eq!(book.project.rows::<Training>()[0].date, Some(day(5)));
    assert_eq!(book.project.rows::<Fact>()[0].date, Some(day(5)));
    assert_eq!(book.project.rows::<Member>()[0].joined, Some(day(5)));
    assert!(book.ids(day(40)).is_empty(), "blank rows say nothing");
}

#[test]
fn every_front_line_role_needs_a_limit() {
    let mut book = Book::new();
    let gaps = |book: &Book| book.facts(day(1)).get::<RolesWithoutLimit>().0.clone();
    let roles = |book: &Book| gaps(book).iter().map(|g| g.role).collect::<Vec<_>>();
    assert_eq!(roles(&book), items::FRONT_LINE);
    let first = book.project.rows::<Authority>()[0].id;
    assert_eq!(gaps(&book)[0].row, Some(first));
    book.set::<Authority>(first, "limit", Cell::Number(200.0));
    assert_eq!(roles(&book), [Role::Technician, Role::Reception]);
    let last = book.project.rows::<Authority>()[2].id;
    book.remove::<Authority>(last);
    assert_eq!(gaps(&book)[1], RoleGap { role: Role::Reception, row: None });
}

#[test]
fn coaching_is_to_follow_within_fourteen_days() {
    let coaching = |book: &Book, today| book.facts(today).get::<Coaching>().clone();
    let mut book = Book::new();
    assert_eq!(coaching(&book, day(9)), Coaching::default());
    let row = book.training(Some(day(1)), None);
    book.training(Some(day(50)), None);
    assert_eq!(coaching(&book, day(15)).overdue(), None, "14 days");
    let late = coaching(&book, day(16));
    assert_eq!((late.overdue(), late.held, late.since_last), (Some(15), 1, Some(15)));
    assert!(!late.has_channel() && late.without_channel == [row]);
    book.set::<Training>(row, "coached", Cell::Date(day(15)));
    book.set::<Training>(row, "questions", Cell::Text("工作群".into()));
    let done = coaching(&book, day(16));
    assert!(done.uncoached.is_empty() && done.has_channel());
    assert_eq!(coaching(&book, day(14)).uncoached.len(), 1, "coached tomorrow");
}
