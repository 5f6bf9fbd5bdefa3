//! Help and errors of the command line in the language of the person. What an option does is declared once with it, as
//! `English / 中文`; what clap says itself is said here.

use crate::say;
use crate::text::{Lang, Phrase, text};
use clap::builder::PossibleValue;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, Command};
use std::error::Error as _;
use std::ffi::OsString;
use std::fmt;

/// What parts the two languages of a declared text.
const BETWEEN: &str = " / ";

/// Why a value does not fit, with what would be right.
#[derive(Debug)]
pub(super) struct Wrong(pub Phrase);

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.en)
    }
}

impl std::error::Error for Wrong {}

/// The language that stands on the command line, before the line as a whole is understood.
pub(super) fn named(args: impl IntoIterator<Item = OsString>) -> Option<Lang> {
    let mut args =
        args.into_iter().map(|arg| arg.to_string_lossy().into_owned()).take_while(|arg| arg != "--");
    let mut found = None;
    while let Some(arg) = args.next() {
        let value = match arg.strip_prefix("--lang") {
            Some("") => args.next(),
            Some(rest) => rest.strip_prefix('=').map(str::to_owned),
            None => None,
        };
        found = value.and_then(|value| Lang::parse(&value)).or(found);
    }
    found
}

/// The half of a declared text that is in this language; what is declared in one language is the same in both.
fn half(declared: &str, lang: Lang) -> &str {
    match (declared.split_once(BETWEEN), lang) {
        (Some((en, _)), Lang::En) => en,
        (Some((_, zh)), Lang::Zh) => zh,
        (None, _) => declared,
    }
}

/// The same command with its texts in this language.
pub(super) fn spoken(command: Command, lang: Lang) -> Command {
    let halved =
        |text: Option<&clap::builder::StyledStr>| text.map(|text| own(half(&text.to_string(), lang), lang));
    let (about, after) = (halved(command.get_about()), halved(command.get_after_help()));
    let mut command =
        command.mut_args(|arg| spoken_arg(arg, lang)).mut_subcommands(|verb| spoken(verb, lang));
    if let Some(about) = about {
        command = command.about(about);
    }
    if let Some(after) = after {
        command = command.after_help(after);
    }
    if lang == Lang::Zh {
        let usage = command.render_usage().to_string();
        command = command
            .override_usage(usage_in_chinese(&usage))
            .subcommand_help_heading("命令")
            .help_template("{before-help}{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}");
    }
    command
}

fn spoken_arg(arg: Arg, lang: Lang) -> Arg {
    let help = arg.get_help().map(|help| own(half(&help.to_string(), lang), lang));
    if lang == Lang::En {
        return match help {
            Some(help) => arg.help(help),
            None => arg,
        };
    }
    let heading = match arg.get_help_heading() {
        Some(declared) => {
            half(HEADINGS.iter().find(|both| both.starts_with(declared)).unwrap_or(&declared), lang)
                .to_owned()
        }
        None if arg.is_positional() => "参数".to_owned(),
        None => "选项".to_owned(),
    };
    let mut help = help.unwrap_or_default();
    let values = arg.get_possible_values();
    if arg.get_action().takes_values() && !values.is_empty() {
        let names: Vec<&str> = values.iter().map(PossibleValue::get_name).collect();
        help.extend(["（可选：", &names.join("、"), "）"]);
    }
    // Below a heading of their own they would stand by name.
    let order = arg.get_index();
    let arg = arg.help(help).help_heading(heading).hide_possible_values(true);
    match order {
        Some(order) => arg.display_order(order),
        None => arg,
    }
}

/// The headings that are declared with options.
const HEADINGS: [&str; 2] = ["Global options / 全局选项", "Frame / 画面"];

/// What clap says by itself.
fn own(said: &str, lang: Lang) -> String {
    let zh = match said {
        "Print help" => "输出帮助",
        "Print version" => "输出版本",
        "Print this message or the help of the given subcommand(s)" => "输出帮助，或某个命令的帮助",
        other => other,
    };
    if lang == Lang::Zh { zh } else { said }.to_owned()
}

