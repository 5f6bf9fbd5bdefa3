//! Copying, cutting and pasting within a field that is typed into.

use crate::app::App;
use crate::app::editor::Editor;
use crate::app::layer::Layer;
use crate::command::{Chord, Command, Context};
use crate::event::Effect;
use crate::finding::Level;
use crate::text::text;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

impl Layer {
    /// The field that is typed into, if there is one.
    fn editor(&self) -> Option<&Editor> {
        match self {
            Layer::Cell(edit) => Some(&edit.editor),
            Layer::Form(form) => form.fields.get(form.at).map(|field| &field.editor),
            Layer::Mend(mend) => Some(&mend.editor),
            Layer::Choose(chooser) => chooser.query.as_ref(),
            _ => None,
        }
    }
}

impl App {
    /// Takes the keys of copying, cutting and pasting in a field; false if it is none of them, or there is no field.
    pub(in crate::app) fn clipboard_key(&mut self, key: KeyEvent) -> bool {
        let command = self.choices.bindings.resolve(Context::Sheet, Chord::of(key));
        let Some(layer) = self.layers.last() else { return false };
        let Some(editor) = layer.editor() else { return false };
        let keys = layer.keys();
        match command {
            Some(Command::Cut) if editor.selection().is_none() => self.say(
                Level::Watch,
                text(
                    "先选中要剪切的文字（Ctrl-A 全选）",
                    "Select the text to cut first (Ctrl-A selects all)",
                ),
            ),
            Some(Command::Copy | Command::Cut) => {
                // Without a selection the text as a whole is meant.
                let selected = editor.selected_text().to_owned();
                let cuts = command == Some(Command::Cut);
                let copied = if selected.is_empty() { editor.text().to_owned() } else { selected };
                if copied.is_empty() {
                    self.say(Level::Watch, text("这里还没有文字", "There is no text here yet"));
                    return true;
                }
                self.clip.clone_from(&copied);
                self.effect(Effect::Copy(copied));
                if cuts {
                    (keys.key)(self, KeyEvent::new(KeyCode::Backspace, KeyModifiers::NONE));
                }
                self.say(
                    Level::Good,
                    if cuts {
                        text("已剪切文字", "The text is cut")
                    } else {
                        text("已复制文字", "The text is copied")
                    },
                );
            }
            Some(Command::Paste) if self.clip.is_empty() => self.say_nothing_copied(),
            Some(Command::Paste) => (keys.paste)(self, &self.clip.clone()),
            _ => return false,
        }
        true
    }

    /// Says that nothing was copied in the program, and how to paste from another.
    pub(in crate::app) fn say_nothing_copied(&mut self) {
        self.say(
            Level::Watch,
            text(
                "还没有复制过内容；从 Excel 粘贴请用终端的粘贴键",
                "Nothing has been copied here yet; to paste from Excel use the terminal's own paste key",
            ),
        );
    }
}
