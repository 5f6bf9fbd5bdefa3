//! What the figures of the plan are called, in both languages. It must not know rules or panels.

use super::figures::Coverage;
use crate::say;
use crate::text::{Lang, Phrase, Text, text};
use chrono::NaiveDate;
use std::borrow::Cow;

/// A phrase made for each language by the same recipe.
pub(super) fn both(make: impl Fn(Lang) -> String) -> Phrase {
    Phrase { zh: Cow::Owned(make(Lang::Zh)), en: Cow::Owned(make(Lang::En)) }
}

/// Phrases one after the other, with something between them.
pub(super) fn joined(items: &[Phrase], between: Text) -> Phrase {
    both(|lang| items.iter().map(|p| p.get(lang)).collect::<Vec<_>>().join(between.get(lang)))
}

/// Phrases one after the other, with the comma of the language.
pub(super) fn list(items: &[Phrase]) -> Phrase {
    joined(items, text("、", ", "))
}

/// The first few of many, and how many there are where that is more.
pub(super) fn some(items: &[Phrase], most: usize) -> Phrase {
    let Phrase { zh, en } = joined(items.get(..most).unwrap_or(items), text("；", "; "));
    let n = items.len();
    if n <= most {
        return Phrase { zh, en };
    }
    let more = n - most;
    Phrase { zh: format!("{zh}；共 {n} 处").into(), en: format!("{en}; and {more} more").into() }
}

/// A message between the quotation marks of the language.
pub(super) fn quoted(message: &Phrase) -> Phrase {
    let Phrase { zh, en } = message;
    say!("“{zh}”", "'{en}'")
}

/// A share as whole percent; 100 only when nobody is missing.
pub(super) fn percent(coverage: Coverage) -> Option<u32> {
    let share = coverage.share()? * 100.0;
    Some(if coverage.reached < coverage.size { share.round().min(99.0) } else { share.round() } as u32)
}

/// Month and day.
pub(super) fn day(date: NaiveDate) -> String {
    date.format("%m-%d").to_string()
}

/// How long ago something was.
pub(super) fn ago(days: i64) -> Phrase {
    match days {
        ..=0 => text("今天", "today").into(),
        1 => text("昨天", "yesterday").into(),
        _ => say!("{days} 天前", "{days} days ago"),
    }
}
