//! What those who lead the change say and do: MI1, urgency; MI7, executives; MI8, silence about bad news.

use crate::calendar::Calendar;
use crate::facts::Facts;
use crate::finding::{Level, Place};
use crate::project::row_phrase;
use crate::say;
use crate::stats::{KpiStatus, Standing};
use crate::text::{Phrase, few, quoted, text};
use crate::tools::communication::{EXECUTIVE_WITHIN, Figures, Message, News, Send};
use crate::tools::kotter::{self, Member};
use crate::tools::kpi::{self, Indicators, Kpi, code};
use crate::tools::premortem::facts::Test;
use crate::tools::premortem::facts::launch::PILOT_DAY;
use crate::tools::premortem::facts::shared::{
    coalition, days_since, kpi_place, latest_form, launch, median, published,
};
use crate::tools::readiness::Form;
use crate::tools::roadmap;
use chrono::{Days, NaiveDate};
use std::sync::Arc;

/// Urgency is built in two to four weeks, so the first fact is out two weeks before the launch.
const BUILD_UP: i64 = 14;
/// Bad news is told within so many days.
const TOLD_WITHIN: i64 = 7;
/// No reading for so many days hides what is going wrong.
const UNREAD: i64 = 14;

/// MI1.
pub fn urgency_skipped(facts: &Facts) -> Test {
    let advice = text(
        "把投诉、返修、竞争对手的数字写进“紧迫感”，每周公布一条",
        "Put complaints, repeat repairs and competitors' figures under Urgency and publish one a week",
    );
    let fact_place = Place::of(None, kotter::Fact::COL.fact);
    let urgency = median(facts, Form::COL.urgency);
    if let Some(urgency) = urgency.filter(|urgency| *urgency < 3.0) {
        let form = Place::of(latest_form(facts), Form::COL.urgency);
        return Test::hit(
            Level::Act,
            form,
            say!("准备度里紧迫感只有 {urgency} 分", "Urgency scores only {urgency} in the readiness form"),
            advice,
        )
        .elsewhere();
    }
    let launched = launch(facts);
    let pilot = launched.or_else(|| facts.get::<Calendar>().date_of_day(PILOT_DAY));
    let Some(launch) = pilot else {
        return Test::not_yet(text("先填启动日期", "Enter the start date first"));
    };
    let published = published(facts);
    let Some(first) = published.first() else {
        let latest = launch.checked_sub_days(Days::new(BUILD_UP.unsigned_abs())).unwrap_or(launch);
        return match launched {
            Some(_) => Test::hit(
                Level::Act,
                fact_place,
                text(
                    "试点已经开始，却没有一条带日期的证据",
                    "The pilot runs, and no fact with a date was ever published",
                ),
                advice,
            ),
            None if facts.today() > latest => Test::hit(
                Level::Watch,
                fact_place,
                say!(
                    "{launch} 开始试点，至今没有公布过一条证据",
                    "The pilot begins on {launch}, and no fact has been published so far"
                ),
                advice,
            ),
            None => Test::not_yet(say!(
                "最晚 {latest} 公布第一条证据",
                "Publish a first fact by {latest} at the latest"
            )),
        };
    };
    let ahead = (launch - *first).num_days();
    // What came too late cannot be undone; it counts as mended once facts were shown for as long.
    let shown_for = published.last().map_or(0, |last| (*last - *first).num_days());
    if ahead < BUILD_UP && shown_for < BUILD_UP {
        return Test::hit(
            Level::Watch,
            fact_place,
            match (launched, ahead) {
                (_, ..=0) => say!(
                    "第一条证据 {first} 才公布，试点在 {launch} 就该开始了",
                    "The first fact was published only on {first}; the pilot's start was {launch}"
                ),
                (None, _) => say!(
                    "第一条证据 {first} 才公布，离 {launch} 试点开始只有 {ahead} 天",
                    "The first fact was published on {first}, only {ahead} days before the pilot begins on {launch}"
                ),
                _ => say!(
                    "第一条证据 {first} 才公布，离 {launch} 试点开始只有 {ahead} 天",
                    "The first fact was published on {first}, only {ahead} days before the pilot began on {launch}"
                ),
            },
            text(
                "现在补上：接下来两周每周公布一条新的数字",
                "Catch up now: publish a new figure in each of the next two weeks",
            ),
        );
    }
    let n = published.len();
    match urgency {
        None => {
            Test::not_yet(text("准备度里还没给紧迫感打分", "Urgency has no score in the readiness form yet"))
        }
        Some(urgency) => Test::clear(say!(
            "{n} 条证据，第一条在 {first}；紧迫感 {urgency} 分",
            "Facts published: {n}, the first on {first}; urgency scores {urgency}"
        )),
    }
}

