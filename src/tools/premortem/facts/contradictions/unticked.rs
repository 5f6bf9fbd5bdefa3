//! XC7: what is ticked on the checklist or the roadmap while its own tool says that it is not done.

use crate::facts::Facts;
use crate::finding::{Level, Place};
use crate::say;
use crate::sheet::{Id, Row};
use crate::text::{Phrase, joined, quoted, spoken, text};
use crate::tool::Test;
use crate::tools::adkar::{Heads, Person, Rollup};
use crate::tools::charter::{Charter, vision_check};
use crate::tools::checklist;
use crate::tools::communication;
use crate::tools::kotter::{self, Member};
use crate::tools::premortem::facts::cards::Cards;
use crate::tools::premortem::facts::shared::{latest_form, median};
use crate::tools::readiness::{Form, Rounds};
use crate::tools::roadmap::{self, Resource};
use std::sync::Arc;

/// A score for the resources so low says that they are not won.
const NO_RESOURCES: f64 = 2.0;

/// So many items are said aloud.
const ALOUD: usize = 3;

/// The item of the checklist that everybody has an ADKAR card.
const DIAGNOSED: &str = "w5-6-2";

/// An item by its codes on the checklist and the roadmap, what its tool says against it, and where that is mended.
struct Claim {
    codes: &'static [&'static str],
    against: fn(&Facts) -> Option<(Phrase, Place)>,
}

/// The items whose tool can say no.
const CLAIMS: &[Claim] = &[
    Claim { codes: &["w1-3"], against: readiness },
    Claim { codes: &["w2-1", "p1-1"], against: coalition },
    Claim { codes: &["w2-3"], against: vision },
    Claim { codes: &["w3-2"], against: communication },
    Claim { codes: &["w3-3", "p1-4"], against: budget },
    Claim { codes: &[DIAGNOSED], against: cards },
];

/// Whether the tool behind an item of the checklist would say no to its tick, or might as soon as more is known: what
/// would be contradicted is not suggested.
pub fn would_contradict(facts: &Facts, code: &str) -> bool {
    let mut claims = CLAIMS.iter().filter(|claim| claim.codes.contains(&code));
    claims.any(|claim| (claim.against)(facts).is_some()) || code == DIAGNOSED && !is_everybody_known(facts)
}

/// Whether it can be told that everybody has a card: those of the pilot, where one is chosen; else each role that is to
/// hear of the change has as many people on cards as it has, or where nobody has counted them a card at all.
fn is_everybody_known(facts: &Facts) -> bool {
    if !facts.get::<Cards>().pilots.is_empty() {
        return true;
    }
    let heads = &facts.get_stable::<Heads>().by_role;
    let audiences = &facts.get::<communication::Figures>().audiences;
    let mut staff = audiences.iter().filter(|them| them.audience.is_staff()).peekable();
    let has_cards = |them: &communication::AudienceFigures| {
        let on_cards = them.audience.role.and_then(|role| heads.get(&role)).copied().unwrap_or(0);
        on_cards >= them.audience.size.map_or(1, u64::from)
    };
    staff.peek().is_some() && staff.all(has_cards)
}

/// XC7.
pub(super) fn ticked_against_facts(facts: &Facts) -> Test {
    let ticked: Vec<(&Claim, Phrase)> =
        CLAIMS.iter().filter_map(|claim| Some((claim, ticked(facts, claim)?))).collect();
    let mut found = ticked.iter().filter_map(|(claim, name)| {
        let (why, place) = (claim.against)(facts)?;
        let said = say!("{name}已勾选，但{why}", "{name} is ticked, yet {why}", name, why);
        Some((said, place, name))
    });
    let Some((first, place, name)) = found.next() else {
        return if ticked.is_empty() {
            Test::not_yet(text("相关事项还没有勾选", "None of the items in question is ticked yet"))
        } else {
            Test::clear(text("勾选的事项与各工具的内容一致", "What is ticked agrees with the other tools"))
        };
    };
    let (mut all, mut names) = (vec![first], vec![name]);
    for (said, _, name) in found {
        all.push(said);
        names.push(name);
    }
    Test::hit(
        Level::Watch,
        place,
        joined(&all, text("；", "; ")),
        text("补上缺的内容，或先取消勾选", "Complete what is missing, or untick it for now"),
    )
    .becomes(say!(
        "核实{which}是不是真做完了，没做完的做完",
        "Check whether {which} really is done, and finish what is not",
        which = spoken(names, ALOUD)
    ))
}

