//! The findings that meetings have made actions of. The answer stands with the meetings, the action with the promises, and
//! what it answers with any tool, so that none of them can know it alone.

use crate::facts::{Fact, Facts};
use crate::sheet::Id;
use crate::tool::{Accepted, AcceptedFindings};
use crate::tools::actions::Promise;
use crate::tools::meetings::{Answer, Reply};

impl Fact for AcceptedFindings {
    fn compute(facts: &Facts) -> AcceptedFindings {
        let answers = facts.rows::<Answer>().iter().filter(|answer| answer.reply == Some(Reply::Accepted));
        let mut all: Vec<Accepted> = answers.filter_map(|answer| open(answer, facts)).collect();
        all.sort_by(|a, b| (a.due, &a.finding).cmp(&(b.due, &b.finding)));
        AcceptedFindings(all)
    }
}

/// The action that a finding became, if it is open and somebody answers for it by a day.
fn open(answer: &Answer, facts: &Facts) -> Option<Accepted> {
    let row = facts.find::<Promise>(Id::parse(&answer.row)?)?;
    let (action, owner) = (row.action.0.trim(), row.owner.trim());
    let is_open = row.done.0.is_none() && row.dropped.0.is_none();
    (is_open && !action.is_empty() && !owner.is_empty()).then_some(())?;
    let due = row.due?;
    Some(Accepted {
        finding: answer.key.clone(),
        on: answer.date,
        action: action.into(),
        owner: owner.into(),
        due,
    })
}
