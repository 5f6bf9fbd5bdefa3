//! Points in time that are written out: numbers parted by signs or words, names of months, halves of the day, zones.

use super::civil::{clock, days};
use super::{DAY, Moment, Order};
use crate::calendar::MONTHS;

/// What has been read so far.
#[derive(Default)]
struct Parts {
    /// Year, month, day, hours, minutes, seconds in the order of the text.
    numbers: [u32; 6],
    /// How many digits each has.
    digits: [u8; 6],
    count: usize,
    /// A month that is a word.
    month: Option<u32>,
    /// Milliseconds behind the seconds.
    fraction: Option<i64>,
    zone: Option<i16>,
    /// The part of the day that a word names.
    part: Option<Part>,
    /// Whether a word says that a number is an hour.
    hour: bool,
}

/// Whether there are cells, each with the name of a month in it.
pub(super) fn has_month(cells: &[&str]) -> bool {
    let is_month = |word: &str| {
        let word = word.to_ascii_lowercase();
        word.len() >= 3 && MONTHS.iter().any(|month| month.starts_with(&word) || word == "sept")
    };
    let named = |cell: &&str| cell.split(|c: char| !c.is_ascii_alphabetic()).any(is_month);
    !cells.is_empty() && cells.iter().all(named)
}

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// A part of the day, as words beside a clock of twelve hours name it.
#[derive(Clone, Copy)]
enum Part {
    Morning,
    Noon,
    Afternoon,
    Evening,
}

impl Part {
    /// The hour of the day, 24 for midnight at its end; `None` where the word does not go with the hour, or nobody can say
    /// of which day it is: 晚上1点.
    const fn hours(self, hours: u32) -> Option<u32> {
        match (self, hours) {
            (Part::Morning, 0..=12) => Some(hours % 12),
            // 下午 15:30 is written as well.
            (Part::Noon, 10..=14) | (Part::Afternoon | Part::Evening, 13..=23) => Some(hours),
            (Part::Noon, 1 | 2) | (Part::Afternoon, 1..=11) | (Part::Evening, 4..=11) => Some(hours + 12),
            (Part::Afternoon, 0 | 12) => Some(12),
            (Part::Evening, 12) => Some(24),
            _ => None,
        }
    }
}

/// Reads `2026-03-04T09:05:00.123+08:00`, `7-Jan-26 3:45 PM`, `2026年3月4日 下午3时5分` and their like.
pub(super) fn written(text: &str, order: Order) -> Option<Moment> {
    let mut parts = Parts::default();
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match byte {
            b'0'..=b'9' => at = number(&mut parts, bytes, at)?,
            b'+' | b'-' if parts.known() >= 5 => {
                // What stands behind a zone, such as its name in brackets, is not told apart.
                parts.zone = Some(zone(bytes.get(at + 1..)?, *byte == b'-')?);
                break;
            }
            b' ' | b'-' | b'/' | b'.' | b':' | b',' => at += 1,
            b'a'..=b'z' | b'A'..=b'Z' => {
                let letters = bytes[at..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
                latin(&mut parts, text.get(at..at + letters)?)?;
                at += letters;
            }
            _ => at += chinese(&mut parts, text.get(at..)?)?,
        }
    }
    parts.moment(order)
}

/// Takes the number that begins there; gives where it ends.
fn number(parts: &mut Parts, bytes: &[u8], from: usize) -> Option<usize> {
    let digits = bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let to = from + digits;
    let value = |bytes: &[u8]| bytes.iter().fold(0, |sum, byte| sum * 10 + u32::from(byte - b'0'));
    if parts.known() == 6 {
        // Behind the seconds stands their fraction and nothing else.
        if parts.fraction.is_some() || from == 0 || !matches!(bytes[from - 1], b'.' | b',') {
            return None;
        }
        let shown = &bytes[from..to.min(from + 3)];
        parts.fraction = Some(i64::from(value(shown)) * [1, 100, 10, 1][shown.len()]);
        return Some(to);
    }
    // 20260304 and 090500 stand without signs as well.
    let widths: &[usize] = match (parts.known(), digits) {
        (known, 1..=4) if known != 3 || digits <= 2 => &[digits],
        (0, 8) => &[4, 2, 2],
        (3, 4) => &[2, 2],
        (3, 6) => &[2, 2, 2],
        _ => return None,
    };
    let mut at = from;
    for width in widths {
        parts.numbers[parts.count] = value(&bytes[at..at + width]);
        parts.digits[parts.count] = *width as u8;
        parts.count += 1;
        at += width;
    }
    Some(to)
}

/// Takes a word of Latin letters; `None` if it has no business in a time.
fn latin(parts: &mut Parts, word: &str) -> Option<()> {
    let is_short =
        |name: &str| word.len() >= 3 && name.get(..word.len()).is_some_and(|n| n.eq_ignore_ascii_case(word));
    let of = |names: &[&str]| {
        let whole = |name: &&str| name.eq_ignore_ascii_case(word);
        names.iter().position(|name| whole(name) || (word.len() == 3 && is_short(name)))
    };
    let is = |names: &[&str]| names.iter().any(|name| name.eq_ignore_ascii_case(word));
    if is(&["t"]) && parts.known() == 3
        || is(&["st", "nd", "rd", "th"]) && parts.count > 0
        || of(&WEEKDAYS).is_some()
    {
    } else if is(&["z", "utc", "gmt"]) && parts.known() >= 4 {
        parts.zone = Some(0);
    } else if is(&["am", "pm"]) {
        parts.part = Some(if is(&["pm"]) { Part::Afternoon } else { Part::Morning });
    } else {
        let sept = is(&["sept"]).then_some(8);
        let month = of(&MONTHS).or(sept)? as u32 + 1;
        if parts.month.is_some() || parts.count > 2 {
            return None;
        }
        parts.month = Some(month);
    }
    Some(())
}

