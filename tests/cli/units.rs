//! Units and money in lists and on the command line: what is asked about a value, what is converted, what is kept.

use crate::desk::Desk;
use std::fs;

fn file(desk: &Desk, text: &str) -> String {
    let path = desk.workspace().parent().unwrap().join("list.csv");
    fs::write(&path, text).unwrap();
    path.display().to_string()
}

#[test]
fn no_slip_is_suspected_in_a_value_with_its_unit() {
    let desk = Desk::with_project();
    let reading = |kpi: &str, day: &str, value: &str| {
        let (kpi, day, value) = (format!("kpi={kpi}"), format!("date={day}"), format!("value={value}"));
        ["add".to_owned(), "readings".to_owned(), kpi, day, value]
    };
    let add = |kpi: &str, day: &str, value: &str| {
        let args = reading(kpi, day, value);
        desk.done(&args.each_ref().map(String::as_str));
    };
    let asked = |kpi: &str, value: &str| {
        let args = reading(kpi, "2026-02-20", value);
        desk.refused(1, &args.each_ref().map(String::as_str)).1
    };
    add("response", "2026-02-09", "24");
    assert!(asked("response", "168").contains("Is it 16.8 h?"));
    add("response", "2026-02-16", "1周");
    desk.done(&["add", "kpis", "name=Cost", "unit=yuan", "target=12000"]);
    add("Cost", "2026-02-09", "18000");
    assert!(asked("Cost", "1.5").contains("Is it 15000 yuan?"), "a missing 万 is asked about");
    assert!(asked("Cost", "1.5元").contains("thousands of times"));
    assert!(asked("Cost", "1.3亿").contains("is it really 130000000 yuan"));
    let path = file(&desk, "Indicator,Date,Value\nCost,2026-02-20,1.5\n");
    assert!(desk.refused(1, &["import", "readings", &path]).1.contains("Is it 15000 yuan?"));
    add("Cost", "2026-02-20", "1.5万");
    desk.done(&["add", "kpis", "name=Handling", "unit=minutes"]);
    add("Handling", "2026-02-09", "80");
    assert!(asked("Handling", "80:30").contains("Is it 80.5 min? That is '80:30' as minutes and seconds"));
    // With nothing to compare it with a clock may show either, wherever it is typed first.
    let (zh, en) = desk.refused(1, &["add", "kpis", "name=Waiting", "unit=minutes", "baseline=4:30"]);
    assert!(en.contains("Is it 4.5 min?") && en.contains("270 min"), "{en}");
    assert!(zh.contains("几分几秒"), "{zh}");
    desk.done(&["add", "kpis", "name=Waiting", "unit=minutes", "baseline=4.5"]);
    let (_, en) = desk.refused(1, &["add", "wins", "win=Quick", "kpi=Waiting", "target=1:30"]);
    assert!(en.contains("Is it 1.5 min?") && en.contains("90 min"), "{en}");
    desk.done(&["add", "kpis", "name=Answer", "unit=minutes", "baseline=4.5", "target=3"]);
    let (_, en) = desk.refused(1, &["add", "wins", "win=Quicker", "kpi=Answer", "target=4:30"]);
    assert!(en.contains("Is it 4.5 min?"), "{en}");
    // Where only hours and minutes are like what is known, they are meant.
    desk.done(&["add", "kpis", "name=Repair", "unit=minutes", "baseline=270"]);
    desk.done(&["set", "kpis", "Repair", "target=4:00"]);
    desk.done(&["add", "kpis", "name=Reply", "unit=hours", "baseline=4:30"]);
    desk.done(&["add", "kpis", "name=Repair 2", "unit=minutes", "baseline=270", "target=3:00"]);
    // Two clocks do not tell each other what they show, and a plain number is not asked about for one.
    for baseline in ["baseline=4:30", "baseline=4.5"] {
        let pick = ["add", "kpis", "name=Picking", "unit=minutes", "target=3:00", baseline];
        assert!(desk.refused(1, &pick).1.contains(if baseline.contains(':') {
            "4.5 min?"
        } else {
            "3 min?"
        }));
    }
    for (name, answer, shown) in
        [("Pick", "--yes", ["4.5 min", "3 min"]), ("Fit", "--as-typed", ["270", "180"])]
    {
        desk.done(&[
            "add",
            "kpis",
            &format!("name={name}"),
            "unit=minutes",
            "baseline=4:30",
            "target=3:00",
            answer,
        ]);
        let list = desk.done(&["show", "kpis"]);
        let row = list.lines().find(|line| line.contains(name)).unwrap();
        assert!(shown.iter().all(|figure| row.contains(figure)), "{row}");
    }
}

