//! What is said to people: two languages side by side, and how wide a text is in cells of the terminal.
//!
//! Knows nothing of the workbook, the screen or the machine. Of the drawing library it uses only `CellWidth`, so that
//! a width measured here is the width drawn there.

mod phrase;
mod wrap;

use std::borrow::Cow;

use ratatui::buffer::CellWidth;
use serde::Deserialize;
use unicode_segmentation::UnicodeSegmentation;

pub use phrase::{Say, count, days, few, join, list, quoted};
pub(crate) use wrap::wrap_from;
pub use wrap::{wrap, wrapped};

/// A language that every text of the product is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default, Hash)]
pub enum Lang {
    /// Simplified Chinese, the default.
    #[default]
    Zh,
    /// English.
    En,
}

impl Lang {
    /// The BCP 47 tag, as written into files and web pages.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Zh => "zh-CN",
            Self::En => "en",
        }
    }

    /// Reads a tag or a Unix locale: `zh`, `zh-CN`, `zh_CN.UTF-8`, `en`, `en_US`. None for any other language.
    pub fn parse(tag: &str) -> Option<Self> {
        let language = tag.trim().split(['-', '_', '.', '@']).next()?;
        match language {
            zh if zh.eq_ignore_ascii_case("zh") => Some(Self::Zh),
            en if en.eq_ignore_ascii_case("en") => Some(Self::En),
            _ => None,
        }
    }

    /// The language that the switch on the screen changes to.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Zh => Self::En,
            Self::En => Self::Zh,
        }
    }
}

/// A text without values, in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text {
    /// Simplified Chinese.
    pub zh: &'static str,
    /// English.
    pub en: &'static str,
}

/// A text in both languages: `text("高层支持", "Senior support")`.
pub const fn text(zh: &'static str, en: &'static str) -> Text {
    Text { zh, en }
}

impl Text {
    /// The text in one language.
    pub const fn get(self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.zh,
            Lang::En => self.en,
        }
    }
}

/// A sentence with values in it, in both languages; [`say!`](crate::say) makes one. Written texts hold it as a pair,
/// the Chinese first: `["高层支持", "Senior support"]`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(from = "(String, String)")]
pub struct Phrase {
    /// Simplified Chinese.
    pub zh: Cow<'static, str>,
    /// English.
    pub en: Cow<'static, str>,
}

