//! Edits on their way into the project: asked about, applied, undone, redone, sent to be saved.

use super::layer::Purpose;
use super::remote::{Stayed, with_conflicts};
use super::request::{Reply, Request, Saving};
use super::{App, Step, UNDO_LIMIT};
use crate::command::Command;
use crate::event::Effect;
use crate::finding::{Level, Place};
use crate::project::merge::RemoteChange;
use crate::project::{Conflict, Edit, Project, Refused};
use crate::say;
use crate::sheet::{Cell, Id};
use crate::text::{Phrase, few, text};

impl App {
    /// A new id, for rows that are made here.
    pub(super) fn id(&mut self) -> Id {
        (self.new_id)()
    }

    /// Why the project cannot be changed, if so.
    pub(super) fn locked(&self) -> Result<(), Phrase> {
        match &self.opened {
            None => Err(text("还没有打开项目", "No project is open").into()),
            Some(opened) => opened.read_only.clone().map_or(Ok(()), Err),
        }
    }

    /// Applies an edit as one step that can be undone; a refusal is said.
    pub(super) fn apply(&mut self, edit: Edit, said: impl Into<Phrase>) -> bool {
        match self.try_apply(edit, said) {
            Ok(()) => true,
            Err(reason) => {
                self.say(Level::Act, reason);
                false
            }
        }
    }

    /// The same, for who keeps what was typed until it is in its cell. `Err` is a refusal; nothing has changed then.
    pub(super) fn try_apply(&mut self, edit: Edit, said: impl Into<Phrase>) -> Result<(), Phrase> {
        self.locked()?;
        self.given_up = None;
        let place = self.view().zip(self.place()).map(|((tool, view, _), place)| (tool, view, place));
        let selected = self.corners();
        // An action may find everything done already; that is no step to undo.
        if matches!(&edit, Edit::Many(edits) if edits.is_empty()) {
            return Ok(());
        }
        let Some(opened) = self.opened.as_mut() else { return Ok(()) };
        let overwritten = opened.remote.overwritten(&opened.project, &edit, opened.seen);
        if !overwritten.rows.is_empty() {
            return Err(changed_meanwhile(&overwritten.rows));
        }
        let waiting = overwritten.conflicts.len();
        match opened.project.enter(with_conflicts(edit, overwritten.conflicts), self.today) {
            Ok(inverse) => {
                let said = said.into();
                if opened.undo.len() == UNDO_LIMIT {
                    opened.undo.remove(0);
                }
                opened.undo.push(Step { inverse, said, place, selected, since: opened.change_number });
                opened.redo.clear();
                self.changed();
                if waiting > 0 {
                    self.say_waiting(waiting, true);
                }
                Ok(())
            }
            Err(refused) => Err(refusal(refused)),
        }
    }

    /// After the project changed: derive again, and have it saved.
    fn changed(&mut self) {
        self.send();
        self.settle();
    }

    pub(super) fn send(&mut self) {
        // What was known on an earlier day never reaches the file.
        if self.replay.is_some() {
            return;
        }
        if let Some(opened) = self.opened.as_mut() {
            opened.saving = Saving::Saving;
            let snapshot = opened.snapshot();
            self.ask(Request::Save(snapshot));
        }
    }

