//! What the titles over a block mean: whole names only, never a part of a word.

use super::{Field, Intake, Out, Sure};
use crate::sheet::{SheetDef, comparable};
use crate::tool::{Field as Shown, Layout, View};
use unicode_normalization::UnicodeNormalization as _;

/// Titles of columns that only number the lines.
const NUMBERS: &[&str] =
    &["序号", "序", "行号", "项次", "no", "nr", "№", "#", "sn", "s/n", "number", "row", "line"];

/// Titles may stand below a heading and a blank line or two.
const SEARCHED: usize = 6;

/// The columns of a sheet that a title is a name of, in their order; if it is the name of none, those that it resembles.
/// `short` holds further titles with their columns.
pub fn fields_called(def: &SheetDef, short: &[(usize, &str)], title: &str) -> (Vec<usize>, Sure) {
    let wanted = comparable(title);
    if wanted.is_empty() {
        return (Vec::new(), Sure::Named);
    }
    let named = called(def, short, |name| comparable(name) == wanted);
    if !named.is_empty() {
        return (named, Sure::Named);
    }
    let nfkc: String = title.nfkc().collect();
    let bare = nfkc.split_once('(').map(|(before, _)| comparable(before)).filter(|bare| !bare.is_empty());
    let near = |name: &str| {
        let name = comparable(name);
        let long = name.is_ascii() && name.len() >= 5 && wanted.len() >= 5;
        bare.as_ref() == Some(&name)
            || name.split_once('(').is_some_and(|(before, _)| before == wanted)
            || (long && strsim::osa_distance(&name, &wanted) <= 1)
    };
    (called(def, short, near), Sure::Guessed)
}

/// The columns with a name of this kind; those whose own title it is come before those that are only also called so.
fn called(def: &SheetDef, short: &[(usize, &str)], is: impl Fn(&str) -> bool) -> Vec<usize> {
    let own = |at: usize| {
        let column = &def.columns[at];
        let shorter = short.iter().any(|(of, title)| *of == at && is(title));
        is(column.key) || is(column.title.zh) || is(column.title.en) || shorter
    };
    let titled: Vec<usize> = (0..def.columns.len()).filter(|at| own(*at)).collect();
    if !titled.is_empty() {
        return titled;
    }
    (0..def.columns.len()).filter(|at| def.columns[*at].aliases.iter().any(|alias| is(alias))).collect()
}

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

impl Searched<'_> {
    /// The line that holds titles: one with a title of the sheet in full, where no cell is a number and nothing is
    /// repeated below as a value would be, unless two other titles stand there in full.
    pub(super) fn find(&self) -> Option<usize> {
        let score = |line: usize| {
            let cells = &self.lines[line];
            let (mut sure, mut aliases, mut guesses, mut filled, mut repeated) = (0, 0, 0, 0, false);
            for (at, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty()) {
                filled += 1;
                if is_value(cell) {
                    return 0;
                }
                // A value below may be the word of its title, if the titles beside it leave no doubt.
                if self.is_repeated(line, at) {
                    repeated = true;
                    continue;
                }
                let wanted = comparable(cell);
                let own = |c: &crate::sheet::Column| {
                    [c.key, c.title.zh, c.title.en].iter().any(|name| comparable(name) == wanted)
                };
                if self.def.columns.iter().any(own) || wanted == "id" {
                    sure += 1;
                } else {
                    match fields_called(self.def, self.short, cell) {
                        (found, _) if found.is_empty() => {}
                        (_, Sure::Named) => aliases += 1,
                        _ => guesses += 1,
                    }
                }
            }
            if repeated && sure < 2 {
                return 0;
            }
            // Over a single column a word of people's own may be a value as well, unless the cursor stands in the very
            // column that it means.
            let in_place = || {
                let (found, _) =
                    fields_called(self.def, self.short, cells.first().map_or("", String::as_str));
                self.first.is_none_or(|column| found.contains(&column))
            };
            let alone = self.lines.len() == 1;
            let all = sure + aliases;
            // In a file nothing but titles stands first.
            let alone_enough = filled == 1 || self.in_file;
            let enough =
                sure >= 1 || (aliases >= 1 && (aliases + guesses >= 2 || (alone_enough && in_place())));
            // A single line is a line of titles only if it is nothing else.
            if enough && (!alone || (all >= 2 && all == filled)) { all } else { 0 }
        };
        // Above titles stands a heading at most, never a line of values.
        let filled = |line: &Vec<String>| line.iter().filter(|cell| !cell.trim().is_empty()).count();
        let width = self.lines.iter().map(Vec::len).max().unwrap_or(0);
        let heading = |line: &&Vec<String>| filled(line) == 0 || (filled(line) == 1 && width > 1);
        let above = self.lines.iter().take_while(heading).count();
        let lines = (0..self.lines.len().min(SEARCHED).min(above + 1)).map(|line| (score(line), line));
        lines
            .filter(|(score, _)| *score > 0)
            .max_by_key(|(score, line)| (*score, std::cmp::Reverse(*line)))
            .map(|(_, line)| line)
    }

    /// Whether a cell stands again below itself, as values do and titles do not.
    fn is_repeated(&self, line: usize, at: usize) -> bool {
        let cell = self.lines[line].get(at).map(|cell| comparable(cell));
        self.lines[line + 1..]
            .iter()
            .take(500)
            .any(|below| below.get(at).map(|cell| comparable(cell)) == cell)
    }
}

