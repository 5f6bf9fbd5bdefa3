//! Numbers without a unit as people write them. What can be read in two ways is refused, and both are named.

use super::Invalid;
use super::range::{number_in_range, short};
use crate::say;
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization as _;

/// The text in one form: without quotes around it and signs at its end, with one kind of minus and of point.
pub(super) fn tidy(plain: &str) -> Cow<'_, str> {
    let quote = |c| matches!(c, '\'' | '"' | '‘' | '’' | '“' | '”');
    // What stands behind alone is a sign of minutes or inches.
    let inner = plain.trim_start_matches(quote);
    let text = if inner.len() < plain.len() { inner.trim_end_matches(quote) } else { plain };
    let text = text.trim_end_matches([';', ',', '、', '。']).trim();
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let one = |c: char| match c {
        '‐' | '‑' | '‒' | '–' | '—' | '−' => '-',
        '。' => '.',
        '’' | '‘' => '\'',
        c => c,
    };
    Cow::Owned(text.chars().map(one).collect())
}

/// Whether a text holds nothing but what numbers are written with.
pub(super) fn is_plain(tidy: &str) -> bool {
    tidy.chars().all(|c| matches!(c, '0'..='9' | '.' | ',' | '-' | '+' | '\'' | ' ' | '(' | ')'))
}

/// The percentage that a share of one hundred stands for, 28 for 0.28: to fifteen digits, as the rest is noise.
pub fn as_percent(share: f64) -> f64 {
    let percent = share * 100.0;
    format!("{percent:.14e}").parse().unwrap_or(percent)
}

/// A finite number with nothing behind it. One in brackets is negative, as accounts write it.
pub fn number(plain: &str) -> Result<f64, Invalid> {
    let tidy = tidy(plain);
    let text: &str = &tidy;
    if let Some(inner) = text.strip_prefix('(').and_then(|t| t.strip_suffix(')')) {
        let inner = inner.trim();
        return if inner.starts_with(['-', '+', '(']) {
            Err(not_a_number(plain))
        } else {
            number(inner).map(|n| -n)
        };
    }
    if let Some(digits) = text.strip_suffix('-').filter(|t| number(t).is_ok()) {
        let (plain, digits) = (short(plain), digits.trim());
        return Err(Invalid(say!(
            "“{plain}”的负号在后面：是负数就写 -{digits}，不是就写 {digits}",
            "The minus of '{plain}' stands behind: write -{digits} if it is negative, {digits} if not"
        )));
    }
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => ("-", digits.trim_start()),
        None => ("", text.strip_prefix('+').unwrap_or(text).trim_start()),
    };
    if digits.is_empty() || digits.contains(|c: char| !matches!(c, '0'..='9' | '.' | ',' | '\'' | ' ')) {
        return Err(not_a_number(plain));
    }
    let joined = with_point(digits).map(Cow::Owned).or_else(|| joined(digits));
    let joined = joined.ok_or_else(|| unclear(plain, sign, digits))?;
    let value = joined.parse::<f64>().map_err(|_| not_a_number(plain))?;
    number_in_range(if sign.is_empty() { value } else { -value }, plain)
}

pub(super) fn not_a_number(plain: &str) -> Invalid {
    let plain = short(plain);
    Invalid(say!(
        "“{plain}”不是数字：请填像 92 或 3.5 这样的数",
        "'{plain}' is not a number: enter one like 92 or 3.5"
    ))
}

