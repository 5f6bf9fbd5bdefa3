//! Lists as they come from elsewhere, pasted and looked at: what is read of them, and how it is put right by keys.

use super::*;

use changebook::app::paste::Preview;
use changebook::calendar::DayOrder;
use changebook::intake::CellPlan;
use changebook::project::Edit;
use changebook::tools::actions::Promise;

fn preview(desk: &Desk) -> &Preview {
    match desk.app().layers.last() {
        Some(Layer::Preview(preview)) => preview,
        _ => panic!("{}", desk.screen()),
    }
}

/// A person who is known to write days in this order.
fn writing(lang: Lang, order: Option<DayOrder>) -> Desk {
    let choices = Choices { lang, day_order: order, ..Choices::default() };
    let mut desk = Desk::with(choices, WIDE, |app| app.open(desk::new_project("P"), None));
    desk.press(":actions<enter>");
    desk
}

fn due(desk: &Desk, action: &str) -> Option<String> {
    let rows = desk.rows::<Promise>();
    rows.iter().find(|row| row.action.0.as_str() == action)?.due.map(|day| day.to_string())
}

fn notes(desk: &Desk) -> String {
    let notes: Vec<&str> = preview(desk).plan.notes.iter().map(|note| note.get(Lang::En)).collect();
    notes.join("\n")
}

#[test]
fn a_day_of_two_numbers_is_told_as_it_is_stored() {
    for (order, read, other) in [
        (DayOrder::DayFirst, "2026-11-06", "11 June 2026"),
        (DayOrder::MonthFirst, "2026-06-11", "6 November 2026"),
    ] {
        let mut desk = writing(Lang::En, Some(order));
        desk.paste("What\tWho\tBy when\nTest A\tX\t6/11\n");
        let said = notes(&desk);
        let first = order.title().en;
        assert!(said.contains(&format!("read {first}, '6/11' as")) && said.contains(other), "{said}");
        desk.press("<c-s>");
        assert_eq!(due(&desk, "Test A").as_deref(), Some(read));
    }
}

#[test]
fn a_day_typed_for_a_cell_is_read_as_its_column() {
    let list = "What\tWho\tBy when\nTest A\tX\tASAP\nTest B\tX\t13/11/2026\n";
    let mut desk = writing(Lang::En, None);
    desk.paste(list).press("<enter>6/11<enter>");
    assert!(notes(&desk).contains("'6/11' is"), "{}", notes(&desk));
    desk.press("<c-s>");
    assert_eq!(due(&desk, "Test A").as_deref(), Some("2026-11-06"));
    // Where nothing tells the order it is asked for, as of a cell.
    let mut desk = writing(Lang::En, None);
    desk.paste("What\tWho\tBy when\nTest A\tX\tASAP\n").press("<enter>6/11<enter>");
    assert!(!desk.shows("Store it"), "{}", desk.screen());
    desk.must_show("can be read in two ways");
    desk.press("<esc><enter><down><enter>");
    desk.press("<c-s>");
    assert_eq!(due(&desk, "Test A").as_deref(), Some("2026-11-06"), "{}", desk.screen());
    // Whoever is known to write the day first does so here, too.
    let mut desk = writing(Lang::En, Some(DayOrder::DayFirst));
    desk.paste("What\tWho\tBy when\nTest A\tX\tASAP\n").press("<enter>6/11<enter><c-s>");
    assert_eq!(due(&desk, "Test A").as_deref(), Some("2026-11-06"));
}

#[test]
fn a_digit_on_a_cell_that_does_not_fit_is_typed_in_its_place() {
    for lang in [Lang::Zh, Lang::En] {
        let mut desk = writing(lang, None);
        desk.paste("Action\tDue\nTest A\tASAP\n").press("2026-04-01<enter><c-s>");
        assert_eq!(due(&desk, "Test A").as_deref(), Some("2026-04-01"), "{}", desk.screen());
        // Elsewhere a digit is none.
        desk.paste("Action\tDue\nTest B\tASAP\n").press("<left>2");
        assert!(matches!(desk.app().layers.last(), Some(Layer::Preview(_))));
    }
}

