//! The view of this week: the cell that a value goes into, a block pasted there, and what is cleared. It must not judge
//! what was read.

use super::entry::{Titled, column_called, is_indicator, titled};
use super::facts::{WeekReadings, last_week_begun, last_week_to_read};
use super::{Kpi, Reading};
use crate::calendar::short_day;
use crate::facts::Facts;
use crate::project::{Edit, names_row};
use crate::say;
use crate::sheet::{AnyRow, Link, Row as _, comparable, is_nothing, is_nothing_word};
use crate::text::{Phrase, count, text};
use crate::tool::{EntryCell, NewId, Reshaped};
use std::sync::Arc;

/// The titles of the fields themselves.
const TITLES: [&str; 4] = ["本周", "This week", "当前", "Current"];

/// The value of this week's reading of an indicator, or of a new one of today. What is read every week and lacks the last one
/// is read of that on its first days: whoever reads on a Monday reads the week that is over.
pub(super) fn cell(facts: &Facts, row: &dyn AnyRow, new_id: NewId<'_>) -> Option<EntryCell> {
    let (kpi, today) = (row.typed::<Kpi>()?, facts.today());
    let waits = |r: &&Arc<Reading>| {
        r.kpi.0 == Some(kpi.id) && r.date == Some(today) && r.value.is_none() && r.centre.0.is_none()
    };
    let readings = || facts.rows::<Reading>().iter();
    let known = facts.get::<WeekReadings>().row(kpi.id);
    let known = known.and_then(|id| readings().find(|reading| reading.id == id));
    let known = known.or_else(|| readings().find(waits));
    let known =
        known.or_else(|| readings().find(|reading| is_counted_today(facts, kpi, reading))).map(Arc::clone);
    let column = Reading::COL.value.at;
    Some(if let Some(row) = known {
        EntryCell { row, fresh: false, column }
    } else {
        let date = last_week_to_read(facts, kpi).unwrap_or(today);
        let fresh = Reading { kpi: Link::to(kpi.id), date: Some(date), ..Reading::with_id(new_id()) };
        EntryCell { row: Arc::new(fresh), fresh: true, column }
    })
}

/// What is typed beside an indicator: this week's value, or that of the week that is over.
pub(super) fn help(facts: &Facts, row: &dyn AnyRow) -> Phrase {
    match row.typed::<Kpi>().and_then(|kpi| last_week_to_read(facts, kpi)) {
        Some(day) => say!(
            "本周才开始，填的是上周的数（{day}）；回车到下一个指标",
            "last week's value ({day}), as this week has only begun; Enter goes on",
            day = short_day(day)
        ),
        None => text(
            "输入本周的数值，回车到下一个指标",
            "type this week's value; Enter goes to the next indicator",
        )
        .into(),
    }
}

/// Whether a reading is the count of the week that is over, entered today: whoever goes back to it corrects it.
fn is_counted_today(facts: &Facts, kpi: &Kpi, reading: &Reading) -> bool {
    let (of, today) = (reading.kpi.0 == Some(kpi.id) && reading.centre.0.is_none(), facts.today());
    let is_last = reading.date.is_some_and(|date| date < today && Some(date) == last_week_begun(facts, kpi));
    of && is_last && reading.entered.day() == Some(today)
}

/// Takes this week's reading of an indicator away; one with a note keeps its row.
pub(super) fn clear(facts: &Facts, row: &dyn AnyRow) -> Option<Edit> {
    let kpi = row.typed::<Kpi>()?;
    let id = facts.get::<WeekReadings>().row(kpi.id)?;
    let reading = facts.find::<Reading>(id)?;
    Some(if reading.note.trim().is_empty() {
        Edit::Remove { sheet: Reading::SHEET, row: id }
    } else {
        Edit::put(id, Reading::COL.value, crate::sheet::Cell::Empty)
    })
}

