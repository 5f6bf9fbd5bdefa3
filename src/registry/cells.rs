//! Cells by their owner's rules: reading what was typed, checking it, and the edit that comes of it.

use super::{early, is_called_alike, links, owner, roles};
use crate::project::{Edit, Project};
use crate::say;
use crate::sheet::{
    AnyRow, Cell, Column, Id, Invalid, Kind, Reading, SheetDef, Unit, cleaned, comparable, decimal_comma,
    is_comparable, is_cross, is_everywhere, is_no_name, is_nothing, is_nothing_word, number as number_shown,
    parse, parse_quantity,
};
use crate::text::{Lang, Phrase, text};
use crate::tool::{Change, NewId, NumberedWeek, Renewed, Reshaped, Verdict};
use crate::tools::roadmap::Centre;
use chrono::NaiveDate;
use std::sync::Arc;
use unicode_normalization::UnicodeNormalization;

/// Reads what was typed into a cell. Our own text typed back leaves the cell empty, and so do words that say that there is
/// nothing, where no words stand.
pub fn read_cell(
    project: &Project,
    row: &dyn AnyRow,
    column: usize,
    typed: &str,
    today: NaiveDate,
) -> Result<Cell, Invalid> {
    let link = |sheet: &str, name: &str| links::row_called(project, sheet, name);
    read_cell_by(&link, project, row, column, (typed, today))
}

/// The same, with a way of its own to find the row of a sheet that a link names.
pub fn read_cell_by(
    link: &dyn Fn(&str, &str) -> Result<Id, Invalid>,
    project: &Project,
    row: &dyn AnyRow,
    column: usize,
    (typed, today): (&str, NaiveDate),
) -> Result<Cell, Invalid> {
    let Some(col) = row.def().columns.get(column) else { return Ok(Cell::Empty) };
    if row.builtin(column).is_some_and(|t| [t.zh, t.en].contains(&typed.trim())) {
        return Ok(Cell::Empty);
    }
    let tool = owner(row.def().key).map(|(_, tool)| tool);
    if let Some(first) = tool.filter(|_| !typed.trim().is_empty()).and_then(|tool| (tool.needs)(row, col)) {
        return Err(Invalid(first.into()));
    }
    if let Some(read) = tool.and_then(|tool| (tool.read)(project, row, col, typed, today)) {
        return read;
    }
    let read = if col.kind == Kind::Number {
        read_number(project, row, col, typed)
    } else {
        let (counts, toward) = (col.counts.clone(), col.toward);
        let typed = if col.kind == Kind::Count { without_counted(col.key, typed) } else { typed };
        parse(col.kind, typed, &Reading { counts, today, toward, link })
    };
    let is_own = |cell: &Cell| matches!((col.kind, cell), (Kind::OpenChoice(_), Cell::Text(_)));
    match read {
        Err(_) if is_nothing_word(typed) => Ok(Cell::Empty),
        // Of all centres is what a row is of that names none.
        Err(_) | Ok(Cell::Text(_)) if super::names_centre(row.def(), column) && is_everywhere(typed) => {
            Ok(Cell::Empty)
        }
        // As in a list; what a row is called is its name all the same.
        Ok(Cell::Text(_)) if col.kind == Kind::Text && column != 0 && is_no_name(typed) => Ok(Cell::Empty),
        // It would be a role of its own.
        Ok(cell) if is_own(&cell) && is_nothing_word(typed) => Ok(Cell::Empty),
        Err(Invalid(why)) if col.key == "unit" => {
            let own = row.def().column("unit_name").map(|own| row.def().columns[own].title);
            Err(Invalid(own.map_or(why.clone(), |own| {
                say!(
                    "{why}；这里没有的单位，“{col}”留空，填在“{own}”（unit_name）里",
                    "{why}; for a unit of your own leave {col} blank and fill {own} (unit_name)",
                    why,
                    col = col.title,
                    own
                )
            })))
        }
        read => read,
    }
}

