use super::*;
use crate::assess::Assessed;
use crate::assess::{portfolio::Member, portfolio::State, portfolio::burdens};
use crate::facts::Facts;
use crate::sheet::AnyRow;
use crate::stats::{Point, Side, Standing, xmr};
use crate::tools::adkar::Role;
use crate::tools::checklist::Item;
use crate::tools::kpi;
use crate::tools::{charter, checklist};
use serde_json::Value;
use std::collections::{BTreeSet, HashSet};

fn today() -> NaiveDate {
    "2027-11-20".parse().unwrap()
}

fn rows(project: &Project) -> impl Iterator<Item = &dyn AnyRow> {
    project.sheets().flat_map(|sheet| (0..sheet.len()).filter_map(|at| sheet.row(at)))
}

/// The rows of a sheet of the asset, whether or not a tool of this version owns it.
fn asset(sheet: &str) -> Vec<Value> {
    let asset: Value = serde_json::from_str(MAIN.asset).unwrap();
    asset["sheets"][sheet].as_array().cloned().unwrap_or_default()
}

/// How a date of the asset lies to its start.
fn day_of(value: &Value) -> i64 {
    let start: NaiveDate = asset("project")[0]["start"].as_str().unwrap().parse().unwrap();
    let date: NaiveDate = value.as_str().unwrap().parse().unwrap();
    date.signed_duration_since(start).num_days() + 1
}

#[test]
fn it_loads_in_both_languages() {
    for lang in [Lang::Zh, Lang::En] {
        let project = read(&MAIN, lang, today()).unwrap();
        for sheet in project.sheets() {
            assert_eq!(sheet.len(), asset(sheet.def().key).len(), "{}", sheet.def().key);
        }
        for row in rows(&project) {
            let json: Value = serde_json::from_str(&row.json()).unwrap();
            for (key, value) in json.as_object().unwrap() {
                assert!(key == "id" || row.def().column(key).is_some(), "{}.{key}", row.def().key);
                assert!(!value.is_object(), "{key} of {} is in two languages", row.id());
            }
        }
    }
    let name = |lang| charter::charter(&project(lang, today())).name.to_string();
    assert_eq!([name(Lang::Zh), name(Lang::En)], ["售后数字化转型", "Digital after-sales"]);
}

#[test]
fn its_neighbours_load_and_stand_where_they_should() {
    for lang in [Lang::Zh, Lang::En] {
        for story in &OTHERS {
            let mut project = read(story, lang, today()).unwrap();
            let asset: Value = serde_json::from_str(story.asset).unwrap();
            for sheet in project.sheets() {
                let key = sheet.def().key;
                assert_eq!(sheet.len(), asset["sheets"][key].as_array().map_or(0, Vec::len), "{key}");
            }
            let people = project.sheet("people").map(AnySheet::len);
            begin(&mut project);
            assert_eq!(project.sheet("people").map(AnySheet::len), people, "what is told stays as it is");
            let ids: HashSet<Id> = rows(&project).map(AnyRow::id).collect();
            assert_eq!(ids.len(), rows(&project).count(), "ids are unique");
            for row in rows(&project) {
                let json = row.json();
                let chinese = json.chars().any(|c| ('\u{3000}'..='\u{9fff}').contains(&c));
                assert!(lang == Lang::Zh || !chinese, "{json}");
                for (at, column) in row.def().columns.iter().enumerate() {
                    match (column.kind, row.get(at)) {
                        (Kind::Tick, Cell::Date(date)) => assert!(date <= today(), "{}", row.id()),
                        (Kind::Link(sheet), Cell::Link(id)) => {
                            assert!(project.sheet(sheet).unwrap().position(id).is_some(), "{}", row.id());
                        }
                        _ => {}
                    }
                }
            }
        }
        let days: Vec<_> =
            workspace(lang, today()).iter().map(|(_, p)| charter::calendar(p).day(today())).collect();
        assert_eq!(days, [Some(59), Some(18), Some(4)]);
        let ids: BTreeSet<Id> = workspace(lang, today()).iter().map(|(_, p)| p.id).collect();
        assert_eq!(ids.len(), 3);
    }
}

