//! Figures of the journey: gaps, promises with their touchpoints, what was never scored or long ago. Numbers only.

use super::{BrandPromise, Cause, Scoring, Touchpoint};
use crate::calendar::Calendar;
use crate::facts::{Fact, Facts};
use crate::sheet::{Id, Score};
use crate::sort::StableSort;
use crate::text::{Phrase, fit};
use crate::tools::charter::Charter;
use chrono::NaiveDate;
use ecow::EcoString;
use serde_json::{Value, json};
use std::cmp::Reverse;
use std::collections::HashMap;
use std::sync::Arc;

/// From this gap on something is to be done.
pub const WIDE: i16 = 2;
/// Scores last for a quarter.
pub const LASTS: i64 = 91;

/// A touchpoint with what is computed of it.
#[derive(Clone, Debug)]
pub struct Point {
    /// The row.
    pub row: Arc<Touchpoint>,
    /// What it is called.
    pub name: Phrase,
    /// Its stage: as entered, else that of the row above.
    pub stage: EcoString,
    /// What is promised less what is experienced.
    pub gap: Option<i16>,
    /// The days since it was scored, if longer ago than scores last.
    pub stale: Option<i64>,
    /// The latest scores before those that it has.
    pub before: Option<Arc<Scoring>>,
}

impl Point {
    /// By how much the experience rose since the scores before; below 0 where it fell.
    pub fn rise(&self) -> Option<i16> {
        rise(self.before.as_ref()?.experience, self.row.experience)
    }

    /// Whether something is to be done about its gap.
    pub fn is_wide(&self) -> bool {
        self.gap.is_some_and(|gap| gap >= WIDE)
    }
}

/// By how much one score is above an earlier one.
fn rise(from: Option<Score>, to: Option<Score>) -> Option<i16> {
    Some(i16::from(to?.get()) - i16::from(from?.get()))
}

/// By how much the experience rose between an earlier scoring and the one after it, and the gap of that one, each where it
/// is known.
pub(super) fn after(facts: &Facts, past: &Scoring) -> (Option<i16>, Option<i16>) {
    let Some(point) = past.touchpoint.0.and_then(|id| facts.get::<Figures>().get(id)) else {
        return (None, None);
    };
    let of_point = |row: &&Arc<Scoring>| row.touchpoint == past.touchpoint && row.date > past.date;
    let next = facts.rows::<Scoring>().iter().filter(of_point).min_by_key(|row| row.date);
    let (experience, gap) = match next {
        Some(next) => (next.experience, next.gap()),
        None if point.row.scored > past.date => (point.row.experience, point.gap),
        None => (None, None),
    };
    (rise(past.experience, experience), gap)
}

/// The latest scores of each touchpoint before those that it has now.
fn latest(facts: &Facts) -> HashMap<Id, Arc<Scoring>> {
    let scored: HashMap<Id, Option<NaiveDate>> =
        facts.rows::<Touchpoint>().iter().map(|row| (row.id, row.scored)).collect();
    let mut latest: HashMap<Id, Arc<Scoring>> = HashMap::new();
    for past in facts.rows::<Scoring>() {
        let Some((point, on)) = past.touchpoint.0.zip(past.date) else { continue };
        let now = scored.get(&point).copied().flatten();
        if on > facts.today() || now.is_some_and(|now| on >= now) {
            continue;
        }
        let known = latest.entry(point).or_insert_with(|| Arc::clone(past));
        if past.date > known.date {
            *known = Arc::clone(past);
        }
    }
    latest
}

/// A promise with its touchpoints.
#[derive(Clone, Debug)]
pub struct Kept {
    /// The row.
    pub row: Arc<BrandPromise>,
    /// What it is called.
    pub name: Phrase,
    /// The number of touchpoints that are to keep it.
    pub touchpoints: usize,
    /// Its widest gap.
    pub gap: Option<i16>,
}

/// The journey as it is entered, on a day.
#[derive(Debug)]
pub struct Figures {
    /// The touchpoints that have a name, in their order.
    pub points: Vec<Point>,
    /// Places of those that are scored, the widest gap first, of equals the earlier in the journey.
    pub ranked: Vec<usize>,
    /// The promises that say something, in their order.
    pub promises: Vec<Kept>,
    /// The position of the brand in one sentence.
    pub position: Phrase,
    at: HashMap<Id, usize>,
}

