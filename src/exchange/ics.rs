//! Dates as a calendar file (iCalendar, RFC 5545), which Outlook, Apple's and Google's calendar and those of Chinese
//! messengers take in. It knows days and text, and neither sheets nor a clock.

use crate::text::is_hidden;
use chrono::{Datelike as _, Duration, NaiveDate, NaiveTime, Weekday};
use std::fmt::Write as _;

/// No line is longer, in bytes; what is longer goes on in the next one behind a blank.
const LINE: usize = 75;

/// Something on one day or several.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// Its name for life, by which a calendar knows it again.
    pub uid: String,
    /// What it is, in one line.
    pub title: String,
    /// What else is to be known, in several lines.
    pub about: String,
    /// The kind of event, in a word.
    pub category: String,
    /// The first day.
    pub first: NaiveDate,
    /// The last day, which counts; not before the first.
    pub last: NaiveDate,
    /// When it begins, and its length in minutes; none takes whole days.
    pub time: Option<(NaiveTime, u32)>,
    /// Every week until a day, other than on these days.
    pub weekly: Option<(NaiveDate, Vec<NaiveDate>)>,
    /// Whether it was called off, so that calendars that have it take it out.
    pub is_off: bool,
}

/// A calendar with its name, the day that it is of and its number: a calendar that has taken in one with a lower number
/// changes the events that it has.
pub struct Calendar<'a> {
    /// What it is called.
    pub name: &'a str,
    /// The day on which it is written.
    pub today: NaiveDate,
    /// Grows with each change.
    pub revision: u64,
    /// What is in it.
    pub events: &'a [Event],
}

impl Calendar<'_> {
    /// Writes the file: UTF-8, lines that end in CR LF and have at most 75 bytes.
    pub fn write(&self) -> String {
        let mut out = Lines(String::new());
        out.line("BEGIN:VCALENDAR");
        out.line("VERSION:2.0");
        out.line(concat!("PRODID:-//Changebook//Changebook ", env!("CARGO_PKG_VERSION"), "//EN"));
        out.line("CALSCALE:GREGORIAN");
        for name in ["NAME", "X-WR-CALNAME"] {
            out.text(name, self.name);
        }
        for event in self.events {
            self.event(&mut out, event);
        }
        out.line("END:VCALENDAR");
        out.0
    }

    fn event(&self, out: &mut Lines, event: &Event) {
        out.line("BEGIN:VEVENT");
        out.text("UID", &event.uid);
        // There is no clock here: the day is known, and the number tells two files of one day apart.
        for name in ["DTSTAMP", "LAST-MODIFIED"] {
            out.line(&format!("{name}:{}T000000Z", self.today.format("%Y%m%d")));
        }
        // A calendar keeps it in 31 bits.
        out.line(&format!("SEQUENCE:{}", self.revision.min(i32::MAX as u64)));
        let (value, moment): (&str, &dyn Fn(NaiveDate) -> String) = match event.time {
            // Local time, wherever the calendar is looked at.
            Some((time, _)) => {
                ("", &move |day| format!("{}T{}", day.format("%Y%m%d"), time.format("%H%M%S")))
            }
            None => (";VALUE=DATE", &|day| day.format("%Y%m%d").to_string()),
        };
        out.line(&format!("DTSTART{value}:{}", moment(event.first)));
        if let Some((_, minutes)) = event.time {
            out.line(&format!("DURATION:PT{minutes}M"));
        } else {
            // The end is the first day that does not belong to it.
            let end = event.last.max(event.first).succ_opt().unwrap_or(event.last);
            out.line(&format!("DTEND{value}:{}", moment(end)));
        }
        if let Some((until, except)) = &event.weekly {
            out.line(&format!(
                "RRULE:FREQ=WEEKLY;BYDAY={};UNTIL={}",
                day_of(event.first.weekday()),
                moment(*until)
            ));
            if !except.is_empty() {
                let days: Vec<String> = except.iter().map(|day| moment(*day)).collect();
                out.line(&format!("EXDATE{value}:{}", days.join(",")));
            }
        }
        if event.is_off {
            out.line("STATUS:CANCELLED");
        }
        out.text("SUMMARY", &event.title);
        if !event.about.trim().is_empty() {
            out.text("DESCRIPTION", &event.about);
        }
        out.text("CATEGORIES", &event.category);
        // A day on which something is due is no day on which somebody is away.
        out.line(if event.time.is_some() && !event.is_off { "TRANSP:OPAQUE" } else { "TRANSP:TRANSPARENT" });
        out.line("END:VEVENT");
    }
}

/// The days of a week from one on that are left out of a weekly event, each that `out` says.
pub fn weekly_except(first: NaiveDate, until: NaiveDate, out: impl Fn(NaiveDate) -> bool) -> Vec<NaiveDate> {
    let next = |day: &NaiveDate| day.checked_add_signed(Duration::days(7));
    std::iter::successors(Some(first), next).take_while(|day| *day <= until).filter(|day| out(*day)).collect()
}

fn day_of(day: Weekday) -> &'static str {
    ["MO", "TU", "WE", "TH", "FR", "SA", "SU"][day.num_days_from_monday() as usize]
}

/// The lines of a file.
struct Lines(String);

impl Lines {
    /// Adds a line; a long one is parted between characters.
    fn line(&mut self, line: &str) {
        let mut room = LINE;
        for c in line.chars() {
            if c.len_utf8() > room {
                self.0.push_str("\r\n ");
                room = LINE - 1;
            }
            self.0.push(c);
            room -= c.len_utf8();
        }
        self.0.push_str("\r\n");
    }

    /// Adds a property whose value is a text.
    fn text(&mut self, name: &str, text: &str) {
        let mut line = format!("{name}:");
        for c in text.trim_end().chars() {
            match c {
                '\\' | ';' | ',' => {
                    line.push('\\');
                    line.push(c);
                }
                '\n' => line.push_str("\\n"),
                '\t' => line.push(' '),
                c if is_hidden(c) => {}
                // Writing into memory does not fail.
                c => _ = write!(line, "{c}"),
            }
        }
        self.line(&line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_parted_between_characters_and_texts_escaped() {
        let mut lines = Lines(String::new());
        lines.text("SUMMARY", &format!("{}; a, b\\ c\n\u{202e}{}", "变革".repeat(30), "x".repeat(75)));
        for line in lines.0.split("\r\n") {
            assert!(line.len() <= LINE, "{line}");
        }
        assert!(lines.0.ends_with("\r\n") && !lines.0.contains('\u{202e}'));
        let whole = lines.0.replace("\r\n ", "");
        assert_eq!(whole, format!("SUMMARY:{}\\; a\\, b\\\\ c\\n{}\r\n", "变革".repeat(30), "x".repeat(75)));
        assert!(lines.0.lines().skip(1).filter(|l| !l.is_empty()).all(|line| line.starts_with(' ')));
    }

    #[test]
    fn a_line_of_just_the_length_is_not_parted() {
        for (n, parts) in [(75, 1), (76, 2), (149, 2), (150, 3)] {
            let mut lines = Lines(String::new());
            lines.line(&"x".repeat(n));
            assert_eq!(lines.0.matches("\r\n").count(), parts, "{n}");
        }
    }
}
