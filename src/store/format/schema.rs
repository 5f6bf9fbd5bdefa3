//! The format of the file as a JSON Schema, derived from the declarations of the sheets, for whoever reads or writes the
//! file with a program of his own.
//!
//! It describes what this program writes and computes with. What it keeps without understanding is allowed: keys, fields
//! and sheets of a later version. A number or a date out of the range of its column, which is kept and shown too, is not.

use super::{REMOVED, VERSION};
use crate::sheet::{Column, ENTERED_KEYS, Kind, MOST_NUMBER, Opt, OwnName, SheetDef, TEXT_LIMIT, YEARS};
use crate::text::{Lang, text};
use serde_json::{Map, Value, json};

/// The dialect.
const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// Returns the schema of a file with these sheets; titles and descriptions are in the language.
pub fn schema(sheets: &[&'static SheetDef], lang: Lang) -> Value {
    let rows: Map<String, Value> = sheets
        .iter()
        .map(|def| {
            let list = json!({
                "title": def.title.get(lang),
                "type": "array",
                "items": { "$ref": format!("#/$defs/{}", def.key) },
            });
            (def.key.to_owned(), list)
        })
        .collect();
    let mut rows = rows;
    rows.insert(REMOVED.to_owned(), json!({ "type": "array", "items": { "$ref": "#/$defs/Removed" } }));
    let mut definitions: Map<String, Value> =
        sheets.iter().map(|def| (def.key.to_owned(), row(def, lang))).collect();
    // No key of a sheet has a capital letter.
    definitions.extend(shared(lang));
    let title = text("变革工作簿的项目文件", "A project file of Changebook");
    json!({
        "$schema": DIALECT,
        "title": title.get(lang),
        "type": "object",
        "required": ["format", "version", "id", "sheets"],
        "properties": {
            "format": { "const": "changebook" },
            "version": { "type": "integer", "minimum": VERSION },
            "min_writer": { "type": "integer", "minimum": VERSION },
            "id": { "$ref": "#/$defs/Id" },
            "rev": { "type": "integer", "minimum": 0 },
            "sheets": {
                "type": "object",
                "properties": rows,
                "additionalProperties": true,
            },
            "conflicts": { "type": "array", "items": { "$ref": "#/$defs/Conflict" } },
        },
        "additionalProperties": true,
        "$defs": definitions,
    })
}

/// What several sheets refer to.
fn shared(lang: Lang) -> Map<String, Value> {
    let said = |zh, en| text(zh, en).get(lang);
    let (first, last) = (YEARS.start(), YEARS.end());
    // They are whole centuries.
    let centuries: Vec<String> = (first / 100..=last / 100).map(|century| century.to_string()).collect();
    let centuries = centuries.join("|");
    let definitions = json!({
        "Id": {
            "description": said("行的编号，终身不变：十二个字母和数字", "The name of a row for life: twelve letters and digits"),
            "type": "string",
            "pattern": "^[0-9a-hjkmnp-tv-zA-HJKMNP-TV-Z]{12}$",
        },
        "Date": {
            "description": format!("{first}-01-01 … {last}-12-31"),
            "type": "string",
            "format": "date",
            "pattern": format!("^({centuries})[0-9]{{2}}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"),
        },
        "Corrections": {
            "description": said(
                "按日期记下每一格在改正之前的值",
                "By the day of a correction, what the cells corrected held before",
            ),
            "type": "object",
            "minProperties": 1,
            "propertyNames": { "$ref": "#/$defs/Date" },
            "additionalProperties": { "type": "object", "minProperties": 1 },
        },
        "Removed": {
            "description": said(
                "取走的一行：哪一天、原来排在哪一行后面、取走时的内容",
                "A row that was taken out: the day, the row that it stood behind, the row as it was",
            ),
            "type": "object",
            "required": ["sheet", "removed", "row"],
            "properties": {
                "sheet": { "type": "string" },
                "removed": { "$ref": "#/$defs/Date" },
                "after": { "$ref": "#/$defs/Id" },
                "row": {
                    "type": "object",
                    "required": ["id"],
                    "properties": { "id": { "$ref": "#/$defs/Id" } },
                },
            },
        },
        "Conflict": {
            "description": said(
                "两边改成不同值的一格：显示 mine，theirs 等人选择",
                "A field that two sides changed differently: mine is shown, theirs waits for a choice",
            ),
            "type": "object",
            "required": ["sheet", "row", "field"],
            "properties": {
                "sheet": { "type": "string" },
                "row": { "$ref": "#/$defs/Id" },
                "field": { "type": "string" },
                "base": true,
                "mine": true,
                "theirs": true,
                "source": { "type": "string" },
            },
        },
    });
    let Value::Object(definitions) = definitions else { return Map::new() };
    definitions
}

/// A row of a sheet.
fn row(def: &SheetDef, lang: Lang) -> Value {
    let mut fields = Map::new();
    fields.insert("id".to_owned(), json!({ "$ref": "#/$defs/Id" }));
    for column in def.columns {
        fields.insert(column.key.to_owned(), field(column, lang));
    }
    let entered = text("录入的日期", "The day on which the row was entered");
    let [day, was] = ENTERED_KEYS;
    fields.insert(day.to_owned(), json!({ "title": entered.get(lang), "$ref": "#/$defs/Date" }));
    fields.insert(was.to_owned(), json!({ "$ref": "#/$defs/Corrections" }));
    json!({
        "title": def.title.get(lang),
        "type": "object",
        "required": ["id"],
        "properties": fields,
        "additionalProperties": true,
    })
}

/// A field of a row; null is nothing entered.
fn field(column: &Column, lang: Lang) -> Value {
    let mut object = Map::new();
    object.insert("title".to_owned(), column.title.get(lang).into());
    let mut about: Vec<String> = Vec::new();
    if !column.help.en.is_empty() {
        about.push(column.help.get(lang).to_owned());
    }
    if let Kind::Choice(options) | Kind::OpenChoice(options) = column.kind {
        about.push(labels(options, lang));
    }
    if let Kind::Link(sheet) = column.kind {
        let said = text("另一张表中一行的编号：", "The id of a row of the sheet ");
        about.push(format!("{}{sheet}", said.get(lang)));
    }
    if !about.is_empty() {
        let join = text("。", ". ").get(lang);
        object.insert("description".to_owned(), about.join(join).into());
    }
    let values = match column.kind {
        // The limits are in bytes, and no character takes less than one.
        Kind::Text | Kind::Prose => json!({ "type": ["string", "null"], "maxLength": TEXT_LIMIT }),
        Kind::OpenChoice(_) => json!({
            "type": ["string", "null"],
            "minLength": 1,
            "maxLength": OwnName::LONGEST,
            "pattern": "^\\S([^\\n\\r\\t]*\\S)?$",
        }),
        Kind::Score => json!({ "type": ["integer", "null"], "minimum": 1, "maximum": 5 }),
        Kind::Number => {
            json!({ "type": ["number", "null"], "minimum": -MOST_NUMBER, "maximum": MOST_NUMBER })
        }
        Kind::Count => json!({
            "type": ["integer", "null"],
            "minimum": column.counts.start(),
            "maximum": column.counts.end(),
        }),
        Kind::Date | Kind::Tick => json!({ "anyOf": [{ "$ref": "#/$defs/Date" }, { "type": "null" }] }),
        Kind::Check => json!({ "type": ["boolean", "null"] }),
        Kind::Choice(options) => {
            let keys = options.iter().map(|option| Value::from(option.key));
            json!({ "enum": keys.chain([Value::Null]).collect::<Vec<_>>() })
        }
        Kind::Link(_) => json!({ "anyOf": [{ "$ref": "#/$defs/Id" }, { "type": "null" }] }),
    };
    object.extend(values.as_object().cloned().unwrap_or_default());
    object.into()
}

/// What the options are called, behind the keys that stand for them.
fn labels(options: &[Opt], lang: Lang) -> String {
    let label = |option: &Opt| format!("{} = {}", option.key, option.label.get(lang));
    options.iter().map(label).collect::<Vec<_>>().join(if lang == Lang::Zh { "；" } else { "; " })
}
