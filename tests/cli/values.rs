//! Values typed on the command line go the way of those typed on the screen.

use crate::desk::{Desk, START};
use std::process::Stdio;
use std::sync::LazyLock;

/// A number of 300 digits.
static NINES: LazyLock<String> = LazyLock::new(|| format!("target={}", "9".repeat(300)));

const FTFR: &str = "First-time fix rate (FTFR)";

fn reading(desk: &Desk, pairs: &[&str]) -> String {
    desk.done(&[&["add", "readings"], pairs].concat()).trim().to_owned()
}

#[test]
fn units_and_names_are_understood_in_any_order() {
    let desk = Desk::with_project();
    reading(&desk, &["value=24h", "kpi=Average response time", "date=4-20"]);
    reading(&desk, &["value=８６％", "kpi=首次修复率（FTFR）", "date=today"]);
    let rows = desk.json(&["show", "readings"]);
    assert_eq!((&rows[0]["value"], &rows[0]["date"]), (&24.0.into(), &"2026-04-20".into()));
    assert_eq!((&rows[1]["value"], &rows[1]["date"]), (&86.0.into(), &"2026-04-29".into()));
    assert_eq!(rows[1]["computed"]["kpi"], FTFR);
    let kpi = rows[1]["kpi"].as_str().unwrap();
    reading(&desk, &[&format!("kpi={kpi}"), "value=87", "date=4-28"]);
    let (zh, en) = desk.refused(1, &["add", "readings", &format!("kpi={FTFR}"), "value=24h"]);
    assert!(zh.contains("单位不对") && en.contains("unit"), "{zh}{en}");
    let (zh, en) = desk.refused(1, &["add", "readings", "kpi=nobody", "value=1"]);
    assert!(zh.contains("没有叫“nobody”的行") && en.contains("no row called 'nobody'"), "{zh}{en}");
}

#[test]
fn a_question_is_answered_on_the_command_line() {
    let desk = Desk::with_project();
    let kpi = format!("kpi={FTFR}");
    reading(&desk, &[&kpi, "value=86", "date=4-20"]);
    let before = desk.bytes();
    let doubtful = ["add", "readings", &kpi, "value=0.86", "date=4-27"];
    let (zh, en) = desk.refused(1, &doubtful);
    assert!(zh.contains("value=86") && zh.contains("--as-typed"), "{zh}");
    assert!(en.contains("Is it 86%?") && en.contains("value=86") && en.contains("--yes"), "{en}");
    assert_eq!(desk.bytes(), before);
    desk.done(&[&doubtful[..], &["--yes"]].concat());
    // The same day again would replace the reading.
    let later = ["add", "readings", &kpi, "value=0.86", "date=4-28"];
    desk.done(&[&later[..], &["--as-typed"]].concat());
    let rows = desk.json(&["show", "readings"]);
    assert_eq!((&rows[1]["value"], &rows[2]["value"]), (&86.0.into(), &0.86.into()));
    assert_eq!(desk.run(&[&doubtful[..], &["--yes", "--as-typed"]].concat()).code, 2);
    // With its sign a fraction of a percent is meant.
    reading(&desk, &[&kpi, "value=0.86％", "date=4-21"]);
    assert_eq!(desk.json(&["show", "readings"])[3]["value"], 0.86);
    // What goes together is offered in the words of the question on the screen.
    reading(&desk, &["kpi=平均响应时间", "value=36", "date=4-20"]);
    let kpis = desk.json(&["show", "kpis"]);
    let response = kpis.as_array().unwrap().iter().find(|kpi| kpi["code"] == "response").unwrap();
    let (zh, en) = desk.refused(1, &["set", "kpis", response["id"].as_str().unwrap(), "unit=days"]);
    assert!(zh.contains("换算就加 --yes，不换算就加 --as-typed"), "{zh}");
    assert!(en.contains("Add --yes for 'Convert', --as-typed for 'Keep the numbers'"), "{en}");
}

