//! The cards and the scorings before.

use crate::sheet::{Link, Prose, Score, Tick};
use crate::text::{Text, text};
use crate::{choice, sheet};
use chrono::NaiveDate;
use ecow::EcoString;

choice! {
    /// Whom a card is about.
    Subject { Person "person" = "个人" / "Person", Team "team" = "团队" / "Team" }
}

choice! {
    /// What people do in after-sales service.
    Role {
        Executive "executive" = "高管" / "Executive",
        CentreManager "centre_manager" = "服务中心经理" / "Centre manager",
        ServiceAdvisor "service_advisor" = "服务顾问" / "Service advisor",
        Technician "technician" = "技师" / "Technician",
        Reception "reception" = "前台" / "Reception",
        Parts "parts" = "备件" / "Parts",
        Warranty "warranty" = "索赔" / "Warranty claims",
        OtherStaff "other_staff" = "其他员工" / "Other staff",
    }
}

impl Role {
    /// The people who have it, in the middle of a sentence.
    pub const fn people(self) -> Text {
        match self {
            Role::Executive => text("高管", "executives"),
            Role::CentreManager => text("服务中心经理", "centre managers"),
            Role::ServiceAdvisor => text("服务顾问", "service advisors"),
            Role::Technician => text("技师", "technicians"),
            Role::Reception => text("前台", "reception"),
            Role::Parts => text("备件", "parts staff"),
            Role::Warranty => text("索赔", "warranty staff"),
            Role::OtherStaff => text("其他员工", "other staff"),
        }
    }
}

choice! {
    /// Whether pay and recognition reward the new way of working.
    Incentive { Aligned "aligned" = "对齐" / "Aligned", NotAligned "not_aligned" = "未对齐" / "Not aligned" }
}

sheet! {
    /// One person or team on an ADKAR card.
    Person in "people" = "ADKAR 诊断卡" / "ADKAR cards", scores dated scored, keyed name + centre;
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
    scored: Option<NaiveDate> = "评分日期" / "Scored on" aka SCORED,
    kind: Option<Subject> = "类型" / "Kind" aka KIND,
    incentive: Option<Incentive> = "激励" / "Incentive"
        ? "考核和收入是否支持新做法" / "Do pay and appraisal favour the new practice?",
    live: bool = "已上线" / "Live" ? "新做法已经开始用" / "The new practice is in use here",
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
    due: Option<NaiveDate> = "期限" / "Due" aka DUE,
    done: Tick = "完成" / "Done" aka DONE,
    note: Prose = "备注" / "Notes" aka NOTE,
}

sheet! {
    /// The scores of a card at an earlier date.
    Scoring in "adkar_history" = "ADKAR 评分历史" / "ADKAR history", dated date, keyed person + date;
    person: Link<Person> = "姓名/团队" / "Person or team" aka PERSON,
    date: Option<NaiveDate> = "评分日期" / "Scored on" aka SCORED,
    awareness: Option<Score> = "认知" / "Awareness" aka AWARENESS,
    desire: Option<Score> = "渴望" / "Desire" aka DESIRE,
    knowledge: Option<Score> = "知识" / "Knowledge" aka KNOWLEDGE,
    ability: Option<Score> = "能力" / "Ability" aka ABILITY,
    reinforcement: Option<Score> = "强化" / "Reinforcement" aka REINFORCEMENT,
}
