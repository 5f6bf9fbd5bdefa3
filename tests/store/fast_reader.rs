//! Rows read and written without serde: never otherwise than serde has it.

use crate::sample::{Note, Person, id};
use changebook::sheet::{AnyRow as _, Cell, Link, Prose, Row, Score};
use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use serde_json::{Value, json};

fn texts() -> impl Strategy<Value = String> {
    prop_oneof![3 => "[a-z区域 ]{0,12}", 1 => any::<String>()]
}

fn people() -> impl Strategy<Value = Person> {
    let number = prop::option::of(prop_oneof![
        any::<f64>().prop_filter("finite", |n| n.is_finite()),
        (-2000_i32..2000).prop_map(|n| f64::from(n) / 10.0)
    ]);
    let date = prop::option::of(
        (0_u64..3_600_000).prop_map(|days| NaiveDate::from_ymd_opt(0, 1, 1).unwrap() + Days::new(days)),
    );
    let rest = (texts(), any::<u64>(), any::<f64>());
    let few = (texts(), prop::option::of(1_u8..6), number, prop::option::of(any::<u32>()), date);
    (few, any::<bool>(), texts(), prop::option::weighted(0.2, rest)).prop_map(|(few, sponsor, note, rest)| {
        let (name, score, weight, headcount, since) = few;
        let known = Person::DEF.columns.iter().map(|c| c.key).chain(["id"]);
        let rest = rest.filter(|(key, ..)| !known.clone().any(|k| k == key));
        let mut person = Person {
            id: id(u64::from(headcount.unwrap_or(0))),
            name: name.into(),
            awareness: score.and_then(Score::new),
            sponsor,
            note: Prose(note.into()),
            rest: rest.map(|(key, n, x)| {
                let Value::Object(rest) = json!({ key: {"n": n, "x": x, "list": [null, "\u{1}\"\\"]} })
                else {
                    unreachable!()
                };
                Box::new(rest)
            }),
            ..Person::default()
        };
        // As every edit does, so that what is out of range is kept beside.
        person.set(Person::COL.weight.at, weight.map_or(Cell::Empty, Cell::Number));
        person.set(Person::COL.headcount.at, headcount.map_or(Cell::Empty, Cell::Count));
        person.set(Person::COL.since.at, since.map_or(Cell::Empty, Cell::Date));
        person
    })
}

/// What stands in a row's JSON, and what might.
const PIECES: &[&str] = &[
    "",
    " ",
    "\"",
    "\\",
    "\\u0041",
    "{",
    "}",
    "[",
    ",",
    ":",
    "null",
    "true",
    "0",
    "00",
    "-",
    "-0",
    ".",
    ".5",
    "1e5",
    "1e999",
    "3.0",
    "6",
    "\"id\"",
    ",\"name\":\"x\"",
    ",\"weight\":1",
    ",\"later\":1",
    "\"2026-02-30\"",
    "\u{1}",
    "\n",
    "é",
    "区",
    "\u{feff}",
];

proptest! {
    #[test]
    fn the_fast_reader_gives_back_what_was_written(person in people()) {
        let text = person.json();
        prop_assert_eq!(&serde_json::from_str::<Person>(&text).unwrap(), &person);
        let plain = person.rest.is_none()
            && !text.contains('\\')
            && !text.contains("e+")
            && !person.weight.is_some_and(|n| n != 0.0 && !(1e-4..1e15).contains(&n.abs()));
        match Person::read_fast(&text) {
            Some(seen) => prop_assert_eq!(seen, person),
            None => prop_assert!(!plain, "declined: {}", text),
        }
    }

    #[test]
    fn the_fast_reader_accepts_nothing_that_the_parser_reads_otherwise(
        person in people(),
        cuts in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..4, prop::sample::select(PIECES)), 1..3),
    ) {
        let mut text = person.json();
        for (at, len, piece) in cuts {
            let places: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let from = at.index(places.len());
            let to = (from + len).min(places.len() - 1);
            text.replace_range(places[from]..places[to], piece);
        }
        if let Some(seen) = Person::read_fast(&text) {
            prop_assert_eq!(seen, serde_json::from_str::<Person>(&text).unwrap(), "{}", text);
        }
    }

    #[test]
    fn texts_and_numbers_are_written_as_the_serialiser_writes_them(text in any::<String>(), n in any::<f64>()) {
        let note = Note { id: id(1), body: text.as_str().into(), about: Link::to(id(2)), ..Note::default() };
        let body = if text.is_empty() { String::new() } else { format!(",\"body\":{}", json!(text)) };
        prop_assert_eq!(note.json(), format!("{{\"id\":\"{}\"{body},\"about\":\"{}\"}}", id(1), id(2)));
        let person = Person { weight: Some(n), ..Person::with_id(id(1)) };
        prop_assert_eq!(person.json(), format!("{{\"id\":\"{}\",\"weight\":{}}}", id(1), json!(n)));
    }
}

#[test]
fn too_long_a_text_is_left_to_the_parser() {
    let of = |len: usize| Person { name: "x".repeat(len).into(), ..Person::with_id(id(1)) }.json();
    assert!(Person::read_fast(&of(64 << 10)).is_some());
    assert!(Person::read_fast(&of((64 << 10) + 1)).is_none());
}
