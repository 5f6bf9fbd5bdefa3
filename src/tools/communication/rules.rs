//! What the plan advises: one finding a rule, with the figures it was concluded from. It must not compute
//! figures of its own beyond comparing them.

use super::figures::{AudienceFigures, Figures, Heard, MessageFigures, REPEATS};
use super::sheets::{Audience, Feedback, Message, Send};
use super::words;
use crate::finding::{Finding, Level, Place};
use crate::say;
use crate::sheet::{Id, Row};
use crate::text::{Phrase, Text, text};

/// From so many project days on, every staff audience should have heard a key message.
pub(super) const FIRST_WORD_BY: i64 = 28;
/// So many sends by one way only are worth a word.
pub(super) const ONE_WAY_SENDS: usize = 3;
/// Without feedback for more days than this, nobody is being listened to.
pub(super) const SILENCE: i64 = 14;
/// An answer takes no more days than this.
pub(super) const ANSWER_WITHIN: i64 = 7;
/// Executives speak in person at least once in so many days.
pub(super) const EXECUTIVE_WITHIN: i64 = 31;
/// So many places are named in a finding; the board shows all.
const NAMED: usize = 2;

const PLAN: Text = text("工具4 沟通计划", "Tool 4, communication plan");
const PACE: Text =
    text("工具4 沟通计划；节奏为本工具所定", "Tool 4, communication plan; the pace is our own");
const LIMIT: Text =
    text("工具4 沟通计划；界线为本工具所定", "Tool 4, communication plan; the limit is our own");

fn place<R: Row>(row: Option<Id>, column: &'static str) -> Place {
    Place { sheet: R::SHEET, row, column }
}

/// All findings, the most important kinds first.
pub(super) fn findings(figures: &Figures) -> Vec<Finding> {
    let mut found = Vec::new();
    if figures.has_begun() {
        found.extend([too_few(figures), no_executive(figures), cadence(figures)].into_iter().flatten());
        found.extend(listening(figures));
    }
    found.extend([what_changes(figures), one_way(figures), story(figures)].into_iter().flatten());
    found
}

/// A message and an audience in one phrase, with something about both.
fn pair(message: &MessageFigures, them: &AudienceFigures, about: &Phrase) -> Phrase {
    let (quoted, name) = (words::quoted(&message.message.called()), them.audience.called());
    let (said_zh, said_en, zh, en) = (quoted.zh, quoted.en, name.zh, name.en);
    let (about_zh, about_en) = (&about.zh, &about.en);
    say!("{zh}{said_zh}{about_zh}", "{en}, {said_en}{about_en}")
}

/// Every message with every audience and what it heard.
fn pairs(
    figures: &Figures,
) -> impl Iterator<Item = (&MessageFigures, usize, &AudienceFigures, &Heard)> + Clone {
    figures.messages.iter().flat_map(|message| {
        let both = figures.audiences.iter().zip(&message.heard).enumerate();
        both.map(move |(n, (them, heard))| (message, n, them, heard))
    })
}

/// CO1 for tools that ask whether the key messages are heard often enough.
pub fn said_too_seldom(figures: &Figures) -> Option<Finding> {
    too_few(figures).filter(|_| figures.has_begun())
}

/// CO1: key messages that staff do not hear often enough for the time gone by.
fn too_few(figures: &Figures) -> Option<Finding> {
    let day = figures.calendar.day(figures.today);
    let late = day.is_some_and(|day| day > FIRST_WORD_BY);
    if figures.key_messages().next().is_none() {
        return late.then(|| no_key_message(figures));
    }
    let silent = |(n, _): &(usize, &AudienceFigures)| {
        figures.key_messages().all(|m| m.heard.get(*n).is_none_or(|heard| heard.days.is_empty()))
    };
    let silent: Vec<(usize, &AudienceFigures)> =
        if late { figures.staff().filter(silent).collect() } else { Vec::new() };
    let is_silent = |n: usize| silent.iter().any(|(silent, _)| *silent == n);
    let behind = pairs(figures).filter(|(m, n, them, _)| {
        m.message.key
            && them.audience.is_staff()
            && them.audience.size != Some(0)
            && !is_silent(*n)
            && figures.is_behind(m, *n)
    });
    let first = figures.key_messages().next().map(|m| m.message.id);
    let row = behind.clone().next().map(|(m, ..)| m.message.id).filter(|_| silent.is_empty()).or(first);
    let behind: Vec<Phrase> = behind
        .map(|(m, _, them, heard)| {
            let (n, expected) = (heard.repeats(), figures.expected(m, &them.audience));
            pair(m, them, &say!(" {n}/{REPEATS}（应有 {expected} 次）", ": {n}/{REPEATS} ({expected} due)"))
        })
        .collect();
    let mut parts = Vec::new();
    if !silent.is_empty() {
        let names: Vec<Phrase> = silent.iter().map(|(_, them)| them.audience.called()).collect();
        let (Phrase { zh, en }, day) = (words::list(&names), day.unwrap_or(0));
        parts.push(say!(
            "第 {day} 天了，关键信息一次也没到过：{zh}",
            "Day {day}, and no key message has ever reached: {en}"
        ));
    }
    if !behind.is_empty() {
        let Phrase { zh, en } = words::some(&behind, NAMED);
        parts.push(say!("次数落后：{zh}", "Behind the pace: {en}"));
    }
    let level = if silent.is_empty() { Level::Watch } else { Level::Act };
    (!parts.is_empty()).then(|| Finding {
        id: "CO1",
        level,
        evidence: words::joined(&parts, text("；", "; ")),
        advice: say!(
            "看板上次数最少的先讲；同一句话按约定的频率讲，讲满 {REPEATS} 次",
            "Begin with the lowest counts on the board; keep to the agreed frequency until it has been heard {REPEATS} times"
        ),
        source: PACE,
        place: place::<Message>(row, "message"),
    })
}

