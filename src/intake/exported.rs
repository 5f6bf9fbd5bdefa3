//! What an export has written beside its rows tells which cells were changed since: in the file, in the project, in both.
//! Only what was changed in the file counts; what was changed in both a person decides. Files without it are read as they
//! stand, and nothing in it is trusted: it can do no more than leave cells alone.

use super::draft::Draft;
use super::plan::{CellPlan, Differs, Goes, Left, Said};
use super::reading::uncomputed;
use super::{Field, Intake, Planner, Rest};
use crate::project::{self, Project, conflict_of};
use crate::registry;
use crate::say;
use crate::sheet::stamp::{Stamp, read_centre, read_head, read_line};
use crate::sheet::{AnyRow, Cell, Id, Invalid, Kind, Score, SheetDef};
use crate::text::{Lang, Phrase, count, few, text};
use chrono::NaiveDate;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// The head stands in one of the first lines.
pub(super) const SEARCHED: usize = 6;

/// Whose value counts where a cell was changed in the file and in the project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// The file's.
    File,
    /// The project's.
    Project,
    /// Both: the project's stays, the file's waits among the conflicts.
    Both,
}

/// What the cells of a block held when it was exported.
pub(super) struct Exported {
    project: Id,
    /// The centre whose rows alone were exported, if it was so.
    pub(super) centre: Option<String>,
    /// The columns of the sheet, in the order of the stamps.
    columns: Vec<Option<usize>>,
    /// The stamps of each line; none for one without, or with damaged ones.
    lines: Vec<Option<Vec<Stamp>>>,
}

impl Exported {
    /// Takes the stamps out of a block, whose column is left blank, or out as well if it is the last.
    pub fn take(def: &SheetDef, lines: &mut [Vec<String>]) -> Option<Exported> {
        let head = |cell: &String| read_head(def, cell);
        let found =
            lines.iter().take(SEARCHED).enumerate().find_map(|(y, line)| {
                line.iter().enumerate().find_map(|(x, cell)| Some((y, x, head(cell)?)))
            });
        let (y, x, (project, columns)) = found?;
        let centre = read_centre(&lines[y][x]);
        let mut stamps = Vec::with_capacity(lines.len());
        for (n, line) in lines.iter_mut().enumerate() {
            let cell = line.get_mut(x).map(std::mem::take).unwrap_or_default();
            stamps.push(read_line(&cell, columns.len()).filter(|_| n > y));
            if line.len() == x + 1 {
                line.pop();
            }
        }
        Some(Exported { project, centre, columns, lines: stamps })
    }

    pub(super) fn has(&self, line: usize) -> bool {
        self.lines.get(line).is_some_and(Option::is_some)
    }

    fn stamp(&self, line: usize, column: usize) -> Option<Stamp> {
        let at = self.columns.iter().position(|of| *of == Some(column))?;
        self.lines.get(line)?.as_ref()?.get(at).copied()
    }
}

/// What a cell of the file is known by.
fn stamp_of(kind: Kind, typed: &str, read: &Result<Cell, Invalid>) -> Stamp {
    match (kind, read) {
        (Kind::Link(_), _) => Stamp::of_name(typed),
        (_, Ok(cell)) => Stamp::of(cell),
        (_, Err(_)) => Stamp::of(&Cell::Text(typed.into())),
    }
}

/// Whether a line holds in a column what was exported, so that the project's own value stays.
pub(super) fn is_as_exported(
    planner: &Planner,
    intake: &Intake,
    (n, column): (usize, usize),
    typed: &str,
    read: &Result<Cell, Invalid>,
) -> bool {
    let stamp = planner.exported(intake, n).and_then(|exported| exported.stamp(n, column));
    stamp.is_some_and(|stamp| stamp == stamp_of(planner.def.columns[column].kind, typed, read))
}

impl Intake {
    /// Whose value counts in a cell that both sides have changed.
    pub(super) fn side(&self, line: usize, at: usize) -> Option<Side> {
        self.sides.get(&(line, at)).copied().or(self.side)
    }

