//! One reading a day: the same indicator, day and centre again takes the place of what is there.

use crate::project::{Edit, Project};
use crate::say;
use crate::sheet::{AnyRow, Cell, Row as _};
use crate::text::Phrase;
use crate::tool::Change;
use crate::tools::kpi::{Kpi, Reading};
use crate::tools::roadmap::Centre;

/// The reading with a value of the same indicator, day and centre as a row.
pub(in crate::tools::kpi) fn same<'a>(project: &'a Project, row: &dyn AnyRow) -> Option<&'a Reading> {
    let reading = row.typed::<Reading>()?;
    let (kpi, date) = (reading.kpi.0?, reading.date?);
    let mut others = project.rows::<Reading>().iter().filter(|other| other.id != reading.id);
    let is_same = |other: &Reading| {
        other.kpi.0 == Some(kpi)
            && other.date == Some(date)
            && other.centre.0 == reading.centre.0
            && other.value.is_some()
    };
    others.find(|other| is_same(other)).map(|other| &**other)
}

/// The row as it will be, if the change gives it a value that counts.
fn after(change: &Change<'_>) -> Option<Reading> {
    let mut reading = change.row.typed::<Reading>()?.clone();
    let column = Reading::DEF.column(change.column.key)?;
    if !reading.set(column, change.cell.clone()) {
        return None;
    }
    if change.is_in(Reading::COL.value) && reading.date.is_none() {
        reading.date = Some(change.today);
    }
    (*change.cell != Cell::Empty && reading.value.is_some()).then_some(reading)
}

/// Whether a row may still become that of a centre, which stands behind the value that is entered.
fn may_be_of_a_centre(change: &Change<'_>, reading: &Reading) -> bool {
    change.is_in(Reading::COL.value)
        && reading.centre.0.is_none()
        && !change.project.rows::<Centre>().is_empty()
}

/// Takes out the reading that a change replaces; not where it may be meant for one centre: until then the later one counts.
pub(super) fn replaces(change: &Change<'_>) -> Option<Edit> {
    let reading = after(change)?;
    let other = same(change.project, &reading).filter(|_| !may_be_of_a_centre(change, &reading))?;
    Some(Edit::Remove { sheet: Reading::SHEET, row: other.id })
}

/// What is said of it, if its value was another.
pub(super) fn replaced(change: &Change<'_>) -> Option<Phrase> {
    let reading = after(change)?;
    let other = same(change.project, &reading)?;
    let (date, old) = (other.date?, other.value?);
    if reading.value == Some(old) {
        return None;
    }
    let kpi = change.project.find::<Kpi>(other.kpi.0?)?;
    let (name, old) = (kpi.title(), kpi.unit().figure(old));
    // The centre stands behind the value, and may be what comes next.
    if may_be_of_a_centre(change, &reading) {
        return Some(say!(
            "{name}：{date} 已有全网数据 {old}，以后输入的为准；只是一个中心的，就在这一行选服务中心",
            "{name}: the network has a reading of {old} on {date} already, and the later entry counts; if this is that of one centre, choose the centre in its row",
            name,
            date,
            old
        ));
    }
    Some(say!(
        "{name}：{date} 已有数据 {old}，由新的代替；不对的话请撤销",
        "{name}: there was a reading of {old} on {date} already; the new one replaces it. Undo it if that was a slip",
        name,
        date,
        old
    ))
}
