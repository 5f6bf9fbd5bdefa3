//! A sheet as a worksheet: titles in the first row, the id of each row in a hidden column, types and lists.

use super::lists::Lists;
use super::{Options, Rows, Unwritten, sheet_name};
use crate::project::{self, Project};
use crate::registry;
use crate::sheet::{AnyRow, Cell, Column, Kind, SheetDef, Unit};
use crate::text::{Lang, text, width};
use chrono::{Datelike as _, NaiveDate};
use rust_xlsxwriter::{
    Color, ConditionalFormatCell, ConditionalFormatCellRule, DataValidation, DataValidationErrorStyle,
    DataValidationRule, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Note, Worksheet,
    XlsxError,
};

/// So many rows below the last are ready to be filled in.
const SPARE: u32 = 500;
/// Excel takes no longer text.
const LONGEST: usize = 32_767;
/// The colours of the levels, as on a light screen: what stops, what asks for action, what is good.
pub const STOP: (u32, u32) = (0x00FA_DBD8, 0x0096_2D22);
/// What asks for action.
pub const ACT: (u32, u32) = (0x00FC_F3CF, 0x007D_5A00);
/// What is good.
pub const GOOD: (u32, u32) = (0x00D5_F5E3, 0x001D_6F42);

/// A format of a level.
pub fn of_level((paper, ink): (u32, u32)) -> Format {
    Format::new().set_background_color(Color::RGB(paper)).set_font_color(Color::RGB(ink))
}

/// The format of titles.
pub fn head() -> Format {
    Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Top)
        .set_background_color(Color::RGB(0x00DD_E6EE))
        .set_border_bottom(FormatBorder::Thin)
}

/// A day as Excel has it; none before 1900.
pub fn day(date: NaiveDate) -> Option<ExcelDateTime> {
    let year = u16::try_from(date.year()).ok()?;
    ExcelDateTime::from_ymd(year, date.month() as u8, date.day() as u8).ok()
}

/// Writes the rows of a sheet.
pub fn write(
    out: &mut Worksheet,
    project: &Project,
    def: &'static SheetDef,
    options: Options,
    lists: &mut Lists<'_>,
    counted: &Rows<'_>,
) -> Result<(), Unwritten> {
    let lang = options.lang;
    // The fixed codes of prefilled items are found again by their ids.
    let columns: Vec<(usize, &Column)> =
        def.columns.iter().enumerate().filter(|(_, c)| c.key != "code").collect();
    let ids = columns.len() as u16;
    out.set_name(sheet_name(def, lang))?;
    let head = head();
    for (at, (_, column)) in columns.iter().enumerate() {
        out.write_string_with_format(0, at as u16, column.title.get(lang), &head)?;
        let help = column.help.get(lang);
        if !help.is_empty() {
            out.insert_note(0, at as u16, &Note::new(help).add_author_prefix(false))?;
        }
    }
    out.write_string_with_format(0, ids, "id", &head)?;
    out.set_column_hidden(ids)?;
    let rows = project.sheet(def.key);
    let rows = || rows.iter().flat_map(|rows| (0..rows.len()).filter_map(|at| rows.row(at)));
    let mut widest: Vec<usize> = columns.iter().map(|(_, c)| width(c.title.get(lang)).min(18)).collect();
    let mut last = 0;
    for (n, row) in rows().enumerate() {
        let y = n as u32 + 1;
        last = y;
        counted.next()?;
        for (at, (column, declared)) in columns.iter().enumerate() {
            let shown = cell(out, (y, at as u16), project, row, (*column, declared), lang)?;
            widest[at] = widest[at].max(shown);
        }
        out.write_string_with_format(y, ids, row.id().to_string(), &Format::new().set_num_format("@"))?;
    }
    for (at, (_, declared)) in columns.iter().enumerate() {
        let at = at as u16;
        let cells = match declared.kind {
            Kind::Prose => widest[usize::from(at)].clamp(18, 46),
            _ => widest[usize::from(at)].clamp(7, 34),
        };
        out.set_column_width(at, cells as f64 + 2.0)?;
        if let Some(rule) = rule(declared, lang, lists) {
            out.add_data_validation(1, at, last + SPARE, at, &rule)?;
        }
        if declared.kind == Kind::Score {
            colours(out, at, last + SPARE)?;
        }
    }
    let growing = last + u32::from(last == 0);
    out.autofilter(0, 0, growing, ids.saturating_sub(1))?;
    out.set_freeze_panes(1, 1)?;
    out.set_landscape().set_print_fit_to_pages(1, 0);
    out.set_repeat_rows(0, 0)?;
    Ok(())
}

