//! What the cards say together: the largest barrier, findings, figures for programs.

use super::Person;
use super::rollup::{Rollup, movement};
use super::score::{Element, Tally, Treat, Weakest, ties};
use crate::facts::Facts;
use crate::finding::{Finding, Level, Line, Place};
use crate::project::Project;
use crate::say;
use crate::sheet::Row;
use crate::text::{Phrase, Text, text};
use crate::tool::Assessment;
use chrono::NaiveDate;
use serde_json::{Map, Value, json};

const SOURCE: Text = text("工具3 ADKAR 个人诊断卡", "Tool 3, ADKAR card");
const PROSCI: Text =
    text("Prosci ADKAR：3 分及以下是卡点", "Prosci ADKAR: a score of 3 or less is a barrier");
const OWN: Text = text("变革工作簿", "Changebook");

/// So many days after an action was finished there is time to score again before it becomes urgent.
const SCORE_WITHIN: i64 = 14;

/// Up to this many cards, each card's result is listed for programs.
const LISTED: usize = 200;

/// Assesses all cards.
pub fn assess(scene: &Facts, _: Vec<Finding>) -> Assessment {
    let (project, today) = (scene.project(), scene.today());
    let rollup = scene.get::<Rollup>();
    let findings = findings(project, rollup, today);
    let level = match () {
        () if rollup.all.cards == 0 => Level::Blank,
        () if rollup.all.largest().is_some() => Assessment::worst(&findings).max(Level::Watch),
        () => Assessment::worst(&findings),
    };
    Assessment { headline: headline(&rollup.all), level, conclusion: conclusion(rollup), findings }
}

fn headline(all: &Tally) -> Phrase {
    match all.largest() {
        Some((element, people)) => {
            let (zh, en) = (element.brief().zh, element.brief().en);
            if people > 9_999 {
                say!("{zh}>9999", "{en} >9999")
            } else {
                say!("{zh}{people}人", "{people} at {en}")
            }
        }
        None if all.cards == 0 => text("未填", "blank").into(),
        None if all.unscored > 0 => text("待评分", "to score").into(),
        None => text("无卡点", "no barrier").into(),
    }
}

fn conclusion(rollup: &Rollup) -> Vec<Line> {
    let all = &rollup.all;
    let plain = |text| Line { level: Level::Blank, text };
    if all.cards == 0 {
        return vec![plain(
            text(
                "给每个人或团队建一张卡，五个要素各打 1 到 5 分；这里给出先解决什么。",
                "Make a card for each person or team and score the five elements from 1 to 5; what to treat first then stands here.",
            )
            .into(),
        )];
    }
    let (people, unscored) = (all.people, all.unscored);
    let mut lines = Vec::new();
    match all.largest() {
        Some((element, most)) => {
            let advice = match rollup.groups[element as usize].awaits_scoring() {
                Some(_) => text("行动已经做完，先重新评分", "The action is done; score again first"),
                None => element.advice(),
            };
            let title = element.title();
            let (what_zh, what_en, do_zh, do_en) = (title.zh, title.en, advice.zh, advice.en);
            lines.push(Line {
                level: Level::Watch,
                text: say!(
                    "先解决{what_zh}：{most}/{people} 人卡在这里。{do_zh}",
                    "Treat {what_en} first ({most} of {people} people). {do_en}"
                ),
            });
        }
        None if unscored == 0 => lines.push(Line {
            level: Level::Good,
            text: text("没有卡点：保持并强化。", "No barrier: hold and reinforce.").into(),
        }),
        None => {}
    }
    lines.extend(without_action(rollup));
    lines.push(plain(counted(all)));
    let differ = rollup.differ;
    if differ > 0 {
        lines.push(plain(say!(
            "{differ} 张卡的最弱环不是要先解决的要素：按 A-D-K-A-R 的顺序，从最前面的卡点做起",
            "Cards whose weakest link is not what to treat first: {differ}. Begin with the earliest barrier in A-D-K-A-R order"
        )));
    }
    lines
}

