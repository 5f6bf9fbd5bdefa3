//! Reports on the command line: where they go, and what is refused.

use crate::desk::{Desk, TODAY, assert_harmless, is_chinese};
use changebook::demo;
use changebook::project::Edit;
use changebook::sheet::{Id, Prose, Row as _};
use changebook::text::Lang;
use changebook::tools::actions::Promise;
use changebook::tools::adkar::Person;
use chrono::NaiveDate;
use std::fs;
use std::path::PathBuf;

fn with_demo(lang: Lang) -> Desk {
    let desk = Desk::empty();
    desk.put("Demo", &demo::project(lang, NaiveDate::from_ymd_opt(2026, 4, 29).unwrap()));
    desk
}

fn folder(desk: &Desk) -> PathBuf {
    desk.workspace().parent().unwrap().to_owned()
}

fn path(desk: &Desk, name: &str) -> String {
    folder(desk).join(name).display().to_string()
}

#[test]
fn every_scope_goes_to_standard_output_in_both_formats_and_languages() {
    for (lang, tag) in [(Lang::Zh, "zh-CN"), (Lang::En, "en")] {
        let desk = with_demo(lang);
        for scope in ["week", "project", "portfolio"] {
            let html = desk.run(&["report", "--scope", scope, "--out", "-", "--lang", tag]);
            assert_eq!((html.code, html.err.as_str()), (0, ""), "{scope}");
            assert!(html.out.starts_with(&format!("<!DOCTYPE html><html lang=\"{tag}\">")), "{scope}");
            let md = desk.run(&["report", "--scope", scope, "--format", "md", "--lang", tag]);
            assert_eq!((md.code, md.err.as_str()), (0, ""), "{scope}");
            assert!(md.out.starts_with("# ") && !md.out.contains('<'), "{scope}: {}", md.out);
            assert_harmless(&md.out);
            assert_eq!(md.out.contains(is_chinese), lang == Lang::Zh, "{scope}");
        }
    }
    assert!(
        fs::read_dir(".").unwrap().all(|entry| !entry.unwrap().path().ends_with("Demo-week-2026-04-29.html"))
    );
}

#[test]
fn a_report_is_never_written_over_unasked() {
    let desk = with_demo(Lang::En);
    let file = path(&desk, "page.html");
    fs::write(&file, "mine").unwrap();
    let (zh, en) = desk.refused(1, &["report", "--out", &file]);
    assert!(zh.contains("没有覆盖") && en.contains("was not written over"), "{zh}{en}");
    assert_eq!(fs::read(&file).unwrap(), b"mine");
    desk.done(&["report", "--out", &file, "--force"]);
    assert!(fs::read(&file).unwrap().starts_with(b"<!DOCTYPE html>"));
    let (zh, en) = desk.refused(1, &["report", "--out", &path(&desk, "nowhere/page.html")]);
    assert!(zh.contains("没有") && en.contains("there is no folder"), "{zh}{en}");
    let (_, en) = desk.refused(2, &["report", "--out", "-", "--open"]);
    assert!(en.contains("--open needs a file"), "{en}");
    let left: Vec<_> = fs::read_dir(folder(&desk)).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(left.iter().all(|name| !name.to_string_lossy().ends_with(".tmp")), "{left:?}");
}

#[test]
fn in_a_folder_it_gets_a_name_that_says_what_it_is() {
    let desk = with_demo(Lang::En);
    let into = folder(&desk).join("reports");
    fs::create_dir(&into).unwrap();
    for (scope, name) in [("week", "Digital after-sales-week"), ("portfolio", "All projects-portfolio")] {
        let said = desk.en(&["report", "--scope", scope, "--out", &into.display().to_string()]);
        assert_eq!(said.code, 0, "{said:?}");
        let made = into.join(format!("{name}-{TODAY}.html"));
        assert!(made.is_file(), "{:?}", fs::read_dir(&into).unwrap().collect::<Vec<_>>());
        assert!(said.err.contains(&made.display().to_string()), "{said:?}");
    }
    // Without a name it goes into the folder where one is.
    let output = desk.command(&["--lang", "en", "report"]).current_dir(&into).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "it is there already");
    fs::remove_file(into.join(format!("Digital after-sales-week-{TODAY}.html"))).unwrap();
    assert!(desk.command(&["report"]).current_dir(&into).output().unwrap().status.success());
    assert!(into.join(format!("Digital after-sales-week-{TODAY}.html")).is_file());
}

#[test]
fn with_codes_nobody_is_named() {
    let desk = with_demo(Lang::En);
    for scope in ["week", "project", "portfolio"] {
        let named = desk.done(&["report", "--scope", scope, "--format", "md"]);
        let coded = desk.done(&["report", "--scope", scope, "--format", "md", "--anonymous"]);
        for name in ["Head of parts", "HR manager", "M-07 Centre manager", "Technical lead"] {
            assert!(!coded.contains(name), "{scope}: {name}");
        }
        assert!(coded.contains("people by codes"), "{scope}");
        if scope != "portfolio" {
            assert!(named.contains("Head of parts") && coded.contains("P1"), "{scope}");
        }
    }
}

