//! Numbers with a unit as people write them, converted to the unit of their cell: `36:30` and `1天12小时` are hours,
//! `1.2万` is 12000. What is of another kind is refused, and no number is offered in its place, for it would be wrong.

use super::money::{amount, is_amount};
use super::numeral::{is_plain, not_a_number, number, tidy};
use super::range::{number_in_range, short};
use super::spelled::in_digits;
use super::{Invalid, Unit};
use crate::say;
use crate::text::Phrase;
use std::borrow::Cow;

/// Words for durations with their hours, longest first where one begins like another.
const DURATIONS: &[(&[&str], f64)] = &[
    (&["年", "years", "year", "yrs", "yr", "y"], 365.0 * 24.0),
    (&["周", "星期", "礼拜", "weeks", "week", "wk", "w"], 7.0 * 24.0),
    (&["天", "日", "days", "day", "d"], 24.0),
    (&["小时", "钟头", "时", "hours", "hour", "hrs", "hr", "h"], 1.0),
    (&["分钟", "分", "minutes", "minute", "mins", "min", "m"], 1.0 / 60.0),
    (&["秒", "seconds", "second", "secs", "sec", "s"], 1.0 / 3600.0),
];

/// Words that multiply, longer ones before those that they begin with.
pub(super) const TIMES: &[(&str, f64)] = &[
    ("百万", 1e6),
    ("千万", 1e7),
    ("千", 1e3),
    ("万", 1e4),
    ("亿", 1e8),
    ("thousand", 1e3),
    ("million", 1e6),
    ("k", 1e3),
];

/// A number of this unit, whatever unit of the same kind it is written in. `plain` is in plain digits.
pub fn quantity(plain: &str, unit: Unit) -> Result<f64, Invalid> {
    let value = read(plain, unit).and_then(|value| number_in_range(value, plain))?;
    if unit == Unit::Duration && value > LONGEST {
        let plain = short(plain);
        return Err(Invalid(say!(
            "“{plain}”超过 10 年：请核对数字和单位",
            "'{plain}' is more than 10 years: check the number and its unit"
        )));
    }
    Ok(value)
}

/// Ten years in minutes: no order waits longer for a step.
const LONGEST: f64 = 10.0 * 366.0 * 24.0 * 60.0;

fn read(plain: &str, unit: Unit) -> Result<f64, Invalid> {
    let spelled = in_digits(plain);
    let plain = &*spelled;
    let tidied = tidy(plain);
    if is_plain(&tidied) {
        return number(plain);
    }
    let lower = close(&tidied.to_lowercase());
    let (lower, negative) = signed(&lower);
    if let Some(value) = scientific(lower) {
        return Ok(if negative { -value } else { value });
    }
    let label = match unit {
        Unit::Counted(label) => Some(label),
        Unit::Named(label) => Some(label).filter(|label| is_amount(*label)),
        _ => None,
    };
    if let Some(label) = label {
        return amount(lower, (label, unit), plain)
            .map(|value| rounded(if negative { -value } else { value }));
    }
    let lower = &*with_name_behind(lower, unit);
    let lower = &*with_sign_of_money_behind(lower);
    let end = lower.find(|c: char| !is_digit(c)).unwrap_or(lower.len());
    let (digits, word) = lower.split_at(end);
    // What the digits themselves are wrong in is said first.
    let bare = match (digits.is_empty(), unit) {
        (true, Unit::Duration) => Err(no_duration(plain)),
        (true, _) => number(plain),
        (false, _) => number(digits),
    };
    if word.is_empty() || digits.is_empty() {
        return bare.map(|value| if negative { -value } else { value });
    }
    let read = match unit {
        Unit::Hours => hours(lower),
        Unit::Minutes | Unit::Duration => hours(lower).map(|hours| hours * 60.0),
        Unit::Days => hours(lower).map(|hours| hours / 24.0),
        unit => with_word(lower, unit),
    };
    match (read, bare) {
        // Of `€1.234` nobody can say which it is.
        (Some(_), Ok(value))
            if SIGNS_OF_MONEY.contains(&word) && value.fract() != 0.0 && has_three_decimals(digits) =>
        {
            Err(two_ways(plain, digits))
        }
        (Some(value), bare) => {
            // What was not converted has no noise: all its digits count.
            let value = if bare == Ok(value) { value } else { rounded(value) };
            Ok(if negative { -value } else { value })
        }
        (None, Err(why)) => Err(why),
        // Signs alone are no unit.
        (None, Ok(_)) if !word.contains(|c: char| c.is_alphabetic() || matches!(c, '%' | ':')) => {
            Err(not_a_number(plain))
        }
        (None, Ok(value)) => Err(unfit(plain, unit, (value, word))),
    }
}

