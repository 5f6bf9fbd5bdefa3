//! XC1 to XC8: what two tools say that cannot both be true.

mod twice;
mod unticked;

pub use twice::{Of, Twice, kept_twice};
pub use unticked::would_contradict;

use super::Check;
use super::cards::{Cards, Share};
use super::shared::{
    achieved, days_since, latest_form, launch, median, reading, score_again, trained, trained_on,
};
use crate::facts::Facts;
use crate::finding::{Level, Place};
use crate::say;
use crate::text::{count, days as text_days, text};
use crate::tool::Test;
use crate::tools::adkar::Person;
use crate::tools::checklist::{Item, When};
use crate::tools::kotter;
use crate::tools::kpi::{Indicators, code};
use crate::tools::readiness::Form;
use crate::tools::roadmap::Resource;
use crate::tools::wins::{Win, claimed_without_signal};
use std::collections::BTreeMap;

/// No executive on site for so many days contradicts full support.
const WALKLESS: i64 = 21;
/// A block with fewer items ticked on a day says nothing.
const SAME_DAY: usize = 3;

/// All of them, in order.
pub const CHECKS: &[Check] = &[
    ("XC1", support_unseen),
    ("XC2", reached_and_unaware),
    ("XC3", trained_and_unknowing),
    ("XC4", resources_unbudgeted),
    ("XC5", ticked_at_once),
    ("XC6", win_without_signal),
    ("XC7", unticked::ticked_against_facts),
    ("XC8", twice::two_figures),
];

/// XC1.
fn support_unseen(facts: &Facts) -> Test {
    let walks = facts.get::<Indicators>().by_code(code::WALKS);
    let Some((support, walks)) = median(facts, Form::COL.senior_support).zip(walks) else {
        return Test::not_yet(text(
            "要有高层支持的得分和高管巡视的记录",
            "Needs a score for senior support and a record of site visits",
        ));
    };
    let Some(launch) = launch(facts).filter(|d| days_since(facts, *d) >= WALKLESS) else {
        return Test::not_yet(text("试点上线满 3 周后判断", "It takes three weeks of the pilot"));
    };
    if walks.readings.is_empty() {
        return Test::not_yet(text(
            "还没有高管巡视的记录：是没去，还是没记？",
            "No site visit was ever noted: did nobody go, or did nobody note it?",
        ));
    }
    let walked = walks.readings.iter().rev().find(|(_, n)| *n >= 1.0).map(|(date, _)| *date);
    let days = days_since(facts, walked.unwrap_or(launch));
    if support >= 5.0 && days >= WALKLESS {
        return Test::hit(
            Level::Act,
            Place::of(latest_form(facts), Form::COL.senior_support),
            say!(
                "高层支持打了 {support} 分，高管却 {days} 天没到现场",
                "Senior support scores {support}, yet no executive has been on site for {days} days"
            ),
            text(
                "问清是没去还是没记；没去，就约下一次巡视，或重评这一分",
                "Ask whether nobody went or nobody noted it; fix a site visit, or score the support again",
            ),
        )
        .becomes(text("和发起人约定下一次现场巡视", "Fix the next site visit with the sponsor"));
    }
    Test::clear(match walked {
        Some(_) => say!(
            "高层支持 {support} 分，{ago}前到过现场",
            "Senior support scores {support}; an executive was on site {ago} ago",
            support,
            ago = text_days(days)
        ),
        None => say!(
            "高层支持 {support} 分，还没有高管到过现场",
            "Senior support scores {support}; no executive has been on site yet"
        ),
    })
}

/// XC2.
fn reached_and_unaware(facts: &Facts) -> Test {
    let share = facts.get::<Cards>().low_awareness;
    let Share { hit, of, first } = share;
    match reading(facts, code::COVERAGE) {
        Some((date, coverage)) if coverage >= 100.0 => {
            if share.is_third() {
                return Test::hit(
                    Level::Watch,
                    Place::of(first, Person::COL.awareness),
                    say!(
                        "沟通覆盖率 {coverage}%（{date}），评过分的 {of} 人里却有 {hit} 人认知在 3 分以下",
                        "Coverage is {coverage}% ({date}), yet awareness is 3 or less for {hit} of {of} people scored"
                    ),
                    text(
                        "听到不等于听懂：请他们用自己的话说一遍为什么变",
                        "Heard is not understood: let them say in their own words why we change",
                    ),
                );
            }
            Test::clear(say!(
                "覆盖率 {coverage}%，认知低的 {hit}/{of} 人",
                "Coverage {coverage}%; low awareness: {hit} of {of} people"
            ))
        }
        _ => Test::not_yet(text("覆盖率到 100% 时判断", "Judged when coverage reaches 100%")),
    }
}

