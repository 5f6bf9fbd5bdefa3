//! What is said of a value that is entered by itself: twins, roles of people's own, days before the start.

use super::*;
use crate::tools::charter::Charter;
use chrono::Datelike as _;

#[test]
fn a_twin_is_pointed_out_and_words_for_nothing_are_told() {
    let mut project = project();
    let people = def("people");
    let mut row = people.new_row(Id::new(90));
    assert!(Arc::get_mut(&mut row).unwrap().set(0, Cell::Text("Team X1".into())));
    project.apply(Edit::Insert { at: usize::MAX, row }).unwrap();
    let of = |name: &str, id: u64| {
        let row = people.new_row(Id::new(id));
        let cell = Cell::Text(name.into());
        let column = &people.columns[0];
        check_entered(&Change { project: &project, row: &*row, column, cell: &cell, today: today() })
    };
    for name in ["team x1", "Ｔｅａｍ Ｘ１", "TeamX1", "Team  X1", "Team\u{200b} X1"] {
        assert!(matches!(of(name, 91), Verdict::Note(note) if note.en.contains("'Team X1'")), "{name}");
        assert_eq!(of(name, 90), Verdict::Fine, "{name}: the row itself");
    }
    for name in ["Team X", "Team X12", "Tem X1"] {
        assert_eq!(of(name, 91), Verdict::Fine, "{name}");
    }
    let told = |verdict| matches!(verdict, Verdict::Note(note) if note.en.starts_with("Nothing tells it from 'Team X1'"));
    assert!(told(of("Team X1", 91)) && !told(of("Team X1", 90)));
    // Of another centre it is another one, and before its centre is known nobody knows.
    let centre = people.column("centre").unwrap();
    let of_centre = |centre_of_row: &str, typed: (usize, &str)| {
        let mut row = people.new_row(Id::new(91));
        let own = Arc::get_mut(&mut row).unwrap();
        assert!(
            own.set(0, Cell::Text("Team X1".into())) && own.set(centre, Cell::Text(centre_of_row.into()))
        );
        let (column, cell) = (&people.columns[typed.0], Cell::Text(typed.1.into()));
        check_entered(&Change { project: &project, row: &*row, column, cell: &cell, today: today() })
    };
    assert!(told(of_centre("C1", (centre, ""))), "the centre taken away again");
    assert!(!told(of_centre("C1", (0, "Team X1"))) && !told(of_centre("", (centre, "C1"))));
    assert!(taken_for_nothing(" N/A ", &Cell::Empty).is_some());
    assert!(taken_for_nothing("", &Cell::Empty).is_none() && taken_for_nothing("-", &Cell::Empty).is_none());
    assert!(taken_for_nothing("N/A", &Cell::Text("N/A".into())).is_none());
}

#[test]
fn a_role_of_peoples_own_is_asked_about_once() {
    let mut project = project();
    let people = def("people");
    let role = people.column("role").unwrap();
    for (typed, instead) in [
        ("站长", "centre_manager"),
        ("技", "technician"),
        ("经理", "centre_manager"),
        ("service", "service_advisor"),
        ("Parts trainer", "parts"),
        ("备件经理", "parts"),
        ("会计", "other_staff"),
    ] {
        let cell = read(&project, "people", "role", typed).unwrap();
        assert_eq!(cell, Cell::Text(typed.into()));
        let row = people.new_row(Id::new(90));
        let change = Change {
            project: &project,
            row: &*row,
            column: &people.columns[role],
            cell: &cell,
            today: today(),
        };
        match check(&change) {
            Verdict::Ask { question, instead: Cell::Choice(option) } => {
                assert!(question.en.contains(typed) && question.zh.contains("不在选项里"), "{}", question.en);
                assert_eq!(option.key, instead, "{typed}");
            }
            other => panic!("{typed}: {other:?}"),
        }
    }
    let why = read(&project, "people", "role", "一二三四五六七八九十一二三四").unwrap_err();
    assert!(why.contains("at most 40 letters"), "{why}");
    // Once somebody has it, it is a role like others, in every sheet that speaks of roles.
    let mut row = people.new_row(Id::new(91));
    assert!(Arc::get_mut(&mut row).unwrap().set(role, Cell::Text("站长".into())));
    project.apply(Edit::Insert { at: usize::MAX, row }).unwrap();
    for sheet in ["people", "audiences", "authority", "trainings"] {
        let def = def(sheet);
        let column = &def.columns[def.column("role").unwrap()];
        let cell = read(&project, sheet, "role", " 站长").unwrap();
        let row = def.new_row(Id::new(92));
        let change = Change { project: &project, row: &*row, column, cell: &cell, today: today() };
        assert!(!matches!(check(&change), Verdict::Ask { .. }), "{sheet}");
    }
    assert_eq!(
        registry::own_values(&project, crate::tools::adkar::Role::OPTIONS).into_iter().collect::<Vec<_>>(),
        ["站长"]
    );
}

