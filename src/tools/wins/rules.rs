//! What is advised about the wins: few findings, each with the values it was concluded from.

use super::Win;
use super::figures::{ENOUGH, Figures, Lack, State, THANKS_DAYS, Waiting, WinFigures, uncommended};
use crate::facts::Facts;
use crate::finding::{Finding, Level, Line, Place};
use crate::say;
use crate::sheet::{Id, Row};
use crate::text::{Lang, Phrase, Text, text};
use crate::tool::Assessment;
use serde_json::{Value, json};

/// Before this day nobody need have thought of wins.
const FROM_DAY: i64 = 15;
/// So many are named.
const NAMED: usize = 2;

const STEP: Text = text("科特8步 第6步 短期胜利", "Kotter's 8 steps, step 6, short-term wins");
const ADVICE: Text = text("10条建议 第2条 用数据说话", "Ten pieces of advice, no. 2, let data speak");
const PRINCIPLE: Text = text("沟通原则7 庆祝进展", "Communication principle 7, celebrate progress");
const OWN: Text = text("变革工作簿", "Changebook");

/// The first names of a list, and how many there are beyond them.
pub(super) fn few(names: &[&Phrase]) -> Phrase {
    let some = |lang: Lang, between: &str, open: &str, close: &str| {
        let quoted = names.iter().take(NAMED).map(|name| format!("{open}{}{close}", name.get(lang)));
        quoted.collect::<Vec<_>>().join(between)
    };
    let (zh, en) = (some(Lang::Zh, "、", "“", "”"), some(Lang::En, ", ", "'", "'"));
    match names.len() {
        n if n > NAMED => {
            let more = n - NAMED;
            say!("{zh}等 {n} 项", "{en} and {more} more")
        }
        _ => say!("{zh}", "{en}"),
    }
}

fn place(row: Option<Id>, column: &'static str) -> Place {
    Place { sheet: Win::SHEET, row, column }
}

fn findings(figures: &Figures, waiting: &[Waiting]) -> Vec<Finding> {
    [late(figures), too_few(figures), incomplete(figures), reached(figures), unthanked(waiting)]
        .into_iter()
        .flatten()
        .collect()
}

/// WN1: some wins, but fewer than three. That there is none at all is for the plan as a whole to say.
fn too_few(figures: &Figures) -> Option<Finding> {
    let count = figures.named().count();
    let day = figures.calendar.day(figures.today)?;
    (day >= FROM_DAY && (1..ENOUGH).contains(&count)).then(|| Finding {
        id: "WN1",
        level: Level::Watch,
        evidence: say!(
            "只计划了 {count} 个短期胜利，少于 {ENOUGH} 个",
            "Wins planned: {count}, fewer than {ENOUGH}"
        ),
        advice: text(
            "再定下几个第 3 到 6 个月看得见的成果，一个落空还有别的",
            "Plan more results that people can see in months 3 to 6, so that one failure is not all",
        )
        .into(),
        source: STEP,
        place: place(None, "win"),
    })
}

/// WN2: planned wins without an indicator, a value or a day.
fn incomplete(figures: &Figures) -> Option<Finding> {
    // Until wins are due to be planned, a row is only being written.
    figures.calendar.day(figures.today).filter(|day| *day >= FROM_DAY)?;
    let lacking: Vec<&WinFigures> = figures.wins.iter().filter(|w| !w.lacks.is_empty()).collect();
    let first = lacking.first()?;
    let missing = |lack: Lack| lacking.iter().any(|w| w.lacks.contains(&lack));
    let words = [
        (Lack::Kpi, text("证明它的指标", "an indicator")),
        (Lack::Target, text("要达到的数值", "a value to reach")),
        (Lack::Date, text("目标日期", "a date")),
    ];
    let words: Vec<Text> = words.into_iter().filter(|(l, _)| missing(*l)).map(|(_, word)| word).collect();
    let zh_words = words.iter().map(|w| w.zh).collect::<Vec<_>>().join("、");
    let en_words = words.iter().map(|w| w.en).collect::<Vec<_>>().join(", ");
    let names: Vec<&Phrase> = lacking.iter().map(|w| &w.name).collect();
    let Phrase { zh, en } = few(&names);
    Some(Finding {
        id: "WN2",
        level: Level::Watch,
        evidence: say!("{zh}还缺：{zh_words}", "{en}: still missing {en_words}"),
        advice: text(
            "写明哪个指标、到哪一天、达到多少，才证明得了",
            "Say which indicator has to reach which value by when; else nothing is proved",
        )
        .into(),
        source: ADVICE,
        place: place(Some(first.row), first.lacks.first().map_or("kpi", |lack| lack.column())),
    })
}

