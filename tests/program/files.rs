//! A file that is gone, damaged, replaced, archived or at odds with itself while it is open; backups and copies: every
//! way out that the program names is walked with real keys on real files.

use super::*;
use changebook::store::Workspace;

const FILE: &str = "\x05";
const UNDO: &str = "\x1a";

/// The project `Pilot` after several saves, in a window.
fn worked_on() -> (House, Pty) {
    let house = House::with_project();
    house.run(&["set", "readiness", "#1", "senior_support=4"]);
    house.run(&["set", "readiness", "#1", "urgency=3"]);
    let window = house.open();
    until_saved(&window, "There is no vision");
    (house, window)
}

fn header(window: &Pty) -> String {
    window.lines().into_iter().next().unwrap_or_default()
}

#[track_caller]
fn until_not_saved(window: &Pty, reason: &str) {
    window.until(reason, |screen| {
        screen
            .contents()
            .lines()
            .next()
            .is_some_and(|line| line.contains("NOT SAVED") && line.contains(reason))
    });
}

/// The names of all files below the workspace but locks.
fn names(house: &House) -> Vec<String> {
    let all = files(&house.workspace());
    let name = |path: &PathBuf| path.strip_prefix(house.workspace()).unwrap().to_str().unwrap().to_owned();
    let mut names: Vec<String> = all.iter().map(name).filter(|name| !name.contains(".lock")).collect();
    names.sort();
    names
}

/// A second file of `Pilot` with another score, as a sync tool would lay it beside.
fn copy_beside(house: &House, name: &str, from: &str, to: &str) -> Vec<u8> {
    let copy = fs::read_to_string(house.file()).unwrap().replace(from, to);
    fs::write(house.workspace().join(name), &copy).unwrap();
    copy.into_bytes()
}

#[test]
fn a_file_deleted_while_open_is_written_anew() {
    let (house, mut window) = worked_on();
    fs::remove_file(house.file()).unwrap();
    until_not_saved(&window, "moved, archived or deleted");
    window.until_text("Ctrl-E shows what can be done");
    window.send("15");
    window.until_text("●●●●● 5");
    assert!(!house.file().exists(), "nothing is written before it is asked for");
    window.send(FILE);
    window.until_text("1 Write the file anew");
    window.send(ENTER);
    until_saved(&window, "Written anew");
    assert_eq!(house.value("readiness", "senior_support"), 5);
    quit(window);
}

#[test]
fn a_file_put_back_is_saved_without_a_word() {
    let (house, window) = worked_on();
    let away = house.at("away.json");
    fs::rename(house.file(), &away).unwrap();
    until_not_saved(&window, "moved, archived or deleted");
    fs::rename(&away, house.file()).unwrap();
    window.until("saved again", |screen| {
        screen.contents().lines().next().unwrap_or_default().contains("● Saved")
    });
    quit(window);
}

#[test]
fn a_file_damaged_while_open_is_kept_aside_and_written_anew() {
    let (house, mut window) = worked_on();
    fs::write(house.file(), "not a project").unwrap();
    until_not_saved(&window, "another program has damaged the file");
    window.send(":anew\r");
    until_saved(&window, "kept beside it");
    assert_eq!(fs::read_to_string(house.workspace().join("Pilot.damaged-1.json")).unwrap(), "not a project");
    assert_eq!(house.value("readiness", "senior_support"), 4);
    quit(window);
}

#[test]
fn what_another_project_has_pushed_out_is_saved_under_another_name() {
    let (house, mut window) = worked_on();
    house.run(&["new", "Other", "--start", "2026-03-04"]);
    let other = house.workspace().join("Other.json");
    let bytes = fs::read(&other).unwrap();
    fs::rename(&other, house.file()).unwrap();
    until_not_saved(&window, "another project's file");
    window.send("14");
    window.until_text("●●●●○ 4");
    window.send(FILE);
    window.until_text("1 Save under another name");
    window.send(ENTER);
    window.until_text("Name or path");
    window.send("Rescued\r");
    until_saved(&window, "Saved as");
    // On from the evidence to the next score.
    window.send("\x1b[B\x1b[D3");
    quit(window);
    assert_eq!(fs::read(house.file()).unwrap(), bytes, "the other project is as it was");
    let rescued = fs::read_to_string(house.workspace().join("Rescued.json")).unwrap();
    assert!(rescued.contains("\"senior_support\":4"), "{rescued}");
}

#[test]
fn a_project_that_another_window_has_archived_comes_back_with_the_edits() {
    let (house, mut window) = worked_on();
    Workspace::at(&house.workspace()).unwrap().archive_project(&house.file()).unwrap();
    until_not_saved(&window, "archived");
    window.send("15");
    window.until_text("●●●●● 5");
    window.send(":anew\r");
    window.until("saved", |screen| screen.contents().lines().next().unwrap_or_default().contains("● Saved"));
    assert_eq!(house.value("readiness", "senior_support"), 5);
    assert!(names(&house).iter().all(|name| !name.starts_with("archive/")), "{:?}", names(&house));
    quit(window);
}

