//! What is said before a value goes into the roadmap's sheets, and what the roadmap can fill in by itself.

use super::figures::{self, days, name};
use super::rules::{money, title};
use super::twins::{Proposal, Twins};
use super::{Centre, Figures, Milestone, Resource, Step, items};
use crate::facts::Facts;
use crate::finding::Place;
use crate::project::{Edit, Project};
use crate::say;
use crate::sheet::{AnyRow, Cell, Id, Row};
use crate::text::{Lang, Phrase, Text, text};
use crate::tool::{Change, Outcome, Verdict};
use crate::tools::adkar::Person;
use crate::tools::charter;
use chrono::NaiveDate;
use std::collections::BTreeSet;

/// The row as it will be.
fn after<R: Row>(change: &Change<'_>, row: &R) -> R {
    let mut after = row.clone();
    if let Some(column) = R::DEF.column(change.column.key) {
        after.set(column, change.cell.clone());
    }
    after
}

pub(super) fn check(change: &Change<'_>) -> Verdict {
    if let Some(refused) = future(change) {
        return refused;
    }
    if let Some(step) = change.row.typed::<Step>() {
        of_step(change, step)
    } else if change.row.typed::<Milestone>().is_some() && change.column.key == "reached" {
        before_start(change)
    } else if let Some(centre) = change.row.typed::<Centre>() {
        of_centre(change, &after(change, centre))
    } else if let Some(resource) = change.row.typed::<Resource>() {
        of_resource(change, &after(change, resource))
    } else {
        Verdict::Fine
    }
}

/// What has happened has a day that has come.
fn future(change: &Change<'_>) -> Option<Verdict> {
    let (key, Cell::Date(done)) = (change.column.key, change.cell) else { return None };
    let today = change.today;
    (["done", "reached", "converted", "approved"].contains(&key) && *done > today).then(|| {
        Verdict::Refuse(say!(
            "{done} 还没有到：这里的日期最晚是今天 {today}",
            "{done} has not come yet: the day here is today, {today}, at the latest"
        ))
    })
}

fn before_start(change: &Change<'_>) -> Verdict {
    match (charter::charter(change.project).start, change.cell) {
        (Some(start), Cell::Date(done)) if *done < start => Verdict::Note(say!(
            "已保留：{done} 早于启动日期 {start}",
            "Kept: {done} is before the start date, {start}"
        )),
        _ => Verdict::Fine,
    }
}

fn of_step(change: &Change<'_>, step: &Step) -> Verdict {
    let after = after(change, step);
    match (change.column.key, change.cell) {
        ("done", Cell::Date(_)) => match before_start(change) {
            Verdict::Fine => skipped(change, step),
            note => note,
        },
        ("from" | "until", Cell::Date(_)) => match (after.from, after.until) {
            (Some(from), Some(until)) if until < from => Verdict::Refuse(say!(
                "结束不能早于开始：{from} 到 {until}",
                "It cannot end before it begins: from {from} until {until}"
            )),
            _ => order(change.project, &after),
        },
        ("stage", Cell::Choice(_)) => order(change.project, &after),
        _ => Verdict::Fine,
    }
}

/// An item of a later phase is done while earlier ones are open: kept, and said.
fn skipped(change: &Change<'_>, step: &Step) -> Verdict {
    let Some(stage) = step.stage() else { return Verdict::Fine };
    let twins = Twins::of(change.project, change.today);
    let earlier = |s: &&std::sync::Arc<Step>| {
        s.is_named() && s.done.0.is_none() && s.id != step.id && s.stage().is_some_and(|s| s < stage)
    };
    let open = change.project.rows::<Step>().iter().filter(earlier);
    let open: Vec<_> = open.filter(|s| twins.of_step(s).is_none()).collect();
    let Some(first) = open.first() else { return Verdict::Fine };
    let (n, Phrase { zh, en }) = (open.len(), name(&***first));
    Verdict::Note(say!(
        "已勾选；前面的阶段还有 {n} 项没有完成，如“{zh}”",
        "Ticked. Earlier phases still have open items: {n}, such as '{en}'"
    ))
}

