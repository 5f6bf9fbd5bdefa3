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

#[test]
fn of_twins_the_one_that_was_chosen_is_named_with_its_row() {
    let mut project = empty();
    let mut two = intake(Person::DEF, "姓名\t服务中心\t人数\n甲\t一店\t3\n甲\t一店\t4\n");
    two.decide(Decision::Line(2, Some(Choice::New)));
    let made = plan(&two, &project);
    project.apply(made.edit).unwrap();
    let mut more = intake(Person::DEF, "姓名\t服务中心\t人数\n甲\t一店\t9\n");
    let asked = plan(&more, &project);
    let Goes::Ask(rows) = &asked.lines[0].goes else { panic!("{:?}", asked.lines) };
    let said: Vec<String> = rows.iter().map(|(_, name)| name.en.to_string()).collect();
    assert_eq!(said, ["甲 · 一店 (row 1)", "甲 · 一店 (row 2)"]);
    more.decide(Decision::Line(1, Some(Choice::Row(rows[1].0))));
    let Goes::Row(_, name) = &plan(&more, &project).lines[0].goes.clone() else { panic!() };
    assert_eq!(name.zh, "甲 · 一店（表中第 2 行）");
}

#[test]
fn a_duration_is_shown_as_it_is_stored() {
    let block = "Indicator\tDate\tValue\nAverage response time\t2026-02-23\t36:30\n";
    let plan = plan(&intake(Reading::DEF, block), &empty());
    assert!(
        matches!(&plan.lines[0].cells[2], CellPlan::Fill(value) if value.en == "36.5 h"),
        "{:?}",
        plan.lines
    );
}
