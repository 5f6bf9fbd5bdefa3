//! Weeks written for days, and tables with weeks or indicators across.

use super::super::entry::{Week, reshape};
use super::*;
use crate::registry::read_cell;

fn lines(block: &str) -> Vec<Vec<String>> {
    block.lines().map(|line| line.split('|').map(|cell| cell.trim().to_owned()).collect()).collect()
}

/// What a block becomes: indicator, day as written, value, and what goes along.
fn flat(book: &Book, block: &str, today: NaiveDate) -> Option<Vec<String>> {
    let shaped = reshape(&book.project, &lines(block), today)?;
    Some(shaped.lines.into_iter().map(|line| line.join(" ")).collect())
}

#[test]
fn a_week_is_read_in_every_way_it_is_written() {
    use Week::{Ago, Calendar, OfYear, Project};
    for (week, all) in [
        (
            Project(4),
            &[
                "第4周",
                "第四周",
                "第 4 周",
                "4周",
                "四周",
                "Week 4",
                "week4",
                "WEEK 04",
                "W4",
                "w04",
                "wk 4",
                "Wk-4",
                "Ｗ４",
                "项目第4周",
                "project week 4",
                "第4周（试点）",
                "week-4",
                "第4个星期",
            ][..],
        ),
        (Project(12), &["第十二周", "第12周", "W12"]),
        (
            Calendar(2026, 5),
            &[
                "2026-W05",
                "2026W05",
                "2026-w5",
                "2026年第5周",
                "2026 week 5",
                "W05/2026",
                "w5-2026",
                "2026 W5",
            ],
        ),
        (Calendar(2026, 13), &["KW 13/2026", "2026 KW13", "CW13/2026"]),
        (OfYear(13), &["KW13", "CW 13", "kw-13", "calendar week 13"]),
        (Ago(0), &["本周", "This week", "这周"]),
        (Ago(1), &["上周", "last week"]),
        (Project(9), &["W9 (last week)", "W9（上周）"]),
    ] {
        for typed in all {
            assert_eq!(Week::read(typed, day(60)), Some(week), "{typed}");
        }
    }
    for typed in [
        "",
        "W",
        "week",
        "第周",
        "周4",
        "周四",
        "4",
        "Walks",
        "3月4日",
        "2026-03-04",
        "weekly",
        "W4b",
        "第4季度",
        "2026",
        "20w05",
    ] {
        assert_eq!(Week::read(typed, day(60)), None, "{typed}");
    }
}

#[test]
fn a_week_is_its_last_day_or_today_or_the_day_of_its_reading() {
    let mut book = Book::new();
    let read = |book: &Book, typed: &str, code: &str, today: NaiveDate| {
        let row = Reading { kpi: Link::to(book.kpi(code)), ..Reading::default() };
        read_cell(&book.project, &row, Reading::COL.date.at, typed, today)
    };
    let is = |day: NaiveDate| Ok(Cell::Date(day));
    assert_eq!(read(&book, "week 4", "ftfr", day(60)), is(day(28)));
    assert_eq!(read(&book, "第4周", "ftfr", day(24)), is(day(24)), "the week under way");
    assert_eq!(read(&book, "W4", "ftfr", day(22)), is(day(22)), "its first day");
    // 2 March 2026 is the Monday of week 10.
    assert_eq!(read(&book, "2026-W10", "ftfr", day(60)), is(day(7)));
    assert_eq!(read(&book, "上周", "ftfr", day(24)), is(day(21)));
    assert_eq!(
        read(&book, "last week", "ftfr", day(3)),
        is(date("2026-03-01")),
        "before the start, by the calendar"
    );
    // What has not come, is no week, or cannot be told.
    for (typed, said) in [
        ("W5", "现在是第 4 周；要写日历上的周，请写 2026-W05"),
        ("week 0", "周数从 1 开始"),
        ("2026-W54", "没有第 54 周"),
        ("2026-W40", "还没有到"),
    ] {
        let refused = read(&book, typed, "ftfr", day(24)).expect_err(typed);
        assert!(refused.0.zh.contains(said), "{typed}: {}", refused.0.zh);
    }
    // The reading that the week has is the one that changes; of several the latest, unless they add up.
    book.read("ftfr", day(23), 80.0);
    assert_eq!(read(&book, "W4", "ftfr", day(60)), is(day(23)));
    assert_eq!(read(&book, "W4", "csat", day(60)), is(day(28)));
    book.read("ftfr", day(25), 81.0);
    assert_eq!(read(&book, "W4", "ftfr", day(60)), is(day(25)));
    book.read("walks", day(23), 1.0);
    assert_eq!(read(&book, "W4", "walks", day(60)), is(day(23)));
    book.read("walks", day(24), 1.0);
    assert_eq!(read(&book, "W4", "walks", day(60)), is(day(28)));
    // Months and quarters are no days, with a reason; a day is a day as before.
    for typed in ["3月", "2026-03", "Mar 2026", "Q1"] {
        assert!(read(&book, typed, "ftfr", day(60)).is_err(), "{typed}");
    }
    assert_eq!(read(&book, "3月4日", "ftfr", day(60)), is(day(3)));
}

