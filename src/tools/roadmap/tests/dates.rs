//! Dates of items, phases and milestones, and what moves them.

use super::*;

#[test]
fn dates_come_from_the_start() {
    let mut project = project();
    let days = |project: &Project, code| {
        let facts = figures(project, date(START));
        let (from, until) = facts.item(item(project, code)).unwrap().days;
        (from.unwrap().to_string(), until.unwrap().to_string())
    };
    assert_eq!(days(&project, "p1-1"), ("2026-01-05".into(), "2026-02-04".into()));
    assert_eq!(days(&project, "p2-1"), ("2026-02-05".into(), "2026-05-04".into()));
    assert_eq!(days(&project, "p4-4"), ("2026-09-05".into(), "2027-01-04".into()));
    let marks = figures(&project, date(START)).milestones.iter().map(|m| m.date.unwrap()).collect::<Vec<_>>();
    assert_eq!(marks, ["2026-02-05", "2026-04-05", "2026-07-05", "2027-01-05"].map(date));
    // What was entered stands, and takes the other end along where the phase has none beside it.
    set(&mut project, "p2-1", "until", day("2026-01-20"));
    assert_eq!(days(&project, "p2-1"), ("2026-01-20".into(), "2026-01-20".into()));
    set(&mut project, "p2-1", "from", day("2026-01-12"));
    assert_eq!(days(&project, "p2-1"), ("2026-01-12".into(), "2026-01-20".into()));
    set(&mut project, "p2-2", "from", day("2026-06-01"));
    assert_eq!(days(&project, "p2-2"), ("2026-06-01".into(), "2026-06-01".into()));
    set(&mut project, "m2", "date", day("2026-04-30"));
    assert_eq!(figures(&project, date(START)).milestones[1].date, Some(date("2026-04-30")));
    // A moved start moves what was not entered.
    project.apply(Edit::set::<Charter>(Id::new(1), "start", day("2026-03-31"))).unwrap();
    assert_eq!(days(&project, "p1-1"), ("2026-03-31".into(), "2026-04-29".into()));
}

#[test]
fn nothing_is_late_without_a_start_date() {
    let project = project_of(Charter::with_id(Id::new(1)));
    let assessment = assess(&project, date("2030-01-01"));
    assert!(assessment.findings.is_empty(), "{:?}", assessment.findings);
    assert!(assessment.conclusion[0].text.zh.contains("填上启动日期"));
    let facts = Facts::new(&project, date("2030-01-01"));
    assert!(matches!(&views::timeline::all(&facts)[..], [Panel::Lines { .. }]));
}

#[test]
fn dates_out_of_phase_order_are_kept_and_both_rows_marked() {
    let mut project = project();
    // On the very day on which a pilot item begins is still in order; one day later is not.
    set(&mut project, "p2-3", "from", day("2026-02-10"));
    set(&mut project, "p1-4", "until", day("2026-05-04"));
    set(&mut project, "p1-4", "from", day("2026-02-05"));
    assert_eq!(fired(&project, START, "RM1"), None);
    set(&mut project, "p1-4", "from", day("2026-02-06"));
    let finding = fired(&project, START, "RM1").unwrap();
    assert_eq!(finding.level, Level::Watch);
    assert_eq!(finding.place.row, Some(item(&project, "p1-4")));
    assert!(finding.evidence.zh.contains("争取预算和资源") && finding.evidence.zh.contains("2026-02-06"));
    let facts = figures(&project, date(START));
    let strays = facts.out_of_order.rows.clone();
    let expected = ["p1-4", "p2-1", "p2-2", "p2-4", "p2-5"].map(|code| item(&project, code));
    assert_eq!(strays, expected, "p2-3 begins after it");
    assert_eq!(value(&project, START, "out_of_order"), json!(expected));
    let facts = Facts::new(&project, date(START));
    for (code, level) in [("p1-4", Level::Watch), ("p2-1", Level::Watch), ("p2-3", Level::Blank)] {
        let row = project.find::<Item>(item(&project, code)).unwrap();
        assert_eq!(views::when(&facts, row).level, level, "{code}");
    }
    assert_eq!(
        check::<Item>(&project, item(&project, "p1-3"), "until", &day("2026-05-04"), START),
        Verdict::Fine
    );
    let later = check::<Item>(&project, item(&project, "p1-3"), "until", &day("2026-05-05"), START);
    assert!(matches!(later, Verdict::Note(said) if said.zh.contains("先后颠倒")));
}

