//! A folder from which a file is chosen: it is asked for where a path is typed that is a folder, or none.

use super::App;
use super::editor::Editor;
use super::layer::{Chooser, Does, Item, Layer, Purpose};
use super::request::Folder;
use crate::finding::Level;
use crate::mining::thousands;
use crate::say;
use crate::text::{Phrase, text};

impl App {
    /// Lists what a folder holds, to choose a file or to go on to another folder.
    pub(super) fn choose_in(&mut self, purpose: Purpose, read: Result<Folder, Phrase>) {
        let Folder { path, above, inside } = match read {
            Ok(folder) => folder,
            Err(reason) => return self.say(Level::Stop, reason),
        };
        let up = above.map(|above| {
            let item =
                Item::new(Phrase::same(".."), text("上一级", "the folder above"), Does::File(purpose, above));
            Item { words: vec!["上一级", "up"], ..item }
        });
        let found = inside.into_iter().map(|one| {
            let (name, detail) = match one.bytes {
                Some(bytes) => (one.name, size(bytes)),
                None => (format!("{}{}", one.name, std::path::MAIN_SEPARATOR), Phrase::same("")),
            };
            Item::new(Phrase::same(name), detail, Does::File(purpose, one.path))
        });
        let mut chooser = Chooser::new(Phrase::same(path), up.into_iter().chain(found).collect());
        // A path may be typed or pasted here as well.
        chooser.own = Some(chooser.items.len());
        let blank = Phrase::same("");
        chooser.items.push(Item::new(blank.clone(), blank, Does::File(purpose, String::new())));
        chooser.narrow(self.choices.lang);
        self.layers.push(Layer::Choose(chooser));
    }

    /// Sends the form for a file with this path.
    pub(super) fn send_path(&mut self, purpose: Purpose, path: &str) {
        match purpose {
            Purpose::ReadLog => self.log_form(),
            _ => self.import_form(),
        }
        if let Some(Layer::Form(form)) = self.layers.last_mut()
            && let Some(field) = form.fields.first_mut()
        {
            field.editor = Editor::line(path);
            // What the form had to say of its texts is of no matter here.
            self.message = None;
            self.submit();
        }
    }
}

/// How large a file is.
fn size(bytes: u64) -> Phrase {
    match bytes.div_ceil(1024) {
        kib if kib < 10 * 1024 => say!("{kib} KiB", "{kib} KiB", kib = thousands(kib)),
        kib => say!("{mib} MiB", "{mib} MiB", mib = thousands(kib / 1024)),
    }
}
