//! Many edits as one, at a cost that grows with their number and not with that of the rows they look up.
//!
//! A sheet that is edited is taken apart once: its rows in slots that an id leads to, and the order of the slots
//! in short blocks, so that a row put in or taken out moves a few hundred numbers and not all rows behind it.

use super::{Edit, Project, Refused, entered};
use crate::sheet::{AnyRow, AnySheet, Cell, Id, RECORD, SheetDef};
use chrono::NaiveDate;
use foldhash::{HashMap, HashMapExt as _};
use std::sync::Arc;

/// Applies the edits in order and turns each into the one that takes it back, the last first. After an error the
/// project is good for nothing, so it should be a copy.
pub(super) fn apply(
    project: &mut Project,
    edits: &mut [Edit],
    day: Option<NaiveDate>,
) -> Result<(), Refused> {
    let mut batch = Batch { project, tables: Vec::new(), day };
    batch.apply_all(edits)?;
    let Batch { project, tables, .. } = batch;
    let sheets = Arc::make_mut(&mut project.sheets);
    for table in tables {
        let at = table.at;
        sheets[at] = table.sheet().ok_or(Refused::WrongKind)?;
    }
    Ok(())
}

struct Batch<'a> {
    project: &'a mut Project,
    tables: Vec<Table>,
    /// The day on which a person makes the edits; none where they are not recorded.
    day: Option<NaiveDate>,
}

impl Batch<'_> {
    fn apply_all(&mut self, edits: &mut [Edit]) -> Result<(), Refused> {
        edits.iter_mut().try_for_each(|edit| self.apply(edit))?;
        edits.reverse();
        Ok(())
    }

    fn apply(&mut self, edit: &mut Edit) -> Result<(), Refused> {
        let day = self.day;
        match edit {
            Edit::Set { sheet, row, column, cell } => {
                let table = self.table(sheet)?;
                let Some(day) = day else { return table.set(*row, *column, cell) };
                let (row, columns) = (*row, 1_u64.checked_shl(*column as u32).ok_or(Refused::WrongKind)?);
                let from = table.share(row)?;
                table.set(row, *column, cell)?;
                table.record(row, &*from, columns, day)?;
                *edit = Edit::Cells { row, from, columns: columns | RECORD };
                Ok(())
            }
            Edit::Cells { row, from, columns } => {
                let table = self.table(from.def().key)?;
                *from = table.take(*row, &**from, *columns)?;
                if let Some(day) = day {
                    table.record(*row, &**from, *columns, day)?;
                    *columns |= RECORD;
                }
                Ok(())
            }
            Edit::Insert { row, .. } => {
                let remove = Edit::Remove { sheet: row.def().key, row: row.id() };
                // The row goes over as it is: one that the edit went on holding would have to be copied.
                if let Edit::Insert { at, row } = std::mem::replace(edit, remove) {
                    let sheet = row.def().key;
                    let row = if let Some(day) = day { entered(row, day) } else { row };
                    self.table(sheet)?.insert(at, row)?;
                }
                Ok(())
            }
            Edit::Remove { sheet, row } => {
                let (at, row) = self.table(sheet)?.remove(*row)?;
                *edit = Edit::Insert { at, row };
                Ok(())
            }
            Edit::Move { sheet, row, to } => {
                *to = self.table(sheet)?.shift(*row, *to)?;
                Ok(())
            }
            Edit::Conflict { at, put } => {
                *edit = self.project.put_conflict(*at, put.clone());
                Ok(())
            }
            Edit::Settle(conflict) => {
                *edit = self.project.settle_conflict(conflict.clone());
                Ok(())
            }
            Edit::Removed(change) => {
                *edit = self.project.change_removed(std::mem::take(change));
                Ok(())
            }
            // A step of its own, never one of many.
            Edit::Whole { .. } => Err(Refused::WrongKind),
            Edit::Many(edits) => self.apply_all(edits),
        }
    }

    fn table(&mut self, sheet: &str) -> Result<&mut Table, Refused> {
        let at = if let Some(at) = self.tables.iter().position(|table| table.def.key == sheet) {
            at
        } else {
            let found = self.project.sheets.iter().enumerate().find(|(_, s)| s.def().key == sheet);
            let (at, sheet) = found.ok_or(Refused::NoSheet)?;
            self.tables.push(Table::of(at, &**sheet));
            self.tables.len() - 1
        };
        Ok(&mut self.tables[at])
    }
}

