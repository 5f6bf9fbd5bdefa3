//! What stands below the roadmap and in the list of tools, and its figures for programs.

use super::Stage;
use super::figures::{Figures, State};
use super::rules::{counted_by, is_behind, money, overdue_level, title};
use crate::facts::Facts;
use crate::finding::{Finding, Level, Line};
use crate::say;
use crate::text::{Phrase, Text, text};
use crate::tool::Assessment;
use crate::tools::kpi::words;
use chrono::NaiveDate;
use serde_json::{Value, json};

/// The state in at most ten cells.
pub(super) fn headline(facts: &Figures) -> Phrase {
    if facts.steps.is_empty() {
        text("未填", "no items").into()
    } else {
        Phrase::same(format!("{}/{}", facts.done(), facts.steps.len()))
    }
}

/// The worst level; blank while nothing is entered.
pub(super) fn level(facts: &Figures, findings: &[Finding]) -> Level {
    let worst = Assessment::worst(findings);
    // What others offer to tick is no state of a roadmap that nobody has touched.
    if facts.in_use || worst > Level::Good { worst } else { Level::Blank }
}

pub(super) fn conclusion(facts: &Figures) -> Vec<Line> {
    let mut lines = vec![progress(facts)];
    lines.extend(next_milestone(facts));
    lines.extend(centres(facts));
    let budget = facts.budget;
    if budget.entries > 0 {
        let (asked, approved, spent) = (money(budget.asked), money(budget.approved), money(budget.spent));
        lines.push(Line {
            level: if budget.is_over() { Level::Act } else { Level::Blank },
            text: say!(
                "预算 {asked}，已批准 {approved}，已用 {spent}",
                "Budget {asked}, approved {approved}, spent {spent}"
            ),
        });
    }
    lines
}

fn progress(facts: &Figures) -> Line {
    let plain = |text| Line { level: Level::Blank, text };
    let (done, total) = (facts.done(), facts.steps.len());
    if total == 0 {
        return plain(
            text(
                "路线图还是空的：可用“补上预置的事项和里程碑”",
                "The roadmap is empty; 'Add the standard items and milestones' fills it",
            )
            .into(),
        );
    }
    let (also_zh, also_en) = match facts.proposed().count() {
        0 => (String::new(), String::new()),
        n => (format!("（清单上另已勾 {n} 项）"), format!(" ({n} more ticked in the checklist)")),
    };
    if facts.calendar.start().is_none() {
        return plain(say!(
            "完成 {done}/{total} 项{also_zh} · 填上启动日期，四个阶段才有真实日期",
            "{done} of {total} items done{also_en} · the phases get their dates from the start date"
        ));
    }
    let days = facts.overdue().map(|s| s.state.overdue()).max().unwrap_or(0);
    let late = facts.overdue().count();
    let (late_zh, late_en) = if late == 0 {
        (String::new(), String::new())
    } else {
        (format!(" · 逾期 {late} 项"), format!(" · {late} overdue"))
    };
    let now = facts.calendar.phase(facts.today);
    let phase = facts.phases.iter().find(|p| p.stage.is_some_and(|s| s.phase() == now) && now.is_some());
    let text = if let Some((phase, (_, until))) = phase.and_then(|p| Some((p, p.days?))) {
        let (Text { zh, en }, n, all) = (title(phase.stage), phase.done, phase.total);
        say!(
            "完成 {done}/{total} 项{also_zh} · {zh} {n}/{all}，到 {until} 结束{late_zh}",
            "{done} of {total} items done{also_en} · {en} {n} of {all}, until {until}{late_en}"
        )
    } else {
        say!("完成 {done}/{total} 项{also_zh}{late_zh}", "{done} of {total} items done{also_en}{late_en}")
    };
    Line { level: overdue_level(days), text }
}

