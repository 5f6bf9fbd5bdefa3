//! The findings that meetings have made actions of, and the indicators that they have left without one. The answer stands with the meetings, the action with the promises, and
//! what it answers with any tool, so that none of them can know it alone.

use crate::facts::{Fact, Facts};
use crate::sheet::Id;
use crate::tool::{Accepted, AcceptedFindings, NoAction};
use crate::tools::actions::Promise;
use crate::tools::meetings::{Answer, KPI_CODE, Reply};
use chrono::NaiveDate;
use std::sync::Arc;

impl Fact for AcceptedFindings {
    fn compute(facts: &Facts) -> AcceptedFindings {
        let answers = facts.rows::<Answer>().iter().filter(|answer| answer.reply == Some(Reply::Accepted));
        let mut all = AcceptedFindings::default();
        for (accepted, done) in answers.filter_map(|answer| made_of(answer, facts)) {
            match done {
                None => all.open.push(accepted),
                Some(day) => all.done.push((day, accepted)),
            }
        }
        all.open.sort_by(|a, b| (a.due, &a.finding).cmp(&(b.due, &b.finding)));
        all.done.sort_by(|a, b| (b.0, &a.1.finding).cmp(&(a.0, &b.1.finding)));
        all
    }
}

impl Fact for NoAction {
    fn compute(facts: &Facts) -> NoAction {
        let today = facts.today();
        let of = |answer: &Arc<Answer>| {
            let kpi = answer.key.strip_prefix(KPI_CODE).and_then(Id::parse)?;
            let until = answer.until.filter(|until| *until > today)?;
            (answer.reply == Some(Reply::PutOff) && answer.date <= Some(today)).then_some((kpi, until))
        };
        NoAction(facts.rows::<Answer>().iter().filter_map(of).collect())
    }
}

/// The action that a finding became, if somebody answers for it by a day and it was not dropped, and the day on which it
/// was done.
fn made_of(answer: &Answer, facts: &Facts) -> Option<(Accepted, Option<NaiveDate>)> {
    let row = facts.find::<Promise>(Id::parse(&answer.row)?)?;
    let (action, owner) = (row.action.0.trim(), row.owner.trim());
    (row.dropped.0.is_none() && !action.is_empty() && !owner.is_empty()).then_some(())?;
    let due = row.due?;
    let accepted = Accepted {
        finding: answer.key.clone(),
        on: answer.date,
        action: action.into(),
        owner: owner.into(),
        due,
    };
    Some((accepted, row.done.0))
}
