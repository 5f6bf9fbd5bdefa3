//! Cells that refer to a row of another sheet, by its whole name or its code and never by a word of its name.

use crate::desk::Desk;
use std::fs;

fn file(desk: &Desk, text: &str) -> String {
    let path = desk.workspace().parent().unwrap().join("list.csv");
    fs::write(&path, text).unwrap();
    path.display().to_string()
}

#[test]
fn a_row_is_never_meant_by_a_word_of_its_name() {
    let desk = Desk::with_project();
    desk.done(&["add", "people", "name=Ann Lee"]);
    let before = desk.bytes();
    let path = file(&desk, "Person,Date,Awareness\nAnn,2026-01-20,3\nLee,2026-01-21,4\n");
    let (zh, en) = desk.refused(1, &["import", "adkar_history", &path]);
    assert!(zh.contains("没有叫“Ann”的行；相近的有“Ann Lee”") && zh.contains("“Lee”"), "{zh}");
    assert!(en.contains("no row called 'Ann'; the nearest: 'Ann Lee'"), "{en}");
    for (typed, near) in
        [("rate", "首次修复率（FTFR）"), ("Staff", "员工满意度（变革）"), ("修复率", "首次修复率（FTFR）")]
    {
        let kpi = format!("kpi={typed}");
        let (zh, _) = desk.refused(1, &["add", "readings", &kpi, "value=3"]);
        assert!(zh.contains(near), "{typed}: {zh}");
    }
    assert_eq!(desk.bytes(), before);
    let path = file(&desk, "Person,Date,Awareness\nａｎｎ lee,2026-01-20,3\n");
    desk.done(&["import", "adkar_history", &path]);
}

#[test]
fn an_indicator_is_met_by_its_code_whether_it_is_ours_or_their_own() {
    let desk = Desk::with_project();
    desk.done(&["add", "kpis", "name=返修率", "code=RET", "unit=percent"]);
    let kpis = desk.json(&["show", "kpis"]).as_array().unwrap().len();
    let path =
        file(&desk, "指标,日期,数值\nRET,2026-01-20,3%\nefficiency,2026-01-20,8\nwalks,2026-01-20,2\n");
    desk.done(&["import", "readings", &path, "--create"]);
    let path = file(&desk, "指标,2026-01-27,2026-01-28\nret,4%,5%\nwalks,1,2\n");
    desk.done(&["import", "readings", &path, "--create"]);
    assert_eq!(desk.json(&["show", "kpis"]).as_array().unwrap().len(), kpis, "none is added");
    assert_eq!(desk.json(&["show", "readings"]).as_array().unwrap().len(), 7);
    let (_, en) = desk.refused(1, &["add", "readings", "kpi=RE", "value=3"]);
    assert!(en.contains("no row called 'RE'"), "{en}");
}
