//! What is concluded of a closing: before it what is still missing, after it whether it holds.

use crate::facts::Facts;
use crate::finding::{Finding, Level, Line};
use crate::say;
use crate::text::{Phrase, percent, text};
use crate::tool::Assessment;
use crate::tools::closing::Closing;
use crate::tools::closing::facts::{Figures, Guard, LEAST, SAFE, tenths, weakest};

/// Concludes from the figures and what the rule has found.
pub(in crate::tools::closing) fn assess(facts: &Facts, findings: Vec<Finding>) -> Assessment {
    let figures = facts.get::<Figures>();
    Assessment {
        headline: headline(figures),
        level: match (figures.closing.is_some(), figures.guard()) {
            (true, _) => Assessment::worst(&findings),
            // Nothing is good or bad of a project that goes on, until it may be closed.
            (false, Guard::Soon | Guard::Safe) => Level::Good,
            (false, Guard::Unmeasured | Guard::Early) => Level::Blank,
        },
        conclusion: match &figures.closing {
            Some(closing) => after(figures, closing),
            None => before(figures),
        },
        findings,
    }
}

/// The state in at most ten cells.
fn headline(figures: &Figures) -> Phrase {
    if figures.closing.is_some() {
        return if figures.relapses().is_empty() {
            text("已收尾", "closed").into()
        } else {
            text("反弹", "relapse").into()
        };
    }
    let n = if figures.months() < 0.1 { "0".to_owned() } else { tenths(figures.months()) };
    match figures.guard() {
        Guard::Unmeasured => text("无读数", "no data").into(),
        Guard::Early if !figures.ever() => text("未达标", "not met").into(),
        Guard::Early => say!("{n}/6 月", "{n}/6 mo"),
        Guard::Soon => say!("{n}/12 月", "{n}/12 mo"),
        Guard::Safe => text("可收尾", "may close").into(),
    }
}

fn after(figures: &Figures, closing: &Closing) -> Vec<Line> {
    let date = closing.date.map_or(String::new(), |d| d.to_string());
    let mut lines = vec![match figures.relapses().first() {
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
    if figures.watched.iter().any(|w| w.latest.is_none()) {
        lines.push(Line::plain(text(
            "收尾后还没有新读数的指标，现在看不出反弹",
            "Where there is no reading since the closing, a relapse cannot be seen",
        )));
    }
    lines
}

fn before(figures: &Figures) -> Vec<Line> {
    let weakest = weakest(&figures.held);
    match figures.guard() {
        Guard::Unmeasured => vec![Line::plain(text(
            "带目标的滞后指标还没有读数；有了读数，这里就数稳住了几个月。",
            "No lagging indicator with a target has a reading yet; with readings, this counts the months on target.",
        ))],
        Guard::Early if !figures.ever() => vec![Line::plain(say!(
            "滞后指标的目标都稳住 {LEAST} 个月，就可以收尾；第一次达标之后，从这里数起",
            "The project may be closed once all lagging targets have held for {LEAST} months; the count begins when one is first met"
        ))],
        Guard::Early => {
            let all = figures.held.len();
            let reached = figures.held.iter().filter(|h| h.broken.is_none()).count();
            vec![
                Line::plain(say!(
                    "还不到收尾的时候：{weakest}，所有目标要稳住 {least} 个月",
                    "Too early to close: {weakest}, and all targets have to hold for {least} months",
                    weakest,
                    least = LEAST
                )),
                Line::plain(say!(
                    "{all} 个滞后指标中，现在达标 {reached} 个",
                    "Lagging indicators on target now: {reached} of {all}"
                )),
            ]
        }
        Guard::Soon => vec![Line::new(
            Level::Good,
            say!(
                "可以收尾，但再稳几个月更放心：{weakest}，满 {safe} 个月才算站稳",
                "It may be closed, though a few months more are safer: {weakest}; {safe} make it firm",
                weakest,
                safe = SAFE
            ),
        )],
        Guard::Safe => vec![Line::new(
            Level::Good,
            text("目标都稳住了 12 个月，可以收尾", "All targets have held for 12 months; close the project"),
        )],
    }
}
