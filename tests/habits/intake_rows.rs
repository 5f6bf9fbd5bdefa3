//! Which rows the lines of a pasted or imported list go into: what they belong to, what they are called, what their id says.

use super::intake::form;
use super::*;
use changebook::app::paste::Preview;
use changebook::intake::Goes;
use changebook::tools::process::{Process, Step};
use changebook::tools::roadmap::Resource;

fn preview(desk: &Desk) -> &Preview {
    match desk.app().layers.last() {
        Some(Layer::Preview(preview)) => preview,
        _ => panic!("{}", desk.screen()),
    }
}

/// The steps with the process of each, and how long each waits.
fn steps(desk: &Desk) -> Vec<(String, String, Option<f64>)> {
    let processes = desk.rows::<Process>();
    let process = |id: Option<Id>| {
        processes.iter().find(|row| Some(row.id) == id).map_or(String::new(), |row| row.name.to_string())
    };
    let step = |step: &Step| (step.name.to_string(), process(step.process.0), step.wait);
    desk.rows::<Step>().iter().map(step).collect()
}

fn two_processes(lang: Lang) -> Desk {
    let mut desk = Desk::fresh(lang, WIDE);
    desk.press("p").paste("Process\nClaim\nReturns\n").press("<c-s>]");
    desk.paste("Step\tProcess\tWait before\nPay\tClaim\t8h\nClose\tClaim\t\nAsk\tReturns\t\n").press("<c-s>");
    let named: Vec<(String, String)> = steps(&desk).into_iter().map(|(name, of, _)| (name, of)).collect();
    let wanted = [("Pay", "Claim"), ("Close", "Claim"), ("Ask", "Returns")];
    assert_eq!(named, wanted.map(|(a, b)| (a.to_owned(), b.to_owned())), "{}", desk.screen());
    desk
}

#[test]
fn steps_pasted_under_a_process_belong_to_it_whatever_others_are_called() {
    for (lang, titles, said) in [
        (
            Lang::En,
            "Step\tWait before",
            "There is no column Process, so the lines go where the cursor stands: into 'Returns'",
        ),
        (Lang::Zh, "步骤\t之前等待", "没有“流程”这一栏，按光标所在的放进“Returns”"),
    ] {
        let mut desk = two_processes(lang);
        // On the line for a new row, and on a step of the process.
        for place in ["<c-end><down>", "<c-end><home>"] {
            desk.press(place).paste(&format!("{titles}\nPay\t3d\nCheck\t1d\n"));
            desk.must_show(said);
            assert_eq!(preview(&desk).plan.new_rows, 2, "{}", desk.screen());
            desk.press("<c-s>");
            let wanted = [
                ("Pay", "Claim", Some(480.0)),
                ("Close", "Claim", None),
                ("Ask", "Returns", None),
                ("Pay", "Returns", Some(4320.0)),
                ("Check", "Returns", Some(1440.0)),
            ];
            let wanted = wanted.map(|(a, b, c)| (a.to_owned(), b.to_owned(), c));
            assert_eq!(steps(&desk), wanted, "{place}: {}", desk.screen());
            desk.press("<c-z>");
            assert_eq!(steps(&desk).len(), 3, "one step takes it back");
        }
        // Under the other process the same line is the step that is there.
        desk.press("<c-home>").paste(&format!("{titles}\nPay\t3d\n"));
        assert_eq!(preview(&desk).plan.new_rows, 0, "{}", desk.screen());
        desk.press("<c-s>");
        assert_eq!(steps(&desk)[0].2, Some(4320.0));
        // A block that says it goes where it says.
        desk.press("<c-z><c-home>");
        let process = if lang == Lang::En { "Process" } else { "流程" };
        desk.paste(&format!("{titles}\t{process}\nPay\t1h\tReturns\n"));
        assert!(!desk.shows(said), "{}", desk.screen());
        desk.press("<c-s>");
        assert_eq!(steps(&desk)[3], ("Pay".to_owned(), "Returns".to_owned(), Some(60.0)));
    }
}

#[test]
fn a_step_typed_under_a_heading_belongs_to_it_though_another_process_was_filled_last() {
    let mut desk = two_processes(Lang::En);
    // A step put in among those of the first process stands last in no list.
    desk.press("<c-home>").paste("Step\tProcess\nRefund\tClaim\n").press("<c-s>");
    desk.press("<c-end><home><down>").press("Inspect<enter>");
    let inspect = steps(&desk).into_iter().find(|(name, ..)| name == "Inspect").unwrap();
    assert_eq!(inspect.1, "Returns", "{}", desk.screen());
}

