//! What a folder holds that can be read: its folders and the files of certain kinds.

use crate::app::request::{Folder, InFolder};
use crate::say;
use crate::sort::StableSort;
use crate::text::Phrase;
use std::fs;
use std::path::Path;

/// No more are listed: whoever has more types the name.
const MOST: usize = 1_000;

/// Lists a folder: first the folders in it, then the files with one of these endings, both by name. What is hidden, and what
/// cannot be typed, is left out. The error names the folder.
pub fn list(path: &Path, endings: &[&str]) -> Result<Folder, Phrase> {
    // So that the folder above is known of a relative one too.
    let path = &std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let shown = path.display();
    let refused = |error: &std::io::Error| {
        say!(
            "{shown}：打不开文件夹：{reason}",
            "{shown}: cannot open the folder: {reason}",
            shown,
            reason = crate::store::reason_of(error)
        )
    };
    let mut inside: Vec<InFolder> = Vec::new();
    for entry in fs::read_dir(path).map_err(|error| refused(&error))?.flatten() {
        let Ok(name) = entry.file_name().into_string() else { continue };
        // A link counts as what it leads to.
        let Ok(about) = fs::metadata(entry.path()) else { continue };
        let lower = name.to_lowercase();
        let wanted = about.is_dir() || endings.iter().any(|ending| lower.ends_with(ending));
        if wanted && !name.starts_with('.') {
            let Some(path) = entry.path().to_str().map(str::to_owned) else { continue };
            inside.push(InFolder { name, path, bytes: about.is_file().then_some(about.len()) });
        }
    }
    inside.stable_sort_by_key(|one| (one.bytes.is_some(), one.name.to_lowercase()));
    inside.truncate(MOST);
    let above = path.parent().and_then(Path::to_str).filter(|above| !above.is_empty()).map(str::to_owned);
    Ok(Folder { path: shown.to_string(), above, inside })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_lists_its_folders_and_the_files_that_can_be_read() {
        let dir = tempfile::tempdir().unwrap();
        for name in ["b.CSV", "a.xes.gz", "notes.txt", ".hidden.csv"] {
            fs::write(dir.path().join(name), "12345").unwrap();
        }
        fs::create_dir(dir.path().join("Logs")).unwrap();
        let folder = list(dir.path(), &[".csv", ".xes.gz"]).unwrap();
        let names: Vec<_> = folder.inside.iter().map(|one| (one.name.as_str(), one.bytes)).collect();
        assert_eq!(names, [("Logs", None), ("a.xes.gz", Some(5)), ("b.CSV", Some(5))]);
        assert_eq!(folder.above.as_deref(), dir.path().parent().and_then(Path::to_str));
        assert!(folder.inside.iter().all(|one| one.path.ends_with(&one.name)));
        assert!(list(&dir.path().join("none"), &[".csv"]).unwrap_err().en.contains("cannot open the folder"));
    }
}
