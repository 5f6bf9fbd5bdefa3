//! The rules about the cards, and what they come to together.

mod conclusion;

pub use conclusion::{assess, proposes};

use super::facts::score::{Element, Treat, movement, treat_first};
use super::facts::{Care, Overdue, Rollup, Stopped, rule_about};
use super::sheets::{Person, Role};
use crate::calendar::Calendar;
use crate::facts::Facts;
use crate::finding::{Consequence, Finding, Level, Place, Rule};
use crate::say;
use crate::sheet::AnyRow;
use crate::text::{Phrase, Text, count, days, list, spoken, text};

const SOURCE: Text = text("ADKAR 个人诊断卡", "ADKAR card");
const PROSCI: Text =
    text("Prosci ADKAR：3 分及以下是卡点", "Prosci ADKAR: a score of 3 or less is a barrier");
const OWN: Text = text("变革工作簿", "Changebook");

/// So many days after an action was finished there is time to score again before it becomes urgent.
const SCORE_WITHIN: i64 = 14;

/// The rule about those whom an element stops.
macro_rules! stuck {
    ($element:expr, $zh:literal, $en:literal) => {
        Rule::one(
            rule_about($element),
            PROSCI,
            text(
                concat!(
                    "有人卡在", $zh,
                    "（3 分及以下），他们的卡上没有一项未完成的行动写明负责人和期限，例会列为行动的也没有；或者行动做完了，还没有再评分"
                ),
                concat!(
                    "People are stuck at ", $en,
                    " (3 or less) and no open action on their cards, nor one that a meeting made of this, has an owner and a due date; or the action is done and they were not scored since"
                ),
            ),
            |rule, facts| unplanned(rule, $element, facts).or_else(|| unscored_since(rule, $element, facts)),
        )
        .weighs(Consequence::People)
    };
}

/// The rules, in the order of their findings.
pub static RULES: &[Rule] = &[
    Rule::one(
        "AK3",
        OWN,
        text("优先行动过了期限，还没有完成", "A priority action is past its due date and not done"),
        overdue,
    )
    .weighs(Consequence::Time),
    stuck!(Element::Awareness, "认知", "Awareness"),
    stuck!(Element::Desire, "渴望", "Desire"),
    stuck!(Element::Knowledge, "知识", "Knowledge"),
    stuck!(Element::Ability, "能力", "Ability"),
    stuck!(Element::Reinforcement, "强化", "Reinforcement"),
    Rule::one(
        "AK1",
        SOURCE,
        text(
            "有卡评分不全，还不知道卡在哪里",
            "A card is not fully scored, so it is not known where these people are stuck",
        ),
        unscored,
    )
    .weighs(Consequence::Entry),
    Rule::one(
        "AK4",
        OWN,
        text("有要素比上次评分低了 2 分或更多", "An element is 2 points or more below the scoring before"),
        fallen,
    )
    .weighs(Consequence::Entry),
];

/// Where fewer than one of so many people are stuck, what is late weighs more.
const FEW: u64 = 10;

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
    let Overdue { count: n, oldest } = *facts.get();
    let (due, at) = oldest?;
    let person = card(facts, at)?;
    let late = days(facts.get::<Calendar>().late(due, facts.today()));
    let evidence = if n == 1 {
        say!(
            "优先行动“{action}”（{who}）逾期 {late}：{due} 到期",
            "The priority action '{action}' ({who}) is {late} overdue: it was due on {due}",
            action = person.action,
            who = name(person),
            late,
            due
        )
    } else {
        say!(
            "{n} 项优先行动逾期，最早的是“{action}”（{who}），{due} 到期，已过 {late}",
            "{n} priority actions are overdue; the oldest is '{action}' ({who}), due on {due}, {late} ago",
            n,
            action = person.action,
            who = name(person),
            due,
            late
        )
    };
    Some(
        rule.found(
            Level::Act,
            Place::of(person.id, Person::COL.due),
            evidence,
            text(
                "和负责人一起定：今天完成，还是换一个做得到的日期",
                "Settle it with the owner: finish it today, or agree on a date that can be kept",
            ),
        )
        .becomes(say!(
            "和{owner}当面定下“{action}”是今天完成，还是改到做得到的日期",
            "Settle with {owner} whether '{action}' is finished today or gets a date that can be kept",
            owner = owner_of(person),
            action = person.action
        )),
    )
}

