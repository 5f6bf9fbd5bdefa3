//! Files that were exported before others changed the same rows: only what was changed in the file counts.

use crate::desk::Desk;
use changebook::exchange::xlsx;
use rust_xlsxwriter::Workbook;
use serde_json::Value;
use std::fs;

struct Out {
    desk: Desk,
    /// The form as it was exported.
    form: String,
}

fn path(desk: &Desk, name: &str) -> String {
    desk.workspace().parent().unwrap().join(name).display().to_string()
}

impl Out {
    /// Three cards, exported as a form.
    fn new() -> Out {
        let desk = Desk::with_project();
        for (name, awareness, notes) in [("Team 1", "2", "calm"), ("Team 2", "3", ""), ("Team 3", "4", "")] {
            let (name, awareness, notes) =
                (format!("name={name}"), format!("awareness={awareness}"), format!("notes={notes}"));
            desk.done(&["add", "people", &name, "centre=C1", &awareness, &notes]);
        }
        let form = path(&desk, "people.xlsx");
        desk.done(&["export", &form, "--form", "people"]);
        Out { desk, form }
    }

    /// The form as another program saves it after somebody has done this to its lines, the titles first.
    fn back(&self, name: &str, edit: impl FnOnce(&mut Vec<Vec<String>>)) -> String {
        let mut tables = xlsx::read(&fs::read(&self.form).unwrap()).unwrap();
        edit(&mut tables[0].lines);
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        sheet.set_name(&tables[0].name).unwrap();
        for (y, line) in tables[0].lines.iter().enumerate() {
            for (x, cell) in line.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
                sheet.write_string(y as u32, x as u16, cell).unwrap();
            }
        }
        let file = path(&self.desk, name);
        book.save(&file).unwrap();
        file
    }

    fn people(&self) -> Value {
        self.desk.json(&["show", "people"])
    }

    /// What the people are called, with a score.
    fn scores(&self) -> Vec<(String, Value)> {
        let people = self.people();
        let score = |row: &Value| (row["name"].as_str().unwrap().to_owned(), row["awareness"].clone());
        people.as_array().unwrap().iter().map(score).collect()
    }

    fn set(&self, row: &str, what: &[&str]) {
        self.desk.done(&[&["set", "people", row], what].concat());
    }

    fn conflicts(&self) -> Value {
        let file: Value = serde_json::from_slice(&self.desk.bytes()).unwrap();
        file["conflicts"].clone()
    }
}

/// The place of a column by its title.
fn at(lines: &[Vec<String>], title: &str) -> usize {
    lines[0].iter().position(|cell| cell == title).unwrap_or_else(|| panic!("{title}: {:?}", lines[0]))
}

/// Types into the cell of a line.
fn put(lines: &mut [Vec<String>], line: usize, title: &str, typed: &str) {
    let at = at(lines, title);
    let width = lines[0].len();
    lines[line].resize(width, String::new());
    typed.clone_into(&mut lines[line][at]);
}

#[test]
fn what_was_changed_in_the_project_alone_is_left_alone() {
    let out = Out::new();
    out.set("Team 1", &["awareness=5", "notes=excited"]);
    out.set("Team 3", &["name=Team three"]);
    // Somebody scores Team 2 and sends the rest back as it came.
    let file = out.back("a.xlsx", |lines| put(lines, 2, "Awareness", "1"));
    let plan = out.desk.json(&["import", &file, "--dry-run"]);
    let plan = &plan[0];
    assert_eq!(
        (&plan["changes"], &plan["open"], &plan["new_rows"]),
        (&1.into(), &0.into(), &0.into()),
        "{plan}"
    );
    assert_eq!(plan["lines"][0]["cells"]["awareness"]["becomes"], "stays", "{plan}");
    assert!(plan["notes"].to_string().contains("changed in the project since the export"), "{plan}");
    out.desk.done(&["import", &file]);
    assert_eq!(
        out.scores(),
        [
            ("Team 1".to_owned(), 5.into()),
            ("Team 2".to_owned(), 1.into()),
            ("Team three".to_owned(), 4.into())
        ]
    );
    assert_eq!(out.people()[0]["note"], "excited");
    // The old form once more: nothing of it takes anything back.
    let again = out.desk.json(&["import", &file, "--dry-run"]);
    assert_eq!((&again[0]["changes"], &again[0]["open"]), (&0.into(), &0.into()), "{again}");
}

