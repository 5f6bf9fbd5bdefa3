//! The whole story of a project: why, where to, how far, who, what was won, what is at risk, and how the figures came about.

use super::charts::Reach;
use super::{
    Ask, Bar, Dated, Part, Report, Scope, Section, Step, ahead, asked, charts, exceptions, glance, people,
    processes, promises, redesign, sponsor, twice, week,
};
use crate::assess::Assessed;
use crate::facts::Facts;
use crate::finding::{Finding, Level, Line};
use crate::say;
use crate::sort::StableSort;
use crate::text::{Phrase, Text, count, days, percent, text};
use crate::tool::Shown;
use crate::tools::charter::Charter;
use crate::tools::premortem::Of;
use crate::tools::resistance::{self, Type};
use crate::tools::roadmap::{self, Milestone, Stage, State, money_in};
use crate::tools::wins::{self, Win};
use crate::tools::{checklist, kotter, readiness};
use chrono::NaiveDate;
use std::cmp::Reverse;

/// So many facts, and so many risks, are told.
const TOLD: usize = 8;

/// The page.
pub(super) fn report(assessed: &Assessed) -> Report {
    let facts = &assessed.facts;
    Report {
        scope: Scope::Project,
        name: glance::name(facts),
        day: facts.today(),
        about: glance::about(facts),
        headline: glance::headline(assessed),
        glance: glance::answers(assessed),
        figures: glance::figures(facts),
        sections: [
            asked::section(assessed),
            why(assessed),
            progress(facts),
            milestones(facts),
            exceptions::section(facts),
        ]
        .into_iter()
        .chain(processes::section(facts))
        .chain(redesign::section(facts))
        .chain([
            people::section(facts),
            resistance(facts),
            wins(facts),
            risks(assessed),
            promises::section(facts),
            sponsor::section(facts),
            sponsor::decided(facts),
            ahead::section(facts),
            charts::section(facts, Reach::Whole),
        ])
        .collect(),
        notes: week::notes(),
    }
}

/// Why the change is made and where it leads to.
fn why(assessed: &Assessed) -> Section {
    let facts = &assessed.facts;
    let mut lines = Vec::new();
    let mut parts = Vec::new();
    match facts.get::<Charter>().vision.0.trim() {
        "" => parts.push(Part::Missing(
            text(
                "还没有愿景：在项目章程里用一句话写下变革之后的样子，带一个数字和一个日期。",
                "There is no vision yet: say in the charter in one sentence what will be different, with a number and a date.",
            )
            .into(),
        )),
        vision => lines.push(Line::plain(say!("愿景：{vision}", "Vision: {vision}"))),
    }
    let said = facts.rows::<kotter::Fact>().iter().filter(|fact| fact.is_said());
    let before = lines.len();
    lines.extend(said.take(TOLD).map(|fact| {
        let (what, source) = (fact.fact.0.trim(), fact.source.trim());
        Line::plain(match source {
            "" => Phrase::same(what),
            source => say!("{what}（{source}）", "{what} ({source})"),
        })
    }));
    if lines.len() == before {
        parts.push(Part::Missing(
            text(
                "还没有紧迫感证据：记下带数字的事实，说清为什么非变不可。",
                "No facts for the urgency yet: note facts with numbers that say why the change has to be.",
            )
            .into(),
        ));
    }
    let ready = assessed.of_tool(readiness::TOOL.key).and_then(|tool| tool.conclusion.first());
    if facts.get::<readiness::Rounds>().latest().is_some() {
        let line = |line: &Line| {
            let said = &line.text;
            Line::new(line.level, say!("准备度：{said}", "Readiness: {said}", said))
        };
        lines.extend(ready.map(line));
    }
    if !lines.is_empty() {
        parts.insert(0, Part::Lines(lines));
    }
    Section::of("why", text("为什么变，变成什么样", "Why, and where to"), parts)
}

