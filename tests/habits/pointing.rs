//! The mouse.

use super::*;

#[test]
fn a_click_goes_to_a_tool_a_tab_and_a_cell() {
    let mut desk = en();
    click(&mut desk, Spot::Tool(tool("kpi").line()));
    assert_eq!(desk.app().screen, tool("kpi"));
    click(&mut desk, Spot::View(4));
    assert_eq!(desk.app().view().unwrap().2.key, "setup");
    click(&mut desk, Spot::Cell(2, 2));
    assert_eq!((desk.column(), desk.app().view_state().unwrap().row), ("unit", 2));
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

/// Presses the left button on one cell and draws to another.
#[track_caller]
fn drag(desk: &mut Desk, from: Spot, to: Spot) {
    use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
    for (spot, kind) in
        [(from, MouseEventKind::Down(MouseButton::Left)), (to, MouseEventKind::Drag(MouseButton::Left))]
    {
        let (area, _) = *desk.app().drawn.spots.iter().rev().find(|(_, drawn)| *drawn == spot).unwrap();
        let mouse = MouseEvent { kind, column: area.x, row: area.y, modifiers: KeyModifiers::NONE };
        desk.send(changebook::event::Event::Mouse(mouse));
    }
}

#[test]
fn a_drag_within_one_cell_selects_nothing() {
    let mut desk = en();
    desk.press("2");
    drag(&mut desk, Spot::Cell(1, 4), Spot::Cell(1, 4));
    assert_eq!(desk.app().view_state().unwrap().selection, None);
    desk.press("<esc>");
    assert_eq!(desk.app().focus, Focus::Tools);
}

#[test]
fn a_drag_over_a_form_selects_nothing_that_a_key_would_clear() {
    let mut desk = en();
    desk.press("1");
    let all = |desk: &Desk| desk.rows::<Form>().iter().flat_map(scores).collect::<Vec<_>>();
    let before = all(&desk);
    let slot = desk.app().view_state().unwrap().slot;
    drag(&mut desk, Spot::Cell(0, slot), Spot::Cell(0, slot + 2));
    assert_eq!(desk.app().view_state().unwrap().selection, None);
    desk.press("<del>");
    let cleared = all(&desk).iter().zip(&before).filter(|(now, was)| now != was).count();
    assert_eq!(cleared, 1, "{}", desk.screen());
}

#[test]
fn a_drag_leaves_the_cursor_where_it_began_whatever_is_done_to_the_block() {
    for keys in ["<del>", "<c-d>", "<c-x>"] {
        let mut desk = en();
        desk.press("2");
        let name = desk.rows::<Person>()[1].name.to_string();
        drag(&mut desk, Spot::Cell(1, 4), Spot::Cell(3, 5));
        assert_eq!(desk.row_name(), name);
        desk.press(keys);
        // The cursor stays, and so does the block: what is done next is done to the same cells.
        assert_eq!(desk.row_name(), name, "{keys}");
        assert_eq!(desk.app().view_state().unwrap().block(), ((1, 3), (4, 5)), "{keys}");
    }
}

/// Where the role of a card stands, and a list with a text typed into it.
fn typing_a_role(lang: Lang, typed: &str) -> Desk {
    let mut desk = Desk::demo(lang, WIDE);
    desk.press("2<c-home>");
    to(&mut desk, "role", "<right>");
    desk.press(typed);
    assert!(matches!(desk.app().layers.last(), Some(Layer::Choose(_))), "{}", desk.screen());
    desk
}

fn role_of(desk: &Desk, at: usize) -> String {
    desk.rows::<Person>()[at].role.as_ref().map_or(String::new(), |role| role.label().en.to_string())
}

#[test]
fn a_click_elsewhere_confirms_what_is_typed_into_a_list_and_goes_there() {
    for lang in BOTH {
        for (typed, wanted) in [("Fahrdienst", "Fahrdienst"), ("Technician", "Technician"), ("", "Executive")]
        {
            let mut desk = typing_a_role(lang, if typed.is_empty() { "<enter>" } else { typed });
            click(&mut desk, Spot::Cell(2, 0));
            assert!(desk.app().layers.is_empty(), "{typed}: {}", desk.screen());
            let state = desk.app().view_state().unwrap();
            assert_eq!((state.row, state.slot), (2, 0), "{typed}");
            assert_eq!(role_of(&desk, 0), wanted, "{typed}");
        }
        // What Enter would not take stays open with the reason, and so does what may be several.
        let mut desk = Desk::demo(lang, WIDE);
        desk.press("9]]]]<c-home>");
        to(&mut desk, "direction", "<right>");
        let before = whole(desk.project());
        for (typed, said) in [("zzz", ["没有找到", "Nothing found"]), ("better", ["Esc", "Esc"])] {
            desk.press(typed);
            click(&mut desk, Spot::Cell(2, 0));
            assert!(matches!(desk.app().layers.last(), Some(Layer::Choose(_))), "{}", desk.screen());
            assert_eq!(whole(desk.project()), before);
            desk.must_say(said[usize::from(lang == Lang::En)]);
            desk.press("<esc>");
            if lang == Lang::Zh {
                break;
            }
        }
    }
}

#[test]
fn a_tool_key_confirms_what_is_typed_into_a_list_and_acts() {
    for key in ["<f3>", "<a-3>", "<f12>", "<c-pgdn>", "<f6>"] {
        let mut desk = typing_a_role(Lang::En, "Fahrdienst");
        let screen = desk.app().screen;
        desk.press(key);
        assert_eq!(role_of(&desk, 0), "Fahrdienst", "{key}: {}", desk.screen());
        assert_ne!(desk.app().screen, screen, "{key}: {}", desk.screen());
    }
    let mut desk = typing_a_role(Lang::En, "Fahrdienst");
    desk.press("<c-s>");
    assert_eq!(role_of(&desk, 0), "Fahrdienst");
    desk.must_say("not kept");
    // A list of commands has nothing to confirm.
    let mut desk = en();
    desk.press("2<c-p>abc<f3>");
    assert_eq!(desk.app().screen, Screen::Home, "{}", desk.screen());
    assert!(desk.app().layers.is_empty());
}
