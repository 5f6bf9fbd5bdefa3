//! Odd surroundings: no command hangs, dies or leaves anything behind.

use crate::desk::{Desk, Said, TODAY};
use std::fs::{self, File};
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::process::ExitStatusExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Anything that takes longer hangs.
const PATIENCE: Duration = Duration::from_secs(20);

/// A command that is ended when it hangs.
#[track_caller]
fn said(command: &mut Command) -> Said {
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let begun = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if begun.elapsed() > PATIENCE {
            child.kill().unwrap();
            panic!("it hangs: {command:?}");
        }
        std::thread::sleep(Duration::from_millis(10));
    }
    child.wait_with_output().unwrap().into()
}

/// Puts something into a place.
type Make = fn(&Path);

/// What can lie in the place of a file and is none.
const NO_FILES: [(&str, Make); 4] = [
    ("a pipe", |path| assert!(Command::new("mkfifo").arg(path).status().unwrap().success())),
    ("a folder", |path| fs::create_dir(path).unwrap()),
    ("a device", |path| std::os::unix::fs::symlink("/dev/zero", path).unwrap()),
    ("a socket", |path| drop(std::os::unix::net::UnixListener::bind(path).unwrap())),
];

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut names: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.sort();
    names
}

#[test]
fn what_is_no_file_in_the_place_of_the_config_file_is_named_and_passed_over() {
    let desk = Desk::with_project();
    let folder = desk.workspace().parent().unwrap().join("config/changebook");
    let config = folder.join("config.toml");
    fs::create_dir_all(&folder).unwrap();
    for (what, make) in NO_FILES {
        make(&config);
        make(&folder.join("remembered.toml"));
        for args in
            [&["list"][..], &["show", "people"], &["--print", "120x36"], &["demo", "--print", "120x36"]]
        {
            let mut command = desk.command(&[args, &["--lang", "en"]].concat());
            let said = said(command.env("XDG_CONFIG_HOME", folder.parent().unwrap()));
            assert_eq!(said.code, 0, "{what} {args:?}: {said:?}");
            assert!((said.out + &said.err).contains("The config file"), "{what} {args:?}");
        }
        for path in files(&folder) {
            if path.is_dir() { fs::remove_dir(path).unwrap() } else { fs::remove_file(path).unwrap() }
        }
    }
    // A link is followed, as people make them who keep their settings elsewhere.
    let elsewhere = desk.workspace().parent().unwrap().join("settings.toml");
    fs::write(&elsewhere, "theme = 7").unwrap();
    std::os::unix::fs::symlink(&elsewhere, &config).unwrap();
    let list = || desk.command(&["list", "--lang", "en"]);
    let linked = said(list().env("XDG_CONFIG_HOME", folder.parent().unwrap()));
    assert!(linked.err.contains("Part of the config file is wrong"), "{linked:?}");
    fs::remove_file(&config).unwrap();
    fs::write(&config, vec![b'#'; (1 << 20) + 1]).unwrap();
    let said = said(list().env("XDG_CONFIG_HOME", folder.parent().unwrap()));
    assert!(said.err.contains("larger than 1 MiB"), "{said:?}");
}

#[test]
fn what_is_no_file_among_projects_and_backups_is_passed_over() {
    for (what, make) in NO_FILES {
        let desk = Desk::with_project();
        desk.done(&["add", "people", "name=A"]);
        let backups = desk.workspace().join("backups");
        // The newest backup of the project, of one that is gone, a link to it, a project, and one in the archive.
        let archive = desk.workspace().join("archive");
        fs::create_dir_all(archive.join("backups")).unwrap();
        make(&backups.join("Service Cloud-000009-2026-04-01.json"));
        make(&backups.join("Gone-000001-2026-04-01.json"));
        let link = backups.join("Linked-000001-2026-04-01.json");
        std::os::unix::fs::symlink(backups.join("Gone-000001-2026-04-01.json"), link).unwrap();
        make(&desk.workspace().join("Other.json"));
        make(&archive.join("backups/Old-000001-2026-04-01.json"));
        for args in [
            &["list"][..],
            &["status", "--project", "Service Cloud"],
            &["backups", "Service Cloud"],
            &["portfolio", "--archived"],
            &["--print", "120x36"],
            &["--print", "120x36", "--keys", "<c-o>"],
        ] {
            let said = said(&mut desk.command(&[args, &["--lang", "en"]].concat()));
            assert_eq!(said.code, 0, "{what} {args:?}: {said:?}");
            assert!(said.out.contains("Service Cloud") || args[0] == "backups", "{what} {args:?}: {said:?}");
        }
        // With the file gone, its newest sound backup says what has happened.
        fs::remove_file(desk.file()).unwrap();
        for args in [&["list"][..], &["--print", "120x36"], &["restore", "Service Cloud"]] {
            let said = said(&mut desk.command(&[args, &["--lang", "en"]].concat()));
            assert_eq!(said.code, 0, "{what} {args:?}: {said:?}");
        }
    }
}

