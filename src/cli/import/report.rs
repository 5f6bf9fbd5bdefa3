//! What would come of a file, as lines of text, as a refusal and as JSON.

use crate::intake::{CellPlan, Field, Goes, Intake, Left, LinePlan, Out, Plan, Sure};
use crate::say;
use crate::text::{Lang, Phrase, count, list};
use serde_json::{Map, Value, json};
use std::fmt::Write as _;

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
}

impl Report<'_> {
    fn field(&self, at: usize) -> Option<usize> {
        self.intake.fields.get(at).and_then(|field| field.column())
    }

    /// The address of a cell as the spreadsheet has it; none in a file without worksheets.
    fn address(&self, line: usize, at: usize) -> Option<String> {
        (!self.worksheet.is_empty()).then(|| format!("{}{}", letters(at), line + 1))
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
                let Some(column) = self.field(at) else { continue };
                let title = self.intake.def.columns[column].title;
                cells.extend(match cell {
                    CellPlan::Fill(new) => Some(say!("{title} {new}", "{title} {new}", title, new)),
                    CellPlan::Over(old, new) => {
                        Some(say!("{title} {old} → {new}", "{title} {old} → {new}", title, old, new))
                    }
                    CellPlan::Empty(old) => {
                        Some(say!("{title} {old} →（清空）", "{title} {old} → (emptied)", title, old))
                    }
                    CellPlan::Wrong(wrong) => {
                        let place =
                            self.address(line.line, at).map_or_else(String::new, |at| format!("{at} "));
                        Some(say!(
                            "{place}{title}：{why}",
                            "{place}{title}: {why}",
                            title,
                            why = wrong.reason
                        ))
                    }
                    _ => None,
                });
            }
            let n = self.intake.name_of_line(line.line);
            let said = match &line.goes {
                Goes::Blank => continue,
                Goes::Row(..) if cells.is_empty() => continue,
                Goes::Row(_, name) => say!("{n}  {name}", "{n}  {name}", n, name),
                Goes::New => say!("{n}  ＋ 新增", "{n}  + new row"),
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
        let cells = count(self.plan.changes, "格", "cell", "cells");
        let rows = count(self.plan.new_rows, "行", "row", "rows");
        let total = if stored {
            say!("已填写 {cells}，新增 {rows}", "{cells} filled, {rows} added", cells, rows)
        } else {
            say!("将填写 {cells}，新增 {rows}", "{cells} to fill, {rows} to add", cells, rows)
        };
        let _ = writeln!(out, "{}", total.get(self.lang));
        out
    }

    fn asked(line: &LinePlan) -> Phrase {
        let Goes::Ask(rows) = &line.goes else { return Phrase::same("") };
        let rows: Vec<Phrase> = rows.iter().map(|(_, name)| name.clone()).collect();
        say!("可能是 {rows}，也可能是新的一行", "it may be {rows}, or a new row", rows = list(&rows))
    }

    /// What does not fit, with its line and column.
    pub(super) fn refusal(&self) -> Phrase {
        let open: Vec<(usize, Option<usize>)> = self.plan.open().collect();
        let place = |(line, at): &(usize, Option<usize>)| {
            let line = &self.plan.lines[*line];
            let n = self.intake.name_of_line(line.line);
            match at.map(|at| (self.field(at), &line.cells[at])) {
                Some((column, CellPlan::Wrong(wrong))) => {
                    let title =
                        column.map_or_else(|| Phrase::same(""), |c| self.intake.def.columns[c].title.into());
                    let why = &wrong.reason;
                    match at.and_then(|at| self.address(line.line, at)) {
                        Some(cell) => say!("{cell}“{title}”：{why}", "{cell}, {title}: {why}", title, why),
                        None => {
                            say!("第 {n} 行“{title}”：{why}", "line {n}, {title}: {why}", n, title, why)
                        }
                    }
                }
                _ => say!("第 {n} 行：{why}", "line {n}: {why}", n, why = Self::asked(line)),
            }
        };
        let mut said = say!(
            "有 {open} 处不合，什么都没有存：请在文件里改好；或加 --skip cells 把这些格留空，--skip rows 不要这些行",
            "{open} to decide and nothing was stored: correct them in the file, or add --skip cells to leave these cells empty, --skip rows to leave these rows out",
            open = open.len()
        );
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
            "left_out": plan.left_out,
            "open": wrong,
            "columns": columns,
            "lines": plan.lines.iter().map(|line| self.line_json(line)).collect::<Vec<_>>(),
            "notes": plan.notes.iter().map(both).collect::<Vec<_>>(),
        })
    }

    fn line_json(&self, line: &LinePlan) -> Value {
        let mut cells = Map::new();
        for (at, cell) in line.cells.iter().enumerate() {
            let Some(column) = self.field(at) else { continue };
            let typed = self.intake.lines[line.line].get(at).map(|cell| cell.trim());
            let said = |phrase: &Phrase| phrase.get(self.lang).to_owned();
            let value = match cell {
                CellPlan::Out | CellPlan::Blank => continue,
                CellPlan::Nothing | CellPlan::Left => json!({ "typed": typed, "becomes": "blank" }),
                CellPlan::Same(now) => json!({ "typed": typed, "becomes": "same", "value": said(now) }),
                CellPlan::Fill(new) => json!({ "typed": typed, "becomes": "filled", "value": said(new) }),
                CellPlan::Over(old, new) => {
                    json!({ "typed": typed, "becomes": "changed", "old": said(old), "value": said(new) })
                }
                CellPlan::Empty(old) => json!({ "typed": typed, "becomes": "emptied", "old": said(old) }),
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
            cells.insert(self.intake.def.columns[column].key.to_owned(), value);
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

/// The letters by which a spreadsheet calls a column: A to Z, AA and so on.
fn letters(mut column: usize) -> String {
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b'A' + (column % 26) as u8));
        match (column / 26).checked_sub(1) {
            Some(left) => column = left,
            None => return letters.into_iter().rev().collect(),
        }
    }
}

fn out_key(left: Left) -> &'static str {
    match left {
        Left::Total => "total",
        Left::Chosen => "left-out",
        Left::Unfit => "does-not-fit",
        Left::Nameless => "no-name",
        Left::Undated => "no-day",
        Left::Fixed | Left::Beyond => "no-such-row",
    }
}

fn why_out(left: Left) -> crate::text::Text {
    use crate::text::text;
    match left {
        Left::Total => text("合计行", "totals"),
        Left::Chosen => text("已去掉", "taken out"),
        Left::Unfit => text("有不合的格", "a cell does not fit"),
        Left::Nameless => text("没有名称", "no name"),
        Left::Undated => text("没有日期", "no day"),
        Left::Fixed | Left::Beyond => text("没有这一行，也不能新增", "no such row, and none can be added"),
    }
}

#[cfg(test)]
mod tests {
    use super::letters;

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
