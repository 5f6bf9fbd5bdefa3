//! What is advised: before the launch one finding on the plan, afterwards one for each mistake that is being made;
//! and at all times what is not followed and what contradicts itself. The tests themselves are facts.

mod conclusion;

pub use conclusion::assess;

use super::facts::Checks;
use super::items::MISTAKES;
use super::sheets::Mistake;
use crate::calendar::Calendar;
use crate::facts::Facts;
use crate::finding::{Consequence, Finding, Level, Place, Rule, Silence};
use crate::say;
use crate::text::{Phrase, Text, list, quoted, text};

const COMMON: Text = text("8个常见错误", "The eight common mistakes");
const TEN: Text = text("10条建议", "Ten pieces of advice");
const OWN: Text = text("变革工作簿", "Changebook");

/// From this day on the plan should stand, so that the pre-mortem speaks up before the launch.
const PLAN_READY: i64 = 15;

/// The rules: the plan, the mistakes, the advice, the contradictions.
pub static RULES: &[Rule] = &[
    Rule::one(
        "PM1",
        COMMON,
        text(
            "第 15 天起、试点上线之前，现在的计划有犯 8 个常见错误的风险",
            "From day 15 until the pilot goes live, the current plan would make at least one of the eight common mistakes",
        ),
        plan,
    ),
    Rule::one(
        "MI1",
        COMMON,
        text(
            "试点已经动手，还没有公布过带日期的证据；或第一条证据比它早不到 14 天，陆续公布也不到 14 天",
            "Work on the pilot has begun without a dated fact; or the first came less than 14 days before it, and facts were shown for less than 14 days",
        ),
        mistake,
    ).weighs(Consequence::Results)
    // A launch without urgency: the gate of step 1 says no more.
    .silences(&[Silence::Everywhere("K1")]),
    Rule::one(
        "MI2",
        COMMON,
        text(
            "评过分的人里三分之一以上会做（知识 4 分以上）却不愿做（渴望 3 分以下）；或培训完成 90% 以上，激励还没对齐",
            "A third of the people scored know how (4 or more) and are not willing (3 or less); or training is 90% complete and incentives are not aligned",
        ),
        mistake,
    ).weighs(Consequence::People)
    // Trained people whose incentives lag behind: that incentives lag behind.
    .silences(&[Silence::Everywhere("AD7")]),
    Rule::one(
        "MI3",
        COMMON,
        text(
            "培训之后 14 天没有现场辅导，或培训没有答疑渠道；或最近 14 天没有培训，上线和培训之后评分的人里，三分之一以上懂（知识 4 分以上）却做不到（能力 3 分以下）",
            "A training session had no coaching for 14 days or names no place for questions; or none was held for 14 days, and a third of the people scored since the training and the launch know how (4 or more) and cannot do it (3 or less)",
        ),
        mistake,
    ).weighs(Consequence::People),
    Rule::one(
        "MI4",
        COMMON,
        text(
            "第 90 到 183 天之间没有带日期的目标，或两个目标之间隔了超过 6 个月",
            "Nothing is dated between day 90 and day 183, or more than six months lie between two goals",
        ),
        mistake,
    ),
    Rule::one(
        "MI5",
        COMMON,
        text(
            "没有一个软指标，或试点上线后软指标没有数据；或结果指标都在轨，员工满意度却低于 3.5，或别的软指标落后、偏离",
            "No indicator is about people, or none of those has a reading while the pilot is live; or staff satisfaction is below 3.5, or another of them behind or off track, while all results are on track",
        ),
        mistake,
    ).weighs(Consequence::Results),
    Rule::one(
        "MI7",
        COMMON,
        text(
            "有过巡视记录，试点的上一个整周却没有高管到过现场",
            "Site visits are noted, and none took place in the last full week of the pilot",
        ),
        mistake,
    ).weighs(Consequence::People)
    .silences(&[Silence::SameCell("KP1")]),
    Rule::one(
        "MI8",
        COMMON,
        text(
            "结果指标偏离后两个周期没有新数据；或偏离、错过里程碑超过 7 天，受影响的员工（不只是高管）还没有听到",
            "A result is off track and has had no reading for two cadences; or it is off track or a milestone was missed for more than 7 days, and the staff affected, not only executives, have not heard of it",
        ),
        mistake,
    ).weighs(Consequence::People),
    Rule::one(
        "PM2",
        COMMON,
        text("试点已经上线，路线图里没有一件事让新做法固定下来", "The pilot is live, and nothing in the roadmap makes the new way permanent"),
        nothing_lasts,
    )
    .after_closing(),
    Rule::one(
        "AD1",
        TEN,
        text(
            "结果已确认变差还扩大；或还没有带数字的胜利，后面的批次就开始了；或试点中心超过 2 家",
            "Results are proven worse while the change is widened; or a later batch began before any win with a figure; or there are more than two pilot centres",
        ),
        said,
    ).weighs(Consequence::Gate),
    Rule::one(
        "AD2",
        TEN,
        text(
            "达成的胜利结果里没有数字，或收尾时没有一个结果的数据，或紧迫感的证据都没有数字",
            "The result of a win names no figure, the project is closed without a figure for its results, or no fact for the urgency names one",
        ),
        said,
    ).weighs(Consequence::Entry),
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
    ).weighs(Consequence::People),
    Rule::one(
        "AD6",
        TEN,
        text(
            "第 29 天起还没有计划任何短期胜利，或第 184 天起还没有达成一个带数字的胜利",
            "From day 29 on no short-term win is planned, or from day 184 on none with a figure is achieved",
        ),
        said,
    ).weighs(Consequence::Results)
    // No win planned or none in time: fewer than three planned, and the gate of step 6, say no more.
    .silences(&[Silence::Everywhere("WN1"), Silence::Everywhere("K6")]),
    Rule::one(
        "AD7",
        TEN,
        text(
            "试点上线后，有人的激励和新做法不一致",
            "The pilot is live, and the incentives of some people reward the old way",
        ),
        said,
    ).weighs(Consequence::People),
    Rule::one(
        "AD8",
        TEN,
        text(
            "试点上线后，有一线角色没有授权额度",
            "The pilot is live, and a front-line role has no authority limit",
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
            "高层支持 5 分，试点上线后却有 21 天以上没有高管到过现场",
            "Senior support scores 5, yet for 21 days or more of the pilot no executive was on site",
        ),
        said,
    )
    // Full support and nobody on site: no executive on site.
    .silences(&[Silence::Everywhere("MI7")]),
    Rule::one(
        "XC2",
        OWN,
        text(
            "沟通覆盖率到了 100%，评过分的人里三分之一以上认知在 3 分以下",
            "Coverage is 100%, and awareness is 3 or less for a third of the people scored",
        ),
        said,
    ),
    Rule::one(
        "XC3",
        OWN,
        text(
            "培训完成 90% 以上，评过分的人里三分之一以上在那以后知识还在 3 分以下",
            "Training is 90% complete, and knowledge has been 3 or less since then for a third of the people scored",
        ),
        said,
    ),
    Rule::one(
        "XC4",
        OWN,
        text("资源打了 5 分，预算表却是空的", "Resources score 5, yet the budget is empty"),
        said,
    ).weighs(Consequence::Entry),
    Rule::one(
        "XC5",
        OWN,
        text(
            "一个时段的事项（3 项以上）在同一天全部勾完，没有一条证据",
            "All items of a block, three or more, were ticked on one day without evidence",
        ),
        said,
    ).weighs(Consequence::Entry),
    Rule::one(
        "XC6",
        OWN,
        text(
            "胜利已达成，指标有足够的数据，却没有变好的信号",
            "A win is achieved whose KPI has enough readings and shows no favourable signal",
        ),
        said,
    ).weighs(Consequence::Results),
    Rule::one(
        "XC7",
        OWN,
        text(
            "清单或路线图上已勾选，但对应的表里不是这样：准备度没打分、联盟不到 3 人、愿景没有数字或期限、没有信息、没有预算或资源不超过 2 分、试点中心没有卡",
            "Ticked on the checklist or the roadmap, while its own tool says otherwise: no readiness score, fewer than 3 members, a vision without number or date, no message, no budget or resources at 2 or less, no cards for the pilot",
        ),
        said,
    ).weighs(Consequence::Entry),
    Rule::one(
        "XC8",
        OWN,
        text(
            "同一个数字记在两处，却不一样：沟通覆盖率、人数、服务中心数，或同名的两个指标",
            "One figure is kept in two places and differs: coverage, headcounts, centres, or two KPIs of one name",
        ),
        said,
    ).weighs(Consequence::Entry),
];

