//! The files beside the README are true with it: its key table is that of the program, its table of tools has a row for
//! each, its commands parse, its pictures are there, its test command is the one that is run before a change is taken
//! in; the changelog knows this version, and each licence that the package names has its text.
#![allow(clippy::unwrap_used, reason = "a test that meets an error fails")]

use changebook::app::Screen;
use changebook::cli::Cli;
use changebook::command::{Command, Context, ENTRIES};
use changebook::registry::TOOLS;
use changebook::text::Lang;
use clap::Parser as _;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn readme() -> String {
    fs::read_to_string(root().join("README.md")).unwrap()
}

/// The key table as the command table gives it.
fn keys() -> String {
    let mut table = String::from("| Where | Key | What it does | 作用 |\n|---|---|---|---|\n");
    let chords = changebook::command::Bindings::default();
    for context in Context::ALL {
        for entry in ENTRIES.iter().filter(|e| e.context == context && !e.keys().is_empty()) {
            let mut keys: Vec<String> = chords
                .keys(entry.command)
                .map(|k| format!("`{}`", k.label(Lang::En).replace('|', "\\|")))
                .collect();
            // Every tool shows its own in the list of tools.
            if matches!(entry.command, Command::Number | Command::Tool) {
                keys.truncate(3);
                keys.push("…".to_owned());
            }
            let (place, title) = (context.title().en, entry.title);
            writeln!(table, "| {place} | {} | {} | {} |", keys.join(" "), title.en, title.zh).unwrap();
        }
    }
    table
}

#[test]
fn the_key_table_is_that_of_the_program() {
    const BEGIN: &str = "<!-- keys:begin -->\n";
    let readme = readme();
    let (before, rest) = readme.split_once(BEGIN).unwrap();
    let (table, after) = rest.split_once("<!-- keys:end -->").unwrap();
    if std::env::var_os("UPDATE_README").is_some() {
        let renewed = format!("{before}{BEGIN}{}<!-- keys:end -->{after}", keys());
        fs::write(root().join("README.md"), renewed).unwrap();
        return;
    }
    assert_eq!(table, keys(), "UPDATE_README=1 cargo test --test readme writes it anew");
}

#[test]
fn the_table_of_tools_has_a_row_for_each_line_of_the_list() {
    let row = |mark: char, name: &str| format!("| `{mark}` | {name} |");
    let lines = (0..Screen::lines()).filter_map(Screen::of_line).filter(|screen| *screen != Screen::Home);
    let expected: Vec<String> = lines
        .map(|screen| match screen {
            Screen::Tool(n) => row(TOOLS[n].mark, TOOLS[n].short.en),
            other => row(other.mark(), other.title().en),
        })
        .collect();
    let readme = readme();
    let (_, table) = readme.split_once("| | Tool | What it is for |\n|---|---|---|\n").unwrap();
    let rows: Vec<&str> = table.lines().take_while(|line| line.starts_with('|')).collect();
    for (row, begin) in rows.iter().zip(&expected) {
        let said = row.strip_prefix(begin.as_str()).map(|rest| rest.trim_matches(['|', ' ']));
        assert!(
            said.is_some_and(|said| said.len() > 10),
            "'{row}' must begin with '{begin}' and say what it is for"
        );
    }
    assert_eq!(rows.len(), expected.len(), "README.md lists the tools in the order of TOOLS: {expected:#?}");
}

#[test]
fn every_command_in_it_can_be_given() {
    let readme = readme();
    let commands: Vec<&str> = readme.lines().filter(|l| l.starts_with("changebook ")).collect();
    assert!(commands.len() >= 9, "{commands:?}");
    for line in commands {
        let words = words(line);
        assert!(Cli::try_parse_from(&words).is_ok(), "{line}");
    }
}

/// A command line as a shell splits it, with double quotes.
fn words(line: &str) -> Vec<String> {
    let (mut words, mut word, mut quoted) = (Vec::new(), String::new(), false);
    for c in line.chars() {
        match c {
            '"' => quoted = !quoted,
            ' ' if !quoted => words.push(std::mem::take(&mut word)),
            c => word.push(c),
        }
    }
    words.push(word);
    words
}

#[test]
fn its_pictures_are_there_and_its_test_command_is_the_one_that_counts() {
    for name in ["assets/screen-zh.svg", "assets/screen-en.svg"] {
        assert!(readme().contains(name));
        let picture = fs::read_to_string(root().join(name)).unwrap();
        assert!(
            picture.trim_start().starts_with("<svg") || picture.trim_start().starts_with("<?xml"),
            "{name}"
        );
        assert!(picture.trim_end().ends_with("</svg>"), "{name}");
    }
    let run = fs::read_to_string(root().join(".ci/run")).unwrap();
    assert!(readme().contains("\ncargo test\n") && run.contains("\ncargo test\n"));
}

#[test]
fn the_changelog_begins_with_what_is_unreleased_and_knows_this_version() {
    let changelog = fs::read_to_string(root().join("CHANGELOG.md")).unwrap();
    let versions: Vec<&str> = changelog.lines().filter_map(|line| line.strip_prefix("## ")).collect();
    assert_eq!(versions.first(), Some(&"[Unreleased]"), "{versions:?}");
    let this = format!("[{}] - ", env!("CARGO_PKG_VERSION"));
    assert!(versions.iter().any(|version| version.starts_with(&this)), "no {this} among {versions:?}");
}

#[test]
fn each_licence_that_the_package_names_has_its_text() {
    let whole = fs::read_to_string(root().join("LICENSE")).unwrap();
    for (name, file) in [("MIT", "LICENSE-MIT"), ("Apache-2.0", "LICENSE-APACHE")] {
        assert!(env!("CARGO_PKG_LICENSE").split(" OR ").any(|known| known == name), "{name}");
        let text = fs::read_to_string(root().join(file)).unwrap();
        assert!(whole.contains(&text), "LICENSE holds another text than {file}");
    }
}
