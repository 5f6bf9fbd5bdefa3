//! KP1, KP2 and KP3: indicators that are behind. Each rule speaks once for all its indicators, and none asks for what
//! another has asked for already. It must not judge an indicator itself.

use super::{is_paused, named};
use crate::calendar::short_day;
use crate::facts::Facts;
use crate::finding::{Finding, Level, Place, Rule};
use crate::say;
use crate::sheet::Unit;
use crate::sort::StableSort;
use crate::stats::Standing;
use crate::text::{Phrase, count, join, joined, percent, quoted, spoken, text};
use crate::tool::NoAction;
use crate::tools::kpi::facts::{Against, Figures, Indicators, Movement, Reviewed, status};
use crate::tools::kpi::{Alone, Kpi, Review, code};
use crate::tools::process::{Maps, Step};

/// Once so much of the way is expected, a process that has not moved says something.
const DUE: f64 = 0.10;

/// KP1: off track. Once every one of them has a complete entry of this week, it is only watched.
pub(super) fn off_track(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let (kpis, reviewed) = (worst_first(facts, Standing::OffTrack), facts.get::<Reviewed>());
    let worst = kpis.first()?;
    let complete = |k: &Figures| reviewed.is_complete(k);
    let no_action = facts.get_stable::<NoAction>();
    let (settled, open): (Vec<&Figures>, Vec<&Figures>) =
        kpis.iter().copied().partition(|k| complete(k) || no_action.of(k.kpi.id).is_some());
    let agreed = open.is_empty();
    // What is to be done is asked after; where a meeting wanted nothing done the next one looks again.
    let promise = kpis.iter().filter(|k| complete(k)).find_map(|k| reviewed.promise_of(k)).filter(|_| agreed);
    let waived = no_action.of(worst.kpi.id).filter(|_| agreed);
    let gaps =
        |k: &Figures| reviewed.of(k).filter(|review| !review.is_blank()).and_then(|_| reviewed.gaps(k));
    let begun = gaps(worst);
    // Those whose review is begun lack less than the others.
    let (halves, fresh): (Vec<&Figures>, Vec<&Figures>) =
        open.iter().copied().partition(|k| gaps(k).is_some());
    let advice = match (promise, waived, kpis.len()) {
        (Some(review), _, n) => does_it_work(review, n > 1),
        (None, Some(waived), _) => waived.said(),
        // Whoever has begun is told what is missing, and not to begin.
        (None, None, 1) if begun.is_some() => say!(
            "本周的回顾已经写了：{gaps}",
            "This week's review is begun; it {gaps}",
            gaps = begun.unwrap_or_default()
        ),
        (None, None, 1) if worst.few().is_some() => text(
            "先核对数字；没错的话，用“开始本周回顾”写下根本原因和一项 7 天内完成的纠偏行动",
            "Check the figure first. If it is right, use 'Start this week's review': note the root cause and one corrective action due within 7 days",
        )
        .into(),
        (None, None, 1) => text(
            "用“开始本周回顾”，写下根本原因和一项 7 天内完成的纠偏行动",
            "Use 'Start this week's review': note the root cause and one corrective action due within 7 days",
        )
        .into(),
        // Nothing is asked for that is written already.
        (None, None, _) if fresh.is_empty() && halves.len() == 1 => say!(
            "本周的回顾已经写了：{gaps}",
            "This week's review is begun: {gaps}",
            gaps = lacking(&halves, gaps)
        ),
        (None, None, _) if fresh.is_empty() => say!(
            "本周的回顾已经写了：{gaps}",
            "This week's reviews are begun: {gaps}",
            gaps = lacking(&halves, gaps)
        ),
        (None, None, _) if !halves.is_empty() => say!(
            "用“开始本周回顾”，给{which}写下根本原因和一项 7 天内完成的纠偏行动；已经写了的：{gaps}",
            "Use 'Start this week's review': note the root cause of {which}, and one corrective action due within 7 days; already begun: {gaps}",
            which = aloud(fresh.iter().copied()),
            gaps = lacking(&halves, gaps)
        ),
        // Of some it is settled already.
        (None, None, _) if !settled.is_empty() => say!(
            "用“开始本周回顾”，给{which}写下根本原因和一项 7 天内完成的纠偏行动",
            "Use 'Start this week's review': note the root cause of {which}, and one corrective action due within 7 days",
            which = aloud(open.iter().copied())
        ),
        (None, None, _) => text(
            "用“开始本周回顾”，给每一项写下根本原因和一项 7 天内完成的纠偏行动，从最前面的做起",
            "Use 'Start this week's review': for each, note the root cause and one corrective action due within 7 days, beginning with the first",
        )
        .into(),
    };
    let level = if agreed { Level::Watch } else { Level::Act };
    let asked = if agreed { &kpis } else { &open };
    let place = Place::of(asked.first()?.kpi.id, Kpi::COL.name);
    let found = rule.found(level, place, told(&kpis)?, advice);
    if !agreed && fresh.is_empty() {
        return Some(found.becomes(say!(
            "把{which}的本周回顾写全",
            "Complete this week's review of {which}",
            which = aloud(halves.iter().copied())
        )));
    }
    Some(found.becomes(say!(
        "查清{which}的根本原因，定一项 7 天内完成的纠偏行动",
        "Find the root cause of {which}, and agree on one corrective action due within 7 days",
        which = aloud(asked.iter().copied())
    )))
}

