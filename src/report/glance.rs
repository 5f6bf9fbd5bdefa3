//! The conclusion in one sentence, and the answers to a reader's first questions.

use super::{Answer, Figure, charts, exceptions, people, promises};
use crate::assess::Assessed;
use crate::calendar::Calendar;
use crate::facts::Facts;
use crate::finding::{Finding, Level, Line};
use crate::say;
use crate::sort::StableSort;
use crate::stats::Standing;
use crate::text::{Phrase, Text, count, days, list, text};
use crate::tool::Tool;
use crate::tools::adkar::Rollup;
use crate::tools::charter::{Charter, phase_name};
use crate::tools::kpi::{Alone, Figures, Indicators, Movement};
use crate::tools::{checklist, closing, roadmap};
use std::cmp::Reverse;

/// So many indicators are named in a sentence.
const NAMED: usize = 2;

/// What there is to conclude, in one sentence.
pub(super) fn headline(assessed: &Assessed) -> Line {
    let facts = &assessed.facts;
    let (calendar, today) = (facts.get::<Calendar>(), facts.today());
    let stop = assessed.findings().into_iter().find(|(_, finding)| finding.level == Level::Stop);
    if let Some(on) = closing::closed(facts.project()).filter(|on| *on <= today) {
        let results = results(facts);
        return Line::new(
            results.level,
            say!(
                "项目已于 {on} 收尾；{results}",
                "The project was closed on {on}; {results}",
                on,
                results = results.text
            ),
        );
    }
    if calendar.is_paused(today) {
        let said = text(
            "项目暂停中：日期顺延，数据不再判断，恢复之前没有新的结论",
            "The project is paused: dates move on, readings are not judged, and nothing new is concluded until it resumes",
        );
        return Line::new(Level::Watch, said);
    }
    if let Some((tool, stop)) = stop {
        let why = of_tool(tool.title, stop);
        return Line::new(Level::Stop, say!("不能这样继续。{why}", "It cannot go on like this. {why}", why));
    }
    let results = match calendar.day(today) {
        None => Line::new(
            Level::Watch,
            text(
                "项目还没有启动日期，算不出该做到哪一步",
                "The project has no start date yet, so nothing says how far it should be",
            ),
        ),
        Some(day) if day < 1 => {
            let left = days(1 - day);
            Line::plain(say!("还有 {left}启动", "The change starts in {left}", left))
        }
        Some(_) => results(facts),
    };
    let Some(people) = held_back(facts) else { return results };
    let text = Phrase::from((
        format!("{}；{}", results.text.zh, people.zh),
        format!("{}; {}", results.text.en, people.en),
    ));
    Line::new(results.level, text)
}

/// The people whom the largest barrier stops, as a clause.
fn held_back(facts: &Facts) -> Option<Phrase> {
    let all = &facts.get::<Rollup>().all;
    let (element, stuck) = all.largest()?;
    let whole = all.people;
    Some(say!(
        "诊断卡上 {whole} 人中有 {stuck} 人{what}",
        "{stuck} of {whole} people on cards {what}",
        whole,
        stuck,
        what = people::plainly(element, stuck)
    ))
}