#[test]
fn an_item_is_overdue_the_day_after_its_last() {
    let mut project = project();
    take_on(&mut project);
    assert_eq!(fired(&project, "2026-02-04", "RM2"), None);
    let finding = fired(&project, "2026-02-05", "RM2").unwrap();
    assert_eq!(finding.level, Level::Watch);
    assert!(finding.evidence.zh.starts_with("4 项逾期，最久 1 天：准备期 4 项"), "{}", finding.evidence.zh);
    assert_eq!(fired(&project, "2026-02-18", "RM2").unwrap().level, Level::Watch, "14 days");
    assert_eq!(fired(&project, "2026-02-19", "RM2").unwrap().level, Level::Act, "15 days");
    let both = fired(&project, "2026-05-05", "RM2").unwrap().evidence;
    assert!(both.zh.contains("准备期 4 项") && both.zh.contains("试点期 5 项"), "{}", both.zh);
    assert!(both.en.contains("Preparation 4 ("), "{}", both.en);
    finish(&mut project, "2026-02-01");
    assert_eq!(fired(&project, "2026-05-05", "RM2"), None);
}

#[test]
fn the_pilots_milestone_waits_for_week_eight() {
    let mut project = project();
    for item in items::ITEMS {
        set(&mut project, item.code, "done", day("2026-01-20"));
    }
    // Day 56 is 2026-03-01.
    assert_eq!(fired(&project, "2026-03-01", "RM3"), None);
    let finding = fired(&project, "2026-03-02", "RM3").unwrap();
    assert_eq!(finding.place.row, Some(milestone(&project, "m1")));
    assert_eq!(finding.level, Level::Act, "25 days after its own day");
    set(&mut project, "m1", "reached", day("2026-02-16"));
    assert_eq!(fired(&project, "2026-04-05", "RM3"), None, "on the day itself");
    assert_eq!(fired(&project, "2026-04-06", "RM3").unwrap().level, Level::Watch);
    assert_eq!(fired(&project, "2026-04-20", "RM3").unwrap().level, Level::Act);
    let facts = Facts::new(&project, date("2026-03-04"));
    let row = project.find::<Milestone>(milestone(&project, "m1")).unwrap();
    let Panel::Lines { lines, .. } = &views::milestones::panels(&facts, Some(row))[0] else { panic!() };
    assert!(lines[1].text.zh.contains("2026-02-16 至 2026-03-01"), "{}", lines[1].text.zh);
}

/// The day of a prefilled milestone, the days of the phases, and those of the two goals for the centres.
fn plan_of(project: &Project) -> (Vec<String>, Vec<String>, Goals) {
    let scene = Facts::new(project, date(START));
    let figures = scene.get::<Figures>();
    let said = |day: Option<NaiveDate>| day.map_or_else(|| "-".to_owned(), |day| day.to_string());
    let milestones = figures.milestones.iter().map(|m| said(m.date)).collect();
    let phases = figures.phases.iter().map(|phase| said(phase.days.map(|days| days.0))).collect();
    (milestones, phases, *scene.get::<Goals>())
}

