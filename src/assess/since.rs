//! What changed since an earlier day, tool by tool: how each stands, which findings came and went, what was entered,
//! corrected, ticked and removed.

use super::Assessed;
use crate::finding::{Finding, Level, Place};
use crate::project::{Project, title_phrase};
use crate::registry;
use crate::registry::TOOLS;
use crate::say;
use crate::sheet::{AnyRow, AnySheet, Cell, Id, Kind, SheetDef};
use crate::text::{Lang, Phrase, count, few, join, joined, text, width};
use crate::tool::Tool;
use crate::tools::kpi;
use std::collections::HashMap;
use std::sync::Arc;

/// No more lines are given than these.
const MOST: usize = 200;
/// So many corrected rows of a sheet have a line of their own.
const ROWS: usize = 6;
/// So many corrected cells of a row are named.
const CELLS: usize = 3;
/// A row in which so many cells were blank and are not any more was filled in.
const FILLED: usize = 3;
/// So many rows are named in one line.
const NAMES: usize = 3;
/// Texts up to this width are told in full, in cells.
const SHORT: usize = 30;

/// One thing that changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// The tool, by its place in [`TOOLS`].
    pub tool: usize,
    /// How bad what came is; good where something is better, blank where nothing is judged.
    pub level: Level,
    /// What changed.
    pub text: Phrase,
    /// Where to look; none for the tool as a whole.
    pub place: Option<Place>,
    /// Whether its row was known then; one entered since can only be shown as it is today.
    pub was_known: bool,
}

/// Tells what changed between an earlier day and a later one, in the order of [`TOOLS`].
pub fn since(then: &Assessed, now: &Assessed) -> Vec<Line> {
    let mut lines = Vec::new();
    for (at, tool) in TOOLS.iter().enumerate() {
        let part =
            Part { at, tool, then: then.facts.project(), now: now.facts.project(), assessed: (then, now) };
        lines.extend(headline(&part, then, now));
        lines.extend(findings(&part, then, now));
        tool.sheets.iter().for_each(|def| part.sheet(def, &mut lines));
    }
    lines.truncate(MOST);
    lines
}

fn headline(part: &Part<'_>, then: &Assessed, now: &Assessed) -> Option<Line> {
    let (before, after) = (then.tools().get(part.at)?, now.tools().get(part.at)?);
    let blank = |phrase: &Phrase| phrase.zh.trim().is_empty();
    if before.headline == after.headline || blank(&after.headline) {
        return None;
    }
    let to = after.headline.clone();
    let said = if blank(&before.headline) {
        to
    } else {
        let from = before.headline.clone();
        say!("{from} → {to}", "{from} → {to}", from, to)
    };
    Some(Line { tool: part.at, level: after.level, text: said, place: None, was_known: true })
}

fn findings(part: &Part<'_>, then: &Assessed, now: &Assessed) -> Vec<Line> {
    let of = |assessed: &Assessed| -> Vec<Finding> {
        let all = assessed.findings().into_iter();
        all.filter(|(tool, _)| tool.key == part.tool.key).map(|(_, f)| f.clone()).collect()
    };
    let (before, after) = (of(then), of(now));
    let line = |finding: &Finding, level, said| Line {
        tool: part.at,
        level,
        text: said,
        place: Some(finding.place),
        was_known: part.knows(finding.place),
    };
    // A rule that speaks once on both days speaks of the same, whichever row it begins with.
    let once = |all: &[Finding], id: &str| all.iter().filter(|other| other.id == id).count() == 1;
    let goes_on = |id: &str| once(&before, id) && once(&after, id);
    let came = after.iter().filter_map(|f| {
        let (what, earlier) = (&f.evidence, before.iter().find(|other| other.key() == f.key()));
        let said = match earlier {
            Some(earlier) if f.level > earlier.level => say!("加重了：{what}", "worse: {what}", what),
            Some(earlier) if f.level < earlier.level => say!("减轻了：{what}", "less bad: {what}", what),
            Some(_) => return None,
            None if goes_on(f.id) => {
                say!("还在，内容变了：{what}", "still there, changed: {what}", what)
            }
            None => say!("新出现：{what}", "new: {what}", what),
        };
        Some(line(f, f.level, said))
    });
    let gone = |f: &&Finding| !goes_on(f.id) && after.iter().all(|other| other.key() != f.key());
    let went = before.iter().filter(gone).map(|f| {
        let said = say!("不再出现：{what}", "no longer: {what}", what = f.evidence);
        line(f, if f.level == Level::Blank { Level::Blank } else { Level::Good }, said)
    });
    came.chain(went).collect()
}

/// One tool on both days.
struct Part<'a> {
    at: usize,
    tool: &'static Tool,
    then: &'a Project,
    now: &'a Project,
    /// What was concluded on both days.
    assessed: (&'a Assessed, &'a Assessed),
}

