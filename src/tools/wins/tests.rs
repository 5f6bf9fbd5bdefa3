mod claims;

use super::facts::{measured, name};
use super::views::FIELDS;
use super::*;
use crate::facts::Facts;
use crate::finding::Level;
use crate::sheet::{AnyRow, Cell, Id, Link, Prose, Tick, Unit};
use crate::tool::{Field, Layout, Verdict};
use crate::tools::charter::Rest;
use crate::tools::kpi::{Kpi, Reading};
use crate::tools::roadmap::Centre;
use crate::tools::tests::book::{self, Of, date, day_from};
use chrono::{Days, NaiveDate};

/// The start of every project here, a Monday.
const START: &str = "2026-01-05";

/// The day of the project, day 1 being the start.
fn day(n: u64) -> NaiveDate {
    day_from(START, n)
}

struct Wins;

impl Of for Wins {
    const TOOL: &'static Tool = &TOOL;
    const START: &'static str = START;
}

type Book = book::Book<Wins>;

impl Book {
    fn kpi(&self, code: &str) -> Link<Kpi> {
        Link::to(self.project.rows::<Kpi>().iter().find(|k| k.code == code).unwrap().id)
    }

    /// A win with all that it needs, due at month 3.
    fn win(&mut self, change: impl FnOnce(&mut Win)) -> Id {
        let id = self.id();
        let mut win = Win {
            win: Prose("首次修复率到 84%".into()),
            kpi: self.kpi("ftfr"),
            target: Some(84.0),
            target_date: Some(date("2026-04-05")),
            ..Win::with_id(id)
        };
        change(&mut win);
        self.add(win);
        id
    }

    fn read(&mut self, code: &str, values: &[f64]) {
        for (n, value) in (0_u64..).zip(values) {
            let (id, kpi) = (self.id(), self.kpi(code));
            let date = Some(day(n * 7 + 2));
            self.add(Reading { kpi, date, value: Some(*value), ..Reading::with_id(id) });
        }
    }

    fn facts(&self, today: NaiveDate) -> Facts {
        Facts::new(&self.project, today)
    }

    fn figures(&self, row: Id, today: NaiveDate) -> WinFigures {
        self.facts(today).get::<Figures>().get(row).unwrap().clone()
    }

    fn state(&self, row: Id, today: NaiveDate) -> State {
        self.figures(row, today).state
    }

    fn uncommended(&self, today: NaiveDate) -> Vec<(i64, Id)> {
        self.facts(today).get::<Figures>().uncommended().iter().map(|(days, w)| (*days, w.row)).collect()
    }
}

#[test]
fn a_new_project_says_nothing() {
    for start in [None, Some(date(START))] {
        let book = Book::starting(start);
        for today in [day(1), day(300)] {
            let assessment = book.assess(today);
            assert!(assessment.findings.is_empty());
            assert_eq!(assessment.level, Level::Blank);
            assert_eq!(assessment.headline.zh, "未填");
        }
    }
}

#[test]
fn fewer_than_three_wins_are_too_few_from_week_three_on() {
    let mut book = Book::new();
    book.win(|_| ());
    book.win(|_| ());
    assert!(book.ids(day(14)).is_empty(), "week 2");
    assert_eq!(book.ids(day(15)), ["WN1"]);
    assert_eq!(book.finding("WN1", day(15)).level, Level::Watch);
    // A row that only has its date is no win.
    book.win(|w| *w = Win { target_date: w.target_date, ..Win::with_id(w.id) });
    assert_eq!(book.ids(day(15)), ["WN1"]);
    book.win(|_| ());
    assert!(book.ids(day(15)).is_empty());
}