    /// Takes in what a file says that is believed rather than this one, each cell by its row and its column in the sheet.
    pub fn believe(&mut self, said: HashMap<(Id, usize), Said>) {
        self.believed = said;
    }

    /// The id that a line names.
    pub fn id_of(&self, cells: &[String]) -> Option<Id> {
        let at = self.fields.iter().position(|field| *field == Field::Ids)?;
        Id::parse(cells.get(at)?.trim())
    }
}

impl Planner {
    /// What the export says of a line, if it is one of this project.
    fn exported<'a>(&self, intake: &'a Intake, line: usize) -> Option<&'a Exported> {
        intake.exported.as_ref().filter(|exported| exported.project == self.project.id && exported.has(line))
    }

    /// Whether a line is the one that its row was written in; of several with one id the one that was changed least.
    pub(super) fn is_own(&self, intake: &Intake, n: usize, id: Id) -> bool {
        self.exported(intake, n).is_some()
            && intake.lines.get(n).is_some_and(|cells| intake.id_of(cells) == Some(id))
            && self.is_original(n, id)
    }

    /// Whether no other line with this id was changed less.
    pub(super) fn is_original(&self, n: usize, id: Id) -> bool {
        self.originals.get(&id).is_none_or(|original| *original == n)
    }

    /// Finds, for each id that stands in several lines, the line that was changed least: who copies a row in a spreadsheet
    /// and edits the copy may have put it above.
    pub(super) fn find_originals(&self, intake: &Intake) -> HashMap<Id, usize> {
        if intake.exported.is_none() {
            return HashMap::new();
        }
        let mut lines: HashMap<Id, Vec<usize>> = HashMap::new();
        for (n, cells) in intake.lines.iter().enumerate().skip(intake.first()) {
            if let Some(id) = intake.id_of(cells).filter(|id| self.ids.contains_key(id)) {
                lines.entry(id).or_default().push(n);
            }
        }
        let least = |lines: &Vec<usize>| lines.iter().copied().min_by_key(|n| self.changed(intake, *n));
        lines
            .iter()
            .filter(|(_, lines)| lines.len() > 1)
            .filter_map(|(id, lines)| Some((*id, least(lines)?)))
            .collect()
    }

    /// How many cells of a line were changed in the file; all of one without stamps.
    fn changed(&self, intake: &Intake, n: usize) -> usize {
        let (Some(exported), Some(cells)) = (self.exported(intake, n), intake.lines.get(n)) else {
            return usize::MAX;
        };
        let id = intake.id_of(cells);
        let gone = id.filter(|id| !self.ids.contains_key(id));
        let project = if gone.is_some() { self.with_removed() } else { &self.project };
        let known = id.and_then(|id| {
            let rows = project.sheet(self.def.key)?;
            rows.row(self.ids.get(&id).copied().or_else(|| rows.position(id))?)
        });
        let mut row = known.map_or_else(|| self.def.new_row(Id::new(0)), AnyRow::copy);
        // Whether the line refers to what nobody knows any more, in whose unit its numbers may have been.
        let mut refers_to_nothing = false;
        let mut changed = 0;
        let mut order: Vec<(usize, usize)> =
            (0..cells.len()).filter_map(|at| Some((intake.fields.get(at)?.column()?, at))).collect();
        order.sort_unstable();
        for (column, at) in order {
            let typed = cells[at].as_str();
            let kind = self.def.columns[column].kind;
            let meant = self.as_meant(column, at, typed);
            let read = registry::read_cell(project, &*row, column, &meant, self.today);
            let written = stamp_of(kind, typed, &read);
            let is_lost = matches!(kind, Kind::Link(_)) && read.is_err();
            let is_unread = kind == Kind::Number && read.is_err() && refers_to_nothing;
            refers_to_nothing |= is_lost;
            let counts = (intake.blanks || !typed.trim().is_empty()) && !is_unread;
            let stamp = exported.stamp(n, column).filter(|_| counts);
            changed += usize::from(stamp.is_some_and(|stamp| stamp != written));
            // The unit of a number follows from what stands before it.
            let read = if is_lost { Ok(Cell::Link(Id::new(0))) } else { read };
            if let (Ok(cell), Some(own)) = (read, Arc::get_mut(&mut row)) {
                own.set(column, cell);
            }
        }
        changed
    }

    /// The project with the rows that were taken out of it, as far as they are kept, so that what a line held can be read.
    pub(super) fn with_removed(&self) -> &Project {
        self.before_removal.get_or_init(|| self.project.with_all_removed())
    }

    /// Whether a line was exported from a row that the project has no longer, and if so, whether it was changed in the file.
    fn gone(&self, intake: &Intake, n: usize, cells: &[String]) -> Option<bool> {
        intake.id_of(cells).filter(|id| !self.ids.contains_key(id))?;
        self.exported(intake, n)?;
        Some(self.changed(intake, n) > 0)
    }

    /// Where a line goes whose row was removed from the project since the export; none where it is read as it stands.
    pub(super) fn removed(&self, intake: &Intake, n: usize, cells: &[String]) -> Option<Goes> {
        let changed = self.gone(intake, n, cells)?;
        if self.returns(intake, cells) {
            return None;
        }
        match intake.side {
            Some(Side::File | Side::Both) if changed => None,
            None if changed && intake.grows && intake.rest != Rest::Out => {
                let entries = self.find(intake, n, cells).entries();
                Some(Goes::Ask(entries.iter().filter_map(|entry| self.candidate(entry)).collect()))
            }
            _ => Some(Goes::Out(Left::Removed)),
        }
    }

    /// Says which rows of the project an exported file does not hold: whoever took them out of it meant something by it, and
    /// here they stay.
    pub(super) fn note_missing(&mut self, intake: &Intake) {
        if intake.exported.as_ref().is_none_or(|exported| exported.project != self.project.id)
            || !(0..intake.lines.len()).any(|n| self.exported(intake, n).is_some())
        {
            return;
        }
        let listed: HashSet<Id> = intake.lines.iter().filter_map(|cells| intake.id_of(cells)).collect();
        let began: Option<HashSet<Id>> = self
            .began
            .as_ref()
            .and_then(|began| began.sheet(self.def.key))
            .map(|rows| (0..rows.len()).filter_map(|at| Some(rows.row(at)?.id())).collect());
        let was_there = |id: &Id| began.as_ref().is_none_or(|began| began.contains(id));
        // A form for one centre says nothing of the others.
        let centre = intake.exported.as_ref().and_then(|exported| exported.centre.as_deref());
        let was_sent = |id: &Id| {
            centre.is_none_or(|centre| {
                let row = self.row(*id, self.ids.get(id).copied());
                row.is_some_and(|row| registry::is_of_centre(&self.project, &*row, centre) != Some(false))
            })
        };
        // What another reading of its day has taken the place of does not stay.
        let replaced: HashSet<Id> = self.edits.iter().filter_map(removed_by).collect();
        let is_missing = |id: &Id| {
            let is_told = listed.contains(id) || self.touched.contains_key(id) || replaced.contains(id);
            !is_told && was_there(id) && was_sent(id)
        };
        let mut missing: Vec<(usize, Id)> =
            self.ids.iter().filter(|(id, _)| is_missing(id)).map(|(id, at)| (*at, *id)).collect();
        missing.sort_unstable();
        let name = |(at, id): (usize, Id)| {
            let name = project::key_phrase(&self.project, &*self.row(id, Some(at))?);
            (!name.en.trim().is_empty()).then(|| name.in_line(40))
        };
        let names: Vec<Phrase> = missing.into_iter().filter_map(name).collect();
        if names.is_empty() {
            return;
        }
        self.plan.missing = names.len();
        let (rows, shown) = (count(names.len(), "行", "row", "rows"), few(&names, 5));
        self.note(say!(
            "“{title}”有 {rows}不在文件里，项目里照旧保留：{shown}",
            "{title}, {rows} not in the file, kept in the project: {shown}",
            title = self.def.title,
            rows,
            shown
        ));
    }

    /// Whether a block was exported from this project, whatever line it is of.
    pub(super) fn is_from_here(&self, intake: &Intake) -> bool {
        intake.exported.as_ref().is_some_and(|exported| exported.project == self.project.id)
    }

    /// Notes that a line says of itself what a cell holds already.
    pub(super) fn confirm(draft: &mut Draft, column: usize) {
        if !draft.untouched.contains(&column) {
            draft.confirmed.push(column);
        }
    }

    /// Whether a cell of an exported file stays as it is in the project: a file that is believed rather than this one says of
    /// it what it holds already, or it stands in a row that was added to the file and waits among the conflicts.
    pub(super) fn is_settled(
        &self,
        intake: &Intake,
        draft: &Draft,
        (column, at): (usize, usize),
        typed: &str,
    ) -> bool {
        if typed.trim().is_empty() && !intake.blanks {
            return false;
        }
        if intake.believed.get(&(draft.before.id(), column)) == Some(&Said::There) {
            return true;
        }
        let is_added = draft.exported.is_none() && self.is_from_here(intake);
        if !is_added || self.project.conflicts.is_empty() || intake.side == Some(Side::File) {
            return false;
        }
        let meant = self.as_meant(column, at, typed);
        let read = self.read_cell_of(&*draft.row, column, &meant);
        read.is_ok_and(|cell| self.is_waiting(draft, column, &cell))
    }

    /// Whether a value of the file waits among the conflicts of a cell already, so that nobody need be asked once more.
    fn is_waiting(&self, draft: &Draft, column: usize, file: &Cell) -> bool {
        let Some(wanted) = conflict_of(&*draft.before, column, &Cell::Empty, file) else { return false };
        self.project.conflicts.iter().any(|waiting| {
            (&waiting.sheet, waiting.row, &waiting.field) == (&wanted.sheet, wanted.row, &wanted.field)
                && waiting.theirs == wanted.mine
        })
    }

    /// What becomes of a cell by what it held at the export; none where it is read as it stands.
    pub(super) fn since_export(
        &self,
        intake: &Intake,
        draft: &mut Draft,
        column: usize,
        (at, typed): (usize, &str),
    ) -> Option<CellPlan> {
        let line = draft.exported.filter(|_| uncomputed(typed).is_none())?;
        let stamp = intake.exported.as_ref()?.stamp(line, column)?;
        let decided = intake.mend(at, typed).is_some();
        let blank = typed.trim().is_empty();
        let meant = self.as_meant(column, at, typed);
        let read = self.read_cell_of(&*draft.row, column, &meant);
        let moved = stamp != Stamp::LeftOut && !self.may_have_held(&*draft.before, column, stamp);
        let written = stamp_of(self.def.columns[column].kind, typed, &read);
        if written == stamp || (blank && stamp == Stamp::LeftOut) {
            draft.stays += usize::from(moved);
            draft.untouched.push(column);
            return Some(match (blank, moved) {
                (true, _) => CellPlan::Blank,
                (false, true) => CellPlan::Stays(self.shown(&*draft.row, column)),
                (false, false) => CellPlan::Same(self.shown(&*draft.row, column)),
            });
        }
        if blank && !intake.blanks {
            draft.cleared += 1;
            return Some(CellPlan::Blank);
        }
        let cell = read.ok().filter(|cell| moved && !decided && (intake.blanks || *cell != Cell::Empty))?;
        // Both have changed it to the same.
        if Stamp::of(&cell) == Stamp::of(&draft.row.get(column)) {
            return None;
        }
        let now = || self.shown(&*draft.before, column);
        if intake.believed.get(&(draft.before.id(), column)) == Some(&Said::There) {
            return Some(CellPlan::Stays(now()));
        }
        // What a file says that is believed is weighed against this one when both are brought together.
        let is_weighed = intake.believed.contains_key(&(draft.before.id(), column));
        match intake.side(line, at).or(is_weighed.then_some(Side::File)) {
            Some(Side::File) => None,
            _ if self.is_waiting(draft, column, &cell) => Some(CellPlan::Stays(now())),
            Some(Side::Project) => Some(CellPlan::Stays(now())),
            Some(Side::Both) => {
                let stays = CellPlan::Stays(now());
                self.keep_both(intake, draft, column, stamp, &cell);
                Some(stays)
            }
            None => {
                let was =
                    self.held(&*draft.before, column, stamp).map(|row| self.shown_or_blank(&*row, column));
                let file = with_cell(&*draft.before, column, cell);
                let file = file.map_or_else(|| Phrase::same(typed), |row| self.shown_or_blank(&*row, column));
                let project = self.shown_or_blank(&*draft.before, column);
                let files = intake.both_files(draft.before.id(), column);
                Some(CellPlan::Differs(Box::new(Differs { file, project, was, files })))
            }
        }
    }

    /// Lets the project's value stay and the file's wait among the conflicts.
    fn keep_both(&self, intake: &Intake, draft: &mut Draft, column: usize, stamp: Stamp, file: &Cell) {
        let base = self.held(&*draft.before, column, stamp).map_or(Cell::Empty, |row| row.get(column));
        if let Some(mut conflict) = conflict_of(&*draft.before, column, &base, file) {
            std::mem::swap(&mut conflict.mine, &mut conflict.theirs);
            conflict.source.clone_from(&intake.from.file);
            draft.waiting += 1;
            draft.take(project::Edit::Conflict { at: usize::MAX, put: Box::new(conflict) });
        }
    }

    /// Whether a row holds in a column what had this stamp; the row that a link means may have got another name since.
    fn may_have_held(&self, row: &dyn AnyRow, column: usize, stamp: Stamp) -> bool {
        let cell = row.get(column);
        let name = |lang| Stamp::of_name(&self.cell_text(row, column, lang));
        match cell {
            Cell::Link(_) => {
                // This very import may have given it another name.
                let before = |lang| {
                    let began = self.began.as_ref();
                    began.map(|began| Stamp::of_name(&project::cell_text(began, row, column, lang)))
                };
                let is_called = |lang| name(lang) == stamp || before(lang) == Some(stamp);
                Stamp::of(&cell) == stamp || [Lang::Zh, Lang::En].into_iter().any(is_called)
            }
            _ => Stamp::of(&cell) == stamp,
        }
    }

    /// A row with what stood in a column at the export, as far as that can be told: by the corrections that the row
    /// remembers, or as it is one of few values.
    fn held(&self, row: &dyn AnyRow, column: usize, stamp: Stamp) -> Option<Arc<dyn AnyRow>> {
        let declared = &self.def.columns[column];
        let few: Vec<Cell> = match declared.kind {
            Kind::Score => (1..=5).filter_map(Score::new).map(Cell::Score).collect(),
            Kind::Check => vec![Cell::Check(true)],
            Kind::Choice(options) | Kind::OpenChoice(options) => options.iter().map(Cell::Choice).collect(),
            _ => Vec::new(),
        };
        let few = std::iter::once(Cell::Empty).chain(few).filter_map(|cell| with_cell(row, column, cell));
        let corrected = row.entered().corrected_after(NaiveDate::MIN).filter(|(key, _)| *key == declared.key);
        let earlier = corrected.filter_map(|(key, value)| row.with_fields([(key, value)]));
        few.chain(earlier).find(|row| self.may_have_held(&**row, column, stamp))
    }

    fn shown_or_blank(&self, row: &dyn AnyRow, column: usize) -> Phrase {
        let shown = self.shown(row, column);
        if shown.en.trim().is_empty() { text("（空）", "(blank)").into() } else { shown }
    }
}

/// The row that an edit takes out.
fn removed_by(edit: &project::Edit) -> Option<Id> {
    match edit {
        project::Edit::Remove { row, .. } => Some(*row),
        _ => None,
    }
}

/// A row with another value in a column, if it can hold it.
fn with_cell(row: &dyn AnyRow, column: usize, cell: Cell) -> Option<Arc<dyn AnyRow>> {
    let mut row = row.copy();
    Arc::get_mut(&mut row)?.set(column, cell).then_some(row)
}
