//! The view of this week: the cell that a value goes into, a block pasted there, and what is cleared. It must not judge
//! what was read.

use super::entry::{Titled, column_called, is_indicator, titled};
use super::facts::{WeekReadings, last_week_begun, last_week_to_read};
use super::{Cadence, Kpi, Reading};
use crate::calendar::short_day;
use crate::facts::Facts;
use crate::project::{Edit, Project, names_row};
use crate::say;
use crate::sheet::{AnyRow, Link, Row as _, comparable, is_nothing, is_nothing_word};
use crate::text::{Phrase, Text, count, text};
use crate::tool::{EntryCell, NewId, Reshaped};
use chrono::NaiveDate;
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
        let said = row.date.filter(|_| is_counted_today(facts, kpi, &row)).map(said_last_week);
        EntryCell { row, fresh: false, column, said }
    } else {
        let last = last_week_to_read(facts, kpi);
        let date = Some(last.unwrap_or(today));
        let fresh = Reading { kpi: Link::to(kpi.id), date, ..Reading::with_id(new_id()) };
        EntryCell { row: Arc::new(fresh), fresh: true, column, said: last.map(said_last_week) }
    })
}

/// The day of values without one: the last of the week that is over, while an indicator is to be read for that.
pub(super) fn undated(project: &Project, today: NaiveDate) -> NaiveDate {
    let facts = Facts::new(project, today);
    facts.rows::<Kpi>().iter().find_map(|kpi| day_last_week(&facts, kpi)).unwrap_or(today)
}

/// Says that a value without a day went to the week that is over.
fn said_last_week(day: NaiveDate) -> Phrase {
    say!(
        "记作上周的数（{day}），本周才开始；填错了在这里重填",
        "Kept as last week's ({day}), as this week has only begun; to correct it enter it here again"
    )
}

/// The day of last week that a value without a day is of, where it is none of this week: that week has no value yet, or one
/// that was entered today.
pub(super) fn day_last_week(facts: &Facts, kpi: &Kpi) -> Option<NaiveDate> {
    // On all other days nothing has to be looked for.
    last_week_begun(facts, kpi)?;
    let counted = || {
        if facts.get::<WeekReadings>().row(kpi.id).is_some() {
            return None;
        }
        facts.rows::<Reading>().iter().find(|reading| is_counted_today(facts, kpi, reading))?.date
    };
    last_week_to_read(facts, kpi).or_else(counted)
}

/// What the field of this week shows while a value typed there is one of last week.
const LANDING: Text = text("记作 ", "for ");

/// Which day a value typed into the field of this week is kept for, where that is one of last week.
pub(super) fn landing(facts: &Facts, kpi: &Kpi) -> Option<Phrase> {
    let day = short_day(day_last_week(facts, kpi)?);
    Some(say!("{landing}{day}", "{landing}{day}", landing = LANDING, day))
}

/// Whether a cell is what the field of this week shows instead of a value.
fn is_landing(cell: &str) -> bool {
    let day = [LANDING.zh, LANDING.en].into_iter().find_map(|landing| cell.strip_prefix(landing));
    day.is_some_and(|day| day.starts_with(|c: char| c.is_ascii_digit()))
}

/// What is typed beside an indicator: this week's value, or that of the week that is over.
pub(super) fn help(facts: &Facts, row: &dyn AnyRow) -> Phrase {
    match row.typed::<Kpi>().and_then(|kpi| day_last_week(facts, kpi)) {
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
    if let Some(names) = of_names {
        let has_figures = |at: &usize| below(*at).any(|cell| cell.contains(|c: char| c.is_ascii_digit()));
        let of_values = (0..width).find(|at| *at != names && is_titled(*at));
        let of_values = of_values.or_else(|| (names + 1..width).find(has_figures))?;
        let mut of = Vec::new();
        for (n, line) in lines.iter().enumerate() {
            let cell = |at: usize| line.get(at).map_or("", |cell| cell.trim());
            let (name, value) = (cell(names), cell(of_values));
            let title = is_title(value) || column_called(name) == Some(Reading::COL.kpi.at);
            if !has_value(value) || (title && made.lines.is_empty()) {
                continue;
            }
            of.push(kpis().find(|kpi| names_row(&***kpi, name).is_some()).map(|kpi| &**kpi));
            made.lines.push(vec![name.to_owned(), String::new(), value.to_owned()]);
            made.places.push((n, of_values));
        }
        date(facts, &of, &mut made);
        return Some(made);
    }
    if rows.is_empty() {
        return None;
    }
    let first = usize::from(is_titled(0));
    let (mut beyond, mut of) = (0, Vec::new());
    for (n, line) in lines.iter().enumerate().skip(first) {
        let Some(value) = line.first().map(|cell| cell.trim()).filter(|cell| has_value(cell)) else {
            continue;
        };
        let Some(kpi) = rows.get(n - first).and_then(|row| row.typed::<Kpi>()) else {
            beyond += 1;
            continue;
        };
        of.push(Some(kpi));
        made.lines.push(vec![kpi.id.to_string(), String::new(), value.to_owned()]);
        made.places.push((n, 0));
    }
    date(facts, &of, &mut made);
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

/// Dates the lines of a block, each of an indicator or of one that is new, and says of which week they are on its first days.
/// One column is of one week: of the last as soon as one of them is.
fn date(facts: &Facts, of: &[Option<&Kpi>], made: &mut Reshaped) {
    let known = || of.iter().copied().flatten();
    let last = known().find_map(|kpi| day_last_week(facts, kpi));
    for (line, kpi) in made.lines.iter_mut().zip(of) {
        let day = match kpi {
            Some(kpi) => day_in_block(facts, kpi, last),
            None => last,
        };
        line[1] = day.unwrap_or(facts.today()).to_string();
    }
    let last = last.filter(|_| !made.lines.is_empty());
    let begun = || known().find_map(|kpi| last_week_begun(facts, kpi));
    made.notes.extend(match (last, begun()) {
        (Some(day), _) => Some(say!(
            "没有日期的这一列都记作上周的数（{day}），本周才开始",
            "This column without dates is kept as last week's ({day}), as this week has only begun"
        )),
        (None, Some(_)) => Some(
            text(
                "上周已有数据，这一列记作本周的数",
                "Last week has its values: this column is kept as this week's",
            )
            .into(),
        ),
        (None, None) => None,
    });
}

/// The day of an indicator's value in a block of last week, or of this one; none where that is today.
fn day_in_block(facts: &Facts, kpi: &Kpi, last: Option<NaiveDate>) -> Option<NaiveDate> {
    let readings = facts.get::<WeekReadings>();
    match last.filter(|_| kpi.cadence() == Cadence::Weekly) {
        Some(day) => readings.day(kpi.id, 1).or(Some(day)),
        None => readings.day(kpi.id, 0),
    }
}

/// Whether anything was read, and not only said that nothing was.
fn has_value(cell: &str) -> bool {
    !cell.is_empty() && !is_nothing(cell) && !is_nothing_word(cell) && !is_landing(cell)
}
