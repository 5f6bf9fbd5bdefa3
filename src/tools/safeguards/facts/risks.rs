//! The risk register: likelihood times impact, and what the register lacks.

use super::checks::has_begun;
use crate::facts::{Fact, Facts};
use crate::finding::{Level, Place};
use crate::project::row_phrase;
use crate::say;
use crate::sheet::{Col, Id};
use crate::sort::StableSort;
use crate::text::{Phrase, count, few, grouped, joined, list, text};
use crate::tool::Test;
use crate::tools::safeguards::sheets::{Risk, Safeguard};
use std::cmp::Reverse;
use std::sync::Arc;

/// From this score on a risk is high.
pub const HIGH: u8 = 15;
/// From this score on it is medium.
const MEDIUM: u8 = 8;
/// So many cells of its words are its name.
const NAME: usize = 60;
/// So many are named.
const NAMED: usize = 2;

/// How bad a score is.
pub const fn level(score: u8) -> Level {
    match score {
        HIGH.. => Level::Act,
        MEDIUM.. => Level::Watch,
        _ => Level::Good,
    }
}

/// A risk with its score.
#[derive(Clone, Debug)]
pub struct RiskFigures {
    /// The row.
    pub row: Arc<Risk>,
    /// What it is called.
    pub name: Phrase,
    /// Likelihood times impact.
    pub score: Option<u8>,
}

/// The risks that are not closed, the highest first, those without a score last.
pub struct Risks(pub Vec<RiskFigures>);

impl Fact for Risks {
    fn compute(facts: &Facts) -> Risks {
        let figures = |row: &Arc<Risk>| RiskFigures {
            name: row_phrase(&**row).in_line(NAME),
            score: row.score(),
            row: Arc::clone(row),
        };
        let mut open: Vec<_> = facts.rows::<Risk>().iter().filter(|row| row.is_open()).map(figures).collect();
        open.stable_sort_by_key(|risk| Reverse(risk.score));
        Risks(open)
    }
}

impl Risks {
    /// Those of a score from `HIGH` on.
    pub fn high(&self) -> impl Iterator<Item = &RiskFigures> {
        self.0.iter().filter(|risk| risk.score.is_some_and(|score| score >= HIGH))
    }

    /// A risk by its row.
    pub fn get(&self, row: Id) -> Option<&RiskFigures> {
        self.0.iter().find(|risk| risk.row.id == row)
    }
}

/// The first cell that a watched risk lacks.
fn lacks(risk: &Risk) -> Vec<(Col, Phrase)> {
    let mut lacks = Vec::new();
    if risk.trigger.0.trim().is_empty() {
        lacks.push((Risk::COL.trigger, text("触发信号", "trigger").into()));
    }
    if risk.owner.trim().is_empty() {
        lacks.push((Risk::COL.owner, text("负责人", "owner").into()));
    }
    lacks
}

/// SF13: each risk has a trigger and an owner. The source announces risk monitoring and ends before it; this is ours.
#[expect(clippy::unnecessary_wraps, reason = "the shape of `Look`")]
pub(super) fn risk_monitoring(facts: &Facts, _: &Safeguard) -> Option<Test> {
    let Risks(open) = facts.get::<Risks>();
    let all = facts.rows::<Risk>().iter().filter(|row| row.is_said()).count();
    if all == 0 {
        let none = text("风险登记册还是空的", "The risk register is empty");
        return Some(if has_begun(facts) {
            Test::hit(
                Level::Watch,
                Place::of(None, Risk::COL.risk),
                none,
                text(
                    "和联盟一起花半小时，写下最可能毁掉试点的三件事",
                    "Take half an hour with the coalition: the three things most likely to spoil the pilot",
                ),
            )
        } else {
            Test::not_yet(none)
        });
    }
    let blind: Vec<&RiskFigures> = open.iter().filter(|risk| !lacks(&risk.row).is_empty()).collect();
    let Some(first) = blind.first() else {
        if open.is_empty() {
            return Some(Test::not_yet(say!(
                "登记的风险都已关闭（{all} 个）：想想接下来可能出什么事",
                "All risks in the register are closed, {all} in number: what may happen next?"
            )));
        }
        return Some(Test::clear(say!(
            "{risks}都有触发信号和负责人",
            "Trigger and owner are there for {risks}",
            risks = count(open.len(), "个风险", "risk", "risks")
        )));
    };
    let column = lacks(&first.row).first().map_or(Risk::COL.trigger, |(column, _)| *column);
    // Each risk is named with what it lacks itself.
    let of_each = blind.iter().map(|risk| {
        let missing: Vec<Phrase> = lacks(&risk.row).into_iter().map(|(_, lack)| lack).collect();
        (risk.name.clone(), missing)
    });
    let said = grouped(of_each).into_iter().map(|(names, missing)| {
        say!(
            "{names}没有{missing}",
            "{names}: no {missing}",
            names = few(&names, NAMED),
            missing = list(&missing)
        )
    });
    let said: Vec<Phrase> = said.collect();
    Some(Test::hit(
        Level::Watch,
        Place::of(first.row.id, column),
        joined(&said, text("；", "; ")),
        text("写明看到什么数就动手，由谁盯着", "Say at which figure somebody acts, and who watches it"),
    ))
}
