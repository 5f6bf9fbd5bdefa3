//! What would come of a file, as lines of text, as a refusal and as JSON.

mod skipped;
mod ways;

use super::together::Beaten;
use crate::intake::{CellPlan, Field, Goes, Intake, Left, LinePlan, Out, Plan, Sure, letters};
use crate::say;
use crate::sheet::Id;
use crate::text::{Lang, Phrase, count, list, text};
use serde_json::{Map, Value, json};
use std::fmt::Write as _;
pub(super) use ways::Ways;

/// So many cells that do not fit are named.
const NAMED: usize = 20;

/// What would come of a file, to be printed.
pub(super) struct Report<'a> {
    pub(super) intake: &'a Intake,
    pub(super) plan: &'a Plan,
    pub(super) lang: Lang,
    /// The file, where there are several.
    pub(super) file: Option<&'a str>,
    /// The name of the worksheet; blank where the file has none.
    pub(super) worksheet: &'a str,
    /// Whether the sheet is named, as one of several.
    pub(super) named: bool,
    /// What of it is not stored, as other files say otherwise.
    pub(super) beaten: &'a [Beaten],
}

impl Report<'_> {
    fn field(&self, at: usize) -> Option<usize> {
        self.intake.fields.get(at).and_then(|field| field.column())
    }

    /// The address of a cell as the spreadsheet has it; none in a file without worksheets, and none for the name of a line
    /// of weeks, which stands somewhere before them.
    fn address(&self, line: usize, at: usize) -> Option<String> {
        if self.worksheet.is_empty() || (self.intake.is_reshaped() && self.is_name(line, at)) {
            return None;
        }
        if self.intake.is_reshaped() {
            return Some(self.intake.name_of_line(line));
        }
        Some(format!("{}{}", letters(at), line + 1))
    }

    /// Whether a cell names the row of its line.
    fn is_name(&self, line: usize, at: usize) -> bool {
        self.intake.column_at(line, at) == self.intake.def.key_columns.first().copied()
    }

    /// Why a cell is not stored as the file has it, where another file says otherwise.
    fn beaten(&self, line: &LinePlan, column: usize) -> Option<&Phrase> {
        let def = self.intake.def;
        let is_row = |row: Id| match &line.goes {
            Goes::Row(id, _) => *id == row,
            Goes::New => self.intake.line_of_new(row) == Some(line.line),
            _ => false,
        };
        let is_it =
            |it: &&Beaten| it.sheet == def.key && def.columns[column].key == it.field && is_row(it.row);
        self.beaten.iter().find(is_it).map(|it| &it.why)
    }

    /// What the lines below are of.
    fn head(&self) -> Option<String> {
        let title = self.intake.def.title.get(self.lang);
        match (self.file, self.named) {
            (Some(file), true) => Some(format!("{file} · {title}")),
            (Some(file), false) => Some(file.to_owned()),
            (None, true) => Some(title.to_owned()),
            (None, false) => None,
        }
    }

    /// One line for each line of the file that changes something or is open, and what the whole comes to.
    pub(super) fn text(&self, stored: bool) -> String {
        let mut out = String::new();
        if let Some(head) = self.head() {
            // Writing into memory does not fail.
            let _ = writeln!(out, "{head}");
        }
        for line in &self.plan.lines {
            let mut cells: Vec<Phrase> = Vec::new();
            for (at, cell) in line.cells.iter().enumerate() {
                let title = self.title(line.line, at);
                let beaten = self
                    .field(at)
                    .and_then(|column| self.beaten(line, column))
                    .filter(|_| matches!(cell, CellPlan::Fill(_) | CellPlan::Over(..) | CellPlan::Empty(_)));
                if let Some(why) = beaten {
                    let typed = self.intake.lines[line.line].get(at).map_or("", |cell| cell.trim());
                    cells.push(say!("{title} {typed}（{why}）", "{title} {typed} ({why})", title, why));
                    continue;
                }
                cells.extend(match cell {
                    CellPlan::Fill(new) => Some(say!("{title} {new}", "{title} {new}", title, new)),
                    CellPlan::Over(old, new) => {
                        Some(say!("{title} {old} → {new}", "{title} {old} → {new}", title, old, new))
                    }
                    CellPlan::Empty(old) => {
                        Some(say!("{title} {old} →（清空）", "{title} {old} → (emptied)", title, old))
                    }
                    cell => cell.asks().map(|why| {
                        let place =
                            self.address(line.line, at).map_or_else(String::new, |at| format!("{at} "));
                        say!("{place}{title}：{why}", "{place}{title}: {why}", title, why)
                    }),
                });
            }
            let n = self.intake.name_of_line(line.line);
            let said = match &line.goes {
                Goes::Blank => continue,
                Goes::Row(..) if cells.is_empty() => continue,
                Goes::Row(_, name) => say!("{n}  {name}", "{n}  {name}", n, name),
                Goes::New => say!("{n}  ＋ 新增", "{n}  + new row"),
                Goes::Ask(_) if !line.name.zh.is_empty() => {
                    let (name, why) = (&line.name, Self::asked(line));
                    say!("{n}  ？“{name}”{why}", "{n}  ? '{name}': {why}", n, name, why)
                }
                Goes::Ask(_) => say!("{n}  ？{why}", "{n}  ? {why}", n, why = Self::asked(line)),
                Goes::Out(left) => say!("{n}  不要：{why}", "{n}  left out: {why}", n, why = why_out(*left)),
            };
            out.push_str(said.get(self.lang));
            let cells: Vec<&str> = cells.iter().map(|cell| cell.get(self.lang)).collect();
            let mark = if self.lang == Lang::Zh { "；" } else { "; " };
            let gap = if cells.is_empty() { "" } else { "  " };
            // Writing into memory does not fail.
            let _ = writeln!(out, "{gap}{}", cells.join(mark));
        }
        let skipped = self.skipped();
        if !skipped.is_empty() {
            let cells = count(
                skipped.iter().map(|skipped| skipped.lines.len()).sum::<usize>(),
                "格",
                "cell",
                "cells",
            );
            let said = if stored {
                say!("没有存的 {cells}：", "{cells} not stored:", cells)
            } else {
                say!("不会存的 {cells}：", "{cells} would not be stored:", cells)
            };
            let _ = writeln!(out, "{}", said.get(self.lang));
            for skipped in &skipped {
                let _ = writeln!(out, "  {}", Self::said_of(skipped).get(self.lang));
            }
        }
        let cells = count(self.plan.changes, "格", "cell", "cells");
        let rows = count(self.plan.new_rows, "行", "row", "rows");
        let total = if self.file.is_some() {
            // What all of them come to is said of all.
            say!("这个文件里：{cells}，新的 {rows}", "In this file: {cells}, {rows} new", cells, rows)
        } else if stored {
            say!("已填写 {cells}，新增 {rows}", "{cells} filled, {rows} added", cells, rows)
        } else {
            say!("将填写 {cells}，新增 {rows}", "{cells} to fill, {rows} to add", cells, rows)
        };
        let _ = writeln!(out, "{}", total.get(self.lang));
        out
    }

    fn asked(line: &LinePlan) -> Phrase {
        let Goes::Ask(rows) = &line.goes else { return Phrase::same("") };
        if rows.is_empty() {
            return crate::text::text(
                "导出之后项目里删除了这一行，文件里又改过",
                "its row was removed from the project since the export, and changed in the file",
            )
            .into();
        }
        let rows: Vec<Phrase> = rows.iter().map(|(_, name)| name.clone()).collect();
        say!("可能是 {rows}，也可能是新的一行", "it may be {rows}, or a new row", rows = list(&rows))
    }

    /// What a cell is called, as whoever corrects the file looks for it: by its address in a worksheet, by the cell of a
    /// table of weeks, else by its line.
    pub(super) fn place(&self, line: usize, at: usize) -> Phrase {
        if let Some(address) = self.address(line, at) {
            return Phrase::same(address);
        }
        if self.intake.is_reshaped() && !self.is_name(line, at) {
            return Phrase::same(self.intake.name_of_line(line));
        }
        let n = self.intake.number_of_line(line);
        say!("第 {n} 行", "line {n}")
    }

    /// The title of the column that a cell goes into; where it goes into none, which column of the file it stands in.
    fn title(&self, line: usize, at: usize) -> Phrase {
        let number = at + 1;
        match self.intake.column_at(line, at) {
            Some(column) => self.intake.def.columns[column].title.into(),
            None => say!("第 {number} 列", "column {number}"),
        }
    }

    /// What does not fit, with its line and column, and what can be done about it where it is the only file or sheet.
    pub(super) fn refusal(&self, alone: bool) -> Phrase {
        let open = self.plan.open_with_cells();
        let place = |(line, at, cells): &(usize, Option<usize>, usize)| {
            let line = &self.plan.lines[*line];
            let n = self.intake.name_of_line(line.line);
            let name = &line.name;
            match at.and_then(|at| Some((at, &line.cells[at], line.cells[at].asks()?))) {
                Some((at, CellPlan::Wrong(_), why)) => {
                    let (place, title) = (self.place(line.line, at), self.title(line.line, at));
                    let said = say!("{place}“{title}”：{why}", "{place}, {title}: {why}", place, title, why);
                    match *cells {
                        1 => said,
                        cells => say!("{said}（同样的 {cells} 格）", "{said} ({cells} such cells)", said),
                    }
                }
                Some((at, _, why)) => {
                    let title = self.title(line.line, at);
                    say!("{name} · {title}：{why}", "{name} · {title}: {why}", name, title, why)
                }
                None => {
                    let why = Self::asked(line);
                    say!("第 {n} 行“{name}”：{why}", "line {n}, '{name}': {why}", n, name, why)
                }
            }
        };
        let ways = self.ways();
        let mut ways = if alone { ways.said() } else { vec![ways.counted()] }.into_iter();
        let first = ways.next().unwrap_or_else(|| Phrase::same(""));
        let mut said = ways.fold(first, |said, way| say!("{said}\n{way}", "{said}\n{way}", said, way));
        if self.named {
            said = say!("{sheet}：{said}", "{sheet}: {said}", sheet = self.intake.def.title, said);
        }
        if let Some(file) = self.file {
            said = say!("{file}：{said}", "{file}: {said}", said);
        }
        for open in open.iter().take(NAMED) {
            said = say!("{said}\n  {place}", "{said}\n  {place}", said, place = place(open));
        }
        if open.len() > NAMED {
            let more = open.len() - NAMED;
            said = say!("{said}\n  ……另有 {more} 处", "{said}\n  … {more} more", said, more);
        }
        said
    }

    pub(super) fn json(&self, stored: bool) -> Value {
        let both = |phrase: &Phrase| json!(phrase);
        let columns: Vec<Value> = (0..self.intake.width())
            .map(|at| {
                let how = match self.intake.fields[at] {
                    Field::Column(_, Sure::Named) => "title",
                    Field::Column(..) => "map",
                    Field::Ids => "id",
                    Field::Out(Out::Number) => "number",
                    Field::Out(Out::Chosen) => "left-out",
                    Field::Out(_) => "unknown",
                };
                let field = self.field(at).map(|column| self.intake.def.columns[column].key);
                json!({ "title": self.intake.title(at), "field": field, "by": how })
            })
            .collect();
        let plan = self.plan;
        let wrong: usize = plan.open().count();
        json!({
            "file": self.file,
            "sheet": self.intake.def.key,
            "stored": stored,
            "ready": plan.is_ready(),
            "new_rows": plan.new_rows,
            "changes": plan.changes,
            "emptied": plan.emptied,
            "stays": plan.stays,
            "waiting": plan.waiting,
            "left_out": plan.left_out,
            "open": wrong,
            "columns": columns,
            "skipped": self.skipped_json(),
            "lines": plan.lines.iter().map(|line| self.line_json(line)).collect::<Vec<_>>(),
            "notes": plan.notes.iter().map(both).collect::<Vec<_>>(),
        })
    }

    fn line_json(&self, line: &LinePlan) -> Value {
        let mut cells = Map::new();
        for (at, cell) in line.cells.iter().enumerate() {
            // A cell that goes into no column is called by its number, as `--map` calls it.
            let key = match self.field(at) {
                Some(column) => self.intake.def.columns[column].key.to_owned(),
                None => format!("#{}", at + 1),
            };
            let typed = self.intake.lines[line.line].get(at).map(|cell| cell.trim());
            let said = |phrase: &Phrase| phrase.get(self.lang).to_owned();
            let value = match cell {
                CellPlan::Out | CellPlan::Blank => continue,
                CellPlan::Waits => json!({ "typed": typed, "becomes": "waits" }),
                CellPlan::Nothing => json!({ "typed": typed, "becomes": "blank" }),
                CellPlan::Left(reason) => json!({ "typed": typed, "becomes": "skipped", "reason": reason }),
                CellPlan::Keeps(now, reason) => {
                    json!({ "typed": typed, "becomes": "skipped", "reason": reason, "value": said(now) })
                }
                CellPlan::Same(now) => json!({ "typed": typed, "becomes": "same", "value": said(now) }),
                CellPlan::Fill(new) => json!({ "typed": typed, "becomes": "filled", "value": said(new) }),
                CellPlan::Over(old, new) => {
                    json!({ "typed": typed, "becomes": "changed", "old": said(old), "value": said(new) })
                }
                CellPlan::Empty(old) => json!({ "typed": typed, "becomes": "emptied", "old": said(old) }),
                CellPlan::Stays(now) => json!({ "typed": typed, "becomes": "stays", "value": said(now) }),
                CellPlan::Differs(differs) => json!({
                    "typed": typed,
                    "becomes": "open",
                    "reason": differs.reason(),
                    "file": said(&differs.file),
                    "project": said(&differs.project),
                    "was": differs.was.as_ref().map(said),
                }),
                CellPlan::Wrong(wrong) => {
                    let proposals: Vec<String> =
                        wrong.proposals.iter().map(|(proposal, _)| said(proposal)).collect();
                    json!({ "typed": typed, "becomes": "open", "reason": wrong.reason, "proposals": proposals })
                }
            };
            let mut value = value;
            if let (Some(address), Some(value)) = (self.address(line.line, at), value.as_object_mut()) {
                value.insert("cell".to_owned(), address.into());
            }
            cells.insert(key, value);
        }
        let (goes, row, name): (&str, Value, Value) = match &line.goes {
            Goes::Blank => ("blank", Value::Null, Value::Null),
            Goes::Out(left) => (out_key(*left), Value::Null, Value::Null),
            Goes::Row(id, name) => ("row", id.to_string().into(), name.get(self.lang).into()),
            Goes::New => ("new", Value::Null, Value::Null),
            Goes::Ask(rows) => {
                let rows: Vec<Value> = rows
                    .iter()
                    .map(|(id, name)| json!({ "row": id.to_string(), "name": name.get(self.lang) }))
                    .collect();
                ("open", rows.into(), Value::Null)
            }
        };
        let mut object = Map::new();
        object.insert("line".to_owned(), self.intake.number_of_line(line.line).into());
        if self.intake.is_reshaped() {
            object.insert("cell".to_owned(), self.intake.name_of_line(line.line).into());
        }
        object.insert("goes".to_owned(), goes.into());
        for (key, value) in [("row", row), ("name", name)] {
            if !value.is_null() {
                object.insert(key.to_owned(), value);
            }
        }
        object.insert("cells".to_owned(), cells.into());
        object.into()
    }
}

