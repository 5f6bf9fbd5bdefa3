//! The eight common mistakes: fired, not fired, and at the threshold.

use super::*;

#[test]
fn mi1_asks_for_facts_two_weeks_before_the_pilot() {
    let mut story = Story::new();
    // The pilot's weeks begin on day 29, so day 15 is the last day for a first fact.
    assert_eq!(story.level("MI1", 15), UNDECIDED);
    assert_eq!(story.level("MI1", 16), Level::Watch);
    story.launch(29);
    assert_eq!(story.level("MI1", 29), Level::Act);
    story.form(|f| Form { urgency: Score::new(3), ..f });
    story.fact(15);
    assert_eq!(story.level("MI1", 40), Level::Good, "14 days before");
    story.clear::<Fact>();
    story.fact(16);
    assert_eq!(story.level("MI1", 40), Level::Watch, "13 days before");
    story.fact(29);
    assert_eq!(story.level("MI1", 40), Level::Watch, "facts shown for 13 days");
    story.fact(30);
    assert_eq!(story.level("MI1", 40), Level::Good, "facts shown for 14 days");
    story.form(|f| Form { urgency: Score::new(2), ..f });
    assert!(matches!(story.at("MI1", 40), Test::Elsewhere(hit) if hit.level == Level::Act));
}

#[test]
fn mi2_fires_when_training_is_done_and_incentives_are_not() {
    let mut story = Story::new();
    story.launch(29);
    assert_eq!(story.level("MI2", 60), UNDECIDED, "no cards");
    let card = story.card([4, 4, 4, 4]);
    assert_eq!(story.level("MI2", 60), Level::Good);
    story.set::<Person>(card, "incentive", Cell::Empty);
    story.read(code::TRAINING, 50, 89.9);
    assert_eq!(story.level("MI2", 60), UNDECIDED, "89.9 %");
    story.read(code::TRAINING, 57, 90.0);
    assert_eq!(story.level("MI2", 60), Level::Act, "90 %");
    story.set::<Person>(card, "incentive", Cell::Choice(Incentive::Aligned.option()));
    assert_eq!(story.level("MI2", 60), Level::Good);
    // They can and will not: one of four is less than a third, one of three is a third.
    let unwilling = story.card([4, 3, 4, 4]);
    story.card([4, 4, 4, 4]);
    story.card([4, 4, 3, 3]);
    assert_eq!(story.level("MI2", 60), Level::Good);
    story.remove::<Person>(card);
    assert_eq!(story.level("MI2", 60), Level::Act);
    // Once their action is done after that scoring, it is for ADKAR to ask for a new one.
    story.set::<Person>(unwilling, "scored", Cell::Date(day(40)));
    story.set::<Person>(unwilling, "done", Cell::Date(day(40)));
    assert_eq!(story.level("MI2", 60), Level::Act, "scored on the day");
    story.set::<Person>(unwilling, "done", Cell::Date(day(41)));
    assert_eq!(story.level("MI2", 60), Level::Good);
}

#[test]
fn mi3_asks_for_coaching_within_two_weeks_and_a_place_for_questions() {
    let mut story = Story::new();
    story.launch(29);
    assert_eq!(story.level("MI3", 60), UNDECIDED);
    let held = story.put(|t: Training| Training {
        topic: "平板工单".into(),
        date: Some(day(40)),
        questions: "工作群".into(),
        ..t
    });
    assert_eq!(story.level("MI3", 54), Level::Good, "14 days");
    assert_eq!(story.level("MI3", 55), Level::Act, "15 days");
    story.set::<Training>(held, "coached", Cell::Date(day(39)));
    assert_eq!(story.level("MI3", 55), Level::Act, "coached before the training");
    story.set::<Training>(held, "coached", Cell::Date(day(50)));
    assert_eq!(story.level("MI3", 55), Level::Good);
    story.set::<Training>(held, "questions", Cell::Empty);
    assert_eq!(story.level("MI3", 55), Level::Watch);
    story.set::<Training>(held, "questions", Cell::Text("工作群".into()));
    // They know and cannot: a third of the cards, once the training has had two weeks to sink in.
    story.card([4, 4, 4, 3]);
    story.card([4, 4, 4, 4]);
    assert_eq!(story.level("MI3", 54), Level::Good, "14 days");
    assert_eq!(story.level("MI3", 55), Level::Act);
    story.card([4, 4, 4, 4]);
    story.card([4, 4, 4, 4]);
    assert_eq!(story.level("MI3", 55), Level::Good, "one of four");
}

