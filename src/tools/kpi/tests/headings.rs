//! Tables with weeks across whose names are in no list, with totals beside them, and weeks of a month.

use super::super::entry::{Week, reshape};
use super::*;
use crate::registry::read_cell;

/// What a block becomes: each line, and what is said of it.
fn made(block: &str) -> Option<(Vec<String>, String)> {
    let lines: Vec<Vec<String>> =
        block.lines().map(|line| line.split('|').map(|cell| cell.trim().to_owned()).collect()).collect();
    let made = reshape(&Book::new().project, &lines, date("2026-12-22"))?;
    let notes: Vec<&str> = made.notes.iter().map(|note| &*note.en).collect();
    Some((made.lines.into_iter().map(|line| line.join(" ")).collect(), notes.join("; ")))
}

#[test]
fn weeks_across_are_seen_beside_names_that_are_new() {
    for (one, other) in [
        ("wk 43", "wk 44"),
        ("Wk43", "Wk44"),
        ("KW 43", "KW 44"),
        ("Week 43", "W44"),
        ("第3周", "第4周"),
        ("2026年11月第3周", "2026年11月第4周"),
        ("w/c 19 Oct", "w/c 26 Oct"),
    ] {
        for (corner, total) in [("", "Avg"), ("项目", "平均"), ("Measure", "合计"), ("Item", "Total")] {
            let block =
                format!("{corner}|{one}|{other}|{total}\nReturn rate|71%|72%|71.5%\nBay use|80|–|80\n");
            let (lines, notes) = made(&block).expect("a table with weeks across");
            assert_eq!(lines.len(), 3, "{block}{lines:?}");
            assert_eq!(lines[0], format!("Return rate {one} 71%"));
            assert!(notes.contains(&format!("Not readings, skipped: {total}")), "{notes}");
        }
    }
    // One week is enough, and so are two days.
    assert_eq!(made("|W43\nReturn rate|71%\n").expect("a table").0, ["Return rate W43 71%"]);
    assert!(made("|3/12|10/12\nReturn rate|71%|72%\n").is_some());
    // Words below weeks are a plan, and days below days a list; what stands below a centre is no indicator.
    for other in [
        "|W43|W44\nUptake|all|none\n",
        "Centre|W43|W44\nShanghai|71%|72%\n",
        "|W43\n12-03|71%\n",
        "|Avg\nA|3\n",
    ] {
        assert!(made(other).is_none(), "{other}");
    }
}

#[test]
fn totals_beside_indicators_are_left_out_as_a_column() {
    for total in ["Avg", "平均", "合计", "Total", "均值"] {
        let (lines, notes) =
            made(&format!("|FTFR|{total}|CSAT\nW1|71%|75|80\nW2|72%|76|81\n")).expect("a table");
        assert_eq!(lines, ["FTFR W1 71%", "CSAT W1 80", "FTFR W2 72%", "CSAT W2 81"]);
        assert!(notes.contains(&format!("Not readings, skipped: {total}")), "{notes}");
    }
}

#[test]
fn a_week_of_a_month_is_asked_about_with_its_days() {
    let book = Book::new();
    let row = Reading { kpi: Link::to(book.kpi("ftfr")), ..Reading::with_id(Id::new(77)) };
    let said = |typed: &str| {
        let read = read_cell(&book.project, &row, Reading::COL.date.at, typed, date("2026-12-22"));
        read.expect_err("a question").0.en.to_string()
    };
    // 1 December 2026 is a Tuesday, 1 June 2026 a Monday.
    for typed in ["2026年12月第3周", "12月第三周", "2026 年 12 月第 3 周", "12月第3个星期"] {
        let said = said(typed);
        assert!(
            said.contains("2026-12-14 to 2026-12-20, from the first Monday 2026-12-21 to 2026-12-27"),
            "{said}"
        );
    }
    assert!(said("2026年6月第1周").contains("2026-06-01 to 2026-06-07; write 2026-06-07 if so"));
    // Weeks of the year and of the project stay what they are, and no month has a seventh week.
    for typed in ["2026年第5周", "第3周"] {
        assert!(Week::read(typed, date("2026-12-22")).is_some_and(|week| !matches!(week, Week::OfMonth(..))));
    }
    assert_eq!(Week::read("12月第7周", date("2026-12-22")), None);
    assert_eq!(Week::read("13月第1周", date("2026-12-22")), None);
}
