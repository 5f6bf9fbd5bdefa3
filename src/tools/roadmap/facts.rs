//! The figures of the roadmap: real dates, states, centres, money. Numbers only, no advice.

mod budget;
mod centres;
mod counterparts;
mod goals;
mod live;
mod order;
mod proposals;
mod standard;
mod values;

pub use budget::Budget;
pub(super) use centres::{MissingCentres, number_in};
pub(super) use counterparts::Counterparts;
pub use counterparts::{Proposal, missed};
pub use goals::Goals;
pub use live::PilotLive;
pub use order::OutOfOrder;
pub(super) use proposals::proposes;
pub(super) use standard::MissingRows;
pub(super) use values::values;

use super::sheets::{self, Centre, Item, Milestone, Resource, Stage};
use crate::calendar::{Calendar, short_day};
use crate::facts::{Fact, Facts};
use crate::project::row_phrase;
use crate::say;
use crate::sheet::{AnyRow, Cell, Col, Id};
use crate::sort::StableSort;
use crate::text::Phrase;
use crate::tools::charter::Charter;
use chrono::NaiveDate;
use std::cmp::Reverse;
use std::collections::HashMap;

/// The state of an item, a milestone or a centre.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It is done.
    Done {
        /// The day.
        on: NaiveDate,
        /// The days by which it was late; not above 0: in time. None without a due date.
        late: Option<i64>,
    },
    /// It is not ticked here, but elsewhere it is noted as done.
    Proposed {
        /// The day.
        on: NaiveDate,
    },
    /// It is not.
    Open {
        /// Whether its first day has come.
        begun: bool,
        /// The date at whose end it is due.
        due: Option<NaiveDate>,
        /// The days by which it is overdue; 0 when it is not.
        overdue: i64,
    },
}

impl State {
    /// The state of something done on a day, or not, between two days. Paused days make nothing late.
    fn of(
        done: Option<NaiveDate>,
        (from, due): (Option<NaiveDate>, Option<NaiveDate>),
        calendar: &Calendar,
        today: NaiveDate,
    ) -> State {
        match done {
            Some(on) => State::Done { on, late: due.map(|due| calendar.days_between(due, on)) },
            None => State::Open {
                begun: from.is_some_and(|from| from <= today),
                due,
                overdue: due.map_or(0, |due| calendar.late(due, today)),
            },
        }
    }

    /// Whether it is done.
    pub const fn is_done(self) -> bool {
        matches!(self, State::Done { .. })
    }

    /// The days by which it is overdue; 0 when it is not.
    pub const fn overdue(self) -> i64 {
        match self {
            State::Open { overdue, .. } => overdue,
            State::Done { .. } | State::Proposed { .. } => 0,
        }
    }

    /// The same, unless it is proposed as done.
    fn or(self, proposal: Option<&Proposal>) -> State {
        proposal.map_or(self, |proposal| State::Proposed { on: proposal.on })
    }
}

/// An item with its real dates.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemFigures {
    /// The row.
    pub id: Id,
    /// Its name.
    pub name: Phrase,
    /// Its phase.
    pub stage: Option<Stage>,
    /// Its first and last day: as entered, else those of its phase.
    pub days: (Option<NaiveDate>, Option<NaiveDate>),
    /// Its state.
    pub state: State,
    /// The proposal to tick it, if it is not.
    pub proposal: Option<Proposal>,
}

/// A phase with the number of its items.
#[derive(Clone, Debug, PartialEq)]
pub struct PhaseFigures {
    /// The phase; none gathers own items that name none.
    pub stage: Option<Stage>,
    /// Its first and last day.
    pub days: Option<(NaiveDate, NaiveDate)>,
    /// The number of items that are done.
    pub done: usize,
    /// The number of items.
    pub total: usize,
    /// The days by which the item that is furthest overdue is so; 0 if none is.
    pub longest_overdue: i64,
}

/// A milestone with its real date.
#[derive(Clone, Debug, PartialEq)]
pub struct MilestoneFigures {
    /// The row.
    pub id: Id,
    /// The code of a prefilled one; empty for an own one.
    pub code: &'static str,
    /// Its name.
    pub name: Phrase,
    /// Its state.
    pub state: State,
    /// Its day.
    pub date: Option<NaiveDate>,
    /// The proposal to date it as reached, if it is not.
    pub proposal: Option<Proposal>,
    /// The days by which it is missed, as [`Milestone::missed`] says; 0 if it is proposed as reached. Its state counts it as
    /// overdue by the same days.
    pub missed: i64,
    /// The day until which it is not missed, where that is later than its own.
    pub waits: Option<NaiveDate>,
}

