//! An earlier day on the screen: every part as it was known then, nothing of it to be changed, and the way back.

use super::*;
use changebook::assess::replay::{known_on, replayable};
use changebook::project::Edit;

/// Keys that show the demo as it was known on Sunday of its sixth week.
const WEEK_6: &str = ":replay 2026-02-15<enter>";

fn day_shown(desk: &Desk) -> Option<String> {
    desk.app().replay.as_ref().map(|replay| replay.day.to_string())
}

fn whole_project(desk: &mut Desk) -> Vec<String> {
    whole(desk.project())
}

/// A project of four weeks whose FTFR was read once a week, entered the day after; on the last day a reading of the
/// first week was corrected, one of the third removed, and a person entered.
fn corrected() -> changebook::project::Project {
    let mut project = new_project("Service Cloud");
    let charter = project.rows::<charter::Charter>()[0].id;
    let start = day("2026-02-02");
    project.apply(Edit::set::<charter::Charter>(charter, "start", Cell::Date(start))).unwrap();
    let kpi = project.rows::<Kpi>()[0].id;
    for week in 0..4_u64 {
        let date = start + Days::new(7 * week);
        let reading = Reading {
            kpi: changebook::sheet::Link::to(kpi),
            date: Some(date),
            value: Some(80.0 + week as f64),
            ..Reading::with_id(Id::new(5_000 + week))
        };
        project.enter(Edit::append(reading), date + Days::new(1)).unwrap();
    }
    let last = day("2026-03-03");
    for edit in [
        Edit::set::<Reading>(Id::new(5_000), "value", Cell::Number(75.0)),
        Edit::Remove { sheet: Reading::SHEET, row: Id::new(5_002) },
        Edit::append(Person { name: "B2".into(), ..Person::with_id(Id::new(6_000)) }),
    ] {
        project.enter(edit, last).unwrap();
    }
    project
}

#[test]
fn a_day_is_replayed_from_the_list_of_commands_in_both_languages_and_as_dates_are_typed() {
    for (typed, said) in [
        (":replay 2026-02-15<enter>", "REPLAY 2026-02-15 Sun"),
        (":replay week 6<enter>", "REPLAY 2026-02-15 Sun"),
        (":Replay 15 Feb<enter>", "REPLAY 2026-02-15 Sun"),
        (":replay last Friday<enter>", "REPLAY 2026-02-27 Fri"),
        (":replay yesterday<enter>", "REPLAY 2026-03-03 Tue"),
        (":Replay a day<enter>week 6<enter>", "REPLAY 2026-02-15 Sun"),
        ("2<a-r>2-15<enter>", "REPLAY 2026-02-15 Sun"),
        (":回看 2-15<enter>", "回看 2026-02-15 周日"),
        ("：回看第六周<enter>", "回看 2026-02-15 周日"),
        (":回看 上周五<enter>", "回看 2026-02-27 周五"),
        (":huikan<enter>第6周<enter>", "回看 2026-02-15 周日"),
    ] {
        let mut desk = if said.contains("REPLAY") { en() } else { zh() };
        desk.press(typed);
        assert!(desk.screen().lines().next().unwrap().contains(said), "{typed}: {}", desk.screen());
        assert!(desk.footer().contains(if said.contains("回看") {
            "回到今天"
        } else {
            "Back to today"
        }));
    }
}

#[test]
fn a_day_that_cannot_be_replayed_is_refused_where_it_was_typed() {
    for (typed, reason) in [
        ("2026-03-04", "That is today"),
        ("tomorrow", "still to come"),
        ("week 40", "still to come"),
        ("2024-12-01", "replay is 2025-11-18"),
        ("2026-02-30", "2026"),
        ("whenever", "whenever"),
    ] {
        let mut desk = en();
        desk.press(&format!("<a-r>{typed}<enter>"));
        assert!(desk.app().replay.is_none() && desk.shows(reason), "{typed}: {}", desk.screen());
        desk.press(&format!("<esc>:replay {typed}<enter>"));
        assert!(desk.app().replay.is_none() && desk.shows(reason), "{typed}: {}", desk.screen());
    }
    // A meeting goes on first.
    let mut desk = en();
    desk.press("<f6>:replay 2-15<enter>");
    assert!(desk.app().replay.is_none(), "{}", desk.screen());
    // And it waits underneath where one has gone to look at something else.
    desk.press("<esc><esc>").press("<f6><right>");
    let meeting = desk.screen();
    desk.press("<f3>:replay 2-15<enter><f6>");
    desk.must_say("the past cannot be changed");
    desk.press("<bs><f6>");
    assert_eq!(desk.screen(), meeting);
    // Without a project there is no day.
    let mut desk = Desk::closed(Lang::En, WIDE);
    desk.press("<a-r>");
    desk.must_say("No project is open");
}