/// The digits with a point in place of a decimal comma and without what parts thousands before it: `2,7`, `0,500`,
/// `1.234,5`, `1 234,5`. `None` where no comma stands or where it may part thousands itself, as in `1,234`.
pub(super) fn with_point(digits: &str) -> Option<String> {
    let (whole, fraction) = digits.split_once(',')?;
    let all_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if fraction.is_empty() || !all_digits(fraction) {
        return None;
    }
    let Some(separator) = whole.chars().find(|c| matches!(c, '.' | ' ' | '\'')) else {
        let parts_thousands =
            fraction.len() == 3 && (1..=3).contains(&whole.len()) && !whole.starts_with('0');
        return (all_digits(whole) && !parts_thousands).then(|| format!("{whole}.{fraction}"));
    };
    let mut groups = whole.split(separator);
    let first = groups.next().unwrap_or_default();
    let right = (1..=3).contains(&first.len())
        && all_digits(first)
        && groups.all(|group| group.len() == 3 && all_digits(group));
    right.then(|| format!("{}.{fraction}", whole.replace(separator, "")))
}

/// A text that holds a number with a decimal comma, with a point in its place.
pub fn decimal_comma(typed: &str) -> Option<String> {
    if !typed.contains([',', '，']) {
        return None;
    }
    let plain: String = typed.nfkc().collect();
    let plain = tidy(plain.trim());
    let is_digit = |c: char| matches!(c, '0'..='9' | '.' | ',' | '\'' | ' ');
    let from = plain.find(|c: char| c.is_ascii_digit() || c == ',')?;
    let (before, rest) = plain.split_at(from);
    let end = rest.find(|c| !is_digit(c)).unwrap_or(rest.len());
    let (digits, behind) = rest.split_at(end);
    let blank = digits.len() - digits.trim_end().len();
    Some(format!("{before}{}{}{behind}", with_point(digits.trim_end())?, " ".repeat(blank)))
}

/// A text that holds a number whose points may part thousands, as in `1.250`, without them, and whether they can do nothing
/// else, as in `1.250.000`.
pub fn point_thousands(typed: &str) -> Option<(String, bool)> {
    if !typed.contains('.') || typed.contains([',', '，']) {
        return None;
    }
    let from = typed.find(|c: char| c.is_ascii_digit())?;
    let (before, rest) = typed.split_at(from);
    let end = rest.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(rest.len());
    let (digits, behind) = rest.split_at(end);
    let mut groups = digits.split('.');
    let first = groups.next().unwrap_or_default();
    let rest: Vec<&str> = groups.collect();
    let right = (1..=3).contains(&first.len())
        && !first.starts_with('0')
        && rest.iter().all(|group| group.len() == 3);
    (right && !rest.is_empty())
        .then(|| (format!("{before}{}{behind}", digits.replace('.', "")), rest.len() > 1))
}

/// How a number with commas reads where these part thousands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CommaThousands {
    /// Without them: `1250` for `1,250`.
    pub whole: String,
    /// With a point in the place of the only one, where it may be a decimal comma as well: `1.250`.
    pub point: Option<String>,
}

/// A text that holds a number whose commas part thousands: `1,250`, `1,250,000`, `1,234.5`.
pub fn comma_thousands(typed: &str) -> Option<CommaThousands> {
    if !typed.contains([',', '，']) || decimal_comma(typed).is_some() {
        return None;
    }
    let plain: String = typed.nfkc().collect();
    let plain = tidy(plain.trim());
    let (before, rest) = plain.split_at(plain.find(|c: char| c.is_ascii_digit())?);
    let end = rest.find(|c: char| !matches!(c, '0'..='9' | '.' | ',')).unwrap_or(rest.len());
    let (digits, behind) = rest.split_at(end);
    let whole = joined(digits).filter(|_| digits.contains(','))?;
    let one = digits.matches(',').count() == 1 && !digits.contains('.');
    Some(CommaThousands {
        point: one.then(|| format!("{before}{}{behind}", digits.replace(',', "."))),
        whole: format!("{before}{whole}{behind}"),
    })
}

/// Whether a text holds a number whose point can only stand before a fraction: `3.5`, `1,234.5`; not `1.250` and not `1.234,5`.
pub fn is_decimal_point(typed: &str) -> bool {
    typed.split('.').skip(1).any(|behind| behind.starts_with(|c: char| c.is_ascii_digit()))
        && point_thousands(typed).is_none()
        && decimal_comma(typed).is_none()
}

