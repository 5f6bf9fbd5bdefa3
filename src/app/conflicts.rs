//! Cells that were changed on several sides: each is asked about once, with all its values, and what is shown is named as it is
//! now.

use super::App;
use super::layer::{Chooser, Does, Item, Layer};
use crate::finding::Level;
use crate::project::{self, Conflict, Edit, Project, cell_phrase, conflict_values};
use crate::say;
use crate::text::{Phrase, count, joined, text};

/// The conflicts of one cell.
struct CellInConflict<'a> {
    of: Vec<&'a Conflict>,
}

impl CellInConflict<'_> {
    /// The conflicts of each cell, in their order.
    fn all(conflicts: &[Conflict]) -> Vec<CellInConflict<'_>> {
        let mut cells: Vec<CellInConflict<'_>> = Vec::new();
        for conflict in conflicts {
            match cells.iter_mut().find(|cell| is_same_cell(cell.of[0], conflict)) {
                Some(cell) => cell.of.push(conflict),
                None => cells.push(CellInConflict { of: vec![conflict] }),
            }
        }
        cells
    }

    fn settled(&self) -> Vec<Conflict> {
        self.of.iter().map(|conflict| (*conflict).clone()).collect()
    }

    /// What the cell shows now.
    fn shown(&self, project: &Project) -> Phrase {
        let conflict = self.of[0];
        let sheet = project.sheet(&conflict.sheet);
        let cell = sheet.and_then(|sheet| {
            let column = sheet.def().column(&conflict.field)?;
            Some(cell_phrase(project, sheet.row(sheet.position(conflict.row)?)?, column))
        });
        cell.unwrap_or_else(|| conflict_values(project, conflict).0)
    }
}

fn is_same_cell(one: &Conflict, other: &Conflict) -> bool {
    (&one.sheet, one.row, &one.field) == (&other.sheet, other.row, &other.field)
}

impl App {
    /// The cells that wait for somebody to choose between what was said of them.
    pub fn cells_in_conflict(&self) -> usize {
        self.opened.as_ref().map_or(0, |opened| CellInConflict::all(&opened.project.conflicts).len())
    }

    /// The values that were changed differently, to choose between.
    pub(super) fn conflicts(&mut self) {
        let Some(opened) = &self.opened else { return };
        let project = &opened.project;
        let cells = CellInConflict::all(&project.conflicts);
        let mut items = Vec::new();
        for cell in &cells {
            let place = conflict_place(project, cell.of[0]);
            let shown = cell.shown(project);
            let does = |take: Vec<Conflict>| Does::Resolve { settle: cell.settled(), take };
            items.push(Item::new(
                say!("保留“{shown}”", "keep '{shown}'", shown),
                say!("现在显示的 · {place}", "shown now · {place}", place),
                does(Vec::new()),
            ));
            let mut others: Vec<(Phrase, Vec<&Conflict>)> = Vec::new();
            for conflict in &cell.of {
                let theirs = conflict_values(project, conflict).1;
                match others.iter_mut().find(|(value, _)| *value == theirs) {
                    Some((_, same)) => same.push(conflict),
                    None => others.push((theirs, vec![conflict])),
                }
            }
            for (theirs, same) in others {
                let mut whose: Vec<Phrase> = Vec::new();
                for source in same.iter().map(|conflict| source_of(conflict.source.as_deref())) {
                    if !whose.contains(&source) {
                        whose.push(source);
                    }
                }
                let whose = joined(&whose, text("、", ", "));
                items.push(Item::new(
                    say!("换成“{theirs}”", "take '{theirs}'", theirs),
                    say!("{whose} · {place}", "{whose} · {place}", whose, place),
                    does(vec![same[0].clone()]),
                ));
            }
        }
        if cells.len() > 1 {
            items.extend(for_all(&cells));
        }
        self.layers.push(Layer::Choose(Chooser::new(
            text("冲突：选定保留哪一个", "Conflicts: choose which value to keep"),
            items,
        )));
    }

