//! Breaking a text into lines, by the rules of both languages: Latin words stay whole, Chinese breaks anywhere except
//! before closing and after opening punctuation.

use std::ops::Range;

use super::glyphs;

/// Punctuation that closes, and so may not begin a line.
const NOT_FIRST: &str = "，。、；：？！）】》」』”’…—～％·〉〕］｝〗・．‰℃°々,.;:!?)]}%";
/// Punctuation that opens, and so may not end a line.
const NOT_LAST: &str = "（【《「『“‘〈〔［｛〖￥¥$＄№#([{";

/// What counts or numbers: with a digit right before it, it stays behind it, as in `8号中心` and `12周`.
const BEHIND_DIGIT: &str = "号天周月日年个人台次件项条家份期步名位段万亿元分时秒";

/// Whether a glyph that stands right behind another one may not begin a line.
fn is_joined(last: &str, glyph: &str) -> bool {
    let is_digit = |glyph: &str| glyph.len() == 1 && glyph.bytes().all(|byte| byte.is_ascii_digit());
    let counts = is_digit(last) && is_one_of(BEHIND_DIGIT, glyph);
    let ordinal = last == "第" && is_digit(glyph);
    is_mark_of(NOT_FIRST, glyph) || is_mark_of(NOT_LAST, last) || counts || ordinal
}

/// The lines of `text` as byte ranges, each at most `cells` wide.
///
/// Line ends and the spaces at a break belong to no line. A glyph wider than `cells` has a line of its own, which the
/// drawing leaves empty. There is always at least one line, and one more after a final line end.
pub fn wrap(text: &str, cells: usize) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    wrap_from(text, 0, cells, &mut lines);
    lines
}

/// The lines of `text`, each at most `cells` wide; see [`wrap`].
pub fn wrapped(text: &str, cells: usize) -> Vec<&str> {
    wrap(text, cells).into_iter().map(|line| text.get(line).unwrap_or_default()).collect()
}

/// The cells that the widest piece of `text` takes that no line may break.
pub fn widest_piece(text: &str) -> usize {
    let (mut widest, mut piece, mut last, mut last_width) = (0, 0, "", 0);
    for (_, glyph, wide) in glyphs(text) {
        let space = matches!(glyph, " " | "\u{3000}" | "\n" | "\r");
        let joined = (last_width < 2 && wide < 2) || is_joined(last, glyph);
        piece = match (space, joined) {
            (true, _) => 0,
            (false, true) => piece + wide,
            (false, false) => wide,
        };
        widest = widest.max(piece);
        (last, last_width) = if space { ("", 2) } else { (glyph, wide) };
    }
    widest
}

/// Appends the lines from byte `from` on, which has to be the beginning of a line.
pub(crate) fn wrap_from(text: &str, from: usize, cells: usize, lines: &mut Vec<Range<usize>>) {
    let mut start = from;
    for paragraph in text.get(from..).unwrap_or_default().split('\n') {
        let body = paragraph.strip_suffix('\r').unwrap_or(paragraph);
        Breaker::new(start, cells).run(body, lines);
        start += paragraph.len() + 1;
    }
}

/// A place in the line where it may break.
#[derive(Clone, Copy)]
struct Break {
    /// Where the next line would start.
    at: usize,
    /// Where this line would end, without the spaces before `at`.
    end: usize,
    /// The cells used up to `at`.
    used: usize,
}

/// One paragraph being broken, in one pass: after a break only what stands behind it is carried over.
struct Breaker {
    cells: usize,
    start: usize,
    used: usize,
    /// The end of the last glyph that is not a space, and the end with the spaces that still fit.
    solid: usize,
    fitting: usize,
    possible: Option<Break>,
}

impl Breaker {
    fn new(start: usize, cells: usize) -> Self {
        Self { cells, start, used: 0, solid: start, fitting: start, possible: None }
    }

