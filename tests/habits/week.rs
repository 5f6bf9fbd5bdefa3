//! The view of this week: typed, pasted and cleared there is what was read this week, and nothing else.

use super::*;
use changebook::project::Edit;
use changebook::sheet::Link;
use changebook::tools::charter::Charter;
use changebook::tools::roadmap::Centre;

/// A new project on the field of this week of the first indicator.
fn week(lang: Lang) -> Desk {
    let mut desk = Desk::open(lang, WIDE, new_project("A"));
    desk.press("9]]]]]<home><right><right>");
    desk
}

/// The values of the readings by the order of the indicators on the screen; none where there is none.
fn read(desk: &Desk) -> Vec<Option<f64>> {
    let (state, sheet) = (desk.app().view_state().unwrap(), desk.app().sheet().unwrap());
    let ids = (0..state.len()).map(|n| sheet.row(state.place(n).unwrap()).map(AnyRow::id));
    let readings = desk.rows::<Reading>();
    ids.map(|id| readings.iter().find(|r| r.kpi.0 == id && r.date == Some(today())).and_then(|r| r.value))
        .collect()
}

fn targets(desk: &Desk) -> Vec<(Option<f64>, String, String)> {
    desk.rows::<Kpi>().iter().map(|k| (k.target, k.owner.to_string(), k.name.to_string())).collect()
}

#[test]
fn typing_shows_the_week_behind_the_field_and_makes_no_row_before_its_value() {
    for lang in BOTH {
        let mut desk = week(lang);
        desk.press("4");
        assert_eq!(desk.app().view().unwrap().2.key, "week", "{}", desk.screen());
        desk.must_show(if lang == Lang::Zh { "上周" } else { "Last" });
        assert!(desk.rows::<Reading>().is_empty());
        desk.press("5<esc>");
        assert!(desk.rows::<Reading>().is_empty());
        // A long text that was left comes back into the same field.
        desk.press("45 or so, says the system<esc><c-z>");
        let Some(Layer::Cell(edit)) = desk.app().layers.last() else { panic!("{}", desk.screen()) };
        assert_eq!(
            (edit.editor.text(), desk.app().view().unwrap().2.key),
            ("45 or so, says the system", "week")
        );
        desk.press("<c-a>45<enter>");
        assert_eq!(read(&desk)[0], Some(45.0));
        assert_eq!(desk.app().view_state().unwrap().row, 1, "on to the next indicator");
        // A question about the value stands over the week, too; down and up confirm as well.
        desk.press("3<down>2<up>");
        assert_eq!(read(&desk)[..3], [Some(45.0), Some(3.0), Some(2.0)]);
        // An emptied field takes the reading away.
        desk.press("<home><right><right><c-up><f2><c-a><bs><enter>");
        assert_eq!(read(&desk)[0], None, "{}", desk.screen());
        assert_eq!(desk.rows::<Reading>().len(), 2);
    }
}

#[test]
fn a_column_pasted_there_goes_to_the_indicators_of_its_rows_after_a_look() {
    for lang in BOTH {
        let mut desk = week(lang);
        let before = whole(desk.project());
        desk.paste("47%\n3.3\n\n60\n");
        let Some(Layer::Preview(preview)) = desk.app().layers.last() else { panic!("{}", desk.screen()) };
        assert_eq!((preview.plan.new_rows, preview.plan.is_ready()), (3, true), "{}", desk.screen());
        desk.must_show("47%");
        desk.must_show(&today().to_string());
        assert_eq!(whole(desk.project()), before);
        desk.press("<enter>");
        let values = read(&desk);
        assert_eq!(values[..4], [Some(47.0), Some(3.3), None, Some(60.0)], "{}", desk.screen());
        assert_eq!(desk.app().view().unwrap().2.key, "week");
        // The same again changes nothing, and other values take the place of these.
        desk.paste("47%\n3.3\n");
        let Some(Layer::Preview(preview)) = desk.app().layers.last() else { panic!() };
        assert_eq!((preview.plan.new_rows, preview.plan.changes), (0, 0));
        desk.press("<esc>").paste("48\n3.4\n").press("<enter>");
        assert_eq!(read(&desk)[..2], [Some(48.0), Some(3.4)]);
        assert_eq!(desk.rows::<Reading>().len(), 3);
        desk.press("<c-z><c-z>");
        assert_eq!(whole(desk.project()), before, "one step each");
        // A single value is as if it was typed; with a title above; from the second row on; too many.
        desk.paste("46");
        assert_eq!(read(&desk)[0], Some(46.0));
        desk.paste("本周\n44\n3\n").press("<enter>");
        assert_eq!(read(&desk)[..2], [Some(44.0), Some(3.0)]);
        desk.press("<down>").paste("2.9\n2\n").press("<enter>");
        assert_eq!(read(&desk)[..2], [Some(44.0), Some(2.9)]);
        desk.press("<c-down>").paste("1\n1\n");
        desk.must_show(if lang == Lang::Zh {
            "超出最后一个指标"
        } else {
            "below the last indicator"
        });
    }
}

