//! What a meeting takes back and corrects: nothing is lost that stood there before.

use super::*;
use changebook::agenda::About;
use changebook::project::Edit;
use changebook::tools::actions::{Figures, Promise};
use changebook::tools::kpi::{Kpi, Reading, Review};
use changebook::tools::meetings::{Judged, Meeting, Outcome, Parked, Verdict};
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

/// A value that was typed a moment ago is corrected by typing it once more, whichever week it is of.
#[test]
fn digits_over_a_value_just_typed_correct_it() {
    for (lang, said) in
        [(Lang::Zh, "数字改刚才记在 03-08 的值"), (Lang::En, "digits correct the value of 8 Mar")]
    {
        for size in [(80, 24), (160, 50)] {
            let mut project = changebook::demo::project(lang, today());
            let kpi =
                project.rows::<Kpi>().iter().find(|kpi| kpi.title().en.contains("fix rate")).unwrap().id;
            let gone = project
                .rows::<Reading>()
                .iter()
                .filter(|row| row.kpi.0 == Some(kpi) && row.date > Some(day("2026-03-01")));
            let gone: Vec<Edit> =
                gone.map(|row| Edit::Remove { sheet: Reading::SHEET, row: row.id }).collect();
            project.apply(Edit::Many(gone)).unwrap();
            let mut desk = Desk::open(lang, size, project);
            desk.app_mut().set_today(day("2026-03-09"));
            desk.press("<f6><a-3>").press(&"<up>".repeat(20));
            let at_it = |desk: &Desk| {
                let (view, at, _) = desk.app().meeting_page().unwrap();
                view.lines[at].about == About::Reading(kpi)
            };
            while !at_it(&desk) {
                desk.press("<down>");
            }
            let of_kpi = |desk: &Desk| -> Vec<(Option<chrono::NaiveDate>, Option<f64>)> {
                let all = desk.rows::<Reading>();
                let new =
                    all.iter().filter(|row| row.kpi.0 == Some(kpi) && row.date > Some(day("2026-03-01")));
                new.map(|row| (row.date, row.value)).collect()
            };
            desk.press("81<enter>");
            while !at_it(&desk) {
                desk.press("<up>");
            }
            desk.must_show(said);
            desk.press("80.5<enter>");
            assert_eq!(of_kpi(&desk), [(Some(day("2026-03-08")), Some(80.5))], "{}", desk.screen());
        }
    }
}

/// Edit opens the value that the line shows, also where it is last week's.
#[test]
fn a_value_of_last_week_is_edited_where_it_stands() {
    for lang in LANGS {
        for keys in ["<up>e", "<up><enter>"] {
            let mut project = changebook::demo::project(lang, today());
            let kpi = project.rows::<Kpi>().iter().find(|kpi| kpi.is_leading()).unwrap().id;
            let gone = project.rows::<Reading>().iter().filter(|row| row.date > Some(today()));
            let gone: Vec<Edit> =
                gone.map(|row| Edit::Remove { sheet: Reading::SHEET, row: row.id }).collect();
            project.apply(Edit::Many(gone)).unwrap();
            let monday = day("2026-03-09");
            let slip = Reading {
                kpi: changebook::sheet::Link::to(kpi),
                date: Some(day("2026-03-08")),
                value: Some(4.0),
                ..Reading::with_id(Id::new(77_001))
            };
            project.apply(Edit::append(slip)).unwrap();
            let mut desk = Desk::open(lang, (80, 24), project);
            desk.app_mut().set_today(monday);
            desk.press("<f6>2");
            let (view, ..) = desk.app().meeting_page().unwrap();
            let line = view.lines.iter().position(|line| line.about == About::Reading(kpi)).unwrap();
            assert!(view.lines[line].settled, "{}", desk.screen());
            let rows = desk.rows::<Reading>().len();
            // There and back, so that the line is chosen.
            desk.press(&"<up>".repeat(20)).press(&"<down>".repeat(line + 1)).press(keys);
            let Some(Layer::Cell(edit)) = desk.app().layers.last() else { panic!("{}", desk.screen()) };
            assert!(edit.editor.text().starts_with('4'), "{}", desk.screen());
            desk.press("<c-u>79<enter>");
            let value = |desk: &Desk| desk.project().find::<Reading>(Id::new(77_001)).unwrap().value;
            assert_eq!((value(&desk), desk.rows::<Reading>().len()), (Some(79.0), rows), "{}", desk.screen());
        }
    }
}

