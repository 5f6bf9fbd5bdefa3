//! The saver: one thread that owns the files. It does what the app wants done, in order, and never
//! makes a key wait.

mod aside;
mod folders;
mod handle;
mod saving;
#[cfg(test)]
mod tests;

pub use folders::Folders;
pub use handle::{Look, SaverHandle};

use crate::app::request::{Draft, Entry, Reply, Request};
use crate::config;
use crate::demo;
use crate::project::Project;
use crate::registry;
use crate::runtime::Mailbox;
use crate::say;
use crate::sheet::Id;
use crate::store::{Listed, Mode, OpenError, Store, TemporaryFolder, Workspace};
use crate::text::{Lang, Phrase, text};
use crate::tools::charter;
use chrono::NaiveDate;
use saving::{RETRY, Unsaved, newest_saves, no_draft};
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread::{self, JoinHandle};
use std::time::Instant;

/// In a draft: the row is not there yet.
const NO_ROW: Id = Id::new(0);

/// A project just opened: what it holds, why it is locked, and what was being typed.
pub type First = (Project, Option<Phrase>, Option<Draft>);

/// The saver's own state.
pub struct Saver {
    folders: Folders,
    workspace: Option<Workspace>,
    store: Option<Store>,
    demo_folder: Option<TemporaryFolder>,
    draft: Result<crate::store::Draft, Phrase>,
    /// Why there was no backup last, so that it is said once.
    no_backup: Option<Phrase>,
    /// Whether the smaller projects of the demo lie beside the open one.
    neighbours: bool,
    waiting_demo: Option<Project>,
    mailbox: Mailbox<Reply>,
    look: Look,
    today: NaiveDate,
    lang: Lang,
    unsaved: Option<Unsaved>,
    /// The number of requests that are not answered yet.
    waiting: Arc<AtomicUsize>,
    /// The thread that reads other files than the open one, or has read them last.
    aside: Option<JoinHandle<()>>,
}

impl Saver {
    /// A saver of these folders, without an open project.
    pub fn new(folders: Folders, mailbox: Mailbox<Reply>, today: NaiveDate, lang: Lang) -> Saver {
        Saver {
            folders,
            workspace: None,
            store: None,
            demo_folder: None,
            draft: Err(text("没有打开的项目", "no project is open").into()),
            no_backup: None,
            neighbours: false,
            waiting_demo: None,
            mailbox,
            look: Look::default(),
            today,
            lang,
            unsaved: None,
            waiting: Arc::default(),
            aside: None,
        }
    }

    /// What the watcher looks at.
    pub fn watch(&self) -> Look {
        self.look.clone()
    }

    /// Notes that the demo is shown already and its file is still to be made.
    pub fn demo_waits(&mut self, project: Project) {
        self.waiting_demo = Some(project);
    }

    fn workspace(&mut self) -> Result<&Workspace, Phrase> {
        if self.workspace.is_none() {
            let folder = self.folders.workspace.display().to_string();
            let made = Workspace::at(&self.folders.workspace);
            self.workspace = Some(made.map_err(|error| {
                say!("工作区 {folder} 打不开：{error}", "The workspace {folder} cannot be opened: {error}")
            })?);
        }
        self.workspace.as_ref().ok_or_else(|| text("没有工作区", "There is no workspace").into())
    }

    /// The project to begin with: the one named, or the one last written. None in an empty workspace.
    pub fn first(&mut self, named: Option<&str>) -> Result<Option<First>, Phrase> {
        if let Some(name) = named {
            let path = self.workspace()?.find(name).map_err(|e| e.phrase())?.path;
            return self.open(&path).map(Some);
        }
        if !self.folders.workspace.is_dir() {
            return Ok(None);
        }
        let listed = self.workspace()?.list().map_err(|e| unreadable(&e))?;
        let live = listed.into_iter().filter(|l| !l.archived && l.copy_of.is_none());
        match live.max_by_key(|l| l.modified) {
            Some(newest) => self.open(&newest.path).map(Some),
            None => Ok(None),
        }
    }

