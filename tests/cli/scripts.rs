//! What scripts and shells rely on: codes, variables, help, CSV that comes back.

use crate::desk::Desk;
use changebook::demo;
use changebook::registry;
use changebook::text::Lang;
use std::fs;

/// A workspace with the demo's project in it, as a file of its own.
fn demo_desk(lang: Lang) -> Desk {
    let desk = Desk::empty();
    desk.put("Demo", &demo::project(lang, crate::desk::TODAY.parse().unwrap()));
    desk
}

#[test]
fn status_leaves_with_a_code_of_its_own_at_the_level_that_is_named() {
    let desk = demo_desk(Lang::En);
    let level = desk.json(&["status"])["level"].as_str().unwrap().to_owned();
    let levels = ["watch", "act", "stop"];
    let at = levels.iter().position(|l| *l == level).unwrap();
    for (n, named) in levels.iter().enumerate() {
        for json in [false, true] {
            let args: &[&str] = if json {
                &["status", "--json", "--fail-on", named]
            } else {
                &["status", "--fail-on", named]
            };
            for lang in ["zh-CN", "en"] {
                let said = desk.run(&[args, &["--lang", lang]].concat());
                assert_eq!(said.code, if n <= at { 3 } else { 0 }, "{named} of {level}");
                // What is printed is whole.
                let plain = desk.run(&[&["--lang", lang, "status"], &args[1..args.len() - 2]].concat());
                assert_eq!((said.out, said.err), (plain.out, plain.err));
            }
        }
    }
    assert_eq!(desk.run(&["status", "--fail-on", "good"]).code, 2);
    assert_eq!(desk.run(&["status"]).code, 0);
    assert_eq!(desk.run(&["status", "--fail-on", "act", "--project", "none"]).code, 1);
    let help = desk.en(&["--help"]).out;
    assert!(help.contains("3 by status --fail-on"), "{help}");
}

#[test]
fn the_environment_names_a_project_and_the_command_line_another() {
    let desk = Desk::with_project();
    desk.done(&["new", "Parts", "--start", "2026-04-20"]);
    let run = |value: &str, args: &[&str]| {
        let output =
            desk.command(&[&["--lang", "en"], args].concat()).env("CHANGEBOOK_PROJECT", value).output();
        crate::desk::Said::from(output.unwrap())
    };
    assert_eq!(run("", &["status"]).code, 1, "nothing names nothing");
    assert!(run("", &["status"]).err.contains("--project"));
    assert!(run("Parts", &["status"]).out.starts_with("Parts"));
    assert!(run("Parts", &["status", "--project", "Service Cloud"]).out.starts_with("Service Cloud"));
    assert!(run("Gone", &["status"]).err.contains("'Gone'"));
    let id = run("Parts", &["add", "people", "name=A"]);
    assert_eq!(id.code, 0, "{id:?}");
    assert!(desk.json(&["show", "people", "--project", "Service Cloud"]).as_array().unwrap().is_empty());
    let frame = run("Parts", &["--print", "100x30"]);
    assert!(frame.out.contains("Parts"), "{}", frame.out);
    // Verbs that take the project as a word heed the word first, else the variable.
    assert!(run("Parts", &["backups", "Service Cloud"]).err.contains("no backup"));
    assert!(run("Gone", &["backups", "Service Cloud"]).err.contains("no backup"));
    assert!(run("Gone", &["backups"]).err.contains("'Gone'"));
    // The demo is what it is.
    assert_eq!(run("Parts", &["demo", "--print", "100x30"]).code, 0);
    // A person is forgotten everywhere, whichever project is at hand.
    desk.done(&["add", "people", "name=Jane Example", "--project", "Service Cloud"]);
    let found = run("Parts", &["forget", "Jane Example"]);
    assert!(found.out.contains("Service Cloud"), "{found:?}");
}