impl Fact for Figures {
    fn compute(facts: &Facts) -> Figures {
        let (calendar, today) = (facts.get::<Calendar>(), facts.today());
        let latest = latest(facts);
        let mut points: Vec<Point> = Vec::new();
        let mut stage = EcoString::new();
        for row in facts.rows::<Touchpoint>() {
            let own = row.stage.trim();
            if !own.is_empty() {
                stage = own.into();
            }
            if row.is_named() {
                let gap = row.gap();
                let ago = row.scored.filter(|_| gap.is_some()).map(|on| calendar.days_between(on, today));
                points.push(Point {
                    name: Phrase::same(row.touchpoint.trim()),
                    stage: stage.clone(),
                    gap,
                    stale: ago.filter(|days| *days > LASTS),
                    before: latest.get(&row.id).cloned(),
                    row: Arc::clone(row),
                });
            }
        }
        let mut ranked: Vec<usize> = (0..points.len()).filter(|n| points[*n].gap.is_some()).collect();
        ranked.stable_sort_by_key(|n| Reverse(points[*n].gap));
        let promises = facts.rows::<BrandPromise>().iter().filter(|row| row.is_said());
        let promises = promises.map(|row| kept(row, &points)).collect();
        let position = facts.rows::<Charter>().first().map(|charter| charter.position.0.trim().to_owned());
        let at = points.iter().enumerate().map(|(n, point)| (point.row.id, n)).collect();
        Figures { points, ranked, promises, position: Phrase::same(position.unwrap_or_default()), at }
    }
}

fn kept(row: &Arc<BrandPromise>, points: &[Point]) -> Kept {
    let of_it = || points.iter().filter(|point| point.row.keeps.0 == Some(row.id));
    let line = row.promise.0.trim().lines().next().unwrap_or_default();
    Kept {
        row: Arc::clone(row),
        name: Phrase::same(fit(line, 30)),
        touchpoints: of_it().count(),
        gap: of_it().filter_map(|point| point.gap).max(),
    }
}

impl Figures {
    /// The figures of a touchpoint; none while it has no name.
    pub fn get(&self, row: Id) -> Option<&Point> {
        self.points.get(*self.at.get(&row)?)
    }

    /// The figures of a promise.
    pub fn promise(&self, row: Id) -> Option<&Kept> {
        self.promises.iter().find(|kept| kept.row.id == row)
    }

    /// The scored touchpoints, the widest gap first.
    pub fn by_gap(&self) -> impl Iterator<Item = &Point> {
        self.ranked.iter().filter_map(|n| self.points.get(*n))
    }

    /// The touchpoints whose gap is to be closed, the widest first.
    pub fn wide(&self) -> impl Iterator<Item = &Point> {
        self.by_gap().filter(|point| point.is_wide())
    }

    /// The promises that no touchpoint keeps.
    pub fn nowhere(&self) -> impl Iterator<Item = &Kept> {
        self.promises.iter().filter(|kept| kept.touchpoints == 0)
    }

    /// The touchpoints that keep no promise that is there.
    pub fn without_promise(&self) -> impl Iterator<Item = &Point> {
        let there = |id: Id| self.promises.iter().any(|kept| kept.row.id == id);
        self.points.iter().filter(move |point| !point.row.keeps.0.is_some_and(there))
    }

    /// The touchpoints whose scores are too old, with the days, the oldest first.
    pub fn stale(&self) -> Vec<(i64, &Point)> {
        let mut stale: Vec<_> = self.points.iter().filter_map(|point| Some((point.stale?, point))).collect();
        stale.stable_sort_by_key(|(days, _)| Reverse(*days));
        stale
    }

    /// The minutes of all touchpoints whose time is known; none where none is.
    pub fn minutes(&self) -> Option<f64> {
        let times: Vec<f64> = self.points.iter().filter_map(|point| point.row.time).collect();
        (!times.is_empty()).then(|| times.iter().sum())
    }
}

/// The figures, by name.
pub(super) fn values(facts: &Facts) -> Vec<(&'static str, Value)> {
    let figures = facts.get::<Figures>();
    let point = |point: &Point| {
        json!({
            "id": point.row.id,
            "touchpoint": point.row.touchpoint,
            "stage": point.stage,
            "promised": point.row.promised.map(Score::get),
            "experience": point.row.experience.map(Score::get),
            "gap": point.gap,
            "minutes": point.row.time,
            "cause": point.row.cause.map(Cause::option).map(|option| option.key),
            "scored": point.row.scored.map(|on: NaiveDate| on.to_string()),
            "before": point.before.as_ref().map(|past| json!({ "scored": past.date, "gap": past.gap() })),
            "rise": point.rise(),
        })
    };
    vec![
        ("touchpoints", json!(figures.points.len())),
        ("scored", json!(figures.ranked.len())),
        ("wide_gaps", json!(figures.wide().count())),
        ("widest_gap", json!(figures.by_gap().next().and_then(|point| point.gap))),
        ("gaps", figures.by_gap().map(point).collect()),
        ("minutes", json!(figures.minutes())),
        ("promises", json!(figures.promises.len())),
        ("promises_without_touchpoint", json!(figures.nowhere().count())),
        ("touchpoints_without_promise", json!(figures.without_promise().count())),
        ("stale", json!(figures.stale().len())),
        ("has_position", json!(!figures.position.zh.is_empty())),
    ]
}