/// MI7.
pub fn executives_absent(facts: &Facts) -> Test {
    let (members, executives) = coalition(facts);
    let no_executive = || {
        Test::hit(
            Level::Act,
            Place::of(None, Member::COL.name),
            say!("联盟 {members} 人，没有一位高管", "The coalition has {members} members and no executive"),
            text("请一位高管加入联盟，公开挂名", "Ask an executive to join it, and say so in public"),
        )
        .elsewhere()
    };
    let Some(launch) = launch(facts) else {
        return match (members, executives) {
            (0, _) => Test::not_yet(text("联盟还没有成员", "The coalition has no members yet")),
            (_, 0) => no_executive(),
            (_, n) => Test::clear(say!("联盟里有 {n} 位高管", "Executives in the coalition: {n}")),
        };
    };
    if members > 0 && executives == 0 {
        return no_executive();
    }
    let walks = facts.get::<Indicators>().by_code(code::WALKS);
    let judged = walks.and_then(|k| k.judged);
    let here = kpi_place(facts, code::WALKS);
    // The first week of the pilot that is over.
    let full_week = days_since(facts, launch) >= 7;
    if full_week && let Some((date, _)) = judged.filter(|(_, value)| *value < 1.0) {
        return Test::hit(
            Level::Act,
            here,
            say!(
                "最近一个整周高管没有到过现场（{date} 记为 0 次）",
                "No executive was on site in the last full week (0 noted on {date})"
            ),
            text(
                "本周就约好一次现场巡视，提前一天通知中心",
                "Fix a walk for this week and tell the centre the day before",
            ),
        );
    }
    let Figures { sends, last_executive: last, .. } = *facts.get::<Figures>();
    if sends > 0 && last.is_none_or(|d| days_since(facts, d) > EXECUTIVE_WITHIN) {
        let evidence = match last {
            Some(date) => {
                let days = days_since(facts, date);
                say!(
                    "高管上一次亲自发声是 {date}，{days} 天前",
                    "An executive last spoke on {date}, {days} days ago"
                )
            }
            None => text("没有一次沟通是高管亲自讲的", "No message was ever given by an executive").into(),
        };
        return Test::hit(
            Level::Act,
            Place::of(None, Send::COL.message),
            evidence,
            text(
                "请发起人这个月亲自讲一次关键信息",
                "Ask the sponsor to give the key message in person this month",
            ),
        )
        .elsewhere();
    }
    match (judged, last) {
        (None, None) => Test::not_yet(text(
            "还没有高管巡视的读数和发送记录",
            "Neither walks nor sends by executives are noted yet",
        )),
        (Some((date, _)), _) => {
            Test::clear(say!("最近的现场巡视记在 {date}", "The latest walk is noted on {date}"))
        }
        (None, Some(date)) => {
            Test::clear(say!("高管最近一次发声在 {date}", "An executive last spoke on {date}"))
        }
    }
}

