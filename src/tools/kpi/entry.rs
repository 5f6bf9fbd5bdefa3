//! What is said before a value goes into the dashboard's sheets: refusals of what cannot be true, and the
//! one question. It must not know what the values lead to.

use super::facts::REVIEW_DAYS;
use super::{Event, Kpi, KpiUnit, Reading, Review, code, words};
use crate::project::{Edit, Project};
use crate::say;
use crate::sheet::{AnyRow, Cell, Column, Id, Unit};
use crate::stats::Direction;
use crate::text::{Phrase, Text, text};
use crate::tool::{Change, Verdict};
use chrono::NaiveDate;

/// A share typed as a fraction is only suspected next to a number of at least this size.
const CLEARLY_PERCENT: f64 = 2.0;
/// And beside points of at least so many, which leaves scores out of ten alone.
const CLEARLY_POINTS: f64 = 20.0;
/// A reading is far off if it is more than so many whole ways from both baseline and target.
const FAR: f64 = 5.0;

/// The check of all four sheets.
pub(super) fn check(change: &Change<'_>) -> Verdict {
    if let Some(kpi) = change.row.typed::<Kpi>() {
        of_kpi(change, kpi)
    } else if let Some(reading) = change.row.typed::<Reading>() {
        of_reading(change, reading)
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
    (about.is_none() && column.key != "kpi").then_some(text("先选一个指标", "Choose an indicator first"))
}

/// The first thing said in a row dates it: without a day it would not count.
pub(super) fn follow(change: &Change<'_>) -> Vec<Edit> {
    if *change.cell == Cell::Empty {
        return Vec::new();
    }
    let today = Cell::Date(change.today);
    let (row, key) = (change.row, change.column.key);
    if let Some(reading) = row.typed::<Reading>().filter(|r| r.date.is_none() && key == "value") {
        vec![Edit::set::<Reading>(reading.id, "date", today)]
    } else if let Some(event) = row.typed::<Event>().filter(|e| e.date.is_none() && key == "name") {
        vec![Edit::set::<Event>(event.id, "date", today)]
    } else if let Some(review) = row.typed::<Review>()
        && review.date.is_none()
        && ["kpi", "root_cause", "action"].contains(&key)
    {
        vec![Edit::set::<Review>(review.id, "date", today)]
    } else {
        Vec::new()
    }
}

fn of_kpi(change: &Change<'_>, kpi: &Kpi) -> Verdict {
    let mut after = kpi.clone();
    let Some(column) = crate::sheet::AnyRow::def(kpi).column(change.column.key) else { return Verdict::Fine };
    if !crate::sheet::AnyRow::set(&mut after, column, change.cell.clone()) {
        return Verdict::Fine;
    }
    match change.column.key {
        "baseline" | "target" | "direction" if after.is_contrary() => {
            return Verdict::Refuse(contrary(&after));
        }
        "baseline_date" | "target_date" => {
            return match (after.baseline_date, after.target_date) {
                (Some(from), Some(to)) if to <= from => Verdict::Refuse(say!(
                    "目标日期要在基线日期之后：{from} 到 {to}",
                    "The target date has to be after the baseline date: {from} to {to}"
                )),
                _ => Verdict::Fine,
            };
        }
        "unit" => return unit_changed(change.project, &after),
        _ => {}
    }
    match (change.column.key, change.cell) {
        ("baseline", Cell::Number(value)) => of_value(&after, *value, kpi.target.zip(Beside::target(kpi))),
        ("target", Cell::Number(value)) => of_value(&after, *value, kpi.baseline.zip(Beside::baseline(kpi))),
        _ => Verdict::Fine,
    }
}

fn contrary(kpi: &Kpi) -> Phrase {
    let ends = kpi.baseline.zip(kpi.target);
    let side = match ends.and_then(|(b, t)| Direction::of(b, t)) {
        Some(Direction::Up) => text("高于", "above"),
        _ => text("低于", "below"),
    };
    let way = kpi.direction.map_or(text("", ""), super::Way::label);
    let (baseline, target) = ends.unwrap_or_default();
    let unit = kpi.unit();
    let (b, t) = (words::figure(baseline, unit), words::figure(target, unit));
    let (b_zh, b_en, t_zh, t_en) = (b.zh, b.en, t.zh, t.en);
    let (Text { zh: side_zh, en: side_en }, Text { zh: way_zh, en: way_en }) = (side, way);
    say!(
        "目标 {t_zh} {side_zh}基线 {b_zh}，与方向“{way_zh}”矛盾：先改方向（或清空），再改数字",
        "The target {t_en} is {side_en} the baseline {b_en}, against the direction '{way_en}': change or clear the direction first"
    )
}

/// A new unit has to fit the values that are there.
fn unit_changed(project: &Project, after: &Kpi) -> Verdict {
    let readings = project.rows::<Reading>().iter().filter(|r| r.kpi.0 == Some(after.id));
    let mut values = readings.filter_map(|r| r.value).chain(after.baseline).chain(after.target);
    match values.find_map(|value| impossible(after, value)) {
        Some(why) => Verdict::Refuse(why),
        None => Verdict::Fine,
    }
}

/// Why an indicator cannot have a value; `None` if it can.
fn impossible(kpi: &Kpi, value: f64) -> Option<Phrase> {
    let name = words::name(kpi);
    let shown = words::figure(value, kpi.unit());
    let (name_zh, name_en, zh, en) = (name.zh, name.en, shown.zh, shown.en);
    let range = |low: f64, high: f64| {
        let (low, high) = (words::figure(low, kpi.unit()), words::figure(high, kpi.unit()));
        let (low_zh, low_en, high_zh, high_en) = (low.zh, low.en, high.zh, high.en);
        say!(
            "{name_zh}只能在 {low_zh} 到 {high_zh} 之间，{zh} 不对：请查数据来源",
            "{name_en} lies between {low_en} and {high_en}; {en} cannot be right, please check the source"
        )
    };
    let share_of_all = [code::TRAINING, code::COVERAGE, code::FTFR].contains(&kpi.code.as_str());
    match kpi.unit() {
        Unit::Percent if share_of_all && !(0.0..=100.0).contains(&value) => Some(range(0.0, 100.0)),
        Unit::Points if kpi.code == code::CSAT && !(0.0..=100.0).contains(&value) => Some(range(0.0, 100.0)),
        Unit::OfFive if !(1.0..=5.0).contains(&value) => Some(range(1.0, 5.0)),
        Unit::Hours | Unit::PerDay | Unit::Times if value < 0.0 => {
            Some(say!("{name_zh}不会是负数：{zh}", "{name_en} cannot be negative: {en}"))
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
            "{value}% 不在 0 到 100 之间：请确认这个指标可以这样",
            "{value}% is not between 0 and 100: make sure that this indicator can be"
        ));
    }
    Verdict::Fine
}