#[test]
fn weeks_across_become_a_line_each() {
    let book = Book::new();
    let across = |block: &str| flat(&book, block, day(60));
    for block in [
        "指标|第1周|第2周|第3周\nFTFR|80%|81|\n平均响应时间|48|无|47 h",
        // With a heading, a unit, a blank line, a sub-heading and totals aside.
        "每周数据|||\n指标|第1周|第2周|第3周\n\n滞后指标|||\nFTFR|80%|81|\n平均响应时间|48|待定|47 h",
    ] {
        let wanted = ["FTFR 第1周 80%", "FTFR 第2周 81", "平均响应时间 第1周 48", "平均响应时间 第3周 47 h"];
        assert_eq!(across(block).expect(block), wanted);
    }
    let shaped =
        reshape(&book.project, &lines("指标|单位|第1周|备注\nFTFR|%|80|试点"), day(60)).expect("readings");
    assert_eq!(shaped.lines, [["FTFR", "第1周", "80", "试点"]]);
    assert_eq!(shaped.places, [(1, 2)]);
    assert!(shaped.notes.is_empty(), "the unit is read with the values: {:?}", shaped.notes);
    let shaped = reshape(&book.project, &lines("指标|口径|第1周\nFTFR|全网|80"), day(60)).expect("readings");
    assert!(shaped.notes[0].zh.contains("口径"), "{:?}", shaped.notes);
    let shaped = reshape(&book.project, &lines("指标||第1周\nFTFR|东区|80"), day(60)).expect("readings");
    assert!(shaped.notes[0].zh.contains("第 2 列没有标题"), "{:?}", shaped.notes);
    for (block, wanted) in [
        ("Indicator|Week 1|W2\nFTFR|80|81", vec!["FTFR Week 1 80", "FTFR W2 81"]),
        ("|2026-W10|2026-W11\nFTFR|80|81", vec!["FTFR 2026-W10 80", "FTFR 2026-W11 81"]),
        ("KPI|2026-03-08|3月15日\nFTFR|80|81", vec!["FTFR 2026-03-08 80", "FTFR 3月15日 81"]),
        ("周次|1|2\nFTFR|80|81", vec!["FTFR W1 80", "FTFR W2 81"]),
        // A month is handed on, to be refused with its reason.
        ("指标|3月|4月\nFTFR|80|81", vec!["FTFR 3月 80", "FTFR 4月 81"]),
        // The centre goes along, and a name over several lines counts for all of them.
        ("指标|服务中心|W1\nFTFR|1号中心|80\n|2号中心|70", vec!["FTFR W1 80 1号中心", "FTFR W1 70 2号中心"]),
        ("指标|W1\n没有的指标|80", vec!["没有的指标 W1 80"]),
    ] {
        assert_eq!(across(block).unwrap_or_else(|| panic!("{block}")), wanted);
    }
    // Lists as the sheets have them, and others, are none of these.
    for block in [
        "指标|日期|数值\nFTFR|2026-03-08|80",
        "指标|基线|目标\nFTFR|80|90",
        "FTFR|2026-03-08|80\nFTFR|2026-03-15|81",
        "事件|日期\n上线|2026-03-08",
        "指标|回顾日期|根本原因\nFTFR|2026-03-08|缺件",
        "80\n81",
        "指标|单位|2025|目标\nFTFR|%|80|90",
        "指标|W1|W2\nFTFR||",
        "",
    ] {
        assert_eq!(across(block), None, "{block}");
    }
}

