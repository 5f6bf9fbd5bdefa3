//! What the keys do: type them into the real loop, then look at the project and at the screen.
#![allow(clippy::unwrap_used, reason = "a test that meets an error fails")]

#[path = "common/desk.rs"]
mod desk;

use changebook::app::layer::{Asked, Layer};
use changebook::app::work::{Answer, Entry};
use changebook::app::{Choices, Focus, Screen};
use changebook::command::Command;
use changebook::event::Effect;
use changebook::finding::Place;
use changebook::project::Conflict;
use changebook::registry::TOOLS;
use changebook::runtime::Exit;
use changebook::sheet::{AnyRow, Cell, Id, Row, Score};
use changebook::text::{Lang, text};
use changebook::tools::adkar::{Person, Role};
use changebook::tools::charter::{self, Rest};
use changebook::tools::checklist::{self, Item};
use changebook::tools::kpi::{Event as KpiEvent, Kpi, Reading, Review};
use changebook::tools::readiness::Form;
use changebook::tools::wins::Win;
use chrono::Days;
use desk::{Desk, WIDE, day, new_project, today, whole, words};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use std::sync::Arc;

const BOTH: [Lang; 2] = [Lang::Zh, Lang::En];

fn zh() -> Desk {
    Desk::demo(Lang::Zh, WIDE)
}

fn en() -> Desk {
    Desk::demo(Lang::En, WIDE)
}

fn fresh() -> Desk {
    Desk::fresh(Lang::En, WIDE)
}

fn score(n: u8) -> Cell {
    Cell::Score(Score::new(n).unwrap())
}

fn scores(form: &Form) -> Vec<u8> {
    [
        form.senior_support,
        form.urgency,
        form.resources,
        form.past_success,
        form.open_culture,
        form.staff_capability,
    ]
    .map(|s| s.map_or(0, Score::get))
    .to_vec()
}

fn elements(person: &Person) -> Vec<u8> {
    person.scores().map(|s| s.map_or(0, Score::get)).to_vec()
}

/// Presses a key until the cursor is in a column.
#[track_caller]
fn to(desk: &mut Desk, column: &str, key: &str) {
    for _ in 0..20 {
        if desk.column() == column {
            return;
        }
        desk.press(key);
    }
    panic!("{key} never leads to {column}:\n{}", desk.screen());
}

mod walking {
    use super::*;

    #[test]
    fn arrows_and_letters_walk_the_same_way_where_letters_are_no_text() {
        for (place, arrows, letters) in [
            ("2<right><right><right><right>", "<down><down><right><up>", "jjlk"),
            ("3<right>", "<down><right><left>", "jlh"),
            ("1", "<down><down><right>", "jjl"),
        ] {
            let (mut a, mut b) = (en(), en());
            a.press(place).press(arrows);
            b.press(place).press(letters);
            assert_eq!(a.screen(), b.screen(), "{arrows} and {letters} after {place}");
            let at = |desk: &Desk| desk.app().sight().map(|sight| (sight.row, sight.slot));
            assert_ne!(at(&a), at(en().press(place)), "{arrows} goes somewhere");
        }
        let mut desk = en();
        desk.press("2jk<enter>");
        assert_eq!(desk.rows::<Person>()[0].name, "jk", "a name may begin with any letter");
    }

    #[test]
    fn tab_goes_on_to_the_next_row_and_back() {
        let mut desk = fresh();
        desk.press("e]<c-n>");
        assert_eq!(desk.column(), "from");
        desk.press("<tab><tab>");
        assert_eq!(desk.column(), "reason");
        desk.press("<tab>");
        assert!(desk.app().row().is_none(), "on the line for a new row");
        desk.press("<s-tab>");
        assert_eq!((desk.column(), desk.app().row().is_some()), ("reason", true));
    }

    #[test]
    fn enter_opens_takes_and_goes_down() {
        let mut desk = en();
        desk.press("2<enter>");
        assert!(matches!(desk.app().layers.last(), Some(Layer::Cell(_))));
        desk.press(" and more<enter>");
        assert!(desk.app().layers.is_empty());
        assert!(desk.rows::<Person>()[0].name.ends_with(" and more"));
        assert_eq!(desk.row_name(), desk.rows::<Person>()[1].name);
    }

    #[test]
    fn digits_and_braces_change_the_tool_and_brackets_the_tab() {
        let mut desk = en();
        for n in 1..=TOOLS.len() {
            desk.press(&Screen::label(n));
            assert_eq!(desk.app().screen, Screen::Tool(n - 1));
            desk.press("<f3>");
            assert_eq!(desk.app().screen, Screen::Home);
        }
        desk.press("9]]");
        assert_eq!(desk.app().view().unwrap().2.key, "review");
        desk.press("[[[");
        assert_eq!(desk.app().view().unwrap().2.key, "setup");
        desk.press("}");
        assert_eq!(desk.app().screen, Screen::Tool(9));
        desk.press("<f3>}");
        assert_eq!(desk.app().screen, Screen::Tool(0));
        desk.press("{");
        assert_eq!(desk.app().screen, Screen::Home);
    }

    #[test]
    fn escape_always_leads_out() {
        for deep in ["2<enter>x", "2:", "2/ab", "2?", "2<f4>", "2<s-down>", "2<paste:a\\tb\\n1\\t2>", "9<f5>"]
        {
            let mut desk = en();
            desk.press(deep).press("<esc><esc>");
            assert!(desk.app().layers.is_empty(), "{deep}");
            assert_eq!(desk.app().focus, Focus::Tools, "{deep}");
            assert_eq!(desk.exit(), None, "{deep}");
        }
    }

    #[test]
    fn escape_takes_back_what_was_typed() {
        let mut desk = en();
        let before = whole(desk.project());
        desk.press("2<enter>nonsense<esc>x<esc>").press("<f3>e<enter>y<esc>");
        assert_eq!(whole(desk.project()), before);
    }
}

mod typing {
    use super::*;

    #[test]
    fn what_an_action_noted_stays_when_the_field_that_follows_is_left() {
        let mut desk = fresh();
        desk.press("8One win<enter><up><f6><esc>");
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
        desk.press("154321");
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
        desk.press("1５４３２１１");
        assert_eq!(scores(&desk.rows::<Form>()[0]), [5, 4, 3, 2, 1, 1]);
        desk.press("<up>０");
        assert_eq!(scores(&desk.rows::<Form>()[0]), [5, 4, 3, 2, 1, 0]);
    }

    #[test]
    fn a_score_goes_on_in_the_grid_and_then_to_the_next_person() {
        let mut desk = fresh();
        desk.press("2A<enter>B<enter><c-home><right><right><right><right>");
        assert_eq!((desk.column(), desk.row_name()), ("awareness", "A".into()));
        desk.press("54321");
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
        for (lang, said) in [(Lang::Zh, "已勾选，日期 2026-03-04"), (Lang::En, "Ticked, dated 2026-03-04")]
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
}

mod blocks {
    use super::*;

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
        desk.must_say("Copied 2 row(s) x 2 column(s)");
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
        desk.press("<esc><left><down><down><down><c-v>");
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
            assert!(preview.titled && preview.errors.is_empty());
            assert_eq!((preview.new_rows, preview.rows.len()), (3, 3));
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
            [(Lang::Zh, CARDS[0], "“渴望”"), (Lang::En, CARDS[1], "Desire: '7' is not a score")]
        {
            let mut desk = Desk::fresh(lang, WIDE);
            let before = whole(desk.project());
            desk.press("2").paste(&cards.replacen("\t5\t2\t", "\t5\t7\t", 1));
            desk.must_show(place);
            desk.must_show("7");
            desk.press("<enter>");
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
        desk.press("<enter>").paste("x\ty\nz").press("<enter>");
        assert!(!desk.rows::<Person>()[0].name.contains(['\t', '\n']));
    }

