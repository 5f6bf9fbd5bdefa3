//! The findings of the roadmap.

use super::figures::{Figures, MilestoneFigures};
use super::{Centre, Milestone, Resource, Stage, Step, items};
use crate::finding::{Finding, Level, Place};
use crate::say;
use crate::sheet::{Id, Row, Unit, number};
use crate::text::{Lang, Phrase, Text, text};
use crate::tools::kpi::words;
use chrono::NaiveDate;

/// Overdue by more days than this, an item or a milestone asks for action.
pub(super) const GRACE: i64 = 14;
/// So many late items and milestones are named.
const NAMED: usize = 3;

const SOURCE: Text = text("工具2 变革路线图", "Tool 2, change roadmap");
const OWN: Text = text("变革工作簿", "Changebook");

/// How bad it is to be overdue by so many days.
pub(super) const fn overdue_level(days: i64) -> Level {
    match days {
        ..=0 => Level::Blank,
        1..=GRACE => Level::Watch,
        _ => Level::Act,
    }
}

/// What a phase is called.
pub(super) fn title(stage: Option<Stage>) -> Text {
    stage.map_or(text("未定阶段", "No phase chosen"), Stage::label)
}

/// An amount of money, in whatever unit people count it.
pub(super) fn money(amount: f64) -> String {
    number(amount, Unit::None, Lang::Zh)
}

fn place<R: Row>(row: Id, column: &'static str) -> Place {
    Place { sheet: R::SHEET, row: Some(row), column }
}

pub(super) fn findings(facts: &Figures) -> Vec<Finding> {
    if !facts.in_use {
        return [unused(facts), proposed(facts)].into_iter().flatten().collect();
    }
    [strays(facts), late(facts), milestones(facts), behind(facts), over(facts), proposed(facts)]
        .into_iter()
        .flatten()
        .collect()
}

/// RM2 of a roadmap that nobody uses: said once, whatever else it might lack.
fn unused(facts: &Figures) -> Option<Finding> {
    let first = facts.overdue().next()?;
    let n = facts.overdue().count();
    Some(Finding {
        id: "RM2",
        level: Level::Watch,
        evidence: say!(
            "路线图还没有用起来：{n} 项已逾期，没有一项填过负责人或完成日期",
            "Nobody uses the roadmap yet: {n} items are past their last day, none has an owner or was ticked"
        ),
        advice: text(
            "做完的勾上，其余定下负责人；排期不同就改开始和结束日期",
            "Tick what is done and give the rest an owner; where your plan differs, enter its days",
        )
        .into(),
        source: SOURCE,
        place: place::<Step>(first.id, "done"),
    })
}

/// RM1: dates against the order of the phases.
fn strays(facts: &Figures) -> Option<Finding> {
    let (first, later) = facts.strays().pair?;
    let (first, later) = facts.step(first).zip(facts.step(later))?;
    let dates = |(from, until): (Option<NaiveDate>, Option<NaiveDate>)| {
        let date = |d: Option<NaiveDate>| d.map_or_else(|| "…".to_owned(), |d| d.to_string());
        (date(from), date(until))
    };
    let ((a_from, a_until), (b_from, b_until)) = (dates(first.days), dates(later.days));
    let (a, b) = (title(first.stage), title(later.stage));
    let (a_zh, a_en, b_zh, b_en) = (a.zh, a.en, b.zh, b.en);
    let (name_zh, name_en) = (&first.name.zh, &first.name.en);
    let (other_zh, other_en) = (&later.name.zh, &later.name.en);
    let n = facts.strays().rows.len();
    Some(Finding {
        id: "RM1",
        level: Level::Watch,
        evidence: say!(
            "日期与阶段顺序相反，共 {n} 行：{a_zh}的“{name_zh}”（{a_from} 至 {a_until}）晚于{b_zh}的“{other_zh}”（{b_from} 至 {b_until}）",
            "Rows dated against the order of the phases: {n}. '{name_en}' of {a_en} ({a_from} to {a_until}) comes after '{other_en}' of {b_en} ({b_from} to {b_until})"
        ),
        advice: text(
            "日期已照样保留；如果不是有意的，改其中一行",
            "The dates are kept; unless they are meant, change one of the two rows",
        )
        .into(),
        source: OWN,
        place: place::<Step>(first.id, "from"),
    })
}

