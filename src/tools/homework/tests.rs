use super::*;
use crate::finding::{Level, Place};
use crate::project::Edit;
use crate::project::Project;
use crate::registry::new_project;
use crate::sheet::{Cell, Id, Link, Score};
use crate::tools::charter::Charter;
use crate::tools::checklist::{Item, When};
use crate::tools::readiness::Form;
use crate::tools::tests::book::{self, counter, date, day_from};
use crate::tools::wins::Win;
use serde_json::json;

const START: &str = "2026-03-02";

fn project(charter: Charter) -> Project {
    new_project(Charter { id: Id::new(999), ..charter }, &mut counter(0))
}

/// A charter with every entry that the first task asks for.
fn whole() -> Charter {
    Charter {
        name: "Booking".into(),
        vision: crate::sheet::Prose("92%".into()),
        start: Some(date(START)),
        centres: Some(12),
        sponsor: "CEO".into(),
        ..Charter::default()
    }
}

fn progress(project: &Project) -> Vec<(usize, usize)> {
    let concluded = book::conclude(&TOOL, project, date(START));
    concluded.facts.get::<Figures>().tasks.iter().map(|(_, p)| (p.done, p.of)).collect()
}

fn apply(project: &mut Project, edit: Edit) {
    project.apply(edit).unwrap();
}

/// Makes all entries of all four tasks.
fn finish(project: &mut Project) {
    let form = project.rows::<Form>()[0].id;
    for dimension in &crate::tools::readiness::score::DIMENSIONS {
        apply(project, Edit::put(form, dimension.column, Cell::Score(Score::new(4).unwrap())));
    }
    for item in project.rows::<Item>().to_vec() {
        apply(project, Edit::put(item.id, Item::COL.owner, Cell::Text("COO".into())));
    }
    for n in 0..3 {
        let win = Win {
            win: crate::sheet::Prose("+10".into()),
            kpi: Link::to(Id::new(1)),
            target: Some(90.0),
            target_date: Some(date("2026-06-30")),
            ..Win::with_id(Id::new(8000 + n))
        };
        apply(project, Edit::append(win));
    }
}

#[test]
fn a_new_project_has_the_four_tasks() {
    let project = project(Charter::default());
    let rows = project.rows::<Task>();
    assert!(rows.iter().map(|row| row.code.as_str()).eq(TASKS.iter().map(|task| task.code)));
    assert!(rows.iter().all(|row| row.item().is_some_and(|task| task.code == row.code)));
    assert_eq!(progress(&project), [(0, 5), (0, 6), (0, 13), (0, 3)]);
}

#[test]
fn each_task_counts_what_is_entered() {
    let mut project = project(whole());
    assert_eq!(progress(&project), [(5, 5), (0, 6), (1, 13), (0, 3)]);
    finish(&mut project);
    assert_eq!(progress(&project), [(5, 5), (6, 6), (13, 13), (3, 3)]);
    assert_eq!(book::values(&TOOL, &project, date(START))["done"], json!(4));
    let win = Id::new(8001);
    for column in [Win::COL.target_date, Win::COL.target, Win::COL.kpi] {
        apply(&mut project, Edit::put(win, column, Cell::Empty));
        let concluded = book::conclude(&TOOL, &project, date(START));
        let (task, (_, place)) = concluded.facts.get::<Figures>().open().unwrap();
        assert_eq!((task.code, place), ("hw4", Place::of(win, column)));
    }
}

#[test]
fn only_the_first_month_needs_owners() {
    let mut project = project(whole());
    for item in project.rows::<Item>().to_vec() {
        if item.block == Some(When::W5To6) {
            apply(&mut project, Edit::put(item.id, Item::COL.owner, Cell::Text("COO".into())));
        }
    }
    assert_eq!(progress(&project)[2], (1, 13));
    let first = project.rows::<Item>()[0].id;
    apply(&mut project, Edit::put(first, Item::COL.not_applicable, Cell::Text("done".into())));
    assert_eq!(progress(&project)[2], (1, 12));
}

#[test]
fn the_reminder_ends_with_day_14() {
    let project = project(whole());
    let ids = |day| book::ids(&book::conclude(&TOOL, &project, day_from(START, day)));
    assert_eq!(ids(14), ["HW1"]);
    let concluded = book::conclude(&TOOL, &project, day_from(START, 1));
    let finding = book::find(&concluded, "HW1");
    assert_eq!(
        (finding.level, finding.word().en),
        (Level::Blank, "to do"),
        "none done is neither good nor bad"
    );
    assert_eq!(ids(15), [""; 0]);
    let undated = self::project(Charter::default());
    let concluded = book::conclude(&TOOL, &undated, day_from(START, 400));
    assert_eq!(book::find(&concluded, "HW1").place, Place::of(Id::new(999), Charter::COL.name));
    assert_eq!(
        book::find(&concluded, "HW1").advice.en,
        "Go on with 'Choose the one change that is needed most': Name the project"
    );
}

#[test]
fn all_done_is_good_and_says_so() {
    let mut project = project(whole());
    finish(&mut project);
    let concluded = book::conclude(&TOOL, &project, date(START));
    assert_eq!((concluded.level, concluded.headline.en.as_ref()), (Level::Good, "4/4"));
    assert!(concluded.findings.is_empty());
    assert!(book::run(&TOOL, &project, None, "go", date(START), &mut counter(0)).is_err());
}

#[test]
fn the_way_leads_to_the_next_entry_of_the_row() {
    let project = project(whole());
    let go = |row: usize| {
        let row = &*project.rows::<Task>()[row];
        let outcome = book::run(&TOOL, &project, Some(row), "go", date(START), &mut counter(0)).unwrap();
        outcome.go.unwrap().0
    };
    let form = project.rows::<Form>()[0].id;
    assert_eq!(go(1), Place::of(form, Form::COL.senior_support));
    assert_eq!(go(3), Place::of(None, Win::COL.win));
    assert_eq!(go(0), go(1), "a task that is done leads to the first that is not");
}