/// How far the phases, the checklist and the centres are.
fn progress(facts: &Facts) -> Section {
    let road = facts.get::<roadmap::Figures>();
    let mut steps: Vec<Step> = road
        .phases
        .iter()
        .map(|phase| Step {
            // The checklist stands among them, and its items are others.
            title: say!(
                "路线图·{stage}",
                "Roadmap, {stage}",
                stage = phase.stage.map_or(text("未定阶段", "no phase chosen"), Stage::label)
            ),
            share: phase.done as f64 / phase.total.max(1) as f64,
            done: match ticked(road, phase.stage) {
                0 => items(phase.done, phase.total),
                n => say!(
                    "{done}，90 天清单上另有 {n} 项已勾",
                    "{done}, {n} more ticked in the 90-day list",
                    done = items(phase.done, phase.total),
                    n
                ),
            },
            beside: span(phase.days, phase.longest_overdue),
            level: if phase.longest_overdue > 0 { Level::Watch } else { Level::Blank },
        })
        .collect();
    let list = facts.get::<checklist::Figures>();
    steps.push(Step {
        title: text("90天清单", "90-day checklist").into(),
        share: list.done as f64 / list.total.max(1) as f64,
        done: items(list.done, list.total),
        beside: match list.overdue() {
            0 => Phrase::same(""),
            overdue => say!("{overdue} 项逾期", "{overdue} overdue"),
        },
        level: if list.overdue() > 0 { Level::Watch } else { Level::Blank },
    });
    if let Some(share) = road.converted_share() {
        steps.push(Step {
            title: text("服务中心转换", "Centres converted").into(),
            share,
            done: say!("{n}/{all} 家", "{n} of {all}", n = road.converted(), all = road.to_convert),
            beside: match road.wanted_share {
                Some(wanted) if wanted > 0.0 => {
                    say!("到今天应有 {share}", "{share} are due by today", share = percent(wanted))
                }
                _ => Phrase::same(""),
            },
            level: if road.is_behind() { Level::Act } else { Level::Blank },
        });
    }
    let mut parts = vec![Part::Steps(steps)];
    let lines: Vec<Line> = budget(facts).into_iter().chain(twice::lines(facts, &[Of::Centres])).collect();
    if !lines.is_empty() {
        parts.push(Part::Lines(lines));
    }
    Section::of("progress", text("走到哪一步", "How far it is"), parts)
}

/// The items of a phase that are done by what stands elsewhere, and are not ticked on the roadmap.
fn ticked(road: &roadmap::Figures, stage: Option<Stage>) -> usize {
    road.proposed().filter(|(item, _)| item.stage == stage).count()
}

fn items(done: usize, all: usize) -> Phrase {
    say!("{done}/{all} 项", "{done} of {all} items")
}

fn span(span: Option<(NaiveDate, NaiveDate)>, overdue: i64) -> Phrase {
    let dates = span.map_or_else(|| Phrase::same(""), |(from, to)| say!("{from} 至 {to}", "{from} to {to}"));
    match overdue {
        0 => dates,
        late => say!("{dates}，最久逾期 {late}", "{dates}, up to {late} overdue", dates, late = days(late)),
    }
}

fn budget(facts: &Facts) -> Option<Line> {
    let budget = &facts.get::<roadmap::Figures>().budget;
    if budget.entries == 0 {
        return None;
    }
    let figure = |value: f64| money_in(facts, value);
    let unit = match facts.get::<Charter>().money.trim() {
        "" => text("（没有写金额单位）", " (the unit of money is not stated)"),
        _ => text("", ""),
    };
    let level = if budget.is_over() { Level::Act } else { Level::Blank };
    let said = say!(
        "预算：申请 {asked}，已批准 {approved}，已用 {spent}{unit}",
        "Budget: {asked} asked for, {approved} approved, {spent} spent{unit}",
        asked = figure(budget.asked),
        approved = figure(budget.approved),
        spent = figure(budget.spent),
        unit
    );
    Some(Line::new(level, said))
}

/// All milestones with how they stand.
fn milestones(facts: &Facts) -> Section {
    let figures = facts.get::<roadmap::Figures>();
    let mut dated: Vec<Dated> = figures
        .milestones
        .iter()
        .filter_map(|m| {
            let row = facts.find::<Milestone>(m.id)?;
            let (day, state) = match m.state {
                State::Done { on, .. } => (on, Shown::new(Level::Good, text("已达成", "reached"))),
                State::Proposed { on } => {
                    (on, Shown::new(Level::Watch, text("可能已达成", "perhaps reached")))
                }
                State::Open { .. } if m.missed > 0 => {
                    let late = days(m.missed);
                    (m.date?, Shown::new(Level::Act, say!("晚 {late}", "{late} late", late)))
                }
                State::Open { .. } => (m.date?, m.waiting().map_or_else(Shown::blank, Shown::plain)),
            };
            let (what, who) = (m.name.clone(), Phrase::same(row.owner.trim()));
            Some(Dated { day, kind: Phrase::same(""), what, who, state })
        })
        .collect();
    dated.stable_sort_by_key(|dated| dated.day);
    let title = text("里程碑", "Milestones");
    if dated.is_empty() {
        let missing = text(
            "还没有里程碑的日期：填上启动日期，路线图就排得出来。",
            "No milestone has a date yet: enter the start date, and the roadmap sets them.",
        );
        return Section::of("milestones", title, vec![Part::Missing(missing.into())]);
    }
    Section::of("milestones", title, vec![Part::Dated(dated)])
}

