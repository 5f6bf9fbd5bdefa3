//! The items of the four phases and the milestones that every project begins with.

use super::sheets::{Item, Milestone, Stage};
use crate::sheet::Prefilled;
use crate::text::{Text, text};

/// The items by which the change is anchored: written into the manuals and processes, into the indicators
/// and the appraisal, and into the training of new staff.
pub const MANUALS: &str = "p4-1";
/// See [`MANUALS`].
pub const APPRAISAL: &str = "p4-2";
/// See [`MANUALS`].
pub const NEW_HIRES: &str = "p4-3";

/// The item that chooses the pilot's centres.
pub const PILOT_CHOSEN: &str = "p2-1";
/// The milestone on which the pilot starts.
pub const PILOT_STARTS: &str = "m1";
/// The milestone on which half of the centres are converted.
pub const HALF_CONVERTED: &str = "m3";
/// The milestone on which all centres are converted.
pub const ALL_CONVERTED: &str = "m4";

/// The items of the checklist by which the pilot starts.
pub const PILOT_LIVE: &[&str] = &["w7-8-1"];

/// An item of the source.
pub struct ItemDef {
    /// Its name for life, by which rules know it.
    pub code: &'static str,
    /// Its phase.
    pub stage: Stage,
    /// Its text: what is to be done.
    pub text: Text,
    /// The items of the checklist that are the same work: with all of them ticked, this one may be.
    pub counterparts: &'static [&'static str],
}

impl Prefilled<Item> for ItemDef {
    fn code(&self) -> &'static str {
        self.code
    }

    fn text(&self, column: &str) -> Option<Text> {
        (column == Item::COL.item.key).then_some(self.text)
    }

    fn fill(&self, row: &mut Item) {
        row.stage = Some(self.stage);
    }
}

/// A milestone of the source.
pub struct MilestoneDef {
    /// Its name for life, by which rules know it.
    pub code: &'static str,
    /// The month of the source's plan at whose end it is due.
    pub month: u32,
    /// Its text: what must be visible.
    pub text: Text,
    /// The same in a few words, for a line of months.
    pub short: Text,
}

impl Prefilled<Milestone> for MilestoneDef {
    fn code(&self) -> &'static str {
        self.code
    }

    fn text(&self, column: &str) -> Option<Text> {
        (column == Milestone::COL.milestone.key).then_some(self.text)
    }

    /// Nothing: its month is that of the plan, and moves with it.
    fn fill(&self, _: &mut Milestone) {}
}

const fn item(
    code: &'static str,
    stage: Stage,
    text: Text,
    counterparts: &'static [&'static str],
) -> ItemDef {
    ItemDef { code, stage, text, counterparts }
}

const fn milestone(code: &'static str, month: u32, text: Text, short: Text) -> MilestoneDef {
    MilestoneDef { code, month, text, short }
}

/// All items, in the order of the source.
pub static ITEMS: &[ItemDef] = &[
    item("p1-1", Stage::Preparation, text("组建领导联盟", "Build the guiding coalition"), &["w2-1"]),
    item(
        "p1-2",
        Stage::Preparation,
        text("收集数据，营造紧迫感", "Collect data and build urgency"),
        &["w1-2"],
    ),
    item("p1-3", Stage::Preparation, text("制定详细变革方案", "Draw up the detailed change plan"), &["w3-1"]),
    item("p1-4", Stage::Preparation, text("争取预算和资源", "Win the budget and resources"), &["w3-3"]),
    item(
        PILOT_CHOSEN,
        Stage::Pilot,
        text("选定 1–2 家服务中心试点", "Choose one or two service centres for the pilot"),
        &["w4-1"],
    ),
    item("p2-2", Stage::Pilot, text("培训试点团队", "Train the pilot team"), &["w5-6-1"]),
    item(
        "p2-3",
        Stage::Pilot,
        text("在试点中心实施变革", "Carry out the change in the pilot centres"),
        &["w7-8-1"],
    ),
    item(
        "p2-4",
        Stage::Pilot,
        text("收集反馈，快速迭代", "Collect feedback and iterate fast"),
        &["w7-8-2", "w7-8-3"],
    ),
    item(
        "p2-5",
        Stage::Pilot,
        text("做出短期胜利并宣传", "Create a short-term win and publicise it"),
        &["w9-10-1", "w9-10-2", "w9-10-3"],
    ),
    item(
        "p3-1",
        Stage::RollOut,
        text("复制到更多服务中心", "Copy it to more service centres"),
        &["w11-12-1"],
    ),
    item("p3-2", Stage::RollOut, text("持续培训和辅导", "Keep training and coaching"), &[]),
    item("p3-3", Stage::RollOut, text("解决推广中的问题", "Solve the problems of the roll-out"), &[]),
    item("p3-4", Stage::RollOut, text("建立最佳实践库", "Build the best-practice library"), &["w11-12-2"]),
    item(
        "p4-1",
        Stage::Institutionalise,
        text("更新手册和流程文件", "Update manuals and process documents"),
        &["w11-12-3"],
    ),
    item(
        "p4-2",
        Stage::Institutionalise,
        text("纳入 KPI 和绩效考核", "Write it into KPIs and appraisals"),
        &[],
    ),
    item("p4-3", Stage::Institutionalise, text("纳入新员工培训", "Make it part of new-hire training"), &[]),
    item("p4-4", Stage::Institutionalise, text("持续优化", "Keep improving it"), &[]),
];

/// All milestones, in the order of the source.
pub static MILESTONES: &[MilestoneDef] = &[
    milestone(PILOT_STARTS, 1, text("试点上线", "The pilot goes live"), text("试点上线", "Pilot live")),
    milestone(
        "m2",
        3,
        text("试点成功，数据改善", "The pilot has succeeded and the data improve"),
        text("试点成功", "Pilot succeeded"),
    ),
    milestone(
        HALF_CONVERTED,
        6,
        text("50% 的服务中心完成转换", "50% of the centres have converted"),
        text("50% 转换", "50% converted"),
    ),
    milestone(
        ALL_CONVERTED,
        12,
        text("100% 完成转换，新做法成为常态", "100% have converted; the new practice is normal"),
        text("100% 转换", "100% converted"),
    ),
];