#[test]
fn a_page_of_the_preview_is_what_it_shows() {
    let list: Vec<String> = (0..80).map(|n| format!("Test {n}\t2026-04-01\n")).collect();
    let mut desk = writing(Lang::En, None);
    desk.paste(&format!("Action\tDue\n{}", list.concat()));
    assert_eq!(preview(&desk).at.line, 1);
    desk.press("<pgdn>");
    let page = preview(&desk).at.line - 1;
    assert!((10..40).contains(&page), "{page}: {}", desk.screen());
    desk.press("<pgdn><pgup>");
    assert_eq!(preview(&desk).at.line, 1 + page);
}

#[test]
fn a_column_that_goes_nowhere_is_sent_somewhere_from_any_of_its_cells() {
    let mut desk = writing(Lang::Zh, None);
    desk.paste("行动\t期限\t依据\n查原因\t尽快\t报告\n").press("<right><enter>");
    desk.must_show("“依据”放到哪一栏？");
    desk.press("结果<enter>");
    assert!(matches!(preview(&desk).plan.lines[0].cells[2], CellPlan::Fill(_)), "{}", desk.screen());
}

#[test]
fn a_word_for_how_far_it_has_come_ticks_what_is_done() {
    for (lang, list) in [
        (
            Lang::En,
            "Action\tOwner\tStatus\nA\tX\tDone\nB\tX\tIn progress\nC\tX\topen\nD\tX\tClosed\nE\tX\tNot started\n",
        ),
        (
            Lang::Zh,
            "行动\t负责人\t状态\nA\tX\t已完成\nB\tX\t进行中\nC\tX\t未完成\nD\tX\t已关闭\nE\tX\t未开始\n",
        ),
    ] {
        let mut desk = writing(lang, None);
        desk.paste(list);
        assert!(preview(&desk).plan.is_ready(), "{}", desk.screen());
        desk.press("<c-s>");
        let done: Vec<bool> = desk.rows::<Promise>().iter().map(|row| row.done.0.is_some()).collect();
        assert_eq!(done, [true, false, false, true, false], "{}", desk.screen());
        // What is under way says nothing of a day that is there.
        desk.paste("Action\tStatus\nA\tin progress\n");
        assert!(preview(&desk).plan.is_idle(), "{}", desk.screen());
    }
    // Of any other word it is asked.
    for (answer, is_done) in [("<enter>", false), ("<up><up><enter>", true)] {
        let mut desk = writing(Lang::En, None);
        desk.paste("Action\tStatus\nA\tdone\nB\tcancelled\n").press("<enter>");
        desk.must_show("does not say whether it is done");
        desk.press(answer).press("<c-s>");
        assert_eq!(desk.rows::<Promise>()[1].done.0.is_some(), is_done, "{}", desk.screen());
    }
    // Colours say nothing.
    let mut desk = writing(Lang::Zh, None);
    desk.paste("行动\t状态\nA\t绿\nB\t红\n");
    desk.must_show("这张表没有这些栏，略过：状态");
}

#[test]
fn who_does_a_step_is_its_role_and_who_changes_it_its_owner() {
    use changebook::tools::process::Step;
    for (lang, list) in [
        (Lang::En, "Step\tWho\tWaiting before\tOwner\nRegister\tParts\t2h\tAnn\n"),
        (Lang::Zh, "步骤\t谁\t等待时间\t负责人\n登记\t备件\t2h\t王\n"),
    ] {
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("pReturns<enter>]").paste(list);
        let intake = &preview(&desk).intake;
        let key = |title: &str| {
            let at = (0..intake.width())
                .find(|at| intake.title(*at) == title)
                .unwrap_or_else(|| panic!("{title}: {}", desk.screen()));
            intake.fields[at].column().map(|column| intake.def.columns[column].key)
        };
        let titles = list.lines().next().unwrap().split('\t');
        let to: Vec<Option<&str>> = titles.map(key).collect();
        assert_eq!(to, [Some("name"), Some("role"), Some("wait"), Some("owner")], "{}", desk.screen());
        desk.press("<c-s>");
        let step = &desk.rows::<Step>()[0];
        assert!(step.role.is_some() && !step.owner.is_empty() && step.wait.is_some());
    }
}

