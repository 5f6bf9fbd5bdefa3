//! What can be done at a stroke: three rows to fill in, a win achieved, people thanked.

use super::Win;
use super::facts::{Figures, is_short};
use crate::calendar::Calendar;
use crate::facts::Facts;
use crate::finding::{Level, Place};
use crate::project::Edit;
use crate::say;
use crate::sheet::{AnyRow, Cell, Col, Id, Row};
use crate::text::{Phrase, text};
use crate::tool::{NewId, Outcome};

/// The months at whose end the three wins are due.
const DUE: [u32; 3] = [3, 4, 6];

/// The cell opens for typing.
fn open(row: Id, column: Col) -> (Place, bool) {
    (Place::of(row, column), true)
}

/// Three blank rows with their days, or the first of those that wait already.
#[expect(clippy::unnecessary_wraps, reason = "the shape of `Action::run`")]
pub(super) fn three(facts: &Facts, _: Option<&dyn AnyRow>, new_id: NewId<'_>) -> Result<Outcome, Phrase> {
    if let Some(blank) = facts.rows::<Win>().iter().find(|win| !win.is_named()) {
        return Ok(Outcome {
            level: Level::Good,
            edit: Edit::Many(Vec::new()),
            said: text("先填好已有的空行", "Fill in the blank row first").into(),
            go: Some(open(blank.id, Win::COL.win)),
        });
    }
    let calendar = facts.get::<Calendar>();
    let rows = DUE.map(|month| Win { target_date: calendar.month_date(month), ..Win::with_id(new_id()) });
    let first = rows.first().map_or(Id::default(), |row| row.id);
    let said = if calendar.start().is_some() {
        text(
            "三行已放好，日期在第 3、4、6 个月：先写最容易被看见的那个",
            "Three rows, dated months 3, 4 and 6: begin with the win that people will see most easily",
        )
    } else {
        text(
            "三行已放好；填上启动日期后再定目标日期",
            "Three rows; set their dates once there is a start date",
        )
    };
    Ok(Outcome {
        level: Level::Good,
        edit: Edit::Many(rows.into_iter().map(Edit::append).collect()),
        said: said.into(),
        go: Some(open(first, Win::COL.win)),
    })
}

fn under_cursor<'a>(facts: &'a Facts, row: Option<&dyn AnyRow>) -> Result<&'a Win, Phrase> {
    let win = row.and_then(|row| facts.find::<Win>(row.id())).filter(|win| win.is_named());
    win.ok_or_else(|| {
        text("先把光标移到一个写好的胜利上", "Move the cursor to a win that has a name first").into()
    })
}

/// The win under the cursor, which is not achieved yet.
pub(super) fn to_achieve<'a>(facts: &'a Facts, row: Option<&dyn AnyRow>) -> Result<&'a Win, Phrase> {
    let win = under_cursor(facts, row)?;
    match win.achieved.0 {
        Some(on) => Err(say!("已于 {on} 达成", "It was achieved on {on}")),
        None => Ok(win),
    }
}

/// The win under the cursor, which is achieved and whose people have not been thanked yet.
pub(super) fn to_commend<'a>(facts: &'a Facts, row: Option<&dyn AnyRow>) -> Result<&'a Win, Phrase> {
    let win = under_cursor(facts, row)?;
    if win.achieved.0.is_none() {
        return Err(
            text("还没有达成：先记下达成日期", "It is not achieved yet: enter that date first").into()
        );
    }
    match win.commended.0 {
        Some(on) => Err(say!("已于 {on} 表彰", "It was recognised on {on}")),
        None => Ok(win),
    }
}

/// Dates the achievement and asks for the number.
pub(super) fn achieved(facts: &Facts, row: Option<&dyn AnyRow>, _: NewId<'_>) -> Result<Outcome, Phrase> {
    let win = to_achieve(facts, row)?;
    let figures = facts.get::<Figures>().get(win.id).and_then(|figures| figures.said.as_ref());
    let (level, said) = match figures {
        Some(said) if is_short(facts, win, facts.today()) => (
            Level::Watch,
            say!(
                "记为达成了，但指标还没有到目标值（{said}）：请核对，或写下证明它的结果",
                "Marked achieved, but the indicator has not reached the target value ({said}): please check, or enter the result that proves it",
                said
            ),
        ),
        _ => (
            Level::Good,
            text("已达成：请用数字写下结果", "Achieved: now enter the result in figures").into(),
        ),
    };
    Ok(Outcome {
        level,
        edit: Edit::put(win.id, Win::COL.achieved, Cell::Date(facts.today())),
        said,
        go: Some(open(win.id, Win::COL.result)),
    })
}

/// Dates the thanks and asks who received them.
pub(super) fn commended(facts: &Facts, row: Option<&dyn AnyRow>, _: NewId<'_>) -> Result<Outcome, Phrase> {
    let win = to_commend(facts, row)?;
    Ok(Outcome {
        level: Level::Good,
        edit: Edit::put(win.id, Win::COL.commended, Cell::Date(facts.today())),
        said: text("已记下表彰：请写表彰了谁", "Recognised: now enter who was recognised").into(),
        go: Some(open(win.id, Win::COL.commended_who)),
    })
}
