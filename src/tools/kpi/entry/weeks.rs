//! A week written for the day of a reading: `第4周`, `W4`, `week 4`, `2026-W05`, `上周`, `2-8 Mar`. The day is the last of the week,
//! today at the latest; where the week has a reading already, its day, as under "This week".

use super::super::{Kpi, Measure, Reading};
use super::{of_month, stretch};
use crate::calendar::{Calendar, digits_of_numerals};
use crate::facts::Facts;
use crate::project::Project;
use crate::say;
use crate::sheet::{AnyRow, Cell, Column, Gloss, Invalid, bracketed, gloss_of};
use crate::text::{Phrase, text};
use crate::tool::{NumberedWeek, WeekOfYear};
use chrono::{Datelike, Days, NaiveDate, Weekday};
use unicode_normalization::UnicodeNormalization as _;

/// A week as people write it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::tools::kpi) enum Week {
    /// A week of the project, from 1.
    Project(i64),
    /// A week of a year, as ISO 8601 counts them.
    Calendar(i32, u32),
    /// The latest week of this number that has begun, as ISO 8601 counts the weeks of a year.
    OfYear(u32),
    /// So many weeks before the present one.
    Ago(i64),
    /// The week, or the part of one, from a day to a day.
    Days(NaiveDate, NaiveDate),
    /// A week of which the last day may be either, as its month is not known.
    Either(NaiveDate, NaiveDate),
    /// A week of a month by its number, which people count from the first day of the month or from its first Monday: the first
    /// days of the weeks that it may be.
    OfMonth(NaiveDate, NaiveDate),
}

impl Week {
    /// The week that a text names, by its number or by its days; other words behind it in brackets are a remark. Of a number
    /// with days beside it the days count.
    pub fn read(typed: &str, today: NaiveDate) -> Option<Week> {
        // What was planned for a week, or was there a year before, is not what it was.
        // One in brackets that is a week itself says which week it is, as last week does.
        let names_week = |within: String| Week::named(&within).is_some();
        if gloss_of(typed) == Some(Gloss::Other) && !bracketed(typed).is_some_and(names_week) {
            return None;
        }
        let number = || {
            let named = Week::named(typed).or_else(|| of_month::read(typed, today));
            named.or_else(|| stretch::read(typed, today))
        };
        Week::by_both(typed, today).map(|(_, days)| days).or_else(number)
    }

    /// The week that a text names by its number and the one that it names by days beside it, in brackets or not.
    pub(super) fn by_both(typed: &str, today: NaiveDate) -> Option<(Week, Week)> {
        let narrow: String = typed.nfkc().collect();
        let parts = narrow.trim().trim_end_matches([')', ']', '】']);
        let is_cut = |c: char| c.is_whitespace() || matches!(c, '(' | '[' | '【' | ':' | ',' | '|');
        let cuts = parts.char_indices().filter_map(|(at, c)| match c {
            '周' => Some((at + c.len_utf8(), at + c.len_utf8())),
            c if is_cut(c) => Some((at, at + c.len_utf8())),
            _ => None,
        });
        let both = |(end, begin): (usize, usize)| {
            let (number, days) = (parts.get(..end)?, parts.get(begin..)?.trim());
            let days = days.trim_start_matches(is_cut);
            let is_day = days.starts_with(|c: char| c.is_alphanumeric());
            Some((Week::named(number)?, stretch::days_beside(days, today).filter(|_| is_day)?))
        };
        cuts.into_iter().find_map(both)
    }

    /// The first and the last day of a week of the project or of a year, where these are known.
    pub(super) fn span(self, project: &Project, today: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
        days(&Facts::new(project, today), self).ok()
    }

    /// The week of a word or a number.
    fn named(typed: &str) -> Option<Week> {
        let narrow: String = typed.nfkc().flat_map(char::to_lowercase).collect();
        let bare = narrow.split('(').next().unwrap_or_default();
        let plain: String =
            bare.chars().filter(|c| !c.is_whitespace() && !matches!(c, '.' | '#' | '_')).collect();
        match plain.as_str() {
            "本周" | "这周" | "这一周" | "thisweek" => return Some(Week::Ago(0)),
            "上周" | "上一周" | "lastweek" => return Some(Week::Ago(1)),
            "上上周" | "weekbeforelast" => return Some(Week::Ago(2)),
            _ => {}
        }
        let latest = || {
            let n = CALENDAR_WORDS.iter().find_map(|word| plain.strip_prefix(word))?;
            u32::try_from(number(n.trim_start_matches('-').trim_end_matches('周'))?).ok().map(Week::OfYear)
        };
        of_year(&plain).or_else(latest).or_else(|| of_project(&plain))
    }
}

