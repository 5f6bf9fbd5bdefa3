//! The commands without a screen: what `changebook VERB …` reads, changes and prints.
//!
//! A verb is worked out as an answer or a failure first and written once at the end, so that nothing is
//! half done when the reader of a pipe goes away. Values go the very way that typed ones go: read, checked and
//! edited by the tools, merged and saved by the store. It must not know how anything is drawn.

mod args;
mod edit;
mod export;
mod files;
mod forget;
mod handbook;
mod import;
mod language;
mod merge;
mod mine;
mod minutes;
mod names;
mod portfolio;
mod print;
mod progress;
mod project;
mod report;
mod rules;
mod setup;
mod show;
mod status;

pub use args::{Cli, Size, Values, Verb};
pub use project::verbs;

use crate::say;
use crate::text::{Lang, Phrase, text, visible_lines};
use chrono::NaiveDate;
use clap::parser::ValueSource;
use clap::{CommandFactory as _, FromArgMatches as _};
use std::path::PathBuf;
use std::process::ExitCode;

/// What a verb prints when it is done.
#[derive(Debug, Default)]
struct Answer {
    /// For standard output.
    out: String,
    /// For standard error, one line each.
    notes: Vec<Phrase>,
    /// The code to leave with.
    code: u8,
}

impl Answer {
    fn of(out: String) -> Answer {
        Answer { out, ..Answer::default() }
    }
}

/// Why a verb is not done.
#[derive(Debug)]
enum Failure {
    /// It was understood and refused: exit code 1.
    Refused(Phrase),
    /// It does not fit together: exit code 2.
    Usage(Phrase),
}

impl From<Phrase> for Failure {
    fn from(phrase: Phrase) -> Failure {
        Failure::Refused(phrase)
    }
}

/// A reason why a file is not written, with the option that has it written over where one is there.
fn or_force(reason: Phrase, path: &std::path::Path, force: bool) -> Failure {
    if force || !path.is_file() {
        return Failure::Refused(reason);
    }
    Failure::Refused(say!("{reason}，或加 --force", "{reason}, or add --force", reason))
}

/// What every verb is given.
struct Call<'a> {
    cli: &'a Cli,
    lang: Lang,
    /// The day of today, whatever day is replayed: see [`Call::seen`].
    today: NaiveDate,
}

/// The command line, where the help of a verb shows what goes with it.
fn command() -> clap::Command {
    let mut command = Cli::command();
    command.build();
    let of_screen = |arg: clap::Arg| {
        let hidden = matches!(arg.get_id().as_str(), "print" | "keys" | "ansi" | "svg");
        arg.hide(hidden)
    };
    command.mut_subcommands(|verb| {
        if matches!(verb.get_name(), "demo" | "meet") { verb } else { verb.mut_args(of_screen) }
    })
}

/// Reads the command line. What does not fit it, and the help that was asked for, is printed here in the language that is
/// named there, remembered or the system's; `Err` is the code to leave with.
pub fn parse(remembered: Option<Lang>) -> Result<Cli, ExitCode> {
    let read = command().try_get_matches().and_then(|matches| {
        let of_environment = matches.value_source("project") == Some(ValueSource::EnvVariable);
        Ok((Cli::from_arg_matches(&matches)?, of_environment))
    });
    let read = read.map(|(mut cli, of_environment)| {
        cli.remembered = remembered;
        cli.project_of_environment = of_environment;
        // A variable that is set to nothing names nothing.
        cli.project = cli.project.filter(|name| !(of_environment && name.trim().is_empty()));
        cli
    });
    read.map_err(|error| explain(&error, remembered))
}

/// Says what came of a command line that was not understood. Only now its texts are put into a language, so that no other
/// start waits for that.
fn explain(error: &clap::Error, remembered: Option<Lang>) -> ExitCode {
    let lang = language_of(language::named(std::env::args_os()), remembered);
    let again = language::spoken(command(), lang).try_get_matches().err();
    let error = again.as_ref().unwrap_or(error);
    // Clap repeats what was typed, which may hold anything.
    if error.use_stderr() {
        print::complain(&visible_lines(&language::complaint(error, lang)));
        ExitCode::from(2)
    } else {
        print::write_out(&visible_lines(&error.render().to_string()), lang)
    }
}