#[test]
fn amounts_of_the_budget_are_in_the_unit_of_the_project() {
    let desk = Desk::with_project();
    for (unit, csv, values, refused) in [
        ("万元", "项目,金额\nA,12000元\nB,1.2万元\nC,\"¥12,000\"\nD,3\n", [1.2, 1.2, 1.2, 3.0], "$500"),
        ("元", "项目,金额\nA,1.2万\nB,1.2万元\nC,12k\nD,3\n", [12_000.0, 12_000.0, 12_000.0, 3.0], "€500"),
        ("kEUR", "Item,Amount\nA,12000 EUR\nB,12k\nC,€12000\nD,3\n", [12.0, 12.0, 12.0, 3.0], "$500"),
    ] {
        desk.done(&["set", "project", "#1", &format!("money={unit}")]);
        let path = file(&desk, csv);
        desk.done(&["import", "budget", &path]);
        let shown = desk.json(&["show", "budget"]);
        let stored: Vec<f64> =
            shown.as_array().unwrap().iter().filter_map(|row| row["amount"].as_f64()).collect();
        assert_eq!(stored, values, "{unit}: {shown}");
        let (zh, en) = desk.refused(1, &["set", "budget", "A", &format!("amount={refused}")]);
        assert!(en.contains("another currency") && zh.contains("别的货币"), "{unit}: {zh} {en}");
    }
}

#[test]
fn a_unit_that_is_in_no_list_is_kept_as_their_own_and_no_count_becomes_a_rate() {
    let desk = Desk::with_project();
    let path = file(&desk, "指标,单位,目标\n投诉单数,单,20\n件数,件,30件\n接单,单/天,8\n");
    let (zh, en) = desk.refused(1, &["import", "kpis", &path]);
    assert!(zh.contains("“单”不在选项里") && zh.contains("--own") && zh.contains("其他单位"), "{zh}");
    assert!(en.contains("units of your own --own"), "{en}");
    for way in ["--own", "--skip=cells"] {
        let desk = Desk::with_project();
        desk.done(&["import", "kpis", &path, way]);
        let kpis = desk.json(&["show", "kpis"]);
        let of = |name: &str| {
            let row = kpis.as_array().unwrap().iter().find(|row| row["name"] == name).unwrap();
            (row["unit"].clone(), row["unit_name"].clone(), row["target"].clone())
        };
        assert_eq!(of("投诉单数"), (serde_json::Value::Null, "单".into(), 20.0.into()), "{way}");
        assert_eq!(of("件数"), (serde_json::Value::Null, "件".into(), 30.0.into()), "{way}");
        assert_eq!(of("接单").0, "per-day", "{way}");
    }
    let help = desk.en(&["import", "--help"]).out.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(help.contains("--skip cells keeps units as well"), "{help}");
}

/// The unit of an indicator, its own unit and its baseline.
fn unit_of(desk: &Desk, name: &str) -> (serde_json::Value, serde_json::Value, serde_json::Value) {
    let kpis = desk.json(&["show", "kpis"]);
    let row = kpis.as_array().unwrap().iter().find(|row| row["name"] == name).unwrap().clone();
    (row["unit"].clone(), row["unit_name"].clone(), row["baseline"].clone())
}

