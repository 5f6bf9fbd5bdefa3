//! The project itself: its name, its vision, its start, and the days on which it rested.

#[cfg(test)]
mod tests;
mod vision;

pub use vision::{VisionCheck, vision_check};

use crate::calendar::{Calendar, Pause, Phase};
use crate::facts::{Fact, Facts};
use crate::finding::{Finding, Level, Line, Place};
use crate::project::{Edit, Project};
use crate::sheet::{AnyRow, Cell, Id, Prose, Row};
use crate::text::{Phrase, Text, text};
use crate::tool::Assessment;
use crate::tool::{Action, CardPlan, Change, Field, Group, Layout, Outcome, Tool, Verdict, View};
use crate::{say, sheet};
use chrono::NaiveDate;
use ecow::EcoString;
use serde_json::{Value, json};
use std::sync::Arc;

sheet! {
    /// The one row that says what the change is.
    Charter in "project" = "项目" / "Project";
    name: EcoString = "项目名称" / "Project name",
    vision: Prose = "愿景（一句话）" / "Vision (one sentence)"
        ? "变革之后是什么样子？写上一个数字和一个日期" / "What will it be like afterwards? Name a number and a date",
    start: Option<NaiveDate> = "启动日期" / "Start date",
    centres: Option<u32> = "服务中心数" / "Service centres",
    sponsor: EcoString = "发起人" / "Sponsor" ? "角色，如总经理" / "A role, such as the managing director",
    note: Prose = "备注" / "Notes",
}

sheet! {
    /// Days on which the project rested.
    Rest in "pauses" = "暂停" / "Pauses";
    from: Option<NaiveDate> = "从" / "From" ? "暂停的第一天" / "The first day of the pause",
    until: Option<NaiveDate> = "到" / "Until"
        ? "暂停的最后一天；还没恢复就留空" / "The last day of the pause; blank while it lasts",
    reason: Prose = "原因" / "Reason",
}

/// The project's one charter; an empty one if the file has none.
pub fn charter(project: &Project) -> Arc<Charter> {
    project.rows::<Charter>().first().cloned().unwrap_or_default()
}

/// The calendar of a project that is not derived from yet: its start and its pauses. Facts ask for [`Calendar`] itself.
pub fn calendar(project: &Project) -> Calendar {
    calendar_of(charter(project).start, project.rows())
}

fn calendar_of(start: Option<NaiveDate>, pauses: &[Arc<Rest>]) -> Calendar {
    Calendar::new(start, pauses.iter().filter_map(|p| p.from.map(|from| Pause { from, until: p.until })))
}

/// The project's one charter; an empty one if the file has none.
impl Fact for Charter {
    fn compute(facts: &Facts) -> Charter {
        facts.rows::<Charter>().first().map(|charter| Charter::clone(charter)).unwrap_or_default()
    }
}

impl Fact for Calendar {
    fn compute(facts: &Facts) -> Calendar {
        calendar_of(facts.get::<Charter>().start, facts.rows())
    }
}

static CARD: CardPlan = CardPlan {
    header: &["name", "vision", "start", "centres", "sponsor", "note"],
    heads: &[],
    lines: &[],
    footer: &[],
};

/// The tool: the charter as a form, and the pauses.
pub static TOOL: Tool = Tool {
    key: "project",
    mark: 'e',
    title: text("变革项目", "Change project"),
    short: text("项目", "Project"),
    about: text(
        "一句话说清要变成什么样，从哪一天开始；其他工具的日期都由启动日期算出。",
        "Say in one sentence what will be different and on which day it begins; every other tool counts its dates from the start.",
    ),
    group: Group::Project,
    sheets: &[Charter::DEF, Rest::DEF],
    views: &[
        View {
            grows: false,
            ..View::of("charter", text("项目书", "Charter"), Charter::DEF, Layout::Card(&CARD))
        },
        View {
            empty: text(
                "项目没有暂停过。记下一段暂停，所有日期会顺延。",
                "No pauses so far. Note one here, and every date moves on by it.",
            ),
            ..View::of(
                "pauses",
                text("暂停", "Pauses"),
                Rest::DEF,
                Layout::Grid(&[
                    Field::Column("from", 10),
                    Field::Column("until", 10),
                    Field::Column("reason", 20),
                ]),
            )
        },
    ],
    actions: &[
        Action {
            key: "pause", title: text("从今天起暂停", "Pause from today"), views: &[], run: pause
        },
        Action { key: "resume", title: text("今天恢复", "Resume today"), views: &[], run: resume },
    ],
    check: check_pause,
    proposes,
    assess,
    values,
    ..Tool::BLANK
};