#[test]
fn what_a_tool_refuses_is_refused_here() {
    let desk = Desk::with_project();
    desk.done(&["add", "people", "name=A1"]);
    desk.done(&["set", "kpis", FTFR, "baseline=80"]);
    let before = desk.bytes();
    for (args, zh, en) in [
        (&["set", "kpis", FTFR, "direction=down"][..], "与方向", "against the direction"),
        (&["set", "checklist", "#1", "done=2026-04-30"], "还没有到", "has not come yet"),
        (&["set", "people", "A1", "awareness=6"], "不是评分", "not a score"),
        (&["set", "people", "A1", "headcount=0"], "至少是 1", "at least 1"),
        (
            &["set", "people", "A1", "headcount=1000001"],
            "人数：“1000001”超出范围",
            "Headcount: '1000001' is out of range",
        ),
        (&["set", "people", "A1", "headcount=4294967296"], "0 到 1000000", "from 0 to 1000000"),
        (&["set", "project", "#1", "centres=10001"], "1 到 10000", "from 1 to 10000"),
        (&["set", "project", "#1", "centres=0"], "1 到 10000", "from 1 to 10000"),
        (&["set", "project", "#1", "start=2200-01-01"], "1900 到 2199", "from 1900 to 2199"),
        (&["set", "project", "#1", "start=1899-12-31"], "1900 到 2199", "from 1900 to 2199"),
        (
            &["set", "kpis", FTFR, "target=1000000000000001"],
            "目标：“1000000000000001”超出范围",
            "between -1e15 and 1e15",
        ),
        (&["set", "kpis", FTFR, "target=-1e300"], "1000 万亿", "out of range"),
        (&["set", "kpis", FTFR, "target=1e999"], "1000 万亿", "out of range"),
        (&["set", "kpis", FTFR, &NINES], "“999999999999999999999999…”", "'999999999999999999999999…'"),
        (&["set", "people", "A1", "scored=2026-05-01"], "还没有到", "has not come yet"),
        (&["set", "people", "A1", "name=B2", "due=2026-02-30"], "查日历", "calendar"),
        (&["set", "people", "A1", "kind=x"], "不在选项里", "not one of the options"),
        (&["set", "people", "A1", "name=B", "name=C"], "写了两次", "twice"),
        (&["set", "people", "A1", "awarenes=3"], "是 awareness 吗", "Did you mean awareness?"),
        (&["set", "peple", "A1", "awareness=3"], "是 people 吗", "Did you mean people?"),
        (&["set", "people", "A2", "awareness=3"], "没有“A2”这一行", "no row 'A2'"),
        (&["set", "people", "", "awareness=3"], "没有", "no row"),
        (&["set", "people", "#2", "awareness=3"], "只有 1 行", "has 1 row only"),
        (&["set", "people", "#0", "awareness=3"], "只有 1 行", "has 1 row only"),
        (&["add", "project", "name=x"], "固定", "fixed"),
        (&["remove", "project", "#1"], "固定", "fixed"),
        (&["show", "nothing"], "可选：", "There are:"),
        (&["new", " ", "--start", START], "不能为空", "is empty"),
        (&["new", "x", "--start", ""], "不能为空", "is empty"),
        (&["new", "x", "--start", "2026-13-01"], "启动日期", "Start date"),
        (&["new", "x", "--start", START, "--centres", "many"], "不是整数", "not a count"),
    ] {
        let (said_zh, said_en) = desk.refused(1, args);
        assert!(said_zh.contains(zh), "{args:?}: {said_zh}");
        assert!(said_en.contains(en), "{args:?}: {said_en}");
    }
    assert_eq!(desk.bytes(), before, "nothing of all that was written");
    for args in [
        &["set", "people", "A1", "awareness"][..],
        &["set", "people", "A1"],
        &["add", "people"],
        &["add", "people", "=3"],
        &["new", "x"],
        &["show"],
        &["dance"],
        &["status", "--today", "2026-02-30"],
        &["status", "--lang", "de"],
        &["show", "people", "--json", "--csv"],
    ] {
        let said = desk.run(args);
        assert_eq!((said.code, said.out.as_str()), (2, ""), "{args:?}: {said:?}");
        assert!(said.err.starts_with("错误："), "{said:?}");
        assert!(desk.en(args).err.starts_with("error: "), "{args:?}");
    }
}