/// A sheet taken apart.
struct Table {
    def: &'static SheetDef,
    /// The place among the project's sheets.
    at: usize,
    /// A slot for each row that was ever there; one taken out leaves its slot empty.
    rows: Vec<Option<Arc<dyn AnyRow>>>,
    slots: HashMap<Id, u32>,
    order: Order,
}

impl Table {
    fn of(at: usize, sheet: &dyn AnySheet) -> Table {
        let rows: Vec<_> = (0..sheet.len()).map(|place| sheet.share(place)).collect();
        let mut slots = HashMap::with_capacity(rows.len());
        for (slot, row) in (0..).zip(rows.iter().flatten()) {
            // Of two rows with one id the first is meant, as everywhere.
            slots.entry(row.id()).or_insert(slot);
        }
        Table { def: sheet.def(), at, order: Order::of(rows.len()), rows, slots }
    }

    /// The sheet put together again.
    fn sheet(mut self) -> Option<Arc<dyn AnySheet>> {
        let rows = self.order.slots().filter_map(|slot| self.rows[slot as usize].take()).collect();
        self.def.gather(rows)
    }

    fn slot(&self, id: Id) -> Result<u32, Refused> {
        self.slots.get(&id).copied().ok_or(Refused::NoRow)
    }

    /// Puts the value in and leaves the old one in its place.
    fn set(&mut self, id: Id, column: usize, cell: &mut Cell) -> Result<(), Refused> {
        let slot = self.slot(id)?;
        let row = self.rows[slot as usize].as_mut().ok_or(Refused::NoRow)?;
        if Arc::get_mut(row).is_none() {
            *row = row.copy();
        }
        let row = Arc::get_mut(row).ok_or(Refused::NoRow)?;
        let old = row.get(column);
        if !row.set(column, std::mem::replace(cell, old)) {
            return Err(Refused::WrongKind);
        }
        Ok(())
    }

    fn share(&self, id: Id) -> Result<Arc<dyn AnyRow>, Refused> {
        self.rows[self.slot(id)? as usize].clone().ok_or(Refused::NoRow)
    }

    /// Notes what a person has changed in a row on a day.
    fn record(&mut self, id: Id, before: &dyn AnyRow, columns: u64, day: NaiveDate) -> Result<(), Refused> {
        let slot = self.slot(id)?;
        // It was copied for the change, so that nobody shares it.
        let row = self.rows[slot as usize].as_mut().and_then(Arc::get_mut).ok_or(Refused::NoRow)?;
        row.record(before, columns, day);
        Ok(())
    }

    /// Puts the cells in and gives the row as it was.
    fn take(&mut self, id: Id, from: &dyn AnyRow, columns: u64) -> Result<Arc<dyn AnyRow>, Refused> {
        let slot = self.slot(id)?;
        let row = self.rows[slot as usize].as_mut().ok_or(Refused::NoRow)?;
        let before = std::mem::replace(row, row.copy());
        let taken = Arc::get_mut(row).is_some_and(|row| {
            row.take_record(from, columns);
            row.take(from, columns)
        });
        if taken { Ok(before) } else { Err(Refused::WrongKind) }
    }

    fn insert(&mut self, at: usize, row: Arc<dyn AnyRow>) -> Result<(), Refused> {
        let id = row.id();
        if self.slots.contains_key(&id) {
            return Err(Refused::RowExists);
        }
        let slot = self.order.add(at);
        self.slots.insert(id, slot);
        self.rows.push(Some(row));
        Ok(())
    }

    fn remove(&mut self, id: Id) -> Result<(usize, Arc<dyn AnyRow>), Refused> {
        let slot = self.slot(id)?;
        let row = self.rows[slot as usize].take().ok_or(Refused::NoRow)?;
        self.slots.remove(&id);
        Ok((self.order.take(slot), row))
    }

    /// Moves a row and gives the place it had.
    fn shift(&mut self, id: Id, to: usize) -> Result<usize, Refused> {
        let slot = self.slot(id)?;
        let from = self.order.take(slot);
        self.order.put(to, slot);
        Ok(from)
    }
}

/// So many slots a block holds at first, and half of what it holds at most.
const BLOCK: usize = 256;

