//! What can be done at a stroke: a method chosen or marked done, an indicator for it, the way between a method and its
//! case.

use super::facts::Figures;
use super::sheets::{Case, Method};
use super::{chains, items};
use crate::facts::Facts;
use crate::finding::{Level, Place};
use crate::project::Edit;
use crate::say;
use crate::sheet::{AnyRow, Cell, Id, Link, Row as _};
use crate::text::{Phrase, quoted, text};
use crate::tool::{Measurements, NewId, Outcome};
use crate::tools::charter::Charter;
use crate::tools::kpi::{Kind, Kpi, KpiUnit, Way};
use crate::tools::process::{Map, changed_by, planned};

fn under_cursor<'a>(facts: &'a Facts, row: Option<&dyn AnyRow>) -> Result<&'a Method, Phrase> {
    let method = row.and_then(|row| facts.find::<Method>(row.id()));
    method.ok_or_else(|| text("先把光标移到一个方法上", "Move the cursor to a method first").into())
}

/// The method under the cursor, which nobody has chosen yet.
pub(super) fn to_choose<'a>(facts: &'a Facts, row: Option<&dyn AnyRow>) -> Result<&'a Method, Phrase> {
    let method = under_cursor(facts, row)?;
    match method.chosen.0 {
        Some(on) => Err(say!("已于 {on} 选用", "It was chosen on {on}")),
        None => Ok(method),
    }
}

/// The method under the cursor, which is chosen and not introduced yet.
pub(super) fn to_finish<'a>(facts: &'a Facts, row: Option<&dyn AnyRow>) -> Result<&'a Method, Phrase> {
    let method = under_cursor(facts, row)?;
    match (method.chosen.0, method.done.0) {
        (_, Some(on)) => Err(say!("已于 {on} 完成", "It was done on {on}")),
        (None, _) => Err(text("还没有选用：先选用它", "It is not chosen yet: choose it first").into()),
        (Some(_), None) => Ok(method),
    }
}

/// The method under the cursor, which has no indicator yet.
pub(super) fn to_measure<'a>(facts: &'a Facts, row: Option<&dyn AnyRow>) -> Result<&'a Method, Phrase> {
    let method = under_cursor(facts, row)?;
    if method.kpi.0.is_some() {
        return Err(text("它已经有指标了", "It has an indicator already").into());
    }
    Ok(method)
}

/// Dates the choice, writes what becomes of the steps into the to-be, and asks what is done with the method.
pub(super) fn choose(facts: &Facts, row: Option<&dyn AnyRow>, new_id: NewId<'_>) -> Result<Outcome, Phrase> {
    let method = to_choose(facts, row)?;
    let chosen = Edit::put(method.id, Method::COL.chosen, Cell::Date(facts.today()));
    // What something else has to come before changes no step yet.
    let too_early = facts.get::<Figures>().get(method.id).is_some_and(|method| method.too_early().is_some());
    let planned = planned(facts, &method.code).filter(|_| !too_early);
    let edits = planned.as_ref().map_or_else(Vec::new, |planned| planned.edits(facts, new_id));
    Ok(Outcome {
        level: Level::Good,
        edit: Edit::Many(std::iter::once(chosen).chain(edits).collect()),
        said: match planned {
            Some(planned) => say!(
                "已选用；{steps}。写明做什么，再定负责人和期限",
                "Chosen; {steps}. Say what is done, then who does it and by when",
                steps = planned.said()
            ),
            None => text(
                "已选用：写明用在哪一步、做什么，再定负责人和期限",
                "Chosen: say at which step and what is done, then who does it and by when",
            )
            .into(),
        },
        go: Some((Place::of(method.id, Method::COL.action), true)),
    })
}

/// Dates the introduction and asks for the result.
pub(super) fn finish(facts: &Facts, row: Option<&dyn AnyRow>, _: NewId<'_>) -> Result<Outcome, Phrase> {
    let method = to_finish(facts, row)?;
    Ok(Outcome {
        level: Level::Good,
        edit: Edit::put(method.id, Method::COL.done, Cell::Date(facts.today())),
        said: text("已完成：请用数字写下结果", "Done: now enter the result in figures").into(),
        go: Some((Place::of(method.id, Method::COL.result), true)),
    })
}

