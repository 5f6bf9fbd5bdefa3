//! A block from a spreadsheet on its way into the cells: shown first, then put in as one step, or not at all.

mod preview;
mod titles;

use super::layer::Layer;
use super::view_state::slots;
use super::{App, Slot};
use crate::event::PASTE_LIMIT;
use crate::finding::Level;
use crate::project;
use crate::project::{Edit, Project};
use crate::registry;
use crate::say;
use crate::sheet::{AnyRow, Cell, SheetDef, tsv};
use crate::text::{Lang, Phrase, names, text};
use crate::tool;
use crate::tool::{Change, Layout, Verdict};
use chrono::NaiveDate;
use std::collections::HashMap;
use std::sync::Arc;
use titles::column_called;

pub use preview::{PastedCell, Preview};

/// No block has more cells than these.
const CELL_LIMIT: usize = 200_000;

/// The columns that a block goes into, one for each of its own; none is passed over.
type Target = Vec<Option<usize>>;

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
            _ => {
                if let Some(preview) = self.preview(&block) {
                    self.layers.push(Layer::Preview(preview));
                }
            }
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

    /// Reads a block against the cells from the cursor on.
    fn preview(&mut self, block: &[Vec<String>]) -> Option<Preview> {
        let (.., view) = self.view()?;
        let width = block.iter().map(Vec::len).max().unwrap_or(0);
        let (target, titled) = self.target(view, block, width);
        // A list with titles and names is brought in by name: who is there is updated, who is not is new.
        let named = target.iter().position(|c| *c == Some(0)).filter(|_| titled && self.grows());
        let lines = match named {
            Some(at) => self.lines_by_name(&block[1..], at),
            None => self.lines_from_cursor(view, block.len() - usize::from(titled)),
        };
        let mut new_id = std::mem::replace(&mut self.new_id, Box::new(|| crate::sheet::Id::new(0)));
        let preview = self.opened.as_ref().map(|opened| {
            let mut reader = Reader {
                project: opened.project.clone(),
                def: view.sheet,
                today: self.today,
                edits: Vec::new(),
                errors: Vec::new(),
                notes: Vec::new(),
                changes: 0,
                new_rows: 0,
                fresh: Vec::new(),
            };
            let source = block.iter().enumerate().skip(usize::from(titled));
            let rows = source
                .zip(lines)
                .map(|((n, cells), line)| reader.row(n, cells, line, &target, &mut *new_id))
                .collect();
            if titled {
                reader.note_skipped(&block[0], &target);
            }
            reader.preview(rows, &target, titled)
        });
        self.new_id = new_id;
        preview
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

/// Where a line of the block goes.
struct Line {
    row: Option<Arc<dyn AnyRow>>,
    /// The columns, where they are not those of every line.
    columns: Option<Target>,
}

/// A row as the block leaves it, and the edits that bring it there.
struct Draft {
    before: Arc<dyn AnyRow>,
    row: Arc<dyn AnyRow>,
    edits: Vec<Edit>,
    changes: usize,
}

impl Draft {
    /// Takes an edit in: into the row where it is about the row, and into the list.
    fn take(&mut self, edit: Edit) {
        match edit {
            Edit::Many(edits) => edits.into_iter().for_each(|edit| self.take(edit)),
            Edit::Set { row, column, ref cell, .. } if row == self.row.id() => {
                // The row is a copy of our own and the value was read for its column.
                if let Some(own) = Arc::get_mut(&mut self.row) {
                    own.set(column, cell.clone());
                }
                self.edits.push(edit);
            }
            other => self.edits.push(other),
        }
    }
}

/// Reads a block row by row against a copy of the project, so that each row sees those before it.
struct Reader {
    project: Project,
    def: &'static SheetDef,
    today: NaiveDate,
    edits: Vec<Edit>,
    errors: Vec<Phrase>,
    notes: Vec<Phrase>,
    changes: usize,
    new_rows: usize,
    /// Whether each row is new.
    fresh: Vec<bool>,
}

impl Reader {
    fn row(
        &mut self,
        n: usize,
        cells: &[String],
        line: Line,
        target: &Target,
        new_id: &mut dyn FnMut() -> crate::sheet::Id,
    ) -> Vec<PastedCell> {
        let target = line.columns.as_ref().unwrap_or(target);
        let blank = cells.iter().all(|c| c.trim().is_empty());
        let fresh = line.row.is_none();
        self.fresh.push(fresh && !blank);
        if fresh && blank {
            return cells.iter().map(|cell| PastedCell::new(cell)).collect();
        }
        let row = line.row.unwrap_or_else(|| self.def.new_row(new_id()));
        let mut draft = Draft { before: row.copy(), row: row.copy(), edits: Vec::new(), changes: 0 };
        let mut read: Vec<PastedCell> = cells.iter().map(|typed| PastedCell::new(typed)).collect();
        // In the order of the sheet's columns, whatever that of the block: an indicator gives the unit of its value.
        let mut order: Vec<(usize, usize)> =
            (0..cells.len()).filter_map(|k| Some((target.get(k).copied().flatten()?, k))).collect();
        order.sort_unstable();
        for (column, k) in order {
            read[k].fits = self.cell(n, &mut draft, column, &cells[k]);
            if read[k].fits {
                read[k].is_stored(&self.project, &*draft.row, column, &cells[k]);
            }
        }
        if fresh {
            self.add(n, draft);
        } else {
            self.changes += draft.changes;
            self.edits.append(&mut draft.edits);
        }
        read
    }

    /// Takes in a new row; without what it is called it would be lost among the others.
    fn add(&mut self, n: usize, draft: Draft) {
        if draft.row.get(0) == Cell::Empty && draft.row.builtin(0).is_none() {
            let (line, name) = (n + 1, self.def.columns[0].title);
            self.errors.push(say!(
                "第 {line} 行是新的一行，但没有“{name}”：请把这一列也复制进来，标题写“{name}”",
                "Line {line} would be a new row without {name}: copy that column too, with the title '{name}'",
                name
            ));
            return;
        }
        if let Some(id) = registry::same(&self.project, &*draft.row) {
            // Rows below see the new values; a list pasted twice changes nothing.
            self.fresh.pop();
            self.fresh.push(false);
            for edit in registry::in_place_of(&self.project, id, &*draft.row) {
                if self.project.apply(edit.clone()).is_ok() {
                    self.edits.push(edit);
                    self.changes += 1;
                }
            }
            return;
        }
        self.new_rows += 1;
        self.changes += draft.changes;
        // Rows below see this one.
        self.project.append_new(&draft.row);
        self.edits.push(Edit::Insert { at: usize::MAX, row: draft.row });
        self.edits.extend(draft.edits.into_iter().filter(|e| !matches!(e, Edit::Set { .. })));
    }

    fn cell(&mut self, n: usize, draft: &mut Draft, column: usize, typed: &str) -> bool {
        let col = &self.def.columns[column];
        let (line, zh, en) = (n + 1, col.title.zh, col.title.en);
        let mut wrong = |reason: Phrase| {
            let (why, because) = (reason.zh, reason.en);
            self.errors.push(say!("第 {line} 行“{zh}”：{why}", "Line {line}, {en}: {because}"));
            false
        };
        let cell = match registry::read_cell(&self.project, &*draft.row, column, typed, self.today) {
            Ok(cell) => cell,
            Err(invalid) => return wrong(invalid.0),
        };
        // A blank in the block leaves what the tool let follow, such as the date of a first score.
        let still_blank = cell == Cell::Empty && draft.before.get(column) == Cell::Empty;
        if still_blank || draft.row.get(column) == cell {
            return true;
        }
        let change =
            Change { project: &self.project, row: &*draft.row, column: col, cell: &cell, today: self.today };
        match registry::check(&change) {
            Verdict::Fine => {}
            Verdict::Ask { .. } if registry::is_meant(typed) => {}
            Verdict::Refuse(reason) => return wrong(reason),
            Verdict::Ask { question, .. } => return wrong(question),
            // Nobody is asked about each of many cells: what could go together with the change is only said.
            Verdict::Note(note)
            | Verdict::Offer { question: note, .. }
            | Verdict::Together { otherwise: note, .. } => {
                if !self.notes.contains(&note) {
                    self.notes.push(note);
                }
            }
        }
        let edit = registry::edit_of(&change);
        draft.changes += 1;
        draft.take(edit);
        true
    }

    /// Says which titles mean no column here.
    fn note_skipped(&mut self, titles: &[String], target: &Target) {
        let skipped: Vec<&str> =
            titles.iter().zip(target).filter(|(_, c)| c.is_none()).map(|(title, _)| title.trim()).collect();
        let named: Vec<&str> = skipped.into_iter().filter(|t| !t.is_empty()).collect();
        if !named.is_empty() {
            self.notes.push(say!(
                "这张表没有这些栏，略过：{named}",
                "This sheet has no such columns, they are skipped: {named}",
                named = names(&named)
            ));
        }
    }

    fn preview(self, rows: Vec<Vec<PastedCell>>, target: &Target, titled: bool) -> Preview {
        let title = |column: &Option<usize>| column.map(|c| self.def.columns[c].title);
        Preview {
            columns: target.iter().map(title).collect(),
            rows,
            new_rows: self.new_rows,
            changes: self.changes,
            errors: self.errors,
            notes: self.notes,
            fresh: self.fresh,
            titled,
            top: 0,
            edit: Edit::Many(self.edits),
        }
    }
}