/// The signs of money that may stand before or behind an amount.
const SIGNS_OF_MONEY: &[&str] = &["¥", "$", "€", "£"];

/// The text without the blanks that do not part thousands.
fn close(text: &str) -> String {
    let all: Vec<char> = text.chars().collect();
    let digit = |at: Option<usize>| at.and_then(|at| all.get(at)).is_some_and(char::is_ascii_digit);
    let kept = |at: usize| !all[at].is_whitespace() || (digit(at.checked_sub(1)) && digit(Some(at + 1)));
    (0..all.len())
        .filter(|at| kept(*at))
        .map(|at| if all[at].is_whitespace() { ' ' } else { all[at] })
        .collect()
}

/// What stands behind a sign or within brackets, and whether that makes it negative.
fn signed(text: &str) -> (&str, bool) {
    if let Some(inner) =
        text.strip_prefix('(').and_then(|t| t.strip_suffix(')')).filter(|t| !t.starts_with('-'))
    {
        return (inner, true);
    }
    match text.strip_prefix('-') {
        Some(rest) => (rest, true),
        None => (text.strip_prefix('+').unwrap_or(text), false),
    }
}

/// `HK$145` and `CHF 145` with the name of their own unit behind them, as that of any other stands.
fn with_name_behind(text: &str, unit: Unit) -> Cow<'_, str> {
    let Unit::Named(label) = unit else { return Cow::Borrowed(text) };
    let name = label.name().to_lowercase().replace(char::is_whitespace, "");
    match text.strip_prefix(&name) {
        Some(rest) if !name.is_empty() && rest.starts_with(|c: char| c.is_ascii_digit() || c == '.') => {
            let behind = if rest.ends_with(|c: char| c.is_ascii_digit() || c == '.') { &*name } else { "" };
            Cow::Owned(format!("{rest}{behind}"))
        }
        _ => Cow::Borrowed(text),
    }
}

/// `¥1,234` as `1,234¥`.
fn with_sign_of_money_behind(text: &str) -> Cow<'_, str> {
    let names = SIGNS_OF_MONEY.iter().chain(&["rmb", "cny", "人民币", "usd", "eur"]);
    match names.into_iter().find_map(|sign| Some((sign, text.strip_prefix(sign)?))) {
        Some((sign, rest)) if rest.starts_with(|c: char| c.is_ascii_digit() || c == '.') => {
            let sign = if rest.ends_with(|c: char| c.is_ascii_digit() || c == '.') { *sign } else { "" };
            Cow::Owned(format!("{rest}{sign}"))
        }
        _ => Cow::Borrowed(text),
    }
}

/// What is said of digits behind a sign of money whose point may part thousands.
pub(super) fn two_ways(plain: &str, digits: &str) -> Invalid {
    let (plain, whole) = (short(plain), digits.replace('.', ""));
    Invalid(say!(
        "“{plain}”有两种读法：请写成 {digits} 或 {whole}",
        "'{plain}' can be read in two ways: write {digits} or {whole}"
    ))
}

pub(super) fn has_three_decimals(digits: &str) -> bool {
    !digits.contains(',')
        && digits.split_once('.').is_some_and(|(whole, part)| part.len() == 3 && !whole.starts_with('0'))
}

const fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | '.' | ',' | '-' | '\'' | ' ')
}

/// Ten digits are more than anybody types; the rest is noise of the conversion.
fn rounded(value: f64) -> f64 {
    let shifted = value * 1e8;
    if shifted.abs() < 1e15 { shifted.round() / 1e8 } else { value }
}

/// `1.5e+05`, as spreadsheets write large numbers.
fn scientific(lower: &str) -> Option<f64> {
    let (digits, power) = lower.split_once('e')?;
    let plain = |part: &str| !part.is_empty() && part.chars().all(|c| matches!(c, '0'..='9' | '.' | '-'));
    let power = power.strip_prefix('+').unwrap_or(power);
    (plain(digits) && plain(power) && !power.contains('.')).then(|| lower.parse().ok()).flatten()
}

