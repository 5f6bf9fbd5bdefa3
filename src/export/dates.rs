//! The dates of a project as a calendar: blocks of the checklist, milestones, promises, targets, the weekly meeting and the
//! review at the end of each phase. Each has a name for life, made of the ids of the project and of its row, so that a
//! calendar that takes the file in again changes what it has.

use crate::calendar::{Calendar, Phase};
use crate::exchange::ics::{self, Event, weekly_except};
use crate::facts::Facts;
use crate::project::{Project, row_title};
use crate::say;
use crate::sheet::{AnyRow, Cell, Row as _};
use crate::sort::StableSort;
use crate::text::{Lang, Phrase, Text, in_line, text};
use crate::tool::PromiseKinds;
use crate::tools::charter;
use crate::tools::checklist::{self, State, When};
use crate::tools::kpi::{Kpi, Review};
use crate::tools::roadmap::{Centre, Milestone, waiting_until};
use crate::tools::wins::Win;
use chrono::{Duration, NaiveDate, NaiveTime, Timelike as _};
use std::collections::HashSet;

/// A title is no wider, in cells of the terminal.
const WIDEST: usize = 120;
/// The mark before what is done.
const DONE: &str = "✓ ";
/// The sheet of the meetings, and the columns that say when they are.
const MEETINGS: (&str, [&str; 6]) = ("meetings", ["date", "next", "started", "ended", "minutes", "clock"]);
/// Meetings are planned by quarters of an hour: the minutes of one that nobody has timed, the least that a calendar keeps free
/// for one, and the step of its beginning and its length, since one planned for nine is opened some minutes before or after.
const QUARTER: u32 = 15;

/// Writes all dates of a project as a calendar file; `revision` grows with each change of the project.
pub fn calendar(project: &Project, today: NaiveDate, lang: Lang, revision: u64) -> String {
    let mut events = events(project, today, lang);
    // What a calendar was once given stays there until it is told that it is off.
    if !project.removed.is_empty() {
        let gone = self::events(&project.with_all_removed(), today, lang);
        let there: HashSet<String> = events.iter().map(|event| event.uid.clone()).collect();
        let gone = gone.into_iter().filter(|event| !there.contains(&event.uid));
        events.extend(gone.map(|event| Event { is_off: true, ..event }));
    }
    events.stable_sort_by(|a, b| (a.first, &a.uid).cmp(&(b.first, &b.uid)));
    let charter = charter::charter(project);
    ics::Calendar { name: &charter.name, today, revision, events: &events }.write()
}

fn events(project: &Project, today: NaiveDate, lang: Lang) -> Vec<Event> {
    let facts = Facts::new(project, today);
    let dates = Dates { facts: &facts, project, lang, calendar: facts.get() };
    let mut events = dates.blocks();
    events.extend(dates.milestones());
    events.extend(dates.promises());
    events.extend(dates.targets());
    events.extend(dates.phases());
    events.extend(dates.meeting());
    events
}

/// When something was to be done, and when it was.
#[derive(Clone, Copy)]
struct Due {
    planned: Option<NaiveDate>,
    done: Option<NaiveDate>,
}

impl Event {
    /// The same with these lines before what it says of itself; blank ones are left out.
    fn about(self, lines: &[&str]) -> Event {
        let lines = lines.iter().copied().chain([self.about.as_str()]).filter(|line| !line.is_empty());
        Event { about: lines.collect::<Vec<_>>().join("\n"), ..self }
    }
}

struct Dates<'a> {
    facts: &'a Facts,
    project: &'a Project,
    lang: Lang,
    calendar: &'a Calendar,
}