fn open_pause(project: &Project, today: NaiveDate) -> Option<&Arc<Rest>> {
    project
        .rows::<Rest>()
        .iter()
        .find(|p| p.from.is_some_and(|f| f <= today) && p.until.is_none_or(|u| u >= today))
}

fn pause(scene: &Facts, _: Option<&dyn AnyRow>, new_id: &mut dyn FnMut() -> Id) -> Result<Outcome, Phrase> {
    if open_pause(scene.project(), scene.today()).is_some() {
        return Err(text("项目已经在暂停中", "The project is paused already").into());
    }
    let id = new_id();
    let row = Rest { from: Some(scene.today()), ..Rest::with_id(id) };
    Ok(Outcome {
        edit: Edit::append(row),
        said: text(
            "已暂停：从今天起不计天数，请写下原因",
            "Paused: days stop counting today; please note the reason",
        )
        .into(),
        go: Some((Place { sheet: Rest::SHEET, row: Some(id), column: "reason" }, true)),
    })
}

fn resume(scene: &Facts, _: Option<&dyn AnyRow>, _: &mut dyn FnMut() -> Id) -> Result<Outcome, Phrase> {
    let Some(rest) = open_pause(scene.project(), scene.today()) else {
        return Err(text("项目没有在暂停", "The project is not paused").into());
    };
    // Paused and resumed on one day: that day counts, so the pause never was.
    let edit = match scene.today().pred_opt() {
        Some(last) if rest.from.is_some_and(|from| from <= last) => {
            Edit::set::<Rest>(rest.id, "until", Cell::Date(last))
        }
        _ => Edit::Remove { sheet: Rest::SHEET, row: rest.id },
    };
    Ok(Outcome {
        edit, said: text("已恢复：今天重新计天数", "Resumed: today counts again").into(), go: None
    })
}

fn check_pause(change: &Change<'_>) -> Verdict {
    let Some(rest) = change.row.typed::<Rest>() else { return Verdict::Fine };
    let (from, until) = match (change.column.key, change.cell) {
        ("from", Cell::Date(from)) => (Some(*from), rest.until),
        ("until", Cell::Date(until)) => (rest.from, Some(*until)),
        _ => return Verdict::Fine,
    };
    match (from, until) {
        (Some(from), Some(until)) if until < from => Verdict::Refuse(say!(
            "暂停不能在开始之前结束：从 {from} 到 {until}",
            "A pause cannot end before it begins: from {from} until {until}"
        )),
        _ => Verdict::Fine,
    }
}

/// A vision in writing is an item of the checklist.
fn proposes(scene: &Facts) -> Vec<(&'static str, Phrase)> {
    let project = scene.project();
    let charter = charter(project);
    let vision = charter.vision.0.trim();
    if vision.is_empty() {
        return Vec::new();
    }
    vec![("w2-3", say!("项目书里已写下愿景：“{vision}”", "The charter holds a vision: '{vision}'"))]
}

