//! What is advised about the wins: few findings, each with the values it was concluded from.

use super::Win;
use super::facts::{ENOUGH, Figures, Lack, State, THANKS_DAYS, WinFigures, has_number, name};
use crate::calendar::Calendar;
use crate::facts::Facts;
use crate::finding::{Consequence, Finding, Level, Line, Place, Rule};
use crate::say;
use crate::text::{Phrase, Text, count as number, days, few, list, text};
use crate::tool::Assessment;

/// Before this day nobody need have thought of wins.
const FROM_DAY: i64 = 15;
/// So many are named.
const NAMED: usize = 2;

const STEP: Text = text("科特8步 第6步 短期胜利", "Kotter's 8 steps, step 6, short-term wins");

/// What is looked for, in the order in which it is said.
pub static RULES: &[Rule] = &[
    Rule::one(
        "WN3",
        STEP,
        text(
            "短期胜利过了目标日期，还没有达到目标值",
            "A win is past its target date and its value is not reached",
        ),
        late,
    )
    .weighs(Consequence::Results),
    Rule::one(
        "WN1",
        STEP,
        text("第 15 天起，计划了短期胜利，却少于三个", "From day 15 on, fewer than three wins are planned"),
        too_few,
    ),
    Rule::one(
        "WN2",
        text("10条建议 第2条 数据说话", "Ten pieces of advice, no. 2, let data speak"),
        text(
            "第 15 天起，没有达成的胜利缺证明指标、目标值或目标日期",
            "From day 15 on, a win not yet achieved has no evidence KPI, no target value or no target date",
        ),
        incomplete,
    )
    .weighs(Consequence::Entry),
    Rule::one(
        "WN4",
        text("变革工作簿", "Changebook"),
        text(
            "指标的水平已达到胜利的目标值，达成日期还没有填",
            "The level of a KPI has reached the target value of a win that is not marked achieved",
        ),
        reached,
    )
    .weighs(Consequence::Entry),
    Rule::one(
        "WN5",
        text("变革工作簿", "Changebook"),
        text(
            "胜利记为达成，证明它的指标没有到目标值：那天没有，现在也没有",
            "A win is marked achieved while its indicator has not reached the target value, neither on that day nor now",
        ),
        short,
    )
    .weighs(Consequence::Results),
    Rule::one(
        "CO7",
        text("沟通原则7 庆祝进展", "Communication principle 7, celebrate progress"),
        text(
            "胜利达成超过 7 天还没有表彰",
            "A win was achieved more than 7 days ago and nobody has been recognised",
        ),
        unthanked,
    )
    .weighs(Consequence::Results),
];

/// Whether wins ought to be planned by now.
fn is_time_to_plan(facts: &Facts) -> bool {
    facts.get::<Calendar>().day(facts.today()).is_some_and(|day| day >= FROM_DAY)
}

fn names(wins: &[(i64, &WinFigures)]) -> Phrase {
    few(wins.iter().map(|(_, w)| &w.name), NAMED)
}

fn late(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let late = facts.get::<Figures>().late();
    let (longest, first) = *late.first()?;
    let (names, by) = (names(&late), days(longest));
    let evidence = if late.len() > 1 {
        say!(
            "{names}过了目标日期还没有达成，最久已过 {by}",
            "{names} are past the target date and not achieved, the oldest by {by}",
            names,
            by
        )
    } else {
        say!(
            "{names}过了目标日期 {by}，还没有达成",
            "{names} is {by} past the target date and not achieved",
            names,
            by
        )
    };
    Some(
        rule.found(
            Level::Act,
            Place::of(first.row, Win::COL.target_date),
            evidence,
            text(
                "本周定下：换做法、缩小目标，还是改日期，并告诉大家原因",
                "Decide this week on another approach, a smaller goal or a new date, and tell people why",
            ),
        )
        .becomes(say!(
            "本周定下{names}是换做法、缩小目标还是改日期",
            "Decide this week whether {names} takes another approach, a smaller goal or a new date",
            names
        )),
    )
}

/// Some wins, but fewer than three. That there is none at all is for the plan as a whole to say.
fn too_few(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let count = facts.get::<Figures>().named().count();
    let too_few = is_time_to_plan(facts) && (1..ENOUGH).contains(&count);
    too_few.then(|| {
        rule.found(
            Level::Watch,
            Place::of(None, Win::COL.win),
            say!(
                "只计划了 {wins}短期胜利，少于 {ENOUGH} 个",
                "{wins} planned; at least {ENOUGH} are needed",
                wins = number(count as u64, "个", "win is", "wins are")
            ),
            text(
                "再定下几个第 3 到 6 个月看得见的成果，一个落空还有别的",
                "Plan more results that people can see in months 3 to 6, so that one failure does not sink them all",
            ),
        )
    })
}

