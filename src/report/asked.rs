//! What the sponsor is asked to decide: what only he can settle, from findings, the budget and obstacles.

use super::exceptions::near;
use super::promises::owner as named;
use super::{Ask, Part, Section, redesign};
use crate::assess::Assessed;
use crate::facts::Facts;
use crate::finding::{Finding, Level, Line};
use crate::say;
use crate::sort::StableSort;
use crate::text::{Phrase, Text, days, text};
use crate::tools::charter::Charter;
use crate::tools::kotter::{Coalition, Obstacle, Obstacles};
use crate::tools::meetings::{self, Answered, Parked, Reply};
use crate::tools::roadmap::{Resource, money_in};
use std::cmp::Reverse;
use std::sync::Arc;

/// No more than these are asked at once: of a longer list none is decided.
const MOST: usize = 6;

/// Rules whose findings the sponsor has to settle, with what he is asked. What a rule advises is said to the one who
/// leads the change; this is said to the one above.
const ASKED: &[(&[&str], Text)] = &[
    (
        &["RD12", "RD10"],
        text(
            "请决定：先停下来把准备补齐，还是承担风险继续",
            "Decide: stop and make up for the preparation, or go on and take the risk",
        ),
    ),
    (
        &["AD1"],
        text(
            "请决定：先停止扩大、把试点做稳，还是照计划继续",
            "Decide: stop widening until the pilot is stable, or go on as planned",
        ),
    ),
    (
        &["MI6", "CS1"],
        text(
            "请决定：重新打开项目，还是接受现在的结果",
            "Decide: open the project again, or accept the results as they are",
        ),
    ),
    (
        &["RD1"],
        text(
            "请明确表态支持这项变革，并亲自向全体员工讲一次",
            "Say in public that you back this change, and speak to all staff in person once",
        ),
    ),
    (
        &["RD3"],
        text("请定下还缺的预算、人手和工具", "Settle the budget, people and tools that are still missing"),
    ),
    (COALITION, text("请指定人选进领导联盟", "Name members for the coalition")),
    (
        &["MI7", "XC1"],
        text(
            "请定下固定的时间，每周有一位高管到一家服务中心走一趟",
            "Fix a time at which an executive visits a service centre every week",
        ),
    ),
    (&["CO6"], text("请在两周内亲自向员工讲一次", "Speak to the staff in person within two weeks")),
    (&["KP2"], text("请决定：改目标日期，还是换做法", "Decide: a new target date, or a new approach")),
    (
        &["KP11"],
        text(
            "请支持改流程：照现在的流程，加把劲也到不了目标",
            "Back a change of the process: as it is, trying harder will not reach the target",
        ),
    ),
    (&["RM5"], text("请决定：追加预算，还是缩减范围", "Decide: a larger budget, or a smaller scope")),
    (
        &["RM4"],
        text(
            "请决定：增加人手赶上推广计划，还是推迟",
            "Decide: more people to catch up with the roll-out, or a later date",
        ),
    ),
    (
        &["MI2", "AD7"],
        text("请批准：考核和收入只奖励新做法", "Approve: appraisal and pay reward the new practice only"),
    ),
    (
        &["AD8"],
        text("请给一线定一个不用审批的金额", "Set an amount that the front line may spend without asking"),
    ),
];

/// The rules that find the coalition lacking.
const COALITION: &[&str] = &["AD3", "K2"];

/// Which members the coalition lacks.
fn members_asked_for(coalition: &Coalition) -> Phrase {
    match (coalition.missing.is_empty(), coalition.executives) {
        (false, 0) => text(
            "请指定缺的部门派人进领导联盟，并有一位高管在内",
            "Name members of the missing departments for the coalition, one executive among them",
        ),
        (false, _) => {
            text("请指定缺的部门派人进领导联盟", "Name members of the missing departments for the coalition")
        }
        (true, 0) => text("请指定一位高管进领导联盟", "Name an executive for the coalition"),
        (true, _) => text("请把领导联盟调整到 3–7 人", "Bring the coalition to three to seven members"),
    }
    .into()
}

/// Why members of the coalition are asked for, with the functions that nobody covers.
fn with_uncovered(facts: &Facts, why: Phrase) -> Phrase {
    match facts.get::<Coalition>().uncovered() {
        Some(uncovered) => say!("{why}；{uncovered}", "{why}. {uncovered}", why, uncovered),
        None => why,
    }
}

