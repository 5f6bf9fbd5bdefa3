//! A block of cells on its way to or from a spreadsheet: tabs between cells, lines between rows,
//! quotes around a cell that holds either.

/// Reads a block; none if it has more cells than `most`. Ragged rows stay ragged; a trailing line break is no row.
pub fn read(block: &str, most: usize) -> Option<Vec<Vec<String>>> {
    if !block.contains(['\t', '"']) {
        // One column: a blank line is an empty cell, which the reader below would pass over.
        let rows: Vec<_> = block.lines().take(most + 1).map(|line| vec![line.to_owned()]).collect();
        return Some(rows).filter(|rows| rows.len() <= most);
    }
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b'\t')
        .has_headers(false)
        .flexible(true)
        .from_reader(block.as_bytes());
    let (mut rows, mut cells) = (Vec::new(), 0);
    for record in reader.records().map_while(Result::ok) {
        cells += record.len();
        if cells > most {
            return None;
        }
        rows.push(record.iter().map(str::to_owned).collect());
    }
    Some(rows)
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