#[test]
fn values_that_fit_together_do_so_in_any_order() {
    let desk = Desk::with_project();
    desk.done(&["set", "kpis", FTFR, "direction=up"]);
    desk.refused(1, &["set", "kpis", FTFR, "baseline=95"]);
    for order in
        [["direction=down", "baseline=95", "target=90"], ["target=90", "baseline=95", "direction=down"]]
    {
        desk.done(&[&["set", "kpis", FTFR][..], &order].concat());
        desk.done(&["set", "kpis", FTFR, "direction=up", "baseline=80", "target=92"]);
    }
}

#[test]
fn a_note_is_said_and_the_value_kept() {
    let desk = Desk::with_project();
    desk.done(&["set", "kpis", FTFR, "baseline=80"]);
    let said = desk.run(&["set", "kpis", FTFR, "target=71"]);
    assert_eq!(said.code, 0);
    assert!(said.err.starts_with("提示：目标：已保留"), "{said:?}");
    let said = desk.en(&["set", "kpis", FTFR, "target=72"]);
    assert!(said.err.starts_with("note: Target: Saved as typed"), "{said:?}");
    let target = |desk: &Desk| {
        let kpis = desk.json(&["show", "kpis"]);
        kpis.as_array().unwrap().iter().find(|kpi| kpi["code"] == "ftfr").unwrap()["target"].clone()
    };
    assert_eq!(target(&desk), 72.0);
    let before = desk.bytes();
    let said = desk.en(&["set", "kpis", FTFR, "target=72"]);
    assert_eq!((said.code, said.err.as_str()), (0, ""), "what is there already is no change");
    assert_eq!(desk.bytes(), before);
}

#[test]
fn a_day_before_the_start_is_asked_about() {
    let desk = Desk::with_project();
    let set = ["set", "checklist", "#1", "done=2025-03-20"];
    let (zh, en) = desk.refused(1, &set);
    assert!(zh.contains("是 2026-03-20 吗") && en.contains("Is it 2026-03-20?"), "{zh} {en}");
    let done = |desk: &Desk| desk.json(&["show", "checklist"])[0]["done"].clone();
    assert!(done(&desk).is_null(), "nothing is stored before it is answered");
    desk.done(&[&set[..], &["--as-typed"]].concat());
    assert_eq!(done(&desk), "2025-03-20");
    desk.done(&["set", "checklist", "#1", "done="]);
    desk.done(&[&set[..], &["--yes"]].concat());
    assert_eq!(done(&desk), "2026-03-20");
}

#[test]
fn rows_go_by_number_id_name_and_prefix() {
    let desk = Desk::with_project();
    let add = |name: &str| desk.done(&["add", "people", &format!("name={name}")]).trim().to_owned();
    let (first, second) = (add("A1"), add("B2"));
    let same = first.chars().zip(second.chars()).take_while(|(a, b)| a == b).count();
    let unique: String = first.chars().take(same + 1).collect();
    for wanted in ["#1", &first, &first.to_uppercase(), "a1", " A1 ", &unique] {
        desk.done(&["set", "people", wanted, &format!("note={wanted}")]);
        assert_eq!(desk.json(&["show", "people"])[0]["note"], wanted.trim(), "{wanted}");
    }
    assert!(desk.json(&["show", "people"])[1].get("note").is_none());
    desk.done(&["set", "checklist", "制定沟通计划", "owner=COO"]);
    let third = add("A1");
    let (zh, en) = desk.refused(1, &["remove", "people", "A1"]);
    assert!(zh.contains("符合 2 行") && en.contains(&third) && en.contains("#3"), "{zh}{en}");
    desk.done(&["remove", "people", "#3"]);
}

#[test]
fn an_empty_value_clears_and_a_title_names_a_column() {
    let desk = Desk::with_project();
    desk.done(&["add", "people", "姓名/团队=A1", "认知=4", "Desire=3"]);
    desk.done(&["set", "ADKAR 诊断卡", "A1", "认知="]);
    let row = &desk.json(&["show", "people"])[0];
    assert_eq!((row.get("awareness"), &row["desire"]), (None, &3.into()));
}

