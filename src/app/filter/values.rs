//! What stands in the rows, told to who looks for it: conditions that some of them meet, and values that are there where
//! none meets one.

use super::{Filter, Op, Part, Source, Subject, Wanted, is, read, sources};
use crate::facts::Facts;
use crate::say;
use crate::sheet::{Cell, Kind, nearness};
use crate::sort::StableSort;
use crate::text::{Lang, Phrase, width};
use crate::tool::View;
use chrono::NaiveDate;

/// An example takes no more cells, nor all of them together.
const CELLS: (usize, usize) = (26, 54);

/// So many values are named of those that are there.
const NAMED: usize = 3;

impl Filter {
    /// Why no row meets the conditions, where one of them alone is the reason: the value, and those that are there. None where
    /// each is met by some row.
    pub fn why_none(
        &self,
        (view, facts, lang): (&View, &Facts, Lang),
        all: &[Subject<'_>],
    ) -> Option<Phrase> {
        self.parts.iter().find_map(|part| {
            let Part::Value { source, op: Op::Is | Op::Contains, wanted, typed } = part else { return None };
            let met = all.iter().any(|one| {
                let op = if matches!(part, Part::Value { op: Op::Is, .. }) { Op::Is } else { Op::Contains };
                wanted.holds(op, view, facts, *one, *source)
            });
            let named = !matches!(wanted, Wanted::Nothing | Wanted::Something) && !typed.is_empty();
            let there = (!met && named)
                .then(|| values(*source, (view, facts, lang), all, typed))
                .filter(|there| !there.is_empty())?;
            let title = source.title(view);
            let more = if there.len() > NAMED { "…" } else { "" };
            let named =
                |separator: &str| there.iter().take(NAMED).cloned().collect::<Vec<_>>().join(separator);
            let (zh, en) = (named("、"), named(", "));
            Some(say!(
                "“{title}”没有一行是“{typed}”；有：{zh}{more}",
                "{title} is never '{typed}'; there are: {en}{more}",
                title
            ))
        })
    }
}

/// The values of a column, the one nearest to what is typed first, then as they come.
fn values(
    source: Source,
    (view, facts, lang): (&View, &Facts, Lang),
    all: &[Subject<'_>],
    typed: &str,
) -> Vec<String> {
    let mut there: Vec<String> = Vec::new();
    for subject in all {
        let value = source.shown(view, facts, *subject, lang);
        if !value.trim().is_empty() && !there.contains(&value) {
            there.push(value);
        }
    }
    let near = |value: &String| (nearness(value, typed).unwrap_or(0.0) * 1_000.0) as i32;
    there.stable_sort_by_key(|value| std::cmp::Reverse(near(value)));
    there
}

/// Conditions that rows of this view meet, to show how they are written: a number, a value, what is blank.
pub fn examples(
    (view, facts): (&View, &Facts),
    all: &[Subject<'_>],
    (today, lang): (NaiveDate, Lang),
) -> Vec<String> {
    let is_met = |typed: &str| {
        let filter = read(typed, view, None, (today, lang)).ok().flatten();
        filter.is_some_and(|filter| all.iter().any(|one| filter.fits(view, facts, *one)))
    };
    let ways: [Way; 3] = [figure, value, blank];
    // The first names the rows.
    let named: Vec<Source> = sources(view).skip(1).collect();
    let mut used = Vec::new();
    let mut room = CELLS.1;
    let mut found = Vec::new();
    for way in ways {
        let next = named.iter().filter(|source| !used.contains(&source.title(view))).find_map(|source| {
            let typed = way(*source, view, facts, all, lang)?;
            (width(&typed) <= CELLS.0.min(room) && is_met(&typed)).then(|| (source.title(view), typed))
        });
        if let Some((title, typed)) = next {
            room = room.saturating_sub(width(&typed));
            used.push(title);
            found.push(typed);
        }
    }
    found
}

/// Makes an example of a column; none where its cells give none.
type Way = fn(Source, &View, &Facts, &[Subject<'_>], Lang) -> Option<String>;

/// The column has the largest number or more.
fn figure(source: Source, view: &View, _: &Facts, all: &[Subject<'_>], lang: Lang) -> Option<String> {
    let Source::Column(at) = source else { return None };
    let number = |subject: &Subject<'_>| match subject {
        Subject::Row(row) => match row.get(at) {
            Cell::Score(score) => Some(u32::from(score.get())),
            Cell::Count(count) => Some(count),
            _ => None,
        },
        Subject::Line(_) => None,
    };
    let most = all.iter().filter_map(number).max()?;
    Some(format!("{}>={most}", source.title(view).get(lang)))
}

/// The column has a value that is there.
fn value(source: Source, view: &View, facts: &Facts, all: &[Subject<'_>], lang: Lang) -> Option<String> {
    let words = match source {
        Source::Column(at) => matches!(
            view.sheet.columns[at].kind,
            Kind::Text | Kind::Link(_) | Kind::Choice(_) | Kind::OpenChoice(_)
        ),
        Source::Computed(_) | Source::Head(_) => true,
    };
    let first = all.iter().map(|subject| source.shown(view, facts, *subject, lang));
    let first = first.filter(|_| words).find(|value| value.chars().any(char::is_alphabetic))?;
    let title = source.title(view).get(lang);
    let whole = is(title, &first);
    if width(&whole) <= CELLS.0 {
        return Some(whole);
    }
    // Of a long one its first word.
    let word = first.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty())?;
    Some(format!("{title}~{}", word.chars().take(12).collect::<String>()))
}

/// The column is blank.
fn blank(source: Source, view: &View, facts: &Facts, all: &[Subject<'_>], lang: Lang) -> Option<String> {
    let is_blank = |subject: &&Subject<'_>| source.shown(view, facts, **subject, lang).is_empty();
    let some = all.iter().filter(is_blank).count();
    let title = source.title(view);
    (some > 0 && some < all.len()).then(|| say!("{title}为空", "{title}=blank", title).get(lang).to_owned())
}
