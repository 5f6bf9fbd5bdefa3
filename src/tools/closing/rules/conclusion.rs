//! What is concluded of a closing: before it what is still missing, after it whether it holds.

use crate::facts::Facts;
use crate::finding::{Finding, Level, Line};
use crate::say;
use crate::text::{Phrase, list, percent, text};
use crate::tool::Assessment;
use crate::tools::closing::Closing;
use crate::tools::closing::facts::{Figures, Guard, LEAST, SAFE, Worse, tenths, weakest};
use crate::tools::kpi::Indicators;

/// Concludes from the figures and what the rule has found.
pub(in crate::tools::closing) fn assess(facts: &Facts, findings: Vec<Finding>) -> Assessment {
    let figures = facts.get::<Figures>();
    let worse = Worse::all(facts.get::<Indicators>());
    Assessment {
        headline: headline(figures, &worse),
        level: match (figures.closing.is_some(), figures.guard()) {
            (true, _) => Assessment::worst(&findings),
            // Nothing is good or bad of a project that goes on, until it may be closed.
            (false, Guard::Soon | Guard::Safe) => Level::Good,
            (false, Guard::Unmeasured | Guard::Early) => Level::Blank,
        },
        conclusion: match &figures.closing {
            Some(closing) => after(figures, &worse, closing),
            None => before(figures, &worse),
        },
        findings,
    }
}

/// The state in at most ten cells.
fn headline(figures: &Figures, worse: &[Worse]) -> Phrase {
    if figures.closing.is_some() {
        return if !worse.is_empty() {
            text("比启动差", "worse").into()
        } else if figures.relapses().is_empty() {
            text("已收尾", "closed").into()
        } else {
            text("反弹", "relapse").into()
        };
    }
    let n = if figures.months() < 0.1 { "0".to_owned() } else { tenths(figures.months()) };
    match figures.guard() {
        Guard::Unmeasured => text("无数据", "no data").into(),
        Guard::Early if !figures.ever() => text("未达标", "not met").into(),
        Guard::Early => say!("{n}/6 月", "{n}/6 mo"),
        Guard::Soon => say!("{n}/12 月", "{n}/12 mo"),
        Guard::Safe => text("可收尾", "can close").into(),
    }
}

fn after(figures: &Figures, fallen: &[Worse], closing: &Closing) -> Vec<Line> {
    let date = closing.date.map_or(String::new(), |d| d.to_string());
    let mut lines = vec![match figures.relapses().first() {
        _ if !fallen.is_empty() => Line::new(
            Level::Stop,
            say!(
                "{date} 收尾，现在比启动时还差：{which}",
                "Closed on {date}, and worse than at the start: {which}",
                date,
                which = list(&fallen.iter().map(Worse::said).collect::<Vec<_>>())
            ),
        ),
        None => Line::new(Level::Good, say!("{date} 收尾，没有反弹", "Closed on {date}; no relapse")),
        Some(worst) => Line::new(
            Level::Act,
            say!(
                "{date} 收尾，{name}已丢掉成果的 {lost}",
                "Closed on {date}; {lost} of the gain in {name} is lost",
                date,
                name = worst.name,
                lost = percent(worst.lost.unwrap_or(0.0))
            ),
        ),
    }];
    if figures.watched.iter().any(|w| w.latest.is_none() && !w.unjudged) {
        lines.push(Line::plain(text(
            "收尾后还没有新数据的指标，现在看不出反弹",
            "Where there is no reading since the closing, a relapse cannot be seen",
        )));
    }
    if figures.watched.iter().any(|w| w.unjudged) {
        lines.push(Line::plain(text(
            "不能判断的指标（如缺同期数据），现在看不出反弹",
            "Where an indicator cannot be judged, as without readings of the same time, a relapse cannot be seen",
        )));
    }
    lines
}

fn before(figures: &Figures, worse: &[Worse]) -> Vec<Line> {
    let weakest = weakest(&figures.held);
    if !worse.is_empty() {
        return vec![Line::plain(say!(
            "还不能收尾，有结果比启动时还差：{which}",
            "It cannot be closed, as results are worse than at the start: {which}",
            which = list(&worse.iter().map(Worse::said).collect::<Vec<_>>())
        ))];
    }
    match figures.guard() {
        Guard::Unmeasured => vec![Line::plain(text(
            "带目标的滞后指标还没有数据；有了数据，这里就数连续达标几个月。",
            "No lagging KPI with a target has a reading yet; with readings, this counts the months on target.",
        ))],
        Guard::Early if !figures.ever() => vec![Line::plain(say!(
            "全部滞后指标连续达标 {LEAST} 个月即可收尾；首次达标后开始计时",
            "You can close once every lagging KPI has been on target for {LEAST} months; counting starts when a target is first met"
        ))],
        Guard::Early => {
            let all = figures.held.len();
            let reached = figures.held.iter().filter(|h| h.broken.is_none()).count();
            vec![
                Line::plain(say!(
                    "还不到收尾的时候：{weakest}，全部滞后指标要连续达标 {least} 个月",
                    "Too early to close: {weakest}, and every lagging KPI has to be on target for {least} months",
                    weakest,
                    least = LEAST
                )),
                Line::plain(say!(
                    "{all} 个滞后指标中，现在达标 {reached} 个",
                    "{reached} of {all} lagging KPIs are on target now"
                )),
            ]
        }
        Guard::Soon => vec![Line::new(
            Level::Good,
            say!(
                "可以收尾，但再保持几个月更放心：{weakest}，满 {safe} 个月才算稳固",
                "It can be closed, though a few months more are safer: {weakest}; it is firmly established after {safe}",
                weakest,
                safe = SAFE
            ),
        )],
        Guard::Safe => vec![Line::new(
            Level::Good,
            text(
                "全部目标连续达标 12 个月，可以收尾",
                "All targets have held for 12 months; the project can be closed",
            ),
        )],
    }
}
