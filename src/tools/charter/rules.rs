//! The rules of the project itself, and its day in the list of tools.

use super::facts::{pause_today, phase_name, vision_check};
use super::sheets::{Charter, Rest};
use crate::calendar::{Calendar, Phase};
use crate::facts::Facts;
use crate::finding::{Consequence, Finding, Level, Line, Place, Rule};
use crate::say;
use crate::text::{Phrase, Text, count, days, joined, text};
use crate::tool::Assessment;

const SOURCE: Text = text("变革工作簿", "Changebook");

/// All speak of a closed project too: whether its results last is counted from its dates.
pub(super) static RULES: &[Rule] = &[
    Rule::one("PR1", SOURCE, text("启动日期没有填", "There is no start date"), no_start)
        .weighs(Consequence::Entry)
        .after_closing(),
    Rule::one(
        "PR2",
        SOURCE,
        text(
            "愿景没有填，或者不是一句有数字、有期限的话",
            "There is no vision, or it is not one sentence with a number and a date",
        ),
        vision_lacking,
    )
    .weighs(Consequence::Entry)
    .after_closing(),
    Rule::one("PR3", SOURCE, text("项目在暂停中", "The project is paused"), paused)
        .weighs(Consequence::Entry)
        .after_closing(),
    Rule::one(
        "PR4",
        SOURCE,
        text(
            "同一格有两个不同的值（两个窗口、两份文件或副本填的），还没有选定保留哪一个",
            "The same cell has two values, from two windows, files or copies, and none is chosen yet",
        ),
        conflicts_waiting,
    )
    .after_closing(),
];

fn no_start(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let charter = facts.get::<Charter>();
    charter.start.is_none().then(|| {
        rule.found(
            Level::Act,
            Place::of(charter.id, Charter::COL.start),
            text("启动日期没有填", "There is no start date"),
            text(
                "填上启动日期，清单和指标才有期限",
                "Enter the start date, so that the checklist and the KPIs have due dates",
            ),
        )
        .becomes(text("和发起人定下启动日期", "Agree with the sponsor on the day of the start"))
    })
}

fn vision_lacking(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let charter = facts.get::<Charter>();
    let place = Place::of(charter.id, Charter::COL.vision);
    if charter.vision.0.trim().is_empty() {
        let advice =
            text("用一句话写下变革之后的样子", "Write in one sentence what it will be like after the change");
        return Some(
            rule.found(Level::Watch, place, text("愿景没有填", "There is no vision"), advice).becomes(text(
                "写出一句话的愿景，请发起人确认",
                "Put the vision into one sentence and have the sponsor confirm it",
            )),
        );
    }
    let lacks: Vec<Phrase> = vision_check(&charter.vision.0).lacks().map(Phrase::from).collect();
    (!lacks.is_empty()).then(|| {
        rule.found(
            Level::Watch,
            place,
            say!(
                "愿景还不完整：{lacks}",
                "The vision is not complete: {lacks}",
                lacks = joined(&lacks, text("、", "; "))
            ),
            text(
                "把愿景改成一句话：到哪一天，哪个数字变成多少",
                "Put the vision into one sentence: which figure will reach what value by when",
            ),
        )
        .becomes(text(
            "把愿景改写成一句有数字、有期限的话，请发起人确认",
            "Rewrite the vision in one sentence with a figure and a date, and have the sponsor confirm it",
        ))
    })
}

fn paused(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let rest = pause_today(facts)?;
    let from = rest.from?;
    let (column, evidence, advice) = if rest.reason.0.trim().is_empty() {
        (
            Rest::COL.reason,
            say!(
                "项目从 {from} 起暂停，没有写原因",
                "The project has been paused since {from}, without a reason"
            ),
            text("写下原因；按错了，用“今天恢复”", "Enter the reason; if it was a slip, use 'Resume today'"),
        )
    } else {
        (
            Rest::COL.until,
            say!("项目从 {from} 起暂停", "The project has been paused since {from}"),
            text("恢复时用“今天恢复”", "Use 'Resume today' when it goes on"),
        )
    };
    Some(rule.found(Level::Watch, Place::of(rest.id, column), evidence, advice).becomes(text(
        "和发起人定下项目哪天恢复",
        "Agree with the sponsor on the day on which the project goes on",
    )))
}

