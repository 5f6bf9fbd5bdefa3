//! The terminal is given back also where the program cannot do it: a second process stands guard.

use super::{echo, until_noted};
use crate::pty::{self, Pty, until_ended, until_gone};
use std::fs;

/// What is said in place of the program, and a piece of it in either language.
const SAID: [&str; 2] = ["意外终止，终端已恢复原样", "ended unexpectedly"];

/// What came out behind the last change to the main screen.
fn afterwards(pty: &Pty) -> String {
    let bytes = String::from_utf8_lossy(&pty.bytes()).into_owned();
    bytes.rsplit_once("\x1b[?1049l").expect("the main screen").1.to_owned()
}

#[test]
fn whatever_kills_it_the_terminal_is_given_back_with_a_word() {
    for way in ["KILL", "ILL", "ABRT", "M", "O"] {
        let mut pty = echo();
        pty.send("ay");
        pty.until_text("text 1 a");
        let guard = pty.until_guarded();
        if way.len() == 1 {
            pty.send(way);
        } else {
            pty.signal(way);
        }
        assert!(!pty.until_end().success(), "{way}");
        until_ended(&guard);
        pty.assert_restored();
        pty.until_text(SAID[0]);
        let after = afterwards(&pty);
        // The title that was there before comes back as well.
        assert!(after.starts_with("\x1b[23;2t") && !after.contains(SAID[1]), "{way}: {after:?}");
    }
}

#[test]
fn the_guard_speaks_the_language_of_the_screen() {
    let mut pty = echo();
    pty.until_guarded();
    // The guard hears of the language before the next key is looked at.
    pty.send("L");
    pty.until_text("keys 1 ");
    pty.send("a");
    pty.until_text("text 1 a");
    pty.signal("KILL");
    pty.until_end();
    pty.until_text(SAID[1]);
    pty.assert_restored();
    assert!(!afterwards(&pty).contains(SAID[0]));
}

#[test]
fn in_order_nothing_more_is_said_and_no_guard_stays() {
    for way in ["q", "TERM", "HUP"] {
        let mut pty = echo();
        let guard = pty.until_guarded();
        if way == "q" {
            pty.send(way);
        } else {
            pty.signal(way);
        }
        pty.until_end();
        until_gone(&guard);
        pty.assert_restored();
        assert_eq!(afterwards(&pty), "", "{way}");
    }
}

#[test]
fn the_guard_outlasts_what_is_sent_to_it_and_to_all() {
    let mut pty = echo();
    let guard = pty.until_guarded();
    pty.send("a");
    pty.until_text("text 1 a");
    for signal in ["INT", "TERM", "HUP", "QUIT", "TSTP"] {
        pty::signal(&guard, signal);
    }
    // Killing all that was started together does not reach it.
    pty::signal(&format!("-{}", pty.id()), "KILL");
    pty.until_end();
    pty.assert_restored();
    pty.until_text(SAID[0]);
    until_ended(&guard);
}

#[test]
fn suspended_the_terminal_is_not_the_guards() {
    let mut pty = echo();
    let guard = pty.until_guarded();
    pty.send("at");
    pty.until_stopped();
    pty.assert_restored();
    pty.signal("CONT");
    pty.until_text("text 1 a");
    pty.until("our screen", vt100::Screen::alternate_screen);
    assert_eq!(pty.until_guarded(), guard, "it goes on with the program");
    pty.send("t");
    pty.until_stopped();
    pty.assert_restored();
    pty.signal("KILL");
    pty.until_end();
    until_ended(&guard);
    assert_eq!(afterwards(&pty), "");
    // The other way round it was taken anew, and that is known.
    let mut pty = echo();
    let guard = pty.until_guarded();
    pty.send("t");
    pty.until_stopped();
    pty.signal("CONT");
    pty.until("our screen", vt100::Screen::alternate_screen);
    pty.send("b");
    pty.until_text("text 1 b");
    pty.signal("KILL");
    pty.until_end();
    until_ended(&guard);
    pty.assert_restored();
    pty.until_text(SAID[0]);
}

#[test]
fn stopped_from_outside_and_killed_it_is_given_back() {
    let mut pty = echo();
    let guard = pty.until_guarded();
    pty.send("a");
    pty.until_text("text 1 a");
    pty.signal("STOP");
    pty.until_stopped();
    pty.signal("KILL");
    pty.until_end();
    until_ended(&guard);
    pty.assert_restored();
}

#[test]
fn a_shell_that_has_the_terminal_back_keeps_its_modes() {
    // The shell sets modes of its own while the program is stopped, and only then it is killed.
    let script = "\"$0\" & sleep 1; stty sane -echo; kill -9 $!; wait";
    let program = pty::example("echo");
    let mut pty = Pty::start("/bin/sh".as_ref(), &["-c", script, program.to_str().unwrap()], 60, 12);
    pty.until_text("回声 60x12");
    pty.until_text(SAID[0]);
    pty.until_end();
    assert!(pty.modes_now().contains("ICANON") && !pty.modes_now().contains("ECHO |"), "{}", pty.modes_now());
}

#[test]
fn without_its_guard_the_program_works_and_leaves_no_trace_of_it() {
    let mut pty = echo();
    let guard = pty.until_guarded();
    pty::signal(&guard, "KILL");
    until_ended(&guard);
    pty.send("at");
    pty.until_stopped();
    pty.signal("CONT");
    pty.until_text("text 1 a");
    until_gone(&guard);
    pty.send("q");
    assert_eq!(pty.until_end().exit_code(), 0);
    pty.assert_restored();
}

#[test]
fn a_guard_without_a_terminal_ends_in_silence() {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("end");
    let mut pty = Pty::start(&pty::example("echo"), &[log.to_str().unwrap()], 60, 12);
    let guard = pty.until_guarded();
    pty.send("S");
    until_noted(&log, "stuck");
    let id = pty.id();
    pty.close();
    pty::signal(&id, "KILL");
    pty.until_end();
    until_ended(&guard);
    assert_eq!(fs::read_to_string(log).unwrap(), "stuck");
}
