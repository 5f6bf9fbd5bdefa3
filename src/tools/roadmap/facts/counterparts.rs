//! Proposals from the 90-day checklist and the centres: an item whose counterparts are all ticked there, and the
//! pilot's start, are proposed as done, with the day and the evidence. A proposal never ticks; people do.

use crate::calendar::Calendar;
use crate::facts::{Fact, Facts};
use crate::project::row_phrase;
use crate::say;
use crate::text::Phrase;
use crate::tools::checklist;
use crate::tools::roadmap::items;
use crate::tools::roadmap::sheets::{Centre, Item, Milestone};
use chrono::NaiveDate;
use ecow::EcoString;
use std::collections::HashMap;
use std::sync::Arc;

/// The reason why an item or a milestone may be ticked.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// The day on which the last of it was done.
    pub on: NaiveDate,
    /// The evidence that was written there.
    pub evidence: Vec<EcoString>,
    /// The reasons, one sentence each.
    pub because: Vec<Phrase>,
    /// Whether it is the checklist that says so.
    pub listed: bool,
}

/// Work that is noted as done elsewhere by a day: the items of the checklist by code, and the pilot's start.
pub(in crate::tools::roadmap) struct Counterparts {
    items: HashMap<EcoString, Arc<checklist::Item>>,
    /// The first centre of batch 1 in which the new practice has begun.
    begun: Option<Proposal>,
    today: NaiveDate,
}

impl Fact for Counterparts {
    fn compute(facts: &Facts) -> Counterparts {
        let coded = facts.rows::<checklist::Item>().iter().filter(|item| !item.code.is_empty());
        // What does not apply is asked of nobody.
        let coded = coded.filter(|item| !item.is_not_applicable());
        Counterparts {
            items: coded.map(|item| (item.code.clone(), Arc::clone(item))).collect(),
            begun: begun(facts),
            today: facts.today(),
        }
    }
}

impl Counterparts {
    /// The proposal for an item that is not ticked: all of its counterparts that the project has are ticked.
    pub(in crate::tools::roadmap) fn of_item(&self, item: &Item) -> Option<Proposal> {
        match item.done.0 {
            None => self.ticked(item.item()?.counterparts),
            Some(_) => None,
        }
    }

    /// The proposal for a milestone that is not dated: the pilot was started officially, or one of its centres was.
    pub(in crate::tools::roadmap) fn of_milestone(&self, milestone: &Milestone) -> Option<Proposal> {
        if milestone.reached.0.is_some() || milestone.code != items::PILOT_STARTS {
            return None;
        }
        self.ticked(items::PILOT_LIVE).or_else(|| self.begun.clone())
    }

    fn ticked(&self, codes: &[&str]) -> Option<Proposal> {
        let items: Vec<_> = codes.iter().filter_map(|code| self.items.get(*code)).collect();
        let mut days = Vec::new();
        for item in &items {
            days.push(item.done.0.filter(|on| *on <= self.today)?);
        }
        let because = items.iter().zip(&days).map(|(item, on)| {
            say!(
                "清单“{name}”，{on} 勾选",
                "Checklist: '{name}', ticked on {on}",
                name = row_phrase(&***item),
                on
            )
        });
        let evidence = items.iter().map(|item| item.evidence.trim()).filter(|said| !said.is_empty());
        Some(Proposal {
            on: days.iter().copied().max()?,
            evidence: evidence.map(EcoString::from).collect(),
            because: because.collect(),
            listed: true,
        })
    }
}

fn begun(facts: &Facts) -> Option<Proposal> {
    let pilots = facts.rows::<Centre>().iter().filter(|c| c.is_named() && c.batch == Some(1));
    let begun = pilots.filter_map(|c| Some((c.started.filter(|on| *on <= facts.today())?, c)));
    let (on, centre) = begun.min_by_key(|(on, _)| *on)?;
    let name = row_phrase(&**centre);
    Some(Proposal {
        on,
        evidence: Vec::new(),
        because: vec![say!("{name}（试点）{on} 已开始", "{name}, a pilot centre, started on {on}", name, on)],
        listed: false,
    })
}

/// A milestone whose day has gone by, and which nothing proposes as reached.
pub fn missed(facts: &Facts) -> Option<&Milestone> {
    let (calendar, counterparts) = (facts.get::<Calendar>(), facts.get::<Counterparts>());
    let missed =
        |m: &&Arc<Milestone>| m.missed(calendar, facts.today()) > 0 && counterparts.of_milestone(m).is_none();
    facts.rows::<Milestone>().iter().find(missed).map(|m| &**m)
}
