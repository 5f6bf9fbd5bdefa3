//! Kotter's eight steps of an organisation's change, and what they ask for: dated evidence for the urgency, a
//! coalition, obstacles removed, decision rights at the front line, training with coaching.
//!
//! A step is marked done by people; its gate is computed from what the other tools hold, and never marked.

mod actions;
mod entry;
mod figures;
mod gates;
mod items;
mod rules;
#[cfg(test)]
mod tests;
mod views;

pub use figures::{
    COACHING_DAYS, Coaching, Coalition, OBSTACLE_DAYS, RoleGap, coaching, roles_without_limit,
};
pub use gates::{Condition, Gate, GateState, Gates};
pub use items::{FRONT_LINE, STEPS as PREFILLED};

use super::adkar::Role;
use crate::sheet::{Prose, Row, Tick};
use crate::text::text;
use crate::tool::{Action, Field, Group, Layout, Tool, View};
use crate::{choice, sheet};
use chrono::NaiveDate;
use ecow::EcoString;

choice! {
    /// How far a step is.
    State {
        Open "open" = "未开始" / "Not started",
        Going "going" = "进行中" / "Under way",
        Done "done" = "已完成" / "Done",
    }
}

choice! {
    /// What a member of the coalition answers for.
    Function {
        GeneralManagement "general_management" = "总经理/CEO" / "General management, CEO",
        AfterSales "after_sales" = "售后" / "After-sales",
        It "it" = "IT" / "IT",
        Finance "finance" = "财务" / "Finance",
        Operations "operations" = "运营" / "Operations",
        Hr "hr" = "人力资源" / "HR",
        Centre "centre" = "服务中心" / "Service centre",
        Other "other" = "其他" / "Other",
    }
}

sheet! {
    /// One of the eight steps.
    KotterStep in "kotter" = "科特8步" / "Kotter's 8 steps", builtin items::title;
    step: EcoString = "步骤" / "Step" ? "检验看的是事实；详情里写着还差什么" / "The gate looks at the facts; the details say what is missing",
    code: EcoString = "编号" / "Code" ? "步骤的固定编号" / "The fixed code of the step",
    state: Option<State> = "状态" / "State",
    evidence: Prose = "证据" / "Evidence" ? "凭什么说做到了" / "What shows that it is achieved",
    owner: EcoString = "负责人" / "Owner" ? "角色，如技术主管" / "A role, such as the technical supervisor",
    note: Prose = "备注" / "Notes",
}

sheet! {
    /// A fact that shows the need to change.
    Fact in "urgency" = "紧迫感证据" / "Urgency";
    fact: Prose = "事实" / "Fact" ? "带数字，如：去年投诉 1,240 件，多了 18%" / "With a number, such as 1,240 complaints last year, up 18%",
    date: Option<NaiveDate> = "公布日期" / "Published on" ? "哪一天让大家看到的" / "The day on which people were shown it",
    source: EcoString = "来源" / "Source" ? "数字从哪里来，如工单系统" / "Where the figure comes from, such as the order system",
    shown_to: EcoString = "给谁看了" / "Shown to" ? "如：全体中心经理" / "Such as all centre managers",
}

sheet! {
    /// A member of the leading coalition.
    Member in "coalition" = "领导联盟" / "Coalition";
    name: EcoString = "成员" / "Member" ? "角色或代号" / "A role or a code",
    function: Option<Function> = "职能" / "Function",
    executive: bool = "高管" / "Executive" ? "联盟里至少要有一位" / "The coalition needs at least one",
    joined: Option<NaiveDate> = "加入日期" / "Joined on",
    note: Prose = "备注" / "Notes",
}

sheet! {
    /// Something that stands in people's way.
    Obstacle in "obstacles" = "障碍" / "Obstacles";
    obstacle: Prose = "障碍" / "Obstacle" ? "什么事挡着大家按新做法干" / "What keeps people from working the new way",
    opened: Option<NaiveDate> = "发现日期" / "Found on",
    action: Prose = "怎么清除" / "How to remove it" ? "一个具体的动作" / "One concrete step",
    owner: EcoString = "负责人" / "Owner" ? "角色，如技术主管" / "A role, such as the technical supervisor",
    due: Option<NaiveDate> = "期限" / "Due",
    removed: Tick = "清除日期" / "Removed on",
}

sheet! {
    /// What a front-line role may decide without asking.
    Authority in "authority" = "一线授权" / "Front-line authority";
    role: Option<Role> = "角色" / "Role",
    decides: Prose = "可以自己决定什么" / "May decide" ? "不用审批就能做的事" / "What needs no approval",
    limit: Option<f64> = "金额上限" / "Limit" ? "每次不用审批的金额" / "The amount each time that needs no approval",
    from: Option<NaiveDate> = "生效日期" / "In force from",
    note: Prose = "备注" / "Notes",
}

sheet! {
    /// A training, the coaching that follows it, and where questions go.
    Training in "trainings" = "培训与辅导" / "Training and coaching";
    topic: EcoString = "主题" / "Topic" ? "教会什么，如自动派单" / "What it teaches, such as automatic dispatch",
    date: Option<NaiveDate> = "培训日期" / "Held on",
    role: Option<Role> = "对象" / "For" ? "留空就是所有角色" / "Blank means every role",
    people: Option<u32> = "人数" / "People",
    coached: Tick = "现场辅导" / "Coached on" ? "培训后最近一次现场辅导的日期" / "The day of the last coaching on the job",
    questions: EcoString = "答疑渠道" / "Questions go to" ? "如：工作群、答疑热线" / "Such as a chat group or a hotline",
    note: Prose = "备注" / "Notes",
}