impl Phrase {
    /// The sentence in one language.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}

impl Phrase {
    /// What reads the same in both languages: a name, a figure, a date.
    pub fn same(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { zh: Cow::Owned(text.clone()), en: Cow::Owned(text) }
    }
}

impl From<(String, String)> for Phrase {
    fn from((zh, en): (String, String)) -> Self {
        Self { zh: Cow::Owned(zh), en: Cow::Owned(en) }
    }
}

impl From<Text> for Phrase {
    fn from(text: Text) -> Self {
        Self { zh: Cow::Borrowed(text.zh), en: Cow::Borrowed(text.en) }
    }
}

/// A sentence with values, in both languages: `say!("还差 {n} 分", "{n} points to go")`.
///
/// Values come from variables in scope, or are named: `say!("共 {n} 人", "{n} people", n = list.len())`. A named value
/// is computed once and has to be used in both languages. A [`Phrase`] or [`Text`] among the named values reads in the
/// sentence's own language: `say!("先解决{what}", "Treat {what} first", what = element.title())`; `what` alone stands
/// for `what = what`. A missing language does not compile:
///
/// ```compile_fail
/// let _ = changebook::say!("只有中文");
/// ```
/// ```compile_fail
/// let _ = changebook::say!("共 {n} 人", "People", n = 3);
/// ```
/// ```
/// use changebook::{say, text::{Lang, text}};
/// let n = 3;
/// assert_eq!(say!("共 {n} 人", "{n} people").get(Lang::En), "3 people");
/// let what = text("认知", "Awareness");
/// assert_eq!(say!("先解决{what}", "Treat {what} first", what).get(Lang::En), "Treat Awareness first");
/// ```
#[macro_export]
macro_rules! say {
    ($zh:literal, $en:literal $(,)?) => {
        $crate::text::Phrase {
            zh: ::std::borrow::Cow::Owned(::std::format!($zh)),
            en: ::std::borrow::Cow::Owned(::std::format!($en)),
        }
    };
    ($zh:literal, $en:literal, $($name:ident $(= $value:expr)?),+ $(,)?) => {
        // `match` keeps borrowed temporaries alive for both sentences, which `let` would not.
        match ($(&$crate::say!(@value $name $($value)?),)+) {
            ($($name,)+) => {
                #[allow(unused_imports, reason = "what reads the same in both languages has the method by another trait")]
                use $crate::text::Say as _;
                $crate::text::Phrase {
                    zh: {
                        $(let $name = $name.say($crate::text::Lang::Zh);)+
                        ::std::borrow::Cow::Owned(::std::format!($zh, $($name = $name),+))
                    },
                    en: {
                        $(let $name = $name.say($crate::text::Lang::En);)+
                        ::std::borrow::Cow::Owned(::std::format!($en, $($name = $name),+))
                    },
                }
            }
        }
    };
    (@value $name:ident) => { $name };
    (@value $name:ident $value:expr) => { $value };
}

/// The width of one grapheme in cells. Controls are nothing here; [`visible`] gives them a sign of one cell.
pub(crate) fn glyph_width(grapheme: &str) -> usize {
    match grapheme.chars().next() {
        Some(first) if !first.is_control() => usize::from(grapheme.cell_width()),
        _ => 0,
    }
}

/// The width of a text in cells, measured grapheme by grapheme as the screen draws it.
pub fn width(text: &str) -> usize {
    let simple: Option<usize> = text.chars().map(alone).sum();
    simple.unwrap_or_else(|| text.graphemes(true).map(glyph_width).sum())
}

/// The width of a character that never joins with another of its kind: Latin, Chinese, the punctuation of both, lines
/// and signs. Nearly all texts hold nothing else, and then no graphemes need to be looked for, which would be most of
/// the work of a frame.
fn alone(c: char) -> Option<usize> {
    match c {
        ' '..='~'
        | '\u{a1}'..='\u{ac}'
        | '\u{ae}'..='\u{ff}'
        | '\u{2010}'..='\u{2027}'
        | '\u{2190}'..='\u{2193}'
        | '\u{2264}'..='\u{2265}'
        | '\u{2500}'..='\u{25fc}'
        | '\u{2713}'..='\u{2714}' => Some(1),
        '\u{3001}'..='\u{3011}' | '\u{4e00}'..='\u{9fff}' | '\u{ff01}'..='\u{ff5e}' => Some(2),
        _ => None,
    }
}

/// Whether every character of a text is a glyph of its own, of a width that is known without looking around.
fn is_simple(text: &str) -> bool {
    text.chars().all(|c| alone(c).is_some())
}

/// The glyphs of a text as the screen draws them, each with where it begins and how many cells it takes.
pub(crate) fn glyphs(text: &str) -> impl Iterator<Item = (usize, &str, usize)> {
    let simple = is_simple(text);
    let (short, long) = if simple { (text, "") } else { ("", text) };
    let alone = short.char_indices().map(|(at, c)| {
        (at, text.get(at..at + c.len_utf8()).unwrap_or_default(), alone(c).unwrap_or_default())
    });
    alone.chain(long.grapheme_indices(true).map(|(at, glyph)| (at, glyph, glyph_width(glyph))))
}

/// The longest beginning of `text` that is at most `cells` wide, ending between graphemes.
fn head(text: &str, cells: usize) -> &str {
    let mut used = 0;
    let over = text.char_indices().map(|(at, c)| alone(c).map(|wide| (at, wide))).find_map(|place| {
        let Some((at, wide)) = place else { return Some(None) };
        used += wide;
        (used > cells).then_some(Some(at))
    });
    match over {
        None => return text,
        // The characters beyond may join among each other, but not with one that stands alone.
        Some(Some(at)) => return text.get(..at).unwrap_or_default(),
        Some(None) => used = 0,
    }
    for (at, grapheme) in text.grapheme_indices(true) {
        used += glyph_width(grapheme);
        if used > cells {
            return text.get(..at).unwrap_or_default();
        }
    }
    text
}

/// The text if it is at most `cells` wide, else its beginning with `…`; never wider than `cells`.
pub fn fit(text: &str, cells: usize) -> Cow<'_, str> {
    if head(text, cells).len() == text.len() {
        return Cow::Borrowed(text);
    }
    match cells.checked_sub(width("…")) {
        None => Cow::Borrowed(head(text, cells)),
        Some(room) => {
            let mut cut = head(text, room).to_owned();
            cut.push('…');
            Cow::Owned(cut)
        }
    }
}

/// The text cut or filled with spaces on its right to `cells`.
pub fn pad(text: &str, cells: usize) -> String {
    let (fitted, room) = fit_with_room(text, cells);
    format!("{fitted}{:room$}", "")
}

/// The text cut or filled with spaces on its left to `cells`, as numbers are.
pub fn pad_left(text: &str, cells: usize) -> String {
    let (fitted, room) = fit_with_room(text, cells);
    format!("{:room$}{fitted}", "")
}

