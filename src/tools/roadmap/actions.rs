//! Filling in the roadmap: the centres, the standard rows, the ticks of the checklist.

use super::facts::{Figures, MissingCentres, MissingRows, Proposal, number_in};
use super::sheets::{Centre, Item, Milestone};
use crate::facts::Facts;
use crate::finding::{Level, Place};
use crate::project::Edit;
use crate::say;
use crate::sheet::{AnyRow, Cell, Col, Id, Row};
use crate::text::{Lang, Phrase, count, text};
use crate::tool::{NewId, Outcome};
use crate::tools::adkar::Person;
use crate::tools::charter::Charter;
use ecow::EcoString;
use std::collections::BTreeSet;

/// The centres that are not listed; never none.
pub(super) fn missing_centres(facts: &Facts) -> Result<&MissingCentres, Phrase> {
    let missing = facts.get::<MissingCentres>();
    if !missing.on_cards.is_empty() || missing.others > 0 {
        return Ok(missing);
    }
    Err(if missing.known == 0 {
        text(
            "先在项目章程里填服务中心数，或在 ADKAR 卡上写中心的名称",
            "First enter the number of centres in the charter, or name the centres on the ADKAR cards",
        )
        .into()
    } else {
        text("服务中心都已列出", "All centres are listed already").into()
    })
}

/// Adds the centres that the ADKAR cards name, then numbered ones up to the charter's count.
pub(super) fn list_centres(
    facts: &Facts,
    _: Option<&dyn AnyRow>,
    new_id: NewId<'_>,
) -> Result<Outcome, Phrase> {
    let MissingCentres { on_cards, known, others } = missing_centres(facts)?;
    let listed = facts.rows::<Centre>().iter().filter_map(|centre| number_in(&centre.name));
    let numbers: BTreeSet<u32> = listed.chain(on_cards.iter().filter_map(|(n, _)| *n)).collect();
    // Names without a number stand for the first numbers.
    let unnumbered = known.saturating_sub(numbers.len());
    let begin = u32::try_from(unnumbered).unwrap_or(u32::MAX).saturating_add(1);
    let free: Vec<u32> = (begin..).filter(|n| !numbers.contains(n)).take(*others).collect();
    let mut rows: Vec<Centre> =
        on_cards.iter().map(|(_, name)| Centre { name: name.clone(), ..Centre::with_id(new_id()) }).collect();
    let lang = written_in(facts);
    rows.extend(free.into_iter().map(|n| {
        let name = say!("{n}号中心", "Centre {n}");
        Centre { name: name.get(lang).into(), ..Centre::with_id(new_id()) }
    }));
    let first = rows.first().map(|row| row.id);
    let n = rows.len();
    Ok(Outcome {
        level: Level::Good,
        edit: Edit::Many(rows.into_iter().map(Edit::append).collect()),
        said: say!(
            "已列出 {centres}服务中心，请填批次和日期",
            "{centres} listed: now enter batches and dates",
            centres = count(n, "家", "centre", "centres")
        ),
        go: Some((Place::of(first, Centre::COL.batch), false)),
    })
}

/// The language that people write in: a name put into a cell is in one.
fn written_in(facts: &Facts) -> Lang {
    let charter = facts.get::<Charter>();
    let texts = [charter.name.as_str(), &charter.vision.0, &charter.sponsor];
    let centres = facts.rows::<Person>().iter().map(|p| p.centre.as_str());
    Lang::written(texts.into_iter().chain(centres))
}

/// The source's items and milestones that the project lacks; never none.
pub(super) fn missing_rows(facts: &Facts) -> Result<&MissingRows, Phrase> {
    let missing = facts.get::<MissingRows>();
    if missing.items.is_empty() && missing.milestones.is_empty() {
        return Err(text("标准事项和里程碑都在", "The standard items and milestones are all there").into());
    }
    Ok(missing)
}

/// Puts back the source's items and milestones that the project lacks, as projects of an older version do.
pub(super) fn fill(facts: &Facts, _: Option<&dyn AnyRow>, new_id: NewId<'_>) -> Result<Outcome, Phrase> {
    let missing = missing_rows(facts)?;
    let items = Item::first_rows(new_id).into_iter();
    let items = items.filter(|row| missing.items.contains(&row.code.as_str()));
    let milestones = Milestone::first_rows(new_id).into_iter();
    let milestones = milestones.filter(|row| missing.milestones.contains(&row.code.as_str()));
    let edits: Vec<Edit> = items.map(Edit::append).chain(milestones.map(Edit::append)).collect();
    let n = edits.len();
    Ok(Outcome {
        level: Level::Good,
        edit: Edit::Many(edits),
        said: say!("已补齐 {rows}", "{rows} added", rows = count(n, "行", "row", "rows")),
        go: None,
    })
}

/// The number of items and milestones that the checklist says are done and the roadmap does not; never 0.
pub(super) fn to_take(facts: &Facts) -> Result<usize, Phrase> {
    match facts.get::<Figures>().proposals {
        0 => {
            Err(text("清单上没有路线图还缺的勾选", "The checklist has no tick that the roadmap lacks").into())
        }
        n => Ok(n),
    }
}

/// Ticks here what the checklist says is done, with its days and its evidence.
pub(super) fn take(facts: &Facts, _: Option<&dyn AnyRow>, _: NewId<'_>) -> Result<Outcome, Phrase> {
    let n = to_take(facts)?;
    let figures = facts.get::<Figures>();
    let lang = written_in(facts);
    let mut edits = Vec::new();
    let mut tick = |row: Id, done: Col, evidence: Option<Col>, proposal: &Proposal| {
        edits.push(Edit::put(row, done, Cell::Date(proposal.on)));
        edits.extend(evidence.map(|column| Edit::put(row, column, evidence_of(proposal, lang))));
    };
    // What people wrote as evidence themselves stands.
    let lacks = |evidence: Option<&EcoString>| evidence.is_some_and(|said| said.trim().is_empty());
    for (item, proposal) in figures.proposed() {
        let lacking = lacks(facts.find::<Item>(item.id).map(|row| &row.evidence));
        tick(item.id, Item::COL.done, lacking.then_some(Item::COL.evidence), proposal);
    }
    for (milestone, proposal) in figures.proposed_milestones() {
        let lacking = lacks(facts.find::<Milestone>(milestone.id).map(|row| &row.evidence));
        tick(milestone.id, Milestone::COL.reached, lacking.then_some(Milestone::COL.evidence), proposal);
    }
    Ok(Outcome {
        level: Level::Good,
        edit: Edit::Many(edits),
        said: say!(
            "已同步 {ticks}，日期和证据照清单",
            "{ticks} copied, with dates and evidence",
            ticks = count(n, "项", "tick", "ticks")
        ),
        go: None,
    })
}

/// The evidence that was written elsewhere; where none was, the reasons.
fn evidence_of(proposal: &Proposal, lang: Lang) -> Cell {
    let because = || proposal.because.iter().map(|why| why.get(lang)).collect::<Vec<_>>();
    let said: Vec<&str> = match &proposal.evidence[..] {
        [] => because(),
        written => written.iter().map(EcoString::as_str).collect(),
    };
    Cell::Text(said.join(text("；", "; ").get(lang)).into())
}
