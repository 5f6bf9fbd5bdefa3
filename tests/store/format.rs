//! What the file looks like, and what becomes of files that are not as they should be.

use crate::sample::{self, REGISTRY, id, project, text};
use changebook::project::{Edit, Project, merge};
use changebook::sheet::{AnyRow as _, Cell, Row as _};
use changebook::store::ReadOnly;
use changebook::store::damage::{Answer, Damage, Flaw};
use changebook::store::format::{self, FILE_LIMIT, dangling, duplicate_id, separate_duplicates};
use serde_json::Value;

fn read(bytes: impl AsRef<[u8]>) -> Result<format::Opened, Damage> {
    format::read(bytes.as_ref(), REGISTRY)
}

/// What becomes of a file: the answer, the flaw's code, and the line.
fn answer(bytes: impl AsRef<[u8]>) -> (Answer, &'static str, Option<usize>) {
    let damage = read(bytes).expect_err("must not open");
    let phrase = damage.phrase();
    assert!(!phrase.zh.is_empty() && !phrase.en.is_empty());
    (damage.flaw.answer(), damage.flaw.code(), damage.place.line)
}

/// The sample with one part of its text replaced.
fn with(from: &str, to: &str) -> String {
    let text = text(&project());
    assert!(text.contains(from), "{from} is not in the sample");
    text.replacen(from, to, 1)
}

fn nested(depth: usize) -> String {
    format!("{}{}", "[".repeat(depth), "]".repeat(depth))
}

#[test]
fn one_row_a_line() {
    insta::assert_snapshot!(text(&project()));
}

#[test]
fn what_is_written_is_read() {
    let sample = project();
    let opened = read(text(&sample)).unwrap();
    assert_eq!((text(&opened.project), opened.rev, opened.read_only), (text(&sample), 0, None));
    let empty = changebook::project::Project::empty(sample::PROJECT, REGISTRY);
    assert_eq!(text(&read(text(&empty)).unwrap().project), text(&empty));
}

#[test]
fn what_this_version_does_not_know_is_written_back_bit_for_bit() {
    let field = r#""later":[18446744073709551615,0.1,-1e-300,{"deep":"三"}]"#;
    let mut file = text(&project());
    file = file.replacen("\"rev\":0,", &format!("\"rev\":0,{field},"), 1);
    file = file.replacen("\"notes\":[", &format!("\"from_the_future\":[\n{{{field}}}\n],\n\"notes\":["), 1);
    file = file.replacen("\"name\":\"technician B2\"", &format!("\"name\":\"technician B2\",{field}"), 1);
    assert_eq!(file.matches(field).count(), 3, "{file}");
    let written = format::write(&read(&file).unwrap().project, 0).unwrap();
    assert_eq!(String::from_utf8(written.clone()).unwrap().matches(field).count(), 3);
    let value = |bytes: &[u8]| serde_json::from_slice::<serde_json::Value>(bytes).unwrap();
    assert_eq!(value(&written), value(file.as_bytes()));
}

#[test]
fn another_layout_gives_the_same_project() {
    let all = with("\"rev\":0,", "\"rev\":0,\"theme\":{\"b\":1,\"a\":[1.0,18446744073709551615]},")
        .replacen("\n},\n\"", "\n\"", 0)
        .replace("]\n}}", "],\n\"later\":[\n{\"x\":0.1},\n{\"y\":-0.0}\n]\n},\n\"conflicts\":[\n{\"sheet\":\"people\",\"row\":\"000000000001\",\"field\":\"name\",\"base\":null,\"mine\":\"a\",\"theirs\":1e-7}\n]}");
    let ours = read(&all).unwrap();
    assert_eq!(text(&ours.project), all, "our own layout comes back byte for byte");
    let value: Value = serde_json::from_str(&all).unwrap();
    for other in [value.to_string(), serde_json::to_string_pretty(&value).unwrap(), all.replace('\n', "\r\n")]
    {
        let opened = read(&other).unwrap();
        let back: Value = serde_json::from_str(&text(&opened.project)).unwrap();
        assert_eq!(back, value);
        assert_eq!(opened.project.conflicts, ours.project.conflicts);
    }
    let Value::Object(map) = value else { panic!() };
    let backwards: serde_json::Map<_, _> = map.into_iter().rev().collect();
    let opened = read(Value::Object(backwards).to_string()).unwrap();
    let back: Value = serde_json::from_str(&text(&opened.project)).unwrap();
    assert_eq!(back, serde_json::from_str::<Value>(&all).unwrap());
}

