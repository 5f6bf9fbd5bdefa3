//! The rows of a file that is to be taken in. The program reads it in a process of its own, which may use so much memory and
//! time and no more.

mod child;

pub use child::{is_child, run_child, this_is_the_program};

use super::saver::from_home;
use crate::exchange::{Table, csv, xlsx};
use crate::say;
use crate::store::OpenError;
use crate::text::{Phrase, Text, text};
use std::fs::{self, File};
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

/// Reads the tables of a CSV file or an Excel workbook; `-` is standard input. The error names the file and the place.
pub fn read(path: &Path) -> Result<Vec<Table>, Phrase> {
    read_until(path, &|| false)
}

/// The same, until it is stopped.
pub fn read_until(path: &Path, stopped: &dyn Fn() -> bool) -> Result<Vec<Table>, Phrase> {
    let shown = path.display();
    let source = source(path)?;
    let read = match (child::program(), source) {
        (Some(program), source) => child::read(program, source, stopped),
        (None, Source::File(file)) => tables(file),
        (None, Source::Bytes(bytes)) => tables(&bytes[..]),
    };
    read.map_err(|reason| say!("{shown}：{reason}", "{shown}: {reason}", shown, reason))
}

/// The tables of what a file holds.
fn tables(from: impl io::Read) -> Result<Vec<Table>, Phrase> {
    let mut bytes = Vec::new();
    // No more than any file may have and one.
    let read = from.take(csv::FILE_LIMIT as u64 + 1).read_to_end(&mut bytes);
    read.map_err(|error| OpenError::Io(error).phrase())?;
    // What a file is is told by how it begins, not by its name.
    let is_book = bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]);
    if is_book {
        xlsx::read(&bytes)
    } else {
        csv::read_as(&bytes).map(|(lines, read_as)| vec![Table { name: String::new(), lines, read_as }])
    }
}

/// What is to be read.
enum Source {
    File(File),
    /// What came through a pipe, whoever fills it taking his time.
    Bytes(Vec<u8>),
}

/// Opens what is to be read.
fn source(path: &Path) -> Result<Source, Phrase> {
    if path.as_os_str() == "-" {
        let mut bytes = Vec::new();
        let read = io::stdin().lock().take(csv::FILE_LIMIT as u64 + 1).read_to_end(&mut bytes);
        read.map(|_| Source::Bytes(bytes)).map_err(|error| unreadable(path, error))
    } else {
        let file = text("一个 CSV 或 Excel 文件", "a CSV or Excel file");
        opened(path, file).map(|(file, _)| Source::File(file))
    }
}

/// Opens a file, with how many bytes it has. The error says what is to be named instead of a folder.
pub(super) fn opened(path: &Path, wanted: Text) -> Result<(File, u64), Phrase> {
    let shown = path.display();
    let opened = fs::metadata(path)
        .and_then(|meta| Ok((if meta.is_file() { Some(File::open(path)?) } else { None }, meta.len())));
    match opened {
        Ok((Some(file), bytes)) => Ok((file, bytes)),
        Ok((None, _)) => {
            Err(say!("{shown} 不是文件：请给出{wanted}", "{shown} is no file: name {wanted}", shown, wanted))
        }
        Err(error) => Err(unreadable(path, error)),
    }
}

fn unreadable(path: &Path, error: io::Error) -> Phrase {
    let shown = path.display();
    if error.kind() == io::ErrorKind::NotFound {
        return say!("没有 {shown} 这个文件：请检查路径", "there is no file {shown}: check its path");
    }
    let reason = OpenError::Io(error).phrase();
    say!("{shown}：{reason}", "{shown}: {reason}", shown, reason)
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
    let path = path.strip_prefix("file://").map_or(path.clone(), from_address);
    from_home(&path)
}

/// The path of a file's address, in which blanks and what is no ASCII are written as `%20`.
fn from_address(address: &str) -> String {
    let mut bytes = Vec::with_capacity(address.len());
    let mut rest = address.as_bytes();
    while let [first, behind @ ..] = rest {
        let code = behind.get(..2).filter(|_| *first == b'%').and_then(|code| std::str::from_utf8(code).ok());
        let code = code.and_then(|code| u8::from_str_radix(code, 16).ok());
        bytes.push(code.unwrap_or(*first));
        rest = if code.is_some() { behind.get(2..).unwrap_or_default() } else { behind };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| address.to_owned())
}

/// The paths where several were typed or dropped at once, each in quotes, or with its blanks escaped, or without any.
pub fn several_typed(typed: &str) -> Option<Vec<PathBuf>> {
    let mut paths = vec![String::new()];
    let (mut quote, mut escaped) = (None, false);
    for c in typed.trim().chars() {
        let path = paths.last_mut()?;
        match (c, quote) {
            _ if escaped => {
                path.push(c);
                escaped = false;
            }
            ('\\', None) if cfg!(unix) => escaped = true,
            ('"' | '\'', None) => quote = Some(c),
            (_, Some(mark)) if c == mark => quote = None,
            (_, None) if c.is_whitespace() => {
                if !path.is_empty() {
                    paths.push(String::new());
                }
            }
            _ => path.push(c),
        }
    }
    let paths: Vec<PathBuf> = paths.iter().map(|path| path_typed(path)).collect();
    (paths.len() > 1 && paths.iter().all(|path| path.exists())).then_some(paths)
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
            ("file:///tmp/a%20b%E5%90%8D.csv", "/tmp/a b名.csv"),
            ("file:///tmp/100%.csv", "/tmp/100%.csv"),
            ("名单.csv", "名单.csv"),
        ] {
            assert_eq!(path_typed(typed), PathBuf::from(path), "{typed}");
        }
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name).display().to_string();
        for name in ["a.csv", "b c.csv", "d.csv"] {
            std::fs::write(path(name), "").unwrap();
        }
        let (one, two, three) = (path("a.csv"), path("b c.csv"), path("d.csv"));
        let count = |typed: &str| several_typed(typed).map(|paths| paths.len());
        assert_eq!(count(&format!("'{one}' '{two}' '{three}'")), Some(3));
        assert_eq!(count(&format!("{one} \"{two}\"")), Some(2));
        assert_eq!(count(&format!("{one} {three}")), Some(2));
        assert_eq!(count(&two), None);
        if cfg!(unix) {
            assert_eq!(count(&format!("{one} {}", two.replace(' ', "\\ "))), Some(2));
        }
        let home = path_typed("~/a.csv");
        assert!(home.is_absolute() && home.ends_with("a.csv"), "{home:?}");
    }
}
