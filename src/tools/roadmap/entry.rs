//! Questions and notes before a value goes into the roadmap's sheets.

use super::facts::Counterparts;
use super::rules::money;
use super::sheets::{Centre, Item, Milestone, Resource, title};
use crate::facts::Facts;
use crate::project::{Project, row_phrase};
use crate::say;
use crate::sheet::{AnyRow, Cell, Col, Column, Label, Row, Unit};
use crate::text::text;
use crate::tool::{Change, Verdict};
use crate::tools::charter;
use chrono::NaiveDate;
use std::cmp::Ordering;
use std::sync::Arc;

/// The columns for what has happened.
const HAPPENED: [Col; 4] =
    [Item::COL.done, Milestone::COL.reached, Centre::COL.converted, Resource::COL.approved];

/// The unit of a number: amounts are in what the project counts its money in.
pub(super) fn unit(project: &Project, _: &dyn AnyRow, column: &Column) -> Unit {
    if ![Resource::COL.amount.key, Resource::COL.spent.key].contains(&column.key) {
        return Unit::None;
    }
    Label::whole(&charter::charter(project).money).map_or(Unit::Money, Unit::Counted)
}

pub(super) fn check(change: &Change<'_>) -> Verdict {
    if let Some(refused) = change.not_after_today().filter(|_| HAPPENED.iter().any(|col| change.is_in(*col)))
    {
        return refused;
    }
    if let Some(item) = change.row.typed::<Item>() {
        of_item(change, item)
    } else if change.is_in(Milestone::COL.reached) {
        before_start(change)
    } else if let Some(centre) = change.row.typed::<Centre>() {
        of_centre(change, &after(change, centre))
    } else if let Some(resource) = change.row.typed::<Resource>() {
        of_resource(change, &after(change, resource))
    } else {
        Verdict::Fine
    }
}

/// The row as it will be.
fn after<R: Row>(change: &Change<'_>, row: &R) -> R {
    let mut after = row.clone();
    if let Some(column) = R::DEF.column(change.column.key) {
        after.set(column, change.cell.clone());
    }
    after
}

fn before_start(change: &Change<'_>) -> Verdict {
    match (charter::charter(change.project).start, change.cell) {
        (Some(start), Cell::Date(done)) if *done < start => Verdict::Note(say!(
            "已保留：{done} 早于启动日期 {start}",
            "Saved as typed: {done} is before the start date, {start}"
        )),
        _ => Verdict::Fine,
    }
}

fn of_item(change: &Change<'_>, item: &Item) -> Verdict {
    let after = after(change, item);
    match change.cell {
        Cell::Date(_) if change.is_in(Item::COL.done) => match before_start(change) {
            Verdict::Fine => skipped(change, item),
            note => note,
        },
        Cell::Date(_) if change.is_in(Item::COL.from) || change.is_in(Item::COL.until) => {
            match (after.from, after.until) {
                (Some(from), Some(until)) if until < from => Verdict::Refuse(say!(
                    "结束不能早于开始：{from} 到 {until}",
                    "It cannot end before it begins: from {from} until {until}"
                )),
                _ => order(change.project, &after),
            }
        }
        Cell::Choice(_) if change.is_in(Item::COL.stage) => order(change.project, &after),
        _ => Verdict::Fine,
    }
}

/// An item of a later phase is done while earlier ones are open: kept, and said.
fn skipped(change: &Change<'_>, item: &Item) -> Verdict {
    let Some(stage) = item.stage() else { return Verdict::Fine };
    let facts = Facts::new(change.project, change.today);
    let counterparts = facts.get::<Counterparts>();
    let is_open = |other: &&Arc<Item>| {
        other.is_named()
            && other.done.0.is_none()
            && other.id != item.id
            && other.stage().is_some_and(|earlier| earlier < stage)
            && counterparts.of_item(other).is_none()
    };
    let open: Vec<_> = facts.rows::<Item>().iter().filter(is_open).collect();
    let Some(first) = open.first() else { return Verdict::Fine };
    Verdict::Note(say!(
        "已勾选；前面的阶段还有 {n} 项没有完成，如“{first}”",
        "Ticked; earlier phases still have open items ({n}), such as '{first}'",
        n = open.len(),
        first = row_phrase(&***first)
    ))
}

/// Dates against the order of the phases are kept, and said at once.
fn order(project: &Project, item: &Item) -> Verdict {
    let calendar = charter::calendar(project);
    let Some(stage) = item.stage() else { return Verdict::Fine };
    let (from, until) = item.days(&calendar);
    let wrong = |other: &&Arc<Item>| {
        let Some(other_stage) = other.stage().filter(|_| other.is_named() && other.id != item.id) else {
            return false;
        };
        let (other_from, other_until) = other.days(&calendar);
        let after = |a: Option<NaiveDate>, b: Option<NaiveDate>| a.zip(b).is_some_and(|(a, b)| a > b);
        match stage.cmp(&other_stage) {
            Ordering::Less => after(from, other_from) || after(until, other_until),
            Ordering::Greater => after(other_from, from) || after(other_until, until),
            Ordering::Equal => false,
        }
    };
    let Some(other) = project.rows::<Item>().iter().find(wrong) else { return Verdict::Fine };
    Verdict::Note(say!(
        "已保留；但与{phase}的“{other}”先后颠倒，两行都会标出",
        "Kept; but it is out of order with '{other}' ({phase}), so both rows are marked",
        phase = title(other.stage()),
        other = row_phrase(&**other)
    ))
}

fn of_centre(change: &Change<'_>, centre: &Centre) -> Verdict {
    let Cell::Date(_) = change.cell else { return Verdict::Fine };
    let ends = if change.is_in(Centre::COL.planned) {
        centre.planned
    } else if change.is_in(Centre::COL.converted) {
        centre.converted.0
    } else if change.is_in(Centre::COL.started) {
        centre.converted.0.or(centre.planned)
    } else {
        return Verdict::Fine;
    };
    match (centre.started, ends) {
        (Some(started), Some(end)) if end < started => Verdict::Refuse(say!(
            "转换不能早于开始：{started} 开始，{end} 转换",
            "A centre cannot be converted before it begins: begun {started}, converted {end}"
        )),
        _ if change.is_in(Centre::COL.converted) => before_start(change),
        _ => Verdict::Fine,
    }
}

fn of_resource(change: &Change<'_>, resource: &Resource) -> Verdict {
    let Cell::Number(value) = change.cell else { return Verdict::Fine };
    let is_spent = change.is_in(Resource::COL.spent);
    if *value < 0.0 && (is_spent || change.is_in(Resource::COL.amount)) {
        return Verdict::Refuse(text("金额不能是负数", "An amount cannot be negative").into());
    }
    match resource.amount {
        Some(amount) if is_spent && *value > amount => Verdict::Note(say!(
            "已保留：已用 {spent} 超过这一项的金额 {amount}",
            "Saved as typed: {spent} spent is more than the {amount} of this entry",
            spent = money(*value),
            amount = money(amount)
        )),
        _ => Verdict::Fine,
    }
}
