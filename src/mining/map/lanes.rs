//! The arcs beside the activities: which lane each goes in, and the signs it is drawn with.

use super::Role;
use super::choose::Chosen;
use crate::sort::StableSort;

/// On which side of the activities an arc goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// Forward skips.
    Left,
    /// Returns.
    Right,
}

/// An edge drawn as an arc.
#[derive(Clone, Debug)]
pub(super) struct Arc {
    /// Its place among the chosen edges.
    pub(super) edge: usize,
    pub(super) side: Side,
    pub(super) letter: char,
    /// The rows that it joins, the upper first.
    rows: (usize, usize),
    /// 0 is next to the activities.
    lane: usize,
    /// The row of its letter.
    letter_row: usize,
}

/// Lays the edges that do not go straight on in lanes, at most so many on a side. Gives how many found no room as well.
pub(super) fn laid(chosen: &Chosen, most: usize) -> (Vec<Arc>, usize) {
    let mut arcs = Vec::new();
    for (edge, of) in chosen.edges.iter().enumerate() {
        let (from, to) = (of.from, of.to);
        if from == to || from + 1 == to {
            continue;
        }
        let side = if to > from { Side::Left } else { Side::Right };
        let rows = (from.min(to) * 2, from.max(to) * 2);
        arcs.push(Arc { edge, side, letter: ' ', rows, lane: 0, letter_row: 0 });
    }
    // Of many the most frequent, which come first, find room; short ones go inside.
    let mut kept: Vec<Arc> = Vec::new();
    let mut dropped = 0;
    for arc in arcs {
        let mut with = kept.clone();
        with.push(arc);
        in_lanes(&mut with);
        if with.iter().all(|arc| arc.lane < most) && with.len() <= 26 {
            kept = with;
        } else {
            dropped += 1;
        }
    }
    kept.stable_sort_by_key(|arc| (arc.side == Side::Right, arc.rows.0, arc.rows.1));
    for (at, arc) in kept.iter_mut().enumerate() {
        arc.letter = char::from(b'a' + at as u8);
    }
    place_letters(&mut kept);
    (kept, dropped)
}

/// Gives each arc the innermost lane that is free along its rows.
fn in_lanes(arcs: &mut [Arc]) {
    arcs.stable_sort_by_key(|arc| (arc.rows.1 - arc.rows.0, arc.rows.0, arc.edge));
    for at in 0..arcs.len() {
        let (laid, rest) = arcs.split_at_mut(at);
        let arc = &mut rest[0];
        let meets =
            |other: &&Arc| other.side == arc.side && other.rows.0 <= arc.rows.1 && arc.rows.0 <= other.rows.1;
        let taken: Vec<usize> = laid.iter().filter(meets).map(|other| other.lane).collect();
        arc.lane = (0..=taken.len()).find(|lane| !taken.contains(lane)).unwrap_or(0);
    }
}

/// Puts each letter as near to the middle of its arc as no other line crosses it.
fn place_letters(arcs: &mut [Arc]) {
    for at in 0..arcs.len() {
        let arc = &arcs[at];
        let middle = usize::midpoint(arc.rows.0, arc.rows.1);
        let crossed = |row: usize| {
            arcs.iter().any(|other| {
                other.side == arc.side
                    && other.lane > arc.lane
                    && (other.rows.0 == row || other.rows.1 == row)
            })
        };
        let free = (arc.rows.0 + 1..arc.rows.1).filter(|row| !crossed(*row));
        let nearest = free.min_by_key(|row| row.abs_diff(middle));
        arcs[at].letter_row = nearest.unwrap_or(middle);
    }
}

/// The cells that a side takes: two for each lane, and one for the arrows.
pub(super) fn width(arcs: &[Arc], side: Side) -> usize {
    let lanes = arcs.iter().filter(|arc| arc.side == side).map(|arc| arc.lane + 1).max().unwrap_or(0);
    if lanes == 0 { 1 } else { lanes * 2 + 1 }
}

/// The ways that lead out of a cell.
mod ways {
    pub(super) const IN: u8 = 1;
    pub(super) const OUT: u8 = 2;
    pub(super) const UP: u8 = 4;
    pub(super) const DOWN: u8 = 8;
}

/// The signs of one side in a row, from left to right.
pub(super) fn cells(arcs: &[Arc], side: Side, row: usize, cells: usize) -> Vec<(char, Role)> {
    use ways::{DOWN, IN, OUT, UP};
    // From the activities outward, so that both sides are alike.
    let mut lines = vec![0_u8; cells];
    let mut out = vec![(' ', Role::Room); cells];
    let of_side = || arcs.iter().filter(|arc| arc.side == side);
    for arc in of_side() {
        let (column, (top, bottom)) = (arc.lane * 2 + 1, arc.rows);
        let ends = row == top || row == bottom;
        if ends {
            lines[..column].iter_mut().for_each(|ways| *ways |= IN | OUT);
            lines[column] |= IN | if row == top { DOWN } else { UP };
        } else if row > top && row < bottom {
            lines[column] |= UP | DOWN;
        }
    }
    for (place, ways) in out.iter_mut().zip(&lines).filter(|(_, ways)| **ways > 0) {
        *place = (sign(*ways, side), Role::Arc);
    }
    for arc in of_side().filter(|arc| row == arc.letter_row && row > arc.rows.0 && row < arc.rows.1) {
        out[arc.lane * 2 + 1] = (arc.letter, Role::Letter);
    }
    // Forward arcs end below, returns above.
    let ends = |arc: &Arc| if side == Side::Left { arc.rows.1 } else { arc.rows.0 };
    if of_side().any(|arc| ends(arc) == row) {
        out[0] = (if side == Side::Left { '▸' } else { '◂' }, Role::Arc);
    }
    if side == Side::Left {
        out.reverse();
    }
    out
}

/// The line that leads these ways.
const fn sign(ways: u8, side: Side) -> char {
    use ways::{DOWN, IN, OUT, UP};
    // On the left what leads in leads to the right.
    let inward = ways & IN > 0;
    let outward = ways & OUT > 0;
    let (left, right) = match side {
        Side::Left => (outward, inward),
        Side::Right => (inward, outward),
    };
    match (left, right, ways & UP > 0, ways & DOWN > 0) {
        (true, true, true, true) => '┼',
        (true, true, false, true) => '┬',
        (true, true, true, false) => '┴',
        (false, true, true, true) => '├',
        (true, false, true, true) => '┤',
        (false, true, false, true) => '╭',
        (false, true, true, false) => '╰',
        (true, false, false, true) => '╮',
        (true, false, true, false) => '╯',
        (false, false, ..) => '│',
        _ => '─',
    }
}
