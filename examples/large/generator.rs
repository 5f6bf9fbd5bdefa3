//! Makes projects of any size, the same for the same numbers, for benchmarks and size tests.
//!
//! The sheets are filled by what their columns may hold, so a tool that comes later is filled as well. Only
//! the sheets whose rows belong together are spelt out, by the keys that the file uses too.
//!
//! A card looks as cards do in use. The elements are achieved in order: those before the barrier score 4 or
//! 5, the barrier 1 to 3, those behind it 1 to 4, and three cards in ten have no barrier. What is seen and
//! what is done stands beside the barrier alone, in a sentence each; four of five such cards have an action,
//! an owner and a day. One card in ten is a team, one in ten has a note. An earlier scoring holds five scores
//! and its day, and never a higher score than the card has now.

#[path = "words.rs"]
mod words;

use changebook::project::{Edit, Project};
use changebook::registry::{new_project, sheets};
use changebook::sheet::{AnyRow, AnySheet, Cell, Id, Kind, Prose, Row, Score, SheetDef};
use changebook::tools::charter::Charter;
use changebook::tools::kpi::Kpi;
use chrono::{Days, NaiveDate};
use std::cmp::Ordering;
use std::sync::Arc;
use words::{ACTIONS, OWNERS, SEEN, TREATED, sentence};

/// Number of rows of a sheet that is not spelt out.
const OTHER_ROWS: usize = 20;
/// Number of people who assess readiness in each round.
const ASSESSORS: usize = 3;
/// Number of service centres.
const CENTRES: usize = 60;
/// The five elements of a card.
const ELEMENTS: [&str; 5] = ["awareness", "desire", "knowledge", "ability", "reinforcement"];

/// Makes a project with this number of ADKAR cards, each scored in this number of rounds, and weekly readings of
/// this number of years up to today.
pub fn large(people: usize, rounds: usize, years: usize, today: NaiveDate) -> Project {
    let mut make = Make { next: 0, random: 0x9e37_79b9_7f4a_7c15, today, span: days(years, 365).max(1) };
    let start = make.ago(make.span);
    let id = make.id();
    let charter = Charter {
        name: "Large".into(),
        vision: Prose(make.seen().into()),
        start: Some(start),
        centres: u32::try_from(CENTRES).ok(),
        ..Charter::with_id(id)
    };
    let mut project = new_project(charter, &mut || make.id());
    give_baselines(&mut project);
    let kpis = indicators(&project);
    let mut persons: Vec<(Id, Scores)> = Vec::new();
    for def in sheets() {
        let rows = match def.key {
            // A new project has these.
            Charter::SHEET | "kpis" => continue,
            "pauses" => make.pause(def),
            "checklist" => make.ticks(def, &project),
            "readiness" => make.forms(def, rounds),
            "people" => {
                let rows = make.people(def, people);
                persons = rows.iter().map(|row| (row.id(), scores_of(&**row))).collect();
                rows
            }
            "adkar_history" => make.history(def, &persons, rounds),
            "readings" => make.readings(def, &kpis, years),
            "events" => make.events(def, years),
            "reviews" => make.reviews(def, &kpis, years),
            _ => (0..OTHER_ROWS).map(|_| make.row(def, &[])).collect(),
        };
        project.put_sheet(sheet_of(def, &rows));
    }
    project
}

/// Enters baselines, which no project begins with.
fn give_baselines(project: &mut Project) {
    let baselines = [("ftfr", 80.0), ("csat", 75.0), ("response", 48.0), ("efficiency", 8.0)];
    for kpi in project.rows::<Kpi>().to_vec() {
        if let Some((_, value)) = baselines.iter().find(|(code, _)| kpi.code == *code) {
            let edit = Edit::set::<Kpi>(kpi.id, "baseline", Cell::Number(*value));
            let _inverse = project.apply(edit);
        }
    }
}

/// An indicator as the readings need it.
struct Indicator {
    id: Id,
    from: f64,
    to: f64,
}

fn indicators(project: &Project) -> Vec<Indicator> {
    let Some(sheet) = project.sheet("kpis") else { return Vec::new() };
    let number = |row: &dyn AnyRow, key| match row.cell(key) {
        Cell::Number(number) => Some(number),
        _ => None,
    };
    let rows = (0..sheet.len()).filter_map(|at| sheet.row(at));
    rows.map(|row| Indicator {
        id: row.id(),
        from: number(row, "baseline").unwrap_or(0.0),
        to: number(row, "target").unwrap_or(100.0),
    })
    .collect()
}

