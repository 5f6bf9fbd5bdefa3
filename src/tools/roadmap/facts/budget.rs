//! The sums of the budget's entries, in whatever unit of money people use.

use crate::sheet::Id;
use crate::tools::roadmap::sheets::Resource;
use std::sync::Arc;

/// The sums of the budget, in the unit of money that people use.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Budget {
    /// The number of entries that name something or an amount.
    pub entries: usize,
    /// The amounts in all.
    pub asked: f64,
    /// The amounts approved.
    pub approved: f64,
    /// The money spent, approved or not.
    pub spent: f64,
    /// The entry that is furthest over what was approved for it, where the cursor goes.
    pub worst: Option<Id>,
}

impl Budget {
    pub(super) fn of(entries: &[Arc<Resource>]) -> Budget {
        let mut budget = Budget::default();
        let mut furthest = 0.0;
        for entry in entries {
            let (amount, spent) = (entry.amount.unwrap_or(0.0), entry.spent.unwrap_or(0.0));
            if entry.item.trim().is_empty() && entry.amount.is_none() && entry.spent.is_none() {
                continue;
            }
            let approved = if entry.approved.0.is_some() { amount } else { 0.0 };
            budget.entries += 1;
            budget.asked += amount;
            budget.approved += approved;
            budget.spent += spent;
            if spent - approved > furthest {
                furthest = spent - approved;
                budget.worst = Some(entry.id);
            }
        }
        budget
    }

    /// Whether more is spent than approved, beyond what adding up decimals may lose.
    pub fn is_over(&self) -> bool {
        self.spent > self.approved + 1e-6 * self.approved.abs().max(1.0)
    }
}
