//! What the 90-day checklist and the centres know of the roadmap: an item whose twins are all ticked there, and
//! the pilot's start, are proposed as done, with the day and the evidence. A proposal never ticks; people do.

use super::figures::name;
use super::{Centre, Milestone, Step, items};
use crate::project::Project;
use crate::say;
use crate::text::Phrase;
use crate::tools::checklist;
use chrono::NaiveDate;
use ecow::EcoString;
use std::collections::HashMap;
use std::sync::Arc;

/// Why an item or a milestone may be ticked.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// The day on which the last of it was done.
    pub on: NaiveDate,
    /// What was written as evidence.
    pub evidence: Vec<EcoString>,
    /// What says so, one sentence each.
    pub because: Vec<Phrase>,
    /// Whether it is the checklist that says so.
    pub listed: bool,
}

/// The ticks of the checklist by code, and the pilot's centres.
pub(super) struct Twins<'a> {
    rows: HashMap<&'a str, &'a checklist::Item>,
    centres: &'a [Arc<Centre>],
    today: NaiveDate,
}

impl<'a> Twins<'a> {
    /// Looks at the checklist as it is on a day.
    pub(super) fn of(project: &'a Project, today: NaiveDate) -> Twins<'a> {
        let coded = project.rows::<checklist::Item>().iter().filter(|row| !row.code.is_empty());
        // What does not apply is asked of nobody.
        let coded = coded.filter(|row| !row.is_not_applicable());
        Twins {
            rows: coded.map(|row| (row.code.as_str(), &**row)).collect(),
            centres: project.rows::<Centre>(),
            today,
        }
    }

    /// Why an item that is not ticked may be: all of its twins that the project has are ticked.
    pub(super) fn of_step(&self, step: &Step) -> Option<Proposal> {
        match step.done.0 {
            None => self.ticked(items::find(&step.code)?.twins),
            Some(_) => None,
        }
    }

    /// Why a milestone that is not dated may be: the pilot was started officially, or one of its centres was.
    pub(super) fn of_milestone(&self, milestone: &Milestone) -> Option<Proposal> {
        if milestone.reached.0.is_some() || milestone.code != items::PILOT_STARTS {
            return None;
        }
        self.ticked(items::PILOT_TWINS).or_else(|| self.begun())
    }

    fn ticked(&self, codes: &[&str]) -> Option<Proposal> {
        let twins: Vec<_> = codes.iter().filter_map(|code| self.rows.get(code)).collect();
        let mut days = Vec::new();
        for twin in &twins {
            days.push(twin.done.0.filter(|on| *on <= self.today)?);
        }
        let because = twins.iter().zip(&days).map(|(twin, on)| {
            let Phrase { zh, en } = name(**twin);
            say!("清单“{zh}”，{on} 勾选", "Checklist: '{en}', ticked on {on}")
        });
        let evidence = twins.iter().map(|twin| twin.evidence.trim()).filter(|said| !said.is_empty());
        Some(Proposal {
            on: days.iter().copied().max()?,
            evidence: evidence.map(EcoString::from).collect(),
            because: because.collect(),
            listed: true,
        })
    }

    /// The first centre of batch 1 in which the new practice has begun.
    fn begun(&self) -> Option<Proposal> {
        let pilots = self.centres.iter().filter(|c| c.is_named() && c.batch == Some(1));
        let begun = pilots.filter_map(|c| Some((c.started.filter(|on| *on <= self.today)?, c)));
        let (on, centre) = begun.min_by_key(|(on, _)| *on)?;
        let Phrase { zh, en } = name(&**centre);
        Some(Proposal {
            on,
            evidence: Vec::new(),
            because: vec![say!("{zh}（试点）{on} 已开始", "{en}, a pilot centre, began on {on}")],
            listed: false,
        })
    }
}

/// A milestone whose day has gone by, and which nothing proposes as reached.
pub fn missed(project: &Project, today: NaiveDate) -> Option<&Milestone> {
    let calendar = crate::tools::charter::calendar(project);
    let twins = Twins::of(project, today);
    let missed = |m: &&Arc<Milestone>| m.missed(&calendar, today) > 0 && twins.of_milestone(m).is_none();
    project.rows::<Milestone>().iter().find(missed).map(|m| &**m)
}
