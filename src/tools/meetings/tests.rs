//! Rules and figures of the meetings at their thresholds.

use super::facts::{Answered, Figures};
use super::{
    Answer, Judged, Meeting, Parked, Reply, TOOL, Verdict, is_executive_absent, is_in, joined, names,
};
use crate::facts::Facts;
use crate::finding::Level;
use crate::project::{Edit, Project};
use crate::registry;
use crate::sheet::{Cell, Id, Link, Prose, Row as _, Tick};
use crate::tools::actions::Promise;
use crate::tools::charter::{Charter, Rest};
use crate::tools::kotter::Member;
use chrono::{Days, NaiveDate};

fn day(n: u64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 5)
        .and_then(|start| start.checked_add_days(Days::new(n - 1)))
        .expect("a day")
}

/// A project that began on day 1.
fn project() -> Project {
    let mut next = 10;
    let mut charter = Charter::with_id(Id::new(1));
    charter.start = Some(day(1));
    registry::new_project(charter, &mut || {
        next += 1;
        Id::new(next)
    })
}

fn put(project: &mut Project, row: impl crate::sheet::Row) {
    project.apply(Edit::append(row)).expect("a new row");
}

fn meeting(project: &mut Project, id: u64, on: u64, present: &str) {
    let row = Meeting {
        date: Some(day(on)),
        ended: "09:15".into(),
        attendees: Prose(present.into()),
        ..Meeting::with_id(Id::new(id))
    };
    put(project, row);
}

/// The level of what a rule finds on a day.
fn level(project: &Project, rule: &str, on: u64) -> Option<Level> {
    let facts = Facts::new(project, day(on));
    let found = TOOL.conclude(&facts).findings;
    found.iter().find(|finding| finding.id == rule).map(|finding| finding.level)
}

#[test]
fn a_week_without_a_meeting_is_said_after_nine_days() {
    let mut project = project();
    assert_eq!(level(&project, "ME1", 60), None, "nobody has begun to meet");
    meeting(&mut project, 900, 10, "");
    assert_eq!(level(&project, "ME1", 19), None);
    assert_eq!(level(&project, "ME1", 20), Some(Level::Watch));
    assert_eq!(level(&project, "ME1", 26), Some(Level::Watch));
    assert_eq!(level(&project, "ME1", 27), Some(Level::Act));
    meeting(&mut project, 901, 26, "");
    assert_eq!(level(&project, "ME1", 27), None);
}

#[test]
fn promises_broken_are_said_from_five_on_below_four_in_five() {
    let with = |kept: usize, broken: usize| {
        let mut project = project();
        for n in 0..kept + broken {
            let row = Verdict {
                date: Some(day(30)),
                verdict: Some(if n < kept { Judged::Kept } else { Judged::NotYet }),
                ..Verdict::with_id(Id::new(900 + n as u64))
            };
            put(&mut project, row);
        }
        project
    };
    assert_eq!(level(&with(0, 4), "ME2", 30), None, "four say nothing yet");
    assert_eq!(level(&with(4, 1), "ME2", 30), None, "80 %");
    assert_eq!(level(&with(3, 2), "ME2", 30), Some(Level::Watch));
    assert_eq!(level(&with(3, 3), "ME2", 30), Some(Level::Watch), "half");
    assert_eq!(level(&with(2, 3), "ME2", 30), Some(Level::Act));
    let old = with(0, 9);
    assert_eq!(level(&old, "ME2", 57), Some(Level::Act), "27 days later");
    assert_eq!(level(&old, "ME2", 58), None, "four weeks are over");
}

#[test]
fn what_is_parked_for_more_than_two_weeks_is_said() {
    let mut project = project();
    let row = Parked { issue: Prose("x".into()), date: Some(day(10)), ..Parked::with_id(Id::new(900)) };
    put(&mut project, row);
    assert_eq!(level(&project, "ME3", 24), None);
    assert_eq!(level(&project, "ME3", 25), Some(Level::Watch));
    project
        .apply(Edit::put(Id::new(900), Parked::COL.settled, crate::sheet::Cell::Date(day(25))))
        .expect("settled");
    assert_eq!(level(&project, "ME3", 26), None);
}

#[test]
fn executives_are_absent_after_two_meetings_without_one() {
    let mut project = project();
    for (n, (name, executive)) in [("总经理", true), ("技术主管", false)].into_iter().enumerate() {
        put(
            &mut project,
            Member { name: name.into(), executive, ..Member::with_id(Id::new(800 + n as u64)) },
        );
    }
    let absent = |project: &Project| is_executive_absent(&Facts::new(project, day(40))).map(|m| m.id);
    meeting(&mut project, 900, 10, "技术主管");
    assert_eq!(absent(&project), None, "one meeting");
    meeting(&mut project, 901, 17, "技术主管");
    assert_eq!(absent(&project), Some(Id::new(901)));
    meeting(&mut project, 902, 24, "");
    assert_eq!(absent(&project), Some(Id::new(901)), "no attendance was taken");
    meeting(&mut project, 903, 31, "技术主管、总经理");
    assert_eq!(absent(&project), None);
    // A name is not found within another one.
    meeting(&mut project, 904, 38, "副总经理");
    meeting(&mut project, 905, 39, "副总经理");
    assert_eq!(absent(&project), Some(Id::new(905)));
    assert_eq!(names("a、 b,c；\n d").collect::<Vec<_>>(), ["a", "b", "c", "d"]);
}

