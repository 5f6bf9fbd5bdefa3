//! The shapes in which a date is written with numbers or with the name of its month.

use super::entry::{DateError, Toward, in_range};
use super::shift;
use chrono::{Datelike, NaiveDate};
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// So far ahead a day without a year is taken for one to come, where one to come is meant; so far back for one that has
/// been, where that is meant.
const WINDOW: i64 = 300;
/// What is aimed at by the end of the year is set in February too: only a day of the last month is taken for one that has
/// passed.
const AHEAD: i64 = 335;

/// The text in one form: narrow, in small letters, with one kind of dash and of point, without quotes around it, signs at
/// its end and characters that nobody sees.
pub(super) fn plain_form(typed: &str) -> String {
    let one = |c: char| match c {
        '。' => Some('.'),
        '‐' | '‑' | '‒' | '–' | '—' | '−' | '﹣' => Some('-'),
        '‘' | '’' | '“' | '”' | '"' => Some('\''),
        c if crate::text::is_hidden(c) && !c.is_whitespace() => None,
        c => Some(c),
    };
    let narrow: String = typed.nfkc().filter_map(one).collect();
    let text = narrow.trim().to_lowercase();
    let text = text.trim_matches('\'').trim();
    if text == "." {
        return text.to_owned();
    }
    text.trim_end_matches([',', ';', '.', '、']).trim_end().to_owned()
}

/// The text with a year in digits where it is told from today: `明年3月` as `2027年3月`, `march next year` as `march 2027`.
pub(super) fn with_year(text: String, today: NaiveDate) -> String {
    const BEFORE: [(&str, i32); 6] =
        [("明年", 1), ("来年", 1), ("今年", 0), ("去年", -1), ("后年", 2), ("前年", -2)];
    const BEHIND: [(&str, i32); 3] = [(" next year", 1), (" this year", 0), (" last year", -1)];
    let before = BEFORE.iter().find_map(|(word, away)| Some((text.strip_prefix(word)?, away)));
    if let Some((rest, away)) = before.filter(|(rest, _)| !rest.is_empty()) {
        return format!("{}年{}", today.year().saturating_add(*away), rest.trim_start());
    }
    let behind = BEHIND.iter().find_map(|(word, away)| Some((text.strip_suffix(word)?, away)));
    match behind.filter(|(rest, _)| !rest.is_empty()) {
        Some((rest, away)) => {
            format!("{} {}", rest.trim_end_matches([',', ' ']), today.year().saturating_add(*away))
        }
        None => text,
    }
}

pub(super) fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The date without the time behind it. A time in a zone may be of another day here, except midnight as
/// programs write it.
pub(super) fn without_time(text: &str) -> Result<&str, DateError> {
    for (at, c) in text.char_indices().filter(|(_, c)| *c == 't' || c.is_whitespace()) {
        let (date, rest) = text.split_at(at);
        let rest = rest.trim_start_matches(c).trim();
        if date.ends_with(|c: char| c.is_ascii_digit() || matches!(c, '日' | '号'))
            && let Some((midnight, world)) = time(rest, c == 't')
        {
            return if world && !midnight { Err(DateError::OtherZone) } else { Ok(date.trim_end()) };
        }
    }
    Ok(text)
}

/// Whether a text is a time: midnight or not, and in the time of the world or not.
fn time(text: &str, basic: bool) -> Option<(bool, bool)> {
    let (clock, zone) = match text.strip_suffix('z') {
        Some(clock) => (clock, "0"),
        None => match text.find(['+', '-']) {
            Some(at) => {
                let (clock, zone) = text.split_at(at);
                (clock, zone.trim_start_matches(['+', '-']))
            }
            None => (text, ""),
        },
    };
    let zone: String = zone.chars().filter(|c| *c != ':').collect();
    let clock = clock.trim();
    let (clock, half) = match clock.strip_suffix("am").or_else(|| clock.strip_suffix("上午")) {
        Some(clock) => (clock.trim(), "am"),
        None => clock.strip_suffix("pm").map_or((clock, ""), |clock| (clock.trim(), "pm")),
    };
    let (whole, fraction) = clock.split_once('.').unwrap_or((clock, "0"));
    let parts: Vec<&str> = match whole.split(':').collect::<Vec<_>>() {
        parts if parts.len() > 1 => parts,
        _ if basic && whole.is_ascii() && matches!(whole.len(), 4 | 6) => {
            (0..whole.len() / 2).filter_map(|n| whole.get(2 * n..2 * n + 2)).collect()
        }
        _ => return None,
    };
    let is_one = (2..=3).contains(&parts.len())
        && parts.iter().all(|part| is_digits(part) && part.len() <= 2)
        && is_digits(fraction)
        && (zone.is_empty() || is_digits(&zone));
    let number = |at: usize| parts.get(at).map_or(Some(0), |part| part.parse::<u32>().ok());
    let (hour, minute, second) = (number(0)?, number(1)?, number(2)?);
    if !is_one || hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let zero = |text: &str| text.bytes().all(|b| b == b'0');
    let hour = if half == "am" && hour == 12 { 0 } else { hour };
    let midnight = half != "pm" && hour == 0 && minute == 0 && second == 0 && zero(fraction);
    Some((midnight, !zone.is_empty() && zero(&zone)))
}

