//! Sheets and their rows, printed: as an aligned table, as JSON, as CSV.

use super::print::{Table, json};
use super::{Answer, Call, Failure, names};
use crate::export::{Delimiter, Heads, lines};
use crate::facts::Facts;
use crate::project;
use crate::registry;
use crate::sheet::{AnyRow, Cell, Column, Kind, SheetDef};
use crate::text::{Lang, Text};
use crate::tool::{Field, Layout, Shown};
use serde_json::{Map, Value, json};
use std::fmt::Write as _;

/// How rows are printed.
#[derive(Clone, Copy)]
pub(super) enum Form {
    Table,
    Json,
    Csv {
        /// With the mark by which Excel knows UTF-8.
        excel: bool,
        /// With titles in place of keys.
        titles: bool,
    },
}

/// A figure that a tool computes for each row.
struct Computed {
    key: &'static str,
    title: Text,
    show: fn(&Facts, &dyn AnyRow) -> Shown,
}

/// The rows of a sheet and what is needed to print them.
struct Sheet {
    def: &'static SheetDef,
    facts: Facts,
    lang: Lang,
}

/// Prints the rows of a sheet.
pub(super) fn show(call: &Call<'_>, sheet: &str, form: Form) -> Result<Answer, Failure> {
    let def = names::sheet(sheet)?;
    let seen = call.seen()?;
    let facts = Facts::new(&seen.project, seen.day);
    let sheet = Sheet { def, facts, lang: call.lang };
    Ok(Answer::of(match form {
        Form::Table => sheet.table(),
        Form::Json => sheet.json(),
        Form::Csv { excel, titles } => {
            let mark = if excel { "\u{feff}" } else { "" };
            let heads = if titles { Heads::Titles } else { Heads::Keys };
            format!("{mark}{}", lines(sheet.facts.project(), def, heads, Delimiter::Comma, call.lang))
        }
    }))
}

impl Sheet {
    fn rows(&self) -> impl Iterator<Item = &dyn AnyRow> {
        let sheet = self.facts.project().sheet(self.def.key);
        (0..sheet.map_or(0, crate::sheet::AnySheet::len)).filter_map(move |at| sheet?.row(at))
    }

    fn text(&self, row: &dyn AnyRow, column: usize) -> String {
        project::cell_text(self.facts.project(), row, column, self.lang)
    }

    fn shown(&self, computed: &Computed, row: &dyn AnyRow) -> String {
        (computed.show)(&self.facts, row).text.get(self.lang).trim().to_owned()
    }

    /// A cell with the unit of its number.
    fn with_unit(&self, row: &dyn AnyRow, column: usize) -> String {
        match row.get(column) {
            Cell::Number(_) => registry::shown_cell(self.facts.project(), row, column, self.lang),
            _ => self.text(row, column),
        }
    }

    /// The columns in which something stands, and what is computed.
    fn table(&self) -> String {
        let filled = |column: &usize| self.rows().any(|row| !self.text(row, *column).is_empty());
        let none = self.rows().next().is_none();
        let columns: Vec<usize> = (0..self.def.columns.len())
            .filter(|c| !self.def.columns[*c].internal && (none || filled(c)))
            .collect();
        let computed = computed(self.def);
        let mut table = Table::new();
        table.column("#", true);
        table.column("id", false);
        for column in &columns {
            let Column { title, kind, .. } = self.def.columns[*column];
            table.column(title.get(self.lang), matches!(kind, Kind::Number | Kind::Count | Kind::Score));
        }
        for figure in &computed {
            table.column(figure.title.get(self.lang), false);
        }
        for (at, row) in self.rows().enumerate() {
            let cells = columns.iter().map(|column| self.with_unit(row, *column));
            let figures = computed.iter().map(|figure| self.shown(figure, row));
            table.row([(at + 1).to_string(), row.id().to_string()].into_iter().chain(cells).chain(figures));
        }
        table.lines()
    }

    fn json(&self) -> String {
        let computed = computed(self.def);
        json(&self.rows().map(|row| self.object(row, &computed)).collect())
    }