#[test]
fn processes_that_add_at_once_lose_nothing() {
    let desk = Desk::with_project();
    let add = |n: usize| {
        let mut command = desk.command(&["add", "people", &format!("name=P{n}")]);
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    };
    for round in 0..4 {
        let children = [add(3 * round), add(3 * round + 1), add(3 * round + 2)];
        for child in children {
            let output = child.wait_with_output().unwrap();
            assert!(output.status.success(), "{output:?}");
        }
    }
    let rows = desk.json(&["show", "people"]);
    let mut names: Vec<&str> = rows.as_array().unwrap().iter().map(|r| r["name"].as_str().unwrap()).collect();
    names.sort_unstable();
    let mut wanted: Vec<String> = (0..12).map(|n| format!("P{n}")).collect();
    wanted.sort_unstable();
    assert_eq!(names, wanted);
}

#[test]
fn what_could_go_together_is_asked_before_it_is_done() {
    let desk = Desk::with_project();
    let id = desk.done(&["add", "messages", "message=Dispatch goes digital"]);
    let id = id.trim();
    let audience = desk.json(&["show", "audiences"])[0]["id"].as_str().unwrap().to_owned();
    let said = format!("audience={audience}");
    desk.done(&["add", "sends", &format!("message={id}"), &said, "date=2026-04-01"]);
    let row = || {
        let rows = desk.json(&["show", "messages"]);
        let row = rows.as_array().unwrap().iter().find(|row| row["id"] == id).unwrap().clone();
        (row["message"].as_str().unwrap().to_owned(), row["count_from"].as_str().map(str::to_owned))
    };
    let (zh, en) = desk.refused(1, &["set", "messages", id, "message=Said anew"]);
    assert!(zh.contains("count_from=") && en.contains("count_from=") && en.contains("--yes"), "{en}");
    assert_eq!(row(), ("Dispatch goes digital".into(), None), "nothing is done before the answer");
    desk.done(&["set", "messages", id, "message=Said anew", "--as-typed"]);
    assert_eq!(row(), ("Said anew".into(), None));
    desk.done(&["set", "messages", id, "message=Said once more", "--yes"]);
    assert_eq!(row(), ("Said once more".into(), Some("2026-04-29".into())));
    desk.done(&["set", "messages", id, "message=And again", "count_from="]);
    assert_eq!(row(), ("And again".into(), None), "what is named stands as it is named");
}

#[test]
fn a_finding_says_whether_it_is_new_or_has_not_changed_for_five_weeks() {
    let desk = Desk::with_project();
    let kinds = |name: &str| -> (usize, usize, usize) {
        let status = desk.json(&["status"]);
        let all = status["findings"].as_array().unwrap().clone();
        let count = |key: &str| all.iter().filter(|f| f[key] == true).count();
        assert!(all.len() > 1, "{name}");
        (all.len(), count("new"), count("unchanged"))
    };
    assert_eq!((kinds("without backups").1, kinds("without backups").2), (0, 0));
    let backups = desk.workspace().join("backups");
    std::fs::create_dir_all(&backups).unwrap();
    let put = |number: u32, day: &str| {
        std::fs::copy(desk.file(), backups.join(format!("Service Cloud-{number:06}-{day}.json"))).unwrap();
    };
    // One day too young for both; then one that was the newest of that day five weeks ago.
    put(3, "2026-04-23");
    assert_eq!((kinds("a day too young").1, kinds("a day too young").2), (0, 0));
    put(2, "2026-04-22");
    let (all, new, unchanged) = kinds("a week old");
    assert!(new < all && unchanged == 0, "{new} new and {unchanged} unchanged of {all}");
    put(1, "2026-03-25");
    let (all, _, unchanged) = kinds("five weeks old");
    assert!(unchanged > 0 && unchanged < all, "{unchanged} of {all}");

    for (lang, said) in [
        ("zh-CN", format!("五周没有变化 {unchanged} 件")),
        ("en", format!("Unchanged for five weeks: {unchanged}")),
    ] {
        let shown = desk.run(&["--lang", lang, "--print", "160x50"]).out;
        assert!(shown.contains(&said), "{shown}");
    }
}