    #[test]
    fn the_first_row_of_a_block_fills_the_others() {
        let mut desk = fresh();
        desk.press("2")
            .paste("A\nB\nC")
            .press("<enter><c-home><right>North<enter><c-home><s-down><s-down><c-d>");
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
        desk.press("<up><up><s-down><c-d>");
        assert_ne!(whole(desk.project()), before);
    }

    #[test]
    fn rows_are_added_moved_sorted_and_removed() {
        let mut desk = fresh();
        let names =
            |desk: &Desk| desk.rows::<Person>().iter().map(|p| p.name.to_string()).collect::<Vec<_>>();
        desk.press("2").paste("B\nA\nC").press("<enter><c-home><a-down>");
        assert_eq!(names(&desk), ["A", "B", "C"]);
        assert_eq!(desk.row_name(), "B", "the cursor goes with its row");
        desk.press("<c-home><s-down><c-k>");
        assert_eq!(names(&desk), ["C"]);
        desk.must_say("Ctrl-Z");
        desk.press("<c-z><c-s><c-s>");
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
}

mod undoing {
    use super::*;

    #[test]
    fn a_thousand_steps_can_be_taken_back() {
        let mut desk = fresh();
        desk.press("3<right>").press(&"<space>".repeat(5));
        let five = whole(desk.project());
        desk.press("<down>").press(&"<space>".repeat(999)).press("<right><right><right>X<enter>");
        let last = whole(desk.project());
        assert_ne!(five, last);
        desk.press(&"<c-z>".repeat(1_000));
        assert_eq!(whole(desk.project()), five);
        desk.press("<c-z>");
        desk.must_say("nothing to undo");
        desk.press(&"<c-y>".repeat(1_000));
        assert_eq!(whole(desk.project()), last);
    }

    #[test]
    fn undo_says_what_and_goes_where_it_happened() {
        for (lang, undone, redone) in [(Lang::Zh, "已撤销", "已重做"), (Lang::En, "Undone: ", "Redone: ")]
        {
            let mut desk = Desk::fresh(lang, WIDE);
            desk.press("1<down>5<f3>u");
            desk.must_say(undone);
            assert_eq!((desk.app().screen, desk.column()), (Screen::Tool(0), "urgency"));
            assert_eq!(desk.cell(), Cell::Empty);
            desk.press("<f3><c-r>");
            desk.must_say(redone);
            assert_eq!(desk.cell(), score(5));
        }
    }

    #[test]
    fn a_new_edit_ends_the_way_forward() {
        let mut desk = fresh();
        desk.press("15<c-z>4<c-y>");
        desk.must_say("nothing to redo");
        assert_eq!(scores(&desk.rows::<Form>()[0])[0], 4);
    }

    const PLACES: &[&str] =
        &["1", "1]", "2", "2]", "2]]]", "3", "9", "9]", "9]]", "9]]]", "9]]]]", "e", "e]"];
    const MOVES: &[&str] =
        &["<down>", "<right>", "<up>", "<left>", "<tab>", "<end>", "<c-end>", "<s-down>", "<s-right>"];
    const EDITS: &[&str] = &[
        "5",
        "3",
        "<space>",
        "<del>",
        "x<enter>",
        "7<enter>",
        "<enter>9<enter>",
        "<enter><down><enter>",
        "<c-n>",
        "<c-k>",
        "<a-down>",
        "<a-up>",
        "<c-x>",
        "<c-c><down><c-v><enter>",
        "<c-d>",
        "<f5>1<enter>",
        "<f6>",
        "<f7>e<enter>",
        "<paste:1\\t2\\n3\\t4><enter>",
        "<paste:x\\ny\\nz><enter>",
        "0.5<enter>y",
        "3-2<enter>",
        "今天<enter>",
    ];

    proptest! {
        #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

        #[test]
        fn every_edit_can_be_taken_back_exactly(
            demo in any::<bool>(),
            lang in select(BOTH.to_vec()),
            steps in vec((select(PLACES), vec(select(MOVES), 0..5), select(EDITS)), 1..14),
        ) {
            let mut desk = if demo { Desk::demo(lang, WIDE) } else { Desk::fresh(lang, WIDE) };
            let before = whole(desk.project());
            for (place, moves, edit) in steps {
                desk.press("<f3>").press(place).press(&moves.concat()).press(edit).press("<esc><esc><esc>");
            }
            let after = whole(desk.project());
            let mut back = 0;
            while desk.app().enabled(Command::Undo).is_ok() {
                desk.press("<c-z>");
                back += 1;
                prop_assert!(back < 500);
            }
            prop_assert_eq!(whole(desk.project()), before);
            while desk.app().enabled(Command::Redo).is_ok() {
                desk.press("<c-y>");
            }
            prop_assert_eq!(whole(desk.project()), after);
        }
    }
}

mod languages {
    use super::*;

    /// Every kind of place and layer, with something half done in it.
    const PLACES: &[&str] = &[
        "",
        "<tab>",
        "1<down>",
        "2<down><right>",
        "2]",
        "3",
        "9]]",
        "e",
        "2<enter>abc",
        "e<down><enter>abc",
        "2<right><right><enter>",
        ":",
        ":heat",
        "/",
        "/zx",
        "?",
        "2<f4>",
        "a<down>",
        "f",
        "2<c-g>",
        "f/a",
        "<c-o>",
        "2<paste:Person or team\\tAwareness\\nA\\t7\\nB\\t4>",
        "2<paste:x\\ny>",
        ":xinjianxiangmu<enter>ab<tab>c",
    ];

    #[test]
    fn the_language_switches_everywhere_and_nothing_is_lost() {
        for place in PLACES {
            let mut desk = zh();
            desk.press(place);
            let (before, layers) = (desk.screen(), desk.app().layers.len());
            desk.press("<f2>");
            assert_eq!(desk.app().lang(), Lang::En, "after {place}:\n{before}");
            assert_eq!(desk.app().layers.len(), layers, "after {place}");
            assert_ne!(desk.screen(), before, "after {place}");
            desk.press("<f2>");
            let said = |screen: &str| screen.lines().rev().skip(2).collect::<Vec<_>>().join("\n");
            assert_eq!(said(&desk.screen()), said(&before), "after {place}");
        }
    }

    #[test]
    fn the_choice_is_remembered() {
        let mut desk = zh();
        desk.press("<f2>");
        desk.must_show("Changebook");
        assert!(!desk.shows("变革工作簿"));
    }

    #[test]
    fn the_first_list_can_be_read_in_both_languages() {
        let mut desk = Desk::with(Choices::default(), WIDE, changebook::app::App::welcome);
        desk.must_show("欢迎使用变革工作簿");
        desk.press("<f2>");
        desk.must_show("Welcome to Changebook");
        desk.press("2");
        desk.must_show("Where shall we begin?");
        assert_eq!(desk.app().lang(), Lang::En);
    }
}

mod finding {
    use super::*;

