//! A chart for each indicator with readings, on a worksheet of their own; their values stand on a hidden one.

use super::Options;
use super::worksheet::day;
use crate::assess::Assessed;
use crate::text::text;
use crate::tools::kpi::{Kpi, Reading};
use rust_xlsxwriter::{Chart, ChartEmptyCells, ChartType, Format, Workbook, XlsxError};

/// The name of the worksheet with the values.
const VALUES: &str = "_chart";
/// The rows and the columns that a chart takes.
const SIZE: (u32, u16) = (18, 9);

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
        readings.sort_by_key(|(date, _)| *date);
        if readings.len() < 2 {
            continue;
        }
        for (n, (date, value)) in readings.iter().enumerate() {
            if let Some(day) = day(*date) {
                values.write_datetime_with_format(n as u32, x, day, &date_format)?;
            }
            values.write_number(n as u32, x + 1, *value)?;
            if let Some(target) = kpi.target {
                values.write_number(n as u32, x + 2, target)?;
            }
        }
        let last = readings.len() as u32 - 1;
        let mut chart = Chart::new(ChartType::Line);
        let title = kpi.title();
        let unit = kpi.unit_label();
        chart.title().set_name(&format!("{}（{}）", title.get(lang), unit.get(lang)));
        chart
            .add_series()
            .set_name(text("实际", "Actual").get(lang))
            .set_categories((VALUES, 0, x, last, x))
            .set_values((VALUES, 0, x + 1, last, x + 1));
        if kpi.target.is_some() {
            chart
                .add_series()
                .set_name(text("目标", "Target").get(lang))
                .set_categories((VALUES, 0, x, last, x))
                .set_values((VALUES, 0, x + 2, last, x + 2));
        }
        chart.x_axis().set_num_format("m-d");
        chart.show_empty_cells_as(ChartEmptyCells::Gaps);
        charts.push(chart);
        x += 3;
    }
    let sheet = book.add_worksheet();
    sheet.set_name(text("指标图", "Charts").get(lang))?;
    for (n, chart) in charts.iter().enumerate() {
        let (row, column) = (n as u32 / 2 * SIZE.0, (n % 2) as u16 * SIZE.1);
        sheet.insert_chart(row, column, chart)?;
    }
    sheet.set_landscape().set_print_fit_to_pages(1, 0);
    Ok(())
}