#[test]
fn service_advisors_carry_all_three_changes() {
    let members: Vec<Member> = workspace(Lang::En, today())
        .iter()
        .map(|(file, project)| Member {
            id: Some(project.id),
            name: charter::charter(project).name.to_string(),
            path: file.into(),
            archived: false,
            state: Ok(State::of(&Assessed::of(project, today(), None))),
        })
        .collect();
    let burdens = burdens(&members);
    assert_eq!(burdens.len(), 1);
    assert_eq!((burdens[0].role, burdens[0].changes.len()), (Role::ServiceAdvisor, 3));
}

#[test]
fn english_texts_hold_no_chinese() {
    let project = project(Lang::En, today());
    for row in rows(&project) {
        let json = row.json();
        assert!(!json.chars().any(|c| ('\u{3000}'..='\u{9fff}').contains(&c)), "{json}");
    }
}

#[test]
fn all_dates_move_with_today() {
    let (one, other) = (project(Lang::Zh, today()), project(Lang::Zh, today() + Days::new(400)));
    assert_eq!(charter::calendar(&one).day(today()), Some(59));
    assert_eq!(charter::charter(&one).start, today().checked_sub_days(Days::new(58)));
    let mut dates = 0;
    for (a, b) in rows(&one).zip(rows(&other)) {
        for column in 0..a.def().columns.len() {
            match (a.get(column), b.get(column)) {
                (Cell::Date(a), Cell::Date(b)) => {
                    assert_eq!(a + Days::new(400), b);
                    dates += 1;
                }
                (Cell::Text(a), Cell::Text(b)) => {
                    assert_eq!(a.contains("20"), b.contains("20"));
                }
                (a, b) => assert_eq!(a, b),
            }
        }
    }
    assert!(dates > 15, "{dates} dates");
    // The asset ends its vision on its anchor's day 361.
    let ends = today() + Days::new(302);
    assert!(
        charter::charter(&one).vision.0.contains(&ends.to_string()),
        "{}",
        charter::charter(&one).vision.0
    );
}

#[test]
fn dates_within_texts_move() {
    let by = TimeDelta::days(1);
    assert_eq!(move_written("没有日期 20 30", by), None);
    assert_eq!(
        move_written("从 2026-02-28 到 2026-12-31，共2026", by).unwrap(),
        "从 2026-03-01 到 2027-01-01，共2026"
    );
}

#[test]
fn nothing_panics_at_the_ends_of_time() {
    for today in [NaiveDate::MIN, NaiveDate::MAX] {
        for lang in [Lang::Zh, Lang::En] {
            let project = project(lang, today);
            let _assessed = Assessed::of(&project, today, None);
        }
    }
}

#[test]
fn nothing_is_done_in_the_future_and_no_link_is_broken() {
    let project = project(Lang::Zh, today());
    let ids: HashSet<Id> = rows(&project).map(AnyRow::id).collect();
    assert_eq!(ids.len(), rows(&project).count(), "ids are unique");
    for row in rows(&project) {
        for (at, column) in row.def().columns.iter().enumerate() {
            match (column.kind, row.get(at)) {
                (Kind::Tick, Cell::Date(date)) => assert!(date <= today(), "{}", row.id()),
                (Kind::Link(sheet), Cell::Link(id)) => {
                    assert!(project.sheet(sheet).unwrap().position(id).is_some(), "{}", row.id());
                }
                _ => {}
            }
        }
    }
}

