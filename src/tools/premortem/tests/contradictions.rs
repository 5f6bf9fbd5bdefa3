//! Contradictions between the tools: fired, not fired, and at the threshold.

use super::*;

#[test]
fn xc1_full_support_and_nobody_on_site_for_three_weeks() {
    let mut story = Story::new();
    story.form(|f| Form { senior_support: Score::new(5), ..f });
    story.launch(29);
    story.read(code::WALKS, 31, 1.0);
    story.read(code::WALKS, 38, 0.0);
    assert_eq!(story.level("XC1", 51), Level::Good, "20 days");
    assert_eq!(story.level("XC1", 52), Level::Act, "21 days");
    let mut paused = story.clone();
    paused.put(|r: Rest| Rest { from: Some(day(40)), until: Some(day(46)), ..r });
    assert_eq!(paused.level("XC1", 58), Level::Good, "20 days and a pause of seven");
    assert_eq!(paused.level("XC1", 59), Level::Act);
    story.form(|f| Form { senior_support: Score::new(4), ..f });
    assert_eq!(story.level("XC1", 52), Level::Good, "a support of 4 claims less");
    assert!(told(&story, "XC1", 52).ends_with("an executive was on site 21 days ago"));
    let visit = story.project.rows::<Reading>().iter().find(|r| r.value == Some(1.0)).unwrap().id;
    story.set::<Reading>(visit, "value", Cell::Number(0.0));
    assert!(told(&story, "XC1", 52).ends_with("no executive has been on site yet"));
}

#[test]
fn xc2_and_xc3_compare_what_was_done_with_what_is_known() {
    let mut story = Story::new();
    story.card([3, 4, 3, 4]);
    story.card([4, 4, 4, 4]);
    story.card([4, 4, 4, 4]);
    story.read(code::COVERAGE, 20, 99.9);
    story.read(code::TRAINING, 20, 89.0);
    assert_eq!((story.level("XC2", 21), story.level("XC3", 21)), (UNDECIDED, UNDECIDED));
    story.read(code::COVERAGE, 22, 100.0);
    story.read(code::TRAINING, 22, 90.0);
    assert_eq!((story.level("XC2", 23), story.level("XC3", 23)), (Level::Watch, Level::Watch), "a third");
    story.card([4, 4, 4, 4]);
    assert_eq!((story.level("XC2", 23), story.level("XC3", 23)), (Level::Good, Level::Good), "a quarter");
}

#[test]
fn xc3_waits_while_people_practise() {
    let mut story = Story::new();
    let card = story.card([4, 4, 3, 4]);
    story.set::<Person>(card, "scored", Cell::Date(day(50)));
    story.read(code::TRAINING, 50, 90.0);
    story.put(|t: Training| Training { topic: "平板".into(), date: Some(day(48)), ..t });
    assert_eq!(story.level("XC3", 62), UNDECIDED, "14 days after a training people still practise");
    assert_eq!(story.level("XC3", 63), Level::Watch);
}

#[test]
fn xc4_full_resources_without_a_budget() {
    let mut story = Story::new();
    assert_eq!(story.level("XC4", 5), UNDECIDED);
    story.form(|f| Form { resources: Score::new(4), ..f });
    assert_eq!(story.level("XC4", 5), Level::Good);
    story.form(|f| Form { resources: Score::new(5), ..f });
    assert_eq!(story.level("XC4", 5), Level::Watch);
    story.put(|r: Resource| Resource { item: "培训费".into(), ..r });
    assert_eq!(story.level("XC4", 5), Level::Good);
}