/// Who resists, by the kind of resistance.
fn resistance(facts: &Facts) -> Section {
    let figures = facts.get::<resistance::Figures>();
    let title = text("阻力（按类型）", "Resistance (by type)");
    if figures.entries() == 0 {
        let missing = text(
            "还没有阻力记录：把听到的顾虑照原话记下来。",
            "No resistance is noted yet: write down the concerns that are heard, in their own words.",
        );
        return Section::of("resistance", title, vec![Part::Missing(missing.into())]).narrow();
    }
    let all: u64 = figures.by_type.iter().sum::<u64>() + figures.untyped;
    let bar = |title: Phrase, people: u64| Bar {
        title,
        share: people as f64 / all.max(1) as f64,
        label: say!("{people} 人", "{people}"),
        level: if people == 0 { Level::Blank } else { Level::Watch },
    };
    let typed = Type::ALL.iter().zip(figures.by_type).map(|(kind, people)| (kind.label(), people));
    let untyped = (text("还没定类型", "No type yet"), figures.untyped);
    let mut named: Vec<(Text, u64)> = typed.chain([untyped]).filter(|(_, people)| *people > 0).collect();
    named.stable_sort_by_key(|(_, people)| Reverse(*people));
    let bars: Vec<Bar> = named.into_iter().map(|(kind, people)| bar(kind.into(), people)).collect();
    let mut parts = Vec::new();
    if !bars.is_empty() {
        parts.push(Part::Bars(bars));
    }
    let (open, entries) = (figures.open_entries(), figures.entries());
    let mut lines: Vec<Line> = people::resistance_line(facts).into_iter().collect();
    lines.push(Line::plain(say!(
        "记下的顾虑 {entries} 条，其中 {open} 条未解决",
        "Concerns noted: {entries}, of which not solved: {open}"
    )));
    parts.push(Part::Lines(lines));
    Section::of("resistance", title, parts).narrow()
}

/// What was won, and what is to be won.
fn wins(facts: &Facts) -> Section {
    let figures = facts.get::<wins::Figures>();
    let title = text("短期胜利", "Short-term wins");
    let line = |win: &wins::WinFigures| {
        let (name, row) = (win.name.clone(), facts.find::<Win>(win.row));
        Some(match win.state {
            wins::State::Blank => return None,
            wins::State::Achieved { on, reached: false, .. } => Line::new(
                Level::Act,
                say!(
                    "记为 {on} 达成，指标没有到目标值：{name}",
                    "Marked achieved on {on}, but the indicator has not reached the target value: {name}",
                    on,
                    name
                ),
            ),
            wins::State::Achieved { on, .. } => {
                let result = row.map(|row| row.result.0.trim()).unwrap_or_default();
                let result = match result {
                    "" => text("没有写结果", "no result noted").into(),
                    result => Phrase::same(result),
                };
                let said = say!(
                    "{on} 达成：{name}：{result}",
                    "Achieved on {on}: {name}: {result}",
                    on,
                    name,
                    result
                );
                Line::new(Level::Good, said)
            }
            wins::State::Late { days: late } => {
                let late = days(late);
                Line::new(Level::Act, say!("晚了 {late}：{name}", "Late by {late}: {name}", late, name))
            }
            wins::State::Planned { .. } => {
                let by = row.and_then(|row| row.target_date);
                let by =
                    by.map_or_else(|| text("没有日期", "no date").into(), |day| say!("{day} 前", "by {day}"));
                Line::plain(say!("计划（{by}）：{name}", "Planned ({by}): {name}", by, name))
            }
        })
    };
    let lines: Vec<Line> = figures.wins.iter().filter_map(line).collect();
    if lines.is_empty() {
        let missing = text(
            "还没有计划短期胜利：第 3 到 6 个月之间，至少三项看得见、有数字的成果。",
            "No short-term win is planned yet: at least three results that people can see and count, in months 3 to 6.",
        );
        return Section::of("wins", title, vec![Part::Missing(missing.into())]);
    }
    Section::of("wins", title, vec![Part::Lines(lines)])
}

/// The worst findings, with what is advised.
fn risks(assessed: &Assessed) -> Section {
    // Indicators that are off stand among the exceptions.
    let told = |finding: &Finding| ["KP1", "KP2", "KP3"].contains(&finding.id);
    let urgent = assessed.findings().into_iter();
    // What became an action stands among the promises, and what a meeting put off or does not see so waits.
    let urgent = urgent.filter(|(_, finding)| {
        finding.level >= Level::Act && !told(finding) && !assessed.is_answered(finding)
    });
    let urgent: Vec<Ask> = urgent
        .map(|(tool, finding)| Ask {
            what: glance::of_tool(tool.title, finding),
            why: finding.advice.clone(),
            level: finding.level,
        })
        .collect();
    let title = text("风险与该做的事", "Risks, and what to do about them");
    if urgent.is_empty() {
        let none = Line::new(Level::Good, text("没有要马上处理的", "Nothing that needs action now"));
        return Section::of("risks", title, vec![Part::Lines(vec![none])]);
    }
    let more = urgent.len().saturating_sub(TOLD);
    let mut parts = vec![Part::Asks(urgent.into_iter().take(TOLD).collect())];
    if more > 0 {
        let more = count(more as u64, "条", "more finding", "more findings");
        parts.push(Part::Lines(vec![Line::plain(say!(
            "另有 {more}，见工作簿",
            "{more} in the workbook",
            more
        ))]));
    }
    Section::of("risks", title, parts)
}
