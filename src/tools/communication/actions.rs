//! Noting a send or feedback, and taking the audiences' sizes from the ADKAR cards. It must not judge them.

use super::facts::{Coverage, Figures};
use super::sheets::{Audience, Feedback, Message, Send};
use crate::facts::Facts;
use crate::finding::Place;
use crate::project::Edit;
use crate::say;
use crate::sheet::{AnyRow, Cell, Id, Link, Row};
use crate::text::{Phrase, list, quoted, text};
use crate::tool::{NewId, Outcome};
use crate::tools::adkar::{Person, Role};
use crate::tools::kpi::{Kpi, Reading, code};
use std::collections::BTreeMap;

/// Opens a send of today for what is under the cursor: a message goes to whoever needs it most, an audience
/// gets what it needs most, a send is repeated.
pub(super) fn note_send(
    facts: &Facts,
    row: Option<&dyn AnyRow>,
    new_id: NewId<'_>,
) -> Result<Outcome, Phrase> {
    let figures = facts.get::<Figures>();
    let (message, audience) = chosen(figures, row)?;
    let waiting = facts.rows::<Send>().iter().find(|s| {
        s.message.0 == Some(message)
            && s.audience.0 == Some(audience)
            && s.date == Some(facts.today())
            && s.channel.is_none()
    });
    let (edit, id) = if let Some(send) = waiting {
        (Edit::Many(Vec::new()), send.id)
    } else {
        let id = new_id();
        let row = Send {
            message: Link::to(message),
            audience: Link::to(audience),
            date: Some(facts.today()),
            ..Send::with_id(id)
        };
        (Edit::append(row), id)
    };
    let what = figures.message(message).map(|m| quoted(&m.message.called()));
    let who = figures.audience(audience).map(|a| a.audience.called());
    let (what, who) = what.zip(who).unwrap_or_else(|| (text("", "").into(), text("", "").into()));
    Ok(Outcome {
        edit,
        said: say!(
            "已记今天把{what}讲给{who}：选渠道，填发送人和人数",
            "To {who} today: {what}; choose the channel, then enter who spoke and how many heard it; change the audience if it was another",
            what,
            who
        ),
        go: Some((Place::of(id, Send::COL.channel), true)),
    })
}

/// The message and the audience that a new send is about.
fn chosen(figures: &Figures, row: Option<&dyn AnyRow>) -> Result<(Id, Id), Phrase> {
    if figures.messages.is_empty() {
        return Err(text("还没有信息：先写一条", "There is no message yet: write one first").into());
    }
    if figures.audiences.is_empty() {
        return Err(text("还没有受众：先加一类", "There is no audience yet: add one first").into());
    }
    if let Some(pair) = row.and_then(|row| row.typed::<Send>()).and_then(|s| s.message.0.zip(s.audience.0)) {
        return Ok(pair);
    }
    let message = row.and_then(|row| row.typed::<Message>()).map(|m| m.id);
    let message_at = figures.messages.iter().position(|m| Some(m.message.id) == message);
    let audience = row.and_then(|row| match row.typed::<Feedback>() {
        Some(entry) => entry.audience.0,
        None => row.typed::<Audience>().map(|a| a.id),
    });
    let audience_at = figures.audiences.iter().position(|a| Some(a.audience.id) == audience);
    let next = match (message_at, audience_at) {
        (Some(m), _) => figures.next_of(m),
        (None, Some(a)) => figures.next_to(a),
        (None, None) => figures.next(),
    };
    // Where nothing is missing, the first there is: it can be changed in the new row.
    let m = message_at.or(next.map(|n| n.message)).unwrap_or(0);
    let a = audience_at.or(next.map(|n| n.audience)).unwrap_or(0);
    let pair = figures.messages.get(m).zip(figures.audiences.get(a));
    pair.map(|(m, a)| (m.message.id, a.audience.id))
        .ok_or_else(|| text("还没有信息：先写一条", "There is no message yet: write one first").into())
}

