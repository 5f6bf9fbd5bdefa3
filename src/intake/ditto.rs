//! Cells that say in a word or a sign that they hold what the cell above them holds.

use super::{Intake, Source};
use crate::say;
use crate::sheet::{Kind, comparable};
use crate::text::{count, names};

/// What stands for the cell above.
const SAME: &[&str] = &[
    "同上",
    "同上一行",
    "同前",
    "〃",
    "〃〃",
    "″",
    "”",
    "“",
    "\"",
    "\"\"",
    "''",
    "-\"-",
    "-〃-",
    "--\"--",
    "-''-",
    "ditto",
    "do.",
    "sameasabove",
    "asabove",
];

/// Whether a cell stands for the one above it.
fn is_ditto(cell: &str) -> bool {
    !cell.trim().is_empty() && (SAME.contains(&comparable(cell).as_str()) || SAME.contains(&cell.trim()))
}

impl Intake {
    /// Fills such cells with what the cell above them holds, and says so. What was copied in the workbook, or has the
    /// id of a row, comes back as it stands.
    pub(super) fn fill_ditto(&mut self) {
        if self.from.copied {
            return;
        }
        let (mut filled, mut seen) = (0, Vec::<String>::new());
        for at in 0..self.width() {
            for n in self.first() + 1..self.lines.len() {
                let Some(typed) = self.lines[n].get(at).filter(|cell| is_ditto(cell)).cloned() else {
                    continue;
                };
                let above = self.lines[..n].iter().skip(self.first()).rev();
                let mut above = above.filter_map(|line| line.get(at)).filter(|cell| !cell.trim().is_empty());
                let Some(above) = above.next().filter(|cell| !is_ditto(cell)).cloned() else { continue };
                if !self.takes_ditto(at) || self.id_of(&self.lines[n]).is_some() {
                    continue;
                }
                self.lines[n][at] = above;
                filled += 1;
                if !seen.contains(&typed) {
                    seen.push(typed);
                }
            }
        }
        if filled > 0 {
            let cells = count(filled, "格", "cell", "cells");
            let signs = names(&seen);
            self.say_first(say!(
                "写着 {signs} 的 {cells}，照上面一格填",
                "{signs} in {cells}: filled with what stands above",
                signs,
                cells
            ));
        }
    }

    /// Whether what stands above a cell in the block stands above it in the file: in a table of weeks the values do not.
    fn takes_ditto(&self, at: usize) -> bool {
        let kind =
            self.fields.get(at).and_then(|field| field.column()).map(|column| self.def.columns[column].kind);
        let is_name = matches!(kind, Some(Kind::Link(_) | Kind::Text | Kind::Prose));
        !matches!(self.source, Some(Source { .. })) || is_name
    }
}