    #[test]
    fn every_finding_on_home_leads_to_its_cell() {
        for lang in BOTH {
            let places: Vec<_> = {
                let desk = Desk::demo(lang, WIDE);
                let all = desk.app().book.as_ref().unwrap().assessed.findings();
                all.into_iter().map(|(_, finding)| (finding.id, finding.place)).collect()
            };
            assert!(places.len() > 5);
            for (n, (id, place)) in places.into_iter().enumerate() {
                let mut desk = Desk::demo(lang, WIDE);
                desk.press(&"<down>".repeat(n)).press("<enter>");
                assert_ne!(desk.app().screen, Screen::Home, "{id}");
                if let Some(row) = place.row {
                    assert_eq!(desk.app().row().map(AnyRow::id), Some(row), "{id} is at its row");
                }
                let shown = desk.app().view().unwrap().2;
                let could = changebook::app::sight::slots(shown).iter().any(|slot| {
                    matches!(slot, changebook::app::sight::Slot::Column(c) if shown.sheet.columns[*c].key == place.column)
                });
                assert!(!could || desk.column() == place.column, "{id} is at {}", place.column);
                assert!(!desk.said().is_empty(), "{id} says what to do");
            }
        }
    }

    #[test]
    fn the_key_for_the_next_finding_walks_through_those_of_the_tool() {
        let mut desk = en();
        desk.press("2<f8>");
        let first = desk.app().place();
        desk.press("<f8>");
        assert!(first.is_some() && desk.app().place().is_some());
        assert_eq!(desk.app().screen, Screen::Tool(1));
    }

    #[test]
    fn people_and_items_are_found_by_characters_pinyin_and_initials() {
        for typed in ["3号中心 技师", "zhongxin", "jsz", "JSZ"] {
            let mut desk = zh();
            desk.press("/").press(typed);
            desk.must_show("技师组");
            desk.press("<enter>");
            assert_ne!(desk.app().screen, Screen::Home, "{typed}");
        }
        let mut desk = zh();
        desk.press("/qvxvzv");
        desk.must_show("没有找到");
        let mut desk = en();
        desk.press("/readiness assess<enter>");
        assert_eq!((desk.app().screen, desk.column()), (Screen::Tool(2), "item"));
    }

    #[test]
    fn the_palette_runs_commands_shows_places_and_says_why_not() {
        let mut desk = en();
        desk.press(":heat<enter>");
        assert_eq!(desk.app().view().unwrap().2.key, "heat");
        desk.press(":undo<enter>");
        desk.must_say("nothing to undo");
        let mut desk = zh();
        desk.press(":relitu<enter>");
        assert_eq!(desk.app().view().unwrap().2.key, "heat");
        desk.press("<f3>1:xylhpg").press("<c-u>kaishixinyilun<enter>");
        assert_eq!(desk.rows::<Form>().len(), Desk::demo(Lang::Zh, WIDE).rows::<Form>().len() + 1);
    }

    #[test]
    fn help_lists_the_keys_of_the_place_in_both_languages() {
        for (lang, word) in [(Lang::Zh, "新增行"), (Lang::En, "New row")] {
            let mut desk = Desk::demo(lang, (160, 60));
            desk.press("2?");
            desk.must_show(word);
            desk.must_show("Ctrl-N");
            desk.press("?");
            assert!(desk.app().layers.is_empty());
        }
    }
}

mod projects {
    use super::*;
    use changebook::app::Spot;
    use changebook::assess::portfolio::{Column, Member};
    use changebook::event::Event;
    use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

    fn names(desk: &Desk) -> Vec<String> {
        desk.app().overview.members().iter().map(|m| m.name.clone()).collect()
    }

    fn under(desk: &Desk) -> String {
        desk.app().overview.member().map_or(String::new(), |m| m.name.clone())
    }

    #[test]
    fn the_portfolio_is_a_key_away_in_the_palette_and_in_the_list_of_projects() {
        let mut desk = en();
        desk.press("2<f12>");
        assert_eq!(desk.app().screen, Screen::Portfolio);
        assert_eq!(names(&desk), ["Subscription pilot", "Digital after-sales", "Booking and reception"]);
        desk.press("<f3>:portf<enter>");
        assert_eq!(desk.app().screen, Screen::Portfolio);
        let mut desk = zh();
        desk.press("<c-o>xiangmuzuhe<enter>");
        assert_eq!(desk.app().screen, Screen::Portfolio);
        desk.press("<esc><home><enter>");
        assert_eq!(desk.app().screen, Screen::Home);
        desk.press("<f12>2");
        assert_eq!(desk.app().screen, Screen::Tool(1), "digits lead to the tools as from Home");
    }

    #[test]
    fn the_grids_key_sorts_by_the_column_and_turns_the_order() {
        let mut desk = en();
        desk.press("<f12>");
        assert_eq!(desk.app().overview.column, Column::Worst);
        desk.press("<left><left><left><left><left><left><left>");
        assert_eq!(desk.app().overview.column, Column::Name);
        desk.press("<down>");
        assert_eq!(under(&desk), "Digital after-sales");
        desk.press("<c-s>");
        assert_eq!(names(&desk), ["Booking and reception", "Digital after-sales", "Subscription pilot"]);
        desk.must_say("By Project, ascending");
        desk.press("<c-s>");
        assert_eq!(names(&desk), ["Subscription pilot", "Digital after-sales", "Booking and reception"]);
        desk.press("<right><right><c-s>");
        assert_eq!(desk.app().overview.sort, (Column::Readiness, false));
        assert_eq!(names(&desk), ["Subscription pilot", "Digital after-sales", "Booking and reception"]);
        desk.must_say("what needs attention first");
        assert_eq!(under(&desk), "Digital after-sales", "the cursor stays on its project");
    }

    #[test]
    fn the_cursor_skips_columns_that_are_not_shown() {
        let mut desk = Desk::demo(Lang::En, (80, 24));
        desk.press("<f12><left>");
        assert_eq!(desk.app().overview.column, Column::Kpi, "the 90-day list has no room");
        desk.press("<right><right>");
        assert_eq!(desk.app().overview.column, Column::Worst);
    }

    #[test]
    fn enter_opens_a_project_and_the_other_key_its_worst_finding() {
        let mut desk = en();
        desk.press("<f12><enter>");
        assert_eq!(desk.app().screen, Screen::Home);
        assert_eq!(desk.rows::<charter::Charter>()[0].name, "Subscription pilot");
        desk.press("<f12>");
        let worst = desk.app().overview.member().and_then(|m| m.known()?.worst.clone()).unwrap();
        desk.press("<f8>");
        assert_eq!(desk.app().place(), Some(worst.finding.place), "the open project is gone to at once");
        desk.must_say(worst.finding.advice.get(Lang::En));
        desk.press("<f12><down><down>");
        assert_eq!(under(&desk), "Booking and reception");
        let worst = desk.app().overview.member().and_then(|m| m.known()?.worst.clone()).unwrap();
        desk.press("<f8>");
        assert_eq!(desk.rows::<charter::Charter>()[0].name, "Booking and reception");
        assert_eq!(desk.app().place(), Some(worst.finding.place));
    }

    #[test]
    fn the_open_project_stands_as_it_is_on_the_screen() {
        let mut desk = en();
        desk.press(":charter<enter><home><enter><c-u>Renamed<enter><f12>");
        assert!(names(&desk).contains(&"Renamed".to_owned()), "{:?}", names(&desk));
        desk.press("<c-z>");
        assert!(names(&desk).contains(&"Digital after-sales".to_owned()), "undone here as well");
    }

