//! Short-term wins: what will be visible within months, the number that proves it, and who was thanked for it.
//! What it means for the whole change that there are too few of them is said elsewhere.

mod actions;
mod entry;
mod figures;
mod rules;
#[cfg(test)]
mod tests;
mod views;

pub use figures::{
    Claim, Figures, Lack, State, Waiting, WinFigures, claimed_without_signal, first_achieved, has_number,
    uncommended,
};

use super::kpi::Kpi;
use crate::facts::Facts;
use crate::project::Project;
use crate::sheet;
use crate::sheet::{AnyRow, Column, Link, Prose, Row, Tick, Unit};
use crate::text::{Phrase, Text, text};
use crate::tool::{Action, Field, Group, Layout, Tool, View};
use chrono::NaiveDate;
use ecow::EcoString;

sheet! {
    /// A visible result, planned for a day.
    Win in "wins" = "短期胜利" / "Short-term wins";
    win: Prose = "胜利" / "Win" ? "一句看得见的成果，如试点中心首次修复率提高 10 个百分点" / "One result that people can see, such as 10 points more first-time fixes in the pilot",
    kpi: Link<Kpi> = "证明它的指标" / "Proved by" ? "哪个指标能证明" / "The indicator that proves it",
    target: Option<f64> = "要达到" / "Has to reach" ? "这个指标要达到的数值" / "The value that the indicator must reach",
    target_date: Option<NaiveDate> = "目标日期" / "Target date" ? "启动后第 3 到 6 个月之间" / "Between month 3 and month 6 after the start",
    owner: EcoString = "负责人" / "Owner" ? "角色，如技术主管" / "A role, such as the technical supervisor",
    achieved: Tick = "达成日期" / "Achieved on",
    result: Prose = "结果" / "Result" ? "用数字说" / "In numbers",
    commended: Tick = "表彰日期" / "Commended on" ? "哪一天公开表彰的" / "The day on which people were thanked in public",
    commended_who: EcoString = "表彰了谁" / "Who was commended",
    note: Prose = "备注" / "Notes",
}

/// The tool: the wins.
pub static TOOL: Tool = Tool {
    key: "wins",
    mark: '8',
    title: text("短期胜利", "Short-term wins"),
    short: text("短期胜利", "Wins"),
    about: text(
        "第 3 到 6 个月内至少三个看得见的成果，每个都有数字证明；达成了就公开表彰。",
        "At least three results that people can see in months 3 to 6, each proved by a number; once achieved, commend it in public.",
    ),
    group: Group::Drive,
    sheets: &[Win::DEF],
    views: &[View {
        panels: views::panels,
        empty: text(
            "还没有短期胜利。“添加三个短期胜利”会放好三行，日期在第 3、4、6 个月。",
            "There is no win yet. 'Add three wins' lays out three rows, dated at months 3, 4 and 6.",
        ),
        ..View::of("wins", text("胜利", "Wins"), Win::DEF, Layout::Grid(FIELDS))
    }],
    actions: &[
        Action {
            key: "three_wins",
            title: text("添加三个短期胜利", "Add three wins"),
            views: &[],
            run: actions::three,
        },
        Action {
            key: "achieved_today",
            title: text("今天达成", "Achieved today"),
            views: &[],
            run: actions::achieved,
        },
        Action {
            key: "commended_today",
            title: text("今天表彰", "Commended today"),
            views: &[],
            run: actions::commended,
        },
    ],
    unit,
    needs,
    check: entry::check,
    proposes,
    assess: rules::assess,
    values: rules::values,
    ..Tool::BLANK
};

static FIELDS: &[Field] = &[
    Field::Column("win", 30),
    Field::Column("kpi", 14),
    Field::Column("target", 8),
    Field::Column("target_date", 10),
    Field::Computed { key: "state", title: text("状态", "State"), cells: 13, show: views::state },
    Field::Computed { key: "current", title: text("现值", "Now"), cells: 9, show: views::current },
    Field::Computed { key: "gap", title: text("还差", "To go"), cells: 12, show: views::gap },
    Field::Column("owner", 10),
    Field::Column("achieved", 10),
    Field::Column("result", 16),
    Field::Column("commended", 10),
    Field::Column("commended_who", 12),
    Field::Column("note", 12),
];

/// The value to be reached has the unit of its indicator.
fn unit(project: &Project, row: &dyn AnyRow, column: &Column) -> Unit {
    let kpi = row.typed::<Win>().filter(|_| column.key == "target").and_then(|win| win.kpi.0);
    kpi.and_then(|id| project.find::<Kpi>(id)).map_or(Unit::None, Kpi::unit)
}

fn needs(row: &dyn AnyRow, column: &Column) -> Option<Text> {
    let win = row.typed::<Win>()?;
    (column.key == "target" && win.kpi.0.is_none())
        .then_some(text("先选证明它的指标", "Choose the indicator that proves it first"))
}

/// A win with its number sums up the pilot, and thanks in public are thanks to the pilot's people.
fn proposes(scene: &Facts) -> Vec<(&'static str, Phrase)> {
    let project = scene.project();
    let wins = project.rows::<Win>();
    let named = |win: &Win| {
        let name = figures::name(project, win);
        (name.zh, name.en)
    };
    let proved = wins.iter().find(|w| w.achieved.0.is_some() && has_number(&w.result.0)).map(|win| {
        let (zh, en) = named(win);
        (
            "w9-10-1",
            crate::say!("短期胜利已达成并有数字：“{zh}”", "A win is achieved, with its number: '{en}'"),
        )
    });
    let thanked = wins.iter().find_map(|w| w.commended.0.map(|on| (w, on))).map(|(win, on)| {
        let (zh, en) = named(win);
        ("w9-10-2", crate::say!("“{zh}”已于 {on} 表彰", "'{en}' was commended on {on}"))
    });
    proved.into_iter().chain(thanked).collect()
}
