//! MI1 to MI8: before the launch they test the plan, afterwards the facts.

use super::items;
use super::rules::{Checked, Test};
use super::world::{PILOT_DAY, Share, World, role_name};
use crate::advice::{Level, Place};
use crate::say;
use crate::sheet::{Id, Row};
use crate::text::{Phrase, text};
use crate::tools::adkar::Person;
use crate::tools::closing;
use crate::tools::communication::{Message, News, Send};
use crate::tools::kotter::{self, Fact, Member, Training};
use crate::tools::kpi::{code, words};
use crate::tools::readiness::Form;
use crate::tools::roadmap::{self, Milestone, Stage, Step};
use crate::tools::wins::Win;
use chrono::{Days, Months, NaiveDate};

/// Urgency is built in two to four weeks, so the first fact is out two weeks before the launch.
const BUILD_UP: i64 = 14;
/// Executives are heard at least once in so many days.
const EXECUTIVE_EVERY: i64 = 31;
/// Bad news is told within so many days.
const TOLD_WITHIN: i64 = 7;
/// No reading for so many days hides what is going wrong.
const UNREAD: i64 = 14;
/// Between two dated goals lie no more months than these.
const LONGEST_GAP: u32 = 6;

fn place<R: Row>(row: Option<Id>, column: &'static str) -> Place {
    Place { sheet: R::SHEET, row, column }
}

