//! How the wins are shown: where each stands beside what was entered, and the chart of its indicator.

use super::Win;
use super::facts::{Figures, Lack, State, WinFigures, measured};
use crate::facts::Facts;
use crate::finding::{Level, Line};
use crate::say;
use crate::sheet::{AnyRow, Row};
use crate::text::{self, Lang, Phrase, text};
use crate::tool::{Chart, Field, Layout, Panel, Shown, View};
use crate::tools::kpi;
use chrono::{Datelike, Days, NaiveDate};

pub(super) const WINS: View = View {
    panels,
    empty: text(
        "还没有短期胜利。“添加三个短期胜利”会放好三行，日期在第 3、4、6 个月。",
        "There is no win yet. 'Add three wins' prepares three rows, dated months 3, 4 and 6.",
    ),
    ..View::of("wins", text("胜利", "Wins"), Win::DEF, Layout::Grid(FIELDS))
};

pub(super) static FIELDS: &[Field] = &[
    Field::column(Win::COL.win, 30),
    Field::column(Win::COL.kpi, 14),
    Field::column(Win::COL.target, 8),
    Field::column(Win::COL.target_date, 10),
    Field::computed("state", text("状态", "State"), 14, state),
    Field::computed("current", text("当前", "Current"), 9, current),
    Field::computed("judged", text("中位数", "Median"), 9, judged),
    Field::computed("gap", text("差距", "Gap"), 12, gap),
    Field::column(Win::COL.owner, 10),
    Field::column(Win::COL.achieved, 10),
    Field::column(Win::COL.centre, 12),
    Field::column(Win::COL.result, 16),
    Field::column(Win::COL.commended, 10),
    Field::column(Win::COL.commended_who, 12),
    Field::column(Win::COL.note, 12),
];

fn of<'a>(facts: &'a Facts, row: &dyn AnyRow) -> Option<&'a WinFigures> {
    facts.get::<Figures>().get(row.id())
}

fn dash() -> Shown {
    Shown::plain(Phrase::same("–"))
}

fn state(facts: &Facts, row: &dyn AnyRow) -> Shown {
    let Some(win) = of(facts, row) else { return dash() };
    match win.state {
        State::Blank => Shown::plain(text("待填写", "to fill in")),
        State::Planned { left: None } => Shown::new(Level::Watch, text("未定日期", "no date")),
        State::Planned { left: Some(0) } => Shown::new(Level::Watch, text("今天到期", "due today")),
        State::Planned { left: Some(days) } => Shown::plain(say!("还有{days}天", "{days} d left")),
        State::Late { days } => Shown::new(Level::Act, say!("逾期{days}天", "{days} d late")),
        State::Achieved { reached: false, .. } => Shown::new(Level::Act, text("指标没到", "below target")),
        State::Achieved { number: false, .. } => Shown::new(Level::Watch, text("达成，缺数字", "no figure")),
        State::Achieved { .. } => Shown::new(Level::Good, text("已达成", "achieved")),
    }
}

fn current(facts: &Facts, row: &dyn AnyRow) -> Shown {
    let reading = of(facts, row).and_then(|win| Some((win.current?.1, win.unit)));
    reading.map_or_else(dash, |(value, unit)| Shown::plain(unit.short(value)))
}

/// The median from which the gap is, where that is not the latest value.
fn judged(facts: &Facts, row: &dyn AnyRow) -> Shown {
    let judged = of(facts, row).and_then(|win| Some((win.judged?, win.unit)));
    judged.map_or_else(dash, |(value, unit)| Shown::plain(unit.short(value)))
}

/// How far the indicator has to go, without the sign: which way is known from the value to reach.
fn distance(win: &WinFigures) -> Option<Phrase> {
    let change = win.unit.short_change(win.gap.filter(|gap| *gap != 0.0)?.abs());
    let bare = |lang| change.get(lang).trim_start_matches('+').to_owned();
    Some((bare(Lang::Zh), bare(Lang::En)).into())
}

fn gap(facts: &Facts, row: &dyn AnyRow) -> Shown {
    let Some(win) = of(facts, row).filter(|win| win.gap.is_some()) else { return dash() };
    distance(win).map_or_else(|| Shown::new(Level::Good, text("已达到", "reached")), Shown::plain)
}

