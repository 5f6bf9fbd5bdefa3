//! Panels beside the dashboard for the indicator under the cursor: its chart and what it means. They must not decide
//! anything that the rules do not know.

use super::{apart, chart, proof};
use crate::facts::Facts;
use crate::finding::{Level, Line};
use crate::say;
use crate::sheet::AnyRow;
use crate::stats::Standing;
use crate::text::{Phrase, Text, count, parted, text};
use crate::tool::Panel;
use crate::tools::kpi::code;
use crate::tools::kpi::facts::{
    Against, Balance, Basis, Figures, Forecast, Indicators, Lack, lagging, leading, needed,
};

/// The ends of a forecast lie no more than so many days apart.
const SAYS_SOMETHING: i64 = 366;

/// The chart and the reading of it, then both kinds beside each other.
pub(in crate::tools::kpi) fn dashboard(facts: &Facts, row: Option<&dyn AnyRow>) -> Vec<Panel> {
    let mut panels = Vec::new();
    if let Some(kpi) = row.and_then(|row| facts.get::<Indicators>().get(row.id())) {
        if kpi.current.is_some() {
            panels.push(Panel::Chart(chart(facts, kpi)));
        }
        panels.push(Panel::Lines { title: kpi.kpi.title(), lines: lines(facts, kpi) });
        panels.extend(apart::pilot(facts, kpi).map(Panel::Chart));
    }
    panels.push(balance(facts));
    panels
}

fn lines(facts: &Facts, kpi: &Figures) -> Vec<Line> {
    let mut lines = Vec::new();
    if kpi.lacks == Some(Lack::Season) {
        let text = text(
            "随季节变化，却没有变革之前那一年的同期数据：不判断；补录那一年的数据，或取消“季节性”",
            "It is seasonal, and there is no reading of the same time in the year before the change: not judged; enter those of that year, or untick 'Seasonal'",
        );
        lines.push(Line::new(Level::Watch, text));
    } else if let Some(lack) = kpi.lacks {
        let what = lack.label();
        let text = say!("还不能判断：请填{what}", "It cannot be judged yet: enter {what}", what);
        lines.push(Line::new(Level::Watch, text));
    }
    lines.extend(growth(kpi).map(Line::plain));
    if kpi.current.is_none() {
        lines.push(Line::plain(text(
            "还没有数据：用“录入数据”填第一个",
            "No reading yet: 'Add a reading' enters one",
        )));
        return lines;
    }
    if !kpi.has_path() && kpi.needs_review() {
        // Only what is missing is asked for.
        let said = match (kpi.kpi.baseline, kpi.kpi.target_date) {
            (Some(_), _) => text(
                "直接与目标值比较；在“设定”页填上目标日期，就按预期走势判断",
                "Compared with the target itself; with a target date (Set-up tab) it is compared with the expected path",
            ),
            (None, Some(_)) => text(
                "直接与目标值比较；在“设定”页填上基线，就按预期走势判断",
                "Compared with the target itself; with a baseline (Set-up tab) it is compared with the expected path",
            ),
            (None, None) => text(
                "直接与目标值比较；在“设定”页填上基线和目标日期，就按预期走势判断",
                "Compared with the target itself; with a baseline and a target date (Set-up tab) it is compared with the expected path",
            ),
        };
        lines.push(Line::plain(said));
    }
    lines.extend(judged(kpi).map(Line::plain));
    lines.extend(below_baseline(kpi));
    lines.extend(apart::mean(facts, kpi).map(Line::plain));
    lines.extend(apart::season(kpi, facts.today()));
    lines.extend(pace(kpi).map(Line::plain));
    lines.extend(forecast(kpi));
    lines.extend(proof::limits(kpi).map(Line::plain));
    lines.push(proof::proof(kpi));
    lines.extend(proof::reach(kpi));
    if let Some((level, meaning)) = proof::meaning(kpi) {
        lines.push(Line::new(level, say!("这说明：{meaning}", "What this means: {meaning}", meaning)));
    }
    lines
}

/// That it is worse than its baseline although it is on track, and why it is on track all the same.
fn below_baseline(kpi: &Figures) -> Option<Line> {
    let (baseline, _) = kpi.ends().filter(|_| kpi.is_below_baseline())?;
    let baseline = kpi.kpi.unit().figure(baseline);
    let said = if kpi.noise.is_some() {
        say!(
            "比基线 {baseline} 差，没有超出正常波动：仍算在轨，还没有好转",
            "Worse than the baseline of {baseline}, by no more than the usual ups and downs: on track still, and no gain yet",
            baseline
        )
    } else {
        say!(
            "比基线 {baseline} 差，差得不多，数据也还少：仍算在轨，还没有好转",
            "Worse than the baseline of {baseline}, by little and with few readings: on track still, and no gain yet",
            baseline
        )
    };
    Some(Line::new(Level::Watch, said))
}

