//! Typing into cells: text, scores, ticks, options, dates.

use super::*;

#[test]
fn what_an_action_noted_stays_when_the_field_that_follows_is_left() {
    let mut desk = fresh();
    desk.press("8One win<enter><up><f7><esc>");
    assert_eq!(desk.rows::<Win>()[0].achieved.0, Some(today()), "{}", desk.screen());
    desk.press("<c-z>");
    assert_eq!(desk.rows::<Win>()[0].achieved.0, None);
}

#[test]
fn where_a_row_is_missing_the_jump_ends_on_the_line_for_a_new_one() {
    let mut desk = fresh();
    desk.press("8One win<enter>");
    let missing = Place { sheet: Win::SHEET, row: None, column: "win" };
    assert!(desk.app_mut().go(missing));
    assert_eq!(desk.app().place(), Some(missing), "{}", desk.screen());
    desk.press("Another<enter>");
    let wins: Vec<String> = desk.rows::<Win>().iter().map(|w| w.win.0.to_string()).collect();
    assert_eq!(wins, ["One win", "Another"], "nothing is typed over");
    // A form that holds what is asked for stays.
    assert!(desk.app_mut().go(Place { sheet: Form::SHEET, row: None, column: "urgency" }));
    assert_eq!((desk.column(), desk.app().row().is_some()), ("urgency", true));
}

/// As in a spreadsheet: an arrow that has nothing to move through leaves the cell, and nothing is appended to it.
#[test]
fn an_arrow_behind_what_was_typed_over_goes_on_to_the_next_cell() {
    for lang in [Lang::Zh, Lang::En] {
        for size in [(80, 24), (160, 50)] {
            let mut desk = Desk::fresh(lang, size);
            desk.press("2A<tab>Cork<down>");
            let person = |desk: &Desk, at: usize| desk.rows::<Person>()[at].clone();
            desk.press("<c-home><right><right><right>12<right>4");
            assert_eq!(
                (person(&desk, 0).headcount, person(&desk, 0).awareness.map(Score::get)),
                (Some(12), Some(4))
            );
            // Whoever has moved within the text, or opened it to change it, stays in it.
            for keys in ["<c-home>Bob<left><right>y", "<c-home><f2><c-u>Bob<right>y"] {
                desk.press(keys);
                assert!(!desk.app().layers.is_empty(), "{keys}: {}", desk.screen());
                desk.press("<enter>");
                assert_eq!(person(&desk, 0).name, "Boby", "{keys}");
            }
            desk.press("<c-home>Cid<pgdn>");
            assert!(desk.app().layers.is_empty() && person(&desk, 0).name == "Cid", "{}", desk.screen());
            // A value that is refused keeps its cell.
            desk.press("<c-home><right><right><right>abc<right>");
            assert!(!desk.app().layers.is_empty(), "{}", desk.screen());
            desk.press("<esc>");
            // Long texts, too: of several lines the arrow moves within them.
            let mut desk = Desk::fresh(lang, size);
            desk.press("7One<tab>first<down>");
            desk.press("Two<enter>");
            let texts: Vec<_> = desk
                .rows::<changebook::tools::resistance::Entry>()
                .iter()
                .map(|row| row.quote.0.to_string())
                .collect();
            assert_eq!(texts, ["first", "Two"], "{}", desk.screen());
            desk.press("<up><up><f2>2<up><down>3<enter>");
            assert_eq!(desk.rows::<changebook::tools::resistance::Entry>()[0].quote.0.as_str(), "first23");
        }
    }
}

#[test]
fn while_cells_are_selected_the_footer_says_that_esc_drops_the_selection() {
    for (lang, drops, leaves) in
        [(Lang::Zh, "Esc 取消选择", "Esc 工具"), (Lang::En, "Esc Deselect", "Esc Tools")]
    {
        let mut desk = Desk::demo(lang, (80, 24));
        desk.press("2<s-down>");
        assert!(desk.footer().contains(drops) && !desk.footer().contains(leaves), "{}", desk.footer());
        desk.press("<esc>");
        assert!(desk.footer().contains(leaves), "{}", desk.footer());
    }
}

