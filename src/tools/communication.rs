//! Who hears what, how often, from whom: audiences, messages, what was sent, and what came back.

mod actions;
mod entry;
mod facts;
mod items;
mod rules;
mod sheets;
#[cfg(test)]
mod tests;
mod views;

pub use facts::{AudienceFigures, Coverage, Figures, Heard, MessageFigures, NewsMix, REPEATS, headcounts};
pub use items::{AUDIENCES, CUSTOMERS};
pub use rules::{executives_silent, lacks_headcount, said_too_seldom};
pub use sheets::{Audience, Channel, Feedback, Frequency, Message, News, Send};

use crate::sheet::Row;
use crate::text::text;
use crate::tool::{Action, CardLine, CardPlan, Field, Group, Layout, Tool, View};

static CARD: CardPlan = CardPlan {
    header: &[
        Message::COL.message.key,
        Message::COL.key.key,
        Message::COL.news.key,
        Message::COL.count_from.key,
        Message::COL.story.key,
    ],
    heads: &[
        text("受众", "Audience"),
        text("他们关心", "They care about"),
        text("对他们意味着什么", "What changes for them"),
    ],
    lines: &[
        CardLine {
            title: text("高管", "Executives"),
            question: text("投资回报、战略意义", "Return, strategic meaning"),
            cells: &[Message::COL.for_executives.key],
        },
        CardLine {
            title: text("中心经理", "Centre managers"),
            question: text("怎么执行、有什么支持", "How to implement it, what support"),
            cells: &[Message::COL.for_centre_managers.key],
        },
        CardLine {
            title: text("服务顾问", "Service advisors"),
            question: text("会不会更累、收入变不变", "More work? Less income?"),
            cells: &[Message::COL.for_service_advisors.key],
        },
        CardLine {
            title: text("技师", "Technicians"),
            question: text("技能要求、工作量", "Skills asked, workload"),
            cells: &[Message::COL.for_technicians.key],
        },
        CardLine {
            title: text("客户", "Customers"),
            question: text("体验会不会更好", "A better experience?"),
            cells: &[Message::COL.for_customers.key],
        },
    ],
    footer: &[Message::COL.note.key],
};

/// A column of the board: what a prefilled audience heard, by the audience's place.
macro_rules! heard {
    ($at:literal) => {
        Field::computed(AUDIENCES[$at].code, AUDIENCES[$at].brief, 6, |facts, row| {
            views::heard(facts, row, &AUDIENCES[$at])
        })
    };
}

static BOARD: &[Field] = &[
    Field::column(Message::COL.message, 24),
    Field::short(Message::COL.key, 5, text("关键", "Key")),
    heard!(0),
    heard!(1),
    heard!(2),
    heard!(3),
    heard!(4),
];

static AUDIENCE: &[Field] = &[
    Field::column(Audience::COL.name, 12),
    Field::column(Audience::COL.size, 5),
    Field::computed("coverage", text("覆盖率", "Reached"), 7, views::covered),
    Field::computed("last", text("上次沟通", "Last contact"), 10, views::last),
    Field::column(Audience::COL.frequency, 8),
    Field::column(Audience::COL.cares_about, 14),
    Field::column(Audience::COL.content, 14),
    Field::column(Audience::COL.channels, 12),
    Field::column(Audience::COL.live_changes, 6),
    Field::column(Audience::COL.note, 12),
];

static MESSAGE: &[Field] = &[
    Field::column(Message::COL.message, 24),
    Field::short(Message::COL.key, 5, text("关键", "Key")),
    Field::column(Message::COL.news, 8),
    Field::column(Message::COL.story, 16),
    Field::column(Message::COL.count_from, 10),
];

static SEND: &[Field] = &[
    Field::column(Send::COL.date, 10),
    Field::column(Send::COL.message, 20),
    Field::column(Send::COL.audience, 12),
    Field::column(Send::COL.channel, 8),
    Field::column(Send::COL.sender, 10),
    Field::short(Send::COL.executive, 4, text("高管", "Exec.")),
    Field::short(Send::COL.reached, 5, text("人数", "Heard")),
    Field::column(Send::COL.note, 12),
];

