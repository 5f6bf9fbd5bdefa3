//! Words as they are compared, and those that stand for something else than a value. Whatever is typed, pasted or read
//! from a file is cleaned and compared by what is here.

use crate::text::is_hidden;
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// The text without characters that nobody sees: marks of direction and of byte order, blanks without width, controls.
/// Tabs and line ends stay, and so do joiners within an emoji or between letters that they join.
pub fn cleaned(typed: &str) -> Cow<'_, str> {
    if !typed.contains(|c| is_unseen(c) || matches!(c, '\u{2028}' | '\u{2029}')) {
        return Cow::Borrowed(typed);
    }
    let all: Vec<char> = typed.chars().collect();
    let joins = |c: Option<&char>| {
        c.is_some_and(|c| !c.is_ascii() && !c.is_whitespace() && !is_square(*c) && !is_unseen(*c))
    };
    let stays = |at: usize| match all[at] {
        '\t' | '\n' | '\r' => true,
        '\u{200c}' | '\u{200d}' => {
            joins(at.checked_sub(1).and_then(|at| all.get(at))) && joins(all.get(at + 1))
        }
        c => !is_unseen(c),
    };
    let kept = (0..all.len()).filter(|at| stays(*at)).map(|at| match all[at] {
        '\u{2028}' | '\u{2029}' => '\n',
        c => c,
    });
    Cow::Owned(kept.collect())
}

/// Whether a character shows nothing, line ends aside.
fn is_unseen(c: char) -> bool {
    match c {
        '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}' => false,
        '\u{ad}' | '\u{180e}' | '\u{200c}' | '\u{200d}' | '\u{2060}'..='\u{2064}' => true,
        c => is_hidden(c),
    }
}

/// Whether it is a character of Chinese or full-width text, which nothing joins.
fn is_square(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}

/// A name in the form in which names are compared: narrow, in small letters, without blanks and line breaks, signs that
/// nobody sees, hyphens, and a colon, a point or an asterisk at its end.
pub fn comparable(name: &str) -> String {
    let mut plain: String = comparable_chars(name).collect();
    plain.truncate(plain.trim_end_matches([':', '.', '*']).len());
    plain
}

fn comparable_chars(name: &str) -> impl Iterator<Item = char> + '_ {
    let seen = |c: &char| !c.is_whitespace() && !c.is_control() && !is_unseen(*c) && !matches!(c, '-' | '_');
    name.nfkc().flat_map(char::to_lowercase).filter(seen)
}

/// Whether a name is comparable to one that is in that form already; most names differ in their first characters.
pub fn is_comparable(name: &str, wanted: &str) -> bool {
    let starts = comparable_chars(name).zip(wanted.chars()).take(3).all(|(a, b)| a == b);
    starts && comparable(name) == wanted
}

/// A name in the form in which options are compared: narrow, in small letters, with one kind of dash, without blanks and
/// underlines. `1–5` is not `15`.
pub(super) fn folded(name: &str) -> String {
    let one = |c: char| match c {
        '‐' | '‑' | '‒' | '–' | '—' | '−' | '~' => '-',
        c => c,
    };
    let seen = |c: &char| !c.is_whitespace() && !is_unseen(*c) && !matches!(c, '_' | '\u{fe0f}');
    name.nfkc().flat_map(char::to_lowercase).filter(seen).map(one).collect()
}

/// How well a text names something, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Called {
    /// By its whole name.
    Whole,
    /// By one of the names that its name holds, as `FTFR` of "First-time fix rate (FTFR)".
    Alternative,
}

/// How well a text names what is called so: by its name, but for case, width, blanks and the hyphens of its words, by
/// its name without a bracket, or by what stands in the bracket. A word of a name is the name of nobody.
pub fn names(name: &str, typed: &str) -> Option<Called> {
    let wanted = names_of(typed).into_iter().next().filter(|wanted| !wanted.is_empty())?;
    let mut ways = names_of(name).into_iter();
    if ways.next().as_ref() == Some(&wanted) {
        return Some(Called::Whole);
    }
    ways.any(|way| way == wanted).then_some(Called::Alternative)
}

