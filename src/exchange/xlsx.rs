//! Worksheets of an Excel workbook as lines of text, each cell as the spreadsheet shows it.

mod format;

use super::csv::FILE_LIMIT;
use super::{CELL_LIMIT, TEXT_LIMIT, Table};
use crate::say;
use crate::text::{Phrase, text};
use calamine::{Data, DataRef, ExcelDateTime, Reader as _, SheetType, SheetVisible, Style, Xlsx};
use chrono::Datelike as _;
use format::{Format, Shown};
use memchr::memmem;
use std::collections::HashMap;
use std::io::{self, Cursor, Read as _};
use zip::ZipArchive;

/// No file holds more when it is unpacked, in bytes.
const INFLATED: u64 = 100 << 20;
/// No worksheet of Excel has more rows.
const ROWS: usize = 1 << 20;
/// Behind so many blank rows nothing is looked for: a stray cell at the end of a worksheet is no list.
const GAP: u32 = 1_000;
/// No list is wider.
const COLUMNS: u32 = 1_000;

/// Reads the worksheets that are shown. Nothing in the file is trusted: not its dimensions, and of formulas only the
/// values that the spreadsheet last computed.
pub fn read(bytes: &[u8]) -> Result<Vec<Table>, Phrase> {
    if bytes.len() > FILE_LIMIT {
        let most = FILE_LIMIT >> 20;
        return Err(say!("文件超过 {most} MiB：请分成几个", "The file is larger than {most} MiB: split it"));
    }
    if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        return Err(text(
            "这是旧格式（.xls）或加了密码的文件：请另存为没有密码的 .xlsx",
            "This is an old .xls file or one with a password: save it as .xlsx without a password",
        )
        .into());
    }
    let seen = within_limits(bytes)?;
    if let Some(other) = other_format(bytes) {
        return Err(say!(
            "这是 {other} 文件：请在 Excel 或 WPS 里另存为 .xlsx",
            "This is an {other} file: save it as .xlsx from the spreadsheet"
        ));
    }
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|_| broken(&Broken::Part))?;
    let shown = |sheet: &&calamine::Sheet| {
        sheet.typ == SheetType::WorkSheet && sheet.visible == SheetVisible::Visible
    };
    let names: Vec<String> =
        book.sheets_metadata().iter().filter(shown).map(|sheet| sheet.name.clone()).collect();
    if names.is_empty() {
        return Err(text(
            "文件里没有看得见的工作表：请在 Excel 里打开，取消隐藏或另存一份再试",
            "The file has no worksheet that is shown: open it in Excel, unhide one or save it anew, and try again",
        )
        .into());
    }
    let mut left = Left { cells: CELL_LIMIT, text: TEXT_LIMIT };
    names.into_iter().map(|name| worksheet(&mut book, name, &seen, &mut left)).collect()
}

/// What the parts of a file hold, so that a worksheet need not be gone through again for what is not there.
#[derive(Default)]
struct Seen {
    merged: bool,
    formulas: bool,
    last: Vec<u8>,
}

impl io::Write for Seen {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.last.extend_from_slice(bytes);
        let holds = |what: &[u8]| memmem::find(&self.last, what).is_some();
        self.merged |= holds(b"mergeCell");
        self.formulas |= [&b"<f>"[..], b"<f ", b":f>", b":f "].into_iter().any(holds);
        // A word may stand across two pieces.
        self.last.drain(..self.last.len().saturating_sub(b"mergeCell".len()));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// What may still be read.
struct Left {
    cells: usize,
    text: usize,
}

/// What a file is that is an archive as well, but no workbook of this kind.
fn other_format(bytes: &[u8]) -> Option<&'static str> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    if archive.by_name("xl/workbook.bin").is_ok() {
        return Some(".xlsb");
    }
    let mut kind = String::new();
    archive.by_name("mimetype").ok()?.take(100).read_to_string(&mut kind).ok()?;
    kind.contains("opendocument").then_some(".ods")
}

/// Inflates the parts of the file once, piece by piece, so that a small file that holds gigabytes is refused before
/// anybody keeps it in memory. What its directory says of the sizes is not trusted.
fn within_limits(bytes: &[u8]) -> Result<Seen, Phrase> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| broken(&Broken::Whole))?;
    let (mut left, mut seen) = (INFLATED, Seen::default());
    for at in 0..archive.len() {
        let part = archive.by_index(at).map_err(|_| broken(&Broken::Part))?;
        let read = io::copy(&mut part.take(left + 1), &mut seen).map_err(|_| broken(&Broken::Part))?;
        left = left.checked_sub(read).ok_or_else(|| {
            let most = INFLATED >> 20;
            say!(
                "文件展开后超过 {most} MiB，没有读：请分成几个",
                "Unpacked the file is larger than {most} MiB and was not read: split it"
            )
        })?;
    }
    Ok(seen)
}

