//! What can be done at a stroke: a step taken apart, cards for the roles that a change touches.

use super::facts::{Impact, Touched};
use super::{Process, Step};
use crate::facts::Facts;
use crate::finding::{Level, Place};
use crate::project::Edit;
use crate::say;
use crate::sheet::{AnyRow, Link, Row as _};
use crate::text::{Lang, Phrase, count, first_few, quoted, text};
use crate::tool::{NewId, Outcome};
use crate::tools::adkar::{Person, Subject};
use std::collections::HashSet;

/// The step under the cursor.
fn step(row: Option<&dyn AnyRow>) -> Result<&Step, Phrase> {
    row.and_then(|row| row.typed::<Step>())
        .filter(|step| step.is_named())
        .ok_or_else(|| text("先把光标移到一个步骤上", "Move to a step first").into())
}

/// Whether a step can be taken apart.
pub(super) fn can_take_apart(_: &Facts, row: Option<&dyn AnyRow>) -> Result<(), Phrase> {
    step(row).map(drop)
}

/// Puts two parts below a step; the figures of its parts then count instead of its own.
pub(super) fn take_apart(
    facts: &Facts,
    row: Option<&dyn AnyRow>,
    new_id: NewId<'_>,
) -> Result<Outcome, Phrase> {
    let step = step(row)?;
    let rows = facts.rows::<Step>();
    // Behind the step and the parts that it has already.
    let own = |row: &Step| row.id == step.id || row.part_of.0 == Some(step.id);
    let behind = rows.iter().rposition(|row| own(row)).map_or(usize::MAX, |at| at + 1);
    let has_parts = rows.iter().any(|row| row.part_of.0 == Some(step.id));
    let mut part = |keeps: bool| {
        let blank = Step {
            process: step.process,
            role: step.role,
            department: step.department.clone(),
            part_of: Link::to(step.id),
            ..Step::with_id(new_id())
        };
        // The first part begins with the figures of the whole, so that nothing is lost from the map.
        if keeps {
            Step { wait: step.wait, work: step.work, value: step.value, customer: step.customer, ..blank }
        } else {
            blank
        }
    };
    let parts = [part(!has_parts), part(false)];
    let first = parts[0].id;
    let inserts = parts
        .into_iter()
        .enumerate()
        .map(|(n, part)| Edit::Insert { at: behind.saturating_add(n), row: std::sync::Arc::new(part) });
    let name = quoted(&Phrase::same(step.name.trim()));
    Ok(Outcome {
        level: Level::Good,
        edit: Edit::Many(inserts.collect()),
        said: say!(
            "{name}已拆开：给每个小步骤起名、填时间，此后按小步骤计算",
            "{name} is taken apart: name the parts and time them; from now on the parts count",
            name
        ),
        go: Some((Place::of(first, Step::COL.name), true)),
    })
}

/// The roles of employees touched without a card, each once; a customer has none.
pub(super) fn without_cards(facts: &Facts) -> Vec<&Touched> {
    let mut seen = HashSet::new();
    let touched = facts.get::<Impact>().0.iter();
    let lacks = |role: &&Touched| role.cards.is_empty() && !role.role.is_customer();
    touched.filter(lacks).filter(|role| seen.insert(role.role)).collect()
}

/// Whether some role touched has no card.
pub(super) fn can_make_cards(facts: &Facts, _: Option<&dyn AnyRow>) -> Result<(), Phrase> {
    if facts.get::<Impact>().0.is_empty() {
        return Err(text(
            "还没有步骤标了改法：先在“步骤”页标出要改的步骤",
            "No step is marked for a change yet: mark the steps on the Steps tab first",
        )
        .into());
    }
    if without_cards(facts).is_empty() {
        let is_customer = |role: &Touched| role.cards.is_empty() && role.role.is_customer();
        return Err(if facts.get::<Impact>().0.iter().any(is_customer) {
            text(
                "涉及的员工都有诊断卡了；客户不建卡",
                "Every role of employees touched has a card; customers have none",
            )
        } else {
            text("涉及的角色都有诊断卡了", "Every role touched has a card")
        }
        .into());
    }
    Ok(())
}

/// Makes a team's card for each role that a change touches and nobody has a card for.
pub(super) fn make_cards(
    facts: &Facts,
    row: Option<&dyn AnyRow>,
    new_id: NewId<'_>,
) -> Result<Outcome, Phrase> {
    can_make_cards(facts, row)?;
    let roles = without_cards(facts);
    let names: Vec<Phrase> = roles.iter().map(|role| role.role.label()).collect();
    let cards: Vec<Person> = roles
        .iter()
        .map(|role| Person {
            name: role.role.label().get(written_in(facts)).into(),
            role: Some(role.role),
            kind: Some(Subject::Team),
            ..Person::with_id(new_id())
        })
        .collect();
    let first = cards.first().map(|card| card.id);
    let (roles, number) = (first_few(&names, 4), count(cards.len() as u64, "张诊断卡", "card", "cards"));
    Ok(Outcome {
        level: Level::Good,
        edit: Edit::Many(cards.into_iter().map(Edit::append).collect()),
        said: say!(
            "建了 {number}（{roles}）：填人数、打分，或改成具体的人",
            "{number} made ({roles}): enter the headcount and score them, or put persons in their place",
            number,
            roles
        ),
        go: first.map(|id| (Place::of(id, Person::COL.headcount), false)),
    })
}

/// The language in which the processes are written.
fn written_in(facts: &Facts) -> Lang {
    let processes = facts.rows::<Process>().iter().map(|row| row.name.as_str());
    Lang::written(processes.chain(facts.rows::<Step>().iter().map(|row| row.name.as_str())))
}