fn incomplete(rule: &Rule, facts: &Facts) -> Option<Finding> {
    // Until wins are due to be planned, a row is only being written.
    is_time_to_plan(facts).then_some(())?;
    let wins = &facts.get::<Figures>().wins;
    let lacking: Vec<&WinFigures> = wins.iter().filter(|w| !w.lacks.is_empty()).collect();
    let first = lacking.first()?;
    let column = first.lacks.first()?.column();
    let missing = |lack: &Lack| lacking.iter().any(|w| w.lacks.contains(lack));
    let missing: Vec<Phrase> =
        Lack::ALL.into_iter().filter(missing).map(|lack| lack.label().into()).collect();
    Some(
        rule.found(
            Level::Watch,
            Place::of(first.row, column),
            say!(
                "{names}缺：{missing}",
                "Missing for {names}: {missing}",
                names = few(lacking.iter().map(|w| &w.name), NAMED),
                missing = list(&missing)
            ),
            text(
                "写明哪个指标、到哪一天、达到多少，才证明得了",
                "Name the KPI, the target value and the date; otherwise nothing is proved",
            ),
        )
        .becomes(say!(
            "给{names}定下用哪个指标、到哪天、达到多少来证明",
            "Settle which indicator proves {names}, what value and by when",
            names = few(lacking.iter().map(|w| &w.name), NAMED)
        )),
    )
}

/// The indicator is where the win wants it, and nobody has said so.
fn reached(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let open = |w: &&WinFigures| !matches!(w.state, State::Achieved { .. }) && w.gap == Some(0.0);
    let win = facts.get::<Figures>().wins.iter().find(open)?;
    Some(
        rule.found(
            Level::Good,
            Place::of(win.row, Win::COL.achieved),
            say!(
                "“{name}”的指标已达到目标值：{said}",
                "'{name}': the KPI has reached the target value; {said}",
                name = win.name,
                said = win.said.as_ref()?
            ),
            text(
                "大家也看得见的话，就记下达成日期和结果",
                "If people can see it too, mark it achieved and enter the result",
            ),
        )
        .becomes(say!(
            "核实“{name}”，当众宣布达成",
            "Confirm '{name}', and announce that it is achieved",
            name = win.name
        )),
    )
}

/// It is said to be achieved, and the indicator that is to prove it says otherwise.
fn short(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let figures = facts.get::<Figures>();
    let short: Vec<&WinFigures> = figures.short().collect();
    let first = short.first()?;
    let target = facts.find::<Win>(first.row)?.target?;
    let others = match short.len() {
        1 => Phrase::same(""),
        n => say!("，另有 {n} 个也是", "; so are {n} more", n = n - 1),
    };
    Some(
        rule.found(
            Level::Act,
            Place::of(first.row, Win::COL.achieved),
            say!(
                "“{name}”记为达成，指标没有到目标值 {goal}：{said}{others}",
                "'{name}' is marked achieved, but its indicator has not reached {goal}: {said}{others}",
                name = first.name,
                goal = first.unit.figure(target),
                said = first.said.as_ref()?,
                others
            ),
            text(
                "没有做到就去掉达成日期；做到了就补上那时的数据，或核对目标值",
                "If it is not won yet, clear its day; if it is, enter the reading that proves it, or check the target value",
            ),
        )
        .becomes(say!(
            "核对“{name}”是不是真的达成",
            "Check whether '{name}' has really been achieved",
            name = first.name
        )),
    )
}

fn unthanked(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let waiting = facts.get::<Figures>().uncommended();
    let (days, first) = *waiting.first()?;
    Some(
        rule.found(
            Level::Watch,
            Place::of(first.row, Win::COL.commended),
            say!(
                "{names}达成 {days} 天仍未表彰（应在 {THANKS_DAYS} 天内）",
                "{names}: achieved {days} days ago, not recognised yet (due within {THANKS_DAYS} days)",
                names = names(&waiting),
                days
            ),
            text(
                "本周当众表彰做成这件事的人，说出他们做了什么",
                "Recognise the people behind it in public this week, and say what they did",
            ),
        )
        .becomes(say!(
            "本周当众表彰做成{names}的人，说出他们做了什么",
            "Recognise in public those behind {names}, and say what they did",
            names = names(&waiting)
        )),
    )
}