/// The folder of the projects: the one named, else the platform's own place for data.
pub fn workspace_folder(cli: &Cli) -> Result<PathBuf, Phrase> {
    if let Some(folder) = cli.workspace.as_ref().filter(|folder| !folder.as_os_str().is_empty()) {
        return Ok(folder.clone());
    }
    match directories::ProjectDirs::from("", "", "changebook") {
        Some(dirs) => Ok(dirs.data_dir().join("projects")),
        None => Err(text(
            "找不到您的主目录：请用 --workspace 指定项目文件夹",
            "your home folder was not found: name the folder of the projects with --workspace",
        )
        .into()),
    }
}

/// The language to speak: the one named, the one chosen earlier, that of the system, Chinese.
pub fn language(cli: &Cli) -> Lang {
    language_of(cli.lang, cli.remembered)
}

fn language_of(named: Option<Lang>, remembered: Option<Lang>) -> Lang {
    let system = || sys_locale::get_locales().find_map(|tag| Lang::parse(&tag));
    named.or(remembered).or_else(system).unwrap_or_default()
}

/// The day to take for today: the one named, else that of the machine's clock.
pub fn today(cli: &Cli) -> NaiveDate {
    cli.today.unwrap_or_else(|| crate::store::local_time().date_naive())
}

/// Says on standard error what is wrong beside the command.
pub fn warn(cli: &Cli, wrong: &Phrase) {
    print::note(wrong, language(cli));
}

/// Prints what a frame became, and gives the code to leave with.
pub fn finish(done: Result<String, Phrase>, lang: Lang) -> ExitCode {
    match done {
        Ok(frame) => print::write_out(&frame, lang),
        Err(reason) => {
            print::error(&reason, lang);
            ExitCode::from(1)
        }
    }
}

/// Does what the command line says; what needs a screen is handed to `screen`.
#[expect(clippy::needless_pass_by_value, reason = "running is the last thing done with it")]
pub fn run(cli: Cli, screen: impl FnOnce(&Cli) -> ExitCode) -> ExitCode {
    let lang = language(&cli);
    let fits = check_frame(&cli).and_then(|()| check_as_of(&cli));
    let done = match (fits, &cli.verb) {
        (Err(failure), _) => Err(failure),
        (Ok(()), None | Some(Verb::Demo | Verb::Meet)) => return screen(&cli),
        (Ok(()), Some(verb)) => perform(&Call { lang, today: today(&cli), cli: &cli }, verb),
    };
    match done {
        Ok(answer) => {
            answer.notes.iter().for_each(|note| print::note(note, lang));
            let written = print::write_out(&answer.out, lang);
            if answer.code == 0 { written } else { ExitCode::from(answer.code) }
        }
        Err(Failure::Refused(reason)) => {
            print::error(&reason, lang);
            ExitCode::from(1)
        }
        Err(Failure::Usage(reason)) => {
            print::error(&reason, lang);
            ExitCode::from(2)
        }
    }
}

/// Clap cannot say this of options that stand before a verb as well as behind it.
fn check_frame(cli: &Cli) -> Result<(), Failure> {
    let drawn = matches!(cli.verb, None | Some(Verb::Demo | Verb::Meet));
    let frame = cli.keys.is_some() || cli.ansi || cli.svg;
    if cli.print.is_some() && !drawn {
        return Err(Failure::Usage(say!(
            "--print 只能单独使用，或与 demo、meet 一起使用",
            "--print goes with no command, or with demo or meet"
        )));
    }
    if frame && cli.print.is_none() {
        return Err(Failure::Usage(say!(
            "--keys、--ansi 和 --svg 要与 --print 一起使用，如 --print 120x36",
            "--keys, --ansi and --svg need --print, such as --print 120x36"
        )));
    }
    if cli.ansi && cli.svg {
        return Err(Failure::Usage(say!("--ansi 和 --svg 只能选一个", "choose one of --ansi and --svg")));
    }
    Ok(())
}

