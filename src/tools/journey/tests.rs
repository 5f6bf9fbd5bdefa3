//! Every rule: fired, not fired, and at its threshold.
#![allow(clippy::unwrap_used, reason = "a test that meets an error fails")]

use super::facts::Figures;
use super::*;
use crate::facts::Facts;
use crate::finding::{Level, Place};
use crate::registry::read_cell;
use crate::sheet::{Cell, Id, Prose, Row as _, Score};
use crate::tool::{Panel, Verdict};
use crate::tools::actions::Promise;
use crate::tools::charter::Charter;
use crate::tools::tests::book::{self, Of, date, day_from, values};
use chrono::{Days, NaiveDate};

const START: &str = "2026-01-05";

struct Journeys;

impl Of for Journeys {
    const TOOL: &'static Tool = &TOOL;
    const START: &'static str = START;
}

type Book = book::Book<Journeys>;

fn day(n: u64) -> NaiveDate {
    day_from(START, n)
}

impl Book {
    /// A touchpoint with both scores, 0 for none, scored on day 1.
    fn point(&mut self, name: &str, (promised, experience): (u8, u8)) -> Id {
        let id = self.id();
        self.add(Touchpoint {
            touchpoint: name.into(),
            promised: Score::new(promised),
            experience: Score::new(experience),
            scored: Some(day(1)),
            ..Touchpoint::with_id(id)
        });
        id
    }

    fn promise(&mut self, words: &str) -> Id {
        let id = self.id();
        let measured = Prose("小时数".into());
        self.add(BrandPromise { promise: Prose(words.into()), measured, ..BrandPromise::with_id(id) });
        id
    }

    fn keeps(&mut self, point: Id, promise: Id) {
        self.set::<Touchpoint>(point, "keeps", Cell::Link(promise));
    }

    fn position(&mut self, words: &str) {
        let charter = self.project.rows::<Charter>()[0].id;
        self.set::<Charter>(charter, "position", Cell::Text(words.into()));
    }

    /// A journey about which nothing is to be said.
    fn sound() -> (Book, Id, Id) {
        let mut book = Book::new();
        let (point, promise) = (book.point("接车", (4, 4)), book.promise("当天修好"));
        book.keeps(point, promise);
        book.position("让上班的人当天拿回车");
        assert_eq!(book.ids(day(1)), Vec::<&str>::new());
        (book, point, promise)
    }
}

#[test]
fn a_new_project_says_nothing() {
    for start in [None, Some(date(START))] {
        let book = Book::starting(start);
        for today in [day(1), day(300)] {
            let assessment = book.assess(today);
            assert!(assessment.findings.is_empty());
            assert_eq!((assessment.level, &*assessment.headline.zh), (Level::Blank, "未填"));
        }
    }
}

#[test]
fn a_gap_of_two_is_a_finding_and_one_of_one_is_not() {
    let (mut book, point, _) = Book::sound();
    book.set::<Touchpoint>(point, "experience", Cell::Score(Score::new(3).unwrap()));
    assert!(book.ids(day(1)).is_empty(), "a gap of 1");
    book.set::<Touchpoint>(point, "experience", Cell::Score(Score::new(2).unwrap()));
    assert_eq!(book.ids(day(1)), ["JO1"]);
    let finding = book.finding("JO1", day(1));
    assert_eq!((finding.level, finding.place), (Level::Act, Place::of(point, Touchpoint::COL.cause)));
    assert_eq!(finding.evidence.zh, "“接车”承诺 4 分，体验 2 分，差距 2");
    // With its cause the finding names the method, and points to what is to become better.
    book.set::<Touchpoint>(point, "cause", Cell::Choice(Cause::Waiting.option()));
    let finding = book.finding("JO1", day(1));
    assert!(finding.advice.zh.contains("流程精简"), "{}", finding.advice.zh);
    assert_eq!(finding.place.column, "experience");
    // An experience that is better than promised is no gap.
    book.set::<Touchpoint>(point, "promised", Cell::Score(Score::new(1).unwrap()));
    book.set::<Touchpoint>(point, "experience", Cell::Score(Score::new(5).unwrap()));
    assert!(book.ids(day(1)).is_empty());
}

