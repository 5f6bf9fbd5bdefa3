//! The laws of the merge.

use crate::sample::{self, Note, Person, REGISTRY, id, name, project, text};
use changebook::project::{Conflict, Edit, Project};
use changebook::sheet::{Cell, Score};
use changebook::store::format::{duplicate_id, read};
use changebook::store::merge::merge;
use proptest::prelude::*;
use std::sync::Arc;

/// The same project, as another process would have it: no row is shared.
fn afar(project: &Project) -> Project {
    read(text(project).as_bytes(), REGISTRY).unwrap().project
}

#[derive(Clone, Debug)]
enum SaveStep {
    Name(u64, u8),
    Score(u64, u8),
    Insert(u64, usize),
    Remove(u64),
    Move(u64, usize),
    Note(u64, u8),
    Settle(usize),
    Header(u8),
    Later(u8),
    Rest(u64, u8),
}

fn steps() -> impl Strategy<Value = Vec<SaveStep>> {
    let row = || 1_u64..9;
    prop::collection::vec(
        prop_oneof![
            3 => (row(), 0_u8..4).prop_map(|(r, v)| SaveStep::Name(r, v)),
            3 => (row(), 1_u8..6).prop_map(|(r, v)| SaveStep::Score(r, v)),
            2 => (0_u64..30, 0_usize..10).prop_map(|(r, at)| SaveStep::Insert(r, at)),
            2 => row().prop_map(SaveStep::Remove),
            3 => (row(), 0_usize..10).prop_map(|(r, to)| SaveStep::Move(r, to)),
            1 => (0_u64..30, 0_u8..3).prop_map(|(r, v)| SaveStep::Note(r, v)),
            1 => (0_usize..3).prop_map(SaveStep::Settle),
            1 => (0_u8..3).prop_map(SaveStep::Header),
            1 => (0_u8..3).prop_map(SaveStep::Later),
            2 => (row(), 0_u8..3).prop_map(|(r, v)| SaveStep::Rest(r, v)),
        ],
        0..12,
    )
}

/// Makes the changes; `window` keeps the ids of new rows apart.
fn made(base: &Project, steps: &[SaveStep], window: u64) -> Project {
    let mut project = base.clone();
    for step in steps {
        // A step that is not possible any more is left out.
        let _either = match step.clone() {
            SaveStep::Name(r, v) => {
                project.apply(Edit::set::<Person>(id(r), "name", Cell::Text(format!("n{v}").into())))
            }
            SaveStep::Score(r, v) => {
                project.apply(Edit::set::<Person>(id(r), "awareness", Cell::Score(Score::new(v).unwrap())))
            }
            SaveStep::Insert(r, at) => {
                let row = sample::person(100 + 50 * window + r, "new");
                project.apply(Edit::Insert { at, row: Arc::new(row) })
            }
            SaveStep::Remove(r) => project.apply(Edit::Remove { sheet: "people", row: id(r) }),
            SaveStep::Move(r, to) => project.apply(Edit::Move { sheet: "people", row: id(r), to }),
            SaveStep::Note(r, v) => project.apply(Edit::append(Note {
                id: id(300 + 50 * window + r),
                body: format!("b{v}").into(),
                ..Note::default()
            })),
            SaveStep::Settle(at) => {
                let Some(conflict) = project.conflicts.get(at).cloned() else { continue };
                project.apply(Edit::Settle(Box::new(conflict)))
            }
            SaveStep::Header(v) => {
                Arc::make_mut(&mut project.unknown).header.insert("theme".into(), v.into());
                continue;
            }
            SaveStep::Later(v) => {
                Arc::make_mut(&mut project.unknown).sheets = vec![("later".into(), format!("[{v}]").into())];
                continue;
            }
            SaveStep::Rest(r, v) => {
                let Some(row) = project.find::<Person>(id(r)) else { continue };
                let mut row = row.clone();
                row.rest.get_or_insert_default().insert("colour".into(), v.into());
                let at = project.sheet("people").unwrap().position(id(r)).unwrap();
                project.apply(Edit::Remove { sheet: "people", row: id(r) }).unwrap();
                project.apply(Edit::Insert { at, row: Arc::new(row) })
            }
        };
    }
    project
}

fn base() -> Project {
    let mut base = Project::empty(sample::PROJECT, REGISTRY);
    for n in 1..9 {
        sample::put(&mut base, sample::person(n, "base"));
    }
    let conflict = |n: u64| Conflict {
        sheet: "people".into(),
        row: id(n),
        field: "name".into(),
        base: "x".into(),
        mine: "y".into(),
        theirs: n.into(),
        source: (n == 2).then(|| "people.xlsx".to_owned()),
    };
    base.conflicts = Arc::new(vec![conflict(1), conflict(2)]);
    base
}

