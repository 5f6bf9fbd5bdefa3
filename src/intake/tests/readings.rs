//! Readings of the network and of its centres, which are not each other's.

use super::*;
use crate::project::Edit;
use crate::sheet::Link;
use crate::tools::kpi::Kpi;
use crate::tools::roadmap::Centre;

/// A project with the centres C1 and C2 and a reading of the network.
fn read_once() -> Project {
    let mut project = empty();
    for (n, name) in (7_001..).zip(["C1", "C2"]) {
        let centre = Centre { name: name.into(), ..Centre::with_id(Id::new(n)) };
        project.apply(Edit::append(centre)).unwrap();
    }
    let kpi = project.rows::<Kpi>().iter().find(|kpi| kpi.code == "ftfr").unwrap().id;
    let date = today().pred_opt();
    let network = Reading { kpi: Link::to(kpi), date, value: Some(81.0), ..Reading::with_id(Id::new(7_010)) };
    project.apply(Edit::append(network)).unwrap();
    project
}

fn values(project: &Project) -> Vec<(Option<Id>, f64)> {
    project.rows::<Reading>().iter().map(|row| (row.centre.0, row.value.unwrap())).collect()
}

#[test]
fn a_reading_of_a_centre_leaves_that_of_the_network() {
    let (one, two) = (Some(Id::new(7_001)), Some(Id::new(7_002)));
    for (block, wanted) in [
        ("Indicator\tDate\tValue\tCentre\nFTFR\t2026-03-03\t83%\tC1\n", vec![(None, 81.0), (one, 83.0)]),
        (
            "Value\tIndicator\tCentre\tDate\n83%\tFTFR\tC1\t2026-03-03\n79%\tFTFR\tC2\t2026-03-03\n",
            vec![(None, 81.0), (one, 83.0), (two, 79.0)],
        ),
        (
            "Indicator\tDate\tValue\tCentre\nFTFR\t2026-03-03\t82%\t\nFTFR\t2026-03-03\t83%\tC1\n",
            vec![(None, 82.0), (one, 83.0)],
        ),
        (
            "Indicator\tDate\tValue\tCentre\nFTFR\t2026-03-03\t83%\tC1\nFTFR\t2026-03-03\t82%\t\n",
            vec![(None, 82.0), (one, 83.0)],
        ),
    ] {
        let mut project = read_once();
        put(&mut project, Reading::DEF, block);
        assert_eq!(values(&project), wanted, "{block}");
        let again = plan(&intake(Reading::DEF, block), &project);
        assert_eq!((again.new_rows, again.changes), (0, 0), "{block}");
    }
}

#[test]
fn an_unknown_centre_is_new_before_it_is_another_one() {
    let mut project = read_once();
    let offered = |project: &Project, centre: &str| {
        let block = format!("Indicator\tDate\tValue\tCentre\nFTFR\t2026-03-03\t83%\t{centre}\n");
        let asked = plan(&intake(Reading::DEF, &block), project);
        let CellPlan::Wrong(wrong) = &asked.lines[0].cells[3] else { panic!("{:?}", asked.lines) };
        wrong.proposals.iter().map(|(said, _)| said.en.to_string()).collect::<Vec<_>>()
    };
    // Another number is another centre, and half a likeness none.
    assert_eq!(offered(&project, "C3"), ["+ Add 'C3' as new"]);
    for (n, name) in (7_003..).zip(["North", "Harbour"]) {
        let centre = Centre { name: name.into(), ..Centre::with_id(Id::new(n)) };
        project.apply(Edit::append(centre)).unwrap();
    }
    assert_eq!(offered(&project, "South")[0], "+ Add 'South' as new");
    assert_eq!(offered(&project, "Harbor"), ["Harbour", "+ Add 'Harbor' as new"]);
}

#[test]
fn a_row_that_the_block_adds_is_chosen_for_another_cell() {
    let project = read_once();
    let mut open = intake(
        Reading::DEF,
        "Indicator\tDate\tValue\tCentre\nFTFR\t2026-03-03\t83%\tHarbour\nFTFR\t2026-03-02\t82%\tHarbor\n",
    );
    open.decide(Decision::Cells(3, "Harbour".into(), Mend::New));
    let asked = plan(&open, &project);
    let CellPlan::Wrong(wrong) = &asked.lines[1].cells[3] else { panic!("{:?}", asked.lines) };
    let (said, mend) = wrong.proposals[0].clone();
    assert_eq!(said.en, "Harbour");
    open.decide(Decision::Cells(3, "Harbor".into(), mend));
    let done = plan(&open, &project);
    assert!(done.is_ready(), "{:?}", done.lines);
    let mut after = project.clone();
    after.apply(done.edit).unwrap();
    let harbours = after.rows::<Centre>().iter().filter(|centre| centre.name.starts_with("Harb")).count();
    assert_eq!((harbours, after.rows::<Reading>().len()), (1, 3));
}

#[test]
fn a_total_beside_a_name_is_no_row_and_a_cross_empties_nothing() {
    let mut project = empty();
    let block = "Person or team\tCentre\tHeadcount\nTechs\tNorth\t10\nTechs\tTotal\t10\nAdvisors\t合计\t4\n";
    put(&mut project, Person::DEF, block);
    let cards: Vec<_> = project.rows::<Person>().iter().map(|card| card.headcount).collect();
    assert_eq!(cards, [Some(10)]);
    let done = |cell: &str| {
        let mut project = project.clone();
        let card = project.rows::<Person>()[0].id;
        project.apply(Edit::put(card, Person::COL.live, Cell::Check(true))).unwrap();
        let block = format!("Person or team\tCentre\tLive\nTechs\tNorth\t{cell}\nOthers\tNorth\t√\n");
        plan(&intake(Person::DEF, &block), &project).lines[0].cells[2].clone()
    };
    assert!(matches!(done("x"), CellPlan::Wrong(_)), "{:?}", done("x"));
    assert!(matches!(done("√"), CellPlan::Same(_)), "{:?}", done("√"));
}

#[test]
fn days_of_the_week_in_a_list_of_readings_are_of_one_week() {
    // Today is a Wednesday.
    for (days, wanted) in [
        (["Mon", "Tue", "Thu"], ["2026-02-23", "2026-02-24", "2026-02-26"]),
        (["Mon", "Tue", "Wed"], ["2026-03-02", "2026-03-03", "2026-03-04"]),
        (["周一", "周三", "周五"], ["2026-02-23", "2026-02-25", "2026-02-27"]),
    ] {
        let lines: Vec<String> = days.iter().map(|day| format!("FTFR\t{day}\t81")).collect();
        let plan =
            plan(&intake(Reading::DEF, &format!("Indicator\tDate\tValue\n{}\n", lines.join("\n"))), &empty());
        for (line, wanted) in plan.lines.iter().zip(wanted) {
            assert!(matches!(&line.cells[1], CellPlan::Fill(day) if day.en == wanted), "{:?}", line.cells);
        }
        let is_told = plan.notes.iter().any(|note| note.en.contains("those of last week"));
        assert_eq!(is_told, !wanted[0].contains("-03-"), "{:?}", plan.notes);
    }
    // What has no value yet has not come.
    for nothing in ["", "-", "n/a"] {
        let block = format!("Indicator\tDate\tValue\nFTFR\tMon\t81\nFTFR\tThu\t{nothing}\n");
        let plan = plan(&intake(Reading::DEF, &block), &empty());
        let day = &plan.lines[0].cells[1];
        assert!(matches!(day, CellPlan::Fill(day) if day.en == "2026-03-02"), "{nothing}: {day:?}");
    }
}