/// What the status is taken from, where it is not the latest reading.
fn judged(kpi: &Figures) -> Option<Phrase> {
    let ((date, value), (_, latest), unit) = (kpi.judged?, kpi.current?, kpi.kpi.unit());
    let now = unit.figure(latest);
    match kpi.basis {
        Basis::Latest => None,
        Basis::FullWeek => Some(say!(
            "按上一个整周判断：{judged}（记在 {date}）",
            "Judged by the last full week: {judged} (noted on {date})",
            judged = unit.figure(value),
            date
        )),
        Basis::Level | Basis::Seasonless => Some(say!(
            "按{judged}判断，最近一次是 {now}",
            "Judged by {judged}; the latest is {now}",
            judged = parted(&kpi.judged_figure()?),
            now
        )),
    }
}

/// Where the expectation comes from, as nobody entered it.
fn growth(kpi: &Figures) -> Option<Phrase> {
    let (from, to) = kpi.span.filter(|_| kpi.against == Against::Growth)?;
    let begin = match kpi.kpi.code.as_str() {
        // A baseline of a later day begins it; one measured before says nothing of the plan.
        _ if kpi.kpi.baseline_date == Some(from) => text(" ", ""),
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
    Some(match (change(kpi.trend()), change(kpi.required)) {
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

/// What lies ahead: what has to be entered for a way to the target, and when the target is met at the present pace.
pub fn outlook(kpi: &Figures) -> impl Iterator<Item = Line> {
    let lacks = kpi.lacks_day().then(|| {
        Line::plain(text(
            "没有目标日期，从第一天起就按目标判断；在“设定”页填上，就按从基线到目标的路判断",
            "Without a target date it counts from the first day; enter one on the Set-up tab, and the way from the baseline counts",
        ))
    });
    lacks.into_iter().chain(forecast(kpi))
}

/// When the target is met at the present pace, as a line; none where what is missing has been said already.
fn forecast(kpi: &Figures) -> Option<Line> {
    Some(match kpi.forecast {
        Forecast::Met => Line::new(Level::Good, text("目标已达成", "The target is met")),
        Forecast::Between(from, to) => {
            let when = match to {
                // Over more than a year the far end says nothing.
                Some(to) if to.signed_duration_since(from).num_days() > SAYS_SOMETHING => {
                    say!("最早 {from}、最晚还说不准", "on {from} at the earliest, how late cannot be told")
                }
                Some(to) if to > from => say!("{from} 到 {to} 之间", "between {from} and {to}"),
                Some(_) => say!("{from} 前后", "about {from}"),
                None => say!("{from} 以后", "after {from}"),
            };
            match kpi.span {
                Some((_, due)) if from > due => Line::new(
                    Level::Watch,
                    say!(
                        "按现在的速度，{when}达标，晚于 {due}",
                        "At this pace the target is met {when}, later than {due}",
                        when,
                        due
                    ),
                ),
                _ => Line::plain(say!(
                    "按现在的速度，{when}达标",
                    "At this pace the target is met {when}",
                    when
                )),
            }
        }
        Forecast::Near => Line::plain(text(
            "按趋势已到目标附近，数据还没有到：看下一次",
            "By its trend it is at the target, by its readings not yet: see the next one",
        )),
        Forecast::NoTrend => {
            Line::plain(text("还没有稳定的趋势，不做预测", "No steady trend yet, so there is no forecast"))
        }
        Forecast::Never => {
            Line::new(Level::Watch, text("按现在的走势达不到目标", "At this pace the target is never met"))
        }
        Forecast::TooFew { have } => {
            let n = needed(have);
            let more = count(n as u64, "次数据", "more reading", "more readings");
            Line::plain(say!("再有 {more}就能预测达标日期", "A forecast takes {more}", more))
        }
        // What is missing has been said already.
        Forecast::Undefined => return None,
    })
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
            Line::plain(text("两类都有数据后才能对照", "They can be compared once both kinds have readings"))
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
    // What is far off this once is in neither.
    let standings: Vec<Standing> =
        kpis.filter(|kpi| !kpi.is_far_off()).filter_map(Figures::standing).collect();
    let count = |wanted| standings.iter().filter(|standing| **standing == wanted).count();
    let (all, met, on_track) = (standings.len(), count(Standing::Met), count(Standing::OnTrack));
    Line::plain(match (all, on_track) {
        (0, _) => say!("{kind}：还没有可以判断的数据", "{kind}: nothing to judge yet", kind),
        (_, 0) => say!("{kind}：达标 {met}/{all}", "{kind}: {met} of {all} met", kind, met, all),
        _ => say!(
            "{kind}：达标 {met}/{all}，在轨 {on_track}",
            "{kind}: {met} of {all} met, {on_track} on track",
            kind,
            met,
            all,
            on_track
        ),
    })
}
