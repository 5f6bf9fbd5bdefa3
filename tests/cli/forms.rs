//! Forms that several people have filled in, brought back together.

use crate::desk::Desk;
use rust_xlsxwriter::Workbook;
use serde_json::Value;

const TITLES: [&str; 6] = ["Person or team", "Centre", "Awareness", "Desire", "Notes", "id"];

struct Forms {
    desk: Desk,
    /// The ids of Team 1 and Team 2.
    ids: Vec<String>,
}

impl Forms {
    fn new() -> Forms {
        let desk = Desk::with_project();
        desk.done(&["add", "people", "name=Team 1", "centre=C1", "awareness=2"]);
        desk.done(&["add", "people", "name=Team 2", "centre=C1", "awareness=2"]);
        let ids = desk.json(&["show", "people"]);
        let ids = ids.as_array().unwrap().iter().map(|row| row["id"].as_str().unwrap().to_owned()).collect();
        Forms { desk, ids }
    }

    /// A form as it comes back: name, centre, two scores, notes, id.
    fn back(&self, name: &str, rows: &[[&str; 6]]) -> String {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.set_name("ADKAR cards").unwrap();
        for (y, row) in [TITLES].iter().chain(rows).enumerate() {
            for (x, cell) in row.iter().enumerate() {
                match cell.parse::<f64>() {
                    Ok(number) => sheet.write_number(y as u32, x as u16, number).unwrap(),
                    Err(_) => sheet.write_string(y as u32, x as u16, *cell).unwrap(),
                };
            }
        }
        let path = self.desk.workspace().parent().unwrap().join(name).display().to_string();
        book.save(&path).unwrap();
        path
    }

    fn people(&self) -> Value {
        self.desk.json(&["show", "people"])
    }
}

#[test]
fn what_each_has_filled_in_is_kept() {
    let forms = Forms::new();
    let (one, two) = (forms.ids[0].as_str(), forms.ids[1].as_str());
    // Each has scored his own team and left the other as it was sent to him.
    let a = forms.back("a.xlsx", &[["Team 1", "C1", "4", "", "", one], ["Team 2", "C1", "2", "", "", two]]);
    let b =
        forms.back("b.xlsx", &[["Team 1", "C1", "2", "", "", one], ["Team 2", "C1", "2", "5", "calm", two]]);
    let c = forms.back("c.xlsx", &[["Team 3", "C2", "3", "", "", ""], ["Team 1", "C1", "2", "3", "", one]]);
    let plan = forms.desk.json(&["import", &a, &b, &c, "--dry-run"]);
    let plans = plan.as_array().unwrap();
    assert_eq!(plans[0]["file"], "a.xlsx");
    assert_eq!(plans[1]["lines"][1]["cells"]["desire"]["cell"], "D3");
    assert_eq!(plans.last().unwrap()["together"]["differences"], serde_json::json!([]));
    assert_eq!(forms.people()[0]["awareness"], 2, "a look changes nothing");
    forms.desk.done(&["import", &a, &b, &c]);
    let people = forms.people();
    let scores = |n: usize| (people[n]["awareness"].clone(), people[n]["desire"].clone());
    assert_eq!(scores(0), (4.into(), 3.into()), "what a file leaves as it was takes nothing back: {people}");
    assert_eq!(scores(1), (2.into(), 5.into()));
    assert_eq!((&people[2]["name"], &people[2]["awareness"]), (&"Team 3".into(), &3.into()));
    let again = forms.desk.json(&["import", &a, "--dry-run"]);
    assert_eq!(again[0]["changes"], 0);
}

