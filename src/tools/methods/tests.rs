//! Every rule: fired, not fired, and at its threshold; the methods and the cases as they are written.

mod assets;
mod suggestions;

use super::items::{By, Moved};
use super::*;
use crate::facts::Facts;
use crate::finding::{Level, Place};
use crate::sheet::{Cell, Id, Link, Prose, Row as _, Score, Tick};
use crate::text::Phrase;
use crate::tool::{Panel, Tool, Verdict};
use crate::tools::adkar::Person;
use crate::tools::communication::{Audience, Send};
use crate::tools::kpi::Kpi;
use crate::tools::process::{Mark, Process, Step};
use crate::tools::tests::book::{Book, Of, day_from, values};
use chrono::NaiveDate;
use serde_json::json;

struct Methods;

impl Of for Methods {
    const TOOL: &'static Tool = &TOOL;
    const START: &'static str = "2026-01-05";
}

type Story = Book<Methods>;

fn day(n: u64) -> NaiveDate {
    day_from(Methods::START, n)
}

impl Story {
    fn method(&self, code: &str) -> Id {
        self.project.rows::<Method>().iter().find(|row| row.code == code).unwrap().id
    }

    fn case(&self, code: &str) -> Id {
        self.project.rows::<Case>().iter().find(|row| row.code == code).unwrap().id
    }

    fn put_method(&mut self, code: &str, column: &str, cell: Cell) {
        let row = self.method(code);
        self.set::<Method>(row, column, cell);
    }

    /// Chooses a method on a day, with nothing else.
    fn choose(&mut self, code: &str, on: u64) {
        self.put_method(code, "chosen", Cell::Date(day(on)));
    }

    /// Chooses a method on day 40 with all that belongs to it.
    fn plan(&mut self, code: &str, due: u64) {
        self.choose(code, 40);
        self.put_method(code, "action", Cell::Text("Returns".into()));
        self.put_method(code, "owner", Cell::Text("COO".into()));
        self.put_method(code, "due", Cell::Date(day(due)));
        let kpi = self.project.rows::<Kpi>().iter().find(|kpi| kpi.code == "response").unwrap().id;
        self.set::<Kpi>(kpi, "baseline", Cell::Number(48.0));
        self.set::<Kpi>(kpi, "target", Cell::Number(24.0));
        self.put_method(code, "kpi", Cell::Link(kpi));
    }

    fn fired(&self, rule: &str, on: u64) -> bool {
        self.ids(day(on)).contains(&rule)
    }
}

fn told(story: &Story, rule: &str, on: u64) -> (Level, String) {
    let finding = story.finding(rule, day(on));
    (finding.level, finding.evidence.en.into())
}

#[test]
fn a_new_project_has_all_rows_and_nothing_to_say() {
    let story = Story::new();
    assert_eq!(story.project.rows::<Method>().len(), 24);
    assert_eq!(story.project.rows::<Case>().len(), 49);
    let assessment = story.assess(day(60));
    assert_eq!(assessment.findings, []);
    assert_eq!((assessment.level, &*assessment.headline.en), (Level::Blank, "none yet"));
    assert_eq!(values(&TOOL, &story.project, day(60))["chosen"], json!(0));
}

#[test]
fn a_chosen_method_needs_what_who_and_when() {
    let mut story = Story::new();
    story.choose("M1", 40);
    let (level, evidence) = told(&story, "MD1", 40);
    assert_eq!(level, Level::Act);
    assert_eq!(evidence, "Chosen: 'Streamline' without what is done, an owner, a due date");
    assert_eq!(story.finding("MD1", day(40)).place, Place::of(story.method("M1"), Method::COL.action));
    story.plan("M1", 100);
    assert!(!story.fired("MD1", 40));
    story.put_method("M1", "owner", Cell::Empty);
    assert_eq!(story.finding("MD1", day(40)).place.column, "owner");
    story.put_method("M1", "done", Cell::Date(day(50)));
    assert!(!story.fired("MD1", 50), "what is introduced is asked no more");
}

#[test]
fn a_chosen_method_is_proved_by_an_indicator_with_both_ends() {
    let mut story = Story::new();
    story.plan("M1", 100);
    assert!(!story.fired("MD4", 40));
    let kpi = story.project.find::<Method>(story.method("M1")).unwrap().kpi.0.unwrap();
    for (column, missing) in
        [("baseline", "the baseline of its indicator"), ("target", "the target of its indicator")]
    {
        let mut story = story.clone();
        story.set::<Kpi>(kpi, column, Cell::Empty);
        assert_eq!(
            told(&story, "MD4", 40),
            (Level::Watch, format!("Chosen: 'Streamline' without {missing}"))
        );
        // It is entered in the row of the indicator.
        let place = story.finding("MD4", day(40)).place;
        assert_eq!((place.sheet, place.row, place.column), (Kpi::SHEET, Some(kpi), column));
    }
    story.put_method("M1", "kpi", Cell::Empty);
    assert_eq!(told(&story, "MD4", 40).1, "Chosen: 'Streamline' without an indicator");
}

