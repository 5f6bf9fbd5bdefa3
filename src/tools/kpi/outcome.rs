//! The dashboard's assessment: headline, conclusion, the figures for programs, and what it suggests to tick
//! in the checklist. It must not judge single indicators.

use super::facts::{Figures, Indicators, Movement};
use super::{Reading, balance, code, rules, words};
use crate::facts::Facts;
use crate::finding::{Finding, Level, Line};
use crate::say;
use crate::stats::{Forecast, KpiStatus, Standing};
use crate::text::{Phrase, Text, text};
use crate::tool::Assessment;
use chrono::NaiveDate;
use serde_json::{Value, json};

/// The checklist's item "summarise the pilot's data, prove the effect".
const PROVE_EFFECT: &str = "w9-10-1";
/// The checklist's item "an executive walks the site every week", and the weeks it is about.
const WALK_WEEKLY: (&str, [i64; 2]) = ("w7-8-4", [7, 8]);

/// How many indicators stand where.
#[derive(Default)]
struct Tally {
    good: usize,
    lagging: usize,
    off: usize,
    stale: usize,
    open: usize,
}

impl Tally {
    fn of(facts: &Indicators) -> Tally {
        let mut tally = Tally::default();
        for kpi in &facts.kpis {
            *match kpi.status {
                KpiStatus::Fresh(Standing::Met | Standing::OnTrack) => &mut tally.good,
                KpiStatus::Fresh(Standing::Lagging) => &mut tally.lagging,
                KpiStatus::Fresh(Standing::OffTrack | Standing::Missed) => &mut tally.off,
                KpiStatus::Stale { .. } => &mut tally.stale,
                KpiStatus::Undefined | KpiStatus::NoReading => &mut tally.open,
            } += 1;
        }
        tally
    }

    fn headline(&self) -> Phrase {
        let &Tally { good, lagging, off, stale, .. } = self;
        if off > 0 {
            say!("{off}偏离", "{off} off")
        } else if lagging > 0 {
            say!("{lagging}滞后", "{lagging} lagging")
        } else if stale > 0 {
            say!("{stale}待更新", "{stale} stale")
        } else if good > 0 {
            text("在轨", "on track").into()
        } else {
            text("未填", "no data").into()
        }
    }

    /// How many stand where, without what nobody stands at.
    fn said(&self) -> Phrase {
        let parts = [
            (self.good, text("在轨或达成", "on track or met")),
            (self.lagging, text("滞后", "lagging")),
            (self.off, text("偏离或逾期", "off track or missed")),
            (self.stale, text("待更新", "stale")),
            (self.open, text("还不能判断", "not judged yet")),
        ];
        let counted = parts.into_iter().filter(|(n, _)| *n > 0);
        let parts: Vec<Phrase> = counted.map(|(n, Text { zh, en })| say!("{zh} {n}", "{n} {en}")).collect();
        let Phrase { zh, en } = words::joined(&parts, text("，", ", "));
        say!("指标：{zh}", "Indicators: {en}")
    }
}

/// What the tool concludes.
pub(super) fn assess(scene: &Facts, _: Vec<Finding>) -> Assessment {
    let (_project, _today) = (scene.project(), scene.today());
    let facts = scene.get::<Indicators>();
    let findings = rules::findings(facts);
    let tally = Tally::of(facts);
    let blank = !facts.any_reading() && findings.is_empty();
    Assessment {
        headline: tally.headline(),
        level: match () {
            () if blank => Level::Blank,
            // What the weekly review has dealt with is still behind.
            () if tally.lagging > 0 => Assessment::worst(&findings).max(Level::Watch),
            () => Assessment::worst(&findings),
        },
        conclusion: conclusion(facts, &tally, &findings),
        findings,
    }
}

fn conclusion(facts: &Indicators, tally: &Tally, findings: &[Finding]) -> Vec<Line> {
    let plain = |text| Line { level: Level::Blank, text };
    if !facts.any_reading() {
        return vec![plain(
            text(
                "还没有读数。每周给每个指标记一个数，这里就会说哪些在轨、哪些偏离。",
                "There are no readings yet. Enter one a week for each indicator, and this says which are on track.",
            )
            .into(),
        )];
    }
    let level = match (tally.off, tally.lagging) {
        // As bad as the rules find it: less so once the review has agreed on what to do.
        (1.., _) => {
            let off = findings.iter().filter(|f| ["KP1", "KP2"].contains(&f.id));
            off.map(|f| f.level).max().unwrap_or(Level::Act)
        }
        (0, 1..) => Level::Watch,
        _ if tally.good > 0 => Level::Good,
        _ => Level::Blank,
    };
    let mut lines = vec![Line { level, text: tally.said() }];
    let named = |movement| {
        let kpis = facts.kpis.iter().filter(|k| k.movement == movement);
        let names: Vec<Phrase> = kpis.map(|k| words::name(&k.kpi)).collect();
        (!names.is_empty()).then(|| words::list(&names))
    };
    if let Some(Phrase { zh, en }) = named(Movement::Worse) {
        lines.push(Line { level: Level::Act, text: say!("确认在变差：{zh}", "Confirmed worse: {en}") });
    }
    if let Some(Phrase { zh, en }) = named(Movement::Better) {
        lines.push(Line {
            level: Level::Good, text: say!("确认在改善：{zh}", "Confirmed better: {en}")
        });
    } else if facts.kpis.iter().any(|k| k.movement == Movement::Noise) {
        lines.push(plain(
            text(
                "还没有一项改善得到证实：目前的变化都可能只是波动",
                "No improvement is proven yet: what moved may be no more than noise",
            )
            .into(),
        ));
    }
    if balance::balance(facts) != balance::Balance::Fine {
        lines.extend(balance::finding(facts).map(|f| Line { level: f.level, text: f.advice }));
    }
    lines
}