#[test]
fn what_was_known_is_shown_and_a_late_correction_does_not_change_it() {
    let mut desk = Desk::open(Lang::En, WIDE, corrected());
    let values =
        |desk: &Desk| -> Vec<f64> { desk.rows::<Reading>().iter().filter_map(|r| r.value).collect() };
    assert_eq!(values(&desk), [75.0, 81.0, 83.0]);
    for (on, known) in [
        ("2026-02-02", &[][..]),
        ("2026-02-03", &[80.0]),
        ("2026-02-17", &[80.0, 81.0, 82.0]),
        ("2026-03-02", &[80.0, 81.0, 82.0, 83.0]),
        ("2026-03-03", &[75.0, 81.0, 83.0]),
    ] {
        desk.press(&format!(":replay {on}<enter>"));
        assert_eq!(values(&desk), known, "{on}");
        // What the screen shows is what the same day shows on the command line.
        assert_eq!(whole(desk.project()), whole(&known_on(&corrected(), day(on))));
        assert_eq!(desk.app().today, day(on), "the rules judge on that day");
    }
    desk.press("<bs>");
    assert_eq!(values(&desk), [75.0, 81.0, 83.0]);
    assert_eq!(desk.app().today, today());
}

#[test]
fn weeks_go_by_with_signs_of_either_width_and_end_with_a_reason() {
    let mut desk = Desk::open(Lang::Zh, WIDE, corrected());
    desk.press("9:回看 2-10<enter>");
    for (key, shown) in [
        ("<lt>", "2026-02-03"),
        (">", "2026-02-10"),
        ("》", "2026-02-17"),
        ("〉", "2026-02-24"),
        ("＜", "2026-02-17"),
        ("《", "2026-02-10"),
        ("〈", "2026-02-03"),
    ] {
        desk.press(key);
        assert_eq!(day_shown(&desk).as_deref(), Some(shown), "{key}");
        assert_eq!(desk.app().screen, tool("kpi"), "the tool stays");
    }
    desk.press("<lt>");
    desk.must_say("最早可以回看 2026-02-02");
    assert_eq!(day_shown(&desk).as_deref(), Some("2026-02-03"));
    desk.press(">>>>");
    assert_eq!(day_shown(&desk).as_deref(), Some("2026-03-03"));
    desk.press(">");
    desk.must_say("回到今天");
    assert_eq!(day_shown(&desk).as_deref(), Some("2026-03-03"));
}

#[test]
fn nothing_of_the_past_can_be_changed_and_each_key_says_why() {
    let mut desk = en();
    let before = whole_project(&mut desk);
    desk.press("2<enter><c-u>Here<enter>");
    let changed = whole_project(&mut desk);
    assert_ne!(before, changed);
    desk.press(WEEK_6).press("2");
    let shown = whole_project(&mut desk);
    for keys in [
        "4", "<enter>", "x", "<del>", "<c-z>", "<c-n>", "<c-k>", "<c-v>", "<space>", "<f5>", "<a-up>",
        "<c-y>", "<c-d>",
    ] {
        desk.press(keys);
        assert_eq!(whole_project(&mut desk), shown, "{keys}");
        assert!(desk.app().layers.is_empty(), "{keys}: {}", desk.screen());
        assert!(desk.app().replay.is_some(), "{keys}");
    }
    desk.press("4");
    desk.must_say("This is a replay of 2026-02-15, and the past cannot be changed");
    for command in [
        "Rename this",
        "Save under",
        "Archive this",
        "Write the file",
        "New project",
        "Resolve conf",
        "Forget",
    ] {
        desk.press(&format!(":{command}<enter>"));
        assert!(desk.shows("replay of 2026-02-15") || desk.shows("the demo"), "{command}: {}", desk.screen());
        desk.press("<esc>");
        assert!(desk.app().replay.is_some(), "{command}");
    }
    desk.paste("a\tb\nc\td\n");
    assert_eq!(whole_project(&mut desk), shown);
    desk.press("<bs>");
    assert_eq!(whole_project(&mut desk), changed);
    desk.press("<c-z>");
    assert_eq!(whole_project(&mut desk), before, "undo goes on where it was");
}

