//! The plan by its rules: a project with the seeded audiences, messages, sends, and what is concluded.

mod entry;
mod laws;
mod rules;

use super::*;
use crate::facts::{Fact, Facts};
use crate::finding::{Finding, Level};
use crate::project::Edit;
use crate::sheet::{AnyRow, Cell, Id, Link, Prose, Row, Tick};
use crate::text::Lang;
use crate::tool::{Outcome, Shown, Verdict};
use crate::tools::charter::Rest;
use crate::tools::tests::book::{self, Of, date, day_from};
use chrono::{Days, NaiveDate};

/// The start of every project here, a Monday.
const START: &str = "2026-03-02";

/// The day of the project, day 1 being the start.
fn day(n: u64) -> NaiveDate {
    day_from(START, n)
}

struct Plan;

impl Of for Plan {
    const TOOL: &'static Tool = &TOOL;
    const START: &'static str = START;
}

type Book = book::Book<Plan>;

impl Book {
    fn audience(&self, code: &str) -> Id {
        self.project.rows::<Audience>().iter().find(|a| a.code == code).expect("a seeded audience").id
    }

    /// Gives the audiences sizes, in the order of the plan.
    fn sizes(&mut self, sizes: [u32; 5]) {
        for (known, size) in AUDIENCES.iter().zip(sizes) {
            self.set::<Audience>(self.audience(known.code), "size", Cell::Count(size));
        }
    }

    /// A key message that lacks nothing.
    fn key(&mut self) -> Id {
        let said = |text: &str| Prose(text.into());
        let message = Message {
            message: said("Customers wait 48 hours, we want 24"),
            key: true,
            story: said("A sensor"),
            for_executives: said("a"),
            for_centre_managers: said("b"),
            for_service_advisors: said("c"),
            for_technicians: said("d"),
            ..Message::with_id(self.id())
        };
        self.add(message)
    }

    fn send(&mut self, message: Id, code: &str, date: NaiveDate, channel: Channel, reached: u32) -> Id {
        let send = Send {
            message: Link::to(message),
            audience: Link::to(self.audience(code)),
            date: Some(date),
            channel: Some(channel),
            reached: Some(reached),
            ..Send::with_id(self.id())
        };
        self.add(send)
    }

    /// Sends of a message on these project days, by two ways in turn.
    fn sends(&mut self, message: Id, code: &str, days: &[u64]) {
        for (n, on) in days.iter().enumerate() {
            let way = if n % 2 == 0 { Channel::Meeting } else { Channel::Email };
            self.send(message, code, day(*on), way, 1);
        }
    }

    /// A key message that all staff heard on these days.
    fn told(&mut self, days: &[u64]) -> Id {
        let message = self.key();
        for known in AUDIENCES.iter().filter(|a| a.code != CUSTOMERS) {
            self.sends(message, known.code, days);
        }
        message
    }

    fn asked(&mut self, asked: NaiveDate, answered: Option<NaiveDate>) -> Id {
        let entry = Feedback {
            asked: Some(asked),
            question: Prose("?".into()),
            answered: Tick(answered),
            ..Feedback::with_id(self.id())
        };
        self.add(entry)
    }

    fn figures(&self, today: NaiveDate) -> Figures {
        Figures::compute(&Facts::new(&self.project, today))
    }

    /// The finding of a rule; there is one at most.
    fn found(&self, rule: &str, today: NaiveDate) -> Option<Finding> {
        let mut found = self.assess(today).findings.into_iter().filter(|f| f.id == rule);
        let first = found.next();
        assert!(found.next().is_none(), "{rule} is found twice");
        first
    }

    /// Runs an action on a row and applies what comes of it.
    fn act(&mut self, key: &str, row: Option<&dyn AnyRow>, today: NaiveDate) -> Result<Outcome, String> {
        self.run(key, row, today).map_err(|why| why.en.into_owned())
    }

    /// What the board shows of a message for an audience.
    fn board(&self, message: Id, code: &str, today: NaiveDate) -> Shown {
        let facts = Facts::new(&self.project, today);
        let row = self.project.find::<Message>(message).expect("a message");
        let Layout::Grid(fields) = TOOL.views[0].layout else { panic!("the board is a grid") };
        let show = fields.iter().find_map(|f| match f {
            Field::Computed { key, show, .. } if *key == code => Some(show),
            _ => None,
        });
        show.expect("a column")(&facts, row)
    }
}

fn shown(text: &str, level: Level) -> (String, Level) {
    (text.to_owned(), level)
}

