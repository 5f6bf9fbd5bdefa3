//! The mouse.

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
