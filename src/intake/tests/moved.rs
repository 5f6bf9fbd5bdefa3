//! Readings whose days or indicators a block changes: none takes the place of another that the block speaks of.

use super::*;
use crate::project::Edit;
use crate::sheet::Link;
use crate::tools::kpi::Kpi;
use std::sync::Arc;

const DAYS: [&str; 3] = ["2026-02-16", "2026-02-23", "2026-03-02"];

/// A project with three readings of FTFR, and one of CSAT on the first day.
fn weekly() -> Project {
    let mut project = empty();
    let kpi = |code: &str| project.rows::<Kpi>().iter().find(|kpi| kpi.code == code).unwrap().id;
    let (ftfr, csat) = (kpi("ftfr"), kpi("csat"));
    let rows = DAYS.iter().zip([80.0, 81.0, 82.0]).map(|(day, value)| (ftfr, *day, value));
    for (n, (kpi, day, value)) in (7_101..).zip(rows.chain([(csat, DAYS[0], 78.0)])) {
        let date = Some(day.parse().unwrap());
        let reading =
            Reading { kpi: Link::to(kpi), date, value: Some(value), ..Reading::with_id(Id::new(n)) };
        project.apply(Edit::append(reading)).unwrap();
    }
    project
}

/// The days and values of the readings, in their order.
fn readings(project: &Project) -> Vec<(String, f64)> {
    let one = |row: &Arc<Reading>| (row.date.unwrap().to_string(), row.value.unwrap());
    project.rows::<Reading>().iter().map(one).collect()
}

fn id(n: u64) -> String {
    Id::new(7_100 + n).to_string()
}

fn day_of(days: [&str; 3]) -> Vec<(String, f64)> {
    let ftfr = days.iter().zip([80.0, 81.0, 82.0]).map(|(day, value)| ((*day).to_owned(), value));
    ftfr.chain([(DAYS[0].to_owned(), 78.0)]).collect()
}

#[test]
fn readings_change_days_together() {
    let [first, second, third] = DAYS;
    for days in [
        [second, first, third],
        [second, third, first],
        [third, first, second],
        [second, third, "2026-03-04"],
        ["2026-02-09", first, second],
        [first, second, third],
    ] {
        let mut project = weekly();
        let before = project.clone();
        let lines =
            (1..).zip(days).map(|(n, day)| format!("{}\t{day}\n", id(n))).collect::<Vec<_>>().concat();
        let done = put(&mut project, Reading::DEF, &format!("id\tDate\n{lines}"));
        assert_eq!(readings(&project), day_of(days), "{days:?}");
        assert!(done.notes.is_empty(), "{days:?}: {:?}", done.notes);
        // One step takes all of it back.
        let mut back = before.clone();
        let undo = back.apply(done.edit).unwrap();
        back.apply(undo).unwrap();
        assert_eq!(readings(&back), readings(&before), "{days:?}");
        // The same below the cursor, where lines stand for rows.
        let mut project = weekly();
        let rows = project.rows::<Reading>()[..3].iter();
        let rows = rows.map(|row| Spot { row: Some(row.copy()), columns: None }).collect();
        let from = From { columns: vec![Reading::DEF.column("date")], rows, ..From::default() };
        let block = clipboard::read(&days.join("\n"), 100).unwrap();
        let views = registry::owner(Reading::DEF.key).map_or(&[][..], |(_, tool)| tool.views);
        let done = plan(&Intake::new(Reading::DEF, block, from, views), &project);
        assert!(done.is_ready(), "{days:?}: {:?}", done.lines);
        project.apply(done.edit).unwrap();
        assert_eq!(readings(&project), day_of(days), "{days:?} below the cursor");
    }
}

#[test]
fn a_new_reading_takes_the_day_that_another_has_left() {
    let mut project = weekly();
    let [first, second, third] = DAYS;
    let block = format!(
        "id\tIndicator\tDate\tValue\n\tFTFR\t{first}\t79%\n{}\tFTFR\t{second}\t80%\n{}\tFTFR\t{third}\t81%\n{}\tFTFR\t2026-03-04\t82%\n",
        id(1),
        id(2),
        id(3)
    );
    let done = put(&mut project, Reading::DEF, &block);
    assert_eq!((done.new_rows, readings(&project).len()), (1, 5), "{:?}", done.lines);
    let mut wanted = day_of([second, third, "2026-03-04"]);
    wanted.push((first.to_owned(), 79.0));
    assert_eq!(readings(&project), wanted);
}

#[test]
fn two_lines_of_one_day_are_asked_about() {
    let project = weekly();
    let [_, second, third] = DAYS;
    for (block, at) in [
        (format!("id\tDate\n{}\t{second}\n{}\t{second}\n", id(1), id(2)), 0),
        (format!("id\tDate\n{}\t{third}\n{}\t{third}\n", id(3), id(1)), 1),
        (format!("id\tIndicator\tDate\n{}\tCSAT\t{}\n{}\tCSAT\t{}\n", id(1), DAYS[0], id(4), DAYS[0]), 0),
    ] {
        let mut open = intake(Reading::DEF, &block);
        let asked = plan(&open, &project);
        assert!(matches!(&asked.lines[at].goes, Goes::Ask(rows) if rows.len() == 1), "{:?}", asked.lines);
        assert_eq!(asked.lines.iter().filter(|line| matches!(line.goes, Goes::Ask(_))).count(), 1, "{block}");
        // Kept apart both stand.
        open.decide(Decision::Namesakes(Namesakes::Apart));
        let done = plan(&open, &project);
        assert!(done.is_ready(), "{:?}", done.lines);
        let mut after = project.clone();
        after.apply(done.edit).unwrap();
        assert_eq!(readings(&after).len(), 4, "{block}");
    }
    // Where the file says nothing of the other, the later entry counts, as everywhere, and that is said.
    let alone = plan(&intake(Reading::DEF, &format!("id\tDate\n{}\t{second}\n", id(1))), &project);
    assert!(alone.is_ready() && alone.notes[0].en.contains("81% becomes 80%"), "{:?}", alone.notes);
}

#[test]
fn a_value_in_the_unit_of_another_indicator_is_asked_about() {
    let project = weekly();
    let of = |value: &str| {
        let block = format!("id\tIndicator\tDate\tValue\n{}\tCSAT\t2026-03-01\t{value}\n", id(1));
        plan(&intake(Reading::DEF, &block), &project)
    };
    let asked = of("80%");
    let CellPlan::Wrong(wrong) = &asked.lines[0].cells[3] else { panic!("{:?}", asked.lines) };
    assert!(wrong.reason.en.contains("unit of '80%'"), "{}", wrong.reason.en);
    assert!(of("80 pts").is_ready() && of("80").is_ready());
}
