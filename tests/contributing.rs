//! CONTRIBUTING.md is true: its Rust stands here word for word and does what the text says, its commands and
//! files exist.
#![allow(clippy::unwrap_used, reason = "a test that meets an error fails")]

use changebook::command::{Command, Context, ENTRIES, HANDBOOK_MARK, HOME_MARK, PORTFOLIO_MARK};
use changebook::facts::{Fact, Facts};
use changebook::finding::{Finding, Level, Place, Rule};
use changebook::project::{Edit, Project};
use changebook::sheet::{AnyRow, Cell, Id, Kind, Row};
use changebook::text::{Lang, count, text};
use changebook::tool::{Field, Group, Layout, Tool, View};
use changebook::{say, sheet};
use chrono::NaiveDate;
use ecow::EcoString;
use std::fs;
use std::path::Path;
use std::sync::Arc;

static GUIDE: &str = include_str!("../CONTRIBUTING.md");

sheet! {
    /// A van of a service centre.
    Van in "vans" = "服务车" / "Service vans";
    plate: EcoString = "车牌" / "Plate",
    inspected: Option<NaiveDate> = "年检日期" / "Inspected on"
        ? "最近一次年检的日期" / "The day of the latest inspection",
}

/// The vans whose inspection is more than a year old.
struct Overdue(Vec<Id>);

impl Fact for Overdue {
    fn compute(facts: &Facts) -> Overdue {
        let late = |van: &&Arc<Van>| van.inspected.is_some_and(|day| (facts.today() - day).num_days() > 365);
        Overdue(facts.rows::<Van>().iter().filter(late).map(|van| van.id).collect())
    }
}

static RULES: &[Rule] = &[Rule::one(
    "VA1",
    text("变革工作簿", "Changebook"),
    text("有服务车的年检已过 365 天", "A van was inspected more than 365 days ago"),
    inspection_overdue,
)];

fn inspection_overdue(rule: &Rule, facts: &Facts) -> Option<Finding> {
    let Overdue(late) = facts.get();
    let first = *late.first()?;
    let vans = count(late.len() as u64, "辆车", "van", "vans");
    Some(rule.found(
        Level::Act,
        Place::of(first, Van::COL.inspected),
        say!("{vans}年检过期", "{vans} overdue for inspection", vans),
        text("本周安排年检", "Have them inspected this week"),
    ))
}

static TOOL: Tool = Tool {
    key: "vans",
    mark: 'z',
    title: text("服务车", "Service vans"),
    short: text("服务车", "Vans"),
    about: text("哪些服务车该年检了。", "Which vans are due for an inspection."),
    group: Group::Measure,
    sheets: &[Van::DEF],
    views: &[View::of("vans", text("服务车", "Vans"), Van::DEF, Layout::Grid(FIELDS))],
    rules: RULES,
    ..Tool::BLANK
};

static FIELDS: &[Field] = &[Field::column(Van::COL.plate, 12), Field::column(Van::COL.inspected, 10)];

/// The blocks of the guide that are marked with a language.
fn blocks(language: &str) -> Vec<&'static str> {
    let mark = format!("```{language}\n");
    GUIDE.split(mark.as_str()).skip(1).map(|rest| rest.split("```").next().unwrap()).collect()
}

#[test]
fn its_rust_stands_here_word_for_word() {
    let here = include_str!("contributing.rs");
    assert!(!blocks("rust").is_empty());
    for block in blocks("rust") {
        assert!(here.contains(block), "the guide says, and this file does not:\n{block}");
    }
}

