//! What speaks against a closing beside the months held: results that are worse than at the start, and what nobody has
//! finished yet. Whether a project is closed is not looked at.

use crate::facts::{Fact, Facts};
use crate::say;
use crate::stats::{Direction, EPSILON, progress};
use crate::text::{Phrase, count, list, text};
use crate::tools::kpi::{self, Indicators, Kpi, Movement};
use crate::tools::{actions, resistance, roadmap};
use std::sync::Arc;

/// Further back than this share of the way to the target is worse than at the start, and no chance.
const WORSE: f64 = 0.10;

/// A result that is worse than at the start.
#[derive(Clone, Debug)]
pub struct Worse {
    /// What it is called.
    pub name: Phrase,
    /// The indicator.
    pub kpi: Arc<Kpi>,
    /// Its value at the start.
    pub baseline: f64,
    /// Its level now.
    pub level: f64,
}

impl Worse {
    fn of(figures: &kpi::Figures) -> Option<Worse> {
        let (baseline, way) = (figures.kpi.baseline?, figures.way?);
        let level = figures.level()?;
        let back = match way {
            Direction::Up => level < baseline - EPSILON,
            Direction::Down => level > baseline + EPSILON,
        };
        let far = figures
            .kpi
            .target
            .and_then(|target| progress(baseline, target, level))
            .is_some_and(|share| share < -WORSE - EPSILON);
        let proven = figures.movement == Movement::Worse;
        (back && (far || proven)).then(|| Worse {
            name: figures.kpi.title(),
            kpi: Arc::clone(&figures.kpi),
            baseline,
            level,
        })
    }

    /// All results that are worse than at the start, in the order of the dashboard.
    pub fn all(indicators: &Indicators) -> Vec<Worse> {
        indicators.kpis.iter().filter(|kpi| !kpi.kpi.is_leading()).filter_map(Worse::of).collect()
    }

    /// The result with both values.
    pub fn said(&self) -> Phrase {
        let unit = self.kpi.unit();
        say!(
            "{name}现为 {level}（启动时 {baseline}）",
            "{name} {level} ({baseline} at the start)",
            name = self.name,
            level = unit.figure(self.level),
            baseline = unit.figure(self.baseline)
        )
    }
}

/// The items of the roadmap by which the new way is handed over to the line.
const HAND_OVER: [&str; 3] = [roadmap::items::MANUALS, roadmap::items::APPRAISAL, roadmap::items::NEW_HIRES];

/// What is not finished today.
pub struct Unfinished {
    /// Actions that are promised and not done.
    pub actions: usize,
    /// People whose concerns are not solved.
    pub people: u64,
    /// The items that hand the new way over and are not done, by name.
    pub hand_over: Vec<Phrase>,
}

impl Fact for Unfinished {
    fn compute(facts: &Facts) -> Unfinished {
        let today = facts.today();
        let items =
            facts.rows::<roadmap::Item>().iter().filter(|item| HAND_OVER.contains(&item.code.as_str()));
        let open = items.filter(|item| item.done.0.is_none_or(|on| on > today));
        Unfinished {
            actions: facts.get::<actions::Figures>().open.len(),
            people: facts.get::<resistance::Figures>().open,
            hand_over: open.map(|item| crate::project::row_phrase(&**item)).collect(),
        }
    }
}

impl Unfinished {
    /// All of it in one phrase; none if nothing is open.
    pub fn said(&self) -> Option<Phrase> {
        let mut parts = Vec::new();
        if self.actions > 0 {
            let actions = count(self.actions as u64, "项", "open action", "open actions");
            parts.push(say!("未完成的行动 {actions}", "{actions}", actions));
        }
        if self.people > 0 {
            let people = count(self.people, "人", "person", "people");
            parts.push(say!("顾虑未解决的 {people}", "{people} with unresolved concerns", people));
        }
        if !self.hand_over.is_empty() {
            let items = list(&self.hand_over);
            parts.push(say!("没有交接的：{items}", "not handed over: {items}", items));
        }
        (!parts.is_empty()).then(|| crate::text::joined(&parts, text("；", "; ")))
    }
}