#[test]
fn a_third_is_one_of_people_and_not_of_cards() {
    let mut story = Story::new();
    story.launch(29);
    story.read(code::COVERAGE, 40, 100.0);
    story.read(code::TRAINING, 40, 95.0);
    let lacking = story.card([3, 4, 3, 4]);
    let fine = story.card([4, 4, 4, 4]);
    let size = |story: &mut Story, card, n| story.set::<Person>(card, "headcount", Cell::Count(n));
    for (of_lacking, of_fine, level) in [
        (1, 100, Level::Good),
        (1, 2, Level::Watch),
        (50, 100, Level::Watch),
        (49, 99, Level::Good),
        (100, 1, Level::Watch),
    ] {
        size(&mut story, lacking, of_lacking);
        size(&mut story, fine, of_fine);
        let seen = (story.level("XC2", 60), story.level("XC3", 60));
        assert_eq!(seen, (level, level), "{of_lacking} beside {of_fine}");
    }
    // The same of those who know and will not, and of those who know and cannot.
    size(&mut story, fine, 100);
    for (scores, rule) in [(["4", "3", "4", "4"], "MI2"), (["4", "4", "4", "3"], "MI3")] {
        for (column, score) in ["awareness", "desire", "knowledge", "ability"].into_iter().zip(scores) {
            let score = Score::new(score.parse().unwrap()).unwrap();
            story.set::<Person>(lacking, column, Cell::Score(score));
        }
        size(&mut story, lacking, 49);
        assert_ne!(story.level(rule, 60), Level::Act, "{rule}");
        size(&mut story, lacking, 50);
        assert_eq!(story.level(rule, 60), Level::Act, "{rule}");
    }
}

#[test]
fn cards_scored_before_the_training_are_to_be_scored_again_first() {
    let mut story = Story::new();
    story.launch(29);
    story.read(code::TRAINING, 40, 89.0);
    story.read(code::TRAINING, 47, 95.0);
    story.read(code::TRAINING, 54, 96.0);
    let card = story.card([4, 4, 2, 2]);
    let at = |story: &Story| story.at("XC3", 60);
    assert!(matches!(at(&story), Test::NotYet(why) if why.zh.contains("1 人的卡")), "scored on day 45");
    story.set::<Person>(card, "scored", Cell::Date(day(47)));
    assert_eq!(story.level("XC3", 60), Level::Watch, "scored on the day");
    story.set::<Person>(card, "scored", Cell::Empty);
    assert_eq!(story.level("XC3", 60), UNDECIDED, "nobody knows when");
    // Too few to make it a third, whatever they score.
    for _ in 0..3 {
        let fine = story.card([4, 4, 4, 4]);
        story.set::<Person>(fine, "scored", Cell::Date(day(50)));
    }
    assert_eq!(story.level("XC3", 60), Level::Good);
    // What people can do shows after the launch.
    let story = |scored| {
        let mut story = Story::new();
        story.launch(29);
        let card = story.card([4, 4, 4, 3]);
        story.set::<Person>(card, "scored", Cell::Date(day(scored)));
        story.level("MI3", 60)
    };
    assert_eq!((story(28), story(29)), (UNDECIDED, Level::Act));
}

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

#[test]
fn mi7_asks_for_executives_on_site_and_heard() {
    let mut story = Story::new();
    assert_eq!(story.level("MI7", 10), UNDECIDED);
    let member = story.put(|m: Member| Member { name: "G-01".into(), ..m });
    assert!(matches!(story.at("MI7", 10), Test::Elsewhere(_)));
    story.set::<Member>(member, "executive", Cell::Check(true));
    assert_eq!(story.level("MI7", 10), Level::Good);
    story.launch(29);
    story.read(code::WALKS, 31, 1.0);
    story.read(code::WALKS, 38, 0.0);
    assert_eq!(story.level("MI7", 42), Level::Good, "week 6 is not over");
    assert_eq!(story.level("MI7", 43), Level::Act, "week 6 was without a walk");
    story.read(code::WALKS, 45, 1.0);
    assert_eq!(story.level("MI7", 50), Level::Good);
    let good =
        story
            .put(|m: Message| Message { message: Prose("为什么变".into()), news: Some(News::Good), ..m });
    let sent = story.send(good, 19);
    assert_eq!(story.level("MI7", 50), Level::Good, "31 days since the first word, and no executive");
    assert!(matches!(story.at("MI7", 51), Test::Elsewhere(_)), "32 days");
    let mut paused = story.clone();
    paused.put(|r: Rest| Rest { from: Some(day(51)), until: Some(day(54)), ..r });
    assert_eq!(paused.level("MI7", 51), Level::Good, "nobody is to speak during a pause");
    story.set::<Send>(sent, "executive", Cell::Check(true));
    assert_eq!(story.level("MI7", 50), Level::Good, "31 days");
    story.set::<Send>(sent, "date", Cell::Date(day(18)));
    assert!(matches!(story.at("MI7", 50), Test::Elsewhere(_)), "32 days");
}

