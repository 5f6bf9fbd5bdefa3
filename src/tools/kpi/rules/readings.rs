//! KP4, KP5 and KP8: readings that are missing, that lack what they are judged by, or that never move.

use super::{DASHBOARD, is_paused, named};
use crate::calendar::{Calendar, short_day};
use crate::facts::Facts;
use crate::finding::{Finding, Level, Place, Rule};
use crate::say;
use crate::sheet::Id;
use crate::stats::Standing;
use crate::text::{Phrase, spoken, text};
use crate::tools::charter::Charter;
use crate::tools::kpi::facts::{Figures, Indicators, Lack, Movement};
use crate::tools::kpi::{Cadence, Kpi, Reading, code};
use chrono::Days;

/// KP4: no reading for two cadences.
pub(super) fn stale(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let indicators = facts.get::<Indicators>();
    let stale = || indicators.kpis.iter().filter(|k| k.is_stale());
    let first = stale().next().filter(|_| !is_paused(facts))?;
    let which = named(stale(), |k| {
        let (date, _) = k.current?;
        let read = k.kpi.cadence().label();
        Some(match k.kpi.cadence() {
            Cadence::Weekly => say!("最近一次 {date}", "latest {date}"),
            _ => say!("{read}，最近一次 {date}", "{read}, latest {date}", read, date),
        })
    });
    let walks = stale().filter(|k| k.kpi.code == code::WALKS).count();
    let (evidence, advice) = match (walks, stale().count() - walks) {
        (0, _) => (
            say!("连续两期没有新数据：{which}", "No reading for two periods: {which}", which),
            text(
                "在看板上录入最新数据；太旧的数字不再用来判断",
                "Enter the latest value on the dashboard; older ones are no longer judged",
            )
            .into(),
        ),
        (_, 0) => (
            say!("上一个整周没有数据：{which}", "No reading of the last full week: {which}", which),
            say!(
                "在“数据”页加一行：那一周的巡视次数，日期写 {day}，没有就记 0",
                "Add a row on the Readings tab: the site visits of that week, dated {day}, 0 if there was none",
                day = last_full_week(facts)
            ),
        ),
        _ => (
            say!("没有新数据：{which}", "Without new readings: {which}", which),
            say!(
                "在看板上录入最新数据；高管巡视在“数据”页加一行，日期写 {day}；太旧的数字不再用来判断",
                "Enter the latest values on the dashboard; of executive site visits add a row on the Readings tab, dated {day}. Older ones are no longer judged",
                day = last_full_week(facts)
            ),
        ),
    };
    let names: Vec<Phrase> = stale().map(|k| k.kpi.title()).collect();
    let found = rule.found(Level::Watch, Place::of(first.kpi.id, Kpi::COL.name), evidence, advice);
    Some(found.becomes(say!(
        "补上{which}的最新数据",
        "Get the latest figures of {which}",
        which = spoken(&names, ALOUD)
    )))
}

/// The last day of the week before this one, as a reading of it is dated.
fn last_full_week(facts: &Facts) -> Phrase {
    let (calendar, today) = (facts.get::<Calendar>(), facts.today());
    let this = calendar.week_number(today);
    let before = (1..=MOST_DAYS).filter_map(|days| today.checked_sub_days(Days::new(days)));
    before.into_iter().find(|day| calendar.week_number(*day) < this).map(short_day).unwrap_or_default()
}

/// A week and the longest pause within it are looked back over.
const MOST_DAYS: u64 = 400;
/// So many indicators are said aloud.
const ALOUD: usize = 3;

/// KP5: what has to be entered before anything can be judged.
pub(super) fn to_enter(rule: &Rule, facts: &Facts) -> Option<Finding> {
    cannot_be_judged(rule, facts)
        .or_else(|| counts_nowhere(rule, facts))
        .or_else(|| no_reading(rule, facts))
        .or_else(|| no_baseline(rule, facts))
}

/// Asks for the baselines before the first reading: once the change has begun nobody can measure the time before it.
fn no_baseline(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let calendar = facts.get::<Calendar>();
    calendar.start().filter(|_| !is_paused(facts))?;
    let lacks = |k: &&Figures| !k.kpi.is_leading() && k.kpi.target.is_some() && k.kpi.baseline.is_none();
    let lacking = || facts.get::<Indicators>().kpis.iter().filter(lacks);
    let first = lacking().next()?;
    let which = named(lacking(), |_| None);
    Some(rule.found(
        Level::Watch,
        Place::of(first.kpi.id, Kpi::COL.baseline),
        say!("还没有自己的基线：{which}", "No baseline of your own yet: {which}", which),
        text(
            "趁变革还没有改变它，量出现在的水平（如最近 4 到 12 周的平均），填进“设定”页的“基线”；没有它，以后说不清改善了多少",
            "Measure where you stand while the change has not moved it (say the average of the last 4 to 12 weeks) and enter it under 'Baseline' on the Set-up tab; without it nobody can tell later what was gained",
        ),
    ).becomes(say!(
            "趁变革还没有改变它，量出{which}现在的水平",
            "Measure where {which} stand while the change has not moved them",
            which = spoken(&lacking().map(|k| k.kpi.title()).collect::<Vec<_>>(), ALOUD)
        )))
}

