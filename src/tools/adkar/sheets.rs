//! The cards and the scorings before.

use crate::sheet::{Id, Link, Prose, Row as _, Score, Tick};
use crate::text::{Phrase, text};
use crate::{choice, open_choice, sheet};
use chrono::NaiveDate;
use ecow::EcoString;

choice! {
    /// Whom a card is about.
    Subject { Person "person" = "个人" / "Person" aka ["人", "员工", "individual", "employee"], Team "team" = "团队" / "Team" aka ["小组", "班组", "组", "group", "crew"] }
}

open_choice! {
    /// What people do in after-sales service; service stations have further roles, which they name themselves.
    Role {
        Executive "executive" = "高管" / "Executive" aka ["高层", "高管层", "管理层", "总经理", "副总经理", "副总", "总监", "CEO", "COO", "GM", "general manager", "director", "senior management", "management"],
        CentreManager "centre_manager" = "服务中心经理" / "Centre manager" aka ["店长", "服务经理", "售后经理", "门店经理", "网点经理", "中心经理", "center manager", "service manager", "service centre manager", "branch manager", "store manager", "manager", "workshop manager", "outlet manager", "dealer manager", "managers", "store managers", "service managers"],
        ServiceAdvisor "service_advisor" = "服务顾问" / "Service advisor" aka ["顾问", "SA", "advisor", "adviser", "service adviser", "service consultant", "advisors", "advisers", "service advisors", "service advisers", "consultant"],
        Technician "technician" = "技师" / "Technician" aka ["技术员", "机修", "技工", "维修技师", "维修工", "修理工", "机电", "机电技师", "tech", "mechanic", "service technician", "technicians", "techs", "mechanics", "service technicians", "fitter"],
        Reception "reception" = "前台" / "Reception" aka ["接待", "前台接待", "receptionist", "front desk", "receptionists"],
        Parts "parts" = "备件" / "Parts" aka ["备件员", "备件专员", "配件", "配件员", "parts staff", "parts clerk", "spare parts", "parts manager", "parts advisor", "parts adviser", "parts clerks"],
        Warranty "warranty" = "索赔" / "Warranty claims" aka ["索赔员", "索赔专员", "保修", "质保", "warranty staff", "warranty clerk", "warranty", "warranty manager", "warranty administrator"],
        OtherStaff "other_staff" = "其他员工" / "Other staff" aka ["其他", "其它", "其他人员", "other"],
    }
}

/// What people call those whom they serve, in lower case.
const CUSTOMERS: [&str; 26] = [
    "客户",
    "顾客",
    "车主",
    "用户",
    "消费者",
    "客人",
    "投保人",
    "被保险人",
    "患者",
    "业主",
    "会员",
    "乘客",
    "customer",
    "customers",
    "client",
    "clients",
    "consumer",
    "end customer",
    "car owner",
    "vehicle owner",
    "policyholder",
    "insured",
    "claimant",
    "guest",
    "patient",
    "passenger",
];

impl Role {
    /// Whether it is that of a customer, who takes part in a process but is no employee.
    pub fn is_customer(self) -> bool {
        let name = self.label();
        matches!(self, Role::Own(_)) && CUSTOMERS.contains(&name.zh.trim().to_lowercase().as_str())
    }

    /// The people who have it, in the middle of a sentence.
    pub fn people(self) -> Phrase {
        let people = match self {
            Role::Executive => text("高管", "executives"),
            Role::CentreManager => text("服务中心经理", "centre managers"),
            Role::ServiceAdvisor => text("服务顾问", "service advisors"),
            Role::Technician => text("技师", "technicians"),
            Role::Reception => text("前台", "reception"),
            Role::Parts => text("备件", "parts staff"),
            Role::Warranty => text("索赔", "warranty staff"),
            Role::OtherStaff => text("其他员工", "other staff"),
            Role::Own(_) => return self.label(),
        };
        people.into()
    }
}

choice! {
    /// Whether pay and recognition reward the new way of working.
    Incentive { Aligned "aligned" = "对齐" / "Aligned" aka ["已对齐", "一致", "是", "yes", "y"], NotAligned "not_aligned" = "未对齐" / "Not aligned" aka ["没对齐", "不一致", "否", "no", "n", "misaligned"] }
}

