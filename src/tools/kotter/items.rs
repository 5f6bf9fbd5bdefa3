//! The eight steps as the sources have them, and the rows that every project begins with.

use super::{Authority, KotterStep};
use crate::sheet::{AnyRow, Prefilled, Row};
use crate::text::{Text, text};
use crate::tool::NewId;
use crate::tools::adkar::Role;
use std::sync::Arc;

/// How many steps there are.
pub const COUNT: usize = 8;

/// A step of the sources.
#[derive(Debug, PartialEq)]
pub struct Step {
    /// Its number, from 1.
    pub number: usize,
    /// Its name for life.
    pub code: &'static str,
    /// The id of its gate.
    pub gate: &'static str,
    /// What it is called.
    pub title: Text,
    /// The same with its number.
    pub label: Text,
    /// What it comes down to.
    pub key_point: Text,
    /// What it means in after-sales service.
    pub after_sales: Text,
    /// What to do while its gate is not passed.
    pub advice: Text,
}

/// The steps, in order.
pub static STEPS: [Step; COUNT] = [
    Step {
        number: 1,
        code: "k1",
        gate: "K1",
        title: text("营造紧迫感", "Urgency"),
        label: text("1 营造紧迫感", "1 Urgency"),
        key_point: text("用数据和危机说明非变不可", "Data and the crisis show the need"),
        after_sales: text(
            "公布投诉数据、竞争对手领先多少",
            "Publish complaint data and how far competitors are ahead",
        ),
        advice: text(
            "公布一条带数字和日期的事实，再问一轮大家的紧迫感",
            "Publish a fact with its number and date, then ask again how urgent people feel it is",
        ),
    },
    Step {
        number: 2,
        code: "k2",
        gate: "K2",
        title: text("建立联盟", "Coalition"),
        label: text("2 建立联盟", "2 Coalition"),
        key_point: text("跨部门的领导团队", "A leading team across departments"),
        after_sales: text("CEO、售后总监、IT、财务、运营", "CEO, after-sales, IT, finance and operations"),
        advice: text(
            "补齐联盟：3–7 人，有高管，五个职能都有人",
            "Complete the coalition: three to seven people, an executive, all five functions",
        ),
    },
    Step {
        number: 3,
        code: "k3",
        gate: "K3",
        title: text("形成愿景", "Vision"),
        label: text("3 形成愿景", "3 Vision"),
        key_point: text("清楚、简短、有目标", "Clear, short, with a goal"),
        after_sales: text(
            "12 个月内首次修复率从 80% 到 92%",
            "First-time fix rate from 80% to 92% within 12 months",
        ),
        advice: text(
            "把愿景改成一句话：到哪一天，哪个数字变成多少",
            "Put the vision into one sentence: which figure will reach what value by when",
        ),
    },
    Step {
        number: 4,
        code: "k4",
        gate: "K4",
        title: text("沟通愿景", "Communicate"),
        label: text("4 沟通愿景", "4 Communicate"),
        key_point: text("多种渠道，反复沟通", "Many channels, again and again"),
        after_sales: text(
            "周会、月度全员会、海报、视频",
            "Weekly meetings, monthly all-hands, posters, videos",
        ),
        advice: text(
            "换几种渠道，把关键信息继续讲给听得最少的受众",
            "Keep repeating the key messages, through other channels, to the audience that has heard them least",
        ),
    },
    Step {
        number: 5,
        code: "k5",
        gate: "K5",
        title: text("授权行动", "Empower"),
        label: text("5 授权行动", "5 Empower"),
        key_point: text("清除障碍，给工具和培训", "Remove obstacles, equip and train"),
        after_sales: text("简化流程，培训新系统", "Simpler processes, tools, training on the new system"),
        advice: text(
            "和负责人约定本周清除，或请发起人出面",
            "Agree with the owner to remove it this week, or ask the sponsor to step in",
        ),
    },
    Step {
        number: 6,
        code: "k6",
        gate: "K6",
        title: text("短期胜利", "Short-term wins"),
        label: text("6 短期胜利", "6 Short-term wins"),
        key_point: text("3–6 个月内看得见的成果", "Visible results within 3 to 6 months"),
        after_sales: text("试点中心首次修复率提高 10%", "First-time fix rate of the pilot centre up by 10%"),
        advice: text(
            "选一个最快看得见的成果，集中力量做成",
            "Choose the result that people can see soonest, and concentrate on it",
        ),
    },
    Step {
        number: 7,
        code: "k7",
        gate: "K7",
        title: text("巩固成果", "Consolidate"),
        label: text("7 巩固成果", "7 Consolidate"),
        key_point: text("扩大范围，持续改进", "Go wider, keep improving"),
        after_sales: text("复制到更多服务中心", "Copy it to more service centres"),
        advice: text(
            "定下下一批服务中心和转换日期，再谈巩固",
            "Decide on the next centres and their conversion dates before you consolidate",
        ),
    },
    Step {
        number: 8,
        code: "k8",
        gate: "K8",
        title: text("融入文化", "Anchor in culture"),
        label: text("8 融入文化", "8 Anchor in culture"),
        key_point: text("变成制度", "Make it part of the system"),
        after_sales: text("写进 KPI、培训和工作手册", "Write it into KPIs, training and the work manual"),
        advice: text(
            "把新做法写进考核、培训和手册，再算完成",
            "Write the new way into appraisals, training and manuals before you call it done",
        ),
    },
];

impl Step {
    /// What it comes to as somebody's action; the advice where that is one.
    pub fn action(&self) -> Text {
        match self.number {
            3 => text(
                "写出一句话的愿景（到哪一天，哪个数字变成多少），请发起人确认",
                "Put the vision into one sentence (which figure, what value, by when) and have the sponsor confirm it",
            ),
            5 => text(
                "逐个清除一线遇到的障碍，做不到的请发起人出面",
                "Remove what stands in the way of the front line, or have the sponsor step in",
            ),
            7 => {
                text("定下下一批服务中心和转换日期", "Decide on the next centres and their conversion dates")
            }
            8 => text(
                "把新做法写进考核、培训和工作手册",
                "Write the new way into appraisals, training and manuals",
            ),
            _ => self.advice,
        }
    }
}

impl Prefilled<KotterStep> for Step {
    fn code(&self) -> &'static str {
        self.code
    }

    fn text(&self, column: &str) -> Option<Text> {
        (column == KotterStep::COL.step.key).then_some(self.label)
    }
}

/// Those who meet the customer, and so need decision rights.
pub const FRONT_LINE: [Role; 3] = [Role::ServiceAdvisor, Role::Technician, Role::Reception];

/// A line of decision rights for each front-line role.
pub(super) fn seed(new_id: NewId<'_>) -> Vec<Arc<dyn AnyRow>> {
    let row = |role| Authority { role: Some(role), ..Authority::with_id(new_id()) };
    FRONT_LINE.map(row).into_iter().map(|row| Arc::new(row) as Arc<dyn AnyRow>).collect()
}
