//! What the groups of customers say of their safeguards.

use crate::calendar::Calendar;
use crate::facts::Facts;
use crate::finding::{Level, Place};
use crate::say;
use crate::sheet::Unit;
use crate::text::{Phrase, count, days, few, text};
use crate::tool::Test;
use crate::tools::communication::{Audience, CUSTOMERS, Feedback};
use crate::tools::roadmap::PilotLive;
use crate::tools::safeguards::sheets::{Acceptance, Safeguard, Segment};
use chrono::{Days, NaiveDate};
use std::sync::Arc;

/// The old way stays for so many days at least.
pub(super) const DUAL: u64 = 30;
/// From so many percent on the old way may end.
pub(super) const USE: f64 = 90.0;
/// Feedback is answered within so many minutes.
pub(super) const ANSWER: f64 = 24.0 * 60.0;
/// So many days before its end the use of the new way is looked at.
pub(super) const SOON: u64 = 14;
/// So many are named.
const NAMED: usize = 2;

fn named(facts: &Facts) -> impl Iterator<Item = &Arc<Segment>> {
    facts.rows::<Segment>().iter().filter(|row| row.is_named())
}

fn name(row: &Segment) -> Phrase {
    Phrase::same(row.segment.trim())
}

/// The first day of the new way for these customers.
fn live(facts: &Facts, row: &Segment) -> Option<NaiveDate> {
    row.new_from.or(facts.get::<PilotLive>().0)
}

/// SF8: those who find it hard are shown in person.
pub(super) fn guidance(facts: &Facts, _: &Safeguard) -> Option<Test> {
    named(facts).next()?;
    let low = || named(facts).filter(|row| row.acceptance == Some(Acceptance::Low));
    let alone: Vec<_> = low().filter(|row| row.offline.0.trim().is_empty()).collect();
    let Some(first) = alone.first() else {
        return Some(match (low().next(), named(facts).find(|row| row.acceptance.is_none())) {
            (Some(row), None) => Test::clear(say!(
                "接受度低的都有线下引导，如“{name}”",
                "Those with low acceptance have guidance in person, such as '{name}'",
                name = name(row)
            )),
            (_, Some(row)) => Test::not_yet(say!(
                "先填“{name}”的接受度",
                "Enter the acceptance of '{name}' first",
                name = name(row)
            )),
            (None, None) => {
                Test::clear(text("没有接受度低的客户群", "No group of customers has a low acceptance"))
            }
        });
    };
    let began = alone.iter().any(|row| live(facts, row).is_some_and(|on| on <= facts.today()));
    let names: Vec<Phrase> = alone.iter().map(|row| name(row)).collect();
    Some(Test::hit(
        if began { Level::Act } else { Level::Watch },
        Place::of(first.id, Segment::COL.offline),
        say!(
            "{names}接受度低，没有线下引导",
            "{names}: low acceptance and nobody who shows them",
            names = few(&names, NAMED)
        ),
        text(
            "安排人当面教，备好纸质手册，至少留到他们自己会用",
            "Have somebody show them, with a paper manual, until they can do it alone",
        ),
    ))
}

