//! What people are shown never names a row by its id, not even where what it refers to has gone.

use super::*;
use changebook::assess::Assessed;
use changebook::demo;
use changebook::project::{Edit, Project};
use changebook::registry;
use changebook::sheet::Kind;
use std::collections::HashSet;

/// The sheets that links lead to.
fn linked() -> HashSet<&'static str> {
    let columns = registry::sheets().into_iter().flat_map(|def| def.columns.iter());
    columns.filter_map(|c| if let Kind::Link(sheet) = c.kind { Some(sheet) } else { None }).collect()
}

/// The ids of the project and of all its rows, as files and commands write them.
fn ids(project: &Project) -> HashSet<String> {
    let rows = project.sheets().flat_map(|sheet| (0..sheet.len()).filter_map(|n| sheet.row(n)));
    rows.map(|row| row.id().to_string()).chain([project.id.to_string()]).collect()
}

/// The demo without the rows that others refer to; of every sheet the first so many stay.
fn torn(lang: Lang, stay: usize) -> Project {
    let mut project = demo::project(lang, today());
    for sheet in linked() {
        let rows = project.sheet(sheet).unwrap();
        let gone: Vec<Id> = (stay..rows.len()).filter_map(|n| rows.row(n)).map(AnyRow::id).collect();
        for row in gone {
            project.apply(Edit::Remove { sheet, row }).unwrap();
        }
    }
    project
}

/// How long an id is written.
const LENGTH: usize = 12;

#[track_caller]
fn must_not_name(ids: &HashSet<String>, shown: &str, where_: &str) {
    // Only runs of letters and digits as long as an id can hold one.
    let words = shown.split(|c: char| !c.is_ascii_alphanumeric());
    let mut pieces = words.flat_map(|word| word.as_bytes().windows(LENGTH));
    let id = pieces.find_map(|piece| ids.get(std::str::from_utf8(piece).unwrap()));
    assert_eq!(id, None, "{where_}:\n{shown}");
}

#[test]
fn no_finding_names_a_row_by_its_id() {
    for lang in BOTH {
        let ids = ids(&demo::project(lang, today()));
        assert!(ids.iter().all(|id| id.len() == LENGTH), "others would not be found");
        for stay in [0, 1, usize::MAX] {
            let project = torn(lang, stay);
            for days in [0, 30, 60, 200] {
                let assessed = Assessed::of(&project, today() + Days::new(days), None);
                for (_, finding) in assessed.findings() {
                    for text in [&finding.evidence, &finding.advice] {
                        must_not_name(&ids, &text.zh, finding.id);
                        must_not_name(&ids, &text.en, finding.id);
                    }
                }
            }
        }
    }
}

#[test]
fn no_screen_and_no_message_names_a_row_by_its_id() {
    for lang in BOTH {
        let ids = ids(&demo::project(lang, today()));
        for stay in [0, 1] {
            let mut removed = 0;
            let mut desk = Desk::open(lang, (160, 50), torn(lang, stay));
            let gone = if lang == Lang::Zh { "（已删除）" } else { "(removed)" };
            let views = TOOLS
                .iter()
                .flat_map(|t| (0..t.views.len()).map(move |n| (t.mark, "]".repeat(n), t.views[n].grows)));
            for (mark, turns, grows) in views {
                let place = format!("{mark}{turns}");
                desk.press("<f3>").press(&place);
                let mut look = |desk: &Desk, keys: &str| {
                    removed += usize::from(desk.shows(gone));
                    must_not_name(&ids, &desk.screen(), &format!("{place} {keys}"));
                };
                look(&desk, "");
                // Details, what an edit and an undo are called, the question before a row goes, a search.
                for keys in
                    ["<f4>", "<esc><down><f4>", "<esc><end><f4><esc>", "<f8>", "/a", "<esc>:a", "<esc>"]
                {
                    desk.press(keys);
                    look(&desk, keys);
                }
                if grows {
                    desk.press("<f3>").press(&place);
                    for keys in ["<c-home><c-k>", "y", "<c-z>", "<c-y>", "<c-z>", "<del>", "<c-z>"] {
                        desk.press(keys);
                        look(&desk, keys);
                    }
                }
            }
            assert!(removed > 0, "links that lead nowhere are shown");
        }
    }
}