/// The text cut or placed in the middle of `cells`; an odd space is on the right.
pub fn centre(text: &str, cells: usize) -> String {
    let (fitted, room) = fit_with_room(text, cells);
    let (left, right) = (room / 2, room - room / 2);
    format!("{:left$}{fitted}{:right$}", "", "")
}

fn fit_with_room(text: &str, cells: usize) -> (Cow<'_, str>, usize) {
    let fitted = fit(text, cells);
    let room = cells.saturating_sub(width(&fitted));
    (fitted, room)
}

/// Whether a character commands the terminal or hides and reorders what stands around it.
pub const fn is_hidden(c: char) -> bool {
    matches!(c,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
        | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// The text with every control in it turned into a harmless sign, line ends included, so that nothing in the data can
/// steer the terminal or lie about its own order. What goes to the terminal goes through here.
pub fn visible(text: &str) -> Cow<'_, str> {
    reveal(text, |_| false)
}

/// The same for a text of several lines: its line ends (`\n`) stay, for [`wrap`] to break at.
pub fn visible_lines(text: &str) -> Cow<'_, str> {
    reveal(text, |c| c == '\n')
}

fn reveal(text: &str, keep: impl Fn(char) -> bool) -> Cow<'_, str> {
    let hidden = |c: char| is_hidden(c) && !keep(c);
    if !text.contains(hidden) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(|c| if hidden(c) { sign(c) } else { c }).collect())
}

