//! What goes to standard output and standard error: whole texts, tables, cells that do no harm in a spreadsheet,
//! JSON without hidden characters. It knows no project.

use crate::text::{Lang, Phrase, fit, is_hidden, pad, pad_left, text, visible, visible_lines, width};
use serde_json::Value;
use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::process::ExitCode;

/// The widest column of a table; what is longer is cut there, and whole in JSON and CSV.
const WIDEST: usize = 40;

/// The text without characters that steer a terminal, whatever a cell holds. Tabs part the cells of lines, and a mark of
/// byte order at the start is for Excel.
pub(super) fn harmless(out: &str) -> Cow<'_, str> {
    let steers = |c: char| is_hidden(c) && !matches!(c, '\n' | '\t');
    let (mark, rest) =
        if out.starts_with('\u{feff}') { out.split_at('\u{feff}'.len_utf8()) } else { ("", out) };
    if !rest.contains(steers) {
        return Cow::Borrowed(out);
    }
    let shown: Vec<_> = rest.split('\t').map(visible_lines).collect();
    Cow::Owned(format!("{mark}{}", shown.join("\t")))
}

/// Writes all of standard output. A reader that has gone is no news to anybody; the code says it.
pub(super) fn write_out(out: &str, lang: Lang) -> ExitCode {
    let mut stdout = io::stdout().lock();
    match stdout.write_all(harmless(out).as_bytes()).and_then(|()| stdout.flush()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(e) if e.kind() == io::ErrorKind::BrokenPipe => ExitCode::FAILURE,
        Err(e) => {
            let code = e.raw_os_error().unwrap_or(0);
            error(
                &crate::say!("写不出来（错误 {code}）", "the output cannot be written (error {code})"),
                lang,
            );
            ExitCode::FAILURE
        }
    }
}

/// Writes to standard error; where that has gone too there is nobody left to tell.
pub(super) fn complain(said: &str) {
    let _nobody_reads = io::stderr().lock().write_all(said.as_bytes());
}

pub(super) fn error(reason: &Phrase, lang: Lang) {
    let label = text("错误：", "error: ").get(lang);
    complain(&format!("{label}{}\n", visible_lines(reason.get(lang))));
}

pub(super) fn note(note: &Phrase, lang: Lang) {
    let label = text("提示：", "note: ").get(lang);
    complain(&format!("{label}{}\n", visible_lines(note.get(lang))));
}

/// JSON over several lines, in which no character is hidden.
pub(super) fn json(value: &Value) -> String {
    let plain = format!("{value:#}\n");
    match unhidden(&plain) {
        Cow::Borrowed(_) => plain,
        Cow::Owned(escaped) => escaped,
    }
}

/// Written JSON that means the same, with escapes in place of hidden characters. Outside of its texts it has none but the
/// line end, and inside they may be escaped.
pub(super) fn unhidden(plain: &str) -> Cow<'_, str> {
    if !plain.contains(|c| is_hidden(c) && c != '\n') {
        return Cow::Borrowed(plain);
    }
    let mut out = String::with_capacity(plain.len());
    for c in plain.chars() {
        if is_hidden(c) && c != '\n' {
            // Writing into a string does not fail.
            let _ok = write!(out, "\\u{:04x}", u32::from(c));
        } else {
            out.push(c);
        }
    }
    Cow::Owned(out)
}

struct Head {
    title: String,
    number: bool,
    widest: usize,
}

/// A table with aligned columns.
pub(super) struct Table {
    heads: Vec<Head>,
    rows: Vec<Vec<String>>,
}

impl Table {
    pub(super) fn new() -> Table {
        Table { heads: Vec::new(), rows: Vec::new() }
    }

    /// One more column; numbers stand on the right.
    pub(super) fn column(&mut self, title: &str, number: bool) {
        self.heads.push(Head { title: visible(title).into_owned(), number, widest: WIDEST });
    }

    /// One more column, of which nothing is cut.
    pub(super) fn whole(&mut self, title: &str) {
        self.heads.push(Head { title: visible(title).into_owned(), number: false, widest: usize::MAX });
    }

    /// One more row, a text for each column.
    pub(super) fn row(&mut self, cells: impl IntoIterator<Item = String>) {
        let cells = cells.into_iter().zip(&self.heads);
        self.rows.push(cells.map(|(cell, head)| fit(&visible(&cell), head.widest).into_owned()).collect());
    }

    /// The lines, the heads first unless none has a text.
    pub(super) fn lines(&self) -> String {
        let cell = |row: &Vec<String>, n: usize| row.get(n).map_or(0, |cell| width(cell));
        let widths: Vec<usize> = self
            .heads
            .iter()
            .enumerate()
            .map(|(n, head)| self.rows.iter().map(|row| cell(row, n)).fold(width(&head.title), usize::max))
            .collect();
        let mut out = String::new();
        let mut line = |cells: &mut dyn Iterator<Item = &str>| {
            let mut line = String::new();
            for ((text, cells), head) in cells.zip(&widths).zip(&self.heads) {
                line.push_str(&if head.number { pad_left(text, *cells) } else { pad(text, *cells) });
                line.push_str("  ");
            }
            out.push_str(line.trim_end());
            out.push('\n');
        };
        if self.heads.iter().any(|head| !head.title.is_empty()) {
            line(&mut self.heads.iter().map(|head| head.title.as_str()));
        }
        for row in &self.rows {
            line(&mut row.iter().map(String::as_str));
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_table_is_aligned_by_cells() {
        let mut table = Table::new();
        table.column("名称", false);
        table.column("n", true);
        table.column("", false);
        table.row(["a".into(), "5".into(), String::new()]);
        table.row(["服务中心".into(), "12".into(), "\u{1b}[31m".into()]);
        assert_eq!(table.lines(), "名称       n\na          5\n服务中心  12  ␛[31m\n");
    }

    proptest! {
        #[test]
        fn json_hides_nothing_and_says_the_same(text in crate::text::tests::any_text()) {
            let value = serde_json::json!({ "text": text });
            let written = json(&value);
            prop_assert!(!written.contains(|c| is_hidden(c) && c != '\n'));
            prop_assert_eq!(serde_json::from_str::<Value>(&written).unwrap(), value);
        }
    }
}