/// How many people stand where, without what nobody stands at.
fn counted(all: &Tally) -> Phrase {
    let stuck = Element::ALL.into_iter().zip(all.barrier).filter(|(_, people)| *people > 0);
    let (mut zh, mut en): (Vec<_>, Vec<_>) = stuck
        .map(|(e, people)| {
            (format!("卡在{} {people}", e.title().zh), format!("at {} {people}", e.title().en))
        })
        .unzip();
    for (people, name) in
        [(all.holding, text("没有卡点", "no barrier")), (all.unscored, text("待评分", "to score"))]
    {
        if people > 0 {
            zh.push(format!("{} {people}", name.zh));
            en.push(format!("{} {people}", name.en));
        }
    }
    let (zh, en) = (zh.join("，"), en.join(", "));
    say!("人数：{zh}", "People: {en}")
}

/// The groups for whom nobody has an action to answer for by a day, in one line.
fn without_action(rollup: &Rollup) -> Option<Line> {
    let all = Element::ALL.into_iter().zip(rollup.groups).zip(rollup.all.barrier);
    let bare: Vec<_> = all
        .filter(|((_, group), _)| group.is_unplanned() && group.awaits_scoring().is_none())
        .map(|((e, _), n)| (e, n))
        .collect();
    if bare.is_empty() {
        return None;
    }
    let zh: Vec<_> = bare.iter().map(|(e, n)| format!("{}的 {n} 人", e.title().zh)).collect();
    let en: Vec<_> = bare.iter().map(|(e, n)| format!("{} ({n})", e.title().en)).collect();
    let (zh, en) = (zh.join("、"), en.join(", "));
    Some(Line {
        level: Level::Act,
        text: say!(
            "卡在{zh}还没有优先行动（要写明负责人和期限）",
            "No priority action with an owner and a due date yet for those stuck at {en}"
        ),
    })
}

/// The name of a card, for a sentence.
fn name(person: &Person) -> Phrase {
    if person.name.is_empty() {
        text("未填姓名的卡", "the card without a name").into()
    } else {
        Phrase::same(person.name.as_str())
    }
}

fn place(person: &Person, column: &'static str) -> Place {
    Place { sheet: Person::SHEET, row: Some(person.id), column }
}

fn findings(project: &Project, rollup: &Rollup, today: NaiveDate) -> Vec<Finding> {
    let cards = project.rows::<Person>();
    let card = |at: usize| cards.get(at).map(|p| &**p);
    let mut findings = Vec::new();
    findings.extend(overdue(rollup, &card, today));
    findings.extend(Element::ALL.into_iter().filter_map(|element| {
        finished(element, rollup, &card, today).or_else(|| unplanned(element, rollup, &card))
    }));
    findings.extend(unscored(rollup, &card));
    findings.extend(fallen(project, rollup, &card));
    findings
}

fn unscored<'a>(rollup: &Rollup, card: &impl Fn(usize) -> Option<&'a Person>) -> Option<Finding> {
    let (count, first) = rollup.unknown;
    let (at, element) = first?;
    let person = card(at)?;
    let (people, who, title) = (rollup.all.unscored, name(person), element.title());
    let (zh, en, what_zh, what_en) = (&who.zh, &who.en, title.zh, title.en);
    let place = place(person, element.key());
    // Nothing stops them so far; whether the new practice lasts is only to be seen.
    if rollup.live_unknown == count {
        let (more_zh, more_en) = match count {
            1 => (String::new(), String::new()),
            n => {
                (format!("等 {n} 张卡（{people} 人）"), format!(" and more, {n} cards (headcount {people})"))
            }
        };
        return Some(Finding {
            id: "AK1",
            level: Level::Good,
            evidence: say!(
                "{zh}{more_zh}的前四项都在 4 分以上，上线后的“{what_zh}”还没评",
                "{en}{more_en}: 4 or more in the first four elements, {what_en} not scored yet after go-live"
            ),
            advice: say!(
                "新做法用了几周，就给“{what_zh}”打分，看能不能守住",
                "Score {what_en} once the new practice has been in use for a few weeks, to see whether it lasts"
            ),
            source: SOURCE,
            place,
        });
    }
    Some(Finding {
        id: "AK1",
        level: Level::Watch,
        evidence: say!(
            "{count} 张卡（{people} 人）评分不全，还不知道卡在哪里",
            "Cards not fully scored, so nobody knows where these people are stuck: {count} (headcount {people})"
        ),
        advice: say!(
            "按顺序补评分，从{zh}的{what_zh}开始",
            "Score them in order, beginning with {what_en} of {en}"
        ),
        source: SOURCE,
        place,
    })
}

