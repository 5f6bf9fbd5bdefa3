//! Workbooks that nobody should trust, and what the program says of each.

use crate::desk::Desk;
use rust_xlsxwriter::{Format, Formula, Workbook};
use std::fs;
use std::io::Write as _;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};
use zip::CompressionMethod;
use zip::write::{SimpleFileOptions, ZipWriter};

fn path(desk: &Desk, name: &str) -> String {
    desk.workspace().parent().unwrap().join(name).display().to_string()
}

const TYPES: &str = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#;
const RELS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const BOOK_RELS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#;
const NAMES: &str = r#"xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships""#;
const STYLES: &str = r#"<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>"#;

/// A workbook made by hand, part by part.
#[derive(Default)]
struct Book<'a> {
    properties: &'a str,
    dimension: &'a str,
    rows: String,
    strings: String,
    styles: Option<String>,
    extra: Vec<(&'a str, Vec<u8>)>,
}

impl Book<'_> {
    fn bytes(&self) -> Vec<u8> {
        let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        let mut part = |name: &str, bytes: &[u8]| {
            zip.start_file(name, options).unwrap();
            zip.write_all(bytes).unwrap();
        };
        part("[Content_Types].xml", TYPES.as_bytes());
        part("_rels/.rels", RELS.as_bytes());
        part("xl/_rels/workbook.xml.rels", BOOK_RELS.as_bytes());
        let book = format!(
            r#"<?xml version="1.0"?><workbook {NAMES}>{}<sheets><sheet name="People" sheetId="1" r:id="rId1"/></sheets></workbook>"#,
            self.properties
        );
        part("xl/workbook.xml", book.as_bytes());
        let styles = self.styles.as_deref().unwrap_or(STYLES);
        part(
            "xl/styles.xml",
            format!("<?xml version=\"1.0\"?><styleSheet {NAMES}>{styles}</styleSheet>").as_bytes(),
        );
        part(
            "xl/sharedStrings.xml",
            format!("<?xml version=\"1.0\"?><sst {NAMES}>{}</sst>", self.strings).as_bytes(),
        );
        let sheet = format!(
            "<?xml version=\"1.0\"?><worksheet {NAMES}>{}<sheetData>{}</sheetData></worksheet>",
            self.dimension, self.rows
        );
        part("xl/worksheets/sheet1.xml", sheet.as_bytes());
        for (name, bytes) in &self.extra {
            part(name, bytes);
        }
        zip.finish().unwrap().into_inner()
    }
}

/// Rows of texts that stand in the cells themselves.
fn rows(lines: &[&[&str]]) -> String {
    let cell = |cell: &&str| format!("<c t=\"inlineStr\"><is><t>{cell}</t></is></c>");
    let line = |line: &&[&str]| format!("<row>{}</row>", line.iter().map(cell).collect::<String>());
    lines.iter().map(line).collect()
}

fn people() -> String {
    rows(&[&["Person or team", "Centre"], &["Team 1", "C1"]])
}

fn file(desk: &Desk, name: &str, bytes: &[u8]) -> String {
    let path = path(desk, name);
    fs::write(&path, bytes).unwrap();
    path
}

/// What is said of a file in both languages; nothing may change, and nobody waits long.
fn refused(desk: &Desk, name: &str, bytes: &[u8]) -> (String, String) {
    let file = file(desk, name, bytes);
    let (before, begun) = (desk.bytes(), Instant::now());
    let said = desk.refused(1, &["import", "people", &file]);
    assert!(begun.elapsed() < Duration::from_secs(30), "{name}: {:?}", begun.elapsed());
    assert_eq!(desk.bytes(), before, "{name}");
    assert!(said.0.contains(name) && said.1.contains(name), "the file is named: {said:?}");
    said
}

