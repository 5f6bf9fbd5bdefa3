//! What cells held when their rows left the program: short hashes that travel with each row, hidden, so that it can be told
//! later which cells were changed out there. They say of no cell what it held.
//!
//! A head, `changebook 0123456789ab name centre role`, names the project and the columns; the line of each row holds a word
//! for each of these: `row 5k2m9x - 7pq0aa`, where `-` was empty and `?` did not travel. The head of a form for one centre
//! names it in a last word, `for:Centre%20;1`. Whoever edits the file may have
//! damaged them: what does not read as such counts as not there.

use super::{Cell, Id, SheetDef, comparable, plain};
use crate::text::Lang;
use std::fmt::Write as _;
use xxhash_rust::xxh3::xxh3_64;

/// What a head begins with.
pub const HEAD: &str = "changebook";
/// What the line of a row begins with: a word, so that no spreadsheet takes it for a formula or a number.
const LINE: &str = "row";
/// The digits of a hash, 5 bits each.
const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// The number of digits. One in a billion changes goes unnoticed.
const LENGTH: usize = 6;

/// What a cell held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stamp {
    /// Nothing.
    Empty,
    /// A value with this hash.
    Held(u32),
    /// A value that did not travel, as it was too long: its place in the file was left blank.
    LeftOut,
}

fn hashed(kind: char, text: &str) -> Stamp {
    let bits = xxh3_64(format!("{kind}{text}").as_bytes());
    Stamp::Held((bits >> (64 - 5 * LENGTH)) as u32)
}

impl Stamp {
    /// The stamp of a value. A link goes by the name that stands for it, as [`Stamp::of_name`] does.
    pub fn of(cell: &Cell) -> Stamp {
        match cell {
            Cell::Empty | Cell::Check(false) => Stamp::Empty,
            // Controls do not travel, and spreadsheets end lines in ways of their own.
            Cell::Text(text) => {
                let kept: String =
                    text.chars().filter(|c| matches!(c, '\n' | '\t') || !c.is_control()).collect();
                if kept.trim().is_empty() { Stamp::Empty } else { hashed('t', kept.trim()) }
            }
            // Spreadsheets keep fifteen digits.
            Cell::Number(value) => hashed('n', &format!("{:.14e}", value + 0.0)),
            Cell::Score(score) => hashed('s', &score.get().to_string()),
            Cell::Count(count) => hashed('c', &count.to_string()),
            Cell::Date(date) => hashed('d', &date.to_string()),
            Cell::Check(true) => hashed('y', ""),
            Cell::Choice(option) => hashed('o', option.key),
            Cell::Link(id) => Stamp::of_name(&id.to_string()),
            Cell::Outside(_) => Stamp::of(&Cell::Text(plain(cell, Lang::En, &|_| String::new()).into())),
        }
    }

    /// The stamp of a link by the name of the row that is meant, so that it is the same when the row has gone.
    pub fn of_name(name: &str) -> Stamp {
        let name = comparable(name);
        if name.is_empty() { Stamp::Empty } else { hashed('l', &name) }
    }

    fn write(self, out: &mut String) {
        match self {
            Stamp::Empty => out.push('-'),
            Stamp::LeftOut => out.push('?'),
            Stamp::Held(bits) => {
                for n in (0..LENGTH).rev() {
                    out.push(char::from(DIGITS[(bits >> (5 * n)) as usize & 31]));
                }
            }
        }
    }

    fn parse(word: &str) -> Option<Stamp> {
        match word {
            "-" => return Some(Stamp::Empty),
            "?" => return Some(Stamp::LeftOut),
            _ if word.len() != LENGTH => return None,
            _ => {}
        }
        let digit = |byte| DIGITS.iter().position(|digit| *digit == byte);
        word.bytes().try_fold(0, |bits, byte| Some(bits << 5 | digit(byte)? as u32)).map(Stamp::Held)
    }
}

/// What the word of a head begins with that names the centre of a form.
const FOR: &str = "for:";

/// The head over the lines of the rows; of a form for one centre with the name of that.
pub fn write_head<'a>(project: Id, columns: impl Iterator<Item = &'a str>, centre: Option<&str>) -> String {
    let mut out = format!("{HEAD} {project}");
    for column in columns {
        // Writing into a string does not fail.
        let _ok = write!(out, " {column}");
    }
    if let Some(centre) = centre {
        out.push(' ');
        out.push_str(FOR);
        for c in centre.chars() {
            if c.is_whitespace() || c.is_control() || c == '%' {
                let _ok = write!(out, "%{:x};", u32::from(c));
            } else {
                out.push(c);
            }
        }
    }
    out
}

/// The centre that a head names, if it is that of a form for one.
pub fn read_centre(text: &str) -> Option<String> {
    let mut words = text.split_whitespace();
    words.next().filter(|word| *word == HEAD)?;
    let mut rest = words.find_map(|word| word.strip_prefix(FOR))?;
    let mut centre = String::new();
    while let Some((before, after)) = rest.split_once('%') {
        let (code, after) = after.split_once(';')?;
        centre.push_str(before);
        centre.push(u32::from_str_radix(code, 16).ok().and_then(char::from_u32)?);
        rest = after;
    }
    centre.push_str(rest);
    (!centre.trim().is_empty()).then_some(centre)
}

