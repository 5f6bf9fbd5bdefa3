//! What a person has chosen: the config file they write, and what the program remembers by itself.
//!
//! Both are TOML in the platform's config folder. What the file says is taken at every start; the
//! language, colours and mouse last switched on the screen are remembered beside it and count where
//! the file is silent.

use crate::app::{Choices, Theme};
use crate::command::{Bindings, Context, ENTRIES};
use crate::say;
use crate::store::files;
use crate::text::{Lang, Phrase};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};

/// No config file is longer, in bytes.
const LIMIT: u64 = 1 << 20;

/// The config file's contents.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    language: Option<String>,
    theme: Option<String>,
    mouse: Option<bool>,
    letters: Option<String>,
    #[serde(default)]
    keys: BTreeMap<String, Vec<String>>,
}

/// What the program remembers by itself.
#[derive(Debug, Default, Deserialize, Serialize)]
#[serde(default)]
struct Remembered {
    language: Option<String>,
    theme: Option<String>,
    mouse: Option<bool>,
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
    /// What is wrong with the config file; the choices are then the defaults.
    pub wrong: Option<Phrase>,
}

/// Reads both files of a folder. A wrong config file is named and passed over, never changed.
pub fn read(folder: Option<&Path>, environment: &dyn Fn(&str) -> Option<String>) -> Known {
    let text =
        |name: &str| files::read_small(&folder?.join(name), LIMIT).map(Some).or_else(absent).transpose();
    let remembered: Remembered =
        text("remembered.toml").and_then(|read| toml::from_str(&read.ok()?).ok()).unwrap_or_default();
    let mut known = Known { choices: Choices::default(), language_chosen: false, wrong: None };
    let file = match text("config.toml").map(|read| read.map(|text| toml::from_str::<File>(&text))) {
        None => File::default(),
        Some(Ok(Ok(file))) => file,
        Some(Ok(Err(error))) => {
            known.wrong = Some(wrong(&error.to_string()));
            File::default()
        }
        Some(Err(error)) => {
            known.wrong = Some(unreadable(&error, folder));
            File::default()
        }
    };
    if let Err(reason) = known.take(file, &remembered) {
        known.wrong = Some(wrong(&reason));
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

fn wrong(reason: &str) -> Phrase {
    let reason = reason.lines().map(str::trim).filter(|l| !l.is_empty()).collect::<Vec<_>>().join(" ");
    say!("配置文件有误，暂用默认设置：{reason}", "The config file is wrong, so defaults are used: {reason}")
}

impl Known {
    fn take(&mut self, file: File, remembered: &Remembered) -> Result<(), String> {
        let language = file.language.as_ref().or(remembered.language.as_ref());
        if let Some(tag) = language {
            self.choices.lang =
                Lang::parse(tag).ok_or_else(|| format!("language = '{tag}': use zh-CN or en"))?;
            self.language_chosen = true;
        }
        if let Some(name) = file.theme.as_ref().or(remembered.theme.as_ref()) {
            self.choices.theme = theme(name)?;
        }
        self.choices.mouse = file.mouse.or(remembered.mouse).unwrap_or(true);
        self.choices.letters_type = match file.letters.as_deref() {
            None | Some("type") => true,
            Some("commands") => false,
            Some(other) => return Err(format!("letters = '{other}': use type or commands")),
        };
        self.choices.bindings = Bindings::with(&file.keys.into_iter().collect::<Vec<_>>())?;
        Ok(())
    }
}

/// A theme by its name in the config file.
pub fn theme(name: &str) -> Result<Theme, String> {
    let names: Vec<&str> = Theme::ALL.iter().map(|(_, name)| *name).collect();
    let found = Theme::ALL.iter().find(|(_, known)| *known == name).map(|(theme, _)| *theme);
    found.ok_or_else(|| format!("theme = '{name}': use one of {}", names.join(", ")))
}

/// Remembers what was switched on the screen.
pub fn remember(folder: &Path, language: &str, theme: &str, mouse: bool) -> io::Result<()> {
    let remembered =
        Remembered { language: Some(language.into()), theme: Some(theme.into()), mouse: Some(mouse) };
    let text = toml::to_string(&remembered).map_err(io::Error::other)?;
    files::write_private(&folder.join("remembered.toml"), &text)
}

/// A config file with every setting and its default, all commented out.
pub fn example() -> String {
    let mut text = String::from(
        "# Changebook 变革工作簿: settings. Take away a # to change one. 去掉行首的 # 即可修改。\n\n\
         # language = \"zh-CN\"        # zh-CN | en\n\
         # theme = \"terminal\"        # terminal | dark | light | plain\n\
         # mouse = true\n\
         # letters = \"type\"          # type: letters type wherever a cell takes text; commands: h j k l u y p are keys everywhere\n\n\
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
    fn a_wrong_setting_is_named_and_the_rest_is_default() {
        for (config, named) in [
            ("language = \"fr\"", "language"),
            ("theme = \"pink\"", "theme"),
            ("colour = 1", "colour"),
            ("[keys]\nundu = [\"u\"]", "undu"),
            ("letters = 3", "letters"),
        ] {
            let wrong = read_text(config).wrong.unwrap();
            assert!(wrong.en.contains(named), "{}", wrong.en);
        }
    }

    #[test]
    fn what_was_switched_is_remembered_and_the_file_goes_before() {
        let folder = tempfile::tempdir().unwrap();
        remember(folder.path(), "en", "dark", false).unwrap();
        let known = read(Some(folder.path()), &|_| None);
        assert_eq!(
            (known.choices.lang, known.choices.theme, known.choices.mouse),
            (Lang::En, Theme::Dark, false)
        );
        std::fs::write(folder.path().join("config.toml"), "language = \"zh-CN\"").unwrap();
        let known = read(Some(folder.path()), &|name| (name == "NO_COLOR").then(|| "1".into()));
        assert_eq!((known.choices.lang, known.choices.theme), (Lang::Zh, Theme::Plain));
    }
}
