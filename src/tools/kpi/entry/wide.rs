//! Readings in a table that is wider than the sheet: indicators down and weeks or days across, or days down and indicators
//! across. Each value becomes a line with its indicator and its day.

mod remarks;
mod shape;
mod told;
mod undated;
mod weekdays;

use super::super::{Kpi, Reading};
use super::stretch::{beginning, in_full, is_of_first_days};
use super::weeks::Week;
use crate::calendar::{DateError, Month, Toward, parse_date_toward};
use crate::project::{self, Project};
use crate::sheet::{Col, Row as _, comparable, is_nothing, is_nothing_word, is_total_word};
use crate::tool::Reshaped;
use chrono::NaiveDate;
use remarks::says_more;
use unicode_normalization::UnicodeNormalization as _;

/// Titles may stand below a heading and a blank line or two.
const SEARCHED: usize = 6;
/// So many cells of a column are looked at to tell what it holds.
const LOOKED_AT: usize = 200;
/// Titles of a column that numbers the weeks.
const WEEKS: &[&str] = &[
    "周",
    "周次",
    "周数",
    "第几周",
    "week",
    "weeks",
    "wk",
    "weekno",
    "weeknumber",
    "项目周",
    "项目周次",
    "projectweek",
];
/// Those that say whose weeks they are.
const PROJECT_WEEKS: &[&str] = &["项目周", "项目周次", "projectweek"];
/// Titles of a column that numbers the months.
const MONTHS: &[&str] = &["月", "月份", "month", "months"];

/// The title of the status in the views of the tool.
const STATUS: [&str; 2] = ["状态", "Status"];

/// What a column of the table holds.
#[derive(Clone, Debug, PartialEq)]
enum Head {
    /// The names of the indicators.
    Names,
    /// The days of the lines.
    Days,
    /// The values of this day, as it is to be read.
    Day(String),
    /// The values of this indicator.
    Of(String),
    /// A column of the sheet that goes along with each value.
    Along(usize),
    /// Nothing that belongs to readings.
    Other,
}

/// The readings of a wide table, one line each; none for any other block.
pub(in crate::tools::kpi) fn reshape(
    project: &Project,
    lines: &[Vec<String>],
    today: NaiveDate,
) -> Option<Reshaped> {
    let filled = |line: &Vec<String>| line.iter().filter(|cell| !cell.trim().is_empty()).count();
    let above = lines.iter().take_while(|line| filled(line) <= 1).count();
    (0..lines.len().min(SEARCHED).min(above + 1)).find_map(|at| {
        let table = Table { project, lines, at, today };
        let wide = table.across().or_else(|| table.down());
        wide.map(|heads| table.flat(&table.in_full(heads))).or_else(|| table.undated())
    })
}

/// What a block says by its titles of a value.
pub(in crate::tools::kpi) enum Titled {
    /// A list of readings, each with its day or its centre.
    List(Reshaped),
    /// What the indicators themselves are: their baselines, targets or units.
    SetUp,
}

/// A list of readings, or of what indicators are, by whole titles in its first line; none for any other block.
pub(in crate::tools::kpi) fn titled(
    project: &Project,
    lines: &[Vec<String>],
    today: NaiveDate,
) -> Option<Titled> {
    let at = lines.iter().position(|line| line.iter().any(|cell| !cell.trim().is_empty()))?;
    let table = Table { project, lines, at, today };
    let called =
        |column: Col| (0..table.width()).find(|at| column_called(table.title(*at)) == Some(column.at));
    called(Reading::COL.kpi)?;
    if !table.is_long() {
        let days = |at: usize| {
            let mut below = table.below(at).peekable();
            below.peek().is_some() && below.all(|cell| is_written_day(cell, today))
        };
        let is_list = called(Reading::COL.date).or(called(Reading::COL.centre)).is_some()
            || (0..table.width()).any(|at| !table.title(at).is_empty() && days(at));
        if table.is_setup(&[]) {
            return Some(Titled::SetUp);
        }
        return is_list.then(|| Titled::List(Reshaped::as_it_stands(Reading::DEF)));
    }
    let week =
        (0..table.width()).find(|at| table.is_called(*at, WEEKS) || is_of_first_days(table.title(*at)));
    let is_list = called(Reading::COL.date).or(called(Reading::COL.centre)).or(week).is_some();
    is_list.then(|| {
        Titled::List(
            table.listed(week.filter(|at| called(Reading::COL.date).is_none_or(|of_days| of_days == *at))),
        )
    })
}