/// The number at the beginning, and what stands behind it.
fn split(text: &str) -> Option<(f64, &str)> {
    let end = text.find(|c: char| !is_digit(c)).unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    Some((number(digits).ok()?, rest))
}

/// A duration in hours: `36:30`, `24h`, `1天12小时`, each unit once and the larger first. A bare number below 60 at the
/// end is of the next smaller unit: `1h30`, `4分30`.
fn hours(text: &str) -> Option<f64> {
    if let Some((hours, minutes)) = text.split_once(':') {
        let whole =
            |part: &str| part.parse::<u32>().ok().filter(|_| part.chars().all(|c| c.is_ascii_digit()));
        // A spreadsheet writes the seconds too, each with two digits.
        let (minutes, seconds) = match minutes.split_once(':') {
            Some((minutes, seconds)) if minutes.len() == 2 && seconds.len() == 2 => {
                (minutes, whole(seconds)?)
            }
            Some(_) => return None,
            None => (minutes, 0),
        };
        let minutes = whole(minutes).filter(|n| *n < 60 && seconds < 60)?;
        return Some(f64::from(whole(hours)?) + f64::from(minutes) / 60.0 + f64::from(seconds) / 3600.0);
    }
    let (mut rest, mut units, mut sum) = (text, DURATIONS, 0.0);
    while !rest.is_empty() {
        let (value, behind) = split(rest)?;
        if value < 0.0 && rest.len() < text.len() {
            return None;
        }
        let end = behind.find(|c: char| c.is_ascii_digit()).unwrap_or(behind.len());
        let (word, next) = behind.split_at(end);
        if let ("", [(_, of_hours), ..]) = (word, units)
            && units.len() < DURATIONS.len() - 3
            && (0.0..60.0).contains(&value)
            && rest.bytes().all(|b| b.is_ascii_digit())
        {
            return Some(sum + value * of_hours);
        }
        let at = units.iter().position(|(words, _)| words.contains(&word))?;
        sum += value * units.get(at)?.1;
        units = units.get(at + 1..)?;
        rest = next;
    }
    Some(sum)
}

/// A number with the unit's own word behind it, with `千` or `万` before that where it counts things or money.
fn with_word(text: &str, unit: Unit) -> Option<f64> {
    let (value, word) = split(text)?;
    let is_own = |word: &str| match unit {
        Unit::Named(label) => label.name().to_lowercase().replace(char::is_whitespace, "") == word,
        unit => unit.written().contains(&word),
    };
    if is_own(word) {
        return Some(value);
    }
    let multiplied = || {
        let (times, rest) = times(word)?;
        // Of `40 k` beside km nobody can say whether a letter is missing.
        let is_cut = matches!(unit, Unit::Named(label) if label.name().to_lowercase().starts_with(word));
        (!is_cut && (rest.is_empty() || is_own(rest))).then_some(value * times)
    };
    match unit {
        Unit::WanYuan => {
            let of_yuan = |word: &str| Unit::Yuan.written().contains(&word);
            let yuan = times(word)
                .filter(|(_, rest)| rest.is_empty() || of_yuan(rest))
                .map(|(times, _)| value * times);
            yuan.or_else(|| of_yuan(word).then_some(value)).map(|yuan| yuan / 1e4)
        }
        Unit::None | Unit::Times | Unit::Yuan | Unit::Vehicles | Unit::PerDay | Unit::Named(_) => {
            multiplied()
        }
        _ => None,
    }
}

/// A number with a word that multiplies it: 1.2万, 1.2k.
pub(super) fn multiplied(text: &str) -> Option<f64> {
    let (value, word) = split(text)?;
    let (times, rest) = times(word.trim_start())?;
    rest.is_empty().then(|| rounded(value * times))
}

/// What a word multiplies by, and what stands behind it.
fn times(word: &str) -> Option<(f64, &str)> {
    TIMES.iter().find_map(|(name, times)| Some((*times, word.strip_prefix(name)?)))
}

