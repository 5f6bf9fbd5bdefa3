//! What is counted of the roadmap: real dates, states, centres, money. Numbers only, no advice.

use super::budget::Budget;
use super::strays::Strays;
use super::twins::{Proposal, Twins};
use super::{Centre, Milestone, Resource, Stage, Step, items};
use crate::calendar::Calendar;
use crate::facts::{Fact, Facts};
use crate::project::Project;
use crate::project::row_name;
use crate::sheet::{AnyRow, Cell, Id};
use crate::text::{Lang, Phrase};
use crate::tools::charter;
use crate::tools::checklist::When;
use chrono::{Days, NaiveDate};
use std::collections::HashMap;

/// Where an item, a milestone or a centre stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It is done.
    Done {
        /// On which day.
        on: NaiveDate,
        /// By how many days it was late; not above 0: in time. None without a due date.
        late: Option<i64>,
    },
    /// It is not ticked here, but elsewhere it is noted as done.
    Proposed {
        /// On which day.
        on: NaiveDate,
    },
    /// It is not.
    Open {
        /// Whether its first day has come.
        begun: bool,
        /// The date at whose end it is due.
        due: Option<NaiveDate>,
        /// By how many days it is overdue; 0 when it is not.
        overdue: i64,
    },
}

impl State {
    fn of(
        done: Option<NaiveDate>,
        from: Option<NaiveDate>,
        due: Option<NaiveDate>,
        today: NaiveDate,
    ) -> State {
        let after = |date: NaiveDate| due.map(|due| days(due, date));
        match done {
            Some(on) => State::Done { on, late: after(on) },
            None => State::Open {
                begun: from.is_some_and(|from| from <= today),
                due,
                overdue: after(today).unwrap_or(0).max(0),
            },
        }
    }

    /// Whether it is done.
    pub const fn is_done(self) -> bool {
        matches!(self, State::Done { .. })
    }

