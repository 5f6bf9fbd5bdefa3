//! What the diagnosis of the processes calls for, and what is to be done about it.

use crate::facts::Facts;
use crate::finding::{Finding, Level, Place, Rule};
use crate::say;
use crate::text::{Phrase, Text, quoted, text};
use crate::tools::process::facts::{Called, Diagnosis, Need};
use crate::tools::process::{Process, Step};

/// What the diagnosis calls for, as a finding each.
pub(super) fn all(rule: &Rule, facts: &Facts, need: Need) -> Vec<Finding> {
    found(rule, facts, need, |_| true)
}

/// The same, as far as it is time for it.
pub(super) fn found(
    rule: &Rule,
    facts: &Facts,
    need: Need,
    is_time: impl Fn(&Called) -> bool,
) -> Vec<Finding> {
    let of = facts.get::<Diagnosis>().0.iter().filter(|called| called.need == need && is_time(called));
    let found = |called: &Called| {
        let place = Place::of(called.step, column(need));
        rule.found(Level::Watch, place, called.evidence.clone(), advice(need)).becomes(action(facts, called))
    };
    of.map(found).collect()
}

/// The cell that shows what a process needs.
fn column(need: Need) -> crate::sheet::Col {
    match need {
        Need::LessWaiting => Step::COL.wait,
        Need::Automation => Step::COL.mark,
        Need::CrossDepartmentFlow => Step::COL.department,
        Need::AuthorityLimit => Step::COL.approval,
        Need::TwoCauses => Step::COL.work,
        Need::FewerTouchpoints => Step::COL.customer,
    }
}

/// What somebody is to do about it.
fn action(facts: &Facts, called: &Called) -> Phrase {
    let step = facts.project().find::<Step>(called.step);
    let name = quoted(&Phrase::same(step.map_or("", |step| step.name.trim())));
    let process = called.process.and_then(|id| facts.project().find::<Process>(id));
    let process = quoted(&process.map_or_else(|| Phrase::same(""), Process::title));
    match called.need {
        Need::LessWaiting => {
            say!(
                "查清{name}之前在等什么，去掉这段等待",
                "Find out what is waited for before {name}, and take that wait out",
                name
            )
        }
        Need::Automation => say!("把{name}交给系统自动做", "Have a system do {name}", name),
        Need::CrossDepartmentFlow => {
            say!(
                "给{process}定一个对全程负责的人",
                "Name one role that answers for all of {process}",
                process
            )
        }
        Need::AuthorityLimit => say!(
            "给一线一个额度，额度内不用{name}",
            "Give the front line a limit within which {name} is not needed",
            name
        ),
        Need::TwoCauses => {
            say!("找出{name}超时的两个原因", "Find the two causes of the overrun of {name}", name)
        }
        Need::FewerTouchpoints => say!(
            "减少{process}里客户要出面的次数",
            "Let the customer appear less often in {process}",
            process
        ),
    }
}

fn advice(need: Need) -> Text {
    match need {
        Need::LessWaiting => text(
            "先问这段等待为谁而等；能不等就取消或合并这一步，见方法“流程精简”",
            "Ask first what is waited for; eliminate or combine the step so that nobody has to wait (method: streamline)",
        ),
        Need::AuthorityLimit => text(
            "给一线一个额度，额度内不用批；见方法“赋能一线”",
            "Give the front line a limit within which it decides alone (method: empower the front line)",
        ),
        Need::CrossDepartmentFlow => text(
            "定一个人对全程负责，让各部门看同一张单；见方法“流程协同”",
            "Let one role answer for the whole way and all departments see the same order (method: cross-department flow)",
        ),
        Need::TwoCauses => text(
            "到现场看两件事：布局和准备，找出超时的两个原因",
            "Look on site for two causes of the overrun: the layout and the preparation",
        ),
        Need::FewerTouchpoints => text(
            "看哪几次出面可以合成一次，或改到线上；见方法“客户旅程简化”",
            "See which of these can be one, or go online (method: simplify the journey)",
        ),
        Need::Automation => text(
            "确认这一步不能取消、合并或简化，再标 A 自动化并填目标时间",
            "Make sure that it cannot be eliminated, combined or simplified; then mark it A and enter its to-be time",
        ),
    }
}
