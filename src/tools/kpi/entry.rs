//! Checks a value before it goes into the dashboard's sheets: refusals of what cannot be true, and the one question.
//! It must not know what the values lead to.

mod conversion;
mod ends;
mod of_month;
mod reading;
mod same;
mod stretch;
mod weeks;
mod wide;

pub(super) use same::same;
#[cfg(test)]
pub(super) use weeks::Week;
pub(super) use weeks::{numbered as numbered_week, read};
pub(super) use wide::{Titled, column_called, is_indicator, reshape, titled};

use super::facts::REVIEW_DAYS;
use super::{Event, Kpi, KpiUnit, Reading, Review, code};
use crate::project::{Edit, Project};
use crate::say;
use crate::sheet::{AnyRow, Cell, Column, Id, Row, Unit};
use crate::stats::Direction;
use crate::text::{Phrase, Text, parted, text};
use crate::tool::{Change, Verdict};

/// A share typed as a fraction is only suspected next to a number of at least this size.
const CLEARLY_PERCENT: f64 = 2.0;
/// And beside points of at least so many, which leaves scores out of ten alone.
const CLEARLY_POINTS: f64 = 20.0;

/// The check of all four sheets.
pub(super) fn check(change: &Change<'_>) -> Verdict {
    if let Some(kpi) = change.row.typed::<Kpi>() {
        of_kpi(change, kpi)
    } else if let Some(reading) = change.row.typed::<Reading>() {
        match of_reading(change, reading) {
            Verdict::Fine => same::replaced(change).map_or(Verdict::Fine, Verdict::Note),
            verdict => verdict,
        }
    } else if let Some(review) = change.row.typed::<Review>() {
        of_review(change, review)
    } else {
        Verdict::Fine
    }
}

/// A reading and a review are about an indicator, which also gives the unit: it comes first.
pub(super) fn needs(row: &dyn AnyRow, column: &Column) -> Option<Text> {
    let reading = row.typed::<Reading>().map(|r| r.kpi.0);
    let about = reading.or_else(|| row.typed::<Review>().map(|r| r.kpi.0))?;
    let link = [Reading::COL.kpi.key, Review::COL.kpi.key].contains(&column.key);
    (about.is_none() && !link).then_some(text("先选一个指标", "Choose an indicator first"))
}

/// The first thing said in a row dates it: without a day it would not count. A reading of the same day goes.
pub(super) fn follow(change: &Change<'_>) -> Vec<Edit> {
    if *change.cell == Cell::Empty {
        return Vec::new();
    }
    let (row, today) = (change.row, Cell::Date(change.today));
    // One of the list takes the place of a unit of people's own.
    if let Some(kpi) = row.typed::<Kpi>().filter(|kpi| !kpi.unit_name.trim().is_empty())
        && change.is_in(Kpi::COL.unit)
        && *change.cell != Cell::Choice(KpiUnit::None.option())
    {
        return vec![Edit::put(kpi.id, Kpi::COL.unit_name, Cell::Empty)];
    }
    let says_something = [Review::COL.kpi, Review::COL.root_cause, Review::COL.action];
    let undated = if change.is_in(Reading::COL.value) {
        row.typed::<Reading>().filter(|reading| reading.date.is_none()).map(|_| Reading::COL.date)
    } else if change.is_in(Event::COL.name) {
        row.typed::<Event>().filter(|event| event.date.is_none()).map(|_| Event::COL.date)
    } else if says_something.into_iter().any(|column| change.is_in(column)) {
        row.typed::<Review>().filter(|review| review.date.is_none()).map(|_| Review::COL.date)
    } else {
        None
    };
    let dated = undated.map(|date| Edit::put(row.id(), date, today.clone()));
    dated.into_iter().chain(same::replaces(change)).collect()
}

/// The unit of a number: that of its indicator.
pub(super) fn unit(project: &Project, row: &dyn AnyRow, column: &Column) -> Unit {
    if let Some(kpi) = row.typed::<Kpi>() {
        let values = [Kpi::COL.baseline.key, Kpi::COL.target.key];
        return if values.contains(&column.key) { kpi.unit() } else { Unit::None };
    }
    let reading = row.typed::<Reading>().filter(|_| column.key == Reading::COL.value.key);
    let kpi = reading.and_then(|reading| project.find::<Kpi>(reading.kpi.0?));
    kpi.map_or(Unit::None, Kpi::unit)
}

