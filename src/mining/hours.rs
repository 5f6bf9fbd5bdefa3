//! Working hours of a week, and how much of a time lies in them.

use super::span::figure;
use crate::say;
use crate::text::Phrase;

const MINUTE: i64 = 60_000;
const DAY: i64 = 24 * 60 * MINUTE;
const WEEK: i64 = 7 * DAY;
/// From Monday 1969-12-29, when a week begins, to the beginning of 1970.
const MONDAY: i64 = 3 * DAY;

/// The working hours of a week, such as Monday to Friday from 8 to 17.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hours {
    /// From and to in milliseconds since Monday 00:00, in order and apart.
    spans: Vec<(i64, i64)>,
    /// By the day on which they begin: how many milliseconds.
    days: [i64; 7],
    /// Whether some go past midnight.
    past_midnight: bool,
}

/// Each day of the week by its names.
const DAYS: [&[&str]; 7] = [
    &["mon", "monday", "周一", "星期一", "礼拜一", "一"],
    &["tue", "tues", "tuesday", "周二", "星期二", "礼拜二", "二"],
    &["wed", "wednesday", "周三", "星期三", "礼拜三", "三"],
    &["thu", "thur", "thurs", "thursday", "周四", "星期四", "礼拜四", "四"],
    &["fri", "friday", "周五", "星期五", "礼拜五", "五"],
    &["sat", "saturday", "周六", "星期六", "礼拜六", "六"],
    &["sun", "sunday", "周日", "周天", "星期日", "星期天", "礼拜天", "日", "天"],
];
const EVERY_DAY: &[&str] = &["daily", "every day", "每天", "每日"];

impl Hours {
    /// Reads working hours as people write them: `Mon-Fri 8-17`, `周一至周五 8:30-12:00 13:00-17:30，周六 9-12`, `每天 0-24`.
    /// Hours that end before they begin go past midnight.
    pub fn parse(typed: &str) -> Result<Hours, Phrase> {
        let wrong = |part: &str| {
            let part: String = part.chars().take(30).collect();
            say!(
                "工作时间里的“{part}”看不懂：写成 '周一至周五 8-17' 或 '周一至周五 8:30-12:00 13:00-17:30，周六 9-12'",
                "'{part}' in the working hours is not understood: write 'Mon-Fri 8-17' or 'Mon-Fri 8:30-12:00 13:00-17:30, Sat 9-12'",
                part
            )
        };
        let mut spans = Vec::new();
        let (mut days, mut timed) = ([false; 7], false);
        for part in parts(typed) {
            if part.starts_with(|c: char| c.is_ascii_digit()) {
                let (from, to) = times(&part).ok_or_else(|| wrong(&part))?;
                if days == [false; 7] {
                    return Err(wrong(&part));
                }
                for day in (0..7).filter(|day| days[*day as usize]) {
                    spans.push((day * DAY + from, day * DAY + to));
                }
                timed = true;
            } else {
                // Days behind hours begin anew.
                if std::mem::take(&mut timed) {
                    days = [false; 7];
                }
                let (from, to) = range_of_days(&part).ok_or_else(|| wrong(&part))?;
                let behind = (to + 7 - from) % 7;
                (0..=behind).for_each(|n| days[(from + n) % 7] = true);
            }
        }
        if !timed {
            return Err(wrong(typed.trim()));
        }
        let begun_on = |day: usize| {
            let of_day = spans.iter().filter(|(from, _)| (from / DAY) as usize == day).copied().collect();
            apart(of_day).iter().map(|(from, to)| to - from).sum()
        };
        let days = std::array::from_fn(begun_on);
        let past_midnight = spans.iter().any(|(from, to)| *to > (from / DAY + 1) * DAY);
        Ok(Hours { spans: apart(spans), days, past_midnight })
    }

    /// The working milliseconds from Monday 1969-12-29 to a time on the clock on the wall.
    fn worked(&self, wall: i64) -> i64 {
        let since = wall + MONDAY;
        let (weeks, at) = (since.div_euclid(WEEK), since.rem_euclid(WEEK));
        let so_far: i64 = self.spans.iter().map(|(from, to)| at.clamp(*from, *to) - from).sum();
        weeks * self.week() + so_far
    }

    /// The working milliseconds between two times on the clock on the wall; 0 where the second is not later.
    pub fn between(&self, from: i64, to: i64) -> i64 {
        (self.worked(to) - self.worked(from)).max(0)
    }

    fn week(&self) -> i64 {
        self.spans.iter().map(|(from, to)| to - from).sum()
    }

