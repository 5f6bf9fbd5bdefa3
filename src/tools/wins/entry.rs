//! What is said before a value goes into a win. It must not know what the values lead to.

use super::Win;
use super::figures::MONTHS;
use crate::say;
use crate::sheet::Cell;
use crate::stats::Direction;
use crate::text::text;
use crate::tool::{Change, Verdict};
use crate::tools::charter;
use crate::tools::kpi::{self, Kpi, words};
use chrono::NaiveDate;

pub(super) fn check(change: &Change<'_>) -> Verdict {
    let Some(win) = change.row.typed::<Win>() else { return Verdict::Fine };
    match (change.column.key, change.cell) {
        ("achieved" | "commended", Cell::Date(on)) if *on > change.today => {
            let today = change.today;
            Verdict::Refuse(say!(
                "{on} 还没有到：最晚填今天 {today}",
                "{on} has not come yet: enter today, {today}, at the latest"
            ))
        }
        ("achieved", Cell::Date(_)) if win.result.0.trim().is_empty() => Verdict::Note(
            text("已记下。请用数字写下结果", "Noted. Please put the result into numbers").into(),
        ),
        ("commended", Cell::Date(on)) => commended(win, *on),
        ("target_date", Cell::Date(on)) => target_date(change, *on),
        ("target", Cell::Number(value)) => target(change, win, *value),
        ("kpi", Cell::Link(id)) if win.target.is_some() && win.kpi.0.is_some_and(|old| old != *id) => {
            Verdict::Note(
                text("换了指标：请核对要达到的数值", "Another indicator: please check the value to reach")
                    .into(),
            )
        }
        _ => Verdict::Fine,
    }
}

fn commended(win: &Win, on: NaiveDate) -> Verdict {
    match win.achieved.0 {
        None => Verdict::Note(
            text("已保留；但达成日期还没有填", "Kept; but the day on which it was achieved is missing")
                .into(),
        ),
        Some(achieved) if on < achieved => Verdict::Note(say!(
            "已保留：{on} 表彰，早于达成日期 {achieved}",
            "Kept: commended on {on}, before it was achieved on {achieved}"
        )),
        Some(_) => Verdict::Fine,
    }
}

/// A day of one's own is kept; it is only said where it lies.
fn target_date(change: &Change<'_>, on: NaiveDate) -> Verdict {
    let calendar = charter::calendar(change.project);
    match calendar.month_date(MONTHS.0).zip(calendar.month_date(MONTHS.1)) {
        Some((from, until)) if on < from => Verdict::Note(say!(
            "已保留：早于第 3 个月末（{from} 至 {until}），越早越好，但要看得见",
            "Kept: earlier than months 3 to 6 ({from} to {until}); good, as long as people can see it"
        )),
        Some((from, until)) if on > until => Verdict::Note(say!(
            "已保留：晚于第 6 个月末（{from} 至 {until}），大家可能等不了那么久",
            "Kept: later than months 3 to 6 ({from} to {until}); people may not wait that long"
        )),
        _ => Verdict::Fine,
    }
}

fn target(change: &Change<'_>, win: &Win, value: f64) -> Verdict {
    let Some(kpi) = win.kpi.0.and_then(|id| change.project.find::<Kpi>(id)) else { return Verdict::Fine };
    match kpi::goal(kpi, value) {
        Verdict::Fine => {}
        verdict => return verdict,
    }
    let way = kpi.baseline.zip(kpi.target).and_then(|(from, to)| Direction::of(from, to));
    let Some((way, baseline)) = way.zip(kpi.baseline) else { return Verdict::Fine };
    let better = way.holds(baseline, value) && !way.holds(value, baseline);
    if better {
        return Verdict::Fine;
    }
    let (goal, from) = (words::figure(value, kpi.unit()), words::figure(baseline, kpi.unit()));
    let (zh, en, from_zh, from_en) = (goal.zh, goal.en, from.zh, from.en);
    Verdict::Note(say!(
        "{zh} 没有好过基线 {from_zh}：请核对",
        "{en} is no better than the baseline, {from_en}: please check it"
    ))
}
