//! What the plan advises: one finding a rule, with the figures it was concluded from. It must not compute
//! figures of its own beyond comparing them.

mod conclusion;
mod proposals;

pub use conclusion::{ago, assess, lacks_headcount, next_send};
pub use proposals::proposes;

use super::facts::{AudienceFigures, Figures, Heard, MessageFigures, REPEATS};
use super::sheets::{Audience, Feedback, Message, Send};
use crate::facts::Facts;
use crate::finding::{Consequence, Finding, Level, Place, Rule};
use crate::say;
use crate::sheet::Id;
use crate::text::{Phrase, Text, count, joined, list, quoted, spoken, text};

/// From the day after this project day on, every staff audience should have heard a key message.
const FIRST_WORD_BY: i64 = 28;
/// So many sends by one way only are worth a word.
const ONE_WAY_SENDS: usize = 3;
/// Without feedback for more days than this, nobody is being listened to.
const SILENCE: i64 = 14;
/// An answer takes no more days than this.
pub const ANSWER_WITHIN: i64 = 7;
/// Executives speak in person at least once in so many days.
pub const EXECUTIVE_WITHIN: i64 = 31;
/// So many places are named in a finding; the board shows all.
const NAMED: usize = 2;

const SEMICOLON: Text = text("；", "; ");

const PLAN: Text = text("沟通计划", "Communication plan");
const PACE: Text = text("沟通计划；节奏为本工具所定", "Communication plan; the pace is our own");
const LIMIT: Text = text("沟通计划；界线为本工具所定", "Communication plan; the limit is our own");

const TOO_SELDOM: Rule = Rule::one(
    "CO1",
    PACE,
    text(
        "关键信息的次数落后于约定的频率；或第 29 天起还没有关键信息，或有员工受众一次也没听到",
        "A key message is heard less often than agreed; or from day 29 on there is none, or a staff audience has never heard one",
    ),
    too_seldom,
).weighs(Consequence::People);

const EXECUTIVES_SILENT: Rule = Rule::one(
    "CO6",
    LIMIT,
    text("高管超过 31 天没有亲自讲过", "No executive has spoken in person for more than 31 days"),
    no_executive,
)
.weighs(Consequence::People);

/// The rules of the plan, the most important first.
pub static RULES: &[Rule] = &[
    TOO_SELDOM,
    EXECUTIVES_SILENT,
    Rule::one(
        "CM1",
        PLAN,
        text("一类受众等得比约定的频率久", "An audience has waited longer than its agreed frequency"),
        overdue,
    )
    .weighs(Consequence::Entry),
    Rule::one(
        "CO3",
        LIMIT,
        text(
            "超过 14 天没有收到反馈，或有反馈超过 7 天没有答复",
            "No feedback came in for more than 14 days, or some has waited more than 7 days for an answer",
        ),
        not_listening,
    )
    .weighs(Consequence::People),
    Rule::one(
        "CO4",
        PLAN,
        text(
            "已经和一类受众沟通，却没写对他们意味着什么",
            "A message went to an audience without saying what changes for them",
        ),
        nothing_for_them,
    )
    .weighs(Consequence::People),
    Rule::one(
        "CO2",
        LIMIT,
        text(
            "同一条信息对同一类受众讲了 3 次以上，只用一个渠道，还没讲满 7 次",
            "A message went to the same people three times or more by one channel only, and fewer than seven times in all",
        ),
        one_channel,
    ),
    Rule::one(
        "CO5",
        PLAN,
        text("关键信息已经讲出去，却没有配故事", "A key message went out without a story"),
        no_story,
    ),
];

/// What CO1 finds, for tools that ask whether the key messages are heard often enough.
pub fn said_too_seldom(facts: &Facts) -> Option<Finding> {
    too_seldom(&TOO_SELDOM, facts)
}

/// What CO6 finds, for tools that ask whether executives are heard.
pub fn executives_silent(facts: &Facts) -> Option<Finding> {
    no_executive(&EXECUTIVES_SILENT, facts)
}

