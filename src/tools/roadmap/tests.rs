use super::*;
use crate::facts::Facts;
use crate::finding::{Finding, Level};
use crate::project::{Edit, Project};
use crate::registry::new_project;
use crate::sheet::{Cell, Id, Row, Tick};
use crate::text::Phrase;
use crate::tool::{Assessment, Panel, Verdict};
use crate::tools::adkar::Person;
use crate::tools::charter::{self, Charter, Rest};
use crate::tools::checklist;
use crate::tools::tests::book::{self, counter, date};
use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use serde_json::{Value, json};

const START: &str = "2026-01-05";

fn project_of(charter: Charter) -> Project {
    new_project(charter, &mut counter(5_000))
}

fn project() -> Project {
    project_of(Charter {
        start: Some(date(START)),
        centres: Some(12),
        name: "售后".into(),
        ..Charter::with_id(Id::new(1))
    })
}

fn item(project: &Project, code: &str) -> Id {
    project.rows::<Item>().iter().find(|s| s.code == code).unwrap().id
}

fn milestone(project: &Project, code: &str) -> Id {
    project.rows::<Milestone>().iter().find(|s| s.code == code).unwrap().id
}

fn set(project: &mut Project, code: &str, key: &str, cell: Cell) {
    let edit = if code.starts_with('p') {
        Edit::set::<Item>(item(project, code), key, cell)
    } else {
        Edit::set::<Milestone>(milestone(project, code), key, cell)
    };
    project.apply(edit).unwrap();
}

fn day(text: &str) -> Cell {
    Cell::Date(date(text))
}

/// Ticks all items and milestones, so that only what a test is about is left.
fn finish(project: &mut Project, on: &str) {
    for item in items::ITEMS {
        set(project, item.code, "done", day(on));
    }
    for mark in items::MILESTONES {
        set(project, mark.code, "reached", day(on));
    }
}

fn centre(project: &mut Project, n: u64, converted: Option<&str>) {
    let row = Centre {
        name: format!("{n}号中心").into(),
        converted: Tick(converted.map(date)),
        ..Centre::with_id(Id::new(9_000 + n))
    };
    project.apply(Edit::append(row)).unwrap();
}

fn entry(project: &mut Project, n: u64, amount: f64, approved: bool, spent: f64) {
    let row = Resource {
        item: "培训费".into(),
        amount: Some(amount),
        approved: Tick(approved.then(|| date(START))),
        spent: Some(spent),
        ..Resource::with_id(Id::new(8_000 + n))
    };
    project.apply(Edit::append(row)).unwrap();
}

/// Somebody answers for an item, so that the roadmap is in use.
fn take_on(project: &mut Project) {
    set(project, "p1-1", "owner", Cell::Text("运营经理".into()));
}

fn figures(project: &Project, today: NaiveDate) -> Figures {
    Facts::new(project, today).get::<Figures>().clone()
}

fn assess(project: &Project, today: NaiveDate) -> Assessment {
    TOOL.conclude(&Facts::new(project, today))
}

fn fired(project: &Project, today: &str, id: &str) -> Option<Finding> {
    assess(project, date(today)).findings.into_iter().find(|f| f.id == id)
}

fn value(project: &Project, today: &str, key: &str) -> Value {
    book::values(&TOOL, project, date(today))[key].clone()
}

fn check<R: Row>(project: &Project, row: Id, key: &str, cell: &Cell, today: &str) -> Verdict {
    let row = project.find::<R>(row).unwrap();
    book::check(project, row, key, cell, date(today))
}

fn run(project: &Project, today: &str, action: &str) -> Result<crate::tool::Outcome, Phrase> {
    book::run(&TOOL, project, None, action, date(today), &mut counter(5_000))
}

