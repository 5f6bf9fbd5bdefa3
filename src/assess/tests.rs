use super::*;
use crate::demo;
use crate::finding::FindingKey;
use crate::project::Edit;
use crate::sheet::Cell;
use crate::sheet::Id;
use crate::sheet::Row as _;
use crate::sheet::Score;
use crate::text::Lang;
use crate::tools::closing::Closing;
use crate::tools::readiness::Form;
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
    let lasts = |id: &&str| speaks_after_closing(id);
    let expected: BTreeSet<_> = before.iter().copied().filter(lasts).collect();
    let mut said = ids(&closed);
    assert!(said.remove("MI6"), "{said:?}");
    assert!(said.remove("CS1"), "response times are worse than at the start: {said:?}");
    assert!(said.remove("CS2"), "what is open stays visible: {said:?}");
    assert_eq!(said, expected);
    assert!(!expected.is_empty());
    for (tool, assessment) in TOOLS.iter().zip(closed.tools()) {
        assert!(assessment.level <= Assessment::worst(&assessment.findings), "{}", tool.key);
    }

    project.apply(Edit::set::<Closing>(Id::new(77), "reopened", Cell::Date(today))).unwrap();
    assert_eq!(ids(&Assessed::of(&project, today, Some(&closed))), before);
}

#[test]
fn closing_lifts_no_stop() {
    let today = day("2026-03-04");
    let mut project = demo::project(Lang::Zh, today);
    let forms: Vec<Id> = project.rows::<Form>().iter().map(|form| form.id).collect();
    for form in forms {
        let score = Cell::Score(Score::new(1).unwrap());
        project.apply(Edit::set::<Form>(form, "senior_support", score)).unwrap();
    }
    let stops = |project: &Project| -> BTreeSet<&str> {
        let assessed = Assessed::of(project, today, None);
        assessed.findings().iter().filter(|(_, f)| f.level == Level::Stop).map(|(_, f)| f.id).collect()
    };
    let open = stops(&project);
    assert!(open.contains("RD1") || open.contains("RD12"), "{open:?}");
    let row = Closing { date: Some(today), months: Some(12.0), ..Closing::with_id(Id::new(77)) };
    project.apply(Edit::append(row)).unwrap();
    assert!(stops(&project).is_superset(&open));
}

#[test]
fn what_lasts_are_results_figures_dates_and_promises() {
    let lasting: BTreeSet<_> =
        registry::rules().filter(|(_, rule)| rule.after_closing).map(|(_, rule)| rule.id).collect();
    let expected = [
        "AC1", "CS1", "CS2", "KP1", "KP10", "KP12", "KP2", "KP3", "KP4", "KP5", "KP6", "KP7", "KP8", "KP9",
        "MI6", "PM2", "PR1", "PR2", "PR3", "PR4", "RS4",
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

#[test]
fn what_has_said_the_same_for_five_weeks_stands_last_and_what_is_new_before_its_equals() {
    let today = day("2026-03-04");
    let project = demo::project(Lang::En, today);
    let mut assessed = Assessed::of(&project, today, None);
    let order = |assessed: &Assessed| -> Vec<(FindingKey, Level)> {
        assessed.findings().iter().map(|(_, f)| (f.key(), f.level)).collect()
    };
    let plain = order(&assessed);
    let worst = plain[0].1;

    // Nothing is known of these days: nothing is new and nothing is folded.
    assessed.look_back(Arc::new(Earlier::of(today, |_| None)));
    assert_eq!(order(&assessed), plain);

    // The project looked the same all the time, as if only the calendar had moved on.
    let mut asked = Vec::new();
    assessed.look_back(Arc::new(Earlier::of(today, |day| {
        asked.push(day);
        Some(project.clone())
    })));
    assert_eq!(asked, [day("2026-02-25"), day("2026-01-28")]);
    let now = order(&assessed);
    let old = |key: FindingKey| {
        let all = assessed.findings();
        let (_, finding) = all.iter().find(|(_, f)| f.key() == key).unwrap();
        (assessed.is_unchanged(finding), finding.level)
    };
    let folded = now.iter().filter(|(key, _)| old(*key).0).count();
    assert!(folded > 0 && folded < now.len());
    // What is in order stands behind all that is to be done, old or new.
    let is_old: Vec<bool> =
        now.iter().filter(|(_, level)| *level > Level::Good).map(|(key, _)| old(*key).0).collect();
    assert!(is_old.is_sorted(), "they stand last");
    assert!(now.iter().all(|(key, level)| *level < Level::Stop || !old(*key).0), "no STOP among them");
    assert_eq!((now.len(), assessed.level()), (plain.len(), worst), "none is lost, and the level stands");

    // Of two equals the one that was not there a week ago comes first.
    let equal = |a: &Finding, b: &Finding| (a.level, a.consequence) == (b.level, b.consequence);
    let findings = assessed.findings();
    let fresh = findings.iter().filter(|(_, f)| assessed.is_new(f)).count();
    assert!(fresh > 0 && fresh < findings.len());
    for pair in findings.windows(2) {
        let ((_, before), (_, after)) = (pair[0], pair[1]);
        if equal(before, after) && assessed.is_unchanged(before) == assessed.is_unchanged(after) {
            assert!(assessed.is_new(before) || !assessed.is_new(after), "{before:?}\n{after:?}");
        }
    }
}

#[test]
fn a_score_leaves_the_indicators_alone() {
    let today = day("2026-03-04");
    let mut project = demo::project(Lang::En, today);
    let before = Assessed::of(&project, today, None);
    assert!(before.level() > Level::Blank);
    let (person, now) = {
        let row = &project.rows::<crate::tools::adkar::Person>()[0];
        (row.id, row.awareness)
    };
    let score =
        crate::sheet::Score::new(1).filter(|one| now != Some(*one)).or(crate::sheet::Score::new(2)).unwrap();
    project.apply(Edit::set::<crate::tools::adkar::Person>(person, "awareness", Cell::Score(score))).unwrap();
    let after = Assessed::of(&project, today, Some(&before));
    assert!(after.level() > Level::Blank);
    let computed = after.facts.computed();
    assert!(computed.iter().any(|name| name.ends_with("Rollup")));
    let untouched = ["kpi", "communication", "roadmap", "wins", "OffSince"];
    assert!(!computed.iter().any(|name| untouched.iter().any(|part| name.contains(part))), "{computed:#?}");
}
