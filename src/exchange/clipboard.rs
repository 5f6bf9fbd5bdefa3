//! A block of cells on the clipboard: tabs between cells, lines between rows, quotes around a cell that holds either.

/// Reads a block; none if it has more cells than `most`. Ragged rows stay ragged, blank lines are rows without cells,
/// a line break at the end is no row.
///
/// Spreadsheets put quotes around a cell only if there is a tab, a line break or a doubled quote inside. Any other quote
/// belongs to the text, and one that is never closed swallows nothing.
pub fn read(block: &str, most: usize) -> Option<Vec<Vec<String>>> {
    let block = block.strip_suffix('\n').unwrap_or(block);
    let block = block.strip_suffix('\r').unwrap_or(block);
    let (mut rows, mut row, mut cells, mut rest) = (Vec::new(), Vec::new(), 0, block);
    // How far no closing quote was found, so that many open ones do not read the block again and again.
    let mut closed = true;
    loop {
        let quoted = rest.starts_with('"').then(|| quoted(rest, &mut closed)).flatten();
        let (cell, behind) = quoted.unwrap_or_else(|| {
            let end = rest.find(['\t', '\n', '\r']).unwrap_or(rest.len());
            let (cell, behind) = rest.split_at(end);
            (cell.to_owned(), behind)
        });
        row.push(cell);
        cells += 1;
        if cells > most {
            return None;
        }
        if let Some(next) = behind.strip_prefix('\t') {
            rest = next;
            continue;
        }
        rows.push(std::mem::take(&mut row));
        let next = behind.strip_prefix("\r\n").or_else(|| behind.strip_prefix(['\n', '\r']));
        match next {
            Some(next) => rest = next,
            None => return Some(rows),
        }
    }
}

/// The cell in quotes that a text begins with, and what stands behind it.
fn quoted<'a>(text: &'a str, closed: &mut bool) -> Option<(String, &'a str)> {
    if !*closed {
        return None;
    }
    let (mut inside, mut needed, mut rest) = (String::new(), false, text.strip_prefix('"')?);
    loop {
        let Some(end) = rest.find('"') else {
            *closed = false;
            return None;
        };
        let (before, behind) = rest.split_at(end);
        inside.push_str(before);
        needed |= before.contains(['\t', '\n', '\r']);
        let behind = behind.strip_prefix('"')?;
        let Some(next) = behind.strip_prefix('"') else {
            let ends = behind.is_empty() || behind.starts_with(['\t', '\n', '\r']);
            return (ends && needed).then(|| (inside.replace("\r\n", "\n"), behind));
        };
        inside.push('"');
        needed = true;
        rest = next;
    }
}

/// Writes a block that a spreadsheet takes cell by cell.
pub fn write<R, C>(rows: impl Iterator<Item = R>) -> String
where
    R: Iterator<Item = C>,
    C: AsRef<str>,
{
    let mut writer = csv::WriterBuilder::new().delimiter(b'\t').flexible(true).from_writer(Vec::new());
    for mut row in rows {
        // Writing into memory does not fail.
        let _cells = row.try_for_each(|cell| writer.write_field(cell.as_ref()));
        let _end = writer.write_record(None::<&[u8]>);
    }
    writer.into_inner().ok().and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(text: &str) -> Vec<Vec<String>> {
        read(text, 100).unwrap()
    }

    #[test]
    fn blank_lines_stay_where_they_are() {
        assert_eq!(block("Proof A\n\n\"Proof C line 1\nline 2\"\nProof D\n").len(), 4);
        assert_eq!(block("Proof A\n\n\"Proof C line 1\nline 2\"\nProof D\n")[2], ["Proof C line 1\nline 2"]);
        assert_eq!(block("a\tb\r\n\r\nc\td\r\n"), [vec!["a", "b"], vec![""], vec!["c", "d"]]);
        assert_eq!(block(""), [[""]]);
        assert_eq!(block("\n\n"), [[""], [""]]);
    }

    #[test]
    fn a_quote_that_belongs_to_the_text_stays() {
        let open = "Person or team\tCentre\n\"Gold team\tCentre 1\nTeam B\tCentre 2\n";
        assert_eq!(block(open)[1], ["\"Gold team", "Centre 1"]);
        for text in
            ["\"We tried this before\" said the senior tech", "5\" disk", "\"quoted\"", "say \"a\"\"b\""]
        {
            assert_eq!(block(text), [[text]], "{text}");
        }
        assert_eq!(block("\"he said \"\"no\"\"\"\tx"), [["he said \"no\"", "x"]]);
        assert_eq!(block("\"a\tb\"\tx"), [["a\tb", "x"]]);
        assert_eq!(block("\"a\n\"b\tc\n"), [vec!["\"a"], vec!["\"b", "c"]]);
    }

    #[test]
    fn what_is_written_is_read_again() {
        let cells = ["", "\"", "a\tb", "a\nb", "\"a\"", "a\"b", "\"\"", "\"a\n", "plain"];
        let rows: Vec<Vec<&str>> =
            cells.iter().flat_map(|a| cells.iter().map(|b| vec![*a, *b, "x"])).collect();
        let text = write(rows.iter().map(|row| row.iter()));
        assert_eq!(read(&text, 1000).unwrap(), rows);
    }

    #[test]
    fn many_open_quotes_are_read_in_one_pass_and_a_large_block_is_refused() {
        let text = "\"a\t".repeat(50_000);
        assert_eq!(read(&text, 200_000).unwrap()[0].len(), 50_001);
        assert!(read(&text, 50_000).is_none());
    }
}
