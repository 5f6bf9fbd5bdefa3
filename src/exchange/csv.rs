//! CSV files, as spreadsheets of every kind write them.

use super::{CELL_LIMIT, ReadAs};
use crate::say;
use crate::text::{Phrase, text};
use encoding_rs::{Encoding, GB18030, UTF_8, WINDOWS_1252};
use std::borrow::Cow;

/// No file is larger, in bytes.
pub const FILE_LIMIT: usize = 20 * 1024 * 1024;

/// Reads the cells of a file line by line; blank lines are lines without cells. UTF-8, UTF-16 with its mark, else GB 18030 or
/// Windows-1252, whichever makes words, which is said where it is a guess; the delimiter is the one of comma, semicolon, tab and bar that the first lines hold most evenly.
///
/// Refuses what is too large, holds a NUL, or has a quote that is never closed in text that may be of several lines.
pub fn read(bytes: &[u8]) -> Result<Vec<Vec<String>>, Phrase> {
    read_as(bytes).map(|(lines, _)| lines)
}

/// The same, with how the bytes were read where that is a guess.
pub fn read_as(bytes: &[u8]) -> Result<(Vec<Vec<String>>, Option<ReadAs>), Phrase> {
    if bytes.len() > FILE_LIMIT {
        let most = FILE_LIMIT >> 20;
        return Err(say!("文件超过 {most} MiB：请分成几个", "The file is larger than {most} MiB: split it"));
    }
    let (text, read_as) = decoded(bytes)?;
    if text.trim().is_empty() {
        return Err(text_of("文件是空的", "The file is empty"));
    }
    if let Some(at) = text.find('\0') {
        let line = text.get(..at).unwrap_or_default().matches('\n').count() + 1;
        return Err(say!(
            "第 {line} 行有一个空字符（NUL），不是 CSV：请从表格软件另存为“CSV UTF-8”",
            "Line {line} holds a NUL, so this is no CSV: save it as 'CSV UTF-8' from the spreadsheet"
        ));
    }
    let delimiter = delimiter(&text);
    let whole = with_whole_quotes(&text, delimiter).map_err(|OpenQuote { line }| {
        say!(
            "第 {line} 行起有一个引号没有结束：请补上，或去掉它",
            "A quote that begins in line {line} is never closed: close it or take it out"
        )
    })?;
    Ok((rows(&whole, delimiter)?, read_as))
}

fn text_of(zh: &'static str, en: &'static str) -> Phrase {
    text(zh, en).into()
}

fn decoded(bytes: &[u8]) -> Result<(String, Option<ReadAs>), Phrase> {
    let (encoding, read_as) = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => (encoding, None),
        None if std::str::from_utf8(bytes).is_ok() => (UTF_8, None),
        None => guessed(bytes),
    };
    let (text, _, wrong) = encoding.decode(bytes);
    if wrong || bytes.starts_with(b"PK\x03\x04") {
        return Err(text_of(
            "这不是文本文件：请从表格软件另存为“CSV UTF-8”",
            "This is not a text file: save it as 'CSV UTF-8' from the spreadsheet",
        ));
    }
    Ok((text.into_owned(), read_as))
}

/// How a text is written that does not say it: Chinese is written in common characters nearly always, and letters of Western
/// Europe that are read as Chinese give rare ones, or none.
fn guessed(bytes: &[u8]) -> (&'static Encoding, Option<ReadAs>) {
    let (mut common, mut rare, mut at) = (0_usize, 0_usize, 0);
    while let Some(&lead) = bytes.get(at) {
        at += 1;
        if lead.is_ascii() {
            continue;
        }
        let trail = bytes.get(at).copied().unwrap_or_default();
        match (lead, trail) {
            // Punctuation, and the characters of the first level: those of nearly every text.
            (0xa1..=0xa3 | 0xb0..=0xd7, 0xa1..) => common += 1,
            (0xd8..=0xf7, 0xa1..) => {}
            _ => rare += 1,
        }
        at += 1;
    }
    let is_chinese =
        common > rare && GB18030.decode_without_bom_handling_and_without_replacement(bytes).is_some();
    if is_chinese || !is_western(bytes) {
        return (GB18030, (rare * 4 > common).then_some(ReadAs::Gb18030));
    }
    (WINDOWS_1252, Some(ReadAs::Windows1252))
}

