//! The figures beside and instead of the cards: one card's answer, the heat map, people by barrier.

use super::{moves, weakest_link};
use crate::calendar::Calendar;
use crate::facts::Facts;
use crate::finding::{Level, Line, Place};
use crate::say;
use crate::sheet::{AnyRow, Row as _};
use crate::text::{Phrase, Text, count, percent, text};
use crate::tool::{Accepted, Bar, Lead, Panel, Shown};
use crate::tools::adkar::facts::{Care, Next, Rollup, Stopped};
use crate::tools::adkar::score::{Element, Tally, Treat, Weakest};
use crate::tools::adkar::sheets::{Incentive, Person};
use chrono::NaiveDate;
use ecow::EcoString;
use std::collections::HashMap;
use std::iter;
use std::sync::Arc;

/// Panels beside the list: the answer of the card under the cursor, then everybody.
pub fn beside_cards(facts: &Facts, row: Option<&dyn AnyRow>) -> Vec<Panel> {
    let mut panels = beside_card(facts, row);
    let all = &facts.get::<Rollup>().all;
    if all.cards > 1 {
        panels.push(barriers(all));
    }
    panels
}

/// The panel beside one card.
pub fn beside_card(facts: &Facts, row: Option<&dyn AnyRow>) -> Vec<Panel> {
    let Some(person) = row.and_then(|r| r.typed::<Person>()) else { return Vec::new() };
    let title = if person.name.is_empty() {
        text("这张卡", "This card").into()
    } else {
        Phrase::same(person.name.as_str())
    };
    vec![Panel::Lines { title, lines: card_lines(facts, person) }]
}

fn card_lines(facts: &Facts, person: &Person) -> Vec<Line> {
    let mut lines = Vec::new();
    if person.weakest() == Weakest::Blank {
        lines.push(Line::plain(text(
            "给每个要素打分：1 很弱，5 很强。",
            "Score each element: 1 is very weak, 5 very strong.",
        )));
    } else {
        let link = weakest_link(person);
        lines.push(Line::plain(say!("最弱环：{link}", "Weakest link: {link}", link)));
    }
    lines.extend(treatment(person));
    lines.extend(incentive(person));
    if !person.live && person.reinforcement.is_some() {
        lines.push(Line::plain(text(
            "还没上线：强化暂不计入。",
            "Not live yet: Reinforcement does not count so far.",
        )));
    }
    if let Some(before) = facts.get::<Rollup>().before(facts, person.id) {
        let date = before.date.map_or_else(|| "–".into(), |d| d.to_string());
        let Shown { text: moves, level, .. } = moves(before.scores(), person.scores());
        lines.push(Line::new(level, say!("自 {date} 以来：{moves}", "Since {date}: {moves}", moves)));
    }
    lines.extend(plan(person, facts));
    lines
}

fn treatment(person: &Person) -> Vec<Line> {
    match person.treat_first() {
        Treat::Blank => Vec::new(),
        Treat::Score(element) => {
            vec![Line::new(
                Level::Watch,
                say!(
                    "先给{what}打分，才知道卡在哪里。",
                    "Score {what} first; only then can you tell where they are stuck.",
                    what = element.title()
                ),
            )]
        }
        Treat::Barrier(element, score) => {
            let (what, heard, advice) = (element.title(), element.symptom(), element.advice());
            vec![
                Line::new(Level::Act, say!("先解决：{what} {score}", "Barrier point: {what} {score}", what)),
                Line::plain(say!("典型表现：{heard}", "Typical signs: {heard}", heard)),
                Line::plain(say!("做法：{advice}", "What helps: {advice}", advice)),
            ]
        }
        Treat::Hold => {
            vec![Line::new(
                Level::Good,
                text("没有卡点：保持并强化。", "No barrier: maintain and reinforce."),
            )]
        }
    }
}

