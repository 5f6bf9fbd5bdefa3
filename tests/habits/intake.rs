//! What people decide in the preview of a paste, by keys.

use super::*;
use changebook::app::paste::Preview;
use changebook::intake::{CellPlan, Goes};

/// A list as a centre sends it: a number, an own title, a role that is not in the list, counts in words, totals.
const LIST: &str = "序号\t姓名\t店名\t岗位\t人员数\t意识\n1\t甲\t一店\t技师\t1\t3\n2\t乙\t二店\t站长\t约8\t9\n3\t丙\t三店\t站长\t5\t4\n合计\t\t\t\t14\t\n";

fn preview(desk: &Desk) -> &Preview {
    match desk.app().layers.last() {
        Some(Layer::Preview(preview)) => preview,
        _ => panic!("{}", desk.screen()),
    }
}

#[test]
fn what_does_not_fit_is_decided_one_by_one() {
    for (lang, role, count) in
        [(Lang::Zh, "不在选项里", "不是个数"), (Lang::En, "not one of the options", "not a count")]
    {
        let mut desk = Desk::fresh(lang, WIDE);
        let before = whole(desk.project());
        desk.press("2").paste(LIST);
        desk.must_show(role);
        // Enter offers the roles; what is chosen holds for both lines that say so.
        desk.press("<enter>");
        desk.must_show(if lang == Lang::Zh {
            "写着同样内容的 2 格一起改"
        } else {
            "decides 2 cells with the same text"
        });
        desk.press(if lang == Lang::Zh { "其他员工" } else { "Other staff" }).press("<enter>");
        desk.must_show(count);
        // The number in the text is offered first.
        desk.press("<enter><enter>");
        desk.must_show(if lang == Lang::Zh { "不是评分" } else { "not a score" });
        // A digit in the list is the score.
        desk.press("<enter>4");
        assert!(preview(&desk).plan.is_ready(), "{}", desk.screen());
        assert_eq!(whole(desk.project()), before, "nothing is put in before it is confirmed");
        desk.press("<c-s>");
        assert_eq!(names(&desk), ["甲", "乙", "丙"]);
        let second = &desk.rows::<Person>()[1];
        assert_eq!((second.headcount, second.awareness), (Some(8), Score::new(4)));
        assert!(desk.rows::<Person>()[2].role.is_some());
        desk.press("<c-z>");
        assert_eq!(whole(desk.project()), before, "one step takes all back");
    }
}

#[test]
fn what_does_not_fit_is_left_empty_or_its_lines_are_left_out() {
    for (keys, count) in [("e", 3), ("x", 1), ("ex", 1), ("xe", 3)] {
        let mut desk = Desk::fresh(Lang::Zh, WIDE);
        desk.press("2").paste(LIST).press(keys).press("<enter>");
        assert_eq!(desk.rows::<Person>().len(), count, "{keys}: {}", desk.screen());
    }
    let mut desk = Desk::fresh(Lang::En, WIDE);
    desk.press("2").paste(LIST).press("ee");
    assert!(!preview(&desk).plan.is_ready(), "the same key again asks again");
}

#[test]
fn a_column_is_assigned_and_left_out_by_keys() {
    let mut desk = Desk::fresh(Lang::Zh, WIDE);
    desk.press("2").paste("姓名\t主管\t意识\n甲\t王主管\t3\n");
    desk.must_show("这张表没有这些栏，略过：主管");
    desk.press("<up><right><enter>负责人<enter>");
    assert!(matches!(preview(&desk).plan.lines[0].cells[1], CellPlan::Fill(_)), "{}", desk.screen());
    desk.press("<right><del>");
    assert_eq!(preview(&desk).plan.lines[0].cells[2], CellPlan::Out);
    desk.press("<c-s>");
    let person = &desk.rows::<Person>()[0];
    assert_eq!((person.owner.as_str(), person.awareness), ("王主管", None));
}

