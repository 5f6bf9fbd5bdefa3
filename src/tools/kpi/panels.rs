//! What stands beside the dashboard for the indicator under the cursor: its chart and what it means. It
//! must not decide anything that the rules do not know.

use super::facts::{Against, Figures, Indicators, Movement};
use super::judge::RECENT;
use super::{Event, Path, balance, code, words};
use crate::facts::Facts;
use crate::finding::{Level, Line};
use crate::project::Project;
use crate::say;
use crate::sheet::{AnyRow, Unit};
use crate::stats::xmr::{LIMITS_FREEZE_AT, LIMITS_NEED};
use crate::stats::{Forecast, KpiStatus, ROADMAP_PATH, Rule, Side, Standing};
use crate::text::{Phrase, Text, text};
use crate::tool::{Chart, Panel};
use chrono::{Datelike, NaiveDate};

/// The chart and the reading of it, then both kinds beside each other.
pub(super) fn dashboard(scene: &Facts, row: Option<&dyn AnyRow>) -> Vec<Panel> {
    let facts = scene.get::<Indicators>();
    let mut panels = Vec::new();
    if let Some(kpi) = row.and_then(|row| facts.get(row.id())) {
        if kpi.current.is_some() {
            panels.push(Panel::Chart(chart(scene.project(), facts, kpi)));
        }
        panels.push(Panel::Lines { title: words::name(&kpi.kpi), lines: lines(kpi) });
    }
    panels.push(balance::panel(facts));
    panels
}

fn day(date: NaiveDate) -> f64 {
    f64::from(date.num_days_from_ce())
}

/// The readings of an indicator over time, with its path, its limits and what happened.
pub(in crate::tools) fn chart(project: &Project, facts: &Indicators, kpi: &Figures) -> Chart {
    let mut values: Vec<(f64, Option<f64>)> = Vec::with_capacity(kpi.weekly.len());
    // Where the points of the figures went among the values, which hold the gaps too.
    let mut at = Vec::with_capacity(kpi.weekly.len());
    let mut last_week = None;
    for reading in &kpi.weekly {
        let missed = last_week.is_some_and(|week: i64| reading.point.week - week > 1);
        // One gap parts the line, however many weeks it lasted.
        if let Some(date) = last_week.filter(|_| missed).and_then(|week| facts.weeks.first_day(week + 1)) {
            values.push((day(date), None));
        }
        at.push(values.len());
        values.push((day(reading.date), Some(reading.point.value)));
        last_week = Some(reading.point.week);
    }
    let signals = kpi.xmr.iter().flat_map(|x| &x.signals).filter_map(|s| at.get(s.point).copied());
    let mut signals: Vec<usize> = signals.collect();
    signals.dedup();
    let about = |event: &&std::sync::Arc<Event>| event.kpi.0.is_none_or(|id| id == kpi.kpi.id);
    let mut events: Vec<_> = project.rows::<Event>().iter().filter(about).collect();
    // What happened to this very indicator comes before what concerns them all.
    events.sort_by_key(|event| event.kpi.0.is_none());
    let marks = events.iter().filter_map(|e| Some((day(e.date?), Phrase::same(e.name.as_str())))).collect();
    let first = kpi.readings.first().map_or(facts.today, |(date, _)| *date);
    let (from, to) = kpi.span.unwrap_or((first, facts.today));
    let (from, to) = (from.min(first), to.max(facts.today));
    Chart {
        title: Some(words::name(&kpi.kpi)),
        values,
        path: path(kpi, from, to),
        limits: kpi.xmr.as_ref().map(|x| (x.limits.lower, x.limits.mean, x.limits.upper)),
        signals,
        marks,
        today: Some(day(facts.today)),
        span: Some(((day(from), Phrase::same(from.to_string())), (day(to), Phrase::same(to.to_string())))),
        unit: kpi.kpi.unit(),
        whole: kpi.kpi.unit() == Unit::Times,
        legend: vec![
            text("每周数值", "weekly value").into(),
            if kpi.has_path() { text("预期走势", "expected path") } else { text("目标", "target") }.into(),
        ],
    }
}

