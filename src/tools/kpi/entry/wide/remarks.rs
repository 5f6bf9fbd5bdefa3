//! What stands in brackets beside the weeks and days of a table.

use super::is_time;
use crate::sheet::{Gloss, comparable, gloss_of};
use chrono::NaiveDate;
use unicode_normalization::UnicodeNormalization as _;

/// What stands in brackets beside a week or a day of which the values are: they are what was measured, or what went on then.
const REMARKS: &[&str] = &[
    "实际",
    "实际值",
    "实绩",
    "本周",
    "至今",
    "截至今天",
    "春节",
    "元旦",
    "清明",
    "五一",
    "端午",
    "中秋",
    "国庆",
    "国庆节",
    "放假",
    "假期",
    "actual",
    "actuals",
    "thisweek",
    "sofar",
    "todate",
    "holiday",
    "holidays",
    "publicholiday",
    "cny",
    "christmas",
    "easter",
];

/// Whether a title in brackets says more than which week or day it is, so that nobody can tell whether its values are those
/// of the indicator: a centre, a quarter.
pub(super) fn says_more(title: &str, today: NaiveDate) -> bool {
    let plain: String = title.nfkc().collect();
    let within = plain.split_once('(').map_or("", |(_, behind)| behind.trim_end().trim_end_matches(')'));
    gloss_of(title) == Some(Gloss::Unknown)
        && !is_time(within, today)
        && !REMARKS.contains(&comparable(within).as_str())
}
