//! Every rule where it fires, where it does not, and at its threshold.

use super::*;
use crate::tools::charter::Charter;

fn level(finding: Option<Finding>) -> Option<Level> {
    finding.map(|f| f.level)
}

#[test]
fn repeats_fall_behind_the_pace_of_one_a_week() {
    let mut book = Book::new();
    let message = book.told(&[1, 8, 15, 22, 29, 36]);
    // 6 of 7 are on their way for seven weeks, and too few from then on.
    assert_eq!(book.found("CO1", day(49)), None);
    let found = book.found("CO1", day(50)).unwrap();
    assert_eq!(found.level, Level::Watch);
    assert_eq!((found.place.sheet, found.place.row), ("messages", Some(message)));
    assert!(
        found.evidence.en.contains("Centre managers, 'Customers wait 48…': 6/7 (7 expected)"),
        "{found:?}"
    );
    // The executives hear it once a month.
    assert!(!found.evidence.en.contains("Executives"), "{}", found.evidence.en);
    // The seventh repeat ends it.
    for code in ["centre_managers", "service_advisors", "technicians"] {
        book.send(message, code, day(50), Channel::Poster, 1);
    }
    assert_eq!(book.found("CO1", day(50)), None);
}

#[test]
fn one_repeat_too_few_may_be_made_up_for() {
    let mut book = Book::new();
    book.told(&[1]);
    assert_eq!(book.found("CO1", day(15)), None, "one heard, two due");
    assert_eq!(book.found("CO1", day(21)), None);
    assert_eq!(level(book.found("CO1", day(22))), Some(Level::Watch), "one heard, three due");
}

#[test]
fn two_sends_of_a_day_are_one_repeat() {
    let mut book = Book::new();
    let message = book.told(&[1, 8, 15, 22, 29, 36]);
    for code in ["centre_managers", "service_advisors", "technicians"] {
        book.send(message, code, day(36), Channel::Poster, 1);
    }
    assert_eq!(level(book.found("CO1", day(50))), Some(Level::Watch));
}

#[test]
fn a_count_begun_anew_has_its_own_pace() {
    let mut book = Book::new();
    let message = book.told(&[1, 43]);
    assert_eq!(level(book.found("CO1", day(50))), Some(Level::Watch));
    book.set::<Message>(message, "count_from", Cell::Date(day(43)));
    assert_eq!(book.found("CO1", day(50)), None);
}

#[test]
fn an_audience_that_never_heard_a_key_message_asks_for_action_after_week_four() {
    let mut book = Book::new();
    let message = book.told(&[20, 27]);
    assert_eq!(book.found("CO1", day(29)), None);
    let send =
        book.project.rows::<Send>().iter().filter(|s| s.audience.0 == Some(book.audience("technicians")));
    let gone: Vec<Id> = send.map(|s| s.id).collect();
    for row in gone {
        book.project.apply(Edit::Remove { sheet: "sends", row }).unwrap();
    }
    assert_eq!(book.found("CO1", day(28)), None);
    let found = book.found("CO1", day(29)).unwrap();
    assert_eq!(found.level, Level::Act);
    assert!(found.evidence.zh.contains("已是第 29 天，技师还没听到过一条关键信息"), "{}", found.evidence.zh);
    // Nobody in it: nobody to tell.
    book.set::<Audience>(book.audience("technicians"), "size", Cell::Count(0));
    assert_eq!(book.found("CO1", day(29)), None);
    // Another message of no weight does not count.
    book.set::<Audience>(book.audience("technicians"), "size", Cell::Count(9));
    let other = book.key();
    book.set::<Message>(other, "key", Cell::Empty);
    book.sends(other, "technicians", &[28]);
    assert_eq!(level(book.found("CO1", day(29))), Some(Level::Act));
    book.sends(message, "technicians", &[29]);
    assert_eq!(book.found("CO1", day(29)), None);
}

#[test]
fn a_plan_without_a_key_message_is_mentioned_after_week_four() {
    let book = Book::new();
    assert_eq!(book.found("CO1", day(28)), None);
    assert_eq!(level(book.found("CO1", day(29))), Some(Level::Watch));
    assert_eq!(Book::starting(None).found("CO1", day(200)), None);
}

#[test]
fn a_pause_stops_the_clock_and_the_rules_of_time() {
    let mut book = Book::new();
    book.told(&[1]);
    let rest = Rest { from: Some(day(2)), until: Some(day(15)), ..Rest::with_id(book.id()) };
    book.add(rest);
    assert_eq!(book.found("CO1", day(35)), None, "the 14 days of the pause do not count");
    assert_eq!(level(book.found("CO1", day(36))), Some(Level::Watch));
    assert_eq!(book.found("CM1", day(10)), None);
    let rest = Rest { from: Some(day(36)), ..Rest::with_id(book.id()) };
    book.add(rest);
    let ids: Vec<_> = book.assess(day(60)).findings.iter().map(|f| f.id).collect();
    assert!(ids.is_empty(), "{ids:?}");
}

#[test]
fn one_way_only_is_seen_from_the_third_send_on() {
    let mut book = Book::new();
    let message = book.key();
    for on in [1, 2] {
        book.send(message, "technicians", day(on), Channel::Manual, 1);
    }
    assert_eq!(book.found("CO2", day(4)), None);
    let third = book.send(message, "technicians", day(3), Channel::Manual, 1);
    let found = book.found("CO2", day(4)).unwrap();
    assert_eq!((found.level, found.place.row), (Level::Watch, Some(third)));
    assert!(found.evidence.en.ends_with("': 3 times, always Manual"), "{}", found.evidence.en);
    book.set::<Send>(third, "channel", Cell::Choice(Channel::Video.option()));
    assert_eq!(book.found("CO2", day(4)), None);
}

