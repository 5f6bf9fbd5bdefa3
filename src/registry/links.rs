//! Finding the row that people mean by a name.

use super::owner;
use crate::project::{Project, names_row, row_name, row_phrase};
use crate::say;
use crate::sheet::{AnyRow, Called, Id, Invalid, Kind, SheetDef, nearness, no_such_row};
use crate::text::{Lang, Phrase, list, quoted};

/// So many rows are named where none is called so.
const NAMED: usize = 3;

/// The row of a sheet that a text names: by its whole name, else by its id, else by its code or by what its name says before
/// or within a bracket. Where several rows are called so, nobody can say which is meant; where none is, the nearest are named.
pub fn row_called(project: &Project, sheet: &str, typed: &str) -> Result<Id, Invalid> {
    let rows = project.sheet(sheet).ok_or_else(|| no_such_row(typed))?;
    let mut found: [Vec<&dyn AnyRow>; 2] = Default::default();
    for row in (0..rows.len()).filter_map(|at| rows.row(at)) {
        match names_row(row, typed) {
            Some(Called::Whole) => found[0].push(row),
            Some(Called::Alternative) => found[1].push(row),
            None => {}
        }
    }
    let [whole, alternative] = found;
    if whole.is_empty()
        && let Some(id) = Id::parse(typed.trim()).filter(|id| rows.position(*id).is_some())
    {
        return Ok(id);
    }
    let exact: Vec<_> = whole.iter().filter(|row| is_exact(**row, typed)).copied().collect();
    for some in [exact, whole, alternative] {
        match some.as_slice() {
            [] => {}
            [one] => return Ok(one.id()),
            several => return Err(Invalid(ambiguous(typed, several))),
        }
    }
    let near: Vec<Phrase> =
        nearest(project, sheet, typed, NAMED).into_iter().map(|row| quoted(&row_phrase(row))).collect();
    if near.is_empty() {
        return Err(no_such_row(typed));
    }
    Err(Invalid(say!(
        "没有叫“{typed}”的行；相近的有{near}，请写全名",
        "There is no row called '{typed}'; the nearest: {near}. Write the name in full",
        typed = typed.trim(),
        near = list(&near)
    )))
}

/// The rows of a sheet whose names are near to a text, the nearest first.
pub fn nearest<'a>(project: &'a Project, sheet: &str, typed: &str, most: usize) -> Vec<&'a dyn AnyRow> {
    let rows = project.sheet(sheet);
    let rows = rows.iter().flat_map(|rows| (0..rows.len()).filter_map(|at| rows.row(at)));
    let mut near: Vec<(f64, &dyn AnyRow)> = rows
        .filter_map(|row| {
            let all = [Lang::Zh, Lang::En].iter().filter_map(|lang| nearness(&row_name(row, *lang), typed));
            Some((all.reduce(f64::max)?, row))
        })
        .collect();
    near.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    near.truncate(most);
    near.into_iter().map(|(_, row)| row).collect()
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
