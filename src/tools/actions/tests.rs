mod kept;
mod pauses;

use super::*;
use crate::facts::Facts;
use crate::finding::{Level, Place};
use crate::project::Edit;
use crate::registry::new_project;
use crate::sheet::{Cell, Id, Link, Prose, Tick};
use crate::text::{Lang, width};
use crate::tool::{Field, ListLine, Verdict};
use crate::tools::adkar::Person;
use crate::tools::charter::{Charter, Rest};
use crate::tools::kotter::Obstacle;
use crate::tools::kpi;
use crate::tools::kpi::{Kpi, Review};
use crate::tools::resistance::Entry;
use crate::tools::tests::book::{Leaf, On, after_monday as day, counter};
use proptest::prelude::*;

const TODAY: i64 = 58;

fn id(n: u64) -> Id {
    Id::new(n)
}

fn promise(n: u64, owner: &str, due: Option<i64>) -> Promise {
    Promise {
        action: Prose(format!("事 {n}").into()),
        owner: owner.into(),
        due: due.map(day),
        made: Some(day(TODAY - 3)),
        ..Promise::with_id(id(n))
    }
}

fn card(n: u64, action: &str, due: i64, headcount: u32) -> Person {
    Person {
        name: format!("T{n}").into(),
        action: action.into(),
        owner: "M-01".into(),
        due: Some(day(due)),
        headcount: Some(headcount),
        ..Person::with_id(id(n))
    }
}

fn review(n: u64, date: i64) -> Review {
    Review {
        kpi: Link::to(id(2)),
        date: Some(day(date)),
        action: Prose("前置备件".into()),
        owner: "备件主管".into(),
        due: Some(day(date + 7)),
        ..Review::with_id(id(n))
    }
}

struct Promises;

impl On for Promises {
    const TOOL: &'static Tool = &TOOL;
    const TODAY: i64 = TODAY;
}

type Book = Leaf<Promises>;

impl Book {
    fn new() -> Book {
        Book::blank()
            .with(Charter { start: Some(day(0)), ..Charter::with_id(id(3)) })
            .with(Kpi::with_id(id(2)))
    }

    fn figures(&self) -> Figures {
        Facts::new(&self.project, day(TODAY)).get::<Figures>().clone()
    }

    fn lines(&self, view: &str) -> Vec<ListLine> {
        let facts = Facts::new(&self.project, day(TODAY));
        let view = TOOL.views.iter().find(|v| v.key == view).unwrap();
        let Layout::List(plan) = view.layout else { panic!("{} is no list", view.key) };
        let lines = (plan.lines)(&facts);
        assert!(lines.iter().all(|l| l.cells.len() == plan.cells()));
        lines
    }

    /// Heading and cells as text.
    fn shown(&self, view: &str) -> Vec<(String, Vec<String>)> {
        // What is shown of a line.
        let text = |l: &ListLine| {
            let heading = l.heading.as_ref().map_or(String::new(), |h| h.zh.to_string());
            (heading, l.cells.iter().take(5).map(|c| c.text.zh.to_string()).collect())
        };
        self.lines(view).iter().map(text).collect()
    }
}

#[test]
fn promises_of_all_sheets_gather() {
    let book = Book::new()
        .with(review(10, TODAY - 3))
        .with(card(11, "跟班一天", TODAY + 2, 1))
        .with(Entry {
            response: Prose("补差额".into()),
            owner: "人力资源经理".into(),
            due: Some(day(TODAY + 1)),
            opened: Some(day(TODAY - 4)),
            ..Entry::with_id(id(12))
        })
        .with(Obstacle {
            action: Prose("加急审批".into()),
            owner: "财务经理".into(),
            due: Some(day(TODAY)),
            ..Obstacle::with_id(id(13))
        })
        .with(promise(14, "技术主管", Some(TODAY + 9)))
        .with(Promise::with_id(id(15)))
        .with(Entry { quote: Prose("烦".into()), owner: "X".into(), ..Entry::with_id(id(16)) });
    let figures = book.figures();
    let mut sources: Vec<&str> = figures.open.iter().map(|p| p.source.key).collect();
    sources.sort_unstable();
    let one_of_each = ["actions", "adkar", "kotter", "kpi", "resistance"];
    assert_eq!(sources, one_of_each, "a row without words promises nothing");
    let places: Vec<(&str, &str, &str)> =
        figures.open.iter().map(|p| (p.place().sheet, p.place().column, p.tick().unwrap().column)).collect();
    for place in [
        ("reviews", "action", "done"),
        ("people", "action", "done"),
        ("resistance", "response", "solved"),
        ("obstacles", "action", "removed"),
        ("actions", "action", "done"),
    ] {
        assert!(places.contains(&place), "{place:?}");
    }
    assert_eq!(book.value("by_tool")["kotter"], 1);
}