#[test]
fn a_new_project_has_17_items_in_four_phases_and_four_milestones() {
    let project = project();
    let facts = figures(&project, date(START));
    assert_eq!((facts.items.len(), facts.milestones.len(), facts.done()), (17, 4, 0));
    assert_eq!(facts.phases.iter().map(|p| p.total).collect::<Vec<_>>(), [4, 5, 4, 4]);
    for (n, item) in items::ITEMS.iter().enumerate() {
        assert!(items::ITEMS.iter().skip(n + 1).all(|other| other.code != item.code));
        let phase = item.stage as usize + 1;
        assert!(item.code.starts_with(&format!("p{phase}-")), "{}", item.code);
    }
    for code in [items::MANUALS, items::APPRAISAL, items::NEW_HIRES] {
        assert_eq!(
            items::ITEMS.iter().find(|item| item.code == code).unwrap().stage,
            Stage::Institutionalise
        );
    }
    let assessment = assess(&project, date(START));
    assert!(assessment.findings.is_empty(), "{:?}", assessment.findings);
    assert_eq!((assessment.level, assessment.headline), (Level::Blank, Phrase::same("0/17")));
}

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
fn a_roadmap_that_nobody_uses_is_mentioned_once() {
    let mut project = project();
    assert!(assess(&project, date("2026-02-04")).findings.is_empty());
    for day in ["2026-02-05", "2026-05-05", "2027-06-01"] {
        let found: Vec<_> = assess(&project, date(day)).findings.iter().map(|f| (f.id, f.level)).collect();
        assert_eq!(found, [("RM2", Level::Watch)], "{day}");
    }
    take_on(&mut project);
    let found: Vec<_> =
        assess(&project, date("2027-06-01")).findings.iter().map(|f| (f.id, f.level)).collect();
    assert_eq!(
        found,
        [("RM2", Level::Act), ("RM3", Level::Act), ("RM4", Level::Watch)],
        "no centre is listed"
    );
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

#[test]
fn half_of_the_centres_by_month_six_and_all_by_month_twelve() {
    let mut project = project();
    finish(&mut project, "2026-01-20");
    for n in 1..=12 {
        centre(&mut project, n, (n <= 5).then_some("2026-06-01"));
    }
    let convert = |project: &mut Project, n: u64| {
        project.apply(Edit::set::<Centre>(Id::new(9_000 + n), "converted", day("2026-06-01"))).unwrap();
    };
    assert_eq!(fired(&project, "2026-07-04", "RM4"), None, "the day before month 6");
    let finding = fired(&project, "2026-07-05", "RM4").unwrap();
    assert_eq!(finding.level, Level::Act);
    assert!(
        finding.evidence.zh.contains("5/12") && finding.evidence.zh.contains("42%"),
        "{}",
        finding.evidence.zh
    );
    assert_eq!(finding.place.row, Some(Id::new(9_006)));
    convert(&mut project, 6);
    assert_eq!(fired(&project, "2026-07-05", "RM4"), None, "exactly half");
    assert_eq!(fired(&project, "2027-01-04", "RM4"), None);
    assert!(fired(&project, "2027-01-05", "RM4").unwrap().evidence.en.ends_with("target 100% by 2027-01-05"));
    for n in 7..=12 {
        convert(&mut project, n);
    }
    assert_eq!(fired(&project, "2027-01-05", "RM4"), None);
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

#[test]
fn the_larger_number_of_centres_counts() {
    let mut project = project();
    take_on(&mut project);
    centre(&mut project, 1, Some("2026-02-01"));
    assert_eq!(value(&project, START, "centres"), 12);
    assert_eq!(value(&project, START, "converted_share"), json!(1.0 / 12.0));
    assert!(assess(&project, date(START)).conclusion.iter().any(|l| l.text.zh.contains("按项目章程的家数")));
    project.apply(Edit::set::<Charter>(Id::new(1), "centres", Cell::Count(1))).unwrap();
    centre(&mut project, 2, None);
    assert_eq!(value(&project, START, "centres"), 2);
    assert!(assess(&project, date(START)).conclusion.iter().any(|l| l.text.zh.contains("按列出的家数")));
    project.apply(Edit::set::<Charter>(Id::new(1), "centres", Cell::Empty)).unwrap();
    assert_eq!(value(&project, START, "converted_share"), json!(0.5));
    project
        .apply(Edit::Many(
            vec![1, 2]
                .into_iter()
                .map(|n| Edit::Remove { sheet: Centre::SHEET, row: Id::new(9_000 + n) })
                .collect(),
        ))
        .unwrap();
    assert_eq!(value(&project, "2027-06-01", "converted_share"), Value::Null);
    assert_eq!(fired(&project, "2027-06-01", "RM4"), None, "nobody said how many there are");
    assert!(fired(&project, "2027-06-01", "RM3").is_some(), "but the milestones are missed");
}

#[test]
fn a_milestone_that_the_centres_speak_of_is_not_said_twice() {
    let mut project = project();
    finish(&mut project, "2026-01-20");
    set(&mut project, "m3", "reached", Cell::Empty);
    assert!(fired(&project, "2026-07-20", "RM4").is_some());
    assert_eq!(fired(&project, "2026-07-20", "RM3"), None);
}

#[test]
fn spending_more_than_approved_is_a_finding() {
    let mut project = project();
    entry(&mut project, 1, 100.1, true, 60.1);
    entry(&mut project, 2, 80.0, false, 40.0);
    assert_eq!(fired(&project, START, "RM5"), None, "100.1 spent of 100.1");
    assert_eq!(value(&project, START, "budget_asked"), json!(180.1));
    project.apply(Edit::set::<Resource>(Id::new(8_002), "spent", Cell::Number(40.1))).unwrap();
    let finding = fired(&project, START, "RM5").unwrap();
    assert_eq!((finding.level, finding.place.row), (Level::Act, Some(Id::new(8_002))));
    assert_eq!(finding.evidence.zh, "已用 100.2，已批准 100.1，超出 0.1");
    project.apply(Edit::set::<Resource>(Id::new(8_002), "approved", day(START))).unwrap();
    assert_eq!(fired(&project, START, "RM5"), None);
}

#[test]
fn what_has_not_come_is_refused_and_what_is_early_is_noted() {
    let mut project = project();
    centre(&mut project, 1, None);
    entry(&mut project, 1, 100.0, false, 0.0);
    let (today, tomorrow) = ("2026-01-20", day("2026-01-21"));
    let p1 = item(&project, "p1-1");
    for (verdict, what) in [
        (check::<Item>(&project, p1, "done", &tomorrow, today), "done"),
        (check::<Milestone>(&project, milestone(&project, "m1"), "reached", &tomorrow, today), "reached"),
        (check::<Centre>(&project, Id::new(9_001), "converted", &tomorrow, today), "converted"),
        (check::<Resource>(&project, Id::new(8_001), "approved", &tomorrow, today), "approved"),
    ] {
        assert!(matches!(verdict, Verdict::Refuse(_)), "{what}");
    }
    assert_eq!(check::<Item>(&project, p1, "done", &day(today), today), Verdict::Fine);
    let early = check::<Item>(&project, p1, "done", &day("2026-01-04"), today);
    assert!(matches!(early, Verdict::Note(said) if said.zh.contains("早于启动日期")));
    assert_eq!(check::<Item>(&project, p1, "done", &day(START), today), Verdict::Fine);
    let skipped = check::<Item>(&project, item(&project, "p2-1"), "done", &day(today), today);
    assert!(matches!(skipped, Verdict::Note(said) if said.zh.contains("还有 4 项")));
    set(&mut project, "p1-1", "from", day("2026-01-10"));
    let ends = |on| check::<Item>(&project, p1, "until", &day(on), today);
    assert_eq!(ends("2026-01-10"), Verdict::Fine);
    assert!(matches!(ends("2026-01-09"), Verdict::Refuse(_)));
    assert!(matches!(
        check::<Resource>(&project, Id::new(8_001), "amount", &Cell::Number(-1.0), today),
        Verdict::Refuse(_)
    ));
    assert_eq!(
        check::<Resource>(&project, Id::new(8_001), "spent", &Cell::Number(100.0), today),
        Verdict::Fine
    );
    let over = check::<Resource>(&project, Id::new(8_001), "spent", &Cell::Number(100.5), today);
    assert!(matches!(over, Verdict::Note(_)));
    project.apply(Edit::set::<Centre>(Id::new(9_001), "started", day("2026-01-15"))).unwrap();
    let converted = |on| check::<Centre>(&project, Id::new(9_001), "converted", &day(on), today);
    assert_eq!(converted("2026-01-15"), Verdict::Fine);
    assert!(matches!(converted("2026-01-14"), Verdict::Refuse(_)));
}

#[test]
fn the_centres_are_listed_from_the_cards_and_the_charter() {
    let mut project = project();
    for (n, name) in ["7号中心", "3号中心", "", "3号中心", "城东店"].into_iter().enumerate() {
        let person = Person { centre: name.into(), ..Person::with_id(Id::new(700 + n as u64)) };
        project.apply(Edit::append(person)).unwrap();
    }
    let outcome = run(&project, START, "list-centres").unwrap();
    project.apply(outcome.edit).unwrap();
    let names: Vec<_> = project.rows::<Centre>().iter().map(|c| c.name.to_string()).collect();
    assert_eq!(names.len(), 12);
    assert_eq!(names[..5], ["城东店", "3号中心", "7号中心", "2号中心", "4号中心"]);
    assert!(run(&project, START, "list-centres").unwrap_err().zh.contains("都已列出"));
}

#[test]
fn centres_are_named_in_the_language_of_the_charter() {
    let charter =
        |name: &str, centres| Charter { name: name.into(), centres, ..Charter::with_id(Id::new(1)) };
    let first = |charter| {
        let mut project = project_of(charter);
        let outcome = run(&project, START, "list-centres")?;
        project.apply(outcome.edit).unwrap();
        Ok::<_, Phrase>(project.rows::<Centre>()[0].name.to_string())
    };
    assert_eq!(first(charter("Digital", Some(2))).unwrap(), "Centre 1");
    assert_eq!(first(charter("数字化", Some(2))).unwrap(), "1号中心");
    assert_eq!(first(charter("", Some(1))).unwrap(), "1号中心");
    assert!(first(charter("Digital", None)).unwrap_err().en.contains("charter"));
}

#[test]
fn an_older_project_gets_the_standard_items() {
    let mut project = project();
    assert!(run(&project, START, "standard-items").is_err());
    let row = item(&project, "p3-2");
    project.apply(Edit::Remove { sheet: Item::SHEET, row }).unwrap();
    let outcome = run(&project, START, "standard-items").unwrap();
    assert_eq!(outcome.said.en, "1 row added");
    project.apply(outcome.edit).unwrap();
    assert_eq!(project.rows::<Item>().len(), 17);
    let empty = Project::empty(Id::new(1), &crate::registry::sheets());
    let assessment = assess(&empty, date(START));
    assert_eq!((assessment.level, assessment.findings.len()), (Level::Blank, 0));
    assert_eq!(assessment.headline.zh, "未填");
}

#[test]
fn it_suggests_what_it_knows_to_be_done() {
    let mut project = project();
    let proposed_on = |project: &Project, on: &str| {
        let all = facts::proposes(&Facts::new(project, date(on)));
        for (code, _) in &all {
            assert!(checklist::ITEMS.iter().any(|item| item.code == *code), "{code}");
        }
        all.into_iter().map(|(code, _)| code).collect::<Vec<_>>()
    };
    let proposed = |project: &Project| proposed_on(project, "2026-03-04");
    assert!(proposed(&project).is_empty());
    for item in items::ITEMS {
        set(&mut project, item.code, "owner", Cell::Text("运营经理".into()));
    }
    assert_eq!(proposed(&project), ["w3-1"]);
    let mut own = project.clone();
    own.apply(Edit::append(Item {
        item: "复盘".into(),
        owner: "运营经理".into(),
        ..Item::with_id(Id::new(9_500))
    }))
    .unwrap();
    assert!(proposed(&own).is_empty(), "neither a phase nor a day");
    own.apply(Edit::set::<Item>(Id::new(9_500), "stage", Cell::Choice(Stage::Beyond.option()))).unwrap();
    assert_eq!(proposed(&own), ["w3-1"]);
    set(&mut project, "p4-4", "owner", Cell::Text(" ".into()));
    assert!(proposed(&project).is_empty());
    entry(&mut project, 1, 80.0, true, 0.0);
    assert_eq!(proposed(&project), ["w3-3"]);
    entry(&mut project, 2, 20.0, false, 0.0);
    assert!(proposed(&project).is_empty());
    centre(&mut project, 1, None);
    project.apply(Edit::set::<Centre>(Id::new(9_001), "batch", Cell::Count(1))).unwrap();
    assert_eq!(proposed(&project), ["w4-1"]);
    project.apply(Edit::set::<Centre>(Id::new(9_001), "batch", Cell::Count(2))).unwrap();
    project.apply(Edit::set::<Centre>(Id::new(9_001), "started", day("2026-03-23"))).unwrap();
    set(&mut project, "p3-1", "done", day("2026-03-23"));
    assert!(proposed_on(&project, "2026-03-22").is_empty(), "planned for tomorrow");
    assert_eq!(proposed_on(&project, "2026-03-23"), ["w11-12-1"]);
}

#[test]
fn the_timeline_shows_the_whole_road() {
    let mut project = project();
    set(&mut project, "p1-1", "done", day("2026-01-20"));
    for n in 1..=2 {
        centre(&mut project, n, (n == 1).then_some("2026-02-20"));
    }
    let today = date("2026-03-04");
    let facts = Facts::new(&project, today);
    let panels = views::timeline::all(&facts);
    let [Panel::Timeline(line)] = &panels[..] else { panic!("{panels:?}") };
    assert_eq!((line.from, line.until, line.today), (date(START), date("2027-01-05"), Some(today)));
    assert_eq!(line.marks.len(), 4);
    let headings: Vec<_> = line.spans.iter().filter(|s| s.heading).map(|s| s.label.zh.to_string()).collect();
    assert_eq!(headings, ["1/4", "0/5", "0/4", "0/4", "1/12"]);
    assert_eq!(line.spans.len(), 5 + 16 + 2, "16 items are open, two centres are listed");
    let converted = line.spans.iter().find(|s| s.point.is_some()).unwrap();
    assert_eq!((converted.point, converted.title.zh.as_ref()), (Some(date("2026-02-20")), "1号中心"));
    let beside = views::panels(&facts, None);
    let [Panel::Timeline(line)] = &beside[..] else { panic!("{beside:?}") };
    assert!(line.spans.len() == 5 && line.spans.iter().all(|s| s.heading), "the items stand beside it");
}

#[test]
fn own_items_count_once_they_say_what_to_do() {
    let mut project = project();
    project.apply(Edit::append(Item::with_id(Id::new(77)))).unwrap();
    assert_eq!(value(&project, START, "total"), 17);
    project.apply(Edit::set::<Item>(Id::new(77), "item", Cell::Text("向董事会汇报".into()))).unwrap();
    assert_eq!(value(&project, START, "total"), 18);
    let beyond = Cell::Choice(Stage::Beyond.option());
    project.apply(Edit::set::<Item>(Id::new(77), "stage", beyond)).unwrap();
    let facts = figures(&project, date(START));
    assert_eq!(facts.item(Id::new(77)).unwrap().days, (Some(date("2027-01-05")), None));
    assert_eq!(fired(&project, "2035-01-01", "RM2").map(|f| f.evidence.zh.contains("之后")), Some(false));
    assert_eq!(charter::charter(&project).centres, Some(12));
}

/// Ticks an item of the checklist.
fn tick(project: &mut Project, code: &str, on: &str, evidence: &str) {
    let row = project.rows::<checklist::Item>().iter().find(|item| item.code == code).unwrap().id;
    project.apply(Edit::set::<checklist::Item>(row, "done", day(on))).unwrap();
    project.apply(Edit::set::<checklist::Item>(row, "evidence", Cell::Text(evidence.into()))).unwrap();
}

fn proposed_codes(project: &Project, today: &str) -> Vec<(String, String)> {
    let facts = figures(project, date(today));
    let code = |id| project.find::<Item>(id).unwrap().code.to_string();
    facts.proposed().map(|(step, why)| (code(step.id), why.on.to_string())).collect()
}

#[test]
fn every_twin_is_an_item_of_the_checklist_and_of_one_row_only() {
    let twins: Vec<_> = items::ITEMS.iter().flat_map(|item| item.counterparts).collect();
    for (n, code) in twins.iter().enumerate() {
        assert!(checklist::ITEMS.iter().any(|item| item.code == **code), "{code}");
        assert!(!twins[n + 1..].contains(code), "{code}");
    }
    assert!(items::PILOT_LIVE.iter().all(|code| twins.contains(&code)));
}

#[test]
fn what_the_checklist_has_ticked_is_not_overdue_here() {
    let mut project = project();
    take_on(&mut project);
    for (code, on) in [("w2-1", "2026-01-13"), ("w1-2", "2026-01-10"), ("w3-1", "2026-01-28")] {
        tick(&mut project, code, on, "");
    }
    let late = fired(&project, "2026-02-05", "RM2").unwrap();
    assert!(late.evidence.zh.contains("准备期 1 项（争取预算和资源）"), "{}", late.evidence.zh);
    tick(&mut project, "w3-3", "2026-02-06", "");
    assert!(fired(&project, "2026-02-05", "RM2").is_some(), "that tick has not come yet");
    assert_eq!(fired(&project, "2026-02-06", "RM2"), None);
    let hint = fired(&project, "2026-02-06", "RM6").unwrap();
    assert_eq!((hint.level, hint.place.row), (Level::Good, Some(item(&project, "p1-1"))));
    assert!(hint.evidence.zh.contains("有 4 项") && hint.evidence.zh.contains("组建领导联盟"));
    assert_eq!(value(&project, "2026-02-06", "overdue"), 0);
    assert_eq!(
        (value(&project, "2026-02-06", "done"), value(&project, "2026-02-06", "in_checklist")),
        (json!(0), json!(4))
    );

    let today = date("2026-02-06");
    let facts = Facts::new(&project, today);
    let row = project.find::<Item>(item(&project, "p1-1")).unwrap();
    assert_eq!(views::state(&facts, row).text.zh, "清单已勾 01-13");
    let panels = views::panels(&facts, Some(row));
    assert!(
        matches!(&panels[..], [Panel::Lines { lines, .. }, Panel::Timeline(_)] if lines[0].text.en.contains("ticked on 2026-01-13"))
    );
    let Panel::Timeline(line) = &views::timeline::all(&facts)[0] else { panic!() };
    assert!(line.spans.iter().all(|span| span.level == Level::Blank), "{:?}", line.spans);
    assert_eq!(line.spans.len(), 4 + 17, "what is not ticked here stays on the line");
    let skipped = check::<Item>(&project, item(&project, "p2-1"), "done", &day("2026-02-06"), "2026-02-06");
    assert_eq!(skipped, Verdict::Fine, "nothing of the earlier phase is open");
}

#[test]
fn all_twins_have_to_be_ticked_and_the_latest_day_counts() {
    let mut project = project();
    let nothing: [(String, String); 0] = [];
    tick(&mut project, "w9-10-1", "2026-03-10", "");
    tick(&mut project, "w9-10-3", "2026-03-12", "");
    assert_eq!(proposed_codes(&project, "2026-03-20"), nothing);
    tick(&mut project, "w9-10-2", "2026-03-14", "");
    assert_eq!(proposed_codes(&project, "2026-03-13"), nothing);
    assert_eq!(proposed_codes(&project, "2026-03-14"), [("p2-5".to_owned(), "2026-03-14".to_owned())]);
    // A twin that does not apply is not waited for; with none left nothing is known.
    let item = |project: &Project, code: &str| {
        project.rows::<checklist::Item>().iter().find(|item| item.code == code).unwrap().id
    };
    let mut without = |code: &str| {
        let edit =
            Edit::set::<checklist::Item>(item(&project, code), "not_applicable", Cell::Text("没有".into()));
        project.apply(edit).unwrap();
        proposed_codes(&project, "2026-03-20")
    };
    assert_eq!(without("w9-10-2"), [("p2-5".to_owned(), "2026-03-12".to_owned())]);
    without("w9-10-1");
    assert_eq!(without("w9-10-3"), nothing);
}

#[test]
fn an_untouched_roadmap_gets_the_hint_and_stays_blank() {
    let mut project = project();
    assert_eq!(fired(&project, START, "RM6"), None);
    tick(&mut project, "w2-1", "2026-01-13", "");
    let assessment = assess(&project, date("2026-01-13"));
    assert_eq!(assessment.findings.iter().map(|f| f.id).collect::<Vec<_>>(), ["RM6"]);
    assert_eq!(assessment.level, Level::Blank);
    assert!(assessment.conclusion[0].text.zh.contains("清单上另有 1 项已勾选"));
    let late = fired(&project, "2026-02-05", "RM2").unwrap();
    assert!(late.evidence.zh.contains("3 项已逾期"), "{}", late.evidence.zh);
}

#[test]
fn the_ticks_of_the_checklist_are_taken_over_in_one_step() {
    let mut project = project();
    assert!(run(&project, START, "take-ticks").is_err());
    tick(&mut project, "w2-1", "2026-01-13", "5 人名单");
    tick(&mut project, "w7-8-1", "2026-02-16", "2号中心上线");
    tick(&mut project, "w7-8-2", "2026-02-18", "日报");
    tick(&mut project, "w7-8-3", "2026-02-20", "4 项改进");
    tick(&mut project, "w3-1", "2026-01-28", "");
    set(&mut project, "p1-1", "evidence", Cell::Text("自己写的".into()));
    let outcome = run(&project, "2026-03-10", "take-ticks").unwrap();
    assert!(outcome.said.en.contains('5'), "four items and the pilot's start: {}", outcome.said.en);
    let undo = project.apply(outcome.edit).unwrap();
    let at = |project: &Project, code: &str| {
        let row = project.find::<Item>(item(project, code)).unwrap();
        (row.done.0.map(|d| d.to_string()).unwrap_or_default(), row.evidence.to_string())
    };
    assert_eq!(at(&project, "p1-1"), ("2026-01-13".into(), "自己写的".into()));
    assert_eq!(at(&project, "p2-4"), ("2026-02-20".into(), "日报；4 项改进".into()));
    assert_eq!(
        at(&project, "p1-3"),
        ("2026-01-28".into(), "清单“制定详细变革路线图”，2026-01-28 勾选".into())
    );
    let mark = project.find::<Milestone>(milestone(&project, "m1")).unwrap();
    assert_eq!((mark.reached.0, mark.evidence.as_str()), (Some(date("2026-02-16")), "2号中心上线"));
    assert!(run(&project, "2026-03-10", "take-ticks").is_err(), "nothing is left to take");
    assert_eq!(fired(&project, "2026-03-10", "RM6"), None);
    project.apply(undo).unwrap();
    assert_eq!(figures(&project, date("2026-03-10")).done(), 0);
}

#[test]
fn the_pilots_start_is_proposed_by_the_checklist_or_by_a_centre() {
    let mut project = project();
    take_on(&mut project);
    let missed_on = |project: &Project, on: &str| {
        (fired(project, on, "RM3").is_some(), missed(&Facts::new(project, date(on))).is_some())
    };
    assert_eq!(missed_on(&project, "2026-03-02"), (true, true));
    centre(&mut project, 1, None);
    project.apply(Edit::set::<Centre>(Id::new(9_001), "started", day("2026-03-02"))).unwrap();
    project.apply(Edit::set::<Centre>(Id::new(9_001), "batch", Cell::Count(2))).unwrap();
    assert_eq!(missed_on(&project, "2026-03-02"), (true, true), "the second batch is no pilot");
    project.apply(Edit::set::<Centre>(Id::new(9_001), "batch", Cell::Count(1))).unwrap();
    assert_eq!(missed_on(&project, "2026-03-02"), (false, false), "begun on the day");
    assert!(fired(&project, "2026-03-02", "RM6").unwrap().evidence.zh.contains("服务中心"));
    project.apply(Edit::set::<Centre>(Id::new(9_001), "started", day("2026-03-03"))).unwrap();
    assert_eq!(missed_on(&project, "2026-03-02"), (true, true), "planned for tomorrow");
    tick(&mut project, "w7-8-1", "2026-02-16", "");
    assert_eq!(missed_on(&project, "2026-03-02"), (false, false));
    let conclusion = assess(&project, date("2026-03-02")).conclusion;
    assert!(conclusion.iter().any(|l| l.text.zh.starts_with("下一个里程碑：试点成功")), "{conclusion:?}");
}

proptest! {
    #[test]
    fn no_dates_panic_and_marks_come_in_pairs(
        days in prop::collection::vec((0_usize..18, 0_u64..800, 0_u64..800), 0..12), at in 0_u64..900,
    ) {
        let mut project = project();
        for (n, from, until) in days {
            let Some(item) = items::ITEMS.get(n) else { continue };
            set(&mut project, item.code, "from", Cell::Date(date(START) + Days::new(from)));
            set(&mut project, item.code, "until", Cell::Date(date(START) + Days::new(until)));
        }
        let today = date(START) + Days::new(at);
        let facts = Facts::new(&project, today);
        let facts = facts.get::<Figures>();
        // By the definition: each against each.
        let wrong = |a: &ItemFigures, b: &ItemFigures| {
            a.stage < b.stage && (a.days.0 > b.days.0 || a.days.1 > b.days.1)
        };
        let all = &facts.items;
        let expected: Vec<Id> = all
            .iter()
            .filter(|a| all.iter().any(|b| wrong(a, b) || wrong(b, a)))
            .map(|a| a.id)
            .collect();
        prop_assert_eq!(&facts.out_of_order.rows, &expected);
        prop_assert_eq!(facts.out_of_order.pair.is_some(), !expected.is_empty());
        let facts = Facts::new(&project, today);
        prop_assert_eq!(views::timeline::all(&facts).len(), 1);
    }
}
