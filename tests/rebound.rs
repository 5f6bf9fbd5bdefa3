//! Clicks and the keys of lists do what they stand for, whichever keys people have chosen for the commands.
#![allow(clippy::unwrap_used, reason = "a test that meets an error fails")]

#[path = "common/desk.rs"]
mod desk;

use changebook::app::layer::{Asked, Layer};
use changebook::app::request::{Reply, Request};
use changebook::app::{App, Choices, Focus, Screen, Spot};
use changebook::command::{Bindings, Command, Context, ENTRIES};
use changebook::demo;
use changebook::event::Event;
use changebook::handbook;
use changebook::registry::TOOLS;
use changebook::sheet::Cell;
use changebook::text::Lang;
use changebook::tools::adkar::Person;
use changebook::tools::checklist::Item;
use desk::{Desk, new_project, today};

const BOTH: [Lang; 2] = [Lang::Zh, Lang::En];

/// Wide enough for many hints in the footer, although their keys have long names.
const SIZE: (u16, u16) = (200, 50);

/// So many keys come of 24 function keys, with and without others held.
const FUNCTION_KEYS: usize = 180;

/// A key that no command has by itself, another one for each: as the config file and as [`Desk::press`] write it.
fn odd_key(command: Command) -> (String, String) {
    let at = ENTRIES.iter().position(|e| e.command == command).unwrap();
    // There are more commands than function keys.
    if let Some(letter) = at.checked_sub(FUNCTION_KEYS) {
        let letter = char::from(b'a' + u8::try_from(letter).unwrap());
        return (format!("ctrl-alt-{letter}"), format!("<c-a-{letter}>"));
    }
    let (long, short, first) = [
        ("", "", 13),
        ("ctrl-", "c-", 13),
        ("alt-", "a-", 13),
        ("shift-", "s-", 13),
        ("ctrl-alt-", "c-a-", 13),
        ("ctrl-shift-", "c-s-", 13),
        ("alt-shift-", "a-s-", 13),
        ("ctrl-alt-shift-", "c-a-s-", 13),
        ("ctrl-alt-shift-", "c-a-s-", 1),
        ("ctrl-alt-", "c-a-", 1),
        ("ctrl-shift-", "c-s-", 1),
        ("alt-shift-", "a-s-", 1),
        ("alt-", "a-", 1),
        ("ctrl-", "c-", 1),
        ("shift-", "s-", 1),
    ][at / 12];
    let key = first + at % 12;
    (format!("{long}f{key}"), format!("<{short}f{key}>"))
}

/// A program in which no command has a key that it has by itself.
fn rebound(lang: Lang, begin: impl FnOnce(&mut App)) -> Desk {
    let keys: Vec<(String, Vec<String>)> =
        ENTRIES.iter().map(|e| (e.key.to_owned(), vec![odd_key(e.command).0])).collect();
    let bindings = Bindings::with(&keys).unwrap();
    Desk::with(Choices { lang, bindings, ..Choices::default() }, SIZE, begin)
}

/// The demo in such a program, with the key of each command pressed.
fn demo(lang: Lang, commands: &[Command]) -> Desk {
    let mut desk = rebound(lang, |app| app.open(demo::project(lang, today()), None));
    give(&mut desk, commands);
    desk
}

fn give(desk: &mut Desk, commands: &[Command]) {
    for command in commands {
        desk.press(&odd_key(*command).1);
    }
}

/// Clicks where something was drawn, so many times at once.
#[track_caller]
fn click(desk: &mut Desk, times: usize, wanted: Spot) {
    let found = desk.app().drawn.spots.iter().rev().find(|(_, spot)| *spot == wanted);
    let (area, _) = *found.unwrap_or_else(|| panic!("no {wanted:?}:\n{}", desk.screen()));
    desk.press(&format!("<click:{},{}>", area.x + 1, area.y + 1).repeat(times));
}

fn tool(key: &str) -> usize {
    TOOLS.iter().position(|tool| tool.key == key).unwrap()
}

/// The place of an item of the list on top by its label.
#[track_caller]
fn item(desk: &Desk, label: &str) -> Spot {
    let Some(Layer::Choose(chooser)) = desk.app().layers.last() else { panic!("{}", desk.screen()) };
    let labelled = |n: usize| chooser.items[n].label.get(desk.app().lang()) == label;
    Spot::Item(chooser.shown.iter().position(|(n, _)| labelled(*n)).unwrap())
}