#[test]
fn a_size_beyond_any_screen_is_refused() {
    let desk = Desk::with_project();
    for size in ["65535x65535", "1001x20", "20x1001"] {
        let keys = format!("<size:{size}>");
        let (zh, en) = desk.refused(1, &["demo", "--print", "80x24", "--keys", &keys]);
        assert!(zh.contains("每边 1 到 1000") && en.contains("each side from 1 to 1000"), "{zh}{en}");
    }
}

#[test]
fn a_full_quota_is_an_error_and_leaves_no_file_and_no_core() {
    let desk = Desk::with_project();
    let long = "长".repeat(10_000);
    for n in 0..2 {
        desk.done(&["add", "people", &format!("name=P{n}"), &format!("note={long}")]);
    }
    let (before, bytes) = (files(&desk.workspace()), desk.bytes());
    let command = desk.command(&["--lang", "en", "add", "people", "name=X", &format!("note={long}")]);
    // 40 KiB, whatever the shell counts in.
    let script = "ulimit -c unlimited; ulimit -f 40; exec \"$0\" \"$@\"";
    let mut limited = Command::new("/bin/bash");
    limited.args(["-c", script]).arg(command.get_program()).args(command.get_args());
    for (name, value) in command.get_envs() {
        if let Some(value) = value {
            limited.env(name, value)
        } else {
            limited.env_remove(name)
        };
    }
    let said = said(limited.current_dir(desk.workspace()));
    assert_eq!(said.code, 1, "{said:?}");
    assert!(said.err.starts_with("error: NOT SAVED: "), "{said:?}");
    assert_eq!((files(&desk.workspace()), desk.bytes()), (before, bytes), "nothing is left behind");
}

/// A command that waits for the lock of the project, and the lock.
fn waiting(desk: &Desk, args: &[&str]) -> (Child, File) {
    let lock = File::options().write(true).open(desk.workspace().join(".Service Cloud.json.lock")).unwrap();
    lock.lock().unwrap();
    let command = &mut desk.command(&[&["--lang", "en"], args].concat());
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let begun = Instant::now();
    // Until it has opened the lock it does not wait.
    let opened = || {
        let folder = fs::read_dir(format!("/proc/{}/fd", child.id())).into_iter().flatten().flatten();
        folder
            .filter_map(|entry| fs::read_link(entry.path()).ok())
            .any(|to| to.ends_with(".Service Cloud.json.lock"))
    };
    // To look whether somebody has it, it is opened for a moment before.
    let pause = || std::thread::sleep(Duration::from_millis(20));
    while !(opened() && {
        pause();
        opened()
    }) && begun.elapsed() < PATIENCE
    {
        std::thread::sleep(Duration::from_millis(5));
    }
    (child, lock)
}

#[test]
#[cfg(target_os = "linux")]
fn a_signal_during_a_save_is_obeyed_behind_it_and_no_core_is_written() {
    for (name, number) in [("TERM", 15), ("INT", 2), ("HUP", 1)] {
        let desk = Desk::with_project();
        let (child, lock) = waiting(&desk, &["set", "project", "#1", "sponsor=held"]);
        let limits = fs::read_to_string(format!("/proc/{}/limits", child.id())).unwrap();
        let core = limits.lines().find(|line| line.starts_with("Max core file size")).unwrap();
        assert_eq!(core.split_whitespace().skip(4).take(2).collect::<Vec<_>>(), ["0", "0"], "{core}");
        let sent = Command::new("kill").args(["-s", name, &child.id().to_string()]).status().unwrap();
        assert!(sent.success());
        drop(lock);
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.signal(), Some(number), "{name}: {output:?}");
        assert!(
            String::from_utf8(desk.bytes()).unwrap().contains("held"),
            "{name}: the save came to its end"
        );
        assert!(!files(&desk.workspace()).iter().any(|path| path.to_string_lossy().ends_with(".tmp")));
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_signal_while_a_file_is_restored_repaired_or_merged_is_obeyed_behind_it() {
    for args in [&["restore", "Service Cloud"][..], &["repair"], &["merge", "Service Cloud"]] {
        let desk = Desk::with_project();
        desk.done(&["add", "people", "name=A1"]);
        desk.done(&["add", "people", "name=B2"]);
        let text = fs::read_to_string(desk.file()).unwrap();
        let rows = desk.json(&["show", "people"]);
        let id = |n: usize| rows[n]["id"].as_str().unwrap().to_owned();
        let copy = desk.workspace().join("Service Cloud (2).json");
        match args[0] {
            "repair" => fs::write(desk.file(), text.replace(&id(1), &id(0))).unwrap(),
            "merge" => fs::write(&copy, text.replace("\"A1\"", "\"A9\"")).unwrap(),
            _ => {}
        }
        let before = desk.bytes();
        let (child, lock) = waiting(&desk, args);
        let sent = Command::new("kill").args(["-s", "TERM", &child.id().to_string()]).status().unwrap();
        assert!(sent.success());
        std::thread::sleep(Duration::from_millis(50));
        drop(lock);
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.signal(), Some(15), "{args:?}: {output:?}");
        assert_ne!(desk.bytes(), before, "{args:?} came to its end");
        let pinned = |path: &PathBuf| path.to_string_lossy().ends_with("-pinned.json");
        assert_eq!(files(&desk.workspace().join("backups")).iter().filter(|path| pinned(path)).count(), 1);
        assert!(!copy.exists(), "{args:?}");
    }
}