/// Whether bytes are words in Latin letters: some with accents among many without, quotes and dashes, and no controls.
fn is_western(bytes: &[u8]) -> bool {
    let count = |is: &dyn Fn(u8) -> bool| bytes.iter().filter(|byte| is(**byte)).count();
    let plain = count(&|byte| byte.is_ascii_alphabetic());
    let above = count(&|byte| !byte.is_ascii());
    let control = |byte: u8| byte.is_ascii_control() && !matches!(byte, b'\t' | b'\r' | b'\n');
    let unused = |byte: u8| matches!(byte, 0x81 | 0x8d | 0x8f | 0x90 | 0x9d);
    above * 2 <= plain && count(&|byte| control(byte) || unused(byte)) == 0
}

/// The delimiter that parts the first lines into the most cells, the same number in each. Above and below them may stand lines of
/// one cell: a heading over the titles, a source.
pub(super) fn delimiter(text: &str) -> u8 {
    let end = text.char_indices().map(|(at, _)| at).nth(LOOKED_AT).unwrap_or(text.len());
    let head = text.get(..end).unwrap_or(text);
    let score = |delimiter: u8| {
        // What is cut off in a quote, or has one that never ends, is looked at as it stands.
        let whole = with_whole_quotes(head, delimiter).unwrap_or(Cow::Borrowed(head));
        let mut reader = reader(&whole, delimiter);
        let records: Vec<csv::StringRecord> = reader.records().take(20).map_while(Result::ok).collect();
        let table = table(&records);
        let least = table.iter().map(csv::StringRecord::len).min().unwrap_or(0);
        let even = table.iter().all(|record| record.len() == least);
        // With a sign of the text for delimiter a table of several lines a cell falls into more lines, but not into even ones.
        let is_whole = table.len() == records.len();
        (least.min(2), is_whole, even && least > 1, if is_whole { 0 } else { table.len() }, least)
    };
    // Of equals the comma, which comes last.
    [b'|', b'\t', b';', b','].into_iter().max_by_key(|delimiter| score(*delimiter)).unwrap_or(b',')
}

/// So many characters are looked at for the delimiter.
const LOOKED_AT: usize = 64 * 1024;
/// So many lines of one cell stand above the titles of a table at most.
const HEADINGS: usize = 5;

/// The records of a table without the lines of one cell above and below it; all of them where these are no such lines, but
/// words with the sign of a delimiter among others.
fn table(records: &[csv::StringRecord]) -> &[csv::StringRecord] {
    let is_one = |record: &csv::StringRecord| record.len() < 2;
    let from = records.iter().take_while(|record| is_one(record)).count();
    let until = records.len() - records.iter().rev().take_while(|record| is_one(record)).count();
    let Some(body) = records.get(from..until).filter(|_| from <= HEADINGS) else { return records };
    let Some(titles) = body.first().filter(|_| body.len() > 1) else { return records };
    // Behind a sign of a sentence stands a blank.
    let is_even = body.iter().all(|record| record.len() == titles.len());
    let is_sentence = titles.iter().any(|cell| cell.starts_with(' '));
    if is_even && !is_sentence { body } else { records }
}

/// A text without the apostrophe that keeps a spreadsheet from taking it for a formula.
fn active(cell: &str) -> &str {
    let is_kept = |rest: &&str| rest.trim_start_matches('\'').starts_with(['=', '+', '-', '@']);
    cell.strip_prefix('\'').filter(is_kept).unwrap_or(cell)
}

fn reader(text: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes())
}

/// A quote that never ends, and the line in which it begins.
#[derive(Debug)]
struct OpenQuote {
    line: usize,
}

