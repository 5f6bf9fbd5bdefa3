//! Files of the demo and of a new project with extreme, empty and contradictory values, through every view of every tool.

use crate::chance::Chance;
use crate::child::{Length, Report};
use changebook::app::request::Reply;
use changebook::app::{App, Choices, Screen};
use changebook::assess::Assessed;
use changebook::assess::portfolio::{Member, State};
use changebook::event::Event;
use changebook::facts::Facts;
use changebook::project::Project;
use changebook::registry::{self, TOOLS};
use changebook::runtime::keys;
use changebook::sheet::{Id, Kind, Row as _, SheetDef};
use changebook::store::format;
use changebook::text::Lang;
use changebook::tools::charter::Charter;
use changebook::{demo, ui};
use chrono::NaiveDate;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use serde_json::{Map, Value, json};

pub const SIZES: [(u16, u16); 5] = [(20, 5), (40, 12), (80, 24), (120, 36), (160, 50)];

const NUMBERS: &[&str] = &[
    "0",
    "-0.0",
    "1",
    "-1",
    "0.1",
    "100",
    "99.999999999999",
    "1e15",
    "-1e15",
    "999999999999999.9",
    "1000000000000001",
    "5e-324",
    "1e-15",
    "1e300",
    "1.7976931348623157e308",
    "-1.7976931348623157e308",
    "18446744073709551615",
    "9999999999999999999999999999999999999999",
    "null",
];
const COUNTS: &[&str] = &[
    "0",
    "1",
    "2",
    "3",
    "10000",
    "10001",
    "1000000",
    "1000001",
    "4294967295",
    "18446744073709551615",
    "1e30",
];
const DATES: &[&str] = &[
    "1900-01-01",
    "1899-12-31",
    "2199-12-31",
    "2200-01-01",
    "0000-01-01",
    "9999-12-31",
    "2026-01-05",
    "2026-03-03",
    "2026-03-04",
    "2026-03-05",
    "2024-02-29",
];
const TEXTS: &[&str] = &[
    "",
    " ",
    "x",
    "变",
    "-",
    "1e308",
    "=1+1",
    "é̂̃̄",
    "👩‍👩‍👧‍👦👍🏽",
    "\u{1b}[2J\u{202e}\u{200b}",
    "a\nb\tc\r\n",
    "9999999999999999999999999999999999999999",
    "中心4294967295",
    "从 0% 到 1e308%，9999 年",
];

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 4).unwrap()
}

/// The name of a row that is there, of one that is not, or nothing.
fn some_id(chance: &mut Chance, rows: &[Value]) -> Value {
    match chance.below(4) {
        0 => json!("zzzzzzzzzzzz"),
        1 => Value::Null,
        _ => rows.get(chance.below(rows.len())).map_or(Value::Null, |row| row["id"].clone()),
    }
}

fn some_text(chance: &mut Chance) -> Value {
    let text = chance.one(TEXTS);
    let times = chance.one(&[1, 1, 1, 1, 40, 1_000]);
    let mut text = text.repeat(times);
    // Once in a while the longest that a cell holds, which is wider than any column can count.
    if chance.below(40) == 0 {
        text = "宽 ".repeat(16_000);
    }
    text.truncate((0..=65_536.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0));
    Value::String(text)
}

fn some_value(chance: &mut Chance, kind: Kind, sheets: &Map<String, Value>) -> Value {
    let written = |text: &str| serde_json::from_str(text).unwrap();
    match kind {
        Kind::Text | Kind::Prose => some_text(chance),
        Kind::Score => written(chance.one(&["1", "3", "5", "null"])),
        Kind::Number => written(chance.one(NUMBERS)),
        Kind::Count => written(chance.one(COUNTS)),
        Kind::Date | Kind::Tick => json!(chance.one(DATES)),
        Kind::Check => json!(chance.below(2) == 0),
        Kind::OpenChoice(_) if chance.below(3) == 0 => json!(chance.one(&["站长", "Parts manager"])),
        Kind::Choice(options) | Kind::OpenChoice(options) => json!(options[chance.below(options.len())].key),
        Kind::Link(sheet) => {
            some_id(chance, sheets.get(sheet).and_then(Value::as_array).map_or(&[], |all| all))
        }
    }
}

