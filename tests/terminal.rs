//! The promises about the terminal, checked in a real one: whatever ends the program, the terminal is
//! as it was; whatever comes in is understood; what vanishes is noticed.
#![cfg(unix)]

#[path = "terminal/guard.rs"]
mod guard;
#[path = "common/pty.rs"]
mod pty;

use std::{
    fs,
    io::{Read as _, Write as _},
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};

use portable_pty::{CommandBuilder, PtySize, native_pty_system};
use pty::{PATIENCE, Pty};

fn echo() -> Pty {
    let pty = Pty::start(&pty::example("echo"), &[], 60, 12);
    pty.until_text("回声 60x12");
    pty
}

#[test]
fn quitting_restores_the_terminal() {
    let mut pty = echo();
    pty.until("the modes we need", |screen| {
        screen.alternate_screen()
            && screen.bracketed_paste()
            && screen.mouse_protocol_encoding() == vt100::MouseProtocolEncoding::Sgr
            && !screen.hide_cursor()
            && screen.cursor_position() == (3, 5)
    });
    pty.send("q");
    assert_eq!(pty.until_end().exit_code(), 0);
    pty.assert_restored();
}

#[test]
fn signals_end_and_restore() {
    for (name, code) in [("TERM", 143), ("INT", 130), ("HUP", 129), ("QUIT", 131)] {
        let mut pty = echo();
        pty.signal(name);
        let status = pty.until_end();
        assert_eq!((name, status.exit_code()), (name, code));
        pty.assert_restored();
    }
}

#[test]
fn a_panic_restores_and_is_read_on_the_main_screen() {
    for (key, message) in [("p", "asked to panic"), ("P", "asked to panic elsewhere")] {
        let mut pty = echo();
        pty.send(key);
        assert!(!pty.until_end().success());
        pty.assert_restored();
        pty.until_text(message);
    }
}

#[test]
fn a_panic_names_its_place_and_nothing_that_was_typed() {
    let mut pty = echo();
    pty.send("eagle");
    pty.until_text("text 5 eagle");
    pty.send("D");
    assert!(!pty.until_end().success());
    pty.assert_restored();
    pty.until_text("examples/echo.rs:");
    let bytes = String::from_utf8_lossy(&pty.bytes()).into_owned();
    // What was shown before is on the other screen.
    let (_, after) = bytes.rsplit_once("\x1b[?1049l").unwrap();
    assert!(after.contains("Internal error") && after.contains("程序内部出错"), "{after}");
    assert!(!after.contains("eagle") && !after.contains("asked to panic"), "{after}");
}

#[test]
fn suspending_gives_the_screen_back_and_continues() {
    for by_signal in [true, false] {
        let mut pty = echo();
        pty.send("ab");
        pty.until_text("text 2 ab");
        if by_signal {
            pty.signal("TSTP");
        } else {
            pty.send("t");
        }
        pty.until_stopped();
        pty.assert_restored();
        pty.resize(50, 10);
        pty.signal("CONT");
        pty.until_text("回声 50x10");
        pty.until_text("text 2 ab");
        pty.until("the modes we need", |screen| screen.alternate_screen() && screen.bracketed_paste());
        pty.send("cq");
        assert_eq!(pty.until_end().exit_code(), 0);
        pty.assert_restored();
    }
}

#[test]
fn being_stopped_from_outside_redraws() {
    let mut pty = echo();
    pty.signal("STOP");
    pty.until_stopped();
    let before = pty.bytes().len();
    pty.signal("CONT");
    pty.until("a full redraw", |screen| screen.contents().contains("回声"));
    pty.send("z");
    pty.until_text("text 1 z");
    let after = pty.bytes();
    assert!(after[before..].windows(4).any(|bytes| bytes == b"\x1b[2J"));
    pty.send("q");
    pty.until_end();
    pty.assert_restored();
}

#[test]
fn a_vanished_terminal_ends_the_program() {
    let folder = tempfile::tempdir().unwrap();
    let log: PathBuf = folder.path().join("end");
    let mut pty = Pty::start(&pty::example("echo"), &[log.to_str().unwrap()], 60, 12);
    pty.until_text("回声 60x12");
    pty.close();
    pty.until_end();
    let how = fs::read_to_string(log).unwrap();
    assert!(["Gone", "Signal(Hangup)"].contains(&how.as_str()), "{how}");
}

/// Waits until the program has noted this in a file.
#[track_caller]
fn until_noted(file: &Path, wished: &str) {
    let end = Instant::now() + PATIENCE;
    while fs::read_to_string(file).unwrap_or_default().trim() != wished {
        assert!(Instant::now() < end, "never: {wished} in {}", file.display());
        thread::sleep(Duration::from_millis(20));
    }
}

#[test]
fn a_loop_that_is_stuck_is_ended_from_outside_all_the_same() {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("end");
    let mut pty = Pty::start(&pty::example("echo"), &[log.to_str().unwrap()], 60, 12);
    pty.until_text("回声 60x12");
    pty.send("S");
    until_noted(&log, "stuck");
    pty.signal("TERM");
    assert_eq!(pty.until_end().exit_code(), 143);
    pty.assert_restored();
}

