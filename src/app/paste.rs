//! A block from a spreadsheet on its way into the cells: shown first, then put in as one step, or not at all.

pub mod book;
mod decide;
mod job;
pub(super) mod mend;
pub(super) mod preview;
mod several;

use super::editor::Editor;
use super::entries::entry_at;
use super::layer::{Form, FormField, Purpose};
use super::put::Target;
use super::request::Request;
use super::view_state::{card_lines, slots};
use super::{App, Focus, Slot};
use crate::command::Command;
use crate::event::PASTE_LIMIT;
use crate::exchange::{BLOCK_LIMIT, Table, clipboard};
use crate::finding::Level;
use crate::intake::{From, Intake, Spot, belonging, has_titles};
use crate::registry::{self, TOOLS};
use crate::say;
use crate::sheet::{AnySheet, Cell, Kind};
use crate::text::{Phrase, joined, names, text};
use crate::tool::{Field, Layout, Reshaped, View};

pub use book::{Book, Part};
pub(super) use job::KEYS;
pub use job::PasteJob;
pub use mend::MendEdit;
pub use preview::Preview;
pub(super) use several::Incoming;

impl App {
    /// Text pasted by the terminal, or the block copied here.
    pub(super) fn pasted(&mut self, pasted: &str) {
        if pasted.len() > PASTE_LIMIT {
            let most = PASTE_LIMIT >> 20;
            return self.say(
                Level::Act,
                say!(
                    "粘贴的内容超过 {most} MiB，一格也没有粘贴：请分几次",
                    "The text is longer than {most} MiB, and nothing of it was pasted: please paste in parts"
                ),
            );
        }
        match self.layers.last() {
            Some(layer) => (layer.keys().paste)(self, pasted),
            None if self.screen == super::Screen::Meeting => self.paste_in_meeting(pasted),
            None => self.paste_block(pasted),
        }
    }

    fn paste_block(&mut self, pasted: &str) {
        let Some(block) = clipboard::read(pasted, BLOCK_LIMIT) else {
            return self.say(
                Level::Act,
                say!(
                    "一次最多粘贴 {BLOCK_LIMIT} 格，这里更多，一格也没有粘贴：请分几次",
                    "At most {BLOCK_LIMIT} cells can be pasted at once; these are more, and none was pasted: please paste in parts"
                ),
            );
        };
        self.go_where_it_belongs(&block, false);
        if let Err(reason) = self.enabled(Command::Paste) {
            return self.say(Level::Watch, reason);
        }
        match block.as_slice() {
            [row] if row.iter().all(|cell| cell.trim().is_empty()) => {
                self.say(Level::Watch, text("剪贴板里没有文字", "There is no text to paste"));
            }
            [row] if row.len() == 1 => self.paste_one(&row[0]),
            _ => self.read_block(block, None, Vec::new()),
        }
    }

    /// The form for the file to take in.
    pub(super) fn import_form(&mut self) {
        self.push_form(Form {
            title: text("导入 CSV 或 Excel 文件", "Import a CSV or Excel file"),
            purpose: Purpose::Import,
            fields: vec![FormField {
                title: text("文件", "File"),
                help: text(
                    "路径，如 ~/Downloads/名单.csv，或把一个或几个文件拖进来；写文件夹或留空，就从列表里选。先预览，再存入",
                    "Its path, such as ~/Downloads/list.csv, or drop one or several here; a folder or blank lists files. You see a preview before anything is stored",
                )
                .into(),
                kind: Kind::Text,
                editor: Editor::line(""),
                error: None,
            }],
            at: 0,
            reason: None,
        });
    }

    /// Has a file read.
    pub(super) fn read_file(&mut self, cells: &[Cell]) {
        let Some(Cell::Text(path)) = cells.first() else { return };
        let path = path.to_string();
        let stop = self.wait_for(text("读取文件", "Reading the file"));
        self.ask(Request::ReadRows(path, stop));
    }

