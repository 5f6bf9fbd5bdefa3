//! What becomes of single cells of a pasted or imported list: how they are read, what is stored beside them, what stays.

use super::*;
use changebook::app::paste::Preview;
use changebook::intake::{CellPlan, Goes};
use changebook::tools::process::Step;
use changebook::tools::roadmap::Resource;

fn preview(desk: &Desk) -> &Preview {
    match desk.app().layers.last() {
        Some(Layer::Preview(preview)) => preview,
        _ => panic!("{}", desk.screen()),
    }
}

fn amounts(desk: &Desk) -> Vec<Option<f64>> {
    desk.rows::<Resource>().iter().map(|row| row.amount).collect()
}

#[test]
fn the_point_of_a_column_is_read_in_one_way() {
    for (cells, said, wanted) in [
        (
            "1.250\nB\t12.500,50",
            "the point parts thousands, as in '12.500,50': '1.250' is 1250",
            [1250.0, 12500.5],
        ),
        ("1.250\nB\t3,5", "the point parts thousands, as in '3,5': '1.250' is 1250", [1250.0, 3.5]),
        ("1.250\nB\t1.250.000", "the point parts thousands", [1250.0, 1_250_000.0]),
        (
            "1.250\nB\t2.400",
            "2 cells: the point is a decimal point, '1.250' is not 1250, please check",
            [1.25, 2.4],
        ),
    ] {
        let mut desk = Desk::fresh(Lang::En, WIDE);
        desk.press(":budget<enter>").paste(&format!("Item\tAmount\nA\t{cells}\n"));
        desk.must_show(said);
        desk.press("<c-s>");
        assert_eq!(amounts(&desk), wanted.map(Some), "{cells}: {}", desk.screen());
    }
    // Where another cell shows a fraction nothing is open.
    let mut desk = Desk::fresh(Lang::Zh, WIDE);
    desk.press(":budget<enter>").paste("项目\t金额\nA\t1.250\nB\t3.5\n");
    assert!(!desk.shows("小数点") && !desk.shows("千位"), "{}", desk.screen());
}

#[test]
fn a_line_with_more_cells_than_titles_is_decided() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("extra.csv");
    std::fs::write(&path, "Item,Amount\nTablets,1,000\nLift,5\n").unwrap();
    for (lang, command, said) in [
        (Lang::Zh, "导入 CSV", "这一行的格比标题多"),
        (Lang::En, "Import a CSV", "more cells than there are titles"),
    ] {
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press(":budget<enter>:")
            .press(command)
            .press("<enter>")
            .press(&format!("{}<enter>", path.display()));
        desk.must_show(said);
        assert!(!preview(&desk).plan.is_ready());
        desk.press("<enter>");
        desk.must_show(if lang == Lang::Zh { "不要这一格" } else { "Leave the cell out" });
        desk.press("<down><enter>");
        assert!(preview(&desk).plan.is_ready(), "{}", desk.screen());
        desk.press("<esc>");
    }
    // A column that has no title is no matter of a line.
    let mut desk = Desk::fresh(Lang::En, WIDE);
    desk.press(":budget<enter>").paste("Item\tAmount\nA\t1\tx\nB\t2\ty\nC\t3\tz\n");
    assert!(preview(&desk).plan.is_ready(), "{}", desk.screen());
}

#[test]
fn a_preview_shows_what_else_is_stored_and_what_stays() {
    for (lang, titles, said, stays, label) in [
        (Lang::Zh, "姓名\t认知\t评分日期", "一并存入“评分日期”", "不存，原值", "不改，还是 3"),
        (
            Lang::En,
            "Name\tAwareness\tScored on",
            "Scored on 2026-03-04 is stored as well",
            "is written and not stored",
            "Leave it at 3",
        ),
    ] {
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("2").paste(&format!("{}\nA\t3\n", titles.rsplit_once('\t').unwrap().0));
        desk.must_show(said);
        desk.press("<c-s>");
        let person = &desk.rows::<Person>()[0];
        assert_eq!(person.scored, Some(today()));
        desk.paste(&format!("{titles}\nA\tmany\t\n")).press("<enter>");
        desk.must_show(label);
        desk.press("<enter>");
        assert!(matches!(preview(&desk).plan.lines[0].cells[1], CellPlan::Keeps(..)), "{}", desk.screen());
        desk.must_show(stays);
        desk.press("<esc>");
    }
}