/// A count without the word for what its column counts: `12个月` months, `4家` centres. Of any other column it is no number.
pub fn without_counted<'a>(column: &str, typed: &'a str) -> &'a str {
    let counted: &[&str] = match column {
        "centres" => {
            &["家门店", "家店", "家中心", "个中心", "家", "店", "centres", "centers", "shops", "stores"]
        }
        "months" | "month" => &["个月", "months", "month"],
        "minutes" => &["分钟", "minutes", "minute", "mins", "min"],
        "round" => &["轮"],
        "batch" => &["批"],
        _ => &[],
    };
    let typed = typed.trim();
    if matches!(column, "months" | "month")
        && let Some(months) = years_in_months(typed)
    {
        return months;
    }
    let Some(counted) = counted.iter().find_map(|unit| typed.strip_suffix(unit)) else { return typed };
    // 第一批 is the first of them, 第三轮 the third.
    counted.strip_prefix('第').unwrap_or(counted).trim()
}

/// The months of a few years and their halves: `半年`, `两年`, `half a year`.
fn years_in_months(typed: &str) -> Option<&'static str> {
    Some(match comparable(typed).as_str() {
        "半年" | "halfayear" | "halfyear" | "0.5年" => "6",
        "一年" | "1年" | "ayear" | "oneyear" | "1year" => "12",
        "一年半" | "1年半" | "1.5年" | "1.5years" => "18",
        "两年" | "2年" | "二年" | "twoyears" | "2years" => "24",
        "三年" | "3年" | "threeyears" | "3years" => "36",
        _ => return None,
    })
}

/// The unit of a number cell; none where the sheet's owner knows of none.
pub fn unit_of(project: &Project, row: &dyn AnyRow, column: &Column) -> Unit {
    owner(row.def().key).map_or(Unit::None, |(_, tool)| (tool.unit)(project, row, column))
}

/// A cell as it is shown: a number with its unit.
pub fn shown_cell(project: &Project, row: &dyn AnyRow, column: usize, lang: Lang) -> String {
    match row.get(column) {
        Cell::Number(value) => number_shown(value, unit_of(project, row, &row.def().columns[column]), lang),
        _ => crate::project::cell_text(project, row, column, lang),
    }
}

/// Reads a number in the unit of its cell, whether or not the cell waits for something else first.
pub fn read_number(
    project: &Project,
    row: &dyn AnyRow,
    column: &Column,
    typed: &str,
) -> Result<Cell, Invalid> {
    let unit = unit_of(project, row, column);
    let plain: String = cleaned(typed).nfkc().collect();
    let plain = plain.trim();
    // What no number can be is told by the reader of cells.
    if is_nothing(plain) || (plain.len() > 1 && plain.chars().all(|c| c == '#')) {
        let never = |_: &str, name: &str| Err(crate::sheet::no_such_row(name));
        let (counts, toward) = (crate::sheet::COUNTS, crate::sheet::Toward::Near);
        return parse(Kind::Number, plain, &Reading { counts, today: NaiveDate::MIN, toward, link: &never });
    }
    parse_quantity(plain, unit).map(Cell::Number)
}

/// The text that a cell begins with when it is edited: as it is shown, a duration with its units where that says it
/// exactly.
pub fn text_to_edit(project: &Project, row: &dyn AnyRow, column: usize, lang: Lang) -> String {
    let unit = row.def().columns.get(column).map(|column| unit_of(project, row, column));
    if let (Cell::Number(value), Some(Unit::Duration)) = (row.get(column), unit) {
        let said = number_shown(value, Unit::Duration, lang);
        let is_exact = |read: f64| (read - value).abs() < 1e-9;
        if parse_quantity(&said, Unit::Duration).is_ok_and(is_exact) {
            return said;
        }
    }
    crate::project::cell_text(project, row, column, lang)
}