/// Whether an indicator is called so.
pub(in crate::tools::kpi) fn is_indicator(project: &Project, typed: &str) -> bool {
    project.rows::<Kpi>().iter().any(|kpi| project::names_row(&**kpi, typed).is_some())
}

/// The column of readings that a title is a whole name of.
pub(in crate::tools::kpi) fn column_called(title: &str) -> Option<usize> {
    let wanted = comparable(title);
    let is = |name: &str| comparable(name) == wanted;
    Reading::DEF.columns.iter().position(|column| {
        is(column.key)
            || is(column.title.zh)
            || is(column.title.en)
            || column.aliases.iter().any(|name| is(name))
    })
}

/// Whether a text names a day, or a stretch of time that is too long for one.
fn is_time(typed: &str, today: NaiveDate) -> bool {
    let typed = typed.trim();
    if typed.chars().count() < 2 {
        return false;
    }
    Week::read(typed, today).is_some()
        || match parse_date_toward(typed, today, Toward::Past) {
            Ok(_) => true,
            Err(error) => {
                !matches!(error, DateError::Empty | DateError::NotADate | DateError::YearOutOfRange)
            }
        }
}

/// Whether a text is a day and no number, whichever of its numbers is the month.
fn is_written_day(typed: &str, today: NaiveDate) -> bool {
    let is_day = |read| matches!(read, Ok(_) | Err(DateError::Ambiguous { .. }));
    (typed.contains(['-', '/', '年', '月']) || typed.matches('.').count() > 1)
        && is_day(parse_date_toward(typed, today, Toward::Past))
}

/// The number of a week that stands alone below or beside a title that says so.
fn bare_week(typed: &str) -> Option<String> {
    let plain: String = typed.nfkc().collect();
    let plain = plain.trim();
    let digits = plain.strip_suffix(".0").unwrap_or(plain);
    (!digits.is_empty() && digits.len() <= 3 && digits.bytes().all(|byte| byte.is_ascii_digit()))
        .then(|| format!("W{digits}"))
}

/// The same for the number of a month.
fn bare_month(typed: &str) -> Option<String> {
    let week = bare_week(typed)?;
    let number: u32 = week.strip_prefix('W')?.parse().ok()?;
    (1..=12).contains(&number).then(|| format!("{number}月"))
}

/// A block with a line of titles.
struct Table<'a> {
    project: &'a Project,
    lines: &'a [Vec<String>],
    at: usize,
    today: NaiveDate,
}

