//! The program itself, killed in the middle of its saves.

use crate::chance::Chance;
use crate::pty::Pty;
use changebook::project::Project;
use changebook::registry;
use changebook::sheet::Cell;
use changebook::store::format::read;
use portable_pty::CommandBuilder;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const PROGRAM: &str = env!("CARGO_BIN_EXE_changebook");

/// What became of the saves.
#[derive(Debug, Default)]
pub struct Counts {
    pub kills: usize,
    /// The file was still the old one.
    pub old: usize,
    /// It was the new one, but nobody was told yet.
    pub new: usize,
    /// The save was acknowledged.
    pub acknowledged: usize,
    /// A passing file was left.
    pub amid: usize,
}

/// A person's own folders with the project `Pilot`.
struct House(tempfile::TempDir);

impl House {
    fn new() -> House {
        let house = House(tempfile::tempdir().unwrap());
        assert!(house.command(&["new", "Pilot", "--start", "2026-03-04"]).status().unwrap().success());
        house
    }

    fn workspace(&self) -> PathBuf {
        self.0.path().join("projects")
    }

    fn arguments(&self, arguments: &[&str]) -> Vec<String> {
        let workspace = self.workspace().to_str().unwrap().to_owned();
        let options = ["--workspace", &workspace, "--today", "2026-03-04", "--lang", "en"];
        options.iter().chain(arguments).map(|text| (*text).to_owned()).collect()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(PROGRAM);
        command.args(self.arguments(arguments)).env("HOME", self.0.path());
        command.stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    fn window(&self) -> Pty {
        let mut command = CommandBuilder::new(PROGRAM);
        command.args(self.arguments(&[]));
        for (name, folder) in [("HOME", ""), ("XDG_CONFIG_HOME", "config"), ("XDG_CACHE_HOME", "cache")] {
            command.env(name, self.0.path().join(folder));
        }
        command.env("TERM", "xterm-256color");
        Pty::start_command(command, 120, 36)
    }

    /// The project in the file, which can be read at any moment.
    fn project(&self) -> Project {
        let bytes = fs::read(self.workspace().join("Pilot.json")).unwrap();
        read(&bytes, &registry::sheets()).unwrap_or_else(|damage| panic!("{}", damage.phrase().en)).project
    }

    /// The texts of a column, from the first row on.
    fn texts(&self, sheet: &str, column: &str) -> Vec<String> {
        let project = self.project();
        let sheet = project.sheet(sheet).unwrap();
        let column = sheet.def().column(column).unwrap();
        let cells = (0..sheet.len()).map(|at| sheet.row(at).unwrap().get(column));
        cells.map(|cell| if let Cell::Text(text) = cell { text.to_string() } else { String::new() }).collect()
    }
}

/// How many passing files of a save lie in a folder.
fn left(folder: &Path) -> usize {
    let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
    names.filter(|name| name.to_string_lossy().ends_with(".tmp")).count()
}

/// Kills commands that save, at any moment from their start to their end.
pub fn commands(kills: usize) -> Counts {
    let house = House::new();
    let edit = |value: &str| house.command(&["set", "project", "#1", &format!("sponsor={value}")]);
    let mut known = String::from("known");
    let begun = Instant::now();
    for _ in 0..5 {
        assert!(edit(&known).status().unwrap().success());
    }
    let usual = begun.elapsed() / 5;
    let (mut chance, mut counts, mut n) = (Chance::new(1), Counts::default(), 0);
    while counts.kills < kills {
        n += 1;
        let value = format!("edit {n}");
        let before = left(&house.workspace());
        let mut child = edit(&value).spawn().unwrap();
        std::thread::sleep(usual * chance.below(1_100) as u32 / 1_000);
        child.kill().unwrap();
        let status = child.wait().unwrap();
        counts.amid += usize::from(left(&house.workspace()) > before);
        let there = house.texts("project", "sponsor").swap_remove(0);
        if status.success() {
            counts.acknowledged += 1;
            assert_eq!(there, value, "round {n}: it was acknowledged");
        } else {
            counts.kills += 1;
            assert!(there == value || there == known, "round {n}: {there} instead of {known}");
            *(if there == value { &mut counts.new } else { &mut counts.old }) += 1;
        }
        known = there;
    }
    assert!(edit("last").status().unwrap().success());
    assert_eq!(house.texts("project", "sponsor"), ["last"]);
    assert_eq!(left(&house.workspace()), 0, "the next one tidies up");
    counts
}

/// Kills windows in the middle of rows that are typed one after the other.
pub fn windows(kills: usize) -> Counts {
    const BURST: usize = 8;
    let (mut chance, mut counts) = (Chance::new(2), Counts::default());
    for round in 0..kills {
        let house = House::new();
        let mut window = house.window();
        let saved = |screen: &vt100::Screen, text: &str| {
            let shown = screen.contents();
            shown.contains(text) && shown.contains("● Saved")
        };
        window.until("an open project", |screen| saved(screen, "There is no vision"));
        window.send("2A0\rA1\r");
        window.until("two rows on disk", |screen| saved(screen, "A0") && saved(screen, "A1"));
        let burst: Vec<String> = (0..BURST).map(|n| format!("B{n}")).collect();
        for name in &burst {
            window.send(format!("{name}\r"));
            std::thread::sleep(Duration::from_micros(chance.below(6_000) as u64));
        }
        window.signal("KILL");
        window.until_end();
        counts.kills += 1;
        counts.amid += usize::from(left(&house.workspace()) > 0);
        let names = house.texts("people", "name");
        assert!(names.starts_with(&["A0".to_owned(), "A1".to_owned()]), "round {round}: {names:?}");
        counts.acknowledged += 2;
        // The last of them may stand there as far as it was typed.
        let more = &names[2..];
        let whole = more.iter().zip(&burst).filter(|(there, typed)| there == typed).count();
        assert!(whole == more.len() && whole <= BURST, "round {round}: {names:?}");
        counts.new += whole;
        counts.old += BURST - whole;
        assert!(house.command(&["set", "project", "#1", "sponsor=after"]).status().unwrap().success());
        assert_eq!(left(&house.workspace()), 0, "round {round}: the next one tidies up");
    }
    counts
}
