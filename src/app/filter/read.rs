//! Reads conditions as they are typed.

use super::{Filter, Op, Part, Source, Wanted, computed, figure, heads};
use crate::calendar::Toward;
use crate::intake::fields_called;
use crate::say;
use crate::search::Query;
use crate::sheet::{COUNTS, Cell, Invalid, Kind, Reading, comparable, parse};
use crate::sort::StableSort;
use crate::text::{Lang, Phrase, list};
use crate::tool::{Field, Layout, View};
use chrono::NaiveDate;
use unicode_normalization::UnicodeNormalization as _;

/// Signs and words of comparison, the longer ones first.
const SIGNS: &[(&str, Op)] = &[
    ("大于等于", Op::AtLeast),
    ("大于或等于", Op::AtLeast),
    ("小于等于", Op::AtMost),
    ("小于或等于", Op::AtMost),
    ("不大于", Op::AtMost),
    ("不小于", Op::AtLeast),
    ("不超过", Op::AtMost),
    ("不高于", Op::AtMost),
    ("不低于", Op::AtLeast),
    ("不少于", Op::AtLeast),
    ("不等于", Op::IsNot),
    ("大于", Op::More),
    ("超过", Op::More),
    ("高于", Op::More),
    ("小于", Op::Less),
    ("低于", Op::Less),
    ("少于", Op::Less),
    ("等于", Op::Is),
    ("包含", Op::Contains),
    ("不为空", Op::IsNot),
    ("非空", Op::IsNot),
    ("为空", Op::Is),
    ("早于", Op::Less),
    ("晚于", Op::More),
    ("不是", Op::IsNot),
    ("是", Op::Is),
    ("<=", Op::AtMost),
    (">=", Op::AtLeast),
    ("=<", Op::AtMost),
    ("=>", Op::AtLeast),
    ("!=", Op::IsNot),
    ("<>", Op::IsNot),
    ("==", Op::Is),
    ("≤", Op::AtMost),
    ("≥", Op::AtLeast),
    ("≠", Op::IsNot),
    ("=", Op::Is),
    ("<", Op::Less),
    (">", Op::More),
    ("~", Op::Contains),
    (":", Op::Contains),
];

/// Reads conditions: `认知<=2`, `barrier=Desire`, `role~lead`, plain words; several are parted by `;` or a comma. One that
/// names no column, as `>=10` or `大于10`, is about the slot `here`. None where nothing is typed.
///
/// # Errors
///
/// Says which condition is wrong, and what would be right.
pub fn read(
    typed: &str,
    view: &View,
    here: Option<usize>,
    (today, lang): (NaiveDate, Lang),
) -> Result<Option<Filter>, Phrase> {
    let plain: String = typed.chars().map(narrow).collect();
    let here = here.and_then(|slot| match super::super::view_state::slots(view).get(slot)? {
        super::super::Slot::Column(at) => Some(Source::Column(*at)),
        super::super::Slot::Computed(at) => Some(Source::Computed(*at)),
    });
    let (mut parts, mut said) = (Vec::new(), Vec::new());
    for part in split(&plain) {
        let part = part.trim();
        if !part.is_empty() {
            parts.push(condition(part, view, here, today)?);
            // Read again from elsewhere it means the same.
            let nameless = sign_in(part, view, here).is_some_and(|(at, ..)| at == 0);
            let title = here.filter(|_| nameless).map(|here| here.title(view).get(lang));
            said.push(format!("{}{part}", title.unwrap_or_default()));
        }
    }
    let named = said.iter().any(|said| !plain.contains(said.as_str()));
    let typed = if named { said.join("; ") } else { typed.trim().to_owned() };
    Ok((!parts.is_empty()).then_some(Filter { typed, parts }))
}

/// Whether plain words are typed, and nothing that compares or parts.
pub fn is_words(typed: &str, view: &View) -> bool {
    let plain: String = typed.chars().map(narrow).collect();
    split(&plain).len() == 1 && !plain.contains('"') && sign_in(&plain, view, None).is_none()
}