#[test]
fn names_and_values_pasted_there_find_their_indicators() {
    for lang in BOTH {
        for (titles, at) in [("", "<home>"), ("", ""), ("指标\t本周\n", ""), ("Indicator\tValue\n", "<home>")]
        {
            let mut desk = week(lang);
            desk.press(at).paste(&format!("{titles}FTFR\t81%\n平均响应时间\t47 h\n"));
            let Some(Layer::Preview(preview)) = desk.app().layers.last() else { panic!("{}", desk.screen()) };
            assert!(preview.plan.is_ready() && preview.plan.new_rows == 2, "{}", desk.screen());
            desk.press("<enter>");
            let named = |code: &str| {
                let kpi = desk.rows::<Kpi>().into_iter().find(|k| k.code == code).unwrap().id;
                let of = desk.rows::<Reading>().into_iter().find(|r| r.kpi.0 == Some(kpi));
                of.and_then(|r| r.value)
            };
            assert_eq!((named("ftfr"), named("response")), (Some(81.0), Some(47.0)));
        }
        // What the view itself was copied as comes back into it, whatever stands beside.
        let mut desk = week(lang);
        desk.press("45<enter>3<enter><c-a><a-y>");
        let copied = desk.copied().unwrap();
        let before = whole(desk.project());
        desk.paste(&copied);
        let Some(Layer::Preview(preview)) = desk.app().layers.last() else { panic!("{}", desk.screen()) };
        assert_eq!((preview.plan.changes, preview.plan.is_ready()), (0, true), "{}", desk.screen());
        desk.press("<enter>");
        assert_eq!(whole(desk.project()), before);
        // A name that no indicator has is asked about, and nothing goes into targets.
        let mut desk = week(lang);
        desk.paste("FTFR\t81\t91\nXYZ\t3\t9\n");
        let Some(Layer::Preview(preview)) = desk.app().layers.last() else { panic!("{}", desk.screen()) };
        assert!(!preview.plan.is_ready());
        desk.press("x<enter>");
        assert!(desk.rows::<Kpi>().iter().all(|kpi| kpi.target != Some(91.0)));
    }
}

#[test]
fn delete_clears_what_was_read_this_week_and_no_target() {
    for (lang, said) in [(Lang::Zh, "其他列不动"), (Lang::En, "the other columns stay")] {
        for key in ["<del>", "<bs>", "<c-x>"] {
            let mut desk = Desk::demo(lang, WIDE);
            desk.press("9]]]]]<home><right><right>");
            let first = day("2026-03-02");
            let older = |desk: &Desk| {
                let readings = desk.rows::<Reading>().into_iter();
                readings.filter(|r| r.centre.0.is_some() || r.date.is_some_and(|d| d < first)).count()
            };
            desk.press("87<enter>");
            let (before, readings, kept) = (targets(&desk), desk.rows::<Reading>().len(), older(&desk));
            assert!(readings > kept, "{}", desk.screen());
            desk.press("<c-a>").press(key);
            assert_eq!(targets(&desk), before, "{key}");
            assert!(read(&desk).iter().all(Option::is_none), "{key} {}", desk.screen());
            desk.must_say(said);
            desk.press("<c-z>");
            assert_eq!(desk.rows::<Reading>().len(), readings);
            // Earlier weeks stay, and what single centres have read.
            desk.press("<c-a>").press(key);
            assert_eq!((older(&desk), desk.rows::<Reading>().len() < readings), (kept, true));
        }
        // One cell alone; and where nothing was read nothing is cleared.
        let mut desk = week(lang);
        desk.press("45<enter>3<enter><up><del>");
        assert_eq!(read(&desk)[..2], [Some(45.0), None]);
        let before = whole(desk.project());
        desk.press("<del>");
        assert_eq!(whole(desk.project()), before);
        // A reading with a note keeps its row and its note.
        desk.press("<esc>9]]");
        to(&mut desk, "note", "<right>");
        desk.press("from the system<enter><esc>9]]]]<home><right><right><c-up><del>");
        let readings = desk.rows::<Reading>();
        assert_eq!((readings.len(), readings[0].value, &*readings[0].note), (1, None, "from the system"));
    }
}

