//! When a row became known, and what its cells held before each correction, so that an earlier day can be shown as it
//! was seen then.
//!
//! `"entered":"2026-03-04"` is the day a person put the row in. `"was":{"2026-03-11":{"value":80}}` says that on
//! 11 March the value became what it is now, or what a later day says it was, and held 80 before; null is an empty cell.
//! A cell changed twice on a day, or on the day the row was entered, leaves one mark or none. A cell keeps a
//! hundred marks, the latest, so that a row cannot grow without end; of texts ten, and none of a text of more than 2 KiB.

use super::cell::iso_date;
use super::strict::Strict;
use super::{AnyRow, Cell, CellType as _, FastReader, Rest};
use chrono::NaiveDate;
use serde::de::{Error as _, MapAccess};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The bit that stands for [`Entered`] among the bits of the columns: cells are then put back together with it.
pub const RECORD: u64 = 1 << 63;

/// The key of the day a row was entered, and that of what its cells held before.
pub const KEYS: [&str; 2] = ["entered", "was"];

/// A cell keeps the values before so many of its latest corrections; on days before those it counts as it was then.
const MOST: usize = 100;

/// The same of a text.
const MOST_TEXTS: usize = 10;

/// A text is kept up to this length, in bytes.
const LONGEST_TEXT: usize = 2 << 10;

/// Earlier values by the day they were corrected and the column's key, which stand in the order of the keys: an edit
/// that is taken back and made again leaves the same bytes.
type Was = BTreeMap<NaiveDate, Map<String, Value>>;

/// The day a row was entered and what was corrected since; nothing where a file does not tell.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entered {
    day: Option<NaiveDate>,
    was: Option<Box<Was>>,
}

impl Entered {
    /// A row entered on a day.
    pub fn on(day: NaiveDate) -> Entered {
        Entered { day: Some(day), was: None }
    }

    /// The day the row was entered; none for one that a new project begins with, and in files that do not tell.
    pub fn day(&self) -> Option<NaiveDate> {
        self.day
    }

    /// The corrections after a day, the latest first, each with the column's key and what it held before.
    pub fn corrected_after(&self, day: NaiveDate) -> impl Iterator<Item = (&str, &Value)> {
        let later = self.was.iter().flat_map(move |was| was.iter().rev()).filter(move |(on, _)| **on > day);
        later.flat_map(|(_, cells)| cells.iter().map(|(key, value)| (key.as_str(), value)))
    }

    /// Forgets the corrections after a day.
    pub(crate) fn cut_after(&mut self, day: NaiveDate) {
        self.edit(|was| was.retain(|on, _| *on <= day));
    }

    fn edit(&mut self, edit: impl FnOnce(&mut Was)) {
        let mut was = self.was.take().unwrap_or_default();
        edit(&mut was);
        was.retain(|_, cells| !cells.is_empty());
        was.values_mut().for_each(Map::sort_keys);
        self.was = (!was.is_empty()).then_some(was);
    }

    /// Notes that a cell which held one value holds another from this day on.
    fn note(&mut self, day: NaiveDate, key: &str, before: &Cell, now: &Cell) {
        // Nobody knew the row before. And where a clock was set back, the later day has noted the value before.
        let noted = |on: &Map<String, Value>| on.contains_key(key);
        let later = || self.was.iter().any(|was| was.iter().any(|(on, cells)| *on > day && noted(cells)));
        if before == now || self.day.is_some_and(|entered| entered >= day) || later() {
            return;
        }
        let before_cell = before;
        let Some(before) = value(before) else { return };
        self.edit(|was| {
            let today = was.entry(day).or_default();
            match today.get(key) {
                None => drop(today.insert(key.to_owned(), before)),
                // It holds again what it held yesterday.
                Some(first) if value(now).as_ref() == Some(first) => drop(today.shift_remove(key)),
                Some(_) => {}
            }
            let noted = was.values().filter(|cells| cells.contains_key(key)).count();
            let oldest = was.values_mut().filter(|cells| cells.contains_key(key));
            let is_text = [before_cell, now].iter().any(|cell| matches!(cell, Cell::Text(_)));
            for cells in oldest.take(noted.saturating_sub(if is_text { MOST_TEXTS } else { MOST })) {
                cells.shift_remove(key);
            }
        });
    }

    /// Takes over what another record says of these columns, and the day.
    fn take(&mut self, from: &Entered, columns: impl Fn(&str) -> bool) {
        self.day = from.day;
        self.edit(|was| {
            for cells in was.values_mut() {
                cells.retain(|key, _| !columns(key));
            }
            for (on, cells) in from.was.iter().flat_map(|was| was.iter()) {
                let theirs = cells.iter().filter(|(key, _)| columns(key));
                was.entry(*on).or_default().extend(theirs.map(|(key, value)| (key.clone(), value.clone())));
            }
        });
    }

