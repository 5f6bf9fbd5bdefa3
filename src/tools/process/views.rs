//! How processes are shown: as lists, as maps, and by the roles that a change touches.

mod figures;
mod flows;
mod impact;

use super::facts::{Map, Maps};
use super::said::lead;
use super::{Process, Step};
use crate::facts::Facts;
use crate::finding::{Level, Place};
use crate::say;
use crate::sheet::{AnyRow, Id, Row, Unit};
use crate::text::{Phrase, signed_percent, text};
use crate::tool::{Field, Layout, Lead, ListPlan, Panel, Shown, View};
use std::collections::HashMap;

pub(super) const PROCESSES: View = View {
    panels: beside_process,
    empty: text(
        "还没有流程。写下第一个流程的名称，如 退货流程；再到“步骤”页写步骤。",
        "There is no process yet. Name the first one, such as Returns; then write its steps on the Steps tab.",
    ),
    ..View::of("processes", text("流程", "Processes"), Process::DEF, Layout::Grid(PROCESS_FIELDS))
};

pub(super) const STEPS: View = View {
    rows: by_process,
    moves: true,
    heading,
    panels: beside_step,
    empty: text(
        "还没有步骤。从客户开口的那一步写起，每步一行；也可以从 Excel 复制后粘贴。",
        "There are no steps yet. Begin where the customer speaks up, a line for each step; or copy them from Excel and paste.",
    ),
    ..View::of("steps", text("步骤", "Steps"), Step::DEF, Layout::Grid(STEP_FIELDS))
};

pub(super) const MAP: View = View {
    panels: maps,
    leads: Some(behind_maps),
    grows: false,
    ..View::of("map", text("流程图", "Map"), Step::DEF, Layout::Panels)
};

pub(super) const IMPACT: View = View {
    grows: false,
    empty: text(
        "还没有步骤标了改法，所以没有涉及的角色。",
        "No step is marked for a change yet, so no role is touched.",
    ),
    ..View::of(
        "impact",
        text("涉及的人", "People"),
        Step::DEF,
        Layout::List(&ListPlan {
            heads: &[
                (text("角色", "Role"), 9),
                (text("步骤变化", "Steps"), 10),
                (text("每单工作", "Work an order"), 23),
                (text("诊断卡", "Cards"), 8),
                (text("要学的", "To learn"), 12),
                (text("可能的阻力", "Resistance to expect"), 20),
            ],
            also: &[],
            only: 0,
            lines: impact::lines,
        }),
    )
};

static PROCESS_FIELDS: &[Field] = &[
    Field::column(Process::COL.name, 16),
    Field::computed("as_is", text("现状周期", "As-is time"), 12, |facts, row| time(facts, row, false)),
    Field::computed("to_be", text("目标周期", "To-be time"), 12, |facts, row| time(facts, row, true)),
    Field::computed("change", text("变化", "Change"), 7, change),
    Field::column(Process::COL.promise, 8),
    Field::computed("handoffs", text("交接", "Handoffs"), 8, handoffs),
    Field::computed("efficiency", text("效率", "Efficiency"), 12, efficiency),
    Field::computed("under_way", text("在办单数", "Under way"), 10, under_way),
    Field::column(Process::COL.owner, 10),
    Field::column(Process::COL.per_day, 8),
    Field::column(Process::COL.live_on, 10),
    Field::column(Process::COL.starts, 14),
    Field::column(Process::COL.ends, 14),
    Field::column(Process::COL.note, 12),
];

static STEP_FIELDS: &[Field] = &[
    Field::column(Step::COL.name, 16),
    Field::column(Step::COL.role, 8),
    Field::column(Step::COL.wait, 8),
    Field::column(Step::COL.work, 8),
    Field::column(Step::COL.mark, 8),
    Field::column(Step::COL.value, 6),
    Field::column(Step::COL.to_wait, 8),
    Field::column(Step::COL.to_work, 8),
    Field::column(Step::COL.to_role, 8),
    Field::column(Step::COL.beside, 10),
    Field::column(Step::COL.customer, 8),
    Field::column(Step::COL.department, 8),
    Field::column(Step::COL.approval, 4),
    Field::column(Step::COL.rule_based, 6),
    Field::column(Step::COL.accurate, 8),
    Field::column(Step::COL.standard, 8),
    Field::column(Step::COL.branch, 4),
    Field::column(Step::COL.skill, 12),
    Field::column(Step::COL.owner, 8),
    Field::column(Step::COL.due, 10),
    Field::column(Step::COL.done, 10),
    Field::column(Step::COL.process, 10),
    Field::column(Step::COL.part_of, 10),
    Field::column(Step::COL.note, 12),
];

fn of<'a>(facts: &'a Facts, row: &dyn AnyRow) -> Option<&'a Map> {
    facts.get::<Maps>().of(Some(row.id()))
}

fn time(facts: &Facts, row: &dyn AnyRow, afterwards: bool) -> Shown {
    match of(facts, row) {
        Some(map) if afterwards && map.is_changed => {
            let beyond = map.promise.is_some_and(|promise| map.to_be.lead > promise);
            Shown::new(if beyond { Level::Act } else { Level::Blank }, lead(&map.to_be))
        }
        Some(map) if !afterwards => Shown::plain(lead(&map.as_is)),
        _ => Shown::dash(),
    }
}

