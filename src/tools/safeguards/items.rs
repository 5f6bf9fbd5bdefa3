//! The twelve safeguards of the source and the thirteenth that it announces, with the cases that it tells: illustrations,
//! without a source of their own, and never a benchmark.

use super::sheets::Safeguard;
use crate::sheet::Prefilled;
use crate::text::{Text, text};

/// What a safeguard protects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Area {
    /// The staff.
    Staff,
    /// The technology.
    Technology,
    /// The customers.
    Customers,
    /// The governance of the change.
    Governance,
}

impl Area {
    /// The heading.
    pub const fn title(self) -> Text {
        match self {
            Area::Staff => text("员工", "Staff"),
            Area::Technology => text("技术", "Technology"),
            Area::Customers => text("客户", "Customers"),
            Area::Governance => text("治理", "Governance"),
        }
    }
}

/// A safeguard of ours.
pub struct PrefilledSafeguard {
    /// Its name for life, and the id of its rule.
    pub code: &'static str,
    /// What it protects.
    pub area: Area,
    /// Its name.
    pub title: Text,
    /// What is done.
    pub what: Text,
    /// Why.
    pub why: Text,
    /// A case; none where the source tells none.
    pub case: Option<Text>,
}

impl Prefilled<Safeguard> for PrefilledSafeguard {
    fn code(&self) -> &'static str {
        self.code
    }

    fn text(&self, column: &str) -> Option<Text> {
        (column == Safeguard::COL.safeguard.key).then_some(self.title)
    }
}

