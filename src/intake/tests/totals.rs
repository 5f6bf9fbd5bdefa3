//! Lines that are no rows, and what stands in the place of a name.

use super::*;

#[test]
fn lines_of_totals_are_left_out_whatever_they_are_called() {
    let project = empty();
    for total in [
        "一店 汇总",
        "一店小计",
        "一店合计",
        "Centre 1 Total",
        "C1 Average",
        "全国总计",
        "合计（人）",
        "总计/Total",
        "合计 20人",
        "Total: 20",
        "小計",
        "合計",
        "總計",
        "Grand Total",
        "人数合计",
    ] {
        let block = format!("姓名\t门店\t人数\n甲\tC1\t3\n{total}\t\t3\n");
        let mut intake = intake(Person::DEF, &block);
        let out = plan(&intake, &project);
        assert_eq!((&out.lines[1].goes, out.new_rows), (&Goes::Out(Left::Total), 1), "{total}");
        intake.decide(Decision::Line(2, Some(Choice::New)));
        assert_eq!(plan(&intake, &project).new_rows, 2, "{total}");
    }
    // As a spreadsheet writes them, in the column by which it groups.
    let block = "姓名\t门店\t人数\n甲\tNorth\t3\n\tNorth Total\t3\n";
    assert_eq!(plan(&intake(Person::DEF, block), &project).left_out, 1);
    for name in ["数据汇总", "Total Energies", "合计员", "平均响应时间", "Team Total"] {
        let block = format!("姓名\t门店\t人数\n甲\tC1\t3\n{name}\t\t3\n");
        assert_eq!(plan(&intake(Person::DEF, &block), &project).new_rows, 2, "{name}");
    }
}

#[test]
fn what_says_that_there_is_nothing_is_no_name() {
    for name in ["N/A", "无", "-", "—", "待定"] {
        let block = format!("姓名\t人数\n甲\t3\n{name}\t4\n-\t--\n");
        let plan = plan(&intake(Person::DEF, &block), &empty());
        assert_eq!((plan.new_rows, plan.open().collect::<Vec<_>>()), (1, vec![(1, Some(0))]), "{name}");
        assert_eq!(plan.lines[2].goes, Goes::Blank, "a line that is ruled off");
    }
}
