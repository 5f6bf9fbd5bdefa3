//! Blocks and rows: selecting, copying, pasting, filling down, sorting.

use super::*;
use changebook::event::COPY_LIMIT;
use changebook::intake::Goes;
use changebook::project::Edit;

/// Three cards as Excel puts them on the clipboard.
const CARDS: [&str; 2] = [
    "姓名/团队\t服务中心\t人数\t认知\t渴望\t知识\t能力\r\n一组\t1号中心\t8\t３\t4\t4\t4\r\n二组\t2号中心\t12\t5\t2\t3\t3\r\n三组\t3号中心\t\t4\t4\t2\t2\r\n",
    "Person or team\tCentre\tHeadcount\tAwareness\tDesire\tKnowledge\tAbility\nTeam 1\tCentre 1\t8\t3\t4\t4\t4\nTeam 2\tCentre 2\t12\t5\t2\t3\t3\nTeam 3\tCentre 3\t\t4\t4\t2\t2\n",
];

#[test]
fn shift_and_arrows_select_and_copying_gives_tabs_and_lines() {
    let mut desk = en();
    desk.press("2<right><s-down><s-right>");
    desk.must_say("2 x 2 selected");
    desk.press("<c-c>");
    let copied = desk.copied().unwrap();
    assert_eq!(copied, "\tExecutive\nCentre 3\tCentre manager\n");
    desk.must_say("Copied 2 rows x 2 columns");
}

#[test]
fn one_cell_is_copied_as_it_is() {
    let mut desk = zh();
    desk.press("2<c-c>");
    assert_eq!(desk.copied().as_deref(), Some("G-01 售后副总裁"));
}

#[test]
fn a_block_is_pasted_within_after_a_look() {
    let mut desk = en();
    desk.press("2<right><right><right><right><down><down><s-down><s-right><c-c>");
    let before: Vec<_> = desk.rows::<Person>().iter().map(elements).collect();
    desk.press("<esc><down><down><down><down><down><c-v>");
    assert!(matches!(desk.app().layers.last(), Some(Layer::Preview(_))), "{}", desk.screen());
    assert_eq!(desk.rows::<Person>().iter().map(elements).collect::<Vec<_>>(), before);
    desk.press("<enter>");
    let after: Vec<_> = desk.rows::<Person>().iter().map(elements).collect();
    let (from, to) = (2, desk.rows::<Person>().iter().position(|p| p.name == desk.row_name()).unwrap());
    assert_eq!(after[to][..2], before[from][..2]);
    assert_eq!(after[to + 1][..2], before[from + 1][..2]);
    desk.press("<c-z>");
    assert_eq!(desk.rows::<Person>().iter().map(elements).collect::<Vec<_>>(), before);
}

#[test]
fn cards_from_a_spreadsheet_are_looked_at_then_put_in_as_one_step() {
    for (lang, cards) in BOTH.into_iter().zip(CARDS) {
        let mut desk = Desk::fresh(lang, WIDE);
        let before = whole(desk.project());
        desk.press("2").paste(cards);
        let Some(Layer::Preview(preview)) = desk.app().layers.last() else { panic!("{}", desk.screen()) };
        assert!(preview.intake.titles == Some(0) && preview.plan.is_ready());
        assert_eq!((preview.plan.new_rows, preview.plan.lines.len()), (3, 3));
        assert_eq!(whole(desk.project()), before, "nothing is put in yet");
        desk.press("<enter>");
        let people = desk.rows::<Person>();
        assert_eq!(people.len(), 3);
        assert_eq!(elements(&people[0]), [3, 4, 4, 4, 0]);
        assert_eq!((people[1].headcount, people[2].headcount), (Some(12), None));
        assert!(people.iter().all(|p| p.scored == Some(today())));
        desk.press("<c-z>");
        assert_eq!(whole(desk.project()), before, "one step takes all back");
        desk.press("<c-y>");
        assert_eq!(desk.rows::<Person>().len(), 3);
    }
}

