//! A sheet as a worksheet: titles in the first row, types and lists; in hidden columns the id of each row and what its cells
//! held, so that the import can tell what was changed out there.

use super::lines::{Names, names};
use super::lists::Lists;
use super::{Options, Rows, Unwritten, sheet_name};
use crate::project::{self, Project};
use crate::registry;
use crate::sheet::stamp::{Stamp, write_head, write_line};
use crate::sheet::{AnyRow, Cell, Column, Kind, SheetDef, Unit, parse_quantity};
use crate::text::{Lang, text, width};
use chrono::{Datelike as _, NaiveDate};
use rust_xlsxwriter::{
    Color, ConditionalFormatCell, ConditionalFormatCellRule, DataValidation, DataValidationErrorStyle,
    DataValidationRule, ExcelDateTime, Format, FormatAlign, FormatBorder, Formula, Note, Worksheet,
    XlsxError,
};
use std::collections::HashMap;
use unicode_normalization::UnicodeNormalization as _;

/// So many rows below the last are ready to be filled in.
const SPARE: u32 = 500;
/// Excel takes no longer text.
const LONGEST: usize = 32_767;
/// The colours of the levels, as on a light screen: what stops, what asks for action, what is to be watched, what is good.
pub const STOP: (u32, u32) = (0x00FA_DBD8, 0x0096_2D22);
/// What asks for action.
pub const ACT: (u32, u32) = (0x00FB_DFC2, 0x0084_3C00);
/// What is to be watched.
pub const WATCH: (u32, u32) = (0x00FC_F3CF, 0x007D_5A00);
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

/// The formats of columns. All stand at the top, so that a row with a long text reads as one. A cell that has none of its own
/// has that of its column: to look one up for each cell is a good part of the work.
struct Formats {
    text: Format,
    score: Format,
    count: Format,
    date: Format,
    id: Format,
    /// Those of numbers, by what is shown.
    numbers: HashMap<String, Format>,
}

impl Formats {
    fn new() -> Formats {
        let top = || Format::new().set_align(FormatAlign::Top);
        Formats {
            text: top().set_text_wrap(),
            score: top().set_align(FormatAlign::Center),
            count: top(),
            // A date beside a text would run into it.
            date: top().set_align(FormatAlign::Left).set_num_format("yyyy-mm-dd"),
            id: Format::new().set_num_format("@"),
            numbers: HashMap::new(),
        }
    }

    /// The format of a number that is shown so.
    fn number(&mut self, shown: String) -> &Format {
        let count = &self.count;
        self.numbers.entry(shown).or_insert_with_key(|shown| count.clone().set_num_format(shown))
    }

    /// How a column is formatted below its rows, so that what is typed there looks as what stands above.
    fn of(&self, kind: Kind) -> &Format {
        match kind {
            Kind::Score => &self.score,
            Kind::Count | Kind::Number => &self.count,
            Kind::Date | Kind::Tick => &self.date,
            _ => &self.text,
        }
    }
}

/// Writes the rows of a sheet.
pub fn write(
    out: &mut Worksheet,
    project: &Project,
    def: &'static SheetDef,
    options: Options<'_>,
    lists: &mut Lists<'_>,
    counted: &Rows<'_>,
) -> Result<(), Unwritten> {
    let lang = options.lang;
    // The fixed codes of prefilled items are found again by their ids.
    let columns: Vec<(usize, &Column)> =
        def.columns.iter().enumerate().filter(|(_, c)| c.is_shown()).collect();
    let ids = columns.len() as u16;
    out.set_name(sheet_name(def, lang))?;
    heads(out, project, &columns, options)?;
    let mut formats = Formats::new();
    let names = names(project, def, lang);
    let rows = project.sheet(def.key);
    let rows = || rows.iter().flat_map(|rows| (0..rows.len()).filter_map(|at| rows.row(at)));
    let is_of = |row: &&dyn AnyRow| is_wanted(project, *row, options.centre);
    let mut widest: Vec<usize> = columns.iter().map(|(_, c)| width(c.title.get(lang)).min(18)).collect();
    let mut last = 0;
    let mut stamps = Vec::with_capacity(columns.len());
    for (n, row) in rows().filter(is_of).enumerate() {
        let y = n as u32 + 1;
        last = y;
        counted.next()?;
        stamps.clear();
        for (at, (column, declared)) in columns.iter().enumerate() {
            let (shown, stamp) =
                cell(out, (y, at as u16), (project, row, &names), (*column, declared), lang, &mut formats)?;
            widest[at] = widest[at].max(shown);
            stamps.push(stamp);
        }
        out.write_string(y, ids, row.id().to_string())?;
        out.write_string(y, ids + 1, write_line(&stamps))?;
    }
    out.set_column_format(ids, &formats.id)?.set_column_format(ids + 1, &formats.id)?;
    let mut across = 0;
    for (at, (_, declared)) in columns.iter().enumerate() {
        let cells = match declared.kind {
            Kind::Prose => widest[at].clamp(18, 46),
            _ => widest[at].clamp(7, 34),
        } + 2;
        across += cells;
        let at = at as u16;
        out.set_column_width(at, cells as f64)?;
        out.set_column_format(at, formats.of(declared.kind))?;
        if let Some(rule) = rule(def, declared, lang, lists) {
            out.add_data_validation(1, at, last + SPARE, at, &rule)?;
        }
        if declared.kind == Kind::Score && declared.high_is_good {
            colours(out, at, last + SPARE)?;
        }
    }
    let growing = last + u32::from(last == 0);
    // A spreadsheet that sorts by these heads moves what stands below them and nothing else: the hidden columns, too.
    out.autofilter(0, 0, growing, ids + 1)?;
    out.set_freeze_panes(1, 1)?;
    print(out, across)?;
    Ok(())
}

