//! What is left of a meeting: the promises nobody has looked at before it ends, and its minutes, read later and corrected.

use super::*;
use changebook::tools::kpi::Review;
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

/// While somebody is looking for a cause, nobody is asked to look for it a second time.
#[test]
fn a_cause_that_is_looked_for_is_not_looked_for_twice() {
    for (lang, said) in [(Lang::Zh, "已经在办"), (Lang::En, "is under way already")] {
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
