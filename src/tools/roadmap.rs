//! The road: four phases of items and four milestones with real dates, the centres as they are converted,
//! and the money behind it. It dates and counts; what a pilot may be is judged elsewhere.
//!
//! It may read the checklist, where much of the same work is ticked week by week. The checklist must not read the
//! roadmap but through what the roadmap proposes, or the two would go round in a circle.

mod budget;
mod entry;
mod figures;
pub mod items;
mod outcome;
mod rules;
mod strays;
#[cfg(test)]
mod tests;
mod twins;
mod views;

pub use budget::Budget;
pub use figures::{CentreFigures, Figures, MilestoneFigures, PhaseFigures, State, StepFigures};
pub use strays::Strays;
pub use twins::{Proposal, missed};

use crate::facts::Facts;
use crate::finding::Finding;
use crate::sheet::{AnyRow, Id, Prose, Row, Tick};
use crate::text::{Text, text};
use crate::tool::Assessment;
use crate::tool::{Action, Field, Group, Layout, Tool, View};
use crate::{choice, sheet};
use chrono::NaiveDate;
use ecow::EcoString;
use std::sync::Arc;

choice! {
    /// The phase that an item belongs to.
    Stage {
        Preparation "preparation" = "准备期" / "Preparation",
        Pilot "pilot" = "试点期" / "Pilot",
        RollOut "roll_out" = "推广期" / "Roll-out",
        Institutionalise "institutionalise" = "制度化" / "Institutionalise",
        Beyond "beyond" = "第12个月之后" / "After month 12",
    }
}

sheet! {
    /// One item of a phase.
    Step in "roadmap" = "路线图" / "Roadmap", builtin step_text;
    item: EcoString = "事项" / "Item" ? "可以改写，也可以添自己的" / "Reword it, or add your own",
    code: EcoString = "编号" / "Code" ? "预置事项的固定编号，自己的事项留空" / "The fixed code of a prefilled item; blank for your own",
    stage: Option<Stage> = "阶段" / "Phase",
    from: Option<NaiveDate> = "开始" / "From" ? "留空就是阶段的第一天" / "Blank means the first day of the phase",
    until: Option<NaiveDate> = "结束" / "Until" ? "留空就是阶段的最后一天" / "Blank means the last day of the phase",
    owner: EcoString = "负责人" / "Owner" ? "角色，如售后运营经理" / "A role, such as the after-sales operations manager",
    done: Tick = "完成日期" / "Done on" ? "哪一天完成的；不能是将来" / "The day it was done; not in the future",
    evidence: EcoString = "证据" / "Evidence" ? "一句话：凭什么说完成了" / "One line: what shows that it is done",
    note: Prose = "备注" / "Notes",
}

sheet! {
    /// A day by which something must be visible.
    Milestone in "milestones" = "里程碑" / "Milestones", builtin milestone_text;
    milestone: EcoString = "里程碑" / "Milestone" ? "到那一天，大家看得见什么" / "What everybody can see by that day",
    code: EcoString = "编号" / "Code" ? "预置里程碑的固定编号，自己的留空" / "The fixed code of a prefilled milestone; blank for your own",
    month: Option<u32> = "第几个月" / "Month" ? "启动后第几个月末" / "At the end of which month after the start",
    date: Option<NaiveDate> = "日期" / "Date" ? "留空就由启动日期和月份算出" / "Blank: counted from the start and the month",
    owner: EcoString = "负责人" / "Owner" ? "角色，如技术主管" / "A role, such as the technical supervisor",
    reached: Tick = "达成日期" / "Reached on" ? "哪一天达成的；不能是将来" / "The day it was reached; not in the future",
    evidence: EcoString = "证据" / "Evidence" ? "凭什么数字说达成了" / "Which figure shows that it was reached",
    note: Prose = "备注" / "Notes",
}

