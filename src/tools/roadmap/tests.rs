mod centres;
mod dates;
mod ticks;

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