#[test]
fn a_project_of_six_months_is_changed_in_one_place() {
    let mut project = project();
    let (milestones, phases, goals) = plan_of(&project);
    assert_eq!(milestones, ["2026-02-05", "2026-04-05", "2026-07-05", "2027-01-05"]);
    assert_eq!(phases, ["2026-01-05", "2026-02-05", "2026-05-05", "2026-09-05"]);
    assert_eq!(goals, Goals { half: Some(date("2026-07-05")), all: Some(date("2027-01-05")) });
    project.apply(Edit::set::<Charter>(Id::new(1), "months", Cell::Count(6))).unwrap();
    let (milestones, phases, goals) = plan_of(&project);
    assert_eq!(milestones, ["2026-01-20", "2026-02-19", "2026-04-05", "2026-07-05"]);
    assert_eq!(phases, ["2026-01-05", "2026-01-20", "2026-03-05", "2026-05-05"]);
    assert_eq!(goals, Goals { half: Some(date("2026-04-05")), all: Some(date("2026-07-05")) });
    // Projects of before have the source's months in their cells, and those move as well; one of its own stays.
    let rows: Vec<Id> = project.rows::<Milestone>().iter().map(|m| m.id).collect();
    for (row, month) in rows.iter().zip([1, 2, 6, 12]) {
        project.apply(Edit::set::<Milestone>(*row, "month", Cell::Count(month))).unwrap();
    }
    assert_eq!(plan_of(&project).0, ["2026-01-20", "2026-03-05", "2026-04-05", "2026-07-05"]);
}

#[test]
fn moving_a_milestone_moves_what_the_centres_are_measured_by() {
    let mut project = project();
    finish(&mut project, "2026-01-20");
    for n in 1..=4 {
        centre(&mut project, n, (n == 1).then_some("2026-06-01"));
    }
    project.apply(Edit::set::<Charter>(Id::new(1), "centres", Cell::Count(4))).unwrap();
    assert!(fired(&project, "2026-07-05", "RM4").is_some());
    let half = project.rows::<Milestone>().iter().find(|m| m.code == items::HALF_CONVERTED).unwrap().id;
    project.apply(Edit::set::<Milestone>(half, "date", day("2026-08-01"))).unwrap();
    assert_eq!(fired(&project, "2026-07-31", "RM4"), None);
    let finding = fired(&project, "2026-08-01", "RM4").unwrap();
    assert!(finding.evidence.en.ends_with("target 50% by 2026-08-01"), "{}", finding.evidence.en);
    let Panel::Bars { bars, .. } = &views::centres::panels(&Facts::new(&project, date(START)), None)[0]
    else {
        panic!()
    };
    let labels: Vec<_> = bars.iter().skip(1).map(|bar| bar.label.zh.as_ref()).collect();
    assert_eq!(labels, ["50% · 2026-08-01", "100% · 2027-01-05"]);
    // Without the row the plan says it.
    project.apply(Edit::Remove { sheet: Milestone::SHEET, row: half }).unwrap();
    assert_eq!(plan_of(&project).2.half, Some(date("2026-07-05")));
}

#[test]
fn moving_a_phase_moves_its_items_and_its_milestones() {
    let mut project = project();
    project.apply(Edit::set::<Charter>(Id::new(1), "pilot_from", day("2026-02-26"))).unwrap();
    let (milestones, phases, _) = plan_of(&project);
    assert_eq!(milestones[..2], ["2026-02-26", "2026-04-26"]);
    assert_eq!(phases, ["2026-01-05", "2026-02-26", "2026-05-26", "2026-09-26"]);
    let scene = Facts::new(&project, date(START));
    let pilot = |item: &&ItemFigures| item.stage == Some(Stage::Pilot);
    let days: Vec<_> = scene.get::<Figures>().items.iter().filter(pilot).map(|item| item.days).collect();
    assert!(days.iter().all(|d| *d == (Some(date("2026-02-26")), Some(date("2026-05-25")))), "{days:?}");
}

