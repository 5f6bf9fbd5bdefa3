//! What is said before a value goes into the sheets of the steps, and what goes together with it.

use super::facts::Gates;
use super::{Authority, Fact, KotterStep, Obstacle, State, Training};
use crate::facts::Facts;
use crate::project::{Edit, Project};
use crate::say;
use crate::sheet::{
    AnyRow, COUNTS, Cell, CellType as _, Col, Column, Invalid, Kind, Reading, Toward, Unit, cleaned,
    no_such_row, parse,
};
use crate::tool::{Change, Verdict};
use chrono::NaiveDate;

/// The unit of a number: a limit is an amount of money.
pub(super) fn unit(_: &Project, _: &dyn AnyRow, column: &Column) -> Unit {
    if column.key == Authority::COL.limit.key { Unit::Money } else { Unit::None }
}

/// Reads the name that people give a step: it keeps its number, by which everybody speaks of it. Its own name typed
/// back leaves the cell empty, with its number or without.
pub(super) fn read(
    _: &Project,
    row: &dyn AnyRow,
    column: &Column,
    typed: &str,
    today: NaiveDate,
) -> Option<Result<Cell, Invalid>> {
    let step = row.typed::<KotterStep>().filter(|_| column.key == KotterStep::COL.step.key)?.item()?;
    let number = step.number.to_string();
    let plain = cleaned(typed);
    let plain = plain.trim();
    // "1 Urgency" and "1. Urgency" begin with the number of the step; "1.5 hours" and "1:1 talks" with a figure.
    let is_figure = |rest: &&str| {
        let rest = rest.strip_prefix(['.', '．', ':', '：', ',', '，', '/', '-']).unwrap_or(rest);
        rest.starts_with(|c: char| c.is_ascii_digit())
    };
    let rest = plain.strip_prefix(&number).filter(|rest| !is_figure(rest));
    let name = rest.map_or(plain, |rest| {
        rest.trim_start_matches(['.', '、', '．', ':', '：', ')', '）', ' ', '\u{3000}'])
    });
    if name.is_empty() || [step.title.zh, step.title.en].contains(&name) {
        return Some(Ok(Cell::Empty));
    }
    let never = |_: &str, name: &str| Err(no_such_row(name));
    let reading = Reading { counts: COUNTS, today, toward: Toward::Near, link: &never };
    Some(parse(Kind::Text, &format!("{number} {name}"), &reading))
}

pub(super) fn check(change: &Change<'_>) -> Verdict {
    let has_happened = [Fact::COL.date, Obstacle::COL.opened, Obstacle::COL.removed, Training::COL.coached]
        .into_iter()
        .any(|column| change.is_in(column));
    if let Some(refused) = change.not_after_today().filter(|_| has_happened) {
        return refused;
    }
    if change.is_in(KotterStep::COL.state) {
        return state(change);
    }
    let Cell::Date(on) = change.cell else { return Verdict::Fine };
    match (change.row.typed::<Obstacle>(), change.row.typed::<Training>()) {
        (Some(obstacle), _) => obstacle_dates(change, obstacle, *on),
        (_, Some(training)) => training_dates(change, training, *on),
        _ => Verdict::Fine,
    }
}

/// A step may be marked done in any order; what speaks against it is said at once.
fn state(change: &Change<'_>) -> Verdict {
    let chosen = Option::<State>::from_cell(change.cell.clone()).flatten();
    let Some(step) = change.row.typed::<KotterStep>().and_then(KotterStep::item) else {
        return Verdict::Fine;
    };
    if chosen != Some(State::Done) {
        return Verdict::Fine;
    }
    let mut after = change.project.clone();
    // The row is there, so the edit is not refused; if it were, nothing would be said.
    let _before = after.apply(Edit::put(change.row.id(), KotterStep::COL.state, change.cell.clone()));
    let facts = Facts::new(&after, change.today);
    let mut gates = facts.get::<Gates>().gates.iter();
    let gate = gates.find(|gate| gate.claimed.contains(&step.number));
    match gate.and_then(|gate| Some((gate.title(), gate.lacks().next()?))) {
        Some((title, lack)) => Verdict::Note(say!(
            "已标为完成；但“{title}”还没有过关：{lack}",
            "Marked done; but '{title}' has not passed its gate: {lack}",
            title,
            lack
        )),
        None => Verdict::Fine,
    }
}

/// Two days of a row that have an order, one of them as it is about to be entered; none while one is missing.
fn days(
    change: &Change<'_>,
    on: NaiveDate,
    (first, from): (Col, Option<NaiveDate>),
    (second, until): (Col, Option<NaiveDate>),
) -> Option<(NaiveDate, NaiveDate)> {
    match () {
        () if change.is_in(first) => Some(on).zip(until),
        () if change.is_in(second) => from.zip(Some(on)),
        () => None,
    }
}

fn obstacle_dates(change: &Change<'_>, row: &Obstacle, on: NaiveDate) -> Verdict {
    let found = (Obstacle::COL.opened, row.opened);
    match days(change, on, found, (Obstacle::COL.removed, row.removed.0)) {
        Some((opened, removed)) if removed < opened => Verdict::Refuse(say!(
            "清除日期 {removed} 在发现日期 {opened} 之前",
            "Removed on {removed}, before it was found on {opened}"
        )),
        _ => Verdict::Fine,
    }
}

fn training_dates(change: &Change<'_>, row: &Training, on: NaiveDate) -> Verdict {
    let held = (Training::COL.date, row.date);
    match days(change, on, held, (Training::COL.coached, row.coached.0)) {
        Some((date, coached)) if coached < date => Verdict::Note(say!(
            "已保留；但 {coached} 的辅导早于 {date} 的培训，不算培训后的辅导",
            "Kept; but coaching on {coached}, before the training on {date}, does not count as following it"
        )),
        _ => Verdict::Fine,
    }
}

/// The first words of an obstacle date it: its age is what the gate looks at.
pub(super) fn follow(change: &Change<'_>) -> Vec<Edit> {
    let undated = |row: &&Obstacle| row.opened.is_none() && *change.cell != Cell::Empty;
    match change.row.typed::<Obstacle>().filter(undated) {
        Some(row) if change.is_in(Obstacle::COL.obstacle) => {
            vec![Edit::put(row.id, Obstacle::COL.opened, Cell::Date(change.today))]
        }
        _ => Vec::new(),
    }
}