    #[test]
    fn what_cannot_be_read_is_shown_with_its_reason_and_still_opens() {
        let mut desk = en();
        desk.press("<f12>");
        let mut members = desk.app().overview.members().to_vec();
        let lost = |name: &str, archived| Member {
            id: None,
            name: name.into(),
            path: format!("/nowhere/{name}.json").into(),
            archived,
            state: Err(text("第 3 行坏了", "line 3 is broken").into()),
        };
        members.extend([lost("Lost", false), lost("Old", true)]);
        desk.answer(Answer::Gathered(members)).press("<down><down>");
        assert_eq!(names(&desk)[3..], ["Lost", "Old"]);
        desk.must_show("◆ line 3 is broken");
        desk.press("<down>");
        assert_eq!(under(&desk), "Lost");
        desk.press("<f8>");
        desk.must_say("no finding to go to");
        desk.press("<down><enter>");
        desk.must_say("archived");
        assert_eq!(desk.app().screen, Screen::Portfolio);
    }

    #[test]
    fn one_project_alone_is_told_what_a_portfolio_is_for() {
        for (lang, how) in [(Lang::Zh, "新建项目"), (Lang::En, "New project")] {
            let mut desk = Desk::fresh(lang, WIDE);
            desk.press("<f12>");
            assert_eq!(desk.app().overview.members().len(), 1);
            desk.must_show(how);
        }
    }

    #[test]
    fn a_click_goes_there_and_a_second_one_opens() {
        let mut desk = en();
        desk.press("<f12>");
        let spot = desk.app().drawn.spots.iter().find(|(_, s)| *s == Spot::Member(2, Column::Day)).unwrap().0;
        let click = MouseEvent {
            kind: MouseEventKind::Down(MouseButton::Left),
            column: spot.x,
            row: spot.y,
            modifiers: KeyModifiers::NONE,
        };
        desk.send(Event::Mouse(click));
        assert_eq!((desk.app().overview.at, desk.app().overview.column), (2, Column::Day));
        desk.send(Event::Mouse(click));
        assert_eq!(desk.rows::<charter::Charter>()[0].name, "Booking and reception");
    }
}

mod saving {
    use super::*;

    #[test]
    fn what_is_not_saved_is_said_and_quitting_asks() {
        for (lang, header, question) in
            [(Lang::Zh, "没有保存：磁盘已满", "还没有保存"), (Lang::En, "NOT SAVED: disk full", "Not saved")]
        {
            let mut desk = Desk::fresh(lang, WIDE);
            desk.press("15").answer(Answer::NotSaved(text("磁盘已满", "disk full").into()));
            desk.must_show(header);
            desk.press("<c-q>");
            desk.must_show(question);
            assert_eq!(desk.exit(), None);
            desk.press("n");
            assert!(desk.app().layers.is_empty());
            desk.press("<c-q><esc><c-q>x");
            assert_eq!(desk.exit(), None, "neither escape nor another letter ends it");
            desk.press("y");
            assert_eq!(desk.exit(), Some(Exit::Quit));
        }
    }

    #[test]
    fn an_edit_after_a_failed_save_is_tried_again() {
        let mut desk = fresh();
        desk.press("15").answer(Answer::NotSaved(text("磁盘已满", "disk full").into()));
        desk.press("4");
        desk.must_show("Saved");
        assert!(!desk.shows("NOT SAVED"));
        desk.press("<c-q>");
        assert_eq!(desk.exit(), Some(Exit::Quit));
    }

    #[test]
    fn a_project_that_can_only_be_read_refuses_every_edit_and_says_why() {
        for (lang, reason) in [(Lang::Zh, "由更新的版本写成"), (Lang::En, "written by a newer version")]
        {
            let mut desk =
                Desk::locked(lang, WIDE, text("由更新的版本写成", "written by a newer version").into());
            let before = whole(desk.project());
            for edit in [
                "15",
                "2x",
                "2<del>",
                "2<enter>",
                "2<c-n>",
                "2<c-k>",
                "2<a-down>",
                "2<c-x>",
                "2<paste:a\\tb\\n1\\t2>",
                "2<paste:a>",
                "3<right><space>",
                "9<f5>",
                "e<f5>",
                "<c-z>",
            ] {
                desk.press("<esc><esc><f3>").press(edit);
                desk.must_say(reason);
                assert_eq!(whole(desk.project()), before, "{edit}");
                assert!(desk.app().layers.is_empty(), "{edit}");
            }
            desk.press("<f3>2<c-c>");
            assert!(desk.copied().is_some(), "copying is no edit");
        }
    }

    fn with_conflict(lang: Lang) -> Desk {
        let mut project = changebook::demo::project(lang, today());
        let row = project.rows::<Person>()[0].id;
        let conflict = |field: &str, mine: &str, theirs: &str| Conflict {
            sheet: "people".into(),
            row,
            field: field.into(),
            base: "old".into(),
            mine: mine.into(),
            theirs: theirs.into(),
        };
        let name = project.rows::<Person>()[0].name.to_string();
        project.conflicts =
            Arc::new(vec![conflict("name", &name, "Other name"), conflict("centre", "", "North")]);
        Desk::open(lang, WIDE, project)
    }

    #[test]
    fn conflicts_are_listed_on_home_and_settled_one_by_one() {
        for lang in BOTH {
            let mut desk = with_conflict(lang);
            let at =
                desk.app().book.as_ref().unwrap().assessed.findings().iter().position(|(_, f)| f.id == "PR4");
            desk.press(&"<down>".repeat(at.unwrap())).press("<enter>");
            desk.must_show("Oth");
            desk.must_show("North");
            desk.press("<down><enter>");
            assert_eq!(desk.rows::<Person>()[0].name, "Other name");
            assert_eq!(desk.project().conflicts.len(), 1);
            desk.press("<enter>");
            assert_eq!(desk.rows::<Person>()[0].centre, "", "mine is kept");
            assert_eq!(desk.project().conflicts.len(), 0);
            desk.press("<esc><c-z><c-z>");
            assert_eq!(desk.project().conflicts.len(), 2);
            assert_ne!(desk.rows::<Person>()[0].name, "Other name");
        }
    }

    #[test]
    fn text_from_before_a_crash_is_offered_again() {
        let mut desk = en();
        let row = desk.rows::<Person>()[1].id;
        let project = Box::new(desk.project().clone());
        let draft = changebook::app::work::Draft {
            sheet: "people".into(),
            row: Some(row),
            column: "name".into(),
            text: "half a na".into(),
        };
        desk.answer(Answer::Opened { project, read_only: None, draft: Some(draft) });
        desk.must_show("'half");
        assert!(
            matches!(desk.app().layers.last(), Some(Layer::Ask(ask)) if matches!(ask.about, Asked::Draft(_)))
        );
        desk.press("y");
        desk.press("me<enter>");
        assert_eq!(desk.rows::<Person>()[1].name, "half a name");
    }

    #[test]
    fn an_end_from_outside_ends_it() {
        let mut desk = en();
        desk.press("2<enter>abc")
            .send(changebook::event::Event::Signal(changebook::event::Signal::Terminate));
        assert_eq!(desk.exit().map(Exit::code), Some(143));
    }