/// Chinese numerals as digits: `二〇二六` is 2026, `二十三` is 23; what holds none stays as it is.
pub fn digits_of_numerals(text: &str) -> Cow<'_, str> {
    let digit = |c: char| match c {
        '〇' | '零' | '○' => Some(0),
        '两' => Some(2),
        c => "一二三四五六七八九".chars().position(|d| d == c).map(|n| n + 1),
    };
    if text.is_empty() || !text.chars().all(|c| c == '十' || digit(c).is_some()) {
        return Cow::Borrowed(text);
    }
    let all = |part: &str| part.chars().filter_map(digit).map(|n| n.to_string()).collect::<String>();
    Cow::Owned(match text.split_once('十') {
        None => all(text),
        Some((tens, ones)) => {
            let or = |part: &str, none: &str| if part.is_empty() { none.to_owned() } else { all(part) };
            format!("{}{}", or(tens, "1"), or(ones, "0"))
        }
    })
}

/// `15号`, `本月15日`, `下个月5号`: a day of a month that is named beside today, or not at all. Then it is the coming one of what
/// is due, the last one of what has happened, else the nearest.
fn day_of_month(text: &str, today: NaiveDate, toward: Toward) -> Option<Result<NaiveDate, DateError>> {
    const MONTHS_AWAY: &[(&str, i32)] = &[
        ("本月", 0),
        ("这个月", 0),
        ("这月", 0),
        ("当月", 0),
        ("下个月", 1),
        ("下月", 1),
        ("上个月", -1),
        ("上月", -1),
    ];
    let day = text.strip_suffix(['号', '日'])?;
    let named = MONTHS_AWAY.iter().find_map(|(word, away)| Some((day.strip_prefix(word)?.trim(), *away)));
    let (day, away) = named.map_or((day, None), |(day, away)| (day, Some(away)));
    let day = digits_of_numerals(day);
    let day: u32 = day.parse().ok().filter(|_| is_digits(&day) && day.len() <= 2)?;
    let of_month = |away: i32| {
        let first = today.with_day(1)?;
        let months = chrono::Months::new(away.unsigned_abs());
        let month =
            if away < 0 { first.checked_sub_months(months) } else { first.checked_add_months(months) }?;
        Some(civil(month.year(), month.month(), day))
    };
    if let Some(away) = away {
        return of_month(away);
    }
    let nearby = || (-2..=2).filter_map(of_month).filter_map(Result::ok);
    let found = match toward {
        Toward::Coming | Toward::Ahead => nearby().find(|date| *date >= today),
        Toward::Past => nearby().rev().find(|date| *date <= today),
        Toward::Near => nearby().min_by_key(|date| (*date - today).num_days().abs()),
    };
    Some(found.map_or_else(|| civil(today.year(), today.month(), day), Ok))
}

