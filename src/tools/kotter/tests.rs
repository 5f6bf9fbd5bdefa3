mod gates;
mod sheets;

use super::*;
use crate::facts::Facts;
use crate::finding::Level;
use crate::project::Project;
use crate::sheet::{AnyRow, Cell, Id, Link, Prose, Score, Tick};
use crate::text::Phrase;
use crate::tool::{Field, Layout, Verdict};
use crate::tools::adkar::Role;
use crate::tools::charter::{Charter, Rest};
use crate::tools::communication::{Audience, Channel, Message, Send};
use crate::tools::readiness::Form;
use crate::tools::roadmap::{self, Centre};
use crate::tools::tests::book::{self, Of, date, day_from, values};
use crate::tools::wins::Win;
use chrono::{Days, NaiveDate};

/// The start of every project here, a Monday.
const START: &str = "2026-01-05";

/// The day of the project, day 1 being the start.
fn day(n: u64) -> NaiveDate {
    day_from(START, n)
}

struct Kotter;

impl Of for Kotter {
    const TOOL: &'static Tool = &TOOL;
    const START: &'static str = START;
}

type Book = book::Book<Kotter>;

impl Book {
    /// Marks steps as done.
    fn claim(&mut self, steps: &[usize]) {
        for step in steps {
            let code = format!("k{step}");
            let row = self.project.rows::<KotterStep>().iter().find(|s| s.code == code).unwrap().id;
            let done = Cell::Choice(State::Done.option());
            self.set::<KotterStep>(row, "state", done);
        }
    }

    fn charter(&mut self, column: &str, cell: Cell) {
        let row = self.project.rows::<Charter>()[0].id;
        self.set::<Charter>(row, column, cell);
    }

    fn fact(&mut self, said: &str, date: Option<NaiveDate>) {
        let id = self.id();
        self.add(Fact { fact: Prose(said.into()), date, ..Fact::with_id(id) });
    }

    /// Scores the urgency in a round of its own.
    fn urgency(&mut self, round: u32, scores: &[u8]) {
        for score in scores {
            let id = self.id();
            self.add(Form { round: Some(round), urgency: Score::new(*score), ..Form::with_id(id) });
        }
    }

    fn member(&mut self, function: Function, executive: bool) -> Id {
        let id = self.id();
        self.add(Member {
            name: format!("M-{id}").into(),
            function: Some(function),
            executive,
            ..Member::with_id(id)
        })
    }

    /// The five functions, the first with an executive.
    fn five(&mut self) {
        for (n, function) in facts::FUNCTIONS.into_iter().enumerate() {
            self.member(function, n == 0);
        }
    }

    fn obstacle(&mut self, opened: Option<NaiveDate>) -> Id {
        let id = self.id();
        self.add(Obstacle {
            obstacle: Prose("缺 6 台平板".into()),
            opened,
            owner: "技术主管".into(),
            ..Obstacle::with_id(id)
        })
    }

    fn training(&mut self, date: Option<NaiveDate>, coached: Option<NaiveDate>) -> Id {
        let id = self.id();
        let topic = "平板工单".into();
        self.add(Training { topic, date, coached: Tick(coached), ..Training::with_id(id) })
    }

    fn centres(&mut self, converted: usize, all: usize, on: NaiveDate) {
        for n in 0..all {
            let id = self.id();
            let converted = Tick((n < converted).then_some(on));
            self.add(Centre { name: format!("C{n}").into(), converted, ..Centre::with_id(id) });
        }
    }

    fn facts(&self, today: NaiveDate) -> Facts {
        Facts::new(&self.project, today)
    }

    fn gate(&self, step: usize, today: NaiveDate) -> Gate {
        self.facts(today).get::<Gates>().of_step(step).unwrap().clone()
    }

    fn state(&self, step: usize, today: NaiveDate) -> GateState {
        self.gate(step, today).state
    }
}

#[test]
fn a_new_project_says_nothing() {
    for start in [None, Some(date(START))] {
        let book = Book::starting(start);
        for today in [day(1), day(60), day(500)] {
            let assessment = book.assess(today);
            assert!(assessment.findings.is_empty());
            assert_eq!((assessment.level, &*assessment.headline.zh), (Level::Blank, "未填"));
        }
        let steps: Vec<_> = book.project.rows::<KotterStep>().iter().map(|s| s.code.to_string()).collect();
        assert_eq!(steps, ["k1", "k2", "k3", "k4", "k5", "k6", "k7", "k8"]);
        assert_eq!(book.project.rows::<Authority>().len(), 3);
        assert_eq!(book.project.rows::<KotterStep>()[1].builtin(0).unwrap().en, "2 Coalition");
    }
    assert!(
        TOOL.conclude(&Facts::new(&Project::empty(Id::new(1), &crate::registry::sheets()), day(60)))
            .findings
            .is_empty()
    );
}

