//! Milestones, soft indicators, and early victory.

use super::*;

#[test]
fn mi4_wants_a_goal_between_day_90_and_183_and_no_gap_over_six_months() {
    let mut story = Story::new();
    assert_eq!(story.level("MI4", 1), UNDECIDED, "the milestones of the source prove nothing");
    let m3 = story
        .project
        .rows::<Milestone>()
        .iter()
        .find(|m| m.item().is_some_and(|item| item.month == 3))
        .unwrap()
        .id;
    story.set::<Milestone>(m3, "owner", Cell::Text("售后运营经理".into()));
    assert_eq!(story.level("MI4", 1), Level::Good, "somebody has taken it up");
    story.clear::<Milestone>();
    assert_eq!(story.level("MI4", 1), Level::Watch);
    assert_eq!(told(&story, "MI4", 184), "Nothing was dated in months 3 to 6");
    let one = story.put(|m: Milestone| Milestone { milestone: "M".into(), date: Some(day(89)), ..m });
    assert_eq!(story.level("MI4", 1), Level::Watch, "day 89");
    story.set::<Milestone>(one, "date", Cell::Date(day(90)));
    assert_eq!(story.level("MI4", 1), Level::Good, "day 90");
    story.set::<Milestone>(one, "date", Cell::Date(day(183)));
    assert_eq!(story.level("MI4", 1), Level::Watch, "more than six months after the start");
    story.set::<Milestone>(one, "date", Cell::Date("2026-07-05".parse().unwrap()));
    assert_eq!(story.level("MI4", 1), Level::Good, "six months after the start");
    let two = story.put(|m: Milestone| Milestone {
        milestone: "N".into(),
        date: Some("2027-01-05".parse().unwrap()),
        ..m
    });
    assert_eq!(story.level("MI4", 1), Level::Good, "six months after the first");
    story.set::<Milestone>(two, "date", Cell::Date("2027-01-06".parse().unwrap()));
    assert_eq!(story.level("MI4", 1), Level::Watch, "a day more");
}

#[test]
fn mi5_looks_at_satisfaction_beside_the_results() {
    let mut story = Story::new();
    assert_eq!(story.level("MI5", 10), UNDECIDED);
    story.launch(29);
    assert_eq!(story.level("MI5", 40), Level::Watch, "never measured");
    story.read(code::SATISFACTION, 33, 3.4);
    assert_eq!(story.level("MI5", 36), Level::Good, "no result to compare with");
    story.read(code::FTFR, 33, 92.0);
    assert_eq!(story.level("MI5", 36), Level::Good, "hardly anything is expected of the results yet");
    story.read(code::FTFR, 65, 92.0);
    assert_eq!(story.level("MI5", 70), Level::Act);
    story.read(code::SATISFACTION, 69, 3.5);
    assert_eq!(story.level("MI5", 70), Level::Good, "3.5");
    story.remove::<Kpi>(story.kpi(code::SATISFACTION));
    assert_eq!(story.level("MI5", 40), Level::Watch);
}