#[test]
fn five_audiences_are_prefilled_in_both_languages() {
    let book = Book::new();
    let audiences = book.project.rows::<Audience>();
    assert_eq!(audiences.len(), 5);
    for row in audiences {
        for key in ["name", "cares_about", "content", "channels"] {
            let column = Audience::DEF.column(key).unwrap();
            assert_eq!(row.get(column), Cell::Empty);
            let text = row.builtin(column).unwrap();
            assert!(text.en.is_ascii() && !text.zh.is_empty(), "{key} of {}", row.code);
        }
        assert_eq!(row.role.is_none(), row.code == CUSTOMERS);
        assert!(row.frequency.is_some());
    }
    assert_eq!(audiences[2].called().get(Lang::Zh), "服务顾问");
    let cadence: Vec<_> = audiences.iter().map(|a| a.cadence()).collect();
    assert_eq!(cadence, [Some(31), Some(7), Some(7), Some(7), None]);
}

#[test]
fn a_new_project_shows_nothing_to_do() {
    for book in [Book::new(), Book::starting(None)] {
        let new = book.assess(day(1));
        assert_eq!(new.findings, []);
        assert_eq!((new.level, new.headline.get(Lang::En)), (Level::Blank, "not begun"));
        assert_eq!(new.conclusion.len(), 1);
    }
}

#[test]
fn the_board_counts_to_seven() {
    let mut book = Book::new();
    let message = book.key();
    let at = |book: &Book| {
        let Shown { text, level, .. } = book.board(message, "technicians", day(60));
        (text.en.into_owned(), level)
    };
    assert_eq!(at(&book), shown("0/7", Level::Act));
    book.sends(message, "technicians", &[1, 8, 15, 22, 29, 36]);
    assert_eq!(at(&book), shown("6/7", Level::Watch));
    // A second time on a day is no repeat, and what reached nobody is none either.
    book.send(message, "technicians", day(36), Channel::Video, 5);
    book.send(message, "technicians", day(37), Channel::Video, 0);
    // What is dated later has not happened.
    book.send(message, "technicians", day(61), Channel::Video, 5);
    assert_eq!(at(&book), shown("6/7", Level::Watch));
    book.send(message, "technicians", day(43), Channel::Video, 5);
    assert_eq!(at(&book), shown("7/7", Level::Good));
    assert_eq!(book.figures(day(60)).heard(message, book.audience("technicians")).unwrap().sends, 8);
    // Only key messages are counted to seven.
    book.set::<Message>(message, "key", Cell::Empty);
    assert_eq!(at(&book), shown("7x", Level::Blank));
}

#[test]
fn customers_hear_of_start_and_end() {
    let mut book = Book::new();
    let message = book.key();
    let at = |book: &Book, today| {
        let Shown { text, level, .. } = book.board(message, CUSTOMERS, today);
        (text.en.into_owned(), level)
    };
    // It does not say what changes for them, so they are not meant.
    assert_eq!(at(&book, day(10)), shown("", Level::Blank));
    book.set::<Message>(message, "for_customers", Cell::Text("faster".into()));
    assert_eq!(at(&book, day(10)), shown("none", Level::Watch));
    book.send(message, CUSTOMERS, day(5), Channel::App, 100);
    assert_eq!(at(&book, day(10)), shown("start", Level::Good));
    // The last phase begins eight months after the start.
    let (last, first) = (date("2026-11-01"), date("2026-11-02"));
    book.send(message, CUSTOMERS, last, Channel::App, 100);
    assert_eq!(at(&book, first), shown("start", Level::Good));
    book.send(message, CUSTOMERS, first, Channel::App, 100);
    assert_eq!(at(&book, first), shown("both", Level::Good));
    let figures = book.figures(first);
    assert_eq!(figures.audience_by_code(CUSTOMERS).unwrap().overdue, 0);
    assert!(!figures.is_behind(figures.message(message).unwrap(), 4));
}

#[test]
fn coverage_is_certain_of_the_largest_send() {
    let mut book = Book::new();
    let message = book.key();
    assert_eq!(book.figures(day(9)).coverage(), None, "no sizes yet");
    book.sizes([1, 6, 30, 122, 0]);
    assert_eq!(book.figures(day(9)).coverage(), Some(Coverage { reached: 0, size: 159 }));
    book.send(message, "technicians", day(1), Channel::Meeting, 60);
    book.send(message, "technicians", day(8), Channel::Video, 105);
    book.send(message, "technicians", day(9), Channel::Email, 40);
    book.send(message, "service_advisors", day(1), Channel::Meeting, 28);
    // More than there are counts as all.
    book.send(message, "centre_managers", day(1), Channel::Meeting, 9);
    book.send(message, "executives", day(1), Channel::Board, 1);
    book.send(message, CUSTOMERS, day(1), Channel::App, 5000);
    let figures = book.figures(day(9));
    assert_eq!(figures.coverage(), Some(Coverage { reached: 140, size: 159 }));
    assert_eq!(book.assess(day(9)).headline.get(Lang::Zh), "覆盖88%");
    // Nobody to reach is no share of anything.
    assert_eq!(figures.audience_by_code(CUSTOMERS).unwrap().coverage, None);
    assert_eq!(Coverage::default().share(), None);
}

