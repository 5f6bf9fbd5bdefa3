//! What the tests of the tools share: a project that is filled in, changed and judged as on the screen. It knows
//! no tool beyond what every project begins with; what a tool's own tests say in a word they add to their [`Book`].

use crate::facts::Facts;
use crate::finding::{Finding, Level};
use crate::project::{Edit, Project};
use crate::registry::{edit_of, new_project, sheets};
use crate::sheet::{AnyRow, Cell, Id, Row};
use crate::text::Phrase;
use crate::tool::Assessment;
use crate::tool::{Change, Outcome, Tool, Verdict};
use crate::tools::charter::Charter;
use crate::tools::kpi::{Kpi, printed_baseline};
use chrono::{Days, NaiveDate, TimeDelta};
use serde_json::Value;
use std::collections::BTreeMap;
use std::marker::PhantomData;

/// A date as it is written.
pub fn date(text: &str) -> NaiveDate {
    text.parse().expect("an ISO date")
}

/// A day of a project, day 1 being its start.
pub fn day_from(start: &str, n: u64) -> NaiveDate {
    date(start) + Days::new(n - 1)
}

/// So many days after a Monday.
pub fn after_monday(days: i64) -> NaiveDate {
    date("2026-03-02") + TimeDelta::days(days)
}

/// New ids, one after the other.
pub fn counter(mut last: u64) -> impl FnMut() -> Id {
    move || {
        last += 1;
        Id::new(last)
    }
}

/// The ids of the findings.
pub fn ids(assessment: &Assessment) -> Vec<&'static str> {
    assessment.findings.iter().map(|f| f.id).collect()
}

/// The first finding of a rule that is known to have one.
pub fn find<'a>(assessment: &'a Assessment, rule: &str) -> &'a Finding {
    assessment.findings.iter().find(|f| f.id == rule).expect("a finding")
}

/// What a tool concludes, with the facts that it was concluded from.
pub struct Concluded {
    pub facts: Facts,
    said: Assessment,
}

impl std::ops::Deref for Concluded {
    type Target = Assessment;
    fn deref(&self) -> &Assessment {
        &self.said
    }
}

/// What a tool concludes from a project on a day.
pub fn conclude(tool: &Tool, project: &Project, today: NaiveDate) -> Concluded {
    let facts = Facts::new(project, today);
    let said = tool.conclude(&facts);
    Concluded { facts, said }
}

/// What a tool suggests to tick in the checklist.
pub fn proposed(tool: &Tool, project: &Project, today: NaiveDate) -> Vec<&'static str> {
    (tool.proposes)(&Facts::new(project, today)).into_iter().map(|(code, _)| code).collect()
}

/// The figures that a tool tells programs of a project on a day.
pub fn values(tool: &Tool, project: &Project, today: NaiveDate) -> BTreeMap<&'static str, Value> {
    (tool.values)(&Facts::new(project, today)).into_iter().collect()
}

