//! A director's first hour: four tasks that lead through the real screens. It holds nothing that is not entered
//! there; it only says how far each is and what comes next.

use super::charter;
use super::checklist::{Item, When};
use super::readiness::{Form, score};
use super::wins::Win;
use crate::facts::Facts;
use crate::finding::{Finding, Level, Line, Place};
use crate::project::{Edit, Project};
use crate::sheet::{AnyRow, Id, Prose, Row};
use crate::text::{Phrase, Text, text};
use crate::tool::Assessment;
use crate::tool::{Action, Field, Group, Layout, Outcome, Panel, Shown, Tool, View};
use crate::{say, sheet};
use ecow::EcoString;
use serde_json::{Value, json};
use std::sync::Arc;

sheet! {
    /// One of the four tasks.
    Task in "homework" = "今日作业" / "Homework", builtin task_text;
    task: EcoString = "任务" / "Task" ? "选一项，用“去做这一项”到下一步" / "Choose one; 'Go and do it' leads to its next step",
    code: EcoString = "编号" / "Code" ? "任务的固定编号" / "The fixed code of the task",
    note: Prose = "心得" / "What I learned" ? "做完写一句：哪一步最难答" / "One line when done: which step was hardest to answer",
}

/// A task as the sources set it.
struct Set {
    code: &'static str,
    title: Text,
    how: Text,
    steps: fn(&Project) -> Steps,
}

/// How far a task is.
struct Steps {
    done: usize,
    of: usize,
    /// What comes next and where; none when all is done.
    next: Option<(Text, Place)>,
}

static TASKS: [Set; 4] = [
    Set {
        code: "hw1",
        title: text("选定眼下最需要的一项变革", "Choose the one change that is needed most"),
        how: text(
            "写下名称、启动日期、中心数和发起人；再用一句话写愿景：变成什么样、哪个数字、到哪一天。",
            "Give it a name, a start date, the number of centres and a sponsor; then one sentence on what will be different, by which figure and when.",
        ),
        steps: change,
    },
    Set {
        code: "hw2",
        title: text("填一份准备度评估", "Fill in one readiness form"),
        how: text(
            "六个维度各打一个分，每个分写一句证据；先看高层支持。",
            "Score the six dimensions and note a line of evidence for each; look at senior support first.",
        ),
        steps: readiness,
    },
    Set {
        code: "hw3",
        title: text("排出90天计划", "Plan the first 90 days"),
        how: text(
            "期限由启动日期算好了；给第一个月的每一项定一个负责人。",
            "The due dates follow from the start; name an owner for each item of the first month.",
        ),
        steps: plan,
    },
    Set {
        code: "hw4",
        title: text("定下三个短期胜利", "Set three short-term wins"),
        how: text(
            "每个胜利写清是什么、哪个指标、到多少、哪一天，日期在第 3 到 6 个月。",
            "For each: what it is, which indicator, which value, by which day within months 3 to 6.",
        ),
        steps: wins,
    },
];

fn task_text(row: &Task, column: usize) -> Option<Text> {
    (column == 0).then(|| set(&row.code)).flatten().map(|set| set.title)
}

fn set(code: &str) -> Option<&'static Set> {
    TASKS.iter().find(|set| set.code == code)
}

/// So many wins are asked for.
const WINS: usize = 3;

fn place<R: Row>(row: Option<Id>, column: &'static str) -> Place {
    Place { sheet: R::SHEET, row, column }
}

/// Counts what is there, and takes the first that is not as the next step.
fn steps(list: impl IntoIterator<Item = (bool, Text, Place)>) -> Steps {
    let mut steps = Steps { done: 0, of: 0, next: None };
    for (done, what, place) in list {
        steps.of += 1;
        if done {
            steps.done += 1;
        } else if steps.next.is_none() {
            steps.next = Some((what, place));
        }
    }
    steps
}

fn change(project: &Project) -> Steps {
    let charter = charter::charter(project);
    let at = |column| place::<charter::Charter>(Some(charter.id), column);
    steps([
        (!charter.name.trim().is_empty(), text("填项目名称", "Name the project"), at("name")),
        (
            !charter.vision.0.trim().is_empty(),
            text("用一句话写下愿景", "Write the vision in one sentence"),
            at("vision"),
        ),
        (charter.start.is_some(), text("填启动日期", "Enter the start date"), at("start")),
        (
            charter.centres.is_some(),
            text("填有几家服务中心", "Enter how many centres there are"),
            at("centres"),
        ),
        (
            !charter.sponsor.trim().is_empty(),
            text("写下发起人的角色", "Name the sponsor's role"),
            at("sponsor"),
        ),
    ])
}