/// What became of the rows of a sheet.
#[derive(Default)]
struct Rows<'a> {
    entered: Vec<&'a dyn AnyRow>,
    removed: Vec<&'a dyn AnyRow>,
    /// Rows that had been there and were blank, each with the first column filled in.
    filled: Vec<(&'a dyn AnyRow, usize)>,
    ticked: Vec<(&'a dyn AnyRow, usize)>,
    unticked: Vec<(&'a dyn AnyRow, usize)>,
    /// Then and now, with the columns that differ.
    corrected: Vec<(&'a dyn AnyRow, &'a dyn AnyRow, Vec<usize>)>,
}

impl Part<'_> {
    fn knows(&self, place: Place) -> bool {
        let there = |row| self.then.sheet(place.sheet).is_some_and(|sheet| sheet.position(row).is_some());
        place.row.is_none_or(there)
    }

    fn line(&self, row: &dyn AnyRow, column: usize, text: Phrase) -> Line {
        let column = row.def().columns.get(column).map_or("", |column| column.key);
        let place = Place { sheet: row.def().key, row: Some(row.id()), column };
        Line { tool: self.at, level: Level::Blank, text, place: Some(place), was_known: self.knows(place) }
    }

    fn sheet(&self, def: &'static SheetDef, lines: &mut Vec<Line>) {
        let (Some(then), Some(now)) = (self.then.sheet(def.key), self.now.sheet(def.key)) else { return };
        if self.then.shares(self.now, def.key) {
            return;
        }
        let rows = differing(then, now);
        let title = def.title;
        if def.measured_by.is_some() {
            self.measured(def, &rows.entered, lines);
        } else if let Some(first) = rows.entered.first() {
            let names = few(&names(&rows.entered, self.now), NAMES);
            let said = say!("{title}新增{names}", "{title}: {names} added", title, names);
            lines.push(self.line(*first, 0, said));
        }
        if let Some((first, column)) = rows.filled.first() {
            let of: Vec<&dyn AnyRow> = rows.filled.iter().map(|(row, _)| *row).collect();
            let said = join(text("填上了", "filled in: "), few(&names(&of, self.now), NAMES));
            lines.push(self.line(*first, *column, said));
        }
        self.ticks(def, &rows, lines);
        for (before, after, columns) in rows.corrected.iter().take(ROWS) {
            lines.push(self.line(*after, columns[0], self.correction(*before, *after, columns)));
        }
        if let Some((_, row, columns)) = rows.corrected.get(ROWS) {
            let more = count((rows.corrected.len() - ROWS) as u64, "行", "more row", "more rows");
            let said = say!("{title}还有{more}改动", "{title}: {more} changed", title, more);
            lines.push(self.line(*row, columns[0], said));
        }
        if let Some(first) = rows.removed.first() {
            let names = few(&names(&rows.removed, self.then), NAMES);
            let said = say!("{title}删除了{names}", "{title}: {names} removed", title, names);
            lines.push(self.line(*first, 0, said));
        }
    }

    /// What was ticked and what no longer is, a line for each column; where a sheet has several, each is named.
    fn ticks(&self, def: &'static SheetDef, rows: &Rows<'_>, lines: &mut Vec<Line>) {
        let several = def.columns.iter().filter(|column| column.kind == Kind::Tick).count() > 1;
        let done = [
            (&rows.ticked, text("勾选了", "ticked"), text("", ": ")),
            (&rows.unticked, text("取消了勾选", "no longer ticked"), text("：", ": ")),
        ];
        for (at, column) in def.columns.iter().enumerate() {
            for (done, what, colon) in done {
                let of: Vec<&dyn AnyRow> =
                    done.iter().filter(|(_, ticked)| *ticked == at).map(|(row, _)| *row).collect();
                let Some(first) = of.first() else { continue };
                let (names, title) = (few(&names(&of, self.now), NAMES), column.title);
                let said = if several {
                    say!("{what}“{title}”：{names}", "{what} '{title}': {names}", what, title, names)
                } else {
                    say!("{what}{colon}{names}", "{what}{colon}{names}", what, colon, names)
                };
                lines.push(self.line(*first, at, said));
            }
        }
    }

    /// Readings entered since, one line for each indicator: what it was, what it is.
    fn measured(&self, def: &'static SheetDef, entered: &[&dyn AnyRow], lines: &mut Vec<Line>) {
        let (Some(link), Some(dated)) = (def.measured_by, def.dated) else { return };
        let Some(value) = def.columns.iter().position(|column| column.kind == Kind::Number) else { return };
        let of = |row: &dyn AnyRow| row.get(link);
        let date = |row: &dyn AnyRow| match row.get(dated) {
            Cell::Date(date) => Some(date),
            _ => None,
        };
        let mut done: Vec<Cell> = Vec::new();
        for row in entered {
            let indicator = of(*row);
            if done.contains(&indicator) {
                continue;
            }
            let same = entered.iter().filter(|other| of(**other) == indicator);
            let n = same.clone().count();
            let Some(latest) = same.max_by_key(|row| date(**row)) else { continue };
            let name = title_phrase(self.now, *latest);
            let level = |assessed: &Assessed| current(assessed, *latest, (link, value));
            let to = level(self.assessed.1).unwrap_or_else(|| shown(*latest, value, self.now));
            let new = count(n as u64, "个数据", "reading", "readings");
            let said = match level(self.assessed.0) {
                Some(from) => say!(
                    "{name}：{from} → {to}，新填 {new}",
                    "{name}: {from} → {to}, {new} entered",
                    name,
                    from,
                    to,
                    new
                ),
                None => say!("{name}：{to}，新填 {new}", "{name}: {to}, {new} entered", name, to, new),
            };
            lines.push(self.line(*latest, value, said));
            done.push(indicator);
        }
    }

    /// What a row held and holds, cell by cell.
    fn correction(&self, before: &dyn AnyRow, after: &dyn AnyRow, columns: &[usize]) -> Phrase {
        let def = after.def();
        let cell = |column: &usize| {
            let title = def.columns[*column].title;
            let (from, to) = (shown(before, *column, self.then), shown(after, *column, self.now));
            if [&from, &to].iter().any(|shown| width(&shown.zh) > SHORT || width(&shown.en) > SHORT) {
                return say!("{title}改写了", "{title} reworded", title);
            }
            say!("{title} {from} → {to}", "{title} {from} → {to}", title, from, to)
        };
        let mut cells: Vec<Phrase> = columns.iter().take(CELLS).map(cell).collect();
        if columns.len() > CELLS {
            let more = columns.len() - CELLS;
            cells.push(say!("另有 {more} 格", "{more} more"));
        }
        let cells = joined(&cells, text("，", ", "));
        let mut name = title_phrase(self.now, after).in_line(SHORT);
        if let Some(Cell::Date(date)) = def.dated.map(|column| after.get(column)) {
            name = say!("{name}（{date}）", "{name} ({date})", name);
        }
        say!("{name}：{cells}", "{name}: {cells}", name, cells)
    }
}

/// Where the indicator of a reading stands as a whole, whatever centre the reading is of; none while nothing is read.
fn current(assessed: &Assessed, reading: &dyn AnyRow, (link, value): (usize, usize)) -> Option<Phrase> {
    let Cell::Link(kpi) = reading.get(link) else { return None };
    let (_, current) = assessed.facts.get::<kpi::Indicators>().get(kpi)?.current?;
    let mut row = reading.copy();
    Arc::get_mut(&mut row)?.set(value, Cell::Number(current));
    Some(shown(&*row, value, assessed.facts.project()))
}

/// A cell as it is read, with its unit.
fn shown(row: &dyn AnyRow, column: usize, project: &Project) -> Phrase {
    let one = |lang: Lang| registry::shown_cell(project, row, column, lang).replace('\n', " ");
    let both: Phrase = (one(Lang::Zh), one(Lang::En)).into();
    if both.zh.trim().is_empty() { Phrase::same("—") } else { both }
}

fn names(rows: &[&dyn AnyRow], project: &Project) -> Vec<Phrase> {
    let name = |row: &&dyn AnyRow| {
        let name = title_phrase(project, *row);
        if name.zh.trim().is_empty() { text("（未填）", "(blank)").into() } else { name.in_line(SHORT) }
    };
    let mut told: Vec<(Phrase, usize)> = Vec::new();
    let mut places: HashMap<Phrase, usize> = HashMap::new();
    for name in rows.iter().map(name) {
        if let Some(at) = places.get(&name) {
            told[*at].1 += 1;
        } else {
            places.insert(name.clone(), told.len());
            told.push((name, 1));
        }
    }
    // Rows of one name are counted.
    let told = told.into_iter().map(|(name, count)| match count {
        1 => name,
        _ => say!("{name}（{count} 行）", "{name} ({count})", name),
    });
    told.collect()
}

/// The rows that differ between two days; those that are shared are not looked into.
fn differing<'a>(then: &'a dyn AnySheet, now: &'a dyn AnySheet) -> Rows<'a> {
    let mut found = Rows::default();
    let mut before: HashMap<Id, &dyn AnyRow> =
        (0..then.len()).filter_map(|at| then.row(at)).map(|row| (row.id(), row)).collect();
    for row in (0..now.len()).filter_map(|at| now.row(at)) {
        let Some(old) = before.remove(&row.id()) else {
            found.entered.push(row);
            continue;
        };
        if std::ptr::addr_eq(old, row) {
            continue;
        }
        let columns = row.def().columns.iter().enumerate();
        let mut differ: Vec<usize> = columns
            .filter(|(at, column)| column.is_shown() && old.get(*at) != row.get(*at))
            .map(|(at, _)| at)
            .collect();
        differ.retain(|at| {
            let ticks = row.def().columns[*at].kind == Kind::Tick;
            match (old.get(*at), row.get(*at)) {
                (Cell::Empty, _) if ticks => found.ticked.push((row, *at)),
                (_, Cell::Empty) if ticks => found.unticked.push((row, *at)),
                _ => return true,
            }
            false
        });
        if differ.len() >= FILLED && differ.iter().all(|at| old.get(*at) == Cell::Empty) {
            found.filled.push((row, differ[0]));
        } else if !differ.is_empty() {
            found.corrected.push((old, row, differ));
        }
    }
    found.removed =
        (0..then.len()).filter_map(|at| then.row(at)).filter(|row| before.contains_key(&row.id())).collect();
    found
}
