//! Disks that fail, stop the process or keep a list of the calls, and a folder to try them in.

use crate::sample::{Person, REGISTRY, id, name, project};
use changebook::project::Project;
use changebook::store::disk::{Content, Disk, OpenFile, Real};
use changebook::store::format::read;
use changebook::store::{Environment, Snapshot, Store};
use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

/// What happens at the step counted down to.
#[derive(Clone, Copy, PartialEq)]
pub enum What {
    Error(io::ErrorKind),
    /// The call is done, and then reported as failed.
    Late,
    Kill,
}

/// The real disk with one bad step, and writes of a few bytes each.
pub struct Faulty {
    left: AtomicUsize,
    what: What,
    /// How many calls have gone wrong.
    pub failed: AtomicUsize,
}

impl Faulty {
    pub fn at(step: usize, what: What) -> Arc<Faulty> {
        Arc::new(Faulty { left: AtomicUsize::new(step), what, failed: AtomicUsize::new(0) })
    }

    /// Lets the call after so many go wrong; 0 is none.
    pub fn set(&self, step: usize) {
        self.left.store(step, Ordering::SeqCst);
    }

    pub fn environment(step: usize, what: What) -> Environment {
        Environment { disk: Faulty::at(step, what), ..Environment::default() }
    }

    fn step<T>(&self, call: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
        if self.left.fetch_sub(1, Ordering::SeqCst) != 1 {
            return call();
        }
        self.failed.fetch_add(1, Ordering::SeqCst);
        match self.what {
            What::Error(kind) => Err(kind.into()),
            What::Late => call().and(Err(io::ErrorKind::Other.into())),
            What::Kill => std::process::abort(),
        }
    }
}

impl Disk for Faulty {
    fn open(&self, path: &Path, limit: u64) -> io::Result<OpenFile> {
        self.step(|| Real.open(path, limit))
    }
    fn read_open(&self, open: &OpenFile, limit: u64) -> io::Result<Content> {
        self.step(|| Real.read_open(open, limit))
    }
    fn open_lock(&self, path: &Path) -> io::Result<File> {
        self.step(|| Real.open_lock(path))
    }
    fn create_new(&self, path: &Path, mode: u32) -> io::Result<File> {
        self.step(|| Real.create_new(path, mode))
    }
    fn write(&self, file: &File, bytes: &[u8]) -> io::Result<usize> {
        self.step(|| Real.write(file, &bytes[..bytes.len().min(200)]))
    }
    fn sync(&self, file: &File) -> io::Result<()> {
        self.step(|| Real.sync(file))
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step(|| Real.rename(from, to))
    }
    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step(|| Real.link(from, to))
    }
    fn unlink(&self, path: &Path) -> io::Result<()> {
        self.step(|| Real.unlink(path))
    }
    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        self.step(|| Real.sync_folder(path))
    }
}

/// The real disk, with a list of the calls; the second part makes the next sync of a folder fail.
#[derive(Default)]
pub struct CallLog(pub std::sync::Mutex<Vec<&'static str>>, pub AtomicBool);

impl CallLog {
    fn add(&self, call: &'static str) {
        self.0.lock().unwrap().push(call);
    }
}

impl Disk for CallLog {
    fn open_lock(&self, path: &Path) -> io::Result<File> {
        self.add("lock");
        Real.open_lock(path)
    }
    fn open(&self, path: &Path, limit: u64) -> io::Result<OpenFile> {
        self.add("open");
        Real.open(path, limit)
    }
    fn read_open(&self, open: &OpenFile, limit: u64) -> io::Result<Content> {
        self.add("read");
        Real.read_open(open, limit)
    }
    fn create_new(&self, path: &Path, mode: u32) -> io::Result<File> {
        self.add("create");
        Real.create_new(path, mode)
    }
    fn write(&self, file: &File, bytes: &[u8]) -> io::Result<usize> {
        self.add("write");
        Real.write(file, bytes)
    }
    fn sync(&self, file: &File) -> io::Result<()> {
        self.add("sync");
        Real.sync(file)
    }
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.add("rename");
        Real.rename(from, to)
    }
    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.add("link");
        Real.link(from, to)
    }
    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        self.add("sync folder");
        if self.1.swap(false, Ordering::SeqCst) {
            Err(io::ErrorKind::Other.into())
        } else {
            Real.sync_folder(path)
        }
    }
}

/// The real disk, whose reads can be made to fail.
#[derive(Default)]
pub struct Unreadable(pub AtomicBool);

impl Disk for Unreadable {
    fn read_open(&self, open: &OpenFile, limit: u64) -> io::Result<Content> {
        if self.0.load(Ordering::SeqCst) {
            return Err(io::ErrorKind::Other.into());
        }
        Real.read_open(open, limit)
    }
}

pub struct Desk {
    pub folder: tempfile::TempDir,
}

impl Desk {
    pub fn new() -> Desk {
        let desk = Desk { folder: tempfile::tempdir().unwrap() };
        Store::create(&desk.file(), REGISTRY, &project()).unwrap();
        desk
    }
    pub fn file(&self) -> PathBuf {
        self.folder.path().join("plan.json")
    }
    pub fn open(&self) -> (Store, Snapshot) {
        let (store, project) = Store::open(&self.file(), REGISTRY).unwrap();
        (store, Snapshot::of(project))
    }
    pub fn on_disk(&self) -> Project {
        read(&fs::read(self.file()).unwrap(), REGISTRY).unwrap().project
    }
    pub fn name_on_disk(&self) -> String {
        self.on_disk().find::<Person>(id(2)).unwrap().name.to_string()
    }
    pub fn is_tidy(&self) -> bool {
        self.names().iter().all(|name| !name.contains(".tmp"))
    }
    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.folder.path())
            .unwrap()
            .map(|e| e.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }
}

pub fn edit(snapshot: &mut Snapshot, value: &str) {
    name(&mut snapshot.project, 2, value);
}