/// A number in digits or Chinese numerals, of three digits at most.
pub(super) fn number(text: &str) -> Option<i64> {
    let digits = digits_of_numerals(text);
    let few = !digits.is_empty() && digits.len() <= 3 && digits.bytes().all(|byte| byte.is_ascii_digit());
    few.then(|| digits.parse().ok()).flatten()
}

const WEEK_WORDS: [&str; 4] = ["weeks", "week", "wk", "w"];
/// Words for a week of the year, which no project counts.
const CALENDAR_WORDS: [&str; 4] = ["calendarweek", "日历第", "kw", "cw"];

/// `2026-w05`, `2026w5`, `2026年第5周`, `w05/2026`.
fn of_year(plain: &str) -> Option<Week> {
    let is_year = |year: &str| year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit());
    let week = |year: &str, week: &str| {
        let rest = week.trim_start_matches(['-', '/']);
        let behind = WEEK_WORDS.iter().chain(&CALENDAR_WORDS).find_map(|word| rest.strip_prefix(word));
        let behind = behind.or_else(|| rest.strip_prefix('第').and_then(|rest| rest.strip_suffix('周')));
        let n = u32::try_from(number(behind?.trim_start_matches('-'))?).ok()?;
        is_year(year).then(|| year.parse().ok().map(|year| Week::Calendar(year, n))).flatten()
    };
    let (year, rest) = plain.split_at_checked(4).unwrap_or((plain, ""));
    week(year, rest.strip_prefix('年').unwrap_or(rest))
        .or_else(|| plain.rsplit_once(['/', '-']).and_then(|(of, year)| week(year, of)))
}

/// `第4周`, `第四周`, `4周`, `w4`, `week 4`, `wk-04`, `project week 4`.
fn of_project(plain: &str) -> Option<Week> {
    let plain = ["项目", "project"].iter().find_map(|word| plain.strip_prefix(word)).unwrap_or(plain);
    if let Some(n) = WEEK_WORDS.iter().find_map(|word| plain.strip_prefix(word)) {
        return number(n.trim_start_matches('-')).map(Week::Project);
    }
    let before = ["个星期", "星期", "周"].iter().find_map(|word| plain.strip_suffix(word))?;
    number(before.strip_prefix('第').unwrap_or(before)).map(Week::Project)
}

/// Reads a week in the day of a reading; none for any other cell or text.
pub(in crate::tools::kpi) fn read(
    project: &Project,
    row: &dyn AnyRow,
    column: &Column,
    typed: &str,
    today: NaiveDate,
) -> Option<Result<Cell, Invalid>> {
    let reading = row.typed::<Reading>().filter(|_| column.key == Reading::COL.date.key)?;
    let week = Week::read(typed, today)?;
    Some(day(project, reading, week, today).map(Cell::Date).map_err(Invalid))
}

/// The day of a reading of which the week is written.
fn day(project: &Project, reading: &Reading, week: Week, today: NaiveDate) -> Result<NaiveDate, Phrase> {
    let (first, last) = days(&Facts::new(project, today), week)?;
    if first > today {
        return Err(not_come(project, week, first, today));
    }
    let last = last.min(today);
    // A reading of that week is of that week already.
    if let Some(own) = reading.date.filter(|day| (first..=last).contains(day)) {
        return Ok(own);
    }
    let kpi = reading.kpi.0.and_then(|id| project.find::<Kpi>(id));
    let same = |other: &&std::sync::Arc<Reading>| {
        other.id != reading.id
            && other.kpi.0 == reading.kpi.0
            && other.centre.0 == reading.centre.0
            && other.value.is_some()
            && other.date.is_some_and(|day| (first..=last).contains(&day))
    };
    let mut there: Vec<NaiveDate> =
        project.rows::<Reading>().iter().filter(same).filter_map(|other| other.date).collect();
    there.sort_unstable();
    // What is counted adds up within a week: of several nobody can say which one is meant.
    let counts = kpi.is_some_and(|kpi| kpi.measure() == Measure::Count);
    Ok(match there.as_slice() {
        days if days.contains(&last) => last,
        [one] => *one,
        [.., latest] if !counts => *latest,
        _ => last,
    })
}