fn no_key_message(figures: &Figures) -> Finding {
    let day = figures.calendar.day(figures.today).unwrap_or(0);
    let n = figures.messages.len();
    Finding {
        id: "CO1",
        level: Level::Watch,
        evidence: say!(
            "第 {day} 天了，{n} 条信息里还没有关键信息",
            "Day {day}, and no message is ticked as a key message (messages: {n})"
        ),
        advice: text(
            "写下为什么变、变了对每群人意味着什么，并勾选为关键信息",
            "Write why we change and what it means for each audience, and tick it as a key message",
        )
        .into(),
        source: PACE,
        place: match figures.messages.first() {
            Some(first) => place::<Message>(Some(first.message.id), "key"),
            None => place::<Message>(None, "message"),
        },
    }
}

/// CO2: the same message to the same people by one way only, while it has not been heard often enough to stay.
fn one_way(figures: &Figures) -> Option<Finding> {
    let told = |heard: &Heard| heard.repeats() >= REPEATS;
    let one =
        pairs(figures).filter(|(_, _, _, h)| h.sends >= ONE_WAY_SENDS && h.channels.len() == 1 && !told(h));
    let (.., first) = one.clone().next()?;
    let row = first.last_send;
    let named: Vec<Phrase> = one
        .map(|(m, _, them, heard)| {
            let way = heard.channels.first().map_or(text("", ""), |c| c.label());
            let (zh, en, n) = (way.zh, way.en, heard.sends);
            pair(m, them, &say!(" {n} 次都用{zh}", ": {n} sends, all {en}"))
        })
        .collect();
    let Phrase { zh, en } = words::some(&named, NAMED);
    Some(Finding {
        id: "CO2",
        level: Level::Watch,
        evidence: say!("只有一个渠道：{zh}", "One channel only: {en}"),
        advice: text(
            "下一次换一个渠道：会上说过的，再发一份能留下来看的",
            "Use another channel next time: what was said in a meeting, send again to keep and read",
        )
        .into(),
        source: LIMIT,
        place: place::<Send>(row, "channel"),
    })
}

/// CO3: nobody is heard, or somebody waits too long for an answer.
fn listening(figures: &Figures) -> Option<Finding> {
    let first = figures.first_send?;
    let late: Vec<&(i64, Id)> =
        figures.open_feedback.iter().filter(|(days, _)| *days > ANSWER_WITHIN).collect();
    let silence = figures.days_since(figures.last_feedback.map_or(first, |last| last.max(first)));
    let mut parts = Vec::new();
    if let Some((days, _)) = late.first() {
        let n = late.len();
        parts.push(say!(
            "{n} 条反馈超过 {ANSWER_WITHIN} 天没有答复，最久 {days} 天",
            "Feedback unanswered for more than {ANSWER_WITHIN} days: {n}, the oldest {days} days"
        ));
    }
    if silence > SILENCE {
        parts.push(match figures.last_feedback {
            Some(_) => say!("{silence} 天没有收到反馈", "No feedback for {silence} days"),
            None => say!(
                "开始沟通 {silence} 天了，一条反馈也没记",
                "No feedback noted in the {silence} days since the first send"
            ),
        });
    }
    let advice = if late.is_empty() {
        text(
            "在班前会和周会上问一句“还担心什么”，原话记下来",
            "Ask in the next meetings what worries people, and note it in their words",
        )
    } else {
        text(
            "本周答复最久的那几条；还没有结论，也先说何时会有",
            "Answer the oldest this week; where nothing is decided, say when it will be",
        )
    };
    (!parts.is_empty()).then(|| Finding {
        id: "CO3",
        level: Level::Watch,
        evidence: words::joined(&parts, text("；", "; ")),
        advice: advice.into(),
        source: LIMIT,
        place: place::<Feedback>(
            late.first().map(|(_, id)| *id),
            if late.is_empty() { "question" } else { "answer" },
        ),
    })
}

