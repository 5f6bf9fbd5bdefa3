//! Forms for one centre: only its people go out, and what comes back is about them alone.

use crate::desk::Desk;
use calamine::{Reader as _, Xlsx};
use changebook::exchange::xlsx;
use rust_xlsxwriter::Workbook;
use std::fs;
use std::path::PathBuf;

fn path(desk: &Desk, name: &str) -> String {
    desk.workspace().parent().unwrap().join(name).display().to_string()
}

/// Cards of two centres, and one of none.
fn desk() -> Desk {
    let desk = Desk::with_project();
    for (name, centre, note) in [
        ("Ann", "North", "is afraid"),
        ("Ben", "North", ""),
        ("Cem", "South / 2", "wants to leave"),
        ("Dot", "", ""),
    ] {
        let (name, centre, note) =
            (format!("name={name}"), format!("centre={centre}"), format!("note={note}"));
        desk.done(&["add", "people", &name, &centre, "awareness=2", &note]);
    }
    desk
}

/// Every text of a workbook, those of hidden worksheets, too.
fn texts(file: &str) -> String {
    let mut book: Xlsx<_> = calamine::open_workbook(file).unwrap();
    let sheets: Vec<String> = book.sheet_names();
    let mut all = String::new();
    for sheet in sheets {
        for row in book.worksheet_range(&sheet).unwrap().rows() {
            for cell in row {
                all.push_str(&cell.to_string());
                all.push('\n');
            }
        }
    }
    all
}

/// The form as another program saves it after somebody has typed these lines below it and done this to those there.
fn back(desk: &Desk, file: &str, edit: impl FnOnce(&mut Vec<Vec<String>>)) -> String {
    let mut tables = xlsx::read(&fs::read(file).unwrap()).unwrap();
    edit(&mut tables[0].lines);
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name(&tables[0].name).unwrap();
    for (y, line) in tables[0].lines.iter().enumerate() {
        for (x, cell) in line.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            sheet.write_string(y as u32, x as u16, cell).unwrap();
        }
    }
    let file = path(desk, "back.xlsx");
    book.save(&file).unwrap();
    file
}

#[test]
fn a_form_for_one_centre_holds_nothing_of_the_others() {
    let desk = desk();
    let form = path(&desk, "north.xlsx");
    desk.done(&["export", &form, "--form", "people", "--centre", " north "]);
    let all = texts(&form);
    assert!(all.contains("Ann") && all.contains("is afraid") && all.contains("Ben"), "{all}");
    for other in ["Cem", "South", "wants to leave", "Dot"] {
        assert!(!all.contains(other), "{other}: {all}");
    }
    // Without a centre all of them are in it, and the list of centres offers each.
    let form = path(&desk, "all.xlsx");
    desk.done(&["export", &form, "--form", "people"]);
    assert!(texts(&form).contains("Cem"));
}

#[test]
fn what_comes_back_of_one_centre_leaves_the_others_and_new_lines_are_of_that_centre() {
    let desk = desk();
    let form = path(&desk, "north.xlsx");
    desk.done(&["export", &form, "--form", "people", "--centre", "North"]);
    let file = back(&desk, &form, |lines| {
        let awareness = lines[0].iter().position(|title| title == "Awareness").unwrap();
        lines[1][awareness] = "5".to_owned();
        lines.push(vec!["Eve".to_owned()]);
        let mut total = vec![String::new(); awareness + 1];
        total[0] = "Total".to_owned();
        lines.push(total);
    });
    let said = desk.en(&["import", &file]);
    assert_eq!(said.code, 0, "{said:?}");
    let told = format!("{}{}", said.out, said.err);
    assert!(told.contains("1 new line without a centre: taken as of North"), "{told}");
    assert!(!told.contains("not in the file any more"), "{told}");
    let people = desk.json(&["show", "people"]);
    let of =
        |n: usize| (people[n]["name"].as_str().unwrap(), people[n]["centre"].as_str().unwrap_or_default());
    let all: Vec<_> = (0..people.as_array().unwrap().len()).map(of).collect();
    assert_eq!(
        all,
        [("Ann", "North"), ("Ben", "North"), ("Cem", "South / 2"), ("Dot", ""), ("Eve", "North")]
    );
    assert_eq!((&people[0]["awareness"], &people[2]["awareness"]), (&5.into(), &2.into()));
    // Who is missing of that very centre is named, and stays: Ben, and Eve who came with the other file.
    let file = back(&desk, &form, |lines| {
        lines.remove(2);
    });
    let said = desk.en(&["import", &file, "--dry-run"]);
    let told = format!("{}{}", said.out, said.err);
    assert!(told.contains("2 rows not in the file") && told.contains("Ben"), "{told}");
    assert!(!told.contains("Cem"), "{told}");
    // In a form of all centres a line without one is of none.
    let form = path(&desk, "all.xlsx");
    desk.done(&["export", &form, "--form", "people"]);
    let file = back(&desk, &form, |lines| lines.push(vec!["Fay".to_owned()]));
    desk.done(&["import", &file]);
    assert_eq!(desk.json(&["show", "people"])[5]["centre"].as_str().unwrap_or_default(), "");
}

