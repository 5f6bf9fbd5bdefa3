//! Wins that are said to be achieved while their indicator shows no signal.

use super::name;
use crate::facts::Facts;
use crate::sheet::Id;
use crate::stats::{Direction, Side, Xmr};
use crate::text::Phrase;
use crate::tools::kpi;
use crate::tools::wins::Win;

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
pub fn claimed_without_signal(facts: &Facts) -> Vec<Claim> {
    facts.rows::<Win>().iter().filter_map(|win| claim(facts, win)).collect()
}

fn claim(facts: &Facts, win: &Win) -> Option<Claim> {
    let (kpi, on) = win.kpi.0.zip(win.achieved_by(facts.today()))?;
    let figures = facts.get::<kpi::Indicators>().get(kpi)?;
    // New limits since then would hide what the win was concluded from.
    let then = || kpi::Indicators::on(facts, on).get(kpi).is_some_and(shows_signal);
    let proved = shows_signal(figures) || then();
    (!proved).then(|| Claim {
        win: win.id,
        name: name(facts, win),
        kpi: figures.kpi.title(),
        enough: figures.xmr.is_some(),
    })
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
