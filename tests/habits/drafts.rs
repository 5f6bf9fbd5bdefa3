//! Text that is being typed, kept for the case that the program ends.

use super::*;
use changebook::app::layer::Ask;
use changebook::event::Event;

#[test]
fn what_is_typed_is_kept_within_two_seconds_and_dropped_when_done() {
    let mut desk = fresh();
    assert_eq!(desk.app().deadline(), None);
    let begun = std::time::Instant::now();
    desk.press("2<enter>a");
    let deadline = desk.app().deadline().expect("a draft is due");
    assert!(deadline.duration_since(begun) <= std::time::Duration::from_secs(2) + begun.elapsed());
    desk.press("bc");
    assert_eq!(desk.app().deadline(), Some(deadline), "typing on does not put it off");
    desk.send(Event::Timer);
    assert_eq!(desk.app().deadline(), None);
    desk.press("d");
    assert!(desk.app().deadline().is_some());
    desk.press("<enter>");
    assert_eq!(desk.app().deadline(), None);
}

#[test]
fn a_row_typed_on_the_last_line_is_one_step() {
    let mut desk = fresh();
    let before = whole(desk.project());
    desk.press("2Team A<enter>");
    assert_eq!(desk.rows::<Person>().len(), 1);
    desk.press("<c-z>");
    assert_eq!(whole(desk.project()), before);
    assert!(desk.app().enabled(Command::Undo).is_err());
}

#[test]
fn a_long_text_left_with_escape_comes_back_with_undo() {
    for (lang, said) in
        [(Lang::Zh, "Ctrl-Z 找回刚才输入的文字"), (Lang::En, "Ctrl-Z brings the typed text back")]
    {
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("2Team A<enter><up><enter> and its long name<esc>");
        desk.must_say(said);
        assert_eq!(desk.rows::<Person>()[0].name, "Team A");
        desk.press("<c-z><enter>");
        assert_eq!(desk.rows::<Person>()[0].name, "Team A and its long name");
        // A few letters are given up as they are everywhere, and undo is about the last step.
        desk.press("<up><enter><c-u>x<esc><c-z>");
        assert_eq!(desk.rows::<Person>()[0].name, "Team A");
        // So it is when something else was changed since.
        desk.press("<enter> and its long name<esc><right><right><right>7<enter><c-z>");
        assert_eq!(
            (desk.rows::<Person>()[0].name.as_str(), desk.rows::<Person>()[0].headcount),
            ("Team A", None)
        );
    }
}

#[test]
fn a_long_text_left_in_a_field_that_an_action_opened_comes_back_with_its_row() {
    for (lang, said) in
        [(Lang::Zh, "Ctrl-Z 找回刚才输入的文字"), (Lang::En, "Ctrl-Z brings the typed text back")]
    {
        let mut desk = Desk::demo(lang, WIDE);
        let before = whole(desk.project());
        desk.press("9");
        let from = desk.app().view().unwrap().2.key;
        let long = "Dispatching goes live in the north";
        desk.press("<f9>").paste(long).press("<esc>");
        desk.must_say(said);
        assert_eq!(whole(desk.project()), before, "the row made for it is gone");
        desk.press("<c-z>");
        let Some(Layer::Cell(edit)) = desk.app().layers.last() else { panic!("{}", desk.screen()) };
        assert_eq!(edit.editor.text(), long);
        // Left once more it comes back once more, and the row does not stay behind.
        desk.press("<esc>");
        desk.must_say(said);
        assert_eq!(whole(desk.project()), before);
        desk.press("<c-z><enter>");
        assert!(desk.rows::<KpiEvent>().iter().any(|event| event.name == long));
        assert_eq!(desk.app().view().unwrap().2.key, from, "entering it leads back");
        // A few letters are given up with the row.
        let with_it = whole(desk.project());
        desk.press("<f9>abc<esc>");
        assert!(!desk.said().contains(said));
        assert_eq!(whole(desk.project()), with_it);
    }
}

