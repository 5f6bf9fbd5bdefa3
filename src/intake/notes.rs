//! What is said of a block as a whole.

use super::{Field, Goes, Intake, Left, Out, Planner, Sure};
use crate::say;
use crate::text::{Phrase, count, names};

impl Planner {
    /// Says which columns of the block go nowhere, and which are a guess.
    pub(super) fn note_columns(&mut self, intake: &Intake) {
        let titled = |at: usize| intake.title(at).to_owned();
        let all = |is: &dyn Fn(Field) -> bool| -> Vec<String> {
            let found = intake.fields.iter().enumerate().filter(|(_, field)| is(**field));
            found.map(|(at, _)| titled(at)).filter(|title| !title.is_empty()).collect()
        };
        let unknown = all(&|field| field == Field::Out(Out::Unknown));
        if !unknown.is_empty() {
            self.note(say!(
                "这张表没有这些栏，略过：{unknown}",
                "This sheet has no such columns, they are skipped: {unknown}",
                unknown = names(&unknown)
            ));
        }
        for (at, field) in intake.fields.iter().enumerate() {
            let title = titled(at);
            match field {
                Field::Out(Out::Twice(by)) => {
                    let (column, first) = (at + 1, by + 1);
                    self.note(say!(
                        "第 {column} 列“{title}”和第 {first} 列是同一栏，只取第 {first} 列",
                        "Columns {first} and {column} ('{title}') mean the same; only column {first} is taken"
                    ));
                }
                Field::Column(column, Sure::Guessed) => {
                    let name = self.column_title(*column);
                    self.note(say!(
                        "“{title}”看着像“{name}”，请确认",
                        "'{title}' looks like {name}; please check",
                        title,
                        name
                    ));
                }
                _ => {}
            }
        }
    }

    /// Says where the lines go if they go below the cursor, how many lines and cells are left out, and why.
    pub(super) fn note_lines(&mut self, intake: &Intake) {
        if let Some(order) = intake.from.order.as_ref().filter(|_| !intake.is_by_key()) {
            self.note(say!(
                "按屏幕上的顺序放（现在{order}）",
                "The lines go down in the order of the screen, which is {order}",
                order
            ));
        }
        let lines = |left: Left| self.plan.lines.iter().filter(|line| line.goes == Goes::Out(left)).count();
        let undated = lines(Left::Undated);
        let (totals, nameless, fixed, beyond) =
            (lines(Left::Total), lines(Left::Nameless), lines(Left::Fixed), lines(Left::Beyond));
        let said = |n: usize| count(n, "行", "line", "lines");
        if totals > 0 {
            self.note(say!("合计行不要：{lines}", "Totals are left out: {lines}", lines = said(totals)));
        }
        if let Some(day) = self.def.dated.filter(|_| undated > 0) {
            self.note(say!(
                "{lines}没有“{name}”，不要：在标题行上选一栏（↑、回车）作“{name}”",
                "{lines} lack {name} and are left out: choose its column on the line of titles (Up, Enter)",
                lines = said(undated),
                name = self.column_title(day)
            ));
        }
        if nameless > 0 {
            let name = self.column_title(0);
            self.note(say!(
                "{lines}会是新的一行，但没有“{name}”，不要：在标题行上选一栏（↑、回车）作“{name}”，或把它也复制进来",
                "{lines} would be new rows without {name} and are left out: choose its column on the line of titles (Up, Enter), or copy it too",
                lines = said(nameless),
                name
            ));
        }
        if fixed > 0 {
            self.note(say!(
                "{lines}在这里找不到，这张表的行是固定的，不要",
                "{lines} match no row, and the rows of this sheet are fixed: left out",
                lines = said(fixed)
            ));
        }
        if beyond > 0 {
            self.note(say!(
                "{lines}超出了最后一行，这里不能新增，不要",
                "{lines} reach below the last row, and none can be added here: left out",
                lines = said(beyond)
            ));
        }
        let nothing = self.plan.nothing;
        if nothing > 0 {
            let cells = count(nothing, "格", "cell", "cells");
            self.note(say!(
                "写着“无”“待定”“N/A”之类的 {cells}，当作没有填",
                "N/A, TBD or the like in {cells}: taken as blank",
                cells
            ));
        }
    }

    /// Says how many of the new rows go into blank ones.
    pub(super) fn note_filled(&mut self) {
        if self.filled > 0 {
            let rows = count(self.filled, "个空行", "blank row", "blank rows");
            self.note(say!("先填上 {rows}", "{rows} filled first", rows));
        }
    }

    fn column_title(&self, column: usize) -> Phrase {
        self.def.columns[column].title.into()
    }
}