/// Unicode has a picture for each of the old controls; the others share the replacement character.
fn sign(c: char) -> char {
    match c {
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or(char::REPLACEMENT_CHARACTER),
        '\u{7f}' => '␡',
        _ => char::REPLACEMENT_CHARACTER,
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Texts made of what breaks terminals: wide, joined, combining, prepended, hidden and plain characters.
    pub(crate) fn any_text() -> impl Strategy<Value = String> {
        let pieces = prop::sample::select(vec![
            "a",
            "bc",
            "Word",
            "don’t",
            " ",
            "  ",
            "\u{3000}",
            "中",
            "文字",
            "，",
            "。",
            "（",
            "）",
            "“",
            "”",
            "…",
            "%",
            ",",
            "(",
            "35%",
            "\n",
            "\r\n",
            "\t",
            "\0",
            "\u{1b}[31m",
            "\u{7f}",
            "\u{85}",
            "\u{202e}",
            "\u{2067}",
            "\u{200b}",
            "\u{feff}",
            "\u{2028}",
            "e\u{301}",
            "\u{301}",
            "ｶﾞ",
            "ﾞ",
            "👩‍👩‍👧",
            "👍🏽",
            "\u{200d}",
            "\u{fe0f}",
            "❤\u{fe0f}",
            "🇨🇳",
            "🇨",
            "\u{600}",
            "각",
            "ᄀ",
            "์",
            "ไทย",
        ]);
        prop_oneof![
            4 => prop::collection::vec(pieces, 0..24).prop_map(|pieces| pieces.concat()),
            1 => any::<String>(),
        ]
    }

    #[test]
    fn languages_are_read_from_tags_and_locales() {
        for tag in ["zh", "zh-CN", "zh_CN.UTF-8", "ZH", "zh-Hans-CN", " zh@x"] {
            assert_eq!(Lang::parse(tag), Some(Lang::Zh), "{tag}");
        }
        for tag in ["en", "en_US", "en-GB", "EN_us.utf8"] {
            assert_eq!(Lang::parse(tag), Some(Lang::En), "{tag}");
        }
        for tag in ["", "C", "POSIX", "de_DE", "english", "中文"] {
            assert_eq!(Lang::parse(tag), None, "{tag}");
        }
        for lang in [Lang::Zh, Lang::En] {
            assert_eq!(Lang::parse(lang.tag()), Some(lang));
            assert_ne!(lang.other(), lang);
            assert_eq!(lang.other().other(), lang);
        }
    }

    #[test]
    fn a_phrase_speaks_both_languages() {
        let n = 3;
        let phrase = say!("还差 {n} 分", "{n} points to go");
        assert_eq!((phrase.get(Lang::Zh), phrase.get(Lang::En)), ("还差 3 分", "3 points to go"));
        let mut calls = 0;
        let mut next = || {
            calls += 1;
            format!("R{calls}")
        };
        let phrase = say!("{role}：{share:.1}%", "{role}: {share:.1}%", role = next(), share = 12.34);
        assert_eq!((phrase.get(Lang::Zh), phrase.get(Lang::En)), ("R1：12.3%", "R1: 12.3%"));
        let phrase = Phrase::from(text("认知", "Awareness"));
        assert_eq!((phrase.get(Lang::Zh), phrase.get(Lang::En)), ("认知", "Awareness"));
    }

    #[test]
    fn widths_are_those_of_the_screen() {
        for (text, cells) in
            [("", 0), ("abc", 3), ("中文", 4), ("a中", 3), ("e\u{301}", 1), ("\u{1b}", 0), ("a\nb", 2)]
        {
            assert_eq!(width(text), cells, "{text:?}");
        }
    }

    #[test]
    fn a_cut_never_splits_a_glyph() {
        assert_eq!(fit("服务中心", 8), "服务中心");
        assert_eq!(fit("服务中心", 7), "服务中…");
        assert_eq!(fit("服务中心", 6), "服务…");
        assert_eq!(fit("服务中心", 1), "…");
        assert_eq!(fit("服务中心", 0), "");
        assert_eq!(fit("e\u{301}e\u{301}e\u{301}", 2), "e\u{301}…");
        assert!(matches!(fit("abc", 3), Cow::Borrowed(_)));
    }

    #[test]
    fn padding_fills_the_side_it_names() {
        assert_eq!(pad("中", 5), "中   ");
        assert_eq!(pad_left("中", 5), "   中");
        assert_eq!(centre("中", 5), " 中  ");
        assert_eq!(pad("服务中心", 6), "服务… ");
        assert_eq!(centre("abc", 2), "a…");
    }

    #[test]
    fn controls_become_signs() {
        assert!(matches!(visible("变革 change"), Cow::Borrowed(_)));
        assert_eq!(visible("a\u{1b}[2Jb\t\u{7f}\u{9b}\u{202e}c"), "a␛[2Jb␉␡\u{fffd}\u{fffd}c");
        assert_eq!(visible("a\nb"), "a␊b");
        assert_eq!(visible_lines("a\r\nb\0"), "a␍\nb␀");
        assert_eq!(visible("👩‍👩‍👧"), "👩‍👩‍👧", "joiners inside an emoji are no control");
    }

    #[test]
    fn what_stands_alone_is_as_wide_as_the_screen_draws_it_and_joins_with_nothing_of_its_kind() {
        let all: Vec<char> = ('\0'..=char::MAX).filter(|c| alone(*c).is_some()).collect();
        let mut before = 'a';
        for c in all {
            let mut place = [0; 4];
            assert_eq!(alone(c), Some(glyph_width(c.encode_utf8(&mut place))), "{c:?}");
            for pair in [[c, c], [before, c], ['a', c], [c, '中']] {
                assert_eq!(String::from_iter(pair).graphemes(true).count(), 2, "{pair:?}");
            }
            before = c;
        }
    }

    proptest! {
        #[test]
        fn glyphs_are_what_the_screen_draws(text in any_text()) {
            let found: Vec<_> = glyphs(&text).collect();
            let wanted: Vec<_> = text.grapheme_indices(true).map(|(at, g)| (at, g, glyph_width(g))).collect();
            prop_assert_eq!(found, wanted);
        }

        #[test]
        fn the_short_way_measures_like_the_long_one(text in any_text(), cells in 0_usize..40) {
            let widths: Vec<usize> = text.graphemes(true).map(glyph_width).collect();
            prop_assert_eq!(width(&text), widths.iter().sum::<usize>());
            let mut used = 0;
            let fitting = widths.iter().take_while(|wide| { used += *wide; used <= cells }).count();
            prop_assert_eq!(head(&text, cells), text.graphemes(true).take(fitting).collect::<String>());
        }

        #[test]
        fn nothing_hidden_stays_hidden(text in any_text()) {
            let shown = visible(&text);
            prop_assert!(!shown.chars().any(|c| c.is_control() || is_hidden(c)));
            prop_assert_eq!(shown.chars().count(), text.chars().count());
            prop_assert_eq!(visible(&shown), shown.clone());
            prop_assert!(!visible_lines(&text).chars().any(|c| is_hidden(c) && c != '\n'));
        }

        #[test]
        fn a_fitted_text_is_never_wider(text in any_text(), cells in 0_usize..20) {
            let fitted = fit(&text, cells);
            prop_assert!(width(&fitted) <= cells, "{fitted:?}");
            if width(&text) <= cells {
                prop_assert_eq!(fitted, text.as_str());
            } else {
                let kept = fitted.strip_suffix('…').unwrap_or(&fitted);
                prop_assert!(text.starts_with(kept));
            }
        }

        #[test]
        fn a_padded_text_fills_its_cells(text in any_text(), cells in 0_usize..20) {
            for padded in [pad(&text, cells), pad_left(&text, cells), centre(&text, cells)] {
                prop_assert_eq!(width(&padded), cells, "{:?}", padded);
            }
        }
    }
}