    /// By how many days it is overdue; 0 when it is not.
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

/// Days from one date to another.
pub(super) fn days(from: NaiveDate, to: NaiveDate) -> i64 {
    to.signed_duration_since(from).num_days()
}

/// An item with its real dates.
#[derive(Clone, Debug, PartialEq)]
pub struct StepFigures {
    /// The row.
    pub id: Id,
    /// What it is called.
    pub name: Phrase,
    /// Its phase.
    pub stage: Option<Stage>,
    /// Its first and last day: as entered, else those of its phase.
    pub days: (Option<NaiveDate>, Option<NaiveDate>),
    /// Where it stands.
    pub state: State,
    /// Why it may be ticked, if it is not.
    pub proposal: Option<Proposal>,
    /// Whether somebody answers for it.
    pub owned: bool,
}

/// A phase with what is counted of its items.
#[derive(Clone, Debug, PartialEq)]
pub struct PhaseFigures {
    /// The phase; none gathers own items that name none.
    pub stage: Option<Stage>,
    /// Its first and last day.
    pub days: Option<(NaiveDate, NaiveDate)>,
    /// How many items are done.
    pub done: usize,
    /// How many there are.
    pub total: usize,
}

/// A milestone with its real date.
#[derive(Clone, Debug, PartialEq)]
pub struct MilestoneFigures {
    /// The row.
    pub id: Id,
    /// The code of a prefilled one.
    pub code: &'static str,
    /// What it is called.
    pub name: Phrase,
    /// Where it stands.
    pub state: State,
    /// Its day.
    pub date: Option<NaiveDate>,
    /// Why it may be dated as reached, if it is not.
    pub proposal: Option<Proposal>,
    /// By how many days it is missed, as [`Milestone::missed`] says; 0 if it is proposed as reached.
    pub missed: i64,
}

/// A centre on its way.
#[derive(Clone, Debug, PartialEq)]
pub struct CentreFigures {
    /// The row.
    pub id: Id,
    /// What it is called.
    pub name: Phrase,
    /// Its batch.
    pub batch: Option<u32>,
    /// When the new practice begins or began.
    pub started: Option<NaiveDate>,
    /// Where its conversion stands, by the planned day.
    pub state: State,
}

/// The figures of the roadmap on a day.
#[derive(Clone, Debug, PartialEq)]
pub struct Figures {
    /// The project's calendar.
    pub calendar: Calendar,
    /// The day the figures are of.
    pub today: NaiveDate,
    /// The phases that have items, in order.
    pub phases: Vec<PhaseFigures>,
    /// The items, as they stand in the sheet.
    pub steps: Vec<StepFigures>,
    /// The milestones, as they stand in the sheet.
    pub milestones: Vec<MilestoneFigures>,
    /// The centres, as they stand in the sheet.
    pub centres: Vec<CentreFigures>,
    /// How many centres there are to convert: as the charter says, or the rows if they are more.
    pub to_convert: usize,
    /// How many the charter says.
    pub in_charter: Option<u32>,
    /// The money.
    pub budget: Budget,
    /// Whether anybody has entered anything; a roadmap that nobody uses says so once.
    pub in_use: bool,
    places: HashMap<Id, usize>,
    strays: Strays,
}

/// What a row is called, in both languages.
pub(super) fn name(row: &dyn AnyRow) -> Phrase {
    Phrase { zh: row_name(row, Lang::Zh).into(), en: row_name(row, Lang::En).into() }
}

/// The first and last day of a phase; what comes after month 12 has no end.
pub(super) fn stage_days(calendar: &Calendar, stage: Stage) -> (Option<NaiveDate>, Option<NaiveDate>) {
    match stage.phase() {
        Some(phase) => calendar.phase_dates(phase).map_or((None, None), |(a, b)| (Some(a), Some(b))),
        None => (calendar.month_date(12), None),
    }
}

/// The first and last day of an item: as entered, else those of its phase. An entered day beyond the phase
/// takes the other end along.
pub(super) fn step_days(calendar: &Calendar, step: &Step) -> (Option<NaiveDate>, Option<NaiveDate>) {
    let (first, last) = step.stage().map_or((None, None), |stage| stage_days(calendar, stage));
    let from = step.from.or_else(|| first.into_iter().chain(step.until).min());
    let until = step.until.or_else(|| last.into_iter().chain(step.from).max());
    (from, until)
}

impl Fact for Figures {
    fn compute(facts: &Facts) -> Figures {
        Figures::of(facts.project(), facts.today())
    }
}

impl Figures {
    /// Counts a project's roadmap, in one pass over each sheet.
    pub fn of(project: &Project, today: NaiveDate) -> Figures {
        let calendar = charter::calendar(project);
        let in_charter = charter::charter(project).centres;
        let twins = Twins::of(project, today);
        let steps: Vec<StepFigures> = project
            .rows::<Step>()
            .iter()
            .filter(|step| step.is_named())
            .map(|step| {
                let (from, until) = step_days(&calendar, step);
                let proposal = twins.of_step(step);
                StepFigures {
                    id: step.id,
                    name: name(&**step),
                    stage: step.stage(),
                    days: (from, until),
                    state: State::of(step.done.0, from, until, today).or(proposal.as_ref()),
                    proposal,
                    owned: !step.owner.trim().is_empty(),
                }
            })
            .collect();
        let milestones = project.rows::<Milestone>().iter().filter(|m| m.is_named());
        let milestones = milestones
            .map(|m| {
                let date = m.date(&calendar);
                let code = items::find_mark(&m.code).map_or("", |mark| mark.code);
                let proposal = twins.of_milestone(m);
                let missed = if proposal.is_some() { 0 } else { m.missed(&calendar, today) };
                let state = State::of(m.reached.0, None, date, today).or(proposal.as_ref());
                MilestoneFigures { id: m.id, code, name: name(&**m), state, date, proposal, missed }
            })
            .collect();
        let centres = project.rows::<Centre>().iter().filter(|c| c.is_named());
        let centres: Vec<CentreFigures> = centres
            .map(|c| CentreFigures {
                id: c.id,
                name: name(&**c),
                batch: c.batch,
                started: c.started,
                state: State::of(c.converted.0, c.started, c.planned, today),
            })
            .collect();
        let to_convert = centres.len().max(in_charter.map_or(0, |n| n as usize));
        let places = steps.iter().enumerate().map(|(n, step)| (step.id, n)).collect();
        Figures {
            phases: phases(&calendar, &steps),
            strays: Strays::of(&steps),
            budget: Budget::of(project),
            in_use: in_use(project),
            calendar,
            today,
            steps,
            milestones,
            centres,
            to_convert,
            in_charter,
            places,
        }
    }

    /// An item's figures; none for a row that does not say what to do yet.
    pub fn step(&self, id: Id) -> Option<&StepFigures> {
        self.steps.get(*self.places.get(&id)?)
    }

    /// The items that come after items of a later phase.
    pub fn strays(&self) -> &Strays {
        &self.strays
    }

    /// How many items are done.
    pub fn done(&self) -> usize {
        self.phases.iter().map(|p| p.done).sum()
    }

    /// The items overdue, as they stand.
    pub fn overdue(&self) -> impl Iterator<Item = &StepFigures> {
        self.steps.iter().filter(|step| step.state.overdue() > 0)
    }