/// Links the indicator of the process in which the method is used, or adds one with what the process tells: its name, its
/// lead time before and after. Where no process tells anything its name is asked for.
fn measure(facts: &Facts, row: Option<&dyn AnyRow>, new_id: NewId<'_>) -> Result<Outcome, Phrase> {
    let method = to_measure(facts, row)?;
    let map = changed_by(facts, &method.code).into_iter().next();
    let Some((map, process)) = map.and_then(|map| Some((map, map.process?))) else {
        let kpi = Kpi::with_id(new_id());
        let id = kpi.id;
        return Ok(Outcome {
            level: Level::Good,
            edit: Edit::Many(vec![Edit::append(kpi), Edit::put(method.id, Method::COL.kpi, Cell::Link(id))]),
            said: text(
                "新指标已放好：写名称、基线、目标和单位，如“理赔周期，7 天到 1 天”",
                "The indicator is there: enter its name, baseline, target and unit, such as days per claim from 7 to 1",
            )
            .into(),
            go: Some((Place::of(id, Kpi::COL.name), true)),
        });
    };
    let of_time = |kpi: &&Kpi| kpi.process.0 == Some(process) && minutes_of(kpi.unit).is_some();
    if let Some(kpi) = facts.rows::<Kpi>().iter().map(AsRef::as_ref).find(of_time) {
        return Ok(Outcome {
            level: Level::Good,
            edit: Edit::put(method.id, Method::COL.kpi, Cell::Link(kpi.id)),
            said: say!(
                "{process}已有周期指标{name}，已选上",
                "{process} has an indicator of its time, {name}: it is chosen",
                process = quoted(&map.name),
                name = quoted(&kpi.title())
            ),
            go: Some((Place::of(kpi.id, Kpi::COL.target), false)),
        });
    }
    let kpi = proposed(facts, map, process, new_id());
    let (id, name) = (kpi.id, quoted(&kpi.title()));
    let [from, to] = [kpi.baseline, kpi.target].map(|value| value.map(|value| kpi.unit().figure(value)));
    let (from, to) = (from.unwrap_or_default(), to.unwrap_or_default());
    Ok(Outcome {
        level: Level::Good,
        edit: Edit::Many(vec![Edit::append(kpi), Edit::put(method.id, Method::COL.kpi, Cell::Link(id))]),
        said: say!(
            "已按流程建好指标{name}：基线 {from}，目标 {to}；请核对，再定期记数据",
            "The indicator {name} is made from the process: baseline {from}, target {to}. Check both, then enter readings",
            name,
            from,
            to
        ),
        go: Some((Place::of(id, Kpi::COL.baseline), false)),
    })
}

/// The minutes of a unit of time.
const fn minutes_of(unit: Option<KpiUnit>) -> Option<f64> {
    match unit {
        Some(KpiUnit::Minutes) => Some(1.0),
        Some(KpiUnit::Hours) => Some(60.0),
        Some(KpiUnit::Days) => Some(24.0 * 60.0),
        _ => None,
    }
}

/// An indicator of the lead time of a process: from what was measured, else from its steps, to the to-be.
fn proposed(facts: &Facts, map: &Map, process: Id, id: Id) -> Kpi {
    let measured = facts.get::<Measurements>().of(process).find_map(|measured| measured.median);
    let (from, to) = (measured.unwrap_or(map.as_is.lead), map.to_be.lead);
    let unit = match from {
        ..120.0 => KpiUnit::Minutes,
        ..2880.0 => KpiUnit::Hours,
        _ => KpiUnit::Days,
    };
    let each = minutes_of(Some(unit)).unwrap_or(1.0);
    let value = |minutes: f64| (minutes / each * 100.0).round() / 100.0;
    let name = say!("{name} 周期", "{name}, lead time", name = map.name);
    Kpi {
        name: name.get(facts.get::<Charter>().language()).into(),
        kind: Some(Kind::Lagging),
        unit: Some(unit),
        direction: Some(Way::Down),
        process: Link::to(process),
        baseline: Some(value(from)),
        baseline_date: Some(facts.today()),
        target: Some(value(to)).filter(|_| to > 0.0 && to < from),
        ..Kpi::with_id(id)
    }
}

/// Whether something can be built on the row: an indicator for a method, a process map from a case.
pub(super) fn can_build(facts: &Facts, row: Option<&dyn AnyRow>) -> Result<(), Phrase> {
    if row.is_some_and(|row| row.typed::<Case>().is_some()) {
        chains::case(facts, row).map(drop)
    } else {
        to_measure(facts, row).map(drop)
    }
}

/// Adds an indicator for a method, or begins a process map from the steps of a case.
pub(super) fn build(facts: &Facts, row: Option<&dyn AnyRow>, new_id: NewId<'_>) -> Result<Outcome, Phrase> {
    if row.is_some_and(|row| row.typed::<Case>().is_some()) {
        chains::start(facts, row, new_id)
    } else {
        measure(facts, row, new_id)
    }
}

/// Where the way from the row under the cursor leads: from a method to its first case, from a case to its method.
pub(super) fn counterpart(facts: &Facts, row: Option<&dyn AnyRow>) -> Result<Place, Phrase> {
    let code = |row: &dyn AnyRow| {
        let method = row.typed::<Method>().map(|method| method.code.clone());
        let case = row.typed::<Case>().and_then(Case::item).map(|case| case.method);
        (method, case)
    };
    match row.map(code) {
        Some((Some(method), _)) => {
            let case = items::cases_of(&method).next();
            let row = case.and_then(|c| facts.rows::<Case>().iter().find(|row| row.code == c.code));
            row.map(|row| Place::of(row.id, Case::COL.case))
                .ok_or_else(|| text("资料没有给它举案例", "The source tells no case of it").into())
        }
        Some((_, Some(Some(method)))) => {
            let row = facts.rows::<Method>().iter().find(|row| row.code == method);
            row.map(|row| Place::of(row.id, Method::COL.method))
                .ok_or_else(|| text("表里没有这个方法", "The method is not in the sheet").into())
        }
        _ => Err(text("这一条不属于哪个方法", "This one belongs to no method").into()),
    }
}

/// Goes from a method to its case, and from a case to its method.
pub(super) fn go(facts: &Facts, row: Option<&dyn AnyRow>, _: NewId<'_>) -> Result<Outcome, Phrase> {
    let place = counterpart(facts, row)?;
    let said = if place.sheet == Case::SHEET {
        text("这个方法的案例", "A case of this method")
    } else {
        text("这个案例用的方法", "The method of this case")
    };
    Ok(Outcome {
        level: Level::Good,
        edit: Edit::Many(Vec::new()),
        said: said.into(),
        go: Some((place, false)),
    })
}
