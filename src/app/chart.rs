//! A chart on the whole screen: the rows are walked through, and where a row has several charts, these.

use super::App;
use super::layer::{Keys, Layer};
use crate::command::{Chord, Command, Context};
use crate::text::text;
use crate::tool::{Chart, Panel};
use crossterm::event::{KeyCode, KeyEvent};

/// The keys of a chart on the whole screen.
pub(super) static KEYS: Keys = Keys {
    hint: |_, entry| match entry.command {
        Command::Close => Some(text("返回", "Back")),
        Command::ChooseUp => Some(text("上一行的图", "Chart of the row above")),
        Command::ChooseDown => Some(text("下一行的图", "Chart of the row below")),
        _ => None,
    },
    run: |app, command| match command {
        Command::Choose | Command::Close => _ = app.layers.pop(),
        _ => walk(app, app.lines_of(command)),
    },
    key: App::chart_key,
    scroll: walk,
    closes: |_| true,
    ..Keys::BLANK
};

/// Goes to the next row that has a chart, if there is one.
fn walk(app: &mut App, by: isize) {
    let Some(view_state) = app.view_state() else { return };
    let (begin, len) = (view_state.row, view_state.len());
    let mut row = begin;
    loop {
        row = row.saturating_add_signed(by.signum());
        if row >= len || (by < 0 && row == 0 && begin == 0) {
            break;
        }
        app.put_cursor(row);
        if !app.charts().is_empty() {
            if let Some(Layer::Chart { at }) = app.layers.last_mut() {
                *at = 0;
            }
            return;
        }
        if row == 0 {
            break;
        }
    }
    app.put_cursor(begin);
}

impl App {
    /// The charts of the row under the cursor.
    pub fn charts(&self) -> Vec<Chart> {
        let panels =
            self.view().zip(self.facts()).map(|((.., view), facts)| (view.panels)(facts, self.row()));
        let chart = |panel| match panel {
            Panel::Chart(chart) => Some(chart),
            _ => None,
        };
        panels.into_iter().flatten().filter_map(chart).collect()
    }

    fn put_cursor(&mut self, row: usize) {
        if let Some(view_state) = self.view_state_mut() {
            view_state.row = row;
        }
        self.note_row();
    }

    fn chart_key(&mut self, key: KeyEvent) {
        let count = self.charts().len().max(1);
        let Some(Layer::Chart { at }) = self.layers.last_mut() else { return };
        match key.code {
            KeyCode::Right | KeyCode::Tab | KeyCode::Char(']') => *at = (*at + 1) % count,
            KeyCode::Left | KeyCode::BackTab | KeyCode::Char('[') => *at = (*at + count - 1) % count,
            KeyCode::Char('j') => walk(self, 1),
            KeyCode::Char('k') => walk(self, -1),
            KeyCode::Char('q') => self.run(Command::Close),
            // The key that opened it closes it as well.
            _ if self.choices.bindings.resolve(Context::Sheet, Chord::of(key)) == Some(Command::Chart) => {
                self.run(Command::Close);
            }
            _ => {}
        }
    }
}
