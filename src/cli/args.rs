//! The command line as it is declared: options, verbs, and how their values are read.

use super::language::Wrong;
use crate::app::Theme;
use crate::assess::portfolio::Column;
use crate::calendar::{DayOrder, FIRST_YEAR, LAST_YEAR};
use crate::finding::Level;
use crate::runtime::keys::LARGEST_SIDE;
use crate::say;
use crate::text::Lang;
use chrono::{Datelike as _, NaiveDate};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Parser, Subcommand};
use std::path::PathBuf;

/// What stands on the command line.
#[derive(Clone, Debug, Parser)]
#[command(
    name = "changebook",
    version,
    about = "A workbook for leading change in after-sales service (变革工作簿) / 变革工作簿：用来带领售后服务的变革",
    after_help = "Without a command the workbook opens on the screen.\nExit codes: 0 done, 1 refused, 2 wrong usage, 3 by status --fail-on. / 不写命令就打开屏幕上的工作簿。\n退出代码：0 完成，1 被拒绝，2 用法不对，3 由 status --fail-on 给出。",
    max_term_width = 100
)]
pub struct Cli {
    /// Folder of the projects / 项目所在的文件夹
    #[arg(
        long,
        global = true,
        value_name = "DIR",
        env = "CHANGEBOOK_WORKSPACE",
        hide_env_values = true,
        help_heading = "Global options"
    )]
    pub workspace: Option<PathBuf>,
    /// Project to work on, by name or id; needed where there are several / 要处理的项目，写名称或编号；有多个项目时必须写
    #[arg(
        long,
        global = true,
        value_name = "NAME",
        env = "CHANGEBOOK_PROJECT",
        hide_env_values = true,
        help_heading = "Global options"
    )]
    pub project: Option<String>,
    /// Take this day for today / 把这一天当作今天
    #[arg(long, global = true, value_name = "YYYY-MM-DD", value_parser = day, help_heading = "Global options")]
    pub today: Option<NaiveDate>,
    /// Show things as they were known on this day, such as 2026-03-02, 'last Friday' or 'week 4' / 按这一天所知的情况显示，如 2026-03-02、上周五、第4周
    #[arg(long, global = true, value_name = "DATE", help_heading = "Global options")]
    pub as_of: Option<String>,
    /// Language of texts and messages / 文字和提示的语言
    #[arg(long, global = true, value_name = "LANG", value_parser = lang_parser(), help_heading = "Global options")]
    pub lang: Option<Lang>,
    /// Colours of the screen / 屏幕的配色
    #[arg(long, global = true, value_name = "THEME", value_parser = theme_parser(), help_heading = "Global options")]
    pub theme: Option<Theme>,
    /// Print one frame of the screen instead of opening it; what --keys enters is saved in the workspace, as it is on the screen / 不打开屏幕，只输出一帧画面；--keys 输入的内容存进工作区，和在屏幕上一样
    #[arg(long, global = true, value_name = "COLSxROWS", value_parser = size, help_heading = "Frame")]
    pub print: Option<Size>,
    /// Keys to press before the frame.
    #[arg(
        long,
        help = "Keys to press before the frame, such as '<down><enter>'; what they enter is saved in the workspace / 出画面之前按的键，如 '<down><enter>'；输入的内容会存进工作区",
        global = true,
        value_name = "KEYS",
        help_heading = "Frame"
    )]
    pub keys: Option<String>,
    /// Print the frame with its colours / 画面带颜色
    #[arg(long, global = true, help_heading = "Frame")]
    pub ansi: bool,
    /// Print the frame as an SVG picture / 画面输出为 SVG 图
    #[arg(long, global = true, help_heading = "Frame")]
    pub svg: bool,
    /// Whether the project is named by the environment; the caller knows it.
    #[arg(skip)]
    pub project_of_environment: bool,
    /// The language chosen earlier, where the command line names none; the caller knows it.
    #[arg(skip)]
    pub remembered: Option<Lang>,
    /// The order in which days of two small numbers are written, as chosen or shown earlier; the caller knows it.
    #[arg(skip)]
    pub dates: Option<DayOrder>,
    /// What to do
    #[command(subcommand)]
    pub verb: Option<Verb>,
}

