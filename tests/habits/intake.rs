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
        [(Lang::Zh, "不在选项里", "不是整数"), (Lang::En, "not one of the options", "not a count")]
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
    desk.must_say("Cancelled; nothing was stored");
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
    desk.must_say("1 line was left out and the rest does not differ");
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
        for said in ["Column 29", "+ Team 0", "+ Team 3"] {
            desk.must_show(said);
        }
        desk.press("<home>");
        desk.must_show("Line 2: a new row, Team 0");
        desk.press("<end>");
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
        desk.press(":").press(command).press("<enter><end><bs><enter>");
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
    for (lang, wrong) in [(Lang::Zh, "不是整数"), (Lang::En, "not a count")] {
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
        // Nor is a letter of a sentence an answer, whichever it is, nor the Enter behind the sentence.
        desk.press("Many by now<enter>");
        assert_eq!(whole(desk.project()), before, "{}", desk.screen());
        assert!(matches!(desk.app().layers.last(), Some(Layer::Ask(_))));
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

#[test]
fn an_indicator_that_is_not_there_is_one_decision() {
    for (lang, titles, asked, new) in [
        (Lang::Zh, "指标", "有 1 处要您决定", "新增“客诉数”"),
        (Lang::En, "Indicator", "1 for you to decide", "Add '客诉数' as new"),
    ] {
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("9").paste(&format!("{titles}\t2026-02-02\t2026-02-09\t2026-02-16\n客诉数\t3\t2\t4\n"));
        desk.must_show(asked);
        desk.press("<enter>");
        desk.must_show(new);
        desk.must_show(if lang == Lang::Zh {
            "这一行的 3 个数据"
        } else {
            "decides all 3 readings of the row"
        });
        desk.press("<enter>");
        assert!(preview(&desk).plan.is_ready(), "{}", desk.screen());
        let before = desk.rows::<Kpi>().len();
        desk.press("<c-s>");
        assert_eq!((desk.rows::<Kpi>().len(), desk.rows::<Reading>().len()), (before + 1, 3));
        desk.press("<c-z>");
        assert_eq!((desk.rows::<Kpi>().len(), desk.rows::<Reading>().len()), (before, 0));
    }
}

#[test]
fn whoever_may_have_moved_is_asked_about() {
    let mut desk = Desk::fresh(Lang::Zh, WIDE);
    desk.press("2").paste("姓名\t服务中心\n张伟\t一店\n李娜\t一店\n").press("<c-s>");
    desk.paste("姓名\t服务中心\t认知\n张伟\t二店\t3\n李娜\t三店\t4\n");
    desk.must_show("有 2 处要您决定");
    desk.must_show("■ 张伟？");
    desk.press("<enter>");
    for said in ["“张伟”放到哪里", "张伟 · 一店", "同名的都作新的一行"] {
        desk.must_show(said);
    }
    desk.press("<enter>");
    desk.must_show("有 1 处要您决定");
    // The other is a namesake.
    desk.press("<enter><down><enter><c-s>");
    let cards: Vec<_> =
        desk.rows::<Person>().iter().map(|p| (p.name.to_string(), p.centre.to_string())).collect();
    let wanted = [("张伟", "二店"), ("李娜", "一店"), ("李娜", "三店")];
    assert_eq!(cards, wanted.map(|(name, centre)| (name.to_owned(), centre.to_owned())), "{}", desk.screen());
}

/// The people of a project as a form that was exported, saved by another program as CSV after somebody has done this to
/// its lines.
pub(super) fn form(desk: &Desk, lang: Lang, edit: impl FnOnce(&mut Vec<Vec<String>>)) -> String {
    use changebook::export::{Options, workbook};
    let form = changebook::registry::sheets().into_iter().find(|def| def.key == "people");
    let options =
        Options { lang, today: desk.app().today, is_replay: false, form, centre: None, earlier: None };
    let bytes = workbook(desk.project(), options, &|_, _| true).unwrap();
    let mut lines = changebook::exchange::xlsx::read(&bytes).unwrap().swap_remove(0).lines;
    edit(&mut lines);
    let line =
        |line: &Vec<String>| line.iter().map(|cell| format!("\"{cell}\"")).collect::<Vec<_>>().join(",");
    lines.iter().map(|cells| line(cells) + "\n").collect()
}

#[test]
fn what_a_form_and_the_project_have_both_changed_is_decided_cell_by_cell() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("people.csv");
    for (lang, command, both, mine) in [
        (Lang::Zh, "导入 CSV", "文件里是“4”，项目里是“1”，导出时是“2”", "people.csv 里的"),
        (Lang::En, "Import a CSV", "'4' in the file, '1' in the project, '2' at the", "from people.csv"),
    ] {
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("2").paste("姓名\t门店\t认知\n甲\t一店\t2\n乙\t一店\t2\n丙\t一店\t2\n").press("<enter>");
        let file = form(&desk, lang, |lines| {
            let score = lines[1].iter().position(|cell| cell == "2").unwrap();
            for line in &mut lines[1..3] {
                line[score] = "4".to_owned();
            }
        });
        std::fs::write(&path, file).unwrap();
        desk.paste("姓名\t门店\t认知\n甲\t一店\t1\n乙\t一店\t1\n丙\t一店\t5\n").press("<enter>");
        let import = |desk: &mut Desk| {
            desk.press(":").press(command).press("<enter>").press(&format!("{}<enter>", path.display()));
        };
        import(&mut desk);
        assert_eq!(preview(&desk).plan.open().count(), 2, "{}", desk.screen());
        desk.must_show(both);
        // Between numbers a digit is a value and no line of the list: it decides nothing.
        desk.press("<enter>");
        desk.must_show(if lang == Lang::Zh { "“1”" } else { "'1'" });
        desk.press("2").must_say(if lang == Lang::Zh {
            "不是选项编号"
        } else {
            "No line has a number here"
        });
        // The first from the file, the second stays, with the file's among the conflicts.
        desk.press("<enter>");
        assert_eq!(preview(&desk).plan.open().count(), 1, "{}", desk.screen());
        desk.press("<enter><down><down><enter>");
        assert!(preview(&desk).plan.is_ready(), "{}", desk.screen());
        desk.press("<enter>");
        desk.must_say(if lang == Lang::Zh { "1 格留在“冲突”里" } else { "1 cell under Conflicts" });
        let scores = |desk: &Desk| -> Vec<u8> {
            desk.rows::<Person>().iter().filter_map(|person| person.awareness).map(Score::get).collect()
        };
        assert_eq!(scores(&desk), [4, 1, 5], "what only the project has changed stays");
        desk.press("<a-c>").must_show(mine);
        desk.press("<esc><c-z>");
        assert_eq!(scores(&desk), [1, 1, 5]);
        // A row that was removed is told and stays away, unless somebody wants it.
        desk.app_mut().layers.clear();
        let last = desk.rows::<Person>()[2].id;
        let file = form(&desk, lang, |_| ());
        std::fs::write(&path, file).unwrap();
        desk.press("<c-home><down><down><c-del>");
        if desk.rows::<Person>().len() == 3 {
            desk.press("<enter>");
        }
        assert!(desk.rows::<Person>().iter().all(|person| person.id != last), "{}", desk.screen());
        import(&mut desk);
        assert_eq!(preview(&desk).plan.left_out, 1, "{}", desk.screen());
        desk.must_show(if lang == Lang::Zh { "没有放回来" } else { "not brought back" });
        desk.must_show("丙");
        desk.press("<esc>");
    }
}