/// How the results stand, in one sentence.
fn results(facts: &Facts) -> Line {
    let indicators = facts.get::<Indicators>();
    let tally = indicators.tally();
    let of = |wanted: &dyn Fn(&Figures) -> bool| -> Vec<Phrase> {
        let kpis = indicators.kpis.iter().filter(|kpi| wanted(kpi));
        kpis.map(|kpi| kpi.kpi.title()).collect()
    };
    let worst_first = exceptions::off(facts);
    let off =
        worst_first.iter().filter(|k| matches!(k.standing(), Some(Standing::OffTrack | Standing::Missed)));
    let off: Vec<&Figures> = off.copied().collect();
    let behind = worst_first.iter().filter(|k| k.standing() == Some(Standing::Behind));
    let behind: Vec<Phrase> = behind.map(|kpi| kpi.kpi.title()).collect();
    let worse = of(&|k| k.movement == Movement::Worse && k.needs_review());
    let better = of(&|k| k.movement == Movement::Better);
    let far = of(&Figures::is_far_off);
    let lost = of(&|k| k.stands_alone() == Some(Alone::Lost));
    let good = tally.good;
    let rest = || match good {
        0 => Phrase::same(""),
        1 => text("；另有 1 项在轨或达成", "; 1 other is on track or met").into(),
        _ => say!("；另有 {good} 项在轨或达成", "; {good} others are on track or met"),
    };
    match () {
        () if !indicators.any_reading() => Line::new(
            Level::Watch,
            text(
                "还没有指标数据，说不出结果是好是坏",
                "There are no readings yet, so nobody can say how the results stand",
            ),
        ),
        () if !off.is_empty() => off_track(&off, &worse, &rest()),
        () if !behind.is_empty() => {
            let (which, rest) = (few(&behind), rest());
            Line::new(
                Level::Watch,
                say!(
                    "{which}{are}{rest}",
                    "{which} {are}{rest}",
                    which,
                    are = are(behind.len(), text("落后于计划", "behind plan")),
                    rest
                ),
            )
        }
        () if !far.is_empty() => {
            let (which, rest) = (few(&far), rest());
            Line::new(
                Level::Watch,
                say!(
                    "{which}{are}，先核对数字、弄清发生了什么{rest}",
                    "{which} {are}: check the figure and find out what happened{rest}",
                    which,
                    are = are(far.len(), text("这一次明显不好", "clearly bad this once")),
                    rest
                ),
            )
        }
        () if good == 0 => Line::plain(text(
            "数据还少，结果还不能判断",
            "There are too few readings so far to judge the results",
        )),
        () if !lost.is_empty() => Line::new(
            Level::Watch,
            say!(
                "{good}在轨或达成，没有一项偏离；{which}{are}，不过在正常波动之内",
                "{good} on track or met and none is off; {which} {are}, within the usual ups and downs",
                good = indicators_count(good),
                which = few(&lost),
                are = are(lost.len(), text("比变革之前还差", "worse than before the change"))
            ),
        ),
        () if better.is_empty() => Line::new(
            Level::Good,
            say!(
                "{good}在轨或达成，没有一项偏离；改善还没有证实",
                "{good} on track or met and none is off, though no improvement is proven yet",
                good = indicators_count(good)
            ),
        ),
        () => Line::new(
            Level::Good,
            say!(
                "{good}在轨或达成，没有一项偏离；已证实改善：{which}",
                "{good} on track or met and none is off; proven better: {which}",
                good = indicators_count(good),
                which = few(&better)
            ),
        ),
    }
}

/// What is off track, and how many of it are proven worse. What is to hold from the first day on has no plan to be off.
fn off_track(off: &[&Figures], worse: &[Phrase], rest: &Phrase) -> Line {
    let has_gained = |kpi: &&Figures| kpi.progress.is_some_and(|progress| progress > 0.0);
    let how = match () {
        () if off.iter().any(|kpi| kpi.due().is_some()) => text("偏离计划", "off track"),
        () if off.iter().all(has_gained) => {
            text("还没有到目标，已经比起点好", "short of the target, though better than at the start")
        }
        () => text("没有到目标", "short of the target"),
    };
    let off: Vec<Phrase> = off.iter().map(|kpi| kpi.kpi.title()).collect();
    let which = few(&off);
    let proven = match off.iter().filter(|name| worse.contains(name)).count() {
        0 => Phrase::same(""),
        n if n == off.len() => text("，而且已证实比以前差", ", and proven worse than before").into(),
        n => say!("，其中 {n} 项已证实比以前差", ", {n} of them proven worse than before"),
    };
    Line::new(
        Level::Act,
        say!(
            "{which}{are}{proven}{rest}",
            "{which} {are}{proven}{rest}",
            which,
            are = are(off.len(), how),
            proven,
            rest
        ),
    )
}

/// How so many of them stand; Chinese has no verb for it.
fn are(n: usize, how: Text) -> Phrase {
    let verb = if n == 1 { "is" } else { "are" };
    Phrase { zh: how.zh.into(), en: format!("{verb} {}", how.en).into() }
}

fn indicators_count(n: usize) -> Phrase {
    Phrase {
        zh: format!("{n} 项指标").into(), en: count(n as u64, "", "indicator is", "indicators are").en
    }
}

/// All names, or how many there are and the first of them.
fn few(names: &[Phrase]) -> Phrase {
    let (n, shown) = (names.len(), list(names.iter().take(NAMED)));
    if n <= NAMED {
        return shown;
    }
    say!("{shown}等 {n} 项指标", "{n} indicators ({shown} first)", n, shown)
}

/// What was found, with the form or list that it stands in: alone it would not say what it speaks of.
pub(super) fn of_tool(tool: Text, finding: &Finding) -> Phrase {
    say!("{tool}：{said}", "{tool}: {said}", tool, said = finding.evidence)
}

