//! What is said before a cell of a process or a step is changed, and what goes together with a change.

use super::facts::is_circular;
use super::{Mark, Process, Step, Value};
use crate::project::{Edit, Project};
use crate::say;
use crate::sheet::{AnyRow, Cell, Column, Id, Unit, as_percent};
use crate::text::{Phrase, count, few, quoted, text};
use crate::tool::{Change, Verdict};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// A year in minutes: what takes longer is worth a look.
const YEAR: f64 = 365.0 * 24.0 * 60.0;

/// Durations are kept in minutes, accuracy in percent.
pub(super) fn unit(_: &Project, _: &dyn AnyRow, column: &Column) -> Unit {
    let durations = [
        Process::COL.promise,
        Step::COL.wait,
        Step::COL.work,
        Step::COL.standard,
        Step::COL.to_wait,
        Step::COL.to_work,
    ];
    match column.key {
        key if durations.iter().any(|duration| duration.key == key) => Unit::Duration,
        key if key == Step::COL.accurate.key => Unit::Percent,
        key if key == Process::COL.per_day.key => Unit::PerDay,
        _ => Unit::None,
    }
}

pub(super) fn check(change: &Change<'_>) -> Verdict {
    if let Some(step) = change.row.typed::<Step>() {
        of_step(change, step)
    } else if change.row.typed::<Process>().is_some() {
        of_process(change)
    } else {
        Verdict::Fine
    }
}

fn of_process(change: &Change<'_>) -> Verdict {
    let Cell::Number(value) = change.cell else { return Verdict::Fine };
    if change.is_in(Process::COL.promise) && *value <= 0.0 {
        return Verdict::Refuse(
            text("承诺周期要大于 0：如 48h、3天", "The promised time has to be above 0, such as 48h or 3d")
                .into(),
        );
    }
    if change.is_in(Process::COL.per_day) && *value < 0.0 {
        return Verdict::Refuse(
            text(
                "每天单数不能是负数：一个月 60 单就填 2",
                "Orders a day cannot be negative: 60 a month are 2",
            )
            .into(),
        );
    }
    Verdict::Fine
}

fn of_step(change: &Change<'_>, step: &Step) -> Verdict {
    match change.cell {
        Cell::Number(value) if change.is_in(Step::COL.accurate) => accurate(*value),
        Cell::Number(value) => time(change, step, *value),
        Cell::Link(of) if change.is_in(Step::COL.part_of) => part_of(change, step, *of),
        Cell::Link(other) if change.is_in(Step::COL.beside) => beside(change, step, *other),
        Cell::Choice(mark) if change.is_in(Step::COL.mark) => {
            let mark = Mark::ALL.iter().find(|known| known.option().key == mark.key);
            mark.map_or(Verdict::Fine, |mark| marked(change, step, *mark))
        }
        _ => {
            change.is_in(Step::COL.done).then(|| change.not_after_today()).flatten().unwrap_or(Verdict::Fine)
        }
    }
}

/// A share of steps done right the first time.
fn accurate(value: f64) -> Verdict {
    if !(0.0..=100.0).contains(&value) {
        return Verdict::Refuse(
            text(
                "一次做对的比例在 0% 到 100% 之间：如 95%",
                "The share lies between 0% and 100%, such as 95%",
            )
            .into(),
        );
    }
    if value > 0.0 && value < 1.0 {
        let percent = as_percent(value);
        let meant = Unit::Percent.figure(percent);
        let typed = Unit::Percent.figure(value);
        return Verdict::Ask {
            question: say!(
                "{typed} 几乎全错：您是说 {meant} 吗？",
                "{typed} is nearly always wrong: do you mean {meant}?",
                typed,
                meant
            ),
            instead: Cell::Number(percent),
        };
    }
    Verdict::Fine
}