    #[test]
    fn projects_are_listed_and_the_open_one_is_marked() {
        let mut desk = en();
        let entry = |n: u64, name: &str, archived| Entry {
            id: Id::new(n),
            path: format!("/nowhere/{n}.json").into(),
            name: name.into(),
            archived,
            remark: None,
        };
        let mut open = entry(1, "This one", false);
        open.id = desk.project().id;
        desk.answer(Answer::Listed(vec![open, entry(2, "Another", false), entry(3, "Old", true)]));
        desk.must_show("open now");
        desk.must_show("archived: Enter");
        desk.press("Ano");
        assert!(!desk.shows("This one"));
    }
}

mod tools {
    use super::*;

    #[test]
    fn a_new_round_and_another_assessor() {
        let mut desk = fresh();
        desk.press("1<f5>");
        desk.must_say("Round 1 has no score yet");
        desk.press("543215<f5>");
        assert!(matches!(desk.app().layers.last(), Some(Layer::Cell(_))), "the assessor is typed at once");
        desk.press("Director<enter>");
        let forms = desk.rows::<Form>();
        assert_eq!((forms.len(), forms[1].round, forms[1].date), (2, Some(2), Some(today())));
        assert_eq!(forms[1].assessor, "Director");
        desk.press("<f6>Manager<enter>");
        assert_eq!(desk.rows::<Form>()[2].round, Some(2));
    }

    #[test]
    fn a_card_is_scored_again_and_the_old_scores_are_kept() {
        let mut desk = en();
        let old = elements(&desk.rows::<Person>()[0]);
        desk.press("2<f5>");
        assert_eq!(desk.column(), "awareness");
        desk.press("11111");
        let person = &desk.rows::<Person>()[0];
        assert_eq!((elements(person), person.scored), (vec![1; 5], Some(today())));
        let kept = desk.rows::<changebook::tools::adkar::Scoring>();
        let kept = kept.last().unwrap();
        let kept_scores = [kept.awareness, kept.desire, kept.knowledge, kept.ability, kept.reinforcement]
            .map(|s| s.map_or(0, Score::get));
        assert_eq!((kept.person.0, kept_scores.to_vec()), (Some(person.id), old));
    }

    #[test]
    fn an_own_item_stands_in_its_weeks_and_counts() {
        let mut desk = fresh();
        let before = desk.rows::<Item>().len();
        desk.press("3<c-n>Visit the pilot<enter>");
        let items = desk.rows::<Item>();
        assert_eq!(items.len(), before + 1);
        assert_eq!(items[before].item, "Visit the pilot");
        let total = |desk: &Desk| {
            let values = desk.app().book.as_ref().unwrap().assessed.values(&checklist::TOOL);
            values.into_iter().find(|(key, _)| *key == "total").map(|(_, n)| n)
        };
        assert_eq!(total(&desk), Some(28.into()));
        desk.press("<c-z><c-z>");
        assert_eq!(total(&desk), Some(27.into()));
    }

    #[test]
    fn suggested_items_are_ticked_only_when_asked() {
        let mut desk = fresh();
        desk.press("1543215");
        let done = |desk: &Desk| desk.rows::<Item>().iter().filter(|i| i.done.0.is_some()).count();
        assert_eq!(done(&desk), 0);
        desk.press("<f3>3<f5>");
        assert_eq!(done(&desk), 1);
        desk.press("<f5>");
        desk.must_say("No item is suggested now");
    }

    #[test]
    fn a_pause_stops_the_days_and_moves_the_dates() {
        for (lang, paused, header) in [(Lang::Zh, "暂停中", "第59天"), (Lang::En, "paused", "Day 59")] {
            let mut desk = Desk::demo(lang, WIDE);
            desk.press("3<c-end>");
            desk.must_show("03-29");
            desk.press("<f3>e<f5>Stock<enter>");
            desk.must_show(paused);
            assert_eq!(desk.rows::<Rest>().last().unwrap().from, Some(today()));
            let resumed = today() + Days::new(7);
            desk.app_mut().set_today(resumed);
            desk.press("<f6>");
            let rest = desk.rows::<Rest>().last().unwrap().clone();
            assert_eq!(rest.until, Some(resumed - Days::new(1)));
            assert_eq!(rest.reason.0, "Stock");
            desk.must_show(header);
            assert!(!desk.shows(paused));
            desk.press("<f3>3<c-end>");
            desk.must_show("04-05");
        }
    }

    /// The dashboard with the cursor on the indicator of a code.
    fn at_kpi(lang: Lang, view: &str, code: &str) -> Desk {
        let mut desk = Desk::demo(lang, WIDE);
        desk.press(view);
        for _ in 0..8 {
            if desk.app().row().unwrap().typed::<Kpi>().unwrap().code == code {
                return desk;
            }
            desk.press("<down>");
        }
        panic!("no {code}:\n{}", desk.screen());
    }

    fn latest(desk: &Desk, code: &str) -> Option<f64> {
        let kpi = desk.rows::<Kpi>().into_iter().find(|k| k.code == code).unwrap().id;
        let mine = desk.rows::<Reading>().into_iter().filter(|r| r.kpi.0 == Some(kpi));
        mine.max_by_key(|r| r.date).and_then(|r| r.value)
    }

    #[test]
    fn a_reading_is_typed_with_its_unit_and_in_full_width() {
        for (code, typed, value) in [
            ("response", "24h", 24.0),
            ("response", "２４．５小时", 24.5),
            ("training", "９２％", 92.0),
            ("efficiency", "8.5单/天", 8.5),
            ("csat", "81 分", 81.0),
        ] {
            let mut desk = at_kpi(Lang::Zh, "9", code);
            desk.press("<f5>").press(typed).press("<enter>");
            assert_eq!(latest(&desk, code), Some(value), "{typed}:\n{}", desk.screen());
            let last = desk.rows::<Reading>().pop().unwrap();
            assert_eq!(last.date, Some(today()));
        }
    }

    #[test]
    fn a_reading_of_another_unit_is_refused_in_the_field() {
        for (lang, said) in [(Lang::Zh, "单位不对"), (Lang::En, "does not fit")] {
            let mut desk = at_kpi(lang, "9", "response");
            let before = whole(desk.project());
            desk.press("<f5>24%<enter>");
            desk.must_show(said);
            desk.press("<esc>");
            assert_eq!(whole(desk.project()), before, "a reading without a value is not kept");
        }
    }

    #[test]
    fn a_fraction_beside_percents_is_asked_about() {
        for (keys, value) in [("y", Some(86.0)), ("n", Some(0.86)), ("<enter>", Some(86.0)), ("<esc>", None)]
        {
            let mut desk = at_kpi(Lang::En, "9", "training");
            desk.press("<f5>86<enter>");
            desk.press("4<f5>").press("<esc><c-z>");
            let mut desk = at_kpi(Lang::En, "9", "training");
            desk.press("<f5>0.86<enter>");
            desk.must_show("Is it 86%?");
            assert_eq!(latest(&desk, "training"), None, "nothing is kept before the answer");
            desk.press(keys);
            assert_eq!(latest(&desk, "training"), value, "{keys}");
            assert!(desk.app().layers.is_empty());
        }
    }

    #[test]
    fn a_direction_against_the_target_is_refused() {
        for (lang, said, in_field) in
            [(Lang::Zh, "矛盾", "与方向"), (Lang::En, "against the direction", "is below the")]
        {
            let mut desk = at_kpi(lang, "9]]]]", "ftfr");
            to(&mut desk, "direction", "<right>");
            desk.press("<space>");
            let before = whole(desk.project());
            desk.press("<space>");
            desk.must_say(said);
            assert_eq!(whole(desk.project()), before);
            to(&mut desk, "target", "<left>");
            desk.press("70<enter>");
            desk.must_show(in_field);
            assert_eq!(whole(desk.project()), before);
        }
    }

