//! Reaching and selecting: the first cell and the last, the edge of a block, whole rows and columns, and one value for
//! all that is selected.

use super::*;

fn block(desk: &Desk) -> ((usize, usize), (usize, usize)) {
    desk.app().view_state().unwrap().block()
}

fn at(desk: &Desk) -> (usize, usize) {
    let state = desk.app().view_state().unwrap();
    (state.row, state.slot)
}

/// Six people, of whom the first three and the fifth have a headcount.
fn people(lang: Lang) -> Desk {
    let mut desk = Desk::fresh(lang, WIDE);
    desk.press("2").paste("A\t\t\t1\nB\t\t\t2\nC\t\t\t3\nD\t\t\t\nE\t\t\t5\nF\t\t\t\n");
    desk.press("<enter><enter>");
    desk.app_mut().layers.clear();
    assert_eq!(desk.rows::<Person>().len(), 6, "{}", desk.screen());
    desk.press("<c-home>");
    desk
}

#[test]
fn the_first_cell_and_the_last() {
    for lang in BOTH {
        let mut desk = Desk::demo(lang, WIDE);
        desk.press("2<down><down><right><right><right><c-home>");
        assert_eq!(at(&desk), (0, 0));
        let (rows, slots) = (
            desk.rows::<Person>().len(),
            changebook::app::view_state::slots(desk.app().view().unwrap().2).len(),
        );
        desk.press("<c-end>");
        assert_eq!(at(&desk), (rows - 1, slots - 1));
        // The keys of rows alone keep the column.
        desk.press("<left><lt>");
        assert_eq!(at(&desk), (0, slots - 2));
        desk.press("<down><right><c-s-home>");
        assert_eq!(block(&desk), ((0, 1), (0, slots - 1)));
        desk.press("<esc><c-s-end>");
        assert_eq!(block(&desk), ((0, rows - 1), (0, slots - 1)));
        // In a form they are its first and last field, and the form stays.
        let mut desk = Desk::demo(lang, WIDE);
        desk.press("1<pgdn><c-home>");
        assert_eq!(at(&desk).1, 0);
        let form = at(&desk).0;
        desk.press("<c-end>");
        assert_eq!((desk.column(), at(&desk).0), ("note", form));
    }
}

#[test]
fn ctrl_and_an_arrow_go_to_the_edge_of_what_is_filled_in() {
    for lang in BOTH {
        let mut desk = people(lang);
        to(&mut desk, "headcount", "<right>");
        let slot = at(&desk).1;
        let mut seen = Vec::new();
        for _ in 0..4 {
            desk.press("<c-down>");
            seen.push(at(&desk).0);
        }
        assert_eq!(
            seen,
            [2, 4, 5, 6],
            "from 3 to 5 over the blank, then the end, then the line for a new row"
        );
        seen.clear();
        for _ in 0..4 {
            desk.press("<c-up>");
            seen.push(at(&desk).0);
        }
        assert_eq!(seen, [4, 2, 0, 0]);
        desk.press("<c-left>");
        assert_eq!(at(&desk), (0, 0), "over what is blank to the name");
        desk.press("<c-right>");
        assert_eq!(at(&desk), (0, slot));
        // With Shift it selects.
        desk.press("<c-s-down>");
        assert_eq!(block(&desk), ((0, 2), (slot, slot)));
        desk.press("<c-s-left>");
        assert_eq!(block(&desk), ((0, 2), (0, slot)));
        desk.press("<c-s-down><c-s-down><c-s-down>");
        assert_eq!(block(&desk).0, (0, 5), "never the line for a new row");
        desk.press("<c-s-up><c-s-right>");
        assert_eq!(block(&desk).0.0, 0);
        // In a list, a form and a page of panels they go to the ends.
        for place in ["1", "a", "2]]", "4"] {
            desk.press("<f3>").press(place).press("<c-down><c-right><c-up><c-left>");
            assert!(desk.app().layers.is_empty(), "{place}");
        }
    }
}

#[test]
fn rows_columns_and_the_rest_of_a_row_are_selected() {
    for lang in BOTH {
        let mut desk = Desk::demo(lang, WIDE);
        desk.press("2<down><right><right>");
        let rows = desk.rows::<Person>().len();
        let last = changebook::app::view_state::slots(desk.app().view().unwrap().2).len() - 1;
        desk.press("<s-end>");
        assert_eq!(block(&desk), ((1, 1), (2, last)));
        desk.press("<esc><left><left>");
        to(&mut desk, "role", "<left>");
        desk.press("<s-home>");
        assert_eq!(block(&desk), ((1, 1), (0, 2)));
        desk.press("<esc><right><right><c-space>");
        assert_eq!(block(&desk), ((0, rows - 1), (2, 2)));
        desk.press("<esc><up><s-up><s-space>");
        assert_eq!(block(&desk), ((rows - 3, rows - 2), (0, last)));
        desk.press("<esc>");
        assert_eq!(desk.app().view_state().unwrap().anchor, None);
    }
}

