//! The gate before and after the launch: what goes against it, and scores that age.

use super::*;

/// A project that began on day 0 with these forms; its pilot went live on a day.
fn live(forms: impl IntoIterator<Item = Form>, on: Option<i64>) -> Project {
    let mut n = 500;
    let charter = Charter { start: Some(day(0)), ..Charter::with_id(Id::new(500)) };
    let mut project = registry::new_project(charter, &mut || {
        n += 1;
        Id::new(n)
    });
    let blank = project.rows::<Form>()[0].id;
    project.apply(Edit::Remove { sheet: Form::SHEET, row: blank }).unwrap();
    for form in forms {
        project.apply(Edit::append(form)).unwrap();
    }
    if on.is_some() {
        let pilot = Centre {
            name: "C1".into(),
            batch: Some(1),
            started: on.map(day),
            ..Centre::with_id(Id::new(90))
        };
        project.apply(Edit::append(pilot)).unwrap();
    }
    project
}

fn on(project: &Project, n: i64) -> Concluded {
    book::conclude(&TOOL, project, day(n))
}

#[test]
fn a_total_of_eleven_or_less_is_a_stop_of_its_own() {
    let stop = one([4, 1, 1, 1, 1, 1]);
    assert_eq!(find(&stop, "RD10").level, Level::Stop);
    assert_eq!((stop.level, value(&stop, "gate")), (Level::Stop, json!("stop")));
    assert_eq!(find(&stop, "RD10").evidence.zh, "第 1 轮总分 9/30，在 6–11 分：风险极高，不建议启动");
    assert_eq!(find(&stop, "RD10").place.column, "urgency", "the lowest");
    assert!(ids(&one([4, 2, 2, 1, 1, 1])).contains(&"RD10"), "11");
    assert!(!ids(&one([4, 2, 2, 2, 1, 1])).contains(&"RD10"), "12");
    // 9 to 13 while a score is missing: not decided.
    assert!(!ids(&one([4, 1, 1, 1, 1, 0])).contains(&"RD10"));
    // 7 to 11: whatever it will be.
    assert!(ids(&one([1, 1, 2, 1, 1, 0])).contains(&"RD10"));
}

#[test]
fn before_all_is_scored_no_gate_is_open() {
    assert_eq!(value(&one([5, 0, 0, 0, 0, 0]), "gate"), json!(null));
    assert_eq!(value(&one([0, 2, 0, 0, 0, 0]), "gate"), json!("act"));
    assert_eq!(value(&one([4, 3, 3, 3, 3, 3]), "gate"), json!("open"));
    assert_eq!(value(&assess([]), "gate"), json!(null));
}

#[test]
fn once_the_pilot_is_live_old_triggers_are_one_finding() {
    let low = [4, 2, 2, 4, 4, 2];
    let project = live([form(7, 1, low)], Some(43));
    assert_eq!(ids(&on(&project, 42)), ["RD2", "RD3", "RD6"], "the day before");
    let after = on(&project, 43);
    assert_eq!(ids(&after), ["RD11"]);
    assert_eq!(find(&after, "RD11").level, Level::Watch);
    assert_eq!(
        find(&after, "RD11").evidence.zh,
        "第 1 轮评估是 6 周前打的分，在试点上线之前；当时偏低的：紧迫感 2、资源到位 2、员工能力 2"
    );
    assert_eq!(after.level, Level::Watch);
    // A round of the pilot's time speaks for itself again.
    let again = Form { date: Some(day(43)), ..form(8, 2, low) };
    assert_eq!(ids(&on(&live([form(7, 1, low), again], Some(43)), 50)), ["RD2", "RD3", "RD6"]);
    // What was well says nothing until it is old.
    let well = live([form(7, 1, [5; 6])], Some(43));
    assert!(ids(&on(&well, 44)).is_empty());
}

#[test]
fn a_form_ages_after_eight_weeks() {
    let project = live([form(7, 1, [4, 2, 4, 4, 4, 4])], None);
    assert_eq!(ids(&on(&project, 57)), ["RD2"], "56 days");
    assert_eq!(ids(&on(&project, 58)), ["RD11"], "57 days");
    let well = live([form(7, 1, [5; 6])], None);
    assert!(ids(&on(&well, 57)).is_empty());
    assert_eq!(ids(&on(&well, 58)), ["RD11"]);
    // That nothing may begin does not age while nothing has begun.
    let stop = live([form(7, 1, [3, 5, 5, 5, 5, 5])], None);
    assert_eq!(ids(&on(&stop, 58)), ["RD1", "RD11"]);
}