/// Builds a library that is loaded before the system's.
#[cfg(target_os = "linux")]
fn library(folder: &Path, source: &str) -> PathBuf {
    let (file, library) = (folder.join("shim.c"), folder.join("shim.so"));
    fs::write(&file, source).unwrap();
    // Rust needs a C linker, so there is one.
    let built = Command::new("cc").args(["-shared", "-fPIC", "-o"]).args([&library, &file]).status().unwrap();
    assert!(built.success());
    library
}

/// A library that puts the clock before 1970 and lets every folder fail to close.
const SHIM: &str = "
#define _GNU_SOURCE
#include <time.h>
#include <errno.h>
#include <dirent.h>
int clock_gettime(clockid_t which, struct timespec *at) {
    static long count;
    at->tv_sec = which == CLOCK_REALTIME ? -400 * 86400L : 1000 + count / 1000;
    at->tv_nsec = count++ % 1000 * 1000000;
    return 0;
}
int closedir(DIR *folder) { errno = EIO; return -1; }
";

#[test]
#[cfg(target_os = "linux")]
fn a_clock_before_1970_and_a_folder_that_does_not_close_are_no_trouble() {
    let folder = tempfile::tempdir().unwrap();
    let library = library(folder.path(), SHIM);
    let desk = Desk::empty();
    for args in [
        &["new", "Service Cloud", "--start", "today"][..],
        &["add", "people", "name=A"],
        &["set", "people", "A", "awareness=3"],
        &["list"],
        &["status"],
        &["portfolio"],
        &["--print", "80x24", "--keys", "1"],
        &["--print", "80x24", "--keys", "<f12>"],
        &["demo", "--print", "80x24", "--keys", "<f12>"],
    ] {
        // Without a day named, so that the clock is asked.
        let given = desk.command(args);
        let args: Vec<_> = given.get_args().filter(|arg| *arg != "--today" && *arg != TODAY).collect();
        let mut command = Command::new(given.get_program());
        command.args(args).args(["--lang", "en"]).env("LD_PRELOAD", &library);
        for (name, value) in given.get_envs() {
            if let Some(value) = value {
                command.env(name, value)
            } else {
                command.env_remove(name)
            };
        }
        let said = said(&mut command);
        assert_eq!(said.code, 0, "{said:?}");
    }
}

