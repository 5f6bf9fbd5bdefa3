//! Every rule: fired, not fired, and at its threshold.
#![allow(clippy::unwrap_used, reason = "a test that meets an error fails")]

use super::TOOL;
use super::items::CONTRADICTIONS;
use super::{ADVICES, Checked, Checks, MISTAKES, Test};
use crate::facts::{Fact as _, Facts};
use crate::finding::Level;
use crate::project::Project;
use crate::sheet::{Cell, Id, Link, Prose, Row, Score, Tick};
use crate::tool::Assessment;
use crate::tool::Tool;
use crate::tools::adkar::{Incentive, Person, Role};
use crate::tools::charter::{Charter, Rest};
use crate::tools::checklist::Item;
use crate::tools::closing::Closing;
use crate::tools::communication::{Audience, Message, News, Send};
use crate::tools::kotter::{Authority, Fact, Member, Training};
use crate::tools::kpi::{self, Kpi, Reading, code};
use crate::tools::readiness::Form;
use crate::tools::roadmap::{self, Centre, Milestone, Resource, Stage};
use crate::tools::tests::book::{Book, Of, date};
use crate::tools::wins::Win;
use chrono::{Days, NaiveDate, TimeDelta};

/// A project that begins on a Monday, with ways to fill it by project days.
struct Premortem;

impl Of for Premortem {
    const TOOL: &'static Tool = &TOOL;
    const START: &'static str = "2026-01-05";
}

type Story = Book<Premortem>;

fn day(n: i64) -> NaiveDate {
    date(Premortem::START) + TimeDelta::days(n - 1)
}

impl Story {
    fn put<R: Row>(&mut self, fill: impl FnOnce(R) -> R) -> Id {
        let id = self.id();
        self.add(fill(R::with_id(id)))
    }

    fn clear<R: Row>(&mut self) {
        let ids: Vec<Id> = self.project.rows::<R>().iter().map(|r| r.id()).collect();
        for row in ids {
            self.remove::<R>(row);
        }
    }

    fn kpi(&self, code: &str) -> Id {
        self.project.rows::<Kpi>().iter().find(|k| k.code == code).unwrap().id
    }

    fn read(&mut self, code: &str, on: i64, value: f64) {
        let kpi = Link::to(self.kpi(code));
        self.put(|r: Reading| Reading { kpi, date: Some(day(on)), value: Some(value), ..r });
    }

    fn card(&mut self, scores: [u8; 4]) -> Id {
        let [awareness, desire, knowledge, ability] = scores.map(Score::new);
        self.put(|p: Person| Person {
            awareness,
            desire,
            knowledge,
            ability,
            role: Some(Role::Technician),
            incentive: Some(Incentive::Aligned),
            centre: "C1".into(),
            scored: Some(day(45)),
            ..p
        })
    }

    fn launch(&mut self, on: i64) {
        self.put(|c: Centre| Centre { name: "C1".into(), batch: Some(1), started: Some(day(on)), ..c });
    }

    fn fact(&mut self, on: i64) {
        self.put(|f: Fact| Fact { fact: Prose("投诉 120 件".into()), date: Some(day(on)), ..f });
    }

    fn send(&mut self, message: Id, on: i64) -> Id {
        let audiences = self.project.rows::<Audience>();
        let audience = audiences.iter().find(|a| a.code == "technicians").unwrap().id;
        let (message, audience) = (Link::to(message), Link::to(audience));
        self.put(|s: Send| Send { message, audience, date: Some(day(on)), ..s })
    }

    fn form(&mut self, fill: impl FnOnce(Form) -> Form) {
        self.clear::<Form>();
        self.put(|f: Form| fill(Form { round: Some(1), date: Some(day(1)), ..f }));
    }

    fn at(&self, id: &str, on: i64) -> Test {
        Checks::compute(&Facts::new(&self.project, day(on))).get(id).unwrap().result.clone()
    }

