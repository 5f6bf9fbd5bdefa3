//! Which line of a block holds its titles.

use super::Sure;
use super::titles::{fields_called, is_number_title};
use crate::sheet::{Kind, SheetDef, comparable};
use unicode_normalization::UnicodeNormalization as _;

/// Titles may stand below a heading and a blank line or two.
const SEARCHED: usize = 6;
/// So many lines are looked at for a cell that stands there again.
const BELOW: usize = 500;

/// A block in which titles are looked for.
pub(super) struct Searched<'a> {
    /// The sheet.
    pub def: &'static SheetDef,
    /// Shorter titles of the screen, each with the column it stands over.
    pub short: &'a [(usize, &'static str)],
    /// The lines of the block.
    pub lines: &'a [Vec<String>],
    /// The column of the sheet under the cursor.
    pub first: Option<usize>,
    /// Whether the lines are those of a file, and not pasted into a sheet.
    pub in_file: bool,
}

/// What the cells of a line are, taken for titles.
#[derive(Default)]
struct Cells {
    /// How many hold something, numbers of lines aside.
    filled: usize,
    /// How many are own names of columns.
    own: usize,
    /// Other names of columns: where they stand and which columns they are.
    others: Vec<(usize, Vec<usize>)>,
    /// Whether one only numbers the lines.
    numbers: bool,
    /// How many resemble names of columns.
    guesses: usize,
    /// Whether a name of a column stands again below.
    repeats_title: bool,
    /// Whether anything else stands again below, as values do.
    repeats_value: bool,
}

impl Searched<'_> {
    /// The line that holds titles: one with a title of the sheet in full, where no cell is a number and nothing is
    /// repeated below as a value would be, unless other titles leave no doubt.
    pub(super) fn find(&self) -> Option<usize> {
        // Above titles stand headings at most, of all or of some columns, never a line of values.
        let above = (0..self.lines.len()).take_while(|line| self.is_heading(*line)).count();
        let lines = (0..self.lines.len().min(SEARCHED).min(above + 1)).map(|line| (self.score(line), line));
        lines
            .filter(|(score, _)| *score > 0)
            .max_by_key(|(score, line)| (*score, std::cmp::Reverse(*line)))
            .map(|(_, line)| line)
    }

    /// How many titles a line holds; none if it is no line of titles.
    fn score(&self, line: usize) -> usize {
        let Some(cells) = self.cells(line) else { return 0 };
        let all = cells.own + cells.others.len();
        if (cells.repeats_value && cells.own < 2) || (cells.repeats_title && all == 0) {
            return 0;
        }
        let enough = cells.own >= 1
            || (!cells.others.is_empty() && all + cells.guesses >= 2)
            || cells.others.iter().any(|(at, columns)| self.is_enough(line, &cells, (*at, columns)));
        // A single line is a line of titles only if it is nothing else.
        let alone = self.lines.len() == 1;
        if enough && (!alone || (all >= 2 && all == cells.filled)) { all } else { 0 }
    }

    /// The cells of a line; none if one of them is a value.
    fn cells(&self, line: usize) -> Option<Cells> {
        let mut found = Cells::default();
        for (at, cell) in self.lines[line].iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty()) {
            if is_value(cell) {
                return None;
            }
            if is_number_title(cell) && fields_called(self.def, self.short, cell).0.is_empty() {
                found.numbers = true;
                continue;
            }
            found.filled += 1;
            let wanted = comparable(cell);
            let is_own = |c: &crate::sheet::Column| {
                [c.key, c.title.zh, c.title.en].iter().any(|name| comparable(name) == wanted)
            };
            let is_own = self.def.columns.iter().any(is_own) || wanted == "id";
            let (columns, sure) = fields_called(self.def, self.short, cell);
            let is_named = is_own || (sure == Sure::Named && !columns.is_empty());
            // A value below may be the word of its title.
            if self.is_repeated(line, at) {
                found.repeats_title |= is_named;
                found.repeats_value |= !is_named;
            } else if is_own {
                found.own += 1;
            } else if is_named {
                found.others.push((at, columns));
            } else if !columns.is_empty() {
                found.guesses += 1;
            }
        }
        Some(found)
    }

    /// Whether a name that people give a column is enough by itself. Over a single column it may be a value as well, unless
    /// the cursor stands in the very column that it means; beside others it names the rows, or the line is one of titles for
    /// other reasons: a column numbers the lines, numbers and days stand below, in a file nothing else stands first.
    fn is_enough(&self, line: usize, cells: &Cells, (at, columns): (usize, &[usize])) -> bool {
        if cells.filled == 1 && self.lines.iter().all(|line| line.len() <= 1) {
            return self.first.is_none_or(|column| columns.contains(&column));
        }
        let names_rows = columns.iter().any(|column| self.def.key_columns.first() == Some(column));
        let is_figure = |kind: Kind| !matches!(kind, Kind::Text | Kind::Prose | Kind::Link(_));
        let mut below = self.lines[line + 1..].iter().take(BELOW).filter_map(|below| below.get(at));
        self.in_file
            || cells.numbers
            || names_rows
            || (columns.iter().any(|column| is_figure(self.def.columns[*column].kind))
                && below.any(|cell| is_value(cell)))
    }

    /// Whether titles may stand below a line: it is blank, or a heading over all columns or over groups of them, with blanks
    /// where cells were merged.
    fn is_heading(&self, line: usize) -> bool {
        let filled =
            |cells: &Vec<String>, at: usize| cells.get(at).is_some_and(|cell| !cell.trim().is_empty());
        let cells = &self.lines[line];
        let width = self.lines.iter().map(Vec::len).max().unwrap_or(0);
        let places: Vec<usize> = (0..cells.len()).filter(|at| filled(cells, *at)).collect();
        match (places.as_slice(), self.lines.get(line + 1)) {
            ([], _) => true,
            ([_], _) => width > 1,
            (places, Some(below)) => {
                places.windows(2).all(|two| two[0] + 1 < two[1])
                    && places.iter().all(|at| !is_value(&cells[*at]) && !self.is_repeated(line, *at))
                    && (0..width).any(|at| !filled(cells, at) && filled(below, at))
                    && self.cells(line + 1).is_some_and(|below| below.own + below.others.len() >= 2)
            }
            _ => false,
        }
    }

    /// Whether a cell stands again below itself, as values do and titles do not. A whole line of titles that stands there
    /// again is none of values.
    fn is_repeated(&self, line: usize, at: usize) -> bool {
        let cell = self.lines[line].get(at).map(|cell| comparable(cell));
        let mut below = self.lines[line + 1..].iter().take(BELOW);
        below.any(|below| {
            below.get(at).map(|cell| comparable(cell)) == cell && !self.is_same_titles(line, below)
        })
    }

    /// Whether another line holds the same, two names of columns at least.
    fn is_same_titles(&self, line: usize, other: &[String]) -> bool {
        let cells = &self.lines[line];
        let text = |cells: &[String], at: usize| cells.get(at).map_or(String::new(), |cell| comparable(cell));
        let is_title = |cell: &&String| {
            let (columns, sure) = fields_called(self.def, self.short, cell);
            !columns.is_empty() && sure == Sure::Named
        };
        (0..cells.len().max(other.len())).all(|at| text(cells, at) == text(other, at))
            && cells.iter().filter(is_title).count() > 1
    }
}

/// Whether a cell is a number or a day, which no title is.
fn is_value(cell: &str) -> bool {
    let plain: String = cell.nfkc().filter(|c| !c.is_whitespace()).collect();
    !plain.is_empty() && plain != "#" && !plain.chars().any(char::is_alphabetic)
}