/// Willingness is not a matter of training: where Desire is the barrier, the incentive comes first.
fn incentive(person: &Person) -> Option<Line> {
    let stuck = matches!(person.treat_first(), Treat::Barrier(Element::Desire, _));
    match person.incentive {
        Some(Incentive::NotAligned) if stuck => Some(Line::new(
            Level::Act,
            text(
                "激励未对齐：先调整考核和收入，培训解决不了意愿。",
                "The incentive is not aligned: change pay and appraisal first; training does not create willingness.",
            ),
        )),
        Some(Incentive::NotAligned) => Some(Line::new(
            Level::Watch,
            text(
                "激励未对齐：不调整考核和收入，新做法难以坚持。",
                "The incentive is not aligned: the new practice will not last unless pay and appraisal change.",
            ),
        )),
        None if stuck => Some(Line::new(
            Level::Watch,
            text(
                "填上激励是否对齐：是利益问题还是情感问题，做法不同。",
                "Enter whether the incentive is aligned: self-interest and emotion need different answers.",
            ),
        )),
        Some(Incentive::Aligned) if stuck => Some(Line::plain(text(
            "激励已对齐：多听顾虑，给支持，允许犯错。",
            "The incentive is aligned: listen to their concerns, support them and allow mistakes.",
        ))),
        _ => None,
    }
}

/// How it stands with what is done for the people on a card.
fn plan(person: &Person, facts: &Facts) -> Option<Line> {
    let (calendar, today): (&Calendar, NaiveDate) = (facts.get(), facts.today());
    if let Some(due) = person.due.filter(|due| calendar.late(*due, today) > 0 && person.done.0.is_none()) {
        let said = say!("优先行动已逾期：{due}", "The priority action is overdue: {due}");
        return Some(Line::new(Level::Act, said));
    }
    let Treat::Barrier(element, _) = person.treat_first() else { return None };
    match person.care(element, facts) {
        Care::Planned(_) => None,
        Care::Accepted(Accepted { action, owner, due, .. }) => Some(Line::plain(say!(
            "例会列的行动：{action}（{owner}，{due}）",
            "Promised in a meeting: {action} ({owner}, {due})"
        ))),
        Care::Finished(done) => Some(Line::new(
            Level::Watch,
            say!(
                "优先行动 {done} 已完成：重新评分，看卡点还在不在。",
                "The priority action was finished on {done}: score again to see whether the barrier is gone."
            ),
        )),
        // It was done and the scores given anew: that barrier is still there.
        Care::Missing if person.done.0.is_some() => Some(Line::new(
            Level::Watch,
            text(
                "上一项优先行动已做完，还卡在这里：写下一项行动。",
                "The last priority action is done, and they are still stuck: enter the next one.",
            ),
        )),
        Care::Missing => Some(Line::new(
            Level::Watch,
            text(
                "还缺优先行动、负责人或期限。",
                "The priority action, its owner or its due date is still missing.",
            ),
        )),
    }
}

/// Panels of the heat map: centre by element, people by barrier, the next action of each group.
pub fn heat(facts: &Facts, _: Option<&dyn AnyRow>) -> Vec<Panel> {
    let rollup = facts.get::<Rollup>();
    if rollup.all.cards == 0 {
        return vec![Panel::Lines {
            title: text("热力图", "Heat map").into(),
            lines: vec![Line::plain(text(
                "还没有诊断卡：先到“诊断卡”页建卡并打分。",
                "There are no cards yet: make and score some on the Cards tab.",
            ))],
        }];
    }
    vec![heat_map(rollup), barriers(&rollup.all), next_actions(facts, rollup)]
}

fn heat_map(rollup: &Rollup) -> Panel {
    let mut heads: Vec<Phrase> = vec![text("服务中心", "Centre").into(), text("人数", "People").into()];
    // Seven columns side by side: the English titles stand short, as in the list of cards.
    heads.extend(Element::ALL.map(|e| Phrase::from(e.brief())));
    heads.push(text("先解决", "Barrier").into());
    let centres = rollup.centres.iter().map(|(name, tally)| {
        let title = if name.is_empty() {
            text("（未填）", "(blank)").into()
        } else {
            Phrase::same(name.as_str())
        };
        (title, heat_row(tally))
    });
    let all = (text("合计", "Total").into(), heat_row(&rollup.all));
    Panel::Heat {
        title: text("3 分及以下的人数 / 已评人数", "People at 3 or below / people scored").into(),
        heads,
        rows: std::iter::once(all).chain(centres).collect(),
    }
}