#[test]
fn a_win_needs_indicator_value_and_date() {
    let full = |book: &mut Book, change: fn(&mut Win)| {
        book.win(|_| ());
        book.win(|_| ());
        book.win(change)
    };
    for (column, change) in [
        ("kpi", (|w| w.kpi = Link::default()) as fn(&mut Win)),
        ("target", |w| w.target = None),
        ("target_date", |w| w.target_date = None),
    ] {
        let mut book = Book::new();
        let row = full(&mut book, change);
        let finding = book.finding("WN2", day(20));
        assert_eq!((finding.place.row, finding.place.column), (Some(row), column));
        assert!(book.ids(day(14)).is_empty(), "week 2");
        assert_eq!(book.ids(day(20)), ["WN2"]);
    }
    let mut book = Book::new();
    full(&mut book, |w| w.target = None);
    book.win(|w| w.target_date = None);
    let said = book.finding("WN2", day(20)).evidence;
    assert!(said.zh.contains("目标值、目标日期"), "one finding for all: {}", said.zh);
    let mut book = Book::new();
    full(&mut book, |w| (w.target, w.achieved) = (None, Tick(Some(day(19)))));
    assert!(book.ids(day(20)).is_empty(), "of what is achieved no plan is asked");
}

#[test]
fn a_win_is_late_the_day_after_its_date() {
    let mut book = Book::new();
    let row = book.win(|_| ());
    book.win(|w| w.target_date = Some(day(180)));
    book.win(|w| w.target_date = Some(day(181)));
    let due = date("2026-04-05");
    assert_eq!(book.state(row, due), State::Planned { left: Some(0) });
    assert!(book.ids(due).is_empty());
    let after = due + Days::new(1);
    assert_eq!(book.state(row, after), State::Late { days: 1 });
    let mut paused = book.clone();
    let (from, until) = (Some(due), Some(due + Days::new(9)));
    paused.add(Rest { from, until, ..Rest::with_id(Id::new(7_001)) });
    assert_eq!(paused.state(row, due + Days::new(9)), State::Planned { left: Some(0) });
    assert_eq!(paused.state(row, due + Days::new(10)), State::Late { days: 1 });
    assert_eq!(book.ids(after), ["WN3"]);
    let finding = book.finding("WN3", after);
    assert_eq!((finding.level, finding.place.row), (Level::Act, Some(row)));
    book.set::<Win>(row, "achieved", Cell::Date(after));
    assert!(book.ids(after).is_empty());
    assert_eq!(book.state(row, after), State::Achieved { on: after, number: false, reached: true });
    book.set::<Win>(row, "result", Cell::Text("升到 84%".into()));
    assert_eq!(book.state(row, after), State::Achieved { on: after, number: true, reached: true });
}

#[test]
fn a_win_whose_indicator_has_not_reached_its_value_is_no_win() {
    // The value, what was read on day 7 and on day 63, the day of the win (60), and whether it counts.
    for (code, target, first, last, reached) in [
        ("ftfr", 84.0, 80.0, 83.9, false),
        ("ftfr", 84.0, 80.0, 84.0, true),
        // It was so on its day, and is lost since.
        ("ftfr", 84.0, 84.0, 70.0, true),
        ("response", 24.0, 48.0, 24.1, false),
        ("response", 24.0, 48.0, 24.0, true),
    ] {
        let mut book = Book::new();
        let kpi = book.kpi(code);
        for (n, value) in [(7, first), (63, last)] {
            let id = book.id();
            book.add(Reading { kpi, date: Some(day(n)), value: Some(value), ..Reading::with_id(id) });
        }
        let row = book.win(|w| {
            (w.kpi, w.target, w.target_date) = (kpi, Some(target), Some(day(60)));
            (w.achieved, w.result) = (Tick(Some(day(60))), Prose("升到 84%".into()));
        });
        let stands = book.state(row, day(64));
        assert_eq!(stands, State::Achieved { on: day(60), number: true, reached }, "{code} {last}");
        assert_eq!(book.ids(day(64)).contains(&"WN5"), !reached, "{code} {last}");
        let facts = book.facts(day(64));
        assert_eq!(facts.get::<Figures>().achieved().count(), usize::from(reached), "{code} {last}");
    }
    // Without a value, or a reading, nothing denies it.
    let mut book = Book::new();
    let row = book.win(|w| w.achieved = Tick(Some(day(60))));
    assert!(matches!(book.state(row, day(64)), State::Achieved { reached: true, .. }));
    assert!(!book.ids(day(64)).contains(&"WN5"));
}

