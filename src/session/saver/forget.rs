//! What the saver does to forget a person: it looks first where the person is named, and takes the name out when asked to.

use super::Saver;
use crate::app::request::{Mentioned, Reply};
use crate::session::forget::{counts, forget, left, not_found, part, removed, unfinished};
use crate::store::Caveat;
use crate::store::forget::Forgetting;
use crate::text::{Phrase, joined, text};
use std::path::Path;

impl Saver {
    /// Answers which files of the workspace name a person; nothing is changed.
    pub(super) fn find_person(&mut self, name: String) -> Result<(), Phrase> {
        let (workspace, lang) = (self.workspace()?.clone(), self.lang);
        self.aside(move || match forget(&workspace, None, &name, lang, false) {
            Ok(found) if found.found.is_empty() && found.left.is_empty() => Reply::Failed(not_found(&name)),
            Ok(found) => {
                let left = left(&found, workspace.folder());
                Reply::PersonFound {
                    files: mentioned(&found, workspace.folder()),
                    counts: counts(&found),
                    left,
                    name,
                }
            }
            Err(error) => Reply::Failed(error.phrase()),
        })
    }

    /// Takes a person out of all files of the workspace. The open project is opened anew, so that no undo brings the
    /// person back.
    pub(super) fn forget_person(&mut self, name: &str) -> Result<(), Phrase> {
        let (workspace, lang) = (self.workspace()?.clone(), self.lang);
        let done = forget(&workspace, None, name, lang, true);
        if let Some(path) = self.store.as_ref().map(|store| store.path().to_owned()) {
            self.show(&path)?;
        }
        let done = done.map_err(|error| unfinished(&error))?;
        let mut said = vec![removed(&done, name)];
        said.extend(left(&done, workspace.folder()));
        said.extend(done.caveats.iter().copied().map(Caveat::phrase));
        let all = joined(&said, text("；", "; "));
        self.answer(if said.len() == 1 { Reply::Done(all) } else { Reply::Warned(all) });
        Ok(())
    }
}

fn mentioned(found: &Forgetting, folder: &Path) -> Vec<Mentioned> {
    let file = |path: &Path| path.strip_prefix(folder).unwrap_or(path).display().to_string();
    let each = found.found.iter().map(|found| Mentioned {
        file: file(&found.path),
        part: part(found.part),
        rows: found.rows,
        mentions: found.mentions,
    });
    each.collect()
}