/// The first and the last day of a week.
fn days(facts: &Facts, week: Week) -> Result<(NaiveDate, NaiveDate), Phrase> {
    let (calendar, today) = (facts.get::<Calendar>(), facts.today());
    let of_monday = |monday: NaiveDate| (monday, monday.checked_add_days(Days::new(6)).unwrap_or(monday));
    let of_project = |n: i64| {
        let first = calendar.date_of_day(n.saturating_mul(7) - 6);
        first.zip(calendar.date_of_day(n.saturating_mul(7)))
    };
    match week {
        Week::Project(n) if n < 1 => {
            Err(text("周数从 1 开始：启动之前的数据请写日期", "Weeks count from 1: write the day of a reading before the start").into())
        }
        Week::Project(_) if calendar.start().is_none() => Err(text(
            "还没有启动日期，不知道是哪一周：先在章程里填启动日期，或者写日期",
            "Without a start date nobody can say which week that is: enter it in the charter, or write the day",
        )
        .into()),
        Week::Project(n) => of_project(n).ok_or_else(on_hold),
        Week::Calendar(year, n) => {
            let monday = NaiveDate::from_isoywd_opt(year, n, Weekday::Mon);
            monday.map(of_monday).ok_or_else(|| {
                say!("{year} 年没有第 {n} 周", "The year {year} has no week {n}", year, n)
            })
        }
        Week::OfYear(n) => {
            let this = today.iso_week().year();
            let monday = |year| NaiveDate::from_isoywd_opt(year, n, Weekday::Mon);
            let latest = monday(this).filter(|monday| *monday <= today).or_else(|| monday(this - 1));
            latest.map(of_monday).ok_or_else(|| say!("一年没有第 {n} 周", "No year has a week {n}"))
        }
        Week::Days(first, last) => Ok((first, last)),
        Week::Either(one, other) => Err(say!(
            "看不出哪个数是月：那一周的最后一天请写成 {one} 或 {other}",
            "Either number may be the month: write the last day of the week, {one} or {other}"
        )),
        Week::OfMonth(one, other) => Err(of_month::asked(of_monday(one), of_monday(other))),
        Week::Ago(n) => {
            let week = calendar.week_number(today) - n;
            let first = calendar.first_of_week(week).ok_or_else(on_hold)?;
            // A week that a pause has cut off is as long as it is.
            let next = calendar.first_of_week(week + 1).and_then(|next| next.pred_opt());
            Ok((first, next.unwrap_or(today)))
        }
    }
}

/// Says that a week has no days because the project rests.
fn on_hold() -> Phrase {
    text(
        "项目暂停着，这一周还没有日子：请写日期",
        "The project is on hold, and this week has no days yet: write the day",
    )
    .into()
}

/// The year of which a week has come lately, as ISO 8601 counts them; none where no such week has.
fn year_of(n: i64, today: NaiveDate) -> Option<i32> {
    let (n, this) = (u32::try_from(n).ok()?, today.iso_week().year());
    let is_late = |year: &i32| {
        let monday = NaiveDate::from_isoywd_opt(*year, n, Weekday::Mon);
        monday.is_some_and(|monday| (0..=LATELY).contains(&(today - monday).num_days()))
    };
    [this, this - 1].into_iter().find(is_late)
}

/// What a week may be that is written by its number alone; none for any other text, and for one that says whose it is.
pub(in crate::tools::kpi) fn numbered(
    project: &Project,
    typed: &str,
    today: NaiveDate,
) -> Option<NumberedWeek> {
    let Some(Week::Project(n)) = Week::read(typed, today) else { return None };
    let narrow: String = typed.nfkc().flat_map(char::to_lowercase).collect();
    if ["项目", "project"].iter().any(|word| narrow.trim_start().starts_with(word)) {
        return None;
    }
    let facts = Facts::new(project, today);
    let of_project = days(&facts, Week::Project(n)).ok().filter(|(first, _)| *first <= today);
    let of_year = year_of(n, today).and_then(|year| {
        let days = days(&facts, Week::Calendar(year, u32::try_from(n).ok()?)).ok()?;
        let in_project = facts.get::<Calendar>().start().is_some_and(|start| start <= days.1);
        Some(WeekOfYear { written: format!("{year}-W{n:02}"), days, in_project })
    });
    Some(NumberedWeek { latest: format!("CW{n}"), of_project, of_year })
}

/// So many days ago a week of the year may lie that is meant by its number alone.
const LATELY: i64 = 182;

/// Says that a week has not come, and how a week of the year is written.
fn not_come(project: &Project, week: Week, first: NaiveDate, today: NaiveDate) -> Phrase {
    let facts = Facts::new(project, today);
    let now = facts.get::<Calendar>().week(today);
    match (week, now) {
        (Week::Project(n), Some(now)) => {
            let Some(year) = year_of(n, today) else {
                return say!(
                    "项目第 {n} 周还没有到，现在是第 {now} 周：请写日期",
                    "Week {n} of the project has not come, this is week {now}: write the day"
                );
            };
            say!(
                "项目第 {n} 周还没有到，现在是第 {now} 周；要写日历上的周，请写 {year}-W{n:02}",
                "Week {n} of the project has not come, this is week {now}; for a week of the year write {year}-W{n:02}"
            )
        }
        _ => say!("这一周从 {first} 开始，还没有到", "That week begins on {first} and has not come yet"),
    }
}
