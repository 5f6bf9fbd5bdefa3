//! Shares that are written as parts of one: whether all of a column are is one decision.

use super::draft::Draft;
use super::{CellPlan, Intake, Mend, Planner};
use crate::registry;
use crate::say;
use crate::sheet::{Kind, Unit, parse_quantity};
use crate::text::{Phrase, first_few};
use std::borrow::Cow;
use std::collections::HashSet;

/// So many shares are named.
const NAMED: usize = 2;

/// The part of one that a text is, in plain digits: from nought to one.
fn part(typed: &str) -> Option<f64> {
    let typed = typed.trim();
    let is_plain = !typed.is_empty() && typed.chars().all(|c| c.is_ascii_digit() || c == '.');
    typed.parse::<f64>().ok().filter(|value| is_plain && (0.0..=1.0).contains(value))
}

/// The same as a share of a hundred.
fn of_hundred(part: f64) -> f64 {
    (part * 1e10).round() / 1e8
}

impl Intake {
    /// The parts of one in a column of the block, each text once.
    fn parts(&self, at: usize) -> Vec<f64> {
        let cells = self.lines.iter().skip(self.first()).filter_map(|line| line.get(at));
        let mut seen = HashSet::new();
        cells
            .filter_map(|cell| part(cell))
            .filter(|value| *value > 0.0 && seen.insert(value.to_bits()))
            .collect()
    }

    /// Whether it was decided for the whole column what a cell means.
    pub(super) fn is_decided_as_share(&self, at: usize, typed: &str) -> bool {
        self.shares.contains_key(&at) && part(typed).is_some()
    }
}

impl Planner {
    /// A part of one as the share of a hundred that it is, where that was decided for its column.
    pub(super) fn as_share<'a>(
        &self,
        (intake, draft): (&Intake, &Draft),
        (column, at): (usize, usize),
        typed: Cow<'a, str>,
    ) -> Cow<'a, str> {
        let col = &self.def.columns[column];
        let is_share = intake.shares.get(&at) == Some(&true)
            && col.kind == Kind::Number
            && registry::unit_of(&self.project, &*draft.row, col) == Unit::Percent;
        match part(&typed).filter(|_| is_share) {
            Some(value) => Cow::Owned(format!("{}%", of_hundred(value))),
            None => typed,
        }
    }

    /// What was decided for the whole column of a cell that is asked about.
    pub(super) fn share_mend(intake: &Intake, at: usize, typed: &str, read: &CellPlan) -> Option<Mend> {
        let CellPlan::Wrong(wrong) = read else { return None };
        let (value, are_shares) = part(typed).zip(intake.shares.get(&at).copied())?;
        let (_, times) = hundred_times(&wrong.proposals, value)?;
        Some(if are_shares { times.clone() } else { Mend::Meant })
    }

    /// Offers the same for all where a column has several parts of one and a cell is asked about whether it is one.
    pub(super) fn offer_shares(&self, intake: &Intake, at: usize, typed: &str, read: &mut CellPlan) {
        let (CellPlan::Wrong(wrong), Some(value)) = (read, part(typed)) else { return };
        if hundred_times(&wrong.proposals, value).is_none() {
            return;
        }
        let mut known = self.parts.borrow_mut();
        let parts = known.entry(at).or_insert_with(|| intake.parts(at));
        if parts.len() < 2 {
            return;
        }
        let some = |shown: &dyn Fn(f64) -> f64| {
            let all: Vec<Phrase> = parts.iter().map(|part| Unit::Percent.figure(shown(*part))).collect();
            first_few(&all, NAMED)
        };
        let (shares, typed) = (some(&of_hundred), some(&|part| part));
        let all = say!("整列都是占比：{shares}", "The whole column is shares: {shares}", shares);
        let none = say!("整列照写的：{typed}", "The whole column as it stands: {typed}", typed);
        wrong.proposals.splice(0..0, [(all, Mend::Shares(true)), (none, Mend::Shares(false))]);
    }
}

/// What offers a hundred times a value.
fn hundred_times(proposals: &[(Phrase, Mend)], value: f64) -> Option<&(Phrase, Mend)> {
    let wanted = of_hundred(value);
    proposals.iter().find(|(_, mend)| match mend {
        Mend::Typed(typed) => {
            let digits = typed.trim().trim_end_matches(|c: char| !c.is_ascii_digit());
            let digits = digits.strip_suffix("/5").unwrap_or(digits);
            parse_quantity(digits, Unit::None).is_ok_and(|read| (read - wanted).abs() < 1e-6)
        }
        _ => false,
    })
}
