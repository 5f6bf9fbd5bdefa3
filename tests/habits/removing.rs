//! Rows to which others refer: what becomes of those is said before they go, and one undo brings all of it back.

use super::*;
use changebook::event::Event;
use changebook::registry;
use changebook::sheet::Kind;
use changebook::tools::adkar::Scoring;

/// Every sheet that others refer to, with the first of its rows that a row of the demo refers to.
fn referred_to(desk: &Desk) -> Vec<(&'static str, Id)> {
    let project = desk.project();
    let mut found: Vec<(&'static str, Id)> = Vec::new();
    for def in registry::sheets() {
        for (at, column) in def.columns.iter().enumerate() {
            let Kind::Link(sheet) = column.kind else { continue };
            let rows = project.sheet(def.key).unwrap();
            let linked = (0..rows.len()).find_map(|n| match rows.row(n)?.get(at) {
                Cell::Link(id) => Some(id),
                _ => None,
            });
            if let Some(id) = linked
                && !found.iter().any(|(known, _)| *known == sheet)
            {
                found.push((sheet, id));
            }
        }
    }
    found
}

/// The cursor on a row of a view in which rows can be removed.
fn go_to(desk: &mut Desk, sheet: &'static str, row: Id) {
    let place = TOOLS.iter().enumerate().find_map(|(n, tool)| {
        let at = tool.views.iter().position(|view| view.sheet.key == sheet && view.grows)?;
        Some((n, at))
    });
    let (tool, at) = place.unwrap_or_else(|| panic!("{sheet} has no view with rows"));
    desk.press(&format!("<f3>{}{}", TOOLS[tool].mark, "]".repeat(at)));
    desk.press("<c-home>");
    for _ in 0..200 {
        if desk.app().row().map(AnyRow::id) == Some(row) {
            return;
        }
        desk.press("<down>");
    }
    panic!("{sheet}: the row is not reached\n{}", desk.screen());
}

#[test]
fn every_sheet_that_others_refer_to_says_so_before_a_row_goes() {
    for lang in BOTH {
        for size in [WIDE, (80, 24)] {
            let sheets = referred_to(&Desk::demo(lang, size));
            assert!(sheets.len() >= 4, "{sheets:?}");
            for (sheet, row) in sheets {
                let mut desk = Desk::demo(lang, size);
                go_to(&mut desk, sheet, row);
                let before = whole(desk.project());
                desk.press("<c-k>");
                assert_eq!(whole(desk.project()), before, "{sheet}: asked first");
                let Some(Layer::Ask(ask)) = desk.app().layers.last() else { panic!("{}", desk.screen()) };
                assert!(matches!(ask.about, Asked::Remove(..)));
                let question = ask.question.get(lang).to_owned();
                let says = if lang == Lang::Zh { ["连同", "变为"] } else { ["with ", "so that "] };
                assert!(says.iter().any(|part| question.contains(part)), "{question}");
                assert!(!question.contains(&row.to_string()), "{question}");
                desk.press("<esc>");
                assert_eq!(whole(desk.project()), before, "{sheet}: escape leaves it");
                desk.press("<c-k>y");
                assert_ne!(whole(desk.project()), before, "{sheet}");
                desk.press("<c-z>");
                assert_eq!(whole(desk.project()), before, "{sheet}: one undo");
            }
        }
    }
}

#[test]
fn a_row_without_others_goes_at_once() {
    let mut desk = fresh();
    desk.press("2Team A<enter><up><c-k>");
    assert!(desk.app().layers.is_empty());
    assert!(desk.rows::<Person>().is_empty());
}

#[test]
fn with_a_card_go_its_earlier_scores_and_what_refers_to_it_reads_removed() {
    let mut desk = en();
    let person = desk.rows::<Scoring>()[0].person.0.unwrap();
    let of = |desk: &Desk| desk.rows::<Scoring>().iter().filter(|s| s.person.0 == Some(person)).count();
    assert!(of(&desk) > 0);
    go_to(&mut desk, "people", person);
    desk.press("<c-k>y");
    assert_eq!(of(&desk), 0);
    desk.press("<c-z>");
    assert!(of(&desk) > 0);
    // An indicator that proves a win.
    let kpi = desk.rows::<Win>().iter().find_map(|win| win.kpi.0).unwrap();
    go_to(&mut desk, "kpis", kpi);
    desk.press("<c-k>");
    let Some(Layer::Ask(ask)) = desk.app().layers.last() else { panic!("{}", desk.screen()) };
    assert!(ask.question.en.contains("'Evidence KPI' in "), "{}", ask.question.en);
    desk.press("y<f3>8");
    desk.must_show("(removed)");
    assert!(!desk.shows(&kpi.to_string()));
}

#[test]
fn a_person_is_forgotten_from_the_palette_once_it_is_seen_what_goes() {
    for (lang, command, nothing, remove, removed) in [
        (Lang::Zh, "删除某人的全部痕迹", "没有文件提到“赵六”", "里永久删除", "“王芳”已从"),
        (Lang::En, "Forget a person", "no file mentions '赵六'", "for good", "'王芳' was removed from"),
    ] {
        let mut desk = Desk::fresh(lang, WIDE);
        let command = format!(":{command}<enter>");
        desk.press("2王芳<enter>李强<enter><home>").press(&command).press("赵六<enter>");
        desk.must_say(nothing);
        assert_eq!(desk.rows::<Person>().len(), 2);
        let file = desk.files()[0].clone();
        let folder = file.parent().unwrap().to_owned();
        let holds = || std::fs::read_to_string(&file).unwrap().contains("王芳");
        desk.press(&command).press("<c-u>王芳").send(Event::Timer);
        let drafts = || {
            std::fs::read_dir(&folder)
                .unwrap()
                .filter(|f| f.as_ref().unwrap().path().ends_with(".form.draft-1"))
                .count()
        };
        assert_eq!(drafts(), 0, "the name is not written down once more");
        desk.press("<enter>");
        desk.must_show(remove);
        desk.must_show(file.file_name().unwrap().to_str().unwrap());
        // Enter loses nothing.
        desk.press("<enter>");
        assert!(holds() && desk.rows::<Person>().len() == 2 && desk.app().layers.is_empty());
        // A digit only goes there, and a number that no line has does nothing.
        desk.press(&command).press("王芳<enter>");
        for digits in ["2", "22", "2229", "２", "12"] {
            desk.press(digits);
            assert!(holds() && desk.rows::<Person>().len() == 2, "{digits}");
            let Some(Layer::Choose(chooser)) = desk.app().layers.last() else {
                assert_eq!(digits, "12", "the first line leaves all as it is");
                break;
            };
            assert_eq!(chooser.at, 1, "{digits}");
        }
        desk.press("<esc><f3>").press(&command).press("王芳<enter><down><enter>");
        desk.must_say(removed);
        assert!(!holds());
        let names: Vec<_> = desk.rows::<Person>().into_iter().map(|person| person.name).collect();
        assert_eq!(names, ["李强"]);
        // No undo brings the name back.
        desk.press("<c-z><c-z><c-z>2");
        assert!(!desk.shows("王芳") && !holds());
    }
    let mut demo = en();
    demo.press(":Forget a person<enter>");
    assert!(demo.app().enabled(Command::ForgetPerson).is_err());
}
