//! The program `changebook`: the command line, then the screen or a command without one.

use changebook::cli::{self, Cli, Verb};
use changebook::session::{self, Picture, Start};
use changebook::{config, text};
use std::process::ExitCode;

fn main() -> ExitCode {
    let mut cli = match cli::parse() {
        Ok(cli) => cli,
        Err(code) => return code,
    };
    let known = config::read(config::folder().as_deref(), &|name| std::env::var(name).ok());
    cli.remembered = known.language_chosen.then_some(known.choices.lang);
    cli::run(cli, |cli| screen(cli, known))
}

/// The workbook on the screen, or a picture of it.
fn screen(cli: &Cli, known: config::Known) -> ExitCode {
    let folder = match cli::workspace_folder(cli) {
        Ok(folder) => folder,
        Err(reason) => {
            eprintln!("{}", text::visible(reason.get(cli::language(cli))));
            return ExitCode::from(1);
        }
    };
    let start = Start {
        workspace: folder,
        project: cli.project.clone(),
        today: cli.today,
        lang: cli.lang,
        theme: cli.theme,
        demo: matches!(cli.verb, Some(Verb::Demo)),
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
