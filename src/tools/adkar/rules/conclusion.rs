//! The conclusion from all cards: the largest barrier, and who is without an action.

use crate::facts::Facts;
use crate::finding::{Finding, Level, Line};
use crate::say;
use crate::text::{Phrase, count, joined, list, text, width};
use crate::tool::Assessment;
use crate::tools::adkar::facts::{Rollup, Stopped};
use crate::tools::adkar::score::{Element, Tally};

/// The cells that a headline may take.
const HEADLINE: usize = 14;

/// Concludes from all cards.
pub fn assess(facts: &Facts, findings: Vec<Finding>) -> Assessment {
    let rollup = facts.get::<Rollup>();
    let level = match () {
        () if rollup.all.cards == 0 => Level::Blank,
        () if rollup.all.largest().is_some() => Assessment::worst(&findings).max(Level::Watch),
        () => Assessment::worst(&findings),
    };
    Assessment { headline: headline(&rollup.all), level, conclusion: conclusion(rollup), findings }
}

/// The largest barrier with its people. The name of the tool is short, so that a longer headline than others' fits.
fn headline(all: &Tally) -> Phrase {
    match all.largest() {
        Some((element, people)) => {
            let said = if people > 9_999 { ">9999".to_owned() } else { people.to_string() };
            let fits = width(element.title().en) + said.len() < HEADLINE;
            let en = if fits { element.title().en } else { element.brief().en };
            (format!("{} {said}", element.title().zh), format!("{en} {said}")).into()
        }
        None if all.cards == 0 => text("未填", "blank").into(),
        None if all.unscored > 0 => text("待评分", "to score").into(),
        None => text("无卡点", "no barrier").into(),
    }
}

/// How many of all people.
fn whom(most: u64, people: u64) -> Phrase {
    let of = if people == 1 { "the one person".to_owned() } else { format!("{most} of {people} people") };
    say!("{people} 人里有 {most} 人", "{of}")
}

fn conclusion(rollup: &Rollup) -> Vec<Line> {
    let all = &rollup.all;
    if all.cards == 0 {
        return vec![Line::plain(text(
            "给每个人或团队建一张卡，五个要素各打 1 到 5 分；这里给出先解决什么。",
            "Make a card for each person or team and score the five elements from 1 to 5; you then see here what to address first.",
        ))];
    }
    let mut lines = Vec::new();
    match all.largest() {
        Some((element, most)) => {
            let advice = match rollup.groups[element as usize].awaiting {
                waiting if waiting == most => {
                    text("行动已经做完，先重新评分", "The action is done; score again first")
                }
                _ => element.advice(),
            };
            lines.push(Line::new(
                Level::Watch,
                say!(
                    "先解决{what}：{whom}卡在这里。{advice}",
                    "Address {what} first: it holds back {whom}. {advice}",
                    what = element.title(),
                    whom = whom(most, all.people),
                    advice
                ),
            ));
        }
        None if all.unscored == 0 => lines.push(Line::new(
            Level::Good,
            text("没有卡点：保持并强化。", "No barrier: maintain and reinforce."),
        )),
        None => {}
    }
    lines.extend(without_action(rollup));
    lines.extend(awaiting(rollup));
    lines.push(Line::plain(counted(all)));
    let differ = rollup.differ;
    if differ > 0 {
        lines.push(Line::plain(say!(
            "{cards}的最弱环不是卡点：按 A-D-K-A-R 的顺序，从最前面的卡点做起",
            "On {cards} the weakest link is not the barrier point; start with the earliest barrier (A-D-K-A-R)",
            cards = count(differ, "张卡", "card", "cards")
        )));
    }
    lines
}

/// Says how many people stand where, leaving out where nobody stands.
fn counted(all: &Tally) -> Phrase {
    let stuck = Element::ALL.map(|e| say!("卡在{what}", "stuck at {what}", what = e.title()));
    let others = [
        (text("没有卡点", "no barrier").into(), all.holding),
        (text("待评分", "to score").into(), all.unscored),
    ];
    let counts = stuck.into_iter().zip(all.barrier).chain(others).filter(|(_, people)| *people > 0);
    let said: Vec<Phrase> =
        counts.map(|(who, people)| say!("{who} {people}", "{who} {people}", who)).collect();
    say!("人数：{said}", "People: {said}", said = joined(&said, text("，", ", ")))
}

/// The people at each element of whom something holds; nothing where nobody is left.
fn at_elements(rollup: &Rollup, people: impl Fn(&Stopped) -> u64) -> Option<Phrase> {
    let all = Element::ALL.into_iter().zip(rollup.groups.iter().map(people));
    let said: Vec<Phrase> = all
        .filter(|(_, people)| *people > 0)
        .map(|(element, n)| say!("{what}的 {n} 人", "{what} ({n})", what = element.title()))
        .collect();
    (!said.is_empty()).then(|| list(&said))
}

/// The people for whom nobody has an action to answer for by a day, in one line.
fn without_action(rollup: &Rollup) -> Option<Line> {
    let who = at_elements(rollup, Stopped::bare_people)?;
    Some(Line::new(
        Level::Act,
        say!(
            "卡在{who}还没有优先行动（要写明负责人和期限）",
            "No action with an owner and a due date yet for people stuck at {who}",
            who,
        ),
    ))
}

/// The people whose action is done and who were not scored since, in one line.
fn awaiting(rollup: &Rollup) -> Option<Line> {
    let who = at_elements(rollup, |group| group.awaiting)?;
    Some(Line::new(
        Level::Watch,
        say!(
            "卡在{who}行动已做完，等重新评分",
            "The action is done and scores are due again for people stuck at {who}",
            who
        ),
    ))
}

/// Suggests the checklist's item about the cards once all are scored.
pub fn proposes(facts: &Facts) -> Vec<(&'static str, Phrase)> {
    let rollup = facts.get::<Rollup>();
    let n = rollup.all.cards;
    if n == 0 || rollup.incomplete > 0 {
        return Vec::new();
    }
    vec![("w5-6-2", say!("{n} 张 ADKAR 诊断卡都已评完", "All ADKAR cards are scored: {n}"))]
}