/// A parked issue that became an action is open again once that is taken back, on its line or with the action.
#[test]
fn a_parked_issue_that_became_an_action_is_taken_back() {
    for (lang, drop, back) in [(Lang::Zh, "放弃", "收回"), (Lang::En, "Drop", "Take it back")] {
        let mut desk = Desk::demo(lang, (80, 24));
        let made = |desk: &Desk| desk.rows::<Promise>().iter().filter(|row| row.meeting.0.is_some()).count();
        let (actions, keys) = (made(&desk), "<f6>pThe lift<enter><a-7><down>aIT<enter><enter><enter>");
        desk.press(keys);
        let line = |desk: &Desk| {
            let (view, at, _) = desk.app().meeting_page().unwrap();
            view.lines[at].about.clone()
        };
        while !matches!(line(&desk), About::Parked(_)) {
            desk.press("<down>");
        }
        let settled = |desk: &Desk| {
            let all = desk.rows::<Parked>();
            all.into_iter()
                .filter(|row| row.outcome == Some(Outcome::Action) && row.settled.0 == Some(today()))
                .count()
        };
        while settled(&desk) == 0 {
            desk.press("a<enter><enter><enter>");
        }
        assert_eq!((made(&desk), settled(&desk)), (actions + 1, 1), "{}", desk.screen());
        let at = desk.rows::<Parked>().into_iter().find(|row| row.settled.0 == Some(today())).unwrap().id;
        desk.press(&"<up>".repeat(20));
        while line(&desk) != About::Parked(at) {
            desk.press("<down>");
        }
        assert!(!footer(&desk).contains(drop) && footer(&desk).contains(back), "{}", desk.screen());
        desk.press("<del>");
        assert_eq!((made(&desk), settled(&desk)), (actions, 0), "{}", desk.screen());
        let issue = desk.project().find::<Parked>(at).unwrap().clone();
        assert_eq!((issue.outcome, issue.settled.0), (None, None));
        // With the action, on the page that reads it aloud.
        desk.press("a<enter><enter><enter><a-8>");
        assert_eq!(made(&desk), actions + 1);
        desk.press("<home><del>");
        assert_eq!((made(&desk), settled(&desk)), (actions, 0), "{}", desk.screen());
    }
}

fn footer(desk: &Desk) -> String {
    desk.screen()
        .lines()
        .rev()
        .find(|line| !line.trim().is_empty() && !line.starts_with('['))
        .unwrap_or_default()
        .to_owned()
}

/// Nothing stays of the review that was begun for a text that is discarded, and a decision waits for its text.
#[test]
fn a_discarded_text_leaves_no_row() {
    for lang in LANGS {
        for (keys, discard) in [("3<right>q", true), ("3<right>q", false), ("d", true), ("d", false)] {
            let mut desk = Desk::demo(lang, (80, 24));
            desk.press("<f6>");
            let rows = |desk: &Desk| {
                (desk.rows::<Review>().len(), desk.rows::<changebook::tools::meetings::Decision>().len())
            };
            let before = rows(&desk);
            desk.press(keys).press("ueue of nights");
            let Some(Layer::Cell(edit)) = desk.app().layers.last() else { panic!("{}", desk.screen()) };
            let draft = edit.draft();
            let mut again = Desk::open(lang, (80, 24), desk.project().clone());
            again.app_mut().offer_draft(draft);
            again.app_mut().meet_at_start();
            again.press("y").press(if discard { "n" } else { "y<enter>" });
            let now = rows(&again);
            if discard {
                assert_eq!(now, before, "{}", again.screen());
            } else {
                assert_eq!(now.0 + now.1, before.0 + before.1 + 1, "{}", again.screen());
            }
            assert_eq!(again.rows::<Meeting>().len(), desk.rows::<Meeting>().len());
        }
    }
}

/// The field of a new day is headed by the promise, the count is that of what was due, and a day of next year has its year.
#[test]
fn a_promise_is_called_by_its_words_and_its_days_are_plain() {
    for (lang, early) in [(Lang::Zh, "1 项提前做完"), (Lang::En, "1 done early")] {
        let mut desk = Desk::demo(lang, (80, 36));
        desk.press("<f6>");
        let (view, ..) = desk.app().meeting_page().unwrap();
        desk.must_show(early);
        let due = view.lines.len() - 1;
        desk.must_show(&if lang == Lang::Zh { format!("{due} 项到期") } else { format!("{due} due") });
        let promises = view.lines.iter().enumerate().filter(|(_, line)| !line.settled);
        for (line, _) in promises {
            let About::Promise(item) = &view.lines[line].about else { panic!() };
            let go = "<up>".repeat(40) + &"<down>".repeat(line);
            desk.press(&go).press("nA reason<enter>");
            let Some(Layer::Cell(edit)) = desk.app().layers.last() else { panic!("{}", desk.screen()) };
            let whose = desk.app().whose_field(edit).unwrap();
            assert!(whose.en.contains(&*item.action) || whose.zh.contains(&*item.action), "{whose:?}");
            desk.press("<c-u>2027-06-01<enter>");
            desk.must_show("2027-06-01");
        }
    }
}

/// Where nothing can be typed, as in a replay, nobody is told how to.
#[test]
fn in_a_replay_a_second_letter_says_why_nothing_is_entered() {
    for (lang, said, not) in
        [(Lang::Zh, "回看", "要写这一格"), (Lang::En, "the past cannot be changed", "to type here")]
    {
        let mut desk = Desk::demo(lang, (80, 24));
        desk.press(":replay 2026-03-01<enter><esc>").press("mx");
        desk.must_say(said);
        assert!(!desk.said().contains(not), "{}", desk.said());
    }
}
