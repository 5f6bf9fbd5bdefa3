//! What each cell takes for what, and what is said of what it does not take.

mod entered;

use super::*;
use crate::demo;
use crate::registry;
use crate::sheet::SheetDef;
use crate::text::Lang;
use std::sync::Arc;

#[test]
fn a_small_percentage_with_its_sign_is_meant() {
    for (typed, meant) in [
        ("0.8%", true),
        ("0,8%", true),
        ("０．８％", true),
        ("1%", true),
        ("1.1%", false),
        ("1,1%", false),
        ("0.8", false),
    ] {
        assert_eq!(is_meant(typed), meant, "{typed}");
    }
}

/// A Tuesday.
fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 10).unwrap()
}

fn project() -> Project {
    demo::project(Lang::En, today())
}

fn def(sheet: &str) -> &'static SheetDef {
    registry::sheets().into_iter().find(|def| def.key == sheet).unwrap()
}

/// What is read in a new row of a sheet.
fn read(project: &Project, sheet: &str, column: &str, typed: &str) -> Result<Cell, String> {
    let def = def(sheet);
    let row = def.new_row(Id::new(1));
    let at = def.column(column).unwrap();
    read_cell(project, &*row, at, typed, today()).map_err(|Invalid(why)| {
        assert!(!why.zh.is_empty() && !why.en.is_empty());
        why.en.to_string()
    })
}

/// What is read, as programs write it; refusals begin with an exclamation mark.
fn said(project: &Project, sheet: &str, column: &str, typed: &str) -> String {
    match read(project, sheet, column, typed) {
        Ok(Cell::Choice(option)) => option.key.to_owned(),
        Ok(cell) => crate::sheet::plain(&cell, Lang::En, &|id| id.to_string()),
        Err(why) => format!("!{why}"),
    }
}

#[test]
fn options_are_met_by_whole_names_in_either_language() {
    let project = project();
    for (sheet, column, typed, key) in [
        ("kotter", "state", "Started", "going"),
        ("kotter", "state", "not started", "open"),
        ("kotter", "state", "in progress", "going"),
        ("kotter", "state", "完成", "done"),
        ("kotter", "state", "✅", "done"),
        ("kpis", "unit", "天", "days"),
        ("kpis", "unit", "day", "days"),
        ("kpis", "unit", "days", "days"),
        ("kpis", "unit", "Day", "days"),
        ("kpis", "unit", "小时", "hours"),
        ("kpis", "unit", "h", "hours"),
        ("kpis", "unit", "hrs", "hours"),
        ("kpis", "unit", "hour", "hours"),
        ("kpis", "unit", "%", "percent"),
        ("kpis", "unit", "％", "percent"),
        ("kpis", "unit", "元", "yuan"),
        ("kpis", "unit", "单/天", "per-day"),
        ("kpis", "unit", "orders a day", "per-day"),
        ("kpis", "unit", "1-5分", "of-five"),
        ("kpis", "unit", "min", "minutes"),
        ("kpis", "unit", "无单位", "none"),
        ("kpis", "kind", "领先", "leading"),
        ("kpis", "kind", "滞后指标", "lagging"),
        ("kpis", "kind", "Lagging", "lagging"),
        ("kpis", "cadence", "周", "weekly"),
        ("kpis", "cadence", "week", "weekly"),
        ("kpis", "cadence", "Monthly", "monthly"),
        ("kpis", "about", "人", "people"),
        ("kpis", "about", "流程", "process"),
        ("people", "role", "顾问", "service_advisor"),
        ("people", "role", "SA", "service_advisor"),
        ("people", "role", "Service Advisors", "service_advisor"),
        ("people", "role", "service_advisor", "service_advisor"),
        ("people", "role", "技术员", "technician"),
        ("people", "role", "机修", "technician"),
        ("people", "role", "Tech", "technician"),
        ("people", "role", "techs", "technician"),
        ("people", "role", "店长", "centre_manager"),
        ("people", "role", "ＣＥＯ", "executive"),
        ("people", "role", "\u{200b}技师\u{feff}", "technician"),
        ("people", "incentive", "未对齐", "not_aligned"),
        ("people", "incentive", "not aligned", "not_aligned"),
        ("checklist", "block", "w5-6", "w5-6"),
        ("checklist", "block", "Weeks 5-6", "w5-6"),
        ("checklist", "block", "第5-6周", "w5-6"),
        ("coalition", "function", "CEO", "general_management"),
    ] {
        assert_eq!(said(&project, sheet, column, typed), key, "{typed} in {column}");
    }
    for (sheet, column, typed) in [
        ("kotter", "state", "start"),
        ("kotter", "state", "始"),
        ("kpis", "unit", "ou"),
        ("kpis", "unit", "orders"),
        ("kpis", "unit", "day or so"),
        ("kpis", "unit", "钟"),
        ("kpis", "kind", "l"),
        ("kpis", "cadence", "daily"),
        ("kpis", "cadence", "每"),
        ("people", "incentive", "align"),
        ("checklist", "block", "w5"),
        ("checklist", "block", "第"),
    ] {
        let said = said(&project, sheet, column, typed);
        assert!(said.contains("is not one of the options"), "{typed} in {column}: {said}");
    }
}

