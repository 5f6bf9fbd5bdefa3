//! The weekly review: which promises stand first, what is still to be said this week, and the action that
//! starts it. It must not know how an indicator is judged.

use super::facts::{Figures, Indicators, REVIEW_DAYS};
use super::{Kpi, Review, rules, words};
use crate::facts::Facts;
use crate::finding::{Level, Line, Place};
use crate::project::Edit;
use crate::say;
use crate::sheet::{AnyRow, Id, Row};
use crate::text::{Phrase, text};
use crate::tool::{Outcome, Panel};
use chrono::Days;

/// Where a row of the review stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Promised,
    ThisWeek,
    Earlier,
}

fn part(facts: &Indicators, review: &Review) -> Part {
    match review.date {
        Some(date) if facts.weeks.of(date) < facts.weeks.of(facts.today) => {
            if review.is_open() {
                Part::Promised
            } else {
                Part::Earlier
            }
        }
        _ => Part::ThisWeek,
    }
}

/// Open promises of earlier weeks, the oldest first; then this week; then what is settled, the latest first.
pub(super) fn rows(scene: &Facts) -> Option<Vec<usize>> {
    let facts = scene.get::<Indicators>();
    let mut order: Vec<_> = scene
        .project()
        .rows::<Review>()
        .iter()
        .enumerate()
        .map(|(at, review)| {
            let part = part(facts, review);
            let day = review.date.map_or(0, |d| facts.today.signed_duration_since(d).num_days());
            (part, if part == Part::Promised { -day } else { day }, at)
        })
        .collect();
    order.sort_unstable();
    Some(order.into_iter().map(|(.., at)| at).collect())
}

/// The heading of a row.
pub(super) fn heading(scene: &Facts, row: &dyn AnyRow) -> Option<Phrase> {
    let facts = scene.get::<Indicators>();
    Some(match part(facts, row.typed::<Review>()?) {
        Part::Promised => text("上周的承诺", "Last week's promises").into(),
        Part::ThisWeek => text("本周", "This week").into(),
        Part::Earlier => text("更早", "Earlier").into(),
    })
}

/// Indicators that are lagging, off track or missed and have no row in this week.
fn missing(facts: &Indicators) -> impl Iterator<Item = &Figures> {
    facts.kpis.iter().filter(|k| k.needs_review() && !facts.reviewed.this_week.contains(&k.kpi.id))
}

/// A row for every indicator that needs one this week.
pub(super) fn start(
    scene: &Facts,
    _: Option<&dyn AnyRow>,
    new_id: &mut dyn FnMut() -> Id,
) -> Result<Outcome, Phrase> {
    let nothing = || {
        text("没有指标要回顾：没有滞后或偏离的", "Nothing to review: no indicator is lagging or off track")
    };
    let facts = Some(scene.get::<Indicators>()).ok_or_else(nothing)?;
    if !facts.any_reading() {
        return Err(text(
            "还没有读数：先在看板上记下数值",
            "There are no readings yet: enter values on the dashboard first",
        )
        .into());
    }
    if !facts.kpis.iter().any(Figures::needs_review) {
        return Err(nothing().into());
    }
    let due = scene.today().checked_add_days(Days::new(REVIEW_DAYS.unsigned_abs()));
    let added: Vec<Review> = missing(facts)
        .map(|k| Review {
            kpi: crate::sheet::Link::to(k.kpi.id),
            date: Some(scene.today()),
            owner: k.kpi.owner.clone(),
            due,
            ..Review::with_id(new_id())
        })
        .collect();
    let Some(first) = added.first().map(|row| row.id) else { return incomplete(scene) };
    let n = added.len();
    let are = if n == 1 { "indicator needs" } else { "indicators need" };
    Ok(Outcome {
        edit: Edit::Many(added.into_iter().map(Edit::append).collect()),
        said: say!(
            "本周要回顾 {n} 个指标：逐行写下根本原因和一项纠偏行动",
            "{n} {are} a review this week: note the root cause and one action in each row"
        ),
        go: Some((Place { sheet: Review::SHEET, row: Some(first), column: "root_cause" }, false)),
    })
}

/// The first cell of a row that still has to be filled.
pub(super) fn blank(review: &Review) -> Option<&'static str> {
    let cells = ["root_cause", "action", "owner", "due"];
    cells.into_iter().find(|key| (review as &dyn AnyRow).cell(key) == crate::sheet::Cell::Empty)
}

/// All rows are there: on to the first cell of them that is still blank.
fn incomplete(scene: &Facts) -> Result<Outcome, Phrase> {
    let week = scene.today().checked_sub_days(Days::new(REVIEW_DAYS.unsigned_abs()));
    let recent = |r: &&std::sync::Arc<Review>| {
        r.done.0.is_none() && r.date.zip(week).is_some_and(|(date, from)| date > from)
    };
    let rows = scene.project().rows::<Review>().iter().filter(recent);
    let found = rows.into_iter().find_map(|r| blank(r).map(|column| (r.id, column)));
    let (row, column) = found.ok_or_else(|| text("本周的回顾已经写全", "This week's review is complete"))?;
    Ok(Outcome {
        edit: Edit::Many(Vec::new()),
        said: text(
            "本周的回顾都在了：补齐根本原因和纠偏行动",
            "This week's rows are all there: complete their causes and actions",
        )
        .into(),
        go: Some((Place { sheet: Review::SHEET, row: Some(row), column }, false)),
    })
}

