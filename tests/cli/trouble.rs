//! Files that are missing, damaged or not to be written, and names that mean harm.

use crate::desk::{Desk, START};
use std::fs;

#[test]
fn without_a_project_it_says_how_to_make_one() {
    let desk = Desk::empty();
    for args in
        [&["status"][..], &["show", "people"], &["add", "people", "name=A"], &["status", "--project", "x"]]
    {
        let (zh, en) = desk.refused(1, args);
        assert!(zh.contains("changebook new") && en.contains("changebook new"), "{zh}{en}");
    }
    let said = desk.en(&["list"]);
    assert_eq!((said.code, said.out.as_str()), (0, ""));
    assert_eq!(desk.json(&["list"]), serde_json::json!([]));
    assert!(!desk.workspace().exists(), "looking makes no folder");
}

#[test]
fn a_damaged_file_is_named_and_left_alone() {
    let desk = Desk::with_project();
    let whole = fs::read_to_string(desk.file()).unwrap();
    for (bytes, zh, en) in [
        (String::new(), "Service Cloud", "Service Cloud"),
        (whole.chars().take(whole.chars().count() / 2).collect(), "打不开", "not opened"),
        (whole.replacen("{\"id\"", "{\"id\":1,\"id\"", 1), "打不开", "not opened"),
    ] {
        fs::write(desk.file(), &bytes).unwrap();
        for args in [&["status"][..], &["add", "people", "name=A"]] {
            let (said_zh, said_en) = desk.refused(1, args);
            assert!(said_zh.contains(zh) && said_en.contains(en), "{said_zh}{said_en}");
            assert_eq!(fs::read_to_string(desk.file()).unwrap(), bytes, "unchanged");
        }
    }
    fs::write(desk.file(), "").unwrap();
    let listed = desk.json(&["list"]);
    assert_eq!((&listed[0]["name"], &listed[0]["id"]), (&"Service Cloud".into(), &serde_json::Value::Null));
    assert!(desk.done(&["list"]).contains("unreadable"));
}

#[test]
fn a_file_of_a_newer_version_is_shown_and_not_written() {
    let desk = Desk::with_project();
    let newer = fs::read_to_string(desk.file()).unwrap();
    let newer = newer.replacen("\"version\":1,\"min_writer\":1", "\"version\":9,\"min_writer\":9", 1);
    fs::write(desk.file(), &newer).unwrap();
    let said = desk.en(&["status"]);
    assert_eq!(said.code, 0);
    assert!(said.err.starts_with("note: a newer Changebook"), "{said:?}");
    assert_eq!(desk.run(&["show", "people"]).code, 0);
    for args in
        [&["add", "people", "name=A"][..], &["set", "kpis", "#1", "owner=x"], &["remove", "kpis", "#1"]]
    {
        let (zh, en) = desk.refused(1, args);
        assert!(zh.contains("升级") && en.contains("upgrade"), "{zh}{en}");
    }
    assert_eq!(fs::read_to_string(desk.file()).unwrap(), newer);
}

#[test]
fn two_rows_of_one_id_are_told() {
    let desk = Desk::with_project();
    let id = desk.done(&["add", "people", "name=A1"]);
    desk.done(&["add", "people", "name=B2"]);
    let text = fs::read_to_string(desk.file()).unwrap();
    let second = desk.json(&["show", "people"])[1]["id"].as_str().unwrap().to_owned();
    fs::write(desk.file(), text.replace(&second, id.trim())).unwrap();
    let (zh, en) = desk.refused(1, &["add", "people", "name=C3"]);
    assert!(zh.contains("id 相同") && en.contains("two rows have the same id"), "{zh}{en}");
}

#[test]
fn names_stay_inside_the_workspace() {
    let desk = Desk::empty();
    for name in ["../../etc/x", "/etc/x", "CON", "a:b", "x.", "..", &"长".repeat(300)] {
        desk.done(&["new", name, "--start", START]);
    }
    let workspace = desk.workspace().canonicalize().unwrap();
    let listed = desk.json(&["list"]);
    assert_eq!(listed.as_array().unwrap().len(), 7);
    for project in listed.as_array().unwrap() {
        let path = std::path::PathBuf::from(project["path"].as_str().unwrap());
        assert_eq!(path.parent(), Some(workspace.as_path()));
        assert!(path.is_file());
    }
    let found = desk.json(&["status", "--project", "../../etc/x"]);
    assert_eq!(found["project"]["name"], "../../etc/x");
    desk.refused(1, &["status", "--project", "../../etc/passwd"]);
}

#[test]
fn a_file_in_the_place_of_the_workspace_is_told() {
    let desk = Desk::empty();
    fs::write(desk.workspace(), "x").unwrap();
    for args in [&["list"][..], &["status"], &["new", "x", "--start", START]] {
        let (zh, en) = desk.refused(1, args);
        assert!(zh.starts_with("错误：项目文件夹：") && en.contains("folder"), "{zh}{en}");
    }
    assert_eq!(fs::read_to_string(desk.workspace()).unwrap(), "x");
}

#[test]
fn a_script_does_not_push_out_older_backups() {
    let desk = Desk::with_project();
    let before = desk.bytes();
    for n in 0..30 {
        desk.done(&["add", "people", &format!("name=P{n}")]);
    }
    let backups: Vec<_> =
        fs::read_dir(desk.workspace().join("backups")).unwrap().map(|e| e.unwrap().path()).collect();
    assert_eq!(backups.len(), 1, "{backups:?}");
    assert_eq!(fs::read(&backups[0]).unwrap(), before);
}

