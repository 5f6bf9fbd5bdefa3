//! Leading beside lagging indicators: whether effort and result agree. It must not look at single
//! indicators beyond where they stand and how far they came.

use super::facts::{Figures, Indicators};
use super::{Kpi, words};
use crate::finding::{Finding, Level, Line, Place};
use crate::say;
use crate::sheet::Row;
use crate::stats::{self, Standing};
use crate::text::{Phrase, Text, text};
use crate::tool::Panel;
use chrono::Days;

/// So many days are compared: four weeks.
const WINDOW: u64 = 28;
/// A result is flat if it gained less than this share of the way in the window.
const FLAT: f64 = 0.02;
/// Below this expected progress everything not worse than before is on track, so that green proves nothing.
const TELLING: f64 = 0.10;

/// What the two kinds say of each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Balance {
    /// The effort has been there for four weeks and no result moves.
    Flat,
    /// The results are there without the effort.
    Luck,
    /// Neither.
    Fine,
}

fn leading(facts: &Indicators) -> impl Iterator<Item = &Figures> {
    facts.kpis.iter().filter(|k| k.kpi.is_leading() && k.standing().is_some())
}

fn lagging(facts: &Indicators) -> impl Iterator<Item = &Figures> {
    facts.kpis.iter().filter(|k| !k.kpi.is_leading() && k.standing().is_some())
}

/// Whether a leading indicator has been at its threshold at every reading of the window, and before it.
fn held(facts: &Indicators, kpi: &Figures) -> Option<bool> {
    let (way, target) = (kpi.way?, kpi.kpi.target?);
    let begin = facts.today.checked_sub_days(Days::new(WINDOW))?;
    let (first, _) = kpi.on(begin).or_else(|| kpi.readings.first().copied())?;
    // One that has been read for less than three of the four weeks is no evidence yet.
    let long = facts.today.signed_duration_since(first).num_days() >= 21;
    let readings = kpi.readings.iter().filter(|(date, _)| *date >= first);
    Some(long && readings.into_iter().all(|(_, value)| way.holds(target, *value)))
}

/// The share of the way gained in the window.
pub(super) fn gained(facts: &Indicators, kpi: &Figures) -> Option<f64> {
    let (_, then) = kpi.on(facts.today.checked_sub_days(Days::new(WINDOW))?)?;
    Some(kpi.progress? - stats::progress(kpi.kpi.baseline?, kpi.kpi.target?, then)?)
}

/// Compares both kinds over the last four weeks. Only indicators with a standing count.
///
/// KP6: every leading indicator has been at its target itself for four weeks (on track does not count), some
/// lagging one gained less than 2 % of its way in them, and none gained more or is met.
/// KP7: every lagging indicator is met, or on track once a tenth of its way is expected, and of the leading
/// ones at least half, and one at least, are lagging, off track or missed (met and on track are no lack).
pub(super) fn balance(facts: &Indicators) -> Balance {
    let (mut leads, mut held_all, mut red) = (0, true, 0);
    for kpi in leading(facts) {
        leads += 1;
        held_all &= held(facts, kpi) == Some(true);
        red += usize::from(kpi.needs_review());
    }
    let (mut moved, mut still, mut lags, mut green) = (false, 0, 0, 0);
    for kpi in lagging(facts) {
        lags += 1;
        let standing = kpi.standing();
        let ahead = standing == Some(Standing::Met)
            || (standing == Some(Standing::OnTrack) && kpi.expected.is_some_and(|e| e >= TELLING));
        green += usize::from(ahead);
        match gained(facts, kpi) {
            _ if standing == Some(Standing::Met) => moved = true,
            Some(gain) if gain < FLAT => still += 1,
            Some(_) => moved = true,
            None => {}
        }
    }
    if leads > 0 && held_all && still > 0 && !moved {
        Balance::Flat
    } else if lags > 0 && green == lags && red * 2 >= leads && red > 0 {
        Balance::Luck
    } else {
        Balance::Fine
    }
}

