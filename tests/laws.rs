//! What holds whatever people press, paste, click and resize, in both languages and all colours.
#![allow(clippy::unwrap_used, reason = "a test that meets an error fails")]

#[path = "common/desk.rs"]
mod desk;

use changebook::app::request::Reply;
use changebook::app::request::Request;
use changebook::app::{App, Choices, Spot, Theme};
use changebook::assess::Assessed;
use changebook::assess::{portfolio::Member, portfolio::State};
use changebook::command::Command;
use changebook::event::{Effect, Event};
use changebook::facts::Facts;
use changebook::project::{Edit, Project};
use changebook::registry::TOOLS;
use changebook::runtime::keys;
use changebook::sheet::{Cell, Id, Kind, Row as _};
use changebook::text::{Lang, Phrase, is_hidden};
use changebook::tool::View;
use changebook::tools::adkar::Person;
use changebook::tools::wins::Win;
use changebook::{demo, ui};
use chrono::{Days, NaiveDate};
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers, MouseButton, MouseEvent, MouseEventKind};
use desk::{Desk, WIDE, ids, new_project, today, whole};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use ratatui::buffer::{Buffer, CellWidth};
use ratatui::layout::Rect;
use serde_json::json;
use std::sync::Arc;

/// An event that nobody answered, so that it can be told twice.
type Happening = Event<()>;

fn event(happening: Happening) -> Event<Reply> {
    match happening {
        Event::Key(key) => Event::Key(key),
        Event::Mouse(mouse) => Event::Mouse(mouse),
        Event::Paste(text) => Event::Paste(text),
        Event::Resize(columns, rows) => Event::Resize(columns, rows),
        Event::Focus(on) => Event::Focus(on),
        Event::Background { light } => Event::Background { light },
        Event::Signal(signal) => Event::Signal(signal),
        Event::Gone => Event::Gone,
        Event::FileChanged | Event::Message(()) => Event::FileChanged,
        Event::Timer => Event::Timer,
    }
}

/// Keys that lead far: to every tool, view, layer and edit.
const KEYS: &[&str] = &[
    "1",
    "2",
    "3",
    "9",
    "e",
    "0",
    "]",
    "[",
    "}",
    "{",
    "<enter>",
    "<esc>",
    "<tab>",
    "<s-tab>",
    "<up>",
    "<down>",
    "<left>",
    "<right>",
    "<s-up>",
    "<s-down>",
    "<s-left>",
    "<s-right>",
    "<home>",
    "<end>",
    "<c-home>",
    "<c-end>",
    "<pgup>",
    "<pgdn>",
    "<space>",
    "<del>",
    "<bs>",
    "<f1>",
    "<f2>",
    "<a-l>",
    "<f3>",
    "<f4>",
    "<f5>",
    "<f7>",
    "<f6>",
    "<f9>",
    "<f8>",
    "<s-f5>",
    "<f10>",
    "<f11>",
    "<c-z>",
    "<c-y>",
    "<c-a>",
    "<c-c>",
    "<c-x>",
    "<c-v>",
    "<c-d>",
    "<c-n>",
    "<c-k>",
    "<c-s>",
    "<a-s>",
    "<c-o>",
    "<c-f>",
    "<a-up>",
    "<a-down>",
    "<a-1>",
    "<a-enter>",
    "<c-j>",
    "<c-w>",
    "<c-u>",
    "<c-left>",
    "<c-down>",
    "<c-s-down>",
    "<c-space>",
    "<s-space>",
    "<s-end>",
    "<c-enter>",
    "<a-left>",
    "<c-s-left>",
    "n",
    "y",
    "/",
    ":",
    "?",
    "j",
    "k",
    "变",
    "５",
    "0.86",
    "3-2",
    "+7",
    "今天",
    "24h",
    "-",
    "é",
    "👍🏽",
];

/// Texts of the kind that a clipboard brings.
const PASTES: &[&str] = &[
    "",
    "\n",
    "x",
    "e",
    "1\t2\t3\n4\t5\t6",
    "7\t9",
    "姓名/团队\t认知\t渴望\n技师组 A\t3\t4\nB 组\t9\t1",
    "Person or team\tAwareness\nT1\t5\nT2\t4\n\nT3\t1",
    "\"a\nb\"\t\"c\"\"d\"\n",
    "\u{1b}[2J\u{202e}\u{200b}\t\u{7}",
    "一\n二\n三\n四\n五",
    "\t\t\t\n\t\t\t\n",
    "2026-02-30\t今天\t+7",
];

