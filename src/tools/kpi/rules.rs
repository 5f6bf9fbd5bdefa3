//! Rules of the dashboard: few findings, each with the figures that it was concluded from. They must not compute
//! figures of their own beyond comparing them.

mod balance;
mod conclusion;
mod readings;
mod review;
mod targets;

pub(super) use conclusion::{assess, proposes};
pub use review::carried_level;

use super::facts::Figures;
use crate::calendar::Calendar;
use crate::facts::Facts;
use crate::finding::{Consequence, Rule};
use crate::say;
use crate::text::{Phrase, Text, list, text};

const DASHBOARD: Text = text("变革成效指标看板", "Change success dashboard");
const REVIEW: Text = text("每周回顾", "Weekly review");
const BALANCE: Text = text("变革工作簿：领先与滞后指标", "Changebook, leading and lagging indicators");
const WHEELER: Text = text("Wheeler，XmR 控制图", "Wheeler, XmR chart");
const OWN: Text = text("变革工作簿", "Changebook");

/// The rules, the most important kinds first.
pub static RULES: &[Rule] = &[
    Rule::one(
        "KP1",
        DASHBOARD,
        text(
            "指标偏离：进展不到预期的 75% 而且差距超出波动，或控制图证实变差，或没有达到门槛",
            "An indicator is off track: below 75% of the expected progress by more than noise explains, proven worse, or short of its threshold",
        ),
        targets::off_track,
    ).weighs(Consequence::Results)
    .after_closing(),
    Rule::one(
        "KP2",
        DASHBOARD,
        text("目标日期已过，目标没有达成", "The target date has passed and the target is not met"),
        targets::missed,
    ).weighs(Consequence::Results)
    .after_closing(),
    Rule::one(
        "KP3",
        DASHBOARD,
        text(
            "指标落后：进展不到预期的 95% 而且差距超出波动，近 7 天的回顾没有提到它",
            "An indicator is behind: below 95% of the expected progress by more than noise explains, and in no review of the last 7 days",
        ),
        targets::behind,
    ).weighs(Consequence::Results)
    .after_closing(),
    Rule::one(
        "KP4",
        DASHBOARD,
        text(
            "指标连续两期没有新数据（每周的 14 天，每月的 62 天），高管巡视则是上一个整周没有数据",
            "An indicator has had no reading for two periods (14 days for a weekly one, 62 for a monthly one), or executive site visits none of the last full week",
        ),
        readings::stale,
    ).weighs(Consequence::Entry)
    .after_closing(),
    Rule::one(
        "KP5",
        OWN,
        text(
            "有数据的指标缺目标、基线、日期或方向，数据缺日期或指标，该有数两期后还没有数据，或者滞后指标还没有基线",
            "An indicator with readings lacks its target, baseline, dates or direction, a reading lacks its date or indicator, there is no reading two periods after there is something to count, or a lagging indicator has no baseline yet",
        ),
        readings::to_enter,
    ).weighs(Consequence::Entry)
    .after_closing(),
    Rule::one(
        "KP6",
        BALANCE,
        text(
            "领先指标 4 周都有数据、都达标，而已经应有进展的滞后指标 4 周进展不到 2%",
            "The leading indicators have been read and met for 4 weeks, and the lagging ones that should move by now gained less than 2% of their way in them",
        ),
        balance::no_result,
    ).weighs(Consequence::Results)
    .after_closing(),
    Rule::one(
        "KP7",
        BALANCE,
        text(
            "滞后指标都在轨或达成，而领先指标至少一半落后",
            "All lagging indicators are on track or met although at least half of the leading ones are behind",
        ),
        balance::no_effort,
    ).weighs(Consequence::Results)
    .after_closing(),
    Rule::one(
        "KP8",
        WHEELER,
        text(
            "水平值的至少 8 次数据完全相同，而目标没有达成",
            "At least 8 readings of a level are all the same, and the target is not met",
        ),
        readings::no_variation,
    ).weighs(Consequence::Entry)
    .after_closing(),
    Rule::one(
        "KP9",
        REVIEW,
        text(
            "落后指标的回顾缺根本原因、行动、负责人或 7 天内的期限",
            "The review of an indicator that is behind lacks its cause, action, owner or a due date within 7 days",
        ),
        review::incomplete,
    ).weighs(Consequence::Time)
    .after_closing(),
    Rule::one(
        "KP10",
        REVIEW,
        text(
            "回顾中承诺的行动过了期限，又拖过两次回顾还没完成",
            "An action agreed in the review was carried over twice after its due date",
        ),
        review::carried,
    ).weighs(Consequence::Time)
    .after_closing(),
    Rule::one(
        "KP11",
        text("NHS Making Data Count，能否达标", "NHS Making Data Count, assurance"),
        text(
            "滞后指标已经偏离，目标在锁定的控制限之外，没有证实的变化，也没有往目标走的趋势",
            "A lagging indicator is off track, its target lies beyond its locked natural limits, and neither a proven shift nor a trend leads there",
        ),
        targets::out_of_reach,
    ).weighs(Consequence::Results),
    Rule::one(
        "KP12",
        WHEELER,
        text(
            "最近一次超出控制限（不好的一边），或者还没有控制限、比基线还差出目标距离的 10% 以上，而状态是好的",
            "The latest value is outside its limits on the bad side, or while there are none worse than the baseline by more than a tenth of the way, although the indicator stands well",
        ),
        targets::far_off,
    ).weighs(Consequence::Results)
    .after_closing(),
];

/// Whether the project rests today, when nobody is asked for readings or reviews.
fn is_paused(facts: &Facts) -> bool {
    facts.get::<Calendar>().is_paused(facts.today())
}

/// The names of some indicators, each with something about it.
fn named<'a>(kpis: impl Iterator<Item = &'a Figures>, about: impl Fn(&Figures) -> Option<Phrase>) -> Phrase {
    let one = |kpi: &Figures| {
        let name = kpi.kpi.title();
        match about(kpi) {
            Some(about) => say!("{name}（{about}）", "{name} ({about})", name, about),
            None => name,
        }
    };
    list(&kpis.map(one).collect::<Vec<_>>())
}
