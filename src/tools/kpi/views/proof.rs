//! What the chart of an indicator says in words: its limits, whether a shift is proven, and what follows from it. It must
//! not decide anything that the figures do not know.

use crate::finding::{Level, Line};
use crate::say;
use crate::stats::xmr::{LIMITS_LOCK_AT, LIMITS_NEED};
use crate::stats::{KpiStatus, Proof, Rule, Side, Standing};
use crate::text::{Phrase, Text, text};
use crate::tools::kpi::Measure;
use crate::tools::kpi::facts::{Figures, Movement};

/// A reading outside the limits is still spoken of while it is among so many of the latest.
const RECENT: usize = 3;

/// The limits, and what they were taken from.
pub(super) fn limits(kpi: &Figures) -> Option<Phrase> {
    let (xmr, unit) = (kpi.xmr.as_ref()?, kpi.kpi.unit());
    let (lower, mean, upper) = kpi.lines()?;
    let [mean, lower, upper] = [mean, lower, upper].map(|value| unit.figure(value));
    let limits = say!(
        "控制图：均值 {mean}，控制限 {lower} 到 {upper}",
        "Control chart: mean {mean}, natural limits {lower} to {upper}",
        mean,
        lower,
        upper
    );
    let n = xmr.baseline;
    Some(match (xmr.before_start, xmr.provisional) {
        (true, _) => say!(
            "{limits}（由启动前 {n} 次数据锁定）",
            "{limits} (locked, from {n} readings before the start)",
            limits,
            n
        ),
        (false, true) => say!(
            "{limits}（暂定，取自前 {n} 次；满 {all} 次锁定）",
            "{limits} (provisional, from the first {n}; locked at {all})",
            limits,
            n,
            all = LIMITS_LOCK_AT
        ),
        (false, false) => {
            say!("{limits}（由前 {n} 次锁定）", "{limits} (locked, from the first {n})", limits, n)
        }
    })
}

/// Whether a shift is proven, noise, or too early to judge.
pub(super) fn proof(kpi: &Figures) -> Line {
    if let Some(below) = kpi.below_threshold() {
        return Line::plain(below);
    }
    match kpi.movement {
        Movement::TooFew { have } if have < LIMITS_NEED => Line::plain(say!(
            "已有 {have} 次数据，满 {LIMITS_NEED} 次（有相邻的）才能判断是信号还是波动",
            "Readings so far: {have}; {LIMITS_NEED} are needed, some of them neighbours, to tell a signal from noise"
        )),
        Movement::TooFew { .. } => Line::plain(text(
            "数据没有相邻的，或者都一样，算不出控制限，分不出信号和波动",
            "The readings have no neighbours or are all the same: without limits nobody can tell a signal from noise",
        )),
        Movement::Still => {
            Line::new(Level::Watch, text("没有波动：请查数据来源", "No variation: check the source"))
        }
        Movement::Cumulative => Line::plain(text(
            "累计值只增不减，不用控制图，只看计划和目标",
            "It only grows, so it is judged by its plan and its target, without a control chart",
        )),
        Movement::Rare => Line::plain(text(
            "次数太少（每期平均不到 1），画不出控制限：改记两次之间隔了多少天，或按月记",
            "Too few cases for limits (fewer than 1 a period): note the days between them, or count by the month",
        )),
        Movement::SeasonUnknown => Line::plain(text(
            "没有同期数据，分不出是季节还是变化",
            "Without readings of the same time last year nobody can tell the season from a shift",
        )),
        Movement::Noise => outlier(kpi).unwrap_or_else(|| {
            Line::plain(text(
                "都在正常波动范围内：改善还没有证实",
                "All within the usual ups and downs: nothing is proven",
            ))
        }),
        Movement::Better => proven(kpi, Level::Good, text("已证实改善", "Proven better")),
        Movement::Worse => proven(kpi, Level::Act, text("已证实变差", "Proven worse")),
        Movement::Moved => proven(kpi, Level::Blank, text("已证实有变化", "A shift is proven")),
    }
}

fn proven(kpi: &Figures, level: Level, word: Text) -> Line {
    let Some(shift) = kpi.shift else { return Line::new(level, word) };
    let why = match (shift.proof, shift.side) {
        (Proof::TwoOutside, Side::Above) => {
            text("最近 3 点有 2 点以上超出上限", "at least 2 of the last 3 points are above the limit")
        }
        (Proof::TwoOutside, Side::Below) => {
            text("最近 3 点有 2 点以上低于下限", "at least 2 of the last 3 points are below the limit")
        }
        (Proof::ThreeOfFour, _) => text(
            "最近 4 点有 3 点离同一条控制限比离均值近",
            "3 of the last 4 points are closer to one limit than to the mean",
        ),
        (Proof::Eight, _) => text("最近 8 点都在均值同一侧", "the last 8 points are on one side of the mean"),
    };
    Line::new(
        level,
        if shift.since_event {
            say!(
                "{word}（与事件之前的控制限相比）：{why}",
                "{word}, by the limits before the event: {why}",
                word,
                why
            )
        } else {
            say!("{word}：{why}", "{word}: {why}", word, why)
        },
    )
}

