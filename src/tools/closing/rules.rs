//! What is concluded of a closing: before it what is still missing, after it whether it holds.

use super::Closing;
use super::figures::{Figures, Guard, Held, LEAST, SAFE, Watched, shortest};
use crate::facts::Facts;
use crate::finding::{Finding, Level, Line, Place};
use crate::say;
use crate::sheet::Row;
use crate::stats::STALE_AFTER_DAYS;
use crate::text::{Phrase, Text, text};
use crate::tool::Assessment;
use crate::tools::kpi::words;
use serde_json::{Value, json};

const SOURCE: Text =
    text("8个常见错误 6：过早宣布胜利", "Eight common mistakes, 6: declaring victory too early");
const OWN: Text =
    text("8个常见错误 6；20% 的界线为本工具所定", "Eight common mistakes, 6; the limit of 20% is our own");

/// Months with one decimal, rounded down: what has not been reached is not shown as reached.
pub(super) fn months(months: f64) -> String {
    format!("{:.1}", ((months + 1e-9) * 10.0).floor() / 10.0)
}

fn place(closing: &Closing, column: &'static str) -> Place {
    Place { sheet: Closing::SHEET, row: Some(closing.id), column }
}

/// What keeps the project from being closed, by the indicator that has held the shortest.
pub(super) fn weakest(held: &[Held]) -> Phrase {
    let Some(h) = shortest(held) else {
        return text("没有带目标的滞后指标", "no lagging indicator has a target").into();
    };
    let (Phrase { zh, en }, n) = (&h.name, months(h.months));
    if h.since.is_some() {
        say!("{zh}只稳住了 {n} 个月", "{en} has held for {n} months")
    } else {
        say!("{zh}现在没有达标", "{en} is not on target now")
    }
}

pub(super) fn findings(facts: &Figures) -> Vec<Finding> {
    let Some(closing) = &facts.closing else { return Vec::new() };
    [too_early(closing), relapse(facts, closing), silent(facts, closing)].into_iter().flatten().collect()
}

/// Closed before its time: said for as long as it is closed.
fn too_early(closing: &Closing) -> Option<Finding> {
    let held = closing.months.filter(|held| *held < LEAST - 1e-9)?;
    let (date, held) = (closing.date?, months(held));
    let why = closing.override_reason.0.trim();
    let by = closing.by.trim();
    let (by_zh, by_en) = if by.is_empty() {
        (String::new(), String::new())
    } else {
        (format!("，由{by}决定"), format!(" by {by}"))
    };
    let (why_zh, why_en) = if why.is_empty() { ("没有写", "none given") } else { (why, why) };
    Some(Finding {
        id: "MI6",
        level: Level::Watch,
        evidence: say!(
            "{date} 收尾{by_zh}，当时只稳住 {held} 个月；理由：{why_zh}",
            "Closed on {date}{by_en}, when the targets had held for {held} months; reason: {why_en}"
        ),
        advice: text(
            "照样每周记读数，满 6 个月之前随时准备重新开启",
            "Go on reading the figures every week, and be ready to open it again until six months are full",
        )
        .into(),
        source: SOURCE,
        place: place(closing, "override_reason"),
    })
}

fn lost(watched: &Watched) -> Phrase {
    let unit = watched.kpi.unit();
    let figure = |value| words::figure(value, unit);
    let value = watched.latest.map_or(watched.held, |(_, value)| value);
    let (Phrase { zh, en }, from, held, now) =
        (&watched.name, figure(watched.baseline), figure(watched.held), figure(value));
    let lost = words::percent(watched.lost.unwrap_or(0.0));
    let (from_zh, held_zh, now_zh) = (from.zh, held.zh, now.zh);
    let (from_en, held_en, now_en) = (from.en, held.en, now.en);
    say!(
        "{zh}收尾时 {held_zh}，现在 {now_zh}（基线 {from_zh}），成果丢了 {lost}",
        "{en} was {held_en} at the closing and is {now_en} (baseline {from_en}): {lost} of the gain is lost"
    )
}

fn relapse(facts: &Figures, closing: &Closing) -> Option<Finding> {
    let relapses = facts.relapses();
    if relapses.is_empty() {
        return None;
    }
    let named: Vec<Phrase> = relapses.into_iter().map(lost).collect();
    Some(Finding {
        id: "MI6",
        level: Level::Act,
        evidence: words::joined(&named, text("；", "; ")),
        advice: text(
            "找出哪一步回到了老做法，恢复每周回顾；这周定不下来，就重新开启项目",
            "Find out which step has gone back to the old way and hold the weekly review again; if that is not settled this week, open the project again",
        )
        .into(),
        source: OWN,
        place: place(closing, "reopened"),
    })
}

/// The readings have stopped: nobody would see a relapse. Said once for all.
fn silent(facts: &Figures, closing: &Closing) -> Option<Finding> {
    let stale: Vec<Phrase> = facts.watched.iter().filter(|w| w.stale).map(|w| w.name.clone()).collect();
    if stale.is_empty() || facts.paused {
        return None;
    }
    let Phrase { zh, en } = words::list(&stale);
    Some(Finding {
        id: "MI6",
        level: Level::Watch,
        evidence: say!(
            "收尾后超过 {STALE_AFTER_DAYS} 天没有读数：{zh}",
            "No reading for more than {STALE_AFTER_DAYS} days since the closing: {en}"
        ),
        advice: text(
            "收尾之后也要继续记读数，反弹才看得见",
            "Go on taking readings after the closing, or a relapse will not be seen",
        )
        .into(),
        source: SOURCE,
        place: place(closing, "date"),
    })
}

