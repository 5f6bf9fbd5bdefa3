//! Finding the row that people mean by a name.

use super::owner;
use crate::project::{Project, row_name};
use crate::say;
use crate::sheet::{AnyRow, Called, Id, Invalid, Kind, SheetDef, called, no_such_row};
use crate::text::{Lang, Phrase};

/// The row of a sheet that a text names: by its whole name, else by its id, else by one of the names that its name holds,
/// else by whole words of it that no other row has. Where several rows are called so, nobody can say which is meant.
pub fn row_called(project: &Project, sheet: &str, typed: &str) -> Result<Id, Invalid> {
    let none = || no_such_row(typed);
    let rows = project.sheet(sheet).ok_or_else(none)?;
    let mut found: [Vec<&dyn AnyRow>; 3] = Default::default();
    for row in (0..rows.len()).filter_map(|at| rows.row(at)) {
        let how = [Lang::Zh, Lang::En].iter().filter_map(|lang| called(&row_name(row, *lang), typed)).min();
        match how {
            Some(Called::Whole) => found[0].push(row),
            Some(Called::Alternative) => found[1].push(row),
            Some(Called::Words) => found[2].push(row),
            None => {}
        }
    }
    let [whole, alternative, words] = found;
    if whole.is_empty()
        && let Some(id) = Id::parse(typed.trim()).filter(|id| rows.position(*id).is_some())
    {
        return Ok(id);
    }
    let exact: Vec<_> = whole.iter().filter(|row| is_exact(**row, typed)).copied().collect();
    for some in [exact, whole, alternative, words] {
        match some.as_slice() {
            [] => {}
            [one] => return Ok(one.id()),
            several => return Err(Invalid(ambiguous(typed, several))),
        }
    }
    Err(none())
}

/// The column by which the rows of a sheet belong to those of another and are told apart by it, such as steps by their process.
pub fn within(def: &SheetDef) -> Option<usize> {
    let (_, tool) = owner(def.key)?;
    let belongs = |column: &usize| {
        let own = &def.columns[*column];
        tool.belongs.iter().any(|col| col.sheet == def.key && col.key == own.key)
    };
    let is_named = def.key_columns.first().is_some_and(|first| def.columns[*first].kind == Kind::Text);
    def.key_columns.iter().skip(1).copied().find(belongs).filter(|_| is_named)
}

fn is_exact(row: &dyn AnyRow, typed: &str) -> bool {
    [Lang::Zh, Lang::En].iter().any(|lang| row_name(row, *lang).trim() == typed.trim())
}

fn ambiguous(typed: &str, rows: &[&dyn AnyRow]) -> Phrase {
    const NAMED: usize = 3;
    let (typed, count) = (typed.trim(), rows.len());
    let list = |lang| {
        let mut names: Vec<String> = Vec::new();
        for row in rows.iter().take(NAMED) {
            let name = row_name(*row, lang);
            let same = rows.iter().filter(|other| row_name(**other, lang) == name).count() > 1;
            names.push(if same { format!("{name} {}", row.id()) } else { name });
        }
        if count > NAMED {
            names.push("…".to_owned());
        }
        names.join(if lang == Lang::Zh { "、" } else { ", " })
    };
    let names: Phrase = (list(Lang::Zh), list(Lang::En)).into();
    say!(
        "叫“{typed}”的有 {count} 行，请从列表中选择，或写全：{names}",
        "{count} rows are called '{typed}'; choose one from the list or write it in full: {names}",
        names
    )
}