/// KP2: past the target's date without reaching it.
pub(super) fn missed(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let kpis = worst_first(facts, Standing::Missed);
    let place = Place::of(kpis.first()?.kpi.id, Kpi::COL.name);
    Some(
        rule.found(
            Level::Act,
            place,
            told(&kpis)?,
            text(
                "与发起人商定：改目标日期，还是换做法；把理由写进备注",
                "Agree with the sponsor on a new date or a new approach, and note the reason",
            ),
        )
        .becomes(say!(
            "和发起人商定{which}是改目标日期还是换做法",
            "Agree with the sponsor whether {which} gets a new date or a new approach",
            which = aloud(kpis.iter().copied())
        )),
    )
}

/// KP3: behind the expected path, and the weekly review has not spoken of it yet.
pub(super) fn behind(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let (indicators, reviewed) = (facts.get::<Indicators>(), facts.get::<Reviewed>());
    let no_action = facts.get_stable::<NoAction>();
    let open = |k: &&Figures| {
        k.standing() == Some(Standing::Behind) && reviewed.of(k).is_none() && no_action.of(k.kpi.id).is_none()
    };
    let behind = || indicators.kpis.iter().filter(open);
    let first = behind().next()?;
    let which = named(behind(), progress);
    Some(
        rule.found(
            Level::Watch,
            Place::of(first.kpi.id, Kpi::COL.name),
            say!("进展落后：{which}", "Behind: {which}", which),
            text(
                "趁差距还小，在本周回顾里定一项纠偏行动",
                "Decide on one corrective action in this week's review, while the gap is small",
            ),
        )
        .becomes(say!(
            "趁差距还小，给{which}定一项纠偏行动",
            "Decide on one corrective action for {which}, while the gap is small",
            which = aloud(behind())
        )),
    )
}

/// KP11: the process as it is will not get there. Before anything is expected of it that goes without saying.
pub(super) fn out_of_reach(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let due = |k: &&Figures| {
        !k.kpi.is_leading() && k.expected.is_some_and(|expected| expected >= DUE) && k.is_out_of_reach()
    };
    let beyond = || facts.get::<Indicators>().kpis.iter().filter(due);
    let first = beyond().next().filter(|_| !is_paused(facts))?;
    let which = named(beyond(), |k| {
        let (lower, _, upper) = k.lines()?;
        let target = k.kpi.target?;
        let unit = k.kpi.unit();
        let (limit, target) = (unit.figure(if target > upper { upper } else { lower }), unit.figure(target));
        Some(say!("目标 {target}，控制限 {limit}", "target {target}, limit {limit}", target, limit))
    });
    let said =
        say!("按现在的流程到不了目标：{which}", "Out of reach of the process as it is: {which}", which);
    // Where it is known which process that is, its slowest step is the place to begin.
    let slowest = first.kpi.process.0.and_then(|process| {
        let map = facts.get::<Maps>().of(Some(process))?;
        map.to_be.stages.get(map.to_be.bottleneck?)
    });
    if let Some(stage) = slowest {
        let (name, time) = (quoted(&stage.name), Unit::Duration.figure(stage.time()));
        return Some(rule.found(
            Level::Watch,
            Place::of(stage.row, Step::COL.mark),
            said,
            say!(
                "靠加把劲到不了：在流程图里改最慢的一步{name}（{time}）",
                "Trying harder will not get there: change the slowest step on the process map, {name} ({time})",
                name,
                time
            ),
        ));
    }
    Some(rule.found(
        Level::Watch,
        Place::of(first.kpi.id, Kpi::COL.target),
        said,
        text(
            "靠加把劲到不了：画出流程图，找出最费时或最常返工的一步，改掉它",
            "Trying harder will not get there: map the process, find the step that costs most time or rework, and change it",
        ),
    ))
}