/// The digits without the commas, blanks or apostrophes that part thousands; `None` where these do not.
pub(super) fn joined(digits: &str) -> Option<Cow<'_, str>> {
    if digits.starts_with("0,") {
        return None;
    }
    let Some(separator) = digits.chars().find(|c| matches!(c, ',' | ' ' | '\'')) else {
        return (digits.matches('.').count() <= 1).then_some(Cow::Borrowed(digits));
    };
    let (whole, fraction) = digits.split_once('.').map_or((digits, ""), |(w, f)| (w, f));
    let mut groups = whole.split(separator);
    let first = groups.next().unwrap_or_default();
    let all_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let right = (1..=3).contains(&first.len())
        && all_digits(first)
        && groups.all(|group| group.len() == 3 && all_digits(group))
        && all_digits(fraction);
    right.then(|| Cow::Owned(digits.replace(separator, "")))
}

/// What is said where commas and points can be read in several ways, or in none.
fn unclear(plain: &str, sign: &str, digits: &str) -> Invalid {
    let mut readings: Vec<String> = Vec::new();
    let mut add = |digits: String| {
        let digits = digits.trim_start_matches('0');
        let digits = if digits.is_empty() || digits.starts_with('.') {
            format!("0{digits}")
        } else {
            digits.to_owned()
        };
        if digits.parse::<f64>().is_ok() && !readings.contains(&digits) {
            readings.push(digits);
        }
    };
    let is_mixed = digits.contains([' ', '\'']);
    match (digits.matches(',').count(), digits.matches('.').count()) {
        _ if is_mixed => {}
        // `1.23,4`: the other way round, or a slip.
        (1, points) if points > 0 && digits.find('.') < digits.find(',') => {
            add(digits.replace('.', "").replace(',', "."));
            if points == 1 {
                add(digits.replace(',', ""));
            }
        }
        (_, 0 | 1) => add(digits.replace(',', "")),
        (0, _) => add(digits.replace('.', "")),
        _ => {}
    }
    let typed = short(plain);
    Invalid(match readings.as_slice() {
        [one] => say!(
            "“{typed}”里的分隔看不懂：是 {sign}{one} 就写 {sign}{one}",
            "The separators in '{typed}' are unclear: write {sign}{one} if that is meant"
        ),
        [one, other, ..] => say!(
            "“{typed}”有两种读法：请写成 {sign}{one} 或 {sign}{other}",
            "'{typed}' can be read in two ways: write {sign}{one} or {sign}{other}"
        ),
        [] => return not_a_number(plain),
    })
}