/// The sign by which a condition compares, and where it stands. A word compares only behind the title of a column, or before
/// a number where the condition is about the column `here`; elsewhere it is a part of what is looked for.
fn sign_in(part: &str, view: &View, here: Option<Source>) -> Option<(usize, &'static str, Op)> {
    let mut found: Vec<(usize, &'static str, Op)> =
        SIGNS.iter().filter_map(|(sign, op)| Some((part.find(sign)?, *sign, *op))).collect();
    // Of those that begin at one place the longest is meant, and it stands first.
    found.stable_sort_by_key(|(at, ..)| *at);
    found.into_iter().find(|(at, sign, _)| {
        let (title, behind) = part.split_at(*at);
        let (title, behind) = (title.trim(), behind.strip_prefix(sign).unwrap_or_default().trim());
        let is_word = sign.starts_with(char::is_alphabetic);
        // 空 is no value: what goes on behind it is a word of its own, as 空闲 is.
        let is_cut = !sign.ends_with('空') || behind.is_empty();
        let is_named = || source(title, view).is_some();
        let is_number = || title.is_empty() && here.is_some() && behind.starts_with(|c: char| c.is_numeric());
        is_cut && (!is_word || is_named() || is_number())
    })
}

/// The condition that a column has a value, as it is typed.
pub fn is(title: &str, value: &str) -> String {
    format!("{title}={}", quoted(value))
}

/// A value as a condition holds it: in quotation marks where a sign in it would mean something.
fn quoted(value: &str) -> String {
    let value = value.replace(['\n', '"', '“', '”'], " ");
    if value.contains([';', ',', '；', '，', '、']) { format!("\"{value}\"") } else { value }
}

/// Signs in the form in which they are read; words stay as they are.
fn narrow(c: char) -> char {
    match c {
        '，' | '；' | ',' => ';',
        '“' | '”' => '"',
        '：' | '＝' | '＜' | '＞' | '！' | '～' => std::iter::once(c).nfkc().next().unwrap_or(c),
        c => c,
    }
}

/// The conditions; what stands in quotation marks is one value.
fn split(plain: &str) -> Vec<&str> {
    let mut inside = false;
    plain
        .split(|c: char| {
            inside ^= c == '"';
            !inside && c == ';'
        })
        .collect()
}

fn condition(part: &str, view: &View, here: Option<Source>, today: NaiveDate) -> Result<Part, Phrase> {
    let Some((at, sign, op)) = sign_in(part, view, here) else {
        return Ok(words_of(part));
    };
    let (title, value) = part.split_at(at);
    let (title, value) = (title.trim(), value.strip_prefix(sign).unwrap_or_default().trim());
    let named = if title.is_empty() { here } else { source(title, view) };
    let source = match (named, sign) {
        (Some(source), _) => source,
        // A time of day, an address: words that happen to hold a colon.
        (None, ":") => return Ok(words_of(part)),
        (None, _) => return Err(unknown(title, view)),
    };
    let value = value.trim_matches('"').trim();
    let wanted = wanted(value, op, source, view, today).map_err(|reason| {
        let title = Phrase::from(source.title(view));
        say!("{title}：{reason}", "{title}: {reason}", title, reason)
    })?;
    Ok(Part::Value { source, op, wanted, typed: value.to_owned() })
}

/// A word, or a phrase of several.
fn words_of(part: &str) -> Part {
    let part = part.replace('"', " ");
    let phrase = super::plain_words(&part);
    let one = !phrase.contains(' ') && !phrase.contains(|c: char| c.is_ascii_digit());
    Part::Words(Query::new(&part), (!one).then_some(phrase))
}

/// The column or computed field that a title means: its whole name, or the beginning of one only.
fn source(title: &str, view: &View) -> Option<Source> {
    let wanted = comparable(title);
    if wanted.is_empty() {
        return None;
    }
    if let Layout::List(_) = view.layout {
        return head(&wanted, view);
    }
    let fields = match view.layout {
        Layout::Grid(fields) => fields,
        _ => &[],
    };
    let short = |field: &Field| match field {
        Field::Short(key, _, title) => Some((view.sheet.column(key)?, [title.zh, title.en])),
        _ => None,
    };
    let short: Vec<(usize, &str)> =
        fields.iter().filter_map(short).flat_map(|(at, [zh, en])| [(at, zh), (at, en)]).collect();
    let own = |source: &Source| {
        let title = source.title(view);
        [comparable(title.zh), comparable(title.en)]
    };
    let key = |source: &Source| match (source, &view.layout) {
        (Source::Computed(n), Layout::Grid(fields)) => match fields.get(*n) {
            Some(Field::Computed { key, .. }) => comparable(key),
            _ => String::new(),
        },
        _ => String::new(),
    };
    if let Some(found) = computed(view).find(|s| own(s).contains(&wanted) || key(s) == wanted) {
        return Some(found);
    }
    let (named, sure) = fields_called(view.sheet, &short, title);
    if let (Some(at), crate::intake::Sure::Named) = (named.first(), sure) {
        return Some(Source::Column(*at));
    }
    let columns = (0..view.sheet.columns.len()).map(Source::Column);
    let mut begins = columns.chain(computed(view)).filter(|s| {
        let full = match s {
            Source::Column(at) => view.sheet.columns[*at].title,
            Source::Computed(_) | Source::Head(_) => s.title(view),
        };
        let mut titles = own(s).into_iter().chain([comparable(full.zh), comparable(full.en)]);
        titles.any(|name| name.starts_with(&wanted))
    });
    let only = begins.next().filter(|_| begins.next().is_none());
    only.or_else(|| named.first().map(|at| Source::Column(*at)))
}

/// The cell of a list that a title means, by the same rule.
fn head(wanted: &str, view: &View) -> Option<Source> {
    let titles = |source: &Source| {
        let title = source.title(view);
        [comparable(title.zh), comparable(title.en)]
    };
    let mut begins = heads(view).filter(|s| titles(s).iter().any(|title| title.starts_with(wanted)));
    let whole = heads(view).find(|s| titles(s).iter().any(|title| title == wanted));
    whole.or_else(|| begins.next().filter(|_| begins.next().is_none()))
}

fn unknown(title: &str, view: &View) -> Phrase {
    if let Layout::List(plan) = view.layout {
        let titles: Vec<Phrase> = (0..plan.cells()).filter_map(|n| Some(plan.title(n)?.into())).collect();
        let titles = list(&titles);
        return say!(
            "没有叫“{title}”的列：这里有 {titles}；不写列名，就在整行里找",
            "There is no column '{title}': there are {titles}; words alone are looked for in the whole line",
            titles
        );
    }
    let slots = super::super::view_state::slots(view);
    let titles = slots.iter().map(|slot| match slot {
        super::super::Slot::Column(at) => Phrase::from(Source::Column(*at).title(view)),
        super::super::Slot::Computed(n) => Phrase::from(Source::Computed(*n).title(view)),
    });
    let titles = list(&titles.collect::<Vec<_>>());
    say!("没有叫“{title}”的列：这里有 {titles}", "There is no column '{title}': there are {titles}", titles)
}

/// What words are compared with; more or less than a figure is a figure with its sign, which names have none of.
fn words(value: &str, op: Op) -> Wanted {
    let words = comparable(value);
    match figure(value) {
        Some(sought) if matches!(op, Op::Less | Op::AtMost | Op::More | Op::AtLeast) => {
            Wanted::Figure(sought, words)
        }
        _ => Wanted::Text(words),
    }
}

/// The number in front of a unit, as in `90%` or `24 h`.
fn unitless(value: &str) -> Option<Cell> {
    let digits = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-');
    let number = value.trim_end_matches(|c| !digits(c));
    number.parse().ok().filter(|number: &f64| number.is_finite()).map(Cell::Number)
}

fn wanted(value: &str, op: Op, source: Source, view: &View, today: NaiveDate) -> Result<Wanted, Phrase> {
    if value.is_empty()
        || ["空", "空白", "blank", "empty", "（空）", "(blank)"].contains(&&*value.to_lowercase())
    {
        return match op {
            Op::Is | Op::IsNot => Ok(Wanted::Nothing),
            _ => Err(say!("符号后面要写一个值，如 2", "write a value behind the sign, such as 2")),
        };
    }
    if let Source::Head(_) = source
        && !matches!(op, Op::Contains)
        && value.contains(['-', '/', '月', '.'])
        && let Ok(date) = crate::calendar::parse_date(value, today)
    {
        return Ok(Wanted::Date(date));
    }
    let Source::Column(at) = source else { return Ok(words(value, op)) };
    let column = &view.sheet.columns[at];
    let kind = match column.kind {
        _ if op == Op::Contains => return Ok(Wanted::Text(comparable(value))),
        Kind::Score | Kind::Count => Kind::Number,
        kind => kind,
    };
    // A name is compared as a text.
    let no_row = |_: &str, _: &str| Err(Invalid(Phrase::same(String::new())));
    let reading = Reading { counts: COUNTS, today, toward: Toward::Near, link: &no_row };
    let cell = |kind| parse(kind, value, &reading).map_err(|invalid| invalid.0);
    Ok(match kind {
        // The unit that the cells are shown with goes without saying.
        Kind::Number => match cell(kind).or_else(|reason| unitless(value).ok_or(reason))? {
            Cell::Number(number) => Wanted::Number(number),
            _ => Wanted::Nothing,
        },
        Kind::Tick | Kind::Check => match parse(Kind::Check, value, &reading) {
            Ok(Cell::Check(true)) => Wanted::Something,
            Ok(_) => Wanted::Nothing,
            Err(_) if kind == Kind::Tick => match cell(Kind::Date)? {
                Cell::Date(date) => Wanted::Date(date),
                _ => Wanted::Nothing,
            },
            Err(invalid) => return Err(invalid.0),
        },
        Kind::Date => match cell(kind)? {
            Cell::Date(date) => Wanted::Date(date),
            _ => Wanted::Nothing,
        },
        Kind::OpenChoice(options) => match cell(kind)? {
            Cell::Choice(chosen) => {
                let at = options.iter().position(|option| option.key == chosen.key);
                Wanted::Option(options, at.unwrap_or(options.len()))
            }
            _ => Wanted::Text(comparable(value)),
        },
        Kind::Choice(options) => match cell(kind)? {
            Cell::Choice(chosen) => {
                let at = options.iter().position(|option| option.key == chosen.key);
                Wanted::Option(options, at.unwrap_or(options.len()))
            }
            _ => Wanted::Nothing,
        },
        _ => words(value, op),
    })
}
