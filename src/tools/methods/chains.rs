//! A process map begun from the steps of a case, as an example to be changed.

use super::items::CaseStudy;
use super::sheets::Case;
use crate::facts::Facts;
use crate::finding::{Level, Place};
use crate::project::Edit;
use crate::say;
use crate::sheet::{AnyRow, Link, Row as _};
use crate::text::{Phrase, text};
use crate::tool::{NewId, Outcome};
use crate::tools::charter::Charter;
use crate::tools::process::{Mark, Process, Step};

/// The case under the cursor, with the steps that the source tells.
pub(super) fn case(facts: &Facts, row: Option<&dyn AnyRow>) -> Result<&'static CaseStudy, Phrase> {
    let case = row.and_then(|row| facts.find::<Case>(row.id())).and_then(Case::item);
    let case =
        case.ok_or_else(|| Phrase::from(text("先把光标移到一个案例上", "Move the cursor to a case first")))?;
    if !case.has_chain() {
        return Err(
            text("资料没有写这个案例的步骤", "The source does not tell the steps of this case").into()
        );
    }
    if !case.is_map {
        return Err(text(
            "资料写的不是同一个流程的前后两种走法，没法照着起图",
            "What the source tells is not one process before and after, so no map can begin with it",
        )
        .into());
    }
    Ok(case)
}

/// Adds a process with the steps of a case: those before are eliminated, those after are new. Times and roles are for
/// people to enter.
pub(super) fn start(facts: &Facts, row: Option<&dyn AnyRow>, new_id: NewId<'_>) -> Result<Outcome, Phrase> {
    let case = case(facts, row)?;
    let lang = facts.get::<Charter>().language();
    let process = new_id();
    let name = say!("{title}（照案例）", "{title} (from a case)", title = case.title);
    let mut edits = vec![Edit::append(Process { name: name.get(lang).into(), ..Process::with_id(process) })];
    let before = case.as_is.iter().map(|step| (step, (!case.to_be.is_empty()).then_some(Mark::Eliminate)));
    let after = case.to_be.iter().map(|step| (step, Some(Mark::New)));
    let mut first = None;
    for (name, mark) in before.chain(after) {
        let id = new_id();
        first = first.or(Some(id));
        let name = name.get(lang).into();
        edits.push(Edit::append(Step { name, process: Link::to(process), mark, ..Step::with_id(id) }));
    }
    Ok(Outcome {
        level: Level::Good,
        edit: Edit::Many(edits),
        said: text(
            "照案例起好了一张图：改成您自己的步骤，再填角色、处理时间和等待",
            "A map is begun from the case: put your own steps in their place, then roles, work times and waits",
        )
        .into(),
        go: first.map(|id| (Place::of(id, Step::COL.name), false)),
    })
}
