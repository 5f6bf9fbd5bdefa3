//! What holds whatever is entered.

use super::*;
use crate::project::Project;
use crate::tool::{Chart, Panel};
use proptest::prelude::*;

fn some_value() -> impl Strategy<Value = Option<f64>> {
    prop_oneof![
        Just(None),
        (-200.0..200.0).prop_map(Some),
        prop::sample::select(vec![0.0, -0.0, 100.0, f64::MAX, f64::MIN, f64::MIN_POSITIVE]).prop_map(Some),
    ]
}

fn some_date() -> impl Strategy<Value = Option<NaiveDate>> {
    prop_oneof![
        Just(None),
        (0_u64..600).prop_map(|n| Some(date("2025-12-01") + Days::new(n))),
        prop::sample::select(vec![NaiveDate::MIN, NaiveDate::MAX]).prop_map(Some),
    ]
}

prop_compose! {
    fn some_kpi()(
        baseline in some_value(),
        target in some_value(),
        dates in (some_date(), some_date()),
        kind in prop::sample::select(vec![None, Some(Kind::Leading), Some(Kind::Lagging)]),
        direction in prop::sample::select(vec![None, Some(Way::Up), Some(Way::Down)]),
        path in prop::sample::select(vec![None, Some(Path::Roadmap), Some(Path::Straight)]),
        cadence in prop::sample::select(vec![None, Some(Cadence::Fortnightly), Some(Cadence::Monthly)]),
        measure in prop::sample::select(vec![None, Some(Measure::Level), Some(Measure::Cumulative), Some(Measure::Count)]),
        code in prop::sample::select(vec!["", "walks", "ftfr", "training", "coverage"]),
    ) -> Kpi {
        Kpi {
            baseline, target, kind, direction, path, cadence, measure,
            baseline_date: dates.0,
            target_date: dates.1,
            code: code.into(),
            ..Kpi::default()
        }
    }
}

/// Everything that can be shown of a project.
fn look_at_everything(project: &Project, today: NaiveDate) {
    let facts = Facts::new(project, today);
    for view in TOOL.views {
        let sheet = project.sheet(view.sheet.key).expect("a sheet of the tool");
        let order = (view.rows)(&facts).unwrap_or_else(|| (0..sheet.len()).collect());
        let mut all = order.clone();
        all.sort_unstable();
        assert!(all.into_iter().eq(0..sheet.len()), "{} shows every row once", view.key);
        let _nothing = (view.panels)(&facts, None);
        for row in order.into_iter().filter_map(|n| sheet.row(n)) {
            let _heading = (view.heading)(&facts, row);
            for panel in (view.panels)(&facts, Some(row)) {
                if let Panel::Chart(Chart { values, signals, .. }) = panel {
                    assert!(signals.iter().all(|n| values.get(*n).is_some_and(|v| v.1.is_some())));
                }
            }
            if let Layout::Grid(fields) = view.layout {
                for field in fields {
                    match field {
                        Field::Computed { show, .. } => drop(show(&facts, row)),
                        Field::Column(key, _) | Field::Short(key, ..) => {
                            assert!(row.def().column(key).is_some(), "{key}");
                        }
                    }
                }
            }
        }
    }
    let _ticks = (TOOL.proposes)(&Facts::new(project, today));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn nothing_entered_brings_it_down(
        start in some_date(),
        kpis in prop::collection::vec(some_kpi(), 0..4),
        readings in prop::collection::vec((0_usize..5, some_date(), some_value()), 0..40),
        events in prop::collection::vec((some_date(), any::<bool>()), 0..4),
        reviews in prop::collection::vec((0_usize..5, some_date(), some_date(), "[a ]?"), 0..5),
        today in some_date(),
    ) {
        let mut book = Book::starting(start);
        let mut ids: Vec<Id> = Vec::new();
        for kpi in kpis {
            let id = book.id();
            ids.push(id);
            book.add(Kpi { id, ..kpi });
        }
        let link = |ids: &[Id], n: usize| ids.get(n).map_or(Link::default(), |id| Link::to(*id));
        for (n, date, value) in readings {
            let row = Reading { kpi: link(&ids, n), date, value, ..Reading::with_id(book.id()) };
            book.add(row);
        }
        for (date, rebase) in events {
            let row = Event { date, rebase, ..Event::with_id(book.id()) };
            book.add(row);
        }
        for (n, date, due, action) in reviews {
            let action = crate::sheet::Prose(action.as_str().into());
            let row = Review { kpi: link(&ids, n), date, due, action, ..Review::with_id(book.id()) };
            book.add(row);
        }
        look_at_everything(&book.project, today.unwrap_or(NaiveDate::MAX));
        let _review = book.act("weekly-review", None, today.unwrap_or(NaiveDate::MIN));
    }

    #[test]
    fn a_better_value_never_worsens_its_own_level(
        code in prop::sample::select(vec!["training", "satisfaction", "walks", "coverage", "ftfr", "csat"]),
        n in 1_u64..500,
        value in 0.0..100.0,
        more in 0.0..20.0,
    ) {
        let level = |value| {
            let mut book = Book::new();
            book.read(code, day(n), value);
            let facts = book.facts(day(n));
            crate::tools::kpi::facts::status(facts.get(book.kpi(code)).expect("figures").status).level
        };
        prop_assert!(level(value + more) <= level(value) || level(value) == Level::Blank);
    }
}

#[test]
fn five_years_of_readings_are_judged() {
    let mut book = Book::new();
    let codes: Vec<String> = book.project.rows::<Kpi>().iter().map(|k| k.code.to_string()).collect();
    for code in codes {
        let values: Vec<f64> = (0..260_u32).map(|n| 4.0 + f64::from(n % 7) * 0.1).collect();
        book.weekly(&code, 1, &values);
    }
    let facts = book.facts(day(260 * 7));
    assert!(facts.kpis.iter().all(|k| k.periodic.len() == 260
        && (k.movement == Movement::Cumulative || k.xmr.as_ref().is_some_and(|x| !x.provisional))));
    look_at_everything(&book.project, day(260 * 7));
}