#[test]
fn typing_replaces_and_enter_adds() {
    let mut desk = en();
    desk.press("2Team A<enter>");
    assert_eq!(desk.rows::<Person>()[0].name, "Team A");
    desk.press("<up><enter>2<enter>");
    assert_eq!(desk.rows::<Person>()[0].name, "Team A2");
    let mut desk = zh();
    desk.press("2技师组<enter>");
    assert_eq!(desk.rows::<Person>()[0].name, "技师组");
}

#[test]
fn keys_that_command_elsewhere_are_letters_in_the_editor() {
    let keys = "jkhlypunqx/?:[]{}0123<lt>> ";
    for place in ["2<enter><c-u>", "1<end><enter>", "e<down><enter><c-u>"] {
        let mut desk = fresh();
        desk.press("2T<enter><f3>").press(place).press(keys);
        let Some(Layer::Cell(edit)) = desk.app().layers.last() else { panic!("{}", desk.screen()) };
        assert_eq!(edit.editor.text(), "jkhlypunqx/?:[]{}0123<> ", "{place}");
    }
}

#[test]
fn a_score_is_a_digit_and_the_cursor_goes_on_in_the_form() {
    let mut desk = fresh();
    desk.press("15<enter>4<enter>3<enter>2<enter>1<enter>");
    let form = &desk.rows::<Form>()[0];
    assert_eq!(scores(form), [5, 4, 3, 2, 1, 0]);
    assert_eq!(form.date, Some(today()), "a first score dates the form");
    assert_eq!(desk.column(), "staff_capability");
    desk.press("5");
    assert_eq!(scores(&desk.rows::<Form>()[0]), [5, 4, 3, 2, 1, 5]);
    desk.must_show("20/30");
}

#[test]
fn full_width_digits_score_too() {
    let mut desk = Desk::fresh(Lang::Zh, WIDE);
    desk.press("1５<down>４<down>３<down>２<down>１<down>１<left>");
    assert_eq!(scores(&desk.rows::<Form>()[0]), [5, 4, 3, 2, 1, 1]);
    desk.press("０");
    assert_eq!(scores(&desk.rows::<Form>()[0]), [5, 4, 3, 2, 1, 0]);
}

#[test]
fn a_score_goes_on_in_the_grid_and_enter_to_the_next_person() {
    let mut desk = fresh();
    desk.press("2A<enter>B<enter><c-home><right><right><right><right>");
    assert_eq!((desk.column(), desk.row_name()), ("awareness", "A".into()));
    desk.press("54321");
    assert_eq!((desk.column(), desk.row_name()), ("reinforcement", "A".into()));
    desk.press("<enter>");
    assert_eq!((desk.column(), desk.row_name()), ("awareness", "B".into()));
    desk.press("12");
    let people = desk.rows::<Person>();
    assert_eq!(elements(&people[0]), [5, 4, 3, 2, 1]);
    assert_eq!(elements(&people[1]), [1, 2, 0, 0, 0]);
    assert_eq!(people[1].scored, Some(today()));
}

#[test]
fn a_score_beyond_five_is_refused_in_words() {
    for (lang, said) in [(Lang::Zh, "评分是 1 到 5"), (Lang::En, "A score is 1 to 5")] {
        let mut desk = Desk::fresh(lang, WIDE);
        let before = whole(desk.project());
        desk.press("16");
        desk.must_say(said);
        assert_eq!(whole(desk.project()), before);
    }
}

#[test]
fn space_ticks_with_today_and_again_unticks() {
    for (lang, said) in
        [(Lang::Zh, "已勾选“完成日期”，日期 2026-03-04"), (Lang::En, "Ticked 'Done on', dated 2026-03-04")]
    {
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("3<right><space>");
        desk.must_say(said);
        assert_eq!(desk.rows::<Item>()[0].done.0, Some(today()));
        desk.press("<space>");
        assert_eq!(desk.rows::<Item>()[0].done.0, None);
    }
}

