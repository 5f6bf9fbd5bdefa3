//! Finding a page by any words on it, in either language, the Chinese also by its pinyin.

use super::{Block, Page, pages};
use crate::search::Query;
use crate::sort::StableSort;
use crate::text::{Lang, Phrase};
use std::cmp::Reverse;
use std::ops::Range;

/// A page that holds all words of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The page.
    pub page: &'static Page,
    /// The block that holds the most of them; none is the title.
    pub block: Option<usize>,
    /// The text of the block that does, counted as [`Block::texts`] gives them.
    pub text: usize,
    /// Where they stand in that text, as characters of the language that was asked for; empty if only the other
    /// language holds them.
    pub at: Vec<Range<usize>>,
}

impl Hit {
    /// The text that is shown for the page.
    pub fn phrase(&self) -> &'static Phrase {
        let block = self.block.and_then(|block| self.page.body.get(block));
        block.and_then(|block| block.texts().nth(self.text)).unwrap_or(&self.page.title)
    }
}

/// A text of a page against the query.
struct Look {
    block: Option<usize>,
    text: usize,
    /// For each word whether either language holds it.
    holds: Vec<bool>,
    at: Vec<Range<usize>>,
    weight: usize,
}

/// The pages that hold every word of a query, those that hold it in their titles first. A word is found as it begins
/// a word of the English text, as it stands in the Chinese, or by the sounds or initials of neighbouring characters.
/// An empty query finds nothing.
pub fn find(query: &str, lang: Lang) -> Vec<Hit> {
    let query = Query::new(query);
    if query.is_empty() {
        return Vec::new();
    }
    let mut hits: Vec<_> = pages().iter().filter_map(|page| look_at(page, &query, lang)).collect();
    // The order of the book stays among equals.
    hits.stable_sort_by_key(|(weight, _)| Reverse(*weight));
    hits.into_iter().map(|(_, hit)| hit).collect()
}

/// How well the page answers, and where it does best; none if a word is missing.
pub(super) fn look_at(page: &'static Page, query: &Query, lang: Lang) -> Option<(usize, Hit)> {
    let title = look(&page.title, query, lang, None, 0);
    let mut all = vec![title];
    for (block, content) in page.body.iter().enumerate() {
        let texts = content.texts().enumerate();
        all.extend(texts.map(|(text, phrase)| look(phrase, query, lang, Some(block), text)));
    }
    let words = all.first().map_or(0, |title| title.holds.len());
    let everywhere = (0..words).all(|word| all.iter().any(|look| look.holds.get(word) == Some(&true)));
    if !everywhere {
        return None;
    }
    let of = |look: &Look| match look.block.and_then(|block| page.body.get(block)) {
        None => 8 * look.weight,
        Some(Block::Heading(_)) => 3 * look.weight,
        Some(_) => look.weight,
    };
    // The first of the best: max_by_key gives the last.
    let best = all.into_iter().rev().max_by_key(|look| of(look))?;
    Some((of(&best), Hit { page, block: best.block, text: best.text, at: best.at }))
}

fn look(phrase: &Phrase, query: &Query, lang: Lang, block: Option<usize>, text: usize) -> Look {
    let (shown, other) = (query.places(phrase.get(lang)), query.places(phrase.get(lang.other())));
    let holds: Vec<bool> = shown.iter().zip(&other).map(|(s, o)| s.is_some() || o.is_some()).collect();
    // What can be seen at once counts more than what only the other language says.
    let weight = holds.iter().filter(|h| **h).count() * 2 + shown.iter().flatten().count();
    let mut at: Vec<_> = shown.into_iter().flatten().collect();
    at.stable_sort_by_key(|range| (range.start, range.end));
    Look { block, text, holds, at, weight }
}
