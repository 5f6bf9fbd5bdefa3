//! Whether results are planned, measured and kept: MI4, milestones; MI5, hard numbers alone; MI6, early victory.

use crate::calendar::Calendar;
use crate::facts::Facts;
use crate::finding::{Level, Place};
use crate::say;
use crate::stats::Standing;
use crate::text::text;
use crate::tools::closing::Closing;
use crate::tools::kpi::{self, Indicators, code};
use crate::tools::premortem::facts::Test;
use crate::tools::premortem::facts::shared::{kpi_place, launch, project_day};
use crate::tools::roadmap::{Item, Milestone, Stage};
use crate::tools::wins::Win;
use chrono::{Months, NaiveDate};
use std::iter::once;

/// The project days between which something is to be visible.
const FIRST_RESULTS: (i64, i64) = (90, 183);
/// Between two dated goals lie no more months than these.
const LONGEST_GAP: u32 = 6;
/// Staff are less satisfied than this when hard numbers are all that counts.
const SATISFIED: f64 = 3.5;
/// From this share of the way on, standing on it says something.
const JUDGED_FROM: f64 = 0.10;

/// The days on which something is to be visible: milestones, wins and own ends of roadmap items.
fn goals(facts: &Facts) -> Vec<NaiveDate> {
    let calendar = facts.get::<Calendar>();
    let milestones = facts.rows::<Milestone>().iter().filter_map(|m| m.date(calendar));
    let wins = facts.rows::<Win>().iter().filter_map(|w| w.target_date);
    let items = facts.rows::<Item>().iter().filter_map(|s| s.until);
    let mut days: Vec<_> = milestones.chain(wins).chain(items).collect();
    days.sort_unstable();
    days
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
    let days = goals(facts);
    let within = days.iter().filter(|d| (first..=last).contains(d)).count();
    if within == 0 && project_day(facts).is_none_or(|day| day <= until) {
        return Test::hit(
            if launch(facts).is_some() { Level::Act } else { Level::Watch },
            here,
            say!("{first} 到 {last} 之间没有一个带日期的目标", "Nothing is dated between {first} and {last}"),
            advice,
        );
    }
    let ends: Vec<NaiveDate> = once(start).chain(days.into_iter().filter(|day| *day > start)).collect();
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
                "{a} 到 {b} 之间隔了 6 个月以上，没有目标",
                "More than six months without a goal, from {a} to {b}"
            ),
            advice,
        ),
        None => Test::clear(say!(
            "第 3 到 6 个月有 {within} 个带日期的目标",
            "Goals dated in months 3 to 6: {within}"
        )),
    }
}

/// MI5.
pub fn hard_numbers_only(facts: &Facts) -> Test {
    let here = kpi_place(facts, code::SATISFACTION);
    let Some(kpi) = facts.get::<Indicators>().by_code(code::SATISFACTION) else {
        return Test::hit(
            Level::Watch,
            here,
            text("指标里没有员工满意度", "Staff satisfaction is not among the indicators"),
            text("把员工对变革的满意度加回指标", "Add the staff's satisfaction with the change again"),
        );
    };
    match kpi.current {
        None if launch(facts).is_some() => Test::hit(
            Level::Watch,
            here,
            text(
                "试点已经开始，员工满意度还没有读数",
                "The pilot runs, and staff satisfaction was never measured",
            ),
            text("本周问一次：五分制，十个人也行", "Ask this week, on a scale of five; ten people will do"),
        ),
        None => Test::not_yet(text("员工满意度还没有读数", "Staff satisfaction has no reading yet")),
        Some((date, value)) if value < SATISFIED && results_are_good(facts) => Test::hit(
            Level::Act,
            here,
            say!(
                "结果指标都在轨，员工满意度只有 {value}（{date}）",
                "All results are on track, and staff satisfaction is only {value} ({date})"
            ),
            text("先问清楚累在哪里，再加码", "Find out what wears people down before you push on"),
        ),
        Some((date, value)) => {
            Test::clear(say!("员工满意度 {value}（{date}）", "Staff satisfaction {value} ({date})"))
        }
    }
}

/// Whether all lagging indicators that can be judged are on track, and there is one. Before a tenth of the way is
/// expected, being on track says nothing.
fn results_are_good(facts: &Facts) -> bool {
    let mut judged = facts
        .get::<Indicators>()
        .kpis
        .iter()
        .filter(|kpi| !kpi.kpi.is_leading() && kpi.expected.is_none_or(|share| share >= JUDGED_FROM))
        .filter_map(kpi::Figures::standing)
        .map(|standing| matches!(standing, Standing::Met | Standing::OnTrack))
        .peekable();
    judged.peek().is_some() && judged.all(|good| good)
}

/// MI6: whether to close is guarded where it is done; here stands only whether it was.
pub fn early_victory(facts: &Facts) -> Test {
    let mut closings = facts.rows::<Closing>().iter();
    let early =
        closings.find(|c| c.date.is_some() && c.reopened.is_none() && !c.override_reason.0.trim().is_empty());
    if let Some(early) = early {
        let (date, why) = (early.date.unwrap_or(facts.today()), early.override_reason.0.trim());
        return Test::hit(
            Level::Watch,
            Place::of(early.id, Closing::COL.override_reason),
            say!("{date} 提前收尾，理由：“{why}”", "Closed before its time on {date}: '{why}'"),
            text(
                "继续看指标，一有反弹就重新开启",
                "Keep reading the indicators, and open it again at the first relapse",
            ),
        )
        .elsewhere();
    }
    let lasts = |step: &Item| step.stage == Some(Stage::Institutionalise) || step.code.starts_with("p4");
    if facts.rows::<Item>().iter().any(|step| lasts(step)) {
        Test::clear(text(
            "没有提前收尾；路线图里有制度化的事项",
            "Not closed early; the roadmap makes the new way last",
        ))
    } else {
        Test::hit(
            Level::Watch,
            Place::of(None, Item::COL.item),
            text("路线图里没有一件事让新做法留下来", "Nothing in the roadmap makes the new way last"),
            text(
                "把手册、考核、新人培训写进制度化阶段",
                "Plan manuals, appraisal and new-hire training for the last phase",
            ),
        )
    }
}
