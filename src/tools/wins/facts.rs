//! Where every win stands on a day. Figures only, no advice.

mod claims;

pub use claims::{Claim, claimed_without_signal};
pub(super) use claims::{is_short, measured};

use super::Win;
use crate::calendar::Calendar;
use crate::facts::{Fact, Facts};
use crate::sheet::{Col, Id, Unit};
use crate::sort::StableSort;
use crate::text::{Phrase, Text, text};
use crate::tools::charter::names_figure;
use crate::tools::kpi::{self, Kpi};
use chrono::NaiveDate;
use serde_json::{Value, json};
use std::cmp::Reverse;

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
        /// Whether its indicator has reached the value, on that day or by now; true where nothing says otherwise.
        reached: bool,
    },
}

impl State {
    /// Where a win stands on a day. Paused days make nothing late.
    fn of(facts: &Facts, win: &Win) -> State {
        let (calendar, today) = (facts.get::<Calendar>(), facts.today());
        if let Some(on) = win.achieved_by(today) {
            let reached = !claims::is_short(facts, win, on);
            return State::Achieved { on, number: has_number(&win.result.0), reached };
        }
        if !win.is_named() {
            return State::Blank;
        }
        match win.target_date.map(|date| calendar.late(date, today)) {
            Some(days) if days > 0 => State::Late { days },
            _ => {
                let left = |date: NaiveDate| date.signed_duration_since(today).num_days().max(0);
                State::Planned { left: win.target_date.map(left) }
            }
        }
    }