/// The text with quotes that belong to the text of a cell written as such: where other text stands behind the quote that
/// would end the cell, as in `"We tried" said he`, and where the next quote opens another cell, or none follows in a table
/// whose lines go on, as before `"Gold team`: it swallows no lines.
fn with_whole_quotes(text: &str, delimiter: u8) -> Result<Cow<'_, str>, OpenQuote> {
    let ends = |c: char| matches!(c, '\n' | '\r') || c == char::from(delimiter);
    let (mut whole, mut copied, mut at, mut before) = (String::new(), 0, 0, 0);
    // Each turn begins where a cell does, with so many `before` it in its line.
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        let quoted = rest.strip_prefix('"').map_or(Some(0), end_of_quoted);
        let is_open = quoted.is_none_or(|quoted| opens_another(rest, quoted, ends));
        if quoted.is_none() && !goes_on(rest, delimiter, before) {
            let line = text.get(..at).unwrap_or_default().matches('\n').count() + 1;
            return Err(OpenQuote { line });
        }
        let quoted = quoted.filter(|_| !is_open).unwrap_or(0);
        let behind = rest.get(quoted..).unwrap_or_default();
        let (behind, _) = behind.split_at(behind.find(ends).unwrap_or(behind.len()));
        let end = at + quoted + behind.len();
        let is_text = is_open || (quoted > 0 && !behind.trim().is_empty());
        if let Some(cell) = text.get(at..end).filter(|_| is_text) {
            whole.push_str(text.get(copied..at).unwrap_or_default());
            whole.push('"');
            whole.push_str(&cell.replace('"', "\"\""));
            whole.push('"');
            copied = end;
        }
        before = if text.as_bytes().get(end) == Some(&delimiter) { before + 1 } else { 0 };
        at = end + 1;
    }
    if copied == 0 {
        return Ok(Cow::Borrowed(text));
    }
    whole.push_str(text.get(copied..).unwrap_or_default());
    Ok(Cow::Owned(whole))
}

/// Whether the quote that would end a quoted cell of several lines stands where a cell begins, with text behind it: it opens
/// that one.
fn opens_another(text: &str, quoted: usize, ends: impl Fn(char) -> bool) -> bool {
    let Some(inside) = quoted.checked_sub(1).and_then(|last| text.get(..last)) else { return false };
    let next = text.get(quoted..).and_then(|behind| behind.chars().next());
    let is_text = next.is_some_and(|c| !ends(c) && !c.is_whitespace());
    inside.contains('\n') && inside.len() > 1 && inside.ends_with(ends) && is_text
}

/// Whether a table goes on in the lines below, each with as many cells as this one, which has some before this text.
fn goes_on(text: &str, delimiter: u8, before: usize) -> bool {
    let delimiters = |line: &str| line.bytes().filter(|byte| *byte == delimiter).count();
    let mut lines = text.lines().filter(|line| !line.trim().is_empty());
    let here = before + lines.next().map_or(0, delimiters);
    let mut below = lines.peekable();
    below.peek().is_none() || (here > 0 && below.all(|line| delimiters(line) == here))
}

/// How far a quoted text reaches, both quotes among it, given what stands behind the first; none if it never ends.
fn end_of_quoted(inside: &str) -> Option<usize> {
    let mut at = 0;
    loop {
        at += inside.get(at..)?.find('"')? + 1;
        match inside.get(at..).filter(|rest| rest.starts_with('"')) {
            Some(_) => at += 1,
            None => return Some(at + 1),
        }
    }
}

