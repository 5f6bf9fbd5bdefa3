//! Putting the open project and the text being typed on disk, again and again until it is done.

use super::{NO_ROW, Saver};
use crate::app::request::{Draft, Reply, Request};
use crate::project::merge::Snapshot;
use crate::say;
use crate::store::Target;
use crate::text::{Phrase, text};
use std::io;
use std::time::{Duration, Instant};

/// The first and the longest wait before a failed save is tried again.
pub(super) const RETRY: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(30));

/// A save that failed and is tried again.
pub(super) struct Unsaved {
    pub snapshot: Snapshot,
    pub reason: Phrase,
    pub wait: Duration,
    pub at: Instant,
}

impl Saver {
    pub(super) fn save(&mut self, mut snapshot: Snapshot, wait: Duration) {
        if let Some(store) = self.store.as_ref().filter(|_| self.id_as_demo == Some(snapshot.project.id)) {
            snapshot.project.id = store.project_id();
        }
        let Some(store) = self.store.as_mut() else {
            self.fail(snapshot, text("没有可以写的文件", "there is no file to write to").into(), wait);
            return;
        };
        match store.save(&snapshot) {
            Ok(saved) => {
                self.unsaved = None;
                self.tell_remedies(&[]);
                self.answer(Reply::Saved { sent: snapshot.project, news: saved.remote_changes });
                if let Some(reason) = saved.backup_failed {
                    log::warn!("no backup: {}", reason.en);
                    if self.no_backup.as_ref() != Some(&reason) {
                        self.answer(Reply::Warned(say!(
                            "已保存，但没有做成备份：{reason}",
                            "Saved, but no backup was made: {reason}",
                            reason = &reason
                        )));
                        self.no_backup = Some(reason);
                    }
                }
                self.tell_caveats();
                drop(saved.replaced);
            }
            Err(error) => {
                log::error!("{error}");
                self.tell_remedies(error.remedies());
                self.fail(snapshot, error.phrase(), wait);
            }
        }
    }

    pub(super) fn fail(&mut self, snapshot: Snapshot, reason: Phrase, wait: Duration) {
        let at = Instant::now() + wait;
        self.unsaved = Some(Unsaved { snapshot, reason: reason.clone(), wait: (wait * 2).min(RETRY.1), at });
        self.answer(Reply::NotSaved(reason));
    }

    pub(super) fn save_again(&mut self) {
        if let Some(unsaved) = self.unsaved.take() {
            self.save(unsaved.snapshot, unsaved.wait);
        }
    }

    pub(super) fn refresh(&mut self) {
        let Some(store) = self.store.as_mut() else { return };
        match store.refresh() {
            Ok(news) if news.is_empty() => {}
            Ok(news) => self.answer(Reply::RemoteChanges(news)),
            Err(error) => {
                log::warn!("{error}");
                self.answer(Reply::NotThere(error.phrase()));
            }
        }
    }

    /// The place for the text of forms: beside the projects, for a form may be filled in before there is one.
    fn form_draft(&mut self) -> Result<&crate::store::Draft, Phrase> {
        if self.form_draft.is_none() {
            let place = self.workspace()?.form_draft().map_err(|error| no_draft(&error))?;
            self.form_draft = Some(place);
        }
        self.form_draft.as_ref().ok_or_else(|| no_draft(&io::ErrorKind::NotFound.into()))
    }

    /// Takes the text of a form that a crash has left.
    pub fn form_left(&mut self) -> Option<Draft> {
        if !self.folders.workspace.is_dir() {
            return None;
        }
        // Where nothing can be read there is nothing to offer.
        self.form_draft = self.workspace().ok()?.form_draft_left().ok().flatten();
        let (target, text) = self.form_draft.as_ref()?.take().ok().flatten()?;
        Some(draft_of(target, text))
    }

    /// Removes what was typed into a cell or into a form: it is in its place, or was given up.
    pub(super) fn drop_draft(&self, of_form: bool) {
        let place = if of_form { self.form_draft.as_ref() } else { self.draft.as_ref().ok() };
        if let Some(Err(error)) = place.map(crate::store::Draft::clear) {
            log::warn!("draft not removed: {:?}", error.kind());
        }
    }

    pub(super) fn keep_draft(&mut self, draft: &Draft) {
        let place =
            if draft.is_of_form() { self.form_draft() } else { self.draft.as_ref().map_err(Phrase::clone) };
        let place = match place {
            Ok(place) => place,
            Err(reason) => return self.answer(Reply::DraftNotKept(reason)),
        };
        let row = draft.row.unwrap_or(NO_ROW);
        let target = Target { sheet: draft.sheet.clone(), row, column: draft.column.clone() };
        if let Err(error) = place.write(&draft.text, &target) {
            log::warn!("draft not kept: {:?}", error.kind());
            self.answer(Reply::DraftNotKept(no_draft(&error)));
        }
    }
}

/// A text that was left, for the app.
pub(super) fn draft_of(target: Target, text: String) -> Draft {
    let row = Some(target.row).filter(|id| *id != NO_ROW);
    Draft { sheet: target.sheet, row, column: target.column, text }
}

/// Why a text being typed is not kept.
pub(super) fn no_draft(error: &io::Error) -> Phrase {
    match error.kind() {
        io::ErrorKind::ResourceBusy => {
            text("打开的窗口太多，请关掉几个", "too many windows: close one").into()
        }
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
            text("磁盘已满，请腾出空间", "the disk is full: make room").into()
        }
        _ => text("文件夹写不进，请检查权限", "no access: check the folder").into(),
    }
}

/// Of several saves in a row only the last needs to be done.
pub(super) fn newest_saves(batch: Vec<Request>) -> Vec<Request> {
    let mut kept: Vec<Request> = Vec::with_capacity(batch.len());
    for work in batch {
        if matches!((kept.last(), &work), (Some(Request::Save(_)), Request::Save(_))) {
            kept.pop();
        }
        kept.push(work);
    }
    kept
}