fn usage_in_chinese(usage: &str) -> String {
    let usage = usage.trim_start_matches("Usage:").trim_start();
    usage.replace("[OPTIONS]", "[选项]").replace("[COMMAND]", "[命令]").replace("<COMMAND>", "<命令>")
}

/// What an error of the command line says: the place, what is wrong there, and what would be right.
pub(super) fn complaint(error: &clap::Error, lang: Lang) -> String {
    let missing = written_as(error).map(|how| format!("\n{}\n", how.get(lang))).unwrap_or_default();
    // In English clap's own words are good.
    let Some(reason) = in_chinese(error).filter(|_| lang == Lang::Zh) else {
        return error.render().to_string() + &missing;
    };
    let mut said = format!("错误：{}\n", reason.zh);
    if let Some(ContextValue::StyledStr(usage)) = error.get(ContextKind::Usage) {
        said.extend(["\n用法：", &usage_in_chinese(&usage.to_string()), "\n"]);
    }
    said.push_str(&missing);
    said.push_str("\n加 --help 看说明。\n");
    said
}

/// How a row and the values behind it are written, where one of them is missing: whoever leaves the row out is told of the values
/// only, as the first of them stands in its place.
fn written_as(error: &clap::Error) -> Option<Phrase> {
    if error.kind() != ErrorKind::MissingRequiredArgument {
        return None;
    }
    let usage = error.get(ContextKind::Usage).map(listed)?;
    let verb = ["set", "add", "remove"].into_iter().find(|verb| usage.contains(&format!(" {verb} ")))?;
    Some(match verb {
        "set" => say!(
            "哪一行（编号、名称或 '#1'，changebook show 列得出来）写在 列=值 的前面，如：\n  {example}",
            "The row, by its id, its name or '#1' as changebook show lists it, stands before COLUMN=VALUE, such as\n  {example}",
            example = "changebook set project '#1' sponsor=CEO"
        ),
        "add" => say!(
            "要填的写成 列=值，如：\n  {example}",
            "What to enter is written COLUMN=VALUE, such as\n  {example}",
            example = "changebook add people name=Ana headcount=3"
        ),
        _ => say!(
            "哪一行，写编号、名称或 '#1'，changebook show 列得出来，如：\n  {example}",
            "The row is named by its id, its name or '#1' as changebook show lists it, such as\n  {example}",
            example = "changebook remove people '#1'"
        ),
    })
}