#[test]
fn every_command_has_an_odd_key_of_its_own() {
    let mut keys: Vec<String> = ENTRIES.iter().map(|e| odd_key(e.command).0).collect();
    keys.sort();
    keys.dedup();
    assert_eq!(keys.len(), ENTRIES.len());
    for lang in BOTH {
        let mut desk = demo(lang, &[]);
        let before = desk.screen();
        desk.press("<enter><down>q:/?<f1>]<c-z><tab><up><esc>");
        assert_eq!(desk.screen(), before, "the keys of the table mean nothing any more");
    }
}

#[test]
fn a_line_of_the_palette() {
    for lang in BOTH {
        let mut desk = demo(lang, &[Command::Palette]);
        let home = item(&desk, Screen::Home.title().get(lang));
        click(&mut desk, 1, home);
        assert!(desk.app().layers.is_empty() && desk.app().screen == Screen::Home, "{}", desk.screen());
        give(&mut desk, &[Command::Palette]);
        desk.press(Command::Help.entry().title.get(lang));
        let help = item(&desk, Command::Help.entry().title.get(lang));
        click(&mut desk, 1, help);
        assert!(matches!(desk.app().layers[..], [Layer::Help { .. }]), "{}", desk.screen());
    }
}

#[test]
fn a_line_of_the_list_of_tools_and_a_tab() {
    for lang in BOTH {
        let mut desk = demo(lang, &[]);
        let kpi = tool("kpi");
        click(&mut desk, 1, Spot::Tool(Screen::Tool(kpi).line()));
        assert_eq!(desk.app().screen, Screen::Tool(kpi));
        click(&mut desk, 1, Spot::View(2));
        assert_eq!(desk.app().view().unwrap().1, 2);
    }
}

#[test]
fn a_hint_of_the_footer_wherever_it_stands() {
    for lang in BOTH {
        let mut desk = demo(lang, &[]);
        click(&mut desk, 1, Spot::Hint(Command::Help));
        assert!(matches!(desk.app().layers[..], [Layer::Help { .. }]), "{}", desk.screen());
        // Over a list, a field and a question the footer tells their keys.
        click(&mut desk, 1, Spot::Hint(Command::Choose));
        assert!(desk.app().layers.is_empty(), "{}", desk.screen());
        click(&mut desk, 1, Spot::Hint(Command::Search));
        click(&mut desk, 1, Spot::Hint(Command::Close));
        assert!(desk.app().layers.is_empty(), "{}", desk.screen());
        click(&mut desk, 1, Spot::Tool(Screen::Tool(tool("adkar")).line()));
        let name = desk.rows::<Person>()[0].name.clone();
        click(&mut desk, 1, Spot::Hint(Command::Edit));
        desk.press("x");
        click(&mut desk, 1, Spot::Hint(Command::Commit));
        assert_eq!(desk.rows::<Person>()[0].name.to_string(), format!("{name}x"));
        click(&mut desk, 1, Spot::Hint(Command::Edit));
        desk.press("y");
        click(&mut desk, 1, Spot::Hint(Command::Cancel));
        assert!(desk.app().layers.is_empty() && !desk.rows::<Person>().iter().any(|p| p.name.ends_with('y')));
        click(&mut desk, 1, Spot::Hint(Command::Undo));
        assert_eq!(desk.rows::<Person>()[0].name, name);
    }
}

#[test]
fn a_tick_in_a_sheet_and_in_a_gathered_list() {
    for lang in BOTH {
        let mut desk = demo(lang, &[]);
        click(&mut desk, 1, Spot::Tool(Screen::Tool(tool("checklist")).line()));
        let (row, slot) = desk.app().view_state().map(|s| (s.row, s.slot)).unwrap();
        let done = |desk: &Desk| desk.rows::<Item>().iter().filter(|item| item.done.0.is_some()).count();
        let before = done(&desk);
        click(&mut desk, 1, Spot::Cell(row, slot));
        assert_eq!(done(&desk), before + 1, "{}", desk.screen());
        click(&mut desk, 1, Spot::Tool(Screen::Tool(tool("actions")).line()));
        let at = desk.app().drawn.spots.iter().find_map(|(_, spot)| match spot {
            Spot::Tick(at) => Some(*at),
            _ => None,
        });
        let tick = desk.app().lines()[at.unwrap()].tick.unwrap();
        assert_eq!(desk.app().cell_at(tick).unwrap().1, Cell::Empty);
        click(&mut desk, 1, Spot::Tick(at.unwrap()));
        assert_eq!(desk.app().cell_at(tick).unwrap().1, Cell::Date(today()), "{}", desk.screen());
        click(&mut desk, 1, Spot::Line(1));
        let line = desk.app().line().unwrap();
        click(&mut desk, 2, Spot::Line(1));
        assert_eq!(desk.app().place().map(|p| p.row), Some(line.place.row), "{}", desk.screen());
    }
}

