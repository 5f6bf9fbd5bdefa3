//! What is concluded from the figures of the checklist.

use super::{BlockFigures, Figures, Item, When};
use crate::facts::Facts;
use crate::finding::{Finding, Level, Line, Place};
use crate::say;
use crate::sheet::{Id, Row};
use crate::text::{Lang, Phrase, Text, text};
use serde_json::{Value, json};

/// Overdue by more days than this, a block asks for action.
pub(super) const GRACE: i64 = 7;
/// From so many ticks on, missing evidence is worth a word.
pub(super) const ENOUGH_TICKS: usize = 4;
/// So many suggestions are findings; all are marked in the grid.
pub(super) const SUGGESTIONS: usize = 3;
/// So many late items are named.
const NAMED: usize = 2;

const SOURCE: Text = text("90天快速启动清单", "90-day quick-start checklist");
const OWN: Text =
    text("90天快速启动清单；界线为本工具所定", "90-day quick-start checklist; the limit is our own");

/// How bad it is to be overdue by so many days.
pub(super) const fn overdue_level(days: i64) -> Level {
    match days {
        ..=0 => Level::Blank,
        1..=GRACE => Level::Watch,
        _ => Level::Act,
    }
}

fn place(row: Id, column: &'static str) -> Place {
    Place { sheet: Item::SHEET, row: Some(row), column }
}

/// What a block is called.
pub(super) fn title(when: Option<When>) -> Text {
    when.map_or(text("未定周次", "No week chosen"), When::label)
}

pub(super) fn findings(figures: &Figures) -> Vec<Finding> {
    let mut findings: Vec<Finding> = overdue(figures).into_iter().collect();
    findings.extend(figures.suggestions.iter().take(SUGGESTIONS).map(|s| {
        let (zh, en) = (&s.name.zh, &s.name.en);
        let (why_zh, why_en) = (&s.reason.zh, &s.reason.en);
        Finding {
            id: "CL2",
            level: if s.overdue > 0 { Level::Watch } else { Level::Good },
            evidence: say!("“{zh}”可能已完成：{why_zh}", "'{en}' may be done: {why_en}"),
            advice: text(
                "确认做完了就勾选，并写一句证据",
                "If it is done, tick it and add a line of evidence",
            )
            .into(),
            source: OWN,
            place: place(s.row, "done"),
        }
    }));
    let (bare, first) = figures.bare;
    if let Some(first) = first
        && figures.done >= ENOUGH_TICKS
        && bare * 2 > figures.done
    {
        let done = figures.done;
        findings.push(Finding {
            id: "CL3",
            level: Level::Watch,
            evidence: say!(
                "已勾选 {done} 项，其中 {bare} 项没有证据",
                "Of {done} ticked items, {bare} have no evidence"
            ),
            advice: text(
                "给重要的几项补一句证据，回顾时才说得清",
                "Add a line of evidence to the important ones, so that a review can rely on them",
            )
            .into(),
            source: OWN,
            place: place(first, "evidence"),
        });
    }
    findings
}

/// The one finding of all that is overdue: the oldest block in full, the others by their number.
fn overdue(figures: &Figures) -> Option<Finding> {
    let mut blocks: Vec<&BlockFigures> = figures.blocks.iter().filter(|b| !b.overdue.is_empty()).collect();
    blocks.sort_by_key(|b| std::cmp::Reverse(b.days));
    let (oldest, others) = blocks.split_first()?;
    let mut finding = late(oldest)?;
    if !others.is_empty() {
        let listed = |lang: Lang| {
            let one = |b: &&BlockFigures| match lang {
                Lang::Zh => format!("{} {} 项", title(b.when).zh, b.overdue.len()),
                Lang::En => format!("{} ({})", title(b.when).en, b.overdue.len()),
            };
            others.iter().map(one).collect::<Vec<_>>().join(if lang == Lang::Zh { "、" } else { ", " })
        };
        let Phrase { zh, en } = &finding.evidence;
        let (more_zh, more_en) = (listed(Lang::Zh), listed(Lang::En));
        finding.evidence = say!("{zh}。另有逾期：{more_zh}", "{en}. Also overdue: {more_en}");
    }
    Some(finding)
}

