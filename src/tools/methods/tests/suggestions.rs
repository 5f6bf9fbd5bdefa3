//! What the processes and the rights of the front line speak for.

use super::{Story, day};
use crate::facts::Facts;
use crate::sheet::{Cell, Id, Link, Row as _};
use crate::text::Lang;
use crate::tool::{Speaks, Suggestion, Suggestions};
use crate::tools::kotter::Authority;
use crate::tools::methods;
use crate::tools::process::{Mark, Process, Step};

impl Story {
    /// The returns of the first case as a process: six days of waiting, three departments, nothing marked yet.
    pub fn returns(&mut self) -> (Id, Vec<Id>) {
        let id = self.id();
        let process = self.add(Process { name: "Returns".into(), ..Process::with_id(id) });
        let steps = [
            ("Store registers", 0.0, "Store"),
            ("Head office audits", 4320.0, "Head office"),
            ("Warehouse counts", 2880.0, "Warehouse"),
            ("Finance writes off", 1440.0, ""),
        ];
        let steps = steps.map(|(name, wait, department)| {
            let id = self.id();
            let step =
                Step { name: name.into(), process: Link::to(process), wait: Some(wait), ..Step::with_id(id) };
            self.add(Step { work: Some(30.0), department: department.into(), ..step })
        });
        (process, steps.to_vec())
    }

    fn said(&self, method: &str) -> Vec<Suggestion> {
        Facts::new(&self.project, day(40)).get::<Suggestions>().of(method).cloned().collect()
    }

    /// What speaks for a method, in English; nothing if nothing does.
    fn why(&self, method: &str) -> String {
        let said = self.said(method);
        let said = said.iter().filter(|s| s.speaks == Speaks::For);
        said.map(|s| s.evidence.get(Lang::En).to_owned()).collect::<Vec<_>>().join("; ")
    }
}

#[test]
fn a_new_project_speaks_for_nothing() {
    let story = Story::new();
    assert!(Facts::new(&story.project, day(40)).get::<Suggestions>().0.is_empty());
}

#[test]
fn each_need_of_a_process_speaks_for_its_method() {
    let mut story = Story::new();
    let (_, steps) = story.returns();
    assert!(story.why("M1").contains("'Head office audits'"), "{}", story.why("M1"));
    assert!(story.why("M3").contains("3 departments"), "{}", story.why("M3"));
    for method in ["M2", "M4", "M5", "M9"] {
        assert_eq!(story.why(method), "", "{method}");
    }
    story.set::<Step>(steps[2], "standard", Cell::Number(20.0));
    assert!(story.why("M4").contains("'Warehouse counts'"), "{}", story.why("M4"));
    story.set::<Step>(steps[3], "customer", Cell::Check(true));
    story.set::<Step>(steps[1], "approval", Cell::Check(true));
    assert!(story.why("M9").contains("'Finance writes off'"), "{}", story.why("M9"));
}

#[test]
fn rules_are_automated_after_the_other_questions() {
    let mut story = Story::new();
    let (_, steps) = story.returns();
    assert!(story.said("M2").is_empty());
    story.set::<Step>(steps[0], "rule_based", Cell::Check(true));
    assert_eq!(story.said("M2").iter().map(|s| s.speaks).collect::<Vec<_>>(), [Speaks::Against]);
    story.set::<Step>(steps[1], "mark", Cell::Choice(Mark::Automate.option()));
    assert_eq!(story.said("M2").iter().map(|s| s.speaks).collect::<Vec<_>>(), [Speaks::Against]);
    story.set::<Step>(steps[1], "mark", Cell::Choice(Mark::Combine.option()));
    assert!(story.why("M2").contains("'Returns'"), "{}", story.why("M2"));
}

#[test]
fn a_role_without_a_limit_speaks_for_rights_once_others_have_one() {
    let mut story = Story::new();
    let rows: Vec<Id> = story.project.rows::<Authority>().iter().map(|row| row.id).collect();
    assert_eq!(story.why("M9"), "");
    story.set::<Authority>(rows[0], "limit", Cell::Number(200.0));
    assert!(story.why("M9").starts_with("without a limit of their own: Technician"), "{}", story.why("M9"));
    for row in rows {
        story.set::<Authority>(row, "limit", Cell::Number(200.0));
    }
    assert_eq!(story.why("M9"), "");
}

#[test]
fn every_suggestion_names_a_method() {
    let mut story = Story::new();
    let (_, steps) = story.returns();
    story.set::<Step>(steps[0], "rule_based", Cell::Check(true));
    let facts = Facts::new(&story.project, day(40));
    let said = &facts.get::<Suggestions>().0;
    assert!(said.len() >= 3);
    for suggestion in said {
        assert!(methods::method(suggestion.method).is_some(), "{}", suggestion.method);
    }
}
