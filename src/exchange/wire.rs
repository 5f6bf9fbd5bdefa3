//! Tables on their way from one process to another, line by line: `{"table":"name"}` begins a table, `["a","b"]` is a line
//! of it, `{"end":n}` with the number of lines says that everything is there, `{"wrong":{"zh":"…","en":"…"}}` why it is not.
//! What has no end was cut off.

use super::{CELL_LIMIT, ReadAs, TEXT_LIMIT, Table};
use crate::text::Phrase;
use serde_json::{Value, json};
use std::io::{self, BufRead, Write};

/// No message is longer, in bytes: all the text there may be, each character escaped, and what stands around each cell.
const LONGEST: u64 = 2 * TEXT_LIMIT as u64 + 8 * CELL_LIMIT as u64;

/// Writes what was read, or why it was not.
pub fn write(out: &mut impl Write, read: &Result<Vec<Table>, Phrase>) -> io::Result<()> {
    let tables = match read {
        Ok(tables) => tables,
        Err(wrong) => return writeln!(out, "{}", json!({ "wrong": { "zh": wrong.zh, "en": wrong.en } })),
    };
    let mut lines = 0;
    for table in tables {
        let read_as = table.read_as.map(ReadAs::name);
        writeln!(out, "{}", json!({ "table": table.name, "read_as": read_as }))?;
        for line in &table.lines {
            serde_json::to_writer(&mut *out, line)?;
            out.write_all(b"\n")?;
            lines += 1;
        }
    }
    writeln!(out, "{}", json!({ "end": lines }))?;
    out.flush()
}

/// Reads what was written; none if it has no end or is none of it.
pub fn read(from: impl BufRead) -> Option<Result<Vec<Table>, Phrase>> {
    let mut tables: Vec<Table> = Vec::new();
    let (mut line, mut lines) = (String::new(), 0_u64);
    let mut from = from.take(LONGEST);
    loop {
        line.clear();
        // Bytes that are no text, too.
        if from.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match serde_json::from_str(&line).ok()? {
            Value::Array(cells) => {
                let text = |cell| if let Value::String(text) = cell { Some(text) } else { None };
                tables.last_mut()?.lines.push(cells.into_iter().map(text).collect::<Option<_>>()?);
                lines += 1;
            }
            Value::Object(mut object) => {
                let text = |key: &str| object.get(key).and_then(Value::as_str).map(str::to_owned);
                if let Some(name) = text("table") {
                    let read_as = text("read_as");
                    let is = |(_, name): &(ReadAs, &str)| Some(*name) == read_as.as_deref();
                    let read_as = ReadAs::ALL.into_iter().find(is).map(|(it, _)| it);
                    tables.push(Table { name, lines: Vec::new(), read_as });
                } else if let Some(end) = object.get("end").and_then(Value::as_u64) {
                    return (end == lines).then_some(Ok(tables));
                } else {
                    let wrong = object.remove("wrong")?;
                    let said = |tag: &str| wrong.get(tag).and_then(Value::as_str).map(str::to_owned);
                    return Some(Err((said("zh")?, said("en")?).into()));
                }
            }
            _ => return None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::text;

    fn sent(read: &Result<Vec<Table>, Phrase>) -> Vec<u8> {
        let mut bytes = Vec::new();
        write(&mut bytes, read).unwrap();
        bytes
    }

    #[test]
    fn what_is_sent_arrives_and_what_is_cut_off_does_not() {
        let table = |name: &str, lines: &[&[&str]]| Table {
            name: name.to_owned(),
            lines: lines.iter().map(|line| line.iter().map(|cell| (*cell).to_owned()).collect()).collect(),
            read_as: name.is_empty().then_some(ReadAs::Windows1252),
        };
        let tables = vec![
            table("人员", &[&["a\nb", "\"", "\u{0}\u{2028}"], &[], &["", "x"]]),
            table("", &[]),
            table("{\"end\":0}", &[&["{\"end\":0}"]]),
        ];
        let bytes = sent(&Ok(tables.clone()));
        assert_eq!(self::read(&bytes[..]), Some(Ok(tables)));
        for cut in 0..bytes.len() - 1 {
            assert_eq!(self::read(&bytes[..cut]), None, "{cut}");
        }
        let wrong: Phrase = text("不行", "no").into();
        assert_eq!(self::read(&sent(&Err(wrong.clone()))[..]), Some(Err(wrong)));
        for foreign in ["", "\n", "[\"a\"]\n{\"end\":1}\n", "{\"table\":\"\"}\n[1]\n{\"end\":1}\n", "7\n"] {
            assert_eq!(self::read(foreign.as_bytes()), None, "{foreign}");
        }
    }
}