#[test]
fn a_text_whose_row_has_gone_can_be_copied_or_dropped() {
    let draft = changebook::app::request::Draft {
        sheet: "people".into(),
        row: Some(Id::new(77)),
        column: "name".into(),
        text: "half a name".into(),
    };
    for (lang, question) in [(Lang::Zh, "所在的行已经不在了"), (Lang::En, "its row is gone")] {
        let mut desk = Desk::fresh(lang, WIDE);
        let project = Box::new(desk.project().clone());
        desk.answer(Reply::Opened { project, read_only: None, draft: Some(draft.clone()) });
        desk.must_show("half a name");
        desk.must_show(question);
        desk.press("y");
        assert_eq!(desk.copied().as_deref(), Some("half a name"));
        desk.press("2<c-v>");
        assert_eq!(desk.rows::<Person>()[0].name, "half a name");
    }
}

/// A yes to the text that was left brings it back and harms nobody, whatever was typed before; a no behind a word does not count.
#[test]
fn a_text_that_was_left_comes_back_with_one_key() {
    for lang in BOTH {
        for (keys, back) in [("xy", true), ("x<enter>", true), ("y", true), ("xn", false)] {
            let mut desk = Desk::fresh(lang, WIDE);
            desk.press("2A<enter>");
            let draft = changebook::app::request::Draft {
                sheet: "people".into(),
                row: Some(desk.rows::<Person>()[0].id),
                column: "name".into(),
                text: "half a name".into(),
            };
            let project = Box::new(desk.project().clone());
            desk.answer(Reply::Opened { project, read_only: None, draft: Some(draft) });
            desk.press(keys);
            let typing = matches!(desk.app().layers.last(), Some(Layer::Cell(edit)) if edit.editor.text() == "half a name");
            assert_eq!(typing, back, "{keys}: {}", desk.screen());
            desk.must_show("half a name");
        }
    }
}

#[test]
fn a_draft_that_is_not_kept_is_said_while_typing() {
    for (lang, said) in [
        (Lang::Zh, "正在输入的文字没有备份：磁盘已满"),
        (Lang::En, "typed text not backed up: the disk is full"),
    ] {
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("2<enter>abc").answer(Reply::DraftNotKept(text("磁盘已满", "the disk is full").into()));
        desk.must_show(said);
        desk.press("def");
        desk.must_show(said);
        desk.press("<enter>");
        assert!(!desk.shows(said));
    }
}

#[test]
fn discarding_a_text_of_one_kind_leaves_that_of_the_other_on_the_disk() {
    let left = |of_form: bool| changebook::app::request::Draft {
        sheet: if of_form { "" } else { "people" }.into(),
        row: None,
        column: if of_form { "create" } else { "name" }.into(),
        text: if of_form { "[\"Pilot\"]" } else { "half a name" }.into(),
    };
    for (typing, of_form) in [(":New project<enter>Pilot", false), ("2<enter>abc", true)] {
        let mut desk = fresh();
        let folder = desk.files()[0].parent().unwrap().to_owned();
        let kept = || {
            let names = std::fs::read_dir(&folder).unwrap().map(|name| name.unwrap().file_name());
            names.filter(|name| name.to_string_lossy().ends_with(".draft-1")).count()
        };
        desk.press(typing).send(Event::Timer).press("<left>");
        assert_eq!(kept(), 1, "{typing}");
        // One of the other kind was left by a crash, and is not wanted.
        desk.app_mut().offer_draft(left(of_form));
        desk.press("n");
        assert_eq!(kept(), 1, "{typing}");
        // A form that is left stays on the disk until its text is taken out.
        let of_cell = of_form;
        desk.press("<esc>");
        assert_eq!(kept(), usize::from(!of_cell), "{typing}");
        if !of_cell {
            desk.press(":New project<enter><c-u><esc>");
        }
        assert_eq!(kept(), 0, "{typing}");
    }
}

/// The texts of the fields of the form on top.
fn form_texts(desk: &Desk) -> Vec<String> {
    let Some(Layer::Form(form)) = desk.app().layers.last() else { panic!("{}", desk.screen()) };
    form.fields.iter().map(|field| field.editor.text().to_owned()).collect()
}

