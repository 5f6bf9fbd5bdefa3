//! Who hears what, how often, from whom: audiences, messages, what was sent, and what came back.

mod actions;
mod entry;
mod figures;
mod items;
mod next;
mod outcome;
mod rules;
mod sheets;
#[cfg(test)]
mod tests;
mod views;
mod words;

pub use figures::{AudienceFigures, Coverage, Figures, Heard, MessageFigures, NewsMix, REPEATS, figures};
pub use items::{AUDIENCES, CUSTOMERS};
pub use rules::said_too_seldom;
pub use sheets::{Audience, Channel, Feedback, Frequency, Message, News, Send};

use crate::sheet::Row;
use crate::text::text;
use crate::tool::{Action, CardLine, CardPlan, Field, Group, Layout, Tool, View};

static CARD: CardPlan = CardPlan {
    header: &["message", "key", "news", "count_from", "story"],
    heads: &[
        text("受众", "Audience"),
        text("他们关心", "They care about"),
        text("对他们意味着什么", "What changes for them"),
    ],
    lines: &[
        CardLine {
            title: text("高管", "Executives"),
            question: text("投资回报、战略意义", "Return, strategic meaning"),
            cells: &["for_executives"],
        },
        CardLine {
            title: text("中心经理", "Centre managers"),
            question: text("怎么执行、有什么支持", "How to do it, what support"),
            cells: &["for_centre_managers"],
        },
        CardLine {
            title: text("服务顾问", "Service advisors"),
            question: text("会不会更累、收入变不变", "More work? Less income?"),
            cells: &["for_service_advisors"],
        },
        CardLine {
            title: text("技师", "Technicians"),
            question: text("技能要求、工作量", "Skills asked, workload"),
            cells: &["for_technicians"],
        },
        CardLine {
            title: text("客户", "Customers"),
            question: text("体验会不会更好", "A better experience?"),
            cells: &["for_customers"],
        },
    ],
    footer: &["note"],
};

/// A column of the board: a prefilled audience, by its place and code.
macro_rules! heard {
    ($at:literal, $code:literal) => {
        Field::Computed {
            key: $code,
            title: views::head($at),
            cells: 6,
            show: |scene, row| views::heard(scene, row, $code),
        }
    };
}

static BOARD: &[Field] = &[
    Field::Column("message", 24),
    Field::Short("key", 5, text("关键", "Key")),
    heard!(0, "executives"),
    heard!(1, "centre_managers"),
    heard!(2, "service_advisors"),
    heard!(3, "technicians"),
    heard!(4, "customers"),
];

static AUDIENCE: &[Field] = &[
    Field::Column("name", 12),
    Field::Column("size", 5),
    Field::Computed { key: "coverage", title: text("覆盖率", "Reached"), cells: 7, show: views::covered },
    Field::Computed { key: "last", title: text("上次沟通", "Last told"), cells: 10, show: views::last },
    Field::Column("frequency", 8),
    Field::Column("cares_about", 14),
    Field::Column("content", 14),
    Field::Column("channels", 12),
    Field::Column("live_changes", 6),
    Field::Column("note", 12),
];

static MESSAGE: &[Field] = &[
    Field::Column("message", 24),
    Field::Short("key", 5, text("关键", "Key")),
    Field::Column("news", 8),
    Field::Column("story", 16),
    Field::Column("count_from", 10),
];

static SEND: &[Field] = &[
    Field::Column("date", 10),
    Field::Column("message", 20),
    Field::Column("audience", 12),
    Field::Column("channel", 8),
    Field::Column("sender", 10),
    Field::Short("executive", 4, text("高管", "Exec.")),
    Field::Short("reached", 5, text("人数", "Heard")),
    Field::Column("note", 12),
];

static FEEDBACK: &[Field] = &[
    Field::Column("question", 28),
    Field::Column("audience", 10),
    Field::Computed { key: "open", title: text("多久", "Days"), cells: 11, show: views::days_open },
    Field::Column("answer", 20),
    Field::Column("answered", 10),
    Field::Column("owner", 8),
    Field::Column("asked", 10),
];

/// The tool: the board, audiences, messages, sends, feedback.
pub static TOOL: Tool = Tool {
    key: "communication",
    mark: '6',
    title: text("沟通计划", "Communication plan"),
    short: text("沟通计划", "Comms"),
    about: text(
        "谁关心什么、由谁说、说几遍：同一信息每群员工至少听到 7 次，好消息坏消息都要说。",
        "Who cares about what, who says it, how often: each group of staff hears a key message at least seven times, good news and bad.",
    ),
    group: Group::Drive,
    sheets: &[Audience::DEF, Message::DEF, Send::DEF, Feedback::DEF],
    views: &[
        View {
            panels: views::beside_message,
            empty: text(
                "还没有信息。写一句为什么变，勾选为关键信息，这里就数每群人听到几次。",
                "No message yet. Write one sentence on why we change and tick it as key; the board counts who has heard it.",
            ),
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
                "还没有发送记录。讲过一次，就用“记一次发送”记下来。",
                "Nothing has been sent yet. After each time, use 'Note a send'.",
            ),
            ..View::of("sends", text("发送", "Sends"), Send::DEF, Layout::Grid(SEND))
        },
        View {
            rows: views::open_first,
            heading: views::open_or_answered,
            panels: views::beside_feedback,
            empty: text(
                "还没有反馈。会上听到的担心和问题，照原话记在这里。",
                "No feedback yet. Note here what people ask and fear, in their own words.",
            ),
            ..View::of("feedback", text("反馈", "Feedback"), Feedback::DEF, Layout::Grid(FEEDBACK))
        },
    ],
    actions: &[
        Action {
            key: "note-send",
            title: text("记一次发送", "Note a send"),
            views: &[],
            run: actions::note_send,
        },
        Action {
            key: "note-feedback",
            title: text("记一条反馈", "Note feedback"),
            views: &[],
            run: actions::note_feedback,
        },
        Action {
            key: "sizes-from-cards",
            title: text("从 ADKAR 卡取人数", "Take sizes from the cards"),
            views: &["audiences"],
            run: actions::sizes_from_cards,
        },
        Action {
            key: "coverage-reading",
            title: text("把覆盖率记到指标看板", "Enter the coverage as a reading"),
            views: &["board", "audiences"],
            run: actions::coverage_reading,
        },
    ],
    seed: items::seed,
    check: entry::check,
    follow: entry::follow,
    proposes: outcome::proposes,
    assess: outcome::assess,
    values: outcome::values,
    ..Tool::BLANK
};
