//! The verdict on each promise: kept, not yet with a new day, dropped with a reason.

use super::{Judged, Meeting, Verdict, week_after};
use crate::agenda::{About, PromiseItem};
use crate::app::App;
use crate::finding::{Level, Place};
use crate::project::Edit;
use crate::registry;
use crate::sheet::{AnyRow, Cell, Id, Link, Row as _};
use crate::text::{Text, text};
use crate::tool::{Change, PromiseKinds, Promises};
use crate::tools::meetings::{Outcome, Parked};
use chrono::NaiveDate;
use std::sync::Arc;

/// What is said where a promise that was not kept is given no new day.
const NO_NEW_DAY: Text = text("没有定新日子，原来的期限不变", "No new day: the one it had stands");

impl App {
    /// Judges the promise under the cursor.
    pub(super) fn judge(&mut self, judged: Judged) {
        let Some(About::Promise(item)) = self.meeting_about() else {
            return self
                .say(Level::Watch, text("先把光标移到一项承诺上", "Move the cursor to a promise first"));
        };
        if let Some(given) = item.verdict.as_ref().filter(|verdict| verdict.verdict == Some(judged)) {
            // The same once more asks for the reason that was left out.
            if judged != Judged::Kept && given.reason.0.trim().is_empty() {
                return self.open_field(Place::of(given.id, Verdict::COL.reason), false);
            }
            _ = self.go_to_next_open();
            return;
        }
        let Some(meeting) = self.meeting.as_ref().map(|state| state.id) else { return };
        let rows = self.rows_of(&item);
        let mut edits = undo_verdict(&item, &rows);
        let before = done_before(&item, &rows);
        let id = item.verdict.as_ref().map_or_else(|| self.id(), |verdict| verdict.id);
        let new_due = week_after(self.today).filter(|_| judged == Judged::NotYet);
        if item.verdict.is_some() {
            edits.push(Edit::put(id, Verdict::COL.verdict, Cell::Choice(judged.option())));
            let day = new_due.map_or(Cell::Empty, Cell::Date);
            edits.push(Edit::put(id, Verdict::COL.new_due, day));
            // The day of its tick comes back with it.
            edits.push(Edit::put(id, Verdict::COL.done, before.map_or(Cell::Empty, Cell::Date)));
            if judged == Judged::Kept {
                // Why it was not is no reason any more.
                edits.push(Edit::put(id, Verdict::COL.reason, Cell::Empty));
            }
        } else {
            let ids: Vec<String> = rows.iter().map(|row| row.id().to_string()).collect();
            edits.push(Edit::append(Verdict {
                meeting: Link::to(meeting),
                date: Some(self.today),
                promise: crate::sheet::Prose(item.action.as_str().into()),
                owner: item.owner.clone(),
                due: item.due,
                verdict: Some(judged),
                row: ids.join(" ").into(),
                new_due,
                ..Verdict::with_id(id)
            }));
        }
        edits.extend(self.do_verdict(&item, &rows, judged, before.unwrap_or(self.today)));
        let said = judged.label();
        if !self.apply(Edit::Many(edits), said) {
            return;
        }
        if let Some(state) = self.meeting.as_mut() {
            state.chosen = false;
        }
        if judged == Judged::Kept {
            if !self.go_to_any_open() {
                self.say(
                    Level::Good,
                    text("承诺都核对过了：回车下一步", "Every promise was looked at: Enter goes on"),
                );
            }
        } else {
            let empties =
                judged == Judged::Dropped && item.source.is_some_and(|kind| kind.columns.dropped.is_none());
            self.open_field_of_answer(Place::of(id, Verdict::COL.reason));
            if empties {
                self.say(
                    Level::Watch,
                    text(
                        "原处的行动、负责人和期限也清空了，好写下一项；放弃的记在例会的“兑现”里",
                        "The action, its owner and day are cleared where they stood, so that another can be entered; the dropped one is kept under Promises kept",
                    ),
                );
            }
        }
    }