/// All that [`names`] compares a name by, folded: the whole first, then without its bracket, and what stands in that.
pub fn names_of(name: &str) -> Vec<String> {
    let mut ways = vec![unhyphened(name)];
    let narrow: String = name.nfkc().collect();
    if let Some((before, rest)) = narrow.split_once(['(', '['])
        && let Some((within, behind)) = rest.split_once([')', ']'])
    {
        ways.extend([unhyphened(&format!("{before} {behind}")), unhyphened(within)]);
    }
    ways
}

/// A name folded, without the hyphens between its words: `First-time` as `First time`.
fn unhyphened(name: &str) -> String {
    let folded: Vec<char> = folded(name).chars().collect();
    let is_letter = |at: Option<usize>| at.and_then(|at| folded.get(at)).is_some_and(|c| c.is_alphabetic());
    let joins = |at: usize| folded[at] == '-' && is_letter(at.checked_sub(1)) && is_letter(Some(at + 1));
    (0..folded.len()).filter(|at| !joins(*at)).map(|at| folded[at]).collect()
}

/// Whether it is only dashes or slashes, as people and spreadsheets mark a cell that holds nothing; the
/// screen itself shows `–` there. In words they may be meant, so those are never read by this.
pub fn is_nothing(plain: &str) -> bool {
    plain.chars().all(|c| matches!(c, '-' | '‐' | '‒' | '–' | '—' | '―' | '−' | '─' | '/'))
}

/// Whether a text holds dashes or slashes and nothing else.
pub fn is_dashes(typed: &str) -> bool {
    let plain: String = cleaned(typed).nfkc().filter(|c| !c.is_whitespace()).collect();
    !plain.is_empty() && is_nothing(&plain)
}

/// What people and spreadsheets write where there is nothing to enter.
const NOTHING: &[&str] = &[
    "n/a",
    "na",
    "n.a",
    "n.n",
    "#n/a",
    "nil",
    "null",
    "none",
    "tbd",
    "tba",
    "tbc",
    "无",
    "暂无",
    "没有",
    "待定",
    "未定",
    "待确认",
    "待补充",
    "待填",
    "待补",
    "未知",
    "unknown",
    "不适用",
    "空",
    "#value!",
    "#ref!",
    "#div/0!",
    "#name?",
    "#num!",
    "#null!",
];

/// Whether a text says that there is nothing: `N/A`, `无`, `待定`, the errors of a formula.
pub fn is_nothing_word(typed: &str) -> bool {
    NOTHING.contains(&comparable(typed).as_str())
}

/// The same, or that nobody knows yet who or what it is: `?`.
pub fn is_no_name(typed: &str) -> bool {
    let plain = comparable(typed);
    is_nothing_word(typed) || (!plain.is_empty() && plain.chars().all(|c| c == '?'))
}

/// Whether it is a cross, which many write for a tick and others for its contrary.
pub fn is_cross(typed: &str) -> bool {
    typed.nfkc().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).eq(['x'])
}

const YES: &[&str] = &["是", "有", "y", "yes", "true", "1", "x", "✓", "✔", "√", "☑", "✅", "对"];
const NO: &[&str] =
    &["否", "无", "没有", "n", "no", "false", "0", "☐", "-", "不", "不是", "❌", "✗", "✘", "✖", "×"];
/// What also says so of something that is done.
const DONE: &[&str] = &[
    "完成",
    "已完成",
    "完成了",
    "做完",
    "已办",
    "已办结",
    "办结",
    "完毕",
    "done",
    "completed",
    "complete",
    "finished",
    "ok",
];
const NOT_DONE: &[&str] = &[
    "未完成",
    "没完成",
    "没有完成",
    "未",
    "未办",
    "未开始",
    "notdone",
    "notyet",
    "incomplete",
    "open",
    "还没",
    "尚未完成",
];

/// Whether words say yes or no, all of them the same; `done` whether words about what is done count.
pub(super) fn yes_or_no(plain: &str, done: bool) -> Option<bool> {
    let all = folded(plain);
    let one = |word: &str| {
        let says = |words: &[&str], too: &[&str]| words.contains(&word) || (done && too.contains(&word));
        if says(YES, DONE) { Some(true) } else { says(NO, NOT_DONE).then_some(false) }
    };
    one(&all).or_else(|| {
        let mut said = parts(plain).into_iter().map(|part| one(&folded(part)));
        let first = said.next()??;
        said.all(|next| next == Some(first)).then_some(first)
    })
}