#[test]
fn the_widest_gap_comes_first_and_of_equals_the_earlier_touchpoint() {
    let mut book = Book::new();
    book.point("预约", (5, 3));
    book.point("报价", (5, 1));
    book.point("维修", (4, 2));
    book.point("回访", (3, 4));
    book.point("提醒", (3, 0));
    let facts = Facts::new(&book.project, day(1));
    let figures = facts.get::<Figures>();
    let gaps: Vec<(&str, i16)> = figures.by_gap().map(|p| (&*p.name.zh, p.gap.unwrap())).collect();
    assert_eq!(gaps, [("报价", 4), ("预约", 2), ("维修", 2), ("回访", -1)]);
    let said: Vec<String> = book
        .assess(day(1))
        .findings
        .iter()
        .filter(|f| f.id == "JO1")
        .map(|f| f.evidence.zh.to_string())
        .collect();
    assert_eq!(said.len(), 3);
    assert!(said[0].starts_with("“报价”"), "{said:?}");
    assert_eq!(book.assess(day(1)).headline.zh, "差距3处");
}

#[test]
fn promises_and_touchpoints_without_each_other_are_findings() {
    let (mut book, point, promise) = Book::sound();
    let other = book.promise("随时知道进度");
    assert_eq!(book.ids(day(1)), ["JO2"]);
    assert_eq!(book.finding("JO2", day(1)).place.row, Some(other));
    book.keeps(point, other);
    assert_eq!(book.finding("JO2", day(1)).place.row, Some(promise));
    let second = book.point("交车", (4, 4));
    book.keeps(second, promise);
    assert!(book.ids(day(1)).is_empty());
    // A touchpoint whose promise was removed keeps none.
    book.remove::<BrandPromise>(promise);
    assert_eq!(book.ids(day(1)), ["JO3"]);
    assert_eq!(book.finding("JO3", day(1)).place, Place::of(second, Touchpoint::COL.keeps));
    // While there is no promise at all, that is what is to be written first.
    book.remove::<BrandPromise>(other);
    assert_eq!(book.finding("JO3", day(1)).place, Place::of(None, BrandPromise::COL.promise));
}

#[test]
fn a_promise_alone_waits_for_its_first_touchpoint() {
    let mut book = Book::new();
    book.promise("当天修好");
    book.position("x");
    assert!(book.ids(day(1)).is_empty());
}

#[test]
fn a_promise_has_a_measure_or_an_indicator() {
    let (mut book, _, promise) = Book::sound();
    book.set::<BrandPromise>(promise, "measured", Cell::Text(" ".into()));
    assert_eq!(book.ids(day(1)), ["JO7"]);
    let kpi = book.project.rows::<crate::tools::kpi::Kpi>()[0].id;
    book.set::<BrandPromise>(promise, "kpi", Cell::Link(kpi));
    assert!(book.ids(day(1)).is_empty());
}

#[test]
fn a_journey_that_nobody_has_scored_asks_for_scores() {
    let (mut book, point, _) = Book::sound();
    book.set::<Touchpoint>(point, "experience", Cell::Empty);
    assert_eq!(book.ids(day(1)), ["JO4"]);
    assert_eq!(book.finding("JO4", day(1)).place, Place::of(point, Touchpoint::COL.experience));
    book.set::<Touchpoint>(point, "promised", Cell::Empty);
    assert_eq!(book.finding("JO4", day(1)).place.column, "promised");
    // One that is scored is enough to begin with.
    let second = book.point("交车", (4, 4));
    let promise = book.project.rows::<BrandPromise>()[0].id;
    book.keeps(second, promise);
    assert!(book.ids(day(1)).is_empty());
}

#[test]
fn scores_last_for_a_quarter() {
    let (book, ..) = Book::sound();
    assert!(book.ids(day(92)).is_empty(), "91 days later");
    assert_eq!(book.ids(day(93)), ["JO5"]);
    assert!(book.finding("JO5", day(93)).evidence.zh.contains("92 天前"));
}