#[test]
fn a_file_of_another_kind_never_goes_into_rows_by_where_they_stand() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("actions.csv");
    std::fs::write(&path, "序号,行动,责任人,截止\n1,约供应商,王强,2026-03-10\n2,借举升机,李芳,2026-03-12\n")
        .unwrap();
    let list = "行动\t责任人\t备注\n约供应商\t王强\t先问\n借举升机\t李芳\t急\n";
    for (lang, said) in [(Lang::Zh, "会是新的一行，但没有"), (Lang::En, "Left out, as new rows need")]
    {
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press(":budget<enter>").paste("Item\tOwner\nFirst\tA\nSecond\tB\n").press("<c-s><c-home>");
        let before = whole(desk.project());
        assert_eq!(desk.rows::<Resource>().len(), 2, "{}", desk.screen());
        let import = if lang == Lang::Zh { "导入 CSV" } else { "Import a CSV" };
        let from_file = |desk: &mut Desk| {
            desk.press(":").press(import).press("<enter>").press(&format!("{}<enter>", path.display()));
        };
        from_file(&mut desk);
        desk.must_show(said);
        assert_eq!(preview(&desk).plan.changes, 0, "{}", desk.screen());
        desk.press("<esc>").paste(list);
        desk.must_show(said);
        desk.press("<esc>");
        assert_eq!(whole(desk.project()), before);
        // Where no title is known its lines are new ones, and never those under the cursor.
        desk.press("<f3>8").paste("Win\tOwner\nFirst\tA\n").press("<c-s><c-home>");
        from_file(&mut desk);
        let is_new = |line: &changebook::intake::LinePlan| !matches!(line.goes, Goes::Row(..));
        assert!(preview(&desk).plan.lines.iter().all(is_new), "{}", desk.screen());
    }
}

#[test]
fn lines_sorted_without_their_ids_go_by_the_name_beside_them() {
    let mut desk = Desk::fresh(Lang::En, WIDE);
    let teams: Vec<String> = (1..8).map(|n| format!("Team {n}\tC{n}\t{n}\t{}", n % 5 + 1)).collect();
    desk.press("2")
        .paste(&format!("Name\tCentre\tHeadcount\tAwareness\n{}\n", teams.join("\n")))
        .press("<c-s>");
    let before = whole(desk.project());
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("form.csv");
    let ids = |lines: &[Vec<String>]| -> usize {
        lines.iter().find_map(|line| line.iter().position(|cell| cell == "id")).unwrap()
    };
    let sorted = |lines: &mut Vec<Vec<String>>, renamed: Option<usize>| {
        let first = lines.iter().position(|line| line.iter().any(|cell| cell == "id")).unwrap() + 1;
        let at = ids(lines);
        let hidden: Vec<Vec<String>> = lines[first..].iter().map(|line| line[at..].to_vec()).collect();
        lines[first..].reverse();
        for (line, hidden) in lines[first..].iter_mut().zip(hidden) {
            line.splice(at.., hidden);
        }
        if let Some(n) = renamed {
            lines[first + n][0] = "Somebody new".to_owned();
        }
    };
    let import = |desk: &mut Desk| {
        desk.press(":").press("Import a CSV").press("<enter>").press(&format!("{}<enter>", path.display()));
    };
    std::fs::write(&path, form(&desk, Lang::En, |lines| sorted(lines, None))).unwrap();
    import(&mut desk);
    if !desk.app().layers.is_empty() {
        assert_eq!(preview(&desk).plan.changes, 0, "{}", desk.screen());
        desk.must_show("the id does not belong to the name beside it");
        desk.press("<esc>");
    }
    assert_eq!(whole(desk.project()), before);
    // One that was called otherwise as well is a row of its own, and overwrites nobody.
    std::fs::write(&path, form(&desk, Lang::En, |lines| sorted(lines, Some(1)))).unwrap();
    import(&mut desk);
    desk.must_show("6 lines: the id does not belong");
    let (plan, new) = (&preview(&desk).plan, preview(&desk).plan.new_rows);
    assert_eq!(new, 1, "{}", desk.screen());
    assert!(plan.lines.iter().all(|line| !matches!(line.goes, Goes::Ask(_))));
    desk.press("<esc>");
    // Whoever numbers the rows anew leaves the rest of them as it is: these are the rows of their ids.
    let renumbered = |lines: &mut Vec<Vec<String>>| {
        let first = lines.iter().position(|line| line.iter().any(|cell| cell == "id")).unwrap() + 1;
        let at = lines[first - 1].iter().position(|cell| cell == "Centre").unwrap();
        for (n, line) in lines[first..].iter_mut().enumerate() {
            line[0] = format!("Team {}", n + 2);
            line[at] = format!("C{}", n + 2);
        }
    };
    std::fs::write(&path, form(&desk, Lang::En, renumbered)).unwrap();
    import(&mut desk);
    assert!(!desk.shows("the id does not belong"), "{}", desk.screen());
    assert_eq!(preview(&desk).plan.new_rows, 0);
}

#[test]
fn a_block_of_which_every_line_is_left_out_stays_open_to_be_put_right() {
    for lang in BOTH {
        let mut desk = Desk::fresh(lang, WIDE);
        desk.press("7").paste("How many\tNext step\n3\tTalk\n4\tTrain\n");
        assert!(matches!(desk.app().layers.last(), Some(Layer::Preview(_))), "{}", desk.screen());
        desk.press("<enter>");
        assert!(matches!(desk.app().layers.last(), Some(Layer::Preview(_))), "{}", desk.screen());
        desk.must_say(["一行都没有存", "every line is left out"][usize::from(lang == Lang::En)]);
        desk.press("<esc>");
        assert!(desk.app().layers.is_empty());
    }
}
