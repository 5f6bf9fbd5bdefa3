//! Who hears what, how often, from whom: audiences, messages, what was sent, and what came back.

use super::adkar::Role;
use super::{CardLine, CardPlan, Field, Group, Layout, Tool, View};
use crate::sheet::{Link, Prose, Row, Tick};
use crate::text::text;
use crate::{choice, sheet};
use chrono::NaiveDate;
use ecow::EcoString;

choice! {
    /// How often an audience is to hear from us.
    Frequency {
        Weekly "weekly" = "每周" / "Weekly",
        Fortnightly "fortnightly" = "每两周" / "Every two weeks",
        Monthly "monthly" = "每月" / "Monthly",
        StartAndEnd "start_and_end" = "启动和结束时" / "At start and end",
    }
}

choice! {
    /// What kind of news a message is.
    News {
        Good "good" = "好消息" / "Good news",
        Bad "bad" = "坏消息" / "Bad news",
        Mixed "mixed" = "有好有坏" / "Mixed",
    }
}

choice! {
    /// The way by which a message goes out.
    Channel {
        Meeting "meeting" = "会议" / "Meeting",
        ShiftMeeting "shift_meeting" = "班前会" / "Pre-shift meeting",
        OneToOne "one_to_one" = "一对一" / "One-to-one",
        Workshop "workshop" = "工作坊" / "Workshop",
        VideoMeeting "video_meeting" = "视频会" / "Video meeting",
        Email "email" = "邮件" / "E-mail",
        Chat "chat" = "工作群" / "Chat group",
        Poster "poster" = "海报" / "Poster",
        Video "video" = "视频" / "Video",
        Manual "manual" = "手册" / "Manual",
        Board "board" = "董事会" / "Board meeting",
        App "app" = "App" / "App",
        Sms "sms" = "短信" / "SMS",
        Other "other" = "其他" / "Other",
    }
}

sheet! {
    /// A group of people who need to hear of the change.
    Audience in "audiences" = "受众" / "Audiences";
    name: EcoString = "受众" / "Audience",
    code: EcoString = "编号" / "Code" ? "预置受众的固定编号，自己的留空" / "The fixed code of a prefilled audience; blank for your own",
    role: Option<Role> = "角色" / "Role" ? "对应 ADKAR 卡上的角色；客户留空" / "The role on their ADKAR cards; blank for customers",
    size: Option<u32> = "人数" / "Size",
    cares_about: Prose = "关心什么" / "Cares about",
    content: Prose = "沟通内容" / "Content",
    channels: Prose = "沟通渠道" / "Channels",
    frequency: Option<Frequency> = "频率" / "Frequency",
    live_changes: Option<u32> = "同时进行的变革" / "Live changes" ? "这群人身上同时有几项变革，包括这一项" / "How many changes run for them now, this one included",
    note: Prose = "备注" / "Notes",
}

sheet! {
    /// A message, with what it means for each audience.
    Message in "messages" = "信息" / "Messages";
    message: Prose = "信息" / "Message" ? "一句话，每次都说同样的话" / "One sentence, said the same way each time",
    key: bool = "关键信息" / "Key message" ? "员工要听到至少 7 次" / "Staff must hear it at least 7 times",
    news: Option<News> = "性质" / "News",
    story: Prose = "故事" / "Story" ? "一个真实的例子" / "A real case",
    for_executives: Prose = "对高管意味着" / "For executives",
    for_centre_managers: Prose = "对中心经理意味着" / "For centre managers",
    for_service_advisors: Prose = "对服务顾问意味着" / "For service advisors",
    for_technicians: Prose = "对技师意味着" / "For technicians",
    for_customers: Prose = "对客户意味着" / "For customers",
    count_from: Option<NaiveDate> = "从哪天起数" / "Counted from" ? "改写后重新计数的日期；留空就从头数" / "When it was reworded and the count began anew; blank counts all",
    note: Prose = "备注" / "Notes",
}

sheet! {
    /// A message that went out to an audience on a day.
    Send in "sends" = "发送记录" / "Sends";
    message: Link<Message> = "信息" / "Message",
    audience: Link<Audience> = "受众" / "Audience",
    date: Option<NaiveDate> = "日期" / "Date",
    channel: Option<Channel> = "渠道" / "Channel",
    sender: EcoString = "发送人" / "Sender" ? "角色，如总经理" / "A role, such as the managing director",
    executive: bool = "高管出面" / "By an executive" ? "是高管亲自讲的" / "An executive said it in person",
    reached: Option<u32> = "触达人数" / "Reached",
    note: EcoString = "备注" / "Note",
}

sheet! {
    /// A question or a worry that came back, and the answer.
    Feedback in "feedback" = "反馈" / "Feedback";
    asked: Option<NaiveDate> = "提出日期" / "Asked on",
    audience: Link<Audience> = "受众" / "Audience",
    question: Prose = "问题或意见" / "Question or comment",
    answer: Prose = "答复" / "Answer",
    answered: Tick = "答复日期" / "Answered on",
    owner: EcoString = "负责人" / "Owner",
}

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
    ..Tool::BLANK
};
