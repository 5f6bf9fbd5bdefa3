//! A person forgotten in a workspace: shown, done, and not to be found afterwards.

use crate::desk::{Desk, START};
use std::fs;
use std::path::{Path, PathBuf};

const NAME: &str = "王芳";

/// All files below a folder whose bytes hold a text.
fn holding(folder: &Path, text: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(holding(&path, text));
        } else if fs::read(&path).unwrap().windows(text.len()).any(|bytes| bytes == text.as_bytes()) {
            found.push(path);
        }
    }
    found
}

fn desk() -> Desk {
    let desk = Desk::with_project();
    for args in [
        &[
            "add",
            "people",
            "name=王芳",
            "awareness=2",
            "scored=2026-04-01",
            "awareness_behaviour=王芳不看白板",
        ][..],
        &["add", "people", "name=李强", "note=师傅是王芳"],
        &["add", "actions", "action=请王芳讲一次", "owner=Ann"],
        &["add", "actions", "action=Annual review by Ann", "owner=王芳"],
    ] {
        desk.done(args);
    }
    desk.done(&["new", "Other", "--start", START]);
    desk.done(&["--project", "Other", "add", "people", "name=王芳"]);
    let pinned = desk.workspace().join("backups/Service Cloud-000002-2026-04-29-pinned.json");
    fs::copy(desk.file(), pinned).unwrap();
    desk
}

#[test]
fn a_person_is_shown_and_then_removed_from_every_file() {
    let desk = desk();
    let there = holding(&desk.workspace(), NAME);
    assert_eq!(there.len(), 3, "{there:?}");
    let (zh, en) = (desk.run(&["forget", NAME]), desk.en(&["forget", NAME]));
    assert_eq!((zh.code, en.code), (0, 0));
    assert!(zh.err.contains("3 个文件") && zh.err.contains("现在什么都没有改"), "{zh:?}");
    assert!(
        en.err.contains("3 files, 1 backup among them.") && en.err.contains("Nothing was changed"),
        "{en:?}"
    );
    assert!(en.out.contains("Service Cloud.json") && zh.out.contains("备份"), "{en:?}{zh:?}");
    assert_eq!(holding(&desk.workspace(), NAME), there);
    let said = desk.run(&["forget", NAME, "--yes"]);
    assert_eq!(said.code, 0, "{said:?}");
    assert_eq!(holding(&desk.workspace(), NAME), [] as [PathBuf; 0]);
    let people = desk.json(&["--project", "Service Cloud", "show", "people"]);
    assert_eq!(people.as_array().unwrap().len(), 1);
    assert_eq!(people[0]["note"], "师傅是（已删除）");
    let actions = desk.json(&["--project", "Service Cloud", "show", "actions"]);
    assert_eq!(
        (&actions[0]["action"], &actions[1]["owner"]),
        (&"请（已删除）讲一次".into(), &"（已删除）".into())
    );
    let (zh, en) = desk.refused(1, &["forget", NAME, "--yes"]);
    assert!(zh.contains("没有文件提到“王芳”") && en.contains("no file mentions '王芳'"), "{zh}{en}");
    desk.refused(2, &["forget", "  "]);
}

#[test]
fn only_the_person_goes() {
    let desk = desk();
    desk.done(&["--project", "Service Cloud", "forget", "Ann", "--yes"]);
    let actions = desk.json(&["--project", "Service Cloud", "show", "actions"]);
    assert_eq!(actions[1]["action"], "Annual review by (removed)");
    // A name that is contained in another's leaves that alone, and so does a word of the format.
    desk.done(&["--project", "Other", "add", "people", "name=王芳芳", "note=王芳芳和王芳"]);
    desk.done(&["--project", "Other", "add", "people", "name=person", "kind=person"]);
    desk.done(&["--project", "Other", "forget", "person", "--yes"]);
    desk.done(&["--project", "Other", "forget", NAME, "--yes"]);
    // The days on which things were entered are no words of people.
    assert_eq!(desk.done(&["forget", "2026"]), "");
    let people = desk.json(&["--project", "Other", "show", "people"]);
    assert_eq!(people.as_array().unwrap().len(), 1);
    assert_eq!((&people[0]["name"], &people[0]["note"]), (&"王芳芳".into(), &"王芳芳和(removed)".into()));
    assert!(!holding(&desk.workspace(), NAME).is_empty(), "one project was named, the others stay");
}

