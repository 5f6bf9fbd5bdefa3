//! What becomes of each cell of a line: read and checked by the sheet's owner, compared with what is there.

use super::draft::Draft;
use super::moved::without_removals;
use super::plan::{CellPlan, Wrong};
use super::reading::{is_error, uncomputed};
use super::{Intake, Mend, Planner, Rest};
use crate::project;
use crate::registry;
use crate::say;
use crate::sheet::{AnyRow, Cell, Invalid, Kind, comparable, parse_quantity};
use crate::text::{Lang, Phrase};
use crate::tool::{Change, Verdict};
use std::sync::Arc;

impl Planner {
    /// Reads the cells of a line in the order of the sheet's columns, whatever that of the block: an indicator gives the
    /// unit of its value.
    pub(super) fn cells(
        &mut self,
        intake: &Intake,
        cells: &[String],
        own: Option<&[Option<usize>]>,
        draft: &mut Draft,
    ) -> Vec<CellPlan> {
        let column = |at: usize| match own {
            Some(own) => own.get(at).copied().flatten(),
            None => intake.fields.get(at).and_then(|field| field.column()),
        };
        let mut order: Vec<(usize, usize)> =
            (0..cells.len()).filter_map(|at| Some((column(at)?, at))).collect();
        // What tells a row from others comes first: until it does, the row is still another one.
        order.sort_unstable_by_key(|(column, at)| (!self.def.key_columns.contains(column), *column, *at));
        draft.renumbered = self.renumbered(draft, &order, cells);
        let mut read = vec![CellPlan::Out; cells.len()];
        let mut is_open = false;
        for (column, at) in order {
            let cell = (at, cells[at].as_str());
            let waits = is_open && !cell.1.trim().is_empty() && registry::waits(&*draft.row, column);
            read[at] = if waits {
                CellPlan::Waits
            } else {
                match self.since_export(intake, draft, column, cell) {
                    None | Some(CellPlan::Differs(_))
                        if self.is_settled(intake, draft, (column, at), cell.1) =>
                    {
                        CellPlan::Stays(self.shown(&*draft.row, column))
                    }
                    Some(plan) => plan,
                    None => match self.against_earlier(intake, draft, column, cell) {
                        Some(plan) => plan,
                        None => self.cell(intake, draft, column, cell),
                    },
                }
            };
            // A form or a list with ids that leaves a cell as it was sent says nothing of it.
            let speaks = self.is_from_here(intake) || intake.id_of(cells).is_none();
            if matches!(read[at], CellPlan::Same(_)) && speaks {
                Self::confirm(draft, column);
            }
            is_open |= matches!(read[at], CellPlan::Wrong(_) | CellPlan::Left(_) | CellPlan::Differs(_));
        }
        self.say_of_cells(draft);
        self.ask_weeks(intake, cells, draft, &mut read);
        for (at, typed) in cells.iter().enumerate() {
            if let Some(plan) = self.beyond_titles(intake, at, typed) {
                read[at] = plan;
            }
        }
        read
    }

