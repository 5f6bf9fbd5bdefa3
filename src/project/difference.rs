//! How much two states of one project differ.

use super::Project;
use crate::sheet::{AnyRow, AnySheet, Id};
use std::collections::HashMap;

/// Counts the rows that only one of two states has, or that hold something else in each.
pub fn difference(a: &Project, b: &Project) -> usize {
    let sheet = |sheet: &dyn AnySheet| {
        let key = sheet.def().key;
        if a.shares(b, key) {
            return 0;
        }
        let there: HashMap<Id, &dyn AnyRow> =
            b.sheet(key).into_iter().flat_map(rows).map(|row| (row.id(), row)).collect();
        let kept = rows(sheet).filter(|row| there.contains_key(&row.id())).count();
        let same =
            |row: &&dyn AnyRow| there.get(&row.id()).is_some_and(|other| row.def().equal(*row, *other));
        let differ = rows(sheet).filter(|row| !same(row)).count();
        differ + there.len() - kept
    };
    a.sheets().map(|s| sheet(&**s)).sum()
}

fn rows(sheet: &dyn AnySheet) -> impl Iterator<Item = &dyn AnyRow> {
    (0..sheet.len()).filter_map(|at| sheet.row(at))
}