/// A project that has begun on the day, with readings of its first weeks.
fn begun(lang: Lang, start: &str, readings: &[(&str, f64)]) -> Desk {
    use changebook::tools::charter::Charter;
    use changebook::tools::kpi::{Kpi, Reading};
    let mut project = desk::new_project("P");
    let charter = project.rows::<Charter>()[0].id;
    let put = |project: &mut changebook::project::Project, edit: Edit| {
        project.enter(edit, today()).unwrap();
    };
    put(&mut project, Edit::put(charter, Charter::COL.start, Cell::Date(desk::day(start))));
    let kpi = project.rows::<Kpi>().iter().find(|kpi| kpi.code == "csat").unwrap().id;
    for (n, (date, value)) in readings.iter().enumerate() {
        let mut row = Reading::with_id(changebook::sheet::Id::new(5_000 + n as u64));
        (row.kpi, row.date, row.value) =
            (changebook::sheet::Link::to(kpi), Some(desk::day(date)), Some(*value));
        put(&mut project, Edit::Insert { at: n, row: std::sync::Arc::new(row) });
    }
    Desk::open(lang, WIDE, project)
}

fn readings(desk: &Desk) -> Vec<(String, f64)> {
    let mut all: Vec<(String, f64)> = desk
        .rows::<changebook::tools::kpi::Reading>()
        .iter()
        .filter_map(|row| Some((row.date?.to_string(), row.value?)))
        .collect();
    all.sort_by(|one, other| one.0.cmp(&other.0));
    all
}

/// The day of all tests is 2026-03-04, in week 10 of the year; the project has begun with the year's second week.
#[test]
fn weeks_that_may_be_of_the_project_or_the_year_are_asked_about_before_anything_is_changed() {
    let there = [("2026-01-11", 71.0), ("2026-01-18", 72.0), ("2026-01-25", 73.0)];
    let list = "KPI\twk 2\twk 3\nCSAT\t79\t80\n";
    let old: Vec<(String, f64)> = there.iter().map(|(day, value)| ((*day).to_owned(), *value)).collect();
    for (lang, asked) in [(Lang::Zh, "整张表是哪一种"), (Lang::En, "which are they in the whole table?")]
    {
        let open = || {
            let mut desk = begun(lang, "2026-01-05", &there);
            desk.press(":readings<enter>").paste(list);
            assert!(!preview(&desk).plan.is_ready(), "{}", desk.screen());
            assert!(preview(&desk).cell().and_then(CellPlan::asks).unwrap().get(lang).contains(asked));
            desk
        };
        // The first is offered that changes nothing of the project's weeks; one answer is that for all.
        let mut desk = open();
        desk.press("<enter><enter>");
        assert!(preview(&desk).plan.is_ready(), "{}", desk.screen());
        assert!(notes(&desk).contains("'wk 2' is 2026-W02, dated 2026-01-11"), "{}", notes(&desk));
        assert!(!notes(&desk).contains("those of the project"), "{}", notes(&desk));
        desk.press("<c-s>");
        assert_eq!(
            readings(&desk),
            [("2026-01-11".into(), 79.0), ("2026-01-18".into(), 80.0), old[2].clone()]
        );
        let mut desk = open();
        desk.press("<enter><down><enter>");
        assert!(notes(&desk).contains("those of the project"), "{}", notes(&desk));
        desk.press("<c-s>");
        assert_eq!(
            readings(&desk),
            [old[0].clone(), ("2026-01-18".into(), 79.0), ("2026-01-25".into(), 80.0)]
        );
    }
    // Nothing is asked where nothing is changed, or the list says whose weeks they are.
    for list in [
        "KPI\twk 2\twk 3\nCSAT\t72\t73\n",
        "KPI\twk 4\twk 5\nCSAT\t79\t80\n",
        "KPI\tproject week 2\tproject week 3\nCSAT\t79\t80\n",
        "项目周\tCSAT\n2\t79\n3\t80\n",
    ] {
        let mut desk = begun(Lang::En, "2026-01-05", &there);
        desk.press(":readings<enter>").paste(list);
        assert!(preview(&desk).plan.is_ready(), "{list}: {}", desk.screen());
        let is_said = notes(&desk).contains("those of the project");
        assert_eq!(is_said, list.starts_with("KPI"), "{list}: {}", notes(&desk));
    }
}

