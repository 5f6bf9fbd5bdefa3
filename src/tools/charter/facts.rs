//! The charter and the calendar, from which every tool counts its days, and the figures for programs.

mod figures;
mod vision;

pub use figures::{names_figure, names_figures};
pub use vision::{VisionCheck, vision_check};

use super::sheets::{Charter, Rest};
use crate::calendar::{Calendar, Phase};
use crate::facts::{Fact, Facts};
use crate::project::Project;
use crate::say;
use crate::text::{Phrase, Text, text};
use serde_json::{Value, json};
use std::sync::Arc;

/// The project's one charter; an empty one if the file has none. Facts ask for [`Charter`] itself.
pub fn charter(project: &Project) -> Arc<Charter> {
    project.rows::<Charter>().first().cloned().unwrap_or_default()
}

/// The calendar of a project that is not derived from yet: its start, its plan and its pauses. Facts ask for [`Calendar`] itself.
pub fn calendar(project: &Project) -> Calendar {
    calendar_of(&charter(project), project.rows())
}

fn calendar_of(charter: &Charter, pauses: &[Arc<Rest>]) -> Calendar {
    Calendar::new(charter.start, pauses.iter().filter_map(|rest| rest.pause())).with_plan(charter.plan())
}

/// The project's one charter; an empty one if the file has none.
impl Fact for Charter {
    fn compute(facts: &Facts) -> Charter {
        facts.rows::<Charter>().first().map(|charter| Charter::clone(charter)).unwrap_or_default()
    }
}

impl Fact for Calendar {
    fn compute(facts: &Facts) -> Calendar {
        calendar_of(facts.get::<Charter>(), facts.rows())
    }
}

/// The pause that holds today.
pub(super) fn pause_today(facts: &Facts) -> Option<&Rest> {
    facts.rows::<Rest>().iter().find(|rest| rest.holds(facts.today())).map(|rest| &**rest)
}

/// The item of the checklist that a vision with a figure and a date suggests is done.
pub(super) fn proposes(facts: &Facts) -> Vec<(&'static str, Phrase)> {
    let vision = facts.get::<Charter>().vision.0.trim();
    let check = vision_check(vision);
    if !(check.number && check.dated) {
        return Vec::new();
    }
    vec![("w2-3", say!("项目章程里已写下愿景：“{vision}”", "The charter holds a vision: '{vision}'"))]
}

/// The figures for programs: the start, the day and week counted from it, and whether the project rests.
pub(super) fn values(facts: &Facts) -> Vec<(&'static str, Value)> {
    let (charter, calendar, today) = (facts.get::<Charter>(), facts.get::<Calendar>(), facts.today());
    vec![
        ("start", json!(charter.start)),
        ("day", json!(calendar.day(today))),
        ("week", json!(calendar.week(today))),
        ("paused", json!(calendar.is_paused(today))),
        ("months", json!(charter.months)),
        ("end", json!(calendar.end())),
        ("centres", json!(charter.centres)),
        ("conflicts", json!(facts.conflicts().len())),
    ]
}

/// The name of a phase.
pub const fn phase_name(phase: Phase) -> Text {
    match phase {
        Phase::Preparation => text("准备期", "Preparation"),
        Phase::Pilot => text("试点期", "Pilot"),
        Phase::RollOut => text("推广期", "Roll-out"),
        Phase::Institutionalise => text("制度化", "Institutionalise"),
    }
}
