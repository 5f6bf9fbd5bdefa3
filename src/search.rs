//! Finding things by a few letters: plain text in any case, and Chinese by its pinyin, whole syllables or initials.
//!
//! `zw`, `zhangw` and `zhangwei` find 张伟; 重庆 answers to `chongqing` and `zhongqing`, 吕 to `lv`, `lu` and `lü`.
//! Knows only texts; what is searched, and in which order equals are shown, is decided elsewhere.

mod best;

use pinyin::{Pinyin, ToPinyinMulti};
use std::ops::Range;

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
    /// Prepares a query. Each of its words, parted by spaces, has to be found somewhere in a text.
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
        if self.spells {
            for reading in readings(c) {
                let initial = reading.plain().chars().next().unwrap_or_default();
                found |=
                    self.places.get(initial as usize).copied().unwrap_or_else(|| self.positions(initial));
            }
        }
        found
    }

    fn positions(&self, c: char) -> u64 {
        let stands = |(at, letter): (usize, &char)| u64::from(*letter == c) << at;
        self.letters.iter().enumerate().map(stands).sum()
    }

    /// Tells how many letters of the word from `at` on the character may stand for: itself, a whole syllable, its
    /// initial, or as much of the syllable as the word ends with.
    fn each_step(&self, c: char, at: usize, mut step: impl FnMut(usize)) {
        let rest = self.letters.get(at..).unwrap_or_default();
        if rest.first() == Some(&c) {
            step(1);
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
        starts.into_iter().find_map(|start| Some(start..self.unbroken_from(text.get(start..)?)? + start))
    }

    /// How many characters from the first on stand for the whole word.
    fn unbroken_from(&self, text: &[char]) -> Option<usize> {
        let end = 1_u64 << self.letters.len();
        let mut reached = 1_u64;
        for (taken, c) in text.iter().enumerate() {
            let mut open = reached & self.beginnings(*c);
            reached = 0;
            while open != 0 {
                let at = open.trailing_zeros() as usize;
                open &= open - 1;
                self.each_step(*c, at, |letters| reached |= 1 << (at + letters));
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
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(query: &str, text: &str) -> Option<Vec<usize>> {
        Query::new(query).matches(text).map(|found| found.at)
    }

    fn score(query: &str, text: &str) -> i32 {
        Query::new(query).matches(text).map_or(i32::MIN, |found| found.score)
    }

    #[test]
    fn chinese_is_found_by_sound() {
        for (query, text) in [
            ("zw", "张伟"),
            ("zhangwei", "张伟"),
            ("zhangw", "张伟"),
            ("zhw", "张伟"),
            ("zwei", "张伟"),
            ("zhanwe", "展望"),
            ("cq", "重庆"),
            ("chongqing", "重庆"),
            ("zhongqing", "重庆"),
            ("zq", "重庆"),
            ("fwzx", "服务中心"),
            ("fuwuzhongxin", "服务中心"),
            ("fuwuzhongx", "服务中心"),
            ("服w中x", "服务中心"),
            ("ADKARkp", "adkar 卡片"),
            ("adkarkp", "ADKAR 卡片"),
            ("ａｄｋａｒ", "adkar"),
            ("kpi", "ＫＰＩ"),
            ("xian", "西安"),
        ] {
            let all = (0..text.chars().count()).filter(|n| text.chars().nth(*n) != Some(' ')).collect();
            let expected = if query == "zhanwe" { None } else { Some(all) };
            assert_eq!(at(query, text), expected, "{query} {text}");
        }
        assert_eq!(at("zhang", "张伟"), Some(vec![0]));
        for query in ["lv", "lu", "lü", "LÜ", "l"] {
            assert_eq!(at(query, "吕"), Some(vec![0]), "{query}");
        }
        for query in ["lve", "lue", "lüe"] {
            assert_eq!(at(query, "战略"), Some(vec![1]), "{query}");
        }
    }

    #[test]
    fn running_text_holds_words_unbroken() {
        let place = |query: &str, text: &str| Query::new(query).places(text).into_iter().next().flatten();
        for (query, text, at) in [
            ("紧迫", "先营造紧迫感", 3..5),
            ("jinpo", "先营造紧迫感", 3..5),
            ("jpg", "先营造紧迫感", 3..6),
            ("jinpog", "先营造紧迫感", 3..6),
            ("win", "following a Win", 12..15),
            ("adkar", "用ADKAR卡", 1..6),
            ("adkark", "用ADKAR卡", 1..7),
        ] {
            assert_eq!(place(query, text), Some(at), "{query} {text}");
        }
        for (query, text) in [
            ("紧感", "紧迫感"),
            ("jg", "紧迫感"),
            ("ins", "wins"),
            ("winx", "win"),
            ("win", ""),
            ("py", "happy"),
        ] {
            assert_eq!(place(query, text), None, "{query} {text}");
        }
        let both = Query::new("zd 紧").places("紧迫感");
        assert_eq!(both, [None, Some(0..1)]);
    }

    #[test]
    fn what_is_not_there_is_not_found() {
        for (query, text) in
            [("wz", "张伟"), ("zhangweix", "张伟"), ("hang", "张"), ("zx", ""), ("中", "张"), ("li", "吕")]
        {
            assert_eq!(at(query, text), None, "{query} {text}");
        }
    }

    #[test]
    fn an_empty_query_finds_all() {
        for query in ["", "  ", "\u{3000}"] {
            assert_eq!(Query::new(query).matches("张伟"), Some(Match { score: 0, at: vec![] }));
            assert!(Query::new(query).is_empty());
        }
    }

    #[test]
    fn every_word_must_be_somewhere() {
        assert_eq!(at("zx fw", "服务中心"), Some(vec![0, 1, 2, 3]));
        assert_eq!(at("sales after", "After-Sales"), Some(vec![0, 1, 2, 3, 4, 6, 7, 8, 9, 10]));
        assert_eq!(at("fw bj", "服务中心"), None);
    }

    #[test]
    fn the_better_match_scores_higher() {
        for (query, better, worse) in [
            ("zhong", "中心", "仔红心"),
            ("kpi", "KPI dashboard", "keep it simple, please"),
            ("kpi", "a KPI", "xkpix"),
            ("fw", "服务", "服装任务"),
            ("zx", "中心", "中的心态"),
            ("zhang", "张", "这行案内感"),
            ("中", "中", "重中"),
            ("plan", "Plan", "Planning"),
        ] {
            assert!(score(query, better) > score(query, worse), "{query}: {better} before {worse}");
        }
        assert_eq!(at("wei", "wxexi wei"), Some(vec![6, 7, 8]), "the best of several places");
    }

    #[test]
    fn long_texts_are_searched_in_pieces() {
        let text = format!("{}服务中心{}", "空".repeat(5_000), "，".repeat(5_000));
        assert_eq!(at("fwzx", &text), Some(vec![5_000, 5_001, 5_002, 5_003]));
        assert_eq!(at("fwzx", &format!("服{0}务{0}中{0}心", "，".repeat(SPAN))), None);
        let long = "x".repeat(200);
        assert!(Query::new(&long).matches(&long).is_some());
        assert!(Query::new(&long).matches("xxx").is_none());
    }

    fn any_name() -> impl Strategy<Value = String> {
        prop_oneof![3 => "[张伟重庆吕服务中心战略a-eA-E Ü，]{0,10}", 1 => any::<String>()]
    }

    proptest! {
        #[test]
        fn a_match_names_characters_of_the_text(query in any_name(), text in any_name()) {
            let found = Query::new(&query).matches(&text);
            if let Some(found) = found {
                prop_assert!(found.at.is_sorted_by(|a, b| a < b));
                prop_assert!(found.at.iter().all(|at| *at < text.chars().count()));
            }
        }

        #[test]
        fn a_running_text_is_found_by_any_piece_of_it(text in "[张伟重庆吕，a-cA-C1 ]{1,12}", from in 0_usize..12, length in 1_usize..12) {
            let characters: Vec<char> = text.chars().collect();
            let latin = |at: usize| characters.get(at).is_some_and(char::is_ascii_alphanumeric);
            let from = from % characters.len();
            prop_assume!(!(latin(from) && from.checked_sub(1).is_some_and(latin)));
            let piece: String = characters[from..].iter().take(length).take_while(|c| **c != ' ').collect();
            for found in Query::new(&piece).places(&text) {
                let found = found.unwrap();
                prop_assert!(found.start <= from && found.start < found.end && found.end <= characters.len());
            }
        }

        #[test]
        fn places_lie_in_the_text(query in any_name(), text in any_name()) {
            let length = text.chars().count();
            let query = Query::new(&query);
            let places = query.places(&text);
            prop_assert_eq!(places.is_empty(), query.is_empty());
            prop_assert!(places.into_iter().flatten().all(|place| place.start < place.end && place.end <= length));
        }

        #[test]
        fn a_text_is_found_by_any_letters_of_it_in_their_order(text in any_name(), keep in prop::collection::vec(any::<bool>(), 10)) {
            let kept = text.chars().zip(keep.iter().chain(std::iter::repeat(&true)));
            let query: String = kept.filter(|(c, keep)| **keep && !c.is_whitespace()).map(|(c, _)| c).collect();
            prop_assert!(Query::new(&query).matches(&text).is_some());
        }

        #[test]
        fn a_name_is_found_by_any_of_its_readings(
            name in "[张伟重庆吕服务中心战略行长]{1,8}", picks in prop::collection::vec((any::<u8>(), any::<bool>()), 8),
        ) {
            let mut query = String::new();
            for (c, (pick, initial)) in name.chars().zip(picks) {
                let all: Vec<_> = readings(c).collect();
                let reading = all[usize::from(pick) % all.len()].plain().replace('ü', "v");
                query.push_str(if initial { reading.get(..1).unwrap() } else { &reading });
            }
            let found = Query::new(&query).matches(&name).unwrap();
            prop_assert!(found.score > 0);
        }

        #[test]
        fn the_quick_look_and_the_match_agree(query in "[a-z张伟重]{1,5}", text in "[张伟重庆吕服务中心a-z ]{0,8}") {
            let word = Word::new(&query.chars().collect::<Vec<_>>());
            let characters: Vec<char> = text.chars().collect();
            prop_assert_eq!(word.may_be_in(&text), word.best_in(&characters).is_some());
        }
    }
}