#[test]
fn numbers_survive_to_the_last_bit() {
    let numbers = ["18446744073709551615", "-9223372036854775808", "0.1", "1e-7", "5e-324", "-0.0", "1.0"];
    for number in numbers {
        let field = with("\"weight\":0.1", &format!("\"weight\":0.1,\"later\":{number}"));
        let back = text(&read(&field).unwrap().project);
        assert!(back.contains(&format!("\"later\":{number}")), "{number}: {back}");
    }
    let third = with("\"weight\":0.1", "\"weight\":0.30000000000000004");
    assert!(text(&read(third).unwrap().project).contains("0.30000000000000004"));
}

#[test]
fn broken_bytes_ask_for_a_backup() {
    use Answer::Backup;
    assert_eq!(answer(""), (Backup, "file-empty", None));
    assert_eq!(answer([0; 64]), (Backup, "file-zeros", None));
    assert_eq!(answer(text(&project()) + "{}"), (Backup, "file-syntax", Some(12)));
    assert_eq!(answer(with("A1", "\\ud800")).1, "file-syntax");
    assert_eq!(answer(with("\"weight\":0.1", "\"weight\":NaN")), (Backup, "file-syntax", Some(4)));
    assert_eq!(answer(with("\"weight\":0.1", "\"weight\":1e400")), (Backup, "file-syntax", Some(4)));
    for (sound, broken) in [
        ("],\n\"notes\"", "]\n\"notes\""),
        ("]\n}}", "],\n}}"),
        ("},\n{", "}\n{"),
        ("}\n]", "},\n]"),
        ("{\n\"people\"", "{\n,\n\"people\""),
        ("\n]\n}}", "\n]\n}}}"),
    ] {
        assert_eq!(answer(with(sound, broken)).1, "file-syntax", "{broken}");
    }
    let mut bytes = text(&project()).into_bytes();
    let at = bytes.iter().position(|b| *b == b'B').unwrap();
    bytes[at] = 0xff;
    assert_eq!(answer(bytes), (Backup, "file-utf8", Some(5)));
    let tail = [text(&project()).as_bytes(), &[0; 512]].concat();
    assert_eq!(answer(tail).0, Backup);
}

#[test]
fn a_file_cut_anywhere_asks_for_a_backup() {
    let text = text(&project());
    // The line break at the very end may go.
    for end in 0..text.len() - 1 {
        let damage = read(&text.as_bytes()[..end]).expect_err("cut");
        assert_eq!(damage.flaw.answer(), Answer::Backup, "cut at {end}: {damage}");
    }
    assert!(read(text.trim_end()).is_ok());
}