fn time(change: &Change<'_>, step: &Step, value: f64) -> Verdict {
    if value < 0.0 {
        let typed = Unit::Duration.figure(value);
        return Verdict::Refuse(say!(
            "时间不能是负数（{typed}）：没有就填 0",
            "A time cannot be negative ({typed}): enter 0 if there is none",
            typed
        ));
    }
    if change.is_in(Step::COL.standard) && value == 0.0 {
        return Verdict::Refuse(
            text("标准时间要大于 0；没有就留空", "A standard is above 0; leave it blank if there is none")
                .into(),
        );
    }
    if value > YEAR {
        let typed = Unit::Duration.figure(value);
        return Verdict::Note(say!(
            "已记下 {typed}，超过一年：请核对单位，只写数字是分钟",
            "Saved: {typed}, more than a year. Check the unit; a bare number is minutes",
            typed
        ));
    }
    let before = [(Step::COL.to_wait, step.wait), (Step::COL.to_work, step.work)];
    let longer = before
        .into_iter()
        .find(|(column, before)| change.is_in(*column) && before.is_some_and(|b| value > b));
    if let Some((_, Some(before))) = longer {
        let (before, after) = (Unit::Duration.figure(before), Unit::Duration.figure(value));
        return Verdict::Note(say!(
            "已记下：改后 {after}，比现在的 {before} 长",
            "Saved: {after} afterwards, longer than {before} today",
            after,
            before
        ));
    }
    Verdict::Fine
}

/// A part lies in the process of its whole, and nothing is a part of itself.
fn part_of(change: &Change<'_>, step: &Step, of: Id) -> Verdict {
    let rows = change.project.rows::<Step>();
    let Some(whole) = change.project.find::<Step>(of) else { return Verdict::Fine };
    let own = Arc::new(Step { part_of: crate::sheet::Link::to(of), ..step.clone() });
    let mut steps: HashMap<Id, &Arc<Step>> = rows.iter().map(|row| (row.id, row)).collect();
    steps.insert(step.id, &own);
    if of == step.id || is_circular(&steps, step.id) {
        let name = quoted(&Phrase::same(whole.name.trim()));
        return Verdict::Refuse(say!(
            "{name}本身就是这一步的一部分：选拆细之前的那一步",
            "{name} is itself a part of this step: choose the step that was taken apart",
            name
        ));
    }
    match (step.process.0, whole.process.0) {
        (Some(own), Some(other)) if own != other => Verdict::Refuse(
            text(
                "那一步在另一个流程里：选同一个流程的步骤",
                "That step belongs to another process: choose one of the same process",
            )
            .into(),
        ),
        _ => Verdict::Fine,
    }
}

/// A step runs beside another one of its process that stays.
fn beside(change: &Change<'_>, step: &Step, other: Id) -> Verdict {
    let Some(chosen) = change.project.find::<Step>(other) else { return Verdict::Fine };
    let name = quoted(&Phrase::same(chosen.name.trim()));
    match () {
        () if other == step.id => Verdict::Refuse(
            text("一步不能和自己同时做：选另一步", "A step cannot run beside itself: choose another one")
                .into(),
        ),
        () if step.process.0.is_some() && chosen.process.0 != step.process.0 => Verdict::Refuse(
            text(
                "那一步在另一个流程里：选同一个流程的步骤",
                "That step belongs to another process: choose one of the same process",
            )
            .into(),
        ),
        () if runs_beside(change, chosen, step.id) => Verdict::Refuse(say!(
            "{name}已经选了和这一步同时：两步里只填一步",
            "{name} runs beside this step already: say it at one of the two only",
            name
        )),
        () if step.mark.is_some_and(|mark| mark != Mark::Rearrange) => Verdict::Note(
            text("已记下；改法是 R 重排时才算", "Saved; it counts once the change is R, rearrange").into(),
        ),
        () if chosen.mark == Some(Mark::Eliminate) => Verdict::Note(say!(
            "已记下；但{name}标了取消，目标流程里仍和上一步同时做",
            "Saved; but {name} is to be eliminated, so in the to-be it runs beside the step before",
            name
        )),
        () => passed(change, step, chosen),
    }
}

/// Whether a step runs, over any number of others, beside another one.
fn runs_beside(change: &Change<'_>, step: &Step, other: Id) -> bool {
    let is_arranged = |row: &&Step| row.mark == Some(Mark::Rearrange);
    let beside = |row: &Step| change.project.find::<Step>(row.beside.0?).filter(is_arranged);
    let most = change.project.rows::<Step>().len();
    let first = Some(step).filter(is_arranged);
    std::iter::successors(first, |row| beside(row)).take(most).any(|row| row.beside.0 == Some(other))
}

