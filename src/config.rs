//! What a person has chosen: the config file they write, and what the program remembers by itself.
//!
//! Both are TOML in the platform's config folder. What the file says is taken at every start; the
//! language, colours and mouse last switched on the screen are remembered beside it and count where
//! the file is silent.

mod lines;

use crate::app::{Choices, Columns, Theme};
use crate::calendar::DayOrder;
use crate::command::{Bindings, Context, ENTRIES};
use crate::say;
use crate::store::files;
use crate::text::{Lang, Phrase, joined, text};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};

/// No config file is longer, in bytes.
const LIMIT: u64 = 1 << 20;

/// What the program remembers by itself.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(default)]
struct Remembered {
    language: Option<String>,
    theme: Option<String>,
    mouse: Option<bool>,
    dates: Option<String>,
    columns: BTreeMap<String, Columns>,
}

/// The folder of both files.
pub fn folder() -> Option<PathBuf> {
    directories::ProjectDirs::from("", "", "changebook").map(|dirs| dirs.config_dir().to_owned())
}

/// The config file, whether or not it is there.
pub fn path() -> Option<PathBuf> {
    folder().map(|folder| folder.join("config.toml"))
}

/// What is known of a person's choices at a start.
#[derive(Debug)]
pub struct Known {
    /// The choices.
    pub choices: Choices,
    /// Whether the language has ever been chosen.
    pub language_chosen: bool,
    /// What is wrong in the config file, all of it; only the settings that are wrong are then as if they were not there.
    pub wrong: Option<Phrase>,
}

/// Reads both files of a folder. What is wrong in the config file is named and passed over; the rest of it holds, and the
/// file is never changed.
pub fn read(folder: Option<&Path>, environment: &dyn Fn(&str) -> Option<String>) -> Known {
    let read =
        |name: &str| files::read_small(&folder?.join(name), LIMIT).map(Some).or_else(absent).transpose();
    let remembered: Remembered =
        read("remembered.toml").and_then(|read| toml::from_str(&read.ok()?).ok()).unwrap_or_default();
    let mut known = Known { choices: Choices::default(), language_chosen: false, wrong: None };
    let (file, mut wrong) = match read("config.toml").map(|read| read.map(|text| lines::read(&text))) {
        None => (toml::Table::default(), Vec::new()),
        Some(Ok(Some(read))) => read,
        Some(Ok(None)) => {
            known.wrong = Some(
                text(
                    "配置文件不是 TOML 格式，暂用默认设置",
                    "The config file is not valid TOML, so defaults are used",
                )
                .into(),
            );
            (toml::Table::default(), Vec::new())
        }
        Some(Err(error)) => {
            known.wrong = Some(unreadable(&error, folder));
            (toml::Table::default(), Vec::new())
        }
    };
    known.choices.columns.clone_from(&remembered.columns);
    wrong.append(&mut known.take(&file, &remembered));
    if !wrong.is_empty() {
        known.wrong = Some(wrong_in_part(&wrong));
    }
    if environment("NO_COLOR").is_some_and(|v| !v.is_empty()) {
        known.choices.theme = Theme::Plain;
    }
    known
}

/// A file that is not there is none.
fn absent(error: io::Error) -> io::Result<Option<String>> {
    if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) {
        Ok(None)
    } else {
        Err(error)
    }
}

fn unreadable(error: &io::Error, folder: Option<&Path>) -> Phrase {
    let path = folder.unwrap_or(Path::new("")).join("config.toml");
    let path = path.display();
    match error.kind() {
        io::ErrorKind::InvalidInput | io::ErrorKind::IsADirectory => say!(
            "配置文件 {path} 不是普通文件，暂用默认设置",
            "The config file {path} is not a regular file, so defaults are used"
        ),
        io::ErrorKind::FileTooLarge => say!(
            "配置文件 {path} 超过 1 MiB，暂用默认设置",
            "The config file {path} is larger than 1 MiB, so defaults are used"
        ),
        io::ErrorKind::InvalidData => say!(
            "配置文件 {path} 不是 UTF-8 文字，暂用默认设置",
            "The config file {path} is not UTF-8 text, so defaults are used"
        ),
        _ => say!(
            "配置文件 {path} 读不了，暂用默认设置：{error}",
            "The config file {path} cannot be read, so defaults are used: {error}"
        ),
    }
}

fn wrong_in_part(wrong: &[Phrase]) -> Phrase {
    let all = joined(wrong, text("；", "; "));
    say!(
        "配置文件有误，其余设置照用：{all}",
        "Part of the config file is wrong; the other settings apply: {all}",
        all
    )
}

