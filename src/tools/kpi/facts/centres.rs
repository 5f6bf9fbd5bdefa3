//! Readings that name a service centre: the value of the network where nobody has read it, and the pilot beside the
//! rest, which takes out what moves them all. It must not know how a value is judged.

use super::plan::Plan;
use crate::sheet::Id;
use crate::sort::StableSort;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// A reading as it counts: its day, its value, and the centre it is of; none means the whole network.
pub(in crate::tools::kpi) type Taken = (NaiveDate, f64, Option<Id>);

/// The readings of an indicator, apart.
#[derive(Default)]
pub(super) struct Apart {
    /// Those of the network: its own, or the mean of the latest of each centre by people where it has none.
    pub(super) network: Vec<(NaiveDate, f64)>,
    /// The number of centres that the network's value is the mean of, if it is one.
    pub(super) mean_of: Option<usize>,
    /// Those of each centre, in order of day.
    pub(super) centres: Vec<(Id, Vec<(NaiveDate, f64)>)>,
}

impl Apart {
    pub(super) fn of(mut taken: Vec<Taken>, plan: &Plan) -> Apart {
        if taken.iter().all(|(.., centre)| centre.is_none()) {
            let network = taken.into_iter().map(|(date, value, _)| (date, value)).collect();
            return Apart { network, ..Apart::default() };
        }
        taken.stable_sort_by_key(|(date, ..)| *date);
        let mut centres: BTreeMap<Id, Vec<(NaiveDate, f64)>> = BTreeMap::new();
        let mut network = Vec::new();
        for (date, value, centre) in &taken {
            match centre {
                Some(centre) => centres.entry(*centre).or_default().push((*date, *value)),
                None => network.push((*date, *value)),
            }
        }
        let mean_of = network.is_empty().then_some(centres.len());
        if network.is_empty() {
            network = mean(&taken, plan, &|_| true);
        }
        Apart { network, mean_of, centres: centres.into_iter().collect() }
    }
}

/// The mean over time of the latest value of each of some centres, by people.
fn mean(sorted: &[Taken], plan: &Plan, wanted: &dyn Fn(Id) -> bool) -> Vec<(NaiveDate, f64)> {
    let mut latest: BTreeMap<Id, f64> = BTreeMap::new();
    let mut means: Vec<(NaiveDate, f64)> = Vec::new();
    for (date, value, centre) in sorted {
        let Some(centre) = centre.filter(|centre| wanted(*centre)) else { continue };
        latest.insert(centre, *value);
        let weight = |id: &Id| plan.weights.get(id).copied().unwrap_or(1.0);
        let (sum, all) = latest
            .iter()
            .fold((0.0, 0.0), |(sum, all), (id, value)| (sum + value * weight(id), all + weight(id)));
        match means.last_mut() {
            Some(last) if last.0 == *date => last.1 = sum / all,
            _ => means.push((*date, sum / all)),
        }
    }
    means
}

/// The pilot's mean less that of the other centres, on the days on which both are known; nothing without both.
pub(super) fn pilot_less_rest(centres: &[(Id, Vec<(NaiveDate, f64)>)], plan: &Plan) -> Vec<(NaiveDate, f64)> {
    let mut taken: Vec<Taken> = Vec::new();
    for (centre, readings) in centres {
        taken.extend(readings.iter().map(|(date, value)| (*date, *value, Some(*centre))));
    }
    taken.stable_sort_by_key(|(date, ..)| *date);
    let is_pilot = |id: Id| plan.pilot.contains(&id);
    let (pilot, rest) = (mean(&taken, plan, &is_pilot), mean(&taken, plan, &|id| !is_pilot(id)));
    let on = |means: &[(NaiveDate, f64)], date: NaiveDate| {
        let after = means.partition_point(|(day, _)| *day <= date);
        after.checked_sub(1).and_then(|at| means.get(at)).map(|(_, value)| *value)
    };
    let mut days: Vec<NaiveDate> = taken.iter().map(|(date, ..)| *date).collect();
    days.dedup();
    days.into_iter().filter_map(|date| Some((date, on(&pilot, date)? - on(&rest, date)?))).collect()
}
