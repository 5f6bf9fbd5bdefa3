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
        assert_eq!((block(&desk), at(&desk)), (((0, 1), (0, slots - 1)), (1, slots - 1)));
        desk.press("<esc><c-s-end>");
        assert_eq!(block(&desk), ((1, rows - 1), (slots - 1, slots - 1)));
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
        assert_eq!((block(&desk), at(&desk)), (((1, 1), (2, last)), (1, 2)));
        desk.press("<esc>");
        assert_eq!((desk.column(), at(&desk)), ("role", (1, 2)));
        desk.press("<s-home>");
        assert_eq!(block(&desk), ((1, 1), (0, 2)));
        desk.press("<esc><c-space>");
        assert_eq!((block(&desk), at(&desk)), (((0, rows - 1), (2, 2)), (1, 2)));
        desk.press("<esc><down><s-up><s-space>");
        assert_eq!((block(&desk), at(&desk)), (((1, 2), (0, last)), (2, 2)));
        desk.press("<esc>");
        assert_eq!(desk.app().view_state().unwrap().selection, None);
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
        desk.press("<c-home>");
        to(&mut desk, "desire", "<right>");
        desk.press("<s-down><s-home>");
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
        // Enter alone enters into the active cell, which is where the selection began.
        desk.press("7<enter>");
        let counts: Vec<_> = desk.rows::<Person>().iter().map(|person| person.headcount).collect();
        assert_eq!(counts[..2], [Some(7), Some(2)]);
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

#[test]
fn the_active_cell_stays_where_the_selection_began() {
    for lang in BOTH {
        let mut desk = people(lang);
        to(&mut desk, "headcount", "<right>");
        let slot = at(&desk).1;
        desk.press("<s-down><s-down>");
        assert_eq!((at(&desk), block(&desk)), ((0, slot), ((0, 2), (slot, slot))));
        // Back over where it began to the other side.
        desk.press("<s-up><s-up><s-right>");
        assert_eq!((at(&desk), block(&desk)), ((0, slot), ((0, 0), (slot, slot + 1))));
        desk.press("<down><s-up><s-left>");
        assert_eq!((at(&desk), block(&desk)), ((1, slot), ((0, 1), (slot - 1, slot))));
        // To the edge, to the end, and a drag all keep it.
        desk.press("<esc><c-home>");
        to(&mut desk, "headcount", "<right>");
        desk.press("<c-s-down>");
        assert_eq!((at(&desk), block(&desk)), ((0, slot), ((0, 2), (slot, slot))));
        desk.press("<c-s-end>");
        assert_eq!((at(&desk), block(&desk).0), ((0, slot), (0, 5)));
        // An arrow leaves the selection from the active cell.
        desk.press("<down>");
        assert_eq!((at(&desk), desk.app().view_state().unwrap().selection), ((1, slot), None));
    }
}

#[test]
fn enter_and_tab_go_from_cell_to_cell_within_the_selection() {
    for lang in BOTH {
        let counts = |desk: &Desk| desk.rows::<Person>().iter().map(|p| p.headcount).collect::<Vec<_>>();
        let mut desk = people(lang);
        to(&mut desk, "headcount", "<right>");
        let slot = at(&desk).1;
        desk.press("<s-down><s-down>21<enter>22<enter>23<enter>");
        assert_eq!(counts(&desk)[..4], [Some(21), Some(22), Some(23), None]);
        // From the last cell to the first, and the selection is still there.
        assert_eq!((at(&desk), block(&desk)), ((0, slot), ((0, 2), (slot, slot))));
        desk.press("31<enter>");
        assert_eq!(counts(&desk)[..3], [Some(31), Some(22), Some(23)]);
        // Several columns: Enter goes down and on to the next, Tab across and back.
        let mut desk = people(lang);
        desk.press("<s-down><s-right>a1<enter>a2<enter>b1<enter>b2<enter>");
        let named = |desk: &Desk| {
            desk.rows::<Person>()[..3].iter().map(|p| format!("{} {}", p.name, p.centre)).collect::<Vec<_>>()
        };
        assert_eq!(named(&desk), ["a1 b1", "a2 b2", "C "]);
        assert_eq!((at(&desk), block(&desk)), ((0, 0), ((0, 1), (0, 1))));
        desk.press("c1<tab>d1<tab>c2<tab>d2<tab>");
        assert_eq!(named(&desk), ["c1 d1", "c2 d2", "C "]);
        desk.press("<s-tab>e<s-tab>f<enter>");
        assert_eq!(named(&desk), ["c1 d1", "f e", "C "]);
        // Without typing Tab walks within it as well.
        desk.press("<esc><c-home><s-down><s-right><tab><tab>");
        assert_eq!((at(&desk), block(&desk)), ((1, 0), ((0, 1), (0, 1))));
        // From there Shift and an arrow stretch the block, which stays around the active cell.
        desk.press("<s-down>");
        assert_eq!((at(&desk), block(&desk)), ((1, 0), ((0, 2), (0, 1))));
        desk.press("<s-up><s-up>");
        assert_eq!((at(&desk), block(&desk)), ((0, 0), ((0, 0), (0, 1))));
        // An arrow that confirms what is typed leaves the selection.
        desk.press("<c-home><s-down><s-down>x<down>");
        assert_eq!((at(&desk), desk.app().view_state().unwrap().selection), ((1, 0), None));
    }
}

