//! Every form says what to enter in words that are read to their end, on the smallest screen.

use crate::app::layer::{Layer, Purpose};
use crate::app::reports::Wanted;
use crate::app::{App, Choices};
use crate::demo;
use crate::exchange::PageFormat;
use crate::report::Scope;
use crate::sheet::Id;
use crate::text::Lang;
use crate::ui;
use chrono::NaiveDate;
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;

const ALL: [Purpose; 13] = [
    Purpose::Create,
    Purpose::Rename,
    Purpose::SaveAs,
    Purpose::KeepDemo,
    Purpose::Forget,
    Purpose::Import,
    Purpose::ReadLog,
    Purpose::Export,
    Purpose::FillIn,
    Purpose::Filter,
    Purpose::GoTo,
    Purpose::Replay,
    Purpose::Report,
];

fn app(lang: Lang, demo: bool) -> App {
    let today = NaiveDate::from_ymd_opt(2026, 3, 4).unwrap();
    let mut next = 900_000;
    let new_id = move || {
        next += 1;
        Id::new(next)
    };
    let mut app = App::new(Choices { lang, ..Choices::default() }, today, Box::new(new_id));
    app.open(demo::project(lang, today), None);
    if let Some(opened) = app.opened.as_mut() {
        opened.file.is_demo = demo;
    }
    app
}

/// Opens the form of a purpose; a purpose that is new does not compile here before it has its line, and one in [`ALL`].
fn open(app: &mut App, purpose: Purpose) {
    match purpose {
        Purpose::Create => app.create_form(),
        Purpose::Rename => app.rename_form(),
        Purpose::SaveAs | Purpose::KeepDemo => app.save_as_form(),
        Purpose::Forget => app.forget_form(),
        Purpose::Import => app.import_form(),
        Purpose::ReadLog => app.log_form_with(&["a".to_owned(), "b".to_owned()]),
        Purpose::Export => app.export_form(),
        Purpose::FillIn => app.fill_in_form(),
        Purpose::Filter => app.filter_form(),
        Purpose::GoTo => app.go_to_form(),
        Purpose::Replay => app.replay_form(),
        Purpose::Report => app.report_form(Wanted { scope: Scope::Week, format: PageFormat::Html }),
    }
}

/// The text within the form, without blanks and frames.
fn inside(app: &mut App) -> String {
    let area = Rect::new(0, 0, 80, 24);
    let mut buffer = Buffer::empty(area);
    ui::draw(app, &mut buffer);
    let within = |n: &usize| (3..77).contains(&(n % 80));
    let cells = buffer.content().iter().enumerate().filter(|(n, _)| within(n)).map(|(_, cell)| cell);
    bare(&cells.map(Cell::symbol).collect::<String>())
}

fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !('\u{2500}'..='\u{257f}').contains(c)).collect()
}

#[test]
fn the_hint_of_every_field_of_every_form_stands_whole_on_a_small_screen() {
    for lang in [Lang::Zh, Lang::En] {
        for purpose in ALL {
            let mut app = app(lang, purpose == Purpose::KeepDemo);
            open(&mut app, purpose);
            let Some(Layer::Form(form)) = app.layers.last() else { panic!("{purpose:?}") };
            assert_eq!(form.purpose, purpose);
            let helps: Vec<String> =
                form.fields.iter().map(|field| field.help.get(lang).to_owned()).collect();
            for (at, help) in helps.into_iter().enumerate() {
                let Some(Layer::Form(form)) = app.layers.last_mut() else { unreachable!() };
                form.at = at;
                // A day that is proposed says how it is read.
                form.fields[at].editor.replace_all("");
                let shown = inside(&mut app);
                assert!(shown.contains(&bare(&help)), "{purpose:?}: {help}\n{shown}");
            }
        }
    }
}

#[test]
fn why_a_field_is_refused_stands_whole_however_long_it_is() {
    for lang in [Lang::Zh, Lang::En] {
        let mut app = app(lang, false);
        app.export_form();
        let Some(Layer::Form(form)) = app.layers.last_mut() else { unreachable!() };
        let why = crate::text::Phrase::same("nothing of this can be written there, ".repeat(8));
        form.fields[0].refuse(why.clone());
        assert!(inside(&mut app).contains(&bare(why.get(lang))), "{}", inside(&mut app));
    }
}
