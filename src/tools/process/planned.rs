//! What a method of redesign makes of the steps once it is chosen: marks on the steps that speak for it, or a new step.

use super::facts::{Called, Diagnosis, Map, Maps};
use super::sheets::{Mark, Process, Step};
use crate::facts::Facts;
use crate::project::Edit;
use crate::say;
use crate::sheet::{Cell, Id, Link, Row as _};
use crate::sort::StableSort;
use crate::text::{Lang, Phrase, Text, few, quoted, text};
use crate::tool::NewId;

/// So many steps are named.
const NAMED: usize = 3;

/// What becomes of the steps.
#[derive(Clone, Debug, PartialEq)]
pub struct Planned {
    /// The steps that are marked, each with what becomes of it.
    pub marked: Vec<(Id, Mark)>,
    /// The process that gets a new step, and what that is called.
    pub added: Option<(Id, Text)>,
    said: Phrase,
}

/// What a method makes of the steps; none where nothing in a process speaks for it and none takes a new step.
pub fn planned(facts: &Facts, method: &str) -> Option<Planned> {
    let Diagnosis(all) = facts.get::<Diagnosis>();
    let called: Vec<&Called> = all.iter().filter(|called| called.need.method().0 == method).collect();
    let marked: Vec<(Id, Mark)> = called.iter().flat_map(|called| marks(facts, called)).collect();
    let mut marked_once: Vec<(Id, Mark)> = Vec::new();
    for (step, mark) in marked {
        let is_open = facts.find::<Step>(step).is_some_and(|row| row.mark.is_none());
        if is_open && marked_once.iter().all(|(known, _)| *known != step) {
            marked_once.push((step, mark));
        }
    }
    let marked = marked_once;
    if let Some((_, first)) = marked.first() {
        let names: Vec<Phrase> = marked
            .iter()
            .filter_map(|(step, _)| facts.find::<Step>(*step))
            .map(|step| Phrase::same(step.name.trim()))
            .collect();
        let said = say!(
            "{names}标为 {letter} {word}",
            "{names}: marked {letter}, {word}",
            names = few(&names, NAMED),
            letter = first.letter(),
            word = first.word()
        );
        return Some(Planned { marked, added: None, said });
    }
    let (process, step) = added(facts, method, called.first().and_then(|called| called.process))?;
    let name = facts.find::<Process>(process).map(Process::title).unwrap_or_default();
    let said = say!(
        "{process}的目标流程加一步{step}",
        "{process}: new to-be step {step}",
        process = quoted(&name),
        step = quoted(&step.into())
    );
    Some(Planned { marked: Vec::new(), added: Some((process, step)), said })
}

/// The steps that a need marks, and how.
fn marks(facts: &Facts, called: &Called) -> Vec<(Id, Mark)> {
    let Some(map) = facts.get::<Maps>().of(called.process) else { return Vec::new() };
    match called.need.method().0 {
        // A wait goes with a simpler step; how long it then takes is for people to say.
        "M1" | "M4" => vec![(called.step, Mark::Simplify)],
        "M2" => {
            let by_rule = map.rows.iter().filter(|row| row.rule_based && row.is_as_is());
            by_rule.map(|row| (row.id, Mark::Automate)).collect()
        }
        // Of steps with the customer that follow each other the later one is done together with the earlier.
        "M5" => {
            let pairs =
                map.rows.windows(2).filter(|pair| pair.iter().all(|row| row.customer && row.is_as_is()));
            pairs.map(|pair| (pair[1].id, Mark::Combine)).collect()
        }
        // Within the limit the front line decides, and nobody approves.
        "M9" => vec![(called.step, Mark::Eliminate)],
        _ => Vec::new(),
    }
}

/// The processes that a method has changed, the largest change first; where no step shows that, those it is proposed for,
/// else all that change.
pub fn changed_by<'a>(facts: &'a Facts, method: &str) -> Vec<&'a Map> {
    let changed: Vec<&Map> = facts.get::<Maps>().0.iter().filter(|map| map.change().is_some()).collect();
    let used: Vec<&Map> = changed.iter().copied().filter(|map| is_used_in(map, method)).collect();
    let proposed: Vec<&Map> =
        changed.iter().copied().filter(|map| is_proposed_for(facts, map, method)).collect();
    let mut maps = [used, proposed].into_iter().find(|maps| !maps.is_empty()).unwrap_or(changed);
    maps.stable_sort_by(|a, b| a.change().unwrap_or(0.0).total_cmp(&b.change().unwrap_or(0.0)));
    maps
}

