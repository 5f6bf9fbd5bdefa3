//! The map of a process as its log shows it: a row an activity, between two rows the share of the cases that go straight on
//! and the time that takes; forward skips are arcs on the left, returns arcs on the right, with letters that lead to a list.
//!
//! [`Map::of`] chooses and arranges what is drawn, once for figures; [`Map::draw`] gives rows of pieces, each with its [`Role`],
//! so that a terminal, a panel or a page can draw them in its own way.

mod choose;
mod lanes;
mod order;

#[cfg(test)]
mod tests;

use super::figures::Figures;
use super::{Unit, judged, share, thousands};
use crate::text::{Lang, fit, pad, pad_left, width};
use choose::{Chosen, Drawn};
use lanes::{Arc, Side, laid};

/// How much of a process is drawn: 0 as usual, above it more, below less.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Detail(i8);

impl Detail {
    /// The least there is.
    pub const LEAST: i8 = -3;
    /// All there is.
    pub const MOST: i8 = 3;

    /// So much, or the nearest that there is.
    pub fn of(level: i8) -> Detail {
        Detail(level.clamp(Detail::LEAST, Detail::MOST))
    }

    /// One step more.
    #[must_use]
    pub fn more(self) -> Detail {
        Detail::of(self.0 + 1)
    }

    /// One step less.
    #[must_use]
    pub fn less(self) -> Detail {
        Detail::of(self.0 - 1)
    }

    /// The least share of the cases that an activity has to come in.
    const fn least_activity(self) -> f64 {
        match self.0 {
            ..=-3 => 0.2,
            -2 => 0.1,
            -1 => 0.05,
            0 => 0.02,
            1 => 0.01,
            2 => 0.005,
            3.. => 0.0,
        }
    }

    /// The share of the steps that the edges cover.
    const fn covered(self) -> f64 {
        match self.0 {
            ..=-3 => 0.6,
            -2 => 0.7,
            -1 => 0.8,
            0 => 0.9,
            1 => 0.95,
            2 => 0.99,
            3.. => 1.0,
        }
    }
}

/// What a piece of a drawing is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Nothing but room.
    Room,
    /// The name of an activity in its frame.
    Activity,
    /// How many events it has.
    Count,
    /// What goes straight on, with its share and its time.
    Flow,
    /// A time for which cases wait most.
    Bottleneck,
    /// A line of an arc.
    Arc,
    /// The letter of an arc.
    Letter,
    /// The line of the list that a letter leads to.
    Legend,
}

/// A piece of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Its text.
    pub text: String,
    /// What it is.
    pub role: Role,
}

/// A drawn map.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drawing {
    /// Its rows from the top, none wider than was asked for.
    pub rows: Vec<Vec<Piece>>,
    /// How many activities are not drawn.
    pub hidden_activities: usize,
    /// How many edges are not.
    pub hidden_edges: usize,
}

impl Drawing {
    /// The rows as plain text.
    pub fn lines(&self) -> Vec<String> {
        let line = |row: &Vec<Piece>| row.iter().map(|piece| piece.text.as_str()).collect::<String>();
        self.rows.iter().map(|row| line(row).trim_end().to_owned()).collect()
    }
}

/// The narrowest and the widest name in a frame.
const NAMES: (usize, usize) = (8, 28);
/// The least room for a count, with the sign of a self-loop behind it.
const COUNT: usize = 10;
/// The narrowest list beside the map; with less room it goes below.
const LEGEND: usize = 30;
/// The signs of an edge beside its share: of the waiting that makes most of all, of a self-loop, and of the way it leads.
const MOST_WAITING: &str = "▲";
const AGAIN: &str = "↺";
const DOWNWARD: &str = "▾";

/// What is drawn of a process, in which order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Map {
    chosen: Chosen,
    cases: u64,
    is_work: bool,
    all_activities: usize,
    all_edges: usize,
}

impl Map {
    /// Chooses and arranges.
    pub fn of(figures: &Figures, detail: Detail) -> Map {
        Map {
            chosen: choose::choose(figures, detail),
            cases: figures.cases,
            is_work: figures.is_work(),
            all_activities: figures.activity_list.len(),
            all_edges: figures.edge_list.len(),
        }
    }

    /// Draws the process in so many cells, at least 40.
    pub fn draw(&self, cells: usize, unit: Option<Unit>, lang: Lang) -> Drawing {
        let chosen = &self.chosen;
        let longest = chosen.activities.iter().map(|of| width(&of.name)).max().unwrap_or(0);
        // Frames give way before arcs do.
        let name = longest.clamp(NAMES.0, NAMES.1).min((cells / 4).max(NAMES.0));
        let counts = chosen.activities.iter().map(|of| thousands(of.events).len() + 3);
        let count = counts.max().unwrap_or(COUNT).max(COUNT);
        // A lane has two cells on its side, and a side one for the arrows.
        let lanes = cells.saturating_sub(name + 2 + count + 2) / 4;
        let (arcs, dropped) = laid(chosen, lanes.clamp(1, 8));
        let sides = [Side::Left, Side::Right].map(|side| lanes::width(&arcs, side));
        // What the arcs leave is for the names.
        let left = cells.saturating_sub(sides[0] + sides[1] + 2 + count);
        let name = longest.clamp(NAMES.0, NAMES.1).min(left.max(name));
        let middle = name + 2 + count;
        let pen = Pen { map: self, arcs: &arcs, unit, lang, name, count };
        let mut rows: Vec<Vec<Piece>> =
            (0..(chosen.activities.len() * 2).saturating_sub(1)).map(|row| pen.row(row, sides)).collect();
        let drawn = sides[0] + middle + sides[1];
        let beside = cells.saturating_sub(drawn + 2);
        let widest = pen.legend(usize::MAX).iter().map(|line| cells_of(line)).max().unwrap_or(0);
        let entries = pen.entries().count();
        // Beside the map where it stands there whole.
        if beside >= widest.max(LEGEND) && entries <= rows.len().max(8) {
            for (at, line) in pen.legend(beside).into_iter().enumerate() {
                if rows.len() <= at {
                    rows.push(vec![Piece { text: " ".repeat(drawn), role: Role::Room }]);
                }
                rows[at].push(Piece { text: "  ".to_owned(), role: Role::Room });
                rows[at].extend(line);
            }
        } else if entries > 0 {
            rows.push(Vec::new());
            rows.extend(pen.legend(cells));
        }
        Drawing {
            rows,
            hidden_activities: self.all_activities - chosen.activities.len(),
            hidden_edges: self.all_edges - chosen.edges.len() + dropped,
        }
    }
}

