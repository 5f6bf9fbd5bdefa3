//! Which activities and edges of a process are drawn.

use super::super::figures::{Activity, Edge, Figures};
use super::{Detail, order};

/// No more activities are drawn than these, so that a map of a thousand kinds of events is still one.
const MOST_ACTIVITIES: usize = 60;
/// So many edges at most are marked as those for which cases wait most, each with at least this share of all waiting and
/// this share of the waiting of the first.
const MARKED: (usize, f64, f64) = (3, 0.1, 0.5);

/// What is drawn.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Chosen {
    /// From the top.
    pub(super) activities: Vec<Activity>,
    /// The most frequent first.
    pub(super) edges: Vec<Drawn>,
}

/// An edge that is drawn.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Drawn {
    pub(super) edge: Edge,
    /// The rows of its two activities among the activities.
    pub(super) from: usize,
    pub(super) to: usize,
    /// Whether it is one of those for which cases wait most.
    pub(super) waits_most: bool,
}

impl Chosen {
    /// The edge from one row to another.
    pub(super) fn edge(&self, from: usize, to: usize) -> Option<&Drawn> {
        self.edges.iter().find(|edge| (edge.from, edge.to) == (from, to))
    }
}

/// Chooses by detail: activities by the share of cases, edges by the share of steps that they cover together, and for each
/// activity at least the most frequent edge to it and from it.
pub(super) fn choose(figures: &Figures, detail: Detail) -> Chosen {
    let least = detail.least_activity() * figures.cases as f64;
    let mut activities: Vec<&Activity> =
        figures.activity_list.iter().filter(|of| of.cases as f64 >= least).take(MOST_ACTIVITIES).collect();
    if activities.is_empty() {
        activities.extend(figures.activity_list.first());
    }
    let shown = |name: &str| activities.iter().any(|of| of.name == name);
    let between: Vec<&Edge> =
        figures.edge_list.iter().filter(|edge| shown(&edge.from) && shown(&edge.to)).collect();
    let all: u64 = between.iter().map(|edge| edge.count).sum();
    let mut covered = 0;
    let mut kept = vec![false; between.len()];
    for (at, edge) in between.iter().enumerate() {
        if covered as f64 >= detail.covered() * all as f64 {
            break;
        }
        covered += edge.count;
        kept[at] = true;
    }
    for of in &activities {
        // They are in order of their count: the first is the most frequent.
        let others = || between.iter().enumerate().filter(|(_, edge)| edge.from != edge.to);
        let first_to = others().find(|(_, edge)| edge.to == of.name);
        let first_from = others().find(|(_, edge)| edge.from == of.name);
        for (at, _) in first_to.into_iter().chain(first_from) {
            kept[at] = true;
        }
    }
    order::arrange(&mut activities, &between, figures);
    let marked = marked(figures);
    let place = |name: &str| activities.iter().position(|of| of.name == name);
    let drawn = |edge: &&Edge| {
        let (from, to) = (place(&edge.from)?, place(&edge.to)?);
        let waits_most = marked.iter().any(|marked| std::ptr::eq(*marked, *edge));
        Some(Drawn { edge: (*edge).clone(), from, to, waits_most })
    };
    let edges = between.iter().zip(&kept).filter(|(_, kept)| **kept).filter_map(|(edge, _)| drawn(edge));
    Chosen { edges: edges.collect(), activities: activities.into_iter().cloned().collect() }
}

fn marked(figures: &Figures) -> Vec<&Edge> {
    let (most, share, of_first) = MARKED;
    let waits = figures.waits();
    let first = waits.first().map_or(0.0, |edge| edge.waiting().total);
    let least = f64::max(share * figures.all_waiting(), of_first * first);
    let marked: Vec<&Edge> =
        waits.iter().take(most).copied().filter(|edge| edge.waiting().total >= least).collect();
    // Where all are marked nothing stands out.
    if marked.len() == waits.len() { marked.into_iter().take(1).collect() } else { marked }
}