#[test]
fn rows_of_averages_are_no_people() {
    for (titles, average) in [
        ("姓名\t认知", "平均"),
        ("姓名\t认知", "均值"),
        ("Name\tAwareness", "Average"),
        ("Name\tAwareness", "Mean"),
        ("Name\tAwareness", "Avg."),
    ] {
        let mut desk = Desk::fresh(Lang::Zh, WIDE);
        desk.press("2").paste(&format!("{titles}\nA\t3\nB\t4\n{average}\t3.5\n合计\t7\n"));
        desk.must_show("合计、平均行不要：2 行");
        desk.press("<c-s>");
        assert_eq!(names(&desk), ["A", "B"], "{average}");
    }
    let mut desk = Desk::fresh(Lang::Zh, WIDE);
    desk.press("2").paste("姓名\t认知\t复评日期\nA\t3\t2026-02-20\n").press("<c-s>");
    assert_eq!(desk.rows::<Person>()[0].scored.unwrap().to_string(), "2026-02-20");
}

#[test]
fn titles_are_known_although_a_cell_below_holds_the_word_of_one() {
    for (lang, titles) in [
        (Lang::En, "Step\tRole\tDepartment\tWait before\tWork time\tValue\tChange"),
        (Lang::Zh, "步骤\t角色\t部门\t之前等待\t处理时间\t价值\t改法"),
    ] {
        let value = titles.split('\t').nth(5).unwrap();
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("pClaims<enter>]");
        desk.paste(&format!(
            "{titles}\nAsk\t\tSales\t1h\t5min\twaste\t\nPay\t\tFinance\t2h\t5min\t{value}\t\n"
        ));
        assert_eq!(preview(&desk).intake.titles, Some(0), "{}", desk.screen());
        assert_eq!(preview(&desk).plan.open().count(), 1);
        desk.press("e<c-s>");
        assert_eq!(desk.rows::<Step>().len(), 2);
    }
    // One word that is a title and a value beside it is no line of titles.
    let mut desk = Desk::fresh(Lang::En, WIDE);
    desk.press("2").paste("Owner\tC1\nOwner\tC2\n");
    assert_eq!(preview(&desk).intake.titles, None);
}

#[test]
fn a_team_at_a_place_called_nearly_the_same_is_asked_about() {
    for (there, pasted) in
        [("苏州店", "苏州"), ("苏州", "苏州店"), ("无锡服务中心", "无锡"), ("Suzhou", "Suzhou centre")]
    {
        let mut desk = Desk::fresh(Lang::Zh, WIDE);
        desk.press("2").paste(&format!("姓名\t服务中心\t人数\t认知\n机修组\t{there}\t6\t2\n")).press("<c-s>");
        desk.paste(&format!("姓名\t服务中心\t人数\t认知\n机修组\t{pasted}\t6\t4\n"));
        assert!(matches!(preview(&desk).plan.lines[0].goes, Goes::Ask(_)), "{}", desk.screen());
        desk.press("<enter>1<c-s>");
        let people = desk.rows::<Person>();
        assert_eq!(people.len(), 1, "{}", desk.screen());
        assert_eq!(
            (people[0].centre.as_str(), people[0].awareness),
            (there, Score::new(4)),
            "nobody has moved"
        );
    }
    // Other places are other teams.
    let mut desk = Desk::fresh(Lang::Zh, WIDE);
    desk.press("2").paste("姓名\t服务中心\t人数\n机修组\t苏州店\t6\n").press("<c-s>");
    desk.paste("姓名\t服务中心\t人数\n机修组\t杭州店\t6\n");
    assert_eq!(preview(&desk).plan.new_rows, 1);
}