/// None where clap's own words are all there are.
fn in_chinese(error: &clap::Error) -> Option<Phrase> {
    let context = |kind| error.get(kind).map(listed);
    let (arg, value) = (context(ContextKind::InvalidArg), context(ContextKind::InvalidValue));
    let reason: Phrase = match error.kind() {
        ErrorKind::InvalidValue if value.as_ref().is_none_or(String::is_empty) => {
            let (arg, valid) = (arg?, one_of(context(ContextKind::ValidValue)));
            say!("{arg} 后面缺一个值{valid}", "a value is missing behind {arg}{valid}", arg, valid)
        }
        ErrorKind::InvalidValue => {
            let (arg, value, valid) = (arg?, value?, one_of(context(ContextKind::ValidValue)));
            say!("{arg} 不能是“{value}”{valid}", "{arg} cannot be '{value}'{valid}", valid)
        }
        ErrorKind::ValueValidation => {
            let (arg, value) = (arg?, value?);
            let why = error.source().map_or_else(
                || Phrase::same(""),
                |source| {
                    source
                        .downcast_ref::<Wrong>()
                        .map_or_else(|| Phrase::same(source.to_string()), |wrong| wrong.0.clone())
                },
            );
            say!("{arg} 不能是“{value}”：{why}", "{arg} cannot be '{value}': {why}", why)
        }
        ErrorKind::UnknownArgument => {
            let (arg, like) = (arg?, like(context(ContextKind::SuggestedArg)));
            say!("没有“{arg}”这个选项，或这里不能用{like}", "there is no '{arg}' here{like}", like)
        }
        ErrorKind::InvalidSubcommand => {
            let (verb, like) =
                (context(ContextKind::InvalidSubcommand)?, like(context(ContextKind::SuggestedSubcommand)));
            say!("没有“{verb}”这个命令{like}", "there is no command '{verb}'{like}", like)
        }
        ErrorKind::MissingRequiredArgument => {
            let arg = arg?;
            say!("缺少 {arg}", "{arg} is missing")
        }
        ErrorKind::ArgumentConflict => {
            let arg = arg?;
            match context(ContextKind::PriorArg).filter(|prior| *prior != arg) {
                Some(prior) => say!("{arg} 不能和 {prior} 一起用", "{arg} does not go with {prior}"),
                None => say!("{arg} 只能写一次", "{arg} can stand there once only"),
            }
        }
        ErrorKind::TooManyValues => {
            let (arg, value) = (arg?, value?);
            say!("{arg} 多了一个值“{value}”", "'{value}' is one value too many for {arg}")
        }
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            let arg = arg?;
            say!("{arg} 的值的个数不对", "{arg} has a wrong number of values")
        }
        ErrorKind::NoEquals => {
            let arg = arg?;
            say!("{arg} 的值要用“=”接在后面", "the value of {arg} stands behind '='")
        }
        ErrorKind::InvalidUtf8 => text("有一个参数不是 UTF-8 文字", "an argument is no text in UTF-8").into(),
        ErrorKind::MissingSubcommand => text("缺少命令", "a command is missing").into(),
        _ => return None,
    };
    Some(reason)
}

fn listed(value: &ContextValue) -> String {
    match value {
        ContextValue::Strings(all) => all.join("、"),
        ContextValue::StyledStrs(all) => all.iter().map(ToString::to_string).collect::<Vec<_>>().join("、"),
        other => other.to_string(),
    }
}

fn one_of(values: Option<String>) -> Phrase {
    values
        .filter(|values| !values.is_empty())
        .map_or_else(|| Phrase::same(""), |values| say!("，可选：{values}", "; choose one of {values}"))
}

fn like(name: Option<String>) -> Phrase {
    name.map_or_else(|| Phrase::same(""), |name| say!("；是不是“{name}”？", "; did you mean '{name}'?"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::Cli;
    use clap::CommandFactory as _;

    #[test]
    fn every_text_of_the_command_line_is_declared_in_both_languages() {
        fn check(command: &Command) {
            let name = command.get_name().to_owned();
            let texts =
                command.get_about().into_iter().chain(command.get_after_help()).map(ToString::to_string);
            let helps = command.get_arguments().filter(|arg| !arg.is_hide_set()).map(|arg| {
                arg.get_help().map_or_else(|| panic!("{name} {}: no help", arg.get_id()), ToString::to_string)
            });
            for text in texts.chain(helps) {
                let (en, zh) = text.split_once(BETWEEN).unwrap_or_else(|| panic!("{name}: {text}"));
                assert!(!zh.contains(BETWEEN) && !zh.is_ascii(), "{name}: {text}");
                assert!(en.chars().next().is_some_and(|c| c.is_ascii_uppercase()), "{name}: {text}");
            }
            for heading in command.get_arguments().filter_map(Arg::get_help_heading) {
                assert!(HEADINGS.iter().any(|both| both.starts_with(heading)), "{heading}");
            }
            command.get_subcommands().for_each(check);
        }
        check(&Cli::command());
    }

    #[test]
    fn the_language_is_known_before_the_line_is_understood() {
        let read = |line: &str| named(line.split_whitespace().map(OsString::from));
        assert_eq!(read("x --lang en --bad"), Some(Lang::En));
        assert_eq!(read("x --bad --lang=zh"), Some(Lang::Zh));
        assert_eq!(read("x --lang en --lang zh-CN"), Some(Lang::Zh));
        for none in ["x", "x --lang", "x --language en", "x -- --lang en", "x --lang klingon"] {
            assert_eq!(read(none), None, "{none}");
        }
    }
}
