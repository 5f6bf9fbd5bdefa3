//! Rows that two people have entered each for himself and that are likely the same: equal in the columns by which a row is
//! recognised, but for width, case and blanks. They are proposed; nobody joins them but a person.

use super::merge::merge_fields;
use super::{Conflict, Project};
use crate::sheet::{AnyRow, AnySheet, Cell, Id, Kind, SheetDef, comparable, plain};
use crate::text::Lang;
use std::collections::HashMap;
use std::sync::Arc;

/// Two rows of a sheet that are likely the same.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Twin {
    /// The sheet.
    pub sheet: &'static SheetDef,
    /// The row that stays if they are joined.
    pub first: Id,
    /// The other one.
    pub second: Id,
}

/// Finds the rows of a project merged of two that only `theirs` has and that are likely the same as one that it has not. Rows
/// that stand beside each other on one side are none: somebody has seen both.
pub fn twins(merged: &Project, mine: &Project, theirs: &Project) -> Vec<Twin> {
    let mut found: Vec<Twin> = Vec::new();
    let mut same: HashMap<Id, Id> = HashMap::new();
    // What refers to twins may itself be one: the score of a card on a day.
    loop {
        let before = found.len();
        for sheet in merged.sheets() {
            let key = sheet.def().key;
            find_in(&**sheet, mine.sheet(key), theirs.sheet(key), &mut same, &mut found);
        }
        if found.len() == before {
            return found;
        }
    }
}

fn rows(sheet: &dyn AnySheet) -> impl Iterator<Item = &dyn AnyRow> {
    (0..sheet.len()).filter_map(|at| sheet.row(at))
}

fn find_in(
    sheet: &dyn AnySheet,
    mine: Option<&dyn AnySheet>,
    theirs: Option<&dyn AnySheet>,
    same: &mut HashMap<Id, Id>,
    found: &mut Vec<Twin>,
) {
    let Some(theirs) = theirs else { return };
    let ids: std::collections::HashSet<Id> = rows(theirs).map(AnyRow::id).collect();
    let (others, own): (Vec<_>, Vec<_>) = rows(sheet).partition(|row| ids.contains(&row.id()));
    let mut by_key: HashMap<String, Vec<Id>> = HashMap::new();
    for row in own {
        if let Some(key) = key(row, same) {
            by_key.entry(key).or_default().push(row.id());
        }
    }
    if by_key.is_empty() {
        return;
    }
    // A row that both have was there before either of them entered another.
    let both = |row: &&dyn AnyRow| mine.is_some_and(|mine| mine.position(row.id()).is_some());
    for row in others.into_iter().filter(|row| !both(row)) {
        if same.contains_key(&row.id()) {
            continue;
        }
        let Some(alike) = key(row, same).and_then(|key| by_key.get_mut(&key)) else { continue };
        // Of several the one that stands first.
        if !alike.is_empty() {
            let first = alike.remove(0);
            same.insert(row.id(), first);
            found.push(Twin { sheet: sheet.def(), first, second: row.id() });
        }
    }
}

/// What a row is recognised by; none if it does not say.
fn key(row: &dyn AnyRow, same: &HashMap<Id, Id>) -> Option<String> {
    let part = |column: &usize| match row.get(*column) {
        Cell::Text(text) => comparable(&text),
        Cell::Link(id) => same.get(&id).unwrap_or(&id).to_string(),
        cell => plain(&cell, Lang::En, &|id| id.to_string()),
    };
    let parts: Vec<String> = row.def().key_columns.iter().map(part).collect();
    parts.first().filter(|first| !first.is_empty()).map(|_| parts.join("\u{1f}"))
}

/// Joins two rows: what either has is kept, where both differ the first is shown and the other waits among the
/// conflicts, with the file that it came from. What referred to the second row refers to the first. False if one of them has
/// gone.
pub fn join(project: &mut Project, twin: &Twin, source: Option<&str>) -> bool {
    let def = twin.sheet;
    let Some(sheet) = project.sheet(def.key) else { return false };
    let share = |id| sheet.position(id).and_then(|at| sheet.share(at));
    let (Some(first), Some(second)) = (share(twin.first), share(twin.second)) else { return false };
    let mut fields = second.object();
    fields.insert("id".to_owned(), twin.first.to_string().into());
    // Its name as the first one writes it.
    for column in def.key_columns {
        let key = def.columns[*column].key;
        if let (Kind::Text | Kind::Prose, Some(own)) = (def.columns[*column].kind, first.object().remove(key))
        {
            fields.insert(key.to_owned(), own);
        }
    }
    let Some(second) = def.row_of(fields) else { return false };
    let mut found: Vec<Conflict> = Vec::new();
    let joined = merge_fields(None, &first, &*second, &mut found);
    let mut list: Vec<Arc<dyn AnyRow>> = Vec::with_capacity(sheet.len());
    for row in (0..sheet.len()).filter_map(|at| sheet.share(at)) {
        match row.id() {
            id if id == twin.second => {}
            id if id == twin.first => list.push(Arc::clone(&joined)),
            _ => list.push(row),
        }
    }
    let Some(list) = def.gather(list) else { return false };
    project.put_sheet(list);
    refer(project, twin);
    let conflicts = Arc::make_mut(&mut project.conflicts);
    for conflict in conflicts.iter_mut().filter(|conflict| conflict.row == twin.second) {
        conflict.row = twin.first;
    }
    found.retain(|conflict| !conflicts.contains(conflict));
    for conflict in &mut found {
        conflict.source = source.map(str::to_owned);
    }
    conflicts.append(&mut found);
    true
}