/// A mistake that is being made; before the launch it is still the plan's, and PM1 names it.
fn mistake(rule: &Rule, facts: &Facts) -> Option<Finding> {
    if facts.get::<Checks>().is_fact(rule.id) { said(rule, facts) } else { None }
}

/// What the rule's test has found, unless another tool says it.
fn said(rule: &Rule, facts: &Facts) -> Option<Finding> {
    of_test(rule, facts, rule.id)
}

/// The sixth mistake is said where a project is closed; that nothing is planned to last is said here.
fn nothing_lasts(rule: &Rule, facts: &Facts) -> Option<Finding> {
    if facts.get::<Checks>().launched { of_test(rule, facts, "MI6") } else { None }
}

fn of_test(rule: &Rule, facts: &Facts, test: &str) -> Option<Finding> {
    facts.get::<Checks>().get(test)?.result.finding(rule)
}

/// Before the launch the mistakes are said in one finding, and not before the plan should stand.
fn plan(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let checks = facts.get::<Checks>();
    facts.get::<Calendar>().day(facts.today()).filter(|day| *day >= PLAN_READY && !checks.launched)?;
    let planned = checks.mistakes.iter().filter(|c| !checks.is_fact(c.id));
    let made: Vec<&str> = planned.filter(|c| c.result.found().is_some()).map(|c| c.id).collect();
    let first = made.first()?;
    let titles =
        MISTAKES.iter().filter(|item| made.contains(&item.code)).map(|item| quoted(&item.title.into()));
    let titles: Vec<Phrase> = titles.collect();
    let row = facts.rows::<Mistake>().iter().find(|row| row.code == *first).map(|row| row.id);
    let found = rule.found(
        Level::Watch,
        Place::of(row, Mistake::COL.guard),
        say!(
            "按现在的计划，8 个常见错误里有 {n} 个有风险：{mistakes}",
            "The current plan would make {n} of the 8 common mistakes: {mistakes}",
            n = made.len(),
            mistakes = list(&titles)
        ),
        text(
            "试点上线前逐条补上；还缺什么，每一条的详情里都有",
            "Fix them before the pilot goes live; the details of each say what is missing",
        ),
    );
    Some(found.becomes(say!(
        "试点上线前补上这几条：{mistakes}",
        "Close these before the pilot goes live: {mistakes}",
        mistakes = list(&titles)
    )))
}
