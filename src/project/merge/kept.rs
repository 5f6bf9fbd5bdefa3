//! Rows that stay although one side has removed them, as the other has changed them: what went with them stays too, such as the
//! earlier scores of a person.

use super::Project;
use crate::sheet::{AnyRow, AnySheet, Cell, Id, Kind};
use std::collections::HashSet;
use std::sync::Arc;

/// Brings back into a merged project the rows that `gone` removed together with rows that they refer to, where these stay as
/// `kept` has changed them. Rows that both removed stay out.
pub(super) fn bring_back(base: &Project, gone: &Project, kept: &Project, merged: &mut Project) {
    let mut stays = HashSet::new();
    for sheet in base.sheets().filter(|sheet| !base.shares(gone, sheet.def().key)) {
        let key = sheet.def().key;
        let there = |of: &Project, id: Id| of.sheet(key).is_some_and(|rows| rows.position(id).is_some());
        let ids = rows(&**sheet).map(|row| row.id());
        stays.extend(ids.filter(|id| !there(gone, *id) && there(merged, *id)).map(|id| (key, id)));
    }
    while !stays.is_empty() {
        let mut more = HashSet::new();
        for sheet in kept.sheets() {
            let def = sheet.def();
            let links =
                |kind: Kind| matches!(kind, Kind::Link(to) if stays.iter().any(|(key, _)| *key == to));
            if base.shares(gone, def.key) || !def.columns.iter().any(|column| links(column.kind)) {
                continue;
            }
            let (Some(before), Some(own)) = (base.sheet(def.key), merged.sheet(def.key)) else { continue };
            let is_lost = |row: &Arc<dyn AnyRow>| {
                let id = row.id();
                let removed = gone.sheet(def.key).is_none_or(|rows| rows.position(id).is_none());
                before.position(id).is_some() && removed && own.position(id).is_none()
            };
            let mut list: Vec<Arc<dyn AnyRow>> = rows(own).collect();
            let mut there: HashSet<Id> = list.iter().map(|row| row.id()).collect();
            let mut after: Option<Id> = None;
            let mut found = 0;
            for row in rows(&**sheet) {
                let id = row.id();
                if is_lost(&row) && refers(&*row, &stays) {
                    let at = after.and_then(|id| list.iter().position(|row| row.id() == id));
                    list.insert(at.map_or(0, |at| at + 1), row);
                    more.insert((def.key, id));
                    there.insert(id);
                    found += 1;
                }
                if there.contains(&id) {
                    after = Some(id);
                }
            }
            if let Some(rows) = def.gather(list).filter(|_| found > 0) {
                merged.put_sheet(rows);
            }
        }
        stays = more;
    }
}

fn rows(sheet: &dyn AnySheet) -> impl Iterator<Item = Arc<dyn AnyRow>> + '_ {
    (0..sheet.len()).filter_map(|at| sheet.share(at))
}

/// Whether a row refers to one of these, by sheet and id.
fn refers(row: &dyn AnyRow, wanted: &HashSet<(&'static str, Id)>) -> bool {
    row.def().columns.iter().enumerate().any(|(at, column)| match (column.kind, row.get(at)) {
        (Kind::Link(sheet), Cell::Link(id)) => wanted.contains(&(sheet, id)),
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use crate::demo;
    use crate::project::Edit;
    use crate::project::merge::merge;
    use crate::registry;
    use crate::sheet::Cell;
    use crate::text::Lang;
    use crate::tools::adkar::{Person, Scoring};
    use chrono::NaiveDate;
    use std::collections::BTreeSet;

    #[test]
    fn a_row_that_stays_keeps_what_went_with_it() {
        let today = NaiveDate::from_ymd_opt(2026, 3, 4).unwrap();
        let base = demo::project(Lang::En, today);
        let history = base.rows::<Scoring>();
        let of = |row: &crate::sheet::Id| history.iter().any(|past| past.person.0 == Some(*row));
        let ids: Vec<_> = base.rows::<Person>().iter().map(|person| person.id).filter(of).collect();
        let (kept, gone) = (ids[0], ids[1]);
        let mut one = base.clone();
        for person in [kept, gone] {
            one.apply(registry::removal(&one, "people", &[person]).edit).unwrap();
        }
        let mut other = base.clone();
        other.apply(Edit::set::<Person>(kept, "owner", Cell::Text("HR".into()))).unwrap();
        for merged in [merge(&base, &one, &other), merge(&base, &other, &one)] {
            let scores =
                |person| merged.rows::<Scoring>().iter().filter(|s| s.person.0 == Some(person)).count();
            let before = history.iter().filter(|past| past.person.0 == Some(kept)).count();
            assert_eq!((scores(kept), scores(gone)), (before, 0));
            let ids: BTreeSet<_> = merged.rows::<Scoring>().iter().map(|row| row.id).collect();
            assert_eq!(ids.len(), merged.rows::<Scoring>().len(), "no row is there twice");
            assert!(merged.find::<Person>(kept).is_some_and(|person| person.owner == "HR"));
            assert!(merged.find::<Person>(gone).is_none());
        }
        // What both have removed stays out.
        let own = history.iter().find(|past| past.person.0 == Some(kept)).unwrap().id;
        other.apply(Edit::Remove { sheet: "adkar_history", row: own }).unwrap();
        assert!(merge(&base, &one, &other).find::<Scoring>(own).is_none());
    }
}
