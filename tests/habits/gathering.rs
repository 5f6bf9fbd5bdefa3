//! Lists that are gathered from several sheets.

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
        let (line, at) = (desk.app().line().unwrap(), desk.app().view_state().unwrap().row);
        desk.press("<enter>");
        assert_eq!(desk.app().place().map(|p| (p.sheet, p.row)), Some((line.place.sheet, line.place.row)));
        desk.press("<a-left>");
        assert_eq!(desk.app().line().as_ref(), Some(&line));
        assert_eq!(desk.app().view_state().unwrap().row, at);
    }
}

#[test]
fn the_cursor_walks_the_lines_as_it_walks_rows() {
    let mut desk = en();
    desk.press("a");
    let at = |desk: &Desk| desk.app().view_state().unwrap().row;
    let last = desk.app().view_state().unwrap().len() - 1;
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
    let at = desk.app().view_state().unwrap().row;
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
