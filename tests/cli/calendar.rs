//! The dates of a project as a calendar, read by a parser of somebody else's.

use crate::desk::{Desk, is_chinese};
use changebook::demo;
use changebook::text::Lang;
use chrono::{Datelike as _, NaiveDate};
use icalendar::parser::{Component, read_calendar, unfold};
use std::collections::BTreeMap;

fn with_demo() -> Desk {
    let desk = Desk::empty();
    desk.put("Demo", &demo::project(Lang::Zh, NaiveDate::from_ymd_opt(2026, 4, 29).unwrap()));
    desk
}

fn path(desk: &Desk, name: &str) -> String {
    desk.workspace().parent().unwrap().join(name).display().to_string()
}

/// The events of a file by their UIDs, each with its properties.
fn events(file: &str) -> BTreeMap<String, BTreeMap<String, String>> {
    let unfolded = unfold(file);
    let calendar = read_calendar(&unfolded).unwrap_or_else(|error| panic!("{error}"));
    let property = |of: &Component<'_>, name: &str| of.find_prop(name).map(|p| p.val.to_string());
    assert!(calendar.properties.iter().any(|p| p.name == "VERSION" && p.val == "2.0"));
    let mut events = BTreeMap::new();
    for event in calendar.components.iter().filter(|c| c.name == "VEVENT") {
        for wanted in ["UID", "DTSTAMP", "DTSTART", "SUMMARY", "SEQUENCE"] {
            assert!(event.find_prop(wanted).is_some(), "no {wanted}: {event:?}");
        }
        let all = event.properties.iter().map(|p| (p.name.to_string(), p.val.to_string())).collect();
        let twice = events.insert(property(event, "UID").unwrap(), all);
        assert!(twice.is_none(), "two events of one name");
    }
    events
}

fn day(text: &str) -> NaiveDate {
    NaiveDate::parse_from_str(text.get(..8).unwrap(), "%Y%m%d").unwrap()
}

#[test]
fn the_dates_of_a_project_are_a_calendar() {
    let desk = with_demo();
    for lang in ["zh-CN", "en"] {
        let said = desk.run(&["export", "-", "--as", "ics", "--lang", lang]);
        assert_eq!(said.code, 0, "{said:?}");
        for line in said.out.split("\r\n") {
            assert!(line.len() <= 75 && !line.contains(['\n', '\r']), "{line}");
        }
        let events = events(&said.out);
        for (uid, event) in &events {
            assert!(uid.ends_with("@changebook") && uid.starts_with("dm0000000001-"), "{uid}");
            if let Some(end) = event.get("DTEND") {
                assert!(day(end) > day(&event["DTSTART"]), "{event:?}");
            }
            assert!(!event["SUMMARY"].trim().is_empty(), "{event:?}");
            // What people have written is in their own language.
            assert!(lang == "zh-CN" || !event["CATEGORIES"].contains(is_chinese), "{event:?}");
        }
        // Nine blocks, the milestones, the promises, the four phases, one meeting.
        let of = |part: &str| events.keys().filter(|uid| uid.contains(part)).count();
        assert_eq!((of("-checklist-"), of("-phase-"), of("-weekly-meeting")), (9, 4, 1));
        let rows = |sheet: &str| desk.json(&["show", sheet]).as_array().unwrap().len();
        assert_eq!(of("-milestones-"), rows("milestones"));
        assert!(of("-wins-") > 0 && of("-actions-") > 0, "{:?}", events.keys());
        let first = &events["dm0000000001-checklist-w1@changebook"];
        assert_eq!((first["DTSTART"].as_str(), first["DTEND"].as_str()), ("20260302", "20260309"));
        let meeting = &events["dm0000000001-weekly-meeting@changebook"];
        assert!(meeting["RRULE"].starts_with("FREQ=WEEKLY;BYDAY="), "{meeting:?}");
    }
}