#[test]
fn what_cannot_be_changed_is_named() {
    let desk = desk();
    fs::write(desk.workspace().join("export.csv"), "name\n王芳\n").unwrap();
    let other = desk.workspace().join("Other.json");
    let newer = fs::read_to_string(&other).unwrap().replacen("\"min_writer\":1", "\"min_writer\":9", 1);
    fs::write(&other, &newer).unwrap();
    desk.done(&["new", "王芳的项目", "--start", START]);
    let said = desk.en(&["forget", NAME, "--yes"]);
    assert_eq!(said.code, 0, "{said:?}");
    for left in ["export.csv", "Other.json", "王芳的项目.json: its own name holds the name"] {
        assert!(said.err.contains(left), "{left}: {said:?}");
    }
    assert_eq!(fs::read_to_string(other).unwrap(), newer);
    assert_eq!(holding(&desk.workspace(), NAME).len(), 2);
}

#[test]
fn a_person_goes_out_of_what_is_kept_of_removed_rows_too() {
    let desk = desk();
    desk.done(&["--project", "Service Cloud", "add", "resistance", "who=王芳", "quote=白板没用"]);
    let on =
        |day: &str, args: &[&str]| assert!(desk.command_on(day, args).output().unwrap().status.success());
    on("2026-05-04", &["--project", "Service Cloud", "remove", "people", "王芳"]);
    on("2026-05-04", &["--project", "Service Cloud", "remove", "actions", "#1"]);
    let file = fs::read_to_string(desk.file()).unwrap();
    assert!(file.contains("\"removed\":\"2026-05-04\"") && file.contains("王芳不看白板"), "{file}");
    desk.done(&["forget", NAME, "--yes"]);
    assert!(holding(&desk.workspace(), NAME).is_empty());
    let file = fs::read_to_string(desk.file()).unwrap();
    assert!(!file.contains("不看白板"), "the card is gone as a whole: {file}");
    assert!(
        file.contains("请（已删除）讲一次") || file.contains("请(removed)讲一次"),
        "others' rows stay: {file}"
    );
}

#[test]
fn a_person_goes_out_of_the_minutes_of_meetings_too() {
    let desk = desk();
    desk.done(&["--project", "Other", "add", "people", "name=王芳芳"]);
    let folder = desk.workspace().join("minutes");
    fs::create_dir(&folder).unwrap();
    let minutes = folder.join("Other minutes 2026-04-27.md");
    let before = "# Minutes\n\nAttended: 王芳、李强\n- ✔ 请王芳讲一次（王芳）\n- 王芳芳\n";
    fs::write(&minutes, before).unwrap();
    fs::write(folder.join("slides.txt"), "王芳").unwrap();
    fs::write(folder.join("王芳 minutes.md"), "nothing").unwrap();
    let one = desk.en(&["--project", "Other", "forget", NAME]);
    assert!(one.err.contains("minutes/Other minutes 2026-04-27.md: minutes of a meeting"), "{one:?}");
    let shown = desk.en(&["forget", NAME]);
    let line = shown.out.lines().find(|line| line.contains("Other minutes")).unwrap_or_default();
    assert!(line.starts_with("Minutes") && line.contains('3'), "{shown:?}");
    assert_eq!(fs::read_to_string(&minutes).unwrap(), before, "a look only");
    let said = desk.en(&["forget", NAME, "--yes"]);
    assert_eq!(said.code, 0, "{said:?}");
    let after = fs::read_to_string(&minutes).unwrap();
    assert_eq!(
        after,
        "# Minutes\n\nAttended: (removed)、李强\n- ✔ 请(removed)讲一次（(removed)）\n- 王芳芳\n"
    );
    for left in ["slides.txt: not a file of the workbook", "王芳 minutes.md: its own name"] {
        assert!(said.err.contains(left), "{left}: {said:?}");
    }
    let again = desk.en(&["forget", NAME, "--yes"]);
    assert!(!again.out.contains("Other minutes"), "{again:?}");
}