/// A column of values, one for each indicator from the cursor on; or names of indicators and values, in any order.
pub(super) fn block(facts: &Facts, rows: &[Arc<dyn AnyRow>], lines: &[Vec<String>]) -> Option<Reshaped> {
    // What says by its titles on which day each value was read is no column of this week.
    match titled(facts.project(), lines, facts.today()) {
        Some(Titled::List(list)) => return Some(list),
        Some(Titled::SetUp) => return None,
        None => {}
    }
    let kpis = || facts.rows::<Kpi>().iter();
    let width = lines.iter().map(Vec::len).max().unwrap_or(0);
    let below = |at: usize| lines.iter().filter_map(move |line| line.get(at)).map(|cell| cell.trim());
    let of_names = (0..width).find(|at| {
        let filled = below(*at).filter(|cell| !cell.is_empty());
        let (all, known) = filled.fold((0, 0), |(all, known), cell| {
            (all + 1, known + usize::from(is_indicator(facts.project(), cell)))
        });
        known > 0 && known * 2 >= all
    });
    let is_title = |cell: &str| {
        let wanted = comparable(cell);
        column_called(cell) == Some(Reading::COL.value.at)
            || TITLES.iter().any(|title| comparable(title) == wanted)
    };
    let is_titled = |at: usize| below(at).find(|cell| !cell.is_empty()).is_some_and(is_title);
    let mut made = Reshaped {
        def: Reading::DEF,
        columns: vec![Reading::COL.kpi.at, Reading::COL.date.at, Reading::COL.value.at],
        lines: Vec::new(),
        places: Vec::new(),
        notes: Vec::new(),
    };
    let day = |kpi: &Kpi| {
        let known = facts.get::<WeekReadings>().row(kpi.id).and_then(|id| facts.find::<Reading>(id));
        let last = || last_week_to_read(facts, kpi);
        known.and_then(|reading| reading.date).or_else(last).unwrap_or(facts.today()).to_string()
    };
    if let Some(names) = of_names {
        let has_figures = |at: &usize| below(*at).any(|cell| cell.contains(|c: char| c.is_ascii_digit()));
        let of_values = (0..width).find(|at| *at != names && is_titled(*at));
        let of_values = of_values.or_else(|| (names + 1..width).find(has_figures))?;
        for (n, line) in lines.iter().enumerate() {
            let cell = |at: usize| line.get(at).map_or("", |cell| cell.trim());
            let (name, value) = (cell(names), cell(of_values));
            let title = is_title(value) || column_called(name) == Some(Reading::COL.kpi.at);
            if !has_value(value) || (title && made.lines.is_empty()) {
                continue;
            }
            let kpi = kpis().find(|kpi| names_row(&***kpi, name).is_some());
            let day = kpi.map_or_else(|| facts.today().to_string(), |kpi| day(kpi));
            made.lines.push(vec![name.to_owned(), day, value.to_owned()]);
            made.places.push((n, of_values));
        }
        return Some(made);
    }
    if rows.is_empty() {
        return None;
    }
    let first = usize::from(is_titled(0));
    let mut beyond = 0;
    for (n, line) in lines.iter().enumerate().skip(first) {
        let Some(value) = line.first().map(|cell| cell.trim()).filter(|cell| has_value(cell)) else {
            continue;
        };
        let Some(kpi) = rows.get(n - first).and_then(|row| row.typed::<Kpi>()) else {
            beyond += 1;
            continue;
        };
        made.lines.push(vec![kpi.id.to_string(), day(kpi), value.to_owned()]);
        made.places.push((n, 0));
    }
    made.notes.extend((beyond > 0).then(|| {
        let lines = count(beyond, "行", "line", "lines");
        say!(
            "{lines}超出最后一个指标，不要",
            "{lines} reach below the last indicator and are left out",
            lines
        )
    }));
    made.notes.extend((width > 1).then(|| {
        Phrase::from(text(
            "只取第一列作本周数据，其他列不要",
            "Only the first column is taken for this week; the others are left out",
        ))
    }));
    Some(made)
}

/// Whether anything was read, and not only said that nothing was.
fn has_value(cell: &str) -> bool {
    !cell.is_empty() && !is_nothing(cell) && !is_nothing_word(cell)
}
