//! Every verb does its work, in both languages.

use crate::desk::{Desk, START, is_chinese};
use changebook::tools;

#[test]
fn a_project_is_made_filled_changed_and_judged() {
    let desk = Desk::empty();
    let id =
        desk.done(&["new", "Service Cloud", "--start", START, "--vision", "FTFR 92 %", "--centres", "12"]);
    assert_eq!(id.trim().len(), 12);
    let row = desk.done(&["add", "people", "name=Technician B2", "awareness=4", "desire=2", "headcount=3"]);
    let row = row.trim();
    desk.done(&["set", "people", row, "desire=5", "knowledge=2", "awareness="]);
    let people = desk.json(&["show", "people"]);
    let person = &people[0];
    assert_eq!(
        (&person["id"], &person["desire"], &person["knowledge"], &person["headcount"], &person["scored"]),
        (&row.into(), &5.into(), &2.into(), &3.into(), &"2026-04-29".into())
    );
    assert!(person.get("awareness").is_none());
    let status = desk.json(&["status"]);
    assert_eq!((&status["day"], &status["week"], &status["phase"]), (&59.into(), &9.into(), &"pilot".into()));
    assert_eq!(status["project"]["id"], id.trim());
    assert_eq!(status["tools"]["adkar"]["values"]["people"], 3);
    let finding = status["findings"].as_array().unwrap().iter().find(|f| f["tool"] == "adkar").unwrap();
    assert_eq!(finding["cell"]["sheet"], "people");
    assert_eq!(finding["cell"]["row"], row);
    assert_eq!(finding["cell"]["name"], "Technician B2");
    for key in ["id", "level", "evidence", "advice", "source"] {
        assert!(!finding[key].as_str().unwrap().is_empty(), "{key}");
    }
    desk.done(&["remove", "people", row]);
    assert_eq!(desk.json(&["show", "people"]), serde_json::json!([]));
}

#[test]
fn every_verb_speaks_both_languages() {
    let desk = Desk::with_project();
    desk.done(&["add", "people", "name=Technician B2", "awareness=4"]);
    let mut verbs: Vec<Vec<&str>> = vec![vec!["list"], vec!["status"], vec!["status", "--json"]];
    let sheets: Vec<&str> = tools::registry().iter().map(|def| def.key).collect();
    verbs.extend(sheets.iter().map(|sheet| vec!["show", *sheet]));
    verbs.extend(sheets.iter().map(|sheet| vec!["show", *sheet, "--csv"]));
    for verb in verbs {
        let (zh, en) = (desk.run(&verb), desk.en(&verb));
        assert_eq!((zh.code, en.code, zh.err.as_str(), en.err.as_str()), (0, 0, "", ""), "{verb:?}");
        assert!(!en.out.contains(is_chinese), "{verb:?}: {}", en.out);
        if !verb.contains(&"--csv") {
            assert!(zh.out.contains(is_chinese), "{verb:?}: {}", zh.out);
        }
    }
    let (zh, en) = (desk.run(&["status"]).out, desk.done(&["status"]));
    assert!(zh.starts_with("Service Cloud · 2026-04-29 · 第59天 · 第9周 · 试点期\n"), "{zh}");
    assert!(en.starts_with("Service Cloud · 2026-04-29 · day 59 · week 9 · Pilot\n"), "{en}");
    assert!(zh.contains("▲ 行动  90天快速启动清单") || zh.contains("■ 停"), "{zh}");
}

#[test]
fn the_language_comes_from_the_option_then_the_system() {
    let desk = Desk::with_project();
    let with = |name: &str, value: &str, args: &[&str]| {
        let output = desk.command(args).env(name, value).output().unwrap();
        String::from_utf8(output.stdout).unwrap().contains("day 59")
    };
    assert!(with("LANG", "en_GB.UTF-8", &["status"]));
    assert!(with("LC_ALL", "en_US", &["status"]));
    assert!(!with("LANG", "zh_CN.UTF-8", &["status"]));
    assert!(!with("LANG", "C", &["status"]));
    assert!(!with("LANG", "en_GB", &["status", "--lang", "zh-CN"]));
}

