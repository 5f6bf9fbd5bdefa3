//! What an event log says of its process: figures in the order in which a service director asks, the map, the same as
//! JSON, and an earlier log beside it.

mod shown;

use super::progress::Progress;
use super::{Answer, Call, Failure};
use crate::cli::language::Wrong;
use crate::exchange::logs::{self as files, Answered, Choice, Order, Problem, Reading, promise};
use crate::mining::{self, Figures, Hours, Lifecycle, Options, Unit, map};
use crate::say;
use crate::session::logs::{self, Asked};
use crate::text::{Phrase, percent, text};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use serde_json::{Value, json};
use shown::Shown;
use std::io::IsTerminal as _;
use std::path::{Path, PathBuf};

/// So many rows that are no events are listed.
const BAD_ROWS: usize = 10;

/// What stands on the command line.
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own on the command line")]
#[derive(Clone, Debug, clap::Args)]
pub struct Mine {
    /// Event log as CSV, XES or XES.gz; - reads standard input / 事件日志：CSV、XES 或 XES.gz；- 读标准输入
    pub log: PathBuf,
    /// Column of the case, by its title or as '#3' for the third; in a XES file its key / 单号在哪一列：写标题，或用 '#3' 表示第三列；XES 写键名
    #[arg(long, value_name = "COL")]
    pub case: Option<String>,
    /// Column of the activity / 步骤在哪一列
    #[arg(long, value_name = "COL")]
    pub activity: Option<String>,
    /// Column of the time, at which an activity is completed where there are two / 时间在哪一列；有两列时是完成时间
    #[arg(long, value_name = "COL")]
    pub time: Option<String>,
    /// Column of the time at which an activity begins / 开始时间在哪一列
    #[arg(long, value_name = "COL")]
    pub start: Option<String>,
    /// Column of the person or the team / 个人或班组在哪一列
    #[arg(long, value_name = "COL")]
    pub resource: Option<String>,
    /// Column by which the slowest tenth is told apart, such as the centre / 按哪一列比较最慢的十分之一，如门店
    #[arg(long, value_name = "COL")]
    pub group: Option<String>,
    /// Order of day, month and year, where the log leaves it open / 日月年的顺序，看不出时指明
    #[arg(long, value_name = "ORDER", value_parser = order_parser())]
    pub dates: Option<Order>,
    /// A row is a case, and each column of times an activity / 一行是一单，每个时间列是一个步骤
    #[arg(long)]
    pub unpivot: bool,
    /// Count from the first time of this activity in a case / 从一单里第一次出现的这个步骤算起
    #[arg(long, value_name = "ACTIVITY")]
    pub from: Option<String>,
    /// Count to the last time of this activity in a case / 算到一单里最后一次出现的这个步骤
    #[arg(long, value_name = "ACTIVITY")]
    pub to: Option<String>,
    /// Life-cycle step that counts, such as complete or start, or all; complete where there is one / 只算生命周期的哪一步，如 complete、start，或 all 全部；有 complete 时默认只算它
    #[arg(long, value_name = "STEP")]
    pub lifecycle: Option<String>,
    /// Working hours, such as 'Mon-Fri 8-17'; waiting, the promise and the slowest are judged by them / 工作时间，如 '周一至周五 8-17'；等待、承诺和最慢的单都按它算
    #[arg(long, value_name = "HOURS")]
    pub hours: Option<String>,
    /// Zone of the clock for working hours, such as +08:00; that which the log writes where none is named / 工作时间按哪个时区，如 +08:00；不写就按日志里写的
    #[arg(long, value_name = "ZONE", value_parser = zone, allow_hyphen_values = true)]
    pub zone: Option<i16>,
    /// Within which a case was promised to be done, such as 5d or 24h / 承诺多久完成，如 5天、24h
    #[arg(long, value_name = "DURATION")]
    pub promise: Option<String>,
    /// Log of an earlier period, to compare before and after / 较早时期的日志，比较前后变化
    #[arg(long, value_name = "LOG")]
    pub before: Option<PathBuf>,
    /// Unit of all durations; that which fits each where none is named / 所有时长用哪个单位；不写就各用合适的
    #[arg(long, value_name = "UNIT", value_parser = unit_parser())]
    pub unit: Option<Unit>,
    /// Draw the map of the process; on a terminal it is drawn in any case / 画出流程图；在终端上总会画
    #[arg(long, conflicts_with = "json")]
    pub map: bool,
    /// How much the map shows, from -3 to 3 / 流程图画多少，-3 到 3
    #[arg(long, value_name = "N", allow_negative_numbers = true, value_parser = clap::value_parser!(i8).range(-3..=3))]
    pub detail: Option<i8>,
    /// Leave rows out that are no events; otherwise nothing is computed where there are such / 略过不是事件的行；不写时有这样的行就不计算
    #[arg(long)]
    pub skip_bad: bool,
    /// As JSON, durations in seconds / 输出 JSON，时长以秒计
    #[arg(long)]
    pub json: bool,
}