/// What a block means that stands otherwise than the sheets of a tool have it, given one of them.
pub fn reshape(project: &Project, sheet: &str, lines: &[Vec<String>], today: NaiveDate) -> Option<Reshaped> {
    owner(sheet).and_then(|(_, tool)| (tool.reshape)(project, lines, today))
}

/// What a week may be that a block for a sheet writes by its number alone; none for any other text.
pub fn numbered_week(project: &Project, sheet: &str, typed: &str, today: NaiveDate) -> Option<NumberedWeek> {
    owner(sheet).and_then(|(_, tool)| (tool.week)(project, typed, today))
}

/// The day of what a block for a sheet says without its day.
pub fn undated(project: &Project, sheet: &str, today: NaiveDate) -> NaiveDate {
    owner(sheet).map_or(today, |(_, tool)| (tool.undated)(project, today))
}

/// Whether a new row of a sheet that is told what it is about is of today, where no day is given.
pub fn is_of_today(project: &Project, def: &'static SheetDef) -> bool {
    let Some((day, column)) = def.dated.zip(def.columns.first()) else { return false };
    let (row, today) = (def.new_row(Id::new(1)), NaiveDate::default());
    let Kind::Link(_) = column.kind else { return false };
    let cell = Cell::Link(Id::new(1));
    let change = Change { project, row: &*row, column, cell: &cell, today };
    let follow = owner(def.key).map_or(Vec::new(), |(_, tool)| (tool.follow)(&change));
    follow
        .iter()
        .any(|edit| matches!(edit, Edit::Set { row: of, column, .. } if *of == row.id() && *column == day))
}

/// What is said where words that say that there is nothing were read as such.
pub fn taken_for_nothing(typed: &str, cell: &Cell) -> Option<Phrase> {
    let typed = typed.trim();
    (*cell == Cell::Empty && (is_no_name(typed) || is_everywhere(typed)))
        .then(|| say!("“{typed}”当作没有填", "'{typed}' is taken as blank"))
}

/// What is asked of a cross in a column of ticks, where nothing else tells what is meant.
pub fn tick_or_cross(column: &Column, typed: &str) -> Option<Phrase> {
    (matches!(column.kind, Kind::Tick | Kind::Check) && is_cross(typed)).then(|| {
        say!(
            "“{typed}”可能是打勾（是），也可能是打叉（否）：请写“是”或“否”；是打勾也可以加 --as-typed",
            "'{typed}' may be a tick (yes) or a cross (no): write yes or no; --as-typed takes it as a tick",
            typed = typed.trim()
        )
    })
}

/// What is asked of a name in the list of centres that says that all are meant.
fn all_centres(change: &Change<'_>) -> Option<Phrase> {
    let name = Centre::COL.name;
    let is_name = (change.row.def().key, change.column.key) == (name.sheet, name.key);
    let Cell::Text(typed) = change.cell else { return None };
    (is_name && is_everywhere(typed)).then(|| {
        say!(
            "“{typed}”指的是所有中心，这里一行填一个中心：确实是一个中心的名称吗？",
            "'{typed}' says all centres, and here each has a row of its own: is it really the name of one?"
        )
    })
}