fn key(code: KeyCode, modifiers: KeyModifiers) -> Happening {
    Event::Key(KeyEvent::new(code, modifiers))
}

fn some_key() -> impl Strategy<Value = Vec<Happening>> {
    let modifiers = select(vec![
        KeyModifiers::NONE,
        KeyModifiers::SHIFT,
        KeyModifiers::CONTROL,
        KeyModifiers::ALT,
        KeyModifiers::CONTROL | KeyModifiers::ALT,
    ]);
    prop_oneof![
        8 => select(KEYS).prop_map(|written| keys::parse(written).unwrap()),
        1 => (any::<char>(), modifiers).prop_map(|(c, m)| vec![key(KeyCode::Char(c), m)]),
    ]
}

fn some_mouse() -> impl Strategy<Value = Vec<Happening>> {
    use MouseEventKind as M;
    let kinds = select(vec![
        M::Down(MouseButton::Left),
        M::Up(MouseButton::Left),
        M::Drag(MouseButton::Left),
        M::Down(MouseButton::Right),
        M::ScrollDown,
        M::ScrollUp,
        M::Moved,
    ]);
    (kinds, 0_u16..210, 0_u16..70).prop_map(|(kind, column, row)| {
        vec![Event::Mouse(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE })]
    })
}

fn some_size() -> impl Strategy<Value = Vec<Happening>> {
    let size = prop_oneof![
        3 => select(vec![(80, 24), (120, 36), (60, 20), (160, 50), (76, 20), (75, 21), (59, 19), (1, 1)]),
        1 => (1_u16..=200, 1_u16..=60),
    ];
    size.prop_map(|(columns, rows)| vec![Event::Resize(columns, rows)])
}

/// One thing after the other.
fn happenings() -> impl Strategy<Value = Vec<Happening>> {
    let pasted = prop_oneof![4 => select(PASTES).prop_map(str::to_owned), 1 => any::<String>()];
    let one = prop_oneof![
        24 => some_key(),
        4 => some_mouse(),
        2 => pasted.prop_map(|text| vec![Event::Paste(text)]),
        1 => some_size(),
        1 => select(vec![
            Event::Timer,
            Event::FileChanged,
            Event::Focus(true),
            Event::Background { light: true },
        ]).prop_map(|e| vec![e]),
    ];
    vec(one, 0..120).prop_map(|all| all.into_iter().flatten().collect())
}

fn some_lang() -> impl Strategy<Value = Lang> {
    select(vec![Lang::Zh, Lang::En])
}

fn some_theme() -> impl Strategy<Value = Theme> {
    select(Theme::ALL.map(|(theme, _)| theme).to_vec())
}

#[derive(Clone, Copy, Debug)]
enum Begun {
    Demo,
    New,
    Nothing,
    Poisoned,
}

/// What the terminal obeys or what hides text, one of each kind.
const POISON: &str = "a\u{1b}[31m\u{7}\u{7f}\u{9b}2J\u{202e}b\u{2066}\u{200b}c\r\nd\te\u{2028}";

/// The demo with such characters in every text, below every name.
fn poisoned(lang: Lang) -> Project {
    let mut project = demo::project(lang, today());
    let mut edits = Vec::new();
    for sheet in project.sheets() {
        for row in (0..sheet.len()).filter_map(|n| sheet.row(n)) {
            for (column, def) in sheet.def().columns.iter().enumerate() {
                if matches!(def.kind, Kind::Text | Kind::Prose) && def.key != "code" {
                    let cell = Cell::Text(POISON.into());
                    edits.push(Edit::Set { sheet: sheet.def().key, row: row.id(), column, cell });
                }
            }
        }
    }
    project.apply(Edit::Many(edits)).unwrap();
    project
}

fn program(begun: Begun, lang: Lang, theme: Theme) -> App {
    let choices = Choices { lang, theme, ..Choices::default() };
    let mut app = App::new(choices, today(), Box::new(ids(100_000)));
    match begun {
        Begun::Demo => app.open(demo::project(lang, today()), None),
        Begun::New => app.open(new_project("N"), None),
        Begun::Poisoned => app.open(poisoned(lang), None),
        Begun::Nothing => app.welcome(),
    }
    app
}

