//! Reports from the list of commands: chosen, written where one says, copied for a chat.

use super::*;
use changebook::app::request::{Reply, ReportOrder};
use changebook::exchange::PageFormat;
use changebook::project::Edit;
use changebook::report::Scope;
use changebook::sheet::{Id, Link, Row as _};
use changebook::tools::kpi::{Kpi, Reading};
use std::fs;

/// Chooses a report by its number in the list.
fn choose(desk: &mut Desk, lang: Lang, number: char) {
    desk.press(":").paste(if lang == Lang::Zh { "写报告" } else { "Write a report" });
    desk.press("<enter>").press(&number.to_string());
}

#[test]
fn a_report_is_written_where_one_says_and_offered_to_be_opened() {
    for lang in BOTH {
        let mut desk = Desk::fresh(lang, WIDE);
        let folder = tempfile::tempdir().unwrap();
        for (number, end) in [('1', ".html"), ('3', ".html"), ('5', ".md"), ('7', ".md")] {
            let file = folder.path().join(format!("page-{number}{end}"));
            choose(&mut desk, lang, number);
            desk.must_show(if lang == Lang::Zh { "文件夹或文件" } else { "Folder or file" });
            desk.press("<c-u>").paste(&file.display().to_string());
            desk.press("<enter><enter>");
            desk.must_show(if lang == Lang::Zh { "现在打开吗" } else { "Open it now" });
            let page = fs::read_to_string(&file).unwrap();
            assert_eq!(page.starts_with("<!DOCTYPE html>"), end == ".html", "{page}");
            // Nothing is opened unasked.
            desk.press("n");
            assert!(desk.app().layers.is_empty());
        }
        // In a folder it gets a name of its own.
        choose(&mut desk, lang, '1');
        desk.press("<c-u>").paste(&folder.path().display().to_string());
        desk.press("<enter><enter>n");
        let name = if lang == Lang::Zh { "售后数字化转型" } else { "Digital after-sales" };
        assert!(folder.path().join(format!("{name}-week-2026-03-04.html")).is_file());
        // The place named last is proposed the next time.
        choose(&mut desk, lang, '3');
        desk.must_show(&folder.path().file_name().unwrap().to_string_lossy());
    }
}

#[test]
fn what_is_there_is_written_over_only_when_asked() {
    for lang in BOTH {
        let mut desk = Desk::fresh(lang, WIDE);
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("page.html");
        fs::write(&file, "mine").unwrap();
        let typed = file.display().to_string();
        let order = |desk: &mut Desk| {
            choose(desk, lang, '1');
            desk.press("<c-u>").paste(&typed);
            desk.press("<enter><enter>");
        };
        order(&mut desk);
        desk.must_show(if lang == Lang::Zh { "覆盖它吗" } else { "Write over it" });
        desk.press("<esc>");
        assert_eq!(fs::read(&file).unwrap(), b"mine");
        order(&mut desk);
        desk.press("y");
        assert!(fs::read(&file).unwrap().starts_with(b"<!DOCTYPE html>"));
        desk.press("n");
        // A folder that is not there is named.
        choose(&mut desk, lang, '1');
        desk.press("<c-u>").paste(&folder.path().join("nowhere/page.html").display().to_string());
        desk.press("<enter><enter>");
        desk.must_say("nowhere");
    }
}

#[test]
fn the_week_is_copied_for_a_chat() {
    for lang in BOTH {
        let mut desk = Desk::demo(lang, WIDE);
        choose(&mut desk, lang, '2');
        let copied = desk.copied().unwrap();
        assert!(copied.starts_with("# ") && copied.contains("## "), "{copied}");
        desk.must_say(if lang == Lang::Zh { "已复制" } else { "is copied" });
    }
}

#[test]
fn people_get_codes_where_one_says_yes() {
    let mut desk = Desk::demo(Lang::Zh, WIDE);
    let folder = tempfile::tempdir().unwrap();
    for (answer, named) in [("否", true), ("是", false)] {
        let file = folder.path().join(format!("{answer}.md"));
        choose(&mut desk, Lang::Zh, '5');
        desk.press("<c-u>").paste(&file.display().to_string());
        desk.press("<enter><c-u>").paste(answer);
        desk.press("<enter>n");
        let page = fs::read_to_string(&file).unwrap();
        assert_eq!((page.contains("备件主管"), page.contains("P1")), (named, !named), "{page}");
    }
}

#[test]
fn who_is_typing_is_not_disturbed_by_a_report_that_is_done() {
    let mut desk = Desk::fresh(Lang::En, WIDE);
    desk.press(":").answer(Reply::ReportWritten("/tmp/page.html".into()));
    assert_eq!(desk.app().layers.len(), 1);
    desk.must_say("/tmp/page.html");
}

#[test]
fn an_enter_meant_for_something_else_writes_over_no_file() {
    for lang in BOTH {
        let mut desk = Desk::fresh(lang, WIDE);
        let order = ReportOrder {
            project: desk.app().opened.as_ref().unwrap().project.clone(),
            today: "2026-03-04".parse().unwrap(),
            is_replay: false,
            scope: Scope::Week,
            format: PageFormat::Html,
            lang,
            anonymous: false,
            place: "/tmp/page.html".into(),
            force: false,
        };
        desk.press(":").answer(Reply::ReportThere(Box::new(order), "/tmp/page.html".into()));
        assert_eq!(desk.app().layers.len(), 1);
        desk.must_say(if lang == Lang::Zh { "报告没有写" } else { "was not written" });
    }
}

#[test]
fn a_week_that_is_too_long_to_be_copied_is_offered_as_a_file() {
    for lang in BOTH {
        let mut project = desk::new_project("X");
        for id in 0..600 {
            let kpi = Kpi { name: "A long name ".repeat(12).into(), ..Kpi::with_id(Id::new(9_000 + id)) };
            project.apply(Edit::append(kpi)).unwrap();
        }
        let (kpi, date) = (Link::to(Id::new(9_000)), Some(desk::today()));
        let reading = Reading { kpi, date, value: Some(1.0), ..Reading::with_id(Id::new(8_999)) };
        project.apply(Edit::append(reading)).unwrap();
        let mut desk = Desk::open(lang, WIDE, project);
        let before = desk.copied();
        choose(&mut desk, lang, '2');
        assert_eq!(desk.copied(), before);
        desk.must_show(if lang == Lang::Zh { "文件夹或文件" } else { "Folder or file" });
        desk.must_say(if lang == Lang::Zh { "复制不了" } else { "too long to be copied" });
    }
}
