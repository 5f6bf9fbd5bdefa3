//! Merges what two windows have made of the same project. Rows are told apart by id and
//! fields by key, so only the same field changed by both is a conflict: mine is shown, theirs is kept
//! in the project's conflicts. No clock decides anything.
//!
//! With `b` the common base and `o` any other project: `merge(b, o, b) = o = merge(b, b, o)`, and
//! `merge(b, o, o) = o`.

mod kept;

use crate::project::{Conflict, Project, Unknown, removed};
use crate::sheet::{AnyRow, AnySheet, ENTERED_KEYS, Id, SheetDef};
use serde_json::{Map, Value};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;

/// Merges what `mine` and `theirs` have made of `base` into one project.
pub fn merge(base: &Project, mine: &Project, theirs: &Project) -> Project {
    if mine.same(theirs) || theirs.same(base) {
        return mine.clone();
    }
    if mine.same(base) {
        return theirs.clone();
    }
    let mut merged = mine.clone();
    let mut found = Vec::new();
    for sheet in theirs.sheets() {
        let key = sheet.def().key;
        if !theirs.shares(base, key) && !theirs.shares(mine, key) {
            let sides =
                Sides { base: base.sheet(key), mine: mine.sheet(key), theirs: &**sheet, def: sheet.def() };
            let rows = sides.merge(&mut found);
            // A sheet that is still mine, or has become theirs, stays shared, so that nobody has to
            // look into it again.
            if sides.mine.is_some_and(|mine| holds(mine, &rows)) {
                continue;
            }
            if holds(&**sheet, &rows) {
                merged.put_sheet(Arc::clone(sheet));
            } else if let Some(rows) = sides.def.gather(rows) {
                merged.put_sheet(rows);
            }
        }
    }
    kept::bring_back(base, theirs, mine, &mut merged);
    kept::bring_back(base, mine, theirs, &mut merged);
    merged.unknown = merge_unknown(base, mine, theirs, &mut found);
    merged.conflicts = merge_conflicts(base, mine, theirs, found);
    merged.removed = removed::merged(base, mine, theirs, &merged);
    merged
}

/// Tells whether a sheet is made of these very rows.
fn holds(sheet: &dyn AnySheet, rows: &[Arc<dyn AnyRow>]) -> bool {
    let same = |(at, row): (usize, &Arc<dyn AnyRow>)| {
        sheet.row(at).is_some_and(|r| std::ptr::addr_eq(r, &raw const **row))
    };
    sheet.len() == rows.len() && rows.iter().enumerate().all(same)
}

/// Picks one of three values that `mine` and `theirs` have made of `base`; `Err` if both changed it differently.
fn pick<T: PartialEq>(base: T, mine: T, theirs: T) -> Result<T, (T, T, T)> {
    if theirs == base || mine == theirs {
        Ok(mine)
    } else if mine == base {
        Ok(theirs)
    } else {
        Err((base, mine, theirs))
    }
}

/// The rows of one sheet on the three sides.
struct Sides<'a> {
    def: &'static SheetDef,
    base: Option<&'a dyn AnySheet>,
    mine: Option<&'a dyn AnySheet>,
    theirs: &'a dyn AnySheet,
}

/// Rows by id, with their places.
struct Index<'a> {
    sheet: Option<&'a dyn AnySheet>,
    order: Vec<Id>,
    places: HashMap<Id, usize>,
}

impl<'a> Index<'a> {
    fn of(sheet: Option<&'a dyn AnySheet>) -> Index<'a> {
        let len = sheet.map_or(0, AnySheet::len);
        let order: Vec<Id> = (0..len).filter_map(|at| sheet?.row(at)).map(AnyRow::id).collect();
        let places = order.iter().enumerate().map(|(at, id)| (*id, at)).collect();
        Index { sheet, order, places }
    }

    fn row(&self, id: Id) -> Option<&'a dyn AnyRow> {
        self.sheet?.row(*self.places.get(&id)?)
    }

    fn share(&self, id: Id) -> Option<Arc<dyn AnyRow>> {
        self.sheet?.share(*self.places.get(&id)?)
    }