/// Whether a row goes into the workbook: into a form for one centre none of another.
pub(super) fn is_wanted(project: &Project, row: &dyn AnyRow, centre: Option<&str>) -> bool {
    centre.is_none_or(|centre| registry::is_of_centre(project, row, centre).unwrap_or(true))
}

/// So many cells of text stand beside each other on a page and can still be read.
const PAGE: usize = 190;

/// Lays the pages out as they are printed: A4 across, what is wide on several pages beside each other.
fn print(out: &mut Worksheet, across: usize) -> Result<(), XlsxError> {
    let pages = across.div_ceil(PAGE).clamp(1, 9) as u16;
    out.set_landscape().set_paper_size(9).set_print_fit_to_pages(pages, 0);
    out.set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3);
    out.set_footer("&L&A&R&P/&N");
    out.set_repeat_rows(0, 0)?;
    if pages > 1 {
        out.set_repeat_columns(0, 0)?;
    }
    Ok(())
}

/// Writes the titles, each with what is to be entered below it, and hides the columns that only the program reads.
fn heads(
    out: &mut Worksheet,
    project: &Project,
    columns: &[(usize, &Column)],
    options: Options<'_>,
) -> Result<(), XlsxError> {
    let lang = options.lang;
    let (left, centred) = (head(), head().set_align(FormatAlign::Center));
    let right = head().set_align(FormatAlign::Right);
    for (at, (_, column)) in columns.iter().enumerate() {
        let format = match column.kind {
            Kind::Score => &centred,
            Kind::Number | Kind::Count => &right,
            _ => &left,
        };
        out.write_string_with_format(0, at as u16, column.title.get(lang), format)?;
        let help = column.help.get(lang);
        if !help.is_empty() {
            out.insert_note(0, at as u16, &Note::new(help).add_author_prefix(false))?;
        }
    }
    let ids = columns.len() as u16;
    out.write_string_with_format(0, ids, "id", &left)?;
    let stamps = write_head(project.id, columns.iter().map(|(_, column)| column.key), options.centre);
    out.write_string_with_format(0, ids + 1, stamps, &left)?;
    out.set_column_hidden(ids)?.set_column_hidden(ids + 1)?;
    Ok(())
}

/// Writes one cell; gives how wide it is, and what it is known by when it comes back.
fn cell(
    out: &mut Worksheet,
    (y, x): (u32, u16),
    (project, row, names): (&Project, &dyn AnyRow, &Names),
    (column, declared): (usize, &Column),
    lang: Lang,
    formats: &mut Formats,
) -> Result<(usize, Stamp), XlsxError> {
    let plain = || project::cell_text(project, row, column, lang);
    let held = row.get(column);
    let stamp = Stamp::of(&held);
    let shown = match held {
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
            let unit = registry::unit_of(project, row, declared);
            let (written, format) = number(value, unit, lang);
            out.write_number_with_format(y, x, written, formats.number(format))?;
            width(unit.short(value).get(lang))
        }
        Cell::Date(date) => match day(date) {
            Some(day) => {
                out.write_datetime(y, x, day)?;
                10
            }
            None => text_cell(out, (y, x), &date.to_string(), lang, &formats.text)?.unwrap_or(0),
        },
        // A name that would be read as another row or as nothing gives way to the id.
        Cell::Link(id) => {
            let name = match declared.kind {
                Kind::Link(sheet) => names.get(&(sheet, id)).cloned(),
                _ => None,
            };
            let name = name.unwrap_or_else(|| id.to_string());
            let shown = text_cell(out, (y, x), &name, lang, &formats.text)?;
            return Ok(shown.map_or((0, Stamp::LeftOut), |shown| (shown, Stamp::of_name(&name))));
        }
        _ => match text_cell(out, (y, x), &plain(), lang, &formats.text)? {
            Some(shown) => shown,
            None => return Ok((0, Stamp::LeftOut)),
        },
    };
    Ok((shown, stamp))
}

