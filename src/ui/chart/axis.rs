//! The scale below a chart: months. It must not know how the chart itself is drawn.

use crate::text::{Lang, text, width};
use chrono::{Datelike, Months, NaiveDate};

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