    /// Opens a file; a damaged one opens as its newest backup, to be read.
    fn open(&mut self, path: &Path) -> Result<First, Phrase> {
        let registry = registry::sheets();
        let (store, mut project, remark) = match Store::open(path, &registry) {
            Ok((store, project)) => (store, project, None),
            Err(error @ (OpenError::Damaged { backups: true, .. } | OpenError::Gone)) => {
                let reason = error.phrase();
                let (store, project) = Store::open_backup(path, &registry).map_err(|_| reason.clone())?;
                (store, project, Some(reason))
            }
            Err(error) => return Err(error.phrase()),
        };
        registry::complete(&mut project);
        let read_only = match (store.mode(), remark) {
            (Mode::ReadWrite, _) => None,
            (Mode::ReadOnly(why), None) => Some(why.phrase()),
            (Mode::ReadOnly(why), Some(Phrase { zh, en })) => {
                let why = why.phrase();
                let (why_zh, why_en) = (why.zh, why.en);
                Some(say!("{zh}（{why_zh}）", "{en} ({why_en})"))
            }
        };
        let draft = self.take_store(store);
        Ok((project, read_only, draft))
    }

    /// Makes a store the open one; gives the text that a crash has left beside it.
    fn take_store(&mut self, store: Store) -> Option<Draft> {
        self.look.at(Some(store.watch()));
        // The place of the old draft is free before the new one is looked for.
        self.draft = Err(Phrase::same(""));
        self.draft = store.draft().map_err(|error| no_draft(&error));
        self.no_backup = None;
        self.store = Some(store);
        self.unsaved = None;
        let left = self.draft.as_ref().ok().and_then(|d| d.take().ok().flatten());
        left.map(|(target, text)| Draft {
            sheet: target.sheet,
            row: Some(target.row).filter(|id| *id != NO_ROW),
            column: target.column,
            text,
        })
    }

    /// Starts the thread.
    pub fn start(self) -> io::Result<SaverHandle> {
        let (work, inbox) = channel();
        let waiting = Arc::clone(&self.waiting);
        let thread = thread::Builder::new().name("saver".into()).spawn(move || self.run(&inbox))?;
        Ok(SaverHandle { requests: work, waiting, thread })
    }

    fn run(mut self, inbox: &Receiver<Request>) -> Option<Phrase> {
        if let Some(project) = self.waiting_demo.take() {
            self.make_demo(&project);
        }
        loop {
            let next = match &self.unsaved {
                None => inbox.recv().map_err(|_| RecvTimeoutError::Disconnected),
                Some(unsaved) => inbox.recv_timeout(unsaved.at.saturating_duration_since(Instant::now())),
            };
            match next {
                Ok(first) => {
                    let mut batch = vec![first];
                    batch.extend(inbox.try_iter());
                    let count = batch.len();
                    for work in newest_saves(batch) {
                        self.perform(work);
                    }
                    self.waiting.fetch_sub(count, Ordering::SeqCst);
                }
                Err(RecvTimeoutError::Timeout) => self.save_again(),
                Err(RecvTimeoutError::Disconnected) => {
                    self.save_again();
                    return self.unsaved.map(|unsaved| unsaved.reason);
                }
            }
        }
    }

    fn answer(&self, answer: Reply) {
        // Nobody reads any more once the program ends.
        let _read = self.mailbox.send(answer);
    }

    fn perform(&mut self, work: Request) {
        match work {
            // The session performs what is asked of the terminal.
            Request::Terminal(_) => {}
            Request::Save(snapshot) => self.save(snapshot, RETRY.0),
            Request::Refresh => self.refresh(),
            Request::KeepDraft(draft) => self.keep_draft(&draft),
            Request::DropDraft => {
                if let Ok(Err(error)) = self.draft.as_ref().map(crate::store::Draft::clear) {
                    log::warn!("draft not removed: {:?}", error.kind());
                }
            }
            Request::Remember { language, theme, mouse } => {
                let folder = self.folders.config.as_ref();
                let kept = folder.map(|folder| config::remember(folder, language, theme, mouse));
                if let Some(Err(error)) = kept {
                    log::warn!("choices not remembered: {:?}", error.kind());
                }
                self.lang = Lang::parse(language).unwrap_or(self.lang);
            }
            other => {
                if let Err(reason) = self.switch(other) {
                    self.answer(Reply::Failed(reason));
                }
            }
        }
    }

