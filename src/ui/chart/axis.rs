//! The scales of a chart: round values beside it, months below it. It must not know how the chart itself is drawn.

use crate::text::{Lang, text, width};
use chrono::{Datelike, Months, NaiveDate};

/// The ends of a scale and the values that it names, from the highest down.
#[derive(Debug, PartialEq)]
pub(super) struct Scale {
    /// The lowest value.
    pub(super) low: f64,
    /// The highest value.
    pub(super) high: f64,
    /// The values named, both ends among them.
    pub(super) ticks: Vec<f64>,
}

impl Scale {
    /// A scale from round value to round value, with room for one name in three rows.
    pub(super) fn of((low, high): (f64, f64), rows: u16, whole: bool) -> Scale {
        let high = if high > low { high } else { low + (low.abs() * 0.1).max(1.0) };
        let parts = f64::from((rows / 3).clamp(1, 6));
        let raw = (high - low) / parts;
        let power = 10_f64.powf(raw.log10().floor());
        let steps = if whole { &[1.0, 2.0, 5.0, 10.0][..] } else { &[1.0, 2.0, 2.5, 5.0, 10.0][..] };
        let step = steps.iter().map(|step| step * power).find(|step| *step >= raw * 0.999);
        let step = step.unwrap_or(10.0 * power).max(if whole { 1.0 } else { f64::MIN_POSITIVE });
        // A hair beyond a round value needs no step of its own.
        let (first, last) = ((low / step + 1e-9).floor(), (high / step - 1e-9).ceil());
        let steps = (last - first).clamp(1.0, 12.0) as u32;
        let value = |n: u32| ((first + f64::from(n)) * step * 1e6).round() / 1e6;
        let ticks = (0..=steps).rev().map(value).collect();
        Scale { low: first * step, high: (first + f64::from(steps)) * step, ticks }
    }
}

/// The names of months between two columns, each where the month begins: the column and the name.
pub(super) fn months(
    (first, last): (f64, f64),
    column: impl Fn(f64) -> Option<u16>,
    (from, until): (u16, u16),
    lang: Lang,
) -> Vec<(u16, String)> {
    let date = |x: f64| NaiveDate::from_num_days_from_ce_opt(x as i32);
    let Some((begin, end)) = date(first).zip(date(last)) else { return Vec::new() };
    let Some(mut month) = begin.with_day(1) else { return Vec::new() };
    let mut all = Vec::new();
    while month <= end && all.len() < 1_200 {
        if let Some(at) = column(f64::from(month.num_days_from_ce())) {
            all.push((at, month));
        }
        let Some(next) = month.checked_add_months(Months::new(1)) else { break };
        month = next;
    }
    // As many as stand apart: each month, else every second, third, sixth or twelfth.
    for every in [1, 2, 3, 6, 12] {
        let named: Vec<(u16, String)> = all
            .iter()
            .filter(|(_, month)| month.month0() % every == 0)
            .map(|(at, month)| (*at, name(*month, lang)))
            .filter(|(at, name)| *at >= from && *at + width(name) as u16 <= until)
            .collect();
        let apart = named.windows(2).all(|pair| pair[0].0 + width(&pair[0].1) as u16 + 2 <= pair[1].0);
        if apart {
            return named;
        }
    }
    Vec::new()
}

fn name(month: NaiveDate, lang: Lang) -> String {
    const NAMES: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    match lang {
        Lang::Zh => format!("{}{}", month.month(), text("月", "").zh),
        Lang::En => NAMES.get(month.month0() as usize).copied().unwrap_or_default().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_hold_every_value() {
        for (low, high, rows, whole, ticks) in [
            (71.3, 85.8, 12, false, vec![90.0, 85.0, 80.0, 75.0, 70.0]),
            (0.0, 27.0, 9, true, vec![30.0, 20.0, 10.0, 0.0]),
            (0.0, 1.0, 12, true, vec![1.0, 0.0]),
            (3.0, 3.0, 6, true, vec![4.0, 3.0]),
            (48.0, 48.0, 4, false, vec![55.0, 50.0, 45.0]),
            (-0.3, 0.4, 9, false, vec![0.5, 0.25, 0.0, -0.25, -0.5]),
            (80.0, 92.0, 4, false, vec![100.0, 80.0]),
            (12_345.0, 98_765.0, 12, false, vec![100_000.0, 75_000.0, 50_000.0, 25_000.0, 0.0]),
        ] {
            let scale = Scale::of((low, high), rows, whole);
            assert!(scale.low <= low && scale.high >= high, "{low} {high}: {scale:?}");
            assert_eq!(scale.ticks, ticks, "{low} {high} in {rows}");
        }
    }

    #[test]
    fn months_stand_where_they_begin_and_apart() {
        let day = |text: &str| f64::from(text.parse::<NaiveDate>().unwrap().num_days_from_ce());
        let span = (day("2025-12-20"), day("2026-12-31"));
        for cells in [30_u16, 60, 90, 200] {
            let column = |x: f64| {
                (span.0..=span.1)
                    .contains(&x)
                    .then(|| ((x - span.0) / (span.1 - span.0) * f64::from(cells - 1)) as u16)
            };
            for lang in [Lang::Zh, Lang::En] {
                let named = months(span, column, (0, cells), lang);
                assert!(named.len() > 1, "{cells}");
                assert!(named.windows(2).all(|p| p[0].0 + width(&p[0].1) as u16 + 2 <= p[1].0));
                assert!(named.iter().all(|(at, name)| at + width(name) as u16 <= cells));
            }
        }
        let all = months(span, |x| (x >= span.0).then_some((x - span.0) as u16), (0, 400), Lang::En);
        assert_eq!(all.first(), Some(&(12, "Jan".to_owned())));
        assert_eq!(all.len(), 12);
    }
}