/// The item of a claim that is ticked by today: its name.
fn ticked(facts: &Facts, claim: &Claim) -> Option<Phrase> {
    let done = |on: Option<chrono::NaiveDate>| on.is_some_and(|on| on <= facts.today());
    let listed = facts.rows::<checklist::Item>().iter();
    let mut listed =
        listed.filter(|item| claim.codes.contains(&item.code.as_str()) && !item.is_not_applicable());
    let mut planned =
        facts.rows::<roadmap::Item>().iter().filter(|item| claim.codes.contains(&item.code.as_str()));
    let name = |row: &dyn crate::sheet::AnyRow| quoted(&crate::project::row_phrase(row));
    listed
        .find(|item| done(item.done.0))
        .map(|item| name(&**item))
        .or_else(|| planned.find(|item| done(item.done.0)).map(|item| name(&**item)))
}

fn first<R: Row>(rows: &[Arc<R>]) -> Option<Id> {
    rows.first().map(|row| row.id())
}

fn readiness(facts: &Facts) -> Option<(Phrase, Place)> {
    let place = Place::of(first(facts.rows::<Form>()), Form::COL.senior_support);
    facts
        .get::<Rounds>()
        .latest()
        .is_none()
        .then(|| (text("评估表还没有打分", "no readiness form is scored").into(), place))
}

fn coalition(facts: &Facts) -> Option<(Phrase, Place)> {
    let members = facts.get::<kotter::Coalition>().members;
    let why = match members {
        0 => text("联盟还没有成员", "the coalition has no members").into(),
        n => say!("联盟只有 {n} 人", "the coalition has only {n}"),
    };
    (members < kotter::COALITION_SIZE.0).then(|| (why, Place::of(None, Member::COL.name)))
}

fn vision(facts: &Facts) -> Option<(Phrase, Place)> {
    let charter = facts.get::<Charter>();
    let place = Place::of(charter.id, Charter::COL.vision);
    let check = vision_check(&charter.vision.0);
    let why = match (charter.vision.0.trim().is_empty(), check.number, check.dated) {
        (true, ..) => text("愿景还没有写", "there is no vision"),
        (_, false, false) => {
            text("愿景里没有数字，也没有期限", "the vision names neither a number nor a date")
        }
        (_, false, _) => text("愿景里没有数字", "the vision names no number"),
        (_, _, false) => text("愿景里没有期限", "the vision names no date"),
        _ => return None,
    };
    Some((why.into(), place))
}

fn communication(facts: &Facts) -> Option<(Phrase, Place)> {
    let none = facts.get::<communication::Figures>().messages.is_empty();
    let why = text("沟通计划里还没有一条信息", "the communication plan holds no message");
    none.then(|| (why.into(), Place::of(None, communication::Message::COL.message)))
}

fn budget(facts: &Facts) -> Option<(Phrase, Place)> {
    if facts.get::<roadmap::Figures>().budget.entries == 0 {
        let why = text("预算表还是空的", "the budget is empty");
        return Some((why.into(), Place::of(None, Resource::COL.item)));
    }
    let score = median(facts, Form::COL.resources).filter(|score| *score <= NO_RESOURCES)?;
    let why = say!("准备度里资源到位只有 {score} 分", "resources score only {score} in the readiness form");
    Some((why, Place::of(latest_form(facts), Form::COL.resources)))
}

fn cards(facts: &Facts) -> Option<(Phrase, Place)> {
    let cards = facts.get::<Cards>();
    let place = |card: Option<Id>| Place::of(card, Person::COL.name);
    if facts.get::<Rollup>().all.cards == 0 {
        return Some((text("还没有一张 ADKAR 卡", "there is no ADKAR card").into(), place(None)));
    }
    // Where no pilot is chosen, everybody is everybody.
    if cards.pilots.is_empty() {
        let heads = &facts.get_stable::<Heads>().by_role;
        let audiences = &facts.get::<communication::Figures>().audiences;
        let lacking = audiences.iter().find_map(|them| {
            let (role, size) = them.audience.role.zip(them.audience.size)?;
            let on_cards = heads.get(&role).copied().unwrap_or(0);
            (on_cards < u64::from(size)).then_some((role.label(), size, on_cards))
        });
        let (role, size, on_cards) = lacking?;
        let why = say!(
            "{role} {size} 人里只有 {on_cards} 人有 ADKAR 卡",
            "only {on_cards} of {size} people in the role {role} have an ADKAR card",
            role,
            size,
            on_cards
        );
        return Some((why, place(None)));
    }
    let without = cards.pilots.iter().find(|pilot| !pilot.has_cards)?;
    let why =
        say!("试点中心{name}还没有 ADKAR 卡", "{name} in the pilot has no ADKAR card", name = without.name);
    Some((why, place(None)))
}
