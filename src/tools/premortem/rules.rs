//! What is advised: before the launch one finding on the plan, afterwards one for each mistake that is being made;
//! and at all times what is not followed and what contradicts itself. The tests themselves are facts.

mod conclusion;

pub use conclusion::assess;

use super::facts::{Checks, Test};
use super::items::MISTAKES;
use super::sheets::Mistake;
use crate::calendar::Calendar;
use crate::facts::Facts;
use crate::finding::{Finding, Level, Place, Rule, Silence};
use crate::say;
use crate::text::{Phrase, Text, joined, text};

const COMMON: Text = text("8个常见错误", "The eight common mistakes");
const TEN: Text = text("10条建议", "Ten pieces of advice");
const OWN: Text = text("变革工作簿", "Changebook");

/// From this day on the plan should stand, so that the pre-mortem speaks up before the launch.
const PLAN_READY: i64 = 15;

/// Between the names of mistakes and pieces of advice, whose English names hold commas.
const BETWEEN: Text = text("、", "; ");

/// The rules: the plan, the mistakes, the advice, the contradictions.
pub static RULES: &[Rule] = &[
    Rule::one(
        "PM1",
        COMMON,
        text(
            "第 15 天起、试点开始之前，现在的计划会犯 8 个常见错误中的至少 1 个",
            "From day 15 until the pilot begins, the present plan would make at least one of the eight common mistakes",
        ),
        plan,
    ),
    Rule::one(
        "MI1",
        COMMON,
        text(
            "试点开始了，还没有公布过带日期的证据；或第一条证据比试点早不到 14 天，陆续公布也不到 14 天",
            "The pilot runs without a dated fact; or the first came less than 14 days before it, and facts were shown for less than 14 days",
        ),
        mistake,
    )
    // A launch without urgency: the gate of step 1 says no more.
    .silences(&[Silence::Everywhere("K1")]),
    Rule::one(
        "MI2",
        COMMON,
        text(
            "三分之一以上的卡会做（知识 4 分以上）却不愿做（渴望 3 分以下）；或培训完成 90% 以上，激励还没对齐",
            "On a third of the cards people know how (4 or more) and are not willing (3 or less); or training is 90% complete and incentives are not aligned",
        ),
        mistake,
    )
    // Trained people whose incentives lag behind: that incentives lag behind.
    .silences(&[Silence::Everywhere("AD7")]),
    Rule::one(
        "MI3",
        COMMON,
        text(
            "培训之后 14 天没有现场辅导，或培训没有答疑渠道；或最近 14 天没有培训，三分之一以上的卡懂（知识 4 分以上）却做不到（能力 3 分以下）",
            "A training had no coaching for 14 days or names no place for questions; or none was held for 14 days, and on a third of the cards people know how (4 or more) and cannot do it (3 or less)",
        ),
        mistake,
    ),
    Rule::one(
        "MI4",
        COMMON,
        text(
            "第 90 到 183 天之间没有带日期的目标，或两个目标之间隔了 6 个月以上",
            "Nothing is dated between day 90 and day 183, or more than six months lie between two goals",
        ),
        mistake,
    ),
    Rule::one(
        "MI5",
        COMMON,
        text(
            "员工满意度不在指标里，或试点开始后没有读数；或结果指标都在轨，满意度却低于 3.5",
            "Staff satisfaction is no indicator, or has no reading while the pilot runs; or it is below 3.5 while all results are on track",
        ),
        mistake,
    ),
    Rule::one(
        "MI6",
        COMMON,
        text("路线图里没有一件事让新做法留下来", "Nothing in the roadmap makes the new way last"),
        mistake,
    )
    .after_closing(),
    Rule::one(
        "MI7",
        COMMON,
        text(
            "试点满 7 天后，最近一个整周高管没有到过现场",
            "From the pilot's day 7 on, no executive was on site in the last full week",
        ),
        mistake,
    )
    .silences(&[Silence::SameCell("KP1")]),
    Rule::one(
        "MI8",
        COMMON,
        text(
            "结果指标偏离后 14 天以上没有读数；或有结果指标偏离、错过里程碑，7 天内没有告诉员工",
            "A result is off track and has had no reading for more than 14 days; or one is off track or a milestone was missed, and staff were not told within 7 days",
        ),
        mistake,
    ),
    Rule::one(
        "AD1",
        TEN,
        text(
            "试点中心超过 2 家，或还没有一个胜利，第二批中心就开始了",
            "There are more than two pilot centres, or a centre of batch 2 began before any win",
        ),
        said,
    ),
    Rule::one(
        "AD2",
        TEN,
        text(
            "达成的胜利结果里没有数字，或紧迫感的证据里没有数字",
            "The result of a win, or a fact for the urgency, holds no figure",
        ),
        said,
    ),
    Rule::one(
        "AD3",
        TEN,
        text("第 15 天起，联盟里没有一位高管", "From day 15 on, the coalition has no executive"),
        said,
    )
    // No executive in the coalition: the gate of step 2 says no more.
    .silences(&[Silence::Everywhere("K2")]),
    Rule::one(
        "AD4",
        TEN,
        text(
            "第 43 天起，有试点中心没有 ADKAR 卡，或还有没评完的卡",
            "From day 43 on, a pilot centre has no ADKAR cards, or some of its cards are not complete",
        ),
        said,
    ),
    Rule::one(
        "AD5",
        TEN,
        text(
            "关键信息讲得太少；由沟通计划的 CO1 说出",
            "The key messages are heard too seldom; CO1 of the communication plan says so",
        ),
        said,
    ),
    Rule::one(
        "AD6",
        TEN,
        text(
            "第 29 天起还没有计划任何短期胜利，或第 184 天起还没有达成一个胜利",
            "From day 29 on no short-term win is planned, or from day 184 on none is achieved",
        ),
        said,
    )
    // No win planned or none in time: fewer than three planned, and the gate of step 6, say no more.
    .silences(&[Silence::Everywhere("WN1"), Silence::Everywhere("K6")]),
    Rule::one(
        "AD7",
        TEN,
        text(
            "试点开始后，有人的激励和新做法不一致",
            "The pilot runs, and the incentives of some people reward the old way",
        ),
        said,
    ),
    Rule::one(
        "AD8",
        TEN,
        text(
            "试点开始后，有一线角色没有授权额度",
            "The pilot runs, and a front-line role has no authority limit",
        ),
        said,
    ),
    Rule::one(
        "AD9",
        TEN,
        text(
            "胜利达成 7 天以上还没有表彰；由短期胜利的 CO7 说出",
            "A win was not commended within 7 days; CO7 of the short-term wins says so",
        ),
        said,
    ),
    Rule::one(
        "AD10",
        TEN,
        text(
            "满 9 个月后，第 12 个月以后还没有任何安排",
            "Nine months have gone by, and nothing is planned after month 12",
        ),
        said,
    ),
    Rule::one(
        "XC1",
        OWN,
        text(
            "高层支持 5 分，试点开始后却有 21 天以上没有高管到过现场",
            "Senior support scores 5, and for 21 days or more of the pilot no executive was on site",
        ),
        said,
    )
    // Full support and nobody on site: no executive on site.
    .silences(&[Silence::Everywhere("MI7")]),
    Rule::one(
        "XC2",
        OWN,
        text(
            "沟通覆盖率到了 100%，三分之一以上的卡认知在 3 分以下",
            "Coverage is 100%, and on a third of the cards awareness is 3 or less",
        ),
        said,
    ),
    Rule::one(
        "XC3",
        OWN,
        text(
            "培训完成 90% 以上，三分之一以上的卡知识在 3 分以下",
            "Training is 90% complete, and on a third of the cards knowledge is 3 or less",
        ),
        said,
    ),
    Rule::one(
        "XC4",
        OWN,
        text("资源打了 5 分，预算表却是空的", "Resources score 5, and the budget is empty"),
        said,
    ),
    Rule::one(
        "XC5",
        OWN,
        text(
            "一个时段的事项（3 项以上）在同一天全部勾完，没有一条证据",
            "All items of a block, three or more, were ticked on one day without evidence",
        ),
        said,
    ),
    Rule::one(
        "XC6",
        OWN,
        text(
            "胜利已达成，指标有足够的读数，却没有向好的信号",
            "A win is achieved whose indicator has enough readings and shows no favourable signal",
        ),
        said,
    ),
];