/// What is said of a row that nothing tells from another one any more: called the same, and of the same centre or whatever else
/// its sheet knows rows by. Where rows are known by one name alone, and no other sheet speaks of them by it, the same words may
/// well stand there twice.
fn same_twin(change: &Change<'_>) -> Option<Phrase> {
    let def = change.row.def();
    let at = def.column(change.column.key).filter(|at| def.key_columns.contains(at))?;
    let is_link = |sheet: &&SheetDef| {
        sheet.columns.iter().any(|column| matches!(column.kind, Kind::Link(of) if of == def.key))
    };
    if def.key_columns.first() != Some(&0)
        || (def.key_columns.len() == 1 && !super::sheets().iter().any(is_link))
    {
        return None;
    }
    let mut after = change.row.copy();
    Arc::get_mut(&mut after)?.set(at, change.cell.clone());
    let name = after.text(0).filter(|name| !comparable(name).is_empty())?;
    let is_same = |row: &dyn AnyRow| {
        row.id() != after.id()
            && row.text(0) == Some(name)
            && def.key_columns[1..].iter().all(|column| match (row.get(*column), after.get(*column)) {
                (Cell::Text(one), Cell::Text(other)) => super::is_same_place(&one, &other),
                (one, other) => one == other,
            })
    };
    let rows = change.project.sheet(def.key)?;
    let row = (0..rows.len()).find(|at| rows.row(*at).is_some_and(is_same))? + 1;
    Some(say!(
        "和第 {row} 行的“{name}”完全一样：是同一个就合到一行",
        "Nothing tells it from '{name}' in row {row}: if it is the same, keep one row"
    ))
}

/// What is said of a name that another row of the sheet has already, in other width, case or with other blanks.
fn twin(change: &Change<'_>) -> Option<Phrase> {
    let Cell::Text(name) = change.cell else { return None };
    let def = change.row.def();
    let is_name = def.key_columns.first() == Some(&0) && def.columns[0].key == change.column.key;
    let wanted = is_name.then(|| comparable(name)).filter(|wanted| !wanted.is_empty())?;
    let rows = change.project.sheet(def.key)?;
    let others = (0..rows.len()).filter_map(|at| Some((at, rows.row(at)?)));
    let mut others = others.filter(|(_, row)| row.id() != change.row.id());
    let same = others.clone().find_map(|(at, row)| {
        let other = row.text(0).filter(|other| *other != name && is_comparable(other, &wanted))?;
        Some((at + 1, other.to_owned()))
    });
    let Some((at, other)) = same else {
        // One name alone is not nearly that of a row when a second column is needed to tell rows apart.
        let is_alike = |row: &dyn AnyRow| def.key_columns == [0] && is_called_alike(row, name);
        let (at, row) = others.find(|(_, row)| is_alike(*row))?;
        let [zh, en] = [Lang::Zh, Lang::En].map(|lang| crate::project::row_name(row, lang));
        let there = Phrase { zh: zh.into(), en: en.into() };
        return Some(say!(
            "和第 {row} 行的“{there}”名称相近：是同一个就合到一行",
            "Called nearly as '{there}' in row {row}: if it is the same, keep one row",
            row = at + 1,
            there
        ));
    };
    Some(say!(
        "和第 {at} 行的“{other}”几乎一样，只差全半角、大小写、空格或符号：是同一个就合到一行",
        "Almost the same as '{other}' in row {at}, but for width, case, blanks or signs: if it is the same, keep one row"
    ))
}

/// Whether a percentage of one or less was typed with its sign, so that nobody need ask whether a fraction was meant. A
/// larger one may be a slip all the same.
pub fn is_meant(typed: &str) -> bool {
    let point = decimal_comma(typed);
    let plain: String = point.as_deref().unwrap_or(typed).nfkc().flat_map(char::to_lowercase).collect();
    let digits: String = plain.chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
    let small = digits.parse::<f64>().is_ok_and(|value| value <= 1.0);
    small && (plain.contains('%') || plain.contains("percent"))
}

/// Whether a cell of a row has to wait until another one of the row is filled.
pub fn waits(row: &dyn AnyRow, column: usize) -> bool {
    let needs = |tool: &crate::tool::Tool| (tool.needs)(row, &row.def().columns[column]).is_some();
    owner(row.def().key).is_some_and(|(_, tool)| needs(tool))
}

/// What the owner of a sheet says before a cell is changed.
pub fn check(change: &Change<'_>) -> Verdict {
    let Some((_, tool)) = owner(change.row.def().key) else { return Verdict::Fine };
    match (tool.needs)(change.row, change.column).filter(|_| *change.cell != Cell::Empty) {
        Some(first) => Verdict::Refuse(first.into()),
        None => roles::new_role(change).unwrap_or_else(|| (tool.check)(change)),
    }
}

