//! The drawing of a process: as-is above to-be, on one scale of time.

use super::super::facts::{Flow, Map};
use super::super::said::lead;
use super::super::{Mark, Step, Value};
use crate::finding::Level;
use crate::say;
use crate::text::{Phrase, Text, first_few, join, joined, signed_percent, text};
use crate::tool::{FlowLine, FlowStep, Flows};

/// So many steps are named that run beside one.
const BESIDE: usize = 2;

/// The drawing of a process.
pub fn of(map: &Map) -> Flows {
    let mut flows = vec![line(text("现状", "As-is"), map, &map.as_is, false)];
    if map.is_changed {
        flows.push(line(text("目标", "To-be"), map, &map.to_be, true));
    }
    let name = map.name.clone();
    let title = match map.change() {
        Some(change) => {
            let (from, to, change) = (lead(&map.as_is), lead(&map.to_be), signed_percent(change));
            say!(
                "{name}  现状 {from} → 目标 {to}  {change}",
                "{name}  as-is {from} → to-be {to}  {change}",
                name,
                from,
                to,
                change
            )
        }
        None => name,
    };
    Flows { title, flows }
}

fn line(title: Text, map: &Map, flow: &Flow, afterwards: bool) -> FlowLine {
    let steps = flow.stages.iter().enumerate().map(|(n, stage)| {
        let row = map.row(stage.row).map(|row| &**row);
        FlowStep {
            title: stage.name.clone(),
            lane: if stage.automated {
                Some(text("系统", "System").into())
            } else {
                stage.role.map(crate::tools::adkar::Role::label)
            },
            from: stage.from,
            wait: stage.wait.unwrap_or(0.0),
            work: stage.work,
            beside: !stage.branch.is_empty(),
            note: note(flow, n, row, afterwards),
            level: if flow.bottleneck == Some(n) { Level::Act } else { Level::Blank },
        }
    });
    FlowLine { title: title.into(), total: flow.lead, said: lead(flow), steps: steps.collect() }
}

/// What is worth knowing of a step: whether the customer is there, what it is worth, what becomes of it.
fn note(flow: &Flow, at: usize, row: Option<&Step>, afterwards: bool) -> Phrase {
    let mut words: Vec<Phrase> = Vec::new();
    let Some(stage) = flow.stages.get(at) else { return Phrase::default() };
    if stage.customer {
        words.push(text("客", "cust.").into());
    }
    if !afterwards {
        match row.and_then(|row| row.value) {
            Some(Value::Adding) => words.push(text("增值", "value").into()),
            Some(Value::Necessary) => words.push(text("必要", "nec.").into()),
            Some(Value::Waste) => words.push(text("浪费", "waste").into()),
            None => {}
        }
    }
    if let Some(mark) =
        stage.mark.filter(|mark| !afterwards || matches!(mark, Mark::New | Mark::Automate | Mark::Simplify))
    {
        words.push(join(Phrase::same(format!("{} ", mark.letter())), mark.word()));
    }
    // With whom it runs side by side: several signs in a row do not say which of them belong together.
    let beside: Vec<Phrase> = flow.beside(at).into_iter().map(|other| other.name.clone()).collect();
    if !beside.is_empty() {
        let names = first_few(&beside, BESIDE);
        words.push(say!("和{names}同时", "beside {names}", names));
    }
    joined(&words, text(" ", " "))
}
