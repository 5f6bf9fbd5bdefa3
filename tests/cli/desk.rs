//! A workspace of its own, and the program in it on a fixed day.

use changebook::project::Project;
use changebook::registry;
use changebook::store::Workspace;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

/// The day of all tests; a change that began on [`START`] is on day 59.
pub const TODAY: &str = "2026-04-29";
pub const START: &str = "2026-03-02";

pub struct Desk {
    folder: tempfile::TempDir,
}

/// What the program said.
#[derive(Debug)]
pub struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl From<Output> for Said {
    fn from(output: Output) -> Said {
        Said {
            code: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

impl Desk {
    pub fn empty() -> Desk {
        Desk { folder: tempfile::tempdir().unwrap() }
    }

    /// With one project.
    pub fn with_project() -> Desk {
        let desk = Desk::empty();
        desk.done(&["new", "Service Cloud", "--start", START, "--centres", "12"]);
        desk
    }

    pub fn workspace(&self) -> PathBuf {
        self.folder.path().join("projects")
    }

    /// The file of the project that [`Desk::with_project`] makes.
    pub fn file(&self) -> PathBuf {
        self.workspace().join("Service Cloud.json")
    }

    pub fn command(&self, args: &[&str]) -> Command {
        self.command_on(TODAY, args)
    }

    /// The same on another day.
    pub fn command_on(&self, today: &str, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_changebook"));
        for name in ["LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE", "CHANGEBOOK_WORKSPACE"] {
            command.env_remove(name);
        }
        command.env("HOME", self.folder.path()).env("XDG_DATA_HOME", self.folder.path().join("data"));
        command.arg("--workspace").arg(self.workspace()).args(["--today", today]).args(args);
        command.stdin(Stdio::null());
        command
    }

    pub fn run(&self, args: &[&str]) -> Said {
        self.command(args).output().unwrap().into()
    }

    /// Runs in English.
    pub fn en(&self, args: &[&str]) -> Said {
        self.run(&[&["--lang", "en"], args].concat())
    }

    /// Runs in English on another day.
    pub fn en_on(&self, today: &str, args: &[&str]) -> Said {
        self.command_on(today, &[&["--lang", "en"], args].concat()).output().unwrap().into()
    }

    /// Runs what has to be done, and gives what it printed.
    pub fn done(&self, args: &[&str]) -> String {
        let said = self.en(args);
        assert_eq!(said.code, 0, "{args:?}: {said:?}");
        said.out
    }

    /// Runs what has to be refused with this code, and gives the reasons in Chinese and English.
    pub fn refused(&self, code: i32, args: &[&str]) -> (String, String) {
        let (zh, en) = (self.run(args), self.en(args));
        for (said, label) in [(&zh, "错误："), (&en, "error: ")] {
            assert_eq!(said.code, code, "{args:?}: {said:?}");
            assert_eq!(said.out, "", "{args:?}");
            assert!(said.err.starts_with(label), "{args:?}: {said:?}");
            assert!(said.err.ends_with('\n'), "{args:?}: {said:?}");
        }
        (zh.err, en.err)
    }

    pub fn json(&self, args: &[&str]) -> serde_json::Value {
        serde_json::from_str(&self.done(&[args, &["--json"]].concat())).unwrap()
    }

    /// Puts a project into the workspace.
    pub fn put(&self, name: &str, project: &Project) {
        let workspace = Workspace::at(&self.workspace()).unwrap();
        workspace.create(name, &registry::sheets(), project).unwrap();
    }

    pub fn bytes(&self) -> Vec<u8> {
        std::fs::read(self.file()).unwrap()
    }
}

/// Whether a character is Chinese, or punctuation that only Chinese uses.
pub fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3001}'..='\u{303f}' | '\u{3400}'..='\u{9fff}' | '\u{ff01}'..='\u{ff60}')
}

/// Asserts that nothing in a text can steer a terminal or hide.
pub fn assert_harmless(text: &str) {
    let bad: Vec<char> = text.chars().filter(|c| changebook::text::is_hidden(*c) && *c != '\n').collect();
    assert_eq!(bad, [], "{text:?}");
}
