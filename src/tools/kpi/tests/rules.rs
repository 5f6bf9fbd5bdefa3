//! Each finding where it fires and where it does not.

use super::*;
use crate::tools::roadmap::{Milestone, items::PILOT_STARTS};

fn ids(book: &Book, today: NaiveDate) -> Vec<&'static str> {
    book.assess(today).findings.iter().map(|f| f.id).collect()
}

#[test]
fn a_deviating_indicator_brings_its_figures() {
    let mut book = Book::new();
    let today = day(147);
    book.stands("response", today, 46.5);
    book.read("response", today, 47.0);
    let found = book.found("KP1", today);
    assert_eq!((found.len(), found[0].level), (1, Level::Act));
    assert_eq!(
        found[0].evidence.get(Lang::En),
        "Average response time, off track: 46.5 h, the median of the last three (47 h on 2026-07-26); expected 38.4 h; target 24 h; more than noise explains; to be on time it must go down 0.72 h a week"
    );
    assert_eq!(
        found[0].evidence.get(Lang::Zh),
        "平均响应时间偏离：最近三期的中位数 46.5 小时，2026-07-26 为 47 小时；应为 38.4 小时；目标 24 小时；差距超出正常波动；要按期达标每周须降 0.72 小时"
    );
    assert_eq!(found[0].place.row, Some(book.kpi("response")));
    assert_eq!(book.found("KP2", today), []);
    let late = date("2027-03-03");
    book.read("response", late, 30.0);
    assert_eq!((book.found("KP1", late).len(), book.found("KP2", late).len()), (0, 1));
}

#[test]
fn what_is_off_track_is_one_finding_with_the_worst_first() {
    let mut book = Book::new();
    let today = day(147);
    for (code, value) in [("ftfr", 81.0), ("csat", 74.0)] {
        book.stands(code, today, value);
    }
    for (code, value) in [("satisfaction", 3.4), ("walks", 0.0)] {
        book.read(code, if code == "walks" { day(140) } else { today }, value);
    }
    let found = book.found("KP1", today);
    assert_eq!((found.len(), found[0].place.row), (1, Some(book.kpi("csat"))));
    assert!(
        found[0].evidence.en.starts_with(
            "Customer satisfaction (CSAT), off track: 74 pts on 2026-07-26; expected 79 pts; target 85 pts; the control chart proves it worse;"
        ),
        "{}",
        found[0].evidence.en
    );
    assert!(
        found[0].evidence.en.ends_with(
            ". Also off track: First-time fix rate (FTFR) (progress 8%, expected 40%), Staff satisfaction with the change (3.4/5, target 3.5/5), Weekly executive site visit (0x, target 1x)"
        ),
        "{}",
        found[0].evidence.en
    );
    assert!(found[0].evidence.zh.contains("。另有 3 项偏离：首次修复率（FTFR）（进展 8%，应为 40%）、"));
    assert!(found[0].advice.zh.contains("给每一项写下"));
    // And so is what has missed its date.
    let mut book = Book::new();
    let late = date("2027-03-03");
    for (code, value) in [("ftfr", 91.0), ("csat", 80.0)] {
        book.stands(code, late, value);
    }
    let found = book.found("KP2", late);
    assert_eq!((found.len(), found[0].place.row), (1, Some(book.kpi("csat"))));
    assert!(
        found[0]
            .evidence
            .en
            .ends_with(". Also missed: First-time fix rate (FTFR) (progress 92%, expected 100%)")
    );
}

#[test]
fn behind_and_stale_indicators_share_a_finding_each() {
    let mut book = Book::new();
    book.stands("csat", day(147), 78.1);
    book.stands("response", day(147), 40.5);
    assert_eq!(ids(&book, day(147)), ["KP3", "KP5"]);
    let found = book.found("KP3", day(147));
    assert!(found[0].evidence.get(Lang::En).contains("(CSAT) (progress 31%, expected 40%)"));
    assert_eq!(book.found("KP4", day(161)), []);
    assert_eq!(book.found("KP4", day(162)).len(), 1);
    assert!(book.found("KP3", day(162)).is_empty() && book.found("KP9", day(162)).is_empty());
    assert!(!book.found("KP4", day(162))[0].advice.zh.contains("高管"));
    book.read("walks", day(147), 1.0);
    assert!(book.found("KP4", day(162))[0].advice.zh.contains("高管巡视在“数据”页加一行"));
    let mut book = Book::new();
    book.read("walks", day(50), 1.0);
    let found = book.found("KP4", day(66));
    assert_eq!(found[0].evidence.zh, "上一个整周没有数据：高管参与度（每周现场巡视）（最近一次 2026-04-20）");
    assert_eq!(found[0].advice.zh, "在“数据”页加一行：那一周的巡视次数，日期写 05-03，没有就记 0");
}

