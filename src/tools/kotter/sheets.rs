//! The sheets: the eight steps, and what is entered behind them.

use super::items;
use crate::calendar::Calendar;
use crate::sheet::{Prose, Tick};
use crate::tools::adkar::Role;
use crate::tools::wins::has_number;
use crate::{choice, sheet};
use chrono::NaiveDate;
use ecow::EcoString;

choice! {
    /// How far a step is.
    State {
        Open "open" = "未开始" / "Not started" aka ["没开始", "尚未开始", "未启动", "to do", "todo", "pending"],
        Going "going" = "进行中" / "Under way" aka ["已开始", "开始", "已启动", "正在进行", "推进中", "started", "in progress", "ongoing", "doing"],
        Done "done" = "已完成" / "Done" aka ["完成", "做完", "completed", "complete", "finished", "closed", "✅", "✓", "✔", "√"],
    }
}

choice! {
    /// What a member of the coalition answers for.
    Function {
        GeneralManagement "general_management" = "总经理/CEO" / "General management/CEO" aka ["总经理", "CEO", "总裁", "董事长", "老板", "总经理办公室", "general management", "general manager", "managing director", "MD", "GM", "boss", "owner"],
        AfterSales "after_sales" = "售后" / "After-sales" aka ["售后服务", "售后部", "售后总监", "售后经理", "服务总监", "服务经理", "客服", "客服部", "客服总监", "aftersales", "after sales", "service", "head of service", "service director", "service manager", "after-sales director", "after-sales manager", "customer service"],
        It "it" = "IT" / "IT" aka ["信息", "信息技术", "信息部", "IT部", "信息总监", "数字化", "数字化部", "CIO", "CTO", "information technology", "IT manager", "head of IT"],
        Finance "finance" = "财务" / "Finance" aka ["财务部", "财务总监", "财务经理", "会计", "CFO", "accounting", "finance director", "head of finance", "controller"],
        Operations "operations" = "运营" / "Operations" aka ["运营部", "运营总监", "运营经理", "COO", "ops", "operations director", "operations manager", "head of operations"],
        Hr "hr" = "人力资源" / "HR" aka ["人事", "人力", "人力资源部", "人事部", "人事经理", "HRD", "HRBP", "human resources", "personnel", "HR manager", "head of HR"],
        Centre "centre" = "服务中心" / "Service centre" aka ["门店", "网点", "站长", "店长", "网点经理", "中心经理", "服务站", "centre", "center", "service center", "centre manager", "center manager", "branch manager", "site manager", "branch"],
        Other "other" = "其他" / "Other" aka ["其它"],
    }
}

sheet! {
    /// One of the eight steps.
    KotterStep in "kotter" = "科特8步" / "Kotter's 8 steps", prefilled items::STEPS: items::Step;
    step: EcoString = "步骤" / "Step" ? "关口看的是事实；还差什么见下方或“详情”" / "The gate looks at the facts; what is missing stands below and in the details",
    code: EcoString = "编号" / "Code" ? "步骤的固定编号" / "The fixed code of the step",
    state: Option<State> = "状态" / "State" aka STATE,
    evidence: Prose = "证据" / "Evidence" aka EVIDENCE ? "凭什么说做到了" / "What shows that it is achieved",
    owner: EcoString = "负责人" / "Owner" aka OWNER ? "角色，如技术主管" / "A role, such as the technical supervisor",
    note: Prose = "备注" / "Notes" aka NOTE,
}

sheet! {
    /// A fact that shows the need to change.
    Fact in "urgency" = "紧迫感证据" / "Urgency";
    fact: Prose = "事实" / "Fact" aka FACT ? "带数字，如：去年投诉 1,240 件，多了 18%" / "With a number, such as 1,240 complaints last year, up 18%",
    date: Option<NaiveDate> = "公布日期" / "Published on" aka DATE toward Past ? "哪一天让大家看到的" / "The day on which people were shown it",
    source: EcoString = "来源" / "Source" aka SOURCE ? "数字从哪里来，如工单系统" / "Where the figure comes from, such as the order system",
    shown_to: EcoString = "给谁看了" / "Shown to" aka SHOWN_TO ? "如：全体中心经理" / "Such as all centre managers",
}