/// XC3.
fn trained_and_unknowing(facts: &Facts) -> Test {
    let Some((done, on)) = trained(facts).zip(trained_on(facts)) else {
        return Test::not_yet(text("培训完成率到 90% 时判断", "Judged when training reaches 90%"));
    };
    let (share, unsure) = facts.get::<Cards>().low_knowledge.since(on);
    if facts.get::<kotter::Coaching>().is_practising() && share.is_third() {
        return Test::not_yet(text(
            "最近 14 天还有培训：满两周、重新评分后再判断",
            "A training session was held in the last 14 days: score again two weeks after it",
        ));
    }
    let Share { hit, of, first } = share;
    if share.is_third() {
        return Test::hit(
            Level::Watch,
            Place::of(first, Person::COL.knowledge),
            say!(
                "培训完成 {done}%，评过分的 {of} 人里却有 {hit} 人之后的知识还在 3 分以下",
                "Training is {done}% complete, yet knowledge has been 3 or less since then for {hit} of {of} people scored"
            ),
            text(
                "抽几个人当场操作，看培训缺了哪一段",
                "Let a few people show it on the job, and see what the training left out",
            ),
        );
    }
    // Those not scored since could still make it a third.
    if share.is_third_with(unsure) {
        return score_again(unsure, on);
    }
    Test::clear(say!(
        "培训 {done}%，知识低的 {hit}/{of} 人",
        "Training {done}%; low knowledge: {hit} of {of} people"
    ))
}

/// XC4.
fn resources_unbudgeted(facts: &Facts) -> Test {
    let rows = facts.rows::<Resource>().iter().filter(|r| !r.item.trim().is_empty()).count();
    match median(facts, Form::COL.resources) {
        Some(score) if score >= 5.0 && rows == 0 => Test::hit(
            Level::Watch,
            Place::of(None, Resource::COL.item),
            say!(
                "资源到位打了 {score} 分，预算表却是空的",
                "Resources score {score}, yet the budget is empty"
            ),
            text(
                "把批下来的钱、人和工具逐条写进路线图的“预算”",
                "Enter the money, people and tools that were approved under Budget",
            ),
        )
        .becomes(text(
            "和财务核对批下来的钱、人和工具",
            "Check with finance which money, people and tools were approved",
        )),
        Some(score) => Test::clear(say!(
            "资源 {score} 分，预算 {budget}",
            "Resources score {score}; {budget} in the budget",
            score,
            budget = count(rows as u64, "条", "row", "rows")
        )),
        None => Test::not_yet(text("准备度里还没给资源打分", "Resources have no score yet")),
    }
}

/// XC5.
fn ticked_at_once(facts: &Facts) -> Test {
    let mut blocks: BTreeMap<When, Vec<&Item>> = BTreeMap::new();
    for item in facts.rows::<Item>() {
        if let Some(when) = item.when().filter(|_| item.is_named() && !item.is_not_applicable()) {
            blocks.entry(when).or_default().push(item);
        }
    }
    let at_once = |items: &[&Item]| {
        let day = items.first()?.done.0?;
        let bare = |item: &&Item| item.done.0 == Some(day) && item.evidence.trim().is_empty();
        (items.len() >= SAME_DAY && items.iter().all(bare)).then_some(day)
    };
    match blocks.iter().find_map(|(when, items)| Some((when, items, at_once(items)?))) {
        Some((when, items, date)) => Test::hit(
            Level::Watch,
            Place::of(items.first().map(|item| item.id), Item::COL.evidence),
            say!(
                "{block}的 {n} 项都在 {date} 一次勾完，没有证据",
                "All {n} items of {block} were ticked on {date} without evidence",
                block = when.label(),
                n = items.len(),
                date
            ),
            text(
                "逐项补一句证据；没做的先取消勾选",
                "Add a line of evidence to each, and untick what was not done",
            ),
        )
        .becomes(say!(
            "逐项核实 {block}的 {n} 项是不是真做完了",
            "Check whether all {n} items of {block} were really done",
            block = when.label(),
            n = items.len()
        )),
        None if blocks.values().flatten().all(|item| item.done.0.is_none()) => {
            Test::not_yet(text("还没有勾选", "Nothing is ticked yet"))
        }
        None => Test::clear(text("勾选都有先后，或有证据", "Ticks are spread over days, or have evidence")),
    }
}

/// XC6.
fn win_without_signal(facts: &Facts) -> Test {
    if achieved(facts).next().is_none() {
        return Test::not_yet(text("还没有达成的胜利", "No win achieved yet"));
    }
    let claims = claimed_without_signal(facts);
    if let Some(claim) = claims.iter().find(|claim| claim.enough) {
        return Test::hit(
            Level::Watch,
            Place::of(claim.win, Win::COL.achieved),
            say!(
                "胜利“{win}”已达成，“{kpi}”却没有变好的信号",
                "The win '{win}' is claimed, yet '{kpi}' shows no favourable signal",
                win = claim.name,
                kpi = claim.kpi
            ),
            text(
                "再等几周数据；没有信号之前，先说“看起来在变好”",
                "Wait for more weeks; until there is a signal, say that it looks better",
            ),
        );
    }
    let unproved = achieved(facts).filter(|win| win.kpi.0.is_none()).count();
    match (claims.len(), unproved) {
        (0, 0) => Test::clear(text("达成的胜利都有指标的信号", "Every win is backed by a signal")),
        (0, _) => Test::not_yet(text(
            "达成的胜利还没有证明指标：请选一个",
            "A win achieved names no KPI as its evidence: choose one",
        )),
        _ => Test::not_yet(text(
            "胜利的指标数据还太少，看不出信号",
            "The KPI of a win has too few readings to show a signal",
        )),
    }
}