    /// Tells whether both sides hold the same row under this id.
    fn same(&self, other: &Index<'_>, id: Id) -> bool {
        match (self.row(id), other.row(id)) {
            (Some(a), Some(b)) => std::ptr::addr_eq(a, b) || a.def().equal(a, b),
            (a, b) => a.is_none() && b.is_none(),
        }
    }
}

impl Sides<'_> {
    fn merge(&self, found: &mut Vec<Conflict>) -> Vec<Arc<dyn AnyRow>> {
        let (base, mine, theirs) = (Index::of(self.base), Index::of(self.mine), Index::of(Some(self.theirs)));
        let mut rows: HashMap<Id, Arc<dyn AnyRow>> = HashMap::with_capacity(mine.order.len());
        for id in mine.order.iter().chain(&theirs.order) {
            if !rows.contains_key(id)
                && let Some(row) = merge_row(*id, &base, &mine, &theirs, found)
            {
                rows.insert(*id, row);
            }
        }
        let order = merge_order(&base, &mine, &theirs, |id| rows.contains_key(&id));
        order.into_iter().filter_map(|id| rows.remove(&id)).collect()
    }
}

/// Merges one row; none if it is deleted. An edit beats a deletion.
fn merge_row(
    id: Id,
    base: &Index<'_>,
    mine: &Index<'_>,
    theirs: &Index<'_>,
    found: &mut Vec<Conflict>,
) -> Option<Arc<dyn AnyRow>> {
    if theirs.same(base, id) || mine.same(theirs, id) {
        return mine.share(id);
    }
    if mine.same(base, id) {
        return theirs.share(id);
    }
    let (Some(own), Some(other)) = (mine.share(id), theirs.share(id)) else {
        return mine.share(id).or_else(|| theirs.share(id));
    };
    Some(merge_fields(base.row(id), &own, &*other, found))
}

/// Merges a row that both changed, field by field, unknown ones too.
pub(super) fn merge_fields(
    base: Option<&dyn AnyRow>,
    mine: &Arc<dyn AnyRow>,
    theirs: &dyn AnyRow,
    found: &mut Vec<Conflict>,
) -> Arc<dyn AnyRow> {
    let (base, own, other) =
        (base.map(<dyn AnyRow>::object).unwrap_or_default(), mine.object(), theirs.object());
    let mut merged = own.clone();
    let keys: BTreeSet<&String> = base.keys().chain(own.keys()).chain(other.keys()).collect();
    for key in keys {
        match pick(base.get(key), own.get(key), other.get(key)) {
            Ok(Some(value)) => {
                merged.insert(key.clone(), value.clone());
            }
            Ok(None) => {
                merged.shift_remove(key);
            }
            // When a thing was entered is no matter of choice: both windows are right.
            Err(values) if ENTERED_KEYS.contains(&key.as_str()) => {
                merged.shift_remove(key);
                merged.extend(both_entered(values).map(|value| (key.clone(), value)));
            }
            // What only the program reads is no matter of choice either: mine is the newer, it is written now.
            Err(_) if is_internal(mine.def(), key) => {}
            Err((base, mine_value, theirs)) => found.push(Conflict {
                sheet: mine.def().key.to_owned(),
                row: mine.id(),
                field: key.clone(),
                base: value(base),
                mine: value(mine_value),
                theirs: value(theirs),
                source: None,
            }),
        }
    }
    // Every field comes from a sound row of this sheet, so this one is sound too.
    mine.def().row_of(merged).unwrap_or_else(|| Arc::clone(mine))
}

/// Whether a field is a column that only the program reads.
fn is_internal(def: &SheetDef, key: &str) -> bool {
    def.column(key).is_some_and(|at| def.columns[at].internal)
}