#[test]
fn the_unit_of_another_currency_is_kept_like_any_other_of_their_own() {
    let units = ["€", "$", "£", "₹", "HK$", "USD", "EUR", "CHF", "ppm"];
    let rows = units
        .iter()
        .map(|unit| format!("Cost in {unit}\t{unit}\t{unit} 145.50\n"))
        .collect::<Vec<_>>()
        .concat();
    let desk = Desk::with_project();
    let path = desk.workspace().parent().unwrap().join("list.tsv").display().to_string();
    fs::write(&path, format!("KPI\tUnit\tBaseline\n{rows}")).unwrap();
    desk.done(&["import", "kpis", &path, "--own"]);
    for unit in units {
        let wanted = (serde_json::Value::Null, unit.into(), 145.5.into());
        assert_eq!(unit_of(&desk, &format!("Cost in {unit}")), wanted, "{unit}");
        // The same by hand, once it is meant.
        let (name, unit_is) = (format!("name=Own {unit}"), format!("unit={unit}"));
        let baseline = format!("baseline={unit} 145.50");
        let add = ["add", "kpis", &name, &unit_is, &baseline];
        let (zh, en) = desk.refused(1, &add);
        assert!(en.contains("--as-typed to keep it") && zh.contains("--as-typed"), "{zh}{en}");
        desk.done(&[&add[..], &["--as-typed"]].concat());
        assert_eq!(unit_of(&desk, &format!("Own {unit}")), wanted, "{unit}");
    }
    // One of the list gives way to it.
    desk.done(&["add", "kpis", "name=Fee", "unit=yuan"]);
    desk.done(&["set", "kpis", "Fee", "unit=€", "--as-typed"]);
    assert_eq!(unit_of(&desk, "Fee"), (serde_json::Value::Null, "€".into(), serde_json::Value::Null));
    // What is no word for a unit is none.
    let (_, en) = desk.refused(1, &["add", "kpis", "name=Odd", "unit=3€", "--as-typed"]);
    assert!(en.contains("not one of the options") && !en.contains("--as-typed"), "{en}");
}

#[test]
fn a_week_that_has_not_come_is_offered_as_one_of_a_year_that_has_it() {
    let desk = Desk::empty();
    desk.en_on("2027-01-12", &["new", "T", "--start", "2026-02-02"]);
    for (week, said) in
        [("W52", "write 2026-W52"), ("W53", "write 2026-W53"), ("W60", "this is week 50: write the day")]
    {
        let path = file(&desk, &format!("Indicator,{week}\nFTFR,81\n"));
        let said_of = desk.en_on("2027-01-12", &["import", "readings", &path]);
        assert!(said_of.code == 1 && said_of.err.contains(said), "{week}: {said_of:?}");
    }
}

#[test]
fn numbers_given_with_their_unit_are_in_it() {
    let desk = Desk::with_project();
    // Our own target is 24 hours, and the one in days is given with them.
    desk.done(&["set", "kpis", "response", "unit=days", "baseline=3", "target=1"]);
    let list = desk.done(&["show", "kpis"]);
    let row = list.lines().find(|line| line.contains("response")).unwrap();
    assert!(row.contains(" 3 d ") && row.contains(" 1 d "), "{row}");
    // What is not named with it is asked about as ever.
    let (_, en) = desk.refused(1, &["set", "kpis", "response", "unit=hours", "target=24"]);
    assert!(en.contains("convert these too (3 d → 72 h)? Baseline."), "{en}");
    let path = file(&desk, "Indicator,Unit,Baseline,Target\nresponse,hours,70,20\ncsat,%,70,90\n");
    let told = desk.done(&["import", "kpis", &path]);
    assert!(told.contains("Baseline 3 d → 70 h; Target 1 d → 20 h"), "{told}");
    assert!(told.contains("Baseline 70%; Target 85 pts → 90%"), "{told}");
}
