//! CSV files on their way into a sheet.

use crate::desk::Desk;
use std::fs;
use std::path::PathBuf;
use std::process::Stdio;

const PEOPLE: &str =
    "序号,姓名,门店,岗位,人数,意识,电话\n1,甲,一店,技师,3,3,1\n\n2,乙,二店,前台,2,4,2\n合计,,,,5,,\n";

fn file(desk: &Desk, name: &str, bytes: impl AsRef<[u8]>) -> String {
    let path: PathBuf = desk.workspace().parent().unwrap().join(name);
    fs::write(&path, bytes).unwrap();
    path.display().to_string()
}

#[test]
fn a_file_is_looked_at_taken_in_and_changes_nothing_the_second_time() {
    let desk = Desk::with_project();
    let path = file(&desk, "people.csv", PEOPLE);
    let before = desk.bytes();
    let plan = desk.json(&["import", "people", &path, "--dry-run"]);
    assert_eq!(
        (&plan["stored"], &plan["ready"], &plan["new_rows"]),
        (&false.into(), &true.into(), &2.into())
    );
    assert_eq!(plan["columns"][6]["by"], "unknown");
    assert_eq!(plan["lines"][2]["line"], 4, "blank lines count: {plan}");
    assert_eq!(plan["lines"][3]["goes"], "total");
    assert_eq!(plan["lines"][0]["cells"]["role"]["value"], "Technician");
    assert_eq!(desk.bytes(), before, "a look stores nothing");
    let said = desk.en(&["import", "people", &path]);
    assert_eq!(said.code, 0, "{said:?}");
    assert!(said.out.ends_with("10 cells filled, 2 rows added\n"), "{said:?}");
    assert!(said.err.contains("no such columns, they are skipped: 电话"), "{said:?}");
    let after = desk.bytes();
    let again = desk.json(&["import", "people", &path]);
    assert_eq!((&again["new_rows"], &again["changes"]), (&0.into(), &0.into()));
    assert_eq!(desk.bytes(), after);
    let zh = desk.run(&["import", "people", &path]);
    assert!(zh.out.ends_with("已填写 0 格，新增 0 行\n"), "{zh:?}");
}

#[test]
fn what_does_not_fit_is_named_with_its_place_and_nothing_is_stored() {
    let desk = Desk::with_project();
    let path = file(&desk, "people.csv", PEOPLE.replace(",3,3,", ",约3,9,"));
    let before = desk.bytes();
    let (zh, en) = desk.refused(1, &["import", "people", &path]);
    assert!(
        zh.contains("有 2 处不合") && zh.contains("第 2 行“人数”") && zh.contains("第 2 行“认知”"),
        "{zh}"
    );
    assert!(en.contains("line 2, Headcount: '约3' is not a count") && en.contains("--skip cells"), "{en}");
    assert_eq!(desk.bytes(), before);
    desk.done(&["import", "people", &path, "--skip", "rows"]);
    assert_eq!(desk.json(&["show", "people"]).as_array().unwrap().len(), 1);
    desk.done(&["import", "people", &path, "--skip", "cells"]);
    assert_eq!(desk.json(&["show", "people"]).as_array().unwrap().len(), 2);
}