/// Writes one cell; gives how wide it is.
fn cell(
    out: &mut Worksheet,
    (y, x): (u32, u16),
    project: &Project,
    row: &dyn AnyRow,
    (column, declared): (usize, &Column),
    lang: Lang,
) -> Result<usize, XlsxError> {
    let plain = || project::cell_text(project, row, column, lang);
    let wrapped = || Format::new().set_text_wrap().set_align(FormatAlign::Top);
    Ok(match row.get(column) {
        Cell::Empty if row.builtin(column).is_none() => 0,
        Cell::Score(score) => {
            out.write_number(y, x, f64::from(score.get()))?;
            1
        }
        Cell::Count(count) => {
            out.write_number(y, x, f64::from(count))?;
            count.to_string().len()
        }
        Cell::Number(value) => {
            let unit =
                registry::owner(row.def().key).map_or(Unit::None, |(_, t)| (t.unit)(project, row, declared));
            out.write_number_with_format(
                y,
                x,
                value,
                &Format::new().set_num_format(number_format(unit, lang)),
            )?;
            width(unit.figure(value).get(lang))
        }
        Cell::Date(date) => match day(date) {
            Some(day) => {
                out.write_datetime_with_format(y, x, day, &Format::new().set_num_format("yyyy-mm-dd"))?;
                10
            }
            None => text_cell(out, (y, x), &date.to_string(), &wrapped())?,
        },
        _ => text_cell(out, (y, x), &plain(), &wrapped())?,
    })
}

/// Writes a text; what a spreadsheet would take for a formula is marked as a text.
fn text_cell(
    out: &mut Worksheet,
    (y, x): (u32, u16),
    text: &str,
    format: &Format,
) -> Result<usize, XlsxError> {
    let text: String = text.chars().filter(|c| *c == '\n' || !c.is_control()).collect();
    // Excel counts in UTF-16.
    let text: String =
        if text.encode_utf16().count() > LONGEST { text.chars().take(LONGEST / 2).collect() } else { text };
    if text.starts_with(['=', '+', '-', '@', '\'']) {
        out.write_string_with_format(y, x, &text, &format.clone().set_quote_prefix())?;
    } else {
        out.write_string_with_format(y, x, &text, format)?;
    }
    Ok(text.lines().map(width).max().unwrap_or(0))
}

/// A format that shows the unit behind a number and leaves the number what it is: 92 reads `92%` and stays 92.
fn number_format(unit: Unit, lang: Lang) -> String {
    let one = unit.figure(1.0);
    let sign = one.get(lang).strip_prefix('1').unwrap_or_default().replace('"', "");
    if sign.is_empty() { "General".to_owned() } else { format!("General\"{sign}\"") }
}

/// What may be entered in a column.
fn rule(column: &Column, lang: Lang, lists: &mut Lists<'_>) -> Option<DataValidation> {
    let rule = match column.kind {
        Kind::Score => DataValidation::new().allow_whole_number(DataValidationRule::Between(1, 5)),
        Kind::Count => {
            let bound = |count: u32| i32::try_from(count).unwrap_or(i32::MAX);
            let (least, most) = (bound(*column.counts.start()), bound(*column.counts.end()));
            DataValidation::new().allow_whole_number(DataValidationRule::Between(least, most))
        }
        Kind::Number => DataValidation::new().allow_decimal_number(DataValidationRule::Between(-1e15, 1e15)),
        Kind::Date | Kind::Tick => {
            let (from, until) =
                (ExcelDateTime::from_ymd(1900, 1, 1).ok()?, ExcelDateTime::from_ymd(2199, 12, 31).ok()?);
            DataValidation::new().allow_date(DataValidationRule::Between(&from, &until))
        }
        Kind::Choice(_) | Kind::OpenChoice(_) | Kind::Link(_) | Kind::Check => {
            let list: Formula = lists.of(column.kind)?;
            DataValidation::new().allow_list_formula(list)
        }
        Kind::Text | Kind::Prose => return None,
    };
    let wrong = match column.kind {
        Kind::Score => text("请填 1 到 5 的整数", "Enter a whole number from 1 to 5"),
        Kind::Count => text("请填整数", "Enter a whole number"),
        Kind::Number => text("请填数字", "Enter a number"),
        Kind::Date | Kind::Tick => text("请填日期，如 2026-03-02", "Enter a date, such as 2026-03-02"),
        _ => text("请从列表中选择", "Choose from the list"),
    };
    // A role of one's own, or a unit written behind a number, is no mistake: the workbook reads both.
    let style = match column.kind {
        Kind::Score | Kind::Check => DataValidationErrorStyle::Stop,
        _ => DataValidationErrorStyle::Warning,
    };
    rule.set_error_style(style).set_error_message(wrong.get(lang)).ok()
}

/// The colours of scores, as on the screen: up to 2, 3, from 4.
fn colours(out: &mut Worksheet, column: u16, last: u32) -> Result<(), XlsxError> {
    let rules = [
        (ConditionalFormatCellRule::Between(1, 2), STOP),
        (ConditionalFormatCellRule::EqualTo(3), ACT),
        (ConditionalFormatCellRule::Between(4, 5), GOOD),
    ];
    for (rule, level) in rules {
        let format = ConditionalFormatCell::new().set_rule(rule).set_format(of_level(level));
        out.add_conditional_format(1, column, last, column, &format)?;
    }
    Ok(())
}
