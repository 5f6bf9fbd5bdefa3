//! What is ticked in the checklist as well, and what is suggested to be ticked.

use super::*;

#[test]
fn it_suggests_what_it_knows_to_be_done() {
    let mut project = project();
    let proposed_on = |project: &Project, on: &str| {
        let all = facts::proposes(&Facts::new(project, date(on)));
        for (code, _) in &all {
            assert!(checklist::ITEMS.iter().any(|item| item.code == *code), "{code}");
        }
        all.into_iter().map(|(code, _)| code).collect::<Vec<_>>()
    };
    let proposed = |project: &Project| proposed_on(project, "2026-03-04");
    assert!(proposed(&project).is_empty());
    for item in items::ITEMS {
        set(&mut project, item.code, "owner", Cell::Text("运营经理".into()));
    }
    assert_eq!(proposed(&project), ["w3-1"]);
    let mut own = project.clone();
    own.apply(Edit::append(Item {
        item: "复盘".into(),
        owner: "运营经理".into(),
        ..Item::with_id(Id::new(9_500))
    }))
    .unwrap();
    assert!(proposed(&own).is_empty(), "neither a phase nor a day");
    own.apply(Edit::set::<Item>(Id::new(9_500), "stage", Cell::Choice(Stage::Beyond.option()))).unwrap();
    assert_eq!(proposed(&own), ["w3-1"]);
    set(&mut project, "p4-4", "owner", Cell::Text(" ".into()));
    assert!(proposed(&project).is_empty());
    entry(&mut project, 1, 80.0, true, 0.0);
    assert_eq!(proposed(&project), ["w3-3"]);
    entry(&mut project, 2, 20.0, false, 0.0);
    assert!(proposed(&project).is_empty());
    centre(&mut project, 1, None);
    project.apply(Edit::set::<Centre>(Id::new(9_001), "batch", Cell::Count(1))).unwrap();
    assert_eq!(proposed(&project), ["w4-1"]);
    project.apply(Edit::set::<Centre>(Id::new(9_001), "batch", Cell::Count(2))).unwrap();
    project.apply(Edit::set::<Centre>(Id::new(9_001), "started", day("2026-03-23"))).unwrap();
    set(&mut project, "p3-1", "done", day("2026-03-23"));
    assert!(proposed_on(&project, "2026-03-22").is_empty(), "planned for tomorrow");
    assert_eq!(proposed_on(&project, "2026-03-23"), ["w11-12-1"]);
}

/// Ticks an item of the checklist.
fn tick(project: &mut Project, code: &str, on: &str, evidence: &str) {
    let row = project.rows::<checklist::Item>().iter().find(|item| item.code == code).unwrap().id;
    project.apply(Edit::set::<checklist::Item>(row, "done", day(on))).unwrap();
    project.apply(Edit::set::<checklist::Item>(row, "evidence", Cell::Text(evidence.into()))).unwrap();
}

fn proposed_codes(project: &Project, today: &str) -> Vec<(String, String)> {
    let facts = figures(project, date(today));
    let code = |id| project.find::<Item>(id).unwrap().code.to_string();
    facts.proposed().map(|(step, why)| (code(step.id), why.on.to_string())).collect()
}

#[test]
fn every_twin_is_an_item_of_the_checklist_and_of_one_row_only() {
    let twins: Vec<_> = items::ITEMS.iter().flat_map(|item| item.counterparts).collect();
    for (n, code) in twins.iter().enumerate() {
        assert!(checklist::ITEMS.iter().any(|item| item.code == **code), "{code}");
        assert!(!twins[n + 1..].contains(code), "{code}");
    }
    assert!(items::PILOT_LIVE.iter().all(|code| twins.contains(&code)));
}

