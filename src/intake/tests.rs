mod decisions;
mod guesses;
mod meanings;
mod moved;
mod readings;
mod short_years;
mod signs;
mod titles;
mod totals;

use super::*;
use crate::exchange::clipboard;
use crate::project::Project;
use crate::registry;
use crate::sheet::{Cell, Row as _, Score};
use crate::text::Lang;
use crate::text::Phrase;
use crate::tools::adkar::Person;
use crate::tools::charter::Charter;
use crate::tools::kpi::{Kpi, Reading};
use chrono::NaiveDate;

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 4).unwrap()
}

fn ids() -> impl FnMut() -> Id {
    let mut next = 1000;
    move || {
        next += 1;
        Id::new(next)
    }
}

fn empty() -> Project {
    let mut new_id = ids();
    registry::new_project(Charter::with_id(Id::new(1)), &mut new_id)
}

fn intake(def: &'static SheetDef, block: &str) -> Intake {
    let views = registry::owner(def.key).map_or(&[][..], |(_, tool)| tool.views);
    Intake::new(def, clipboard::read(block, 10_000).unwrap(), From::default(), views)
}

fn plan(intake: &Intake, project: &Project) -> Plan {
    let mut next = 500_000 + project.rows::<Person>().len() as u64 * 100;
    next += project.rows::<crate::tools::kpi::Review>().len() as u64 * 100;
    Planner::plan(intake, project, today(), &mut || {
        next += 1;
        Id::new(next)
    })
}

/// Puts a block in that leaves nothing open.
fn put(project: &mut Project, def: &'static SheetDef, block: &str) -> Plan {
    let plan = plan(&intake(def, block), project);
    assert!(plan.is_ready(), "{:?}", plan.lines);
    project.apply(plan.edit.clone()).unwrap();
    plan
}

fn columns(intake: &Intake) -> Vec<&'static str> {
    let key = |field: &Field| field.column().map_or("-", |column| intake.def.columns[column].key);
    intake.fields.iter().map(key).collect()
}

#[test]
fn titles_are_whole_names_in_either_language() {
    for (titles, fields) in [
        ("姓名/团队\t服务中心\t人数\t认知\t渴望", "name centre headcount awareness desire"),
        (
            "Name\tCentre\tHeadcount\tA\tD\tK\tA\tR\tNotes",
            "name centre headcount awareness desire knowledge ability reinforcement note",
        ),
        (
            "姓名\t门店\t岗位\t人员数\t意识\t意愿\t知识\t能力\t巩固\t说明",
            "name centre role headcount awareness desire knowledge ability reinforcement note",
        ),
        ("序号\t姓 名\t店名\tＦＴＥ", "- name centre headcount"),
        ("No\tPerson or\n team\tRe\tcenter", "- name - centre"),
        ("Team\tSIZE\tComment\tDue date\tResponsible", "name headcount note due owner"),
        ("name\theadcount\tawareness_behaviour", "name headcount awareness_behaviour"),
        ("姓名\t人数（人）\tHeadcuont", "name headcount -"),
        ("姓名\tHeadcuont\t", "name headcount -"),
    ] {
        let block = format!("{}\nx\ty\n", titles.replace("or\n team", "or team"));
        let intake = intake(Person::DEF, &block);
        assert_eq!(intake.titles, Some(0), "{titles}");
        assert_eq!(columns(&intake).join(" "), fields, "{titles}");
    }
    let twice = intake(Person::DEF, "Person or team\tNotes\tCentre\tNotes\nTeam A\tfirst\tC1\tsecond\n");
    assert_eq!(twice.fields[3], Field::Out(Out::Twice(1)));
    let said = plan(&twice, &empty()).notes;
    assert!(said.iter().any(|note| note.en.contains("Columns 2 and 4")), "{said:?}");
}

#[test]
fn a_line_of_values_is_no_line_of_titles() {
    for (block, titles) in [
        ("Notes\nfirst\nsecond\n", Some(0)),
        ("ADKAR 2026\t\n\t\nPerson or team\tCentre\nA\tB\n", Some(2)),
        ("Team A\tCentre 1\nTeam B\tCentre 2\n", None),
        ("Centre\tx\nCentre\ty\n", None),
        ("Centre\t3\nfoo\t4\n", None),
        ("Name\n", None),
        ("Name\tCentre\n", Some(0)),
        ("Name\tfoo\n", None),
    ] {
        assert_eq!(intake(Person::DEF, block).titles, titles, "{block}");
    }
}

