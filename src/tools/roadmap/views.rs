//! How the roadmap is shown: headings, computed fields, the timeline.

use super::figures::{Figures, State, a_year_on, order as stage_order};
use super::rules::{counted_by, money, overdue_level, title};
use super::twins::Proposal;
use super::{Centre, Milestone, Step, items};
use crate::facts::Facts;
use crate::finding::{Level, Line};
use crate::project::Project;
use crate::say;
use crate::sheet::AnyRow;
use crate::text::{Phrase, Text, text};
use crate::tool::{Bar, Panel, Shown, Span, Timeline};
use crate::tools::checklist::When;
use crate::tools::kpi::words;
use chrono::{Datelike, NaiveDate};

/// The rows by phase, own items behind those before them; none if they stand so already, and people may
/// then move them.
pub(super) fn order(project: &Project) -> Option<Vec<usize>> {
    let rows = project.rows::<Step>();
    let key = |at: &usize| rows.get(*at).map(|row| stage_order(row.stage()));
    let mut places: Vec<usize> = (0..rows.len()).collect();
    if places.is_sorted_by_key(key) {
        return None;
    }
    places.sort_by_key(key);
    Some(places)
}

/// Month and day; the year stands in the heading.
fn short(date: NaiveDate) -> String {
    format!("{:02}-{:02}", date.month(), date.day())
}

fn blank() -> Shown {
    Shown { text: Phrase::same(String::new()), level: Level::Blank }
}

pub(super) fn heading(scene: &Facts, row: &dyn AnyRow) -> Option<Phrase> {
    let facts = scene.get::<Figures>();
    let stage = row.typed::<Step>()?.stage();
    let Text { zh, en } = title(stage);
    let phase = facts.phases.iter().find(|p| p.stage == stage);
    let (done, total) = phase.map_or((0, 0), |p| (p.done, p.total));
    let now = facts.calendar.phase(facts.today);
    let is_now = now.is_some() && stage.is_some_and(|s| s.phase() == now);
    let (now_zh, now_en) = if is_now { (" ◀ 现在", " ◀ now") } else { ("", "") };
    Some(match phase.and_then(|p| p.days) {
        Some((from, until)) => say!(
            "{zh} · {from} 至 {until} · 完成 {done}/{total}{now_zh}",
            "{en} · {from} to {until} · {done}/{total} done{now_en}"
        ),
        None => say!("{zh} · 完成 {done}/{total}", "{en} · {done}/{total} done"),
    })
}

/// The real days of an item; marked where they are against the order of the phases.
pub(super) fn when(scene: &Facts, row: &dyn AnyRow) -> Shown {
    let facts = scene.get::<Figures>();
    let Some(step) = facts.step(row.id()) else { return blank() };
    let date = |d: Option<NaiveDate>| d.map_or_else(|| "…".to_owned(), short);
    let said = match step.days {
        (None, None) => String::new(),
        (from, until) => format!("{}–{}", date(from), date(until)),
    };
    let stray = facts.strays().rows.contains(&row.id());
    Shown { text: Phrase::same(said), level: if stray { Level::Watch } else { Level::Blank } }
}

/// Where something stands, in at most ten cells with the sign.
fn state(state: State) -> Shown {
    match state {
        State::Done { late: Some(late), .. } if late > 0 => {
            Shown { text: say!("晚{late}天", "{late} d late"), level: Level::Blank }
        }
        State::Done { late: Some(_), .. } => {
            Shown { text: text("按期", "in time").into(), level: Level::Good }
        }
        State::Done { .. } => Shown { text: text("完成", "done").into(), level: Level::Good },
        State::Proposed { on } => {
            let on = short(on);
            Shown { text: say!("清单已勾 {on}", "checklist {on}"), ..blank() }
        }
        State::Open { overdue, .. } if overdue > 0 => {
            Shown { text: say!("逾期{overdue}天", "{overdue} d over"), level: overdue_level(overdue) }
        }
        State::Open { begun: true, .. } => Shown { text: text("进行中", "under way").into(), ..blank() },
        State::Open { due: Some(_), .. } => Shown { text: text("未开始", "to come").into(), ..blank() },
        State::Open { .. } => blank(),
    }
}

pub(super) fn step_state(scene: &Facts, row: &dyn AnyRow) -> Shown {
    let facts = Some(scene.get::<Figures>());
    facts.and_then(|f| f.step(row.id())).map_or_else(blank, |step| state(step.state))
}

