//! What people are asked, and what comes of their answers.

use super::*;

#[test]
fn what_was_decided_of_cells_goes_with_their_column() {
    let mut intake = intake_of("姓名\t岗位\n甲\t约3\n");
    intake.decide(Decision::Column(1, Some(Person::COL.headcount.at)));
    intake.decide(Decision::Cells(1, "约3".into(), Mend::Typed("3".into())));
    assert!(plan(&intake, &empty()).is_ready());
    intake.decide(Decision::Column(1, Some(Person::COL.note.at)));
    let text = plan(&intake, &empty());
    assert!(matches!(&text.lines[0].cells[1], CellPlan::Fill(new) if new.zh == "约3"), "{:?}", text.lines);
}

#[test]
fn whoever_may_have_moved_is_asked_about_and_a_team_is_not() {
    let mut project = empty();
    put(&mut project, Person::DEF, "姓名\t服务中心\t人数\t认知\n张伟\t一店\t\t3\n技师组\t一店\t8\t2\n");
    let block = "姓名\t服务中心\t人数\t认知\n张伟\t二店\t\t4\n技师组\t二店\t5\t3\n";
    let mut moved = intake(Person::DEF, block);
    let asked = plan(&moved, &project);
    assert!(matches!(&asked.lines[0].goes, Goes::Ask(rows) if rows.len() == 1), "{:?}", asked.lines);
    assert_eq!((&asked.lines[1].goes, asked.namesakes), (&Goes::New, 1));
    moved.decide(Decision::Namesakes(Namesakes::Join));
    let joined = plan(&moved, &project);
    assert_eq!((joined.new_rows, joined.is_ready()), (1, true));
    assert!(
        matches!(&joined.lines[0].cells[1], CellPlan::Over(old, new) if old.zh == "一店" && new.zh == "二店")
    );
    moved.decide(Decision::Namesakes(Namesakes::Apart));
    assert_eq!(plan(&moved, &project).new_rows, 2);
    // Other writings of the name are the same name.
    for name in ["张 伟", "张伟\u{200b}", "　张伟"] {
        let one = plan(&intake(Person::DEF, &format!("姓名\t服务中心\n{name}\t三店\n")), &project);
        assert!(matches!(one.lines[0].goes, Goes::Ask(_)), "{name}: {:?}", one.lines);
    }
}

#[test]
fn scores_of_a_later_day_keep_the_old_ones_in_the_history() {
    use crate::tools::adkar::Scoring;
    let scored = |day: &str| {
        let mut project = empty();
        put(&mut project, Person::DEF, &format!("姓名\t认知\t渴望\t评分日期\n甲\t2\t3\t{day}\n"));
        project
    };
    let again = |project: &mut Project, block: &str| put(project, Person::DEF, block);
    // No day is given: they are of today, as with "Score again".
    let mut project = scored("2026-01-12");
    let plan = again(&mut project, "姓名\t认知\n甲\t4\n");
    assert!(plan.notes.iter().any(|note| note.en.contains("go into the history: '甲'")), "{:?}", plan.notes);
    let (card, past) = (&project.rows::<Person>()[0], &project.rows::<Scoring>()[0]);
    assert_eq!((card.awareness, card.scored), (Score::new(4), Some(today())));
    assert_eq!(past.scores()[..2], [Score::new(2), Score::new(3)]);
    assert_eq!((past.person.0, past.date), (Some(card.id), NaiveDate::from_ymd_opt(2026, 1, 12)));
    // The same list again changes nothing.
    let twice = again(&mut project, "姓名\t认知\n甲\t4\n");
    assert_eq!((twice.changes, project.rows::<Scoring>().len()), (0, 1));
    // The list says the day.
    let mut project = scored("2026-01-12");
    again(&mut project, "姓名\t认知\t评分日期\n甲\t4\t2026-03-01\n");
    assert_eq!(project.rows::<Person>()[0].scored, NaiveDate::from_ymd_opt(2026, 3, 1));
    assert_eq!(project.rows::<Scoring>().len(), 1);
    // A list of the same day corrects it, and so does one within the week; a blank that is filled in loses nothing.
    for (day, block) in [
        ("2026-01-12", "姓名\t认知\t评分日期\n甲\t4\t2026-01-12\n"),
        ("2026-03-02", "姓名\t认知\n甲\t4\n"),
        ("2026-01-12", "姓名\t知识\n甲\t4\n"),
    ] {
        let mut project = scored(day);
        again(&mut project, block);
        assert_eq!(project.rows::<Scoring>().len(), 0, "{block}");
        assert_eq!(
            project.rows::<Person>()[0].scored.map(|d| d.to_string()).as_deref(),
            Some(day),
            "{block}"
        );
    }
}

