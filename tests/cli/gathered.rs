//! Lists of several people taken in together: what differs between them, and what is told of what is open.

use crate::desk::Desk;
use std::fs;

fn file(desk: &Desk, name: &str, text: &str) -> String {
    let path = desk.workspace().parent().unwrap().join(name);
    fs::write(&path, text).unwrap();
    path.display().to_string()
}

#[test]
fn a_day_that_the_program_supplies_is_none_that_a_file_says() {
    let said = "姓名,服务中心,认知,评分日期\n赵敏,浦东,3,2026-03-08\n";
    let silent = "姓名,服务中心,认知\n赵敏,浦东,3\n";
    let blank = "姓名,服务中心,认知,评分日期\n赵敏,浦东,3,\n";
    for other in [silent, blank] {
        for (first, second) in [(said, other), (other, said)] {
            // A new card, and one that is there already.
            for is_there in [false, true] {
                let desk = Desk::with_project();
                if is_there {
                    desk.done(&["add", "people", "name=赵敏", "centre=浦东"]);
                }
                let (a, b) = (file(&desk, "a.csv", first), file(&desk, "b.csv", second));
                desk.done(&["import", "people", &a, &b]);
                let people = desk.json(&["show", "people"]);
                assert_eq!(people.as_array().unwrap().len(), 1, "{people}");
                assert_eq!(people[0]["scored"], "2026-03-08", "{first}{second}");
            }
        }
    }
    // Two days that files say differ.
    let desk = Desk::with_project();
    let (a, b) = (file(&desk, "a.csv", said), file(&desk, "b.csv", &said.replace("03-08", "03-07")));
    let (_, en) = desk.refused(1, &["import", "people", &a, &b]);
    assert!(en.contains("says '2026-03-08'") && en.contains("says '2026-03-07'"), "{en}");
    // So do scores that a file has without a day.
    let (a, b) = (file(&desk, "a.csv", said), file(&desk, "b.csv", &silent.replace(",3\n", ",4\n")));
    let (_, en) = desk.refused(1, &["import", "people", &a, &b]);
    assert!(en.contains("Awareness") && !en.contains("Scored on:"), "{en}");
}

#[test]
fn what_is_open_in_several_files_is_counted_once_and_each_way_is_told_once() {
    let desk = Desk::with_project();
    let a = file(&desk, "a.csv", "姓名,认知,角色\n甲,6,调度\n");
    let b = file(&desk, "b.csv", "姓名,认知,角色\n乙,7,调度\n");
    let files = ["import", "people", &a, &b];
    let look = desk.run(&[&files[..], &["--dry-run"]].concat());
    assert!(look.err.contains("有 4 处要先决定") && look.err.contains("有 4 处不合"), "{look:?}");
    let look = desk.en(&[&files[..], &["--dry-run"]].concat());
    assert_eq!(look.err.matches("--skip cells").count(), 1, "{look:?}");
    assert_eq!(look.err.matches("--own").count(), 1, "{look:?}");
    let (zh, en) = desk.refused(1, &files);
    for wanted in ["nothing was stored; 2 things come first:", "a.csv: 2 to decide\n", "b.csv: 2 to decide\n"]
    {
        assert!(en.contains(wanted), "{wanted}: {en}");
    }
    assert!(
        en.contains("\n4 to decide and nothing was stored: ") && zh.contains("\n有 4 处不合"),
        "{zh}{en}"
    );
    assert_eq!((en.matches("--skip cells").count(), en.matches("--own").count()), (1, 1), "{en}");
    // One file with something open says it all at once.
    let c = file(&desk, "c.csv", "姓名,认知\n丙,3\n");
    let (_, en) = desk.refused(1, &["import", "people", &a, &c]);
    assert!(en.contains("a.csv: 2 to decide and nothing was stored: "), "{en}");
}

#[test]
fn a_file_that_agrees_with_the_project_differs_from_one_that_does_not() {
    let titles = "Name,Centre,Awareness";
    for (there, first, second) in [
        (Some("Team A"), "Team A,C1,2", "Team A,C1,3"),
        (Some("Team A"), "Team A,C1,3", "Team A,C1,2"),
        (Some("Team A"), "Team A,C1,2", "team a,c1,3"),
        (None, "New X,C1,2", "new x,c1,3"),
    ] {
        let desk = Desk::with_project();
        if let Some(name) = there {
            desk.done(&["add", "people", &format!("name={name}"), "centre=C1", "awareness=3"]);
        }
        let a = file(&desk, "a.csv", &format!("{titles}\n{first}\n"));
        let b = file(&desk, "b.csv", &format!("{titles}\n{second}\n"));
        let (_, en) = desk.refused(1, &["import", "people", &a, &b]);
        assert!(en.contains("Awareness: a.csv (line 2) says") && en.contains("b.csv (line 2) says"), "{en}");
        desk.done(&["import", "people", &a, &b, "--prefer", "b.csv"]);
        let wanted: u64 = second.rsplit(',').next().unwrap().parse().unwrap();
        let people = desk.json(&["show", "people"]);
        assert_eq!(
            (people.as_array().unwrap().len(), &people[0]["awareness"]),
            (1, &wanted.into()),
            "{second}"
        );
    }
    // Files that say the same, or of which one is silent, leave nothing to ask.
    let desk = Desk::with_project();
    desk.done(&["add", "people", "name=A", "centre=C1", "awareness=3"]);
    for (first, second) in [("A,C1,2", "A,C1,2"), ("A,C1,4", "A,C1,")] {
        let a = file(&desk, "a.csv", &format!("{titles}\n{first}\n"));
        let b = file(&desk, "b.csv", &format!("{titles}\n{second}\n"));
        desk.done(&["import", "people", &a, &b]);
    }
    assert_eq!(desk.json(&["show", "people"])[0]["awareness"], 4);
}