#[test]
fn a_row_is_known_by_name_and_centre_and_twins_are_asked_about() {
    let mut project = empty();
    let two = "姓名/团队\t服务中心\t人数\t认知\t渴望\n张伟\t一店\t1\t3\t4\n张伟\t二店\t1\t1\t2\n";
    assert_eq!(put(&mut project, Person::DEF, two).new_rows, 2);
    let again = plan(&intake(Person::DEF, two), &project);
    assert_eq!(
        (again.new_rows, again.changes, again.is_ready()),
        (0, 0, true),
        "the same block twice changes nothing"
    );
    // By the name alone either may be meant.
    let mut by_name = intake(Person::DEF, "姓名\t认知\n张伟\t5\n");
    let asked = plan(&by_name, &project);
    let Goes::Ask(rows) = &asked.lines[0].goes else { panic!("{:?}", asked.lines) };
    assert_eq!(
        rows.iter().map(|(_, name)| name.zh.to_string()).collect::<Vec<_>>(),
        ["张伟 · 一店", "张伟 · 二店"]
    );
    assert!(!asked.is_ready());
    by_name.decide(Decision::Line(1, Some(Choice::Row(rows[1].0))));
    let decided = plan(&by_name, &project);
    assert!(decided.is_ready());
    project.apply(decided.edit).unwrap();
    let scores: Vec<_> = project.rows::<Person>().iter().map(|p| p.awareness).collect();
    assert_eq!(scores, [Score::new(3), Score::new(5)]);
    // A third centre may be one of the two, who has moved; both beside it in the list are none of them.
    let more = plan(&intake(Person::DEF, "姓名\t服务中心\n张伟\t三店\n"), &project);
    assert!(matches!(&more.lines[0].goes, Goes::Ask(rows) if rows.len() == 2), "{:?}", more.lines);
    let all = format!("{two}张伟\t三店\t1\t3\t4\n");
    let beside = plan(&intake(Person::DEF, &all), &project);
    assert_eq!((beside.new_rows, beside.is_ready()), (1, true), "{:?}", beside.lines);
    assert!(beside.notes.iter().any(|note| note.zh.contains("各自一行：张伟")), "{:?}", beside.notes);
    let narrow = plan(&intake(Person::DEF, "姓名\t服务中心\t人数\nteam a\tC１\t2\n"), &{
        let mut project = empty();
        put(&mut project, Person::DEF, "姓名\t服务中心\nTeam A\tc1\n");
        project
    });
    assert!(matches!(narrow.lines[0].goes, Goes::Row(..)), "{:?}", narrow.lines);
    assert!(narrow.notes.iter().any(|note| note.en.contains("'team a' is taken for")), "{:?}", narrow.notes);
}

#[test]
fn a_row_without_a_centre_may_be_the_one_meant() {
    let mut project = empty();
    put(&mut project, Person::DEF, "姓名\t认知\n张伟\t3\n");
    let asked = plan(&intake(Person::DEF, "姓名\t服务中心\t认知\n张伟\t一店\t4\n"), &project);
    assert!(matches!(&asked.lines[0].goes, Goes::Ask(rows) if rows.len() == 1), "{:?}", asked.lines);
    // And the other way round: one of that name is meant.
    let mut project = empty();
    put(&mut project, Person::DEF, "姓名\t服务中心\t认知\n张伟\t一店\t3\n");
    let known = plan(&intake(Person::DEF, "姓名\t服务中心\t认知\n张伟\t\t4\n"), &project);
    assert!(matches!(known.lines[0].goes, Goes::Row(..)), "{:?}", known.lines);
}

#[test]
fn two_lines_for_one_row_are_asked_about_unless_they_say_the_same() {
    let project = empty();
    let same = plan(&intake(Person::DEF, "姓名\t服务中心\t人数\n甲\t一店\t3\n甲\t一店\t3\n"), &project);
    assert_eq!((same.new_rows, same.is_ready()), (1, true));
    let other = plan(&intake(Person::DEF, "姓名\t服务中心\t人数\n甲\t一店\t3\n甲\t一店\t4\n"), &project);
    let Goes::Ask(rows) = &other.lines[1].goes else { panic!("{:?}", other.lines) };
    assert!(rows[0].1.en.contains("line 2"), "{rows:?}");
}

