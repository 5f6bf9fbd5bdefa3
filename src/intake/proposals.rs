//! What a cell that does not fit may mean: offered to be chosen, never taken by itself.

use super::Mend;
use crate::calendar::{DateError, DayOrder, Month, ShortOrder, ShortYear, days_meant, parse_date};
use crate::project::{self, Project};
use crate::registry;
use crate::say;
use crate::sheet::{AnyRow, Cell, Column, Kind, Label, SheetDef, comparable, day_alone, is_money_sign};
use crate::text::{Lang, Phrase};
use chrono::NaiveDate;
use ecow::EcoString;
use unicode_normalization::UnicodeNormalization as _;

/// So many values are offered at most.
const MOST: usize = 3;

/// The column of a sheet that takes a unit which is in no list, where this one holds units and the text may be one.
pub fn own_unit(def: &SheetDef, column: &Column, typed: &str) -> Option<(usize, Label)> {
    let own = def.column("unit_name").filter(|_| column.key == "unit")?;
    let is_name = |c: char| c.is_alphabetic() || is_money_sign(c);
    let is_word = typed.chars().any(is_name) && !typed.contains(|c: char| c.is_ascii_digit());
    Some((own, Label::whole(typed).filter(|_| is_word)?))
}

/// The unit of people's own that a row has, where a text names it: nobody is asked about it again.
pub fn own_unit_of(row: &dyn AnyRow, own: usize, label: &Label) -> Option<EcoString> {
    let listed = row.def().column("unit")?;
    let is_none = match row.get(listed) {
        Cell::Choice(option) => option.key == "none",
        cell => cell == Cell::Empty,
    };
    match row.get(own) {
        Cell::Text(name) if is_none && comparable(&name) == comparable(label.name()) => Some(name),
        _ => None,
    }
}

/// What may be meant by a text that does not fit a column.
pub(super) fn for_cell(
    project: &Project,
    column: &Column,
    typed: &str,
    today: NaiveDate,
) -> Vec<(Phrase, Mend)> {
    match column.kind {
        Kind::Choice(options) | Kind::OpenChoice(options) => {
            let near = registry::near_options(options, typed).take(MOST);
            near.map(|option| (option.label.into(), Mend::Typed(option.key.to_owned()))).collect()
        }
        Kind::Link(sheet) => {
            // A name that differs in its numbers is the name of another one.
            let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
            let near = registry::nearest(project, sheet, typed, MOST).into_iter();
            let near = near.filter(|row| {
                let name = project::row_phrase(*row);
                [&name.zh, &name.en].iter().any(|name| digits(name) == digits(typed))
            });
            let (likely, others): (Vec<_>, Vec<_>) =
                near.partition(|row| is_slip(&project::row_phrase(*row), typed));
            let offered =
                |row: &dyn AnyRow| (project::row_phrase(row), Mend::Typed(named(project, sheet, row)));
            let mut all: Vec<(Phrase, Mend)> = likely.into_iter().map(offered).collect();
            if super::names::may_be_new(project, sheet, typed, today) {
                let name = typed.trim();
                all.push((say!("＋ 新增“{name}”", "+ Add '{name}' as new"), Mend::New));
            }
            all.extend(others.into_iter().map(offered));
            all
        }
        Kind::Number | Kind::Count | Kind::Score => only_number(typed, column.kind == Kind::Count)
            .map(|number| (Phrase::same(number.clone()), Mend::Typed(number)))
            .into_iter()
            .collect(),
        Kind::Date | Kind::Tick => {
            let plain: String = day_alone(column, typed.trim(), today).nfkc().collect();
            let day = |day: NaiveDate| (Phrase::same(day.to_string()), Mend::Typed(day.to_string()));
            match parse_date(&plain, today) {
                Err(DateError::Ambiguous { day_first: other, month_first: one }) => either_day(one, other),
                Err(DateError::DayNumber { date }) => vec![day(date)],
                Err(DateError::EitherWeek { first: one, second: other }) => vec![day(one), day(other)],
                _ => {
                    // The last day of a month is offered for all of its column.
                    let is_month = Month::of(&plain, today).is_some();
                    let meant = days_meant(&plain, today, column.toward);
                    let days = meant.into_iter().skip(usize::from(is_month)).take(MOST).map(day);
                    days.chain(whole_columns(&plain, today)).collect()
                }
            }
        }
        _ => Vec::new(),
    }
}

