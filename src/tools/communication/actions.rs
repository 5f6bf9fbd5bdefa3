//! Noting a send or feedback, and taking the audiences' sizes from the ADKAR cards. It must not judge them.

use super::facts::{AudienceFigures, Coverage, CoverageReading, Figures, Headcounts, MessageFigures};
use super::rules::lacks_headcount;
use super::sheets::{Audience, Feedback, Message, Send};
use crate::facts::Facts;
use crate::finding::{Level, Place};
use crate::project::Edit;
use crate::say;
use crate::sheet::{AnyRow, Cell, Id, Link, Row};
use crate::text::{Phrase, list, quoted, text};
use crate::tool::{NewId, Outcome};
use crate::tools::adkar::Role;
use crate::tools::kpi::Reading;

/// Opens a send of today for what is under the cursor: a message goes to whoever needs it most, an audience
/// gets what it needs most, a send is repeated.
pub(super) fn note_send(
    facts: &Facts,
    row: Option<&dyn AnyRow>,
    new_id: NewId<'_>,
) -> Result<Outcome, Phrase> {
    let (message, audience) = chosen(facts, row)?;
    let figures = facts.get::<Figures>();
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
        level: Level::Good,
        edit,
        said: say!(
            "已记录今天把{what}讲给{who}：选渠道，填讲述人和人数",
            "Logged for today: {what} to {who}. Choose the channel, then enter who spoke and how many heard it; change the audience if it was another",
            what,
            who
        ),
        go: Some((Place::of(id, Send::COL.channel), true)),
    })
}

/// The first message and the first audience; a send needs one of each.
pub(super) fn first_pair(facts: &Facts) -> Result<(&MessageFigures, &AudienceFigures), Phrase> {
    let figures = facts.get::<Figures>();
    let Some(message) = figures.messages.first() else {
        return Err(text("还没有信息：先写一条", "There is no message yet: write one first").into());
    };
    let Some(audience) = figures.audiences.first() else {
        return Err(text("还没有受众：先加一类", "There is no audience yet: add one first").into());
    };
    Ok((message, audience))
}

/// The message and the audience that a new send is about.
fn chosen(facts: &Facts, row: Option<&dyn AnyRow>) -> Result<(Id, Id), Phrase> {
    let (first_message, first_audience) = first_pair(facts)?;
    let figures = facts.get::<Figures>();
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
    let message = message_at.or(next.map(|n| n.message)).and_then(|m| figures.messages.get(m));
    let audience = audience_at.or(next.map(|n| n.audience)).and_then(|a| figures.audiences.get(a));
    Ok((message.unwrap_or(first_message).message.id, audience.unwrap_or(first_audience).audience.id))
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
        level: Level::Good,
        edit: Edit::append(Feedback {
            asked: Some(facts.today()),
            audience: audience.map(Link::to).unwrap_or_default(),
            ..Feedback::with_id(id)
        }),
        said: text(
            "照原话记下问题，再选是谁提的；答复了就勾选答复日期",
            "Write the question in their words and who asked; tick it once it is answered",
        )
        .into(),
        go: Some((Place::of(id, Feedback::COL.question), true)),
    })
}

/// The audiences of which the ADKAR cards name people, with their sizes by the cards; at least one size is new.
pub(super) fn counted_sizes(facts: &Facts) -> Result<Vec<(&Audience, u32)>, Phrase> {
    let headcounts = facts.get::<Headcounts>();
    let audiences = facts.rows::<Audience>().iter();
    let sizes: Vec<(&Audience, u32)> =
        audiences.filter_map(|a| Some((&**a, headcounts.of(a.role?)?))).collect();
    if sizes.is_empty() {
        return Err(text(
            "ADKAR 卡上还没有这些角色的人：先填卡上的角色和人数",
            "No ADKAR card names people of these roles: enter role and headcount on the cards first",
        )
        .into());
    }
    if sizes.iter().all(|(a, n)| a.size == Some(*n)) {
        let said = text("人数已经和 ADKAR 卡一致", "The sizes already match the ADKAR cards");
        return Err(with_apart(facts, said.into()));
    }
    Ok(sizes)
}