#[test]
fn space_takes_the_next_option_and_switches() {
    let mut desk = fresh();
    desk.press("2A<enter><c-home><right><right><space>");
    assert_eq!(desk.rows::<Person>()[0].role, Some(Role::Executive));
    desk.press("<space>");
    assert_eq!(desk.rows::<Person>()[0].role, Some(Role::CentreManager));
}

#[test]
fn a_choice_is_found_by_typing() {
    let mut desk = Desk::fresh(Lang::Zh, WIDE);
    desk.press("2A<enter><c-home><right><right><enter>js");
    let Some(Layer::Choose(_)) = desk.app().layers.last() else { panic!("{}", desk.screen()) };
    desk.press("<enter>");
    assert_eq!(desk.rows::<Person>()[0].role, Some(Role::Technician), "js are the initials of 技师");
}

#[test]
fn delete_clears_one_cell_and_a_block() {
    let mut desk = en();
    desk.press("2<right><right><right><right>");
    assert_ne!(desk.cell(), Cell::Empty);
    desk.press("<del>");
    assert_eq!(desk.cell(), Cell::Empty);
    desk.press("<s-down><s-right><del>");
    let people = desk.rows::<Person>();
    assert!(people[..2].iter().all(|p| p.awareness.is_none() && p.desire.is_none()));
    assert!(people[2].awareness.is_some());
    desk.press("<c-z>");
    assert!(desk.rows::<Person>()[1].awareness.is_some());
}

#[test]
fn a_date_is_typed_short_and_wrong_ones_are_named() {
    let mut desk = fresh();
    desk.press("e<down><down>");
    to(&mut desk, "start", "<down>");
    desk.press("3-9<enter>");
    assert_eq!(charter::charter(desk.project()).start, Some(day("2026-03-09")));
    desk.press("<home>");
    to(&mut desk, "start", "<down>");
    desk.press("2-30<enter>");
    desk.must_show("no day 30 in month 2");
    assert!(matches!(desk.app().layers.last(), Some(Layer::Cell(_))), "the field stays open");
    desk.press("<esc>");
    assert_eq!(charter::charter(desk.project()).start, Some(day("2026-03-09")));
}

#[test]
fn long_text_takes_lines() {
    let mut desk = fresh();
    desk.press("e<down>One<a-enter>two<c-j>three<enter>");
    assert_eq!(charter::charter(desk.project()).vision.0, "One\ntwo\nthree");
}

#[test]
fn what_a_file_holds_beyond_the_range_is_marked_and_undone_back() {
    let file = changebook::store::format::write(&changebook::demo::project(Lang::En, today()), 0).unwrap();
    let file = String::from_utf8(file).unwrap().replacen("\"centres\":12", "\"centres\":4294967295", 1);
    let project =
        changebook::store::format::read(file.as_bytes(), &changebook::registry::sheets()).unwrap().project;
    let mut desk = Desk::open(Lang::En, WIDE, project);
    // As many centres are asked for nowhere.
    desk.press("<esc>4]]]").must_show("Centres");
    let charter = desk.rows::<charter::Charter>()[0].clone();
    assert_eq!(charter.centres, None);
    assert!(desk.app_mut().go(Place { sheet: "project", row: Some(charter.id), column: "centres" }));
    desk.press("<down><up>").must_show("4294967295");
    desk.must_say("out of range: kept as it is");
    desk.press("10001<enter>").must_show("'10001' is out of");
    desk.press("<esc>10000<enter>");
    assert_eq!(desk.rows::<charter::Charter>()[0].centres, Some(10_000));
    desk.press("<c-z>").must_show("4294967295");
    desk.press("<a-l>");
    assert!(desk.app_mut().go(Place { sheet: "project", row: Some(charter.id), column: "centres" }));
    desk.paste("1e9");
    desk.must_say("不是整数");
    desk.paste("99999999999");
    desk.must_say("“99999999999”超出范围：请填 1 到 10000 的整数");
}