#[test]
fn blanks_and_totals_change_nothing_unless_asked() {
    let mut project = empty();
    put(&mut project, Person::DEF, "Person or team\tCentre\tHeadcount\tAwareness\nTeam A\tCentre 1\t12\t3\n");
    let mut wipe = intake(Person::DEF, "Person or team\tCentre\tHeadcount\tAwareness\nTeam A\t\t\t\n");
    let kept = plan(&wipe, &project);
    assert_eq!((kept.changes, kept.emptied), (0, 0));
    wipe.decide(Decision::Blanks(true));
    let wiped = plan(&wipe, &project);
    assert!(wiped.emptied >= 2, "{:?}", wiped.lines);
    assert!(matches!(&wiped.lines[0].cells[2], CellPlan::Empty(old) if old.en == "12"), "{:?}", wiped.lines);

    let mut totals = intake(
        Person::DEF,
        "Person or team\tCentre\tHeadcount\nTeam A\tCentre 1\t12\nTeam B\tCentre 2\t8\nTotal\t\t20\n",
    );
    let out = plan(&totals, &project);
    assert_eq!((out.lines[2].goes.clone(), out.new_rows), (Goes::Out(Left::Total), 1));
    assert!(out.notes.iter().any(|note| note.zh.contains("合计、平均行不要")));
    totals.decide(Decision::Totals(true));
    assert_eq!(plan(&totals, &project).new_rows, 2);
    for word in ["合计", "小计：", "总计", "TOTAL", "Sub total", "Grand Total"] {
        let block = format!("姓名\t人数\n甲\t3\n{word}\t3\n");
        assert_eq!(plan(&intake(Person::DEF, &block), &project).left_out, 1, "{word}");
    }
}

#[test]
fn one_bad_cell_never_costs_the_block() {
    let project = empty();
    let block = "姓名\t人数\t认知\n甲\t12\t3\n乙\t约8\t9\n丙\t约8\t4\n";
    let mut intake = intake(Person::DEF, block);
    let open = plan(&intake, &project);
    assert_eq!(open.open().collect::<Vec<_>>(), [(1, Some(1)), (1, Some(2))]);
    let CellPlan::Wrong(wrong) = &open.lines[1].cells[1] else { panic!("{:?}", open.lines) };
    assert_eq!(wrong.proposals, [(Phrase::same("8"), Mend::Typed("8".into()))]);
    // What is decided of a cell is decided of all that say the same.
    intake.decide(Decision::Cells(1, "约8".into(), Mend::Typed("8".into())));
    assert_eq!(plan(&intake, &project).open().count(), 1);
    let mut empty_rest = plan(
        &{
            let mut i = intake_of(block);
            i.decide(Decision::Rest(Rest::Empty));
            i
        },
        &project,
    );
    assert!(empty_rest.is_ready() && empty_rest.new_rows == 3);
    empty_rest = plan(
        &{
            let mut i = intake_of(block);
            i.decide(Decision::Rest(Rest::Out));
            i
        },
        &project,
    );
    assert!(empty_rest.is_ready() && empty_rest.new_rows == 1 && empty_rest.left_out == 2);
    intake.decide(Decision::Cells(2, "9".into(), Mend::Out));
    let out = plan(&intake, &project);
    assert!(out.is_ready() && out.new_rows == 2, "{:?}", out.lines);
}

fn intake_of(block: &str) -> Intake {
    intake(Person::DEF, block)
}

#[test]
fn readings_twice_change_nothing_and_a_corrected_one_is_shown() {
    let mut project = empty();
    let block = "Indicator\tDate\tValue\nFTFR\t2026/3/2\t81%\nFTFR\t2026/2/23\t80%\n";
    let first = put(&mut project, Reading::DEF, block);
    assert_eq!(first.new_rows, 2, "{:?}", first.lines);
    let again = plan(&intake(Reading::DEF, block), &project);
    assert_eq!((again.new_rows, again.changes, again.is_ready()), (0, 0, true), "{:?}", again.lines);
    let corrected = plan(&intake(Reading::DEF, &block.replace("81%", "84%")), &project);
    assert_eq!((corrected.new_rows, corrected.changes), (0, 1));
    assert!(
        matches!(&corrected.lines[0].cells[2], CellPlan::Over(old, new) if old.en == "81%" && new.en == "84%"),
        "{:?}",
        corrected.lines
    );
    let small = plan(&intake(Reading::DEF, "Indicator\tDate\tValue\nFTFR\t2026/3/3\t0.8%\n"), &project);
    assert!(small.is_ready() && matches!(&small.lines[0].cells[2], CellPlan::Fill(new) if new.en == "0.8%"));
}

