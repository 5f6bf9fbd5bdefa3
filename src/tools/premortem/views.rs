//! The tests beside their rows: a word in the grid, the figures and the right way for the row under the cursor.

use super::facts::{Checked, Checks};
use super::items;
use super::sheets::{Advice, Mistake};
use crate::facts::Facts;
use crate::finding::{Level, Line};
use crate::sheet::AnyRow;
use crate::sort::StableSort;
use crate::text::{Text, join, text};
use crate::tool::Test;
use crate::tool::{Lead, Panel, Shown};
use std::cmp::Reverse;

/// Whether a mistake is being made, in a word.
pub(super) fn mistake(facts: &Facts, row: &dyn AnyRow) -> Shown {
    let checks = facts.get::<Checks>();
    let code = row.typed::<Mistake>().map_or("", |m| m.code.as_str());
    match checks.get(code).map(|checked| &checked.result) {
        None | Some(Test::NotYet(_)) => Shown::plain(text("待判断", "needs data")),
        Some(Test::Clear(_)) => Shown::new(Level::Good, text("未出现", "not seen")),
        Some(found) if checks.is_fact(code) => Shown::new(found.level(), text("正在出现", "happening")),
        Some(found) => Shown::new(found.level(), text("有风险", "at risk")),
    }
}

/// Whether a piece of advice is followed, in a word.
pub(super) fn advice(facts: &Facts, row: &dyn AnyRow) -> Shown {
    let code = row.typed::<Advice>().map_or("", |a| a.code.as_str());
    match facts.get::<Checks>().get(code).map(|checked| &checked.result) {
        None | Some(Test::NotYet(_)) => Shown::plain(text("待判断", "needs data")),
        Some(Test::Clear(_)) => Shown::new(Level::Good, text("做到了", "followed")),
        Some(found) => Shown::new(found.level(), text("没做到", "not yet")),
    }
}

/// What the test found, and what to do.
fn found(checked: Option<&Checked>) -> Vec<Line> {
    checked.map(|checked| checked.result.lines()).unwrap_or_default()
}

/// Beside a mistake: what the test found, what the mistake leads to, and what to do instead.
pub(super) fn beside_mistake(facts: &Facts, row: Option<&dyn AnyRow>) -> Vec<Panel> {
    let item = row.and_then(|row| row.typed::<Mistake>()?.item());
    let panel = item.map(|item| {
        let mut lines = found(facts.get::<Checks>().get(item.code));
        lines.push(Line::plain(join(text("结果：", "Result: "), item.result)));
        lines.push(Line::plain(join(text("正确做法：", "Right way: "), item.right)));
        Panel::Lines { title: item.title.into(), lines }
    });
    panel.into_iter().collect()
}

/// Beside a piece of advice: what the test found, and why it is given.
pub(super) fn beside_advice(facts: &Facts, row: Option<&dyn AnyRow>) -> Vec<Panel> {
    let item = row.and_then(|row| row.typed::<Advice>()?.item());
    let panel = item.map(|item| {
        let mut lines = found(facts.get::<Checks>().get(item.code));
        lines.push(Line::plain(item.why));
        Panel::Lines { title: item.title.into(), lines }
    });
    panel.into_iter().collect()
}

/// Each contradiction with what was found, those that hold first.
pub(super) fn contradictions(facts: &Facts, _: Option<&dyn AnyRow>) -> Vec<Panel> {
    let checks = facts.get::<Checks>();
    let mut pairs: Vec<_> =
        items::CONTRADICTIONS.iter().map(|(id, title)| (checks.get(id), *title)).collect();
    pairs.stable_sort_by_key(|(checked, _)| Reverse(checked.map(|checked| checked.result.level())));
    let panel = |(checked, title): (Option<&Checked>, Text)| Panel::Lines {
        title: title.into(),
        lines: found(checked),
    };
    pairs.into_iter().map(panel).collect()
}

/// The cells that contradict each other.
pub(super) fn behind_contradictions(facts: &Facts) -> Vec<Lead> {
    let checks = facts.get::<Checks>();
    let mut leads: Vec<Lead> = items::CONTRADICTIONS
        .iter()
        .filter_map(|(id, title)| match &checks.get(id)?.result {
            Test::Hit(hit) | Test::Elsewhere(hit) => Some(Lead {
                title: (*title).into(),
                detail: hit.evidence.clone(),
                level: hit.level,
                place: hit.place,
                among: Vec::new(),
            }),
            _ => None,
        })
        .collect();
    leads.stable_sort_by_key(|lead| Reverse(lead.level));
    leads
}