fn cannot_be_judged(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let indicators = facts.get::<Indicators>();
    let lacking = || indicators.kpis.iter().filter(|k| k.lacks.is_some() && k.current.is_some());
    let first = lacking().next()?;
    let place = match first.lacks {
        Some(Lack::Target) => Place::of(first.kpi.id, Kpi::COL.target),
        Some(Lack::Baseline) => Place::of(first.kpi.id, Kpi::COL.baseline),
        Some(Lack::Start) => {
            let charter = facts.rows::<Charter>().first().map_or(Id::default(), |charter| charter.id);
            Place::of(charter, Charter::COL.start)
        }
        Some(Lack::Season) => Place::of(first.kpi.id, Kpi::COL.seasonal),
        _ => Place::of(first.kpi.id, Kpi::COL.direction),
    };
    let which = named(lacking(), |k| k.lacks.map(|lack| lack.label().into()));
    Some(rule.found(
        Level::Watch,
        place,
        say!("有数据但无法判断，还缺：{which}", "Has readings but cannot be judged; missing: {which}", which),
        if first.lacks == Some(Lack::Season) {
            text(
                "在“数据”页补录变革之前那一年的数据；其实不随季节变化的，取消“季节性”",
                "Enter the readings of the year before the change on the Readings tab; if it does not vary with the season, untick 'Seasonal'",
            )
        } else if lacking().any(|k| k.lacks == Some(Lack::Start)) {
            text(
                "在“设定”页填上缺的内容；启动日期填在项目章程里",
                "Enter what is missing on the Set-up tab; the start date belongs in the charter",
            )
        } else {
            text("在“设定”页填上缺的内容", "Enter what is missing on the Set-up tab")
        },
    ))
}

fn counts_nowhere(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let unassigned = &facts.get::<Indicators>().unassigned;
    let (first, n) = (unassigned.first()?, unassigned.len());
    Some(rule.found(
        Level::Watch,
        Place::of(*first, Reading::COL.date),
        say!("{n} 条数据没有日期或指标", "Readings without a date or an indicator: {n}"),
        text("补上日期和指标，这些数据才算数", "Complete them, so that they count"),
    ))
}

fn no_reading(rule: &Rule, facts: &Facts) -> Option<Finding> {
    // The first two periods in which there is something to count are for finding the source of the number.
    let day = facts.get::<Calendar>().day(facts.today()).filter(|_| !is_paused(facts))?;
    let overdue =
        |k: &&Figures| k.current.is_none() && day >= k.kpi.first_day() + k.kpi.cadence().stale_after();
    let silent = || facts.get::<Indicators>().kpis.iter().filter(overdue);
    let first = silent().next()?;
    let which = named(silent(), |_| None);
    let found = rule.found(
        Level::Watch,
        Place::of(first.kpi.id, Kpi::COL.name),
        say!("到第 {day} 天还没有数据：{which}", "No reading yet by day {day}: {which}", day, which),
        text(
            "在看板上录入第一次数据；没有数据来源的，先定谁每周给数",
            "Enter a first value on the dashboard; where there is no source yet, agree who delivers it weekly",
        ),
    );
    Some(Finding { source: DASHBOARD, ..found })
}

/// KP8: a value that never moves is more often a broken source than a steady process.
pub(super) fn no_variation(rule: &Rule, facts: &Facts) -> Option<Finding> {
    // A threshold that stays reached, such as full coverage, may well stand still.
    let is_still = |k: &&Figures| k.movement == Movement::Still && k.standing() != Some(Standing::Met);
    let still = || facts.get::<Indicators>().kpis.iter().filter(is_still);
    let first = still().next()?;
    let which = named(still(), |k| {
        let (value, n) = (k.kpi.unit().figure(k.current?.1), k.periodic.len() - k.section);
        Some(say!("{n} 次都是 {value}", "{value} at all of {n} readings", n, value))
    });
    Some(rule.found(
        Level::Watch,
        Place::of(first.kpi.id, Kpi::COL.name),
        say!("没有波动：{which}", "No variation: {which}", which),
        text(
            "查数据来源：真实的过程总会有波动",
            "Check the source: a real process always has its ups and downs",
        ),
    ))
}
