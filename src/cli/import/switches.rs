//! What `import` can be told on the command line.

use crate::calendar::DayOrder;
use crate::intake::{Decision, Intake, Namesakes, Rest, Weeks};
use std::path::PathBuf;

/// What stands on the command line.
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own on the command line")]
#[derive(Clone, Debug, clap::Args)]
pub struct Import {
    /// A sheet, such as people, and the CSV or Excel files that go into it, where - reads standard input; or workbooks written by export, of which every worksheet goes where it came from / 表，如 people，后面写要导入的 CSV 或 Excel 文件，- 读标准输入；或直接写 export 写出的工作簿，各张工作表回到原来的表
    #[arg(required = true, value_name = "SHEET|FILE")]
    pub what: Vec<PathBuf>,
    /// Print what would be stored, and store nothing / 只输出会存入什么，不存
    #[arg(long)]
    pub dry_run: bool,
    /// A title of the file, or #N for its Nth column, and the column it goes into, such as 'Store=centre'; nothing behind '=' leaves it out / 文件里的标题（或 #N，第 N 列）和对应的列，如 '门店=centre'；“=”后面空着就不导入这一列
    #[arg(long = "map", value_name = "TITLE=COLUMN", value_parser = crate::cli::args::mapping)]
    pub maps: Vec<(String, String)>,
    /// What to do where cells do not fit: leave these cells empty (cells) or leave their rows out (rows), and list them; otherwise nothing is stored / 格子填不进去时怎么办：cells 这些格留空，rows 这些行不要，并逐格列出；不写就什么都不存
    #[arg(long, value_name = "WHAT", value_parser = ["cells", "rows"])]
    pub skip: Option<String>,
    /// Whom to believe: of several files that say different things of a cell one, and where a cell was changed in the file and in the project since the export, file or project; both may be said, each with a --prefer of its own; otherwise nothing is stored / 以谁为准：几个文件说法不同时写一个文件；导出之后文件和项目都改过的格子写 file 或 project；两样可以各写一个 --prefer；不写就什么都不存
    #[arg(long, value_name = "WHOM")]
    pub prefer: Vec<PathBuf>,
    /// Keep both where --prefer names nobody: what the project says, or of several files the first, is shown, the rest waits under Conflicts, to choose in the workbook / --prefer 没有说的，都留下：先显示项目里的（几个文件之间先显示第一个的），其余留在“冲突”里，到工作簿里选
    #[arg(long)]
    pub keep: bool,
    /// Keep roles and units that are not among the options as your own; otherwise they do not fit, though --skip cells keeps units as well, as numbers mean nothing without theirs / 选项里没有的角色和单位保留为自己的；不写就算填不进去，不过 --skip cells 也保留单位，没有单位的数说明不了什么
    #[arg(long)]
    pub own: bool,
    /// Where a line may be a row that is there, one of a line above it or one of another file: make them one, the later line counting, or keep them apart; otherwise nothing is stored / 一行可能就是表里已有的、上面另一行的或另一个文件里的那一行时：one 合成一行（以后面的为准），apart 各自一行；不写就什么都不存
    #[arg(long, value_name = "WHAT", value_parser = ["one", "apart"])]
    pub same_name: Option<String>,
    /// Where a value is asked about, keep to what stands in the file; otherwise it does not fit / 对某个值有疑问时，照文件里写的存；不写就算填不进去
    #[arg(long)]
    pub as_typed: bool,
    /// Add indicators and other rows that a column refers to and that are not there yet; otherwise they do not fit / 有的列引用的指标等还没有：一并新增；不写就算填不进去
    #[arg(long)]
    pub create: bool,
    /// Where 3/4 leaves it open and no other cell of its column shows it: whether the day or the month stands first; in English this has to be said / 3/4 看不出日月先后、这一列别的格也看不出时：day-first 先日后月，month-first 先月后日
    #[arg(long, value_name = "ORDER", value_parser = ["day-first", "month-first"])]
    pub dates: Option<String>,
    /// Months without a day count as their last day / 只写了月份的日期取当月最后一天
    #[arg(long)]
    pub month_end: bool,
    /// Where weeks are written by their numbers alone and may be either: those of the project or calendar weeks / 只写第几周、看不出是哪一种时：project 项目的周，calendar 日历上的周
    #[arg(long, value_name = "WHOSE", value_parser = ["project", "calendar"])]
    pub weeks: Option<String>,
    /// Where a column such as the centre is filled in the first line of each block alone: whether the blank lines below belong to it / 服务中心等只写在每一段的第一行时，下面空着的行也属于它：yes 照上面填，no 留空
    #[arg(long, value_name = "ANSWER", value_parser = ["yes", "no"])]
    pub fill_down: Option<String>,
    /// Blank cells empty what is there / 空白的格子清空现有内容
    #[arg(long)]
    pub blanks: bool,
    /// Import rows of totals as well / 合计行也导入
    #[arg(long)]
    pub totals: bool,
    /// As JSON / 输出 JSON
    #[arg(long)]
    pub json: bool,
}

/// What is done with new rows that may be one that is there.
pub(super) fn same_name(args: &Import) -> Option<Namesakes> {
    let one = args.same_name.as_deref()? == "one";
    Some(if one { Namesakes::Join } else { Namesakes::Apart })
}

/// What the command line decides of blanks, totals and cells that do not fit.
pub(super) fn decide_rest(intake: &mut Intake, args: &Import) {
    intake.decide(Decision::Blanks(args.blanks));
    intake.decide(Decision::Totals(args.totals));
    intake.decide(Decision::Rest(match args.skip.as_deref() {
        Some("cells") => Rest::Empty,
        Some(_) => Rest::Out,
        None => Rest::Ask,
    }));
    if let Some(order) = args.dates.as_deref() {
        let first = if order == "day-first" { DayOrder::DayFirst } else { DayOrder::MonthFirst };
        intake.decide(Decision::Dates(None, first));
    }
    if args.month_end {
        intake.decide(Decision::Months(None, true));
    }
    if let Some(whose) = args.weeks.as_deref() {
        let weeks = if whose == "project" { Weeks::OfProject } else { Weeks::OfYear };
        intake.decide(Decision::Weeks(None, weeks));
    }
    if let Some(answer) = args.fill_down.as_deref() {
        intake.decide(Decision::Down(answer == "yes"));
    }
    if let Some(namesakes) = same_name(args) {
        intake.decide(Decision::Namesakes(namesakes));
    }
}
