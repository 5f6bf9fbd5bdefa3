//! Moving about: cells, rows, tools, tabs, and the way out.

use super::*;

#[test]
fn arrows_and_letters_walk_the_same_way_where_letters_are_commands() {
    for (place, arrows, letters) in [
        ("2<right><right><right><right>", "<down><down><right><up>", "jjlk"),
        ("3<right>", "<down><right><left>", "jlh"),
        ("1", "<down><down><right>", "jjl"),
    ] {
        let (mut a, mut b) = (en(), en());
        for desk in [&mut a, &mut b] {
            desk.app_mut().choices.letters_type = false;
        }
        a.press(place).press(arrows);
        b.press(place).press(letters);
        assert_eq!(a.screen(), b.screen(), "{arrows} and {letters} after {place}");
        let at = |desk: &Desk| desk.app().view_state().map(|view_state| (view_state.row, view_state.slot));
        assert_ne!(at(&a), at(en().press(place)), "{arrows} goes somewhere");
    }
    let mut desk = en();
    desk.press("2jk<enter>");
    assert_eq!(desk.rows::<Person>()[0].name, "jk", "a name may begin with any letter");
}

#[test]
fn what_is_typed_where_nothing_can_be_typed_is_answered_and_moves_nothing() {
    for (place, typed, en, zh) in [
        // A score.
        ("1", "high", "A score is 1 to 5: press a digit, 0 clears it", "评分是 1 到 5：按数字键，0 清空"),
        ("2<right><right><right><right>", "jolly", "A score is 1 to 5", "评分是 1 到 5"),
        // The weakest link is computed.
        (
            "2<right><right><right><right><right><right><right><right><right>",
            "hello",
            "is computed; type into cells of this row instead, such as 'Awareness'",
            "是算出来的，不在这里输入：请填这一行里的格子，如“认知”",
        ),
        // How often an audience has heard a message is counted from what was sent.
        ("6<right><right>", "x", "is counted: F5, 'Log a message'", "是数出来的：按 F5 “记录沟通”"),
        // Gathered actions, and a drawing.
        (
            "a",
            "xx",
            "What stands here is gathered from elsewhere: Enter goes there",
            "这里汇总别处的内容：按回车去原处",
        ),
    ] {
        for lang in BOTH {
            let mut desk = Desk::demo(lang, WIDE);
            desk.press(place);
            let at = |desk: &Desk| desk.app().view_state().map(|state| (state.row, state.slot));
            let (before, steps) = (at(&desk), desk.app().opened.as_ref().unwrap().project.clone());
            desk.press(typed);
            assert_eq!(at(&desk), before, "{typed} at {place}");
            assert!(desk.app().opened.as_ref().unwrap().project.same(&steps), "{typed} at {place}");
            let said = desk.app().message.as_ref().map(|message| message.text.get(lang).to_owned());
            let wished = if lang == Lang::Zh { zh } else { en };
            assert!(said.as_ref().is_some_and(|said| said.contains(wished)), "{place}: {said:?}");
        }
    }
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
    for n in 0..TOOLS.len() {
        desk.press(&Screen::Tool(n).mark().to_string());
        assert_eq!(desk.app().screen, Screen::Tool(n));
        desk.press("<f3>");
        assert_eq!(desk.app().screen, Screen::Home);
    }
    desk.press("9]]");
    assert_eq!(desk.app().view().unwrap().2.key, "review");
    desk.press("[[[");
    assert_eq!(desk.app().view().unwrap().2.key, "week");
    desk.press("}");
    assert_eq!(desk.app().screen, tool("actions"));
    desk.press("<f3>}");
    assert_eq!(desk.app().screen, Screen::Tool(0));
    desk.press("{");
    assert_eq!(desk.app().screen, Screen::Home);
}

#[test]
fn escape_always_leads_out() {
    for deep in
        ["2<enter>x", "2:", "2/ab", "2?", "2<f4>", "2<s-down>", "2<paste:a\\tb\\n1\\t2>", "9<f5>", "9<a-v>"]
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

/// The slots of the view that are hidden after these keys, and a desk at the first cell.
fn with_hidden(lang: Lang) -> Desk {
    let mut desk = Desk::demo(lang, WIDE);
    desk.press("2<c-home><right><a-h><a-h><c-home>");
    let state = desk.app().view_state().unwrap();
    assert!(state.is_hidden(1) && state.is_hidden(2) && state.slot == 0);
    desk
}

#[test]
fn moves_by_edges_pass_over_hidden_columns() {
    let slot = |desk: &Desk| desk.app().view_state().unwrap().slot;
    for lang in BOTH {
        let mut desk = with_hidden(lang);
        desk.press("<c-right>");
        assert!(slot(&desk) > 2, "{}", desk.screen());
        desk.press("<c-left><c-left><c-left>");
        assert_eq!(slot(&desk), 0);
        desk.press("<c-s-right>");
        let ((from, to), (left, right)) = desk.app().view_state().unwrap().block();
        assert!((from, to, left) == (0, 0, 0) && right > 2, "{}", desk.screen());
        // Two hidden ones are not counted.
        desk.must_show(&match lang {
            Lang::Zh => format!("已选 1 行 × {} 列", right - 1),
            Lang::En => format!("1 x {} selected", right - 1),
        });
        // Along the line for a new row nothing stands, so that it ends at the last column shown.
        desk.press("<c-home><c-down><c-down><down><c-right>");
        let last = slot(&desk);
        desk.press("<end>");
        assert_eq!(slot(&desk), last, "{}", desk.screen());
    }
}

#[test]
fn a_selection_reaches_to_the_edge_in_the_line_of_the_active_cell() {
    let mut desk = en();
    desk.press("2<c-home>");
    let reach = |desk: &Desk| desk.app().view_state().unwrap().block();
    desk.press("<c-s-right>");
    let (_, (_, alone)) = reach(&desk);
    desk.press("<c-home><c-s-down><c-s-right>");
    let ((from, to), (left, right)) = reach(&desk);
    assert_eq!((from, left, right), (0, 0, alone), "{}", desk.screen());
    assert_eq!(to, desk.rows::<Person>().len() - 1);
    // The other way round the first column decides, which is filled down to the end.
    desk.press("<c-home><c-s-right><c-s-down>");
    assert_eq!(reach(&desk), ((0, to), (0, alone)));
}
