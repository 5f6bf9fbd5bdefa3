//! The best way a word stands in a text: from the beginning of a word on, nothing left out, by whole syllables.

use super::{Match, Word, is_inside, is_passed_over};

/// For each letter that matches; a syllable counts as its letters, standing together.
pub(super) const LETTER: i32 = 5;
/// For a letter that follows the one before it.
pub(super) const TOGETHER: i32 = 8;
/// For the beginning of a word of the text.
pub(super) const BEGINNING: i32 = 10;
/// For a syllable typed, and for a character typed as itself; against a mere initial.
pub(super) const WHOLE: i32 = 2;
/// For each character passed over before the end of the match.
pub(super) const GAP: i32 = -1;

/// The best score from a place in the text and a place in the word on, and how many letters the character there takes.
#[derive(Clone, Copy)]
struct Cell {
    score: i32,
    taken: u8,
}

const NONE: Cell = Cell { score: i32::MIN / 2, taken: 0 };

/// The best match of the word in a short text. `before` is the character in front of it.
///
/// The table is filled from the end; a cell exists twice, for whether the character before was matched.
pub(super) fn best(word: &Word, text: &[char], before: Option<char>) -> Option<Match> {
    let letters = word.letters.len();
    let row = 2 * (letters + 1);
    let mut table = vec![NONE; row * (text.len() + 1)];
    let index = |at: usize, from: usize, together: bool| at * row + 2 * from + usize::from(together);
    let done = Cell { score: 0, taken: 0 };
    for at in (0..=text.len()).rev() {
        table[index(at, letters, false)] = done;
        table[index(at, letters, true)] = done;
        let Some(c) = text.get(at) else { continue };
        let previous = if at == 0 { before } else { text.get(at - 1).copied() };
        let start = if previous.is_none_or(|previous| !previous.is_alphanumeric()) { BEGINNING } else { 0 };
        let beginnings = word.beginnings(*c);
        for from in 0..letters {
            let mut step = NONE;
            let begins = from > 0 || !is_inside(previous, *c);
            if begins && beginnings & (1 << from) != 0 {
                word.each_step(*c, from, |taken| {
                    let rest = table[index(at + 1, from + taken, true)].score;
                    let score = rest + worth(*c, word.letters[from], taken);
                    if score > step.score {
                        step = Cell { score, taken: taken as u8 };
                    }
                });
            }
            let skip = match table[index(at + 1, from, false)].score + GAP {
                score if from == 0 || is_passed_over(*c) => Cell { score, taken: 0 },
                _ => NONE,
            };
            for (together, bonus) in [(false, start), (true, start.max(TOGETHER))] {
                let take = Cell { score: step.score + bonus, ..step };
                table[index(at, from, together)] = if take.score >= skip.score { take } else { skip };
            }
        }
    }
    follow(&table, text.len(), letters, index)
}

pub(super) fn worth(c: char, typed: char, taken: usize) -> i32 {
    let letters = i32::try_from(taken).unwrap_or_default();
    let whole = match taken {
        1 if c.is_ascii() => 0,
        1 if c != typed => -WHOLE,
        _ => WHOLE,
    };
    letters * LETTER + (letters - 1) * TOGETHER + whole
}

/// Reads the way through the table, from its first cell on.
fn follow(
    table: &[Cell],
    length: usize,
    letters: usize,
    index: impl Fn(usize, usize, bool) -> usize,
) -> Option<Match> {
    let score = table[index(0, 0, false)].score;
    if score < NONE.score / 2 {
        return None;
    }
    let (mut matched, mut from, mut together) = (Vec::with_capacity(letters), 0, false);
    for at in 0..length {
        if from == letters {
            break;
        }
        let taken = usize::from(table[index(at, from, together)].taken);
        if taken > 0 {
            matched.push(at);
        }
        from += taken;
        together = taken > 0;
    }
    Some(Match { score, at: matched })
}
