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
    /// Minutes.
    Minutes,
    /// Days of 24 hours.
    Days,
    /// A duration, kept in minutes and shown in the two largest units that it has: `2 d 4 h`.
    Duration,
    /// Yuan.
    Yuan,
    /// Ten thousands of yuan.
    WanYuan,
    /// Money in a unit that people have chosen themselves, which is not written.
    Money,
    /// Money in the unit that is called so, which is not written.
    Counted(Label),
    /// Vehicles served.
    Vehicles,
    /// A unit of people's own.
    Named(Label),
}

/// A short name of a unit, kept within the unit itself: at most five Chinese characters, or fifteen letters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Label {
    bytes: [u8; Label::LONGEST],
    len: u8,
}

impl Label {
    const LONGEST: usize = 15;

    /// The name, cut where it is too long.
    pub fn new(name: &str) -> Label {
        let mut label = Label::default();
        for c in name.trim().chars() {
            let end = usize::from(label.len) + c.len_utf8();
            let Some(room) = label.bytes.get_mut(usize::from(label.len)..end) else { break };
            c.encode_utf8(room);
            label.len = u8::try_from(end).unwrap_or(u8::MAX);
        }
        label
    }

    /// The name, where all of it fits.
    pub fn whole(name: &str) -> Option<Label> {
        let name = name.trim();
        (!name.is_empty() && name.len() <= Label::LONGEST).then(|| Label::new(name))
    }

    /// The name.
    pub fn name(&self) -> &str {
        self.bytes
            .get(..usize::from(self.len))
            .and_then(|bytes| std::str::from_utf8(bytes).ok())
            .unwrap_or_default()
    }
}

impl Unit {
    /// The sign behind a number, with a leading space where the language wants one.
    pub const fn sign(self) -> Text {
        match self {
            // A duration brings the units that it has, and a unit of people's own its name.
            Unit::None | Unit::Money | Unit::Counted(_) | Unit::Duration | Unit::Named(_) => text("", ""),
            Unit::Percent => text("%", "%"),
            Unit::Points => text("分", " pts"),
            Unit::OfFive => text("/5", "/5"),
            Unit::Hours => text("小时", " h"),
            Unit::PerDay => text("单/天", "/day"),
            Unit::Times => text("次", "x"),
            Unit::Minutes => text("分钟", " min"),
            Unit::Days => text("天", " d"),
            Unit::Yuan => text("元", " yuan"),
            Unit::WanYuan => text("万元", " ×10k yuan"),
            Unit::Vehicles => text("台次", " vehicles"),
        }
    }

    /// What people write behind a number of this unit, lower case, without spaces.
    pub const fn written(self) -> &'static [&'static str] {
        match self {
            Unit::None | Unit::Duration | Unit::Counted(_) | Unit::Named(_) => &[],
            Unit::Percent => &["%", "percent", "pct", "percentage", "百分比", "百分数", "百分率"],
            Unit::Points => &["分", "points", "point", "pts", "pt", "分数", "score"],
            Unit::OfFive => &["/5", "分", "outof5"],
            Unit::Hours => &["小时", "h", "hours", "hour", "时", "hrs"],
            Unit::PerDay => &[
                "单/天",
                "单/日",
                "/day",
                "/天",
                "orders/day",
                "perday",
                "单/人天",
                "ordersaday",
                "ordersperday",
            ],
            Unit::Times => &["次", "x", "times"],
            Unit::Minutes => &["分钟", "min", "minutes", "minute", "mins"],
            Unit::Days => &["天", "d", "days", "day", "日"],
            Unit::Yuan => &["元", "yuan", "cny", "rmb", "¥", "块", "人民币"],
            Unit::Money => &["元", "yuan", "cny", "rmb", "¥", "块", "人民币", "$", "€", "£", "usd", "eur"],
            // As an English export shows it.
            Unit::WanYuan => &["万元", "×10kyuan", "x10kyuan", "10kyuan"],
            Unit::Vehicles => &["台次", "台", "vehicles", "vehicle", "辆", "辆次", "车", "cars", "car"],
        }
    }
}