#[test]
fn a_calendar_that_is_taken_in_again_changes_what_is_there() {
    let desk = Desk::with_project();
    desk.done(&[
        "add",
        "actions",
        "action=Book; the, room\\ now",
        "owner=Trainer",
        "due=2026-05-08",
        "made=2026-04-20",
    ]);
    let before = events(&desk.done(&["export", "-", "--as", "ics"]));
    let (uid, event) = before.iter().find(|(_, event)| event["SUMMARY"].contains("room")).unwrap();
    assert_eq!(event["SUMMARY"], "Book; the, room\\ now (Trainer)");
    assert_eq!(event["DTSTART"], "20260508");
    let id = desk.json(&["show", "actions"])[0]["id"].as_str().unwrap().to_owned();
    assert!(uid.contains(&id), "{uid}");
    desk.done(&["set", "actions", "#1", "due=2026-05-15"]);
    desk.done(&["set", "actions", "#1", "done=2026-04-29"]);
    let after = events(&desk.done(&["export", "-", "--as", "ics"]));
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>(), "the names stay");
    let now = &after[uid];
    // It stands on the day on which it was done, and says for which it was planned.
    assert_eq!(now["DTSTART"], "20260429");
    assert!(now["SUMMARY"].starts_with('✓'), "{now:?}");
    assert!(now["DESCRIPTION"].contains("Planned for 2026-05-15"), "{now:?}");
    let number = |event: &BTreeMap<String, String>| event["SEQUENCE"].parse::<u64>().unwrap();
    assert!(number(now) > number(event), "a calendar takes the higher number for the newer one");
}

/// Nothing is ticked on the day that was planned, least of all on one to come.
#[test]
fn what_is_done_stands_on_the_day_on_which_it_was_done() {
    let desk = with_demo();
    for lang in ["zh-CN", "en"] {
        let events = events(&desk.done(&["export", "-", "--as", "ics", "--lang", lang]));
        let mut ticked = 0;
        for (sheet, done) in [("milestones", "reached"), ("wins", "achieved"), ("centres", "converted")] {
            for row in desk.json(&["show", sheet]).as_array().unwrap() {
                let Some(done) = row[done].as_str() else { continue };
                let uid = format!("dm0000000001-{sheet}-{}@changebook", row["id"].as_str().unwrap());
                let event = &events[&uid];
                assert_eq!(event["DTSTART"], done.replace('-', ""), "{event:?}");
                assert!(event["SUMMARY"].starts_with("✓ "), "{event:?}");
                ticked += 1;
            }
        }
        assert!(ticked >= 2, "{ticked}");
        // A block of the checklist is many days long.
        let all = events
            .values()
            .filter(|event| event["SUMMARY"].starts_with('✓') && !event["UID"].contains("-checklist-"));
        for event in all {
            assert!(event["DTSTART"].as_str() <= "20260429", "{event:?}");
        }
    }
}

#[test]
fn the_weekly_meeting_is_on_the_day_of_the_last_one_and_rests_with_the_project() {
    let desk = Desk::with_project();
    let meeting = |desk: &Desk| {
        let events = events(&desk.done(&["export", "-", "--as", "ics"]));
        events
            .into_iter()
            .find(|(uid, _)| uid.ends_with("-weekly-meeting@changebook"))
            .map(|(_, event)| event)
    };
    assert_eq!(meeting(&desk), None, "nobody has met yet");
    let kpi = desk.json(&["show", "kpis"])[0]["id"].as_str().unwrap().to_owned();
    for day in ["2026-04-16", "2026-04-23"] {
        desk.done(&["add", "reviews", &format!("kpi={kpi}"), &format!("date={day}"), "action=look"]);
    }
    let found = meeting(&desk).unwrap();
    assert_eq!(found["DTSTART"], "20260416", "the first of the weeks on this day");
    assert_eq!(day(&found["DTSTART"]).weekday(), chrono::Weekday::Thu);
    assert!(found["RRULE"].contains("BYDAY=TH") && !found.contains_key("EXDATE"), "{found:?}");
    desk.done(&["add", "pauses", "from=2026-05-04", "until=2026-05-17"]);
    let found = meeting(&desk).unwrap();
    assert_eq!(found["EXDATE"], "20260507,20260514");
}

#[test]
fn a_meeting_planned_behind_the_end_begins_no_series() {
    let desk = Desk::with_project();
    let meeting = |desk: &Desk| {
        let events = events(&desk.done(&["export", "-", "--as", "ics"]));
        events.into_iter().find(|(uid, _)| uid.contains("-weekly-meeting@")).map(|(_, event)| event)
    };
    desk.done(&["add", "meetings", "date=2026-04-23", "next=2027-04-01"]);
    let found = meeting(&desk).unwrap();
    assert_eq!(found["DTSTART"], "20260423", "{found:?}");
    let until = found["RRULE"].split("UNTIL=").nth(1).unwrap();
    assert!(until >= found["DTSTART"].as_str(), "{found:?}");
    desk.done(&["set", "meetings", "#1", "next=2026-05-05"]);
    assert_eq!(meeting(&desk).unwrap()["DTSTART"], "20260505", "one before the end counts");
}

