//! The saver: one thread that owns the files. It does what the app wants done, in order, and never
//! makes a key wait.

mod aside;
mod files;
mod folders;
mod forget;
mod handle;
mod open;
mod reports;
mod saving;
#[cfg(test)]
mod tests;
mod transfer;

pub use files::{from_home, place_named, sound, sound_with_rev};
pub use folders::Folders;
pub use handle::{Look, SaverHandle};

use crate::app::NO_ARCHIVE;
use crate::app::request::{Draft, Entry, Reply, Request, Stop};
use crate::config;
use crate::demo;
use crate::project::{Project, Remedy};
use crate::registry;
use crate::runtime::Mailbox;
use crate::say;
use crate::sheet::Id;
use crate::store::{Listed, Store, TemporaryFolder, Workspace};
use crate::text::{Lang, Phrase, joined, text};
use crate::tools::charter;
use chrono::NaiveDate;
use saving::{RETRY, Unsaved, newest_saves};
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
    /// The place for the text of forms, once there was any.
    form_draft: Option<crate::store::Draft>,
    /// Why there was no backup last, so that it is said once.
    no_backup: Option<Phrase>,
    /// Whether the smaller projects of the demo lie beside the open one.
    neighbours: bool,
    waiting_demo: Option<Project>,
    /// The id that the open project had as the demo, before it was kept; what is on its way still has it.
    id_as_demo: Option<Id>,
    mailbox: Mailbox<Reply>,
    look: Look,
    today: NaiveDate,
    lang: Lang,
    unsaved: Option<Unsaved>,
    /// What can be done about the open file, as the app was told last.
    remedies: &'static [Remedy],
    /// Why projects were not opened that would have been opened before the one that was.
    not_opened: Vec<Phrase>,
    /// The number of requests that are not answered yet.
    waiting: Arc<AtomicUsize>,
    /// The thread that reads other files than the open one, or has read them last.
    aside: Option<JoinHandle<()>>,
    /// The thread that reads or writes a file for somebody else, with what stops it.
    transfer: Option<(JoinHandle<()>, Stop)>,
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
            form_draft: None,
            no_backup: None,
            neighbours: false,
            waiting_demo: None,
            id_as_demo: None,
            mailbox,
            look: Look::default(),
            today,
            lang,
            unsaved: None,
            remedies: &[],
            not_opened: Vec::new(),
            waiting: Arc::default(),
            aside: None,
            transfer: None,
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
                let reason = crate::store::reason_of(&error);
                say!(
                    "工作区 {folder} 打不开：{reason}",
                    "The workspace {folder} cannot be opened: {reason}",
                    reason
                )
            })?);
        }
        self.workspace.as_ref().ok_or_else(|| text("没有工作区", "There is no workspace").into())
    }

    /// Starts the thread.
    pub fn start(self) -> io::Result<SaverHandle> {
        let (work, inbox) = channel();
        let waiting = Arc::clone(&self.waiting);
        let thread = thread::Builder::new().name("saver".into()).spawn(move || self.run(&inbox))?;
        Ok(SaverHandle { requests: work, waiting, thread })
    }

    fn run(mut self, inbox: &Receiver<Request>) -> Option<Phrase> {
        if let Some(project) = self.waiting_demo.take()
            && let Err(reason) = self.make_demo(&project)
        {
            self.answer(Reply::NotSaved(reason));
        }
        self.tell_caveats();
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
                    self.end_transfers();
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
            Request::WriteAnew(snapshot) => self.write_anew(snapshot),
            Request::SaveAs(snapshot, name) => self.save_as(snapshot, &name),
            Request::Repair(snapshot) => self.repair(snapshot),
            Request::Refresh => self.refresh(),
            Request::KeepDraft(draft) => self.keep_draft(&draft),
            Request::DropDraft { of_form } => self.drop_draft(of_form),
            Request::Remember { language, theme, mouse, dates, columns } => {
                let folder = self.folders.config.as_ref();
                let kept =
                    folder.map(|folder| config::remember(folder, language, theme, mouse, dates, columns));
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
        let reads = matches!(
            work,
            Request::List
                | Request::Gather { .. }
                | Request::LookBack(_)
                | Request::LookBeside
                | Request::WriteMinutes { .. }
                | Request::ListBackups
                | Request::ReadRows(..)
                | Request::ReadLog(..)
                | Request::Export(_)
                | Request::WriteReport(_)
                | Request::OpenFile(_)
        );
        if !reads {
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
            Request::Gather { archived, today, as_of } => self.gather(archived, today, as_of)?,
            Request::LookBack(today) => self.look_back(today)?,
            Request::Open(path) => self.show(&path)?,
            Request::Create(project) => {
                let draft = self.create(&project)?;
                self.tell_opened((*project, None, draft));
            }
            Request::Demo => {
                let project = demo::project(self.lang, self.today);
                self.make_demo(&project)?;
                self.tell_opened((project, None, None));
            }
            Request::Archive => self.archive()?,
            Request::Unarchive(path) => {
                let moved = self.workspace()?.unarchive_project(&path).map_err(|e| e.phrase())?;
                self.show(&moved)?;
            }
            Request::OpenBackup(path) => {
                let opened = self.open_lost(&path)?;
                self.demo_folder = None;
                self.tell_opened(opened);
            }
            Request::FindPerson(name) => self.find_person(name)?,
            Request::ForgetPerson(name) => self.forget_person(&name)?,
            Request::ListBackups => self.list_backups()?,
            Request::ReadRows(path, stop) => self.read_rows(path, stop)?,
            Request::ReadLog(order, stop) => self.read_log(order, stop)?,
            Request::Export(export) => self.export(*export)?,
            Request::WriteReport(order) => self.write_report(order)?,
            Request::OpenFile(path) => super::outgoing::open_file(&path)?,
            Request::Restore(number) => self.restore(number)?,
            Request::MergeCopy(path) => self.read_copy(path)?,
            Request::SetAside(path) => {
                self.workspace()?.set_aside(&path).map_err(|e| e.phrase())?;
                self.look_beside()?;
            }
            Request::LookBeside => self.look_beside()?,
            Request::WriteMinutes { title, minutes } => {
                let path = self.workspace()?.write_minutes(&title, &minutes).map_err(|e| e.phrase())?;
                let path = path.display().to_string();
                self.answer(Reply::Done(say!("纪要已写成文件：{path}", "The minutes are in {path}")));
            }
            Request::Terminal(_)
            | Request::Save(_)
            | Request::WriteAnew(_)
            | Request::SaveAs(..)
            | Request::Repair(_)
            | Request::Refresh
            | Request::KeepDraft(_)
            | Request::DropDraft { .. }
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
        let opened = self.open(path)?;
        // Whoever goes from one project of the demo to another stays in the demo.
        self.demo_folder = self.demo_folder.take().filter(|demo_folder| demo_folder.holds(path));
        self.tell_opened(opened);
        Ok(())
    }

    fn tell_opened(&self, (project, read_only, draft): First) {
        self.answer(Reply::Opened { project: Box::new(project), read_only, draft });
        self.answer(Reply::File(self.file()));
        self.tell_caveats();
    }

    fn archive(&mut self) -> Result<(), Phrase> {
        let Some(path) = self.store.as_ref().map(|store| store.path().to_owned()) else { return Ok(()) };
        if self.demo_folder.is_some() {
            return Err(NO_ARCHIVE.into());
        }
        self.workspace()?.archive_project(&path).map_err(|e| e.phrase())?;
        // Its draft and its lock go with the store that held them; where it stays, so do they.
        self.draft = Err(Phrase::same(""));
        self.store = None;
        self.look.at(None);
        // The project is in the archive, whatever becomes of the next one.
        let next = self.first(None).unwrap_or_else(|reason| {
            self.not_opened.push(reason);
            None
        });
        match next {
            Some(opened) => self.tell_opened(opened),
            None => self.answer(Reply::Closed),
        }
        let done = text("已归档", "Archived").into();
        let said = match self.take_not_opened() {
            Some(reason) => Reply::Warned(joined([&done, &reason], text("；", "; "))),
            None => Reply::Done(done),
        };
        self.answer(said);
        Ok(())
    }

    fn entries(&mut self) -> Result<Vec<Entry>, Phrase> {
        let listed = self.workspace()?.list().map_err(|e| unreadable(&e))?;
        let entry = |l: Listed| {
            let n = l.backups;
            let remark = match (l.id, &l.copy_of) {
                _ if l.lost => Some(say!(
                    "回车看备份（{n} 份）：文件不见了",
                    "Enter shows its backup ({n} kept): file lost"
                )),
                (None, _) if n > 0 => Some(say!(
                    "回车看备份（{n} 份）：文件读不了",
                    "Enter shows its backup ({n} kept): damaged"
                )),
                (None, _) => Some(text("读不懂这个文件", "cannot be read").into()),
                (_, Some(original)) => Some(super::gather::copy(original)),
                _ => None,
            };
            let Listed { name, path, archived, lost, .. } = l;
            Entry { id: l.id.unwrap_or_default(), path, name, archived, remark, lost }
        };
        Ok(listed.into_iter().map(entry).collect())
    }

    fn make_demo(&mut self, project: &Project) -> Result<(), Phrase> {
        let cache = self.folders.cache.as_deref();
        let demo_folder = cache
            .ok_or_else(|| io::ErrorKind::NotFound.into())
            .and_then(TemporaryFolder::in_folder)
            .map_err(|e| unreadable(&e))?;
        let path = demo_folder.folder().join(demo::FILE);
        let (store, _) = Store::create(&path, &registry::sheets(), project).map_err(|e| e.phrase())?;
        self.take_store(store);
        self.demo_folder = Some(demo_folder);
        self.neighbours = false;
        Ok(())
    }
}

fn unreadable(error: &io::Error) -> Phrase {
    say!(
        "文件夹读不了：{reason}",
        "The folder cannot be read: {reason}",
        reason = crate::store::reason_of(error)
    )
}
