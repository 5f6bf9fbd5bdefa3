//! The view of the budget: what is left of each entry, and the sums side by side.

use crate::facts::Facts;
use crate::finding::Level;
use crate::sheet::AnyRow;
use crate::text::{Phrase, Text, text};
use crate::tool::{Bar, Panel, Shown};
use crate::tools::roadmap::facts::Figures;
use crate::tools::roadmap::rules::money;
use crate::tools::roadmap::sheets::Resource;

/// The money that is left of an entry.
pub fn left(_: &Facts, row: &dyn AnyRow) -> Shown {
    let sums = row.typed::<Resource>().and_then(|entry| entry.amount.zip(entry.spent));
    let Some((amount, spent)) = sums else { return Shown::blank() };
    let level = if spent > amount { Level::Watch } else { Level::Blank };
    Shown::new(level, Phrase::same(money(amount - spent)))
}

/// The money side by side.
pub fn panels(facts: &Facts, _: Option<&dyn AnyRow>) -> Vec<Panel> {
    let budget = facts.get::<Figures>().budget;
    let most = budget.asked.max(budget.approved).max(budget.spent);
    if budget.entries == 0 || most <= 0.0 {
        return Vec::new();
    }
    let bar = |title: Text, amount: f64, level| Bar {
        title: title.into(),
        share: amount / most,
        label: Phrase::same(money(amount)),
        level,
    };
    let spent = if budget.is_over() { Level::Act } else { Level::Good };
    vec![Panel::Bars {
        title: text("预算合计", "Budget in all").into(),
        bars: vec![
            bar(text("申请", "Asked for"), budget.asked, Level::Blank),
            bar(text("已批准", "Approved"), budget.approved, Level::Blank),
            bar(text("已用", "Spent"), budget.spent, spent),
        ],
    }]
}