#[test]
fn the_order_of_day_and_month_is_chosen_for_a_column() {
    for (lang, said, choose) in
        [(Lang::Zh, "看不出日月先后", "先日后月"), (Lang::En, "can be read in two ways", "day first")]
    {
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("2").paste("Name\tScored on\nA\t2/3\nB\t1/3\n");
        desk.must_show(said);
        let day_of = |desk: &Desk, line: usize| match &preview(desk).plan.lines[line].cells[1] {
            CellPlan::Fill(day) => day.en.to_string(),
            cell => panic!("{cell:?}"),
        };
        // In Chinese the month stands first; in English it is asked about.
        match lang {
            Lang::Zh => assert_eq!(day_of(&desk, 0), "2026-02-03"),
            Lang::En => assert_eq!(preview(&desk).plan.open().count(), 2),
        }
        desk.press("<up><right><enter>").press(choose).press("<enter>");
        assert_eq!((day_of(&desk, 0), day_of(&desk, 1)), ("2026-03-02".into(), "2026-03-01".into()));
        assert!(!desk.shows(said), "{}", desk.screen());
        // One with its year is asked about, and the answer may be that of the whole column.
        desk.press("<esc><down><enter>").paste("Name\tScored on\nA\t02/03/2026\nB\t01/02/2026\n");
        assert_eq!(preview(&desk).plan.open().count(), 2);
        desk.press("<enter><down><down><enter>");
        assert!(preview(&desk).plan.is_ready(), "{}", desk.screen());
        assert_eq!((day_of(&desk, 0), day_of(&desk, 1)), ("2026-03-02".into(), "2026-02-01".into()));
    }
}

