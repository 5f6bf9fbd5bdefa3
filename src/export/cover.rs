//! The first worksheet: what the project is, how the workbook is filled in, and what is to be done.

use super::Options;
use super::worksheet::{ACT, GOOD, STOP, WATCH, head, of_level};
use crate::assess::{Assessed, Sections};
use crate::finding::{Finding, Level};
use crate::intake::FOR_EYES;
use crate::project::Project;
use crate::say;
use crate::text::{Lang, text};
use crate::tool::Tool;
use crate::tools::charter::charter;
use rust_xlsxwriter::{Format, FormatAlign, Worksheet, XlsxError};

/// The widths of the columns, in cells of text.
const WIDTHS: [usize; 4] = [16, 24, 74, 64];
/// The height of a line, in points.
const LINE: f64 = 15.5;

/// Writes the cover.
pub fn write(
    out: &mut Worksheet,
    project: &Project,
    assessed: &Assessed,
    options: Options<'_>,
) -> Result<(), XlsxError> {
    let lang = options.lang;
    out.set_name(FOR_EYES[0].get(lang))?;
    for (at, cells) in WIDTHS.into_iter().enumerate() {
        out.set_column_width(at as u16, cells as f64)?;
    }
    let charter = charter(project);
    let title = Format::new().set_bold().set_font_size(16);
    out.write_string_with_format(0, 0, charter.name.as_str(), &title)?;
    let today = options.today;
    let as_of = if options.is_replay {
        say!("回看：{today} 当天所知，请勿导回", "As known on {today}: not to be imported again")
    } else {
        say!("截至 {today}", "As of {today}")
    };
    out.write_string(1, 0, as_of.get(lang))?;
    if !charter.vision.0.is_empty() {
        out.write_string(2, 0, charter.vision.0.as_str())?;
    }
    let how = [
        text(
            "每张表一个工作表，标题行不要改；鼠标停在标题上可看说明。",
            "One worksheet for each sheet; leave the titles as they are. Rest the mouse on a title to see what to enter.",
        ),
        text(
            "在最下面一行之后接着填，就是新的一行；空着的格子不会改掉原来的内容。",
            "Type below the last row to add a row; blank cells change nothing.",
        ),
        text(
            "填好后用 changebook import 文件.xlsx 导回：先列出要改的，再一次存入。",
            "Bring it back with changebook import FILE.xlsx: what would change is listed first and goes in as one step.",
        ),
    ];
    for (n, line) in how.iter().enumerate() {
        out.write_string(4 + n as u32, 0, line.get(lang))?;
    }
    let top = 8;
    for (at, title) in
        [text("级别", "Level"), text("工具", "Tool"), text("结论", "Finding"), text("建议", "Advice")]
            .iter()
            .enumerate()
    {
        out.write_string_with_format(top, at as u16, title.get(lang), &head())?;
    }
    findings(out, assessed, top + 1, lang)?;
    out.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
    out.set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3);
    Ok(())
}

/// Writes the findings in the parts that Home has, each below its title.
fn findings(out: &mut Worksheet, assessed: &Assessed, top: u32, lang: Lang) -> Result<(), XlsxError> {
    let findings = assessed.findings();
    let sections = Sections::of(assessed, &findings);
    let part = Format::new().set_bold();
    let mut y = top;
    for (n, (tool, finding)) in findings.iter().enumerate() {
        let title = if n == 0 { Some(sections.of_line(0)) } else { sections.title(n) };
        if let Some(title) = title {
            out.write_string_with_format(y, 0, title.get(lang), &part)?;
            y += 1;
        }
        line(out, assessed, (tool, finding), y, lang)?;
        y += 1;
    }
    Ok(())
}

/// Writes a finding; one that stands behind the others says below its level what became of it, and has no colour.
fn line(
    out: &mut Worksheet,
    assessed: &Assessed,
    (tool, finding): (&Tool, &Finding),
    y: u32,
    lang: Lang,
) -> Result<(), XlsxError> {
    let wrap = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    let mark = assessed.mark(finding);
    let format = match finding.level {
        _ if mark.is_some() => Format::new(),
        Level::Stop => of_level(STOP),
        Level::Act => of_level(ACT),
        Level::Watch => of_level(WATCH),
        Level::Good => of_level(GOOD),
        Level::Blank => Format::new(),
    };
    let word = finding.word().get(lang);
    let word = mark.map_or_else(|| word.to_owned(), |mark| format!("{word}\n{}", mark.get(lang)));
    let format = format.set_text_wrap().set_align(FormatAlign::Top);
    out.write_string_with_format(y, 0, &word, &format)?;
    out.write_string_with_format(y, 1, tool.title.get(lang), &wrap)?;
    out.write_string_with_format(y, 2, finding.evidence.get(lang), &wrap)?;
    out.write_string_with_format(y, 3, finding.advice.get(lang), &wrap)?;
    // Nobody types here, and not every program makes room for what it reads.
    let texts =
        [(&*word, WIDTHS[0]), (finding.evidence.get(lang), WIDTHS[2]), (finding.advice.get(lang), WIDTHS[3])];
    let lines = texts.map(|(text, cells)| crate::text::wrap(text, cells - 4).len());
    let lines = lines.into_iter().max().unwrap_or(1).clamp(1, 8);
    out.set_row_height(y, lines as f64 * LINE)?;
    Ok(())
}