#[test]
fn mi5_counts_own_indicators_that_are_about_people() {
    let mut story = Story::new();
    story.launch(29);
    let own = story.put(|kpi: Kpi| Kpi {
        name: "离职人数".into(),
        kind: Some(kpi::Kind::Leading),
        direction: Some(kpi::Way::Down),
        target: Some(2.0),
        ..kpi
    });
    // With satisfaction gone nothing is left about people, until somebody says that this one is.
    story.remove::<Kpi>(story.kpi(code::SATISFACTION));
    assert_eq!(told(&story, "MI5", 40), "No indicator is about people");
    let about = |key| Cell::Choice(kpi::About::OPTIONS.iter().find(|option| option.key == key).unwrap());
    story.set::<Kpi>(own, "about", about("process"));
    assert_eq!(told(&story, "MI5", 40), "No indicator is about people");
    story.set::<Kpi>(own, "about", about("people"));
    assert_eq!(story.level("MI5", 20), UNDECIDED, "before the launch");
    assert_eq!(told(&story, "MI5", 40), "The pilot is live without a reading of: 离职人数");
    let leavers = |story: &mut Story, on: i64, value: f64| {
        let kpi = Link::to(own);
        story.put(|r: Reading| Reading { kpi, date: Some(day(on)), value: Some(value), ..r });
    };
    leavers(&mut story, 65, 2.0);
    story.read(code::FTFR, 65, 92.0);
    assert_eq!(story.level("MI5", 70), Level::Good, "at its target");
    leavers(&mut story, 66, 2.1);
    assert_eq!(story.level("MI5", 70), Level::Act, "beyond it");
    assert!(
        told(&story, "MI5", 70).starts_with("All results are on track, but people are not: 离职人数 2.1 (")
    );
    // A result of its own is not one of those that are to be held against it.
    story.set::<Kpi>(
        own,
        "kind",
        Cell::Choice(kpi::Kind::OPTIONS.iter().find(|o| o.key == "lagging").unwrap()),
    );
    story.set::<Kpi>(own, "baseline", Cell::Number(0.0));
    story.set::<Kpi>(own, "direction", Cell::Empty);
    story.set::<Kpi>(own, "baseline_date", Cell::Date(day(1)));
    story.set::<Kpi>(own, "target_date", Cell::Date(day(60)));
    leavers(&mut story, 67, 1.0);
    assert_eq!(story.level("MI5", 70), Level::Act, "missed");
}

#[test]
fn files_without_the_column_are_judged_as_before() {
    let mut story = Story::new();
    let all: Vec<Id> = story.project.rows::<Kpi>().iter().map(|kpi| kpi.id).collect();
    let soft = |story: &Story| {
        let soft =
            story.project.rows::<Kpi>().iter().filter(|kpi| kpi.is_soft()).map(|kpi| kpi.code.to_string());
        soft.collect::<Vec<_>>()
    };
    assert_eq!(soft(&story), [code::SATISFACTION]);
    for kpi in all {
        story.set::<Kpi>(kpi, "about", Cell::Empty);
    }
    assert_eq!(soft(&story), [code::SATISFACTION]);
}

#[test]
fn mi6_stands_here_and_is_said_where_projects_are_closed() {
    let mut story = Story::new();
    assert_eq!(story.level("MI6", 10), UNDECIDED, "the items of the source prove nothing");
    let item = story.project.rows::<roadmap::Item>().iter().find(|i| i.code == "p4-1").unwrap().id;
    story.set::<roadmap::Item>(item, "owner", Cell::Text("HR".into()));
    assert_eq!(story.level("MI6", 10), Level::Good);
    let early =
        story
            .put(|c: Closing| Closing { date: Some(day(100)), override_reason: Prose("合并".into()), ..c });
    assert!(matches!(story.at("MI6", 120), Test::Elsewhere(_)));
    story.set::<Closing>(early, "reopened", Cell::Date(day(110)));
    assert_eq!(story.level("MI6", 120), Level::Good);
    story.put(|s: roadmap::Item| roadmap::Item { stage: Some(Stage::Institutionalise), ..s });
    story.clear::<roadmap::Item>();
    assert_eq!(story.level("MI6", 120), Level::Watch);
    let said = |story: &Story, on| assess(&story.project, day(on)).findings.iter().any(|f| f.id == "PM2");
    assert!(!said(&story, 120), "before the launch it is the plan's");
    story.launch(121);
    assert!(said(&story, 121));
    story.put(|s: roadmap::Item| roadmap::Item { stage: Some(Stage::Institutionalise), ..s });
    assert!(said(&story, 121), "a blank row proves nothing");
    story.put(|s: roadmap::Item| roadmap::Item {
        item: "写进手册".into(),
        stage: Some(Stage::Institutionalise),
        ..s
    });
    assert!(!said(&story, 121));
}