#[test]
fn no_name_of_an_option_means_two() {
    for def in registry::sheets() {
        for column in def.columns {
            let (Kind::Choice(options) | Kind::OpenChoice(options)) = column.kind else { continue };
            for option in options {
                for name in [option.key, option.label.zh, option.label.en].iter().chain(option.aka) {
                    let found = crate::sheet::find_option(name, options).map(|found| found.key);
                    assert_eq!(found, Some(option.key), "{name} in {}.{}", def.key, column.key);
                }
            }
        }
    }
}

#[test]
fn rows_are_met_by_whole_names_and_codes_and_never_by_words() {
    let mut project = project();
    let kpis = def("kpis");
    let called = |project: &Project, name: &str| {
        let rows = project.sheet("kpis").unwrap();
        let named = |at: &usize| {
            let row = rows.row(*at).unwrap();
            [Lang::Zh, Lang::En].iter().any(|lang| crate::project::row_name(row, *lang) == name)
        };
        rows.row((0..rows.len()).find(named).unwrap()).unwrap().id()
    };
    let ftfr = called(&project, "First-time fix rate (FTFR)");
    let response = called(&project, "Average response time");
    for (typed, id) in [
        ("FTFR", ftfr),
        ("首次修复率", ftfr),
        ("首次修复率（FTFR）", ftfr),
        ("First-time fix rate", ftfr),
        ("ftfr", ftfr),
        ("First time fix rate", ftfr),
        ("平均响应时间", response),
        (&response.to_string(), response),
    ] {
        assert_eq!(read(&project, "readings", "kpi", typed), Ok(Cell::Link(id)), "{typed}");
    }
    for typed in [
        "fix rate",
        "response time",
        "FT",
        "响应",
        "响应时间",
        "respons",
        "time response",
        "率",
        "e",
        "zzzzzzzzzzzz",
    ] {
        let why = read(&project, "readings", "kpi", typed).unwrap_err();
        assert!(why.contains("no row called"), "{typed}: {why}");
    }
    // What several rows are called is not taken for the first of them.
    let mut add = |n: u64, name: &str| {
        let mut row = kpis.new_row(Id::new(n));
        assert!(Arc::get_mut(&mut row).unwrap().set(0, Cell::Text(name.into())));
        project.apply(Edit::Insert { at: usize::MAX, row }).unwrap();
        Id::new(n)
    };
    // Names of twelve letters or digits are names first.
    let letters = add(70, "abcdefghjkmn");
    let digits = add(71, "000000000001");
    let other = add(72, "Travel time");
    add(73, "Twin");
    add(74, "Twin");
    add(75, "Response time (night)");
    let one = Id::parse("000000000001").unwrap();
    let mut row = kpis.new_row(one);
    assert!(Arc::get_mut(&mut row).unwrap().set(0, Cell::Text("The row of that id".into())));
    project.apply(Edit::Insert { at: usize::MAX, row }).unwrap();
    for (typed, id) in [
        ("abcdefghjkmn", letters),
        ("000000000001", digits),
        ("travel time", other),
        ("ｔｒａｖｅｌ　time", other),
    ] {
        assert_eq!(read(&project, "readings", "kpi", typed), Ok(Cell::Link(id)), "{typed}");
    }
    let why = read(&project, "readings", "kpi", "twin").unwrap_err();
    assert!(why.contains("rows are called") && why.contains("Twin 000000000029, Twin 00000000002a"), "{why}");
    // A name without its bracket is a whole name; what is near is named, the nearest first.
    let why = read(&project, "readings", "kpi", "travel").unwrap_err();
    assert!(why.contains("no row called 'travel'; the nearest: 'Travel time'"), "{why}");
    assert!(read(&project, "readings", "kpi", "response time").is_ok());
}