#[test]
fn cards_with_the_same_promise_are_one_line() {
    let book =
        (0..300_u32).fold(Book::new(), |b, n| b.with(card(100 + u64::from(n), "跟班一天", TODAY + 2, 2)));
    let book = book.with(card(900, "跟班一天", TODAY + 3, 5)).with(card(901, "对练三次", TODAY + 2, 1));
    let lines = book.shown("all");
    let first: Vec<&str> = lines.iter().map(|(_, cells)| cells[0].as_str()).collect();
    assert_eq!(first, ["跟班一天（600 人）", "对练三次", "跟班一天（5 人）"]);
    let lines = book.lines("all");
    assert_eq!(lines[0].place.row, Some(id(100)), "the first card stands for all");
    assert_eq!(lines[0].tick, None, "one tick would not do it");
    assert_eq!(lines[1].tick.unwrap().row, Some(id(901)));
    let ticked =
        book.with(Person { done: Tick(Some(day(TODAY))), ..card(902, "跟班一天", TODAY + 2, 1) });
    assert_eq!(ticked.figures().done.len(), 1, "what is done on one card is not done on all");
}

#[test]
fn nothing_is_carried_over_before_it_is_due() {
    let facts = Facts::new(&Book::new().project, day(TODAY));
    let over = facts.get::<kpi::CarriedOver>();
    let of = |late: i64| over.of(Id::new(0), Some(day(TODAY - late)), Some(day(0)));
    assert_eq!([-30, 0, 1, 6, 7, 13, 14, 21].map(of), [0, 0, 0, 0, 1, 1, 2, 3]);
    // Without a due date it is due a week after it was made.
    let of = |made: i64| over.of(Id::new(0), None, Some(day(TODAY - made)));
    assert_eq!([-1, 0, 7, 13, 14, 21].map(of), [0, 0, 0, 0, 1, 2]);
    assert_eq!(over.of(Id::new(0), None, None), 0);
}

/// A new day does not take away that a promise was not kept.
#[test]
fn what_meetings_put_off_has_been_carried_over() {
    use crate::tools::meetings::{Judged, Verdict};
    let (row, mut book) = (id(900), Book::new());
    for (n, (due, new_due)) in
        [(14, Some(7)), (7, Some(-3)), (-3, Some(-9)), (14, None)].into_iter().enumerate()
    {
        let verdict = Verdict {
            verdict: Some(Judged::NotYet),
            date: Some(day(TODAY - due.max(0))),
            due: Some(day(TODAY - due)),
            new_due: new_due.map(|ago: i64| day(TODAY - ago)),
            row: row.to_string().into(),
            ..Verdict::with_id(id(950 + n as u64))
        };
        book.project.apply(Edit::append(verdict)).unwrap();
    }
    let facts = Facts::new(&book.project, day(TODAY));
    let over = facts.get::<kpi::CarriedOver>();
    // Three times on its day, once of them without a new one; before its day it was not put off.
    assert_eq!(over.of(row, Some(day(TODAY + 3)), None), 3);
    assert_eq!(over.of(row, Some(day(TODAY - 7)), None), 3);
    assert_eq!(over.of(row, Some(day(TODAY - 14)), None), 4);
    assert_eq!(over.of(id(901), Some(day(TODAY + 3)), None), 0);
}