    fn cell(
        &mut self,
        intake: &Intake,
        draft: &mut Draft,
        column: usize,
        (at, typed): (usize, &str),
    ) -> CellPlan {
        if let Some(asked) = self.ask_block(intake, (draft.line, at), typed) {
            return asked;
        }
        let meant = self.as_spelt((intake, draft), (column, at), self.as_meant(column, at, typed));
        let meant = self.as_share((intake, draft), (column, at), self.as_yes_or_no(column, meant));
        let text = &*self.with_unit_beside(draft, column, meant);
        let asked = self.ask_comma(at, typed).or_else(|| self.ask_month(column, at, typed));
        let asked = asked.or_else(|| self.ask_day(column, at, typed));
        let mut read = match asked.or_else(|| self.ask_cross(draft, column, typed)) {
            Some(asked) if !self.is_there(&*draft.before, column, typed) => asked,
            _ => self.read_cell(draft, column, text, intake.blanks, registry::is_meant(typed)),
        };
        self.offer_months(at, typed, &mut read);
        self.offer_weeks(at, typed, &mut read);
        self.offer_own_unit(draft, column, typed, &mut read);
        self.offer_millions(draft, column, typed, &mut read);
        self.offer_status(intake, (draft.line, at), typed, &mut read);
        let for_column = Self::share_mend(intake, at, typed, &read);
        self.offer_shares(intake, at, typed, &mut read);
        let reason = match &read {
            CellPlan::Wrong(wrong) => wrong.reason.clone(),
            // What a new row is called is asked for where it is blank.
            CellPlan::Blank if intake.mend(at, typed).is_some() => Phrase::same(""),
            CellPlan::Nothing if intake.mend(at, typed).is_some() => {
                self.plan.nothing -= 1;
                Phrase::same("")
            }
            _ => return read,
        };
        // What was decided of a text is meant for cells that do not fit: elsewhere it may stand for what it says.
        let mend = intake.mend(at, typed).or(for_column.as_ref());
        let read = match mend {
            Some(Mend::Typed(text)) => self.read_typed(intake, draft, (column, at), text),
            Some(Mend::Meant) => self.read_cell(draft, column, text, intake.blanks, true),
            Some(Mend::Empty) => CellPlan::Left(reason),
            // What is decided for a whole column is read with it.
            Some(
                Mend::New
                | Mend::Out
                | Mend::Dates(_)
                | Mend::Months
                | Mend::Weeks(_)
                | Mend::Down
                | Mend::OwnUnits
                | Mend::Shares(_),
            )
            | None => read,
        };
        // An indicator that is left without its unit would take its values for bare numbers.
        let keeps_unit = intake.rest == Rest::Empty && mend.is_none();
        if keeps_unit && super::proposals::own_unit(self.def, &self.def.columns[column], text).is_some() {
            return self.read_cell(draft, column, text, intake.blanks, true);
        }
        match read {
            CellPlan::Wrong(wrong) if intake.rest == Rest::Empty && mend != Some(&Mend::Out) => {
                CellPlan::Left(wrong.reason)
            }
            read => read,
        }
    }

