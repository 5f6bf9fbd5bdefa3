//! Panels beside the dashboard for the indicator under the cursor: its chart and what it means. They must not decide
//! anything that the rules do not know.

use super::chart;
use crate::facts::Facts;
use crate::finding::{Level, Line};
use crate::say;
use crate::sheet::{AnyRow, Unit};
use crate::stats::xmr::{LIMITS_FREEZE_AT, LIMITS_NEED};
use crate::stats::{Forecast, KpiStatus, Rule, Side, Standing};
use crate::text::{Phrase, Text, text};
use crate::tool::Panel;
use crate::tools::kpi::code;
use crate::tools::kpi::facts::{
    Against, Balance, Figures, Indicators, Movement, RECENT, lagging, leading, needed,
};

/// The chart and the reading of it, then both kinds beside each other.
pub(in crate::tools::kpi) fn dashboard(facts: &Facts, row: Option<&dyn AnyRow>) -> Vec<Panel> {
    let mut panels = Vec::new();
    if let Some(kpi) = row.and_then(|row| facts.get::<Indicators>().get(row.id())) {
        if kpi.current.is_some() {
            panels.push(Panel::Chart(chart(facts, kpi)));
        }
        panels.push(Panel::Lines { title: kpi.kpi.title(), lines: lines(kpi) });
    }
    panels.push(balance(facts));
    panels
}