/// The whole project as a workbook, saved by another program after somebody has done this to its worksheets.
fn book(desk: &Desk, path: &std::path::Path, edit: impl Fn(&str, &mut Vec<Vec<String>>)) {
    use changebook::exchange::xlsx;
    use changebook::export::{Options, workbook};
    let options =
        Options { lang: Lang::En, today: today(), is_replay: false, form: None, centre: None, earlier: None };
    let bytes = workbook(desk.project(), options, &|_, _| true).unwrap();
    let mut tables = xlsx::read(&bytes).unwrap();
    let mut book = rust_xlsxwriter::Workbook::new();
    for table in &mut tables {
        edit(&table.name, &mut table.lines);
        let sheet = book.add_worksheet();
        sheet.set_name(&table.name).unwrap();
        for (y, line) in table.lines.iter().enumerate() {
            for (x, cell) in line.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
                sheet.write_string(y as u32, x as u16, cell).unwrap();
            }
        }
    }
    book.save(path).unwrap();
}

/// The place of a cell by the title of its column and what stands first in its line.
fn put(lines: &mut [Vec<String>], name: &str, title: &str, typed: &str) {
    let at =
        lines[0].iter().position(|cell| cell == title).unwrap_or_else(|| panic!("{title}: {:?}", lines[0]));
    let width = lines[0].len();
    let line = lines.iter_mut().find(|line| line.iter().any(|cell| cell == name)).unwrap();
    line.resize(width, String::new());
    typed.clone_into(&mut line[at]);
}

#[test]
fn a_whole_book_comes_back_wherever_one_stands_as_one_step() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.xlsx");
    for (lang, command, stored) in [
        (Lang::Zh, "导入 CSV", "已导入 2 张表：2 格"),
        (Lang::En, "Import a CSV", "2 cells imported into 2 sheets"),
    ] {
        // Home, the dashboard, the cards: what is open does not matter.
        for keys in ["<f3>", "<esc>9", "<esc>2"] {
            let mut desk = Desk::fresh(lang, WIDE);
            desk.press("2").paste("Name\tCentre\tHeadcount\nA\tC1\t3\nB\tC1\t4\n").press("<enter>");
            book(&desk, &path, |name, lines| match name {
                "ADKAR cards" => put(lines, "A", "Headcount", "7"),
                "Indicators" => put(lines, "Average response time", "Target", "20"),
                _ => {}
            });
            let before = whole(desk.project());
            desk.press(keys).press(":").press(command).press("<enter>");
            desk.press(&format!("{}<enter>", path.display()));
            let Some(Layer::Book(list)) = desk.app().layers.last() else { panic!("{}", desk.screen()) };
            assert_eq!((list.shown().len(), list.counts()), (2, (2, 0)), "{}", desk.screen());
            desk.must_show(if lang == Lang::Zh { "没有变化" } else { "Unchanged: " });
            assert_eq!(whole(desk.project()), before, "a look stores nothing");
            // Each can be looked at.
            desk.press("<down><enter>");
            assert!(matches!(desk.app().layers.last(), Some(Layer::Preview(_))), "{}", desk.screen());
            desk.press("<enter>");
            assert!(matches!(desk.app().layers.last(), Some(Layer::Book(_))), "{}", desk.screen());
            desk.press("<enter>");
            desk.must_say(stored);
            let counts: Vec<_> = desk.rows::<Person>().iter().map(|person| person.headcount).collect();
            assert_eq!(counts, [Some(7), Some(4)]);
            assert!(desk.rows::<Kpi>().iter().any(|kpi| kpi.target == Some(20.0)), "{keys}");
            assert!(desk.rows::<Reading>().is_empty(), "{keys}: indicators are no readings");
            desk.press("<c-z>");
            assert_eq!(whole(desk.project()), before, "one step takes all back");
        }
    }
}

