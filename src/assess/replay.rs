//! A replay: a project as it was known on an earlier day, with that day for today.

use super::{Assessed, Earlier};
use crate::calendar::{Calendar, DayOrder, Toward, parse_project_day};
use crate::project::Project;
use crate::say;
use crate::sheet::{Cell, EitherDay, Id, Kind, Reading, either_day, no_such_row, parse};
use crate::text::{Lang, Phrase, text};
use crate::tools::charter;
use chrono::NaiveDate;
use std::sync::Arc;

/// A project as it was known at the end of a day. What two windows disagree about today is no matter of that day.
pub fn known_on(project: &Project, day: NaiveDate) -> Project {
    let mut then = project.as_of(day);
    then.conflicts = Arc::default();
    then
}

/// What was found in a project in the weeks before a day, as it was known on each of those days.
pub fn earlier(project: &Project, day: NaiveDate) -> Earlier {
    let first = known_from(project);
    Earlier::of(day, |day| first.is_some_and(|first| first <= day).then(|| known_on(project, day)))
}

/// A project as it was known on a day, assessed for that day.
pub fn assessed(project: &Project, day: NaiveDate) -> Assessed {
    let mut assessed = Assessed::of(&known_on(project, day), day, None);
    assessed.look_back(Arc::new(earlier(project, day)));
    assessed
}

/// The first day that can be replayed: the day on which the first row was entered, or on which the change began where
/// that is earlier; none if neither is known.
pub fn known_from(project: &Project) -> Option<NaiveDate> {
    let start = charter::calendar(project).start();
    start.into_iter().chain(project.entered_from()).min()
}

/// Reads the day to replay as it was typed: a date in any of the ways that dates are typed, of which the past one is
/// meant; `week 4` or `第4周`, whose last day is meant; `day 30` or `第30天`. Two small numbers are read in the order that is
/// known, as in a cell. `Err` says what would be right.
pub fn read_day(
    typed: &str,
    project: &Project,
    today: NaiveDate,
    days: (Lang, Option<DayOrder>),
) -> Result<NaiveDate, Phrase> {
    let day = match counted(typed, &charter::calendar(project)) {
        Some(day) => day?,
        None => read_date(typed, today, days)?,
    };
    replayable(project, day, today).map(|()| day)
}

/// Reads a day for several projects at once, each with weeks of its own.
pub fn read_date(typed: &str, today: NaiveDate, days: (Lang, Option<DayOrder>)) -> Result<NaiveDate, Phrase> {
    if parse_project_day(typed).is_some() {
        return Err(say!(
            "“{typed}”在每个项目里是不同的一天：请写日期，如 2026-03-02",
            "'{typed}' is another day in each project: write a date, such as 2026-03-02"
        ));
    }
    match either_day(typed, today, Toward::Past, days) {
        Some(Ok(day)) => return past(day, today).map(|()| day),
        Some(Err(EitherDay { day_first, month_first })) => {
            return Err(say!(
                "“{typed}”有两种读法：请写 {month_first} 或 {day_first}",
                "'{typed}' can be read in two ways: write {day_first} or {month_first}"
            ));
        }
        None => {}
    }
    let reading = Reading {
        counts: 0..=0,
        today,
        toward: Toward::Past,
        link: &|_: &str, name: &str| -> Result<Id, _> { Err(no_such_row(name)) },
    };
    match parse(Kind::Date, typed, &reading) {
        Ok(Cell::Date(day)) => past(day, today).map(|()| day),
        Ok(_) => Err(text(
            "要回看哪一天？如 2026-03-02、3-2、上周五、第4周",
            "Which day? Such as 2026-03-02, 2 Mar, last Friday, week 4",
        )
        .into()),
        Err(invalid) => Err(invalid.0),
    }
}

/// Whether a day can be replayed; `Err` says why not. Today can be, and shows what is known today.
pub fn replayable(project: &Project, day: NaiveDate, today: NaiveDate) -> Result<(), Phrase> {
    past(day, today)?;
    match known_from(project) {
        Some(first) if day >= first => Ok(()),
        Some(first) => Err(say!(
            "{day} 还没有这个项目的记录：最早可以回看 {first}",
            "nothing of this project was known on {day}: the first day to replay is {first}"
        )),
        None => Err(text(
            "这个项目还没有启动日期，也没有填过内容，没有可以回看的日子",
            "the project has no start date and nothing was entered yet, so there is no day to replay",
        )
        .into()),
    }
}

fn past(day: NaiveDate, today: NaiveDate) -> Result<(), Phrase> {
    if day <= today {
        return Ok(());
    }
    Err(say!(
        "{day} 还没有到，今天是 {today}：请选今天以前的一天",
        "{day} is still to come, today is {today}: choose a day before today"
    ))
}

/// The day that a week or a day of the project means, or why there is none; none of both if it is a date.
fn counted(typed: &str, calendar: &Calendar) -> Option<Result<NaiveDate, Phrase>> {
    let day = parse_project_day(typed)?;
    if calendar.start().is_none() {
        return Some(Err(text(
            "这个项目没有启动日期，数不出第几周：请写日期，如 2026-03-02",
            "the project has no start date to count weeks from: write a date, such as 2026-03-02",
        )
        .into()));
    }
    let none = || {
        say!(
            "项目还在暂停，“{typed}”还没有日期：请写日期，如 2026-03-02",
            "the project is paused and '{typed}' has no date yet: write a date, such as 2026-03-02"
        )
    };
    Some(calendar.date_of_day(day).ok_or_else(none))
}
