//! The tables of the files that are taken in, and where they go.

use super::Lines;
use crate::cli::Failure;
use crate::exchange::Table;
use crate::intake::{belonging, not_taken};
use crate::say;
use crate::session::rows;
use crate::sheet::SheetDef;
use std::path::Path;

/// The table of a file that goes into a sheet: of several worksheets the one with its title, or the only one.
pub(super) fn one_table(file: &Path, def: &'static SheetDef) -> Result<Lines, Failure> {
    let mut tables = rows::read(file)?;
    let named = places(&tables).into_iter().find(|(_, it)| *it == def).map(|(at, _)| at);
    match (named, tables.len()) {
        (Some(at), _) => Ok((def, tables.swap_remove(at))),
        (None, 1) => Ok((def, tables.swap_remove(0))),
        _ => {
            let shown = file.display();
            let sheets: Vec<&str> = tables.iter().map(|table| table.name.as_str()).collect();
            Err(Failure::Refused(say!(
                "{shown} 里没有叫“{title}”的工作表，有 {sheets}：请改名，或只留一张",
                "{shown} has no worksheet '{title}' but {sheets}: rename one, or keep only that one in the file",
                shown,
                title = def.title,
                sheets = crate::text::names(&sheets)
            )))
        }
    }
}

/// The worksheets of a workbook that belong to a sheet, in the order in which sheets refer to each other, and the names of
/// those that hold something and are not read.
pub(super) fn book(file: &Path) -> Result<(Vec<Lines>, Vec<String>), Failure> {
    let mut tables = rows::read(file)?;
    let mut found = Vec::new();
    let left = not_taken(&tables.iter().map(Table::named).collect::<Vec<_>>(), &places(&tables));
    for (at, def) in places(&tables) {
        let table = &mut tables[at];
        let (name, read_as) = (table.name.clone(), table.read_as);
        let table = Table { name, lines: std::mem::take(&mut table.lines), read_as };
        // An empty worksheet is nothing to bring back.
        if table.is_filled() {
            found.push((def, table));
        }
    }
    if found.is_empty() {
        let shown = file.display();
        if file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("xlsx")) {
            return Err(Failure::Refused(say!(
                "{shown} 里没有一张工作表以表名命名：要放进哪张表，请写 changebook import 表 {shown}",
                "{shown} has no worksheet with the title of a sheet: say where it goes with changebook import SHEET {shown}"
            )));
        }
        return Err(Failure::Refused(say!(
            "{shown} 没有写明是哪张表：要放进哪张表，请写 changebook import 表 {shown}",
            "{shown} does not say which sheet it is: say where it goes with changebook import SHEET {shown}"
        )));
    }
    Ok((found, left))
}

/// The places of the worksheets that belong to a sheet.
fn places(tables: &[Table]) -> Vec<(usize, &'static SheetDef)> {
    belonging(&tables.iter().map(Table::named).collect::<Vec<_>>())
}