    fn level(&self, id: &str, on: i64) -> Level {
        self.at(id, on).level()
    }
}

/// What a check says in English.
fn told(story: &Story, id: &str, on: i64) -> String {
    match story.at(id, on) {
        Test::Hit(found) | Test::Elsewhere(found) => found.evidence.en.into(),
        Test::Clear(said) | Test::NotYet(said) => said.en.into(),
    }
}

const UNDECIDED: Level = Level::Blank;

fn assess(project: &Project, today: NaiveDate) -> Assessment {
    TOOL.conclude(&Facts::new(project, today))
}

#[test]
fn nothing_is_known_of_a_new_project() {
    let story = Story::new();
    let assessment = assess(&story.project, day(1));
    assert_eq!(assessment.findings, []);
    let checks = Checks::compute(&Facts::new(&story.project, day(1)));
    assert!(!checks.launched);
    for checked in checks.advices.iter().chain(&checks.contradictions) {
        assert!(checked.result.found().is_none(), "{checked:?}");
    }
    assert_eq!(checks.mistakes.len() + checks.advices.len() + checks.contradictions.len(), 8 + 10 + 8);
    // Rows that every project begins with prove nothing, and what is not known is not good.
    assert_eq!(checks.undecided(), 8);
    assert_eq!((assessment.level, &*assessment.headline.zh), (Level::Blank, "待判断 8/8"));
    assert_eq!(assessment.headline.en, "needs data");
    assert!(assessment.conclusion[0].text.en.starts_with("Needs data 8 of 8"));
    assert_eq!(assessment.conclusion[0].level, Level::Blank, "no tick");
}

#[test]
fn every_item_has_a_test_and_every_test_a_rule() {
    let checks = Checks::compute(&Facts::new(&Story::new().project, day(1)));
    let ids = |checked: &[Checked]| checked.iter().map(|c| c.id).collect::<Vec<_>>();
    assert_eq!(ids(&checks.mistakes), MISTAKES.iter().map(|item| item.code).collect::<Vec<_>>());
    assert_eq!(ids(&checks.advices), ADVICES.iter().map(|item| item.code).collect::<Vec<_>>());
    assert_eq!(ids(&checks.contradictions), CONTRADICTIONS.map(|(id, _)| id));
    let tested = [ids(&checks.mistakes), ids(&checks.advices), ids(&checks.contradictions)].concat();
    let rules: Vec<_> = TOOL.rules.iter().map(|rule| rule.id).filter(|id| !id.starts_with("PM")).collect();
    // What another tool says has its rule there.
    let elsewhere = ["MI6", "AD5", "AD9"];
    assert_eq!(rules, tested.into_iter().filter(|id| !elsewhere.contains(id)).collect::<Vec<_>>());
}

#[test]
fn the_plan_is_said_in_one_finding_from_day_15_until_the_launch() {
    let mut story = Story::new();
    story.clear::<Milestone>();
    let ids = |story: &Story, on| -> Vec<&str> {
        let all = assess(&story.project, day(on)).findings;
        all.iter().map(|f| f.id).filter(|id| id.starts_with('M') || id.starts_with('P')).collect()
    };
    assert_eq!(ids(&story, 14), [""; 0]);
    assert_eq!(ids(&story, 15), ["PM1"]);
    story.launch(20);
    assert!(!ids(&story, 20).contains(&"PM1"));
    assert!(ids(&story, 20).contains(&"MI4"));
}

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

