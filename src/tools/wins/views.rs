//! What is shown of a win beside what was entered: where it stands, and the chart of its indicator.

use super::Win;
use super::figures::{Figures, Lack, State, WinFigures};
use crate::facts::Facts;
use crate::finding::{Level, Line};
use crate::say;
use crate::sheet::AnyRow;
use crate::text::{Phrase, text};
use crate::tool::{Panel, Shown};
use crate::tools::kpi::{self, words};
use chrono::Datelike;

fn of<'a>(scene: &'a Facts, row: &dyn AnyRow) -> Option<(&'a Figures, &'a WinFigures)> {
    let figures = scene.get::<Figures>();
    figures.wins.iter().find(|win| win.row == row.id()).map(|win| (figures, win))
}

fn plain(text: Phrase) -> Shown {
    Shown { text, level: Level::Blank }
}

fn dash() -> Shown {
    plain(Phrase::same("–"))
}

pub(super) fn state(scene: &Facts, row: &dyn AnyRow) -> Shown {
    let Some((_, win)) = of(scene, row) else { return dash() };
    let (text, level) = match win.state {
        State::Blank => (text("待填写", "to fill in").into(), Level::Blank),
        State::Planned { left: None } => (text("未定日期", "no date").into(), Level::Watch),
        State::Planned { left: Some(0) } => (text("今天到期", "due today").into(), Level::Watch),
        State::Planned { left: Some(days) } => (say!("还有{days}天", "{days} d left"), Level::Blank),
        State::Late { days } => (say!("逾期{days}天", "{days} d late"), Level::Act),
        State::Achieved { number: false, .. } => (text("达成缺数字", "no number").into(), Level::Watch),
        State::Achieved { .. } => (text("已达成", "achieved").into(), Level::Good),
    };
    Shown { text, level }
}

pub(super) fn current(scene: &Facts, row: &dyn AnyRow) -> Shown {
    let now =
        of(scene, row).and_then(|(_, win)| win.current.map(|(_, value)| words::figure(value, win.unit)));
    now.map_or_else(dash, plain)
}

/// How far the indicator has to go, without the sign: which way is known from the value to reach.
fn distance(win: &WinFigures) -> Option<Phrase> {
    let gap = win.gap.filter(|gap| *gap != 0.0)?;
    let Phrase { zh, en } = words::change(gap.abs(), win.unit);
    let bare = |said: &str| said.trim_start_matches('+').to_owned();
    Some(Phrase { zh: bare(&zh).into(), en: bare(&en).into() })
}

pub(super) fn gap(scene: &Facts, row: &dyn AnyRow) -> Shown {
    let Some((_, win)) = of(scene, row).filter(|(_, win)| win.gap.is_some()) else { return dash() };
    distance(win).map_or_else(|| Shown { text: text("已达到", "reached").into(), level: Level::Good }, plain)
}

/// The chart of the indicator with the day of the win on it, and what it means.
pub(super) fn panels(scene: &Facts, row: Option<&dyn AnyRow>) -> Vec<Panel> {
    let Some((figures, win)) = row.and_then(|row| of(scene, row)) else { return Vec::new() };
    let entered = row.and_then(|row| row.typed::<Win>());
    let mut panels = Vec::new();
    let kpi =
        entered.and_then(|w| w.kpi.0).zip(figures.kpis.as_ref()).and_then(|(id, k)| Some((k, k.get(id)?)));
    if let Some((facts, kpi)) = kpi.filter(|(_, kpi)| kpi.current.is_some()) {
        let mut chart = kpi::chart(scene.project(), facts, kpi);
        if let Some((date, target)) = entered.and_then(|w| w.target_date.zip(w.target)) {
            let Phrase { zh, en } = words::figure(target, win.unit);
            let mark = say!("胜利 {zh}", "win {en}");
            chart.marks.insert(0, (f64::from(date.num_days_from_ce()), mark));
        }
        panels.push(Panel::Chart(chart));
    }
    panels.push(Panel::Lines { title: win.name.clone(), lines: lines(win, entered) });
    panels
}

fn lines(win: &WinFigures, entered: Option<&Win>) -> Vec<Line> {
    let plain = |text| Line { level: Level::Blank, text };
    let mut lines = Vec::new();
    if let Some(((date, now), target)) = win.current.zip(entered.and_then(|w| w.target)) {
        let (now, goal) = (words::figure(now, win.unit), words::figure(target, win.unit));
        let (now_zh, now_en, zh, en) = (now.zh, now.en, goal.zh, goal.en);
        lines.push(plain(say!(
            "要达到 {zh}，{date} 是 {now_zh}",
            "Has to reach {en}; it was {now_en} on {date}"
        )));
        lines.push(match distance(win) {
            Some(Phrase { zh, en }) => plain(say!("还差 {zh}", "{en} to go")),
            None => Line { level: Level::Good, text: text("数值已达到", "The value is reached").into() },
        });
    }
    for lack in &win.lacks {
        let wanted = match lack {
            Lack::Kpi => text("选一个能证明它的指标", "Choose the indicator that proves it"),
            Lack::Target => text("填上指标要达到的数值", "Enter the value that the indicator has to reach"),
            Lack::Date => text("定下目标日期", "Choose the target date"),
        };
        lines.push(Line { level: Level::Watch, text: wanted.into() });
    }
    if matches!(win.state, State::Achieved { number: false, .. }) {
        let text = text("结果里还没有数字", "The result names no number yet");
        lines.push(Line { level: Level::Watch, text: text.into() });
    }
    lines.extend(when(win));
    lines
}

fn when(win: &WinFigures) -> Option<Line> {
    let plain = |text| Line { level: Level::Blank, text };
    Some(match win.state {
        State::Blank => plain(
            text(
                "写一句看得见的成果，如：哪个中心的哪个数字变成了多少",
                "Write one result that people can see: which number of which centre becomes what",
            )
            .into(),
        ),
        State::Planned { left } => {
            let days = left?;
            plain(say!("离目标日期还有 {days} 天", "Days to the target date: {days}"))
        }
        State::Late { days } => Line {
            level: Level::Act,
            text: say!("目标日期已过 {days} 天", "Days past the target date: {days}"),
        },
        State::Achieved { on, .. } => match win.commended {
            Some(thanked) => Line {
                level: Level::Good,
                text: say!("{on} 达成，{thanked} 表彰", "Achieved on {on}, commended on {thanked}"),
            },
            None => plain(say!("{on} 达成，还没有表彰", "Achieved on {on}, not commended yet")),
        },
    })
}