#[test]
fn a_bad_block_names_the_place_and_changes_nothing() {
    for (lang, cards, place) in
        [(Lang::Zh, CARDS[0], "渴望：“7”不是评分"), (Lang::En, CARDS[1], "Desire: '7' is not a score")]
    {
        let mut desk = Desk::fresh(lang, WIDE);
        let before = whole(desk.project());
        desk.press("2").paste(&cards.replacen("\t5\t2\t", "\t5\t7\t", 1));
        desk.must_show(place);
        desk.must_show("7");
        desk.press("<a-s>");
        assert_eq!(whole(desk.project()), before);
        desk.press("<esc>");
        assert!(desk.app().layers.is_empty());
        assert_eq!(whole(desk.project()), before);
    }
}

#[test]
fn a_column_pasted_on_the_last_line_makes_rows() {
    let mut desk = fresh();
    desk.press("2").paste("Team 1\nTeam 2\nTeam 3\n").press("<enter>");
    let names: Vec<_> = desk.rows::<Person>().iter().map(|p| p.name.to_string()).collect();
    assert_eq!(names, ["Team 1", "Team 2", "Team 3"]);
    let ids: Vec<Id> = desk.rows::<Person>().iter().map(|p| p.id).collect();
    assert!(ids[0] != ids[1] && ids[1] != ids[2]);
}

#[test]
fn scores_are_pasted_down_the_form() {
    let mut desk = fresh();
    desk.press("1").paste("5\n4\n３\n2\n1\n5").press("<enter>");
    assert_eq!(scores(&desk.rows::<Form>()[0]), [5, 4, 3, 2, 1, 5]);
}

#[test]
fn a_pasted_line_goes_into_the_cell_and_into_an_open_field() {
    let mut desk = fresh();
    desk.press("2").paste("Team\u{202e} 1\n");
    assert_eq!(desk.rows::<Person>().len(), 1);
    desk.press("<up><enter>").paste(" and 2\n").press("<enter>");
    assert_eq!(desk.rows::<Person>()[0].name, "Team 1 and 2");
}

#[test]
fn the_first_row_of_a_block_fills_the_others() {
    let mut desk = fresh();
    desk.press("2")
        .paste("A\nB\nC")
        .press("<enter><c-home><right>North<enter><c-home><right><s-down><s-down><c-d>");
    assert!(desk.rows::<Person>().iter().all(|p| p.centre == "North"), "{}", desk.screen());
}

#[test]
fn filling_down_asks_the_tool_as_typing_does() {
    let mut desk = en();
    desk.press("9]]]]<down><down><down><down>");
    to(&mut desk, "direction", "<right>");
    desk.press("<space>");
    let before = whole(desk.project());
    // Down to the response time, of which less is better.
    desk.press("<s-down><s-down><c-d>");
    desk.must_say("against the direction");
    assert_eq!(whole(desk.project()), before);
    desk.press("<esc><s-down><c-d>");
    assert_ne!(whole(desk.project()), before);
}

#[test]
fn filling_down_never_makes_one_row_of_several() {
    let mut project = new_project("N");
    let kpi = project.rows::<Kpi>()[4].id;
    for n in 0..3_u64 {
        let date = Some(today() - Days::new(7 * n));
        let row = Reading {
            kpi: changebook::sheet::Link::to(kpi),
            date,
            value: Some(80.0),
            ..Reading::with_id(Id::new(50_000 + n))
        };
        project.apply(Edit::append(row)).unwrap();
    }
    let mut desk = Desk::open(Lang::En, WIDE, project);
    desk.press("9]<c-home>");
    to(&mut desk, "date", "<right>");
    let before = whole(desk.project());
    desk.press("<s-down><s-down><c-d>");
    desk.must_say("several rows would become one");
    assert_eq!(whole(desk.project()), before);
}

