//! What a text in a block means: a role, a place, the contrary of a word.

use super::*;

#[test]
fn managers_and_others_are_roles_in_english_too() {
    for (typed, role) in [
        ("Manager", "centre_manager"),
        ("Store Manager", "centre_manager"),
        ("Technicians", "technician"),
        ("Advisors", "service_advisor"),
        ("Parts manager", "parts"),
    ] {
        let one = plan(&intake(Person::DEF, &format!("Name\tRole\nA\t{typed}\n")), &empty());
        let Some(CellPlan::Fill(said)) = one.lines[0].cells.get(1) else {
            panic!("{typed}: {:?}", one.lines)
        };
        let column = Person::DEF.column("role").unwrap();
        let row = Person::with_id(Id::new(7));
        let cell = registry::read_cell(&empty(), &row, column, role, today()).unwrap();
        assert!(matches!(cell, Cell::Choice(option) if said.en == option.label.en), "{typed}: {said:?}");
    }
}

/// What is measured in a list without a column of places is of the whole network, and never goes into the reading of a centre.
#[test]
fn a_reading_without_a_centre_leaves_those_of_the_centres() {
    use crate::tools::roadmap::Centre;
    let (mut project, mut next) = (empty(), ids());
    let mut put = |project: &mut Project, block: &str| {
        let plan = Planner::plan(&intake(Reading::DEF, block), project, today(), &mut next);
        assert!(plan.is_ready(), "{:?}", plan.lines);
        project.apply(plan.edit.clone()).unwrap();
        plan
    };
    let centre = Centre { name: "Cork".into(), ..Centre::with_id(Id::new(9_000)) };
    project.append_new(&(Arc::new(centre) as Arc<dyn AnyRow>));
    put(&mut project, "指标\t日期\t数值\t服务中心\nFTFR\t2026-03-02\t71\tCork\n");
    let of_all = "指标\t日期\t数值\nFTFR\t2026-03-02\t70.8\n";
    let first = put(&mut project, of_all);
    assert_eq!(first.new_rows, 1, "{:?}", first.lines);
    assert_eq!(
        project.rows::<Reading>().iter().map(|row| (row.value, row.centre.0.is_some())).collect::<Vec<_>>(),
        [(Some(71.0), true), (Some(70.8), false)]
    );
    // The same once more changes nothing, and another value goes into the one of the network.
    assert_eq!(put(&mut project, of_all).changes, 0);
    let other = plan(&intake(Reading::DEF, "指标\t日期\t数值\nFTFR\t2026-03-02\t70.9\n"), &project);
    assert_eq!((other.new_rows, other.changes), (0, 1), "{:?}", other.lines);
    // A place that is none is left empty where somebody says so: the network is meant.
    let mut all = intake(Reading::DEF, "指标\t日期\t数值\t服务中心\nFTFR\t2026-03-03\t72\tElsewhere\n");
    assert!(!plan(&all, &project).is_ready());
    all.decide(Decision::Cells(3, "Elsewhere".into(), Mend::Empty));
    let taken = plan(&all, &project);
    assert_eq!((taken.is_ready(), taken.new_rows), (true, 1), "{:?}", taken.lines);
    // Left empty with all that does not fit, the line is left out: nobody has said what it is of.
    let mut rest = intake(Reading::DEF, "指标\t日期\t数值\t服务中心\nFTFR\t2026-03-03\t72\tElsewhere\n");
    rest.decide(Decision::Rest(Rest::Empty));
    assert_eq!(plan(&rest, &project).new_rows, 0);
}