#[test]
fn a_monthly_indicator_is_stale_after_two_months() {
    let mut book = Book::new();
    book.define("csat", "cadence", choice(Cadence::OPTIONS, "monthly"));
    book.read("csat", day(100), 80.0);
    assert_eq!(book.found("KP4", day(162)), []);
    let found = book.found("KP4", day(163));
    assert!(found[0].evidence.en.contains("(CSAT) (monthly, latest 2026-06-09)"), "{}", found[0].evidence.en);
    // Nor is it asked for before two months are over.
    let mut book = Book::new();
    let asked =
        |book: &Book, n| book.found("KP5", day(n)).iter().any(|f| f.evidence.zh.contains("客户满意度"));
    assert!(!asked(&book, 14) && asked(&book, 15));
    book.define("csat", "cadence", choice(Cadence::OPTIONS, "monthly"));
    assert!(!asked(&book, 62) && asked(&book, 63));
}

#[test]
fn what_is_missing_is_named() {
    let mut book = Book::starting(None);
    assert_eq!(ids(&book, day(100)), [""; 0]);
    book.read("csat", day(100), 78.0);
    let found = book.found("KP5", day(100));
    assert!(found[0].evidence.get(Lang::En).contains("the start date or a baseline date"));
    assert_eq!((found[0].place.sheet, found[0].place.column), ("project", "start"));

    let mut book = Book::new();
    assert_eq!(book.found("KP5", day(14)), []);
    let silent = |n| book.found("KP5", day(n)).remove(0).evidence.zh;
    let lagging = "、首次修复率（FTFR）、客户满意度、平均响应时间、人均效率";
    assert_eq!(silent(15), format!("到第 15 天还没有数据：员工满意度（变革）{lagging}"));
    // Two weeks after it is announced to everybody, after training begins, and after the pilot does.
    for (n, name) in [(36, "沟通覆盖率"), (43, "培训完成率"), (57, "高管参与度")] {
        assert!(!silent(n - 1).contains(name) && silent(n).contains(name), "{name}");
    }
    let id = book.id();
    book.add(Reading { value: Some(1.0), ..Reading::with_id(id) });
    assert_eq!(book.found("KP5", day(14))[0].place.row, Some(id));
}

#[test]
fn a_value_that_never_moves_is_doubted() {
    let mut book = Book::new();
    book.weekly("csat", 1, &[75.5; 7]);
    assert_eq!(book.found("KP8", day(50)), []);
    book.weekly("csat", 8, &[75.5]);
    assert_eq!(book.found("KP8", day(50)).len(), 1);
    // A value of its own ends the doubt.
    book.weekly("csat", 9, &[75.6]);
    assert_eq!(book.found("KP8", day(57)), []);
    // Full coverage may stay full, and so may a count.
    let mut book = Book::new();
    book.weekly("coverage", 1, &[80.0; 8]);
    book.weekly("walks", 1, &[2.0; 8]);
    assert_eq!(book.found("KP8", day(50)), []);
}

#[test]
fn effort_without_result_for_four_weeks_is_questioned() {
    let book = |training: &[f64], csat: &[f64]| {
        let mut book = Book::new();
        book.define("csat", "path", choice(Path::OPTIONS, "straight"));
        book.weekly("training", 1, training);
        book.weekly("csat", 1, csat);
        book
    };
    let today = day(29);
    let still = [75.0, 75.1, 75.0, 75.19, 75.19];
    let flat = book(&[90.0; 5], &still);
    assert_eq!(flat.found("KP6", today).len(), 1);
    // Two percent of the way in four weeks is movement.
    assert_eq!(
        book(&[90.0; 5], &[75.0, 75.1, 75.0, 75.1, 75.21]).found("KP6", today).len(),
        1,
        "by one reading only"
    );
    assert_eq!(book(&[90.0; 5], &[75.0, 75.1, 75.21, 75.21, 75.21]).found("KP6", today), []);
    // The effort slipped once.
    assert_eq!(book(&[90.0, 90.0, 89.0, 90.0, 90.0], &still).found("KP6", today), []);
    // Four weeks are not over.
    assert_eq!(flat.found("KP6", day(28)), []);
    // Nobody has read the effort any more: two readings in four weeks are no four weeks.
    let mut gaps = book(&[], &still);
    for n in [1, 8, 22] {
        gaps.read("training", day(n), 90.0);
    }
    assert_eq!(gaps.found("KP6", today), []);
    gaps.read("training", day(15), 90.0);
    assert_eq!(gaps.found("KP6", today).len(), 1);
    // Another leading one has gone stale.
    gaps.read("satisfaction", day(2), 4.0);
    assert_eq!(gaps.found("KP6", today), []);
    // Before the pilot nothing can have moved.
    let mut early = flat.clone();
    early.define("csat", "path", Cell::Empty);
    assert_eq!(early.found("KP6", today), []);
}

