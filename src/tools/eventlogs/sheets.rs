//! What a project keeps of event logs: the figures, with where they come from. The logs stay where they are.

use crate::mining::{Figures, Mined};
use crate::say;
use crate::sheet;
use crate::sheet::{Link, Prose, TEXT_LIMIT};
use crate::text::{Phrase, text};
use crate::tools::process::Process;
use chrono::NaiveDate;
use ecow::EcoString;
use std::collections::HashSet;

sheet! {
    /// The figures of an event log.
    EventLog in "event_logs" = "事件日志" / "Event logs", keyed name;
    name: EcoString = "日志" / "Log" aka NAME ? "文件名；可以改成看得懂的名字，如 上线前三个月" / "The name of the file; rename it as you like, such as three months before",
    process: Link<Process> = "流程" / "Process" ? "这份日志记的是哪个流程" / "The process that the log is of",
    read_on: Option<NaiveDate> = "读取日期" / "Read on" ? "哪一天从文件里算出来的" / "The day on which the figures were computed from the file",
    detail: Option<u32> = "画多少" / "Detail" in 0..=6 for Program ? "流程图画到多细" / "How much the map shows",
    figures: Prose = "数据" / "Figures" for Program ? "从日志算出的全部数据，由程序填写" / "All figures of the log, filled in by the program",
    note: Prose = "备注" / "Notes" aka NOTE,
}

/// No more than this of a log is kept, so that it fits into a cell.
const MOST: usize = TEXT_LIMIT - 1024;

/// The figures as they are kept: of a log with very many different paths the rarest steps between activities go, until
/// the rest fits into a cell. The error says what is too long.
pub fn kept(mut mined: Mined) -> Result<String, Phrase> {
    loop {
        let json = serde_json::to_string(&mined)
            .map_err(|error| say!("数据写不成文本：{error}", "the figures cannot be written: {error}"))?;
        if json.len() <= MOST {
            return Ok(json);
        }
        if !shorten(&mut mined.figures) {
            return Err(text(
                "步骤或分组的名称太长，数据存不下：请确认步骤列选的不是备注之类的长文字",
                "The names of activities or groups are too long to be kept: check that the activity column holds no remarks",
            )
            .into());
        }
    }
}

/// Leaves out the rarest half of the longest list; `false` if there is none left to shorten.
fn shorten(figures: &mut Figures) -> bool {
    let groups = figures.slowest.as_ref().map_or(0, |slowest| slowest.groups.len());
    let longest =
        figures.edge_list.len().max(figures.activity_list.len()).max(figures.work.len()).max(groups);
    if longest < 8 {
        return false;
    }
    let half = longest / 2;
    if let Some(slowest) = &mut figures.slowest {
        slowest.groups.truncate(half);
        slowest.waits.truncate(half);
    }
    figures.edge_list.truncate(half);
    figures.activity_list.truncate(half);
    figures.work.truncate(half);
    figures.rework.activities.truncate(half);
    let names: HashSet<&str> = figures.activity_list.iter().map(|activity| activity.name.as_str()).collect();
    for counts in [&mut figures.activity_counts, &mut figures.start, &mut figures.end] {
        counts.retain(|name, _| names.contains(name.as_str()));
    }
    figures.variant_list.retain(|variant| variant.activities.len() <= 200);
    true
}

impl EventLog {
    /// What it is called.
    pub fn title(&self) -> Phrase {
        match self.name.trim() {
            "" => text("未命名的日志", "an unnamed log").into(),
            name => Phrase::same(name),
        }
    }

    /// How much of it the map shows, from -3 to 3.
    pub fn level(&self) -> i8 {
        self.detail.and_then(|detail| i8::try_from(detail).ok()).map_or(0, |detail| detail - 3)
    }
}