/// A word is never proposed as its contrary: what is not aligned is not aligned.
#[test]
fn the_contrary_of_a_word_is_not_proposed() {
    for (typed, first) in [("不对齐", Some("not_aligned")), ("部分对齐", None), ("partly aligned", None)]
    {
        let block = format!("姓名\t激励\n甲\t{typed}\n");
        let plan = plan(&intake(Person::DEF, &block), &empty());
        let CellPlan::Wrong(wrong) = &plan.lines[0].cells[1] else {
            panic!("{typed}: {:?}", plan.lines[0].cells)
        };
        let proposed: Vec<String> = wrong.proposals.iter().map(|(_, mend)| format!("{mend:?}")).collect();
        assert!(!proposed.iter().any(|mend| mend.contains("\"aligned\"")), "{typed}: {proposed:?}");
        if let Some(first) = first {
            assert!(proposed.first().is_some_and(|mend| mend.contains(first)), "{typed}: {proposed:?}");
        }
    }
}

#[test]
fn a_word_or_a_sign_for_the_cell_above_is_filled_in_and_told() {
    for sign in ["同上", "〃", "\"\"\"\"", "ditto", "Ditto", "-〃-", "同 上"] {
        let mut project = empty();
        let plan =
            put(&mut project, Person::DEF, &format!("Name\tCentre\nA\tC1\nB\t{sign}\nC\t{sign}\nD\tC2\n"));
        let centres: Vec<String> =
            project.rows::<Person>().iter().map(|card| card.centre.to_string()).collect();
        assert_eq!(centres, ["C1", "C1", "C1", "C2"], "{sign}");
        let said =
            plan.notes.iter().any(|note| note.en.contains("in 2 cells: filled with what stands above"));
        assert!(said, "{sign}: {:?}", plan.notes);
    }
    // What only contains such a word is a name.
    let mut project = empty();
    put(&mut project, Person::DEF, "Name\tCentre\nA\tC1\nB\t同上海店\nC\tDittons\n");
    let centres: Vec<String> = project.rows::<Person>().iter().map(|card| card.centre.to_string()).collect();
    assert_eq!(centres, ["C1", "同上海店", "Dittons"]);
}

#[test]
fn a_point_in_counts_parts_thousands_or_is_told() {
    let counts = |cells: &str| {
        let mut project = empty();
        let plan = put(&mut project, Person::DEF, &format!("Name\tHeadcount\nA\t1.000\nB\t{cells}\n"));
        let counts: Vec<u32> = project.rows::<Person>().iter().filter_map(|card| card.headcount).collect();
        (counts, plan.notes.iter().any(|note| note.en.contains("'1.000'")))
    };
    for (cell, wanted, told) in
        [("2.000", vec![1, 2], true), ("2.500", vec![1000, 2500], true), ("12.500", vec![1000, 12_500], true)]
    {
        assert_eq!(counts(cell), (wanted, told), "{cell}");
    }
    let plain = plan(&intake(Person::DEF, "Name\tHeadcount\nA\t10\nB\t2.0\n"), &empty());
    assert!(!plain.notes.iter().any(|note| note.en.contains("point")), "{:?}", plain.notes);
}

#[test]
fn centres_that_differ_in_width_case_or_blanks_are_one_and_told() {
    let mut project = empty();
    let block =
        "Name\tCentre\nA\tCentre 1\nB\tcentre 1\nC\tCentre1\nD\tＣentre 1\nE\tCENTRE  1\nF\tCentre 11\n";
    let plan = put(&mut project, Person::DEF, block);
    let centres: Vec<String> = project.rows::<Person>().iter().map(|card| card.centre.to_string()).collect();
    assert_eq!(centres, ["Centre 1", "Centre 1", "Centre 1", "Centre 1", "Centre 1", "Centre 11"]);
    for typed in ["centre 1", "Centre1", "Ｃentre 1"] {
        let said = format!("'{typed}' is taken for 'Centre 1'");
        assert!(plan.notes.iter().any(|note| note.en == said), "{said}: {:?}", plan.notes);
    }
    // One that is there already is the spelling for what comes later.
    put(&mut project, Person::DEF, "Name\tCentre\nG\tcentre 11\n");
    assert_eq!(project.rows::<Person>()[6].centre, "Centre 11");
}
