//! Which column of a table is which: by whole titles that people and systems use, and by what the cells hold.

mod content;
mod titles;

use super::Choice;
use super::places::{Answered, Part};
use super::time::{self, Fit, Form, Order, moment};
use crate::say;
use crate::text::{Phrase, Text, names, text};
use content::{activity_by_content, case_by_content, one_row_a_case};
use titles::{ACTIVITY, CASE, LIFECYCLE, RESOURCE, START, TIME};

/// The columns that hold the parts of an event.
#[derive(Clone, Debug)]
pub(super) struct Columns {
    pub(super) case: usize,
    /// `None` where each column of times is an activity.
    pub(super) activity: Option<usize>,
    /// One, or all columns of activities.
    pub(super) times: Vec<(usize, Form)>,
    pub(super) start: Option<(usize, Form)>,
    pub(super) resource: Option<usize>,
    pub(super) lifecycle: Option<usize>,
    pub(super) group: Option<usize>,
    /// What was told by content alone.
    pub(super) notes: Vec<Phrase>,
}

/// The titles and the first rows of a table.
pub(super) struct Sample<'a> {
    pub(super) titles: &'a [String],
    /// By row; a row may be short.
    pub(super) rows: &'a [Vec<&'a str>],
}

impl<'a> Sample<'a> {
    /// The filled cells of a column.
    pub(super) fn cells(&self, column: usize) -> Vec<&'a str> {
        let cells = self.rows.iter().filter_map(|row| row.get(column).map(|cell| cell.trim()));
        cells.filter(|cell| !cell.is_empty()).collect()
    }

    /// The column that was chosen, by its title or its number.
    fn chosen(&self, wanted: &str) -> Result<usize, Phrase> {
        let wanted = wanted.trim();
        if let Some(number) = wanted.strip_prefix('#').and_then(|number| number.parse::<usize>().ok())
            && (1..=self.titles.len()).contains(&number)
        {
            return Ok(number - 1);
        }
        let same = |title: &String| title.to_lowercase() == wanted.to_lowercase();
        let mut found = self.titles.iter().enumerate().filter(|(_, title)| same(title)).map(|(at, _)| at);
        match (found.next(), found.next()) {
            (Some(at), None) => Ok(at),
            (Some(first), Some(second)) => {
                let (first, second) = (first + 1, second + 1);
                Err(say!(
                    "有两列都叫“{wanted}”：请写 '#{first}' 或 '#{second}'",
                    "two columns are called '{wanted}': write '#{first}' or '#{second}'"
                ))
            }
            _ => Err(say!(
                "没有“{wanted}”这一列，有 {there}",
                "there is no column '{wanted}'; there are {there}",
                wanted,
                there = self.all()
            )),
        }
    }

    fn all(&self) -> Phrase {
        names(&self.titles.iter().filter(|title| !title.is_empty()).collect::<Vec<_>>())
    }

    /// The column with the first of some titles; of two with one title the first.
    fn titled(&self, aliases: &[&str], taken: &[usize]) -> Option<usize> {
        let plain: Vec<String> = self.titles.iter().map(|title| plain(title)).collect();
        let free = |alias: &&str| plain.iter().enumerate().find(|(at, t)| t == alias && !taken.contains(at));
        aliases.iter().find_map(free).map(|(at, _)| at)
    }
}

/// A title without blanks and signs: `Case_ID` is `caseid`.
fn plain(title: &str) -> String {
    let sign = |c: &char| !matches!(c, ' ' | '_' | '-' | '.' | '\u{feff}' | '\u{3000}');
    title.to_lowercase().chars().filter(sign).collect()
}