#[test]
fn what_says_that_there_is_nothing_is_left_blank_with_a_note() {
    let plan =
        plan(&intake(Person::DEF, "姓名\t人数\t认知\t负责人\t备注\n甲\tN/A\t待定\tTBD\t无\n"), &empty());
    assert!(plan.is_ready(), "{:?}", plan.lines);
    assert_eq!(plan.nothing, 3, "{:?}", plan.lines);
    assert!(
        plan.notes.iter().any(|note| note.get(Lang::En).ends_with("in 3 cells: taken as blank")),
        "{:?}",
        plan.notes
    );
    assert!(
        matches!(&plan.lines[0].cells[4], CellPlan::Fill(text) if text.zh == "无"),
        "a remark may say so"
    );
}

#[test]
fn the_rows_of_a_fixed_sheet_are_found_by_either_of_their_names() {
    let project = empty();
    let def = crate::tools::kotter::KotterStep::DEF;
    let row = project.sheet(def.key).unwrap().share(0).unwrap();
    for lang in [Lang::Zh, Lang::En] {
        let name = crate::project::row_name(&*row, lang);
        let plan = plan(&intake(def, &format!("Step\tOwner\n{name}\tA role\nNo such step\tB\n")), &project);
        assert_eq!(plan.lines[0].goes, Goes::Row(row.id(), crate::project::row_phrase(&*row)));
        assert_eq!(plan.lines[1].goes, Goes::Out(Left::Fixed));
    }
}

#[test]
fn what_we_print_ourselves_comes_back_by_its_ids() {
    let mut project = empty();
    put(&mut project, Person::DEF, "姓名\t认知\n甲\t3\n乙\t4\n");
    let rows: Vec<Id> = project.rows::<Person>().iter().map(|p| p.id).collect();
    let block = format!("id\tname\tawareness\n{}\t改名\t3\n{}\t乙\t5\n", rows[0], rows[1]);
    let plan = put(&mut project, Person::DEF, &block);
    assert_eq!((plan.new_rows, plan.changes), (0, 2));
    assert_eq!(project.rows::<Person>()[0].name, "改名");
}

#[test]
fn a_card_list_in_plain_words_is_read_by_its_titles() {
    let titles = "Team / name\tSite\tHeads\tAware\tWant\tKnow\tAble\tKeep\tWho\tBy when";
    let intake =
        intake(Person::DEF, &format!("{titles}\nTechs Hull\tHull\t9\t3\t4\t3\t3\t3\tOlga\t2026-04-01\n"));
    assert_eq!(
        columns(&intake),
        [
            "name",
            "centre",
            "headcount",
            "awareness",
            "desire",
            "knowledge",
            "ability",
            "reinforcement",
            "owner",
            "due"
        ]
    );
    // Alone it is the one who is meant.
    assert_eq!(columns(&self::intake(Person::DEF, "Who\tAware\nAnna\t3\n")), ["name", "awareness"]);
}

#[test]
fn a_column_can_be_assigned_left_out_and_taken_from_another() {
    let mut intake = intake(Person::DEF, "姓名\tfoo\t人数\n甲\t5\t12\n");
    let headcount = Person::COL.headcount.at;
    intake.decide(Decision::Column(1, Some(headcount)));
    assert_eq!(intake.fields[1], Field::Column(headcount, Sure::Chosen));
    assert_eq!(intake.fields[2], Field::Out(Out::Chosen), "a field is filled from one column");
    intake.decide(Decision::Column(1, None));
    assert_eq!(columns(&intake), ["name", "-", "-"]);
}

#[test]
fn a_column_of_values_is_not_taken_for_a_title_of_another() {
    let views = registry::owner(Person::SHEET).map_or(&[][..], |(_, tool)| tool.views);
    let below = |column: usize| From {
        within: None,
        notes: Vec::new(),
        columns: vec![Some(column)],
        rows: vec![Spot { row: None, columns: None }, Spot { row: None, columns: None }],
        order: None,
        file: None,
        copied: false,
    };
    let lines = |block: &str| clipboard::read(block, 100).unwrap();
    for (block, column, titles) in [
        ("Team\nAnna\nBob\n", Person::COL.owner.at, None),
        ("Team\nAnna\nBob\n", Person::COL.name.at, Some(0)),
        ("团队\n甲组\n", Person::COL.owner.at, None),
        ("Awareness\n3\n", Person::COL.owner.at, Some(0)),
    ] {
        assert_eq!(Intake::new(Person::DEF, lines(block), below(column), views).titles, titles, "{block}");
    }
    // In a file that is taken in on the screen the titles stand first, wherever the cursor is.
    for (block, column) in
        [("Team\nAnna\nBob\n", Person::COL.owner.at), ("Team\tfoo\nAnna\tx\n", Person::COL.name.at)]
    {
        let from = From { file: Some("a.csv".to_owned()), ..below(column) };
        assert_eq!(Intake::new(Person::DEF, lines(block), from, views).titles, Some(0), "{block}");
    }
}