#[test]
fn a_cell_clicked_twice_and_the_list_of_its_values() {
    for lang in BOTH {
        let mut desk = demo(lang, &[]);
        click(&mut desk, 1, Spot::Tool(Screen::Tool(tool("adkar")).line()));
        click(&mut desk, 2, Spot::Cell(1, 0));
        assert!(matches!(desk.app().layers[..], [Layer::Cell(_)]), "{}", desk.screen());
        give(&mut desk, &[Command::Cancel]);
        let role = desk.rows::<Person>()[0].role;
        click(&mut desk, 2, Spot::Cell(0, 2));
        let Some(Layer::Choose(chooser)) = desk.app().layers.last() else { panic!("{}", desk.screen()) };
        let other = (0..chooser.shown.len()).find(|n| *n != chooser.at).unwrap();
        click(&mut desk, 1, Spot::Item(other));
        assert!(desk.app().layers.is_empty());
        assert_ne!(desk.rows::<Person>()[0].role, role);
    }
}

#[test]
fn the_answers_of_a_question() {
    // A share typed as 0.86 is asked about: 86 %?
    for (spot, value, asked_again) in [
        (Spot::Item(0), Some(86.0), false),
        (Spot::Item(1), Some(0.86), false),
        (Spot::Hint(Command::Close), None, false),
    ] {
        for lang in BOTH {
            let mut desk = demo(lang, &[]);
            click(&mut desk, 1, Spot::Tool(Screen::Tool(tool("kpi")).line()));
            let before = desk.project().clone();
            give(&mut desk, &[Command::Action1]);
            desk.press("0.86");
            give(&mut desk, &[Command::Commit]);
            let about = desk.app().layers.last();
            assert!(matches!(about, Some(Layer::Ask(ask)) if matches!(ask.about, Asked::Edit { .. })));
            click(&mut desk, 1, spot);
            assert_eq!(matches!(desk.app().layers.last(), Some(Layer::Ask(_))), asked_again);
            let readings = desk.rows::<changebook::tools::kpi::Reading>();
            let old = before.rows::<changebook::tools::kpi::Reading>();
            let new = readings.iter().find(|r| old.iter().all(|o| o.value != r.value || o.id != r.id));
            assert_eq!(new.and_then(|r| r.value), value, "{}", desk.screen());
        }
    }
}

#[test]
fn number_keys_where_they_were_put() {
    for lang in BOTH {
        let keys = ["ctrl-1", "ctrl-2", "ctrl-e"].map(str::to_owned).to_vec();
        // A key that two commands would share is given away first.
        let own = [("tool-number", keys), ("choose", vec!["f6".to_owned()]), ("file", Vec::new())]
            .map(|(name, keys)| (name.to_owned(), keys));
        let bindings = Bindings::with(&own).unwrap();
        let mut desk = Desk::with(Choices { lang, bindings, ..Choices::default() }, SIZE, |app| {
            app.open(demo::project(lang, today()), None);
        });
        desk.press("2");
        assert_eq!(desk.app().screen, Screen::Home, "the key means nothing any more");
        desk.press("<c-2>");
        assert_eq!(desk.app().tool().unwrap().1.key, "adkar");
        desk.press("<a-3>");
        assert_eq!(desk.app().tool().unwrap().1.key, "checklist");
        desk.press("<f3><c-e>");
        assert_eq!(desk.app().tool().unwrap().1.key, "project");
    }
}

#[test]
fn digits_of_a_short_list_and_letters_of_a_question() {
    let mut desk = rebound(Lang::Zh, App::welcome);
    desk.press("2");
    assert_eq!(desk.app().lang(), Lang::En, "{}", desk.screen());
    click(&mut desk, 1, Spot::Item(0));
    assert!(matches!(desk.app().layers[..], [Layer::Form(_)]), "{}", desk.screen());
    let mut desk = rebound(Lang::En, |app| app.open(new_project("P"), None));
    desk.answer(Reply::NotSaved(changebook::text::text("磁盘已满", "the disk is full").into()));
    give(&mut desk, &[Command::Quit]);
    assert!(matches!(desk.app().layers[..], [Layer::Choose(_)]), "{}", desk.screen());
    // What loses something is not chosen by a digit alone.
    desk.press("3");
    assert!(matches!(desk.app().layers[..], [Layer::Choose(_)]) && desk.exit().is_none());
    give(&mut desk, &[Command::Choose]);
    assert!(desk.exit().is_some());
    let mut desk = rebound(Lang::En, |app| app.open(new_project("P"), None));
    give(&mut desk, &[Command::ArchiveProject]);
    assert!(matches!(desk.app().layers[..], [Layer::Ask(_)]), "{}", desk.screen());
    desk.press("n");
    assert!(desk.app().layers.is_empty());
    give(&mut desk, &[Command::ArchiveProject]);
    desk.press("x");
    assert_eq!(desk.app().layers.len(), 1, "another letter answers nothing");
    desk.press("y");
    assert_eq!(desk.app().layers.len(), 1, "nor does a letter behind it");
    give(&mut desk, &[Command::Choose]);
    desk.press("y");
    // It was the only project, so that the beginning is offered.
    assert!(matches!(desk.app().layers[..], [Layer::Choose(_)]) && desk.app().opened.is_none());
}

