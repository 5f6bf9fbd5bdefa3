//! The 27 items that every project begins with.

use super::sheets::{Item, When};
use crate::sheet::Prefilled;
use crate::text::{Text, text};

/// An item of the sources.
pub struct ItemDef {
    /// Its name for life, by which rules and proposals know it.
    pub code: &'static str,
    /// The weeks in which it is to be done.
    pub when: When,
    /// Its text: what is to be done.
    pub text: Text,
}

impl Prefilled<Item> for ItemDef {
    fn code(&self) -> &'static str {
        self.code
    }

    fn text(&self, column: &str) -> Option<Text> {
        (column == Item::COL.item.key).then_some(self.text)
    }

    fn fill(&self, row: &mut Item) {
        row.block = Some(self.when);
    }
}

const fn item(code: &'static str, when: When, zh: &'static str, en: &'static str) -> ItemDef {
    ItemDef { code, when, text: text(zh, en) }
}

/// All items, in the order of the sources.
pub static ITEMS: &[ItemDef] = &[
    item(
        "w1-1",
        When::W1,
        "找出最紧迫的变革需求（数字化、流程还是文化）",
        "Find the most urgent need for change (digital, process or culture)",
    ),
    item("w1-2", When::W1, "收集数据，营造紧迫感", "Collect data and build urgency"),
    item("w1-3", When::W1, "填写变革准备度评估", "Fill in the readiness assessment"),
    item("w2-1", When::W2, "组建领导联盟（3–7 人）", "Form the guiding coalition (3–7 people)"),
    item(
        "w2-2",
        When::W2,
        "召开第一次联盟会议，统一目标",
        "Hold the first coalition meeting and agree on the goals",
    ),
    item("w2-3", When::W2, "写出一句话愿景", "Write the vision in one sentence"),
    item("w3-1", When::W3, "制定详细变革路线图", "Draw up the detailed change roadmap"),
    item("w3-2", When::W3, "制定沟通计划", "Draw up the communication plan"),
    item("w3-3", When::W3, "争取预算和资源", "Win the budget and resources"),
    item("w4-1", When::W4, "选定试点中心和团队", "Choose the pilot centre and team"),
    item("w4-2", When::W4, "设计培训内容", "Design the training"),
    item("w4-3", When::W4, "向全员宣布启动", "Announce the start to all staff"),
    item("w5-6-1", When::W5To6, "培训试点团队", "Train the pilot team"),
    item(
        "w5-6-2",
        When::W5To6,
        "用 ADKAR 卡诊断每个人的准备情况",
        "Check everybody's readiness with an ADKAR card",
    ),
    item("w5-6-3", When::W5To6, "配齐工具和支持", "Provide tools and support"),
    item("w7-8-1", When::W7To8, "试点正式上线", "Go live with the pilot"),
    item("w7-8-2", When::W7To8, "每天收集反馈", "Collect feedback every day"),
    item("w7-8-3", When::W7To8, "快速解决问题，不断迭代", "Solve problems fast and iterate"),
    item("w7-8-4", When::W7To8, "高管每周现场巡视", "Have an executive visit the site every week"),
    item("w9-10-1", When::W9To10, "总结试点数据，证明效果", "Sum up the pilot's data and prove the effect"),
    item("w9-10-2", When::W9To10, "表彰试点团队", "Recognise the pilot team"),
    item("w9-10-3", When::W9To10, "大力宣传成功案例", "Publicise the success stories widely"),
    item("w9-10-4", When::W9To10, "准备推广到更多团队", "Prepare the roll-out to more teams"),
    item("w11-12-1", When::W11To12, "启动第二批服务中心", "Start the second batch of service centres"),
    item("w11-12-2", When::W11To12, "建立最佳实践库", "Build the best-practice library"),
    item(
        "w11-12-3",
        When::W11To12,
        "开始制度化（更新流程文件）",
        "Begin to institutionalise (update the process documents)",
    ),
    item("w11-12-4", When::W11To12, "规划下一阶段", "Plan the next stage"),
];