fn readiness(project: &Project) -> Steps {
    let rounds = score::rounds(project);
    let round = rounds.last();
    let form = round
        .and_then(|r| r.forms.first().map(|f| f.id))
        .or_else(|| project.rows::<Form>().first().map(|f| f.id));
    let one = |(n, dimension): (usize, &score::Dimension)| {
        let scored = round.is_some_and(|r| r.views[n].is_some());
        (scored, text("给下一个维度打分", "Score the next dimension"), place::<Form>(form, dimension.key))
    };
    steps(score::DIMENSIONS.iter().enumerate().map(one))
}

fn plan(project: &Project) -> Steps {
    let charter = charter::charter(project);
    let start = (
        charter.start.is_some(),
        text("填启动日期", "Enter the start date"),
        place::<charter::Charter>(Some(charter.id), "start"),
    );
    let first_month = |item: &&Arc<Item>| {
        matches!(item.when(), Some(When::W1 | When::W2 | When::W3 | When::W4))
            && item.is_named()
            && !item.is_not_applicable()
    };
    let owned = |item: &Arc<Item>| {
        let done = !item.owner.trim().is_empty() || item.done.0.is_some();
        (
            done,
            text("给下一项定负责人", "Name an owner for the next item"),
            place::<Item>(Some(item.id), "owner"),
        )
    };
    steps(std::iter::once(start).chain(project.rows::<Item>().iter().filter(first_month).map(owned)))
}

fn wins(project: &Project) -> Steps {
    let rows: Vec<_> = project.rows::<Win>().iter().filter(|w| !w.win.0.trim().is_empty()).collect();
    let one = |n: usize| match rows.get(n) {
        None => (false, text("写下一个胜利", "Write down a win"), place::<Win>(None, "win")),
        Some(win) if win.kpi.0.is_none() => (
            false,
            text("选证明它的指标", "Choose the indicator that proves it"),
            place::<Win>(Some(win.id), "kpi"),
        ),
        Some(win) if win.target.is_none() => (
            false,
            text("写上要达到的数值", "Enter the value to reach"),
            place::<Win>(Some(win.id), "target"),
        ),
        Some(win) => (
            win.target_date.is_some(),
            text("写上目标日期", "Enter the target date"),
            place::<Win>(Some(win.id), "target_date"),
        ),
    };
    steps((0..WINS).map(one))
}

/// The tool: the tasks, how far each is, and the way there.
pub static TOOL: Tool = Tool {
    key: "homework",
    mark: 'd',
    title: text("今日作业：第一个小时", "Homework: the first hour"),
    short: text("今日作业", "First hour"),
    about: text(
        "四项作业，带您用一小时走完真实的表：选定变革、评准备度、排90天、定三个胜利。",
        "Four tasks that lead through the real sheets in an hour: the change, the readiness, the 90 days, three wins.",
    ),
    group: Group::Learn,
    sheets: &[Task::DEF],
    views: &[View {
        grows: false,
        panels: beside,
        ..View::of(
            "tasks",
            text("作业", "Tasks"),
            Task::DEF,
            Layout::Grid(&[
                Field::Column("task", 28),
                Field::Computed { key: "state", title: text("进度", "Progress"), cells: 10, show: state },
                Field::Computed { key: "next", title: text("下一步", "Next"), cells: 22, show: next },
                Field::Column("note", 20),
            ]),
        )
    }],
    actions: &[Action { key: "go", title: text("去做这一项", "Go and do it"), views: &[], run: go }],
    seed,
    assess,
    values,
    ..Tool::BLANK
};

fn seed(new_id: &mut dyn FnMut() -> Id) -> Vec<Arc<dyn AnyRow>> {
    let row =
        |set: &Set| Arc::new(Task { code: set.code.into(), ..Task::with_id(new_id()) }) as Arc<dyn AnyRow>;
    TASKS.iter().map(row).collect()
}

fn of_row(scene: &Facts, row: &dyn AnyRow) -> Option<Steps> {
    set(&row.typed::<Task>()?.code).map(|set| (set.steps)(scene.project()))
}

fn blank() -> Shown {
    Shown { text: Phrase::same(""), level: Level::Blank }
}

fn state(scene: &Facts, row: &dyn AnyRow) -> Shown {
    let Some(Steps { done, of, .. }) = of_row(scene, row) else { return blank() };
    let level = if done == of { Level::Good } else { Level::Blank };
    Shown { text: Phrase::same(format!("{done}/{of}")), level }
}