/// A role of one's own is kept or one of those that come near: nobody is guessed to be left over.
#[test]
fn a_role_of_peoples_own_is_not_guessed_to_be_other_staff() {
    let project = empty();
    for (typed, near) in [("站长", "服务中心经理"), ("备件主管", "备件"), ("保安", "")] {
        let open = plan(&intake(Person::DEF, &format!("姓名\t角色\nA\t{typed}\n")), &project);
        let wrong = open.lines[0].cells.iter().find_map(|cell| match cell {
            CellPlan::Wrong(wrong) => Some(wrong),
            _ => None,
        });
        let said: Vec<String> =
            wrong.unwrap().proposals.iter().map(|(said, _)| said.zh.to_string()).collect();
        assert_eq!(said[0], format!("保留为自定义角色：{typed}"));
        assert!(said.iter().all(|said| said != "其他员工"), "{said:?}");
        assert_eq!(said.get(1).map_or("", String::as_str), near, "{said:?}");
    }
}

#[test]
fn an_indicator_that_is_not_there_is_decided_once_for_its_row() {
    let project = empty();
    let wide = "指标\t2026-02-02\t2026-02-09\t2026-02-16\n客诉数\t3\t2\t4\nFTFR\t80%\t81%\t82%\n";
    let lines = clipboard::read(wide, 1_000).unwrap();
    let views = registry::owner("readings").unwrap().1.views;
    let reshaped = || {
        let reshaped = registry::reshape(&project, "readings", &lines, today()).unwrap();
        Intake::reshaped(reshaped, lines.clone(), None, views)
    };
    let open = plan(&reshaped(), &project);
    assert_eq!(open.open_with_cells(), [(0, Some(0), 3)], "{:?}", open.lines);
    let CellPlan::Wrong(wrong) = &open.lines[0].cells[0] else { panic!("{:?}", open.lines) };
    assert!(
        wrong.proposals.iter().any(|(said, mend)| *mend == Mend::New && said.zh.contains("新增“客诉数”"))
    );
    let mut two_values = reshaped();
    two_values.decide(Decision::Cells(0, "客诉数".into(), Mend::Typed("FTFR".into())));
    assert!(!plan(&two_values, &project).is_ready(), "two values for one day are asked about");
    for (mend, rows, kpis) in [(Mend::Out, 3, 0), (Mend::New, 6, 1)] {
        let mut intake = reshaped();
        intake.decide(Decision::Cells(0, "客诉数".into(), mend.clone()));
        let done = plan(&intake, &project);
        assert_eq!((done.new_rows, done.is_ready()), (rows, true), "{mend:?}: {:?}", done.lines);
        let mut after = project.clone();
        after.apply(done.edit).unwrap();
        let count = |p: &Project| p.rows::<crate::tools::kpi::Kpi>().len();
        assert_eq!((count(&after) - count(&project), after.rows::<Reading>().len()), (kpis, rows));
    }
}

#[test]
fn a_new_indicator_has_the_unit_of_its_values() {
    use crate::tools::kpi::{Kpi, KpiUnit};
    for (values, unit, first) in [
        ("8%\t９％\t", Some(KpiUnit::Percent), 8.0),
        ("24h\t36 小时\t12", Some(KpiUnit::Hours), 24.0),
        ("1.5天\t2\t2 d", Some(KpiUnit::Days), 1.5),
        ("3\t2\t4", None, 3.0),
    ] {
        let mut project = empty();
        let wide = format!("指标\t2026-02-02\t2026-02-09\t2026-02-16\n新指标\t{values}\n");
        let lines = clipboard::read(&wide, 1_000).unwrap();
        let reshaped = registry::reshape(&project, "readings", &lines, today()).unwrap();
        let mut intake =
            Intake::reshaped(reshaped, lines, None, registry::owner("readings").unwrap().1.views);
        intake.decide(Decision::Cells(0, "新指标".into(), Mend::New));
        let done = plan(&intake, &project);
        assert!(done.is_ready(), "{values}: {:?}", done.lines);
        project.apply(done.edit).unwrap();
        assert_eq!(project.rows::<Kpi>().last().unwrap().unit, unit, "{values}");
        assert_eq!(project.rows::<Reading>()[0].value, Some(first), "{values}");
    }
}

