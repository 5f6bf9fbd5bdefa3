//! Commands that belong to the program and to no project: completions, the manual page and the config file's example.

use super::language::spoken;
use super::{Answer, Call, Cli, Failure};
use crate::config;
use crate::registry;
use crate::store::Listed;
use crate::text::{Lang, text};
use clap::builder::PossibleValuesParser;
use clap::{Arg, CommandFactory as _};
use clap_mangen::Man;
use std::io::{self, Write as _};

/// Completions for a shell, with the sheets, their columns and the names of the projects as they are now.
pub(super) fn completions(call: &Call<'_>, shell: clap_complete::Shell) -> String {
    // Without projects completions are of use as well.
    let projects = call.listed().unwrap_or_default();
    // What a shell would part or read as more than a name is offered by its id.
    let plain = |name: &str| name.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
    let name = |listed: &Listed| match listed.name.as_str() {
        name if plain(name) && !name.is_empty() && !name.starts_with('-') => Some(name.to_owned()),
        _ => listed.id.map(|id| id.to_string()),
    };
    let projects: Vec<String> = projects.iter().filter(|listed| !listed.lost).filter_map(name).collect();
    let sheets: Vec<String> = registry::sheets().iter().map(|def| def.key.to_owned()).collect();
    let mut columns: Vec<String> = Vec::new();
    for column in registry::sheets().iter().flat_map(|def| def.columns).filter(|c| !c.internal) {
        let pair = format!("{}=", column.key);
        if !columns.contains(&pair) {
            columns.push(pair);
        }
    }
    let offered = |arg: Arg| {
        let values = match arg.get_id().as_str() {
            "sheet" => &sheets,
            // Where a word is none of these, both shells offer files besides.
            "what" if matches!(shell, clap_complete::Shell::Bash | clap_complete::Shell::Fish) => &sheets,
            "pairs" => &columns,
            "project" => &projects,
            _ => return arg,
        };
        if values.is_empty() { arg } else { arg.value_parser(PossibleValuesParser::new(values.clone())) }
    };
    let command = spoken(Cli::command(), Lang::En).mut_args(offered);
    let mut command = command.mut_subcommands(|verb| verb.mut_args(offered));
    let mut out = Vec::new();
    clap_complete::generate(shell, &mut command, "changebook", &mut out);
    let mut script = String::from_utf8_lossy(&out).into_owned();
    if shell == clap_complete::Shell::Fish {
        script.push_str(&fish_words(&command));
    }
    script
}

/// The words that stand behind a verb, for fish: its script offers options only.
fn fish_words(command: &clap::Command) -> String {
    let mut lines = String::new();
    for verb in command.get_subcommands() {
        let name = verb.get_name();
        for arg in verb.get_positionals() {
            let values = arg.get_possible_values();
            let values: Vec<&str> = values.iter().map(clap::builder::PossibleValue::get_name).collect();
            if !values.is_empty() {
                let values = values.join(" ");
                let (before, between) =
                    ("complete -c changebook -n \"__fish_seen_subcommand_from ", "\" -a \"");
                lines.extend([before, name, between, &values, "\"\n"]);
            }
        }
    }
    lines
}

/// The manual page: one for all commands.
pub(super) fn man() -> Result<Answer, Failure> {
    let page = page()
        .map_err(|_| Failure::Refused(text("写不出手册页", "the manual page cannot be written").into()))?;
    Ok(Answer::of(String::from_utf8_lossy(&page).into_owned()))
}

/// What the declaration of the command line does not say.
const SECTIONS: &str = r#".SH "EXIT STATUS"
.TP
0
Done.
.TP
1
Understood and refused; nothing was changed. The reason stands on standard error.
.TP
2
Wrong usage.
.TP
3
.B status \-\-fail\-on
found something at the level that was named, or worse; what stands on standard output is complete.
.SH FILES
The folders are those of the platform; named here are the ones of Linux.
.TP
.I ~/.local/share/changebook/projects/
The projects, one JSON file each; their backups and the drafts of what is being typed lie beside them.
.TP
.I ~/.config/changebook/config.toml
What people set by hand;
.B changebook config
prints an example.
.TP
.I ~/.config/changebook/remembered.toml
What the program remembers by itself, such as the language chosen last.
.SH ENVIRONMENT
.TP
.B CHANGEBOOK_WORKSPACE
Folder of the projects, where
.B \-\-workspace
names none.
.TP
.B CHANGEBOOK_PROJECT
Project, by name or id, where
.B \-\-project
names none.
.B forget
does not heed it: it looks through all projects.
.TP
.B NO_COLOR
Set to anything, it takes the colours away.
.TP
.B LC_ALL, LC_MESSAGES, LANG
The language, where neither
.B \-\-lang
nor an earlier choice names one.
.SH EXAMPLES
.TP
Make a project, and fill in a card:
.nf
changebook new 'Digital after\-sales' \-\-start 2026\-02\-02
changebook add people name='Centre 1 technicians' awareness=3
.fi
.TP
Look at a list before it is taken in:
.nf
changebook import people list.csv \-\-dry\-run
.fi
.TP
A file for Excel, with titles in Chinese:
.nf
changebook show people \-\-csv \-\-excel \-\-titles \-\-lang zh\-CN > people.csv
.fi
.TP
See where cases wait, from registering to resolving, against a promise of five days:
.nf
changebook mine tickets.csv \-\-from Registered \-\-to Resolved \-\-promise 5d \-\-group centre
.fi
.TP
Send a message when something needs to be done:
.nf
changebook status \-\-fail\-on act > today.txt || mail \-s 'Change' me < today.txt
.fi
"#;

fn page() -> io::Result<Vec<u8>> {
    let command = spoken(Cli::command(), Lang::En);
    let man = Man::new(command.clone());
    let mut page = Vec::new();
    man.render_title(&mut page)?;
    man.render_name_section(&mut page)?;
    man.render_synopsis_section(&mut page)?;
    man.render_options_section(&mut page)?;
    writeln!(page, ".SH COMMANDS")?;
    for verb in command.get_subcommands().filter(|verb| !verb.is_hide_set()) {
        let (name, about) = (verb.get_name(), verb.get_about().map(ToString::to_string).unwrap_or_default());
        let verb = verb.clone().bin_name(format!("changebook {name}")).disable_help_flag(true);
        let options = verb.get_arguments().next().is_some();
        let man = Man::new(verb);
        let mut own = Vec::new();
        man.render_synopsis_section(&mut own)?;
        if options {
            man.render_options_section(&mut own)?;
        }
        // Inside of one page a command is a part of a section, and its parts need no headings.
        let own = String::from_utf8_lossy(&own);
        writeln!(page, ".SS {name}\n{about}\n.PP")?;
        for line in own.lines().filter(|line| !line.starts_with(".SH")) {
            writeln!(page, "{line}")?;
        }
    }
    man.render_extra_section(&mut page)?;
    page.extend_from_slice(SECTIONS.as_bytes());
    man.render_version_section(&mut page)?;
    Ok(page)
}

/// Prints an example of the config file, or only where it lies.
pub(super) fn config(path: bool) -> Result<Answer, Failure> {
    let file = config::path()
        .ok_or_else(|| Failure::Refused(text("找不到您的主目录", "your home folder was not found").into()))?;
    let file = crate::text::visible(&file.display().to_string()).into_owned();
    if path {
        return Ok(Answer::of(format!("{file}\n")));
    }
    Ok(Answer::of(format!("# {file}\n{}", config::example())))
}