/// Dates against the order of the phases are kept, and said at once.
fn order(project: &Project, step: &Step) -> Verdict {
    let calendar = charter::calendar(project);
    let Some(stage) = step.stage() else { return Verdict::Fine };
    let (from, until) = figures::step_days(&calendar, step);
    let wrong = |other: &&std::sync::Arc<Step>| {
        let Some(other_stage) = other.stage().filter(|_| other.is_named() && other.id != step.id) else {
            return false;
        };
        let (other_from, other_until) = figures::step_days(&calendar, other);
        let after = |a: Option<NaiveDate>, b: Option<NaiveDate>| a.zip(b).is_some_and(|(a, b)| a > b);
        match stage.cmp(&other_stage) {
            std::cmp::Ordering::Less => after(from, other_from) || after(until, other_until),
            std::cmp::Ordering::Greater => after(other_from, from) || after(other_until, until),
            std::cmp::Ordering::Equal => false,
        }
    };
    let Some(other) = project.rows::<Step>().iter().find(wrong) else { return Verdict::Fine };
    let (Phrase { zh, en }, Text { zh: phase_zh, en: phase_en }) = (name(&**other), title(other.stage()));
    Verdict::Note(say!(
        "已保留；但与{phase_zh}的“{zh}”先后颠倒，两行都会标出",
        "Kept; but it is out of order with '{en}' ({phase_en}), so both rows are marked"
    ))
}

fn of_centre(change: &Change<'_>, centre: &Centre) -> Verdict {
    let Cell::Date(_) = change.cell else { return Verdict::Fine };
    let ends = match change.column.key {
        "planned" => centre.planned,
        "converted" => centre.converted.0,
        "started" => centre.converted.0.or(centre.planned),
        _ => return Verdict::Fine,
    };
    match (centre.started, ends) {
        (Some(started), Some(end)) if end < started => Verdict::Refuse(say!(
            "转换不能早于开始：{started} 开始，{end} 转换",
            "A centre cannot be converted before it begins: begun {started}, converted {end}"
        )),
        _ if change.column.key == "converted" => before_start(change),
        _ => Verdict::Fine,
    }
}

fn of_resource(change: &Change<'_>, resource: &Resource) -> Verdict {
    match (change.column.key, change.cell) {
        ("amount" | "spent", Cell::Number(value)) if *value < 0.0 => {
            Verdict::Refuse(text("金额不能是负数", "An amount cannot be negative").into())
        }
        ("spent", Cell::Number(spent)) => match resource.amount {
            Some(amount) if *spent > amount => {
                let (spent, amount) = (money(*spent), money(amount));
                Verdict::Note(say!(
                    "已保留：已用 {spent} 超过这一项的金额 {amount}",
                    "Kept: {spent} spent is more than the {amount} of this entry"
                ))
            }
            _ => Verdict::Fine,
        },
        _ => Verdict::Fine,
    }
}

/// Adds the centres that the ADKAR cards name, then numbered ones up to the charter's count.
pub(super) fn list_centres(
    scene: &Facts,
    _: Option<&dyn AnyRow>,
    new_id: &mut dyn FnMut() -> Id,
) -> Result<Outcome, Phrase> {
    let project = scene.project();
    let listed = project.rows::<Centre>();
    let people = project.rows::<Person>();
    let named: BTreeSet<(Option<u32>, &str)> = people
        .iter()
        .map(|p| p.centre.trim())
        .filter(|name| !name.is_empty())
        .map(|name| (number_in(name), name))
        .collect();
    let new: Vec<_> =
        named.into_iter().filter(|(_, name)| !listed.iter().any(|c| c.name.trim() == *name)).collect();
    let all = charter::charter(project).centres.unwrap_or(0);
    let numbers: BTreeSet<u32> =
        listed.iter().filter_map(|c| number_in(&c.name)).chain(new.iter().filter_map(|(n, _)| *n)).collect();
    let known = listed.iter().filter(|c| c.is_named()).count() + new.len();
    // Names without a number stand for the first numbers.
    let unnumbered = known.saturating_sub(numbers.len());
    let missing = (all as usize).saturating_sub(known);
    let begin = u32::try_from(unnumbered).unwrap_or(u32::MAX).saturating_add(1);
    let free: Vec<u32> = (begin..).filter(|n| !numbers.contains(n)).take(missing).collect();
    let mut rows: Vec<Centre> =
        new.iter().map(|(_, name)| Centre { name: (*name).into(), ..Centre::with_id(new_id()) }).collect();
    let lang = written_in(project);
    rows.extend(free.into_iter().map(|n| {
        let name = say!("{n}号中心", "Centre {n}");
        Centre { name: name.get(lang).into(), ..Centre::with_id(new_id()) }
    }));
    let Some(first) = rows.first().map(|row| row.id) else {
        return Err(if known == 0 {
            text(
                "先在项目书里填服务中心数，或在 ADKAR 卡上写中心的名称",
                "First enter the number of centres in the charter, or name the centres on the ADKAR cards",
            )
            .into()
        } else {
            text("服务中心都已列出", "All centres are listed already").into()
        });
    };
    let n = rows.len();
    Ok(Outcome {
        edit: Edit::Many(rows.into_iter().map(Edit::append).collect()),
        said: say!("已列出 {n} 家服务中心，请填批次和日期", "Centres listed: {n}. Enter batches and dates"),
        go: Some((Place { sheet: Centre::SHEET, row: Some(first), column: "batch" }, false)),
    })
}

