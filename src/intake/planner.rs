//! Reads a block against a project and says of each line and cell what will be stored.

use super::also::is_read;
use super::blocks::Block;
use super::commas::Commas;
use super::draft::{Draft, blank_rows, left};
use super::keys::{Entry, Found, Keys};
use super::months::Months;
use super::moved::Moves;
use super::orders::Order;
use super::plan::{CellPlan, Goes, Left, LinePlan, Plan};
use super::points::Points;
use super::reading::{NoRows, is_ruled_off};
use super::short_years::ShortYears;
use super::signs::Cross;
use super::spelt::Spelt;
use super::units::Units;
use super::week_numbers::WeekNumbers;
use super::{Choice, Field, Intake, Mend, Namesakes, Rest};
use crate::calendar::DayOrder;
use crate::project::{Edit, Project};
use crate::registry::CalledRows;
use crate::sheet::{AnyRow, Id, Kind, SheetDef};
use crate::text::Phrase;
use chrono::NaiveDate;
use std::cell::{OnceCell, RefCell};
use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::Arc;

/// A line of the block, with what was decided of it.
pub(super) struct Line<'a> {
    pub intake: &'a Intake,
    pub n: usize,
    pub cells: &'a [String],
    pub choice: Option<Choice>,
}

/// The row that a line goes into rather than the one it was read for; none is a new one.
pub(super) type Instead = Option<Arc<dyn AnyRow>>;

/// Reads a block line by line against a copy of the project, so that each line sees those before it.
pub struct Planner {
    pub(super) project: Project,
    pub(super) def: &'static SheetDef,
    pub(super) today: NaiveDate,
    pub(super) keys: Option<Keys>,
    pub(super) ids: HashMap<Id, usize>,
    /// The rows of the sheets that links refer to, by all that they are called, as they were last.
    pub(super) called: RefCell<HashMap<&'static str, CalledRows>>,
    /// Of lines with one id that of the row itself, where the export tells.
    pub(super) originals: HashMap<Id, usize>,
    /// Rows that earlier lines have gone into, as they left them, with what the line is called.
    pub(super) touched: HashMap<Id, (Arc<dyn AnyRow>, String)>,
    /// Blank rows of the sheet, which new ones fill first.
    pub(super) free: VecDeque<Id>,
    /// The project before anything of the file was put in; none where nothing else of it was.
    pub(super) began: Option<Project>,
    /// The project with the rows that were taken out of it, once a line of one of them is read.
    pub(super) before_removal: OnceCell<Project>,
    /// How many of them are filled.
    pub(super) filled: usize,
    /// What tells the rows that are given anew and whose tool keeps what stood there before.
    pub(super) kept: Vec<Phrase>,
    /// In which order the days of each column of the block are written.
    pub(super) orders: Vec<Option<Order>>,
    pub(super) custom: (Option<DayOrder>, bool),
    pub(super) short_years: Vec<Option<ShortYears>>,
    /// Whether the points of each column's numbers part thousands.
    pub(super) points: Vec<Option<Points>>,
    /// Whether the commas of each column's numbers are decimal commas.
    pub(super) commas: Vec<Option<Commas>>,
    /// The months of each column where days go.
    pub(super) months: Vec<Months>,
    /// The weeks of each column that are written by their numbers alone.
    pub(super) weeks: Vec<WeekNumbers>,
    /// The blank cells of columns that are filled in the first line of each block of lines.
    pub(super) blocks: Vec<Block>,
    pub(super) spelt: Spelt,
    /// The parts of one in each column of the block where one was asked about.
    pub(super) parts: RefCell<HashMap<usize, Vec<f64>>>,
    /// The day of values that come without one.
    pub(super) undated: OnceCell<NaiveDate>,
    /// The units that the block gives in a column of its own.
    pub(super) units: Units,
    /// The columns of the block that say in a word how far something has come.
    pub(super) statuses: Vec<bool>,
    /// The Mondays of the weeks of each column's days of the week.
    pub(super) mondays: Vec<Option<NaiveDate>>,
    /// Columns of the block behind its titles, with the lines of cells that stand there.
    pub(super) beyond: Vec<usize>,
    /// What crosses mean in columns of ticks.
    pub(super) crosses: Vec<(usize, Cross)>,
    /// Lines that say what an earlier one has said.
    pub(super) repeated: Vec<String>,
    /// What is stored beyond what the block says: the column, its value, how many rows.
    pub(super) also: Vec<(usize, Phrase, usize)>,
    /// Names of new rows that others of the block or the sheet have as well, and whether these stand in the same place.
    pub(super) apart: Vec<(String, bool)>,
    /// What tells lines that are no rows.
    pub(super) no_rows: NoRows,
    /// Lines whose id does not belong to the name beside it.
    pub(super) strayed: HashSet<usize>,
    /// The rows that lines mean by themselves, where one of them gets another day.
    pub(super) moves: Moves,
    /// Whether rows of the same name may belong to something else than the lines, which do not say to what.
    unsaid: bool,
    at: usize,
    pub(super) edits: Vec<Edit>,
    pub(super) plan: Plan,
}