/// A date written with numbers, with or without the name of its month.
pub(super) fn written_date(text: &str, today: NaiveDate, toward: Toward) -> Result<NaiveDate, DateError> {
    const NO_DAY: &[&str] = &["月初", "月中", "本月", "下月", "下个月", "this month", "next month"];
    let quarter = |text: &str| {
        let year_apart =
            text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '年' | '-' | ' '));
        // `q4/2025`, `q4 2025`.
        let behind = text.split_once(['/', '-', ' ']).filter(|(_, year)| year.len() == 4 && is_digits(year));
        let before = behind.map_or(year_apart, |(before, _)| before);
        matches!(before.as_bytes(), [b'q', b'1'..=b'4']) || year_apart.ends_with("季度")
    };
    if NO_DAY.contains(&text) || quarter(text) {
        return Err(DateError::NoDay);
    }
    if let Some(found) = day_of_month(text, today, toward) {
        return found;
    }
    if let Some(found) = month_by_name(text, today, toward) {
        return found;
    }
    let fields = fields(text)?;
    let number = |i: usize| fields.get(i).and_then(|field| field.parse::<u32>().ok()).unwrap_or(0);
    let year = |i: usize| i32::try_from(number(i)).unwrap_or(i32::MAX);
    match fields.iter().map(String::len).collect::<Vec<_>>().as_slice() {
        [4, 1 | 2, 1 | 2] => civil(year(0), number(1), number(2)),
        [4, 1 | 2] => Err(DateError::NoDay),
        [1 | 2, 4] if (1..=12).contains(&number(0)) => Err(DateError::NoDay),
        // `202601` is a year and a month, as there is no month 26.
        [6] if !(1..=12).contains(&(number(0) / 100 % 100)) && (1..=12).contains(&(number(0) % 100)) => {
            Err(DateError::NoDay)
        }
        // Nobody has a thirteenth month.
        [1 | 2, 1 | 2] if number(0) > 12 && (1..=12).contains(&number(1)) => {
            without_year(number(1), number(0), today, toward)
        }
        [1 | 2, 1 | 2] => without_year(number(0), number(1), today, toward),
        // The day stands first before points, in every country that writes them.
        [1 | 2, 1 | 2, 4] if text.contains('.') && civil(year(2), number(1), number(0)).is_ok() => {
            civil(year(2), number(1), number(0))
        }
        [1 | 2, 1 | 2, 4] => year_last(number(0), number(1), year(2)),
        [8] => civil(year(0) / 10_000, number(0) / 100 % 100, number(0) % 100),
        [1 | 2, 1 | 2, 1 | 2] | [6] => Err(DateError::ShortYear),
        _ => Err(DateError::NotADate),
    }
}

/// The English months in lower case, January first.
pub const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// `4 March 2026`, `4 Mar`, `March 4, 2026`, `Mar 4`, `4-Mar-26`: the English ways that cannot be misread.
fn month_by_name(text: &str, today: NaiveDate, toward: Toward) -> Option<Result<NaiveDate, DateError>> {
    let words: Vec<&str> = text.split([' ', ',', '-', '.', '/', '\'']).filter(|w| !w.is_empty()).collect();
    let month_of = |word: &&str| {
        let found = MONTHS.iter().position(|m| word.len() >= 3 && m.starts_with(*word));
        found.and_then(|n| u32::try_from(n + 1).ok())
    };
    let at = words.iter().position(|w| month_of(w).is_some()).filter(|at| *at <= 1)?;
    let month = words.get(at).and_then(month_of)?;
    let rest: Vec<&str> = words.iter().enumerate().filter(|(n, _)| *n != at).map(|(_, w)| *w).collect();
    let bare = |w: &str| ["st", "nd", "rd", "th"].iter().find_map(|s| w.strip_suffix(s)).map(str::to_owned);
    let day = |w: &str| {
        let number = bare(w).unwrap_or_else(|| w.to_owned());
        number.parse::<u32>().ok().filter(|_| number.len() <= 2)
    };
    let is_year = |w: &str| w.len() == 4 && is_digits(w);
    match rest.as_slice() {
        [] => Some(Err(DateError::NoDay)),
        [year] if is_year(year) || bare(year).is_some_and(|year| is_year(&year)) => {
            Some(Err(DateError::NoDay))
        }
        [d] => {
            // A spreadsheet shows a month as `Mar-26`, people write `Mar '26`, and no month has a 32nd.
            let is_year = text.contains(['-', '/', '\'']) || is_year_beyond(d, today);
            if at == 0 && d.len() == 2 && is_year {
                return Some(Err(DateError::NoDay));
            }
            Some(without_year(month, day(d)?, today, toward))
        }
        [d, year] if is_year(year) => Some(civil(year.parse().ok()?, month, day(d)?)),
        [year, d] if is_year(year) => Some(civil(year.parse().ok()?, month, day(d)?)),
        [d, year] if at == 1 && year.len() == 2 && is_digits(year) && text.split('-').count() == 3 => {
            Some(civil(2000 + year.parse::<i32>().ok()?, month, day(d)?))
        }
        [d, year] if is_digits(d) && is_digits(year) => Some(Err(DateError::ShortYear)),
        _ => None,
    }
}

