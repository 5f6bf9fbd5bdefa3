use super::*;
use crate::demo;
use crate::project::Edit;
use crate::sheet::Cell;
use crate::text::Lang;
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
    for (tool, assessment) in TOOLS.iter().zip(&closed.tools) {
        assert!(assessment.level <= Assessment::worst(&assessment.findings), "{}", tool.key);
    }

    project.apply(Edit::set::<Closing>(Id::new(77), "reopened", Cell::Date(today))).unwrap();
    assert_eq!(ids(&Assessed::of(&project, today, Some(&closed))), before);
}

#[test]
fn a_pair_of_letters_names_its_rules_and_no_others() {
    for id in ["MI6", "KP1", "KP10", "PR3", "AC1", "RS4"] {
        assert!(speaks_after_closing(id), "{id}");
    }
    for id in ["MI5", "K1", "AC2", "RS1", "RM2", "CL1", "CM1", "HW1", "PM1", "AC10"] {
        assert!(!speaks_after_closing(id), "{id}");
    }
}

#[test]
fn two_threads_conclude_what_one_does() {
    let today = chrono::NaiveDate::from_ymd_opt(2026, 3, 4).unwrap_or_default();
    let project = crate::demo::large(1_500, 4, 1, today);
    assert!(project.sheets().map(|sheet| sheet.len()).sum::<usize>() >= super::LARGE);
    let both = super::Assessed::of(&project, today, None);
    assert_eq!(both.tools.len(), crate::tools::TOOLS.len());
    for key in super::LONGEST {
        assert!(crate::tools::TOOLS.iter().any(|tool| tool.key == *key), "{key} is no tool");
    }
    // The project is closed in the made-up sheets, so that some findings are silent in either way.
    let closed = crate::tools::closing::closed(&project).is_some_and(|on| on <= today);
    for (tool, assessment) in crate::tools::TOOLS.iter().zip(&both.tools) {
        let alone = (tool.assess)(&project, today);
        let alone = if closed { alone.after_closing() } else { alone };
        let values = (tool.values)(&Scene { project: &project, assessment: &alone, today });
        assert_eq!((&assessment.headline, both.values(tool)), (&alone.headline, values));
        assert_eq!(assessment.findings, alone.findings, "{}", tool.key);
    }
}