    /// Takes in the lines of a file that was asked for. Worksheets that have the title of a sheet go where they belong,
    /// whatever is on the screen; of others the first goes into the sheet there.
    pub(super) fn take_rows(&mut self, file: String, tables: Vec<Table>) {
        self.form_texts.forget(Purpose::Import);
        let mut tables: Vec<Table> = tables.into_iter().filter(Table::is_filled).collect();
        let belonging = belonging(&tables.iter().map(Table::named).collect::<Vec<_>>());
        if !belonging.is_empty() {
            return self.take_worksheets(file, tables, &belonging);
        }
        if tables.is_empty() {
            let nothing = text("文件里没有内容", "There is nothing in the file");
            return self.not_taken_in(Level::Watch, &file, nothing);
        }
        let first = tables.remove(0);
        if self.view().is_none() {
            return self.not_taken_in(
                Level::Watch,
                &file,
                text(
                    "文件没有写明是哪张表：先打开要导入的表，再导入一次",
                    "The file does not say which sheet it is: open the sheet that it goes into, and import it again",
                ),
            );
        }
        let mut said: Vec<Phrase> = first.said_read_as().into_iter().collect();
        said.extend(left_out(&first, &tables));
        self.go_where_it_belongs(&first.lines, true);
        match self.enabled(Command::Paste) {
            Ok(()) => self.read_block(first.lines, Some(file), said),
            Err(reason) => self.not_taken_in(Level::Watch, &file, reason),
        }
    }

    /// Leaves a list or a drawing, which has no cells, for the tool's sheet that the titles of a block belong to; it goes
    /// below the last row.
    fn go_where_it_belongs(&mut self, block: &[Vec<String>], in_file: bool) {
        let Some((tool, _, view)) = self.view() else { return };
        if self.focus != Focus::Middle || !matches!(view.layout, Layout::List(_) | Layout::Panels) {
            return;
        }
        let views = TOOLS[tool].views;
        let takes = |view: &View| {
            view.grows
                && matches!(view.layout, Layout::Grid(_))
                && has_titles(view.sheet, block, views, in_file)
        };
        if let Some(at) = views.iter().position(takes) {
            self.note_location();
            self.show(tool, Some(at));
            self.jump(Command::RowStart);
            let rows = self.sheet().map_or(0, AnySheet::len);
            if let Some(view_state) = self.view_state_mut() {
                view_state.row = rows;
            }
        }
    }

    fn paste_one(&mut self, typed: &str) {
        let Some(here) = self.here() else { return };
        let target = match (here.column(), entry_at(Some(here))) {
            (Some(column), _) => Some(Target::new(here.row, here.view.sheet, column)),
            (None, Some(entry)) => self.entry_target(entry, Some(here)),
            (None, None) => None,
        };
        let Some(target) = target else {
            return self.say(
                Level::Watch,
                text("这一格是算出来的，不能粘贴", "This cell is computed; nothing can be pasted here"),
            );
        };
        if let Err(reason) = self.commit_text(target, typed, false) {
            self.say(Level::Act, reason);
        }
    }

    /// Reads a block against the sheet on the screen, and shows what would come of it; a long one shows how far it has got
    /// meanwhile.
    fn read_block(&mut self, block: Vec<Vec<String>>, file: Option<String>, notes: Vec<Phrase>) {
        let Some((.., view)) = self.view() else { return };
        let Some(project) = self.opened.as_ref().map(|opened| &opened.project) else { return };
        let views = registry::owner(view.sheet.key).map_or(&[][..], |(_, tool)| tool.views);
        let reshaped = registry::reshape(project, view.sheet.key, &block, self.today);
        // A field that is typed into knows the day of what comes without one.
        let undated = reshaped.as_ref().is_some_and(Reshaped::is_undated);
        let (dated, undated) = if undated { (None, reshaped) } else { (reshaped, None) };
        if let Some(reshaped) = dated.or_else(|| self.block_for_entry(&block)).or(undated) {
            let mut intake = Intake::reshaped(reshaped, block, file, views);
            for note in notes {
                intake.say_first(note);
            }
            return self.plan_intake(Box::new(intake), None);
        }
        let width = block.iter().map(Vec::len).max().unwrap_or(0);
        // A file is a list of its own: where the cursor stands is no place for its lines.
        let is_list = file.is_some() && matches!(view.layout, Layout::Grid(_)) && self.grows();
        let (columns, rows) = if is_list {
            (self.columns_from(view, width, 0), new_rows(block.len()))
        } else {
            let slot = self.view_state().map_or(0, |state| state.slot);
            (self.columns_from(view, width, slot), self.rows_from_cursor(view, block.len()))
        };
        let copied =
            file.is_none() && clipboard::read(&self.clip, BLOCK_LIMIT).is_some_and(|own| own == block);
        let (within, order) = (self.within(view.sheet), self.order_of(view));
        let from = From { columns, rows, within, order, file, notes, copied };
        let intake = Intake::new(view.sheet, block, from, views);
        if intake.titles.is_none() && intake.fields.iter().all(|field| field.column().is_none()) {
            return self.say(
                Level::Act,
                text(
                    "这里的列是算出来的，什么都没有粘贴：带标题一起粘贴，或粘贴到能填的列",
                    "The columns here are computed, and nothing was pasted: paste with titles, or into a column that can be filled",
                ),
            );
        }
        self.plan_intake(Box::new(intake), None);
    }

