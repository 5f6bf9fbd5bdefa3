//! Three changes told week by week through the command line, a good one, one that fails and one that is a mess: what a
//! director enters, and what the workbook finds on each Sunday. Read the pictures as a director would: every finding
//! has to be right, understandable and worth reading, none is missing, none nags.
//!
//! After a change that is wanted: `INSTA_UPDATE=always cargo test --test weeks`, then read the difference.
#![allow(clippy::unwrap_used, reason = "a test that meets an error fails")]

use chrono::{NaiveDate, TimeDelta};
use serde_json::Value;
use std::collections::{BTreeMap, HashSet};
use std::fmt::Write as _;
use std::process::Command;

static GOOD: &str = include_str!("weeks/story.txt");
static FAILING: &str = include_str!("weeks/failing.txt");
static MESSY: &str = include_str!("weeks/messy.txt");
const WEEKS: i64 = 12;
/// So many new findings a week can be read and dealt with.
const NEW: usize = 5;

fn date(day: i64) -> NaiveDate {
    "2026-01-05".parse::<NaiveDate>().unwrap() + TimeDelta::days(day - 1)
}

/// A workspace and the names of its rows.
struct Desk {
    folder: tempfile::TempDir,
    lang: &'static str,
    names: BTreeMap<String, String>,
    /// Each tool's state in a project in which nothing was entered yet.
    blank: BTreeMap<String, String>,
}

impl Desk {
    fn new(lang: &'static str) -> Desk {
        let folder = tempfile::tempdir().unwrap();
        let mut desk = Desk { folder, lang, names: BTreeMap::new(), blank: BTreeMap::new() };
        let name = desk.text("数字化派单 // Digital dispatch").to_owned();
        desk.run(
            1,
            &["new".into(), name, "--start".into(), date(1).to_string(), "--centres".into(), "6".into()],
        );
        desk.blank = states(&desk.status(1)).collect();
        desk
    }

    /// Runs one command; a refusal fails the test with what it said.
    fn run(&self, day: i64, words: &[String]) -> String {
        let done = Command::new(env!("CARGO_BIN_EXE_changebook"))
            .args(["--lang", self.lang, "--today", &date(day).to_string()])
            .arg("--workspace")
            .arg(self.folder.path())
            .args(words)
            .env("HOME", self.folder.path())
            .env("XDG_CONFIG_HOME", self.folder.path())
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        assert!(done.status.success(), "day {day}: {words:?}\n{said}");
        String::from_utf8(done.stdout).unwrap()
    }

    /// The text of the language, where both are given.
    fn text<'a>(&self, both: &'a str) -> &'a str {
        match both.split_once(" // ") {
            Some((zh, en)) => (if self.lang == "en" { en } else { zh }).trim(),
            None => both.trim(),
        }
    }

    fn value(&self, written: &str) -> String {
        let text = self.text(written);
        if let Some(day) = text.strip_prefix('@') {
            return date(day.parse().unwrap()).to_string();
        }
        match text.strip_prefix('#') {
            Some(name) => self.names.get(name).unwrap_or_else(|| panic!("no row is named {name}")).clone(),
            None => text.to_owned(),
        }
    }

    /// Learns the names of the rows that stand in a sheet from the start.
    fn learn(&mut self, sheet: &str) {
        let rows: Value =
            serde_json::from_str(&self.run(1, &["show".into(), sheet.into(), "--json".into()])).unwrap();
        for row in rows.as_array().unwrap() {
            let id = row["id"].as_str().unwrap().to_owned();
            let name = row["code"].as_str().map_or_else(|| "charter".to_owned(), str::to_owned);
            self.names.insert(name, id);
        }
    }

    fn enter(&mut self, line: &str) {
        let mut parts = line.split(" | ");
        let head: Vec<&str> = parts.next().unwrap().split_whitespace().collect();
        let day: i64 = head[0].parse().unwrap();
        let mut words: Vec<String> = vec![head[1].into(), head[2].into()];
        if head[1] == "set" {
            words.push(self.names.get(head[3]).unwrap_or_else(|| panic!("{line}: no row")).clone());
        }
        for part in parts {
            if part.starts_with("--") {
                words.push(part.to_owned());
                continue;
            }
            let (column, value) = part.split_once(" = ").unwrap_or_else(|| panic!("{line}: {part}"));
            words.push(format!("{}={}", column.trim(), self.value(value)));
        }
        let id = self.run(day, &words);
        if head.get(3) == Some(&"as") {
            self.names.insert(head[4].to_owned(), id.trim().to_owned());
        }
    }

    /// What the workbook concludes on a day.
    fn status(&self, day: i64) -> Value {
        serde_json::from_str(&self.run(day, &["status".into(), "--json".into()])).unwrap()
    }

    /// What stands on Home: the state in a word of each tool that has something to say, and all findings.
    fn home(&self, status: &Value) -> String {
        let mut home = String::new();
        // A tool that says what it says of nothing would stand here as soon as it exists.
        for (title, state) in states(status).filter(|(title, state)| self.blank.get(title) != Some(state)) {
            writeln!(home, "  {title}: {state}").unwrap();
        }
        for finding in status["findings"].as_array().unwrap() {
            let said = |key: &str| finding[key].as_str().unwrap_or_default();
            writeln!(
                home,
                "- {} {}: {}\n  → {}",
                said("level"),
                said("id"),
                said("evidence"),
                said("advice")
            )
            .unwrap();
        }
        home
    }
}

