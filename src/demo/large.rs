//! Projects of any size, the same for the same numbers: what benchmarks and size tests run on.
//!
//! The sheets are filled by what their columns may hold, so a tool that comes later is filled as well. Only
//! the sheets whose rows belong together are spelt out, by the keys that the file uses too.

use crate::project::Project;
use crate::sheet::{AnyRow, AnySheet, Cell, Id, Kind, Prose, Row, Score, SheetDef};
use crate::tools::{charter::Charter, new_project, registry};
use chrono::{Days, NaiveDate};
use std::sync::Arc;

/// So many rows has a sheet that is not spelt out.
const OTHER_ROWS: usize = 20;
/// So many people assess readiness in each round.
const ASSESSORS: usize = 3;
/// So many service centres there are.
const CENTRES: usize = 60;
/// What stands in a note; about as long as people write.
const SENTENCE: &str =
    "客户反馈维修进度不透明，约定每天 17:30 前更新工单状态并短信告知 (order status by 17:30)。";

/// A project with so many ADKAR cards, each scored in so many rounds, and weekly readings of so many years
/// up to today.
pub fn large(people: usize, rounds: usize, years: usize, today: NaiveDate) -> Project {
    let mut make = Make { next: 0, random: 0x9e37_79b9_7f4a_7c15, today, span: days(years, 365).max(1) };
    let start = make.ago(make.span);
    let id = make.id();
    let charter = Charter {
        name: "Large".into(),
        vision: Prose(SENTENCE.into()),
        start: Some(start),
        centres: u32::try_from(CENTRES).ok(),
        ..Charter::with_id(id)
    };
    let mut project = new_project(charter, &mut || make.id());
    let kpis = indicators(&project);
    let mut persons = Vec::new();
    for def in registry() {
        let rows = match def.key {
            // A new project has these.
            Charter::SHEET | "kpis" => continue,
            "pauses" => make.pause(def),
            "checklist" => make.ticks(def, &project),
            "readiness" => make.forms(def, rounds),
            "people" => {
                let rows = make.people(def, people);
                persons = rows.iter().map(|row| row.id()).collect();
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
            sheet.insert(usize::MAX, &**row);
        }
    }
    sheet
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
            Kind::Prose if self.below(4) == 0 => Cell::Text(SENTENCE.into()),
            Kind::Score => {
                u8::try_from(self.below(5) + 1).ok().and_then(Score::new).map_or(Cell::Empty, Cell::Score)
            }
            Kind::Number => Cell::Number(self.below(1000) as f64 / 10.0),
            Kind::Count => Cell::Count(u32::try_from(self.below(15) + 1).unwrap_or(1)),
            Kind::Date | Kind::Tick => Cell::Date(self.day()),
            Kind::Check if self.below(2) == 0 => Cell::Check(true),
            Kind::Choice(options) => options.get(self.below(options.len())).map_or(Cell::Empty, Cell::Choice),
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
        (0..people)
            .map(|n| {
                let centre = format!("C-{:02}", n % CENTRES);
                let name = format!("A-{n:05}");
                self.row(def, &[("name", Cell::Text(name.into())), ("centre", Cell::Text(centre.into()))])
            })
            .collect()
    }

    /// The rounds before the scores that stand on the cards.
    fn history(&mut self, def: &SheetDef, persons: &[Id], rounds: usize) -> Vec<Arc<dyn AnyRow>> {
        let earlier = rounds.saturating_sub(1);
        let mut rows = Vec::with_capacity(persons.len() * earlier);
        for round in 0..earlier {
            let date = self.ago(days(rounds - round, 28));
            for person in persons {
                rows.push(self.row(def, &[("person", Cell::Link(*person)), ("date", Cell::Date(date))]));
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
                rows.push(self.row(
                    def,
                    &[
                        ("kpi", kpi),
                        ("date", Cell::Date(date)),
                        ("action", Cell::Text(SENTENCE.into())),
                        ("due", Cell::Date(due)),
                        ("done", done),
                    ],
                ));
            }
        }
        rows
    }
}
