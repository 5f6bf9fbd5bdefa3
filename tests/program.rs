//! The program itself in a real terminal, with real files: what was acknowledged is kept whatever
//! ends the program, several windows share one project, and nothing is left lying about.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test that meets an error fails")]

#[path = "program/files.rs"]
mod files_tests;
#[path = "program/guard.rs"]
mod guard_tests;
#[path = "common/pty.rs"]
mod pty;

use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use pty::{PATIENCE, Pty};
use serde_json::Value;
use std::fs::{self, File, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

const PROGRAM: &str = env!("CARGO_BIN_EXE_changebook");
const ENTER: &str = "\r";
const ESCAPE: &str = "\x1b";
const UP: &str = "\x1b[A";
const DOWN: &str = "\x1b[B";
const HOME: &str = "\x1bOR";
const END: &str = "\x1b[F";
const F5: &str = "\x1b[15~";
const F12: &str = "\x1b[24~";
const QUIT: &str = "\x11";

/// A person's own folders, in which one project may lie.
struct House {
    folder: tempfile::TempDir,
}

impl House {
    /// Folders in which the program has never been.
    fn empty() -> House {
        let folder = tempfile::tempdir().unwrap();
        for name in ["home", "tmp"] {
            fs::create_dir(folder.path().join(name)).unwrap();
        }
        House { folder }
    }

    /// Folders with the project `Pilot`, begun today.
    fn with_project() -> House {
        let house = House::empty();
        house.run(&["new", "Pilot", "--start", "2026-03-04"]);
        house
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn workspace(&self) -> PathBuf {
        self.at("projects")
    }

    fn file(&self) -> PathBuf {
        self.workspace().join("Pilot.json")
    }

    fn environment(&self) -> [(&'static str, PathBuf); 5] {
        [
            ("HOME", self.at("home")),
            ("XDG_DATA_HOME", self.at("home/data")),
            ("XDG_CONFIG_HOME", self.at("home/config")),
            ("XDG_CACHE_HOME", self.at("home/cache")),
            ("TMPDIR", self.at("tmp")),
        ]
    }

    /// The options that every call gets.
    fn options(&self) -> [String; 4] {
        let workspace = self.workspace().to_str().unwrap().to_owned();
        ["--workspace".into(), workspace, "--today".into(), "2026-03-04".into()]
    }

    /// This way of starting the program.
    fn command(&self, way: &[&str], arguments: &[&str]) -> CommandBuilder {
        let mut command = CommandBuilder::new(way[0]);
        command.args(&way[1..]);
        command.args(self.options());
        command.args(arguments);
        for (name, value) in self.environment() {
            command.env(name, value);
        }
        for name in ["LANG", "LC_ALL", "LC_MESSAGES", "LANGUAGE", "NO_COLOR", "CHANGEBOOK_WORKSPACE"] {
            command.env_remove(name);
        }
        command.env("TERM", "xterm-256color");
        command.env("RUST_BACKTRACE", "0");
        command
    }

    /// Opens a window by this way of starting the program.
    fn start(&self, way: &[&str], arguments: &[&str]) -> Pty {
        Pty::start_command(self.command(way, arguments), 120, 36)
    }

    /// Opens a window that speaks English.
    fn open(&self) -> Pty {
        self.start(&[PROGRAM], &["--lang", "en"])
    }

    /// Runs a command without a screen and gives what it prints.
    #[track_caller]
    fn run(&self, arguments: &[&str]) -> String {
        let mut command = Command::new(PROGRAM);
        command.args(self.options()).args(["--lang", "en"]).args(arguments).envs(self.environment());
        let output = command.output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// A value of the first row of a sheet, as a command without a screen sees it.
    #[track_caller]
    fn value(&self, sheet: &str, column: &str) -> Value {
        let rows: Value = serde_json::from_str(&self.run(&["show", sheet, "--json"])).unwrap();
        rows[0][column].clone()
    }

    /// All files below a folder.
    fn files(&self, below: &str) -> Vec<PathBuf> {
        files(&self.at(below))
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let paths = entries.map(|entry| entry.unwrap().path());
    paths.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// Waits for something that is not on a screen.
#[track_caller]
fn wait_for(what: &str, mut come: impl FnMut() -> bool) {
    let end = Instant::now() + PATIENCE;
    while !come() {
        assert!(Instant::now() < end, "never: {what}");
        thread::sleep(Duration::from_millis(20));
    }
}

#[track_caller]
fn quit(mut window: Pty) {
    window.send(QUIT);
    assert_eq!(window.until_end().exit_code(), 0);
    window.assert_restored();
}

/// Leaves a demo that was changed, without keeping it.
#[track_caller]
fn quit_demo(mut window: Pty) {
    window.send(QUIT);
    window.until_text("Leave without keeping it");
    window.send("2\r");
    assert_eq!(window.until_end().exit_code(), 0);
    window.assert_restored();
}

/// Waits until the screen shows a text and everything is on disk.
#[track_caller]
fn until_saved(window: &Pty, text: &str) {
    window.until(&format!("{text}, saved"), |screen| {
        let shown = screen.contents();
        shown.contains(text) && shown.contains("● Saved")
    });
}

/// Waits until the vision is no longer typed into and is on disk.
#[track_caller]
fn until_confirmed(window: &Pty) {
    window.until("a confirmed vision", |screen| {
        let shown = screen.contents();
        !shown.contains("─ Vision (one sentence) ─") && shown.contains("● Saved")
    });
}

#[test]
fn what_is_said_to_be_saved_outlives_a_kill() {
    let house = House::with_project();
    let mut window = house.open();
    until_saved(&window, "There is no vision");
    window.send("14");
    until_saved(&window, "●●●●○ 4");
    window.signal("KILL");
    window.until_end();
    assert_eq!(house.value("readiness", "senior_support"), 4);
    let mut window = house.open();
    until_saved(&window, "There is no vision");
    window.send("1");
    window.until_text("●●●●○ 4");
    quit(window);
}

/// A window in which a score was entered and a text is still being typed.
fn interrupted(house: &House) -> Pty {
    let mut window = house.open();
    until_saved(&window, "There is no vision");
    window.send(format!("14{HOME}e{DOWN}half a sentence"));
    window.until_text("half a sentence");
    window
}

/// The score is in the file, and the text is offered, goes back into its field, and can be confirmed.
#[track_caller]
fn nothing_is_lost(house: &House) {
    assert_eq!(house.value("readiness", "senior_support"), 4);
    assert_eq!(house.value("project", "vision"), Value::Null);
    let mut window = house.open();
    window.until("the question about the text", |screen| {
        let shown = screen.contents();
        shown.contains("Please confirm") && shown.contains("Vision") && shown.contains("half a sentence")
    });
    window.send("y");
    window.until("the text in its field", |screen| {
        let shown = screen.contents();
        !shown.contains("Please confirm") && shown.contains("half a sentence") && !screen.hide_cursor()
    });
    window.send(format!("!{ENTER}"));
    until_confirmed(&window);
    quit(window);
    // Closing the harness's terminal types a line end.
    let vision = house.value("project", "vision");
    assert_eq!(vision.as_str().unwrap().replace('\n', ""), "half a sentence!");
    let left: Vec<_> = files(&house.workspace());
    assert!(!left.iter().any(|path| path.to_string_lossy().contains("draft")), "{left:?}");
}

#[test]
fn a_signal_while_typing_loses_nothing() {
    for (name, code) in [("TERM", 143), ("INT", 130), ("HUP", 129)] {
        let house = House::with_project();
        let mut window = interrupted(&house);
        window.signal(name);
        assert_eq!((name, window.until_end().exit_code()), (name, code));
        window.assert_restored();
        nothing_is_lost(&house);
    }
}

#[test]
fn a_closed_terminal_while_typing_loses_nothing() {
    let house = House::with_project();
    let mut window = interrupted(&house);
    window.close();
    window.until_end();
    nothing_is_lost(&house);
}

#[test]
fn a_signal_while_a_value_is_asked_about_keeps_what_was_typed() {
    let house = House::with_project();
    let mut window = house.open();
    until_saved(&window, "There is no vision");
    window.send(format!("9{F5}0.86{ENTER}"));
    window.until_text("Is it 86%?");
    window.signal("TERM");
    window.until_end();
    let mut window = house.open();
    window.until_text("'0.86' was not");
    window.send("y");
    window.until("the text in its field", |screen| !screen.contents().contains("Restore it"));
    window.send(ENTER);
    window.until_text("Is it 86%?");
    window.send("y");
    until_saved(&window, "86%");
    quit(window);
    let window = house.open();
    until_saved(&window, "There is no vision");
    assert!(!window.lines().join("").contains("Restore it"));
    quit(window);
}

#[test]
fn two_windows_see_each_other_and_merge() {
    let house = House::with_project();
    let (mut a, mut b) = (house.open(), house.open());
    for window in [&mut a, &mut b] {
        until_saved(window, "There is no vision");
        window.send("1");
        window.until_text("Senior support");
    }
    a.send("4");
    b.send(format!("{DOWN}2"));
    for window in [&a, &b] {
        window.until_text("●●●●○ 4");
        until_saved(window, "●●○○○ 2");
    }
    // What is being typed stays when the other window saves.
    b.send(format!("{HOME}e{DOWN}half a sen"));
    b.until_text("half a sen");
    a.send(format!("{DOWN}{DOWN}5"));
    b.until_text("Changes of another window were merged in");
    b.send(format!("tence{ENTER}"));
    until_confirmed(&b);
    quit(a);
    quit(b);
    assert_eq!(house.value("readiness", "senior_support"), 4);
    assert_eq!(house.value("readiness", "urgency"), 2);
    assert_eq!(house.value("project", "vision"), "half a sentence");
    let file: Value = serde_json::from_slice(&fs::read(house.file()).unwrap()).unwrap();
    assert!(file["conflicts"].as_array().is_none_or(Vec::is_empty), "{file}");
}

#[test]
fn a_meeting_begun_from_the_command_line_begins_now() {
    let house = House::with_project();
    let mut window = house.start(&[PROGRAM], &["--lang", "en", "meet"]);
    // Not at the beginning of time, with a clock of a day.
    window.until_text("meeting 0:0");
    window.send("pThe lift is broken\r");
    window.until_text("Parked 1");
    window.send("q");
    until_saved(&window, "The meeting waits here");
    quit(window);
    assert_eq!(house.value("meetings", "clock").as_str().unwrap().split(' ').count(), 8);
    assert!(house.value("meetings", "started").as_str().unwrap().len() == "09:00".len());
}

#[test]
fn two_windows_that_change_one_field_keep_both_values() {
    let house = House::with_project();
    let (mut a, mut b) = (house.open(), house.open());
    for window in [&mut a, &mut b] {
        until_saved(window, "There is no vision");
        window.send("1");
        window.until_text("Senior support");
    }
    // While the lock is held neither can save, so neither has seen the other's value.
    let lock = File::open(house.workspace().join(".Pilot.json.lock")).unwrap();
    lock.lock().unwrap();
    a.send("4");
    a.until_text("●●●●○ 4");
    b.send("2");
    b.until_text("●●○○○ 2");
    lock.unlock().unwrap();
    let read = || -> Value { serde_json::from_slice(&fs::read(house.file()).unwrap()).unwrap() };
    wait_for("conflicts in the file", || read()["conflicts"].as_array().is_some_and(|all| all.len() == 1));
    let file = read();
    let kept = file["conflicts"].to_string();
    let count = |text: &str| [&a, &b].iter().filter(|w| w.lines().join("").contains(text)).count();
    wait_for("one window whose value is shown, and one whose value waits", || {
        count("fields; yours is shown") == 1 && count("fields; its values are shown") == 1
    });
    let shown = house.value("readiness", "senior_support");
    assert!(shown == 4 && kept.contains('2') || shown == 2 && kept.contains('4'), "{shown} {kept}");
    for window in [&mut a, &mut b] {
        window.send(HOME);
        window.until("the conflict among the findings", |screen| {
            let shown = screen.contents();
            shown.contains("Project: Two values for the same cell in 1 place")
        });
        window.until_text("● Saved");
    }
    quit(a);
    quit(b);
    assert_eq!(house.value("readiness", "senior_support"), shown);
    assert_eq!(read()["conflicts"].as_array().unwrap().len(), 1);
}

/// Makes a folder refuse new files, whoever we are: what forbids it to others does not stop root, for
/// whom the folder goes away.
fn forbid(folder: &Path) -> Box<dyn FnOnce() + '_> {
    fs::set_permissions(folder, Permissions::from_mode(0o500)).unwrap();
    let probe = folder.join("probe");
    if File::create(&probe).is_err() {
        return Box::new(move || fs::set_permissions(folder, Permissions::from_mode(0o700)).unwrap());
    }
    fs::remove_file(probe).unwrap();
    fs::set_permissions(folder, Permissions::from_mode(0o700)).unwrap();
    let away = folder.with_extension("away");
    fs::rename(folder, &away).unwrap();
    Box::new(move || fs::rename(away, folder).unwrap())
}

#[test]
fn what_cannot_be_saved_is_said_and_saved_when_it_can() {
    let house = House::with_project();
    let mut window = house.open();
    until_saved(&window, "There is no vision");
    let workspace = house.workspace();
    let mend = forbid(&workspace);
    window.send("14");
    window.until("the reason", |screen| {
        let shown = screen.contents();
        let header = shown.lines().next().unwrap_or_default();
        header.split_once("NOT SAVED: ").is_some_and(|(_, reason)| reason.len() > 5)
    });
    window.send(QUIT);
    window.until_text("Quit without saving");
    window.send(ESCAPE);
    window.until("no question", |screen| !screen.contents().contains("Quit without saving"));
    mend();
    until_saved(&window, "●●●●○ 4");
    assert_eq!(house.value("readiness", "senior_support"), 4);
    quit(window);
}

#[test]
fn a_terminal_that_vanishes_while_nothing_can_be_saved_ends_it_in_order() {
    let house = House::with_project();
    let mut window = house.open();
    until_saved(&window, "There is no vision");
    let workspace = house.workspace();
    let mend = forbid(&workspace);
    window.send("14");
    window.until_text("NOT SAVED: ");
    window.close();
    // 128 and the number of the hang-up; an abort or a panic gives another.
    assert_eq!(window.until_end().exit_code(), 129);
    mend();
}

/// A window with a score that is being saved for as long as the lock is held.
fn saving(house: &House) -> (Pty, File) {
    let mut window = house.open();
    until_saved(&window, "There is no vision");
    let lock = File::open(house.workspace().join(".Pilot.json.lock")).unwrap();
    lock.lock().unwrap();
    window.send("14");
    window.until_text("●●●●○ 4");
    (window, lock)
}

#[test]
fn a_signal_while_a_save_is_under_way_waits_for_it() {
    let house = House::with_project();
    let (mut window, lock) = saving(&house);
    window.signal("TERM");
    window.until("the screen of before", |screen| !screen.alternate_screen());
    assert!(!fs::read_to_string(house.file()).unwrap().contains("senior_support"));
    lock.unlock().unwrap();
    assert_eq!(window.until_end().exit_code(), 143);
    assert_eq!(house.value("readiness", "senior_support"), 4);
}

#[test]
fn quitting_while_a_save_is_under_way_waits_for_its_outcome() {
    for fails in [false, true] {
        let house = House::with_project();
        let (mut window, lock) = saving(&house);
        window.send(QUIT);
        if fails {
            // The lock is given up after a while.
            window.until_text("Quit without saving");
            lock.unlock().unwrap();
            window.send(ENTER);
            until_saved(&window, "●●●●○ 4");
            quit(window);
        } else {
            lock.unlock().unwrap();
            assert_eq!(window.until_end().exit_code(), 0);
        }
        assert_eq!(house.value("readiness", "senior_support"), 4);
    }
}

#[test]
fn the_log_holds_no_name_no_text_and_no_path() {
    let house = House::with_project();
    let mut window = house.open();
    until_saved(&window, "There is no vision");
    window.send(format!("2Zebra{ENTER}"));
    until_saved(&window, "Zebra");
    let log = house.at("home/cache/changebook/changebook.log");
    let logged = || fs::read_to_string(&log).unwrap_or_default();
    let workspace = house.workspace();
    // No file can be written, neither the project's nor the one of a text being typed.
    let mend = forbid(&workspace);
    window.send(format!("14{HOME}e{DOWN}Okapi's words"));
    wait_for("a save and a draft that failed, in the log", || {
        let log = logged();
        log.contains("save-io") && log.contains("draft not kept")
    });
    mend();
    window.send(ENTER);
    until_confirmed(&window);
    // A file that another program has cut off behind the names in it.
    let whole = fs::read_to_string(house.file()).unwrap();
    let (before, _) = whole.split_once("Zebra").unwrap();
    fs::write(house.file(), format!("{before}Zebra")).unwrap();
    wait_for("the damage in the log", || logged().contains("file-cut"));
    fs::remove_file(house.file()).unwrap();
    wait_for("the loss in the log", || logged().contains("gone"));
    let log = logged();
    let path = house.folder.path().to_str().unwrap();
    for word in ["Zebra", "Okapi", "Pilot", "support", "json", path] {
        assert!(!log.contains(word), "{word} in {log}");
    }
}

/// More bytes of input than are ever taken in while nothing is read: a turn takes up to some 400 kB, and about ten screens
/// fill a terminal.
const MOST: usize = 64 << 20;

#[test]
fn what_is_typed_while_nobody_reads_the_screen_stays_in_the_terminal() {
    let house = House::with_project();
    let pair = native_pty_system()
        .openpty(PtySize { rows: 36, cols: 120, pixel_width: 0, pixel_height: 0 })
        .expect("a pseudo-terminal");
    let mut child = pair.slave.spawn_command(house.command(&[PROGRAM], &["--lang", "en"])).unwrap();
    let mut writer = pair.master.take_writer().unwrap();
    let taken = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&taken);
    // It ends with the terminal. A switch of the language draws the whole screen, which nobody reads. Keys that
    // are taken in together are drawn once, and an even number of switches draws nothing: their number differs.
    thread::spawn(move || {
        let mut chance: u64 = 1;
        loop {
            chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let keys = "\x1bl".repeat(1 + (chance >> 33) as usize % 100);
            if writer.write_all(keys.as_bytes()).is_err() {
                return;
            }
            count.fetch_add(keys.len(), Ordering::SeqCst);
        }
    });
    let (mut seen, mut since) = (0, Instant::now());
    while seen < MOST && since.elapsed() < Duration::from_secs(3) {
        thread::sleep(Duration::from_millis(20));
        let now = taken.load(Ordering::SeqCst);
        if now != seen {
            (seen, since) = (now, Instant::now());
        }
    }
    child.kill().unwrap();
    child.wait().unwrap();
    assert!((1..MOST).contains(&seen), "{seen} bytes were taken in");
}

#[test]
fn a_damaged_file_opens_as_its_backup_and_is_left_alone() {
    let house = House::with_project();
    house.run(&["set", "readiness", "#1", "senior_support=4"]);
    house.run(&["set", "readiness", "#1", "urgency=3"]);
    let whole = fs::read(house.file()).unwrap();
    let damaged = &whole[..whole.len() / 2];
    fs::write(house.file(), damaged).unwrap();
    let mut window = house.open();
    window.until("that it is damaged", |screen| {
        let shown = screen.contents();
        shown.contains("Read only") && shown.contains("cut off")
    });
    window.send("1");
    window.until_text("Senior support");
    window.send("5");
    window.until_text("cut off");
    window.until("no score", |screen| !screen.contents().contains("●●●●● 5"));
    quit(window);
    assert_eq!(fs::read(house.file()).unwrap(), damaged);
}

#[test]
fn the_first_form_outlives_a_kill() {
    let house = House::empty();
    let mut window = house.start(&[PROGRAM], &["--lang", "en"]);
    window.until_text("Create my change project");
    window.send("1Pilot");
    wait_for("a draft", || {
        files(&house.workspace()).iter().any(|path| path.to_string_lossy().ends_with("draft-1"))
    });
    window.signal("KILL");
    window.until_end();
    let mut window = house.start(&[PROGRAM], &["--lang", "en"]);
    window.until_text("'Pilot' was not confirmed");
    window.send(ENTER);
    window.until_text("Project name");
    window.send(format!("{ENTER}{ENTER}{ENTER}{ENTER}"));
    until_saved(&window, "There is no vision");
    quit(window);
    let left = files(&house.workspace());
    assert!(!left.iter().any(|path| path.to_string_lossy().contains("draft")), "{left:?}");
    let window = house.start(&[PROGRAM], &["--lang", "en"]);
    until_saved(&window, "There is no vision");
    window.until("no question", |screen| !screen.contents().contains("was not confirmed"));
    quit(window);
}

#[test]
fn a_form_that_was_left_outlives_a_kill() {
    let house = House::with_project();
    let mut window = house.open();
    until_saved(&window, "There is no vision");
    for (typed, shown) in [(":New project", "› New project"), (ENTER, "Project name"), ("Zebra", "Zebra")] {
        window.send(typed);
        window.until_text(shown);
    }
    // As people type: several lines at once would be a paste.
    window.send(ENTER);
    window.send("Fewer visits");
    window.until_text("Fewer visits");
    window.send(ESCAPE);
    window.until_text("what you typed is there");
    wait_for("a draft", || {
        files(&house.workspace()).iter().any(|path| path.to_string_lossy().ends_with("draft-1"))
    });
    window.signal("KILL");
    window.until_end();
    let mut window = house.open();
    window.until_text("'Zebra' was not confirmed");
    window.send(ENTER);
    window.until("the form with its texts", |screen| {
        let shown = screen.contents();
        shown.contains("Zebra") && shown.contains("Fewer visits")
    });
    // Done, it leaves nothing behind.
    window.send(format!("{ENTER}{ENTER}{ENTER}{ENTER}"));
    window.until("the new project", |screen| {
        let shown = screen.contents();
        shown.lines().next().is_some_and(|header| header.contains("Zebra") && header.contains("Saved"))
    });
    quit(window);
    let left = files(&house.workspace());
    assert!(!left.iter().any(|path| path.to_string_lossy().contains("draft-1")), "{left:?}");
}

#[test]
fn the_demo_leaves_nothing_behind() {
    for signal in [None, Some("HUP")] {
        let house = House::empty();
        let mut window = house.start(&[PROGRAM], &["demo", "--lang", "en"]);
        window.until_text("Demo, not kept");
        window.send("2Team Z\r");
        window.until_text("Team Z");
        wait_for("the demo's own file", || {
            house.files("home/cache").iter().any(|path| path.ends_with("demo.json"))
        });
        match signal {
            None => quit_demo(window),
            Some(name) => {
                window.signal(name);
                window.until_end();
            }
        }
        for folder in ["home/cache", "home/data", "tmp"] {
            assert_eq!(house.files(folder), Vec::<PathBuf>::new(), "{folder} after {signal:?}");
        }
        assert!(!house.workspace().exists());
        let folders = fs::read_dir(house.at("home/cache/changebook")).unwrap().count();
        assert_eq!(folders, 0, "the scratch folder is gone");
    }
}

#[test]
fn the_demos_projects_lead_to_each_other_and_leave_nothing_behind() {
    let house = House::empty();
    let mut window = house.start(&[PROGRAM], &["demo", "--lang", "en"]);
    window.until_text("Demo, not kept");
    window.send(F12);
    window.until_text("Subscription pilot");
    window.until_text("3 live changes at once");
    window.send(END);
    window.send(ENTER);
    window.until_text("Booking and reception  Day 18");
    window.send("2Team Z\r");
    window.until_text("Team Z");
    window.send(F12);
    window.until_text("project 3 of 3");
    assert!(!house.workspace().exists(), "the demo stays in its own folder");
    quit_demo(window);
    for folder in ["home/cache", "home/data", "tmp"] {
        assert_eq!(house.files(folder), Vec::<PathBuf>::new(), "{folder}");
    }
}

#[test]
fn files_are_private_whatever_the_umask() {
    let house = House::empty();
    let script = "umask 000; exec \"$0\" \"$@\"";
    let mut window = house.start(&["/bin/sh", "-c", script, PROGRAM], &["--lang", "en"]);
    window.until_text("Create my change project");
    window.send(format!("1Pilot{ENTER}{ENTER}{ENTER}{ENTER}"));
    until_saved(&window, "There is no vision");
    window.send(format!("14{HOME}e{DOWN}half a sentence"));
    // A draft is kept after a while.
    wait_for("a draft", || {
        files(&house.workspace()).iter().any(|path| path.to_string_lossy().ends_with("draft-1"))
    });
    let looked_at = modes(&house.workspace());
    assert!(looked_at.len() >= 3, "{looked_at:?}");
    window.send(ENTER);
    until_confirmed(&window);
    quit(window);
    for (path, mode) in looked_at.into_iter().chain(modes(&house.workspace())) {
        let wished = if path.extension().is_none() && mode & 0o100 != 0 { 0o700 } else { 0o600 };
        assert_eq!(mode, wished, "{mode:o} {}", path.display());
    }
    assert_eq!(house.files("tmp"), Vec::<PathBuf>::new());
}

/// The modes of a folder and of everything in it.
fn modes(folder: &Path) -> Vec<(PathBuf, u32)> {
    let mut found = vec![(folder.to_owned(), fs::metadata(folder).unwrap().permissions().mode() & 0o777)];
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        // A save may take its own passing file away while we look.
        let Ok(meta) = fs::metadata(&path) else { continue };
        if meta.is_dir() {
            found.extend(modes(&path));
        } else {
            found.push((path, meta.permissions().mode() & 0o777));
        }
    }
    found
}

#[test]
fn a_first_start_leads_to_a_project() {
    let words = [
        ("1", "新建我的变革项目", "项目名称", "准备度", "● 已保存"),
        ("2", "Create my change project", "Project name", "Readiness", "● Saved"),
    ];
    for (choice, create, name, tool, saved) in words {
        let house = House::empty();
        let mut window = house.start(&[PROGRAM], &[]);
        window.until_text("请选择语言");
        window.send(choice);
        window.until_text(create);
        window.send("1");
        window.until_text(name);
        window.send(format!("试点{ENTER}{ENTER}{ENTER}12{ENTER}"));
        window.until("Home of the project", |screen| {
            let shown = screen.contents();
            [tool, saved, "试点"].iter().all(|text| shown.contains(text))
        });
        assert!(house.workspace().join("试点.json").is_file());
        quit(window);
        assert_eq!(house.value("project", "centres"), 12);
        let window = house.start(&[PROGRAM], &[]);
        window.until_text(saved);
        quit(window);
    }
}

#[test]
fn a_large_paste_is_refused_and_many_arrows_are_all_walked() {
    let house = House::with_project();
    let mut window = house.open();
    until_saved(&window, "There is no vision");
    let paste = format!("\x1b[200~{}\x1b[201~", "变".repeat(100_000 / 3));
    window.send(format!("2Team A{ENTER}{UP}{ENTER}"));
    window.until_text("type one line of text");
    window.send(&paste);
    window.until_text("64 KiB");
    window.send(ESCAPE);
    window.until("a closed field", |screen| !screen.contents().contains("64 KiB"));
    // The same without a field: the cell under the cursor takes it or says why not.
    window.send(&paste);
    window.until_text("64 KiB");
    window.send(ESCAPE);
    window.send(format!("{HOME}3"));
    window.until_text("row 1 of ");
    window.send([DOWN.repeat(300), UP.repeat(693), DOWN.repeat(7)].concat());
    window.until_text("row 8 of ");
    quit(window);
    assert_eq!(house.value("people", "name"), "Team A");
}

#[test]
fn what_is_remembered_is_private_whatever_the_umask() {
    let house = House::with_project();
    let start = ["/bin/sh", "-c", "umask 000; exec \"$0\" \"$@\"", PROGRAM];
    let mut window = house.start(&start, &["--lang", "en"]);
    until_saved(&window, "There is no vision");
    window.send("\x1bl");
    window.until_text("已保存");
    quit(window);
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let (config, folder) = (house.at("home/config"), house.at("home/config/changebook"));
    assert_eq!((mode(&config), mode(&folder)), (0o700, 0o700));
    assert_eq!(mode(&folder.join("remembered.toml")), 0o600);
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
}
