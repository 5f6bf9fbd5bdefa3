//! The lines below the roadmap, and its state in the list of tools.

use super::{counted_by, money_in, overdue_level};
use crate::calendar::Calendar;
use crate::facts::Facts;
use crate::finding::{Finding, Level, Line};
use crate::say;
use crate::text::{Phrase, days, percent, text};
use crate::tool::Assessment;
use crate::tools::roadmap::facts::{Figures, Goals, State};
use crate::tools::roadmap::sheets::{days_between, title};

pub(in crate::tools::roadmap) fn assess(facts: &Facts, findings: Vec<Finding>) -> Assessment {
    let figures = facts.get::<Figures>();
    let worst = Assessment::worst(&findings);
    Assessment {
        headline: if figures.items.is_empty() {
            text("未填", "no items").into()
        } else {
            Phrase::same(format!("{}/{}", figures.done(), figures.items.len()))
        },
        // What others offer to tick is no state of a roadmap that nobody has touched.
        level: if figures.in_use || worst > Level::Good { worst } else { Level::Blank },
        conclusion: conclusion(facts, figures),
        findings,
    }
}

fn conclusion(facts: &Facts, figures: &Figures) -> Vec<Line> {
    let mut lines = vec![progress(facts, figures)];
    lines.extend(next_milestone(facts, figures));
    lines.extend(centres(facts, figures));
    let budget = figures.budget;
    if budget.entries > 0 {
        lines.push(Line::new(
            if budget.is_over() { Level::Act } else { Level::Blank },
            say!(
                "预算 {asked}，已批准 {approved}，已用 {spent}",
                "Budget {asked}, approved {approved}, spent {spent}",
                asked = money_in(facts, budget.asked),
                approved = money_in(facts, budget.approved),
                spent = money_in(facts, budget.spent)
            ),
        ));
    }
    lines
}

fn progress(facts: &Facts, figures: &Figures) -> Line {
    let (done, total) = (figures.done(), figures.items.len());
    if total == 0 {
        return Line::plain(text(
            "路线图还是空的：可用“补齐标准事项和里程碑”",
            "The roadmap is empty; 'Restore standard items and milestones' fills it",
        ));
    }
    let also = match figures.proposed().count() {
        0 => Phrase::same(""),
        n => say!("（清单上另有 {n} 项已勾选）", " ({n} more ticked in the checklist)"),
    };
    if facts.get::<Calendar>().start().is_none() {
        return Line::plain(say!(
            "完成 {done}/{total} 项{also} · 填上启动日期，四个阶段才有真实日期",
            "{done} of {total} items done{also} · the phases get their dates from the start date",
            done,
            total,
            also
        ));
    }
    let late = match figures.overdue().count() {
        0 => Phrase::same(""),
        n => say!(" · 逾期 {n} 项", " · {n} overdue"),
    };
    let phase = figures.phases.iter().find(|phase| phase.stage.is_some() && phase.stage == figures.now);
    let said = if let Some((phase, (_, until))) = phase.and_then(|phase| Some((phase, phase.days?))) {
        say!(
            "完成 {done}/{total} 项{also} · {phase} {n}/{all}，到 {until} 结束{late}",
            "{done} of {total} items done{also} · {phase} {n} of {all}, until {until}{late}",
            done,
            total,
            also,
            phase = title(phase.stage),
            n = phase.done,
            all = phase.total,
            until,
            late
        )
    } else {
        say!(
            "完成 {done}/{total} 项{also}{late}",
            "{done} of {total} items done{also}{late}",
            done,
            total,
            also,
            late
        )
    };
    Line::new(overdue_level(figures.longest_overdue().unwrap_or(0)), said)
}

/// The milestone that people wait for: the longest missed, else the next to come.
fn next_milestone(facts: &Facts, figures: &Figures) -> Option<Line> {
    let open = figures.milestones.iter().filter(|m| matches!(m.state, State::Open { .. }));
    let next = open.filter_map(|m| Some((m.date?, m))).min_by_key(|(date, _)| *date);
    let (date, milestone) = next?;
    let overdue = milestone.state.overdue();
    if overdue > 0 {
        return Some(Line::new(
            overdue_level(milestone.missed),
            say!(
                "里程碑“{name}”已过 {late}（{date}），还没有达成",
                "Milestone '{name}' was due on {date}, {late} ago",
                name = milestone.name,
                late = days(overdue),
                date
            ),
        ));
    }
    let waits =
        milestone.waiting().filter(|_| date < facts.today()).map(|why| say!("（{why}）", " ({why})", why));
    let left = match days_between(facts.today(), date) {
        // It came during a pause, and waits for the end of it.
        ..0 => Phrase::same(""),
        0 => text("，就是今天", ", today").into(),
        n => say!("，还有 {left}", ", in {left}", left = days(n)),
    };
    Some(Line::plain(say!(
        "下一个里程碑：{name}，{date}{left}{waits}",
        "Next milestone: {name}, on {date}{left}{waits}",
        name = milestone.name,
        date,
        left,
        waits = waits.unwrap_or_else(|| Phrase::same(""))
    )))
}

/// The number of centres converted, and of those late by their own plan.
fn centres(facts: &Facts, figures: &Figures) -> Option<Line> {
    let share = figures.converted_share()?;
    if figures.centres.is_empty() && figures.wanted_share.is_none() {
        return None;
    }
    let Goals { half, all } = *facts.get();
    let (day, goal) = if figures.wanted_share.is_none() { (half, "50%") } else { (all, "100%") };
    let goal = match day {
        Some(day) => say!("，{day} 应到 {goal}", "; target {goal} by {day}"),
        None => Phrase::same(""),
    };
    let late = figures.centres.iter().filter(|centre| centre.state.overdue() > 0).count();
    let level = match (figures.is_behind(), late) {
        (true, _) => Level::Act,
        (false, 1..) => Level::Watch,
        (false, 0) => Level::Blank,
    };
    let late = match late {
        0 => Phrase::same(""),
        n => say!("；{n} 家晚于计划", "; {n} behind their own plan"),
    };
    Some(Line::new(
        level,
        say!(
            "已转换 {n}/{all} 家中心（{percent}，{counted}）{goal}{late}",
            "{n} of {all} centres converted ({percent}, {counted}){goal}{late}",
            n = figures.converted(),
            all = figures.to_convert,
            percent = percent(share),
            counted = counted_by(figures),
            goal,
            late
        ),
    ))
}