/// Whether two digits are a year that no day of a month can be, some years from today at most.
fn is_year_beyond(digits: &str, today: NaiveDate) -> bool {
    let short: i32 = digits.parse().unwrap_or(0);
    short > 31 && (today.year() - 5..=today.year() + 5).any(|year| year % 100 == short)
}

/// The runs of digits of a date, between 年月日 or between separators of one kind.
pub(super) fn fields(text: &str) -> Result<Vec<String>, DateError> {
    let parts: Vec<&str> = if let Some((before, day)) = text.split_once('月') {
        let day = day.trim();
        let day = day.strip_suffix(['日', '号']).unwrap_or(day);
        let month = before.split_once('年').map_or(vec![before], |(year, month)| vec![year, month]);
        let named = month.iter().all(|part| is_digits(&digits_of_numerals(part.trim())));
        if named && matches!(day, "" | "底" | "末" | "初" | "中" | "份" | "上旬" | "中旬" | "下旬")
        {
            return Err(DateError::NoDay);
        }
        month.into_iter().chain([day]).collect()
    } else if let Some(year) = text.strip_suffix('年') {
        return Err(if is_digits(year.trim()) { DateError::NoDay } else { DateError::NotADate });
    } else {
        let separator = text.chars().find(|c| ['-', '/', '.'].contains(c)).unwrap_or(' ');
        text.split(separator).collect()
    };
    let spaced = parts.len() == 2 && !text.contains(['月', '-', '/', '.']);
    let parts: Vec<String> = parts.iter().map(|part| digits_of_numerals(part.trim()).into_owned()).collect();
    if !spaced && parts.iter().all(|part| is_digits(part)) { Ok(parts) } else { Err(DateError::NotADate) }
}

fn civil(year: i32, month: u32, day: u32) -> Result<NaiveDate, DateError> {
    in_range(year)?;
    NaiveDate::from_ymd_opt(year, month, day).ok_or(DateError::NoSuchDay { year, month, day })
}

/// A day of which the year is not written: around New Year that is not always the year of today.
pub(super) fn without_year(
    month: u32,
    day: u32,
    today: NaiveDate,
    toward: Toward,
) -> Result<NaiveDate, DateError> {
    let this = today.year();
    let years = [this, this.saturating_sub(1), this.saturating_add(1)];
    let days: Vec<NaiveDate> =
        years.iter().filter_map(|year| NaiveDate::from_ymd_opt(*year, month, day)).collect();
    let within = |from: i64, to: i64| {
        let (from, to) = (shift(today, from), shift(today, to));
        days.iter().copied().find(|day| (from..=to).contains(day))
    };
    let found = match toward {
        Toward::Near => {
            let away = |day: &NaiveDate| (*day - today).num_days().abs();
            let nearest = || days.iter().copied().min_by_key(away);
            days.iter().copied().find(|day| day.year() == this && away(day) <= WINDOW).or_else(nearest)
        }
        Toward::Coming => within(0, WINDOW).or_else(|| within(WINDOW - 366, 0)),
        Toward::Ahead => within(0, AHEAD).or_else(|| within(AHEAD - 366, 0)),
        // One that is just ahead this year is a slip to be told, not a day a year ago.
        Toward::Past => {
            let been = days.iter().copied().find(|day| day.year() == this && *day <= today);
            been.or_else(|| within(-WINDOW, 0)).or_else(|| within(0, 366 - WINDOW))
        }
    };
    // What is in no year nearby is told with the year of today.
    found.map_or_else(|| civil(this, month, day), Ok)
}

/// Two small numbers and then the year, where either number may be the month.
fn year_last(first: u32, second: u32, year: i32) -> Result<NaiveDate, DateError> {
    let day_first = civil(year, second, first);
    match (day_first, civil(year, first, second)) {
        (Ok(day_first), Ok(month_first)) if day_first != month_first => {
            Err(DateError::Ambiguous { day_first, month_first })
        }
        (Ok(date), _) | (Err(_), Ok(date)) => Ok(date),
        // Of two impossible readings the one whose month exists is the better to show.
        (Err(_), Err(month_first)) if (1..=12).contains(&first) => Err(month_first),
        (Err(day_first), Err(_)) => Err(day_first),
    }
}