#[test]
fn weeks_that_have_not_come_are_settled_at_once_as_weeks_of_the_year() {
    for (lang, list) in [
        (Lang::Zh, "指标\t第5周\t第6周\t第7周\nCSAT\t79\t80\t81\n"),
        (Lang::En, "KPI\twk 5\twk 6\twk 7\nCSAT\t79\t80\t81\n"),
    ] {
        let mut desk = begun(lang, "2026-03-02", &[]);
        desk.press(":readings<enter>").paste(list);
        assert!(!preview(&desk).plan.is_ready());
        desk.press("<enter>");
        desk.must_show(if lang == Lang::Zh {
            "都是日历上的周，这里是 2026-W05"
        } else {
            "All are calendar weeks, here 2026-W05"
        });
        desk.press("<enter>");
        assert!(preview(&desk).plan.is_ready(), "{}", desk.screen());
        desk.press("<c-s>");
        let days: Vec<String> = readings(&desk).into_iter().map(|(day, _)| day).collect();
        assert_eq!(days, ["2026-02-01", "2026-02-08", "2026-02-15"], "{}", desk.screen());
    }
}

/// Merged cells come as blanks below the first of a block.
const MERGED: &str =
    "Centre\tName\tRole\nC1\tAnn\tTechnician\n\tBob\tParts\nC2\tCid\tTechnician\n\tDan\tParts\n";

#[test]
fn a_centre_that_stands_in_the_first_line_of_a_block_is_filled_down_or_left_at_once() {
    let centres = |desk: &Desk| -> Vec<String> {
        desk.rows::<Person>().iter().map(|row| row.centre.to_string()).collect()
    };
    for (lang, fill) in
        [(Lang::Zh, "照上面一格填下来，这里是C1"), (Lang::En, "Fill down what stands above, here C1")]
    {
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("2").paste(MERGED);
        assert_eq!(preview(&desk).plan.open().count(), 1, "{}", desk.screen());
        desk.press("<enter>");
        desk.must_show(fill);
        desk.press("<enter>");
        assert!(preview(&desk).plan.is_ready(), "{}", desk.screen());
        desk.press("<c-s>");
        assert_eq!(centres(&desk), ["C1", "C1", "C2", "C2"], "{}", desk.screen());
        // Left blank, or named anew.
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("2").paste(MERGED);
        desk.press("<enter><down><down><enter>").press("<c-s>");
        assert_eq!(centres(&desk), ["C1", "", "C2", ""], "{}", desk.screen());
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("2").paste(MERGED).press("<enter>C9<enter><c-s>");
        assert_eq!(centres(&desk), ["C1", "C9", "C2", "C9"], "{}", desk.screen());
    }
    // Who begins without a centre, or ends without, is of none.
    for list in ["Centre\tName\n\tAnn\nC1\tBob\n\tCid\nC2\tDan\n", "Centre\tName\nC1\tAnn\n\tBob\n"] {
        let mut desk = Desk::fresh(Lang::En, WIDE);
        desk.press("2").paste(list);
        assert!(preview(&desk).plan.is_ready(), "{list}: {}", desk.screen());
    }
}