/// What is said of a number with a word behind it that does not fit.
fn unfit(plain: &str, unit: Unit, (value, word): (f64, &str)) -> Invalid {
    if word.contains(|c: char| c.is_ascii_digit()) && !word.contains(':') && unit != Unit::Duration {
        return more_than_one(plain, word);
    }
    let is_money = matches!(unit, Unit::Money | Unit::Yuan | Unit::WanYuan);
    Invalid(match (unit, times(word)) {
        (Unit::Money, Some((times, _))) => own_money(plain, rounded(value * times)),
        _ if is_money && matches!(word, "m" | "mn" | "mio" | "mio." | "mln") => millions(plain, unit, value),
        _ if is_money && word.contains(['/', '每']) => {
            let plain = short(plain);
            say!(
                "“{plain}”是一段时间的金额，这里填一个金额：请写成这里要的总数",
                "'{plain}' is an amount for each of something; write the amount in all that is meant here"
            )
        }
        _ => other_kind(plain, unit),
    })
}

/// What is said of `1.2M`: what it is if millions are meant, in the unit of the cell.
fn millions(plain: &str, unit: Unit, value: f64) -> Phrase {
    let (plain, whole, ten_thousands) = (short(plain), rounded(value * 1e6), rounded(value * 1e2));
    match unit {
        Unit::WanYuan => say!(
            "“{plain}”：如果是百万，请填 {ten_thousands}（万元）",
            "'{plain}': if millions are meant, write {ten_thousands}, as the unit is ten thousands of yuan"
        ),
        Unit::Yuan => {
            say!("“{plain}”：如果是百万，请填 {whole}", "'{plain}': if millions are meant, write {whole}")
        }
        _ => say!(
            "“{plain}”：如果是百万，以元计就填 {whole}，以万元计就填 {ten_thousands}",
            "'{plain}': if millions are meant, write {whole}, or {ten_thousands} if amounts here are in ten thousands"
        ),
    }
}

/// Whether what stands between two numbers makes a range of them.
pub(super) fn is_between(word: &str) -> bool {
    const BETWEEN: [&str; 8] = ["-", "–", "—", "~", "至", "到", "to", "/"];
    BETWEEN.iter().any(|between| word.contains(between))
}

/// What is said of a text with a second number in it.
pub(super) fn more_than_one(plain: &str, word: &str) -> Invalid {
    if !is_between(word) {
        return not_a_number(plain);
    }
    let plain = short(plain);
    Invalid(say!(
        "“{plain}”不止一个数：请只填一个",
        "'{plain}' holds more than one number: enter one of them"
    ))
}

/// What is said of `1.2万` where people have chosen themselves what they count money in.
fn own_money(plain: &str, yuan: f64) -> Phrase {
    let (plain, ten_thousands) = (short(plain), rounded(yuan / 1e4));
    say!(
        "“{plain}”：这里的金额都用同一个单位，由您定。以元计就填 {yuan}，以万元计就填 {ten_thousands}",
        "'{plain}': all amounts here are in one unit of your own. Type {yuan} if that is yuan, {ten_thousands} if it is ten thousands of yuan"
    )
}

/// What is said of what is no duration: how one is written.
fn no_duration(plain: &str) -> Invalid {
    let plain = short(plain);
    Invalid(say!(
        "“{plain}”不是时长：写成 30min、4h、2天 或 1h30",
        "'{plain}' is not a duration: write 30min, 4h, 2d or 1h30"
    ))
}

/// What is said of a number of another kind: how it is written here.
pub(super) fn other_kind(plain: &str, unit: Unit) -> Phrase {
    let plain = short(plain);
    let example = match unit {
        Unit::None => {
            return say!(
                "“{plain}”带了单位，这里没有单位：请填像 8 或 3.5 这样的数",
                "'{plain}' has a unit, and there is none here: enter a number like 8 or 3.5"
            );
        }
        Unit::Duration => return no_duration(&plain).0,
        Unit::Money => unit.figure(12_000.0),
        Unit::Percent => unit.figure(92.0),
        Unit::OfFive => unit.figure(3.5),
        Unit::Points => unit.figure(85.0),
        unit => unit.figure(8.0),
    };
    say!(
        "“{plain}”的单位不对：这里的写法如 {example}",
        "The unit of '{plain}' does not fit: write it like {example} here",
        plain,
        example
    )
}

#[cfg(test)]
mod tests;