/// The rule about those whom an element stops.
const fn stuck_at(element: Element) -> &'static str {
    ["AK2-A", "AK2-D", "AK2-K", "AK2-AB", "AK2-R"][element as usize]
}

/// A group whose action is finished has to be scored again before anybody knows whether it takes another one.
fn finished<'a>(
    element: Element,
    rollup: &Rollup,
    card: &impl Fn(usize) -> Option<&'a Person>,
    today: NaiveDate,
) -> Option<Finding> {
    let (done, at) = rollup.groups[element as usize].awaits_scoring()?;
    let person = card(at)?;
    let (people, title, action) = (rollup.all.barrier[element as usize], element.title(), &person.action);
    let (what_zh, what_en) = (title.zh, title.en);
    let late = (today - done).num_days() > SCORE_WITHIN;
    Some(Finding {
        id: stuck_at(element),
        level: if late { Level::Act } else { Level::Watch },
        evidence: say!(
            "{people} 人上次评分卡在{what_zh}；行动“{action}”已在 {done} 完成，之后没有再评分",
            "Stuck at {what_en} when last scored: {people}; the action '{action}' was finished on {done}, and nobody was scored since"
        ),
        advice: text("用“重新评分”，看卡点还在不在", "Use 'Score again' to see whether the barrier is gone")
            .into(),
        source: OWN,
        place: place(person, element.key()),
    })
}

/// A group that is stuck needs an action that somebody answers for by a day; one for the group will do.
fn unplanned<'a>(
    element: Element,
    rollup: &Rollup,
    card: &impl Fn(usize) -> Option<&'a Person>,
) -> Option<Finding> {
    let group = rollup.groups[element as usize];
    if !group.is_unplanned() {
        return None;
    }
    let person = card(group.first?)?;
    let column = match person {
        p if p.action.is_empty() => "action",
        p if p.owner.is_empty() => "owner",
        p if p.due.is_none() => "due",
        // The action is done, and yet the barrier stands: it takes another one.
        _ => "action",
    };
    let (people, title, advice) = (rollup.all.barrier[element as usize], element.title(), element.advice());
    let (what_zh, what_en, do_zh, do_en) = (title.zh, title.en, advice.zh, advice.en);
    Some(Finding {
        id: stuck_at(element),
        level: Level::Act,
        evidence: say!(
            "{people} 人卡在{what_zh}，没有一项行动写明负责人和期限",
            "Stuck at {what_en}: {people}; no open action has an owner and a due date"
        ),
        advice: say!(
            "{do_zh}；写下行动、负责人和期限",
            "{do_en}; note the action, its owner and its due date"
        ),
        source: PROSCI,
        place: place(person, column),
    })
}

fn overdue<'a>(
    rollup: &Rollup,
    card: &impl Fn(usize) -> Option<&'a Person>,
    today: NaiveDate,
) -> Option<Finding> {
    let count = rollup.overdue.count;
    let (due, at) = rollup.overdue.oldest?;
    let person = card(at)?;
    let (who, days) = (name(person), (today - due).num_days());
    let (zh, en) = (&who.zh, &who.en);
    Some(Finding {
        id: "AK3",
        level: Level::Act,
        evidence: say!(
            "{count} 项优先行动过了期限，最早的是{zh}：{due} 到期，已过 {days} 天",
            "Overdue priority actions: {count}; the oldest, of {en}, was due on {due} ({days} d late)"
        ),
        advice: text(
            "和负责人一起定：今天完成，还是换一个做得到的日期",
            "Settle it with the owner: finish it today, or agree on a date that can be kept",
        )
        .into(),
        source: OWN,
        place: place(person, "due"),
    })
}