/// RM2: items overdue, by phase.
fn late(facts: &Figures) -> Option<Finding> {
    let first = facts.overdue().next()?;
    let days = facts.overdue().map(|s| s.state.overdue()).max()?;
    let by_phase: Vec<Phrase> = facts
        .phases
        .iter()
        .filter_map(|phase| {
            let mine: Vec<_> = facts.overdue().filter(|s| s.stage == phase.stage).collect();
            let (n, Text { zh, en }) = (mine.len(), title(phase.stage));
            let names: Vec<Phrase> = mine.iter().take(NAMED).map(|s| s.name.clone()).collect();
            let Phrase { zh: named_zh, en: named_en } = words::joined(&names, text("；", "; "));
            let (more_zh, more_en) = if n > NAMED { (" 等", " and more") } else { ("", "") };
            (n > 0).then(|| say!("{zh} {n} 项（{named_zh}{more_zh}）", "{n} of {en} ({named_en}{more_en})"))
        })
        .collect();
    let Phrase { zh, en } = words::list(&by_phase);
    let unit = if days == 1 { "day" } else { "days" };
    Some(Finding {
        id: "RM2",
        level: overdue_level(days),
        evidence: say!("逾期，最久 {days} 天：{zh}", "Overdue, the longest by {days} {unit}: {en}"),
        advice: text(
            "给每一项定下谁在哪天做完；计划变了，就改“结束”日期",
            "Agree who finishes each by when; where the plan has changed, enter a new last day",
        )
        .into(),
        source: SOURCE,
        place: place::<Step>(first.id, "done"),
    })
}

/// RM3: milestones whose day has gone by. What the centres' figures say already is not said twice.
fn milestones(facts: &Figures) -> Option<Finding> {
    let said = |m: &MilestoneFigures| {
        is_behind(facts) && [items::HALF_CONVERTED, items::ALL_CONVERTED].contains(&m.code)
    };
    let late: Vec<_> = facts.milestones.iter().filter(|m| m.missed > 0 && !said(m)).collect();
    let first = late.first()?;
    let days = late.iter().map(|m| m.missed).max()?;
    let named: Vec<Phrase> = late
        .iter()
        .take(NAMED)
        .map(|m| {
            let (zh, en) = (&m.name.zh, &m.name.en);
            let date = m.date.map_or(String::new(), |d| d.to_string());
            say!("“{zh}”（{date}）", "'{en}' ({date})")
        })
        .collect();
    let (Phrase { zh, en }, n) = (words::list(&named), late.len());
    let more = if n > NAMED { format!(" +{}", n - NAMED) } else { String::new() };
    Some(Finding {
        id: "RM3",
        level: overdue_level(days),
        evidence: say!("里程碑逾期未达成：{zh}{more}", "Milestones missed: {en}{more}"),
        advice: text(
            "达成了就填日期和数字；没有达成，就告诉相关的人新日期和原因",
            "If it was reached, enter the day and the figure; if not, tell people the new date and why",
        )
        .into(),
        source: SOURCE,
        place: place::<Milestone>(first.id, "reached"),
    })
}

/// Whether fewer centres are converted than the roadmap wants by now.
pub(super) fn is_behind(facts: &Figures) -> bool {
    facts.converted_share().zip(facts.wanted_share()).is_some_and(|(share, wanted)| share < wanted - 1e-9)
}

