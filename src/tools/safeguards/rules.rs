//! What is advised: one finding for each safeguard that is missing, and what the risk register asks for.

use super::facts::{Checks, HIGH, RiskFigures, Risks};
use super::sheets::{Risk, RiskState};
use crate::facts::Facts;
use crate::finding::{Consequence, Finding, Level, Line, Place, Rule};
use crate::say;
use crate::sheet::Score;
use crate::text::{Phrase, Text, count, few, text};
use crate::tool::Assessment;
use crate::tools::safeguards::items::SAFEGUARDS;

const STAFF: Text = text("保障 员工", "Safeguards, staff");
const TECHNOLOGY: Text = text("保障 技术", "Safeguards, technology");
const CUSTOMERS: Text = text("保障 客户", "Safeguards, customers");
const GOVERNANCE: Text = text("保障 治理", "Safeguards, governance");
const OWN: Text = text("变革工作簿", "Changebook");

/// So many are named.
const NAMED: usize = 3;

/// What is looked for, in the order in which it is said.
pub static RULES: &[Rule] = &[
    Rule::one(
        "SF1",
        STAFF,
        text(
            "试点动手后（第 29 天起或已上线），关键信息里没有前后两个数字",
            "The pilot is under way (day 29, or live), and no key message has a figure before and one after",
        ),
        missing,
    )
    .weighs(Consequence::People),
    Rule::one(
        "SF2",
        STAFF,
        text(
            "试点动手后，没有写一线有谁参与设计，联盟里也没有服务中心的人",
            "The pilot is under way, nothing says who of the front line took part in the design, and the coalition has nobody of a service centre",
        ),
        missing,
    )
    .weighs(Consequence::People),
    Rule::one(
        "SF3",
        STAFF,
        text("上岗考核通过率不到 95%，或试点动手后没有考核", "Fewer than 95% passed the exam, or the pilot is under way without one"),
        missing,
    )
    .weighs(Consequence::People),
    Rule::one(
        "SF4",
        STAFF,
        text(
            "试点动手后没有分享收益的规则，规则里没有数字，或诊断卡上激励未对齐",
            "The pilot is under way without a rule that shares the gain, the rule has no figure, or the cards say that incentives are not aligned",
        ),
        missing,
    )
    .weighs(Consequence::People),
    Rule::one(
        "SF5",
        TECHNOLOGY,
        text("有一项技术没有对应的流程问题", "A technology has no problem of the process behind it"),
        missing,
    ),
    Rule::one(
        "SF6",
        TECHNOLOGY,
        text("选定的技术试点故障率高于 3%，或推广了还没有试点数据", "A chosen technology has more than 3% of faults in the pilot, or is rolled out without figures of the pilot"),
        missing,
    )
    .weighs(Consequence::Results),
    Rule::one(
        "SF7",
        TECHNOLOGY,
        text("选定的供应商没有行业经验，或没有写", "The chosen vendor does not know the trade, or nothing says so"),
        missing,
    ),
    Rule::one(
        "SF8",
        CUSTOMERS,
        text("接受度低的客户群没有线下引导", "A group of customers with low acceptance has no guidance in person"),
        missing,
    )
    .weighs(Consequence::People),
    Rule::one(
        "SF9",
        CUSTOMERS,
        text(
            "老方式在新方式上线不到 30 天就停；或 14 天内要停，新方式使用率不到 90%",
            "The old way ends less than 30 days after the new one began; or it ends within 14 days and fewer than 90% use the new one",
        ),
        missing,
    )
    .weighs(Consequence::People),
    Rule::one(
        "SF10",
        CUSTOMERS,
        text("客户反馈超过 24 小时才答复", "Feedback of customers waits more than 24 hours for an answer"),
        missing,
    ),
    Rule::one(
        "SF11",
        GOVERNANCE,
        text("试点上线后还没有开过例会", "The pilot is live, and no weekly meeting was held"),
        missing,
    ),
    Rule::one(
        "SF12",
        GOVERNANCE,
        text("试点动手后，预算与资源是空的，或没有一行批下来、没有一行有负责人", "The pilot is under way, and the budget is empty, or nothing in it is approved, or nobody is named"),
        missing,
    ),
    Rule::one(
        "SF13",
        GOVERNANCE,
        text("风险没有触发信号或负责人；或试点动手后登记册还是空的", "A risk has no trigger or no owner; or the pilot is under way with an empty register"),
        missing,
    ),
    Rule::one(
        "RI1",
        OWN,
        text("风险分 15 分以上，没有措施", "A risk of 15 points or more has no measure"),
        unmet,
    )
    .weighs(Consequence::Results),
    Rule::one(
        "RI2",
        OWN,
        text("风险已经发生，措施还没有做完", "A risk has happened, and its measure is not done"),
        happened,
    )
    .weighs(Consequence::Results),
    Rule::one(
        "RI3",
        OWN,
        text("风险没有打可能性或影响", "A risk has no likelihood or no impact"),
        unscored,
    )
    .weighs(Consequence::Entry),
];

/// A safeguard that is missing, once the director uses this tool at all.
fn missing(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let checks = facts.get::<Checks>();
    checks.get(rule.id).filter(|_| checks.is_used)?.finding(rule)
}

