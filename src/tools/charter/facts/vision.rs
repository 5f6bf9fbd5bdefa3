//! Whether a vision says what a vision has to say: one sentence, a number, and by when. It reads the words
//! alone; whether the vision is a good one is for people to judge.

use super::figures::{FIGURES, figure_at};
use crate::calendar::MONTHS;
use crate::text::{Text, is_han, text};
use unicode_normalization::UnicodeNormalization;

/// The parts that a vision holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VisionCheck {
    /// It is one sentence, no more and no less.
    pub one_sentence: bool,
    /// It names a figure besides its date.
    pub number: bool,
    /// It names a date or a span of time.
    pub dated: bool,
}

impl VisionCheck {
    /// Whether it holds all three.
    pub const fn is_whole(self) -> bool {
        self.one_sentence && self.number && self.dated
    }

    /// The parts that it lacks, in the order in which they are best mended.
    pub fn lacks(self) -> impl Iterator<Item = Text> {
        [
            (self.number, text("没有数字", "it names no number")),
            (self.dated, text("没有期限", "it names no date")),
            (self.one_sentence, text("不是一句话", "it is not one sentence")),
        ]
        .into_iter()
        .filter_map(|(holds, lack)| (!holds).then_some(lack))
    }
}

/// Reads a vision in either language; nothing entered holds nothing.
pub fn vision_check(vision: &str) -> VisionCheck {
    let vision = beginning(vision);
    // Full-width figures count as narrow ones; the marks that end a sentence stay apart from them.
    let plain: String = vision.nfkc().flat_map(char::to_lowercase).collect();
    let words = words(&plain);
    let mut dates = vec![false; words.len()];
    let mut at = 0;
    while at < words.len() {
        let long = date_at(&words, at);
        dates.iter_mut().skip(at).take(long).for_each(|date| *date = true);
        at += long.max(1);
    }
    VisionCheck {
        one_sentence: sentences(vision) == 1,
        number: (0..words.len()).any(|at| dates.get(at) == Some(&false) && figure_at(&words, at)),
        dated: dates.contains(&true),
    }
}

/// The number of sentences in a text.
fn sentences(vision: &str) -> usize {
    let letters: Vec<char> = vision.trim().chars().collect();
    let (mut count, mut open) = (0, false);
    for (at, c) in letters.iter().enumerate() {
        let rest = letters.get(at + 1..).unwrap_or_default();
        let ends = match c {
            '。' | '！' | '？' | '!' | '?' | '\n' | '｡' => true,
            // A dot within a figure or behind an abbreviation goes on.
            '.' => match rest.first() {
                None => true,
                Some(next) if next.is_whitespace() => {
                    rest.iter().find(|c| !c.is_whitespace()).is_none_or(|c| c.is_uppercase() || is_han(*c))
                }
                Some(_) => false,
            },
            _ => false,
        };
        if ends {
            count += usize::from(open);
            open = false;
        } else {
            open |= c.is_alphanumeric();
        }
    }
    count + usize::from(open)
}

/// A piece of a text: a figure, a word of Latin letters, a Chinese character or a mark.
#[derive(Debug)]
pub(super) struct Word<'a> {
    /// Its letters.
    pub(super) text: &'a str,
    /// The value of a figure.
    pub(super) value: Option<f64>,
}

/// As much of a text as is read for what it says: a figure or a date stands in its first pages, and each of many rows may
/// hold 64 KiB.
pub(super) fn beginning(text: &str) -> &str {
    const CHARACTERS: usize = 4_000;
    let end = text.char_indices().nth(CHARACTERS).map_or(text.len(), |(end, _)| end);
    text.get(..end).unwrap_or(text)
}

/// The pieces of a text in small letters, without the blanks between them.
pub(super) fn words(plain: &str) -> Vec<Word<'_>> {
    let kind = |c: char| match c {
        c if c.is_ascii_digit() => 1,
        c if c.is_alphabetic() && !is_han(c) => 2,
        _ => 0,
    };
    let mut found = Vec::new();
    let mut rest = plain;
    while let Some(first) = rest.chars().next() {
        let mut long = first.len_utf8();
        let mut next = rest.chars().skip(1).peekable();
        while let Some(c) = next.next() {
            let joins = kind(c) == kind(first) && kind(c) > 0;
            let inside =
                kind(first) == 1 && matches!(c, '.' | ',') && next.peek().is_some_and(char::is_ascii_digit);
            if !joins && !inside {
                break;
            }
            long += c.len_utf8();
        }
        let (word, after) = rest.split_at_checked(long).unwrap_or((rest, ""));
        if !first.is_whitespace() {
            let digits: String = word.chars().filter(|c| *c != ',').collect();
            let value = if kind(first) == 1 { digits.parse().ok().or(Some(f64::MAX)) } else { None };
            found.push(Word { text: word, value });
        }
        rest = after;
    }
    found
}

