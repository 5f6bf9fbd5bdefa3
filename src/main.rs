//! The program `changebook`: the command line, then the screen or a command without one.

use changebook::cli::{self, Cli, Verb};
use changebook::session::{self, Picture, Start};
use changebook::{config, runtime};
use std::process::ExitCode;

fn main() -> ExitCode {
    if let Some(code) = runtime::screen::stand_guard() {
        return code;
    }
    runtime::signals::harden();
    if session::rows::is_child(std::env::args_os()) {
        return session::rows::run_child();
    }
    session::rows::this_is_the_program();
    let known = config::read(config::folder().as_deref(), &|name| std::env::var(name).ok());
    let mut cli = match cli::parse(known.language_chosen.then_some(known.choices.lang)) {
        Ok(cli) => cli,
        Err(code) => return code,
    };
    cli.dates = known.choices.day_order;
    if let Some(wrong) =
        known.wrong.as_ref().filter(|_| !matches!(cli.verb, None | Some(Verb::Demo | Verb::Meet)))
    {
        cli::warn(&cli, wrong);
    }
    cli::run(cli, |cli| screen(cli, known))
}

/// The workbook on the screen, or a picture of it.
fn screen(cli: &Cli, known: config::Known) -> ExitCode {
    let folder = match cli::workspace_folder(cli) {
        Ok(folder) => folder,
        Err(reason) => {
            return cli::finish(Err(reason), cli::language(cli));
        }
    };
    let start = Start {
        workspace: folder,
        project: cli.project.clone(),
        today: cli.today,
        as_of: cli.as_of.clone(),
        lang: cli.lang,
        theme: cli.theme,
        demo: matches!(cli.verb, Some(Verb::Demo)),
        meet: matches!(cli.verb, Some(Verb::Meet)),
        known,
    };
    let Some(size) = cli.print else { return session::run(start) };
    let picture = match (cli.svg, cli.ansi) {
        (true, _) => Picture::Svg,
        (_, true) => Picture::Ansi,
        _ => Picture::Text,
    };
    let keys = cli.keys.as_deref().unwrap_or_default();
    cli::finish(session::print(start, (size.columns, size.rows), keys, picture), cli::language(cli))
}
