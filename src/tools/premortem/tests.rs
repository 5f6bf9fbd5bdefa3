//! Every rule: fired, not fired, and at its threshold.
#![allow(clippy::unwrap_used, reason = "a test that meets an error fails")]

mod advices;
mod contradictions;
mod mistakes;

use super::TOOL;
use super::items::CONTRADICTIONS;
use super::{ADVICES, Checked, Checks, MISTAKES};
use crate::facts::{Fact as _, Facts};
use crate::finding::Level;
use crate::project::Project;
use crate::sheet::{Cell, CellType as _, Id, Link, Prose, Row, Score, Tick};
use crate::tool::Assessment;
use crate::tool::Proposals;
use crate::tool::Test;
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
        Test::Clear(said) | Test::NotYet(said) | Test::NotNeeded(said) => said.en.into(),
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
    assert_eq!((assessment.level, &*assessment.headline.zh), (Level::Blank, "待判断8/8"));
    assert_eq!(assessment.headline.en, "no data");
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