#[test]
fn ad1_keeps_the_pilot_small_and_the_second_batch_behind_a_win() {
    let mut story = Story::new();
    story.launch(29);
    story.launch(29);
    assert_eq!(story.level("AD1", 40), Level::Good, "two pilots");
    story.launch(29);
    assert_eq!(story.level("AD1", 40), Level::Watch, "three");
    story.clear::<Centre>();
    story.launch(29);
    story.put(|c: Centre| Centre { batch: Some(2), started: Some(day(70)), ..c });
    assert_eq!(story.level("AD1", 69), Level::Good, "only planned");
    assert_eq!(story.level("AD1", 70), Level::Act);
    // A pilot too large is the milder case and hides nothing.
    story.launch(29);
    story.launch(29);
    assert_eq!(story.level("AD1", 69), Level::Watch, "three pilots");
    assert_eq!(story.level("AD1", 70), Level::Act, "and a second batch");
    assert!(story.at("AD1", 70).found().unwrap().evidence.zh.contains("试点中心也多达 3 家"));
    let win = story.put(|w: Win| Win { achieved: Tick(Some(day(66))), ..w });
    assert_eq!(story.level("AD1", 70), Level::Act, "a win without a figure is none");
    story.set::<Win>(win, "result", Cell::Text("80% → 88%".into()));
    assert_eq!(story.level("AD1", 70), Level::Watch, "only the three pilots are left");
}

#[test]
fn widening_while_results_are_proven_worse_is_a_stop() {
    let mut story = Story::new();
    story.launch(29);
    story.put(|w: Win| Win { achieved: Tick(Some(day(60))), result: Prose("80% → 88%".into()), ..w });
    for (week, value) in [80.0, 81.0, 79.5, 80.5, 81.5, 80.0].into_iter().enumerate() {
        story.read(code::FTFR, 1 + 7 * i64::try_from(week).unwrap(), value);
    }
    for (on, value) in [(43, 74.0), (50, 73.0), (57, 74.5), (64, 73.5)] {
        story.read(code::FTFR, on, value);
    }
    let second =
        story.put(|c: Centre| Centre { name: "C2".into(), batch: Some(2), started: Some(day(70)), ..c });
    assert_eq!(story.level("AD1", 69), Level::Good, "only planned");
    assert_eq!(story.level("AD1", 70), Level::Stop);
    assert!(story.at("AD1", 70).found().unwrap().evidence.en.starts_with("C2 (batch 2) began on"));
    // What began before it got worse was not widened against it.
    story.set::<Centre>(second, "started", Cell::Date(day(36)));
    assert_eq!(story.level("AD1", 70), Level::Good);
}

#[test]
fn ad2_wants_figures() {
    let mut story = Story::new();
    assert_eq!(story.level("AD2", 40), UNDECIDED);
    let quote = story.put(|f: Fact| Fact { fact: Prose("客户说我们修得慢".into()), ..f });
    assert_eq!(story.level("AD2", 40), Level::Watch, "no fact with a figure at all");
    story.set::<Fact>(quote, "fact", Cell::Text("三成客户说我们修得慢".into()));
    assert_eq!(story.level("AD2", 40), Level::Good, "in words");
    story.set::<Fact>(quote, "fact", Cell::Text("Q3 was bad".into()));
    assert_eq!(story.level("AD2", 40), Level::Watch, "a quarter is no figure");
    story.fact(10);
    assert_eq!(story.level("AD2", 40), Level::Good, "a quote beside a figure is fine");
    let win = story.put(|w: Win| Win { achieved: Tick(Some(day(60))), ..w });
    assert_eq!(story.level("AD2", 61), Level::Watch);
    story.set::<Win>(win, "result", Cell::Text("80% → 88%".into()));
    assert_eq!(story.level("AD2", 61), Level::Good);
    story.put(|c: Closing| Closing { date: Some(day(90)), ..c });
    assert_eq!(story.level("AD2", 89), Level::Good, "it is closed tomorrow");
    assert_eq!(story.level("AD2", 90), Level::Watch, "closed without a figure for its results");
    story.read(code::FTFR, 88, 90.0);
    assert_eq!(story.level("AD2", 90), Level::Good);
}

