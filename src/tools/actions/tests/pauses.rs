//! Actions while the project pauses: nobody is pressed, and nothing is later for it.

use super::*;

#[test]
fn nobody_is_pressed_during_a_pause() {
    let book = || Book::new().with(promise(10, "A", Some(TODAY - 20))).with(promise(11, "", None));
    assert_eq!(book().assess().findings.len(), 2);
    let paused = book().with(Rest { from: Some(day(TODAY)), ..Rest::with_id(id(4)) }).assess();
    assert!(paused.findings.is_empty());
    assert_eq!(paused.level, Level::Good);
}

#[test]
fn a_pause_makes_nothing_later() {
    let late = |rest: Option<Rest>| {
        let book = Book::new().with(promise(10, "A", Some(TODAY - 20)));
        let book = match rest {
            Some(rest) => book.with(rest),
            None => book,
        };
        book.assess().findings.iter().find(|f| f.id == "AC1").map(|f| f.evidence.en.to_string())
    };
    let rest = |from, until| Rest { from: Some(day(from)), until: Some(day(until)), ..Rest::with_id(id(4)) };
    assert!(late(None).is_some_and(|said| said.contains("20 days")), "{:?}", late(None));
    let after = late(Some(rest(TODAY - 19, TODAY - 5)));
    assert!(after.as_ref().is_some_and(|said| said.contains("by 5 days")), "{after:?}");
}

#[test]
fn the_days_that_an_action_is_late_are_those_without_the_pause() {
    let shown = |rest: Rest| {
        let book = Book::new().with(promise(10, "A", Some(TODAY - 20))).with(rest);
        let facts = Facts::new(&book.project, day(TODAY));
        let row = book.project.rows::<Promise>()[0].clone();
        let field = views::OWN.iter().find_map(|field| match field {
            Field::Computed { key: "left", show, .. } => Some(show(&facts, &*row).text.en.to_string()),
            _ => None,
        });
        let left = |view: &str| book.lines(view)[0].cells[3].text.en.to_string();
        let heading = book.lines("due")[0].heading.clone().unwrap().en;
        (left("all"), left("due"), field.unwrap(), heading.to_string())
    };
    let rest = |from, until: Option<i64>| Rest {
        from: Some(day(from)),
        until: until.map(day),
        ..Rest::with_id(id(4))
    };
    let all =
        |left: &str, heading: &str| (left.to_owned(), left.to_owned(), left.to_owned(), heading.to_owned());
    assert_eq!(shown(rest(TODAY - 19, Some(TODAY - 5))), all("5 d late", "Overdue"));
    assert_eq!(shown(rest(TODAY - 21, Some(TODAY - 5))), all("5 d late", "Overdue"));
    // It came due during the pause, which goes on: nothing is late.
    assert_eq!(shown(rest(TODAY - 21, None)), all("on hold", "Later"));
    assert_eq!(shown(rest(TODAY - 100, Some(TODAY - 90))), all("20 d late", "Overdue"));
}