/// A library that notes which files are synced and put in another's place.
const RECORDER: &str = "
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
static void note(const char *call, const char *name) {
    int out = open(getenv(\"CALLS\"), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    dprintf(out, \"%s %s\\n\", call, name);
    close(out);
}
int fsync(int file) {
    char link[64], name[4096];
    snprintf(link, sizeof link, \"/proc/self/fd/%d\", file);
    ssize_t length = readlink(link, name, sizeof name - 1);
    name[length < 0 ? 0 : length] = 0;
    note(\"sync\", name);
    return fdatasync(file);
}
int rename(const char *from, const char *to) {
    note(\"rename\", to);
    return renameat(AT_FDCWD, from, AT_FDCWD, to);
}
";

#[test]
#[cfg(target_os = "linux")]
fn the_system_is_asked_to_sync_the_file_and_then_its_folder() {
    let folder = tempfile::tempdir().unwrap();
    let library = library(folder.path(), RECORDER);
    let desk = Desk::with_project();
    let calls = folder.path().join("calls");
    let mut command = desk.command(&["--lang", "en", "set", "project", "#1", "sponsor=synced"]);
    let said = said(command.env("LD_PRELOAD", &library).env("CALLS", &calls));
    assert_eq!(said.code, 0, "{said:?}");
    let workspace = desk.workspace().canonicalize().unwrap();
    let calls = fs::read_to_string(calls).unwrap();
    let calls: Vec<String> = calls
        .lines()
        .map(|line| {
            let (call, path) = line.split_once(' ').unwrap();
            let path = Path::new(path).strip_prefix(&workspace).unwrap();
            let passing = path.extension().is_some_and(|end| end == "tmp");
            format!("{call} {}", if passing { "the new file" } else { path.to_str().unwrap() })
        })
        .collect();
    let wished = ["sync backups", "sync the new file", "rename Service Cloud.json", "sync "];
    assert_eq!(calls, wished);
}

/// A library that notes which files are opened.
const OPENED: &str = "
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>
int open64(const char *name, int flags, ...) {
    va_list more;
    va_start(more, flags);
    int mode = va_arg(more, int);
    va_end(more);
    int out = syscall(SYS_openat, AT_FDCWD, getenv(\"CALLS\"), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    dprintf(out, \"%s\\n\", name);
    close(out);
    return syscall(SYS_openat, AT_FDCWD, name, flags, mode);
}
";

#[test]
#[cfg(target_os = "linux")]
fn a_command_reads_the_workspace_once() {
    let folder = tempfile::tempdir().unwrap();
    let library = library(folder.path(), OPENED);
    let desk = Desk::with_project();
    desk.done(&["new", "Other", "--start", "today"]);
    for args in [&["list"][..], &["--project", "Service Cloud", "status"]] {
        let calls = folder.path().join("calls");
        let mut command = desk.command(&[&["--lang", "en"], args].concat());
        let said = said(command.env("LD_PRELOAD", &library).env("CALLS", &calls));
        assert_eq!(said.code, 0, "{said:?}");
        let opened = fs::read_to_string(&calls).unwrap();
        assert_eq!(
            opened.lines().filter(|name| name.ends_with("Other.json")).count(),
            1,
            "{args:?}: {opened}"
        );
        fs::remove_file(calls).unwrap();
    }
}

#[test]
fn a_name_wider_than_any_screen_is_printed() {
    let desk = Desk::with_project();
    let long = format!("name={}", "宽".repeat(21_000));
    desk.done(&["add", "kpis", &long, "kind=lagging", "baseline=1e15", "target=-1e15"]);
    desk.done(&["set", "project", "#1", &long]);
    for args in [&["status"][..], &["portfolio"], &["list"], &["show", "kpis"], &["--print", "160x50"]] {
        desk.done(args);
    }
}

#[test]
fn a_file_that_stays_open_to_its_group_is_noted() {
    let desk = Desk::with_project();
    let set = |path: &Path, mode| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    };
    set(&desk.workspace(), 0o750);
    set(&desk.file(), 0o640);
    let said = desk.en(&["add", "people", "name=A1"]);
    assert_eq!((said.code, said.err.matches("note: the folder is shared").count()), (0, 1), "{said:?}");
    assert!(desk.run(&["add", "people", "name=B2"]).err.contains("文件夹是共享的"));
    assert_eq!(fs::metadata(desk.file()).unwrap().permissions().mode() & 0o777, 0o640);
    set(&desk.file(), 0o600);
    assert!(!desk.en(&["add", "people", "name=C3"]).err.contains("shared"));
}

/// An export that is ended while it works leaves nothing behind, not even the place that it would have taken; once
/// the file is being put there, it is put there whole.
#[test]
fn a_signal_during_an_export_leaves_nothing_or_a_whole_workbook() {
    let desk = Desk::empty();
    let today = chrono::NaiveDate::from_ymd_opt(2026, 3, 4).unwrap();
    desk.put("Large", &crate::generator::large(3_000, 1, 1, today));
    let folder = desk.workspace().parent().unwrap().to_owned();
    let names = || {
        let names = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name());
        let mut names: Vec<_> = names.collect();
        names.sort();
        names
    };
    let before = names();
    let path = folder.join("book.xlsx");
    let book = path.display().to_string();
    for wait in [100, 400, 900] {
        let mut child = desk.command(&["export", &book]).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(wait));
        Command::new("kill").args(["-s", "INT", &child.id().to_string()]).status().unwrap();
        let status = child.wait().unwrap();
        assert!(path.exists() || !status.success(), "{wait}");
        if path.exists() {
            // The signal came when the file was being put in its place, or later.
            desk.done(&["import", &book, "--dry-run"]);
            fs::remove_file(&path).unwrap();
        }
        assert_eq!(names(), before, "{wait}");
    }
}
