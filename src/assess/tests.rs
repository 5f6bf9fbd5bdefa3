use super::*;
use crate::demo;
use crate::project::Edit;
use crate::sheet::Cell;
use crate::sheet::Id;
use crate::sheet::Row as _;
use crate::text::Lang;
use crate::tools::closing::Closing;
use std::collections::BTreeSet;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn ids(assessed: &Assessed) -> BTreeSet<&'static str> {
    assessed.findings().iter().map(|(_, finding)| finding.id).collect()
}

#[test]
fn of_a_closed_project_only_what_lasts_is_said() {
    let today = day("2026-03-04");
    let mut project = demo::project(Lang::Zh, today);
    let open = Assessed::of(&project, today, None);
    let before = ids(&open);
    assert!(
        ["CO", "KP", "RM"].iter().all(|start| before.iter().any(|id| id.starts_with(start))),
        "{before:?}"
    );

    let row = Closing { date: Some(today), months: Some(2.0), ..Closing::with_id(Id::new(77)) };
    project.apply(Edit::append(row)).unwrap();
    let yesterday = Assessed::of(&project, day("2026-03-03"), None);
    assert!(ids(&yesterday).iter().any(|id| id.starts_with("CO")), "it is closed tomorrow");

    // What was concluded before the closing is not taken over.
    let closed = Assessed::of(&project, today, Some(&open));
    let expected: BTreeSet<_> = before.iter().copied().filter(|id| speaks_after_closing(id)).collect();
    let mut said = ids(&closed);
    assert!(said.remove("MI6"), "{said:?}");
    assert_eq!(said, expected);
    assert!(!expected.is_empty());
    for (tool, assessment) in TOOLS.iter().zip(closed.tools()) {
        assert!(assessment.level <= Assessment::worst(&assessment.findings), "{}", tool.key);
    }

    project.apply(Edit::set::<Closing>(Id::new(77), "reopened", Cell::Date(today))).unwrap();
    assert_eq!(ids(&Assessed::of(&project, today, Some(&closed))), before);
}

#[test]
fn what_lasts_are_results_figures_dates_and_promises() {
    let lasting: BTreeSet<_> =
        registry::rules().filter(|(_, rule)| rule.after_closing).map(|(_, rule)| rule.id).collect();
    let expected = [
        "AC1", "KP1", "KP10", "KP2", "KP3", "KP4", "KP5", "KP6", "KP7", "KP8", "KP9", "MI6", "PR1", "PR2",
        "PR3", "PR4", "RS4",
    ];
    assert!(lasting.iter().copied().eq(expected), "{lasting:?}");
}

#[test]
fn what_is_silenced_is_a_rule() {
    for (_, rule) in registry::rules() {
        for silence in rule.silences {
            let (Silence::Everywhere(id) | Silence::SameCell(id)) = *silence;
            assert!(registry::rules().any(|(_, other)| other.id == id), "{} silences {id}", rule.id);
            assert_ne!(rule.id, id);
        }
    }
}

#[test]
fn a_pass_computes_each_fact_once_and_none_after_an_edit_that_it_did_not_read() {
    let today = day("2026-03-04");
    let mut project = demo::project(Lang::En, today);
    let first = Assessed::of(&project, today, None);
    assert!(first.facts.computed().is_empty(), "nobody has asked");
    assert_eq!(first.tools().len(), TOOLS.len());
    let computed = first.facts.computed();
    let once: BTreeSet<_> = computed.iter().collect();
    assert_eq!(once.len(), computed.len(), "{computed:?}");
    assert!(computed.len() >= 10, "{computed:?}");

    let same = Assessed::of(&project, today, Some(&first));
    assert_eq!((same.tools().len(), same.facts.computed()), (TOOLS.len(), Vec::new()), "nothing has changed");
    let row = Closing { date: Some(today), ..Closing::with_id(Id::new(77)) };
    project.apply(Edit::append(row)).unwrap();
    let skipped = Assessed::of(&project, today, Some(&first));
    project.apply(Edit::set::<Closing>(Id::new(77), "reopened", Cell::Date(today))).unwrap();
    let last = Assessed::of(&project, today, Some(&skipped));
    let anew = Assessed::of(&project, today, None);
    assert_eq!(ids(&last), ids(&anew), "what was never asked for is skipped");
    assert!(last.facts.computed().len() < computed.len(), "{:?}", last.facts.computed());
    assert!(skipped.facts.computed().is_empty());
}
