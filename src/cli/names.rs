//! What people call things on the command line: sheets, columns and rows by key, title, name, id or place; and
//! what they may have meant when there is no such thing.

use crate::intake::{Sure, fields_called};
use crate::project;
use crate::project::Project;
use crate::registry;
use crate::say;
use crate::sheet::{AnyRow, AnySheet, Id, SheetDef, comparable, is_comparable};
use crate::text::{Lang, Phrase, Text, names};
use ecow::EcoString;
use std::path::PathBuf;
use std::sync::Arc;

/// What files are called: by their names, and those that have the same name with as many of their folders as tell them apart.
pub(super) fn of_files(files: &[PathBuf]) -> Vec<String> {
    let parts = |file: &PathBuf| -> Vec<String> {
        let whole = std::path::absolute(file).unwrap_or_else(|_| file.clone());
        whole.components().rev().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect()
    };
    let all: Vec<Vec<String>> = files.iter().map(parts).collect();
    let called = |own: &Vec<String>, n: usize| own.iter().take(n).rev().cloned().collect::<PathBuf>();
    let name = |own: &Vec<String>| {
        let same = |n: usize| all.iter().filter(|it| *it != own && called(it, n) == called(own, n)).count();
        let n = (1..own.len()).find(|n| same(*n) == 0).unwrap_or(own.len());
        called(own, n).display().to_string()
    };
    all.iter().map(name).collect()
}

/// A sheet by its key or title.
pub(super) fn sheet(typed: &str) -> Result<&'static SheetDef, Phrase> {
    let defs = registry::sheets();
    let found = defs.iter().find(|def| is_called(typed, def.key, def.title));
    found.copied().ok_or_else(|| {
        let keys: Vec<&str> = defs.iter().map(|def| def.key).collect();
        let Phrase { zh, en } = unknown(typed, &keys);
        say!("没有“{typed}”这张表。{zh}", "there is no sheet '{typed}'. {en}")
    })
}

/// The place of a column by its key, its title, or as a whole title of the spreadsheets of others, where one alone is called so.
pub(super) fn column(def: &SheetDef, typed: &str) -> Result<usize, Phrase> {
    let exact = def.column(typed);
    let found = exact.or_else(|| def.columns.iter().position(|c| is_called(typed, c.key, c.title)));
    let also = || match fields_called(def, &[], typed) {
        (columns, Sure::Named) if columns.len() == 1 => columns.first().copied(),
        _ => None,
    };
    found.or_else(also).ok_or_else(|| {
        let keys: Vec<&str> = def.columns.iter().filter(|c| !c.internal).map(|c| c.key).collect();
        let Phrase { zh, en } = unknown(typed, &keys);
        let (title_zh, title_en) = (def.title.zh, def.title.en);
        say!("“{title_zh}”里没有“{typed}”这一列。{zh}", "'{title_en}' has no column '{typed}'. {en}")
    })
}

/// The id of a row by `#N`, id, name or the beginning of its id, in this order.
pub(super) fn row(project: &Project, def: &'static SheetDef, typed: &str) -> Result<Id, Phrase> {
    let wanted = typed.trim();
    let none = || {
        let key = def.key;
        if wanted.split_once('=').is_some_and(|(typed, _)| column(def, typed).is_ok()) {
            return say!(
                "“{typed}”不是行：先写哪一行（编号、名称或 '#1'），再写 列=值；用 changebook show {key} 查看各行",
                "'{typed}' is no row: name the row first, by its id, its name or '#1', then COLUMN=VALUE; changebook show {key} lists the rows"
            );
        }
        say!(
            "没有“{typed}”这一行：用 changebook show {key} 查看",
            "there is no row '{typed}': look with changebook show {key}"
        )
    };
    let sheet = project.sheet(def.key).ok_or_else(none)?;
    let rows = || (0..sheet.len()).filter_map(|at| sheet.row(at));
    if let Some(number) = wanted.strip_prefix('#').and_then(|n| n.parse::<usize>().ok()) {
        let place = number.checked_sub(1);
        return place.and_then(|at| sheet.row(at)).map(AnyRow::id).ok_or_else(|| {
            let rows = crate::text::count(sheet.len(), "行", "row", "rows");
            say!("“{title}”只有 {rows}", "'{title}' has {rows} only", title = def.title, rows)
        });
    }
    if let Some(id) = Id::parse(wanted).filter(|id| sheet.position(*id).is_some()) {
        return Ok(id);
    }
    let lower = wanted.to_lowercase();
    if lower.is_empty() {
        return Err(none());
    }
    let named = |row: &&dyn AnyRow| is_named(project, *row, &lower);
    let mut found: Vec<&dyn AnyRow> = rows().filter(named).collect();
    if found.is_empty() {
        found = rows().filter(|row| row.id().to_string().starts_with(&lower)).collect();
    }
    match found[..] {
        [] => Err(none()),
        [one] => Ok(one.id()),
        _ => Err(several(project, sheet, typed, &found)),
    }
}

fn is_named(project: &Project, row: &dyn AnyRow, lower: &str) -> bool {
    // Standard items have a code as well, which is printed beside them.
    let code = match row.cell("code") {
        crate::sheet::Cell::Text(code) => code.to_lowercase() == lower,
        _ => false,
    };
    code || [Lang::Zh, Lang::En]
        .iter()
        .any(|lang| project::cell_text(project, row, 0, *lang).to_lowercase() == lower)
}

