use super::*;
use crate::project::Edit;
use crate::sheet;
use crate::sheet::Cell;

sheet! {
    /// Apples.
    Apple in "apples" = "苹果" / "Apples";
    count: Option<u32> = "数量" / "Count",
}

sheet! {
    /// Pears.
    Pear in "pears" = "梨" / "Pears";
    count: Option<u32> = "数量" / "Count",
}

struct Apples(u32);
impl Fact for Apples {
    fn compute(facts: &Facts) -> Apples {
        Apples(facts.rows::<Apple>().iter().filter_map(|apple| apple.count).sum())
    }
}

/// Reads pears itself and apples through another fact.
struct Fruit(u32);
impl Fact for Fruit {
    fn compute(facts: &Facts) -> Fruit {
        let pears: u32 = facts.rows::<Pear>().iter().filter_map(|pear| pear.count).sum();
        Fruit(facts.get::<Apples>().0 + pears)
    }
}

/// Whether there are many apples, which few edits change.
#[derive(PartialEq)]
struct Many(bool);
impl Fact for Many {
    fn compute(facts: &Facts) -> Many {
        Many(facts.get::<Apples>().0 > 100)
    }
}

/// Reads pears, and of the apples only whether they are many.
struct Harvest(u32);
impl Fact for Harvest {
    fn compute(facts: &Facts) -> Harvest {
        let pears: u32 = facts.rows::<Pear>().iter().filter_map(|pear| pear.count).sum();
        Harvest(pears + 1_000 * u32::from(facts.get_stable::<Many>().0))
    }
}

/// Reads the harvest alone.
struct Feast(u32);
impl Fact for Feast {
    fn compute(facts: &Facts) -> Feast {
        Feast(facts.get::<Harvest>().0 * 2)
    }
}

struct Conflicts(usize);
impl Fact for Conflicts {
    fn compute(facts: &Facts) -> Conflicts {
        Conflicts(facts.conflicts().len())
    }
}

struct Egg;
struct Hen;
impl Fact for Egg {
    fn compute(facts: &Facts) -> Egg {
        let _ = facts.get::<Hen>();
        Egg
    }
}
impl Fact for Hen {
    fn compute(facts: &Facts) -> Hen {
        let _ = facts.get::<Egg>();
        Hen
    }
}

fn day(written: &str) -> NaiveDate {
    written.parse().unwrap()
}

fn project() -> Project {
    let mut project = Project::empty(Id::new(1), &[Apple::DEF, Pear::DEF]);
    let apple = Apple { count: Some(2), ..Apple::with_id(Id::new(2)) };
    let pear = Pear { count: Some(3), ..Pear::with_id(Id::new(3)) };
    project.apply(Edit::append(apple)).unwrap();
    project.apply(Edit::append(pear)).unwrap();
    project
}

fn names(facts: &Facts) -> Vec<&'static str> {
    facts.computed().iter().map(|name| name.rsplit("::").next().unwrap()).collect()
}

#[test]
fn a_fact_is_computed_once_whoever_asks() {
    let facts = Facts::new(&project(), day("2026-03-04"));
    assert_eq!(facts.get::<Fruit>().0, 5);
    assert_eq!(facts.get::<Apples>().0, 2);
    assert_eq!(facts.get::<Fruit>().0, 5);
    assert_eq!(names(&facts), ["Apples", "Fruit"]);
}