#[test]
fn scores_counts_and_ticks_are_read_as_people_write_them() {
    let project = project();
    for (column, typed, value) in [
        ("awareness", "2.0", "2"),
        ("awareness", "3.0分", "3"),
        ("awareness", "３", "3"),
        ("awareness", "3分", "3"),
        ("awareness", "4/5", "4"),
        ("headcount", "12.0", "12"),
        ("headcount", "1.2k", "1200"),
        ("headcount", "1.2万人", "12000"),
        ("headcount", "1,200", "1200"),
        ("headcount", "１２人", "12"),
        ("headcount", "1 200", "1200"),
        ("headcount", "12 people", "12"),
        ("headcount", "1200.00", "1200"),
        ("done", "✅", "2026-03-10"),
        ("done", "✓", "2026-03-10"),
        ("done", "√", "2026-03-10"),
        ("done", "✔️", "2026-03-10"),
        ("done", "完成", "2026-03-10"),
        ("done", "已完成", "2026-03-10"),
        ("done", "done", "2026-03-10"),
        ("done", "Yes", "2026-03-10"),
        ("done", "y", "2026-03-10"),
        ("done", "x", "2026-03-10"),
        ("done", "是", "2026-03-10"),
        ("done", "✅ 完成 done", "2026-03-10"),
        ("done", "✅ 3月2日", "2026-03-02"),
        ("done", "2026-03-02 完成", "2026-03-02"),
        ("done", "12-28", "2025-12-28"),
        ("done", "周五", "2026-03-06"),
        ("done", "未完成", ""),
        ("done", "❌", ""),
        ("done", "no", ""),
        ("done", "否", ""),
        ("done", "not done", ""),
        ("done", "待定", ""),
        ("awareness", "3,0", "3"),
        ("headcount", "12,0", "12"),
        ("live", "✅", "yes"),
        ("live", "✔️", "yes"),
        ("live", "是", "yes"),
        ("live", "❌", ""),
        ("live", "×", ""),
    ] {
        assert_eq!(said(&project, "people", column, typed), value, "{typed} in {column}");
    }
    for (column, typed, says) in [
        ("awareness", "2.5", "a whole number from 1 to 5"),
        ("awareness", "6.0", "a whole number from 1 to 5"),
        ("awareness", "½", "a whole number from 1 to 5"),
        ("awareness", "1e0", "a whole number from 1 to 5"),
        ("headcount", "2.5", "enter a whole number"),
        ("headcount", "1.23456万", "enter a whole number"),
        ("headcount", "1e3", "enter a whole number"),
        ("headcount", "-3", "enter a whole number"),
        ("headcount", "12,00", "enter a whole number"),
        ("headcount", "9999999", "from 0 to 1000000"),
        ("done", "2026-03-12", "has not come yet"),
        ("done", "✅ 否", "not a date"),
        ("live", "maybe", "enter yes or no"),
    ] {
        let said = said(&project, "people", column, typed);
        assert!(said.starts_with('!') && said.contains(says), "{typed} in {column}: {said}");
    }
}

