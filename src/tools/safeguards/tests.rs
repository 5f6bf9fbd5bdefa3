//! Every safeguard and every rule: missing, there, and at its threshold.
#![allow(clippy::unwrap_used, reason = "a test that meets an error fails")]

mod customers;
mod risks;
mod staff;
mod technology;

use super::*;
use crate::facts::{Fact as _, Facts};
use crate::finding::{Level, Place};
use crate::sheet::{Cell, CellType as _, Id, Link, Prose, Row, Score, Tick};
use crate::tool::{Test, Tool, Verdict};
use crate::tools::adkar::{Incentive, Person, Role};
use crate::tools::communication::{Audience, CUSTOMERS, Feedback, Message};
use crate::tools::kotter::{Function, Member};
use crate::tools::meetings::Meeting;
use crate::tools::process::{Mark, Process, Step};
use crate::tools::roadmap::{Centre, Resource};
use crate::tools::tests::book::{self, Of, date, day_from, values};
use chrono::NaiveDate;

const START: &str = "2026-01-05";
/// The first day of the pilot's weeks.
const PILOT: u64 = 29;

struct Shields;

impl Of for Shields {
    const TOOL: &'static Tool = &TOOL;
    const START: &'static str = START;
}

type Book = book::Book<Shields>;

fn day(n: u64) -> NaiveDate {
    day_from(START, n)
}

impl Book {
    fn put<R: Row>(&mut self, fill: impl FnOnce(R) -> R) -> Id {
        let id = self.id();
        self.add(fill(R::with_id(id)))
    }

    /// The row of a safeguard.
    fn row(&self, code: &str) -> Id {
        self.project.rows::<Safeguard>().iter().find(|row| row.code == code).unwrap().id
    }

    fn state(&mut self, code: &str, state: State, evidence: &str) {
        let row = self.row(code);
        self.set::<Safeguard>(row, "state", Cell::Choice(state.option()));
        self.set::<Safeguard>(row, "evidence", Cell::Text(evidence.into()));
    }

    /// The tool is in use: the director has written something down.
    fn used() -> Book {
        let mut book = Book::new();
        book.state("SF13", State::NotNeeded, "x");
        book
    }

    fn test(&self, code: &str, on: u64) -> Test {
        Checks::compute(&Facts::new(&self.project, day(on))).get(code).unwrap().clone()
    }

    /// The level at which a safeguard is missing; none where it is not.
    fn level(&self, code: &str, on: u64) -> Option<Level> {
        self.test(code, on).found().map(|hit| hit.level)
    }

    fn is_clear(&self, code: &str, on: u64) -> bool {
        matches!(self.test(code, on), Test::Clear(_))
    }

    /// The level of the finding of a rule.
    fn said(&self, rule: &str, on: u64) -> Option<Level> {
        self.assess(day(on)).findings.iter().find(|finding| finding.id == rule).map(|finding| finding.level)
    }

    /// The pilot is live from a day on.
    fn live(&mut self, on: u64) {
        self.put(|c: Centre| Centre { name: "C1".into(), batch: Some(1), started: Some(day(on)), ..c });
    }

    fn roll_out(&mut self, on: u64) {
        self.put(|c: Centre| Centre { name: "C2".into(), batch: Some(2), started: Some(day(on)), ..c });
    }
}

#[test]
fn a_new_project_says_nothing_however_long_it_runs() {
    for start in [None, Some(date(START))] {
        let book = Book::starting(start);
        for today in [day(1), day(300)] {
            let assessment = book.assess(today);
            assert!(assessment.findings.is_empty());
            assert_eq!((assessment.level, &*assessment.headline.zh), (Level::Blank, "未填"));
        }
    }
    assert_eq!(Book::new().project.rows::<Safeguard>().len(), 13);
}

#[test]
fn a_safeguard_counts_with_its_evidence() {
    let mut book = Book::used();
    assert!(matches!(book.test("SF2", PILOT - 1), Test::NotYet(_)));
    assert_eq!(book.said("SF2", PILOT - 1), None, "the pilot is not under way");
    assert_eq!(book.said("SF2", PILOT), Some(Level::Watch));
    book.state("SF2", State::InPlace, "");
    assert_eq!(book.said("SF2", 1), Some(Level::Watch), "marked without evidence");
    book.state("SF2", State::InPlace, "两名技师、一名服务顾问");
    assert!(book.is_clear("SF2", PILOT) && book.said("SF2", PILOT).is_none());
    book.state("SF2", State::NotYet, "两名技师");
    assert_eq!(book.said("SF2", PILOT), Some(Level::Watch));
}