#[test]
fn what_unpacks_to_too_much_is_not_read() {
    let desk = Desk::with_project();
    let zeros = || vec![0; 110 << 20];
    let book = Book { rows: people(), extra: vec![("xl/media/image1.png", zeros())], ..Book::default() };
    let (zh, en) = refused(&desk, "bomb.xlsx", &book.bytes());
    assert!(zh.contains("展开后超过 100 MiB") && en.contains("larger than 100 MiB"), "{zh}{en}");
    // One long text that is meant by thousands of cells.
    let many: Vec<String> =
        (1..=4000).map(|n| format!("<row r=\"{n}\"><c r=\"A{n}\" t=\"s\"><v>0</v></c></row>")).collect();
    let strings = format!("<si><t>{}</t></si>", "x".repeat(32_000));
    let book = Book { rows: many.concat(), strings, ..Book::default() };
    let (zh, en) = refused(&desk, "strings.xlsx", &book.bytes());
    assert!(zh.contains("64 MiB") && en.contains("64 MiB of text"), "{zh}{en}");
    // A cell far to the right takes the place of all before it.
    let far: Vec<String> =
        (1..=2_100).map(|n| format!("<row r=\"{n}\"><c r=\"ALL{n}\"><v>1</v></c></row>")).collect();
    let (zh, en) = refused(&desk, "cells.xlsx", &Book { rows: far.concat(), ..Book::default() }.bytes());
    assert!(zh.contains("2000000 格") && en.contains("2000000 cells"), "{zh}{en}");
    assert!(en.contains("row 2001 of the worksheet") && zh.contains("第 2001 行"), "{zh}{en}");
}

#[cfg(target_os = "linux")]
#[test]
fn what_needs_too_much_memory_is_given_up() {
    let desk = Desk::with_project();
    // Each format takes a few bytes in the file and hundreds in memory.
    let styles = Some(format!("<cellXfs>{}</cellXfs>", "<xf/>".repeat(6 << 20)));
    let book = Book { rows: people(), styles, ..Book::default() };
    let (zh, en) = refused(&desk, "formats.xlsx", &book.bytes());
    assert!(zh.contains("512 MiB 内存") && en.contains("512 MiB of memory"), "{zh}{en}");
}