#[test]
fn weeks_across_are_read_from_any_view_of_the_tool() {
    for (lang, block) in [
        (Lang::Zh, "指标\t第1周\t本周\nFTFR\t80%\t81%\n平均响应时间\t48\t47\n"),
        (Lang::En, "Indicator\tWeek 1\tW1\nFTFR\t80%\t\nAverage response time\t48 h\t\n"),
    ] {
        for keys in ["9", "9]", "9]]]]", "9]]]]]"] {
            let mut desk = Desk::fresh(lang, WIDE);
            desk.press(keys).paste(block);
            let Some(Layer::Preview(preview)) = desk.app().layers.last() else { panic!("{}", desk.screen()) };
            assert_eq!(preview.intake.def.key, "readings", "{keys}");
            desk.must_show(&today().to_string());
            desk.must_show("B2");
            // As it stands, if that is meant.
            desk.press("t");
            let Some(Layer::Preview(preview)) = desk.app().layers.last() else { panic!() };
            assert!(!preview.intake.is_reshaped());
        }
    }
}

/// Who types on after the last row means no second value for it.
#[test]
fn what_is_typed_behind_the_last_row_takes_the_place_of_nothing() {
    for (lang, said) in [(Lang::Zh, "“3”没有写入"), (Lang::En, "'3' was not entered")] {
        for key in ["<enter>", "<down>"] {
            let mut desk = week(lang);
            desk.press("<c-down><c-down>");
            let last = desk.app().view_state().unwrap().len() - 1;
            assert_eq!(desk.app().view_state().unwrap().row, last);
            desk.press("8").press(key).press("3");
            desk.must_say(said);
            desk.press("7");
            assert!(desk.app().layers.is_empty());
            assert_eq!(read(&desk)[last], Some(8.0), "{key}");
            // Another key in between, and it is typed over as anywhere.
            desk.press("<up><down>9<enter>");
            assert_eq!(read(&desk)[last], Some(9.0), "{key}");
            desk.press("<f2><c-a>6<enter>");
            assert_eq!(read(&desk)[last], Some(6.0), "{key}");
        }
    }
}

#[test]
fn the_field_of_the_current_value_on_the_dashboard_takes_the_readings_of_this_week() {
    for lang in BOTH {
        let mut desk = Desk::open(lang, WIDE, new_project("A"));
        desk.press("9<home><right>45<enter>3.3<enter>");
        assert_eq!(read(&desk)[..2], [Some(45.0), Some(3.3)], "{}", desk.screen());
        assert_eq!(desk.app().view().unwrap().2.key, "dashboard");
        // Again in the same week it is the same reading.
        desk.press("<up><up>46<enter>");
        assert_eq!(read(&desk)[..2], [Some(46.0), Some(3.3)], "{}", desk.screen());
        assert_eq!(desk.rows::<Reading>().len(), 2);
    }
}

#[test]
fn a_list_that_says_its_days_keeps_them_wherever_it_is_pasted() {
    for (block, wanted) in [
        (
            "指标\t日期\t数值\nFTFR\t2026-02-20\t81%\nCSAT\t2026-02-27\t78\n",
            ["2026-02-20 81", "2026-02-27 78"],
        ),
        ("Value\tIndicator\tWeek\n81%\tFTFR\t2\n78\tCSAT\t3\n", ["2026-01-18 81", "2026-01-25 78"]),
        (
            "Indicator\tCentre\tDate\tValue\nFTFR\tC1\t2026-02-20\t81%\nFTFR\t\t2026-02-20\t78%\n",
            ["2026-02-20 81", "2026-02-20 78"],
        ),
    ] {
        let mut project = new_project("A");
        let charter = project.rows::<Charter>()[0].id;
        project.apply(Edit::put(charter, Charter::COL.start, Cell::Date(day("2026-01-05")))).unwrap();
        let centre = Centre { name: "C1".into(), ..Centre::with_id(Id::new(7_001)) };
        project.apply(Edit::append(centre)).unwrap();
        for key in ["9", "9]]]]]"] {
            let mut desk = Desk::open(Lang::En, WIDE, project.clone());
            desk.press(key);
            desk.paste(block);
            desk.press("<enter>");
            let rows = desk.rows::<Reading>();
            let read: Vec<String> =
                rows.iter().map(|r| format!("{} {}", r.date.unwrap(), r.value.unwrap())).collect();
            assert_eq!(read, wanted, "{block}\n{}", desk.screen());
            let of_centre = rows.iter().filter(|r| r.centre.0.is_some()).count();
            assert_eq!(of_centre, usize::from(block.contains("C1")));
        }
    }
    // Baselines and targets are no readings.
    let mut desk = Desk::open(Lang::Zh, WIDE, new_project("A"));
    desk.press("9");
    desk.paste("指标\t基线\t目标\nFTFR\t70%\t91%\n");
    desk.press("<enter>");
    assert!(desk.rows::<Reading>().is_empty(), "{}", desk.screen());
    assert!(desk.rows::<Kpi>().iter().any(|kpi| (kpi.baseline, kpi.target) == (Some(70.0), Some(91.0))));
}