#[test]
fn leaving_leads_back_to_where_one_was() {
    for (to, from) in [
        ("", "<bs>"),
        ("9", "<bs>"),
        ("<f3>", "<bs>"),
        ("<f12>", "<bs>"),
        ("2<down>", ":Back to today<enter>"),
    ] {
        let mut desk = en();
        desk.press("2<down><down><right>");
        let place = desk.app().place();
        desk.press(WEEK_6).press(to).press(from);
        assert!(desk.app().replay.is_none(), "{to} {from}: {}", desk.screen());
        assert_eq!(desk.app().place(), place, "{to} {from}");
        assert!(!desk.screen().lines().next().unwrap().contains("REPLAY"));
    }
    // Escape leads to the list of tools, as ever.
    for to in ["2", "<f3>"] {
        let mut desk = en();
        desk.press(WEEK_6).press(to).press("<esc>");
        assert!(desk.app().replay.is_some(), "{to}");
        assert_eq!(desk.app().focus, Focus::Tools, "{to}");
    }
}

#[test]
fn every_screen_is_drawn_for_the_day_and_the_file_stays_as_it_is() {
    for (lang, size) in
        [(Lang::En, (60, 20)), (Lang::Zh, (80, 24)), (Lang::En, (160, 50)), (Lang::Zh, (60, 20))]
    {
        let mut desk = Desk::open(lang, size, corrected());
        desk.press("<c-s>");
        let bytes =
            |desk: &Desk| desk.files().iter().map(|file| std::fs::read(file).unwrap()).collect::<Vec<_>>();
        let before = bytes(&desk);
        desk.press(":replay 2026-02-17<enter>");
        let mark = if lang == Lang::En { "REPLAY 2026-02-17" } else { "回看 2026-02-17" };
        for (at, tool) in TOOLS.iter().enumerate() {
            for view in 0..tool.views.len() {
                desk.app_mut().show(at, Some(view));
                desk.press("<down><f4><esc><f1><esc>");
                assert!(desk.screen().lines().next().unwrap().contains(mark), "{}", desk.screen());
                assert!(desk.app().replay.is_some());
            }
        }
        for keys in ["<f3>", "<end>", "<home>", "]", "[", "<f12>", "f", "/FTFR<esc>", "<f11>"] {
            desk.press(keys);
            assert!(desk.screen().lines().next().unwrap().contains(mark), "{keys}: {}", desk.screen());
        }
        assert_eq!(bytes(&desk), before);
        assert!(replayable(desk.project(), day("2026-02-17"), today()).is_ok());
    }
}

#[test]
fn what_changed_since_stands_beside_home_and_leads_to_its_rows() {
    let mut desk = Desk::open(Lang::En, (160, 50), corrected());
    desk.press(":replay 2026-02-24<enter>");
    for said in ["Changed since 2026-02-24", "'B2' added", "(2026-02-02): Value 80", "→ 75", "removed"] {
        assert!(desk.shows(said), "{said}: {}", desk.screen());
    }
    // Both signs of tabs lead there, and one back.
    desk.press("]");
    assert_eq!(desk.app().since_line(), Some(0));
    desk.press("]");
    assert_eq!(desk.app().since_line(), None);
    let line = |desk: &Desk, said: &str| {
        let since = &desk.app().replay.as_ref().unwrap().since;
        since.iter().position(|line| line.text.en.contains(said)).unwrap()
    };
    let to = |desk: &mut Desk, at: usize| {
        desk.press("<f3><home>]").press(&"<down>".repeat(at));
        assert_eq!(desk.app().since_line(), Some(at));
    };
    let at = line(&desk, "→ 75");
    to(&mut desk, at);
    desk.press("<enter>");
    assert_eq!(day_shown(&desk).as_deref(), Some("2026-02-24"), "a row that was there is shown as it was");
    assert_eq!(desk.app().place().unwrap().row, Some(Id::new(5_000)));
    assert_eq!(desk.cell(), Cell::Number(80.0));
    let at = line(&desk, "'B2' added");
    to(&mut desk, at);
    desk.press("<enter>");
    assert_eq!(day_shown(&desk), None, "a row that was not there yet is shown today");
    assert_eq!(desk.row_name(), "B2");
    desk.must_say("entered after 2026-02-24");
    // Where there is no room beside Home it is a page of its own.
    let mut desk = Desk::open(Lang::Zh, (80, 24), corrected());
    desk.press(":回看 2-24<enter>");
    desk.must_show("之后的变化");
    assert!(!desk.shows("删除了"));
    desk.press("]");
    desk.must_show("2026-02-24 之后的变化");
    desk.must_show("删除了");
}

