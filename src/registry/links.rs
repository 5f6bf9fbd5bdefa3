//! Finding the row that people mean by a name.

use super::owner;
use crate::project::{Project, names_row, row_name, row_phrase};
use crate::say;
use crate::sheet::{AnyRow, AnySheet, Called, Id, Invalid, Kind, SheetDef, names_of, nearness, no_such_row};
use crate::sort::StableSort;
use crate::text::{Lang, Phrase, list, quoted};
use std::collections::HashMap;
use std::sync::Arc;

/// So many rows are named where none is called so.
const NAMED: usize = 3;

/// The row of a sheet that a text names: by its whole name, else by its id, else by its code or by what its name says before
/// or within a bracket. Where several rows are called so, nobody can say which is meant; where none is, the nearest are named.
pub fn row_called(project: &Project, sheet: &str, typed: &str) -> Result<Id, Invalid> {
    let rows = project.sheet(sheet).ok_or_else(|| no_such_row(typed))?;
    if rows.is_empty() {
        let (title, typed) = (rows.def().title, typed.trim());
        return Err(Invalid(say!(
            "“{title}”里还一行都没有：先到那里写下“{typed}”",
            "There is nothing in '{title}' yet: enter '{typed}' there first",
            title
        )));
    }
    called_among(rows, 0..rows.len(), typed)
}

/// The same, where only the rows at these places may be called so.
fn called_among(
    rows: &dyn AnySheet,
    places: impl Iterator<Item = usize>,
    typed: &str,
) -> Result<Id, Invalid> {
    let mut found: [Vec<&dyn AnyRow>; 2] = Default::default();
    for row in places.filter_map(|at| rows.row(at)) {
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
    let near = nearest_in(rows, typed, NAMED);
    let near: Vec<Phrase> = near.into_iter().map(|row| quoted(&row_phrase(row))).collect();
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
    project.sheet(sheet).map_or_else(Vec::new, |rows| nearest_in(rows, typed, most))
}

fn nearest_in<'a>(rows: &'a dyn AnySheet, typed: &str, most: usize) -> Vec<&'a dyn AnyRow> {
    let mut near: Vec<(f64, &dyn AnyRow)> = (0..rows.len())
        .filter_map(|at| {
            let row = rows.row(at)?;
            let all = [Lang::Zh, Lang::En].iter().filter_map(|lang| nearness(&row_name(row, *lang), typed));
            Some((all.reduce(f64::max)?, row))
        })
        .collect();
    near.stable_sort_by(|(one, _), (other, _)| other.total_cmp(one));
    near.truncate(most);
    near.into_iter().map(|(_, row)| row).collect()
}

/// The rows of a sheet by all that they may be called, so that many names are found without looking through all rows for each.
pub struct CalledRows {
    sheet: Arc<dyn AnySheet>,
    by_name: HashMap<String, Vec<usize>>,
    by_id: HashMap<Id, usize>,
}

impl CalledRows {
    /// Those of a sheet as it is.
    pub fn of(sheet: &Arc<dyn AnySheet>) -> CalledRows {
        let mut called = CalledRows {
            sheet: Arc::clone(sheet),
            by_name: HashMap::new(),
            by_id: HashMap::with_capacity(sheet.len()),
        };
        for (at, row) in (0..sheet.len()).filter_map(|at| Some((at, sheet.row(at)?))) {
            called.by_id.entry(row.id()).or_insert(at);
            let code = row.def().column("code").and_then(|column| row.text(column));
            let names = [Lang::Zh, Lang::En].map(|lang| row_name(row, lang));
            for name in names.iter().map(String::as_str).chain(code) {
                for way in names_of(name) {
                    let places = called.by_name.entry(way).or_default();
                    if places.last() != Some(&at) {
                        places.push(at);
                    }
                }
            }
        }
        called
    }

    /// Whether they are those of this very sheet, unchanged.
    pub fn is_of(&self, sheet: &Arc<dyn AnySheet>) -> bool {
        Arc::ptr_eq(&self.sheet, sheet)
    }

    /// The row with an id.
    pub fn row(&self, id: Id) -> Option<&dyn AnyRow> {
        self.sheet.row(*self.by_id.get(&id)?)
    }

    /// The row that a text names, as [`row_called`] finds it.
    pub fn row_called(&self, typed: &str) -> Result<Id, Invalid> {
        let whole = names_of(typed).into_iter().next();
        let places = whole.and_then(|name| self.by_name.get(&name)).map_or(&[][..], Vec::as_slice);
        called_among(&*self.sheet, places.iter().copied(), typed)
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::Row as _;
    use crate::tools::adkar::Person;

    #[test]
    fn many_names_are_found_as_one_is() {
        let names = [
            "FTFR (first-time fix)",
            "first team",
            "Team 1",
            "team 1",
            "Team  １",
            "甲队/A",
            "甲队",
            "",
            "A-1 team two",
            "—",
        ];
        let rows = names.iter().enumerate().map(|(n, name)| {
            Arc::new(Person {
                id: Id::new(n as u64 + 1),
                name: (*name).into(),
                ..Person::with_id(Id::new(n as u64 + 1))
            }) as Arc<dyn AnyRow>
        });
        let sheet = Person::DEF.gather(rows.collect()).unwrap();
        let mut project = crate::project::Project::empty(Id::new(1), &[Person::DEF]);
        project.put_sheet(Arc::clone(&sheet));
        let called = CalledRows::of(&sheet);
        let ids = [Id::new(2).to_string(), Id::new(99).to_string()];
        let others = [
            "ftfr",
            "FIRST-TIME",
            "team",
            "two",
            "two team",
            "a",
            "甲",
            "first",
            "none",
            " ",
            "-",
            "first-time fix",
        ];
        for typed in names.into_iter().chain(others).chain(ids.iter().map(String::as_str)) {
            assert_eq!(called.row_called(typed), row_called(&project, Person::SHEET, typed), "{typed}");
        }
        assert!(called.is_of(&sheet) && !called.is_of(&sheet.copy()));
    }
}