#[test]
fn rows_are_added_moved_sorted_and_removed() {
    let mut desk = fresh();
    let names = |desk: &Desk| desk.rows::<Person>().iter().map(|p| p.name.to_string()).collect::<Vec<_>>();
    desk.press("2").paste("B\nA\nC").press("<enter><c-home><a-down>");
    assert_eq!(names(&desk), ["A", "B", "C"]);
    assert_eq!(desk.row_name(), "B", "the cursor goes with its row");
    desk.press("<c-home><s-down><c-k>");
    assert_eq!(names(&desk), ["C"]);
    desk.must_say("Ctrl-Z");
    desk.press("<c-z><a-s><a-s>");
    assert_eq!(names(&desk), ["A", "B", "C"], "sorting only changes what is seen");
    desk.press("<c-home>");
    assert_eq!(desk.row_name(), "C");
}

#[test]
fn nothing_is_copied_where_no_cell_is_shown() {
    for view in ["2]]", "3]"] {
        let mut desk = en();
        let before = whole(desk.project());
        desk.press(view).press("<c-c><c-x><del><c-k><a-down><c-d>").paste("1\t2\n3\t4");
        desk.press("<enter><esc>");
        assert_eq!(whole(desk.project()), before, "{view}");
    }
}

#[test]
fn a_copy_too_long_for_the_terminal_says_so_and_can_be_pasted_here() {
    let with = |names: usize| {
        let mut project = new_project("N");
        for n in 0..names {
            let mut row = Person::with_id(Id::new(50_000 + n as u64));
            row.name = format!("{n:0100}").into();
            project.apply(Edit::append(row)).unwrap();
        }
        project
    };
    for (lang, said) in [(Lang::Zh, "只在本程序内复制了"), (Lang::En, "cells copied in here only")] {
        let mut desk = Desk::open(lang, WIDE, with(600));
        desk.press("2<c-a><c-c>");
        assert!(desk.copied().is_some_and(|text| text.len() <= COPY_LIMIT), "{}", desk.said());
        let mut desk = Desk::open(lang, WIDE, with(800));
        desk.press("2<c-a><c-c>");
        desk.must_say(said);
        assert_eq!(desk.copied(), None);
        desk.press("<c-end><down><home><c-v><enter>");
        assert_eq!(desk.rows::<Person>().len(), 1_600, "{}", desk.screen());
    }
}

#[test]
fn a_block_of_thousands_is_cleared_filled_removed_and_taken_back() {
    let mut project = new_project("N");
    for n in 0..3_000_u64 {
        let mut row = Person::with_id(Id::new(50_000 + n));
        row.name = format!("P{n}").into();
        row.awareness = Score::new(3);
        project.apply(Edit::append(row)).unwrap();
    }
    let mut desk = Desk::open(Lang::En, WIDE, project);
    desk.press("2");
    let before = whole(desk.project());
    for keys in ["<c-a><del>", "<c-a><c-d>", "<c-a><c-k>", "<c-a><c-x>"] {
        desk.press(keys);
        let after = whole(desk.project());
        assert_ne!(after, before, "{keys}");
        desk.press("<c-z>");
        assert_eq!(whole(desk.project()), before, "{keys}");
        desk.press("<c-y>");
        assert_eq!(whole(desk.project()), after, "{keys}");
        desk.press("<c-z>");
    }
}

#[test]
fn a_selection_never_grows_by_itself() {
    let mut desk = en();
    // A score is given to both cells that are selected, and clearing clears the same two.
    desk.press("2<right><right><right><right><s-down>3");
    let before: Vec<_> = desk.rows::<Person>().iter().map(elements).collect();
    desk.press("<del>");
    let after: Vec<_> = desk.rows::<Person>().iter().map(elements).collect();
    let changed = |(a, b): (&Vec<u8>, &Vec<u8>)| a.iter().zip(b).filter(|(a, b)| a != b).count();
    assert_eq!(before.iter().zip(&after).map(changed).sum::<usize>(), 2, "{before:?} {after:?}");
    assert_eq!(desk.cell(), Cell::Empty);
    assert_eq!(desk.app().view_state().unwrap().block(), ((0, 1), (4, 4)));
}