    /// How the rows on the screen differ from those of the sheet.
    fn order_of(&self, view: &View) -> Option<Phrase> {
        let state = self.view_state()?;
        let title: Option<Phrase> =
            state.sort.and_then(|(slot, _)| match (slots(view).get(slot)?, &view.layout) {
                (Slot::Column(column), _) => Some(view.sheet.columns[*column].title.into()),
                (Slot::Computed(n), Layout::Grid(fields)) => match fields.get(*n)? {
                    Field::Computed { title, .. } => Some((*title).into()),
                    _ => None,
                },
                _ => None,
            });
        let sorted = title.map(|by| say!("按“{by}”排序", "sorted by {by}", by));
        let filtered = state.filter.is_some().then(|| text("已筛选", "filtered").into());
        let all: Vec<Phrase> = sorted.into_iter().chain(filtered).collect();
        (!all.is_empty()).then(|| joined(&all, text("、", " and ")))
    }

    /// The columns from a slot on, none for a computed one.
    fn columns_from(&self, view: &View, width: usize, from: usize) -> Vec<Option<usize>> {
        let slots = slots(view);
        let across = match view.layout {
            Layout::Card(plan) => card_lines(view, plan, self.abreast())
                .into_iter()
                .find(|l| l.contains(&from))
                .map_or(Vec::new(), |l| l.into_iter().filter(|s| *s >= from).collect()),
            _ => (from..slots.len())
                .filter(|slot| !self.view_state().is_some_and(|s| s.is_hidden(*slot)))
                .collect::<Vec<_>>(),
        };
        let column = |n: usize| match across.get(n).and_then(|s| slots.get(*s)) {
            Some(Slot::Column(c)) => Some(*c),
            _ => None,
        };
        (0..width).map(column).collect()
    }

    /// The rows from the cursor on, as they stand on the screen; none is a row that is new.
    fn rows_from_cursor(&self, view: &View, count: usize) -> Vec<Spot> {
        let (Some(view_state), Some(sheet)) = (self.view_state(), self.sheet()) else { return Vec::new() };
        if let Layout::Card(plan) = view.layout {
            // The lines of a form below each other are columns of one row.
            let lines = card_lines(view, plan, self.abreast());
            let all = slots(view);
            let at = lines.iter().position(|l| l.contains(&view_state.slot)).unwrap_or(0);
            let across =
                lines.get(at).and_then(|l| l.iter().position(|s| *s == view_state.slot)).unwrap_or(0);
            let row = view_state.place(view_state.row).and_then(|p| sheet.share(p));
            let columns = |line: &Vec<usize>| -> Vec<Option<usize>> {
                line.iter()
                    .skip(across)
                    .map(|s| if let Slot::Column(c) = all[*s] { Some(c) } else { None })
                    .collect()
            };
            let spot = |n: usize| Spot {
                row: row.clone(),
                columns: Some(lines.get(at + n).map_or(Vec::new(), columns)),
            };
            return (0..count).map(spot).collect();
        }
        let row = |n| view_state.place(view_state.row + n).and_then(|p| sheet.share(p));
        let grows = self.grows();
        (0..count)
            .map_while(|n| {
                let row = row(n);
                (row.is_some() || grows || n == 0).then_some(Spot { row, columns: None })
            })
            .collect()
    }
}

/// Lines that all become new rows.
fn new_rows(count: usize) -> Vec<Spot> {
    (0..count).map(|_| Spot { row: None, columns: None }).collect()
}

/// What is said of the worksheets of a file that are not taken in.
fn left_out(taken: &Table, others: &[Table]) -> Option<Phrase> {
    let left: Vec<&str> = others.iter().map(|table| table.name.as_str()).collect();
    (!left.is_empty()).then(|| {
        say!(
            "只读了工作表“{name}”；其余不叫项目里任何一张表的名称，没有读：{left}",
            "Only the worksheet '{name}' was read; the others are called as no sheet of the project is and were not: {left}",
            name = taken.name,
            left = names(&left)
        )
    })
}
