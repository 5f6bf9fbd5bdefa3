//! Files named at once that say different things.

use super::*;

/// Opens two lists of people at once.
fn two_files(desk: &mut Desk, lang: Lang, first: &str, second: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut typed = Vec::new();
    for (name, line) in [("a.csv", first), ("b.csv", second)] {
        let path = folder.path().join(name);
        std::fs::write(&path, format!("姓名,服务中心,认知\n{line}\n")).unwrap();
        typed.push(format!("'{}'", path.display()));
    }
    let command = if lang == Lang::Zh { "导入 CSV" } else { "Import a CSV" };
    desk.press(":").press(command).press("<enter>").paste(&typed.join(" ")).press("<enter>");
    folder
}

fn awareness(desk: &Desk) -> Option<u8> {
    desk.rows::<Person>()[0].awareness.map(changebook::sheet::Score::get)
}

#[test]
fn a_later_file_overwrites_no_cell_of_an_earlier_one_unasked() {
    for (lang, said, earlier, later) in [
        (Lang::Zh, "a.csv 写的是“3”，b.csv 写的是“2”", "a.csv 里的，不动", "b.csv 里的"),
        (Lang::En, "a.csv says '3', b.csv says '2'", "from a.csv: left as it is", "from b.csv"),
    ] {
        for (keys, stored) in [("<enter>", 2), ("<down><enter>", 3), ("<down><down><enter>", 3)] {
            let mut desk = Desk::fresh(lang, WIDE);
            desk.press("2");
            let _folder = two_files(&mut desk, lang, "赵敏,浦东,3", "赵敏,浦东,2");
            desk.press("<enter>");
            desk.press("<c-s>");
            assert_eq!(awareness(&desk), Some(3), "nothing is overwritten: {}", desk.screen());
            desk.must_show(said);
            desk.press("<enter>");
            desk.must_show(earlier);
            desk.must_show(later);
            assert!(!desk.shows("项目里的") && !desk.shows("the project"), "{}", desk.screen());
            desk.press(keys).press("<c-s>");
            assert!(desk.app().layers.is_empty(), "{}", desk.screen());
            assert_eq!(awareness(&desk), Some(stored), "{keys}");
            assert_eq!(desk.project().conflicts.len(), usize::from(keys == "<down><down><enter>"), "{keys}");
        }
    }
}

#[test]
fn a_file_that_agrees_with_the_project_speaks_of_the_cell_too() {
    let mut desk = Desk::fresh(Lang::En, WIDE);
    desk.press("2").paste("姓名\t服务中心\t认知\n赵敏\t浦东\t3\n").press("<enter>");
    let _folder = two_files(&mut desk, Lang::En, "赵敏,浦东,3", "赵敏,浦东,2");
    desk.press("<enter>");
    desk.must_show("a.csv says '3', b.csv says '2'");
    // Where both say the same, and of what only one speaks, nobody is asked.
    let mut desk = Desk::fresh(Lang::En, WIDE);
    desk.press("2");
    let _folder = two_files(&mut desk, Lang::En, "赵敏,浦东,3", "赵敏,浦东,3");
    desk.press("<enter><enter>");
    assert!(desk.app().layers.is_empty(), "{}", desk.screen());
}
