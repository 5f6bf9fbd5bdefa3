//! Whether a text names a figure, in digits or in words. A date, a number that only names something (Q3, centre 7, step
//! 2) and a mark of a list are none. Whether the figure is a good one is not looked at.

use super::vision::{Word, beginning, date_at, is_month, words};
use unicode_normalization::UnicodeNormalization;

/// English figures in words; "one" is too often none.
pub(super) const FIGURES: [(&str, f64); 43] = [
    ("two", 2.0),
    ("three", 3.0),
    ("four", 4.0),
    ("five", 5.0),
    ("six", 6.0),
    ("seven", 7.0),
    ("eight", 8.0),
    ("nine", 9.0),
    ("ten", 10.0),
    ("eleven", 11.0),
    ("twelve", 12.0),
    ("thirteen", 13.0),
    ("fourteen", 14.0),
    ("fifteen", 15.0),
    ("sixteen", 16.0),
    ("seventeen", 17.0),
    ("eighteen", 18.0),
    ("nineteen", 19.0),
    ("twenty", 20.0),
    ("thirty", 30.0),
    ("forty", 40.0),
    ("fifty", 50.0),
    ("sixty", 60.0),
    ("seventy", 70.0),
    ("eighty", 80.0),
    ("ninety", 90.0),
    ("hundred", 100.0),
    ("thousand", 1e3),
    ("million", 1e6),
    ("dozen", 12.0),
    ("half", 0.5),
    ("halve", 0.5),
    ("halved", 0.5),
    ("halves", 0.5),
    ("double", 2.0),
    ("doubled", 2.0),
    ("doubles", 2.0),
    ("twice", 2.0),
    ("triple", 3.0),
    ("tripled", 3.0),
    ("triples", 3.0),
    ("quadrupled", 4.0),
    ("zero", 0.0),
];

/// What is counted by numbers: "week 3" names a week, and says how much of nothing.
const COUNTED: [&str; 20] = [
    "centre", "center", "step", "phase", "round", "level", "model", "version", "batch", "item", "station",
    "line", "room", "no", "number", "iso", "week", "month", "quarter", "day",
];
/// Before these of the words above a number goes with what follows: "last week 30 complaints".
const NOT_NAMED: [&str; 9] = ["last", "this", "per", "each", "every", "next", "past", "a", "one"];
/// What Chinese counts in single figures.
const MEASURES: &str = "成倍家小天单次件人名位台辆起周年元万项条张秒遍趟批折户笔分个层点";

/// Reads a text in either language; nothing entered names nothing.
pub fn names_figure(text: &str) -> bool {
    names_figures(text, 1)
}

/// Whether a text names so many figures at least, with words between them: of "from 48 to 24 hours" two.
pub fn names_figures(text: &str, enough: usize) -> bool {
    let mut found = 0;
    beginning(text).lines().any(|line| {
        // ① and its like number a line.
        let said = line.chars().filter(|c| !matches!(c, '\u{2460}'..='\u{24ff}'));
        let plain: String = said.nfkc().flat_map(char::to_lowercase).collect();
        let words = words(&plain);
        let mut at = mark(&words);
        // The pieces of 一千二百 are one figure.
        let mut within = false;
        while at < words.len() && found < enough {
            let here = figure_at(&words, at);
            found += usize::from(here && !within);
            within = here;
            at += if here { ratio(&words, at) } else { point_in_time(&words, at) }.max(1);
        }
        found >= enough
    })
}