/// Where it should be: from the baseline to the target, or level at a threshold.
fn path(kpi: &Figures, first: NaiveDate, last: NaiveDate) -> Vec<(f64, f64)> {
    let Some(target) = kpi.kpi.target else { return Vec::new() };
    match (kpi.ends(), kpi.span) {
        (Some((baseline, _)), Some((from, to))) if kpi.has_path() => {
            let straight: &[(f64, f64)] = &[(0.0, 0.0), (12.0, 1.0)];
            let roadmap = kpi.kpi.path == Some(Path::Roadmap) && kpi.against == Against::Path;
            let shape = if roadmap { &ROADMAP_PATH } else { straight };
            let along = |(month, share): &(f64, f64)| {
                (day(from) + (day(to) - day(from)) * month / 12.0, baseline + (target - baseline) * share)
            };
            let mut path: Vec<_> = shape.iter().map(along).collect();
            // Growth that has come to its end is a threshold from there on.
            if kpi.against == Against::Growth && last > to {
                path.push((day(last), target));
            }
            path
        }
        _ => vec![(day(first), target), (day(last), target)],
    }
}

fn lines(kpi: &Figures) -> Vec<Line> {
    let plain = |text| Line { level: Level::Blank, text };
    let mut lines = Vec::new();
    if let Some(lack) = kpi.lacks {
        let Text { zh, en } = words::lack(lack);
        lines.push(Line {
            level: Level::Watch,
            text: say!("还不能判断：请填{zh}", "It cannot be judged yet: enter {en}"),
        });
    }
    lines.extend(growth(kpi).map(plain));
    if kpi.current.is_none() {
        lines.push(plain(
            text(
                "还没有读数：用“记下今天的读数”填第一个",
                "No reading yet: 'Add today's reading' enters one",
            )
            .into(),
        ));
        return lines;
    }
    if !kpi.has_path() && kpi.needs_review() {
        lines.push(plain(
            text(
                "直接与目标值比较；在“设定”页填上基线和目标日期，就按预期走势判断",
                "Compared with the target itself; with a baseline and a target date (Set-up tab) it is compared with the expected path",
            )
            .into(),
        ));
    }
    lines.extend(pace(kpi));
    lines.extend(forecast(kpi));
    lines.extend(limits(kpi).map(plain));
    lines.push(verdict(kpi));
    if let Some((level, meaning)) = meaning(kpi) {
        let Text { zh, en } = meaning;
        lines.push(Line { level, text: say!("这说明：{zh}", "What this means: {en}") });
    }
    lines
}

/// Where the expectation comes from, as nobody entered it.
fn growth(kpi: &Figures) -> Option<Phrase> {
    let (from, to) = kpi.span.filter(|_| kpi.against == Against::Growth)?;
    let begin = match kpi.kpi.code.as_str() {
        _ if kpi.kpi.baseline_date.is_some() => text(" ", ""),
        code::TRAINING => text("（试点培训开始）", ", when training of the pilot team begins,"),
        _ => text("（项目启动）", ", the start,"),
    };
    let end = match kpi.kpi.target_date {
        Some(_) => text(" ", ""),
        None => text("（清单的第 84 天）", ", day 84 of the checklist"),
    };
    let (Text { zh: from_zh, en: from_en }, Text { zh: to_zh, en: to_en }) = (begin, end);
    Some(say!(
        "预期：从 {from}{from_zh}起匀速上升，到 {to}{to_zh}达标；要用自己的日期，在“设定”页填写",
        "Expected: a steady rise from {from}{from_en} to the target on {to}{to_en}; enter dates of your own on the Set-up tab"
    ))
}