#[test]
fn a_role_that_says_nothing_is_blank() {
    for word in ["无", "N/A", "待定", "-"] {
        let project = empty();
        let plan = plan(&intake(Person::DEF, &format!("姓名\t岗位\n甲\t{word}\n")), &project);
        assert!(plan.is_ready() && plan.changes == 1, "{word}: {:?}", plan.lines);
    }
}

#[test]
fn what_is_decided_of_a_text_is_not_done_where_it_fits() {
    let project = empty();
    let block = "指标\t日期\t数值\nFTFR\t2026-02-02\t0.8\n平均响应时间\t2026-02-02\t0.8\n";
    let mut intake = intake(Reading::DEF, block);
    let open = plan(&intake, &project);
    assert_eq!(open.open().collect::<Vec<_>>(), [(0, Some(2))], "{:?}", open.lines);
    intake.decide(Decision::Cells(2, "0.8".into(), Mend::Typed("80%".into())));
    let done = plan(&intake, &project);
    assert!(done.is_ready(), "{:?}", done.lines);
    assert!(
        matches!(&done.lines[1].cells[2], CellPlan::Fill(new) if new.en.starts_with("0.8")),
        "{:?}",
        done.lines
    );
}

#[test]
fn what_is_not_stored_says_why() {
    let project = empty();
    for (rest, rows) in [(Rest::Empty, 2), (Rest::Out, 1)] {
        let mut intake = intake(Person::DEF, "姓名\t人数\t认知\n甲\t很多\t3\n乙\t2\t4\n");
        intake.decide(Decision::Rest(rest));
        let plan = plan(&intake, &project);
        assert_eq!(plan.new_rows, rows);
        assert!(
            matches!(&plan.lines[0].cells[1], CellPlan::Left(why) if why.zh.contains("很多")),
            "{:?}",
            plan.lines
        );
    }
}

#[test]
fn a_tick_before_the_start_is_asked_about_as_if_it_were_typed() {
    use crate::tools::actions::Promise;
    let mut project = empty();
    let charter = project.rows::<Charter>()[0].id;
    let start = Cell::Date(NaiveDate::from_ymd_opt(2026, 1, 5).unwrap());
    project.apply(crate::project::Edit::put(charter, Charter::COL.start, start)).unwrap();
    let asked = plan(&intake(Promise::DEF, "行动\t完成\n培训\t2025-02-03\n"), &project);
    let CellPlan::Wrong(wrong) = &asked.lines[0].cells[1] else { panic!("{:?}", asked.lines) };
    assert!(wrong.reason.zh.contains("是 2026-02-03 吗"), "{wrong:?}");
}

/// Two cards as they were exported, and the project in which one was changed since, as the file was.
fn changed_on_both_sides() -> (Project, Intake) {
    use crate::sheet::stamp::{Stamp, write_head, write_line};
    let mut project = empty();
    put(&mut project, Person::DEF, "姓名\t认知\t渴望\n甲\t2\t3\n");
    let id = project.rows::<Person>()[0].id;
    let head = write_head(project.id, ["name", "awareness", "desire"].into_iter(), None);
    let card = project.rows::<Person>()[0].clone();
    let columns = [Person::COL.name.at, Person::COL.awareness.at, Person::COL.desire.at];
    let stamps: Vec<Stamp> = columns.iter().map(|at| Stamp::of(&(&*card as &dyn AnyRow).get(*at))).collect();
    let block = format!("姓名\t认知\t渴望\tid\t{head}\n甲\t4\t3\t{id}\t{}\n", write_line(&stamps));
    let score = Cell::Score(Score::new(1).unwrap());
    project.apply(crate::project::Edit::put(id, Person::COL.awareness, score)).unwrap();
    (project, intake_of(&block))
}

