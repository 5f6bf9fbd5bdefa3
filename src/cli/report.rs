//! A report: on standard output or in a file, and in the browser if so asked.

use super::{Answer, Call, Failure};
use crate::exchange::PageFormat;
use crate::report::{self, Codes, Scope};
use crate::say;
use crate::session::gather::gather;
use crate::session::outgoing::{self, report_name};
use crate::text::text;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use std::path::PathBuf;

/// What stands on the command line.
#[derive(Clone, Debug, clap::Args)]
pub struct Report {
    /// Format: a page for browser and paper, or text for chats and mail / 格式：html 给浏览器和打印，md 给聊天和邮件
    #[arg(long, value_name = "FORMAT", default_value = "html", value_parser = format_parser())]
    pub format: PageFormat,
    /// What it is about: this week, the whole project, or all projects / 写什么：本周、整个项目，或全部项目
    #[arg(long, value_name = "SCOPE", default_value = "week", value_parser = scope_parser())]
    pub scope: Scope,
    /// Put codes in the place of people: P1, P2 … / 人名换成代号：P1、P2……
    #[arg(long)]
    pub anonymous: bool,
    /// File or folder to write into, - for standard output; by default HTML goes into a file here, Markdown to standard output / 写到哪个文件或文件夹，- 是标准输出；不写时 HTML 写进当前文件夹，Markdown 写到标准输出
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// Write over a file that is there / 已有同名文件时覆盖它
    #[arg(long)]
    pub force: bool,
    /// Open the file when it is written / 写好后打开它
    #[arg(long)]
    pub open: bool,
}

fn format_parser() -> impl TypedValueParser<Value = PageFormat> {
    let read = |key: String| PageFormat::ALL.into_iter().find(|format| format.key() == key);
    PossibleValuesParser::new(PageFormat::ALL.map(PageFormat::key))
        .map(move |key| read(key).unwrap_or_default())
}

fn scope_parser() -> impl TypedValueParser<Value = Scope> {
    let read = |key: String| Scope::ALL.into_iter().find(|scope| scope.key() == key);
    PossibleValuesParser::new(Scope::ALL.map(Scope::key)).map(move |key| read(key).unwrap_or(Scope::Week))
}

/// Writes the report.
pub(super) fn report(call: &Call<'_>, args: &Report) -> Result<Answer, Failure> {
    let made = match args.scope {
        Scope::Portfolio => of_all(call, args.anonymous)?,
        Scope::Week | Scope::Project => of_one(call, args)?,
    };
    let page = args.format.page(&made, call.lang);
    let Some(path) = place(args, &made, call)? else {
        return Ok(Answer::of(page));
    };
    outgoing::write(&path, page.as_bytes(), args.force).map_err(outgoing::NotWritten::by_command)?;
    let shown = path.display();
    let mut notes = vec![say!("已写出 {shown}", "{shown} was written")];
    if args.open {
        notes.extend(outgoing::open_file(&path).err());
    }
    Ok(Answer { notes, ..Answer::default() })
}

fn of_one(call: &Call<'_>, args: &Report) -> Result<report::Report, Failure> {
    let seen = call.seen()?;
    // Names of today may stand in texts of an earlier day.
    let mut codes = args.anonymous.then(|| Codes::of([&seen.project, &seen.now]));
    let made = report::of(&seen.assessed(), args.scope, codes.as_mut());
    Ok(if seen.as_of.is_some() { made.as_known_then() } else { made })
}

fn of_all(call: &Call<'_>, anonymous: bool) -> Result<report::Report, Failure> {
    let mut codes = Codes::default();
    let as_of = call.as_of_for_all()?;
    let members = gather(call.listed()?, false, call.today, as_of, |project| codes.add(project));
    let made = report::group(&members, as_of.unwrap_or(call.today), anonymous.then_some(&mut codes));
    Ok(if as_of.is_some() { made.as_known_then() } else { made })
}

/// The file to write; none is standard output.
fn place(args: &Report, made: &report::Report, call: &Call<'_>) -> Result<Option<PathBuf>, Failure> {
    let name = || report_name(made.name.get(call.lang), made.scope, made.day, args.format);
    let stdout = match &args.out {
        Some(out) => out.as_os_str() == "-",
        None => args.format == PageFormat::Markdown && !args.open,
    };
    if stdout && args.open {
        return Err(Failure::Usage(
            text("--open 要有文件：用 --out 写出文件名", "--open needs a file: name one with --out").into(),
        ));
    }
    Ok(match &args.out {
        _ if stdout => None,
        None => Some(PathBuf::from(name())),
        Some(folder) if folder.is_dir() => Some(folder.join(name())),
        Some(file) => {
            crate::export::check_folder(file)?;
            Some(file.clone())
        }
    })
}