#[test]
fn thanks_are_due_within_seven_days() {
    let mut book = Book::new();
    let row = book.win(|w| w.achieved = Tick(Some(day(50))));
    book.win(|_| ());
    book.win(|_| ());
    assert!(book.ids(day(57)).is_empty(), "seven days");
    assert_eq!(book.ids(day(58)), ["CO7"]);
    assert_eq!(book.uncommended(day(58)), [(8, row)]);
    book.set::<Win>(row, "commended", Cell::Date(day(58)));
    assert!(book.ids(day(58)).is_empty());
    assert!(book.uncommended(day(58)).is_empty());
}

#[test]
fn a_value_reached_is_a_hint() {
    let mut book = Book::new();
    let row = book.win(|_| ());
    book.win(|w| w.target = Some(90.0));
    book.win(|w| w.target = Some(90.0));
    book.read("ftfr", &[83.9]);
    assert!(book.ids(day(10)).is_empty());
    let gap = |book: &Book| book.figures(row, day(10)).gap.unwrap();
    assert!((gap(&book) - 0.1).abs() < 1e-9);
    book.read("ftfr", &[84.0]);
    assert_eq!(book.ids(day(10)), ["WN4"]);
    assert_eq!(book.finding("WN4", day(10)).level, Level::Good);
    assert!(gap(&book) == 0.0);
    book.set::<Win>(row, "achieved", Cell::Date(day(9)));
    assert!(book.ids(day(10)).is_empty());
}

#[test]
fn a_win_past_its_date_whose_value_is_reached_is_not_called_late() {
    let mut book = Book::new();
    let row = book.win(|_| ());
    book.win(|w| w.target_date = Some(day(180)));
    book.win(|w| w.target_date = Some(day(181)));
    let after = date("2026-04-06");
    assert_eq!(book.ids(after), ["WN3"]);
    // One reading alone does not reach it once there are three.
    book.read("ftfr", &[80.0, 80.0, 84.0]);
    assert_eq!(book.ids(after), ["WN3"]);
    book.read("ftfr", &[80.0, 80.0, 84.0, 83.9, 84.2]);
    assert_eq!(book.ids(after), ["WN4"], "the median of the last three is 84");
    // The latest may be below it: what is named is what was judged.
    book.read("ftfr", &[80.0, 80.0, 84.0, 84.1, 84.4, 83.2]);
    let said = book.finding("WN4", after).evidence;
    assert!(said.en.contains("84.1%, the median of the last three (83.2% on"), "{}", said.en);
    assert!(said.zh.contains("最近三期的中位数 84.1%，"), "{}", said.zh);
    assert_eq!(book.state(row, after), State::Late { days: 1 });
    assert!(book.facts(after).get::<Figures>().late().is_empty());
}

/// The gap is that of the median, which stands beside it where the latest value is another.
#[test]
fn the_median_stands_beside_the_gap() {
    let mut book = Book::new();
    let row = book.win(|_| ());
    let shown = |book: &Book| {
        let facts = book.facts(day(30));
        let win = facts.find::<Win>(row).unwrap();
        ["current", "judged", "gap"].map(|wanted| {
            let show = views::FIELDS.iter().find_map(|field| match field {
                Field::Computed { key, show, .. } if *key == wanted => Some(*show),
                _ => None,
            });
            show.unwrap()(&facts, win).text.en.into_owned()
        })
    };
    let kpi = book.kpi("ftfr").0.unwrap();
    book.set::<Kpi>(kpi, "baseline", Cell::Number(76.0));
    book.set::<Kpi>(kpi, "target", Cell::Number(92.0));
    book.read("ftfr", &[76.0, 76.0, 76.0, 79.1, 80.2]);
    assert_eq!(shown(&book), ["80.2%", "79.1%", "4.9 pp"]);
    book.read("ftfr", &[76.0, 79.1, 80.2, 80.2]);
    assert_eq!(shown(&book), ["80.2%", "–", "3.8 pp"], "the latest is what is judged");
}

