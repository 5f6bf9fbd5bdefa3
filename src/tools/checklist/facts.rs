//! The figures of the checklist: states, blocks, suggestions. Numbers only, no advice.

use super::sheets::{Item, When};
use crate::calendar::Calendar;
use crate::facts::{Fact, Facts};
use crate::project::row_phrase;
use crate::sheet::Id;
use crate::sort::StableSort;
use crate::text::Phrase;
use crate::tool::Proposals;
use chrono::NaiveDate;
use serde_json::{Value, json};
use std::collections::HashMap;

/// The state of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// A reason says that it does not apply; not counted.
    NotApplicable,
    /// Ticked.
    Done {
        /// The day of the tick.
        on: NaiveDate,
        /// The project days by which it was late; none without a due date. Not above 0: in time.
        late: Option<i64>,
    },
    /// Not ticked.
    Open {
        /// The date at whose end it is due.
        due: Option<NaiveDate>,
        /// The project days by which it is overdue; 0 when it is not. Paused days do not count.
        overdue: i64,
    },
}

impl State {
    /// The state of an item on a day.
    pub fn of(item: &Item, calendar: &Calendar, today: NaiveDate) -> State {
        if item.is_not_applicable() {
            return State::NotApplicable;
        }
        let due_day = item.when().map(|when| when.days().1);
        let after_due = |date| calendar.day(date).zip(due_day).map(|(day, due)| day - due);
        match item.done.0 {
            Some(on) => State::Done { on, late: after_due(on) },
            None => State::Open {
                due: due_day.and_then(|day| calendar.date_of_day(day)),
                overdue: after_due(today).unwrap_or(0).max(0),
            },
        }
    }
}

/// An item that another tool's state suggests is done.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// The item.
    pub row: Id,
    /// Its code.
    pub code: &'static str,
    /// Its name.
    pub name: Phrase,
    /// The reason why it may be done.
    pub reason: Phrase,
    /// The project days by which it is overdue; 0 when it is not.
    pub overdue: i64,
}

/// The figures of one block.
#[derive(Clone, Debug, PartialEq)]
pub struct BlockFigures {
    /// The block; none gathers the own items that name none.
    pub when: Option<When>,
    /// The number of its items that are done.
    pub done: usize,
    /// The number of its items that apply.
    pub total: usize,
    /// The items overdue, as they stand.
    pub overdue: Vec<(Id, Phrase)>,
    /// The project days by which they are overdue; the same for all of a block.
    pub days: i64,
}

/// The figures of the checklist on a day.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Figures {
    /// The number of items that are done.
    pub done: usize,
    /// The number of items that apply.
    pub total: usize,
    /// The number of items that do not apply.
    pub not_applicable: usize,
    /// The number of items that should be done by now; none without a start date.
    pub planned: Option<usize>,
    /// The number of ticked items without evidence, and the first of them.
    pub bare: (usize, Option<Id>),
    /// The days of the ticks, in order.
    pub ticks: Vec<NaiveDate>,
    /// The blocks that have items, in order.
    pub blocks: Vec<BlockFigures>,
    /// The block under way.
    pub now: Option<When>,
    /// The items that may be ticked, most overdue first.
    pub suggestions: Vec<Suggestion>,
}

impl Fact for Figures {
    fn compute(facts: &Facts) -> Figures {
        let (calendar, today) = (facts.get::<Calendar>(), facts.today());
        let day = calendar.day(today);
        let mut figures =
            Figures { planned: day.map(|_| 0), now: day.and_then(When::of_day), ..Figures::default() };
        let mut proposed = HashMap::new();
        for (code, reason) in &facts.get::<Proposals>().0 {
            proposed.entry(*code).or_insert(reason);
        }
        for item in facts.rows::<Item>().iter().filter(|item| item.is_named()) {
            let state = State::of(item, calendar, today);
            figures.count(item, state, day);
            if let State::Open { overdue, .. } = state
                && let Some((code, reason)) = proposed.remove_entry(item.code.as_str())
            {
                let (name, reason) = (row_phrase(&**item), reason.clone());
                figures.suggestions.push(Suggestion { row: item.id, code, name, reason, overdue });
            }
        }
        figures.ticks.sort_unstable();
        figures.blocks.stable_sort_by_key(|block| order(block.when));
        figures.suggestions.stable_sort_by_key(|suggestion| -suggestion.overdue);
        figures
    }
}

impl Figures {
    /// Counts an item, given the project day of today.
    fn count(&mut self, item: &Item, state: State, today: Option<i64>) {
        let when = item.when();
        let at = self.blocks.iter().position(|b| b.when == when).unwrap_or_else(|| {
            self.blocks.push(BlockFigures { when, done: 0, total: 0, overdue: Vec::new(), days: 0 });
            self.blocks.len() - 1
        });
        let Some(block) = self.blocks.get_mut(at) else { return };
        match state {
            State::NotApplicable => {
                self.not_applicable += 1;
                return;
            }
            State::Done { on, .. } => {
                self.done += 1;
                block.done += 1;
                self.ticks.push(on);
                if item.evidence.trim().is_empty() {
                    self.bare = (self.bare.0 + 1, self.bare.1.or(Some(item.id)));
                }
            }
            State::Open { overdue, .. } if overdue > 0 => {
                block.days = overdue;
                block.overdue.push((item.id, row_phrase(item)));
            }
            State::Open { .. } => {}
        }
        self.total += 1;
        block.total += 1;
        let is_past = today.zip(when).is_some_and(|(day, when)| day > when.days().1);
        self.planned = self.planned.map(|planned| planned + usize::from(is_past));
    }

    /// The share done in whole percent; 100 only when all is done. `None` when no item applies.
    pub fn percent(&self) -> Option<usize> {
        let rounded = (self.done * 200 + self.total).checked_div(self.total * 2)?;
        Some(if self.done < self.total { rounded.min(99) } else { rounded })
    }

    /// The number of items that are overdue.
    pub fn overdue(&self) -> usize {
        self.blocks.iter().map(|b| b.overdue.len()).sum()
    }
}

/// Blocks in order, and those without one last.
pub(super) fn order(when: Option<When>) -> usize {
    when.map_or(usize::MAX, |when| when as usize)
}

/// The figures for programs.
pub(super) fn values(facts: &Facts) -> Vec<(&'static str, Value)> {
    let (figures, calendar) = (facts.get::<Figures>(), facts.get::<Calendar>());
    let blocks = figures.blocks.iter().map(|block| {
        let dates = block.when.and_then(|when| when.dates(calendar));
        json!({
            "block": block.when,
            "from": dates.map(|d| d.0),
            "until": dates.map(|d| d.1),
            "done": block.done,
            "total": block.total,
            "overdue": block.overdue.iter().map(|(id, _)| id).collect::<Vec<_>>(),
            "overdue_days": block.days,
        })
    });
    let suggested = figures.suggestions.iter();
    let suggested = suggested.map(|s| json!({ "id": s.row, "code": s.code }));
    vec![
        ("percent", json!(figures.percent())),
        ("done", json!(figures.done)),
        ("total", json!(figures.total)),
        ("not_applicable", json!(figures.not_applicable)),
        ("planned", json!(figures.planned)),
        ("overdue", json!(figures.overdue())),
        ("without_evidence", json!(figures.bare.0)),
        ("block", json!(figures.now)),
        ("blocks", blocks.collect()),
        ("suggested", suggested.collect()),
    ]
}