/// Draws the program as the loop does, and looks at the frame before anything mends it.
fn draw(app: &mut App, columns: u16, rows: u16) {
    let area = Rect::new(0, 0, columns, rows);
    let mut buffer = Buffer::empty(area);
    if let Some(at) = ui::draw(app, &mut buffer) {
        assert!(area.contains(at), "the cursor is at {at:?}, outside {area:?}");
    }
    assert_eq!(buffer.area, area);
    for row in buffer.content.chunks(usize::from(area.width)) {
        for (x, cell) in row.iter().enumerate() {
            let symbol = cell.symbol();
            assert!(
                !symbol.chars().any(|c| is_hidden(c) && c != '\u{200e}'),
                "{symbol:?} reaches the screen"
            );
            let end = x + usize::from(symbol.cell_width());
            assert!(end <= row.len(), "{symbol:?} reaches over the edge at column {x} of {}", row.len());
        }
    }
    for (spot, what) in &app.drawn.spots {
        let inside = spot.intersection(area) == *spot || spot.area() == 0;
        assert!(inside, "{what:?} answers at {spot:?}, outside {area:?}");
        if let Spot::Hint(command) = what {
            assert!(app.enabled(*command).is_ok(), "the footer shows {command:?}, which is not possible");
        }
    }
}