    /// The edit that takes back what this meeting has said of a promise; none of one that was kept before it began, and what
    /// was said of such a one all the same leaves it kept, on the day of its tick.
    pub(super) fn without_verdict(&self, item: &PromiseItem) -> Option<Edit> {
        let verdict = item.verdict.as_deref()?;
        let rows = self.rows_of(item);
        let mut edits = undo_verdict(item, &rows);
        let Some(done) = done_before(item, &rows) else {
            edits.push(Edit::Remove { sheet: Verdict::SHEET, row: verdict.id });
            return Some(Edit::Many(edits));
        };
        if verdict.verdict == Some(Judged::Kept) {
            return None;
        }
        if let Some(kind) = item.source {
            let own = rows.iter().filter(|row| !is_another(item, row));
            edits.extend(own.map(|row| Edit::put(row.id(), kind.columns.done, Cell::Date(done))));
        }
        let kept = Cell::Choice(Judged::Kept.option());
        edits.push(Edit::put(verdict.id, Verdict::COL.verdict, kept));
        let of_another = [Verdict::COL.reason, Verdict::COL.new_due];
        edits.extend(of_another.map(|column| Edit::put(verdict.id, column, Cell::Empty)));
        Some(Edit::Many(edits))
    }

    /// Drops what is under the cursor: a promise, or a parked issue.
    pub(super) fn drop_line(&mut self) {
        match self.meeting_about() {
            Some(About::Promise(_)) => self.judge(Judged::Dropped),
            Some(About::Parked(row)) => self.settle_parked(row, Outcome::Dropped),
            _ => self.say(Level::Watch, text("这里没有可以放弃的", "There is nothing to drop here")),
        }
    }

    /// Settles a parked issue and asks how, or why.
    pub(super) fn settle_parked(&mut self, row: Id, outcome: Outcome) {
        if self.parked_issue(row).is_none() {
            return;
        }
        let edits = vec![
            Edit::put(row, Parked::COL.settled, Cell::Date(self.today)),
            Edit::put(row, Parked::COL.outcome, Cell::Choice(outcome.option())),
        ];
        if self.apply(Edit::Many(edits), outcome.label()) {
            if let Some(state) = self.meeting.as_mut() {
                state.chosen = false;
            }
            self.open_field_of_answer(Place::of(row, Parked::COL.how));
        }
    }

    /// The rows in which a promise stands: those that its verdict names, else its row and, where several say the same,
    /// all of them that are not done.
    fn rows_of(&self, item: &PromiseItem) -> Vec<Arc<dyn AnyRow>> {
        let found = item.source.zip(item.row).and_then(|(kind, id)| {
            let sheet = self.opened.as_ref()?.project.sheet(kind.columns.action.sheet)?;
            let share = |id| sheet.share(sheet.position(id)?);
            if let Some(verdict) = &item.verdict {
                return Some(verdict.rows().filter_map(share).collect());
            }
            let first = share(id)?;
            if !item.several {
                return Some(vec![first]);
            }
            let columns = &kind.columns;
            let words = |row: &Arc<dyn AnyRow>| {
                [columns.action, columns.owner].map(|column| match row.get(column.at) {
                    Cell::Text(text) => text.trim().to_owned(),
                    _ => String::new(),
                })
            };
            let (wanted, due) = (words(&first), first.get(columns.due.at));
            let same = |row: &Arc<dyn AnyRow>| {
                let open = row.get(columns.done.at) == Cell::Empty;
                open && row.get(columns.due.at) == due && words(row) == wanted
            };
            Some((0..sheet.len()).filter_map(|at| sheet.share(at)).filter(same).collect())
        });
        found.unwrap_or_default()
    }

    /// What a verdict does to the promise itself.
    fn do_verdict(
        &self,
        item: &PromiseItem,
        rows: &[Arc<dyn AnyRow>],
        judged: Judged,
        done: NaiveDate,
    ) -> Vec<Edit> {
        let Some(kind) = item.source else { return Vec::new() };
        let each = rows.iter().flat_map(|row| match judged {
            Judged::Kept => {
                vec![self.put_promise(&**row, kind, kind.columns.done.key, &Cell::Date(done))]
            }
            Judged::NotYet => {
                let day = week_after(self.today).map_or(Cell::Empty, Cell::Date);
                vec![self.put_promise(&**row, kind, kind.columns.due.key, &day)]
            }
            Judged::Dropped => {
                // Where the promise belongs to a card, its place is free for another one.
                let columns = [kind.columns.action, kind.columns.owner, kind.columns.due];
                let cleared = || columns.map(|column| Edit::put(row.id(), column, Cell::Empty)).to_vec();
                let today = Cell::Date(self.today);
                kind.columns.dropped.map_or_else(cleared, |column| vec![Edit::put(row.id(), column, today)])
            }
        });
        each.collect()
    }