    /// Undoes the last step, or redoes the last undone.
    pub(super) fn step_back(&mut self, redo: bool) {
        if let Err(reason) = self.locked() {
            return self.say(Level::Act, reason);
        }
        if !redo && self.take_up_again() {
            return;
        }
        let Some(opened) = self.opened.as_mut() else { return };
        let Some(mut step) = (if redo { opened.redo.pop() } else { opened.undo.pop() }) else { return };
        let overwritten = opened.remote.overwritten(&opened.project, &step.inverse, step.since);
        if !overwritten.rows.is_empty() {
            // Now it is known, so that the same key does it.
            step.since = opened.change_number;
            if redo {
                opened.redo.push(step);
            } else {
                opened.undo.push(step);
            }
            return self.say(Level::Act, changed_meanwhile(&overwritten.rows));
        }
        let waiting = overwritten.conflicts.len();
        let lines = (self.screen == super::Screen::Meeting).then(|| self.meeting_page()).flatten();
        let Some(opened) = self.opened.as_mut() else { return };
        match opened.project.apply(with_conflicts(step.inverse, overwritten.conflicts)) {
            Ok(inverse) => {
                let (said, place, selected) = (step.said, step.place, step.selected);
                let back = Step { inverse, said: said.clone(), place, selected, since: opened.change_number };
                if redo {
                    opened.undo.push(back);
                } else {
                    opened.redo.push(back);
                }
                self.changed();
                if let Some((before, ..)) = lines {
                    self.go_to_changed_line(&before);
                }
                if let Some((tool, view, place)) = place {
                    if self.screen != super::Screen::Tool(tool) {
                        self.note_change();
                    }
                    self.show(tool, Some(view));
                    self.go_to_cell(place);
                    self.select_again(selected);
                }
                let said = if redo {
                    say!("已重做：{said}", "Redone: {said}", said)
                } else {
                    say!("已撤销：{said}", "Undone: {said}", said)
                };
                self.say(Level::Blank, said);
                if waiting > 0 {
                    self.say_waiting(waiting, true);
                }
            }
            Err(refused) => self.say(Level::Act, refusal(refused)),
        }
    }

    /// Says that values of this window and of another wait for a choice, and how to get there.
    fn say_waiting(&mut self, waiting: usize, mine_shown: bool) {
        let how = self.how(Command::Conflicts);
        let said = if mine_shown {
            say!(
                "另一个窗口也改了其中 {waiting} 处，现在显示的是您的：{how}选定",
                "Another window changed {waiting} of the same fields; yours is shown: {how} lets you choose",
                how
            )
        } else {
            say!(
                "另一个窗口也改了其中 {waiting} 处，现在显示的是它的：{how}选定",
                "Another window changed {waiting} of the same fields; its values are shown: {how} lets you choose",
                how
            )
        };
        self.say(Level::Act, said);
    }

    /// Takes the last step back as if it had never been, and gives the step that takes it again. A row that another
    /// window has filled in meanwhile stays, which is said.
    pub(super) fn forget_last(&mut self) -> Option<Step> {
        let opened = self.opened.as_mut()?;
        let step = opened.undo.pop()?;
        let overwritten = opened.remote.overwritten(&opened.project, &step.inverse, step.since);
        if !overwritten.rows.is_empty() {
            opened.undo.push(step);
            let rows = few(&overwritten.rows, 3);
            self.say(
                Level::Act,
                say!(
                    "{rows}：另一个窗口刚刚改过，这一行留下了",
                    "{rows}: just changed by another window, so the row stays",
                    rows
                ),
            );
            return None;
        }
        let waiting = overwritten.conflicts.len();
        let Step { inverse, said, place, selected, .. } = step;
        let again = opened.project.apply(with_conflicts(inverse, overwritten.conflicts)).ok()?;
        let since = opened.change_number;
        self.changed();
        if waiting > 0 {
            self.say_waiting(waiting, true);
        }
        Some(Step { inverse: again, said, place, selected, since })
    }

    fn go_to_cell(&mut self, place: Place) {
        if place.row.is_none_or(|id| self.go_to_row(id)) {
            let Some((.., view)) = self.view() else { return };
            let column = view.sheet.column(place.column);
            let slot = super::view_state::slots(view)
                .iter()
                .position(|s| matches!(s, super::Slot::Column(c) if Some(*c) == column));
            if let (Some(slot), Some(view_state)) = (slot, self.view_state_mut()) {
                view_state.slot = slot;
            }
        }
    }

    /// The open project as it is now.
    pub(super) fn project_now(&self) -> Option<Project> {
        self.opened.as_ref().map(|opened| opened.project.clone())
    }

    /// Whether the open project is another one than before.
    pub(super) fn has_changed(&self, before: &Project) -> bool {
        self.opened.as_ref().is_some_and(|opened| !opened.project.same(before))
    }

