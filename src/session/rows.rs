//! The rows of a file that is to be taken in.

use super::saver::from_home;
use crate::exchange::{Table, csv, xlsx};
use crate::say;
use crate::store::OpenError;
use crate::text::Phrase;
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

/// Reads the tables of a CSV file or an Excel workbook; `-` is standard input. The error names the file and the place.
pub fn read(path: &Path) -> Result<Vec<Table>, Phrase> {
    let named = |reason: &Phrase| {
        let shown = path.display();
        say!("{shown}：{reason}", "{shown}: {reason}", shown, reason)
    };
    let bytes = bytes(path)?;
    // What a file is is told by how it begins, not by its name.
    let is_book = bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]);
    let tables = if is_book {
        xlsx::read(&bytes)
    } else {
        csv::read(&bytes).map(|lines| vec![Table { name: String::new(), lines }])
    };
    tables.map_err(|reason| named(&reason))
}

/// The bytes of a file, no more than any file may have and one.
fn bytes(path: &Path) -> Result<Vec<u8>, Phrase> {
    let most = csv::FILE_LIMIT as u64 + 1;
    let shown = path.display();
    let mut bytes = Vec::new();
    let read = if path.as_os_str() == "-" {
        io::stdin().lock().take(most).read_to_end(&mut bytes)
    } else {
        match fs::metadata(path) {
            Ok(meta) if !meta.is_file() => {
                return Err(say!(
                    "{shown} 不是文件：请给出一个 CSV 或 Excel 文件",
                    "{shown} is no file: name a CSV or Excel file"
                ));
            }
            Ok(_) => File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes)),
            Err(error) => Err(error),
        }
    };
    match read {
        Ok(_) => Ok(bytes),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Err(say!("没有 {shown} 这个文件：请检查路径", "there is no file {shown}: check its path"))
        }
        Err(error) => {
            let reason = OpenError::Io(error).phrase();
            Err(say!("{shown}：{reason}", "{shown}: {reason}", shown, reason))
        }
    }
}

/// The path that was typed or dropped on the terminal: without the quotes that terminals put around it, `~` is the home
/// folder.
pub fn path_typed(typed: &str) -> PathBuf {
    let typed = typed.trim();
    let quoted = |mark: char| typed.strip_prefix(mark).and_then(|rest| rest.strip_suffix(mark));
    let path = match quoted('"').or_else(|| quoted('\'')) {
        Some(inside) => inside.to_owned(),
        // A backslash before a blank is an escape of a shell; the path with it as it stands would not be there.
        None if cfg!(unix) && !Path::new(typed).exists() => typed.replace("\\ ", " "),
        None => typed.to_owned(),
    };
    let path = path.strip_prefix("file://").map_or(path.clone(), str::to_owned);
    from_home(&path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_taken_as_terminals_give_it() {
        for (typed, path) in [
            (" /tmp/a.csv ", "/tmp/a.csv"),
            ("'/tmp/a b.csv'", "/tmp/a b.csv"),
            ("\"/tmp/a b.csv\"", "/tmp/a b.csv"),
            ("/tmp/no\\ such.csv", "/tmp/no such.csv"),
            ("file:///tmp/a.csv", "/tmp/a.csv"),
            ("名单.csv", "名单.csv"),
        ] {
            assert_eq!(path_typed(typed), PathBuf::from(path), "{typed}");
        }
        let home = path_typed("~/a.csv");
        assert!(home.is_absolute() && home.ends_with("a.csv"), "{home:?}");
    }
}
