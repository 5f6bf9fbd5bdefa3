//! A sheet as lines of a CSV or TSV file, which come back the same: the row's id in the first column, links by names that
//! mean one row only, and nothing that a spreadsheet would take for a formula.

use crate::project::{self, Project};
use crate::sheet::{AnyRow, AnySheet, Cell, Id, Kind, SheetDef, is_nothing, is_nothing_word};
use crate::text::{Lang, visible_lines};
use std::borrow::Cow;
use std::collections::HashMap;

/// What parts the cells of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delimiter {
    /// CSV.
    Comma,
    /// TSV.
    Tab,
}

/// What stands in the first line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heads {
    /// The keys of the columns.
    Keys,
    /// Their titles in the language.
    Titles,
}

/// Writes the rows of a sheet, each a line but for texts of several lines, which stand in quotes.
pub fn lines(
    project: &Project,
    def: &'static SheetDef,
    heads: Heads,
    delimiter: Delimiter,
    lang: Lang,
) -> String {
    let delimiter = if delimiter == Delimiter::Tab { b'\t' } else { b',' };
    let mut writer = csv::WriterBuilder::new().delimiter(delimiter).from_writer(Vec::new());
    let head = def.columns.iter().map(|c| if heads == Heads::Titles { c.title.get(lang) } else { c.key });
    // Writing into memory does not fail, and every line has as many cells as the first.
    let _ok = writer.write_record(std::iter::once("id").chain(head));
    let names = names(project, def, lang);
    for row in rows(project.sheet(def.key)) {
        let cells = (0..def.columns.len()).map(|column| cell(project, row, column, &names, lang));
        let _ok = writer.write_record(std::iter::once(row.id().to_string()).chain(cells));
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8_lossy(&bytes).into_owned()
}

fn rows(sheet: Option<&dyn AnySheet>) -> impl Iterator<Item = &dyn AnyRow> {
    (0..sheet.map_or(0, AnySheet::len)).filter_map(move |at| sheet?.row(at))
}

fn cell(project: &Project, row: &dyn AnyRow, column: usize, names: &Names, lang: Lang) -> String {
    let text = || project::cell_text(project, row, column, lang);
    match (row.get(column), row.def().columns[column].kind) {
        (Cell::Number(_) | Cell::Count(_) | Cell::Score(_) | Cell::Date(_), _) => text(),
        (Cell::Link(id), Kind::Link(sheet)) => match names.get(&(sheet, id)) {
            Some(name) => inert(name).into_owned(),
            None => id.to_string(),
        },
        _ => inert(&text()).into_owned(),
    }
}

/// A text that a spreadsheet takes for no formula: an apostrophe goes before the signs that begin one. A text that
/// begins with an apostrophe and such a sign gets one too, so that taking one away always gives the text back.
fn inert(text: &str) -> Cow<'_, str> {
    // A tab steers no terminal, and stands in quotes.
    let shown: Cow<'_, str> = if text.contains('\t') {
        text.split('\t').map(visible_lines).collect::<Vec<_>>().join("\t").into()
    } else {
        visible_lines(text)
    };
    if shown.trim_start_matches('\'').starts_with(['=', '+', '-', '@']) {
        return Cow::Owned(format!("'{shown}"));
    }
    shown
}

/// The names of the rows that links mean, where a name means one row only and cannot be taken for an id or for nothing.
pub(super) fn names(project: &Project, def: &SheetDef, lang: Lang) -> Names {
    let mut names = Names::new();
    let links = def.columns.iter().filter_map(|c| match c.kind {
        Kind::Link(sheet) => Some(sheet),
        _ => None,
    });
    for key in links {
        let Some(sheet) = project.sheet(key) else { continue };
        let mut count: HashMap<String, usize> = HashMap::new();
        for row in rows(Some(sheet)) {
            for lang in [Lang::Zh, Lang::En] {
                let name = project::row_name(row, lang).to_ascii_lowercase();
                // A row of one name in both languages is counted twice, like all of that name.
                *count.entry(name).or_default() += 1;
            }
        }
        for row in rows(Some(sheet)) {
            let name = project::row_name(row, lang);
            let same = project::row_name(row, lang.other()).eq_ignore_ascii_case(&name);
            let alone = count.get(&name.to_ascii_lowercase()) == Some(&(1 + usize::from(same)));
            // Words that say that there is nothing would be read as such.
            let says_nothing = is_nothing(&name) || is_nothing_word(&name);
            if alone && name.trim() == name && !says_nothing && !name.is_empty() && Id::parse(&name).is_none()
            {
                names.insert((key, row.id()), name);
            }
        }
    }
    names
}

pub(super) type Names = HashMap<(&'static str, Id), String>;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::is_hidden;
    use proptest::prelude::*;

    #[test]
    fn formulas_are_inert_and_come_back() {
        for (typed, written) in
            [("=1+1", "'=1+1"), ("-", "'-"), ("'@x", "''@x"), ("'s", "'s"), ("5", "5"), ("", "")]
        {
            assert_eq!(inert(typed), written);
        }
    }

    proptest! {
        #[test]
        fn no_cell_begins_a_formula(text in crate::text::tests::any_text()) {
            let written = inert(&text);
            prop_assert!(!written.starts_with(['=', '+', '-', '@']));
            prop_assert!(!written.contains(|c| is_hidden(c) && !matches!(c, '\n' | '\t')));
        }
    }
}