/// The loop is stuck, so nobody takes what the reading thread has read, and a shell above keeps the signal of a
/// hang-up away: only the watch of the terminal itself can tell.
#[test]
fn a_hang_up_is_seen_without_a_signal_and_without_a_reader() {
    let folder = tempfile::tempdir().unwrap();
    let log = folder.path().join("end");
    let size = PtySize { rows: 12, cols: 60, pixel_width: 0, pixel_height: 0 };
    let pair = native_pty_system().openpty(size).unwrap();
    let mut shell = CommandBuilder::new("/bin/sh");
    shell.args(["-c", "trap '' HUP; \"$0\" \"$1\"; echo $? >\"$1\""]);
    shell.arg(pty::example("echo"));
    shell.arg(&log);
    shell.env("TERM", "xterm-256color");
    let mut child = pair.slave.spawn_command(shell).unwrap();
    drop(pair.slave);
    let (mut reader, mut shown) = (pair.master.try_clone_reader().unwrap(), Vec::new());
    let mut chunk = [0; 4096];
    while !String::from_utf8_lossy(&shown).contains("60x12") {
        let read = reader.read(&mut chunk).unwrap();
        assert!(read > 0, "it ended");
        shown.extend_from_slice(&chunk[..read]);
    }
    let mut writer = pair.master.take_writer().unwrap();
    writer.write_all(b"S").unwrap();
    until_noted(&log, "stuck");
    drop((reader, writer, pair.master));
    until_noted(&log, "129");
    child.wait().unwrap();
}

#[test]
fn a_title_commands_nothing() {
    let mut pty = echo();
    pty.send("T");
    pty.until_text("keys 1");
    pty.send("q");
    pty.until_end();
    pty.assert_restored();
    let bytes = pty.bytes();
    let sent = String::from_utf8_lossy(&bytes);
    assert!(sent.contains("\x1b]0;回]0;a声bc\x07"), "{sent:?}");
}

#[test]
fn a_resize_is_drawn() {
    let mut pty = echo();
    for (columns, rows) in [(80, 24), (20, 5), (100, 30)] {
        pty.resize(columns, rows);
        pty.until_text(&format!("回声 {columns}x{rows}"));
    }
    pty.send("q");
    pty.until_end();
}

#[test]
fn many_arrows_at_once_are_all_counted_in_few_frames() {
    let mut pty = echo();
    let before = pty.bytes().len();
    pty.send("\x1b[A\x1bOB".repeat(500));
    pty.until_text("arrows 1000");
    let frames = pty.bytes()[before..].windows(8).filter(|bytes| bytes == b"\x1b[?2026h").count();
    assert!(frames <= 100, "{frames} frames");
    pty.send("q");
    pty.until_end();
}

#[test]
fn a_large_paste_is_one_event() {
    let mut pty = echo();
    let text = "变革".repeat(100_000 / 6);
    let writer = format!("\x1b[200~{text}\x1b[201~");
    pty.send(writer);
    pty.until_text(&format!("paste of {}", text.len()));
    pty.send("q");
    pty.until_end();
}

#[test]
fn an_unclosed_paste_recovers() {
    let mut pty = echo();
    pty.send("\x1b[200~abc");
    pty.until_text("paste of 3");
    pty.send("q");
    pty.until_end();
    pty.assert_restored();
}

#[test]
fn escape_alone_and_cut_characters() {
    let mut pty = echo();
    pty.send("\x1b");
    pty.until_text("last Esc");
    for byte in "变".as_bytes() {
        pty.send([*byte]);
    }
    pty.until_text("text 1 变");
    pty.send("\x1b[<0;3;2M");
    pty.until_text("column: 2, row: 1");
    pty.send("w");
    pty.until_text("from a thread");
    pty.until_text("ticks 1");
    pty.send("q");
    pty.until_end();
}

#[test]
fn copying_and_the_title_reach_the_terminal() {
    let mut pty = echo();
    pty.send("aby");
    pty.until_text("keys 3");
    pty.send("q");
    pty.until_end();
    pty.assert_restored();
    let bytes = pty.bytes();
    let sent = String::from_utf8_lossy(&bytes);
    assert!(sent.contains("\x1b]52;c;YWI="), "{sent:?}");
    assert!(sent.contains("\x1b[22;2t\x1b]0;回声\x07") && sent.contains("\x1b[23;2t"), "{sent:?}");
}

#[test]
fn redirected_input_and_output_do_not_matter() {
    let script = "true | \"$0\" > /dev/null";
    let program = pty::example("echo");
    let mut pty = Pty::start("/bin/sh".as_ref(), &["-c", script, program.to_str().unwrap()], 60, 12);
    pty.until_text("回声 60x12");
    pty.send("ab");
    pty.until_text("text 2 ab");
    pty.send("q");
    assert_eq!(pty.until_end().exit_code(), 0);
    pty.assert_restored();
}

#[test]
#[cfg_attr(not(target_os = "linux"), ignore = "needs setsid")]
fn without_a_terminal_it_says_so() {
    let output = std::process::Command::new("setsid")
        .arg("--wait")
        .arg(pty::example("echo"))
        .stdin(std::process::Stdio::null())
        .output()
        .expect("setsid runs");
    assert!(!output.status.success());
    assert!(output.stdout.is_empty(), "{:?}", String::from_utf8_lossy(&output.stdout));
    assert!(output.stderr.starts_with(b"echo: "), "{:?}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn the_mouse_can_be_switched_off() {
    let mut pty = echo();
    pty.send("m");
    pty.until("no mouse", |screen| screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None);
    pty.signal("TSTP");
    pty.until_stopped();
    pty.signal("CONT");
    pty.until("our screen", vt100::Screen::alternate_screen);
    pty.until_text("keys 1");
    pty.until("no mouse", |screen| screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None);
    pty.send("q");
    pty.until_end();
    pty.assert_restored();
}