/// All eight, in order.
pub(super) fn check(world: &World<'_>) -> Vec<Checked> {
    let tests: [fn(&World<'_>) -> Test; 8] = [
        urgency_skipped,
        training_only,
        trained_once,
        no_milestones,
        hard_numbers_only,
        early_victory,
        executives_absent,
        silence,
    ];
    items::MISTAKES.iter().zip(tests).map(|(m, test)| Checked { id: m.code, result: test(world) }).collect()
}

/// MI1.
fn urgency_skipped(world: &World<'_>) -> Test {
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

/// Roles whose incentives are not aligned, or blank, with how many people each.
fn unaligned(world: &World<'_>) -> Option<(Phrase, Id)> {
    let roles: Vec<_> = world.cards.by_role.iter().filter(|(_, a)| a.against + a.blank > 0).collect();
    let first = roles.iter().find_map(|(_, a)| a.first)?;
    let part = |zh: bool| {
        let one = |(role, a): &(&Option<_>, &super::world::Aligned)| {
            let name = role_name(**role);
            match (zh, a.against, a.blank) {
                (true, 0, n) => format!("{} {n} 人没填", name.zh),
                (true, n, 0) => format!("{} {n} 人未对齐", name.zh),
                (true, n, m) => format!("{} {n} 人未对齐、{m} 人没填", name.zh),
                (false, 0, n) => format!("{} {n} blank", name.en),
                (false, n, 0) => format!("{} {n} not aligned", name.en),
                (false, n, m) => format!("{} {n} not aligned, {m} blank", name.en),
            }
        };
        roles.iter().map(one).collect::<Vec<_>>().join(if zh { "；" } else { "; " })
    };
    Some((Phrase { zh: part(true).into(), en: part(false).into() }, first))
}

/// MI2.
fn training_only(world: &World<'_>) -> Test {
    let advice = text(
        "和人力资源定下新做法的考核和奖励，再逐张卡改“激励”",
        "Agree with HR how the new way is appraised and rewarded, then update the cards",
    );
    let Share { hit, of, first } = world.cards.unwilling;
    if world.cards.unwilling.is_third() {
        return Test::hit(
            Level::Act,
            say!(
                "{of} 张卡里有 {hit} 张会做（知识 4 分以上）却不愿做（渴望 3 分以下）",
                "On {hit} of {of} cards people know how (4 or more) and are not willing (3 or less)"
            ),
            advice,
            place::<Person>(first, "desire"),
        );
    }
    if world.cards.count == 0 {
        return Test::not_yet(text(
            "还没有 ADKAR 卡，看不出激励是否对齐",
            "No ADKAR cards yet to tell whether incentives are aligned",
        ));
    }
    let Some((roles, card)) = unaligned(world) else {
        return Test::clear(text("每张卡的激励都已对齐", "Incentives are aligned on every card"));
    };
    let (zh, en) = (&roles.zh, &roles.en);
    let here = place::<Person>(Some(card), "incentive");
    match (world.trained(), world.launch) {
        (Some(done), _) => Test::hit(
            Level::Act,
            say!(
                "培训已完成 {done}%，激励却没跟上：{zh}",
                "Training is {done}% complete, and incentives lag behind: {en}"
            ),
            advice,
            here,
        ),
        (None, None) => Test::hit(
            Level::Watch,
            say!("培训之前激励还没对齐：{zh}", "Incentives are not aligned before the training: {en}"),
            advice,
            here,
        ),
        (None, Some(_)) => Test::not_yet(say!(
            "培训完成率到 90% 时再判断；激励：{zh}",
            "Judged when training reaches 90%; incentives: {en}"
        )),
    }
}

/// MI3.
fn trained_once(world: &World<'_>) -> Test {
    let Share { hit, of, first } = world.cards.unable;
    // Who was trained in the last two weeks is still practising.
    let coaching = kotter::coaching(world.project, world.today);
    let practising = coaching.since_last.is_some_and(|days| days <= kotter::COACHING_DAYS);
    if world.launch.is_some() && !practising && world.cards.unable.is_third() {
        return Test::hit(
            Level::Act,
            say!(
                "{of} 张卡里有 {hit} 张懂（知识 4 分以上）却做不到（能力 3 分以下）",
                "On {hit} of {of} cards people know how (4 or more) and cannot do it yet (3 or less)"
            ),
            text(
                "安排师傅到工位上带着做，先从这些人开始",
                "Have somebody coach them at their own bay or desk, these people first",
            ),
            place::<Person>(first, "ability_measure"),
        );
    }
    let late = coaching.uncoached.iter().filter(|(days, _)| *days > kotter::COACHING_DAYS).count();
    let oldest = coaching.uncoached.first().filter(|_| late > 0);
    if let Some((days, training)) =
        oldest.and_then(|(n, id)| world.project.find(*id).map(|t: &Training| (n, t)))
    {
        let topic = &training.topic;
        return Test::hit(
            Level::Act,
            say!(
                "{late} 场培训之后没有现场辅导，最早的是“{topic}”（{days} 天前）",
                "Trainings without coaching afterwards: {late}, the oldest '{topic}' ({days} days ago)"
            ),
            text("两周内到现场辅导一次，记下日期", "Coach on the job within two weeks and note the day"),
            place::<Training>(Some(training.id), "coached"),
        );
    }
    let all = world.project.rows::<Training>();
    if let Some(silent) = all.iter().find(|t| t.questions.trim().is_empty() && !t.topic.trim().is_empty()) {
        let topic = &silent.topic;
        return Test::hit(
            Level::Watch,
            say!("培训“{topic}”没有答疑渠道", "The training '{topic}' names no place for questions"),
            text(
                "定一个随时能问、当天有人答的渠道",
                "Name a place where questions are answered the same day",
            ),
            place::<Training>(Some(silent.id), "questions"),
        );
    }
    match all.len() {
        0 => Test::not_yet(text("“培训”页还没有内容", "The Training tab is still empty")),
        n => Test::clear(say!(
            "{n} 场培训都有辅导和答疑",
            "All {n} trainings have coaching and a place for questions"
        )),
    }
}

/// The days on which something is to be visible: milestones, wins and own ends of roadmap items.
fn goals(world: &World<'_>) -> Vec<NaiveDate> {
    let milestones = world.project.rows::<Milestone>().iter().filter_map(|m| m.date(&world.calendar));
    let wins = world.project.rows::<Win>().iter().filter_map(|w| w.target_date);
    let items = world.project.rows::<Step>().iter().filter_map(|s| s.until);
    let mut days: Vec<_> = milestones.chain(wins).chain(items).collect();
    days.sort_unstable();
    days
}

/// MI4.
fn no_milestones(world: &World<'_>) -> Test {
    let Some((start, first, last)) = world
        .calendar
        .start()
        .zip(world.calendar.date_of_day(90))
        .zip(world.calendar.date_of_day(183))
        .map(|((s, a), b)| (s, a, b))
    else {
        return Test::not_yet(text("先填启动日期", "Enter the start date first"));
    };
    let here = place::<Milestone>(None, "milestone");
    let advice = text(
        "在路线图或短期胜利里加一个看得见的目标，写上日期",
        "Add a goal that people can see, with a date, to the roadmap or the wins",
    );
    let days = goals(world);
    let within = days.iter().filter(|d| (first..=last).contains(d)).count();
    if within == 0 && world.day.is_none_or(|day| day <= 183) {
        return Test::hit(
            if world.launch.is_some() { Level::Act } else { Level::Watch },
            say!("{first} 到 {last} 之间没有一个带日期的目标", "Nothing is dated between {first} and {last}"),
            advice,
            here,
        );
    }
    let ends: Vec<NaiveDate> =
        std::iter::once(start).chain(days.iter().copied().filter(|d| *d > start)).collect();
    let wide = |pair: &[NaiveDate]| {
        let (a, b) = (pair.first().copied()?, pair.last().copied()?);
        let limit = a.checked_add_months(Months::new(LONGEST_GAP))?;
        (b > limit && b > world.today).then_some((a, b))
    };
    match ends.windows(2).find_map(wide) {
        Some((a, b)) => Test::hit(
            Level::Watch,
            say!(
                "{a} 到 {b} 之间隔了 6 个月以上，没有目标",
                "More than six months without a goal, from {a} to {b}"
            ),
            advice,
            here,
        ),
        None => Test::clear(say!(
            "第 3 到 6 个月有 {within} 个带日期的目标",
            "Goals dated in months 3 to 6: {within}"
        )),
    }
}

/// MI5.
fn hard_numbers_only(world: &World<'_>) -> Test {
    let here = world.kpi_place(code::SATISFACTION);
    let Some(kpi) = world.kpi.by_code(code::SATISFACTION) else {
        return Test::hit(
            Level::Watch,
            text("指标里没有员工满意度", "Staff satisfaction is not among the indicators").into(),
            text("把员工对变革的满意度加回指标", "Add the staff's satisfaction with the change again"),
            here,
        );
    };
    match kpi.current {
        None if world.launch.is_some() => Test::hit(
            Level::Watch,
            text(
                "试点已经开始，员工满意度还没有读数",
                "The pilot runs, and staff satisfaction was never measured",
            )
            .into(),
            text("本周问一次：五分制，十个人也行", "Ask this week, on a scale of five; ten people will do"),
            here,
        ),
        None => Test::not_yet(text("员工满意度还没有读数", "Staff satisfaction has no reading yet")),
        Some((date, value)) if value < 3.5 && world.results_are_good() => Test::hit(
            Level::Act,
            say!(
                "结果指标都在轨，员工满意度只有 {value}（{date}）",
                "All results are on track, and staff satisfaction is only {value} ({date})"
            ),
            text("先问清楚累在哪里，再加码", "Find out what wears people down before you push on"),
            here,
        ),
        Some((date, value)) => {
            Test::clear(say!("员工满意度 {value}（{date}）", "Staff satisfaction {value} ({date})"))
        }
    }
}

/// MI6: whether to close is guarded where it is done; here stands only whether it was.
fn early_victory(world: &World<'_>) -> Test {
    let mut closings = world.project.rows::<closing::Closing>().iter();
    let early =
        closings.find(|c| c.date.is_some() && c.reopened.is_none() && !c.override_reason.0.trim().is_empty());
    if let Some(early) = early {
        let (date, why) = (early.date.unwrap_or(world.today), early.override_reason.0.trim());
        return Test::hit(
            Level::Watch,
            say!("{date} 提前收尾，理由：“{why}”", "Closed before its time on {date}: '{why}'"),
            text(
                "继续看指标，一有反弹就重新开启",
                "Keep reading the indicators, and open it again at the first relapse",
            ),
            place::<closing::Closing>(Some(early.id), "override_reason"),
        )
        .elsewhere();
    }
    let lasting = world
        .project
        .rows::<Step>()
        .iter()
        .any(|s| s.stage == Some(Stage::Institutionalise) || s.code.starts_with("p4"));
    if lasting {
        Test::clear(text(
            "没有提前收尾；路线图里有制度化的事项",
            "Not closed early; the roadmap makes the new way last",
        ))
    } else {
        Test::hit(
            Level::Watch,
            text("路线图里没有一件事让新做法留下来", "Nothing in the roadmap makes the new way last").into(),
            text(
                "把手册、考核、新人培训写进制度化阶段",
                "Plan manuals, appraisal and new-hire training for the last phase",
            ),
            place::<Step>(None, "item"),
        )
    }
}

/// MI7.
fn executives_absent(world: &World<'_>) -> Test {
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
fn silence(world: &World<'_>) -> Test {
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
    let missed = roadmap::missed(world.project, world.today);
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
            let name = |lang| crate::tools::row_name(m, lang);
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
