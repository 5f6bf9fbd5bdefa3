//! What the dashboard advises: few findings, each with the figures it was concluded from. It must not
//! compute figures of its own beyond comparing them.

use super::facts::{Figures, Indicators, Lack, Movement};
use super::{Kpi, Reading, Review, balance, behind, code, words};
use crate::finding::{Finding, Level, Place};
use crate::say;
use crate::sheet::{Id, Row};
use crate::stats::{KpiStatus, STALE_AFTER_DAYS, Standing};
use crate::text::{Phrase, Text, text};
use crate::tools::charter::Charter;

pub(super) const DASHBOARD: Text = text("工具6 变革成效指标看板", "Tool 6, change success dashboard");
pub(super) const REVIEW: Text = text("工具6 每周回顾", "Tool 6, weekly review");
const WHEELER: Text = text("Wheeler，XmR 控制图", "Wheeler, XmR chart");
const OWN: Text = text("变革工作簿", "Changebook");

/// How bad it is that a promise is still open in its week: watched from the second, acted on from the third.
pub const fn carried_level(week: i64) -> Level {
    match week {
        ..=1 => Level::Blank,
        2 => Level::Watch,
        _ => Level::Act,
    }
}

pub(super) fn place<R: Row>(row: Option<Id>, column: &'static str) -> Place {
    Place { sheet: R::SHEET, row, column }
}

/// All findings, the most important kinds first.
pub(super) fn findings(facts: &Indicators) -> Vec<Finding> {
    let mut findings: Vec<Finding> = behind::findings(facts).collect();
    findings.extend([stale(facts), to_enter(facts)].into_iter().flatten());
    findings.extend(balance::finding(facts));
    findings.extend([no_variation(facts), behind::incomplete(facts), carried(facts)].into_iter().flatten());
    findings
}

/// The names of some indicators, each with something about it.
pub(super) fn named<'a>(
    kpis: impl Iterator<Item = &'a Figures>,
    about: impl Fn(&Figures) -> Option<Phrase>,
) -> Phrase {
    let one = |kpi: &Figures| {
        let name = words::name(&kpi.kpi);
        about(kpi).map_or(name.clone(), |about| {
            words::both(|lang| {
                let (open, close) = (text("（", " (").get(lang), text("）", ")").get(lang));
                format!("{}{open}{}{close}", name.get(lang), about.get(lang))
            })
        })
    };
    words::list(&kpis.map(one).collect::<Vec<_>>())
}

/// KP4: no reading for more than fourteen days.
fn stale(facts: &Indicators) -> Option<Finding> {
    let stale = || facts.kpis.iter().filter(|k| matches!(k.status, KpiStatus::Stale { .. }));
    let first = stale().next().filter(|_| !facts.calendar.is_paused(facts.today))?;
    let Phrase { zh, en } = named(stale(), |k| {
        let (date, _) = k.current?;
        Some(say!("最近一次 {date}", "latest {date}"))
    });
    let walks = stale().filter(|k| k.kpi.code == code::WALKS).count();
    let (evidence, advice) = match (walks, stale().count() - walks) {
        (0, _) => (
            say!(
                "超过 {STALE_AFTER_DAYS} 天没有新读数：{zh}",
                "No reading for more than {STALE_AFTER_DAYS} days: {en}"
            ),
            text(
                "在看板上记下最新读数；太旧的数字不再用来判断",
                "Enter the latest value on the dashboard; older ones are no longer judged",
            ),
        ),
        (_, 0) => (
            say!("上一个整周没有读数：{zh}", "No reading of the last full week: {en}"),
            text(
                "在看板上记下那一周的巡视次数，没有就记 0",
                "Enter the walks of that week on the dashboard, 0 if there was none",
            ),
        ),
        _ => (
            say!("读数太旧：{zh}", "Readings that are too old: {en}"),
            text(
                "在看板上记下最新读数，高管巡视记上一个整周的；太旧的数字不再用来判断",
                "Enter the latest values on the dashboard, executive walks those of the last full week; older ones are no longer judged",
            ),
        ),
    };
    Some(Finding {
        id: "KP4",
        level: Level::Watch,
        evidence,
        advice: advice.into(),
        source: DASHBOARD,
        place: place::<Kpi>(Some(first.kpi.id), "name"),
    })
}

