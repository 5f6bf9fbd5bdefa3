//! What is only likely is a guess, and what would change what other cells mean is asked.

use super::*;

/// Without its day a list of scores would be of today: the one column of days that nothing explains is offered for it.
#[test]
fn the_one_column_of_days_is_offered_as_the_day_of_the_scores() {
    let mapped = |title: &str, cells: &str| {
        let block = format!("姓名\tA\tD\t{title}\n甲\t2\t3\t{cells}\n乙\t2\t3\t\n");
        intake(Person::DEF, &block).fields[3]
    };
    let scored = Person::DEF.column("scored").unwrap();
    assert_eq!(mapped("评分日", "2026-02-24"), Field::Column(scored, Sure::Named));
    assert_eq!(mapped("Date of survey", "2026-02-24"), Field::Column(scored, Sure::Named));
    for title in ["摸底的日子", "When we asked", "问卷回收"] {
        assert_eq!(mapped(title, "2026-02-24"), Field::Column(scored, Sure::Guessed), "{title}");
    }
    for cells in ["老周", "-", "无", "", "3", "2026", "老周 3"] {
        assert_eq!(mapped("When we asked", cells), Field::Out(Out::Unknown), "{cells}");
    }
    for title in ["入职时间", "体检日", "Hired on", "Date of birth"] {
        assert_eq!(mapped(title, "2019-02-24"), Field::Out(Out::Unknown), "{title}");
    }
    let two = intake(Person::DEF, "姓名\tA\t上次的日子\t问的日子\n甲\t2\t2019-05-01\t2026-02-24\n");
    assert_eq!(two.fields[2..], [Field::Out(Out::Unknown); 2]);
    let named = intake(Person::DEF, "姓名\tA\t进厂的日子\t评分日期\n甲\t2\t2019-05-01\t2026-02-24\n");
    assert_eq!(named.fields[2], Field::Out(Out::Unknown));
}

#[test]
fn what_may_be_a_title_is_a_guess_and_gives_way_to_one() {
    let [centre, headcount] = ["centre", "headcount"].map(|key| Person::DEF.column(key).unwrap());
    let alone = intake(Person::DEF, "姓名\t部门\t编制\n甲\t一站\t3\n");
    assert_eq!(
        alone.fields[1..],
        [Field::Column(centre, Sure::Guessed), Field::Column(headcount, Sure::Guessed)]
    );
    let both = intake(Person::DEF, "姓名\t部门\t编制\t门店\t在岗人数\n甲\t财务部\t3\t一店\t2\n");
    assert_eq!(both.fields[3..], [Field::Column(centre, Sure::Named), Field::Column(headcount, Sure::Named)]);
    assert!(both.fields[1..3].iter().all(|field| matches!(field, Field::Out(_))), "{:?}", both.fields);
}

/// Numbers that stand there would be read in a unit in which nobody has entered them.
#[test]
fn a_unit_is_not_changed_under_its_numbers_without_a_question() {
    let mut project = empty();
    put(&mut project, Kpi::DEF, "指标\t单位\n等待\t天\n");
    put(&mut project, Reading::DEF, "指标\t日期\t数值\n等待\t2026/3/2\t2\n");
    let block = "指标\t单位\n等待\t小时\n";
    let asked = plan(&intake(Kpi::DEF, block), &project);
    assert!(!asked.is_ready(), "{:?}", asked.lines);
    let mut kept = intake(Kpi::DEF, block);
    kept.decide(Decision::Cells(1, "小时".into(), Mend::Meant));
    let kept = plan(&kept, &project);
    assert_eq!((kept.is_ready(), kept.changes), (true, 1), "{:?}", kept.lines);
    // Where nothing is counted in it yet, nothing is asked.
    let mut fresh = empty();
    put(&mut fresh, Kpi::DEF, "指标\t单位\n等待\t天\n");
    assert!(plan(&intake(Kpi::DEF, block), &fresh).is_ready());
}