#[test]
fn what_was_typed_into_a_form_is_there_when_it_is_opened_again() {
    for (lang, create, rename, said) in [
        (Lang::Zh, ":新建项目<enter>", ":给项目改名<enter>", "再打开时，输入的文字还在"),
        (Lang::En, ":New project<enter>", ":Rename this<enter>", "what you typed is there"),
    ] {
        for size in [WIDE, (80, 24)] {
            let mut desk = Desk::fresh(lang, size);
            // A form in which nothing was typed leaves nothing.
            desk.press(create).press("<esc>");
            assert!(!desk.said().contains(said));
            desk.press(create).press("Pilot<enter>Fewer visits by June<esc>");
            desk.must_say(said);
            desk.press(create);
            assert_eq!(form_texts(&desk)[..2], ["Pilot", "Fewer visits by June"]);
            desk.press("<esc>").press(rename).press(" and more<esc>").press(rename);
            assert!(form_texts(&desk)[0].ends_with(" and more"), "{:?}", form_texts(&desk));
            // What is done is done, and what is taken out again is gone.
            desk.press("<enter>").press(rename).press("<esc>").press(create);
            desk.press("<c-u><enter>");
            desk.press("<esc>").press(create);
            assert_eq!(form_texts(&desk)[1], "Fewer visits by June");
            desk.press("Pilot<enter><c-a><del><enter><enter><enter>");
            assert_eq!(charter::charter(desk.project()).name, "Pilot");
            desk.press(create);
            assert_eq!(form_texts(&desk)[..2], ["", ""]);
        }
    }
}

#[test]
fn the_first_form_of_all_keeps_its_text() {
    let mut desk = Desk::with(
        Choices { lang: Lang::En, ..Choices::default() },
        WIDE,
        changebook::app::App::welcome_second,
    );
    desk.press("1Pilot<esc>");
    assert!(desk.app().opened.is_none());
    desk.press("1");
    assert_eq!(form_texts(&desk)[0], "Pilot");
}

#[test]
fn a_project_that_could_not_be_made_is_not_typed_again() {
    let mut desk = fresh();
    desk.press(":New project<enter>Pilot<enter>Fewer visits by June<enter><enter><enter>");
    assert_eq!(charter::charter(desk.project()).name, "Pilot");
    // The same, but the demo is not left for it.
    let mut desk = en();
    desk.press("3<space>:New project<enter>Pilot<enter>Fewer visits by June<enter><enter><enter>3");
    desk.press(":New project<enter>");
    assert_eq!(form_texts(&desk)[..2], ["Pilot", "Fewer visits by June"]);
}

