//! Cells that do not fit and are not stored, because `--skip` leaves them or their rows out: where, what and why.

use super::Report;
use crate::intake::CellPlan;
use crate::say;
use crate::text::{Phrase, list};
use serde_json::{Value, json};
use std::collections::{HashMap, HashSet};

/// Cells that do not fit for one reason and are not stored.
pub(super) struct Skipped {
    /// What stands in them.
    pub value: String,
    /// Why they do not fit.
    pub reason: Phrase,
    /// The title of the column they would go into.
    pub title: Phrase,
    /// What they are called, each once.
    pub places: Vec<Phrase>,
    /// The number of each line, the address of the cell and what the row is called.
    pub lines: Vec<(usize, Option<String>, Phrase)>,
}

impl Report<'_> {
    /// The cells that do not fit and are not stored, those with the same text together.
    pub(super) fn skipped(&self) -> Vec<Skipped> {
        let mut found: Vec<Skipped> = Vec::new();
        let mut known: HashMap<(usize, String, Phrase), usize> = HashMap::new();
        let mut named: HashSet<(usize, Phrase)> = HashSet::new();
        for line in &self.plan.lines {
            for (at, cell) in line.cells.iter().enumerate() {
                let (CellPlan::Left(reason) | CellPlan::Keeps(_, reason)) = cell else { continue };
                let value = self.intake.lines[line.line].get(at).map_or("", |cell| cell.trim()).to_owned();
                let (place, address) = (self.place(line.line, at), self.address(line.line, at));
                let title = self.title(line.line, at);
                let line = (self.intake.number_of_line(line.line), address, line.name.clone());
                let n = *known.entry((at, value.clone(), reason.clone())).or_insert_with(|| {
                    let reason = reason.clone();
                    found.push(Skipped { value, reason, title, places: Vec::new(), lines: Vec::new() });
                    found.len() - 1
                });
                found[n].lines.push(line);
                if named.insert((n, place.clone())) {
                    found[n].places.push(place);
                }
            }
        }
        found
    }

    pub(super) fn said_of(skipped: &Skipped) -> Phrase {
        let places = list(&skipped.places);
        let (title, value, reason) = (&skipped.title, &skipped.value, &skipped.reason);
        if value.is_empty() {
            return say!("{places}“{title}”：{reason}", "{places}, {title}: {reason}", places, title, reason);
        }
        say!(
            "{places}“{title}”写的是“{value}”：{reason}",
            "{places}, {title}, '{value}': {reason}",
            places,
            title,
            reason
        )
    }

    pub(super) fn skipped_json(&self) -> Vec<Value> {
        let mut all = Vec::new();
        for skipped in self.skipped() {
            for (line, cell, name) in &skipped.lines {
                all.push(json!({
                    "file": self.file,
                    "line": line,
                    "cell": cell,
                    "row": name.get(self.lang),
                    "column": skipped.title.get(self.lang),
                    "value": skipped.value,
                    "reason": skipped.reason,
                }));
            }
        }
        all
    }
}