#[test]
fn xc5_a_block_ticked_in_one_go_without_evidence() {
    let mut story = Story::new();
    assert_eq!(story.level("XC5", 9), UNDECIDED);
    let items: Vec<Id> =
        story.project.rows::<Item>().iter().filter(|i| i.code.starts_with("w1-")).map(|i| i.id).collect();
    assert_eq!(items.len(), 3);
    for item in &items[..2] {
        story.set::<Item>(*item, "done", Cell::Date(day(7)));
    }
    assert_eq!(story.level("XC5", 9), Level::Good, "two of three");
    story.set::<Item>(items[2], "done", Cell::Date(day(7)));
    assert_eq!(story.level("XC5", 9), Level::Watch);
    story.set::<Item>(items[2], "done", Cell::Date(day(6)));
    assert_eq!(story.level("XC5", 9), Level::Good, "on two days");
    story.set::<Item>(items[2], "done", Cell::Date(day(7)));
    story.set::<Item>(items[0], "evidence", Cell::Text("见会议纪要".into()));
    assert_eq!(story.level("XC5", 9), Level::Good, "with evidence");
}

#[test]
fn xc6_a_win_whose_indicator_shows_no_signal() {
    let mut story = Story::new();
    assert_eq!(story.level("XC6", 80), UNDECIDED);
    let kpi = story.kpi(code::FTFR);
    story.put(|w: Win| Win { kpi: Link::to(kpi), achieved: Tick(Some(day(78))), ..w });
    for (week, value) in [80.0, 81.0, 79.5, 80.5, 81.5].into_iter().enumerate() {
        story.read(code::FTFR, 3 + 7 * i64::try_from(week).unwrap(), value);
    }
    assert_eq!(story.level("XC6", 80), UNDECIDED, "five readings are too few to say");
    story.read(code::FTFR, 38, 80.0);
    assert_eq!(story.level("XC6", 80), Level::Watch, "noise");
    for (day, value) in [(45, 83.0), (52, 84.0), (59, 84.5), (66, 85.0)] {
        story.read(code::FTFR, day, value);
    }
    assert_eq!(story.level("XC6", 80), Level::Good, "a signal");
}

#[test]
fn xc6_does_not_guess_without_an_indicator() {
    let mut story = Story::new();
    story.put(|w: Win| Win { achieved: Tick(Some(day(78))), result: Prose("88%".into()), ..w });
    assert_eq!(story.level("XC6", 80), UNDECIDED);
}

/// Whatever would be contradicted once it is ticked is not suggested to be.
#[test]
fn what_would_be_contradicted_is_not_suggested() {
    let suggested = |story: &Story| {
        let facts = Facts::new(&story.project, day(40));
        facts.get::<Proposals>().0.iter().any(|(code, _)| *code == "w5-6-2")
    };
    let mut story = Story::new();
    let card = story.card([4; 4]);
    story.set::<Person>(card, "headcount", Cell::Count(3));
    story.set::<Person>(card, "reinforcement", Cell::Score(Score::new(4).unwrap()));
    assert!(!suggested(&story), "one card says nothing of everybody");
    // A card for each role that is to hear of the change.
    for role in [Role::Executive, Role::CentreManager, Role::ServiceAdvisor] {
        assert!(!suggested(&story), "{role:?} has no card yet");
        let card = story.card([4; 4]);
        story.set::<Person>(card, "role", Cell::Choice(role.option().unwrap()));
        story.set::<Person>(card, "reinforcement", Cell::Score(Score::new(4).unwrap()));
    }
    assert!(suggested(&story));
    let technicians = story.project.rows::<Audience>().iter().find(|a| a.code == "technicians").unwrap().id;
    story.set::<Audience>(technicians, "size", Cell::Count(5));
    assert!(!suggested(&story), "two of five have no card");
    story.set::<Person>(card, "headcount", Cell::Count(5));
    assert!(suggested(&story));
    // The same of every item that a tool may contradict: what is suggested is clear once it is ticked.
    let facts = Facts::new(&story.project, day(40));
    for (code, _) in &facts.get::<Proposals>().0 {
        let mut story = story.clone();
        let row = story.project.rows::<Item>().iter().find(|i| i.code == *code).unwrap().id;
        story.set::<Item>(row, "done", Cell::Date(day(39)));
        assert_ne!(story.level("XC7", 40), Level::Watch, "{code}");
    }
}