#[test]
fn what_the_checklist_has_ticked_is_not_overdue_here() {
    let mut project = project();
    take_on(&mut project);
    for (code, on) in [("w2-1", "2026-01-13"), ("w1-2", "2026-01-10"), ("w3-1", "2026-01-28")] {
        tick(&mut project, code, on, "");
    }
    let late = fired(&project, "2026-02-05", "RM2").unwrap();
    assert!(late.evidence.zh.contains("准备期 1 项（争取预算和资源）"), "{}", late.evidence.zh);
    tick(&mut project, "w3-3", "2026-02-06", "");
    assert!(fired(&project, "2026-02-05", "RM2").is_some(), "that tick has not come yet");
    assert_eq!(fired(&project, "2026-02-06", "RM2"), None);
    let hint = fired(&project, "2026-02-06", "RM6").unwrap();
    assert_eq!((hint.level, hint.place.row), (Level::Good, Some(item(&project, "p1-1"))));
    assert!(hint.evidence.zh.contains("有 4 项") && hint.evidence.zh.contains("组建领导联盟"));
    assert_eq!(value(&project, "2026-02-06", "overdue"), 0);
    assert_eq!(
        (value(&project, "2026-02-06", "done"), value(&project, "2026-02-06", "in_checklist")),
        (json!(0), json!(4))
    );

    let today = date("2026-02-06");
    let facts = Facts::new(&project, today);
    let row = project.find::<Item>(item(&project, "p1-1")).unwrap();
    assert_eq!(views::state(&facts, row).text.zh, "清单已勾 01-13");
    let panels = views::panels(&facts, Some(row));
    assert!(
        matches!(&panels[..], [Panel::Lines { lines, .. }, Panel::Timeline(_)] if lines[0].text.en.contains("ticked on 2026-01-13"))
    );
    let Panel::Timeline(line) = &views::timeline::all(&facts)[0] else { panic!() };
    assert!(line.spans.iter().all(|span| span.level == Level::Blank), "{:?}", line.spans);
    assert_eq!(line.spans.len(), 4 + 17, "what is not ticked here stays on the line");
    let skipped = check::<Item>(&project, item(&project, "p2-1"), "done", &day("2026-02-06"), "2026-02-06");
    assert_eq!(skipped, Verdict::Fine, "nothing of the earlier phase is open");
}

#[test]
fn all_twins_have_to_be_ticked_and_the_latest_day_counts() {
    let mut project = project();
    let nothing: [(String, String); 0] = [];
    tick(&mut project, "w9-10-1", "2026-03-10", "");
    tick(&mut project, "w9-10-3", "2026-03-12", "");
    assert_eq!(proposed_codes(&project, "2026-03-20"), nothing);
    tick(&mut project, "w9-10-2", "2026-03-14", "");
    assert_eq!(proposed_codes(&project, "2026-03-13"), nothing);
    assert_eq!(proposed_codes(&project, "2026-03-14"), [("p2-5".to_owned(), "2026-03-14".to_owned())]);
    // A twin that does not apply is not waited for; with none left nothing is known.
    let item = |project: &Project, code: &str| {
        project.rows::<checklist::Item>().iter().find(|item| item.code == code).unwrap().id
    };
    let mut without = |code: &str| {
        let edit =
            Edit::set::<checklist::Item>(item(&project, code), "not_applicable", Cell::Text("没有".into()));
        project.apply(edit).unwrap();
        proposed_codes(&project, "2026-03-20")
    };
    assert_eq!(without("w9-10-2"), [("p2-5".to_owned(), "2026-03-12".to_owned())]);
    without("w9-10-1");
    assert_eq!(without("w9-10-3"), nothing);
}

#[test]
fn an_untouched_roadmap_gets_the_hint_and_stays_blank() {
    let mut project = project();
    assert_eq!(fired(&project, START, "RM6"), None);
    tick(&mut project, "w2-1", "2026-01-13", "");
    let assessment = assess(&project, date("2026-01-13"));
    assert_eq!(assessment.findings.iter().map(|f| f.id).collect::<Vec<_>>(), ["RM6"]);
    assert_eq!(assessment.level, Level::Blank);
    assert!(assessment.conclusion[0].text.zh.contains("清单上另有 1 项已勾选"));
    let late = fired(&project, "2026-02-05", "RM2").unwrap();
    assert!(late.evidence.zh.contains("3 项已逾期"), "{}", late.evidence.zh);
}