/// KP12: the latest value alone is far off, although the level is in order.
pub(super) fn far_off(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let far = || facts.get::<Indicators>().kpis.iter().filter(|kpi| kpi.is_far_off());
    let first = far().next().filter(|_| !is_paused(facts))?;
    let which = named(far(), |k| {
        let ((date, now), unit) = (k.current?, k.kpi.unit());
        let (now, date) = (unit.figure(now), short_day(date));
        if k.far_off() == Some(Alone::Outside) {
            return Some(say!("{date} 为 {now}", "{now} on {date}", date, now));
        }
        let baseline = unit.figure(k.ends()?.0);
        Some(say!(
            "{date} 为 {now}，不如起点的 {baseline}",
            "{now} on {date}, worse than {baseline} at the start",
            date,
            now,
            baseline
        ))
    });
    Some(
        rule.found(
            Level::Watch,
            Place::of(first.kpi.id, Kpi::COL.name),
            say!("只有这一次明显不好：{which}", "Clearly bad this once: {which}", which),
            text(
                "先核对数字；没错的话，查清那几天发生了什么。单独一次还证明不了变化",
                "Check the figure; if it is right find out what happened in those days. One value proves no shift yet",
            ),
        )
        .becomes(say!(
            "核对{which}的数字，查清那几天发生了什么",
            "Check the figure of {which}, and find out what happened in those days",
            which = aloud(far())
        )),
    )
}

/// So many indicators are said aloud.
const ALOUD: usize = 3;

/// What the reviews of indicators lack, one behind the other.
fn lacking(kpis: &[&Figures], gaps: impl Fn(&Figures) -> Option<Phrase>) -> Phrase {
    let said = |k: &&Figures| {
        let (name, lacks) = (k.kpi.title(), gaps(k)?);
        Some(say!("{name}{lacks}", "{name} {lacks}", name, lacks))
    };
    let mut parts: Vec<Phrase> = kpis.iter().take(ALOUD).filter_map(said).collect();
    if let Some(more @ 1..) = kpis.len().checked_sub(ALOUD) {
        parts.push(say!("另有 {more} 项", "{more} more"));
    }
    joined(&parts, text("；", "; "))
}