#[test]
fn a_name_with_its_abbreviation_behind_it_is_offered_as_the_one_that_is_there() {
    for (lang, there, typed, is_first) in [
        (Lang::Zh, "客户满意", "客户满意（CS）", true),
        (Lang::Zh, "工单响应（SLA）", "工单响应", true),
        (Lang::En, "Repeat visits", "Repeat visits (RV)", true),
        (Lang::En, "Repeat visits", "Repeat visits (North)", false),
        (Lang::En, "Repeat visits", "Repeat visits (target)", false),
    ] {
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press(":readings<enter>").paste(&format!("KPI\tDate\tValue\n{there}\t2026-03-04\t9\n"));
        desk.press(if lang == Lang::Zh { "<enter>新增<enter><c-s>" } else { "<enter>as new<enter><c-s>" });
        assert!(desk.rows::<Kpi>().iter().any(|kpi| kpi.name.as_str() == there), "{}", desk.screen());
        let before = desk.rows::<Kpi>().len();
        desk.paste(&format!("KPI\tDate\tValue\n{typed}\t2026-03-03\t8\n")).press("<enter><enter><c-s>");
        assert_eq!(desk.rows::<Kpi>().len() == before, is_first, "{typed}: {}", desk.screen());
    }
}

#[test]
fn a_new_indicator_has_the_unit_of_its_line() {
    use changebook::tools::kpi::KpiUnit;
    for (list, unit) in [
        ("KPI\tUnit\tDate\tValue\nRepeat visits\t%\t2026-03-04\t9\n", Some(KpiUnit::Percent)),
        ("KPI\tUnit\twk 1\nRepeat visits\thours\t9\n", Some(KpiUnit::Hours)),
        ("指标\t单位\t3月4日\nRepeat visits\t次\t9\n", Some(KpiUnit::Times)),
        ("KPI\tUnit\tDate\tValue\nRepeat visits\tfurlongs\t2026-03-04\t9\n", None),
    ] {
        let mut desk = Desk::fresh(Lang::En, WIDE);
        desk.press(":readings<enter>").paste(list).press("<enter>as new<enter><c-s>");
        let kpi = desk.rows::<Kpi>().into_iter().find(|kpi| kpi.name.as_str() == "Repeat visits");
        assert_eq!(kpi.unwrap_or_else(|| panic!("{}", desk.screen())).unit, unit, "{list}");
    }
}