/// Puts a cell to a row in the way that the screen does, whether to ask or to change it.
fn change<T>(
    project: &Project,
    row: &dyn AnyRow,
    column: &str,
    cell: &Cell,
    today: NaiveDate,
    to: fn(&Change<'_>) -> T,
) -> T {
    let def = row.def();
    let column = &def.columns[def.column(column).expect("a column")];
    to(&Change { project, row, column, cell, today })
}

/// What is said before a cell is changed.
pub fn check(project: &Project, row: &dyn AnyRow, column: &str, cell: &Cell, today: NaiveDate) -> Verdict {
    change(project, row, column, cell, today, crate::registry::check)
}

/// Changes a cell, with what goes together with it.
pub fn enter(project: &mut Project, row: &dyn AnyRow, column: &str, cell: &Cell, today: NaiveDate) {
    let edit = change(project, row, column, cell, today, edit_of);
    project.apply(edit).expect("an edit that fits");
}

/// What comes of an action; nothing of it is done yet.
pub fn run(
    tool: &Tool,
    project: &Project,
    row: Option<&dyn AnyRow>,
    key: &str,
    today: NaiveDate,
    new_id: &mut dyn FnMut() -> Id,
) -> Result<Outcome, Phrase> {
    let action = tool.actions.iter().find(|a| a.key == key).expect("an action");
    (action.run)(&Facts::new(project, today), row, new_id)
}

/// Gives the indicators of a new project, which has none, the baselines of the printed dashboard.
pub fn with_printed_baselines(project: &mut Project) {
    for kpi in project.rows::<Kpi>().to_vec() {
        if let Some(baseline) = printed_baseline(&kpi.code) {
            project
                .apply(Edit::put(kpi.id, Kpi::COL.baseline, Cell::Number(baseline)))
                .expect("an indicator");
        }
    }
}

/// Whose book it is.
pub trait Of {
    /// The tool that judges.
    const TOOL: &'static Tool;
    /// The start of every project in the tests, a Monday.
    const START: &'static str;
}

/// A project on its way, with all that a new one begins with.
pub struct Book<T> {
    /// What has been entered.
    pub project: Project,
    ids: u64,
    of: PhantomData<T>,
}

impl<T> Clone for Book<T> {
    fn clone(&self) -> Book<T> {
        Book { project: self.project.clone(), ids: self.ids, of: PhantomData }
    }
}

impl<T: Of> Book<T> {
    pub fn new() -> Book<T> {
        Book::starting(Some(date(T::START)))
    }

    pub fn starting(start: Option<NaiveDate>) -> Book<T> {
        let mut ids = 0;
        let mut new_id = || {
            ids += 1;
            Id::new(ids)
        };
        let charter = Charter { start, ..Charter::with_id(new_id()) };
        let mut project = new_project(charter, &mut new_id);
        with_printed_baselines(&mut project);
        Book { project, ids, of: PhantomData }
    }

    pub fn id(&mut self) -> Id {
        self.ids += 1;
        Id::new(self.ids)
    }

    pub fn add(&mut self, row: impl Row) -> Id {
        let id = row.id();
        self.project.apply(Edit::append(row)).expect("a new row");
        id
    }

    /// Changes a cell without a question, and with nothing that would go together with it.
    pub fn set<R: Row>(&mut self, row: Id, column: &str, cell: Cell) {
        self.project.apply(Edit::set::<R>(row, column, cell)).expect("a column");
    }

    pub fn remove<R: Row>(&mut self, row: Id) {
        self.project.apply(Edit::Remove { sheet: R::SHEET, row }).expect("a row");
    }

    /// What is said before a cell is changed.
    pub fn ask<R: Row>(&self, row: Id, column: &str, cell: &Cell, today: NaiveDate) -> Verdict {
        check(&self.project, self.project.find::<R>(row).expect("a row"), column, cell, today)
    }

    /// Puts a value into a row, with what goes together with it.
    pub fn enter<R: Row>(&mut self, row: Id, column: &str, cell: &Cell, today: NaiveDate) {
        let row = self.project.find::<R>(row).expect("a row").clone();
        enter(&mut self.project, &row, column, cell, today);
    }

    /// Runs an action on a row and applies what comes of it.
    pub fn run(&mut self, key: &str, row: Option<&dyn AnyRow>, today: NaiveDate) -> Result<Outcome, Phrase> {
        let mut ids = self.ids;
        let mut new_id = || {
            ids += 1;
            Id::new(ids)
        };
        let outcome = run(T::TOOL, &self.project, row, key, today, &mut new_id)?;
        self.ids = ids;
        self.project.apply(outcome.edit.clone()).expect("an edit that fits");
        Ok(outcome)
    }

    pub fn assess(&self, today: NaiveDate) -> Assessment {
        T::TOOL.conclude(&Facts::new(&self.project, today))
    }

    pub fn ids(&self, today: NaiveDate) -> Vec<&'static str> {
        ids(&self.assess(today))
    }

    /// The first finding of a rule that is known to have one.
    pub fn finding(&self, rule: &str, today: NaiveDate) -> Finding {
        find(&self.assess(today), rule).clone()
    }
}

/// Whose leaf it is, and the day on which it is looked at.
pub trait On {
    /// The tool that judges.
    const TOOL: &'static Tool;
    /// So many days after [`after_monday`].
    const TODAY: i64;
}

/// A project that holds only what a test puts in, row by row, looked at on one day.
pub struct Leaf<T> {
    /// What has been entered.
    pub project: Project,
    of: PhantomData<T>,
}

impl<T: On> Leaf<T> {
    pub fn blank() -> Leaf<T> {
        Leaf { project: Project::empty(Id::new(1), &sheets()), of: PhantomData }
    }

    fn today() -> NaiveDate {
        after_monday(T::TODAY)
    }

    pub fn with(mut self, row: impl Row) -> Leaf<T> {
        self.project.apply(Edit::append(row)).expect("a new row");
        self
    }

    /// The same after a value was put into a row, with what goes together with it.
    pub fn entered<R: Row>(mut self, row: Id, column: &str, cell: &Cell) -> Leaf<T> {
        let row = self.project.find::<R>(row).expect("a row").clone();
        enter(&mut self.project, &row, column, cell, Self::today());
        self
    }

    /// What is said before a cell is changed.
    pub fn check(&self, row: &dyn AnyRow, column: &str, cell: &Cell) -> Verdict {
        check(&self.project, row, column, cell, Self::today())
    }

    /// What comes of an action, with the id 7777 for what is new; nothing of it is done yet.
    pub fn run(&self, key: &str) -> Result<Outcome, Phrase> {
        run(T::TOOL, &self.project, None, key, Self::today(), &mut || Id::new(7777))
    }

    pub fn assess(&self) -> Assessment {
        T::TOOL.conclude(&Facts::new(&self.project, Self::today()))
    }

    pub fn found(&self, rule: &str) -> Option<Finding> {
        self.assess().findings.into_iter().find(|f| f.id == rule)
    }

    pub fn level(&self, rule: &str) -> Option<Level> {
        self.found(rule).map(|f| f.level)
    }

    pub fn value(&self, key: &str) -> Value {
        values(T::TOOL, &self.project, Self::today()).remove(key).expect("a figure")
    }
}
