//! What is done and counted: MI2 and MI3, training; MI4, milestones; MI5, hard numbers; MI6, early victory.

use super::place;
use crate::finding::Level;
use crate::say;
use crate::sheet::Id;
use crate::text::{Phrase, text};
use crate::tools::adkar::Person;
use crate::tools::closing;
use crate::tools::kotter::{self, Training};
use crate::tools::kpi::code;
use crate::tools::premortem::rules::Test;
use crate::tools::premortem::world::{Aligned, Share, World, role_name};
use crate::tools::roadmap::{self, Milestone, Stage};
use crate::tools::wins::Win;
use chrono::{Months, NaiveDate};

/// Between two dated goals lie no more months than these.
const LONGEST_GAP: u32 = 6;

/// Roles whose incentives are not aligned, or blank, with how many people each.
fn unaligned(world: &World<'_>) -> Option<(Phrase, Id)> {
    let roles: Vec<_> = world.cards.by_role.iter().filter(|(_, a)| a.against + a.blank > 0).collect();
    let first = roles.iter().find_map(|(_, a)| a.first)?;
    let part = |zh: bool| {
        let one = |(role, a): &(&Option<_>, &Aligned)| {
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
pub(super) fn training_only(world: &World<'_>) -> Test {
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
pub(super) fn trained_once(world: &World<'_>) -> Test {
    let Share { hit, of, first } = world.cards.unable;
    // Who was trained in the last two weeks is still practising.
    let coaching = world.facts.get::<kotter::Coaching>();
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
    let items = world.project.rows::<roadmap::Item>().iter().filter_map(|s| s.until);
    let mut days: Vec<_> = milestones.chain(wins).chain(items).collect();
    days.sort_unstable();
    days
}

/// MI4.
pub(super) fn no_milestones(world: &World<'_>) -> Test {
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
pub(super) fn hard_numbers_only(world: &World<'_>) -> Test {
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
pub(super) fn early_victory(world: &World<'_>) -> Test {
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
        .rows::<roadmap::Item>()
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
            place::<roadmap::Item>(None, "item"),
        )
    }
}
