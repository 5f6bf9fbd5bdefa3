//! What a cell of a grid looks like: its text, its role, and on which side it stands.

use super::super::theme::Role;
use crate::facts::Facts;
use crate::finding::Level;
use crate::project;
use crate::registry;
use crate::sheet::{AnyRow, Cell, Kind, outside, score_dots};
use crate::text::{Lang, text};
use crate::tool::Shown;

/// A cell as it is to be drawn.
pub struct Look {
    /// What it says.
    pub text: String,
    /// What it is for.
    pub role: Role,
    /// Whether it stands to the right.
    pub right: bool,
}

/// A figure as it is to be drawn.
pub fn shown_look(shown: &Shown, lang: Lang) -> Look {
    let role = if shown.level == Level::Blank { Role::Plain } else { Role::Level(shown.level) };
    Look { text: shown_text(shown, lang), role, right: false }
}

/// A figure with the sign of its level.
pub fn shown_text(shown: &Shown, lang: Lang) -> String {
    let text = shown.text.get(lang);
    let signed = shown.level >= Level::Watch && !text.is_empty();
    if signed { format!("{} {text}", shown.level.sign()) } else { text.to_owned() }
}

/// A cell as it is to be drawn in so many cells.
pub fn cell_look(facts: &Facts, row: &dyn AnyRow, column: usize, cells: u16, lang: Lang) -> Look {
    let (text, role, right) = look(facts, row, column, cells, lang);
    Look { text, role, right }
}

/// What a cell looks like in so many cells: its text, its role, and whether it stands to the right.
pub fn look(facts: &Facts, row: &dyn AnyRow, column: usize, cells: u16, lang: Lang) -> (String, Role, bool) {
    let declared = &row.def().columns[column];
    match (row.get(column), declared.kind) {
        (Cell::Score(score), _) => {
            let role = match score.get() {
                _ if !declared.high_is_good => Role::Plain,
                1 | 2 => Role::Level(Level::Stop),
                3 => Role::Level(Level::Act),
                _ => Role::Level(Level::Good),
            };
            let text = if cells >= 7 { score_dots(score) } else { score.get().to_string() };
            (text, role, false)
        }
        (Cell::Empty, Kind::Score) => (if cells >= 7 { "○○○○○ –" } else { "–" }.into(), Role::Dim, false),
        (Cell::Date(date), Kind::Tick) => (format!("✔ {date}"), Role::Level(Level::Good), false),
        (Cell::Empty, Kind::Tick) => ("☐".into(), Role::Dim, false),
        (Cell::Check(true), _) => {
            (if cells >= 4 { text("✔ 是", "✔ yes").get(lang) } else { "✔" }.into(), Role::Plain, false)
        }
        (Cell::Empty, Kind::Check) => ("–".into(), Role::Dim, false),
        (Cell::Number(_) | Cell::Count(_), _) => {
            (registry::shown_cell(facts.project(), row, column, lang), Role::Plain, true)
        }
        // Kept as it came, and nothing is computed from it.
        (Cell::Outside(kept), _) => {
            (format!("{} {}", Level::Act.sign(), outside(&kept)), Role::Level(Level::Act), true)
        }
        _ => (project::cell_text(facts.project(), row, column, lang), Role::Plain, false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::{Id, Row as _, Score};
    use crate::tools::safeguards::{Risk, Technology};

    #[test]
    fn a_score_has_the_colour_of_what_it_says() {
        let facts = crate::facts::Facts::new(
            &project::Project::empty(Id::new(1), &registry::sheets()),
            "2026-01-05".parse().expect("a date"),
        );
        let role = |row: &dyn AnyRow, column: crate::sheet::Col| look(&facts, row, column.at, 4, Lang::Zh).1;
        for (score, level) in [(1, Level::Stop), (3, Level::Act), (5, Level::Good)] {
            let score = Score::new(score);
            let risk = Risk { likelihood: score, impact: score, ..Risk::with_id(Id::new(2)) };
            assert_eq!(role(&risk, Risk::COL.likelihood), Role::Plain);
            assert_eq!(role(&risk, Risk::COL.impact), Role::Plain);
            let technology = Technology { cost: score, ..Technology::with_id(Id::new(3)) };
            assert_eq!(role(&technology, Technology::COL.cost), Role::Level(level));
        }
    }

    #[test]
    fn these_scores_are_neither_good_nor_bad() {
        let sheets = registry::TOOLS.iter().flat_map(|tool| tool.sheets);
        let neutral = sheets.flat_map(|def| {
            let scores =
                def.columns.iter().filter(|column| column.kind == Kind::Score && !column.high_is_good);
            scores.map(|column| column.key)
        });
        assert_eq!(neutral.collect::<Vec<_>>(), ["promised", "promised", "likelihood", "impact"]);
    }
}