/// What is wrong, and what is being done about it.
pub(super) fn answers(assessed: &Assessed) -> Vec<Answer> {
    let facts = &assessed.facts;
    let off = exceptions::off(facts);
    let mut wrong: Vec<Line> =
        off.iter().take(NAMED).map(|kpi| exceptions::in_one_line(facts, kpi)).collect();
    let others = |wanted: fn(&Figures) -> bool| {
        let others = off.iter().skip(NAMED).filter(|kpi| wanted(kpi));
        let names: Vec<Phrase> = others.map(|kpi| kpi.kpi.title()).collect();
        (!names.is_empty()).then(|| list(&names))
    };
    let watched = |said: Phrase| Line::new(Level::Watch, said);
    wrong.extend(others(Figures::is_off).map(|others| {
        watched(say!("还有落后或偏离的：{others}", "Behind or off track as well: {others}", others))
    }));
    // One value far off is neither yet.
    wrong.extend(others(|kpi| !kpi.is_off()).map(|others| {
        watched(say!(
            "这一次明显不好、还不能判断的：{others}",
            "Clearly bad this once and not judged yet: {others}",
            others
        ))
    }));
    wrong.extend(exceptions::lost(facts).take(NAMED));
    let stops = assessed.findings().into_iter().filter(|(_, finding)| finding.level == Level::Stop);
    wrong.extend(stops.take(NAMED).map(|(tool, stop)| Line::new(stop.level, of_tool(tool.title, stop))));
    wrong.extend(people::in_one_line(facts));
    wrong.extend(overdue(facts));
    wrong.extend(late_centres(facts));
    wrong.extend(missed_meeting(assessed));
    wrong.extend(worst_of_others(assessed));
    // The worst first; of equals in the order of the page.
    wrong.stable_sort_by_key(|line| Reverse(line.level));
    if wrong.is_empty() {
        wrong.push(nothing_wrong(facts));
    }
    let mut doing: Vec<Line> =
        off.iter().take(NAMED).map(|kpi| exceptions::deed_in_one_line(facts, kpi)).collect();
    doing.extend(people::deed_in_one_line(facts));
    doing.extend(promises::under_way(facts));
    if doing.is_empty() {
        doing.push(Line::plain(text(
            "还没有写下行动：谁、做什么、哪天前。",
            "No action is written down yet: who does what by when.",
        )));
    }
    vec![
        Answer { question: text("出了什么问题", "What is wrong").into(), lines: wrong },
        Answer { question: text("正在做什么", "What is being done").into(), lines: doing },
    ]
}

/// Tools of which the page speaks in lines of its own.
const OWN_LINES: &[&str] = &["kpi", "adkar", "checklist", "actions", "meetings"];

/// That the weekly meeting was missed, unless a meeting has put it off or does not see it so; none while it takes place.
fn missed_meeting(assessed: &Assessed) -> Option<Line> {
    let (tool, missed) = assessed
        .findings()
        .into_iter()
        .find(|(_, finding)| finding.id == "ME1" && !assessed.is_answered(finding))?;
    Some(Line::new(missed.level, of_tool(tool.title, missed)))
}

/// The worst finding of the other tools that has to be acted on, which stands first on Home, unless a meeting has put it off
/// or does not see it so.
fn worst_of_others(assessed: &Assessed) -> Option<Line> {
    let open = |(tool, finding): &(&Tool, &Finding)| {
        finding.level == Level::Act && !OWN_LINES.contains(&tool.key) && !assessed.is_answered(finding)
    };
    let (tool, worst) = assessed.findings().into_iter().find(open)?;
    Some(Line::new(worst.level, of_tool(tool.title, worst)))
}

/// The items of the checklist that are overdue; none where there is none.
fn overdue(facts: &Facts) -> Option<Line> {
    let overdue = facts.get::<checklist::Figures>().overdue();
    let items = count(overdue as u64, "项", "item", "items");
    let said = say!("90 天清单逾期 {items}", "{items} of the 90-day checklist overdue", items);
    (overdue > 0).then(|| Line::new(Level::Watch, said))
}