impl Planner {
    /// Begins to read a block against a project.
    pub fn new(intake: &Intake, project: &Project, today: NaiveDate) -> Planner {
        let rows = project.sheet(intake.def.key).filter(|_| intake.fields.contains(&Field::Ids));
        let ids = rows
            .iter()
            .flat_map(|rows| (0..rows.len()).filter_map(|at| Some((rows.row(at)?.id(), at))))
            .collect();
        let mut planner = Planner {
            free: if intake.is_by_key() && !intake.is_below() {
                blank_rows(intake, project)
            } else {
                VecDeque::new()
            },
            began: intake.began.clone(),
            before_removal: OnceCell::new(),
            filled: 0,
            kept: Vec::new(),
            orders: intake.orders(today),
            custom: intake.custom,
            short_years: intake.short_years(today),
            points: intake.points(),
            commas: intake.commas(),
            months: intake.months(today),
            weeks: intake.week_numbers(project, today),
            blocks: intake.blocks(),
            spelt: Spelt::of(intake.def, project),
            parts: RefCell::default(),
            undated: OnceCell::new(),
            units: intake.units(),
            statuses: intake.statuses(),
            mondays: intake.mondays(today),
            beyond: intake.beyond(),
            crosses: intake.crosses(),
            also: Vec::new(),
            repeated: Vec::new(),
            apart: Vec::new(),
            no_rows: NoRows::of(intake, Some(project)),
            keys: intake.is_by_key().then(|| Keys::new(intake, project, today)),
            project: project.clone(),
            def: intake.def,
            today,
            ids,
            called: RefCell::default(),
            touched: HashMap::new(),
            originals: HashMap::new(),
            strayed: HashSet::new(),
            moves: Moves::default(),
            unsaid: false,
            at: intake.first(),
            edits: Vec::new(),
            plan: Plan::begun(intake.first_notes()),
        };
        planner.originals = planner.find_originals(intake);
        planner.strayed = planner.find_strayed(intake);
        planner.moves = planner.find_moves(intake);
        planner.unsaid = planner.leaves_open_within(intake);
        planner.note_strayed();
        planner
    }

    /// The plan of a whole block.
    pub fn plan(
        intake: &Intake,
        project: &Project,
        today: NaiveDate,
        new_id: &mut dyn FnMut() -> Id,
    ) -> Plan {
        let mut planner = Planner::new(intake, project, today);
        while planner.next(intake, new_id) {}
        planner.finish(intake)
    }

    /// How many lines are read, those above the values among them.
    pub fn read(&self) -> usize {
        self.at
    }

    /// Reads the next line; false if there is none.
    pub fn next(&mut self, intake: &Intake, new_id: &mut dyn FnMut() -> Id) -> bool {
        let Some(cells) = intake.lines.get(self.at) else { return false };
        let (goes, cells) = self.line(intake, self.at, cells, new_id);
        if matches!(goes, Goes::Out(_)) {
            self.plan.left_out += 1;
        }
        let name = Self::name_of_line(intake, &intake.lines[self.at], &goes, &cells);
        self.plan.lines.push(LinePlan { line: self.at, goes, name, cells });
        self.at += 1;
        true
    }

    /// The plan, when all lines are read.
    pub fn finish(mut self, intake: &Intake) -> Plan {
        self.note_columns(intake);
        self.note_told(intake);
        self.note_lines(intake);
        self.note_filled();
        self.note_kept();
        self.note_readings(intake);
        self.note_points(intake);
        self.note_commas(intake);
        self.note_months(intake);
        self.note_weeks(intake);
        self.note_short_years(intake);
        self.note_weekdays();
        self.note_spelt();
        self.note_centres(intake);
        self.note_units(intake);
        self.note_also();
        self.note_repeated();
        self.note_missing(intake);
        self.plan.note_open(&intake.lines);
        self.plan.edit = Edit::Many(self.edits);
        self.plan
    }

