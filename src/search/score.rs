//! The score of a match without its places: what a search through a whole project asks of every text.

use super::best::{BEGINNING, GAP, LETTER, TOGETHER, WHOLE, worth};
use super::{Query, SPAN, Word, fold, is_inside, is_passed_over};

/// Scores many texts for one query, as [`Query::matches`] does.
pub struct Scorer<'a> {
    query: &'a Query,
    /// Letters of all words; no match has more characters than these.
    letters: usize,
    characters: Vec<char>,
    here: Vec<[i32; 2]>,
    behind: Vec<[i32; 2]>,
}

/// Worse than any match, however many characters are passed over.
const NONE: i32 = i32::MIN / 2;

impl<'a> Scorer<'a> {
    /// A scorer that keeps what it needs for the next text.
    pub fn new(query: &'a Query) -> Scorer<'a> {
        let letters = query.words.iter().map(|word| word.letters.len()).sum();
        Scorer { query, letters, characters: Vec::new(), here: Vec::new(), behind: Vec::new() }
    }

    /// The score of the best match in a text; `None` if a word of the query is not in it.
    pub fn score(&mut self, text: &str) -> Option<i32> {
        // The shortest texts may match from end to end, and in the longest not all of a match is in one piece.
        if text.len() > SPAN || text.len() <= 4 * self.letters {
            return self.query.matches(text).map(|found| found.score);
        }
        if let [word] = &*self.query.words
            && let [letter] = *word.letters
        {
            return one_letter(word, letter, text);
        }
        if !self.query.words.iter().all(|word| word.may_be_in(text)) {
            return None;
        }
        self.characters.clear();
        self.characters.extend(text.chars().map(fold));
        let mut score = 0;
        for word in &self.query.words {
            score += best(word, &self.characters, &mut self.here, &mut self.behind)?;
        }
        Some(score)
    }
}

/// Only the characters that a better match can still begin with are looked at.
fn one_letter(word: &Word, letter: char, text: &str) -> Option<i32> {
    let (mut best, mut before, mut passed) = (None::<i32>, None::<char>, 0);
    for c in text.chars().map(fold) {
        if best.is_some_and(|best| LETTER + BEGINNING + WHOLE + passed <= best) {
            break;
        }
        if word.beginnings(c) & 1 != 0 && !is_inside(before, c) {
            let start = if before.is_none_or(|before| !before.is_alphanumeric()) { BEGINNING } else { 0 };
            let score = start + passed + worth(c, letter, 1);
            best = Some(best.map_or(score, |best| best.max(score)));
        }
        before = Some(c);
        passed += GAP;
    }
    best
}

/// As [`super::best::best`], from the end of the text on, but only with the row of the table that comes next.
fn best(word: &Word, text: &[char], here: &mut Vec<[i32; 2]>, behind: &mut Vec<[i32; 2]>) -> Option<i32> {
    let letters = word.letters.len();
    for row in [&mut *here, &mut *behind] {
        row.clear();
        row.resize(letters + 1, [NONE; 2]);
        row[letters] = [0; 2];
    }
    for (at, c) in text.iter().enumerate().rev() {
        let beginnings = word.beginnings(*c);
        let passes = |from: usize| from == 0 || is_passed_over(*c);
        if beginnings == 0 {
            for (n, from) in behind[..letters].iter_mut().enumerate() {
                *from = [if passes(n) { from[0] + GAP } else { NONE }; 2];
            }
            continue;
        }
        let previous = at.checked_sub(1).map(|at| text[at]);
        let start = if previous.is_none_or(|previous| !previous.is_alphanumeric()) { BEGINNING } else { 0 };
        for from in 0..letters {
            let skip = if passes(from) { behind[from][0] + GAP } else { NONE };
            let mut step = NONE;
            let begins = from > 0 || !is_inside(previous, *c);
            if begins && beginnings & (1 << from) != 0 {
                word.each_step(*c, from, |taken| {
                    let rest = behind[from + taken][1];
                    step = step.max(rest + worth(*c, word.letters[from], taken));
                });
            }
            here[from] = [skip.max(step + start), skip.max(step + start.max(TOGETHER))];
        }
        std::mem::swap(here, behind);
    }
    Some(behind[0][0]).filter(|score| *score >= NONE / 2)
}
