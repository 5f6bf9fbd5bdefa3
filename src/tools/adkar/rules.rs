//! The rules about the cards, and what they come to together.

mod conclusion;

pub use conclusion::{assess, proposes};

use super::facts::score::{Element, movement};
use super::facts::{Rollup, Stuck};
use super::sheets::Person;
use crate::facts::Facts;
use crate::finding::{Finding, Level, Place, Rule};
use crate::say;
use crate::text::{Phrase, Text, text};

const SOURCE: Text = text("工具3 ADKAR 个人诊断卡", "Tool 3, ADKAR card");
const PROSCI: Text =
    text("Prosci ADKAR：3 分及以下是卡点", "Prosci ADKAR: a score of 3 or less is a barrier");
const OWN: Text = text("变革工作簿", "Changebook");

/// So many days after an action was finished there is time to score again before it becomes urgent.
const SCORE_WITHIN: i64 = 14;

/// The rule about those whom an element stops.
macro_rules! stuck {
    ($id:literal, $element:expr, $zh:literal, $en:literal) => {
        Rule::one(
            $id,
            PROSCI,
            text(
                concat!(
                    "有人卡在", $zh,
                    "（3 分及以下），没有一项未完成的行动写明负责人和期限；或者行动做完了，还没有再评分"
                ),
                concat!(
                    "People are stuck at ", $en,
                    " (3 or less) and no open action has an owner and a due date, or the action is done and nobody was scored since"
                ),
            ),
            |rule, facts| unscored_since(rule, $element, facts).or_else(|| unplanned(rule, $element, facts)),
        )
    };
}

/// The rules, in the order of their findings.
pub static RULES: &[Rule] = &[
    Rule::one(
        "AK3",
        OWN,
        text("优先行动过了期限，还没有完成", "A priority action is past its due date and not done"),
        overdue,
    ),
    stuck!("AK2-A", Element::Awareness, "认知", "Awareness"),
    stuck!("AK2-D", Element::Desire, "渴望", "Desire"),
    stuck!("AK2-K", Element::Knowledge, "知识", "Knowledge"),
    stuck!("AK2-AB", Element::Ability, "能力", "Ability"),
    stuck!("AK2-R", Element::Reinforcement, "强化", "Reinforcement"),
    Rule::one(
        "AK1",
        SOURCE,
        text(
            "有卡评分不全，还不知道卡在哪里",
            "A card is not fully scored, so it is not known where these people are stuck",
        ),
        unscored,
    ),
    Rule::one(
        "AK4",
        OWN,
        text("有要素比上次评分低了 2 分或更多", "An element is 2 points or more below the scoring before"),
        fallen,
    ),
];

/// The name of a card, for a sentence.
fn name(person: &Person) -> Phrase {
    if person.name.is_empty() {
        text("未填姓名的卡", "the card without a name").into()
    } else {
        Phrase::same(person.name.as_str())
    }
}

fn card(facts: &Facts, at: usize) -> Option<&Person> {
    facts.rows::<Person>().get(at).map(|person| &**person)
}

fn overdue(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let overdue = facts.get::<Rollup>().overdue;
    let (due, at) = overdue.oldest?;
    let person = card(facts, at)?;
    Some(rule.found(
        Level::Act,
        Place::of(person.id, Person::COL.due),
        say!(
            "{count} 项优先行动过了期限，最早的是{who}：{due} 到期，已过 {days} 天",
            "Overdue priority actions: {count}; the oldest, of {who}, was due on {due} ({days} d late)",
            count = overdue.count,
            who = name(person),
            days = (facts.today() - due).num_days(),
        ),
        text(
            "和负责人一起定：今天完成，还是换一个做得到的日期",
            "Settle it with the owner: finish it today, or agree on a date that can be kept",
        ),
    ))
}

/// Those whom an element stops: the group, and how many people.
fn stuck_at(facts: &Facts, element: Element) -> (Stuck, u64) {
    let rollup = facts.get::<Rollup>();
    (rollup.groups[element as usize], rollup.all.barrier[element as usize])
}

