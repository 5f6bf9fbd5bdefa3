//! The lists from which a person decides about a block: the column, the row, what a cell means.

use super::MendEdit;
use crate::app::App;
use crate::app::editor::Editor;
use crate::app::layer::{Chooser, Does, Item, Layer};
use crate::calendar::DayOrder;
use crate::intake::{CellPlan, Choice, Decision, Field, Goes, Mend, Namesakes, Side, Weeks};
use crate::project;
use crate::registry;
use crate::say;
use crate::sheet::Kind;
use crate::text::{Lang, Phrase, count, quoted, text};
use crossterm::event::{KeyCode, KeyEvent};

impl App {
    /// Offers the columns of the sheet for the block's column under the cursor.
    pub(super) fn choose_column(&mut self) {
        let Some((at, field)) = self.field_here() else { return };
        let Some(Layer::Preview(preview)) = self.layers.last() else { return };
        let intake = &preview.intake;
        let title = match intake.title(at) {
            "" => say!("第 {column} 列放到哪一栏？", "Where does column {column} go?", column = at + 1),
            title => say!("“{title}”放到哪一栏？", "Where does '{title}' go?"),
        };
        let by = |column: usize| intake.fields.iter().position(|other| other.column() == Some(column));
        let item = |(column, col): (usize, &crate::sheet::Column)| {
            let taken = match by(column) {
                Some(other) if other == at => text("现在", "now").into(),
                Some(other) => {
                    let n = other + 1;
                    say!("现在取自第 {n} 列", "now from column {n}")
                }
                None => Phrase::same(""),
            };
            (column, Item::new(col.title, taken, Does::Decide(Decision::Column(at, Some(column)))))
        };
        let columns = intake.def.columns.iter().enumerate().filter(|(_, col)| col.is_shown());
        let (places, mut items): (Vec<usize>, Vec<Item>) = columns.map(item).unzip();
        items.push(Item::new(
            text("（不要这一列）", "(leave this column out)"),
            Phrase::same(""),
            Does::Decide(Decision::Column(at, None)),
        ));
        if intake.has_open_days(at, self.today) {
            items.extend([DayOrder::DayFirst, DayOrder::MonthFirst].map(|order| {
                let title = say!("日期{order}", "Its days are {order}", order = order.title());
                Item::new(title, Phrase::same(""), Does::Decide(Decision::Dates(Some(at), order)))
            }));
        }
        if let Some(is_decided) = intake.months_in(at, self.today) {
            let title = if is_decided {
                text("月份不取最后一天", "Its months are no days")
            } else {
                text("月份取最后一天", "Its months are their last days")
            };
            let decision = Decision::Months(Some(at), !is_decided);
            items.push(Item::new(title, Phrase::same(""), Does::Decide(decision)));
        }
        let project = self.opened.as_ref().map(|opened| &opened.project);
        if let Some(weeks) = project.and_then(|project| intake.weeks_in(at, project, self.today)) {
            let (title, other) = match weeks {
                Weeks::OfProject => (text("周是日历上的周", "Its weeks are calendar weeks"), Weeks::OfYear),
                Weeks::OfYear => {
                    (text("周是项目的周", "Its weeks are those of the project"), Weeks::OfProject)
                }
            };
            let decision = Decision::Weeks(Some(at), other);
            items.push(Item::new(title, Phrase::same(""), Does::Decide(decision)));
        }
        let now = match field {
            Field::Column(column, _) => places.iter().position(|place| *place == column),
            _ => None,
        };
        let mut chooser = Chooser::new(title, items);
        chooser.at = now.unwrap_or(0);
        self.layers.push(Layer::Choose(chooser));
    }

    /// Takes back what was decided where the cursor stands, and asks again.
    pub(super) fn decide_again(&mut self) {
        let Some(Layer::Preview(preview)) = self.layers.last() else { return };
        match (preview.line().map(|line| line.line), preview.column()) {
            (None, Some(_)) => self.choose_column(),
            (Some(line), Some(at)) if preview.intake.is_decided(line, at) => {
                self.decide_here(Decision::Again(line, at));
                self.choose_mend();
                self.choose_side();
            }
            (Some(_), _) => self.choose_line(),
            (None, None) => {}
        }
    }

