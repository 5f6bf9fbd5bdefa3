//! Help and usage errors in the language of the person.

use crate::desk::Desk;
use std::fs;

#[test]
fn help_speaks_the_language_of_the_person() {
    let desk = Desk::empty();
    let zh = desk.run(&["--lang", "zh", "import", "--help"]);
    assert_eq!(zh.code, 0);
    for part in [
        "用法：changebook import [选项] <SHEET|FILE>...",
        "参数:\n  <SHEET|FILE>...",
        "选项:",
        "全局选项:",
        "只输出会存入什么，不存",
        "（可选：cells、rows）",
        "输出帮助",
    ] {
        assert!(zh.out.contains(part), "{part}: {}", zh.out);
    }
    for foreign in ["Usage", "Options", "Arguments", "Print", "possible values", " / "] {
        assert!(!zh.out.contains(foreign), "{foreign}: {}", zh.out);
    }
    let en = desk.run(&["import", "--help", "--lang=en"]);
    for part in [
        "Usage: changebook import [OPTIONS] <SHEET|FILE>...",
        "Arguments:\n  <SHEET|FILE>...",
        "store nothing",
    ] {
        assert!(en.out.contains(part), "{part}: {}", en.out);
    }
    assert!(en.out.is_ascii(), "{}", en.out);
    // All that the program can do, in either language.
    let all = desk.run(&["--lang", "zh", "--help"]).out;
    assert!(all.contains("命令:") && all.contains("退出代码：0 完成"), "{all}");
    let verbs = desk.run(&["--lang", "en", "--help"]).out;
    let listed: Vec<&str> = verbs
        .lines()
        .skip_while(|line| *line != "Commands:")
        .skip(1)
        .take_while(|line| !line.is_empty())
        // A line that begins further right goes on with what a verb does.
        .filter_map(|line| line.strip_prefix("  ").filter(|line| !line.starts_with(' ')))
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert!(listed.len() > 20, "{verbs}");
    for verb in listed.into_iter().filter(|verb| *verb != "help") {
        let said = desk.run(&["--lang", "zh", verb, "--help"]);
        assert_eq!(said.code, 0, "{verb}");
        assert!(!said.out.contains("Usage") && said.out.contains("用法"), "{verb}: {}", said.out);
    }
}

#[test]
fn the_system_and_an_earlier_choice_decide_where_nothing_is_named() {
    let desk = Desk::empty();
    let help = |desk: &Desk, system: &str| {
        let mut command = desk.command(&["--help"]);
        command.env("LC_ALL", system).env("XDG_CONFIG_HOME", desk.workspace().with_file_name("config"));
        crate::desk::Said::from(command.output().unwrap()).out
    };
    assert!(help(&desk, "zh_CN.UTF-8").contains("用法") && help(&desk, "en_GB.UTF-8").contains("Usage"));
    let config = desk.workspace().with_file_name("config").join("changebook");
    fs::create_dir_all(&config).unwrap();
    fs::write(config.join("config.toml"), "language = \"zh-CN\"\n").unwrap();
    assert!(help(&desk, "en_GB.UTF-8").contains("用法"));
}

#[test]
fn wrong_usage_names_the_place_and_what_would_be_right() {
    let desk = Desk::with_project();
    for (args, zh) in [
        (&["show"][..], "缺少 <SHEET>"),
        (&["bogus"], "没有“bogus”这个命令"),
        (&["statsu"], "是不是“status”"),
        (&["show", "people", "--excel"], "缺少 --csv"),
        (&["--print", "0x1"], "--print <COLSxROWS> 不能是“0x1”：大小写成 120x36，每边 1 到 1000"),
        (&["--theme", "pink"], "--theme <THEME> 不能是“pink”，可选：terminal、dark、light、plain"),
        (&["add", "people", "awareness"], "写成 列=值，如 awareness=3"),
        (&["add", "people", "=3"], "“=”前面缺列的键名"),
        (&["import", "people", "x.csv", "--map", "Store"], "写成 标题=列，如 门店=centre"),
        (&["show", "people", "--json", "--csv"], "--json 不能和 --csv 一起用"),
        (&["list", "--json", "--json"], "--json 只能写一次"),
        (&["new", "X", "--strat", "1"], "是不是“--start”"),
        (&["list", "--project"], "--project <NAME> 后面缺一个值"),
        (&["restore", "A", "x"], "[NUMBER] 不能是“x”"),
    ] {
        let said = desk.run(&[&["--lang", "zh"], args].concat());
        assert_eq!(said.code, 2, "{args:?}: {said:?}");
        assert!(said.err.starts_with("错误：") && said.err.contains(zh), "{args:?}: {}", said.err);
        assert!(
            said.err.contains("加 --help 看说明") && !said.err.contains("Usage"),
            "{args:?}: {}",
            said.err
        );
        let en = desk.en(args);
        assert!(en.code == 2 && en.err.starts_with("error: ") && en.err.is_ascii(), "{args:?}: {en:?}");
    }
}

/// Who leaves the row out is told that it is the row that is missing, and how a row and a value are written.
#[test]
fn a_missing_row_is_said_and_how_it_is_written() {
    let desk = Desk::with_project();
    let row = ["哪一行（编号、名称或 '#1'", "by its id, its name or '#1'"];
    for (args, said) in [
        (&["set", "project", "sponsor=CEO"][..], row),
        (&["set", "people"], row),
        (&["set", "people", "#1"], row),
        (&["set", "people", "name=Ana", "headcount=3"], ["“name=Ana”不是行", "'name=Ana' is no row"]),
        (&["remove", "people"], ["哪一行，写编号、名称或 '#1'", "by its id, its name or '#1'"]),
        (&["remove", "people", "name=Ana"], ["“name=Ana”不是行", "'name=Ana' is no row"]),
        (&["add", "people"], ["要填的写成 列=值", "is written COLUMN=VALUE"]),
    ] {
        for (lang, said) in ["zh", "en"].into_iter().zip(said) {
            let run = desk.run(&[&["--lang", lang], args].concat());
            assert!(run.code != 0 && run.err.contains(said), "{args:?}: {run:?}");
        }
    }
    // Other verbs keep to their own words, and what is told works.
    assert!(!desk.en(&["show"]).err.contains("#1"));
    assert_eq!(desk.en(&["set", "project", "#1", "sponsor=CEO"]).code, 0);
}