#[test]
fn mi7_waits_for_the_pilots_first_full_week() {
    let mut story = Story::new();
    story.read(code::WALKS, 24, 0.0);
    story.launch(29);
    assert_ne!(story.level("MI7", 35), Level::Act, "6 days after the launch");
    story.read(code::WALKS, 31, 0.0);
    assert_eq!(story.level("MI7", 36), Level::Act, "7 days after it");
}

#[test]
fn mi8_asks_whether_bad_news_was_told() {
    let mut story = Story::new();
    let good = story.put(|m: Message| Message { message: Prose("好".into()), ..m });
    assert_eq!(story.level("MI8", 10), UNDECIDED, "nobody has said which news it is");
    story.set::<Message>(good, "news", Cell::Choice(News::Good.option()));
    assert_eq!(story.level("MI8", 10), Level::Watch, "only good news planned");
    let blank = story.put(|m: Message| Message { message: Prose("新".into()), ..m });
    assert_eq!(story.level("MI8", 10), UNDECIDED, "one that nobody has called good");
    story.set::<Message>(blank, "news", Cell::Choice(News::Bad.option()));
    assert_eq!(story.level("MI8", 10), Level::Good);
    story.remove::<Message>(blank);
    story.launch(29);
    assert_eq!(story.level("MI8", 40), Level::Watch.min(Level::Good), "nothing is wrong");
    // The milestone of month 1 has passed.
    let m1 = story.project.rows::<Milestone>().first().map(|m| m.id);
    if let Some(m1) = m1 {
        story.set::<Milestone>(m1, "reached", Cell::Date(day(31)));
    }
    story.read(code::FTFR, 60, 70.0);
    assert_eq!(story.level("MI8", 67), Level::Good, "7 days");
    assert_eq!(story.level("MI8", 68), Level::Act, "8 days off track, nobody told");
    let place = |story: &Story| story.at("MI8", 68).found().map(|hit| (hit.place.sheet, hit.place.column));
    assert_eq!(place(&story), Some((Message::SHEET, "message")), "there is no such message yet");
    let bad = story.put(|m: Message| Message { message: Prose("难".into()), news: Some(News::Mixed), ..m });
    assert_eq!(place(&story), Some((Send::SHEET, "message")), "it only has to be sent");
    let tell = |story: &mut Story, message, who: &str, on| {
        let audience = story.project.rows::<Audience>().iter().find(|a| a.code == who).unwrap().id;
        let (message, audience) = (Link::to(message), Link::to(audience));
        story.put(|s: Send| Send { message, audience, date: Some(day(on)), ..s })
    };
    for who in ["centre_managers", "service_advisors", "technicians"] {
        tell(&mut story, good, who, 66);
    }
    assert_eq!(story.level("MI8", 68), Level::Act, "good news does not count");
    tell(&mut story, bad, "executives", 66);
    assert_eq!(story.level("MI8", 68), Level::Act, "executives are not those affected");
    tell(&mut story, bad, "centre_managers", 66);
    tell(&mut story, bad, "service_advisors", 66);
    let told = |story: &Story| story.at("MI8", 68).found().map(|hit| hit.evidence.zh.clone().into_owned());
    assert_eq!(
        told(&story).unwrap(),
        format!("“首次修复率（FTFR）”从 {} 起偏离，已经 8 天，还没有告诉：技师", day(60))
    );
    let before = tell(&mut story, bad, "technicians", 59);
    assert_eq!(story.level("MI8", 68), Level::Act, "told before it went off track");
    story.set::<Send>(before, "date", Cell::Date(day(60)));
    assert_eq!(story.level("MI8", 68), Level::Good, "told on the day");
    // It went off track with the first of the readings in a row, and one time of telling will do.
    story.read(code::FTFR, 66, 71.0);
    story.read(code::FTFR, 73, 70.0);
    assert_eq!(story.level("MI8", 80), Level::Good);
    assert_eq!(story.level("MI8", 87), Level::Good, "a reading 14 days old");
    assert_eq!(story.level("MI8", 88), Level::Act, "off track and unread for 15 days");
    let rest = story.put(|r: Rest| Rest { from: Some(day(80)), ..r });
    assert_eq!(story.level("MI8", 88), UNDECIDED, "not judged in a pause");
    story.remove::<Rest>(rest);
    let mut own = Story::new();
    own.launch(29);
    own.read(code::TRAINING, 60, 20.0);
    assert_eq!(own.level("MI8", 61), Level::Good, "how far training has come is no news to people");
}