/// The day of a milestone, with its year.
pub(super) fn milestone_date(scene: &Facts, row: &dyn AnyRow) -> Shown {
    let date = row.typed::<Milestone>().zip(Some(scene.get::<Figures>()));
    let date = date.and_then(|(m, facts)| m.date(&facts.calendar));
    Shown { text: Phrase::same(date.map_or(String::new(), |d| d.to_string())), ..blank() }
}

pub(super) fn milestone_state(scene: &Facts, row: &dyn AnyRow) -> Shown {
    let facts = scene.get::<Figures>();
    let Some(milestone) = facts.milestones.iter().find(|m| m.id == row.id()) else { return blank() };
    if let Some(on) = milestone.proposal.as_ref().filter(|p| !p.listed).map(|p| short(p.on)) {
        return Shown { text: say!("中心已开始 {on}", "begun {on}"), ..blank() };
    }
    let shown = state(milestone.state);
    if milestone.state.overdue() > 0 {
        return Shown { level: overdue_level(milestone.missed), ..shown };
    }
    match (milestone.state, milestone.date) {
        (State::Open { .. }, Some(date)) => {
            let left = super::figures::days(facts.today, date);
            Shown { text: say!("还有{left}天", "in {left} d"), ..blank() }
        }
        _ => shown,
    }
}

pub(super) fn centre_state(scene: &Facts, row: &dyn AnyRow) -> Shown {
    let facts = Some(scene.get::<Figures>());
    let centre = facts.and_then(|f| f.centres.iter().find(|c| c.id == row.id()));
    centre.map_or_else(blank, |c| match c.state {
        State::Done { late, .. } if late.is_none_or(|late| late <= 0) => {
            Shown { text: text("已转换", "converted").into(), level: Level::Good }
        }
        open => state(open),
    })
}

/// What is left of an entry of the budget.
pub(super) fn left(_: &Facts, row: &dyn AnyRow) -> Shown {
    let Some(entry) = row.typed::<super::Resource>() else { return blank() };
    let Some((amount, spent)) = entry.amount.zip(entry.spent) else { return blank() };
    let level = if spent > amount { Level::Watch } else { Level::Blank };
    Shown { text: Phrase::same(money(amount - spent)), level }
}

/// What a timeline shows beside the phases and the milestones.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Detail {
    /// The centres in one line; the items stand beside it.
    Short,
    /// All open items and every centre.
    All,
    /// Every centre.
    Centres,
    /// Nothing.
    Phases,
}

pub(super) fn items_panels(scene: &Facts, row: Option<&dyn AnyRow>) -> Vec<Panel> {
    let step = Some(scene.get::<Figures>()).zip(row).and_then(|(facts, row)| facts.step(row.id()));
    let why = step.and_then(|step| step.proposal.as_ref()).map(proposed);
    why.into_iter().chain(timeline(scene, Detail::Short)).collect()
}

/// Why something may be ticked, and what was written as evidence.
fn proposed(proposal: &Proposal) -> Panel {
    let evidence = proposal.evidence.iter().map(|said| say!("证据：{said}", "Evidence: {said}"));
    let lines = proposal.because.iter().cloned().chain(evidence);
    Panel::Lines {
        title: text("已在别处记为完成", "Noted as done elsewhere").into(),
        lines: lines.map(|text| Line { level: Level::Blank, text }).collect(),
    }
}

pub(super) fn full(scene: &Facts, _: Option<&dyn AnyRow>) -> Vec<Panel> {
    timeline(scene, Detail::All)
}

