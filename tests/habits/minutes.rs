//! What is left of a meeting: the promises nobody has looked at before it ends, and its minutes, read later and corrected.

use super::*;
use changebook::project::Edit;
use changebook::tools::kpi::Review;
use changebook::tools::meetings::{Decision, Meeting};
use chrono::Days;

fn later(days: u64) -> chrono::NaiveDate {
    today().checked_add_days(Days::new(days)).unwrap()
}

/// Before the end the page names the promises that nobody has looked at, and the key that is told leads there.
#[test]
fn promises_not_looked_at_are_named_before_the_end() {
    for (lang, said, named) in [
        (Lang::Zh, "项承诺没有核对", "第 1 步还有"),
        (Lang::En, "Promises not looked at yet", "Promises of step 1 not looked at yet"),
    ] {
        for jump in ["7<right>", "8", "<a-8>"] {
            let mut desk = Desk::demo(lang, (80, 24));
            desk.press("<f6>y").press(jump);
            desk.must_say(said);
            desk.must_show(named);
            let key = desk.said().chars().rev().find(|c| *c == '1');
            assert_eq!(key, Some('1'), "{}", desk.said());
            // Another key, and the page still names them.
            desk.press("<down>");
            desk.must_show(named);
            desk.press("<a-1>");
            assert!(
                desk.app().meeting_page().unwrap().0.title.en.starts_with("Was it kept?"),
                "{}",
                desk.screen()
            );
        }
        // Where every one was looked at nothing is said.
        let mut desk = Desk::demo(lang, (80, 24));
        desk.press("<f6>").press(&"y".repeat(12)).press("7<right>");
        assert!(!desk.said().contains(said) && !desk.screen().contains(named), "{}", desk.screen());
    }
}

/// The minutes of a meeting are read, copied and written from its row, whichever it is.
#[test]
fn minutes_of_any_meeting_are_read_from_its_row() {
    for (lang, first, last) in [
        (Lang::Zh, "例会纪要 2026-02-18", "例会纪要 2026-02-25"),
        (Lang::En, "Minutes of 2026-02-18", "Minutes of 2026-02-25"),
    ] {
        let mut desk = Desk::demo(lang, (80, 24));
        let before = whole(desk.project());
        desk.press("<esc>m<f5>");
        desk.must_show(first);
        desk.press("<pgdn><esc><down><f5>");
        desk.must_show(last);
        desk.press("<enter>");
        assert!(desk.copied().unwrap().starts_with(&format!("# {last}")), "{}", desk.screen());
        desk.press("n<up>:minutes<enter>");
        assert!(desk.copied().unwrap().starts_with(&format!("# {first}")), "{}", desk.screen());
        desk.press("n");
        assert_eq!(whole(desk.project()), before, "reading changes nothing");
        // The line below the meetings has none, and says so.
        desk.press("<down><down><f5>");
        assert!(desk.app().layers.is_empty(), "{}", desk.screen());
    }
}

/// What was corrected after a meeting is in its minutes, with what was noted there; so is what was added or removed since.
#[test]
fn a_correction_is_visible_in_the_minutes() {
    for (lang, corrected, added, removed) in [
        (Lang::Zh, "【会后更正，原记：", "【会后补记】", "【后来删去】"),
        (Lang::En, "[corrected since; noted then: ", "[added since]", "[removed since]"),
    ] {
        let mut desk = Desk::demo(lang, (80, 24));
        desk.press("<f6>dOpen the gate<enter>Ana<enter>dKeep the vans<enter>Ana<enter>");
        let meeting = desk.rows::<Meeting>().pop().unwrap().id;
        let minutes = |desk: &Desk, days| {
            changebook::agenda::minutes(desk.project(), meeting, later(days), lang).unwrap()
        };
        let same_day = minutes(&desk, 0);
        assert!(same_day.contains("- Open the gate") && !same_day.contains(corrected), "{same_day}");
        desk.press("q");
        desk.app_mut().set_today(later(7));
        assert!(!minutes(&desk, 7).contains(corrected), "nothing was changed");
        let row = |desk: &Desk, words: &str| {
            let rows = desk.rows::<Decision>();
            rows.iter().find(|row| &*row.decision.0 == words).unwrap().id
        };
        let place = changebook::finding::Place::of(row(&desk, "Open the gate"), Decision::COL.decision);
        assert!(desk.app_mut().go(place));
        desk.press("<enter><c-u>Close the gate<enter>");
        let now = minutes(&desk, 7);
        assert!(now.contains("- Close the gate") && now.contains(corrected), "{now}");
        assert_eq!(now.matches("Open the gate").count(), 1, "{now}");
        let mut project = desk.project().clone();
        let gone = Edit::Remove { sheet: Decision::SHEET, row: row(&desk, "Keep the vans") };
        let late = Decision {
            decision: changebook::sheet::Prose("Paint the hall".into()),
            date: Some(later(7)),
            meeting: changebook::sheet::Link::to(meeting),
            ..Decision::with_id(Id::new(9_999))
        };
        project.enter(Edit::Many(vec![gone, Edit::append(late)]), later(7)).unwrap();
        let now = changebook::agenda::minutes(&project, meeting, later(7), lang).unwrap();
        assert!(now.contains(added) && now.contains(removed), "{now}");
    }
}