    fn line(
        &mut self,
        intake: &Intake,
        n: usize,
        cells: &[String],
        new_id: &mut dyn FnMut() -> Id,
    ) -> (Goes, Vec<CellPlan>) {
        let out = |left| (Goes::Out(left), vec![CellPlan::Out; cells.len()]);
        let choice = intake.choice(n);
        let spot = intake.spot(n - intake.first()).filter(|_| self.keys.is_none());
        let is_blank = cells.iter().all(|cell| cell.trim().is_empty());
        let is_ruled = self.keys.is_some() && choice.is_none() && is_ruled_off(cells);
        if (is_blank && !(intake.blanks && spot.is_some_and(|s| s.row.is_some()))) || (is_ruled && !is_blank)
        {
            return (Goes::Blank, vec![CellPlan::Out; cells.len()]);
        }
        if let Some(left) = self.no_rows.left(intake, cells, choice) {
            return out(left);
        }
        if choice.is_none()
            && let Some(goes) = self.removed(intake, n, cells)
        {
            return (goes, vec![CellPlan::Out; cells.len()]);
        }
        self.make_what_is_new(intake, n, cells, new_id);
        let mut asked = Vec::new();
        let known = match choice {
            Some(Choice::New) => None,
            Some(Choice::Row(id)) => self.row(id, None),
            _ if self.keys.is_some() => match self.find(intake, n, cells) {
                Found::None => None,
                Found::One(entry) if self.unsaid || intake.is_below() => {
                    asked = vec![entry];
                    None
                }
                Found::One(entry) => self.row(entry.id, entry.at),
                Found::Ask(entries) => {
                    asked = entries;
                    None
                }
            },
            _ => match spot {
                Some(spot) => {
                    spot.row.as_ref().map(|row| self.row(row.id(), None).unwrap_or_else(|| Arc::clone(row)))
                }
                None if intake.grows => None,
                None => return out(Left::Beyond),
            },
        };
        if known.is_none() && !intake.grows {
            return out(if self.keys.is_some() { Left::Fixed } else { Left::Beyond });
        }
        let (notes, nothing) = (self.plan.notes.len(), self.plan.nothing);
        let line = Line { intake, n, cells, choice };
        match self.read_into(&line, known, &asked, new_id) {
            Ok(done) => done,
            Err(meant) => {
                self.plan.notes.truncate(notes);
                self.plan.nothing = nothing;
                self.read_into(&line, meant, &[], new_id).unwrap_or_else(|_| out(Left::Beyond))
            }
        }
    }

