//! The weekly review: which promises stand first, and what is still to be said this week. It must not know how an
//! indicator is judged.

use crate::calendar::Calendar;
use crate::facts::Facts;
use crate::finding::{Level, Line};
use crate::say;
use crate::sheet::AnyRow;
use crate::stats::Standing;
use crate::text::{Phrase, list, text};
use crate::tool::{NoAction, Panel};
use crate::tools::kpi::facts::{Figures, Indicators, Reviewed};
use crate::tools::kpi::rules::carried_level;
use crate::tools::kpi::{Review, times};

/// Where a row of the review stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Promised,
    ThisWeek,
    Earlier,
}

fn part(facts: &Facts, review: &Review) -> Part {
    let calendar = facts.get::<Calendar>();
    let week = |date| calendar.week_number(date);
    match review.date {
        Some(date) if week(date) < week(facts.today()) => {
            if review.is_open() {
                Part::Promised
            } else {
                Part::Earlier
            }
        }
        _ => Part::ThisWeek,
    }
}

/// Open promises of earlier weeks, the oldest first; then this week; then what is settled, the latest first.
#[expect(clippy::unnecessary_wraps, reason = "the shape of `View::rows`")]
pub(in crate::tools::kpi) fn rows(facts: &Facts) -> Option<Vec<usize>> {
    let place = |(at, review): (usize, &std::sync::Arc<Review>)| {
        let part = part(facts, review);
        let age = review.date.map_or(0, |date| facts.today().signed_duration_since(date).num_days());
        (part, if part == Part::Promised { -age } else { age }, at)
    };
    let mut order: Vec<_> = facts.rows::<Review>().iter().enumerate().map(place).collect();
    order.sort_unstable();
    Some(order.into_iter().map(|(.., at)| at).collect())
}

/// The heading of a row.
pub(in crate::tools::kpi) fn heading(facts: &Facts, row: &dyn AnyRow) -> Option<Phrase> {
    let heading = match part(facts, row.typed()?) {
        Part::Promised => text("之前的承诺", "Open from earlier weeks"),
        Part::ThisWeek => text("本周", "This week"),
        Part::Earlier => text("更早", "Earlier"),
    };
    Some(heading.into())
}

/// The three questions, and what is still open this week.
pub(in crate::tools::kpi) fn panels(facts: &Facts, _: Option<&dyn AnyRow>) -> Vec<Panel> {
    vec![
        Panel::Lines { title: text("待补内容", "Still to fill in").into(), lines: still_open(facts) },
        Panel::Lines { title: text("每周回顾三问", "Three questions").into(), lines: questions(facts) },
    ]
}

fn names<'a>(kpis: impl Iterator<Item = &'a Figures>) -> Phrase {
    list(&kpis.map(|k| k.kpi.title()).collect::<Vec<_>>())
}

fn questions(facts: &Facts) -> Vec<Line> {
    let (off, others): (Vec<&Figures>, Vec<&Figures>) =
        facts.get::<Indicators>().kpis.iter().partition(|k| k.needs_review());
    let good =
        |k: &&Figures| matches!(k.standing(), Some(Standing::OnTrack | Standing::Met)) && !k.is_far_off();
    let (good, open): (Vec<&Figures>, Vec<&Figures>) = others.into_iter().partition(good);
    let some = |kpis: Vec<&Figures>| {
        if kpis.is_empty() { text("没有", "none").into() } else { names(kpis.into_iter()) }
    };
    let (good, off) = (some(good), some(off));
    let undecided = (!open.is_empty()).then(|| {
        Line::plain(say!("  还不能判断：{open}", "  Not judged yet: {open}", open = names(open.into_iter())))
    });
    let mut lines = vec![
        Line::plain(text(
            "1 哪些指标在轨，哪些落后或偏离？",
            "1 Which indicators are on track, and which are not?",
        )),
        Line::plain(say!("  在轨：{good}", "  On track: {good}", good)),
        Line::plain(say!("  落后或偏离：{off}", "  Behind or off track: {off}", off)),
    ];
    lines.extend(undecided);
    lines.push(Line::plain(text("2 根本原因是什么？", "2 What is the root cause?")));
    lines.push(Line::plain(text("3 下周的纠偏行动是什么？", "3 What is next week's corrective action?")));
    lines
}

fn still_open(facts: &Facts) -> Vec<Line> {
    let (indicators, reviewed) = (facts.get::<Indicators>(), facts.get::<Reviewed>());
    if !indicators.any_reading() {
        return vec![Line::plain(text("还没有数据，没有可回顾的", "No readings yet, nothing to review"))];
    }
    let mut open = Vec::new();
    // Where a meeting wants no action no row is missing.
    let no_action = facts.get_stable::<NoAction>();
    let missing = || reviewed.missing(indicators).filter(|kpi| no_action.of(kpi.kpi.id).is_none());
    if missing().next().is_some() {
        let which = names(missing());
        let text = say!(
            "本周还没有回顾：{which}（用“开始本周回顾”加入）",
            "No row this week yet: {which} ('Start this week's review' adds them)",
            which
        );
        open.push(Line::new(Level::Watch, text));
    }
    for kpi in indicators.to_review() {
        if let Some(waived) = no_action.of(kpi.kpi.id) {
            let (name, said) = (kpi.kpi.title(), waived.said());
            open.push(Line::plain(say!("{name}：{said}", "{name}: {said}", name, said)));
        } else if let Some(gaps) = reviewed.gaps(kpi) {
            let name = kpi.kpi.title();
            open.push(Line::new(Level::Watch, say!("{name}：{gaps}", "{name}: {gaps}", name, gaps)));
        }
    }
    if let Some((most, _)) = reviewed.carried.first() {
        let (n, often) = (reviewed.carried.len(), times(*most));
        let text = say!(
            "{n} 项行动过了期限还没完成，最多的拖过 {often}",
            "Actions carried over: {n}, at most {often}",
            n,
            often
        );
        open.push(Line::new(carried_level(*most), text));
    }
    if open.is_empty() {
        let done = text("本周的回顾已经齐全", "This week's review is complete");
        open.push(Line::new(Level::Good, done));
    }
    open
}