#[test]
fn a_review_is_carried_over_as_often_as_the_review_says() {
    for (age, times) in [(0, 0), (7, 0), (13, 0), (14, 1), (20, 1), (21, 2), (28, 3)] {
        let book = Book::new().with(review(10, TODAY - age));
        assert_eq!(book.figures().open[0].carried, times);
        let found = kpi::TOOL
            .conclude(&Facts::new(&book.project, day(TODAY)))
            .findings
            .iter()
            .any(|f| f.id == "KP10");
        assert_eq!(found, times > 1, "both tools say the same of {age} days");
        let level = match (age, times) {
            (..=7, _) => Level::Good,
            (_, 3..) => Level::Act,
            _ => Level::Watch,
        };
        assert_eq!(book.assess().level, level, "{age}");
    }
}

#[test]
fn who_is_late_with_most_stands_first_and_nobody_last() {
    let book = Book::new()
        .with(promise(10, "", Some(TODAY - 9)))
        .with(promise(11, "A", Some(TODAY + 1)))
        .with(promise(12, "B", Some(TODAY - 1)))
        .with(promise(13, "C", Some(TODAY - 5)))
        .with(promise(14, " C ", Some(TODAY - 2)))
        .with(promise(15, "C", None))
        .with(promise(16, "D", Some(TODAY)));
    let headings: Vec<String> = book.shown("all").into_iter().map(|(h, _)| h).collect();
    let mut unique = headings.clone();
    unique.dedup();
    assert_eq!(
        unique,
        ["C：3 项，2 项逾期", "B：1 项，1 项逾期", "D：1 项", "A：1 项", "没有负责人：1 项，1 项逾期"]
    );
    let left: Vec<String> = book.shown("all").into_iter().map(|(_, c)| c[3].clone()).collect();
    assert_eq!(left, ["逾期5天", "逾期2天", "没有期限", "逾期1天", "今天", "明天", "逾期9天"]);
    let weeks: Vec<String> = book.shown("all").into_iter().map(|(_, c)| c[4].clone()).collect();
    assert_eq!(weeks, ["", "", "", "", "", "", "1 次"]);
    let owners = book.value("owners");
    assert!(book.assess().conclusion[0].text.zh.contains("4 项逾期"));
    assert!(book.assess().conclusion[1].text.zh.starts_with("先找C谈"));
    let due = book.shown("due");
    assert_eq!(due[0].1[1], "没人认领", "the oldest of all has no owner");
    assert_eq!((owners[0]["owner"].clone(), owners[0]["overdue"].clone()), ("C".into(), 2.into()));
}

#[test]
fn by_day_they_fall_into_weeks_of_the_project() {
    // The project began on a Monday; today is a Wednesday.
    let book = [-1, 0, 4, 5, 11, 12]
        .into_iter()
        .zip(10..)
        .fold(Book::new(), |b, (due, n)| b.with(promise(n, "A", Some(TODAY + due))))
        .with(promise(20, "A", None));
    let headings: Vec<String> = book.shown("due").into_iter().map(|(h, _)| h).collect();
    assert_eq!(headings, ["已逾期", "本周", "本周", "下周", "下周", "以后", "没有期限"]);
}

#[test]
fn what_was_done_within_seven_days_stands_at_the_end() {
    let done =
        |n: u64, ago: i64| Promise { done: Tick(Some(day(TODAY - ago))), ..promise(n, "A", Some(TODAY)) };
    let book = Book::new().with(done(10, 6)).with(done(11, 7)).with(done(12, 0)).with(promise(13, "B", None));
    for view in ["all", "due"] {
        let lines = book.lines(view);
        let rows: Vec<_> = lines.iter().map(|l| l.place.row.unwrap()).collect();
        assert_eq!(rows, [id(13), id(12), id(10)]);
        assert_eq!(lines[1].heading.as_ref().unwrap().zh, "最近 7 天完成");
    }
    assert_eq!(book.value("done_last_7_days"), 2);
}

