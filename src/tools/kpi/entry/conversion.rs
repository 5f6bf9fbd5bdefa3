//! Another unit for an indicator that has values: where they can be converted that is offered, otherwise it is said that
//! they keep their numbers. It must not know other tools; the rows of all sheets that are measured by the indicator are
//! converted with it.

use super::impossible;
use crate::project::Project;
use crate::say;
use crate::sheet::{AnyRow, Cell, Col, Id, Row as _, SheetDef, Unit};
use crate::text::{Phrase, list, rows_of, text};
use crate::tool::Verdict;
use crate::tools::kpi::Kpi;

/// What a change of the unit comes to.
pub(super) fn unit_changed(project: &Project, before: &Kpi, after: &Kpi) -> Verdict {
    let values = values(project, after);
    let numbers = || values.iter().map(|(.., value)| *value);
    if let Some(why) = numbers().find_map(|value| impossible(after, value)) {
        return Verdict::Refuse(why);
    }
    let Some((.., first)) = values.first().filter(|_| before.unit() != after.unit()) else {
        return Verdict::Fine;
    };
    let (old, new) = (before.unit_label(), after.unit_label());
    let which = which(project, &values);
    let otherwise = say!(
        "{which}保留原来的数字，它们是按“{old}”填的",
        "These keep their numbers, which were entered as '{old}': {which}",
        which,
        old
    );
    let shares = numbers().all(|value| (0.0..=1.0).contains(&value));
    let Some(factor) = factor(before.unit(), after.unit(), shares) else { return Verdict::Note(otherwise) };
    let (from, to) = (before.unit().figure(*first), after.unit().figure(times(*first, factor)));
    Verdict::Together {
        question: say!(
            "从“{old}”改成“{new}”，一起换算吗（{from} → {to}）？{which}",
            "From '{old}' to '{new}': convert these too ({from} → {to})? {which}",
            old,
            new,
            from,
            to,
            which
        ),
        answers: (text("换算", "Convert"), text("不换算", "Keep the numbers")),
        cells: values
            .iter()
            .map(|(row, col, value)| (*row, *col, Cell::Number(times(*value, factor))))
            .collect(),
        otherwise,
    }
}

/// All numbers in the unit of an indicator: its own, then those of the rows that are measured by it.
fn values(project: &Project, kpi: &Kpi) -> Vec<(Id, Col, f64)> {
    let own = [(Kpi::COL.target, kpi.target), (Kpi::COL.baseline, kpi.baseline)];
    let own = own.into_iter().filter_map(|(column, value)| Some((kpi.id, column, value?)));
    let mut values: Vec<_> = own.collect();
    for sheet in project.sheets() {
        let def = sheet.def();
        let Some(link) = def.measured_by else { continue };
        let is_its = |row: &&dyn AnyRow| row.get(link) == Cell::Link(kpi.id);
        for row in (0..sheet.len()).filter_map(|at| sheet.row(at)).filter(is_its) {
            values.extend(def.columns.iter().enumerate().filter_map(|(at, column)| match row.get(at) {
                Cell::Number(value) => Some((row.id(), Col { sheet: def.key, key: column.key, at }, value)),
                _ => None,
            }));
        }
    }
    values
}

/// What has values: target, baseline, and so many rows of each sheet.
fn which(project: &Project, values: &[(Id, Col, f64)]) -> Phrase {
    let own = values.iter().filter(|(_, column, _)| column.sheet == Kpi::SHEET);
    let own = own.filter_map(|(_, column, _)| Some(Kpi::DEF.columns.get(column.at)?.title.into()));
    let of = |sheet: &SheetDef| {
        let n = values.iter().filter(|(_, column, _)| column.sheet == sheet.key).count();
        (sheet.key != Kpi::SHEET && n > 0).then(|| rows_of(sheet.title, n))
    };
    let parts: Vec<Phrase> = own.chain(project.sheets().filter_map(|sheet| of(sheet.def()))).collect();
    list(&parts)
}

/// How many of the new unit one of the old is, where that is exact. A number without a unit may be a share of 1.
fn factor(old: Unit, new: Unit, shares: bool) -> Option<f64> {
    let minutes = |unit| match unit {
        Unit::Minutes => Some(1.0),
        Unit::Hours => Some(60.0),
        Unit::Days => Some(1440.0),
        _ => None,
    };
    match (old, new) {
        (Unit::Percent, Unit::None) => Some(0.01),
        (Unit::None, Unit::Percent) if shares => Some(100.0),
        (Unit::Yuan, Unit::WanYuan) => Some(1e-4),
        (Unit::WanYuan, Unit::Yuan) => Some(1e4),
        _ => minutes(old).zip(minutes(new)).map(|(old, new)| old / new),
    }
}

/// A product with the noise of the multiplication cut off, so that converting back gives the number again.
fn times(value: f64, factor: f64) -> f64 {
    let product = value * factor;
    format!("{product:.12e}").parse().unwrap_or(product)
}