#[test]
fn the_brand_position_is_asked_for_once_there_is_something_to_position() {
    let (mut book, ..) = Book::sound();
    book.position(" ");
    assert_eq!(book.ids(day(1)), ["JO6"]);
    let place = book.finding("JO6", day(1)).place;
    assert_eq!((place.sheet, place.column), ("project", "position"));
}

#[test]
fn a_first_score_dates_the_touchpoint() {
    let mut book = Book::new();
    let id = book.id();
    book.add(Touchpoint { touchpoint: "接车".into(), ..Touchpoint::with_id(id) });
    book.enter::<Touchpoint>(id, "experience", &Cell::Score(Score::new(2).unwrap()), day(9));
    assert_eq!(book.project.find::<Touchpoint>(id).unwrap().scored, Some(day(9)));
    book.enter::<Touchpoint>(id, "promised", &Cell::Score(Score::new(4).unwrap()), day(12));
    assert_eq!(book.project.find::<Touchpoint>(id).unwrap().scored, Some(day(9)));
    // Without a day they could not be compared later.
    let bare = book.ask::<Touchpoint>(id, "scored", &Cell::Empty, day(12));
    assert!(matches!(bare, Verdict::Note(_)));
    let future = book.ask::<Touchpoint>(id, "scored", &Cell::Date(day(13)), day(12));
    assert!(matches!(future, Verdict::Refuse(_)));
}

#[test]
fn times_are_taken_as_people_write_them() {
    let mut book = Book::new();
    let id = book.point("接车", (4, 2));
    let row = book.project.find::<Touchpoint>(id).unwrap().clone();
    let column = Touchpoint::DEF.column("time").unwrap();
    for (typed, minutes) in
        [("15min", 15.0), ("4h", 240.0), ("2.5天", 3600.0), ("1h30", 90.0), ("20", 20.0), ("１５分钟", 15.0)]
    {
        let read = read_cell(&book.project, &row, column, typed, day(1));
        assert_eq!(read, Ok(Cell::Number(minutes)), "{typed}");
    }
    for typed in ["4单", "92%", "soon"] {
        let read = read_cell(&book.project, &row, column, typed, day(1));
        assert!(read.is_err(), "{typed}");
    }
    let refused = book.ask::<Touchpoint>(id, "time", &Cell::Number(-1.0), day(1));
    assert!(matches!(refused, Verdict::Refuse(_)));
}

#[test]
fn a_gap_becomes_an_action_in_the_list_once() {
    let mut book = Book::new();
    let id = book.point("报价", (5, 2));
    let row = |book: &Book| book.project.find::<Touchpoint>(id).unwrap().clone();
    let asked = book.clone().run("close-gap", Some(&row(&book)), day(10)).unwrap();
    assert_eq!(asked.go, Some((Place::of(id, Touchpoint::COL.cause), true)), "the cause is asked for");
    assert!(asked.said.zh.contains("差距原因") && book.project.rows::<Promise>().is_empty());
    book.set::<Touchpoint>(id, "cause", Cell::Choice(Cause::Opaque.option()));
    let outcome = book.run("close-gap", Some(&row(&book)), day(10)).unwrap();
    let promises = book.project.rows::<Promise>().to_vec();
    let [promise] = &promises[..] else { panic!("one action") };
    assert_eq!(
        &*promise.action.0,
        "“报价”差距 3，看不见进度和费用：试行透明化流程，让客户随时看到进度和费用，有变化提前说"
    );
    assert_eq!((promise.made, promise.due), (Some(day(10)), day(10).checked_add_days(Days::new(7))));
    assert_eq!(outcome.go, Some((Place::of(promise.id, Promise::COL.owner), true)));
    // Once more only leads there.
    let again = book.run("close-gap", Some(&row(&book)), day(11)).unwrap();
    assert_eq!(again.go, Some((Place::of(promise.id, Promise::COL.owner), false)));
    assert_eq!(book.project.rows::<Promise>().len(), 1);
    // A gap that is closed needs no action.
    book.set::<Touchpoint>(id, "experience", Cell::Score(Score::new(5).unwrap()));
    assert!(book.run("close-gap", Some(&row(&book)), day(11)).unwrap_err().zh.contains("没有差距"));
    assert!(book.run("close-gap", None, day(11)).is_err());
}

