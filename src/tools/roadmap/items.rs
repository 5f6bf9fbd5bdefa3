//! The items of the four phases and the milestones that every project begins with.

use super::Stage;
use crate::calendar::Phase;
use crate::text::{Text, text};

/// The items by which the change is anchored: written into the manuals and processes, into the indicators
/// and the appraisal, and into the training of new staff.
pub const MANUALS: &str = "p4-1";
/// See [`MANUALS`].
pub const APPRAISAL: &str = "p4-2";
/// See [`MANUALS`].
pub const NEW_HIRES: &str = "p4-3";

/// The milestone on which the pilot starts.
pub const PILOT_STARTS: &str = "m1";
/// The milestone on which half of the centres are converted.
pub const HALF_CONVERTED: &str = "m3";
/// The milestone on which all centres are converted.
pub const ALL_CONVERTED: &str = "m4";

/// An item of the source.
pub struct Prefilled {
    /// Its name for life, by which rules know it.
    pub code: &'static str,
    /// Its phase.
    pub stage: Stage,
    /// What is to be done.
    pub text: Text,
}

/// A milestone of the source.
pub struct Mark {
    /// Its name for life, by which rules know it.
    pub code: &'static str,
    /// At the end of which month after the start it is due.
    pub month: u32,
    /// What must be visible.
    pub text: Text,
    /// The same in a few words, for a line of months.
    pub short: Text,
}

const fn item(code: &'static str, stage: Stage, zh: &'static str, en: &'static str) -> Prefilled {
    Prefilled { code, stage, text: text(zh, en) }
}

const fn mark(code: &'static str, month: u32, text: Text, short: Text) -> Mark {
    Mark { code, month, text, short }
}

/// The item of a code.
pub fn find(code: &str) -> Option<&'static Prefilled> {
    ITEMS.iter().find(|item| item.code == code)
}

/// The milestone of a code.
pub fn find_mark(code: &str) -> Option<&'static Mark> {
    MARKS.iter().find(|mark| mark.code == code)
}

/// All items, in the order of the source.
pub static ITEMS: &[Prefilled] = &[
    item("p1-1", Stage::Preparation, "组建领导联盟", "Build the leading coalition"),
    item("p1-2", Stage::Preparation, "收集数据，营造紧迫感", "Collect data and build urgency"),
    item("p1-3", Stage::Preparation, "制定详细计划", "Draw up a detailed plan"),
    item("p1-4", Stage::Preparation, "争取预算和资源", "Win the budget and resources"),
    item("p2-1", Stage::Pilot, "选定 1–2 家服务中心试点", "Choose one or two service centres for the pilot"),
    item("p2-2", Stage::Pilot, "培训试点团队", "Train the pilot team"),
    item("p2-3", Stage::Pilot, "在试点中心实施变革", "Put the change into practice there"),
    item("p2-4", Stage::Pilot, "收集反馈，快速迭代", "Collect feedback and iterate fast"),
    item("p2-5", Stage::Pilot, "做出短期胜利并宣传", "Create a short-term win and make it known"),
    item("p3-1", Stage::RollOut, "复制到更多服务中心", "Copy it to more service centres"),
    item("p3-2", Stage::RollOut, "持续培训和辅导", "Keep training and coaching"),
    item("p3-3", Stage::RollOut, "解决推广中的问题", "Solve what comes up in the roll-out"),
    item("p3-4", Stage::RollOut, "建立最佳实践库", "Build the best-practice library"),
    item("p4-1", Stage::Institutionalise, "更新手册和流程文件", "Update manuals and process documents"),
    item("p4-2", Stage::Institutionalise, "纳入 KPI 和绩效考核", "Write it into KPIs and appraisals"),
    item("p4-3", Stage::Institutionalise, "纳入新员工培训", "Make it part of new-hire training"),
    item("p4-4", Stage::Institutionalise, "持续优化", "Keep improving it"),
];

/// All milestones, in the order of the source.
pub static MARKS: &[Mark] = &[
    mark(PILOT_STARTS, 1, text("试点启动", "The pilot starts"), text("试点启动", "Pilot starts")),
    mark(
        "m2",
        3,
        text("试点成功，数据改善", "The pilot works: the figures are better"),
        text("试点成功", "Pilot works"),
    ),
    mark(
        HALF_CONVERTED,
        6,
        text("50% 的服务中心完成转换", "50% of the centres are converted"),
        text("50% 转换", "50% converted"),
    ),
    mark(
        ALL_CONVERTED,
        12,
        text("100% 完成转换，新做法成为常态", "100% are converted; the new way is normal"),
        text("100% 转换", "100% converted"),
    ),
];

impl Stage {
    /// The phase of the calendar; none for what comes after the roadmap's year.
    pub const fn phase(self) -> Option<Phase> {
        match self {
            Stage::Preparation => Some(Phase::Preparation),
            Stage::Pilot => Some(Phase::Pilot),
            Stage::RollOut => Some(Phase::RollOut),
            Stage::Institutionalise => Some(Phase::Institutionalise),
            Stage::Beyond => None,
        }
    }
}