/// The slots in the order of the rows.
struct Order {
    /// Neighbours in their order, blocks in no order.
    blocks: Vec<Vec<u32>>,
    /// The blocks in their order.
    sequence: Vec<u32>,
    /// The block of each slot.
    block_of: Vec<u32>,
    len: usize,
}

impl Order {
    fn of(len: usize) -> Order {
        let slots: Vec<u32> = (0..).take(len).collect();
        // Also without a row there is a block to put one into.
        let blocks =
            if len == 0 { vec![Vec::new()] } else { slots.chunks(BLOCK).map(<[u32]>::to_vec).collect() };
        let block_of = slots.iter().map(|slot| slot / BLOCK as u32).collect();
        Order { sequence: (0..).take(blocks.len()).collect(), blocks, block_of, len }
    }

    fn slots(&self) -> impl Iterator<Item = u32> {
        self.sequence.iter().flat_map(|block| self.blocks[*block as usize].iter().copied())
    }

    /// Puts a new slot at a place, or at the end if that is beyond it.
    fn add(&mut self, at: usize) -> u32 {
        let slot = self.block_of.len() as u32;
        self.block_of.push(0);
        self.put(at, slot);
        slot
    }

    fn put(&mut self, at: usize, slot: u32) {
        let (nth, within) = self.find(at);
        let number = self.sequence[nth];
        let block = &mut self.blocks[number as usize];
        block.insert(within, slot);
        self.block_of[slot as usize] = number;
        self.len += 1;
        if block.len() == 2 * BLOCK {
            let rest = block.split_off(BLOCK);
            let next = self.blocks.len() as u32;
            for slot in &rest {
                self.block_of[*slot as usize] = next;
            }
            self.blocks.push(rest);
            self.sequence.insert(nth + 1, next);
        }
    }

    /// Takes a slot out and gives the place it had.
    fn take(&mut self, slot: u32) -> usize {
        let number = self.block_of[slot as usize];
        let before = self.sequence.iter().take_while(|block| **block != number);
        let before: usize = before.map(|block| self.blocks[*block as usize].len()).sum();
        let block = &mut self.blocks[number as usize];
        let within = block.iter().position(|other| *other == slot).unwrap_or(block.len());
        block.drain(within..block.len().min(within + 1));
        self.len -= 1;
        before + within
    }

    /// Which block of the sequence a place falls into, and where in it.
    fn find(&self, at: usize) -> (usize, usize) {
        let last = self.sequence.len() - 1;
        let len = |nth: usize| self.blocks[self.sequence[nth] as usize].len();
        if at >= self.len {
            return (last, len(last));
        }
        let mut within = at;
        let nth = (0..last).find(|nth| {
            let here = within <= len(*nth);
            within -= if here { 0 } else { len(*nth) };
            here
        });
        (nth.unwrap_or(last), within)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet::OneValue as Reading;
    use crate::sheet::Row as _;

    #[test]
    fn a_row_that_is_put_in_is_not_copied() {
        let day = NaiveDate::from_ymd_opt(2026, 3, 2);
        for day in [None, day] {
            let mut project = Project::empty(Id::new(1), &[Reading::DEF]);
            let rows = (2..50).map(|n| Arc::new(Reading::with_id(Id::new(n))));
            let rows: Vec<Arc<dyn AnyRow>> = rows.map(|row| row as Arc<dyn AnyRow>).collect();
            let given: Vec<*const ()> = rows.iter().map(|row| Arc::as_ptr(row).cast()).collect();
            let mut edits: Vec<Edit> = rows.into_iter().map(|row| Edit::Insert { at: 0, row }).collect();
            apply(&mut project, &mut edits, day).unwrap();
            let sheet = project.sheet("readings").unwrap();
            let held = (0..sheet.len()).filter_map(|at| sheet.share(at)).map(|row| {
                assert_eq!(row.entered().day(), day);
                Arc::as_ptr(&row).cast()
            });
            assert_eq!(held.rev().collect::<Vec<*const ()>>(), given);
            assert!(edits.iter().all(|edit| matches!(edit, Edit::Remove { .. })));
            // Taken back and done again.
            apply(&mut project, &mut edits, None).unwrap();
            assert!(project.sheet("readings").unwrap().is_empty());
            apply(&mut project, &mut edits, None).unwrap();
            assert_eq!(project.sheet("readings").unwrap().len(), 48);
        }
    }
}