/// A centre on its way.
#[derive(Clone, Debug, PartialEq)]
pub struct CentreFigures {
    /// The row.
    pub id: Id,
    /// Its name.
    pub name: Phrase,
    /// Its batch.
    pub batch: Option<u32>,
    /// The day on which the new practice begins or began.
    pub started: Option<NaiveDate>,
    /// The state of its conversion, by the planned day.
    pub state: State,
}

/// The figures of the roadmap on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Figures {
    /// The phases that have items, in order.
    pub phases: Vec<PhaseFigures>,
    /// The phase under way.
    pub now: Option<Stage>,
    /// The items, as they stand in the sheet.
    pub items: Vec<ItemFigures>,
    /// The items dated against the order of the phases.
    pub out_of_order: OutOfOrder,
    /// The milestones, as they stand in the sheet.
    pub milestones: Vec<MilestoneFigures>,
    /// The number of items and milestones that are proposed as done.
    pub proposals: usize,
    /// The centres, as they stand in the sheet.
    pub centres: Vec<CentreFigures>,
    /// The number of centres to convert: as the charter says, or the rows if they are more.
    pub to_convert: usize,
    /// The number of centres in the charter.
    pub in_charter: Option<u32>,
    /// The share that is to be converted by now, 0 to 1: half, later all, from the days of the two milestones on.
    pub wanted_share: Option<f64>,
    /// The money.
    pub budget: Budget,
    /// Whether anybody has entered anything; a roadmap that nobody uses says so once.
    pub in_use: bool,
    places: HashMap<Id, usize>,
}

impl Fact for Figures {
    fn compute(facts: &Facts) -> Figures {
        let (calendar, today) = (facts.get::<Calendar>(), facts.today());
        let (items, milestones) = (items(facts), milestones(facts));
        let proposals = items.iter().filter_map(|item| item.proposal.as_ref());
        let proposals = proposals.chain(milestones.iter().filter_map(|m| m.proposal.as_ref())).count();
        let centres: Vec<CentreFigures> = facts
            .rows::<Centre>()
            .iter()
            .filter(|centre| centre.is_named())
            .map(|centre| CentreFigures {
                id: centre.id,
                name: row_phrase(&**centre),
                batch: centre.batch,
                started: centre.started,
                state: State::of(centre.converted.0, (centre.started, centre.planned), calendar, today),
            })
            .collect();
        let in_charter = facts.get::<Charter>().centres;
        let wanted = facts.get::<Goals>().wanted(calendar, today);
        let phase = calendar.phase(today);
        Figures {
            phases: phases(calendar, &items),
            now: Stage::ALL.iter().copied().find(|stage| phase.is_some() && stage.phase() == phase),
            out_of_order: OutOfOrder::of(&items),
            places: items.iter().enumerate().map(|(n, item)| (item.id, n)).collect(),
            items,
            milestones,
            proposals,
            to_convert: centres.len().max(in_charter.map_or(0, |n| n as usize)),
            centres,
            in_charter,
            wanted_share: wanted.map(|(share, _)| share),
            budget: Budget::of(facts.rows()),
            in_use: in_use(facts),
        }
    }
}

impl MilestoneFigures {
    /// Why its own day does not make it late yet; none where it does.
    pub fn waiting(&self) -> Option<Phrase> {
        self.waits.map(waiting_until)
    }
}

/// That the checklist starts the pilot later than the day of a milestone, until when it is not late.
pub fn waiting_until(last: NaiveDate) -> Phrase {
    let last = short_day(last);
    say!(
        "90 天清单排到 {last} 上线，之前不算晚",
        "live by {last} in the 90-day list, and not late before",
        last
    )
}

impl Figures {
    /// An item's figures; none for a row that does not say what to do yet.
    pub fn item(&self, id: Id) -> Option<&ItemFigures> {
        self.items.get(*self.places.get(&id)?)
    }

    /// The number of items that are done.
    pub fn done(&self) -> usize {
        self.phases.iter().map(|phase| phase.done).sum()
    }

    /// The items overdue, as they stand.
    pub fn overdue(&self) -> impl Iterator<Item = &ItemFigures> {
        self.items.iter().filter(|item| item.state.overdue() > 0)
    }

    /// The days by which the item that is furthest overdue is so; none if no item is.
    pub fn longest_overdue(&self) -> Option<i64> {
        self.overdue().map(|item| item.state.overdue()).max()
    }

    /// The items that are not ticked here and are proposed as done.
    pub fn proposed(&self) -> impl Iterator<Item = (&ItemFigures, &Proposal)> {
        self.items.iter().filter_map(|item| Some((item, item.proposal.as_ref()?)))
    }