    /// Reads a line into a row, or a new one where none is known. `Err` where it is to go into another, as that is called the
    /// same or was chosen for all that are.
    #[expect(clippy::too_many_lines, reason = "one decision after the other, each of a few lines")]
    fn read_into(
        &mut self,
        line: &Line<'_>,
        known: Option<Arc<dyn AnyRow>>,
        asked: &[Entry],
        new_id: &mut dyn FnMut() -> Id,
    ) -> Result<(Goes, Vec<CellPlan>), Instead> {
        let Line { intake, n, cells, choice } = *line;
        let fresh = known.is_none();
        let free = self.free.front().copied().filter(|_| fresh);
        let row = match known.or_else(|| self.row(free?, None)) {
            Some(row) => row,
            None => self.def.new_row(intake.id_of_new(n, new_id)),
        };
        let mut draft = Draft::of(&*row);
        draft.line = n;
        let own = (!fresh && !self.touched.contains_key(&row.id())) && self.is_own(intake, n, row.id());
        draft.exported = own.then_some(n);
        draft.named_otherwise =
            !fresh && self.keys.is_some() && Self::is_named_otherwise(intake, cells, &*row);
        if fresh {
            self.unit_of_values(intake, cells, &mut draft);
        }
        let notes = self.plan.notes.len();
        let spot = intake.spot(n - intake.first()).filter(|_| self.keys.is_none());
        let columns = spot.filter(|_| intake.titles.is_none()).and_then(|spot| spot.columns.as_deref());
        let mut read = self.cells(intake, cells, columns, &mut draft);
        if !fresh && choice.is_none() {
            self.leave_day(intake, n, &mut draft, &mut read);
            self.leave_day_of_scores(intake, n, &mut draft, &mut read);
        }
        if fresh && let Some(lacking) = self.lacking(line, &mut read) {
            return Ok(lacking);
        }
        // What is said of a row whose day or name is still open would be said of another.
        if read.iter().any(|cell| matches!(cell, CellPlan::Wrong(_) | CellPlan::Left(_))) {
            self.plan.notes.truncate(notes);
        }
        let nameless = |(at, cell): (usize, &CellPlan)| {
            let column = intake.column_at(n, at);
            // Whoever has it left empty means the whole network.
            let meant = intake.mend(at, &cells[at]) == Some(&Mend::Empty)
                && column.is_some_and(|column| matches!(self.def.columns[column].kind, Kind::Link(_)))
                && column != self.def.measured_by;
            matches!(cell, CellPlan::Left(_)) && !meant && column.is_some_and(|column| self.tells(column))
        };
        let unfit = |(at, cell): (usize, &CellPlan)| {
            matches!(cell, CellPlan::Wrong(_))
                && (intake.rest == Rest::Out || intake.mend(at, &cells[at]) == Some(&Mend::Out))
        };
        // A measurement is nothing without the number that was measured.
        let unmeasured = |(at, cell): (usize, &CellPlan)| {
            let kind = intake.column_at(n, at).map(|column| self.def.columns[column].kind);
            matches!(cell, CellPlan::Left(_)) && kind == Some(Kind::Number)
        };
        // What has an end that does not fit would go on for ever.
        let is_endless = |(at, cell): (usize, &CellPlan)| {
            matches!(cell, CellPlan::Left(_))
                && self.def.lasts_until.is_some_and(|until| intake.column_at(n, at) == Some(until))
        };
        let is_out = (self.keys.is_some() && read.iter().enumerate().any(nameless))
            || (fresh && read.iter().enumerate().any(is_endless))
            || (fresh && self.def.measured_by.is_some() && read.iter().enumerate().any(unmeasured));
        if is_out || read.iter().enumerate().any(unfit) {
            return Ok((Goes::Out(Left::Unfit), left(read)));
        }
        if !asked.is_empty() {
            match (asked, intake.namesakes.filter(|_| !self.unsaid)) {
                (_, Some(Namesakes::Apart)) => {}
                ([one], Some(Namesakes::Join)) => return Err(self.row(one.id, one.at)),
                _ if intake.rest == Rest::Out => return Ok((Goes::Out(Left::Undecided), left(read))),
                _ => {
                    self.plan.namesakes += usize::from(!self.unsaid);
                    let rows = self.candidates(asked);
                    return Ok((Goes::Ask(rows), read));
                }
            }
        }
        if fresh {
            let alike = if choice.is_none() { self.namesakes(&*draft.row) } else { Vec::new() };
            match (alike.as_slice(), intake.namesakes) {
                ([], _) | (_, Some(Namesakes::Apart)) => {}
                ([one], Some(Namesakes::Join)) => return Err(self.row(one.id, one.at)),
                _ if intake.rest == Rest::Out => return Ok((Goes::Out(Left::Undecided), left(read))),
                _ => {
                    self.plan.namesakes += 1;
                    let rows = self.candidates(&alike);
                    return Ok((Goes::Ask(rows), read));
                }
            }
            return Ok(self.add(intake, n, draft, read));
        }
        if let Some(met) = self.meets(line, &draft) {
            return met.map(|goes| (goes, read));
        }
        let chosen = matches!(choice, Some(Choice::Row(_)));
        let name = if chosen { self.told_apart(&*draft.row) } else { self.name(&*draft.row) };
        self.tell_repeated(line, &draft, &read);
        // Two lines that mean one row and differ: the second would take the place of the first.
        if draft.changes > 0
            && is_read(&read)
            && choice.is_none()
            && self.touched.contains_key(&row.id())
            && self.keys.is_some()
        {
            match intake.namesakes {
                Some(Namesakes::Join) => {}
                Some(Namesakes::Apart) if intake.grows => return Err(None),
                _ if intake.rest == Rest::Out => return Ok((Goes::Out(Left::Undecided), left(read))),
                _ => {
                    self.plan.namesakes += 1;
                    return Ok((Goes::Ask(vec![(row.id(), self.as_left_by(row.id(), &name))]), read));
                }
            }
        }
        self.note_twin(intake, cells, &*draft.before);
        self.keep(line, &read, &mut draft, new_id);
        self.tell_also(line, &draft, &mut read);
        self.tell_kept(line, &draft, &mut read);
        self.commit(intake.name_of_line(n), draft);
        Ok((Goes::Row(row.id(), name), read))
    }

    /// The row as earlier lines have left it, or as it stands in the sheet.
    pub(super) fn row(&self, id: Id, at: Option<usize>) -> Option<Arc<dyn AnyRow>> {
        if let Some((row, _)) = self.touched.get(&id) {
            return Some(Arc::clone(row));
        }
        let rows = self.project.sheet(self.def.key)?;
        rows.share(at.or_else(|| rows.position(id))?)
    }
}
