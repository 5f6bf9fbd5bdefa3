//! What those who lead the change say and do: MI1, urgency; MI7, executives; MI8, silence about bad news.

use crate::calendar::Calendar;
use crate::facts::{Fact, Facts};
use crate::finding::{Level, Place};
use crate::say;
use crate::sheet::Id;
use crate::stats::{KpiStatus, Standing};
use crate::text::{Phrase, Text, count, days, list, quoted, text};
use crate::tool::Test;
use crate::tools::checklist::When;
use crate::tools::communication::{self, Figures, Message, News, Send};
use crate::tools::kotter::{self, Member};
use crate::tools::kpi::{self, Indicators, Kpi, code};
use crate::tools::meetings;
use crate::tools::premortem::facts::shared::{
    coalition, days_since, first_move, is_paused, kpi_place, latest_form, launch, median, planned_start,
    published,
};
use crate::tools::readiness::Form;
use crate::tools::roadmap;
use chrono::{Days, NaiveDate};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Urgency is built in two to four weeks, so the first fact is out two weeks before the launch.
const BUILD_UP: i64 = 14;
/// Bad news is told within so many days.
const TOLD_WITHIN: i64 = 7;
/// What comes of it as somebody's action.
const PUBLISH: Text = text(
    "每周公布一条投诉、返修或竞争对手的数字",
    "Publish one figure a week about complaints, repeat repairs or competitors",
);
/// The readings that are looked back on for the day on which an indicator went off track.
const LOOKED_BACK: usize = 13;

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
        .becomes(PUBLISH)
        .elsewhere();
    }
    let launched = first_move(facts);
    let Some(launch) = launched.or_else(|| planned_start(facts)) else {
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
                    "试点已经动手，却没有一条带公布日期的证据",
                    "Work on the pilot has begun, and no dated fact was ever published",
                ),
                advice,
            )
            .becomes(PUBLISH),
            None if facts.today() > latest => Test::hit(
                Level::Watch,
                fact_place,
                say!(
                    "试点计划 {launch} 动手，至今没有公布过一条证据",
                    "Work on the pilot is due to begin on {launch}, and no fact has been published so far"
                ),
                advice,
            )
            .becomes(PUBLISH),
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
                (None, ..=0) => say!(
                    "第一条证据 {first} 才公布，试点按计划 {launch} 就该开始了",
                    "The first fact was published only on {first}; by the plan the pilot began on {launch}"
                ),
                (_, ..=0) => say!(
                    "第一条证据 {first} 才公布，试点 {launch} 就动手了",
                    "The first fact was published only on {first}; work on the pilot began on {launch}"
                ),
                (None, _) => say!(
                    "第一条证据 {first} 才公布，离试点 {launch} 上线只有 {ahead}",
                    "The first fact was published on {first}, only {ahead} before the pilot goes live on {launch}",
                    first,
                    launch,
                    ahead = days(ahead)
                ),
                _ => say!(
                    "第一条证据 {first} 才公布，离试点 {launch} 动手只有 {ahead}",
                    "The first fact was published on {first}, only {ahead} before work on the pilot began on {launch}",
                    first,
                    launch,
                    ahead = days(ahead)
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
            "公布了 {facts}证据，第一条在 {first}；紧迫感 {urgency} 分",
            "{facts} published, the first on {first}; urgency scores {urgency}",
            first,
            urgency,
            facts = count(n as u64, "条", "fact", "facts")
        )),
    }
}

