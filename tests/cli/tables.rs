//! Files whose lines are not all those of a table: quotes that open nothing, headings, cells behind the last title.

use crate::desk::Desk;
use serde_json::Value;

/// Writes a file and gives its path.
fn file(desk: &Desk, text: &str) -> String {
    let path = desk.workspace().join("list.csv");
    std::fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

/// The names of the people.
fn names(desk: &Desk) -> Vec<String> {
    let rows = desk.json(&["show", "people"]);
    rows.as_array().unwrap().iter().map(|row| row["name"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn a_quote_before_a_name_swallows_no_lines() {
    for (text, wanted) in [
        (
            "Person or team,Centre,Headcount\n\"Gold team,Centre 1,12\nTeam B,Centre 2,8\n\"Silver team,Centre 3,8\nTeam C,C4,7\n",
            &["\"Gold team", "Team B", "\"Silver team", "Team C"][..],
        ),
        (
            "Person or team\tCentre\tHeadcount\n\"Gold team\tCentre 1\t12\nTeam B\tCentre 2\t8\n",
            &["\"Gold team", "Team B"],
        ),
        ("Name;Centre\n\"Gold team\";C1\n\"Silver\nteam\";C2\n", &["Gold team", "Silver team"]),
    ] {
        let desk = Desk::with_project();
        let said = desk.en(&["import", "people", &file(&desk, text)]);
        assert_eq!(
            (said.code, names(&desk)),
            (0, wanted.iter().map(|name| (*name).to_owned()).collect()),
            "{said:?}"
        );
    }
    let desk = Desk::with_project();
    let text = "Name,Centre\nA,C1\n\"Gold, the best\nof all\n";
    let (zh, en) = desk.refused(1, &["import", "people", &file(&desk, text)]);
    assert!(zh.contains("第 3 行起有一个引号没有结束") && en.contains("line 3 is never closed"), "{zh}{en}");
}

#[test]
fn a_heading_stands_above_the_titles_of_a_file_with_any_delimiter() {
    for text in [
        "After-sales staff\nName;Centre\nA;C1\n",
        "售后人员\n序号\t姓名\t服务中心\n1\tA\tC1\n",
        "Staff, as of May\n\nName|Centre\nA|C1\nSource: HR\n",
        "Staff\nName,Centre\nA,C1\n",
    ] {
        let desk = Desk::with_project();
        let said = desk.en(&["import", "people", &file(&desk, text)]);
        let rows = desk.json(&["show", "people"]);
        assert_eq!(
            (said.code, rows[0]["name"].as_str(), rows[0]["centre"].as_str()),
            (0, Some("A"), Some("C1")),
            "{text}: {said:?}"
        );
        assert!(!names(&desk).iter().any(|name| name.contains("Staff") || name.contains("Name")), "{text}");
    }
}

#[test]
fn what_is_to_decide_is_named_before_it_is_stored() {
    let desk = Desk::with_project();
    let path = file(&desk, "Name,Headcount\nA,2\nB,1,200\nC,3\n");
    let dry = ["import", "people", &path, "--dry-run"];
    let said = desk.en(&dry).out;
    assert!(said.contains("3  + new row") && said.contains("column 3: The line has more cells"), "{said}");
    assert!(desk.run(&dry).out.contains("第 3 列：这一行的格比标题多"));
    let json: Value = serde_json::from_str(&desk.en(&[&dry[..], &["--json"]].concat()).out).unwrap();
    let cells = |line: &Value| line["cells"].as_object().unwrap().clone();
    let open: Vec<(u64, String)> = json["lines"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|line| {
            cells(line).into_iter().map(|(key, cell)| (line["line"].as_u64().unwrap(), key, cell))
        })
        .filter(|(_, _, cell)| cell["becomes"] == "open")
        .map(|(line, key, _)| (line, key))
        .collect();
    assert_eq!((json["open"].as_u64(), open), (Some(1), vec![(3, "#3".to_owned())]));
    let (zh, en) = desk.refused(1, &["import", "people", &path]);
    assert!(en.contains("line 3, column 3: The line") && zh.contains("第 3 行“第 3 列”："), "{zh}{en}");
    let said = desk.done(&["import", "people", &path, "--dry-run", "--skip", "rows"]);
    assert!(said.contains("line 3, column 3, '200'"), "{said}");
}

#[test]
fn one_column_of_a_file_is_named_once() {
    let desk = Desk::with_project();
    let path = file(&desk, "人员,中心\n甲,C1\n");
    let before = desk.bytes();
    for maps in [
        ["人员=name", "人员=centre"],
        ["人员=name", "#1=centre"],
        ["人员=", "人员=name"],
        ["人员=name", "人员=name"],
    ] {
        let (zh, en) = desk.refused(1, &["import", "people", &path, "--map", maps[0], "--map", maps[1]]);
        for map in maps {
            assert!(zh.contains(&format!("“{map}”")) && en.contains(&format!("'{map}'")), "{zh}{en}");
        }
        assert!(en.contains("one column of the file twice"), "{en}");
    }
    assert_eq!(desk.bytes(), before);
    desk.done(&["import", "people", &path, "--map", "人员=name", "--map", "中心=centre"]);
    assert_eq!(names(&desk), ["甲"]);
}

#[test]
fn a_unit_of_ones_own_is_asked_about_once() {
    let desk = Desk::with_project();
    let list = |rows: &str| format!("指标,单位,基线\n{rows}");
    let path = file(&desk, &list("星,颗星,4\n钱,千元,5\n"));
    let (_, en) = desk.refused(1, &["import", "kpis", &path]);
    assert!(en.contains("not one of the options"), "{en}");
    desk.done(&["import", "kpis", &path, "--own"]);
    let before = desk.json(&["show", "kpis"]);
    assert!(desk.done(&["import", "kpis", &path]).contains("0 cells filled"));
    desk.done(&["set", "kpis", "星", "unit=颗星"]);
    assert_eq!(desk.json(&["show", "kpis"]), before);
    // However it is written; another one is asked about, and the same of another indicator.
    assert!(desk.done(&["import", "kpis", &file(&desk, &list("星,颗 星,4\n"))]).contains("0 cells filled"));
    for rows in ["星,千元,4\n", "客户满意度（CSAT）,颗星,4\n", "日,颗星,4\n"] {
        assert_eq!(desk.en(&["import", "kpis", &file(&desk, &list(rows))]).code, 1, "{rows}");
    }
    desk.refused(1, &["set", "kpis", "首次修复率（FTFR）", "unit=颗星"]);
    desk.refused(1, &["set", "kpis", "星", "unit=颗月"]);
}

#[test]
fn a_row_that_nothing_tells_from_another_is_pointed_out() {
    let desk = Desk::with_project();
    let said = |args: &[&str]| desk.en(&[&["add"], args].concat()).err;
    assert_eq!(said(&["people", "name=张三", "centre=C1"]), "");
    assert!(said(&["people", "name=张 三", "centre=C1"]).contains("Almost the same as '张三' in row 1"));
    assert!(said(&["people", "name=张三", "centre=C1"]).contains("Nothing tells it from '张三' in row 1"));
    assert!(!said(&["people", "name=李四", "centre=C1"]).contains("Nothing tells it"));
    assert!(!said(&["people", "name=李四", "centre=C2"]).contains("Nothing tells it"));
    assert!(said(&["people", "centre=C2", "name=李四"]).contains("'李四' in row 5"));
    // The same is said of a row that comes to its centre later.
    let id = desk.done(&["add", "people", "name=李四"]).trim().to_owned();
    assert!(desk.en(&["set", "people", &id, "centre=C2"]).err.contains("'李四' in row 5"));
    // An action may well be written down twice.
    said(&["actions", "action=x"]);
    assert!(!said(&["actions", "action=x"]).contains("Nothing tells it"));
}