    /// What becomes of a cell with this text; `meant` are those of which nothing is asked.
    pub(super) fn read_cell(
        &mut self,
        draft: &mut Draft,
        column: usize,
        typed: &str,
        blanks: bool,
        meant: bool,
    ) -> CellPlan {
        let col = &self.def.columns[column];
        if typed.trim().is_empty() && !blanks {
            return CellPlan::Blank;
        }
        // A name of ours in other words names its row, and does not rename it.
        if column == 0 && draft.named_otherwise {
            return CellPlan::Same(self.shown(&*draft.before, column));
        }
        let wrong = |reason: Phrase, proposals| CellPlan::Wrong(Box::new(Wrong { reason, proposals }));
        if self.is_place_of(draft, column, typed) {
            return CellPlan::Same(self.shown(&*draft.before, column));
        }
        if let Some(formula) = uncomputed(typed) {
            return wrong(
                say!(
                    "“{formula}”是公式，文件里没有它的结果：请在 Excel 里打开、保存，再导入",
                    "The file holds the formula '{formula}' without its result: open it in Excel, save it and import it again"
                ),
                Vec::new(),
            );
        }
        if is_error(typed) && !meant && !self.is_there(&*draft.before, column, typed) {
            return wrong(
                say!(
                    "“{typed}”是公式出错的结果：请在表格里改好公式，或填上数值",
                    "'{typed}' is the error of a formula: correct the formula in the spreadsheet, or enter the value"
                ),
                Vec::new(),
            );
        }
        if let Some(plan) = self.by_sign(draft, column, typed, meant) {
            return plan;
        }
        let nothing = self.says_nothing(draft, column, typed);
        let text_of_nothing = nothing && matches!(col.kind, Kind::Text | Kind::Prose) && !meant;
        let cell = match self.read_cell_of(&*draft.row, column, typed) {
            Ok(_) if text_of_nothing => Cell::Empty,
            Ok(cell) => cell,
            // What is there already comes back as it is, although it could not be entered today.
            Err(_) if self.is_in_same_unit(draft, column) && self.is_there(&*draft.before, column, typed) => {
                return CellPlan::Same(self.shown(&*draft.before, column));
            }
            Err(invalid) => return self.unfit(draft, column, typed, invalid, meant),
        };
        if nothing && cell == Cell::Empty && !blanks {
            self.plan.nothing += 1;
            return CellPlan::Nothing;
        }
        // A blank in the block leaves what the tool let follow, such as the date of a first score.
        let still_blank = cell == Cell::Empty && draft.before.get(column) == Cell::Empty;
        if still_blank {
            // Our own name of a row stands in no cell of it and names it all the same.
            let names = column == 0 && !nothing && !typed.trim().is_empty();
            return match draft.before.builtin(column).filter(|_| names) {
                Some(name) => CellPlan::Same(name.into()),
                None => CellPlan::Blank,
            };
        }
        if is_same(&draft.row.get(column), &cell) || self.is_spelt_otherwise(draft, column, &cell) {
            return CellPlan::Same(self.shown(&*draft.row, column));
        }
        let change =
            Change { project: &self.project, row: &*draft.row, column: col, cell: &cell, today: self.today };
        match self.judged(draft, column, &change, typed) {
            Verdict::Fine => {}
            Verdict::Ask { .. } | Verdict::Sure(_) if meant => {}
            Verdict::Sure(question) => {
                let as_typed = self.as_typed(&change);
                return wrong(question, as_typed.into_iter().collect());
            }
            Verdict::Refuse(reason) => return wrong(reason, Vec::new()),
            Verdict::Ask { question, instead } => {
                let proposals = self.both(&change, &instead);
                let reason = match (col.kind, &cell) {
                    (Kind::OpenChoice(_), Cell::Text(name)) => say!(
                        "“{name}”不在选项里：可以保留",
                        "'{name}' is not one of the options, but it may be kept as yours",
                        name
                    ),
                    _ => question,
                };
                return wrong(reason, proposals);
            }
            Verdict::Together { otherwise, .. } if !meant => {
                let (reason, keep) = super::also::alone(&otherwise);
                return wrong(reason, vec![(keep, Mend::Meant)]);
            }
            // Nobody is asked about each of many cells: what could go together with the change is only said.
            Verdict::Note(_) | Verdict::Offer { .. } | Verdict::Together { .. } => {
                draft.said.push((column, cell.clone()));
            }
        }
        let edit = without_removals(&self.moves, registry::edit_of(&change));
        let old = (draft.before.get(column) != Cell::Empty).then(|| self.shown(&*draft.before, column));
        draft.changes += 1;
        draft.take(edit);
        match (old, cell == Cell::Empty) {
            (Some(old), true) => {
                draft.emptied += 1;
                CellPlan::Empty(old)
            }
            (Some(old), false) => CellPlan::Over(old, self.shown(&*draft.row, column)),
            (None, _) => CellPlan::Fill(self.shown(&*draft.row, column)),
        }
    }

    /// What the owner of the sheet says of a cell beside the others of its line.
    fn judged(&self, draft: &Draft, column: usize, change: &Change<'_>, typed: &str) -> Verdict {
        let compared = self.compared(draft, column, change.cell);
        let change = Change { row: compared.as_deref().unwrap_or(change.row), ..*change };
        registry::as_written(self.check(&change), &change, typed)
    }

