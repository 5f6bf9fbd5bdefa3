//! New rows at a stroke, dated today where that is what people mean.

use super::{Fact, Member, Obstacle, Training};
use crate::facts::Facts;
use crate::finding::Place;
use crate::project::Edit;
use crate::sheet::{AnyRow, Id, Row};
use crate::text::{Phrase, Text, text};
use crate::tool::Outcome;

#[expect(clippy::unnecessary_wraps, reason = "the shape of `Action::run`")]
fn open<R: Row>(row: R, column: &'static str, said: Text) -> Result<Outcome, Phrase> {
    let place = Place { sheet: R::SHEET, row: Some(row.id()), column };
    Ok(Outcome { edit: Edit::append(row), said: said.into(), go: Some((place, true)) })
}

pub(super) fn obstacle(
    scene: &Facts,
    _: Option<&dyn AnyRow>,
    new_id: &mut dyn FnMut() -> Id,
) -> Result<Outcome, Phrase> {
    open(
        Obstacle { opened: Some(scene.today()), ..Obstacle::with_id(new_id()) },
        "obstacle",
        text(
            "写下什么挡住了大家，再定负责人和期限",
            "Say what stands in the way; then choose an owner and a day",
        ),
    )
}

pub(super) fn training(
    scene: &Facts,
    _: Option<&dyn AnyRow>,
    new_id: &mut dyn FnMut() -> Id,
) -> Result<Outcome, Phrase> {
    open(
        Training { date: Some(scene.today()), ..Training::with_id(new_id()) },
        "topic",
        text(
            "写下主题、人数，以及有问题到哪里问",
            "Say what it was about, how many came, and where questions go",
        ),
    )
}

pub(super) fn fact(
    scene: &Facts,
    _: Option<&dyn AnyRow>,
    new_id: &mut dyn FnMut() -> Id,
) -> Result<Outcome, Phrase> {
    open(
        Fact { date: Some(scene.today()), ..Fact::with_id(new_id()) },
        "fact",
        text("写一条带数字的事实，以及给谁看了", "Write a fact with its number, and who was shown it"),
    )
}

pub(super) fn member(
    scene: &Facts,
    _: Option<&dyn AnyRow>,
    new_id: &mut dyn FnMut() -> Id,
) -> Result<Outcome, Phrase> {
    open(
        Member { joined: Some(scene.today()), ..Member::with_id(new_id()) },
        "name",
        text("写下角色或代号，再选职能", "Enter a role or a code, then the function"),
    )
}