fn next(scene: &Facts, row: &dyn AnyRow) -> Shown {
    match of_row(scene, row) {
        Some(Steps { next: Some((what, _)), .. }) => Shown { text: what.into(), level: Level::Blank },
        Some(_) => Shown { text: text("做完了", "done").into(), level: Level::Good },
        None => blank(),
    }
}

fn beside(scene: &Facts, row: Option<&dyn AnyRow>) -> Vec<Panel> {
    let Some(set) = row.and_then(|r| r.typed::<Task>()).and_then(|task| set(&task.code)) else {
        return Vec::new();
    };
    let Steps { done, of, next } = (set.steps)(scene.project());
    let mut lines = vec![Line { level: Level::Blank, text: set.how.into() }];
    lines.push(match next {
        Some((what, _)) => {
            let (zh, en) = (what.zh, what.en);
            Line {
                level: Level::Blank,
                text: say!("已完成 {done}/{of}，下一步：{zh}", "{done} of {of} done; next: {en}"),
            }
        }
        None => Line { level: Level::Good, text: text("做完了。", "Done.").into() },
    });
    vec![Panel::Lines { title: set.title.into(), lines }]
}

fn go(scene: &Facts, row: Option<&dyn AnyRow>, _: &mut dyn FnMut() -> Id) -> Result<Outcome, Phrase> {
    let here = row.and_then(|r| r.typed::<Task>()).and_then(|task| set(&task.code));
    let open = || TASKS.iter().find(|set| (set.steps)(scene.project()).next.is_some());
    let set = here.filter(|set| (set.steps)(scene.project()).next.is_some()).or_else(open);
    let Some((what, place)) = set.and_then(|set| (set.steps)(scene.project()).next) else {
        return Err(text("四项作业都做完了", "All four tasks are done").into());
    };
    let Text { zh, en } = what;
    // Said with the sign of what worked, the bare step would read as done.
    Ok(Outcome {
        edit: Edit::Many(Vec::new()),
        said: say!("下一步：{zh}", "Next: {en}"),
        go: Some((place, false)),
    })
}

/// The tasks are a way in; who has worked for two weeks needs no reminder.
const REMIND_UNTIL: i64 = 14;

/// How far each task is.
fn tasks(project: &Project) -> Vec<(&'static Set, Steps)> {
    TASKS.iter().map(|set| (set, (set.steps)(project))).collect()
}

fn done(tasks: &[(&Set, Steps)]) -> usize {
    tasks.iter().filter(|(_, steps)| steps.next.is_none()).count()
}

fn values(scene: &Facts) -> Vec<(&'static str, Value)> {
    let all = tasks(scene.project());
    let list = all.iter().map(|(set, s)| json!({ "code": set.code, "done": s.done, "of": s.of }));
    vec![("done", json!(done(&all))), ("tasks", list.collect())]
}

fn assess(scene: &Facts, _: Vec<Finding>) -> Assessment {
    let (project, today) = (scene.project(), scene.today());
    let all = tasks(project);
    let done = done(&all);
    let open = all.iter().find_map(|(set, s)| s.next.map(|next| (*set, next)));
    let day = charter::calendar(project).day(today);
    let mut findings = Vec::new();
    if let Some((set, (what, place))) = open.filter(|_| day.is_none_or(|day| day <= REMIND_UNTIL)) {
        let (title, next) = (set.title, what);
        let (zh, en, next_zh, next_en) = (title.zh, title.en, next.zh, next.en);
        findings.push(Finding {
            id: "HW1",
            level: Level::Good,
            evidence: say!("四项作业完成了 {done}/4", "{done} of the 4 tasks done"),
            advice: say!("接着做“{zh}”：{next_zh}", "Go on with '{en}': {next_en}"),
            source: text("今日作业", "Homework"),
            place,
        });
    }
    Assessment {
        headline: Phrase::same(format!("{done}/4")),
        level: if done == TASKS.len() { Level::Good } else { Level::Blank },
        conclusion: vec![match open {
            Some((set, _)) => {
                let (zh, en) = (set.title.zh, set.title.en);
                Line { level: Level::Blank, text: say!("完成 {done}/4；现在做：{zh}", "{done} of 4 done; now: {en}") }
            }
            None => Line {
                level: Level::Good,
                text: text(
                    "四项作业都做完了：从下周一起，每周回顾一次指标和行动。",
                    "All four tasks are done; from next Monday on, review the indicators and the actions once a week.",
                )
                .into(),
            },
        }],
        findings,
    }
}