#[test]
fn what_is_typed_over_a_count_of_the_week_is_its_count() {
    let desk = week(Lang::En);
    let walks = desk.rows::<Kpi>().iter().position(|kpi| kpi.code == "walks").unwrap();
    let id = desk.rows::<Kpi>()[walks].id;
    let earlier = today().pred_opt().unwrap();
    let noted = Reading {
        kpi: Link::to(id),
        date: Some(earlier),
        value: Some(1.0),
        ..Reading::with_id(Id::new(7_002))
    };
    let mut project = desk.project().clone();
    let charter = project.rows::<Charter>()[0].id;
    project.apply(Edit::put(charter, Charter::COL.start, Cell::Date(earlier))).unwrap();
    project.apply(Edit::append(noted)).unwrap();
    let mut desk = Desk::open(Lang::En, WIDE, project);
    desk.press("9]]]]]<home><right><right>").press(&"<down>".repeat(walks)).press("2<enter>");
    let values: Vec<Option<f64>> = desk.rows::<Reading>().iter().map(|reading| reading.value).collect();
    assert_eq!(values, [Some(2.0)], "{}", desk.screen());
    desk.must_show("2x");
}

/// A second reading of a day may be that of a centre, which is chosen behind the value: nothing goes before that.
#[test]
fn a_reading_of_a_centre_is_typed_beside_that_of_the_network() {
    for lang in BOTH {
        let mut project = new_project("A");
        let kpi = project.rows::<Kpi>().iter().find(|kpi| kpi.code == "csat").unwrap().id;
        let centre = Centre { name: "C1".into(), ..Centre::with_id(Id::new(7_001)) };
        project.apply(Edit::append(centre)).unwrap();
        let network = Reading {
            kpi: Link::to(kpi),
            date: Some(today()),
            value: Some(77.0),
            ..Reading::with_id(Id::new(7_002))
        };
        project.apply(Edit::append(network)).unwrap();
        let own = Reading { kpi: Link::to(kpi), date: Some(today()), ..Reading::with_id(Id::new(7_003)) };
        project.apply(Edit::append(own)).unwrap();
        let mut desk = Desk::open(lang, WIDE, project);
        assert!(desk.app_mut().go(changebook::finding::Place::of(Id::new(7_003), Reading::COL.value)));
        desk.press("70<enter>");
        assert_eq!(desk.rows::<Reading>().len(), 2, "{}", desk.screen());
        assert!(desk.app_mut().go(changebook::finding::Place::of(Id::new(7_003), Reading::COL.centre)));
        desk.press("C1<enter>");
        let read: Vec<_> = desk.rows::<Reading>().iter().map(|row| (row.centre.0, row.value)).collect();
        assert_eq!(read.len(), 2, "{}", desk.screen());
        assert!(read.contains(&(None, Some(77.0))) && read.contains(&(Some(Id::new(7_001)), Some(70.0))));
    }
}

/// A block of nothing but blanks is no list and no column.
#[test]
fn blanks_pasted_there_store_nothing() {
    for block in ["\t\t\t\n\t\t\t\n", "\n\n", "\t\n", "Indicator\tDate\tValue\n"] {
        for place in ["9", "9]", "9]]]]]<right><right>"] {
            let mut desk = Desk::open(Lang::Zh, WIDE, new_project("A"));
            desk.press(place);
            desk.paste(block);
            desk.press("<enter><esc>");
            assert!(desk.rows::<Reading>().is_empty(), "{block:?} {place}: {}", desk.screen());
        }
    }
}

#[test]
fn the_status_of_this_week_is_read_without_a_broken_word() {
    for (lang, whole) in [(Lang::Zh, "在轨"), (Lang::En, "on track")] {
        for size in [(80, 24), (100, 30), (120, 36)] {
            let mut desk = Desk::demo(lang, size);
            desk.press("9]]]]]").must_show(whole);
            assert!(!desk.shows("·median") && !desk.shows("·中位数"), "{}", desk.screen());
        }
    }
}
