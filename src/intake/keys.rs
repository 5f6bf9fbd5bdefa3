//! Finding the row that a line of a block means, by the columns that its sheet is keyed by.

use super::draft::column_of_today;
use super::{Field, Intake, Out, Sure};
use crate::project::Project;
use crate::sheet::{AnyRow, Cell, Id, Kind, SheetDef, comparable};
use chrono::NaiveDate;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// The rows of a sheet by what they are called, those that the block has added among them.
pub(super) struct Keys {
    /// The columns of the key that the block fills.
    columns: Vec<usize>,
    /// Those of what is measured that it does not fill: its lines are of no place, and so of the whole network.
    absent: Vec<usize>,
    /// The day of what says none, where that is of today, with its column.
    of_today: Option<(usize, String)>,
    /// Rows by all of these.
    full: HashMap<String, Vec<Entry>>,
    /// Rows by those that are no texts or the first, where a text that is missing may be meant.
    short: HashMap<String, Vec<Entry>>,
    /// Rows by what they are called alone, where that does not tell them from each other.
    named: HashMap<String, Vec<Entry>>,
    /// The keys of the lines of the block, where a row may be called the same as another.
    listed: HashSet<String>,
}

/// A row with its place in the sheet; none for one that the block adds.
#[derive(Clone)]
pub(super) struct Entry {
    pub id: Id,
    pub at: Option<usize>,
    /// Whether all texts of its key are filled.
    whole: bool,
}

impl Entry {
    /// A row at a place.
    pub fn of(id: Id, at: usize) -> Entry {
        Entry { id, at: Some(at), whole: true }
    }
}

/// The rows that a line may mean.
pub(super) enum Found {
    None,
    One(Entry),
    /// Several, or one that is not certain.
    Ask(Vec<Entry>),
}

impl Found {
    /// All of them.
    pub fn entries(self) -> Vec<Entry> {
        match self {
            Found::None => Vec::new(),
            Found::One(entry) => vec![entry],
            Found::Ask(entries) => entries,
        }
    }
}

/// What a cell of a key is compared by.
fn part(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => comparable(text),
        Cell::Empty => String::new(),
        other => crate::sheet::plain(other, crate::text::Lang::En, &|id| id.to_string()),
    }
}

impl Keys {
    pub fn new(intake: &Intake, project: &Project, today: NaiveDate) -> Keys {
        let def = intake.def;
        let day = column_of_today(intake, project);
        let filled = |column: &usize| {
            day == Some(*column) || intake.fields.iter().any(|field| field.column() == Some(*column))
        };
        let (columns, absent): (Vec<usize>, Vec<usize>) = def.key_columns.iter().copied().partition(filled);
        let is_place = |column: &usize| {
            def.measured_by.is_some()
                && def.measured_by != Some(*column)
                && matches!(def.columns[*column].kind, Kind::Link(_))
        };
        let mut keys = Keys {
            listed: listed(intake, &columns),
            columns,
            of_today: day.map(|column| (column, part(&Cell::Date(today)))),
            absent: absent.into_iter().filter(is_place).collect(),
            full: HashMap::new(),
            short: HashMap::new(),
            named: HashMap::new(),
        };
        let rows = project.sheet(def.key);
        for (at, row) in
            rows.iter().flat_map(|rows| (0..rows.len()).filter_map(|at| Some((at, rows.row(at)?))))
        {
            keys.add(row, Some(at));
        }
        keys
    }

    /// Takes a row in.
    pub fn add(&mut self, row: &dyn AnyRow, at: Option<usize>) {
        let def = row.def();
        if self.absent.iter().any(|column| row.get(*column) != Cell::Empty) {
            return;
        }
        for name in 0..2 {
            let cell = |column: usize| {
                let text = |t: crate::text::Text| if name == 0 { t.zh } else { t.en };
                match row.get(column) {
                    Cell::Empty => row.builtin(column).map_or(String::new(), |t| comparable(text(t))),
                    cell => part(&cell),
                }
            };
            // Our own texts have two names, what was entered has one.
            if name == 1
                && !self.columns.iter().any(|c| row.get(*c) == Cell::Empty && row.builtin(*c).is_some())
            {
                return;
            }
            let parts: Vec<String> = self.columns.iter().map(|column| cell(*column)).collect();
            if parts.iter().all(String::is_empty) {
                return;
            }
            let whole =
                !self.columns.iter().zip(&parts).any(|(c, part)| may_miss(def, *c) && part.is_empty());
            let entry = Entry { id: row.id(), at, whole };
            if self.has_namesakes(def) && !parts[0].is_empty() {
                self.named.entry(parts[0].clone()).or_default().push(entry.clone());
            }
            let short = self.short_key(def, &parts);
            self.short.entry(short).or_default().push(entry.clone());
            self.full.entry(parts.join("\u{1f}")).or_default().push(entry);
        }
    }

    /// The parts of the key of a row that a line becomes.
    fn parts(&self, row: &dyn AnyRow) -> Vec<String> {
        let of = |column: &usize| match (&self.of_today, row.get(*column)) {
            (Some((day, today)), Cell::Empty) if day == column => today.clone(),
            (_, cell) => part(&cell),
        };
        self.columns.iter().map(of).collect()
    }

