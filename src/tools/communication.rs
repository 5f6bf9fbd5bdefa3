//! Who hears what, how often, from whom: audiences, messages, what was sent, and what came back.

mod figures;
mod items;
mod sheets;

pub use figures::{AudienceFigures, Coverage, Figures, Heard, MessageFigures, NewsMix, REPEATS, figures};
pub use items::{AUDIENCES, CUSTOMERS};
pub use sheets::{Audience, Channel, Feedback, Frequency, Message, News, Send};

use super::{CardLine, CardPlan, Field, Group, Layout, Tool, View};
use crate::sheet::Row;
use crate::text::text;

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

/// The tool: audiences, messages, sends, feedback.
pub static TOOL: Tool = Tool {
    key: "communication",
    title: text("沟通计划", "Communication plan"),
    short: text("沟通计划", "Messages"),
    about: text(
        "谁关心什么、由谁说、说几遍：同一信息每群员工至少听到 7 次，好消息坏消息都要说。",
        "Who cares about what, who says it, how often: each group of staff hears a key message at least seven times, good news and bad.",
    ),
    group: Group::Drive,
    sheets: &[Audience::DEF, Message::DEF, Send::DEF, Feedback::DEF],
    reads: &["project", "pauses"],
    views: &[
        View::of(
            "audiences",
            text("受众", "Audiences"),
            Audience::DEF,
            Layout::Grid(&[
                Field::Column("name", 12),
                Field::Column("size", 5),
                Field::Column("cares_about", 14),
                Field::Column("content", 14),
                Field::Column("channels", 12),
                Field::Column("frequency", 8),
                Field::Column("live_changes", 6),
                Field::Column("note", 12),
            ]),
        ),
        View::of(
            "messages",
            text("信息", "Messages"),
            Message::DEF,
            Layout::Grid(&[
                Field::Column("message", 28),
                Field::Column("key", 6),
                Field::Column("news", 8),
                Field::Column("story", 16),
                Field::Column("count_from", 10),
            ]),
        ),
        View::of("message", text("单条", "One message"), Message::DEF, Layout::Card(&CARD)),
        View::of(
            "sends",
            text("发送", "Sends"),
            Send::DEF,
            Layout::Grid(&[
                Field::Column("date", 10),
                Field::Column("message", 22),
                Field::Column("audience", 12),
                Field::Column("channel", 8),
                Field::Column("sender", 10),
                Field::Column("executive", 6),
                Field::Column("reached", 5),
                Field::Column("note", 12),
            ]),
        ),
        View::of(
            "feedback",
            text("反馈", "Feedback"),
            Feedback::DEF,
            Layout::Grid(&[
                Field::Column("asked", 10),
                Field::Column("audience", 10),
                Field::Column("question", 22),
                Field::Column("answer", 22),
                Field::Column("answered", 10),
                Field::Column("owner", 8),
            ]),
        ),
    ],
    seed: items::seed,
    ..Tool::BLANK
};
