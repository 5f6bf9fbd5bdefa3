//! Lines of titles, and what stands in them beside a name.

use super::*;
use crate::tools::actions::Promise;
use crate::tools::communication::{Feedback, Send};
use crate::tools::kotter::{Member, Obstacle, Training};
use crate::tools::kpi::Review;
use crate::tools::meetings::Decision;
use crate::tools::process::Step;
use crate::tools::resistance::Entry;
use crate::tools::roadmap::{Centre, Milestone};
use crate::tools::safeguards::Risk;
use crate::tools::wins::Win;

fn titled(def: &'static SheetDef, block: &str) -> Option<usize> {
    // On the screen the cursor stands in the first column, in a file nowhere.
    let views = registry::owner(def.key).map_or(&[][..], |(_, tool)| tool.views);
    let from = From { columns: (0..def.columns.len()).map(Some).collect(), ..From::default() };
    let lines = clipboard::read(block, 10_000).unwrap();
    let on_screen = Intake::new(def, lines.clone(), from, views).titles;
    let from = From { file: Some("a.csv".to_owned()), ..From::default() };
    assert_eq!(Intake::new(def, lines, from, views).titles, on_screen, "file and screen: {block}");
    on_screen
}

#[test]
fn one_title_is_enough_and_numbers_of_lines_do_not_matter() {
    for (block, titles) in [
        ("序号\t姓名\n1\t张三\n2\t李四\n", Some(0)),
        ("No\t姓名\nx\t张三\n", Some(0)),
        ("编号\t姓名\n01\t张三\n", Some(0)),
        ("姓名\tX\n张三\tfoo\n", Some(0)),
        ("姓名\t评价\n张三\t好\n", Some(0)),
        ("X\tTeam size\nAnn\t3\n", Some(0)),
        ("Team\nOps\n", Some(0)),
        ("张三\t一店\n李四\t二店\n", None),
        ("Team\tC1\nOps\tC1\n", None),
        ("Team\tC1\nTeam\tC1\n", None),
        ("No\tComment\n1\tfoo\n", Some(0)),
    ] {
        assert_eq!(titled(Person::DEF, block), titles, "{block}");
    }
}

