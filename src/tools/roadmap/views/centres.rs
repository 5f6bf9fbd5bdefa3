//! The view of the centres: by batch, with the share converted beside what is wanted.

use super::{in_order, shown, timeline};
use crate::facts::Facts;
use crate::finding::Level;
use crate::say;
use crate::sheet::AnyRow;
use crate::text::{Phrase, Text, percent, text};
use crate::tool::{Bar, Panel, Shown};
use crate::tools::roadmap::facts::{Figures, Goals, State};
use crate::tools::roadmap::rules::counted_by;
use crate::tools::roadmap::sheets::Centre;
use chrono::NaiveDate;

/// Centres by batch, those without one last; none if they stand so already.
pub fn order(facts: &Facts) -> Option<Vec<usize>> {
    let rows = facts.rows::<Centre>();
    in_order(rows.len(), |at| rows.get(at).map(|row| row.batch.unwrap_or(u32::MAX)))
}

/// The batch of a centre.
pub fn heading(_: &Facts, row: &dyn AnyRow) -> Option<Phrase> {
    Some(match row.typed::<Centre>()?.batch {
        None => text("未定批次", "No batch yet").into(),
        Some(1) => text("试点", "Pilot").into(),
        Some(batch) => say!("第 {batch} 批", "Batch {batch}"),
    })
}

/// The state of a centre.
pub fn state(facts: &Facts, row: &dyn AnyRow) -> Shown {
    let centres = &facts.get::<Figures>().centres;
    let Some(centre) = centres.iter().find(|centre| centre.id == row.id()) else { return Shown::blank() };
    match centre.state {
        State::Done { late, .. } if late.is_none_or(|late| late <= 0) => {
            Shown::new(Level::Good, text("已转换", "converted"))
        }
        state => shown(state),
    }
}

/// The share of centres converted beside what is wanted, and each on the timeline.
pub fn panels(facts: &Facts, _: Option<&dyn AnyRow>) -> Vec<Panel> {
    converted(facts).into_iter().chain(timeline::centres(facts)).collect()
}

/// The share converted, and when half and all are to be.
fn converted(facts: &Facts) -> Option<Panel> {
    let figures = facts.get::<Figures>();
    let share = figures.converted_share()?;
    let level = match figures.wanted_share {
        Some(wanted) if share < wanted => Level::Act,
        Some(_) => Level::Good,
        None => Level::Blank,
    };
    let (n, all) = (figures.converted(), figures.to_convert);
    let goal = |date: Option<NaiveDate>, share: f64, title: Text| {
        let percent = percent(share);
        let label = date.map_or_else(|| percent.clone(), |date| format!("{percent} · {date}"));
        Bar { title: title.into(), share, label: Phrase::same(label), level: Level::Blank }
    };
    let goals = facts.get::<Goals>();
    Some(Panel::Bars {
        title: say!(
            "已转换的服务中心（{counted}，共 {all} 家）",
            "Centres converted (of {all}, {counted})",
            counted = counted_by(figures),
            all
        ),
        bars: vec![
            Bar {
                title: text("现在", "Now").into(),
                share,
                label: Phrase::same(format!("{} · {n}/{all}", percent(share))),
                level,
            },
            goal(goals.half, 0.5, text("应有一半", "Half by")),
            goal(goals.all, 1.0, text("应全部转换", "All by")),
        ],
    })
}