#[test]
fn a_step_marked_done_needs_all_gates_up_to_it() {
    let mut book = Book::new();
    book.charter("vision", Cell::Text("到 2026-12-31，首次修复率到 92%".into()));
    book.urgency(1, &[4]);
    book.five();
    book.claim(&[3]);
    // The gates of 2 and 3 are passed; of 1 a fact is missing, which is not yet a contradiction.
    assert_eq!(book.ids(day(10)), ["K1"]);
    let finding = book.finding("K1", day(10));
    assert_eq!(finding.level, Level::Watch);
    assert!(
        finding.evidence.zh.starts_with("第 3 步标为完成，但第 1 步“营造紧迫感”还没有过关"),
        "{}",
        finding.evidence.zh
    );
    book.fact("投诉很多", Some(day(2)));
    assert_eq!(book.finding("K1", day(10)).level, Level::Act);
    book.fact("投诉 1,240 件", Some(day(2)));
    assert!(book.ids(day(10)).is_empty());
    let assessment = book.assess(day(10));
    assert_eq!((&*assessment.headline.en, assessment.level), ("3/8", Level::Good));
    // A later step claims what is still to come.
    book.claim(&[7]);
    assert_eq!(book.ids(day(10)), ["K4", "K6", "K7"]);
    assert_eq!(book.finding("K6", day(10)).level, Level::Act);
    assert_eq!(book.gate(6, day(10)).claimed, [7]);
    assert_eq!(book.gate(3, day(10)).claimed, Vec::<usize>::new());
}

#[test]
fn a_claim_is_answered_at_once() {
    let mut book = Book::new();
    let ask = |book: &Book, step: usize, state: State| {
        let row = &book.project.rows::<KotterStep>()[step - 1];
        book.ask::<KotterStep>(row.id, "state", &Cell::Choice(state.option()), day(10))
    };
    assert_eq!(ask(&book, 2, State::Going), Verdict::Fine);
    assert!(matches!(ask(&book, 2, State::Done), Verdict::Note(said) if said.en.contains("Urgency")));
    book.urgency(1, &[3]);
    book.fact("80%", Some(day(1)));
    assert!(matches!(ask(&book, 2, State::Done), Verdict::Note(said) if said.en.contains("Coalition")));
    book.five();
    assert_eq!(ask(&book, 2, State::Done), Verdict::Fine);
}

#[test]
fn it_proposes_what_its_sheets_make_likely() {
    let mut book = Book::new();
    let codes = |book: &Book| book::proposed(&TOOL, &book.project, day(9));
    assert!(codes(&book).is_empty());
    book.fact("投诉很多", Some(day(2)));
    book.training(Some(day(5)), None);
    book.member(Function::It, true);
    assert!(codes(&book).is_empty());
    book.fact("投诉 1,240 件", Some(day(2)));
    book.training(Some(day(5)), Some(day(9)));
    book.five();
    assert_eq!(codes(&book), ["w1-2", "w2-1", "w5-6-1"]);
    let fact = book.project.rows::<Fact>().last().unwrap().id;
    book.set::<Fact>(fact, "date", Cell::Date(day(10)));
    assert_eq!(codes(&book), ["w2-1", "w5-6-1"], "it is published tomorrow");
    let member = book.project.rows::<Member>().last().unwrap().id;
    book.set::<Member>(member, "joined", Cell::Date(day(10)));
    assert_eq!(codes(&book), ["w5-6-1"], "the last member joins tomorrow");
}

#[test]
fn the_values_say_all_figures() {
    let mut book = Book::new();
    book.five();
    book.obstacle(Some(day(1)));
    let values = values(&TOOL, &book.project, day(20));
    let value = |key: &str| &values[key];
    assert_eq!(value("passed"), 1);
    assert_eq!(value("coalition_members"), 5);
    assert_eq!(value("obstacle_longest_days"), 19);
    assert_eq!(value("gates")[1]["state"], "passed");
    assert_eq!(value("gates")[5]["state"], "not_due");
    assert_eq!(value("roles_without_limit")[0], "service_advisor");
}