#[test]
fn titles_are_mapped_and_never_guessed() {
    let desk = Desk::with_project();
    let path = file(&desk, "people.csv", "姓名,Headcuont,电话\n甲,3,x\n");
    desk.done(&["import", "people", &path]);
    assert_eq!(desk.json(&["show", "people"])[0].get("headcount"), None, "a guess is not taken unseen");
    desk.done(&["import", "people", &path, "--map", "headcuont=headcount", "--map", "电话=备注"]);
    let row = &desk.json(&["show", "people"])[0];
    assert_eq!((&row["headcount"], &row["note"]), (&3.into(), &"x".into()));
    for (args, wanted) in [
        (vec!["--map", "Phone=note"], "no title 'Phone'"),
        (vec!["--map", "电话=phone"], "no column 'phone'"),
        (vec!["--map", "电话=note", "--map", "Headcuont=note"], "two columns into Notes"),
    ] {
        let (_, en) = desk.refused(1, &[&["import", "people", &path], args.as_slice()].concat());
        assert!(en.contains(wanted), "{en}");
    }
    let said = desk.en(&["import", "people", &path, "--map", "x"]);
    assert!(said.code == 2 && said.err.contains("write TITLE=COLUMN"), "{said:?}");
    let twice = file(&desk, "twice.csv", "姓名,备注,说明\n甲,a,b\n");
    let (zh, en) = desk.refused(1, &["import", "people", &twice]);
    assert!(
        zh.contains("第 2 列和第 3 列“说明”是同一栏")
            && en.contains("columns 2 and 3 ('说明') mean the same"),
        "{zh}{en}"
    );
    desk.done(&["import", "people", &twice, "--map", "说明="]);
    assert_eq!(desk.json(&["show", "people"])[0]["note"], "a");
    // Two of one title are told apart by their number.
    let alike = file(&desk, "alike.csv", "姓名,备注,备注\n甲,b,c\n");
    desk.refused(1, &["import", "people", &alike]);
    for (map, note) in [("#2=", "c"), ("#3=", "b"), ("#3=note", "c")] {
        let args = ["import", "people", &alike, "--map", map, "--map", "#2="];
        let args = if map == "#3=note" { &args[..] } else { &args[..5] };
        desk.done(args);
        assert_eq!(desk.json(&["show", "people"])[0]["note"], note, "{map}");
    }
    // A single name that people use is a title when it stands first in a file.
    let phones = file(&desk, "phones.csv", "员工姓名,手机\n乙,1\n");
    assert_eq!(desk.json(&["import", "people", &phones, "--dry-run"])["new_rows"], 1);
}

#[test]
fn what_we_print_comes_back_exactly() {
    let desk = Desk::with_project();
    for note in ["note==1+1", "note='quoted", "note=-5", "note=a\"b,c", "note='=x", "note=line 1\nline 2"] {
        desk.done(&["add", "people", &format!("name=row {note}"), note, "awareness=3"]);
    }
    let printed = desk.done(&["show", "people", "--csv"]);
    let path = file(&desk, "own.csv", &printed);
    let before = desk.bytes();
    let plan = desk.json(&["import", "people", &path, "--blanks"]);
    assert_eq!(
        (&plan["new_rows"], &plan["changes"], &plan["open"]),
        (&0.into(), &0.into(), &0.into()),
        "{plan}"
    );
    assert_eq!(desk.bytes(), before);
    // And into an empty project all of it is new.
    let other = Desk::with_project();
    other.done(&["import", "people", &file(&other, "own.csv", &printed)]);
    let notes = |desk: &Desk| -> Vec<_> {
        let rows = desk.json(&["show", "people"]);
        rows.as_array().unwrap().iter().map(|row| (row["name"].clone(), row["note"].clone())).collect()
    };
    assert_eq!(notes(&other), notes(&desk));
}

#[test]
fn what_is_no_csv_is_refused_by_its_name() {
    let desk = Desk::with_project();
    let folder = desk.workspace().display().to_string();
    for (path, wanted) in [
        (folder.clone(), "is no file"),
        (format!("{folder}/nothing.csv"), "nothing.csv"),
        (file(&desk, "empty.csv", ""), "empty"),
        (file(&desk, "nul.csv", "a,b\n1,\0\n"), "Line 2"),
        (file(&desk, "zip.csv", b"PK\x03\x04\xff\xfe\x00"), "cannot be read"),
        (file(&desk, "odd.csv", b"a,b\n\xff\xff\xff\n"), "not a text file"),
        (file(&desk, "foreign.csv", "foo,bar\n1,2\n"), "no titles of this sheet"),
        (file(&desk, "open.csv", "姓名,备注\n甲,\"x\n还有\n乙,y\n"), "never closed"),
    ] {
        let (_, en) = desk.refused(1, &["import", "people", &path]);
        assert!(en.contains(wanted), "{path}: {en}");
    }
    let only = file(&desk, "titles.csv", "姓名,备注\n");
    assert!(desk.done(&["import", "people", &only]).starts_with("0 cells filled"));
    let (_, en) = desk.refused(1, &["import", "poeple", &only]);
    assert!(en.contains("people"), "{en}");
}

