//! Whether results are planned, measured and kept: MI4, milestones; MI5, hard numbers alone; MI6, early victory.

use crate::calendar::Calendar;
use crate::facts::Facts;
use crate::finding::{Level, Place};
use crate::say;
use crate::sort::StableSort;
use crate::stats::Standing;
use crate::text::{Phrase, count, list, text};
use crate::tool::Test;
use crate::tools::closing::Closing;
use crate::tools::kpi::{Figures, Indicators, Kpi, code};
use crate::tools::premortem::facts::shared::{kpi_place, launch, project_day};
use crate::tools::roadmap::{Item, Milestone, Stage};
use crate::tools::wins::{FIRST_WIN_BY, Win};
use chrono::{Months, NaiveDate};
use std::iter::once;
use std::sync::Arc;

/// The project days between which something is to be visible.
const FIRST_RESULTS: (i64, i64) = (90, FIRST_WIN_BY);
/// Between two dated goals lie no more months than these.
const LONGEST_GAP: u32 = 6;
/// Staff are less satisfied than this when hard numbers are all that counts.
const SATISFIED: f64 = 3.5;
/// From this share of the way on, standing on it says something.
const JUDGED_FROM: f64 = 0.10;

/// A day on which something is to be visible.
struct Goal {
    on: NaiveDate,
    /// Whether people entered anything about it; what every project begins with proves nothing.
    own: bool,
}

/// The days on which something is to be visible: milestones, wins and own ends of roadmap items.
fn goals(facts: &Facts) -> Vec<Goal> {
    let calendar = facts.get::<Calendar>();
    let milestones = facts.rows::<Milestone>().iter().filter(|m| m.is_named());
    let milestones = milestones.filter_map(|m| Some(Goal { on: m.date(calendar)?, own: is_taken_up(m) }));
    let wins = facts.rows::<Win>().iter().filter(|win| !win.win.0.trim().is_empty());
    let wins = wins.filter_map(|w| Some(Goal { on: w.target_date?, own: true }));
    let items = facts.rows::<Item>().iter().filter(|item| item.is_named());
    let items = items.filter_map(|s| Some(Goal { on: s.until?, own: true }));
    let mut goals: Vec<_> = milestones.chain(wins).chain(items).collect();
    goals.stable_sort_by_key(|goal| goal.on);
    goals
}

/// Whether people entered anything in a milestone beyond what every project begins with.
fn is_taken_up(milestone: &Milestone) -> bool {
    let written = [milestone.milestone.as_str(), &milestone.owner, &milestone.evidence, &milestone.note.0];
    milestone.item().is_none_or(|item| milestone.month.is_some_and(|month| month != item.month))
        || milestone.date.is_some()
        || milestone.reached.0.is_some()
        || written.iter().any(|text| !text.trim().is_empty())
}