#[test]
fn whose_value_counts_is_decided_for_a_column_and_goes_with_it() {
    let (project, mut intake) = changed_on_both_sides();
    assert!(matches!(plan(&intake, &project).lines[0].cells[1], CellPlan::Differs(_)));
    intake.decide(Decision::Side(1, 1, Side::File));
    assert!(plan(&intake, &project).is_ready());
    for again in [Decision::Column(1, Some(Person::COL.awareness.at)), Decision::Titles(true)] {
        let (_, mut other) = changed_on_both_sides();
        other.decide(Decision::Side(1, 1, Side::File));
        other.decide(again.clone());
        let asked = plan(&other, &project);
        assert!(matches!(asked.lines[0].cells[1], CellPlan::Differs(_)), "{again:?}: {:?}", asked.lines);
    }
}

#[test]
fn days_across_are_read_in_the_order_that_is_decided_shown_or_makes_them_follow_each_other() {
    use crate::calendar::DayOrder::{DayFirst, MonthFirst};
    let project = empty();
    let on = |day: &str| day.parse::<NaiveDate>().unwrap();
    let read = |titles: &str, decided: Option<crate::calendar::DayOrder>| {
        let lines = clipboard::read(&format!("指标\t{titles}\nFTFR\t80%\t81%\n"), 1_000).unwrap();
        let reshaped = registry::reshape(&project, "readings", &lines, on("2026-04-10")).unwrap();
        let mut intake =
            Intake::reshaped(reshaped, lines, None, registry::owner("readings").unwrap().1.views);
        if let Some(order) = decided {
            intake.decide(Decision::Dates(None, order));
        }
        let mut next = 500_000;
        let done = Planner::plan(&intake, &project, on("2026-04-10"), &mut || {
            next += 1;
            Id::new(next)
        });
        assert!(done.is_ready(), "{titles}: {:?}", done.lines);
        let mut after = project.clone();
        after.apply(done.edit).unwrap();
        let days = after.rows::<Reading>().iter().map(|row| row.date.unwrap().to_string());
        (days.collect::<Vec<_>>(), done.notes)
    };
    for (titles, decided, wanted, note) in [
        // Only one order has such months.
        ("11/03\t18/03", None, ["2026-03-11", "2026-03-18"], "as in '18/03'"),
        ("11/03\t18/03", Some(MonthFirst), ["2026-03-11", "2026-03-18"], "as in '18/03'"),
        ("3/25\t4/1", None, ["2026-03-25", "2026-04-01"], "as in '3/25'"),
        // In one order only they follow each other.
        ("04/03\t11/03", None, ["2026-03-04", "2026-03-11"], "follow each other"),
        ("04/03/2026\t11/03/2026", None, ["2026-03-04", "2026-03-11"], "follow each other"),
        ("3/4\t3/11", None, ["2026-03-04", "2026-03-11"], "follow each other"),
        ("12/28\t1/4", None, ["2025-12-28", "2026-01-04"], "as in '12/28'"),
        // What was decided counts, and nobody is told of it.
        ("3/4\t3/11", Some(DayFirst), ["2025-11-03", "2026-04-03"], ""),
        ("04/03\t11/03", Some(MonthFirst), ["2025-11-03", "2026-04-03"], ""),
        // Both may be meant.
        ("2/3\t2/4", None, ["2026-02-03", "2026-02-04"], "please check"),
    ] {
        let (mut days, notes) = read(titles, decided);
        days.sort();
        assert_eq!(days, wanted, "{titles} {decided:?}");
        let said = notes.iter().any(|said| said.en.contains(if note.is_empty() { "is read" } else { note }));
        assert_eq!(said, !note.is_empty(), "{titles} {decided:?}: {notes:?}");
    }
}