    #[test]
    fn the_weekly_review_is_started_filled_in_and_opens_the_next() {
        for (lang, promises) in [(Lang::Zh, "上周的承诺"), (Lang::En, "Last week's promises")] {
            let mut desk = Desk::demo(lang, WIDE);
            let before = desk.rows::<Review>().len();
            desk.press("9<f6>");
            assert_eq!(desk.app().view().unwrap().2.key, "review");
            let added = desk.rows::<Review>().len() - before;
            assert!(added > 0);
            assert_eq!(desk.column(), "root_cause");
            desk.press("Parts wait<tab>").press("Order ahead<tab>").press("Lead<tab>");
            let row = desk.app().row().unwrap().typed::<Review>().unwrap().clone();
            assert_eq!(
                (&*row.root_cause.0, &*row.action.0, &*row.owner),
                ("Parts wait", "Order ahead", "Lead")
            );
            assert_eq!(row.due, Some(today() + Days::new(7)));
            desk.press("<esc><f6>");
            assert_eq!(desk.rows::<Review>().len(), before + added, "a second start adds nothing");
            desk.app_mut().set_today(today() + Days::new(7));
            desk.press("<f3>9<c-home>");
            desk.must_show(promises);
            let first = desk.app().row().unwrap().typed::<Review>().unwrap();
            assert!(first.done.0.is_none() && first.date < Some(today() + Days::new(7)));
            let open: Vec<_> = desk.rows::<Review>().into_iter().filter(|r| r.id == row.id).collect();
            assert!(open[0].done.0.is_none());
        }
    }

    #[test]
    fn an_event_is_noted_for_today() {
        let mut desk = en();
        desk.press("9<f7>New dispatch<enter>");
        let event = desk.rows::<KpiEvent>().pop().unwrap();
        assert_eq!((&*event.name, event.date), ("New dispatch", Some(today())));
    }

    #[test]
    fn every_action_does_something_or_says_why_not() {
        for lang in BOTH {
            for (n, tool) in TOOLS.iter().enumerate() {
                for (key, action) in ["<f5>", "<f6>", "<f7>", "<f9>"].iter().zip(tool.actions) {
                    let mut desk = Desk::demo(lang, WIDE);
                    let before = whole(desk.project());
                    desk.press(&Screen::label(n + 1)).press(key);
                    let changed = whole(desk.project()) != before;
                    let name = format!("{} {}", tool.key, action.key);
                    assert!(changed || !desk.said().is_empty(), "{name}");
                    desk.press("<esc>");
                    if changed {
                        desk.press("<c-z>");
                        assert_eq!(whole(desk.project()), before, "{name} is one step");
                    }
                }
            }
        }
    }
}

mod beginning {
    use super::*;

    #[test]
    fn a_first_start_leads_to_a_project_of_ones_own() {
        for (choice, lang, name) in [("1", Lang::Zh, "数字化转型"), ("2", Lang::En, "Digital")] {
            let mut desk = Desk::with(Choices::default(), WIDE, changebook::app::App::welcome);
            desk.press(choice).press("1");
            assert!(matches!(desk.app().layers.last(), Some(Layer::Form(_))));
            assert_eq!(desk.app().lang(), lang);
            desk.press(name).press("<enter>92 by 2026-12-31<enter><enter>１２<enter>");
            let charter = charter::charter(desk.project());
            assert_eq!((&*charter.name, charter.start, charter.centres), (name, Some(today()), Some(12)));
            assert_eq!(desk.rows::<Item>().len(), 27);
            assert_eq!(desk.rows::<Kpi>().len(), 8);
            assert_eq!(desk.app().screen, Screen::Home);
            desk.must_show(name);
        }
    }

    #[test]
    fn the_form_says_what_is_wrong_in_its_field() {
        for (lang, nameless, wrong_date, wrong_count) in [
            (Lang::Zh, "请填上名称", "不是日期", "不是个数"),
            (Lang::En, "Please enter a name", "is not a date", "is not a count"),
        ] {
            let mut desk = Desk::closed(lang, WIDE);
            desk.app_mut().create_form();
            desk.press("<enter>");
            desk.must_show(nameless);
            desk.press("N<tab><tab><c-u>someday<tab>");
            desk.must_show(wrong_date);
            desk.press("<c-u>+7<enter>few<enter>");
            desk.must_show(wrong_count);
            assert!(desk.app().book.is_none());
            desk.press("<c-u><enter>");
            assert_eq!(charter::charter(desk.project()).start, Some(today() + Days::new(7)));
        }
    }

    #[test]
    fn the_demo_opens_from_the_first_list() {
        let mut desk = Desk::with(Choices::default(), WIDE, changebook::app::App::welcome);
        desk.press("22");
        assert!(desk.rows::<Person>().len() > 10);
        desk.press("q");
        assert_eq!(desk.exit(), Some(Exit::Quit));
    }

    #[test]
    fn a_project_is_renamed() {
        let mut desk = en();
        desk.press(":rename<enter><c-u>Another name<enter>");
        desk.must_show("Another name");
        desk.press("<c-z>");
        assert!(!charter::charter(desk.project()).name.contains("Another"));
    }

    #[test]
    fn the_mouse_and_the_screen_can_be_asked_for() {
        let mut desk = en();
        desk.asked();
        desk.press(":mouse<enter><c-l>");
        assert_eq!(desk.asked(), [Effect::Mouse(false), Effect::Redraw]);
    }

    #[test]
    fn every_text_of_a_new_project_stays_in_its_language() {
        let mut desk = Desk::open(Lang::En, WIDE, new_project("N"));
        let views = TOOLS.iter().enumerate().flat_map(|(n, tool)| {
            (0..tool.views.len()).map(move |view| Screen::label(n + 1) + &"]".repeat(view))
        });
        let others = ["", "f", "f<end><enter>"].map(str::to_owned);
        for view in views.chain(others) {
            desk.press("<f3>").press(&view);
            let screen = desk.screen().replace("中文", "");
            let stray = screen.chars().find(|c| ('\u{3000}'..='\u{9fff}').contains(c));
            assert_eq!(stray, None, "after {view}:\n{screen}");
        }
        assert_eq!(words("x"), Cell::Text("x".into()));
    }
}

mod pointing {
    use super::*;
    use changebook::app::Spot;

    /// Clicks where something was drawn.
    #[track_caller]
    fn click(desk: &mut Desk, wanted: Spot) {
        let found = desk.app().drawn.spots.iter().rev().find(|(_, spot)| *spot == wanted);
        let (area, _) = *found.unwrap_or_else(|| panic!("no {wanted:?}:\n{}", desk.screen()));
        desk.press(&format!("<click:{},{}>", area.x + 1, area.y + 1));
    }

    #[test]
    fn a_click_goes_to_a_tool_a_tab_and_a_cell() {
        let mut desk = en();
        click(&mut desk, Spot::Tool(9));
        assert_eq!(desk.app().screen, Screen::Tool(8));
        click(&mut desk, Spot::View(4));
        assert_eq!(desk.app().view().unwrap().2.key, "setup");
        click(&mut desk, Spot::Cell(2, 2));
        assert_eq!((desk.column(), desk.app().sight().unwrap().row), ("unit", 2));
        click(&mut desk, Spot::Tool(0));
        assert_eq!(desk.app().screen, Screen::Home);
    }