#[test]
fn a_paste_beyond_the_limits_is_refused_whole() {
    let mut desk = en();
    let before = whole(desk.project());
    desk.press("2").paste(&"a\tb\n".repeat(100_001));
    desk.must_say("At most 200000 cells can be pasted at once; these are more, and none was pasted");
    desk.paste(&"x".repeat(changebook::event::PASTE_LIMIT + 1));
    desk.must_say("longer than 20 MiB, and nothing of it was pasted");
    assert_eq!(whole(desk.project()), before);
    assert!(desk.app().layers.is_empty());
}

#[test]
fn rows_are_sorted_as_people_expect() {
    let mut desk = Desk::fresh(Lang::Zh, WIDE);
    desk.press("2<paste:姓名/团队\\t服务中心\\n中心10 张工\\t10\\n中心2 王工\\t2\\n中心2 李工\\t\\n><enter><c-home><home><a-s>");
    let names = |desk: &mut Desk| -> Vec<String> {
        desk.press("<c-home><home>");
        (0..3)
            .map(|_| {
                let name = desk.row_name();
                desk.press("<down>");
                name
            })
            .collect()
    };
    assert_eq!(names(&mut desk), ["中心2 李工", "中心2 王工", "中心10 张工"]);
    desk.press("<c-home><home><a-s>");
    assert_eq!(names(&mut desk), ["中心10 张工", "中心2 王工", "中心2 李工"]);
}

/// Lists as spreadsheets give them, each with the tool they belong to: cards, two of one name, indicators, readings.
const LISTS: [(&str, &str); 4] = [
    ("2", CARDS[1]),
    ("2", "Person or team\tCentre\tHeadcount\nTechnicians\tCentre 1\t8\nTechnicians\tCentre 2\t12\n"),
    (
        "9]]]]",
        "Indicator\tKind\tUnit\tBaseline\tTarget\nVisits\tlagging\tdays\t36 h\t1\nAverage response time\t\t\t\t20\n",
    ),
    (
        "9]",
        "Indicator\tDate\tValue\nFTFR\t2026-03-02\t81%\nAverage response time\t2026-03-02\t90 min\nFTFR\t2026-03-03\t82\n",
    ),
];

#[test]
fn a_list_pasted_twice_changes_nothing_the_second_time() {
    for (lang, said) in [(Lang::Zh, "内容都已经在表里"), (Lang::En, "All of this is in the sheet already")]
    {
        for (keys, list) in LISTS {
            let mut desk = Desk::fresh(lang, WIDE);
            let empty = whole(desk.project());
            desk.press(keys).paste(list).press("<enter>");
            let once = whole(desk.project());
            assert_ne!(once, empty, "{list}\n{}", desk.screen());
            desk.paste(list);
            let Some(Layer::Preview(preview)) = desk.app().layers.last() else { panic!("{}", desk.screen()) };
            assert_eq!((preview.plan.new_rows, preview.plan.changes), (0, 0), "{list}");
            let new = preview.plan.lines.iter().any(|line| line.goes == Goes::New);
            assert!(!new, "no line is marked as new: {list}");
            desk.must_show(said);
            desk.press("<enter>");
            assert_eq!(whole(desk.project()), once, "{list}");
            // There is no step of it to take back.
            desk.press("<esc><c-z>");
            assert_eq!(whole(desk.project()), empty, "{list}");
        }
    }
}

#[test]
fn a_list_without_titles_below_the_last_row_asks_about_rows_that_are_there() {
    for (lang, said, into, new) in [
        (Lang::Zh, "可能是 甲组 · 一店，也可能是新的一行", "放进这一行", "新的一行"),
        (Lang::En, "It may be 甲组 · 一店, or a new row", "into this row", "A new row"),
    ] {
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("2").paste("甲组\t一店\t\t5\n乙组\t二店\t\t6\n").press("<enter>");
        desk.press("<c-end><down><home>").paste("甲组\t一店\t\t9\n丙组\t三店\t\t7\n");
        desk.must_show(said);
        desk.press("<enter>");
        desk.must_show(into);
        desk.must_show(new);
        desk.press("<enter><enter>");
        let people = |desk: &Desk| -> Vec<(String, Option<u32>)> {
            desk.rows::<Person>().iter().map(|p| (p.name.to_string(), p.headcount)).collect()
        };
        let team = |name: &str, heads| (name.to_owned(), Some(heads));
        assert_eq!(people(&desk), [team("甲组", 9), team("乙组", 6), team("丙组", 7)], "{}", desk.screen());
        // All can be answered at once, and nothing is asked where the cursor is on a row.
        desk.press("<c-end><down><home>").paste("甲组\t一店\t\t1\n乙组\t二店\t\t2\n");
        desk.press("<enter>5<enter>");
        assert_eq!(people(&desk).len(), 5, "{}", desk.screen());
        desk.press("<c-home>").paste("丁组\t四店\t\t3\n乙组\t二店\t\t2\n").press("<enter>");
        assert_eq!(people(&desk)[0], team("丁组", 3), "{}", desk.screen());
    }
}