/// Merges what both windows say of when a row was entered or corrected: the earlier day, and for each day and column
/// what either has noted and neither has taken back.
fn both_entered((base, mine, theirs): (Option<&Value>, Option<&Value>, Option<&Value>)) -> Option<Value> {
    if [mine, theirs].into_iter().flatten().any(|side| !side.is_object()) {
        // Days as they are written come in the order of the calendar.
        let day = |side: &&Value| side.as_str().map(str::to_owned);
        return [mine, theirs].into_iter().flatten().min_by_key(day).cloned();
    }
    let object = |side: Option<&Value>| side.and_then(Value::as_object).cloned().unwrap_or_default();
    let (base, mine, theirs) = (object(base), object(mine), object(theirs));
    let mut merged = Map::new();
    for day in keys(&mine, &theirs) {
        let [base, mine, theirs] = [&base, &mine, &theirs].map(|side| object(side.get(day)));
        let mut cells = Map::new();
        for column in keys(&mine, &theirs) {
            let picked = pick(base.get(column), mine.get(column), theirs.get(column));
            if let Some(cell) = picked.unwrap_or_else(|(_, mine, theirs)| mine.or(theirs)) {
                cells.insert(column.clone(), cell.clone());
            }
        }
        if !cells.is_empty() {
            merged.insert(day.clone(), cells.into());
        }
    }
    (!merged.is_empty()).then(|| merged.into())
}

/// Lists the keys of mine, and then those that only theirs has.
fn keys<'a>(
    mine: &'a Map<String, Value>,
    theirs: &'a Map<String, Value>,
) -> impl Iterator<Item = &'a String> {
    mine.keys().chain(theirs.keys().filter(|key| !mine.contains_key(*key)))
}

fn value(value: Option<&Value>) -> Value {
    value.cloned().unwrap_or(Value::Null)
}

/// Merges the orders: theirs, with each row that I put in or moved behind the row it follows in mine.
fn merge_order(
    base: &Index<'_>,
    mine: &Index<'_>,
    theirs: &Index<'_>,
    stays: impl Fn(Id) -> bool,
) -> Vec<Id> {
    let moved = moved(base, mine);
    let guest = |id: &Id| !theirs.places.contains_key(id) || moved.contains(id);
    let mut follows: HashMap<Option<Id>, Id> = HashMap::new();
    let mut before = None;
    for id in mine.order.iter().filter(|id| stays(**id)) {
        if guest(id) {
            follows.insert(before, *id);
        }
        before = Some(*id);
    }
    let hosts = theirs.order.iter().filter(|id| stays(**id) && !moved.contains(id));
    let mut order = Vec::with_capacity(theirs.order.len() + follows.len());
    for host in std::iter::once(None).chain(hosts.map(|id| Some(*id))) {
        order.extend(host);
        let mut last = host;
        while let Some(next) = follows.get(&last) {
            order.push(*next);
            last = Some(*next);
        }
    }
    order
}

/// Finds the rows that must have been moved to turn the order of base into that of mine: all but a longest
/// run that kept its order.
fn moved(base: &Index<'_>, mine: &Index<'_>) -> HashSet<Id> {
    let common: Vec<(Id, usize)> =
        mine.order.iter().filter_map(|id| base.places.get(id).map(|at| (*id, *at))).collect();
    if common.windows(2).all(|pair| pair[0].1 < pair[1].1) {
        return HashSet::new();
    }
    // `ends[n]` is where the run of length n + 1 with the smallest last place ends.
    let mut ends: Vec<usize> = Vec::new();
    let mut previous = vec![None; common.len()];
    for (at, (_, place)) in common.iter().enumerate() {
        let length = ends.partition_point(|end| common[*end].1 < *place);
        previous[at] = length.checked_sub(1).map(|n| ends[n]);
        if length == ends.len() {
            ends.push(at);
        } else {
            ends[length] = at;
        }
    }
    let mut moved: HashSet<Id> = common.iter().map(|(id, _)| *id).collect();
    let mut kept = ends.last().copied();
    while let Some(at) = kept {
        moved.remove(&common[at].0);
        kept = previous[at];
    }
    moved
}