#[test]
fn an_audience_that_was_reached_is_counted_or_named() {
    use crate::tools::adkar::{Person, Role};
    let mut book = Book::new();
    let message = book.key();
    book.sizes([1, 6, 30, 122, 0]);
    book.set::<Audience>(book.audience("technicians"), "size", Cell::Empty);
    assert_eq!(book.figures(day(9)).coverage(), Some(Coverage { reached: 0, size: 37 }), "not told yet");
    book.send(message, "technicians", day(1), Channel::Meeting, 40);
    assert_eq!(book.figures(day(9)).coverage(), None, "no 0% beside 40 people reached");
    let assessment = book.assess(day(9));
    assert_eq!(assessment.headline.get(Lang::Zh), "已讲1次");
    let said = &assessment.conclusion[0].text;
    assert!(said.zh.contains("技师讲过了，但没有填人数"), "{}", said.zh);
    assert!(
        said.en.contains("No coverage: Technicians reached, but the headcount is missing"),
        "{}",
        said.en
    );
    let refused = book.act("coverage-reading", None, day(9));
    assert!(refused.is_err(), "nothing to record");
    // The cards of the role say how many they are, as they do for resistance.
    let cards = Person { role: Some(Role::Technician), headcount: Some(50), ..Person::with_id(book.id()) };
    book.add(cards);
    assert_eq!(book.figures(day(9)).coverage(), Some(Coverage { reached: 40, size: 87 }));
    assert_eq!(book.figures(day(9)).counted(), (4, 4));
}

#[test]
fn a_coverage_that_is_recorded_is_full_only_when_nobody_is_missing() {
    for (reached, percent) in [(999, 99.0), (1000, 100.0), (895, 90.0), (894, 89.0)] {
        let mut book = Book::new();
        let message = book.key();
        book.sizes([0, 0, 0, 1000, 0]);
        book.send(message, "technicians", day(1), Channel::Meeting, reached);
        let facts = Facts::new(&book.project, day(9));
        let (recorded, ..) = actions::new_coverage(&facts).unwrap();
        assert!((recorded - percent).abs() < 1e-9, "{reached} of 1000: {recorded}");
    }
}

#[test]
fn a_send_without_a_number_is_certain_of_nobody() {
    let mut book = Book::new();
    let message = book.key();
    book.sizes([1, 6, 30, 122, 0]);
    let send = book.send(message, "technicians", day(1), Channel::Meeting, 60);
    book.set::<Send>(send, "reached", Cell::Empty);
    let figures = book.figures(day(1));
    assert_eq!(figures.audience_by_code("technicians").unwrap().coverage, None);
    assert_eq!(figures.heard(message, book.audience("technicians")).unwrap().repeats(), 1);
    assert_eq!(figures.coverage(), Some(Coverage { reached: 0, size: 159 }));
}

#[test]
fn all_but_one_person_is_not_a_hundred_percent() {
    let share = |reached| Coverage { reached, size: 1000 }.percent();
    assert_eq!([share(0), share(999), share(1000)], [Some(0), Some(99), Some(100)]);
    assert_eq!(Coverage { reached: 29, size: 200 }.percent(), Some(15), "14.5 is rounded up");
}

#[test]
fn a_count_that_began_anew_forgets_what_was_said_before() {
    let mut book = Book::new();
    let message = book.key();
    book.sends(message, "technicians", &[1, 8, 15]);
    book.set::<Message>(message, "count_from", Cell::Date(day(15)));
    let figures = book.figures(day(20));
    assert_eq!(figures.heard(message, book.audience("technicians")).unwrap().repeats(), 1);
    assert_eq!(figures.message(message).unwrap().first, Some(day(15)));
    // People were reached all the same.
    assert_eq!(figures.audience_by_code("technicians").unwrap().sends, 3);
    book.set::<Message>(message, "count_from", Cell::Date(day(16)));
    assert_eq!(book.figures(day(20)).heard(message, book.audience("technicians")).unwrap().repeats(), 0);
}