#[test]
fn a_file_comes_through_standard_input() {
    use std::io::Write as _;
    let desk = Desk::with_project();
    let mut child = desk
        .command(&["import", "people", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(PEOPLE.as_bytes()).unwrap();
    assert!(child.wait_with_output().unwrap().status.success());
    assert_eq!(desk.json(&["show", "people"]).as_array().unwrap().len(), 2);
}

#[test]
fn roles_of_ones_own_are_kept_where_that_is_asked_for() {
    let desk = Desk::with_project();
    let path = file(&desk, "roles.csv", "姓名,岗位,人数\n甲,站长,1\n乙,站长,2\n丙,技师,3\n");
    let (zh, en) = desk.refused(1, &["import", "people", &path]);
    assert!(zh.contains("站长") && en.contains("1 to decide") && en.contains("2 such cells"), "{zh}{en}");
    desk.done(&["import", "people", &path, "--own"]);
    let rows = desk.json(&["show", "people"]);
    assert_eq!((&rows[0]["role"], &rows[2]["role"]), (&"站长".into(), &"technician".into()));
    // What the sheet has as its own by now is one of its roles.
    let again = desk.json(&["import", "people", &path]);
    assert_eq!((&again["changes"], &again["open"]), (&0.into(), &0.into()), "{again}");
}

#[test]
fn weeks_across_are_read_as_readings_with_the_name_of_each_cell() {
    let desk = Desk::with_project();
    let before = desk.bytes();
    let path = file(&desk, "weeks.csv", "指标,2026-W02,3月\nFTFR,80%,81%\n平均响应时间,48 h,\n");
    let look = desk.en(&["import", "readings", &path, "--dry-run"]);
    assert_eq!(look.code, 1, "{look:?}");
    for said in
        ["B2  + new row", "Date 2026-01-11; Value 80%", "C2  + new row", "leaves the day open", "B3  +"]
    {
        assert!(look.out.contains(said), "{said}: {look:?}");
    }
    let (zh, en) = desk.refused(1, &["import", "readings", &path]);
    assert!(zh.contains("C2") && en.contains("C2, Date"), "{zh}\n{en}");
    assert_eq!(desk.bytes(), before);
    desk.done(&["import", "readings", &path, "--skip", "rows"]);
    let readings = desk.json(&["show", "readings"]);
    assert_eq!(readings.as_array().unwrap().len(), 2);
    assert_eq!(readings[0]["value"], 80.0);
    let after = desk.bytes();
    desk.done(&["import", "readings", &path, "--skip", "rows"]);
    assert_eq!(desk.bytes(), after, "the same again changes nothing");
}

#[test]
fn what_is_skipped_is_named_with_its_place_its_value_and_why() {
    let desk = Desk::with_project();
    let path = file(&desk, "people.csv", "姓名,岗位,人数\n甲,技师,约3个多\n乙,技师,2\n丙,技师,约3个多\n");
    let said = desk.en(&["import", "people", &path, "--skip", "cells", "--dry-run"]);
    assert!(
        said.out.contains("2 cells would not be stored:\n  line 2, line 4, Headcount, '约3个多': "),
        "{said:?}"
    );
    let plan = desk.json(&["import", "people", &path, "--skip", "rows", "--dry-run"]);
    let skipped = plan["skipped"].as_array().unwrap();
    assert_eq!(skipped.len(), 2, "{plan}");
    assert_eq!((&skipped[1]["line"], &skipped[1]["row"]), (&4.into(), &"丙".into()));
    assert_eq!((&skipped[1]["column"], &skipped[1]["value"]), (&"Headcount".into(), &"约3个多".into()));
    assert!(skipped[1]["reason"]["en"].as_str().unwrap().contains("not a count"), "{plan}");
    let zh = desk.run(&["import", "people", &path, "--skip", "cells"]);
    assert!(zh.out.contains("没有存的 2 格：\n  第 2 行、第 4 行“人数”写的是“约3个多”："), "{zh:?}");
}

#[test]
fn whoever_may_have_moved_is_asked_about_and_never_joined_by_itself() {
    let desk = Desk::with_project();
    desk.done(&["add", "people", "name=张伟", "centre=一店", "awareness=2"]);
    let path = file(&desk, "people.csv", "姓名,服务中心,认知\n张 伟,二店,3\n");
    let before = desk.bytes();
    let look = desk.en(&["import", "people", &path, "--dry-run"]);
    assert!(look.code == 1 && look.out.contains("? '张 伟': it may be 张伟 · 一店"), "{look:?}");
    let plan = desk.en(&["import", "people", &path, "--dry-run", "--json"]);
    let plan: serde_json::Value = serde_json::from_str(&plan.out).unwrap();
    assert_eq!((&plan["open"], &plan["ready"]), (&1.into(), &false.into()), "{plan}");
    let (zh, en) = desk.refused(1, &["import", "people", &path]);
    assert!(zh.contains("--same-name one") && en.contains("--same-name apart"), "{zh}\n{en}");
    assert_eq!(desk.bytes(), before);
    desk.done(&["import", "people", &path, "--same-name", "apart"]);
    assert_eq!(desk.json(&["show", "people"]).as_array().unwrap().len(), 2);
    let other = Desk::with_project();
    other.done(&["add", "people", "name=张伟", "centre=一店", "awareness=2"]);
    other.done(&[
        "import",
        "people",
        &file(&other, "people.csv", "姓名,服务中心,认知\n张伟,二店,3\n"),
        "--same-name",
        "one",
    ]);
    let rows = other.json(&["show", "people"]);
    assert_eq!((rows.as_array().unwrap().len(), &rows[0]["centre"]), (1, &"二店".into()));
}

#[test]
fn two_lines_of_one_name_are_answered_on_the_command_line() {
    let list = "姓名,服务中心,人数,认知\n甲组,一店,5,3\n甲组,一店,7,4\n";
    let desk = Desk::with_project();
    let path = file(&desk, "people.csv", list);
    let (zh, en) = desk.refused(1, &["import", "people", &path]);
    assert!(zh.contains("--same-name one") && en.contains("--same-name apart"), "{zh}\n{en}");
    desk.done(&["import", "people", &path, "--same-name", "one"]);
    let rows = desk.json(&["show", "people"]);
    // The later line counts.
    assert_eq!((rows.as_array().unwrap().len(), &rows[0]["headcount"]), (1, &7.into()), "{rows}");
    let apart = Desk::with_project();
    apart.done(&["import", "people", &file(&apart, "people.csv", list), "--same-name", "apart"]);
    let rows = apart.json(&["show", "people"]);
    assert_eq!((&rows[0]["headcount"], &rows[1]["headcount"]), (&5.into(), &7.into()), "{rows}");
    // A centre that is missing may be meant; where two rows may be, only a row of its own is certain.
    let missing = file(&apart, "missing.csv", "姓名,人数\n甲组,9\n");
    let one = apart.refused(1, &["import", "people", &missing, "--same-name", "one"]);
    assert!(one.1.contains("line 2, '甲组'"), "{}", one.1);
    apart.done(&["import", "people", &missing, "--same-name", "apart"]);
    assert_eq!(apart.json(&["show", "people"]).as_array().unwrap().len(), 3);
}

#[test]
fn what_is_asked_about_is_kept_where_that_is_asked_for() {
    let desk = Desk::with_project();
    let path = file(&desk, "readings.csv", "指标,日期,数值\nFTFR,2026-02-02,0.8\n");
    let (zh, en) = desk.refused(1, &["import", "readings", &path]);
    assert!(zh.contains("--as-typed") && en.contains("--as-typed"), "{zh}\n{en}");
    desk.done(&["import", "readings", &path, "--as-typed"]);
    assert_eq!(desk.json(&["show", "readings"])[0]["value"], 0.8);
}

#[test]
fn an_indicator_that_is_not_there_is_added_where_that_is_asked_for() {
    let desk = Desk::with_project();
    let path = file(&desk, "weeks.csv", "指标,2026-01-11,2026-01-18\n客诉数,3,2\nFTFR,80%,81%\n");
    let (zh, en) = desk.refused(1, &["import", "readings", &path]);
    assert!(zh.contains("第 2 行“指标”") && zh.contains("同样的 2 格"), "{zh}");
    assert!(en.contains("1 to decide") && en.contains("line 2, Indicator"), "{en}");
    // Of a row that is left out only what does not fit is listed.
    let plan = desk.json(&["import", "readings", &path, "--skip", "rows", "--dry-run"]);
    assert_eq!(plan["skipped"].as_array().unwrap().len(), 2, "{plan}");
    let kpis = desk.json(&["show", "kpis"]).as_array().unwrap().len();
    desk.done(&["import", "readings", &path, "--create"]);
    assert_eq!(desk.json(&["show", "kpis"]).as_array().unwrap().len(), kpis + 1);
    assert_eq!(desk.json(&["show", "readings"]).as_array().unwrap().len(), 4);
}

#[test]
fn a_new_indicator_has_the_unit_that_all_its_values_can_be_read_in() {
    for (values, unit, read) in [
        ("36 h,2 d,40:00", "hours", [36.0, 48.0, 40.0]),
        ("2天,36小时,3天", "days", [2.0, 1.5, 3.0]),
        ("20 min,0.5 h,25", "minutes", [20.0, 30.0, 25.0]),
        ("¥120,110元,130", "yuan", [120.0, 110.0, 130.0]),
        ("\"$1,200\",$1100,1300", "$", [1200.0, 1100.0, 1300.0]),
        ("36%,40,38 %", "percent", [36.0, 40.0, 38.0]),
    ] {
        let desk = Desk::with_project();
        let path =
            file(&desk, "weeks.csv", format!("Indicator,2026-01-11,2026-01-18,2026-01-25\nNew,{values}\n"));
        desk.done(&["import", "readings", &path, "--create"]);
        let kpis = desk.json(&["show", "kpis"]);
        let new = kpis.as_array().unwrap().iter().find(|kpi| kpi["name"] == "New").expect("it is there");
        let said = if new["unit"].is_null() { &new["unit_name"] } else { &new["unit"] };
        assert_eq!(said, unit, "{values}: {new}");
        let readings = desk.json(&["show", "readings"]);
        let got: Vec<f64> =
            readings.as_array().unwrap().iter().filter_map(|row| row["value"].as_f64()).collect();
        assert_eq!(got, read, "{values}");
    }
    // What no unit can hold is for people to decide.
    let desk = Desk::with_project();
    let path = file(&desk, "weeks.csv", "Indicator,2026-01-11,2026-01-18\nNew,2 d,40%\n");
    desk.refused(1, &["import", "readings", &path, "--create"]);
}

#[test]
fn what_is_kept_is_kept_beside_what_is_skipped() {
    for skip in ["cells", "rows"] {
        let desk = Desk::with_project();
        let people = file(&desk, "people.csv", "姓名,岗位,人数\n甲,站长,1\n乙,技师,很多\n");
        desk.done(&["import", "people", &people, "--own", "--skip", skip]);
        assert_eq!(desk.json(&["show", "people"])[0]["role"], "站长", "{skip}");
        let readings = file(
            &desk,
            "readings.csv",
            "指标,日期,数值\n客诉数,2026-02-02,3\nFTFR,2026-02-02,0.8\nFTFR,2026-02-09,很多\n",
        );
        desk.done(&["import", "readings", &readings, "--create", "--as-typed", "--skip", skip]);
        let readings = desk.json(&["show", "readings"]);
        let values: Vec<_> = readings.as_array().unwrap().iter().map(|row| row["value"].clone()).collect();
        assert_eq!(values, [3.0, 0.8].map(serde_json::Value::from), "{skip}: {readings}");
    }
}

#[test]
fn a_reading_without_its_value_and_a_row_without_its_name_are_left_out() {
    let desk = Desk::with_project();
    let readings =
        file(&desk, "readings.csv", "指标,日期,数值,说明\nFTFR,2026-02-02,很多,a\nFTFR,2026-02-09,80%,b\n");
    let said = desk.en(&["import", "readings", &readings, "--skip", "cells"]);
    assert!(said.code == 0 && said.out.contains("2  left out: a cell does not fit"), "{said:?}");
    assert!(said.out.contains("1 cell not stored:\n  line 2, Value, '很多': "), "{said:?}");
    assert_eq!(desk.json(&["show", "readings"]).as_array().unwrap().len(), 1);
    // What is there already keeps its value, and takes the rest.
    let again = file(&desk, "again.csv", "指标,日期,数值,说明\nFTFR,2026-02-09,很多,c\n");
    desk.done(&["import", "readings", &again, "--skip", "cells"]);
    let rows = desk.json(&["show", "readings"]);
    assert_eq!((&rows[0]["value"], &rows[0]["note"]), (&80.0.into(), &"c".into()), "{rows}");
    let wins = file(&desk, "kpis.csv", "指标,单位,基线\n,%,80%\n返修率,%,8%\n");
    let said = desk.en(&["import", "kpis", &wins, "--skip", "cells"]);
    assert!(said.code == 0 && said.out.contains("left out"), "{said:?}");
}

#[test]
fn a_cell_of_weeks_across_has_the_address_of_its_worksheet() {
    let desk = Desk::with_project();
    let path = desk.workspace().parent().unwrap().join("weeks.xlsx").display().to_string();
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (y, line) in [["指标", "2026-01-11", "2026-01-18"], ["FTFR", "很多", "80%"], ["客诉数", "3", ""]]
        .iter()
        .enumerate()
    {
        for (x, cell) in line.iter().enumerate() {
            sheet.write_string(y as u32, x as u16, *cell).unwrap();
        }
    }
    book.save(&path).unwrap();
    let look = desk.en(&["import", "readings", &path, "--dry-run"]);
    assert!(look.out.contains("B2 Value: '很多'"), "{look:?}");
    let look = desk.en(&["import", "readings", &path, "--dry-run", "--json"]);
    let plan: serde_json::Value = serde_json::from_str(&look.out).unwrap();
    assert_eq!(plan["lines"][0]["cells"]["value"]["cell"], "B2", "{plan}");
    // The name of the indicator stands elsewhere in its line.
    assert_eq!(plan["lines"][2]["cells"]["kpi"]["cell"], serde_json::Value::Null, "{plan}");
}

#[test]
fn whom_to_believe_is_said_once() {
    let desk = Desk::with_project();
    let a = file(&desk, "a.csv", "姓名,人数\n甲,3\n");
    let b = file(&desk, "b.csv", "姓名,人数\n乙,3\n");
    for twice in [["--prefer", "file", "--prefer", "project"], ["--prefer", "a.csv", "--prefer", "b.csv"]] {
        let (zh, en) = desk.refused(2, &[&["import", "people", &a, &b][..], &twice].concat());
        assert!(zh.contains("--prefer") && en.contains("--prefer"), "{zh}{en}");
    }
    desk.done(&["import", "people", &a, &b, "--prefer", "a.csv", "--prefer", "project"]);
}

#[test]
fn the_order_of_day_and_month_is_that_of_the_column() {
    let days = |desk: &Desk| -> Vec<String> {
        let rows = desk.json(&["show", "actions"]);
        rows.as_array().unwrap().iter().map(|row| row["due"].as_str().unwrap().to_owned()).collect()
    };
    let said = |desk: &Desk, dates: &[&str], more: &[&str]| {
        let lines: Vec<String> = dates.iter().enumerate().map(|(n, day)| format!("Task {n},{day}")).collect();
        let path = file(desk, "actions.csv", format!("Action,Due\n{}\n", lines.join("\n")));
        desk.en(&[&["import", "actions", &path][..], more].concat())
    };
    // Another value of the column shows the order, with years and without.
    let desk = Desk::with_project();
    let got = said(&desk, &["3/5/2026", "25/5/2026", "4/5"], &[]);
    assert!(
        got.err.contains("Due is read day first, as in '25/5/2026': '3/5/2026' is 3 May 2026"),
        "{got:?}"
    );
    assert_eq!(days(&desk), ["2026-05-03", "2026-05-25", "2026-05-04"]);
    let desk = Desk::with_project();
    let got = said(&desk, &["3/5/2026", "5/25/2026"], &[]);
    assert!(got.code == 0 && got.err.contains("Due is read month first, as in '5/25/2026'"), "{got:?}");
    assert_eq!(days(&desk), ["2026-03-05", "2026-05-25"]);
    // Nothing shows it: it is asked about, with its year or without.
    let desk = Desk::with_project();
    let got = said(&desk, &["3/5", "4/5"], &[]);
    assert!(
        got.code == 1 && got.err.contains("'3/5' can be read in two ways: write 2026-03-05 or 2026-05-03"),
        "{got:?}"
    );
    let desk = Desk::with_project();
    let got = said(&desk, &["3/5/2026"], &[]);
    assert!(got.code == 1 && got.err.contains("--dates day-first"), "{got:?}");
    // Both orders in one column show none.
    let got = said(&desk, &["3/5/2026", "25/5/2026", "5/25/2026"], &[]);
    assert_eq!(got.code, 1, "{got:?}");
    // The command line says it.
    said(&desk, &["3/5/2026", "4/5"], &["--dates", "day-first"]);
    assert_eq!(days(&desk), ["2026-05-03", "2026-05-04"]);
}

#[test]
fn a_decimal_comma_in_a_file_is_said_with_its_column() {
    let desk = Desk::with_project();
    let path = file(
        &desk,
        "readings.csv",
        "指标;日期;数值\n平均响应时间;2026-02-02;2,7\n平均响应时间;2026-02-09;12,75\n平均响应时间;2026-02-16;1,234\n",
    );
    let got = desk.en(&["import", "readings", &path, "--as-typed"]);
    let said = "Value: the comma is a decimal comma, as in '2,7': '1,234' is 1.234 and not 1234";
    assert!(got.err.contains(said), "{got:?}");
    let rows = desk.json(&["show", "readings"]);
    let values: Vec<_> = rows.as_array().unwrap().iter().map(|row| row["value"].clone()).collect();
    assert_eq!(values, [2.7, 12.75, 1.234].map(serde_json::Value::from), "{got:?}");
}

#[test]
fn scores_over_a_card_that_is_there_say_so_with_its_name() {
    let desk = Desk::with_project();
    let card = ["add", "people", "name=张伟", "centre=一店", "awareness=2"];
    assert!(desk.command_on("2026-03-04", &card).output().unwrap().status.success());
    let path = file(&desk, "people.csv", "姓名,服务中心,认知\n张伟,一店,4\n");
    let got = desk.en(&["import", "people", &path]);
    assert!(
        got.err
            .contains("There already and scored again, so the old scores go into the history: '张伟 · 一店'"),
        "{got:?}"
    );
}

#[test]
fn a_file_of_western_europe_is_read_and_said() {
    let desk = Desk::with_project();
    let bytes = b"Name,Notes\nZo\xeb,\xc4rger mit der EDV\n";
    let path = file(&desk, "west.csv", bytes);
    let said = desk.en(&["import", "people", &path]);
    assert!(said.err.contains("was read as Windows-1252"), "{said:?}");
    let row = &desk.json(&["show", "people"])[0];
    assert_eq!((&row["name"], &row["note"]), (&"Zoë".into(), &"Ärger mit der EDV".into()));
}

#[test]
fn months_are_their_last_days_where_that_is_said() {
    let days = |desk: &Desk| -> Vec<String> {
        let rows = desk.json(&["show", "readings"]);
        rows.as_array().unwrap().iter().map(|row| row["date"].as_str().unwrap().to_owned()).collect()
    };
    for (sheet, text, wanted) in [
        ("readings", "指标,1月,2月\nFTFR,80%,81%\n", &["2026-01-31", "2026-02-28"][..]),
        ("kpis", "指标,单位,目标,2026-01,Feb-26\nFTFR,%,92,80%,81%\n", &["2026-01-31", "2026-02-28"]),
        ("kpis", "月份,FTFR,客户满意度\n1,80%,70\n合计,80%,70\n", &["2026-01-31", "2026-01-31"]),
        ("readings", "KPI,Month,Value\nFTFR,01/2026,80%\n", &["2026-01-31"]),
        ("readings", "KPI,Q4 2025,Q1\nFTFR,80%,81%\n", &["2025-12-31", "2026-03-31"]),
        ("readings", "KPI,2026-01-01,2026-02-01\nFTFR,80%,81%\n", &["2026-01-31", "2026-02-28"]),
    ] {
        let desk = Desk::with_project();
        let path = file(&desk, "months.csv", text);
        if text.contains("-01-01") {
            let look = desk.en(&["import", sheet, &path, "--dry-run"]);
            assert!(look.err.contains("all are the first of a month"), "{look:?}");
        } else {
            let (zh, en) = desk.refused(1, &["import", sheet, &path]);
            assert!(en.contains("add --month-end") && zh.contains("加 --month-end"), "{text}: {en}");
        }
        let said = desk.en(&["import", sheet, &path, "--month-end"]);
        assert!(said.code == 0 && said.err.contains("last day"), "{text}: {said:?}");
        assert_eq!(days(&desk), wanted, "{text}");
    }
    // A month that is not over has no last day yet.
    for (month, said) in [("4月", "April 2026 is not over"), ("2026-05", "May 2026 has not come")] {
        let desk = Desk::with_project();
        let path = file(&desk, "months.csv", format!("指标,3月,{month}\nFTFR,80%,81%\n"));
        let (zh, en) = desk.refused(1, &["import", "readings", &path, "--month-end"]);
        assert!(en.contains(said) && zh.contains("2026 年"), "{month}: {en}");
    }
    // What is due is due on the last day of a month to come.
    let desk = Desk::with_project();
    let path = file(&desk, "actions.csv", "任务,期限\n查原因,6月\n");
    desk.done(&["import", "actions", &path, "--month-end"]);
    assert_eq!(desk.json(&["show", "actions"])[0]["due"], "2026-06-30");
}

#[test]
fn columns_named_by_number_say_that_no_titles_stand_over_them() {
    let desk = Desk::with_project();
    let path = file(&desk, "plain.csv", "Ann,C1,3\nBob,C2,4\n");
    let (zh, en) = desk.refused(1, &["import", "people", &path]);
    assert!(zh.contains("#1=") && en.contains("--map '#1=COLUMN'"), "{zh}{en}");
    let maps = ["--map", "#1=name", "--map", "#2=centre", "--map", "#3=headcount"];
    desk.done(&[&["import", "people", &path], maps.as_slice()].concat());
    let rows = desk.json(&["show", "people"]);
    assert_eq!((rows[0]["name"].as_str(), rows[1]["name"].as_str()), (Some("Ann"), Some("Bob")));
    let again = desk.json(&[&["import", "people", &path], maps.as_slice()].concat());
    assert_eq!((&again["new_rows"], &again["changes"]), (&0.into(), &0.into()), "{again}");
    // Where the first line holds titles it is no row.
    let titled = file(&desk, "titled.csv", "姓名,x\n丙,5\n");
    desk.done(&["import", "people", &titled, "--map", "#2=headcount"]);
    assert_eq!(desk.json(&["show", "people"])[2]["headcount"], 5);
}

#[test]
fn a_title_that_is_only_near_is_said_with_what_takes_it() {
    let desk = Desk::with_project();
    let path = file(&desk, "near.csv", "姓名,意识得分\n甲,3\n");
    let said = desk.en(&["import", "people", &path]);
    assert!(said.err.contains("'意识得分' looks like Awareness"), "{said:?}");
    assert!(said.err.contains("--map '意识得分=awareness'"), "{said:?}");
    assert_eq!(desk.json(&["show", "people"])[0].get("awareness"), None);
}

#[test]
fn a_day_of_two_numbers_is_asked_about_in_english_unless_its_column_tells_the_order() {
    let desk = Desk::with_project();
    let path = file(&desk, "days.csv", "Action,Due\nA,3/4\nB,05/06\n");
    let said = desk.en(&["import", "actions", &path]);
    assert!(said.code == 1 && said.err.contains("'3/4' can be read in two ways"), "{said:?}");
    assert!(said.err.contains("--dates day-first"), "{said:?}");
    let due = |args: &[&str]| {
        let said = desk.en(&[args, &["--dry-run", "--json"]].concat());
        let plan: serde_json::Value = serde_json::from_str(&said.out).unwrap();
        plan["lines"][0]["cells"]["due"]["value"].as_str().map(str::to_owned)
    };
    assert_eq!(
        due(&["import", "actions", &path, "--dates", "day-first"]).unwrap().split_once('-').unwrap().1,
        "04-03"
    );
    let shown = file(&desk, "shown.csv", "Action,Due\nA,3/4\nB,25/6\n");
    assert_eq!(due(&["import", "actions", &shown]).unwrap().split_once('-').unwrap().1, "04-03");
    let dash = file(&desk, "dash.csv", "Action,Due\nA,3-4\n");
    assert_eq!(due(&["import", "actions", &dash]).unwrap().split_once('-').unwrap().1, "03-04");
    // In Chinese the month stands first.
    let zh = desk.run(&["import", "actions", &path]);
    assert_eq!(zh.code, 0, "{zh:?}");
}

#[test]
fn a_name_in_other_letters_keeps_its_spelling_and_blanks_are_blanks() {
    let desk = Desk::with_project();
    desk.done(&["add", "people", "name=Fay Lin", "centre=North"]);
    let path = file(
        &desk,
        "people.csv",
        "Name,Centre,Awareness\nＦAY\u{a0}lin,North,3\nGus\u{a0}Orr\u{2028},North,4\n",
    );
    let said = desk.en(&["import", "people", &path]);
    assert_eq!(said.code, 0, "{said:?}");
    assert!(!said.err.contains('\u{fffd}'), "{said:?}");
    let people = desk.json(&["show", "people"]);
    let names: Vec<&str> = people.as_array().unwrap().iter().filter_map(|row| row["name"].as_str()).collect();
    assert_eq!(names, ["Fay Lin", "Gus Orr"]);
}