fn heat_row(tally: &Tally) -> Vec<Shown> {
    let mut cells = vec![Shown::plain(Phrase::same(tally.people.to_string()))];
    cells.extend(tally.low.iter().zip(tally.scored).map(|(low, scored)| match scored {
        0 => Shown::plain(Phrase::same("–")),
        _ => Shown::new(share_level(*low, scored), Phrase::same(format!("{low}/{scored}"))),
    }));
    cells.push(match tally.largest() {
        Some((element, people)) => Shown::new(
            share_level(people, tally.people),
            // English has no room for the number beside seven columns; the bars below have it.
            say!("{what} {people} 人", "{what}", what = element.brief()),
        ),
        None => Shown::plain(Phrase::same("–")),
    });
    cells
}

/// How bad it is that so many of all are stuck: nobody is good, less than a third is to be watched, from a
/// third on it takes action, and from two thirds on nothing should go on before it is solved. The limits are
/// our own; they part the cells of the heat map, so that one sees where it is worst.
fn share_level(part: u64, whole: u64) -> Level {
    let thirds = part.saturating_mul(3);
    match part {
        0 => Level::Good,
        _ if thirds < whole => Level::Watch,
        _ if thirds < whole.saturating_mul(2) => Level::Act,
        _ => Level::Stop,
    }
}

fn barriers(all: &Tally) -> Panel {
    let title = text("先解决什么（人数）", "What to address first (people)").into();
    Panel::Bars { title, bars: barrier_bars(all) }
}

/// People by the element that stops them first, those without a barrier behind them.
pub fn barrier_bars(all: &Tally) -> Vec<Bar> {
    let bar = |title: Phrase, people: u64, level| {
        let share = if all.people == 0 { 0.0 } else { people as f64 / all.people as f64 };
        let label = say!("{people} 人 {percent}", "{people} ({percent})", people, percent = percent(share));
        Bar { title, share, label, level }
    };
    let mut bars: Vec<Bar> = Element::ALL
        .into_iter()
        .zip(all.barrier)
        .map(|(element, people)| {
            let level = if people == 0 { Level::Blank } else { share_level(people, all.people) };
            bar(element.title().into(), people, level)
        })
        .collect();
    bars.push(bar(text("没有卡点", "No barrier").into(), all.holding, Level::Good));
    if all.unscored > 0 {
        bars.push(bar(text("待评分", "To score").into(), all.unscored, Level::Blank));
    }
    bars
}

/// The action that is due next in each group, or what the group waits for.
fn next_actions(facts: &Facts, rollup: &Rollup) -> Panel {
    let stuck = Element::ALL.into_iter().zip(&rollup.groups).zip(rollup.all.barrier);
    let mut lines: Vec<Line> = stuck
        .filter(|(_, people)| *people > 0)
        .map(|((element, group), people)| next_action(facts, element, group, people))
        .collect();
    if lines.is_empty() {
        lines.push(Line::plain(text("没有卡点，不需要行动。", "No barrier, so no action is needed.")));
    }
    Panel::Lines { title: text("下一步行动", "Next actions").into(), lines }
}