/// Finds the columns. The error asks for what cannot be told.
pub(super) fn columns(sample: &Sample<'_>, choice: &Choice) -> Result<Columns, Phrase> {
    let answered = choice.answered;
    let chosen = |name: &Option<String>| name.as_deref().map(|name| sample.chosen(name)).transpose();
    let case = chosen(&choice.case)?.or_else(|| sample.titled(CASE, &[]));
    let fits = times(sample, choice, case);
    let mut notes = Vec::new();
    let case = if let Some(case) = case {
        case
    } else {
        let found = case_by_content(sample, &fits);
        let case = found.ok_or_else(|| ask(sample, text("单号", "the case"), Part::Case, answered))?;
        notes.push(guessed(text("单号", "case"), &sample.titles[case], Part::Case, answered));
        case
    };
    let fits: Vec<(usize, Fit)> = fits.into_iter().filter(|(at, _)| *at != case).collect();
    let activity = chosen(&choice.activity)?.or_else(|| sample.titled(ACTIVITY, &[case]));
    let group = chosen(&choice.group)?;
    let is_wide =
        activity.is_none() && choice.time.is_none() && fits.len() > 1 && one_row_a_case(sample, case);
    if is_wide || choice.unpivot {
        let columns: Vec<&str> = fits.iter().map(|(at, _)| sample.titles[*at].as_str()).collect();
        if !choice.unpivot {
            return Err(say!(
                "一行是一单，每个步骤的时间各占一列。请{agree}，把每一列当作一个步骤：{columns}",
                "a row is a case here, and each activity has a column for its time: {agree} to take each column as an activity: {columns}",
                columns = names(&columns),
                agree = answered.agree(Part::Unpivot)
            ));
        }
        if fits.is_empty() {
            return Err(ask(sample, text("时间", "the time"), Part::Time, answered));
        }
        let times = fits
            .iter()
            .map(|(at, fit)| Ok((*at, form(sample, *at, *fit, choice)?)))
            .collect::<Result<_, Phrase>>()?;
        let resource = chosen(&choice.resource)?;
        return Ok(Columns {
            case,
            activity: None,
            times,
            start: None,
            resource,
            lifecycle: None,
            group,
            notes,
        });
    }
    let (time, fit) = time_column(sample, choice, &fits)?;
    let start = if let Some(start) = chosen(&choice.start)? {
        Some((start, fit_of(sample, start)?))
    } else {
        let start = sample.titled(START, &[case, time]);
        start.and_then(|start| fits.iter().find(|(at, _)| *at == start).copied())
    };
    let start = start.map(|(at, fit)| Ok::<_, Phrase>((at, form(sample, at, fit, choice)?))).transpose()?;
    let mut taken = vec![case, time];
    taken.extend(start.map(|(at, _)| at));
    let activity = if let Some(activity) = activity {
        activity
    } else {
        let found = activity_by_content(sample, case, &fits);
        let activity =
            found.ok_or_else(|| ask(sample, text("步骤", "the activity"), Part::Activity, answered))?;
        notes.push(guessed(text("步骤", "activity"), &sample.titles[activity], Part::Activity, answered));
        activity
    };
    taken.push(activity);
    Ok(Columns {
        case,
        activity: Some(activity),
        times: vec![(time, form(sample, time, fit, choice)?)],
        start,
        resource: chosen(&choice.resource)?.or_else(|| sample.titled(RESOURCE, &taken)),
        lifecycle: sample.titled(LIFECYCLE, &taken),
        group,
        notes,
    })
}

fn ask(sample: &Sample<'_>, what: Text, part: Part, answered: Answered) -> Phrase {
    say!(
        "看不出哪一列是{what}：请{name}，有 {there}",
        "it cannot be told which column holds {what}: {name}; the columns are {there}",
        what,
        name = answered.name(part),
        there = sample.all()
    )
}

fn guessed(what: Text, title: &str, part: Part, answered: Answered) -> Phrase {
    say!(
        "按内容把“{title}”当作{what}；不对就{name}",
        "'{title}' is taken for the {what} by what it holds; if that is wrong, {name}",
        title,
        what,
        name = answered.name(part)
    )
}

