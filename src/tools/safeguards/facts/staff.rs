//! What other tools say of the safeguards of staff and of governance.

use super::checks::{first_line, has_begun, is_live};
use crate::facts::Facts;
use crate::finding::{Level, Place};
use crate::say;
use crate::sheet::Unit;
use crate::text::{Phrase, count, days, first_few, list, text};
use crate::tool::Test;
use crate::tools::adkar::{Incentive, Person, Role};
use crate::tools::charter::names_figures;
use crate::tools::communication::Message;
use crate::tools::kotter::{COALITION_SIZE, Coalition, Function, Member};
use crate::tools::meetings::{self, Meeting};
use crate::tools::process::Impact;
use crate::tools::roadmap::{Figures, Resource};
use crate::tools::safeguards::sheets::{Safeguard, State};
use crate::tools::wins::has_number;
use std::sync::Arc;

/// So many percent pass the exam before go-live.
pub(super) const PASS: f64 = 95.0;
/// So many roles are named.
const NAMED: usize = 3;

/// SF1: a key message with a before and an after. Words without figures may say it too, and then people say so.
pub(super) fn communication(facts: &Facts, row: &Safeguard) -> Option<Test> {
    let key = || facts.rows::<Message>().iter().filter(|message| message.key && message.is_said());
    let pair =
        |message: &&Message| names_figures(&message.message.0, 2) || names_figures(&message.story.0, 2);
    if let Some(message) = key().map(|message| &**message).find(pair) {
        return Some(Test::clear(say!(
            "关键信息里有前后两个数：“{message}”",
            "A key message has both figures: '{message}'",
            message = message.called()
        )));
    }
    let first = key().next().filter(|_| row.state != Some(State::InPlace) && has_begun(facts))?;
    Some(Test::hit(
        Level::Watch,
        Place::of(first.id, Message::COL.message),
        text("关键信息里没有一对前后的数字", "No key message has a figure before and one after"),
        text(
            "在讲为什么变的那一条里写上：现在是多少，改了是多少",
            "Write into the message that explains why: how it is, and how it will be",
        ),
    ))
}

/// SF2: those who do the work design it too. Their own word counts first; without one the coalition tells whether
/// somebody of a service centre takes part, and the processes whom to ask.
pub(super) fn co_design(facts: &Facts, row: &Safeguard) -> Option<Test> {
    if row.state == Some(State::InPlace) {
        return None;
    }
    let today = facts.today();
    let takes_part = |member: &&Arc<Member>| {
        member.function == Some(Function::Centre)
            && !member.executive
            && !member.name.trim().is_empty()
            && member.joined.is_none_or(|joined| joined <= today)
    };
    let centres: Vec<Phrase> = facts
        .rows::<Member>()
        .iter()
        .filter(takes_part)
        .map(|member| Phrase::same(member.name.trim()))
        .collect();
    if row.state.is_none() && !centres.is_empty() {
        return Some(Test::clear(say!(
            "联盟里有服务中心的人：{names}",
            "The coalition has people of the service centres: {names}",
            names = first_few(&centres, NAMED)
        )));
    }
    let mut roles: Vec<Phrase> = Vec::new();
    for touched in &facts.get::<Impact>().0 {
        let role = touched.role.people();
        if touched.role != Role::Executive && !roles.contains(&role) {
            roles.push(role);
        }
    }
    if roles.is_empty() {
        return None;
    }
    let ask = say!(
        "请{roles}里每天干这活的人一起看新流程，写下是谁",
        "Go through the new process with {roles} who do the work every day, and write down who they are",
        roles = first_few(&roles, NAMED)
    );
    if !has_begun(facts) {
        return Some(Test::not_yet(ask));
    }
    let column = if row.action.0.trim().is_empty() { Safeguard::COL.action } else { Safeguard::COL.state };
    Some(Test::hit(
        Level::Watch,
        Place::of(row.id, column),
        say!(
            "流程改动涉及{roles}，没有写他们中谁参与了设计",
            "The change of the process touches {roles}, and nothing says who of them took part in its design",
            roles = first_few(&roles, NAMED)
        ),
        ask,
    ))
}

