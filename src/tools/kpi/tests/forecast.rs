//! When a target is met at the present pace.

use super::*;

#[test]
fn the_forecast_names_the_pace_that_is_needed() {
    let mut book = Book::new();
    book.weekly("ftfr", 1, &[80.0, 80.5, 81.0, 81.5]);
    let facts = book.facts(day(22));
    let ftfr = facts.get(book.kpi("ftfr")).expect("figures");
    let on = day(22 + 21 * 7);
    assert_eq!(ftfr.forecast, Forecast::Between(on, Some(on)));
    assert!((ftfr.pace.expect("four readings") - 0.5).abs() < 1e-12);
    // The level, the median of the last three, is 81.
    assert!((ftfr.required.expect("time left") - 11.0 * 7.0 / 344.0).abs() < 1e-12);
}

#[test]
fn a_threshold_has_a_forecast_without_a_baseline() {
    let forecast = |code: &str, values: &[f64]| {
        let mut book = Book::new();
        book.weekly(code, 1, values);
        book.facts(day(22)).get(book.kpi(code)).expect("figures").forecast
    };
    assert_eq!(forecast("training", &[50.0, 60.0, 70.0, 80.0]), Forecast::Between(day(29), Some(day(29))));
    assert_eq!(forecast("training", &[80.0, 60.0, 70.0, 90.0]), Forecast::Met);
    assert_eq!(forecast("training", &[80.0, 70.0, 60.0, 50.0]), Forecast::Never);
    assert_eq!(forecast("training", &[50.0, 60.0, 40.0, 55.0]), Forecast::NoTrend);
    assert_eq!(forecast("training", &[50.0, 60.0, 70.0]), Forecast::TooFew { have: 3 });
    assert_eq!(forecast("walks", &[0.0, 0.0, 1.0, 1.0]), Forecast::Undefined);
}

#[test]
fn a_target_that_the_line_has_reached_is_met_as_soon_as_the_level_follows() {
    let forecast = |values: &[f64]| {
        let mut book = Book::new();
        book.define("csat", "baseline", Cell::Number(60.0));
        book.define("csat", "target", Cell::Number(51.0));
        book.weekly("csat", 1, values);
        let today = day((values.len() as u64 - 1) * 7 + 1);
        book.facts(today).get(book.kpi("csat")).expect("figures").forecast
    };
    // The level is 52, the line at 50.
    assert_eq!(forecast(&[60.0, 58.0, 56.0, 54.0, 52.0, 50.0]), Forecast::Near);
    assert_eq!(forecast(&[50.0, 52.0, 54.0, 56.0, 58.0, 60.0]), Forecast::Never);
}