#[test]
fn the_figures_answer_what_other_tools_ask() {
    let mut book = Book::new();
    let (good, bad) = (book.key(), book.key());
    book.set::<Message>(bad, "news", Cell::Choice(News::Mixed.option()));
    book.sends(good, "technicians", &[1, 3]);
    book.sends(bad, "technicians", &[2]);
    let send = book.send(good, "executives", day(4), Channel::Board, 1);
    book.set::<Send>(send, "executive", Cell::Check(true));
    book.asked(day(3), None);
    book.asked(day(5), Some(day(6)));
    let figures = book.figures(day(10));
    let technicians = figures.audience_by_code("technicians").unwrap();
    assert_eq!(technicians.last_bad_news, Some(day(2)));
    assert_eq!(figures.audience_by_code("executives").unwrap().last_bad_news, None);
    assert_eq!((figures.last_executive, figures.days_without_executive()), (Some(day(4)), Some(6)));
    assert_eq!((figures.last_feedback, figures.feedback), (Some(day(5)), 2));
    assert_eq!(figures.open_feedback.iter().map(|(days, _)| *days).collect::<Vec<_>>(), [7]);
    let lines = TOOL.conclude(&Facts::new(&book.project, day(4))).conclusion;
    assert!(lines.iter().any(|line| line.text.en.ends_with("the oldest for 1 day")), "{lines:?}");
    assert_eq!(figures.channels.len(), 3);
    assert_eq!(figures.news, NewsMix { good: 0, bad: 0, mixed: 1 });
}

#[test]
fn a_row_that_says_too_little_counts_nowhere() {
    let mut book = Book::new();
    let message = book.key();
    let empty = Message::with_id(book.id());
    book.add(empty);
    let own = Audience::with_id(book.id());
    book.add(own);
    let send = book.send(message, "technicians", day(1), Channel::Meeting, 3);
    for column in ["date", "message", "audience"] {
        let mut book = book.clone();
        book.set::<Send>(send, column, Cell::Empty);
        let figures = book.figures(day(9));
        assert_eq!((figures.sends, figures.incomplete.as_slice()), (0, &[send][..]), "{column}");
    }
    let figures = book.figures(day(9));
    assert_eq!((figures.audiences.len(), figures.messages.len(), figures.sends), (5, 1, 1));
}

#[test]
fn an_audience_of_ones_own_counts_too() {
    let mut book = Book::new();
    let parts = Audience { name: "Parts".into(), size: Some(8), ..Audience::with_id(book.id()) };
    let parts = book.add(parts);
    let message = book.key();
    let send = Send {
        message: Link::to(message),
        audience: Link::to(parts),
        date: Some(day(1)),
        reached: Some(4),
        ..Send::with_id(book.id())
    };
    book.add(send);
    let figures = book.figures(day(2));
    assert_eq!(figures.audience(parts).unwrap().coverage, Some(Coverage { reached: 4, size: 8 }));
    assert_eq!(figures.heard(message, parts).unwrap().repeats(), 1);
    assert_eq!(book.found("CO4", day(2)), None, "there is no column that could say what changes");
}

#[test]
fn the_demo_agrees_with_its_dashboard() {
    use crate::tools::kpi::{Kpi, Reading, code};
    let today = date("2026-03-04");
    let project = crate::demo::project(Lang::Zh, today);
    let kpi = project.rows::<Kpi>().iter().find(|k| k.code == code::COVERAGE).unwrap().id;
    for reading in project.rows::<Reading>().iter().filter(|r| r.kpi.0 == Some(kpi)) {
        let (on, value) = (reading.date.unwrap(), reading.value.unwrap());
        let covered =
            Figures::compute(&Facts::new(&project, on)).coverage().and_then(Coverage::percent).unwrap_or(0);
        let before_the_start = on < today - Days::new(58);
        assert!(before_the_start || (f64::from(covered) - value).abs() < 0.5, "{on}: {covered} and {value}");
    }
    let found: Vec<_> = TOOL.conclude(&Facts::new(&project, today)).findings.iter().map(|f| f.id).collect();
    assert_eq!(found, ["CO1", "CO3", "CO4"]);
    assert_eq!(Figures::compute(&Facts::new(&project, today)).heard_in_full(), (2, 8));
}

#[test]
fn what_is_not_written_down_leaves_no_mark_behind() {
    let heard = |channel: Option<Channel>| {
        let mut book = Book::new();
        let message = book.key();
        let audience = Link::to(book.audience("technicians"));
        let send = Send {
            message: Link::to(message),
            audience,
            date: Some(day(1)),
            channel,
            ..Send::with_id(book.id())
        };
        book.add(send);
        let facts = Facts::new(&book.project, day(2));
        let row = facts.find::<Message>(message).expect("a row");
        let panels = TOOL.views.iter().flat_map(|view| (view.panels)(&facts, Some(row)));
        let lines = panels.filter_map(|panel| match panel {
            crate::tool::Panel::Lines { lines, .. } => Some(lines),
            _ => None,
        });
        let line = lines.flatten().find(|line| line.text.en.contains("1/7")).expect("a line").text;
        (line.zh.into_owned(), line.en.into_owned())
    };
    let (zh, en) = heard(None);
    assert!(zh.ends_with("：03-02") && en.ends_with("on 2 Mar"), "{zh} {en}");
    let (zh, en) = heard(Some(Channel::Email));
    assert!(zh.contains("03-02；") && en.contains("2 Mar; "), "{zh} {en}");
}