/// A setting that is no text, or none of the words that it may be.
fn unfit(name: &str, value: &toml::Value, use_zh: &str, use_en: &str) -> Phrase {
    let value = value.as_str().map_or_else(|| value.to_string(), |text| format!("\"{text}\""));
    say!("{name} = {value}：请用 {use_zh}", "{name} = {value}: use {use_en}")
}

impl Known {
    /// Takes what the files say; gives what is wrong in the config file.
    fn take(&mut self, file: &toml::Table, remembered: &Remembered) -> Vec<Phrase> {
        let mut wrong = Vec::new();
        let (mut language, mut colours, mut mouse, mut dates) = (None, None, None, None);
        for (name, value) in file {
            let said = value.as_str();
            match name.as_str() {
                "language" => {
                    language = said.and_then(Lang::parse);
                    if language.is_none() {
                        wrong.push(unfit(name, value, "\"zh-CN\" 或 \"en\"", "\"zh-CN\" or \"en\""));
                    }
                }
                "theme" => {
                    colours = said.and_then(|name| theme(name).ok());
                    if colours.is_none() {
                        let names: Vec<_> =
                            Theme::ALL.iter().map(|(_, name)| format!("\"{name}\"")).collect();
                        wrong.push(unfit(name, value, &names.join("、"), &names.join(", ")));
                    }
                }
                "mouse" => {
                    mouse = value.as_bool();
                    if mouse.is_none() {
                        wrong.push(unfit(name, value, "true 或 false", "true or false"));
                    }
                }
                "letters" => match said {
                    Some("type") => self.choices.letters_type = true,
                    Some("commands") => self.choices.letters_type = false,
                    _ => {
                        wrong.push(unfit(
                            name,
                            value,
                            "\"type\" 或 \"commands\"",
                            "\"type\" or \"commands\"",
                        ));
                    }
                },
                "ambiguous" => match said {
                    Some("narrow") => self.choices.ambiguous_wide = false,
                    Some("wide") => self.choices.ambiguous_wide = true,
                    _ => {
                        wrong.push(unfit(name, value, "\"narrow\" 或 \"wide\"", "\"narrow\" or \"wide\""));
                    }
                },
                "dates" => {
                    dates = said.and_then(DayOrder::parse);
                    if dates.is_none() {
                        let (zh, en) =
                            ("\"day-first\" 或 \"month-first\"", "\"day-first\" or \"month-first\"");
                        wrong.push(unfit(name, value, zh, en));
                    }
                }
                "keys" => match value.as_table() {
                    Some(keys) => wrong.append(&mut self.take_keys(keys)),
                    None => wrong.push(unfit(name, value, "[keys] 一节", "a section [keys]")),
                },
                _ => wrong.push(say!("{name}：没有这个设置", "{name}: there is no such setting")),
            }
        }
        let remembered_language = || remembered.language.as_deref().and_then(Lang::parse);
        if let Some(lang) = language.or_else(remembered_language) {
            self.choices.lang = lang;
            self.language_chosen = true;
        }
        let remembered_colours = || remembered.theme.as_deref().and_then(|name| theme(name).ok());
        let chosen = colours.is_some();
        if let Some(theme) = colours.or_else(remembered_colours) {
            self.choices.theme = theme;
            // What the program remembers as the terminal's colours may never have been chosen.
            self.choices.theme_follows = !chosen && theme == Theme::Sixteen;
        }
        self.choices.mouse = mouse.or(remembered.mouse).unwrap_or(true);
        self.choices.day_order = dates.or(remembered.dates.as_deref().and_then(DayOrder::parse));
        wrong
    }

    /// Takes the keys chosen for commands.
    fn take_keys(&mut self, keys: &toml::Table) -> Vec<Phrase> {
        let (mut rebound, mut wrong) = (Vec::new(), Vec::new());
        for (name, value) in keys {
            let list =
                value.as_array().map(|list| list.iter().map(|key| key.as_str().map(str::to_owned)).collect());
            match list {
                Some(Some(keys)) => rebound.push((name.clone(), keys)),
                _ => wrong.push(unfit(
                    &format!("keys.{name}"),
                    value,
                    "[\"ctrl-z\", \"f2\"] 这样的列表",
                    "a list such as [\"ctrl-z\", \"f2\"]",
                )),
            }
        }
        let (bindings, mut unbound) = Bindings::read(&rebound);
        self.choices.bindings = bindings;
        wrong.append(&mut unbound);
        wrong
    }
}

