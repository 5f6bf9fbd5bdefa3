//! The order of a pause's days, kept before they are changed.

use super::sheets::{Charter, Rest};
use crate::calendar::MOST_MONTHS;
use crate::say;
use crate::sheet::Cell;
use crate::text::text;
use crate::tool::{Change, Verdict};

pub(super) fn check(change: &Change<'_>) -> Verdict {
    match change.row.typed::<Charter>() {
        Some(charter) => of_plan(change, charter),
        None => of_rest(change),
    }
}

/// The length, and the order of the phases that begin on days of their own.
fn of_plan(change: &Change<'_>, charter: &Charter) -> Verdict {
    match change.cell {
        Cell::Count(n) if change.is_in(Charter::COL.months) && !(1..=MOST_MONTHS).contains(n) => {
            Verdict::Refuse(say!(
                "项目长度是 1 到 {MOST_MONTHS} 个月",
                "A project is 1 to {MOST_MONTHS} months long"
            ))
        }
        Cell::Date(day) => {
            let columns =
                [Charter::COL.pilot_from, Charter::COL.roll_out_from, Charter::COL.institutionalise_from];
            let Some(at) = columns.iter().position(|column| change.is_in(*column)) else {
                return Verdict::Fine;
            };
            let others = charter.plan().begins.into_iter().enumerate();
            let mut wrong = others.filter(|(n, other)| {
                other.is_some_and(|other| if *n < at { other >= *day } else { *n > at && other <= *day })
            });
            if charter.start.is_some_and(|start| *day <= start) || wrong.next().is_some() {
                return Verdict::Refuse(
                    text(
                        "各阶段要按先后开始：准备期、试点期、推广期、制度化",
                        "The phases begin one after the other: preparation, pilot, roll-out, institutionalise",
                    )
                    .into(),
                );
            }
            Verdict::Fine
        }
        _ => Verdict::Fine,
    }
}

fn of_rest(change: &Change<'_>) -> Verdict {
    let (Some(rest), Cell::Date(day)) = (change.row.typed::<Rest>(), change.cell) else {
        return Verdict::Fine;
    };
    let (from, until) =
        if change.is_in(Rest::COL.from) { (Some(*day), rest.until) } else { (rest.from, Some(*day)) };
    match (from, until) {
        (Some(from), Some(until)) if until < from => Verdict::Refuse(say!(
            "暂停不能在开始之前结束：从 {from} 到 {until}",
            "A pause cannot end before it begins: from {from} until {until}"
        )),
        _ => Verdict::Fine,
    }
}