/// Finds a group whose action is finished: it has to be scored again before anybody knows whether it takes another.
fn unscored_since(rule: &Rule, element: Element, facts: &Facts) -> Option<Finding> {
    let (group, people) = stuck_at(facts, element);
    let (done, at) = group.awaits_scoring()?;
    let person = card(facts, at)?;
    let late = (facts.today() - done).num_days() > SCORE_WITHIN;
    let finding = rule.found(
        if late { Level::Act } else { Level::Watch },
        Place::of(person.id, element.column()),
        say!(
            "{people} 人上次评分卡在{what}；行动“{action}”已在 {done} 完成，之后没有再评分",
            "Stuck at {what} when last scored: {people}; the action '{action}' was finished on {done}, and nobody was scored since",
            what = element.title(),
            action = person.action,
        ),
        text("用“重新评分”，看卡点还在不在", "Use 'Score again' to see whether the barrier is gone"),
    );
    Some(Finding { source: OWN, ..finding })
}

/// Finds a group without an action that somebody answers for by a day; one for the group will do.
fn unplanned(rule: &Rule, element: Element, facts: &Facts) -> Option<Finding> {
    let (group, people) = stuck_at(facts, element);
    if !group.is_unplanned() {
        return None;
    }
    let person = card(facts, group.first?)?;
    let column = match person {
        p if p.action.is_empty() => Person::COL.action,
        p if p.owner.is_empty() => Person::COL.owner,
        p if p.due.is_none() => Person::COL.due,
        // The action is done, and yet the barrier stands: it takes another one.
        _ => Person::COL.action,
    };
    Some(rule.found(
        Level::Act,
        Place::of(person.id, column),
        say!(
            "{people} 人卡在{what}，没有一项行动写明负责人和期限",
            "Stuck at {what}: {people}; no open action has an owner and a due date",
            what = element.title(),
        ),
        say!(
            "{advice}；写下行动、负责人和期限",
            "{advice}; note the action, its owner and its due date",
            advice = element.advice(),
        ),
    ))
}

fn unscored(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let rollup = facts.get::<Rollup>();
    let (at, element) = rollup.first_unknown?;
    let person = card(facts, at)?;
    let (cards, people) = (rollup.unknown, rollup.all.unscored);
    let (who, what) = (name(person), element.title());
    let place = Place::of(person.id, element.column());
    if rollup.live_unknown < cards {
        return Some(rule.found(
            Level::Watch,
            place,
            say!(
                "{cards} 张卡（{people} 人）评分不全，还不知道卡在哪里",
                "Cards not fully scored, so nobody knows where these people are stuck: {cards} (headcount {people})"
            ),
            say!(
                "按顺序补评分，从{who}的{what}开始",
                "Score them in order, beginning with {what} of {who}",
                who,
                what
            ),
        ));
    }
    // Nothing stops them so far; whether the new practice lasts is only to be seen.
    let who = match cards {
        1 => who,
        _ => say!(
            "{who}等 {cards} 张卡（{people} 人）",
            "{who} and more, {cards} cards (headcount {people})",
            who
        ),
    };
    Some(rule.found(
        Level::Good,
        place,
        say!(
            "{who}的前四项都在 4 分以上，上线后的“{what}”还没评",
            "{who}: 4 or more in the first four elements, {what} not scored yet after go-live",
            who,
            what
        ),
        say!(
            "新做法用了几周，就给“{what}”打分，看能不能守住",
            "Score {what} once the new practice has been in use for a few weeks, to see whether it lasts",
            what
        ),
    ))
}

fn fallen(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let rollup = facts.get::<Rollup>();
    let (at, element) = *rollup.fallen.first()?;
    let person = card(facts, at)?;
    let before = rollup.before(facts, person.id)?;
    let (_, by) = movement(before.scores(), person.scores()).find(|(e, _)| *e == element)?;
    Some(rule.found(
        Level::Watch,
        Place::of(person.id, element.column()),
        say!(
            "{count} 张卡有要素比上次低了 2 分以上，如{who}的{what} {by}",
            "Cards with an element down by 2 points or more: {count}, such as {who}, {what} {by}",
            count = rollup.fallen.len(),
            who = name(person),
            what = element.title(),
        ),
        text(
            "当面问清楚原因，再决定下一步行动",
            "Ask them in person what happened before choosing the next action",
        ),
    ))
}
