//! Conditions for the rows of a view, or for the lines of a list: `认知<=2`, `barrier=Desire`, plain words. They are typed or taken from a cell, and
//! all of them have to hold.

mod read;
mod values;

pub use read::{is, is_words, read};
pub use values::examples;

use crate::calendar::parse_date;
use crate::facts::Facts;
use crate::project;
use crate::search::Query;
use crate::sheet::comparable;
use crate::sheet::{AnyRow, Cell, Opt};
use crate::text::{Lang, SortKey, Text, text};
use crate::tool::{Field, Layout, ListLine, View};
use chrono::NaiveDate;
use std::cmp::Ordering;
use unicode_normalization::UnicodeNormalization as _;

/// Conditions that a row has to meet, all of them.
#[derive(Clone, Debug)]
pub struct Filter {
    /// The conditions as they are typed.
    pub typed: String,
    parts: Vec<Part>,
}

#[derive(Clone, Debug)]
enum Part {
    /// A word, or several that stand together as this phrase, in a cell of the row.
    Words(Query, Option<String>),
    /// A value that stands in a column, and how it was typed.
    Value { source: Source, op: Op, wanted: Wanted, typed: String },
}

/// Where the value of a condition stands.
#[derive(Clone, Copy, Debug)]
enum Source {
    Column(usize),
    /// A computed field, by its place among the fields of the view.
    Computed(usize),
    /// A cell of a line of a list, by its place.
    Head(usize),
}

/// What conditions are asked of.
#[derive(Clone, Copy)]
pub enum Subject<'a> {
    /// A row of a sheet.
    Row(&'a dyn AnyRow),
    /// A line gathered from several sheets.
    Line(&'a ListLine),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Op {
    Is,
    IsNot,
    Contains,
    Less,
    AtMost,
    More,
    AtLeast,
}

impl Op {
    fn holds(self, order: Option<Ordering>) -> bool {
        match (self, order) {
            (Op::IsNot, order) => order != Some(Ordering::Equal),
            (_, None) => false,
            (Op::Is | Op::Contains, Some(order)) => order.is_eq(),
            (Op::Less, Some(order)) => order.is_lt(),
            (Op::AtMost, Some(order)) => order.is_le(),
            (Op::More, Some(order)) => order.is_gt(),
            (Op::AtLeast, Some(order)) => order.is_ge(),
        }
    }
}

/// What a value is compared with.
#[derive(Clone, Debug)]
enum Wanted {
    Nothing,
    Something,
    Number(f64),
    Date(NaiveDate),
    Option(&'static [Opt], usize),
    Text(String),
    /// More or less than a figure, with the words that it was typed in.
    Figure(f64, String),
}

impl Filter {
    /// The conditions of another filter, and that a row has the value that this one has in a slot, or a line what this
    /// one has in the cell at this place.
    pub fn only(
        other: Option<&Filter>,
        (view, facts, lang): (&View, &Facts, Lang),
        subject: Subject<'_>,
        at: usize,
    ) -> Filter {
        let source = match (subject, super::view_state::slots(view).get(at)) {
            (Subject::Line(_), _) => Source::Head(at),
            (_, Some(super::Slot::Column(column))) => Source::Column(*column),
            _ => Source::Computed(at),
        };
        let value = source.shown(view, facts, subject, lang);
        let wanted = if value.is_empty() { Wanted::Nothing } else { Wanted::Text(comparable(&value)) };
        let typed = is(source.title(view).get(lang), &value);
        let (before, mut parts) = other.map(|o| (o.typed.clone(), o.parts.clone())).unwrap_or_default();
        parts.push(Part::Value { source, op: Op::Is, wanted, typed: value });
        Filter { typed: if before.is_empty() { typed } else { format!("{before}; {typed}") }, parts }
    }

    /// Whether a row or a line meets all conditions.
    pub fn fits(&self, view: &View, facts: &Facts, subject: Subject<'_>) -> bool {
        self.parts.iter().all(|part| match part {
            Part::Words(query, phrase) => {
                let fits = |text: &str| match phrase {
                    None => query.stands_in(text),
                    Some(phrase) => holds_phrase(text, phrase),
                };
                let heading = |lang| match subject {
                    Subject::Line(ListLine { heading: Some(heading), .. }) => fits(heading.get(lang)),
                    _ => false,
                };
                [Lang::Zh, Lang::En].into_iter().any(|lang| {
                    sources(view).any(|source| fits(&source.shown(view, facts, subject, lang)))
                        || heading(lang)
                })
            }
            Part::Value { source, op, wanted, .. } => wanted.holds(*op, view, facts, subject, *source),
        })
    }
}

/// A text as phrases are compared: in small letters, with one blank between its words.
fn plain_words(text: &str) -> String {
    let small: String = text.nfkc().flat_map(char::to_lowercase).collect();
    small.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a phrase stands in a text, with its numbers as whole ones: centre 3 is not centre 13 nor 30.
fn holds_phrase(text: &str, phrase: &str) -> bool {
    let text = plain_words(text);
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    text.match_indices(phrase).any(|(at, _)| {
        let (before, rest) = text.split_at(at);
        let behind = rest.strip_prefix(phrase).unwrap_or_default();
        let joins = |one: Option<char>, other: Option<char>| is_digit(one) && is_digit(other);
        !joins(before.chars().next_back(), phrase.chars().next())
            && !joins(phrase.chars().next_back(), behind.chars().next())
    })
}

/// All that words are looked for in: the columns and computed fields that a view shows, or the cells of a list.
fn sources(view: &View) -> impl Iterator<Item = Source> + '_ {
    let columns = super::view_state::slots(view).into_iter().filter_map(|slot| match slot {
        super::Slot::Column(at) => Some(Source::Column(at)),
        super::Slot::Computed(_) => None,
    });
    columns.chain(computed(view)).chain(heads(view))
}

/// The cells of a list; none in any other view.
fn heads(view: &View) -> impl Iterator<Item = Source> + Clone + '_ {
    let cells = match view.layout {
        Layout::List(plan) => plan.cells(),
        _ => 0,
    };
    (0..cells).map(Source::Head)
}

/// The computed fields of a view.
fn computed(view: &View) -> impl Iterator<Item = Source> + Clone + '_ {
    let fields = match view.layout {
        Layout::Grid(fields) => fields,
        _ => &[],
    };
    let numbered = fields.iter().enumerate();
    numbered.filter(|(_, field)| matches!(field, Field::Computed { .. })).map(|(n, _)| Source::Computed(n))
}