/// The first and the last day of a week that is written by its days, on the ninth of March.
#[test]
fn a_week_is_read_by_its_days() {
    let today = date("2026-03-09");
    for (typed, first, last) in [
        ("w/e 8 Mar", "2026-03-02", "2026-03-08"),
        ("W/E: 8-Mar-26", "2026-03-02", "2026-03-08"),
        ("WE 8 March 2026", "2026-03-02", "2026-03-08"),
        ("week ending 8 Mar", "2026-03-02", "2026-03-08"),
        ("Week ended Mar 8", "2026-03-02", "2026-03-08"),
        ("WE 15/02", "2026-02-09", "2026-02-15"),
        ("w/c 2 Mar", "2026-03-02", "2026-03-08"),
        ("wc 02.03.2026", "2026-03-02", "2026-03-08"),
        ("week commencing 2 March", "2026-03-02", "2026-03-08"),
        ("Week of Mar 2", "2026-03-02", "2026-03-08"),
        ("w/b 2026-03-02", "2026-03-02", "2026-03-08"),
        ("截至3月8日", "2026-03-02", "2026-03-08"),
        ("3月2日起", "2026-03-02", "2026-03-08"),
        ("2-8 Mar", "2026-03-02", "2026-03-08"),
        ("2 – 8 March 2026", "2026-03-02", "2026-03-08"),
        ("Mar 2-8", "2026-03-02", "2026-03-08"),
        ("March 2 - 8, 2026", "2026-03-02", "2026-03-08"),
        ("2 Mar - 8 Mar", "2026-03-02", "2026-03-08"),
        ("2 Mar to 8 Mar", "2026-03-02", "2026-03-08"),
        ("23 Feb - 1 Mar", "2026-02-23", "2026-03-01"),
        ("23-1 Mar", "2026-02-23", "2026-03-01"),
        ("29 Dec - 4 Jan", "2025-12-29", "2026-01-04"),
        ("3/2-3/8", "2026-03-02", "2026-03-08"),
        ("2/3-8/3", "2026-03-02", "2026-03-08"),
        ("3.2-3.8", "2026-03-02", "2026-03-08"),
        ("3.2~3.8", "2026-03-02", "2026-03-08"),
        ("2.3.-8.3.", "2026-03-02", "2026-03-08"),
        ("3月2日-3月8日", "2026-03-02", "2026-03-08"),
        ("3月2日至8日", "2026-03-02", "2026-03-08"),
        ("3月2-8日", "2026-03-02", "2026-03-08"),
        ("2月23日到3月1日", "2026-02-23", "2026-03-01"),
        ("2026年3月2日至3月8日", "2026-03-02", "2026-03-08"),
        ("2026-03-02~2026-03-08", "2026-03-02", "2026-03-08"),
        ("２０２６．３．２－３．８", "2026-03-02", "2026-03-08"),
        ("2-6 Mar", "2026-03-02", "2026-03-06"),
        ("第10周 3.2-3.8", "2026-03-02", "2026-03-08"),
    ] {
        assert_eq!(Week::read(typed, today), Some(Week::Days(date(first), date(last))), "{typed}");
    }
    for typed in [
        "2 Mar - 15 Mar",
        "3.2-3.20",
        "8 Mar - 2 Mar",
        "2-8",
        "3/2-8/9",
        "1-1.5",
        "3-2-8",
        "26-3-2",
        "Wed 4 Mar",
        "we need it",
        "2026-03-02",
        "3月",
        "80-85",
        "3-5天",
        "止",
    ] {
        assert_eq!(Week::read(typed, today), None, "{typed}");
    }
    assert_eq!(
        Week::read("w/e 08/03", today),
        Some(Week::Either(date("2026-03-08"), date("2025-08-03"))),
        "either may be the month"
    );
}