#[test]
fn dates_of_what_is_due_and_of_what_has_happened() {
    let project = project();
    for (sheet, column, typed, value) in [
        ("actions", "due", "2026-3-4 0:00", "2026-03-04"),
        ("actions", "due", "46085", "2026-03-04"),
        ("actions", "due", "周五", "2026-03-13"),
        ("actions", "due", "下周一", "2026-03-16"),
        ("actions", "due", "1月8日", "2026-01-08"),
        ("actions", "due", "12月28日", "2026-12-28"),
        ("actions", "due", "TBD", ""),
        ("actions", "due", "待定", ""),
        ("actions", "due", "N/A", ""),
        ("actions", "due", "#VALUE!", ""),
        ("actions", "due", "-", ""),
        ("readings", "date", "12月28日", "2025-12-28"),
        // A target is aimed at: early in the year too the end of the year is the coming one.
        ("kpis", "target_date", "1月8日", "2027-01-08"),
        ("kpis", "target_date", "12月31日", "2026-12-31"),
        ("kpis", "target_date", "3月1日", "2026-03-01"),
    ] {
        let read = if sheet == "readings" {
            let def = def(sheet);
            let mut row = def.new_row(Id::new(1));
            let kpi = project.sheet("kpis").unwrap().row(0).unwrap().id();
            assert!(Arc::get_mut(&mut row).unwrap().set(def.column("kpi").unwrap(), Cell::Link(kpi)));
            let cell = read_cell(&project, &*row, def.column(column).unwrap(), typed, today()).unwrap();
            crate::sheet::plain(&cell, Lang::En, &|id| id.to_string())
        } else {
            said(&project, sheet, column, typed)
        };
        assert_eq!(read, value, "{typed} in {sheet}");
    }
    for (typed, says) in [
        ("Mar-26", "write 2026-03-31 or 2026-03-01"),
        ("2026年3月", "write 2026-03-31 or 2026-03-01"),
        ("26/3/4", "write 2026-03-04"),
        ("3/4/2026", "write 2026-03-04 or 2026-04-03"),
        ("next Friday", "write 2026-03-13 or 2026-03-20"),
        ("2026-3-4 周五", "2026-03-04 is a Wednesday"),
        ("2026-03-04T16:00:00Z", "another zone"),
        ("########", "too narrow"),
        ("2026-3-4至2026-3-10", "is not a date"),
    ] {
        let said = said(&project, "actions", "due", typed);
        assert!(said.contains(says), "{typed}: {said}");
    }
}

#[test]
fn amounts_are_read_right_or_refused_without_wrong_advice() {
    let project = project();
    for (typed, value) in [
        ("1,234", "1234"),
        ("1，234", "1234"),
        ("1 234", "1234"),
        ("1\u{a0}234", "1234"),
        ("1\u{2009}234", "1234"),
        ("1\u{202f}234", "1234"),
        ("1 000 000", "1000000"),
        ("1'234", "1234"),
        ("1’234", "1234"),
        ("-5", "-5"),
        ("−5", "-5"),
        ("–5", "-5"),
        ("(5)", "-5"),
        ("（5）", "-5"),
        ("+5", "5"),
        // The project counts in 10,000 yuan.
        ("¥1,234", "0.1234"),
        ("￥1,234.50", "0.12345"),
        ("1234元", "0.1234"),
        ("1.2万", "1.2"),
        ("1.2万元", "1.2"),
        ("1.2k", "0.12"),
        ("12万", "12"),
        ("3千", "0.3"),
        ("1.5E+05", "150000"),
        ("1e3", "1000"),
        ("1.5e5", "150000"),
        ("１２３", "123"),
        ("１，２３４．５", "1234.5"),
        ("1．5", "1.5"),
        ("1。5", "1.5"),
        (".5", "0.5"),
        ("5.", "5"),
        ("\u{200b}100", "100"),
        ("100\u{200b}", "100"),
        ("\u{202d}100\u{202c}", "100"),
        ("'100", "100"),
        ("\"100\"", "100"),
        ("100;", "100"),
        ("100,", "100"),
        ("100.0", "100"),
        ("007", "7"),
        ("#N/A", ""),
        ("#DIV/0!", ""),
        ("N/A", ""),
        ("n/a", ""),
        ("无", ""),
        ("暂无", ""),
        ("null", ""),
        ("--", ""),
        ("—", ""),
        ("/", ""),
    ] {
        assert_eq!(said(&project, "budget", "amount", typed), value, "{typed}");
    }
    for (typed, says) in [
        ("1.23,4", "write 123.4 or 1.234"),
        ("12,34,567", "write 1234567"),
        ("1_234", "not a number"),
        ("5-", "write -5 if it is negative, 5 if not"),
        ("¥1.234", "write 1.234 or 1234"),
        ("€1.23", "another currency"),
        ("$1,234", "another currency"),
        ("1E400", "out of range"),
        ("NaN", "not a number"),
        ("inf", "not a number"),
        ("∞", "not a number"),
        ("½", "not a number"),
        ("壹佰", "not a number"),
        ("约100", "no amount"),
        (">100", "not a number"),
        ("≥100", "not a number"),
        ("100+", "not a number"),
        ("100左右", "no amount"),
        ("100~200", "not a number"),
        ("0x10", "no amount"),
        ("=100", "not a number"),
    ] {
        let said = said(&project, "budget", "amount", typed);
        assert!(said.starts_with('!') && said.contains(says), "{typed}: {said}");
    }
}