static FEEDBACK: &[Field] = &[
    Field::column(Feedback::COL.question, 28),
    Field::column(Feedback::COL.audience, 10),
    Field::computed("open", text("多久", "Days"), 11, views::days_open),
    Field::column(Feedback::COL.answer, 20),
    Field::column(Feedback::COL.answered, 10),
    Field::column(Feedback::COL.owner, 8),
    Field::column(Feedback::COL.asked, 10),
];

/// The tool: the board, audiences, messages, what was sent, feedback.
pub static TOOL: Tool = Tool {
    key: "communication",
    mark: '6',
    title: text("沟通计划", "Communication plan"),
    short: text("沟通计划", "Comms"),
    about: text(
        "谁关心什么、由谁说、说几遍：同一条信息，每类员工至少听到 7 次；好消息坏消息都要说。",
        "Who cares about what, who says it and how often: every group of staff hears a key message at least seven times, and hears bad news as well as good.",
    ),
    group: Group::Drive,
    sheets: &[Audience::DEF, Message::DEF, Send::DEF, Feedback::DEF],
    views: &[
        View {
            panels: views::beside_message,
            empty: text(
                "还没有信息。写一句为什么变，勾选为关键信息，这里就数每类人听到几次。",
                "No message yet. Write one sentence on why we change and tick it as key; the board counts who has heard it.",
            ),
            counts: Some("note-send"),
            ..View::of("board", text("看板", "Board"), Message::DEF, Layout::Grid(BOARD))
        },
        View {
            panels: views::beside_audience,
            ..View::of("audiences", text("受众", "Audiences"), Audience::DEF, Layout::Grid(AUDIENCE))
        },
        View::of("messages", text("信息", "Messages"), Message::DEF, Layout::Grid(MESSAGE)),
        View {
            panels: views::beside_message,
            empty: text(
                "还没有信息。到“信息”页写一条。",
                "There is no message yet. Write one on the Messages tab.",
            ),
            ..View::of("message", text("单条", "One message"), Message::DEF, Layout::Card(&CARD))
        },
        View {
            rows: views::newest_first,
            panels: views::beside_message,
            empty: text(
                "还没有沟通记录。讲过一次，就用“记录沟通”记下来。",
                "No message has been logged yet. After each time, use 'Log a message'.",
            ),
            ..View::of("sends", text("沟通记录", "Sent"), Send::DEF, Layout::Grid(SEND))
        },
        View {
            rows: views::open_first,
            heading: views::open_or_answered,
            panels: views::beside_feedback,
            empty: text(
                "还没有反馈。会上听到的担心和问题，照原话记在这里。",
                "No feedback yet. Write down here what people ask and fear, in their own words.",
            ),
            ..View::of("feedback", text("反馈", "Feedback"), Feedback::DEF, Layout::Grid(FEEDBACK))
        },
    ],
    actions: &[
        Action::new("note-send", text("记录沟通", "Log a message"), actions::note_send)
            .possible_if(|facts, _| actions::first_pair(facts).map(drop)),
        Action::new("note-feedback", text("记录反馈", "Log feedback"), actions::note_feedback),
        Action::new(
            "sizes-from-cards",
            text("从 ADKAR 卡同步人数", "Copy headcounts from ADKAR cards"),
            actions::sizes_from_cards,
        )
        .only_in(&["audiences"])
        .possible_if(|facts, _| actions::counted_sizes(facts).map(drop)),
        Action::new(
            "coverage-reading",
            text("把覆盖率录入指标看板", "Record coverage as a KPI reading"),
            actions::coverage_reading,
        )
        .only_in(&["board", "audiences"])
        .possible_if(|facts, _| actions::new_coverage(facts).map(drop)),
    ],
    check: entry::check,
    follow: entry::follow,
    proposes: rules::proposes,
    rules: rules::RULES,
    assess: rules::assess,
    values: facts::values,
    ..Tool::BLANK
};