/// The centres that are late by their own plan; none where there is none.
fn late_centres(facts: &Facts) -> Option<Line> {
    let late = facts.get::<roadmap::Figures>().late_centres();
    let longest = days(late.first()?.state.overdue());
    let names: Vec<Phrase> = late.iter().take(NAMED).map(|centre| centre.name.clone()).collect();
    let more = if late.len() > NAMED { text("等", " and others") } else { text("", "") };
    Some(Line::new(
        Level::Watch,
        say!(
            "{n}过了计划转换的日子还没有转换：{names}{more}，最多晚 {longest}",
            "{n} not converted by the planned day: {names}{more}, up to {longest} late",
            n = count(late.len() as u64, "家服务中心", "centre", "centres"),
            names = list(&names),
            more,
            longest
        ),
    ))
}

/// What is in order, as far as anybody can tell: what was not read or scored is not in order but unknown.
fn nothing_wrong(facts: &Facts) -> Line {
    let (indicators, people) = (facts.get::<Indicators>(), &facts.get::<Rollup>().all);
    let judged = indicators.tally().judged() > 0;
    let kpis: Phrase = match () {
        () if judged => text("没有指标偏离", "no indicator is off").into(),
        () if indicators.any_reading() => {
            text("指标还不能判断", "the indicators cannot be judged yet").into()
        }
        () => text("还没有指标数据", "there are no readings").into(),
    };
    let held: Phrase = match people.unscored {
        _ if people.cards == 0 => text("没有诊断卡", "there are no cards").into(),
        0 => text("没有人卡住", "nobody is held back").into(),
        n if n == people.people => say!("{n} 人都还没有评分", "none of {n} people is scored yet"),
        n => say!(
            "评过分的没有人卡住，{n} 人还没有评分",
            "nobody of those scored is held back, and {n} are not scored yet"
        ),
    };
    let all = judged && people.cards > 0 && people.unscored == 0;
    let said = if all {
        say!("{kpis}，{held}", "In order: {kpis}, and {held}", kpis, held)
    } else {
        say!("还看不全：{kpis}，{held}", "Not all can be told yet: {kpis}, and {held}", kpis, held)
    };
    Line::new(if all { Level::Good } else { Level::Blank }, said)
}

/// The figures that stand out.
pub(super) fn figures(facts: &Facts) -> Vec<Figure> {
    vec![promises::figure(facts), charts::figure(facts), people::figure(facts), plan(facts)]
}

/// How far the plan is: the checklist in its ninety days, then the centres.
fn plan(facts: &Facts) -> Figure {
    let (calendar, today) = (facts.get::<Calendar>(), facts.today());
    let road = facts.get::<roadmap::Figures>();
    let late = calendar.day(today).is_some_and(|day| day > crate::calendar::LAST_DAY);
    if late && road.to_convert > 0 {
        let (done, all) = (road.converted(), road.to_convert);
        let level = if road.is_behind() { Level::Act } else { Level::Good };
        let beside = match road.wanted_share {
            Some(share) => {
                say!("到今天应有 {share}", "{share} are due by today", share = crate::text::percent(share))
            }
            None => Phrase::same(""),
        };
        let title = text("已转换的服务中心", "Centres converted").into();
        return Figure { title, value: Phrase::same(format!("{done}/{all}")), beside, level };
    }
    let list = facts.get::<checklist::Figures>();
    let level = match list.overdue() {
        _ if list.done == 0 && list.planned.is_none() => Level::Blank,
        0 => Level::Good,
        _ => Level::Watch,
    };
    let beside = match (list.planned, list.overdue()) {
        (None, _) => text("没有启动日期", "no start date").into(),
        (Some(_), 0) => text("没有逾期的", "none overdue").into(),
        (Some(_), overdue) => say!("{overdue} 项逾期", "{overdue} overdue"),
    };
    Figure {
        title: text("90天清单已完成", "90-day checklist done").into(),
        value: Phrase::same(format!("{}/{}", list.done, list.total)),
        beside,
        level,
    }
}

/// The name of the project.
pub(super) fn name(facts: &Facts) -> Phrase {
    match facts.get::<Charter>().name.trim() {
        "" => text("未命名项目", "Unnamed project").into(),
        name => Phrase::same(name),
    }
}

/// The week and the phase.
pub(super) fn about(facts: &Facts) -> Vec<Phrase> {
    let (calendar, today) = (facts.get::<Calendar>(), facts.today());
    let mut about = Vec::new();
    if let (Some(day), Some(week)) = (calendar.day(today), calendar.week(today))
        && day >= 1
    {
        about.push(say!("第{week}周", "week {week}"));
        about.push(say!("第{day}天", "day {day}"));
    }
    if let Some(phase) = calendar.phase(today) {
        about.push(phase_name(phase).into());
    }
    about
}
