//! Signs and words that stand for no value.

use super::*;
use crate::tools::actions::Promise;

fn wrong(cell: &CellPlan) -> Option<&super::super::Wrong> {
    if let CellPlan::Wrong(wrong) = cell { Some(wrong) } else { None }
}

#[test]
fn a_bare_tick_leaves_the_day_that_is_there() {
    for tick in ["✅", "√", "是", "完成", "done", "Yes", "1"] {
        let mut project = empty();
        put(&mut project, Promise::DEF, "Action\tDone on\na\t2026-02-09\nb\t\n");
        let done = || NaiveDate::from_ymd_opt(2026, 2, 9);
        let plan = put(&mut project, Promise::DEF, &format!("Action\tDone on\na\t{tick}\nb\t{tick}\n"));
        assert_eq!(plan.changes, 1, "{tick}");
        let days: Vec<_> = project.rows::<Promise>().iter().map(|row| row.done.0).collect();
        assert_eq!(days, [done(), Some(today())], "{tick}");
        // A day that is named is meant.
        put(&mut project, Promise::DEF, "Action\tDone on\na\t✅ 2026-02-20\n");
        assert_eq!(project.rows::<Promise>()[0].done.0, NaiveDate::from_ymd_opt(2026, 2, 20));
    }
}

#[test]
fn dashes_leave_what_is_there() {
    let mut project = empty();
    let titles = "Name\tRole\tHeadcount\tAwareness\tOwner\tDue\tNote\n";
    put(&mut project, Person::DEF, &format!("{titles}甲\tTechnician\t4\t3\t店长\t2026-12-24\tremark\n"));
    for dash in ["-", "—", "–", "--", "/", "－", "──", " — ", "N/A"] {
        let cells = [dash; 5].join("\t");
        let plan = put(&mut project, Person::DEF, &format!("{titles}甲\t{cells}\t\n"));
        assert_eq!((plan.changes, plan.emptied, plan.nothing), (0, 0, 5), "{dash}");
    }
    let plan = put(&mut project, Person::DEF, "Name\tOwner\tNote\n甲\t\t—\n乙\t-\t/\n");
    assert_eq!((plan.changes, plan.new_rows), (1, 1));
    let rows = project.rows::<Person>();
    assert_eq!((rows[0].note.0.as_str(), rows[1].owner.as_str()), ("remark", ""));
}

#[test]
fn short_ways_of_the_keyboard_are_no_days() {
    let mut project = empty();
    put(&mut project, Person::DEF, "Name\tDue\n甲\t2026-12-24\n");
    for (typed, meant) in [
        (".", None),
        ("t", Some("2026-03-04")),
        ("T", Some("2026-03-04")),
        ("+7", Some("2026-03-11")),
        ("-3", Some("2026-03-01")),
    ] {
        let plan = plan(&intake(Person::DEF, &format!("Name\tDue\n甲\t{typed}\n")), &project);
        let wrong = wrong(&plan.lines[0].cells[1]).unwrap_or_else(|| panic!("{typed}"));
        let offered: Vec<&str> = wrong.proposals.iter().map(|(said, _)| &*said.en).collect();
        assert_eq!(offered, meant.into_iter().collect::<Vec<_>>(), "{typed}");
    }
    for word in ["今天", "today", "周五", "Fri", "明天"] {
        let plan = plan(&intake(Person::DEF, &format!("Name\tDue\n甲\t{word}\n")), &project);
        assert!(matches!(plan.lines[0].cells[1], CellPlan::Over(..)), "{word}");
    }
}

#[test]
fn a_cross_means_what_stands_beside_it() {
    let done = |cells: &[&str]| {
        let lines: String = cells
            .iter()
            .enumerate()
            .map(|(n, cell)| ["a", &n.to_string(), "\t", cell, "\n"].concat())
            .collect();
        let plan = plan(&intake(Promise::DEF, &format!("Action\tDone on\n{lines}")), &empty());
        let cell = |line: &LinePlan| match &line.cells[1] {
            CellPlan::Fill(_) => '1',
            CellPlan::Wrong(_) => '?',
            _ => '0',
        };
        plan.lines.iter().map(cell).collect::<String>()
    };
    assert_eq!(done(&["√", "x", "X"]), "100");
    assert_eq!(done(&["✓ 2026-03-02", "x"]), "10");
    assert_eq!(done(&["x", "no"]), "10");
    assert_eq!(done(&["x", "", "X"]), "?0?");
    assert_eq!(done(&["x", "2026-03-02"]), "?1");
    let mut asked = intake(Promise::DEF, "Action\tDone on\na\tx\n");
    let open = plan(&asked, &empty());
    let proposals = &wrong(&open.lines[0].cells[1]).unwrap().proposals;
    for (n, wanted) in [(0, true), (1, false)] {
        asked.decide(Decision::Cells(1, "x".into(), proposals[n].1.clone()));
        let plan = plan(&asked, &empty());
        assert!(plan.is_ready(), "{:?}", plan.lines);
        assert_eq!(matches!(plan.lines[0].cells[1], CellPlan::Fill(_)), wanted);
    }
}

#[test]
fn the_title_of_a_column_of_yes_and_no_says_yes() {
    let mut project = empty();
    put(
        &mut project,
        Person::DEF,
        "姓名\t已上线\n甲\t已上线\n乙\t未上线\n丙\tLive\n丁\tnot live\n戊\t没有上线\n己\t是\n",
    );
    let live: Vec<bool> = project.rows::<Person>().iter().map(|person| person.live).collect();
    assert_eq!(live, [true, false, true, false, false, true]);
}

#[test]
fn readings_need_their_day_and_their_value() {
    let block = "Indicator\tDate\tValue\nFTFR\t2026-02-23\tN/A\nFTFR\t2026-02-24\t\nFTFR\t2026-02-25\t80%\nFTFR\t-\t81%\nFTFR\t待定\t82%\nFTFR\t\t83%\n";
    let mut intake = intake(Reading::DEF, block);
    let open = plan(&intake, &empty());
    assert_eq!(open.lines[0].goes, Goes::Out(Left::Unmeasured));
    assert_eq!((open.left_out, open.new_rows, open.open().count()), (2, 1, 3), "{:?}", open.lines);
    assert!(
        open.notes.iter().any(|note| note.en.contains("no value stands there: 2 lines")),
        "{:?}",
        open.notes
    );
    intake.decide(Decision::Cells(1, "-".into(), Mend::Typed("2026-02-26".into())));
    intake.decide(Decision::Cells(1, "待定".into(), Mend::Out));
    intake.decide(Decision::Cells(1, String::new(), Mend::Empty));
    let decided = plan(&intake, &empty());
    assert_eq!((decided.is_ready(), decided.new_rows, decided.left_out), (true, 2, 4), "{:?}", decided.lines);
}