sheet! {
    /// A service centre on its way to the new practice.
    Centre in "centres" = "服务中心" / "Centres";
    name: EcoString = "服务中心" / "Centre" ? "名称或代号，如 3号中心" / "A name or a code, such as Centre 3",
    batch: Option<u32> = "批次" / "Batch" ? "1 是试点，2 是第二批，依此类推" / "1 is the pilot, 2 the second batch, and so on",
    started: Option<NaiveDate> = "开始日期" / "Started on" ? "新做法在这里开始的日期，可以是计划" / "When the new practice begins here; may be planned",
    planned: Option<NaiveDate> = "计划转换" / "Planned" ? "计划哪一天全部改用新做法" / "The day on which it is to work the new way",
    converted: Tick = "已转换" / "Converted on" ? "哪一天全部改用新做法；不能是将来" / "The day since which it works the new way; not in the future",
    owner: EcoString = "负责人" / "Owner" ? "角色，如技术主管" / "A role, such as the technical supervisor",
    note: Prose = "备注" / "Notes",
}

sheet! {
    /// Money, people or tools that the change needs.
    Resource in "budget" = "预算与资源" / "Budget and resources";
    item: EcoString = "项目" / "Item" ? "钱、人或工具，如试点培训费" / "Money, people or tools, such as the pilot's training",
    amount: Option<f64> = "金额" / "Amount" ? "按你们的货币单位，如万元" / "In your own unit of money",
    approved: Tick = "批准日期" / "Approved on" ? "哪一天批准的；没批就留空" / "The day it was approved; blank while it is not",
    spent: Option<f64> = "已用" / "Spent" ? "和金额同一个单位" / "In the same unit as the amount",
    owner: EcoString = "负责人" / "Owner" ? "角色，如技术主管" / "A role, such as the technical supervisor",
    note: Prose = "备注" / "Notes",
}

fn step_text(row: &Step, column: usize) -> Option<Text> {
    (column == 0).then(|| items::find(&row.code)).flatten().map(|item| item.text)
}

fn milestone_text(row: &Milestone, column: usize) -> Option<Text> {
    (column == 0).then(|| items::find_mark(&row.code)).flatten().map(|mark| mark.text)
}

/// The tool: items by phase, milestones, centres, and the budget.
pub static TOOL: Tool = Tool {
    key: "roadmap",
    mark: '4',
    title: text("变革路线图", "Change roadmap"),
    short: text("路线图", "Roadmap"),
    about: text(
        "四个阶段、四个里程碑，都有真实日期；各中心何时转换，一眼看到走到哪里。",
        "Four phases and four milestones with real dates, and when each centre is converted: where you stand at a glance.",
    ),
    group: Group::Plan,
    sheets: &[Step::DEF, Milestone::DEF, Centre::DEF, Resource::DEF],
    views: &[ITEMS, TIMELINE, MILESTONES, CENTRES, BUDGET],
    actions: &[
        Action {
            key: "list-centres",
            title: text("按项目书列出服务中心", "List the centres"),
            views: &["centres", "timeline"],
            run: entry::list_centres,
        },
        Action {
            key: "standard-items",
            title: text("补上预置的事项和里程碑", "Add the standard items and milestones"),
            views: &["items", "milestones"],
            run: entry::fill,
        },
        Action {
            key: "take-ticks",
            title: text("采用清单上的勾选", "Take the ticks of the checklist"),
            views: &["items", "milestones", "timeline"],
            run: entry::take,
        },
    ],
    seed,
    check: entry::check,
    proposes: entry::proposes,
    assess,
    values: outcome::values,
    ..Tool::BLANK
};

const ITEMS: View = View {
    rows: |scene| views::order(scene.project()),
    heading: views::heading,
    panels: views::items_panels,
    empty: text(
        "路线图是空的。直接输入自己的事项，或用“补上预置的事项和里程碑”。",
        "The roadmap is empty. Type an item of your own, or use 'Add the standard items and milestones'.",
    ),
    ..View::of(
        "items",
        text("事项", "Items"),
        Step::DEF,
        Layout::Grid(&[
            Field::Column("item", 24),
            Field::Column("done", 10),
            Field::Computed {
                key: "state",
                title: text("状态", "State"),
                cells: 10,
                show: views::step_state,
            },
            Field::Computed { key: "when", title: text("起止", "Days"), cells: 13, show: views::when },
            Field::Column("owner", 10),
            Field::Column("evidence", 16),
            Field::Column("from", 10),
            Field::Column("until", 10),
            Field::Column("stage", 10),
            Field::Column("note", 12),
        ]),
    )
};