    /// The key without the parts that may be missing.
    fn short_key(&self, def: &SheetDef, parts: &[String]) -> String {
        let of = |(column, part): (&usize, &String)| {
            if may_miss(def, *column) { String::new() } else { part.clone() }
        };
        self.columns.iter().zip(parts).map(of).collect::<Vec<_>>().join("\u{1f}")
    }

    /// Whether rows may be called the same and still be told apart by a text, such as people by their centre.
    fn has_namesakes(&self, def: &SheetDef) -> bool {
        self.columns.first() == def.key_columns.first() && self.columns.iter().any(|c| may_miss(def, *c))
    }

    /// The rows that are called the same as this one but are told from it.
    pub fn namesakes(&self, row: &dyn AnyRow) -> &[Entry] {
        let name = self.columns.first().map(|column| part(&row.get(*column)));
        name.and_then(|name| self.named.get(&name)).map_or(&[], Vec::as_slice)
    }

    /// Whether a line of the block names this row in full.
    pub fn is_listed(&self, row: &dyn AnyRow) -> bool {
        let parts = self.parts(row);
        self.listed.contains(&parts.join("\u{1f}"))
    }

    /// The rows that a row with these cells may mean.
    pub fn find(&self, row: &Arc<dyn AnyRow>) -> Found {
        let def = row.def();
        let parts = self.parts(&**row);
        if parts.iter().all(String::is_empty) {
            return Found::None;
        }
        match self.full.get(&parts.join("\u{1f}")).map(Vec::as_slice) {
            Some([one]) => return Found::One(one.clone()),
            Some(several) => return Found::Ask(several.to_vec()),
            None => {}
        }
        let misses = self.columns.iter().zip(&parts).any(|(c, part)| may_miss(def, *c) && part.is_empty());
        let short = self.short_key(def, &parts);
        let alike = self.short.get(&short).map_or(&[][..], Vec::as_slice);
        let alike: Vec<Entry> = alike.iter().filter(|entry| misses || !entry.whole).cloned().collect();
        match (alike.as_slice(), misses) {
            ([], _) => Found::None,
            // The line does not say which centre, and there is one of that name.
            ([one], true) => Found::One(one.clone()),
            _ => Found::Ask(alike),
        }
    }
}

impl Intake {
    /// Whether rows are found by what they are called, and not by where the cursor stands. A file with titles is a list of
    /// its own, and so is a block with titles that the sheet does not have: the cursor stands there by chance.
    pub fn is_by_key(&self) -> bool {
        let mapped = |column: usize| self.fields.iter().any(|field| field.column() == Some(column));
        let is_unknown = |(at, field): (usize, &Field)| {
            *field == Field::Out(Out::Unknown)
                && !self.title(at).is_empty()
                && !self.is_computed(self.title(at))
        };
        let is_chosen = |field: &Field| matches!(field, Field::Column(_, Sure::Chosen));
        let is_list = self.from.file.is_some() && self.from.rows.is_empty();
        self.source.is_some()
            || self.is_below()
            || (self.titles.is_none() && is_list && self.fields.iter().any(is_chosen))
            || self.titles.is_some()
                && (self.fields.contains(&Field::Ids)
                    || self.def.key_columns.first().is_some_and(|first| mapped(*first))
                    || self.from.rows.is_empty()
                    || self.from.file.is_some()
                    || self.fields.iter().enumerate().any(is_unknown))
    }

    /// Whether the block has no titles, stands below the last row and says what its rows are called: they may be new, or
    /// rows that are there.
    pub(super) fn is_below(&self) -> bool {
        let first = self.def.key_columns.first();
        self.titles.is_none()
            && !self.from.copied
            && !self.from.rows.is_empty()
            && self.from.rows.iter().all(|spot| spot.row.is_none() && spot.columns.is_none())
            && first.is_some_and(|first| self.fields.iter().any(|field| field.column() == Some(*first)))
    }
}

/// What the lines of a block are called in full, where that takes more than a name.
fn listed(intake: &Intake, columns: &[usize]) -> HashSet<String> {
    if columns.len() < 2 || !columns.iter().all(|c| intake.def.columns[*c].kind == Kind::Text) {
        return HashSet::new();
    }
    let at: Vec<Option<usize>> = columns
        .iter()
        .map(|column| intake.fields.iter().position(|field| field.column() == Some(*column)))
        .collect();
    let key = |line: &Vec<String>| {
        let part =
            |at: &Option<usize>| at.and_then(|at| line.get(at)).map_or(String::new(), |c| comparable(c));
        at.iter().map(part).collect::<Vec<_>>().join("\u{1f}")
    };
    intake.lines.iter().skip(intake.first()).map(key).collect()
}

/// Whether a column of the key may be missing in a line that still means the row: a text behind the first column, such as
/// the centre of a person. A link or a day that is missing means something itself, as the whole network does.
fn may_miss(def: &SheetDef, column: usize) -> bool {
    column != def.key_columns[0] && matches!(def.columns[column].kind, Kind::Text | Kind::Prose)
}