pub(super) fn timeline(scene: &Facts, detail: Detail) -> Vec<Panel> {
    let facts = scene.get::<Figures>();
    let mut spans = Vec::new();
    for phase in &facts.phases {
        let steps = || facts.steps.iter().filter(|s| s.stage == phase.stage);
        let worst = steps().map(|s| s.state.overdue()).max().unwrap_or(0);
        spans.push(Span {
            title: title(phase.stage).into(),
            heading: true,
            days: phase.days,
            done: phase.done as f64 / phase.total.max(1) as f64,
            point: None,
            label: Phrase::same(format!("{}/{}", phase.done, phase.total)),
            level: overdue_level(worst),
        });
        for step in steps() {
            if detail == Detail::All && !step.state.is_done() {
                let Shown { text: label, level } = state(step.state);
                let level = if step.state.overdue() > 0 { level } else { Level::Blank };
                let days = step.days.0.zip(step.days.1);
                spans.push(span(step.name.clone(), days, 0.0, label, level));
            }
        }
    }
    if detail != Detail::Phases {
        spans.extend(centres(facts, detail != Detail::Short));
    }
    let days = || spans.iter().filter_map(|s| s.days);
    let marks = marks(facts);
    let dates = || days().flat_map(|(a, b)| [a, b]).chain(marks.iter().map(|(d, _)| *d));
    let start = facts.calendar.start();
    let Some(from) = start.into_iter().chain(dates()).min() else {
        return vec![Panel::Lines {
            title: text("时间线", "Timeline").into(),
            lines: vec![Line {
                level: Level::Blank,
                text: text(
                    "填上启动日期，四个阶段和里程碑就有真实日期。",
                    "Once there is a start date, phases and milestones get real dates.",
                )
                .into(),
            }],
        }];
    };
    let until = dates().max().unwrap_or_else(|| a_year_on(from));
    vec![Panel::Timeline(Timeline {
        title: text("时间线", "Timeline").into(),
        from,
        until: until.max(from),
        today: (from <= facts.today && facts.today <= until).then_some(facts.today),
        marks,
        spans,
    })]
}

fn span(title: Phrase, days: Option<(NaiveDate, NaiveDate)>, done: f64, label: Phrase, level: Level) -> Span {
    Span { title, heading: false, days, done, point: None, label, level }
}

/// The milestones in a few words each.
fn marks(facts: &Figures) -> Vec<(NaiveDate, Shown)> {
    let mark = |m: &super::figures::MilestoneFigures| {
        let text = items::find_mark(m.code).map_or_else(|| m.name.clone(), |mark| mark.short.into());
        let level = if m.state.is_done() { Level::Good } else { overdue_level(m.missed) };
        Some((m.date?, Shown { text, level }))
    };
    facts.milestones.iter().filter_map(mark).collect()
}

/// The centres under a heading of their own.
fn centres(facts: &Figures, each: bool) -> Vec<Span> {
    if facts.centres.is_empty() {
        return Vec::new();
    }
    let days_of = |c: &super::figures::CentreFigures| {
        let (done, planned) = match c.state {
            State::Done { on, .. } => (Some(on), None),
            State::Open { due, .. } => (None, due),
            State::Proposed { on } => (None, Some(on)),
        };
        let running = || c.started.map(|started| started.max(facts.today));
        let end = done.or(planned).or_else(running)?;
        Some((c.started.unwrap_or(end).min(end), end))
    };
    let all = || facts.centres.iter().filter_map(days_of);
    let days = all().map(|d| d.0).min().zip(all().map(|d| d.1).max());
    let worst = facts.centres.iter().map(|c| c.state.overdue()).max().unwrap_or(0);
    let mut spans = vec![Span {
        heading: true,
        ..span(
            text("服务中心", "Centres").into(),
            days,
            facts.converted_share().unwrap_or(0.0),
            Phrase::same(format!("{}/{}", facts.converted(), facts.to_convert)),
            overdue_level(worst),
        )
    }];
    if each {
        spans.extend(facts.centres.iter().map(|c| {
            let point = if let State::Done { on, .. } = c.state { Some(on) } else { None };
            let label = match (c.state, c.batch) {
                (State::Done { .. }, _) => text("已转换", "converted").into(),
                (State::Open { overdue, .. }, _) if overdue > 0 => state(c.state).text,
                (_, Some(1)) => text("试点", "pilot").into(),
                (_, Some(batch)) => say!("第{batch}批", "batch {batch}"),
                (_, None) => Phrase::same(String::new()),
            };
            let done = if point.is_some() { 1.0 } else { 0.0 };
            Span { point, ..span(c.name.clone(), days_of(c), done, label, overdue_level(c.state.overdue())) }
        }));
    }
    spans
}