/// The same for a value that was written by a person, here or elsewhere: whether its day is a slip is asked.
pub fn check_pasted(change: &Change<'_>) -> Verdict {
    match check(change) {
        verdict @ (Verdict::Fine | Verdict::Note(_)) => early::asked(change).unwrap_or(verdict),
        verdict => verdict,
    }
}

/// The same for a value that is entered by itself, where a name like that of another row is pointed out. It walks over the
/// rows, and is not for blocks of many.
pub fn check_entered(change: &Change<'_>) -> Verdict {
    match check_pasted(change) {
        Verdict::Fine => {
            let all = all_centres(change).map(Verdict::Sure);
            all.or_else(|| same_twin(change).or_else(|| twin(change)).map(Verdict::Note))
                .unwrap_or(Verdict::Fine)
        }
        verdict => verdict,
    }
}

/// The edits that keep what stood in a row before a block has given it anew.
pub fn kept(renewed: &Renewed<'_>, new_id: NewId<'_>) -> Vec<Edit> {
    owner(renewed.before.def().key).map_or(Vec::new(), |(_, tool)| (tool.keep)(renewed, new_id))
}

/// The edits that keep what stood in a row before these cells of it are typed over.
pub fn kept_by(
    project: &Project,
    before: &dyn AnyRow,
    cells: &[(usize, Cell)],
    today: NaiveDate,
    new_id: NewId<'_>,
) -> Vec<Edit> {
    let mut after = before.copy();
    if let Some(own) = Arc::get_mut(&mut after) {
        for (column, cell) in cells {
            own.set(*column, cell.clone());
        }
    }
    let given: Vec<usize> = cells.iter().map(|(column, _)| *column).collect();
    kept(&Renewed { project, before, after: &*after, given: &given, today }, new_id)
}

/// What is said where something was kept.
pub fn said_kept() -> Phrase {
    text("原来的得分已存入历史", "The scores that stood here are kept in the history").into()
}

/// Whether two rows of a sheet that are called the same may be one, although they are told apart.
pub fn may_be_one(one: &dyn AnyRow, other: &dyn AnyRow) -> bool {
    owner(one.def().key).is_some_and(|(_, tool)| (tool.may_be_one)(one, other))
}

/// The row that a new one is the same as, by its owner's rules.
pub fn same(project: &Project, row: &dyn AnyRow) -> Option<Id> {
    owner(row.def().key).and_then(|(_, tool)| (tool.same)(project, row))
}

/// The edits that put a new row's values into the row that it is the same as; none for what is so already.
pub fn in_place_of(project: &Project, id: Id, row: &dyn AnyRow) -> Vec<Edit> {
    let sheet = row.def().key;
    let there = project.sheet(sheet).and_then(|rows| rows.share(rows.position(id)?));
    let Some(there) = there else { return Vec::new() };
    (0..row.def().columns.len())
        .map(|column| (column, row.get(column)))
        .filter(|(column, cell)| *cell != Cell::Empty && *cell != there.get(*column))
        .map(|(column, cell)| Edit::Set { sheet, row: id, column, cell })
        .collect()
}

/// A change as an edit, with what its tool lets go together with it. The change comes last, so that what
/// was typed stands.
pub fn edit_of(change: &Change<'_>) -> Edit {
    let def = change.row.def();
    let set = Edit::Set {
        sheet: def.key,
        row: change.row.id(),
        column: def.column(change.column.key).unwrap_or(usize::MAX),
        cell: change.cell.clone(),
    };
    let mut edits = owner(def.key).map_or(Vec::new(), |(_, tool)| (tool.follow)(change));
    if edits.is_empty() {
        return set;
    }
    edits.push(set);
    Edit::Many(edits)
}

#[cfg(test)]
mod tests;