/// What to do.
#[derive(Clone, Debug, Subcommand)]
pub enum Verb {
    /// Create a project and print its id / 新建项目，输出编号
    New {
        /// Name of the project / 项目名称
        name: String,
        /// Day on which the change begins / 变革启动的日期
        #[arg(long, value_name = "DATE")]
        start: String,
        /// Vision in one sentence / 愿景，一句话
        #[arg(long)]
        vision: Option<String>,
        /// Number of service centres / 服务中心的数量
        #[arg(long, value_name = "N")]
        centres: Option<String>,
    },
    /// List the projects / 列出项目
    List {
        /// As JSON / 输出 JSON
        #[arg(long)]
        json: bool,
    },
    /// List every sheet with its columns, their kinds and both titles / 列出每张表的列、类型和中英文标题
    Sheets {
        /// As JSON / 输出 JSON
        #[arg(long)]
        json: bool,
    },
    /// Print the JSON Schema (2020-12) of a project's file, for programs that read or write it / 输出项目文件的 JSON Schema（2020-12），供读写它的程序使用
    Schema,
    /// Print the rows of a sheet / 输出一张表的各行
    Show {
        /// Sheet, such as people / 表，如 people
        sheet: String,
        /// As JSON: rows as in the file, and what is computed / 输出 JSON：文件里的各行和算出来的值
        #[arg(long, conflicts_with = "csv")]
        json: bool,
        /// As CSV / 输出 CSV
        #[arg(long)]
        csv: bool,
        /// For Excel: with the mark by which it reads Chinese correctly (UTF-8 BOM) / 供 Excel 打开：带 UTF-8 标记（BOM），中文不乱码
        #[arg(long, requires = "csv")]
        excel: bool,
        /// Column titles in the language of the screen instead of keys / 列名用界面语言的标题，不用键名
        #[arg(long, requires = "csv")]
        titles: bool,
    },
    /// Add a row and print its id / 新增一行，输出编号
    Add {
        /// Sheet, such as people / 表，如 people
        sheet: String,
        /// What to enter
        #[command(flatten)]
        values: Values,
    },
    /// Change cells of a row; an empty value clears one / 修改一行里的格子；值为空就是清空
    Set {
        /// Sheet, such as people / 表，如 people
        sheet: String,
        /// Row: its id, the beginning of it, its name, or #N / 行：编号、编号开头、名称，或 #N
        row: String,
        /// What to enter
        #[command(flatten)]
        values: Values,
    },
    /// Remove a row / 删除一行
    Remove {
        /// Sheet, such as people / 表，如 people
        sheet: String,
        /// Row: its id, the beginning of it, its name, or #N / 行：编号、编号开头、名称，或 #N
        row: String,
    },
    /// Write the project as an Excel workbook with charts and findings, a sheet as CSV, or the dates as a calendar (.ics) / 把项目写成带图表和结论的 Excel，一张表写成 CSV，或把日期写成日历（.ics）
    Export(super::export::Export),
    /// Write a report: the weekly page for the boss, the whole project, or all projects side by side / 写报告：给老板看的一周一页、整个项目，或全部项目并排
    Report(super::report::Report),
    /// Import rows from CSV or Excel files: compared with what is there first, then stored all or not at all / 从 CSV 或 Excel 文件导入各行：先与现有内容比较，要么全部存入，要么一格不存
    Import(super::import::Import),
    /// List the backups of a project, the newest first / 列出项目的备份，最新的在前
    Backups {
        /// Project, by name or id; the only one where none is named / 项目的名称或编号；不写就是唯一的那个
        project: Option<String>,
        /// As JSON / 输出 JSON
        #[arg(long)]
        json: bool,
    },
    /// Restore a backup; the file of today is kept first, as a backup or beside it / 恢复一份备份；现有文件先留作备份或另存
    Restore {
        /// Project, by name or id / 项目的名称或编号
        project: String,
        /// Number of the backup; the newest where none is named / 备份的序号；不写就是最新的
        number: Option<u64>,
        /// Write it in another file instead: a name in the workspace, or a path / 改写到另一个文件：工作区里的名称，或路径
        #[arg(long = "as", value_name = "NAME")]
        other: Option<String>,
    },
    /// Repair a project in which several rows have one id: give each its own / 修复有重复编号的项目：给每一行自己的编号
    Repair {
        /// Project, by name or id; the only one where none is named / 项目的名称或编号；不写就是唯一的那个
        project: Option<String>,
    },
    /// Merge copies that were filled in separately, field by field: into their project, or files into one / 逐格合并分头填的副本：并入项目，或几个文件合成一个
    Merge(super::merge::Merge),
    /// List where a person is named in all projects, backups and drafts; with --yes remove the person for good / 列出一个人在所有项目、备份和草稿里出现的地方；加 --yes 就彻底删除
    Forget {
        /// Name as it stands on the card / 卡片上的姓名
        person: String,
        /// Remove it: the cards with their history, and the name in every text; there is no undo / 删除：卡片连同历史，以及所有文字里的姓名；不能撤销
        #[arg(long)]
        yes: bool,
    },
    /// Print where the project stands, tool by tool, and what to do next / 逐个工具输出项目现状和下一步
    Status {
        /// As JSON / 输出 JSON
        #[arg(long)]
        json: bool,
        /// Exit with code 3 if a finding is at this level or worse / 有结论达到或超过这一级，就以代码 3 退出
        #[arg(long, value_name = "LEVEL", value_parser = level_parser())]
        fail_on: Option<Level>,
    },
    /// Print where all projects stand, side by side, and what follows from all of them together / 并排输出所有项目的现状，以及合起来看的结论
    Portfolio {
        /// As JSON / 输出 JSON
        #[arg(long)]
        json: bool,
        /// Column to sort by, what needs attention first / 按哪一列排序，最要紧的在前
        #[arg(long, value_name = "COLUMN", value_parser = column_parser())]
        sort: Option<Column>,
        /// With the projects of the archive / 连同归档里的项目
        #[arg(long)]
        archived: bool,
    },
    /// Print the contents of the handbook, one of its pages, or the pages that contain some words / 输出手册的目录、其中一页，或含有某些词的各页
    Handbook {
        /// Key or title of a page, or words to look for / 页的键名或标题，或要找的词
        words: Vec<String>,
    },
    /// List the rules: what makes each fire, where it comes from and the page of the handbook that explains it / 列出规则：触发条件、出处、解释它的手册页
    Rules {
        /// Print JSON / 输出 JSON
        #[arg(long)]
        json: bool,
    },
    /// Open the demo on the screen / 在屏幕上打开示例
    Demo,
    /// Hold the weekly meeting: open the screen at its first step, or where it was left today / 开每周例会：从第一步打开，或从今天停下的地方继续
    Meet,
    /// Print the minutes of a meeting as Markdown: of the latest, or of all those held on a day / 用 Markdown 输出会议纪要：最近一次，或某一天的（开了几次就全都输出）
    Minutes {
        /// The day of the meeting / 开会的日期
        #[arg(long, value_name = "DATE", value_parser = day)]
        of: Option<NaiveDate>,
    },
    /// Print what an event log says of its process: how long cases take, where they wait, what returns, who hands over to whom / 输出事件日志反映的流程：多久办完、在哪里等、哪里返工、怎样交接
    Mine(Box<super::mine::Mine>),
    /// Print an example of the config file / 输出配置文件的示例
    Config {
        /// Print only where the config file lies / 只输出配置文件的位置
        #[arg(long)]
        path: bool,
    },
    /// Print completions for a shell; they know the sheets, their columns and the projects that there are now / 输出命令行补全脚本；认得各张表、各列和现有的项目
    Completions {
        /// The shell / 哪一种 shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page / 输出手册页（英文）
    Man,
}

/// The values of a row, and what to answer when one is asked about.
#[derive(Clone, Debug, clap::Args)]
pub struct Values {
    /// Column and value, such as awareness=3 / 列和值，如 awareness=3
    #[arg(required = true, value_name = "KEY=VALUE", value_parser = pair)]
    pub pairs: Vec<(String, String)>,
    /// Where something is asked, answer yes: take the suggested value / 遇到提问都答“是”：采用建议的值
    #[arg(long, conflicts_with = "as_typed")]
    pub yes: bool,
    /// Where something is asked, answer no: keep to what was typed / 遇到提问都答“否”：照输入的记
    #[arg(long)]
    pub as_typed: bool,
}

/// The size of a frame, in cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    /// How wide.
    pub columns: u16,
    /// How high.
    pub rows: u16,
}

