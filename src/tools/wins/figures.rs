//! Where every win stands on a day, and what others ask of the wins. Figures only, no advice.

use super::Win;
use crate::calendar::Calendar;
use crate::facts::{Fact, Facts};
use crate::project::Project;
use crate::sheet::{Id, Unit};
use crate::stats::{Direction, Side, Xmr};
use crate::text::{Phrase, text};
use crate::tools::charter;
use crate::tools::kpi::{self, Kpi, words};
use chrono::NaiveDate;
use std::sync::Arc;

/// A change needs so many wins.
pub(super) const ENOUGH: usize = 3;
/// The months within which a win has to become visible.
pub(super) const MONTHS: (u32, u32) = (3, 6);
/// So many days may pass between a win and the thanks for it.
pub(super) const THANKS_DAYS: i64 = 7;

/// Where a win stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Nobody has written yet what is to be won.
    Blank,
    /// To come.
    Planned {
        /// The days left; none without a date.
        left: Option<i64>,
    },
    /// Its day has passed.
    Late {
        /// The days since.
        days: i64,
    },
    /// Achieved.
    Achieved {
        /// The day.
        on: NaiveDate,
        /// Whether the result names a number.
        number: bool,
    },
}

/// What a planned win is without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lack {
    /// An indicator.
    Kpi,
    /// The value to reach.
    Target,
    /// The day.
    Date,
}

impl Lack {
    /// The column where it is entered.
    pub const fn column(self) -> &'static str {
        match self {
            Lack::Kpi => "kpi",
            Lack::Target => "target",
            Lack::Date => "target_date",
        }
    }
}

/// The figures of one win.
#[derive(Clone, Debug)]
pub struct WinFigures {
    /// Its row.
    pub row: Id,
    /// What it is called.
    pub name: Phrase,
    /// Where it stands.
    pub state: State,
    /// What it is without, in the order of the columns; of an achieved win nothing is asked.
    pub lacks: Vec<Lack>,
    /// The unit of its value.
    pub unit: Unit,
    /// The latest reading of its indicator.
    pub current: Option<(NaiveDate, f64)>,
    /// How much the indicator has to move yet, with its sign; 0 once the value is reached.
    pub gap: Option<f64>,
    /// The day of the thanks.
    pub commended: Option<NaiveDate>,
}

/// The figures of all wins on a day.
pub struct Figures {
    /// One for each row, in their order.
    pub wins: Vec<WinFigures>,
    /// The day.
    pub today: NaiveDate,
    /// The project's calendar.
    pub calendar: Calendar,
    /// The dashboard's figures; none while no win is linked to it.
    pub kpis: Option<kpi::Indicators>,
}

/// Whether a text names a number.
pub fn has_number(text: &str) -> bool {
    text.chars().any(char::is_numeric)
}

impl Win {
    /// Whether it says what is to be won.
    pub fn is_named(&self) -> bool {
        !self.win.0.trim().is_empty() || self.kpi.0.is_some()
    }

    /// The day on which it was achieved, unless that day is still to come.
    pub fn achieved_by(&self, today: NaiveDate) -> Option<NaiveDate> {
        self.achieved.0.filter(|on| *on <= today)
    }
}

/// What a win is called: its own words, or those of its indicator.
pub(super) fn name(project: &Project, win: &Win) -> Phrase {
    let own = win.win.0.trim().lines().next().unwrap_or_default();
    match win.kpi.0.and_then(|id| project.find::<Kpi>(id)) {
        _ if !own.is_empty() => Phrase::same(own),
        Some(kpi) => words::name(kpi),
        None => text("未命名的胜利", "Unnamed win").into(),
    }
}

impl Fact for Figures {
    fn compute(facts: &Facts) -> Figures {
        Figures::of(facts.project(), facts.today())
    }
}

impl Figures {
    /// Computes them.
    pub fn of(project: &Project, today: NaiveDate) -> Figures {
        let rows = project.rows::<Win>();
        let linked = rows.iter().any(|win| win.kpi.0.is_some());
        let kpis = linked.then(|| kpi::Indicators::of(project, today));
        let wins = rows.iter().map(|win| figures(project, win, kpis.as_ref(), today)).collect();
        Figures { wins, today, calendar: charter::calendar(project), kpis }
    }

    /// The wins that say what is to be won.
    pub fn named(&self) -> impl Iterator<Item = &WinFigures> {
        self.wins.iter().filter(|w| w.state != State::Blank)
    }

    /// How many of them are achieved.
    pub fn achieved(&self) -> usize {
        self.wins.iter().filter(|w| matches!(w.state, State::Achieved { .. })).count()
    }