/// Writes a text and gives its width; what a spreadsheet would take for a formula is marked as a text. One that Excel cannot
/// hold is left out, which gives none, and said so: a part of it would come back in the place of the whole.
fn text_cell(
    out: &mut Worksheet,
    (y, x): (u32, u16),
    text: &str,
    lang: Lang,
    format: &Format,
) -> Result<Option<usize>, XlsxError> {
    // Excel counts in UTF-16.
    if text.encode_utf16().count() > LONGEST {
        let said = self::text(
            "这段文字比 Excel 能放的长，没有写进来；留空不会改动它",
            "This text is longer than Excel can hold and was left out; a blank cell does not change it",
        );
        out.insert_note(y, x, &Note::new(said.get(lang)).add_author_prefix(false))?;
        return Ok(None);
    }
    let text: String = text.chars().filter(|c| matches!(c, '\n' | '\t') || !c.is_control()).collect();
    if text.starts_with(['=', '+', '-', '@', '\'']) {
        out.write_string_with_format(y, x, &text, &format.clone().set_quote_prefix())?;
    } else {
        out.write_string(y, x, text.as_str())?;
    }
    Ok(Some(text.lines().map(width).max().unwrap_or(0)))
}

/// A number as a spreadsheet has it, with its format: shares as such, so that `41` and `41%` mean the same when they are
/// typed; of others the unit is shown behind, and 48 that reads `48 h` stays 48.
pub(super) fn number(value: f64, unit: Unit, lang: Lang) -> (f64, String) {
    if unit == Unit::Percent {
        let decimals = (0..2).find(|n| is_whole(value * 10_f64.powi(*n))).unwrap_or(2);
        let format = ["0%", "0.0%", "0.00%"][decimals as usize];
        // To the fifteen digits that a spreadsheet keeps: more are noise of the division.
        let share = value / 100.0;
        return (format!("{share:.14e}").parse().unwrap_or(share), format.to_owned());
    }
    let one = unit.figure(1.0);
    let sign = one.get(lang).strip_prefix('1').unwrap_or_default().replace('"', "");
    // A name of a unit that would run into the number is not shown.
    let is_read = [1.0, 1.5].into_iter().all(|one| {
        let shown: String = format!("{one}{sign}").nfkc().collect();
        parse_quantity(&shown, unit) == Ok(one)
    });
    (value, if sign.is_empty() || !is_read { "General".to_owned() } else { format!("General\"{sign}\"") })
}

fn is_whole(value: f64) -> bool {
    (value - value.round()).abs() < 1e-9
}

/// What may be entered in a column.
fn rule(def: &SheetDef, column: &Column, lang: Lang, lists: &mut Lists<'_>) -> Option<DataValidation> {
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
            let list: Formula = lists.of(def, column)?;
            DataValidation::new().allow_list_formula(list)
        }
        // Whatever is typed is right; the list only spares the typing.
        Kind::Text => {
            let list: Formula = lists.of(def, column)?;
            return Some(DataValidation::new().allow_list_formula(list).show_error_message(false));
        }
        Kind::Prose => return None,
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
        (ConditionalFormatCellRule::EqualTo(3), WATCH),
        (ConditionalFormatCellRule::Between(4, 5), GOOD),
    ];
    for (rule, level) in rules {
        let format = ConditionalFormatCell::new().set_rule(rule).set_format(of_level(level));
        out.add_conditional_format(1, column, last, column, &format)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_has_no_noise_of_its_division() {
        for (percent, share) in [(71.9, 0.719), (0.7, 0.007), (58.3, 0.583), (100.0, 1.0), (-7.1, -0.071)] {
            assert_eq!(number(percent, Unit::Percent, Lang::En).0.to_string(), share.to_string());
        }
    }
}