#[test]
fn an_earlier_day_is_told_as_it_was_known() {
    let desk = with_demo(Lang::En);
    let (now, then) =
        (&["report", "--format", "md"][..], &["report", "--format", "md", "--as-of", "2026-04-15"][..]);
    let (now, then) = (desk.done(now), desk.done(then));
    assert!(now.contains("2026-04-29") && !now.contains("replay"), "{now}");
    assert!(then.contains("2026-04-15") && then.contains("as known on that day"), "{then}");
    let all = desk.done(&["report", "--scope", "portfolio", "--format", "md", "--as-of", "2026-04-15"]);
    assert!(all.contains("2026-04-15") && all.contains("as known on that day"), "{all}");
}

#[test]
fn a_workspace_without_projects_has_a_portfolio_and_no_week() {
    let desk = Desk::empty();
    desk.refused(1, &["report", "--out", "-"]);
    let page = desk.done(&["report", "--scope", "portfolio", "--format", "md"]);
    assert!(page.contains("There are no projects yet"), "{page}");
}

#[test]
fn no_cell_steers_the_terminal_that_it_is_printed_on() {
    let bad = "Ring\u{1b}[31m\u{9b}2J\u{202e}";
    let mut project = demo::project(Lang::En, NaiveDate::from_ymd_opt(2026, 4, 29).unwrap());
    let person = Person { name: bad.into(), ..Person::with_id(Id::new(900)) };
    let action = Promise {
        action: Prose(bad.into()),
        due: "2026-04-27".parse().ok(),
        ..Promise::with_id(Id::new(901))
    };
    project.apply(Edit::append(person)).unwrap();
    project.apply(Edit::append(action)).unwrap();
    let desk = Desk::empty();
    desk.put("Demo", &project);
    for args in [
        &["report", "--format", "md", "--out", "-"][..],
        &["report", "--out", "-"],
        &["report", "--scope", "portfolio", "--out", "-"],
        &["export", "--sheet", "people", "-"],
        &["export", "--sheet", "people", "--as", "tsv", "-"],
        &["show", "people"],
        &["show", "people", "--csv", "--excel"],
        &["show", "people", "--json"],
        &["status"],
    ] {
        let said = desk.en(args);
        assert_eq!(said.code, 0, "{args:?}: {said:?}");
        let out = said.out.replace('\t', " ");
        assert_harmless(out.trim_start_matches('\u{feff}'));
    }
    let calendar = desk.en(&["export", "-", "--as", "ics"]).out.replace("\r\n", "\n");
    assert!(calendar.contains("Ring"), "{calendar}");
    assert_harmless(&calendar);
    let (one, two) = (path(&desk, "one.json"), path(&desk, "two.json"));
    fs::copy(desk.workspace().join("Demo.json"), &one).unwrap();
    fs::copy(&one, &two).unwrap();
    let merged = desk.en(&["merge", &one, &two, "--base", &one, "-o", "-"]).out;
    assert_harmless(&merged);
    let read: serde_json::Value = serde_json::from_str(&merged).unwrap();
    let people = read["sheets"]["people"].as_array().unwrap();
    assert!(people.iter().any(|row| row["name"] == bad), "it means the same");
}

#[test]
fn nobody_is_all_present_where_attendance_was_not_noted() {
    let desk = Desk::with_project();
    desk.done(&["add", "meetings", "date=2026-04-23"]);
    let report = || desk.done(&["report", "--format", "md"]);
    let said = report();
    assert!(said.contains("attendance was not noted") && !said.contains("all present"), "{said}");
    desk.done(&["set", "meetings", "#1", "attendees=Sponsor, Trainer"]);
    // Only who is in the coalition can be missing from it.
    let said = report();
    assert!(said.contains("present: Sponsor, Trainer") && !said.contains("whole coalition"), "{said}");
    desk.done(&["add", "coalition", "name=Sponsor"]);
    assert!(report().contains("the whole coalition present"), "{}", report());
}

#[test]
fn whoever_is_named_no_longer_gets_a_code_too() {
    let desk = Desk::with_project();
    let on = |day: &str, args: &[&str]| {
        let output = desk.command_on(day, args).output().unwrap();
        assert!(output.status.success(), "{output:?}");
    };
    on("2026-04-01", &["add", "people", "name=王小敏"]);
    on(
        "2026-04-01",
        &["add", "actions", "action=请王小敏和赵大力讲，李长青听", "owner=赵大力", "due=2026-04-20"],
    );
    on("2026-04-01", &["add", "actions", "action=x", "owner=李长青和孙不二", "due=2026-04-20"]);
    on("2026-04-08", &["set", "actions", "#1", "owner=钱有余"]);
    on("2026-04-08", &["remove", "people", "王小敏"]);
    on("2026-04-08", &["remove", "actions", "#2"]);
    let plain = desk.done(&["report", "--format", "md"]);
    assert!(plain.contains("请王小敏和赵大力讲，李长青听") && plain.contains("钱有余"), "{plain}");
    let coded = desk.done(&["report", "--format", "md", "--anonymous"]);
    for name in ["王小敏", "赵大力", "李长青", "钱有余"] {
        assert!(!coded.contains(name), "{name}: {coded}");
    }
}