/// The state in at most ten cells.
pub(super) fn headline(facts: &Figures) -> Phrase {
    if facts.closing.is_some() {
        return if facts.relapses().is_empty() {
            text("已收尾", "closed").into()
        } else {
            text("反弹", "relapse").into()
        };
    }
    let n = if facts.months() < 0.1 { "0".to_owned() } else { months(facts.months()) };
    match facts.guard() {
        Guard::Unmeasured => text("无读数", "no data").into(),
        Guard::Early if !facts.ever() => text("未达标", "not met").into(),
        Guard::Early => say!("{n}/6 月", "{n}/6 mo"),
        Guard::Soon => say!("{n}/12 月", "{n}/12 mo"),
        Guard::Safe => text("可收尾", "may close").into(),
    }
}

/// Nothing is good or bad of a project that goes on, until it may be closed.
pub(super) fn level(facts: &Figures, findings: &[Finding]) -> Level {
    match (facts.closing.is_some(), facts.guard()) {
        (true, _) => Assessment::worst(findings),
        (false, Guard::Soon | Guard::Safe) => Level::Good,
        (false, Guard::Unmeasured | Guard::Early) => Level::Blank,
    }
}

pub(super) fn conclusion(facts: &Figures) -> Vec<Line> {
    let line = |level, text| Line { level, text };
    let plain = |text: Text| line(Level::Blank, text.into());
    if let Some(closing) = &facts.closing {
        let date = closing.date.map_or(String::new(), |d| d.to_string());
        let mut lines = vec![line(
            if facts.relapses().is_empty() { Level::Good } else { Level::Act },
            match facts.relapses().first() {
                None => say!("{date} 收尾，没有反弹", "Closed on {date}; no relapse"),
                Some(worst) => {
                    let (Phrase { zh, en }, n) = (&worst.name, words::percent(worst.lost.unwrap_or(0.0)));
                    say!(
                        "{date} 收尾，{zh}已丢掉成果的 {n}",
                        "Closed on {date}; {n} of the gain in {en} is lost"
                    )
                }
            },
        )];
        if facts.watched.iter().any(|w| w.latest.is_none()) {
            lines.push(plain(text(
                "收尾后还没有新读数的指标，现在看不出反弹",
                "Where there is no reading since the closing, a relapse cannot be seen",
            )));
        }
        return lines;
    }
    let Phrase { zh, en } = weakest(&facts.held);
    match facts.guard() {
        Guard::Unmeasured => vec![plain(text(
            "带目标的滞后指标还没有读数；有了读数，这里就数稳住了几个月。",
            "No lagging indicator with a target has a reading yet; with readings, this counts the months on target.",
        ))],
        Guard::Early if !facts.ever() => vec![line(
            Level::Blank,
            say!(
                "滞后指标的目标都稳住 {LEAST} 个月，就可以收尾；第一次达标之后，从这里数起",
                "The project may be closed once all lagging targets have held for {LEAST} months; the count begins when one is first met"
            ),
        )],
        Guard::Early => {
            let all = facts.held.len();
            let reached = facts.held.iter().filter(|h| h.broken.is_none()).count();
            vec![
                line(
                    Level::Blank,
                    say!(
                        "还不到收尾的时候：{zh}，所有目标要稳住 {LEAST} 个月",
                        "Too early to close: {en}, and all targets have to hold for {LEAST} months"
                    ),
                ),
                line(
                    Level::Blank,
                    say!(
                        "{all} 个滞后指标中，现在达标 {reached} 个",
                        "Lagging indicators on target now: {reached} of {all}"
                    ),
                ),
            ]
        }
        Guard::Soon => vec![line(
            Level::Good,
            say!(
                "可以收尾，但再稳几个月更放心：{zh}，满 {SAFE} 个月才算站稳",
                "It may be closed, though a few months more are safer: {en}; {SAFE} make it firm"
            ),
        )],
        Guard::Safe => vec![line(
            Level::Good,
            text("目标都稳住了 12 个月，可以收尾", "All targets have held for 12 months; close the project")
                .into(),
        )],
    }
}

pub(super) fn values(scene: &Facts) -> Vec<(&'static str, Value)> {
    let facts = scene.get::<Figures>();
    let kpis = facts.held.iter().map(|h| {
        json!({
            "id": h.kpi.id,
            "code": h.kpi.code.as_str(),
            "months": h.months,
            "since": h.since.map(|d| d.to_string()),
            "latest": h.latest.map(|(_, value)| value),
        })
    });
    let watched = facts.watched.iter().map(|w| {
        json!({
            "id": w.kpi.id,
            "baseline": w.baseline,
            "held": w.held,
            "latest": w.latest.map(|(_, value)| value),
            "lost_share": w.lost,
            "relapse": w.is_relapse(),
            "stale": w.stale,
        })
    });
    let closed = facts.closing.as_ref();
    vec![
        ("closed", json!(closed.and_then(|c| c.date).map(|d| d.to_string()))),
        ("closed_early", json!(closed.is_some_and(|c| c.months.is_some_and(|m| m < LEAST - 1e-9)))),
        ("months_held", json!(facts.months())),
        ("may_close", json!(matches!(facts.guard(), Guard::Soon | Guard::Safe))),
        ("kpis", kpis.collect()),
        ("since_closing", watched.collect()),
        ("relapses", json!(facts.relapses().len())),
    ]
}
