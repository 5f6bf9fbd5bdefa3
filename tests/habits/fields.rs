//! Keys of a field that are no letters: copying within it, and what leads away from it.

use super::*;
use changebook::tools::adkar::score::{Element, Treat};
use changebook::tools::roadmap::Centre;

#[test]
fn enter_in_a_list_fills_every_selected_cell_and_tab_only_one() {
    for lang in BOTH {
        let mut desk = Desk::demo(lang, WIDE);
        desk.press("2<home>");
        to(&mut desk, "incentive", "<right>");
        let before: Vec<_> = desk.rows::<Person>().iter().map(|person| person.incentive).collect();
        desk.press("<s-down><s-down><s-down><enter>");
        desk.must_show(["选中了 4 格", "4 cells are selected"][usize::from(lang == Lang::En)]);
        // The second of the list, whatever stood there.
        desk.press("<up><up><up><up><down><enter>");
        let after: Vec<_> = desk.rows::<Person>().iter().map(|person| person.incentive).collect();
        assert!(after[..4].iter().all(|value| *value == after[0]), "{}", desk.screen());
        assert_ne!(after[..4], before[..4]);
        assert_eq!(after[4..], before[4..]);
        desk.press("<c-z>");
        let back: Vec<_> = desk.rows::<Person>().iter().map(|person| person.incentive).collect();
        assert_eq!(back, before, "one step takes all back");
        desk.press("<enter><up><up><up><up><down><tab>");
        let one: Vec<_> = desk.rows::<Person>().iter().map(|person| person.incentive).collect();
        assert_eq!(one[1..], before[1..]);
    }
}

#[test]
fn a_value_typed_into_a_selected_list_goes_into_one_cell_as_text_does() {
    let mut desk = en();
    desk.press("2");
    to(&mut desk, "role", "<right>");
    let before: Vec<_> = desk.rows::<Person>().iter().map(|person| person.role).collect();
    desk.press("<s-down><s-down>technician<enter>");
    let after: Vec<_> = desk.rows::<Person>().iter().map(|person| person.role).collect();
    assert_eq!(after[0], Some(Role::Technician), "{}", desk.screen());
    assert_eq!(after[1..], before[1..]);
}

#[test]
fn the_heat_map_leads_to_all_people_of_a_group() {
    for (lang, all) in [(Lang::Zh, "卡在渴望"), (Lang::En, "Stopped at Desire")] {
        let mut desk = Desk::demo(lang, WIDE);
        desk.press("2]]<enter>").must_show(all);
        desk.press(all).press("<enter>");
        let is_stopped =
            |person: &&Person| matches!(person.treat_first(), Treat::Barrier(Element::Desire, _));
        let stopped = desk.rows::<Person>().iter().filter(is_stopped).count();
        assert!(stopped > 1);
        assert_eq!(desk.app().view_state().unwrap().len(), stopped, "{}", desk.screen());
        desk.press("<a-left>").must_show(["热力图", "Heat map"][usize::from(lang == Lang::En)]);
    }
}

#[test]
fn the_heat_map_leads_to_the_people_of_one_centre() {
    let mut desk = en();
    desk.press("2]]<enter>Centre 3<enter>");
    let shown = desk.app().view_state().unwrap().len();
    let of_centre = desk.rows::<Person>().iter().filter(|person| person.centre == "Centre 3").count();
    assert!(shown >= 1 && shown < of_centre, "{shown} of {of_centre}\n{}", desk.screen());
    assert!(
        desk.app().row().is_some_and(|row| matches!(row.get(1), Cell::Text(centre) if centre == "Centre 3"))
    );
}

#[test]
fn keys_of_the_sheet_confirm_a_field_and_act() {
    for (key, shown) in [("<c-f>", "Search"), ("<c-p>", "Commands"), ("<c-o>", "Projects")] {
        let mut desk = fresh();
        desk.press("2Team A").press(key).must_show(shown);
        assert_eq!(names(&desk), ["Team A"], "{key}:\n{}", desk.screen());
        assert!(!matches!(desk.app().layers.last(), Some(Layer::Cell(_))), "{key}:\n{}", desk.screen());
    }
    let mut desk = fresh();
    desk.press("2Team A<c-q>");
    assert_eq!(names(&desk), ["Team A"]);
    assert!(desk.exit().is_some(), "{}", desk.screen());
}

#[test]
fn a_value_that_is_refused_keeps_the_field_whatever_key_leads_away() {
    for key in ["<c-f>", "<c-q>", "<c-o>"] {
        let mut desk = fresh();
        desk.press("2T<enter><up>");
        to(&mut desk, "headcount", "<right>");
        desk.press("many").press(key);
        assert!(matches!(desk.app().layers.last(), Some(Layer::Cell(_))), "{key}:\n{}", desk.screen());
        assert!(desk.exit().is_none());
    }
}

#[test]
fn text_is_copied_cut_and_pasted_within_fields() {
    let mut desk = fresh();
    desk.press("2Team A<c-a><c-c><enter>");
    assert_eq!(desk.copied().as_deref(), Some("Team A"));
    desk.press("<enter><c-v> two<enter>");
    assert_eq!(names(&desk), ["Team A", "Team A two"], "{}", desk.screen());
    desk.press("<up><f2><c-a><c-x>");
    let Some(Layer::Cell(edit)) = desk.app().layers.last() else { panic!("{}", desk.screen()) };
    assert_eq!(edit.editor.text(), "");
    desk.press("Old <c-v><enter>");
    assert_eq!(names(&desk), ["Team A", "Old Team A two"]);
    // Without a selection all of it is copied and nothing is taken away.
    desk.press("<up><f2><c-x>");
    let Some(Layer::Cell(edit)) = desk.app().layers.last() else { panic!("{}", desk.screen()) };
    assert_eq!(edit.editor.text(), "Old Team A two");
}