/// KP6 and KP7.
pub(super) fn finding(facts: &Indicators) -> Option<Finding> {
    let names = |kpis: &mut dyn Iterator<Item = &Figures>| {
        words::list(&kpis.map(|k| words::name(&k.kpi)).collect::<Vec<_>>())
    };
    let (id, evidence, advice, first) = match balance(facts) {
        Balance::Fine => return None,
        Balance::Flat => {
            let Phrase { zh, en } = words::list(
                &lagging(facts)
                    .filter_map(|k| {
                        let (Phrase { zh, en }, gain) =
                            (words::name(&k.kpi), words::percent(gained(facts, k)?));
                        Some(say!("{zh} {gain}", "{en} {gain}"))
                    })
                    .collect::<Vec<_>>(),
            );
            (
                "KP6",
                say!(
                    "领先指标 4 周都达标，滞后指标没有动。4 周进展：{zh}",
                    "Leading indicators have been met for 4 weeks, the lagging ones have not moved. Progress in 4 weeks: {en}"
                ),
                text(
                    "抓手可能选错了，也可能还太早：先定一个日期，到时不动就换做法",
                    "These may be the wrong levers, or it is too soon: set a date by which you will change the approach",
                ),
                lagging(facts).next()?,
            )
        }
        Balance::Luck => {
            let Phrase { zh, en } = names(&mut leading(facts).filter(|k| k.needs_review()));
            (
                "KP7",
                say!(
                    "滞后指标都在轨，领先指标却没达标：{zh}",
                    "The lagging indicators are on track although leading ones are not: {en}"
                ),
                text(
                    "这可能是运气：找出结果变好的真正原因，不要先宣布成功",
                    "This may be luck: find out what really improved the results before you claim success",
                ),
                leading(facts).find(|k| k.needs_review())?,
            )
        }
    };
    Some(Finding {
        id,
        level: Level::Watch,
        evidence,
        advice: advice.into(),
        source: text("变革工作簿：领先与滞后指标", "Changebook, leading and lagging indicators"),
        place: Place { sheet: Kpi::SHEET, row: Some(first.kpi.id), column: "name" },
    })
}

/// How many indicators of a kind stand where; those neither met nor on track lag or are off.
#[derive(Default)]
struct Tally {
    all: usize,
    met: usize,
    on_track: usize,
}

impl Tally {
    fn of(kpis: &mut dyn Iterator<Item = &Figures>) -> Tally {
        kpis.fold(Tally::default(), |tally, kpi| Tally {
            all: tally.all + 1,
            met: tally.met + usize::from(kpi.standing() == Some(Standing::Met)),
            on_track: tally.on_track + usize::from(kpi.standing() == Some(Standing::OnTrack)),
        })
    }
}

/// Both kinds beside each other.
pub(super) fn panel(facts: &Indicators) -> Panel {
    let plain = |text| Line { level: Level::Blank, text };
    let line = |kind: Text, kpis: &mut dyn Iterator<Item = &Figures>| {
        let Tally { all, met, on_track } = Tally::of(kpis);
        let Text { zh, en } = kind;
        plain(match (all, on_track) {
            (0, _) => say!("{zh}：还没有可以判断的读数", "{en}: nothing to judge yet"),
            (_, 0) => say!("{zh}：达标 {met} / {all}", "{en}: {met} of {all} met"),
            _ => say!(
                "{zh}：达标 {met} / {all}，按计划推进 {on_track}",
                "{en}: {met} of {all} met, {on_track} on track"
            ),
        })
    };
    let leads = leading(facts).count();
    let lags = lagging(facts).count();
    let mut lines = vec![
        line(text("领先（投入）", "Leading (effort)"), &mut leading(facts)),
        line(text("滞后（结果）", "Lagging (result)"), &mut lagging(facts)),
    ];
    let verdict = match balance(facts) {
        Balance::Flat => Line {
            level: Level::Watch,
            text: text(
                "投入到位 4 周，结果没动：抓手错了，或者还太早",
                "Four weeks of effort, no result yet: the wrong levers, or too soon",
            )
            .into(),
        },
        Balance::Luck => Line {
            level: Level::Watch,
            text: text("有结果而投入不足：可能是运气", "Results without the effort: perhaps luck").into(),
        },
        Balance::Fine if leads == 0 || lags == 0 => {
            plain(text("两类都有读数后才能对照", "They can be compared once both kinds have readings").into())
        }
        Balance::Fine => plain(text("投入与结果没有矛盾", "Effort and result do not contradict").into()),
    };
    lines.push(verdict);
    Panel::Lines { title: text("领先与滞后", "Leading and lagging").into(), lines }
}