    /// The items that are not ticked here and are proposed as done.
    pub fn proposed(&self) -> impl Iterator<Item = (&StepFigures, &Proposal)> {
        self.steps.iter().filter_map(|step| Some((step, step.proposal.as_ref()?)))
    }

    /// The milestones that are not dated here and are proposed as reached.
    pub fn proposed_milestones(&self) -> impl Iterator<Item = (&MilestoneFigures, &Proposal)> {
        self.milestones.iter().filter_map(|m| Some((m, m.proposal.as_ref()?)))
    }

    /// How many centres are converted.
    pub fn converted(&self) -> usize {
        self.centres.iter().filter(|c| c.state.is_done()).count()
    }

    /// The share of the centres that are converted; none while nobody said how many there are.
    pub fn converted_share(&self) -> Option<f64> {
        (self.to_convert > 0).then(|| self.converted() as f64 / self.to_convert as f64)
    }

    /// The share that the roadmap wants to be converted by now: half from month 6 on, all from month 12 on.
    pub fn wanted_share(&self) -> Option<f64> {
        let from = |month| self.calendar.month_date(month).is_some_and(|date| date <= self.today);
        if from(12) { Some(1.0) } else { from(6).then_some(0.5) }
    }
}

/// Whether a row holds more than what it was prefilled with.
fn in_use(project: &Project) -> bool {
    let bare = |row: &dyn AnyRow, prefilled: &[&str]| {
        let columns = row.def().columns.iter().enumerate();
        columns.filter(|(_, c)| !prefilled.contains(&c.key)).all(|(at, _)| row.get(at) == Cell::Empty)
    };
    project.rows::<Step>().iter().any(|s| !bare(&**s, &["code", "stage"]))
        || project.rows::<Milestone>().iter().any(|m| !bare(&**m, &["code", "month"]))
        || !project.rows::<Centre>().is_empty()
        || !project.rows::<Resource>().is_empty()
}

fn phases(calendar: &Calendar, steps: &[StepFigures]) -> Vec<PhaseFigures> {
    let mut phases: Vec<PhaseFigures> = Vec::new();
    for step in steps {
        let at = phases.iter().position(|p| p.stage == step.stage).unwrap_or_else(|| {
            let days = step.stage.map_or((None, None), |stage| stage_days(calendar, stage));
            phases.push(PhaseFigures { stage: step.stage, days: days.0.zip(days.1), done: 0, total: 0 });
            phases.len() - 1
        });
        if let Some(phase) = phases.get_mut(at) {
            phase.total += 1;
            phase.done += usize::from(step.state.is_done());
        }
    }
    phases.sort_by_key(|p| order(p.stage));
    phases
}

/// Phases in order, and items without one last.
pub(super) fn order(stage: Option<Stage>) -> usize {
    stage.map_or(usize::MAX, |stage| stage as usize)
}

impl Step {
    /// Its phase: the one chosen, or that of its code.
    pub fn stage(&self) -> Option<Stage> {
        self.stage.or_else(|| items::find(&self.code).map(|item| item.stage))
    }

    /// Whether it says what to do. A row just added does not, and is not counted.
    pub fn is_named(&self) -> bool {
        !self.item.trim().is_empty() || items::find(&self.code).is_some()
    }
}

impl Milestone {
    /// Its day: as entered, else counted from the start and the month.
    pub fn date(&self, calendar: &Calendar) -> Option<NaiveDate> {
        let month = || self.month.or_else(|| items::find_mark(&self.code).map(|mark| mark.month));
        self.date.or_else(|| calendar.month_date(month()?))
    }

    /// By how many days it is missed; 0 if it is reached or still has time. The checklist starts the pilot
    /// officially in weeks 7 and 8, so the milestone of the pilot's start waits for the end of these.
    pub fn missed(&self, calendar: &Calendar, today: NaiveDate) -> i64 {
        let waits = self.code == items::PILOT_STARTS
            && calendar.date_of_day(When::W7To8.days().1).is_none_or(|last| today <= last);
        let due = self.date(calendar).filter(|_| !waits && self.reached.0.is_none());
        due.map_or(0, |due| days(due, today).max(0))
    }

    /// Whether it says what must be visible.
    pub fn is_named(&self) -> bool {
        !self.milestone.trim().is_empty() || items::find_mark(&self.code).is_some()
    }
}

impl Centre {
    /// Whether it is known which one it is.
    pub fn is_named(&self) -> bool {
        !self.name.trim().is_empty()
    }
}

/// The last day of a span that has a first.
pub(super) fn a_year_on(from: NaiveDate) -> NaiveDate {
    from.checked_add_days(Days::new(365)).unwrap_or(NaiveDate::MAX)
}
