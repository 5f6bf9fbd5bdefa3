//! The events that count, case by case in the order of time.

use super::figures::LeftOut;
use super::log::NONE;
use super::{Lifecycle, Log, Options};
use crate::say;
use crate::sort::StableSort;
use crate::text::{Phrase, names};

/// What systems call the end of an activity.
const COMPLETE: &[&str] = &["complete", "completed", "完成", "已完成"];

/// The events that count.
pub(super) struct Selection {
    /// Events by case, within a case by time, those of one time in the order of the file.
    order: Vec<u32>,
    /// Where each case that has events lies in the order.
    cases: Vec<(u32, u32)>,
    /// What does not count, and why.
    pub(super) left_out: LeftOut,
    /// The life-cycle step that counts, if not all do.
    pub(super) lifecycle: Option<String>,
}

impl Selection {
    /// The events of each case in turn, at least one in each.
    pub(super) fn cases(&self) -> impl ExactSizeIterator<Item = &[u32]> {
        self.cases.iter().map(|(from, to)| &self.order[*from as usize..*to as usize])
    }

    /// Those of one case.
    pub(super) fn case(&self, at: usize) -> &[u32] {
        let (from, to) = self.cases[at];
        &self.order[from as usize..to as usize]
    }
}

/// Chooses and orders the events. The error names an activity or a life-cycle step that the log does not have.
pub(super) fn select(log: &Log, options: &Options) -> Result<Selection, Phrase> {
    let mut left_out = LeftOut::default();
    let step = wanted_step(log, &options.lifecycle)?;
    let counts =
        |event: usize| step.is_none_or(|step| matches!(log.lifecycle[event], s if s == step || s == NONE));
    // Where the events of each case begin: they are laid there one by one, which keeps the order of the file.
    let mut next = vec![0_u32; log.cases.len() + 1];
    for event in 0..log.len() {
        if counts(event) {
            next[log.case[event] as usize + 1] += 1;
        } else {
            let step = log.lifecycles.name(log.lifecycle[event]).to_owned();
            *left_out.lifecycle.entry(step).or_default() += 1;
        }
    }
    for case in 1..next.len() {
        next[case] += next[case - 1];
    }
    let mut order = vec![0_u32; next.last().copied().unwrap_or(0) as usize];
    let mut cases: Vec<(u32, u32)> = next.windows(2).map(|of| (of[0], of[1])).collect();
    for event in (0..log.len()).filter(|event| counts(*event)) {
        let place = &mut next[log.case[event] as usize];
        order[*place as usize] = event as u32;
        *place += 1;
    }
    left_out.empty_cases = cases.iter().filter(|(from, to)| from == to).count() as u64;
    cases.retain(|(from, to)| from < to);
    for (from, to) in &cases {
        let events = &mut order[*from as usize..*to as usize];
        if !events.is_sorted_by_key(|event| log.time[*event as usize]) {
            events.stable_sort_by_key(|event| log.time[*event as usize]);
        }
    }
    cut(log, options, &order, &mut cases, &mut left_out)?;
    let lifecycle = step.map(|step| log.lifecycles.name(step).to_owned());
    Ok(Selection { order, cases, left_out, lifecycle })
}

/// The number of the life-cycle step that counts, if not all do.
fn wanted_step(log: &Log, wanted: &Lifecycle) -> Result<Option<u32>, Phrase> {
    let find = |name: &str| log.lifecycles.iter().position(|step| step.eq_ignore_ascii_case(name));
    match wanted {
        Lifecycle::All => Ok(None),
        Lifecycle::Usual => {
            let complete = COMPLETE.iter().find_map(|name| find(name));
            Ok(complete.filter(|_| log.lifecycles.len() > 1).map(|at| at as u32))
        }
        Lifecycle::Only(_) if log.lifecycles.is_empty() => Err(say!(
            "这份日志没有生命周期：请去掉 --lifecycle",
            "this log has no life cycle: leave --lifecycle out"
        )),
        Lifecycle::Only(name) => find(name).map(|at| Some(at as u32)).ok_or_else(|| {
            let there: Vec<&str> = log.lifecycles.iter().take(12).collect();
            say!(
                "日志的生命周期里没有“{name}”，有 {there}；all 是全部",
                "the log has no life-cycle step '{name}'; it has {there}, and 'all' takes all of them",
                name,
                there = names(&there)
            )
        }),
    }
}

/// Cuts each case to what lies between the activities that were chosen, and leaves out those without them.
fn cut(
    log: &Log,
    options: &Options,
    order: &[u32],
    cases: &mut Vec<(u32, u32)>,
    left_out: &mut LeftOut,
) -> Result<(), Phrase> {
    let from = options.from.as_deref().map(|name| activity(log, name)).transpose()?;
    let to = options.to.as_deref().map(|name| activity(log, name)).transpose()?;
    if from.is_none() && to.is_none() {
        return Ok(());
    }
    cases.retain_mut(|(begin, end)| {
        let events = &order[*begin as usize..*end as usize];
        let is = |wanted: u32| move |event: &u32| log.activity[*event as usize] == wanted;
        let first = from.map_or(Some(0), |from| events.iter().position(is(from)));
        let last = to.map_or(Some(events.len() - 1), |to| events.iter().rposition(is(to)));
        let Some((first, last)) = first.zip(last).filter(|(first, last)| first <= last) else {
            left_out.cases_without += 1;
            left_out.outside += events.len() as u64;
            return false;
        };
        left_out.outside += (events.len() - (last + 1 - first)) as u64;
        *end = *begin + last as u32 + 1;
        *begin += first as u32;
        true
    });
    if cases.is_empty() {
        let (from, to) = (options.from.as_deref().unwrap_or("…"), options.to.as_deref().unwrap_or("…"));
        return Err(say!(
            "没有一单先有“{from}”后有“{to}”：请换个起点或终点",
            "no case has '{from}' and later '{to}': choose another beginning or end"
        ));
    }
    Ok(())
}

/// The number of an activity by its whole name, in small or large letters.
fn activity(log: &Log, name: &str) -> Result<u32, Phrase> {
    let name = name.trim();
    let same = |there: &str| there.to_lowercase() == name.to_lowercase();
    if let Some(id) = log.activities.find(name) {
        return Ok(id);
    }
    if let Some(at) = log.activities.iter().position(same) {
        return Ok(at as u32);
    }
    let there: Vec<&str> = log.activities.iter().take(20).collect();
    let (there, more) = (names(&there), log.activities.len().saturating_sub(20));
    Err(if more == 0 {
        say!(
            "日志里没有步骤“{name}”，有 {there}",
            "the log has no activity '{name}'; it has {there}",
            name,
            there
        )
    } else {
        say!(
            "日志里没有步骤“{name}”，有 {there}，还有 {more} 个",
            "the log has no activity '{name}'; it has {there} and {more} more",
            name,
            there
        )
    })
}