/// Whether the steps of a process show that a method is used: marked as it marks them, or with the step that it adds.
fn is_used_in(map: &Map, method: &str) -> bool {
    let is = |mark: Mark| map.rows.iter().any(|row| row.mark == Some(mark));
    let is_marked = match method {
        "M1" | "M4" => is(Mark::Simplify),
        "M2" => is(Mark::Automate),
        "M5" => is(Mark::Combine),
        "M9" => map.rows.iter().any(|row| row.approval && row.mark == Some(Mark::Eliminate)),
        _ => false,
    };
    let added = NEW.iter().filter(|(code, _)| *code == method).map(|(_, name)| name);
    is_marked || added.into_iter().any(|name| map.rows.iter().any(|row| is_called(row, *name)))
}

/// Whether the figures of a process speak for a method.
fn is_proposed_for(facts: &Facts, map: &Map, method: &str) -> bool {
    let Diagnosis(all) = facts.get::<Diagnosis>();
    all.iter().any(|called| called.process == map.process && called.need.method().0 == method)
}

fn is_called(row: &Step, name: Text) -> bool {
    row.name.trim() == name.zh || row.name.trim() == name.en
}

/// The new step of a method: in the process that speaks for it, else in the only one there is.
fn added(facts: &Facts, method: &str, called: Option<Id>) -> Option<(Id, Text)> {
    let (_, name) = NEW.iter().find(|(code, _)| *code == method)?;
    let maps = facts.get::<Maps>();
    let mut own = maps.0.iter().filter(|map| !map.rows.is_empty()).filter_map(|map| map.process);
    let only = own.next().filter(|_| own.next().is_none());
    let process = called.or(only)?;
    let map = maps.of(Some(process))?;
    (!map.rows.iter().any(|row| is_called(row, *name))).then_some((process, *name))
}

/// What a method adds to a process where it marks no step.
const NEW: [(&str, Text); 12] = [
    ("M3", text("开一张统一工单，各部门看同一张", "Open one order that all departments see")),
    ("M5", text("线上一次填好，到店不再重复", "Have it all entered online, once")),
    ("M6", text("按客户情况推荐安排", "Propose what suits this customer")),
    ("M7", text("发现异常，主动联系客户", "Notice a fault and call the customer first")),
    ("M8", text("线上线下同步客户信息", "Share the customer's data across channels")),
    ("M10", text("处理完写进案例库", "Write it into the case base")),
    ("M11", text("系统先看一遍，人复核有疑问的", "The system looks first, people check what is doubtful")),
    ("B1", text("按标准清单核对", "Check against the standard list")),
    ("B2", text("把进度和费用发给客户", "Send progress and price to the customer")),
    ("B3", text("核对承诺时间，做不到就赔付", "Check the promised time, and compensate")),
    ("B7", text("查看客户习惯，提前准备", "Look up what the customer likes, and prepare")),
    ("B8", text("交付时道谢，留一份小心意", "Thank the customer at the hand-over")),
];

impl Planned {
    /// What becomes of the steps, in a few words.
    pub fn said(&self) -> Phrase {
        self.said.clone()
    }

    /// The edits, to go with the choice as one step.
    pub fn edits(&self, facts: &Facts, new_id: NewId<'_>) -> Vec<Edit> {
        let mark = |(step, mark): &(Id, Mark)| Edit::put(*step, Step::COL.mark, Cell::Choice(mark.option()));
        let mut edits: Vec<Edit> = self.marked.iter().map(mark).collect();
        if let Some((process, name)) = self.added {
            let rows = facts.rows::<Step>();
            let words = rows.iter().filter(|row| row.process.0 == Some(process)).map(|row| row.name.as_str());
            let name = name.get(Lang::written(words)).into();
            let step =
                Step { name, process: Link::to(process), mark: Some(Mark::New), ..Step::with_id(new_id()) };
            edits.push(Edit::append(step));
        }
        edits
    }
}