#[test]
fn a_finding_and_a_project_of_the_portfolio() {
    for lang in BOTH {
        let mut desk = demo(lang, &[]);
        click(&mut desk, 1, Spot::Finding(1));
        assert_eq!((desk.app().screen, desk.app().home_line), (Screen::Home, 1));
        click(&mut desk, 1, Spot::Finding(1));
        assert_ne!(desk.app().screen, Screen::Home);
        click(&mut desk, 1, Spot::Tool(Screen::Portfolio.line()));
        let app = desk.app();
        let other = app.overview.members().iter().position(|m| !app.is_open(m)).unwrap();
        let column = app.overview.column;
        let path = app.overview.members()[other].path.clone();
        click(&mut desk, 1, Spot::Member(other, column));
        assert_eq!((desk.app().overview.at, desk.app().screen), (other, Screen::Portfolio));
        // Sent at once, so that what the loop hands on can still be seen.
        let (area, _) =
            *desk.app().drawn.spots.iter().find(|(_, spot)| *spot == Spot::Member(other, column)).unwrap();
        let mouse =
            changebook::runtime::keys::parse(&format!("<click:{},{}>", area.x + 1, area.y + 1)).unwrap();
        let mut requests = Vec::new();
        for event in mouse {
            let event: Event<Reply> = event;
            requests.extend(desk.app_mut().update(event));
        }
        let opened = requests.iter().any(|request| matches!(request, Request::Open(to) if *to == path));
        assert!(opened, "{}", desk.screen());
    }
}

#[test]
fn a_page_of_the_handbook_and_the_way_to_its_tool() {
    for lang in BOTH {
        let mut desk = demo(lang, &[]);
        click(&mut desk, 1, Spot::Tool(Screen::Handbook.line()));
        let page = handbook::pages().iter().position(|page| page.tool.is_some()).unwrap();
        give(&mut desk, &[Command::Contents]);
        let shown = |desk: &Desk| desk.app().drawn.spots.iter().any(|(_, spot)| *spot == Spot::Page(page));
        for _ in 0..page {
            if !shown(&desk) {
                give(&mut desk, &[Command::ListDown]);
            }
        }
        click(&mut desk, 1, Spot::Page(page));
        assert_eq!(desk.app().reading.page, page);
        click(&mut desk, 1, Spot::ToolOfPage);
        let expected = handbook::pages()[page].tool.as_deref();
        assert_eq!(desk.app().tool().map(|(_, tool)| tool.key), expected, "{}", desk.screen());
        assert_eq!(desk.app().focus, Focus::Middle);
    }
}

#[test]
fn the_key_that_opened_the_help_or_the_details_closes_them() {
    for lang in BOTH {
        let mut desk = demo(lang, &[Command::Help]);
        assert!(matches!(desk.app().layers[..], [Layer::Help { .. }]));
        give(&mut desk, &[Command::Help]);
        assert!(desk.app().layers.is_empty(), "{}", desk.screen());
        click(&mut desk, 1, Spot::Tool(Screen::Tool(tool("adkar")).line()));
        give(&mut desk, &[Command::Details]);
        assert!(matches!(desk.app().layers[..], [Layer::Details { .. }]));
        give(&mut desk, &[Command::Details]);
        assert!(desk.app().layers.is_empty(), "{}", desk.screen());
    }
}

#[test]
fn a_new_line_in_long_text() {
    let mut desk = demo(Lang::En, &[]);
    click(&mut desk, 1, Spot::Tool(Screen::Tool(tool("project")).line()));
    give(&mut desk, &[Command::Down, Command::Edit]);
    let Some(Layer::Cell(edit)) = desk.app().layers.last() else { panic!("{}", desk.screen()) };
    let before = edit.editor.text().to_owned();
    give(&mut desk, &[Command::NewLine]);
    desk.press("z");
    let Some(Layer::Cell(edit)) = desk.app().layers.last() else { panic!("{}", desk.screen()) };
    assert_eq!(edit.editor.text(), format!("{before}\nz"));
    assert_eq!(desk.app().context(), Context::Typing);
}