fn names(risks: &[&RiskFigures]) -> Phrase {
    few(risks.iter().map(|risk| &risk.name), NAMED)
}

/// "likelihood 4, impact 5, 20 points".
fn scored(risk: &RiskFigures) -> Phrase {
    let points = |score: Option<Score>| score.map_or(0, Score::get);
    say!(
        "可能性 {likelihood} × 影响 {impact} = {score} 分",
        "likelihood {likelihood} × impact {impact} = {score} points",
        likelihood = points(risk.row.likelihood),
        impact = points(risk.row.impact),
        score = risk.score.unwrap_or_default()
    )
}

fn unmet(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let open: Vec<_> = facts.get::<Risks>().high().filter(|risk| !risk.row.has_measure()).collect();
    let first = *open.first()?;
    Some(
        rule.found(
            Level::Act,
            Place::of(first.row.id, Risk::COL.measure),
            say!(
                "{names}没有措施，其中最高：{scored}",
                "No measure for {names}; the highest: {scored}",
                names = names(&open),
                scored = scored(first)
            ),
            say!(
                "本周定一个措施，让可能性或影响降到 {HIGH} 分以下，写上负责人和期限",
                "Decide on a measure this week that brings it below {HIGH} points, with an owner and a day"
            ),
        )
        .becomes(say!(
            "给{names}定一个措施，降到 {HIGH} 分以下",
            "Find a measure against {names} that brings it below {HIGH} points",
            names = names(&open)
        )),
    )
}

fn happened(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let Risks(open) = facts.get::<Risks>();
    let is_open =
        |risk: &&RiskFigures| risk.row.state == Some(RiskState::Happened) && risk.row.done.0.is_none();
    let hit: Vec<&RiskFigures> = open.iter().filter(is_open).collect();
    let first = *hit.first()?;
    let column = if first.row.has_measure() { Risk::COL.done } else { Risk::COL.measure };
    Some(rule.found(
        Level::Act,
        Place::of(first.row.id, column),
        say!(
            "{names}已经发生，措施还没有做完",
            "{names} happened, and the measure is not done",
            names = names(&hit)
        ),
        text(
            "今天就做措施，并告诉受影响的人：出了什么事，正在怎么办",
            "Carry out the measure today, and tell those affected what happened and what is being done",
        ),
    ))
}

fn unscored(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let Risks(open) = facts.get::<Risks>();
    let blank: Vec<&RiskFigures> = open.iter().filter(|risk| risk.score.is_none()).collect();
    let first = *blank.first()?;
    let column = if first.row.likelihood.is_none() { Risk::COL.likelihood } else { Risk::COL.impact };
    Some(
        rule.found(
            Level::Watch,
            Place::of(first.row.id, column),
            say!("{names}还没有打分", "{names} not scored yet", names = names(&blank)),
            text("打可能性和影响，各 1 到 5", "Score likelihood and impact from 1 to 5"),
        )
        .becomes(say!(
            "评估{names}的可能性和影响",
            "Judge likelihood and impact of {names}",
            names = names(&blank)
        )),
    )
}

pub(super) fn assess(facts: &Facts, findings: Vec<Finding>) -> Assessment {
    let checks = facts.get::<Checks>();
    let (settled, all) = (checks.settled(), checks.all.len());
    Assessment {
        headline: if checks.is_used {
            Phrase::same(format!("{settled}/{all}"))
        } else {
            text("未填", "blank").into()
        },
        level: match Assessment::worst(&findings) {
            _ if !checks.is_used => Level::Blank,
            Level::Good if settled < all => Level::Blank,
            level => level,
        },
        conclusion: conclusion(facts, checks),
        findings,
    }
}

fn conclusion(facts: &Facts, checks: &Checks) -> Vec<Line> {
    if !checks.is_used {
        return vec![Line::plain(text(
            "还没有填：逐条选状态、写证据；能从其他工具看出来的，已经替您看过。",
            "Nothing entered yet: choose the state of each and write the evidence; what other tools show has been looked at.",
        ))];
    }
    let (settled, all) = (checks.settled(), checks.all.len());
    let mut lines = vec![Line::new(
        if settled == all { Level::Good } else { Level::Blank },
        say!(
            "{all} 项保障，{settled} 项落实或不需要",
            "{settled} of {all} safeguards are in place or not needed"
        ),
    )];
    let title =
        |code: &str| SAFEGUARDS.iter().find(|item| item.code == code).map(|item| Phrase::from(item.title));
    let lost: Vec<Phrase> = checks.missing().filter_map(|checked| title(checked.code)).collect();
    if !lost.is_empty() {
        lines.push(Line::new(
            Level::Watch,
            say!("还缺：{names}", "Missing: {names}", names = few(&lost, NAMED)),
        ));
    }
    let risks = facts.get::<Risks>();
    let high: Vec<&RiskFigures> = risks.high().collect();
    if !risks.0.is_empty() {
        lines.push(Line::new(
            if high.is_empty() { Level::Blank } else { Level::Act },
            say!(
                "{risks}在监控，高风险 {high} 个",
                "{risks} watched, {high} of them high",
                risks = count(risks.0.len(), "个风险", "risk", "risks"),
                high = high.len()
            ),
        ));
    }
    lines
}
