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
        (file(&desk, "open.csv", "姓名,备注\n甲,\"x\n乙,y\n"), "never closed"),
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
    assert!(zh.contains("站长") && en.contains("2 to decide"), "{zh}{en}");
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
        ["B2  + new row", "Date 2026-01-11; Value 80%", "C2  + new row", "does not say which day", "B3  +"]
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