/// RM4: fewer centres converted than half by month 6, or all by month 12.
fn behind(facts: &Figures) -> Option<Finding> {
    let (share, wanted) = facts.converted_share().zip(facts.wanted_share())?;
    if !is_behind(facts) {
        return None;
    }
    let (n, all) = (facts.converted(), facts.to_convert);
    if facts.centres.is_empty() {
        return Some(Finding {
            id: "RM4",
            level: Level::Watch,
            evidence: say!(
                "还没有列出服务中心，不知道 {all} 家里转换了几家",
                "No centre is listed, so nobody sees how many of {all} are converted"
            ),
            advice: text(
                "用“按项目书列出服务中心”列出来，填上转换日期",
                "Use 'List the centres' and enter the days on which they were converted",
            )
            .into(),
            source: SOURCE,
            place: Place { sheet: Centre::SHEET, row: None, column: "name" },
        });
    }
    let month = if wanted < 1.0 { 6 } else { 12 };
    let (percent, goal) = (words::percent(share), words::percent(wanted));
    let Phrase { zh: of_zh, en: of_en } = counted_by(facts);
    let open = facts.centres.iter().find(|c| !c.state.is_done());
    Some(Finding {
        id: "RM4",
        level: Level::Act,
        evidence: say!(
            "已转换 {n}/{all} 家中心（{percent}，{of_zh}），第 {month} 个月应到 {goal}",
            "{n} of {all} centres converted ({percent}, {of_en}); the roadmap wants {goal} by month {month}"
        ),
        advice: text(
            "给每一家还没转换的中心定下日期和负责人，先解决卡住最多中心的那件事",
            "Give every open centre a date and an owner, and first solve what holds most of them back",
        )
        .into(),
        source: SOURCE,
        place: Place { sheet: Centre::SHEET, row: open.map(|c| c.id), column: "planned" },
    })
}

/// Whose number of centres it is.
pub(super) fn counted_by(facts: &Figures) -> Phrase {
    match facts.in_charter {
        Some(n) if n as usize >= facts.centres.len() => {
            text("按项目书的家数", "counted as in the charter").into()
        }
        _ => text("按列出的家数", "counted as listed").into(),
    }
}

/// RM5: more spent than approved.
fn over(facts: &Figures) -> Option<Finding> {
    let budget = facts.budget;
    if !budget.is_over() {
        return None;
    }
    let (spent, approved) = (money(budget.spent), money(budget.approved));
    let over = money(budget.spent - budget.approved);
    Some(Finding {
        id: "RM5",
        level: Level::Act,
        evidence: say!(
            "已用 {spent}，已批准 {approved}，超出 {over}",
            "Spent {spent}, approved {approved}: over by {over}"
        ),
        advice: text(
            "补批超出的部分，或者停下还没有批准的支出",
            "Get the rest approved, or stop what was not",
        )
        .into(),
        source: OWN,
        place: Place { sheet: Resource::SHEET, row: budget.worst, column: "approved" },
    })
}

/// RM6: what the checklist, or a centre of the pilot, has noted as done and the roadmap has not. One hint for all.
fn proposed(facts: &Figures) -> Option<Finding> {
    let steps = facts.proposed().map(|(step, why)| (place::<Step>(step.id, "done"), &step.name, why.listed));
    let marks = facts.proposed_milestones();
    let marks = marks.map(|(m, why)| (place::<Milestone>(m.id, "reached"), &m.name, why.listed));
    let all: Vec<_> = steps.chain(marks).collect();
    let (first, ..) = all.first()?;
    let named: Vec<Phrase> = all.iter().take(NAMED).map(|(_, name, _)| (*name).clone()).collect();
    let (Phrase { zh, en }, n) = (words::joined(&named, text("；", "; ")), all.len());
    let (more_zh, more_en) = if n > NAMED { (" 等", " and more") } else { ("", "") };
    let listed = all.iter().all(|(.., listed)| *listed);
    let Text { zh: by_zh, en: by_en } = if listed {
        text("清单上已勾选", "Ticked in the checklist")
    } else {
        text("清单或服务中心已记为完成", "Noted as done in the checklist or of a centre")
    };
    Some(Finding {
        id: "RM6",
        level: Level::Good,
        evidence: say!(
            "{by_zh}，路线图还没有勾的有 {n} 项：{zh}{more_zh}",
            "{by_en}, not on the roadmap yet: {n} ({en}{more_en})"
        ),
        advice: text(
            "确认属实，用“采用清单上的勾选”连同日期和证据一次带过来",
            "If that is right, 'Take the ticks of the checklist' brings them over with days and evidence",
        )
        .into(),
        source: OWN,
        place: *first,
    })
}
