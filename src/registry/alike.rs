//! Whether two names are most likely of one row.

use crate::project;
use crate::sheet::{AnyRow, Gloss, bracketed, comparable, gloss};
use crate::text::Lang;
use unicode_normalization::UnicodeNormalization as _;

/// Whether a name is another with its abbreviation or its unit behind it in brackets: `客户满意度（CSAT）`.
pub fn is_abbreviated(name: &str, bare: &str) -> bool {
    Parts::of(name).is_some_and(|name| name.says_no_more() && name.before == comparable(bare))
}

/// Whether a name says that of a row in nearly the same words: with or without its abbreviation or unit in brackets, with
/// another abbreviation, or with the name itself or its abbreviation in brackets.
pub fn is_called_alike(row: &dyn AnyRow, typed: &str) -> bool {
    let written = Parts::of(typed);
    let by_brackets = || {
        let within = written.as_ref().filter(|_| row.builtin(0).is_some()).map(|parts| parts.within.as_str());
        within.is_some_and(|within| project::names_row(row, within).is_some())
    };
    let names = [Lang::Zh, Lang::En].map(|lang| project::row_name(row, lang));
    names.iter().filter(|name| !name.is_empty()).any(|name| {
        let both = written.as_ref().zip(Parts::of(name));
        is_abbreviated(name, typed)
            || is_abbreviated(typed, name)
            || both.is_some_and(|(written, name)| {
                written.before == name.before && written.says_no_more() && name.says_no_more()
                    || comparable(&written.within) == name.before
            })
    }) || by_brackets()
}

/// A name with something in brackets behind it.
struct Parts {
    /// What stands before the brackets, in the form in which names are compared.
    before: String,
    /// What stands in them.
    within: String,
}

impl Parts {
    fn of(name: &str) -> Option<Self> {
        let plain: String = name.nfkc().collect();
        let within = bracketed(name)?;
        let (before, _) = plain.split_once(['(', '[', '【', '〔'])?;
        Some(Self { before: comparable(before), within }).filter(|parts| !parts.before.is_empty())
    }

    /// Whether the brackets only abbreviate the name or give its unit.
    fn says_no_more(&self) -> bool {
        let within = &self.within;
        match gloss(within) {
            Gloss::Plain => true,
            Gloss::Unknown => {
                (2..=8).contains(&within.len()) && within.bytes().all(|byte| byte.is_ascii_uppercase())
            }
            Gloss::Other => false,
        }
    }
}