    /// The milestones that are not dated here and are proposed as reached.
    pub fn proposed_milestones(&self) -> impl Iterator<Item = (&MilestoneFigures, &Proposal)> {
        self.milestones.iter().filter_map(|m| Some((m, m.proposal.as_ref()?)))
    }

    /// The number of centres that are converted.
    pub fn converted(&self) -> usize {
        self.centres.iter().filter(|centre| centre.state.is_done()).count()
    }

    /// The centres that are late by their own plan, the longest first.
    pub fn late_centres(&self) -> Vec<&CentreFigures> {
        let mut late: Vec<_> = self.centres.iter().filter(|centre| centre.state.overdue() > 0).collect();
        late.stable_sort_by_key(|centre| Reverse(centre.state.overdue()));
        late
    }

    /// The share of the centres that are converted, 0 to 1; none while nobody said how many there are.
    pub fn converted_share(&self) -> Option<f64> {
        (self.to_convert > 0).then(|| self.converted() as f64 / self.to_convert as f64)
    }

    /// Whether fewer centres are converted than the roadmap wants by now.
    pub fn is_behind(&self) -> bool {
        self.converted_share().zip(self.wanted_share).is_some_and(|(share, wanted)| share < wanted - 1e-9)
    }
}

fn items(facts: &Facts) -> Vec<ItemFigures> {
    let (calendar, counterparts) = (facts.get::<Calendar>(), facts.get::<Counterparts>());
    let figures = |item: &Item| {
        let (from, until) = item.days(calendar);
        let proposal = counterparts.of_item(item);
        ItemFigures {
            id: item.id,
            name: row_phrase(item),
            stage: item.stage(),
            days: (from, until),
            state: State::of(item.done.0, (from, until), calendar, facts.today()).or(proposal.as_ref()),
            proposal,
        }
    };
    facts.rows::<Item>().iter().filter(|item| item.is_named()).map(|item| figures(item)).collect()
}

fn milestones(facts: &Facts) -> Vec<MilestoneFigures> {
    let (calendar, counterparts, today) =
        (facts.get::<Calendar>(), facts.get::<Counterparts>(), facts.today());
    let figures = |milestone: &Milestone| {
        let date = milestone.date(calendar);
        let proposal = counterparts.of_milestone(milestone);
        let missed = if proposal.is_some() { 0 } else { milestone.missed(calendar, today) };
        let state = match State::of(milestone.reached.0, (None, date), calendar, today) {
            State::Open { begun, due, .. } => State::Open { begun, due, overdue: missed },
            done => done,
        };
        MilestoneFigures {
            id: milestone.id,
            code: milestone.item().map_or("", |item| item.code),
            name: row_phrase(milestone),
            state: state.or(proposal.as_ref()),
            date,
            missed,
            waits: milestone.waits_until(calendar).filter(|_| proposal.is_none()),
            proposal,
        }
    };
    facts.rows::<Milestone>().iter().filter(|m| m.is_named()).map(|m| figures(m)).collect()
}

/// Whether a row holds more than what it was prefilled with.
fn in_use(facts: &Facts) -> bool {
    let bare = |row: &dyn AnyRow, prefilled: [Col; 2]| {
        let columns = 0..row.def().columns.len();
        columns.filter(|at| prefilled.iter().all(|col| col.at != *at)).all(|at| row.get(at) == Cell::Empty)
    };
    let item = [Item::COL.code, Item::COL.stage];
    let milestone = [Milestone::COL.code, Milestone::COL.month];
    facts.rows::<Item>().iter().any(|row| !bare(&**row, item))
        || facts.rows::<Milestone>().iter().any(|row| !bare(&**row, milestone))
        || !facts.rows::<Centre>().is_empty()
        || !facts.rows::<Resource>().is_empty()
}

fn phases(calendar: &Calendar, items: &[ItemFigures]) -> Vec<PhaseFigures> {
    let mut phases: Vec<PhaseFigures> = Vec::new();
    for item in items {
        let at = phases.iter().position(|p| p.stage == item.stage).unwrap_or_else(|| {
            let (first, last) = item.stage.map_or((None, None), |stage| stage.days(calendar));
            let days = first.zip(last);
            phases.push(PhaseFigures { stage: item.stage, days, done: 0, total: 0, longest_overdue: 0 });
            phases.len() - 1
        });
        if let Some(phase) = phases.get_mut(at) {
            phase.total += 1;
            phase.done += usize::from(item.state.is_done());
            phase.longest_overdue = phase.longest_overdue.max(item.state.overdue());
        }
    }
    phases.stable_sort_by_key(|phase| sheets::order(phase.stage));
    phases
}