    fn run(mut self, paragraph: &str, lines: &mut Vec<Range<usize>>) {
        let base = self.start;
        let (mut last, mut last_width, mut spaced) = ("", 0, false);
        for (offset, glyph, wide) in glyphs(paragraph) {
            let (at, end) = (base + offset, base + offset + glyph.len());
            if matches!(glyph, " " | "\u{3000}") {
                // Spaces hang over the edge instead of starting a line.
                self.used += wide;
                if self.used <= self.cells {
                    self.fitting = end;
                }
                spaced = true;
                continue;
            }
            let within_word = !spaced && last_width < 2 && wide < 2;
            let before = if spaced { "" } else { last };
            let joined = || is_joined(before, glyph) || is_mark_of(NOT_LAST, last);
            if at > self.start && !within_word && !joined() {
                self.possible = Some(Break { at, end: self.solid, used: self.used });
            }
            while self.used + wide > self.cells && at > self.start {
                let forced = Break { at, end: self.solid, used: self.used };
                let chosen = self.possible.take().unwrap_or(forced);
                lines.push(self.start..chosen.end);
                self.start = chosen.at;
                self.used -= chosen.used;
            }
            self.used += wide;
            (self.solid, self.fitting) = (end, end);
            (last, last_width, spaced) = (glyph, wide, false);
        }
        lines.push(self.start..self.fitting);
    }
}

/// Whether a glyph is one of these punctuation marks. Most glyphs are letters, and are not looked for.
fn is_mark_of(set: &str, glyph: &str) -> bool {
    let is_letter = |c: char| c.is_ascii_alphanumeric() || ('\u{4e00}'..='\u{9fff}').contains(&c);
    !glyph.chars().next().is_none_or(is_letter) && is_one_of(set, glyph)
}

fn is_one_of(set: &str, glyph: &str) -> bool {
    let mut chars = glyph.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) => set.contains(c),
        _ => false,
    }
}

#[cfg(test)]
#[expect(clippy::string_slice, reason = "a wrong boundary has to fail the test")]
mod tests {
    use proptest::prelude::*;

    use unicode_segmentation::UnicodeSegmentation;

    use super::*;
    use crate::text::{glyph_width, tests::any_text, width};

    #[test]
    fn latin_words_stay_whole_unless_they_cannot() {
        assert_eq!(wrapped("who leads the change", 9), ["who leads", "the", "change"]);
        assert_eq!(wrapped("a internationalisation", 8), ["a", "internat", "ionalisa", "tion"]);
        assert_eq!(wrapped("用ADKAR卡片", 6), ["用", "ADKAR", "卡片"]);
        assert_eq!(wrapped("café naïve", 5), ["café", "naïve"]);
    }

    #[test]
    fn chinese_breaks_anywhere_but_at_its_punctuation() {
        assert_eq!(wrapped("服务中心", 4), ["服务", "中心"]);
        assert_eq!(wrapped("服务中心，试点", 8), ["服务中", "心，试点"]);
        assert_eq!(wrapped("服务（试点）", 6), ["服务", "（试", "点）"]);
        assert_eq!(wrapped("他说：“好。”", 8), ["他说：", "“好。”"]);
        assert_eq!(wrapped("提高了 35%", 8), ["提高了", "35%"]);
        // A number stays with what it counts.
        assert_eq!(wrapped("技师：8号中心", 8), ["技师：", "8号中心"]);
        assert_eq!(wrapped("推后12周再看", 6), ["推后", "12周再", "看"]);
        assert_eq!(wrapped("推后 12 周", 8), ["推后 12", "周"]);
        assert_eq!(wrapped("也在第7–8周", 8), ["也在", "第7–8周"]);
        assert_eq!(widest_piece("8号中心"), 3);
    }

    #[test]
    fn every_mark_that_closes_stays_with_what_it_closes() {
        for mark in "，。、；：？！）】》」』”’…～％〉〕］｝〗・．‰℃々".chars()
        {
            let text = format!("服务中心{mark}试点");
            assert!(wrapped(&text, 8).iter().all(|line| !line.starts_with(mark)), "{mark}");
        }
        for mark in "（【《「『“‘〈〔［｛〖￥＄".chars() {
            let text = format!("服务中{mark}试点");
            assert!(wrapped(&text, 8).iter().all(|line| !line.ends_with(mark)), "{mark}");
        }
    }