#[test]
fn what_read_the_changed_sheet_is_computed_anew_and_nothing_else() {
    let (mut project, today) = (project(), day("2026-03-04"));
    let before = Facts::new(&project, today);
    let _ = (before.get::<Fruit>(), before.get::<Conflicts>());

    project.apply(Edit::put(Id::new(3), Pear::COL.count, Cell::Count(10))).unwrap();
    let facts = Facts::after(&before, &project, today);
    assert_eq!((facts.get::<Apples>().0, facts.get::<Fruit>().0, facts.get::<Conflicts>().0), (2, 12, 0));
    assert_eq!(names(&facts), ["Fruit"], "apples and conflicts were taken over");

    project.apply(Edit::put(Id::new(2), Apple::COL.count, Cell::Count(1))).unwrap();
    let facts = Facts::after(&facts, &project, today);
    assert_eq!(facts.get::<Fruit>().0, 11, "read through another fact");
    assert_eq!(names(&facts), ["Apples", "Fruit"]);

    let facts = Facts::after(&facts, &project, day("2026-03-05"));
    assert_eq!(facts.get::<Apples>().0, 1);
    assert_eq!(names(&facts), ["Apples"], "another day changes everything");
}

#[test]
fn what_was_derived_from_a_stable_fact_stands_while_that_is_equal() {
    let (mut project, today) = (project(), day("2026-03-04"));
    let mut facts = Facts::new(&project, today);
    let was = facts.get::<Feast>().0;
    let apple = project.rows::<Apple>()[0].id;
    let mut eat = |count: u32, facts: &Facts| {
        project.apply(Edit::put(apple, Apple::COL.count, Cell::Count(count))).unwrap();
        Facts::after(facts, &project, today)
    };
    // Two edits, and nobody asks between them.
    facts = eat(7, &facts);
    facts = eat(8, &facts);
    assert_eq!((facts.get::<Feast>().0, names(&facts)), (was, vec!["Apples", "Many"]));
    facts = eat(500, &facts);
    assert_eq!(facts.get::<Feast>().0, was + 2_000);
    assert_eq!(names(&facts), ["Apples", "Many", "Harvest", "Feast"]);
    // The value of then counts, not that of the last look.
    facts = eat(9, &facts);
    assert_eq!(facts.get::<Harvest>().0, was / 2);
    facts = eat(501, &facts);
    assert_eq!(facts.get::<Feast>().0, was + 2_000);

    // What it reads itself counts as ever, and a conclusion knows both.
    let (_, from) = facts.noting(|facts| facts.get::<Feast>().0);
    let before = facts.project().clone();
    assert!(from.hold((&before, today), &eat(502, &facts)));
    assert!(!from.hold((&before, today), &eat(5, &facts)));
    assert!(!from.hold((&before, today + chrono::Days::new(1)), &facts));
}

#[test]
fn a_conflict_is_a_part_of_its_own() {
    let (mut project, today) = (project(), day("2026-03-04"));
    let before = Facts::new(&project, today);
    let _ = (before.get::<Apples>(), before.get::<Conflicts>());
    let conflict = Conflict {
        sheet: "apples".into(),
        row: Id::new(2),
        field: "count".into(),
        base: 1.into(),
        mine: 2.into(),
        theirs: 3.into(),
        source: None,
    };
    project.apply(Edit::Conflict { at: 0, put: Box::new(conflict) }).unwrap();
    let facts = Facts::after(&before, &project, today);
    assert_eq!((facts.get::<Apples>().0, facts.get::<Conflicts>().0), (2, 1));
    assert_eq!(names(&facts), ["Conflicts"]);
}

#[test]
fn whoever_reads_the_whole_project_is_computed_anew_after_any_edit() {
    let (mut project, today) = (project(), day("2026-03-04"));
    let before = Facts::new(&project, today);
    let (_, reads) = before.noting(|facts| facts.project().sheets().count());
    let (_, none) = before.noting(Facts::today);
    project.apply(Edit::put(Id::new(3), Pear::COL.count, Cell::Count(10))).unwrap();
    let now = Facts::new(&project, today);
    assert!(!reads.hold((before.project(), today), &now));
    assert!(none.hold((before.project(), today), &now));
}

#[test]
#[should_panic(expected = "derived from itself")]
fn a_circle_is_a_fault_of_the_program() {
    let _ = Facts::new(&project(), day("2026-03-04")).get::<Hen>();
}
