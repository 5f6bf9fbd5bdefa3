//! What rows and cells are called, as plain text.

use super::Project;
use crate::sheet::{AnyRow, Called, Cell, Id, Kind, names, plain};
use crate::text::{Lang, Phrase, joined, text};

/// What a row is called by itself: its first column, or our own text for it; empty where that only refers to another.
pub fn row_name(row: &dyn AnyRow, lang: Lang) -> String {
    match row.get(0) {
        Cell::Empty => row.builtin(0).map_or(String::new(), |t| t.get(lang).to_owned()),
        cell => plain(&cell, lang, &|_| String::new()),
    }
}

/// How well a text names a row: by its name in either language, or by its code; none if it does not.
pub fn names_row(row: &dyn AnyRow, typed: &str) -> Option<Called> {
    let code = row.def().column("code").and_then(|column| row.text(column));
    let by_code = code.and_then(|code| names(code, typed)).filter(|how| *how == Called::Whole);
    let by_name = [Lang::Zh, Lang::En].iter().filter_map(|lang| names(&row_name(row, *lang), typed)).min();
    by_name.into_iter().chain(by_code.map(|_| Called::Alternative)).min()
}

/// What a row is called on the screen: by itself, or after the row that its first column refers to.
pub fn row_title(project: &Project, row: &dyn AnyRow, lang: Lang) -> String {
    cell_text(project, row, 0, lang)
}

/// What a row is called on the screen, in both languages.
pub fn title_phrase(project: &Project, row: &dyn AnyRow) -> Phrase {
    (row_title(project, row, Lang::Zh), row_title(project, row, Lang::En)).into()
}

/// What tells a row from others of its sheet, in both languages: the cells of its key that are filled.
pub fn key_phrase(project: &Project, row: &dyn AnyRow) -> Phrase {
    let part = |column: &usize| cell_phrase(project, row, *column);
    let parts: Vec<Phrase> =
        row.def().key_columns.iter().map(part).filter(|part| !part.en.trim().is_empty()).collect();
    joined(&parts, text(" · ", " · "))
}

/// The name of a row in both languages.
pub fn row_phrase(row: &dyn AnyRow) -> Phrase {
    (row_name(row, Lang::Zh), row_name(row, Lang::En)).into()
}

/// The name of a row of a sheet, as the screen shows it; a row that has gone says so.
pub fn link_name(project: &Project, sheet: &str, id: Id, lang: Lang) -> String {
    let rows = project.sheet(sheet);
    let row = rows.and_then(|s| s.position(id).and_then(|at| s.row(at)));
    row.map_or_else(|| text("（已删除）", "(removed)").get(lang).to_owned(), |r| row_name(r, lang))
}

/// A cell of a row as plain text: what was entered, or our own text where nothing was.
pub fn cell_text(project: &Project, row: &dyn AnyRow, column: usize, lang: Lang) -> String {
    match (row.get(column), row.def().columns.get(column).map(|c| c.kind)) {
        (Cell::Empty, _) => row.builtin(column).map_or(String::new(), |t| t.get(lang).to_owned()),
        (cell, Some(Kind::Link(sheet))) => plain(&cell, lang, &|id| link_name(project, sheet, id, lang)),
        (cell, _) => plain(&cell, lang, &|_| String::new()),
    }
}

/// A cell of a row as plain text in both languages.
pub fn cell_phrase(project: &Project, row: &dyn AnyRow, column: usize) -> Phrase {
    let text = |lang| cell_text(project, row, column, lang);
    (text(Lang::Zh), text(Lang::En)).into()
}
