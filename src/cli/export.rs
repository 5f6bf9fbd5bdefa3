//! The project for others to read: as an Excel workbook, a sheet as CSV, the dates as a calendar.

use super::progress::Progress;
use super::project::Seen;
use super::{Answer, Call, Failure, names, or_force};
use crate::export::{
    Form, Heads, Options, calendar, check_place, forms, lines, make_folder, said_of_forms, workbook, write,
};
use crate::registry;
use crate::runtime::signals::uninterrupted;
use crate::say;
use crate::sheet::SheetDef;
use std::io::{self, IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What stands on the command line.
#[derive(Clone, Debug, clap::Args)]
pub struct Export {
    /// File to write; its ending says what: .xlsx, .csv, .tsv, or .ics for the dates as a calendar; - writes to standard output; with --each-centre a folder / 要写的文件，写什么看结尾：.xlsx、.csv、.tsv，或 .ics 日历；- 写到标准输出；加 --each-centre 时写文件夹
    pub file: PathBuf,
    /// One sheet alone as a workbook, to be filled in by somebody else and brought back with import / 只写一张表的 Excel，发给别人填，再用 import 导回
    #[arg(long, value_name = "SHEET")]
    pub form: Option<String>,
    /// The form for one centre alone: only its rows, and a new row without a centre is of it / 只写一个服务中心的填报表：只有它的行，新增的行没写中心就算它的
    #[arg(long, value_name = "NAME", requires = "form", conflicts_with = "each_centre")]
    pub centre: Option<String>,
    /// A form for each centre: FILE is a folder, each file is named by its centre / 每个服务中心一份填报表：FILE 写文件夹，文件名就是中心的名称
    #[arg(long, requires = "form", conflicts_with = "format")]
    pub each_centre: bool,
    /// The sheet to write as CSV or TSV / 写成 CSV 或 TSV 的那张表
    #[arg(long, value_name = "SHEET", conflicts_with = "form")]
    pub sheet: Option<String>,
    /// What to write, where the name of the file does not tell / 文件名看不出写什么时，在这里说明
    #[arg(long = "as", value_name = "FORMAT", value_parser = ["xlsx", "csv", "tsv", "ics"])]
    pub format: Option<String>,
    /// Write over a file that is there / 文件已经在了也覆盖
    #[arg(long)]
    pub force: bool,
}

/// What is to be written.
enum What {
    Workbook(Option<&'static SheetDef>),
    Lines(&'static SheetDef, crate::export::Delimiter),
    Calendar,
}

/// Writes the file.
pub(super) fn export(call: &Call<'_>, args: &Export) -> Result<Answer, Failure> {
    if let Some(form) = args.form.as_deref().filter(|_| args.each_centre) {
        return each_centre(call, args, names::sheet(form)?);
    }
    let what = what(args)?;
    let to_file = args.file.as_os_str() != "-";
    if !to_file && matches!(what, What::Workbook(_)) && io::stdout().is_terminal() {
        return Err(Failure::Usage(say!(
            "Excel 工作簿不是文字，不写到终端：请写文件名，如 changebook export book.xlsx，或用管道接走",
            "a workbook is no text and is not written to a terminal: name a file, as in changebook export book.xlsx, or pipe it on"
        )));
    }
    if to_file {
        check_place(&args.file, args.force).map_err(|reason| or_force(reason, &args.file, args.force))?;
    }
    let seen = call.seen()?;
    let is_form = matches!(what, What::Workbook(Some(_)));
    if is_form {
        only_today(&seen)?;
    }
    let centre = args.centre.as_deref().map(|typed| names::centre(&seen.project, typed)).transpose()?;
    let bytes = match what {
        What::Workbook(form) => {
            let progress = Progress::new(call.lang);
            let earlier = form.is_none().then(|| Arc::new(seen.earlier()));
            let options = Options {
                lang: call.lang,
                today: seen.day,
                is_replay: seen.as_of.is_some(),
                form,
                centre: centre.as_deref(),
                earlier: earlier.as_ref(),
            };
            // A signal ends the program here, before anything was written.
            workbook(&seen.project, options, &|done, all| told(&progress, done, all))?
        }
        What::Lines(def, delimiter) => {
            // Excel takes a file for UTF-8 by this mark alone; a pipe wants none.
            let mark = if to_file { "\u{feff}" } else { "" };
            let written = lines(&seen.project, def, Heads::Titles, delimiter, call.lang);
            format!("{mark}{written}").into_bytes()
        }
        What::Calendar => calendar(&seen.project, seen.day, call.lang, seen.store.rev()).into_bytes(),
    };
    if !to_file {
        return match io::stdout().lock().write_all(&bytes) {
            Ok(()) => Ok(Answer::default()),
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                Ok(Answer { code: 1, ..Answer::default() })
            }
            Err(error) => Err(Failure::Refused(crate::store::OpenError::Io(error).phrase())),
        };
    }
    uninterrupted(|| write(&args.file, &bytes, args.force))
        .map_err(|reason| or_force(reason, &args.file, args.force))?;
    let shown = args.file.display();
    Ok(Answer { notes: vec![say!("已写出 {shown}", "{shown} was written")], ..Answer::default() })
}

/// Tells how far a workbook is.
fn told(progress: &Progress, done: usize, all: usize) -> bool {
    progress
        .at(|| say!("正在写 Excel：第 {done} 行，共 {all} 行", "Writing the workbook: row {done} of {all}"));
    true
}

/// Refuses a form of an earlier day.
fn only_today(seen: &Seen) -> Result<(), Failure> {
    if seen.as_of.is_none() {
        return Ok(());
    }
    Err(Failure::Usage(say!(
        "--form 写出的表要填好带回来，不能和 --as-of 一起使用",
        "--form writes a sheet to be filled in and brought back: it does not go with --as-of"
    )))
}

/// Writes a form for each centre into a folder.
fn each_centre(call: &Call<'_>, args: &Export, def: &'static SheetDef) -> Result<Answer, Failure> {
    let folder = args.file.as_path();
    if folder.as_os_str() == "-" || (Form::of(folder).is_some() && !folder.is_dir()) {
        let shown = folder.display();
        return Err(Failure::Usage(say!(
            "{shown}：--each-centre 每个中心写一个文件，请写文件夹",
            "{shown}: --each-centre writes a file for each centre, so name a folder"
        )));
    }
    registry::check_has_centres(def).map_err(Failure::Usage)?;
    let seen = call.seen()?;
    only_today(&seen)?;
    let options = Options {
        lang: call.lang,
        today: seen.day,
        is_replay: false,
        form: Some(def),
        centre: None,
        earlier: None,
    };
    let progress = Progress::new(call.lang);
    let files = forms(&seen.project, options, (folder, args.force), &|done, all| told(&progress, done, all))
        .map_err(|(reason, place)| or_force(reason, &place, args.force))?;
    drop(progress);
    uninterrupted(|| {
        make_folder(folder)?;
        files.iter().try_for_each(|(file, bytes)| write(file, bytes, args.force))
    })
    .map_err(|reason| or_force(reason, folder, args.force))?;
    Ok(Answer { notes: said_of_forms(&seen.project, def, files.len(), folder), ..Answer::default() })
}

/// What the command line asks for.
fn what(args: &Export) -> Result<What, Failure> {
    let form = args.form.as_deref().map(names::sheet).transpose()?;
    let sheet = args.sheet.as_deref().map(names::sheet).transpose()?;
    let of_name = Form::of(&args.file);
    let told = args.format.as_deref().and_then(|format| Form::of(Path::new(&format!("x.{format}"))));
    let shown = args.file.display();
    let format = match (told, of_name) {
        (Some(told), named) if named.is_none_or(|named| named == told) => told,
        (Some(_), _) => {
            return Err(Failure::Usage(say!(
                "{shown}：文件名的结尾与 --as 不一致",
                "{shown}: the ending of the name and --as say different things"
            )));
        }
        (None, Some(named)) => named,
        (None, None) if args.file.as_os_str() != "-" => {
            return Err(Failure::Usage(say!(
                "{shown}：文件名请以 .xlsx、.csv、.tsv 或 .ics 结尾，或加 --as",
                "{shown}: the name of the file has to end in .xlsx, .csv, .tsv or .ics; or add --as"
            )));
        }
        (None, None) if sheet.is_some() => Form::Lines(crate::export::Delimiter::Comma),
        (None, None) => Form::Workbook,
    };
    if let Some(def) = form.filter(|_| args.centre.is_some()) {
        registry::check_has_centres(def).map_err(Failure::Usage)?;
    }
    let wrong = |zh: &'static str, en: &'static str| Failure::Usage(crate::text::text(zh, en).into());
    match (format, form, sheet) {
        (Form::Workbook, form, sheet) => Ok(What::Workbook(form.or(sheet))),
        (_, Some(_), _) => Err(wrong("--form 写的是 .xlsx", "--form writes an .xlsx")),
        (Form::Lines(delimiter), None, Some(def)) => Ok(What::Lines(def, delimiter)),
        (Form::Lines(_), None, None) => Err(wrong(
            "CSV 只放一张表：请写 --sheet 表，如 --sheet people",
            "CSV holds one sheet: name it, such as --sheet people",
        )),
        (Form::Calendar, None, None) => Ok(What::Calendar),
        (Form::Calendar, None, Some(_)) => Err(wrong(
            "日历写的是整个项目的日期，不分表",
            "a calendar holds the dates of the whole project, of no single sheet",
        )),
    }
}