#[test]
fn three_at_once_are_enough() {
    let mut story = Story::new();
    for (n, code) in ["M1", "M3", "B3"].into_iter().enumerate() {
        story.choose(code, 40 + n as u64);
    }
    assert!(!story.fired("MD3", 50));
    let fourth = story.method("P4");
    let today = day(50);
    let asked = story.ask::<Method>(fourth, "chosen", &Cell::Date(today), today);
    assert!(matches!(asked, Verdict::Note(said) if said.en.starts_with("4 methods are chosen")));
    story.choose("P4", 50);
    assert_eq!(story.finding("MD3", today).place, Place::of(fourth, Method::COL.chosen));
    story.put_method("B3", "done", Cell::Date(day(50)));
    assert!(!story.fired("MD3", 50));
    let asked = story.ask::<Method>(story.method("M9"), "due", &Cell::Date(today), today);
    assert_eq!(asked, Verdict::Fine);
}

#[test]
fn what_is_proposed_is_shown_and_said_by_the_processes_alone() {
    let mut story = Story::new();
    story.returns();
    let assessment = story.assess(day(40));
    assert_eq!(assessment.findings, []);
    let said = &assessment.conclusion[1].text.en;
    assert_eq!(said, "The diagnosis speaks for: 'Streamline', 'Cross-department flow'");
    assert_eq!(values(&TOOL, &story.project, day(40))["proposed"], json!(2));
}

#[test]
fn automating_waits_until_something_else_was_asked() {
    let mut story = Story::new();
    let (_, steps) = story.returns();
    story.set::<Step>(steps[3], "rule_based", Cell::Check(true));
    story.plan("M2", 200);
    let (level, evidence) = told(&story, "MD2", 40);
    assert_eq!(level, Level::Act);
    assert!(evidence.starts_with("'Automate' is chosen, but 'Returns': no step is eliminated"), "{evidence}");
    story.set::<Step>(steps[1], "mark", Cell::Choice(Mark::Automate.option()));
    assert!(story.fired("MD2", 40), "automating is none of the four");
    story.set::<Step>(steps[1], "mark", Cell::Choice(Mark::Simplify.option()));
    assert!(!story.fired("MD2", 40));
}

#[test]
fn staff_are_asked_thirty_days_before_a_method_is_introduced() {
    let mut story = Story::new();
    story.plan("M1", 100);
    assert!(!story.fired("MD5-S", 69), "31 days ahead");
    assert!(story.fired("MD5-S", 70), "30 days ahead");
    assert!(story.fired("MD5-S", 120), "late");
    let id = story.id();
    let card = story.add(Person { name: "A1".into(), ..Person::with_id(id) });
    assert!(story.fired("MD5-S", 70), "a card without a score");
    story.set::<Person>(card, "awareness", Cell::Score(Score::new(3).unwrap()));
    assert!(!story.fired("MD5-S", 70));
}

#[test]
fn customers_are_told_before_their_way_changes() {
    let mut story = Story::new();
    story.plan("M5", 100);
    assert!(!story.fired("MD5-C", 69));
    assert!(story.fired("MD5-C", 70));
    let customers = story.project.rows::<Audience>().iter().find(|a| a.code == "customers").unwrap().id;
    let id = story.id();
    let audience = Link::to(customers);
    story.add(Send { audience, date: Some(day(71)), ..Send::with_id(id) });
    assert!(story.fired("MD5-C", 70), "a send to come");
    assert!(!story.fired("MD5-C", 71));
    let mut inside = Story::new();
    inside.plan("M1", 100);
    assert!(!inside.fired("MD5-C", 90), "nothing changes for customers");
}

#[test]
fn a_chosen_method_stands_in_the_list_of_actions() {
    let mut story = Story::new();
    story.plan("M1", 100);
    story.put_method("B1", "action", Cell::Text("not chosen".into()));
    let items = (TOOL.promises[0].items)(&Facts::new(&story.project, day(40)));
    assert_eq!(items.len(), 1);
    assert_eq!((&*items[0].action, &*items[0].owner), ("Returns", "COO"));
    assert_eq!((items[0].due, items[0].made, items[0].done), (Some(day(100)), Some(day(40)), None));
}