fn lines(kpi: &Figures) -> Vec<Line> {
    let mut lines = Vec::new();
    if let Some(lack) = kpi.lacks {
        let what = lack.label();
        let text = say!("还不能判断：请填{what}", "It cannot be judged yet: enter {what}", what);
        lines.push(Line::new(Level::Watch, text));
    }
    lines.extend(growth(kpi).map(Line::plain));
    if kpi.current.is_none() {
        lines.push(Line::plain(text(
            "还没有读数：用“记下今天的读数”填第一个",
            "No reading yet: 'Add today's reading' enters one",
        )));
        return lines;
    }
    if !kpi.has_path() && kpi.needs_review() {
        lines.push(Line::plain(text(
            "直接与目标值比较；在“设定”页填上基线和目标日期，就按预期走势判断",
            "Compared with the target itself; with a baseline and a target date (Set-up tab) it is compared with the expected path",
        )));
    }
    lines.extend(pace(kpi).map(Line::plain));
    lines.extend(forecast(kpi));
    lines.extend(limits(kpi).map(Line::plain));
    lines.push(proof(kpi));
    if let Some((level, meaning)) = meaning(kpi) {
        lines.push(Line::new(level, say!("这说明：{meaning}", "What this means: {meaning}", meaning)));
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
    Some(say!(
        "预期：从 {from}{begin}起匀速上升，到 {to}{end}达标；要用自己的日期，在“设定”页填写",
        "Expected: a steady rise from {from}{begin} to the target on {to}{end}; enter dates of your own on the Set-up tab",
        from,
        begin,
        to,
        end
    ))
}

fn pace(kpi: &Figures) -> Option<Phrase> {
    let unit = kpi.kpi.unit();
    let change = |pace: Option<f64>| pace.map(|pace| unit.change(pace));
    Some(match (change(kpi.pace), change(kpi.required)) {
        (Some(pace), Some(need)) => say!(
            "每周速度 {pace}，要按期达标每周需 {need}",
            "Pace {pace} a week; {need} a week is needed to meet the target in time",
            pace,
            need
        ),
        (Some(pace), None) => say!("每周速度 {pace}", "Pace {pace} a week", pace),
        (None, Some(need)) => {
            say!("要按期达标每周需 {need}", "{need} a week is needed to meet the target in time", need)
        }
        (None, None) => return None,
    })
}

fn forecast(kpi: &Figures) -> Option<Line> {
    Some(match kpi.forecast {
        Forecast::Met => Line::new(Level::Good, text("目标已达成", "The target is met")),
        Forecast::Date(date) => match kpi.span {
            Some((_, to)) if date > to => Line::new(
                Level::Watch,
                say!(
                    "按现在的速度 {date} 达标，晚于 {to}",
                    "At this pace the target is met on {date}, after {to}"
                ),
            ),
            _ => Line::plain(say!("按现在的速度 {date} 达标", "At this pace the target is met on {date}")),
        },
        Forecast::Never => {
            Line::new(Level::Watch, text("按现在的速度达不到目标", "At this pace the target is never met"))
        }
        Forecast::TooFew { have } => Line::plain(say!(
            "再有 {n} 天的读数就能预测达标日期",
            "Days with a reading still needed for a forecast: {n}",
            n = needed(have)
        )),
        // What is missing has been said already.
        Forecast::Undefined => return None,
    })
}

fn limits(kpi: &Figures) -> Option<Phrase> {
    let xmr = kpi.xmr.as_ref()?;
    let [mean, lower, upper] =
        [xmr.limits.mean, xmr.limits.lower, xmr.limits.upper].map(|value| Unit::None.figure(value));
    let limits = say!(
        "XmR 控制图：均值 {mean}，自然界限 {lower} 到 {upper}",
        "XmR chart: mean {mean}, natural limits {lower} to {upper}",
        mean,
        lower,
        upper
    );
    let n = xmr.baseline;
    Some(if xmr.provisional {
        say!(
            "{limits}（暂定，{n}/{all} 周）",
            "{limits} (provisional, {n} of {all} weeks)",
            limits,
            n,
            all = LIMITS_FREEZE_AT
        )
    } else {
        limits
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
    let limit = Unit::None.figure(limit);
    let limit = say!("{beyond} {limit}", "{beyond} {limit}", beyond, limit);
    let (n, all) = (outside.len(), kpi.weekly.len().min(RECENT));
    // How many of the latest readings in a row are outside.
    let row = outside.iter().rev().zip((0..kpi.weekly.len()).rev()).take_while(|(a, b)| **a == *b).count();
    Some(match (n, row) {
        (0, _) if recent().any(|s| s.rule == Rule::ThreeOfFour) => {
            text("4 点中有 3 点靠近界限", "3 of 4 points are near a limit").into()
        }
        (0, _) => text("连续 8 点在均值同一侧", "8 points in a row are on one side of the mean").into(),
        (_, 1) => say!("最近一次{limit}", "the last reading is {limit}", limit),
        (_, 2) => say!("最近两次都{limit}", "the last two readings are {limit}", limit),
        (_, 3..) => say!("最近 {row} 次都{limit}", "the last {row} readings are {limit}", row, limit),
        (1, _) => {
            say!("最近 {all} 次中有 1 次{limit}", "1 of the last {all} readings is {limit}", all, limit)
        }
        _ => say!(
            "最近 {all} 次中有 {n} 次{limit}",
            "{n} of the last {all} readings are {limit}",
            all,
            n,
            limit
        ),
    })
}

/// Whether an improvement is proven, noise, or too early to judge.
fn proof(kpi: &Figures) -> Line {
    let why = strongest(kpi).unwrap_or_else(|| text("", "").into());
    match kpi.movement {
        Movement::TooFew { have } => Line::plain(say!(
            "信号还是噪声：{have} 周读数，满 {need} 周（有相邻的周）才能判断",
            "Signal or noise: it takes readings of {need} weeks, some of them neighbours; so far there are {have}",
            have,
            need = LIMITS_NEED
        )),
        Movement::None => {
            Line::new(Level::Watch, text("没有波动：请查数据来源", "No variation: check the source"))
        }
        Movement::Noise => Line::plain(text(
            "波动都在正常范围内：改善还没有证实",
            "All within the usual ups and downs: nothing is proven",
        )),
        Movement::Better => Line::new(Level::Good, say!("确认在改善：{why}", "Confirmed better: {why}", why)),
        Movement::Worse => Line::new(Level::Act, say!("确认在变差：{why}", "Confirmed worse: {why}", why)),
        Movement::Moved => Line::plain(say!("有信号：{why}", "Signal: {why}", why)),
    }
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

/// Both kinds beside each other.
fn balance(facts: &Facts) -> Panel {
    let indicators = facts.get::<Indicators>();
    let (leads, lags) = (leading(indicators).count(), lagging(indicators).count());
    let agreement = match facts.get() {
        Balance::NoResult => Line::new(
            Level::Watch,
            text(
                "投入到位 4 周，结果没动：抓手错了，或者还太早",
                "Four weeks of effort, no result yet: the wrong levers, or too soon",
            ),
        ),
        Balance::NoEffort => Line::new(
            Level::Watch,
            text("有结果而投入不足：可能是运气", "Results without the effort: perhaps luck"),
        ),
        Balance::Agreed if leads == 0 || lags == 0 => {
            Line::plain(text("两类都有读数后才能对照", "They can be compared once both kinds have readings"))
        }
        Balance::Agreed => Line::plain(text("投入与结果没有矛盾", "Effort and result do not contradict")),
    };
    Panel::Lines {
        title: text("领先与滞后", "Leading and lagging").into(),
        lines: vec![
            how_many(text("领先（投入）", "Leading (effort)"), leading(indicators)),
            how_many(text("滞后（结果）", "Lagging (result)"), lagging(indicators)),
            agreement,
        ],
    }
}

/// How many indicators of a kind are met and on track; the others lag or are off.
fn how_many<'a>(kind: Text, kpis: impl Iterator<Item = &'a Figures>) -> Line {
    let standings: Vec<Standing> = kpis.filter_map(Figures::standing).collect();
    let count = |wanted| standings.iter().filter(|standing| **standing == wanted).count();
    let (all, met, on_track) = (standings.len(), count(Standing::Met), count(Standing::OnTrack));
    Line::plain(match (all, on_track) {
        (0, _) => say!("{kind}：还没有可以判断的读数", "{kind}: nothing to judge yet", kind),
        (_, 0) => say!("{kind}：达标 {met} / {all}", "{kind}: {met} of {all} met", kind, met, all),
        _ => say!(
            "{kind}：达标 {met} / {all}，按计划推进 {on_track}",
            "{kind}: {met} of {all} met, {on_track} on track",
            kind,
            met,
            all,
            on_track
        ),
    })
}