/// The figures of a plan that people are to be told by now: not before the start, and not while the project rests.
fn under_way(facts: &Facts) -> Option<&Figures> {
    Some(facts.get::<Figures>()).filter(|figures| figures.has_begun())
}

/// A message and an audience in one phrase, with something about both.
fn pair(message: &MessageFigures, them: &AudienceFigures, about: &Phrase) -> Phrase {
    let (said, who) = (quoted(&message.message.called()), them.audience.called());
    say!("{who}{said}{about}", "{who}, {said}{about}", who, said, about)
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

/// The first few of many, and how many there are where that is more.
fn first_few(all: &[Phrase]) -> Phrase {
    let (n, more) = (all.len(), all.len().saturating_sub(NAMED));
    let some = joined(all.iter().take(NAMED), SEMICOLON);
    if more > 0 { say!("{some}；共 {n} 处", "{some}; and {more} more", some) } else { some }
}

fn too_seldom(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let figures = under_way(facts)?;
    let late = figures.calendar.day(figures.today).filter(|day| *day > FIRST_WORD_BY);
    let Some(first) = figures.key_messages().next() else {
        return late.map(|day| no_key_message(rule, figures, day));
    };
    let silent = |(n, _): &(usize, &AudienceFigures)| {
        late.is_some()
            && figures.key_messages().all(|m| m.heard.get(*n).is_none_or(|heard| heard.days.is_empty()))
    };
    let silent: Vec<(usize, &AudienceFigures)> = figures.staff().filter(silent).collect();
    let behind = pairs(figures).filter(|(m, n, them, _)| {
        m.message.key
            && them.audience.size != Some(0)
            && silent.iter().all(|(silent, _)| silent != n)
            && figures.is_behind(m, *n)
    });
    let slowest = behind.clone().next().filter(|_| silent.is_empty()).map_or(first, |(m, ..)| m);
    let behind: Vec<Phrase> = behind
        .map(|(m, _, them, heard)| {
            let (n, expected) = (heard.repeats(), figures.expected(m, &them.audience));
            pair(
                m,
                them,
                &say!(" {n}/{REPEATS}（应有 {expected} 次）", ": {n}/{REPEATS} ({expected} expected)"),
            )
        })
        .collect();
    let mut parts = Vec::new();
    if let Some(day) = late.filter(|_| !silent.is_empty()) {
        let names: Vec<Phrase> = silent.iter().map(|(_, them)| them.audience.called()).collect();
        parts.push(say!(
            "已是第 {day} 天，{who}还没听到过一条关键信息",
            "On day {day} no key message has reached {who} yet",
            day,
            who = list(&names)
        ));
    }
    if !behind.is_empty() {
        parts.push(say!(
            "次数落后：{some}",
            "Heard less often than agreed: {some}",
            some = first_few(&behind)
        ));
    }
    let level = if silent.is_empty() { Level::Watch } else { Level::Act };
    (!parts.is_empty()).then(|| {
        rule.found(
            level,
            Place::of(slowest.message.id, Message::COL.message),
            joined(&parts, SEMICOLON),
            say!(
                "先讲看板上到达次数最少的那几条；同一句话按约定的频率讲，讲满 {REPEATS} 次",
                "Start with the lowest counts on the board; keep to the agreed frequency until it has been heard {REPEATS} times"
            ),
        )
.becomes(say!("本周把{what}再讲一次，先讲给听得最少的人", "Say {what} again this week, first to those who have heard it least", what = quoted(&slowest.message.called())))
    })
}

fn no_key_message(rule: &Rule, figures: &Figures, day: i64) -> Finding {
    let none = figures.messages.is_empty();
    rule.found(
        Level::Watch,
        match figures.messages.first() {
            Some(first) => Place::of(first.message.id, Message::COL.key),
            None => Place::of(None, Message::COL.message),
        },
        if none {
            say!("已是第 {day} 天，沟通计划里还没有一条信息", "Day {day}, and there is no message yet")
        } else {
            say!("已是第 {day} 天，还没有标出关键信息", "Day {day}, and no message is marked as key")
        },
        text(
            "写下为什么变、变了对每类受众意味着什么，并勾选为关键信息",
            "Write why we change and what it means for each audience, and tick it as a key message",
        ),
    )
    .becomes(text(
        "拟出一条关键信息：为什么变，对每类受众意味着什么",
        "Draft a key message: why we change, and what it means for each audience",
    ))
}

/// So many names are said aloud.
const ALOUD: usize = 3;

/// Audiences as they are said aloud, each once.
fn audiences(named: impl Iterator<Item = Phrase>) -> Phrase {
    let mut each: Vec<Phrase> = Vec::new();
    for name in named {
        if !each.contains(&name) {
            each.push(name);
        }
    }
    spoken(&each, ALOUD)
}

/// One way only counts while a message has not been heard often enough to stay.
fn one_channel(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let one = pairs(facts.get::<Figures>()).filter(|(_, _, _, heard)| {
        heard.sends >= ONE_WAY_SENDS && heard.channels.len() == 1 && heard.repeats() < REPEATS
    });
    let (.., first) = one.clone().next()?;
    let place = Place::of(first.last_send, Send::COL.channel);
    let who = audiences(one.clone().map(|(_, _, them, _)| them.audience.called()));
    let named: Vec<Phrase> = one
        .map(|(m, _, them, heard)| {
            let way = heard.channels.first().map_or(text("", ""), |channel| channel.label());
            pair(m, them, &say!(" {n} 次都用{way}", ": {n} times, always {way}", n = heard.sends, way))
        })
        .collect();
    Some(rule.found(
        Level::Watch,
        place,
        say!("只有一个渠道：{some}", "One channel only: {some}", some = first_few(&named)),
        text(
            "下一次换一个渠道：会上说过的，再发一份能留下来看的",
            "Use another channel next time: follow up what was said in a meeting with something people can keep and read",
        ),
    )
.becomes(say!("换一个渠道跟{who}再讲一次", "Say it again to {who} through another channel", who)))
}

fn not_listening(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let figures = under_way(facts)?;
    let first = figures.first_send?;
    let late: Vec<&(i64, Id)> =
        figures.open_feedback.iter().filter(|(days, _)| *days > ANSWER_WITHIN).collect();
    let silence = figures.days_since(figures.last_feedback.map_or(first, |last| last.max(first)));
    let mut parts = Vec::new();
    if let Some((days, _)) = late.first() {
        let n = count(late.len(), "条", "piece of feedback", "pieces of feedback");
        parts.push(say!(
            "{n}反馈超过 {ANSWER_WITHIN} 天没有答复，最久 {days} 天",
            "{n} unanswered for more than {ANSWER_WITHIN} days (the oldest for {days})",
            n,
            days
        ));
    }
    if silence > SILENCE {
        parts.push(match figures.last_feedback {
            Some(_) => say!("{silence} 天没有收到反馈", "No feedback for {silence} days"),
            None => say!(
                "开始沟通 {silence} 天了，一条反馈也没记",
                "No feedback has been logged in the {silence} days since the first message"
            ),
        });
    }
    let (place, advice) = match late.first() {
        None => (
            Place::of(None, Feedback::COL.question),
            text(
                "在班前会和周会上问一句“还担心什么”，原话记下来",
                "Ask in the next meetings what concerns people, and write it down in their words",
            ),
        ),
        Some((_, oldest)) => (
            Place::of(*oldest, Feedback::COL.answer),
            text(
                "本周答复最久的那几条，还没有结论也先说何时会有",
                "Answer the oldest this week, and where nothing is decided say when it will be",
            ),
        ),
    };
    (!parts.is_empty()).then(|| rule.found(Level::Watch, place, joined(&parts, SEMICOLON), advice))
}

/// People were told of the change, not of what it means for them.
fn nothing_for_them(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let missing = pairs(facts.get::<Figures>()).filter_map(|(m, _, them, heard)| {
        let (column, said) = m.message.what_changes(&them.audience.code)?;
        (heard.sends > 0 && said.0.trim().is_empty()).then_some((m, them, column))
    });
    let (message, _, column) = missing.clone().next()?;
    let who = audiences(missing.clone().map(|(_, them, _)| them.audience.called()));
    let named: Vec<Phrase> = missing.map(|(m, them, _)| pair(m, them, &text("", "").into())).collect();
    Some(
        rule.found(
            Level::Watch,
            Place::of(message.message.id, column),
            say!(
                "已沟通，但没写“对他们意味着什么”：{some}",
                "Sent without saying what changes for them: {some}",
                some = first_few(&named)
            ),
            text(
                "用一句话写明他们每天的工作会有什么不同，下次一起讲",
                "Write in one sentence how their working day will be different, and say it next time",
            ),
        )
        .becomes(say!(
            "当面跟{who}讲清他们每天的工作会有什么不同，并写进沟通计划",
            "Tell {who} in person how their working day will be different, and write it into the communication plan",
            who
        )),
    )
}

fn no_story(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let figures = facts.get::<Figures>();
    let bare = figures.key_messages().filter(|m| m.sent && m.message.story.0.trim().is_empty());
    let first = bare.clone().next()?.message.id;
    let named: Vec<Phrase> = bare.map(|m| quoted(&m.message.called())).collect();
    Some(
        rule.found(
            Level::Watch,
            Place::of(first, Message::COL.story),
            say!(
                "关键信息没有配故事：{some}",
                "Key message without a story: {some}",
                some = first_few(&named)
            ),
            text(
                "补一个真实的例子：哪家中心、哪位客户、前后差多少",
                "Add a real case: which centre, which customer, what was different afterwards",
            ),
        )
        .becomes(say!(
            "给{some}找一个真实的例子，讲清哪家中心、前后差多少",
            "Find a real case for {some} that tells which centre it was and what was different",
            some = spoken(&named, ALOUD)
        )),
    )
}

fn no_executive(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let figures = under_way(facts)?;
    // What was said before the start was said early; without a start date the first word is all there is.
    let first = figures.first_send?;
    let began = figures.calendar.start().map_or(first, |start| first.max(start));
    let days = figures.days_since(figures.last_executive.unwrap_or(began));
    let evidence = match figures.last_executive {
        Some(last) => {
            say!("{last} 之后 {days} 天没有高管出面", "No executive has spoken for {days} days, since {last}")
        }
        None => say!(
            "开始沟通 {days} 天了，没有高管出面",
            "{days} days of communication, and no executive has spoken"
        ),
    };
    (days > EXECUTIVE_WITHIN).then(|| {
        rule.found(
            Level::Watch,
            Place::of(None, Send::COL.message),
            evidence,
            text(
                "请发起人本周亲自讲一次，不要用转发代替",
                "Have the sponsor say it in person this week, as a forwarded e-mail is no substitute",
            ),
        )
    })
}

fn overdue(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let figures = under_way(facts)?;
    let overdue = figures.audiences.iter().filter(|them| them.overdue > 0);
    let longest = overdue.clone().max_by_key(|them| them.overdue)?.audience.id;
    let who = audiences(overdue.clone().map(|them| them.audience.called()));
    let named: Vec<Phrase> = overdue
        .map(|them| {
            say!(
                "{who} {days} 天（应在 {every} 天内）",
                "{who} {days} (at most {every})",
                who = them.audience.called(),
                days = them.last_send.map_or(0, |last| figures.days_since(last)),
                every = them.audience.cadence().unwrap_or(0)
            )
        })
        .collect();
    Some(
        rule.found(
            Level::Watch,
            Place::of(longest, Audience::COL.frequency),
            say!("上次沟通到今天：{who}", "Days since the last contact: {who}", who = list(&named)),
            text(
                "没有新消息也说一声进展，别让传言先到",
                "Tell them how things stand even without news, before rumours do",
            ),
        )
        .becomes(say!("本周跟{who}说一声进展", "Tell {who} this week how things stand", who)),
    )
}
