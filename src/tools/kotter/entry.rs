//! What is said before a value goes into the sheets of the steps, and what goes together with it.

use super::gates::Gates;
use super::{Fact, KotterStep, Obstacle, State, Training, items};
use crate::project::Edit;
use crate::say;
use crate::sheet::{Cell, CellType as _};
use crate::text::Text;
use crate::tool::{Change, Verdict};
use chrono::NaiveDate;

pub(super) fn check(change: &Change<'_>) -> Verdict {
    let row = change.row;
    match (change.column.key, change.cell) {
        ("state", cell) if row.typed::<KotterStep>().is_some() => state(change, cell),
        ("date", Cell::Date(on)) if row.typed::<Fact>().is_some() => past(*on, change.today),
        ("opened" | "removed" | "coached", Cell::Date(on)) if *on > change.today => past(*on, change.today),
        (key, Cell::Date(on)) => match (row.typed::<Obstacle>(), row.typed::<Training>()) {
            (Some(obstacle), _) => obstacle_dates(obstacle, key, *on),
            (_, Some(training)) => training_dates(training, key, *on),
            _ => Verdict::Fine,
        },
        _ => Verdict::Fine,
    }
}

fn past(on: NaiveDate, today: NaiveDate) -> Verdict {
    if on <= today {
        return Verdict::Fine;
    }
    Verdict::Refuse(say!(
        "{on} 还没有到：最晚填今天 {today}",
        "{on} has not come yet: enter today, {today}, at the latest"
    ))
}

/// A step may be marked done in any order; what speaks against it is said at once.
fn state(change: &Change<'_>, cell: &Cell) -> Verdict {
    let chosen = Option::<State>::from_cell(cell.clone()).flatten();
    let code = change.row.typed::<KotterStep>().map_or("", |row| row.code.as_str());
    let Some(step) = items::place(code).map(|at| at + 1).filter(|_| chosen == Some(State::Done)) else {
        return Verdict::Fine;
    };
    let mut after = change.project.clone();
    // The row is there, so the edit is not refused; if it were, nothing would be said.
    let _before = after.apply(Edit::set::<KotterStep>(change.row.id(), "state", cell.clone()));
    let gates = Gates::of(&after, change.today);
    let Some(gate) = gates.gates.iter().find(|gate| gate.claimed.contains(&step)) else {
        return Verdict::Fine;
    };
    let Text { zh, en } = gate.title();
    let Some(lack) = gate.lacks().next() else { return Verdict::Fine };
    let (why_zh, why_en) = (&lack.text.zh, &lack.text.en);
    Verdict::Note(say!(
        "已记下；但“{zh}”还没有通过检验：{why_zh}",
        "Noted; but '{en}' has not passed its gate: {why_en}"
    ))
}

fn obstacle_dates(row: &Obstacle, key: &str, on: NaiveDate) -> Verdict {
    let (opened, removed) = match key {
        "opened" => (Some(on), row.removed.0),
        "removed" => (row.opened, Some(on)),
        _ => return Verdict::Fine,
    };
    match opened.zip(removed) {
        Some((opened, removed)) if removed < opened => Verdict::Refuse(say!(
            "清除日期 {removed} 在发现日期 {opened} 之前",
            "Removed on {removed}, before it was found on {opened}"
        )),
        _ => Verdict::Fine,
    }
}

fn training_dates(row: &Training, key: &str, on: NaiveDate) -> Verdict {
    let (date, coached) = match key {
        "date" => (Some(on), row.coached.0),
        "coached" => (row.date, Some(on)),
        _ => return Verdict::Fine,
    };
    match date.zip(coached) {
        Some((date, coached)) if coached < date => Verdict::Note(say!(
            "已保留；但 {coached} 的辅导早于 {date} 的培训，不算培训后的辅导",
            "Kept; but coaching on {coached}, before the training of {date}, does not count as following it"
        )),
        _ => Verdict::Fine,
    }
}

/// The first words of an obstacle date it: its age is what the gate looks at.
pub(super) fn follow(change: &Change<'_>) -> Vec<Edit> {
    match change.row.typed::<Obstacle>() {
        Some(row)
            if row.opened.is_none() && change.column.key == "obstacle" && *change.cell != Cell::Empty =>
        {
            vec![Edit::set::<Obstacle>(row.id, "opened", Cell::Date(change.today))]
        }
        _ => Vec::new(),
    }
}
