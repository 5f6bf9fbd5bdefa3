//! Rounds and assessors: medians, changes, new forms.

use super::*;

#[test]
fn assessors_are_taken_by_their_median() {
    let assessment = assess([form(7, 1, [3, 4, 4, 4, 4, 4]), form(8, 1, [4, 4, 4, 4, 4, 4])]);
    assert_eq!(assessment.headline.zh, "23.5/30");
    let sponsor = find(&assessment, "RD1");
    assert_eq!(sponsor.evidence.zh, "第 1 轮：高层支持 3.5 分，不到 4 分（2 位评估人的中位数）");
    assert_eq!(sponsor.place.row, Some(Id::new(7)));
    assert_eq!(value(&assessment, "assessors"), json!(2));
    let facts = assessment.facts.get::<Rounds>();
    assert_eq!((facts.median(Form::COL.senior_support), facts.median(Form::COL.note)), (Some(3.5), None));

    let three = [form(7, 1, [1, 4, 4, 4, 4, 4]), form(8, 1, [4; 6]), form(9, 1, [4; 6])];
    assert!(!ids(&assess(three)).contains(&"RD1"), "the median is 4");
}

#[test]
fn assessors_who_are_two_points_apart_disagree() {
    let apart = |low| assess([form(7, 1, [5, 5, low, 5, 5, 5]), form(8, 1, [5; 6]), form(9, 1, [5; 6])]);
    assert!(!ids(&apart(4)).contains(&"RD7"));
    let assessment = apart(3);
    let finding = find(&assessment, "RD7");
    assert_eq!(finding.evidence.en, "In round 1 the assessors disagree: Resources 3–5");
    assert_eq!((finding.place.row, finding.place.column), (Some(Id::new(7)), "resources"));
}

#[test]
fn a_drop_of_two_points_since_the_last_round_is_a_finding() {
    let after = |urgency| assess([form(7, 1, [5; 6]), form(8, 2, [5, urgency, 5, 5, 5, 5])]);
    assert!(!ids(&after(4)).contains(&"RD8"));
    let assessment = after(3);
    let finding = find(&assessment, "RD8");
    assert_eq!(finding.evidence.zh, "第 1 轮到第 2 轮明显下降：紧迫感 5 → 3");
    assert_eq!(finding.place.row, Some(Id::new(8)));
    assert_eq!(assessment.conclusion.last().unwrap().text.zh, "比第 1 轮 -2（30 → 28）");
}

#[test]
fn the_latest_round_with_a_score_counts() {
    let assessment = assess([form(9, 3, [0; 6]), form(8, 2, [4; 6]), form(7, 1, [5; 6])]);
    assert_eq!(assessment.headline.zh, "24/30");
    assert_eq!(value(&assessment, "round"), json!(2));
}

fn act(project: &Project, key: &str, row: Option<&dyn AnyRow>) -> Result<Project, Phrase> {
    let facts = Facts::new(project, day(30));
    let action = TOOL.actions.iter().find(|a| a.key == key).unwrap();
    let outcome = (action.run)(&facts, row, &mut || Id::new(99))?;
    let mut after = project.clone();
    after.apply(outcome.edit).unwrap();
    Ok(after)
}

#[test]
fn a_new_round_is_numbered_and_copies_nothing() {
    let before = project([form(7, 1, [4; 6]), form(8, 4, [4; 6])]);
    let after = act(&before, "new-round", None).unwrap();
    let new = after.find::<Form>(Id::new(99)).unwrap();
    let blank = Form { round: Some(5), date: Some(day(30)), ..Form::with_id(Id::new(99)) };
    assert_eq!(*new, blank);
    let refused = act(&after, "new-round", None).unwrap_err();
    assert_eq!(refused.zh, "第 5 轮还没有得分，先把它填上");
}

#[test]
fn another_assessor_joins_the_round_under_the_cursor() {
    let before = project([form(7, 1, [4; 6]), form(8, 2, [4; 6])]);
    let round = |row: Option<&dyn AnyRow>| {
        act(&before, "add-assessor", row).unwrap().find::<Form>(Id::new(99)).unwrap().round
    };
    assert_eq!(round(Some(&form(7, 1, [4; 6]))), Some(1));
    assert_eq!(round(None), Some(2));
}

#[test]
fn forms_stand_newest_round_first_and_else_as_they_are() {
    let project = project([form(7, 1, [4; 6]), form(8, 3, [4; 6]), form(9, 3, [4; 6]), form(10, 2, [4; 6])]);
    let facts = Facts::new(&project, day(30));
    assert_eq!((TOOL.views[0].rows)(&facts), Some(vec![1, 2, 3, 0]));
}

#[test]
fn somebody_with_two_forms_is_one_assessor() {
    let named = |id, name: &str, on: i64, scores| Form {
        assessor: name.into(),
        date: Some(day(on)),
        ..form(id, 1, scores)
    };
    let twice = assess([named(7, "财务 总监", 1, [3; 6]), named(8, "财务总监", 2, [5; 6])]);
    assert_eq!((value(&twice, "assessors"), &*twice.headline.zh), (json!(1), "30/30"));
    assert!(!ids(&twice).contains(&"RD7"), "nobody disagrees with themselves");
    // The later counts, in whatever order they stand.
    let turned = assess([named(8, "CFO", 2, [5; 6]), named(7, "cfo", 1, [3; 6])]);
    assert_eq!((value(&turned, "assessors"), &*turned.headline.zh), (json!(1), "30/30"));
    // What the later form leaves out stands as it was.
    let partly = assess([named(7, "A", 1, [3; 6]), named(8, "A", 2, [5, 0, 0, 0, 0, 0])]);
    assert_eq!((&*partly.headline.zh, ids(&partly).contains(&"RD9")), ("20/30", false));
    let two = assess([named(7, "A", 1, [4; 6]), named(8, "B", 1, [5; 6])]);
    assert_eq!(value(&two, "assessors"), json!(2));
    assert_eq!(value(&assess([form(7, 1, [4; 6]), form(8, 1, [5; 6])]), "assessors"), json!(2), "unnamed");
}