#[test]
fn a_value_is_not_reached_while_nobody_knows_its_season() {
    let mut book = Book::new();
    let row = book.win(|_| ());
    book.win(|w| w.target_date = Some(day(180)));
    book.win(|w| w.target_date = Some(day(181)));
    book.read("ftfr", &[84.0, 85.0, 86.0]);
    let after = date("2026-04-06");
    assert_eq!(book.ids(after), ["WN4"]);
    let kpi = book.kpi("ftfr").0.unwrap();
    book.set::<Kpi>(kpi, "seasonal", Cell::Check(true));
    // Neither is it good, nor is it known that it only waits to be dated.
    assert_eq!(book.ids(after), ["WN3"]);
    let win = book.figures(row, after);
    assert_eq!((win.gap, win.said.is_none(), win.current), (None, true, Some((day(16), 86.0))));
    // With a reading of the same time of the year before, the gain over it counts.
    let (id, then) = (book.id(), day(16).checked_sub_months(chrono::Months::new(12)));
    book.add(Reading { kpi: book.kpi("ftfr"), date: then, value: Some(81.0), ..Reading::with_id(id) });
    let win = book.figures(row, after);
    assert_eq!(
        win.said.unwrap().en,
        "85% without the season (86% on 2026-01-20, 81% at that time of year before the change)"
    );
}

#[test]
fn the_week_in_which_executives_went_is_named() {
    let mut book = Book::new();
    let walks = book.kpi("walks");
    let row = book.win(|w| (w.kpi, w.target) = (walks, Some(1.0)));
    book.read("walks", &[2.0, 0.0]);
    let said = |book: &Book, today| book.figures(row, today).said.unwrap();
    // On a day of week 2 the week before is judged, not the latest reading and no median.
    assert_eq!(said(&book, day(10)).en, "2x in the last full week");
    assert_eq!(said(&book, day(10)).zh, "上一个整周 2 次");
    assert_eq!(said(&book, day(15)).en, "0x in the last full week");
    // In the first week no week is over yet.
    assert_eq!(said(&book, day(3)).en, format!("2x on {}", day(2)));
}

#[test]
fn less_is_better_where_the_indicator_says_so() {
    let mut book = Book::new();
    let response = book.kpi("response");
    let row = book.win(|w| (w.kpi, w.target) = (response, Some(45.0)));
    book.read("response", &[51.0]);
    let gap = |book: &Book| book.figures(row, day(10)).gap;
    assert_eq!(gap(&book), Some(-6.0));
    book.read("response", &[44.0]);
    assert_eq!(gap(&book), Some(0.0));
}

#[test]
fn the_figures_of_a_centre_are_computed_once() {
    let mut book = Book::new();
    let centre = book.id();
    book.add(Centre { name: "A".into(), ..Centre::with_id(centre) });
    let row = book.win(|w| w.centre = Link::to(centre));
    for n in 1..4 {
        let (id, kpi) = (book.id(), book.kpi("ftfr"));
        let (date, value, centre) = (Some(day(n * 7)), Some(82.0), Link::to(centre));
        book.add(Reading { kpi, date, value, centre, ..Reading::with_id(id) });
    }
    let facts = book.facts(day(25));
    let win = book.project.find::<Win>(row).unwrap();
    let same = measured(&facts, win, day(25), |a| measured(&facts, win, day(25), |b| std::ptr::eq(a, b)));
    assert_eq!(same, Some(Some(true)), "every frame asks for them");
    let at = |on| measured(&facts, win, on, |kpi| kpi.current).unwrap();
    assert_eq!(at(day(25)), Some((day(21), 82.0)));
    assert_eq!(at(day(10)), Some((day(7), 82.0)), "another day is computed anew");
}

