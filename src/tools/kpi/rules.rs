//! What the dashboard advises: few findings, each with the figures it was concluded from. It must not
//! compute figures of its own beyond comparing them.

use super::facts::{Facts, Figures, Lack, Movement};
use super::{Kpi, Reading, Review, balance, review, words};
use crate::advice::{Finding, Level, Place};
use crate::say;
use crate::sheet::{Id, Row};
use crate::stats::{KpiStatus, STALE_AFTER_DAYS, Standing};
use crate::text::{Phrase, Text, text};
use crate::tools::charter::Charter;

const DASHBOARD: Text = text("工具6 变革成效指标看板", "Tool 6, change success dashboard");
const REVIEW: Text = text("工具6 每周回顾", "Tool 6, weekly review");
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

fn place<R: Row>(row: Option<Id>, column: &'static str) -> Place {
    Place { sheet: R::SHEET, row, column }
}

/// All findings, the most important kinds first.
pub(super) fn findings(facts: &Facts) -> Vec<Finding> {
    let mut findings: Vec<Finding> = facts.kpis.iter().filter_map(deviating).collect();
    findings.extend([lagging(facts), stale(facts), to_enter(facts)].into_iter().flatten());
    findings.extend(balance::finding(facts));
    findings.extend([no_variation(facts), unreviewed(facts), carried(facts)].into_iter().flatten());
    findings
}

/// KP1 and KP2: off track, or past the target's date without reaching it.
fn deviating(kpi: &Figures) -> Option<Finding> {
    let (id, advice) = match kpi.standing()? {
        Standing::OffTrack => (
            "KP1",
            text(
                "在每周回顾里写下根本原因和一项 7 天内完成的纠偏行动",
                "Note the root cause and one corrective action due within 7 days in the weekly review",
            ),
        ),
        Standing::Missed => (
            "KP2",
            text(
                "与发起人商定：改目标日期，还是换做法；把理由写进备注",
                "Agree with the sponsor on a new date or a new approach, and note the reason",
            ),
        ),
        _ => return None,
    };
    Some(Finding {
        id,
        level: Level::Act,
        evidence: evidence(kpi),
        advice: advice.into(),
        source: DASHBOARD,
        place: place::<Kpi>(Some(kpi.kpi.id), "name"),
    })
}

/// Name, status, value and target; progress against the expected one; pace against the one needed.
fn evidence(kpi: &Figures) -> Phrase {
    let unit = kpi.kpi.unit();
    let value = kpi.judged.map(|(date, value)| {
        let Phrase { zh, en } = words::figure(value, unit);
        say!("{date} 为 {zh}", "{en} on {date}")
    });
    let target = kpi.kpi.target.map(|target| {
        let Phrase { zh, en } = words::figure(target, unit);
        say!("目标 {zh}", "target {en}")
    });
    let progress = kpi.progress.zip(kpi.expected).map(|(p, e)| {
        let (p, e) = (words::percent(p), words::percent(e));
        say!("进展 {p}，应为 {e}", "progress {p}, expected {e}")
    });
    let pace = kpi.required.map(|required| {
        let need = words::change(required, unit);
        let (need_zh, need_en) = (need.zh, need.en);
        match kpi.pace.map(|pace| words::change(pace, unit)) {
            Some(Phrase { zh, en }) => {
                say!("每周需 {need_zh}，现为 {zh}", "needs {need_en} a week, now {en}")
            }
            None => say!("每周需 {need_zh}", "needs {need_en} a week"),
        }
    });
    let parts: Vec<Phrase> = [value, target, progress, pace].into_iter().flatten().collect();
    let name = words::name(&kpi.kpi);
    let (word, _) = words::status(kpi.status);
    let parts = words::joined(&parts, text("；", "; "));
    let (name_zh, name_en, word_zh, word_en) = (name.zh, name.en, word.zh, word.en);
    let Phrase { zh, en } = parts;
    say!("{name_zh}{word_zh}：{zh}", "{name_en}, {word_en}: {en}")
}