#[test]
fn counts_are_taken_with_what_they_count() {
    let mut desk = Desk::fresh(Lang::Zh, WIDE);
    desk.press("e");
    let charter = |desk: &Desk| desk.rows::<charter::Charter>()[0].clone();
    let go = |desk: &mut Desk, column: &'static str| {
        let row = Some(desk.rows::<charter::Charter>()[0].id);
        assert!(desk.app_mut().go(Place { sheet: charter::Charter::SHEET, row, column }));
    };
    go(&mut desk, "months");
    desk.press("12个月<enter>");
    assert_eq!(charter(&desk).months, Some(12), "{}", desk.screen());
    go(&mut desk, "centres");
    desk.press("4家<enter>");
    assert_eq!(charter(&desk).centres, Some(4), "{}", desk.screen());
    let mut desk = Desk::fresh(Lang::Zh, WIDE);
    desk.press("2").paste("姓名\t人数\n甲\t3\n").press("<c-s>");
    to(&mut desk, "headcount", "<right>");
    desk.press("<home>");
    to(&mut desk, "headcount", "<right>");
    desk.press("约1200<enter>");
    desk.must_say("“约1200”记为 1200");
    assert_eq!(desk.rows::<Person>()[0].headcount, Some(1200));
    desk.press("<up>").press("12个月<enter>");
    assert_eq!(desk.rows::<Person>()[0].headcount, Some(1200), "months are no people");
}

#[test]
fn in_chinese_the_month_stands_first_and_nothing_is_said() {
    for (lang, is_said) in [(Lang::Zh, false), (Lang::En, true)] {
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press(":budget<enter>").paste("Item\tOwner\nA\tB\n").press("<c-s>");
        to(&mut desk, "approved", "<right>");
        desk.press("3-2<enter>");
        assert_eq!(desk.said().contains("2026-02-03"), is_said, "{}", desk.said());
    }
}

#[test]
fn claims_are_not_taken_for_warranty_claims() {
    let mut desk = Desk::fresh(Lang::En, WIDE);
    desk.press("2").paste("Name\tRole\nA\tClaims\n");
    assert_eq!(preview(&desk).plan.open().count(), 1, "{}", desk.screen());
    desk.must_show("not one of the options");
}

#[test]
fn a_path_typed_over_the_last_one_takes_its_place() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    for name in ["a.csv", "b.csv"] {
        std::fs::write(path(name), "姓名,人数\n甲,3\n").unwrap();
    }
    for (lang, command) in [(Lang::Zh, "导入 CSV"), (Lang::En, "Import a CSV")] {
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("2:").press(command).press("<enter>").press(&format!("{}<enter>", path("none.csv")));
        desk.press(":").press(command).press("<enter>");
        desk.must_show("none.csv");
        desk.press(&format!("{}<enter>", path("b.csv")));
        assert_eq!(preview(&desk).plan.new_rows, 1, "{}", desk.screen());
    }
}

/// Names three lists of people at once, in the way that a terminal does.
fn three_files(desk: &mut Desk, lang: Lang, how: impl Fn(&str) -> String) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut typed = Vec::new();
    for (name, person) in [("a.csv", "甲"), ("list of b.csv", "乙"), ("c.csv", "丙")] {
        let path = folder.path().join(name);
        std::fs::write(&path, format!("姓名,人数\n{person},3\n")).unwrap();
        typed.push(how(&path.display().to_string()));
    }
    let command = if lang == Lang::Zh { "导入 CSV" } else { "Import a CSV" };
    desk.press(":").press(command).press("<enter>").paste(&typed.join(" ")).press("<enter>");
    folder
}

#[test]
fn files_named_at_once_are_opened_one_after_the_other() {
    type How = fn(&str) -> String;
    let ways: [How; 4] = [
        |path| format!("'{path}'"),
        |path| format!("\"{path}\""),
        |path| path.replace(' ', "\\ "),
        |path| format!("file://{}", path.replace(' ', "%20")),
    ];
    for how in ways {
        let mut desk = Desk::fresh(Lang::En, WIDE);
        desk.press("2");
        let _folder = three_files(&mut desk, Lang::En, how);
        desk.must_show("File 1 of 3, a.csv: Into ADKAR cards");
        desk.press("<enter>");
        desk.must_show("File 2 of 3, list of b.csv: Into");
        assert_eq!(names(&desk), ["甲"], "the first is stored before the second is shown");
        // The second is cancelled, the third taken in.
        desk.press("<esc>");
        desk.must_show("Leave this one and the 1 file behind it out");
        desk.press("<enter>");
        desk.must_show("File 3 of 3, c.csv");
        desk.press("<enter>");
        assert!(desk.app().layers.is_empty(), "{}", desk.screen());
        assert_eq!(names(&desk), ["甲", "丙"]);
        // Each is one step.
        desk.press("<c-z>");
        assert_eq!(names(&desk), ["甲"]);
    }
}

