//! What the dashboard concludes: headline and conclusion, and what it suggests to tick in the checklist. It must not
//! judge single indicators.

use crate::calendar::Calendar;
use crate::facts::Facts;
use crate::finding::{Finding, Level, Line};
use crate::say;
use crate::text::{Phrase, first_few, joined, list, text};
use crate::tool::Assessment;
use crate::tools::kpi::facts::{AsOfLatest, Basis, Figures, Indicators, Movement, Tally};
use crate::tools::kpi::{Alone, code};
use crate::tools::roadmap::PilotLive;
use chrono::NaiveDate;

/// The checklist's item "summarise the pilot's data, prove the effect".
const PROVE_EFFECT: &str = "w9-10-1";
/// The checklist's item "an executive visits the site every week", and the weeks it is about.
const WALK_WEEKLY: (&str, [i64; 2]) = ("w7-8-4", [7, 8]);

/// Concludes from the figures and what the rules have found.
pub(in crate::tools::kpi) fn assess(facts: &Facts, findings: Vec<Finding>) -> Assessment {
    let indicators = facts.get::<Indicators>();
    let tally = indicators.tally();
    let blank = !indicators.any_reading() && findings.is_empty();
    Assessment {
        headline: headline(&tally, indicators.any_reading()),
        level: match () {
            () if blank => Level::Blank,
            // What the weekly review has dealt with is still behind.
            () if tally.behind > 0 => Assessment::worst(&findings).max(Level::Watch),
            () => Assessment::worst(&findings),
        },
        conclusion: conclusion(indicators, &tally, &findings),
        findings,
    }
}

fn headline(tally: &Tally, is_read: bool) -> Phrase {
    let &Tally { good, behind, off, stale, .. } = tally;
    if off > 0 {
        say!("{off}偏离", "{off} off")
    } else if behind > 0 {
        say!("{behind}落后", "{behind} behind")
    } else if stale > 0 {
        say!("{stale}待更新", "{stale} stale")
    } else if good > 0 {
        text("在轨", "on track").into()
    } else {
        // What was read and cannot be judged is no blank.
        if is_read { text("待判断", "too early") } else { text("未填", "no data") }.into()
    }
}

/// How many stand where, without what nobody stands at.
fn counts(tally: &Tally) -> Phrase {
    let parts = [
        (tally.good, text("在轨或达成", "on track or met")),
        (tally.behind, text("落后", "behind")),
        (tally.off, text("偏离或逾期", "off track or missed")),
        (tally.stale, text("待更新", "stale")),
        (tally.open, text("还不能判断", "not judged yet")),
    ];
    let counted = parts.into_iter().filter(|(n, _)| *n > 0);
    let counted: Vec<Phrase> = counted.map(|(n, word)| say!("{word} {n}", "{n} {word}", n, word)).collect();
    let all = joined(&counted, text("，", ", "));
    say!("指标：{all}", "Indicators: {all}", all)
}

fn conclusion(indicators: &Indicators, tally: &Tally, findings: &[Finding]) -> Vec<Line> {
    if !indicators.any_reading() {
        return vec![Line::plain(text(
            "还没有数据。每周给每个指标记一个数，这里就会说哪些在轨、哪些偏离。",
            "There are no readings yet. Enter one a week for each indicator, and this says which are on track.",
        ))];
    }
    let level = match (tally.off, tally.behind) {
        // As bad as the rules find it: less so once the review has agreed on what to do.
        (1.., _) => {
            let off = findings.iter().filter(|f| ["KP1", "KP2"].contains(&f.id));
            off.map(|f| f.level).max().unwrap_or(Level::Act)
        }
        (0, 1..) => Level::Watch,
        _ if tally.good > 0 => Level::Good,
        _ => Level::Blank,
    };
    let mut lines = vec![Line::new(level, counts(tally))];
    let named = |movement| {
        let kpis = indicators.kpis.iter().filter(|k| k.movement == movement);
        let names: Vec<Phrase> = kpis.map(|k| k.kpi.title()).collect();
        (!names.is_empty()).then(|| list(&names))
    };
    if let Some(which) = named(Movement::Worse) {
        lines.push(Line::new(Level::Act, say!("已证实变差：{which}", "Proven worse: {which}", which)));
    }
    if let Some(which) = named(Movement::Better) {
        lines.push(Line::new(Level::Good, say!("已证实改善：{which}", "Proven better: {which}", which)));
    } else if indicators.kpis.iter().any(|k| k.movement == Movement::Noise) {
        lines.push(Line::plain(text(
            "还没有一项改善得到证实：单看一次高低不算，目前的变化都可能只是正常波动",
            "No improvement is proven yet: what moved may be no more than noise",
        )));
    }
    let lost = indicators.kpis.iter().filter(|k| k.stands_alone() == Some(Alone::Lost));
    let lost: Vec<Phrase> = lost.map(|k| k.kpi.title()).collect();
    if !lost.is_empty() {
        lines.push(Line::new(
            Level::Watch,
            say!(
                "比变革之前还差，不过在正常波动之内：{names}",
                "Worse than before the change, within the usual ups and downs: {names}",
                names = list(&lost)
            ),
        ));
    }
    let contradiction = findings.iter().find(|f| ["KP6", "KP7"].contains(&f.id));
    lines.extend(contradiction.map(|f| Line::new(f.level, f.advice.clone())));
    // The current value on the row is the latest reading, and the readings have each a progress of its own.
    // Which ones they are stands beside each.
    let by_level: Vec<Phrase> =
        indicators.kpis.iter().filter(|k| k.basis == Basis::Level).map(|k| k.kpi.title()).collect();
    if !by_level.is_empty() {
        lines.push(Line::plain(say!(
            "“当前”是最近一次；按最近三期的中位数算进展和状态的：{names}",
            "Progress and status go by the median of the last three periods for: {names}",
            names = first_few(&by_level, NAMED)
        )));
    }
    lines
}

/// So many indicators are named in a line.
const NAMED: usize = 4;

/// Suggests to tick that the effect is proven, and that the executives walked.
pub(in crate::tools::kpi) fn proposes(facts: &Facts) -> Vec<(&'static str, Phrase)> {
    let AsOfLatest(Some(indicators)) = facts.get() else { return Vec::new() };
    let mut proposed = Vec::new();
    let proven = |k: &&Figures| !k.kpi.is_leading() && k.movement == Movement::Better;
    // What improved before the pilot is live is no effect of it.
    let is_live = facts.get::<PilotLive>().0.is_some();
    if let Some(kpi) = indicators.kpis.iter().find(proven).filter(|_| is_live) {
        let name = kpi.kpi.title();
        let why =
            say!("{name}的改善已由控制图证实", "The control chart proves the improvement of: {name}", name);
        proposed.push((PROVE_EFFECT, why));
    }
    let calendar = facts.get::<Calendar>();
    let walked = |week: &i64| {
        let walks = indicators.by_code(code::WALKS);
        let of_week = |day: NaiveDate| calendar.week(day) == Some(*week);
        walks.is_some_and(|k| k.readings.iter().any(|(day, value)| of_week(*day) && *value >= 1.0))
    };
    let (item, weeks) = WALK_WEEKLY;
    if weeks.iter().all(walked) {
        proposed.push((
            item,
            text("第 7、8 周都有高管现场巡视", "An executive visited a site in both weeks 7 and 8").into(),
        ));
    }
    proposed
}
