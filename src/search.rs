//! Finding things by a few letters: plain text in any case, and Chinese by its pinyin, whole syllables or initials.
//!
//! `zw`, `zhangw` and `zhangwei` find 张伟; 重庆 answers to `chongqing` and `zhongqing`, 吕 to `lv`, `lu` and `lü`. What is typed
//! stands together in the text and begins at a word: letters that lie scattered in it find nothing.
//! Knows only texts; what is searched, and in which order equals are shown, is decided elsewhere.

mod best;
mod score;

pub use score::Scorer;

use pinyin::{Pinyin, ToPinyinMulti};
use std::ops::Range;
use std::sync::LazyLock;

/// The longest run of characters that one match may span; longer texts are searched in pieces that overlap.
const SPAN: usize = 256;
const OVERLAP: usize = 64;
/// Positions in a word are bits of a `u64`, one more than there are characters.
const LONGEST_WORD: usize = 63;

/// For a text that matches from its first character to its last.
const ENTIRE: i32 = 4;

/// How well a text matches, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match {
    /// Higher is better; comparable between texts for the same query only.
    pub score: i32,
    /// The characters of the text that match, as indices of characters, rising.
    pub at: Vec<usize>,
}

/// What is searched for, prepared once for any number of texts.
#[derive(Clone, Debug)]
pub struct Query {
    words: Vec<Word>,
}

impl Query {
    /// Prepares a query. Each of its words, parted by spaces, has to be found somewhere in a text, from the beginning of a word on
    /// and with nothing left out but a space or a hyphen.
    pub fn new(query: &str) -> Self {
        let letters = |word: &str| word.chars().map(fold).collect::<Vec<_>>();
        let pieces = |word: Vec<char>| word.chunks(LONGEST_WORD).map(Word::new).collect::<Vec<_>>();
        Self { words: query.split_whitespace().flat_map(|word| pieces(letters(word))).collect() }
    }

    /// Whether nothing is searched for, so that every text matches.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// How the text matches; None if a word of the query is not in it.
    pub fn matches(&self, text: &str) -> Option<Match> {
        if !self.words.iter().all(|word| word.may_be_in(text)) {
            return None;
        }
        let mut found = Match { score: 0, at: Vec::new() };
        if self.words.is_empty() {
            return Some(found);
        }
        let characters: Vec<char> = text.chars().map(fold).collect();
        for word in &self.words {
            let best = word.best_in(&characters)?;
            found.score += best.score;
            found.at.extend(best.at);
        }
        found.at.sort_unstable();
        found.at.dedup();
        if found.at.len() == characters.len() {
            found.score += ENTIRE;
        }
        Some(found)
    }

    /// Where each word of the query first stands in a running text, as a range of characters; None for a word that is
    /// not in it. Here a word must stand unbroken, and Latin letters must begin a word of the text: in long texts nearly
    /// any letters stand somewhere in their order.
    pub fn places(&self, text: &str) -> Vec<Option<Range<usize>>> {
        let characters: Vec<char> = text.chars().map(fold).collect();
        self.words.iter().map(|word| word.unbroken_in(&characters)).collect()
    }

    /// Whether every word of the query has a place in a running text, as [`Query::places`] finds it.
    pub fn stands_in(&self, text: &str) -> bool {
        self.words.iter().all(|word| word.stands_in(text))
    }
}

/// One word of a query.
#[derive(Clone, Debug)]
struct Word {
    letters: Vec<char>,
    /// For each ASCII character the positions at which it stands in the word.
    places: [u64; 128],
    /// Whether the word has letters that could be pinyin, and whether it has characters beyond ASCII.
    spells: bool,
    wide: bool,
}

impl Word {
    fn new(letters: &[char]) -> Self {
        let mut places = [0; 128];
        for (at, letter) in letters.iter().enumerate() {
            if let Some(place) = places.get_mut(*letter as usize) {
                *place |= 1_u64 << at;
            }
        }
        Self {
            letters: letters.to_vec(),
            places,
            spells: letters.iter().any(|letter| letter.is_ascii_lowercase() || *letter == 'ü'),
            wide: !letters.iter().all(char::is_ascii),
        }
    }

    /// A quick look, without allocation: every position of the word that can be reached is a bit of `reached`, moved on
    /// by one character of the text after the other. Sure about no; yes may still span too much of a long text.
    fn may_be_in(&self, text: &str) -> bool {
        let end = 1_u64 << self.letters.len();
        let mut reached = 1_u64;
        for c in text.chars() {
            let c = fold(c);
            let mut open = reached & self.beginnings(c);
            while open != 0 {
                let at = open.trailing_zeros() as usize;
                open &= open - 1;
                self.each_step(c, at, |taken| reached |= 1 << (at + taken));
            }
            if reached & end != 0 {
                return true;
            }
        }
        false
    }

    /// The positions of the word that the character, or one of its readings, begins with.
    fn beginnings(&self, c: char) -> u64 {
        if let Some(places) = self.places.get(c as usize) {
            return *places;
        }
        let mut found = 0;
        if self.wide {
            found = self.positions(c);
        }
        if !self.spells {
            return found;
        }
        let mut letters = INITIALS.get((c as usize).wrapping_sub(HAN)).copied().unwrap_or(OTHER);
        if letters == OTHER {
            for initial in readings(c).filter_map(|reading| reading.plain().chars().next()) {
                found |=
                    self.places.get(initial as usize).copied().unwrap_or_else(|| self.positions(initial));
            }
            return found;
        }
        while letters != 0 {
            found |= self.places[usize::from(b'a') + letters.trailing_zeros() as usize];
            letters &= letters - 1;
        }
        found
    }

    fn positions(&self, c: char) -> u64 {
        let stands = |(at, letter): (usize, &char)| u64::from(*letter == c) << at;
        self.letters.iter().enumerate().map(stands).sum()
    }