#[test]
fn what_both_have_changed_the_director_decides() {
    let out = Out::new();
    let file = out.back("a.xlsx", |lines| {
        put(lines, 1, "Awareness", "4");
        put(lines, 2, "Awareness", "5");
        put(lines, 3, "Awareness", "1");
    });
    out.set("Team 1", &["awareness=1"]);
    // To the same value: there is nothing to decide.
    out.set("Team 2", &["awareness=5"]);
    let before = out.desk.bytes();
    let (zh, en) = out.desk.refused(1, &["import", &file]);
    assert!(en.contains("--prefer file or --prefer project") && !en.contains("--skip"), "{en}");
    assert!(en.contains("Team 1 · Awareness: changed on both sides since the export: '4' in the file, '1' in the project, '2' at the export"), "{en}");
    assert!(zh.contains("文件里是“4”，项目里是“1”，导出时是“2”"), "{zh}");
    let said = out.desk.en(&["import", &file, "--dry-run"]);
    assert!(said.code == 1 && said.out.contains("'4' in the file, '1' in the project"), "{said:?}");
    // What does not fit is another matter.
    out.desk.refused(1, &["import", &file, "--skip", "cells"]);
    out.desk.refused(1, &["import", &file, "--skip", "rows"]);
    assert_eq!(out.desk.bytes(), before, "nothing is stored");
    out.desk.done(&["import", &file, "--prefer", "project"]);
    let scores = |out: &Out| out.scores().into_iter().map(|(_, score)| score).collect::<Vec<_>>();
    assert_eq!(scores(&out), [1, 5, 1].map(Value::from));
    out.desk.done(&["import", &file, "--prefer", "file"]);
    assert_eq!(scores(&out), [4, 5, 1].map(Value::from));
}

#[test]
fn what_both_have_changed_can_wait_with_the_name_of_the_file() {
    let out = Out::new();
    let file = out.back("a.xlsx", |lines| put(lines, 1, "Awareness", "4"));
    out.set("Team 1", &["awareness=1"]);
    let said = out.desk.en(&["import", &file, "--keep"]);
    assert!(said.code == 0 && said.err.contains("waits under Conflicts"), "{said:?}");
    let waiting = out.conflicts();
    let of = |key: &str| waiting[0][key].clone();
    assert_eq!((of("base"), of("mine"), of("theirs")), (2.into(), 1.into(), 4.into()), "{waiting}");
    assert_eq!(of("source"), "a.xlsx");
    assert_eq!(out.scores()[0].1, 1, "what stood there is shown");
}