/// What of a file cannot be read. What the library says of it is English, and no director's words.
enum Broken<'a> {
    /// The archive itself, as where it was not copied to the end.
    Whole,
    /// A part of it, or what says which parts there are.
    Part,
    /// This worksheet.
    Worksheet(&'a str),
}

fn broken(what: &Broken<'_>) -> Phrase {
    match what {
        Broken::Whole => say!(
            "这个 Excel 文件不完整，打不开，可能没有下载完、没有拷贝完：请重新取一份，或在 Excel 里打开后另存",
            "This Excel file is not whole and cannot be read, perhaps it was not downloaded or copied to the end: fetch it anew, or save it anew from Excel"
        ),
        Broken::Part => say!(
            "这个 Excel 文件有一部分坏了，打不开：请在 Excel 里打开，修复后另存一份再试",
            "A part of this Excel file is damaged, and it cannot be read: open it in Excel, have it repaired, save it anew and try again"
        ),
        Broken::Worksheet(name) => say!(
            "工作表“{name}”坏了，打不开：请在 Excel 里打开，修复后另存一份再试",
            "The worksheet '{name}' is damaged and cannot be read: open the file in Excel, have it repaired, save it anew and try again"
        ),
    }
}

fn worksheet(
    book: &mut Xlsx<Cursor<&[u8]>>,
    name: String,
    seen: &Seen,
    left: &mut Left,
) -> Result<Table, Phrase> {
    let damaged = || broken(&Broken::Worksheet(&name));
    let mut reader = book.worksheet_cells_reader(&name).map_err(|_| damaged())?;
    let styles: Vec<Style> = reader.styles().to_vec();
    // Each format is read once, where a cell has it.
    let mut formats: HashMap<usize, Option<Format>> = HashMap::new();
    let mut grid = Grid { name: &name, lines: Vec::new(), left };
    while let Some((cell, style)) = reader.next_cell_with_style_id().map_err(|_| damaged())? {
        let format = formats.entry(style).or_insert_with(|| styles.get(style).and_then(format_of));
        if !grid.put(cell.get_position(), shown(cell.get_value(), format.as_ref()))? {
            break;
        }
    }
    drop(reader);
    if seen.formulas {
        let mut reader = book.worksheet_cells_reader(&name).map_err(|_| damaged())?;
        // A formula that cannot be read does no harm: its result was.
        while let Ok(Some(cell)) = reader.next_cell_with_formula() {
            if let (DataRef::Empty, Some(formula)) = (&cell.value, &cell.formula) {
                grid.put(cell.pos, uncomputed(formula))?;
            }
        }
        drop(reader);
    }
    if seen.merged {
        let areas = book.merge_cells_by_sheet_name(&name).unwrap_or_default();
        grid.fill(areas.iter().map(|area| (area.start, area.end)))?;
    }
    let lines = grid.lines;
    Ok(Table { name, lines, read_as: None })
}

/// A formula that the file has no result of, as other programs write it: behind a sign that marks what is no value.
fn uncomputed(formula: &str) -> String {
    let formula = formula.trim_start_matches('=');
    format!("#={}", formula.chars().take(60).collect::<String>())
}

/// The cells of a worksheet as they are read.
struct Grid<'a> {
    name: &'a str,
    lines: Vec<Vec<String>>,
    left: &'a mut Left,
}

impl Grid<'_> {
    /// Puts a cell in its place; false where no list reaches so far down.
    fn put(&mut self, (row, column): (u32, u32), shown: String) -> Result<bool, Phrase> {
        if shown.is_empty() || column >= COLUMNS {
            return Ok(true);
        }
        let (row, column, name) = (row as usize, column as usize, self.name);
        if row > self.lines.len() + GAP as usize || row >= ROWS {
            return Ok(false);
        }
        // A cell far to the right takes the place of all before it.
        let there = self.lines.get(row).map_or(0, Vec::len);
        let Some(cells) = self.left.cells.checked_sub((column + 1).saturating_sub(there)) else {
            return Err(say!(
                "读到工作表“{name}”第 {row} 行，文件已超过 {CELL_LIMIT} 格：请把这张工作表另存成单独的文件，或删去用不到的行和列",
                "The file has more than {CELL_LIMIT} cells, which was found in row {row} of the worksheet '{name}': save this worksheet as a file of its own, or delete the rows and columns that are not needed",
                row = row + 1
            ));
        };
        // One long text may stand in the file once and in all cells.
        let Some(text) = self.left.text.checked_sub(shown.len()) else {
            let most = TEXT_LIMIT >> 20;
            return Err(say!(
                "读到工作表“{name}”第 {row} 行，文件里的文字已超过 {most} MiB：请把这张工作表另存成单独的文件",
                "The file holds more than {most} MiB of text, which was found in row {row} of the worksheet '{name}': save this worksheet as a file of its own",
                row = row + 1
            ));
        };
        *self.left = Left { cells, text };
        if row >= self.lines.len() {
            self.lines.resize_with(row + 1, Vec::new);
        }
        let line = &mut self.lines[row];
        if column >= line.len() {
            line.resize_with(column + 1, String::new);
        }
        line[column] = shown;
        Ok(true)
    }

    /// Puts what stands in merged cells into each line of theirs that holds anything else. Across it stays in the first
    /// column: a heading over several columns is no value of each.
    fn fill(&mut self, areas: impl Iterator<Item = ((u32, u32), (u32, u32))>) -> Result<(), Phrase> {
        let blank: Vec<bool> = self.lines.iter().map(|line| line.iter().all(String::is_empty)).collect();
        let mut left = CELL_LIMIT;
        for ((top, column), (bottom, _)) in areas {
            // Areas do not lie upon each other, unless somebody means harm.
            let tall = blank.len().min(bottom as usize + 1).saturating_sub(top as usize);
            let Some(rest) = left.checked_sub(tall) else { break };
            left = rest;
            let there =
                |row: u32| self.lines.get(row as usize)?.get(column as usize).filter(|it| !it.is_empty());
            let Some(shown) = there(top).cloned() else { continue };
            let rows: Vec<u32> = (top + 1..=bottom)
                .take_while(|row| (*row as usize) < blank.len())
                .filter(|row| !blank[*row as usize] && there(*row).is_none())
                .collect();
            for row in rows {
                self.put((row, column), shown.clone())?;
            }
        }
        Ok(())
    }
}

