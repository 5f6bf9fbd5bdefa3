//! The progress of each task, counted from what is entered on the screens that it leads to.

use super::items::{TASKS, TaskDef};
use super::sheets::Task;
use crate::facts::{Fact, Facts};
use crate::finding::Place;
use crate::text::{Text, text};
use crate::tools::charter::Charter;
use crate::tools::checklist::{Item, When};
use crate::tools::readiness::score::DIMENSIONS;
use crate::tools::readiness::{Form, Rounds};
use crate::tools::wins::Win;
use serde_json::{Value, json};
use std::iter;
use std::sync::Arc;

/// The number of wins that are asked for.
const WINS: usize = 3;

/// The progress of a task.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Progress {
    /// The number of its entries that are made.
    pub done: usize,
    /// The number of its entries.
    pub of: usize,
    /// The first entry that is not made: what to do, and where. None when all are.
    pub next: Option<(Text, Place)>,
}

/// An entry that a task asks for: whether it is made, how it is asked for, and its cell.
type Entry = (bool, Text, Place);

impl Progress {
    fn of(entries: impl IntoIterator<Item = Entry>) -> Progress {
        let mut progress = Progress::default();
        for (made, ask, place) in entries {
            progress.of += 1;
            progress.done += usize::from(made);
            if !made {
                progress.next = progress.next.or(Some((ask, place)));
            }
        }
        progress
    }
}

/// The progress of all tasks.
#[derive(Clone)]
pub struct Figures {
    /// The tasks in their order.
    pub tasks: Vec<(&'static TaskDef, Progress)>,
}

impl Fact for Figures {
    fn compute(facts: &Facts) -> Figures {
        Figures { tasks: TASKS.iter().map(|task| (task, (task.progress)(facts))).collect() }
    }
}

impl Figures {
    /// The task of a row, and its progress; none for a row of no task of ours.
    pub fn of(&self, row: &Task) -> Option<(&'static TaskDef, Progress)> {
        self.tasks.iter().find(|(task, _)| row.code == task.code).copied()
    }

    /// The number of tasks that are done.
    pub fn done(&self) -> usize {
        self.tasks.iter().filter(|(_, progress)| progress.next.is_none()).count()
    }

    /// The first task that is not done, with what comes next in it.
    pub fn open(&self) -> Option<(&'static TaskDef, (Text, Place))> {
        self.tasks.iter().find_map(|(task, progress)| Some((*task, progress.next?)))
    }
}

/// Choosing the change: the charter is filled in.
pub(super) fn change(facts: &Facts) -> Progress {
    let charter = facts.get::<Charter>();
    let at = |column| Place::of(charter.id, column);
    Progress::of([
        (!charter.name.trim().is_empty(), text("填项目名称", "Name the project"), at(Charter::COL.name)),
        (
            !charter.vision.0.trim().is_empty(),
            text("用一句话写下愿景", "Write the vision in one sentence"),
            at(Charter::COL.vision),
        ),
        start_date(charter),
        (
            charter.centres.is_some(),
            text("填有几家服务中心", "Enter the number of centres"),
            at(Charter::COL.centres),
        ),
        (
            !charter.sponsor.trim().is_empty(),
            text("写下发起人的角色", "Name the sponsor's role"),
            at(Charter::COL.sponsor),
        ),
    ])
}

fn start_date(charter: &Charter) -> Entry {
    let ask = text("填启动日期", "Enter the start date");
    (charter.start.is_some(), ask, Place::of(charter.id, Charter::COL.start))
}

/// Filling in a readiness form: the latest round has all six scores.
pub(super) fn readiness(facts: &Facts) -> Progress {
    let round = facts.get::<Rounds>().rounds.last();
    let scored = round.and_then(|round| round.forms.first()).map(|form| form.id);
    let form = scored.or_else(|| facts.rows::<Form>().first().map(|form| form.id));
    Progress::of(DIMENSIONS.iter().enumerate().map(|(n, dimension)| {
        let place = Place::of(form, dimension.column);
        let made = round.is_some_and(|round| round.views[n].is_some());
        (made, text("给下一个维度打分", "Score the next dimension"), place)
    }))
}

/// Planning the first 90 days: a start date, and an owner for each item of the first month.
pub(super) fn plan(facts: &Facts) -> Progress {
    let first_month = |item: &&Arc<Item>| {
        matches!(item.when(), Some(When::W1 | When::W2 | When::W3 | When::W4))
            && item.is_named()
            && !item.is_not_applicable()
    };
    let owned = |item: &Arc<Item>| {
        let made = !item.owner.trim().is_empty() || item.done.0.is_some();
        let ask = text("给下一项定负责人", "Name an owner for the next item");
        (made, ask, Place::of(item.id, Item::COL.owner))
    };
    let items = facts.rows::<Item>().iter().filter(first_month);
    Progress::of(iter::once(start_date(facts.get())).chain(items.map(owned)))
}

/// Setting three wins, each with its indicator, value and day.
pub(super) fn wins(facts: &Facts) -> Progress {
    let named: Vec<_> = facts.rows::<Win>().iter().filter(|win| !win.win.0.trim().is_empty()).collect();
    Progress::of((0..WINS).map(|n| {
        let (made, ask, column) = match named.get(n) {
            None => (false, text("写下一个胜利", "Write down a win"), Win::COL.win),
            Some(win) if win.kpi.0.is_none() => {
                (false, text("选证明指标", "Choose the evidence KPI"), Win::COL.kpi)
            }
            Some(win) if win.target.is_none() => {
                (false, text("写上目标值", "Enter the target value"), Win::COL.target)
            }
            Some(win) => (
                win.target_date.is_some(),
                text("写上目标日期", "Enter the target date"),
                Win::COL.target_date,
            ),
        };
        (made, ask, Place::of(named.get(n).map(|win| win.id), column))
    }))
}

/// The figures for programs: the number of tasks done, and the progress of each.
pub(super) fn values(facts: &Facts) -> Vec<(&'static str, Value)> {
    let figures = facts.get::<Figures>();
    let tasks = figures
        .tasks
        .iter()
        .map(|(task, progress)| json!({ "code": task.code, "done": progress.done, "of": progress.of }));
    vec![("done", json!(figures.done())), ("tasks", tasks.collect())]
}