/// Says for what a step does not wait any more that runs beside an earlier one.
fn passed(change: &Change<'_>, step: &Step, chosen: &Step) -> Verdict {
    let rows = change.project.rows::<Step>();
    let own = rows.iter().filter(|row| row.process.0 == step.process.0 && row.is_named());
    let stays = |row: &&Arc<Step>| row.mark != Some(Mark::Eliminate);
    let between = own.skip_while(|row| row.id != chosen.id).take_while(|row| row.id != step.id).filter(stays);
    let names: Vec<Phrase> = between.map(|row| Phrase::same(row.name.trim())).collect();
    let is_behind =
        rows.iter().position(|row| row.id == chosen.id) < rows.iter().position(|row| row.id == step.id);
    if names.len() < 2 || !is_behind {
        return Verdict::Fine;
    }
    let names = few(&names, 3);
    Verdict::Note(say!(
        "已记下：目标流程里它不再等{names}做完",
        "Saved: in the to-be it does not wait for {names} any more",
        names
    ))
}

/// What is worth knowing before a step is marked: the order of the questions, and marks that find nothing before them.
fn marked(change: &Change<'_>, step: &Step, mark: Mark) -> Verdict {
    let rows = change.project.rows::<Step>();
    let of_process = |row: &&Arc<Step>| row.process.0 == step.process.0 && row.is_named();
    let own: Vec<&Arc<Step>> = rows.iter().filter(of_process).collect();
    let at = own.iter().position(|row| row.id == step.id);
    // A step that is not in the process yet comes behind others: in a paste behind those of the lines above it.
    let has_before = at.is_none_or(|at| own[..at].iter().any(|row| row.mark != Some(Mark::Eliminate)));
    match mark {
        Mark::Rearrange if step.beside.0.is_some() => Verdict::Fine,
        Mark::Combine | Mark::Rearrange if !has_before => {
            let word = mark.word();
            Verdict::Refuse(say!(
                "前面没有步骤可以一起{word}：标在后面的那一步上",
                "There is no step before it to {word} it with: mark the later one of both",
                word
            ))
        }
        Mark::Automate => {
            let waste = |row: &&&Arc<Step>| {
                row.value == Some(Value::Waste) && row.mark.is_none() && row.id != step.id
            };
            let left = own.iter().filter(waste).count();
            if left == 0 {
                return Verdict::Fine;
            }
            let steps = count(left as u64, "步浪费", "wasteful step", "wasteful steps");
            Verdict::Note(say!(
                "已标自动化；还有 {steps}没有处理：先取消、合并、重排、简化，再自动化",
                "Marked to be automated; {steps} not dealt with yet: eliminate, combine, rearrange and simplify first",
                steps
            ))
        }
        _ => Verdict::Fine,
    }
}

/// A step named first belongs to the process that waits for its first step, else to that of the step above it; a part to
/// that of its whole.
pub(super) fn follow(change: &Change<'_>) -> Vec<Edit> {
    let Some(step) = change.row.typed::<Step>() else { return Vec::new() };
    let put = |process: Id| vec![Edit::put(step.id, Step::COL.process, Cell::Link(process))];
    match change.cell {
        // To say beside which step it runs is to rearrange it.
        Cell::Link(_) if change.is_in(Step::COL.beside) && step.mark.is_none() => {
            vec![Edit::put(step.id, Step::COL.mark, Cell::Choice(Mark::Rearrange.option()))]
        }
        Cell::Link(of) if change.is_in(Step::COL.part_of) && step.process.0.is_none() => {
            change.project.find::<Step>(*of).and_then(|whole| whole.process.0).map_or_else(Vec::new, put)
        }
        Cell::Text(_) if change.is_in(Step::COL.name) && step.process.0.is_none() => {
            let rows = change.project.rows::<Step>();
            let above = rows.iter().take_while(|row| row.id != step.id).last().and_then(|row| row.process.0);
            // A process that waits for its first step is meant before the one above; of several the latest.
            let begun: HashSet<Id> =
                rows.iter().filter(|row| row.is_named()).filter_map(|row| row.process.0).collect();
            let named = |row: &&Arc<Process>| !row.name.trim().is_empty();
            let processes = change.project.rows::<Process>();
            let waits =
                processes.iter().filter(named).rfind(|row| !begun.contains(&row.id)).map(|row| row.id);
            waits.or(above).map_or_else(Vec::new, put)
        }
        _ => Vec::new(),
    }
}