/// The number format of cells, if it is another than that of plain numbers.
fn format_of(style: &Style) -> Option<Format> {
    let format = style.number_format.as_ref()?;
    if format.format_code != "General" {
        return Some(Format::read(&format.format_code));
    }
    // Formats that have a number and no code, as the Chinese Excel shows them.
    let code = match format.format_id? {
        27 | 36 | 50 | 52 | 57 => "yyyy\"年\"m\"月\"",
        32 | 33 => "h\"时\"mm\"分\"",
        34 | 35 | 55 | 56 => "上午/下午h\"时\"mm\"分\"",
        _ => return None,
    };
    Some(Format::read(code))
}

/// A cell as it is shown: a number with all its digits and the unit that stands there, a day without a time, a duration in
/// hours and minutes.
fn shown(value: &DataRef<'_>, format: Option<&Format>) -> String {
    let number = |value: f64| {
        format.and_then(|format| format.number(value)).unwrap_or_else(|| rounded(value).to_string())
    };
    match Data::from(value.clone()) {
        Data::Empty => String::new(),
        Data::String(text) => format.and_then(|format| format.text(&text)).unwrap_or(text),
        Data::DateTimeIso(text) | Data::DurationIso(text) => text,
        Data::Bool(yes) => if yes { "yes" } else { "no" }.to_owned(),
        Data::Int(n) => number(n as f64),
        Data::Float(value) => number(value),
        Data::DateTime(moment) => match format.map(|format| format.shown(moment.as_f64())) {
            Some(None) => number(moment.as_f64()),
            Some(Some(shown)) => of_moment(moment, shown),
            None if moment.is_duration() => of_moment(moment, Shown::Elapsed),
            None => of_moment(moment, Shown::Day),
        },
        Data::Error(error) => error.to_string(),
    }
}

/// No duration has so many days, and every day that a list is about is later than this one.
const LONGEST: f64 = 10_000.0;

/// A moment as it is shown: of a month or a year that was typed without a day the spreadsheet keeps the first.
fn of_moment(moment: ExcelDateTime, shown: Shown) -> String {
    let days = moment.as_f64();
    let is_time = days.abs() < LONGEST;
    match (shown, moment.as_datetime()) {
        (Shown::Elapsed, _) => duration(days),
        (Shown::Time, _) if is_time => duration(days),
        (Shown::Clock, Some(moment)) if is_time => moment.format("%-I:%M %p").to_string(),
        (Shown::Month, Some(moment)) if moment.day() == 1 => moment.format("%Y-%m").to_string(),
        (Shown::Year, Some(moment)) if moment.ordinal() == 1 => moment.format("%Y").to_string(),
        (_, Some(moment)) => moment.date().to_string(),
        (_, None) => rounded(days).to_string(),
    }
}

/// A duration in hours and minutes, with its seconds where it has any.
fn duration(days: f64) -> String {
    let seconds = (days.abs() * 86_400.0).round();
    let (hours, minutes, rest) =
        ((seconds / 3600.0).trunc(), (seconds / 60.0).trunc() % 60.0, seconds % 60.0);
    let sign = if days < 0.0 && seconds > 0.0 { "-" } else { "" };
    let rest = if rest == 0.0 { String::new() } else { format!(":{rest:02}") };
    format!("{sign}{hours}:{minutes:02}{rest}")
}

/// Spreadsheets keep fifteen digits of a number; the rest is noise.
fn rounded(value: f64) -> f64 {
    format!("{value:.14e}").parse().unwrap_or(value)
}