#[test]
fn ad3_wants_an_executive_in_the_coalition() {
    let mut story = Story::new();
    assert_eq!(story.level("AD3", 14), UNDECIDED);
    assert_eq!(story.level("AD3", 15), Level::Act, "week 3 without a coalition");
    story.form(|f| Form { senior_support: Score::new(4), ..f });
    story.put(|m: Member| Member { name: "G-02".into(), executive: true, ..m });
    assert_eq!(story.level("AD3", 15), Level::Good);
    story.form(|f| Form { senior_support: Score::new(3), ..f });
    assert!(matches!(story.at("AD3", 15), Test::Elsewhere(hit) if hit.level == Level::Stop));
}

#[test]
fn ad4_wants_cards_for_the_pilot_after_week_6() {
    let mut story = Story::new();
    assert_eq!(story.level("AD4", 50), UNDECIDED);
    story.launch(29);
    assert_eq!(story.level("AD4", 42), UNDECIDED, "week 6");
    assert_eq!(story.level("AD4", 43), Level::Act, "after it, no card");
    let card = story.card([4, 4, 4, 4]);
    story.set::<Person>(card, "centre", Cell::Text(" C1 ".into()));
    assert_eq!(story.level("AD4", 43), Level::Good);
    story.set::<Person>(card, "ability", Cell::Empty);
    assert_eq!(story.level("AD4", 43), Level::Watch);
}

#[test]
fn ad5_follows_the_board_of_the_communication_plan() {
    let mut story = Story::new();
    assert_eq!(story.level("AD5", 1), UNDECIDED, "nothing was sent");
    let key = story.put(|m: Message| Message { message: Prose("为什么变".into()), key: true, ..m });
    for audience in story.project.rows::<Audience>().iter().map(|a| a.id).collect::<Vec<_>>() {
        story.put(|s: Send| Send {
            message: Link::to(key),
            audience: Link::to(audience),
            date: Some(day(1)),
            ..s
        });
    }
    assert_eq!(story.level("AD5", 1), Level::Good, "everybody heard it on the first day");
    assert!(matches!(story.at("AD5", 60), Test::Elsewhere(_)), "and never again");
}

#[test]
fn ad6_wants_a_win_planned_after_a_month_and_achieved_by_day_183() {
    let mut story = Story::new();
    assert_eq!(story.level("AD6", 28), UNDECIDED);
    assert_eq!(story.level("AD6", 29), Level::Act);
    let win = story.put(|w: Win| Win { win: Prose("首次修复率".into()), ..w });
    assert_eq!(story.level("AD6", 183), Level::Good, "planned");
    assert_eq!(story.level("AD6", 184), Level::Stop);
    let place = story.at("AD6", 184).found().unwrap().place;
    assert!(place.row.is_some() && place.column == "achieved", "at the win that is planned");
    story.set::<Win>(win, "achieved", Cell::Date(day(180)));
    assert_eq!(story.level("AD6", 183), Level::Good, "there is time to enter the figure");
    assert_eq!(story.level("AD6", 184), Level::Stop, "a win without a figure is none");
    assert_eq!(story.at("AD6", 184).found().unwrap().place.column, "result");
    story.set::<Win>(win, "result", Cell::Text("返修率减半".into()));
    assert_eq!(story.level("AD6", 184), Level::Good);
}

#[test]
fn ad7_and_ad8_ask_for_incentives_and_authority_once_the_pilot_runs() {
    let mut story = Story::new();
    let card = story.card([4, 4, 4, 4]);
    story.clear::<Authority>();
    story.set::<Person>(card, "incentive", Cell::Choice(Incentive::NotAligned.option()));
    assert_eq!((story.level("AD7", 20), story.level("AD8", 20)), (UNDECIDED, UNDECIDED));
    story.launch(29);
    assert_eq!((story.level("AD7", 30), story.level("AD8", 30)), (Level::Watch, Level::Watch));
    story.set::<Person>(card, "incentive", Cell::Empty);
    assert_eq!(story.level("AD7", 30), UNDECIDED, "nobody has said it");
    story.set::<Person>(card, "incentive", Cell::Choice(Incentive::Aligned.option()));
    story.put(|a: Authority| Authority { role: Some(Role::Technician), limit: Some(500.0), ..a });
    assert_eq!((story.level("AD7", 30), story.level("AD8", 30)), (Level::Good, Level::Good));
    story.card([4, 4, 4, 4]);
    let advisor = story.card([4, 4, 4, 4]);
    story.set::<Person>(advisor, "role", Cell::Choice(Role::ServiceAdvisor.option()));
    assert_eq!(story.level("AD8", 30), Level::Watch, "advisors have none");
}