fn pace(kpi: &Figures) -> Option<Line> {
    let unit = kpi.kpi.unit();
    let pace = kpi.pace.map(|p| words::change(p, unit));
    let required = kpi.required.map(|p| words::change(p, unit));
    let text = match (pace, required) {
        (Some(Phrase { zh, en }), Some(Phrase { zh: need_zh, en: need_en })) => say!(
            "每周速度 {zh}，要按期达标每周需 {need_zh}",
            "Pace {en} a week; {need_en} a week is needed to meet the target in time"
        ),
        (Some(Phrase { zh, en }), None) => say!("每周速度 {zh}", "Pace {en} a week"),
        (None, Some(Phrase { zh, en })) => {
            say!("要按期达标每周需 {zh}", "{en} a week is needed to meet the target in time")
        }
        (None, None) => return None,
    };
    Some(Line { level: Level::Blank, text })
}

fn forecast(kpi: &Figures) -> Option<Line> {
    let (level, text) = match kpi.forecast {
        Forecast::Met => (Level::Good, text("目标已达成", "The target is met").into()),
        Forecast::Date(date) => match kpi.span {
            Some((_, to)) if date > to => (
                Level::Watch,
                say!(
                    "按现在的速度 {date} 达标，晚于 {to}",
                    "At this pace the target is met on {date}, after {to}"
                ),
            ),
            _ => (Level::Blank, say!("按现在的速度 {date} 达标", "At this pace the target is met on {date}")),
        },
        Forecast::Never => {
            (Level::Watch, text("按现在的速度达不到目标", "At this pace the target is never met").into())
        }
        Forecast::TooFew { have } => (
            Level::Blank,
            say!(
                "再有 {n} 天的读数就能预测达标日期",
                "Days with a reading still needed for a forecast: {n}",
                n = words::needed(have)
            ),
        ),
        // What is missing has been said already.
        Forecast::Undefined => return None,
    };
    Some(Line { level, text })
}

fn limits(kpi: &Figures) -> Option<Phrase> {
    let xmr = kpi.xmr.as_ref()?;
    let figure = |value| words::figure(value, Unit::None);
    let (mean, lower, upper) = (figure(xmr.limits.mean), figure(xmr.limits.lower), figure(xmr.limits.upper));
    let (mean, lower, upper) = (mean.en, lower.en, upper.en);
    let n = xmr.baseline;
    Some(if xmr.provisional {
        say!(
            "XmR 控制图：均值 {mean}，自然界限 {lower} 到 {upper}（暂定，{n}/{LIMITS_FREEZE_AT} 周）",
            "XmR chart: mean {mean}, natural limits {lower} to {upper} (provisional, {n} of {LIMITS_FREEZE_AT} weeks)"
        )
    } else {
        say!(
            "XmR 控制图：均值 {mean}，自然界限 {lower} 到 {upper}",
            "XmR chart: mean {mean}, natural limits {lower} to {upper}"
        )
    })
}

/// The strongest of the signals that the movement is concluded from: outside the limits before three of four
/// before eight in a row, and among those on one side with the latest.
fn strongest(kpi: &Figures) -> Option<Phrase> {
    let xmr = kpi.xmr.as_ref()?;
    let side = xmr.signals.last()?.side;
    let since = kpi.weekly.len().saturating_sub(RECENT);
    let recent = || xmr.signals.iter().filter(|s| s.side == side && s.point >= since);
    let outside: Vec<usize> = recent().filter(|s| s.rule == Rule::Outside).map(|s| s.point).collect();
    let (limit, beyond) = match side {
        Side::Above => (xmr.limits.upper, text("超出上限", "above the limit")),
        Side::Below => (xmr.limits.lower, text("低于下限", "below the limit")),
    };
    let limit = words::figure(limit, Unit::None).en;
    let Text { zh, en } = beyond;
    let (n, all) = (outside.len(), kpi.weekly.len().min(RECENT));
    // How many of the latest readings in a row are outside.
    let row = outside.iter().rev().zip((0..kpi.weekly.len()).rev()).take_while(|(a, b)| **a == *b).count();
    Some(match (n, row) {
        (0, _) if recent().any(|s| s.rule == Rule::ThreeOfFour) => {
            text("4 点中有 3 点靠近界限", "3 of 4 points are near a limit").into()
        }
        (0, _) => text("连续 8 点在均值同一侧", "8 points in a row are on one side of the mean").into(),
        (_, 1) => say!("最近一次{zh} {limit}", "the last reading is {en} {limit}"),
        (_, 2) => say!("最近两次都{zh} {limit}", "the last two readings are {en} {limit}"),
        (_, 3..) => say!("最近 {row} 次都{zh} {limit}", "the last {row} readings are {en} {limit}"),
        (1, _) => {
            say!("最近 {all} 次中有 1 次{zh} {limit}", "1 of the last {all} readings is {en} {limit}")
        }
        _ => say!("最近 {all} 次中有 {n} 次{zh} {limit}", "{n} of the last {all} readings are {en} {limit}"),
    })
}