#[test]
fn rows_carry_the_day_they_were_entered_and_corrected() {
    let desk = Desk::with_project();
    let on = |day: &str, args: &[&str]| {
        let said = desk.en(&[args, &["--today", day]].concat());
        assert_eq!(said.code, 0, "{said:?}");
    };
    assert!(
        !String::from_utf8(desk.bytes()).unwrap().contains("\"was\""),
        "a new project was never otherwise"
    );
    on("2026-04-02", &["add", "people", "name=A1", "awareness=2"]);
    on("2026-04-02", &["set", "people", "A1", "awareness=3"]);
    let people = desk.json(&["show", "people"]);
    assert_eq!((&people[0]["entered"], &people[0]["was"]), (&"2026-04-02".into(), &serde_json::Value::Null));
    on("2026-04-08", &["set", "people", "A1", "awareness=5", "desire=4"]);
    let people = desk.json(&["show", "people"]);
    let was = &people[0]["was"]["2026-04-08"];
    assert_eq!((&was["awareness"], &was["desire"]), (&3.into(), &serde_json::Value::Null));
    let csv = desk.done(&["show", "people", "--csv"]);
    assert!(!csv.contains("2026-04-08,") && !csv.contains("entered"), "{csv}");
}

#[test]
fn cells_out_of_range_in_a_file_are_named_by_status() {
    let desk = Desk::with_project();
    assert!(!desk.en(&["status"]).err.contains("out of range"));
    for name in ["Team 1", "Team 2", "Team 3", "Team 4", "Team 5", "Team 6"] {
        desk.done(&["add", "people", &format!("name={name}"), "headcount=17"]);
    }
    let text = std::fs::read_to_string(desk.file()).unwrap();
    let text = text.replace("\"headcount\":17", "\"headcount\":5000000000");
    let text = text.replacen("\"centres\":12", "\"centres\":4294967295", 1);
    std::fs::write(desk.file(), text).unwrap();
    let en = desk.en(&["status"]);
    assert!(en.err.contains("7 cells out of range") && en.err.contains("and 2 more"), "{en:?}");
    assert!(en.err.contains("  people · Team 1 · headcount = 5000000000\n"), "{en:?}");
    let zh = desk.run(&["status"]);
    assert!(zh.err.contains("7 格超出范围") && zh.err.contains("另有 2 格"), "{zh:?}");
    assert!(zh.err.contains("  project · Service Cloud · centres = 4294967295\n"), "{zh:?}");
    let listed = &desk.json(&["status"])["out_of_range"];
    assert_eq!(listed.as_array().unwrap().len(), 7);
    assert_eq!((&listed[1]["sheet"], &listed[1]["value"]), (&"people".into(), &"5000000000".into()));
    desk.done(&["set", "project", "#1", "centres=9"]);
    assert_eq!(desk.json(&["status"])["out_of_range"].as_array().unwrap().len(), 6);
}

#[test]
fn a_day_of_two_small_numbers_is_asked_about_in_english_and_read_month_first_in_chinese() {
    let desk = Desk::with_project();
    for typed in ["3/4", "3.4", "3/4/2027"] {
        let said = desk.en(&["add", "actions", "action=a", &format!("due={typed}")]);
        assert!(
            said.code != 0 && said.err.contains("-04-03 or due=") && said.err.contains("-03-04"),
            "{said:?}"
        );
    }
    let said = desk.run(&["add", "actions", "action=a", "due=3/4"]);
    assert!(said.code == 0 && said.err.contains("3 月 4 日"), "{said:?}");
    for typed in ["13/4", "3-4", "3 Apr"] {
        assert_eq!(desk.en(&["add", "actions", "action=a", &format!("due={typed}")]).code, 0, "{typed}");
    }
    // Five digits are a day only where one lies near.
    let said = desk.en(&["add", "actions", "action=a", "due=43210"]);
    assert!(said.code != 0 && said.err.contains("write 2018-04-20"), "{said:?}");
    assert_eq!(desk.json(&["show", "actions"]).as_array().unwrap().len(), 4);
}