#[test]
fn a_worksheet_with_something_open_is_decided_first_and_one_can_be_left_out() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.xlsx");
    let mut desk = Desk::fresh(Lang::En, WIDE);
    desk.press("2").paste("Name\tCentre\tHeadcount\nA\tC1\t3\nB\tC1\t4\n").press("<enter>");
    book(&desk, &path, |name, lines| match name {
        "ADKAR cards" => put(lines, "A", "Headcount", "many"),
        "Indicators" => put(lines, "Average response time", "Target", "20"),
        _ => {}
    });
    let import = format!("{}<enter>", path.display());
    desk.press(":").press("Import a CSV").press("<enter>").press(&import);
    desk.must_show("1 to decide");
    desk.press("<c-s>");
    desk.must_say("1 to decide first");
    desk.press("<enter>");
    assert_eq!(preview(&desk).plan.open().count(), 1, "{}", desk.screen());
    desk.press("e<enter>");
    desk.must_show("Store all");
    desk.press("<esc>");
    desk.must_say("Cancelled; nothing was stored");
    desk.press(":").press("Import a CSV").press("<enter>").press(&import);
    desk.press("<del>");
    desk.must_show("left out");
    // Who has decided something is not done with one Esc too many.
    desk.press("<esc>").must_say("Not stored yet, with 1 decision taken: Esc again gives them up");
    desk.must_show("left out");
    desk.press("<c-s>");
    assert_eq!(desk.rows::<Person>()[0].headcount, Some(3));
    assert!(desk.rows::<Kpi>().iter().any(|kpi| kpi.target == Some(20.0)));
}

#[test]
fn a_worksheet_without_the_title_of_a_sheet_says_what_is_not_taken() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("two.xlsx");
    let mut book = rust_xlsxwriter::Workbook::new();
    for name in ["First", "Second"] {
        let sheet = book.add_worksheet();
        sheet.set_name(name).unwrap();
        sheet.write_string(0, 0, "Name").unwrap();
        sheet.write_string(1, 0, name).unwrap();
    }
    book.save(&path).unwrap();
    for (lang, command, said, home) in [
        (Lang::Zh, "导入 CSV", "只读了工作表“First”", "先打开要导入的表"),
        (Lang::En, "Import a CSV", "Only the worksheet 'First' was read", "open the sheet that it goes into"),
    ] {
        let mut desk = Desk::fresh(lang, WIDE);
        let import = format!("{}<enter>", path.display());
        desk.press("<f3>:").press(command).press("<enter>").press(&import);
        desk.must_say(home);
        desk.press("2:").press(command).press("<enter><c-u>").press(&import);
        desk.must_show(said);
        desk.must_show("Second");
    }
}

#[test]
fn enter_stores_once_nothing_is_left_to_decide_and_a_choice_can_be_changed() {
    let mut desk = Desk::fresh(Lang::En, WIDE);
    desk.press("2").paste("Name\tCentre\nZoe\tWest\n").press("<enter>");
    // Moved: put into the row there, and Enter stores.
    desk.paste("Name\tCentre\tHeadcount\nZoe\tEast\t1\n").press("<enter>1");
    assert!(preview(&desk).plan.is_ready(), "{}", desk.screen());
    desk.press("<enter>");
    assert!(desk.app().layers.is_empty(), "{}", desk.screen());
    assert_eq!(desk.rows::<Person>()[0].centre, "East");
    // A twin: first as a row of its own, then into the row after all.
    desk.paste("Name\tCentre\tHeadcount\nAda\tWest\t2\nAda\tWest\t3\n").press("<enter>2");
    assert_eq!(preview(&desk).plan.new_rows, 2, "{}", desk.screen());
    desk.must_show("in the same place, and rows of their own as you chose: Ada");
    desk.press("<f2>");
    desk.must_show("into this row");
    desk.press("1<enter>");
    assert_eq!(names(&desk), ["Zoe", "Ada"]);
    assert_eq!(desk.rows::<Person>()[1].headcount, Some(3));
}