/// SF9: the old way stays long enough, and until the new one is used.
pub(super) fn dual_track(facts: &Facts, _: &Safeguard) -> Option<Test> {
    named(facts).next()?;
    let today = facts.today();
    let soon = today.checked_add_days(Days::new(SOON)).unwrap_or(today);
    for row in named(facts) {
        let Some((until, from)) = row.old_until.zip(live(facts, row)) else { continue };
        let least = from.checked_add_days(Days::new(DUAL)).unwrap_or(from);
        if until < least {
            return Some(Test::hit(
                if until <= soon { Level::Act } else { Level::Watch },
                Place::of(row.id, Segment::COL.old_until),
                say!(
                    "“{name}”新方式 {from} 上线，老方式 {until} 就停，不到 {DUAL} 天",
                    "'{name}': the new way from {from}, the old one ends on {until}, less than {DUAL} days later",
                    name = name(row)
                ),
                say!("老方式至少留到 {least}", "Keep the old way until {least} at least"),
            ));
        }
    }
    let ending = || named(facts).filter(|row| row.old_until.is_some_and(|until| until <= soon));
    if let Some(row) = ending().find(|row| row.new_use.is_none_or(|share| share < USE)) {
        let until = row.old_until.unwrap_or(today);
        let share = row
            .new_use
            .map_or_else(|| text("没有填", "not entered").into(), |share| Unit::Percent.figure(share));
        return Some(Test::hit(
            if until <= today { Level::Act } else { Level::Watch },
            Place::of(row.id, Segment::COL.new_use),
            say!(
                "“{name}”老方式 {until} 停，新方式使用率{share}，要到 {USE}%",
                "'{name}': the old way ends on {until}, use of the new one: {share}; {USE}% are needed",
                name = name(row),
                share
            ),
            text(
                "没到 90% 就再留一段，先问没用的人卡在哪里",
                "Keep it until 90% use the new one, and ask the others what stops them",
            ),
        ));
    }
    let open = named(facts).find(|row| row.old_until.is_none() || live(facts, row).is_none());
    Some(match open {
        Some(row) if row.old_until.is_none() => Test::not_yet(say!(
            "填上“{name}”的老方式保留到哪一天",
            "Enter until which day '{name}' can use the old way",
            name = name(row)
        )),
        Some(row) => Test::not_yet(say!(
            "填上“{name}”的新方式哪天上线，才知道老方式留得够不够久",
            "Enter from which day '{name}' can use the new way: only then is it known whether the old one stays long enough",
            name = name(row)
        )),
        None => Test::clear(text("老方式都留得够久", "The old way is kept long enough for all")),
    })
}

/// SF10: feedback of customers is answered within a day.
pub(super) fn fast_feedback(facts: &Facts, _: &Safeguard) -> Option<Test> {
    let timed = || named(facts).filter_map(|row| Some((row.answered?, row)));
    if let Some((slowest, row)) =
        timed().max_by(|a, b| a.0.total_cmp(&b.0)).filter(|(slowest, _)| *slowest > ANSWER)
    {
        return Some(Test::hit(
            Level::Watch,
            Place::of(row.id, Segment::COL.answered),
            say!(
                "“{name}”的反馈要 {slowest} 才答复",
                "'{name}': feedback is answered after {slowest}",
                name = name(row),
                slowest = Unit::Duration.figure(slowest)
            ),
            text(
                "专人每天看两次反馈渠道，24 小时内先回一句",
                "Have one person look twice a day, and answer within 24 hours",
            ),
        ));
    }
    let calendar = facts.get::<Calendar>();
    let customers = facts.rows::<Audience>().iter().find(|row| row.code == CUSTOMERS).map(|row| row.id);
    let waits = |row: &Arc<Feedback>| {
        let asked = row.asked.filter(|_| {
            row.answered.0.is_none() && row.audience.0.is_some() && row.audience.0 == customers
        })?;
        let waited = calendar.days_between(asked, facts.today());
        (waited > 1 && !row.question.0.trim().is_empty()).then_some((waited, row.id))
    };
    let waiting: Vec<_> = facts.rows::<Feedback>().iter().filter_map(waits).collect();
    if let Some((longest, row)) = waiting.iter().max_by_key(|(days, _)| *days) {
        return Some(Test::hit(
            Level::Watch,
            Place::of(*row, Feedback::COL.answer),
            say!(
                "{entries}客户反馈超过 24 小时没有答复，最久已 {longest}",
                "{entries} of customers not answered within 24 hours, the oldest for {longest}",
                entries = count(waiting.len(), "条", "entry", "entries"),
                longest = days(*longest)
            ),
            text(
                "今天先回一句：收到了，什么时候有结果",
                "Answer today: received, and when there will be a result",
            ),
        ));
    }
    if let Some(row) = named(facts).find(|row| row.answered.is_none()).filter(|_| timed().next().is_some()) {
        return Some(Test::not_yet(say!(
            "填上“{name}”的反馈多久有答复",
            "Enter how long '{name}' waits for an answer",
            name = name(row)
        )));
    }
    timed().next().map(|(time, row)| {
        Test::clear(say!(
            "反馈都在 24 小时内答复，如“{name}” {time}",
            "Feedback is answered within 24 hours, such as '{name}' in {time}",
            name = name(row),
            time = Unit::Duration.figure(time)
        ))
    })
}
