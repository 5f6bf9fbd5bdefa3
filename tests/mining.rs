//! Event logs against the figures of an independent tool. `CHANGEBOOK_LOGS` names a folder with `logs`, `oracles` and `traps`;
//! without it there is nothing to compare with.
#![allow(clippy::unwrap_used, reason = "a test that meets an error fails")]

use changebook::exchange::logs::{self, Choice, Problem, Reading};
use changebook::mining::{Figures, Hours, Options, figures};
use serde_json::Value;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

/// The folder that was named; that it holds what is compared is part of the test.
fn folder() -> Option<PathBuf> {
    let folder = PathBuf::from(std::env::var_os("CHANGEBOOK_LOGS").filter(|named| !named.is_empty())?);
    for part in ["logs", "oracles", "traps"] {
        assert!(
            fs::read_dir(folder.join(part)).is_ok_and(|mut files| files.next().is_some()),
            "CHANGEBOOK_LOGS is {}, where '{part}' holds no files",
            folder.display()
        );
    }
    Some(folder)
}

fn read(path: &Path) -> Result<Reading, Problem> {
    logs::read(File::open(path).unwrap(), "log", &Choice::default(), &mut |_| true)
}

fn mined(path: &Path, options: &Options) -> Figures {
    let reading = read(path).unwrap();
    assert_eq!(reading.log.bad.count, 0, "{}", path.display());
    figures(&reading.log, options).unwrap()
}

/// Each log with its oracle.
const ORACLES: [(&str, &str); 7] = [
    ("helpdesk.xes.gz", "helpdesk"),
    ("08_receipt.xes.gz", "receipt_xes"),
    ("06_bpic2013_closed.xes.gz", "bpic2013_closed"),
    ("03_repairExample.xes.gz", "repair_complete"),
    ("02_teleclaims.xes.gz", "teleclaims_complete"),
    ("running-example.xes", "running_example"),
    ("running-example.csv", "running_example"),
];

fn near(found: &Value, expected: &Value, tolerance: f64) -> bool {
    let (found, expected) = (found.as_f64().unwrap(), expected.as_f64().unwrap());
    (found - expected).abs() <= tolerance * expected.abs().max(1.0)
}

#[test]
fn figures_are_those_of_an_independent_tool() {
    let Some(folder) = folder() else { return };
    for (log, oracle) in ORACLES {
        let text = fs::read_to_string(folder.join("oracles").join(format!("{oracle}.json"))).unwrap();
        let expected: Value = serde_json::from_str(&text).unwrap();
        let found = serde_json::to_value(mined(&folder.join("logs").join(log), &Options::default())).unwrap();
        for key in [
            "cases",
            "events",
            "activities",
            "variants",
            "variants_top",
            "variants_for_80",
            "start",
            "end",
            "activity_counts",
            "handoffs",
            "pingpong",
            "steps",
            "ties",
            "edges",
            "resources",
        ] {
            assert_eq!(found[key], expected[key], "{log}: {key}");
        }
        for key in ["mean", "median", "p95", "max"] {
            assert!(near(&found["duration"][key], &expected["duration"][key], 1e-6), "{log}: {key}");
        }
        for key in ["cases", "extra_runs", "share"] {
            assert_eq!(found["rework"][key], expected["rework"][key], "{log}: rework {key}");
        }
        let repeated = expected["rework_cases_per_activity"].as_object().unwrap();
        for of in found["rework"]["activities"].as_array().unwrap() {
            assert_eq!(Some(&of["cases"]), repeated.get(of["activity"].as_str().unwrap()), "{log}: {of}");
        }
        let edges = found["edge_list"].as_array().unwrap();
        for edge in expected["edge_list"].as_array().unwrap() {
            let same = |other: &&Value| other["from"] == edge["from"] && other["to"] == edge["to"];
            let found = edges.iter().find(same).unwrap_or_else(|| panic!("{log}: {edge}"));
            assert_eq!(found["count"], edge["count"], "{log}: {edge}");
            for key in ["mean", "median"] {
                assert!(near(&found[key], &edge[key], 1e-5), "{log}: {edge} {key}");
            }
        }
    }
}

#[test]
fn working_time_is_that_of_an_independent_tool() {
    let Some(folder) = folder() else { return };
    for (log, oracle) in &ORACLES[..3] {
        let text = fs::read_to_string(folder.join("oracles").join(format!("{oracle}.json"))).unwrap();
        let expected: Value = serde_json::from_str(&text).unwrap();
        // That tool takes the clock of UTC.
        let options = Options {
            hours: Some(Hours::parse("Mon-Fri 8-17").unwrap()),
            zone: Some(0),
            ..Options::default()
        };
        let found = mined(&folder.join("logs").join(log), &options);
        let found = serde_json::to_value(found.duration.working.unwrap()).unwrap();
        for key in ["mean", "median", "p95"] {
            let expected = &expected["duration_business_hours_mon_fri_8_17"][key];
            assert!(near(&found[key], expected, 1e-6), "{log}: {key} {found} {expected}");
        }
    }
}

#[test]
fn traps_are_read_or_refused() {
    let Some(folder) = folder() else { return };
    let refused = ["ambig.csv", "cut3.xes", "cut5.xes.gz"];
    // As many bad rows as the file has.
    let bad = [
        ("holes.csv", 5),
        ("cut.xes", 1),
        ("gbk.xes", 1),
        ("utf8.xes", 1),
        ("utf16.xes", 1),
        ("multi.xes.gz", 1),
    ];
    let mut seen = 0;
    for entry in fs::read_dir(folder.join("traps")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        seen += 1;
        match read(&path) {
            Ok(reading) => {
                assert!(!refused.contains(&name), "{name} is read");
                let expected = bad.iter().find(|(of, _)| *of == name).map_or(0, |(_, count)| *count);
                assert_eq!(reading.log.bad.count, expected, "{name}");
                assert!(figures(&reading.log, &Options::default()).unwrap().events >= 2, "{name}");
            }
            Err(problem) => assert!(refused.contains(&name), "{name}: {problem:?}"),
        }
    }
    assert!(seen >= 20, "only {seen} traps are there");
}

#[test]
fn a_log_cut_anywhere_is_no_log() {
    let Some(folder) = folder() else { return };
    let whole = fs::read(folder.join("logs/running-example.xes")).unwrap();
    let end = String::from_utf8_lossy(&whole).find("</log>").unwrap();
    for cut in (1..end + 6).step_by(97).chain(end..end + 6) {
        let read = logs::read(&whole[..cut], "log", &Choice::default(), &mut |_| true);
        assert!(matches!(read, Err(Problem::Refused(_))), "cut at {cut}");
    }
}