impl Source {
    fn shown(self, view: &View, facts: &Facts, subject: Subject<'_>, lang: Lang) -> String {
        let row = match subject {
            Subject::Row(row) => row,
            Subject::Line(line) => {
                let Source::Head(n) = self else { return String::new() };
                return line.cells.get(n).map_or("", |cell| cell.text.get(lang).trim()).to_owned();
            }
        };
        match (self, &view.layout) {
            (Source::Column(column), _) => project::cell_text(facts.project(), row, column, lang),
            (Source::Computed(n), Layout::Grid(fields)) => match fields.get(n) {
                Some(Field::Computed { show, .. }) => show(facts, row).text.get(lang).trim().to_owned(),
                _ => String::new(),
            },
            _ => String::new(),
        }
    }

    /// The figure that a computed text tells in words.
    fn figure(self, view: &View, facts: &Facts, subject: Subject<'_>) -> Option<f64> {
        match (self, subject, &view.layout) {
            (Source::Head(n), Subject::Line(line), _) => line.cells.get(n)?.figure,
            (Source::Computed(n), Subject::Row(row), Layout::Grid(fields)) => match fields.get(n)? {
                Field::Computed { show, .. } => show(facts, row).figure,
                _ => None,
            },
            _ => None,
        }
    }

    /// What the screen calls it.
    fn title(self, view: &View) -> Text {
        let fields = match view.layout {
            Layout::Grid(fields) => fields,
            _ => &[],
        };
        match self {
            Source::Column(at) => {
                let column = &view.sheet.columns[at];
                let short = fields.iter().find_map(|field| match field {
                    Field::Short(key, _, title) if *key == column.key => Some(*title),
                    _ => None,
                });
                short.unwrap_or(column.title)
            }
            Source::Computed(n) => match fields.get(n) {
                Some(Field::Computed { title, .. }) => *title,
                _ => text("", ""),
            },
            Source::Head(n) => match view.layout {
                Layout::List(plan) => plan.title(n).unwrap_or(text("", "")),
                _ => text("", ""),
            },
        }
    }
}