fn conflicts_waiting(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let waiting = facts.conflicts().len();
    (waiting > 0).then(|| {
        rule.found(
            Level::Act,
            Place::of(facts.get::<Charter>().id, Charter::COL.name),
            say!(
                "{conflicts}：同一格有两个不同的值",
                "Two values for the same cell in {conflicts}",
                conflicts = count(waiting as u64, "处冲突", "place", "places")
            ),
            text("打开“冲突”，逐处选定保留哪一个", "Open the conflicts and choose which value to keep"),
        )
        .becomes(text(
            "逐处核对冲突的两个值，定下哪个对",
            "Go through the cells with two values, and settle which is right",
        ))
    })
}

pub(super) fn assess(facts: &Facts, findings: Vec<Finding>) -> Assessment {
    Assessment {
        headline: match facts.get::<Calendar>().day(facts.today()) {
            _ if facts.get::<Calendar>().paused_at_start(facts.today()).is_some() => {
                text("暂停中", "paused").into()
            }
            None => text("未定日期", "no date").into(),
            Some(day) if day < 1 => say!("还有{n}天", "in {n} d", n = 1 - day),
            Some(day) => say!("第{day}天", "day {day}"),
        },
        level: Assessment::worst(&findings),
        conclusion: conclusion(facts),
        findings,
    }
}

/// The day of the project, and the dates of its phases.
fn conclusion(facts: &Facts) -> Vec<Line> {
    let (calendar, today) = (facts.get::<Calendar>(), facts.today());
    let Some((start, day)) = calendar.start().zip(calendar.day(today)) else {
        return vec![Line::plain(text(
            "填上启动日期后，这里显示各阶段的日期。",
            "The dates of the phases appear here once there is a start date.",
        ))];
    };
    let standing = if let Some(since) = calendar.paused_at_start(today) {
        say!(
            "{since} 起暂停，恢复那天是第 1 天",
            "Paused since {since}; the day on which it goes on is day 1"
        )
    } else if day < 1 {
        say!("{start} 启动，还有 {left}", "Starts on {start}, in {left}", start, left = days(1 - day))
    } else {
        let week = calendar.week(today).unwrap_or_default();
        say!(
            "{start} 启动，今天是第 {day} 天、第 {week} 周",
            "Started on {start}; today is day {day}, week {week}"
        )
    };
    let now = calendar.phase(today);
    let phases = Phase::ALL.into_iter().map(|phase| {
        let mark = if now == Some(phase) { "▸" } else { " " };
        match calendar.phase_dates(phase) {
            Some((from, to)) => say!(
                "{mark} {phase}  {from} 至 {to}",
                "{mark} {phase}  {from} to {to}",
                mark,
                phase = phase_name(phase),
                from,
                to
            ),
            // What ends behind a pause that goes on has no date yet.
            None => say!(
                "{mark} {phase}  恢复之后才有日期",
                "{mark} {phase}  dated once the project resumes",
                mark,
                phase = phase_name(phase)
            ),
        }
    });
    let lines = [standing].into_iter().chain(phases).map(Line::plain);
    lines.chain(longer_than_said(calendar)).collect()
}

/// A plan that ends so many days later than its length says is only rounded.
const ROUNDED: i64 = 7;

/// That the roadmap ends later than the length of the project says, as a phase begins later than by plan.
fn longer_than_said(calendar: &Calendar) -> Option<Line> {
    let months = calendar.plan_months();
    let (said, ends) = (calendar.month_date(months)?.pred_opt()?, calendar.end()?.pred_opt()?);
    let length = count(u64::from(months), "个月", "month", "months");
    ((ends - said).num_days() > ROUNDED).then(|| {
        let said = say!(
            "{length}到 {said} 为止，路线图排到 {ends}：有阶段开始得比计划晚；改项目长度，或改阶段的开始日期",
            "{length} end on {said}, the roadmap on {ends}, as a phase begins later than planned: change the length or the day of that phase",
            length,
            said,
            ends
        );
        Line::new(Level::Watch, said)
    })
}