    /// Offers the rows that the line under the cursor may go into.
    pub(super) fn choose_line(&mut self) {
        // All that it may be is known again when what was decided is taken back.
        if let Some(Layer::Preview(preview)) = self.layers.last()
            && let Some(line) = preview.line().map(|line| line.line)
            && preview.intake.choice(line).is_some()
        {
            self.decide_here(Decision::Line(line, None));
        }
        let Some(Layer::Preview(preview)) = self.layers.last() else { return };
        let Some(plan) = preview.line() else { return };
        let (line, n) = (plan.line, plan.line + 1);
        let decide = |choice| Does::Decide(Decision::Line(line, Some(choice)));
        let into = |(id, name): &(crate::sheet::Id, Phrase)| {
            Item::new(name.clone(), text("放进这一行", "into this row"), decide(Choice::Row(*id)))
        };
        let mut items: Vec<Item> = match &plan.goes {
            Goes::Ask(rows) => rows.iter().map(into).collect(),
            Goes::Row(id, name) => vec![into(&(*id, name.clone()))],
            _ => Vec::new(),
        };
        if preview.intake.grows {
            items.push(Item::new(text("新的一行", "A new row"), Phrase::same(""), decide(Choice::New)));
        }
        items.push(Item::new(
            text("不要这一行", "Leave this line out"),
            Phrase::same(""),
            decide(Choice::Out),
        ));
        // What is asked of many lines can be answered for all.
        if preview.plan.namesakes > 1 {
            let all = |namesakes| Does::Decide(Decision::Namesakes(namesakes));
            items.push(Item::new(
                text("同名的都放进现有的行", "All of the same name into the rows there"),
                Phrase::same(""),
                all(Namesakes::Join),
            ));
            items.push(Item::new(
                text("同名的都作新的一行", "All of the same name as new rows"),
                Phrase::same(""),
                all(Namesakes::Apart),
            ));
        }
        let name = &plan.name;
        let title = if name.zh.is_empty() {
            say!("第 {n} 行放到哪里？", "Where does line {n} go?")
        } else {
            say!("第 {n} 行“{name}”放到哪里？", "Where does line {n}, '{name}', go?", n, name)
        };
        self.layers.push(Layer::Choose(Chooser::short(title, items)));
    }