/// The first number in a name.
fn number_in(name: &str) -> Option<u32> {
    let digits: String =
        name.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

/// The language that people write in: a name put into a cell is in one.
fn written_in(project: &Project) -> Lang {
    let charter = charter::charter(project);
    let texts = [charter.name.as_str(), &charter.vision.0, &charter.sponsor];
    let centres = project.rows::<Person>().iter().map(|p| p.centre.as_str());
    let letters = || texts.into_iter().chain(centres.clone()).flat_map(str::chars);
    let is_han = |c: char| matches!(c, '\u{4e00}'..='\u{9fff}');
    if letters().any(is_han) || !letters().any(char::is_alphabetic) { Lang::Zh } else { Lang::En }
}

/// Puts back the source's items and milestones that the project lacks, as projects of an older version do.
pub(super) fn fill(
    scene: &Facts,
    _: Option<&dyn AnyRow>,
    new_id: &mut dyn FnMut() -> Id,
) -> Result<Outcome, Phrase> {
    let (steps, marks) = (scene.project().rows::<Step>(), scene.project().rows::<Milestone>());
    let mut edits: Vec<Edit> = items::ITEMS
        .iter()
        .filter(|item| steps.iter().all(|s| s.code != item.code))
        .map(|item| Edit::append(Step::of(item, new_id())))
        .collect();
    let milestones = items::MARKS.iter().filter(|mark| marks.iter().all(|m| m.code != mark.code));
    edits.extend(milestones.map(|mark| Edit::append(Milestone::of(mark, new_id()))));
    if edits.is_empty() {
        return Err(text("预置的事项和里程碑都在", "The standard items and milestones are all there").into());
    }
    let n = edits.len();
    Ok(Outcome { edit: Edit::Many(edits), said: say!("已补上 {n} 行", "Rows added: {n}"), go: None })
}

/// Ticks here what the checklist says is done, with its days and its evidence.
pub(super) fn take(
    scene: &Facts,
    _: Option<&dyn AnyRow>,
    _: &mut dyn FnMut() -> Id,
) -> Result<Outcome, Phrase> {
    let facts = scene.get::<Figures>();
    let lang = written_in(scene.project());
    let mut edits = Vec::new();
    for (step, proposal) in facts.proposed() {
        edits.push(Edit::set::<Step>(step.id, "done", Cell::Date(proposal.on)));
        let own = scene.project().find::<Step>(step.id);
        if own.is_some_and(|row| row.evidence.trim().is_empty()) {
            edits.push(Edit::set::<Step>(step.id, "evidence", evidence(proposal, lang)));
        }
    }
    for (mark, proposal) in facts.proposed_milestones() {
        edits.push(Edit::set::<Milestone>(mark.id, "reached", Cell::Date(proposal.on)));
        let own = scene.project().find::<Milestone>(mark.id);
        if own.is_some_and(|row| row.evidence.trim().is_empty()) {
            edits.push(Edit::set::<Milestone>(mark.id, "evidence", evidence(proposal, lang)));
        }
    }
    let n = facts.proposed().count() + facts.proposed_milestones().count();
    if n == 0 {
        return Err(nothing_to_take());
    }
    Ok(Outcome {
        edit: Edit::Many(edits),
        said: say!("已带过来 {n} 项，日期和证据照清单", "Taken over: {n}, with their days and evidence"),
        go: None,
    })
}

fn nothing_to_take() -> Phrase {
    text("清单上没有路线图还缺的勾选", "The checklist has no tick that the roadmap lacks").into()
}

/// What was written as evidence; where nothing was, what says so.
fn evidence(proposal: &Proposal, lang: Lang) -> Cell {
    let because = || proposal.because.iter().map(|why| why.get(lang)).collect::<Vec<_>>();
    let said: Vec<&str> = match &proposal.evidence[..] {
        [] => because(),
        written => written.iter().map(ecow::EcoString::as_str).collect(),
    };
    Cell::Text(said.join(if lang == Lang::Zh { "；" } else { "; " }).into())
}

impl Step {
    /// A prefilled item.
    pub(super) fn of(item: &items::Prefilled, id: Id) -> Step {
        Step { code: item.code.into(), stage: Some(item.stage), ..Step::with_id(id) }
    }
}

impl Milestone {
    /// A prefilled milestone.
    pub(super) fn of(mark: &items::Mark, id: Id) -> Milestone {
        Milestone { code: mark.code.into(), month: Some(mark.month), ..Milestone::with_id(id) }
    }
}

/// What the roadmap suggests to tick in the checklist.
pub(super) fn proposes(scene: &Facts) -> Vec<(&'static str, Phrase)> {
    let project = scene.project();
    let steps: Vec<_> = project.rows::<Step>().iter().filter(|s| s.is_named()).collect();
    let centres = project.rows::<Centre>();
    let mut proposed = Vec::new();
    let start = charter::charter(project).start;
    let planned = |s: &&std::sync::Arc<Step>| {
        !s.owner.trim().is_empty() && (start.is_some() || (s.from.is_some() && s.until.is_some()))
    };
    if !steps.is_empty() && steps.iter().all(planned) {
        let n = steps.len();
        proposed.push((
            "w3-1",
            say!("路线图的 {n} 项都有日期和负责人", "All {n} items of the roadmap have dates and owners"),
        ));
    }
    let entries = project.rows::<Resource>().iter().filter(|r| !r.item.trim().is_empty());
    let (mut all, mut sum) = (0, 0.0);
    let approved = entries.fold(true, |yes, r| {
        all += 1;
        sum += r.amount.unwrap_or(0.0);
        yes && r.approved.0.is_some()
    });
    if approved && all > 0 {
        let sum = money(sum);
        proposed.push((
            "w3-3",
            say!("{all} 项预算都已批准，共 {sum}", "All {all} budget entries are approved: {sum}"),
        ));
    }
    let of_batch =
        |batch: fn(u32) -> bool| centres.iter().filter(move |c| c.is_named() && c.batch.is_some_and(batch));
    let pilots: Vec<Phrase> = of_batch(|b| b == 1).map(|c| name(&**c)).collect();
    if !pilots.is_empty() {
        let Phrase { zh, en } = crate::tools::kpi::words::list(&pilots);
        proposed.push(("w4-1", say!("已选定试点中心：{zh}", "Pilot centres chosen: {en}")));
    }
    // A start may be planned: it counts once something that was ticked is as late.
    let ticked = steps.iter().filter_map(|s| s.done.0).chain(centres.iter().filter_map(|c| c.converted.0));
    let ticked = ticked.chain(project.rows::<Milestone>().iter().filter_map(|m| m.reached.0)).max();
    let second = of_batch(|b| b >= 2).filter_map(|c| {
        let day = c.started.filter(|day| ticked.is_some_and(|t| days(*day, t) >= 0)).or(c.converted.0)?;
        Some((day, c))
    });
    if let Some((day, centre)) = second.min_by_key(|(day, _)| *day) {
        let Phrase { zh, en } = name(&**centre);
        proposed
            .push(("w11-12-1", say!("第二批已开始：{zh}，{day}", "The second batch has begun: {en}, {day}")));
    }
    proposed
}
