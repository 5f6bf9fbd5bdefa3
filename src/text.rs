//! What is said to people: two languages side by side, and how wide a text is in cells of the terminal.
//!
//! Knows nothing of the workbook, the screen or the machine. Of the drawing library it uses only `CellWidth`, so that
//! a width measured here is the width drawn there.

mod ambiguous;
mod file_name;
mod order;
mod phrase;
#[cfg(test)]
pub(crate) mod tests;
mod wrap;

use std::borrow::Cow;

use ratatui::buffer::CellWidth;
use serde::{Deserialize, Serialize};
use unicode_segmentation::UnicodeSegmentation;

pub use ambiguous::{is_ambiguous, set_ambiguous_wide, shown_instead};
pub use file_name::safe_name;
pub use order::SortKey;
pub use phrase::{
    Say, count, days, few, first_few, grouped, join, joined, list, names, nested, parted, percent, quoted,
    rows_of, signed_percent, spoken,
};
pub(crate) use wrap::wrap_from;
pub use wrap::{widest_piece, wrap, wrapped};

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

    /// The language that words are written in: Chinese if one of them has a Chinese character, or none has a letter.
    /// What the program writes into a cell beside them is in one language, and should be in theirs.
    pub fn written<'a>(words: impl IntoIterator<Item = &'a str>) -> Self {
        let mut has_letters = false;
        for c in words.into_iter().flat_map(str::chars) {
            if is_han(c) {
                return Self::Zh;
            }
            has_letters |= c.is_alphabetic();
        }
        if has_letters { Self::En } else { Self::Zh }
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

/// Whether a character is a Chinese one.
pub const fn is_han(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
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
/// the Chinese first: `["高层支持", "Senior support"]`; for programs it is written as an object of both.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Deserialize, Serialize)]
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

    /// Both languages as one line of at most so many cells.
    #[must_use]
    pub fn in_line(&self, cells: usize) -> Self {
        Self { zh: Cow::Owned(in_line(&self.zh, cells)), en: Cow::Owned(in_line(&self.en, cells)) }
    }
}

/// A text of several lines as one of at most so many cells.
pub fn in_line(text: &str, cells: usize) -> String {
    fit(&text.replace('\n', " "), cells).into_owned()
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
/// sentence's own language: `say!("先解决{what}", "Address {what} first", what = element.title())`; `what` alone stands
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
/// assert_eq!(say!("先解决{what}", "Address {what} first", what).get(Lang::En), "Address Awareness first");
/// ```
#[macro_export]
macro_rules! say {
    ($zh:literal, $en:literal $(,)?) => {
        $crate::text::Phrase {
            zh: $crate::text::written(::std::format_args!($zh)),
            en: $crate::text::written(::std::format_args!($en)),
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
                        $crate::text::written(::std::format_args!($zh, $($name = $name),+))
                    },
                    en: {
                        $(let $name = $name.say($crate::text::Lang::En);)+
                        $crate::text::written(::std::format_args!($en, $($name = $name),+))
                    },
                }
            }
        }
    };
    (@value $name:ident) => { $name };
    (@value $name:ident $value:expr) => { $value };
}

/// One sentence of [`say!`], written out. There are thousands of them, so this is done in one place.
#[doc(hidden)]
#[inline(never)]
pub fn written(sentence: std::fmt::Arguments<'_>) -> Cow<'static, str> {
    Cow::Owned(std::fmt::format(sentence))
}

/// The width of one grapheme in cells. Controls are nothing here; [`visible`] gives them a sign of one cell.
pub(crate) fn glyph_width(grapheme: &str) -> usize {
    match grapheme.chars().next() {
        Some(first) if ambiguous::is_wide(first) => 2,
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
        ' '..='~' => Some(1),
        '\u{a1}'..='\u{ac}'
        | '\u{ae}'..='\u{ff}'
        | '\u{2010}'..='\u{2027}'
        | '\u{2190}'..='\u{2193}'
        | '\u{2264}'..='\u{2265}'
        | '\u{2500}'..='\u{25fc}'
        | '\u{2713}'..='\u{2714}' => Some(if ambiguous::is_wide(c) { 2 } else { 1 }),
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

/// The text if it is at most `cells` wide, else its beginning with `…`; never wider than `cells`. A Latin word that
/// would be cut is left out, unless that took most of the room.
pub fn fit(text: &str, cells: usize) -> Cow<'_, str> {
    if head(text, cells).len() == text.len() {
        return Cow::Borrowed(text);
    }
    match cells.checked_sub(width("…")) {
        None => Cow::Borrowed(head(text, cells)),
        Some(room) => {
            let mut cut = whole_words(text, head(text, room), room).to_owned();
            cut.push('…');
            Cow::Owned(cut)
        }
    }
}

/// The beginning of a text without the Latin word that it ends within.
fn whole_words<'t>(text: &str, head: &'t str, room: usize) -> &'t str {
    let of_word = |c: char| c.is_alphabetic() && alone(c).is_none_or(|wide| wide < 2) && c < '\u{1100}';
    let within = text.get(head.len()..).is_some_and(|rest| rest.starts_with(of_word));
    let whole = head.trim_end_matches(of_word).trim_end_matches(' ');
    if within && width(whole) * 3 >= room { whole } else { head }
}

/// The text cut or filled with spaces on its right to `cells`.
pub fn pad(text: &str, cells: usize) -> String {
    let (fitted, room) = fit_with_room(text, cells);
    // A width of the format panics from 65,536 on.
    format!("{fitted}{}", " ".repeat(room))
}

/// The text cut or filled with spaces on its left to `cells`, as numbers are.
pub fn pad_left(text: &str, cells: usize) -> String {
    let (fitted, room) = fit_with_room(text, cells);
    format!("{}{fitted}", " ".repeat(room))
}

/// The text cut or placed in the middle of `cells`; an odd space is on the right.
pub fn centre(text: &str, cells: usize) -> String {
    let (fitted, room) = fit_with_room(text, cells);
    let (left, right) = (room / 2, room - room / 2);
    format!("{}{fitted}{}", " ".repeat(left), " ".repeat(right))
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