#[test]
fn the_commas_of_a_column_are_read_in_one_way() {
    use crate::tools::roadmap::Resource;
    let project = empty();
    let read = |cells: &[&str]| {
        let lines = cells.iter().enumerate().map(|(n, cell)| format!("项{n}\t{cell}\n"));
        let block: String = std::iter::once("项目\t金额\n".to_owned()).chain(lines).collect();
        plan(&intake(Resource::DEF, &block), &project)
    };
    let amount = |done: &Plan, line: usize| match &done.lines[line].cells[1] {
        CellPlan::Fill(said) => said.en.to_string(),
        other => format!("{other:?}"),
    };
    for (cells, first, note) in [
        (&["1,250", "3,5"][..], "1.25", "decimal comma, as in '3,5': '1,250' is 1.250 and not 1250"),
        (&["1,250", "0,75"], "1.25", "as in '0,75'"),
        (&["1，250", "12,5"], "1.25", "as in '12,5'"),
        (&["1,250 元", "12,50"], "1.25", "as in '12,50'"),
        (&["1,250", "1.234,5"], "1.25", "as in '1.234,5'"),
        (&["12,500", "0,500", "1,000"], "12.5", "as in '0,500'"),
        (&["1,250", "1,234.5"], "1250", ""),
        (&["1,250", "3.5"], "1250", ""),
        (&["1,250", "2,000,000"], "1250", ""),
        (&["1,250", "2,400"], "1250", ""),
        (&["1,250", "待定", "80"], "1250", ""),
        (&["1,250.50", "3.5"], "1250.5", ""),
    ] {
        let done = read(cells);
        assert!(done.is_ready(), "{cells:?}: {:?}", done.lines);
        assert_eq!(amount(&done, 0).trim_end_matches(" yuan"), first, "{cells:?}");
        let said =
            done.notes.iter().any(|said| said.en.contains(if note.is_empty() { "comma" } else { note }));
        assert_eq!(said, !note.is_empty(), "{cells:?}: {:?}", done.notes);
    }
    // What a column shows in both ways is asked.
    let both = read(&["1,250", "3,5", "1,234.5", "2,7"]);
    assert_eq!(both.open().collect::<Vec<_>>(), [(0, Some(1))], "{:?}", both.lines);
    let CellPlan::Wrong(wrong) = &both.lines[0].cells[1] else { panic!("{:?}", both.lines) };
    let offered: Vec<&str> = wrong.proposals.iter().map(|(said, _)| &*said.en).collect();
    assert_eq!(offered, ["1.250", "1250"]);
    assert!(wrong.reason.en.contains("'3,5'") && wrong.reason.en.contains("'1,234.5'"), "{:?}", wrong.reason);
}

#[test]
fn a_column_that_shows_nothing_is_read_as_those_beside_it() {
    use crate::tools::kpi::Kpi;
    let project = empty();
    let block = "指标\t基线\t目标\n返修等待\t1,250\t0,75\n到货天数\t2,400\t1,5\n";
    let done = plan(&intake(Kpi::DEF, block), &project);
    let shown: Vec<String> = done.lines.iter().map(|line| format!("{:?}", line.cells[1])).collect();
    assert!(shown[0].contains("1.25") && shown[1].contains("2.4"), "{shown:?}");
    assert!(done.notes.iter().any(|note| note.en.contains("as in '0,75'")), "{:?}", done.notes);
    let points =
        plan(&intake(Kpi::DEF, &block.replace("1,250", "1.250").replace("2,400", "2.400")), &project);
    assert!(format!("{:?}", points.lines[0].cells[1]).contains("1250"), "{:?}", points.lines);
}

#[test]
fn an_indicator_of_ours_is_known_by_the_names_that_readings_know() {
    use crate::tools::kpi::{Kpi, KpiUnit};
    let project = empty();
    for name in ["FTFR", "首次修复率", "Customer satisfaction", "customer satisfaction (csat)", "客户满意度"]
    {
        let there = plan(&intake(Kpi::DEF, &format!("指标\t目标\n{name}\t80\n")), &project);
        assert_eq!((there.new_rows, there.changes), (0, 1), "{name}: {:?}", there.lines);
        assert!(matches!(there.lines[0].cells[0], CellPlan::Same(_)), "{name}: {:?}", there.lines);
    }
    // The unit of a new one follows from how its values are written.
    let mut project = empty();
    let block = "指标\t基线\t目标\n返修率\t12%\t5%\n里程\t80公里\t90公里\n等待\t20\t10\n";
    put(&mut project, Kpi::DEF, block);
    let unit = |name: &str| {
        let kpis = project.rows::<Kpi>();
        let kpi = kpis.iter().find(|kpi| kpi.name == name).unwrap();
        (kpi.unit, kpi.unit_name.to_string(), kpi.target)
    };
    assert_eq!(unit("返修率"), (Some(KpiUnit::Percent), String::new(), Some(5.0)));
    assert_eq!(unit("里程"), (None, "公里".to_owned(), Some(90.0)));
    assert_eq!(unit("等待"), (None, String::new(), Some(10.0)));
}