    /// Offers what the cell under the cursor may mean.
    pub(super) fn choose_mend(&mut self) {
        let Some((at, _)) = self.field_here() else { return };
        let Some(Layer::Preview(preview)) = self.layers.last() else { return };
        let (Some(CellPlan::Wrong(wrong)), Some(typed)) = (preview.cell(), preview.typed()) else { return };
        let column = preview.target();
        let typed = typed.to_owned();
        let alike = preview.alike(at, &typed);
        let decide = |mend| Does::Decide(Decision::Cells(at, typed.clone(), mend));
        let mut items: Vec<Item> = Vec::new();
        for (said, mend) in &wrong.proposals {
            let detail = match mend {
                Mend::Meant => text("按原样", "as it stands"),
                Mend::New => text("表里还没有", "not there yet"),
                Mend::Dates(_) => text("", ""),
                Mend::Months | Mend::Down => text("整列", "the whole column"),
                Mend::Weeks(_) => text("整张表", "the whole table"),
                _ => text("是这个吗？", "this one?"),
            };
            items.push(Item::new(said.clone(), detail, decide(mend.clone())));
        }
        let kind = column.map(|column| preview.intake.def.columns[column].kind);
        let values: Vec<(Phrase, String)> = match kind {
            Some(Kind::Choice(options) | Kind::OpenChoice(options)) => {
                let own = self.opened.as_ref().map(|opened| registry::own_values(&opened.project, options));
                let own =
                    own.unwrap_or_default().into_iter().map(|own| (Phrase::same(&*own), own.to_string()));
                let own = own.filter(|_| matches!(kind, Some(Kind::OpenChoice(_))));
                options.iter().map(|o| (o.label.into(), o.key.to_owned())).chain(own).collect()
            }
            // A digit in the list is the score itself.
            Some(Kind::Score) => (1..=5).map(|n| (Phrase::same(n.to_string()), n.to_string())).collect(),
            Some(Kind::Link(sheet)) => {
                let rows = self.opened.as_ref().and_then(|opened| opened.project.sheet(sheet));
                let rows = rows.into_iter().flat_map(|rows| (0..rows.len()).filter_map(|n| rows.row(n)));
                let name = |row, lang| project::row_name(row, lang);
                rows.map(|row| ((name(row, Lang::Zh), name(row, Lang::En)).into(), row.id().to_string()))
                    .collect()
            }
            _ => Vec::new(),
        };
        let listed = !values.is_empty() && kind != Some(Kind::Score);
        // What nobody has written is never a key away: a score, the first of a list.
        let made_up =
            matches!(kind, Some(Kind::Score | Kind::Tick)) || (listed && wrong.proposals.is_empty());
        for (label, value) in values {
            if !wrong.proposals.iter().any(|(said, _)| *said == label) {
                items.push(Item::new(label, Phrase::same(""), decide(Mend::Typed(value))));
            }
        }
        let line_out =
            Item::new(text("不要这一行", "Leave the line out"), Phrase::same(""), decide(Mend::Out));
        // What stands under no title can be typed nowhere.
        let mut empty = 1;
        if column.is_some() {
            let type_it = Does::Mend(at, typed.clone());
            items.push(Item::new(text("另外输入…", "Type it…"), Phrase::same(""), type_it));
            empty = items.len();
        } else {
            items.push(line_out.clone());
        }
        items.push(Item::new(self.leave_label(preview), Phrase::same(""), decide(Mend::Empty)));
        if column.is_some() {
            items.push(line_out);
        }
        let of_row = preview.intake.is_reshaped() && preview.is_name(at);
        let title = match column.map(|column| preview.intake.def.columns[column].title) {
            Some(field) if typed.trim().is_empty() => field.into(),
            Some(field) => say!("{field}：“{typed}”", "{field}: '{typed}'", field, typed = typed),
            None => Phrase::same(typed.clone()),
        };
        let mut chooser = if listed { Chooser::new(title, items) } else { Chooser::short(title, items) };
        if made_up {
            chooser.at = empty;
        }
        // Where a number or a day is wanted, a digit is the first of it.
        chooser.types = !matches!(kind, None | Some(Kind::Score)) && !listed;
        let reason = wrong.reason.clone();
        chooser.about = Some(if alike > 1 && of_row {
            let cells = count(alike, "个数据", "reading", "readings");
            say!(
                "{reason}（这一行的 {cells}一起定）",
                "{reason} (decides all {cells} of the row)",
                reason,
                cells
            )
        } else if alike > 1 {
            let cells = count(alike, "格", "cell", "cells");
            say!(
                "{reason}（写着同样内容的 {cells}一起改）",
                "{reason} (decides {cells} with the same text)",
                reason,
                cells
            )
        } else {
            reason
        });
        self.layers.push(Layer::Choose(chooser));
    }

    /// What it is called to store nothing of the cell under the cursor: what is there stays.
    fn leave_label(&self, preview: &super::Preview) -> Phrase {
        let there = || {
            let (Goes::Row(id, _), Some(column)) = (&preview.line()?.goes, preview.target()) else {
                return None;
            };
            let project = &self.opened.as_ref()?.project;
            let sheet = project.sheet(preview.intake.def.key)?;
            let row = sheet.row(sheet.position(*id)?)?;
            let shown = |lang| registry::shown_cell(project, row, column, lang);
            Some(Phrase::from((shown(Lang::Zh), shown(Lang::En)))).filter(|now| !now.en.is_empty())
        };
        if preview.target().is_none() {
            return text("不要这一格", "Leave the cell out").into();
        }
        there().map_or_else(
            || text("留空", "Leave it empty").into(),
            |now| say!("不改，还是 {now}", "Leave it at {now}", now),
        )
    }