#[test]
fn the_help_of_a_verb_shows_its_own_options_and_the_global_ones_apart() {
    let desk = Desk::empty();
    for (verb, own) in [
        ("show", "--titles"),
        ("status", "--fail-on"),
        ("import", "--dry-run"),
        ("portfolio", "--sort"),
        ("forget", "--yes"),
    ] {
        let help = desk.done(&[verb, "--help"]);
        let (first, global) = help.split_once("Global options:").unwrap_or_else(|| panic!("{help}"));
        assert!(first.contains(own), "{help}");
        for other in ["--workspace", "--project", "--today", "--lang", "--theme"] {
            assert!(!first.contains(&format!("{other} ")) && global.contains(other), "{other}: {help}");
        }
        for other in ["--print", "--keys", "--svg", "--ansi"] {
            assert!(!help.contains(other), "{other}: {help}");
        }
    }
    for args in [&["--help"][..], &["demo", "--help"]] {
        assert!(desk.done(args).contains("--print"), "{args:?}");
    }
    let said = desk.en(&["status", "--print", "80x24"]);
    assert_eq!(said.code, 2, "hidden is not unknown");
    assert!(said.err.contains("--print goes with"), "{said:?}");
}

#[test]
fn the_manual_names_files_variables_examples_and_codes() {
    let desk = Desk::empty();
    let man = desk.done(&["man"]);
    for part in [
        ".SH FILES",
        ".SH ENVIRONMENT",
        ".SH EXAMPLES",
        ".SH \"EXIT STATUS\"",
        "CHANGEBOOK_PROJECT",
        "CHANGEBOOK_WORKSPACE",
        "NO_COLOR",
        "remembered.toml",
    ] {
        assert!(man.contains(part), "{part}:\n{man}");
    }
    let at = |part: &str| man.find(part).unwrap();
    assert!(at(".SH COMMANDS") < at(".SH \"EXIT STATUS\"") && at(".SH ENVIRONMENT") < at(".SH EXAMPLES"));
}

#[test]
fn csv_for_excel_has_its_mark_and_titles_in_the_language_and_comes_back_exactly() {
    for (lang, tag, title) in [(Lang::Zh, "zh-CN", "认知"), (Lang::En, "en", "Awareness")] {
        let desk = demo_desk(lang);
        for def in registry::sheets() {
            for options in [&["--csv"][..], &["--csv", "--titles"], &["--csv", "--titles", "--excel"]] {
                let said = desk.run(&[&["--lang", tag, "show", def.key], options].concat());
                assert_eq!(said.code, 0, "{said:?}");
                assert_eq!(said.out.starts_with('\u{feff}'), options.contains(&"--excel"), "{}", def.key);
                if def.key == "people" && options.contains(&"--titles") {
                    assert!(said.out.lines().next().unwrap().split(',').any(|t| t == title), "{}", said.out);
                }
                if said.out.lines().count() < 2 {
                    continue;
                }
                let path = desk.workspace().join("list.csv");
                fs::write(&path, &said.out).unwrap();
                let args = ["--lang", tag, "import", def.key, path.to_str().unwrap(), "--dry-run", "--json"];
                let plan = desk.run(&args);
                fs::remove_file(&path).unwrap();
                assert_eq!(plan.code, 0, "{} {options:?}: {plan:?}", def.key);
                let plan: serde_json::Value = serde_json::from_str(&plan.out).unwrap();
                let done = (&plan["ready"], &plan["new_rows"], &plan["changes"]);
                assert_eq!(done, (&true.into(), &0.into(), &0.into()), "{} {options:?}: {plan:#}", def.key);
            }
        }
    }
    let desk = Desk::with_project();
    for option in ["--excel", "--titles"] {
        assert_eq!(desk.run(&["show", "people", option]).code, 2, "goes with --csv");
    }
}