fn merge_unknown(
    base: &Project,
    mine: &Project,
    theirs: &Project,
    found: &mut Vec<Conflict>,
) -> Arc<Unknown> {
    let (b, m, t) = (&base.unknown, &mine.unknown, &theirs.unknown);
    if t == b || m == t {
        return Arc::clone(m);
    }
    if m == b {
        return Arc::clone(t);
    }
    let mut merged = Unknown::clone(m);
    let mut conflict = |sheet: &str, field: &str, base, own, other| {
        let (sheet, field) = (sheet.to_owned(), field.to_owned());
        found.push(Conflict { sheet, row: mine.id, field, base, mine: own, theirs: other, source: None });
    };
    let keys: BTreeSet<&String> = b.header.keys().chain(m.header.keys()).chain(t.header.keys()).collect();
    for key in keys {
        match pick(b.header.get(key), m.header.get(key), t.header.get(key)) {
            Ok(Some(value)) => {
                merged.header.insert(key.clone(), value.clone());
            }
            Ok(None) => {
                merged.header.shift_remove(key);
            }
            Err((base, own, other)) => conflict("", key, value(base), value(own), value(other)),
        }
    }
    let raw =
        |unknown: &Unknown, key: &str| unknown.sheets.iter().find(|(k, _)| k == key).map(|(_, r)| r.clone());
    let parsed =
        |raw: Option<Box<str>>| raw.and_then(|r| serde_json::from_str(&r).ok()).unwrap_or(Value::Null);
    let keys: BTreeSet<&String> =
        [b, m, t].iter().flat_map(|u| u.sheets.iter().map(|(key, _)| key)).collect();
    for key in keys {
        match pick(raw(b, key), raw(m, key), raw(t, key)) {
            Ok(kept) => match (merged.sheets.iter().position(|(k, _)| k == key), kept) {
                (Some(at), Some(raw)) => merged.sheets[at].1 = raw,
                (Some(at), None) => drop(merged.sheets.remove(at)),
                (None, Some(raw)) => merged.sheets.push((key.clone(), raw)),
                (None, None) => {}
            },
            Err((base, own, other)) => conflict(key, "", parsed(base), parsed(own), parsed(other)),
        }
    }
    let known = [&b.removed[..], &m.removed[..]].concat();
    merged.removed.retain(|entry| t.removed.contains(entry) || !b.removed.contains(entry));
    merged.removed.extend(t.removed.iter().filter(|entry| !known.contains(entry)).cloned());
    Arc::new(merged)
}

/// Merges the conflicts: all that wait on either side, but none that one side has settled.
fn merge_conflicts(
    base: &Project,
    mine: &Project,
    theirs: &Project,
    found: Vec<Conflict>,
) -> Arc<Vec<Conflict>> {
    let (b, m, t) = (&base.conflicts, &mine.conflicts, &theirs.conflicts);
    let mut merged = if t == b || m == t {
        Arc::clone(m)
    } else if m == b {
        Arc::clone(t)
    } else {
        let waits = |c: &&Conflict| m.contains(c) || !b.contains(c);
        let mut list: Vec<Conflict> = t.iter().filter(waits).cloned().collect();
        let new = |c: &&Conflict| !b.contains(c) && !t.contains(c);
        list.extend(m.iter().filter(new).cloned());
        Arc::new(list)
    };
    for conflict in found {
        if !merged.contains(&conflict) {
            Arc::make_mut(&mut merged).push(conflict);
        }
    }
    merged
}

/// A project as a window shows it, with the number of the last remote change merged into it.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// The project as shown.
    pub project: Project,
    /// The number of the last remote change merged; 0 before any.
    pub change_number: u64,
}

impl Snapshot {
    /// Returns the snapshot of a project just opened.
    pub fn of(project: Project) -> Snapshot {
        Snapshot { project, change_number: 0 }
    }

    /// Merges a change that others have written, whatever has been edited since. Changes must come in order;
    /// one that is merged already makes no difference.
    pub fn absorb(&mut self, change: &RemoteChange) {
        if change.number > self.change_number {
            self.project = merge(&change.from, &self.project, &change.to);
            self.change_number = change.number;
        }
    }
}

/// A change that others have written into the file: a step from a project that the window had to one that holds
/// the change.
#[derive(Clone, Debug)]
pub struct RemoteChange {
    /// Its number; the first one is 1.
    pub number: u64,
    pub(crate) from: Project,
    pub(crate) to: Project,
}

impl RemoteChange {
    /// The project before the change, and after it.
    pub fn sides(&self) -> (&Project, &Project) {
        (&self.from, &self.to)
    }
}