#[test]
fn the_word_tells_what_is_done_where_its_day_is_blank() {
    for (lang, list) in [
        (Lang::En, "Action\tStatus\tDone on\nA\tdone\t2026-03-02\nB\tdone\t\nC\topen\t\n"),
        (Lang::En, "Action\tDone on\tStatus\nA\t2026-03-02\tdone\nB\tn/a\tclosed\nC\t\tnot started\n"),
        (Lang::En, "Action\tDone\tDone on\nA\tyes\t2026-03-02\nB\tyes\t\nC\tno\t\n"),
        (Lang::En, "Action\tDone on\tDone?\nA\t2026-03-02\tx\nB\t-\tyes\nC\t\tno\n"),
        (Lang::Zh, "行动\t完成日期\t状态\nA\t2026-03-02\t已完成\nB\t\t完成\nC\t\t进行中\n"),
        (Lang::Zh, "行动\t是否完成\t完成日期\nA\t是\t2026-03-02\nB\t是\t\nC\t否\t\n"),
    ] {
        let mut desk = begun(lang, "2026-02-02", &[]);
        desk.press("<esc>:actions<enter>");
        desk.paste(list);
        assert!(preview(&desk).plan.is_ready(), "{list}: {}", desk.screen());
        let said = notes(&desk);
        assert!(said.contains("1 line, ticked with that of today, 2026-03-04"), "{list}: {said}");
        assert!(!said.contains("skipped"), "{list}: {said}");
        desk.press("<c-s>");
        let done: Vec<Option<String>> =
            desk.rows::<Promise>().iter().map(|row| row.done.0.map(|day| day.to_string())).collect();
        assert_eq!(done, [Some("2026-03-02".into()), Some("2026-03-04".into()), None], "{list}");
    }
    // Of any other word it is asked, once for all lines that have it; a day beside a word that says no counts, and is said.
    let mut desk = begun(Lang::En, "2026-02-02", &[]);
    desk.press("<esc>:actions<enter>");
    desk.paste(
        "Action\tStatus\tDone on\nA\tdone\t2026-03-02\nB\tcancelled\t\nC\tcancelled\t\nD\topen\t2026-03-03\n",
    );
    assert!(notes(&desk).contains("please check line 5"), "{}", notes(&desk));
    desk.press("<enter>");
    desk.must_show("'cancelled' does not say whether it is done");
    desk.press("<enter><c-s>");
    let done: Vec<bool> = desk.rows::<Promise>().iter().map(|row| row.done.0.is_some()).collect();
    assert_eq!(done, [true, false, false, true], "{}", desk.screen());
    // A day that the project has stays.
    desk.paste("Action\tStatus\tDone on\nA\tdone\t\nB\topen\t\n");
    assert!(preview(&desk).plan.is_idle(), "{}", desk.screen());
    // Whoever sends the day elsewhere has the words left as they are.
    desk.press("<esc>").paste("Action\tStatus\tDone on\nE\tdone\t\n");
    desk.press("<up><right><right><enter><end><enter>");
    assert!(!notes(&desk).contains("ticked with"), "{}", desk.screen());
}

#[test]
fn a_value_is_in_the_unit_of_its_line() {
    let stored = |desk: &Desk, name: &str| -> Vec<f64> {
        let kpis = desk.rows::<Kpi>();
        let of = kpis.iter().find(|kpi| changebook::project::row_name(*kpi, Lang::En) == name);
        let id = of.unwrap_or_else(|| panic!("{}", desk.screen())).id;
        let readings = desk.rows::<Reading>();
        readings.iter().filter(|row| row.kpi.0 == Some(id)).filter_map(|row| row.value).collect()
    };
    for (list, wanted) in [
        ("KPI\tDate\tValue\tUnit\nAverage response time\t2026-03-03\t2\tdays\n", 48.0),
        ("KPI\tUnit\t2026-03-03\nAverage response time\tmin\t90\n", 1.5),
        ("指标\t单位\t日期\t数值\n平均响应时间\t天\t2026-03-03\t1.5\n", 36.0),
        ("KPI\tDate\tValue\tUnit\nAverage response time\t2026-03-03\t28h\tdays\n", 28.0),
        ("KPI\tDate\tValue\tUnit\nAverage response time\t2026-03-03\t28\thours\n", 28.0),
        ("KPI\tDate\tValue\tUnit\nAverage response time\t2026-03-03\t28\t\n", 28.0),
        ("KPI\tDate\tValue\tUnit\nAverage response time\t2026-03-03\t28\t-\n", 28.0),
    ] {
        let mut desk = begun(Lang::En, "2026-02-02", &[]);
        desk.press("<esc>:readings<enter>").paste(list);
        assert!(!notes(&desk).contains("kipped"), "{list}: {}", notes(&desk));
        let is_converted = notes(&desk).contains("Converted");
        assert_eq!(is_converted, !matches!(wanted, 28.0), "{list}: {}", desk.screen());
        desk.press("<c-s>");
        assert_eq!(stored(&desk, "Average response time"), [wanted], "{list}: {}", desk.screen());
    }
    // What does not fit is asked about: this number as it is, or all of them.
    let list = "KPI\tDate\tValue\tUnit\nAverage response time\t2026-03-03\t28\tpoints\nAverage response time\t2026-02-24\t30\tpoints\n";
    for (answer, is_all) in [("<enter>", false), ("<down><enter>", true)] {
        let mut desk = Desk::fresh(Lang::En, WIDE);
        desk.press(":readings<enter>").paste(list).press("<enter>").press(answer);
        assert_eq!(preview(&desk).plan.is_ready(), is_all, "{}", desk.screen());
    }
    // Those of a new indicator as well, in a unit of people's own, too.
    for (list, wanted) in [
        ("KPI\tDate\tValue\tUnit\nWaiting\t2026-03-03\t28\th\nWaiting\t2026-02-24\t2\td\n", [28.0, 48.0]),
        (
            "KPI\tDate\tValue\tUnit\nWaiting\t2026-03-03\t28\tbays\nWaiting\t2026-02-24\t2\tbays\n",
            [28.0, 2.0],
        ),
    ] {
        let mut desk = Desk::fresh(Lang::En, WIDE);
        desk.press(":readings<enter>").paste(list).press("<enter>as new<enter><c-s>");
        assert_eq!(stored(&desk, "Waiting"), wanted, "{list}: {}", desk.screen());
    }
}