#[test]
fn two_lines_of_one_name_stay_two_rows() {
    let mut desk = fresh();
    let list = LISTS[1].1;
    desk.press("2").paste(list).press("<enter>").paste(&list.replace("\t12", "\t13")).press("<enter>");
    let people: Vec<_> = desk.rows::<Person>().iter().map(|p| (p.centre.to_string(), p.headcount)).collect();
    assert_eq!(people, [("Centre 1".into(), Some(8)), ("Centre 2".into(), Some(13))]);
    // A third of the name is one more.
    desk.paste(&format!("{list}Technicians\tCentre 3\t4\n")).press("<enter>");
    assert_eq!(desk.rows::<Person>().len(), 3);
}

#[test]
fn the_preview_says_what_will_be_stored() {
    for (lang, stored, written) in [
        (Lang::Zh, ["1.5小时", "首次修复率（FTFR）", "2026-03-02", "81%"], "写的是“90 min”，存为 1.5小时"),
        (
            Lang::En,
            ["1.5 h", "First-time fix rate (FTFR)", "2026-03-02", "81%"],
            "'90 min' is written, 1.5 h is stored",
        ),
    ] {
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("9]").paste(
            "Indicator\tDate\tValue\nFTFR\t3月2日\t81%\naverage  response time\t2026/3/2\t90 min\n平均响应时间\t2026/3/3\t1,200 h\n",
        );
        for said in stored {
            desk.must_show(said);
        }
        assert!(!desk.screen().contains("90 min"), "{}", desk.screen());
        // What is written stands below the table for the cell under the cursor.
        desk.press("<up>");
        desk.must_show(written);
    }
}

#[test]
fn rows_emptied_by_delete_are_filled_first() {
    for (lang, cards, said) in
        [(Lang::Zh, CARDS[0], "先填上 2 个空行"), (Lang::En, CARDS[1], "2 blank rows filled first")]
    {
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("2").paste(cards).press("<enter>");
        let once = desk.rows::<Person>();
        // All cells that are seen; the day of the first score is not.
        desk.press("<c-home><s-down><s-end><del>");
        assert!(desk.rows::<Person>()[0].name.is_empty(), "{}", desk.screen());
        let emptied = whole(desk.project());
        desk.paste(cards);
        desk.must_show(said);
        desk.press("<enter>");
        let again = desk.rows::<Person>();
        assert_eq!(
            again.iter().map(|p| p.id).collect::<Vec<_>>(),
            once.iter().map(|p| p.id).collect::<Vec<_>>()
        );
        assert_eq!(
            again.iter().map(|p| (p.name.clone(), elements(p), p.scored)).collect::<Vec<_>>(),
            once.iter().map(|p| (p.name.clone(), elements(p), p.scored)).collect::<Vec<_>>()
        );
        desk.press("<c-z>");
        assert_eq!(whole(desk.project()), emptied, "one step");
        // All three and one more: three are filled and the fourth is new; blank ones among others keep their place.
        desk.press("<c-a><del>").paste(&format!("{cards}Four\t\t\t1\n")).press("<enter>");
        let all = desk.rows::<Person>();
        assert_eq!(
            (all.len(), all[3].name.as_str(), all[0].id),
            (4, "Four", once[0].id),
            "{}",
            desk.screen()
        );
        // A row that still holds something is no blank one.
        desk.press("<c-home><del>").paste("姓名\t人数\nFive\t5\n").press("<enter>");
        assert_eq!((desk.rows::<Person>().len(), desk.rows::<Person>()[0].headcount), (5, Some(8)));
        // Lines that are left out or asked about fill none.
        desk.press("<c-a><del>").paste("姓名\t人数\n合计\t9\nSix\tlots\nSeven\t7\n").press("x<enter>");
        let all = desk.rows::<Person>();
        assert_eq!(
            (all.len(), all[0].name.as_str(), all[0].headcount),
            (5, "Seven", Some(7)),
            "{}",
            desk.screen()
        );
    }
}