#[test]
fn a_gap_that_has_changed_is_the_same_action() {
    let mut book = Book::new();
    let id = book.point("报价", (5, 2));
    book.set::<Touchpoint>(id, "cause", Cell::Choice(Cause::Opaque.option()));
    let row = |book: &Book| book.project.find::<Touchpoint>(id).unwrap().clone();
    book.run("close-gap", Some(&row(&book)), day(10)).unwrap();
    book.set::<Touchpoint>(id, "experience", Cell::Score(Score::new(3).unwrap()));
    let outcome = book.run("close-gap", Some(&row(&book)), day(20)).unwrap();
    let promises = book.project.rows::<Promise>();
    assert_eq!(promises.len(), 1);
    assert!(promises[0].action.0.starts_with("“报价”差距 2，"), "{}", promises[0].action.0);
    assert!(outcome.said.zh.contains("差距改成现在的"));
    // Another cause is another thing to do.
    book.set::<Touchpoint>(id, "cause", Cell::Choice(Cause::Waiting.option()));
    book.run("close-gap", Some(&row(&book)), day(20)).unwrap();
    assert_eq!(book.project.rows::<Promise>().len(), 2);
}

#[test]
fn a_finding_about_a_gap_becomes_an_action_without_a_form() {
    let mut book = Book::new();
    let id = book.point("报价", (5, 2));
    assert!(book.finding("JO1", day(1)).action.zh.starts_with("问几位客户“报价”差在哪里"));
    book.set::<Touchpoint>(id, "cause", Cell::Choice(Cause::Opaque.option()));
    let finding = book.finding("JO1", day(1));
    assert!(finding.action.zh.starts_with("在“报价”试行透明化流程"), "{}", finding.action.zh);
    assert!(!finding.advice.zh.contains("F5"), "{}", finding.advice.zh);
}

#[test]
fn scores_given_anew_keep_the_old_ones_with_their_day() {
    let mut book = Book::new();
    let id = book.point("报价", (5, 2));
    let row = |book: &Book| book.project.find::<Touchpoint>(id).unwrap().clone();
    assert!(book.clone().run("score-touchpoint-again", Some(&row(&book)), day(1)).is_err(), "scored today");
    book.run("score-touchpoint-again", Some(&row(&book)), day(30)).unwrap();
    let past = book.project.rows::<Scoring>()[0].clone();
    assert_eq!((past.date, past.gap()), (Some(day(1)), Some(3)));
    assert_eq!(row(&book).scored, Some(day(30)));
    book.set::<Touchpoint>(id, "experience", Cell::Score(Score::new(4).unwrap()));
    let facts = Facts::new(&book.project, day(30));
    let figures = facts.get::<Figures>();
    assert_eq!(figures.get(id).unwrap().rise(), Some(2));
    assert_eq!(facts::after(&facts, &past), (Some(2), Some(1)));
    let said = book.assess(day(30)).conclusion;
    assert!(said.iter().any(|line| line.text.zh == "重评过 1 个触点，体验变好 1 个，变差 0 个"), "{said:?}");
    // A third time: what is between is compared with what followed it.
    book.run("score-touchpoint-again", Some(&row(&book)), day(60)).unwrap();
    book.set::<Touchpoint>(id, "experience", Cell::Score(Score::new(1).unwrap()));
    let facts = Facts::new(&book.project, day(60));
    assert_eq!(facts::after(&facts, &past), (Some(2), Some(1)));
    assert_eq!(facts::after(&facts, &book.project.rows::<Scoring>()[1]), (Some(-3), Some(4)));
    assert_eq!(facts.get::<Figures>().get(id).unwrap().rise(), Some(-3));
    // They go with their touchpoint.
    assert_eq!(TOOL.belongs, &[Scoring::COL.touchpoint]);
}