/// While somebody is looking for a cause, nobody is asked to look for it a second time.
#[test]
fn a_cause_that_is_looked_for_is_not_looked_for_twice() {
    for (lang, said) in [(Lang::Zh, "已经列过"), (Lang::En, "is listed already")] {
        let mut desk = Desk::demo(lang, (80, 24));
        desk.press("<f6>3<right>u<enter><enter><enter>");
        let sought = |desk: &Desk| {
            let rows = desk.rows::<Review>();
            let seeks = |row: &&Review| {
                ["查明原因", "Find the cause"].iter().any(|words| row.action.0.contains(words))
            };
            rows.iter().filter(seeks).count()
        };
        let before = sought(&desk);
        assert!(before >= 1, "{}", desk.screen());
        desk.press("q");
        desk.app_mut().set_today(later(7));
        desk.press("<f6>3<right>u<enter>");
        desk.must_say(said);
        assert_eq!(sought(&desk), before, "{}", desk.screen());
        let review = desk.rows::<Review>().pop().unwrap();
        assert!(!review.root_cause.0.is_empty() && review.action.0.is_empty(), "{review:?}");
    }
}

/// What is marked on the page of a finding is the finding, as Enter only goes on there.
#[test]
fn enter_on_a_finding_does_not_promise_to_look() {
    for (lang, looks) in [(Lang::Zh, "去看这一格"), (Lang::En, "Go and look")] {
        let mut desk = Desk::demo(lang, (80, 24));
        desk.press("<f6><a-6>");
        assert!(!desk.screen().contains(looks), "{}", desk.screen());
        let page = desk.screen();
        desk.press("<enter>");
        assert_eq!(desk.app().screen, Screen::Meeting);
        assert_ne!(desk.screen(), page);
        desk.press("o");
        assert_ne!(desk.app().screen, Screen::Meeting, "the key of looking still looks");
    }
}

/// Whether a member is ticked or typed, whoever is there is not told as absent.
#[test]
fn who_is_typed_as_present_is_not_absent() {
    for (lang, ticked, typed, zoe) in [
        (Lang::Zh, "集团总经理", "IT 经理、老王", "老王"),
        (Lang::En, "Group managing director", "IT manager, Zoe", "Zoe"),
    ] {
        let mut desk = Desk::demo(lang, (80, 24));
        desk.press("<f6><a-8><pgdn><space>").press(&"<down>".repeat(6)).paste(typed);
        desk.press("<enter>");
        let held = desk.rows::<Meeting>().pop().unwrap();
        let member = typed.split(['、', ',']).next().unwrap();
        let (present, absent) = (&held.attendees.0, &held.absent.0);
        assert!(present.contains(member) && present.contains(zoe), "{present} {}", desk.screen());
        assert!(!absent.is_empty() && !absent.contains(member), "{absent}");
        // Typed over with one name only, the one who was ticked is absent.
        desk.press("<up><enter><c-u>").paste(zoe);
        desk.press("<enter>");
        let held = desk.rows::<Meeting>().pop().unwrap();
        assert_eq!(&*held.attendees.0, zoe, "{}", desk.screen());
        assert!(held.absent.0.contains(ticked) && held.absent.0.contains(member), "{}", &*held.absent.0);
    }
}

