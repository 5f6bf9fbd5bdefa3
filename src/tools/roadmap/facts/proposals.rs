//! The items of the checklist that the roadmap shows to be done.

use crate::calendar::Calendar;
use crate::facts::Facts;
use crate::project::row_phrase;
use crate::say;
use crate::text::{Phrase, list};
use crate::tools::roadmap::rules::money;
use crate::tools::roadmap::sheets::{Centre, Item, Resource, Stage};
use std::sync::Arc;

pub(in crate::tools::roadmap) fn proposes(facts: &Facts) -> Vec<(&'static str, Phrase)> {
    let proposed = [
        planned(facts).map(|why| ("w3-1", why)),
        approved(facts).map(|why| ("w3-3", why)),
        pilot_chosen(facts).map(|why| ("w4-1", why)),
        second_batch_begun(facts).map(|why| ("w11-12-1", why)),
    ];
    proposed.into_iter().flatten().collect()
}

/// Every item has its dates and an owner.
fn planned(facts: &Facts) -> Option<Phrase> {
    let calendar = facts.get::<Calendar>();
    let is_dated = |item: &Item| {
        let (from, until) = item.days(calendar);
        // What comes after the project has no end.
        from.is_some() && (until.is_some() || item.stage() == Some(Stage::Beyond))
    };
    let is_planned = |item: &Arc<Item>| !item.owner.trim().is_empty() && is_dated(item);
    let mut items = facts.rows::<Item>().iter().filter(|item| item.is_named());
    let n = items.clone().count();
    (n > 0 && items.all(is_planned)).then(|| {
        say!("路线图的 {n} 项都有日期和负责人", "All items of the roadmap ({n}) have dates and owners")
    })
}

/// Every entry of the budget that has a name is approved.
fn approved(facts: &Facts) -> Option<Phrase> {
    let mut entries = facts.rows::<Resource>().iter().filter(|entry| !entry.item.trim().is_empty());
    let n = entries.clone().count();
    let sum = money(entries.clone().map(|entry| entry.amount.unwrap_or(0.0)).sum());
    (n > 0 && entries.all(|entry| entry.approved.0.is_some()))
        .then(|| say!("{n} 项预算都已批准，共 {sum}", "All budget entries ({n}) are approved: {sum}"))
}

/// The centres of the batches that are wanted.
fn of_batch(facts: &Facts, wanted: fn(u32) -> bool) -> impl Iterator<Item = &Arc<Centre>> {
    facts.rows::<Centre>().iter().filter(move |centre| centre.is_named() && centre.batch.is_some_and(wanted))
}

fn pilot_chosen(facts: &Facts) -> Option<Phrase> {
    let pilots: Vec<Phrase> = of_batch(facts, |n| n == 1).map(|centre| row_phrase(&**centre)).collect();
    (!pilots.is_empty())
        .then(|| say!("已选定试点中心：{pilots}", "Pilot centres chosen: {pilots}", pilots = list(&pilots)))
}

fn second_batch_begun(facts: &Facts) -> Option<Phrase> {
    let begun = of_batch(facts, |n| n >= 2).filter_map(|centre| {
        // A start may be planned: it counts once its day has come.
        let started = centre.started.filter(|day| *day <= facts.today());
        Some((started.or(centre.converted.0)?, centre))
    });
    let (day, centre) = begun.min_by_key(|(day, _)| *day)?;
    let name = row_phrase(&**centre);
    Some(say!("第二批已开始：{name}，{day}", "The second batch has begun: {name}, {day}", name, day))
}
