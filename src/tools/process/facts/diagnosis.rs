//! What the figures of the processes call for, each with its evidence.

use super::{Map, Maps, Stage};
use crate::facts::{Fact, Facts};
use crate::say;
use crate::sheet::{Id, Unit};
use crate::text::{Phrase, count, first_few, list, percent, quoted};
use crate::tools::process::{Mark, Step};

/// From this share of the lead time on the longest wait is worth a method of its own.
pub const LONG_WAIT: f64 = 0.25;
/// From so many departments on the flow between them is worth one.
pub const MANY_DEPARTMENTS: usize = 3;
/// From so many steps with the customer on the way is long for them.
pub const MANY_TOUCHPOINTS: usize = 5;

/// What a process needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// The longest wait goes: streamline.
    LessWaiting,
    /// A step by fixed rules is automated.
    Automation,
    /// Several departments work as one.
    CrossDepartmentFlow,
    /// The front line decides without an approval.
    AuthorityLimit,
    /// A step is brought back to its standard time.
    TwoCauses,
    /// The customer has to appear less often.
    FewerTouchpoints,
}

/// One thing that a process needs.
#[derive(Clone, Debug, PartialEq)]
pub struct Called {
    /// What.
    pub need: Need,
    /// The process; none for steps without one.
    pub process: Option<Id>,
    /// The step that shows it most.
    pub step: Id,
    /// The figures that show it.
    pub evidence: Phrase,
}

/// What all processes call for as long as nothing is planned for it, process by process.
pub struct Diagnosis(pub Vec<Called>);

impl Fact for Diagnosis {
    fn compute(facts: &Facts) -> Diagnosis {
        Diagnosis(facts.get::<Maps>().0.iter().flat_map(of_map).collect())
    }
}

fn of_map(map: &Map) -> Vec<Called> {
    let looks = [waiting, rules, departments, approval, standard, touchpoints];
    looks.iter().filter_map(|look| look(map)).collect()
}

fn called(map: &Map, need: Need, step: Id, evidence: Phrase) -> Called {
    Called { need, process: map.process, step, evidence }
}

/// Whether nothing is planned for a step yet.
fn is_open(map: &Map, stage: &Stage) -> bool {
    let unchanged = |row: &Step| row.mark.is_none() && row.to_wait.is_none() && row.to_work.is_none();
    map.row(stage.row).is_some_and(|row| unchanged(row))
}

fn waiting(map: &Map) -> Option<Called> {
    let flow = &map.as_is;
    let longest = flow.stages.iter().filter_map(|stage| Some((stage, stage.wait?)));
    let (stage, wait) = longest.reduce(|a, b| if b.1 > a.1 { b } else { a })?;
    if wait <= 0.0 || flow.lead <= 0.0 || wait / flow.lead < LONG_WAIT || !is_open(map, stage) {
        return None;
    }
    let (name, process) = (quoted(&stage.name), quoted(&map.name));
    let (time, share) = (Unit::Duration.figure(wait), percent(wait / flow.lead));
    Some(called(
        map,
        Need::LessWaiting,
        stage.row,
        say!(
            "{process}里最长的等待在{name}之前：{time}，占周期 {share}",
            "{process}: the longest wait is before {name}, {time}, {share} of the lead time",
            process,
            name,
            time,
            share
        ),
    ))
}

fn rules(map: &Map) -> Option<Called> {
    let by_rule =
        |stage: &&Stage| map.row(stage.row).is_some_and(|row| row.rule_based) && is_open(map, stage);
    let stages: Vec<&Stage> = map.as_is.stages.iter().filter(by_rule).collect();
    let longest = stages.iter().copied().reduce(|a, b| if b.work > a.work { b } else { a })?;
    let names: Vec<Phrase> = stages.iter().map(|stage| stage.name.clone()).collect();
    let process = quoted(&map.name);
    let steps = first_few(&names, 3);
    let number = count(stages.len() as u64, "步", "step", "steps");
    Some(called(
        map,
        Need::Automation,
        longest.row,
        say!(
            "{process}有 {number}照固定规则重复做：{steps}",
            "{process}: {number} repeated by fixed rules ({steps})",
            process,
            number,
            steps
        ),
    ))
}

fn departments(map: &Map) -> Option<Called> {
    let flow = &map.as_is;
    if flow.departments.len() < MANY_DEPARTMENTS {
        return None;
    }
    let first = flow.stages.first()?;
    // What is done against it shows in the to-be.
    if map.is_changed && map.to_be.handoffs < flow.handoffs {
        return None;
    }
    let names: Vec<Phrase> = flow.departments.iter().map(|name| Phrase::same(name.as_str())).collect();
    let (process, names, handoffs) = (quoted(&map.name), list(&names), flow.handoffs);
    let departments = flow.departments.len();
    Some(called(
        map,
        Need::CrossDepartmentFlow,
        first.row,
        say!(
            "{process}经过 {departments} 个部门（{names}），交接 {handoffs} 次",
            "{process} passes {departments} departments ({names}), with {handoffs} handoffs",
            process,
            departments,
            names,
            handoffs
        ),
    ))
}

fn approval(map: &Map) -> Option<Called> {
    let stages = &map.as_is.stages;
    let is_approval = |stage: &Stage| map.row(stage.row).is_some_and(|row| row.approval);
    // A customer behind a later approval waits for the first as well.
    let at = stages.iter().position(|stage| is_approval(stage) && is_open(map, stage))?;
    let (stage, waiting) = (stages.get(at)?, stages.get(at + 1..)?.iter().find(|stage| stage.customer)?);
    let (process, name, customer) = (quoted(&map.name), quoted(&stage.name), quoted(&waiting.name));
    let time = Unit::Duration.figure(stage.time());
    Some(called(
        map,
        Need::AuthorityLimit,
        stage.row,
        say!(
            "{process}：客户要等{name}批完（{time}）才轮到{customer}",
            "{process}: the customer waits for {name} ({time}) before {customer}",
            process,
            name,
            time,
            customer
        ),
    ))
}

fn standard(map: &Map) -> Option<Called> {
    let over = |stage: &Stage| {
        let row = map.row(stage.row)?;
        let (work, standard) = row.work.zip(row.standard)?;
        (work > standard && row.mark != Some(Mark::Eliminate) && is_open(map, stage))
            .then_some((work, standard))
    };
    let all = map.as_is.stages.iter().filter_map(|stage| Some((stage, over(stage)?)));
    let (stage, (work, standard)) = all.reduce(|a, b| if b.1.0 - b.1.1 > a.1.0 - a.1.1 { b } else { a })?;
    let name = quoted(&stage.name);
    let (work, standard) = (Unit::Duration.figure(work), Unit::Duration.figure(standard));
    Some(called(
        map,
        Need::TwoCauses,
        stage.row,
        say!(
            "{name}实际 {work}，标准 {standard}",
            "{name} takes {work}, the standard is {standard}",
            name,
            work,
            standard
        ),
    ))
}

fn touchpoints(map: &Map) -> Option<Called> {
    let flow = &map.as_is;
    if flow.touchpoints < MANY_TOUCHPOINTS || (map.is_changed && map.to_be.touchpoints < flow.touchpoints) {
        return None;
    }
    let first = flow.stages.iter().find(|stage| stage.customer)?;
    let (process, touchpoints) = (quoted(&map.name), flow.touchpoints);
    Some(called(
        map,
        Need::FewerTouchpoints,
        first.row,
        say!(
            "{process}里客户要出面 {touchpoints} 次",
            "{process}: the customer has to take part {touchpoints} times",
            process,
            touchpoints
        ),
    ))
}