#[test]
fn several_files_are_brought_together_and_each_counts_for_what_it_changed() {
    let out = Out::new();
    let a = out.back("a.xlsx", |lines| put(lines, 1, "Awareness", "4"));
    let b = out.back("b.xlsx", |lines| put(lines, 2, "Awareness", "5"));
    out.set("Team 3", &["awareness=1"]);
    out.desk.done(&["import", &a, &b]);
    let scores = |out: &Out| out.scores().into_iter().map(|(_, score)| score).collect::<Vec<_>>();
    assert_eq!(scores(&out), [4, 5, 1].map(Value::from));
    // Both come once more with another score; in the project both are new since.
    let c = out.back("c.xlsx", |lines| put(lines, 1, "Awareness", "1"));
    let d = out.back("d.xlsx", |lines| put(lines, 1, "Awareness", "3"));
    out.desk.refused(1, &["import", &c, &d]);
    // The one that is believed is believed against the project as well; of the other the project is asked about where the
    // one that is believed says nothing.
    let look = out.desk.en(&["import", &c, &d, "--prefer", "d.xlsx", "--dry-run"]);
    assert!(look.code == 0 && look.out.contains("c.xlsx (E2) says '1', d.xlsx (E2) says '3'"), "{look:?}");
    let other = out.back("e.xlsx", |lines| put(lines, 3, "Awareness", "2"));
    out.desk.refused(1, &["import", &other, &d, "--prefer", "d.xlsx"]);
    // Both may be said: the project for what it has changed, the file among the files.
    for both in [["d.xlsx", "project"], ["project", "d.xlsx"]] {
        out.desk.done(&["import", &c, &d, "--prefer", both[0], "--prefer", both[1]]);
        assert_eq!(scores(&out), [4, 5, 1].map(Value::from), "{both:?}");
    }
    // What --prefer says nothing of is kept.
    let before = out.conflicts();
    out.desk.done(&["import", &c, &d, "--prefer", "project", "--keep"]);
    assert_eq!((scores(&out), out.conflicts()), ([4, 5, 1].map(Value::from).into(), before));
    // Kept, each with the name of its file.
    out.set("Team 1", &["awareness=5"]);
    out.desk.done(&["import", &c, &d, "--keep"]);
    let waiting = out.conflicts();
    let mut sources: Vec<&str> =
        waiting.as_array().unwrap().iter().map(|conflict| conflict["source"].as_str().unwrap()).collect();
    sources.sort_unstable();
    assert_eq!(sources, ["c.xlsx", "d.xlsx"], "{waiting}");
    assert_eq!(scores(&out), [5, 5, 1].map(Value::from));
}

#[test]
fn a_row_that_was_removed_is_told_and_not_brought_back() {
    let out = Out::new();
    let file = out.back("a.xlsx", |_| ());
    out.desk.done(&["remove", "people", "Team 2"]);
    let plan = out.desk.json(&["import", &file, "--dry-run"]);
    assert_eq!(
        (&plan[0]["new_rows"], &plan[0]["changes"], &plan[0]["open"]),
        (&0.into(), &0.into(), &0.into())
    );
    assert_eq!(plan[0]["lines"][1]["goes"], "removed", "{plan}");
    let said = out.desk.en(&["import", &file]);
    assert!(
        said.err.contains("1 row of ADKAR cards was removed from the project") && said.err.contains("Team 2"),
        "{said:?}"
    );
    assert_eq!(out.scores().len(), 2);
    // Changed in the file: somebody has to say what becomes of it.
    let file = out.back("b.xlsx", |lines| put(lines, 2, "Awareness", "1"));
    let (zh, en) = out.desk.refused(1, &["import", &file]);
    assert!(en.contains("removed from the project since the export, and changed in the file"), "{en}");
    assert!(zh.contains("导出之后项目里删除了这一行，文件里又改过"), "{zh}");
    out.desk.done(&["import", &file, "--prefer", "project"]);
    assert_eq!(out.scores().len(), 2);
    out.desk.done(&["import", &file, "--prefer", "file"]);
    assert_eq!(out.scores()[2], ("Team 2".to_owned(), 1.into()));
}

#[test]
fn a_copy_above_its_row_is_a_new_row() {
    let out = Out::new();
    out.set("Team 1", &["awareness=5"]);
    // The whole row of Team 1 is copied above itself, hidden cells and all, and the copy renamed.
    let file = out.back("a.xlsx", |lines| {
        lines.insert(1, lines[1].clone());
        put(lines, 1, "Person or team", "Team 4");
        put(lines, 1, "Awareness", "3");
    });
    out.desk.done(&["import", &file]);
    let names = |score: (&str, u8)| (score.0.to_owned(), Value::from(score.1));
    assert_eq!(out.scores(), [("Team 1", 5), ("Team 2", 3), ("Team 3", 4), ("Team 4", 3)].map(names));
    assert_eq!(out.people()[3]["note"], "calm", "a copy brings everything along");
}

