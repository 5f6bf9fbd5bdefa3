//! What the entries of the budget come to, in whatever unit of money people use.

use super::Resource;
use crate::project::Project;
use crate::sheet::Id;

/// What is counted of the money; in the unit that people use.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Budget {
    /// How many entries name something.
    pub entries: usize,
    /// How many of them are approved.
    pub approved_entries: usize,
    /// What is asked for in all.
    pub asked: f64,
    /// What of it is approved.
    pub approved: f64,
    /// What is spent, approved or not.
    pub spent: f64,
    /// The entry that is furthest over what was approved for it, where the cursor goes.
    pub worst: Option<Id>,
}

impl Budget {
    pub(super) fn of(project: &Project) -> Budget {
        let mut budget = Budget::default();
        let mut furthest = 0.0;
        for entry in project.rows::<Resource>() {
            let (amount, spent) = (entry.amount.unwrap_or(0.0), entry.spent.unwrap_or(0.0));
            if entry.item.trim().is_empty() && entry.amount.is_none() && entry.spent.is_none() {
                continue;
            }
            let approved = if entry.approved.0.is_some() { amount } else { 0.0 };
            budget.entries += 1;
            budget.approved_entries += usize::from(entry.approved.0.is_some());
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

    /// Whether all that was asked for is approved.
    pub const fn is_approved(&self) -> bool {
        self.entries > 0 && self.approved_entries == self.entries
    }
}
