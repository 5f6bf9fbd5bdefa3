//! What people are shown never names a row by its id, not even where what it refers to has gone.

use super::*;
use changebook::assess::Assessed;
use changebook::demo;
use changebook::project::{Edit, Project};
use changebook::registry;
use changebook::sheet::Kind;
use std::collections::HashSet;

/// The sheets that links lead to.
fn linked() -> HashSet<&'static str> {
    let columns = registry::sheets().into_iter().flat_map(|def| def.columns.iter());
    columns.filter_map(|c| if let Kind::Link(sheet) = c.kind { Some(sheet) } else { None }).collect()
}

/// The ids of the project and of all its rows, as files and commands write them.
fn ids(project: &Project) -> HashSet<String> {
    let rows = project.sheets().flat_map(|sheet| (0..sheet.len()).filter_map(|n| sheet.row(n)));
    rows.map(|row| row.id().to_string()).chain([project.id.to_string()]).collect()
}

/// The demo without the rows that others refer to; of every sheet the first so many stay.
fn torn(lang: Lang, stay: usize) -> Project {
    let mut project = demo::project(lang, today());
    for sheet in linked() {
        let rows = project.sheet(sheet).unwrap();
        let gone: Vec<Id> = (stay..rows.len()).filter_map(|n| rows.row(n)).map(AnyRow::id).collect();
        for row in gone {
            project.apply(Edit::Remove { sheet, row }).unwrap();
        }
    }
    project
}

/// How long an id is written.
const LENGTH: usize = 12;

#[track_caller]
fn must_not_name(ids: &HashSet<String>, shown: &str, where_: &str) {
    // Only runs of letters and digits as long as an id can hold one.
    let words = shown.split(|c: char| !c.is_ascii_alphanumeric());
    let mut pieces = words.flat_map(|word| word.as_bytes().windows(LENGTH));
    let id = pieces.find_map(|piece| ids.get(std::str::from_utf8(piece).unwrap()));
    assert_eq!(id, None, "{where_}:\n{shown}");
}

#[test]
fn no_finding_names_a_row_by_its_id() {
    for lang in BOTH {
        let ids = ids(&demo::project(lang, today()));
        assert!(ids.iter().all(|id| id.len() == LENGTH), "others would not be found");
        for stay in [0, 1, usize::MAX] {
            let project = torn(lang, stay);
            for days in [0, 30, 60, 200] {
                let assessed = Assessed::of(&project, today() + Days::new(days), None);
                for (_, finding) in assessed.findings() {
                    for text in [&finding.evidence, &finding.advice] {
                        must_not_name(&ids, &text.zh, finding.id);
                        must_not_name(&ids, &text.en, finding.id);
                    }
                }
            }
        }
    }
}

#[test]
fn no_screen_and_no_message_names_a_row_by_its_id() {
    for lang in BOTH {
        let ids = ids(&demo::project(lang, today()));
        for stay in [0, 1] {
            let mut removed = 0;
            let mut desk = Desk::open(lang, (160, 50), torn(lang, stay));
            let gone = if lang == Lang::Zh { "（已删除）" } else { "(removed)" };
            let views = TOOLS
                .iter()
                .flat_map(|t| (0..t.views.len()).map(move |n| (t.mark, "]".repeat(n), t.views[n].grows)));
            for (mark, turns, grows) in views {
                let place = format!("{mark}{turns}");
                desk.press("<f3>").press(&place);
                let mut look = |desk: &Desk, keys: &str| {
                    removed += usize::from(desk.shows(gone));
                    must_not_name(&ids, &desk.screen(), &format!("{place} {keys}"));
                };
                look(&desk, "");
                // Details, what an edit and an undo are called, the question before a row goes, a search.
                for keys in
                    ["<f4>", "<esc><down><f4>", "<esc><end><f4><esc>", "<f8>", "/a", "<esc>:a", "<esc>"]
                {
                    desk.press(keys);
                    look(&desk, keys);
                }
                if grows {
                    desk.press("<f3>").press(&place);
                    for keys in ["<c-home><c-k>", "y", "<c-z>", "<c-y>", "<c-z>", "<del>", "<c-z>"] {
                        desk.press(keys);
                        look(&desk, keys);
                    }
                }
            }
            assert!(removed > 0, "links that lead nowhere are shown");
        }
    }
}

/// A project in a program in which these commands have no key.
fn without_keys(lang: Lang, commands: &[&str]) -> Desk {
    let none: Vec<(String, Vec<String>)> =
        commands.iter().map(|key| ((*key).to_owned(), Vec::new())).collect();
    let bindings = changebook::command::Bindings::with(&none).unwrap();
    Desk::with(Choices { lang, bindings, ..Choices::default() }, WIDE, |app| {
        app.open(changebook::demo::project(lang, today()), None);
    })
}