fn assess(scene: &Facts, _: Vec<Finding>) -> Assessment {
    let (project, today) = (scene.project(), scene.today());
    let charter = charter(project);
    let calendar = calendar(project);
    let place = |column| Place { sheet: Charter::SHEET, row: Some(charter.id), column };
    let source = text("变革工作簿", "Changebook");
    let mut findings = Vec::new();
    let mut find = |id, level, evidence: Phrase, advice: Text, place| {
        findings.push(Finding { id, level, evidence, advice: advice.into(), source, place });
    };
    if charter.start.is_none() {
        find(
            "PR1",
            Level::Act,
            text("启动日期没有填", "There is no start date").into(),
            text(
                "填上启动日期，清单和指标才有期限",
                "Enter the start date, so that the checklist and the indicators have due dates",
            ),
            place("start"),
        );
    }
    if charter.vision.0.trim().is_empty() {
        find(
            "PR2",
            Level::Watch,
            text("愿景没有填", "There is no vision").into(),
            text(
                "用一句话写下变革之后的样子",
                "Write one sentence that says what it will be like after the change",
            ),
            place("vision"),
        );
    } else if let lacks @ [_, ..] = &vision_check(&charter.vision.0).lacks().collect::<Vec<_>>()[..] {
        let zh = lacks.iter().map(|t| t.zh).collect::<Vec<_>>().join("、");
        let en = lacks.iter().map(|t| t.en).collect::<Vec<_>>().join("; ");
        find(
            "PR2",
            Level::Watch,
            say!("愿景还不完整：{zh}", "The vision is not complete: {en}"),
            text(
                "把愿景改成一句话：到哪一天，哪个数字变成多少",
                "Make the vision one sentence that says which number will be what by when",
            ),
            place("vision"),
        );
    }
    if let Some(rest) = open_pause(project, today) {
        let from = rest.from.map_or(String::new(), |d| d.to_string());
        find(
            "PR3",
            Level::Watch,
            say!("项目从 {from} 起暂停", "The project has been paused since {from}"),
            text("恢复时用“今天恢复”", "When it goes on, use 'Resume today'"),
            Place { sheet: Rest::SHEET, row: Some(rest.id), column: "until" },
        );
    }
    let waiting = project.conflicts.len();
    if waiting > 0 {
        find(
            "PR4",
            Level::Act,
            say!(
                "有 {waiting} 处被两个窗口改成了不同的内容",
                "Two windows changed the same field differently: {waiting}"
            ),
            text("打开“冲突”，逐处选定保留哪一个", "Open the conflicts and choose which value to keep"),
            place("name"),
        );
    }
    let day = calendar.day(today);
    let headline = match day {
        None => text("未定日期", "no date").into(),
        Some(day) if day < 1 => say!("还有{n}天", "in {n} d", n = 1 - day),
        Some(day) => say!("第{day}天", "day {day}"),
    };
    Assessment {
        headline,
        level: Assessment::worst(&findings),
        conclusion: conclusion(&charter, &calendar, today),
        findings,
    }
}

fn values(scene: &Facts) -> Vec<(&'static str, Value)> {
    let (charter, calendar, today) = (charter(scene.project()), calendar(scene.project()), scene.today());
    vec![
        ("start", json!(charter.start.map(|d| d.to_string()))),
        ("day", json!(calendar.day(today))),
        ("week", json!(calendar.week(today))),
        ("paused", json!(calendar.is_paused(today))),
        ("centres", json!(charter.centres)),
        ("conflicts", json!(scene.project().conflicts.len())),
    ]
}

fn conclusion(charter: &Charter, calendar: &Calendar, today: NaiveDate) -> Vec<Line> {
    let plain = |text| Line { level: Level::Blank, text };
    let Some(start) = charter.start else {
        return vec![plain(
            text(
                "填上启动日期后，这里显示各阶段的日期。",
                "Once there is a start date, the dates of the phases stand here.",
            )
            .into(),
        )];
    };
    let now = calendar.phase(today);
    let mut lines = vec![match calendar.day(today) {
        Some(day) if day < 1 => {
            plain(say!("{start} 启动，还有 {n} 天", "Starts on {start}, in {n} days", n = 1 - day))
        }
        day => {
            let (day, week) = (day.unwrap_or_default(), calendar.week(today).unwrap_or_default());
            plain(say!(
                "{start} 启动，今天是第 {day} 天、第 {week} 周",
                "Started on {start}; today is day {day}, week {week}"
            ))
        }
    }];
    for phase in Phase::ALL {
        let Some((from, to)) = calendar.phase_dates(phase) else { continue };
        let name = phase_name(phase);
        let mark = if now == Some(phase) { "▸" } else { " " };
        let (zh, en) = (name.zh, name.en);
        lines.push(Line {
            level: Level::Blank,
            text: say!("{mark} {zh}  {from} 至 {to}", "{mark} {en}  {from} to {to}"),
        });
    }
    lines
}

/// What people call a phase.
pub const fn phase_name(phase: Phase) -> Text {
    match phase {
        Phase::Preparation => text("准备期", "Preparation"),
        Phase::Pilot => text("试点期", "Pilot"),
        Phase::RollOut => text("推广期", "Roll-out"),
        Phase::Institutionalise => text("制度化", "Institutionalise"),
    }
}