/// An earlier day can only be looked at, so that it goes with what shows a project, and with what is the same on any
/// day. A verb that shows a project has to ask [`Call::seen`] for it.
fn check_as_of(cli: &Cli) -> Result<(), Failure> {
    let (Some(_), Some(verb)) = (&cli.as_of, &cli.verb) else { return Ok(()) };
    let reason = match verb {
        Verb::Show { .. }
        | Verb::Export(_)
        | Verb::Status { .. }
        | Verb::Portfolio { .. }
        | Verb::Minutes { .. }
        | Verb::Report(_)
        | Verb::Sheets { .. }
        | Verb::Schema
        | Verb::Rules { .. }
        | Verb::Handbook { .. }
        | Verb::Demo => return Ok(()),
        Verb::New { .. }
        | Verb::Add { .. }
        | Verb::Set { .. }
        | Verb::Remove { .. }
        | Verb::Import(_)
        | Verb::Restore { .. }
        | Verb::Repair { .. }
        | Verb::Merge { .. }
        | Verb::Forget { .. } => text(
            "--as-of 只用来查看过去的一天，不能和改动内容的命令一起使用",
            "--as-of only shows an earlier day and does not go with a command that changes something",
        ),
        Verb::Meet => {
            text("例会是今天的事，不能加 --as-of", "a meeting is held today and does not go with --as-of")
        }
        Verb::List { .. }
        | Verb::Backups { .. }
        | Verb::Mine(_)
        | Verb::Config { .. }
        | Verb::Completions { .. }
        | Verb::Man => text(
            "这个命令不显示项目内容，不能加 --as-of：它用于 status、show、export、report、minutes、portfolio 和屏幕",
            "this command shows nothing of a project: --as-of goes with status, show, export, report, minutes, portfolio and the screen",
        ),
    };
    Err(Failure::Usage(reason.into()))
}

fn perform(call: &Call<'_>, verb: &Verb) -> Result<Answer, Failure> {
    match verb {
        Verb::New { name, start, vision, centres } => {
            project::make(call, name, start, vision.as_deref(), centres.as_deref())
        }
        Verb::List { json } => project::list(call, *json),
        Verb::Sheets { json } => Ok(Answer::of(show::sheets(call.lang, *json))),
        Verb::Schema => Ok(Answer::of(show::schema(call.lang))),
        Verb::Show { sheet, json, csv, excel, titles } => {
            let form = match (json, csv) {
                (true, _) => show::Form::Json,
                (_, true) => show::Form::Csv { excel: *excel, titles: *titles },
                _ => show::Form::Table,
            };
            show::show(call, sheet, form)
        }
        Verb::Add { sheet, values } => edit::add(call, sheet, values),
        Verb::Set { sheet, row, values } => edit::set(call, sheet, row, values),
        Verb::Remove { sheet, row } => edit::remove(call, sheet, row),
        Verb::Export(args) => export::export(call, args),
        Verb::Import(args) => import::import(call, args),
        Verb::Report(args) => report::report(call, args),
        Verb::Backups { project, json } => files::backups(call, project.as_deref(), *json),
        Verb::Restore { project, number, other } => files::restore(call, project, *number, other.as_deref()),
        Verb::Repair { project } => files::repair(call, project.as_deref()),
        Verb::Merge(args) => merge::merge(call, args),
        Verb::Forget { person, yes } => forget::forget(call, person, *yes),
        Verb::Status { json, fail_on } => status::status(call, *json, *fail_on),
        Verb::Handbook { words } => handbook::handbook(call, words),
        Verb::Rules { json } => Ok(rules::rules(call, *json)),
        Verb::Portfolio { json, sort, archived } => portfolio::portfolio(call, *json, *sort, *archived),
        // The screen's own.
        Verb::Demo | Verb::Meet => Ok(Answer::default()),
        Verb::Minutes { of } => minutes::minutes(call, *of),
        Verb::Mine(args) => mine::mine(call, args),
        Verb::Config { path } => setup::config(*path),
        Verb::Completions { shell } => Ok(Answer::of(setup::completions(call, *shell))),
        Verb::Man => setup::man(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::Parser as _;

    #[test]
    fn what_is_named_comes_before_what_is_remembered() {
        let read = |args: &[&str]| Cli::try_parse_from([&["changebook"], args].concat()).unwrap();
        let remembered = |cli: Cli| Cli { remembered: Some(Lang::Zh), ..cli };
        assert_eq!(language(&remembered(read(&["--lang", "en"]))), Lang::En);
        assert_eq!(language(&remembered(read(&["list"]))), Lang::Zh);
        assert_eq!(language(&read(&["list", "--lang", "zh"])), Lang::Zh);
        assert_eq!(read(&["--theme", "dark"]).theme, Some(crate::app::Theme::Dark));
    }
}