#[test]
fn tables_with_weeks_by_their_days_are_read() {
    let mut book = Book::new();
    let today = date("2026-03-16");
    for (block, wanted) in [
        ("KPI|w/e 8 Mar|w/e 15 Mar\nFTFR|80|81", ["FTFR w/e 8 Mar 80", "FTFR w/e 15 Mar 81"]),
        ("KPI|WE 08/03|WE 15/03\nFTFR|80|81", ["FTFR w/e 2026-03-08 80", "FTFR WE 15/03 81"]),
        ("KPI|w/c 02/03|w/c 09/03\nFTFR|80|81", ["FTFR w/c 2026-03-02 80", "FTFR w/c 2026-03-09 81"]),
        ("KPI|w/e 02/03|w/e 02/04\nFTFR|80|81", ["FTFR 02/03 80", "FTFR 02/04 81"]),
        ("指标|3月2日-3月8日|3月9日-15日\nFTFR|80|81", ["FTFR 3月2日-3月8日 80", "FTFR 3月9日-15日 81"]),
        ("KPI \\ w/c|KPI|2 Mar|9 Mar\n|FTFR|80|81", ["FTFR 2 Mar 80", "FTFR 9 Mar 81"]),
        ("w/c|2 Mar|9 Mar\nFTFR|80|81", ["FTFR w/c 2 Mar 80", "FTFR w/c 9 Mar 81"]),
        ("Week|FTFR\n2-8 Mar|80\n9-15 Mar|81", ["FTFR 2-8 Mar 80", "FTFR 9-15 Mar 81"]),
        ("周|FTFR\n3.2-3.8|80\n3.9-3.15|81", ["FTFR 3.2-3.8 80", "FTFR 3.9-3.15 81"]),
        ("周|FTFR\nw/e 08/03|80\nw/e 15/03|81", ["FTFR w/e 2026-03-08 80", "FTFR w/e 15/03 81"]),
        ("Week commencing|FTFR\n2 Mar|80\n9 Mar|81", ["FTFR w/c 2 Mar 80", "FTFR w/c 9 Mar 81"]),
    ] {
        assert_eq!(flat(&book, block, today).unwrap_or_else(|| panic!("{block}")), wanted);
    }
    let told = reshape(&book.project, &lines("KPI|w/c 2 Mar\nFTFR|80"), today).expect("readings").notes;
    assert!(told.iter().any(|said| said.en.contains("'w/c 2 Mar' is 2026-03-08")), "{told:?}");
    // A reading is dated the last day of the week, or today; the one that the week has is the one that changes.
    let row = Reading { kpi: Link::to(book.kpi("ftfr")), ..Reading::default() };
    let read = |book: &Book, typed: &str| read_cell(&book.project, &row, Reading::COL.date.at, typed, today);
    assert_eq!(read(&book, "w/c 2 Mar"), Ok(Cell::Date(date("2026-03-08"))));
    assert_eq!(read(&book, "16-22 Mar"), Ok(Cell::Date(today)), "the week under way");
    assert!(read(&book, "w/c 23 Mar").is_err(), "it has not come");
    let either = read(&book, "w/c 02/03").expect_err("either").0;
    assert!(either.en.contains("2026-03-08 or 2026-02-09"), "{}", either.en);
    book.read("ftfr", day(5), 80.0);
    assert_eq!(read(&book, "2-8 Mar"), Ok(Cell::Date(day(5))));
}

#[test]
fn days_down_and_indicators_across_are_read_as_well() {
    let book = Book::new();
    for (block, wanted) in [
        (
            "日期|FTFR|平均响应时间\n2026-03-08|80%|48 h\n2026-03-15|81%|",
            vec!["FTFR 2026-03-08 80%", "平均响应时间 2026-03-08 48 h", "FTFR 2026-03-15 81%"],
        ),
        ("周|FTFR\n第1周|80\n第2周|81", vec!["FTFR 第1周 80", "FTFR 第2周 81"]),
        ("Week|FTFR\n1|80\n2|81", vec!["FTFR W1 80", "FTFR W2 81"]),
        ("|FTFR|XYZ\nW1|80|3", vec!["FTFR W1 80", "XYZ W1 3"]),
        ("Week|Date|FTFR|Note\nW1|2026-03-06|80|pilot", vec!["FTFR 2026-03-06 80 pilot"]),
    ] {
        assert_eq!(flat(&book, block, day(60)).unwrap_or_else(|| panic!("{block}")), wanted);
    }
    assert_eq!(flat(&book, "日期|事件\n2026-03-08|上线", day(60)), None);
}

/// A list without titles is one, however its days are written: their values are no indicators across.
#[test]
fn a_list_without_titles_is_no_table_with_days_across() {
    let book = Book::new();
    for days in [["06/02/2026", "28/02/2026"], ["2026-02-06", "2026-02-28"], ["06/02/2026", "05/02/2026"]] {
        let [one, two] = days;
        let block = format!("FTFR|{one}|70\nFTFR|{two}|71\nCSAT|{one}|77\nCSAT|{two}|78");
        assert_eq!(flat(&book, &block, day(60)), None, "{days:?}");
    }
    assert!(flat(&book, "指标|06/02/2026|28/02/2026\nFTFR|70|71", day(60)).is_some());
}