/// So many rows are named where several fit.
const NAMED: usize = 5;

fn several(project: &Project, sheet: &dyn AnySheet, typed: &str, found: &[&dyn AnyRow]) -> Phrase {
    let count = found.len();
    let list = |lang| {
        let mut list: Vec<String> = Vec::new();
        for row in found.iter().take(NAMED) {
            let number = sheet.position(row.id()).map_or(0, |at| at + 1);
            list.push(format!("#{number} {} {}", row.id(), project::cell_text(project, *row, 0, lang)));
        }
        if count > NAMED {
            list.push("…".to_owned());
        }
        list.join("\n  ")
    };
    let rows: Phrase = (list(Lang::Zh), list(Lang::En)).into();
    say!(
        "“{typed}”符合 {count} 行，请用 id 或 #N：\n  {rows}",
        "'{typed}' fits {count} rows, use the id or #N:\n  {rows}",
        rows
    )
}

/// A centre of the project, as it is written there.
pub(super) fn centre(project: &Project, typed: &str) -> Result<EcoString, Phrase> {
    let centres = registry::centres(project);
    let found = centres.iter().find(|centre| is_comparable(centre, &comparable(typed)));
    found.cloned().ok_or_else(|| {
        let known: Vec<&str> = centres.iter().map(EcoString::as_str).collect();
        if known.is_empty() {
            return say!(
                "没有“{typed}”这个服务中心：项目里还没有服务中心",
                "there is no centre '{typed}': the project has none yet"
            );
        }
        let Phrase { zh, en } = unknown(typed, &known);
        say!("没有“{typed}”这个服务中心。{zh}", "there is no centre '{typed}'. {en}")
    })
}

/// A row of a project, shared.
pub(super) fn share(project: &Project, def: &SheetDef, id: Id) -> Option<Arc<dyn AnyRow>> {
    let sheet = project.sheet(def.key)?;
    sheet.position(id).and_then(|at| sheet.share(at))
}

fn is_called(typed: &str, key: &str, title: Text) -> bool {
    let typed = typed.trim().to_lowercase();
    [key, title.zh, title.en].iter().any(|name| name.to_lowercase() == typed)
}

/// What was meant, if it is clear, and all there is.
fn unknown(typed: &str, known: &[&str]) -> Phrase {
    let all = names(known);
    match meant(typed, known) {
        Some(key) => say!("是 {key} 吗？可选：{all}", "Did you mean {key}? There are: {all}", all),
        None => say!("可选：{all}", "There are: {all}", all),
    }
}

fn meant<'a>(typed: &str, known: &[&'a str]) -> Option<&'a str> {
    let typed: Vec<char> = typed.trim().to_lowercase().chars().take(64).collect();
    let slips = |key: &&str| distance(&typed, &key.to_lowercase().chars().collect::<Vec<_>>());
    let nearest = known.iter().copied().min_by_key(slips)?;
    // One slip in three letters is a slip; more is another word.
    (slips(&nearest) <= typed.len().max(3) / 3).then_some(nearest)
}

/// How many letters have to be put in, left out or replaced to get from one word to the other.
fn distance(a: &[char], b: &[char]) -> usize {
    let mut above: Vec<usize> = (0..=b.len()).collect();
    for (n, x) in a.iter().enumerate() {
        let mut left = n + 1;
        let mut line = vec![left];
        for ((y, over), corner) in b.iter().zip(&above[1..]).zip(&above) {
            left = (left + 1).min(over + 1).min(corner + usize::from(x != y));
            line.push(left);
        }
        above = line;
    }
    above.last().copied().unwrap_or(a.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_known_by_whole_titles_of_others_where_one_alone_has_them() {
        let people = sheet("people").expect("a sheet");
        let key = |typed: &str| column(people, typed).ok().map(|at| people.columns[at].key);
        for (typed, of) in [
            ("headcount", Some("headcount")),
            ("人数", Some("headcount")),
            ("姓名", Some("name")),
            ("Full name", Some("name")),
            ("门店", Some("centre")),
            ("责任人", Some("owner")),
            // Two are called so, and a part of a title is none.
            ("A", None),
            ("姓", None),
            ("门店编", None),
        ] {
            assert_eq!(key(typed), of, "{typed}");
        }
    }

    #[test]
    fn a_slip_is_understood_and_another_word_is_not() {
        let known = ["people", "readings", "kpis"];
        for (typed, key) in [("peple", "people"), ("reading", "readings"), ("KPI", "kpis")] {
            assert_eq!(meant(typed, &known), Some(key));
        }
        assert_eq!(meant("checklist", &known), None);
        assert_eq!(meant("", &known), None);
        let d = |a: &str, b: &str| distance(&a.chars().collect::<Vec<_>>(), &b.chars().collect::<Vec<_>>());
        assert_eq!([d("kitten", "sitting"), d("", "ab"), d("认知", "认"), d("x", "x")], [3, 2, 1, 0]);
    }

    #[test]
    fn sheets_and_columns_go_by_key_or_title() {
        let people = sheet("people").unwrap();
        assert_eq!(sheet("ADKAR 诊断卡").unwrap(), people);
        assert_eq!(sheet(" PEOPLE ").unwrap(), people);
        assert_eq!(column(people, "认知"), column(people, "awareness"));
        assert!(sheet("peple").unwrap_err().en.contains("Did you mean people?"));
        assert!(column(people, "awarenes").unwrap_err().zh.contains("是 awareness 吗"));
    }
}