pub(super) fn values(scene: &Facts) -> Vec<(&'static str, Value)> {
    let facts = scene.get::<Indicators>();
    let tally = Tally::of(facts);
    let count = |wanted: fn(&Movement) -> bool| facts.kpis.iter().filter(|k| wanted(&k.movement)).count();
    vec![
        ("on_track", json!(tally.good)),
        ("lagging", json!(tally.lagging)),
        ("off_track", json!(tally.off)),
        ("stale", json!(tally.stale)),
        ("proven", json!(count(|m| *m == Movement::Better))),
        ("carried_over", json!(facts.reviewed.carried.len())),
        ("kpis", facts.kpis.iter().map(|kpi| figures(facts, kpi)).collect()),
    ]
}

fn figures(facts: &Indicators, kpi: &Figures) -> Value {
    let Phrase { zh, en } = words::name(&kpi.kpi);
    let date = |date: NaiveDate| date.to_string();
    json!({
        "id": kpi.kpi.id,
        "code": kpi.kpi.code.as_str(),
        "name": { "zh": zh, "en": en },
        "kind": kpi.kpi.kind.map(|k| k.option().key),
        "unit": kpi.kpi.unit.map(|u| u.option().key),
        "current": kpi.current.map(|(_, value)| value),
        "date": kpi.current.map(|(d, _)| date(d)),
        "age_days": kpi.current.map(|(d, _)| facts.today.signed_duration_since(d).num_days()),
        "baseline": kpi.kpi.baseline,
        "target": kpi.kpi.target,
        "progress": kpi.progress,
        "expected": kpi.expected,
        "status": words::status_key(kpi.status),
        "last_status": match kpi.status {
            KpiStatus::Stale { last } => last.map(|s| words::standing(s).1),
            _ => None,
        },
        "forecast": match kpi.forecast {
            Forecast::Met => json!("met"),
            Forecast::Date(d) => json!(date(d)),
            Forecast::Never => json!("never"),
            Forecast::TooFew { .. } | Forecast::Undefined => Value::Null,
        },
        "pace_per_week": kpi.pace,
        "required_per_week": kpi.required,
        "movement": words::movement_key(kpi.movement),
        "xmr": kpi.xmr.as_ref().map(|x| json!({
            "mean": x.limits.mean,
            "lower": x.limits.lower,
            "upper": x.limits.upper,
            "url": x.limits.url,
            "points": x.n,
            "provisional": x.provisional,
            "signals": x
                .signals
                .iter()
                .filter_map(|s| kpi.weekly.get(s.point))
                .map(|w| date(w.date))
                .collect::<Vec<_>>(),
        })),
    })
}

/// What the dashboard suggests to tick: the effect is proven, the executives walked.
pub(super) fn proposes(scene: &Facts) -> Vec<(&'static str, Phrase)> {
    let project = scene.project();
    // The figures as of the latest reading: a suggestion does not depend on the day it is looked at.
    let Some(last) =
        project.rows::<Reading>().iter().filter(|r| r.value.is_some()).filter_map(|r| r.date).max()
    else {
        return Vec::new();
    };
    let facts = Indicators::of(project, last);
    let mut proposed = Vec::new();
    let proven = |k: &&Figures| !k.kpi.is_leading() && k.movement == Movement::Better;
    if let Some(kpi) = facts.kpis.iter().find(proven) {
        let Phrase { zh, en } = words::name(&kpi.kpi);
        proposed.push((
            PROVE_EFFECT,
            say!("{zh}的改善已由控制图证实", "The control chart proves the improvement of: {en}"),
        ));
    }
    let walked = |week: &i64| {
        let walks = facts.kpis.iter().find(|k| k.kpi.code == code::WALKS);
        walks.is_some_and(|k| k.weekly.iter().any(|w| w.point.week == *week && w.point.value >= 1.0))
    };
    let (item, weeks) = WALK_WEEKLY;
    if facts.calendar.start().is_some() && weeks.iter().all(walked) {
        proposed.push((
            item,
            text("第 7、8 周都有高管现场巡视", "Executives walked the site in both weeks 7 and 8").into(),
        ));
    }
    proposed
}