#[test]
fn xc7_what_is_ticked_has_to_be_there() {
    let mut story = Story::new();
    assert_eq!(story.level("XC7", 50), UNDECIDED, "nothing is ticked");
    let tick = |story: &mut Story, code: &str, on: Option<i64>| {
        let row = story.project.rows::<Item>().iter().find(|i| i.code == code).unwrap().id;
        story.set::<Item>(row, "done", on.map_or(Cell::Empty, |on| Cell::Date(day(on))));
    };
    let place = |story: &Story| story.at("XC7", 50).found().map(|hit| (hit.place.sheet, hit.place.column));
    // The coalition.
    tick(&mut story, "w2-1", Some(10));
    assert_eq!(place(&story), Some((Member::SHEET, "name")));
    assert_eq!(story.level("XC7", 9), UNDECIDED, "ticked tomorrow");
    for name in ["G-01", "G-02"] {
        story.put(|m: Member| Member { name: name.into(), ..m });
    }
    assert_eq!(
        story.at("XC7", 50).found().unwrap().evidence.zh,
        "“组建领导联盟（3–7 人）”已勾选，但联盟只有 2 人"
    );
    story.put(|m: Member| Member { name: "G-03".into(), ..m });
    assert_eq!(story.level("XC7", 50), Level::Good, "three");
    // The vision.
    tick(&mut story, "w2-3", Some(12));
    assert_eq!(place(&story), Some((Charter::SHEET, "vision")));
    let charter = story.project.rows::<Charter>()[0].id;
    story.set::<Charter>(charter, "vision", Cell::Text("12个月内成为最好的".into()));
    assert!(story.at("XC7", 50).found().unwrap().evidence.en.ends_with("the vision names no number"));
    story.set::<Charter>(charter, "vision", Cell::Text("12个月内首次修复率到92%".into()));
    assert_eq!(story.level("XC7", 50), Level::Good);
    // The communication plan.
    tick(&mut story, "w3-2", Some(20));
    assert_eq!(place(&story), Some((Message::SHEET, "message")));
    story.put(|m: Message| Message { message: Prose("为什么变".into()), ..m });
    assert_eq!(story.level("XC7", 50), Level::Good);
    // The budget: a row, and resources above 2.
    tick(&mut story, "w3-3", Some(20));
    assert_eq!(place(&story), Some((Resource::SHEET, "item")));
    story.put(|r: Resource| Resource { item: "培训费".into(), ..r });
    assert_eq!(story.level("XC7", 50), Level::Good);
    story.form(|f| Form { resources: Score::new(2), ..f });
    assert_eq!(place(&story), Some((Form::SHEET, "resources")));
    story.form(|f| Form { resources: Score::new(3), ..f });
    assert_eq!(story.level("XC7", 50), Level::Good, "3");
    // The cards of the pilot.
    tick(&mut story, "w5-6-2", Some(40));
    assert_eq!(place(&story), Some((Person::SHEET, "name")));
    story.card([4; 4]);
    assert_eq!(story.level("XC7", 50), Level::Good);
    // Without a pilot everybody has one.
    let technicians = story.project.rows::<Audience>().iter().find(|a| a.code == "technicians").unwrap().id;
    story.set::<Audience>(technicians, "size", Cell::Count(2));
    assert!(story.at("XC7", 50).found().unwrap().evidence.zh.ends_with("技师 2 人里只有 1 人有 ADKAR 卡"));
    story.set::<Audience>(technicians, "size", Cell::Count(1));
    assert_eq!(story.level("XC7", 50), Level::Good);
    story.put(|c: Centre| Centre { name: "C9".into(), batch: Some(1), ..c });
    assert!(story.at("XC7", 50).found().unwrap().evidence.zh.contains("试点中心C9还没有 ADKAR 卡"));
    // What does not apply is asked of nobody, and several are one finding.
    let row = story.project.rows::<Item>().iter().find(|i| i.code == "w5-6-2").unwrap().id;
    story.set::<Item>(row, "not_applicable", Cell::Text("由总部做".into()));
    assert_eq!(story.level("XC7", 50), Level::Good);
    story.clear::<Member>();
    story.clear::<Message>();
    assert!(story.at("XC7", 50).found().unwrap().evidence.zh.contains('；'));
}