/// Lets all links to the second row mean the first.
fn refer(project: &mut Project, twin: &Twin) {
    let linked = |def: &SheetDef| {
        let is_link = |kind| matches!(kind, Kind::Link(sheet) if sheet == twin.sheet.key);
        (0..def.columns.len()).filter(|at| is_link(def.columns[*at].kind)).collect::<Vec<_>>()
    };
    let mut edits = Vec::new();
    for sheet in project.sheets() {
        let def = sheet.def();
        for column in linked(def) {
            for row in rows(&**sheet).filter(|row| row.get(column) == Cell::Link(twin.second)) {
                let cell = Cell::Link(twin.first);
                edits.push(super::Edit::Set { sheet: def.key, row: row.id(), column, cell });
            }
        }
    }
    // Every cell holds a link already.
    let _applied = project.apply(super::Edit::Many(edits));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::{Edit, merge};
    use crate::sheet;
    use crate::sheet::{Link, Row as _, Score};
    use ecow::EcoString;

    sheet! {
        /// A card.
        Person in "people" = "人员" / "People", keyed name + centre;
        name: EcoString = "姓名" / "Name",
        centre: EcoString = "中心" / "Centre",
        awareness: Option<Score> = "认知" / "Awareness",
        desire: Option<Score> = "意愿" / "Desire",
    }

    sheet! {
        /// A note on a card, on a day.
        Note in "notes" = "笔记" / "Notes", keyed about + date;
        about: Link<Person> = "关于" / "About",
        date: Option<chrono::NaiveDate> = "日期" / "Date",
        text: EcoString = "内容" / "Text",
    }

    fn person(n: u64, name: &str, centre: &str, awareness: u8) -> Person {
        Person {
            name: name.into(),
            centre: centre.into(),
            awareness: Score::new(awareness),
            ..Person::with_id(Id::new(n))
        }
    }

    #[test]
    fn what_two_have_entered_is_proposed_and_joined_when_asked() {
        let base = Project::empty(Id::new(1), &[Person::DEF, Note::DEF]);
        let put = |project: &mut Project, row: Person| _ = project.apply(Edit::append(row)).unwrap();
        let day = chrono::NaiveDate::from_ymd_opt(2026, 4, 1);
        let note = |project: &mut Project, id: u64, about: u64, text: &str| {
            let about = Link::to(Id::new(about));
            let note = Note { about, date: day, text: text.into(), ..Note::with_id(Id::new(id)) };
            project.apply(Edit::append(note)).unwrap();
        };
        let (mut mine, mut theirs) = (base.clone(), base.clone());
        put(&mut mine, person(10, "Team 1", "C1", 3));
        put(&mut mine, person(11, "Team 2", "C1", 3));
        put(&mut theirs, Person { desire: Score::new(2), ..person(20, "ｔｅａｍ　1", "c 1", 4) });
        put(&mut theirs, person(21, "Team 2", "C2", 3));
        // Two of one name beside each other were seen by somebody.
        put(&mut theirs, person(22, "Twins", "C9", 3));
        put(&mut theirs, person(23, "Twins", "C9", 3));
        note(&mut mine, 30, 10, "calm");
        note(&mut theirs, 31, 20, "loud");
        let mut merged = merge(&base, &mine, &theirs);
        // A second row of mine is likely the same as one that theirs has had all along: that is no twin.
        let mut later = mine.clone();
        put(&mut later, person(12, "Team 1", "C1", 5));
        assert_eq!(twins(&merge(&mine, &later, &mine), &later, &mine), []);
        assert_eq!(merged.rows::<Person>().len(), 6, "nothing is joined by itself");
        let found = twins(&merged, &mine, &theirs);
        let pairs: Vec<(Id, Id)> = found.iter().map(|twin| (twin.first, twin.second)).collect();
        assert_eq!(pairs, [(Id::new(10), Id::new(20)), (Id::new(30), Id::new(31))]);
        for twin in &found {
            assert!(join(&mut merged, twin, None));
        }
        assert!(!join(&mut merged, &found[0], None), "there is nothing left to join");
        let joined = merged.find::<Person>(Id::new(10)).unwrap();
        assert_eq!((joined.name.as_str(), joined.desire), ("Team 1", Score::new(2)));
        assert_eq!(joined.awareness, Score::new(3));
        let waiting: Vec<(&str, &str)> =
            merged.conflicts.iter().map(|c| (c.sheet.as_str(), c.field.as_str())).collect();
        assert_eq!(waiting, [("people", "awareness"), ("notes", "text")]);
        assert_eq!(merged.rows::<Note>().len(), 1);
        assert_eq!(merged.rows::<Note>()[0].about.0, Some(Id::new(10)));
    }
}