#[test]
fn values_of_spreadsheets_are_taken_as_they_stand() {
    let desk = Desk::with_project();
    // On 28 December what is due on 8 January is due in the next year.
    let add = |day: &str, pairs: &[&str]| {
        let said = desk.en(&[&["add"], pairs, &["--today", day]].concat());
        assert_eq!(said.code, 0, "{said:?}");
        said
    };
    add("2026-12-28", &["actions", "action=甲", "due=1月8日"]);
    add("2026-12-28", &["actions", "action=乙", "due=2027/1/15 0:00:00"]);
    add("2026-12-28", &["actions", "action=丙", "made=1月8日", "due=46085"]);
    let said = add("2026-12-28", &["actions", "action=丁", "due=TBD", "owner=\u{feff}王\u{200b}"]);
    assert_eq!(said.err, "note: Due: 'TBD' is taken as blank\n");
    let rows = desk.json(&["show", "actions"]);
    let dues: Vec<Option<&str>> = rows.as_array().unwrap().iter().map(|row| row["due"].as_str()).collect();
    assert_eq!(dues, [Some("2027-01-08"), Some("2027-01-15"), Some("2026-03-04"), None]);
    assert_eq!((&rows[2]["made"], &rows[3]["owner"]), (&"2026-01-08".into(), &"王".into()));
    // A value that is there is emptied, and that is said.
    let said = desk.run(&["set", "actions", "#1", "due=待定"]);
    assert_eq!((said.code, said.err.as_str()), (0, "提示：期限：“待定”当作没有填\n"));
    assert!(desk.json(&["show", "actions"])[0].get("due").is_none());

    let kpi = ["add", "kpis", "name=平均维修天数", "kind=滞后", "unit=天", "baseline=5", "target=1天12小时"];
    desk.done(&kpi);
    let rows = desk.json(&["show", "kpis"]);
    let last = rows.as_array().unwrap().last().unwrap();
    assert_eq!(
        (&last["kind"], &last["unit"], &last["target"]),
        (&"lagging".into(), &"days".into(), &1.5.into())
    );
    reading(&desk, &["kpi=平均维修天数", "value=36:00", "date=4-20"]);
    reading(&desk, &["kpi=FTFR", "value=0.8%", "date=2026-4-20 0:00"]);
    let rows = desk.json(&["show", "readings"]);
    assert_eq!((&rows[0]["value"], &rows[1]["value"]), (&1.5.into(), &0.8.into()));
    let (zh, en) = desk.refused(1, &["add", "budget", "item=B", "amount=1.2万"]);
    assert!(zh.contains("以元计就填 12000，以万元计就填 1.2") && en.contains("Type 12000"), "{zh}{en}");
    let (zh, en) = desk.refused(1, &["set", "kotter", "#1", "state=start"]);
    assert!(zh.contains("不在选项里") && en.contains("not one of the options"), "{zh}{en}");
    desk.done(&["add", "people", "name=Team X1"]);
    let said = desk.en(&["add", "people", "name=ｔｅａｍ x1"]);
    assert!(said.code == 0 && said.err.contains("Almost the same as 'Team X1' in row 1"), "{said:?}");
}

#[test]
fn a_role_of_ones_own_is_kept_on_the_command_line() {
    let desk = Desk::with_project();
    let (zh, en) = desk.refused(1, &["add", "people", "name=A1", "role=站长"]);
    assert!(zh.contains("“站长”不在选项里") && zh.contains("--as-typed"), "{zh}");
    assert!(en.contains("'站长' is not one of the options") && en.contains("role=Centre manager"), "{en}");
    desk.done(&["add", "people", "name=A1", "role=站长", "headcount=3", "--as-typed"]);
    desk.done(&["add", "people", "name=A2", "role=站长"]);
    desk.done(&["add", "people", "name=A3", "role=机修"]);
    let rows = desk.json(&["show", "people"]);
    let roles: Vec<&str> = rows.as_array().unwrap().iter().map(|row| row["role"].as_str().unwrap()).collect();
    assert_eq!(roles, ["站长", "站长", "technician"]);
    assert!(desk.done(&["show", "people"]).contains("站长"));
    let csv = desk.done(&["show", "people", "--csv"]);
    assert_eq!(csv.matches("站长").count(), 2, "{csv}");
    desk.done(&["set", "audiences", "#3", "role=站长"]);
    assert_eq!(desk.run(&["status"]).code, 0);
}