#[test]
fn files_to_come_can_be_given_up_all_at_once_and_broken_ones_are_named_at_the_end() {
    let quoted = |path: &str| format!("'{path}'");
    for (lang, heading, gone) in
        [(Lang::Zh, "第 1 个文件，共 3 个：a.csv", "已取消"), (Lang::En, "File 1 of 3", "Cancelled")]
    {
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("2");
        let _folder = three_files(&mut desk, lang, quoted);
        desk.must_show(heading);
        desk.press("<esc><esc>");
        desk.must_show(heading);
        desk.press("<esc><down><enter>");
        desk.must_say(gone);
        assert!(desk.app().layers.is_empty() && names(&desk).is_empty(), "{}", desk.screen());
        // Whatever comes later is a file of its own.
        let _folder = three_files(&mut desk, lang, quoted);
        desk.must_show(heading);
    }
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).display().to_string();
    std::fs::write(path("a.csv"), "姓名,人数\n甲,3\n").unwrap();
    std::fs::write(path("b.xlsx"), b"PK\x03\x04 no spreadsheet").unwrap();
    std::fs::write(path("c.csv"), "").unwrap();
    let mut desk = Desk::fresh(Lang::En, WIDE);
    let all = ["b.xlsx", "a.csv", "c.csv"].map(|name| quoted(&path(name))).join(" ");
    desk.press("2:").press("Import a CSV").press("<enter>").paste(&all).press("<enter>");
    desk.must_show("File 2 of 3, a.csv");
    desk.press("<enter>");
    desk.must_say("Not taken in: ");
    assert!(desk.said().contains("b.xlsx") && desk.said().contains("c.csv"), "{}", desk.said());
    assert_eq!(names(&desk), ["甲"]);
}

#[test]
fn a_line_like_one_above_is_said_to_be_stored_once() {
    for (lang, said) in [(Lang::Zh, "和上面的行一样，只存一次：第 4 行"), (Lang::En, "stored once: line 4")]
    {
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("2").paste("姓名\t人数\n甲\t3\n乙\t4\n甲\t3\n");
        desk.must_show(said);
        desk.press("<c-s>");
        assert_eq!(names(&desk), ["甲", "乙"]);
    }
}

#[test]
fn a_score_in_a_chinese_numeral_is_the_score() {
    let mut desk = Desk::fresh(Lang::Zh, WIDE);
    desk.press("2").paste("姓名\t认知\t渴望\n甲\t三\t五分\n").press("<c-s>");
    let person = &desk.rows::<Person>()[0];
    assert_eq!((person.awareness, person.desire), (Score::new(3), Score::new(5)), "{}", desk.screen());
}

#[test]
fn months_of_a_table_are_settled_at_once() {
    use changebook::tools::kpi::Reading;
    let days = |desk: &Desk| -> Vec<String> {
        desk.rows::<Reading>().iter().map(|row| row.date.unwrap().to_string()).collect()
    };
    let across = "KPI\t11月\t12月\t1月\nFTFR\t80%\t81%\t82%\n";
    let down = "Month\tFTFR\nNov\t80%\nDec\t81%\nJan\t82%\nAverage\t81%\n";
    let list = "KPI\tMonth\tValue\nFTFR\t2025-11\t80%\nFTFR\tDec-25\t81%\nFTFR\tJan 2026\t82%\n";
    // On the view of this week, of the indicators and of the readings.
    for place in ["9", "9]", "9]]]]", "9]]]]]", "9]]]]]<right><right>"] {
        for block in [across, down, list] {
            if block == list && place != "9]" {
                continue;
            }
            let mut desk = Desk::fresh(Lang::En, WIDE);
            desk.press(place).paste(block);
            assert_eq!(preview(&desk).plan.open().count(), 3, "{place} {block}: {}", desk.screen());
            desk.press("<enter>");
            desk.must_show("The last day of each month, here 2025-11-30");
            desk.press("<enter>");
            desk.must_show("months are their last days");
            assert!(preview(&desk).plan.is_ready(), "{place} {block}: {}", desk.screen());
            desk.press("<c-s>");
            assert_eq!(
                days(&desk),
                ["2025-11-30", "2025-12-31", "2026-01-31"],
                "{place} {block}: {}",
                desk.screen()
            );
        }
    }
    // It is taken back on the line of titles.
    let mut desk = Desk::fresh(Lang::Zh, WIDE);
    desk.press("9]").paste(list);
    desk.press("<enter>");
    desk.must_show("都取当月最后一天，这里是 2025-11-30");
    desk.press("<enter>");
    assert!(preview(&desk).plan.is_ready());
    let at = preview(&desk).at;
    assert_eq!(at.column, 2, "the cursor stays in the column of days");
    desk.press("<up><up><up><enter>");
    desk.must_show("月份不取最后一天");
    desk.press("月份不取<enter>");
    assert_eq!(preview(&desk).plan.open().count(), 3, "{}", desk.screen());
}