/// The tool: the steps with their gates, and the sheets behind them.
pub static TOOL: Tool = Tool {
    key: "kotter",
    mark: '5',
    title: text("科特变革8步", "Kotter's 8 steps"),
    short: text("科特8步", "Kotter 8"),
    about: text(
        "组织怎样一步步变：每一步有没有做到，由其他表里的事实来验。",
        "How an organisation changes step by step; whether a step is achieved is tested by the facts in the other tools.",
    ),
    group: Group::Plan,
    sheets: &[KotterStep::DEF, Fact::DEF, Member::DEF, Obstacle::DEF, Authority::DEF, Training::DEF],
    views: &[STEPS, URGENCY, COALITION, OBSTACLES, AUTHORITY, TRAININGS],
    actions: &[
        Action {
            key: "note_obstacle",
            title: text("记录一条障碍", "Note an obstacle"),
            views: &["steps", "obstacles"],
            run: actions::obstacle,
        },
        Action {
            key: "note_training",
            title: text("记下一次培训", "Note a training"),
            views: &["steps", "trainings"],
            run: actions::training,
        },
        Action {
            key: "add_fact",
            title: text("添加一条事实", "Add a fact"),
            views: &["steps", "urgency"],
            run: actions::fact,
        },
        Action {
            key: "add_member",
            title: text("添加一位联盟成员", "Add a coalition member"),
            views: &["steps", "coalition"],
            run: actions::member,
        },
    ],
    seed: items::seed,
    check: entry::check,
    follow: entry::follow,
    proposes: rules::proposes,
    assess: rules::assess,
    values: rules::values,
    ..Tool::BLANK
};

const STEPS: View = View {
    grows: false,
    panels: views::steps,
    empty: text(
        "这个项目没有 8 步的行；其他页签照样可用。",
        "This project has no rows for the steps; the other tabs work all the same.",
    ),
    ..View::of(
        "steps",
        text("8步", "Steps"),
        KotterStep::DEF,
        Layout::Grid(&[
            Field::Column("step", 18),
            Field::Column("state", 9),
            Field::Computed { key: "gate", title: text("检验", "Gate"), cells: 9, show: views::gate },
            Field::Computed {
                key: "key_point",
                title: text("关键点", "Key point"),
                cells: 16,
                show: views::key_point,
            },
            Field::Column("evidence", 20),
            Field::Column("owner", 10),
            Field::Computed {
                key: "after_sales",
                title: text("售后怎么做", "In after-sales"),
                cells: 18,
                show: views::after_sales,
            },
            Field::Column("note", 12),
        ]),
    )
};

const URGENCY: View = View {
    panels: |scene, _| views::gates(scene, &[1]),
    empty: text(
        "还没有事实。记下一条带数字的，写明哪一天让大家看到的。",
        "There is no fact yet. Note one with a number, and the day on which people were shown it.",
    ),
    ..View::of(
        "urgency",
        text("紧迫感", "Urgency"),
        Fact::DEF,
        Layout::Grid(&[
            Field::Column("fact", 28),
            Field::Computed { key: "counts", title: text("检验", "Test"), cells: 11, show: views::counts },
            Field::Column("date", 10),
            Field::Column("source", 12),
            Field::Column("shown_to", 12),
        ]),
    )
};

const COALITION: View = View {
    panels: views::coalition,
    empty: text(
        "还没有成员。3–7 人，至少一位高管，CEO、售后、IT、财务、运营都有人。",
        "There is no member yet. Three to seven people, one executive at least, from the CEO's office, after-sales, IT, finance and operations.",
    ),
    ..View::of(
        "coalition",
        text("联盟", "Coalition"),
        Member::DEF,
        Layout::Grid(&[
            Field::Column("name", 20),
            Field::Column("function", 14),
            Field::Column("executive", 6),
            Field::Column("joined", 10),
            Field::Column("note", 16),
        ]),
    )
};

const OBSTACLES: View = View {
    panels: |scene, _| views::gates(scene, &[5]),
    empty: text(
        "还没有记录障碍。谁被什么挡住了，当天记下来。",
        "No obstacle is noted. Note what stands in people's way on the day you hear of it.",
    ),
    ..View::of(
        "obstacles",
        text("障碍", "Obstacles"),
        Obstacle::DEF,
        Layout::Grid(&[
            Field::Column("obstacle", 20),
            Field::Computed {
                key: "open",
                title: text("未清除", "Open for"),
                cells: 9,
                show: views::open_for,
            },
            Field::Column("action", 18),
            Field::Column("owner", 10),
            Field::Column("due", 10),
            Field::Column("removed", 10),
            Field::Column("opened", 10),
        ]),
    )
};

const AUTHORITY: View = View {
    panels: views::authority,
    ..View::of(
        "authority",
        text("授权", "Authority"),
        Authority::DEF,
        Layout::Grid(&[
            Field::Column("role", 12),
            Field::Column("decides", 24),
            Field::Column("limit", 9),
            Field::Column("from", 10),
            Field::Column("note", 12),
        ]),
    )
};

const TRAININGS: View = View {
    panels: views::trainings,
    empty: text(
        "还没有培训。记下一次，之后补上现场辅导的日期和答疑渠道。",
        "There is no training yet. Note one; then add the day of coaching on the job and where questions go.",
    ),
    ..View::of(
        "trainings",
        text("培训", "Training"),
        Training::DEF,
        Layout::Grid(&[
            Field::Column("topic", 18),
            Field::Column("date", 10),
            Field::Computed { key: "since", title: text("距今", "Since"), cells: 11, show: views::since },
            Field::Column("role", 10),
            Field::Column("people", 5),
            Field::Column("coached", 10),
            Field::Column("questions", 14),
            Field::Column("note", 12),
        ]),
    )
};
