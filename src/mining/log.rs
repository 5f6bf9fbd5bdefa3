//! The events of a log, a column for each of their properties. A million of them take about 32 MB.

use crate::sort::StableSort;
use ecow::EcoString;
use foldhash::fast::RandomState;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};

/// No log has more events than these, so that memory has an end.
pub const MOST_EVENTS: usize = 20_000_000;

/// In place of the id of what an event does not name.
pub(super) const NONE: u32 = u32::MAX;

const DAY: i64 = 86_400_000;
const YEAR: i64 = 365 * DAY;

/// Names with a number each, in the order in which they were first met.
#[derive(Clone, Debug, Default)]
pub struct Names {
    ids: HashMap<EcoString, u32, RandomState>,
    names: Vec<EcoString>,
}

impl Names {
    /// The number of a name, a new one where it was not met yet.
    pub fn id(&mut self, name: &str) -> u32 {
        if let Some(id) = self.ids.get(name) {
            return *id;
        }
        let (id, name) = (self.names.len() as u32, EcoString::from(name));
        self.ids.insert(name.clone(), id);
        self.names.push(name);
        id
    }

    /// The number of a name that was met.
    pub fn find(&self, name: &str) -> Option<u32> {
        self.ids.get(name).copied()
    }

    /// The name with a number; blank if there is none.
    pub fn name(&self, id: u32) -> &str {
        self.names.get(id as usize).map_or("", EcoString::as_str)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.names.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// All names in the order of their numbers.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(EcoString::as_str)
    }
}

/// One event as it is read. A blank text is none.
#[derive(Clone, Copy, Debug, Default)]
pub struct Event<'a> {
    /// The case, by [`Log::case`] or [`Log::new_case`].
    pub case: u32,
    /// What was done.
    pub activity: &'a str,
    /// Who did it.
    pub resource: &'a str,
    /// Its step in the life of an activity, such as `start` or `complete`.
    pub lifecycle: &'a str,
    /// What its case belongs to, such as a centre; the first of a case counts.
    pub group: &'a str,
    /// When, in milliseconds since 1970-01-01 00:00 UTC; a time without a zone as if it were UTC.
    pub time: i64,
    /// When it began, where the log says so.
    pub start: Option<i64>,
    /// How many minutes the clock was ahead of UTC, where the time has a zone.
    pub zone: Option<i16>,
    /// The line of a CSV file from 1 on, or the number of the event in a XES file.
    pub row: u32,
}

/// Why a row is no event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The row has fewer cells than its columns ask for.
    Short,
    /// It holds bytes that are no text in the encoding of the file.
    Unreadable,
    /// It names no case.
    NoCase,
    /// It names no activity.
    NoActivity,
    /// It has no time.
    NoTime,
    /// Its time is none, such as `2026-02-30`.
    WrongTime,
    /// Its time is a filler: year 0, 1900 or 1970 among later ones, or after 2199.
    FillerTime,
}

/// A row that is no event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bad {
    /// The line, or the number of the event.
    pub row: u32,
    /// Why.
    pub reason: Reason,
    /// What stands there, where that says more.
    pub text: String,
}

/// The rows of a file that are no events.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BadRows {
    /// How many.
    pub count: u64,
    /// How many for each reason.
    pub reasons: BTreeMap<Reason, u64>,
    /// The first of them, in the order of the file.
    pub first: Vec<Bad>,
}

/// As many bad rows are listed; the rest is counted.
const LISTED: usize = 1000;

impl BadRows {
    /// One more.
    pub fn add(&mut self, row: u32, reason: Reason, text: &str) {
        self.count += 1;
        *self.reasons.entry(reason).or_default() += 1;
        if self.first.len() < LISTED {
            self.first.push(Bad { row, reason, text: text.chars().take(40).collect() });
        }
    }
}

/// The events of a log in the order of its file.
#[derive(Clone, Debug, Default)]
pub struct Log {
    pub(super) cases: Names,
    pub(super) activities: Names,
    pub(super) resources: Names,
    pub(super) lifecycles: Names,
    pub(super) groups: Names,
    /// By case.
    pub(super) group_of: Vec<u32>,
    pub(super) time: Vec<i64>,
    /// By event if there is one at all; [`None`] is written as the end.
    pub(super) start: Vec<i64>,
    pub(super) case: Vec<u32>,
    pub(super) activity: Vec<u32>,
    pub(super) resource: Vec<u32>,
    pub(super) lifecycle: Vec<u32>,
    /// Minutes ahead of UTC, by event if one has a zone other than UTC.
    pub(super) zone: Vec<i16>,
    row: Vec<u32>,
    /// The rows that are no events.
    pub bad: BadRows,
    /// How many events have a time with a zone.
    pub zoned: u64,
    /// How many events have a date and no time of the day.
    pub dateless: u64,
    /// How many events begin after their end; their beginning is taken as missing.
    pub reversed: u64,
    /// How many cases have the name of another; each is a case of its own.
    pub namesakes: u64,
    own_cases: u32,
}

impl Log {
    /// The number of the case with a name, which its events share.
    pub fn case(&mut self, name: &str) -> u32 {
        self.cases.id(name)
    }

    /// The number of a new case whose name is not known yet: [`Log::name_case`] gives it one.
    pub fn new_case(&mut self) -> u32 {
        let id = self.cases.names.len() as u32;
        self.cases.names.push(EcoString::new());
        id
    }