/// The safeguards, in the order of the source.
pub static SAFEGUARDS: &[PrefilledSafeguard] = &[
    PrefilledSafeguard {
        code: "SF1",
        area: Area::Staff,
        title: text("前期沟通", "Early communication"),
        what: text(
            "用一对数字讲清为什么变：现在是多少，改了是多少",
            "Explain the why with a pair of figures: how it is and how it will be",
        ),
        why: text(
            "大家怕岗位没了、活更多、说了不算；没有数字就只能猜",
            "People fear for their job, more work and less say; without figures they guess",
        ),
        case: Some(text(
            "一家制造企业公布返工 15%、投诉率 20%、每月加班 30 小时，承诺返工降到 3%、加班降到 10 小时",
            "A manufacturer showed 15% rework, a complaint rate of 20% and 30 hours of overtime a month, and promised 3% and 10 hours",
        )),
    },
    PrefilledSafeguard {
        code: "SF2",
        area: Area::Staff,
        title: text("参与式设计", "Participatory design"),
        what: text(
            "请每天干这活的人一起定新流程，写下是谁",
            "Design the new way together with those who do the work every day, and say who they are",
        ),
        why: text("自己参与定的做法，自己愿意用", "People use what they have helped to design"),
        case: Some(text(
            "一家银行请 10 名一线客服和 5 名主管一起设计，加了“一键转人工”，阻力从 50% 降到 15%",
            "A bank designed it with ten agents and five supervisors, who added one key to reach a human; resistance fell from 50% to 15%",
        )),
    },
    PrefilledSafeguard {
        code: "SF3",
        area: Area::Staff,
        title: text("培训赋能", "Training by layer"),
        what: text(
            "一线学工具、步骤和话术，管理者学带变革、协调和看数据；上岗前考核，通过率到 95%",
            "The front line learns tool, steps and words to customers, managers learn to lead, coordinate and read data; 95% pass an exam before go-live",
        ),
        why: text("不会用的人会绕回老办法", "Those who cannot use it go back to the old way"),
        case: Some(text(
            "一家零售商的智能收银：1 天理论、3 天模拟、1 天考核，熟练率 95%，收银效率提高 40%",
            "A retailer's new checkout: one day of theory, three of simulation, one of exams; 95% were proficient and checkout 40% more efficient",
        )),
    },
    PrefilledSafeguard {
        code: "SF4",
        area: Area::Staff,
        title: text("激励机制", "Incentives"),
        what: text(
            "写一条分享收益的规则：做到多少，得多少",
            "Write a rule that shares the gain: what is reached, and what it pays",
        ),
        why: text(
            "只多干活不多得，好处就只在公司",
            "More work for the same pay leaves the gain with the company",
        ),
        case: Some(text(
            "一家物流公司：效率提高 10% 奖金加 5%，提高 20% 加 10%，积极性提高 70%",
            "A logistics company: 10% more efficiency, 5% more bonus; 20% more, 10%; initiative rose by 70%",
        )),
    },
    PrefilledSafeguard {
        code: "SF5",
        area: Area::Technology,
        title: text("需求导向", "Need-led technology"),
        what: text(
            "先诊断流程，再选技术：每一项都写明解决流程里的哪个问题",
            "Diagnose the process before choosing: each technology names the problem of the process that it solves",
        ),
        why: text(
            "追热门技术，钱花了，流程还是老样子",
            "A fashionable technology costs money and leaves the process as it was",
        ),
        case: Some(text(
            "一家医疗机构：挂号难、排班不合理、诊室用不满三个问题，各对一项功能，投资回报率 150%",
            "A medical institution set one function against each of three problems, registration, rosters and idle rooms; return on investment 150%",
        )),
    },
    PrefilledSafeguard {
        code: "SF6",
        area: Area::Technology,
        title: text("小步快跑", "Small steps"),
        what: text(
            "试点、改进、再推广：试点量响应、解决率和故障率，故障到 3% 以下才推广",
            "Pilot, improve, roll out: measure response, share solved and faults, and roll out at 3% of faults or less",
        ),
        why: text(
            "一上来就全面铺开，一个毛病变成处处的毛病",
            "Rolled out at once, one fault becomes a fault everywhere",
        ),
        case: Some(text(
            "一家车企先在 3 个城市试点，看响应速度、解决率和稳定性，故障率从 20% 降到 3%",
            "A car maker tried it in three cities, watching response, share solved and stability; faults fell from 20% to 3%",
        )),
    },
    PrefilledSafeguard {
        code: "SF7",
        area: Area::Technology,
        title: text("供应商协同", "Vendor that knows the trade"),
        what: text(
            "选懂行业也懂技术的供应商，问清做过哪些同行项目",
            "Choose a vendor who knows trade and technology, and ask which projects of the trade it has done",
        ),
        why: text(
            "不懂业务的供应商，边做边学用的是您的时间",
            "A vendor new to the trade learns in your time",
        ),
        case: Some(text(
            "一家金融公司选了懂合规、客户隐私和数据安全的供应商，上线周期缩短 40%",
            "A finance company chose one that knew compliance, privacy and data security; it went live in 40% less time",
        )),
    },
    PrefilledSafeguard {
        code: "SF8",
        area: Area::Customers,
        title: text("分层引导", "Layered guidance"),
        what: text(
            "按年龄、习惯和接受度分群：接受度低的，要有人当面教",
            "Group customers by age, habit and acceptance; those who find it hard are shown in person",
        ),
        why: text(
            "一家银行没有引导，老年客户投诉多了 80%，流失 15%",
            "A bank gave no guidance: complaints of elderly customers rose by 80%, and 15% left",
        ),
        case: Some(text(
            "另一家银行在智能柜员机旁安排志愿者，老年客户使用率从 30% 到 75%",
            "Another bank placed volunteers at its machines; use by elderly customers rose from 30% to 75%",
        )),
    },
    PrefilledSafeguard {
        code: "SF9",
        area: Area::Customers,
        title: text("双轨并行", "Dual track"),
        what: text(
            "老方式至少再留一个月，新方式使用率到 90% 再停",
            "Keep the old way for a month at least, and stop it at 90% use of the new one",
        ),
        why: text(
            "退路断得太早，客户走的就是对手那条路",
            "Customers whose way back is cut too early go to a competitor",
        ),
        case: Some(text(
            "一家电商推智能推荐，人工推荐保留 1 个月由客户自选，使用率到 90% 才停老方式",
            "An online shop kept human advice for a month beside the automatic one, and dropped it at 90% use",
        )),
    },
    PrefilledSafeguard {
        code: "SF10",
        area: Area::Customers,
        title: text("反馈响应", "Fast feedback"),
        what: text(
            "开一条专门的反馈渠道，24 小时内答复",
            "Open a channel of its own for feedback, and answer within 24 hours",
        ),
        why: text(
            "新流程的毛病，客户第一个发现",
            "Customers are the first to find what is wrong with a new process",
        ),
        case: Some(text(
            "一家教育机构承诺 24 小时答复，首周收到 200 多条，改了 10 个问题，满意度从 65% 到 85%",
            "An education company promised an answer within 24 hours: over 200 entries in the first week, ten problems mended, satisfaction from 65% to 85%",
        )),
    },
    PrefilledSafeguard {
        code: "SF11",
        area: Area::Governance,
        title: text("组织保障", "Organisation"),
        what: text(
            "高管牵头的跨部门小组，每周开一次会，解决协调、资源和进度",
            "A group across departments, led by an executive, that meets every week about coordination, resources and progress",
        ),
        why: text(
            "跨部门的事，没有一把手推不动",
            "What crosses departments does not move without the one at the top",
        ),
        case: Some(text(
            "一家制造企业由总经理任组长，运营、IT、人力、市场任组员，每周例会，按期上线率 95%",
            "A manufacturer: the general manager leads, operations, IT, HR and marketing take part, a meeting a week; 95% went live on time",
        )),
    },
    PrefilledSafeguard {
        code: "SF12",
        area: Area::Governance,
        title: text("资源保障", "Resources"),
        what: text(
            "钱、人、工具提前列好，批下来，每一项有人管",
            "List money, people and tools beforehand, have them approved, and name somebody for each",
        ),
        why: text(
            "做到一半没钱没人，前面的也白做",
            "Without money and people half-way, the first half was for nothing",
        ),
        case: Some(text(
            "一家零售商把再造的预算列入“年度重点项目”（来源到此中断）",
            "A retailer put the budget of the redesign among its key projects of the year (the source ends here)",
        )),
    },
    PrefilledSafeguard {
        code: "SF13",
        area: Area::Governance,
        title: text("风险监控", "Risk monitoring"),
        what: text(
            "每个风险写明触发信号和负责人，看到信号就动手",
            "Each risk has a trigger and an owner, who acts on the sign",
        ),
        why: text(
            "没有人盯的风险，等看到时已经发生了",
            "A risk that nobody watches is seen when it has happened",
        ),
        case: None,
    },
];