#[test]
fn every_cell_out_of_range_is_listed_and_can_be_gone_to() {
    use changebook::project::{Edit, out_of_range};
    for (lang, title, none) in [
        (Lang::Zh, "超出范围的格", "没有超出范围的格"),
        (Lang::En, "Cells out of range", "No cell is out of range"),
    ] {
        let mut project = changebook::demo::project(lang, today());
        let mut desk = Desk::open(lang, WIDE, project.clone());
        desk.press("<esc><c-e>");
        assert!(!desk.shows(title));
        desk.press("<esc>:").paste(title).press("<enter>");
        desk.must_say(none);
        // One cell of every column that has a range.
        for def in changebook::registry::sheets() {
            let Some(row) = project.sheet(def.key).and_then(|sheet| Some(sheet.row(0)?.id())) else {
                continue;
            };
            for column in 0..def.columns.len() {
                let cell = Cell::Outside("900000000000000000".into());
                let _refused = project.apply(Edit::Set { sheet: def.key, row, column, cell });
            }
        }
        let cells = out_of_range(&project);
        assert!(cells.len() > 40, "only {}", cells.len());
        let mut desk = Desk::open(lang, WIDE, project);
        desk.press("<esc>");
        let tried = if lang == Lang::Zh { 6 } else { cells.len() };
        for (n, cell) in cells.iter().enumerate().take(tried) {
            let column = cell.sheet.columns[cell.column].key;
            desk.press("<f3><c-e>").must_show(title);
            let Some(Layer::Choose(list)) = desk.app().layers.last() else { panic!("{}", desk.screen()) };
            let at = list.items.iter().position(|item| item.label.get(lang) == title).unwrap();
            desk.press(&format!("{}<enter>", "<down>".repeat(at))).must_show("900000000000000000");
            desk.press(&format!("{}<enter>", "<down>".repeat(n)));
            assert!(desk.app().layers.is_empty());
            assert_eq!(
                (desk.app().row().map(AnyRow::id), desk.column()),
                (Some(cell.row), column),
                "{}",
                cell.sheet.key
            );
            assert!(matches!(desk.cell(), Cell::Outside(_)), "{} {column}", cell.sheet.key);
        }
    }
}

#[test]
fn a_number_that_could_be_read_otherwise_says_how_it_was_read() {
    for (lang, said) in [
        (Lang::Zh, "“72,5”里的逗号当作小数点，读作 72.5"),
        (Lang::En, "'72,5' is read with a decimal comma, as 72.5"),
    ] {
        let mut desk = Desk::fresh(lang, WIDE);
        let ftfr = |desk: &Desk| desk.rows::<Kpi>().into_iter().find(|kpi| kpi.code == "ftfr").unwrap();
        let row = Some(ftfr(&desk).id);
        assert!(desk.app_mut().go(Place { sheet: Kpi::SHEET, row, column: "baseline" }));
        desk.press("72,5<enter>").must_say(said);
        assert_eq!(ftfr(&desk).baseline, Some(72.5));
    }
}