/// The same, with the people on cards whose role no audience has, by role, and what to do about them.
fn with_apart(facts: &Facts, said: Phrase) -> Phrase {
    let roles: Vec<Role> = facts.rows::<Audience>().iter().filter_map(|a| a.role).collect();
    let apart = facts.get::<Headcounts>().roles().filter(|(role, n)| *n > 0 && !roles.contains(role));
    let one = |(role, n): (Role, u32)| say!("{who} {n} 人", "{who} {n}", who = role.people(), n);
    let apart: Vec<Phrase> = apart.map(one).collect();
    if apart.is_empty() {
        return said;
    }
    say!(
        "{said}；没有对应受众的：{apart}，先给他们各加一行受众、选好角色",
        "{said}; of no audience: {apart}. Add an audience with that role for each",
        said,
        apart = list(&apart)
    )
}

/// Puts the headcounts of the ADKAR cards, by role, into the audiences' sizes.
pub(super) fn sizes_from_cards(
    facts: &Facts,
    _: Option<&dyn AnyRow>,
    _: NewId<'_>,
) -> Result<Outcome, Phrase> {
    let sizes = counted_sizes(facts)?;
    let changed: Vec<Edit> = sizes
        .iter()
        .filter(|(a, n)| a.size != Some(*n))
        .map(|(a, n)| Edit::put(a.id, Audience::COL.size, Cell::Count(*n)))
        .collect();
    let named: Vec<Phrase> =
        sizes.iter().map(|(a, n)| say!("{who} {n} 人", "{who} {n}", who = a.called(), n)).collect();
    let said =
        say!("已从 ADKAR 卡同步人数：{sizes}", "Copied from the ADKAR cards: {sizes}", sizes = list(&named));
    Ok(Outcome {
        level: Level::Good,
        edit: Edit::Many(changed),
        said: with_apart(facts, said),
        go: Some((Place::of(sizes.first().map(|(a, _)| a.id), Audience::COL.size), false)),
    })
}

/// What the sends add up to, in percent from 0 to 100, and where it goes: the indicator, and today's reading of it if
/// there is one.
pub(super) fn new_coverage(facts: &Facts) -> Result<(f64, Id, Option<Id>), Phrase> {
    let Some(percent) = facts.get::<Figures>().coverage().and_then(Coverage::percent) else {
        return Err(lacks_headcount(facts.get()).unwrap_or_else(|| text(
            "还算不出覆盖率：先填受众人数和每次沟通的触达人数",
            "Coverage cannot be computed yet: enter the sizes of the audiences and how many people each message reached",
        )
        .into()));
    };
    let CoverageReading { kpi: Some(kpi), today } = facts.get() else {
        return Err(text("指标看板里没有沟通覆盖率", "The coverage is not among the indicators").into());
    };
    let percent = f64::from(percent);
    if today.as_ref().is_some_and(|reading| reading.value == Some(percent)) {
        return Err(say!("今天已经录入 {percent}%", "Today's reading is {percent}% already"));
    }
    Ok((percent, *kpi, today.as_ref().map(|reading| reading.id)))
}

/// Enters what the sends add up to as today's reading of the coverage, so that nobody counts it twice.
pub(super) fn coverage_reading(
    facts: &Facts,
    _: Option<&dyn AnyRow>,
    new_id: NewId<'_>,
) -> Result<Outcome, Phrase> {
    let (percent, kpi, today) = new_coverage(facts)?;
    let (edit, row) = if let Some(reading) = today {
        (Edit::put(reading, Reading::COL.value, Cell::Number(percent)), reading)
    } else {
        let id = new_id();
        let (kpi, date, value) = (Link::to(kpi), Some(facts.today()), Some(percent));
        (Edit::append(Reading { kpi, date, value, ..Reading::with_id(id) }), id)
    };
    Ok(Outcome {
        level: Level::Good,
        edit,
        said: say!("沟通覆盖率已录入：{percent}%", "Coverage recorded: {percent}%"),
        go: Some((Place::of(row, Reading::COL.value), false)),
    })
}