#[test]
fn shares_of_one_column_are_one_decision() {
    let list = "KPI\tDate\tValue\nFTFR\t2026-02-10\t0.6\nFTFR\t2026-02-17\t0.61\nFTFR\t2026-02-24\t0.72\nFTFR\t2026-03-03\t1\nAverage response time\t2026-03-03\t0.9\n";
    let values = |answer: &str| {
        let mut desk = begun(Lang::En, "2026-02-02", &[]);
        desk.press("<esc>:readings<enter>").paste(list).press("<enter>");
        desk.must_show("60%, 61%");
        desk.press(answer);
        assert!(preview(&desk).plan.is_ready(), "{answer}: {}", desk.screen());
        desk.press("<c-s>");
        readings(&desk).into_iter().map(|(_, value)| value).collect::<Vec<_>>()
    };
    // A duration beside them is none of them.
    let mut shares = values("<enter>");
    shares[3..].sort_by(f64::total_cmp);
    assert_eq!(shares, [60.0, 61.0, 72.0, 0.9, 100.0]);
    let mut as_typed = values("<down><enter>");
    as_typed[3..].sort_by(f64::total_cmp);
    assert_eq!(as_typed, [0.6, 0.61, 0.72, 0.9, 1.0]);
    // Weeks across are one column, too; a share alone is asked about by itself, and taken back all are asked about again.
    let mut desk = begun(Lang::Zh, "2026-01-05", &[]);
    desk.press("<esc>:数据<enter>")
        .paste("指标\t2026-02-17\t2026-02-24\n首次修复率（FTFR）\t0.6\t0.61\n沟通覆盖率\t0.5\t0.7\n");
    assert_eq!(preview(&desk).plan.open().count(), 4, "{}", desk.screen());
    desk.press("<enter><enter>");
    assert!(preview(&desk).plan.is_ready(), "{}", desk.screen());
    let mut desk = begun(Lang::En, "2026-02-02", &[]);
    desk.press("<esc>:readings<enter>").paste("KPI\tDate\tValue\nFTFR\t2026-03-03\t0.6\n").press("<enter>");
    assert!(!desk.shows("whole column"), "{}", desk.screen());
}

#[test]
fn a_known_indicator_in_other_words_is_asked_about_in_a_list_of_indicators() {
    for (name, asks) in [
        ("客户满意度（CSAT）", true),
        ("客户满意度(CSAT)", true),
        ("客户满意度（NPS）", true),
        ("客户满意度（目标）", false),
        ("客户满意度", false),
    ] {
        for (answer, is_new) in [("<enter>", false), ("<down><enter>", true)] {
            let mut desk = Desk::fresh(Lang::Zh, WIDE);
            let before = desk.rows::<Kpi>().len();
            desk.press("9]]]]").paste(&format!("指标\t单位\t目标值\n{name}\t分\t91\n"));
            assert_eq!(!preview(&desk).plan.is_ready(), asks, "{name}: {}", desk.screen());
            if asks {
                desk.press("<enter>").press(answer).press("<c-s>");
                assert_eq!(desk.rows::<Kpi>().len() > before, is_new, "{name}: {}", desk.screen());
                let named = desk.rows::<Kpi>().iter().any(|kpi| kpi.name.as_str() == name);
                assert_eq!(named, is_new, "the known one keeps its name: {}", desk.screen());
            }
        }
    }
}

