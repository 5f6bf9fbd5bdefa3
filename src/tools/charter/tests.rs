use super::*;

fn project(vision: &str) -> Project {
    let mut project = Project::empty(Id::new(1), &[Charter::DEF, Rest::DEF]);
    let row = Charter { vision: Prose(vision.into()), ..Charter::with_id(Id::new(2)) };
    project.apply(Edit::append(row)).unwrap();
    project
}

fn assess(project: &Project, today: NaiveDate) -> Assessment {
    TOOL.conclude(&Facts::new(project, today))
}

/// What is said of a vision.
fn said(vision: &str) -> Option<(Level, Phrase)> {
    let findings = assess(&project(vision), "2026-03-04".parse().unwrap()).findings;
    findings.into_iter().find(|f| f.id == "PR2").map(|f| (f.level, f.evidence))
}

#[test]
fn a_vision_is_asked_for_what_it_lacks() {
    let (level, evidence) = said("让客户满意").unwrap();
    assert_eq!(level, Level::Watch);
    assert_eq!(evidence.zh, "愿景还不完整：没有数字、没有期限");
    assert_eq!(
        said("By December service is better. All agree.").unwrap().1.en,
        "The vision is not complete: it names no number; it is not one sentence"
    );
    assert_eq!(said(" ").unwrap().1.en, "There is no vision");
}

#[test]
fn a_whole_vision_is_left_alone() {
    assert_eq!(said("12个月内首次修复率从80%升到92%"), None);
    assert_eq!(said("By December, 92% of faults are fixed at the first visit."), None);
}