    /// Settles conflicts in one step: the cells of `take` get the values of the other side, the rest stay as they are shown. One
    /// whose cell has gone can only be kept. While the list was open another window may have settled some.
    pub(super) fn resolve(&mut self, settle: Vec<Conflict>, take: &[Conflict]) {
        let Some(opened) = &self.opened else { return };
        let project = &opened.project;
        let waits = |conflict: &Conflict| project.conflicts.contains(conflict);
        let waiting: Vec<Conflict> = settle.into_iter().filter(waits).collect();
        if waiting.is_empty() {
            let gone = text("另一个窗口已经处理了这一处", "Another window has settled this one already");
            self.say(Level::Watch, gone);
            return self.conflicts_left();
        }
        let mut edits = Vec::new();
        for conflict in take.iter().filter(|conflict| waits(conflict)) {
            let Some(edit) = project::theirs(project, conflict) else {
                let place = conflict_place(project, conflict);
                return self.say(
                    Level::Act,
                    say!(
                        "{place}：那一格已经不在了，只能保留现在显示的",
                        "{place}: that cell is no longer there; only what is shown can be kept",
                        place
                    ),
                );
            };
            edits.push(edit);
        }
        let cells = CellInConflict::all(&waiting).len();
        let said = said_settled(cells, edits.len(), take);
        edits.extend(waiting.into_iter().map(|conflict| Edit::Settle(Box::new(conflict))));
        if self.apply(Edit::Many(edits), text("处理冲突", "Resolve a conflict")) && self.message.is_none()
        {
            self.say(Level::Good, said);
        }
        self.conflicts_left();
    }

    /// Shows the list again as long as a conflict waits.
    fn conflicts_left(&mut self) {
        if self.opened.as_ref().is_some_and(|b| !b.project.conflicts.is_empty()) {
            self.conflicts();
        }
    }
}

/// What settles many cells at once: as they are shown, or with the values of one other side, as many as it has.
fn for_all(cells: &[CellInConflict<'_>]) -> Vec<Item> {
    let all: Vec<Conflict> = cells.iter().flat_map(CellInConflict::settled).collect();
    let at_once = |n: usize| say!("一次处理 {n} 处", "settles {n} at once");
    let mut items = vec![Item::new(
        text("全部保留现在显示的", "keep all that is shown now"),
        at_once(cells.len()),
        Does::Resolve { settle: all.clone(), take: Vec::new() },
    )];
    let mut sources: Vec<Option<&str>> = Vec::new();
    for source in all.iter().map(|conflict| conflict.source.as_deref()) {
        if !sources.contains(&source) {
            sources.push(source);
        }
    }
    for source in sources {
        // Of several values of one side the last is what it says now.
        let has =
            |cell: &&CellInConflict<'_>| cell.of.iter().any(|conflict| conflict.source.as_deref() == source);
        let own: Vec<&CellInConflict<'_>> = cells.iter().filter(has).collect();
        let take: Vec<Conflict> = own
            .iter()
            .filter_map(|cell| cell.of.iter().rfind(|conflict| conflict.source.as_deref() == source))
            .map(|conflict| (*conflict).clone())
            .collect();
        let title = match source {
            Some(file) => say!("全部换成 {file} 里的", "take all from {file}"),
            None => text("全部换成另一个窗口的", "take all of the other window's").into(),
        };
        let settle = own.iter().flat_map(|cell| cell.settled()).collect();
        items.push(Item::new(title, at_once(own.len()), Does::Resolve { settle, take }));
    }
    items
}

/// What became of some cells: how many got another value and whose, how many stay.
fn said_settled(cells: usize, taken: usize, take: &[Conflict]) -> Phrase {
    let of = |n: usize| count(n, "处", "conflict", "conflicts");
    let settled = of(cells);
    if taken == 0 {
        return say!("处理了 {settled}：保留显示的值", "{settled} settled: what is shown stays", settled);
    }
    match take.first().and_then(|conflict| conflict.source.as_deref()) {
        Some(file) => {
            say!("处理了 {settled}：换成 {file} 里的", "{settled} settled: taken from {file}", settled)
        }
        None => {
            say!("处理了 {settled}：换成另一个窗口的", "{settled} settled: the other window's taken", settled)
        }
    }
}

/// Whose value waits: that of another window, or of the file that was merged.
fn source_of(file: Option<&str>) -> Phrase {
    match file {
        Some(file) => say!("{file} 里的", "from {file}"),
        None => text("另一个窗口的", "the other window's").into(),
    }
}

/// Where a conflict waits: the row and the column, or what the file calls them.
fn conflict_place(project: &Project, conflict: &Conflict) -> Phrase {
    let sheet = project.sheet(&conflict.sheet);
    let column = sheet.and_then(|s| s.def().columns.iter().find(|c| c.key == conflict.field));
    let field = column.map_or_else(|| Phrase::same(conflict.field.clone()), |c| c.title.into());
    match sheet.and_then(|s| s.row(s.position(conflict.row)?)) {
        Some(row) => {
            let name = project::title_phrase(project, row);
            say!("{name} · {field}", "{name} · {field}", name, field)
        }
        None => field,
    }
}