    /// Makes one step of a value and the row that was made for it, as it was typed in one place; taking it back leads
    /// nowhere else.
    pub(super) fn join_entry(&mut self) {
        let Some(opened) = self.opened.as_mut() else { return };
        if let (Some(value), Some(row)) = (opened.undo.pop(), opened.undo.pop()) {
            let inverse = Edit::Many(vec![value.inverse, row.inverse]);
            let (said, since) = (value.said, row.since);
            opened.undo.push(Step { inverse, said, place: None, selected: None, since });
        }
    }

    /// Whether there is something to undo or redo.
    pub(super) fn can_step(&self, redo: bool) -> Result<(), Phrase> {
        let some =
            self.opened.as_ref().is_some_and(|b| if redo { !b.redo.is_empty() } else { !b.undo.is_empty() });
        if self.is_following() {
            let how = self.how(Command::MeetLead);
            return Err(say!("这里只跟着看：{how}接手", "This window only follows: {how} takes over", how));
        }
        match (some || (!redo && self.given_up.is_some()), redo) {
            (true, _) => Ok(()),
            (false, false) => Err(text("没有可以撤销的操作", "There is nothing to undo").into()),
            (false, true) => Err(text("没有可以重做的操作", "There is nothing to redo").into()),
        }
    }

    /// Takes in what became of work sent outside.
    pub(super) fn answered_now(&mut self, answer: Reply) {
        match answer {
            Reply::Saved { sent, news } => {
                let current = self.opened.as_ref().is_some_and(|b| b.project.same(&sent));
                if current && let Some(opened) = self.opened.as_mut() {
                    opened.saving = Saving::Saved;
                }
                self.take_in(&news, !current);
            }
            Reply::RemoteChanges(news) => {
                let pending = self.opened.as_ref().is_some_and(|b| b.saving != Saving::Saved);
                self.take_in(&news, pending);
            }
            Reply::NotSaved(reason) => {
                let first = self.opened.as_mut().is_some_and(|opened| {
                    let before = std::mem::replace(&mut opened.saving, Saving::NotSaved(reason));
                    !matches!(before, Saving::NotSaved(_))
                });
                if first {
                    self.say_remedies();
                }
                if std::mem::take(&mut self.leaving.once_saved) {
                    return self.quit();
                }
            }
            Reply::NotThere(reason) => {
                let known = self.opened.as_ref().is_some_and(|b| matches!(b.saving, Saving::NotSaved(_)));
                if known {
                    return;
                }
                self.say(Level::Stop, reason);
                // A save finds out what can be done about it, and is tried again until the file is back.
                if self.locked().is_ok() {
                    self.send();
                }
            }
            Reply::Opened { project, read_only, draft } => {
                let locked = read_only.is_some();
                self.open(*project, read_only);
                if !locked {
                    self.drop_only_looked_into();
                }
                self.ask(Request::LookBack(self.today));
                self.ask(Request::LookBeside);
                self.land();
                if let Some(draft) = draft.filter(|d| !locked && !d.text.trim().is_empty()) {
                    self.offer_draft(draft);
                }
            }
            Reply::Failed(reason) => {
                self.forget_landing();
                self.leaving.then = None;
                if self.opened.is_none() && self.layers.is_empty() {
                    self.welcome();
                }
                self.say(Level::Stop, reason);
            }
            Reply::Warned(reason) => self.say(Level::Act, reason),
            Reply::DraftNotKept(reason) => self.draft_not_kept = Some(reason),
            Reply::Done(said) => {
                self.form_texts.forget(Purpose::SaveAs);
                self.form_texts.forget(Purpose::KeepDemo);
                self.say(Level::Good, said);
            }
            Reply::Closed => {
                self.opened = None;
                self.layers.clear();
                self.screen = super::Screen::Home;
                self.welcome_second();
            }
            Reply::Kept(id) => self.kept(id),
            Reply::File(_)
            | Reply::Backups(_)
            | Reply::Restored { .. }
            | Reply::Copy { .. }
            | Reply::Beside(_) => self.answered_on_file(answer),
            Reply::Log(..)
            | Reply::Rows(..)
            | Reply::Files(..)
            | Reply::Folder(..)
            | Reply::Progress(..)
            | Reply::Exported(..) => {
                self.answered_on_waiting(answer);
            }
            Reply::ReportWritten(path) => self.report_written(path),
            Reply::ReportThere(order, path) => self.ask_overwrite(order, &path),
            Reply::PersonFound { name, files, counts, left } => {
                self.ask_forget(&name, &files, &counts, &left);
            }
            Reply::Listed(entries) => self.listed(&entries),
            Reply::Gathered(members) => self.gathered(members),
            Reply::LookedBack(id, earlier) => {
                if let Some(opened) = self.opened.as_mut().filter(|opened| opened.project.id == id) {
                    opened.assessed.look_back(earlier);
                }
            }
        }
        self.answer_whether_saved();
        if self.leaving.once_saved && self.opened.as_ref().is_none_or(|b| b.saving == Saving::Saved) {
            self.effect(Effect::Quit);
        }
    }