/// The milestone that people wait for: the longest missed, else the next to come.
fn next_milestone(facts: &Figures) -> Option<Line> {
    let open = facts.milestones.iter().filter(|m| matches!(m.state, State::Open { .. }));
    let next = open.filter_map(|m| Some((m.date?, m))).min_by_key(|(date, _)| *date);
    let (date, milestone) = next?;
    let (zh, en) = (&milestone.name.zh, &milestone.name.en);
    let days = milestone.state.overdue();
    if days > 0 {
        let unit = if days == 1 { "day" } else { "days" };
        return Some(Line {
            level: overdue_level(milestone.missed),
            text: say!(
                "里程碑“{zh}”已过 {days} 天（{date}），还没有达成",
                "Milestone '{en}' was due on {date}, {days} {unit} ago"
            ),
        });
    }
    let left = super::figures::days(facts.today, date);
    let unit = if left == 1 { "day" } else { "days" };
    Some(Line {
        level: Level::Blank,
        text: say!(
            "下一个里程碑：{zh}，{date}，还有 {left} 天",
            "Next milestone: {en}, on {date}, in {left} {unit}"
        ),
    })
}

/// How many centres are converted, and how many are late by their own plan.
fn centres(facts: &Figures) -> Option<Line> {
    let share = facts.converted_share()?;
    if facts.centres.is_empty() && facts.wanted_share().is_none() {
        return None;
    }
    let (n, all, percent) = (facts.converted(), facts.to_convert, words::percent(share));
    let late = facts.centres.iter().filter(|c| c.state.overdue() > 0).count();
    let (month, goal) = if facts.wanted_share().is_none() { (6, "50%") } else { (12, "100%") };
    let Phrase { zh: of_zh, en: of_en } = counted_by(facts);
    let (late_zh, late_en) = if late == 0 {
        (String::new(), String::new())
    } else {
        (format!("；{late} 家晚于计划"), format!("; {late} later than planned"))
    };
    let level = match (is_behind(facts), late) {
        (true, _) => Level::Act,
        (false, 1..) => Level::Watch,
        (false, 0) => Level::Blank,
    };
    Some(Line {
        level,
        text: say!(
            "已转换 {n}/{all} 家中心（{percent}，{of_zh}），第 {month} 个月要到 {goal}{late_zh}",
            "{n} of {all} centres converted ({percent}, {of_en}); {goal} wanted by month {month}{late_en}"
        ),
    })
}

pub(super) fn values(scene: &Facts) -> Vec<(&'static str, Value)> {
    let facts = scene.get::<Figures>();
    let date = |d: Option<NaiveDate>| d.map(|d| d.to_string());
    let key = |stage: Option<Stage>| stage.map(|s| s.option().key);
    let phases = facts.phases.iter().map(|p| {
        json!({
            "phase": key(p.stage),
            "from": date(p.days.map(|d| d.0)),
            "until": date(p.days.map(|d| d.1)),
            "done": p.done,
            "total": p.total,
        })
    });
    let milestones = facts.milestones.iter().map(|m| {
        json!({
            "id": m.id,
            "code": m.code,
            "date": date(m.date),
            "reached": match m.state { State::Done { on, .. } => Some(on.to_string()), State::Open { .. } | State::Proposed { .. } => None },
            "proposed": m.proposal.as_ref().map(|p| p.on.to_string()),
            "overdue_days": m.state.overdue(),
        })
    });
    let now = facts.calendar.phase(facts.today);
    let now = Stage::ALL.iter().copied().find(|s| now.is_some() && s.phase() == now);
    let started = facts.centres.iter().filter(|c| c.started.is_some_and(|d| d <= facts.today)).count();
    vec![
        ("done", json!(facts.done())),
        ("total", json!(facts.steps.len())),
        ("in_checklist", json!(facts.proposed().count())),
        ("overdue", json!(facts.overdue().count())),
        ("overdue_days", json!(facts.overdue().map(|s| s.state.overdue()).max().unwrap_or(0))),
        ("out_of_order", json!(facts.strays().rows)),
        ("phase", json!(key(now))),
        ("phases", phases.collect()),
        ("milestones", milestones.collect()),
        ("milestones_reached", json!(facts.milestones.iter().filter(|m| m.state.is_done()).count())),
        ("milestones_missed", json!(facts.milestones.iter().filter(|m| m.missed > 0).count())),
        ("centres", json!(facts.to_convert)),
        ("centres_listed", json!(facts.centres.len())),
        ("centres_started", json!(started)),
        ("centres_converted", json!(facts.converted())),
        ("converted_share", json!(facts.converted_share())),
        ("wanted_share", json!(facts.wanted_share())),
        ("budget_asked", json!(facts.budget.asked)),
        ("budget_approved", json!(facts.budget.approved)),
        ("budget_spent", json!(facts.budget.spent)),
    ]
}
