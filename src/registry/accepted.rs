//! The findings that became actions, in a meeting or in the tool itself, and the indicators that a meeting has left without
//! one. The answer stands with the meetings, the action with the promises or the methods, and what it answers with any tool,
//! so that none of them can know it alone.

use crate::facts::{Fact, Facts};
use crate::sheet::Id;
use crate::sort::StableSort;
use crate::tool::{Accepted, AcceptedFindings, NoAction, PutOff, PutOffs, Waived};
use crate::tools::actions::Promise;
use crate::tools::journey::{Gap, gaps};
use crate::tools::meetings::{Answer, Judged, KPI_CODE, Reply, judged};
use crate::tools::methods::Method;
use chrono::NaiveDate;
use ecow::EcoString;
use std::collections::BTreeMap;
use std::sync::Arc;

impl Fact for AcceptedFindings {
    fn compute(facts: &Facts) -> AcceptedFindings {
        let answers = facts.rows::<Answer>().iter().filter(|answer| answer.reply == Some(Reply::Accepted));
        let is_nobodys = |answer: &&Arc<Answer>| {
            let row = Id::parse(&answer.row).and_then(|row| facts.find::<Promise>(row));
            row.is_some_and(|row| {
                row.owner.trim().is_empty() && row.done.0.is_none() && row.dropped.0.is_none()
            })
        };
        let nobody = answers.clone().filter(is_nobodys).map(|answer| answer.key.clone()).collect();
        let answers = answers.filter_map(|answer| {
            let (made, done) = action(facts, Id::parse(&answer.row)?, &answer.key)?;
            Some((Accepted { on: answer.date, ..made }, done))
        });
        let gaps = gaps(facts);
        let of_gaps = gaps.iter().filter_map(|gap| of_gap(facts, gap)).map(|made| (made, None));
        let mut all = AcceptedFindings { nobody, ..AcceptedFindings::default() };
        for (made, done) in answers.chain(of_gaps) {
            match done {
                None => all.open.push(made),
                Some(day) => all.done.push((day, made)),
            }
        }
        all.open.stable_sort_by(|a, b| (a.due, &a.finding).cmp(&(b.due, &b.finding)));
        all.done.stable_sort_by(|a, b| (b.0, &a.1.finding).cmp(&(a.0, &b.1.finding)));
        all
    }
}

impl Fact for NoAction {
    fn compute(facts: &Facts) -> NoAction {
        let today = facts.today();
        let of = |answer: &Arc<Answer>| {
            let kpi = answer.key.strip_prefix(KPI_CODE).and_then(Id::parse)?;
            let until = answer.until.filter(|until| *until > today)?;
            let waived = Waived { until, reason: answer.reason.0.trim().into() };
            (answer.reply == Some(Reply::PutOff) && answer.date <= Some(today)).then_some((kpi, waived))
        };
        NoAction(facts.rows::<Answer>().iter().filter_map(of).collect())
    }
}

impl Fact for PutOffs {
    fn compute(facts: &Facts) -> PutOffs {
        let mut all = BTreeMap::<Id, PutOff>::new();
        let not_kept = judged(facts)
            .filter(|verdict| verdict.verdict == Some(Judged::NotYet) && verdict.due <= verdict.date);
        for verdict in not_kept {
            for row in verdict.rows() {
                let put_off = all.entry(row).or_default();
                put_off.times += 1;
                put_off.to_new_day += i64::from(verdict.new_due.is_some());
            }
        }
        PutOffs(all)
    }
}

/// The action that a finding became, if somebody answers for it by a day and it was not dropped, and the day on which it
/// was done.
fn action(facts: &Facts, row: Id, finding: &EcoString) -> Option<(Accepted, Option<NaiveDate>)> {
    let row = facts.find::<Promise>(row).filter(|row| row.dropped.0.is_none())?;
    let words = (row.action.0.trim(), row.owner.trim());
    Some((accepted(finding, row.made, words, row.due)?, row.done.0))
}

/// What closes a gap, if somebody answers for it by a day: the action that was made of it, else the method for its cause
/// while that is being introduced.
fn of_gap(facts: &Facts, gap: &Gap) -> Option<Accepted> {
    let made = gap.action.and_then(|row| action(facts, row, &gap.finding));
    let open = made.and_then(|(made, done)| done.is_none().then_some(made));
    open.or_else(|| {
        let is_open = |row: &&Arc<Method>| {
            row.code == gap.method
                && row.chosen_by(facts.today()).is_some()
                && row.done_by(facts.today()).is_none()
        };
        let row = facts.rows::<Method>().iter().find(is_open)?;
        let own = row.action.0.trim();
        let said = if own.is_empty() { row.method.trim() } else { own };
        accepted(&gap.finding, row.chosen.0, (said, row.owner.trim()), row.due)
    })
}

fn accepted(
    finding: &EcoString,
    on: Option<NaiveDate>,
    (action, owner): (&str, &str),
    due: Option<NaiveDate>,
) -> Option<Accepted> {
    (!action.is_empty() && !owner.is_empty()).then_some(())?;
    let due = due?;
    Some(Accepted { finding: finding.clone(), on, action: action.into(), owner: owner.into(), due })
}