/// Opens an entry of feedback of today, from the audience under the cursor if there is one.
#[expect(clippy::unnecessary_wraps, reason = "the shape of `Action::run`")]
pub(super) fn note_feedback(
    facts: &Facts,
    row: Option<&dyn AnyRow>,
    new_id: NewId<'_>,
) -> Result<Outcome, Phrase> {
    let audience = row.and_then(|row| match row.typed::<Send>() {
        Some(send) => send.audience.0,
        None => row.typed::<Audience>().map(|a| a.id),
    });
    let id = new_id();
    Ok(Outcome {
        edit: Edit::append(Feedback {
            asked: Some(facts.today()),
            audience: audience.map(Link::to).unwrap_or_default(),
            ..Feedback::with_id(id)
        }),
        said: text(
            "照原话记下问题，再选是谁提的；答复了就勾选答复日期",
            "Note the question in their words and who asked; tick it once it is answered",
        )
        .into(),
        go: Some((Place::of(id, Feedback::COL.question), true)),
    })
}

/// Puts the headcounts of the ADKAR cards, by role, into the audiences' sizes.
pub(super) fn sizes_from_cards(
    facts: &Facts,
    _: Option<&dyn AnyRow>,
    _: NewId<'_>,
) -> Result<Outcome, Phrase> {
    let mut heads: BTreeMap<Role, u32> = BTreeMap::new();
    for card in facts.rows::<Person>() {
        if let Some(role) = card.role {
            let all = heads.entry(role).or_insert(0);
            *all = all.saturating_add(card.headcount.unwrap_or(1));
        }
    }
    let counted = |a: &Audience| a.role.and_then(|role| heads.get(&role)).copied().filter(|n| *n > 0);
    let audiences = || facts.rows::<Audience>().iter();
    let sizes: Vec<_> = audiences().filter_map(|a| Some((a, counted(a)?))).collect();
    let Some((first, _)) = sizes.first() else {
        return Err(text(
            "ADKAR 卡上还没有这些角色的人：先填卡上的角色和人数",
            "No ADKAR card names people of these roles: enter role and headcount on the cards first",
        )
        .into());
    };
    let changed: Vec<Edit> = sizes
        .iter()
        .filter(|(a, n)| a.size != Some(*n))
        .map(|(a, n)| Edit::put(a.id, Audience::COL.size, Cell::Count(*n)))
        .collect();
    if changed.is_empty() {
        return Err(text("人数已经和 ADKAR 卡一致", "The sizes agree with the ADKAR cards already").into());
    }
    let named: Vec<Phrase> =
        sizes.iter().map(|(a, n)| say!("{who} {n} 人", "{who} {n}", who = a.called(), n)).collect();
    Ok(Outcome {
        edit: Edit::Many(changed),
        said: say!("已从 ADKAR 卡取人数：{sizes}", "Taken from the cards: {sizes}", sizes = list(&named)),
        go: Some((Place::of(first.id, Audience::COL.size), false)),
    })
}

/// Enters what the sends add up to as today's reading of the coverage, so that nobody counts it twice.
pub(super) fn coverage_reading(
    facts: &Facts,
    _: Option<&dyn AnyRow>,
    new_id: NewId<'_>,
) -> Result<Outcome, Phrase> {
    let share = facts.get::<Figures>().coverage().and_then(Coverage::share);
    let Some(share) = share else {
        return Err(text(
            "还算不出覆盖率：先填受众人数和发送的触达人数",
            "The coverage cannot be counted yet: enter the audiences' sizes and how many each send reached",
        )
        .into());
    };
    let Some(kpi) = facts.rows::<Kpi>().iter().find(|k| k.code == code::COVERAGE) else {
        return Err(text("指标看板里没有沟通覆盖率", "The coverage is not among the indicators").into());
    };
    let percent = (share * 100.0).round();
    let readings = facts.rows::<Reading>().iter();
    let today = readings.rev().find(|r| r.kpi.0 == Some(kpi.id) && r.date == Some(facts.today()));
    let (edit, row) = match today {
        Some(reading) if reading.value == Some(percent) => {
            return Err(say!("今天已经记了 {percent}%", "Today's reading is {percent}% already"));
        }
        Some(reading) => (Edit::put(reading.id, Reading::COL.value, Cell::Number(percent)), reading.id),
        None => {
            let id = new_id();
            let (kpi, date, value) = (Link::to(kpi.id), Some(facts.today()), Some(percent));
            (Edit::append(Reading { kpi, date, value, ..Reading::with_id(id) }), id)
        }
    };
    Ok(Outcome {
        edit,
        said: say!("沟通覆盖率已记为 {percent}%", "Coverage entered as {percent}%"),
        go: Some((Place::of(row, Reading::COL.value), false)),
    })
}