/// The project and the columns that a head names, in its order, each none where the sheet has no such column; none if the
/// text is no head.
pub fn read_head(def: &SheetDef, text: &str) -> Option<(Id, Vec<Option<usize>>)> {
    let mut words = text.split_whitespace();
    words.next().filter(|word| *word == HEAD)?;
    let project = Id::parse(words.next()?)?;
    Some((project, words.filter(|word| !word.starts_with(FOR)).map(|key| def.column(key)).collect()))
}

/// The line of a row.
pub fn write_line(stamps: &[Stamp]) -> String {
    let mut out = LINE.to_owned();
    for stamp in stamps {
        out.push(' ');
        stamp.write(&mut out);
    }
    out
}

/// The stamps of a line; none unless it holds so many.
pub fn read_line(text: &str, count: usize) -> Option<Vec<Stamp>> {
    let mut words = text.split_whitespace();
    words.next().filter(|word| *word == LINE)?;
    let stamps = words.map(Stamp::parse).collect::<Option<Vec<_>>>()?;
    (stamps.len() == count).then_some(stamps)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sheet;
    use crate::sheet::{Row as _, Score};
    use chrono::NaiveDate;
    use ecow::EcoString;
    use proptest::prelude::*;

    sheet! {
        /// A card.
        Card in "cards" = "卡片" / "Cards";
        name: EcoString = "姓名" / "Name",
        score: Option<Score> = "评分" / "Score",
    }

    #[test]
    fn what_is_written_is_read_and_what_is_damaged_is_not() {
        let stamps = [
            Stamp::of(&Cell::Text("中心一".into())),
            Stamp::Empty,
            Stamp::of(&Cell::Score(Score::new(3).unwrap())),
            Stamp::LeftOut,
            Stamp::of(&Cell::Number(0.1 + 0.2)),
            Stamp::of(&Cell::Date(NaiveDate::from_ymd_opt(2026, 3, 4).unwrap())),
            Stamp::of_name("Centre 1"),
        ];
        let line = write_line(&stamps);
        assert_eq!(read_line(&line, stamps.len()), Some(stamps.to_vec()), "{line}");
        assert_eq!(read_line(&format!(" {line} "), stamps.len()), Some(stamps.to_vec()));
        for wrong in [
            "",
            "row",
            "row -",
            "row - - - - - - - -",
            "5",
            line.trim_start_matches("row"),
            &line.replace('-', "!"),
            &line.to_uppercase(),
        ] {
            assert_eq!(read_line(wrong, stamps.len()), None, "{wrong}");
        }
        let head = write_head(Id::new(7), ["name", "gone", "score"].into_iter(), None);
        assert_eq!(read_head(Card::DEF, &head), Some((Id::new(7), vec![Some(0), None, Some(1)])));
        assert_eq!(read_centre(&head), None);
        for centre in ["Centre 1", "3号中心", "50% \u{3000}away; %20"] {
            let head = write_head(Id::new(7), ["name", "score"].into_iter(), Some(centre));
            assert_eq!(read_centre(&head).as_deref(), Some(centre), "{head}");
            assert_eq!(read_head(Card::DEF, &head), Some((Id::new(7), vec![Some(0), Some(1)])));
        }
        for wrong in [
            "changebook 7 for:",
            "changebook 7 for:%",
            "changebook 7 for:%zz;",
            "row for:C1",
            "changebook 7 for:%d800;",
        ] {
            assert_eq!(read_centre(wrong), None, "{wrong}");
        }
        for wrong in ["", "changebook", "changebook name score", "Changebook 7 name", "名称"] {
            assert_eq!(read_head(Card::DEF, wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_same_value_has_the_same_stamp_however_a_spreadsheet_writes_it() {
        let text = |text: &str| Stamp::of(&Cell::Text(text.into()));
        let number = |value| Stamp::of(&Cell::Number(value));
        assert_eq!(number(0.1 + 0.2), number(0.3));
        assert_eq!(number(-0.0), number(0.0));
        assert_ne!(number(0.3), number(0.300_000_000_001));
        assert_eq!(text("a\r\nb "), text("a\nb"));
        assert_ne!(text("Team A"), text("team a"));
        assert_eq!(Stamp::of_name("Centre  1"), Stamp::of_name("centre 1"));
        assert_eq!([text(" "), Stamp::of(&Cell::Check(false)), Stamp::of_name("")], [Stamp::Empty; 3]);
        // A score is no count, and a text no number.
        let three =
            [Cell::Score(Score::new(3).unwrap()), Cell::Count(3), Cell::Number(3.0), Cell::Text("3".into())];
        for (n, one) in three.iter().enumerate() {
            assert!(three[n + 1..].iter().all(|other| Stamp::of(one) != Stamp::of(other)), "{one:?}");
        }
    }

    proptest! {
        #[test]
        fn nothing_in_a_file_is_trusted(text in ".{0,80}", count in 0_usize..9) {
            prop_assert!(read_line(&text, count).is_none_or(|stamps| stamps.len() == count));
            let _any = (read_head(Card::DEF, &text), read_centre(&text));
        }
    }
}