    /// The name for programs.
    const fn key(self) -> &'static str {
        match self {
            State::Blank => "blank",
            State::Planned { .. } => "planned",
            State::Late { .. } => "late",
            State::Achieved { reached: false, .. } => "achieved_below_target",
            State::Achieved { number: false, .. } => "achieved_without_number",
            State::Achieved { .. } => "achieved",
        }
    }

    /// Whether it is said to be achieved while its indicator says otherwise.
    pub const fn is_short(self) -> bool {
        matches!(self, State::Achieved { reached: false, .. })
    }

    /// The days left to the target date, negative once it has passed; none of what is achieved or has no date.
    const fn left(self) -> Option<i64> {
        match self {
            State::Planned { left } => left,
            State::Late { days } => Some(-days),
            State::Blank | State::Achieved { .. } => None,
        }
    }
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
    /// All, in the order of the columns.
    pub const ALL: [Lack; 3] = [Lack::Kpi, Lack::Target, Lack::Date];

    /// Its name in a list of what is missing.
    pub const fn label(self) -> Text {
        match self {
            Lack::Kpi => text("证明指标", "the evidence KPI"),
            Lack::Target => text("目标值", "the target value"),
            Lack::Date => text("目标日期", "the target date"),
        }
    }

    /// The column where it is entered.
    pub const fn column(self) -> Col {
        match self {
            Lack::Kpi => Win::COL.kpi,
            Lack::Target => Win::COL.target,
            Lack::Date => Win::COL.target_date,
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
    /// The value by which it is judged, where that is another one.
    pub judged: Option<f64>,
    /// The value by which it is judged and how that came about, in words.
    pub said: Option<Phrase>,
    /// How much the indicator has to move yet, with its sign; 0 once its level has reached the value, which one reading
    /// alone does not.
    pub gap: Option<f64>,
    /// The day of the thanks.
    pub commended: Option<NaiveDate>,
    /// The days since it was achieved, where people have waited too long to be thanked.
    pub thankless: Option<i64>,
}

/// The figures of all wins on a day.
pub struct Figures {
    /// One for each row, in their order.
    pub wins: Vec<WinFigures>,
}

impl Fact for Figures {
    fn compute(facts: &Facts) -> Figures {
        Figures { wins: facts.rows::<Win>().iter().map(|win| WinFigures::of(facts, win)).collect() }
    }
}

impl WinFigures {
    fn of(facts: &Facts, win: &Win) -> WinFigures {
        let today = facts.today();
        // Where no win has an indicator, a new reading changes nothing here.
        let kpi = win.kpi.0.and_then(|id| facts.get::<kpi::Indicators>().get(id));
        let read = win
            .kpi
            .0
            .and_then(|_| claims::measured(facts, win, today, |kpi| (kpi.current, kpi.judged, kpi.said())));
        let (current, judged, said) = read.unwrap_or_default();
        let calendar = facts.get::<Calendar>();
        let state = State::of(facts, win);
        let open = !matches!(state, State::Achieved { .. } | State::Blank);
        let lacks = |lack: &Lack| match lack {
            Lack::Kpi => kpi.is_none(),
            Lack::Target => win.target.is_none(),
            Lack::Date => win.target_date.is_none(),
        };
        let gap = judged.zip(win.target).map(|((_, now), target)| {
            let reached = kpi.and_then(|k| k.kpi.way_to_value()).is_some_and(|way| way.holds(target, now));
            if reached { 0.0 } else { target - now }
        });
        let since = |on: NaiveDate| calendar.days_between(on, today);
        WinFigures {
            row: win.id,
            name: name(facts, win),
            state,
            lacks: Lack::ALL.into_iter().filter(|lack| open && lacks(lack)).collect(),
            unit: kpi.map_or(Unit::None, |k| k.kpi.unit()),
            current,
            judged: judged
                .map(|(_, level)| level)
                .filter(|level| Some(*level) != current.map(|(_, now)| now)),
            said,
            gap,
            commended: win.commended.0,
            thankless: win
                .achieved_by(today)
                .map(since)
                .filter(|days| *days > THANKS_DAYS && win.commended.0.is_none() && !state.is_short()),
        }
    }
}

impl Figures {
    /// The figures of a win.
    pub fn get(&self, row: Id) -> Option<&WinFigures> {
        self.wins.iter().find(|win| win.row == row)
    }

    /// The wins that say what is to be won.
    pub fn named(&self) -> impl Iterator<Item = &WinFigures> {
        self.wins.iter().filter(|w| w.state != State::Blank)
    }

    /// The days on which wins were achieved, in the order of their rows; not those whose indicator says otherwise.
    pub fn achieved(&self) -> impl Iterator<Item = NaiveDate> {
        self.wins.iter().filter_map(|w| match w.state {
            State::Achieved { on, reached: true, .. } => Some(on),
            _ => None,
        })
    }

    /// The wins that are said to be achieved while their indicator has not reached the value.
    pub fn short(&self) -> impl Iterator<Item = &WinFigures> {
        self.wins.iter().filter(|w| w.state.is_short())
    }

    /// The wins whose target date has passed before the value was reached, with the days since, the longest first.
    pub fn late(&self) -> Vec<(i64, &WinFigures)> {
        let late = |w: &WinFigures| match w.state {
            // What has reached its value only waits to be dated.
            State::Late { days } if w.gap != Some(0.0) => Some(days),
            _ => None,
        };
        let mut late: Vec<_> = self.wins.iter().filter_map(|w| Some((late(w)?, w))).collect();
        late.stable_sort_by_key(|(days, _)| Reverse(*days));
        late
    }

    /// The wins that were achieved more than seven days ago and not recognised, with the days since, the longest
    /// first.
    pub fn uncommended(&self) -> Vec<(i64, &WinFigures)> {
        let mut waiting: Vec<_> = self.wins.iter().filter_map(|w| Some((w.thankless?, w))).collect();
        waiting.stable_sort_by_key(|(days, _)| Reverse(*days));
        waiting
    }
}

/// Whether a text names a figure, in digits or in words.
pub fn has_number(text: &str) -> bool {
    names_figure(text)
}

/// What a win is called: its own words, or those of its indicator.
pub(super) fn name(facts: &Facts, win: &Win) -> Phrase {
    let own = win.win.0.trim().lines().next().unwrap_or_default();
    if !own.is_empty() {
        return Phrase::same(own);
    }
    let kpi = win.kpi.0.and_then(|id| facts.find::<Kpi>(id));
    kpi.map_or_else(|| text("未命名的胜利", "Unnamed win").into(), Kpi::title)
}

/// The first and the last day on which a win is due; none without a start date.
pub(super) fn window(calendar: &Calendar) -> Option<(NaiveDate, NaiveDate)> {
    calendar.month_date(MONTHS.0).zip(calendar.month_date(MONTHS.1))
}

/// The figures, by name.
pub(super) fn values(facts: &Facts) -> Vec<(&'static str, Value)> {
    let figures = facts.get::<Figures>();
    let count = |wanted: fn(&WinFigures) -> bool| figures.wins.iter().filter(|w| wanted(w)).count();
    let win = |w: &WinFigures| {
        json!({
            "id": w.row,
            "name": w.name,
            "state": w.state.key(),
            "days_left": w.state.left(),
            "current": w.current.map(|(_, value)| value),
            "judged": w.judged.or(w.current.map(|(_, value)| value)),
            "gap": w.gap,
            "commended": w.commended,
        })
    };
    vec![
        ("planned", json!(figures.named().count())),
        ("achieved", json!(figures.achieved().count())),
        ("late", json!(figures.late().len())),
        ("incomplete", json!(count(|w| !w.lacks.is_empty()))),
        ("without_number", json!(count(|w| matches!(w.state, State::Achieved { number: false, .. })))),
        ("uncommended", json!(figures.uncommended().len())),
        ("wins", figures.named().map(win).collect()),
    ]
}
