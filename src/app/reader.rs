//! Texts to read over the screen: help, and the details of a row.

use super::App;
use super::editor::Editor;
use super::layer::{Keys, Layer};
use crate::command::{Chord, Command, Context, Entry};
use crate::registry;
use crate::sheet::Kind;
use crate::text::{Phrase, Text, text};
use crossterm::event::{KeyCode, KeyEvent};

/// The keys of the place, narrowed by typing.
pub struct Help {
    /// The first line shown.
    pub top: usize,
    /// What is typed to narrow it.
    pub query: Editor,
    /// The field that is being typed into, if help was asked for there.
    pub about: Option<About>,
    /// What lies over the screen there, whose keys come first.
    pub place: Option<Context>,
}

/// What help says of a field.
#[derive(Clone, Debug)]
pub struct About {
    /// Its title.
    pub title: Text,
    /// What to enter; blank where its kind says it all.
    pub help: Phrase,
    /// What it holds.
    pub kind: Kind,
}

/// The keys of details.
pub(super) static KEYS: Keys =
    Keys { hint, run, key: App::reader_key, scroll, closes: |_| true, ..Keys::BLANK };

/// The keys of minutes, of which Enter has a copy.
pub(super) static MINUTES_KEYS: Keys = Keys {
    hint: |_, entry| match entry.command {
        Command::Choose => Some(text("复制", "Copy")),
        _ => entry.title_in(Context::Choosing),
    },
    run: |app, command| match command {
        Command::Choose => app.copy_read_minutes(),
        _ => run(app, command),
    },
    key: |app, key| {
        // The key that opened them closes them as well.
        if app.choices.bindings.resolve(Context::Anywhere, Chord::of(key)) == Some(Command::Action1) {
            return app.run(Command::Close);
        }
        app.reader_key(key);
    },
    scroll,
    closes: |_| true,
    ..Keys::BLANK
};

/// The keys of help, where letters look for a line.
pub(super) static HELP_KEYS: Keys = Keys {
    hint,
    run,
    key: App::help_key,
    paste: |app, pasted| app.search_help(|query| _ = query.paste(pasted)),
    scroll,
    closes: |_| true,
    ..Keys::BLANK
};

fn hint(_: &Layer, entry: &Entry) -> Option<Text> {
    match entry.command {
        Command::Choose => Some(text("关闭", "Close")),
        // Enter closes them as well, and one hint is enough.
        Command::Close => None,
        _ => entry.title_in(Context::Choosing),
    }
}

fn run(app: &mut App, command: Command) {
    match command {
        Command::Choose | Command::Close => _ = app.layers.pop(),
        _ => scroll(app, app.lines_of(command)),
    }
}

fn scroll(app: &mut App, by: isize) {
    let beyond = app.drawn.beyond;
    let layer = app.layers.last_mut();
    if let Some(Layer::Help(Help { top, .. }) | Layer::Details { top } | Layer::Minutes { top, .. }) = layer {
        *top = top.saturating_add_signed(by).min(beyond);
    }
}

impl App {
    /// Opens the help; over a field that is being typed into with what that field wants.
    pub(super) fn open_help(&mut self) {
        let about = match self.layers.last() {
            Some(Layer::Cell(edit)) => {
                let def = registry::sheets().iter().find(|def| def.key == edit.sheet).copied();
                let column = def.and_then(|def| def.columns.get(edit.column));
                column.map(|column| About { title: column.title, help: column.help.into(), kind: edit.kind })
            }
            Some(Layer::Form(form)) => form.fields.get(form.at).map(|field| About {
                title: field.title,
                help: field.help.clone(),
                kind: field.kind,
            }),
            _ => None,
        };
        let of_screen = (self.screen == super::Screen::Meeting).then_some(Context::Meeting);
        let place = self.layers.last().map(|layer| layer.keys().context).or(of_screen);
        self.layers.push(Layer::Help(Help { top: 0, query: Editor::line(""), about, place }));
    }

    fn reader_key(&mut self, key: KeyEvent) {
        match key.code {
            KeyCode::Char('j') => scroll(self, 1),
            KeyCode::Char('k') => scroll(self, -1),
            KeyCode::Char(' ') => self.run(Command::ChoosePageDown),
            KeyCode::Char('q') => self.run(Command::Close),
            _ => {
                // The key that opened it closes it as well.
                let (bindings, chord) = (&self.choices.bindings, Chord::of(key));
                let opens = bindings.resolve(Context::Anywhere, chord) == Some(Command::Help)
                    || bindings.resolve(Context::Sheet, chord) == Some(Command::Details);
                if opens {
                    self.run(Command::Close);
                }
            }
        }
    }

    fn help_key(&mut self, key: KeyEvent) {
        let Some(Layer::Help(help)) = self.layers.last() else { return };
        let opens =
            |key| self.choices.bindings.resolve(Context::Anywhere, Chord::of(key)) == Some(Command::Help);
        // The key that opened it closes it as well, unless it is a sign in the middle of what is looked for.
        let types = matches!(key.code, KeyCode::Char(_)) && !help.query.text().is_empty();
        if !types && (opens(key) || opens(super::keys::plain(key))) {
            return self.run(Command::Close);
        }
        self.search_help(|query| _ = query.handle(key));
    }

    fn search_help(&mut self, change: impl FnOnce(&mut Editor)) {
        if let Some(Layer::Help(help)) = self.layers.last_mut() {
            change(&mut help.query);
            help.top = 0;
        }
    }
}
