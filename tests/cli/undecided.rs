//! Lines that may be rows that are there, or one another: what settles them on the command line.

use crate::desk::Desk;
use std::fs;

fn file(desk: &Desk, text: &str) -> String {
    let path = desk.workspace().parent().unwrap().join("list.csv");
    fs::write(&path, text).unwrap();
    path.display().to_string()
}

#[test]
fn each_switch_settles_lines_that_are_called_the_same() {
    for (sheet, text, first, new) in [
        // Prefilled rows are there: with the second line they make one or three.
        (
            "authority",
            "Role,May decide,Limit\nTechnician,refund,500\nExecutive,all,9\n",
            "Technician",
            [1, 2, 1],
        ),
        (
            "actions",
            "Action,Owner,Due\nWeekly call,Bob,2026-12-05\nWeekly call,Bob,2026-12-12\n",
            "Weekly call",
            [1, 2, 1],
        ),
        (
            "events",
            "Date,Event,Indicator\n2026-03-02,Training,FTFR\n2026-03-02,Training,CSAT\n",
            "Training",
            [1, 2, 1],
        ),
    ] {
        let none = Desk::with_project();
        let (_, en) = none.refused(1, &["import", sheet, &file(&none, text)]);
        assert!(en.contains(&format!("'{first}': it may be")), "{en}");
        assert!(en.contains("--skip rows") && !en.contains("--skip cells"), "{sheet}: {en}");
        let ways = [["--same-name", "one"], ["--same-name", "apart"], ["--skip", "rows"]];
        for (way, new) in ways.into_iter().zip(new) {
            let desk = Desk::with_project();
            let path = file(&desk, text);
            let before = desk.json(&["show", sheet]).as_array().unwrap().len();
            let said = desk.en(&[&["import", sheet, &path][..], &way].concat());
            assert_eq!(said.code, 0, "{sheet} {way:?}: {said:?}");
            let after = desk.json(&["show", sheet]).as_array().unwrap().len();
            assert_eq!(after - before, new, "{sheet} {way:?}: {said:?}");
            let is_out = said.out.contains("left out: it may be a row that is there");
            assert_eq!(is_out, way[0] == "--skip", "{sheet} {way:?}: {said:?}");
        }
    }
}