/// Run in a process of its own by the test below: it does what every command does at its start, and panics with what
/// stands in the file.
#[test]
fn child_that_panics() {
    let Ok(file) = std::env::var("CHANGEBOOK_TEST_PANIC") else { return };
    changebook::runtime::signals::harden();
    let text = fs::read_to_string(file).unwrap();
    let name = text.find("王芳").unwrap();
    let ways: [fn(&str, usize); 5] = [
        |text, at| assert!(text.split_at(at + 1).0.is_empty()),
        |text, _| assert!(text.split_once('\0').ok_or(text).unwrap().0.is_empty()),
        |text, at| panic!("no row {text} at {at}"),
        |text, _| std::panic::panic_any(text.to_owned()),
        |_, _| panic!("written down in the program"),
    ];
    for way in ways {
        let text = text.clone();
        let ended =
            std::thread::Builder::new().name("saver".into()).spawn(move || way(&text, name)).unwrap().join();
        assert!(ended.is_err());
    }
}

#[test]
fn a_panic_says_where_it_happened_and_nothing_that_was_entered() {
    let desk = Desk::with_project();
    desk.done(&["add", "people", "name=王芳", "action=Zebra"]);
    for trace in ["0", "1"] {
        let child = std::process::Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "trouble::child_that_panics", "--nocapture"])
            .env("CHANGEBOOK_TEST_PANIC", desk.file())
            .env("RUST_BACKTRACE", trace)
            .env("HOME", desk.workspace().parent().unwrap())
            .output()
            .unwrap();
        assert!(child.status.success(), "{child:?}");
        let said = String::from_utf8(child.stderr).unwrap();
        assert_eq!(said.matches("Internal error at ").count(), 5, "{said}");
        assert_eq!(said.matches("程序内部出错").count(), 5, "{said}");
        assert!(
            said.matches("trouble.rs:").count() >= 5 && said.contains("(written down in the program)"),
            "{said}"
        );
        for word in ["王", "Zebra", "Service", desk.workspace().to_str().unwrap()] {
            assert!(!said.contains(word), "{word} in {said}");
        }
        assert_eq!(said.contains("child_that_panics"), trace == "1", "{said}");
    }
}

/// A workbook of which a part is changed, or left out where nothing comes back.
fn spoilt(book: &[u8], part: &str, change: impl Fn(&[u8]) -> Option<Vec<u8>>) -> Vec<u8> {
    use std::io::{Read as _, Write as _};
    let mut from = zip::ZipArchive::new(std::io::Cursor::new(book)).unwrap();
    let mut to = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for at in 0..from.len() {
        let mut entry = from.by_index(at).unwrap();
        let (name, mut bytes) = (entry.name().unwrap().into_owned(), Vec::<u8>::new());
        entry.read_to_end(&mut bytes).unwrap();
        let bytes = if name.ends_with(part) { change(&bytes) } else { Some(bytes) };
        if let Some(bytes) = bytes {
            let options = zip::write::SimpleFileOptions::default();
            to.start_file(name, options.compression_method(zip::CompressionMethod::Stored)).unwrap();
            to.write_all(&bytes).unwrap();
        }
    }
    to.finish().unwrap().into_inner()
}

#[test]
fn a_broken_workbook_is_told_in_the_language_with_a_way_on() {
    let desk = Desk::with_project();
    let path = |name: &str| desk.workspace().parent().unwrap().join(name);
    let book = path("book.xlsx").display().to_string();
    desk.done(&["export", &book, "--form", "people"]);
    let whole = std::fs::read(&book).unwrap();
    let half = |_: &[u8]| Some(b"<worksheet><sheetData><row r=\"1".to_vec());
    for (name, bytes, said) in [
        ("cut.xlsx", whole[..whole.len() / 2].to_vec(), "is not whole"),
        ("sheet.xlsx", spoilt(&whole, "sheet1.xml", half), "is damaged"),
        ("gone.xlsx", spoilt(&whole, "sheet1.xml", |_| None), "is damaged"),
        ("parts.xlsx", spoilt(&whole, "workbook.xml.rels", |_| None), "is damaged"),
        ("none.xlsx", spoilt(&whole, "xl/workbook.xml", |_| None), "no worksheet that is shown"),
    ] {
        let file = path(name);
        std::fs::write(&file, bytes).unwrap();
        let (zh, en) = desk.refused(1, &["import", "people", &file.display().to_string()]);
        assert!(en.contains(said) && en.contains("Excel"), "{name}: {en}");
        // But for the names of files and worksheets nothing of it is English.
        let words = zh.replace("ADKAR cards", "").replace("Excel", "");
        let words = words.split('：').skip(2).collect::<String>();
        assert!(!words.chars().any(|c| c.is_ascii_alphabetic()), "{name}: {zh}");
    }
}

#[test]
fn where_no_project_is_the_folder_and_the_beginning_are_named() {
    let desk = Desk::empty();
    let folder = desk.workspace().display().to_string();
    for verb in [&["status"][..], &["show", "people"], &["export", "x.xlsx"], &["report"]] {
        let (zh, en) = desk.refused(1, verb);
        for said in [zh, en] {
            assert!(said.contains("changebook new") && said.contains(&folder), "{verb:?}: {said}");
            assert!(said.contains("--workspace"), "{verb:?}: {said}");
        }
    }
    // A folder that is not there is named where a file is to be written into it.
    let desk = Desk::with_project();
    let away = desk.workspace().join("away").join("x.xlsx").display().to_string();
    let (zh, en) = desk.refused(1, &["export", &away]);
    assert!(zh.contains("没有") && en.contains("there is no folder") && en.contains("make it first"), "{en}");
}