#[test]
fn mi8_waits_seven_days_after_a_milestone() {
    let mut story = Story::new();
    story.launch(29);
    story.clear::<Milestone>();
    story.put(|m: Milestone| Milestone { milestone: "M".into(), date: Some(day(70)), ..m });
    assert_eq!(story.level("MI8", 71), Level::Good, "missed yesterday");
    assert_eq!(story.level("MI8", 77), Level::Good, "7 days");
    assert_eq!(story.level("MI8", 78), Level::Act, "8 days");
    let said = story.at("MI8", 78).found().unwrap().evidence.en.clone();
    assert!(
        said.ends_with("these have not been told: Centre managers, Service advisors, Technicians"),
        "{said}"
    );
    // The pilot's start has until the end of its weeks.
    let mut start = Story::new();
    start.put(|c: Centre| Centre { name: "C1".into(), batch: Some(1), started: Some(day(90)), ..c });
    let item = start.project.rows::<Item>().iter().find(|i| i.code == "w7-8-2").unwrap().id;
    start.set::<Item>(item, "done", Cell::Date(day(50)));
    for m in
        start.project.rows::<Milestone>().iter().filter(|m| m.code != "m1").map(|m| m.id).collect::<Vec<_>>()
    {
        start.remove::<Milestone>(m);
    }
    assert_eq!(start.level("MI8", 63), Level::Good, "7 days after week 8");
    assert_eq!(start.level("MI8", 64), Level::Act);
}

#[test]
fn mi7_knows_that_nobody_may_have_noted_it() {
    let mut story = Story::new();
    story.launch(29);
    story.put(|m: Member| Member { name: "G-01".into(), executive: true, ..m });
    assert_eq!(story.level("MI7", 60), UNDECIDED, "never noted: nobody went, or nobody noted it");
    let good = story.put(|m: Message| Message { message: Prose("为什么变".into()), ..m });
    let sent = story.send(good, 50);
    story.set::<Send>(sent, "executive", Cell::Check(true));
    assert_eq!(story.level("MI7", 60), UNDECIDED, "heard, and still nobody knows whether one came");
    story.read(code::WALKS, 45, 1.0);
    assert_eq!(story.level("MI7", 56), Level::Good, "week 7");
    assert_eq!(story.level("MI7", 57), Level::Act, "week 8 was over yesterday, with nothing noted");
    story.put(|r: Rest| Rest { from: Some(day(50)), ..r });
    assert_ne!(story.level("MI7", 57), Level::Act, "not in a pause");
}

#[test]
fn mi1_looks_at_the_first_move_and_not_before_the_start() {
    let mut story = Story::new();
    let training = story.project.rows::<Item>().iter().find(|i| i.code == "w5-6-1").unwrap().id;
    story.set::<Item>(training, "done", Cell::Date(day(12)));
    assert_eq!(story.level("MI1", 11), UNDECIDED);
    assert_eq!(story.level("MI1", 12), Level::Act, "the pilot's people are trained without a fact shown");
    let ids = |on| -> Vec<&str> { assess(&story.project, day(on)).findings.iter().map(|f| f.id).collect() };
    assert!(ids(12).contains(&"MI1"), "a fact, though the pilot is not live");
    assert!(!Checks::compute(&Facts::new(&story.project, day(40))).launched, "training is no launch");
    story.set::<Item>(training, "done", Cell::Date(day(-3)));
    assert_eq!(story.level("MI1", -2), UNDECIDED, "before the start date");
    assert_eq!(story.level("MI1", 1), Level::Act);
}
