//! All projects side by side: the most serious first, and what they do to the same people together.

use super::asked::of_finding;
use super::{Answer, Ask, Codes, Figure, Part, Report, Scope, Section, Standing};
use crate::assess::portfolio::{self, Column, Member, State, burdens, sort};
use crate::finding::{Level, Line};
use crate::say;
use crate::sort::StableSort;
use crate::text::{Phrase, count, join, list, text};
use crate::tool::Shown;
use crate::tools::charter::phase_name;
use chrono::NaiveDate;
use std::cmp::Reverse;

/// So many projects are named in a sentence.
const NAMED: usize = 3;

/// The report of all projects of a workspace on a day, with codes in place of people if they are given.
pub fn group(members: &[Member], day: NaiveDate, codes: Option<&mut Codes>) -> Report {
    let mut members = members.to_vec();
    sort(&mut members, Column::Worst, false);
    let report = Report {
        scope: Scope::Portfolio,
        name: text("全部项目", "All projects").into(),
        day,
        about: vec![count(members.len() as u64, "个项目", "project", "projects")],
        headline: headline(&members),
        glance: glance(&members),
        figures: figures(&members),
        sections: vec![asked(&members), projects(&members), burden(&members)],
        notes: vec![text("标记：■ 停 ▲ 行动 ◆ 留意 ✔ 良好", "Signs: ■ stop ▲ act ◆ watch ✔ good").into()],
    };
    report.finished(codes)
}

fn name(member: &Member) -> Phrase {
    Phrase::same(member.name.as_str())
}

/// The live projects whose worst finding is of a level.
fn at(members: &[Member], level: Level) -> Vec<&Member> {
    let is_at =
        |member: &&Member| member.is_live() && member.known().is_some_and(|state| state.level == level);
    members.iter().filter(is_at).collect()
}

/// The first names, and how many there are beyond.
fn few(members: &[&Member]) -> Phrase {
    let names: Vec<Phrase> = members.iter().take(NAMED).map(|member| name(member)).collect();
    let shown = list(&names);
    match members.len().saturating_sub(NAMED) {
        0 => shown,
        more => join(shown, say!("和另外 {more} 个", " and {more} more")),
    }
}

fn headline(members: &[Member]) -> Line {
    let live = members.iter().filter(|member| member.is_live()).count();
    let (stop, act) = (at(members, Level::Stop), at(members, Level::Act));
    let tired = burdens(members);
    let projects = count(live as u64, "个项目", "project", "projects");
    let results = match () {
        () if live == 0 => Line::plain(text("没有正在推进的变革项目", "No change project is under way")),
        () if !stop.is_empty() => Line::new(
            Level::Stop,
            say!("{which}不能这样继续", "This cannot go on as it is: {which}", which = few(&stop)),
        ),
        () if !act.is_empty() => Line::new(Level::Act, {
            say!(
                "{projects}中有 {n} 个{need}：{which}",
                "{n} of {projects} {need}: {which}",
                projects,
                n = act.len(),
                need = text("需要处理", if act.len() == 1 { "needs action" } else { "need action" }),
                which = few(&act)
            )
        }),
        () => {
            Line::new(Level::Good, say!("{projects}都在按计划走", "{projects}: all go as planned", projects))
        }
    };
    let Some(worst) = tired.iter().max_by_key(|burden| burden.changes.len()) else { return results };
    let (role, n, said) = (worst.role.people(), worst.changes.len(), results.text);
    Line::new(
        results.level.max(Level::Act),
        say!(
            "{said}；{role}身上同时压着 {n} 项变革",
            "{said}; {role} carry {n} changes at once",
            said,
            role,
            n
        ),
    )
}

fn glance(members: &[Member]) -> Vec<Answer> {
    let worst = |member: &Member| {
        let worst = member.known()?.worst.as_ref().filter(|worst| worst.finding.level >= Level::Act)?;
        let (name, tool, said) = (name(member), worst.short, worst.finding.evidence.clone());
        let said = say!("{name}（{tool}）：{said}", "{name} ({tool}): {said}", name, tool, said);
        Some(Line::new(worst.finding.level, said))
    };
    let todo = |member: &Member| {
        let worst = member.known()?.worst.as_ref().filter(|worst| worst.finding.level >= Level::Act)?;
        let (name, said) = (name(member), worst.finding.advice.clone());
        Some(Line::plain(say!("{name}：{said}", "{name}: {said}", name, said)))
    };
    let live = || members.iter().filter(|member| member.is_live());
    let mut wrong: Vec<Line> = live().filter_map(worst).take(NAMED).collect();
    if wrong.is_empty() {
        wrong.push(Line::new(Level::Good, text("没有要马上处理的", "Nothing that needs action now")));
    }
    let mut answers =
        vec![Answer { question: text("出了什么问题", "What is wrong").into(), lines: wrong }];
    let doing: Vec<Line> = live().filter_map(todo).take(NAMED).collect();
    if !doing.is_empty() {
        answers.push(Answer {
            question: text("接下来该做什么", "What is to be done").into(), lines: doing
        });
    }
    answers
}