#[test]
fn a_row_that_others_refer_to_is_not_filled_by_another() {
    let mut desk = en();
    let kpis = desk.rows::<Kpi>().len();
    // An indicator of their own, with a reading.
    desk.press("9]]]]<c-end><down><home>Visits<enter><esc>9]")
        .paste("Indicator\tDate\tValue\nVisits\t2026-03-02\t7\n");
    desk.press("<enter>");
    let visits = desk.rows::<Kpi>().last().unwrap().id;
    assert!(desk.rows::<Reading>().iter().any(|r| r.kpi.0 == Some(visits)), "{}", desk.screen());
    desk.press("<esc>9[<c-end><home>");
    assert_eq!(desk.column(), "name", "{}", desk.screen());
    desk.press("<s-end><del>").paste("Indicator\tUnit\nCalls\ttimes\n").press("<enter>");
    let after = desk.rows::<Kpi>();
    assert_eq!((after.len(), after.last().map(|k| k.name.to_string())), (kpis + 2, Some("Calls".into())));
    assert_eq!(after.iter().find(|k| k.id == visits).map(|k| k.name.to_string()), Some(String::new()));
}

/// Several cells pasted while a name is typed are cells, whichever way the field was opened.
#[test]
fn a_block_pasted_into_an_open_field_goes_into_cells() {
    for (lang, cards) in BOTH.into_iter().zip(CARDS) {
        for open in ["<f2>", "<enter>"] {
            let mut desk = Desk::fresh(lang, WIDE);
            desk.press("2").press(open).paste(cards);
            assert!(matches!(desk.app().layers.last(), Some(Layer::Preview(_))), "{}", desk.screen());
            desk.press("<enter>");
            assert_eq!(desk.rows::<Person>().len(), 3);
            desk.must_show(if lang == Lang::Zh { "一组" } else { "Team 1" });
        }
        // What was typed is kept: it is confirmed, and the block goes below the cursor after a look.
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("2Zed").paste(cards).press("<enter>");
        let names: Vec<_> = desk.rows::<Person>().iter().map(|p| p.name.to_string()).collect();
        assert_eq!((names.len(), names[0].as_str()), (4, "Zed"));
        // A line of cells is one too, in a name as in a number; a line of text is text, and so is a quoted cell.
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("2<f2>").paste("Team\tNorth\n").press("<enter>");
        assert_eq!((&*desk.rows::<Person>()[0].name, &*desk.rows::<Person>()[0].centre), ("Team", "North"));
        desk.press("<c-home><f2><end>").paste(", late shift\n").press("<enter>");
        assert_eq!(desk.rows::<Person>()[0].name, "Team, late shift");
        desk.press("<c-home><f2><c-a>").paste("\"A\nB\"\n").press("<enter>");
        assert_eq!(desk.rows::<Person>()[0].name, "A B");
        // A typed value that is refused stays in its field, and nothing is pasted.
        to(&mut desk, "headcount", "<right>");
        desk.press("<up>lots").paste("1\n2\n");
        let Some(Layer::Cell(edit)) = desk.app().layers.last() else { panic!("{}", desk.screen()) };
        assert_eq!((edit.editor.text(), desk.rows::<Person>().len()), ("lots", 1));
        // In a text of several lines all of it is text.
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("e<down><f2>").paste("one\ntwo\n");
        assert!(matches!(desk.app().layers.last(), Some(Layer::Cell(_))), "{}", desk.screen());
    }
}