#[test]
fn a_new_centre_that_is_called_nearly_as_another_is_pointed_out() {
    let mut desk = Desk::fresh(Lang::En, WIDE);
    desk.press("2").paste("Name\tCentre\nAnn\tDublin\nBob\t宁波\nCid\tCork\nDan\tCentre 1\n").press("<c-s>");
    for (typed, like) in [
        ("宁波中心", Some("宁波")),
        ("宁波市", Some("宁波")),
        ("宁波售后服务中心", Some("宁波")),
        ("Cork centre", Some("Cork")),
        ("cork service center", Some("Cork")),
        ("Dub", Some("Dublin")),
        ("Dubiln", Some("Dublin")),
        ("宁海", None),
        ("Limerick", None),
        ("Centre 2", None),
        ("Dublin North", None),
        ("Dublin", None),
        ("dublin", None),
    ] {
        desk.paste(&format!("Name\tCentre\nEve\t{typed}\n"));
        let said = notes(&desk);
        let wanted = like.map(|like| format!("New centre '{typed}': is it '{like}'?"));
        match &wanted {
            Some(wanted) => assert!(said.contains(wanted.as_str()), "{typed}: {said}"),
            None => assert!(!said.contains("New centre"), "{typed}: {said}"),
        }
        // At the keyboard it is stored, and said.
        let mut typing = Desk::open(Lang::En, WIDE, desk.project().clone());
        let dan = typing.rows::<Person>()[3].id;
        assert!(typing.app_mut().go(Place { sheet: Person::SHEET, row: Some(dan), column: "centre" }));
        typing.press(typed).press("<enter>");
        assert_eq!(typing.rows::<Person>()[3].centre.to_lowercase(), typed.to_lowercase());
        assert_eq!(typing.said().contains("is it '"), like.is_some(), "{typed}: {}", typing.screen());
        desk.press("<esc>");
    }
    // Two of one list, and a centre of the roadmap.
    let mut desk = Desk::fresh(Lang::En, WIDE);
    desk.press("2").paste("Name\tCentre\nAnn\t苏州\nBob\t苏州店\nCid\t苏州店\n");
    assert_eq!(notes(&desk).matches("New centre '苏州店': is it '苏州'?").count(), 1, "{}", notes(&desk));
}

#[test]
fn titles_with_nothing_below_them_are_not_said_to_be_in_the_sheet() {
    for (lang, said, after) in [
        (Lang::En, "There are titles and nothing below them", "There was nothing to put in"),
        (Lang::Zh, "只有标题，下面没有内容", "没有内容可存"),
    ] {
        let mut desk = writing(lang, None);
        for (block, keys) in
            [("Action\tOwner\n", ""), ("Action\tOwner\n\n\t\n", ""), ("Call them\tAnn\t\t12\n", "t")]
        {
            desk.paste(block).press(keys);
            let screen = desk.screen();
            assert!(screen.contains(said) && !screen.contains("in the sheet already"), "{block:?}: {screen}");
            desk.press("<c-s>");
            assert!(desk.screen().contains(after), "{block:?}: {}", desk.screen());
        }
        desk.paste("Action\tOwner\nCall them\tAnn\n").press("<c-s>");
        desk.paste("Action\tOwner\nCall them\tAnn\n");
        assert!(!desk.screen().contains(said), "{}", desk.screen());
    }
}