fn order_parser() -> impl TypedValueParser<Value = Order> {
    let read = |key: String| Order::ALL.into_iter().find(|order| order.key() == key);
    PossibleValuesParser::new(Order::ALL.map(Order::key))
        .map(move |key| read(key).unwrap_or(Order::YearFirst))
}

fn unit_parser() -> impl TypedValueParser<Value = Unit> {
    let read = |key: String| Unit::ALL.into_iter().find(|unit| unit.key() == key);
    PossibleValuesParser::new(Unit::ALL.map(Unit::key)).map(move |key| read(key).unwrap_or(Unit::Hours))
}

/// Minutes ahead of UTC.
fn zone(typed: &str) -> Result<i16, Wrong> {
    files::zone(typed)
        .ok_or_else(|| Wrong(say!("时区写成 +08:00、-05:30 或 Z", "write a zone like +08:00, -05:30 or Z")))
}

/// Reads a log, or two, and tells what they say.
pub(super) fn mine(call: &Call<'_>, args: &Mine) -> Result<Answer, Failure> {
    let options = options(args)?;
    let choice = Choice {
        case: args.case.clone(),
        activity: args.activity.clone(),
        time: args.time.clone(),
        start: args.start.clone(),
        resource: args.resource.clone(),
        group: args.group.clone(),
        dates: args.dates,
        unpivot: args.unpivot,
        answered: Answered::Options,
    };
    let (reading, figures) = mined(call, args, &args.log, &choice, &options)?;
    let before = args.before.as_deref();
    let before = before.map(|path| mined(call, args, path, &choice, &options)).transpose()?;
    if args.json {
        return Ok(Answer::of(super::print::json(&as_json(&reading, &figures, before.as_ref()))));
    }
    let shown =
        Shown { figures: &figures, reading: &reading, options: &options, unit: args.unit, lang: call.lang };
    let mut out = shown.text();
    if let Some((old, earlier)) = &before {
        out.push_str(&shown.changes(old, earlier));
    }
    if args.map || std::io::stdout().is_terminal() {
        let cells = crossterm::terminal::size().map_or(80, |(columns, _)| usize::from(columns));
        out.push_str(&shown.map(map::Detail::of(args.detail.unwrap_or(0)), cells.clamp(40, 200)));
    }
    Ok(Answer::of(out))
}

/// The log of a file and its figures, unless it has rows that are no events and nobody agreed to leave them out.
fn mined(
    call: &Call<'_>,
    args: &Mine,
    path: &Path,
    choice: &Choice,
    options: &Options,
) -> Result<(Reading, Figures), Failure> {
    let progress = Progress::new(call.lang);
    let shown = path.display();
    let asked = Asked { choice, options, skip_bad: args.skip_bad, listed: BAD_ROWS };
    let read = logs::mined(path, asked, &mut |so_far, all| {
        progress.at(|| {
            let mib = so_far.bytes >> 20;
            match all.filter(|all| *all > 0) {
                Some(all) => {
                    let share = percent(so_far.bytes as f64 / all as f64);
                    say!("正在读 {shown}：{share}", "Reading {shown}: {share}")
                }
                None => say!("正在读：{mib} MiB", "Reading: {mib} MiB"),
            }
        });
        true
    });
    drop(progress);
    read.map_err(|problem| match problem {
        Problem::Refused(reason) => Failure::Refused(reason),
        Problem::Stopped => Failure::Refused(text("已停止", "it was stopped").into()),
    })
}

fn options(args: &Mine) -> Result<Options, Failure> {
    let wrong = |option: &str, reason: Phrase| {
        Failure::Usage(say!("{option}：{reason}", "{option}: {reason}", option, reason))
    };
    let hours = args.hours.as_deref().map(Hours::parse).transpose();
    let hours = hours.map_err(|reason| wrong("--hours", reason))?;
    let promise = args.promise.as_deref().map(|typed| promise(typed, hours.as_ref())).transpose();
    Ok(Options {
        lifecycle: match args.lifecycle.as_deref().map(str::trim) {
            None => Lifecycle::Usual,
            Some(all) if all.eq_ignore_ascii_case("all") => Lifecycle::All,
            Some(step) => Lifecycle::Only(step.to_owned()),
        },
        from: args.from.clone(),
        to: args.to.clone(),
        promise: promise.map_err(|reason| wrong("--promise", reason))?,
        hours,
        zone: args.zone,
    })
}

/// The figures for programs, with where they come from.
fn as_json(reading: &Reading, figures: &Figures, before: Option<&(Reading, Figures)>) -> Value {
    let of = |reading: &Reading, figures: &Figures| {
        let mut all = json!(figures);
        all["source"] = json!(reading.source);
        all["bad"] = json!(reading.log.bad);
        all["notes"] = json!(reading.notes);
        all
    };
    let mut all = of(reading, figures);
    if let Some((old, earlier)) = before {
        all["before"] = of(old, earlier);
        all["changes"] = json!(mining::changes(earlier, figures));
    }
    all
}