/// The tools by title, each with its state in a word and its level.
fn states(status: &Value) -> impl Iterator<Item = (String, String)> {
    let text = |tool: &Value, key: &str| tool[key].as_str().unwrap().to_owned();
    status["tools"].as_object().unwrap().values().map(move |tool| {
        (text(tool, "title"), format!("{} ({})", text(tool, "headline"), text(tool, "level")))
    })
}

/// The rule, the cell and the level of each finding that asks for something.
fn asked(status: &Value) -> Vec<(String, String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let all = status["findings"].as_array().unwrap().iter();
    let asked = all.filter(|f| f["level"] != "good");
    asked.map(|f| (text(&f["id"]), f["cell"].to_string(), text(&f["level"]))).collect()
}

fn told(story: &str, name: &str, lang: &'static str) {
    let mut desk = Desk::new(lang);
    for sheet in ["project", "kpis", "checklist", "audiences", "roadmap", "milestones", "kotter"] {
        desk.learn(sheet);
    }
    let lines = story.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
    let mut lines = lines.peekable();
    let (mut book, mut many, mut before) = (String::new(), String::new(), HashSet::new());
    for week in 1..=WEEKS {
        let sunday = week * 7;
        let is_due = |line: &&str| line.split_whitespace().next().unwrap().parse::<i64>().unwrap() <= sunday;
        let mut stops = Vec::new();
        while let Some(line) = lines.next_if(is_due) {
            match line.split_whitespace().collect::<Vec<_>>()[..] {
                [_, "stop", rule] => stops.push(rule),
                _ => desk.enter(line),
            }
        }
        let status = desk.status(sunday);
        let asked = asked(&status);
        for rule in stops {
            let is_stop = |(id, _, level): &(String, String, String)| id == rule && level == "stop";
            assert!(asked.iter().any(is_stop), "week {week}: {rule} says no STOP\n{}", desk.home(&status));
        }
        let now: HashSet<_> = asked.into_iter().map(|(id, cell, _)| (id, cell)).collect();
        let new: Vec<_> = now.difference(&before).collect();
        if new.len() > NEW {
            writeln!(many, "{name}, week {week}: {} new findings: {new:#?}", new.len()).unwrap();
        }
        before = now;
        writeln!(book, "Week {week}, day {sunday}\n{}", desk.home(&status)).unwrap();
    }
    assert!(many.is_empty(), "{many}");
    assert_eq!(lines.next(), None, "the story is told to its end");
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("weeks");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(format!("{name}.{lang}"), book));
}

#[test]
fn twelve_good_weeks() {
    told(GOOD, "weeks", "zh-CN");
    told(GOOD, "weeks", "en");
}

#[test]
fn twelve_weeks_of_a_change_that_fails() {
    told(FAILING, "failing", "zh-CN");
    told(FAILING, "failing", "en");
}

#[test]
fn twelve_weeks_of_a_mess() {
    told(MESSY, "messy", "zh-CN");
    told(MESSY, "messy", "en");
}