    /// A cell of a promise with what goes together with it.
    fn put_promise(&self, row: &dyn AnyRow, kind: &Promises, column: &str, cell: &Cell) -> Edit {
        let def = row.def();
        let known = self.opened.as_ref().zip(def.columns.iter().find(|known| known.key == column));
        match known {
            Some((opened, column)) => {
                registry::edit_of(&Change { project: &opened.project, row, column, cell, today: self.today })
            }
            None => Edit::put(row.id(), kind.columns.action, row.get(kind.columns.action.at)),
        }
    }

    /// The cell of the due date of the promise in a row.
    pub(super) fn due_of(&self, row: Id) -> Option<Place> {
        let facts = self.facts()?;
        let PromiseKinds(kinds) = facts.get();
        let has = |kind: &&&Promises| {
            facts.sheet(kind.columns.due.sheet).is_some_and(|sheet| sheet.position(row).is_some())
        };
        kinds.iter().find(has).map(|kind| Place::of(row, kind.columns.due))
    }

    /// Leaves a promise that was not kept without a new day: the one it had stands.
    pub(in crate::app) fn without_new_day(&mut self, row: Id) {
        let Some(meeting) = self.meeting.as_ref().map(|state| state.id) else { return };
        let Some(facts) = self.facts() else { return };
        let mut verdicts = Meeting::verdicts(meeting, facts);
        let Some(verdict) = verdicts.find(|verdict| verdict.rows().any(|of| of == row)).cloned() else {
            return;
        };
        drop(verdicts);
        let due = verdict.due.map_or(Cell::Empty, Cell::Date);
        let rows: Vec<Id> = verdict.rows().collect();
        let mut edits = vec![Edit::put(verdict.id, Verdict::COL.new_due, Cell::Empty)];
        let places: Vec<Place> = rows.into_iter().filter_map(|row| self.due_of(row)).collect();
        edits.extend(places.into_iter().filter_map(|place| {
            let def = registry::sheets().into_iter().find(|def| def.key == place.sheet)?;
            let column = def.column(place.column)?;
            Some(Edit::Set { sheet: def.key, row: place.row?, column, cell: due.clone() })
        }));
        if self.apply(Edit::Many(edits), NO_NEW_DAY) {
            _ = self.go_to_next_open();
        }
    }

    /// Notes the new day of a promise with its verdict, once a field was left, as one step with what was entered there. Where
    /// the day was cleared no new one is set, as by Esc: the one that the promise had stands.
    pub(super) fn sync_verdicts(&mut self, was: Place, changed: bool) {
        let Some(meeting) = self.meeting.as_ref().map(|state| state.id) else { return };
        let Some(facts) = self.facts() else { return };
        let (mut edits, mut cleared) = (Vec::new(), false);
        for verdict in Meeting::verdicts(meeting, facts).filter(|v| v.verdict == Some(Judged::NotYet)) {
            let Some(place) = verdict.rows().next().and_then(|row| self.due_of(row)) else { continue };
            let due = facts.sheet(place.sheet).and_then(|sheet| {
                let row = sheet.row(sheet.position(place.row?)?)?;
                Some((row.get(sheet.def().column(place.column)?), sheet.def()))
            });
            let (stands, def) = match due {
                Some((Cell::Date(day), def)) => (Some(day), def),
                Some((_, def)) if changed && was == place => (verdict.due, def),
                _ => continue,
            };
            let new_due = stands.filter(|day| verdict.due != Some(*day));
            if verdict.new_due == new_due {
                continue;
            }
            cleared |= new_due.is_none();
            let cell = |day: Option<NaiveDate>| day.map_or(Cell::Empty, Cell::Date);
            edits.push(Edit::put(verdict.id, Verdict::COL.new_due, cell(new_due)));
            // All rows in which it stands are one promise.
            let column = def.column(place.column).unwrap_or(usize::MAX);
            edits.extend(verdict.rows().map(|row| Edit::Set {
                sheet: def.key,
                row,
                column,
                cell: cell(stands),
            }));
        }
        if edits.is_empty() {
            return;
        }
        if !changed {
            return self.note_silently(edits);
        }
        if self.apply(Edit::Many(edits), Judged::NotYet.label()) {
            self.join_entry();
            if cleared {
                self.say(Level::Blank, NO_NEW_DAY);
            }
        }
    }