/// The columns whose cells are mostly times, and which are not mostly blank unless each is an activity.
fn times(sample: &Sample<'_>, choice: &Choice, case: Option<usize>) -> Vec<(usize, Fit)> {
    let all = (0..sample.titles.len()).filter(|at| Some(*at) != case);
    all.filter_map(|at| {
        let cells = sample.cells(at);
        let fit = time::fit(&cells).filter(|fit| fit.fits * 2 > cells.len())?;
        // A plain number may be anything: only its title makes it a time.
        let is_number = matches!(fit.form, Form::Seconds | Form::Millis | Form::Serial);
        let title = plain(&sample.titles[at]);
        let named = TIME.contains(&title.as_str()) || START.contains(&title.as_str());
        let is_chosen = [&choice.time, &choice.start]
            .into_iter()
            .flatten()
            .any(|name| sample.chosen(name).is_ok_and(|chosen| chosen == at));
        (!is_number || named || is_chosen).then_some((at, fit))
    })
    .collect()
}

/// How a chosen column of times is written.
fn fit_of(sample: &Sample<'_>, at: usize) -> Result<Fit, Phrase> {
    let cells = sample.cells(at);
    let title = &sample.titles[at];
    let fit = time::fit(&cells).filter(|fit| fit.fits * 2 > cells.len());
    fit.ok_or_else(|| match cells.first() {
        Some(cell) => {
            let cell: String = cell.chars().take(30).collect();
            say!(
                "“{title}”里大多不是时间，如“{cell}”：时间写成 2026-03-04 09:05",
                "most cells of '{title}' are no times, such as '{cell}': write a time like 2026-03-04 09:05"
            )
        }
        None => say!("“{title}”是空的，不能作时间", "'{title}' is blank and holds no times"),
    })
}

fn time_column(sample: &Sample<'_>, choice: &Choice, fits: &[(usize, Fit)]) -> Result<(usize, Fit), Phrase> {
    let answered = choice.answered;
    if let Some(name) = &choice.time {
        let at = sample.chosen(name)?;
        return Ok((at, fit_of(sample, at)?));
    }
    let taken: Vec<usize> =
        (0..sample.titles.len()).filter(|at| fits.iter().all(|(fitting, _)| fitting != at)).collect();
    if let Some(titled) = sample.titled(TIME, &taken) {
        return fits
            .iter()
            .find(|(at, _)| *at == titled)
            .copied()
            .ok_or_else(|| ask(sample, text("时间", "the time"), Part::Time, answered));
    }
    // What is called a beginning is one only beside an end.
    let start = sample.titled(START, &taken);
    let mut others = fits.iter().filter(|(at, _)| fits.len() == 1 || Some(*at) != start);
    match (others.next(), others.next()) {
        (Some(only), None) => Ok(*only),
        (None, _) => {
            // A title that promises a time says best what is wrong with it.
            sample.titled(TIME, &[]).map_or_else(
                || Err(ask(sample, text("时间", "the time"), Part::Time, answered)),
                |at| fit_of(sample, at).map(|fit| (at, fit)),
            )
        }
        (Some(_), Some(_)) => {
            let columns: Vec<&str> = fits.iter().map(|(at, _)| sample.titles[*at].as_str()).collect();
            Err(say!(
                "有几列都是时间：{columns}。事件的时间是哪一列，请{name}",
                "several columns hold times: {columns}. To say which is that of the event, {name}",
                columns = names(&columns),
                name = answered.name(Part::Time)
            ))
        }
    }
}

/// The form of a column of times, in the order that was chosen if one was. The error asks for it where two fit.
/// What can be read with the year first alone, such as 2026-03-04, stays so.
fn form(sample: &Sample<'_>, at: usize, fit: Fit, choice: &Choice) -> Result<Form, Phrase> {
    let cells = sample.cells(at);
    let is_moot = |order: Order| {
        cells.iter().all(|cell| {
            let read = |order| moment(cell, Form::Written(order));
            let year_first = read(Order::YearFirst);
            year_first.is_some() && year_first == read(order) || read(order).is_none()
        })
    };
    match (fit.form, fit.rival, choice.dates) {
        (Form::Written(Order::YearFirst), _, Some(order)) if is_moot(order) => Ok(fit.form),
        (Form::Written(_), _, Some(order)) => Ok(Form::Written(order)),
        (Form::Written(order), Some((other, cell)), None) => {
            let cell = cells.get(cell).copied().unwrap_or_default();
            Err(time::undecided(cell, order, other, choice.answered))
        }
        (form, ..) => Ok(form),
    }
}