/// Whether a text says yes of something that is done, and on which day it was does not say.
pub fn is_bare_tick(typed: &str) -> bool {
    let plain: String = cleaned(typed).nfkc().collect();
    yes_or_no(plain.trim(), true) == Some(true)
}

/// The text without the words that say that something is done, which may stand beside its day.
pub(super) fn without_done(plain: &str) -> String {
    let kept = |part: &&str| yes_or_no(part, true) != Some(true) || part.chars().all(|c| c.is_ascii_digit());
    parts(plain).into_iter().filter(kept).collect::<Vec<_>>().join(" ")
}

/// The words between blanks, each tick a word of its own.
fn parts(plain: &str) -> Vec<&str> {
    const TICKS: [char; 6] = ['✓', '✔', '√', '☑', '✅', '❌'];
    plain
        .split_inclusive(|c: char| c.is_whitespace() || TICKS.contains(&c))
        .flat_map(|part| match part.char_indices().next_back() {
            Some((at, c)) if TICKS.contains(&c) => {
                let (before, tick) = part.split_at(at);
                vec![before, tick]
            }
            _ => vec![part],
        })
        .map(|part| part.trim().trim_matches('\u{fe0f}'))
        .filter(|part| !part.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_nobody_sees_is_taken_out_and_emoji_stay() {
        for (typed, kept) in [
            ("\u{200b}a\u{200c}b\u{200d}\u{feff}", "ab"),
            ("张\u{200d}伟\u{2060}", "张伟"),
            ("\u{202e}a\u{2066}b\u{2069}\u{200e}", "ab"),
            ("a\u{1b}[31m\u{7}", "a[31m"),
            ("a\u{ad}b", "ab"),
            ("a\tb\nc\r\n", "a\tb\nc\r\n"),
            ("a\u{2028}b\u{200b}", "a\nb"),
            ("a\u{2028}b", "a\nb"),
            ("a\u{2029}", "a\n"),
            ("👩‍🔧 和 ❤️‍🔥", "👩‍🔧 和 ❤️‍🔥"),
            ("می\u{200c}خواهم", "می\u{200c}خواهم"),
        ] {
            assert_eq!(cleaned(typed), kept, "{typed:?}");
        }
        assert!(matches!(cleaned("plain 文字"), Cow::Borrowed(_)));
    }

    #[test]
    fn rows_are_met_by_their_whole_names_and_never_by_a_word_of_them() {
        for (name, typed, how) in [
            ("First-time fix rate (FTFR)", "first-time  FIX rate（ftfr）", Some(Called::Whole)),
            ("First-time fix rate (FTFR)", "First time fix rate", Some(Called::Alternative)),
            ("First-time fix rate (FTFR)", "FTFR", Some(Called::Alternative)),
            ("首次修复率（FTFR）", "首次修复率", Some(Called::Alternative)),
            ("Ann Lee", "ＡＮＮ　lee", Some(Called::Whole)),
            ("Ann Lee (north) ", "Ann Lee", Some(Called::Alternative)),
            ("First-time fix rate (FTFR)", "rate", None),
            ("Ann Lee", "Ann", None),
            ("Ann Lee", "Lee", None),
            ("Orders per person/day", "day", None),
            ("Team 1-5", "Team 15", None),
            ("A+", "A", None),
            ("平均响应时间", "响应时间", None),
            ("Team A", "", None),
        ] {
            assert_eq!(names(name, typed), how, "{typed} for {name}");
        }
    }

    #[test]
    fn words_of_yes_and_no_agree_or_say_nothing() {
        for (typed, done, says) in [
            ("✅ 完成 done", true, Some(true)),
            ("✅完成", true, Some(true)),
            ("✔️", true, Some(true)),
            ("完成", false, None),
            ("❌ 否", true, Some(false)),
            ("not done", true, Some(false)),
            ("✅ 否", true, None),
            ("undone", true, None),
        ] {
            assert_eq!(yes_or_no(typed, done), says, "{typed}");
        }
        assert_eq!(without_done("✅ 3月2日 完成"), "3月2日");
        assert_eq!(without_done("1 Mar"), "1 Mar");
    }
}
