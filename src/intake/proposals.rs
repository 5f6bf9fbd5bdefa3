//! What a cell that does not fit may mean: offered to be chosen, never taken by itself.

use super::{Mend, comparable};
use crate::calendar::{DateError, parse_date};
use crate::sheet::{Column, Kind};
use crate::text::Phrase;
use chrono::NaiveDate;
use unicode_normalization::UnicodeNormalization as _;

/// So many values are offered at most.
const MOST: usize = 3;

/// What may be meant by a text that does not fit a column.
pub(super) fn for_cell(column: &Column, typed: &str, today: NaiveDate) -> Vec<(Phrase, Mend)> {
    match column.kind {
        Kind::Choice(options) => {
            let wanted = comparable(typed);
            let names =
                |option: &crate::sheet::Opt| [comparable(option.label.zh), comparable(option.label.en)];
            let is_near = |name: &String| {
                let part = name.contains(&wanted) || wanted.contains(name.as_str());
                (part && !wanted.is_empty()) || strsim::normalized_damerau_levenshtein(name, &wanted) >= 0.6
            };
            let near = options.iter().filter(|option| names(option).iter().any(is_near)).take(MOST);
            near.map(|option| (option.label.into(), Mend::Typed(option.key.to_owned()))).collect()
        }
        Kind::Number | Kind::Count | Kind::Score => only_number(typed)
            .map(|number| (Phrase::same(number.clone()), Mend::Typed(number)))
            .into_iter()
            .collect(),
        Kind::Date | Kind::Tick => {
            let plain: String = typed.trim().nfkc().collect();
            let day = |day: NaiveDate| (Phrase::same(day.to_string()), Mend::Typed(day.to_string()));
            match parse_date(&plain, today) {
                Err(DateError::Ambiguous { day_first, month_first }) => {
                    vec![day(month_first), day(day_first)]
                }
                _ => Vec::new(),
            }
        }
        _ => Vec::new(),
    }
}

/// The number in a text that holds one and no more: `约100`, `12人左右`.
fn only_number(typed: &str) -> Option<String> {
    let plain: String = typed.nfkc().filter(|c| *c != ',').collect();
    let mut numbers =
        plain.split(|c: char| !c.is_ascii_digit() && c != '.').filter(|part| part.parse::<f64>().is_ok());
    let only = numbers.next()?;
    (numbers.next().is_none() && !plain.contains(['/', '%'])).then(|| only.to_owned())
}