/// What is asked, the most pressing first; none where there is nothing.
pub(super) fn asks(assessed: &Assessed) -> Vec<Ask> {
    let facts = &assessed.facts;
    let mut asks: Vec<Ask> = Vec::new();
    let answered = facts.get::<Answered>();
    for (_, finding) in assessed.findings() {
        // Of what a meeting has put off or does not see so nothing is asked, unless it stops the project.
        let reply = answered.reply(&finding.key().code());
        if finding.level < Level::Stop && matches!(reply, Some(Reply::PutOff | Reply::Disagreed)) {
            continue;
        }
        let Some(mut ask) = of_finding(finding) else { continue };
        if COALITION.contains(&finding.id) {
            ask.what = members_asked_for(facts.get::<Coalition>());
        }
        // The other finding about the coalition names them itself where they are what is lacking.
        if finding.id == "AD3" {
            ask.why = with_uncovered(facts, ask.why);
        }
        // Two rules may ask for the same.
        if asks.iter().all(|known| known.what != ask.what) {
            asks.push(ask);
        }
    }
    asks.extend(obstacles(facts));
    asks.extend(budget(facts));
    asks.extend(redesign::asks(facts));
    asks.extend(parked(facts));
    asks.stable_sort_by_key(|ask| Reverse(ask.level));
    asks.truncate(MOST);
    asks
}

/// What a finding asks of the sponsor; none where it asks nothing of him.
pub(super) fn of_finding(finding: &Finding) -> Option<Ask> {
    let asked = ASKED.iter().find(|(rules, _)| rules.contains(&finding.id)).map(|(_, what)| *what);
    let what = match asked {
        Some(what) => what.into(),
        // Whatever stops the project stops it for the sponsor too.
        None if finding.level == Level::Stop => finding.advice.clone(),
        None => return None,
    };
    Some(Ask { what, why: finding.evidence.clone(), level: finding.level })
}

/// Obstacles that nobody has removed in time.
fn obstacles(facts: &Facts) -> Vec<Ask> {
    let overdue = facts.get::<Obstacles>().overdue.iter();
    let ask = |(open, obstacle): &(i64, Arc<Obstacle>)| {
        let what = obstacle.obstacle.0.trim();
        let owner = named(&obstacle.owner);
        Ask {
            what: say!("请出面清除障碍：{what}", "Help to remove an obstacle: {what}"),
            why: say!(
                "已经 {open}没有清除，负责人：{owner}",
                "Open for {open}; owner: {owner}",
                open = days(*open),
                owner
            ),
            level: Level::Act,
        }
    };
    overdue.map(ask).collect()
}

/// Money, people and tools that nobody has approved.
fn budget(facts: &Facts) -> Vec<Ask> {
    let open = facts.rows::<Resource>().iter().filter(|entry| {
        entry.approved.0.is_none() && !entry.item.trim().is_empty() && entry.amount.is_none_or(|n| n > 0.0)
    });
    let ask = |entry: &Arc<Resource>| {
        let item = entry.item.trim();
        let why = match (entry.amount, entry.owner.trim()) {
            (None, "") => text("还没有批准", "Not approved yet").into(),
            (None, owner) => say!("还没有批准；负责人：{owner}", "Not approved yet; owner: {owner}"),
            (Some(amount), owner) => {
                let amount = match facts.get::<Charter>().money.trim() {
                    "" => say!("{n}（没有写单位）", "{n} (unit not stated)", n = money_in(facts, amount)),
                    _ => money_in(facts, amount),
                };
                let owner = named(owner);
                say!(
                    "金额 {amount}，还没有批准；负责人：{owner}",
                    "Amount {amount}, not approved yet; owner: {owner}",
                    amount,
                    owner
                )
            }
        };
        Ask { what: say!("请批准：{item}", "Approve: {item}"), why, level: Level::Watch }
    };
    open.map(ask).collect()
}

/// Issues that a meeting put aside and nobody has decided since.
fn parked(facts: &Facts) -> Vec<Ask> {
    let open = facts.get::<meetings::Figures>().parked.iter();
    let ask = |issue: &Arc<Parked>| {
        let what = issue.issue.0.trim();
        let why = match issue.date {
            Some(day) => say!(
                "{day} 的例会上搁下，还没有结论",
                "Parked in the meeting of {day}, not settled yet",
                day = near(day, facts.today())
            ),
            None => text("例会上搁下，还没有结论", "Parked in a meeting, not settled yet").into(),
        };
        Ask { what: say!("请决定：{what}", "Decide: {what}"), why, level: Level::Watch }
    };
    open.map(ask).collect()
}

/// The section; it stands first, as it is what the page is for.
pub(super) fn section(assessed: &Assessed) -> Section {
    let asks = asks(assessed);
    let title: Phrase = text("请您决定", "Decisions asked of you").into();
    if asks.is_empty() {
        let none = text("本周没有要您决定的事。", "Nothing has to be decided by you this week.");
        return Section::of("asked", title, vec![Part::Lines(vec![Line::new(Level::Good, none)])]);
    }
    Section::of("asked", title, vec![Part::Asks(asks)])
}