#[test]
fn a_finding_put_off_rests_until_its_day() {
    let mut project = project();
    let answer = |id, key: &str, reply, until| Answer {
        key: key.into(),
        reply: Some(reply),
        until,
        date: Some(day(10)),
        meeting: Link::default(),
        ..Answer::with_id(Id::new(id))
    };
    put(&mut project, answer(900, "later", Reply::PutOff, Some(day(17))));
    put(&mut project, answer(901, "not so", Reply::Disagreed, None));
    put(&mut project, answer(902, "action", Reply::Accepted, None));
    let rests = |key: &str, on| Facts::new(&project, day(on)).get::<Answered>().rests(key);
    assert!(rests("later", 16) && !rests("later", 17));
    // What was not seen so four weeks ago may have grown since.
    assert!(rests("not so", 37) && !rests("not so", 38));
    assert!(rests("action", 10) && !rests("action", 11));
    // People whom an element stops are one matter, whoever of them is named first; other findings are of their cell.
    put(&mut project, answer(903, "AK2-A/people/0000000000000007/action", Reply::PutOff, Some(day(17))));
    put(&mut project, answer(904, "KP1/kpis/0000000000000007/name", Reply::PutOff, Some(day(17))));
    put(&mut project, answer(905, "AK2-D/people/0000000000000007/action", Reply::Accepted, None));
    let rests = |key: &str, on| Facts::new(&project, day(on)).get::<Answered>().rests(key);
    assert!(
        rests("AK2-A/people/0000000000000008/owner", 16) && !rests("AK2-A/people/0000000000000008/owner", 17)
    );
    assert!(!rests("AK2-D/people/0000000000000008/action", 10));
    assert!(rests("KP1/kpis/0000000000000007/name", 16) && !rests("KP1/kpis/0000000000000008/name", 16));
}

#[test]
fn the_days_since_the_last_meeting_leave_out_a_pause() {
    let mut project = project();
    meeting(&mut project, 900, 10, "");
    let since = |project: &Project, on| Facts::new(project, day(on)).get::<Figures>().since;
    assert_eq!((since(&project, 10), since(&project, 30)), (Some(0), Some(20)));
    assert_eq!(Facts::new(&project, day(9)).get::<Figures>().held.len(), 0, "it lies ahead");
    let pause = Rest { from: Some(day(12)), until: Some(day(21)), ..Rest::with_id(Id::new(950)) };
    put(&mut project, pause);
    assert_eq!(since(&project, 30), Some(10));
    assert_eq!(level(&project, "ME1", 21), None, "nobody meets during a pause");
}

#[test]
fn a_name_with_a_comma_is_one_name() {
    let list = joined(&["Smith, John", "IT"], ", ");
    assert!(is_in(&list, "Smith, John") && is_in(&list, "IT") && !is_in(&list, "Jones"));
    assert_eq!(joined(&["a", "b"], "、"), "a、b");
    assert!(is_in("a、b", "b") && !is_in("ab、c", "b"), "never by a part of a name");
}

#[test]
fn a_rate_of_promises_kept_takes_five_and_none_is_good_news_while_nothing_is_due() {
    let shown = |kept: usize, broken: usize, due: Option<u64>| {
        let mut project = project();
        meeting(&mut project, 700, 29, "");
        for n in 0..kept + broken {
            let row = Verdict {
                date: Some(day(29)),
                verdict: Some(if n < kept { Judged::Kept } else { Judged::NotYet }),
                ..Verdict::with_id(Id::new(900 + n as u64))
            };
            put(&mut project, row);
        }
        let row = Promise {
            action: Prose("x".into()),
            owner: "y".into(),
            due: due.map(day),
            ..Promise::with_id(Id::new(800))
        };
        put(&mut project, row);
        let said = TOOL.conclude(&Facts::new(&project, day(30)));
        (said.headline.zh.into_owned(), said.level)
    };
    assert_eq!(shown(0, 0, Some(31)), ("尚无到期".into(), Level::Good));
    assert_eq!(shown(0, 0, Some(29)), ("1次".into(), Level::Good));
    assert_eq!(shown(0, 4, None), ("兑现0/4".into(), Level::Blank));
    assert_eq!(shown(4, 0, None), ("兑现4/4".into(), Level::Good));
    assert_eq!(shown(0, 5, None), ("兑现0%".into(), Level::Act));
    assert_eq!(shown(4, 1, None), ("兑现80%".into(), Level::Good));
}