/// MI7.
pub fn executives_absent(facts: &Facts) -> Test {
    let (members, executives) = coalition(facts);
    if members > 0 && executives == 0 {
        return Test::hit(
            Level::Act,
            Place::of(None, Member::COL.name),
            no_executive(members),
            text("请一位高管加入联盟，并公开宣布", "Ask an executive to join it, and announce it"),
        )
        .elsewhere();
    }
    if let Some(meeting) = meetings::is_executive_absent(facts) {
        let day = meeting.date.map(|day| day.to_string()).unwrap_or_default();
        return Test::hit(
            Level::Act,
            Place::of(meeting.id, meetings::Meeting::COL.attendees),
            say!(
                "最近两次例会都没有高管出席，最近一次在 {day}",
                "No executive was at the last two meetings, the latest on {day}"
            ),
            text(
                "请高管下次例会到场，或授权一位能当场拍板的人",
                "Ask an executive to be at the next meeting, or to name somebody who can decide there and then",
            ),
        );
    }
    let Some(launch) = launch(facts) else {
        return match members {
            0 => Test::not_yet(text("联盟还没有成员", "The coalition has no members yet")),
            _ => Test::clear(say!(
                "联盟里有 {n}",
                "{n} in the coalition",
                n = count(executives as u64, "位高管", "executive", "executives")
            )),
        };
    };
    let visits = facts.get::<Indicators>().by_code(code::WALKS);
    let last = visits.and_then(|kpi| kpi.readings.iter().rev().find(|(_, n)| *n >= 1.0)).map(|(on, _)| *on);
    let noted = visits.is_some_and(|kpi| !kpi.readings.is_empty());
    let week = last_full_week(facts).filter(|(from, _)| *from >= launch && !is_paused(facts));
    let visited = |(from, to): (NaiveDate, NaiveDate)| {
        visits.is_some_and(|kpi| kpi.readings.iter().any(|(on, n)| (from..=to).contains(on) && *n >= 1.0))
    };
    if let Some((from, to)) = week.filter(|week| noted && !visited(*week)) {
        return Test::hit(
            Level::Act,
            kpi_place(facts, code::WALKS),
            say!(
                "上一个整周（{from} 至 {to}）没有高管到过现场",
                "No executive was on site in the last full week, {from} to {to}"
            ),
            text(
                "本周就约好一次现场巡视，提前一天通知中心；去了没记，就补上",
                "Fix a site visit for this week and tell the centre the day before; if somebody went, enter it",
            ),
        )
.becomes(text("本周约好一次现场巡视，提前一天通知中心", "Fix a site visit for this week and tell the centre the day before"));
    }
    // Whether executives are heard is judged and said by the communication plan.
    if let Some(said) = communication::executives_silent(facts) {
        return Test::hit(said.level, said.place, said.evidence, said.advice).elsewhere();
    }
    match (noted, last) {
        (false, _) => Test::not_yet(text(
            "还没有高管巡视的记录：是没去，还是没记？请录入最近一个整周的次数",
            "No site visit was ever noted: did nobody go, or did nobody note it? Enter the number for the last full week",
        )),
        (true, Some(date)) => {
            Test::clear(say!("最近一次高管巡视在 {date}", "The latest executive site visit was on {date}"))
        }
        (true, None) => {
            Test::not_yet(text("试点满一个整周后判断", "Judged after the first full week of the pilot"))
        }
    }
}

/// The first and last day of the latest project week that is over.
fn last_full_week(facts: &Facts) -> Option<(NaiveDate, NaiveDate)> {
    let calendar = facts.get::<Calendar>();
    let Some(day) = calendar.day(facts.today()) else {
        // Without a start date the last seven days will do.
        let yesterday = facts.today().pred_opt()?;
        return Some((yesterday.checked_sub_days(Days::new(6))?, yesterday));
    };
    let over = (day - 1).div_euclid(7);
    calendar.date_of_day(over * 7 - 6).zip(calendar.date_of_day(over * 7)).filter(|_| over > 0)
}

/// A coalition without an executive.
pub fn no_executive(members: usize) -> Phrase {
    match members {
        0 => text("联盟还没有成员，更没有高管", "The coalition has no members yet, let alone an executive")
            .into(),
        n => say!(
            "联盟有 {members}，没有一位高管",
            "The coalition has {members} and no executive among them",
            members = count(n as u64, "人", "member", "members")
        ),
    }
}

/// MI8.
pub fn silence(facts: &Facts) -> Test {
    if launch(facts).is_none() {
        return only_good_news(facts);
    }
    if is_paused(facts) {
        return Test::not_yet(text("项目暂停中，不判断", "Not judged while the project is paused"));
    }
    let off = results_off_track(facts);
    let unread = off.iter().find(|kpi| kpi.is_stale());
    if let Some((kpi, date)) = unread.and_then(|kpi| Some((kpi, kpi.current?.0))) {
        return Test::hit(
            Level::Act,
            Place::of(kpi.kpi.id, Kpi::COL.name),
            say!(
                "“{name}”偏离之后已经 {days}没有新数据",
                "'{name}' was off track and has had no reading for {days} since",
                name = kpi.kpi.title(),
                days = days(days_since(facts, date))
            ),
            text(
                "先补上数据，再把真实情况告诉受影响的人",
                "Enter a reading, then tell those affected how it really stands",
            ),
        )
        .becomes(say!(
            "查出{name}现在的数字，把真实情况告诉受影响的人",
            "Get the present figure of {name}, and tell those affected how it really stands",
            name = kpi.kpi.title()
        ));
    }
    let mut difficulties: Vec<Difficulty> = off.iter().map(|kpi| Difficulty::off_track(facts, kpi)).collect();
    difficulties.extend(missed_milestones(facts));
    let told = last_bad_news(facts);
    let due = |difficulty: &&Difficulty| days_since(facts, difficulty.since) > TOLD_WITHIN;
    let worst = difficulties
        .iter()
        .filter(due)
        .filter_map(|difficulty| Some((difficulty, not_told(facts, difficulty.since)?)));
    let Some((difficulty, who)) = worst.min_by_key(|(difficulty, _)| difficulty.since) else {
        return Test::clear(match (told, difficulties.is_empty()) {
            (_, true) => text(
                "没有结果指标偏离，也没有错过里程碑",
                "No result is off track and no milestone was missed",
            )
            .into(),
            (Some(date), false) => {
                say!("最近一次如实讲困难是 {date}", "Difficulties were last spoken of on {date}")
            }
            (None, false) => text("出现问题还不到 7 天", "The trouble is not 7 days old yet").into(),
        });
    };
    let planned = messages(facts).any(|message| message.news.is_some_and(News::is_bad));
    Test::hit(
        Level::Act,
        Place::of(None, if planned { Send::COL.message } else { Message::COL.message }),
        say!(
            "{what}，已经 {days}，还没有告诉：{who}",
            "{what}, {days} ago, and these have not been reached: {who}",
            what = difficulty.what,
            days = days(days_since(facts, difficulty.since)),
            who
        ),
        text(
            "本周讲一次：发生了什么、为什么、接下来怎么办",
            "Tell them this week what happened, why, and what comes next",
        ),
    )
    .becomes(text(
        "本周跟受影响的人讲清发生了什么、为什么、接下来怎么办",
        "Tell those affected this week what happened, why and what comes next",
    ))
}

