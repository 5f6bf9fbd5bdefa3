//! How methods and cases are shown: what speaks for a method, its case beside it, the steps of a case before and after.

mod panels;

pub use panels::{Own, beside_own};

use super::facts::{Figures, Measured, MethodFigures, State};
use super::sheets::{Case, Method};
use crate::facts::Facts;
use crate::finding::Level;
use crate::say;
use crate::sheet::{AnyRow, Row};
use crate::text::{Phrase, Text, count, text};
use crate::tool::{Field, Layout, Shown, View};

const OWN: Text = text("自己的方法", "Methods of our own");
const OWN_CASES: Text = text("自己的案例", "Cases of our own");

pub(super) const METHODS: View = View {
    heading: |_, row| {
        let method = row.typed::<Method>()?;
        Some(method.item().map_or(OWN, |item| item.part.title()).into())
    },
    panels: panels::method,
    empty: text(
        "还没有方法：直接输入自己的方法，就是第一行。",
        "There is no method: type one of your own for the first row.",
    ),
    ..View::of(
        "methods",
        text("方法", "Methods"),
        Method::DEF,
        Layout::Grid(&[
            Field::column(Method::COL.method, 22),
            Field::computed("proposed", text("诊断", "Diagnosis"), 11, proposed),
            Field::column(Method::COL.chosen, 10),
            Field::column(Method::COL.action, 22),
            Field::column(Method::COL.owner, 10),
            Field::column(Method::COL.due, 10),
            Field::column(Method::COL.kpi, 14),
            Field::computed("way", text("基线→目标", "From → to"), 15, way),
            Field::computed("current", text("当前", "Current"), 9, current),
            Field::column(Method::COL.keeps, 14),
            Field::column(Method::COL.done, 10),
            Field::column(Method::COL.result, 14),
            Field::column(Method::COL.note, 12),
        ]),
    )
};

pub(super) const CASES: View = View {
    heading: |_, row| {
        let case = row.typed::<Case>()?;
        Some(case.item().map_or(OWN_CASES, |item| item.part.title()).into())
    },
    panels: panels::case,
    empty: text(
        "还没有案例：直接输入自己的案例，就是第一行。",
        "There is no case: type one of your own for the first row.",
    ),
    ..View::of(
        "cases",
        text("案例", "Cases"),
        Case::DEF,
        Layout::Grid(&[
            Field::column(Case::COL.case, 18),
            Field::column(Case::COL.about, 16),
            Field::column(Case::COL.sector, 9),
            Field::computed("moved", text("幅度", "Moved by"), 12, moved),
            Field::column(Case::COL.before, 18),
            Field::column(Case::COL.after, 18),
            Field::column(Case::COL.change, 18),
            Field::column(Case::COL.outcome, 8),
            Field::column(Case::COL.relevant, 8),
            Field::column(Case::COL.lesson, 20),
            Field::column(Case::COL.note, 12),
        ]),
    )
};

fn of<'a>(facts: &'a Facts, row: &dyn AnyRow) -> Option<&'a MethodFigures> {
    facts.get::<Figures>().get(row.id())
}

/// What the other tools say, in a word: the evidence stands beside the rows.
fn proposed(facts: &Facts, row: &dyn AnyRow) -> Shown {
    let Some(method) = of(facts, row) else { return Shown::dash() };
    let too_early = || Shown::plain(text("还太早", "too early"));
    match (method.speaks_for.len(), method.state) {
        // What is chosen too early is what has to be seen.
        (0, State::Chosen) if method.too_early().is_some() => Shown { level: Level::Act, ..too_early() },
        (0, _) => method.too_early().map_or_else(Shown::dash, |_| too_early()),
        (n, state) => {
            let level = if state == State::Open { Level::Watch } else { Level::Blank };
            Shown::new(level, count(n as u64, "条依据", "reason", "reasons"))
        }
    }
}

fn way(facts: &Facts, row: &dyn AnyRow) -> Shown {
    let measured = of(facts, row).and_then(|method| method.measured.as_ref());
    let Some(Measured { unit, baseline, target, .. }) = measured else { return Shown::dash() };
    let value = |value: &Option<f64>| value.map_or_else(|| Phrase::same("–"), |value| unit.short(value));
    let (from, to) = (value(baseline), value(target));
    Shown::plain(say!("{from}→{to}", "{from}→{to}", from, to))
}

fn current(facts: &Facts, row: &dyn AnyRow) -> Shown {
    let measured = of(facts, row).and_then(|method| method.measured.as_ref());
    measured.and_then(|m| Some(m.unit.short(m.now?))).map_or_else(Shown::dash, Shown::plain)
}

/// How much the figure of a case changed, so that cases can be ordered and filtered by it.
fn moved(_: &Facts, row: &dyn AnyRow) -> Shown {
    let moved = row.typed::<Case>().and_then(|case| case.item()?.moved);
    moved.map_or_else(Shown::dash, |moved| Shown::plain(moved.shown()))
}
