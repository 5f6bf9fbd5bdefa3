//! Urgency, executives on site, and bad news.

use super::*;
use crate::tools::meetings::Meeting;

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
fn mi7_counts_who_comes_to_the_meetings() {
    let mut story = Story::new();
    story.put(|m: Member| Member { name: "G-01".into(), executive: true, ..m });
    let held = |story: &mut Story, on, who: &str| {
        story.put(|m: Meeting| Meeting { date: Some(day(on)), attendees: Prose(who.into()), ..m })
    };
    held(&mut story, 10, "T-01");
    assert_eq!(story.level("MI7", 20), Level::Good, "one meeting says nothing");
    held(&mut story, 17, "T-01、T-02");
    assert_eq!(story.level("MI7", 20), Level::Act, "two in a row, before the launch as well");
    held(&mut story, 24, "T-01、G-01");
    assert_eq!(story.level("MI7", 25), Level::Good);
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
        said.ends_with("these have not been reached: Centre managers, Service advisors, Technicians"),
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
fn mi1_takes_no_preparing_for_the_start_of_the_pilot_and_the_entered_days_for_its_plan() {
    let tick = |story: &mut Story, code: &str, on| {
        let item = story.project.rows::<Item>().iter().find(|i| i.code == code).unwrap().id;
        story.set::<Item>(item, "done", Cell::Date(day(on)));
    };
    for code in ["w4-1", "w5-6-2", "w5-6-3"] {
        let mut story = Story::new();
        tick(&mut story, code, 1);
        story.form(|f| Form { urgency: Score::new(3), ..f });
        story.fact(1);
        assert_eq!(story.level("MI1", 10), Level::Good, "{code}");
    }
    // The roadmap's own tick of the pilot counts as the checklist's does; the choice of the centres does not.
    let planned = |code: &str| {
        let mut story = Story::new();
        let item = story.project.rows::<roadmap::Item>().iter().find(|i| i.code == code).unwrap().id;
        story.set::<roadmap::Item>(item, "done", Cell::Date(day(3)));
        story.fact(1);
        story.level("MI1", 10)
    };
    assert_eq!(planned("p2-3"), Level::Watch);
    assert_ne!(planned("p2-1"), Level::Watch);
    // A pilot that the charter or the roadmap begins later gives more time.
    let charter = |pilot: i64| {
        let mut story = Story::new();
        let id = story.project.rows::<Charter>()[0].id;
        story.set::<Charter>(id, "pilot_from", Cell::Date(day(pilot)));
        story
    };
    assert_eq!(charter(50).level("MI1", 30), UNDECIDED);
    assert_eq!(charter(50).level("MI1", 37), Level::Watch);
    let mut story = Story::new();
    story.launch(60);
    assert_eq!(story.level("MI1", 46), UNDECIDED);
    assert_eq!(story.level("MI1", 47), Level::Watch);
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
