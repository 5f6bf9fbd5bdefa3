//! Which project the saver opens: the one named, the one last written that can be opened, or the newest backup of one
//! that is lost.

use super::saving::{draft_of, no_draft};
use super::{First, Saver, unreadable};
use crate::app::request::Draft;
use crate::project::Project;
use crate::registry;
use crate::say;
use crate::sort::StableSort;
use crate::store::{Listed, Mode, OpenError, Store, why_lost};
use crate::text::{Phrase, count};
use std::cmp::Reverse;
use std::path::Path;

impl Saver {
    /// The project to begin with: the one named, or of those that can be opened the one last written. None where there
    /// is none; [`Saver::take_not_opened`] tells of those that could not be opened.
    pub fn first(&mut self, named: Option<&str>) -> Result<Option<First>, Phrase> {
        if let Some(name) = named {
            let listed = self.workspace()?.find(name).map_err(|e| e.phrase())?;
            return self.open_listed(&listed).map(Some);
        }
        if !self.folders.workspace.is_dir() {
            return Ok(None);
        }
        let listed = self.workspace()?.list().map_err(|e| unreadable(&e))?;
        let mut live: Vec<Listed> =
            listed.into_iter().filter(|l| !l.archived && l.copy_of.is_none()).collect();
        // A project that is lost is better than none: its newest backup says what has happened.
        live.stable_sort_by_key(|l| Reverse((!l.lost, l.modified)));
        for listed in live {
            match self.open_listed(&listed) {
                Ok(first) => return Ok(Some(first)),
                // It is named, and keeps nobody from another project or from beginning anew.
                Err(Phrase { zh, en }) => {
                    let name = &listed.name;
                    self.not_opened.push(say!("“{name}”：{zh}", "'{name}': {en}"));
                }
            }
        }
        Ok(None)
    }

    /// Takes what is to be said of the projects that were to be opened and could not be; none where all could.
    pub fn take_not_opened(&mut self) -> Option<Phrase> {
        let mut reasons = std::mem::take(&mut self.not_opened).into_iter();
        let first = reasons.next()?;
        let n = reasons.len();
        if n == 0 {
            return Some(first);
        }
        let more = count(n as u64, "个项目", "more project", "more projects");
        Some(say!("{first}；还有 {more}打不开", "{first}; {more} cannot be opened", first, more))
    }

    fn open_listed(&mut self, listed: &Listed) -> Result<First, Phrase> {
        if listed.lost { self.open_lost(&listed.path) } else { self.open(&listed.path) }
    }

    /// Opens a file; a damaged one opens as its newest backup, to be read.
    pub(super) fn open(&mut self, path: &Path) -> Result<First, Phrase> {
        match Store::open(path, &registry::sheets()) {
            Ok((store, project)) => {
                let read_only = match store.mode() {
                    Mode::ReadWrite => None,
                    Mode::ReadOnly(why) => Some(why.phrase()),
                };
                Ok(self.opened(store, project, read_only))
            }
            Err(error @ (OpenError::Damaged { backups: true, .. } | OpenError::Gone)) => {
                self.open_backup(path, &error)
            }
            Err(error) => Err(error.phrase()),
        }
    }

    /// Opens the newest backup of a file that cannot be opened itself, for this reason.
    fn open_backup(&mut self, path: &Path, error: &OpenError) -> Result<First, Phrase> {
        let opened = Store::open_backup(path, &registry::sheets());
        let (store, project) = opened.map_err(|none| match none {
            OpenError::NoBackup => none.phrase(),
            _ => error.phrase(),
        })?;
        Ok(self.opened(store, project, Some(error.instead())))
    }

    pub(super) fn open_lost(&mut self, path: &Path) -> Result<First, Phrase> {
        self.open_backup(path, &why_lost(path, &registry::sheets()))
    }

    fn opened(&mut self, store: Store, mut project: Project, read_only: Option<Phrase>) -> First {
        registry::complete(&mut project);
        let draft = self.take_store(store);
        (project, read_only, draft)
    }

    /// Makes a store the open one; gives the text that a crash has left beside it.
    pub(super) fn take_store(&mut self, store: Store) -> Option<Draft> {
        self.look.at(Some(store.watch()));
        self.remedies = match store.mode() {
            Mode::ReadWrite => &[],
            Mode::ReadOnly(why) => why.remedies(),
        };
        // The place of the old draft is free before the new one is looked for.
        self.draft = Err(Phrase::same(""));
        self.draft = store.draft().map_err(|error| no_draft(&error));
        self.no_backup = None;
        self.store = Some(store);
        self.id_as_demo = None;
        self.unsaved = None;
        let left = self.draft.as_ref().ok().and_then(|d| d.take().ok().flatten());
        left.map(|(target, text)| draft_of(target, text))
    }
}