#[test]
fn where_they_differ_a_person_decides() {
    let forms = Forms::new();
    let one = forms.ids[0].as_str();
    let a = forms.back("a.xlsx", &[["Team 1", "C1", "4", "", "", one]]);
    let b = forms.back("b.xlsx", &[["Team 1", "C1", "5", "1", "", one]]);
    let c = forms.back("c.xlsx", &[["Team 1", "C1", "4", "2", "", one]]);
    let before = forms.desk.bytes();
    let (zh, en) = forms.desk.refused(1, &["import", &a, &b, &c]);
    assert!(zh.contains("认知：a.xlsx（C2）写的是“4”，b.xlsx（C2）写的是“5”，c.xlsx（C2）写的是“4”"), "{zh}");
    assert!(en.contains("ADKAR cards · Team 1 · Desire: b.xlsx (D2) says '1', c.xlsx (D2) says '2'"), "{en}");
    assert_eq!(forms.desk.bytes(), before, "nothing is stored");
    let said = forms.desk.en(&["import", &a, &b, &c, "--dry-run"]);
    assert!(said.code == 1 && said.out.contains("Where the files differ"), "{said:?}");
    assert_eq!(forms.desk.bytes(), before);
    let (_, en) = forms.desk.refused(2, &["import", &a, &b, "--prefer", "nobody.xlsx"]);
    assert!(en.contains("names one of the files"), "{en}");
    // One is believed.
    forms.desk.done(&["import", &a, &b, &c, "--prefer", "b.xlsx"]);
    let people = forms.people();
    assert_eq!((&people[0]["awareness"], &people[0]["desire"]), (&5.into(), &1.into()));
    let file: Value = serde_json::from_slice(&forms.desk.bytes()).unwrap();
    assert!(file.get("conflicts").is_none(), "nothing waits: {}", file["conflicts"]);
}

#[test]
fn what_differs_can_wait_in_the_workbook() {
    let forms = Forms::new();
    let one = forms.ids[0].as_str();
    let a = forms.back("a.xlsx", &[["Team 1", "C1", "4", "", "", one]]);
    let b = forms.back("b.xlsx", &[["Team 1", "C1", "5", "", "", one]]);
    let said = forms.desk.en(&["import", &a, &b, "--keep"]);
    assert!(said.code == 0 && said.err.contains("waits under Conflicts"), "{said:?}");
    let file: Value = serde_json::from_slice(&forms.desk.bytes()).unwrap();
    let conflict = &file["conflicts"][0];
    assert_eq!(
        (&conflict["base"], &conflict["mine"], &conflict["theirs"]),
        (&2.into(), &4.into(), &5.into())
    );
    assert_eq!(forms.people()[0]["awareness"], 4);
}

#[test]
fn rows_that_are_new_in_two_files_are_one_and_named() {
    let forms = Forms::new();
    let one = forms.ids[0].as_str();
    // The second copied the row of Team 1 with its id, and typed over the name.
    let a = forms.back("a.xlsx", &[["Night shift", "C2", "3", "", "", ""]]);
    let b = forms
        .back("b.xlsx", &[["Team 1", "C1", "2", "", "", one], ["NIGHT  shift", "c2", "3", "4", "", one]]);
    let said = forms.desk.en(&["import", &a, &b]);
    assert_eq!(said.code, 0, "{said:?}");
    assert!(said.out.contains("taken for one row\n  ADKAR cards · Night shift"), "{said:?}");
    let people = forms.people();
    assert_eq!(people.as_array().unwrap().len(), 3);
    assert_eq!((&people[2]["name"], &people[2]["desire"]), (&"Night shift".into(), &4.into()));
    // In one file a copied id is a row of its own as well.
    let c = forms.back("c.xlsx", &[["Team 1", "C1", "2", "", "", one], ["Team 7", "C1", "", "", "", one]]);
    forms.desk.done(&["import", &c]);
    assert_eq!(forms.people()[3]["name"], "Team 7");
}

#[test]
fn what_does_not_fit_in_one_file_keeps_all_out() {
    let forms = Forms::new();
    let one = forms.ids[0].as_str();
    let a = forms.back("a.xlsx", &[["Team 1", "C1", "4", "", "", one]]);
    let b = forms.back("b.xlsx", &[["Team 2", "C1", "9", "", "", forms.ids[1].as_str()]]);
    let before = forms.desk.bytes();
    let (zh, en) = forms.desk.refused(1, &["import", &a, &b]);
    assert!(en.contains("b.xlsx: ") && en.contains("C2, Awareness"), "{en}");
    assert!(zh.contains("b.xlsx：") && zh.contains("C2“认知”"), "{zh}");
    assert_eq!(forms.desk.bytes(), before);
    forms.desk.done(&["import", &a, &b, "--skip", "cells"]);
    assert_eq!(forms.people()[0]["awareness"], 4);
    let (_, en) = forms.desk.refused(1, &["import", &a, "missing.xlsx"]);
    assert!(en.contains("there is no file missing.xlsx"), "{en}");
    let (_, en) = forms.desk.refused(1, &["import", "peple", &a]);
    assert!(en.contains("Did you mean people?"), "{en}");
}