#[test]
fn late_promises_are_watched_and_acted_on_when_carried_over_three_times() {
    use Level::{Act, Watch};
    let with = |late: i64| Book::new().with(promise(10, "A", Some(TODAY - late))).level("AC1");
    assert_eq!([0, 1, 7, 20, 21].map(with), [None, Some(Watch), Some(Watch), Some(Watch), Some(Act)]);
    // What was only written down today has been put off by nobody yet.
    let made = |ago: i64| Promise { made: Some(day(TODAY - ago)), ..promise(10, "A", Some(TODAY - 30)) };
    assert_eq!([0, 1].map(|ago| Book::new().with(made(ago)).level("AC1")), [Some(Watch), Some(Act)]);
    let one = Book::new().with(promise(10, "A", Some(TODAY - 1))).found("AC1").unwrap().evidence;
    assert_eq!(
        (one.zh.as_ref(), one.en.as_ref()),
        (
            "1 项承诺逾期 1 天：“事 10”，A（2026-04-28 到期）",
            "1 action is overdue by 1 day: '事 10', A (due 2026-04-28)"
        )
    );
    let finding = Book::new()
        .with(promise(10, "", Some(TODAY - 21)))
        .with(promise(11, "", Some(TODAY - 20)))
        .with(promise(12, "A", Some(TODAY - 3)))
        .with(promise(13, "B", Some(TODAY - 2)))
        .with(promise(14, "B", Some(TODAY - 4)))
        .found("AC1")
        .unwrap();
    assert_eq!(finding.place, Place { sheet: "actions", row: Some(id(14)), column: "due" });
    assert!(finding.evidence.zh.starts_with("5 项承诺逾期：B 2 项"), "{}", finding.evidence.zh);
    assert_eq!(finding.level, Act, "one of them is carried for weeks");
}

#[test]
fn what_other_tools_say_of_their_promises_is_not_said_again() {
    let book = Book::new()
        .with(review(10, TODAY - 28))
        .with(card(11, "跟班一天", TODAY - 21, 3))
        .with(Person { owner: "".into(), ..card(12, "对练", TODAY, 1) });
    assert!(book.assess().findings.is_empty());
    assert_eq!((book.value("overdue"), book.value("carried_over")), (2.into(), 2.into()));
    assert_eq!(book.assess().level, Level::Act, "the sign agrees with the count");
    assert_eq!(book.assess().headline.zh, "2逾期");
    // The same promises made elsewhere are.
    for book in [
        Book::new().with(Entry {
            response: Prose("补差额".into()),
            due: Some(day(TODAY - 22)),
            ..Entry::with_id(id(13))
        }),
        Book::new().with(Obstacle {
            action: Prose("加急".into()),
            due: Some(day(TODAY - 22)),
            ..Obstacle::with_id(id(13))
        }),
    ] {
        assert_eq!((book.level("AC1"), book.level("AC2")), (Some(Level::Act), Some(Level::Watch)));
    }
}

/// No finding speaks of an action of the weekly review before it was carried over twice, so the list says it at once: its
/// sign and its headline stand on Home.
#[test]
fn an_action_of_the_weekly_review_is_late_from_the_day_after_it_is_due() {
    let with = |late: i64| {
        let book = Book::new().with(review(10, TODAY - 7 - late));
        let assessment = book.assess();
        assert!(assessment.findings.is_empty());
        (assessment.headline.zh.to_string(), assessment.headline.en.to_string(), assessment.level)
    };
    assert_eq!(with(0), ("1项".into(), "1 open".into(), Level::Good));
    assert_eq!(with(1), ("1逾期".into(), "1 late".into(), Level::Watch));
    assert_eq!(with(-1), ("1项".into(), "1 open".into(), Level::Good));
}

