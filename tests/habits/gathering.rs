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

#[test]
fn a_list_is_filtered_by_words_and_by_its_cells() {
    for (lang, due, owner, bad) in [
        (Lang::Zh, "期限<2026-03-04", "售后总监", "没有叫“天气”的列"),
        (Lang::En, "due<2026-03-04", "Operations director", "There is no column '天气'"),
    ] {
        let mut desk = Desk::demo(lang, WIDE);
        desk.app_mut().show(TOOLS.iter().position(|tool| tool.key == "actions").unwrap(), Some(1));
        let all = desk.app().lines();
        assert!(all.len() > 5 && desk.app().list().is_some());
        let name = all[0].cells[0].text.get(lang).to_owned();
        // Words stand anywhere in a line; what is shown of how many is said, and the cursor walks among these.
        desk.press("<a-f>").press(&name).press("<enter>");
        let shown = desk.app().lines();
        assert!(!shown.is_empty() && shown.len() < all.len(), "{}", desk.screen());
        assert!(shown.iter().all(|line| line.cells.iter().any(|cell| cell.text.get(lang).contains(&name))));
        desk.must_show(
            &format!("{}/{}", shown.len(), all.len())
                .replace('/', if lang == Lang::Zh { "/" } else { " of " }),
        );
        desk.press("<down><down><down><down>");
        assert_eq!(desk.app().view_state().unwrap().row, shown.len() - 1);
        // Enter leads to the cell behind the line that is shown, and the way back is filtered still.
        desk.press("<enter>");
        assert_eq!(desk.app().place().and_then(|place| place.row), shown[shown.len() - 1].place.row);
        desk.press("<a-left>");
        assert_eq!(desk.app().lines().len(), shown.len(), "{}", desk.screen());
        // A day is compared as a day.
        desk.press("<a-f><c-a>").press(due).press("<enter>");
        let late = desk.app().lines();
        assert!(!late.is_empty() && late.len() < all.len(), "{}", desk.screen());
        for line in late.iter() {
            assert!(&*line.cells[2].text.zh < "2026-03-04", "{:?}", line.cells[2]);
        }
        // A tick is put to the line that is shown, not to the one that stands there without a filter.
        let place = late[0].tick.unwrap();
        desk.press("<c-home><space>");
        let ticked = desk.app().cell_at(place).unwrap().1;
        assert!(ticked != Cell::Empty || !desk.app().layers.is_empty(), "{}", desk.screen());
        if !desk.app().layers.is_empty() {
            desk.press("<esc>");
        }
        // Blank shows all, and an unknown title says which there are.
        desk.app_mut().run(Command::FilterOff);
        assert!(desk.app().view_state().unwrap().filter.is_none());
        desk.press("<a-f>天气=1<enter>");
        desk.must_show(bad);
        desk.press("<esc>");
        // Several conditions, by a whole title and by its beginning.
        let by_owner = if lang == Lang::Zh { "负责=" } else { "own=" };
        if all.iter().any(|line| line.cells[1].text.get(lang) == owner) {
            desk.press("<a-f><c-a>").press(&format!("{by_owner}{owner}")).press("<enter>");
            assert!(desk.app().lines().iter().all(|line| line.cells[1].text.get(lang) == owner));
        }
        // Only this value: in a list that is the owner of the line.
        desk.press("<a-o>");
        let shown = desk.app().lines();
        assert!(!shown.is_empty() && shown.iter().all(|line| line.cells[1] == shown[0].cells[1]));
    }
}