sheet! {
    /// One person or team on an ADKAR card.
    Person in "people" = "ADKAR 诊断卡" / "ADKAR cards", scores dated scored, grouped by centre, keyed name + centre;
    name: EcoString = "姓名/团队" / "Person or team" aka PERSON,
    centre: EcoString = "服务中心" / "Centre" aka CENTRE ? "所在的服务中心或团队" / "The service centre or team they belong to",
    role: Option<Role> = "角色" / "Role" aka ROLE,
    headcount: Option<u32> = "人数" / "Headcount" aka HEADCOUNT ? "团队有几个人；留空算 1 人" / "How many people; blank counts as 1",
    awareness: Option<Score> = "认知" / "Awareness" aka AWARENESS ? "是否理解为什么要变" / "Do they understand why we change?",
    desire: Option<Score> = "渴望" / "Desire" aka DESIRE ? "是否愿意支持变革" / "Are they willing to support it?",
    knowledge: Option<Score> = "知识" / "Knowledge" aka KNOWLEDGE ? "是否知道怎么做" / "Do they know how?",
    ability: Option<Score> = "能力" / "Ability" aka ABILITY ? "是否真正做得到" / "Are they able to do it?",
    reinforcement: Option<Score> = "强化" / "Reinforcement" aka REINFORCEMENT
        ? "是否坚持新做法；上线后才评" / "Do they keep to the new practice? Scored after go-live",
    scored: Option<NaiveDate> = "评分日期" / "Scored on" aka SCORED toward Past,
    kind: Option<Subject> = "类型" / "Kind" aka KIND,
    incentive: Option<Incentive> = "激励" / "Incentive"
        ? "考核和收入是否支持新做法" / "Do pay and appraisal favour the new practice?",
    live: bool = "已上线" / "Live" aka LIVE ? "新做法已经开始用" / "The new practice is in use here",
    awareness_behaviour: Prose = "认知：具体表现" / "Awareness: behaviour",
    awareness_measure: Prose = "认知：改进措施" / "Awareness: improvement action",
    desire_behaviour: Prose = "渴望：具体表现" / "Desire: behaviour",
    desire_measure: Prose = "渴望：改进措施" / "Desire: improvement action",
    knowledge_behaviour: Prose = "知识：具体表现" / "Knowledge: behaviour",
    knowledge_measure: Prose = "知识：改进措施" / "Knowledge: improvement action",
    ability_behaviour: Prose = "能力：具体表现" / "Ability: behaviour",
    ability_measure: Prose = "能力：改进措施" / "Ability: improvement action",
    reinforcement_behaviour: Prose = "强化：具体表现" / "Reinforcement: behaviour",
    reinforcement_measure: Prose = "强化：改进措施" / "Reinforcement: improvement action",
    action: EcoString = "优先行动" / "Priority action" aka ACTION,
    owner: EcoString = "负责人" / "Owner" aka OWNER ? "角色" / "A role",
    due: Option<NaiveDate> = "期限" / "Due" aka DUE toward Coming,
    done: Tick = "完成" / "Done" aka DONE,
    note: Prose = "备注" / "Notes" aka NOTE,
}

sheet! {
    /// The scores of a card at an earlier date.
    Scoring in "adkar_history" = "ADKAR 评分历史" / "ADKAR history", dated date, keyed person + date;
    person: Link<Person> = "姓名/团队" / "Person or team" aka PERSON,
    date: Option<NaiveDate> = "评分日期" / "Scored on" aka SCORED toward Past,
    awareness: Option<Score> = "认知" / "Awareness" aka AWARENESS,
    desire: Option<Score> = "渴望" / "Desire" aka DESIRE,
    knowledge: Option<Score> = "知识" / "Knowledge" aka KNOWLEDGE,
    ability: Option<Score> = "能力" / "Ability" aka ABILITY,
    reinforcement: Option<Score> = "强化" / "Reinforcement" aka REINFORCEMENT,
}

impl Scoring {
    /// The scores that a card had on a day.
    pub fn of(person: &Person, date: NaiveDate, id: Id) -> Scoring {
        let [awareness, desire, knowledge, ability, reinforcement] = person.scores();
        Scoring {
            person: Link::to(person.id),
            date: Some(date),
            awareness,
            desire,
            knowledge,
            ability,
            reinforcement,
            ..Scoring::with_id(id)
        }
    }
}