#[test]
fn what_is_printed_with_titles_goes_into_another_project_as_it_was() {
    for (lang, tag) in [(Lang::Zh, "zh-CN"), (Lang::En, "en")] {
        let desk = demo_desk(lang);
        desk.done(&["new", "Other", "--start", "2026-04-20"]);
        let shown = |project: &str| {
            desk.run(&["--lang", tag, "show", "people", "--csv", "--titles", "--project", project]).out
        };
        let name = demo::project(lang, crate::desk::TODAY.parse().unwrap());
        let name = changebook::tools::charter::charter(&name).name.to_string();
        let list = shown(&name);
        let path = desk.workspace().join("list.csv");
        fs::write(&path, &list).unwrap();
        let said =
            desk.run(&["--lang", tag, "import", "people", path.to_str().unwrap(), "--project", "Other"]);
        assert_eq!(said.code, 0, "{said:?}");
        let bare = |csv: &str| -> Vec<String> {
            csv.lines().map(|line| line.split_once(',').unwrap().1.to_owned()).collect()
        };
        assert_eq!(bare(&shown("Other")), bare(&list));
    }
}

#[test]
fn completions_know_sheets_columns_and_projects() {
    let desk = Desk::with_project();
    let id = desk.done(&["new", "Parts-2026", "--start", "2026-04-20"]);
    desk.done(&["new", "备件", "--start", "2026-04-20"]);
    assert!(!id.is_empty());
    let spaced =
        desk.json(&["list"]).as_array().unwrap().iter().find(|p| p["name"] == "Service Cloud").unwrap()["id"]
            .clone();
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let script = desk.done(&["completions", shell]);
        let words: &[&str] = match shell {
            // These two complete options and verbs, not values.
            "powershell" | "elvish" => &["--fail-on"],
            _ => &["people", "readings", "awareness=", "Parts-2026", "备件", spaced.as_str().unwrap()],
        };
        for word in words {
            assert!(script.contains(word), "{shell}: {word}");
        }
        assert!(!script.contains("Service Cloud"), "{shell}: a name of two words would be parted");
    }
    assert!(Desk::empty().done(&["completions", "bash"]).contains("people"));
}

#[cfg(unix)]
#[test]
fn bash_completes_sheets_columns_and_projects() {
    use std::io::Write as _;
    let desk = Desk::with_project();
    desk.done(&["new", "Parts-2026", "--start", "2026-04-20"]);
    let script = desk.done(&["completions", "bash"]);
    for (line, wanted) in [
        ("changebook show peo", "people"),
        ("changebook import peo", "people"),
        ("changebook add people awaren", "awareness="),
        ("changebook --project Par", "Parts-2026"),
        ("changebook status --project Par", "Parts-2026"),
        ("changebook backups Par", "Parts-2026"),
        ("changebook status --fail-on st", "stop"),
    ] {
        let words: Vec<&str> = line.split(' ').collect();
        let (count, quoted) =
            (words.len(), words.iter().map(|w| format!("'{w}'")).collect::<Vec<_>>().join(" "));
        let (last, before) = (words[count - 1], words[count - 2]);
        let ask = format!(
            "{script}\nCOMP_WORDS=({quoted}); COMP_CWORD={}; _changebook changebook '{last}' '{before}'; printf '%s\\n' \"${{COMPREPLY[@]}}\"\n",
            count - 1
        );
        let Ok(mut bash) = std::process::Command::new("bash")
            .arg("--norc")
            .stdin(std::process::Stdio::piped())
            .stdout(std::process::Stdio::piped())
            .spawn()
        else {
            return;
        };
        bash.stdin.take().unwrap().write_all(ask.as_bytes()).unwrap();
        let out = String::from_utf8(bash.wait_with_output().unwrap().stdout).unwrap();
        assert!(out.lines().any(|l| l.trim() == wanted), "{line}: {out:?}");
    }
}

/// Whether nothing was entered the level of a tool does not tell, and the list does not say so.
#[test]
fn the_lines_call_no_tool_blank() {
    let desk = Desk::with_project();
    desk.done(&["add", "wins", "win=First-time fix rate of the pilot"]);
    for (lang, word) in [("zh-CN", "· 未填"), ("en", "· blank")] {
        let said = desk.run(&["--lang", lang, "status"]).out;
        assert!(said.contains("0/1"), "{said}");
        assert!(!said.contains(word), "{said}");
    }
}