#[test]
fn what_was_emptied_in_the_file_is_told_and_emptied_when_asked() {
    let out = Out::new();
    let file = out.back("a.xlsx", |lines| put(lines, 1, "Notes", ""));
    // What was blank at the export and was filled in since is not emptied.
    out.set("Team 2", &["notes=new"]);
    let said = out.desk.en(&["import", &file]);
    assert!(said.err.contains("1 cell emptied in the file"), "{said:?}");
    assert_eq!(out.people()[0]["note"], "calm");
    out.desk.done(&["import", &file, "--blanks"]);
    assert_eq!((&out.people()[0]["note"], &out.people()[1]["note"]), (&Value::Null, &"new".into()));
}

#[test]
fn a_file_without_such_data_or_with_damaged_data_is_read_as_it_stands() {
    type Spoil<'a> = &'a dyn Fn(&mut Vec<Vec<String>>);
    let head = |lines: &[Vec<String>]| lines[0].len() - 1;
    let spoil: [(&str, Spoil<'_>); 4] = [
        ("gone.xlsx", &|lines| {
            let at = head(lines);
            for line in lines {
                line.truncate(at);
            }
        }),
        ("damaged.xlsx", &|lines| {
            let at = head(lines);
            for line in &mut lines[1..] {
                line[at] = "row - - 5".to_owned();
            }
        }),
        ("head.xlsx", &|lines| {
            let at = head(lines);
            lines[0][at] = "changebook".to_owned();
        }),
        // Of another project the ids mean nothing.
        ("other.xlsx", &|lines| {
            let at = head(lines);
            lines[0][at] = lines[0][at].replacen(lines[0][at].split(' ').nth(1).unwrap(), "0123456789ab", 1);
        }),
    ];
    for (name, spoil) in spoil {
        let out = Out::new();
        out.set("Team 1", &["awareness=5"]);
        let file = out.back(name, |lines| spoil(lines));
        out.desk.done(&["import", &file]);
        assert_eq!(out.scores()[0].1, 2, "{name}: what stands there goes in");
    }
}

#[test]
fn a_link_whose_row_has_gone_or_was_renamed_is_left_alone() {
    let desk = Desk::with_project();
    desk.done(&["add", "readings", "kpi=FTFR", "date=2026-04-20", "value=82%", "note=first"]);
    let book = path(&desk, "book.xlsx");
    desk.done(&["export", &book, "--form", "readings"]);
    desk.done(&["set", "kpis", "FTFR", "name=First visits that solve it"]);
    desk.done(&["set", "readings", "#1", "value=85%"]);
    let plan = desk.json(&["import", &book, "--dry-run"]);
    assert_eq!(
        (&plan[0]["changes"], &plan[0]["open"], &plan[0]["new_rows"]),
        (&0.into(), &0.into(), &0.into()),
        "{plan}"
    );
}

#[test]
fn what_only_the_program_reads_is_shown_to_nobody() {
    let desk = Desk::with_project();
    desk.done(&["add", "meetings", "date=2026-04-20", "clock=60 30", "window=abc", "place=promises 2"]);
    let book = path(&desk, "meetings.xlsx");
    desk.done(&["export", &book, "--form", "meetings"]);
    let lines = &xlsx::read(&fs::read(&book).unwrap()).unwrap()[0].lines;
    let shown = desk.en(&["show", "meetings"]).out;
    let sheets = desk.en(&["sheets"]).out;
    for title in ["Seconds by step", "Leading window", "Place"] {
        assert!(!lines[0].contains(&title.to_owned()), "{lines:?}");
        assert!(!shown.contains(title) && !sheets.contains(title), "{shown}");
    }
    // It comes back without them, and keeps them.
    desk.done(&["import", &book]);
    assert_eq!(desk.json(&["show", "meetings"])[0]["clock"], "60 30");
}

#[test]
fn a_day_that_came_back_untouched_gives_no_scores() {
    let out = Out::new();
    let day = "scored=2026-03-10";
    out.set("Team 1", &[day, "desire=3"]);
    let form = path(&out.desk, "later.xlsx");
    out.desk.done(&["export", &form, "--form", "people"]);
    let out = Out { desk: out.desk, form };
    // Seven weeks later somebody scores the team anew and leaves the day as it stood in the form.
    let file = out.back("a.xlsx", |lines| put(lines, 1, "Awareness", "4"));
    let said = out.desk.en(&["import", &file]);
    assert!(said.err.contains("the old scores go into the history: 'Team 1 · C1'"), "{said:?}");
    let history = out.desk.json(&["show", "adkar_history"]);
    assert_eq!(
        (&history[0]["date"], &history[0]["awareness"]),
        (&"2026-03-10".into(), &2.into()),
        "{history}"
    );
    assert_eq!(out.people()[0]["scored"], crate::desk::TODAY);
    // Whoever writes the day says of which day the scores are; an earlier one is asked about before it corrects them.
    let file = out.back("b.xlsx", |lines| {
        put(lines, 2, "Awareness", "5");
        put(lines, 2, "Scored on", "2026-04-20");
    });
    let (_, en) = out.desk.refused(1, &["import", &file]);
    assert!(en.contains("was scored on"), "{en}");
    out.desk.done(&["import", &file, "--as-typed"]);
    assert_eq!(out.people()[1]["scored"], "2026-04-20");
}

#[test]
fn a_row_removed_with_what_it_refers_to_counts_as_untouched() {
    for (kept, form) in [(true, "kept"), (false, "same-day")] {
        let desk = Desk::with_project();
        // What was put in and taken out on one day the project remembers nothing of.
        let (kpi, entered) = if kept { ("FTFR", "2026-04-21") } else { ("Returns", crate::desk::TODAY) };
        if !kept {
            desk.done(&["add", "kpis", "name=Returns", "unit=percent"]);
        }
        let of = format!("kpi={kpi}");
        let add = ["add", "readings", &of, "date=2026-04-20", "value=82%", "note=first"];
        assert!(desk.command_on(entered, &add).output().unwrap().status.success());
        let book = path(&desk, &format!("{form}.xlsx"));
        desk.done(&["export", &book, "--form", "readings"]);
        desk.done(&["remove", "readings", "#1"]);
        desk.done(&["remove", "kpis", kpi]);
        let out = Out { desk, form: book };
        let file = out.back("a.xlsx", |_| ());
        let plan = out.desk.json(&["import", &file, "--dry-run"]);
        assert_eq!(plan[0]["lines"][0]["goes"], "removed", "{form}: {plan}");
        // What was changed in it is told, whatever it refers to.
        let file = out.back("b.xlsx", |lines| put(lines, 1, "Note", "second"));
        let (_, en) = out.desk.refused(1, &["import", &file]);
        assert!(
            en.contains("removed from the project since the export, and changed in the file"),
            "{form}: {en}"
        );
        if kept {
            let file = out.back("c.xlsx", |lines| put(lines, 1, "Value", "83"));
            out.desk.refused(1, &["import", &file]);
        }
    }
}

#[test]
fn a_prefilled_row_that_was_removed_counts_as_untouched() {
    for lang in ["en", "zh-CN"] {
        let desk = Desk::with_project();
        let form = path(&desk, "kpis.xlsx");
        desk.done(&["export", &form, "--form", "kpis", "--lang", lang]);
        desk.done(&["remove", "kpis", "FTFR"]);
        let out = Out { desk, form };
        let plan = out.desk.json(&["import", &out.back("a.xlsx", |_| ()), "--dry-run"]);
        assert_eq!((&plan[0]["left_out"], &plan[0]["open"]), (&1.into(), &0.into()), "{lang}: {plan}");
    }
}

#[test]
fn what_was_changed_in_a_removed_row_is_kept_where_both_are() {
    let out = Out::new();
    let file = out.back("a.xlsx", |lines| put(lines, 2, "Awareness", "1"));
    out.desk.done(&["remove", "people", "Team 2"]);
    out.desk.done(&["import", &file, "--keep"]);
    assert_eq!(out.scores()[2], ("Team 2".to_owned(), 1.into()));
}

#[test]
fn what_no_file_says_is_no_difference_between_files() {
    let out = Out::new();
    out.set("Team 1", &["scored=2026-02-02"]);
    let _form = out.desk.done(&["export", &out.form, "--form", "people", "--force"]);
    // One gives a score, whose day the program stamps; the other corrects the day.
    let a = out.back("a.xlsx", |lines| put(lines, 1, "Awareness", "4"));
    let b = out.back("b.xlsx", |lines| put(lines, 1, "Scored on", "2026-02-09"));
    let said = out.desk.en(&["import", &a, &b, "--dry-run"]);
    assert!(!said.out.contains("Scored on: a.xlsx says"), "{said:?}");
    assert!(!said.out.contains("taken for one row"), "{said:?}");
}

#[test]
fn a_row_that_one_file_brings_back_is_not_called_left_out_because_of_another() {
    let out = Out::new();
    let a = out.back("a.xlsx", |_| ());
    let b = out.back("b.xlsx", |lines| put(lines, 2, "Awareness", "1"));
    out.desk.done(&["remove", "people", "Team 2"]);
    let said = out.desk.en(&["import", &a, &b, "--keep", "--dry-run"]);
    assert!(said.out.contains("+ new row"), "{said:?}");
    assert!(!said.err.contains("not brought back"), "{said:?}");
}

#[test]
fn a_row_that_is_not_in_the_file_any_more_is_told() {
    let out = Out::new();
    let file = out.back("a.xlsx", |lines| _ = lines.remove(2));
    for (lang, wanted) in [
        ("en", "1 row not in the file, kept in the project: 'Team 2"),
        ("zh-CN", "不在文件里，项目里照旧保留"),
    ] {
        let said = out.desk.run(&["import", &file, "--dry-run", "--lang", lang]);
        assert!(said.err.contains(wanted), "{said:?}");
    }
    assert_eq!(out.scores().len(), 3);
    let whole = out.back("b.xlsx", |_| ());
    assert!(!out.desk.en(&["import", &whole, "--dry-run"]).err.contains("any more"));
}

/// Three forms that say different things of the same cells, the last two of a new row each.
fn three(out: &Out) -> [String; 3] {
    let form = |name: &str, cells: &[(usize, &str, &str)], new: &str| {
        out.back(name, |lines| {
            for (line, title, typed) in cells {
                put(lines, *line, title, typed);
            }
            lines.push(Vec::new());
            let last = lines.len() - 1;
            for (title, typed) in [("Person or team", "Night shift"), ("Centre", "C1"), ("Awareness", new)] {
                put(lines, last, title, typed);
            }
        })
    };
    [
        form("a.xlsx", &[(1, "Awareness", "1"), (2, "Desire", "3"), (3, "Awareness", "5")], "3"),
        form("b.xlsx", &[(1, "Awareness", "4"), (1, "Desire", "2")], "4"),
        form("c.xlsx", &[(1, "Awareness", "5"), (1, "Desire", "4"), (2, "Desire", "5")], "5"),
    ]
}

#[test]
fn the_same_forms_a_second_time_change_nothing() {
    for (switches, shown) in [
        (&["--prefer", "b.xlsx"][..], (4, 2, 4)),
        (&["--prefer", "c.xlsx"], (5, 4, 5)),
        (&["--keep"], (1, 2, 3)),
        (&["--prefer", "b.xlsx", "--prefer", "file"], (4, 2, 4)),
        (&["--prefer", "b.xlsx", "--keep"], (4, 2, 4)),
    ] {
        let out = Out::new();
        let [a, b, c] = three(&out);
        let command = [&["import", &a, &b, &c], switches].concat();
        out.desk.done(&command);
        let people = out.people();
        let first = (&people[0]["awareness"], &people[0]["desire"], &people[3]["awareness"]);
        assert_eq!(first, (&shown.0.into(), &shown.1.into(), &shown.2.into()), "{switches:?}: {people}");
        let before = out.desk.bytes();
        for _ in 0..2 {
            let said = out.desk.en(&command);
            assert_eq!(said.code, 0, "{switches:?}: {said:?}");
            assert!(out.desk.bytes() == before, "{switches:?}: {said:?}");
        }
        // Where both are said, what waits is what the other file says.
        let both = [&["import", &a, &b, &c, "--prefer", "b.xlsx", "--prefer", "project"][..]].concat();
        if switches.starts_with(&["--prefer", "b.xlsx"]) {
            out.desk.done(&both);
            assert!(out.desk.bytes() == before, "{switches:?}");
        }
    }
}

#[test]
fn what_one_file_says_as_the_project_has_it_differs_from_what_another_says() {
    let out = Out::new();
    let [a, b, _] = three(&out);
    out.desk.done(&["import", &a]);
    // The project has what a.xlsx says; b.xlsx says otherwise, and is not the last word because it comes last.
    let (_, en) = out.desk.refused(1, &["import", &a, &b, "--prefer", "file"]);
    assert!(en.contains("a.xlsx (E2) says '1', b.xlsx (E2) says '4'"), "{en}");
    out.desk.done(&["import", &a, &b, "--prefer", "file", "--prefer", "a.xlsx"]);
    assert_eq!(out.scores()[0].1, 1);
    out.desk.done(&["import", &a, &b, "--prefer", "file", "--prefer", "b.xlsx"]);
    assert_eq!(out.scores()[0].1, 4);
}

/// A workbook as another program saves it, with cells as somebody has left them: told the worksheet, the line and the title.
fn rewritten(
    desk: &Desk,
    book: &str,
    (file, renamed): (&str, Option<&str>),
    edit: impl Fn(bool, usize, &str) -> Option<&'static str>,
) -> String {
    let tables = xlsx::read(&fs::read(book).unwrap()).unwrap();
    let mut out = Workbook::new();
    for table in &tables {
        let is_people = table.name == "ADKAR cards";
        let name = renamed.filter(|_| is_people).unwrap_or(&table.name);
        let sheet = out.add_worksheet().set_name(name).unwrap();
        for (y, line) in table.lines.iter().enumerate() {
            for (x, cell) in line.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
                let cell =
                    edit(is_people, y, table.lines[0].get(x).map_or("", String::as_str)).unwrap_or(cell);
                sheet.write_string(y as u32, x as u16, cell).unwrap();
            }
        }
    }
    let other = out.add_worksheet().set_name("Remarks").unwrap();
    other.write_string(0, 0, "to be read").unwrap().write_string(1, 0, "by all").unwrap();
    out.add_worksheet().set_name("Blank").unwrap();
    let file = path(desk, file);
    out.save(&file).unwrap();
    file
}

