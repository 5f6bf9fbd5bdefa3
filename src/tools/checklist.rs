//! The 90-day quick start: 27 items in eight blocks, and whatever a project adds of its own.
//!
//! It counts, dates and suggests; it never ticks. What other tools know to be done reaches it only
//! as their proposals.

mod figures;
mod items;
mod rules;
#[cfg(test)]
mod tests;
mod views;

pub use figures::{BlockFigures, Figures, State, Suggestion};
pub use items::{ITEMS, When};

use super::charter;
use crate::facts::Facts;
use crate::finding::Finding;
use crate::project::Edit;
use crate::sheet::{AnyRow, Cell, Id, Prose, Row, Tick};
use crate::text::{Phrase, Text, text};
use crate::tool::Assessment;
use crate::tool::{Action, Change, Field, Group, Layout, Outcome, Tool, Verdict, View};
use crate::{say, sheet};
use ecow::EcoString;
use std::sync::Arc;

sheet! {
    /// One thing to do in the first 90 days.
    Item in "checklist" = "90天清单" / "90-day checklist", builtin builtin;
    item: EcoString = "事项" / "Item",
    code: EcoString = "编号" / "Code" ? "预置事项的固定编号，自己的事项留空" / "The fixed code of a prefilled item; blank for your own",
    block: Option<When> = "周次" / "Weeks",
    done: Tick = "完成日期" / "Done on" ? "哪一天完成的；不能是将来" / "The day it was done; not in the future",
    evidence: EcoString = "证据" / "Evidence" ? "一句话：凭什么说完成了" / "One line: what shows that it is done",
    owner: EcoString = "负责人" / "Owner" ? "角色，如售后运营经理" / "A role, such as the after-sales operations manager",
    not_applicable: EcoString = "不适用的原因" / "Does not apply because"
        ? "写了原因，这一项就不计入" / "With a reason here the item is not counted",
    note: Prose = "备注" / "Notes",
}

fn builtin(row: &Item, column: usize) -> Option<Text> {
    // The item's own text is the first column.
    (column == 0).then(|| items::find(&row.code)).flatten().map(|item| item.text)
}

impl Item {
    /// The block it belongs to: the one chosen, or that of its code.
    pub fn when(&self) -> Option<When> {
        self.block.or_else(|| items::find(&self.code).map(|item| item.when))
    }

    /// Whether it says what to do. A row just added does not, and is not counted.
    pub fn is_named(&self) -> bool {
        !self.item.trim().is_empty() || items::find(&self.code).is_some()
    }

    /// Whether somebody wrote why it does not apply.
    pub fn is_not_applicable(&self) -> bool {
        !self.not_applicable.trim().is_empty()
    }
}

/// The tool: the items by block, and how far they are.
pub static TOOL: Tool = Tool {
    key: "checklist",
    mark: '3',
    title: text("90天快速启动清单", "90-day quick-start checklist"),
    short: text("90天清单", "90 days"),
    about: text(
        "前90天按周要做的27件事。完成一件勾一件，写一句证据；期限由启动日期算出，暂停会顺延。",
        "The 27 things to do week by week in the first 90 days. Tick each as it is done and add a line of evidence; due dates follow the start date and move on with pauses.",
    ),
    group: Group::Plan,
    sheets: &[Item::DEF],
    views: &[
        View {
            rows: |scene| views::order(scene.project()),
            heading: views::heading,
            panels: views::panels,
            empty: text(
                "清单是空的。直接输入自己的事项。",
                "The checklist is empty. Type an item of your own.",
            ),
            ..View::of("items", text("事项", "Items"), Item::DEF, Layout::Grid(FIELDS))
        },
        View {
            panels: |scene, _| views::burnup(scene),
            grows: false,
            ..View::of("burnup", text("进度", "Progress"), Item::DEF, Layout::Panels)
        },
    ],
    actions: &[Action {
        key: "accept",
        title: text("勾选全部建议项", "Tick all suggested items"),
        views: &["items"],
        run: accept,
    }],
    seed,
    check,
    assess,
    values: rules::values,
    ..Tool::BLANK
};

static FIELDS: &[Field] = &[
    Field::Column("item", 24),
    Field::Column("done", 10),
    Field::Computed { key: "due", title: text("期限", "Due"), cells: 12, show: views::due },
    Field::Computed { key: "suggested", title: text("建议", "Advice"), cells: 7, show: views::suggested },
    Field::Column("owner", 12),
    Field::Column("evidence", 20),
    Field::Column("not_applicable", 12),
    Field::Column("block", 9),
    Field::Column("note", 12),
];

fn seed(new_id: &mut dyn FnMut() -> Id) -> Vec<Arc<dyn AnyRow>> {
    let row = |item: &items::Prefilled| {
        let row = Item { code: item.code.into(), block: Some(item.when), ..Item::with_id(new_id()) };
        Arc::new(row) as Arc<dyn AnyRow>
    };
    ITEMS.iter().map(row).collect()
}

fn check(change: &Change<'_>) -> Verdict {
    let (Some(item), "done", Cell::Date(done)) = (change.row.typed::<Item>(), change.column.key, change.cell)
    else {
        return Verdict::Fine;
    };
    let today = change.today;
    if *done > today {
        return Verdict::Refuse(say!(
            "{done} 还没有到：完成日期最晚是今天 {today}",
            "{done} has not come yet: a tick is dated today, {today}, at the latest"
        ));
    }
    if item.is_not_applicable() {
        return Verdict::Note(
            text(
                "已勾选；但这一项写了不适用的原因，仍不计入。清空原因后才计入。",
                "Ticked; but a reason says that it does not apply, so it is still not counted. Clear the reason to count it.",
            )
            .into(),
        );
    }
    match charter::charter(change.project).start {
        Some(start) if *done < start => Verdict::Note(say!(
            "已保留：{done} 早于启动日期 {start}，算作启动前完成",
            "Kept: {done} is before the start date, {start}, so it counts as done before the start"
        )),
        _ => Verdict::Fine,
    }
}

/// Ticks what the other tools suggest, because a person asked for it.
fn accept(scene: &Facts, _: Option<&dyn AnyRow>, _: &mut dyn FnMut() -> Id) -> Result<Outcome, Phrase> {
    let suggestions = &scene.get::<Figures>().suggestions[..];
    if suggestions.is_empty() {
        return Err(text("现在没有建议勾选的事项", "No item is suggested now").into());
    }
    let tick = |s: &Suggestion| Edit::set::<Item>(s.row, "done", Cell::Date(scene.today()));
    Ok(Outcome {
        edit: Edit::Many(suggestions.iter().map(tick).collect()),
        said: say!(
            "已按今天勾选 {n} 项，请补上证据",
            "Ticked with today's date: {n}. Please add the evidence",
            n = suggestions.len()
        ),
        go: None,
    })
}

fn assess(scene: &Facts, _: Vec<Finding>) -> Assessment {
    let (_project, _today) = (scene.project(), scene.today());
    let figures = scene.get::<Figures>();
    let findings = rules::findings(figures);
    Assessment {
        headline: figures.percent().map_or_else(
            || text("无适用项", "no items").into(),
            |percent| Phrase::same(format!("{percent}%")),
        ),
        // Nothing ticked and nothing late is no success yet.
        level: if figures.done == 0 && figures.overdue() == 0 {
            crate::finding::Level::Blank
        } else {
            Assessment::worst(&findings)
        },
        conclusion: rules::conclusion(figures),
        findings,
    }
}