/// The two days that may be meant, and the orders of the whole column.
pub(super) fn either_day(month_first: NaiveDate, day_first: NaiveDate) -> Vec<(Phrase, Mend)> {
    let day = |day: NaiveDate| (Phrase::same(day.to_string()), Mend::Typed(day.to_string()));
    let column = |order: DayOrder| {
        let title = order.title();
        (say!("整列都是{title}", "The whole column is {title}", title), Mend::Dates(order))
    };
    let orders = [DayOrder::DayFirst, DayOrder::MonthFirst].map(column);
    [month_first, day_first].map(day).into_iter().chain(orders).collect()
}

/// From so much likeness on a name is taken for a slip of the other, and stands before a new one.
const SLIP: f64 = 0.75;

/// Whether a text is most likely this name with a slip in it, or a part of it.
fn is_slip(name: &Phrase, typed: &str) -> bool {
    let wanted = comparable(typed);
    [&name.zh, &name.en].iter().any(|name| {
        if registry::is_abbreviated(name, typed) || registry::is_abbreviated(typed, name) {
            return true;
        }
        let name = comparable(name);
        name.contains(&wanted) || strsim::normalized_damerau_levenshtein(&name, &wanted) >= SLIP
    })
}

/// How a row is named so that it is found again, also where the block itself adds it: by its name, where no other is called so.
fn named(project: &Project, sheet: &str, row: &dyn AnyRow) -> String {
    let name = project::row_name(row, Lang::Zh);
    match registry::row_called(project, sheet, &name) {
        Ok(id) if id == row.id() => name,
        _ => row.id().to_string(),
    }
}

/// The orders in which a column of days with a year of two digits may be read, where this one leaves several open.
fn whole_columns(typed: &str, today: NaiveDate) -> Vec<(Phrase, Mend)> {
    let Some(short) = ShortYear::of(typed).map(|short| [short]) else { return Vec::new() };
    let orders = [DayOrder::DayFirst, DayOrder::MonthFirst];
    let open = orders.into_iter().filter(|order| ShortOrder::from(*order).fits(&short, today));
    let all: Vec<(Phrase, Mend)> = open
        .map(|order| {
            let title = ShortOrder::from(order).title();
            (say!("整列都是{title}", "The whole column is {title}", title), Mend::Dates(order))
        })
        .collect();
    // The year first is one of the ways, and nobody decides on that for a column.
    let ways = ShortOrder::ALL.into_iter().filter(|order| order.fits(&short, today)).count();
    if ways > 1 { all } else { Vec::new() }
}

/// Words that say no more than that a number is a rough one.
const ROUGH: &[&str] = &[
    "约",
    "大约",
    "大概",
    "近",
    "左右",
    "上下",
    "以上",
    "以下",
    "多",
    "余",
    "共",
    "about",
    "approx",
    "approximately",
    "around",
    "circa",
    "~",
    "≈",
    ">=",
    "<=",
    ">",
    "<",
    "≥",
    "≤",
    "+",
    "=",
];
/// Words for what is counted.
const COUNTED: &[&str] = &["人", "名", "个", "位", "people", "persons", "staff"];

/// The number in a text that holds one and beside it only what makes it rough: `约100`, `12人左右`. What else stands beside a
/// number may be a unit, and then the number alone would be wrong.
pub fn only_number(typed: &str, counted: bool) -> Option<String> {
    let plain: String = typed.nfkc().flat_map(char::to_lowercase).collect();
    let is_digit = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let from = plain.find(is_digit)?;
    let (before, rest) = plain.split_at(from);
    let (digits, behind) = rest.split_at(rest.find(|c| !is_digit(c)).unwrap_or(rest.len()));
    let number = crate::sheet::parse_quantity(digits, crate::sheet::Unit::None).ok()?;
    let beside = |text: &str| {
        let mut rest = text.trim().trim_end_matches('.');
        while !rest.is_empty() {
            let words = ROUGH.iter().chain(COUNTED.iter().filter(|_| counted));
            let Some(next) = words.into_iter().find_map(|word| rest.strip_prefix(word)) else { return false };
            rest = next.trim_start();
        }
        true
    };
    let rough = !before.trim().is_empty() || !behind.trim().is_empty();
    (rough && beside(before) && beside(behind)).then(|| number.to_string())
}