#[test]
fn a_new_row_whose_name_is_left_empty_is_left_out() {
    let project = empty();
    let block = "姓名\t人数\n\t3\n乙\t4\n";
    let asked = plan(&intake_of(block), &project);
    assert_eq!(asked.open().collect::<Vec<_>>(), [(0, Some(0))]);
    for decision in [
        Decision::Rest(Rest::Empty),
        Decision::Rest(Rest::Out),
        Decision::Cells(0, String::new(), Mend::Empty),
    ] {
        let mut intake = intake_of(block);
        intake.decide(decision.clone());
        let plan = plan(&intake, &project);
        assert!(plan.is_ready() && plan.new_rows == 1, "{decision:?}: {:?}", plan.lines);
    }
    let mut intake = intake_of(block);
    intake.decide(Decision::Cells(0, String::new(), Mend::Typed("甲".into())));
    assert_eq!(plan(&intake, &project).new_rows, 2);
}

#[test]
fn titles_are_found_again_where_they_stand() {
    let mut intake = intake_of("2026 年\t\n姓名\t人数\n甲\t3\n1\t合计\n");
    assert_eq!(intake.titles, Some(1));
    intake.decide(Decision::Titles(false));
    assert_eq!((intake.titles, intake.first()), (None, 0));
    intake.decide(Decision::Titles(true));
    assert_eq!(intake.titles, Some(1));
    let numbered = intake_of("序号\t姓名\t人数\n1\t甲\t3\n2\t合计\t3\n");
    assert_eq!(plan(&numbered, &empty()).left_out, 1);
}

#[test]
fn readings_without_a_day_overwrite_no_others() {
    let mut project = empty();
    put(&mut project, Reading::DEF, "Indicator\tDate\tValue\nFTFR\t2026/3/2\t81%\n");
    let before = project.rows::<Reading>().len();
    // A title of a day that people use, with days and without.
    for title in ["Week of", "Week", "周次", "周", "W"] {
        let known = plan(
            &intake(Reading::DEF, &format!("{title}\tIndicator\tValue\n2026/3/3\tFTFR\t82%\n")),
            &project,
        );
        assert_eq!((known.new_rows, known.is_ready()), (1, true), "{title}: {:?}", known.lines);
    }
    for block in ["Phase\tIndicator\tValue\n2026/3/3\tFTFR\t82%\n", "Indicator\tValue\nFTFR\t82%\n"] {
        let out = plan(&intake(Reading::DEF, block), &project);
        assert_eq!((out.changes, out.new_rows), (0, 0), "{block}");
        assert_eq!(out.lines[0].goes, Goes::Out(Left::Undated));
        assert!(out.notes.iter().any(|note| note.zh.contains("没有“日期”")), "{:?}", out.notes);
    }
    // Values below headings that are no days are told as such.
    let wide = plan(&intake(Reading::DEF, "Indicator\tSprint 1\tSprint 2\nFTFR\t80%\t81%\n"), &project);
    assert_eq!((wide.changes, wide.new_rows), (0, 0), "{:?}", wide.lines);
    let said = |note: &Phrase| note.en.contains("no weeks, months or days: Sprint 1, Sprint 2");
    assert!(wide.notes.iter().any(said), "{:?}", wide.notes);
    assert!(!wide.notes.iter().any(|note| note.en.contains("without Date")), "{:?}", wide.notes);
    // A day that does not fit is no reading of today.
    let mut week = intake(Reading::DEF, "Indicator\tDate\tValue\nFTFR\t第4周\t82%\n");
    let asked = plan(&week, &project);
    assert_eq!(asked.open().count(), 1, "{:?}", asked.lines);
    assert!(!asked.notes.iter().any(|note| note.en.contains("already")), "{:?}", asked.notes);
    week.decide(Decision::Rest(Rest::Empty));
    let left = plan(&week, &project);
    assert_eq!((left.new_rows, left.changes, left.lines[0].goes.clone()), (0, 0, Goes::Out(Left::Unfit)));
    assert_eq!(project.rows::<Reading>().len(), before);
}
