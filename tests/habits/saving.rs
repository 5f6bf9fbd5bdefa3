//! What is said while saving, when it fails, and when another window has written.

use super::*;

#[test]
fn what_is_not_saved_is_said_and_quitting_asks() {
    for (lang, header, question) in
        [(Lang::Zh, "没有保存：磁盘已满", "还没有保存"), (Lang::En, "NOT SAVED: disk full", "Not saved")]
    {
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("15").answer(Reply::NotSaved(text("磁盘已满", "disk full").into()));
        desk.must_show(header);
        desk.press("<c-q>");
        desk.must_show(question);
        assert_eq!(desk.exit(), None);
        desk.press("<esc>");
        assert!(desk.app().layers.is_empty());
        desk.press("<c-q><esc><c-q>xyn<c-q>");
        assert_eq!(desk.exit(), None, "neither escape nor a letter ends it, nor the key once more");
        desk.press("<down><down><enter>");
        assert_eq!(desk.exit(), Some(Exit::Quit), "the last line does");
    }
}

#[test]
fn an_edit_after_a_failed_save_is_tried_again() {
    let mut desk = fresh();
    desk.press("15").answer(Reply::NotSaved(text("磁盘已满", "disk full").into()));
    desk.press("<enter>4");
    desk.must_show("Saved");
    assert!(!desk.shows("NOT SAVED"));
    desk.press("<c-q>");
    assert_eq!(desk.exit(), Some(Exit::Quit));
}

#[test]
fn a_project_that_can_only_be_read_refuses_every_edit_and_says_why() {
    for (lang, reason) in [(Lang::Zh, "由更新的版本写成"), (Lang::En, "written by a newer version")] {
        let mut desk =
            Desk::locked(lang, WIDE, text("由更新的版本写成", "written by a newer version").into());
        let before = whole(desk.project());
        for edit in [
            "15",
            "2x",
            "2<del>",
            "2<enter>",
            "2<c-n>",
            "2<c-k>",
            "2<a-down>",
            "2<c-x>",
            "2<paste:a\\tb\\n1\\t2>",
            "2<paste:a>",
            "3<right><space>",
            "9<f5>",
            "e<f5>",
            "<c-z>",
        ] {
            desk.press("<esc><esc><f3>").press(edit);
            desk.must_say(reason);
            assert_eq!(whole(desk.project()), before, "{edit}");
            assert!(desk.app().layers.is_empty(), "{edit}");
        }
        desk.press("<f3>2<c-c>");
        assert!(desk.copied().is_some(), "copying is no edit");
    }
}

fn with_conflict(lang: Lang) -> Desk {
    let mut project = changebook::demo::project(lang, today());
    let row = project.rows::<Person>()[0].id;
    let conflict = |field: &str, mine: &str, theirs: &str| Conflict {
        sheet: "people".into(),
        row,
        field: field.into(),
        base: "old".into(),
        mine: mine.into(),
        theirs: theirs.into(),
        source: None,
    };
    let name = project.rows::<Person>()[0].name.to_string();
    project.conflicts =
        Arc::new(vec![conflict("name", &name, "Other name"), conflict("centre", "", "North")]);
    Desk::open(lang, WIDE, project)
}

#[test]
fn conflicts_are_listed_on_home_and_settled_one_by_one() {
    for lang in BOTH {
        let mut desk = with_conflict(lang);
        let at =
            desk.app().opened.as_ref().unwrap().assessed.findings().iter().position(|(_, f)| f.id == "PR4");
        desk.press(&"<down>".repeat(at.unwrap())).press("<enter>");
        desk.must_show("Oth");
        desk.must_show("North");
        desk.press("<down><enter>");
        assert_eq!(desk.rows::<Person>()[0].name, "Other name");
        assert_eq!(desk.project().conflicts.len(), 1);
        desk.press("<enter>");
        assert_eq!(desk.rows::<Person>()[0].centre, "", "mine is kept");
        assert_eq!(desk.project().conflicts.len(), 0);
        desk.press("<esc><c-z><c-z>");
        assert_eq!(desk.project().conflicts.len(), 2);
        assert_ne!(desk.rows::<Person>()[0].name, "Other name");
    }
}

#[test]
fn all_conflicts_are_settled_at_once_and_in_one_step() {
    for lang in BOTH {
        for (choose, name, centre) in [("keep all", None, ""), ("take all", Some("Other name"), "North")] {
            let mut desk = with_conflict(lang);
            let own = desk.rows::<Person>()[0].name.clone();
            let choose = match (lang, choose) {
                (Lang::Zh, "keep all") => "全部保留",
                (Lang::Zh, _) => "全部换成",
                _ => choose,
            };
            desk.press("<a-c>").paste(choose).press("<enter>");
            let person = &desk.rows::<Person>()[0];
            assert_eq!((person.name.as_str(), person.centre.as_str()), (name.unwrap_or(&own), centre));
            assert_eq!(desk.project().conflicts.len(), 0);
            desk.press("<c-z>");
            assert_eq!((desk.project().conflicts.len(), &desk.rows::<Person>()[0].name), (2, &own));
        }
    }
}

#[test]
fn text_from_before_a_crash_is_offered_again() {
    let mut desk = en();
    let row = desk.rows::<Person>()[1].id;
    let project = Box::new(desk.project().clone());
    let draft = changebook::app::request::Draft {
        sheet: "people".into(),
        row: Some(row),
        column: "name".into(),
        text: "half a na".into(),
    };
    desk.answer(Reply::Opened { project, read_only: None, draft: Some(draft) });
    desk.must_show("'half");
    assert!(
        matches!(desk.app().layers.last(), Some(Layer::Ask(ask)) if matches!(ask.about, Asked::Draft(_)))
    );
    desk.press("y");
    desk.press("me<enter>");
    assert_eq!(desk.rows::<Person>()[1].name, "half a name");
}

#[test]
fn an_end_from_outside_ends_it() {
    let mut desk = en();
    desk.press("2<enter>abc").send(changebook::event::Event::Signal(changebook::event::Signal::Terminate));
    assert_eq!(desk.exit().map(Exit::code), Some(143));
}

#[test]
fn projects_are_listed_and_the_open_one_is_marked() {
    let mut desk = en();
    let entry = |n: u64, name: &str, archived| Entry {
        id: Id::new(n),
        path: format!("/nowhere/{n}.json").into(),
        name: name.into(),
        archived,
        remark: None,
        lost: false,
    };
    let mut open = entry(1, "This one", false);
    open.id = desk.project().id;
    desk.answer(Reply::Listed(vec![open, entry(2, "Another", false), entry(3, "Old", true)]));
    desk.must_show("open now");
    desk.must_show("archived: Enter");
    desk.press("Ano");
    assert!(!desk.shows("This one"));
}