pub(super) fn assess(facts: &Facts, findings: Vec<Finding>) -> Assessment {
    let figures = facts.get::<Figures>();
    let (planned, achieved) = (figures.named().count(), figures.achieved().count());
    Assessment {
        headline: if planned == 0 {
            text("未填", "blank").into()
        } else {
            say!("达成{achieved}/{planned}", "{achieved}/{planned} won")
        },
        level: match Assessment::worst(&findings) {
            _ if planned == 0 => Level::Blank,
            // Three good plans are no win yet.
            Level::Good if achieved == 0 => Level::Blank,
            level => level,
        },
        conclusion: conclusion(facts, figures),
        findings,
    }
}

fn conclusion(facts: &Facts, figures: &Figures) -> Vec<Line> {
    let (planned, achieved) = (figures.named().count(), figures.achieved().count());
    if planned == 0 {
        return vec![Line::plain(text(
            "还没有短期胜利：先定三个第 3 到 6 个月看得见、有数字的成果。",
            "No win is planned yet: plan three results for months 3 to 6 that people can see and a figure proves.",
        ))];
    }
    let mut lines = vec![if planned < ENOUGH {
        Line::new(
            if is_time_to_plan(facts) { Level::Watch } else { Level::Blank },
            say!(
                "计划了 {planned} 个短期胜利，达成 {achieved} 个；至少要 {ENOUGH} 个",
                "{planned} planned, {achieved} achieved; at least {ENOUGH} are needed"
            ),
        )
    } else {
        Line::new(
            if achieved > 0 { Level::Good } else { Level::Blank },
            say!(
                "计划了 {wins}短期胜利，达成 {achieved} 个",
                "{wins} planned, {achieved} achieved",
                wins = number(planned as u64, "个", "win", "wins")
            ),
        )
    }];
    let left =
        |w: &WinFigures| if let State::Planned { left: Some(days) } = w.state { Some(days) } else { None };
    let next = figures.wins.iter().filter_map(|w| Some((left(w)?, w))).min_by_key(|(days, _)| *days);
    if let Some((left, win)) = next {
        lines.push(Line::plain(say!(
            "下一个：“{name}”，还有 {left}",
            "Next: '{name}', in {left}",
            name = win.name,
            left = days(left)
        )));
    }
    let late = figures.late().len();
    if late > 0 {
        lines.push(Line::new(
            Level::Act,
            say!(
                "{wins}过了目标日期还没有达成",
                "{wins} past the target date and not achieved",
                wins = number(late as u64, "个胜利", "win is", "wins are")
            ),
        ));
    }
    let short = figures.short().count();
    if short > 0 {
        lines.push(Line::new(
            Level::Act,
            say!(
                "{wins}记为达成，指标却没有到目标值",
                "{wins} marked achieved while the indicator has not reached the target value",
                wins = number(short as u64, "个胜利", "win is", "wins are")
            ),
        ));
    }
    let waiting = figures.uncommended().len();
    if waiting > 0 {
        lines.push(Line::new(
            Level::Watch,
            say!(
                "{wins}达成超过 {THANKS_DAYS} 天仍未表彰",
                "{wins} achieved more than {THANKS_DAYS} days ago and not recognised",
                wins = number(waiting as u64, "个胜利", "win was", "wins were")
            ),
        ));
    }
    lines
}

/// A win with its number sums up the pilot, and thanks in public are thanks to the pilot's people.
pub(super) fn proposes(facts: &Facts) -> Vec<(&'static str, Phrase)> {
    let wins = facts.rows::<Win>();
    let figures = facts.get::<Figures>();
    let is_short = |win: &Win| figures.get(win.id).is_some_and(|figures| figures.state.is_short());
    let is_proved = |win: &Win| win.achieved.0.is_some() && has_number(&win.result.0) && !is_short(win);
    let proved = wins.iter().find(|win| is_proved(win)).map(|win| {
        let said = say!(
            "短期胜利已达成并有数字：“{name}”",
            "A win is achieved and proved with a figure: '{name}'",
            name = name(facts, win)
        );
        ("w9-10-1", said)
    });
    let thanked = wins.iter().find_map(|w| w.commended.0.map(|on| (w, on))).map(|(win, on)| {
        let name = name(facts, win);
        ("w9-10-2", say!("“{name}”已于 {on} 表彰", "'{name}' was recognised on {on}", name, on))
    });
    proved.into_iter().chain(thanked).collect()
}
