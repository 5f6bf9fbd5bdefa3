//! New rows at a stroke, dated today where that is what people mean.

use super::facts::Untaught;
use super::{Fact, Member, Obstacle, Training};
use crate::facts::Facts;
use crate::finding::{Level, Place};
use crate::project::Edit;
use crate::say;
use crate::sheet::{AnyRow, Col, Row};
use crate::text::{Phrase, Text, quoted, text};
use crate::tool::{NewId, Outcome};

#[expect(clippy::unnecessary_wraps, reason = "the shape of `Action::run`")]
fn open(row: impl Row, column: Col, said: Text) -> Result<Outcome, Phrase> {
    let place = Place::of(row.id(), column);
    Ok(Outcome { level: Level::Good, edit: Edit::append(row), said: said.into(), go: Some((place, true)) })
}

pub(super) fn obstacle(facts: &Facts, _: Option<&dyn AnyRow>, new_id: NewId<'_>) -> Result<Outcome, Phrase> {
    open(
        Obstacle { opened: Some(facts.today()), ..Obstacle::with_id(new_id()) },
        Obstacle::COL.obstacle,
        text(
            "写下什么挡住了大家，再定负责人和期限",
            "Say what stands in the way; then enter an owner and a due date",
        ),
    )
}

/// Logs a training of today; while a changed process needs a skill that nobody teaches, one to be planned for it.
pub(super) fn training(facts: &Facts, _: Option<&dyn AnyRow>, new_id: NewId<'_>) -> Result<Outcome, Phrase> {
    if let Some(skill) = facts.get::<Untaught>().0.first() {
        let topic = quoted(&Phrase::same(skill.topic.as_str()));
        let row = Training {
            topic: skill.topic.clone(),
            role: Some(skill.role),
            people: u32::try_from(skill.people).ok().filter(|people| *people > 0),
            ..Training::with_id(new_id())
        };
        return Ok(Outcome {
            level: Level::Good,
            go: Some((Place::of(row.id, Training::COL.date), false)),
            edit: Edit::append(row),
            said: say!(
                "改后的流程需要{topic}：填培训日期",
                "The changed process needs {topic}: enter when it is taught",
                topic
            ),
        });
    }
    open(
        Training { date: Some(facts.today()), ..Training::with_id(new_id()) },
        Training::COL.topic,
        text(
            "写下主题、人数，以及有问题到哪里问",
            "Say what it was about, how many came, and where questions go",
        ),
    )
}

pub(super) fn fact(facts: &Facts, _: Option<&dyn AnyRow>, new_id: NewId<'_>) -> Result<Outcome, Phrase> {
    open(
        Fact { date: Some(facts.today()), ..Fact::with_id(new_id()) },
        Fact::COL.fact,
        text("写一条带数字的事实，以及给谁看了", "Write a fact with its number, and who was shown it"),
    )
}

pub(super) fn member(facts: &Facts, _: Option<&dyn AnyRow>, new_id: NewId<'_>) -> Result<Outcome, Phrase> {
    open(
        Member { joined: Some(facts.today()), ..Member::with_id(new_id()) },
        Member::COL.name,
        text("写下角色或代号，再选职能", "Enter a role or a code, then the function"),
    )
}