#[test]
fn what_is_done_was_chosen() {
    let mut story = Story::new();
    let row = story.method("M7");
    story.enter::<Method>(row, "done", &Cell::Date(day(30)), day(40));
    let method = story.project.find::<Method>(row).unwrap();
    assert_eq!((method.chosen.0, method.done.0), (Some(day(30)), Some(day(30))));
    let asked = {
        let mut later = story.clone();
        later.put_method("M7", "chosen", Cell::Date(day(35)));
        later.ask::<Method>(row, "done", &Cell::Date(day(34)), day(40))
    };
    assert!(matches!(asked, Verdict::Note(_)));
}

#[test]
fn a_method_is_chosen_measured_and_done_at_a_stroke() {
    let mut story = Story::new();
    let row = |story: &Story| story.project.find::<Method>(story.method("M9")).unwrap().clone();
    let wait = story.run("method-done", Some(&row(&story)), day(40));
    assert_eq!(wait.unwrap_err().en, "It is not chosen yet: choose it first");
    let outcome = story.run("choose-method", Some(&row(&story)), day(40)).unwrap();
    assert_eq!(outcome.go, Some((Place::of(story.method("M9"), Method::COL.action), true)));
    assert!(story.run("choose-method", Some(&row(&story)), day(40)).is_err());
    let outcome = story.run("indicator-or-map", Some(&row(&story)), day(40)).unwrap();
    let kpi = row(&story).kpi.0.unwrap();
    assert_eq!(outcome.go, Some((Place::of(kpi, Kpi::COL.name), true)));
    assert!(story.project.find::<Kpi>(kpi).is_some());
    assert!(story.run("indicator-or-map", Some(&row(&story)), day(40)).is_err());
    story.run("method-done", Some(&row(&story)), day(41)).unwrap();
    assert_eq!(row(&story).done.0, Some(day(41)));
    assert!(story.run("method-done", Some(&row(&story)), day(41)).is_err());
    let figures = values(&TOOL, &story.project, day(41));
    assert_eq!((&figures["chosen"], &figures["done"]), (&json!(0), &json!(1)));
}

#[test]
fn one_key_goes_from_a_method_to_its_case_and_back() {
    let mut story = Story::new();
    let method = story.project.find::<Method>(story.method("M1")).unwrap().clone();
    let go = story.run("method-or-case", Some(&method), day(1)).unwrap().go;
    assert_eq!(go, Some((Place::of(story.case("C12"), Case::COL.case), false)));
    let case = story.project.find::<Case>(story.case("C12")).unwrap().clone();
    let go = story.run("method-or-case", Some(&case), day(1)).unwrap().go;
    assert_eq!(go, Some((Place::of(story.method("M1"), Method::COL.method), false)));
    for (sheet, code) in [("methods", "P1"), ("cases", "C1")] {
        let row = story.project.sheet(sheet).unwrap();
        let row = (0..row.len()).filter_map(|n| row.row(n));
        let row = row.into_iter().find(|row| row.cell("code") == Cell::Text(code.into())).unwrap().copy();
        assert!(story.run("method-or-case", Some(&*row), day(1)).is_err(), "{code}");
    }
}

#[test]
fn ones_own_change_stands_above_those_of_the_cases() {
    let own = Own {
        title: Phrase::same("Response time"),
        figures: Phrase::same("48 h → 36 h"),
        moved: Moved::between(48.0, 36.0, By::Share),
    };
    let Panel::Lines { title, lines } = beside_own("M1", &[own]) else { panic!() };
    assert_eq!(title.en, "Cases (illustrations, not benchmarks)");
    assert_eq!(lines[0].text.en, "Ours: Response time 48 h → 36 h (-25%)");
    assert!(lines[1].text.en.contains("Motor insurance claims (Insurance)"), "{}", lines[1].text.en);
    let Panel::Lines { lines, .. } = beside_own("P1", &[]) else { panic!() };
    assert_eq!(lines[0].text.en, "The source tells no case of this method.");
}

#[test]
fn methods_of_ones_own_are_as_good() {
    let mut story = Story::new();
    let id = story.id();
    story.add(Method {
        method: "Night shift".into(),
        chosen: Tick(Some(day(40))),
        action: Prose("Repairs at night".into()),
        ..Method::with_id(id)
    });
    assert_eq!(told(&story, "MD1", 40).1, "Chosen: 'Night shift' without an owner, a due date");
}