/// MI8.
pub fn silence(facts: &Facts) -> Test {
    if launch(facts).is_none() {
        return only_good_news(facts);
    }
    let off = results_off_track(facts);
    let unread = |date: NaiveDate| days_since(facts, date) > UNREAD;
    if let Some(kpi) = off.iter().find(|kpi| kpi.current.is_some_and(|(date, _)| unread(date))) {
        return Test::hit(
            Level::Act,
            Place::of(kpi.kpi.id, Kpi::COL.name),
            say!(
                "“{name}”偏离之后已经 {days} 天没有读数",
                "'{name}' has had no reading for {days} days since it was off track",
                name = kpi.kpi.title(),
                days = kpi.current.map_or(0, |(date, _)| days_since(facts, date))
            ),
            text(
                "先补上读数，再把真实情况告诉受影响的人",
                "Enter a reading, then tell those affected how it really stands",
            ),
        );
    }
    let told = last_bad_news(facts);
    let bad: Vec<Phrase> = off.iter().map(|kpi| kpi.kpi.title()).collect();
    let missed = roadmap::missed(facts);
    let what = match (bad.as_slice(), missed) {
        _ if told.is_some_and(|date| days_since(facts, date) <= TOLD_WITHIN) => None,
        ([name], _) => Some(say!("{name}偏离", "{name} is off track", name = quoted(name))),
        ([_, ..], _) => Some(say!("{names}偏离", "{names} are off track", names = few(&bad, 1))),
        ([], Some(milestone)) => {
            let name = row_phrase(milestone);
            Some(say!("里程碑“{name}”错过了", "The milestone '{name}' was missed", name))
        }
        ([], None) => None,
    };
    let Some(what) = what else {
        return Test::clear(match told {
            Some(date) => say!("最近一次讲困难是 {date}", "Difficulties were last spoken of on {date}"),
            None => text(
                "没有指标偏离，也没有错过里程碑",
                "No indicator is off track and no milestone was missed",
            )
            .into(),
        });
    };
    let planned = messages(facts).any(|message| message.news.is_some_and(News::is_bad));
    Test::hit(
        Level::Act,
        Place::of(None, if planned { Send::COL.message } else { Message::COL.message }),
        say!(
            "{what}，7 天内没有告诉受影响的人",
            "{what}, and those affected were not told within 7 days",
            what
        ),
        text(
            "本周讲一次：发生了什么、为什么、接下来怎么办",
            "Tell them this week what happened, why, and what comes next",
        ),
    )
}

/// Before the launch: whether the plan has a message that speaks of difficulties.
fn only_good_news(facts: &Facts) -> Test {
    let messages: Vec<&Arc<Message>> = messages(facts).collect();
    let honest = messages.iter().filter(|message| message.news.is_some_and(News::is_bad)).count();
    // What nobody has called good news is not counted as such.
    let unmarked = messages.iter().filter(|message| message.news.is_none()).count();
    match (messages.len(), honest) {
        (0, _) => Test::not_yet(text("沟通计划里还没有信息", "The communication plan holds no messages yet")),
        (_, 0) if unmarked > 0 => Test::not_yet(say!(
            "有 {unmarked} 条信息还没填性质：好消息还是坏消息",
            "Say of each message whether its news is good, bad or mixed; still blank: {unmarked}"
        )),
        (n, 0) => Test::hit(
            Level::Watch,
            Place::of(messages.first().map(|message| message.id), Message::COL.news),
            say!("计划里的 {n} 条信息全是好消息", "Messages planned: {n}, all of them good news"),
            text(
                "先准备一条坏消息怎么说：谁来说、多快说",
                "Prepare how bad news is told: by whom, and how soon",
            ),
        ),
        (_, n) => Test::clear(say!("有 {n} 条信息如实讲困难", "Messages that speak of difficulties: {n}")),
    }
}

/// The messages that say something.
fn messages(facts: &Facts) -> impl Iterator<Item = &Arc<Message>> {
    facts.rows::<Message>().iter().filter(|message| message.is_said())
}

/// The last day on which staff heard bad or mixed news.
fn last_bad_news(facts: &Facts) -> Option<NaiveDate> {
    facts.get::<Figures>().staff().filter_map(|(_, audience)| audience.last_bad_news).max()
}

/// The indicators of results that are off track or past their day, those too that were so when last read.
///
/// How far training or telling has come is our own work; news to people are the results that they live with.
fn results_off_track(facts: &Facts) -> Vec<&kpi::Figures> {
    let off = |standing: Standing| matches!(standing, Standing::OffTrack | Standing::Missed);
    let is_off = |kpi: &&kpi::Figures| match kpi.status {
        KpiStatus::Fresh(standing) => off(standing),
        KpiStatus::Stale { last } => last.is_some_and(off),
        _ => false,
    };
    facts.get::<Indicators>().kpis.iter().filter(|kpi| !kpi.kpi.is_leading()).filter(is_off).collect()
}