/// MI4.
pub fn no_milestones(facts: &Facts) -> Test {
    let calendar = facts.get::<Calendar>();
    let (from, until) = FIRST_RESULTS;
    let dates = calendar.date_of_day(from).zip(calendar.date_of_day(until));
    let Some((start, (first, last))) = calendar.start().zip(dates) else {
        return Test::not_yet(text("先填启动日期", "Enter the start date first"));
    };
    let here = Place::of(None, Milestone::COL.milestone);
    let advice = text(
        "在路线图或短期胜利里加一个看得见的目标，写上日期",
        "Add a goal that people can see, with a date, to the roadmap or the wins",
    );
    let goals = goals(facts);
    let within = || goals.iter().filter(|goal| (first..=last).contains(&goal.on));
    let own = within().filter(|goal| goal.own).count();
    if within().next().is_none() && project_day(facts).is_none_or(|day| day <= until) {
        return Test::hit(
            if launch(facts).is_some() { Level::Act } else { Level::Watch },
            here,
            say!("{first} 到 {last} 之间没有一个带日期的目标", "Nothing is dated between {first} and {last}"),
            advice,
        )
        .becomes(text(
            "定下一个第 3 到 6 个月看得见的目标和日期",
            "Set a goal that people can see in months 3 to 6, with its date",
        ));
    }
    let ahead = goals.iter().map(|goal| goal.on).filter(|day| *day > start);
    let ends: Vec<NaiveDate> = once(start).chain(ahead).collect();
    let wide = |pair: &[NaiveDate]| {
        let (a, b) = (pair.first().copied()?, pair.last().copied()?);
        let limit = a.checked_add_months(Months::new(LONGEST_GAP))?;
        (b > limit && b > facts.today()).then_some((a, b))
    };
    match ends.windows(2).find_map(wide) {
        Some((a, b)) => Test::hit(
            Level::Watch,
            here,
            say!(
                "{a} 到 {b} 之间有超过 6 个月没有目标",
                "More than six months without a goal, from {a} to {b}"
            ),
            advice,
        )
        .becomes(text(
            "定下一个第 3 到 6 个月看得见的目标和日期",
            "Set a goal that people can see in months 3 to 6, with its date",
        )),
        None if within().next().is_none() => {
            Test::not_yet(text("第 3 到 6 个月没有带日期的目标", "Nothing was dated in months 3 to 6"))
        }
        None if own == 0 => Test::not_yet(text(
            "第 3 到 6 个月只有预置的里程碑：定下日期或负责人，才算自己的目标",
            "Months 3 to 6 hold only the milestones that every project begins with: give one a date or an owner to make it yours",
        )),
        None => Test::clear(say!(
            "第 3 到 6 个月有带日期的目标 {goals}",
            "{goals} dated in months 3 to 6",
            goals = count(own as u64, "个", "goal", "goals")
        )),
    }
}

/// MI5.
pub fn hard_numbers_only(facts: &Facts) -> Test {
    let soft: Vec<&Figures> = facts.get::<Indicators>().kpis.iter().filter(|kpi| kpi.kpi.is_soft()).collect();
    let Some(first) = soft.first() else {
        return Test::hit(
            Level::Watch,
            kpi_place(facts, code::SATISFACTION),
            text("没有一个指标看人的一面", "No indicator is about people"),
            text(
                "把员工满意度加回指标，或在设定里把自己的指标选成“人（软指标）”",
                "Add staff satisfaction again, or choose 'people (soft)' for an indicator of your own in the set-up",
            ),
        )
.becomes(text("定一个看人的指标，如员工满意度，由谁每月报数", "Choose an indicator about people, such as staff satisfaction, and who reports it"));
    };
    let place = |kpi: &Figures| Place::of(kpi.kpi.id, Kpi::COL.name);
    let read: Vec<&Figures> = soft.iter().filter(|kpi| kpi.current.is_some()).copied().collect();
    if read.is_empty() {
        let names = list(&soft.iter().map(|kpi| kpi.kpi.title()).collect::<Vec<_>>());
        if launch(facts).is_none() {
            return Test::not_yet(say!("还没有数据：{names}", "No reading yet: {names}", names));
        }
        return Test::hit(
            Level::Watch,
            place(first),
            say!(
                "试点已经上线，还没有数据：{names}",
                "The pilot is live without a reading of: {names}",
                names
            ),
            if first.kpi.code == code::SATISFACTION {
                text(
                    "本周问一次：五分制，十个人也行",
                    "Ask this week, on a scale of five; ten people will do",
                )
            } else {
                text("本周记下第一个数据", "Take the first reading this week")
            },
        )
        .becomes(say!(
            "本周拿到{names}的第一个数字",
            "Get the first figure of {names} this week",
            names
        ));
    }
    if let Some(kpi) = read.iter().find(|kpi| is_low(kpi)).filter(|_| results_are_good(facts)) {
        let state = state(kpi);
        return Test::hit(
            Level::Act,
            place(kpi),
            say!(
                "结果指标都在轨，人的一面却不好：{state}",
                "All results are on track, but people are not: {state}",
                state
            ),
            text("先问清楚累在哪里，再加码", "Find out what wears people down before you push on"),
        );
    }
    Test::clear(list(&read.iter().map(|kpi| state(kpi)).collect::<Vec<_>>()))
}

