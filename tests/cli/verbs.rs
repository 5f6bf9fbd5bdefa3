//! Every verb does its work, in both languages.

use crate::desk::{Desk, START, is_chinese};
use changebook::project::Edit;
use changebook::registry;
use changebook::sheet::{AnyRow, Id, Kind};
use changebook::text::Lang;

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
fn what_refers_to_a_removed_row_is_said() {
    let desk = Desk::with_project();
    desk.done(&["add", "readings", "kpi=FTFR", "date=2026-03-04", "value=82%"]);
    desk.done(&["add", "wins", "win=Fewer returns", "kpi=FTFR"]);
    for (lang, said) in [
        ("zh-CN", "连同数据 1 行；短期胜利 1 行的“证明指标”变为“（已删除）”"),
        (
            "en",
            "with 1 row of Readings, so that 'Evidence KPI' in 1 row of Short-term wins reads '(removed)'",
        ),
    ] {
        let before = desk.bytes();
        let removed = desk.run(&["--lang", lang, "remove", "kpis", "FTFR"]);
        assert_eq!(removed.code, 0, "{}", removed.err);
        assert!(removed.err.contains(said), "{}", removed.err);
        assert_eq!(desk.json(&["show", "readings"]), serde_json::json!([]));
        std::fs::write(desk.file(), before).unwrap();
    }
}

#[test]
fn a_link_that_leads_nowhere_is_shown_as_removed_and_not_by_its_id() {
    let desk = Desk::with_project();
    let mut project = changebook::demo::project(Lang::En, "2026-03-04".parse().unwrap());
    let mut gone = Vec::new();
    for def in registry::sheets() {
        for column in def.columns {
            let Kind::Link(sheet) = column.kind else { continue };
            let rows = project.sheet(sheet).unwrap();
            let all: Vec<Id> = (0..rows.len()).filter_map(|n| rows.row(n)).map(AnyRow::id).collect();
            for row in all {
                project.apply(Edit::Remove { sheet, row }).unwrap();
                gone.push(row.to_string());
            }
        }
    }
    desk.put("torn", &project);
    let name = changebook::tools::charter::charter(&project).name.to_string();
    let mut removed = 0;
    let sheets: Vec<&str> = registry::sheets().iter().map(|def| def.key).collect();
    let mut verbs: Vec<Vec<&str>> = vec![vec!["status"], vec!["portfolio"], vec!["list"]];
    verbs.extend(sheets.iter().map(|sheet| vec!["show", *sheet]));
    for verb in verbs {
        for (lang, word) in [("zh-CN", "（已删除）"), ("en", "(removed)")] {
            let said = desk.run(&[&["--lang", lang, "--project", &name][..], &verb].concat());
            assert_eq!(said.code, 0, "{}", said.err);
            removed += said.out.matches(word).count();
            for id in &gone {
                assert!(
                    !said.out.contains(id.as_str()) && !said.err.contains(id.as_str()),
                    "{verb:?}\n{}",
                    said.out
                );
            }
        }
    }
    assert!(removed > 0);
}