/// Something that people are to be told of, and since when.
struct Difficulty {
    since: NaiveDate,
    what: Phrase,
}

impl Difficulty {
    fn off_track(facts: &Facts, kpi: &kpi::Figures) -> Difficulty {
        let OffSince(since) = facts.get();
        let since = since.get(&kpi.kpi.id).copied().unwrap_or(facts.today());
        let name = quoted(&kpi.kpi.title());
        Difficulty {
            since,
            what: say!("{name}从 {since} 起偏离", "{name} went off track on {since}", name, since),
        }
    }
}

/// The day of the reading since which each result has been off track. A fact of its own: no card changes it.
struct OffSince(BTreeMap<Id, NaiveDate>);

impl Fact for OffSince {
    fn compute(facts: &Facts) -> OffSince {
        let off = results_off_track(facts).into_iter();
        OffSince(off.map(|kpi| (kpi.kpi.id, off_since(facts, kpi))).collect())
    }
}

/// The day of the reading since which an indicator has been off track, as far as its latest readings go back.
fn off_since(facts: &Facts, kpi: &kpi::Figures) -> NaiveDate {
    let was_off = |date: NaiveDate| {
        Indicators::then(facts, kpi.kpi.id, date).is_some_and(|figures| is_off(figures.status))
    };
    let days = kpi.periodic.iter().rev().map(|period| period.date).take(LOOKED_BACK);
    let latest = kpi.current.map_or(facts.today(), |(date, _)| date);
    days.take_while(|date| *date == latest || was_off(*date)).last().unwrap_or(latest)
}

/// The milestones that are missed, each from the day after its own. The pilot's start has until the end of its weeks.
fn missed_milestones(facts: &Facts) -> impl Iterator<Item = Difficulty> {
    let calendar = facts.get::<Calendar>();
    let waits = calendar.date_of_day(When::W7To8.days().1);
    let road = facts.get::<roadmap::Figures>();
    road.milestones.iter().filter(|milestone| milestone.missed > 0).filter_map(move |milestone| {
        let due = milestone.date?;
        let starts = milestone.code == roadmap::items::PILOT_STARTS;
        let since = if starts { waits.map_or(due, |last| due.max(last)) } else { due };
        let name = quoted(&milestone.name);
        Some(Difficulty {
            since,
            what: say!(
                "里程碑{name} {since} 没有达成",
                "The milestone {name} was missed on {since}",
                name,
                since
            ),
        })
    })
}

/// The audiences that are affected and have heard no bad news since a day; none if all have. Executives do not count.
fn not_told(facts: &Facts, since: NaiveDate) -> Option<Phrase> {
    let staff = || facts.get::<Figures>().workforce().map(|(_, them)| them);
    if staff().next().is_none() {
        return Some(text("受影响的员工", "the staff affected").into());
    }
    let silent = staff().filter(|them| them.last_bad_news.is_none_or(|told| told < since));
    let names: Vec<Phrase> = silent.map(|them| them.audience.called()).collect();
    (!names.is_empty()).then(|| list(&names))
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
            "Say of each message whether its news is good, bad or mixed ({unmarked} still blank)"
        )),
        (n, 0) => Test::hit(
            Level::Watch,
            Place::of(messages.first().map(|message| message.id), Message::COL.news),
            say!(
                "计划里的 {messages}全是好消息",
                "All {messages} planned are good news",
                messages = count(n as u64, "条信息", "message", "messages")
            ),
            text(
                "先准备一条坏消息怎么说：谁来说、多快说",
                "Prepare how bad news is told: by whom, and how soon",
            ),
        ),
        (_, n) => Test::clear(say!(
            "有 {messages}信息如实讲困难",
            "{messages} about difficulties",
            messages = count(n as u64, "条", "message", "messages")
        )),
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
    let results = facts.get::<Indicators>().kpis.iter().filter(|kpi| !kpi.kpi.is_leading());
    results.filter(|kpi| is_off(kpi.status)).collect()
}

/// Whether a status says off track or missed, one that was read too long ago too.
fn is_off(status: KpiStatus) -> bool {
    let off = |standing: Standing| matches!(standing, Standing::OffTrack | Standing::Missed);
    match status {
        KpiStatus::Fresh(standing) => off(standing),
        KpiStatus::Stale { last } => last.is_some_and(off),
        _ => false,
    }
}