#[test]
fn a_day_that_is_left_open_is_offered_and_named() {
    use changebook::tools::actions::Promise;
    for (typed, offered, read) in [
        ("June", "2026-06-30", "2026-06-30"),
        ("明年6月", "2027-06-30", "2027-06-30"),
        ("June next year", "2027-06-30", "2027-06-30"),
        ("mid June", "2026-06-15", "2026-06-15"),
        ("KW 27", "2026-07-03", "2026-07-03"),
        ("5/6/26", "2026-06-05", "2026-05-06"),
        ("5.6.26", "The whole column is day/month/year", "2026-05-06"),
    ] {
        let mut desk = Desk::fresh(Lang::En, WIDE);
        desk.press(":actions<enter>").paste(&format!("Action\tDue\nFind the cause\t{typed}\n"));
        assert_eq!(preview(&desk).plan.open().count(), 1, "{typed}: {}", desk.screen());
        desk.press("<enter>");
        desk.must_show(offered);
        desk.press("<enter>");
        assert!(preview(&desk).plan.is_ready(), "{typed}: {}", desk.screen());
        desk.press("<c-s>");
        let due =
            desk.rows::<Promise>().iter().find(|row| row.action.0.as_str() == "Find the cause").unwrap().due;
        assert_eq!(due.map(|day| day.to_string()).as_deref(), Some(read), "{typed}");
    }
    // The end of a month or a year is one day, which the preview shows in full.
    for (typed, read) in [
        ("end of June", "2026-06-30"),
        ("6月底", "2026-06-30"),
        ("月底", "2026-03-31"),
        ("下月底", "2026-04-30"),
        ("季度末", "2026-03-31"),
        ("year-end", "2026-12-31"),
    ] {
        let mut desk = Desk::fresh(Lang::En, WIDE);
        desk.press(":actions<enter>").paste(&format!("Action\tDue\nFind the cause\t{typed}\n"));
        assert!(preview(&desk).plan.is_ready(), "{typed}: {}", desk.screen());
        desk.must_show(read);
    }
}

/// Where a number or a day is wanted, a digit is the first of it and chooses nothing.
#[test]
fn a_digit_typed_into_a_question_about_a_number_is_that_number() {
    use changebook::tools::adkar::Person;
    use changebook::tools::kpi::Kpi;
    for lang in [Lang::Zh, Lang::En] {
        let baseline = |keys: &str| {
            let mut desk = Desk::fresh(lang, WIDE);
            desk.press("9]]]]").paste("KPI\tBaseline\tTarget\nFTFR\t0.78\t92%\n");
            desk.press("<enter>").press(keys).press("<c-s>");
            desk.rows::<Kpi>().iter().find(|kpi| kpi.code == "ftfr").unwrap().baseline
        };
        assert_eq!(baseline("82<enter>"), Some(82.0));
        assert_eq!(baseline("1<enter>"), Some(1.0));
        // Enter takes what is offered first.
        assert_eq!(baseline("<enter>"), Some(78.0));
        assert_eq!(baseline("<down><enter>"), Some(0.78));
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("2").paste("Name\tCentre\tFTE\nShop A\tC1\tmany\n");
        desk.press("<enter>12<enter><c-s>");
        assert_eq!(desk.rows::<Person>()[0].headcount, Some(12), "{}", desk.screen());
    }
}

#[test]
fn a_day_that_is_left_empty_is_shown_where_the_program_supplies_one() {
    for lang in [Lang::Zh, Lang::En] {
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("2").paste("Name\tCentre\tAwareness\tScored on\nAnn\tC1\t3\t2026-02-30\n").press("e");
        let cells = &preview(&desk).plan.lines[0].cells;
        assert!(matches!(&cells[3], CellPlan::Keeps(now, _) if now.en.starts_with("20")), "{cells:?}");
        desk.must_show(if lang == Lang::Zh { "一并存入“评分日期”" } else { "is stored as well" });
    }
}
