//! What is counted of the checklist: states, blocks, suggestions. Numbers only, no advice.

use super::{Item, When};
use crate::calendar::Calendar;
use crate::facts::{Fact, Facts};
use crate::project::row_name;
use crate::sheet::Id;
use crate::text::{Lang, Phrase};
use crate::tool::Proposals;
use crate::tools::charter;
use chrono::NaiveDate;
use std::collections::HashMap;

/// Where an item stands.
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
        /// How many project days it is overdue; 0 when it is not. Paused days do not count.
        overdue: i64,
    },
}

/// An item that another tool's state suggests is done.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// The item.
    pub row: Id,
    /// Its code.
    pub code: &'static str,
    /// What it is called.
    pub name: Phrase,
    /// Why it may be done.
    pub reason: Phrase,
    /// How many days it is overdue.
    pub overdue: i64,
}

/// The figures of one block.
#[derive(Clone, Debug, PartialEq)]
pub struct BlockFigures {
    /// The block; none gathers the own items that name none.
    pub when: Option<When>,
    /// How many of its items are done.
    pub done: usize,
    /// How many apply.
    pub total: usize,
    /// The items overdue, as they stand.
    pub overdue: Vec<(Id, Phrase)>,
    /// By how many project days they are overdue; the same for all of a block.
    pub days: i64,
}

/// The figures of the checklist on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Figures {
    /// The project's calendar.
    pub calendar: Calendar,
    /// The day the figures are of.
    pub today: NaiveDate,
    /// How many items are done.
    pub done: usize,
    /// How many items apply.
    pub total: usize,
    /// How many do not.
    pub not_applicable: usize,
    /// How many should be done by now; none without a start date.
    pub planned: Option<usize>,
    /// How many of the ticked items name no evidence, and the first of them.
    pub bare: (usize, Option<Id>),
    /// The days of the ticks, in order.
    pub ticks: Vec<NaiveDate>,
    /// The blocks that have items, in order.
    pub blocks: Vec<BlockFigures>,
    /// What may be ticked, most overdue first.
    pub suggestions: Vec<Suggestion>,
}

/// What an item is called, in both languages.
fn name(item: &Item) -> Phrase {
    Phrase { zh: row_name(item, Lang::Zh).into(), en: row_name(item, Lang::En).into() }
}

impl Fact for Figures {
    fn compute(facts: &Facts) -> Figures {
        Figures::of(facts)
    }
}

impl Figures {
    /// Counts a project's checklist.
    fn of(facts: &Facts) -> Figures {
        let (project, today) = (facts.project(), facts.today());
        let mut figures = Figures {
            calendar: charter::calendar(project),
            today,
            done: 0,
            total: 0,
            not_applicable: 0,
            planned: None,
            bare: (0, None),
            ticks: Vec::new(),
            blocks: Vec::new(),
            suggestions: Vec::new(),
        };
        figures.planned = figures.calendar.day(today).map(|_| 0);
        let mut proposed = HashMap::new();
        for (code, reason) in &facts.get::<Proposals>().0 {
            proposed.entry(*code).or_insert_with(|| reason.clone());
        }
        for item in project.rows::<Item>().iter().filter(|item| item.is_named()) {
            let state = figures.state(item);
            figures.count(item, state);
            if let State::Open { overdue, .. } = state
                && let Some((code, reason)) = proposed.remove_entry(item.code.as_str())
            {
                let name = name(item);
                figures.suggestions.push(Suggestion { row: item.id, code, name, reason, overdue });
            }
        }
        figures.ticks.sort_unstable();
        figures.blocks.sort_by_key(|b| order(b.when));
        figures.suggestions.sort_by_key(|s| -s.overdue);
        figures
    }

    /// Where an item stands.
    pub fn state(&self, item: &Item) -> State {
        if item.is_not_applicable() {
            return State::NotApplicable;
        }
        let due_day = item.when().map(|when| when.days().1);
        let after_due = |date| self.calendar.day(date).zip(due_day).map(|(day, due)| day - due);
        match item.done.0 {
            Some(on) => State::Done { on, late: after_due(on) },
            None => State::Open {
                due: due_day.and_then(|day| self.calendar.date_of_day(day)),
                overdue: after_due(self.today).unwrap_or(0).max(0),
            },
        }
    }

    fn count(&mut self, item: &Item, state: State) {
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
                block.overdue.push((item.id, name(item)));
            }
            State::Open { .. } => {}
        }
        self.total += 1;
        block.total += 1;
        let due = when.map(|when| when.days().1);
        if let (Some(planned), Some(day), Some(due)) = (&mut self.planned, self.calendar.day(self.today), due)
            && day > due
        {
            *planned += 1;
        }
    }

    /// The share done in whole percent; 100 only when all is done. `None` when no item applies.
    pub fn percent(&self) -> Option<usize> {
        let rounded = (self.done * 200 + self.total).checked_div(self.total * 2)?;
        Some(if self.done < self.total { rounded.min(99) } else { rounded })
    }

    /// How many items are overdue.
    pub fn overdue(&self) -> usize {
        self.blocks.iter().map(|b| b.overdue.len()).sum()
    }

    /// The weeks under way.
    pub fn now(&self) -> Option<When> {
        self.calendar.day(self.today).and_then(When::of_day)
    }

    /// The first and the last date of a block; none without a start date or while a pause holds it open.
    pub fn dates(&self, when: When) -> Option<(NaiveDate, NaiveDate)> {
        let (first, last) = when.days();
        self.calendar.date_of_day(first).zip(self.calendar.date_of_day(last))
    }
}

/// Blocks in order, and those without one last.
pub(super) fn order(when: Option<When>) -> usize {
    when.map_or(usize::MAX, |when| when as usize)
}