    /// Tells how many letters of the word from `at` on, one of the character's beginnings, it may stand for: itself, a whole syllable, its
    /// initial, or as much of the syllable as the word ends with.
    fn each_step(&self, c: char, at: usize, mut step: impl FnMut(usize)) {
        let rest = self.letters.get(at..).unwrap_or_default();
        // The only letter left can only be this character or what one of its readings begins with.
        if rest.len() == 1 || rest.first() == Some(&c) {
            step(1);
        }
        if rest.len() == 1 {
            return;
        }
        if c.is_ascii() || !self.spells {
            return;
        }
        for reading in readings(c) {
            let syllable = reading.plain();
            let common =
                syllable.chars().zip(rest).take_while(|(sound, typed)| sounds_like(*sound, **typed)).count();
            if common == 0 {
                continue;
            }
            step(1);
            if common >= 2 && syllable.starts_with(['z', 'c', 's']) && syllable.get(1..2) == Some("h") {
                step(2);
            }
            if common > 1 && (common == rest.len() || common == syllable.chars().count()) {
                step(common);
            }
        }
    }

    /// The first place where neighbouring characters, none left out, stand for the whole word.
    fn unbroken_in(&self, text: &[char]) -> Option<Range<usize>> {
        let inside = |at: usize| {
            let latin = |at: usize| text.get(at).is_some_and(char::is_ascii_alphanumeric);
            latin(at) && at.checked_sub(1).is_some_and(latin)
        };
        let starts = (0..text.len()).filter(|at| !inside(*at));
        starts
            .into_iter()
            .find_map(|start| Some(start..self.unbroken_from(text.get(start..)?.iter().copied())? + start))
    }

    /// Whether there is such a place, without allocation.
    fn stands_in(&self, text: &str) -> bool {
        let (mut rest, mut after_latin) = (text.chars(), false);
        loop {
            let from = rest.clone();
            let Some(c) = rest.next().map(fold) else { return false };
            let latin = c.is_ascii_alphanumeric();
            let inside = std::mem::replace(&mut after_latin, latin) && latin;
            if !inside && self.beginnings(c) & 1 != 0 && self.unbroken_from(from.map(fold)).is_some() {
                return true;
            }
        }
    }

    /// How many characters from the first on stand for the whole word.
    fn unbroken_from(&self, text: impl Iterator<Item = char>) -> Option<usize> {
        let end = 1_u64 << self.letters.len();
        let mut reached = 1_u64;
        for (taken, c) in text.enumerate() {
            let mut open = reached & self.beginnings(c);
            reached = 0;
            while open != 0 {
                let at = open.trailing_zeros() as usize;
                open &= open - 1;
                self.each_step(c, at, |letters| reached |= 1 << (at + letters));
            }
            match reached {
                0 => return None,
                reached if reached & end != 0 => return Some(taken + 1),
                _ => {}
            }
        }
        None
    }

    /// The best match in a text of any length.
    fn best_in(&self, text: &[char]) -> Option<Match> {
        let mut best: Option<Match> = None;
        let mut from = 0;
        loop {
            let piece = text.get(from..text.len().min(from + SPAN))?;
            let before = from.checked_sub(1).and_then(|before| text.get(before)).copied();
            if let Some(mut found) = best::best(self, piece, before)
                && best.as_ref().is_none_or(|best| found.score > best.score)
            {
                found.at.iter_mut().for_each(|at| *at += from);
                best = Some(found);
            }
            if from + SPAN >= text.len() {
                return best;
            }
            from += SPAN - OVERLAP;
        }
    }
}

/// Whether nothing can begin at a character behind this one: within a word of Latin letters.
fn is_inside(before: Option<char>, c: char) -> bool {
    c.is_ascii_alphabetic() && before.is_some_and(|before| before.is_ascii_alphabetic())
}

/// Whether a match may go on behind a character that it does not name.
fn is_passed_over(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '·')
}

/// The first of the characters that nearly all Chinese is written with, and how many they are.
const HAN: usize = 0x4e00;
const HAN_COUNT: usize = 0x5200;

/// Which letters, a to z in the lowest bits, the readings of each of these characters begin with: looking the
/// readings up for every character of a project would take most of the time of a search.
static INITIALS: LazyLock<Vec<u32>> = LazyLock::new(|| {
    let letters = |n: usize| {
        let c = u32::try_from(HAN + n).ok().and_then(char::from_u32).unwrap_or_default();
        readings(c).try_fold(0, |letters, reading| {
            let initial = reading.plain().bytes().next().filter(u8::is_ascii_lowercase)?;
            Some(letters | 1 << (initial - b'a'))
        })
    };
    (0..HAN_COUNT).map(|n| letters(n).unwrap_or(OTHER)).collect()
});

/// For a character whose readings have to be looked up.
const OTHER: u32 = u32::MAX;

fn readings(c: char) -> impl Iterator<Item = Pinyin> {
    c.to_pinyin_multi().into_iter().flatten()
}

/// Keyboards have no ü: it is typed as v, and many write u.
fn sounds_like(sound: char, typed: char) -> bool {
    sound == typed || (sound == 'ü' && matches!(typed, 'v' | 'u'))
}

/// Upper case and full-width letters count as their plain form.
fn fold(c: char) -> char {
    match c {
        c if c.is_ascii() => c.to_ascii_lowercase(),
        '\u{3000}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(c) - 0xfee0).map_or(c, |plain| plain.to_ascii_lowercase())
        }
        // Han characters have no case, and asking costs.
        '\u{2e80}'..='\u{9fff}' => c,
        _ => c.to_lowercase().next().unwrap_or(c),
    }
}

#[cfg(test)]
mod tests;