/// The cells that a row takes.
fn cells_of(row: &[Piece]) -> usize {
    row.iter().map(|piece| width(&piece.text)).sum()
}

/// What the rows are drawn with.
struct Pen<'a> {
    map: &'a Map,
    arcs: &'a [Arc],
    unit: Option<Unit>,
    lang: Lang,
    name: usize,
    count: usize,
}

impl Pen<'_> {
    /// A row: activities stand in the even ones, what goes straight on in those between.
    fn row(&self, row: usize, sides: [usize; 2]) -> Vec<Piece> {
        let (chosen, at) = (&self.map.chosen, row / 2);
        let mut pieces = self.lane(Side::Left, row, sides[0]);
        if row.is_multiple_of(2) {
            let of = &chosen.activities[at];
            let again = chosen.edge(at, at).map_or(" ", |_| AGAIN);
            let name = pad(&fit(&of.name, self.name), self.name);
            pieces.push(Piece { text: format!("[{name}]"), role: Role::Activity });
            let count = format!("{} {again}", pad_left(&thousands(of.events), self.count - 2));
            pieces.push(Piece { text: count, role: Role::Count });
        } else {
            let room = self.name + 2 + self.count;
            match chosen.edge(at, at + 1) {
                Some(drawn) => {
                    let line = match self.portion(drawn) {
                        0.5.. => "┃",
                        0.1.. => "│",
                        _ => "┆",
                    };
                    let flow = format!("    {line}{DOWNWARD} {} ", share(self.portion(drawn)));
                    let (wait, role) = self.wait(drawn);
                    let rest = room.saturating_sub(width(&flow));
                    pieces.push(Piece { text: flow, role: Role::Flow });
                    pieces.push(Piece { text: pad(&fit(&wait, rest), rest), role });
                }
                None => pieces.push(Piece { text: " ".repeat(room), role: Role::Room }),
            }
        }
        pieces.extend(self.lane(Side::Right, row, sides[1]));
        pieces
    }

    /// The share of the cases that take an edge.
    fn portion(&self, drawn: &Drawn) -> f64 {
        drawn.edge.cases as f64 / self.map.cases as f64
    }

    /// The median time of an edge, which a few long cases do not move, marked where most of the waiting is.
    fn wait(&self, drawn: &Drawn) -> (String, Role) {
        let time = judged(drawn.edge.waiting().median, self.unit, self.map.is_work).get(self.lang).to_owned();
        if drawn.waits_most {
            (format!("{MOST_WAITING}{time}"), Role::Bottleneck)
        } else {
            (time, Role::Flow)
        }
    }

    /// The cells of one side in a row.
    fn lane(&self, side: Side, row: usize, cells: usize) -> Vec<Piece> {
        let mut pieces: Vec<Piece> = Vec::new();
        for (sign, role) in lanes::cells(self.arcs, side, row, cells) {
            match pieces.last_mut() {
                Some(last) if last.role == role => last.text.push(sign),
                _ => pieces.push(Piece { text: sign.to_string(), role }),
            }
        }
        pieces
    }

    /// What the list leads to, each with its sign: the arcs and the self-loops.
    fn entries(&self) -> impl Iterator<Item = (String, &Drawn)> {
        let edges = &self.map.chosen.edges;
        let arcs = self.arcs.iter().map(|arc| (arc.letter.to_string(), &edges[arc.edge]));
        let loops = edges.iter().filter(|drawn| drawn.from == drawn.to);
        arcs.chain(loops.map(|drawn| (AGAIN.to_owned(), drawn)))
    }

    /// The list, in so many cells: names give way to shares and times.
    fn legend(&self, cells: usize) -> Vec<Vec<Piece>> {
        let line = |(sign, drawn): (String, &Drawn)| {
            let portion = share(self.portion(drawn));
            let (wait, role) = self.wait(drawn);
            let (from, to) = (&drawn.edge.from, &drawn.edge.to);
            let room = cells.saturating_sub(width("a → ") + 1 + width(&portion) + width(&wait));
            let first = width(from).min((room / 2).max(room.saturating_sub(width(to))));
            let (from, to) = (fit(from, first), fit(to, room.saturating_sub(first)));
            vec![
                Piece { text: format!("{sign} "), role: Role::Letter },
                Piece { text: format!("{from}→{to} {portion} "), role: Role::Legend },
                Piece { text: wait, role: if role == Role::Flow { Role::Legend } else { role } },
            ]
        };
        self.entries().map(line).collect()
    }
}