/// Proven, noise, or too early to say.
fn verdict(kpi: &Figures) -> Line {
    let Phrase { zh: why_zh, en: why_en } = strongest(kpi).unwrap_or_else(|| text("", "").into());
    let Text { zh, en } = words::movement(kpi.movement);
    let (level, text) = match kpi.movement {
        Movement::TooFew { have } => (
            Level::Blank,
            say!(
                "信号还是噪声：{have} 周读数，满 {LIMITS_NEED} 周（有相邻的周）才能判断",
                "Signal or noise: it takes readings of {LIMITS_NEED} weeks, some of them neighbours; so far there are {have}"
            ),
        ),
        Movement::None => {
            (Level::Watch, text("没有波动：请查数据来源", "No variation: check the source").into())
        }
        Movement::Noise => (
            Level::Blank,
            text(
                "波动都在正常范围内：改善还没有证实",
                "All within the usual ups and downs: nothing is proven",
            )
            .into(),
        ),
        Movement::Better => (Level::Good, say!("{zh}：{why_zh}", "{en}: {why_en}")),
        Movement::Worse => (Level::Act, say!("{zh}：{why_zh}", "{en}: {why_en}")),
        Movement::Moved => (Level::Blank, say!("{zh}：{why_zh}", "Signal: {why_en}")),
    };
    Line { level, text }
}

/// Status and movement in one sentence that says what to do.
fn meaning(kpi: &Figures) -> Option<(Level, Text)> {
    let standing = match kpi.status {
        KpiStatus::Fresh(standing) => standing,
        KpiStatus::Stale { .. } => {
            return Some((
                Level::Watch,
                text(
                    "数字太旧，先更新再下结论",
                    "the figure is too old; update it before you conclude anything",
                ),
            ));
        }
        KpiStatus::Undefined | KpiStatus::NoReading => return None,
    };
    let behind = matches!(standing, Standing::Lagging | Standing::OffTrack | Standing::Missed);
    let (level, meaning) = match (behind, kpi.movement) {
        (true, Movement::Better) => (
            Level::Watch,
            text("做法有效，但速度不够，要加大力度", "the approach works but is too slow; do more of it"),
        ),
        (true, Movement::Worse) => (
            Level::Act,
            text("情况在变坏，马上找出变化的原因", "it is getting worse; find out at once what changed"),
        ),
        (true, Movement::TooFew { .. } | Movement::None | Movement::Moved) => (
            Level::Watch,
            text(
                "落后于预期，找出根本原因，定一项行动",
                "it is behind; find the root cause and decide on one action",
            ),
        ),
        (true, Movement::Noise) => (
            Level::Watch,
            text(
                "每周的起伏只是噪声，不必逐个追问，要改变的是做法",
                "the weekly ups and downs are noise, do not chase them; it is the process that has to change",
            ),
        ),
        (false, Movement::Better) => (
            Level::Good,
            text(
                "改善是真的，总结做法，可以推广",
                "the improvement is real; write down what worked and spread it",
            ),
        ),
        (false, Movement::Worse) => (
            Level::Watch,
            text("还在轨，但正在变坏：趁早查原因", "still good, but declining; look for the cause early"),
        ),
        (false, Movement::Noise) => (
            Level::Blank,
            text(
                "在轨，但改善还没有证实，先不要宣布成功",
                "on track, but nothing is proven yet; do not claim success",
            ),
        ),
        (false, _) => (Level::Blank, text("在轨，继续每周记录", "on track; keep recording it every week")),
    };
    Some((level, meaning))
}
