//! What is said of a block as a whole.

use super::draft::column_of_today;
use super::plan::{CellPlan, said_gone};
use super::units::is_title_of_units;
use super::{Field, Goes, Intake, Left, LinePlan, Out, Planner, Sure};
use crate::registry;
use crate::say;
use crate::sheet::{Id, Kind, is_everywhere};
use crate::text::{Phrase, count, few, names};
use std::collections::HashSet;

impl Planner {
    /// Says which columns of the block go nowhere, and which are a guess.
    pub(super) fn note_columns(&mut self, intake: &Intake) {
        let titled = |at: usize| intake.title(at).to_owned();
        let all = |is: &dyn Fn(Field) -> bool| -> Vec<String> {
            let found =
                intake.fields.iter().enumerate().filter(|(at, field)| is(**field) && !intake.tells(*at));
            found.map(|(at, _)| titled(at)).filter(|title| !title.is_empty()).collect()
        };
        let mut unknown = all(&|field| field == Field::Out(Out::Unknown));
        unknown.retain(|title| !is_title_of_units(self.def, title));
        let (computed, unknown): (Vec<String>, Vec<String>) =
            unknown.into_iter().partition(|title| intake.is_computed(title));
        if !computed.is_empty() {
            self.note(say!(
                "这些栏是算出来的，不用填，略过：{computed}",
                "These columns are calculated, so they are skipped: {computed}",
                computed = names(&computed)
            ));
        }
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
                Field::Out(Out::Near(column)) => {
                    let (name, key) = (self.column_title(*column), self.def.columns[*column].key);
                    self.note(say!(
                        "“{title}”看着像“{name}”，没有把握，略过：要放进去就写 --map \"{title}={key}\"",
                        "'{title}' looks like {name}, which is not certain, so it is skipped: use --map '{title}={key}' to take it",
                        title,
                        name
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

    /// The titles of columns of figures that are none of the sheet's, in a list of measurements without a column of values.
    fn heads_of_values<'a>(&self, intake: &'a Intake) -> Vec<&'a str> {
        let is_value = |field: &Field| {
            field.column().is_some_and(|column| self.def.columns[column].kind == Kind::Number)
        };
        if self.def.measured_by.is_none() || intake.fields.iter().any(is_value) {
            return Vec::new();
        }
        let is_figure = |cell: &str| {
            let figure = cell.trim_start_matches(|c: char| !c.is_alphanumeric());
            figure.starts_with(|c: char| c.is_ascii_digit())
        };
        let of_figures = |at: &usize| {
            let below = intake.lines.iter().skip(intake.first()).filter_map(|line| line.get(*at));
            let mut filled = below.map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).peekable();
            filled.peek().is_some() && filled.all(is_figure)
        };
        let others = (0..intake.width()).filter(|at| intake.fields[*at].column().is_none());
        let titled = others.filter(|at| !intake.title(*at).trim().is_empty());
        titled.filter(of_figures).map(|at| intake.title(at)).collect()
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
        // What was made of one line of a block is that line.
        let lines = |left: Left| {
            let lines = self.plan.lines.iter().filter(|line| line.goes == Goes::Out(left));
            lines.map(|line| intake.number_of_line(line.line)).collect::<HashSet<usize>>().len()
        };
        let undated = lines(Left::Undated);
        let (totals, nameless, fixed, beyond) =
            (lines(Left::Total), lines(Left::Nameless), lines(Left::Fixed), lines(Left::Beyond));
        let (titles, unmeasured) = (lines(Left::Titles), lines(Left::Unmeasured));
        let said = |n: usize| count(n, "行", "line", "lines");
        self.note_above(intake);
        self.note_no_rows(intake, said, (totals, titles, unmeasured));
        let heads = self.heads_of_values(intake);
        if undated > 0 && !heads.is_empty() {
            self.note(say!(
                "{lines}不要：这些标题不是周、月，也不是日期：{heads}；请写成 第4周、3.2–3.8、3月8日 这样",
                "Left out, {lines}: these headings are no weeks, months or days: {heads}; write them like W4, 2-8 Mar or 8 Mar",
                lines = said(undated),
                heads = names(&heads)
            ));
        } else if let Some(day) = self.def.dated.filter(|_| undated > 0) {
            self.note(say!(
                "{lines}没有“{name}”，不要：在标题行上选一栏（↑、回车；命令行用 --map）作“{name}”",
                "Left out, without {name}: {lines}; choose its column on the line of titles (Up, Enter; on the command line --map)",
                lines = said(undated),
                name = self.column_title(day)
            ));
        }
        if let Some(day) = column_of_today(intake, &self.project).filter(|_| self.plan.new_rows > 0) {
            let (name, today) = (self.column_title(day), self.today);
            self.note(say!(
                "没有“{name}”一栏：新的行都记作今天（{today}）",
                "No column for {name}: new rows are of today, {today}",
                name,
                today
            ));
        }
        if nameless > 0 {
            let name = self.column_title(0);
            self.note(say!(
                "{lines}会是新的一行，但没有“{name}”，不要：在标题行上选一栏（↑、回车；命令行用 --map）作“{name}”，或把它也复制进来",
                "Left out, as new rows need {name}: {lines}; choose its column on the line of titles (Up, Enter; on the command line --map), or copy it too",
                lines = said(nameless),
                name
            ));
        }
        if fixed > 0 {
            self.note(say!(
                "{lines}在这里找不到，这张表的行是固定的，不要",
                "Left out, as the rows of this sheet are fixed and none is called so: {lines}",
                lines = said(fixed)
            ));
        }
        if beyond > 0 {
            self.note(say!(
                "{lines}超出了最后一行，这里不能新增，不要",
                "Left out, as they reach below the last row and none can be added here: {lines}",
                lines = said(beyond)
            ));
        }
        self.note_export(intake);
        let everywhere = self.plan.lines.iter().filter(|line| says_everywhere(intake, line)).count();
        if everywhere > 0 {
            self.note(say!(
                "服务中心写着“全部”之类的 {lines}：不是哪一个中心，留空",
                "All centres named in {lines}: that is no centre, so it stays blank",
                lines = count(everywhere as u64, "行", "line", "lines")
            ));
        }
        let nothing = self.plan.nothing.saturating_sub(everywhere);
        if nothing > 0 {
            let cells = count(nothing, "格", "cell", "cells");
            self.note(say!(
                "写着“无”“待定”“N/A”之类的 {cells}，当作没有填",
                "N/A, TBD or the like in {cells}: taken as blank",
                cells
            ));
        }
    }

    /// Says which lines above the titles are left out, where they hold more than a heading.
    fn note_above(&mut self, intake: &Intake) {
        let filled = |line: &&Vec<String>| line.iter().filter(|cell| !cell.trim().is_empty()).count() > 1;
        for line in intake.lines.iter().take(intake.titles.unwrap_or(0)).filter(filled) {
            let cells: Vec<&str> =
                line.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
            self.note(say!(
                "标题上面的一行不要：{cells}",
                "The line above the titles is left out: {cells}",
                cells = names(&cells)
            ));
        }
    }

    /// Says how many lines of totals and of titles are left out, and how many without a value.
    fn note_no_rows(
        &mut self,
        intake: &Intake,
        said: impl Fn(usize) -> Phrase,
        (totals, titles, unmeasured): (usize, usize, usize),
    ) {
        if totals > 0 {
            self.note(say!(
                "合计、平均行不要：{lines}",
                "Totals and averages are left out: {lines}",
                lines = said(totals)
            ));
        }
        if titles > 0 {
            self.note(say!(
                "中间又出现的标题行不要：{lines}",
                "Titles that stand there again are left out: {lines}",
                lines = said(titles)
            ));
        }
        let value = self.def.columns.iter().position(|column| column.kind == Kind::Number);
        if let Some(value) = value.filter(|_| unmeasured > 0 && self.has_no_values(intake)) {
            self.note(say!(
                "{lines}没有“{name}”，不要：在标题行上选一栏（↑、回车；命令行用 --map）作“{name}”",
                "Left out, without {name}: {lines}; choose its column on the line of titles (Up, Enter; on the command line --map)",
                lines = said(unmeasured),
                name = self.column_title(value)
            ));
        } else if unmeasured > 0 {
            self.note(say!(
                "没有数值的行不要：{lines}",
                "Left out, as no value stands there: {lines}",
                lines = said(unmeasured)
            ));
        }
    }

    /// Says what the project has made of the rows since the export, and what of the file changes nothing.
    fn note_export(&mut self, intake: &Intake) {
        let gone = self.plan.lines.iter().filter(|line| line.goes == Goes::Out(Left::Removed));
        let called = |line: &LinePlan| {
            let is_named = !line.name.en.trim().is_empty();
            let name =
                if is_named { line.name.in_line(24) } else { Phrase::same(intake.name_of_line(line.line)) };
            let id = intake.lines.get(line.line).and_then(|cells| intake.id_of(cells));
            (id.unwrap_or(Id::new(0)), name)
        };
        self.plan.gone = gone.map(called).collect();
        if !self.plan.gone.is_empty() {
            let names: Vec<Phrase> = self.plan.gone.iter().map(|(_, name)| name.clone()).collect();
            self.note(said_gone(self.def.title, &names));
        }
        let (stays, cleared, waiting) = (self.plan.stays, self.plan.cleared, self.plan.waiting);
        let cells = |n: usize| count(n, "格", "cell", "cells");
        if stays > 0 {
            self.note(say!(
                "“{title}”有 {cells}在导出之后项目里改过、文件里没动：保持项目里的",
                "{title}, {cells} changed in the project since the export and not in the file: left as in the project",
                title = self.def.title,
                cells = cells(stays)
            ));
        }
        if cleared > 0 {
            self.note(say!(
                "“{title}”有 {cells}在文件里被清空：空格不动原值",
                "{title}, {cells} emptied in the file: blanks change nothing, so the values stay",
                title = self.def.title,
                cells = cells(cleared)
            ));
        }
        if waiting > 0 {
            self.note(say!(
                "“{title}”有 {cells}两边都改过：先显示项目里的，文件里的留在“冲突”里",
                "{title}, {cells} changed on both sides: the project's value is shown, the file's waits under Conflicts",
                title = self.def.title,
                cells = cells(waiting)
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

    /// Says whose former values are kept, and which rows are called the same and stay apart.
    pub(super) fn note_kept(&mut self) {
        if !self.kept.is_empty() {
            let names = few(&self.kept, 5);
            self.note(say!(
                "表里已有、再次评分，旧的得分存入历史：{names}",
                "There already and scored again, so the old scores go into the history: {names}",
                names
            ));
        }
        let called = |alike: bool| -> Vec<&str> {
            self.apart.iter().filter(|(_, is)| *is == alike).map(|(name, _)| name.as_str()).collect()
        };
        let (apart, alike) = (names(&called(false)), names(&called(true)));
        if self.apart.iter().any(|(_, alike)| !alike) {
            self.note(say!(
                "同名、不在同一处，各自一行：{names}",
                "Called the same but in different places, so rows of their own: {names}",
                names = apart
            ));
        }
        if self.apart.iter().any(|(_, alike)| *alike) {
            self.note(say!(
                "同名、同一处，按您选的各自一行：{names}",
                "Called the same in the same place, and rows of their own as you chose: {names}",
                names = alike
            ));
        }
    }

    pub(super) fn column_title(&self, column: usize) -> Phrase {
        self.def.columns[column].title.into()
    }
}

/// Whether all centres are named in a line where one would be.
fn says_everywhere(intake: &Intake, line: &LinePlan) -> bool {
    let Some(at) = registry::centre_column(intake.def)
        .and_then(|column| intake.fields.iter().position(|field| field.column() == Some(column)))
    else {
        return false;
    };
    let typed = intake.lines.get(line.line).and_then(|cells| cells.get(at));
    line.cells.get(at) == Some(&CellPlan::Nothing) && typed.is_some_and(|typed| is_everywhere(typed))
}