#[test]
fn the_same_person_in_two_forms_is_asked_about() {
    let forms = Forms::new();
    let a = forms.back("a.xlsx", &[["Zhang Wei", "C1", "3", "", "", ""]]);
    for (centre, rows) in [("C2", 4), ("", 4)] {
        let b = forms.back("b.xlsx", &[["zhang  wei", centre, "3", "4", "", ""]]);
        let before = forms.desk.bytes();
        let (zh, en) = forms.desk.refused(1, &["import", &a, &b]);
        assert!(en.contains("--same-name one") && en.contains("Zhang Wei · C1 (a.xlsx, A2)"), "{en}");
        assert!(zh.contains("（b.xlsx A2）"), "{zh}");
        let look = forms.desk.en(&["import", &a, &b, "--dry-run"]);
        assert!(look.code == 1 && look.out.contains("perhaps one row\n  ADKAR cards: Zhang Wei"), "{look:?}");
        let apart = forms.desk.json(&["import", &a, &b, "--dry-run", "--same-name", "apart"]);
        assert_eq!(apart.as_array().unwrap().last().unwrap()["together"]["namesakes"], serde_json::json!([]));
        assert_eq!(forms.desk.bytes(), before);
        if centre.is_empty() {
            forms.desk.done(&["import", &a, &b, "--same-name", "one"]);
            let people = forms.people();
            assert_eq!(people.as_array().unwrap().len(), rows - 1);
            assert_eq!((&people[2]["centre"], &people[2]["desire"]), (&"C1".into(), &4.into()));
        }
    }
}

#[test]
fn all_that_is_open_in_all_files_is_told_in_one_go() {
    let forms = Forms::new();
    let ids = &forms.ids;
    let a = forms
        .back("a.xlsx", &[["Team 1", "C1", "9", "4", "", &ids[0]], ["Zhang Wei", "C1", "3", "", "", ""]]);
    let b =
        forms.back("b.xlsx", &[["Team 1", "C1", "", "5", "", &ids[0]], ["zhang wei", "C2", "4", "", "", ""]]);
    let c = forms.back("c.xlsx", &[["Team 2", "C1", "many", "", "", &ids[1]]]);
    let before = forms.desk.bytes();
    let (zh, en) = forms.desk.refused(1, &["import", &a, &b, &c]);
    for wanted in [
        "nothing was stored; 4 things come first:",
        "a.xlsx: ADKAR cards: 1 to decide",
        "\n  C2, Awareness: ",
        "c.xlsx: ADKAR cards: 1 to decide",
        "--skip cells",
        "--same-name one",
        "Zhang Wei · C1 (a.xlsx, A3), zhang wei · C2 (b.xlsx, A3)",
        "--prefer FILE",
        "ADKAR cards · Team 1 · Desire: a.xlsx (D2) says '4', b.xlsx (D2) says '5'",
    ] {
        assert!(en.contains(wanted), "{wanted}: {en}");
    }
    assert!(zh.starts_with("错误：什么都没有存，要先解决 4 件事：\n"), "{zh}");
    // A look names the switches, too.
    let look = forms.desk.en(&["import", &a, &b, &c, "--dry-run"]);
    for switch in ["4 to decide first", "--skip cells", "--same-name one", "--prefer FILE"] {
        assert!(look.code == 1 && look.err.contains(switch), "{switch}: {look:?}");
    }
    // What cannot be read, and what has no titles, is told with the rest.
    let plain = forms.desk.workspace().parent().unwrap().join("plain.csv").display().to_string();
    std::fs::write(&plain, "1,2\n3,4\n").unwrap();
    let (_, en) = forms.desk.refused(1, &["import", "people", &a, "missing.xlsx", &plain, &c]);
    for wanted in
        ["there is no file missing.xlsx", "plain.csv: the first line holds no titles", "a.xlsx: ", "c.xlsx: "]
    {
        assert!(en.contains(wanted), "{wanted}: {en}");
    }
    assert_eq!(forms.desk.bytes(), before);
    // All switches together settle it.
    let all = ["--skip", "cells", "--same-name", "apart", "--prefer", "b.xlsx"];
    forms.desk.done(&[&["import", &a, &b, &c][..], &all].concat());
    assert_eq!(forms.people()[0]["desire"], 5);
}