fn change(facts: &Facts, row: &dyn AnyRow) -> Shown {
    let Some(change) = of(facts, row).and_then(Map::change) else { return Shown::dash() };
    Shown::new(if change < 0.0 { Level::Good } else { Level::Watch }, Phrase::same(signed_percent(change)))
}

fn handoffs(facts: &Facts, row: &dyn AnyRow) -> Shown {
    let Some(map) = of(facts, row).filter(|map| !map.rows.is_empty()) else { return Shown::dash() };
    let (from, to) = (map.as_is.handoffs, map.to_be.handoffs);
    Shown::plain(Phrase::same(if map.is_changed { format!("{from} → {to}") } else { from.to_string() }))
}

fn efficiency(facts: &Facts, row: &dyn AnyRow) -> Shown {
    let Some(map) = of(facts, row) else { return Shown::dash() };
    let Some(from) = map.as_is.efficiency().map(figures::share) else { return Shown::dash() };
    let to = map.to_be.efficiency().filter(|_| map.is_changed).map(figures::share);
    Shown::plain(match to {
        Some(to) => say!("{from} → {to}", "{from} → {to}", from, to),
        None => from,
    })
}

fn under_way(facts: &Facts, row: &dyn AnyRow) -> Shown {
    let orders = of(facts, row).and_then(|map| figures::under_way(facts, map, &map.as_is));
    let Some(orders) = orders.map(figures::orders) else { return Shown::dash() };
    Shown::plain(say!("{orders} 单", "{orders}", orders))
}

/// Steps by process, in the order of the processes; a step without one comes last.
#[expect(clippy::unnecessary_wraps, reason = "the shape of `View::rows`")]
fn by_process(facts: &Facts) -> Option<Vec<usize>> {
    let places: HashMap<Id, usize> =
        facts.rows::<Process>().iter().enumerate().map(|(n, row)| (row.id, n)).collect();
    let steps = facts.rows::<Step>();
    let place = |n: &usize| {
        let process = steps.get(*n).and_then(|step| step.process.0);
        process.and_then(|id| places.get(&id)).copied().unwrap_or(usize::MAX)
    };
    let mut order: Vec<(usize, usize)> = (0..steps.len()).map(|n| (place(&n), n)).collect();
    order.sort_unstable();
    Some(order.into_iter().map(|(_, n)| n).collect())
}

fn heading(facts: &Facts, row: &dyn AnyRow) -> Option<Phrase> {
    let step = row.typed::<Step>()?;
    let process = step.process.0.and_then(|id| facts.project().find::<Process>(id));
    Some(process.map_or_else(|| text("未选流程", "No process chosen").into(), Process::title))
}

fn beside_process(facts: &Facts, row: Option<&dyn AnyRow>) -> Vec<Panel> {
    let map = row.and_then(|row| of(facts, row)).filter(|map| !map.rows.is_empty());
    map.map_or_else(Vec::new, |map| vec![figures::panel(facts, map), Panel::Flows(flows::of(map))])
}

fn beside_step(facts: &Facts, row: Option<&dyn AnyRow>) -> Vec<Panel> {
    let step = row.and_then(|row| row.typed::<Step>());
    let map = step.and_then(|step| facts.get::<Maps>().of(step.process.0)).filter(|map| !map.rows.is_empty());
    map.map_or_else(Vec::new, |map| vec![figures::panel(facts, map), Panel::Flows(flows::of(map))])
}

/// The map of every process with its figures.
fn maps(facts: &Facts, _: Option<&dyn AnyRow>) -> Vec<Panel> {
    let maps: Vec<&Map> = facts.get::<Maps>().0.iter().filter(|map| !map.rows.is_empty()).collect();
    if maps.is_empty() {
        return vec![Panel::Lines {
            title: text("流程图", "Map").into(),
            lines: vec![crate::finding::Line::plain(text(
                "写下步骤之后，这里画出现状和目标流程。",
                "Once steps are written down, the as-is and the to-be are drawn here.",
            ))],
        }];
    }
    maps.into_iter().flat_map(|map| [Panel::Flows(flows::of(map)), figures::panel(facts, map)]).collect()
}

/// The steps, to be gone to from the map.
fn behind_maps(facts: &Facts) -> Vec<Lead> {
    let of_map = |map: &Map| {
        let name = map.name.clone();
        let bottleneck = map.as_is.bottleneck.and_then(|at| map.as_is.stages.get(at)).map(|stage| stage.row);
        map.rows
            .iter()
            .map(|row| {
                let time = row.wait.unwrap_or(0.0) + row.work.unwrap_or(0.0);
                let mut detail = vec![name.clone(), Unit::Duration.short(time)];
                detail.extend(row.mark.map(|mark| mark.label().into()));
                Lead {
                    title: Phrase::same(row.name.trim()),
                    detail: crate::text::joined(&detail, text("，", ", ")),
                    level: if bottleneck == Some(row.id) { Level::Watch } else { Level::Blank },
                    place: Place::of(row.id, Step::COL.name),
                    among: Vec::new(),
                }
            })
            .collect::<Vec<_>>()
    };
    facts.get::<Maps>().0.iter().flat_map(of_map).collect()
}