/// A theme by its name in the config file.
pub fn theme(name: &str) -> Result<Theme, String> {
    let names: Vec<&str> = Theme::ALL.iter().map(|(_, name)| *name).collect();
    let found = Theme::ALL.iter().find(|(_, known)| *known == name).map(|(theme, _)| *theme);
    found.ok_or_else(|| format!("theme = '{name}': use one of {}", names.join(", ")))
}

/// Remembers what was switched on the screen.
pub fn remember(
    folder: &Path,
    language: &str,
    theme: &str,
    mouse: bool,
    dates: Option<&str>,
    columns: BTreeMap<String, Columns>,
) -> io::Result<()> {
    let (language, theme, dates) = (Some(language.into()), Some(theme.into()), dates.map(str::to_owned));
    let remembered = Remembered { language, theme, mouse: Some(mouse), dates, columns };
    let text = toml::to_string(&remembered).map_err(io::Error::other)?;
    files::write_private(&folder.join("remembered.toml"), &text)
}

/// A config file with every setting and its default, all commented out.
pub fn example() -> String {
    let mut text = String::from(
        "# Changebook 变革工作簿: settings. Take away a # to change one. 去掉行首的 # 即可修改。\n\n\
         # language = \"zh-CN\"        # zh-CN | en\n\
         # theme = \"terminal\"        # terminal | dark | light | plain; without it light on a light terminal\n\
         # mouse = true\n\
         # letters = \"type\"          # type: letters are text on every cell; commands: h j k l s u y p are keys everywhere\n\
         # ambiguous = \"narrow\"     # wide: where the terminal shows signs such as ① … “ ” two cells wide\n\
         # dates = \"day-first\"       # month-first: how 3/4 is read in English; without it asked about once\n\n\
         [keys]\n",
    );
    for context in Context::ALL {
        let title = context.title();
        // Writing to a string does not fail.
        let _written = writeln!(text, "\n# {} {}", title.zh, title.en);
        for entry in ENTRIES.iter().filter(|e| e.context == context) {
            let keys = entry.keys().iter().map(|k| format!("\"{k}\"")).collect::<Vec<_>>().join(", ");
            let line = format!("# {} = [{keys}]", entry.key);
            let _written = writeln!(text, "{line:<44} # {} / {}", entry.title.zh, entry.title.en);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(config: &str) -> Known {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("config.toml"), config).unwrap();
        read(Some(folder.path()), &|_| None)
    }

    #[test]
    fn the_example_is_a_valid_file_also_with_all_marks_taken_away() {
        assert!(read_text(&example()).wrong.is_none());
        let bare: String = example()
            .lines()
            .map(|line| match line.strip_prefix("# ") {
                Some(setting) if setting.contains(" = ") => setting,
                _ => line,
            })
            .collect::<Vec<_>>()
            .join("\n");
        assert_eq!(read_text(&bare).wrong, None);
    }

    #[test]
    fn a_wrong_setting_is_named_with_what_would_be_right_and_the_rest_of_the_file_holds() {
        for (config, named, right) in [
            ("language = \"fr\"", "language = \"fr\"", "\"zh-CN\""),
            ("language = 1", "language = 1", "\"zh-CN\""),
            ("theme = \"pink\"", "theme = \"pink\"", "\"plain\""),
            ("theme = [\"dark\"]", "theme", "\"plain\""),
            ("mouse = \"off\"", "mouse = \"off\"", "false"),
            ("letters = 3", "letters = 3", "\"commands\""),
            ("ambiguous = \"broad\"", "ambiguous = \"broad\"", "\"wide\""),
            ("dates = \"dmy\"", "dates = \"dmy\"", "\"day-first\""),
            ("letters = \"vim\"", "letters = \"vim\"", "\"commands\""),
            ("colour = 1", "colour", ""),
            ("keys.undu = [\"u\"]", "keys.undu", ""),
            ("keys.undo = [\"crtl-u\"]", "'crtl-u'", "ctrl-z"),
            ("keys.undo = \"ctrl-u\"", "keys.undo = \"ctrl-u\"", "a list"),
            ("keys.undo = [1]", "keys.undo = [1]", "a list"),
            ("keys.undo = [\"ctrl-y\"]", "redo (Redo)", "undo (Undo)"),
            ("keys = 3", "keys = 3", "[keys]"),
        ] {
            let rest = if config.starts_with("keys = ") { "" } else { "keys.theme = [\"f20\"]\n" };
            let known = read_text(&format!("{rest}{config}\n"));
            let wrong = known.wrong.unwrap();
            assert!(wrong.en.contains(named) && wrong.en.contains(right), "{config}: {}", wrong.en);
            assert!(wrong.zh.contains("其余设置照用"), "{}", wrong.zh);
            let key = crate::command::Chord::parse("f20").unwrap();
            let bound = known.choices.bindings.resolve(Context::Anywhere, key);
            assert_eq!(bound.is_some(), !rest.is_empty(), "{config}");
        }
        // Several are all named, and each good one beside them counts.
        let known = read_text("language = \"en\"\ntheme = \"pink\"\nmouse = false\nletters = 3\n");
        assert_eq!((known.choices.lang, known.choices.mouse), (Lang::En, false));
        let wrong = known.wrong.unwrap();
        assert!(wrong.en.contains("theme") && wrong.en.contains("letters"), "{}", wrong.en);
        // What the program itself remembered steps in for a setting that is wrong.
        let folder = tempfile::tempdir().unwrap();
        remember(folder.path(), "en", "dark", false, None, BTreeMap::new()).unwrap();
        std::fs::write(folder.path().join("config.toml"), "language = \"fr\"\n").unwrap();
        assert_eq!(read(Some(folder.path()), &|_| None).choices.lang, Lang::En);
    }

    #[test]
    fn a_line_that_is_no_toml_costs_that_line_alone() {
        let good = "mouse = false\n\n[keys]\ntheme = [\"f20\"]\n";
        for (line, number) in [
            ("language = \"en", 1),
            ("language = en\"", 1),
            ("language = “en”", 1),
            ("language: en", 1),
            ("language", 1),
            ("theme = ", 1),
            ("theme = \"dark\" \"light\"", 1),
            ("= \"en\"", 1),
            ("[language", 1),
            ("ambiguous = \"wide\\q\"", 1),
            ("mouse = true", 2),
        ] {
            let known = read_text(&format!("{line}\n{good}"));
            let wrong = known.wrong.unwrap();
            assert!(wrong.en.contains(&format!("line {number} is not")), "{line}: {}", wrong.en);
            assert!(wrong.zh.contains("其余设置照用"), "{}", wrong.zh);
            assert_eq!(known.choices.mouse, number == 2, "{line}: {}", wrong.en);
            let key = crate::command::Chord::parse("f20").unwrap();
            assert!(known.choices.bindings.resolve(Context::Anywhere, key).is_some(), "{line}: {}", wrong.en);
        }
        // What is open at the end of a line is looked for where it opens, and each wrong line is named.
        let known = read_text("[keys]\nundo = [\"ctrl-u\"\ntheme = [\"f20\"]\nsort = \"f21\n");
        let wrong = known.wrong.unwrap();
        assert!(wrong.en.contains("line 2 is") && wrong.en.contains("line 4 is"), "{}", wrong.en);
        let key = crate::command::Chord::parse("f20").unwrap();
        assert!(known.choices.bindings.resolve(Context::Anywhere, key).is_some());
        // A mark at the beginning of the file, as some editors write it, is no fault.
        let known = read_text("\u{feff}language = \"en\"\n");
        assert_eq!((known.wrong, known.choices.lang), (None, Lang::En));
        // What is no config file at all is said as such.
        let wrong = read_text(&"no setting\n".repeat(200)).wrong.unwrap();
        assert!(wrong.en.contains("defaults are used"), "{}", wrong.en);
    }

    #[test]
    fn what_was_switched_is_remembered_and_the_file_goes_before() {
        let folder = tempfile::tempdir().unwrap();
        remember(folder.path(), "en", "dark", false, None, BTreeMap::new()).unwrap();
        let known = read(Some(folder.path()), &|_| None);
        assert_eq!(
            (known.choices.lang, known.choices.theme, known.choices.mouse),
            (Lang::En, Theme::Dark, false)
        );
        // So are the columns of views.
        let mut columns = BTreeMap::new();
        let mut cards = Columns::default();
        cards.widths.insert("name".into(), 30);
        cards.hidden.insert("desire".into());
        columns.insert("adkar-cards".to_owned(), cards);
        remember(folder.path(), "en", "dark", false, Some("day-first"), columns.clone()).unwrap();
        let known = read(Some(folder.path()), &|_| None);
        assert_eq!((known.choices.columns, known.choices.day_order), (columns, Some(DayOrder::DayFirst)));
        // What the config file says goes before.
        std::fs::write(folder.path().join("config.toml"), "dates = \"month-first\"").unwrap();
        let known = read(Some(folder.path()), &|_| None);
        assert_eq!(known.choices.day_order, Some(DayOrder::MonthFirst));
        std::fs::write(folder.path().join("config.toml"), "language = \"zh-CN\"").unwrap();
        let known = read(Some(folder.path()), &|name| (name == "NO_COLOR").then(|| "1".into()));
        assert_eq!((known.choices.lang, known.choices.theme), (Lang::Zh, Theme::Plain));
    }
}
