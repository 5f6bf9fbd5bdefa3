//! How figures are written, the same everywhere: durations in a unit that fits or in the one that was chosen, numbers with
//! commas, shares that are not none as such.

use crate::say;
use crate::text::{Phrase, Text, percent, text};

/// A unit of durations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Seconds.
    Seconds,
    /// Minutes.
    Minutes,
    /// Hours.
    Hours,
    /// Days of 24 hours.
    Days,
    /// Weeks of seven days.
    Weeks,
}

impl Unit {
    /// All, the shortest first.
    pub const ALL: [Unit; 5] = [Unit::Seconds, Unit::Minutes, Unit::Hours, Unit::Days, Unit::Weeks];

    /// The name on the command line.
    pub const fn key(self) -> &'static str {
        match self {
            Unit::Seconds => "s",
            Unit::Minutes => "min",
            Unit::Hours => "h",
            Unit::Days => "d",
            Unit::Weeks => "w",
        }
    }

    /// How many seconds it has.
    pub const fn seconds(self) -> f64 {
        match self {
            Unit::Seconds => 1.0,
            Unit::Minutes => 60.0,
            Unit::Hours => 3600.0,
            Unit::Days => 86_400.0,
            Unit::Weeks => 604_800.0,
        }
    }

    /// The largest of seconds to days of which a duration has at least one.
    pub fn fitting(seconds: f64) -> Unit {
        let units = [Unit::Days, Unit::Hours, Unit::Minutes];
        units.into_iter().find(|unit| seconds.abs() >= unit.seconds() * 0.9995).unwrap_or(Unit::Seconds)
    }

    /// The same for working time, of which nobody knows how many hours a day has: hours at most.
    pub fn fitting_work(seconds: f64) -> Unit {
        match Unit::fitting(seconds) {
            Unit::Days => Unit::Hours,
            unit => unit,
        }
    }

    const fn word(self) -> Text {
        match self {
            Unit::Seconds => text("秒", "s"),
            Unit::Minutes => text("分钟", "min"),
            Unit::Hours => text("小时", "h"),
            Unit::Days => text("天", "d"),
            Unit::Weeks => text("周", "w"),
        }
    }
}

/// A number with at most one digit behind the point, none from a thousand on.
pub(super) fn figure(value: f64) -> String {
    if value.abs() >= 999.95 {
        let sign = if value < 0.0 { "-" } else { "" };
        return format!("{sign}{}", thousands(value.abs().round() as u64));
    }
    format!("{}", (value * 10.0).round() / 10.0 + 0.0)
}

/// A duration, in a sentence as in a drawing: `39.9 天`, `39.9 d`. Not in any unit if it is not finite.
pub fn long(seconds: f64, unit: Option<Unit>) -> Phrase {
    if !seconds.is_finite() {
        return Phrase::same("-");
    }
    let unit = unit.unwrap_or_else(|| Unit::fitting(seconds));
    let value = figure(seconds / unit.seconds());
    say!("{value} {unit}", "{value} {unit}", value, unit = unit.word())
}

/// A duration of working time, whose days nobody knows the length of, where it is one.
pub fn judged(seconds: f64, unit: Option<Unit>, is_work: bool) -> Phrase {
    long(seconds, unit.or_else(|| is_work.then(|| Unit::fitting_work(seconds))))
}

/// A number with commas: `107,788`.
pub fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A number of things, with commas: `4,580 单`, `4,580 cases`.
pub fn counted(number: u64, unit: &str, one: &str, many: &str) -> Phrase {
    let (shown, units) = (thousands(number), if number == 1 { one } else { many });
    Phrase { zh: format!("{shown} {unit}").into(), en: format!("{shown} {units}").into() }
}

/// A share as whole percent: `78%`, and neither none nor all where it is not: `<1%`, `>99%`.
pub fn share(share: f64) -> String {
    match share {
        share if share > 0.0 && share < 0.01 => "<1%".to_owned(),
        share if share > 0.99 && share < 1.0 => ">99%".to_owned(),
        share => percent(share),
    }
}

/// How many there are for each case: `1.9`.
pub fn rounded(value: f64) -> String {
    figure(value)
}