/// Readings of several centres come in; what changed is where the indicator stands as a whole on both days.
#[test]
fn an_indicator_that_changed_since_is_that_of_all_centres() {
    let mut desk = Desk::demo(Lang::En, (160, 50));
    let then = today() - chrono::Duration::days(14);
    desk.press(&format!(":replay {then}<enter>"));
    let now = Desk::demo(Lang::En, (160, 50)).project().clone();
    let ftfr = now.rows::<Kpi>().iter().find(|kpi| kpi.code == "ftfr").unwrap().id;
    let whole = |project: &changebook::project::Project, on: chrono::NaiveDate| {
        let facts = changebook::facts::Facts::new(project, on);
        let (_, value) =
            facts.get::<changebook::tools::kpi::Indicators>().get(ftfr).unwrap().current.unwrap();
        format!("{value:.1}%")
    };
    let before = known_on(&now, then);
    let wanted = format!(": {} → {}, ", whole(&before, then), whole(&now, today()));
    let since = &desk.app().replay.as_ref().unwrap().since;
    let said = since
        .iter()
        .find(|line| line.text.en.starts_with("First-time fix rate") && line.text.en.contains("entered"));
    let said = said.unwrap().text.en.to_string();
    assert!(said.contains(&wanted), "{said}: {wanted}");
}

#[test]
fn saving_and_leaving_the_program_are_a_matter_of_today() {
    let mut desk = Desk::open(Lang::En, WIDE, corrected());
    desk.press("2<c-n>C3<enter>");
    desk.press(":replay 2026-02-24<enter>").press("<c-s>");
    desk.must_say("Everything is saved");
    assert!(desk.app().replay.is_some());
    desk.answer(Reply::NotSaved(text("磁盘已满", "the disk is full").into()));
    assert!(desk.screen().lines().next().unwrap().contains("today NOT SAVED"), "{}", desk.screen());
    desk.press("<c-q>");
    assert!(desk.exit().is_none() && desk.app().replay.is_none(), "{}", desk.screen());
    desk.must_show("not saved");
    let mut desk = Desk::open(Lang::En, WIDE, corrected());
    desk.press(":replay 2026-02-24<enter><c-q>");
    assert!(desk.exit().is_some());
}

#[test]
fn keys_of_the_replay_can_be_chosen_and_cost_no_other_key() {
    let own = [
        ("leave-replay".to_owned(), vec!["f20".to_owned()]),
        ("replay-week-back".to_owned(), vec!["-".to_owned()]),
    ];
    let bindings = changebook::command::Bindings::with(&own).unwrap();
    let choices = Choices { lang: Lang::En, bindings, ..Choices::default() };
    let mut desk = Desk::with(choices, WIDE, |app| app.open(corrected(), None));
    desk.press(":replay 2026-02-24<enter>-");
    assert_eq!(day_shown(&desk).as_deref(), Some("2026-02-17"));
    desk.press("<f20>");
    assert_eq!(day_shown(&desk), None);
    // Today they are the keys that they were.
    let mut desk = en();
    desk.press("2>");
    assert_eq!(desk.app().view_state().unwrap().row + 1, desk.rows::<Person>().len());
    desk.press("<lt>");
    assert_eq!(desk.app().view_state().unwrap().row, 0);
}

/// What nobody did is not told as done, and what became worse is told.
#[test]
fn a_finding_that_goes_on_is_neither_gone_nor_new() {
    let mut project = new_project("A");
    let charter = project.rows::<changebook::tools::charter::Charter>()[0].id;
    let start = Cell::Date(day("2026-11-30"));
    let column = changebook::tools::charter::Charter::COL.start;
    project.apply(changebook::project::Edit::put(charter, column, start)).unwrap();
    let mut desk = Desk::open(Lang::En, WIDE, project);
    desk.app_mut().set_today(day("2026-12-21"));
    desk.press(":replay 2026-12-07<enter>]");
    let screen = desk.screen();
    for said in ["worse: Week 1", "still there, changed: ", "new: "] {
        assert!(screen.contains(said), "{said}\n{screen}");
    }
    assert!(!screen.contains("✔ no longer"), "{screen}");
}

#[test]
fn rows_of_one_name_are_counted_and_not_told_twice() {
    for (lang, said) in [(Lang::Zh, "第二组（2 行）"), (Lang::En, "第二组 (2)")] {
        let mut project = changebook::demo::project(lang, today());
        for n in 0..2_u64 {
            let card = Person { name: "第二组".into(), ..Person::with_id(Id::new(60_000 + n)) };
            project.enter(changebook::project::Edit::append(card), today()).unwrap();
        }
        let mut desk = Desk::open(lang, WIDE, project);
        desk.press(":replay 2026-03-02<enter>");
        let since = &desk.app().replay.as_ref().unwrap().since;
        assert!(since.iter().any(|line| line.text.get(lang).contains(said)), "{since:?}");
    }
}