#[test]
fn rows_of_one_id_are_repaired() {
    let house = House::with_project();
    let first = house.run(&["add", "people", "name=A1"]);
    let second = house.run(&["add", "people", "name=B2"]);
    let double = fs::read_to_string(house.file()).unwrap().replace(second.trim(), first.trim());
    fs::write(house.file(), &double).unwrap();
    let mut window = house.open();
    window.until_text("Ctrl-E offers to repair it");
    window.send(FILE);
    window.until_text("1 Repair the file");
    window.send(ENTER);
    until_saved(&window, "Repaired");
    window.send("2\x1b[B");
    window.until_text("B2");
    quit(window);
    let people: Value = serde_json::from_str(&house.run(&["show", "people", "--json"])).unwrap();
    assert_eq!(people.as_array().unwrap().len(), 2);
    assert_ne!(people[0]["id"], people[1]["id"]);
    let pinned = names(&house).into_iter().find(|name| name.ends_with("-pinned.json")).unwrap();
    assert_eq!(fs::read_to_string(house.workspace().join(pinned)).unwrap(), double, "as it was");
}

#[test]
fn enter_after_quit_loses_nothing_that_is_not_saved() {
    let (house, mut window) = worked_on();
    let workspace = house.workspace();
    let mend = forbid(&workspace);
    window.send("15");
    until_not_saved(&window, "");
    window.send(QUIT);
    window.until_text("1 Stay, and save again");
    window.send(ENTER);
    window.until("no question", |screen| !screen.contents().contains("Quit without saving"));
    until_not_saved(&window, "");
    window.send(QUIT);
    window.until_text("Save under another name");
    window.send("2");
    window.until_text("Name or path");
    let elsewhere = house.at("home");
    window.send(format!("{}/elsewhere\r", elsewhere.display()));
    until_saved(&window, "Saved as");
    mend();
    quit(window);
    let saved = fs::read_to_string(elsewhere.join("elsewhere.json")).unwrap();
    assert!(saved.contains("\"senior_support\":5"), "{saved}");
}

#[test]
fn quitting_without_saving_takes_the_last_line() {
    let (house, mut window) = worked_on();
    let workspace = house.workspace();
    let mend = forbid(&workspace);
    window.send("15");
    until_not_saved(&window, "");
    window.send(QUIT);
    window.until_text("Quit without saving");
    window.send(UP);
    window.send(DOWN);
    window.send(DOWN);
    window.send(ENTER);
    window.until_end();
    mend();
    assert_eq!(house.value("readiness", "senior_support"), 4);
}

#[test]
fn a_lost_project_opens_as_its_backup_and_is_restored() {
    let (house, window) = worked_on();
    quit(window);
    let whole = fs::read_to_string(house.file()).unwrap();
    for lost in [None, Some(whole.replacen("changebook", "changebool", 1)), Some("\0".repeat(64))] {
        match &lost {
            Some(bytes) => fs::write(house.file(), bytes).unwrap(),
            None => fs::remove_file(house.file()).unwrap(),
        }
        let mut window = house.open();
        window.until_text("Read only");
        window.until_text("Ctrl-E offers to restore it");
        window.send(FILE);
        window.until_text("1 Restore this backup");
        window.send(ENTER);
        window.until_text("Please confirm");
        window.send("y");
        until_saved(&window, "Restored");
        window.send("15");
        until_saved(&window, "●●●●● 5");
        quit(window);
        assert_eq!(house.value("readiness", "senior_support"), 5);
        if let Some(bytes) = lost {
            let aside = names(&house).into_iter().filter(|name| name.contains(".damaged-"));
            let kept: Vec<_> =
                aside.map(|name| fs::read_to_string(house.workspace().join(name)).unwrap()).collect();
            assert!(kept.contains(&bytes), "the damaged file is kept");
        }
    }
}

#[test]
fn home_names_another_project_that_is_lost() {
    let (house, mut window) = worked_on();
    quit(window);
    house.run(&["new", "Other", "--start", "2026-03-04"]);
    fs::remove_file(house.file()).unwrap();
    window = house.open();
    window.until_text("Ctrl-E offers a backup of 'Pilot'");
    window.send(FILE);
    window.until_text("1 Show the newest backup of 'Pilot'");
    window.send(ENTER);
    window.until_text("Read only");
    assert!(header(&window).contains("Pilot"));
    window.send("\x0f");
    window.until_text("file lost");
    window.send(ESCAPE);
    window.until("no list", |screen| !screen.contents().contains("file lost"));
    quit(window);
}

