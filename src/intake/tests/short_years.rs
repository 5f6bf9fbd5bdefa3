//! Days with a year of two digits, each column in one order.

use super::*;
use crate::calendar::DayOrder;

fn block(days: &[&str]) -> String {
    let lines = days.iter().map(|day| format!("FTFR\t{day}\t80%\n"));
    std::iter::once("指标\t日期\t数值\n".to_owned()).chain(lines).collect()
}

fn days(read: &Plan) -> Vec<String> {
    let day = |line: &LinePlan| match &line.cells[1] {
        CellPlan::Fill(said) => said.en.to_string(),
        CellPlan::Wrong(_) => "?".to_owned(),
        other => format!("{other:?}"),
    };
    read.lines.iter().map(day).collect()
}

#[test]
fn a_column_with_one_possible_order_is_read_in_it() {
    for (written, wanted, order) in [
        (&["31/12/25", "10/12/25"][..], &["2025-12-31", "2025-12-10"][..], "day/month/year"),
        (&["12/31/25", "12/10/25"], &["2025-12-31", "2025-12-10"], "month/day/year"),
        (&["25/12/31", "25/12/10"], &["2025-12-31", "2025-12-10"], "year/month/day"),
        (&["260223", "260302"], &["2026-02-23", "2026-03-02"], "year/month/day"),
        (&["23.02.26", "02.03.26"], &["2026-02-23", "2026-03-02"], "day/month/year"),
        (&["26-2-3"], &["2026-02-03"], "year/month/day"),
        (&["23/02/26 0:00", "2026-03-02"], &["2026-02-23", "2026-03-02"], "day/month/year"),
        // One of the column shows the order with its year in full.
        (&["10/12/25", "23/02/2026"], &["2025-12-10", "2026-02-23"], "day/month/year"),
        // Several orders are possible, none is, or they contradict each other.
        (&["10/12/25", "03/12/25"], &["?", "?"], ""),
        (&["3/4/26"], &["?"], ""),
        (&["15/3/18"], &["?"], ""),
        (&["31/12/25", "12/31/25"], &["?", "?"], ""),
        (&["31/02/26"], &["?"], ""),
    ] {
        let read = plan(&intake(Reading::DEF, &block(written)), &empty());
        assert_eq!(days(&read), wanted, "{written:?}");
        let said = read.notes.iter().find(|said| said.en.contains("two digits"));
        assert_eq!(said.is_some(), !order.is_empty(), "{written:?}: {:?}", read.notes);
        assert!(said.is_none_or(|said| said.en.contains(order)), "{said:?}");
    }
}

#[test]
fn the_order_of_a_column_that_leaves_it_open_is_decided_once() {
    let written = ["10/12/25", "03/12/25", "07/11/25"];
    for (order, wanted) in [
        (DayOrder::DayFirst, ["2025-12-10", "2025-12-03", "2025-11-07"]),
        (DayOrder::MonthFirst, ["2025-10-12", "2025-03-12", "2025-07-11"]),
    ] {
        let mut open = intake(Reading::DEF, &block(&written));
        assert!(open.has_open_days(1, today()) && !open.has_open_days(0, today()));
        let asked = plan(&open, &empty());
        let CellPlan::Wrong(wrong) = &asked.lines[0].cells[1] else { panic!("{:?}", asked.lines) };
        assert!(wrong.proposals.iter().any(|(_, mend)| *mend == Mend::Dates(order)), "{wrong:?}");
        open.decide(Decision::Dates(Some(1), order));
        assert_eq!(days(&plan(&open, &empty())), wanted);
    }
    let plain = intake(Reading::DEF, &block(&["31/12/25"]));
    assert!(!plain.has_open_days(1, today()));
}

#[test]
fn days_before_points_are_day_first_unless_their_column_shows_the_month_first() {
    for (written, wanted, note) in [
        (&["02.03.2026", "01.12.2025"][..], &["2026-03-02", "2025-12-01"][..], ""),
        (&["2.3."], &["2026-03-02"], ""),
        (&["02.03.2026", "3/1/2026"], &["2026-03-02", "2026-01-03"], "as in '02.03.2026'"),
        (&["02.03.2026", "01.15.2026"], &["2026-02-03", "2026-01-15"], "as in '01.15.2026'"),
        (&["2.3"], &["?"], ""),
        (&["1.2", "02.03.2026"], &["2026-02-01", "2026-03-02"], "as in '02.03.2026'"),
    ] {
        let mut block = intake(Reading::DEF, &block(written));
        block.read_days_as_in(Lang::En, None);
        let read = plan(&block, &empty());
        assert_eq!(days(&read), wanted, "{written:?}");
        let said =
            read.notes.iter().any(|said| said.en.contains(if note.is_empty() { "is read" } else { note }));
        assert_eq!(said, !note.is_empty(), "{written:?}: {:?}", read.notes);
    }
    // In Chinese the month stands first where no year is written.
    for (written, wanted) in [("2.3.", "2026-02-03"), ("2.3", "2026-02-03"), ("02.03.2026", "2026-03-02")] {
        assert_eq!(days(&plan(&intake(Reading::DEF, &block(&[written])), &empty())), [wanted], "{written}");
    }
}

#[test]
fn months_with_a_short_year_that_read_as_days_are_told() {
    for (written, first, is_told) in [
        (&["Nov 25", "Dec 25", "Jan 26", "Feb 26"][..], "2025-11-25", true),
        (&["Jan 26", "Feb 26"], "2026-01-26", true),
        (&["Feb 24", "Mar 3"], "2026-02-24", false),
        (&["Jan 26"], "2026-01-26", false),
    ] {
        let mut months = intake(Reading::DEF, &block(written));
        let read = plan(&months, &empty());
        assert_eq!(days(&read)[0], first, "{written:?}");
        let said = read.notes.iter().any(|said| said.en.contains("whole months are meant"));
        assert_eq!(said, is_told, "{written:?}: {:?}", read.notes);
        if is_told {
            months.decide(Decision::Months(None, true));
            let last = if first.contains("-11-") { "2025-11-30" } else { "2026-01-31" };
            assert_eq!(days(&plan(&months, &empty()))[0], last, "{written:?}");
        }
    }
}