    /// Ticks what is under the cursor: an item of the checklist, or who is there.
    pub(super) fn tick_line(&mut self) {
        match self.meeting_about() {
            Some(About::Tick(place, ticked)) => {
                let cell = if ticked { Cell::Empty } else { Cell::Date(self.today) };
                let row = place.row.and_then(|id| {
                    let sheet = self.opened.as_ref()?.project.sheet(place.sheet)?;
                    sheet.share(sheet.position(id)?)
                });
                let Some(column) = row.as_ref().and_then(|row| row.def().column(place.column)) else {
                    return;
                };
                let Some(def) = row.map(|row| row.def()) else { return };
                match self.put(place.row, def, column, &cell) {
                    Ok(()) => {}
                    Err(reason) => self.say(Level::Act, reason),
                }
            }
            Some(About::Member(name, there)) => self.tick_member(&name, there),
            _ => {}
        }
    }
}

/// The day on which a promise was done before its meeting began, if it was. A file of an older version does not tell it, but
/// a tick that is older than the meeting does.
fn done_before(item: &PromiseItem, rows: &[Arc<dyn AnyRow>]) -> Option<NaiveDate> {
    let (verdict, kind) = item.verdict.as_deref().zip(item.source)?;
    let ticked = |row: &Arc<dyn AnyRow>| match row.get(kind.columns.done.at) {
        Cell::Date(done) => Some(done).filter(|done| verdict.date.is_some_and(|day| *done < day)),
        _ => None,
    };
    let is_kept = verdict.verdict == Some(Judged::Kept);
    verdict.done.or_else(|| rows.iter().find_map(ticked).filter(|_| is_kept))
}

/// Whether the place of a dropped promise was given to another one since.
fn is_another(item: &PromiseItem, row: &Arc<dyn AnyRow>) -> bool {
    let is_dropped = item.verdict.as_ref().is_some_and(|given| given.verdict == Some(Judged::Dropped));
    item.source.is_some_and(|kind| {
        is_dropped && kind.columns.dropped.is_none() && row.get(kind.columns.action.at) != Cell::Empty
    })
}

/// Takes back what an earlier verdict of this meeting did to the promise. A row that was given another promise since
/// keeps it.
fn undo_verdict(item: &PromiseItem, rows: &[Arc<dyn AnyRow>]) -> Vec<Edit> {
    let (Some(verdict), Some(kind)) = (item.verdict.as_deref(), item.source) else { return Vec::new() };
    let text = |text: &str| if text.is_empty() { Cell::Empty } else { Cell::Text(text.into()) };
    let due = verdict.due.map_or(Cell::Empty, Cell::Date);
    let each = rows.iter().flat_map(|row| match verdict.verdict {
        Some(Judged::Kept) => vec![Edit::put(row.id(), kind.columns.done, Cell::Empty)],
        Some(Judged::NotYet) => vec![Edit::put(row.id(), kind.columns.due, due.clone())],
        Some(Judged::Dropped) if row.get(kind.columns.action.at) != Cell::Empty => kind
            .columns
            .dropped
            .map(|dropped| Edit::put(row.id(), dropped, Cell::Empty))
            .into_iter()
            .collect(),
        Some(Judged::Dropped) => vec![
            Edit::put(row.id(), kind.columns.action, text(&verdict.promise.0)),
            Edit::put(row.id(), kind.columns.owner, text(&verdict.owner)),
            Edit::put(row.id(), kind.columns.due, due.clone()),
        ],
        None => Vec::new(),
    });
    each.collect()
}