#[test]
fn a_pause_of_four_weeks_misses_no_milestone() {
    let mut project = project();
    take_on(&mut project);
    set(&mut project, items::PILOT_STARTS, "reached", day("2026-02-05"));
    let month_three = milestone(&project, "m2");
    let missed = |project: &Project, on: &str| {
        let scene = Facts::new(project, date(on));
        let of = scene.get::<Figures>().milestones.iter().find(|m| m.id == month_three).unwrap();
        (of.missed, of.date.map(|day| day.to_string()))
    };
    assert_eq!(missed(&project, "2026-04-15"), (10, Some("2026-04-05".into())));
    let rest = |from: &str, until: Option<&str>| Rest {
        from: Some(date(from)),
        until: until.map(date),
        ..Rest::with_id(Id::new(7_001))
    };
    let with = |rest: Rest| {
        let mut paused = project.clone();
        paused.apply(Edit::append(rest)).unwrap();
        paused
    };
    let four_weeks = with(rest("2026-03-23", Some("2026-04-19")));
    assert_eq!(missed(&four_weeks, "2026-05-03"), (0, Some("2026-05-03".into())));
    assert_eq!(missed(&four_weeks, "2026-05-04").0, 1);
    assert_eq!(fired(&four_weeks, "2026-05-03", "RM3"), None);
    assert!(fired(&four_weeks, "2026-05-04", "RM3").is_some());
    let open = with(rest("2026-03-23", None));
    assert_eq!(missed(&open, "2026-06-15"), (0, None));
    // Days of one's own stand, and wait for the end of the pause.
    let mut own = open.clone();
    own.apply(Edit::set::<Milestone>(month_three, "date", day("2026-04-01"))).unwrap();
    assert_eq!(missed(&own, "2026-06-15").0, 0);
    let next = |on: &str| {
        let lines = assess(&own, date(on)).conclusion;
        lines.into_iter().find(|line| line.text.en.starts_with("Next milestone")).unwrap().text.en
    };
    assert!(next("2026-03-31").ends_with("on 2026-04-01, in 1 day"), "{}", next("2026-03-31"));
    assert!(next("2026-04-01").ends_with("on 2026-04-01, today"));
    assert!(next("2026-06-15").ends_with("on 2026-04-01"), "{}", next("2026-06-15"));
    let centre_plan = |project: &Project, on: &str| {
        let mut project = project.clone();
        centre(&mut project, 1, None);
        project.apply(Edit::set::<Centre>(Id::new(9_001), "planned", day("2026-04-01"))).unwrap();
        Facts::new(&project, date(on)).get::<Figures>().centres[0].state.overdue()
    };
    assert_eq!((centre_plan(&open, "2026-06-15"), centre_plan(&four_weeks, "2026-04-21")), (0, 2));
    // Half of the centres are wanted four weeks later.
    assert_eq!(plan_of(&four_weeks).2.half, Some(date("2026-08-02")));
}

/// In a short project the plan has the pilot's milestones before the checklist starts it: they are late nowhere until then.
#[test]
fn milestones_before_the_launch_of_the_checklist_wait_for_it() {
    let mut project = project();
    take_on(&mut project);
    project.apply(Edit::set::<Charter>(Id::new(1), "months", Cell::Count(6))).unwrap();
    let all = |on: &str| {
        let facts = figures(&project, date(on));
        let two = facts.milestones.into_iter().take(2);
        two.map(|m| (m.date.unwrap().to_string(), m.missed, m.state.overdue(), m.waits)).collect::<Vec<_>>()
    };
    // Weeks 7 and 8 end on 1 March.
    let last = Some(date("2026-03-01"));
    for on in ["2026-01-30", "2026-02-28", "2026-03-01"] {
        assert_eq!(
            all(on),
            [("2026-01-20".into(), 0, 0, last), ("2026-02-19".into(), 0, 0, last)],
            "{on}: one judgement, whoever asks"
        );
        assert_eq!(fired(&project, on, "RM3"), None);
    }
    let late = all("2026-03-02");
    assert!(late.iter().all(|(_, missed, overdue, _)| *missed > 0 && missed == overdue), "{late:?}");
    assert!(fired(&project, "2026-03-02", "RM3").is_some());
    let lines = assess(&project, date("2026-02-10")).conclusion;
    let next = &lines.iter().find(|line| line.text.en.starts_with("Next milestone")).unwrap().text;
    assert!(next.zh.contains("90 天清单排到 03-01 上线"), "{}", next.zh);
    // A day of one's own counts as it is.
    let mut own = project.clone();
    own.apply(Edit::set::<Milestone>(milestone(&own, "m2"), "date", day("2026-02-10"))).unwrap();
    assert_eq!(figures(&own, date("2026-02-12")).milestones[1].missed, 2);
}