fn size(typed: &str) -> Result<Size, Wrong> {
    let side = |text: &str| text.parse().ok().filter(|n| (1..=LARGEST_SIDE).contains(n));
    typed
        .split_once(['x', 'X', '×'])
        .and_then(|(columns, rows)| Some(Size { columns: side(columns)?, rows: side(rows)? }))
        .ok_or_else(|| {
            Wrong(say!(
                "大小写成 120x36，每边 1 到 {LARGEST_SIDE}",
                "write a size like 120x36, each from 1 to {LARGEST_SIDE}"
            ))
        })
}

fn day(typed: &str) -> Result<NaiveDate, Wrong> {
    let date = NaiveDate::parse_from_str(typed, "%Y-%m-%d").ok();
    date.filter(|date| (FIRST_YEAR..=LAST_YEAR).contains(&date.year())).ok_or_else(|| {
        Wrong(say!(
            "日期写成 2026-03-02，{FIRST_YEAR} 到 {LAST_YEAR} 年",
            "write a date like 2026-03-02, from {FIRST_YEAR} to {LAST_YEAR}"
        ))
    })
}

fn pair(typed: &str) -> Result<(String, String), Wrong> {
    let wrong = say!("写成 列=值，如 awareness=3", "write KEY=VALUE, such as awareness=3");
    let (key, value) = typed.split_once('=').ok_or(Wrong(wrong))?;
    if key.trim().is_empty() {
        return Err(Wrong(say!("“=”前面缺列的键名", "the column's key is missing before '='")));
    }
    Ok((key.trim().to_owned(), value.to_owned()))
}

