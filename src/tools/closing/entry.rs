//! Checks what is entered in a closing: its dates, and the reason where it comes too early.

use super::Closing;
use super::actions::{against, measures};
use super::facts::{Guard, guard, held, latest, weakest};
use crate::facts::Facts;
use crate::project::Edit;
use crate::say;
use crate::sheet::Cell;
use crate::text::text;
use crate::tool::{Change, Verdict};
use crate::tools::charter;
use chrono::NaiveDate;

/// The check of the sheet.
pub(super) fn check(change: &Change<'_>) -> Verdict {
    let Some(closing) = change.row.typed::<Closing>() else { return Verdict::Fine };
    match change.cell {
        Cell::Date(date) if change.is_in(Closing::COL.date) => on_date(change, closing, *date),
        Cell::Date(date) if change.is_in(Closing::COL.reopened) => reopened(change, closing, *date),
        cell if change.is_in(Closing::COL.override_reason) => reason(change, closing, cell),
        _ if change.is_in(Closing::COL.months) || change.is_in(Closing::COL.weakest) => Verdict::Refuse(
            text(
                "这一格在收尾那天由数据得出，不用填",
                "This comes from the readings on the day of the closing",
            )
            .into(),
        ),
        _ => Verdict::Fine,
    }
}

fn reason(change: &Change<'_>, closing: &Closing, cell: &Cell) -> Verdict {
    let empty = match cell {
        Cell::Text(text) => text.trim().is_empty(),
        cell => *cell == Cell::Empty,
    };
    if empty && closing.date.is_some() && closing.held_too_short().is_some() {
        return Verdict::Refuse(
            text(
                "提前收尾必须有理由：要删理由，先清空收尾日期",
                "Closing early needs a reason: clear the date first",
            )
            .into(),
        );
    }
    // With a reason nothing stands in the way, so the last step is offered where it was asked for.
    if empty || !closing.is_waiting() || latest(change.project.rows()).is_some() {
        return Verdict::Fine;
    }
    let facts = Facts::new(change.project, change.today);
    let held = held(&facts, change.today);
    let against = match against(&facts) {
        Some(against) => say!("；{against}", "; {against}", against),
        None => text("", "").into(),
    };
    match guard(&held) {
        Guard::Early | Guard::Unmeasured => Verdict::Offer {
            question: say!(
                "达标还不满 6 个月（{weakest}）{against}。理由已写，今天就提前收尾吗？",
                "The targets have not held for 6 months ({weakest}){against}. Close today all the same, with this reason?",
                weakest = weakest(&held),
                against
            ),
            also: (Closing::COL.date.key, Cell::Date(change.today)),
        },
        Guard::Soon | Guard::Safe => Verdict::Fine,
    }
}

fn on_date(change: &Change<'_>, closing: &Closing, date: NaiveDate) -> Verdict {
    if let Some(refused) = change.not_after_today() {
        return refused;
    }
    if closing.reopened.is_some_and(|reopened| reopened < date) {
        return Verdict::Refuse(
            text("收尾不能晚于重新开启", "It cannot be closed after it was reopened").into(),
        );
    }
    if let Some(start) = charter::charter(change.project).start.filter(|start| date < *start) {
        return Verdict::Refuse(say!(
            "收尾不能早于启动日期 {start}",
            "It cannot be closed before the start date, {start}"
        ));
    }
    let facts = Facts::new(change.project, change.today);
    let held = held(&facts, date);
    let weakest = weakest(&held);
    let early = guard(&held) < Guard::Soon;
    if early && !closing.has_reason() {
        return Verdict::Refuse(say!(
            "还不能收尾（{weakest}）：一定要提前，先写理由",
            "Too early ({weakest}): the reason has to come first",
            weakest
        ));
    }
    if let Some(against) = against(&facts) {
        return Verdict::Ask {
            question: say!(
                "先处理这些，暂不收尾吗？{against}",
                "Settle this first and not close yet? {against}",
                against
            ),
            instead: Cell::Empty,
        };
    }
    match guard(&held) {
        Guard::Unmeasured | Guard::Early => Verdict::Note(say!(
            "已提前收尾，理由和当时的数字都留在这一行：{weakest}",
            "Closed early; the reason and the figures stay in this row: {weakest}",
            weakest
        )),
        Guard::Soon => Verdict::Note(say!(
            "已收尾；不满 12 个月（{weakest}），请继续录入数据",
            "Closed, though not all has held for 12 months ({weakest}): keep entering readings",
            weakest
        )),
        Guard::Safe => Verdict::Fine,
    }
}

fn reopened(change: &Change<'_>, closing: &Closing, date: NaiveDate) -> Verdict {
    if let Some(refused) = change.not_after_today() {
        return refused;
    }
    match closing.date {
        None => Verdict::Refuse(text("这一行没有收尾日期", "This row has no closing date").into()),
        Some(closed) if date < closed => Verdict::Refuse(say!(
            "重新开启不能早于收尾 {closed}",
            "It cannot be reopened before it was closed on {closed}"
        )),
        Some(_) => Verdict::Fine,
    }
}

/// The figures of the day go into the row with its date.
pub(super) fn follow(change: &Change<'_>) -> Vec<Edit> {
    if !change.is_in(Closing::COL.date) {
        return Vec::new();
    }
    let row = change.row.id();
    match change.cell {
        Cell::Date(date) => {
            let facts = Facts::new(change.project, change.today);
            measures(row, &held(&facts, *date)).into()
        }
        _ => [Closing::COL.months, Closing::COL.weakest]
            .map(|column| Edit::put(row, column, Cell::Empty))
            .into(),
    }
}