/// A whole number of at most 15 digits, with nothing but zeros behind its point: `12`, `1,200`, `2.0`.
pub(super) fn whole(plain: &str) -> Option<u64> {
    let tidy = tidy(plain);
    let bare = tidy.strip_prefix('+').unwrap_or(&tidy);
    // `12,00` may be a thousand with a nought too few.
    let comma = with_point(bare).filter(|digits| digits.ends_with(".0"));
    let digits = comma.map(Cow::Owned).or_else(|| joined(bare))?;
    let (whole, zeros) = digits.split_once('.').unwrap_or((&digits, ""));
    let right = !whole.is_empty()
        && whole.len() <= 15
        && whole.bytes().all(|b| b.is_ascii_digit())
        && zeros.bytes().all(|b| b == b'0');
    right.then(|| whole.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_or_both_readings_named() {
        for (typed, value) in [
            ("1,234", 1234.0),
            ("1 234", 1234.0),
            ("1 000 000", 1e6),
            ("1'234", 1234.0),
            ("1’234.5", 1234.5),
            ("(5)", -5.0),
            ("(1,200)", -1200.0),
            ("−5", -5.0),
            ("–5", -5.0),
            ("- 5", -5.0),
            ("+5", 5.0),
            (".5", 0.5),
            ("5.", 5.0),
            ("1。5", 1.5),
            ("'100", 100.0),
            ("\"100\"", 100.0),
            ("100;", 100.0),
            ("100,", 100.0),
            ("007", 7.0),
            ("2,7", 2.7),
            ("-1,5", -1.5),
            ("0,25", 0.25),
            ("0,500", 0.5),
            (",5", 0.5),
            ("12,3456", 12.3456),
            ("1234,567", 1234.567),
            ("1.234,5", 1234.5),
            ("1.234.567,8", 1_234_567.8),
            ("1 234,5", 1234.5),
            ("1'234,5", 1234.5),
            ("(2,7)", -2.7),
        ] {
            assert_eq!(number(typed), Ok(value), "{typed}");
        }
        for (typed, says) in [
            ("1.23,4", &["123.4", "1.234"][..]),
            ("-1.23,4", &["-123.4", "-1.234"]),
            ("12,34,567", &["1234567"]),
            ("1.234.567", &["1234567"]),
            ("1,23,4.5", &["1234.5"]),
            ("5-", &["-5", "5"]),
            ("1 23", &["not a number"]),
            ("1_234", &["not a number"]),
            ("(-5)", &["not a number"]),
            ("()", &["not a number"]),
            ("1-2", &["not a number"]),
            ("++3", &["not a number"]),
            (".", &["not a number"]),
            ("", &["not a number"]),
        ] {
            let Err(Invalid(why)) = number(typed) else { panic!("{typed} is refused") };
            assert!(says.iter().all(|said| why.en.contains(said)), "{typed}: {}", why.en);
        }
    }

    #[test]
    fn a_decimal_comma_is_told_from_one_that_parts_thousands() {
        for (typed, point) in [
            ("2,7", Some("2.7")),
            ("２，７", Some("2.7")),
            ("0,500", Some("0.500")),
            ("1.234,5 元", Some("1234.5 元")),
            ("-1,5%", Some("-1.5%")),
            ("¥2,50", Some("¥2.50")),
            ("1,234", None),
            ("1,234.5", None),
            ("12,34,567", None),
            ("100,", None),
            ("2.7", None),
            ("甲，乙", None),
        ] {
            assert_eq!(decimal_comma(typed).as_deref(), point, "{typed}");
        }
    }

    #[test]
    fn a_comma_that_may_part_thousands_is_told_from_one_that_must() {
        for (typed, whole, point) in [
            ("1,250", Some("1250"), Some("1.250")),
            ("１，２５０", Some("1250"), Some("1.250")),
            ("-1,250 h", Some("-1250 h"), Some("-1.250 h")),
            ("¥12,500", Some("¥12500"), Some("¥12.500")),
            ("1,250,000", Some("1250000"), None),
            ("1,234.5", Some("1234.5"), None),
            ("3,5", None, None),
            ("0,500", None, None),
            ("1.234,5", None, None),
            ("12,34,567", None, None),
            ("3.5", None, None),
            ("甲，乙", None, None),
        ] {
            let read = comma_thousands(typed);
            assert_eq!(read.as_ref().map(|read| read.whole.as_str()), whole, "{typed}");
            assert_eq!(read.and_then(|read| read.point).as_deref(), point, "{typed}");
        }
        for (typed, is) in [
            ("3.5", true),
            ("1,234.5", true),
            (".5", true),
            ("1.250", false),
            ("1.234,5", false),
            ("N.A.", false),
            ("约.", false),
        ] {
            assert_eq!(is_decimal_point(typed), is, "{typed}");
        }
    }

    #[test]
    fn whole_numbers_may_have_zeros_behind_the_point() {
        for (typed, value) in [
            ("12", Some(12)),
            ("12.0", Some(12)),
            ("1,200.00", Some(1200)),
            ("3,0", Some(3)),
            ("12,00", None),
            ("1.200,0", Some(1200)),
            ("2,5", None),
            ("2.5", None),
            ("-1", None),
            (".0", None),
        ] {
            assert_eq!(whole(typed), value, "{typed}");
        }
    }
}