#[test]
fn a_case_begins_a_process_map() {
    let mut book = Story::new();
    let today = day(40);
    let case = |book: &Story, code: &str| {
        book.project.rows::<Case>().iter().find(|row| row.code == code).unwrap().clone()
    };
    let returns = case(&book, "C1");
    book.run("indicator-or-map", Some(&*returns), today).unwrap();
    let process = book.project.rows::<Process>()[0].id;
    let steps: Vec<_> = book.project.rows::<Step>().iter().map(|step| (step.process.0, step.mark)).collect();
    let (old, new) = ((Some(process), Some(Mark::Eliminate)), (Some(process), Some(Mark::New)));
    assert_eq!(steps, [old, old, old, old, new, new, new], "four steps before, three after");
    let kpis = book.project.rows::<Kpi>().len();
    // A case without steps says so; a method still gets its indicator.
    let none = crate::tools::methods::CASES.iter().find(|case| !case.has_chain()).unwrap();
    let none = case(&book, none.code);
    assert!(book.run("indicator-or-map", Some(&*none), today).is_err());
    // What a rival does, and problems with an answer each, are no process before and after.
    for code in ["C8", "C15", "C33", "C41"] {
        let refused = book.clone().run("indicator-or-map", Some(&*case(&book, code)), today);
        assert!(refused.unwrap_err().zh.contains("前后两种走法"), "{code}");
    }
    let method = book.project.rows::<Method>()[0].clone();
    book.run("indicator-or-map", Some(&*method), today).unwrap();
    assert_eq!(book.project.rows::<Kpi>().len(), kpis + 1);
}

#[test]
fn a_chosen_method_writes_what_becomes_of_the_steps() {
    let mut book = Story::new();
    let process = book.id();
    book.add(Process { name: "退货".into(), ..Process::with_id(process) });
    let mut steps = Vec::new();
    for (name, wait, customer) in [("登记", 0.0, true), ("审核", 2880.0, false), ("退款", 60.0, true)] {
        let id = book.id();
        book.add(Step {
            name: name.into(),
            process: Link::to(process),
            wait: Some(wait),
            work: Some(30.0),
            approval: name == "审核",
            customer,
            ..Step::with_id(id)
        });
        steps.push(id);
    }
    let method = |book: &Story, code: &str| book.project.find::<Method>(book.method(code)).unwrap().clone();
    let mark = |book: &Story, at: usize| book.project.find::<Step>(steps[at]).unwrap().mark;
    // The panel says beforehand what the choice writes.
    let lines = |book: &Story, code: &str| {
        let facts = Facts::new(&book.project, day(40));
        let Panel::Lines { lines, .. } = (TOOL.views[0].panels)(&facts, Some(&method(book, code))).remove(0)
        else {
            panic!("lines")
        };
        lines.into_iter().map(|line| line.text.zh.to_string()).collect::<Vec<_>>()
    };
    assert!(lines(&book, "M9").contains(&"选用后：“审核”标为 E 取消".to_owned()), "{:?}", lines(&book, "M9"));
    let mut approve = book.clone();
    let outcome = approve.run("choose-method", Some(&method(&book, "M9")), day(40)).unwrap();
    assert!(outcome.said.zh.starts_with("已选用；“审核”标为 E 取消"), "{}", outcome.said.zh);
    assert_eq!((mark(&approve, 1), approve.project.rows::<Step>().len()), (Some(Mark::Eliminate), 3));
    // The wait asks for a simpler step.
    let mut streamline = book.clone();
    streamline.run("choose-method", Some(&method(&book, "M1")), day(40)).unwrap();
    assert_eq!(mark(&streamline, 1), Some(Mark::Simplify));
    // What marks no step is a new one, once.
    let mut open = book.clone();
    open.run("choose-method", Some(&method(&book, "B2")), day(40)).unwrap();
    let new = open.project.rows::<Step>().last().unwrap().clone();
    assert_eq!(
        (&*new.name, new.mark, new.process.0),
        ("把进度和费用发给客户", Some(Mark::New), Some(process))
    );
    open.put_method("B2", "chosen", Cell::Empty);
    open.run("choose-method", Some(&method(&open, "B2")), day(41)).unwrap();
    assert_eq!(open.project.rows::<Step>().len(), 4);
    // Of several processes nobody can tell which one is meant.
    let second = book.id();
    book.add(Process { name: "理赔".into(), ..Process::with_id(second) });
    let step = book.id();
    book.add(Step { name: "报案".into(), process: Link::to(second), ..Step::with_id(step) });
    book.run("choose-method", Some(&method(&book, "B2")), day(40)).unwrap();
    assert_eq!(book.project.rows::<Step>().len(), 4);
}

#[test]
fn every_cause_of_a_gap_has_its_method() {
    for cause in crate::tools::journey::Cause::ALL {
        let helps = cause.method();
        assert_eq!(method(helps.code).unwrap().title, helps.name, "{}", helps.code);
    }
}