/// A day of two small numbers is asked about once; the answer shows the order, and the next is read in it and says so.
#[test]
fn a_day_whose_month_may_be_either_number_is_asked_about_once() {
    for (lang, typed, answer, meant, next, read) in [
        (Lang::En, "2/3", "2 Mar", "2026-03-02", "1/2", "2026-02-01"),
        (Lang::En, "2/3", "3 Feb", "2026-02-03", "1/2", "2026-01-02"),
        (Lang::En, "02/03/2026", "2026-03-02", "2026-03-02", "01/02/2026", "2026-02-01"),
        (Lang::En, "2.3", "2 Mar", "2026-03-02", "1/2", "2026-02-01"),
        (Lang::Zh, "02/03/2026", "2026-03-02", "2026-03-02", "01/02/2026", "2026-02-01"),
    ] {
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("2A<enter>");
        let place = Place { sheet: Person::SHEET, row: Some(desk.rows::<Person>()[0].id), column: "scored" };
        assert!(desk.app_mut().go(place));
        desk.press(typed).press("<enter>");
        assert_eq!(desk.rows::<Person>()[0].scored, None, "{typed}: {}", desk.screen());
        desk.must_show(if lang == Lang::Zh { "也可能是" } else { "may be 2 Mar 2026" });
        // The text is selected, so that the answer takes its place.
        desk.press(answer).press("<enter>");
        assert_eq!(desk.rows::<Person>()[0].scored, Some(day(meant)), "{}", desk.screen());
        assert!(desk.app_mut().go(place));
        desk.press("<enter><c-u>").press(next).press("<enter>");
        assert_eq!(desk.rows::<Person>()[0].scored, Some(day(read)), "{next}: {}", desk.screen());
        if lang == Lang::En {
            desk.must_say("is read as");
        }
    }
    // A day that can be read in one order alone shows it.
    let mut desk = Desk::fresh(Lang::En, WIDE);
    desk.press("2A<enter>");
    let place = Place { sheet: Person::SHEET, row: Some(desk.rows::<Person>()[0].id), column: "scored" };
    for (typed, read) in [("25/2/2026", "2026-02-25"), ("2/3", "2026-03-02")] {
        assert!(desk.app_mut().go(place));
        desk.press("<enter><c-u>").press(typed).press("<enter>");
        assert_eq!(desk.rows::<Person>()[0].scored, Some(day(read)), "{typed}: {}", desk.screen());
    }
    // In Chinese the month stands first, and nobody reads it otherwise; what can be one day alone is that day.
    for (lang, typed, meant) in [
        (Lang::Zh, "2/3", "2026-02-03"),
        (Lang::Zh, "2.3", "2026-02-03"),
        (Lang::Zh, "2.3.", "2026-02-03"),
        (Lang::Zh, "02.03.2026", "2026-03-02"),
        (Lang::En, "2/2", "2026-02-02"),
        (Lang::En, "25/2", "2026-02-25"),
        // The day stands first before points.
        (Lang::En, "02.03.2026", "2026-03-02"),
        (Lang::En, "2.3.", "2026-03-02"),
        (Lang::En, "2026.3.2", "2026-03-02"),
    ] {
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("2A<enter>");
        let place = Place { sheet: Person::SHEET, row: Some(desk.rows::<Person>()[0].id), column: "scored" };
        assert!(desk.app_mut().go(place));
        desk.press(typed).press("<enter>");
        assert_eq!(desk.rows::<Person>()[0].scored, Some(day(meant)), "{typed}: {}", desk.screen());
    }
}

#[test]
fn a_word_typed_on_the_list_of_tools_goes_over_no_cell() {
    for lang in BOTH {
        for word in ["even more 24", "elf: 3/5", "e t", "ed　２"] {
            let mut desk = Desk::fresh(lang, WIDE);
            let before = whole(desk.project());
            desk.press(word);
            assert_eq!(whole(desk.project()), before, "{word}: {}", desk.screen());
            assert!(desk.app().layers.is_empty(), "{word}: {}", desk.screen());
            desk.must_say(if lang == Lang::Zh { "没有写入" } else { "was not entered" });
        }
        for open in ["e<down><up>", "ed<del>", "ed<f2><c-u>"] {
            // A key that is no character ends it.
            let mut desk = Desk::fresh(lang, WIDE);
            desk.press(open).press("New parts<enter>");
            assert_eq!(desk.rows::<charter::Charter>()[0].name, "New parts", "{open}: {}", desk.screen());
        }
        // A row is begun, and a digit opens and scores, as ever.
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("pReturns<enter>");
        assert_eq!(desk.rows::<changebook::tools::process::Process>()[0].name, "Returns");
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("14");
        assert_eq!(scores(&desk.rows::<Form>()[0])[0], 4);
    }
}