#[test]
fn a_day_that_could_be_read_otherwise_says_how_it_was_read() {
    let desk = Desk::with_project();
    desk.done(&["add", "actions", "action=Training"]);
    for (typed, stored, said) in [
        ("3-5", "2026-03-05", Some("'3-5' is read as 5 March 2026; for 3 May type 2026-05-03")),
        ("5-3", "2026-05-03", Some("'5-3' is read as 3 May 2026; for 5 March type 2026-03-05")),
        ("25/5", "2026-05-25", None),
        ("5/25", "2026-05-25", None),
        ("5/5", "2026-05-05", None),
        ("5月3日", "2026-05-03", None),
        ("2026/5/3", "2026-05-03", None),
    ] {
        let due = format!("due={typed}");
        let got = desk.en(&["set", "actions", "Training", &due]);
        assert_eq!(got.code, 0, "{typed}: {got:?}");
        match said {
            Some(said) => assert!(got.err.contains(said), "{typed}: {got:?}"),
            None => assert!(!got.err.contains("is read as"), "{typed}: {got:?}"),
        }
        assert_eq!(desk.json(&["show", "actions"])[0]["due"], stored, "{typed}");
    }
    let zh = desk.run(&["set", "actions", "Training", "due=3/5"]);
    assert!(zh.err.contains("“3/5”读作 2026 年 3 月 5 日；如果是 5 月 3 日，请写 2026-05-03"), "{zh:?}");
}

#[test]
fn a_decimal_comma_is_read_and_said() {
    let desk = Desk::with_project();
    desk.done(&["add", "readings", "kpi=平均响应时间", "date=2026-04-20", "value=1h"]);
    for (typed, stored, as_point) in [
        ("2,7", 2.7, Some("2.7")),
        ("0,5", 0.5, Some("0.5")),
        ("0,500", 0.5, Some("0.500")),
        ("12,75", 12.75, Some("12.75")),
        ("1.234,5", 1234.5, Some("1234.5")),
        ("1 234,5", 1234.5, Some("1234.5")),
        ("２，７", 2.7, Some("2.7")),
        ("2,5 h", 2.5, Some("2.5 h")),
        ("1,234", 1234.0, None),
        ("1,234.5", 1234.5, None),
    ] {
        let value = format!("value={typed}");
        let got = desk.en(&["set", "readings", "#1", &value, "--as-typed"]);
        assert_eq!(got.code, 0, "{typed}: {got:?}");
        match as_point {
            Some(point) => {
                let said = format!("'{typed}' is read with a decimal comma, as {point}");
                assert!(got.err.contains(&said), "{typed}: {got:?}");
            }
            None => assert!(!got.err.contains("comma"), "{typed}: {got:?}"),
        }
        assert_eq!(desk.json(&["show", "readings"])[0]["value"], stored, "{typed}");
    }
    for typed in ["12,34,567", "1,2,3", "1.23,4"] {
        desk.refused(1, &["set", "readings", "#1", &format!("value={typed}")]);
    }
}

/// A day that was given is the one that was meant, on a Monday as well.
#[test]
fn nothing_is_said_of_last_week_where_the_day_was_given() {
    let desk = Desk::with_project();
    for date in ["2026-05-03", "2026-04-20"] {
        let kpi = format!("kpi={FTFR}");
        let said = desk.en_on("2026-05-04", &["add", "readings", &kpi, "value=80", &format!("date={date}")]);
        assert_eq!(said.code, 0, "{}", said.err);
        assert!(!said.err.contains("week"), "{}", said.err);
    }
}

#[test]
fn a_name_in_nearly_the_words_of_another_is_pointed_out() {
    let desk = Desk::with_project();
    let noted = |name: &str| {
        let name = format!("name={name}");
        desk.en(&["add", "kpis", &name]).err.contains("Called nearly as")
    };
    for name in ["First-time fix rate (FFR)", "CSAT (customer satisfaction)", "平均响应时间（小时）"]
    {
        assert!(noted(name), "{name}");
    }
    for name in ["Customer satisfaction (phone)", "Parts on hand"] {
        assert!(!noted(name), "{name}");
    }
    let (_, en) = desk.refused(1, &["add", "centres", "name=All branches"]);
    assert!(en.contains("says all centres"), "{en}");
    desk.done(&["add", "centres", "name=All branches", "--as-typed"]);
    desk.done(&["add", "centres", "name=All Saints"]);
}