/// The names of some indicators, each with something about it.
fn named<'a>(kpis: impl Iterator<Item = &'a Figures>, about: impl Fn(&Figures) -> Option<Phrase>) -> Phrase {
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

/// KP3: lagging behind the expected path.
fn lagging(facts: &Facts) -> Option<Finding> {
    let lagging = || facts.kpis.iter().filter(|k| k.standing() == Some(Standing::Lagging));
    let first = lagging().next()?;
    let Phrase { zh, en } = named(lagging(), |k| {
        let (p, e) = k.progress.zip(k.expected)?;
        let (p, e) = (words::percent(p), words::percent(e));
        Some(say!("{p}，应为 {e}", "{p}, expected {e}"))
    });
    Some(Finding {
        id: "KP3",
        level: Level::Watch,
        evidence: say!("进展滞后：{zh}", "Lagging: {en}"),
        advice: text(
            "趁差距还小，在本周回顾里定一项纠偏行动",
            "Decide on one corrective action this week, while the gap is small",
        )
        .into(),
        source: DASHBOARD,
        place: place::<Kpi>(Some(first.kpi.id), "name"),
    })
}

/// KP4: no reading for more than fourteen days.
fn stale(facts: &Facts) -> Option<Finding> {
    let stale = || facts.kpis.iter().filter(|k| matches!(k.status, KpiStatus::Stale { .. }));
    let first = stale().next().filter(|_| !facts.calendar.is_paused(facts.today))?;
    let Phrase { zh, en } = named(stale(), |k| k.current.map(|(date, _)| Phrase::same(date.to_string())));
    Some(Finding {
        id: "KP4",
        level: Level::Watch,
        evidence: say!("待更新的指标和最近的读数：{zh}", "Stale indicators with their latest reading: {en}"),
        advice: say!(
            "在看板上记下最新读数；超过 {STALE_AFTER_DAYS} 天的数字不再用来判断（高管巡视看上一整周）",
            "Enter the latest value on the dashboard; nothing older than {STALE_AFTER_DAYS} days is judged (executive walks: the last full week)"
        ),
        source: DASHBOARD,
        place: place::<Kpi>(Some(first.kpi.id), "name"),
    })
}

/// KP5: what has to be entered before anything can be judged.
fn to_enter(facts: &Facts) -> Option<Finding> {
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
    // The first two weeks are for finding the sources of the numbers.
    let running = facts.calendar.day(facts.today).is_some_and(|day| day > STALE_AFTER_DAYS);
    let silent = || facts.kpis.iter().filter(|k| k.current.is_none());
    let first = silent().next().filter(|_| running && !facts.calendar.is_paused(facts.today))?;
    let Phrase { zh, en } = named(silent(), |_| None);
    Some(Finding {
        id: "KP5",
        level: Level::Watch,
        evidence: say!("启动两周了还没有读数：{zh}", "No reading two weeks after the start: {en}"),
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
fn no_variation(facts: &Facts) -> Option<Finding> {
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

/// KP9: an indicator that deviates without a complete entry of the weekly review.
fn unreviewed(facts: &Facts) -> Option<Finding> {
    let recent = |k: &Figures| facts.reviewed.recent.get(&k.kpi.id).cloned();
    let open = || {
        let complete = move |k: &Figures| recent(k).is_some_and(|r| r.is_complete());
        facts.kpis.iter().filter(move |k| k.needs_review() && !complete(k))
    };
    let first = open().next().filter(|_| !facts.calendar.is_paused(facts.today))?;
    let Phrase { zh, en } = named(open(), |k| match recent(k) {
        Some(row) => review::gaps(&row),
        None => Some(text("没有记录", "no entry").into()),
    });
    let row = recent(first).map(|r| r.id);
    Some(Finding {
        id: "KP9",
        level: Level::Watch,
        evidence: say!("本周回顾不全：{zh}", "The weekly review is incomplete: {en}"),
        advice: text(
            "用“开始本周回顾”：每个滞后或偏离的指标写下根本原因、一项行动、负责人和 7 天内的期限",
            "Use 'Start this week's review': a root cause, one action, an owner and a due date within 7 days for each",
        )
        .into(),
        source: REVIEW,
        place: place::<Review>(row, "root_cause"),
    })
}

/// KP10: promises that are still open a week later.
fn carried(facts: &Facts) -> Option<Finding> {
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