/// SF3: the share that passed the exam.
#[expect(clippy::unnecessary_wraps, reason = "the shape of `Look`")]
pub(super) fn exam(facts: &Facts, row: &Safeguard) -> Option<Test> {
    let place = Place::of(row.id, Safeguard::COL.figure);
    let live = is_live(facts);
    let advice = text(
        "没通过的先补课再考，考过才上岗",
        "Those who did not pass are trained and examined again before they work with it",
    );
    Some(match row.figure {
        Some(share) if share >= PASS => Test::clear(say!(
            "考核通过率 {share}",
            "{share} passed the exam",
            share = Unit::Percent.figure(share)
        )),
        Some(share) => Test::hit(
            if live { Level::Act } else { Level::Watch },
            place,
            say!(
                "考核通过率 {share}，不到 {PASS}%",
                "{share} passed the exam, fewer than {PASS}%",
                share = Unit::Percent.figure(share)
            ),
            advice,
        ),
        None if has_begun(facts) => Test::hit(
            Level::Watch,
            place,
            text(
                "试点已经动手，没有上岗考核的通过率",
                "The pilot is under way, and there is no result of an exam",
            ),
            text(
                "上岗前考一次，填上通过率，至少 95%",
                "Hold an exam before go-live and enter the share that passed, at least 95%",
            ),
        ),
        None => {
            Test::not_yet(text("上岗考核后填通过率", "Enter the share that passed, once there was an exam"))
        }
    })
}

/// SF4: a rule that shares the gain has a figure, and the cards do not say otherwise.
pub(super) fn gain_sharing(facts: &Facts, row: &Safeguard) -> Option<Test> {
    let rule = first_line(&row.evidence.0).filter(|_| row.state == Some(State::InPlace));
    if let Some(rule) = rule.as_ref().filter(|_| !has_number(&row.evidence.0)) {
        return Some(Test::hit(
            Level::Watch,
            Place::of(row.id, Safeguard::COL.evidence),
            say!(
                "分享收益的规则里没有数字：“{rule}”",
                "The rule that shares the gain has no figure: '{rule}'",
                rule
            ),
            text(
                "写明做到多少、得多少，大家才算得出来",
                "Say what is reached and what it pays, so that people can count on it",
            ),
        ));
    }
    let cards = facts.rows::<Person>();
    let people = |incentive: Option<Incentive>| -> u64 {
        cards.iter().filter(|card| card.incentive == incentive).map(|card| card.people()).sum()
    };
    let against = cards.iter().find(|card| card.incentive == Some(Incentive::NotAligned));
    match against {
        Some(card) if has_begun(facts) => {
            let people = count(people(Some(Incentive::NotAligned)), "人", "person", "people");
            let (evidence, advice) = if rule.is_some() {
                (
                    say!(
                        "分享收益的规则写了，诊断卡上还有 {people}的激励未对齐",
                        "There is a rule that shares the gain, yet on the cards incentives are not aligned for {people}",
                        people
                    ),
                    text(
                        "按这条规则改激励，再把诊断卡改过来",
                        "Bring incentives in line with the rule, then the cards up to date",
                    ),
                )
            } else {
                (
                    say!(
                        "没有分享收益的规则，诊断卡上 {people}的激励未对齐",
                        "No rule shares the gain, and on the cards incentives are not aligned for {people}",
                        people
                    ),
                    text(
                        "和人力资源定一条规则：做到多少、得多少；再把诊断卡上的激励改过来",
                        "Agree on a rule with HR, what is reached and what it pays; then bring the cards up to date",
                    ),
                )
            };
            let place = Place::of(card.id, Person::COL.incentive);
            let lack = Test::hit(Level::Watch, place, evidence, advice);
            // Once the pilot is live, the advice about incentives says it.
            Some(if is_live(facts) { lack.elsewhere() } else { lack })
        }
        None if row.state.is_none() && !cards.is_empty() && people(None) == 0 => Some(Test::clear(say!(
            "诊断卡上 {people}的激励都已对齐",
            "On the cards incentives are aligned for all of {people}",
            people = count(people(Some(Incentive::Aligned)), "人", "person", "people")
        ))),
        _ => None,
    }
}

