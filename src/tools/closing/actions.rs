//! Closes a project and opens it again: the guard that victory is not declared too early.

use super::Closing;
use super::facts::{Guard, TimeOnTarget, Unfinished, Worse, guard, held, latest, shortest, weakest};
use crate::facts::Facts;
use crate::finding::{Level, Place};
use crate::project::Edit;
use crate::say;
use crate::sheet::{AnyRow, Cell, Id, Row};
use crate::text::{Phrase, joined, list, text};
use crate::tool::{NewId, Outcome};
use crate::tools::kpi::Indicators;

/// Refuses while the project is closed.
pub(super) fn still_open(facts: &Facts) -> Result<(), Phrase> {
    match latest(facts.rows()).and_then(|closing| closing.date) {
        Some(date) => Err(say!("项目已在 {date} 收尾", "The project was closed on {date}")),
        None => Ok(()),
    }
}

/// The closing that holds.
pub(super) fn closed(facts: &Facts) -> Result<&Closing, Phrase> {
    let closing = latest(facts.rows()).map(|closing| &**closing);
    closing.ok_or_else(|| text("项目没有收尾", "The project is not closed").into())
}

/// What speaks against closing today beside the months held, in one phrase; none if nothing does.
pub(super) fn against(facts: &Facts) -> Option<Phrase> {
    let worse: Vec<Phrase> = Worse::all(facts.get::<Indicators>()).iter().map(Worse::said).collect();
    let worse = (!worse.is_empty())
        .then(|| say!("比启动时还差：{worse}", "worse than at the start: {worse}", worse = list(&worse)));
    let open = facts.get::<Unfinished>().said();
    let open = open.map(|open| say!("还没有了结：{open}", "still open: {open}", open));
    let all: Vec<Phrase> = worse.into_iter().chain(open).collect();
    (!all.is_empty()).then(|| joined(&all, text("；", "; ")))
}

/// Closes the project today, or opens a row that waits: for a reason, or for an answer to what is still open.
pub(super) fn close(facts: &Facts, _: Option<&dyn AnyRow>, new_id: NewId<'_>) -> Result<Outcome, Phrase> {
    still_open(facts)?;
    let held = held(facts, facts.today());
    let waiting = facts.rows::<Closing>().iter().find(|closing| closing.is_waiting());
    let id = waiting.map_or_else(new_id, |row| row.id);
    let new_row = waiting.is_none().then(|| Edit::append(Closing::with_id(id)));
    let today = Edit::put(id, Closing::COL.date, Cell::Date(facts.today()));
    let closed = |said: Phrase| Outcome {
        level: Level::Good,
        edit: Edit::Many(new_row.clone().into_iter().chain(measures(id, &held)).chain([today]).collect()),
        said,
        go: Some((Place::of(id, Closing::COL.by), true)),
    };
    let too_early = |why: Phrase| Outcome {
        level: Level::Watch,
        edit: Edit::Many(new_row.clone().into_iter().collect()),
        said: say!(
            "不满 6 个月（{why}）：写下理由，再收尾一次",
            "Too early ({why}): give the reason, then close again",
            why
        ),
        go: Some((Place::of(id, Closing::COL.override_reason), true)),
    };
    let reason = waiting.is_some_and(|row| row.has_reason());
    let state = guard(&held);
    if let Some(against) = against(facts).filter(|_| waiting.is_none() && state >= Guard::Soon) {
        return Ok(Outcome {
            level: Level::Watch,
            edit: Edit::Many(new_row.into_iter().collect()),
            said: say!(
                "{against}。仍要收尾，就填收尾日期",
                "Before you close: {against}. To close all the same, enter the date",
                against
            ),
            go: Some((Place::of(id, Closing::COL.date), true)),
        });
    }
    Ok(match state {
        Guard::Early | Guard::Unmeasured if reason => closed(
            text(
                "已提前收尾，理由留在这一行；请填决定人",
                "Closed early; the reason stays in this row. Enter who approved it",
            )
            .into(),
        ),
        Guard::Unmeasured => {
            too_early(text("带目标的滞后指标还没有数据", "no lagging KPI with a target has a reading").into())
        }
        Guard::Early => too_early(weakest(&held)),
        Guard::Soon => closed(say!(
            "已收尾；不满 12 个月（{weakest}），请继续录入数据。请填决定人",
            "Closed, though not all has held for 12 months ({weakest}): keep entering readings. Enter who approved it",
            weakest = weakest(&held)
        )),
        Guard::Safe => closed(text("已收尾；请填决定人", "Closed; enter who approved it").into()),
    })
}

/// Keeps what was measured on the day of the closing in its row.
pub(super) fn measures(id: Id, held: &[TimeOnTarget]) -> [Edit; 2] {
    let weakest = shortest(held);
    let months = weakest.map_or(0.0, |h| h.months);
    let link = weakest.map_or(Cell::Empty, |h| Cell::Link(h.kpi.id));
    [
        // Two decimals are read; more would only look exact. Never rounded up to what was not reached.
        Edit::put(id, Closing::COL.months, Cell::Number(((months + 1e-9) * 100.0).floor() / 100.0)),
        Edit::put(id, Closing::COL.weakest, link),
    ]
}

/// Opens the project again.
pub(super) fn reopen(facts: &Facts, _: Option<&dyn AnyRow>, _: NewId<'_>) -> Result<Outcome, Phrase> {
    let closing = closed(facts)?;
    Ok(Outcome {
        level: Level::Good,
        edit: Edit::put(closing.id, Closing::COL.reopened, Cell::Date(facts.today())),
        said: text("已重新开启，请写下原因", "Reopened; please note why").into(),
        go: Some((Place::of(closing.id, Closing::COL.note), true)),
    })
}
