//! The units of numbers: how they are shown, and how people write them.

use crate::text::{Text, text};

/// The unit of a number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unit {
    /// A bare number.
    #[default]
    None,
    /// 0 to 100, written with a percent sign.
    Percent,
    /// Points of a score such as CSAT.
    Points,
    /// A mean on a scale from 1 to 5.
    OfFive,
    /// Hours.
    Hours,
    /// Orders per day.
    PerDay,
    /// Times, such as walks in a week.
    Times,
}

impl Unit {
    /// The sign behind a number, with a leading space where the language wants one.
    pub const fn sign(self) -> Text {
        match self {
            Unit::None => text("", ""),
            Unit::Percent => text("%", "%"),
            Unit::Points => text("分", " pts"),
            Unit::OfFive => text("/5", "/5"),
            Unit::Hours => text("小时", " h"),
            Unit::PerDay => text("单/天", "/day"),
            Unit::Times => text("次", "x"),
        }
    }

    /// What people write behind a number of this unit, lower case, without spaces.
    pub const fn written(self) -> &'static [&'static str] {
        match self {
            Unit::None => &[],
            Unit::Percent => &["%", "percent"],
            Unit::Points => &["分", "points", "point", "pts", "pt"],
            Unit::OfFive => &["/5", "分"],
            Unit::Hours => &["小时", "h", "hours", "hour", "时", "hrs"],
            Unit::PerDay => &["单/天", "单", "/day", "/天", "orders/day", "perday", "单/人天"],
            Unit::Times => &["次", "x", "times"],
        }
    }
}