    /// The seconds of a working day, where all working days are equally long. What goes past midnight is of the day on which
    /// it begins.
    pub fn day(&self) -> Option<f64> {
        let mut lengths = self.days.iter().copied().filter(|length| *length > 0);
        let first = lengths.next()?;
        lengths.all(|length| length == first).then(|| first as f64 / 1000.0)
    }

    /// How they were understood: the hours of a week, and whether some go past midnight.
    pub fn said(&self) -> Phrase {
        let hours = figure(self.week() as f64 / 3_600_000.0);
        if self.past_midnight {
            say!(
                "工作时间：每周 {hours} 小时，夜班算到第二天早上",
                "working hours: {hours} h a week, past midnight into the next day"
            )
        } else {
            say!("工作时间：每周 {hours} 小时", "working hours: {hours} h a week")
        }
    }
}

/// The words and the hours of a text: `Mon - Fri 8-17` is `mon-fri` and `8-17`.
fn parts(typed: &str) -> Vec<String> {
    let mut plain = String::new();
    for c in typed.trim().to_lowercase().chars() {
        plain.push(match c {
            '‐'..='―' | '−' | '~' | '－' | '～' | '〜' | '至' | '到' => '-',
            '：' => ':',
            ',' | '，' | '、' | ';' | '；' | '.' | '\t' => ' ',
            '０'..='９' => char::from(b'0' + (u32::from(c) - u32::from('０')) as u8),
            c => c,
        });
    }
    // 8点半 and 17点 are written as well.
    let plain = plain.replace("点半", ":30").replace("点整", "").replace("点钟", "");
    let plain =
        [("点", ":"), ("时", ":")].into_iter().fold(plain, |text, (word, sign)| clock(&text, word, sign));
    let plain = plain.replace('分', "").split_whitespace().collect::<Vec<_>>().join(" ");
    let plain =
        plain.replace("every day", "daily").replace(" -", "-").replace("- ", "-").replace(" to ", "-");
    let mut parts: Vec<String> = Vec::new();
    for word in plain.split(' ').filter(|word| !word.is_empty()) {
        // 周五8-17 is written without a blank as well.
        let at = word.find(|c: char| c.is_ascii_digit()).unwrap_or(0);
        let (days, times) = word.split_at(at);
        parts.extend([days, times].into_iter().filter(|part| !part.is_empty()).map(str::to_owned));
    }
    parts
}

/// The text with a sign in place of a word between hours and minutes, and without it behind whole hours.
fn clock(text: &str, word: &str, sign: &str) -> String {
    let mut pieces = text.split(word);
    let mut out = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        if piece.starts_with(|c: char| c.is_ascii_digit()) {
            out.push_str(sign);
        }
        out.push_str(piece);
    }
    out
}

fn range_of_days(part: &str) -> Option<(usize, usize)> {
    if EVERY_DAY.contains(&part) {
        return Some((0, 6));
    }
    let day = |name: &str| DAYS.iter().position(|names| names.contains(&name));
    match part.split_once('-') {
        Some((from, to)) => Some((day(from)?, day(to)?)),
        None => day(part).map(|day| (day, day)),
    }
}

/// `8-17` and `8:30-12:00` in milliseconds of the day; the end of `22-6` is on the next.
fn times(part: &str) -> Option<(i64, i64)> {
    let time = |text: &str| {
        let (hours, minutes) = text.split_once(':').unwrap_or((text, "0"));
        let number = |text: &str| {
            (1..=2).contains(&text.len()).then(|| text.parse::<i64>().ok()).flatten().filter(|n| *n >= 0)
        };
        let (hours, minutes) = (number(hours)?, number(minutes).filter(|n| *n < 60)?);
        let time = (hours * 60 + minutes) * MINUTE;
        (time <= DAY).then_some(time)
    };
    let (from, to) = part.split_once('-')?;
    let (from, to) = (time(from)?, time(to)?);
    match to {
        to if to > from => Some((from, to)),
        to if to < from => Some((from, to + DAY)),
        _ => None,
    }
}

/// Spans in order, those that meet or overlap as one, what goes past Sunday in the next week.
fn apart(spans: Vec<(i64, i64)>) -> Vec<(i64, i64)> {
    let mut all: Vec<(i64, i64)> = Vec::new();
    for (from, to) in spans {
        if to > WEEK {
            all.push((0, to - WEEK));
        }
        all.push((from, to.min(WEEK)));
    }
    all.sort_unstable();
    let mut apart: Vec<(i64, i64)> = Vec::new();
    for (from, to) in all {
        match apart.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ => apart.push((from, to)),
        }
    }
    apart
}
