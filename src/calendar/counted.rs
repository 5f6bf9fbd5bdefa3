//! Days that people name by their place in the project: `week 4`, `第30天`.

use super::written::{digits_of_numerals, plain_form};

/// Reads a week or a day of the project as typed and gives the project day, of a week its last: `week 4`, `w4`, `第4周`,
/// `第四周`; `day 30`, `第30天`. `None` if it is neither; weeks and days count from 1.
pub fn parse_project_day(typed: &str) -> Option<i64> {
    let text = plain_form(typed);
    let number = |word: &str| digits_of_numerals(word.trim()).parse::<i64>().ok().filter(|n| *n >= 1);
    let behind = |words: &[&str]| words.iter().find_map(|word| number(text.strip_prefix(word)?));
    let before = |units: &[&str]| {
        let rest = text.strip_prefix('第')?;
        units.iter().find_map(|unit| number(rest.strip_suffix(unit)?))
    };
    let week = behind(&["week", "wk", "w"]).or_else(|| before(&["周", "个星期", "星期"]));
    let day = || behind(&["day"]).or_else(|| before(&["天", "日"]));
    week.map(|week| week.saturating_mul(7)).or_else(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_and_days_of_the_project_are_read_in_both_languages() {
        for (typed, day) in [
            ("week 4", 28),
            ("Week4", 28),
            (" w4 ", 28),
            ("第4周", 28),
            ("第四周", 28),
            ("第 12 周", 84),
            ("第十二个星期", 84),
            ("ｗｅｅｋ　４", 28),
            ("day 30", 30),
            ("第30天", 30),
        ] {
            assert_eq!(parse_project_day(typed), Some(day), "{typed}");
        }
        for other in [
            "",
            "week",
            "week 0",
            "week -1",
            "第周",
            "4周",
            "last week",
            "Wed",
            "2026-03-02",
            "3-2",
            "30 days",
        ] {
            assert_eq!(parse_project_day(other), None, "{other}");
        }
        assert_eq!(parse_project_day("week 9223372036854775807"), Some(i64::MAX));
    }
}