/// The action that is due next for those whom an element stops, and how many people it is not for.
fn next_action(facts: &Facts, element: Element, group: &Stopped, people: u64) -> Line {
    let what = element.title();
    let (bare, waiting) = (group.bare_people(), group.awaiting);
    let (mut level, mut said) = match (&group.next, group.finished) {
        (Some(Next { action, owner, due }), _) => {
            let late = facts.get::<Calendar>().late(*due, facts.today()) > 0;
            let said = say!(
                "{what} {people} 人：{action}（{owner}，{due}）",
                "{what}, {people}: {action} ({owner}, {due})",
                what
            );
            (if late { Level::Act } else { Level::Good }, said)
        }
        (None, Some((done, at))) if waiting == people => {
            let card = facts.rows::<Person>().get(at);
            let said = match card.map_or("", |person| person.finished_on(element, done, facts)) {
                "" => say!(
                    "{what} {people} 人：行动在 {done} 做完，等重新评分",
                    "{what}, {people}: the action was done on {done}; score again",
                    what
                ),
                action => say!(
                    "{what} {people} 人：{action}，{done} 已完成，等重新评分",
                    "{what}, {people}: {action}, done on {done}; score again",
                    what
                ),
            };
            return Line::new(Level::Watch, said);
        }
        (None, _) if bare == people => {
            let said = say!(
                "{what} {people} 人：没有写明负责人和期限的行动",
                "{what}, {people}: no action with an owner and a due date",
                what
            );
            return Line::new(Level::Act, said);
        }
        (None, _) => (Level::Watch, say!("{what} {people} 人", "{what}, {people}", what)),
    };
    if waiting > 0 {
        level = level.max(Level::Watch);
        said = say!(
            "{said}；{waiting} 人的行动已完成，等重新评分",
            "{said}; done, to score again: {waiting}",
            said
        );
    }
    if bare > 0 {
        level = Level::Act;
        said = say!("{said}；另有 {bare} 人没有行动", "{said}; none yet for {bare} of them", said, bare);
    }
    Line::new(level, said)
}

/// The people behind the heat map: those whom an element stops in all centres, then the largest group of each centre.
pub fn behind_heat(facts: &Facts) -> Vec<Lead> {
    let cards = facts.rows::<Person>();
    // The first card of each centre and barrier, in one pass over all cards.
    let mut first: HashMap<(&str, Option<Element>), &Arc<Person>> = HashMap::new();
    for card in cards {
        if let Treat::Barrier(element, _) = card.treat_first() {
            first.entry((card.centre.as_str(), Some(element))).or_insert(card);
        }
        first.entry((card.centre.as_str(), None)).or_insert(card);
    }
    let lead = |(name, tally): &(EcoString, Tally)| {
        let largest = tally.largest();
        let element = largest.map(|(element, _)| element);
        let card = first.get(&(name.as_str(), element)).or_else(|| first.get(&(name.as_str(), None)))?;
        let detail = largest.map_or_else(
            || match tally.unscored {
                0 => text("没有卡点", "no barrier").into(),
                _ => text("还没评完", "not all scored yet").into(),
            },
            |(element, people)| {
                let people = count(people, "人", "person", "people");
                say!("卡在{what}：{people}", "stopped at {what}: {people}", what = element.title(), people)
            },
        );
        let level = largest.map_or(Level::Blank, |(_, people)| share_level(people, tally.people));
        let title = if name.is_empty() {
            text("（未填）", "(blank)").into()
        } else {
            Phrase::same(name.as_str())
        };
        let column = element.map_or(Person::COL.name, Element::column);
        let centre = (Person::DEF.columns[Person::COL.centre.at].title, Phrase::same(name.as_str()));
        let among = iter::once(centre).chain(element.map(stopped_at)).collect();
        Some(Lead { title, detail, level, place: Place::of(card.id, column), among })
    };
    let rollup = facts.get::<Rollup>();
    let of_all = |(element, people): (Element, u64)| {
        let card =
            cards.iter().find(|card| matches!(card.treat_first(), Treat::Barrier(e, _) if e == element))?;
        Some(Lead {
            title: say!("卡在{what}", "Stopped at {what}", what = element.title()),
            detail: say!(
                "全部中心：{people}",
                "all centres: {people}",
                people = count(people, "人", "person", "people")
            ),
            level: share_level(people, rollup.all.people),
            place: Place::of(card.id, element.column()),
            among: vec![stopped_at(element)],
        })
    };
    let of_all =
        Element::ALL.into_iter().zip(rollup.all.barrier).filter(|(_, people)| *people > 0).filter_map(of_all);
    of_all.chain(rollup.centres.iter().filter_map(lead)).collect()
}

/// The title and the value of those whom an element stops, in the list of cards.
fn stopped_at(element: Element) -> (Text, Phrase) {
    (super::TREAT_FIRST, element.title().into())
}