#[test]
fn a_command_without_a_key_is_named_as_a_line_of_the_commands() {
    use changebook::app::request::{Beside, BesideKind, Draft, FileState};
    use changebook::project::Remedy;
    let all = ["undo", "edit", "paste", "file", "conflicts", "language", "select-down", "open"];
    for lang in BOTH {
        let line = |command: Command| {
            let title = command.entry().title.get(lang);
            if lang == Lang::Zh {
                format!("在命令里选“{title}”")
            } else {
                format!("'{title}' among the commands")
            }
        };
        let new = || without_keys(lang, &all);
        // Long text that was left.
        let mut desk = new();
        desk.press("2").press("x and a long name<esc>").must_say(&line(Command::Undo));
        // Rows that were removed, asked before and said after.
        let mut desk = new();
        desk.press("2<c-k>");
        let Some(Layer::Ask(ask)) = desk.app().layers.last() else { panic!("{}", desk.screen()) };
        assert!(ask.question.get(lang).contains(&line(Command::Undo)), "{:?}", ask.question);
        desk.press("y").must_say(&line(Command::Undo));
        // A standard text.
        let mut desk = new();
        desk.press("3<home>x").must_say(&line(Command::Edit));
        // A selection: the list of commands has no line for it.
        let mut desk = new();
        desk.press("2<c-d>");
        desk.must_say(if lang == Lang::Zh {
            "先选中要填的几行"
        } else {
            "First select the rows to fill"
        });
        // The file, in its place and not.
        let mut desk = new();
        let remedies = vec![Remedy::TryAgain, Remedy::SaveAs];
        desk.answer(Reply::File(FileState { path: "/p.json".into(), remedies, ..FileState::default() }));
        desk.answer(Reply::NotSaved(text("磁盘已满", "the disk is full").into()))
            .must_say(&line(Command::File));
        for kind in [BesideKind::Copy, BesideKind::Original, BesideKind::Lost] {
            let path = "/projects/plan 2.json".into();
            let beside =
                Beside { kind, path, name: "Other".into(), written: "2026-03-01 10:00".into(), backups: 3 };
            let mut desk = new();
            desk.answer(Reply::Beside(vec![beside])).must_show(&line(Command::File));
        }
        // A backup that was restored.
        let mut desk = new();
        let project = Box::new(desk.project().clone());
        desk.answer(Reply::Restored { project, written: "2026-03-01 10:00".into() });
        desk.must_say(&line(Command::Undo));
        // A text whose row has gone.
        let mut desk = new();
        let (sheet, column) = ("people".into(), "name".into());
        let draft = Some(Draft { sheet, row: Some(Id::new(77)), column, text: "half a name".into() });
        let project = Box::new(desk.project().clone());
        desk.answer(Reply::Opened { project, read_only: None, draft });
        desk.press("y").must_say(&line(Command::Paste));
        // The help.
        let mut desk = new();
        desk.press("<f1>");
        let shown = desk.screen().replace(['│', '\n', ' '], "");
        for command in [Command::Undo, Command::Open] {
            assert!(shown.contains(&line(command).replace(' ', "")), "{}", desk.screen());
        }
        // Each of these is there, under that name.
        for command in [Command::Undo, Command::Paste, Command::Edit, Command::File, Command::Conflicts] {
            let mut desk = new();
            desk.press("2:");
            let Some(Layer::Choose(palette)) = desk.app().layers.last() else { panic!() };
            let title = command.entry().title;
            assert!(palette.items.iter().any(|item| item.label.get(lang) == title.get(lang)), "{command:?}");
        }
    }
}

#[test]
fn the_search_tells_people_of_one_name_apart() {
    for lang in BOTH {
        let mut project = new_project("A");
        for (n, centre) in ["浦东", "园区"].into_iter().enumerate() {
            let card = Person {
                name: "技师组".into(),
                centre: centre.into(),
                ..Person::with_id(Id::new(60_000 + n as u64))
            };
            project.apply(Edit::append(card)).unwrap();
        }
        let mut desk = Desk::open(lang, WIDE, project);
        desk.press("/jsz").must_show("技师组 · 浦东");
        desk.must_show("技师组 · 园区");
        // One alone needs nothing beside it.
        desk.press("<esc>2<c-home><enter><c-u>顾问组<enter>/gwz").must_show("顾问组");
        assert!(!desk.shows("顾问组 · "), "{}", desk.screen());
    }
}