    /// The first and the last day on which a win is due; none without a start date.
    pub fn window(&self) -> Option<(NaiveDate, NaiveDate)> {
        self.calendar.month_date(MONTHS.0).zip(self.calendar.month_date(MONTHS.1))
    }
}

fn figures(project: &Project, win: &Win, kpis: Option<&kpi::Indicators>, today: NaiveDate) -> WinFigures {
    let kpi = win.kpi.0.zip(kpis).and_then(|(id, facts)| facts.get(id));
    let state = state(win, today);
    let open = !matches!(state, State::Achieved { .. } | State::Blank);
    let lacking = [
        (Lack::Kpi, kpi.is_none()),
        (Lack::Target, win.target.is_none()),
        (Lack::Date, win.target_date.is_none()),
    ];
    let current = kpi.and_then(|k| k.current);
    let gap = current.zip(win.target).map(|((_, now), target)| {
        let reached = kpi.and_then(|k| k.way).is_some_and(|way| way.holds(target, now));
        if reached { 0.0 } else { target - now }
    });
    WinFigures {
        row: win.id,
        name: name(project, win),
        state,
        lacks: lacking.into_iter().filter(|(_, lacks)| open && *lacks).map(|(lack, _)| lack).collect(),
        unit: kpi.map_or(Unit::None, |k| k.kpi.unit()),
        current,
        gap,
        commended: win.commended.0,
    }
}

fn state(win: &Win, today: NaiveDate) -> State {
    if let Some(on) = win.achieved_by(today) {
        return State::Achieved { on, number: has_number(&win.result.0) };
    }
    if !win.is_named() {
        return State::Blank;
    }
    match win.target_date.map(|date| date.signed_duration_since(today).num_days()) {
        Some(left) if left < 0 => State::Late { days: -left },
        left => State::Planned { left },
    }
}

/// The day on which the first win was achieved.
pub fn first_achieved(project: &Project, today: NaiveDate) -> Option<NaiveDate> {
    project.rows::<Win>().iter().filter_map(|win| win.achieved_by(today)).min()
}

/// A win whose people wait to be thanked.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiting {
    /// Its row.
    pub win: Id,
    /// What it is called.
    pub name: Phrase,
    /// The days since it was achieved.
    pub days: i64,
}

/// The wins that were achieved more than seven days ago and not commended, the longest wait first.
pub fn uncommended(project: &Project, today: NaiveDate) -> Vec<Waiting> {
    let waiting = |win: &Arc<Win>| {
        let days = today.signed_duration_since(win.achieved_by(today)?).num_days();
        let waits = days > THANKS_DAYS && win.commended.0.is_none();
        waits.then(|| Waiting { win: win.id, name: name(project, win), days })
    };
    let mut found: Vec<Waiting> = project.rows::<Win>().iter().filter_map(waiting).collect();
    found.sort_by_key(|w| -w.days);
    found
}

/// A win that is said to be achieved while its indicator shows no signal.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// Its row.
    pub win: Id,
    /// What it is called.
    pub name: Phrase,
    /// What its indicator is called.
    pub kpi: Phrase,
    /// Whether the indicator has enough readings for a signal to show.
    pub enough: bool,
}

/// The achieved wins whose indicator showed no favourable signal, neither on the day of the win nor today.
///
/// A win without an indicator is not among them: what it lacks is the indicator.
pub fn claimed_without_signal(project: &Project, today: NaiveDate) -> Vec<Claim> {
    let achieved = |win: &Arc<Win>| Some((Arc::clone(win), win.kpi.0?, win.achieved_by(today)?));
    let claims: Vec<_> = project.rows::<Win>().iter().filter_map(achieved).collect();
    if claims.is_empty() {
        return Vec::new();
    }
    let facts = kpi::Indicators::of(project, today);
    let mut found = Vec::new();
    for (win, kpi, on) in claims {
        let Some(figures) = facts.get(kpi) else { continue };
        // New limits since then would hide what the win was concluded from.
        let proved =
            shows_signal(figures) || kpi::Indicators::of(project, on).get(kpi).is_some_and(shows_signal);
        if !proved {
            found.push(Claim {
                win: win.id,
                name: name(project, &win),
                kpi: words::name(&figures.kpi),
                enough: figures.xmr.is_some(),
            });
        }
    }
    found
}

/// Whether the chart holds a signal on the good side; where nobody says which side is good, any signal counts.
fn shows_signal(kpi: &kpi::Figures) -> bool {
    let good = |side: Side| match kpi.way {
        Some(Direction::Up) => side == Side::Above,
        Some(Direction::Down) => side == Side::Below,
        None => true,
    };
    kpi.xmr.as_ref().is_some_and(|Xmr { signals, .. }| signals.iter().any(|s| good(s.side)))
}