impl Table<'_> {
    fn width(&self) -> usize {
        self.lines[self.at].len()
    }

    fn title(&self, at: usize) -> &str {
        self.lines[self.at].get(at).map_or("", |title| title.trim())
    }

    /// Whether a column holds the units of the values, which are read with them.
    fn is_of_units(&self, at: usize) -> bool {
        let wanted = comparable(self.title(at));
        let unit = &Kpi::DEF.columns[Kpi::COL.unit.at];
        let is = |name: &str| comparable(name) == wanted;
        is(unit.title.zh) || is(unit.title.en) || unit.aliases.iter().any(|name| is(name))
    }

    fn is_called(&self, at: usize, names: &[&str]) -> bool {
        names.contains(&comparable(self.title(at)).as_str())
    }

    fn below(&self, at: usize) -> impl Iterator<Item = &str> {
        let cells = self.lines[self.at + 1..].iter().filter_map(move |line| line.get(at));
        cells.map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).take(LOOKED_AT)
    }

    /// What a column that is none of names, days or values holds.
    fn along(&self, at: usize) -> Head {
        let kept = [Reading::COL.centre.at, Reading::COL.note.at];
        column_called(self.title(at)).filter(|column| kept.contains(column)).map_or(Head::Other, Head::Along)
    }

    /// Whether the titles are those of the sheet itself.
    fn is_long(&self) -> bool {
        (0..self.width()).any(|at| column_called(self.title(at)) == Some(Reading::COL.value.at))
    }

    /// Whether it is a list of indicators with a year or a month among its titles, of which none is a day or a week.
    fn is_setup(&self, heads: &[Head]) -> bool {
        let is_day = |head: &Head| match head {
            Head::Day(day) => {
                Week::read(day, self.today).is_some()
                    || parse_date_toward(day, self.today, Toward::Past).is_ok()
            }
            _ => false,
        };
        // One month may be that of the targets, several are those of the values.
        let is_month = |head: &&Head| matches!(head, Head::Day(day) if Month::of(day, self.today).is_some());
        let months = heads.iter().filter(is_month).count();
        let own = [Kpi::COL.unit, Kpi::COL.baseline, Kpi::COL.target, Kpi::COL.kind];
        let is_own = |title: &str| {
            let wanted = comparable(title);
            let is = |name: &str| comparable(name) == wanted;
            own.iter().map(|own| &Kpi::DEF.columns[own.at]).any(|column| {
                is(column.title.zh) || is(column.title.en) || column.aliases.iter().any(|name| is(name))
            })
        };
        months < 2 && !heads.iter().any(is_day) && (0..self.width()).any(|at| is_own(self.title(at)))
    }

    /// The lines of a list of readings, with the columns that are called as those of the sheet.
    fn listed(&self, week: Option<usize>) -> Reshaped {
        let mut heads: Vec<(usize, usize)> = Vec::new();
        for at in 0..self.width() {
            let column = column_called(self.title(at)).or((week == Some(at)).then_some(Reading::COL.date.at));
            heads.extend(column.filter(|column| heads.iter().all(|(_, of)| of != column)).map(|of| (at, of)));
        }
        // Which day each value is of is asked once, as of any blank.
        let undated = !heads.iter().any(|(_, column)| *column == Reading::COL.date.at);
        let of_values =
            heads.iter().find(|(_, column)| *column == Reading::COL.value.at).map_or(0, |(at, _)| *at);
        let (mut lines, mut places) = (Vec::new(), Vec::new());
        for (n, line) in self.lines.iter().enumerate().skip(self.at + 1) {
            let cell = |at: usize| {
                let cell = line.get(at).map_or("", |cell| cell.trim());
                let of_week = if week == Some(at) { self.week_at(at, cell) } else { None };
                of_week.unwrap_or_else(|| cell.to_owned())
            };
            let mut cells: Vec<String> = heads.iter().map(|(at, _)| cell(*at)).collect();
            if cells.iter().any(|cell| !cell.is_empty()) {
                cells.extend(undated.then(String::new));
                lines.push(cells);
                places.push((n, of_values));
            }
        }
        let head = |at: usize| match heads.iter().find(|(of, _)| *of == at) {
            Some((_, column)) if *column == Reading::COL.date.at => Head::Days,
            Some((_, column)) => Head::Along(*column),
            None => Head::Other,
        };
        let all: Vec<Head> = (0..self.width()).map(head).collect();
        let day = undated.then_some(Reading::COL.date.at);
        let columns = heads.into_iter().map(|(_, column)| column).chain(day).collect();
        Reshaped { def: Reading::DEF, columns, lines, places, notes: self.notes(&all, 0) }
    }

    /// Indicators down, days across.
    fn across(&self) -> Option<Vec<Head>> {
        let is_named = |at: &usize| column_called(self.title(*at)) == Some(Reading::COL.kpi.at);
        let named = (0..self.width()).find(is_named);
        let corner = (0..self.width()).find(|at| self.is_called(*at, WEEKS));
        let mostly = |at: &usize| {
            let (all, known) = self.below(*at).fold((0, 0), |(all, known), cell| {
                (all + 1, known + usize::from(is_indicator(self.project, cell)))
            });
            known > 0 && known * 2 >= all
        };
        let is_day =
            |at: &usize| is_time(self.title(*at), self.today) && !says_more(self.title(*at), self.today);
        let by_title = named.filter(|_| !self.is_long());
        let of_names = by_title
            .or_else(|| (0..self.width()).filter(|at| !is_day(at)).find(mostly))
            .or_else(|| self.names_by_shape(&|at| is_day(&at)))?;
        let of_months = (0..self.width()).any(|at| self.is_called(at, MONTHS));
        let of_first_days = (0..self.width()).any(|at| is_of_first_days(self.title(at)));
        let day = |at: usize| {
            let bare = corner.is_some().then(|| bare_week(self.title(at))).flatten();
            let bare = bare.or_else(|| of_months.then(|| bare_month(self.title(at))).flatten());
            let begins = || beginning(self.title(at), self.today).filter(|_| of_first_days);
            bare.or_else(begins).or_else(|| is_day(&at).then(|| self.title(at).to_owned()))
        };
        // The view of this week shows last week's value with its day, to be compared and not entered.
        let is_view = (0..self.width()).any(|at| STATUS.contains(&self.title(at)));
        let heads = (0..self.width()).map(|at| match day(at) {
            _ if at == of_names => Head::Names,
            Some(day) if is_view && Week::read(&day, self.today) == Some(Week::Ago(1)) => Head::Other,
            Some(day) => Head::Day(day),
            None => self.along(at),
        });
        let heads: Vec<Head> = heads.collect();
        // A list of values has days below days.
        let filled = |at: usize| self.below(at).any(|cell| !is_written_day(cell, self.today));
        if self.is_long()
            || self.is_setup(&heads)
            || !heads.iter().enumerate().any(|(at, head)| matches!(head, Head::Day(_)) && filled(at))
        {
            return None;
        }
        Some(heads)
    }

    /// Days down, indicators across.
    fn down(&self) -> Option<Vec<Head>> {
        let called_day = |at: usize| column_called(self.title(at)) == Some(Reading::COL.date.at);
        let called_week = |at: usize| self.is_called(at, WEEKS) || is_of_first_days(self.title(at));
        let called_month = |at: usize| self.is_called(at, MONTHS);
        let all_times = |at: usize| {
            let mut cells = self.below(at).filter(|cell| !is_total_word(cell)).peekable();
            cells.peek().is_some()
                && !is_time(self.title(at), self.today)
                && cells.all(|cell| {
                    is_time(cell, self.today)
                        || (called_week(at) && bare_week(cell).is_some())
                        || (called_month(at) && bare_month(cell).is_some())
                })
        };
        if self.is_long()
            || (0..self.width()).any(|at| column_called(self.title(at)) == Some(Reading::COL.kpi.at))
        {
            return None;
        }
        let first = |is: &dyn Fn(usize) -> bool| (0..self.width()).find(|at| is(*at) && all_times(*at));
        let all_days = |at: usize| self.below(at).all(|cell| Week::read(cell, self.today).is_none());
        let of_days = first(&|at| called_day(at) && all_days(at) && !called_week(at))
            .or_else(|| first(&|at| called_day(at) || called_week(at)))
            .or_else(|| first(&|_| true))?;
        let is_of = |at: usize| is_indicator(self.project, self.title(at));
        let heads: Vec<Head> = (0..self.width())
            .map(|at| match self.along(at) {
                _ if at == of_days => Head::Days,
                Head::Along(column) => Head::Along(column),
                _ if self.title(at).is_empty() || called_day(at) || called_week(at) => Head::Other,
                // What adds up the others is no indicator.
                _ if is_total_word(self.title(at)) && !is_of(at) => Head::Other,
                // One that is called otherwise is asked about.
                _ => Head::Of(self.title(at).to_owned()),
            })
            .collect();
        (0..self.width()).any(|at| matches!(heads[at], Head::Of(_)) && is_of(at)).then_some(heads)
    }

    /// The heads with days in full, as far as they show in which order they are written.
    fn in_full(&self, mut heads: Vec<Head>) -> Vec<Head> {
        let day = |head: &Head| if let Head::Day(day) = head { Some(day.clone()) } else { None };
        let days: Vec<String> = heads.iter().filter_map(day).collect();
        let mut days = in_full(&days.iter().map(String::as_str).collect::<Vec<_>>(), self.today).into_iter();
        for head in heads.iter_mut().filter(|head| matches!(head, Head::Day(_))) {
            *head = days.next().map_or(Head::Other, Head::Day);
        }
        self.weekdays_across(heads)
    }

    /// The week or the month of a cell in a column whose title says of which it is.
    fn week_at(&self, at: usize, typed: &str) -> Option<String> {
        match () {
            () if is_of_first_days(self.title(at)) => beginning(typed, self.today),
            () if self.is_called(at, PROJECT_WEEKS) => bare_week(typed).map(|week| format!("项目{week}")),
            () if self.is_called(at, WEEKS) => bare_week(typed),
            () if self.is_called(at, MONTHS) => bare_month(typed),
            () => None,
        }
    }

    /// A line for each value.
    fn flat(&self, heads: &[Head]) -> Reshaped {
        let along: Vec<(usize, usize)> = heads
            .iter()
            .enumerate()
            .filter_map(|(at, head)| if let Head::Along(column) = head { Some((at, *column)) } else { None })
            .collect();
        let kpi_or_day = |wanted: &Head| heads.iter().position(|head| head == wanted);
        let (of_names, of_days) = (kpi_or_day(&Head::Names), kpi_or_day(&Head::Days));
        let below = self.lines.iter().skip(self.at + 1);
        let written = below.map(|line| {
            let day = of_days.and_then(|at| line.get(at)).map_or("", |cell| cell.trim());
            of_days.and_then(|at| self.week_at(at, day)).unwrap_or_else(|| day.to_owned())
        });
        let written: Vec<String> = written.collect();
        let written = in_full(&written.iter().map(String::as_str).collect::<Vec<_>>(), self.today);
        let written = self.weekdays_down(heads, &written);
        let (mut lines, mut places) = (Vec::new(), Vec::new());
        let (mut name, mut nothing) = (String::new(), 0);
        for (n, line) in self.lines.iter().enumerate().skip(self.at + 1) {
            let cell = |at: usize| line.get(at).map_or("", |cell| cell.trim());
            let own = of_names.map(cell).unwrap_or_default();
            // A name that stands over several lines stands in the first of them.
            if !own.is_empty() || along.is_empty() {
                own.clone_into(&mut name);
            }
            let day = of_days.map(cell).unwrap_or_default();
            // What adds up the days above it is no day.
            if of_days.is_some() && is_total_word(day) {
                continue;
            }
            let day = &written[n - self.at - 1];
            for (at, head) in heads.iter().enumerate() {
                let (indicator, day) = match head {
                    Head::Day(of) => (&name, of),
                    Head::Of(of) => (of, day),
                    _ => continue,
                };
                let value = cell(at);
                if value.is_empty() {
                    continue;
                }
                if is_nothing(value) {
                    continue;
                }
                if is_nothing_word(value) {
                    nothing += 1;
                    continue;
                }
                let mut line = vec![indicator.clone(), day.clone(), value.to_owned()];
                line.extend(along.iter().map(|(at, _)| cell(*at).to_owned()));
                lines.push(line);
                places.push((n, at));
            }
        }
        let notes = self.notes(heads, nothing);
        let own = [Reading::COL.kpi.at, Reading::COL.date.at, Reading::COL.value.at];
        let columns = own.into_iter().chain(along.iter().map(|(_, column)| *column)).collect();
        Reshaped { def: Reading::DEF, columns, lines, places, notes }
    }
}