    /// Reads one of its fields; what makes no sense is kept among the fields that are not known.
    pub fn read<'de, A: MapAccess<'de>>(
        &mut self,
        rest: &mut Rest,
        key: &str,
        map: &mut A,
    ) -> Result<(), A::Error> {
        let twice = (key == KEYS[0] && self.day.is_some()) || (key == KEYS[1] && self.was.is_some());
        if twice || rest.as_ref().is_some_and(|rest| rest.contains_key(key)) {
            return Err(A::Error::custom(format_args!("{}{key}", super::strict::TWICE)));
        }
        // A row lies in the file, in its sheets and in its sheet's list.
        let read = map.next_value_seed(Strict::inside(4))?;
        let day = if key == KEYS[0] { read.as_str().and_then(iso_date) } else { None };
        let was = if key == KEYS[1] { was(&read) } else { None };
        if day.is_none() && was.is_none() {
            rest.get_or_insert_default().insert(key.to_owned(), read);
        }
        self.day = self.day.or(day);
        self.was = self.was.take().or(was.map(Box::new));
        Ok(())
    }

    /// Reads the day where it stands next; corrections are left to the parser.
    pub fn read_fast(&mut self, json: &mut FastReader<'_>) -> Option<()> {
        if json.skip(",\"entered\":") {
            self.day = Option::read_fast(json)?;
        }
        Some(())
    }

    /// Writes its fields behind those of the columns.
    pub fn write(&self, out: &mut String) {
        if self.day.is_some() {
            out.push_str(",\"entered\":");
            self.day.write(out);
        }
        if let Some(was) = &self.was {
            out.push_str(",\"was\":");
            let was = was.iter().map(|(on, cells)| (on.to_string(), Value::Object(cells.clone())));
            out.push_str(&Value::Object(was.collect()).to_string());
        }
    }

    /// Tells whether it writes a field of this key.
    pub fn writes(&self, key: &str) -> bool {
        (key == KEYS[0] && self.day.is_some()) || (key == KEYS[1] && self.was.is_some())
    }
}

/// Reads all corrections of a row; none if they are not laid out as they should be.
fn was(read: &Value) -> Option<Was> {
    let days = read.as_object().filter(|days| !days.is_empty())?;
    let day = |(on, cells): (&String, &Value)| {
        let mut cells = cells.as_object().filter(|cells| !cells.is_empty())?.clone();
        cells.sort_keys();
        Some((iso_date(on)?, cells))
    };
    days.iter().map(day).collect()
}

/// A cell's value as the file writes it; none for a text that is too long to be kept.
fn value(cell: &Cell) -> Option<Value> {
    Some(match cell {
        Cell::Empty => Value::Null,
        Cell::Text(text) if text.is_empty() => Value::Null,
        Cell::Text(text) if text.len() > LONGEST_TEXT => return None,
        Cell::Text(text) => text.as_str().into(),
        Cell::Score(score) => score.get().into(),
        Cell::Number(number) => {
            let mut json = String::new();
            Some(*number).write(&mut json);
            return serde_json::from_str(&json).ok();
        }
        Cell::Count(count) => (*count).into(),
        Cell::Date(date) => date.to_string().into(),
        Cell::Check(yes) => (*yes).into(),
        Cell::Choice(option) => option.key.into(),
        Cell::Link(id) => id.to_string().into(),
        Cell::Outside(json) => return serde_json::from_str(json).ok(),
    })
}

impl dyn AnyRow {
    /// Notes what a person has changed on a day in these columns, each the bit at its place, since the row was as given.
    pub(crate) fn record(&mut self, before: &dyn AnyRow, columns: u64, day: NaiveDate) {
        for (at, column) in self.def().columns.iter().enumerate() {
            if columns >> at & 1 == 1 {
                let now = self.get(at);
                self.entered_mut().note(day, column.key, &before.get(at), &now);
            }
        }
    }

    /// Puts back what a row's record said of these columns, if they are put back with it.
    pub(crate) fn take_record(&mut self, from: &dyn AnyRow, columns: u64) {
        if columns & RECORD != 0 {
            let def = self.def();
            let taken = |key: &str| def.column(key).is_some_and(|at| columns >> at & 1 == 1);
            self.entered_mut().take(from.entered(), taken);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::Days;

    #[test]
    fn a_cell_keeps_its_latest_marks_and_no_more() {
        let first = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
        let on = |n: usize| first + Days::new(n as u64);
        let number = |n: usize| Cell::Number(n as f64);
        let mut entered = Entered::on(first);
        entered.note(on(1), "target", &number(7), &number(8));
        for n in 1..=MOST + 5 {
            entered.note(on(n), "value", &number(n - 1), &number(n));
            let marks = entered.corrected_after(first).filter(|(key, _)| *key == "value").count();
            assert_eq!(marks, n.min(MOST));
        }
        let marks: Vec<f64> = entered
            .corrected_after(first)
            .filter_map(|(key, before)| before.as_f64().filter(|_| key == "value"))
            .collect();
        assert_eq!(
            (marks.first(), marks.last()),
            (Some(&(MOST as f64 + 4.0)), Some(&5.0)),
            "the latest first"
        );
        // Those of another cell stay, and so does the day.
        assert!(
            entered
                .corrected_after(first)
                .any(|(key, before)| key == "target" && before.as_f64() == Some(7.0))
        );
        assert_eq!(entered.day(), Some(first));
    }
}