/// SF11: an executive leads, and the group meets every week. What other rules say is not said twice.
#[expect(clippy::unnecessary_wraps, reason = "the shape of `Look`")]
pub(super) fn organisation(facts: &Facts, _: &Safeguard) -> Option<Test> {
    let (coalition, held) = (facts.get::<Coalition>(), facts.get::<meetings::Figures>());
    if coalition.members < COALITION_SIZE.0 || coalition.executives == 0 {
        if !has_begun(facts) {
            return Some(Test::not_yet(text(
                "先在科特8步里建好联盟，至少一位高管",
                "Build the coalition under Kotter's 8 steps, with an executive",
            )));
        }
        let lack = Test::hit(
            Level::Watch,
            Place::of(None, Member::COL.name),
            say!(
                "联盟 {members}，高管 {executives} 位",
                "{members} in the coalition, {executives} of them executives",
                members = count(coalition.members, "人", "member", "members"),
                executives = coalition.executives
            ),
            text(
                "请一位高管任组长，组员不少于 3 人",
                "Have an executive lead it, with three members at least",
            ),
        );
        // Steps 2 of both lists say it where the coalition itself is kept.
        return Some(lack.elsewhere());
    }
    match (held.held.last(), held.overdue) {
        (Some(last), Some(since)) => Some(
            Test::hit(
                Level::Watch,
                Place::of(last.id, Meeting::COL.next),
                say!("距上次例会 {since}", "{since} since the last meeting", since = days(since)),
                text("今天就开，哪怕只有十分钟", "Hold it today, if only for ten minutes"),
            )
            .elsewhere(),
        ),
        (Some(_), _) => Some(Test::clear(say!(
            "联盟 {members}，高管 {executives} 位；例会开了 {held}",
            "{members}, {executives} of them executives; {held}",
            members = count(coalition.members, "人", "member", "members"),
            executives = coalition.executives,
            held = count(held.held.len(), "次", "meeting held", "meetings held")
        ))),
        (None, _) if is_live(facts) => Some(Test::hit(
            Level::Watch,
            Place::of(None, Meeting::COL.date),
            text("试点已经上线，还没有开过一次例会", "The pilot is live, and no weekly meeting was held"),
            text(
                "本周开第一次例会，十五分钟就够",
                "Hold the first one this week; a quarter of an hour is enough",
            ),
        )),
        (None, _) => {
            Some(Test::not_yet(text("每周例会从试点开始", "The weekly meetings begin with the pilot")))
        }
    }
}

/// SF12: money is there, approved, and in somebody's hands.
#[expect(clippy::unnecessary_wraps, reason = "the shape of `Look`")]
pub(super) fn resources(facts: &Facts, _: &Safeguard) -> Option<Test> {
    let budget = &facts.get::<Figures>().budget;
    let rows =
        || facts.rows::<Resource>().iter().filter(|row| !row.item.trim().is_empty() || row.amount.is_some());
    if budget.entries == 0 {
        let none = text("预算与资源一行都没有", "Budget and resources has no entry");
        return Some(if has_begun(facts) {
            Test::hit(
                Level::Watch,
                Place::of(None, Resource::COL.item),
                none,
                text(
                    "把要用的钱、人、工具各写一行，找人批下来",
                    "Write down money, people and tools, one a row, and have them approved",
                ),
            )
        } else {
            Test::not_yet(none)
        });
    }
    let mut lacks = Vec::new();
    if rows().all(|row| row.approved.0.is_none()) {
        lacks.push((Resource::COL.approved, text("没有一行批下来", "nothing is approved").into()));
    }
    if rows().all(|row| row.owner.trim().is_empty()) {
        lacks.push((Resource::COL.owner, text("没有一行写了负责人", "nobody is named").into()));
    }
    let approved = rows().filter(|row| row.approved.0.is_some()).count();
    Some(match lacks.first() {
        Some((column, _)) if has_begun(facts) => Test::hit(
            Level::Watch,
            Place::of(rows().next().map(|row| row.id), *column),
            say!(
                "预算与资源 {entries}，{lacks}",
                "{entries} in the budget, {lacks}",
                entries = count(budget.entries, "行", "entry", "entries"),
                lacks = list(lacks.iter().map(|(_, lack)| lack))
            ),
            text(
                "本周找财务批下来，每一行写一个负责人",
                "Have it approved this week, with an owner for each entry",
            ),
        ),
        Some(_) => Test::not_yet(say!(
            "预算与资源 {entries}，{lacks}；试点前批下来，每一行写一个负责人",
            "{entries} in the budget, {lacks}; have it approved before the pilot, with an owner for each entry",
            entries = count(budget.entries, "行", "entry", "entries"),
            lacks = list(lacks.iter().map(|(_, lack)| lack))
        )),
        None => Test::clear(say!(
            "预算与资源 {entries}，批了 {approved} 行",
            "{entries} in the budget, {approved} approved",
            entries = count(budget.entries, "行", "entry", "entries"),
            approved
        )),
    })
}