#[test]
fn a_safeguard_that_is_not_needed_has_a_reason() {
    for code in SAFEGUARDS.iter().map(|item| item.code) {
        let mut book = Book::used();
        book.state(code, State::NotNeeded, "");
        assert_eq!(book.level(code, PILOT), Some(Level::Watch), "{code}");
        book.state(code, State::NotNeeded, "没有新系统");
        assert!(matches!(book.test(code, PILOT), Test::NotNeeded(_)), "{code}");
        assert_eq!(book.said(code, PILOT), None, "{code}");
    }
}

#[test]
fn nothing_is_said_before_the_tool_is_used_and_all_that_is_missing_afterwards() {
    let mut book = Book::new();
    book.live(40);
    assert!(book.ids(day(50)).is_empty());
    let row = book.row("SF2");
    book.set::<Safeguard>(row, "owner", Cell::Text("培训主管".into()));
    // What K2 and ME1 say of SF11 is theirs; no key message, no exam, no rule, no budget, no risk.
    assert_eq!(book.ids(day(50)), ["SF1", "SF2", "SF3", "SF4", "SF12", "SF13"]);
}

#[test]
fn a_state_is_followed_by_its_evidence() {
    let mut book = Book::new();
    let row = book.row("SF2");
    let ask = |book: &Book, state: State| {
        book.ask::<Safeguard>(row, "state", &Cell::Choice(state.option()), day(1))
    };
    assert!(matches!(ask(&book, State::InPlace), Verdict::Note(said) if said.zh.contains("证据")));
    assert!(matches!(ask(&book, State::NotNeeded), Verdict::Note(said) if said.zh.contains("为什么")));
    assert_eq!(ask(&book, State::NotYet), Verdict::Fine);
    book.set::<Safeguard>(row, "evidence", Cell::Text("x".into()));
    assert_eq!(ask(&book, State::InPlace), Verdict::Fine);
}

#[test]
fn only_training_has_a_figure_and_a_percentage_is_one() {
    let book = Book::new();
    let needs = |code: &str| {
        let row = book.project.find::<Safeguard>(book.row(code)).unwrap();
        (TOOL.needs)(row, &Safeguard::DEF.columns[Safeguard::COL.figure.at]).is_some()
    };
    assert!(!needs("SF3") && needs("SF2"));
    let ask = |value: f64| book.ask::<Safeguard>(book.row("SF3"), "figure", &Cell::Number(value), day(1));
    assert!(matches!(ask(100.5), Verdict::Refuse(_)) && matches!(ask(-1.0), Verdict::Refuse(_)));
    assert!(matches!(ask(0.95), Verdict::Ask { instead: Cell::Number(95.0), .. }));
    // 0.28 × 100 is 28.000000000000004 in binary fractions.
    match ask(0.28) {
        Verdict::Ask { question, instead } => {
            assert_eq!((&*question.zh, instead), ("0.28 是指 28% 吗？", Cell::Number(28.0)));
        }
        other => panic!("{other:?}"),
    }
    assert_eq!([ask(0.0), ask(95.0), ask(100.0)], [Verdict::Fine, Verdict::Fine, Verdict::Fine]);
}

#[test]
fn next_steps_and_measures_stand_in_the_list_of_actions() {
    let mut book = Book::new();
    let row = book.row("SF2");
    book.set::<Safeguard>(row, "action", Cell::Text("请两名技师".into()));
    let risk = book.put(|r: Risk| Risk {
        risk: Prose("缺件".into()),
        measure: Prose("前置备件".into()),
        due: Some(day(9)),
        noted: Some(day(1)),
        ..r
    });
    let items = |book: &Book, n: usize| (TOOL.promises[n].items)(&Facts::new(&book.project, day(1)));
    let measures = items(&book, 0);
    assert_eq!((measures.len(), &*measures[0].action, measures[0].made), (1, "前置备件", Some(day(1))));
    assert_eq!(items(&book, 1).iter().filter(|item| !item.action.is_empty()).count(), 1);
    // Closed without its measure, it promises nothing any more.
    book.set::<Risk>(risk, "state", Cell::Choice(RiskState::Closed.option()));
    assert!(items(&book, 0).is_empty());
    book.set::<Risk>(risk, "done", Tick(Some(day(2))).to_cell());
    assert_eq!(items(&book, 0).len(), 1);
}

#[test]
fn figures_for_programs() {
    let mut book = Book::used();
    book.state("SF2", State::InPlace, "两名技师");
    let values = values(&TOOL, &book.project, day(PILOT));
    assert_eq!((values["settled"].as_u64(), values["risks_high"].as_u64()), (Some(2), Some(0)));
    let states: Vec<&str> =
        values["safeguards"].as_array().unwrap().iter().map(|s| s["state"].as_str().unwrap()).collect();
    assert_eq!(states[..5], ["missing", "in_place", "missing", "missing", "undecided"]);
    assert_eq!(states[12], "not_needed");
}