#[test]
fn ad9_counts_seven_days_to_the_commendation() {
    let mut story = Story::new();
    let win = story.put(|w: Win| Win { achieved: Tick(Some(day(60))), ..w });
    assert_eq!(story.level("AD9", 67), Level::Good, "7 days");
    assert!(matches!(story.at("AD9", 68), Test::Elsewhere(_)), "8 days");
    story.set::<Win>(win, "commended", Cell::Date(day(68)));
    assert_eq!(story.level("AD9", 68), Level::Good);
}

#[test]
fn ad10_asks_for_the_time_after_month_12_from_month_9_on() {
    let mut story = Story::new();
    let nine: NaiveDate = "2026-10-05".parse().unwrap();
    let on = (nine - day(1)).num_days() + 1;
    assert_eq!(story.level("AD10", on - 1), UNDECIDED);
    assert_eq!(story.level("AD10", on), Level::Watch);
    let row = story.put(|s: roadmap::Item| roadmap::Item { stage: Some(Stage::Beyond), ..s });
    story.put(|m: Milestone| Milestone { date: Some("2027-03-01".parse().unwrap()), ..m });
    assert_eq!(story.level("AD10", on), Level::Watch, "rows that say nothing are no plan");
    story.set::<roadmap::Item>(row, "item", Cell::Text("守住返修率".into()));
    assert_eq!(story.level("AD10", on), Level::Good);
}

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

#[test]
fn no_project_makes_it_panic() {
    for on in [-400, 0, 1, 90, 183, 365, 4000] {
        let empty = Project::empty(Id::new(1), &crate::registry::sheets());
        assert!(assess(&empty, day(on)).findings.iter().all(|f| f.level < Level::Stop));
        let story = Story::new();
        let today = day(1).checked_add_days(Days::new(0)).unwrap();
        let _ = assess(&story.project, today);
    }
}

#[test]
fn ad5_follows_what_the_communication_plan_says() {
    let mut story = Story::new();
    assert_eq!(story.level("AD5", 40), Level::Watch, "week 6 without a key message");
    let key = story.put(|m: Message| Message { message: Prose("48 小时".into()), key: true, ..m });
    assert_eq!(story.level("AD5", 28), UNDECIDED, "nothing was sent");
    story.send(key, 27);
    assert_eq!(story.level("AD5", 28), Level::Good, "the first week of it");
    assert!(
        matches!(story.at("AD5", 29), Test::Elsewhere(hit) if hit.level == Level::Act),
        "others heard nothing"
    );
    assert!(!assess(&story.project, day(29)).findings.iter().any(|f| f.id == "AD5"), "it is said there");
}

#[test]
fn empty_rows_are_no_members() {
    let mut story = Story::new();
    story.put(|m: Member| m);
    assert_eq!(story.level("MI7", 10), UNDECIDED);
    story.put(|m: Member| Member { name: "IT".into(), ..m });
    assert!(matches!(story.at("MI7", 10), Test::Elsewhere(hit) if hit.level == Level::Act));
}

#[test]
fn a_score_is_mended_in_the_latest_round() {
    let mut story = Story::new();
    story.form(|f| Form { urgency: Score::new(2), ..f });
    let second =
        story.put(|f: Form| Form { round: Some(2), date: Some(day(9)), urgency: Score::new(2), ..f });
    assert_eq!(story.at("MI1", 10).found().unwrap().place.row, Some(second));
}