#[test]
fn what_is_said_of_the_size_is_not_believed() {
    let desk = Desk::with_project();
    let far = r#"<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>far away</t></is></c></row>"#;
    for (name, dimension, behind) in [
        ("dimension.xlsx", r#"<dimension ref="A1:XFD1048576"/>"#, ""),
        ("short.xlsx", r#"<dimension ref="A1"/>"#, ""),
        ("far.xlsx", "", far),
    ] {
        let book = Book { dimension, rows: people() + behind, ..Book::default() };
        let file = file(&desk, name, &book.bytes());
        let begun = Instant::now();
        let plan = desk.json(&["import", "people", &file, "--dry-run"]);
        assert_eq!((&plan["new_rows"], &plan["open"]), (&1.into(), &0.into()), "{name}: {plan}");
        assert!(begun.elapsed() < Duration::from_secs(10), "{name}: {:?}", begun.elapsed());
    }
    // The reader of the format gives up here, and only its own process does.
    let book = Book { dimension: r#"<dimension ref="B9:A1"/>"#, rows: people(), ..Book::default() };
    let (zh, en) = refused(&desk, "nonsense.xlsx", &book.bytes());
    assert!(zh.contains("读不懂") && en.contains("cannot be understood"), "{zh}{en}");
}

#[test]
fn what_is_another_kind_of_file_is_called_by_its_name() {
    let desk = Desk::with_project();
    let archive = |parts: &[(&str, &[u8])]| {
        let mut zip = ZipWriter::new(std::io::Cursor::new(Vec::new()));
        for (name, bytes) in parts {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    };
    let ods =
        archive(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", b"<x/>")]);
    let (zh, en) = refused(&desk, "book.ods", &ods);
    assert!(zh.contains(".ods") && en.contains("This is an .ods file"), "{zh}{en}");
    let xlsb = archive(&[("[Content_Types].xml", b"<x/>"), ("xl/workbook.bin", b"x")]);
    let (_, en) = refused(&desk, "book.xlsb", &xlsb);
    assert!(en.contains("This is an .xlsb file"), "{en}");
    let ole = [&[0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1][..], &[0; 600]].concat();
    for name in ["old.xls", "encrypted.xlsx"] {
        let (zh, en) = refused(&desk, name, &ole);
        assert!(zh.contains("加了密码") && en.contains("with a password"), "{zh}{en}");
    }
    let whole = Book { rows: people(), ..Book::default() }.bytes();
    for cut in [30, whole.len() / 2, whole.len() - 10] {
        let (zh, en) = refused(&desk, "cut.xlsx", &whole[..cut]);
        assert!(zh.contains("打不开") && en.contains("cannot be read"), "{zh}{en}");
    }
    let no_sheets = archive(&[("word/document.xml", b"<x/>"), ("[Content_Types].xml", b"<x/>")]);
    let (_, en) = refused(&desk, "letter.docx", &no_sheets);
    assert!(en.contains("cannot be read"), "{en}");
}

#[test]
fn a_renamed_text_is_read_as_what_it_is() {
    let desk = Desk::with_project();
    let text = file(&desk, "renamed.xlsx", b"Person or team,Centre\nTeam 1,C1\n");
    assert_eq!(desk.json(&["import", "people", &text, "--dry-run"])["new_rows"], 1);
}

#[test]
fn dates_of_the_other_calendar_errors_and_joined_cells_are_read_as_they_are_shown() {
    let desk = Desk::with_project();
    // 2026-05-08 as a Mac once counted its days.
    let value = |value: f64| format!("<c s=\"1\"><v>{value}</v></c>");
    let text = |text: &str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let rows = format!(
        "<row>{}{}</row><row>{}{}</row>",
        text("Action"),
        text("Due"),
        text("Call the vendor"),
        value(44_688.0)
    );
    let book = Book { properties: r#"<workbookPr date1904="1"/>"#, rows: rows.clone(), ..Book::default() };
    let mac = file(&desk, "mac.xlsx", &book.bytes());
    desk.done(&["import", "actions", &mac]);
    assert_eq!(desk.json(&["show", "actions"])[0]["due"], "2026-05-08");
    let book = Book { rows: rows.replace("44688", "46150"), ..Book::default() };
    let other = file(&desk, "plain.xlsx", &book.bytes());
    let plan = desk.json(&["import", "actions", &other, "--dry-run"]);
    assert_eq!((&plan["new_rows"], &plan["changes"]), (&0.into(), &0.into()), "the same day: {plan}");

    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (at, title) in ["Person or team", "Centre", "Awareness", "Desire", "Notes"].iter().enumerate() {
        sheet.write_string(0, at as u16, *title).unwrap();
    }
    sheet.merge_range(1, 0, 1, 1, "Team 1", &Format::new()).unwrap();
    sheet.write_formula(1, 2, Formula::new("=1+2").set_result("3")).unwrap();
    sheet.write_formula(1, 3, Formula::new("=NA()").set_result("#N/A")).unwrap();
    sheet.write_formula(1, 4, Formula::new("=1/0").set_result("#DIV/0!")).unwrap();
    let joined = path(&desk, "joined.xlsx");
    book.save(&joined).unwrap();
    let said = desk.en(&["import", "people", &joined]);
    assert_eq!(said.code, 1, "{said:?}");
    assert!(said.err.contains("E2, Notes: '#DIV/0!'"), "the cell is named: {said:?}");
    let plan: serde_json::Value =
        serde_json::from_str(&desk.en(&["import", "people", &joined, "--dry-run", "--json"]).out).unwrap();
    assert_eq!(plan["lines"][0]["cells"]["name"]["value"], "Team 1");
    assert_eq!(plan["lines"][0]["cells"]["awareness"]["value"], "3");
    assert_eq!(plan["lines"][0]["cells"]["awareness"]["cell"], "C2");
    assert_eq!(plan["lines"][0]["cells"]["desire"]["becomes"], "blank", "nothing is known there: {plan}");
    assert_eq!(plan["open"], 1);
}

#[test]
fn a_workbook_comes_through_a_pipe_as_well() {
    let desk = Desk::with_project();
    let bytes = Book { rows: people(), ..Book::default() }.bytes();
    let mut command = desk.command(&["import", "people", "-", "--dry-run", "--json"]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut to = child.stdin.take().unwrap();
    thread::spawn(move || {
        // Whoever fills a pipe may take his time.
        for part in bytes.chunks(200) {
            to.write_all(part).unwrap();
            thread::sleep(Duration::from_millis(20));
        }
    });
    let output = child.wait_with_output().unwrap();
    let plan: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(plan["new_rows"], 1);
}

#[test]
fn of_several_exports_to_one_place_one_is_written_and_the_others_are_told() {
    let desk = Desk::with_project();
    let file = path(&desk, "book.xlsx");
    let said: Vec<_> = thread::scope(|scope| {
        let export = || desk.en(&["export", &file]);
        let running: Vec<_> = (0..6).map(|_| scope.spawn(export)).collect();
        running.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    let written = said.iter().filter(|said| said.code == 0).count();
    assert_eq!(written, 1, "{said:?}");
    for said in said.iter().filter(|said| said.code != 0) {
        assert!(said.code == 1 && said.err.contains("is there already"), "{said:?}");
    }
    assert!(fs::read(&file).unwrap().starts_with(b"PK"));
    let names = fs::read_dir(desk.workspace().parent().unwrap()).unwrap();
    let left =
        names.filter(|entry| entry.as_ref().unwrap().file_name().to_string_lossy().contains(".tmp")).count();
    assert_eq!(left, 0);
}