fn figures(members: &[Member]) -> Vec<Figure> {
    let live = members.iter().filter(|member| member.is_live()).count();
    let urgent: usize = members.iter().filter_map(Member::known).map(|state| state.urgent).sum();
    let off: usize = members.iter().filter_map(Member::known).map(|state| state.tally.off).sum();
    let known = || members.iter().filter(|member| member.is_live()).filter_map(Member::known);
    let stuck: u64 = known().flat_map(|state| state.barriers).sum();
    let people: u64 = known().map(|state| state.people).sum();
    let figure = |title, value: String, level| Figure {
        title,
        value: Phrase::same(value),
        beside: Phrase::same(""),
        level,
    };
    let bad = |n: usize| if n > 0 { Level::Act } else { Level::Good };
    vec![
        figure(text("正在推进", "Under way").into(), format!("{live}/{}", members.len()), Level::Blank),
        figure(text("要处理的结论", "Findings that need action").into(), urgent.to_string(), bad(urgent)),
        figure(text("偏离的指标", "Indicators off track").into(), off.to_string(), bad(off)),
        figure(
            text("卡住的人", "People held back").into(),
            if people == 0 { "–".to_owned() } else { format!("{stuck}/{people}") },
            if stuck > 0 { Level::Watch } else { Level::Blank },
        ),
    ]
}

/// What the projects ask of the one above them all, by their worst findings, and what they ask together.
fn asked(members: &[Member]) -> Section {
    let of_member = |member: &Member| -> Vec<Ask> {
        let worst = member.known().into_iter().flat_map(|state| state.worst.iter().chain(&state.also));
        let asks = worst.filter_map(|worst| of_finding(&worst.finding));
        asks.map(|ask| {
            let (name, what) = (name(member), ask.what);
            Ask { what: say!("{name}：{what}", "{name}: {what}", name, what), ..ask }
        })
        .collect()
    };
    let live = members.iter().filter(|member| member.is_live());
    let mut asks: Vec<Ask> = live.flat_map(of_member).collect();
    asks.extend(portfolio::findings(members).into_iter().map(|finding| Ask {
        what: finding.advice,
        why: finding.evidence,
        level: finding.level,
    }));
    asks.stable_sort_by_key(|ask| Reverse(ask.level));
    let title = text("请您决定", "Decisions asked of you");
    if asks.is_empty() {
        let none = text(
            "各项目最要紧的结论里，没有非您决定不可的；每个项目另外请您决定的事，见各自的一页。",
            "None of the most serious findings is for you to decide; what else each project asks of you stands on its own page.",
        );
        return Section::of("asked", title, vec![Part::Lines(vec![Line::plain(none)])]);
    }
    Section::of("asked", title, vec![Part::Asks(asks)])
}

fn projects(members: &[Member]) -> Section {
    let title = text("各个项目", "The projects");
    if members.is_empty() {
        let missing = text("还没有项目。", "There are no projects yet.");
        return Section::of("projects", title, vec![Part::Missing(missing.into())]);
    }
    let about = text("最要紧的在最前面", "The most serious first");
    Section::of("projects", title, vec![Part::Projects(members.iter().map(standing).collect())]).about(about)
}

fn standing(member: &Member) -> Standing {
    match &member.state {
        Err(reason) => Standing {
            name: name(member),
            level: Level::Watch,
            when: reason.clone(),
            cells: Vec::new(),
            worst: Vec::new(),
        },
        Ok(state) => Standing {
            name: name(member),
            level: state.level,
            when: when(state),
            cells: vec![
                (text("准备度", "Readiness").into(), state.readiness.clone()),
                (text("最大的卡点", "Largest barrier").into(), state.barrier.clone()),
                (text("指标", "Indicators").into(), state.kpi.clone()),
                (text("90天清单", "90-day checklist").into(), state.checklist.clone()),
                (
                    text("要处理", "Need action").into(),
                    Shown::new(
                        if state.urgent > 0 { Level::Act } else { Level::Blank },
                        Phrase::same(state.urgent.to_string()),
                    ),
                ),
            ],
            worst: state
                .worst
                .iter()
                .map(|worst| {
                    let (tool, said) = (worst.short, &worst.finding.evidence);
                    Line::new(worst.finding.level, say!("{tool}：{said}", "{tool}: {said}", tool, said))
                })
                .collect(),
        },
    }
}

fn when(state: &State) -> Phrase {
    if let Some(on) = state.closed {
        return say!("{on} 已收尾", "closed on {on}");
    }
    if state.paused {
        return text("暂停中", "paused").into();
    }
    match (state.week, state.phase) {
        (Some(week), Some(phase)) if week >= 1 => {
            let phase = phase_name(phase);
            say!("第{week}周 · {phase}", "week {week} · {phase}", week, phase)
        }
        _ => state.when.clone(),
    }
}

/// The roles that carry several changes at once.
fn burden(members: &[Member]) -> Section {
    let title = text("压在同一批人身上的变革", "Changes that land on the same people");
    let burdens = burdens(members);
    if burdens.is_empty() {
        let none =
            text("没有哪个角色身上同时有三项以上的变革", "No role carries three or more changes at once");
        return Section::of("burden", title, vec![Part::Lines(vec![Line::new(Level::Good, none)])]);
    }
    let line = |burden: &portfolio::Burden| {
        let names: Vec<Phrase> =
            burden.changes.iter().map(|(_, name, _)| Phrase::same(name.as_str())).collect();
        let (role, n, names) = (burden.role.people(), burden.changes.len(), list(&names));
        Line::new(Level::Act, say!("{role}：{n} 项（{names}）", "{role}: {n} ({names})", role, n, names))
    };
    Section::of("burden", title, vec![Part::Lines(burdens.iter().map(line).collect())])
}
