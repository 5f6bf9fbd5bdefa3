//! XC1 to XC6: what two tools say that cannot both be true.

use super::rules::{Checked, Test};
use super::world::{Share, World};
use crate::finding::{Level, Place};
use crate::say;
use crate::sheet::{Id, Row};
use crate::text::text;
use crate::tools::adkar::Person;
use crate::tools::checklist::{Item, When};
use crate::tools::kpi::code;
use crate::tools::readiness::Form;
use crate::tools::roadmap::Resource;
use crate::tools::wins::{Win, claimed_without_signal};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// No executive on site for so many days contradicts full support.
const WALKLESS: i64 = 21;
/// A block with fewer items ticked on a day says nothing.
const SAME_DAY: usize = 3;

fn place<R: Row>(row: Option<Id>, column: &'static str) -> Place {
    Place { sheet: R::SHEET, row, column }
}

/// A test of the world as it is.
type Rule = fn(&World<'_>) -> Test;

/// All six, in order.
pub(super) fn check(world: &World<'_>) -> Vec<Checked> {
    let tests: [(&'static str, Rule); 6] = [
        ("XC1", support_unseen),
        ("XC2", heard_and_unaware),
        ("XC3", trained_and_unknowing),
        ("XC4", resources_unbudgeted),
        ("XC5", ticked_at_once),
        ("XC6", win_without_signal),
    ];
    tests.into_iter().map(|(id, test)| Checked { id, result: test(world) }).collect()
}

/// XC1.
fn support_unseen(world: &World<'_>) -> Test {
    let (Some(support), Some(walks)) = (world.support, world.kpi.by_code(code::WALKS)) else {
        return Test::not_yet(text(
            "要有高层支持的分和巡视的读数",
            "Needs a score for senior support and readings of walks",
        ));
    };
    let Some(launch) = world.launch.filter(|d| world.days_since(*d) >= WALKLESS) else {
        return Test::not_yet(text("试点满 3 周后才判断", "Judged after three weeks of the pilot"));
    };
    let walked = walks.readings.iter().rev().find(|(_, n)| *n >= 1.0).map(|(date, _)| *date);
    let since = walked.unwrap_or(launch);
    let days = world.days_since(since);
    if support >= 5.0 && days >= WALKLESS {
        return Test::hit(
            Level::Act,
            say!(
                "高层支持打了 {support} 分，高管却 {days} 天没到现场",
                "Senior support scores {support}, and no executive was on site for {days} days"
            ),
            text(
                "问清是没去还是没记；没去，就约下一次巡视，或重评这一分",
                "Ask whether nobody went or nobody noted it; fix a walk, or score the support again",
            ),
            place::<Form>(world.form, "senior_support"),
        );
    }
    Test::clear(say!(
        "高层支持 {support} 分，{days} 天前到过现场",
        "Support scores {support}; on site {days} days ago"
    ))
}

/// XC2.
fn heard_and_unaware(world: &World<'_>) -> Test {
    let Share { hit, of, first } = world.cards.low_awareness;
    match world.reading(code::COVERAGE) {
        Some((date, coverage)) if coverage >= 100.0 => {
            if world.cards.low_awareness.is_third() {
                return Test::hit(
                    Level::Watch,
                    say!(
                        "沟通覆盖率 {coverage}%（{date}），{of} 张卡里却有 {hit} 张认知在 3 分以下",
                        "Coverage is {coverage}% ({date}), and on {hit} of {of} cards awareness is 3 or less"
                    ),
                    text(
                        "听到不等于听懂：请他们用自己的话说一遍为什么变",
                        "Heard is not understood: let them say in their own words why we change",
                    ),
                    place::<Person>(first, "awareness"),
                );
            }
            Test::clear(say!(
                "覆盖率 {coverage}%，认知低的卡 {hit}/{of}",
                "Coverage {coverage}%; low awareness on {hit} of {of} cards"
            ))
        }
        _ => Test::not_yet(text("覆盖率到 100% 时判断", "Judged when coverage reaches 100%")),
    }
}

/// XC3.
fn trained_and_unknowing(world: &World<'_>) -> Test {
    let Share { hit, of, first } = world.cards.low_knowledge;
    match world.trained() {
        Some(done) if world.cards.low_knowledge.is_third() => Test::hit(
            Level::Watch,
            say!(
                "培训完成 {done}%，{of} 张卡里却有 {hit} 张知识在 3 分以下",
                "Training is {done}% complete, and on {hit} of {of} cards knowledge is 3 or less"
            ),
            text(
                "抽几个人当场操作，看培训缺了哪一段",
                "Let a few people show it on the job, and see what the training left out",
            ),
            place::<Person>(first, "knowledge"),
        ),
        Some(done) => Test::clear(say!(
            "培训 {done}%，知识低的卡 {hit}/{of}",
            "Training {done}%; low knowledge on {hit} of {of} cards"
        )),
        None => Test::not_yet(text("培训完成率到 90% 时判断", "Judged when training reaches 90%")),
    }
}

/// XC4.
fn resources_unbudgeted(world: &World<'_>) -> Test {
    let rows = world.project.rows::<Resource>().iter().filter(|r| !r.item.trim().is_empty()).count();
    match world.resources {
        Some(score) if score >= 5.0 && rows == 0 => Test::hit(
            Level::Watch,
            say!(
                "资源到位打了 {score} 分，预算表却是空的",
                "Resources score {score}, and the budget is empty"
            ),
            text(
                "把批下来的钱、人和工具逐条写进路线图的“预算”",
                "Enter the money, people and tools that were approved under Budget",
            ),
            place::<Resource>(None, "item"),
        ),
        Some(score) => Test::clear(say!(
            "资源 {score} 分，预算 {rows} 条",
            "Resources score {score}; budget rows: {rows}"
        )),
        None => Test::not_yet(text("准备度里还没给资源打分", "Resources have no score yet")),
    }
}

/// XC5.
fn ticked_at_once(world: &World<'_>) -> Test {
    let mut blocks: BTreeMap<When, Vec<(&Item, Option<NaiveDate>)>> = BTreeMap::new();
    for item in world.project.rows::<Item>() {
        if let Some(when) = item.when().filter(|_| item.is_named() && !item.is_not_applicable()) {
            blocks.entry(when).or_default().push((&**item, item.done.0));
        }
    }
    let at_once = |(_, items): &(&When, &Vec<(&Item, Option<NaiveDate>)>)| {
        let first = items.first().and_then(|(_, done)| *done);
        items.len() >= SAME_DAY
            && first.is_some()
            && items.iter().all(|(item, done)| *done == first && item.evidence.trim().is_empty())
    };
    match blocks.iter().find(at_once) {
        Some((when, items)) => {
            let label = when.label();
            let (zh, en, n) = (label.zh, label.en, items.len());
            let date = items.first().and_then(|(_, done)| *done).map_or(String::new(), |d| d.to_string());
            Test::hit(
                Level::Watch,
                say!(
                    "{zh}的 {n} 项都在 {date} 一次勾完，没有证据",
                    "All {n} items of {en} were ticked on {date}, without evidence"
                ),
                text(
                    "逐项补一句证据；没做的先取消勾选",
                    "Add a line of evidence to each, and untick what was not done",
                ),
                place::<Item>(items.first().map(|(item, _)| item.id), "evidence"),
            )
        }
        None if blocks.values().flatten().all(|(_, done)| done.is_none()) => {
            Test::not_yet(text("还没有勾选", "Nothing is ticked yet"))
        }
        None => Test::clear(text("勾选都有先后，或有证据", "Ticks are spread over days, or have evidence")),
    }
}

/// XC6.
fn win_without_signal(world: &World<'_>) -> Test {
    let mut wins = world.project.rows::<Win>().iter();
    if !wins.any(|w| w.achieved_by(world.today).is_some()) {
        return Test::not_yet(text("还没有达成的胜利", "No win achieved yet"));
    }
    let claims = claimed_without_signal(world.facts);
    match claims.iter().find(|claim| claim.enough) {
        Some(claim) => {
            let (win, kpi) = (&claim.name, &claim.kpi);
            let (zh, en, kpi_zh, kpi_en) = (&win.zh, &win.en, &kpi.zh, &kpi.en);
            Test::hit(
                Level::Watch,
                say!(
                    "胜利“{zh}”已达成，“{kpi_zh}”却没有向好的信号",
                    "The win '{en}' is claimed, and '{kpi_en}' shows no favourable signal"
                ),
                text(
                    "再等几周读数；没有信号之前，先说“看起来在变好”",
                    "Wait for more weeks; until there is a signal, say that it looks better",
                ),
                place::<Win>(Some(claim.win), "achieved"),
            )
        }
        None => Test::clear(text(
            "达成的胜利都有指标的信号，或还没有足够的读数",
            "Wins are backed by a signal, or readings are still too few",
        )),
    }
}