#[test]
fn a_week_of_targets_or_of_something_else_in_brackets_is_no_week_of_readings() {
    let book = Book::new();
    let block =
        "指标|W1（目标）|W2（预测）|W3（实际）|W4 (plan)|W5（一店）|W6（春节）\n首次修复率|91|92|80|93|70|75";
    let wanted = ["首次修复率 W3（实际） 80", "首次修复率 W6（春节） 75"];
    assert_eq!(flat(&book, block, day(300)).unwrap(), wanted);
    for week in
        ["W10 (target)", "第10周（目标）", "w/e 8 Mar (forecast)", "2-8 Mar (last year)", "W10（上期）"]
    {
        assert_eq!(Week::read(week, day(300)), None, "{week}");
    }
}

#[test]
fn days_of_the_week_in_one_table_are_of_one_week() {
    use chrono::Datelike as _;
    let book = Book::new();
    let wednesday = (300..307).map(day).find(|day| day.weekday() == chrono::Weekday::Wed).unwrap();
    let ago = |days: u64| wednesday.checked_sub_days(chrono::Days::new(days)).unwrap();
    let days = |block: &str| -> Vec<String> {
        let flat = flat(&book, block, wednesday).unwrap();
        flat.iter().map(|line| line.split(' ').nth(1).unwrap().to_owned()).collect()
    };
    let of = |all: &[u64]| all.iter().map(|days| ago(*days).to_string()).collect::<Vec<_>>();
    for titles in ["周一|周二|周三|周四|周五", "Mon|Tue|Wed|Thu|Fri", "星期一|星期二|星期三|星期四|星期五"]
    {
        assert_eq!(
            days(&format!("指标|{titles}\n首次修复率|81|82|83|84|85")),
            of(&[9, 8, 7, 6, 5]),
            "{titles}"
        );
        // What has not come is blank, so the week is the present one.
        assert_eq!(days(&format!("指标|{titles}\n首次修复率|81|82|83||–")), of(&[2, 1, 0]), "{titles}");
    }
    assert_eq!(days("日期|首次修复率\n周一|81\n周四|82"), of(&[9, 6]));
    for nothing in ["", "–", "N/A", "待定"] {
        assert_eq!(days(&format!("日期|首次修复率\n周一|81\n周四|{nothing}"))[..1], of(&[2]), "{nothing}");
        assert_eq!(days(&format!("指标|周一|周四\n首次修复率|81|{nothing}"))[..1], of(&[2]), "{nothing}");
    }
    // Days that do not follow each other as in a week are read one by one.
    assert_eq!(days("指标|周四|周一\n首次修复率|81|82"), ["周四", "周一"]);
    let block = "指标|周一|周四\n首次修复率|81|82";
    let notes = reshape(&book.project, &lines(block), wednesday).unwrap().notes;
    assert!(notes.iter().any(|note| note.en.contains("those of last week")), "{notes:?}");
}

#[test]
fn of_a_week_with_its_number_and_its_days_the_days_count() {
    let today = NaiveDate::from_ymd_opt(2026, 11, 30).unwrap();
    let on = |month, day| NaiveDate::from_ymd_opt(2026, month, day).unwrap();
    for week in [
        "第10周(3/2-3/8)",
        "第10周（3.2–3.8）",
        "第10周 3月2日-3月8日",
        "第10周3.2-3.8",
        "W10 (2/3-8/3)",
        "W10 (2-8 Mar)",
        "2026-W10: 2 Mar - 8 Mar",
        "W10 [w/e 8 Mar]",
        "第10周【3月4日】",
        "Week 10 (4 Mar)",
    ] {
        assert_eq!(Week::read(week, today), Some(Week::Days(on(3, 2), on(3, 8))), "{week}");
    }
    for (week, n) in [("第10周（春节）", 10), ("W10 (2026)", 10), ("W10 (5)", 10), ("第 10 周", 10)] {
        assert_eq!(Week::read(week, today), Some(Week::Project(n)), "{week}");
    }
    let book = Book::new();
    let notes = |week: &str| {
        reshape(&book.project, &lines(&format!("指标|{week}\n首次修复率|81")), day(300)).unwrap().notes
    };
    let said = |week: &str| notes(week).iter().any(|note| note.en.contains("goes by its days"));
    assert!(said("第20周(3/2-3/8)") && !said("第20周") && !said("3/2-3/8"));
}