/// Whether people are not well by a soft indicator: satisfaction below the threshold of the source, another one short of
/// what was expected of it.
fn is_low(kpi: &Figures) -> bool {
    if kpi.kpi.code == code::SATISFACTION {
        kpi.current.is_some_and(|(_, value)| value < SATISFIED)
    } else {
        kpi.needs_review()
    }
}

/// Name, value and day of the latest reading.
fn state(kpi: &Figures) -> Phrase {
    let name = kpi.kpi.title();
    let Some((date, value)) = kpi.current else { return name };
    say!(
        "{name} {value}（{date}）",
        "{name} {value} ({date})",
        name,
        value = kpi.kpi.unit().figure(value),
        date
    )
}

/// Whether all hard lagging indicators that can be judged are on track, and there is one. Before a tenth of the way is
/// expected, being on track says nothing.
fn results_are_good(facts: &Facts) -> bool {
    let mut judged = facts
        .get::<Indicators>()
        .kpis
        .iter()
        .filter(|kpi| !kpi.kpi.is_leading() && !kpi.kpi.is_soft())
        .filter(|kpi| kpi.expected.is_none_or(|share| share >= JUDGED_FROM))
        .filter_map(Figures::standing)
        .map(|standing| matches!(standing, Standing::Met | Standing::OnTrack))
        .peekable();
    judged.peek().is_some() && judged.all(|good| good)
}

/// MI6: whether to close is guarded where it is done, and said there; here stand whether it was, and whether anything is
/// planned that makes the new way last.
pub fn early_victory(facts: &Facts) -> Test {
    let mut closings = facts.rows::<Closing>().iter();
    let early =
        closings.find(|c| c.date.is_some() && c.reopened.is_none() && !c.override_reason.0.trim().is_empty());
    if let Some(early) = early {
        let (date, why) = (early.date.unwrap_or(facts.today()), early.override_reason.0.trim());
        return Test::hit(
            Level::Watch,
            Place::of(early.id, Closing::COL.override_reason),
            say!("{date} 提前收尾，理由：“{why}”", "Closed early on {date}: '{why}'"),
            text("继续看指标，一有反弹就重新开启", "Keep reading the KPIs, and reopen at the first relapse"),
        )
        .elsewhere();
    }
    let lasts = |item: &&Arc<Item>| item.stage() == Some(Stage::Institutionalise) && item.is_named();
    let planned = || facts.rows::<Item>().iter().filter(lasts);
    match planned().find(|item| is_begun(item)) {
        Some(_) => Test::clear(text(
            "没有提前收尾；路线图里有制度化的安排",
            "Not closed early, and the roadmap plans how the new way becomes permanent",
        )),
        None if planned().next().is_some() => Test::not_yet(text(
            "制度化阶段只有预置的事项：定下负责人或日期",
            "The last phase holds only the items that every project begins with: give one an owner or a date",
        )),
        None => Test::hit(
            Level::Watch,
            Place::of(None, Item::COL.item),
            text("路线图里没有一件事让新做法固定下来", "Nothing in the roadmap makes the new way permanent"),
            text(
                "把手册、考核、新人培训写进制度化阶段",
                "Plan manuals, appraisal and new-hire training for the last phase",
            ),
        )
        .becomes(text(
            "定下谁把新做法写进手册、考核和新人培训",
            "Settle who writes the new way into manuals, appraisal and new-hire training",
        )),
    }
}

/// Whether people entered anything in an item beyond what every project begins with.
fn is_begun(item: &Item) -> bool {
    let written = [item.item.as_str(), &item.owner, &item.evidence, &item.note.0];
    item.item().is_none()
        || item.from.is_some()
        || item.until.is_some()
        || item.done.0.is_some()
        || written.iter().any(|text| !text.trim().is_empty())
}