#[test]
fn a_launch_against_the_gate_is_a_stop() {
    for (scores, why) in [
        ([3, 5, 5, 5, 5, 5], "高层支持 3 分"),
        ([4, 1, 1, 1, 1, 1], "总分 9/30"),
        ([1; 6], "高层支持 1 分、总分 6/30"),
    ] {
        let project = live([form(7, 1, scores)], Some(43));
        let found = on(&project, 43);
        let stop = find(&found, "RD12");
        assert_eq!((stop.level, found.level), (Level::Stop, Level::Stop));
        assert_eq!(stop.evidence.zh, format!("第 1 轮评估是“停”（{why}），但试点 {} 已上线", day(43)));
        assert!(!ids(&on(&project, 42)).contains(&"RD12"), "not yet");
        let all = Assessed::of(&project, day(43), None);
        let said: Vec<_> =
            all.findings().iter().map(|(_, f)| f.id).filter(|id| id.starts_with("RD")).collect();
        assert_eq!(said, ["RD12"], "it says all");
        // Scored again with a sponsor, it is settled.
        let again = Form { date: Some(day(50)), ..form(8, 2, [4; 6]) };
        let settled = live([form(7, 1, scores), again], Some(43));
        assert!(!ids(&on(&settled, 50)).contains(&"RD12"));
    }
    let fine = live([form(7, 1, [4, 4, 4, 4, 4, 4])], Some(43));
    assert!(!ids(&on(&fine, 43)).contains(&"RD12"));
}

#[test]
fn widening_against_the_gate_is_a_stop() {
    let again = Form { date: Some(day(60)), ..form(8, 2, [3, 4, 4, 4, 4, 4]) };
    let mut project = live([form(7, 1, [4; 6]), again], Some(43));
    assert_eq!(ids(&on(&project, 61)), ["RD1"], "the sponsor is gone while the pilot runs");
    let second =
        |started| Centre { name: "C2".into(), batch: Some(2), started, ..Centre::with_id(Id::new(91)) };
    project.apply(Edit::append(second(Some(day(62))))).unwrap();
    assert!(!ids(&on(&project, 61)).contains(&"RD12"), "only planned");
    let said = find(&on(&project, 62), "RD12").evidence.clone();
    assert_eq!(said.zh, format!("第 2 轮评估是“停”（高层支持 3 分），但第 2 批的C2 {} 已开始", day(62)));
    assert_eq!(
        said.en,
        format!("Round 2 says stop (senior support 3), yet C2 of batch 2 began on {}", day(62))
    );
    // What began before the sponsor was lost was not begun against it.
    project.apply(Edit::set::<Centre>(Id::new(91), "started", Cell::Date(day(59)))).unwrap();
    assert!(!ids(&on(&project, 62)).contains(&"RD12"));
}

#[test]
fn training_is_no_sign_of_a_live_pilot_and_nothing_is_live_before_the_start() {
    let low = form(7, 1, [3, 5, 5, 5, 5, 5]);
    let tick = |project: &mut Project, code: &str, on: i64| {
        let row = project.rows::<checklist::Item>().iter().find(|i| i.code == code).unwrap().id;
        project.apply(Edit::set::<checklist::Item>(row, "done", Cell::Date(day(on)))).unwrap();
    };
    let mut project = live([low.clone()], None);
    for code in ["w5-6-1", "w5-6-2", "w5-6-3"] {
        tick(&mut project, code, 30);
    }
    assert_eq!(ids(&on(&project, 40)), ["RD1"], "trained and equipped, not live");
    tick(&mut project, "w7-8-1", 41);
    assert_eq!(ids(&on(&project, 40)), ["RD1"]);
    assert!(ids(&on(&project, 41)).contains(&"RD12"), "started officially");
    let mut early = live([low.clone()], Some(-9));
    assert_eq!(ids(&on(&early, -1)), ["RD1"], "before the start date");
    early.apply(Edit::set::<Form>(Id::new(7), "date", Cell::Date(day(-3)))).unwrap();
    assert!(ids(&on(&early, 0)).contains(&"RD12"), "from the start date on");
    let mut reached = live([low], None);
    let m1 = reached.rows::<Milestone>().iter().find(|m| m.code == "m1").unwrap().id;
    reached.apply(Edit::set::<Milestone>(m1, "reached", Cell::Date(day(35)))).unwrap();
    assert!(ids(&on(&reached, 35)).contains(&"RD12"));
}