/// WN3: the day has passed.
fn late(figures: &Figures) -> Option<Finding> {
    let mut late: Vec<(i64, &WinFigures)> = figures
        .wins
        .iter()
        .filter_map(|w| if let State::Late { days } = w.state { Some((days, w)) } else { None })
        .collect();
    late.sort_by_key(|(days, _)| -days);
    let (days, first) = *late.first()?;
    let names: Vec<&Phrase> = late.iter().map(|(_, w)| &w.name).collect();
    let Phrase { zh, en } = few(&names);
    let evidence = if late.len() > 1 {
        say!(
            "{zh}过了目标日期还没有达成，最久 {days} 天",
            "{en}: past the target date and not achieved, the longest by {days} days"
        )
    } else {
        say!(
            "{zh}过了目标日期 {days} 天还没有达成",
            "{en}: {days} days past the target date and not achieved"
        )
    };
    Some(Finding {
        id: "WN3",
        level: Level::Act,
        evidence,
        advice: text(
            "本周定下：换做法、缩小目标，还是改日期，并告诉大家原因",
            "Decide this week: another way, a smaller goal or a new date; and tell people why",
        )
        .into(),
        source: STEP,
        place: place(Some(first.row), "target_date"),
    })
}

/// WN4: the indicator is where the win wants it, and nobody has said so.
fn reached(figures: &Figures) -> Option<Finding> {
    let open = |w: &&WinFigures| !matches!(w.state, State::Achieved { .. }) && w.gap == Some(0.0);
    let win = figures.wins.iter().find(open)?;
    let (date, value) = win.current?;
    let value = crate::tools::kpi::words::figure(value, win.unit);
    let (zh, en) = (&win.name.zh, &win.name.en);
    let (now_zh, now_en) = (value.zh, value.en);
    Some(Finding {
        id: "WN4",
        level: Level::Good,
        evidence: say!(
            "“{zh}”的指标 {date} 是 {now_zh}，已达到要求",
            "'{en}': its indicator was {now_en} on {date}, which is enough"
        ),
        advice: text(
            "大家也看得见的话，就记下达成日期和结果",
            "If people can see it too, date it as achieved and note the result",
        )
        .into(),
        source: OWN,
        place: place(Some(win.row), "achieved"),
    })
}

/// CO7: achieved more than a week ago, and nobody was thanked.
fn unthanked(waiting: &[Waiting]) -> Option<Finding> {
    let first = waiting.first()?;
    let names: Vec<&Phrase> = waiting.iter().map(|w| &w.name).collect();
    let (Phrase { zh, en }, days) = (few(&names), first.days);
    Some(Finding {
        id: "CO7",
        level: Level::Watch,
        evidence: say!(
            "{zh}达成 {days} 天还没有表彰，超过 {THANKS_DAYS} 天",
            "{en}: achieved {days} days ago and not commended yet; the limit is {THANKS_DAYS} days"
        ),
        advice: text(
            "本周当众表彰做成这件事的人，说出他们做了什么",
            "Commend the people behind it in public this week, and say what they did",
        )
        .into(),
        source: PRINCIPLE,
        place: place(Some(first.win), "commended"),
    })
}

pub(super) fn assess(scene: &Facts, _: Vec<Finding>) -> Assessment {
    let (project, today) = (scene.project(), scene.today());
    let figures = scene.get::<Figures>();
    let waiting = uncommended(project, today);
    let findings = findings(figures, &waiting);
    let (planned, achieved) = (figures.named().count(), figures.achieved());
    let worst = Assessment::worst(&findings);
    Assessment {
        headline: if planned == 0 {
            text("未填", "none yet").into()
        } else {
            say!("达成{achieved}/{planned}", "{achieved}/{planned} won")
        },
        level: match worst {
            _ if planned == 0 => Level::Blank,
            // Three good plans are no win yet.
            Level::Good if achieved == 0 => Level::Blank,
            level => level,
        },
        conclusion: conclusion(figures, &waiting),
        findings,
    }
}