fn names<'a>(kpis: impl Iterator<Item = &'a Kpi>) -> Phrase {
    words::list(&kpis.map(words::name).collect::<Vec<_>>())
}

/// The three questions, and what is still open this week.
pub(super) fn panels(scene: &Facts, _: Option<&dyn AnyRow>) -> Vec<Panel> {
    let facts = scene.get::<Indicators>();
    let (mut good, mut off) = (Vec::new(), Vec::new());
    for kpi in facts.kpis.iter().filter(|k| k.standing().is_some()) {
        if kpi.needs_review() { off.push(&*kpi.kpi) } else { good.push(&*kpi.kpi) }
    }
    let plain = |text| Line { level: Level::Blank, text };
    let some = |list: Vec<&Kpi>| {
        if list.is_empty() { text("没有", "none").into() } else { names(list.into_iter()) }
    };
    let (good, off) = (some(good), some(off));
    let (good_zh, good_en, off_zh, off_en) = (good.zh, good.en, off.zh, off.en);
    let questions = vec![
        plain(text("1 哪些指标在轨，哪些偏离？", "1 Which indicators are on track, which deviate?").into()),
        plain(say!("  在轨：{good_zh}", "  On track: {good_en}")),
        plain(say!("  偏离：{off_zh}", "  Deviating: {off_en}")),
        plain(text("2 偏离的根本原因是什么？", "2 What is the root cause of the deviation?").into()),
        plain(text("3 下周的纠偏行动是什么？", "3 What is next week's corrective action?").into()),
    ];
    let mut open = Vec::new();
    let missing: Vec<&Kpi> = missing(facts).map(|k| &*k.kpi).collect();
    if !missing.is_empty() {
        let Phrase { zh, en } = names(missing.into_iter());
        open.push(Line {
            level: Level::Watch,
            text: say!(
                "本周还没有回顾：{zh}（用“开始本周回顾”加入）",
                "No row this week yet: {en} ('Start this week's review' adds them)"
            ),
        });
    }
    for kpi in facts.kpis.iter().filter(|k| k.needs_review()) {
        if let Some(gaps) = facts.reviewed.recent.get(&kpi.kpi.id).and_then(|r| gaps(r)) {
            let (name, Phrase { zh, en }) = (words::name(&kpi.kpi), gaps);
            let (name_zh, name_en) = (name.zh, name.en);
            open.push(Line { level: Level::Watch, text: say!("{name_zh}：{zh}", "{name_en}: {en}") });
        }
    }
    if let Some((week, _)) = facts.reviewed.carried.first() {
        let n = facts.reviewed.carried.len();
        open.push(Line {
            level: rules::carried_level(*week),
            text: say!(
                "{n} 项承诺拖过一周，最久的到了第 {week} 周",
                "Promises carried over: {n}, the oldest in its week {week}"
            ),
        });
    }
    if open.is_empty() {
        let text = text("本周的回顾已经齐全", "This week's review is complete").into();
        open.push(Line { level: if facts.any_reading() { Level::Good } else { Level::Blank }, text });
    }
    if !facts.any_reading() {
        open = vec![plain(text("还没有读数，没有可回顾的", "No readings yet, nothing to review").into())];
    }
    vec![
        Panel::Lines { title: text("还要补的", "Still open").into(), lines: open },
        Panel::Lines { title: text("每周三问", "Three questions").into(), lines: questions },
    ]
}

/// What a row of the review still lacks, as a clause; `None` if nothing.
pub(super) fn gaps(review: &Review) -> Option<Phrase> {
    if review.is_complete() {
        return None;
    }
    let blank = |text: &str| text.trim().is_empty();
    let mut gaps: Vec<Phrase> = Vec::new();
    if blank(&review.root_cause.0) {
        gaps.push(text("根本原因", "a root cause").into());
    }
    if blank(&review.action.0) {
        gaps.push(text("纠偏行动", "a corrective action").into());
    }
    if blank(&review.owner) {
        gaps.push(text("负责人", "an owner").into());
    }
    // In Chinese the due date is a clause of its own.
    let Phrase { zh, .. } = words::list(&gaps);
    let mut clauses = if gaps.is_empty() { Vec::new() } else { vec![format!("还缺{zh}")] };
    if gaps.is_empty() || review.due.is_none() {
        gaps.push(Phrase::same("a due date within 7 days"));
        clauses.push("期限要在 7 天之内".to_owned());
    }
    let (zh, Phrase { en, .. }) = (clauses.join("，"), words::list(&gaps));
    Some(say!("{zh}", "needs {en}"))
}