/// A reading outside that proves nothing by itself.
fn outlier(kpi: &Figures) -> Option<Line> {
    let signals = &kpi.xmr.as_ref()?.signals;
    let recent = |point: usize| point + RECENT >= kpi.periodic.len();
    let outside = signals.iter().rev().find(|s| s.rule == Rule::Outside && recent(s.point))?;
    let date = kpi.periodic.get(outside.point)?.date;
    Some(Line::new(
        Level::Watch,
        say!(
            "{date} 那一次超出控制限：查查那时发生了什么；单独一点证明不了变化",
            "The reading of {date} is outside the limits: find out what happened then; one point proves no shift"
        ),
    ))
}

/// Whether the process as it is can reach the target.
pub(super) fn reach(kpi: &Figures) -> Option<Line> {
    let (lower, _, upper) = kpi.lines().filter(|_| kpi.is_out_of_reach())?;
    let unit = kpi.kpi.unit();
    let target = kpi.kpi.target?;
    let limit = unit.figure(if target > upper { upper } else { lower });
    let target = unit.figure(target);
    Some(Line::new(
        Level::Watch,
        say!(
            "目标 {target} 在控制限 {limit} 之外：靠加把劲到不了，要改流程",
            "The target {target} lies beyond the natural limit {limit}: trying harder will not get there, the process has to change",
            target,
            limit
        ),
    ))
}

/// Status and movement in one sentence that says what to do.
pub(super) fn meaning(kpi: &Figures) -> Option<(Level, Text)> {
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
    let behind = matches!(standing, Standing::Behind | Standing::OffTrack | Standing::Missed);
    if kpi.kpi.measure() == Measure::Cumulative {
        return Some(match (behind, standing) {
            (true, _) => (
                Level::Watch,
                text(
                    "进度落后：看卡在谁那里，定一项行动",
                    "behind the plan; see who is still missing and decide on one action",
                ),
            ),
            (_, Standing::Met) => (Level::Good, text("已经达标", "the target is met")),
            _ => (Level::Blank, text("进度正常，继续记录", "it goes as planned; keep recording it")),
        });
    }
    Some(match (standing, kpi.movement) {
        (Standing::TooEarly, _) => (
            Level::Blank,
            text(
                "低于预期，但数据太少，还分不清是不是波动：继续记录，满 6 次再判断",
                "short of the plan, but with so few readings it may be noise; keep recording, six will tell",
            ),
        ),
        (_, Movement::Better) if behind => (
            Level::Watch,
            text("做法有效，但速度不够，要加大力度", "the approach works but is too slow; do more of it"),
        ),
        (_, Movement::Worse) if behind => (
            Level::Act,
            text("情况在变差，马上找出是什么变了", "it is getting worse; find out at once what changed"),
        ),
        _ if kpi.few().is_some() => (
            Level::Watch,
            text(
                "比基线差，但只有一两次数据：先核对数字，没错再找原因",
                "worse than the baseline, by one or two readings: check the figure, and if it is right look for the cause",
            ),
        ),
        _ if behind && !kpi.is_beyond_noise() => (
            Level::Watch,
            text(
                "没有到目标：找出根本原因，定一项行动",
                "short of the target: find the root cause and decide on one action",
            ),
        ),
        _ if behind => (
            Level::Watch,
            text(
                "落后于预期，超出正常波动：找出根本原因，定一项行动",
                "behind by more than noise: find the root cause and decide on one action",
            ),
        ),
        (_, Movement::Better) => (
            Level::Good,
            text(
                "改善是真的：总结做法，推广出去",
                "the improvement is real; write down what worked and spread it",
            ),
        ),
        (_, Movement::Worse) => (
            Level::Watch,
            text(
                "目标还保得住，但正在变差：趁早查原因",
                "still on target, but getting worse; look for the cause early",
            ),
        ),
        (_, Movement::Noise) => (
            Level::Blank,
            text(
                "在轨，但改善还没有证实，先不要宣布成功",
                "on track, but nothing is proven yet; do not claim success",
            ),
        ),
        _ => (Level::Blank, text("在轨，继续记录", "on track; keep recording it")),
    })
}