/// Attendance, rating, promises and parked issues that were corrected, added or removed after the meeting say so; what became
/// of them since is no correction.
#[test]
fn what_was_promised_or_parked_is_marked_where_it_was_changed_since() {
    use changebook::sheet::Link;
    use changebook::tools::actions::Promise;
    use changebook::tools::meetings::{Outcome, Parked};
    for (lang, corrected, added, removed) in [
        (Lang::Zh, "【会后更正，原记：", "【会后补记】", "【后来删去】"),
        (Lang::En, "[corrected since; noted then: ", "[added since]", "[removed since]"),
    ] {
        let mut desk = Desk::demo(lang, (80, 24));
        desk.press("<f6>pOvertime<enter>pThe lift<enter>pThe roof<enter><a-8><pgdn><space>7q");
        let held = desk.rows::<Meeting>().pop().unwrap();
        let meeting = Link::to(held.id);
        let mut project = desk.project().clone();
        let promised = |n: u64, words: &str| Promise {
            action: changebook::sheet::Prose(words.into()),
            owner: "Ana".into(),
            made: Some(today()),
            due: Some(later(7)),
            meeting,
            ..Promise::with_id(Id::new(n))
        };
        let some =
            [promised(9_001, "Order vans"), promised(9_002, "Paint doors"), promised(9_003, "Call Bob")];
        project.enter(Edit::Many(some.into_iter().map(Edit::append).collect()), today()).unwrap();
        let minutes = |project: &changebook::project::Project, days| {
            changebook::agenda::minutes(project, held.id, later(days), lang).unwrap()
        };
        let line = |said: &str, words: &str| {
            said.lines().find(|line| line.contains(words)).unwrap_or_default().to_owned()
        };
        let (same_day, next) = (minutes(&project, 0), minutes(&project, 7));
        assert_eq!(same_day, next, "nothing was changed");
        assert!(!next.contains(corrected) && !next.contains(added) && !next.contains(removed), "{next}");
        // A week later: what was done or settled by then is as it was noted.
        let parked =
            |words: &str| project.rows::<Parked>().iter().find(|row| &*row.issue.0 == words).unwrap().id;
        let (lift, roof) = (parked("The lift"), parked("The roof"));
        let put = Edit::put;
        let mut settled = project.clone();
        let edits = vec![
            put(lift, Parked::COL.settled, Cell::Date(later(7))),
            put(lift, Parked::COL.outcome, Cell::Choice(Outcome::Resolved.option())),
            put(lift, Parked::COL.how, words("By the landlord")),
            put(roof, Parked::COL.outcome, Cell::Choice(Outcome::Dropped.option())),
            put(Id::new(9_001), Promise::COL.done, Cell::Date(later(5))),
            put(Id::new(9_002), Promise::COL.dropped, Cell::Date(later(5))),
        ];
        settled.enter(Edit::Many(edits), later(7)).unwrap();
        assert_eq!(minutes(&settled, 7), next, "what became of it is no correction");
        // What was corrected, added and removed.
        let late = Parked {
            date: Some(today()),
            meeting,
            issue: changebook::sheet::Prose("A late one".into()),
            ..Parked::with_id(Id::new(9_009))
        };
        let edits = vec![
            put(held.id, Meeting::COL.rating, Cell::Count(5)),
            put(held.id, Meeting::COL.attendees, words("Bob")),
            Edit::Remove { sheet: "parked", row: parked("Overtime") },
            put(lift, Parked::COL.issue, words("The goods lift")),
            Edit::append(late),
            put(Id::new(9_001), Promise::COL.owner, words("Bob")),
            put(Id::new(9_002), Promise::COL.due, Cell::Date(later(20))),
            Edit::Remove { sheet: "actions", row: Id::new(9_003) },
            Edit::append(promised(9_004, "Sweep the hall")),
        ];
        project.enter(Edit::Many(edits), later(7)).unwrap();
        let now = minutes(&project, 7);
        let attendance = line(&now, if lang == Lang::Zh { "出席：Bob" } else { "Present: Bob" });
        assert_eq!(attendance.matches(corrected).count(), 2, "{now}");
        assert!(attendance.contains("5/10") || attendance.contains("5 of 10"), "{now}");
        for (words, mark) in [
            ("Overtime", removed),
            ("The goods lift", corrected),
            ("A late one", added),
            ("Order vans", corrected),
            ("Paint doors", corrected),
            ("Call Bob", removed),
            ("Sweep the hall", added),
        ] {
            assert!(line(&now, words).contains(mark), "{words}: {now}");
        }
    }
}