    /// Offers both values of the cell under the cursor, which was changed in the file and in the project.
    pub(super) fn choose_side(&mut self) {
        let Some((at, _)) = self.field_here() else { return };
        let Some(Layer::Preview(preview)) = self.layers.last() else { return };
        let (Some(CellPlan::Differs(differs)), Some(line)) = (preview.cell(), preview.line()) else { return };
        let line = line.line;
        let decide = |side| Does::Decide(Decision::Side(line, at, side));
        let (file, project) = (&differs.file, &differs.project);
        let (from, (keep, answers)) = (differs.sources(), differs.answers());
        // A value stands in quotation marks: bare it would read as the number of its line.
        let mut items = vec![
            Item::new(quoted(file), from.0, decide(Side::File)),
            Item::new(quoted(project), from.1, decide(Side::Project)),
            Item::new(text("两个都留下", "Keep both"), keep, decide(Side::Both)),
        ];
        let cells = preview.plan.lines.iter().flat_map(|line| &line.cells);
        let all = cells.filter(|cell| matches!(cell, CellPlan::Differs(_))).count();
        if all > 1 {
            let detail = say!("一次决定 {all} 格", "decides {all} cells at once");
            for (said, side) in answers.into_iter().zip([Side::File, Side::Project, Side::Both]) {
                items.push(Item::new(said, detail.clone(), Does::Decide(Decision::Sides(side))));
            }
        }
        let column =
            preview.intake.column_at(line, at).map(|column| preview.intake.def.columns[column].title);
        let title = column.map_or_else(|| Phrase::same(""), Phrase::from);
        let mut chooser = Chooser::short(title, items);
        chooser.about = Some(differs.reason());
        // Who presses 2 among numbers means the value, not the second line.
        let is_number = |value: &Phrase| value.en.starts_with(|c: char| c.is_ascii_digit());
        chooser.types = is_number(file) || is_number(project);
        self.layers.push(Layer::Choose(chooser));
    }

    /// Opens the line again where what was typed into it does not fit either.
    pub(in crate::app) fn mend_again(&mut self, column: usize, typed: String, text: &str) {
        let Some(Layer::Preview(preview)) = self.layers.last() else { return };
        let is_same = |line: &&crate::intake::LinePlan| {
            preview.intake.lines[line.line].get(column).is_some_and(|cell| *cell == typed)
        };
        let wrong = preview.plan.lines.iter().filter(is_same).find_map(|line| match line.cells.get(column) {
            Some(CellPlan::Wrong(wrong)) => Some((line.line, wrong.reason.clone())),
            _ => None,
        });
        let Some((line, reason)) = wrong else { return };
        let title = preview.intake.column_at(line, column).map(|at| preview.intake.def.columns[at].title);
        let mut editor = Editor::line(text);
        editor.select_all();
        let title = title.map_or_else(|| Phrase::same(""), Phrase::from);
        self.layers.push(Layer::Mend(MendEdit { title, reason, column, typed, editor }));
    }

    /// On a cell that does not fit a digit opens that line and is the first of what is typed. What stands under no title
    /// can be typed nowhere.
    pub(super) fn key_in_preview(&mut self, key: KeyEvent) {
        let Some((at, _)) = self.field_here() else { return };
        let Some(Layer::Preview(preview)) = self.layers.last() else { return };
        let KeyCode::Char(digit @ '0'..='9') = key.code else { return };
        let is_open = matches!(preview.cell(), Some(CellPlan::Wrong(_))) && !preview.reads_notes();
        let typed = preview.target().and(preview.typed()).filter(|_| is_open && key.modifiers.is_empty());
        let Some(typed) = typed.map(str::to_owned) else { return };
        self.open_mend(at, typed);
        if let Some(Layer::Mend(mend)) = self.layers.last_mut() {
            mend.editor.insert(digit);
        }
    }

    /// Opens a line to type what stands for cells of the block with a text.
    pub(in crate::app) fn open_mend(&mut self, column: usize, typed: String) {
        let Some(Layer::Preview(preview)) = self.layers.last() else { return };
        let title = preview.target().map(|column| preview.intake.def.columns[column].title);
        let mut editor = Editor::line(&typed);
        editor.select_all();
        let title = title.map_or_else(|| Phrase::same(""), Phrase::from);
        let reason = match preview.cell() {
            Some(CellPlan::Wrong(wrong)) => wrong.reason.clone(),
            _ => Phrase::same(""),
        };
        self.layers.push(Layer::Mend(MendEdit { title, reason, column, typed, editor }));
    }
}

impl super::Preview {
    /// The column of the sheet that the cell under the cursor goes into.
    pub fn target(&self) -> Option<usize> {
        self.intake.column_at(self.line()?.line, self.column()?)
    }

    /// How many cells of a column of the block have this text and do not fit.
    fn alike(&self, column: usize, typed: &str) -> usize {
        let is_alike = |line: &&crate::intake::LinePlan| {
            matches!(line.cells.get(column), Some(CellPlan::Wrong(_)))
                && self.intake.lines[line.line].get(column).is_some_and(|cell| cell == typed)
        };
        self.plan.lines.iter().filter(is_alike).count()
    }
}