    /// The row as it stands in the file, and under `computed` what is not in it: our own texts of empty cells, the
    /// names of linked rows, the tool's figures.
    fn object(&self, row: &dyn AnyRow, computed: &[Computed]) -> Value {
        let mut object = row.object();
        let mut known = Map::new();
        for (at, column) in self.def.columns.iter().enumerate() {
            let ours = match row.get(at) {
                Cell::Empty => row.builtin(at).is_some(),
                cell => matches!(cell, Cell::Link(_)),
            };
            if ours {
                known.insert(column.key.to_owned(), self.text(row, at).into());
            }
        }
        for figure in computed {
            known.insert(figure.key.to_owned(), self.shown(figure, row).into());
        }
        if !known.is_empty() {
            object.insert("computed".to_owned(), known.into());
        }
        object.into()
    }
}

/// What all views of a sheet compute, each figure once.
fn computed(def: &SheetDef) -> Vec<Computed> {
    let views = registry::owner(def.key).map_or(&[][..], |(_, tool)| tool.views);
    let mut found: Vec<Computed> = Vec::new();
    for view in views.iter().filter(|view| view.sheet == def) {
        let Layout::Grid(fields) = view.layout else { continue };
        for field in fields {
            if let Field::Computed { key, title, show, .. } = *field
                && !found.iter().any(|there| there.key == key)
            {
                found.push(Computed { key, title, show });
            }
        }
    }
    found
}

/// Prints every sheet with its columns, their kinds and both titles.
pub(super) fn sheets(lang: Lang, as_json: bool) -> String {
    let defs = registry::sheets();
    if as_json {
        return json(&defs.iter().map(|def| sheet_object(def)).collect());
    }
    let mut out = String::new();
    for (n, def) in defs.into_iter().enumerate() {
        let (first, second) = (def.title.get(lang), def.title.get(lang.other()));
        if n > 0 {
            out.push('\n');
        }
        // Writing into a string does not fail.
        let _ok = writeln!(out, "{}  {first} / {second}", def.key);
        let mut table = Table::new();
        (0..5).for_each(|_| table.column("", false));
        let mut line = |key: &str, kind: &str, title: Text| {
            let cells = ["", key, kind, title.get(lang), title.get(lang.other())];
            table.row(cells.map(str::to_owned));
        };
        for column in def.columns.iter().filter(|column| !column.internal) {
            line(column.key, kind_key(column.kind), column.title);
        }
        for figure in computed(def) {
            line(figure.key, "computed", figure.title);
        }
        out.push_str(&table.lines());
    }
    out
}

/// Prints the schema of a project's file.
pub(super) fn schema(lang: Lang) -> String {
    json(&crate::store::format::schema(&registry::sheets(), lang))
}

fn both(text: Text) -> Value {
    json!({ "zh": text.zh, "en": text.en })
}

fn sheet_object(def: &SheetDef) -> Value {
    let columns = def.columns.iter().map(column_object);
    let computed = computed(def)
        .into_iter()
        .map(|c| json!({ "key": c.key, "kind": "computed", "title": both(c.title) }));
    json!({
        "key": def.key,
        "title": both(def.title),
        "tool": registry::owner(def.key).map(|(_, tool)| tool.key),
        "columns": columns.collect::<Vec<_>>(),
        "computed": computed.collect::<Vec<_>>(),
    })
}

fn column_object(column: &Column) -> Value {
    let mut object = Map::new();
    object.insert("key".to_owned(), column.key.into());
    object.insert("kind".to_owned(), kind_key(column.kind).into());
    object.insert("title".to_owned(), both(column.title));
    if !column.help.en.is_empty() {
        object.insert("help".to_owned(), both(column.help));
    }
    if column.internal {
        object.insert("internal".to_owned(), true.into());
    }
    match column.kind {
        Kind::Choice(options) | Kind::OpenChoice(options) => {
            let options = options.iter().map(|o| json!({ "key": o.key, "title": both(o.label) }));
            object.insert("options".to_owned(), options.collect());
            if matches!(column.kind, Kind::OpenChoice(_)) {
                object.insert("open".to_owned(), true.into());
            }
        }
        Kind::Link(sheet) => {
            object.insert("sheet".to_owned(), sheet.into());
        }
        _ => {}
    }
    object.into()
}

const fn kind_key(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "text",
        Kind::Prose => "prose",
        Kind::Score => "score",
        Kind::Number => "number",
        Kind::Count => "count",
        Kind::Date => "date",
        Kind::Tick => "tick",
        Kind::Check => "check",
        Kind::Choice(_) | Kind::OpenChoice(_) => "choice",
        Kind::Link(_) => "link",
    }
}
