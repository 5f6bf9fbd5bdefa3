//! AD1: whether the change begins small and widens only on what was won.

use crate::facts::Facts;
use crate::finding::{Level, Place};
use crate::say;
use crate::text::{Phrase, count, list, text};
use crate::tool::Test;
use crate::tools::kpi::Indicators;
use crate::tools::premortem::facts::shared::{achieved, pilots, proven_worse, won};
use crate::tools::roadmap::Centre;
use std::sync::Arc;

/// More pilot centres than these are no pilot.
const PILOTS: usize = 2;

/// AD1. What weighs most is said first: widening while results get worse, widening before a win, a pilot too large.
pub(super) fn small_first(facts: &Facts) -> Test {
    let n = pilots(facts).count();
    let begun = |c: &&Arc<Centre>| c.is_later_batch() && c.started.is_some_and(|d| d <= facts.today());
    let later = || facts.rows::<Centre>().iter().filter(begun);
    if let Some((centre, worse)) = later().find_map(|centre| Some((centre, worse_when_begun(facts, centre)?)))
    {
        return Test::hit(
            Level::Stop,
            Place::of(centre.id, Centre::COL.started),
            say!(
                "{centre}，当时和现在都已确认变差：{worse}",
                "{centre} while this was, and still is, proven to be worse: {worse}",
                centre = has_begun(centre),
                worse
            ),
            text(
                "停下扩大：先找出变差的原因，在试点里改好再推广",
                "Stop widening: find out why it got worse and put it right in the pilot first",
            ),
        )
        .becomes(text(
            "先停下扩大，在试点里找出变差的原因并改好",
            "Stop widening, find out why it got worse and put it right in the pilot",
        ));
    }
    if let Some(centre) = later().min_by_key(|centre| centre.started).filter(|_| won(facts).next().is_none())
    {
        let claimed = achieved(facts).next().is_some();
        let lack = if claimed {
            text("达成的胜利还没有数字", "the win achieved has no figure yet")
        } else {
            text("还没有一个胜利", "there is no win yet")
        };
        let pilot = if n > PILOTS {
            say!("；试点中心也多达 {n} 家", "; and there are {n} pilot centres")
        } else {
            text("", "").into()
        };
        return Test::hit(
            Level::Act,
            Place::of(centre.id, Centre::COL.started),
            say!(
                "{lack}，{centre}{pilot}",
                "{centre}, and {lack}{pilot}",
                lack,
                centre = has_begun(centre),
                pilot
            ),
            text(
                "先让试点做出一个有数字的胜利，再扩大",
                "Let the pilot achieve a win with a figure first, then widen",
            ),
        );
    }
    if let Some(beyond) = pilots(facts).nth(PILOTS) {
        return Test::hit(
            Level::Watch,
            Place::of(beyond.id, Centre::COL.batch),
            say!("试点中心有 {n} 家", "There are {n} pilot centres"),
            text(
                "试点先留 1 到 2 家，其余放到第二批",
                "Keep one or two for the pilot and move the others to batch 2",
            ),
        );
    }
    if n == 0 {
        return Test::not_yet(text(
            "还没有选定试点中心（批次填 1）",
            "No pilot centre is chosen yet (batch 1)",
        ));
    }
    Test::clear(say!(
        "试点中心 {centres}",
        "{centres} in the pilot",
        centres = count(n as u64, "家", "centre", "centres")
    ))
}

/// That a centre of a later batch has begun.
fn has_begun(centre: &Centre) -> Phrase {
    let date = centre.started.map_or(String::new(), |date| date.to_string());
    match centre.name.trim() {
        "" => say!("后面批次的一家中心已在 {date} 开始", "a centre of a later batch began on {date}"),
        name => say!(
            "{name}（第 {n} 批）已在 {date} 开始",
            "{name} (batch {n}) began on {date}",
            name,
            n = centre.batch.unwrap_or(2),
            date
        ),
    }
}

/// The results that were proven worse when a centre began, and still are.
fn worse_when_begun(facts: &Facts, centre: &Centre) -> Option<Phrase> {
    let now: Vec<_> =
        proven_worse(facts.get::<Indicators>()).map(|kpi| (kpi.kpi.id, kpi.kpi.title())).collect();
    let on = centre.started.filter(|_| !now.is_empty())?;
    let then = Indicators::on(facts, on);
    let both = now.iter().filter(|(id, _)| proven_worse(&then).any(|kpi| kpi.kpi.id == *id));
    let names: Vec<Phrase> = both.map(|(_, name)| name.clone()).collect();
    (!names.is_empty()).then(|| list(&names))
}