#[test]
fn what_a_person_can_mend_is_refused_with_its_place() {
    use Answer::Refuse;
    let utf16: Vec<u8> = text(&project()).encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert_eq!(answer(&utf16), (Refuse, "file-utf16", None));
    assert_eq!(answer([&[0xff, 0xfe][..], &utf16].concat()), (Refuse, "file-utf16", None));
    let marks = with("{\"id\"", "<<<<<<< HEAD\n{\"id\"");
    assert_eq!(answer(marks), (Refuse, "file-git-conflict", Some(4)));
    for score in ["6", "-1", "3.5", "\"3\""] {
        let bad = with("\"awareness\":3", &format!("\"awareness\":{score}"));
        assert_eq!(answer(&bad), (Refuse, "file-field", Some(4)), "{score}");
        let pretty = serde_json::to_string_pretty(&serde_json::from_str::<Value>(&bad).unwrap()).unwrap();
        assert_eq!(answer(pretty), (Refuse, "file-field", Some(12)), "{score}");
    }
    assert_eq!(answer(with("2026-03-02", "2026-02-30")), (Refuse, "file-field", Some(4)));
    assert_eq!(answer(with("\"version\":1", "\"version\":\"3\"")), (Refuse, "file-version", None));
    for other in ["{\"name\":\"x\",\"version\":\"1.0\"}", "[1,2]", "{\"format\":\"draw\",\"sheets\":{}}"] {
        assert_eq!(answer(other).0, Refuse, "{other}");
    }
    assert_eq!(answer("{\"name\":\"x\"}").1, "file-foreign");
    let phrase = read(with("\"awareness\":3", "\"awareness\":6")).unwrap_err().phrase();
    assert_eq!(
        (&*phrase.zh, &*phrase.en),
        (
            "第 4 行，“人员”表，第 1 条记录，“认知”：应是 1 到 5 的整数",
            "line 4, sheet \"People\", row 1, \"Awareness\": should be a whole number from 1 to 5"
        )
    );
}

#[test]
fn a_key_that_stands_twice_is_refused_wherever_it_is() {
    let twice = [
        with("\"awareness\":3", "\"awareness\":3,\"awareness\":4"),
        with("\"awareness\":3", "\"later\":3,\"later\":3"),
        with("\"awareness\":3", "\"later\":{\"a\":{\"x\":1,\"x\":2}}"),
        with("\"rev\":0", "\"rev\":0,\"rev\":1"),
        with("\"rev\":0", "\"rev\":0,\"later\":[{\"x\":1,\"x\":2}]"),
        with("\"notes\":[", "\"people\":["),
        with("\"sheets\":{", "\"sheets\":{},\"sheets\":{"),
        with("\"sheets\":{", "\"sheets\":{\"later\":[{\"x\":1,\"x\":2}],"),
        with("\"sheets\":{", "\"sheets\":{\n\"later\":[\n{\"x\":1,\"x\":2}\n],"),
    ];
    for bad in twice {
        assert_eq!((answer(&bad).0, answer(&bad).1), (Answer::Refuse, "file-key-twice"), "{bad}");
    }
}

#[test]
fn depth_is_limited_everywhere() {
    // The file, its sheets, a sheet's list and a row are four levels already.
    assert!(read(with("\"awareness\":3", &format!("\"later\":{}", nested(60)))).is_ok());
    assert!(read(with("\"rev\":0", &format!("\"rev\":0,\"later\":{}", nested(63)))).is_ok());
    let deep = |depth: usize| {
        [
            with("\"awareness\":3", &format!("\"later\":{}", nested(60 + depth))),
            with("\"rev\":0", &format!("\"rev\":0,\"later\":{}", nested(63 + depth))),
            with("\"sheets\":{", &format!("\"sheets\":{{\"later\":{},", nested(62 + depth))),
        ]
    };
    for bad in deep(1).into_iter().chain(deep(100_000)) {
        assert_eq!((answer(&bad).0, answer(&bad).1), (Answer::Refuse, "file-deep"));
    }
    for bad in [nested(100_000), with("\"awareness\":3", &format!("\"awareness\":{}", nested(100_000)))] {
        assert_eq!(answer(&bad).0, Answer::Refuse);
    }
}

#[test]
fn limits_are_named() {
    let large = vec![b' '; FILE_LIMIT + 1];
    assert_eq!((answer(&large).0, answer(&large).1), (Answer::Limit, "file-too-large"));
    let long = with("technician B2", &"长".repeat(30_000));
    assert_eq!(answer(long), (Answer::Limit, "file-long-text", Some(5)));
    // What could not be read back is not written.
    let mut project = project();
    sample::set(&mut project, id(2), "name", Cell::Text("长".repeat(30_000).into()));
    assert!(format::write(&project, 1).is_err());
    sample::set(&mut project, id(2), "name", Cell::Empty);
    sample::set(&mut project, id(2), "weight", Cell::Number(f64::INFINITY));
    assert!(format::write(&project, 1).is_err());
}