fn conclusion(figures: &Figures, waiting: &[Waiting]) -> Vec<Line> {
    let line = |level, text| Line { level, text };
    let (planned, achieved) = (figures.named().count(), figures.achieved());
    if planned == 0 {
        return vec![line(
            Level::Blank,
            text(
                "还没有短期胜利：先定三个第 3 到 6 个月看得见、有数字的成果。",
                "There is no win yet: plan three results for months 3 to 6 that people can see and a number proves.",
            )
            .into(),
        )];
    }
    let mut lines = vec![if planned < ENOUGH {
        let level = if figures.calendar.day(figures.today).is_some_and(|day| day >= FROM_DAY) {
            Level::Watch
        } else {
            Level::Blank
        };
        line(
            level,
            say!(
                "计划了 {planned} 个短期胜利，达成 {achieved} 个；至少要 {ENOUGH} 个",
                "Wins planned: {planned}, achieved: {achieved}; it takes at least {ENOUGH}"
            ),
        )
    } else {
        let level = if achieved > 0 { Level::Good } else { Level::Blank };
        line(
            level,
            say!(
                "计划了 {planned} 个短期胜利，达成 {achieved} 个",
                "Wins planned: {planned}, achieved: {achieved}"
            ),
        )
    }];
    let left =
        |w: &WinFigures| if let State::Planned { left: Some(days) } = w.state { Some(days) } else { None };
    let next = figures.wins.iter().filter_map(|w| Some((left(w)?, w))).min_by_key(|(days, _)| *days);
    if let Some((days, win)) = next {
        let (zh, en) = (&win.name.zh, &win.name.en);
        lines
            .push(line(Level::Blank, say!("下一个：“{zh}”，还有 {days} 天", "Next: '{en}', in {days} days")));
    }
    let late = figures.wins.iter().filter(|w| matches!(w.state, State::Late { .. })).count();
    if late > 0 {
        lines.push(line(
            Level::Act,
            say!("过了目标日期还没有达成的：{late} 个", "Past the target date and not achieved: {late}"),
        ));
    }
    if !waiting.is_empty() {
        let n = waiting.len();
        lines.push(line(
            Level::Watch,
            say!(
                "达成超过 {THANKS_DAYS} 天没有表彰的：{n} 个",
                "Achieved more than {THANKS_DAYS} days ago and not commended: {n}"
            ),
        ));
    }
    lines
}

pub(super) fn values(scene: &Facts) -> Vec<(&'static str, Value)> {
    let figures = scene.get::<Figures>();
    let count = |wanted: fn(&WinFigures) -> bool| figures.wins.iter().filter(|w| wanted(w)).count();
    let wins = figures.named().map(|w| {
        let (state, left) = match w.state {
            State::Blank => ("blank", None),
            State::Planned { left } => ("planned", left),
            State::Late { days } => ("late", Some(-days)),
            State::Achieved { number: false, .. } => ("achieved_without_number", None),
            State::Achieved { .. } => ("achieved", None),
        };
        json!({
            "id": w.row,
            "name": { "zh": w.name.zh, "en": w.name.en },
            "state": state,
            "days_left": left,
            "current": w.current.map(|(_, value)| value),
            "gap": w.gap,
            "commended": w.commended.map(|d| d.to_string()),
        })
    });
    vec![
        ("planned", json!(figures.named().count())),
        ("achieved", json!(figures.achieved())),
        ("late", json!(count(|w| matches!(w.state, State::Late { .. })))),
        ("incomplete", json!(count(|w| !w.lacks.is_empty()))),
        ("without_number", json!(count(|w| matches!(w.state, State::Achieved { number: false, .. })))),
        ("uncommended", json!(uncommended(scene.project(), scene.today()).len())),
        ("wins", wins.collect()),
    ]
}