#[test]
fn a_backup_is_listed_restored_and_taken_back_by_one_undo() {
    let (house, mut window) = worked_on();
    window.send("15");
    until_saved(&window, "●●●●● 5");
    let before = names(&house).len();
    window.send(":list and\r");
    window.until_text("1 differs from now");
    window.send(END);
    window.send(ENTER);
    window.until_text("kept as a backup first");
    window.send(ENTER);
    until_saved(&window, "takes it back in one step");
    wait_for("the restored value", || house.value("readiness", "senior_support") != 5);
    assert!(names(&house).len() > before && names(&house).iter().any(|name| name.ends_with("-pinned.json")));
    window.send(UNDO);
    until_saved(&window, "Undone");
    wait_for("the value before", || house.value("readiness", "senior_support") == 5);
    quit(window);
}

#[test]
fn the_open_project_is_archived_from_the_palette_at_once_and_never_its_copy() {
    for copy in [None, Some("P.json"), Some("Pilot 2.json"), Some("Pilot (conflicted copy 2026-03-04).json")]
    {
        let (house, mut window) = worked_on();
        if let Some(copy) = copy {
            copy_beside(&house, copy, "\"rev\":3", "\"rev\":2");
        }
        window.send(":archive\r");
        window.until_text("Archive 'Pilot' (Pilot.json)?");
        window.send("y");
        wait_for("the archive", || names(&house).contains(&"archive/Pilot.json".to_owned()));
        if let Some(copy) = copy {
            assert!(names(&house).contains(&copy.to_owned()), "{:?}", names(&house));
        }
    }
}

#[test]
fn a_copy_in_conflict_is_named_on_home_and_merged_with_one_undo() {
    let (house, window) = worked_on();
    quit(window);
    let name = "Pilot (conflicted copy 2026-03-04).json";
    let copy = copy_beside(&house, name, "\"senior_support\":4", "\"senior_support\":1");
    let mut window = house.open();
    window.until_text(&format!("Ctrl-E offers to merge the conflicting copy {name} (20"));
    window.send(FILE);
    window.until_text("1 Merge the copy");
    window.send(ENTER);
    window.until_text("wait under Conflicts");
    window.send(ENTER);
    window.until_text("1 field differs");
    wait_for("the copy in the archive", || names(&house).contains(&format!("archive/{name}")));
    assert_eq!(fs::read(house.workspace().join("archive").join(name)).unwrap(), copy, "never deleted");
    let file = || serde_json::from_slice::<Value>(&fs::read(house.file()).unwrap()).unwrap();
    assert_eq!(house.value("readiness", "senior_support"), 4, "the original's is shown");
    assert_eq!(file()["conflicts"][0]["theirs"], 1);
    window.until("Home without it", |screen| !screen.contents().contains("conflicting copy"));
    window.send(UNDO);
    wait_for("no conflict", || file().get("conflicts").is_none());
    quit(window);
}

#[test]
fn a_file_is_written_and_read_from_the_palette() {
    let (house, mut window) = worked_on();
    let (book, list) = (house.at("book.xlsx"), house.at("people.csv"));
    window.send(":");
    window.send("Export to Excel");
    window.until_text("Export to Excel, CSV or a calendar file");
    window.send(ENTER);
    window.until_text("No file is written over");
    window.send(book.display().to_string());
    window.send(ENTER);
    window.until_text("was written");
    assert!(fs::read(&book).unwrap().starts_with(b"PK"));
    // Another process reads what comes in, and it has the file and nothing else.
    fs::write(&list, "Person or team,Centre\nTeam 1,C1\n").unwrap();
    window.send("2");
    window.until_text("ADKAR");
    window.send(":");
    window.send("Import a CSV");
    window.until_text("Import a CSV or Excel file");
    window.send(ENTER);
    window.until_text("Its path");
    window.send(list.display().to_string());
    window.send(ENTER);
    window.until_text("Team 1");
    window.send(ENTER);
    until_saved(&window, "Team 1");
    quit(window);
}

#[test]
fn a_workbook_is_not_poured_over_a_terminal() {
    let house = House::with_project();
    for (arguments, said) in [
        (["--lang", "en", "export", "-"], "not written to a terminal"),
        (["--lang", "zh-CN", "export", "-"], "不写到终端"),
    ] {
        let mut window = house.start(&[PROGRAM], &arguments);
        assert_eq!(window.until_end().exit_code(), 2);
        // The last bytes may still be on their way to the reader.
        let shown = || String::from_utf8_lossy(&window.bytes()).into_owned();
        wait_for("what is said", || shown().contains(said));
        assert!(!shown().contains("PK\u{3}"), "{}", shown());
    }
    // A pipe takes it.
    let piped = Command::new(PROGRAM)
        .args(house.options())
        .args(["export", "-"])
        .envs(house.environment())
        .output()
        .unwrap();
    assert!(piped.status.success() && piped.stdout.starts_with(b"PK"));
}