#[test]
fn what_a_value_becomes_is_not_told_as_done() {
    let mut project = empty();
    put(&mut project, Reading::DEF, "指标\t日期\t数值\n客户满意度\t2026-03-02\t82\n");
    let again = plan(&intake(Reading::DEF, "指标\t日期\t数值\n客户满意度\t2026-03-02\t82.5\n"), &project);
    let said: Vec<String> = again.notes.iter().map(|note| format!("{} {}", note.zh, note.en)).collect();
    assert!(
        said.iter()
            .any(|note| note.contains(" → ") && note.contains("82.5") && note.contains("please check")),
        "{said:?}"
    );
    assert!(!said.iter().any(|note| note.contains("改成了") || note.contains("undo")), "{said:?}");
}

#[test]
fn a_reading_of_the_week_with_the_same_value_keeps_its_day() {
    let mut project = empty();
    put(&mut project, Reading::DEF, "指标\t日期\t数值\n客户满意度\t2026-03-02\t82\n");
    let table = |value: &str| {
        let block = format!("指标\t本周\n客户满意度\t{value}\n");
        let lines = clipboard::read(&block, 100).unwrap();
        let reshaped = registry::reshape(&project, Reading::DEF.key, &lines, today()).unwrap();
        let views = registry::owner(Reading::DEF.key).unwrap().1.views;
        plan(&Intake::reshaped(reshaped, lines, None, views), &project)
    };
    assert!(table("82").is_idle(), "{:?}", table("82").lines);
    assert!(!table("83").is_idle());
}

#[test]
fn short_words_for_millions_are_offered_in_the_unit_of_their_cell() {
    use crate::tools::kpi::Kpi;
    for (unit, offered) in [("万元", Some("120万元")), ("元", Some("1200000元")), ("单", None), ("分", None)]
    {
        let block = intake(Kpi::DEF, &format!("指标\t单位\t目标\n产值\t{unit}\t1.2M\n"));
        let asked = plan(&block, &empty());
        let CellPlan::Wrong(wrong) = &asked.lines[0].cells[2] else {
            assert_eq!(offered, None, "{unit}: {:?}", asked.lines);
            continue;
        };
        let first = wrong.proposals.first().map(|(said, _)| said.zh.replace(',', ""));
        assert_eq!(first.as_deref(), offered, "{unit}: {wrong:?}");
    }
}

#[test]
fn reviews_without_a_day_are_of_today_and_leave_those_of_other_days() {
    use crate::tools::kpi::Review;
    let mut project = empty();
    put(&mut project, Review::DEF, "指标\t回顾日期\t行动\nFTFR\t2026/1/5\t查备件\n");
    let block = "指标\t行动\t负责人\nFTFR\t复训\t李\n";
    let said = put(&mut project, Review::DEF, block);
    assert_eq!((said.new_rows, said.is_ready()), (1, true), "{:?}", said.lines);
    assert!(said.notes.iter().any(|note| note.en.contains("No column for Reviewed")), "{:?}", said.notes);
    let days: Vec<_> =
        project.rows::<Review>().iter().map(|row| (row.date, row.action.0.to_string())).collect();
    assert_eq!(days[1], (Some(today()), "复训".to_owned()), "{days:?}");
    assert_eq!(days[0].1, "查备件");
    // The same list again on the same day changes nothing.
    assert_eq!(put(&mut project, Review::DEF, block).changes, 0);
}

#[test]
fn a_new_name_beside_an_id_is_a_rename_and_not_taken_for_the_old_one() {
    let mut project = empty();
    put(&mut project, Person::DEF, "姓名\nAlpha\n");
    let id = project.rows::<Person>()[0].id;
    for (name, told) in [("Beta", false), ("alpha", true)] {
        let read = plan(&intake(Person::DEF, &format!("id\t姓名\n{id}\t{name}\n")), &project);
        let taken = read.notes.iter().any(|note| note.en.contains("is taken for"));
        assert_eq!(taken, told, "{name}: {:?}", read.notes);
    }
}