#[test]
fn xc7_asks_the_roadmap_too() {
    let mut story = Story::new();
    let item = story.project.rows::<roadmap::Item>().iter().find(|i| i.code == "p1-4").unwrap().id;
    story.set::<roadmap::Item>(item, "done", Cell::Date(day(20)));
    assert_eq!(story.level("XC7", 20), Level::Watch);
    let form = story.project.rows::<Item>().iter().find(|i| i.code == "w1-3").unwrap().id;
    story.set::<Item>(form, "done", Cell::Date(day(5)));
    assert!(story.at("XC7", 20).found().unwrap().evidence.en.contains("no readiness form is scored"));
}

#[test]
fn xc8_one_figure_in_two_places() {
    let mut story = Story::new();
    assert_eq!(story.level("XC8", 30), Level::Good);
    // Coverage: the reading against what was sent.
    let audience = story.project.rows::<Audience>().iter().find(|a| a.code == "technicians").unwrap().id;
    for other in
        story.project.rows::<Audience>().iter().map(|a| a.id).filter(|id| *id != audience).collect::<Vec<_>>()
    {
        story.remove::<Audience>(other);
    }
    story.set::<Audience>(audience, "size", Cell::Count(100));
    let message = story.put(|m: Message| Message { message: Prose("为什么变".into()), ..m });
    let sent = story.send(message, 20);
    story.set::<Send>(sent, "reached", Cell::Count(80));
    story.read(code::COVERAGE, 20, 82.0);
    assert_eq!(story.level("XC8", 30), Level::Good, "two points apart are the same");
    story.read(code::COVERAGE, 21, 83.0);
    assert_eq!(story.level("XC8", 30), Level::Watch, "83 and 80");
    story.read(code::COVERAGE, 22, 70.0);
    assert_eq!(story.level("XC8", 30), Level::Watch, "less, and nothing was sent since");
    story.set::<Send>(sent, "date", Cell::Date(day(23)));
    assert_eq!(story.level("XC8", 30), Level::Good, "what was sent since explains it");
    // Headcounts: more people on the cards than there are.
    let team = story.card([4; 4]);
    story.set::<Person>(team, "headcount", Cell::Count(100));
    assert_eq!(story.level("XC8", 30), Level::Good, "as many");
    story.set::<Person>(team, "headcount", Cell::Count(101));
    let said = story.at("XC8", 30).found().unwrap().evidence.clone();
    assert_eq!(said.zh, "技师在沟通计划里是 100 人，在 ADKAR 卡上有 101 人");
    story.set::<Person>(team, "headcount", Cell::Count(40));
    assert_eq!(story.level("XC8", 30), Level::Good, "cards may still be missing");
    // Centres.
    let charter = story.project.rows::<Charter>()[0].id;
    story.set::<Charter>(charter, "centres", Cell::Count(1));
    story.launch(29);
    assert_eq!(story.level("XC8", 30), Level::Good);
    story.put(|c: Centre| Centre { name: "C2".into(), ..c });
    assert_eq!(story.level("XC8", 30), Level::Watch);
    story.set::<Charter>(charter, "centres", Cell::Empty);
    // One indicator twice.
    story.read(code::FTFR, 20, 80.0);
    let own = story.put(|k: Kpi| Kpi { name: "首次修复率".into(), ..k });
    assert_eq!(story.level("XC8", 30), Level::Good, "it has no reading");
    let reading =
        story.put(|r: Reading| Reading { kpi: Link::to(own), date: Some(day(21)), value: Some(80.0), ..r });
    assert_eq!(story.level("XC8", 30), Level::Good, "the same");
    story.set::<Reading>(reading, "value", Cell::Number(83.0));
    assert_eq!(story.level("XC8", 30), Level::Watch);
    for (name, same) in [
        ("FTFR", true),
        ("ftfr ", true),
        ("First-time fix rate", true),
        ("试点中心首次修复率（FTFR）", false),
    ] {
        story.set::<Kpi>(own, "name", Cell::Text(name.into()));
        assert_eq!(story.level("XC8", 30) == Level::Watch, same, "{name}");
    }
}
