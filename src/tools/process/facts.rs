//! Each process as it is and as it will be.

mod diagnosis;
mod flow;
mod impact;
mod to_be;
mod values;

pub use diagnosis::{Called, Diagnosis, Need};
pub use flow::{Flow, Stage};
pub use impact::{Impact, Touched};
pub(super) use to_be::is_changed as is_planned;
pub(super) use values::values;

use super::{Mark, Process, Step, Value};
use crate::facts::{Fact, Facts};
use crate::sheet::{Id, Link};
use crate::text::{Phrase, text};
use chrono::NaiveDate;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// One process.
#[derive(Clone, Debug, PartialEq)]
pub struct Map {
    /// Its row; none gathers the steps that belong to no process.
    pub process: Option<Id>,
    /// What it is called.
    pub name: Phrase,
    /// The longest time that the customer is told, in minutes.
    pub promise: Option<f64>,
    /// Orders a day.
    pub per_day: Option<f64>,
    /// From which day the to-be is followed.
    pub live_on: Option<NaiveDate>,
    /// The steps as rows, those taken apart replaced by their parts, in order.
    pub rows: Vec<Arc<Step>>,
    /// Where each of them stands.
    places: HashMap<Id, usize>,
    /// As it is.
    pub as_is: Flow,
    /// As it will be.
    pub to_be: Flow,
    /// Whether anything becomes different.
    pub is_changed: bool,
}

impl Map {
    /// The row of a step.
    pub fn row(&self, id: Id) -> Option<&Arc<Step>> {
        self.places.get(&id).and_then(|at| self.rows.get(*at))
    }

    /// How much shorter or longer the lead time becomes, as a share of the as-is; none without both.
    pub fn change(&self) -> Option<f64> {
        let (from, to) = (self.as_is.lead, self.to_be.lead);
        (self.is_changed && from > 0.0 && !self.to_be.stages.is_empty()).then(|| to / from - 1.0)
    }
}

/// All processes with steps or a name, in the order of their rows; steps without a process come last.
pub struct Maps(pub Vec<Map>);

impl Maps {
    /// The map of a process, or of the steps without one.
    pub fn of(&self, process: Option<Id>) -> Option<&Map> {
        self.0.iter().find(|map| map.process == process)
    }
}

impl Fact for Maps {
    fn compute(facts: &Facts) -> Maps {
        let mut steps: HashMap<Option<Id>, Vec<Arc<Step>>> = HashMap::new();
        let known: HashSet<Id> = facts.rows::<Process>().iter().map(|row| row.id).collect();
        for step in facts.rows::<Step>().iter().filter(|step| step.is_named()) {
            let process = step.process.0.filter(|id| known.contains(id));
            steps.entry(process).or_default().push(step.clone());
        }
        let of_process = |row: &Arc<Process>| {
            let own = steps.get(&Some(row.id)).map_or(&[][..], Vec::as_slice);
            Map {
                promise: row.promise,
                per_day: row.per_day,
                live_on: row.live_on,
                ..map(Some(row.id), row.title(), own)
            }
        };
        let named = |row: &&Arc<Process>| !row.name.trim().is_empty() || steps.contains_key(&Some(row.id));
        let mut maps: Vec<Map> = facts.rows::<Process>().iter().filter(named).map(of_process).collect();
        if let Some(loose) = steps.get(&None) {
            maps.push(map(None, text("未选流程的步骤", "Steps without a process").into(), loose));
        }
        Maps(maps)
    }
}

fn map(process: Option<Id>, name: Phrase, steps: &[Arc<Step>]) -> Map {
    let rows = leaves(steps);
    let as_is = Flow::of(rows.iter().filter(|row| row.is_as_is()).map(|row| stage(row)).collect());
    let to_be = to_be::flow(&rows);
    let is_changed = rows.iter().any(|row| to_be::is_changed(row));
    let places = rows.iter().enumerate().map(|(at, row)| (row.id, at)).collect();
    let (promise, per_day, live_on) = (None, None, None);
    Map { process, name, promise, per_day, live_on, rows, places, as_is, to_be, is_changed }
}

/// A step as it is.
fn stage(row: &Step) -> Stage {
    let adding = if row.value == Some(Value::Adding) { row.work.unwrap_or(0.0) } else { 0.0 };
    Stage {
        row: row.id,
        with: Vec::new(),
        name: Phrase::same(row.name.trim()),
        role: row.role,
        department: row.department.trim().into(),
        wait: row.wait,
        work: row.work,
        adding,
        is_valued: row.value.is_some(),
        customer: row.customer,
        accurate: row.accurate.map(|percent| percent / 100.0),
        branch: row.branch.trim().to_uppercase().into(),
        mark: row.mark,
        automated: false,
        from: 0.0,
    }
}

/// The steps that are done: a step that has been taken apart is replaced by its parts, and what becomes of it becomes
/// of those parts that say nothing themselves. Links in a circle count as none.
fn leaves(steps: &[Arc<Step>]) -> Vec<Arc<Step>> {
    // What has become of what a step is a part of: its change, and the step that it runs beside.
    type Becomes = (Option<Mark>, Link<Step>);
    let by_id: HashMap<Id, &Arc<Step>> = steps.iter().map(|step| (step.id, step)).collect();
    let whole = |step: &Step| step.part_of.0.filter(|of| by_id.contains_key(of) && !is_circular(&by_id, *of));
    let mut parts: HashMap<Id, Vec<&Arc<Step>>> = HashMap::new();
    for step in steps {
        if let Some(of) = whole(step) {
            parts.entry(of).or_default().push(step);
        }
    }
    let mut out = Vec::new();
    // The steps still to be placed, the next one last.
    let mut next: Vec<(&Arc<Step>, Becomes)> = steps
        .iter()
        .rev()
        .filter(|step| whole(step).is_none())
        .map(|step| (step, Becomes::default()))
        .collect();
    while let Some((step, inherited)) = next.pop() {
        let (mark, beside) = if step.mark.is_some() { (step.mark, step.beside) } else { inherited };
        match parts.get(&step.id) {
            Some(own) => next.extend(own.iter().rev().map(|part| (*part, (mark, beside)))),
            None if mark == step.mark => out.push(step.clone()),
            None => out.push(Arc::new(Step { mark, beside, ..Step::clone(step) })),
        }
    }
    out
}

/// Whether a step is, over any number of steps, a part of itself.
pub(super) fn is_circular<S: std::ops::Deref<Target = Step>>(steps: &HashMap<Id, &S>, step: Id) -> bool {
    let mut at = Some(step);
    for _ in 0..=steps.len() {
        let Some(row) = at.and_then(|id| steps.get(&id)) else { return false };
        at = row.part_of.0;
    }
    true
}