#[test]
fn what_is_typed_over_a_standard_name_goes_into_no_cell_behind_it() {
    for (lang, said) in
        [(Lang::Zh, "写自己的，按 Ctrl-N 另起一行"), (Lang::En, "Ctrl-N begins a row of your own")]
    {
        for keys in ["Repeat visits<tab>", "返修<tab>%<tab>9<tab>", "Repeat visits<s-tab>", "9<tab>9<tab>9"]
        {
            let mut desk = Desk::fresh(lang, WIDE);
            desk.press("9]]]]");
            let (before, column, row) = (whole(desk.project()), desk.column(), desk.row_name());
            desk.press(keys);
            assert_eq!(whole(desk.project()), before, "{keys}: {}", desk.screen());
            assert_eq!((desk.column(), desk.row_name()), (column, row), "{keys}");
            desk.must_say(said);
        }
        // Tab alone goes on, and so does a second one.
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("9]]]]").press("Repeat<tab><tab>");
        assert_eq!(desk.column(), "kind");
        // A row of one's own is begun as it says.
        desk.press("<home>Repeat<c-n>Repeat visits<enter>");
        assert!(
            desk.rows::<Kpi>().iter().any(|kpi| kpi.name.as_str() == "Repeat visits"),
            "{}",
            desk.screen()
        );
    }
    // A letter that is no score stays as well; a score leads on.
    let mut desk = Desk::fresh(Lang::En, WIDE);
    desk.press("2A<enter><up><tab><tab><tab><tab>");
    let column = desk.column();
    desk.press("x<tab>");
    assert_eq!(desk.column(), column, "{}", desk.screen());
    desk.must_say("A score is 1 to 5");
    desk.press("4");
    assert_ne!(desk.column(), column);
}

#[test]
fn the_first_score_of_a_card_is_of_today_whatever_day_stands_beside_it() {
    use changebook::project::Edit;
    use changebook::tools::adkar::Scoring;
    let old = day("2026-01-15");
    let with = |first: Option<Score>, scored: &str| {
        let mut project = new_project("P");
        let scored = Some(day(scored));
        let card = Person { name: "Ann".into(), awareness: first, scored, ..Person::with_id(Id::new(7)) };
        project.apply(Edit::append(card)).unwrap();
        let mut desk = Desk::open(Lang::En, WIDE, project);
        let place = Place { sheet: Person::SHEET, row: Some(Id::new(7)), column: "desire" };
        assert!(desk.app_mut().go(place));
        desk
    };
    let scored = |desk: &Desk| desk.rows::<Person>()[0].scored;
    let kept = |desk: &Desk| desk.rows::<Scoring>().iter().map(|row| row.date).collect::<Vec<_>>();
    // The first score of all leaves nothing behind; beside older ones a blank is filled in, and loses nothing.
    for (first, on, now, past) in [
        (None, "2026-01-15", today(), vec![]),
        (None, "2026-03-01", today(), vec![]),
        (Score::new(3), "2026-01-15", old, vec![]),
    ] {
        let mut desk = with(first, on);
        desk.press("4");
        assert_eq!((scored(&desk), kept(&desk)), (Some(now), past.clone()), "{first:?} {on}");
        // Those beside it are of the same day.
        desk.press("5");
        assert_eq!((scored(&desk), kept(&desk)), (Some(now), past), "{first:?} {on}");
        desk.press("<c-z><c-z>");
        assert_eq!((scored(&desk), kept(&desk)), (Some(day(on)), vec![]));
    }
    // A day that the director has given stays, before the scores or behind them, or in a list.
    for first in [None, Score::new(3)] {
        let mut desk = with(first, "2026-01-02");
        let place = |column| Place { sheet: Person::SHEET, row: Some(Id::new(7)), column };
        assert!(desk.app_mut().go(place("scored")));
        desk.press("2026-01-15<enter>");
        assert!(desk.app_mut().go(place("desire")));
        desk.press("45");
        assert_eq!(scored(&desk), Some(old), "{first:?}");
    }
    let mut desk = Desk::fresh(Lang::En, WIDE);
    desk.press("2Ann<enter>")
        .paste("Name\tScored on\tAwareness\tDesire\nAnn\t2026-01-15\t3\t\n")
        .press("<c-s>");
    assert_eq!(scored(&desk), Some(old));
    desk.paste("Name\tScored on\tAwareness\tDesire\nAnn\t2026-01-15\t3\t4\n").press("<c-s>");
    assert_eq!(scored(&desk), Some(old), "the list says of which day it is");
}
