//! Which finding: the one under the cursor is the one that is told of, and no other of the same cell.
#![allow(clippy::unwrap_used, reason = "a test that meets an error fails")]

#[path = "common/desk.rs"]
mod desk;

use changebook::app::layer::Layer;
use changebook::assess::Assessed;
use changebook::demo;
use changebook::finding::Finding;
use changebook::registry::TOOLS;
use changebook::text::{Lang, fit};
use chrono::Days;
use desk::{Desk, WIDE, today};

const BOTH: [Lang; 2] = [Lang::Zh, Lang::En];

/// The demo as it is seen so many days on; two of these days have cells that several rules point to.
const DAYS_ON: [u64; 6] = [0, 2, 9, 30, 60, 200];

fn later(lang: Lang, days: u64) -> Desk {
    let mut desk = Desk::demo(lang, WIDE);
    desk.app_mut().set_today(today() + Days::new(days));
    desk.press("<f3>");
    desk
}

/// The findings in the order of Home.
fn findings(desk: &Desk) -> Vec<Finding> {
    let book = desk.app().opened.as_ref().unwrap();
    book.assessed.findings().into_iter().map(|(_, finding)| finding.clone()).collect()
}

/// Fails unless the cursor and the status line are those of a finding.
#[track_caller]
fn must_be_at(desk: &Desk, finding: &Finding, after: &str) {
    let place = desk.app().place().map(|p| (p.sheet, p.row));
    assert_eq!(
        place,
        Some((finding.place.sheet, finding.place.row)),
        "{after}: {}\n{}",
        finding.id,
        desk.screen()
    );
    let lang = desk.app().lang();
    let message = desk.app().message.as_ref().unwrap();
    assert_eq!((message.level, &message.text), (finding.level, &finding.advice), "{after}: {}", finding.id);
    let begins = fit(finding.advice.get(lang), 40).trim_end_matches('…').to_owned();
    desk.must_say(&begins);
}

#[test]
fn no_two_findings_have_one_key() {
    let project = demo::project(Lang::En, today());
    let mut shared = 0;
    for days in (0..400).step_by(3) {
        let assessed = Assessed::of(&project, today() + Days::new(days), None);
        let all = assessed.findings();
        for (n, (_, one)) in all.iter().enumerate() {
            for (_, other) in &all[n + 1..] {
                assert_ne!(one.key(), other.key(), "{days} days on");
                shared += usize::from(one.place == other.place);
            }
        }
    }
    assert!(shared > 0, "several rules point to one cell, or the key could be the cell");
}

/// What a meeting proposes as somebody's action is read aloud: a sentence without lists behind a colon, without brackets,
/// counts of entries or scores, whoever it names.
#[test]
fn what_becomes_an_action_can_be_read_aloud() {
    // Names that people or we have given may hold anything.
    let without_names = |action: &str| {
        let mut quoted = false;
        let plain: String = action
            .chars()
            .filter(|c| {
                let is_mark = matches!(c, '“' | '”' | '\'');
                quoted = match c {
                    '“' => true,
                    '”' => false,
                    '\'' => !quoted,
                    _ => quoted,
                };
                !quoted && !is_mark
            })
            .collect();
        plain
    };
    let mut seen = std::collections::BTreeSet::new();
    for lang in BOTH {
        let project = demo::project(lang, today());
        let kpis = project.rows::<changebook::tools::kpi::Kpi>().iter();
        let titles: Vec<String> = kpis.map(|kpi| kpi.title().get(lang).to_owned()).collect();
        for days in (0..400).step_by(12) {
            let assessed = Assessed::of(&project, today() + Days::new(days), None);
            for (_, finding) in assessed.findings() {
                let action = finding.action.get(lang);
                let named = titles.iter().fold(action.to_owned(), |said, title| said.replace(title, "X"));
                let aloud = without_names(&named);
                let listed = aloud.contains(['：', ':', '；', ';', '（', '(', '→', '×']);
                assert!(!listed, "{}: {action}", finding.id);
                let counted =
                    ["1 人", "1 条", "1 entry", "1 people"].iter().any(|count| aloud.contains(count));
                assert!(!counted, "{}: {action}", finding.id);
                seen.insert(finding.id);
            }
        }
    }
    assert!(seen.len() > 30, "{seen:?}");
}

#[test]
fn every_line_of_home_leads_to_its_own_finding() {
    for lang in BOTH {
        let mut shared = 0;
        for days in DAYS_ON {
            let mut desk = later(lang, days);
            let all = findings(&desk);
            let assessed = &desk.app().opened.as_ref().unwrap().assessed;
            let tools: Vec<&str> = assessed.findings().iter().map(|(tool, _)| tool.key).collect();
            for (n, finding) in all.iter().enumerate() {
                let first = all.iter().position(|f| f.place == finding.place);
                shared += usize::from(first != Some(n));
                assert_eq!(desk.app().home_finding(), Some(finding));
                let begins = fit(finding.evidence.get(lang), 30).trim_end_matches('…').to_owned();
                desk.must_show(&begins);
                desk.press("<enter>");
                if finding.id == "PR4" {
                    assert!(matches!(desk.app().layers[..], [Layer::Choose(_)]));
                    desk.press("<esc>");
                } else {
                    must_be_at(&desk, finding, &format!("line {n}, {days} days on"));
                    // A sheet that another tool concludes from tells its own tool's findings of the row.
                    let own = desk.app().tool().unwrap().1.key == tools[n];
                    let here = desk.app().finding_here().map(Finding::key);
                    assert!(!own || finding.place.row.is_none() || here == Some(finding.key()), "{here:?}");
                }
                desk.press("<f3><down>");
            }
        }
        assert!(shared > 0, "no two lines lead to one cell");
    }
}

#[test]
fn the_next_finding_is_another_one_until_all_of_a_tool_were_seen() {
    for days in DAYS_ON {
        let mut desk = later(Lang::En, days);
        for (n, tool) in TOOLS.iter().enumerate() {
            let book = desk.app().opened.as_ref().unwrap();
            let all = book.assessed.findings().into_iter();
            let own: Vec<Finding> = all.filter(|(t, _)| t.key == tool.key).map(|(_, f)| f.clone()).collect();
            // From a cell of another tool the way goes on there.
            if own.iter().any(|f| tool.sheets.iter().all(|sheet| sheet.key != f.place.sheet)) {
                continue;
            }
            desk.app_mut().show(n, None);
            let mut seen = Vec::new();
            for _ in &own {
                desk.press("<f8>");
                seen.extend(desk.app().message.clone().map(|message| message.text));
            }
            let missing: Vec<&str> = own.iter().filter(|f| !seen.contains(&f.advice)).map(|f| f.id).collect();
            assert!(missing.is_empty(), "{}, {days} days on, never: {missing:?}", tool.key);
        }
    }
}