#[test]
fn what_could_not_be_read_back_for_its_size_is_not_written() {
    let mut project = project();
    for n in 0..1_100 {
        sample::put(&mut project, sample::person(100 + n, &"x".repeat(60 << 10)));
    }
    assert!(matches!(format::write(&project, 1), Err(format::Unwritable::TooLarge)));
}

#[test]
fn a_mark_at_the_beginning_and_odd_characters_are_fine() {
    let text = text(&project());
    assert!(read([b"\xef\xbb\xbf", text.as_bytes()].concat()).is_ok());
    assert!(text.contains("\\u001b"), "no control character stands raw in the file");
}

#[test]
fn a_newer_file_is_left_alone_unless_it_allows_older_writers() {
    let closed = with("\"version\":1,\"min_writer\":1", "\"version\":999,\"min_writer\":999");
    assert_eq!(read(closed).unwrap().read_only, Some(ReadOnly::Newer));
    let silent = with("\"version\":1,\"min_writer\":1", "\"version\":999");
    assert_eq!(read(silent).unwrap().read_only, Some(ReadOnly::Newer));
    let open = with("\"version\":1", "\"version\":2");
    let opened = read(&open).unwrap();
    assert_eq!(opened.read_only, None);
    assert_eq!(text(&opened.project), open, "the version stays");
    let strange = open.replace("\"awareness\":3", "\"awareness\":[3]");
    assert_eq!(read(strange).unwrap_err().flaw, Flaw::Newer);
}

#[test]
fn duplicate_ids_are_seen_and_repaired() {
    let duplicates = with(&id(2).to_string(), &id(1).to_string());
    let opened = read(duplicates).unwrap();
    assert!(matches!(opened.read_only, Some(ReadOnly::DuplicateId { row: 2, .. })));
    let repaired = separate_duplicates(&opened.project, || id(77));
    assert_eq!((duplicate_id(&repaired), repaired.rows::<sample::Person>().len()), (None, 3));
    assert_eq!(repaired.find::<sample::Person>(id(77)).unwrap().name, "technician B2");
    assert_eq!(repaired.find::<sample::Person>(id(1)).unwrap().name, "区域经理 A1");
}

#[test]
fn links_that_lead_nowhere_are_listed() {
    let mut project = project();
    assert_eq!(dangling(&project), []);
    project.apply(Edit::Remove { sheet: "people", row: id(1) }).unwrap();
    let found = dangling(&read(text(&project)).unwrap().project);
    assert_eq!((found.len(), found[0].row, found[0].to), (1, id(9), id(1)));
}

proptest::proptest! {
    #[test]
    fn no_bytes_make_it_panic(at in 0_usize..600, byte: u8, cut in 0_usize..600) {
        let mut bytes = text(&project()).into_bytes();
        let len = bytes.len();
        bytes[at % len] = byte;
        let _either = read(&bytes);
        bytes.drain(cut % len..(cut + at).min(len).max(cut % len));
        let _either = read(&bytes);
    }
}

/// The list of projects reads no more than the beginning of each file.
#[test]
fn the_beginning_of_a_file_tells_the_name() {
    let today = chrono::NaiveDate::from_ymd_opt(2026, 3, 4).unwrap();
    let bytes = format::write(&crate::generator::large(100, 2, 1, today), 1).unwrap();
    let text = String::from_utf8(bytes).unwrap();
    let beginning: String = text.chars().take(2_000).collect();
    let (_, row) = format::head(&beginning).unwrap();
    assert_eq!(row.unwrap()["name"], "Large");
}

