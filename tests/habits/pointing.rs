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