    /// What becomes of a cell with a text that cannot be read: what may be meant is offered.
    fn unfit(
        &mut self,
        draft: &mut Draft,
        column: usize,
        typed: &str,
        Invalid(reason): Invalid,
        meant: bool,
    ) -> CellPlan {
        let col = &self.def.columns[column];
        let own_unit = super::proposals::own_unit(self.def, col, typed);
        if let Some((own, label)) = own_unit {
            let there = super::proposals::own_unit_of(&*draft.row, own, &label);
            if meant || there.is_some() {
                return self.keep_unit(draft, own, there.as_deref().unwrap_or(label.name()));
            }
        }
        let fits = |(_, mend): &(Phrase, Mend)| match mend {
            Mend::Typed(text) => {
                registry::read_cell(&self.project, &*draft.row, column, text, self.today).is_ok()
            }
            _ => true,
        };
        let mut proposals = super::proposals::for_cell(&self.project, col, typed, self.today);
        proposals.retain(fits);
        if let Some((_, label)) = own_unit {
            let name = label.name();
            let keep = say!("保留为自己的单位：{name}", "Keep {name} as a unit of your own");
            proposals.insert(0, (keep, Mend::Meant));
        }
        CellPlan::Wrong(Box::new(Wrong { reason, proposals }))
    }

    /// Whether a line without an id calls its row by its name in other case or width, or with other blanks: it renames nobody.
    fn is_spelt_otherwise(&self, draft: &Draft, column: usize, cell: &Cell) -> bool {
        let names =
            column == 0 && self.keys.is_some() && self.def.key_columns.contains(&0) && self.ids.is_empty();
        match (draft.before.get(column), cell) {
            (Cell::Text(there), Cell::Text(typed)) => names && comparable(&there) == comparable(typed),
            _ => false,
        }
    }

    /// Whether a text is the place of a row in other words, as a line without an id gives it: it moves nobody.
    fn is_place_of(&self, draft: &Draft, column: usize, typed: &str) -> bool {
        let is_place = column != 0 && self.def.key_columns.contains(&column) && self.ids.is_empty();
        match draft.before.get(column) {
            Cell::Text(there) => is_place && registry::is_same_place(&there, typed),
            _ => false,
        }
    }

    /// What the owner of the sheet says of a change. Nothing is stored yet, so that a value in the place of another is told
    /// as what it becomes, and not as what was done.
    pub(super) fn check(&self, change: &Change<'_>) -> Verdict {
        let verdict = registry::check_pasted(change);
        let Verdict::Note(_) = verdict else { return verdict };
        let (Some(column), true) = (self.def.column(change.column.key), self.def.measured_by.is_some())
        else {
            return verdict;
        };
        let with = |cell: Cell| {
            let mut row = change.row.copy();
            Arc::get_mut(&mut row)?.set(column, cell).then_some(row)
        };
        let Some(after) = with(change.cell.clone()) else { return verdict };
        let old = match registry::same(&self.project, &*after) {
            // The block says itself what becomes of that row.
            Some(id) if self.moves.holds(id) => return Verdict::Fine,
            Some(id) => self.row(id, None),
            None => Some(change.row.copy()),
        };
        let value = self.def.columns.iter().position(|col| col.kind == Kind::Number);
        let said = old
            .zip(value)
            .filter(|(old, value)| old.get(*value) != Cell::Empty && old.get(*value) != after.get(*value));
        let Some((old, value)) = said else { return verdict };
        // What else is said of the value is said of it in a blank cell, too.
        if value == column
            && let Some(blank) = with(Cell::Empty)
        {
            let alone = registry::check_pasted(&Change { row: &*blank, ..*change });
            if let Verdict::Note(_) = alone {
                return alone;
            }
        }
        let name = project::key_phrase(&self.project, &*after);
        let (old, new) = (self.shown(&*old, value), self.shown(&*after, value));
        Verdict::Note(say!(
            "{name}：{old} → {new}，请确认",
            "{name}: {old} becomes {new}; please check",
            name,
            old,
            new
        ))
    }