/// Many rows are written and read in two halves.
#[test]
fn many_rows_keep_their_order() {
    let today = chrono::NaiveDate::from_ymd_opt(2026, 3, 4).unwrap();
    let project = crate::generator::large(4_501, 1, 1, today);
    let bytes = format::write(&project, 1).unwrap();
    let opened = format::read(&bytes, &changebook::registry::sheets()).unwrap();
    let ids = |p: &changebook::project::Project| {
        let people = p.sheet("people").unwrap();
        (0..people.len()).map(|at| people.row(at).unwrap().id()).collect::<Vec<_>>()
    };
    assert_eq!(ids(&project).len(), 4_501);
    assert_eq!(ids(&opened.project), ids(&project));
    assert_eq!(format::write(&opened.project, 1).unwrap(), bytes);
}

#[test]
fn what_is_out_of_range_is_kept_as_it_came_and_not_computed_with() {
    for (key, from, kept) in [
        ("weight", "0.1", "1e308"),
        ("weight", "0.1", "-1000000000000001"),
        ("weight", "0.1", "18446744073709551615"),
        ("headcount", "12", "4294967295"),
        ("headcount", "12", "1000001"),
        ("headcount", "12", "99999999999999999999"),
        ("since", "\"2026-03-02\"", "\"1899-12-31\""),
        ("since", "\"2026-03-02\"", "\"2200-01-01\""),
        ("since", "\"2026-03-02\"", "\"9999-12-31\""),
    ] {
        let file = with(&format!("\"{key}\":{from}"), &format!("\"{key}\":{kept}"));
        let mut project = read(&file).unwrap_or_else(|damage| panic!("{kept}: {damage:?}")).project;
        let row = |project: &Project| sample::Person::clone(&project.rows::<sample::Person>()[0]);
        let nothing = row(&project);
        let typed = (nothing.weight, nothing.headcount, nothing.since);
        assert!(matches!(typed, (None, ..) | (_, None, _) | (.., None)), "{typed:?}");
        let shown = changebook::project::cell_text(
            &project,
            &nothing,
            sample::Person::DEF.column(key).unwrap(),
            changebook::text::Lang::En,
        );
        assert!(shown.len() <= 24, "{shown}");
        let written = |project: &Project| -> Value {
            let whole: Value = serde_json::from_str(&text(project)).unwrap();
            whole["sheets"]["people"][0][key].clone()
        };
        let before: Value = serde_json::from_str(kept).unwrap();
        assert_eq!(written(&project), before, "as it came");
        let again = read(text(&project)).unwrap().project;
        assert_eq!(text(&again), text(&project));

        // It is corrected, and undo brings it back.
        let column = sample::Person::DEF.column(key).unwrap();
        let right = read(text(&sample::project())).unwrap().project.rows::<sample::Person>()[0].get(column);
        let set = Edit::Set { sheet: "people", row: id(1), column, cell: right.clone() };
        let undo = project.apply(set).unwrap();
        assert_eq!(row(&project).get(column), right);
        assert_eq!(text(&project).matches(&format!("\"{key}\":")).count(), 1, "{}", text(&project));
        project.apply(undo).unwrap();
        assert_eq!(written(&project), before, "undone");
        // Another window's row brings it along.
        let from = project.sheet("people").unwrap().share(0).unwrap();
        let mut other = sample::project();
        other.apply(Edit::Cells { row: id(1), from, columns: 1 << column }).unwrap();
        assert_eq!(written(&other), before, "taken over");
        assert_eq!(written(&merge(&sample::project(), &sample::project(), &project)), before, "merged");
    }
    for refused in ["-1", "3.5", "\"12\""] {
        assert_eq!(answer(with("\"headcount\":12", &format!("\"headcount\":{refused}"))).0, Answer::Refuse);
    }
    for fits in ["1000000000000000", "-1000000000000000.0", "1e15"] {
        let project = read(with("\"weight\":0.1", &format!("\"weight\":{fits}"))).unwrap().project;
        assert_eq!(project.rows::<sample::Person>()[0].weight.map(f64::abs), Some(1e15));
    }
}
