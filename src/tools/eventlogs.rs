//! What event logs say of the service processes: how long cases really take, where they wait and what is done twice; and
//! whether the changed process is better than the one before.

mod actions;
mod facts;
mod measures;
mod rules;
mod sheets;
#[cfg(test)]
mod tests;
mod views;

pub use facts::{Log, Logs, Maps, Pair};
pub use sheets::{EventLog, kept};

use crate::sheet::Row;
use crate::text::text;
use crate::tool::{Action, Group, Step, Tool};

/// The tool: the logs with their figures, the maps discovered from them, before and after.
pub static TOOL: Tool = Tool {
    key: "event_logs",
    mark: 'i',
    title: text("事件日志与流程挖掘", "Event logs"),
    short: text("事件日志", "Event logs"),
    about: text(
        "系统里每一单的时间记录，说的是流程真正怎么走：多久办完、在哪里等、哪里返工。上线后再读一份，前后一比，流程自己证明变革有没有效果。",
        "The records of every order tell how the process really runs: how long it takes, where it waits, what is done twice. A second log after the change shows whether the process proves it.",
    ),
    group: Group::Redesign,
    sheets: &[EventLog::DEF],
    views: &[views::LOGS, views::MAP, views::COMPARED],
    actions: &[
        Action::new("take-over", text("转成现状流程", "Take over as as-is"), actions::take_over)
            .only_in(&["logs"])
            .possible_if(|facts, row| actions::usual_way(facts, row).map(drop)),
        Action::new(
            "as-readings",
            text("中位周期记入指标", "Median into an indicator"),
            actions::as_readings,
        )
        .only_in(&["logs"])
        .possible_if(|facts, row| actions::median(facts, row).map(drop)),
        Action::new("show-more", text("流程图画细些", "More on the map"), actions::more)
            .only_in(&["logs", "map"])
            .steps(Step::More)
            .possible_if(|facts, row| actions::levels(facts, row, 1).map(drop)),
        Action::new("show-less", text("流程图画粗些", "Less on the map"), actions::less)
            .only_in(&["logs", "map"])
            .steps(Step::Less)
            .possible_if(|facts, row| actions::levels(facts, row, -1).map(drop)),
    ],
    measures: measures::measures,
    rules: rules::RULES,
    assess: rules::assess,
    values: facts::values,
    ..Tool::BLANK
};