#[test]
fn an_action_is_written_in_the_language_of_its_touchpoint() {
    let mut book = Book::new();
    let id = book.point("Quotation", (5, 2));
    book.set::<Touchpoint>(id, "cause", Cell::Choice(Cause::Opaque.option()));
    let row = book.project.find::<Touchpoint>(id).unwrap().clone();
    book.run("close-gap", Some(&row), day(10)).unwrap();
    let promise = &book.project.rows::<Promise>()[0];
    assert!(
        promise.action.0.starts_with("'Quotation', gap 3, Progress and price are unclear"),
        "{}",
        promise.action.0
    );
}

#[test]
fn a_blank_stage_is_that_of_the_row_above() {
    let mut book = Book::new();
    let first = book.point("预约", (4, 4));
    let second = book.point("接车", (4, 4));
    let third = book.point("估价", (4, 4));
    book.set::<Touchpoint>(first, "stage", Cell::Text("使用".into()));
    book.set::<Touchpoint>(third, "stage", Cell::Text("置换".into()));
    let facts = Facts::new(&book.project, day(1));
    let heading =
        |id| (views::TOUCHPOINTS.heading)(&facts, facts.find::<Touchpoint>(id).unwrap()).unwrap().zh;
    assert_eq!([first, second, third].map(heading), ["使用", "使用", "置换"]);
}

#[test]
fn the_drawing_leads_to_the_touchpoints_by_gap() {
    let mut book = Book::new();
    let (small, wide) = (book.point("预约", (4, 3)), book.point("估价", (4, 1)));
    book.point("接车", (4, 0));
    let facts = Facts::new(&book.project, day(1));
    let leads: Vec<_> =
        (views::CURVE.leads.unwrap())(&facts).into_iter().map(|lead| lead.place.row).collect();
    assert_eq!(leads, [Some(wide), Some(small)]);
    let panels = (views::CURVE.panels)(&facts, None);
    let [Panel::Journey(journey), Panel::Bars { bars, .. }] = &panels[..] else { panic!("curve and gaps") };
    assert_eq!((journey.stops.len(), bars.len()), (3, 2));
    assert_eq!(
        journey.stops.iter().map(crate::tool::Stop::gap).collect::<Vec<_>>(),
        [Some(1), Some(3), None]
    );
}

#[test]
fn figures_for_programs() {
    let (mut book, ..) = Book::sound();
    let id = book.point("报价", (5, 2));
    book.set::<Touchpoint>(id, "time", Cell::Number(90.0));
    let values = values(&TOOL, &book.project, day(1));
    let number = |key: &str| values[key].as_f64();
    assert_eq!(number("touchpoints"), Some(2.0));
    assert_eq!((number("wide_gaps"), number("widest_gap")), (Some(1.0), Some(3.0)));
    assert_eq!((number("minutes"), number("touchpoints_without_promise")), (Some(90.0), Some(1.0)));
    assert_eq!(values["gaps"][0]["touchpoint"], "报价");
}

#[test]
fn every_cause_has_a_method_of_its_own() {
    let names: std::collections::BTreeSet<&str> =
        Cause::ALL.iter().map(|cause| cause.method().name.zh).collect();
    assert_eq!(names.len(), Cause::ALL.len());
    let name = |cause: Cause| cause.method().name.zh;
    assert_eq!(
        [Cause::Waiting, Cause::Steps, Cause::Cold].map(name),
        ["流程精简", "客户旅程简化", "个性化关怀"]
    );
}

#[test]
fn a_wide_gap_with_a_cause_speaks_for_its_method() {
    let (mut book, point, _) = Book::sound();
    let said = |book: &Book| -> Vec<(&str, Option<Id>)> {
        let all = (TOOL.suggests)(&Facts::new(&book.project, day(1)));
        all.iter().map(|suggestion| (suggestion.method, suggestion.place.row)).collect()
    };
    book.set::<Touchpoint>(point, "cause", Cell::Choice(Cause::ALL[0].option()));
    for (experience, wanted) in [(3, Vec::new()), (2, vec![("M1", Some(point))])] {
        book.set::<Touchpoint>(point, "experience", Cell::Score(Score::new(experience).unwrap()));
        assert_eq!(said(&book), wanted, "{experience} of 4");
    }
    book.set::<Touchpoint>(point, "cause", Cell::Empty);
    assert!(said(&book).is_empty(), "nobody knows why");
}