#[test]
fn it_is_as_large_as_it_says() {
    let (people, kpis, readings) = (asset("people"), asset("kpis"), asset("readings"));
    assert_eq!(people.len(), 24);
    assert_eq!(asset("project")[0]["centres"], 12);
    let centres: BTreeSet<&str> = people.iter().filter_map(|p| p["centre"]["en"].as_str()).collect();
    assert_eq!(centres.len(), 12);
    let scored_before: BTreeSet<String> =
        asset("adkar_history").iter().map(|h| h["person"].to_string()).collect();
    assert!(scored_before.len() >= 20, "most cards were scored before");
    assert_eq!(kpis.len(), 8);
    for kpi in &kpis {
        let weeks: BTreeSet<i64> = readings
            .iter()
            .filter(|r| r["kpi"] == kpi["id"])
            .map(|r| (day_of(&r["date"]) - 1).div_euclid(7) + 1)
            .collect();
        assert!(weeks.len() >= 15, "{} has {} weeks", kpi["code"], weeks.len());
        assert_eq!((weeks.first(), weeks.last()), (Some(&-6), Some(&9)));
    }
    let (centres, network): (Vec<_>, Vec<_>) = readings.iter().partition(|r| r["centre"].is_string());
    assert_eq!((network.len(), centres.len()), (8 * 16 - 2, 3 * 4));
    let rounds: Vec<_> = asset("readiness").iter().map(|f| f["round"].clone()).collect();
    assert_eq!(rounds, [1, 2, 2]);
    let reviewed: BTreeSet<i64> = asset("reviews").iter().map(|r| day_of(&r["date"])).collect();
    assert_eq!(reviewed.len(), 3);
    let open = asset("reviews").iter().filter(|r| r.get("done").is_none()).count();
    assert_eq!(open, 1, "one promise is carried over");
}

/// The readings of an indicator of the asset as (project week, value).
fn readings(code: &str) -> Vec<Point> {
    let kpi = asset("kpis").into_iter().find(|k| k["code"] == code).unwrap();
    let mine = asset("readings").into_iter().filter(|r| r["kpi"] == kpi["id"] && r["centre"].is_null());
    let week = |r: &Value| (day_of(&r["date"]) - 1).div_euclid(7) + 1;
    mine.map(|r| Point { period: week(&r), value: r["value"].as_f64().unwrap() }).collect()
}

#[test]
fn one_result_is_off_track_and_one_is_on_its_way() {
    let project = project(Lang::Zh, today());
    let facts = Facts::new(&project, today());
    let standing = |code: &str| facts.get::<kpi::Indicators>().by_code(code).unwrap().standing();
    for (code, expected) in [
        ("ftfr", Standing::OnTrack),
        ("csat", Standing::OnTrack),
        ("response", Standing::OffTrack),
        ("efficiency", Standing::OnTrack),
    ] {
        assert_eq!(standing(code), Some(expected), "{code}");
    }
}

#[test]
fn the_pilot_shows_a_shift() {
    // Seven weeks were read before the start.
    let history = xmr(&readings("ftfr"), &[], 7, 0);
    let chart = history.now.unwrap();
    // The pilot begins in week 7, which is the third from the end.
    let first = chart.signals.first().unwrap();
    assert_eq!((first.point, first.side), (13, Side::Above));
    assert!(!chart.provisional && history.shift.is_some());
    assert_eq!(xmr(&readings("efficiency"), &[], 7, 0).shift, None);
    let walks = readings("walks");
    assert!(walks.iter().any(|walk| walk.period == 6 && walk.value == 0.0), "a week without a walk");
}

#[test]
fn the_checklist_is_half_done() {
    let project = project(Lang::Zh, today());
    let assessment = checklist::TOOL.conclude(&Facts::new(&project, today()));
    assert_eq!(assessment.headline.zh, "50%");
    let items = project.rows::<Item>();
    let codes: BTreeSet<&str> = items.iter().map(|i| i.code.as_str()).filter(|c| !c.is_empty()).collect();
    assert_eq!(codes.len(), checklist::ITEMS.len());
    assert!(items.iter().all(|i| i.code.is_empty()
        || i.block == checklist::ITEMS.iter().find(|p| p.code == i.code).map(|p| p.when)));
    assert!(items.iter().all(|i| !i.owner.is_empty()));
}
