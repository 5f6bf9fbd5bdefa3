//! A pasted block, shown before it is put in.

use super::App;
use super::layer::{Keys, Layer};
use crate::command::{Command, Context};
use crate::finding::Level;
use crate::say;
use crate::text::text;

/// The keys of a preview. With an error in it nothing can be put in.
pub(super) static KEYS: Keys = Keys {
    hint: |layer, entry| match (layer, entry.command) {
        (Layer::Preview(preview), Command::Choose) => {
            preview.errors.is_empty().then_some(text("确认粘贴", "Paste"))
        }
        _ => entry.title_in(Context::Choosing),
    },
    run: |app, command| match command {
        Command::Choose => app.put_preview(),
        Command::Close => _ = app.layers.pop(),
        _ => scroll(app, app.lines_of(command)),
    },
    scroll,
    ..Keys::BLANK
};

fn scroll(app: &mut App, by: isize) {
    if let Some(Layer::Preview(preview)) = app.layers.last_mut() {
        preview.top = preview.top.saturating_add_signed(by).min(preview.rows.len().saturating_sub(1));
    }
}

impl App {
    fn put_preview(&mut self) {
        if !matches!(self.layers.last(), Some(Layer::Preview(preview)) if preview.errors.is_empty()) {
            return;
        }
        let Some(Layer::Preview(preview)) = self.layers.pop() else { return };
        let (cells, rows) = (preview.changes, preview.new_rows);
        if cells == 0 && rows == 0 {
            return self
                .say(Level::Watch, text("内容相同，没有改动", "Nothing differs, so nothing was changed"));
        }
        let said = say!("粘贴 {cells} 格，新增 {rows} 行", "{cells} cells pasted, {rows} new rows");
        if self.apply(preview.edit, said.clone()) {
            let key = self.choices.bindings.label(Command::Undo, self.choices.lang);
            self.say(
                Level::Good,
                say!("已{said}，{key} 一步撤销", "{said}; {key} takes it back in one step", said),
            );
        }
    }
}