#[test]
fn its_column_is_a_field_a_column_and_json() {
    let day = NaiveDate::from_ymd_opt(2026, 3, 2);
    let mut van = Van { id: Id::new(1), plate: "沪A12345".into(), inspected: day, ..Van::default() };
    let column = Van::DEF.column("inspected").unwrap();
    let def = &Van::DEF.columns[column];
    assert_eq!(def.kind, Kind::Date);
    assert_eq!(def.help.get(Lang::En), "The day of the latest inspection");
    assert_eq!(van.get(column), Cell::Date(day.unwrap()));

    let written = van.json();
    assert!(written.contains(r#""inspected":"2026-03-02""#), "{written}");
    assert_eq!(serde_json::from_str::<Van>(&written).unwrap(), van);

    assert!(van.set(column, Cell::Empty));
    assert!(!van.json().contains("inspected"), "an empty field is not written");
    let newer = r#"{"id":"000000000001","plate":"沪A12345","towed":true}"#;
    assert_eq!(serde_json::from_str::<Van>(newer).unwrap().json(), newer, "an unknown field is kept");
}

#[test]
fn its_rule_fires_from_its_threshold_on() {
    let today = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
    let found = |days: u64| {
        let mut project = Project::empty(Id::new(9), &[Van::DEF]);
        let inspected = today.checked_sub_days(chrono::Days::new(days));
        project.apply(Edit::append(Van { id: Id::new(1), inspected, ..Van::default() })).unwrap();
        RULES.iter().flat_map(|rule| rule.find(&Facts::new(&project, today))).collect::<Vec<_>>()
    };
    assert_eq!(found(365), []);
    let late = found(366);
    assert_eq!((late[0].id, late[0].evidence.get(Lang::En)), ("VA1", "1 van overdue for inspection"));
    assert_eq!(late[0].place, Place::of(Id::new(1), Van::COL.inspected));
}

#[test]
fn its_tool_shows_its_rows_and_finds_what_its_rule_finds() {
    let today = NaiveDate::from_ymd_opt(2026, 3, 2).unwrap();
    let mut project = Project::empty(Id::new(9), TOOL.sheets);
    let inspected = NaiveDate::from_ymd_opt(2024, 3, 2);
    project.apply(Edit::append(Van { id: Id::new(1), inspected, ..Van::default() })).unwrap();
    let facts = Facts::new(&project, today);
    let found = TOOL.conclude(&facts).findings;
    assert_eq!(found.iter().map(|finding| finding.id).collect::<Vec<_>>(), ["VA1"]);
    let [view] = TOOL.views else { panic!("one view") };
    let Layout::Grid(fields) = view.layout else { panic!("a grid") };
    let shown = fields.iter().map(|field| match field {
        Field::Column(key, _) => view.sheet.column(key),
        _ => None,
    });
    assert_eq!(shown.collect::<Vec<_>>(), [Some(0), Some(1)]);
}

#[test]
fn its_free_marks_are_no_keys() {
    let (_, rest) = GUIDE.split_once("take one of `").unwrap();
    let free: Vec<&str> = rest.split('`').next().unwrap().split(' ').collect();
    assert!(free.len() > 5 && free.contains(&TOOL.mark.to_string().as_str()), "{free:?}");
    let in_lists = [Context::List, Context::Portfolio, Context::Handbook, Context::Anywhere];
    for entry in ENTRIES.iter().filter(|e| in_lists.contains(&e.context) && e.command != Command::Number) {
        let taken = entry.keys().into_iter().find(|key| free.contains(&key.as_str()));
        assert_eq!(taken, None, "{}", entry.key);
    }
    for mark in [HOME_MARK, HANDBOOK_MARK, PORTFOLIO_MARK] {
        assert!(!free.contains(&mark.to_string().as_str()), "{mark}");
    }
}

#[test]
fn its_tests_and_files_exist() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let tests: Vec<&str> = GUIDE.split("--test ").skip(1).map(word).collect();
    assert!(tests.len() > 6, "{tests:?}");
    for name in tests {
        assert!(root.join("tests").join(name).with_extension("rs").exists(), "no test {name}");
    }
    let quoted = GUIDE.split('`').skip(1).step_by(2);
    let folders = ["src/", "tests/", "benches/", "examples/", "assets/", ".ci/"];
    let paths: Vec<&str> = quoted.filter(|path| folders.iter().any(|f| path.starts_with(f))).collect();
    assert!(paths.len() > 6, "{paths:?}");
    for path in paths {
        assert!(root.join(path).exists(), "no {path}");
    }
    let ci = fs::read_to_string(root.join(".ci/run")).unwrap();
    assert!(GUIDE.contains("bash .ci/run\n") && ci.contains("\ncargo test\n"));
}

/// The first word of a text.
fn word(text: &'static str) -> &'static str {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap()
}