impl Wanted {
    fn holds(&self, op: Op, view: &View, facts: &Facts, subject: Subject<'_>, source: Source) -> bool {
        let cell = match (source, subject) {
            (Source::Column(column), Subject::Row(row)) => row.get(column),
            // A list shows days as text.
            (Source::Head(_), _) if matches!(self, Wanted::Date(_)) => {
                let shown = source.shown(view, facts, subject, Lang::Zh);
                parse_date(&shown, facts.today()).map_or(Cell::Empty, Cell::Date)
            }
            _ => Cell::Empty,
        };
        let order = match (self, &cell) {
            (Wanted::Number(wanted), Cell::Score(score)) => f64::from(score.get()).partial_cmp(wanted),
            (Wanted::Number(wanted), Cell::Count(count)) => f64::from(*count).partial_cmp(wanted),
            (Wanted::Number(wanted), Cell::Number(number)) => number.partial_cmp(wanted),
            (Wanted::Date(wanted), Cell::Date(date)) => Some(date.cmp(wanted)),
            (Wanted::Option(options, wanted), Cell::Choice(chosen)) => {
                options.iter().position(|option| option.key == chosen.key).map(|at| at.cmp(wanted))
            }
            (Wanted::Number(_) | Wanted::Date(_) | Wanted::Option(..), _) => None,
            (Wanted::Nothing | Wanted::Something | Wanted::Text(_) | Wanted::Figure(..), _) => {
                let texts = [Lang::Zh, Lang::En].map(|lang| source.shown(view, facts, subject, lang));
                return self.holds_for(op, &texts, source.figure(view, facts, subject));
            }
        };
        op.holds(order)
    }

    /// The same for a value of words, in both languages.
    fn holds_for(&self, op: Op, texts: &[String; 2], told: Option<f64>) -> bool {
        let (wanted, sought) = match self {
            Wanted::Text(wanted) => (wanted, None),
            Wanted::Figure(sought, wanted) => (wanted, Some(sought)),
            _ => return (texts[0].is_empty() == matches!(self, Wanted::Nothing)) != (op == Op::IsNot),
        };
        let is = |text: &String| {
            let bare = text.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' ');
            comparable(text) == *wanted || (!bare.is_empty() && comparable(bare) == *wanted)
        };
        match op {
            Op::Is => texts.iter().any(is),
            Op::IsNot => !texts.iter().any(is),
            Op::Contains => texts.iter().any(|text| comparable(text).contains(wanted.as_str())),
            _ => {
                let [first, _] = texts;
                // A figure that is told in words or shown with a unit counts as the figure.
                let order = match (told.or_else(|| figure(first)), sought) {
                    (Some(shown), Some(sought)) => shown.partial_cmp(sought),
                    _ if first.is_empty() => None,
                    _ => Some(SortKey::of(&comparable(first)).cmp(&SortKey::of(wanted))),
                };
                op.holds(order)
            }
        }
    }
}

/// The figure in a text that holds one alone.
pub(super) fn only_figure(text: &str) -> Option<f64> {
    let is_part = |c: char| c.is_ascii_digit() || c == '.';
    let numbers = text.split(|c| !is_part(c)).filter(|part| part.contains(|c: char| c.is_ascii_digit()));
    if numbers.count() == 1 { figure(text) } else { None }
}

/// The first figure in a text.
pub(super) fn figure(text: &str) -> Option<f64> {
    let from = text.find(|c: char| c.is_ascii_digit())?;
    let (before, rest) = (text.get(..from)?, text.get(from..)?);
    let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
    let value: f64 = rest.get(..end)?.trim_end_matches('.').parse().ok()?;
    Some(if before.ends_with(['-', '−']) { -value } else { value })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_has_the_sign_before_it_whatever_words_stand_behind() {
        for (text, first, only) in [
            ("12 templates", Some(12.0), Some(12.0)),
            ("3 related", Some(3.0), Some(3.0)),
            ("-1.5%", Some(-1.5), Some(-1.5)),
            ("−4 d", Some(-4.0), Some(-4.0)),
            ("24 h.", Some(24.0), Some(24.0)),
            ("3/5", Some(3.0), None),
            ("2026-06-07 to 2026-07-01", Some(2026.0), None),
            ("on hold", None, None),
        ] {
            assert_eq!((figure(text), only_figure(text)), (first, only), "{text}");
        }
    }
}