fn fallen<'a>(
    project: &Project,
    rollup: &Rollup,
    card: &impl Fn(usize) -> Option<&'a Person>,
) -> Option<Finding> {
    let (at, element) = *rollup.fallen.first()?;
    let person = card(at)?;
    let before = rollup.before(project, person.id)?;
    let (_, by) = movement(before.scores(), person.scores()).find(|(e, _)| *e == element)?;
    let (count, who, title) = (rollup.fallen.len(), name(person), element.title());
    let (zh, en, what_zh, what_en) = (&who.zh, &who.en, title.zh, title.en);
    Some(Finding {
        id: "AK4",
        level: Level::Watch,
        evidence: say!(
            "{count} 张卡有要素比上次低了 2 分以上，如{zh}的{what_zh} {by}",
            "Cards with an element down by 2 points or more: {count}, such as {en}, {what_en} {by}"
        ),
        advice: text(
            "当面问清楚原因，再决定下一步行动",
            "Ask them in person what happened before choosing the next action",
        )
        .into(),
        source: OWN,
        place: place(person, element.key()),
    })
}

fn by_element(counts: [u64; super::score::COUNT]) -> Value {
    let entries = Element::ALL.into_iter().zip(counts).map(|(e, n)| (e.key().to_owned(), json!(n)));
    Value::Object(entries.collect::<Map<_, _>>())
}

/// The figures, by name.
pub fn values(scene: &Facts) -> Vec<(&'static str, Value)> {
    let rollup = scene.get::<Rollup>();
    let all = &rollup.all;
    let mut values = vec![
        ("cards", json!(all.cards)),
        ("people", json!(all.people)),
        ("barriers", by_element(all.barrier)),
        ("low", by_element(all.low)),
        ("no_barrier", json!(all.holding)),
        ("unscored", json!(all.unscored)),
        ("incomplete_cards", json!(rollup.incomplete)),
        ("weakest_differs", json!(rollup.differ)),
        ("overdue_actions", json!(rollup.overdue.count)),
        ("fallen_cards", json!(rollup.fallen.len())),
    ];
    let centre = |(name, tally): &(ecow::EcoString, Tally)| {
        json!({
            "centre": name.as_str(),
            "people": tally.people,
            "barriers": by_element(tally.barrier),
            "low": by_element(tally.low),
            "no_barrier": tally.holding,
            "unscored": tally.unscored,
        })
    };
    if rollup.centres.len() <= LISTED {
        values.push(("centres", rollup.centres.iter().map(centre).collect()));
    }
    let cards = scene.project().rows::<Person>();
    if cards.len() <= LISTED {
        values.push(("list", cards.iter().map(|p| card_value(p)).collect()));
    }
    values
}

fn card_value(person: &Person) -> Value {
    let weakest = match person.weakest() {
        Weakest::Link(element, _) => Some(element.key()),
        Weakest::Equal(_) => Some("all_equal"),
        Weakest::None => Some("none"),
        Weakest::Undecided => Some("undecided"),
        Weakest::Blank => None,
    };
    let (treat, score) = match person.treat_first() {
        Treat::Barrier(element, _) => (Some(element.key()), None),
        Treat::Score(element) => (None, Some(element.key())),
        Treat::Hold => (Some("hold"), None),
        Treat::Blank => (None, Some(Element::Awareness.key())),
    };
    let ties: Vec<_> = ties(person.scores(), person.live).map(Element::key).collect();
    json!({
        "id": person.id.to_string(),
        "name": person.name.as_str(),
        "people": person.people(),
        "weakest": weakest,
        "ties": ties,
        "treat_first": treat,
        "score_first": score,
    })
}