#[test]
fn a_worksheet_with_another_name_is_known_by_what_the_export_wrote() {
    let out = Out::new();
    let book = path(&out.desk, "book.xlsx");
    out.desk.done(&["export", &book]);
    let edit =
        |is_people: bool, y: usize, title: &str| (is_people && y == 2 && title == "Awareness").then_some("1");
    let file = rewritten(&out.desk, &book, ("renamed.xlsx", Some("Data")), edit);
    let said = out.desk.en(&["import", &file]);
    assert_eq!((said.code, &out.scores()[1]), (0, &("Team 2".to_owned(), 1.into())), "{said:?}");
    assert!(said.err.contains("not read") && said.err.contains("Remarks"), "{said:?}");
    assert!(!["Cover", "Blank", "Data"].iter().any(|name| said.err.contains(name)), "{said:?}");
}

#[test]
fn what_an_import_makes_itself_nobody_has_changed_since_the_export() {
    let out = Out::new();
    let later = |args: &[&str]| {
        let said = out.desk.en_on("2026-05-20", args);
        assert_eq!(said.code, 0, "{said:?}");
    };
    // A card with a history, exported with all the rest.
    later(&["set", "people", "Team 1", "awareness=3"]);
    let book = path(&out.desk, "book.xlsx");
    out.desk.done(&["export", &book]);
    // The name and a score of it are changed in the file, nothing in the project.
    let edit = |is_people: bool, y: usize, title: &str| match title {
        "Person or team" if is_people && y == 1 => Some("Team one"),
        "Awareness" if is_people && y == 1 => Some("5"),
        _ => None,
    };
    let file = rewritten(&out.desk, &book, ("edited.xlsx", None), edit);
    let said = out.desk.en_on("2026-06-20", &["import", &file]);
    assert_eq!((said.code, &out.scores()[0]), (0, &("Team one".to_owned(), 5.into())), "{said:?}");
    assert!(!said.err.contains("changed in the project"), "{said:?}");
    assert!(!said.err.contains("not in the file any more"), "{said:?}");
}

