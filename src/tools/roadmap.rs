//! The road: four phases of items and four milestones with real dates, the centres as they are converted, and the
//! money behind it. It dates and counts; what a pilot may be is judged elsewhere.

mod actions;
mod entry;
mod facts;
pub mod items;
mod rules;
mod sheets;
#[cfg(test)]
mod tests;
mod views;

pub use facts::{
    Budget, CentreFigures, Figures, Goals, ItemFigures, MilestoneFigures, OutOfOrder, PhaseFigures,
    PilotLive, Proposal, State, missed, waiting_until,
};
pub use rules::money_in;
pub use sheets::{Centre, Item, Milestone, Resource, Stage};

use crate::sheet::Row as _;
use crate::text::text;
use crate::tool::{Action, Field, Group, Layout, Tool, View};

/// The tool: items by phase, milestones, centres, and the budget.
pub static TOOL: Tool = Tool {
    key: "roadmap",
    mark: '4',
    title: text("变革路线图", "Change roadmap"),
    short: text("路线图", "Roadmap"),
    about: text(
        "四个阶段、四个里程碑，都有真实日期；各中心何时转换，一眼看到走到哪里。项目长度和阶段的日期在项目章程里改。",
        "Four phases and four milestones with real dates, and when each centre is converted. The length of the project and the days of its phases are set in the charter.",
    ),
    group: Group::Plan,
    sheets: &[Item::DEF, Milestone::DEF, Centre::DEF, Resource::DEF],
    views: &[ITEMS, TIMELINE, MILESTONES, CENTRES, BUDGET],
    actions: &[
        Action::new(
            "list-centres",
            text("按项目章程列出服务中心", "Create centres from the charter"),
            actions::list_centres,
        )
        .only_in(&["centres", "timeline"])
        .possible_if(|facts, _| actions::missing_centres(facts).map(drop)),
        Action::new(
            "standard-items",
            text("补齐标准事项和里程碑", "Restore standard items and milestones"),
            actions::fill,
        )
        .only_in(&["items", "milestones"])
        .possible_if(|facts, _| actions::missing_rows(facts).map(drop)),
        Action::new("take-ticks", text("同步清单上的勾选", "Copy ticks from the checklist"), actions::take)
            .only_in(&["items", "milestones", "timeline"])
            .possible_if(|facts, _| actions::to_take(facts).map(drop)),
    ],
    unit: entry::unit,
    check: entry::check,
    proposes: facts::proposes,
    concerns: rules::concerns,
    rules: rules::RULES,
    assess: rules::assess,
    values: facts::values,
    ..Tool::BLANK
};

const ITEMS: View = View {
    rows: views::order,
    heading: views::heading,
    panels: views::panels,
    empty: text(
        "路线图是空的。直接输入自己的事项，或用“补齐标准事项和里程碑”。",
        "The roadmap is empty. Type an item of your own, or use 'Restore standard items and milestones'.",
    ),
    ..View::of(
        "items",
        text("事项", "Items"),
        Item::DEF,
        Layout::Grid(&[
            Field::column(Item::COL.item, 24),
            Field::column(Item::COL.done, 10),
            Field::computed("state", text("状态", "State"), 10, views::state),
            Field::computed("when", text("起止", "Days"), 13, views::when),
            Field::column(Item::COL.owner, 10),
            Field::column(Item::COL.evidence, 16),
            Field::column(Item::COL.from, 10),
            Field::column(Item::COL.until, 10),
            Field::column(Item::COL.stage, 10),
            Field::column(Item::COL.note, 12),
        ]),
    )
};

const TIMELINE: View = View {
    panels: |facts, _| views::timeline::all(facts),
    leads: Some(views::timeline::behind),
    grows: false,
    ..View::of("timeline", text("时间线", "Timeline"), Item::DEF, Layout::Panels)
};

const MILESTONES: View = View {
    panels: views::milestones::panels,
    empty: text(
        "还没有里程碑。直接输入，再填第几个月或日期。",
        "There are no milestones. Type one, then its month or its date.",
    ),
    ..View::of(
        "milestones",
        text("里程碑", "Milestones"),
        Milestone::DEF,
        Layout::Grid(&[
            Field::column(Milestone::COL.milestone, 24),
            Field::computed("due", text("应在", "Due on"), 10, views::milestones::date),
            Field::computed("state", text("状态", "State"), 10, views::milestones::state),
            Field::column(Milestone::COL.reached, 10),
            Field::column(Milestone::COL.evidence, 16),
            Field::column(Milestone::COL.owner, 10),
            Field::short(Milestone::COL.month, 6, text("第几月", "Month")),
            Field::column(Milestone::COL.date, 10),
            Field::column(Milestone::COL.note, 12),
        ]),
    )
};

const CENTRES: View = View {
    rows: views::centres::order,
    heading: views::centres::heading,
    panels: views::centres::panels,
    empty: text(
        "还没有服务中心。用“按项目章程列出服务中心”一次列出，再填批次和日期。",
        "No centres yet. 'Create centres from the charter' lists them at once; then enter batches and dates.",
    ),
    ..View::of(
        "centres",
        text("服务中心", "Centres"),
        Centre::DEF,
        Layout::Grid(&[
            Field::column(Centre::COL.name, 14),
            Field::column(Centre::COL.batch, 5),
            Field::computed("state", text("状态", "State"), 10, views::centres::state),
            Field::column(Centre::COL.started, 10),
            Field::column(Centre::COL.planned, 10),
            Field::column(Centre::COL.converted, 10),
            Field::column(Centre::COL.owner, 10),
            Field::column(Centre::COL.note, 12),
        ]),
    )
};

const BUDGET: View = View {
    panels: views::budget::panels,
    empty: text(
        "还没有预算。写下要的钱、人和工具，批准一项就填一个日期。",
        "No budget yet. Write down the money, people and tools needed, and date each as it is approved.",
    ),
    ..View::of(
        "budget",
        text("预算", "Budget"),
        Resource::DEF,
        Layout::Grid(&[
            Field::column(Resource::COL.item, 20),
            Field::column(Resource::COL.amount, 9),
            Field::column(Resource::COL.approved, 10),
            Field::column(Resource::COL.spent, 9),
            Field::computed("left", text("余额", "Left"), 9, views::budget::left),
            Field::column(Resource::COL.owner, 10),
            Field::column(Resource::COL.note, 12),
        ]),
    )
};