/// The names of indicators, as they are said aloud.
fn aloud<'a>(kpis: impl Iterator<Item = &'a Figures>) -> Phrase {
    spoken(&kpis.map(|k| k.kpi.title()).collect::<Vec<_>>(), ALOUD)
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
fn worst_first(facts: &Facts, standing: Standing) -> Vec<&Figures> {
    let stands_so = |k: &&Figures| k.standing() == Some(standing);
    let mut kpis: Vec<&Figures> = facts.get::<Indicators>().kpis.iter().filter(stands_so).collect();
    kpis.stable_sort_by(|a, b| {
        let walks = |k: &Figures| k.kpi.code == code::WALKS;
        walks(a).cmp(&walks(b)).then_with(|| shortfall(b).total_cmp(&shortfall(a)))
    });
    kpis
}

/// The worst with all its figures, the others with where they are and where they should be.
fn told(kpis: &[&Figures]) -> Option<Phrase> {
    let (worst, others) = kpis.split_first()?;
    let first = evidence(worst);
    if others.is_empty() {
        return Some(first);
    }
    let more = named(others.iter().copied(), |k| progress(k).or_else(|| at_threshold(k)));
    let (word, n) = (status(worst.status).text, others.len());
    let word = join(Phrase { zh: format!("另有 {n} 项").into(), en: "Also ".into() }, word);
    Some(say!("{first}。{word}：{more}", "{first}. {word}: {more}", first, word, more))
}

/// Progress and what is expected.
fn progress(kpi: &Figures) -> Option<Phrase> {
    let (p, e) = kpi.progress.zip(kpi.expected)?;
    let (p, e) = (percent(p), percent(e));
    Some(say!("进展 {p}，应为 {e}", "progress {p}, expected {e}"))
}

/// Value and target, where there is no path between them.
fn at_threshold(kpi: &Figures) -> Option<Phrase> {
    let ((_, value), target) = kpi.judged.zip(kpi.kpi.target)?;
    let unit = kpi.kpi.unit();
    let (value, target) = (unit.figure(value), unit.figure(target));
    Some(say!("{value}，目标 {target}", "{value}, target {target}", value, target))
}

/// What to ask about the promised action.
fn does_it_work(review: &Review, others: bool) -> Phrase {
    let (action, owner) = (review.action.0.trim(), review.owner.trim());
    let more = if others { text("；其余几项也一样", "; then for the others") } else { text("", "") };
    match (review.done.0, review.due) {
        (Some(done), _) => say!(
            "“{action}”（{owner}）已在 {done} 完成：看下一个数据有没有起色{more}",
            "'{action}' ({owner}) was done on {done}: see from the next reading whether it helped{more}",
            action,
            owner,
            done,
            more
        ),
        (None, due) => say!(
            "问进展、看效果：“{action}”（{owner}，{due} 到期）{more}",
            "Ask how it goes and whether it helps: '{action}' ({owner}, due {due}){more}",
            action,
            owner,
            due = due.map(|due| due.to_string()).unwrap_or_default(),
            more
        ),
    }
}

/// Name, status, value, the value expected and the target; which rule fired; pace against the one needed.
fn evidence(kpi: &Figures) -> Phrase {
    let unit = kpi.kpi.unit();
    let expected = kpi.expected.zip(kpi.ends()).map(|(e, (from, to))| {
        let figure = unit.figure(from + (to - from) * e);
        say!("应为 {figure}", "expected {figure}", figure)
    });
    let target = kpi.kpi.target.map(|target| {
        let target = unit.figure(target);
        say!("目标 {target}", "target {target}", target)
    });
    let parts: Vec<Phrase> =
        [kpi.said(), expected, target, no_day(kpi), reason(kpi), pace(kpi)].into_iter().flatten().collect();
    let (name, word) = (kpi.kpi.title(), status(kpi.status).text);
    let parts = joined(&parts, text("；", "; "));
    say!("{name}{word}：{parts}", "{name}, {word}: {parts}", name, word, parts)
}

/// Why nothing but the target itself counts, where a baseline was entered as if there were a way.
fn no_day(kpi: &Figures) -> Option<Phrase> {
    kpi.lacks_day().then(|| {
        text("没有目标日期，从第一天起就按目标判断", "without a target date it counts from the first day")
            .into()
    })
}

/// Why it is not taken for noise.
fn reason(kpi: &Figures) -> Option<Phrase> {
    if let Some(below) = kpi.below_threshold() {
        return Some(below);
    }
    let standing = kpi.standing().filter(|_| kpi.against == Against::Path)?;
    match (standing, kpi.movement) {
        (Standing::OffTrack, Movement::Worse) => {
            Some(text("控制图证实变差", "the control chart proves it worse").into())
        }
        _ if kpi.is_beyond_noise() => Some(text("差距超出正常波动", "more than noise explains").into()),
        // Few readings are enough for a loss so clear, and a figure that is wrong looks just like one.
        (Standing::OffTrack, _) if kpi.few().is_some() => Some(say!(
            "比基线还差，差出基线到目标距离的 10% 以上，不过只有 {readings}",
            "worse than the baseline by more than a tenth of the way to the target, with {readings} so far",
            readings = count(kpi.few().unwrap_or_default() as u64, "次数据", "reading", "readings")
        )),
        (Standing::OffTrack, _) if kpi.noise.is_none() => Some(
            text(
                "比基线还差，差出基线到目标距离的 10% 以上",
                "worse than the baseline by more than a tenth of the way to the target",
            )
            .into(),
        ),
        _ => None,
    }
}

/// The pace that is needed, and the present one.
fn pace(kpi: &Figures) -> Option<Phrase> {
    let unit = kpi.kpi.unit();
    let need = kpi.required?;
    let way = |pace: f64| {
        let (zh, en) = if pace < 0.0 { ("降", "down") } else { ("升", "up") };
        let size = unit.size(pace);
        (format!("{zh} {}", size.zh), format!("{en} {}", size.en))
    };
    let (need, need_en) = way(need);
    Some(match kpi.trend() {
        Some(now) => {
            let (now, now_en) = way(now);
            say!(
                "要按期达标每周须{need}，目前每周{now}",
                "to be on time it must go {need_en} a week, and goes {now_en} now"
            )
        }
        None => say!("要按期达标每周须{need}", "to be on time it must go {need_en} a week"),
    })
}