    #[test]
    fn a_second_click_opens_the_cell_and_the_finding() {
        let mut desk = en();
        desk.press("2");
        let (area, _) = *desk.app().drawn.spots.iter().find(|(_, spot)| *spot == Spot::Cell(1, 0)).unwrap();
        let twice = format!("<click:{0},{1}><click:{0},{1}>", area.x + 1, area.y + 1);
        let name = desk.rows::<Person>()[1].name.to_string();
        desk.press(&twice);
        assert_eq!(desk.row_name(), name);
        assert!(matches!(desk.app().layers.last(), Some(Layer::Cell(_))), "{}", desk.screen());
        let mut desk = en();
        click(&mut desk, Spot::Finding(1));
        assert_eq!((desk.app().screen, desk.app().home_line), (Screen::Home, 1));
        click(&mut desk, Spot::Finding(1));
        assert_ne!(desk.app().screen, Screen::Home);
    }

    #[test]
    fn a_click_on_a_key_of_the_footer_presses_it() {
        let mut desk = en();
        desk.press("2");
        click(&mut desk, Spot::Hint(Command::Help));
        assert!(matches!(desk.app().layers.last(), Some(Layer::Help { .. })));
        desk.press("<click:1,1>");
        assert!(desk.app().layers.is_empty(), "a click beside it closes it");
    }

    #[test]
    fn a_click_beside_a_field_loses_nothing_that_was_typed() {
        let mut desk = en();
        desk.press("2<enter>abc<click:2,30><enter>");
        assert!(desk.rows::<Person>()[0].name.ends_with("abc"));
    }
}

mod gathering {
    use super::*;
    use changebook::tools::actions::Promise;

    /// The list of all promises, with the cursor on one that the tool itself holds and that is open.
    fn on_own(lang: Lang) -> (Desk, Id) {
        let mut desk = Desk::demo(lang, WIDE);
        desk.press("a");
        for _ in 0..60 {
            let line = desk.app().line().unwrap();
            let own = line.place.sheet == "actions";
            if let Some(id) = line.place.row.filter(|_| own) {
                let open = |p: &Promise| p.id == id && p.done.0.is_none();
                if desk.rows::<Promise>().iter().any(open) {
                    return (desk, id);
                }
            }
            desk.press("<down>");
        }
        panic!("no such line:\n{}", desk.screen());
    }

    #[test]
    fn a_line_leads_to_its_cell_and_the_way_back_to_the_line() {
        for lang in BOTH {
            let mut desk = Desk::demo(lang, WIDE);
            desk.press("a<down><down>");
            let (line, at) = (desk.app().line().unwrap(), desk.app().sight().unwrap().row);
            desk.press("<enter>");
            assert_eq!(
                desk.app().place().map(|p| (p.sheet, p.row)),
                Some((line.place.sheet, line.place.row))
            );
            desk.press("<a-left>");
            assert_eq!(desk.app().line().as_ref(), Some(&line));
            assert_eq!(desk.app().sight().unwrap().row, at);
        }
    }

    #[test]
    fn the_cursor_walks_the_lines_as_it_walks_rows() {
        let mut desk = en();
        desk.press("a");
        let at = |desk: &Desk| desk.app().sight().unwrap().row;
        let last = desk.app().sight().unwrap().len() - 1;
        desk.press("<end>");
        assert_eq!(at(&desk), last);
        desk.press("<down>j");
        assert_eq!(at(&desk), last);
        desk.press("<pgup>");
        assert!(at(&desk) < last);
        desk.press("<home>");
        assert_eq!(at(&desk), 0);
        desk.press("<pgdn><up>k");
        assert!(at(&desk) > 0);
    }

    #[test]
    fn space_ticks_where_the_line_comes_from_and_undo_takes_it_back() {
        for (lang, said) in [(Lang::Zh, "已勾选"), (Lang::En, "Ticked")] {
            let (mut desk, id) = on_own(lang);
            let before = whole(desk.project());
            desk.press("<space>");
            desk.must_say(said);
            let row = desk.rows::<Promise>().into_iter().find(|p| p.id == id).unwrap();
            assert_eq!(row.done.0, Some(today()));
            desk.press("<c-z>");
            assert_eq!(whole(desk.project()), before);
        }
    }

    #[test]
    fn a_click_on_the_box_ticks_and_a_second_on_the_line_opens() {
        let (mut desk, id) = on_own(Lang::En);
        let at = desk.app().sight().unwrap().row;
        let spot = |desk: &Desk, wanted| {
            let (area, _) = *desk.app().drawn.spots.iter().rev().find(|(_, spot)| *spot == wanted).unwrap();
            (area.x + 1, area.y + 1)
        };
        let (x, y) = spot(&desk, changebook::app::Spot::Tick(at));
        desk.press(&format!("<click:{x},{y}>"));
        assert!(desk.rows::<Promise>().iter().any(|p| p.id == id && p.done.0 == Some(today())));
        let (x, y) = spot(&desk, changebook::app::Spot::Line(0));
        let line = desk.app().lines()[0].clone();
        desk.press(&format!("<click:{0},{y}><click:{0},{y}>", x + 20));
        assert_eq!(desk.app().place().map(|p| (p.sheet, p.row)), Some((line.place.sheet, line.place.row)));
    }

    #[test]
    fn nothing_else_changes_from_a_list() {
        let mut desk = zh();
        let before = whole(desk.project());
        desk.press("a<down><c-c><c-x><del><c-n><c-k><a-down><c-d>x5").paste("1\t2\n3\t4");
        assert_eq!(whole(desk.project()), before);
        assert!(desk.app().layers.is_empty());
        desk.press("<f4>");
        assert!(matches!(desk.app().layers.last(), Some(Layer::Details { .. })));
    }
}

mod reading {
    use super::*;
    use changebook::handbook;

    #[test]
    fn every_finding_leads_to_the_page_of_its_rule_and_back() {
        for lang in BOTH {
            let mut desk = Desk::demo(lang, WIDE);
            let count = desk.app().book.as_ref().unwrap().assessed.findings().len();
            assert!(count > 5);
            for n in 0..count {
                let id = desk.app().book.as_ref().unwrap().assessed.findings()[n].1.id;
                assert_eq!(desk.app().home_line, n);
                desk.press("<c-g>");
                assert_eq!(desk.app().screen, Screen::Handbook);
                assert_eq!(
                    desk.app().current_page().map(|p| &p.key),
                    handbook::page_of_rule(id).map(|p| &p.key),
                    "{id}"
                );
                desk.press("<esc>");
                assert_eq!((desk.app().screen, desk.app().home_line), (Screen::Home, n));
                desk.press("<down>");
            }
        }
    }

    #[test]
    fn a_page_leads_to_its_tool_and_back_to_itself() {
        let mut desk = zh();
        desk.press("2<c-g>");
        let page = desk.app().current_page().unwrap();
        assert_eq!(page.tool.as_deref(), Some("adkar"));
        desk.press("<down><down>");
        let top = desk.app().reading.top;
        desk.press("<enter>");
        assert_eq!(desk.app().screen, Screen::Tool(1));
        desk.press("<a-left>");
        assert_eq!(desk.app().screen, Screen::Handbook);
        assert_eq!((&desk.app().current_page().unwrap().key, desk.app().reading.top), (&page.key, top));
        desk.press("<c-g>");
        assert_eq!(desk.app().screen, Screen::Tool(1), "the key that opened it closes it");
    }