/// Numbers given with their unit are neither the old ones nor compared with them.
#[test]
fn numbers_that_come_with_their_unit_are_in_it() {
    let [baseline, target] = ["baseline", "target"].map(|key| Kpi::DEF.column(key).unwrap());
    let value = |project: &Project, name: &str, column: usize| {
        let row = registry::row_called(project, Kpi::SHEET, name).unwrap();
        let kpis = project.sheet(Kpi::SHEET).unwrap();
        kpis.row(kpis.position(row).unwrap()).unwrap().get(column)
    };
    // Our own targets are in hours and in points.
    for (line, wanted) in [
        ("平均响应时间\t天\t3\t1", (Cell::Number(3.0), Cell::Number(1.0))),
        ("客户满意度\t次\t5\t3", (Cell::Number(5.0), Cell::Number(3.0))),
        ("平均响应时间\t工单\t40\t24.5", (Cell::Number(40.0), Cell::Number(24.5))),
    ] {
        let mut project = empty();
        let mut block = intake(Kpi::DEF, &format!("指标\t单位\t基线\t目标\n{line}\n"));
        block.decide(Decision::Cells(1, "工单".into(), Mend::Meant));
        let read = plan(&block, &project);
        let keeps = read.notes.iter().any(|note| note.en.contains("keep their numbers"));
        assert!(read.is_ready() && !keeps, "{line}: {:?} {:?}", read.lines, read.notes);
        project.apply(read.edit).unwrap();
        let name = line.split('\t').next().unwrap();
        assert_eq!((value(&project, name, baseline), value(&project, name, target)), wanted, "{line}");
    }
    // A number that is not taken stays as it was, and is told where the unit changes under it.
    let mut project = empty();
    put(&mut project, Kpi::DEF, "指标\t基线\n平均响应时间\t40\n");
    for line in ["平均响应时间\t天\t不详三天\t", "平均响应时间\t天\t不详三天\t1"] {
        let mut block = intake(Kpi::DEF, &format!("指标\t单位\t基线\t目标\n{line}\n"));
        let asked = plan(&block, &project);
        assert!(!asked.is_ready(), "{line}: {:?}", asked.lines);
        block.rest = Rest::Empty;
        let mut after = project.clone();
        after.apply(plan(&block, &after).edit).unwrap();
        assert_eq!(value(&after, "平均响应时间", baseline), Cell::Number(40.0), "{line}");
    }
    // The old number written otherwise is no new one.
    let mut project = empty();
    put(&mut project, Kpi::DEF, "指标\t单位\t目标\n费用\t元\t1000\n");
    for target in ["1000", "1,000", "1000元", "１０００"] {
        let block = intake(Kpi::DEF, &format!("指标\t单位\t目标\n费用\t万元\t{target}\n"));
        assert!(!plan(&block, &project).is_ready(), "{target}");
    }
    // What the line does not give anew is still asked about.
    for line in ["平均响应时间\t天\t3\t", "平均响应时间\t天\t3\t24"] {
        let block = intake(Kpi::DEF, &format!("指标\t单位\t基线\t目标\n{line}\n"));
        assert!(!plan(&block, &empty()).is_ready(), "{line}");
    }
}

#[test]
fn a_name_in_nearly_the_words_of_a_row_of_ours_is_asked_about() {
    let asked =
        |name: &str| !plan(&intake(Kpi::DEF, &format!("指标\t目标\n{name}\t88\n")), &empty()).is_ready();
    for name in [
        "First-time fix rate (FFR)",
        "首次修复率（FFR）",
        "CSAT (customer satisfaction)",
        "满意（客户满意度）",
        "Share fixed at once (FTFR)",
        "Average response time (h)",
        "Average response time (ART)",
    ] {
        assert!(asked(name), "{name}");
    }
    for name in
        ["Customer satisfaction (phone)", "客户满意度（去年）", "网点满意度", "Fix rate (phone)", "NPS"]
    {
        assert!(!asked(name), "{name}");
    }
}

#[test]
fn all_centres_are_none_of_them() {
    let mut project = empty();
    let first = put(&mut project, Reading::DEF, "Indicator\tDate\tValue\nFTFR\t2026/3/2\t81%\n");
    assert_eq!(first.new_rows, 1, "{:?}", first.lines);
    // The value of all centres is that of the network, which is there.
    for all in ["All branches", "全部", "各中心", "Network"] {
        let block = format!("Indicator\tDate\tCentre\tValue\nFTFR\t2026/3/2\t{all}\t84%\n");
        let plan = plan(&intake(Reading::DEF, &block), &project);
        assert_eq!((plan.is_ready(), plan.new_rows, plan.changes), (true, 0, 1), "{all}: {:?}", plan.lines);
        assert_eq!(plan.lines[0].cells[2], CellPlan::Nothing, "{all}");
        assert!(
            plan.notes.iter().any(|note| note.en.contains("All centres named in 1 line")),
            "{:?}",
            plan.notes
        );
    }
    let cards = plan(&intake(Person::DEF, "姓名\t中心\n甲\t所有门店\n乙\t无锡\n"), &project);
    assert_eq!((cards.is_ready(), cards.new_rows), (true, 2), "{:?}", cards.lines);
    assert_eq!(cards.lines[0].cells[1], CellPlan::Nothing, "{:?}", cards.lines);
}
