//! The order in which people expect names: numbers by their value, Chinese by pinyin, days and months as they follow
//! each other.

use pinyin::ToPinyin;

/// What a text is sorted by. Numbers stand before Latin letters, these before Chinese, as spreadsheets have it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SortKey(Vec<Piece>);

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Piece {
    /// A run of digits without leading zeros; the longer is the larger.
    Number(usize, String),
    /// Letters in lower case, and marks.
    Letters(String),
    /// A Chinese character by its first reading.
    Chinese(&'static str, char),
}

/// The days of the week as they are written, Monday first.
const WEEKDAYS: [[&str; 5]; 7] = [
    ["周一", "星期一", "礼拜一", "monday", "mon"],
    ["周二", "星期二", "礼拜二", "tuesday", "tue"],
    ["周三", "星期三", "礼拜三", "wednesday", "wed"],
    ["周四", "星期四", "礼拜四", "thursday", "thu"],
    ["周五", "星期五", "礼拜五", "friday", "fri"],
    ["周六", "星期六", "礼拜六", "saturday", "sat"],
    ["周日", "星期日", "星期天", "sunday", "sun"],
];

/// The months as they are written; with digits they need no list.
const MONTHS: [[&str; 3]; 12] = [
    ["一月", "january", "jan"],
    ["二月", "february", "feb"],
    ["三月", "march", "mar"],
    ["四月", "april", "apr"],
    ["五月", "may", "may"],
    ["六月", "june", "jun"],
    ["七月", "july", "jul"],
    ["八月", "august", "aug"],
    ["九月", "september", "sep"],
    ["十月", "october", "oct"],
    ["十一月", "november", "nov"],
    ["十二月", "december", "dec"],
];

impl SortKey {
    /// The key of a text.
    pub fn of(text: &str) -> SortKey {
        let lower = text.trim().to_lowercase();
        let named = WEEKDAYS
            .iter()
            .position(|names| names.contains(&lower.as_str()))
            .or_else(|| MONTHS.iter().position(|names| names.contains(&lower.as_str())));
        if let Some(place) = named {
            return SortKey(vec![number(&(place + 1).to_string())]);
        }
        let mut pieces = Vec::new();
        let mut rest = lower.as_str();
        while let Some(first) = rest.chars().next() {
            let kind = kind(first);
            let end = match kind {
                Kind::Chinese => first.len_utf8(),
                _ => rest.find(|c| self::kind(c) != kind).unwrap_or(rest.len()),
            };
            let (run, after) = rest.split_at(end);
            pieces.push(match kind {
                Kind::Digit => number(run),
                Kind::Letter => Piece::Letters(run.to_owned()),
                Kind::Chinese => Piece::Chinese(first.to_pinyin().map_or("", |p| p.plain()), first),
            });
            rest = after;
        }
        SortKey(pieces)
    }
}

fn number(digits: &str) -> Piece {
    let digits = digits.trim_start_matches('0');
    Piece::Number(digits.len(), digits.to_owned())
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Digit,
    Letter,
    Chinese,
}

fn kind(c: char) -> Kind {
    if c.is_ascii_digit() {
        Kind::Digit
    } else if c.to_pinyin().is_some() {
        Kind::Chinese
    } else {
        Kind::Letter
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sorted<'a>(texts: &[&'a str]) -> Vec<&'a str> {
        let mut sorted = texts.to_vec();
        sorted.sort_by_cached_key(|text| SortKey::of(text));
        sorted
    }

    #[test]
    fn names_stand_as_people_expect() {
        for expected in [
            &["中心1", "中心2", "中心10", "中心10 技师", "中心11"][..],
            &["2", "10", "centre 2", "Centre 9", "centre 10", "中心1"],
            &["李工", "王工", "张工", "张三", "赵工"],
            &["周一", "周二", "周三", "周四", "周五", "周六", "周日"],
            &["Mon", "Tuesday", "wed", "Thursday", "Fri", "Sat", "Sunday"],
            &["一月", "二月", "三月", "四月", "九月", "十月", "十一月", "十二月"],
            &["Jan", "Feb", "March", "Oct", "December"],
            &["1月", "2月", "10月", "11月"],
            &["v1.2", "v1.9", "v1.10"],
            &["7", "007a", "8"],
            &["99999999999999999999999998", "99999999999999999999999999", "100000000000000000000000000"],
        ] {
            let mut mixed = expected.to_vec();
            mixed.reverse();
            assert_eq!(sorted(&mixed), expected);
        }
    }
}