#[test]
fn silence_is_noticed_after_fourteen_days() {
    let mut book = Book::new();
    assert_eq!(book.found("CO3", day(60)), None, "nothing was said, so nothing can come back");
    book.told(&[1, 8]);
    assert_eq!(book.found("CO3", day(15)), None, "14 days since the first word");
    let found = book.found("CO3", day(16)).unwrap();
    assert_eq!((found.level, found.place.sheet, found.place.row), (Level::Watch, "feedback", None));
    book.asked(day(10), Some(day(11)));
    assert_eq!(book.found("CO3", day(24)), None);
    assert!(book.found("CO3", day(25)).unwrap().evidence.en.contains("No feedback for 15 days"));
}

#[test]
fn a_question_waits_seven_days_at_most() {
    let mut book = Book::new();
    book.told(&[1, 8]);
    let asked = book.asked(day(3), None);
    assert_eq!(book.found("CO3", day(10)), None);
    let found = book.found("CO3", day(11)).unwrap();
    assert_eq!((found.place.row, found.place.column), (Some(asked), "answer"));
    assert!(
        found
            .evidence
            .en
            .starts_with("1 piece of feedback unanswered for more than 7 days (the oldest for 8)"),
        "{}",
        found.evidence.en
    );
    book.set::<Feedback>(asked, "answered", Cell::Date(day(11)));
    assert_eq!(book.found("CO3", day(11)), None);
}

#[test]
fn what_changes_is_asked_for_once_it_was_sent() {
    let mut book = Book::new();
    let message = book.key();
    book.set::<Message>(message, "for_technicians", Cell::Empty);
    book.sends(message, "service_advisors", &[1]);
    assert_eq!(book.found("CO4", day(2)), None);
    book.sends(message, "technicians", &[1]);
    let found = book.found("CO4", day(2)).unwrap();
    assert_eq!((found.place.row, found.place.column), (Some(message), "for_technicians"));
    book.set::<Message>(message, "for_technicians", Cell::Text("less driving".into()));
    assert_eq!(book.found("CO4", day(2)), None);
}

#[test]
fn a_key_message_needs_a_story_once_it_goes_out() {
    let mut book = Book::new();
    let message = book.key();
    book.set::<Message>(message, "story", Cell::Text("  ".into()));
    assert_eq!(book.found("CO5", day(2)), None);
    book.sends(message, "technicians", &[1]);
    let found = book.found("CO5", day(2)).unwrap();
    assert_eq!((found.level, found.place.column), (Level::Watch, "story"));
    book.set::<Message>(message, "key", Cell::Empty);
    assert_eq!(book.found("CO5", day(2)), None);
}

#[test]
fn executives_speak_at_least_once_a_month() {
    let mut book = Book::new();
    assert_eq!(book.found("CO6", day(90)), None, "nothing is recorded at all");
    let message = book.told(&[1]);
    assert_eq!(book.found("CO6", day(32)), None, "31 days since the first word");
    assert_eq!(level(book.found("CO6", day(33))), Some(Level::Watch));
    let send = book.send(message, "technicians", day(30), Channel::Meeting, 1);
    book.set::<Send>(send, "executive", Cell::Check(true));
    assert_eq!(book.found("CO6", day(61)), None, "31 days");
    assert!(book.found("CO6", day(62)).unwrap().evidence.en.contains("32 days"), "32 days");
    book.set::<Send>(send, "executive", Cell::Empty);
    let charter = book.project.rows::<Charter>()[0].id;
    book.set::<Charter>(charter, "start", Cell::Empty);
    assert_eq!(book.found("CO6", day(32)), None, "31 days without a start date");
    assert!(book.found("CO6", day(33)).unwrap().evidence.en.contains("32 days"));
}

#[test]
fn who_waits_longer_than_agreed_is_named_once() {
    let mut book = Book::new();
    book.told(&[1]);
    assert_eq!(book.found("CM1", day(8)), None, "7 days");
    let found = book.found("CM1", day(9)).unwrap();
    assert_eq!(found.level, Level::Watch);
    assert!(found.evidence.en.contains("Technicians 8 (at most 7)"), "{}", found.evidence.en);
    assert!(!found.evidence.en.contains("Executives"), "once a month is enough for them");
    let executives = |on| book.found("CM1", day(on)).unwrap().evidence.en.contains("Executives");
    assert!(!executives(32), "31 days");
    assert!(executives(33), "32 days");
    assert!(!book.found("CM1", day(200)).unwrap().evidence.en.contains("Customers"));
    let technicians = book.audience("technicians");
    book.set::<Audience>(technicians, "frequency", Cell::Choice(Frequency::Fortnightly.option()));
    let technicians = |on| book.found("CM1", day(on)).unwrap().evidence.en.contains("Technicians");
    assert!(!technicians(15) && technicians(16));
}

#[test]
fn nobody_is_late_before_the_start() {
    let mut book = Book::starting(Some(day(60)));
    let message = book.told(&[1]);
    book.asked(day(2), None);
    book.set::<Message>(message, "story", Cell::Empty);
    let ids: Vec<_> = book.assess(day(59)).findings.iter().map(|f| f.id).collect();
    assert_eq!(ids, ["CO5"], "what is written can be better before the start");
    assert!(book.assess(day(60)).findings.len() > 1);
}

#[test]
fn what_was_told_seven_times_needs_no_other_channel() {
    let mut book = Book::new();
    let message = book.key();
    for week in 0..6 {
        book.send(message, "technicians", day(1 + week * 7), Channel::Meeting, 1);
    }
    assert!(book.found("CO2", day(36)).is_some(), "six times");
    book.send(message, "technicians", day(43), Channel::Meeting, 1);
    assert_eq!(book.found("CO2", day(43)), None);
}
