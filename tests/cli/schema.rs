//! The schema that the program prints, against files of every kind.

use crate::desk::Desk;
use changebook::demo;
use changebook::project::{Conflict, Edit, Project, Unknown};
use changebook::registry;
use changebook::sheet::{Cell, Id, Kind, SheetDef};
use changebook::store::format;
use changebook::text::Lang;
use chrono::NaiveDate;
use jsonschema::{Draft, Validator};
use serde_json::{Map, Value, json};
use std::sync::Arc;

fn validator(schema: &Value) -> Validator {
    jsonschema::options().with_draft(Draft::Draft202012).should_validate_formats(true).build(schema).unwrap()
}

fn printed(lang: &str) -> Value {
    serde_json::from_str(&Desk::empty().run(&["schema", "--lang", lang]).out).unwrap()
}

fn value(project: &Project) -> Value {
    serde_json::from_slice(&format::write(project, 7).unwrap()).unwrap()
}

fn day(n: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 4, n).unwrap()
}

#[test]
fn every_kind_of_file_fits() {
    let schema = printed("en");
    assert!(jsonschema::meta::is_valid(&schema), "it is a schema itself");
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    let validator = validator(&schema);
    let check = |name: &str, file: &Value| {
        let wrong: Vec<String> =
            validator.iter_errors(file).map(|e| format!("{}: {e}", e.instance_path())).collect();
        assert!(wrong.is_empty(), "{name}: {}", wrong.join("\n"));
    };
    let demo = demo::project(Lang::Zh, day(29));
    check("the demo", &value(&demo));
    check("the demo in English", &value(&demo::project(Lang::En, day(29))));
    check("no rows", &value(&Project::empty(Id::new(5), &registry::sheets())));
    check("of the first release", &serde_json::from_str(include_str!("../released/0.1.0.json")).unwrap());
    let desk = Desk::with_project();
    check("a new project", &serde_json::from_slice(&desk.bytes()).unwrap());
    // A row corrected twice, fields and sheets of a later version, a conflict.
    let mut odd = demo;
    let (sheet, row) = odd
        .sheets()
        .find(|sheet| sheet.def().key == "people")
        .map(|sheet| (sheet.def(), sheet.row(0).unwrap().id()))
        .unwrap();
    let column = sheet.column("awareness").unwrap();
    for (n, score) in [(10, 1), (11, 2)] {
        let cell = Cell::Score(changebook::sheet::Score::new(score).unwrap());
        odd.enter(Edit::Set { sheet: sheet.key, row, column, cell }, day(n)).unwrap();
    }
    let taken = odd.sheet("people").unwrap().row(1).unwrap().id();
    odd.enter(Edit::Remove { sheet: "people", row: taken }, day(12)).unwrap();
    odd.unknown = Arc::new(Unknown {
        header: Map::from_iter([("later".to_owned(), json!({"a": 1}))]),
        sheets: vec![("of_later".to_owned(), r#"[{"x":1}]"#.into())],
        ..Unknown::default()
    });
    let conflict = Conflict {
        sheet: "people".to_owned(),
        row,
        field: "awareness".to_owned(),
        base: Value::Null,
        mine: json!(2),
        theirs: json!(5),
        source: Some("a.xlsx".to_owned()),
    };
    odd.conflicts = Arc::new(vec![conflict]);
    let file = value(&odd);
    assert!(file["sheets"]["people"][0]["was"].is_object());
    assert_eq!(file["sheets"]["removed"][0]["removed"], "2026-04-12");
    check("all that a file may hold besides", &file);
    let mut wrong = file.clone();
    wrong["sheets"]["removed"][0]["removed"] = json!("yesterday");
    assert!(!validator.is_valid(&wrong));
}

#[test]
fn a_file_that_is_wrong_anywhere_does_not_fit() {
    let validator = validator(&printed("zh-CN"));
    let file = value(&demo::project(Lang::En, day(29)));
    assert!(validator.is_valid(&file));
    for (pointer, wrong) in [
        ("/format", json!("workbook")),
        ("/version", json!("1")),
        ("/version", json!(0)),
        ("/id", json!("short")),
        ("/rev", json!(-1)),
        ("/sheets", json!([])),
        ("/sheets/people", json!({})),
        ("/sheets/people/0", json!("Centre 1")),
        ("/sheets/people/0", json!({"name": "without an id"})),
        ("/sheets/people/0/id", json!("ilou00000000")),
        ("/sheets/people/0/awareness", json!(6)),
        ("/sheets/project/0/start", json!("2026-02-30")),
        ("/sheets/project/0/start", json!("1899-12-31")),
        ("/sheets/checklist/0/block", json!("w13")),
    ] {
        let mut file = file.clone();
        *file.pointer_mut(pointer).unwrap_or_else(|| panic!("{pointer}")) = wrong.clone();
        assert!(!validator.is_valid(&file), "{pointer} = {wrong}");
    }
    for missing in ["format", "version", "id", "sheets"] {
        let mut file = file.clone();
        file.as_object_mut().unwrap().remove(missing);
        assert!(!validator.is_valid(&file), "without {missing}");
    }
}

/// Values of every kind, some of which fit every kind of column.
fn pool(def: &SheetDef) -> Vec<Value> {
    let mut pool = vec![
        Value::Null,
        json!(true),
        json!(false),
        json!(0),
        json!(1),
        json!(3),
        json!(6),
        json!(-1),
        json!(1.5),
        json!(1_000_001),
        json!(1e16),
        json!(-1e16),
        json!("x"),
        json!("两个字"),
        json!(" x"),
        json!("a\tb"),
        json!("x".repeat(41)),
        json!("2026-03-02"),
        json!("2028-02-29"),
        json!("2026-02-29"),
        json!("2026-3-2"),
        json!("2200-01-01"),
        json!("0123456789ab"),
        json!("0123456789AB"),
        json!("0123456789"),
        json!([]),
        json!({}),
    ];
    for column in def.columns {
        if let Kind::Choice(options) | Kind::OpenChoice(options) = column.kind {
            pool.extend(options.iter().map(|option| json!(option.key)));
        }
    }
    pool
}

#[test]
fn schema_and_program_take_the_same_values_in_every_column() {
    let mut schema = printed("en");
    let root = schema.as_object_mut().unwrap();
    for of_file in ["type", "required", "properties", "additionalProperties"] {
        root.remove(of_file);
    }
    for def in registry::sheets() {
        schema["$ref"] = json!(format!("#/$defs/{}", def.key));
        let validator = validator(&schema);
        for (at, column) in def.columns.iter().enumerate() {
            for value in pool(def) {
                let row = json!({ "id": "0123456789ab", column.key: value });
                let read = def.read(&[&row.to_string()]);
                let taken = read.is_ok_and(|rows| !matches!(rows.row(0).unwrap().get(at), Cell::Outside(_)));
                assert_eq!(validator.is_valid(&row), taken, "{} {} {value}", def.key, column.key);
            }
        }
    }
}