#[test]
fn a_promise_needs_one_person_and_one_day() {
    let with = |owner: &str, due, made| {
        let row = Promise { made, ..promise(10, owner, due) };
        Book::new().with(row).found("AC2").map(|f| f.place.column)
    };
    let yesterday = Some(day(TODAY - 1));
    assert_eq!(with("A", Some(TODAY), yesterday), None);
    for nobody in [" ", "待定", "TBD", "N.N.", "n/a"] {
        assert_eq!(with(nobody, Some(TODAY), yesterday), Some("owner"), "{nobody}");
    }
    assert_eq!(with("TBD team", Some(TODAY), yesterday), None);
    assert_eq!(with("A", None, yesterday), Some("due"));
    assert_eq!(with("A", None, Some(day(TODAY))), None, "it is still being written");
    assert_eq!(with("A", None, None), Some("due"));
    // The resistance log asks for its own after two weeks.
    let entry = |age: i64| Entry {
        response: Prose("补差额".into()),
        opened: Some(day(TODAY - age)),
        ..Entry::with_id(id(13))
    };
    assert_eq!(Book::new().with(entry(14)).level("AC2"), Some(Level::Watch));
    assert_eq!(Book::new().with(entry(15)).level("AC2"), None);
}

#[test]
fn an_obstacle_that_stands_too_long_is_left_to_the_fifth_gate() {
    let with = |age: i64| {
        Book::new().with(Obstacle {
            obstacle: Prose("缺平板".into()),
            action: Prose("催供应商".into()),
            opened: Some(day(TODAY - age)),
            due: Some(day(TODAY - 1)),
            ..Obstacle::with_id(id(13))
        })
    };
    let ids = |book: Book| book.assess().findings.iter().map(|f| f.id).collect::<Vec<_>>();
    assert_eq!(ids(with(14)), ["AC1", "AC2"]);
    assert!(ids(with(15)).is_empty());
    assert_eq!(with(15).value("overdue"), 1, "it still counts");
}

#[test]
fn a_new_project_is_blank_and_silent() {
    let mut new_id = counter(0);
    for start in [None, Some(day(TODAY))] {
        let project = new_project(Charter { start, ..Charter::with_id(id(999)) }, &mut new_id);
        let assessment = TOOL.conclude(&Facts::new(&project, day(TODAY)));
        assert_eq!((assessment.level, assessment.findings.len()), (Level::Blank, 0));
        assert_eq!(assessment.headline.zh, "未填");
    }
    let done = Promise { done: Tick(Some(day(1))), ..promise(10, "A", None) };
    assert_eq!(Book::new().with(done).assess().headline.zh, "都完成");
}

#[test]
fn dates_are_checked_and_the_first_words_dated() {
    let book = Book::new();
    let row = Promise { made: Some(day(40)), ..promise(10, "A", Some(45)) };
    let at = |key: &str, n: i64| book.check(&row, key, &Cell::Date(day(n)));
    for key in ["made", "done"] {
        assert!(matches!(at(key, TODAY + 1), Verdict::Refuse(_)), "{key}");
        assert!(!matches!(at(key, TODAY), Verdict::Refuse(_)), "{key}");
    }
    assert_eq!([at("due", 40), at("done", 40), at("made", 45)], [(); 3].map(|()| Verdict::Fine));
    for (key, n) in [("due", 39), ("done", 39), ("made", 46)] {
        assert!(matches!(at(key, n), Verdict::Note(_)), "{key}");
    }
    let book = Book::new().with(Promise::with_id(id(20)));
    let book = book.entered::<Promise>(id(20), "action", &Cell::Text("订教室".into()));
    assert_eq!(book.project.find::<Promise>(id(20)).unwrap().made, Some(day(TODAY)));
}

#[test]
fn noting_opens_one_promise_of_today() {
    let run = |book: &Book| book.run("note-action").unwrap();
    let mut book = Book::new();
    let outcome = run(&book);
    assert_eq!(outcome.go.unwrap().0, Place { sheet: "actions", row: Some(id(7777)), column: "action" });
    book.project.apply(outcome.edit).unwrap();
    assert_eq!(book.project.find::<Promise>(id(7777)).unwrap().due, Some(day(TODAY + 7)));
    assert!(matches!(run(&book).edit, Edit::Many(e) if e.is_empty()), "the empty one waits");
}