#[test]
fn a_score_goes_into_all_selected_cells_as_one_step() {
    for (lang, said) in [(Lang::Zh, "6 格评为 4 分"), (Lang::En, "6 cells scored 4")] {
        let mut desk = people(lang);
        let before = whole(desk.project());
        to(&mut desk, "awareness", "<right>");
        desk.press("<s-down><s-down><s-right>4");
        desk.must_say(said);
        let scored: Vec<_> = desk.rows::<Person>().iter().map(elements).collect();
        assert_eq!(scored[..3], [[4, 4, 0, 0, 0]; 3]);
        assert_eq!(scored[3], [0; 5]);
        assert_eq!(desk.rows::<Person>()[1].scored, Some(today()), "and each is dated");
        let ((_, to_row), _) = block(&desk);
        assert_eq!(to_row, 2, "the selection stays");
        desk.press("０");
        assert!(desk.rows::<Person>().iter().all(|person| elements(person) == [0; 5]));
        desk.press("<c-z><c-z>");
        assert_eq!(whole(desk.project()), before, "one step each");
        // With the names selected as well, the scores alone are meant.
        desk.press("<c-home><s-down>");
        to(&mut desk, "desire", "<s-right>");
        desk.press("5");
        let people = desk.rows::<Person>();
        assert_eq!((&*people[0].name, elements(&people[1])[..3].to_vec()), ("A", vec![5, 5, 0]));
    }
}

#[test]
fn a_tick_goes_into_all_selected_cells_and_a_second_takes_all_away() {
    for lang in BOTH {
        let mut desk = Desk::fresh(lang, WIDE);
        let ticked = |desk: &Desk| desk.rows::<Item>()[..4].iter().map(|i| i.done.0).collect::<Vec<_>>();
        desk.press("3");
        to(&mut desk, "done", "<right>");
        desk.press("<c-home>");
        to(&mut desk, "done", "<right>");
        desk.press("<down><space><up><s-down><s-down><space>");
        assert_eq!(ticked(&desk), [Some(today()), Some(today()), Some(today()), None]);
        desk.press("<space>");
        assert_eq!(ticked(&desk), [None; 4]);
        desk.press("<c-z><c-z>");
        assert_eq!(ticked(&desk), [None, Some(today()), None, None], "one step each");
        // Where whole rows are selected, their ticks are meant.
        desk.press("<c-home><s-down><s-down><s-space><space>");
        assert_eq!(ticked(&desk), [Some(today()), Some(today()), Some(today()), None]);
        // An option goes into its own column alone.
        let mut desk = people(lang);
        to(&mut desk, "role", "<right>");
        desk.press("<s-down><s-down><space>");
        let roles: Vec<_> = desk.rows::<Person>().iter().map(|person| person.role).collect();
        assert!(roles[..3].iter().all(|role| role.is_some() && *role == roles[0]), "{roles:?}");
        assert_eq!(roles[3], None);
    }
}

#[test]
fn a_typed_value_goes_into_all_selected_cells_or_into_none() {
    for lang in BOTH {
        for key in ["<c-enter>", "<a-enter>", "<c-j>"] {
            let mut desk = people(lang);
            let before = whole(desk.project());
            to(&mut desk, "headcount", "<right>");
            desk.press("<s-down><s-down><s-down>9").press(key);
            let counts: Vec<_> = desk.rows::<Person>().iter().map(|person| person.headcount).collect();
            assert_eq!(counts, [Some(9), Some(9), Some(9), Some(9), Some(5), None], "{key}");
            assert!(desk.app().layers.is_empty());
            desk.press("<c-z>");
            assert_eq!(whole(desk.project()), before, "one step");
        }
        // What one of them refuses is named, and nothing is entered.
        let mut desk = people(lang);
        let before = whole(desk.project());
        to(&mut desk, "headcount", "<right>");
        desk.press("<s-down>lots<c-enter>");
        let Some(Layer::Cell(edit)) = desk.app().layers.last() else { panic!("{}", desk.screen()) };
        assert!(
            edit.error.as_ref().is_some_and(|reason| reason.get(lang).starts_with("A · ")),
            "{:?}",
            edit.error
        );
        assert_eq!(edit.editor.selected_text(), "lots");
        assert_eq!(whole(desk.project()), before);
        // Enter alone enters into the cell under the cursor.
        desk.press("7<enter>");
        let counts: Vec<_> = desk.rows::<Person>().iter().map(|person| person.headcount).collect();
        assert_eq!(counts[..2], [Some(1), Some(7)]);
        // What is chosen and not typed as well, and into its own column alone.
        let mut desk = people(lang);
        to(&mut desk, "role", "<right>");
        desk.press("<s-down><s-down><f2><down><c-enter>");
        let roles: Vec<_> = desk.rows::<Person>().iter().map(|person| person.role).collect();
        assert!(roles[..3].iter().all(|role| role.is_some() && *role == roles[0]), "{roles:?}");
        assert_eq!((roles[3], desk.app().layers.len()), (None, 0));
        desk.press("<c-z>");
        assert!(desk.rows::<Person>().iter().all(|person| person.role.is_none()), "one step");
        // Where nothing is selected it confirms, and the cursor stays.
        let mut desk = people(lang);
        desk.press("Zed<c-enter>");
        assert_eq!((desk.row_name(), at(&desk)), ("Zed".into(), (0, 0)));
    }
}