#[test]
fn a_name_that_is_in_no_list_is_added_as_new() {
    for (lang, added, key) in
        [(Lang::Zh, "＋ 新增“北区快修站”", "<enter>"), (Lang::En, "+ Add '北区快修站' as new", "<tab>")]
    {
        let mut desk = Desk::demo(lang, WIDE);
        let centres = desk.rows::<Centre>().len();
        desk.press("9]");
        to(&mut desk, "centre", "<right>");
        let before = whole(desk.project());
        desk.press("北区快修站").must_show(added);
        desk.press("<esc>");
        assert_eq!(whole(desk.project()), before, "{}", desk.screen());
        desk.press("北区快修站").press(key);
        let all = desk.rows::<Centre>();
        assert_eq!((all.len(), &*all[centres].name), (centres + 1, "北区快修站"), "{}", desk.screen());
        assert!(desk.rows::<Reading>().iter().any(|reading| reading.centre.0 == Some(all[centres].id)));
        // It is one step.
        desk.press("<c-z>");
        assert_eq!(whole(desk.project()), before, "{}", desk.screen());
        desk.press("<c-y>");
        assert_eq!(desk.rows::<Centre>().len(), centres + 1);
    }
}

#[test]
fn a_name_of_the_list_is_not_added_again() {
    let mut desk = en();
    let centres = desk.rows::<Centre>().len();
    desk.press("9]");
    to(&mut desk, "centre", "<right>");
    desk.press("centre 3");
    assert!(!desk.screen().contains("as new"), "{}", desk.screen());
    desk.press("<enter>");
    assert_eq!(desk.rows::<Centre>().len(), centres);
}

#[test]
fn a_role_is_never_taken_by_letters_that_stand_scattered_in_another() {
    for (lang, typed, kept) in [
        (Lang::En, "HR", true),
        (Lang::En, "Rep", true),
        (Lang::En, "Store", true),
        (Lang::En, "Staff", true),
        (Lang::En, "tech", false),
        (Lang::En, "recep", false),
        (Lang::En, "CEO", false),
        (Lang::Zh, "HR", true),
        (Lang::Zh, "站长", true),
        (Lang::Zh, "js", false),
        (Lang::Zh, "gw", false),
        (Lang::Zh, "前", false),
        (Lang::Zh, "店长", false),
    ] {
        for (key, before) in [("<enter>", ""), ("<tab>", ""), ("<enter>", "CEO<enter><up>")] {
            let mut desk = Desk::fresh(lang, WIDE);
            desk.press("2T<enter><up>");
            to(&mut desk, "role", "<right>");
            // Whatever stood there before.
            desk.press(before).press(typed).press(key);
            let project = desk.project();
            let role = desk.rows::<Person>()[0].role;
            let own = role.map(|role| role.label().en.to_string());
            assert_eq!(
                own.as_deref() == Some(typed),
                kept,
                "{typed} {key}: {role:?}\n{}",
                project.sheets().count()
            );
            assert!(role.is_some(), "{typed} {key}");
        }
    }
}

#[test]
fn a_unit_that_is_in_no_list_is_kept_as_the_other_unit() {
    for lang in BOTH {
        for key in ["<enter>", "<tab>"] {
            let mut desk = Desk::demo(lang, WIDE);
            desk.press("9]]]]");
            to(&mut desk, "unit", "<right>");
            let before = whole(desk.project());
            // In place of a unit of the list, and on the line for a new indicator.
            for row in ["", "<c-end><down>"] {
                desk.press(row);
                to(&mut desk, "unit", if row.is_empty() { "<right>" } else { "<left>" });
                desk.press("pallets").press(key);
                let kpi = desk.rows::<Kpi>().into_iter().find(|kpi| kpi.unit_name == "pallets");
                assert!(kpi.is_some_and(|kpi| kpi.unit.is_none()), "{row} {key}:\n{}", desk.screen());
                desk.press("<c-z>");
                assert_eq!(whole(desk.project()), before, "one step: {}", desk.screen());
            }
        }
    }
}

#[test]
fn a_centre_that_only_cards_name_is_in_the_list_of_a_reading() {
    for key in ["<enter>", "<tab>"] {
        let mut desk = zh();
        desk.press("2");
        to(&mut desk, "centre", "<right>");
        desk.press("99号中心<enter>");
        let centres = desk.rows::<Centre>().len();
        desk.press("<f3>9]");
        to(&mut desk, "centre", "<right>");
        desk.press("99").must_show("诊断卡上有，选了就新增");
        desk.press(key);
        let all = desk.rows::<Centre>();
        assert_eq!((all.len(), &*all[centres].name), (centres + 1, "99号中心"), "{}", desk.screen());
        assert!(desk.rows::<Reading>().iter().any(|reading| reading.centre.0 == Some(all[centres].id)));
        // From then on it is one of the list.
        desk.press("<down><up>99");
        assert!(!desk.screen().contains("选了就新增"), "{}", desk.screen());
    }
}