#[test]
fn a_form_is_kept_within_two_seconds_and_offered_again() {
    use changebook::app::request::Draft;
    for (lang, create, question) in [
        (Lang::Zh, ":新建项目<enter>", "新建项目：上次退出时“Pilot”还没有确认"),
        (Lang::En, ":New project<enter>", "New project: 'Pilot' was not confirmed"),
    ] {
        let mut desk = Desk::fresh(lang, WIDE);
        assert_eq!(desk.app().deadline(), None);
        desk.press(create);
        assert_eq!(desk.app().deadline(), None, "nothing is typed yet");
        let begun = std::time::Instant::now();
        desk.press("Pilot");
        let deadline = desk.app().deadline().expect("a draft is due");
        assert!(deadline.duration_since(begun) <= std::time::Duration::from_secs(2) + begun.elapsed());
        desk.send(Event::Timer);
        assert_eq!(desk.app().deadline(), None, "it is kept");
        desk.press("<esc>");
        assert_eq!(desk.app().deadline(), None);
        // What is asked to be kept is the text of all fields.
        let choices = Choices { lang, ..Choices::default() };
        let mut app = changebook::app::App::new(choices, today(), Box::new(|| Id::new(900_000)));
        app.open(new_project("N"), None);
        let mut asked = Vec::new();
        let typed = changebook::runtime::keys::parse(&format!("{create}Pilot<enter>A \"vision\"")).unwrap();
        for event in typed.into_iter().chain([Event::Timer]) {
            asked = app.update(event);
        }
        let kept = asked.iter().find_map(|request| match request {
            changebook::app::request::Request::KeepDraft(draft) => Some(draft.text.clone()),
            _ => None,
        });
        let start = today();
        assert_eq!(kept, Some(format!(r#"["Pilot","A \"vision\"","{start}",""]"#)));
        let draft = |column: &str, row: Option<u64>| Draft {
            sheet: String::new(),
            row: row.map(Id::new),
            column: column.into(),
            text: r#"["Pilot","A \"vision\"","",""]"#.into(),
        };
        let mut desk = Desk::with(Choices { lang, ..Choices::default() }, WIDE, |app| {
            app.welcome_second();
            app.offer_draft(draft("create", None));
        });
        desk.must_show(question);
        desk.press("<enter>");
        assert_eq!(form_texts(&desk), ["Pilot", "A \"vision\"", "", ""]);
        assert!(desk.app().deadline().is_some(), "it is kept on");
        // A name for another project is not put on this one.
        let mut desk = Desk::with(Choices { lang, ..Choices::default() }, WIDE, |app| {
            app.open(new_project("N"), None);
            app.offer_draft(draft("rename", Some(77)));
        });
        desk.press("y");
        assert_eq!(desk.copied().as_deref(), Some("Pilot"));
        assert!(desk.app().layers.is_empty());
    }
}

/// The footer of a question says what Enter does now: behind something typed it only forgets that.
#[test]
fn the_footer_of_a_question_says_what_enter_does() {
    for (lang, yes, forgets, cancel, close) in [
        (Lang::Zh, "回车 是", "回车 不要刚才输入的", "Esc 取消", "Esc 关闭"),
        (Lang::En, "Enter Yes", "Enter Forget what was typed", "Esc Cancel", "Esc Close"),
    ] {
        let mut desk = Desk::demo(lang, (80, 24));
        desk.press("<f6>8<right>").press(&"<down>".repeat(12)).press("<enter>");
        assert!(matches!(desk.app().layers.last(), Some(Layer::Ask(_))), "{}", desk.screen());
        let footer = Desk::screen;
        assert!(footer(&desk).contains(yes), "{}", desk.screen());
        desk.must_show("▸ y");
        desk.press("w");
        assert!(footer(&desk).contains(forgets) && !footer(&desk).contains(yes), "{}", desk.screen());
        assert!(!desk.screen().contains("▸ y"), "{}", desk.screen());
        desk.press("<enter>");
        assert!(matches!(desk.app().layers.last(), Some(Layer::Ask(_))), "{}", desk.screen());
        assert!(footer(&desk).contains(yes), "{}", desk.screen());
        // The box and the footer call Esc the same.
        assert!(footer(&desk).contains(cancel) && !footer(&desk).contains(close), "{}", desk.screen());
        desk.press("<enter>");
        assert!(!matches!(
            desk.app().layers.last(),
            Some(Layer::Ask(Ask { about: Asked::EndMeeting(_), .. }))
        ));
    }
}

/// Text that was left: the box, the footer and the message call Esc the same, and Enter still brings it back.
#[test]
fn esc_has_one_name_where_a_draft_is_offered() {
    let draft = changebook::app::request::Draft {
        sheet: "people".into(),
        row: Some(Id::new(77)),
        column: "name".into(),
        text: "half a name".into(),
    };
    for (lang, words, others) in
        [(Lang::Zh, "取消", ["以后再说", "关闭"]), (Lang::En, "ancel", ["leaves it for later", "Close"])]
    {
        let mut desk = Desk::fresh(lang, (80, 24));
        let project = Box::new(desk.project().clone());
        desk.answer(Reply::Opened { project, read_only: None, draft: Some(draft.clone()) });
        desk.press("w");
        assert_eq!(desk.screen().matches(words).count(), 3, "{}", desk.screen());
        assert!(others.iter().all(|other| !desk.screen().contains(other)), "{}", desk.screen());
    }
}
