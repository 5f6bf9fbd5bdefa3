//! Backups, lost and damaged files, rows of one id, and copies in conflict.

use crate::desk::{Desk, START, Said};
use changebook::app::files::command_of;
use changebook::project::Remedy;
use changebook::sheet::{Kind, SheetDef};
use changebook::store::damage::Flaw;
use changebook::store::{NotSaved, OpenError, ReadOnly};
use changebook::text::Phrase;
use clap::Parser as _;
use std::fs;

/// A project saved four times, two of them with a backup.
fn worked_on() -> Desk {
    let desk = Desk::with_project();
    desk.done(&["add", "people", "name=A1"]);
    desk.done(&["add", "people", "name=B2"]);
    desk
}

fn people(desk: &Desk) -> Vec<String> {
    let rows = desk.json(&["show", "people"]);
    rows.as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn backups_are_listed_and_restored_and_the_file_before_is_kept() {
    let desk = worked_on();
    let listed = desk.json(&["backups", "Service Cloud"]);
    assert_eq!(listed.as_array().unwrap().len(), 1);
    assert_eq!((&listed[0]["number"], &listed[0]["differ"]), (&1.into(), &2.into()));
    assert!(desk.done(&["backups"]).contains("Differ from now"), "the only project needs no name");
    assert!(desk.run(&["backups"]).out.contains("与现在不同"));
    let said = desk.en(&["restore", "Service Cloud", "1"]);
    assert_eq!(said.code, 0, "{said:?}");
    assert_eq!(people(&desk), [""; 0]);
    // What it says takes it back does so.
    assert!(said.err.contains("changebook restore 'Service Cloud' 2 takes it back"), "{said:?}");
    desk.done(&["restore", "Service Cloud", "2"]);
    assert_eq!(people(&desk), ["A1", "B2"]);
    let (zh, en) = desk.refused(1, &["restore", "Service Cloud", "99"]);
    assert!(zh.contains("changebook backups") && en.contains("changebook backups"), "{zh}{en}");
    let (zh, en) = desk.refused(1, &["restore", "Nobody"]);
    assert!(zh.contains("Nobody") && en.contains("Nobody"), "{zh}{en}");
}

#[test]
fn a_lost_project_is_named_wherever_projects_are_and_comes_back() {
    let desk = worked_on();
    let whole = fs::read_to_string(desk.file()).unwrap();
    for lost in [None, Some(whole.replacen("changebook", "changebool", 1))] {
        match &lost {
            Some(bytes) => fs::write(desk.file(), bytes).unwrap(),
            None => fs::remove_file(desk.file()).unwrap(),
        }
        let way = "changebook restore 'Service Cloud'";
        for lang in ["zh-CN", "en"] {
            let said = desk.run(&["--lang", lang, "list"]);
            assert!(said.out.contains("Service Cloud") && said.err.contains(way), "{said:?}");
            for args in [&["status"][..], &["show", "people"], &["add", "people", "name=C3"]] {
                let said = desk.run(&[&["--lang", lang], args].concat());
                assert_eq!(said.code, 1);
                assert!(said.err.contains("Service Cloud") && said.err.contains(way), "{said:?}");
            }
            let said = desk.run(&["--lang", lang, "--print", "120x36"]);
            assert!(said.out.lines().next().unwrap().contains("Service Cloud"), "{}", said.out);
            assert!(said.out.contains("Ctrl-E"), "{}", said.out);
        }
        let listed = desk.json(&["list"]);
        assert_eq!((&listed[0]["lost"], &listed[0]["backups"]), (&true.into(), &1.into()));
        assert_eq!(desk.json(&["backups"])[0]["number"], 1);
        let (zh, en) = desk.refused(1, &["new", "Service Cloud", "--start", START]);
        assert!(zh.contains("已有") && en.contains("there already"), "{zh}{en}");
        // Another project does not hide it.
        desk.done(&["new", "Other", "--start", START]);
        let said = desk.en(&["status"]);
        assert!(said.out.contains("Other") && said.err.contains(way), "{said:?}");
        desk.done(&["restore", "Service Cloud"]);
        assert!(desk.json(&["list"]).as_array().unwrap().iter().all(|l| l["lost"] == false));
        fs::remove_file(desk.workspace().join("Other.json")).unwrap();
        if let Some(bytes) = lost {
            let aside = desk.workspace().join("Service Cloud.damaged-1.json");
            assert_eq!(fs::read_to_string(aside).unwrap(), bytes, "kept aside");
        }
    }
}

#[test]
fn a_project_lost_for_good_is_named_and_keeps_nobody_from_beginning() {
    let desk = worked_on();
    for entry in fs::read_dir(desk.workspace().join("backups")).unwrap() {
        fs::write(entry.unwrap().path(), "damaged").unwrap();
    }
    fs::remove_file(desk.file()).unwrap();
    for (lang, none, welcome) in [
        ("zh-CN", "没有一份备份能读", "从哪里开始"),
        ("en", "none of the backups can be read", "Where would you"),
    ] {
        assert!(desk.run(&["--lang", lang, "list"]).out.contains("Service Cloud"));
        let said = desk.run(&["--lang", lang, "--print", "80x24"]);
        assert!(said.out.contains("Service Cloud") && said.out.contains(none), "{}", said.out);
        assert!(said.out.contains(welcome), "{}", said.out);
        let said = desk.run(&["--lang", lang, "restore", "Service Cloud"]);
        assert!(said.code == 1 && said.err.contains(none), "{said:?}");
    }
}

#[test]
fn a_project_that_cannot_be_opened_is_named_and_the_next_one_opens() {
    let desk = Desk::with_project();
    let newest = |name: &str, bytes: &str| {
        let path = desk.workspace().join(name);
        fs::write(&path, bytes).unwrap();
        let later = std::time::SystemTime::now() + std::time::Duration::from_secs(60);
        fs::File::options().write(true).open(path).unwrap().set_modified(later).unwrap();
    };
    newest("Broken.json", "{\"format\":\"changebook\"");
    let first = |args: &[&str]| desk.run(&[args, &["--print", "120x36"]].concat());
    for (lang, why) in [("zh-CN", "“Broken”："), ("en", "'Broken': ")] {
        let said = first(&["--lang", lang]);
        assert!(said.code == 0 && said.out.lines().next().unwrap().contains("Service Cloud"), "{said:?}");
        assert!(said.out.contains(why), "{}", said.out);
        // One that is named is wanted and no other.
        let said = first(&["--lang", lang, "--project", "Broken"]);
        assert!(said.code == 1 && said.out.is_empty(), "{said:?}");
    }
    // What is wrong with the config file hides none of it.
    let config = desk.workspace().parent().unwrap().join("config");
    fs::create_dir_all(config.join("changebook")).unwrap();
    fs::write(config.join("changebook/config.toml"), "theme = 7").unwrap();
    let mut command = desk.command(&["--lang", "en", "--print", "120x36"]);
    let said: Said = command.env("XDG_CONFIG_HOME", config).output().unwrap().into();
    assert!(said.out.contains("Part of the config file is wrong"), "{}", said.out);
    assert!(said.out.contains("'Broken': "), "{}", said.out);
    newest("Empty.json", "");
    let said = first(&["--lang", "en"]);
    assert!(said.out.contains("1 more project cannot be opened"), "{}", said.out);
    // With none that opens the program can begin anew, and says why nothing is open.
    fs::remove_file(desk.file()).unwrap();
    for (lang, welcome) in [("zh-CN", "从哪里开始"), ("en", "Where would you")] {
        let said = first(&["--lang", lang]);
        assert!(said.code == 0 && said.out.contains(welcome) && said.out.contains("Empty"), "{said:?}");
    }
}

#[test]
fn a_project_whose_place_is_taken_is_restored_under_another_name() {
    let desk = worked_on();
    desk.done(&["new", "Other", "--start", START]);
    fs::rename(desk.workspace().join("Other.json"), desk.file()).unwrap();
    let other = desk.bytes();
    let (zh, en) = desk.refused(1, &["restore", "Service Cloud"]);
    assert!(zh.contains("--as NAME") && en.contains("--as NAME"), "{zh}{en}");
    let elsewhere = desk.workspace().parent().unwrap().join("by path");
    desk.done(&["restore", "Service Cloud", "--as", elsewhere.to_str().unwrap()]);
    assert!(elsewhere.with_extension("json").exists());
    desk.done(&["restore", "Service Cloud", "--as", "Rescued"]);
    assert_eq!(desk.bytes(), other);
    assert!(desk.workspace().join("Rescued.json").exists());
    assert!(desk.json(&["list"]).as_array().unwrap().iter().all(|l| l["lost"] == false));
}

#[test]
fn a_backup_is_saved_in_a_folder_and_below_the_home_folder() {
    let desk = worked_on();
    let outside = desk.workspace().parent().unwrap().to_owned();
    for folder in ["drive", "drive/by: name", "away"] {
        fs::create_dir(outside.join(folder)).unwrap();
    }
    let drive = outside.join("drive");
    let path = |end: &str| format!("{}{end}", drive.display());
    for (other, file) in [
        (path("/"), "drive/Service Cloud.json"),
        (path("/by: name"), "drive/by: name/Service Cloud.json"),
        (path("/a:b"), "drive/a-b.json"),
        (path("/plain.json"), "drive/plain.json"),
        ("~/x".to_owned(), "x.json"),
        ("~/away/".to_owned(), "away/Service Cloud.json"),
        ("~".to_owned(), "Service Cloud.json"),
        (" Rescued.json ".to_owned(), "projects/Rescued.json"),
    ] {
        desk.done(&["restore", "Service Cloud", "--as", &other]);
        assert!(outside.join(file).is_file(), "{other}");
        assert!(!drive.join(".json").exists());
    }
    for (other, zh, en) in [
        (path("/none/"), "none/ 这个文件夹", "there is no folder"),
        (path("/"), "已有", "there"),
        (String::new(), "名称或路径", "the name or the path"),
    ] {
        let (said_zh, said_en) = desk.refused(1, &["restore", "Service Cloud", "--as", &other]);
        assert!(said_zh.contains(zh) && said_en.contains(en), "{said_zh}{said_en}");
    }
}

#[test]
fn rows_of_one_id_are_repaired() {
    let desk = worked_on();
    let rows = desk.json(&["show", "people"]);
    let id = |n: usize| rows[n]["id"].as_str().unwrap().to_owned();
    let double = fs::read_to_string(desk.file()).unwrap().replace(&id(1), &id(0));
    let (zh, en) = desk.refused(1, &["repair"]);
    assert!(zh.contains("不用修复") && en.contains("nothing to repair"), "{zh}{en}");
    fs::write(desk.file(), &double).unwrap();
    let (zh, en) = desk.refused(1, &["add", "people", "name=C3"]);
    assert!(zh.contains("changebook repair 'Service Cloud'") && en.contains("changebook repair"), "{zh}{en}");
    let said = desk.en(&["repair", "Service Cloud"]);
    assert!(said.code == 0 && said.err.contains("the file before is backup"), "{said:?}");
    desk.done(&["add", "people", "name=C3"]);
    assert_eq!(people(&desk), ["A1", "B2", "C3"]);
}

#[test]
fn a_copy_in_conflict_is_merged_and_kept() {
    let desk = worked_on();
    let name = "Service Cloud (conflicted copy 2026-04-29).json";
    let copy = desk.workspace().join(name);
    let (zh, en) = desk.refused(1, &["merge", "Service Cloud"]);
    assert!(zh.contains("没有冲突副本") && en.contains("no conflicting copy"), "{zh}{en}");
    let theirs = fs::read_to_string(desk.file()).unwrap().replace("\"A1\"", "\"A9\"");
    fs::write(&copy, &theirs).unwrap();
    let said = desk.en(&["merge", "Service Cloud"]);
    assert_eq!(said.code, 0, "{said:?}");
    assert!(said.err.contains("1 field differs") && said.err.contains("takes it back"), "{said:?}");
    assert_eq!(people(&desk), ["A1", "B2"]);
    assert!(!copy.exists());
    assert_eq!(fs::read_to_string(desk.workspace().join("archive").join(name)).unwrap(), theirs);
    let file: serde_json::Value = serde_json::from_slice(&desk.bytes()).unwrap();
    assert_eq!(file["conflicts"][0]["theirs"], "A9");
    // Several are merged one by one, by name.
    fs::write(&copy, &theirs).unwrap();
    fs::write(desk.workspace().join("Service Cloud 2.json"), &theirs).unwrap();
    let (zh, en) = desk.refused(1, &["merge", "Service Cloud"]);
    assert!(zh.contains(name) && en.contains("Service Cloud 2.json"), "{zh}{en}");
    desk.done(&["merge", "Service Cloud", "Service Cloud 2.json"]);
    assert!(copy.exists());
    // A file that must not be written is told so before anything is done.
    let rows = desk.json(&["show", "people"]);
    let id = |n: usize| rows[n]["id"].as_str().unwrap().to_owned();
    let double = fs::read_to_string(desk.file()).unwrap().replace(&id(1), &id(0));
    fs::write(desk.file(), &double).unwrap();
    let backups = || fs::read_dir(desk.workspace().join("backups")).unwrap().count();
    let before = backups();
    let (zh, en) = desk.refused(1, &["merge", "Service Cloud"]);
    assert!(zh.contains("changebook repair") && en.contains("changebook repair"), "{zh}{en}");
    assert_eq!((backups(), desk.bytes(), copy.exists()), (before, double.into_bytes(), true));
}

/// What each message offers, in its own words, and the remedy that does it.
const OFFERS: [(&str, &str, Remedy); 7] = [
    ("重新写出", "write it anew", Remedy::WriteAnew),
    ("重新写出", "written anew", Remedy::WriteAnew),
    ("另存", "save this one under another name", Remedy::SaveAs),
    ("恢复", "restore", Remedy::Restore),
    ("修复", "repair", Remedy::Repair),
    ("再试", "tried again", Remedy::TryAgain),
    ("另一个窗口正在使用", "it will be tried again", Remedy::TryAgain),
];

#[test]
fn every_way_that_a_message_offers_is_a_command_and_a_verb() {
    let damage = || Flaw::Syntax.into();
    let double = || ReadOnly::DuplicateId { sheet: sheet(), row: 2 };
    let open = [
        OpenError::Absent,
        OpenError::Gone,
        OpenError::NotAFile,
        OpenError::Io(std::io::ErrorKind::PermissionDenied.into()),
        OpenError::Damaged { damage: damage(), backups: true },
        OpenError::Damaged { damage: damage(), backups: false },
        OpenError::Damaged { damage: Flaw::Foreign.into(), backups: true },
        OpenError::NoBackup,
        OpenError::Replaced,
        OpenError::ReadOnly(double()),
        OpenError::Exists,
    ];
    let save = [
        NotSaved::ReadOnly(ReadOnly::Newer),
        NotSaved::ReadOnly(double()),
        NotSaved::ReadOnly(ReadOnly::Backup),
        NotSaved::ReadOnly(ReadOnly::Folder),
        NotSaved::Busy,
        NotSaved::Gone,
        NotSaved::Outside(damage()),
        NotSaved::Replaced,
        NotSaved::Io {
            step: changebook::store::SaveStep::Write,
            error: std::io::ErrorKind::StorageFull.into(),
        },
    ];
    let mut all: Vec<(Phrase, &[Remedy])> = open.iter().map(|e| (e.phrase(), e.remedies())).collect();
    all.extend(save.iter().map(|e| (e.phrase(), e.remedies())));
    all.extend(
        open.iter().filter(|e| e.remedies() == [Remedy::Restore]).map(|e| (e.instead(), e.remedies())),
    );
    let mut offered = Vec::new();
    for (said, remedies) in &all {
        for (zh, en, remedy) in OFFERS {
            assert_eq!(said.zh.contains(zh) && said.en.contains(en), said.en.contains(en), "{said:?}");
            if said.en.contains(en) {
                assert!(remedies.contains(&remedy), "'{}' offers what cannot be done", said.en);
                offered.push(remedy);
            }
        }
        for remedy in *remedies {
            let entry = command_of(*remedy).entry();
            assert!(!entry.title.zh.is_empty() && !entry.title.en.is_empty());
        }
    }
    for remedy in [Remedy::WriteAnew, Remedy::SaveAs, Remedy::Restore, Remedy::Repair, Remedy::TryAgain] {
        assert!(offered.contains(&remedy), "{remedy:?} is offered by a message");
        for verb in changebook::cli::verbs(&[remedy], "A 'quoted' name") {
            let typed = verb.replace("'A '\\''quoted'\\'' name'", "X");
            let read = changebook::cli::Cli::try_parse_from(typed.split(' '));
            assert!(read.is_ok(), "{verb}: {read:?}");
        }
        let none = changebook::cli::verbs(&[remedy], "x").is_empty();
        assert_eq!(none, remedy == Remedy::TryAgain, "a command that failed is simply given again");
    }
}

fn sheet() -> &'static SheetDef {
    let sheets = changebook::registry::sheets();
    sheets.into_iter().find(|def| def.columns.iter().any(|c| c.kind == Kind::Score)).unwrap()
}
