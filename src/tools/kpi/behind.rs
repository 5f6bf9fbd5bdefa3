//! What is advised where an indicator is behind: off track, past its date, lagging, or with an entry of the
//! weekly review that lacks something. Each rule speaks once for all its indicators, and none asks for what
//! another has asked for already. It must not judge an indicator itself.

use super::facts::{Figures, Indicators};
use super::rules::{DASHBOARD, REVIEW, named, place};
use super::{Kpi, Review, code, review, words};
use crate::finding::{Finding, Level};
use crate::say;
use crate::stats::Standing;
use crate::text::{Phrase, Text, text};
use std::sync::Arc;

/// KP1, KP2 and KP3.
pub(super) fn findings(facts: &Indicators) -> impl Iterator<Item = Finding> {
    [off_track(facts), missed(facts), lagging(facts)].into_iter().flatten()
}

/// The entry of the weekly review that covers an indicator now.
fn entry<'a>(facts: &'a Indicators, kpi: &Figures) -> Option<&'a Arc<Review>> {
    facts.reviewed.recent.get(&kpi.kpi.id)
}

/// How far behind it is: the share of the way, or of the threshold, that is missing.
fn shortfall(kpi: &Figures) -> f64 {
    let on_path = kpi.progress.zip(kpi.expected).map(|(p, e)| e - p);
    let at_threshold = || {
        let ((_, value), target) = kpi.judged.zip(kpi.kpi.target)?;
        Some((target - value).abs() / target.abs())
    };
    on_path.or_else(at_threshold).filter(|share| share.is_finite()).unwrap_or_default()
}

/// The indicators that stand so, the worst first. Executive walks come last: when they fail, the eight
/// mistakes have a rule of their own, and it must not silence what is said of the others.
fn worst_first(facts: &Indicators, standing: Standing) -> Vec<&Figures> {
    let mut kpis: Vec<&Figures> = facts.kpis.iter().filter(|k| k.standing() == Some(standing)).collect();
    kpis.sort_by(|a, b| {
        let walks = |k: &Figures| k.kpi.code == code::WALKS;
        walks(a).cmp(&walks(b)).then_with(|| shortfall(b).total_cmp(&shortfall(a)))
    });
    kpis
}

/// The worst with all its figures, the others with where they are and where they should be.
fn told(kpis: &[&Figures]) -> Option<Phrase> {
    let (worst, others) = kpis.split_first()?;
    let Phrase { zh, en } = evidence(worst);
    let n = others.len();
    if n == 0 {
        return Some(Phrase { zh, en });
    }
    let Phrase { zh: more_zh, en: more_en } = named(others.iter().copied(), |k| gap(k).or_else(|| short(k)));
    let (word, _) = words::status(worst.status);
    let (word_zh, word_en) = (word.zh, word.en);
    Some(say!("{zh}。另有 {n} 项{word_zh}：{more_zh}", "{en}. Also {word_en}: {more_en}"))
}

/// Progress and what is expected.
fn gap(kpi: &Figures) -> Option<Phrase> {
    let (p, e) = kpi.progress.zip(kpi.expected)?;
    let (p, e) = (words::percent(p), words::percent(e));
    Some(say!("{p}，应为 {e}", "{p}, expected {e}"))
}

/// Value and target, where there is no path between them.
fn short(kpi: &Figures) -> Option<Phrase> {
    let ((_, value), target) = kpi.judged.zip(kpi.kpi.target)?;
    let figure = |value| words::figure(value, kpi.kpi.unit());
    let (value, target) = (figure(value), figure(target));
    let (zh, en, target_zh, target_en) = (value.zh, value.en, target.zh, target.en);
    Some(say!("{zh}，目标 {target_zh}", "{en}, target {target_en}"))
}

