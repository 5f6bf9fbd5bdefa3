//! The figures beside and instead of the cards: one card's answer, the heat map, people by barrier.

use super::rollup::{Rollup, movement};
use super::score::{Element, Scores, Tally, Treat, Weakest, ties};
use super::{Incentive, Person, Scoring};
use crate::facts::Facts;
use crate::finding::{Level, Line};
use crate::say;
use crate::sheet::AnyRow;
use crate::text::{Phrase, Text, text};
use crate::tool::{Bar, Panel, Shown};
use chrono::NaiveDate;

fn plain(text: impl Into<Phrase>) -> Shown {
    Shown { text: text.into(), level: Level::Blank }
}

fn line(level: Level, text: impl Into<Phrase>) -> Line {
    Line { level, text: text.into() }
}

fn rollup<'a>(scene: &'a Facts) -> Option<&'a Rollup> {
    Some(scene.get::<Rollup>())
}

/// The weakest link of a card, with those that are as low.
pub fn weakest(_: &Facts, row: &dyn AnyRow) -> Shown {
    let Some(person) = row.typed::<Person>() else { return plain(Phrase::same("")) };
    // Beside other figures it is written short: "知识=能力 2".
    match person.weakest() {
        Weakest::Link(element, score) => {
            let tied: Vec<Element> = ties(person.scores(), person.live).collect();
            let all = |name: fn(Element) -> &'static str| {
                [element].iter().chain(&tied).map(|e| name(*e)).collect::<Vec<_>>().join("=")
            };
            let (zh, en) = (all(|e| e.title().zh), all(|e| e.brief().en));
            plain(say!("{zh} {score}", "{en} {score}"))
        }
        _ => plain(weakest_of(person)),
    }
}

fn weakest_of(person: &Person) -> Phrase {
    match person.weakest() {
        Weakest::Blank => Phrase::same(""),
        Weakest::Undecided => text("待定", "undecided").into(),
        Weakest::None => text("无", "none").into(),
        Weakest::Equal(score) => say!("都是 {score}", "all {score}"),
        Weakest::Link(element, score) => {
            let Text { zh, en } = element.title();
            let others: Vec<Element> = ties(person.scores(), person.live).collect();
            let list = |name: fn(Element) -> &'static str, comma: &str| {
                others.iter().map(|e| name(*e)).collect::<Vec<_>>().join(comma)
            };
            let (also_zh, also_en) = (list(|e| e.title().zh, "、"), list(|e| e.title().en, ", "));
            if others.is_empty() {
                say!("{zh} {score}", "{en} {score}")
            } else {
                say!("{zh} {score}（同分：{also_zh}）", "{en} {score} (also {also_en})")
            }
        }
    }
}

/// What to treat first on a card.
pub fn treat_first(_: &Facts, row: &dyn AnyRow) -> Shown {
    let Some(person) = row.typed::<Person>() else { return plain(Phrase::same("")) };
    match person.treat_first() {
        Treat::Blank => plain(Phrase::same("")),
        Treat::Score(element) => {
            let (zh, en) = (element.title().zh, element.brief().en);
            plain(say!("先评{zh}", "score {en}"))
        }
        Treat::Barrier(element, score) => {
            let (zh, en) = (element.title().zh, element.brief().en);
            Shown { text: say!("{zh} {score}", "{en} {score}"), level: Level::Act }
        }
        Treat::Hold => Shown { text: text("保持", "hold").into(), level: Level::Good },
    }
}

/// How the scores moved after an earlier scoring.
pub fn moved(scene: &Facts, row: &dyn AnyRow) -> Shown {
    let answer = row.typed::<Scoring>().and_then(|scoring| {
        let after = rollup(scene)?.after(scene.project(), scoring)?;
        Some(moves(scoring.scores(), after))
    });
    answer.unwrap_or_else(|| plain(Phrase::same("")))
}

fn moves(from: Scores, to: Scores) -> Shown {
    let moves: Vec<_> = movement(from, to).collect();
    if moves.is_empty() {
        return plain(text("没有变化", "no change"));
    }
    let list = |name: fn(Element) -> &'static str| {
        moves.iter().map(|(e, by)| format!("{} {by:+}", name(*e))).collect::<Vec<_>>().join("  ")
    };
    let level = if moves.iter().any(|(_, by)| *by < 0) { Level::Watch } else { Level::Good };
    Shown { text: Phrase { zh: list(|e| e.brief().zh).into(), en: list(|e| e.title().en).into() }, level }
}

/// What stands beside the cards: the answer of the card under the cursor, then everybody.
pub fn beside(scene: &Facts, row: Option<&dyn AnyRow>) -> Vec<Panel> {
    let mut panels = beside_card(scene, row);
    if let Some(rollup) = rollup(scene).filter(|r| r.all.cards > 1) {
        panels.push(barriers(&rollup.all));
    }
    panels
}

