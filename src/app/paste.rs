//! A block from a spreadsheet on its way into the cells: shown first, then put in as one step, or not at all.

mod job;
mod preview;
mod reader;
mod titles;

use super::view_state::slots;
use super::{App, Slot};
use crate::event::PASTE_LIMIT;
use crate::finding::Level;
use crate::project;
use crate::registry;
use crate::say;
use crate::sheet::{AnyRow, tsv};
use crate::text::{Lang, text};
use crate::tool;
use crate::tool::Layout;
use std::collections::HashMap;
use std::sync::Arc;
use titles::column_called;

pub(super) use job::KEYS;
pub use job::PasteJob;
pub use preview::{PastedCell, Preview};
use reader::{Line, Target};

/// No block has more cells than these.
const CELL_LIMIT: usize = 200_000;

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
            None => self.paste_block(pasted),
        }
    }

    fn paste_block(&mut self, pasted: &str) {
        if let Err(reason) = self.enabled(crate::command::Command::Paste) {
            return self.say(Level::Watch, reason);
        }
        let Some(block) = tsv::read(pasted.trim_end_matches(['\r', '\n']), CELL_LIMIT) else {
            return self.say(
                Level::Act,
                say!(
                    "一次最多粘贴 {CELL_LIMIT} 格，这里更多，一格也没有粘贴：请分几次",
                    "At most {CELL_LIMIT} cells can be pasted at once; these are more, and none was pasted: please paste in parts"
                ),
            );
        };
        match block.as_slice() {
            [] => self.say(Level::Watch, text("剪贴板里没有文字", "There is no text to paste")),
            [row] if row.len() == 1 => self.paste_one(&row[0]),
            _ => self.read_block(block),
        }
    }

    fn paste_one(&mut self, typed: &str) {
        let Some(here) = self.here() else { return };
        let Some(column) = here.column() else {
            return self.say(
                Level::Watch,
                text("这一格是算出来的，不能粘贴", "This cell is computed; nothing can be pasted here"),
            );
        };
        let fresh = here.row.is_none().then(|| here.view.sheet.new_row(crate::sheet::Id::new(0)));
        let Some(opened) = &self.opened else { return };
        let row = self.row_at(Some(here)).or(fresh.as_deref());
        let Some(row) = row else { return };
        match registry::read_cell(&opened.project, row, column, typed, self.today) {
            Ok(cell) => {
                self.put_here(here, &cell);
            }
            Err(invalid) => self.say(Level::Act, invalid.0),
        }
    }

    /// Reads a block against the cells from the cursor on, and shows what would come of it; a long one shows how far
    /// it has got meanwhile.
    fn read_block(&mut self, block: Vec<Vec<String>>) {
        let Some((.., view)) = self.view() else { return };
        let width = block.iter().map(Vec::len).max().unwrap_or(0);
        let (target, titled) = self.target(view, &block, width);
        // A list with titles and names is brought in by name: who is there is updated, who is not is new.
        let named = target.iter().position(|c| *c == Some(0)).filter(|_| titled && self.grows());
        let lines = match named {
            Some(at) => self.lines_by_name(&block[1..], at),
            None => self.lines_from_cursor(view, block.len() - usize::from(titled)),
        };
        let Some(opened) = self.opened.as_ref() else { return };
        let job = PasteJob::new(&opened.project, view.sheet, self.today, block, (target, titled), lines);
        self.go_on(job, job::AT_ONCE);
    }

    /// Which column each of the block's goes into, and whether its first line holds titles.
    fn target(&self, view: &tool::View, block: &[Vec<String>], width: usize) -> (Target, bool) {
        let titled = |cell: &String| column_called(view.sheet, cell);
        let heads: Target = block[0].iter().map(titled).collect();
        let known = heads.iter().flatten().count();
        // One title in full at least, so that a row of words is not taken for titles.
        let whole = |(cell, head): (&String, &Option<usize>)| {
            let title = head.map(|c| &view.sheet.columns[c]);
            title.is_some_and(|c| {
                [c.title.zh, c.title.en, c.key].iter().any(|n| n.eq_ignore_ascii_case(cell.trim()))
            })
        };
        let certain = block[0].iter().zip(&heads).any(whole);
        if certain && known >= 2 && known * 2 >= block[0].len() && block.len() > 1 {
            let mut heads = heads;
            heads.resize(width, None);
            return (heads, true);
        }
        let from = self.view_state().map_or(0, |s| s.slot);
        let slots = slots(view);
        let across = match view.layout {
            Layout::Card(plan) => super::view_state::card_lines(view, plan, self.abreast())
                .into_iter()
                .find(|l| l.contains(&from))
                .map_or(Vec::new(), |l| l.into_iter().filter(|s| *s >= from).collect()),
            _ => (from..slots.len()).collect::<Vec<_>>(),
        };
        let column = |n: usize| match across.get(n).and_then(|s| slots.get(*s)) {
            Some(Slot::Column(c)) => Some(*c),
            _ => None,
        };
        ((0..width).map(column).collect(), false)
    }

    /// The rows that have the names in a column of a block, of several of a name one for each line; none is a row that
    /// is new.
    fn lines_by_name(&self, block: &[Vec<String>], column: usize) -> Vec<Line> {
        let Some(sheet) = self.sheet() else { return Vec::new() };
        let mut by_name: HashMap<String, Vec<Arc<dyn AnyRow>>> = HashMap::new();
        for row in (0..sheet.len()).rev().filter_map(|at| sheet.share(at)) {
            let (zh, en) = (project::row_name(&*row, Lang::Zh), project::row_name(&*row, Lang::En));
            if en != zh {
                by_name.entry(en).or_default().push(Arc::clone(&row));
            }
            by_name.entry(zh).or_default().push(row);
        }
        let name =
            |cells: &Vec<String>| cells.get(column).map(|c| c.trim().to_owned()).filter(|n| !n.is_empty());
        let mut line =
            |cells| Line { row: name(cells).and_then(|n| by_name.get_mut(&n)?.pop()), columns: None };
        block.iter().map(&mut line).collect()
    }

    /// The rows that a block of so many lines goes into; none is a row that is new.
    fn lines_from_cursor(&self, view: &tool::View, count: usize) -> Vec<Line> {
        let (Some(view_state), Some(sheet)) = (self.view_state(), self.sheet()) else { return Vec::new() };
        if let Layout::Card(plan) = view.layout {
            // The lines of a form below each other are columns of one row.
            let lines = super::view_state::card_lines(view, plan, self.abreast());
            let all = slots(view);
            let at = lines.iter().position(|l| l.contains(&view_state.slot)).unwrap_or(0);
            let across =
                lines.get(at).and_then(|l| l.iter().position(|s| *s == view_state.slot)).unwrap_or(0);
            let row = view_state.place(view_state.row).and_then(|p| sheet.share(p));
            let columns = |line: &Vec<usize>| -> Target {
                line.iter()
                    .skip(across)
                    .map(|s| if let Slot::Column(c) = all[*s] { Some(c) } else { None })
                    .collect()
            };
            return (0..count)
                .map(|n| Line {
                    row: row.clone(),
                    columns: Some(lines.get(at + n).map_or(Vec::new(), columns)),
                })
                .collect();
        }
        let row = |n| view_state.place(view_state.row + n).and_then(|p| sheet.share(p));
        let grows = self.grows();
        (0..count)
            .map_while(|n| {
                let row = row(n);
                (row.is_some() || grows || n == 0).then_some(Line { row, columns: None })
            })
            .collect()
    }
}