/// A meeting begun and not ended is said to go on, the first one as well as a later one; a day after it counts as held.
#[test]
fn a_meeting_begun_today_is_under_way() {
    let mut project = project();
    let said = |project: &Project, on: u64| {
        let said = TOOL.conclude(&Facts::new(project, day(on)));
        (said.headline.en.into_owned(), said.conclusion[0].text.en.to_string())
    };
    let begun = |project: &mut Project, id: u64, on: u64| {
        let (date, attendees) = (Some(day(on)), Prose("x".into()));
        put(project, Meeting { date, attendees, place: "agenda".into(), ..Meeting::with_id(Id::new(id)) });
    };
    assert_eq!(said(&project, 10).0, "none yet");
    begun(&mut project, 900, 10);
    let (headline, line) = said(&project, 10);
    assert_eq!(headline, "under way");
    assert!(line.contains("goes on with it"), "{line}");
    let (_, line) = said(&project, 11);
    assert!(line.starts_with("1 meeting held"), "{line}");
    begun(&mut project, 901, 17);
    let (headline, line) = said(&project, 17);
    assert_eq!(headline, "under way");
    assert!(line.contains("goes on with it"), "{line}");
}

#[test]
fn a_finding_that_became_an_action_rests_while_somebody_answers_for_it_by_a_day() {
    let rests = |change: &dyn Fn(&mut Promise)| {
        let mut project = project();
        let mut action = Promise {
            action: Prose("x".into()),
            owner: "y".into(),
            due: Some(day(17)),
            ..Promise::with_id(Id::new(800))
        };
        change(&mut action);
        put(&mut project, action);
        let answer = Answer {
            key: "MI3/people//".into(),
            reply: Some(Reply::Accepted),
            date: Some(day(10)),
            row: Id::new(800).to_string().into(),
            ..Answer::with_id(Id::new(801))
        };
        put(&mut project, answer);
        let facts = Facts::new(&project, day(30));
        facts.get::<Answered>().reply("MI3/people//")
    };
    assert_eq!(rests(&|_| {}), Some(Reply::Accepted), "late, and still open");
    assert_eq!(rests(&|action| action.done = Tick(Some(day(20)))), None);
    assert_eq!(rests(&|action| action.dropped = Tick(Some(day(20)))), None);
    assert_eq!(rests(&|action| action.owner = "".into()), None);
    assert_eq!(rests(&|action| action.due = None), None);
}

/// Whoever enters who was there, by whichever way, has those of the coalition who were not noted as absent.
#[test]
fn who_was_there_tells_who_was_absent() {
    use crate::tool::Change;
    let mut project = project();
    for (id, name, joined) in [
        (70, "Head, IT", None),
        (71, "Finance manager", Some(day(1))),
        (72, "HR", None),
        (73, "Later", Some(day(90))),
    ] {
        put(&mut project, Member { name: name.into(), joined, ..Member::with_id(Id::new(id)) });
    }
    meeting(&mut project, 900, 20, "");
    let enter = |project: &mut Project, present: &str| {
        let row = project.find::<Meeting>(Id::new(900)).expect("the meeting").clone();
        let column = &Meeting::DEF.columns[Meeting::COL.attendees.at];
        let cell = if present.is_empty() { Cell::Empty } else { Cell::Text(present.into()) };
        let edit = registry::edit_of(&Change { project, row: &row, column, cell: &cell, today: day(30) });
        project.apply(edit).expect("a name");
        project.find::<Meeting>(Id::new(900)).expect("the meeting").absent.0.to_string()
    };
    assert_eq!(enter(&mut project, "hr, Zoe"), "Head, IT\nFinance manager");
    assert_eq!(
        enter(&mut project, "HR、Head, IT"),
        "Head, IT\nFinance manager",
        "with a comma it is a line of its own"
    );
    assert_eq!(enter(&mut project, "HR\nHead, IT"), "Finance manager");
    assert_eq!(enter(&mut project, "Zoe"), "Head, IT\nFinance manager\nHR");
    // A text that is no list of names makes nobody absent.
    for typed in ["全体成员", "All present", "都到了", "12 people", "HR: by phone"] {
        assert_eq!(enter(&mut project, typed), "", "{typed}");
    }
    assert_eq!(enter(&mut project, "HR (by phone)、Head, IT"), "Head, IT\nFinance manager");
    assert_eq!(enter(&mut project, ""), "", "attendance was not taken");
    project.apply(Edit::put(Id::new(900), Meeting::COL.absent, Cell::Text("Ana".into()))).expect("a name");
    assert_eq!(enter(&mut project, "HR\nHead, IT"), "Finance manager, Ana", "whoever was noted stays");
    assert_eq!(enter(&mut project, "Ana, Finance manager"), "Head, IT\nHR");
    let noted = Cell::Text("HR（请假）".into());
    project.apply(Edit::put(Id::new(900), Meeting::COL.absent, noted)).expect("a name");
    assert_eq!(enter(&mut project, "Finance manager\nHead, IT"), "HR（请假）", "why stays with the name");
}