#[test]
fn three_rows_at_a_stroke() {
    let mut book = Book::new();
    let run = |book: &mut Book, key: &str, row: Option<Id>, today| {
        let row = row.map(|id| book.project.find::<Win>(id).unwrap().clone());
        book.run(key, row.as_ref().map(|win| win as &dyn AnyRow), today)
    };
    run(&mut book, "three-wins", None, day(3)).unwrap();
    let dates: Vec<_> = book.project.rows::<Win>().iter().map(|w| w.target_date.unwrap()).collect();
    assert_eq!(dates, ["2026-04-05", "2026-05-05", "2026-07-05"].map(date));
    run(&mut book, "three-wins", None, day(3)).unwrap();
    assert_eq!(book.project.rows::<Win>().len(), 3, "blank rows are filled in first");
    let blank = book.project.rows::<Win>()[0].id;
    assert!(run(&mut book, "achieved-today", Some(blank), day(9)).is_err());
    let row = book.win(|_| ());
    assert!(run(&mut book, "commended-today", Some(row), day(9)).is_err());
    run(&mut book, "achieved-today", Some(row), day(9)).unwrap();
    run(&mut book, "commended-today", Some(row), day(9)).unwrap();
    assert!(run(&mut book, "achieved-today", Some(row), day(9)).is_err());
    let win = book.project.find::<Win>(row).unwrap();
    assert_eq!((win.achieved, win.commended), (Tick(Some(day(9))), Tick(Some(day(9)))));
}

#[test]
fn it_proposes_what_wins_make_likely() {
    let mut book = Book::new();
    let codes = |book: &Book| book::proposed(&TOOL, &book.project, day(9));
    let row = book.win(|w| w.achieved = Tick(Some(day(9))));
    assert!(codes(&book).is_empty(), "no number yet");
    book.set::<Win>(row, "result", Cell::Text("84%".into()));
    assert_eq!(codes(&book), ["w9-10-1"]);
    book.set::<Win>(row, "commended", Cell::Date(day(9)));
    assert_eq!(codes(&book), ["w9-10-1", "w9-10-2"]);
}

#[test]
fn the_computed_fields_fit_their_cells() {
    let mut book = Book::new();
    book.win(|_| ());
    book.win(|w| w.achieved = Tick(Some(day(9))));
    book.win(|w| w.target_date = None);
    let response = book.kpi("response");
    book.win(|w| (w.kpi, w.target) = (response, Some(24.25)));
    book.win(|w| *w = Win::with_id(w.id));
    book.read("ftfr", &[81.25]);
    book.read("response", &[49.75]);
    for today in [day(9), day(91), day(900)] {
        let facts = book.facts(today);
        for field in FIELDS {
            let Field::Computed { key, cells, show, .. } = field else { continue };
            for win in book.project.rows::<Win>() {
                let shown = show(&facts, &**win);
                let sign = if shown.level >= Level::Watch { 2 } else { 0 };
                for said in [&shown.text.zh, &shown.text.en] {
                    let wide = crate::text::width(said) + sign;
                    assert!(wide <= usize::from(*cells), "{key}: {said} in {cells}");
                }
            }
        }
        for win in book.project.rows::<Win>() {
            assert!(!(TOOL.views[0].panels)(&facts, Some(&**win)).is_empty());
        }
    }
    assert!(matches!(TOOL.views[0].layout, Layout::Grid(_)));
}

#[test]
fn names_are_short_of_words() {
    let mut book = Book::new();
    let row = book.win(|w| w.win = Prose::default());
    let win = book.project.find::<Win>(row).unwrap();
    assert_eq!(name(&book.facts(day(1)), win).en, "First-time fix rate (FTFR)");
    assert!(has_number("升到 84%") && has_number("８４") && !has_number("好多了"));
}