/// KP5: what has to be entered before anything can be judged.
fn to_enter(facts: &Indicators) -> Option<Finding> {
    let lacking = || facts.kpis.iter().filter(|k| k.lacks.is_some() && k.current.is_some());
    if let Some(first) = lacking().next() {
        let Phrase { zh, en } = named(lacking(), |k| k.lacks.map(|lack| words::lack(lack).into()));
        let place = match first.lacks {
            Some(Lack::Target) => place::<Kpi>(Some(first.kpi.id), "target"),
            Some(Lack::Baseline) => place::<Kpi>(Some(first.kpi.id), "baseline"),
            Some(Lack::Start) => place::<Charter>(Some(facts.charter), "start"),
            _ => place::<Kpi>(Some(first.kpi.id), "direction"),
        };
        return Some(Finding {
            id: "KP5",
            level: Level::Watch,
            evidence: say!(
                "有读数但无法判断，还缺：{zh}",
                "Has readings but cannot be judged; missing: {en}"
            ),
            advice: text(
                "在“设定”页填上缺的内容；启动日期填在项目书里",
                "Enter what is missing on the Set-up tab; the start date belongs in the charter",
            )
            .into(),
            source: OWN,
            place,
        });
    }
    if let Some(first) = facts.homeless.first() {
        let n = facts.homeless.len();
        return Some(Finding {
            id: "KP5",
            level: Level::Watch,
            evidence: say!("{n} 个读数没有日期或指标", "Readings without a date or an indicator: {n}"),
            advice: text("补上日期和指标，这些读数才算数", "Complete them, so that they count").into(),
            source: OWN,
            place: place::<Reading>(Some(*first), "date"),
        });
    }
    // The first two weeks in which there is something to count are for finding the source of the number.
    let day = facts.calendar.day(facts.today).filter(|_| !facts.calendar.is_paused(facts.today))?;
    let overdue = |k: &&Figures| k.current.is_none() && day >= k.kpi.first_day() + STALE_AFTER_DAYS;
    let silent = || facts.kpis.iter().filter(overdue);
    let first = silent().next()?;
    let Phrase { zh, en } = named(silent(), |_| None);
    Some(Finding {
        id: "KP5",
        level: Level::Watch,
        evidence: say!("到第 {day} 天还没有读数：{zh}", "No reading yet by day {day}: {en}"),
        advice: text(
            "在看板上记下第一个读数；没有数据来源的，先定谁每周给数",
            "Enter a first value on the dashboard; where there is no source yet, agree who delivers it weekly",
        )
        .into(),
        source: DASHBOARD,
        place: place::<Kpi>(Some(first.kpi.id), "name"),
    })
}

/// KP8: a value that never moves is more often a broken source than a steady process.
fn no_variation(facts: &Indicators) -> Option<Finding> {
    // A threshold that stays reached, such as full coverage, may well stand still.
    let still =
        || facts.kpis.iter().filter(|k| k.movement == Movement::None && k.standing() != Some(Standing::Met));
    let first = still().next()?;
    let Phrase { zh, en } = named(still(), |k| {
        let (value, weeks) = (words::figure(k.current?.1, k.kpi.unit()), k.xmr.as_ref()?.n);
        let (zh, en) = (value.zh, value.en);
        Some(say!("{weeks} 周都是 {zh}", "{en} in all of {weeks} weeks"))
    });
    Some(Finding {
        id: "KP8",
        level: Level::Watch,
        evidence: say!("没有波动：{zh}", "No variation: {en}"),
        advice: text(
            "查数据来源：真实的过程总有起伏",
            "Check the source: a real process always has its ups and downs",
        )
        .into(),
        source: WHEELER,
        place: place::<Kpi>(Some(first.kpi.id), "name"),
    })
}

/// KP10: promises that are still open a week later.
fn carried(facts: &Indicators) -> Option<Finding> {
    let carried = &facts.reviewed.carried;
    let (worst, oldest) = carried.first().filter(|_| !facts.calendar.is_paused(facts.today))?;
    let one = |(week, row): &(i64, std::sync::Arc<Review>)| {
        let kpi = row.kpi.0.and_then(|id| facts.get(id)).map(|k| words::name(&k.kpi));
        let (name_zh, name_en) = kpi.map(|p| (p.zh, p.en)).unwrap_or_default();
        let owner = row.owner.trim();
        let (by_zh, by_en) = match owner {
            "" => (String::new(), String::new()),
            owner => (format!("，{owner}"), format!(", {owner}")),
        };
        say!("{name_zh}（第 {week} 周{by_zh}）", "{name_en} (week {week}{by_en})")
    };
    // The oldest three say enough.
    let n = carried.len();
    let Phrase { zh, en } = words::list(&carried.iter().take(3).map(one).collect::<Vec<_>>());
    Some(Finding {
        id: "KP10",
        level: carried_level(*worst),
        evidence: say!("{n} 项纠偏行动还没完成：{zh}", "Corrective actions still open ({n}): {en}"),
        advice: text(
            "当面问清卡在哪里：做完打勾，做不了就换一项行动",
            "Ask what is in the way: tick it when done, or replace it by an action that can be done",
        )
        .into(),
        source: REVIEW,
        place: place::<Review>(Some(oldest.id), "done"),
    })
}
