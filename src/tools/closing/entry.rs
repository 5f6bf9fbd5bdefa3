//! Closing a project and opening it again: the guard that victory is not declared too early.

use super::Closing;
use super::figures::{Guard, guard, held, latest, shortest};
use super::rules::weakest;
use crate::facts::Facts;
use crate::finding::Place;
use crate::project::Edit;
use crate::say;
use crate::sheet::{AnyRow, Cell, Id, Row};
use crate::text::{Phrase, text};
use crate::tool::{Change, Outcome, Verdict};
use crate::tools::charter;
use chrono::NaiveDate;

fn place(row: Id, column: &'static str) -> Place {
    Place { sheet: Closing::SHEET, row: Some(row), column }
}

/// Closes the project today, or opens a row that waits for a reason.
pub(super) fn close(
    scene: &Facts,
    _: Option<&dyn AnyRow>,
    new_id: &mut dyn FnMut() -> Id,
) -> Result<Outcome, Phrase> {
    if let Some(date) = latest(scene.project()).and_then(|c| c.date) {
        return Err(say!("项目已在 {date} 收尾", "The project was closed on {date}"));
    }
    let held = held(scene.project(), scene.today());
    let waiting = scene.project().rows::<Closing>().iter().find(|c| c.date.is_none() && c.reopened.is_none());
    let id = waiting.map_or_else(&mut *new_id, |row| row.id);
    let insert = |row: Closing| if waiting.is_some() { Vec::new() } else { vec![Edit::append(row)] };
    let Phrase { zh, en } = weakest(&held);
    let early = |zh: &str, en: &str| Outcome {
        edit: Edit::Many(insert(Closing::with_id(id))),
        said: say!(
            "不满 6 个月（{zh}）：写下理由，再收尾一次",
            "Too early ({en}): write why, then close again"
        ),
        go: Some((place(id, "override_reason"), true)),
    };
    let reason = waiting.is_some_and(|row| !row.override_reason.0.trim().is_empty());
    Ok(match guard(&held) {
        Guard::Early | Guard::Unmeasured if reason => {
            let mut edits = measures(id, &held);
            edits.push(Edit::set::<Closing>(id, "date", Cell::Date(scene.today())));
            Outcome {
                edit: Edit::Many(edits),
                said: text(
                    "已提前收尾，理由留在这一行；写下谁决定的",
                    "Closed early; the reason stays in this row. Note who decided",
                )
                .into(),
                go: Some((place(id, "by"), true)),
            }
        }
        Guard::Unmeasured => {
            early("带目标的滞后指标还没有读数", "no lagging indicator with a target has a reading")
        }
        Guard::Early => early(&zh, &en),
        measured => {
            let mut edits = insert(Closing::with_id(id));
            edits.extend(measures(id, &held));
            edits.push(Edit::set::<Closing>(id, "date", Cell::Date(scene.today())));
            Outcome {
                edit: Edit::Many(edits),
                said: if measured == Guard::Soon {
                    say!(
                        "已收尾；不满 12 个月（{zh}），请继续看读数。写下谁决定的",
                        "Closed, though not all has held for 12 months ({en}): keep reading. Note who decided"
                    )
                } else {
                    text("已收尾；写下谁决定的", "Closed; note who decided").into()
                },
                go: Some((place(id, "by"), true)),
            }
        }
    })
}

/// What was measured on the day of the closing stays in its row.
fn measures(id: Id, held: &[super::Held]) -> Vec<Edit> {
    let weakest = shortest(held);
    let months = weakest.map_or(0.0, |h| h.months);
    let link = weakest.map_or(Cell::Empty, |h| Cell::Link(h.kpi.id));
    vec![
        // Two decimals are read; more would only look exact. Never rounded up to what was not reached.
        Edit::set::<Closing>(id, "months", Cell::Number(((months + 1e-9) * 100.0).floor() / 100.0)),
        Edit::set::<Closing>(id, "weakest", link),
    ]
}

pub(super) fn reopen(
    scene: &Facts,
    _: Option<&dyn AnyRow>,
    _: &mut dyn FnMut() -> Id,
) -> Result<Outcome, Phrase> {
    let Some(closing) = latest(scene.project()) else {
        return Err(text("项目没有收尾", "The project is not closed").into());
    };
    Ok(Outcome {
        edit: Edit::set::<Closing>(closing.id, "reopened", Cell::Date(scene.today())),
        said: text("已重新开启，请写下原因", "Opened again; please note why").into(),
        go: Some((place(closing.id, "note"), true)),
    })
}

