//! What no program can do itself: its terminal is given back after it was killed or had no more memory.

use super::*;

const SAID: &str = "Changebook ended unexpectedly; the terminal is as it was.";

/// A window with a score that is saved and a text that is being typed, and its guard.
fn guarded(house: &House) -> (Pty, String) {
    let window = interrupted(house);
    let holds = |file: &PathBuf| fs::read_to_string(file).is_ok_and(|text| text.contains("half a sentence"));
    wait_for("a draft", || files(&house.workspace()).iter().any(holds));
    let guard = window.until_guarded();
    (window, guard)
}

#[track_caller]
fn given_back(window: &mut Pty, guard: &str) {
    assert!(!window.until_end().success());
    pty::until_ended(guard);
    window.assert_restored();
    window.until_text(SAID);
}

#[test]
fn a_kill_while_typing_gives_the_terminal_back_and_loses_nothing() {
    let house = House::with_project();
    let (mut window, guard) = guarded(&house);
    window.signal("KILL");
    given_back(&mut window, &guard);
    nothing_is_lost(&house);
}

#[test]
#[cfg(target_os = "linux")]
fn without_memory_the_terminal_is_given_back_and_nothing_is_lost() {
    use rustix::process::{Pid, Resource, Rlimit, prlimit};

    let house = House::with_project();
    let (mut window, guard) = guarded(&house);
    let status = fs::read_to_string(format!("/proc/{}/status", window.id())).unwrap();
    let size = status.lines().find_map(|line| line.strip_prefix("VmData:")).unwrap();
    let size: u64 = size.trim().strip_suffix(" kB").unwrap().parse().unwrap();
    let limit = Some((size + 1024) << 10);
    let id = Pid::from_raw(window.id().parse().unwrap());
    prlimit(id, Resource::Data, Rlimit { current: limit, maximum: limit }).unwrap();
    // The text is not too long, but there is no room for it.
    window.send_last(format!("\x1b[200~{}\x1b[201~", "变革".repeat(2 << 20)).into_bytes());
    // What the system says of it stands on the screen that is given back a moment later, so the end is waited for.
    given_back(&mut window, &guard);
    let said = String::from_utf8_lossy(&window.bytes()).into_owned();
    assert!(said.contains("memory allocation of"), "{said}");
    nothing_is_lost(&house);
}

#[test]
#[cfg(target_os = "linux")]
fn an_update_in_the_place_of_the_program_leaves_the_guard_at_work() {
    let house = House::with_project();
    let own = house.workspace().parent().unwrap().join("own");
    fs::copy(PROGRAM, &own).unwrap();
    let mut window = house.start(&[own.to_str().unwrap()], &["--lang", "en"]);
    // The guard starts a moment behind the first frame.
    window.until_text("F1");
    fs::remove_file(&own).unwrap();
    fs::write(&own, "another version").unwrap();
    let guard = window.until_guarded();
    window.signal("KILL");
    given_back(&mut window, &guard);
}

#[test]
fn a_guard_with_nothing_to_guard_ends_and_says_nothing() {
    let mut command = Command::new(PROGRAM);
    command.arg("guard-terminal").stdin(std::process::Stdio::null());
    let output = command.output().unwrap();
    assert!(output.status.success() && output.stdout.is_empty() && output.stderr.is_empty(), "{output:?}");
    // Typed by a person it is a word that the program does not know.
    let house = House::empty();
    let mut window = house.start(&[PROGRAM], &["guard-terminal"]);
    assert_eq!(window.until_end().exit_code(), 2);
}