sheet! {
    /// A member of the guiding coalition.
    Member in "coalition" = "领导联盟" / "Guiding coalition";
    name: EcoString = "成员" / "Member" aka PERSON ? "角色或代号" / "A role or a code",
    function: Option<Function> = "职能" / "Function" aka FUNCTION,
    executive: bool = "高管" / "Executive" aka EXECUTIVE ? "联盟里至少要有一位" / "The coalition needs at least one",
    joined: Option<NaiveDate> = "加入日期" / "Joined on" aka JOINED toward Past,
    note: Prose = "备注" / "Notes" aka NOTE,
}

sheet! {
    /// Something that stands in people's way.
    Obstacle in "obstacles" = "障碍" / "Obstacles", dated opened;
    obstacle: Prose = "障碍" / "Obstacle" aka OBSTACLE ? "什么事挡着大家按新做法干" / "What keeps people from working the new way",
    opened: Option<NaiveDate> = "发现日期" / "Found on" aka LOGGED toward Past,
    action: Prose = "怎么清除" / "How to remove it" aka ACTION ? "一个具体的动作" / "One concrete step",
    owner: EcoString = "负责人" / "Owner" aka OWNER ? "角色，如技术主管" / "A role, such as the technical supervisor",
    due: Option<NaiveDate> = "期限" / "Due" aka DUE toward Coming,
    removed: Tick = "清除日期" / "Removed on" aka DONE,
}

sheet! {
    /// What a front-line role may decide without asking.
    Authority in "authority" = "一线授权" / "Front-line authority", keyed role + decides;
    role: Option<Role> = "角色" / "Role" aka ROLE,
    decides: Prose = "可以自己决定什么" / "May decide" aka DECIDES ? "不用审批就能做的事" / "What needs no approval",
    limit: Option<f64> = "金额上限" / "Limit" aka LIMIT ? "每次不用审批的金额" / "The amount each time that needs no approval",
    from: Option<NaiveDate> = "生效日期" / "In force from" aka IN_FORCE,
    note: Prose = "备注" / "Notes" aka NOTE,
}

sheet! {
    /// A training, the coaching that follows it, and where questions go.
    Training in "trainings" = "培训与辅导" / "Training and coaching", keyed topic + date + role;
    topic: EcoString = "主题" / "Topic" aka TOPIC ? "教会什么，如自动派单" / "What it teaches, such as automatic dispatch",
    date: Option<NaiveDate> = "培训日期" / "Held on" aka DATE,
    role: Option<Role> = "对象" / "For" aka ROLE ? "留空就是所有角色" / "Blank means every role",
    people: Option<u32> = "人数" / "People" aka HEADCOUNT,
    coached: Tick = "现场辅导" / "Coached on" aka COACHED ? "培训后最近一次现场辅导的日期" / "The day of the last coaching on the job",
    questions: EcoString = "答疑渠道" / "Questions go to" ? "如：工作群、答疑热线" / "Such as a chat group or a hotline",
    note: Prose = "备注" / "Notes" aka NOTE,
}

impl Fact {
    /// Whether it says anything.
    pub fn is_said(&self) -> bool {
        !self.fact.0.trim().is_empty()
    }

    /// Whether it names a number, and people have been shown it.
    pub fn counts(&self, today: NaiveDate) -> bool {
        has_number(&self.fact.0) && self.date.is_some_and(|date| date <= today)
    }
}

impl Obstacle {
    /// Whether it says what stands in the way.
    pub fn is_noted(&self) -> bool {
        !self.obstacle.0.trim().is_empty()
    }

    /// Whether it says what stands in the way and nobody has removed it.
    pub fn is_open(&self, today: NaiveDate) -> bool {
        self.is_noted() && self.removed.0.is_none_or(|on| on > today)
    }

    /// The days for which it has been open; none once it is removed, or without its day.
    pub fn open_for(&self, calendar: &Calendar, today: NaiveDate) -> Option<i64> {
        let opened = self.opened.filter(|_| self.is_open(today))?;
        Some(calendar.days_between(opened, today))
    }
}

impl Training {
    /// Whether it says what it was about and has been held.
    pub fn is_held(&self, today: NaiveDate) -> bool {
        !self.topic.trim().is_empty() && self.date.is_some_and(|date| date <= today)
    }

    /// Whether coaching on the job followed it.
    pub fn is_coached(&self, today: NaiveDate) -> bool {
        self.coached.0.is_some_and(|on| on <= today && self.date.is_none_or(|date| on >= date))
    }
}