#[test]
fn titles_of_others_go_to_the_column_that_they_mean() {
    let goes_to = |def: &'static SheetDef, titles: &str| {
        let lines = vec![titles.split(',').map(str::to_owned).collect(), vec!["x".to_owned()]];
        let from = From { file: Some("a.csv".to_owned()), ..From::default() };
        let intake = Intake::new(def, lines, from, &[]);
        let key = |field: &Field| field.column().map_or("–", |column| def.columns[column].key);
        intake.fields.iter().map(key).collect::<Vec<_>>().join(",")
    };
    for (def, titles, columns) in [
        // In a plan it is the day to come, beside that day the one that was.
        (Promise::DEF, "事项,负责人,完成时间", "action,owner,due"),
        (Promise::DEF, "事项,截止日期,完成时间", "action,due,done"),
        (Promise::DEF, "事项,计划完成时间,实际完成时间", "action,due,done"),
        (Promise::DEF, "事项,完成日期", "action,done"),
        (Person::DEF, "姓名,下一步,责任人", "name,action,owner"),
        (Person::DEF, "Name,Next step,Owner", "name,action,owner"),
        (Entry::DEF, "谁,原话,人数,下一步,截止", "who,quote,people,response,due"),
        (Entry::DEF, "Person,Quote,Reason,How many,Next step", "who,quote,listen,people,response"),
        // Our own files are titled by the keys of the columns.
        (Entry::DEF, "who,quote,person,people,response", "who,quote,person,people,response"),
        (Entry::DEF, "person,who", "person,who"),
        (Send::DEF, "日期,内容,受众,形式,谁讲,到场人数", "date,message,audience,channel,sender,reached"),
        (Send::DEF, "Date,Topic,Audience,Speaker,Attendance", "date,message,audience,sender,reached"),
        (Step::DEF, "环节,所属部门,等待,处理,是否增值", "name,department,wait,work,value"),
        (Step::DEF, "Activity,Dept,Waiting,Processing time,SLA", "name,department,wait,work,standard"),
        (Step::DEF, "Step,Wait,Work,Needs approval?", "name,wait,work,approval"),
        (Step::DEF, "步骤,等待时间,工时,是否审批？", "name,wait,work,approval"),
        (Person::DEF, "Team,# of staff", "name,headcount"),
        (Person::DEF, "Team,No. of people*", "name,headcount"),
        (Person::DEF, "Name,Staff", "name,headcount"),
        (Person::DEF, "团队,人员数", "name,headcount"),
        (Person::DEF, "姓名＊,员工数,已上线？", "name,headcount,live"),
        (Member::DEF, "Name,Department,Exec?", "name,function,executive"),
        (Member::DEF, "Name,Dept,Executive?", "name,function,executive"),
        (Member::DEF, "姓名,部门,是否高管", "name,function,executive"),
        (Member::DEF, "姓名,职务,是否高管？", "name,function,executive"),
        (Entry::DEF, "Said by,Concern,Raised on", "who,quote,opened"),
        (Entry::DEF, "提出人,意见,提出日期", "who,quote,opened"),
        (Kpi::DEF, "KPI,Unit,Better is,Owner,Frequency", "name,unit,direction,owner,cadence"),
        (Kpi::DEF, "指标,计量单位,方向,责任人,统计频率", "name,unit,direction,owner,cadence"),
        (Obstacle::DEF, "Blocker,Raised on,Next step,Who", "obstacle,opened,action,owner"),
        (Obstacle::DEF, "问题,发现日期,措施,责任人", "obstacle,opened,action,owner"),
        (Risk::DEF, "Risk,Probability,Severity,Status", "risk,likelihood,impact,state"),
        (Risk::DEF, "风险描述,概率,严重程度,预警信号", "risk,likelihood,impact,trigger"),
        (Centre::DEF, "Site,Wave,Go-live date,Converted?", "name,batch,started,converted"),
        (Centre::DEF, "门店,波次,上线日期,完成日期", "name,batch,started,converted"),
        (Feedback::DEF, "意见,回复,提出日期", "question,answer,asked"),
        (Training::DEF, "课程,培训日期,人数", "topic,date,people"),
        (Review::DEF, "指标,回顾日期,行动,负责人,期限", "kpi,date,action,owner,due"),
        (Review::DEF, "KPI,Date,Corrective action,Owner,Due", "kpi,date,action,owner,due"),
        (Person::DEF, "姓名,行动,期限", "name,action,due"),
        (Obstacle::DEF, "障碍,行动,负责人", "obstacle,action,owner"),
        (Risk::DEF, "风险,应对措施,证据", "risk,measure,–"),
        (Risk::DEF, "Risk,Mitigation,Due", "risk,measure,due"),
        (Risk::DEF, "风险,应对,状态", "risk,measure,state"),
        (Risk::DEF, "Risk,Response", "risk,measure"),
        (Win::DEF, "胜利,指标,目标", "win,kpi,target"),
        (Win::DEF, "Win,KPI,Target", "win,kpi,target"),
        (Milestone::DEF, "里程碑,第几月,负责人", "milestone,month,owner"),
        (Milestone::DEF, "Milestone,Month,Date,Achieved", "milestone,month,date,reached"),
        (Decision::DEF, "决议,日期,谁", "decision,date,by"),
    ] {
        assert_eq!(goes_to(def, titles), columns, "{titles}");
    }
}

#[test]
fn a_title_may_stand_below_itself_as_a_value() {
    for (def, block, titles) in [
        (Person::DEF, "姓名\t服务中心\t已上线\n张三\t一店\t已上线\n李四\t一店\t未上线\n", Some(0)),
        (Person::DEF, "Person\tCentre\tHeadcount\nAnn\tCentre\t3\n", Some(0)),
        (Member::DEF, "Member\tExecutive\nAnn\tExecutive\n", Some(0)),
        (Person::DEF, "姓名\t人数\n甲\t3\n姓名\t人数\n乙\t4\n", Some(0)),
        (Person::DEF, "基本信息\t\t\t评分\t\n姓名\t门店\t岗位\t意识\t意愿\n甲\t一店\t技师\t3\t4\n", Some(1)),
        (Person::DEF, "甲\t一店\t\n姓名\t门店\t人数\n乙\t二店\t3\n", None),
    ] {
        assert_eq!(titled(def, block), titles, "{block}");
    }
}

#[test]
fn titles_that_stand_there_again_and_groups_above_them_are_left_out_and_said() {
    let block =
        "基本\t\t评分\t\n姓名\t门店\t意识\t意愿\n甲\t一店\t3\t4\n姓名\t门店\t意识\t意愿\n乙\t一店\t4\t4\n";
    let plan = plan(&intake(Person::DEF, block), &empty());
    assert_eq!((plan.new_rows, &plan.lines[1].goes), (2, &Goes::Out(Left::Titles)), "{:?}", plan.lines);
    for said in ["The line above the titles is left out: 基本, 评分", "Titles that stand there again"] {
        assert!(plan.notes.iter().any(|note| note.en.contains(said)), "{:?}", plan.notes);
    }
}