/// The one who answers for the action of a card.
fn owner_of(person: &Person) -> Phrase {
    match person.owner.trim() {
        "" => text("负责人", "the owner").into(),
        owner => Phrase::same(owner),
    }
}

/// The people whom an element stops.
fn stuck_at(facts: &Facts, element: Element) -> &Stopped {
    &facts.get::<Rollup>().groups[element as usize]
}

/// Finds people whose action is finished: they have to be scored again before anybody knows whether it takes another.
fn unscored_since(rule: &Rule, element: Element, facts: &Facts) -> Option<Finding> {
    let group = stuck_at(facts, element);
    let (done, at) = group.awaits_scoring()?;
    let person = card(facts, at)?;
    let late = facts.get::<Calendar>().days_between(done, facts.today()) > SCORE_WITHIN;
    let finding = rule.found(
        if late { Level::Act } else { Level::Watch },
        Place::of(person.id, element.column()),
        say!(
            "{people}上次评分卡在{what}；为他们定的行动已在 {done} 做完，之后没有再评分",
            "When last scored, {people} stuck at {what}; what was to be done for them was finished by {done}, and nobody has been scored since",
            people = count(group.awaiting, "人", "person was", "people were"),
            what = element.title(),
            done
        ),
        text("用“重新评分”，看卡点还在不在", "Use 'Score again' to see whether the barrier is gone"),
    )
    .becomes(score_again(group, person, element));
    Some(Finding { source: OWN, ..finding })
}

/// Whom to score again: those of one card, or all that are still to be scored.
fn score_again(group: &Stopped, person: &Person, element: Element) -> Phrase {
    let (who, what, all) = (name(person), element.title(), group.awaiting);
    if u64::from(person.headcount.unwrap_or(1)) >= all {
        return say!(
            "和{who}重新评一次分，看“{what}”这一环过了没有",
            "Score {who} again, to see whether {what} still holds them back",
            who,
            what
        );
    }
    say!(
        "给卡在“{what}”、行动已经做完的 {all} 人重新评一次分，从{who}开始，看这一环过了没有",
        "Score all {all} people again whose action for {what} is done, beginning with {who}, to see whether it still holds them back",
        what,
        who
    )
}

/// The rule that speaks of those on a card, whom an element stops and nobody looks after.
pub(super) fn concerns(facts: &Facts, row: &dyn AnyRow) -> Option<&'static str> {
    let person = row.typed::<Person>()?;
    let Treat::Barrier(element, _) = treat_first(person.scores(), person.live) else { return None };
    let is_asked = matches!(person.care(element, facts), Care::Missing | Care::Finished(_));
    is_asked.then_some(rule_about(element))
}

/// So many roles are named in one finding.
const NAMED: usize = 3;

/// A role in the plural.
fn role(role: Option<Role>) -> Phrase {
    role.map_or_else(|| text("未填角色", "no role given").into(), Role::people)
}

/// The roles of those whom an element stops and nobody looks after, the first few with their people, and how many others
/// there are.
fn roles(group: &Stopped) -> Phrase {
    let mut named: Vec<Phrase> = (group.bare.iter().take(NAMED))
        .map(|stuck| {
            say!("{who} {people} 人", "{who} {people}", who = role(stuck.role), people = stuck.people)
        })
        .collect();
    let others: u64 = group.bare.iter().skip(NAMED).map(|stuck| stuck.people).sum();
    if others > 0 {
        named.push(say!("其他角色 {others} 人", "other roles {others}"));
    }
    list(&named)
}

/// The same as they are said aloud.
fn who_aloud(group: &Stopped) -> Phrase {
    let of = |of: Option<Role>| {
        of.map_or_else(|| text("没填角色的人", "those without a role").into(), Role::people)
    };
    let named: Vec<Phrase> = group.bare.iter().map(|stuck| of(stuck.role)).collect();
    spoken(&named, NAMED)
}

/// What is said of those without an action, with how many of the others wait to be scored again.
fn with_awaiting(group: &Stopped, said: Phrase) -> Phrase {
    match group.awaiting {
        0 => said,
        n => say!(
            "{said}；另有 {n} 人的行动已经做完，等重新评分",
            "{said}. The action for {n} more is done, and they are to be scored again",
            said,
            n
        ),
    }
}