/// A mistake that is being made; before the launch it is still the plan's, and PM1 names it.
fn mistake(rule: &Rule, facts: &Facts) -> Option<Finding> {
    if facts.get::<Checks>().launched { said(rule, facts) } else { None }
}

/// What the rule's test has found, unless another tool says it.
fn said(rule: &Rule, facts: &Facts) -> Option<Finding> {
    match &facts.get::<Checks>().get(rule.id)?.result {
        Test::Hit(hit) => Some(rule.found(hit.level, hit.place, hit.evidence.clone(), hit.advice.clone())),
        _ => None,
    }
}

/// Before the launch the mistakes are said in one finding, and not before the plan should stand.
fn plan(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let checks = facts.get::<Checks>();
    facts.get::<Calendar>().day(facts.today()).filter(|day| *day >= PLAN_READY && !checks.launched)?;
    let made: Vec<&str> =
        checks.mistakes.iter().filter(|c| c.result.found().is_some()).map(|c| c.id).collect();
    let first = made.first()?;
    let titles = MISTAKES.iter().filter(|item| made.contains(&item.code)).map(|item| item.title.into());
    let titles: Vec<Phrase> = titles.collect();
    let row = facts.rows::<Mistake>().iter().find(|row| row.code == *first).map(|row| row.id);
    Some(rule.found(
        Level::Watch,
        Place::of(row, Mistake::COL.guard),
        say!(
            "按现在的计划，8 个常见错误会犯 {n} 个：{mistakes}",
            "By the present plan, {n} of the eight common mistakes would be made: {mistakes}",
            n = made.len(),
            mistakes = joined(&titles, BETWEEN)
        ),
        text(
            "启动之前逐条补上；每一行右边写着还缺什么",
            "Mend them before the launch; each row says what is missing",
        ),
    ))
}