/// Every field of every row as JSON, an absent one being null.
fn leaves(project: &Project) -> std::collections::BTreeMap<(String, String, String), serde_json::Value> {
    let mut leaves = std::collections::BTreeMap::new();
    for sheet in project.sheets() {
        for row in (0..sheet.len()).filter_map(|at| sheet.row(at)) {
            let object: serde_json::Map<String, serde_json::Value> =
                serde_json::from_str(&row.json()).unwrap();
            for (key, value) in object {
                leaves.insert((sheet.def().key.to_owned(), row.id().to_string(), key), value);
            }
        }
    }
    leaves
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn who_changed_alone_is_taken(steps in steps(), far: bool) {
        let b = base();
        let o = made(&b, &steps, 0);
        let other = if far { afar(&o) } else { o.clone() };
        let still = if far { afar(&b) } else { b.clone() };
        prop_assert_eq!(text(&merge(&b, &o, &still)), text(&o));
        prop_assert_eq!(text(&merge(&b, &still, &other)), text(&o));
        prop_assert_eq!(text(&merge(&b, &o, &other)), text(&o));
    }

    #[test]
    fn nothing_changed_is_lost(mine in steps(), theirs in steps()) {
        let b = base();
        let (m, t) = (made(&b, &mine, 0), made(&b, &theirs, 1));
        let merged = merge(&b, &m, &afar(&t));
        prop_assert_eq!(duplicate_id(&merged), None);
        let (was, now) = (leaves(&b), leaves(&merged));
        for (side, other) in [(&m, &t), (&t, &m)] {
            for (leaf, value) in leaves(side) {
                if was.get(&leaf) != Some(&value) {
                    let waits = merged.conflicts.iter().any(|c| {
                        (&c.sheet, &c.row.to_string(), &c.field) == (&leaf.0, &leaf.1, &leaf.2)
                            && (c.theirs == value || c.mine == value)
                    });
                    prop_assert!(now.get(&leaf) == Some(&value) || waits, "{:?} of {:?}", leaf, other);
                }
            }
        }
        // The same again changes nothing, and neither does what is already in it.
        prop_assert_eq!(text(&merge(&t, &merged, &afar(&t))), text(&merged));
        prop_assert_eq!(text(&merge(&b, &merged, &merged)), text(&merged));
        prop_assert_eq!(text(&merge(&merged, &merged, &merged)), text(&merged));
    }

    #[test]
    fn two_windows_that_merge_in_turn_agree(mine in steps(), theirs in steps(), later in steps()) {
        let b = base();
        let (m, t) = (made(&b, &mine, 0), made(&b, &theirs, 1));
        // Theirs is on the disk; mine comes in; the other window, with later edits, takes it in and saves.
        let disk = merge(&b, &m, &afar(&t));
        let other = merge(&t, &made(&t, &later, 2), &afar(&disk));
        prop_assert_eq!(text(&merge(&disk, &afar(&disk), &afar(&other))), text(&other));
    }
}

#[test]
fn different_fields_merge_and_the_same_field_keeps_both() {
    let b = project();
    let (mut m, mut t) = (b.clone(), b.clone());
    name(&mut m, 1, "mine");
    sample::set(&mut t, id(1), "headcount", Cell::Count(99));
    let merged = merge(&b, &m, &afar(&t));
    let row = merged.find::<Person>(id(1)).unwrap();
    assert_eq!((&*row.name, row.headcount, merged.conflicts.len()), ("mine", Some(99), 0));

    name(&mut t, 1, "theirs");
    let merged = merge(&b, &m, &afar(&t));
    assert_eq!(merged.find::<Person>(id(1)).unwrap().name, "mine");
    let conflict = &merged.conflicts[0];
    assert_eq!(
        (&*conflict.field, &conflict.mine, &conflict.theirs),
        ("name", &"mine".into(), &"theirs".into())
    );
    assert_eq!(text(&afar(&merged)), text(&merged), "conflicts survive the file");
}

#[test]
fn an_edit_beats_a_deletion() {
    let b = project();
    let (mut m, mut t) = (b.clone(), b.clone());
    m.apply(Edit::Remove { sheet: "people", row: id(2) }).unwrap();
    name(&mut t, 2, "edited");
    assert_eq!(merge(&b, &m, &t).find::<Person>(id(2)).unwrap().name, "edited");
    assert_eq!(merge(&b, &t, &m).find::<Person>(id(2)).unwrap().name, "edited");
    assert_eq!(merge(&b, &m, &b).rows::<Person>().len(), 2);
}

#[test]
fn a_row_stays_behind_the_one_it_was_put_behind() {
    let b = base();
    let (mut m, mut t) = (b.clone(), b.clone());
    m.apply(Edit::Insert { at: 3, row: Arc::new(sample::person(50, "after 3")) }).unwrap();
    t.apply(Edit::Move { sheet: "people", row: id(3), to: 0 }).unwrap();
    let order: Vec<_> = merge(&b, &m, &t).rows::<Person>().iter().map(|r| r.id).collect();
    assert_eq!(order[..3], [id(3), id(50), id(1)]);
}

#[test]
fn a_conflict_settled_on_one_side_stays_settled() {
    let b = base();
    let (mut m, mut t) = (b.clone(), b.clone());
    m.apply(Edit::Settle(Box::new(b.conflicts[0].clone()))).unwrap();
    t.apply(Edit::Settle(Box::new(b.conflicts[1].clone()))).unwrap();
    assert!(merge(&b, &m, &t).conflicts.is_empty());
}
