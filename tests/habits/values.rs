//! What becomes of values as people type and paste them.

use super::*;

#[test]
fn a_name_is_cleaned_however_it_comes_and_its_twin_is_pointed_out() {
    for (lang, said) in [(Lang::Zh, "几乎一样"), (Lang::En, "Almost the same as 'Team X1'")] {
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("2Team X1<enter>");
        desk.paste("\u{feff}Team\u{200d}\u{2060} Y2\u{202e}").press("<down>Team Z3<enter>");
        assert_eq!(names(&desk), ["Team X1", "Team Y2", "Team Z3"]);
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("2Team X1<enter>").press("team  x1<enter>");
        desk.must_say(said);
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("2Team X1<enter>").paste("TEAM\u{a0}X1\u{200b}");
        desk.must_say(said);
        assert_eq!(desk.rows::<Person>()[1].name, "TEAM X1");
    }
}

#[test]
fn words_for_nothing_empty_a_cell_and_say_so() {
    for (lang, said) in [(Lang::Zh, "“N/A”当作没有填"), (Lang::En, "'N/A' is taken as blank")] {
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("2Team X1<enter><up>");
        to(&mut desk, "headcount", "<right>");
        desk.press("12<enter><up>");
        assert_eq!(desk.rows::<Person>()[0].headcount, Some(12));
        desk.press("<enter><bs><bs>N/A<enter>");
        desk.must_say(said);
        desk.press("<up>");
        assert_eq!(desk.rows::<Person>()[0].headcount, None);
        desk.paste("1,200.0");
        assert_eq!(desk.rows::<Person>()[0].headcount, Some(1200));
        desk.paste("N/A");
        desk.must_say(said);
        assert_eq!(desk.rows::<Person>()[0].headcount, None);
        // In words it may be a name.
        desk.press("<home>").paste("N/A");
        assert_eq!(desk.rows::<Person>()[0].name, "N/A");
    }
}

#[test]
fn a_small_percentage_is_pasted_without_a_question() {
    let mut desk = fresh();
    desk.press("9]").paste("FTFR");
    to(&mut desk, "value", "<right>");
    desk.paste("0.8%");
    assert!(desk.app().layers.is_empty(), "{}", desk.screen());
    assert_eq!(desk.rows::<Reading>()[0].value, Some(0.8));
}

#[test]
fn a_role_of_ones_own_is_kept_and_stands_in_the_list() {
    for (lang, keep, asked) in
        [(Lang::Zh, "保留“站长”", "不在选项里"), (Lang::En, "Keep '站长'", "not one of the options")]
    {
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("2Team X1<enter>Team Y2<enter><up><up>");
        to(&mut desk, "role", "<right>");
        desk.press("<enter>").paste("站长");
        desk.must_show(keep);
        desk.press("<enter>");
        assert!(desk.app().layers.is_empty(), "{}", desk.screen());
        let own = desk.rows::<Person>()[0].role.unwrap();
        assert_eq!((own.key(), &*own.label().zh), ("站长", "站长"));
        desk.must_show("站长");
        // It stands in the list of the next.
        assert_eq!(
            (desk.row_name(), desk.column()),
            ("Team Y2".into(), "role"),
            "down, as behind a typed value"
        );
        desk.press("<enter>");
        desk.must_show("站长");
        desk.paste("站").press("<tab>");
        assert_eq!(desk.rows::<Person>()[1].role, Some(own));
        // One that nobody has is asked about: it may be a slip.
        to(&mut desk, "role", "<left>");
        desk.paste("备件经理");
        desk.must_show(asked);
        desk.press("n");
        assert_eq!(
            desk.rows::<Person>()[1].role.map(|role| role.key().to_owned()).as_deref(),
            Some("备件经理")
        );
        desk.paste("店长");
        assert_eq!(desk.rows::<Person>()[1].role, Some(Role::CentreManager));
        // In a block it is offered first.
        desk.paste("姓名\t岗位\n甲\t网点负责人\n乙\t网点负责人\n丙\t站长\n");
        desk.must_show(asked);
        desk.press("<enter>");
        desk.must_show(if lang == Lang::Zh {
            "保留为自定义角色：网点负责人"
        } else {
            "Keep 网点负责人 as a role of your own"
        });
        desk.press("<enter><c-s>");
        let roles: Vec<_> =
            desk.rows::<Person>().iter().map(|p| p.role.map(|r| r.key().to_owned())).collect();
        assert_eq!(
            roles[2..].iter().flatten().map(String::as_str).collect::<Vec<_>>(),
            ["网点负责人", "网点负责人", "站长"]
        );
    }
}

#[test]
fn a_choice_is_found_by_its_other_names() {
    for (typed, role) in [("店长", Role::CentreManager), ("store manager", Role::CentreManager)] {
        let mut desk = Desk::fresh(Lang::Zh, WIDE);
        desk.press("2甲<enter><up>");
        to(&mut desk, "role", "<right>");
        desk.press("<enter>").paste(typed);
        assert!(!desk.screen().contains("保留"), "{}", desk.screen());
        desk.press("<enter>");
        assert_eq!(desk.rows::<Person>()[0].role, Some(role), "{typed}");
    }
}

#[test]
fn clearing_a_text_of_ours_is_answered_as_typing_over_it_is() {
    for (lang, given, back) in [
        (Lang::Zh, "这是标准内容", "恢复为标准内容"),
        (Lang::En, "This is a standard text", "It is the standard text again"),
    ] {
        for keys in ["<del>", "<c-x>", "<s-down><s-down><del>", "x"] {
            let mut desk = Desk::demo(lang, WIDE);
            desk.press("9]]]]<c-home>");
            let before = whole(desk.project());
            desk.press(keys);
            desk.must_say(given);
            assert!(whole(desk.project()) == before, "{keys}");
        }
        // One that was changed comes back.
        let mut desk = Desk::demo(lang, WIDE);
        desk.press("9]]]]<c-home>");
        let name = desk.row_name();
        desk.press("<enter><c-u>Own name<enter><up>");
        assert_eq!(desk.row_name(), "Own name");
        desk.press("<del>");
        desk.must_say(back);
        assert_eq!(desk.row_name(), name);
        // What is blank is blank.
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("2A<enter><c-home><right><s-right><del>");
        desk.must_say(if lang == Lang::Zh { "本来就是空的" } else { "blank already" });
    }
}