fn of_kpi(change: &Change<'_>, kpi: &Kpi) -> Verdict {
    let mut after = kpi.clone();
    let Some(column) = Kpi::DEF.column(change.column.key) else { return Verdict::Fine };
    // A reading that was typed where the name stands is no name.
    if let (true, Cell::Text(name)) = (change.is_in(Kpi::COL.name), change.cell)
        && name.chars().any(|c| c.is_ascii_digit())
        && !name.chars().any(char::is_alphabetic)
    {
        return Verdict::Sure(say!(
            "“{name}”是一个数：真的要把指标改名叫它吗？",
            "'{name}' is a number: is it really to be the name of the indicator?"
        ));
    }
    if !after.set(column, change.cell.clone()) {
        return Verdict::Fine;
    }
    let (baseline, target) = (change.is_in(Kpi::COL.baseline), change.is_in(Kpi::COL.target));
    if (baseline || target || change.is_in(Kpi::COL.direction)) && after.is_contrary() {
        return as_share(change, &after).unwrap_or_else(|| Verdict::Refuse(contrary(&after)));
    }
    if change.is_in(Kpi::COL.baseline_date) || change.is_in(Kpi::COL.target_date) {
        return match (after.baseline_date, after.target_date) {
            (Some(from), Some(to)) if to <= from => Verdict::Refuse(say!(
                "目标日期要在基线日期之后：{from} 到 {to}",
                "The target date has to be after the baseline date: {from} to {to}"
            )),
            _ if change.is_in(Kpi::COL.baseline_date) => measured_before(change.project, &after),
            _ => Verdict::Fine,
        };
    }
    if change.is_in(Kpi::COL.unit) || change.is_in(Kpi::COL.unit_name) {
        return conversion::unit_changed(change.project, kpi, &after);
    }
    let (value, known) = match change.cell {
        Cell::Number(value) if baseline => (*value, kpi.target.zip(Beside::target(kpi))),
        Cell::Number(value) if target => (*value, kpi.baseline.zip(Beside::baseline(kpi))),
        _ => return Verdict::Fine,
    };
    // Without a larger number nothing tells in which of the two ways shares are written.
    let tells = known.is_some_and(|(known, _)| known.abs() >= 1.0);
    if let Some(asks) = fraction(&after, value).filter(|_| !tells) {
        return asks;
    }
    let said = match of_value(&after, value, known) {
        Verdict::Fine => ends::unlikely(&after, value, known, target),
        said => said,
    };
    match said {
        Verdict::Fine if baseline && after.lacks_day() => Verdict::Note(
            text(
                "再填目标日期，才按从基线到目标的路判断；不填，从第一天起就按目标判断",
                "With a target date the way from here to the target counts; without one the target counts from the first day",
            )
            .into(),
        ),
        said => said,
    }
}

/// Asks whether a number below one is a share written without its percent sign; none for other units.
fn fraction(kpi: &Kpi, value: f64) -> Option<Verdict> {
    if kpi.unit() != Unit::Percent || value <= 0.0 || value >= 1.0 {
        return None;
    }
    let (meant, figure) = (shifted(value, 100.0), |value| Unit::Percent.figure(value));
    Some(Verdict::Ask {
        question: say!(
            "是 {meant}吗？您填的是 {value}，单位是 %",
            "Is it {meant}? You typed {value}, and the unit is %",
            meant = parted(&figure(meant))
        ),
        instead: Cell::Number(meant),
    })
}

/// The same of a baseline or a target that contradicts the direction, where it does not as a share.
fn as_share(change: &Change<'_>, after: &Kpi) -> Option<Verdict> {
    let Cell::Number(value) = *change.cell else { return None };
    let mut meant = after.clone();
    meant.set(Kpi::DEF.column(change.column.key)?, Cell::Number(shifted(value, 100.0)));
    fraction(after, value).filter(|_| !meant.is_contrary())
}

/// What is said of a baseline that was measured before the way of a leading indicator begins: it does not begin it.
fn measured_before(project: &Project, kpi: &Kpi) -> Verdict {
    let calendar = crate::tools::charter::calendar(project);
    let waits = kpi.grows() && kpi.code == code::TRAINING;
    let begins = if waits { calendar.date_of_day(kpi.first_day()) } else { calendar.start() };
    let has_way = kpi.is_leading() && kpi.path.is_none() && (kpi.grows() || kpi.follows_path());
    match (kpi.baseline_date, begins) {
        (Some(measured), Some(begins)) if has_way && measured < begins => Verdict::Note(say!(
            "基线是 {measured} 测的；预期走势仍从 {begins} 算起",
            "The baseline is of {measured}; what is expected still counts from {begins}"
        )),
        _ => Verdict::Fine,
    }
}