const TIMELINE: View = View {
    panels: views::full,
    grows: false,
    ..View::of("timeline", text("时间线", "Timeline"), Step::DEF, Layout::Panels)
};

const MILESTONES: View = View {
    panels: views::milestone_panels,
    empty: text(
        "还没有里程碑。直接输入，再填第几个月或日期。",
        "There are no milestones. Type one, then its month or its date.",
    ),
    ..View::of(
        "milestones",
        text("里程碑", "Milestones"),
        Milestone::DEF,
        Layout::Grid(&[
            Field::Column("milestone", 24),
            Field::Computed {
                key: "due",
                title: text("应在", "Due on"),
                cells: 10,
                show: views::milestone_date,
            },
            Field::Computed {
                key: "state",
                title: text("状态", "State"),
                cells: 10,
                show: views::milestone_state,
            },
            Field::Column("reached", 10),
            Field::Column("evidence", 16),
            Field::Column("owner", 10),
            Field::Short("month", 6, text("第几月", "Month")),
            Field::Column("date", 10),
            Field::Column("note", 12),
        ]),
    )
};

const CENTRES: View = View {
    rows: views::centre_order,
    heading: views::centre_heading,
    panels: views::centre_panels,
    empty: text(
        "还没有服务中心。用“按项目书列出服务中心”一次列出，再填批次和日期。",
        "No centres yet. 'List the centres' fills them in at once; then enter batches and dates.",
    ),
    ..View::of(
        "centres",
        text("服务中心", "Centres"),
        Centre::DEF,
        Layout::Grid(&[
            Field::Column("name", 14),
            Field::Column("batch", 5),
            Field::Computed {
                key: "state",
                title: text("状态", "State"),
                cells: 10,
                show: views::centre_state,
            },
            Field::Column("started", 10),
            Field::Column("planned", 10),
            Field::Column("converted", 10),
            Field::Column("owner", 10),
            Field::Column("note", 12),
        ]),
    )
};

const BUDGET: View = View {
    panels: views::budget_panels,
    empty: text(
        "还没有预算。写下要的钱、人和工具，批准一项就填一个日期。",
        "No budget yet. Write down the money, people and tools needed, and date each as it is approved.",
    ),
    ..View::of(
        "budget",
        text("预算", "Budget"),
        Resource::DEF,
        Layout::Grid(&[
            Field::Column("item", 20),
            Field::Column("amount", 9),
            Field::Column("approved", 10),
            Field::Column("spent", 9),
            Field::Computed { key: "left", title: text("余额", "Left"), cells: 9, show: views::left },
            Field::Column("owner", 10),
            Field::Column("note", 12),
        ]),
    )
};

fn seed(new_id: &mut dyn FnMut() -> Id) -> Vec<Arc<dyn AnyRow>> {
    let steps = items::ITEMS.iter().map(|item| Arc::new(Step::of(item, new_id())) as Arc<dyn AnyRow>);
    let mut rows: Vec<_> = steps.collect();
    rows.extend(items::MARKS.iter().map(|mark| Arc::new(Milestone::of(mark, new_id())) as Arc<dyn AnyRow>));
    rows
}

fn assess(scene: &Facts, _: Vec<Finding>) -> Assessment {
    let (_project, _today) = (scene.project(), scene.today());
    let facts = scene.get::<Figures>();
    let findings = rules::findings(facts);
    Assessment {
        headline: outcome::headline(facts),
        level: outcome::level(facts, &findings),
        conclusion: outcome::conclusion(facts),
        findings,
    }
}