/// Takes a Chinese word; gives how many bytes it has.
fn chinese(parts: &mut Parts, rest: &str) -> Option<usize> {
    const PARTS: [(&str, Part); 10] = [
        ("上午", Part::Morning),
        ("早晨", Part::Morning),
        ("凌晨", Part::Morning),
        ("早上", Part::Morning),
        ("清晨", Part::Morning),
        ("中午", Part::Noon),
        ("下午", Part::Afternoon),
        ("晚上", Part::Evening),
        ("夜间", Part::Evening),
        ("傍晚", Part::Evening),
    ];
    if let Some((word, part)) = PARTS.iter().find(|(word, _)| rest.starts_with(word)) {
        parts.part = Some(*part);
        return Some(word.len());
    }
    for week in ["星期", "周"] {
        if let Some(day) = rest.strip_prefix(week).and_then(|rest| rest.chars().next()) {
            return "一二三四五六日天".contains(day).then(|| week.len() + day.len_utf8());
        }
    }
    let sign = rest.chars().next()?;
    match sign {
        '时' | '点' if parts.count == 4 => parts.hour = true,
        '年' if parts.count == 1 => {}
        '月' if parts.count == 2 => {}
        '日' | '号' if parts.count == 3 => {}
        '分' if parts.count == 5 => {}
        '秒' if parts.count == 6 => {}
        '：' | '／' | '\u{3000}' | '\u{a0}' | '\u{202f}' | '，' | '（' | '）' | '(' | ')' => {}
        _ => return None,
    }
    Some(sign.len_utf8())
}

/// A zone that stands alone, such as `+08:00`, `-5` or `Z`, in minutes ahead of UTC.
pub fn zone_alone(text: &str) -> Option<i16> {
    let plain = text.trim();
    if ["z", "utc", "gmt"].iter().any(|name| plain.eq_ignore_ascii_case(name)) {
        return Some(0);
    }
    let digits = plain.strip_prefix(['+', '-'])?;
    let whole = digits.bytes().all(|byte| byte.is_ascii_digit() || byte == b':');
    zone(digits.as_bytes(), plain.starts_with('-')).filter(|_| whole)
}

/// A zone such as `08:00`, `0800` or `8`, in minutes.
fn zone(rest: &[u8], behind: bool) -> Option<i16> {
    let end = rest.iter().position(|byte| !byte.is_ascii_digit() && *byte != b':').unwrap_or(rest.len());
    let digits: Vec<i16> =
        rest[..end].iter().filter(|byte| **byte != b':').map(|byte| i16::from(byte - b'0')).collect();
    let (hours, minutes) = match digits[..] {
        [h] => (h, 0),
        [t, h] => (t * 10 + h, 0),
        [h, m, n] => (h, m * 10 + n),
        [t, h, m, n] => (t * 10 + h, m * 10 + n),
        _ => return None,
    };
    let ahead = hours * 60 + minutes;
    (ahead <= 18 * 60 && minutes < 60).then_some(if behind { -ahead } else { ahead })
}

impl Parts {
    /// How many parts of the time are known, a month that is a word among them.
    fn known(&self) -> usize {
        self.count + usize::from(self.month.is_some())
    }

    /// The point in time, if the parts are one.
    fn moment(&self, order: Order) -> Option<Moment> {
        let mut numbers = self.numbers.to_vec();
        let mut digits = self.digits.to_vec();
        let mut count = self.count;
        let order = match self.month {
            // A year in front is one, whatever was said of dates that leave it open.
            None if digits[0] == 4 => Order::YearFirst,
            None => order,
            // Beside a word for the month the year is what has four digits, else what stands last.
            Some(month) => {
                let order = if digits[0] == 4 { Order::YearFirst } else { Order::DayFirst };
                numbers.insert(1, month);
                digits.insert(1, 2);
                count += 1;
                order
            }
        };
        let (year, month, day) = match order {
            Order::YearFirst => (0, 1, 2),
            Order::DayFirst => (2, 1, 0),
            Order::MonthFirst => (2, 0, 1),
        };
        let is_sound = match count {
            3 | 5 | 6 => true,
            4 => self.hour || self.part.is_some(),
            _ => false,
        };
        if !is_sound || digits[month] > 2 || digits[day] > 2 {
            return None;
        }
        let full_year = match digits[year] {
            4 => numbers[year],
            2 if numbers[year] < 70 => 2000 + numbers[year],
            2 => 1900 + numbers[year],
            _ => return None,
        };
        let mut hours = if count > 3 { numbers[3] } else { 0 };
        let mut next_day = 0;
        if let Some(part) = self.part {
            hours = part.hours(hours)?;
            (hours, next_day) = (hours % 24, i64::from(hours / 24));
        }
        let at = |place: usize| if count > place { numbers[place] } else { 0 };
        let time = clock(hours, at(4), at(5))? + self.fraction.unwrap_or(0);
        let ahead = i64::from(self.zone.unwrap_or(0)) * 60_000;
        let day = days(full_year, numbers[month], numbers[day])? + next_day;
        let ms = day * DAY + time - ahead;
        Some(Moment { ms, zone: self.zone, timed: count > 3 })
    }
}
