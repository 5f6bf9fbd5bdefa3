//! The dashboard by its rules: a project with the seeded indicators, readings, and what is concluded.

mod centres;
mod conversion;
mod entry;
mod forecast;
mod headings;
mod laws;
mod leading;
mod noise;
mod panels;
mod review;
mod rules;
mod season;
mod standing;
mod unlikely;
mod week;
mod wide;

use super::*;
use crate::facts::Facts;
use crate::finding::{Finding, Level};
use crate::project::Edit;
use crate::sheet::{AnyRow, Cell, Id, Link, Opt};
use crate::text::Lang;
use crate::tool::Verdict;
use crate::tools::charter::Charter;
use crate::tools::tests::book::{self, Of, date, day_from, values};
use chrono::{Days, NaiveDate};

/// The start of every project here, a Monday.
const START: &str = "2026-03-02";

/// The day of the project, day 1 being the start.
fn day(n: u64) -> NaiveDate {
    day_from(START, n)
}

struct Board;

impl Of for Board {
    const TOOL: &'static Tool = &TOOL;
    const START: &'static str = START;
}

type Book = book::Book<Board>;

impl Book {
    fn kpi(&self, code: &str) -> Id {
        self.project.rows::<Kpi>().iter().find(|k| k.code == code).expect("a seeded indicator").id
    }

    fn read(&mut self, code: &str, day: NaiveDate, value: f64) -> Id {
        let (id, kpi) = (self.id(), Link::to(self.kpi(code)));
        self.add(Reading { kpi, date: Some(day), value: Some(value), ..Reading::with_id(id) });
        id
    }

    /// A reading every week from the first day of a week.
    fn weekly(&mut self, code: &str, first_week: u64, values: &[f64]) {
        for (n, value) in (0_u64..).zip(values) {
            self.read(code, day((first_week - 1 + n) * 7 + 1), *value);
        }
    }

    /// Makes an indicator stand at a level on a day, on a straight path: its noise is known from seven readings before
    /// the start, a hundredth of the way around the baseline, and the last three weekly ones are at the level.
    fn stands(&mut self, code: &str, today: NaiveDate, level: f64) {
        let kpi = self.project.find::<Kpi>(self.kpi(code)).expect("a row").clone();
        let (baseline, target) = kpi.baseline.zip(kpi.target).expect("both ends");
        self.define(code, "path", choice(Path::OPTIONS, "straight"));
        for n in 0..7 {
            let off = if n % 2 == 0 { -0.01 } else { 0.01 };
            self.read(code, date(START) - Days::new(49 - n * 7), baseline + off * (target - baseline));
        }
        for weeks in [14, 7, 0] {
            self.read(code, today - Days::new(weeks), level);
        }
    }

    /// Defines an indicator anew.
    fn define(&mut self, code: &str, column: &str, cell: Cell) {
        self.set::<Kpi>(self.kpi(code), column, cell);
    }

    fn facts(&self, today: NaiveDate) -> Indicators {
        Indicators::on(&Facts::new(&self.project, today), today)
    }

    /// The findings of a rule.
    fn found(&self, rule: &str, today: NaiveDate) -> Vec<Finding> {
        self.assess(today).findings.into_iter().filter(|f| f.id == rule).collect()
    }

    fn check(&self, row: &dyn AnyRow, column: &str, cell: &Cell, today: NaiveDate) -> Verdict {
        book::check(&self.project, row, column, cell, today)
    }

    /// What an action says that it did to the project.
    fn act(&mut self, key: &str, row: Option<&dyn AnyRow>, today: NaiveDate) -> Result<String, String> {
        let outcome = self.run(key, row, today).map_err(|why| why.get(Lang::En).to_owned())?;
        Ok(outcome.said.get(Lang::En).to_owned())
    }
}

fn choice(options: &'static [Opt], key: &str) -> Cell {
    Cell::Choice(options.iter().find(|o| o.key == key).expect("an option"))
}

#[test]
fn a_new_project_has_the_printed_indicators() {
    let mut fresh = 0;
    let charter = Charter { start: Some(date(START)), ..Charter::with_id(Id::new(99_999)) };
    let project = crate::registry::new_project(charter, &mut || {
        fresh += 1;
        Id::new(fresh)
    });
    let kpis = project.rows::<Kpi>();
    let printed: Vec<_> = kpis.iter().map(|k| (k.code.as_str(), k.baseline, k.target)).collect();
    assert_eq!(
        printed,
        [
            ("training", None, Some(90.0)),
            ("satisfaction", None, Some(3.5)),
            ("walks", None, Some(1.0)),
            ("coverage", None, Some(100.0)),
            ("ftfr", None, Some(92.0)),
            ("csat", None, Some(85.0)),
            ("response", None, Some(24.0)),
            ("efficiency", None, Some(12.0)),
        ]
    );
    assert!(kpis.iter().all(|k| k.builtin(0).is_some() && k.builtin(1).is_none()));
    // Baselines are one's own, and asked for before there is a reading.
    let assessment = book::conclude(&TOOL, &project, day(1));
    let found = book::find(&assessment, "KP5");
    assert_eq!(
        (found.level, found.evidence.get(Lang::En), found.place.column),
        (
            Level::Watch,
            "No baseline of your own yet: First-time fix rate (FTFR), Customer satisfaction (CSAT), Average response time, Orders per person per day",
            "baseline"
        )
    );
    assert_eq!(assessment.headline.get(Lang::Zh), "未填");
    let with_own = Book::new().assess(day(1));
    assert_eq!((with_own.level, with_own.findings.len()), (Level::Blank, 0));
}

#[test]
fn headlines_fit_ten_cells() {
    let mut book = Book::new();
    let mut seen = Vec::new();
    for (code, value) in [("ftfr", 92.0), ("csat", 79.2), ("response", 60.0)] {
        book.stands(code, day(180), value);
        seen.push(book.assess(day(180)).headline);
    }
    seen.push(book.assess(day(200)).headline);
    let (zh, en): (Vec<_>, Vec<_>) = seen.iter().map(|p| (p.get(Lang::Zh), p.get(Lang::En))).unzip();
    assert_eq!(zh, ["在轨", "1落后", "1偏离", "3待更新"]);
    assert_eq!(en, ["on track", "1 behind", "1 off", "3 stale"]);
    assert!(zh.iter().chain(&en).all(|text| crate::text::width(text) <= 10));
}

#[test]
fn figures_are_named_for_programs() {
    let mut book = Book::new();
    book.weekly("ftfr", 1, &[80.0, 81.0, 79.5, 80.5, 81.5, 80.0, 83.0, 84.0]);
    let kpis = &values(&TOOL, &book.project, day(50))["kpis"];
    let ftfr = &kpis[4];
    assert_eq!(ftfr["name"]["en"], "First-time fix rate (FTFR)");
    assert_eq!(ftfr["current"], 84.0);
    assert_eq!(ftfr["date"], day(50).to_string());
    assert_eq!(ftfr["status"], "on_track");
    assert_eq!(ftfr["xmr"]["provisional"], true);
    assert!(kpis[0]["progress"].is_null() && kpis[0]["status"] == "no_reading");
}