impl Dates<'_> {
    fn uid(&self, of: &dyn std::fmt::Display) -> String {
        format!("{}-{of}@changebook", self.project.id)
    }

    /// An event of one day.
    fn on(&self, uid: String, day: NaiveDate, kind: Text, title: &Phrase) -> Event {
        Event {
            uid,
            title: in_line(title.get(self.lang), WIDEST),
            about: String::new(),
            category: kind.get(self.lang).to_owned(),
            first: day,
            last: day,
            time: None,
            weekly: None,
            is_off: false,
        }
    }

    /// The event of a row: on the day on which it was done, with a mark, else on the planned one. None without a day.
    fn of_row(&self, row: &dyn AnyRow, due: Due, kind: Text, title: &Phrase) -> Option<Event> {
        let of = format!("{}-{}", row.def().key, row.id());
        self.of_due(self.uid(&of), due, kind, title)
    }

    fn of_due(&self, uid: String, due: Due, kind: Text, title: &Phrase) -> Option<Event> {
        let Due { planned, done } = due;
        let done = done.filter(|done| *done <= self.facts.today());
        let mark = if done.is_some() { DONE } else { "" };
        let event = self.on(uid, done.or(planned)?, kind, &say!("{mark}{title}", "{mark}{title}", title));
        let about = planned.filter(|planned| done.is_some_and(|done| done != *planned));
        let about = about.map_or_else(String::new, |planned| {
            say!("计划 {planned}", "Planned for {planned}").get(self.lang).to_owned()
        });
        Some(Event { about, ..event })
    }

    fn name(&self, row: &dyn AnyRow) -> Phrase {
        (row_title(self.project, row, Lang::Zh), row_title(self.project, row, Lang::En)).into()
    }

    /// The blocks of the checklist, each with its items.
    fn blocks(&self) -> Vec<Event> {
        let kind = checklist::Item::DEF.title;
        let mut events = Vec::new();
        for when in When::ALL {
            let Some((first, last)) = when.dates(self.calendar) else { continue };
            let items: Vec<_> = self
                .facts
                .rows::<checklist::Item>()
                .iter()
                .filter(|item| item.is_named() && item.when() == Some(*when) && !item.is_not_applicable())
                .collect();
            let is_done = |item: &checklist::Item| {
                matches!(State::of(item, self.calendar, self.facts.today()), State::Done { .. })
            };
            let (done, all) = (items.iter().filter(|item| is_done(item)).count(), items.len());
            let uid = self.uid(&format_args!("checklist-{}", when.option().key));
            if items.is_empty() {
                let rows = self.facts.rows::<checklist::Item>();
                if !rows.iter().any(|item| item.when() == Some(*when) && item.is_not_applicable()) {
                    continue;
                }
                let title = say!("{kind} · {block}", "{kind}, {block}", kind, block = when.label());
                events.push(Event { last, is_off: true, ..self.on(uid, first, kind, &title) });
                continue;
            }
            let mark = if done == all { DONE } else { "" };
            let title = say!(
                "{mark}{kind} · {block}（{done}/{all}）",
                "{mark}{kind}, {block} ({done}/{all})",
                kind,
                block = when.label()
            );
            let line = |item: &&std::sync::Arc<checklist::Item>| {
                let mark = if is_done(item) { "✓" } else { "○" };
                format!("{mark} {}", self.name(&***item).get(self.lang))
            };
            let about = items.iter().map(line).collect::<Vec<_>>().join("\n");
            events.push(Event { about, last, ..self.on(uid, first, kind, &title) });
        }
        events
    }

    fn milestones(&self) -> Vec<Event> {
        let kind = text("里程碑", "Milestone");
        let event = |row: &std::sync::Arc<Milestone>| {
            let due = Due { planned: row.date(self.calendar), done: row.reached.0 };
            let title = say!("{kind}：{name}", "{kind}: {name}", kind, name = self.name(&**row));
            let why = row.waits_until(self.calendar).map(waiting_until);
            let why = why.map_or_else(String::new, |why| why.get(self.lang).to_owned());
            Some(self.of_row(&**row, due, kind, &title)?.about(&[&self.owned(&row.owner), &why]))
        };
        self.facts.rows::<Milestone>().iter().filter(|row| row.is_named()).filter_map(event).collect()
    }

    fn owned(&self, owner: &str) -> String {
        match owner.trim() {
            "" => String::new(),
            owner => say!("负责人：{owner}", "Owner: {owner}").get(self.lang).to_owned(),
        }
    }

    /// Whatever somebody has promised for a day, in all tools.
    fn promises(&self) -> Vec<Event> {
        let PromiseKinds(kinds) = self.facts.get();
        let mut events = Vec::new();
        for kind in kinds {
            for promised in (kind.items)(self.facts) {
                if promised.due.is_none() || promised.action.trim().is_empty() {
                    continue;
                }
                let owner = promised.owner.trim();
                let action = promised.action.as_str();
                let title = if owner.is_empty() {
                    Phrase::same(action)
                } else {
                    say!("{action}（{owner}）", "{action} ({owner})")
                };
                let uid = self.uid(&format_args!("{}-{}", kind.key, promised.row));
                let due = Due { planned: promised.due, done: promised.done };
                let event = self.of_due(uid, due, kind.title, &title);
                events.extend(event.map(|event| event.about(&[action.trim(), &self.owned(owner)])));
            }
        }
        events
    }

    /// The days by which indicators, wins and centres are to have arrived.
    fn targets(&self) -> Vec<Event> {
        let mut events = Vec::new();
        let (kind, win, centre) = (
            text("指标目标", "Target of an indicator"),
            text("短期胜利", "Short-term win"),
            text("计划转换", "Planned to switch"),
        );
        for row in self.facts.rows::<Kpi>() {
            let Some((day, target)) = row.target_date.zip(row.target) else { continue };
            let target = row.unit().figure(target);
            let title =
                say!("{kind}：{name} {target}", "{kind}: {name} {target}", kind, name = row.title(), target);
            events.extend(self.of_row(&**row, Due { planned: Some(day), done: None }, kind, &title));
        }
        for row in self.facts.rows::<Win>().iter().filter(|row| row.is_named()) {
            let due = Due { planned: row.target_date, done: row.achieved.0 };
            let title = say!("{win}：{name}", "{win}: {name}", win, name = self.name(&**row));
            let event = self.of_row(&**row, due, win, &title);
            events.extend(event.map(|event| event.about(&[&self.owned(&row.owner)])));
        }
        for row in self.facts.rows::<Centre>().iter().filter(|row| row.is_named()) {
            let due = Due { planned: row.planned, done: row.converted.0 };
            // What was planned has happened.
            let kind = match due.done.filter(|done| *done <= self.facts.today()) {
                Some(_) => text("已转换", "Switched"),
                None => centre,
            };
            let title = say!("{kind}：{name}", "{kind}: {name}", kind, name = self.name(&**row));
            events.extend(self.of_row(&**row, due, centre, &title));
        }
        events
    }

    /// A review on the last day of each phase.
    fn phases(&self) -> Vec<Event> {
        let kind = text("阶段回顾", "Review of a phase");
        let event = |phase: &Phase| {
            let day = self.calendar.phase_days(*phase).1?;
            let title = say!(
                "回顾：{phase}的最后一天",
                "Review: last day of the phase {phase}",
                phase = charter::phase_name(*phase)
            );
            let at = Phase::ALL.iter().position(|p| p == phase)? + 1;
            Some(self.on(self.uid(&format_args!("phase-{at}")), day, kind, &title))
        };
        Phase::ALL.iter().filter_map(event).collect()
    }

    /// The weekly meeting, on the day of the week of the next one, else of the latest; of the latest weekly review where no
    /// meeting was held yet. None if there was neither, or the project has no end to come. One planned for a day behind the
    /// end is none of the series.
    fn meeting(&self) -> Option<Event> {
        let today = self.facts.today();
        let until = self.calendar.end().filter(|end| *end >= today)?;
        let (sheet, [date, next, started, ended, minutes, clock]) = MEETINGS;
        let rows = self.project.sheet(sheet);
        let rows = || rows.iter().flat_map(|rows| (0..rows.len()).filter_map(|at| rows.row(at)));
        let day = |row: &dyn AnyRow, key: &str| match row.cell(key) {
            Cell::Date(day) => Some(day),
            _ => None,
        };
        let latest = rows().filter(|row| day(*row, date).is_some()).max_by_key(|row| day(*row, date));
        let planned = latest.and_then(|row| day(row, next)).filter(|next| (today..=until).contains(next));
        let held: Vec<NaiveDate> = if latest.is_some() {
            rows().filter_map(|row| day(row, date)).collect()
        } else {
            self.facts.rows::<Review>().iter().filter_map(|review| review.date).collect()
        };
        let last = held.iter().copied().filter(|day| *day <= today).max();
        let known = planned.or(last)?;
        // The series begins with the first meeting of the weeks on this day, so that those held stay in the calendar.
        let mut first = known;
        while let Some(before) = first.checked_sub_signed(Duration::days(7)).filter(|day| held.contains(day))
        {
            first = before;
        }
        // Whoever looks in of an evening has held no meeting; one that was entered by hand has its minutes and no clock.
        let is_filled = |row: &dyn AnyRow, key: &str| match row.cell(key) {
            Cell::Text(text) => !text.trim().is_empty(),
            cell => cell != Cell::Empty,
        };
        let is_over = |row: &&dyn AnyRow| {
            is_filled(*row, ended) || (is_filled(*row, minutes) && !is_filled(*row, clock))
        };
        let timed = rows().filter(is_over).max_by_key(|row| day(*row, date));
        let begins = timed.and_then(|row| match row.cell(started) {
            Cell::Text(time) => NaiveTime::parse_from_str(&time, "%H:%M").ok().and_then(nearest_quarter),
            _ => None,
        });
        let long = timed.map_or(QUARTER, |row| match row.cell(minutes) {
            Cell::Count(minutes) => minutes.clamp(QUARTER, 240).next_multiple_of(QUARTER),
            _ => QUARTER,
        });
        let kind = text("每周例会", "Weekly meeting");
        let title =
            say!("{kind}：{name}", "{kind}: {name}", kind, name = charter::charter(self.project).name);
        let except = weekly_except(first, until, |day| self.calendar.is_paused(day) && !held.contains(&day));
        Some(Event {
            time: begins.map(|begins| (begins, long)),
            weekly: Some((until, except)),
            ..self.on(self.uid(&"weekly-meeting"), first, kind, &title)
        })
    }
}

/// The quarter of an hour nearest to a time; the last of the day for what is nearer to midnight.
fn nearest_quarter(time: NaiveTime) -> Option<NaiveTime> {
    let minutes = (time.hour() * 60 + time.minute() + QUARTER / 2) / QUARTER * QUARTER;
    let minutes = minutes.min(24 * 60 - QUARTER);
    NaiveTime::from_hms_opt(minutes / 60, minutes % 60, 0)
}