/// A title of a file and the column it goes into.
pub(super) fn mapping(typed: &str) -> Result<(String, String), Wrong> {
    let parted = typed.split_once('=').filter(|(title, _)| !title.trim().is_empty());
    let wrong = say!("写成 标题=列，如 门店=centre", "write TITLE=COLUMN, such as Store=centre");
    let (title, column) = parted.ok_or(Wrong(wrong))?;
    Ok((title.trim().to_owned(), column.trim().to_owned()))
}

fn lang_parser() -> impl TypedValueParser<Value = Lang> {
    let tags = [PossibleValue::new(Lang::Zh.tag()).alias("zh"), PossibleValue::new(Lang::En.tag())];
    PossibleValuesParser::new(tags).map(|tag| Lang::parse(&tag).unwrap_or_default())
}

fn column_parser() -> impl TypedValueParser<Value = Column> {
    PossibleValuesParser::new(Column::ALL.map(Column::key))
        .map(|key| Column::parse(&key).unwrap_or(Column::Worst))
}

fn level_parser() -> impl TypedValueParser<Value = Level> {
    let levels = [Level::Watch, Level::Act, Level::Stop];
    let read = move |key: String| levels.into_iter().find(|level| level.key() == key);
    PossibleValuesParser::new(levels.map(Level::key)).map(move |key| read(key).unwrap_or(Level::Watch))
}

fn theme_parser() -> impl TypedValueParser<Value = Theme> {
    let named = |name: &str| Theme::ALL.iter().find(|(_, n)| *n == name).map(|(theme, _)| *theme);
    PossibleValuesParser::new(Theme::ALL.map(|(_, name)| name))
        .map(move |name| named(&name).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory as _;

    #[test]
    fn the_command_line_is_declared_soundly() {
        Cli::command().debug_assert();
    }

    #[test]
    fn sizes_days_and_pairs_are_read() {
        assert_eq!(size("120x36").unwrap(), Size { columns: 120, rows: 36 });
        assert_eq!(day("2026-03-02").unwrap(), NaiveDate::from_ymd_opt(2026, 3, 2).unwrap());
        assert_eq!(pair(" note =a=b ").unwrap(), ("note".to_owned(), "a=b ".to_owned()));
        for bad in ["", "120", "0x1", "1x0", "1001x1", "axb", "-1x5"] {
            assert!(size(bad).is_err(), "{bad}");
        }
        for bad in ["", "2026-02-30", "1899-12-31", "2200-01-01", "+262142-12-31", "today"] {
            assert!(day(bad).is_err(), "{bad}");
        }
        assert!(pair("x").is_err() && pair("=3").is_err());
    }
}