#[test]
fn a_line_goes_where_it_is_told() {
    let mut desk = Desk::fresh(Lang::En, WIDE);
    desk.press("2").paste("Name\tCentre\tHeadcount\nTeam\tC1\t3\nTeam\tC2\t4\n").press("<enter>");
    desk.paste("Name\tHeadcount\nTeam\t9\n");
    assert!(matches!(preview(&desk).plan.lines[0].goes, Goes::Ask(_)));
    desk.must_show("It may be one of 'Team · C1', 'Team · C2', or a new row");
    desk.press("<enter>2");
    desk.must_show("4 → 9");
    desk.press("<c-s>");
    let counts: Vec<_> = desk.rows::<Person>().iter().map(|person| person.headcount).collect();
    assert_eq!(counts, [Some(3), Some(9)]);
    // Left out, and taken in again.
    desk.paste("Name\tCentre\nA\tC1\nB\tC1\n").press("<down><del>");
    assert_eq!(preview(&desk).plan.new_rows, 1);
    desk.press("<del>");
    assert_eq!(preview(&desk).plan.new_rows, 2);
    desk.press("<esc>");
    desk.must_say("Cancelled; nothing was put in");
    assert_eq!(names(&desk), ["Team", "Team"]);
}

#[test]
fn titles_blanks_and_totals_are_switched() {
    let mut desk = Desk::fresh(Lang::En, WIDE);
    desk.press("2").paste("Name\tHeadcount\nTeam\t3\n").press("<enter>");
    desk.paste("Name\tHeadcount\nTeam\t\nTotal\t3\n");
    assert_eq!((preview(&desk).plan.changes, preview(&desk).plan.left_out), (0, 1));
    desk.press("b");
    desk.must_show("3 → (emptied)");
    desk.press("s");
    assert_eq!(preview(&desk).plan.new_rows, 1);
    desk.press("t");
    desk.must_show("no titles, from the cursor on");
    desk.press("t");
    desk.must_show("titles in line 1");
    desk.press("bs<enter>");
    desk.must_say("Nothing differs, so nothing was changed");
}

#[test]
fn all_columns_and_lines_of_a_wide_block_can_be_reached() {
    let titles: Vec<String> = (0..30).map(|n| format!("Column {n}")).collect();
    let lines: Vec<String> =
        (0..60).map(|n| format!("Team {n}\t{}", vec![format!("v{n}"); 30].join("\t"))).collect();
    let block = format!("Name\tCentre\t{}\n{}\n", titles.join("\t"), lines.join("\n"));
    for size in [(80, 24), (60, 20), (160, 50)] {
        let mut desk = Desk::fresh(Lang::En, size);
        desk.press("2").paste(&block);
        desk.press(&"<right>".repeat(31));
        desk.must_show("Column 29");
        desk.press(&"<down>".repeat(59));
        desk.must_show("Line 61");
        desk.press(&"<left>".repeat(31));
        desk.must_show("Team 59");
    }
}

#[test]
fn a_block_without_titles_goes_below_the_cursor_in_the_order_of_the_screen() {
    let mut desk = Desk::fresh(Lang::En, WIDE);
    desk.press("2").paste("Name\tHeadcount\nB\t1\nA\t2\nC\t3\n").press("<enter><c-home><home><a-s>");
    desk.press("<c-home><right>").paste("x\n\ny\n");
    let plan = &preview(&desk).plan;
    let goes: Vec<String> = plan
        .lines
        .iter()
        .map(|line| match &line.goes {
            Goes::Row(_, name) => name.en.to_string(),
            other => format!("{other:?}"),
        })
        .collect();
    assert_eq!(goes, ["A", "Blank", "C"]);
    desk.must_show("in the order of the screen, which is sorted by Person or team");
    desk.press("<enter>");
    let centres: Vec<_> =
        desk.rows::<Person>().iter().map(|p| (p.name.to_string(), p.centre.to_string())).collect();
    assert_eq!(centres, [("B".into(), String::new()), ("A".into(), "x".into()), ("C".into(), "y".into())]);
}

#[test]
fn a_list_pasted_on_a_list_goes_into_the_sheet_behind_it() {
    for (lang, block) in [
        (Lang::Zh, "行动\t责任人\t截止\n约供应商\t技术主管\t4月1日\n借举升机\t备件主管\t4月2日\n"),
        (
            Lang::En,
            "Action\tResponsible\tDue date\nMeet the supplier\tTechnical lead\t2026-04-01\nBorrow a lift\tParts lead\t2026-04-02\n",
        ),
    ] {
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("a").paste(block);
        assert_eq!(preview(&desk).plan.new_rows, 2, "{}", desk.screen());
        desk.press("<enter>");
        let actions = desk.rows::<changebook::tools::actions::Promise>();
        assert_eq!(actions.len(), 2);
        assert!(actions.iter().all(|action| action.due.is_some() && !action.owner.is_empty()));
    }
}