    /// The two answers to a question about a cell: what else may be meant, and what was typed.
    fn both(&self, change: &Change<'_>, instead: &Cell) -> Vec<(Phrase, Mend)> {
        let with = |cell: &Cell| {
            let column = self.def.column(change.column.key)?;
            let mut row = change.row.copy();
            Arc::get_mut(&mut row)?.set(column, cell.clone());
            Some((column, row))
        };
        let typed =
            |column: usize, row: &dyn AnyRow| project::cell_text(&self.project, row, column, Lang::En);
        let other =
            with(instead).map(|(column, row)| (self.shown(&*row, column), Mend::Typed(typed(column, &*row))));
        let as_typed = with(change.cell).map(|(column, row)| (self.shown(&*row, column), Mend::Meant));
        // A name of people's own is meant more often than not.
        if let (Kind::OpenChoice(options), Cell::Text(name)) = (change.column.kind, change.cell) {
            let keep = say!("保留为自定义角色：{name}", "Keep {name} as a role of your own", name);
            let near = super::proposals::for_cell(&self.project, change.column, name, self.today);
            // What is only left over, such as other staff, is nobody's guess.
            let near = near.into_iter().take(options.len());
            return std::iter::once((keep, Mend::Meant)).chain(near).collect();
        }
        other.into_iter().chain(as_typed).collect()
    }

    /// The value as it was typed, for who means it.
    fn as_typed(&self, change: &Change<'_>) -> Option<(Phrase, Mend)> {
        let column = self.def.column(change.column.key)?;
        let mut row = change.row.copy();
        Arc::get_mut(&mut row)?.set(column, change.cell.clone());
        Some((self.shown(&*row, column), Mend::Meant))
    }

    /// Whether a text is what a row has in a column, in either language; of a number what a spreadsheet keeps of it.
    pub(super) fn is_there(&self, row: &dyn AnyRow, column: usize, typed: &str) -> bool {
        if matches!(row.get(column), Cell::Number(_)) {
            let read = registry::read_number(&self.project, row, &self.def.columns[column], typed);
            return read.is_ok_and(|read| is_same(&row.get(column), &read));
        }
        let there = |lang| self.cell_text(row, column, lang);
        row.get(column) != Cell::Empty
            && [Lang::Zh, Lang::En].into_iter().any(|lang| comparable(&there(lang)) == comparable(typed))
    }

    /// Whether a number counts in the same unit as before the line was read, as it is still one of the same indicator.
    fn is_in_same_unit(&self, draft: &Draft, column: usize) -> bool {
        let unit = |row: &dyn AnyRow| registry::unit_of(&self.project, row, &self.def.columns[column]);
        unit(&*draft.before) == unit(&*draft.row)
    }

    /// What a cell shows, a number with its unit.
    pub(super) fn shown(&self, row: &dyn AnyRow, column: usize) -> Phrase {
        if let Cell::Number(value) = row.get(column) {
            let col = &self.def.columns[column];
            let unit = registry::unit_of(&self.project, row, col);
            let said = unit.short(value);
            // Of what is stored no digit is left out that somebody may have typed; more come of a division.
            let is_exact = |read: f64| (read - value).abs() <= value.abs() * 1e-14;
            let is_typed = is_exact((value * 1e6).round() / 1e6);
            if is_typed && !parse_quantity(&said.en, unit).is_ok_and(is_exact) {
                return unit.exact(value);
            }
            return said;
        }
        self.cell_phrase(row, column)
    }
}

/// Whether a cell holds a value already. Spreadsheets keep fifteen digits of a number: what is the same so far is the same.
fn is_same(there: &Cell, read: &Cell) -> bool {
    match (there, read) {
        (Cell::Number(there), Cell::Number(read)) => {
            there.to_bits() == read.to_bits() || format!("{there:.14e}") == format!("{read:.14e}")
        }
        (there, read) => there == read,
    }
}