#[test]
fn the_computed_fields_fit_their_cells() {
    let mut book = Book::new();
    book.five();
    book.claim(&[6]);
    book.fact("投诉很多", Some(day(2)));
    book.fact("投诉 1,240 件", None);
    book.fact("投诉 1,240 件", Some(day(2)));
    book.obstacle(Some(day(1)));
    book.obstacle(None);
    book.training(Some(day(3)), None);
    book.training(Some(day(990)), None);
    for today in [day(10), day(60), day(200), day(700)] {
        let facts = book.facts(today);
        for view in TOOL.views {
            let Layout::Grid(fields) = view.layout else { panic!("{} is a grid", view.key) };
            let sheet = book.project.sheet(view.sheet.key).unwrap();
            for row in (0..sheet.len()).filter_map(|at| sheet.row(at)) {
                for field in fields {
                    let Field::Computed { key, cells, show, .. } = field else { continue };
                    let shown = show(&facts, row);
                    let sign = if shown.level >= Level::Watch { 2 } else { 0 };
                    let most = if *cells >= 14 { 2 * usize::from(*cells) + 24 } else { usize::from(*cells) };
                    for said in [&shown.text.zh, &shown.text.en] {
                        let wide = crate::text::width(said) + sign;
                        assert!(wide <= most, "{key}: {said} in {cells}");
                    }
                }
                let _ = (view.panels)(&facts, Some(row));
            }
            let _ = (view.panels)(&facts, None);
        }
        for step in book.project.rows::<KotterStep>() {
            assert_eq!((TOOL.views[0].panels)(&facts, Some(&**step)).len(), 2);
        }
    }
}

#[test]
fn a_name_that_begins_with_a_figure_keeps_it() {
    let book = Book::new();
    let row = book.project.rows::<KotterStep>()[0].clone();
    let column = &KotterStep::DEF.columns[KotterStep::COL.step.at];
    for (typed, kept) in [
        ("1.5 hours each week", "1 1.5 hours each week"),
        ("1:1 talks", "1 1:1 talks"),
        ("1. Talks", "1 Talks"),
        ("1、谈话", "1 谈话"),
        ("Talks", "1 Talks"),
    ] {
        let read = (TOOL.read)(&book.project, &*row, column, typed, day(1)).unwrap();
        assert_eq!(read, Ok(Cell::Text(kept.into())), "{typed}");
    }
}

#[test]
fn steps_are_named_by_number() {
    assert_eq!(views::marked_done(&[4]).zh, "第 4 步标为完成");
    assert_eq!(views::marked_done(&[4, 5]).en, "Steps 4, 5 are marked done");
    let said = |step: &items::Step| Phrase::from(step.title);
    assert_eq!(said(&items::STEPS[7]).zh, "融入文化");
}

#[test]
fn a_skill_that_a_changed_process_needs_asks_for_a_training() {
    use crate::tools::process::{Process, Step};
    let today = day(20);
    let mut book = Book::starting(Some(date(START)));
    let (process, step) = (book.id(), book.id());
    book.add(Process { name: "退货".into(), ..Process::with_id(process) });
    book.add(Step {
        name: "收货".into(),
        process: Link::to(process),
        role: Some(Role::Parts),
        skill: "扫码 收货".into(),
        ..Step::with_id(step)
    });
    assert_eq!(book.finding("K9", today).place.row, Some(step));
    let outcome = book.run("note-training", None, today).unwrap();
    let row = book.project.rows::<Training>()[0].clone();
    assert_eq!((row.topic.as_str(), row.role, row.date), ("扫码 收货", Some(Role::Parts), None));
    assert_eq!(outcome.go.unwrap().0.column, "date");
    assert!(!book.ids(today).contains(&"K9"), "a training is there");
    for (topic, role, found) in [
        ("扫码收货", Some(Role::Parts), false),
        ("扫码收货", None, false),
        ("扫码收货", Some(Role::Technician), true),
        ("扫码", Some(Role::Parts), true),
    ] {
        let role = role.map_or(Cell::Empty, |role| Cell::Choice(role.option().unwrap()));
        book.set::<Training>(row.id, "topic", Cell::Text(topic.into()));
        book.set::<Training>(row.id, "role", role);
        assert_eq!(book.ids(today).contains(&"K9"), found, "{topic}");
    }
    let again = book.run("note-training", None, today).unwrap();
    assert!(again.said.zh.contains("扫码"));
    let blank = book.run("note-training", None, today).unwrap();
    assert_eq!(blank.go.unwrap().0.column, "topic", "nothing is left to be taught: a session of today");
}