/// The finding of a block with overdue items.
fn late(block: &BlockFigures) -> Option<Finding> {
    let (row, _) = block.overdue.first()?;
    let (count, days) = (block.overdue.len(), block.days);
    let names = |lang| {
        let shown = block.overdue.iter().take(NAMED).map(|(_, name)| name.get(lang));
        shown.collect::<Vec<_>>().join(if lang == Lang::Zh { "；" } else { "; " })
    };
    let more = count.saturating_sub(NAMED);
    let (more_zh, more_en) = if more == 0 {
        (String::new(), String::new())
    } else {
        (format!(" 等 {count} 项"), format!(" and {more} more"))
    };
    let (when, zh, en) = (title(block.when), names(Lang::Zh), names(Lang::En));
    let (when_zh, when_en) = (when.zh, when.en);
    let (items, are) = if count == 1 { ("item", "is") } else { ("items", "are") };
    let unit = if days == 1 { "day" } else { "days" };
    Some(Finding {
        id: "CL1",
        level: overdue_level(days),
        evidence: say!(
            "{when_zh}有 {count} 项逾期 {days} 天：{zh}{more_zh}",
            "{when_en}: {count} {items} {are} {days} {unit} overdue: {en}{more_en}"
        ),
        advice: text(
            "给每一项定下负责人和补做的日子；不适用的，写明原因",
            "Give each an owner and a day to finish it; where it does not apply, write why",
        )
        .into(),
        source: SOURCE,
        place: place(*row, "done"),
    })
}

pub(super) fn conclusion(figures: &Figures) -> Vec<Line> {
    let plain = |text: Phrase| Line { level: Level::Blank, text };
    let Some(percent) = figures.percent() else {
        return vec![plain(text("没有适用的事项。", "No item applies.").into())];
    };
    let done = figures.done;
    let mut lines = Vec::new();
    match figures.planned {
        None => lines.push(plain(say!(
            "完成 {percent}% · 已完成 {done} 项 · 填上启动日期才有期限",
            "{percent}% done · {done} finished · due dates need a start date"
        ))),
        Some(planned) => {
            let (now_zh, now_en) = now(figures);
            lines.push(plain(say!(
                "完成 {percent}% · 计划应完成 {planned} 项，已完成 {done} 项 · {now_zh}",
                "{percent}% done · planned by now: {planned}, finished: {done} · {now_en}"
            )));
        }
    }
    let overdue = figures.overdue();
    let days = figures.blocks.iter().map(|b| b.days).max().unwrap_or(0);
    if overdue > 0 {
        let (items, unit) =
            (if overdue == 1 { "item" } else { "items" }, if days == 1 { "day" } else { "days" });
        lines.push(Line {
            level: overdue_level(days),
            text: say!(
                "逾期 {overdue} 项，最久 {days} 天",
                "{overdue} {items} overdue, the longest by {days} {unit}"
            ),
        });
    }
    let suggested = figures.suggestions.len();
    if suggested > 0 {
        lines.push(plain(say!(
            "建议勾选 {suggested} 项，可用“勾选全部建议项”一次勾完",
            "Suggested to tick: {suggested}; 'Tick all suggested items' does them at once"
        )));
    }
    lines
}

/// Where the project stands in the 90 days.
fn now(figures: &Figures) -> (String, String) {
    match (figures.now(), figures.calendar.countdown(figures.today)) {
        (Some(when), _) => (format!("当前：{}", when.label().zh), format!("now: {}", when.label().en)),
        (None, Some(days)) => (
            format!("还有 {days} 天启动"),
            format!("{days} {} to the start", if days == 1 { "day" } else { "days" }),
        ),
        (None, None) if figures.calendar.day(figures.today).is_some_and(|day| day < 1) => {
            ("尚未启动".to_owned(), "not started".to_owned())
        }
        (None, None) => ("90天已过".to_owned(), "the 90 days are over".to_owned()),
    }
}

pub(super) fn values(scene: &Facts) -> Vec<(&'static str, Value)> {
    let figures = scene.get::<Figures>();
    let key = |when: Option<When>| when.map(|w| w.option().key);
    let blocks = figures.blocks.iter().map(|b| {
        let dates = b.when.and_then(|when| figures.dates(when));
        json!({
            "block": key(b.when),
            "from": dates.map(|d| d.0.to_string()),
            "until": dates.map(|d| d.1.to_string()),
            "done": b.done,
            "total": b.total,
            "overdue": b.overdue.iter().map(|(id, _)| id.to_string()).collect::<Vec<_>>(),
            "overdue_days": b.days,
        })
    });
    let suggested = figures.suggestions.iter();
    let suggested = suggested.map(|s| json!({ "id": s.row.to_string(), "code": s.code }));
    vec![
        ("percent", json!(figures.percent())),
        ("done", json!(figures.done)),
        ("total", json!(figures.total)),
        ("not_applicable", json!(figures.not_applicable)),
        ("planned", json!(figures.planned)),
        ("overdue", json!(figures.overdue())),
        ("without_evidence", json!(figures.bare.0)),
        ("block", json!(key(figures.now()))),
        ("blocks", blocks.collect()),
        ("suggested", suggested.collect()),
    ]
}