/// The chart of the indicator with the day of the win on it, and what it means.
fn panels(facts: &Facts, row: Option<&dyn AnyRow>) -> Vec<Panel> {
    let win = row.and_then(|row| row.typed::<Win>().zip(of(facts, row)));
    win.map_or_else(Vec::new, |(entered, win)| {
        let chart = chart(facts, entered, win).map(Panel::Chart);
        let lines = Panel::Lines { title: win.name.clone(), lines: lines(entered, win) };
        chart.into_iter().chain([lines]).collect()
    })
}

fn chart(facts: &Facts, entered: &Win, win: &WinFigures) -> Option<Chart> {
    win.current?;
    let mut chart = measured(facts, entered, facts.today(), |kpi| kpi::chart(facts, kpi))?;
    if let Some((date, target)) = entered.target_date.zip(entered.target) {
        let mark = say!("胜利 {goal}", "win {goal}", goal = win.unit.figure(target));
        let day = f64::from(date.num_days_from_ce());
        chart.marks.insert(0, (day, mark));
        chart.goal = Some((day, target));
    }
    chart.span = zoomed(&chart, entered, facts.today());
    Some(chart)
}

/// The weeks around a win: some before its first day that counts, and until it is due or today.
fn zoomed(chart: &Chart, entered: &Win, today: NaiveDate) -> Option<((f64, Phrase), (f64, Phrase))> {
    let dates = || entered.achieved.0.into_iter().chain(entered.target_date).chain([today]);
    let from = dates().min()?.checked_sub_days(Days::new(70))?;
    let to = dates().max()?.checked_add_days(Days::new(7))?;
    let day = |date: NaiveDate| f64::from(date.num_days_from_ce());
    let within = |x: f64| NaiveDate::from_num_days_from_ce_opt(x as i32);
    let first = chart.span.as_ref().and_then(|((first, _), _)| within(*first));
    let from = first.map_or(from, |first| first.max(from));
    Some(((day(from), Phrase::same(from.to_string())), (day(to), Phrase::same(to.to_string()))))
}

fn lines(entered: &Win, win: &WinFigures) -> Vec<Line> {
    let mut lines = Vec::new();
    if let Some((said, target)) = win.said.as_ref().zip(entered.target) {
        lines.push(Line::plain(say!(
            "目标值 {goal}，{said}",
            "Target value {goal}; {said}",
            goal = win.unit.figure(target),
            said
        )));
        let far = win.gap.filter(|gap| *gap != 0.0).map(|gap| win.unit.size(gap));
        lines.push(match far {
            Some(gap) => Line::plain(say!("还差 {gap}", "{gap} to go", gap)),
            None => Line::new(Level::Good, text("已达到目标值", "The target value is reached")),
        });
    }
    lines.extend(win.lacks.iter().map(|lack| {
        let wanted = match lack {
            Lack::Kpi => text("选一个能证明它的指标", "Choose the KPI that proves it"),
            Lack::Target => text("填上指标的目标值", "Enter the target value of the KPI"),
            Lack::Date => text("定下目标日期", "Set the target date"),
        };
        Line::new(Level::Watch, wanted)
    }));
    if matches!(win.state, State::Achieved { number: false, .. }) {
        lines.push(Line::new(Level::Watch, text("结果里还没有数字", "The result has no figure yet")));
    }
    lines.extend(when(win));
    lines
}

fn when(win: &WinFigures) -> Option<Line> {
    Some(match win.state {
        State::Blank => Line::plain(text(
            "写一句看得见的成果，如：哪个中心的哪个数字变成了多少",
            "Write one result that people can see: which figure of which centre becomes what",
        )),
        State::Planned { left } => {
            let days = left?;
            Line::plain(say!("离目标日期还有 {left}", "{left} to the target date", left = text::days(days)))
        }
        State::Late { days } => Line::new(
            Level::Act,
            say!("目标日期已过 {past}", "{past} past the target date", past = text::days(days)),
        ),
        State::Achieved { on, reached: false, .. } => Line::new(
            Level::Act,
            say!(
                "记为 {on} 达成，指标却没有到目标值：核对日期、目标值和数据",
                "Marked achieved on {on}, but the indicator has not reached the target value: check the day, the value and the readings"
            ),
        ),
        State::Achieved { on, .. } => match win.commended {
            Some(thanked) => Line::new(
                Level::Good,
                say!("{on} 达成，{thanked} 表彰", "Achieved on {on}, recognised on {thanked}"),
            ),
            None => Line::plain(say!("{on} 达成，还没有表彰", "Achieved on {on}, not recognised yet")),
        },
    })
}
