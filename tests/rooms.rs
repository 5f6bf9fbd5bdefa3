//! The rooms of the house: what each part of the program may know of the others, and what every tool owes.
#![allow(clippy::unwrap_used, clippy::string_slice, reason = "a test that meets an error fails")]

use changebook::assess::Assessed;
use changebook::demo;
use changebook::facts::Facts;
use changebook::finding::Finding;
use changebook::handbook;
use changebook::project::{Edit, Project};
use changebook::registry;
use changebook::registry::TOOLS;
use changebook::sheet::{Cell, Col, Id, Kind, Score};
use changebook::text::{Lang, Text};
use changebook::tool;
use changebook::tool::Columns;
use changebook::tools::charter::Charter;
use chrono::{Days, NaiveDate};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Parts that stand in for something of the standard library, and so may be used by all.
const BELOW: &[&str] = &["sort"];

/// Each part with the parts it may use, itself aside: imports run downward only.
const MAY_USE: &[(&str, &[&str])] = &[
    ("sort", &[]),
    ("text", &[]),
    ("stats", &[]),
    ("calendar", &["text"]),
    ("mining", &["text"]),
    ("event", &[]),
    ("search", &["text"]),
    ("handbook", &["search", "text"]),
    ("sheet", &["text", "calendar"]),
    ("project", &["sheet", "text"]),
    ("facts", &["project", "sheet"]),
    ("finding", &["facts", "sheet", "text"]),
    ("tool", &["facts", "finding", "mining", "project", "sheet", "text"]),
    ("tools", &["calendar", "facts", "finding", "mining", "project", "sheet", "stats", "text", "tool"]),
    ("registry", &["facts", "finding", "project", "sheet", "text", "tool", "tools"]),
    (
        "assess",
        &["calendar", "facts", "finding", "project", "registry", "sheet", "stats", "text", "tool", "tools"],
    ),
    (
        "agenda",
        &["assess", "calendar", "facts", "finding", "project", "sheet", "stats", "text", "tool", "tools"],
    ),
    (
        "report",
        &[
            "assess", "calendar", "facts", "finding", "mining", "project", "sheet", "stats", "text", "tool",
            "tools",
        ],
    ),
    ("exchange", &["calendar", "finding", "mining", "report", "sheet", "stats", "text", "tool"]),
    ("intake", &["calendar", "project", "registry", "sheet", "text", "tool"]),
    ("demo", &["registry", "tools", "project", "sheet", "text", "calendar"]),
    ("command", &["registry", "text"]),
    (
        "app",
        &[
            "agenda", "assess", "calendar", "command", "event", "exchange", "facts", "finding", "handbook",
            "intake", "mining", "project", "registry", "report", "search", "sheet", "text", "tool", "tools",
        ],
    ),
    (
        "ui",
        &[
            "agenda", "app", "assess", "calendar", "command", "facts", "finding", "handbook", "intake",
            "mining", "project", "registry", "search", "sheet", "stats", "text", "tool", "tools",
        ],
    ),
    ("config", &["app", "calendar", "command", "store", "text"]),
    ("store", &["project", "sheet", "text"]),
    ("runtime", &["event", "text"]),
];

/// Parts that may use all others: they bring the whole together.
const TOP: &[&str] = &["session", "cli", "export", "import", "lib", "main"];

/// Parts that must give the same answer to the same question: no file, no clock, no chance.
const CORE: &[&str] = &[
    "sort", "text", "stats", "calendar", "mining", "sheet", "project", "facts", "finding", "tool", "tools",
    "registry", "assess", "agenda", "report", "search", "command", "event", "exchange", "intake", "app",
    "ui", "demo", "handbook",
];

/// No file of the program is longer, in lines.
const LONGEST: usize = 450;

/// All files below a folder that hold Rust, in order.
fn files(root: &Path) -> Vec<PathBuf> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|e| e == "rs") {
                found.push(path);
            }
        }
    }
    let mut paths = Vec::new();
    walk(root, &mut paths);
    paths.sort();
    paths
}

/// All files of the program with the part each belongs to; unit tests are no part of the program.
fn sources() -> Vec<(String, PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let file = |path: PathBuf| {
        let inside = path.strip_prefix(&root).unwrap();
        let words: Vec<String> =
            inside.with_extension("").iter().map(|w| w.to_str().unwrap().into()).collect();
        let text = fs::read_to_string(&path).unwrap();
        // What stands behind the unit tests is for them.
        let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default().to_owned();
        (words.iter().all(|w| w != "tests")).then(|| (words[0].clone(), path, text))
    };
    files(&root).into_iter().filter_map(file).collect()
}