    /// Request that may leave the open project: nothing unsaved may be left behind.
    fn switch(&mut self, work: Request) -> Result<(), Phrase> {
        if !matches!(work, Request::List | Request::Gather { .. } | Request::LookBack(_)) {
            self.save_again();
            if let Some(unsaved) = &self.unsaved {
                return Err(unsaved.reason.clone());
            }
        }
        match work {
            Request::List => {
                let entries = self.entries()?;
                self.answer(Reply::Listed(entries));
            }
            Request::Gather { archived, today } => self.gather(archived, today)?,
            Request::LookBack(today) => self.look_back(today)?,
            Request::Open(path) => self.show(&path)?,
            Request::Create(project) => {
                let draft = self.create(&project)?;
                self.answer(Reply::Opened { project, read_only: None, draft });
            }
            Request::Demo => {
                let project = demo::project(self.lang, self.today);
                self.make_demo(&project);
                self.answer(Reply::Opened { project: Box::new(project), read_only: None, draft: None });
            }
            Request::Archive => self.archive()?,
            Request::Unarchive(path) => {
                let moved = self.workspace()?.unarchive_project(&path).map_err(|e| e.phrase())?;
                self.show(&moved)?;
            }
            Request::Terminal(_)
            | Request::Save(_)
            | Request::Refresh
            | Request::KeepDraft(_)
            | Request::DropDraft
            | Request::Remember { .. } => {}
        }
        Ok(())
    }

    /// Makes a project's file in the workspace and opens it; gives the text that a crash has left beside it.
    pub fn create(&mut self, project: &Project) -> Result<Option<Draft>, Phrase> {
        let name = charter::charter(project).name.to_string();
        let made = self.workspace()?.create(&name, &registry::sheets(), project);
        let (store, _) = made.map_err(|e| e.phrase())?;
        self.demo_folder = None;
        Ok(self.take_store(store))
    }

    fn show(&mut self, path: &Path) -> Result<(), Phrase> {
        let (project, read_only, draft) = self.open(path)?;
        // Whoever goes from one project of the demo to another stays in the demo.
        self.demo_folder = self.demo_folder.take().filter(|demo_folder| demo_folder.holds(path));
        self.answer(Reply::Opened { project: Box::new(project), read_only, draft });
        Ok(())
    }

    fn archive(&mut self) -> Result<(), Phrase> {
        let path = self.store.as_ref().map(|store| store.path().to_owned());
        let path = path.ok_or_else(|| text("还没有打开项目", "No project is open"))?;
        if self.demo_folder.as_ref().is_some_and(|demo_folder| demo_folder.holds(&path)) {
            return Err(
                text("示例只供练习，不能归档", "The demo is for practice and cannot be archived").into()
            );
        }
        // Its draft and its lock go with the store that held them.
        self.draft = Err(Phrase::same(""));
        self.workspace()?.archive_project(&path).map_err(|e| e.phrase())?;
        self.store = None;
        self.look.at(None);
        match self.first(None)? {
            Some((project, read_only, draft)) => {
                self.answer(Reply::Opened { project: Box::new(project), read_only, draft });
                self.answer(Reply::Done(text("已归档", "Archived").into()));
            }
            None => self.answer(Reply::Closed),
        }
        Ok(())
    }

    fn entries(&mut self) -> Result<Vec<Entry>, Phrase> {
        let listed = self.workspace()?.list().map_err(|e| unreadable(&e))?;
        let entry = |l: Listed| {
            let remark = match (l.id, &l.copy_of) {
                (None, _) => Some(text("读不懂这个文件", "cannot be read").into()),
                (_, Some(original)) => Some(super::gather::copy(original)),
                _ => None,
            };
            Entry { id: l.id.unwrap_or_default(), path: l.path, name: l.name, archived: l.archived, remark }
        };
        Ok(listed.into_iter().map(entry).collect())
    }

    fn make_demo(&mut self, project: &Project) {
        let cache = self.folders.cache.as_deref();
        let demo_folder =
            cache.ok_or_else(|| io::ErrorKind::NotFound.into()).and_then(TemporaryFolder::in_folder);
        let made = demo_folder.map_err(|e| unreadable(&e)).and_then(|demo_folder| {
            let create = |file: &str, project: &Project| {
                let path = demo_folder.folder().join(file);
                Store::create(&path, &registry::sheets(), project).map_err(|e| e.phrase())
            };
            let (store, _) = create(demo::FILE, project)?;
            Ok((demo_folder, store))
        });
        match made {
            Ok((demo_folder, store)) => {
                self.take_store(store);
                self.demo_folder = Some(demo_folder);
                self.neighbours = false;
            }
            Err(reason) => self.answer(Reply::NotSaved(reason)),
        }
    }
}

fn unreadable(error: &io::Error) -> Phrase {
    say!("文件夹读不了：{error}", "The folder cannot be read: {error}")
}
