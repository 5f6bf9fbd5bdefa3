//! Damage: what is wrong with the bytes of a file, where, and what the program does about it. The
//! sentences name places and rules, never what people have entered.

use crate::say;
use crate::sheet::{Kind, SheetDef};
use crate::text::{Phrase, names};
use std::fmt;

/// The program's answer to a file that it cannot take as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Say what is wrong and change nothing: a person can mend it.
    Refuse,
    /// Keep the file aside and offer the newest backup: the bytes are broken.
    Backup,
    /// Say which limit is passed and change nothing.
    Limit,
}

/// The kinds of damage.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Flaw {
    /// The file holds no byte.
    Empty,
    /// The file holds nothing but zero bytes, as a power cut leaves it.
    Zeros,
    /// The file ends too early.
    Cut,
    /// The text is no JSON.
    Syntax,
    /// The bytes are no UTF-8.
    Utf8,
    /// The file is UTF-16.
    Utf16,
    /// Git left both sides of a conflict in the file.
    GitConflict,
    /// Sound JSON, but not of this program.
    Foreign,
    /// Something has another shape than the format asks for.
    Shape,
    /// The version is not a whole number.
    Version,
    /// The project's id is missing or is none.
    ProjectId,
    /// A newer version wrote the file in a way that cannot even be read.
    Newer,
    /// A key stands twice in one object.
    Twice,
    /// Objects and lists lie too deep in each other.
    Deep,
    /// A row has no id or a bad one.
    RowId,
    /// A field holds what its column cannot hold.
    Field(Kind),
    /// A text is over 64 KiB.
    LongText,
    /// The file is over 64 MiB.
    TooLarge,
}

/// The place of the damage, as far as that is known.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Place {
    /// The line of the file, from 1.
    pub line: Option<usize>,
    /// The sheet.
    pub sheet: Option<&'static SheetDef>,
    /// The row in the sheet, from 1.
    pub row: Option<usize>,
    /// The column's place.
    pub column: Option<usize>,
}

impl Place {
    /// A line and nothing else.
    pub fn line(line: usize) -> Place {
        Place { line: Some(line), ..Place::default() }
    }

    /// `line 12, sheet "People", row 3, "Awareness"`, in both languages; empty if nothing is known.
    pub fn phrase(&self) -> Phrase {
        let (mut zh, mut en) = (Vec::new(), Vec::new());
        if let Some(line) = self.line {
            zh.push(format!("第 {line} 行"));
            en.push(format!("line {line}"));
        }
        if let Some(sheet) = self.sheet {
            zh.push(format!("“{}”表", sheet.title.zh));
            en.push(format!("sheet \"{}\"", sheet.title.en));
        }
        if let Some(row) = self.row {
            zh.push(format!("第 {row} 条记录"));
            en.push(format!("row {row}"));
        }
        if let Some(column) = self.sheet.zip(self.column).and_then(|(s, c)| s.columns.get(c)) {
            zh.push(format!("“{}”", column.title.zh));
            en.push(format!("\"{}\"", column.title.en));
        }
        Phrase { zh: zh.join("，").into(), en: en.join(", ").into() }
    }
}

/// The damage of a file and its place.
#[derive(Clone, Copy, PartialEq, thiserror::Error)]
pub struct Damage {
    /// The kind of damage.
    pub flaw: Flaw,
    /// The place.
    pub place: Place,
}

