//! A chart for each indicator with readings, on a worksheet of their own; their values stand on a hidden one.

use super::Options;
use super::worksheet::{day, number};
use crate::assess::Assessed;
use crate::intake::FOR_EYES;
use crate::sort::StableSort;
use crate::text::text;
use crate::tools::kpi::{Kpi, Reading};
use rust_xlsxwriter::{
    Chart, ChartAxisDateUnitType, ChartEmptyCells, ChartFont, ChartFormat, ChartLegendPosition, ChartLine,
    ChartLineDashType, ChartType, Color, Format, Workbook, XlsxError,
};

/// The name of the worksheet with the values.
const VALUES: &str = "_chart";
/// The rows and the columns that a chart takes.
const SIZE: (u32, u16) = (16, 9);
/// The colour of what was read.
const ACTUAL: Color = Color::RGB(0x001F_5F99);
/// The colour of the target.
const GREY: Color = Color::RGB(0x006B_7280);

/// Writes the charts of all indicators that have been read twice or more for the whole network.
pub fn write(book: &mut Workbook, assessed: &Assessed, options: Options) -> Result<(), XlsxError> {
    let (lang, project) = (options.lang, assessed.facts.project());
    let mut charts = Vec::new();
    let values = book.add_worksheet();
    values.set_name(VALUES)?.set_hidden(true);
    let date_format = Format::new().set_num_format("yyyy-mm-dd");
    let mut x = 0;
    for kpi in project.rows::<Kpi>() {
        let mut readings: Vec<_> = project
            .rows::<Reading>()
            .iter()
            .filter(|reading| reading.kpi.0 == Some(kpi.id) && reading.centre.0.is_none())
            .filter_map(|reading| Some((reading.date?, reading.value?)))
            .collect();
        readings.stable_sort_by_key(|(date, _)| *date);
        let unit = kpi.unit();
        if readings.len() < 2 {
            continue;
        }
        for (n, (date, value)) in readings.iter().enumerate() {
            if let Some(day) = day(*date) {
                values.write_datetime_with_format(n as u32, x, day, &date_format)?;
            }
            values.write_number(n as u32, x + 1, number(*value, unit, lang).0)?;
            if let Some(target) = kpi.target {
                values.write_number(n as u32, x + 2, number(target, unit, lang).0)?;
            }
        }
        let last = readings.len() as u32 - 1;
        let mut chart = Chart::new(ChartType::Line);
        chart.set_width(560).set_height(300);
        chart.title().set_name(kpi.title().get(lang)).set_font(ChartFont::new().set_size(12));
        chart
            .add_series()
            .set_name(text("实际", "Actual").get(lang))
            .set_format(ChartFormat::new().set_line(ChartLine::new().set_color(ACTUAL).set_width(2.25)))
            .set_categories((VALUES, 0, x, last, x))
            .set_values((VALUES, 0, x + 1, last, x + 1));
        if kpi.target.is_some() {
            chart
                .add_series()
                .set_name(text("目标", "Target").get(lang))
                .set_format(ChartFormat::new().set_line(
                    ChartLine::new().set_color(GREY).set_width(1.5).set_dash_type(ChartLineDashType::Dash),
                ))
                .set_categories((VALUES, 0, x, last, x))
                .set_values((VALUES, 0, x + 2, last, x + 2));
        }
        let days = readings.last().map_or(0, |(to, _)| to.signed_duration_since(readings[0].0).num_days());
        chart.x_axis().set_date_axis(true).set_num_format("m-d").set_major_unit(every(days));
        chart.x_axis().set_major_unit_date_type(ChartAxisDateUnitType::Days);
        let values = readings.iter().map(|(_, value)| *value).chain(kpi.target);
        let values = values.map(|value| number(value, unit, lang).0);
        if let Some((least, most)) = ends(values) {
            chart.y_axis().set_min(least).set_max(most);
        }
        chart.y_axis().set_num_format(number(1.0, unit, lang).1);
        let mut light = ChartLine::new();
        light.set_color(Color::RGB(0x00E3_E6EA)).set_width(0.75);
        chart.y_axis().set_major_gridlines(true).set_major_gridlines_line(&light);
        chart.legend().set_position(ChartLegendPosition::Bottom);
        chart.show_empty_cells_as(ChartEmptyCells::Gaps);
        charts.push(chart);
        x += 3;
    }
    let sheet = book.add_worksheet();
    sheet.set_name(FOR_EYES[1].get(lang))?;
    for (n, chart) in charts.iter().enumerate() {
        let (row, column) = (n as u32 / 2 * SIZE.0, (n % 2) as u16 * SIZE.1);
        sheet.insert_chart_with_offset(row, column, chart, 4, 8)?;
    }
    // Two rows of charts a page, none of them cut.
    let breaks: Vec<u32> = (1..=charts.len() as u32 / 4).map(|page| page * 2 * SIZE.0).collect();
    sheet.set_landscape().set_paper_size(9).set_print_scale(70);
    sheet.set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3);
    sheet.set_page_breaks(&breaks)?;
    Ok(())
}

/// The days between two labels of the time axis: whole weeks, six to eight of them on a chart.
fn every(days: i64) -> u32 {
    let weeks = u32::try_from(days / 7 / 7).unwrap_or(0).max(1);
    weeks.saturating_mul(7)
}

/// The ends of the axis of values: round, and from zero on unless all values are far from it.
fn ends(values: impl Iterator<Item = f64>) -> Option<(f64, f64)> {
    let (least, most) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), v| (a.min(v), b.max(v)));
    let span = most - least;
    // A level that never moves has no scale of its own.
    if !span.is_finite() || span <= 0.0 {
        return None;
    }
    let step = 10_f64.powf((span / 2.0).log10().floor());
    let (down, up) = ((least - span * 0.1) / step, (most + span * 0.1) / step);
    let least = if least >= 0.0 && least <= span { 0.0 } else { down.floor() * step };
    Some((least, up.ceil() * step))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axes_have_round_ends_around_their_values() {
        let of = |values: &[f64]| ends(values.iter().copied());
        assert_eq!(of(&[80.0, 84.0, 92.0]), Some((78.0, 94.0)));
        assert_eq!(of(&[0.0, 77.0, 90.0]), Some((0.0, 100.0)));
        assert_eq!(of(&[5.0]), None);
        assert_eq!(of(&[]), None);
        assert_eq!((every(10), every(105), every(730)), (7, 14, 98));
    }
}