#[test]
fn there_is_a_form_for_each_centre_and_none_is_written_over() {
    let desk = desk();
    let folder = PathBuf::from(path(&desk, "forms"));
    let shown = folder.display().to_string();
    let each = ["export", &shown, "--form", "people", "--each-centre"];
    let said = desk.en(&each);
    assert_eq!(said.code, 0, "{said:?}");
    assert!(
        said.err.contains("2 forms were written into") && said.err.contains("1 row without a centre"),
        "{said:?}"
    );
    let mut names: Vec<String> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["North.xlsx", "South - 2.xlsx"]);
    let south = texts(&folder.join("South - 2.xlsx").display().to_string());
    assert!(south.contains("Cem") && !south.contains("Ann") && !south.contains("North"), "{south}");
    fs::remove_file(folder.join("North.xlsx")).unwrap();
    fs::write(folder.join("South - 2.xlsx"), "mine").unwrap();
    let (zh, en) = desk.refused(1, &each);
    assert!(zh.contains("没有覆盖") && en.contains("not written over") && en.contains("--force"), "{zh}{en}");
    assert!(!folder.join("North.xlsx").exists(), "all or none");
    assert_eq!(fs::read(folder.join("South - 2.xlsx")).unwrap(), b"mine");
    desk.done(&[&each[..], &["--force"]].concat());
    assert!(texts(&folder.join("South - 2.xlsx").display().to_string()).contains("Cem"));
    // Together they come back as they went.
    let files = ["North.xlsx", "South - 2.xlsx"].map(|name| folder.join(name).display().to_string());
    let before = desk.bytes();
    let said = desk.en(&["import", "people", &files[0], &files[1]]);
    assert_eq!(said.code, 0, "{said:?}");
    assert_eq!(desk.bytes(), before);
}

#[test]
fn what_is_no_centre_or_has_none_is_refused_with_the_nearest() {
    let desk = desk();
    let form = path(&desk, "people.xlsx");
    let (zh, en) = desk.refused(1, &["export", &form, "--form", "people", "--centre", "Nort"]);
    assert!(en.contains("no centre 'Nort'. Did you mean North?") && en.contains("South / 2"), "{en}");
    assert!(zh.contains("没有“Nort”这个服务中心。是 North 吗"), "{zh}");
    for wrong in [
        &["--form", "budget", "--centre", "North"][..],
        &["--form", "budget", "--each-centre"],
        &["--form", "people", "--each-centre"],
        &["--centre", "North"],
        &["--form", "people", "--centre", "North", "--each-centre"],
    ] {
        let said = desk.en(&[&["export", &form][..], wrong].concat());
        assert_eq!(said.code, 2, "{wrong:?}: {said:?}");
    }
    assert!(!PathBuf::from(&form).exists());
    let none = Desk::with_project();
    let folder = path(&none, "forms");
    let (_, en) = none.refused(1, &["export", &folder, "--form", "people", "--each-centre"]);
    assert!(en.contains("no centres in the project yet"), "{en}");
}