/// KP1: off track. Once every one of them has a complete entry of this week, it is only watched.
fn off_track(facts: &Indicators) -> Option<Finding> {
    let kpis = worst_first(facts, Standing::OffTrack);
    let worst = kpis.first()?;
    let agreed = kpis.iter().all(|k| entry(facts, k).is_some_and(|r| r.is_complete()));
    let promise = entry(facts, worst).filter(|_| agreed);
    let advice = match (promise, kpis.len()) {
        (Some(review), n) => does_it_work(review, n > 1),
        (None, 1) => text(
            "用“开始本周回顾”，写下根本原因和一项 7 天内完成的纠偏行动",
            "Use 'Start this week's review': note the root cause and one corrective action due within 7 days",
        )
        .into(),
        (None, _) => text(
            "用“开始本周回顾”，给每一项写下根本原因和一项 7 天内完成的纠偏行动，从最前面的做起",
            "Use 'Start this week's review': for each, note the root cause and one corrective action due within 7 days, beginning with the first",
        )
        .into(),
    };
    Some(Finding {
        id: "KP1",
        level: if agreed { Level::Watch } else { Level::Act },
        evidence: told(&kpis)?,
        advice,
        source: DASHBOARD,
        place: place::<Kpi>(Some(worst.kpi.id), "name"),
    })
}

/// What to ask about the promised action.
fn does_it_work(review: &Review, others: bool) -> Phrase {
    let (action, owner) = (review.action.0.trim(), review.owner.trim());
    let more = if others { text("；其余几项也一样", "; then for the others") } else { text("", "") };
    let Text { zh: more_zh, en: more_en } = more;
    match (review.done.0, review.due) {
        (Some(done), _) => say!(
            "“{action}”（{owner}）已在 {done} 完成：看下一个读数有没有起色{more_zh}",
            "'{action}' ({owner}) was done on {done}: see from the next reading whether it helped{more_en}"
        ),
        (None, due) => {
            let due = due.map(|due| due.to_string()).unwrap_or_default();
            say!(
                "问一句做得怎么样、有没有效果：“{action}”（{owner}，{due} 到期）{more_zh}",
                "Ask how it goes and whether it helps: '{action}' ({owner}, due {due}){more_en}"
            )
        }
    }
}

/// KP2: past the target's date without reaching it.
fn missed(facts: &Indicators) -> Option<Finding> {
    let kpis = worst_first(facts, Standing::Missed);
    Some(Finding {
        id: "KP2",
        level: Level::Act,
        evidence: told(&kpis)?,
        advice: text(
            "与发起人商定：改目标日期，还是换做法；把理由写进备注",
            "Agree with the sponsor on a new date or a new approach, and note the reason",
        )
        .into(),
        source: DASHBOARD,
        place: place::<Kpi>(Some(kpis.first()?.kpi.id), "name"),
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

/// KP3: lagging behind the expected path, and the weekly review has not spoken of it yet.
fn lagging(facts: &Indicators) -> Option<Finding> {
    let open = |k: &&Figures| k.standing() == Some(Standing::Lagging) && entry(facts, k).is_none();
    let lagging = || facts.kpis.iter().filter(open);
    let first = lagging().next()?;
    let Phrase { zh, en } = named(lagging(), gap);
    Some(Finding {
        id: "KP3",
        level: Level::Watch,
        evidence: say!("进展滞后：{zh}", "Lagging: {en}"),
        advice: text(
            "趁差距还小，在本周回顾里定一项纠偏行动",
            "Decide on one corrective action in this week's review, while the gap is small",
        )
        .into(),
        source: DASHBOARD,
        place: place::<Kpi>(Some(first.kpi.id), "name"),
    })
}

/// KP9: an entry of the weekly review that lacks something. Where there is none at all, KP1, KP2 and KP3 have
/// asked for it.
pub(super) fn incomplete(facts: &Indicators) -> Option<Finding> {
    let gaps = |k: &Figures| entry(facts, k).and_then(|r| review::gaps(r));
    let open = || facts.kpis.iter().filter(|k| k.needs_review() && gaps(k).is_some());
    let first = open().next().filter(|_| !facts.calendar.is_paused(facts.today))?;
    let row = entry(facts, first)?;
    let Phrase { zh, en } = named(open(), gaps);
    Some(Finding {
        id: "KP9",
        level: Level::Watch,
        evidence: say!("本周回顾没写全：{zh}", "Entries of the weekly review are incomplete: {en}"),
        advice: text(
            "把缺的补上：没有负责人和期限的行动，多半不会发生",
            "Complete them: an action without an owner and a date seldom happens",
        )
        .into(),
        source: REVIEW,
        place: place::<Review>(Some(row.id), review::blank(row).unwrap_or("due")),
    })
}