impl Intake {
    /// Whether a title stands over what the sheet calculates.
    pub(super) fn is_computed(&self, title: &str) -> bool {
        let wanted = comparable(title);
        let own = self.views.iter().filter(|view| view.sheet == self.def);
        let fields = own.flat_map(|view| if let Layout::Grid(fields) = view.layout { fields } else { &[] });
        fields.into_iter().any(|field| match field {
            Shown::Computed { title, .. } => {
                [title.zh, title.en].iter().any(|title| comparable(title) == wanted)
            }
            _ => false,
        })
    }

    /// The line of the block that holds titles.
    pub(super) fn find_titles(&self) -> Option<usize> {
        // A file has its own first column, wherever the cursor stands.
        let in_file = self.from.file.is_some();
        let first = self.from.columns.first().copied().flatten().filter(|_| !in_file);
        Searched { def: self.def, short: &self.short, lines: &self.lines, first, in_file }.find()
    }

    /// Finds where each column of the block goes: by its title, or from the cursor on.
    pub(super) fn map_columns(&mut self) {
        let width = self.width();
        if let Some(line) = self.titles {
            self.fields = self.by_titles(line, width);
            return;
        }
        let placed = |at: usize| self.from.columns.get(at).copied().flatten();
        let field = |at| placed(at).map_or(Field::Out(Out::Beyond), |c| Field::Column(c, Sure::Placed));
        self.fields = (0..width).map(field).collect();
    }

    fn by_titles(&self, line: usize, width: usize) -> Vec<Field> {
        let title = |at: usize| self.lines[line].get(at).map_or("", |cell| cell.as_str());
        let found: Vec<(Vec<usize>, Sure)> =
            (0..width).map(|at| fields_called(self.def, &self.short, title(at))).collect();
        let mut fields = vec![Field::Out(Out::Unknown); width];
        let mut taken: Vec<Option<usize>> = vec![None; self.def.columns.len()];
        // What is named in full comes before what only resembles a name.
        for sure in [Sure::Named, Sure::Guessed] {
            for (at, (columns, _)) in found.iter().enumerate().filter(|(_, (_, is))| *is == sure) {
                fields[at] = if let Some(column) = columns.iter().find(|column| taken[**column].is_none()) {
                    taken[*column] = Some(at);
                    Field::Column(*column, sure)
                } else if let Some(by) = columns.first().and_then(|column| taken[*column]) {
                    Field::Out(Out::Twice(by))
                } else {
                    self.without_column(title(at), at)
                };
            }
        }
        fields
    }

    /// What becomes of a column whose title is the name of none.
    fn without_column(&self, title: &str, at: usize) -> Field {
        let wanted = comparable(title);
        let blank = || self.lines.iter().all(|line| line.get(at).is_none_or(|cell| cell.trim().is_empty()));
        match wanted.as_str() {
            "id" => Field::Ids,
            number if NUMBERS.contains(&number) => Field::Out(Out::Number),
            "" if blank() => Field::Out(Out::Number),
            _ => Field::Out(Out::Unknown),
        }
    }
}

/// The shorter titles of a view, each with the column it stands over.
pub(super) fn short_titles(def: &'static SheetDef, view: &'static View) -> Vec<(usize, &'static str)> {
    let Layout::Grid(fields) = view.layout else { return Vec::new() };
    let short = |field: &Shown| match field {
        Shown::Short(key, _, title) => Some((def.column(key)?, *title)),
        _ => None,
    };
    fields
        .iter()
        .filter_map(short)
        .flat_map(|(column, title)| [(column, title.zh), (column, title.en)])
        .collect()
}

/// Whether a cell is a number or a day, which no title is.
fn is_value(cell: &str) -> bool {
    let plain: String = cell.nfkc().filter(|c| !c.is_whitespace()).collect();
    !plain.is_empty() && plain != "#" && !plain.chars().any(char::is_alphabetic)
}