/// The texts of all, those of a workbook's sheets that stay as they are in one line.
pub(super) fn text_of(reports: &[Report<'_>], book: bool, stored: bool) -> String {
    let mut out = String::new();
    let mut unchanged: Vec<Phrase> = Vec::new();
    let is_same = |report: &Report<'_>| book && report.plan.is_quiet();
    for (n, report) in reports.iter().enumerate() {
        if is_same(report) {
            unchanged.push(report.intake.def.title.into());
        } else {
            out.push_str(&report.text(stored));
        }
        let ends = reports.get(n + 1).is_none_or(|next| next.file != report.file);
        if ends && !unchanged.is_empty() {
            let sheets = list(&unchanged);
            let said = match report.file {
                Some(file) => say!("{file} · 没有变化：{sheets}", "{file} · unchanged: {sheets}", sheets),
                None => say!("没有变化：{sheets}", "unchanged: {sheets}", sheets),
            };
            // Writing into memory does not fail.
            let _ = writeln!(out, "{}", said.get(report.lang));
            unchanged.clear();
        }
    }
    out
}

fn out_key(left: Left) -> &'static str {
    match left {
        Left::Total => "total",
        Left::Titles => "titles",
        Left::Unmeasured => "no-value",
        Left::Undecided => "undecided",
        Left::Chosen => "left-out",
        Left::Unfit => "does-not-fit",
        Left::Nameless => "no-name",
        Left::Undated => "no-day",
        Left::Removed => "removed",
        Left::Fixed | Left::Beyond => "no-such-row",
    }
}

fn why_out(left: Left) -> crate::text::Text {
    match left {
        Left::Total => text("合计行", "totals"),
        Left::Titles => text("又是标题行", "the titles again"),
        Left::Unmeasured => text("没有数值", "no value"),
        Left::Undecided => {
            text("可能是已有的一行，没有定", "it may be a row that is there, which is undecided")
        }
        Left::Chosen => text("已去掉", "taken out"),
        Left::Unfit => text("有不合的格", "a cell does not fit"),
        Left::Nameless => text("没有名称", "no name"),
        Left::Undated => text("没有日期", "no day"),
        Left::Removed => text("导出之后项目里已删除", "removed from the project since the export"),
        Left::Fixed | Left::Beyond => text("没有这一行，也不能新增", "no such row, and none can be added"),
    }
}

#[cfg(test)]
mod tests {
    use crate::intake::letters;

    #[test]
    fn columns_have_the_letters_of_a_spreadsheet() {
        for (column, wanted) in [
            (0, "A"),
            (25, "Z"),
            (26, "AA"),
            (51, "AZ"),
            (52, "BA"),
            (701, "ZZ"),
            (702, "AAA"),
            (16_383, "XFD"),
        ] {
            assert_eq!(letters(column), wanted);
        }
    }
}