/// What stands beside one card.
pub fn beside_card(scene: &Facts, row: Option<&dyn AnyRow>) -> Vec<Panel> {
    let Some(person) = row.and_then(|r| r.typed::<Person>()) else { return Vec::new() };
    let title = if person.name.is_empty() {
        text("这张卡", "This card").into()
    } else {
        Phrase::same(person.name.as_str())
    };
    vec![Panel::Lines { title, lines: card_lines(scene, person) }]
}

fn card_lines(scene: &Facts, person: &Person) -> Vec<Line> {
    let mut lines = Vec::new();
    if person.weakest() == Weakest::Blank {
        lines.push(line(
            Level::Blank,
            text("给每个要素打分：1 很弱，5 很强。", "Score each element: 1 is very weak, 5 very strong."),
        ));
    } else {
        let Phrase { zh, en } = weakest_of(person);
        lines.push(line(Level::Blank, say!("最弱环：{zh}", "Weakest link: {en}")));
    }
    lines.extend(treatment(person));
    lines.extend(incentive(person));
    if !person.live && person.reinforcement.is_some() {
        lines.push(line(
            Level::Blank,
            text("还没上线：强化暂不计入。", "Not live yet: Reinforcement does not count so far."),
        ));
    }
    if let Some(before) = rollup(scene).and_then(|r| r.before(scene.project(), person.id)) {
        let date = before.date.map_or_else(|| "–".into(), |d| d.to_string());
        let Shown { text: Phrase { zh, en }, level } = moves(before.scores(), person.scores());
        lines.push(line(level, say!("自 {date} 以来：{zh}", "Since {date}: {en}")));
    }
    lines.extend(plan(person, scene.today()));
    lines
}

fn treatment(person: &Person) -> Vec<Line> {
    match person.treat_first() {
        Treat::Blank => Vec::new(),
        Treat::Score(element) => {
            let Text { zh, en } = element.title();
            vec![line(
                Level::Watch,
                say!(
                    "先给{zh}打分，才知道卡在哪里。",
                    "Score {en} first; only then is it known where they are stuck."
                ),
            )]
        }
        Treat::Barrier(element, score) => {
            let (title, advice, heard) = (element.title(), element.advice(), element.symptom());
            let (zh, en, do_zh, do_en) = (title.zh, title.en, advice.zh, advice.en);
            let (heard_zh, heard_en) = (heard.zh, heard.en);
            vec![
                line(Level::Act, say!("先解决：{zh} {score}", "Treat first: {en} {score}")),
                line(Level::Blank, say!("常见表现：{heard_zh}", "Often heard: {heard_en}")),
                line(Level::Blank, say!("做法：{do_zh}", "What helps: {do_en}")),
            ]
        }
        Treat::Hold => {
            vec![line(Level::Good, text("没有卡点：保持并强化。", "No barrier: hold and reinforce."))]
        }
    }
}

/// Willingness is not a matter of training: where Desire is the barrier, the incentive comes first.
fn incentive(person: &Person) -> Option<Line> {
    let stuck = matches!(person.treat_first(), Treat::Barrier(Element::Desire, _));
    match person.incentive {
        Some(Incentive::NotAligned) if stuck => Some(line(
            Level::Act,
            text(
                "激励未对齐：先调整考核和收入，培训解决不了意愿。",
                "The incentive is not aligned: change pay and appraisal first; training does not create willingness.",
            ),
        )),
        Some(Incentive::NotAligned) => Some(line(
            Level::Watch,
            text(
                "激励未对齐：不调整考核和收入，新做法难以坚持。",
                "The incentive is not aligned: the new practice will not last unless pay and appraisal change.",
            ),
        )),
        None if stuck => Some(line(
            Level::Watch,
            text(
                "填上激励是否对齐：是利益问题还是情感问题，做法不同。",
                "Enter whether the incentive is aligned: self-interest and emotion need different answers.",
            ),
        )),
        Some(Incentive::Aligned) if stuck => Some(line(
            Level::Blank,
            text(
                "激励已对齐：多听顾虑，给支持，允许犯错。",
                "The incentive is aligned: listen to the worries, support them and allow mistakes.",
            ),
        )),
        _ => None,
    }
}

fn plan(person: &Person, today: chrono::NaiveDate) -> Option<Line> {
    let stuck = matches!(person.treat_first(), Treat::Barrier(..));
    match person.due {
        Some(due) if due < today && person.done.0.is_none() => {
            Some(line(Level::Act, say!("优先行动已逾期：{due}", "The priority action is overdue: {due}")))
        }
        _ if stuck && !person.has_plan() => Some(line(
            Level::Watch,
            text(
                "还缺优先行动、负责人或期限。",
                "The priority action, its owner or its due date is still missing.",
            ),
        )),
        _ => None,
    }
}