/// Why the pilot has two starts, and the road with its milestones.
pub(super) fn milestone_panels(scene: &Facts, row: Option<&dyn AnyRow>) -> Vec<Panel> {
    let mut panels = timeline(scene, Detail::Phases);
    let facts = scene.get::<Figures>();
    let here = row.and_then(|row| facts.milestones.iter().find(|m| m.id == row.id()));
    if let Some(why) = here.and_then(|m| m.proposal.as_ref()).map(proposed) {
        panels.insert(0, why);
    }
    let pilot = row.and_then(|row| row.typed::<Milestone>()).filter(|m| m.code == items::PILOT_STARTS);
    let (first, last) = When::W7To8.days();
    let dates = facts.calendar.date_of_day(first).zip(facts.calendar.date_of_day(last));
    if let Some((milestone, (from, until))) = pilot.and_then(|m| Some((m.date(&facts.calendar)?, dates?))) {
        let lines = [
            say!(
                "路线图：{milestone} 试点期开始，选中心、培训团队",
                "Roadmap: the pilot phase begins on {milestone}; centres are chosen, the team is trained"
            ),
            say!(
                "90天清单：第 7–8 周（{from} 至 {until}）新做法正式上线",
                "90-day checklist: the new practice goes live in weeks 7–8 ({from} to {until})"
            ),
            text(
                "两者都对。你们按哪一天算，就填在“日期”里；第 8 周过完才算错过。",
                "Both are right. Enter the date that you go by; it counts as missed only after week 8.",
            )
            .into(),
        ];
        panels.insert(
            0,
            Panel::Lines {
                title: text("为什么有两个试点开始的日期", "Why the pilot has two starts").into(),
                lines: lines.into_iter().map(|text| Line { level: Level::Blank, text }).collect(),
            },
        );
    }
    panels
}

/// How many centres are converted beside what is wanted, and when each is.
pub(super) fn centre_panels(scene: &Facts, _: Option<&dyn AnyRow>) -> Vec<Panel> {
    let facts = scene.get::<Figures>();
    let mut panels = Vec::new();
    if let Some(share) = facts.converted_share() {
        let wanted = facts.wanted_share();
        let level = match wanted {
            Some(wanted) if share < wanted => Level::Act,
            Some(_) => Level::Good,
            None => Level::Blank,
        };
        let (n, all) = (facts.converted(), facts.to_convert);
        let goal = |month: u32, share: f64, title: Text| {
            let label = match facts.calendar.month_date(month) {
                Some(date) => Phrase::same(format!("{} · {date}", words::percent(share))),
                None => Phrase::same(words::percent(share)),
            };
            Bar { title: title.into(), share, label, level: Level::Blank }
        };
        let Phrase { zh, en } = counted_by(facts);
        panels.push(Panel::Bars {
            title: say!("已转换的服务中心（{zh}，共 {all} 家）", "Centres converted ({en}: {all})"),
            bars: vec![
                Bar {
                    title: text("现在", "Now").into(),
                    share,
                    label: Phrase::same(format!("{} · {n}/{all}", words::percent(share))),
                    level,
                },
                goal(6, 0.5, text("第6个月", "Month 6")),
                goal(12, 1.0, text("第12个月", "Month 12")),
            ],
        });
    }
    panels.extend(timeline(scene, Detail::Centres));
    panels
}

pub(super) fn centre_heading(_: &Facts, row: &dyn AnyRow) -> Option<Phrase> {
    Some(match row.typed::<Centre>()?.batch {
        None => text("未定批次", "No batch yet").into(),
        Some(1) => text("试点", "Pilot").into(),
        Some(batch) => say!("第 {batch} 批", "Batch {batch}"),
    })
}

/// Centres by batch, those without one last; none if they stand so already.
pub(super) fn centre_order(scene: &Facts) -> Option<Vec<usize>> {
    let rows = scene.project().rows::<Centre>();
    let key = |at: &usize| rows.get(*at).map(|row| row.batch.unwrap_or(u32::MAX));
    let mut places: Vec<usize> = (0..rows.len()).collect();
    if places.is_sorted_by_key(key) {
        return None;
    }
    places.sort_by_key(key);
    Some(places)
}

/// The money side by side.
pub(super) fn budget_panels(scene: &Facts, _: Option<&dyn AnyRow>) -> Vec<Panel> {
    let facts = scene.get::<Figures>();
    let budget = facts.budget;
    let most = budget.asked.max(budget.approved).max(budget.spent);
    if budget.entries == 0 || most <= 0.0 {
        return Vec::new();
    }
    let bar = |title: Text, amount: f64, level| Bar {
        title: title.into(),
        share: amount / most,
        label: Phrase::same(money(amount)),
        level,
    };
    vec![Panel::Bars {
        title: text("预算合计", "Budget in all").into(),
        bars: vec![
            bar(text("申请", "Asked for"), budget.asked, Level::Blank),
            bar(text("已批准", "Approved"), budget.approved, Level::Blank),
            bar(text("已用", "Spent"), budget.spent, if budget.is_over() { Level::Act } else { Level::Good }),
        ],
    }]
}