    #[test]
    fn the_whole_book_can_be_read_with_one_key() {
        for size in [(60, 20), (80, 24), (160, 50)] {
            let mut desk = Desk::demo(Lang::Zh, size);
            desk.press("f<enter>");
            let pages = handbook::pages().len();
            let mut seen = vec![false; pages];
            for _ in 0..pages * 40 {
                seen[desk.app().reading.page] = true;
                desk.press("<space>");
            }
            assert!(seen.into_iter().all(|seen| seen), "{size:?}");
        }
    }

    #[test]
    fn contents_and_text_share_the_keys() {
        let mut desk = en();
        desk.press("f");
        assert!(desk.app().reading.contents);
        desk.press("<down>j");
        assert_eq!(desk.app().reading.page, 2);
        desk.press("<right><pgdn><left><up>");
        assert_eq!((desk.app().reading.page, desk.app().reading.top), (1, 0));
        desk.press("]");
        assert_eq!(desk.app().reading.page, 2);
        desk.press("<end>");
        assert_eq!(desk.app().reading.page, handbook::pages().len() - 1);
        desk.press("<left>");
        assert_eq!(desk.app().focus, Focus::Tools);
        desk.press("q");
        assert_eq!(desk.exit(), Some(Exit::Quit), "in the list of tools it ends the program");
        let mut desk = en();
        desk.press("fq");
        assert_eq!((desk.exit(), desk.app().focus), (None, Focus::Tools), "in the book it does not");
        desk.press("<esc>1");
        assert_eq!(desk.app().screen, Screen::Tool(0));
    }

    #[test]
    fn words_are_found_in_both_languages_and_by_their_sounds() {
        for (lang, typed, shown) in [
            (Lang::Zh, "jinpogan", "紧迫感"),
            (Lang::Zh, "紧迫感", "紧迫感"),
            (Lang::En, "urgency", "urgency"),
        ] {
            let mut desk = Desk::demo(lang, WIDE);
            desk.press("f/").press(typed);
            desk.must_show(shown);
            desk.press("<enter>");
            assert!(desk.app().layers.is_empty());
            let page = desk.app().current_page().unwrap();
            assert!(handbook::find(typed, lang).iter().any(|hit| hit.page.key == page.key), "{typed}");
            desk.must_show(page.title.get(lang));
            desk.press("<f2>");
            desk.must_show(page.title.get(lang.other()));
            assert_eq!(desk.app().current_page().unwrap().key, page.key);
        }
        let mut desk = zh();
        desk.press("f/qvxvzv");
        desk.must_show("没有找到");
    }

    #[test]
    fn a_click_opens_a_page_and_its_tool() {
        let mut desk = en();
        desk.press("f");
        let spot = |desk: &Desk, wanted| {
            let (area, _) = *desk.app().drawn.spots.iter().rev().find(|(_, spot)| *spot == wanted).unwrap();
            format!("<click:{},{}>", area.x + 1, area.y + 1)
        };
        let click = spot(&desk, changebook::app::Spot::Page(2));
        desk.press(&click);
        assert_eq!(desk.app().reading.page, 2);
        desk.press("2<c-g>");
        let click = spot(&desk, changebook::app::Spot::Hint(Command::GoToTool));
        desk.press(&click);
        assert_eq!(desk.app().screen, Screen::Tool(1));
    }
}

mod offering {
    use super::*;
    use changebook::finding::Place;
    use changebook::tools::communication::{Message, Send};

    /// The cursor on the words of the first message that was said before.
    fn at_message(lang: Lang) -> (Desk, Message) {
        let mut desk = Desk::demo(lang, WIDE);
        let said: Vec<_> = desk.rows::<Send>().into_iter().filter_map(|send| send.message.0).collect();
        let message = desk.rows::<Message>().into_iter().find(|m| said.contains(&m.id)).unwrap();
        assert!(desk.app_mut().go(Place { sheet: "messages", row: Some(message.id), column: "message" }));
        desk.press("<esc><esc><enter><esc>");
        (desk, message)
    }

    fn now(desk: &Desk, id: Id) -> Message {
        desk.rows::<Message>().into_iter().find(|m| m.id == id).unwrap()
    }

    #[test]
    fn yes_fills_the_other_cell_too_no_only_the_one_and_escape_none() {
        for lang in BOTH {
            for (key, words, counted) in [("y", true, true), ("n", true, false), ("<esc>", false, false)] {
                let (mut desk, old) = at_message(lang);
                let before = whole(desk.project());
                desk.press("<enter><c-u>New words<enter>");
                assert!(matches!(desk.app().layers.last(), Some(Layer::Ask(_))), "{}", desk.screen());
                desk.press(key).press("<esc>");
                let new = now(&desk, old.id);
                assert_eq!(new.message.0 == "New words", words, "{key}");
                let count = if counted { Some(today()) } else { old.count_from };
                assert_eq!(new.count_from, count, "{key}");
                if words {
                    desk.press("<c-z>");
                }
                assert_eq!(whole(desk.project()), before, "{key} is one step");
            }
        }
    }

    #[test]
    fn a_paste_and_filling_down_change_the_cells_alone_and_say_the_question() {
        for (lang, said) in [(Lang::Zh, "重新数吗"), (Lang::En, "count begin anew")] {
            let (mut desk, old) = at_message(lang);
            desk.paste("One\nTwo\n");
            desk.must_show(said);
            desk.press("<enter>");
            let new = now(&desk, old.id);
            assert_eq!((&*new.message.0, new.count_from), ("One", old.count_from));
            let (mut desk, _) = at_message(lang);
            let before = desk.rows::<Message>();
            desk.press("<s-down><c-d>");
            desk.must_say(said);
            let after = desk.rows::<Message>();
            let changed = before.iter().zip(&after).filter(|(a, b)| a.message != b.message);
            assert!(
                changed.clone().count() == 1 && changed.clone().all(|(a, b)| a.count_from == b.count_from)
            );
        }
    }
}

mod drafts {
    use super::*;
    use changebook::event::Event;

    #[test]
    fn what_is_typed_is_kept_within_two_seconds_and_dropped_when_done() {
        let mut desk = fresh();
        assert_eq!(desk.app().deadline(), None);
        let begun = std::time::Instant::now();
        desk.press("2<enter>a");
        let deadline = desk.app().deadline().expect("a draft is due");
        assert!(deadline.duration_since(begun) <= std::time::Duration::from_secs(2) + begun.elapsed());
        desk.press("bc");
        assert_eq!(desk.app().deadline(), Some(deadline), "typing on does not put it off");
        desk.send(Event::Timer);
        assert_eq!(desk.app().deadline(), None);
        desk.press("d");
        assert!(desk.app().deadline().is_some());
        desk.press("<enter>");
        assert_eq!(desk.app().deadline(), None);
    }

    #[test]
    fn a_row_typed_on_the_last_line_is_one_step() {
        let mut desk = fresh();
        let before = whole(desk.project());
        desk.press("2Team A<enter>");
        assert_eq!(desk.rows::<Person>().len(), 1);
        desk.press("<c-z>");
        assert_eq!(whole(desk.project()), before);
        assert!(desk.app().enabled(Command::Undo).is_err());
    }
}
