//! The conclusion from all promises: how many are open and late, and whom to talk to first.

use crate::facts::Facts;
use crate::finding::{Finding, Level, Line};
use crate::say;
use crate::text::{Phrase, count, text};
use crate::tool::Assessment;
use crate::tools::actions::facts::{Figures, OwnerFigures};
use crate::tools::kpi::carried_level;
use chrono::NaiveDate;

/// Concludes from all promises.
pub fn assess(facts: &Facts, findings: Vec<Finding>) -> Assessment {
    let figures = facts.get::<Figures>();
    Assessment {
        headline: headline(figures),
        level: level(figures, &findings),
        conclusion: conclusion(figures, facts.today()),
        findings,
    }
}

fn headline(figures: &Figures) -> Phrase {
    let (open, overdue) = (figures.open.len(), figures.overdue());
    match () {
        () if overdue > 999 => say!(">999逾期", ">999 late"),
        () if overdue > 0 => say!("{overdue}逾期", "{overdue} late"),
        () if open > 999 => say!(">999项", ">999 open"),
        () if open > 0 => say!("{open}项", "{open} open"),
        () if figures.ever_done > 0 => text("都完成", "all done").into(),
        () => text("未填", "blank").into(),
    }
}

/// The worst of the findings and of what is carried over anywhere, so that the sign agrees with the count.
fn level(figures: &Figures, findings: &[Finding]) -> Level {
    match () {
        () if figures.open.is_empty() && figures.ever_done == 0 => Level::Blank,
        () if figures.paused => Assessment::worst(findings),
        () => Assessment::worst(findings).max(of_open(figures)),
    }
}

/// How bad it is what is still open: watched while any is overdue, acted on once one was carried over again and again.
fn of_open(figures: &Figures) -> Level {
    let overdue = if figures.overdue() > 0 { Level::Watch } else { Level::Blank };
    carried_level(figures.most_carried()).max(overdue)
}

fn conclusion(figures: &Figures, today: NaiveDate) -> Vec<Line> {
    let open = figures.open.len();
    if open == 0 && figures.ever_done == 0 {
        return vec![Line::plain(text(
            "还没有承诺；会上答应的事，记在“其他行动”。",
            "No actions yet; those agreed in meetings go to 'Other actions'.",
        ))];
    }
    let level = if figures.paused { Level::Blank } else { of_open(figures) };
    let mut lines = vec![if open == 0 {
        Line::new(Level::Good, text("答应过的事都完成了", "Every action is done"))
    } else {
        Line::new(level, standing(figures))
    }];
    lines.extend(latest_owner(&figures.owners).map(Line::plain));
    let due = figures.open.iter().filter(|item| item.due == Some(today)).count();
    if due > 0 {
        lines.push(Line::plain(say!("今天到期 {due} 项", "Due today: {due}")));
    }
    lines
}

/// Says how many are open and how they stand; what is nought goes without saying.
fn standing(figures: &Figures) -> Phrase {
    let (open, overdue, done) = (figures.open.len(), figures.overdue(), figures.done.len());
    let long = figures.open.iter().filter(|item| carried_level(item.carried) >= Level::Act).count();
    let late: Phrase = match (overdue, long) {
        (0, _) => text("没有逾期的", "none late").into(),
        (_, 0) => say!("{overdue} 项逾期", "{overdue} late"),
        _ => say!(
            "{overdue} 项逾期，其中 {long} 项拖过 3 次或更多",
            "{overdue} late, of which carried over three times or more: {long}"
        ),
    };
    match done {
        0 => say!("{actions}未完成：{late}", "{actions}: {late}", actions = open_actions(open), late),
        _ => say!(
            "{actions}未完成：{late}；最近 7 天完成 {done} 项",
            "{actions}: {late}; {done} done in the last 7 days",
            actions = open_actions(open),
            late,
            done
        ),
    }
}

fn open_actions(open: usize) -> Phrase {
    count(open as u64, "项承诺", "open action", "open actions")
}

/// The owner to talk to first.
fn latest_owner(owners: &[OwnerFigures]) -> Option<Phrase> {
    let owner = owners.first().filter(|o| o.overdue > 0 && !o.name.is_empty())?;
    let (name, overdue, open) = (&owner.name, owner.overdue, owner.open);
    Some(say!(
        "先找{name}谈：手上 {actions}，逾期 {overdue} 项",
        "Talk to {name} first ({overdue} of {actions} late)",
        name,
        overdue,
        actions = count(open as u64, "项", "action", "actions")
    ))
}
