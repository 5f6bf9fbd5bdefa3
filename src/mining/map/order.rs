//! The order of the activities from the top: as cases go, so that few steps lead back up.

use super::super::figures::{Activity, Edge, Figures};
use crate::sort::StableSort;

/// A step back up costs as much as one that skips so many activities.
const BACK: u64 = 100;

/// Arranges the activities: at first by where they come in a case, then each moves to where the steps go up least and skip
/// least, until none moves.
pub(super) fn arrange(activities: &mut Vec<&Activity>, edges: &[&Edge], figures: &Figures) {
    activities.stable_sort_by(|a, b| a.place.total_cmp(&b.place).then_with(|| a.name.cmp(&b.name)));
    let place = |name: &str| activities.iter().position(|of| of.name == name);
    let steps: Vec<(usize, usize, u64)> = edges
        .iter()
        .filter_map(|edge| Some((place(&edge.from)?, place(&edge.to)?, edge.count)))
        .filter(|(from, to, _)| from != to)
        .collect();
    let begins: Vec<u64> =
        activities.iter().map(|of| figures.start.get(&of.name).copied().unwrap_or(0)).collect();
    let mut order: Vec<usize> = (0..activities.len()).collect();
    let cost = |order: &[usize]| cost(order, &steps, &begins);
    let mut least = cost(&order);
    // Each round lowers the cost; a few are enough for a reader.
    for _ in 0..8 {
        let before = least;
        for moved in 0..order.len() {
            let Some(from) = order.iter().position(|at| *at == moved) else { continue };
            let mut best = (least, from);
            let mut tried = order.clone();
            tried.remove(from);
            for to in 0..order.len() {
                tried.insert(to, moved);
                let cost = cost(&tried);
                if cost < best.0 {
                    best = (cost, to);
                }
                tried.remove(to);
            }
            if best.1 != from {
                order.remove(from);
                order.insert(best.1, moved);
                least = best.0;
            }
        }
        if least == before {
            break;
        }
    }
    let arranged = order.iter().map(|at| activities[*at]).collect();
    *activities = arranged;
}

/// What an order costs: steps by where they lead, and cases by how far below the top they begin.
fn cost(order: &[usize], steps: &[(usize, usize, u64)], begins: &[u64]) -> u64 {
    let mut rows = vec![0_u64; order.len()];
    for (row, at) in order.iter().enumerate() {
        rows[*at] = row as u64;
    }
    let of = |(from, to, count): &(usize, usize, u64)| {
        let (from, to) = (rows[*from], rows[*to]);
        count * if to > from { to - from - 1 } else { BACK }
    };
    let begun: u64 = begins.iter().zip(&rows).map(|(cases, row)| cases * row * 2).sum();
    begun + steps.iter().map(of).sum::<u64>()
}