#[test]
fn nothing_is_invented_and_what_is_open_is_not_called_saved() {
    for (lang, empty, not_yet) in
        [(Lang::Zh, "留空", "还没有存入"), (Lang::En, "Leave it empty", "It is not stored yet")]
    {
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("2").paste("Name\tAwareness\nA\t?\n").press("<enter>");
        desk.must_show(empty);
        desk.press("<c-s>");
        desk.must_say(not_yet);
        desk.press("<enter><enter>");
        assert_eq!(desk.rows::<Person>()[0].awareness, None, "{}", desk.screen());
    }
}

#[test]
fn the_notes_of_a_preview_can_be_read_to_the_end() {
    let titles: Vec<String> = (0..60).map(|n| format!("Unknown number {n} with a long title")).collect();
    let block = format!("Name\t{}\nA\t{}\n", titles.join("\t"), vec!["x"; 60].join("\t"));
    for size in [(80, 24), (160, 50)] {
        let mut desk = Desk::fresh(Lang::En, size);
        desk.press("2").paste(&block);
        if !desk.shows("Unknown number 59 with") {
            desk.must_show("F4 shows all");
            desk.press("<f4>");
            for _ in 0..60 {
                desk.press("<down>");
            }
            desk.must_show("number 59 with");
            desk.press("<esc>");
            desk.must_show("F4 shows all");
        }
    }
    // Rows that the table leaves free are used.
    let mut desk = Desk::fresh(Lang::En, (160, 50));
    desk.press("2").paste(&block);
    desk.must_show("number 59 with");
}

#[test]
fn values_and_switches_are_in_sight_on_a_small_screen() {
    for (lang, value, switch) in
        [(Lang::Zh, "数值", "s 合计行不要"), (Lang::En, "Value", "s totals left out")]
    {
        let mut desk = Desk::fresh(lang, (80, 24));
        let name = if lang == Lang::Zh {
            "高管参与度（每周现场巡视）"
        } else {
            "Staff satisfaction with the change"
        };
        desk.press("9").paste(&format!("KPI\tW1\tW2\n{name}\t3.5\t3.6\n"));
        desk.must_show(value);
        desk.must_show("3.6");
        desk.must_show(switch);
    }
}

#[test]
fn what_is_calculated_is_called_so_and_not_unknown() {
    for (lang, said) in [(Lang::Zh, "这些栏是算出来的"), (Lang::En, "These columns are calculated")] {
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("2").paste("Name\tCentre\tAwareness\nA\tC1\t3\n").press("<enter>");
        desk.press("<c-home><c-a><a-y>");
        let copied = desk.copied().unwrap();
        desk.paste(&copied);
        assert!(!desk.app().layers.is_empty(), "{copied}: {}", desk.screen());
        desk.must_show(said);
        assert!(!desk.shows("no such columns") && !desk.shows("没有这些栏"), "{}", desk.screen());
    }
}

#[test]
fn what_was_decided_is_not_lost_by_one_key() {
    let mut desk = Desk::fresh(Lang::En, WIDE);
    desk.press("2").paste("Name\tCentre\nA\tC1\nB\tC1\n").press("<down><del>");
    desk.press("<esc>");
    desk.must_show("1 place decided, which cancelling loses");
    desk.press("<enter>");
    assert_eq!(preview(&desk).plan.new_rows, 1, "it goes on");
    desk.press("<esc><down><enter>");
    desk.must_say("Cancelled; nothing was stored");
    assert!(desk.app().layers.is_empty() && names(&desk).is_empty());
}

#[test]
fn columns_that_have_no_room_are_told_and_lines_left_out_show_what_was_typed() {
    let mut desk = Desk::fresh(Lang::Zh, (80, 24));
    let titles: Vec<String> = (0..12).map(|n| format!("很长的一栏 {n}")).collect();
    desk.press("2").paste(&format!(
        "姓名\t{}\n甲\t{}\n",
        titles.join("\t"),
        ["很长的内容写在这里"; 12].join("\t")
    ));
    desk.must_show("右边还有");
    desk.press("<end>").must_show("左边还有");
    let mut desk = Desk::fresh(Lang::En, WIDE);
    desk.press("2").paste("Name\tHeadcount\nAnn\tmany\n").press("x");
    desk.must_show("many");
}