/// CO4: people were told of the change, not of what it means for them.
fn what_changes(figures: &Figures) -> Option<Finding> {
    let missing = pairs(figures).filter_map(|(m, _, them, heard)| {
        let (column, said) = m.message.what_changes(&them.audience.code)?;
        (heard.sends > 0 && said.0.trim().is_empty()).then_some((m, them, column))
    });
    let (message, _, column) = missing.clone().next()?;
    let named: Vec<Phrase> = missing.map(|(m, them, _)| pair(m, them, &text("", "").into())).collect();
    let Phrase { zh, en } = words::some(&named, NAMED);
    Some(Finding {
        id: "CO4",
        level: Level::Watch,
        evidence: say!(
            "发出去了，却没写对他们意味着什么：{zh}",
            "Sent without saying what changes for them: {en}"
        ),
        advice: text(
            "用一句话写明他们每天的工作会有什么不同，下次一起讲",
            "Write in one sentence what will be different in their working day, and say it next time",
        )
        .into(),
        source: PLAN,
        place: place::<Message>(Some(message.message.id), column),
    })
}

/// CO5: a key message goes out without a case that people remember.
fn story(figures: &Figures) -> Option<Finding> {
    let bare = figures.key_messages().filter(|m| m.sent && m.message.story.0.trim().is_empty());
    let first = bare.clone().next()?.message.id;
    let named: Vec<Phrase> = bare.map(|m| words::quoted(&m.message.called())).collect();
    let Phrase { zh, en } = words::some(&named, NAMED);
    Some(Finding {
        id: "CO5",
        level: Level::Watch,
        evidence: say!("关键信息没有配故事：{zh}", "Key message without a story: {en}"),
        advice: text(
            "补一个真实的例子：哪家中心、哪位客户、前后差多少",
            "Add a real case: which centre, which customer, what was different afterwards",
        )
        .into(),
        source: PLAN,
        place: place::<Message>(Some(first), "story"),
    })
}

/// CO6: no executive has spoken in person for a month.
fn no_executive(figures: &Figures) -> Option<Finding> {
    let began = figures.first_send?.max(figures.calendar.start()?);
    let days = figures.days_since(figures.last_executive.unwrap_or(began));
    let evidence = match figures.last_executive {
        Some(last) => {
            say!("{last} 之后 {days} 天没有高管出面", "No executive has spoken since {last}, {days} days")
        }
        None => say!("开始沟通 {days} 天了，没有高管出面", "{days} days of sends, none by an executive"),
    };
    (days > EXECUTIVE_WITHIN).then(|| Finding {
        id: "CO6",
        level: Level::Watch,
        evidence,
        advice: text(
            "请发起人本周亲自讲一次，不要用转发代替",
            "Have the sponsor say it in person this week; a forwarded e-mail is no substitute",
        )
        .into(),
        source: LIMIT,
        place: place::<Send>(None, "message"),
    })
}

/// CM1: an audience waits longer than its frequency says.
fn cadence(figures: &Figures) -> Option<Finding> {
    let overdue = figures.audiences.iter().filter(|them| them.overdue > 0);
    let first = overdue.clone().max_by_key(|them| them.overdue)?.audience.id;
    let named: Vec<Phrase> = overdue
        .map(|them| {
            let name = them.audience.called();
            let days = them.last_send.map_or(0, |last| figures.days_since(last));
            let every = them.audience.cadence().unwrap_or(0);
            let (zh, en) = (name.zh, name.en);
            say!("{zh} {days} 天（应在 {every} 天内）", "{en} {days} days (at most {every})")
        })
        .collect();
    let Phrase { zh, en } = words::list(&named);
    Some(Finding {
        id: "CM1",
        level: Level::Watch,
        evidence: say!("上次沟通到今天：{zh}", "Since they last heard from us: {en}"),
        advice: text(
            "没有新消息也说一声进展，别让传言先到",
            "Tell them how it goes even without news, before rumours do",
        )
        .into(),
        source: PLAN,
        place: place::<Audience>(Some(first), "frequency"),
    })
}