/// As many as a person waits for, or as many as are asked for.
fn cases() -> u32 {
    std::env::var("PROPTEST_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(60)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), max_shrink_iters: 4_000, ..ProptestConfig::default() })]

    #[test]
    fn nothing_that_happens_brings_it_down(
        begun in select(vec![Begun::Demo, Begun::Demo, Begun::New, Begun::Nothing, Begun::Poisoned]),
        lang in some_lang(),
        theme in some_theme(),
        happenings in happenings(),
    ) {
        let mut app = program(begun, lang, theme);
        let mut size = (100, 30);
        draw(&mut app, size.0, size.1);
        for happening in happenings {
            if let Event::Resize(columns, rows) = happening {
                size = (columns, rows);
            }
            let requests = app.update(event(happening));
            draw(&mut app, size.0, size.1);
            if requests.iter().any(|request| matches!(request, Request::Terminal(Effect::Quit))) {
                break;
            }
        }
    }

    #[test]
    fn the_real_loop_stands_it_too(
        demo in any::<bool>(),
        lang in some_lang(),
        happenings in happenings(),
    ) {
        let mut desk = if demo { Desk::demo(lang, WIDE) } else { Desk::fresh(lang, WIDE) };
        for happening in happenings {
            desk.send(event(happening));
        }
        let screen = desk.screen();
        prop_assert!(!screen.chars().any(|c| is_hidden(c) && c != '\n'));
    }
}

/// Where the keys lead, so that every view and every layer is seen at every size.
const WALKS: &[&str] = &[
    "",
    "<tab>",
    "1",
    "1]",
    "2",
    "2]",
    "2]]",
    "2]]]",
    "3",
    "3]",
    "9",
    "9]",
    "9]]",
    "9]]]",
    "9]]]]",
    "e",
    "e]",
    "a",
    "a]<end>",
    "a<f4>",
    "f",
    "f<end>",
    "f<down><down><down><enter><space>",
    "f/a",
    "2<c-g>",
    "<c-g>",
    "g",
    "<f1>",
    ":",
    "/",
    "/a",
    "2<f4>",
    "2<enter>",
    "1<end>x",
    "2<right><right><enter>",
    "e<down><enter>",
    "9<f5>",
    "2<paste:a\\tb\\n1\\t2>",
    "2<paste:Person or team\\tAwareness\\nA\\t3\\nB\\t4>",
    "<c-o>",
    "<f12>",
    "<f12><down><left><left><a-s><a-s>",
    "<f12><tab>",
    "<f12>?",
    "<f12>:",
];

#[test]
fn every_place_can_be_drawn_at_every_size() {
    for (columns, rows) in
        [(1, 1), (2, 2), (20, 5), (59, 20), (60, 19), (60, 20), (61, 21), (75, 20), (76, 24), (200, 60)]
    {
        for (n, walk) in WALKS.iter().enumerate() {
            for (lang, begun) in
                [(Lang::Zh, Begun::Demo), (Lang::En, Begun::Poisoned), (Lang::Zh, Begun::New)]
            {
                let mut app = program(begun, lang, Theme::ALL[n % 4].0);
                draw(&mut app, columns, rows);
                for event in keys::parse(walk).unwrap() {
                    let _effects = app.update(event);
                    draw(&mut app, columns, rows);
                }
            }
        }
    }
}

#[test]
fn a_portfolio_of_anything_can_be_drawn_at_every_size() {
    let state = |project: &Project| State::of(&Assessed::of(project, today(), None));
    let (known, poison) = (state(&demo::project(Lang::Zh, today())), state(&poisoned(Lang::En)));
    let member = |n: u64| Member {
        id: Some(Id::new(n)),
        name: if n.is_multiple_of(2) { POISON.repeat(3) } else { String::new() },
        path: n.to_string().into(),
        archived: n % 5 == 4,
        state: match n % 3 {
            0 => Ok(known.clone()),
            1 => Ok(poison.clone()),
            _ => Err(Phrase::same(POISON)),
        },
    };
    for (columns, rows) in [(1, 1), (20, 5), (60, 20), (61, 21), (80, 24), (99, 30), (120, 36), (200, 60)] {
        for (count, lang) in [(0, Lang::Zh), (1, Lang::En), (2, Lang::Zh), (7, Lang::En), (60, Lang::Zh)] {
            let mut app = program(if count == 0 { Begun::Nothing } else { Begun::Demo }, lang, Theme::Dark);
            app.layers.clear();
            app.show_portfolio();
            draw(&mut app, columns, rows);
            let _effects = app.update(Event::Message(Reply::Gathered((0..count).map(member).collect())));
            for event in keys::parse("<down><left><a-s><end><left><a-s>v<f8><enter><f1><esc><pgup>").unwrap()
            {
                draw(&mut app, columns, rows);
                let _effects = app.update(event);
            }
            draw(&mut app, columns, rows);
        }
    }
}

#[test]
fn the_footer_only_shows_what_is_possible() {
    for lang in [Lang::Zh, Lang::En] {
        for walk in WALKS {
            let mut desk = Desk::demo(lang, (160, 50));
            desk.press(walk);
            let app = desk.app();
            let hints: Vec<Command> = app
                .drawn
                .spots
                .iter()
                .filter_map(|(_, spot)| match spot {
                    Spot::Hint(command) => Some(*command),
                    _ => None,
                })
                .collect();
            assert!(!hints.is_empty(), "no hint after {walk}:\n{}", desk.screen());
            for command in hints {
                assert!(app.enabled(command).is_ok(), "{command:?} after {walk}");
            }
        }
    }
}

#[test]
fn what_a_newer_version_wrote_survives_every_edit() {
    let mut project = new_project("N");
    let unknown = Arc::make_mut(&mut project.unknown);
    unknown.header.insert("future".into(), json!({"deep": [1, 2.5, "三"]}));
    unknown.sheets.push(("from_the_future".into(), r#"[{"id":"000000000001","x":1e300}]"#.into()));
    let before = format!("{:?}", project.unknown);
    let mut desk = Desk::open(Lang::En, WIDE, project);
    desk.press("1543211234<f2>2<c-n>Team A<enter><c-k><c-z><c-z><c-y>3<space>]<f3>9]<f3>");
    assert_ne!(whole(desk.project()), whole(&new_project("N")));
    assert_eq!(format!("{:?}", desk.project().unknown), before);
}

#[test]
fn every_frame_is_the_same_again() {
    for walk in WALKS {
        let (mut one, mut other) = (Desk::demo(Lang::Zh, WIDE), Desk::demo(Lang::Zh, WIDE));
        one.press(walk);
        other.press(walk);
        assert_eq!(one.screen(), other.screen(), "after {walk}");
        let before = one.screen();
        one.send(Event::Resize(WIDE.0, WIDE.1));
        assert_eq!(one.screen(), before, "drawn anew after {walk}");
    }
}

/// Rows of two sheets, enough for a batch to part them into several blocks.
fn long_project(people: usize) -> Project {
    let mut project = new_project("N");
    for n in 0..people {
        let mut row = Person::with_id(Id::new(50_000 + n as u64));
        row.name = format!("P{n}").into();
        project.apply(Edit::append(row)).unwrap();
    }
    project
}

/// Edits of all kinds by numbers: mostly possible ones, often close together.
fn mixed(project: &Project, wishes: &[(u8, u16, u16)]) -> Vec<Edit> {
    let sheet = project.sheet(Person::SHEET).unwrap();
    let rows = sheet.len().max(1);
    let mut fresh = 0;
    let edit = |(kind, a, b): &(u8, u16, u16)| {
        let (row, to) = (Id::new(50_000 + u64::from(*a) % (rows as u64 + 40)), usize::from(*b) % (rows + 3));
        match kind % 14 {
            0..4 => Edit::set::<Person>(row, "name", Cell::Text(format!("N{b}").into())),
            4 => Edit::set::<Person>(row, "awareness", Cell::Empty),
            5 => Edit::Remove { sheet: Person::SHEET, row },
            6 => Edit::Move { sheet: Person::SHEET, row, to },
            7 => Edit::append(Win::with_id(Id::new(90_000 + u64::from(*a)))),
            8 => Edit::Many(vec![
                Edit::set::<Person>(row, "name", Cell::Empty),
                Edit::Move { sheet: Person::SHEET, row, to: to / 2 },
            ]),
            12 | 13 => {
                let mut from = Person::with_id(Id::default());
                from.name = format!("F{b}").into();
                Edit::Cells { row, from: Arc::new(from), columns: u64::from(*b) }
            }
            9 => Edit::Insert { at: usize::MAX, row: Arc::new(Person::with_id(row)) },
            _ => {
                fresh += 1;
                // Of those put in next to each other a block grows until it is parted.
                let at = if kind % 14 == 10 { to } else { rows / 2 };
                Edit::Insert { at, row: Arc::new(Person::with_id(Id::new(70_000 + fresh))) }
            }
        }
    };
    wishes.iter().map(edit).collect()
}

/// The rows of a project with their sheets, and whether they are the very same ones.
fn same_rows(a: &Project, b: &Project) -> bool {
    a.sheets().zip(b.sheets()).all(|(a, b)| {
        a.len() == b.len() && (0..a.len()).all(|n| a.def().equal(a.row(n).unwrap(), b.row(n).unwrap()))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), ..ProptestConfig::default() })]

    #[test]
    fn many_edits_at_once_do_what_they_do_one_by_one(
        people in prop_oneof![0_usize..6, 0_usize..1_200],
        wishes in vec((any::<u8>(), any::<u16>(), any::<u16>()), 0..900),
        spoil in any::<bool>(),
    ) {
        let before = long_project(people);
        let mut plain = before.clone();
        // Only those that are possible, or all of them up to the first that is not.
        let mut edits = mixed(&before, &wishes);
        let mut refused = None;
        edits.retain(|edit| match plain.apply(edit.clone()) {
            Ok(_) => true,
            Err(reason) => { refused.get_or_insert(reason); spoil }
        });
        let mut project = before.clone();
        match (project.apply(Edit::Many(edits)), refused.filter(|_| spoil)) {
            (Ok(back), None) => {
                prop_assert!(same_rows(&project, &plain));
                let forth = project.apply(back).unwrap();
                prop_assert!(same_rows(&project, &before));
                project.apply(forth).unwrap();
                prop_assert!(same_rows(&project, &plain));
            }
            (Err(reason), Some(first)) => {
                prop_assert_eq!(reason, first);
                prop_assert!(project.same(&before));
            }
            (got, expected) => prop_assert!(false, "{:?} instead of {:?}", got.map(|_| ()), expected),
        }
    }
}

/// Whether every action says beforehand what it says when it is run, on every row that it could be asked for.
/// Gives what comes of those that are possible.
fn asked_and_run(project: &Project, today: NaiveDate, new_id: &mut dyn FnMut() -> Id) -> Vec<Project> {
    let facts = Facts::new(project, today);
    let mut made = Vec::new();
    for tool in TOOLS {
        // What shows the minutes changes nothing, and is never run as an edit.
        for action in tool.actions.iter().filter(|action| !action.is_minutes) {
            let works = |view: &&View| action.views.is_empty() || action.views.contains(&view.key);
            let mut first = None;
            for view in tool.views.iter().filter(works) {
                let sheet = project.sheet(view.sheet.key).unwrap();
                for row in std::iter::once(None).chain((0..sheet.len()).map(|n| sheet.row(n))) {
                    let run = (action.run)(&facts, row, new_id);
                    let asked = (action.possible)(&facts, row);
                    assert_eq!(
                        asked,
                        run.as_ref().map(|_| ()).map_err(Clone::clone),
                        "{} {row:?}",
                        action.key
                    );
                    first = first.or(run.ok());
                }
            }
            if let Some(outcome) = first {
                let mut after = project.clone();
                after.apply(outcome.edit).unwrap();
                made.push(after);
            }
        }
    }
    made
}

#[test]
fn an_action_is_possible_when_it_says_so_and_refuses_for_the_same_reason() {
    let late = today().checked_add_days(Days::new(400)).unwrap();
    let long = long_project(3);
    for (project, day) in [
        (demo::project(Lang::Zh, today()), today()),
        (demo::project(Lang::En, today()), late),
        (new_project("N"), today()),
        (long, today()),
    ] {
        let mut new_id = ids(200_000);
        for after in asked_and_run(&project, day, &mut new_id) {
            asked_and_run(&after, day, &mut new_id);
        }
    }
}