/// A numeral in words, Chinese ones up to 99, and how many pieces it takes.
fn numeral(words: &[Word<'_>], at: usize) -> Option<(f64, usize)> {
    let english = FIGURES.iter().find(|(word, _)| words.get(at).is_some_and(|w| w.text == *word));
    if let Some((word, value)) = english {
        let of = *word == "half" && words.get(at + 1).is_some_and(|w| w.text == "a");
        return Some((*value, 1 + usize::from(of)));
    }
    let one = |at: usize| {
        let word = words.get(at)?.text;
        "零一二三四五六七八九".chars().position(|c| word.chars().eq([c])).map(|n| n as f64).or(match word {
            "两" => Some(2.0),
            _ => None,
        })
    };
    let is = |at: usize, text: &str| words.get(at).is_some_and(|w| w.text == text);
    match (one(at), is(at, "半")) {
        (_, true) => Some((0.5, 1)),
        (Some(tens), _) if is(at + 1, "十") => {
            Some(one(at + 2).map_or((tens * 10.0, 2), |n| (tens * 10.0 + n, 3)))
        }
        (None, _) if is(at, "十") => Some(one(at + 1).map_or((10.0, 1), |n| (10.0 + n, 2))),
        (Some(n), _) => Some((n, 1)),
        (None, _) => None,
    }
}

/// The number of pieces from here on that are a date or a span of time; 0 if none.
pub(super) fn date_at(words: &[Word<'_>], at: usize) -> usize {
    let get = |n: usize| words.get(n).map_or("", |w| w.text);
    let before = at.checked_sub(1).map_or("", get);
    let number = words.get(at).and_then(|w| w.value);
    if number.is_some_and(|n| (1990.0..2200.0).contains(&n)) {
        let year_ends =
            |next: &str| next.is_empty() || next.chars().all(|c| !c.is_alphanumeric() && c != '%');
        let joined = ["by", "in", "of", "until", "before", "end", "从", "到", "至", "在", "于", "-"];
        return match (get(at), get(at + 1)) {
            (_, "年" | "q") => 2,
            (_, "-" | "/") if words.get(at + 2).is_some_and(|w| w.value.is_some()) => {
                if get(at + 3) == get(at + 1) && words.get(at + 4).is_some_and(|w| w.value.is_some()) {
                    5
                } else {
                    3
                }
            }
            (year, next) if year.contains('.') || year_ends(next) || joined.contains(&before) => 1,
            _ if is_month(before) => 1,
            _ => 0,
        };
    }
    if let Some((value, long)) = number.map(|n| (n, 1)).or_else(|| numeral(words, at)) {
        return span_at(words, at, value, long);
    }
    let linked = matches!(before, "by" | "in" | "until" | "before" | "of" | "end" | "to" | "from");
    match get(at) {
        month if is_month(month) => {
            usize::from(linked || words.get(at + 1).is_some_and(|w| w.value.is_some()))
        }
        "q" if words.get(at + 1).and_then(|w| w.value).is_some_and(|n| (1.0..=4.0).contains(&n)) => 2,
        "year" | "month" | "quarter" | "spring" | "summer" | "autumn" | "winter" | "christmas" => {
            let known = matches!(before, "this" | "next" | "by" | "coming" | "within" | "a");
            let ends = matches!((get(at + 1), get(at + 2)), ("-", "end") | ("end", _));
            let counted = words.get(at + 1).is_some_and(|w| w.value.is_some()) && get(at) == "month";
            // "a year" is a span of time where it is one to do something in.
            let spanned =
                before != "a" || at.checked_sub(2).is_some_and(|n| matches!(get(n), "in" | "within"));
            if counted || ends { 2 } else { usize::from(known && spanned) }
        }
        "年" | "月" | "季" if matches!(get(at + 1), "底" | "末" | "终" | "内" | "中") => 2,
        "明" | "今" | "本" if matches!(get(at + 1), "年" | "季") => 2,
        "后" | "下" if matches!((get(at), get(at + 1)), ("后", "年") | ("下", "季")) => 2,
        _ => 0,
    }
}

pub(super) fn is_month(word: &str) -> bool {
    word.len() >= 3 && MONTHS.iter().any(|m| *m == word || (m.starts_with(word) && word.len() <= 4))
}

/// A number of days, weeks, months or years that a change can take, from the number on.
fn span_at(words: &[Word<'_>], at: usize, value: f64, long: usize) -> usize {
    let get = |n: usize| words.get(n).map_or("", |w| w.text);
    let before = at.checked_sub(1).map_or("", get);
    let mut unit = at + long;
    let counted = matches!(get(unit), "个" | "-");
    unit += usize::from(counted);
    // What takes days is a service level, no time to change an organisation in.
    let (least, month) = match get(unit) {
        "天" | "日" | "days" | "day" => (30.0, false),
        "周" | "weeks" | "week" => (4.0, false),
        "月" if !counted => {
            // The name of a month, with its day.
            let day = words.get(unit + 1).is_some_and(|w| w.value.is_some());
            return unit + 1 - at + usize::from(day) * 2;
        }
        "月" | "季" | "months" | "month" | "quarters" => (1.0, true),
        "年" | "years" | "year" => (0.5, false),
        _ => return 0,
    };
    let end = unit + 1 + usize::from(get(unit) == "季" && get(unit + 1) == "度");
    let mut behind = end;
    behind += usize::from(matches!(get(behind), "之" | "以"));
    let closes = matches!(get(behind), "内" | "后" | "底" | "末" | "里" | "间" | "中" | "前");
    let opens = matches!(before, "在" | "用" | "来" | "后" | "within" | "in" | "next" | "after" | "第");
    let bounds = matches!(before, "从" | "由" | "到" | "至" | "为" | "from" | "to" | "of");
    if value >= least && (closes || opens || (month && !bounds)) { end - at } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(vision: &str) -> (bool, bool, bool) {
        let VisionCheck { one_sentence, number, dated } = vision_check(vision);
        (one_sentence, number, dated)
    }

    #[test]
    fn a_whole_vision_has_all_three() {
        for vision in [
            "首次修复率12个月内从80%升到92%",
            "到 2026-12-31，12 家服务中心都用数字化派单，首次修复率从 80% 升到 92%，响应时间从 48 小时降到 24 小时。",
            "2026年底，首次修复率达到92%。",
            "半年内投诉减半",
            "两年内客户满意度提高三成",
            "１２个月内，首次修复率达到９２％。",
            "明年6月30日前响应时间不超过24小时",
            "90天内首次修复率提高10个百分点",
            "年底前，每人每天 12 单",
            "第12个月，12 家中心全部转换",
            "By December, 92% of faults are fixed at the first visit.",
            "Within 12 months the first-time fix rate rises from 80% to 92%",
            "92 % fixed at the first visit in two years.",
            "By the end of 2026 the answer takes 4.5 h, not 48 h.",
            "We halve nothing: 85 points by Q4.",
            "Within half a year, complaints are down by a third: from 90 to 60.",
            "Within a year, all twelve centres work the new way.",
            "By 31 May 2027 approx. 92% are fixed at once.",
            "FTFR from 80% to 92% by year-end!",
            "By month 12 every centre fixes 92% at the first visit.",
        ] {
            assert_eq!(check(vision), (true, true, true), "{vision}");
        }
    }

    #[test]
    fn a_date_is_no_figure() {
        for vision in [
            "12个月内成为最受信赖的服务商",
            "2026年12月31日前全面数字化",
            "By 2027 we are the most trusted service.",
            "By 2026-12-31 all is digital",
            "Within 12 months, service that delights.",
            "By May 2027 service is a joy.",
        ] {
            assert_eq!(check(vision), (true, false, true), "{vision}");
        }
    }

    #[test]
    fn a_figure_is_no_date() {
        for vision in [
            "首次修复率从80%升到92%",
            "维修周期从 7 天降到 2 天",
            "维修周期从3个月降到1个月",
            "投诉 2 天内解决",
            "2000 个客户都满意",
            "Repairs take 2 days, not 7.",
            "Complaints are solved within 2 days",
            "Technicians may fix 92% at once.",
            "2000 happy customers",
            "Turnaround from 3 months to 1 month",
        ] {
            assert_eq!(check(vision), (true, true, false), "{vision}");
        }
    }

    #[test]
    fn a_span_counts_from_what_a_change_can_take() {
        assert!(!vision_check("29天内完成").dated && vision_check("30天内完成").dated);
        assert!(!vision_check("within 3 weeks").dated && vision_check("within 4 weeks").dated);
    }

    #[test]
    fn words_alone_are_neither() {
        for vision in ["让客户满意", "统一思想，一起成为最好的", "We are the best as one team."]
        {
            assert_eq!(check(vision), (true, false, false), "{vision}");
        }
    }

    #[test]
    fn one_sentence_is_one() {
        for (vision, one) in [
            ("", false),
            ("  \n ", false),
            ("。", false),
            ("一句话。", true),
            ("一句话。又一句。", false),
            ("第一行\n第二行", false),
            ("只有一行\n", true),
            ("It rises from 4.5 to 5.0.", true),
            ("It rises. It stays.", false),
            ("Approx. 92% of all, e.g. at night.", true),
            ("好！真好！", false),
        ] {
            assert_eq!(vision_check(vision).one_sentence, one, "{vision:?}");
        }
    }

    #[test]
    fn what_is_missing_is_named() {
        let named = |vision| vision_check(vision).lacks().map(|t| t.zh).collect::<Vec<_>>();
        assert_eq!(named("让客户满意"), ["没有数字", "没有期限"]);
        assert_eq!(named("12个月内到92%。"), [""; 0]);
        assert!(vision_check("12个月内到92%。").is_whole());
        assert_eq!(named("").len(), 3);
    }

    proptest! {
        #[test]
        fn any_text_is_read(vision in crate::text::tests::any_text()) {
            let check = vision_check(&vision);
            prop_assert_eq!(check.is_whole(), check.lacks().next().is_none());
        }
    }
}