fn contrary(kpi: &Kpi) -> Phrase {
    let side = match kpi.way_by_ends() {
        Some(Direction::Up) => text("高于", "above"),
        _ => text("低于", "below"),
    };
    let way = kpi.direction.map_or(text("", ""), super::Way::label);
    let [baseline, target] = [kpi.baseline, kpi.target].map(|v| kpi.unit().figure(v.unwrap_or_default()));
    say!(
        "目标 {target} {side}基线 {baseline}，与方向“{way}”矛盾：先改方向（或清空），再改数字",
        "The target {target} is {side} the baseline {baseline}, against the direction '{way}': change or clear the direction first",
        target,
        side,
        baseline,
        way
    )
}

/// Why an indicator cannot have a value; `None` if it can.
fn impossible(kpi: &Kpi, value: f64) -> Option<Phrase> {
    let (name, unit) = (kpi.title(), kpi.unit());
    let figure = unit.figure(value);
    let range = |low: f64, high: f64| {
        if matches!(unit, Unit::OfFive | Unit::Points) {
            return say!(
                "{name}只能填 {low} 到 {high} 分，{value} 不对：请查数据来源",
                "{name} is scored from {low} to {high}; {value} cannot be right, please check the source",
                name
            );
        }
        let (low, high) = (unit.figure(low), unit.figure(high));
        say!(
            "{name}只能在 {low} 到 {high} 之间，{figure} 不对：请查数据来源",
            "{name} lies between {low} and {high}; {figure} cannot be right, please check the source",
            name,
            low,
            high,
            figure
        )
    };
    let share_of_all = [code::TRAINING, code::COVERAGE, code::FTFR].contains(&kpi.code.as_str());
    match unit {
        Unit::Percent if share_of_all && !(0.0..=100.0).contains(&value) => Some(range(0.0, 100.0)),
        Unit::Points if kpi.code == code::CSAT && !(0.0..=100.0).contains(&value) => Some(range(0.0, 100.0)),
        Unit::OfFive if !(1.0..=5.0).contains(&value) => Some(range(1.0, 5.0)),
        Unit::Hours | Unit::Minutes | Unit::Days | Unit::PerDay | Unit::Times | Unit::Vehicles
            if value < 0.0 =>
        {
            Some(say!("{name}不会是负数：{figure}", "{name} cannot be negative: {figure}", name, figure))
        }
        _ => None,
    }
}

/// A number that a question names beside a value, and what it is.
#[derive(Clone, Copy)]
struct Beside {
    what: Text,
    value: f64,
}

impl Beside {
    fn baseline(kpi: &Kpi) -> Option<Beside> {
        kpi.baseline.map(|value| Beside { what: text("基线是", "The baseline is"), value })
    }

    fn target(kpi: &Kpi) -> Option<Beside> {
        kpi.target.map(|value| Beside { what: text("目标是", "The target is"), value })
    }
}

/// What is said of a value that another tool sets as the goal of an indicator.
pub(in crate::tools) fn goal(kpi: &Kpi, value: f64) -> Verdict {
    let beside = Beside::target(kpi).or(Beside::baseline(kpi));
    of_value(kpi, value, kpi.target.or(kpi.baseline).zip(beside))
}

/// What is said of a value, given the number it is compared with and the one that the words speak of.
fn of_value(kpi: &Kpi, value: f64, beside: Option<(f64, Beside)>) -> Verdict {
    if let Some(why) = impossible(kpi, value) {
        return Verdict::Refuse(why);
    }
    let clearly = match kpi.unit {
        Some(KpiUnit::Percent) => CLEARLY_PERCENT,
        Some(KpiUnit::Points) => CLEARLY_POINTS,
        _ => f64::INFINITY,
    };
    let fraction = value > 0.0 && value <= 1.0;
    if let Some((_, said)) = beside.filter(|(known, _)| fraction && known.abs() >= clearly) {
        return ask(kpi, value, shifted(value, 100.0), said);
    }
    if kpi.unit == Some(KpiUnit::Percent) && !(0.0..=100.0).contains(&value) {
        return Verdict::Note(say!(
            "{name}：{value}% 不在 0 到 100 之间，请确认这个指标可以这样",
            "{name}: {value}% is not between 0 and 100; make sure that this indicator can be",
            name = kpi.title()
        ));
    }
    Verdict::Fine
}