/// The number of pieces up to the second figure of a share that is told by two, such as "nine in ten", "3 out of 10" and
/// "10 个里有 9 个": both are one figure. 0 where no second one belongs to the first.
fn ratio(words: &[Word<'_>], at: usize) -> usize {
    /// What is counted stands between the two in so many pieces at most.
    const APART: usize = 6;
    let get = |n: usize| words.get(n).map_or("", |w| w.text);
    let english = match (get(at + 1), get(at + 2)) {
        ("out", "of") => 3,
        ("in" | "of" | "/", _) => 2,
        _ => 0,
    };
    if english > 0 {
        return if figure_at(words, at + english) { english } else { 0 };
    }
    let inside = (at + 1..=at + APART).find(|n| matches!(get(*n), "里" | "中")).filter(|inside| {
        (at + 1..*inside).all(|n| get(n).chars().all(char::is_alphabetic) && !figure_at(words, n))
    });
    let second = inside
        .and_then(|inside| (inside + 1..words.len()).find(|n| !matches!(get(*n), "有" | "就" | "只" | "面")));
    second.filter(|n| figure_at(words, *n)).map_or(0, |n| n - at)
}

/// The number of pieces at the beginning of a line that only number it: `1.`, `(2)`, `3、`.
fn mark(words: &[Word<'_>]) -> usize {
    let get = |n: usize| words.get(n).map_or("", |w| w.text);
    let number = |n: usize| words.get(n).and_then(|w| w.value).is_some_and(|value| value < 100.0);
    match get(0) {
        "(" if number(1) && get(2) == ")" => 3,
        _ if number(0) && matches!(get(1), "." | "、" | ")") => 2,
        _ => 0,
    }
}

/// Whether two pieces stand together without a blank.
fn attached(first: &Word<'_>, second: &Word<'_>) -> bool {
    first.text.as_bytes().as_ptr_range().end == second.text.as_ptr()
}

/// The number of pieces from here on that name a day, a month, a quarter or a time of the day; 0 if none.
fn point_in_time(words: &[Word<'_>], at: usize) -> usize {
    let get = |n: usize| words.get(n).map_or("", |w| w.text);
    let value = |n: usize| words.get(n).and_then(|w| w.value);
    let Some(number) = value(at) else {
        let day = is_month(get(at)) && value(at + 1).is_some_and(|day| day <= 31.0);
        return if day { 2 } else { 0 };
    };
    let minutes = || get(at + 1) == ":" && get(at + 2).len() == 2 && value(at + 2).is_some_and(|m| m < 60.0);
    match get(at + 1) {
        _ if (1990.0..2200.0).contains(&number) => date_at(words, at),
        "月" if value(at + 2).is_some() => 4,
        "月" | "日" | "号" => 2,
        _ if number <= 24.0 && minutes() => 3,
        month if number <= 31.0 && is_month(month) => 2,
        "st" | "nd" | "rd" | "th" => 2,
        _ => 0,
    }
}

/// Whether a figure stands here, in digits or in words.
pub(super) fn figure_at(words: &[Word<'_>], at: usize) -> bool {
    let Some(word) = words.get(at) else { return false };
    if word.value.is_some() {
        return point_in_time(words, at) == 0 && !is_named_by(words, at) && !is_name(words, at);
    }
    if FIGURES.iter().any(|(figure, _)| *figure == word.text) {
        return !is_named_by(words, at) && !is_idiom(words, at);
    }
    is_fraction(words, at) || is_chinese_figure(words, at)
}

/// Whether the number only says which: "week 3", "第 3", "#3".
fn is_named_by(words: &[Word<'_>], at: usize) -> bool {
    let get = |n: Option<usize>| n.and_then(|n| words.get(n)).map_or("", |w| w.text);
    let mut before = at.checked_sub(1);
    while matches!(get(before), "." | "-") {
        before = before.and_then(|n| n.checked_sub(1));
    }
    match get(before) {
        "第" | "#" => true,
        word if COUNTED.contains(&word) => !NOT_NAMED.contains(&get(before.and_then(|n| n.checked_sub(1)))),
        _ => false,
    }
}

/// Whether digits are part of a name: Q3, B2B, M-07, 4S 店, 3 号, 5G.
fn is_name(words: &[Word<'_>], at: usize) -> bool {
    let Some(word) = words.get(at) else { return false };
    let latin = |w: &Word<'_>| w.text.chars().all(|c| c.is_ascii_alphabetic());
    let short = |n: Option<usize>| n.and_then(|n| words.get(n)).filter(|w| latin(w) && w.text.len() <= 2);
    let before = at.checked_sub(1);
    let led = match before.and_then(|n| words.get(n)) {
        Some(dash) if dash.text == "-" && attached(dash, word) => {
            short(at.checked_sub(2)).is_some_and(|letters| attached(letters, dash))
        }
        _ => short(before).is_some_and(|letters| attached(letters, word) && letters.text != "x"),
    };
    let followed =
        words.get(at + 1).filter(|next| attached(word, next)).is_some_and(|next| match next.text {
            "号" | "#" | "g" | "d" => true,
            // 4S dealers, 5S and 6S workshops.
            "s" => word.value.is_some_and(|value| (4.0..=7.0).contains(&value)),
            _ => false,
        });
    led || followed
}

/// Whether an English figure is none here: the second half of a year, half-hearted, two-way, double-check.
fn is_idiom(words: &[Word<'_>], at: usize) -> bool {
    let get = |n: usize| words.get(n).map_or("", |w| w.text);
    let before = at.checked_sub(1).map_or("", get);
    let half = get(at) == "half" && matches!(before, "first" | "second" | "latter" | "other");
    let joined = get(at + 1) == "-"
        && matches!(
            get(at + 2),
            "hearted" | "way" | "wheel" | "baked" | "check" | "tolerance" | "sided" | "finished"
        );
    half || joined
}

/// Whether an English fraction stands here: a third of, two thirds, a quarter of.
fn is_fraction(words: &[Word<'_>], at: usize) -> bool {
    let get = |n: usize| words.get(n).map_or("", |w| w.text);
    let before = at.checked_sub(1).map_or("", get);
    match get(at) {
        "third" | "quarter" | "fifth" | "tenth" => {
            matches!(before, "a" | "one" | "-") && matches!(get(at + 1), "of" | "fewer" | "less" | "more")
        }
        "percent" | "tenfold" | "twofold" | "threefold" => true,
        _ => false,
    }
}

/// Whether a Chinese figure stands here: 三成, 一千二百, 过半, 三分之一, 百分之五, 翻番.
fn is_chinese_figure(words: &[Word<'_>], at: usize) -> bool {
    let char_at = |n: usize| words.get(n).and_then(|w| w.text.chars().next()).unwrap_or(' ');
    let before = at.checked_sub(1).map_or(' ', char_at);
    let (here, next) = (char_at(at), char_at(at + 1));
    match (here, next) {
        ('百' | '千', '分') => return char_at(at + 2) != '比',
        ('半', _) if matches!(before, '上' | '下' | '前' | '后') => return false,
        ('翻', '番' | '倍')
        | ('加', '倍')
        | ('零', '投' | '返' | '事' | '次' | '起' | '个' | '家')
        | ('半', '数' | '天' | '年' | '月' | '小' | '个') => return true,
        ('半', _) => {
            return matches!(before, '减' | '过' | '近' | '一' | '大' | '超' | '砍' | '对') && next != '夜';
        }
        _ => {}
    }
    let is_digit = |c: char| "一二两三四五六七八九".contains(c);
    let is_power = |c: char| "十百千万亿".contains(c);
    // A weekday or a number in a row; and the middle of a longer figure is judged from its beginning.
    if matches!(before, '第' | '周' | '期' | '拜' | '番') || (is_digit(before) && is_power(here)) {
        return false;
    }
    if is_digit(here) && is_power(next) {
        return true;
    }
    if is_digit(here) && next == '分' && char_at(at + 2) == '之' {
        return true;
    }
    let long = (at..words.len()).take_while(|n| is_digit(char_at(*n)) || is_power(char_at(*n))).count();
    let unit = char_at(at + long);
    match here {
        _ if next == '番' => matches!(before, '翻' | '了'),
        '一' if long == 1 => match (next, char_at(at + 2)) {
            ('成' | '倍', after) => after != '不',
            ('小', '时') | ('分', '钟') => true,
            _ => false,
        },
        '十' if unit == '分' => matches!(char_at(at + long + 1), '钟' | '之'),
        _ if is_digit(here) || here == '十' => MEASURES.contains(unit),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn figures_in_digits_and_in_words_are_figures() {
        for said in [
            "投诉 120 件",
            "投诉１２０件",
            "去年投诉 1,240 件，多了 18%",
            "FTFR80%",
            "首次修复率只有80%",
            "三成客户要来第二次",
            "去年投诉一千二百件",
            "一半的工单要返修",
            "返修过半",
            "投诉减半",
            "十个客户里有九个抱怨",
            "三分之一的技师想走",
            "百分之三十的客户不再回来",
            "客户等了两周",
            "平均等 3 周",
            "等一个半小时",
            "返修率翻番",
            "返修率翻了一番",
            "每单多等一小时",
            "客户对半分成两派",
            "是对手的两倍",
            "三十家中心",
            "十二家中心",
            "做到零投诉",
            "2025 年投诉 120 件",
            "3月投诉 40 件",
            "上周 30 起投诉",
            "Half of our customers wait two days",
            "Nine in ten customers complain",
            "one in three leaves",
            "a third of the repairs come back",
            "two thirds of the technicians",
            "A quarter of all calls",
            "Complaints doubled",
            "twice as long as the competitor",
            "last week 30 complaints",
            "In 2025 we lost 400 customers",
            "Q3 was bad: 40 complaints",
            "24h to answer",
            "¥500 per case",
            "one hundred complaints",
            "½ of all jobs",
            "1. 投诉 40 件",
        ] {
            assert!(names_figure(said), "{said}");
        }
    }

    #[test]
    fn dates_names_and_manners_of_speaking_are_no_figures() {
        for said in [
            "",
            "投诉很多",
            "Q3 was bad",
            "Q3很差",
            "H1 was worse",
            "第三季度很差",
            "第3季度很差",
            "上半年很差",
            "2025年投诉很多",
            "3月2日客户来投诉",
            "三月很差",
            "周三开会时有人抱怨",
            "十分不满",
            "千万别再这样",
            "万一客户走了",
            "一直这样，一样的问题",
            "统一说法",
            "一成不变",
            "一个客户说我们修得慢",
            "零件总是缺",
            "4S店的客户都在抱怨",
            "5S 管理没人做",
            "三番五次来投诉",
            "3号中心最慢",
            "M-07 中心经理也这样说",
            "半夜打电话",
            "1. 投诉很多",
            "（2）返修很多",
            "①投诉很多",
            "Centre 7 is the slowest",
            "Step 2 was skipped",
            "Week 3 went badly",
            "phase two is late",
            "On 3 March a customer shouted",
            "March 3 was a bad day",
            "In 2025 all was worse",
            "By 31 May 2027 we are late",
            "the second half was bad",
            "half-hearted support",
            "no two-way talk",
            "last quarter was bad",
            "the third time",
            "B2B customers complain",
            "ISO 9001 is ours",
            "at 9:30 everybody waits",
            "One customer said that we are slow",
        ] {
            assert!(!names_figure(said), "{said}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read(said in crate::text::tests::any_text()) {
            let _ = names_figure(&said);
        }
    }
}
