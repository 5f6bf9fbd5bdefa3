//! The eight steps as the sources have them, and the rows that every project begins with.

use super::{Authority, KotterStep};
use crate::sheet::{AnyRow, Id, Row};
use crate::text::{Text, text};
use crate::tools::adkar::Role;
use std::sync::Arc;

/// How many steps there are.
pub const COUNT: usize = 8;

/// A step of the sources.
pub struct Step {
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
}

/// The steps, in order.
pub static STEPS: [Step; COUNT] = [
    Step {
        code: "k1",
        gate: "K1",
        title: text("营造紧迫感", "Urgency"),
        label: text("1 营造紧迫感", "1 Urgency"),
        key_point: text("用数据和危机说明非变不可", "Data and the crisis as proof"),
        after_sales: text(
            "公布投诉数据和与对手的差距",
            "Complaint figures and the lead of competitors, in public",
        ),
    },
    Step {
        code: "k2",
        gate: "K2",
        title: text("建立联盟", "Coalition"),
        label: text("2 建立联盟", "2 Coalition"),
        key_point: text("一支跨部门的带头团队", "A team from all departments"),
        after_sales: text(
            "CEO、售后、IT、财务、运营都有人",
            "The CEO, after-sales, IT, finance and operations are in it",
        ),
    },
    Step {
        code: "k3",
        gate: "K3",
        title: text("形成愿景", "Vision"),
        label: text("3 形成愿景", "3 Vision"),
        key_point: text("清楚、简短、有目标", "Clear, short, with a goal"),
        after_sales: text(
            "如：12 个月内首次修复率从 80% 到 92%",
            "Such as: first-time fixes from 80% to 92% within 12 months",
        ),
    },
    Step {
        code: "k4",
        gate: "K4",
        title: text("沟通愿景", "Communicate"),
        label: text("4 沟通愿景", "4 Communicate"),
        key_point: text("多种渠道，反复说", "Many channels, again and again"),
        after_sales: text(
            "周会、月度全员会、海报、视频",
            "Weekly meetings, monthly all-hands, posters, videos",
        ),
    },
    Step {
        code: "k5",
        gate: "K5",
        title: text("授权行动", "Empower"),
        label: text("5 授权行动", "5 Empower"),
        key_point: text("清除障碍，给工具和培训", "Remove obstacles, equip and train"),
        after_sales: text("简化流程，培训新系统", "Simpler processes, tools, training on the new system"),
    },
    Step {
        code: "k6",
        gate: "K6",
        title: text("短期胜利", "Short-term wins"),
        label: text("6 短期胜利", "6 Short-term wins"),
        key_point: text("3–6个月内看得见的成果", "Results to see in 3 to 6 months"),
        after_sales: text(
            "如：试点中心首次修复率提高 10%",
            "Such as: 10% more first-time fixes in the pilot",
        ),
    },
    Step {
        code: "k7",
        gate: "K7",
        title: text("巩固成果", "Consolidate"),
        label: text("7 巩固成果", "7 Consolidate"),
        key_point: text("扩大范围，不停改进", "Go wider, keep improving"),
        after_sales: text("复制到更多服务中心", "Copy it to more service centres"),
    },
    Step {
        code: "k8",
        gate: "K8",
        title: text("融入文化", "Anchor in culture"),
        label: text("8 融入文化", "8 Anchor in culture"),
        key_point: text("变成制度", "Make it the rule"),
        after_sales: text("写进 KPI、培训和工作手册", "Write it into KPIs, training and the work manual"),
    },
];

/// The place of a code among the steps.
pub fn place(code: &str) -> Option<usize> {
    STEPS.iter().position(|step| step.code == code)
}

/// A step's own text is its first column.
pub(super) fn title(row: &KotterStep, column: usize) -> Option<Text> {
    (column == 0).then(|| place(&row.code)).flatten().and_then(|at| STEPS.get(at)).map(|step| step.label)
}

/// Those who meet the customer, and so need decision rights.
pub const FRONT_LINE: [Role; 3] = [Role::ServiceAdvisor, Role::Technician, Role::Reception];

/// The eight steps, and a line of decision rights for each front-line role.
pub(super) fn seed(new_id: &mut dyn FnMut() -> Id) -> Vec<Arc<dyn AnyRow>> {
    let mut rows: Vec<Arc<dyn AnyRow>> = Vec::new();
    for step in &STEPS {
        rows.push(Arc::new(KotterStep { code: step.code.into(), ..KotterStep::with_id(new_id()) }));
    }
    for role in FRONT_LINE {
        rows.push(Arc::new(Authority { role: Some(role), ..Authority::with_id(new_id()) }));
    }
    rows
}