/// Finds people for whom nobody has an action to answer for by a day.
fn unplanned(rule: &Rule, element: Element, facts: &Facts) -> Option<Finding> {
    let group = stuck_at(facts, element);
    let person = card(facts, group.bare.first()?.first)?;
    let column = match person {
        p if p.action.trim().is_empty() => Person::COL.action,
        p if p.owner.trim().is_empty() => Person::COL.owner,
        p if p.due.is_none() => Person::COL.due,
        // The action is done, and yet the barrier stands: it takes another one.
        _ => Person::COL.action,
    };
    let found = rule
        .found(
            Level::Act,
            Place::of(person.id, column),
            with_awaiting(
                group,
                say!(
                    "{people}卡在{what}，没有写明负责人和期限的行动：{roles}",
                    "{people} stuck at {what} and no action has both an owner and a due date: {roles}",
                    people = count(group.bare_people(), "人", "person is", "people are"),
                    what = element.title(),
                    roles = roles(group)
                ),
            ),
            say!(
                "{advice}；写下行动、负责人和期限",
                "{advice}; enter the action, its owner and its due date",
                advice = element.advice(),
            ),
        )
        .becomes(element.advice_for(&who_aloud(group)));
    let few = group.bare_people() * FEW < facts.get::<Rollup>().all.people;
    // One of a hundred is no reason to let the plan wait.
    let consequence = if few { Consequence::Plan } else { found.consequence };
    Some(Finding { consequence, ..found }.affecting(group.bare_people()))
}

fn unscored(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let rollup = facts.get::<Rollup>();
    let (at, element) = rollup.first_unknown?;
    let person = card(facts, at)?;
    let (cards, people) = (rollup.unknown, rollup.all.unscored);
    let (who, what) = (name(person), element.title());
    let place = Place::of(person.id, element.column());
    if rollup.live_unknown < cards {
        let talk = match cards {
            1 => say!("和{who}谈一次，把分评完", "Talk to {who} and finish scoring", who),
            _ => say!(
                "和{who}等 {cards} 张卡上的人谈一次，把分评完",
                "Talk to {who} and those on the other cards, {cards} in all, and finish scoring them",
                who,
                cards
            ),
        };
        let found = rule.found(
            Level::Watch,
            place,
            say!(
                "{cards}（{people} 人）评分不全，还不知道卡在哪里",
                "{cards} not fully scored (headcount {people}), so nobody knows where these people are stuck",
                cards = count(cards, "张卡", "card is", "cards are"),
                people
            ),
            say!(
                "按顺序补评分，从{who}的{what}开始",
                "Score them in order, starting with {what} of {who}",
                who,
                what
            ),
        );
        return Some(found.becomes(talk));
    }
    // Nothing stops them so far; whether the new practice lasts is only to be seen.
    let who = match cards {
        1 => who,
        _ => say!(
            "{who}等 {cards} 张卡（{people} 人）",
            "{who} and others, {cards} cards (headcount {people})",
            who
        ),
    };
    Some(
        rule.found(
            Level::Good,
            place,
            say!(
                "{who}的前四项都在 4 分以上，上线后的“{what}”还没评",
                "{who}: 4 or more on the first four elements; {what} has not been scored since go-live",
                who,
                what
            ),
            say!(
                "新做法用了几周，就给“{what}”打分，看能不能守住",
                "Score {what} once the new practice has been in use for a few weeks, to see whether it lasts",
                what
            ),
        )
        .becomes(say!(
            "新做法用几周之后，和{who}评一次“{what}”",
            "Score {what} with {who} after a few weeks of the new practice",
            who = if cards == 1 {
                name(person)
            } else {
                say!("{name}等人", "{name} and others", name = name(person))
            },
            what
        )),
    )
}

fn fallen(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let rollup = facts.get::<Rollup>();
    let (at, element) = *rollup.fallen.first()?;
    let person = card(facts, at)?;
    let before = rollup.before(facts, person.id)?;
    let (_, by) = movement(before.scores(), person.scores()).find(|(e, _)| *e == element)?;
    Some(
        rule.found(
            Level::Watch,
            Place::of(person.id, element.column()),
            say!(
                "{cards}有要素比上次低了 2 分以上，如{who}的{what} {by}",
                "{cards} an element that fell by 2 points or more, such as {who}: {what} {by}",
                cards = count(rollup.fallen.len(), "张卡", "card has", "cards have"),
                who = name(person),
                what = element.title(),
                by
            ),
            text(
                "当面问清楚原因，再决定下一步行动",
                "Ask them in person what happened before choosing the next action",
            ),
        )
        .becomes(say!(
            "当面问{who}：“{what}”为什么退了",
            "Ask {who} in person why {what} has fallen",
            who = name(person),
            what = element.title()
        )),
    )
}
