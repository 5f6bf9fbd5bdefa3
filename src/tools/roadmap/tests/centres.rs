//! Centres as they are converted.

use super::*;
use crate::finding::Place;

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
fn a_centre_late_by_its_own_plan_is_a_finding() {
    let mut project = project();
    take_on(&mut project);
    centre(&mut project, 1, None);
    centre(&mut project, 2, None);
    let plan = |project: &mut Project, n: u64, on: &str| {
        project.apply(Edit::set::<Centre>(Id::new(9_000 + n), "planned", day(on))).unwrap();
    };
    plan(&mut project, 1, "2026-03-10");
    plan(&mut project, 2, "2026-03-01");
    assert_eq!(fired(&project, "2026-03-01", "RM7"), None, "on the day itself there is time");
    let level = |project: &Project, on: &str| fired(project, on, "RM7").map(|found| found.level);
    assert_eq!(level(&project, "2026-03-02"), Some(Level::Watch));
    assert_eq!(level(&project, "2026-03-15"), Some(Level::Watch), "14 days");
    assert_eq!(level(&project, "2026-03-16"), Some(Level::Act), "15 days");
    let found = fired(&project, "2026-03-12", "RM7").unwrap();
    assert_eq!(found.place, Place::of(Id::new(9_002), Centre::COL.planned), "the latest first");
    assert!(found.evidence.zh.contains("2 家服务中心") && found.evidence.zh.contains("2号中心（晚 11 天）"));
    assert!(found.evidence.en.contains("2 centres are not converted by the planned day"));
    let facts = Facts::new(&project, date("2026-03-12"));
    for centre in project.rows::<Centre>() {
        assert_eq!((TOOL.concerns)(&facts, &**centre), Some("RM7"), "both are spoken of");
    }
    let mut done = project.clone();
    for n in [1, 2] {
        done.apply(Edit::set::<Centre>(Id::new(9_000 + n), "converted", day("2026-03-11"))).unwrap();
    }
    assert_eq!(fired(&done, "2026-03-12", "RM7"), None);
}
