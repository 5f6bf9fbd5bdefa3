//! The weekly meeting: that it was held, by whom, which promises were kept, what was decided, what was parked and what
//! was answered to a finding. The agenda itself is made of the sheets of all tools, elsewhere.

mod entry;
mod facts;
mod rules;
mod sheets;
#[cfg(test)]
mod tests;
mod views;

pub use facts::{
    Answered, ENOUGH, Figures, GLANCE, KEPT_DAYS, KPI_CODE, Kept, is_executive_absent, is_in, joined, judged,
    names, others,
};
pub use sheets::{Answer, Decision, Judged, Meeting, Outcome, Parked, Reply, Verdict};

use crate::sheet::Row as _;
use crate::text::text;
use crate::tool::{Action, Group, Layout, Tool, View};

/// The tool: the meetings held, and what came of them.
pub static TOOL: Tool = Tool {
    key: "meetings",
    mark: 'm',
    title: text("例会", "Weekly meeting"),
    short: text("例会", "Meetings"),
    about: text(
        "每周一次，十五分钟：先兑现承诺，再看例外，最后定下谁在哪天做什么。",
        "Once a week, a quarter of an hour: promises first, then the exceptions, then who does what by when.",
    ),
    group: Group::Measure,
    sheets: &[Meeting::DEF, Verdict::DEF, Decision::DEF, Parked::DEF, Answer::DEF],
    views: &[
        View {
            empty: text(
                "还没有开过例会。按例会键开始：一屏一件事，开完自动生成纪要。",
                "No meeting yet. The meeting key starts one: one thing a screen, and the minutes are made at the end.",
            ),
            ..View::of(
                "meetings",
                text("开过的例会", "Meetings held"),
                Meeting::DEF,
                Layout::Grid(views::MEETINGS),
            )
        },
        View {
            empty: text("还没有决定。开会时记下。", "No decision yet. They are noted in the meeting."),
            ..View::of("decisions", text("决定", "Decisions"), Decision::DEF, Layout::Grid(views::DECISIONS))
        },
        View {
            empty: text("停车场是空的。", "Nothing is parked."),
            ..View::of("parked", text("停车场", "Parked"), Parked::DEF, Layout::Grid(views::PARKED))
        },
        View {
            empty: text(
                "还没有记录：开会时逐条问“做到了没有”。",
                "Nothing here yet: the meeting asks of every promise whether it was kept.",
            ),
            ..View::of(
                "verdicts",
                text("承诺兑现", "Promises kept"),
                Verdict::DEF,
                Layout::Grid(views::VERDICTS),
            )
        },
        View {
            empty: text(
                "还没有答复过结论：开会时可以列为行动、搁置或不同意。",
                "No finding was answered yet: in the meeting it becomes an action, is put off or disagreed with.",
            ),
            ..View::of(
                "answers",
                text("对结论的答复", "Findings answered"),
                Answer::DEF,
                Layout::Grid(views::ANSWERS),
            )
        },
    ],
    actions: &[Action {
        is_minutes: true,
        ..Action::new("read-minutes", text("看纪要", "Read the minutes"), |_, _, _| {
            Err(facts::no_meeting())
        })
        .possible_if(facts::has_minutes)
        .only_in(&["meetings"])
    }],
    check: entry::check,
    follow: entry::follow,
    belongs: &[Verdict::COL.meeting],
    rules: rules::RULES,
    assess: rules::assess,
    values: facts::values,
    ..Tool::BLANK
};