#[test]
fn sheets_tells_every_column_with_its_kind_and_both_titles() {
    let desk = Desk::empty();
    let json = desk.json(&["sheets"]);
    let sheets = json.as_array().unwrap();
    assert_eq!(sheets.len(), tools::registry().len());
    let people = sheets.iter().find(|s| s["key"] == "people").unwrap();
    assert_eq!(people["title"], serde_json::json!({"zh": "ADKAR 诊断卡", "en": "ADKAR cards"}));
    let column = |key: &str| people["columns"].as_array().unwrap().iter().find(|c| c["key"] == key).unwrap();
    assert_eq!(column("awareness")["kind"], "score");
    assert_eq!(column("awareness")["title"]["zh"], "认知");
    assert_eq!(column("kind")["options"][1]["key"], "team");
    let (zh, en) = (desk.run(&["sheets"]).out, desk.done(&["sheets"]));
    for def in tools::registry() {
        for c in def.columns {
            for out in [&zh, &en] {
                assert!(
                    out.lines().any(|l| [c.key, c.title.zh, c.title.en].iter().all(|w| l.contains(w))),
                    "{c:?}"
                );
            }
        }
    }
}

#[test]
fn projects_are_listed_and_chosen() {
    let desk = Desk::with_project();
    desk.done(&["new", "派工", "--start", "2026-04-01"]);
    let listed = desk.json(&["list"]);
    assert_eq!((&listed[0]["name"], &listed[1]["name"]), (&"Service Cloud".into(), &"派工".into()));
    assert_eq!(listed[0]["path"], desk.file().canonicalize().unwrap().to_str().unwrap());
    assert!(desk.done(&["list"]).contains(listed[0]["path"].as_str().unwrap()));
    assert_eq!(listed[0]["archived"], false);
    assert!(listed[0]["modified"].as_str().unwrap().contains('T'));
    for name in ["派工", "派", listed[1]["id"].as_str().unwrap()] {
        assert_eq!(desk.json(&["status", "--project", name])["day"], 29, "{name}");
    }
    let (zh, en) = desk.refused(1, &["status"]);
    assert!(zh.contains("有 2 个项目") && zh.contains("派工"), "{zh}");
    assert!(en.contains("Service Cloud") && en.contains("--project"), "{en}");
    desk.refused(1, &["status", "--project", "nobody"]);
    let (zh, _) = desk.refused(1, &["new", "service cloud", "--start", START]);
    assert!(zh.contains("请换一个名称"), "{zh}");
}

#[test]
fn an_archived_project_is_not_in_the_way() {
    let desk = Desk::with_project();
    desk.done(&["new", "Old", "--start", "2025-01-01"]);
    let workspace = changebook::store::Workspace::at(&desk.workspace()).unwrap();
    workspace.archive_project(&workspace.find("Old").unwrap().path).unwrap();
    assert_eq!(desk.json(&["status"])["project"]["name"], "Service Cloud");
    assert_eq!(desk.json(&["list"])[1]["archived"], true);
}

#[test]
fn completions_manual_and_config_are_printed() {
    let desk = Desk::empty();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(desk.done(&["completions", shell]).contains("changebook"), "{shell}");
    }
    assert_eq!(desk.run(&["completions", "cmd"]).code, 2);
    let man = desk.done(&["man"]);
    assert!(man.starts_with(".ie") && man.contains(".TH changebook 1"), "{man}");
    for part in ["\n.SS set\n", "as\\-typed", "workspace", "Exit codes"] {
        assert!(man.contains(part), "{part}: {man}");
    }
    assert!(!man.contains("generate"));
    let path = desk.done(&["config", "--path"]);
    let example = desk.done(&["config"]);
    assert!(path.trim().ends_with("config.toml") && example.contains(path.trim()), "{path}");
    assert!(desk.done(&["--help"]).contains("Exit codes"));
    assert!(!desk.done(&["--help"]).contains("generate"), "for measuring only");
    assert!(desk.done(&["--version"]).starts_with("changebook "));
    assert!(!desk.workspace().exists(), "reading makes no folder");
}

#[test]
fn a_large_project_is_written_and_can_be_read() {
    let desk = Desk::empty();
    let file = desk.workspace().join("Service Cloud.json");
    std::fs::create_dir_all(desk.workspace()).unwrap();
    let args = ["generate", "30", file.to_str().unwrap(), "--rounds", "2", "--years", "1"];
    desk.done(&args);
    assert_eq!(desk.json(&["show", "people"]).as_array().unwrap().len(), 30);
    let before = desk.bytes();
    desk.refused(1, &args);
    assert_eq!(desk.bytes(), before, "never over another");
}

#[test]
fn a_frame_goes_with_the_screen_only() {
    let desk = Desk::with_project();
    desk.refused(2, &["status", "--print", "80x24"]);
    desk.refused(2, &["--ansi", "list"]);
    desk.refused(2, &["--keys", "down"]);
    desk.refused(2, &["--print", "80x24", "--ansi", "--svg"]);
    assert_eq!(desk.run(&["--print", "80"]).code, 2);
}
