//! What a meeting takes back and corrects: nothing is lost that stood there before.

use super::*;
use changebook::agenda::About;
use changebook::project::Edit;
use changebook::tools::actions::{Figures, Promise};
use changebook::tools::meetings::{Judged, Verdict};
use chrono::Days;

const LANGS: [Lang; 2] = [Lang::Zh, Lang::En];

fn later(days: u64) -> chrono::NaiveDate {
    today().checked_add_days(Days::new(days)).unwrap()
}

/// The row and the day of the open promise under the cursor.
fn promise(desk: &Desk) -> (Id, Option<chrono::NaiveDate>) {
    let (view, at, _) = desk.app().meeting_page().unwrap();
    let About::Promise(item) = &view.lines[at].about else { panic!("{}", desk.screen()) };
    (item.row.unwrap(), item.due)
}

fn due_of(desk: &Desk, row: Id) -> Option<chrono::NaiveDate> {
    let facts = desk.app().facts().unwrap();
    facts.get::<Figures>().open.iter().find(|item| item.row == row).and_then(|item| item.due)
}

/// A new day that is cleared is none, as with Esc: what was said, the promise and the minutes say the same.
#[test]
fn a_new_day_that_is_cleared_leaves_the_one_before() {
    for lang in LANGS {
        for line in 0..4 {
            let mut desk = Desk::demo(lang, (80, 24));
            desk.press("<f6>").press(&"<down>".repeat(line));
            let (row, due) = promise(&desk);
            desk.press("nNobody was there<enter>");
            let proposed = due_of(&desk, row);
            assert_eq!(proposed, Some(later(7)));
            desk.press("<c-u><enter>");
            let given = |desk: &Desk| {
                let all = desk.rows::<Verdict>();
                all.into_iter().rfind(|given| given.rows().any(|of| of == row)).unwrap()
            };
            let verdict = given(&desk);
            assert_eq!((verdict.verdict, verdict.new_due), (Some(Judged::NotYet), None), "{}", desk.screen());
            assert_eq!(due_of(&desk, row), due, "{}", desk.screen());
            // One step brings the proposed day back, in both.
            desk.press("<c-z>");
            assert_eq!(due_of(&desk, row), proposed);
            assert_eq!(given(&desk).new_due, proposed, "{}", desk.screen());
        }
    }
}

/// The day that a promise had is no new one.
#[test]
fn the_day_of_before_is_no_new_day() {
    let mut project = changebook::demo::project(Lang::En, today());
    let own = Promise {
        action: changebook::sheet::Prose("Order the vans".into()),
        owner: "Ana".into(),
        due: Some(today()),
        ..Promise::with_id(Id::new(88_001))
    };
    project.apply(Edit::append(own)).unwrap();
    let mut desk = Desk::open(Lang::En, (80, 36), project);
    desk.press("<f6>");
    let (view, ..) = desk.app().meeting_page().unwrap();
    let line = view.lines.iter().position(|line| line.said.en.contains("Order the vans")).unwrap();
    desk.press(&"<up>".repeat(40)).press(&"<down>".repeat(line));
    desk.press("nNo money<enter><c-u>2026-03-04<enter>");
    let verdict = desk.rows::<Verdict>().pop().unwrap();
    assert_eq!((verdict.new_due, due_of(&desk, Id::new(88_001))), (None, Some(today())), "{}", desk.screen());
}

/// A promise that was ticked before the meeting keeps the day of its tick, whatever is said of it and taken back.
#[test]
fn the_day_on_which_a_promise_was_done_comes_back() {
    for (lang, back) in [(Lang::Zh, "<del>"), (Lang::En, "y")] {
        for keys in ["nA reason<enter><enter>", "nA reason<enter><esc>", "xA reason<enter>"] {
            let mut desk = Desk::demo(lang, (80, 36));
            desk.press("<f6>");
            let (view, ..) = desk.app().meeting_page().unwrap();
            let kept: Vec<usize> = (0..view.lines.len())
                .filter(|at| {
                    let About::Promise(item) = &view.lines[*at].about else { return false };
                    item.verdict.as_ref().is_some_and(|given| given.verdict == Some(Judged::Kept))
                })
                .collect();
            assert!(kept.len() > 2);
            for line in kept {
                let go = "<up>".repeat(40) + &"<down>".repeat(line);
                desk.press(&go);
                let (row, due) = promise(&desk);
                let given = |desk: &Desk| {
                    let all = desk.rows::<Verdict>();
                    all.into_iter().rfind(|given| given.rows().any(|of| of == row)).unwrap()
                };
                let was = given(&desk);
                desk.press(keys).press(&go);
                assert_ne!(given(&desk).verdict, Some(Judged::Kept), "{}", desk.screen());
                desk.press(back);
                let now = given(&desk);
                assert_eq!((now.verdict, now.done, now.due), (Some(Judged::Kept), was.done, due));
                assert!(now.done.is_some_and(|done| done <= today()));
                assert_eq!((&now.reason, now.new_due), (&was.reason, was.new_due));
                assert_eq!(done_of(&desk, row), was.done, "{keys} {back}\n{}", desk.screen());
            }
        }
    }
}

/// The day on which the promise of a row was done.
fn done_of(desk: &Desk, row: Id) -> Option<chrono::NaiveDate> {
    use changebook::tool::PromiseKinds;
    let facts = desk.app().facts().unwrap();
    let PromiseKinds(kinds) = facts.get();
    let all = kinds.iter().flat_map(|kind| (kind.items)(facts));
    all.filter(|item| item.row == row).find_map(|item| item.done)
}
