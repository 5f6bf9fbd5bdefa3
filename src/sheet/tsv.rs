//! A block of cells on its way to or from a spreadsheet: tabs between cells, lines between rows,
//! quotes around a cell that holds either.

/// Reads a block. Ragged rows stay ragged; a trailing line break is no row.
pub fn read(block: &str) -> Vec<Vec<String>> {
    if !block.contains(['\t', '"']) {
        // One column: a blank line is an empty cell, which the reader below would pass over.
        return block.lines().map(|line| vec![line.to_owned()]).collect();
    }
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(b'\t')
        .has_headers(false)
        .flexible(true)
        .from_reader(block.as_bytes());
    reader.records().map_while(Result::ok).map(|r| r.iter().map(str::to_owned).collect()).collect()
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