/// The lines of a file that are no comments.
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//"))
}

/// The parts that a line names behind `crate::`; macros are below everything.
fn named(text: &str) -> BTreeSet<String> {
    let all: Vec<&str> = code(text).map(|(_, line)| line).collect();
    let text = all.join("\n");
    let mut found = BTreeSet::new();
    for (at, _) in text.match_indices("crate::") {
        let rest = text.get(at + "crate::".len()..).unwrap_or_default();
        let names = match rest.strip_prefix('{') {
            Some(list) => top_level(list),
            None => vec![rest],
        };
        for name in names {
            let name = name.trim();
            let word: String = name.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            let is_macro = [
                "say",
                "choice",
                "open_choice",
                "sheet",
                "help",
                "counts",
                "aliases",
                "toward",
                "internal",
                "high_is_good",
            ]
            .contains(&word.as_str())
                && !name.get(word.len()..).unwrap_or_default().starts_with("::");
            if !word.is_empty() && !is_macro {
                found.insert(word);
            }
        }
    }
    found
}

/// The items of a list in braces, not looking into inner braces.
fn top_level(list: &str) -> Vec<&str> {
    let (mut items, mut depth, mut from) = (Vec::new(), 0, 0);
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => {
                items.push(&list[from..at]);
                break;
            }
            '}' => depth -= 1,
            ',' if depth == 0 => {
                items.push(&list[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    items
}

#[test]
fn every_part_only_uses_those_below_it() {
    let mut wrong = Vec::new();
    for (part, path, text) in sources() {
        if TOP.contains(&part.as_str()) {
            continue;
        }
        let Some((_, allowed)) = MAY_USE.iter().find(|(name, _)| *name == part) else {
            wrong.push(format!("{}: the part '{part}' has no place in the house yet", path.display()));
            continue;
        };
        for used in named(&text) {
            let below = BELOW.contains(&used.as_str());
            if used != part && !below && !allowed.contains(&used.as_str()) {
                wrong.push(format!("{}: '{part}' must not know '{used}'", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn everything_is_sorted_by_the_sort_that_is_compiled_once() {
    let sorts = [".sort()", ".sort_by(", ".sort_by_key(", ".sort_by_cached_key("];
    let mut wrong = Vec::new();
    for (part, path, text) in sources() {
        for (n, line) in code(&text) {
            // Things of the program that sort themselves have methods of these names, too.
            let own =
                ["self.sort()", "self.sort_by(slot)", "figures.sort()"].iter().any(|own| line.contains(own));
            if part != "sort" && !own && sorts.iter().any(|sort| line.contains(sort)) {
                wrong.push(format!("{}:{}: use `stable_sort`", path.display(), n + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_file_is_too_long_to_be_one_thing() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    // Files of unit tests are lists of cases, which nobody reads from the first to the last.
    let is_test = |path: &Path| path.with_extension("").iter().any(|word| word == "tests");
    let mut longer = BTreeSet::new();
    for path in files(&root).into_iter().filter(|path| !is_test(path.strip_prefix(&root).unwrap())) {
        let lines = fs::read_to_string(&path).unwrap().lines().count();
        if lines > LONGEST {
            let inside: Vec<&str> =
                path.strip_prefix(&root).unwrap().iter().map(|w| w.to_str().unwrap()).collect();
            longer.insert(inside.join("/"));
        }
    }
    assert!(longer.is_empty(), "longer than {LONGEST} lines, part them as they fall apart: {longer:?}");
}

#[test]
fn the_reader_of_imports_reads_them() {
    let text = "use crate::app::{App, work};\nuse crate::{say, text::text,\n  tools::{self, Tool}};\n// crate::ui\n\
                fn f() { crate::store::x(); crate::say!(\"a\", \"b\") }";
    let expected = ["app", "store", "text", "tools"].map(str::to_owned);
    assert!(named(text).into_iter().eq(expected), "{:?}", named(text));
}

#[test]
fn the_core_reads_no_file_no_clock_and_throws_no_dice() {
    let forbidden = [
        "std::fs",
        "File::",
        "std::net",
        "std::process",
        "std::env",
        "Local::now",
        "Utc::now",
        "SystemTime",
        "getrandom",
        "rand::",
        "println!",
        "eprintln!",
    ];
    let mut wrong = Vec::new();
    for (part, path, text) in sources() {
        if !CORE.contains(&part.as_str()) {
            continue;
        }
        // How fast two clicks follow and how old a draft is are no conclusions: the app may ask how long ago.
        let also = if part == "app" { None } else { Some("Instant::now") };
        for (n, line) in code(&text) {
            if let Some(word) = forbidden.iter().copied().chain(also).find(|word| line.contains(*word)) {
                wrong.push(format!("{}:{}: {word}", path.display(), n + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The tools that a tool uses, by the files of `src/tools`.
fn tools_used() -> Vec<(String, BTreeSet<String>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/tools");
    let mut used: Vec<(String, BTreeSet<String>)> = Vec::new();
    for (_, path, text) in sources().into_iter().filter(|(part, ..)| part == "tools") {
        let Ok(inside) = path.strip_prefix(&root) else { continue };
        let inside = inside.with_extension("");
        let depth = inside.iter().count();
        let own = inside.iter().next().unwrap().to_str().unwrap().to_owned();
        let up = "super::".repeat(depth);
        let (up, deeper) = (up.as_str(), format!("super::{up}"));
        let names = TOOLS.iter().map(|tool| if tool.key == "project" { "charter" } else { tool.key });
        let code: Vec<&str> = code(&text).map(|(_, line)| line).collect();
        let code = code.join("\n");
        let mentions = |name: &&str| {
            let from_here = code.match_indices(&format!("{up}{name}")).any(|(at, found)| {
                let before = code.get(..at).unwrap_or_default();
                let after = code.get(at + found.len()..).unwrap_or_default();
                !before.ends_with("super::") && !after.starts_with(|c: char| c.is_alphanumeric() || c == '_')
            });
            from_here
                || code.contains(&format!("tools::{name}::"))
                || code.contains(&format!("{deeper}{name}"))
        };
        let found: BTreeSet<String> =
            names.filter(|name| *name != own).filter(mentions).map(str::to_owned).collect();
        match used.iter_mut().find(|(name, _)| *name == own) {
            Some((_, all)) => all.extend(found),
            None => used.push((own, found)),
        }
    }
    used
}

#[test]
fn tools_use_each_other_in_no_circle() {
    let mut left = tools_used();
    assert!(left.iter().any(|(tool, uses)| tool == "wins" && uses.contains("kpi")), "{left:?}");
    loop {
        let names: BTreeSet<String> = left.iter().map(|(tool, _)| tool.clone()).collect();
        let before = left.len();
        left.retain(|(_, uses)| uses.iter().any(|name| names.contains(name)));
        if left.is_empty() {
            return;
        }
        assert!(left.len() < before, "these use each other in a circle: {left:?}");
    }
}

fn today() -> NaiveDate {
    "2026-03-04".parse().unwrap()
}

/// Projects that fire many rules: the demo, a new one, the worst scores there are, and days far apart.
fn projects() -> Vec<(Project, NaiveDate)> {
    let mut projects = Vec::new();
    for lang in [Lang::Zh, Lang::En] {
        for days in [0, 40, 200, 900] {
            projects.push((demo::project(lang, today()), today() + Days::new(days)));
        }
    }
    let mut next = 0;
    let mut new_id = || {
        next += 1;
        Id::new(next)
    };
    projects.push((registry::new_project(Charter::default(), &mut new_id), today()));
    projects.push((Project::empty(Id::new(1), &registry::sheets()), today()));
    for score in 1..=5 {
        let mut project = demo::project(Lang::Zh, today());
        let mut edits = Vec::new();
        for sheet in project.sheets() {
            for row in (0..sheet.len()).filter_map(|n| sheet.row(n)) {
                for (column, def) in sheet.def().columns.iter().enumerate() {
                    let cell = match def.kind {
                        Kind::Score => Score::new(score).map_or(Cell::Empty, Cell::Score),
                        Kind::Text | Kind::Prose if score == 1 && def.key != "code" => Cell::Empty,
                        Kind::Number => Cell::Number(f64::from(score)),
                        Kind::Check => Cell::Check(score > 3),
                        _ => continue,
                    };
                    edits.push(Edit::Set { sheet: sheet.def().key, row: row.id(), column, cell });
                }
            }
        }
        project.apply(Edit::Many(edits)).unwrap();
        projects.push((project, today()));
    }
    projects
}

fn each_finding(mut look: impl FnMut(&Project, &'static tool::Tool, &Finding)) {
    let mut seen = 0;
    for (project, today) in projects() {
        for (tool, finding) in Assessed::of(&project, today, None).findings() {
            seen += 1;
            look(&project, tool, finding);
        }
    }
    assert!(seen > 60, "only {seen} findings were looked at");
}

#[test]
fn every_finding_says_why_what_to_do_and_who_says_so() {
    each_finding(|_, tool, finding| {
        let id = finding.id;
        for lang in [Lang::Zh, Lang::En] {
            assert!(!finding.source.get(lang).trim().is_empty(), "{}: {id} has no source", tool.key);
            assert!(!finding.advice.get(lang).trim().is_empty(), "{}: {id} has no advice", tool.key);
            assert!(!finding.evidence.get(lang).trim().is_empty(), "{}: {id} has no evidence", tool.key);
        }
        // Only the reminder of the tasks judges nothing.
        let judges = finding.level > changebook::finding::Level::Blank;
        assert_eq!(judges, tool.key != "homework", "{}: {id} is no finding", tool.key);
        // Names that people entered stay as they are; the sentence around them is English.
        assert!(finding.source.en.is_ascii(), "{id}: {}", finding.source.en);
    });
}

#[test]
fn every_finding_points_to_a_cell_that_can_be_gone_to() {
    each_finding(|project, tool, finding| {
        let (id, place) = (finding.id, finding.place);
        let sheet = project.sheet(place.sheet).unwrap_or_else(|| panic!("{id}: no sheet {}", place.sheet));
        assert!(sheet.def().column(place.column).is_some(), "{id}: {} has no {}", place.sheet, place.column);
        if let Some(row) = place.row.filter(|row| *row != Id::default()) {
            assert!(sheet.position(row).is_some(), "{}: {id} points to a row that is not there", tool.key);
        }
        let (_, owner) = registry::owner(place.sheet).unwrap();
        let shown = owner.views.iter().any(|view| view.sheet.key == place.sheet);
        assert!(shown, "{id}: no view shows {}", place.sheet);
    });
}

/// Whether a text names a function key: people may have bound it to something else.
fn names_key(text: &str) -> bool {
    let is_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    text.match_indices('F').any(|(at, _)| {
        let digits = text[at + 1..].chars().take_while(char::is_ascii_digit).count();
        let end = text[at + 1 + digits..].chars().next();
        digits > 0
            && !is_word(text[..at].chars().next_back().filter(char::is_ascii))
            && !is_word(end.filter(char::is_ascii))
    })
}

#[test]
fn no_text_of_a_tool_names_a_key() {
    assert!(names_key("按 F5 列为行动") && names_key("(F5 makes it an action)") && !names_key("SF5, F5x"));
    let mut named = Vec::new();
    for (room, path, source) in sources() {
        if !room.starts_with("tools") || path.to_string_lossy().contains("tests") {
            continue;
        }
        named.extend(
            code(&source)
                .filter(|(_, line)| names_key(line))
                .map(|(n, line)| format!("{}:{}: {}", path.display(), n + 1, line.trim())),
        );
    }
    for asset in fs::read_dir("assets/handbook").unwrap() {
        let path = asset.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        named.extend(text.lines().filter(|line| names_key(line)).map(|_| path.display().to_string()));
    }
    assert!(named.is_empty(), "{named:#?}");
}

#[test]
fn no_tool_has_more_actions_than_keys() {
    for tool in TOOLS {
        assert!(tool.actions.len() <= 4, "{} has {} actions, and four keys", tool.key, tool.actions.len());
    }
}

#[test]
fn every_action_is_called_by_words_joined_by_hyphens() {
    for tool in TOOLS {
        let mut keys = BTreeSet::new();
        for action in tool.actions {
            let mut words = action.key.split('-');
            let is_word = |w: &str| !w.is_empty() && w.chars().all(|c| c.is_ascii_lowercase());
            assert!(words.all(is_word), "{}: '{}' is no word-by-word", tool.key, action.key);
            assert!(keys.insert(action.key), "{}: two actions are called {}", tool.key, action.key);
        }
    }
}

#[test]
fn every_tool_fits_into_the_list() {
    let sheets: Vec<&str> = registry::sheets().iter().map(|sheet| sheet.key).collect();
    assert_eq!(sheets.iter().collect::<BTreeSet<_>>().len(), sheets.len(), "two sheets share a key");
    for tool in TOOLS {
        for lang in [Lang::Zh, Lang::En] {
            assert!(changebook::text::width(tool.short.get(lang)) <= 10, "{}", tool.short.get(lang));
        }
        for action in tool.actions {
            for view in action.views {
                assert!(tool.views.iter().any(|v| v.key == *view), "{}: no view '{view}'", action.key);
            }
        }
    }
}

#[test]
fn every_promise_stands_in_a_row_of_its_tool() {
    let mut keys = BTreeSet::new();
    for tool in TOOLS {
        for kind in tool.promises {
            assert!(keys.insert(kind.key), "two kinds of promises are called {}", kind.key);
            for lang in [Lang::Zh, Lang::En] {
                assert!(changebook::text::width(kind.title.get(lang)) <= 10, "{}", kind.title.get(lang));
            }
            let Columns { action, owner, due, done, dropped } = kind.columns;
            let sheet = tool.sheets.iter().find(|sheet| sheet.key == action.sheet);
            let sheet = sheet.unwrap_or_else(|| panic!("{} has no sheet {}", tool.key, action.sheet));
            let of = |column: Col| (column.sheet == sheet.key).then(|| sheet.columns[column.at].kind);
            assert!(matches!(of(action), Some(Kind::Prose | Kind::Text)), "{}: {action:?}", kind.key);
            assert_eq!(
                [owner, due, done].map(of),
                [Kind::Text, Kind::Date, Kind::Tick].map(Some),
                "{}",
                kind.key
            );
            assert!(dropped.is_none_or(|dropped| of(dropped) == Some(Kind::Tick)), "{}", kind.key);
            for (project, today) in projects() {
                let facts = Facts::new(&project, today);
                let rows = project.sheet(sheet.key).unwrap();
                let lost = (kind.items)(&facts).into_iter().find(|item| rows.position(item.row).is_none());
                assert_eq!(lost, None, "{}", kind.key);
            }
        }
    }
    assert!(keys.len() >= 5, "{keys:?}");
}

/// A letter that no Chinese text is without, and the ones that no English text of ours has.
fn is_chinese(text: &str) -> bool {
    text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c))
}

#[test]
fn every_title_is_said_in_both_languages() {
    let mut wrong = Vec::new();
    let mut look = |what: String, text: Text| {
        if is_chinese(text.en) || text.en.trim().is_empty() != text.zh.trim().is_empty() {
            wrong.push(format!("{what}: '{}' / '{}'", text.zh, text.en));
        }
    };
    for tool in TOOLS {
        look(tool.key.into(), tool.title);
        look(tool.key.into(), tool.about);
        for view in tool.views {
            look(format!("{} {}", tool.key, view.key), view.title);
            look(format!("{} {}", tool.key, view.key), view.empty);
        }
        for sheet in tool.sheets {
            look(sheet.key.into(), sheet.title);
            for column in sheet.columns {
                look(format!("{} {}", sheet.key, column.key), column.title);
                look(format!("{} {}", sheet.key, column.key), column.help);
            }
        }
        for action in tool.actions {
            look(format!("{} {}", tool.key, action.key), action.title);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_rule_has_its_page_and_every_finding_its_rule() {
    let ids: BTreeSet<&str> = registry::rules().map(|(_, rule)| rule.id).collect();
    let twice = |id: &str| registry::rules().filter(|(_, rule)| rule.id == id).count() > 1;
    let shared: Vec<_> = ids.iter().filter(|id| twice(id)).collect();
    assert!(shared.is_empty(), "an id is the name of one rule: {shared:?}");
    let missing: Vec<_> = ids.iter().filter(|id| handbook::page_of_rule(id).is_none()).collect();
    assert!(missing.is_empty(), "no page of the handbook explains {missing:?}");
    for (tool, rule) in registry::rules() {
        assert!(
            !rule.fires.zh.is_empty() && !rule.fires.en.is_empty(),
            "{} does not say when it fires",
            rule.id
        );
        assert!(!rule.source.zh.is_empty() && !rule.source.en.is_empty(), "{} has no source", rule.id);
        assert!(!tool.sheets.is_empty());
    }
    each_finding(|_, _, finding| assert!(ids.contains(finding.id), "{} is no rule", finding.id));
}

#[test]
fn every_page_leads_to_a_tool_and_a_view_that_exist() {
    for page in handbook::pages() {
        let key = &page.key;
        let Some(tool) = &page.tool else {
            assert!(page.view.is_none() && page.rules.is_empty(), "{key} has rules or a view, and no tool");
            continue;
        };
        let tool = TOOLS.iter().find(|t| *t.key == **tool).unwrap_or_else(|| panic!("{key}: no tool {tool}"));
        if let Some(view) = &page.view {
            assert!(tool.views.iter().any(|v| *v.key == **view), "{key}: {} has no view {view}", tool.key);
        }
    }
    // A page about each tool.
    for tool in TOOLS {
        let has = handbook::pages().iter().any(|page| page.tool.as_deref() == Some(tool.key));
        assert!(has, "no page leads to {}", tool.key);
    }
}