#[test]
fn the_ticks_of_the_checklist_are_taken_over_in_one_step() {
    let mut project = project();
    assert!(run(&project, START, "take-ticks").is_err());
    tick(&mut project, "w2-1", "2026-01-13", "5 人名单");
    tick(&mut project, "w7-8-1", "2026-02-16", "2号中心上线");
    tick(&mut project, "w7-8-2", "2026-02-18", "日报");
    tick(&mut project, "w7-8-3", "2026-02-20", "4 项改进");
    tick(&mut project, "w3-1", "2026-01-28", "");
    set(&mut project, "p1-1", "evidence", Cell::Text("自己写的".into()));
    let outcome = run(&project, "2026-03-10", "take-ticks").unwrap();
    assert!(outcome.said.en.contains('5'), "four items and the pilot's start: {}", outcome.said.en);
    let undo = project.apply(outcome.edit).unwrap();
    let at = |project: &Project, code: &str| {
        let row = project.find::<Item>(item(project, code)).unwrap();
        (row.done.0.map(|d| d.to_string()).unwrap_or_default(), row.evidence.to_string())
    };
    assert_eq!(at(&project, "p1-1"), ("2026-01-13".into(), "自己写的".into()));
    assert_eq!(at(&project, "p2-4"), ("2026-02-20".into(), "日报；4 项改进".into()));
    assert_eq!(
        at(&project, "p1-3"),
        ("2026-01-28".into(), "清单“制定详细变革路线图”，2026-01-28 勾选".into())
    );
    let mark = project.find::<Milestone>(milestone(&project, "m1")).unwrap();
    assert_eq!((mark.reached.0, mark.evidence.as_str()), (Some(date("2026-02-16")), "2号中心上线"));
    assert!(run(&project, "2026-03-10", "take-ticks").is_err(), "nothing is left to take");
    assert_eq!(fired(&project, "2026-03-10", "RM6"), None);
    project.apply(undo).unwrap();
    assert_eq!(figures(&project, date("2026-03-10")).done(), 0);
}

#[test]
fn the_pilots_start_is_proposed_by_the_checklist_or_by_a_centre() {
    let mut project = project();
    take_on(&mut project);
    let missed_on = |project: &Project, on: &str| {
        (fired(project, on, "RM3").is_some(), missed(&Facts::new(project, date(on))).is_some())
    };
    assert_eq!(missed_on(&project, "2026-03-02"), (true, true));
    centre(&mut project, 1, None);
    project.apply(Edit::set::<Centre>(Id::new(9_001), "started", day("2026-03-02"))).unwrap();
    project.apply(Edit::set::<Centre>(Id::new(9_001), "batch", Cell::Count(2))).unwrap();
    assert_eq!(missed_on(&project, "2026-03-02"), (true, true), "the second batch is no pilot");
    project.apply(Edit::set::<Centre>(Id::new(9_001), "batch", Cell::Count(1))).unwrap();
    assert_eq!(missed_on(&project, "2026-03-02"), (false, false), "begun on the day");
    assert!(fired(&project, "2026-03-02", "RM6").unwrap().evidence.zh.contains("服务中心"));
    project.apply(Edit::set::<Centre>(Id::new(9_001), "started", day("2026-03-03"))).unwrap();
    assert_eq!(missed_on(&project, "2026-03-02"), (true, true), "planned for tomorrow");
    tick(&mut project, "w7-8-1", "2026-02-16", "");
    assert_eq!(missed_on(&project, "2026-03-02"), (false, false));
    let conclusion = assess(&project, date("2026-03-02")).conclusion;
    assert!(conclusion.iter().any(|l| l.text.zh.starts_with("下一个里程碑：试点成功")), "{conclusion:?}");
}
