//! Wins that are said to be achieved while their indicator shows no signal.

use super::name;
use crate::facts::{Fact, Facts};
use crate::sheet::Id;
use crate::text::Phrase;
use crate::tools::kpi::{self, Movement};
use crate::tools::wins::Win;
use chrono::NaiveDate;
use std::collections::HashMap;
use std::collections::hash_map::Entry;

/// A win that is said to be achieved while its indicator proves no change.
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

/// The achieved wins whose indicator proved no improvement, neither on the day of the win nor today.
///
/// A win of a centre is proved by the readings of that centre. What only grows is proved by reaching the value. A win
/// without an indicator is not among them: what it lacks is the indicator.
pub fn claimed_without_signal(facts: &Facts) -> Vec<Claim> {
    facts.rows::<Win>().iter().filter_map(|win| claim(facts, win)).collect()
}

fn claim(facts: &Facts, win: &Win) -> Option<Claim> {
    let (kpi, on) = win.kpi.0.zip(win.achieved_by(facts.today()))?;
    let figures = facts.get::<kpi::Indicators>().get(kpi)?;
    let proved = |on: NaiveDate| measured(facts, win, on, |kpi| is_proved(kpi, win)).unwrap_or(false);
    // It may have been true on its day and lost since.
    let proved = proved(facts.today()) || proved(on);
    let charted = |kpi: &kpi::Figures| {
        kpi.xmr.is_some() || kpi.before.is_some() || kpi.movement == Movement::Cumulative
    };
    (!proved).then(|| Claim {
        win: win.id,
        name: name(facts, win),
        kpi: figures.kpi.title(),
        enough: measured(facts, win, facts.today(), charted).unwrap_or(false),
    })
}

/// The figures of today of the indicators of wins at the centres where they were won.
struct AtCentres(HashMap<(Id, Id), kpi::Figures>);

impl Fact for AtCentres {
    fn compute(facts: &Facts) -> AtCentres {
        let mut figures = HashMap::new();
        for (kpi, centre) in facts.rows::<Win>().iter().filter_map(|win| win.kpi.0.zip(win.centre.0)) {
            if let Entry::Vacant(place) = figures.entry((kpi, centre))
                && let Some(found) = kpi::Indicators::at_centre(facts, kpi, centre, facts.today())
            {
                place.insert(found);
            }
        }
        AtCentres(figures)
    }
}

/// What the figures of a win's indicator say on a day: those of its centre, else those of the network.
pub(in crate::tools::wins) fn measured<T>(
    facts: &Facts,
    win: &Win,
    on: NaiveDate,
    ask: impl FnOnce(&kpi::Figures) -> T,
) -> Option<T> {
    let kpi = win.kpi.0?;
    match win.centre.0 {
        Some(centre) if on == facts.today() => facts.get::<AtCentres>().0.get(&(kpi, centre)).map(ask),
        Some(centre) => kpi::Indicators::at_centre(facts, kpi, centre, on).as_ref().map(ask),
        None if on == facts.today() => facts.get::<kpi::Indicators>().get(kpi).map(ask),
        None => kpi::Indicators::then(facts, kpi, on).as_ref().map(ask),
    }
}

/// Whether a win that was achieved on a day wants a value that its indicator has not reached: neither the latest reading nor
/// the level, neither on that day nor today.
pub(in crate::tools::wins) fn is_short(facts: &Facts, win: &Win, on: NaiveDate) -> bool {
    let Some(target) = win.target else { return false };
    let has_reached = |kpi: &kpi::Figures| {
        let way = kpi.kpi.way_to_value()?;
        let mut values = kpi.current.into_iter().chain(kpi.judged).map(|(_, value)| value).peekable();
        values.peek().is_some().then(|| values.any(|value| way.holds(target, value)))
    };
    let then = |day| measured(facts, win, day, has_reached).flatten();
    then(facts.today()) == Some(false) && then(on) != Some(true)
}

fn is_proved(kpi: &kpi::Figures, win: &Win) -> bool {
    match kpi.movement {
        // Where nobody says which side is good, any shift counts.
        Movement::Better | Movement::Moved => true,
        Movement::Cumulative => {
            let reached = |target| kpi.way?.holds(target, kpi.judged?.1).then_some(());
            win.target.or(kpi.kpi.target).and_then(reached).is_some()
        }
        _ => false,
    }
}