#[test]
fn a_file_is_taken_in_from_the_palette() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("my list.csv");
    std::fs::write(&path, "姓名;门店;人数\n甲;一店;3\n乙;二店;x\n").unwrap();
    for (lang, command, missing) in
        [(Lang::Zh, "导入 CSV", "没有"), (Lang::En, "Import a CSV", "there is no file")]
    {
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("2:").press(command).press("<enter>").press(&format!("{}x<enter>", path.display()));
        desk.must_say(missing);
        // What was typed is there again.
        desk.press(":").press(command).press("<enter><bs><enter>");
        assert_eq!(preview(&desk).plan.open().count(), 1, "{}", desk.screen());
        desk.press("e<enter>");
        assert_eq!(names(&desk), ["甲", "乙"]);
        desk.press("<c-z>");
        assert!(names(&desk).is_empty());
        desk.press(":").press(command).press("<enter>");
        assert!(!desk.screen().contains("my list"), "it is done: {}", desk.screen());
        desk.press(&format!("'{}'<enter>", path.display()));
        assert_eq!(preview(&desk).plan.new_rows, 2);
    }
}

#[test]
fn a_block_put_into_a_filtered_view_names_the_rows_it_goes_to() {
    for (lang, said) in [
        (Lang::Zh, "按屏幕上的顺序放（现在已筛选）"),
        (Lang::En, "in the order of the screen, which is filtered"),
    ] {
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("2").paste("Name\tHeadcount\nA\t1\nB\t5\nC\t9\n").press("<enter>");
        desk.press("<a-f>").press("headcount>=5").press("<enter><c-home><right>").paste("x\ny\n");
        desk.must_show(said);
        desk.press("<enter>");
        let centres: Vec<_> = desk.rows::<Person>().iter().map(|p| p.centre.to_string()).collect();
        assert_eq!(centres, ["", "x", "y"]);
    }
}

#[test]
fn a_line_to_mend_stays_open_while_what_is_typed_does_not_fit() {
    for (lang, wrong) in [(Lang::Zh, "不是个数"), (Lang::En, "not a count")] {
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("2").paste("姓名\t人数\n甲\tmany\n").press("<enter><enter>").press("text<enter>");
        assert!(matches!(desk.app().layers.last(), Some(Layer::Mend(_))), "{}", desk.screen());
        desk.must_show(wrong);
        desk.press("7<enter>");
        assert!(preview(&desk).plan.is_ready(), "{}", desk.screen());
        desk.press("<enter>");
        assert_eq!(desk.rows::<Person>()[0].headcount, Some(7));
        // A digit in the list for a score is the score.
        desk.paste("姓名\t认知\n乙\t6\n").press("<enter>3");
        assert!(preview(&desk).plan.is_ready());
        desk.press("<enter>");
        assert_eq!(desk.rows::<Person>()[1].awareness, Score::new(3));
    }
}

#[test]
fn what_cannot_be_pasted_is_said_and_never_called_there_already() {
    for (lang, computed, nothing) in [
        (Lang::Zh, "什么都没有粘贴", "什么都不会存"),
        (Lang::En, "nothing was pasted", "Nothing would be stored"),
    ] {
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("9]]]]]<home><right>").paste("47%\n3.3\n1\n");
        desk.must_say(computed);
        assert!(desk.app().layers.is_empty());
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("2").paste("门店\t人员数\n一店\t3\n二店\t4\n");
        desk.must_show(nothing);
    }
}

#[test]
fn who_types_on_over_a_question_has_not_answered_it() {
    for (lang, said) in [(Lang::Zh, "请先回答"), (Lang::En, "Please answer first")] {
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("9]").paste("Indicator\tDate\tValue\nFTFR\t2026-03-02\t81%\n").press("<enter>");
        to(&mut desk, "value", "<right>");
        let before = whole(desk.project());
        desk.press("0.8<enter>");
        assert!(matches!(desk.app().layers.last(), Some(Layer::Ask(_))), "{}", desk.screen());
        desk.press("79<enter>");
        desk.must_say(said);
        assert_eq!(whole(desk.project()), before, "no answer was given");
        desk.press("y");
        assert!(desk.app().layers.is_empty());
    }
}

#[test]
fn help_over_a_preview_begins_with_its_keys() {
    for (lang, heading) in [(Lang::Zh, "粘贴预览"), (Lang::En, "Preview of a paste")] {
        let mut desk = Desk::fresh(lang, (100, 30));
        desk.press("2").paste("姓名\t人数\n甲\tx\n").press("<f1>");
        desk.must_show(heading);
        desk.press("<esc>");
        assert!(!preview(&desk).plan.is_ready());
    }
}