fn sheet_of(def: &SheetDef, rows: &[Arc<dyn AnyRow>]) -> Arc<dyn AnySheet> {
    let mut sheet = def.empty();
    if let Some(sheet) = Arc::get_mut(&mut sheet) {
        for row in rows {
            sheet.insert(usize::MAX, row);
        }
    }
    sheet
}

/// The scores of a card.
type Scores = [Option<usize>; ELEMENTS.len()];

fn scores_of(row: &dyn AnyRow) -> Scores {
    ELEMENTS.map(|key| match row.cell(key) {
        Cell::Score(score) => Some(usize::from(score.get())),
        _ => None,
    })
}

fn score_cell(score: usize) -> Cell {
    u8::try_from(score).ok().and_then(Score::new).map_or(Cell::Empty, Cell::Score)
}

/// One of a choice's options, counted round and round.
fn option(kind: Option<Kind>, at: usize) -> Cell {
    match kind {
        Some(Kind::Choice(options)) => {
            options.get(at % options.len().max(1)).map_or(Cell::Empty, Cell::Choice)
        }
        _ => Cell::Empty,
    }
}

fn days(count: usize, each: u64) -> u64 {
    u64::try_from(count).unwrap_or(u64::MAX).saturating_mul(each)
}

/// Makes ids, numbers and rows, always in the same order.
struct Make {
    next: u64,
    random: u64,
    today: NaiveDate,
    /// The days since the start.
    span: u64,
}