/// The scores of a card went with it, and come back with it, though nobody has changed them in the file.
#[test]
fn what_was_removed_with_a_row_comes_back_with_it() {
    for prefer in [&["--prefer", "file"][..], &["--keep"], &["--prefer", "project"]] {
        let out = Out::new();
        let on = |day: &str, args: &[&str]| {
            let said = out.desk.en_on(day, args);
            assert_eq!(said.code, 0, "{said:?}");
        };
        for (day, awareness) in [("2026-05-20", "awareness=3"), ("2026-05-27", "awareness=4")] {
            on(day, &["set", "people", "Team 1", awareness]);
            on(day, &["set", "people", "Team 2", awareness]);
        }
        let scored = |team: &str| {
            let all = out.desk.json(&["show", "adkar_history"]);
            let is_of =
                |row: &&Value| row["computed"]["person"].as_str().is_some_and(|name| name.contains(team));
            all.as_array().unwrap().iter().filter(is_of).map(|row| row["date"].clone()).collect::<Vec<_>>()
        };
        let before = (scored("Team 1"), scored("Team 2"));
        assert_eq!((before.0.len(), before.1.len()), (2, 1), "{before:?}");
        let book = path(&out.desk, "book.xlsx");
        out.desk.done(&["export", &book]);
        // A row of scores that was taken out on a day of its own stays away.
        on("2026-06-01", &["remove", "adkar_history", "#1"]);
        on("2026-06-08", &["remove", "people", "Team 1"]);
        on("2026-06-08", &["remove", "people", "Team 2"]);
        assert_eq!((scored("Team 1").len(), scored("Team 2").len()), (0, 0));
        let edit = |is_people: bool, y: usize, title: &str| match title {
            "Notes" if is_people && y == 1 => Some("They stay after all"),
            "Awareness" if is_people && y == 2 => Some("5"),
            _ => None,
        };
        let file = rewritten(&out.desk, &book, ("edited.xlsx", None), edit);
        let args = [&["import", file.as_str()][..], prefer].concat();
        let said = out.desk.en_on("2026-06-09", &args);
        assert_eq!(said.code, 0, "{said:?}");
        if prefer[1..] == ["project"] {
            assert!(said.err.contains("2 rows of ADKAR cards were removed from the project"), "{said:?}");
            assert!(said.err.contains(" of ADKAR history w") && scored("Team 2").is_empty(), "{said:?}");
        } else {
            assert_eq!(scored("Team 2"), before.1, "{said:?}");
            assert_eq!(scored("Team 1").len(), before.0.len() - 1, "{said:?}");
            assert!(said.err.contains("1 row of ADKAR history was removed from the project"), "{said:?}");
            assert!(!said.err.contains(" of ADKAR cards "), "{said:?}");
        }
    }
}