pub(super) fn check(change: &Change<'_>) -> Verdict {
    let Some(closing) = change.row.typed::<Closing>() else { return Verdict::Fine };
    match (change.column.key, change.cell) {
        ("date", Cell::Date(date)) => on_date(change, closing, *date),
        ("reopened", Cell::Date(date)) => reopened(change, closing, *date),
        ("override_reason", cell) => {
            let empty = match cell {
                Cell::Text(text) => text.trim().is_empty(),
                cell => *cell == Cell::Empty,
            };
            let early = closing.date.is_some() && closing.months.is_some_and(|m| m < super::LEAST - 1e-9);
            if empty && early {
                return Verdict::Refuse(
                    text(
                        "提前收尾必须有理由：要删理由，先清空收尾日期",
                        "Closing early needs a reason: clear the date first",
                    )
                    .into(),
                );
            }
            // With a reason nothing stands in the way, so the last step is offered where it was asked for.
            let waits = !empty && closing.date.is_none() && closing.reopened.is_none();
            if !waits || latest(change.project).is_some() {
                return Verdict::Fine;
            }
            let held = held(change.project, change.today);
            match guard(&held) {
                Guard::Early | Guard::Unmeasured => {
                    let Phrase { zh, en } = weakest(&held);
                    Verdict::Offer {
                        question: say!(
                            "达标还不满 6 个月（{zh}）。理由已写，今天就提前收尾吗？",
                            "The targets have not held for 6 months ({en}). Close today all the same, with this reason?"
                        ),
                        also: ("date", Cell::Date(change.today)),
                    }
                }
                Guard::Soon | Guard::Safe => Verdict::Fine,
            }
        }
        ("months" | "weakest", _) => Verdict::Refuse(
            text(
                "这一格在收尾那天由读数得出，不用填",
                "This comes from the readings on the day of the closing",
            )
            .into(),
        ),
        _ => Verdict::Fine,
    }
}

fn on_date(change: &Change<'_>, closing: &Closing, date: NaiveDate) -> Verdict {
    let today = change.today;
    if date > today {
        return Verdict::Refuse(say!(
            "{date} 还没有到：收尾日期最晚是今天 {today}",
            "{date} has not come yet: the closing is dated today, {today}, at the latest"
        ));
    }
    if closing.reopened.is_some_and(|reopened| reopened < date) {
        return Verdict::Refuse(
            text("收尾不能晚于重新开启", "It cannot be closed after it was opened again").into(),
        );
    }
    if let Some(start) = charter::charter(change.project).start.filter(|start| date < *start) {
        return Verdict::Refuse(say!(
            "收尾不能早于启动日期 {start}",
            "It cannot be closed before the start date, {start}"
        ));
    }
    let held = held(change.project, date);
    let Phrase { zh, en } = weakest(&held);
    let reason = !closing.override_reason.0.trim().is_empty();
    match guard(&held) {
        Guard::Unmeasured | Guard::Early if !reason => Verdict::Refuse(say!(
            "还不能收尾（{zh}）：一定要提前，先写理由",
            "Too early ({en}): the reason has to come first"
        )),
        Guard::Unmeasured | Guard::Early => Verdict::Note(say!(
            "已提前收尾，理由和当时的数字都留在这一行：{zh}",
            "Closed early; the reason and the figures stay in this row: {en}"
        )),
        Guard::Soon => Verdict::Note(say!(
            "已收尾；不满 12 个月（{zh}），请继续看读数",
            "Closed, though not all has held for 12 months ({en}): keep reading"
        )),
        Guard::Safe => Verdict::Fine,
    }
}

fn reopened(change: &Change<'_>, closing: &Closing, date: NaiveDate) -> Verdict {
    let today = change.today;
    match closing.date {
        _ if date > today => Verdict::Refuse(say!(
            "{date} 还没有到：最晚是今天 {today}",
            "{date} has not come yet: today, {today}, is the latest"
        )),
        None => Verdict::Refuse(text("这一行没有收尾日期", "This row has no closing date").into()),
        Some(closed) if date < closed => Verdict::Refuse(say!(
            "重新开启不能早于收尾 {closed}",
            "It cannot be opened again before it was closed on {closed}"
        )),
        Some(_) => Verdict::Fine,
    }
}

/// The figures of the day go into the row with its date.
pub(super) fn follow(change: &Change<'_>) -> Vec<Edit> {
    let Some(closing) = change.row.typed::<Closing>().filter(|_| change.column.key == "date") else {
        return Vec::new();
    };
    match change.cell {
        Cell::Date(date) => measures(closing.id, &held(change.project, *date)),
        _ => vec![
            Edit::set::<Closing>(closing.id, "months", Cell::Empty),
            Edit::set::<Closing>(closing.id, "weakest", Cell::Empty),
        ],
    }
}