/// Changes one thing.
fn mutate(chance: &mut Chance, sheets: &mut Map<String, Value>, defs: &[&'static SheetDef]) {
    let def = chance.one(defs);
    let before = sheets.clone();
    let Some(rows) = sheets.get_mut(def.key).and_then(Value::as_array_mut) else { return };
    let fresh = |chance: &mut Chance| json!(Id::new(chance.next()).to_string());
    match chance.below(12) {
        0 => rows.clear(),
        1 => {
            // As many as nobody has, all alike but for their ids.
            let Some(row) = rows.get(chance.below(rows.len())).cloned() else { return };
            for _ in 0..chance.one(&[1, 3, 200]) {
                let mut row = row.clone();
                row["id"] = fresh(chance);
                rows.push(row);
            }
        }
        2 => {
            let mut row = json!({ "id": fresh(chance) });
            for column in def.columns {
                row[column.key] = some_value(chance, column.kind, &before);
            }
            rows.push(row);
        }
        3 => {
            // The whole column alike.
            let column = &def.columns[chance.below(def.columns.len())];
            let value = some_value(chance, column.kind, &before);
            for row in rows {
                row[column.key] = value.clone();
            }
        }
        4 => {
            // The whole column, each as it comes.
            let column = &def.columns[chance.below(def.columns.len())];
            for row in rows {
                row[column.key] = some_value(chance, column.kind, &before);
            }
        }
        5 => {
            let column = def.columns[chance.below(def.columns.len())].key;
            for row in rows.iter_mut().filter_map(Value::as_object_mut) {
                row.remove(column);
            }
        }
        _ => {
            let (at, column) = (chance.below(rows.len()), &def.columns[chance.below(def.columns.len())]);
            let value = some_value(chance, column.kind, &before);
            if let Some(row) = rows.get_mut(at) {
                row[column.key] = value;
            }
        }
    }
}

/// A file of this round.
pub fn file(chance: &mut Chance, lang: Lang) -> String {
    let project = match chance.below(4) {
        0 => {
            let mut last = 1_000;
            let mut new_id = || {
                last += 1;
                Id::new(last)
            };
            let charter = Charter { name: "N".into(), start: Some(today()), ..Charter::with_id(new_id()) };
            registry::new_project(charter, &mut new_id)
        }
        _ => demo::project(lang, today()),
    };
    let mut whole: Value = serde_json::from_slice(&format::write(&project, 0).unwrap()).unwrap();
    let defs = registry::sheets();
    let sheets = whole["sheets"].as_object_mut().unwrap();
    for _ in 0..chance.one(&[1, 2, 5, 20, 80]) {
        mutate(chance, sheets, &defs);
    }
    whole.to_string()
}

/// The project of a file, if it opens.
pub fn opened(file: &str, report: &mut Report) -> Option<Project> {
    match report.answer(|| "reading".into(), || format::read(file.as_bytes(), &registry::sheets())) {
        Ok(opened) => {
            report.count("opened");
            let mut project = opened.project;
            registry::complete(&mut project);
            Some(project)
        }
        Err(damage) => {
            let said = damage.phrase();
            assert!(!said.zh.is_empty() && !said.en.is_empty());
            report.count("refused with a reason");
            None
        }
    }
}

pub fn app(project: Project, lang: Lang) -> App {
    let mut last = 100_000_000;
    let new_id = move || {
        last += 1;
        Id::new(last)
    };
    let mut app = App::new(Choices { lang, ..Choices::default() }, today(), Box::new(new_id));
    app.open(project, None);
    app
}

pub fn draw(app: &mut App, (columns, rows): (u16, u16), report: &mut Report) {
    let mut buffer = Buffer::empty(Rect::new(0, 0, columns, rows));
    report.answer(|| format!("a frame of {columns}x{rows}"), || ui::draw(app, &mut buffer));
    report.count("frames");
}

fn press(app: &mut App, written: &str, report: &mut Report) {
    for event in keys::parse(written).unwrap() {
        let _requests = report.answer(|| format!("the key {written}"), || app.update(event));
    }
}

/// All that is computed without a screen.
fn compute(project: &Project, report: &mut Report) {
    let facts = Facts::new(project, today());
    let mut last = 200_000_000;
    for tool in TOOLS {
        report.answer(|| format!("figures of {}", tool.key), || (tool.values)(&facts));
        for action in tool.actions {
            let sheet = tool.views.first().and_then(|view| project.sheet(view.sheet.key));
            let row = sheet.and_then(|sheet| sheet.row(0));
            let possible = report.answer(|| action.key.to_owned(), || (action.possible)(&facts, row));
            if possible.is_ok() {
                let mut new_id = || {
                    last += 1;
                    Id::new(last)
                };
                let outcome =
                    report.answer(|| action.key.to_owned(), || (action.run)(&facts, row, &mut new_id));
                let mut after = project.clone();
                // A row that has gone may be refused; nothing has changed then.
                let _refused = outcome.map(|outcome| after.apply(outcome.edit));
                report.count("actions");
            }
        }
    }
}

/// One file: read, computed, written, and every view drawn at one size after the other.
pub fn run(round: u64, length: Length, report: &mut Report) {
    let mut chance = Chance::new(round);
    let lang = if round.is_multiple_of(2) { Lang::Zh } else { Lang::En };
    let Some(project) = opened(&file(&mut chance, lang), report) else { return };
    compute(&project, report);
    let written = format::write(&project, 1).unwrap();
    let again = format::read(&written, &registry::sheets()).map(|opened| format::write(&opened.project, 1));
    assert_eq!(again.unwrap().unwrap(), written, "written and read again");
    let state = State::of(&Assessed::of(&project, today(), None));
    let mut app = app(project, lang);
    let mut size = round as usize / 2;
    let mut look = |app: &mut App, report: &mut Report| {
        size += 1;
        draw(app, SIZES[size % SIZES.len()], report);
    };
    for line in 0..Screen::lines() {
        if length == Length::Short && line % 4 != round as usize % 4 {
            continue;
        }
        let Some(screen) = Screen::of_line(line).filter(|screen| *screen != Screen::Handbook) else {
            continue;
        };
        let tabs = if let Screen::Tool(n) = screen { TOOLS[n].views.len() } else { 1 };
        press(&mut app, &format!("<esc><esc><esc>{}", screen.mark()), report);
        if screen == Screen::Portfolio {
            let member = |n: u64| Member {
                id: Some(Id::new(n)),
                name: n.to_string(),
                path: n.to_string().into(),
                archived: false,
                state: Ok(state.clone()),
            };
            let _requests = app.update(Event::Message(Reply::Gathered((0..3).map(member).collect())));
        }
        for _ in 0..tabs {
            look(&mut app, report);
            let steps: &[&str] = match length {
                Length::Short => &["<c-end>", "<esc>]"],
                Length::Whole => &["<c-end>", "<end>", "<f4>", "<esc>]"],
            };
            for keys in steps {
                press(&mut app, keys, report);
                look(&mut app, report);
            }
        }
        if round.is_multiple_of(3) {
            press(&mut app, "<a-l>", report);
            look(&mut app, report);
        }
    }
}