/// A value with its decimal point moved. Ten digits are more than anybody types; the rest is noise of the
/// multiplication.
fn shifted(value: f64, factor: f64) -> f64 {
    (value * factor * 1e8).round() / 1e8
}

fn ask(kpi: &Kpi, value: f64, meant: f64, beside: Beside) -> Verdict {
    let figure = |value| words::figure(value, kpi.unit());
    let (Phrase { zh, en }, there) = (figure(meant), figure(beside.value));
    let (there_zh, there_en) = (there.zh, there.en);
    let Text { zh: what_zh, en: what_en } = beside.what;
    Verdict::Ask {
        question: say!(
            "是 {zh} 吗？{what_zh} {there_zh}，您填的是 {value}",
            "Is it {en}? {what_en} {there_en}, you typed {value}"
        ),
        instead: Cell::Number(meant),
    }
}

/// What is said of a reading far away from all that is known of its indicator: a slip of the decimal point is
/// asked about, for anything else there is no better value to offer.
fn far_off(kpi: &Kpi, value: f64, before: Option<f64>) -> Verdict {
    let Some((baseline, target)) = kpi.baseline.zip(kpi.target) else { return Verdict::Fine };
    let whole = (target - baseline).abs();
    let away = |value: f64| (value - baseline).abs().min((value - target).abs());
    // Where the last reading was as far out, this one is no surprise.
    let near_last = before.is_some_and(|last| (value - last).abs() <= whole);
    if whole <= 0.0 || away(value) <= FAR * whole || near_last {
        return Verdict::Fine;
    }
    let meant = [100.0, 10.0, 0.1, 0.01].map(|factor| shifted(value, factor));
    let fits = |meant: &f64| away(*meant) <= whole && impossible(kpi, *meant).is_none();
    if let Some((meant, beside)) = meant.into_iter().find(fits).zip(Beside::target(kpi)) {
        return ask(kpi, value, meant, beside);
    }
    let [value, baseline, target] = [value, baseline, target].map(|v| words::figure(v, kpi.unit()));
    let (zh, en) = (value.zh, value.en);
    let (from_zh, from_en, to_zh, to_en) = (baseline.zh, baseline.en, target.zh, target.en);
    Verdict::Note(say!(
        "{zh} 离基线 {from_zh} 和目标 {to_zh} 都很远：请核对",
        "{en} is far from both the baseline {from_en} and the target {to_en}: please check it"
    ))
}