#[test]
fn select_all_moves_neither_the_cursor_nor_the_screen() {
    for lang in BOTH {
        let mut desk = Desk::demo(lang, (80, 24));
        desk.press("2<down><down>");
        let (top, left) = {
            let state = desk.app().view_state().unwrap();
            (state.top, state.left)
        };
        let name = desk.row_name();
        for keys in ["<c-a>", "<c-space>", "<s-space>"] {
            desk.press(keys);
            let state = desk.app().view_state().unwrap();
            assert_eq!((at(&desk), state.top, state.left), ((2, 0), top, left), "{keys}");
            assert_eq!(desk.row_name(), name);
        }
        // Shift-End scrolls with the corner that moves, and typing shows the active cell again.
        desk.press("<esc><c-s-end>");
        assert!(desk.app().view_state().unwrap().top > top, "{}", desk.screen());
        desk.press("Zed");
        desk.must_show("Zed");
        desk.press("<enter>");
        assert_eq!(desk.rows::<Person>()[2].name, "Zed");
        // On the line for a new row it is the rows that are meant, and what is typed is the new one.
        let mut desk = people(lang);
        desk.press("<c-end><down><home><c-a>");
        desk.must_show(if lang == Lang::Zh { "已选 6 行" } else { "6 x" });
        desk.press("G<enter>");
        assert_eq!((desk.rows::<Person>().len(), &*desk.rows::<Person>()[6].name), (7, "G"));
        assert_eq!(desk.rows::<Person>()[0].name, "A");
    }
}

#[test]
fn tab_passes_over_what_is_computed() {
    for lang in BOTH {
        let mut desk = Desk::demo(lang, WIDE);
        // Name, current, status, target, progress, trend, baseline, and two computed ones; the current value can be typed into.
        desk.press("9<c-home><tab>");
        assert_eq!(desk.app().view_state().unwrap().slot, 1, "{}", desk.screen());
        desk.press("<tab>");
        assert_eq!(desk.column(), "target", "{}", desk.screen());
        desk.press("<tab>");
        assert_eq!(desk.column(), "baseline");
        let row = at(&desk).0;
        desk.press("<tab>");
        assert_eq!((desk.column(), at(&desk).0), ("name", row + 1));
        desk.press("<s-tab><s-tab><s-tab><s-tab>");
        assert_eq!((desk.column(), at(&desk).0), ("name", row));
        desk.press("<s-tab>");
        assert_eq!((desk.column(), at(&desk).0), ("name", 0), "nothing before the first");
        // Set out from a computed cell: on to the next, and Enter goes back to the first that was entered.
        desk.press("<right><right><tab>80<tab>50<enter>");
        assert_eq!((desk.column(), at(&desk).0), ("target", 1), "{}", desk.screen());
        // The one computed field that can be typed into is a stop.
        desk.press("<f3>9<esc>");
        let mut desk = Desk::demo(lang, WIDE);
        desk.press("9]]]]]<c-home><tab>");
        let state = desk.app().view_state().unwrap();
        assert_eq!((state.slot, state.row), (2, 0), "{}", desk.screen());
        desk.press("<tab>");
        assert_eq!(desk.column(), "target");
        // Within a selection too.
        let mut desk = Desk::demo(lang, WIDE);
        desk.press("9<c-home><s-end><s-down><tab><tab><tab><tab>");
        assert_eq!((desk.column(), at(&desk).0), ("name", 1));
    }
}

/// At 80 columns the dashboard shows of an indicator with readings how far it is: the latest value, where it stands, the target and
/// the progress.
#[test]
fn the_dashboard_shows_target_and_progress_on_a_narrow_screen() {
    for (lang, words) in [
        (Lang::Zh, ["当前", "状态", "目标", "进展"]),
        (Lang::En, ["Current", "Status", "Target", "Progress"]),
    ] {
        let mut desk = Desk::demo(lang, (80, 24));
        desk.press("9");
        let head = desk.screen().lines().take(4).collect::<String>();
        assert!(words.iter().all(|word| head.contains(word)), "{}", desk.screen());
    }
}

/// Cells in conflict are told on Home, on a small screen as well, with the key that settles them.
#[test]
fn home_tells_of_conflicts_at_every_size() {
    for (lang, said) in [(Lang::Zh, "1 格有两种说法"), (Lang::En, "1 cell in conflict")] {
        for size in [(60, 20), (80, 24), WIDE] {
            let mut project = changebook::demo::project(lang, today());
            let row = project.rows::<Person>()[0].id;
            std::sync::Arc::make_mut(&mut project.conflicts).push(changebook::project::Conflict {
                sheet: "people".into(),
                row,
                field: "name".into(),
                base: serde_json::Value::Null,
                mine: "Ana".into(),
                theirs: "Ben".into(),
                source: None,
            });
            let mut desk = Desk::open(lang, size, project);
            desk.must_show(said);
            desk.must_show("Alt-C");
            desk.press("<a-c>");
            assert!(matches!(desk.app().layers.last(), Some(Layer::Choose(_))), "{}", desk.screen());
        }
    }
}

/// A good standing that rests on one or two readings says how many they are.
#[test]
fn a_standing_of_few_readings_says_how_many() {
    for (lang, said) in [(Lang::Zh, "达成 · 才 1"), (Lang::En, "met · 1")] {
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("9]")
            .paste("Indicator\tDate\tValue\nStaff satisfaction with the change\t2026-03-02\t4.1\n")
            .press("<enter>");
        desk.press("[");
        desk.must_show(said);
    }
}