#[test]
fn the_weekly_meeting_begins_on_the_quarter_of_an_hour_nearest_to_the_last_one() {
    let desk = Desk::with_project();
    desk.done(&["add", "meetings", "date=2026-04-23", "started=09:03", "minutes=17"]);
    for (started, begins) in [
        ("09:03", "T090000"),
        ("08:55", "T090000"),
        ("09:08", "T091500"),
        ("00:04", "T000000"),
        ("23:58", "T234500"),
    ] {
        desk.done(&["set", "meetings", "#1", &format!("started={started}")]);
        let events = events(&desk.done(&["export", "-", "--as", "ics"]));
        let (_, event) = events.into_iter().find(|(uid, _)| uid.contains("-weekly-meeting@")).unwrap();
        assert!(event["DTSTART"].ends_with(begins), "{started}: {event:?}");
        assert_eq!(event["DURATION"], "PT30M");
    }
}

#[test]
fn a_look_at_a_meeting_moves_no_series() {
    let desk = Desk::with_project();
    desk.done(&["add", "meetings", "date=2026-04-16", "started=09:00", "ended=09:20", "minutes=20"]);
    desk.done(&["add", "meetings", "date=2026-04-23", "started=19:45"]);
    let events = events(&desk.done(&["export", "-", "--as", "ics"]));
    let (_, event) = events.into_iter().find(|(uid, _)| uid.contains("-weekly-meeting@")).unwrap();
    assert!(event["DTSTART"].ends_with("T090000") && event["DURATION"] == "PT30M", "{event:?}");
}

#[test]
fn what_was_taken_out_of_the_project_is_taken_out_of_calendars() {
    let desk = Desk::with_project();
    let taken_in = |desk: &Desk| events(&desk.done(&["export", "-", "--as", "ics"]));
    desk.done(&["add", "actions", "action=Book the room", "due=2026-05-08", "made=2026-04-20"]);
    desk.done(&["add", "milestones", "milestone=Half of the centres", "date=2026-06-01"]);
    let before = taken_in(&desk);
    assert!(before.values().all(|event| !event.contains_key("STATUS")), "{before:?}");
    // Rows that were taken out on a later day than they were put in are kept.
    let later = |args: &[&str]| {
        let said = desk.en_on("2026-05-05", args);
        assert_eq!(said.code, 0, "{said:?}");
    };
    later(&["remove", "actions", "#1"]);
    later(&["remove", "milestones", "Half of the centres"]);
    let after = taken_in(&desk);
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>(), "the names stay");
    let off: Vec<&String> = after.keys().filter(|uid| after[*uid].contains_key("STATUS")).collect();
    assert_eq!(off.len(), 2, "{off:?}");
    for uid in off {
        let (was, now) = (&before[uid], &after[uid]);
        assert_eq!((now["STATUS"].as_str(), &now["SUMMARY"]), ("CANCELLED", &was["SUMMARY"]));
        let number = |event: &BTreeMap<String, String>| event["SEQUENCE"].parse::<u64>().unwrap();
        assert!(number(now) > number(was), "{now:?}");
    }
}

#[test]
fn a_calendar_goes_into_a_file_that_is_not_there() {
    let desk = Desk::with_project();
    let file = path(&desk, "dates.ics");
    desk.done(&["export", &file]);
    assert!(std::fs::read_to_string(&file).unwrap().starts_with("BEGIN:VCALENDAR\r\n"));
    let (_, en) = desk.refused(1, &["export", &file]);
    assert!(en.contains("was not written over"), "{en}");
    let (_, en) = desk.refused(2, &["export", &file, "--sheet", "people", "--force"]);
    assert!(en.contains("whole project"), "{en}");
    let (_, en) = desk.refused(2, &["export", &file, "--as", "csv", "--force"]);
    assert!(en.contains("different things"), "{en}");
}
