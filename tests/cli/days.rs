//! Days of which either number may be the month, with words beside them.

use crate::desk::Desk;

#[test]
fn a_word_beside_a_day_does_not_tell_it_from_its_month() {
    let desk = Desk::with_project();
    let id = desk.done(&["add", "actions", "action=x"]).trim().to_owned();
    for typed in [
        "3/4",
        "Done 3/4",
        "3/4 done",
        "completed 3/4",
        "✅3/4",
        "Ｄｏｎｅ ３／４",
        "Done 3/4/2026",
        "已完成 3/4",
        // Both are Sundays.
        "Sun 1/3",
        "Done Sun 1/3",
    ] {
        let said = desk.en_on("2026-11-30", &["set", "actions", &id, &format!("done={typed}")]);
        let asked = said.err.contains("can be read in two ways") || said.err.contains("leaves the day open");
        assert!(said.code == 1 && asked, "{typed}: {said:?}");
    }
    for (typed, day) in
        [("Done 25/3", "2026-03-25"), ("Done 3月4日", "2026-03-04"), ("4/4 done", "2026-04-04")]
    {
        desk.done(&["set", "actions", &id, &format!("done={typed}")]);
        assert_eq!(desk.json(&["show", "actions"])[0]["done"], day, "{typed}");
    }
    // In Chinese the month stands first, with a word beside it as without.
    assert_eq!(desk.run(&["set", "actions", &id, "done=完成 3/4"]).code, 0);
    assert_eq!(desk.json(&["show", "actions"])[0]["done"], "2026-03-04");
}

#[test]
fn a_column_is_read_in_one_order_whatever_words_stand_in_it() {
    let read = |days: &[&str], more: &[&str]| {
        let desk = Desk::with_project();
        let file = desk.workspace().join("done.csv");
        let lines: Vec<String> =
            days.iter().enumerate().map(|(n, day)| format!("Task {n},{day}\n")).collect();
        std::fs::write(&file, format!("Action,Done\n{}", lines.concat())).unwrap();
        let args = [&["import", "actions", file.to_str().unwrap()][..], more].concat();
        let said = desk.en_on("2026-11-30", &args);
        let rows = desk.json(&["show", "actions"]);
        let all =
            rows.as_array().unwrap().iter().map(|row| row["done"].as_str().unwrap_or_default().to_owned());
        (said, all.collect::<Vec<_>>())
    };
    let days = ["Done 3/4", "3/4", "Done 3/4/2026", "completed 3/4/26"];
    let (said, rows) = read(&days, &[]);
    assert!(said.code == 1 && rows.is_empty(), "{said:?}");
    for n in 2..=5 {
        assert!(said.err.contains(&format!("line {n}, Done on")), "{said:?}");
    }
    let (said, rows) = read(&days, &["--dates", "day-first"]);
    assert_eq!(rows, ["2026-04-03"; 4], "{said:?}");
    assert_eq!(read(&days, &["--dates", "month-first"]).1, ["2026-03-04"; 4]);
    // One of them shows the order of all, with a word beside it too.
    assert_eq!(read(&["Done 25/3", "3/4"], &[]).1, ["2026-03-25", "2026-04-03"]);
    assert_eq!(read(&["25/3", "3/4 done"], &[]).1, ["2026-03-25", "2026-04-03"]);
    assert_eq!(read(&["Done 3/25", "3/4 done"], &[]).1, ["2026-03-25", "2026-03-04"]);
    // A word that tells no day of a column of other days is taken for none.
    let desk = Desk::with_project();
    let file = desk.workspace().join("due.csv");
    std::fs::write(&file, "Action,Due\nA,Done 3/4\n").unwrap();
    assert_eq!(desk.en(&["import", "actions", file.to_str().unwrap(), "--dates", "day-first"]).code, 1);
}