#[test]
fn a_day_of_completion_before_the_start_is_asked_about() {
    let mut project = project();
    let start = project.rows::<Charter>()[0].start.expect("the demo has begun");
    let ask = |project: &Project, (sheet, column): (&str, &str), day: NaiveDate, today: NaiveDate| {
        let def = def(sheet);
        let row =
            project.sheet(sheet).and_then(|rows| rows.share(0)).unwrap_or_else(|| def.new_row(Id::new(90)));
        let column = &def.columns[def.column(column).unwrap()];
        let cell = Cell::Date(day);
        check_entered(&Change { project, row: &*row, column, cell: &cell, today })
    };
    let ticks = [("checklist", "done"), ("roadmap", "done"), ("actions", "done"), ("wins", "achieved")];
    let slip = (start + chrono::Days::new(20)).with_year(start.year() - 1).unwrap();
    let early = start - chrono::Days::new(30);
    for place in ticks {
        match ask(&project, place, slip, today()) {
            Verdict::Ask { question, instead } => {
                assert_eq!(instead, Cell::Date(start + chrono::Days::new(20)), "{place:?}");
                assert!(question.en.contains(&format!("The project began on {start}")), "{}", question.en);
            }
            other => panic!("{place:?}: {other:?}"),
        }
        match ask(&project, place, early, today()) {
            Verdict::Ask { question, instead } => {
                assert_eq!(instead, Cell::Date(start), "{place:?}");
                assert!(question.zh.contains("按启动日期"), "{}", question.zh);
            }
            other => panic!("{place:?}: {other:?}"),
        }
        assert!(!matches!(ask(&project, place, start, today()), Verdict::Ask { .. }), "{place:?}");
        // Before the start all that is done is early.
        let before = start - chrono::Days::new(1);
        assert!(!matches!(ask(&project, place, early, before), Verdict::Ask { .. }), "{place:?}");
    }
    assert!(!matches!(ask(&project, ("budget", "approved"), early, today()), Verdict::Ask { .. }));
    let charter = project.rows::<Charter>()[0].id;
    project.apply(Edit::set::<Charter>(charter, "start", Cell::Empty)).unwrap();
    assert!(!matches!(ask(&project, ticks[0], early, today()), Verdict::Ask { .. }));
}

#[test]
fn words_for_nothing_are_blank_where_a_name_would_stand_and_words_where_a_sentence_does() {
    let project = project();
    for (sheet, column, typed, value) in [
        ("actions", "owner", "待定", ""),
        ("actions", "owner", "TBD", ""),
        ("actions", "owner", "TBD team", "TBD team"),
        ("people", "owner", "n/a", ""),
        ("centres", "owner", "无", ""),
        ("actions", "action", "待定", "待定"),
        ("people", "note", "无", "无"),
        ("centres", "batch", "第一批", "1"),
        ("centres", "batch", "第 2 批", "2"),
        ("centres", "batch", "3批", "3"),
        ("readiness", "round", "第二轮", "2"),
        // What a row is called is its name.
        ("people", "name", "无", "无"),
    ] {
        assert_eq!(said(&project, sheet, column, typed), value, "{typed} in {sheet} {column}");
    }
}

#[test]
fn a_cross_is_asked_about_where_a_tick_would_stand() {
    let asked = |sheet: &str, column: &str, typed: &str| {
        let def = def(sheet);
        tick_or_cross(&def.columns[def.column(column).unwrap()], typed).is_some()
    };
    for (sheet, column) in [("people", "live"), ("actions", "done")] {
        assert!(asked(sheet, column, "X") && asked(sheet, column, " x "));
        for sure in ["是", "否", "✓", "×", "2026-03-02"] {
            assert!(!asked(sheet, column, sure), "{sure}");
        }
    }
    assert!(!asked("people", "name", "X"));
}

#[test]
fn roles_that_may_be_meant_are_asked_about_and_what_is_left_over_is_the_last() {
    let project = project();
    let def = def("people");
    let row = def.new_row(Id::new(1));
    let column = &def.columns[def.column("role").unwrap()];
    for (typed, says) in [
        ("备件经理", "是“备件”吗"),
        ("站长", "是“服务中心经理”吗"),
        ("Service", "服务顾问"),
        ("会计", "是“其他员工”吗"),
    ] {
        let cell = Cell::Text(typed.into());
        let change = Change { project: &project, row: &*row, column, cell: &cell, today: today() };
        let Verdict::Ask { question, .. } = check_entered(&change) else { panic!("{typed}") };
        assert!(question.zh.contains(says), "{typed}: {}", question.zh);
    }
}