#[test]
fn results_without_effort_may_be_luck() {
    let book = |training, csat| {
        let mut book = Book::new();
        book.read("training", day(147), training);
        book.read("coverage", day(147), 100.0);
        book.stands("csat", day(147), csat);
        book
    };
    assert_eq!(book(50.0, 80.0).found("KP7", day(147)).len(), 1);
    assert_eq!(book(90.0, 80.0).found("KP7", day(147)), []);
    assert_eq!(book(50.0, 78.0).found("KP7", day(147)), []);
    // On the first days everything is on track, which proves nothing.
    let mut early = Book::new();
    early.read("satisfaction", day(20), 3.0);
    early.read("csat", day(20), 75.0);
    assert_eq!(early.found("KP7", day(20)), []);
}

#[test]
fn a_resting_project_is_not_nagged() {
    let mut book = Book::new();
    book.stands("csat", day(147), 76.0);
    let id = book.id();
    book.add(crate::tools::charter::Rest {
        from: Some(day(148)),
        ..crate::tools::charter::Rest::with_id(id)
    });
    assert_eq!(ids(&book, day(300)), ["KP1"]);
}

#[test]
fn a_reading_is_added_to_the_indicator_under_the_cursor_once() {
    let mut book = Book::new();
    assert!(book.act("add-reading", None, day(3)).is_err());
    let kpi = book.project.find::<Kpi>(book.kpi("csat")).expect("a row").clone();
    for _ in 0..2 {
        book.act("add-reading", Some(&kpi), day(3)).expect("an indicator");
        let readings = book.project.rows::<Reading>();
        assert_eq!(readings.len(), 1);
        assert_eq!((readings[0].kpi.0, readings[0].date), (Some(kpi.id), Some(day(3))));
    }
    let noted = book.act("note-event", None, day(3)).expect("always possible");
    let tick = Event::DEF.columns[Event::COL.rebase.at].title;
    assert!(noted.contains(tick.en), "{noted}");
    assert_eq!(book.project.rows::<Event>()[0].date, Some(day(3)));
}

#[test]
fn a_loss_by_one_or_two_readings_asks_for_the_figure_first() {
    let mut book = Book::new();
    let told = |book: &Book, on| {
        let found = book.found("KP1", on).pop().expect("off track");
        (found.evidence.en.contains("with"), found.advice.en.starts_with("Check the figure first"))
    };
    book.weekly("ftfr", 1, &[70.0]);
    let few = |book: &Book, on| book.facts(on).get(book.kpi("ftfr")).expect("figures").few();
    assert_eq!((few(&book, day(1)), told(&book, day(1))), (Some(1), (true, true)));
    assert!(book.found("KP1", day(1))[0].evidence.en.contains("with 1 reading so far"));
    book.weekly("ftfr", 2, &[71.0]);
    assert!(book.found("KP1", day(8))[0].evidence.zh.contains("只有 2 次数据"));
    book.weekly("ftfr", 3, &[70.5]);
    assert_eq!((few(&book, day(15)), told(&book, day(15))), (None, (false, false)));
    // A threshold is no matter of few readings.
    let mut book = Book::new();
    book.read("satisfaction", day(1), 3.0);
    assert_eq!(book.facts(day(1)).get(book.kpi("satisfaction")).expect("figures").few(), None);
}

#[test]
fn proof_and_walks_suggest_ticks() {
    let proposed = |book: &Book| -> Vec<&str> { book::proposed(&TOOL, &book.project, day(60)) };
    let mut book = Book::new();
    assert_eq!(proposed(&book), [""; 0]);
    book.weekly("ftfr", 1, &[80.0, 81.0, 79.5, 80.5, 81.5, 80.0]);
    book.weekly("walks", 7, &[1.0]);
    assert_eq!(proposed(&book), [""; 0]);
    book.weekly("ftfr", 7, &[83.0, 84.0, 84.5, 85.0, 85.0, 85.5, 90.0]);
    book.weekly("walks", 8, &[2.0]);
    // What improved before the pilot is live is no effect of it.
    assert_eq!(proposed(&book), ["w7-8-4"]);
    let pilot = book.project.rows::<Milestone>().iter().find(|row| row.code == PILOT_STARTS);
    let id = pilot.expect("a milestone").id;
    book.set::<Milestone>(id, "reached", Cell::Date(day(61)));
    assert_eq!(proposed(&book), ["w7-8-4"]);
    book.set::<Milestone>(id, "reached", Cell::Date(day(60)));
    assert_eq!(proposed(&book), ["w9-10-1", "w7-8-4"]);
}
