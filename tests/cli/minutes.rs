//! The minutes of a meeting, printed, and the meeting begun from the command line.

use crate::desk::{Desk, TODAY, assert_harmless, is_chinese};
use changebook::demo;
use changebook::project::Edit;
use changebook::sheet::{Link, Prose, Row as _};
use changebook::text::Lang;
use changebook::tools::meetings::{Decision, Judged, Meeting, Verdict};

#[test]
fn minutes_are_those_of_the_latest_meeting_or_of_a_day() {
    let desk = Desk::empty();
    let mut project = demo::project(Lang::En, TODAY.parse().unwrap());
    let held: Vec<Meeting> = project.rows::<Meeting>().iter().map(|m| (**m).clone()).collect();
    let (first, last) = (held[0].date.unwrap(), held[1].date.unwrap());
    let meeting = Link::to(held[1].id);
    let (due, reason) = (Some(last), Prose("away\non a journey \u{1b}[31m".into()));
    let id = changebook::sheet::Id::new;
    let rows = Edit::Many(vec![
        Edit::append(Verdict {
            meeting,
            due,
            reason,
            promise: Prose("# not a heading".into()),
            verdict: Some(Judged::NotYet),
            ..Verdict::with_id(id(1))
        }),
        Edit::append(Decision { meeting, decision: Prose(String::new().into()), ..Decision::with_id(id(2)) }),
    ]);
    project.apply(rows).unwrap();
    desk.put("demo", &project);
    let printed = desk.done(&["minutes"]);
    assert!(printed.starts_with(&format!("# Minutes of {last}")), "{printed}");
    assert!(printed.contains("- ✘ not yet: # not a heading (no owner yet): away on a journey"), "{printed}");
    assert!(!printed.contains("\n- (no owner yet)"), "an empty decision is none: {printed}");
    assert_harmless(&printed);
    let earlier = desk.done(&["minutes", "--of", &first.to_string()]);
    assert!(earlier.starts_with(&format!("# Minutes of {first}")), "{earlier}");
    let zh = desk.run(&["--lang", "zh-CN", "minutes"]).out;
    assert!(zh.starts_with(&format!("# 例会纪要 {last}")) && zh.contains(is_chinese), "{zh}");
    // Lines are short enough for a chat, and there is no table in them.
    assert!(!printed.contains('|') && !zh.contains('|'));
}

#[test]
fn a_day_without_a_meeting_is_named() {
    let desk = Desk::with_project();
    let (zh, en) = desk.refused(1, &["minutes"]);
    assert!(zh.contains("还没有开过例会") && en.contains("no meeting was held yet"), "{zh} {en}");
    let (zh, en) = desk.refused(1, &["minutes", "--of", "2026-01-01"]);
    assert!(zh.contains("2026-01-01") && en.contains("no meeting was held on 2026-01-01"), "{zh} {en}");
}

#[test]
fn a_meeting_begins_from_the_command_line() {
    let desk = Desk::with_project();
    let screen = desk.en(&["meet", "--print", "80x24"]);
    assert_eq!(screen.code, 0, "{}", screen.err);
    assert!(screen.out.contains("meeting 0:00/15:00"), "{}", screen.out);
    // Nobody may hold a meeting on nothing.
    let none = Desk::empty().en(&["meet", "--print", "80x24"]);
    assert!(!none.out.contains("meeting 0:00/15:00"), "{}", none.out);
}

/// Of two meetings on one day both are printed, each with the time at which it began.
#[test]
fn all_meetings_of_a_day_are_printed() {
    let desk = Desk::empty();
    let mut project = demo::project(Lang::En, TODAY.parse().unwrap());
    let last = (**project.rows::<Meeting>().last().unwrap()).clone();
    let day = last.date.unwrap().to_string();
    let again = Meeting {
        date: last.date,
        started: "16:05".into(),
        ended: "16:20".into(),
        attendees: Prose("Zoe".into()),
        ..Meeting::with_id(changebook::sheet::Id::new(1))
    };
    project.apply(Edit::append(again)).unwrap();
    desk.put("demo", &project);
    let both = desk.done(&["minutes", "--of", &day]);
    let titles: Vec<&str> = both.lines().filter(|line| line.starts_with("# ")).collect();
    assert_eq!(titles.len(), 2, "{both}");
    assert!(titles[0].contains(&*last.started) && titles[1].contains("16:05"), "{titles:?}");
    assert!(both.contains("Present: Zoe"), "{both}");
    let latest = desk.done(&["minutes"]);
    assert_eq!(latest.lines().filter(|line| line.starts_with("# ")).count(), 1, "{latest}");
}
