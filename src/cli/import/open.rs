//! What is open in all files that are taken in, told in one go, with what settles it.

use super::report::{Report, Ways};
use crate::say;
use crate::text::{Phrase, count};

/// So many places where files differ are named.
const NAMED: usize = 50;

/// What keeps files out.
pub(super) struct Asked<'a> {
    /// Why files could not be read, each with its name.
    pub(super) unread: Vec<Phrase>,
    pub(super) reports: &'a [Report<'a>],
    /// What may be one row.
    pub(super) namesakes: &'a [Phrase],
    /// Where files differ and nobody is named to be believed.
    pub(super) undecided: Vec<Phrase>,
}

impl Asked<'_> {
    /// Whether nothing is open.
    pub(super) fn is_settled(&self) -> bool {
        self.unread.is_empty() && self.places() == 0
    }

    fn places(&self) -> usize {
        let open = self.reports.iter().map(|report| report.plan.open().count()).sum::<usize>();
        open + self.namesakes.len() + self.undecided.len()
    }

    /// Why nothing is stored: all that is open in each file, then what is open between them.
    pub(super) fn refusal(self) -> Phrase {
        let mut parts = self.unread;
        let open: Vec<&Report<'_>> = self.reports.iter().filter(|report| !report.plan.is_ready()).collect();
        let alone = open.len() == 1;
        parts.extend(open.iter().map(|report| report.refusal(alone)));
        if !self.namesakes.is_empty() {
            parts.push(listed(unsettled(self.namesakes.len()), self.namesakes));
        }
        if !self.undecided.is_empty() {
            parts.push(listed(differing(self.undecided.len()), &self.undecided));
        }
        // What can be done is told once for all of them.
        let ways = if open.len() > 1 { Ways::of(self.reports).said() } else { Vec::new() };
        ways.into_iter().fold(all(parts), |said, way| say!("{said}\n{way}", "{said}\n{way}", said, way))
    }

    /// What a look tells of what is open: how much it is, and what settles it.
    pub(super) fn told(&self) -> Vec<Phrase> {
        let open = self.places();
        if open == 0 {
            return Vec::new();
        }
        let mut told = vec![say!(
            "有 {open} 处要先决定，现在什么都不会存",
            "{open} to decide first: as it is, nothing would be stored"
        )];
        told.extend(Ways::of(self.reports).said());
        if !self.namesakes.is_empty() {
            told.push(unsettled(self.namesakes.len()));
        }
        if !self.undecided.is_empty() {
            told.push(differing(self.undecided.len()));
        }
        told
    }
}

/// Several reasons as one, each on a line of its own.
pub(super) fn all(parts: Vec<Phrase>) -> Phrase {
    let n = parts.len();
    let mut parts = parts.into_iter();
    let first = parts.next().unwrap_or_else(|| Phrase::same(""));
    let head = say!("什么都没有存，要先解决 {n} 件事：", "nothing was stored; {n} things come first:");
    let first = if n > 1 { say!("{head}\n{first}", "{head}\n{first}", head, first) } else { first };
    parts.fold(first, |said, part| say!("{said}\n{part}", "{said}\n{part}", said, part))
}

fn listed(head: Phrase, places: &[Phrase]) -> Phrase {
    let said = places
        .iter()
        .take(NAMED)
        .fold(head, |said, place| say!("{said}\n  {place}", "{said}\n  {place}", said, place));
    match places.len().saturating_sub(NAMED) {
        0 => said,
        more => say!("{said}\n  ……另有 {more} 处", "{said}\n  … {more} more", said),
    }
}

/// What can be done about rows of several files that may be one.
fn unsettled(pairs: usize) -> Phrase {
    say!(
        "有 {pairs}同名、可能是同一行，什么都没有存：加 --same-name one 合成一行，或加 --same-name apart 各自一行",
        "{pairs} called the same may be one, and nothing was stored: add --same-name one to make them one, --same-name apart to keep them apart",
        pairs = count(pairs, "处", "pair of rows", "pairs of rows")
    )
}

/// What can be done where files differ.
fn differing(places: usize) -> Phrase {
    say!(
        "几个文件有 {places}说法不同，什么都没有存：加 --prefer 文件 以它为准，或加 --keep 先存下，在工作簿的“冲突”里逐个选",
        "the files differ in {places} and nothing was stored: add --prefer FILE to believe one, or --keep to choose one by one under Conflicts in the workbook",
        places = count(places, "处", "place", "places")
    )
}