    #[test]
    fn the_widest_piece_is_what_no_line_may_break() {
        for (text, cells) in [
            ("", 0),
            ("who leads the change", 6),
            ("服务中心", 2),
            ("服务中心，试点", 4),
            ("用ADKAR卡片（试点）", 5),
            ("M-03 中心经理", 4),
            ("2026-01-05 至 02-04", 10),
        ] {
            assert_eq!(widest_piece(text), cells, "{text}");
        }
    }

    #[test]
    fn spaces_at_a_break_are_dropped_and_others_kept() {
        assert_eq!(wrapped("ab   cd", 3), ["ab", "cd"]);
        assert_eq!(wrapped("  ab", 8), ["  ab"]);
        assert_eq!(wrapped("ab    ", 4), ["ab  "]);
        assert_eq!(wrapped("x ( ab", 4), ["x", "( ab"], "no line ends with an opening bracket");
    }

    #[test]
    fn line_ends_break() {
        assert_eq!(wrapped("", 4), [""]);
        assert_eq!(wrapped("a\r\n\nb\n", 4), ["a", "", "b", ""]);
    }

    #[test]
    fn a_glyph_that_cannot_fit_stands_alone() {
        assert_eq!(wrapped("a中b", 1), ["a", "中", "b"]);
        assert_eq!(wrapped("ab", 0), ["a", "b"]);
        assert_eq!(wrapped("中\u{301}文", 1), ["中\u{301}", "文"]);
    }

    fn only_space(text: &str) -> bool {
        text.chars().all(|c| matches!(c, ' ' | '\u{3000}' | '\r' | '\n'))
    }

    proptest! {
        #[test]
        fn no_line_is_wider_and_nothing_but_space_is_lost(text in any_text(), cells in 0_usize..16) {
            let lines = wrap(&text, cells);
            let mut end = 0;
            for line in &lines {
                let shown = &text[line.clone()];
                prop_assert!(width(shown) <= cells || shown.graphemes(true).filter(|g| glyph_width(g) > 0).count() == 1);
                prop_assert!(only_space(&text[end..line.start]));
                prop_assert!(!shown.contains('\n'));
                end = line.end;
            }
            prop_assert!(only_space(&text[end..]));
            prop_assert!(lines.len() > text.matches('\n').count());
        }

        #[test]
        fn at_the_widest_piece_nothing_is_broken_inside(text in "([a-z]{1,9}[,.]? |[一-十]{1,4}[，。]?|（[一-十]）){1,12}") {
            let cells = widest_piece(&text);
            for line in wrap(&text, cells) {
                let (before, after) = (text[..line.end].chars().next_back(), text[line.end..].chars().next());
                let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
                prop_assert!(!(latin(before) && latin(after)), "{text:?} at {cells}");
            }
        }

        #[test]
        fn wrapping_can_resume_at_any_line(text in any_text(), cells in 0_usize..16, pick in any::<prop::sample::Index>()) {
            let lines = wrap(&text, cells);
            let kept = pick.index(lines.len());
            let mut again = lines[..kept].to_vec();
            wrap_from(&text, lines[kept].start, cells, &mut again);
            prop_assert_eq!(again, lines);
        }

        #[test]
        fn no_punctuation_is_left_on_the_wrong_line(words in prop::collection::vec("[一-十甲-申][，。）]?|（[一-十]|[a-z]{1,5}[,.]? ", 1..20)) {
            let text = words.concat();
            for (n, line) in wrapped(&text, 12).iter().enumerate() {
                prop_assert!(n == 0 || !line.starts_with(['，', '。', '）', ',', '.']), "{line:?}");
                prop_assert!(!line.ends_with('（'), "{line:?}");
            }
        }
    }
}
