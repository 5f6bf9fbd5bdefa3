//! Which column is which by what the cells hold, where no title says it.

use super::Sample;
use crate::exchange::logs::time::Fit;
use std::collections::{HashMap, HashSet};

/// Whether no case has two rows.
pub(super) fn one_row_a_case(sample: &Sample<'_>, case: usize) -> bool {
    let cells = sample.cells(case);
    cells.len() == cells.iter().collect::<HashSet<_>>().len()
}

/// The fewest rows by which columns are told by what they hold.
const ENOUGH: usize = 10;

/// The column that parts the rows into the most groups and is no time, where groups have several rows.
pub(super) fn case_by_content(sample: &Sample<'_>, fits: &[(usize, Fit)]) -> Option<usize> {
    let rows = sample.rows.len();
    let distinct = |at: &usize| {
        let cells = sample.cells(*at);
        let different = cells.iter().collect::<HashSet<_>>().len();
        (rows >= ENOUGH && cells.len() * 100 >= rows * 99 && different > 1 && different * 5 <= rows * 4)
            .then_some((different, *at))
    };
    let free = (0..sample.titles.len()).filter(|at| fits.iter().all(|(time, _)| time != at));
    let mut all: Vec<(usize, usize)> = free.filter_map(|at| distinct(&at)).collect();
    all.sort_unstable_by_key(|(different, at)| (std::cmp::Reverse(*different), *at));
    // Two that part the rows alike, such as an activity and its number, leave it open.
    match all[..] {
        [(most, at), (second, _), ..] if most > second => Some(at),
        [(_, at)] => Some(at),
        _ => None,
    }
}

/// The column that changes most from row to row within a case and has few different cells.
pub(super) fn activity_by_content(sample: &Sample<'_>, case: usize, fits: &[(usize, Fit)]) -> Option<usize> {
    let rows = sample.rows.len();
    let share = |at: usize| {
        let (mut latest, mut pairs, mut changes) = (HashMap::new(), 0, 0);
        for row in sample.rows {
            let (Some(of), Some(cell)) = (row.get(case), row.get(at)) else { continue };
            if let Some(before) = latest.insert(of, cell) {
                pairs += 1;
                changes += u32::from(before != cell);
            }
        }
        (pairs > 0).then(|| f64::from(changes) / f64::from(pairs))
    };
    let is_word =
        |cells: &[&str]| cells.iter().filter(|cell| cell.parse::<f64>().is_err()).count() * 2 > cells.len();
    let candidate = |at: usize| {
        let cells = sample.cells(at);
        let different = cells.iter().collect::<HashSet<_>>().len();
        let fitting = at != case && fits.iter().all(|(time, _)| *time != at);
        let few = different > 1 && different <= 200 && different * 3 <= rows;
        let sound = rows >= ENOUGH && fitting && few && cells.len() * 10 >= rows * 9 && is_word(&cells);
        let share = share(at).filter(|share| sound && *share >= 0.5)?;
        Some((share, different, at))
    };
    let all = (0..sample.titles.len()).filter_map(candidate);
    let best = all.max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)).then(b.2.cmp(&a.2)));
    best.map(|(_, _, at)| at)
}
