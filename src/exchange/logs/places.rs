//! What people are asked about a log, in the words of the place where they answer: the options of the command line, or the
//! fields of the form on the screen.

use super::Order;
use crate::say;
use crate::text::{Phrase, Text, text};

/// Something that can be said about a log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The column of the case.
    Case,
    /// That of the activity.
    Activity,
    /// That of the time.
    Time,
    /// That of the time at which a step begins.
    Start,
    /// That of the person or the team.
    Resource,
    /// That by which cases are grouped.
    Group,
    /// The order of day, month and year.
    Dates,
    /// Whether a row is a case.
    Unpivot,
    /// Whether rows that are no events are left out.
    SkipBad,
}

impl Part {
    /// The name of its field.
    pub const fn title(self) -> Text {
        match self {
            Part::Case => text("单号列", "Case column"),
            Part::Activity => text("步骤列", "Activity column"),
            Part::Time => text("时间列", "Time column"),
            Part::Start => text("开始时间列", "Start column"),
            Part::Resource => text("人员列", "Person column"),
            Part::Group => text("分组列", "Group column"),
            Part::Dates => text("日期写法", "Date order"),
            Part::Unpivot => text("一行一单", "A row is a case"),
            Part::SkipBad => text("略过坏行", "Leave out bad rows"),
        }
    }

    const fn option(self) -> &'static str {
        match self {
            Part::Case => "--case",
            Part::Activity => "--activity",
            Part::Time => "--time",
            Part::Start => "--start",
            Part::Resource => "--resource",
            Part::Group => "--group",
            Part::Dates => "--dates",
            Part::Unpivot => "--unpivot",
            Part::SkipBad => "--skip-bad",
        }
    }
}

/// Where people say it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Answered {
    /// In the options of the command line.
    #[default]
    Options,
    /// In the fields of the form.
    Form,
}

impl Answered {
    /// What to do to name a column.
    pub(super) fn name(self, part: Part) -> Phrase {
        let title = part.title();
        match self {
            Answered::Options => say!("用 {option} 指明", "name it with {option}", option = part.option()),
            Answered::Form => say!("填在“{title}”", "enter it under '{title}'", title),
        }
    }

    /// What to do to say yes.
    pub fn agree(self, part: Part) -> Phrase {
        let title = part.title();
        match self {
            Answered::Options => say!("加 {option}", "add {option}", option = part.option()),
            Answered::Form => say!("在“{title}”填“是”", "enter 'yes' under '{title}'", title),
        }
    }

    /// How something that was said is called.
    pub(super) fn called(self, part: Part) -> Phrase {
        let title = part.title();
        match self {
            Answered::Options => Phrase::same(part.option()),
            Answered::Form => say!("“{title}”", "'{title}'", title),
        }
    }

    /// What to do to choose one of two orders of dates, each with the day that it gives.
    pub(super) fn choose(self, [(one, first), (other, second)]: [(Order, &str); 2]) -> Phrase {
        match self {
            Answered::Options => {
                let (one, other) = (one.key(), other.key());
                say!(
                    "请加 --dates {one}（{first}）或 --dates {other}（{second}）",
                    "Add --dates {one} ({first}) or --dates {other} ({second})"
                )
            }
            Answered::Form => {
                let (one, other, title) = (one.title(), other.title(), Part::Dates.title());
                say!(
                    "请在“{title}”填 {one}（{first}）或 {other}（{second}）",
                    "Enter {one} ({first}) or {other} ({second}) under '{title}'",
                    title,
                    one,
                    first,
                    other,
                    second
                )
            }
        }
    }
}