impl Make {
    fn id(&mut self) -> Id {
        self.next += 1;
        // Spread over all letters, as random ids are; an odd factor keeps them apart.
        Id::new(self.next.wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    /// A number below `end`, by xorshift.
    fn below(&mut self, end: usize) -> usize {
        self.random ^= self.random << 13;
        self.random ^= self.random >> 7;
        self.random ^= self.random << 17;
        let end = u64::try_from(end.max(1)).unwrap_or(u64::MAX);
        usize::try_from((self.random >> 11) % end).unwrap_or(0)
    }

    fn ago(&self, days: u64) -> NaiveDate {
        self.today.checked_sub_days(Days::new(days)).unwrap_or(self.today)
    }

    /// A day since the start.
    fn day(&mut self) -> NaiveDate {
        let days = self.below(usize::try_from(self.span).unwrap_or(usize::MAX));
        self.ago(u64::try_from(days).unwrap_or(0))
    }

    /// A row with these cells; the others are filled by what they may hold.
    fn row(&mut self, def: &SheetDef, cells: &[(&str, Cell)]) -> Arc<dyn AnyRow> {
        debug_assert!(cells.iter().all(|(key, _)| def.column(key).is_some()), "{}: {cells:?}", def.key);
        let mut row = def.new_row(self.id());
        for (at, column) in def.columns.iter().enumerate() {
            let given = cells.iter().find(|(key, _)| *key == column.key);
            let cell = given.map_or_else(|| self.cell(column.kind), |(_, cell)| cell.clone());
            if let Some(row) = Arc::get_mut(&mut row) {
                row.set(at, cell);
            }
        }
        row
    }

    fn cell(&mut self, kind: Kind) -> Cell {
        if self.below(10) == 0 {
            return Cell::Empty;
        }
        match kind {
            Kind::Text => Cell::Text(format!("T-{:03}", self.below(1000)).into()),
            Kind::Prose if self.below(4) == 0 => Cell::Text(self.treated().into()),
            Kind::Score => score_cell(self.below(5) + 1),
            Kind::Number => Cell::Number(self.below(1000) as f64 / 10.0),
            Kind::Count => Cell::Count(u32::try_from(self.below(15) + 1).unwrap_or(1)),
            Kind::Date | Kind::Tick => Cell::Date(self.day()),
            Kind::Check if self.below(2) == 0 => Cell::Check(true),
            Kind::Choice(options) | Kind::OpenChoice(options) => {
                options.get(self.below(options.len())).map_or(Cell::Empty, Cell::Choice)
            }
            Kind::Prose | Kind::Check | Kind::Link(_) => Cell::Empty,
        }
    }

    fn pause(&mut self, def: &SheetDef) -> Vec<Arc<dyn AnyRow>> {
        let (from, until) = (self.ago(self.span / 2), self.ago((self.span / 2).saturating_sub(6)));
        vec![self.row(def, &[("from", Cell::Date(from)), ("until", Cell::Date(until))])]
    }

    /// The prefilled items with ticks.
    fn ticks(&mut self, def: &SheetDef, project: &Project) -> Vec<Arc<dyn AnyRow>> {
        let Some(sheet) = project.sheet(def.key) else { return Vec::new() };
        let given =
            |row: &dyn AnyRow| ["item", "code", "block", "not_applicable"].map(|key| (key, row.cell(key)));
        (0..sheet.len()).filter_map(|at| sheet.row(at)).map(|row| self.row(def, &given(row))).collect()
    }

    fn forms(&mut self, def: &SheetDef, rounds: usize) -> Vec<Arc<dyn AnyRow>> {
        let mut rows = Vec::with_capacity(rounds * ASSESSORS);
        for round in 0..rounds {
            let date = self.ago(days(rounds - round, 28));
            for assessor in 0..ASSESSORS {
                let name = format!("D-{assessor}");
                let number = u32::try_from(round + 1).unwrap_or(u32::MAX);
                rows.push(self.row(
                    def,
                    &[
                        ("assessor", Cell::Text(name.into())),
                        ("round", Cell::Count(number)),
                        ("date", Cell::Date(date)),
                    ],
                ));
            }
        }
        rows
    }

    fn people(&mut self, def: &SheetDef, people: usize) -> Vec<Arc<dyn AnyRow>> {
        (0..people).map(|n| self.card(def, n)).collect()
    }

    fn card(&mut self, def: &SheetDef, n: usize) -> Arc<dyn AnyRow> {
        let live = self.below(5) < 2;
        // The sixth stage is that of the cards without a barrier.
        let stage = if self.below(10) < 3 { ELEMENTS.len() } else { self.below(ELEMENTS.len()) };
        let team = self.below(10) == 0;
        let mut cells: Vec<(&str, Cell)> = def.columns.iter().map(|c| (c.key, Cell::Empty)).collect();
        let mut put = |key: &str, cell: Cell| {
            if let Some(place) = cells.iter_mut().find(|(k, _)| *k == key) {
                place.1 = cell;
            }
        };
        put("name", Cell::Text(format!("A-{n:05}").into()));
        put("centre", Cell::Text(format!("C-{:02}", n % CENTRES).into()));
        put("live", if live { Cell::Check(true) } else { Cell::Empty });
        if team {
            put("headcount", Cell::Count(u32::try_from(self.below(12) + 4).unwrap_or(4)));
        }
        for (at, key) in ELEMENTS.iter().enumerate() {
            let score = match at.cmp(&stage) {
                Ordering::Less => self.below(2) + 4,
                Ordering::Equal => self.below(3) + 1,
                Ordering::Greater => self.below(4) + 1,
            };
            // Reinforcement is scored after go-live.
            if live || at + 1 < ELEMENTS.len() {
                put(key, score_cell(score));
            }
        }
        let back = days(self.below(28), 1);
        put("scored", Cell::Date(self.ago(back)));
        for key in ["role", "kind", "incentive"] {
            let kind = def.column(key).and_then(|at| def.columns.get(at)).map(|column| column.kind);
            put(key, if key == "kind" { option(kind, usize::from(team)) } else { self.any_option(kind) });
        }
        if let Some(barrier) = ELEMENTS.get(stage).filter(|_| live || stage + 1 < ELEMENTS.len()) {
            put(&format!("{barrier}_behaviour"), Cell::Text(sentence(SEEN[stage], self.below(1000)).into()));
            put(&format!("{barrier}_measure"), Cell::Text(sentence(TREATED[stage], self.below(1000)).into()));
            if self.below(5) > 0 {
                put("action", Cell::Text(sentence(ACTIONS, self.below(1000)).into()));
                put("owner", Cell::Text(self.owner().into()));
                put("due", Cell::Date(self.ahead(60)));
            }
        }
        if self.below(10) == 0 {
            put("note", Cell::Text(self.seen().into()));
        }
        self.row(def, &cells)
    }

    /// One of a choice's options; one cell in ten stays empty.
    fn any_option(&mut self, kind: Option<Kind>) -> Cell {
        let at = self.below(1000);
        if self.below(10) == 0 { Cell::Empty } else { option(kind, at) }
    }

    /// Something that is seen, whatever it is about.
    fn seen(&mut self) -> String {
        sentence(SEEN[self.below(SEEN.len())], self.below(1000))
    }

    /// Something that is done about it.
    fn treated(&mut self) -> String {
        sentence(TREATED[self.below(TREATED.len())], self.below(1000))
    }

    fn owner(&mut self) -> String {
        sentence(OWNERS, self.below(1000))
    }

    /// A day from today on.
    fn ahead(&mut self, days: usize) -> NaiveDate {
        let days = u64::try_from(self.below(days)).unwrap_or(0);
        self.today.checked_add_days(Days::new(days)).unwrap_or(self.today)
    }

    /// The rounds before the scores that stand on the cards.
    fn history(&mut self, def: &SheetDef, persons: &[(Id, Scores)], rounds: usize) -> Vec<Arc<dyn AnyRow>> {
        let earlier = rounds.saturating_sub(1);
        let mut rows = Vec::with_capacity(persons.len() * earlier);
        for round in 0..earlier {
            let date = self.ago(days(rounds - round, 28));
            for (person, scores) in persons {
                let mut cells = vec![("person", Cell::Link(*person)), ("date", Cell::Date(date))];
                for (key, score) in ELEMENTS.iter().zip(scores) {
                    let then = score.map(|now| (now.saturating_sub(self.below(2))).max(1));
                    cells.push((*key, then.map_or(Cell::Empty, score_cell)));
                }
                rows.push(self.row(def, &cells));
            }
        }
        rows
    }

    /// A value a week for each indicator, on its way to the target with some noise; one week in twenty lacks.
    fn readings(&mut self, def: &SheetDef, kpis: &[Indicator], years: usize) -> Vec<Arc<dyn AnyRow>> {
        let weeks = years * 52;
        let mut rows = Vec::with_capacity(weeks * kpis.len());
        for week in 0..weeks {
            let date = self.ago(days(weeks - week - 1, 7));
            for kpi in kpis {
                let noise = self.below(2001) as f64 / 1000.0 - 1.0;
                if self.below(20) == 0 {
                    continue;
                }
                let way = kpi.to - kpi.from;
                let value = kpi.from + way * (week as f64 / weeks as f64 + noise / 20.0);
                let value = (value * 10.0).round() / 10.0;
                rows.push(self.row(
                    def,
                    &[
                        ("kpi", Cell::Link(kpi.id)),
                        ("date", Cell::Date(date)),
                        ("value", Cell::Number(value.max(0.0))),
                        ("note", Cell::Empty),
                    ],
                ));
            }
        }
        rows
    }

    /// Four a year, the first of each year with new limits.
    fn events(&mut self, def: &SheetDef, years: usize) -> Vec<Arc<dyn AnyRow>> {
        (0..years * 4)
            .map(|n| {
                let date = self.ago(days(n + 1, 91));
                let rebase = if n % 4 == 3 { Cell::Check(true) } else { Cell::Empty };
                self.row(def, &[("date", Cell::Date(date)), ("rebase", rebase)])
            })
            .collect()
    }

    /// Two a week, the last with open promises.
    fn reviews(&mut self, def: &SheetDef, kpis: &[Indicator], years: usize) -> Vec<Arc<dyn AnyRow>> {
        if kpis.is_empty() {
            return Vec::new();
        }
        let weeks = years * 52;
        let mut rows = Vec::with_capacity(weeks * 2);
        for week in 0..weeks {
            let back = days(weeks - week - 1, 7);
            let (date, due) = (self.ago(back), self.ago(back.saturating_sub(6)));
            for n in 0..2 {
                let kpi = kpis.get((week + n) % kpis.len()).map_or(Cell::Empty, |kpi| Cell::Link(kpi.id));
                let done = if week + 3 < weeks { Cell::Date(due) } else { Cell::Empty };
                let (cause, action, owner) = (self.seen(), self.treated(), self.owner());
                rows.push(self.row(
                    def,
                    &[
                        ("kpi", kpi),
                        ("date", Cell::Date(date)),
                        ("root_cause", Cell::Text(cause.into())),
                        ("action", Cell::Text(action.into())),
                        ("owner", Cell::Text(owner.into())),
                        ("outcome", Cell::Empty),
                        ("due", Cell::Date(due)),
                        ("done", done),
                    ],
                ));
            }
        }
        rows
    }
}