/// What is said of a value that takes the place of another.
fn overwritten(kpi: &Kpi, old: f64, new: f64) -> Verdict {
    let (old, new) = (words::figure(old, kpi.unit()), words::figure(new, kpi.unit()));
    let (old_zh, old_en, new_zh, new_en) = (old.zh, old.en, new.zh, new.en);
    Verdict::Note(say!(
        "{old_zh} 改成了 {new_zh}；不对的话请撤销",
        "{old_en} changed to {new_en}; undo it if that was a slip"
    ))
}

fn of_reading(change: &Change<'_>, reading: &Reading) -> Verdict {
    let find = |id: Option<Id>| id.and_then(|id| change.project.find::<Kpi>(id));
    match (change.column.key, change.cell) {
        ("date", Cell::Date(date)) => past(*date, change.today),
        ("value", Cell::Number(value)) => find(reading.kpi.0)
            .map_or(Verdict::Fine, |kpi| of_reading_value(change.project, kpi, reading, *value)),
        // A question about the value cannot be asked while another cell changes: only the impossible counts.
        ("kpi", Cell::Link(id)) => match find(Some(*id)).zip(reading.value) {
            Some((kpi, value)) => impossible(kpi, value).map_or(Verdict::Fine, Verdict::Refuse),
            None => Verdict::Fine,
        },
        _ => Verdict::Fine,
    }
}

fn of_reading_value(project: &Project, kpi: &Kpi, reading: &Reading, value: f64) -> Verdict {
    let last = before(project, kpi, reading);
    let one_before = last.map(|value| Beside { what: text("上次是", "The one before is"), value });
    // The words speak of what everybody knows.
    let said = Beside::target(kpi).or(Beside::baseline(kpi)).or(one_before);
    match of_value(kpi, value, last.or(kpi.baseline).or(kpi.target).zip(said)) {
        Verdict::Fine => {}
        verdict => return verdict,
    }
    match (far_off(kpi, value, last), reading.value) {
        (Verdict::Fine, Some(old)) => overwritten(kpi, old, value),
        (verdict, _) => verdict,
    }
}

/// The latest other reading up to the day of this one.
fn before(project: &Project, kpi: &Kpi, reading: &Reading) -> Option<f64> {
    let others = project.rows::<Reading>().iter().filter(|r| r.kpi.0 == Some(kpi.id) && r.id != reading.id);
    let earlier = others.filter(|r| r.value.is_some() && reading.date.is_none_or(|day| r.date <= Some(day)));
    earlier.max_by_key(|r| r.date).and_then(|r| r.value)
}

fn past(date: NaiveDate, today: NaiveDate) -> Verdict {
    if date > today {
        return Verdict::Refuse(say!(
            "{date} 还没有到：最晚填今天 {today}",
            "{date} has not come yet: enter today, {today}, at the latest"
        ));
    }
    Verdict::Fine
}

fn of_review(change: &Change<'_>, review: &Review) -> Verdict {
    let (date, due) = match (change.column.key, change.cell) {
        ("date", Cell::Date(date)) => match past(*date, change.today) {
            Verdict::Fine => (Some(*date), review.due),
            verdict => return verdict,
        },
        ("due", Cell::Date(due)) => (review.date, Some(*due)),
        _ => return Verdict::Fine,
    };
    let Some((date, due)) = date.zip(due) else { return Verdict::Fine };
    let days = due.signed_duration_since(date).num_days();
    if days < 0 {
        return Verdict::Refuse(say!(
            "期限 {due} 在回顾日 {date} 之前",
            "The due date {due} is before the review on {date}"
        ));
    }
    if days > REVIEW_DAYS {
        return Verdict::Note(say!(
            "期限在 {days} 天之后：每周回顾的行动要在 {REVIEW_DAYS} 天内完成，大的行动请拆小",
            "Due in {days} days: an action of the weekly review is done within {REVIEW_DAYS}; split a larger one"
        ));
    }
    Verdict::Fine
}