impl From<Flaw> for Damage {
    fn from(flaw: Flaw) -> Damage {
        Damage { flaw, place: Place::default() }
    }
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.flaw.code())?;
        if let Some(line) = self.place.line {
            write!(f, " at line {line}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl Damage {
    /// Says what is wrong and where, and what to do.
    pub fn phrase(&self) -> Phrase {
        let (at, what) = (self.place.phrase(), self.flaw.phrase());
        if at.en.is_empty() {
            return what;
        }
        let (zh, zh_what, en, en_what) = (at.zh, what.zh, at.en, what.en);
        say!("{zh}：{zh_what}", "{en}: {en_what}")
    }
}

impl Flaw {
    /// The name of the flaw in logs and on the command line.
    pub const fn code(self) -> &'static str {
        match self {
            Flaw::Empty => "file-empty",
            Flaw::Zeros => "file-zeros",
            Flaw::Cut => "file-cut",
            Flaw::Syntax => "file-syntax",
            Flaw::Utf8 => "file-utf8",
            Flaw::Utf16 => "file-utf16",
            Flaw::GitConflict => "file-git-conflict",
            Flaw::Foreign => "file-foreign",
            Flaw::Shape => "file-shape",
            Flaw::Version => "file-version",
            Flaw::ProjectId => "file-project-id",
            Flaw::Newer => "file-newer",
            Flaw::Twice => "file-key-twice",
            Flaw::Deep => "file-deep",
            Flaw::RowId => "file-row-id",
            Flaw::Field(_) => "file-field",
            Flaw::LongText => "file-long-text",
            Flaw::TooLarge => "file-too-large",
        }
    }

    /// Returns what the program does about it.
    pub const fn answer(self) -> Answer {
        match self {
            Flaw::Empty | Flaw::Zeros | Flaw::Cut | Flaw::Syntax | Flaw::Utf8 => Answer::Backup,
            Flaw::LongText | Flaw::TooLarge => Answer::Limit,
            _ => Answer::Refuse,
        }
    }

    fn phrase(self) -> Phrase {
        match self {
            Flaw::Empty => say!("文件是空的", "the file is empty"),
            Flaw::Zeros => say!(
                "文件里只有零字节，通常是断电造成的",
                "the file holds nothing but zero bytes, as a power cut leaves it"
            ),
            Flaw::Cut => say!("文件不完整，后半部分丢失了", "the file is cut off: its end is missing"),
            Flaw::Syntax => say!("这里不是正确的 JSON", "this is not valid JSON"),
            Flaw::Utf8 => say!("文件里有不属于 UTF-8 的字节", "the file holds bytes that are not UTF-8"),
            Flaw::Utf16 => {
                say!("文件是 UTF-16 编码，请另存为 UTF-8", "the file is UTF-16: save it as UTF-8")
            }
            Flaw::GitConflict => say!(
                "文件里有 Git 合并冲突的标记，请先在 Git 里选定一边",
                "the file holds the marks of a Git conflict: choose one side in Git first"
            ),
            Flaw::Foreign => say!(
                "这不是变革工作簿的文件：开头应有 \"format\":\"changebook\"",
                "this is not a Changebook file: it should begin with \"format\":\"changebook\""
            ),
            Flaw::Shape => say!(
                "结构不对：\"sheets\" 应是对象，每张表应是记录的列表",
                "the shape is wrong: \"sheets\" should be an object, each sheet a list of rows"
            ),
            Flaw::Version => say!(
                "\"version\"、\"min_writer\" 和 \"rev\" 应是不带引号的整数，如 1",
                "\"version\", \"min_writer\" and \"rev\" should be whole numbers without quotes, such as 1"
            ),
            Flaw::ProjectId => say!(
                "项目的 \"id\" 应是 12 个字母和数字",
                "the project's \"id\" should be twelve letters and digits"
            ),
            Flaw::Newer => say!(
                "文件由更新版本的变革工作簿写成，请先升级",
                "a newer Changebook wrote this file: upgrade first"
            ),
            Flaw::Twice => {
                say!("同一个字段出现了两次，请删去一个", "a field appears twice: delete one of them")
            }
            Flaw::Deep => say!("嵌套超过 64 层", "objects and lists are nested more than 64 levels deep"),
            Flaw::RowId => say!(
                "每条记录要有自己的 \"id\"，是 12 个字母和数字",
                "each row needs an \"id\" of its own, twelve letters and digits"
            ),
            Flaw::Field(kind) => wanted(kind),
            Flaw::LongText => say!("文字超过 64 KiB，请缩短", "the text is over 64 KiB: shorten it"),
            Flaw::TooLarge => say!(
                "文件超过 64 MiB 的上限，请把项目拆成几个",
                "the file is over the limit of 64 MiB: split the project"
            ),
        }
    }
}

/// Says what a field of this kind should look like in the file.
fn wanted(kind: Kind) -> Phrase {
    match kind {
        Kind::Text | Kind::Prose => say!("应是带引号的文字", "should be text in quotes"),
        Kind::Score => say!("应是 1 到 5 的整数", "should be a whole number from 1 to 5"),
        Kind::Number => say!("应是数字，如 92 或 3.5", "should be a number such as 92 or 3.5"),
        Kind::Count => say!("应是 0、1、2 这样的整数", "should be a whole number such as 0, 1, 2"),
        Kind::Date | Kind::Tick => say!(
            "应是确实存在的日期，写作 \"2026-03-02\"",
            "should be a date that exists, written \"2026-03-02\""
        ),
        Kind::Check => say!("应是 true 或 false", "should be true or false"),
        Kind::Choice(options) => {
            let keys: Vec<_> = options.iter().map(|o| format!("\"{}\"", o.key)).collect();
            say!("应是 {keys} 之一", "should be one of {keys}", keys = names(&keys))
        }
        Kind::OpenChoice(options) => {
            let keys: Vec<_> = options.iter().map(|o| format!("\"{}\"", o.key)).collect();
            say!(
                "应是 {keys} 之一，或自己的短名称",
                "should be one of {keys}, or a short name of your own",
                keys = names(&keys)
            )
        }
        Kind::Link(_) => say!(
            "应是另一条记录的 \"id\"，12 个字母和数字",
            "should be the \"id\" of another row, twelve letters and digits"
        ),
    }
}