fn rows(text: &str, delimiter: u8) -> Result<Vec<Vec<String>>, Phrase> {
    let mut reader = reader(text, delimiter);
    let (mut rows, mut cells) = (Vec::new(), 0);
    let mut record = csv::StringRecord::new();
    // The text is sound UTF-8 in memory: nothing fails.
    while reader.read_record(&mut record).unwrap_or(false) {
        // The reader passes over blank lines, which stand between the end of the last record and this one.
        let from = record.position().map_or(0, |at| at.byte() as usize);
        let bytes = text.as_bytes().get(from..).unwrap_or_default();
        // A record ends between the two signs of a line break of Windows.
        let bytes = if from > 0 {
            bytes.strip_prefix(b"\n").filter(|_| text.as_bytes()[from - 1] == b'\r').unwrap_or(bytes)
        } else {
            bytes
        };
        let breaks = bytes.iter().take_while(|byte| matches!(byte, b'\n' | b'\r'));
        let blank = breaks.filter(|byte| **byte == b'\n').count();
        rows.extend((0..blank).map(|_| Vec::new()));
        cells += record.len().max(1);
        if cells > CELL_LIMIT || rows.len() > CELL_LIMIT {
            return Err(say!(
                "文件超过 {CELL_LIMIT} 格：请分成几个",
                "The file has more than {CELL_LIMIT} cells: split it"
            ));
        }
        rows.push(record.iter().map(|cell| active(cell).to_owned()).collect());
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(bytes: &[u8]) -> Vec<Vec<String>> {
        read(bytes).unwrap()
    }

    #[test]
    fn files_of_every_spreadsheet_are_read() {
        let wanted = [["姓名", "人数"], ["甲队", "12"]];
        let text = "姓名,人数\n甲队,12\n";
        assert_eq!(cells(text.as_bytes()), wanted);
        assert_eq!(cells(format!("\u{feff}{text}").as_bytes()), wanted, "with a mark of byte order");
        assert_eq!(cells(text.replace(',', ";").as_bytes()), wanted, "semicolons");
        assert_eq!(cells(text.replace(',', "\t").as_bytes()), wanted, "tabs");
        assert_eq!(cells(&text.replace('\n', "\r\n").into_bytes()), wanted, "Windows");
        assert_eq!(cells(&GB18030.encode(text).0), wanted, "GB 18030");
        let mut utf16 = vec![0xff, 0xfe];
        utf16.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
        assert_eq!(cells(&utf16), wanted, "UTF-16");
        assert_eq!(cells(b"a;b\n1,5;2\n3,5;4\n")[1], ["1,5", "2"], "a decimal comma is no delimiter");
        assert_eq!(cells(b"one\ntwo\n"), [["one"], ["two"]]);
    }

    #[test]
    fn letters_of_western_europe_are_no_chinese() {
        let read = |text: &str, encoding: &'static Encoding| read_as(&encoding.encode(text).0).unwrap();
        for text in [
            "Name,Notes\nMüller,Ärger mit der EDV\nGröß,für Löhne\n",
            "Nom,Note\nHélène,réunion à préparer\n",
            "Name,Note\nZoë,ok\n",
            "Name,Note\nAda,caf\u{e9}s \u{2013} \u{201c}fine\u{201d}\n",
        ] {
            let (lines, read_as) = read(text, WINDOWS_1252);
            let wanted: Vec<Vec<String>> =
                text.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect();
            assert_eq!((lines, read_as), (wanted, Some(ReadAs::Windows1252)), "{text}");
        }
        // Names with rare characters among common ones, without a word about it.
        for text in ["姓名,服务中心\n陶喆,镕城一店\n", "姓名,人数\n甲队,12\n"] {
            assert_eq!(read(text, GB18030).1, None, "{text}");
        }
        assert!(read_as(b"\x81\x01\xff\xfe\x80garbage").is_err());
    }

    #[test]
    fn quotes_before_other_text_belong_to_it() {
        for (line, read) in [
            ("A,\"We tried\" said he", &["A", "\"We tried\" said he"][..]),
            ("\"We tried\" said he,B", &["\"We tried\" said he", "B"]),
            ("A,\"We, too\" said he,B", &["A", "\"We, too\" said he", "B"]),
            ("\"One\" and \"two\",B", &["\"One\" and \"two\"", "B"]),
            ("\"He said \"\"no\"\"\",B", &["He said \"no\"", "B"]),
            ("\"He said \"\"no\"\"\" twice,B", &["\"He said \"\"no\"\"\" twice", "B"]),
            ("\"a\" ,B", &["a ", "B"]),
            ("\"\",B", &["", "B"]),
            ("\"5\"\" pipe\",B", &["5\" pipe", "B"]),
            ("say \"yes\" now,B", &["say \"yes\" now", "B"]),
            ("\"甲\"队,B", &["\"甲\"队", "B"]),
        ] {
            let file = format!("x,y\n{line}\n\"1\n2\",z\n");
            assert_eq!(cells(file.as_bytes())[1], read, "{line}");
            assert_eq!(cells(file.as_bytes())[2], ["1\n2", "z"], "{line}");
            let tabs = file.replace(',', "\t");
            let wanted: Vec<String> = read.iter().map(|cell| cell.replace(',', "\t")).collect();
            assert_eq!(cells(tabs.as_bytes())[1], wanted, "{line} in tabs");
        }
    }

    #[test]
    fn quotes_that_open_cells_swallow_no_lines() {
        for (file, read) in [
            ("\"Gold,C1\nB,C2\n\"Silver,C3\nC,C4\n", &["\"Gold|C1", "B|C2", "\"Silver|C3", "C|C4"][..]),
            ("\"Gold,C1\n\"B,C2\n\"Silver,C3\n", &["\"Gold|C1", "\"B|C2", "\"Silver|C3"]),
            ("A,\"Gold\nB,\"Silver\nC,D\n", &["A|\"Gold", "B|\"Silver", "C|D"]),
            ("\"Gold,C1\r\nB,\"Centre 2, North\"\r\nC,C3\r\n", &["\"Gold|C1", "B|Centre 2, North", "C|C3"]),
            ("\"Gold,C1\n\"Silver, Ltd\",C3\n", &["\"Gold|C1", "Silver, Ltd|C3"]),
            ("\"Gold,C1\nB,C2\nC,C3\n", &["\"Gold|C1", "B|C2", "C|C3"]),
            ("A,C1\nB,\"C2", &["A|C1", "B|\"C2"]),
            ("\"打电话,王\n写报告,李\n\"开会,赵\n", &["\"打电话|王", "写报告|李", "\"开会|赵"]),
            // Cells of several lines go on.
            ("\"a\nb\",C1\n\"c\n\",C2\n\"\nd\",C3\n", &["a\nb|C1", "c\n|C2", "\nd|C3"]),
            ("\"a, \"\"b\"\"\n\"\"c\"\" d\",C1\nB,C2\n", &["a, \"b\"\n\"c\" d|C1", "B|C2"]),
            ("\"a\nb\" said he,C1\nB,C2\n", &["\"a\nb\" said he|C1", "B|C2"]),
        ] {
            for (delimiter, of) in [(",", ','), (";", ';'), ("\t", '\t')] {
                let file =
                    format!("x,y\n{file}").replace(", ", "‚ ").replace(',', delimiter).replace("‚ ", ", ");
                if of != ',' && file.contains(", ") {
                    continue;
                }
                let lines: Vec<String> = cells(file.as_bytes()).iter().map(|line| line.join("|")).collect();
                assert_eq!(lines[1..], *read, "{file}");
            }
        }
    }

    #[test]
    fn a_heading_above_the_titles_leaves_the_delimiter_as_it_is() {
        for (file, at) in [
            ("After-sales staff\nName;Centre\nA;C1\n", 1),
            ("售后人员名单\n序号\t姓名\t门店\n1\t甲\tC1\n", 1),
            ("Staff, as of May\nName|Centre\nA|C1\n", 1),
            ("Staff\n\nAll centres\nName;Centre;Rate\nA;C1;1,5\nB;C2;2,5\nSource: HR\n", 3),
            ("\"Staff; all\"\nName;Centre\nA;C1\n", 1),
            ("Staff\nName,Centre\nA,C1\n", 1),
        ] {
            let lines = cells(file.as_bytes());
            assert!(lines[at].len() > 1 && lines[at + 1].len() == lines[at].len(), "{file}: {lines:?}");
        }
        // Signs in words part nothing.
        for file in
            ["Action\nCall A; then B\nVisit C; then D\n", "Action\nCall A\nVisit | C\n", "a;b\nc\nd\n"]
        {
            let lines = cells(file.as_bytes());
            assert!(lines.iter().all(|line| line.len() == 1), "{file}: {lines:?}");
        }
        assert_eq!(cells(b"Name;Value;Note\nA;1,5\nB;2,5;x\n")[1], ["A", "1,5"]);
    }

    #[test]
    fn blank_lines_count() {
        assert_eq!(cells(b"a,b\n\n1,2\n"), [vec!["a", "b"], vec![], vec!["1", "2"]]);
        assert_eq!(cells(b"a,b\n\"x\ny\",2\n\n3,4\n").len(), 4);
    }

    #[test]
    fn what_is_no_csv_is_refused_with_its_place() {
        let said = |bytes: &[u8]| read(bytes).unwrap_err().en.to_string();
        assert!(said(b"").contains("empty") && said(b" \n").contains("empty"));
        assert!(said(b"a,b\n1,\0\n").contains("Line 2"));
        assert!(said(b"PK\x03\x04rest").contains("not a text file"));
        assert!(said(b"a,b\n1,\"x\n2\n4,5\n").contains("line 2"));
        assert!(said(b"a,b\n1,2\n\"x, y\nand z\n4\n").contains("line 3"));
        assert!(said(b"names\n\"Gold team\nTeam B\n").contains("line 2"), "one column");
        assert!(read("a,".repeat(CELL_LIMIT - 1).as_bytes()).is_ok());
        assert!(said("a,".repeat(CELL_LIMIT + 1).as_bytes()).contains("2000000 cells"));
        assert!(said(&vec![b'a'; FILE_LIMIT + 1]).contains("20 MiB"));
    }
}