/// What the heat map view shows.
pub fn heat(scene: &Facts, _: Option<&dyn AnyRow>) -> Vec<Panel> {
    match rollup(scene) {
        Some(rollup) if rollup.all.cards > 0 => {
            vec![heat_map(rollup), barriers(&rollup.all), next_actions(scene, rollup)]
        }
        _ => vec![Panel::Lines {
            title: text("热力图", "Heat map").into(),
            lines: vec![line(
                Level::Blank,
                text(
                    "还没有诊断卡：先到“诊断卡”页建卡并打分。",
                    "There are no cards yet: make and score some on the Cards tab.",
                ),
            )],
        }],
    }
}

fn heat_map(rollup: &Rollup) -> Panel {
    let mut heads: Vec<Phrase> = vec![text("服务中心", "Centre").into(), text("人数", "People").into()];
    // Seven columns side by side: the English titles stand short, as in the list of cards.
    heads.extend(Element::ALL.map(|e| Phrase::from(text(e.title().zh, e.brief().en))));
    heads.push(text("先解决", "Treat first").into());
    let centres = rollup.centres.iter().map(|(name, tally)| {
        let title = if name.is_empty() {
            text("（未填）", "(blank)").into()
        } else {
            Phrase::same(name.as_str())
        };
        (title, heat_row(tally))
    });
    let all = (text("合计", "All").into(), heat_row(&rollup.all));
    Panel::Heat {
        title: text("3 分及以下的人数 / 已评人数", "People at 3 or below / people scored").into(),
        heads,
        rows: std::iter::once(all).chain(centres).collect(),
    }
}

fn heat_row(tally: &Tally) -> Vec<Shown> {
    let mut cells = vec![plain(Phrase::same(tally.people.to_string()))];
    cells.extend(tally.low.iter().zip(tally.scored).map(|(low, scored)| match scored {
        0 => plain(Phrase::same("–")),
        _ => Shown { text: Phrase::same(format!("{low}/{scored}")), level: share_level(*low, scored) },
    }));
    cells.push(match tally.largest() {
        Some((element, people)) => {
            let (zh, en, n) = (element.title().zh, element.brief().en, people);
            Shown { text: say!("{zh} {n} 人", "{n} at {en}"), level: share_level(people, tally.people) }
        }
        None => plain(Phrase::same("–")),
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
    let bar = |title: Phrase, people: u64, level| {
        let share = if all.people == 0 { 0.0 } else { people as f64 / all.people as f64 };
        let percent = (share * 100.0).round();
        Bar { title, share, label: say!("{people} 人 {percent}%", "{people} ({percent}%)"), level }
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
    Panel::Bars { title: text("先解决什么（人数）", "What to treat first (people)").into(), bars }
}

fn next_actions(scene: &Facts, rollup: &Rollup) -> Panel {
    let cards = scene.project().rows::<Person>();
    let stuck = Element::ALL.into_iter().zip(rollup.groups).zip(rollup.all.barrier);
    let mut lines: Vec<Line> = stuck
        .filter(|((_, group), _)| group.first.is_some())
        .map(|((element, group), people)| {
            let Text { zh, en } = element.title();
            let card = |found: Option<(NaiveDate, usize)>| {
                let (date, at) = found?;
                Some((date, cards.get(at)?))
            };
            match (card(group.next), card(group.awaits_scoring())) {
                (Some((due, person)), _) => {
                    let (action, owner) = (&person.action, &person.owner);
                    let level = if due < scene.today() { Level::Act } else { Level::Good };
                    line(
                        level,
                        say!(
                            "{zh} {people} 人：{action}（{owner}，{due}）",
                            "{en}, {people}: {action} ({owner}, {due})"
                        ),
                    )
                }
                (None, Some((done, person))) => {
                    let action = &person.action;
                    line(
                        Level::Watch,
                        say!(
                            "{zh} {people} 人：{action}，{done} 已完成，等重新评分",
                            "{en}, {people}: {action}, done on {done}; score again"
                        ),
                    )
                }
                (None, None) => line(
                    Level::Act,
                    say!(
                        "{zh} {people} 人：没有写明负责人和期限的行动",
                        "{en}, {people}: no action with an owner and a due date"
                    ),
                ),
            }
        })
        .collect();
    if lines.is_empty() {
        lines.push(line(Level::Blank, text("没有卡点，不需要行动。", "No barrier, so no action is needed.")));
    }
    Panel::Lines { title: text("下一步行动", "Next actions").into(), lines }
}