#[test]
fn every_verb_speaks_both_languages() {
    let desk = Desk::with_project();
    desk.done(&["add", "people", "name=Technician B2", "awareness=4"]);
    let mut verbs: Vec<Vec<&str>> =
        vec![vec!["list"], vec!["status"], vec!["status", "--json"], vec!["portfolio", "--json"]];
    let sheets: Vec<&str> = registry::sheets().iter().map(|def| def.key).collect();
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
    assert_eq!(sheets.len(), registry::sheets().len());
    let people = sheets.iter().find(|s| s["key"] == "people").unwrap();
    assert_eq!(people["title"], serde_json::json!({"zh": "ADKAR 诊断卡", "en": "ADKAR cards"}));
    let column = |key: &str| people["columns"].as_array().unwrap().iter().find(|c| c["key"] == key).unwrap();
    assert_eq!(column("awareness")["kind"], "score");
    assert_eq!(column("awareness")["title"]["zh"], "认知");
    assert_eq!(column("kind")["options"][1]["key"], "team");
    let (zh, en) = (desk.run(&["sheets"]).out, desk.done(&["sheets"]));
    for def in registry::sheets() {
        for c in def.columns.iter().filter(|c| !c.internal) {
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
fn the_portfolio_puts_all_projects_side_by_side() {
    let desk = Desk::with_project();
    let alone = desk.en(&["portfolio"]);
    assert!(alone.out.contains("Service Cloud") && alone.err.starts_with("note: The portfolio"), "{alone:?}");
    for (name, start) in [("派工", "2026-04-01"), ("Parts", "2026-04-20"), ("Later", "2026-05-10")] {
        desk.done(&["new", name, "--start", start]);
    }
    for name in ["Service Cloud", "派工", "Later"] {
        desk.done(&["add", "people", "--project", name, "name=SA", "role=service_advisor", "headcount=4"]);
    }
    let json = desk.json(&["portfolio"]);
    assert_eq!(json["findings"], serde_json::json!([]), "two live changes and one to come");
    desk.done(&["add", "people", "--project", "Parts", "name=SA", "role=service_advisor", "headcount=2"]);
    let json = desk.json(&["portfolio", "--sort", "day"]);
    let names: Vec<&str> =
        json["projects"].as_array().unwrap().iter().map(|p| p["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Later", "Parts", "派工", "Service Cloud"]);
    assert_eq!(json["findings"][0]["id"], "PF1");
    assert_eq!(json["roles"][0]["role"], "service_advisor");
    assert_eq!(json["roles"][0]["projects"][0]["name"], "Service Cloud");
    let first = &json["projects"][3];
    assert_eq!((&first["day"], &first["phase"], &first["live"]), (&59.into(), &"pilot".into(), &true.into()));
    assert_eq!(first["adkar"]["people"], 4);
    assert_eq!(json["projects"][0]["live"], false);
    let status = desk.json(&["status", "--project", "Service Cloud"]);
    assert_eq!(first["worst"]["id"], status["findings"][0]["id"]);
    assert_eq!(first["level"], status["level"]);
    let (zh, en) = (desk.run(&["portfolio"]), desk.en(&["portfolio"]));
    assert!(zh.out.contains("服务顾问同时承担 3 项变革") && zh.out.contains("第59天 试点期"), "{}", zh.out);
    assert!(en.out.contains("PF1") && en.out.contains("3 live changes"), "{}", en.out);
    assert_eq!((zh.err.as_str(), en.err.as_str()), ("", ""));
    assert_eq!(desk.run(&["portfolio", "--sort", "nothing"]).code, 2);
}

#[test]
fn the_portfolio_leaves_out_the_archive_and_names_what_it_cannot_read() {
    let desk = Desk::with_project();
    desk.done(&["new", "Old", "--start", "2025-01-01"]);
    let workspace = changebook::store::Workspace::at(&desk.workspace()).unwrap();
    workspace.archive_project(&workspace.find("Old").unwrap().path).unwrap();
    assert_eq!(desk.json(&["portfolio"])["projects"].as_array().unwrap().len(), 1);
    let all = desk.json(&["portfolio", "--archived"]);
    assert_eq!((&all["projects"][1]["archived"], &all["projects"][1]["live"]), (&true.into(), &false.into()));
    let whole = std::fs::read_to_string(desk.file()).unwrap();
    let newer = whole.replacen("\"version\":1,\"min_writer\":1", "\"version\":9,\"min_writer\":9", 1);
    for (bytes, why) in [(newer.as_str(), "newer Changebook"), ("{\"format\":\"changebook\"", "damaged")] {
        std::fs::write(desk.file(), bytes).unwrap();
        let row = &desk.json(&["portfolio"])["projects"][0];
        let reason = row["unreadable"].as_str().unwrap_or_else(|| panic!("{why}: {row}"));
        assert!(row.get("day").is_none() && !reason.is_empty(), "{row}");
        assert!(why == "damaged" || reason.contains(why), "{reason}");
        assert!(desk.done(&["portfolio"]).contains("Service Cloud"));
        assert_eq!(std::fs::read_to_string(desk.file()).unwrap(), bytes, "unchanged");
    }
    let names: Vec<_> = std::fs::read_dir(desk.workspace())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.contains("draft") || name.contains(".tmp"))
        .collect();
    assert_eq!(names, [""; 0]);
    let desk = Desk::empty();
    let said = desk.en(&["portfolio"]);
    assert!(said.code == 0 && said.out.is_empty() && said.err.contains("changebook new"), "{said:?}");
    assert!(!desk.workspace().exists(), "looking makes no folder");
}

#[test]
fn the_screens_portfolio_reads_the_workspace_and_jumps_to_another_project() {
    let desk = Desk::with_project();
    desk.done(&["new", "Parts", "--start", "2026-04-20"]);
    std::fs::write(desk.workspace().join("lost.json"), "{\"format\":\"changebook\"").unwrap();
    let frame = |keys: &str| desk.done(&["--print", "100x30", "--keys", keys, "--project", "Parts"]);
    let shown = frame("<f12>");
    for text in ["Portfolio", "Service Cloud", "Parts", "lost", "project 1 of 3"] {
        assert!(shown.contains(text), "{text}:\n{shown}");
    }
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
    assert!(!desk.done(&["--help"]).contains("generate"), "large projects are made by an example");
    assert!(desk.done(&["--version"]).starts_with("changebook "));
    assert!(!desk.workspace().exists(), "reading makes no folder");
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

#[test]
fn the_handbook_is_listed_read_and_searched() {
    let desk = Desk::empty();
    let contents = desk.done(&["handbook"]);
    assert!(contents.contains("Kotter's 8 steps") && contents.contains("  kotter-1 "), "{contents}");
    let page = desk.done(&["handbook", "kotter-1"]);
    assert!(page.starts_with("# Step 1") && !page.contains('…'), "{page}");
    for run in [
        desk.run(&["handbook", "jinpogan"]),
        desk.run(&["handbook", "紧迫感"]),
        desk.en(&["handbook", "urgency"]),
    ] {
        assert_eq!(run.code, 0, "{}", run.err);
        assert!(run.out.lines().any(|line| line.starts_with("kotter-1 ")), "{}", run.out);
    }
    let (zh, en) = (desk.run(&["handbook", "qqxxzz"]), desk.en(&["handbook", "qqxxzz"]));
    assert_eq!((zh.code, en.code), (1, 1));
    assert!(zh.err.contains("没有“qqxxzz”") && en.err.contains("nothing on 'qqxxzz'"));
    assert!(!desk.workspace().exists(), "reading makes no folder");
}

#[test]
fn a_project_of_an_earlier_version_gets_the_rows_of_the_tools_that_came_later() {
    let desk = Desk::with_project();
    let file = desk.file();
    let text = std::fs::read_to_string(&file).unwrap();
    // As it was before there was a roadmap: the sheet is not there at all.
    let (ahead, rest) = text.split_once("\"roadmap\":[").unwrap();
    let (_, behind) = rest.split_once("\n],\n").unwrap();
    let before = format!("{ahead}{behind}");
    std::fs::write(&file, &before).unwrap();
    let rows = |desk: &Desk| -> Vec<String> {
        let rows = desk.json(&["show", "roadmap"]);
        rows.as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect()
    };
    let first = rows(&desk);
    assert_eq!(first.len(), 17);
    assert_eq!(rows(&desk), first, "two windows that open it add the same rows");
    assert_eq!(std::fs::read_to_string(&file).unwrap(), before, "looking writes nothing");
    desk.done(&["set", "roadmap", &first[0], "owner=PM"]);
    assert_eq!(rows(&desk), first);
    for row in &first {
        desk.done(&["remove", "roadmap", row]);
    }
    assert_eq!(rows(&desk), Vec::<String>::new(), "what was removed does not come back");
}

#[test]
fn the_rules_are_listed_in_both_languages_with_their_pages() {
    let desk = Desk::empty();
    let all = desk.json(&["rules"]);
    let all = all.as_array().unwrap();
    assert_eq!(all.len(), registry::rules().count());
    let rule = all.iter().find(|rule| rule["id"] == "WN1").unwrap();
    assert_eq!((&rule["tool"], &rule["after_closing"]), (&"wins".into(), &false.into()));
    assert!(rule["fires"]["en"].as_str().unwrap().contains("three"), "{rule}");
    for rule in all {
        assert!(rule["page"].is_string(), "{rule}");
        assert!(rule["fires"]["zh"].as_str().unwrap().chars().any(is_chinese), "{rule}");
        assert!(!rule["fires"]["en"].as_str().unwrap().chars().any(is_chinese), "{rule}");
    }
    let listed = desk.done(&["rules"]);
    assert!(listed.contains("WN1") && !listed.chars().any(is_chinese), "{listed}");
}
