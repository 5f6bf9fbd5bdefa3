//! What people are told, by whom and when: MI1, urgency; MI7, executives; MI8, silence about bad news.

use super::place;
use crate::facts::Facts;
use crate::finding::{Level, Place};
use crate::say;
use crate::sheet::Row;
use crate::text::{Phrase, text};
use crate::tools::communication::{Message, News, Send};
use crate::tools::kotter::{Fact, Member};
use crate::tools::kpi::{code, words};
use crate::tools::premortem::rules::Test;
use crate::tools::premortem::world::{PILOT_DAY, World};
use crate::tools::readiness::Form;
use crate::tools::roadmap;
use chrono::Days;

/// Urgency is built in two to four weeks, so the first fact is out two weeks before the launch.
const BUILD_UP: i64 = 14;
/// Executives are heard at least once in so many days.
const EXECUTIVE_EVERY: i64 = 31;
/// Bad news is told within so many days.
const TOLD_WITHIN: i64 = 7;
/// No reading for so many days hides what is going wrong.
const UNREAD: i64 = 14;

/// MI1.
pub(super) fn urgency_skipped(world: &World<'_>) -> Test {
    let facts = world.dated_facts();
    let advice = text(
        "把投诉、返修、竞争对手的数字写进“紧迫感”，每周公布一条",
        "Put complaints, repeat repairs and competitors' figures under Urgency and publish one a week",
    );
    let fact_place = place::<Fact>(None, "fact");
    if let Some(urgency) = world.urgency.filter(|u| *u < 3.0) {
        let form = place::<Form>(world.form, "urgency");
        return Test::hit(
            Level::Act,
            say!("准备度里紧迫感只有 {urgency} 分", "Urgency scores only {urgency} in the readiness form"),
            advice,
            form,
        )
        .elsewhere();
    }
    let pilot = world.launch.or_else(|| world.calendar.date_of_day(PILOT_DAY));
    let Some(launch) = pilot else {
        return Test::not_yet(text("先填启动日期", "Enter the start date first"));
    };
    let Some(first) = facts.first() else {
        let latest = launch.checked_sub_days(Days::new(BUILD_UP.unsigned_abs())).unwrap_or(launch);
        return match world.launch {
            Some(_) => Test::hit(
                Level::Act,
                text(
                    "试点已经开始，却没有一条带日期的证据",
                    "The pilot runs, and no fact with a date was ever published",
                )
                .into(),
                advice,
                fact_place,
            ),
            None if world.today > latest => Test::hit(
                Level::Watch,
                say!(
                    "{launch} 开始试点，至今没有公布过一条证据",
                    "The pilot begins on {launch}, and no fact has been published so far"
                ),
                advice,
                fact_place,
            ),
            None => Test::not_yet(say!(
                "最晚 {latest} 公布第一条证据",
                "Publish a first fact by {latest} at the latest"
            )),
        };
    };
    let ahead = (launch - *first).num_days();
    // What came too late cannot be undone; it counts as mended once facts were shown for as long.
    let shown_for = facts.last().map_or(0, |last| (*last - *first).num_days());
    if ahead < BUILD_UP && shown_for < BUILD_UP {
        return Test::hit(
            Level::Watch,
            match (world.launch, ahead) {
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
            fact_place,
        );
    }
    let n = facts.len();
    match world.urgency {
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
pub(super) fn executives_absent(world: &World<'_>) -> Test {
    let (members, executives) = world.members();
    let coalition = || {
        Test::hit(
            Level::Act,
            say!("联盟 {members} 人，没有一位高管", "The coalition has {members} members and no executive"),
            text("请一位高管加入联盟，公开挂名", "Ask an executive to join it, and say so in public"),
            place::<Member>(None, "name"),
        )
        .elsewhere()
    };
    let Some(launch) = world.launch else {
        return match (members, executives) {
            (0, _) => Test::not_yet(text("联盟还没有成员", "The coalition has no members yet")),
            (_, 0) => coalition(),
            (_, n) => Test::clear(say!("联盟里有 {n} 位高管", "Executives in the coalition: {n}")),
        };
    };
    if members > 0 && executives == 0 {
        return coalition();
    }
    let walks = world.kpi.by_code(code::WALKS);
    let judged = walks.and_then(|k| k.judged);
    let here = world.kpi_place(code::WALKS);
    // The first week of the pilot that is over.
    let full_week = world.days_since(launch) >= 7;
    if full_week && let Some((date, _)) = judged.filter(|(_, value)| *value < 1.0) {
        return Test::hit(
            Level::Act,
            say!(
                "最近一个整周高管没有到过现场（{date} 记为 0 次）",
                "No executive was on site in the last full week (0 noted on {date})"
            ),
            text(
                "本周就约好一次现场巡视，提前一天通知中心",
                "Fix a walk for this week and tell the centre the day before",
            ),
            here,
        );
    }
    let last = world.talk.last_executive;
    if world.talk.sends > 0 && last.is_none_or(|d| world.days_since(d) > EXECUTIVE_EVERY) {
        let evidence = match last {
            Some(date) => {
                let days = world.days_since(date);
                say!(
                    "高管上一次亲自发声是 {date}，{days} 天前",
                    "An executive last spoke on {date}, {days} days ago"
                )
            }
            None => text("没有一次沟通是高管亲自讲的", "No message was ever given by an executive").into(),
        };
        return Test::hit(
            Level::Act,
            evidence,
            text(
                "请发起人这个月亲自讲一次关键信息",
                "Ask the sponsor to give the key message in person this month",
            ),
            place::<Send>(None, "message"),
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
pub(super) fn silence(world: &World<'_>) -> Test {
    if world.launch.is_none() {
        let messages: Vec<_> = world.messages().collect();
        let honest = messages.iter().filter(|m| matches!(m.news, Some(News::Bad | News::Mixed))).count();
        // What nobody has called good news is not counted as such.
        let unmarked = messages.iter().filter(|m| m.news.is_none()).count();
        return match (messages.len(), honest) {
            (0, _) => {
                Test::not_yet(text("沟通计划里还没有信息", "The communication plan holds no messages yet"))
            }
            (_, 0) if unmarked > 0 => Test::not_yet(say!(
                "有 {unmarked} 条信息还没填性质：好消息还是坏消息",
                "Say of each message whether its news is good, bad or mixed; still blank: {unmarked}"
            )),
            (n, 0) => Test::hit(
                Level::Watch,
                say!("计划里的 {n} 条信息全是好消息", "Messages planned: {n}, all of them good news"),
                text(
                    "先准备一条坏消息怎么说：谁来说、多快说",
                    "Prepare how bad news is told: by whom, and how soon",
                ),
                place::<Message>(messages.first().map(|m| m.id), "news"),
            ),
            (_, n) => {
                Test::clear(say!("有 {n} 条信息如实讲困难", "Messages that speak of difficulties: {n}"))
            }
        };
    }
    // How far training or telling has come is our own work; news to people are the results that they live with.
    let mut off = world.off_track();
    off.retain(|k| !k.kpi.is_leading());
    let unread = off.iter().find(|k| k.current.is_some_and(|(date, _)| world.days_since(date) > UNREAD));
    if let Some(kpi) = unread {
        let name = words::name(&kpi.kpi);
        let (zh, en) = (&name.zh, &name.en);
        let days = kpi.current.map_or(0, |(date, _)| world.days_since(date));
        return Test::hit(
            Level::Act,
            say!(
                "“{zh}”偏离之后已经 {days} 天没有读数",
                "'{en}' has had no reading for {days} days since it was off track"
            ),
            text(
                "先补上读数，再把真实情况告诉受影响的人",
                "Enter a reading, then tell those affected how it really stands",
            ),
            Place { sheet: crate::tools::kpi::Kpi::SHEET, row: Some(kpi.kpi.id), column: "name" },
        );
    }
    let told = world.last_bad_news().is_some_and(|d| world.days_since(d) <= TOLD_WITHIN);
    let facts = Facts::new(world.project, world.today);
    let missed = roadmap::missed(&facts);
    let bad: Vec<Phrase> = off.iter().map(|k| words::name(&k.kpi)).collect();
    if told || (bad.is_empty() && missed.is_none()) {
        return Test::clear(match world.last_bad_news() {
            Some(date) => say!("最近一次讲困难是 {date}", "Difficulties were last spoken of on {date}"),
            None => text(
                "没有指标偏离，也没有错过里程碑",
                "No indicator is off track and no milestone was missed",
            )
            .into(),
        });
    }
    let (zh, en) = match (bad.first(), missed) {
        (Some(first), _) => {
            let more = bad.len() - 1;
            let (zh, en) = (&first.zh, &first.en);
            if more == 0 {
                (format!("“{zh}”偏离"), format!("'{en}' is off track"))
            } else {
                (format!("“{zh}”等 {} 项偏离", bad.len()), format!("'{en}' and {more} more are off track"))
            }
        }
        (None, Some(m)) => {
            let name = |lang| crate::project::row_name(m, lang);
            let (zh, en) = (name(crate::text::Lang::Zh), name(crate::text::Lang::En));
            (format!("里程碑“{zh}”错过了"), format!("The milestone '{en}' was missed"))
        }
        (None, None) => Default::default(),
    };
    Test::hit(
        Level::Act,
        say!("{zh}，7 天内没有告诉受影响的人", "{en}, and those affected were not told within 7 days"),
        text(
            "本周讲一次：发生了什么、为什么、接下来怎么办",
            "Tell them this week what happened, why, and what comes next",
        ),
        match world.bad_message() {
            Some(_) => place::<Send>(None, "message"),
            None => place::<Message>(None, "message"),
        },
    )
}