/// Whether a value may be a part of one for a share of a hundred, and so a hundred times as much be meant. What counts
/// things is none from one on: 8.8 orders are no 880.
fn may_be_part(kpi: &Kpi, value: f64) -> bool {
    let of_things = kpi.measure() == super::Measure::Count
        || matches!(kpi.unit(), Unit::None | Unit::Named(_) | Unit::Times | Unit::Vehicles | Unit::PerDay);
    !of_things || value < 1.0
}

/// A value with its decimal point moved. Ten digits are more than anybody types; the rest is noise of the
/// multiplication.
fn shifted(value: f64, factor: f64) -> f64 {
    (value * factor * 1e8).round() / 1e8
}

fn ask(kpi: &Kpi, value: f64, meant: f64, beside: Beside) -> Verdict {
    let unit = kpi.unit();
    Verdict::Ask {
        question: say!(
            "是 {meant}吗？{what} {there}，您填的是 {value}",
            "Is it {meant}? {what} {there}, you typed {value}",
            meant = parted(&unit.figure(meant)),
            what = beside.what,
            there = unit.figure(beside.value),
            value
        ),
        instead: Cell::Number(meant),
    }
}

/// What is said of a value that takes the place of another.
fn overwritten(kpi: &Kpi, old: f64, new: f64) -> Verdict {
    let [old, new] = [old, new].map(|v| kpi.unit().figure(v));
    Verdict::Note(say!(
        "{name}：{old} 改成了 {new}；不对的话请撤销",
        "{name}: {old} changed to {new}; undo it if that was a slip",
        name = kpi.title(),
        old,
        new
    ))
}

fn of_reading(change: &Change<'_>, reading: &Reading) -> Verdict {
    let project = change.project;
    let find = |id: Option<Id>| id.and_then(|id| project.find::<Kpi>(id));
    if change.is_in(Reading::COL.date) {
        return change.not_after_today().unwrap_or(Verdict::Fine);
    }
    match change.cell {
        Cell::Number(value) if change.is_in(Reading::COL.value) => {
            find(reading.kpi.0).map_or(Verdict::Fine, |kpi| reading::of_value(change, kpi, reading, *value))
        }
        // A question about the value cannot be asked while another cell changes: only the impossible counts.
        Cell::Link(id) if change.is_in(Reading::COL.kpi) => match find(Some(*id)).zip(reading.value) {
            Some((kpi, value)) => impossible(kpi, value).map_or(Verdict::Fine, Verdict::Refuse),
            None => Verdict::Fine,
        },
        _ => Verdict::Fine,
    }
}

fn of_review(change: &Change<'_>, review: &Review) -> Verdict {
    let (date, due) = match change.cell {
        Cell::Date(date) if change.is_in(Review::COL.date) => match change.not_after_today() {
            None => (Some(*date), review.due),
            Some(refused) => return refused,
        },
        Cell::Date(due) if change.is_in(Review::COL.due) => (review.date, Some(*due)),
        Cell::Date(_) if change.is_in(Review::COL.dropped) => {
            return change.not_after_today().unwrap_or(Verdict::Fine);
        }
        _ => return Verdict::Fine,
    };
    let Some((date, due)) = date.zip(due) else { return Verdict::Fine };
    if due < date {
        let until = date.checked_add_days(chrono::Days::new(REVIEW_DAYS.unsigned_abs())).unwrap_or(date);
        return Verdict::Refuse(say!(
            "期限 {due} 在回顾日 {date} 之前：请写 {date} 到 {until} 之间的一天",
            "The due date {due} is before the review on {date}: write a day from {date} to {until}"
        ));
    }
    // A new day is given on the day it is given, whenever the review was.
    let comes = change.is_in(Review::COL.due) && due >= change.today;
    let from = if comes { date.max(change.today) } else { date };
    let days = due.signed_duration_since(from).num_days();
    if days > REVIEW_DAYS {
        return Verdict::Note(say!(
            "离期限还有 {days} 天：每周回顾的行动要在 {REVIEW_DAYS} 天内完成，大的行动请拆小",
            "Due in {days} days: an action of the weekly review is done within {REVIEW_DAYS}; split a larger one"
        ));
    }
    Verdict::Fine
}
