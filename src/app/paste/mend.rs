//! The line in which is typed what stands for cells of a block that do not fit.

use crate::app::App;
use crate::app::editor::Editor;
use crate::app::layer::{Keys, Layer};
use crate::command::{Command, Context};
use crate::intake::{Decision, Mend};
use crate::text::Phrase;

/// A text in the place of cells of a block.
pub struct MendEdit {
    /// The title of the column they go into.
    pub title: Phrase,
    /// Why they do not fit.
    pub reason: Phrase,
    /// The column of the block.
    pub column: usize,
    /// What stands in them.
    pub typed: String,
    /// What is to stand there.
    pub editor: Editor,
}

/// The keys of that line.
pub(in crate::app) static KEYS: Keys = Keys {
    context: Context::Typing,
    hint: |_, entry| match entry.command {
        Command::Commit | Command::Cancel => entry.title_in(Context::Typing),
        _ => None,
    },
    run: |app, command| match command {
        Command::Cancel => _ = app.layers.pop(),
        Command::Commit | Command::CommitNext | Command::CommitDown => commit(app),
        _ => {}
    },
    key: |app, key| {
        if let Some(Layer::Mend(mend)) = app.layers.last_mut() {
            mend.editor.handle(key);
        }
    },
    paste: |app, pasted| {
        if let Some(Layer::Mend(mend)) = app.layers.last_mut() {
            mend.editor.paste(pasted);
        }
    },
    ..Keys::BLANK
};

fn commit(app: &mut App) {
    let Some(Layer::Mend(mend)) = app.layers.pop() else { return };
    let typed = mend.editor.text().trim();
    let meant = if typed.is_empty() { Mend::Empty } else { Mend::Typed(typed.to_owned()) };
    let text = typed.to_owned();
    app.decide_intake(Decision::Cells(mend.column, mend.typed.clone(), meant));
    app.mend_again(mend.column, mend.typed, &text);
}