    /// Takes in what other windows have written. What was typed since the last save was sent counts
    /// on top of it and is sent again.
    fn take_in(&mut self, news: &[RemoteChange], pending: bool) {
        let Some(opened) = self.opened.as_mut().filter(|_| !news.is_empty()) else { return };
        let before = opened.project.clone();
        let mut snapshot = opened.snapshot();
        for news in news {
            snapshot.absorb(news);
        }
        opened.remote.note(&before, &snapshot.project, snapshot.change_number);
        opened.project = snapshot.project;
        opened.change_number = snapshot.change_number;
        let changes: Vec<_> = news.iter().map(RemoteChange::sides).collect();
        let stayed = Stayed::find(opened, &before, &changes);
        if pending {
            self.send();
        }
        let Some(opened) = self.opened.as_mut() else { return };
        let after = &opened.project;
        let fresh = || after.conflicts.iter().filter(|c| !before.conflicts.contains(c));
        let waiting = fresh().count();
        // Whoever saved first learns from the other window that its own value was put aside.
        let ours = fresh().all(|c| value(&before, c) == value(after, c));
        self.settle();
        self.follow_meeting();
        if waiting > 0 {
            return self.say_waiting(waiting, ours);
        }
        let (level, said) = if !stayed.removed_here.is_empty() {
            let rows = few(&stayed.removed_here, 3);
            (
                Level::Act,
                say!(
                    "{rows}：这里删除了，另一个窗口又改过，所以还在",
                    "{rows}: removed here, but changed by another window, so still there",
                    rows
                ),
            )
        } else if !stayed.removed_there.is_empty() {
            let rows = few(&stayed.removed_there, 3);
            (
                Level::Act,
                say!(
                    "{rows}：另一个窗口删除了，这里又改过，所以还在",
                    "{rows}: removed by another window, but changed here, so still there",
                    rows
                ),
            )
        } else if self.is_following() {
            // What another window does is what this one shows.
            return;
        } else {
            let merged = text("已并入另一个窗口的修改", "Changes of another window were merged in");
            (Level::Watch, merged.into())
        };
        self.say(level, said);
    }
}

/// Why rows are not removed: another window has just changed them.
fn changed_meanwhile(rows: &[Phrase]) -> Phrase {
    let rows = few(rows, 3);
    say!(
        "{rows}：另一个窗口刚刚改过，没有删除；仍要删除，请再按一次",
        "{rows}: just changed by another window, so not removed; press the key again to remove it all the same",
        rows
    )
}

/// The value that is shown where a conflict waits.
fn value(project: &Project, conflict: &Conflict) -> Option<Cell> {
    let sheet = project.sheet(&conflict.sheet)?;
    let column = sheet.def().column(&conflict.field)?;
    Some(sheet.share(sheet.position(conflict.row)?)?.get(column))
}

/// Why an edit could not be applied, in words.
pub(super) fn refusal(refused: Refused) -> Phrase {
    refused.text().into()
}