    /// Names a new case. One without a name, or with that of another, gets its number behind it.
    pub fn name_case(&mut self, case: u32, name: &str) {
        self.own_cases += 1;
        let taken = self.cases.ids.contains_key(name);
        self.namesakes += u64::from(taken && !name.is_empty());
        let name = if taken || name.is_empty() {
            EcoString::from(format!("{name}#{}", self.own_cases))
        } else {
            EcoString::from(name)
        };
        self.cases.ids.insert(name.clone(), case);
        if let Some(there) = self.cases.names.get_mut(case as usize) {
            *there = name;
        }
    }

    /// Sets what a case belongs to, unless it is known already.
    pub fn group_case(&mut self, case: u32, group: &str) {
        if group.is_empty() {
            return;
        }
        let at = case as usize;
        if self.group_of.len() <= at {
            self.group_of.resize(at + 1, NONE);
        }
        if self.group_of[at] == NONE {
            self.group_of[at] = self.groups.id(group);
        }
    }

    /// The number of a step in the life of an activity; systems write complete, Complete and COMPLETE.
    fn lifecycle(&mut self, step: &str) -> u32 {
        let known = self.lifecycles.find(step).or_else(|| {
            let same = |known: &str| known.eq_ignore_ascii_case(step);
            self.lifecycles.iter().position(same).map(|at| at as u32)
        });
        known.unwrap_or_else(|| id(&mut self.lifecycles, step))
    }

    /// Takes an event in. `false` if there is no room for more.
    #[must_use]
    pub fn push(&mut self, event: &Event<'_>) -> bool {
        if self.time.len() >= MOST_EVENTS {
            return false;
        }
        let resource = id(&mut self.resources, event.resource);
        let lifecycle = self.lifecycle(event.lifecycle);
        self.group_case(event.case, event.group);
        let at = self.time.len();
        if let Some(start) = event.start {
            // Those before had none: their end stands for it.
            if self.start.is_empty() && at > 0 {
                self.start.clone_from(&self.time);
            }
            let sound = start <= event.time;
            self.reversed += u64::from(!sound);
            self.start.push(if sound { start } else { event.time });
        } else if !self.start.is_empty() {
            self.start.push(event.time);
        }
        if let Some(zone) = event.zone {
            self.zoned += 1;
            if zone != 0 && self.zone.is_empty() {
                self.zone.resize(at, 0);
                self.zone.push(zone);
            } else if !self.zone.is_empty() {
                self.zone.push(zone);
            }
        } else if !self.zone.is_empty() {
            self.zone.push(0);
        }
        self.time.push(event.time);
        self.case.push(event.case);
        self.activity.push(self.activities.id(event.activity));
        self.resource.push(resource);
        self.lifecycle.push(lifecycle);
        self.row.push(event.row);
        true
    }

    /// Ends the reading: times that only fill a cell, such as 1970-01-01 among those of 2026, become bad rows.
    pub fn finish(&mut self) {
        let filler = |time: i64| {
            let day = time.div_euclid(DAY);
            // Zero as Unix and as spreadsheets count it, and one of a clock that was behind UTC.
            matches!(day, -25_570..=-25_567 | -1..=0)
        };
        let found = self.time.iter().filter(|time| filler(**time)).count();
        // A log of January 1970, as simulations write it, has events soon after.
        let next = self.time.iter().copied().filter(|time| !filler(*time)).min();
        if found == 0 || found * 2 >= self.time.len() || next.is_none_or(|next| next.abs() < YEAR) {
            return;
        }
        let mut kept = Vec::with_capacity(self.time.len());
        for (time, row) in self.time.iter().zip(&self.row) {
            let is_filler = filler(*time);
            if is_filler {
                self.bad.add(*row, Reason::FillerTime, "");
            }
            kept.push(!is_filler);
        }
        self.bad.first.stable_sort_by_key(|bad| bad.row);
        keep(&mut self.time, &kept);
        keep(&mut self.start, &kept);
        keep(&mut self.zone, &kept);
        keep(&mut self.row, &kept);
        for column in [&mut self.case, &mut self.activity, &mut self.resource, &mut self.lifecycle] {
            keep(column, &kept);
        }
    }

    /// How many events there are.
    pub fn len(&self) -> usize {
        self.time.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.time.is_empty()
    }

    /// Whether events say when they began.
    pub fn has_starts(&self) -> bool {
        !self.start.is_empty()
    }

    /// The activities in the order in which they were first met.
    pub fn activities(&self) -> &Names {
        &self.activities
    }

    /// When an event began: its end, where the log does not say.
    pub(super) fn began(&self, event: usize) -> i64 {
        self.start.get(event).copied().unwrap_or(self.time[event])
    }

    /// What the clock on the wall showed at a time of an event, in milliseconds: in the zone that was written, or in a given
    /// one, in minutes ahead of UTC. Without any zone the time stands as it was written.
    pub(super) fn wall(&self, event: usize, time: i64, zone: Option<i16>) -> i64 {
        let ahead = match zone {
            Some(zone) if self.zoned > 0 => zone,
            _ => self.zone.get(event).copied().unwrap_or(0),
        };
        time + i64::from(ahead) * 60_000
    }
}

/// The number of a name that may be missing.
fn id(names: &mut Names, name: &str) -> u32 {
    if name.is_empty() { NONE } else { names.id(name) }
}

/// Leaves of a column what is kept; a column that is not used stays blank.
fn keep<T: Copy>(column: &mut Vec<T>, kept: &[bool]) {
    let mut at = kept.iter();
    column.retain(|_| at.next().copied().unwrap_or(true));
}