#[test]
fn a_title_with_a_unit_or_a_gloss_is_that_title() {
    let named = |title: &str| {
        let quote = if title.contains('\n') { "\"" } else { "" };
        let block = format!("姓名\t{quote}{title}{quote}\nx\ty\n");
        match intake(Person::DEF, &block).fields[1] {
            Field::Column(column, sure) => (Person::DEF.columns[column].key, Some(sure)),
            _ => ("", None),
        }
    };
    for (title, column) in [
        ("人数（人）", "headcount"),
        ("意识(A)", "awareness"),
        ("能力（A）", "ability"),
        ("Desire (1-5)", "desire"),
        ("Headcount (FTE)", "headcount"),
        ("Knowledge [1-5]", "knowledge"),
        ("能力/Ability", "ability"),
        ("能力\nAbility", "ability"),
        ("能力\n(Ability)", "ability"),
        ("责任人/Owner（一人）", "owner"),
        ("Manager", "owner"),
        ("经理", "owner"),
    ] {
        assert_eq!(named(title), (column, Some(Sure::Named)), "{title}");
    }
    // What names two columns, or only resembles one, is a guess.
    for (title, column) in [
        ("Due (Owner)", "due"),
        ("意识得分", "awareness"),
        ("Awareness score", "awareness"),
        ("Headcuont", "headcount"),
    ] {
        assert_eq!(named(title), (column, Some(Sure::Guessed)), "{title}");
    }
    for title in ["知识/Ability", "人数变化"] {
        assert_eq!(named(title), ("", None), "{title}");
    }
    // The plain title comes before the one with more in it.
    let both = intake(Person::DEF, "姓名\t人数（一季度）\t人数\nx\t3\t4\n");
    assert_eq!(both.fields[1..], [Field::Out(Out::Twice(2)), Field::Column(3, Sure::Named)]);
}

#[test]
fn a_title_with_a_target_or_last_year_in_brackets_is_no_name_and_other_words_make_it_a_guess() {
    let goes = |def: &'static SheetDef, title: &str| {
        let block = format!("{}\t{title}\nx\t3\n", def.columns[def.key_columns[0]].title.en);
        intake(def, &block).fields[1]
    };
    for (def, titles) in [
        (
            Person::DEF,
            &[
                "Awareness (target)",
                "认知（目标）",
                "Awareness [plan]",
                "Headcount (plan 2027)",
                "人数（去年）",
                "人数（同期）",
                "人数（计划值）",
                "Owner (former)",
                "负责人（前任）",
                "Ability (last year) score",
                "Awareness (1-5, target)",
            ][..],
        ),
        (Kpi::DEF, &["Target (old)", "目标（上期）", "Baseline (previous)", "Owner (planned)"]),
        (
            Reading::DEF,
            &["Value (target)", "数值（预测）", "Value (forecast)", "数值（预算）", "Value (baseline)"],
        ),
    ] {
        for title in titles {
            assert_eq!(goes(def, title), Field::Out(Out::Unknown), "{title}");
        }
    }
    for title in ["Awareness (Q3)", "Headcount (C1)", "人数（一店）", "Desire (new)", "Owner (planet)"]
    {
        let field = goes(Person::DEF, title);
        assert!(matches!(field, Field::Column(_, Sure::Guessed)), "{title}: {field:?}");
    }
}

#[test]
fn a_list_of_readings_without_a_column_of_values_stores_nothing_and_says_how_to_name_it() {
    let plan =
        plan(&intake(Reading::DEF, "Indicator\tDate\tValue (target)\nFTFR\t2026-03-02\t81\n"), &empty());
    assert_eq!((plan.new_rows, &plan.lines[0].goes), (0, &Goes::Out(Left::Unmeasured)));
    let said = "Left out, without Value: 1 line; choose its column";
    assert!(plan.notes.iter().any(|note| note.en.contains(said)), "{:?}", plan.notes);
}

#[test]
fn what_the_sheet_calculates_comes_before_other_names_of_its_columns() {
    for (def, titles, computed) in [
        (Kpi::DEF, "Indicator\tCurrent", 1),
        (Kpi::DEF, "指标\t当前", 1),
        (Kpi::DEF, "Indicator\tBaseline\tCurrent", 2),
        (Kpi::DEF, "name\tbaseline\tcurrent", 2),
        (Entry::DEF, "谁\t原话\t下一步", 2),
    ] {
        let intake = intake(def, &format!("{titles}\nFTFR\t75\t81\n"));
        assert_eq!(intake.fields[computed], Field::Out(Out::Unknown), "{titles}");
        let notes = plan(&intake, &empty()).notes;
        assert!(notes.iter().any(|note| note.en.contains("are calculated")), "{titles}: {notes:?}");
    }
    let named = |titles: &str| intake(Kpi::DEF, &format!("{titles}\nFTFR\t75\n")).fields[1].column();
    for title in ["As is", "Baseline value", "现状"] {
        assert_eq!(named(&format!("Indicator\t{title}")), Some(Kpi::COL.baseline.at), "{title}");
    }
}
