//! The rows of the communication plan: audiences, messages, what was sent, what came back. What they lead to
//! is none of its business.

use super::items;
use crate::project::row_phrase;
use crate::sheet::{Col, Link, Prose, Tick};
use crate::text::Phrase;
use crate::tools::adkar::Role;
use crate::{choice, sheet};
use chrono::NaiveDate;
use ecow::EcoString;

choice! {
    /// How often an audience is to hear from us.
    Frequency {
        Weekly "weekly" = "每周" / "Weekly" aka ["周", "周度", "每周一次", "week", "every week"],
        Fortnightly "fortnightly" = "每两周" / "Every two weeks" aka ["两周", "双周", "隔周", "每2周", "fortnight", "every 2 weeks"],
        Monthly "monthly" = "每月" / "Monthly" aka ["月", "月度", "每月一次", "month", "every month"],
        StartAndEnd "start_and_end" = "启动和结束时" / "At start and end" aka ["启动和结束", "start and end"],
    }
}

choice! {
    /// What kind of news a message is.
    News {
        Good "good" = "好消息" / "Good news" aka ["好", "good"],
        Bad "bad" = "坏消息" / "Bad news" aka ["坏", "bad"],
        Mixed "mixed" = "好坏都有" / "Mixed" aka ["有好有坏", "both"],
    }
}

choice! {
    /// The way by which a message goes out.
    Channel {
        Meeting "meeting" = "会议" / "Meeting",
        ShiftMeeting "shift_meeting" = "班前会" / "Pre-shift meeting" aka ["早会", "晨会", "shift meeting", "toolbox talk"],
        OneToOne "one_to_one" = "一对一" / "One-to-one" aka ["面谈", "1:1", "one on one", "one-on-one"],
        Workshop "workshop" = "工作坊" / "Workshop",
        VideoMeeting "video_meeting" = "视频会议" / "Video meeting" aka ["线上会议", "video call", "online meeting"],
        Email "email" = "邮件" / "E-mail" aka ["电子邮件", "mail"],
        Chat "chat" = "工作群" / "Chat group" aka ["微信群", "企业微信", "微信", "群", "WeChat", "chat"],
        Poster "poster" = "海报" / "Poster" aka ["公告", "看板"],
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
    Audience in "audiences" = "受众" / "Audiences", prefilled items::AUDIENCES: items::PrefilledAudience;
    name: EcoString = "受众" / "Audience" aka AUDIENCE ? "要听到这项变革的一群人" / "A group that needs to hear of the change",
    code: EcoString = "编号" / "Code" ? "预置受众的固定编号，自己的留空" / "The fixed code of a prefilled audience; blank for your own",
    role: Option<Role> = "角色" / "Role" aka ROLE ? "对应 ADKAR 卡上的角色；客户留空" / "The role on their ADKAR cards; blank for customers",
    size: Option<u32> = "人数" / "Size" aka HEADCOUNT ? "填了才算得出覆盖率" / "Coverage needs it",
    cares_about: Prose = "关心什么" / "Cares about",
    content: Prose = "沟通内容" / "Content",
    channels: Prose = "沟通渠道" / "Channels" aka CHANNEL,
    frequency: Option<Frequency> = "频率" / "Frequency" aka CADENCE,
    live_changes: Option<u32> = "同时进行的变革" / "Live changes" in 0..=1_000 ? "这群人身上同时有几项变革，包括这一项" / "How many changes affect them now, this one included",
    note: Prose = "备注" / "Notes" aka NOTE,
}

sheet! {
    /// A message, with what it means for each audience.
    Message in "messages" = "信息" / "Messages";
    message: Prose = "信息" / "Message" ? "一句话，每次都说同样的话" / "One sentence, said the same way each time",
    key: bool = "关键信息" / "Key message" ? "员工要听到至少 7 次" / "Staff must hear it at least 7 times",
    news: Option<News> = "性质" / "News" ? "好消息、坏消息都要讲" / "Tell the bad as well as the good",
    story: Prose = "故事" / "Story" ? "一个真实的例子" / "A real case",
    for_executives: Prose = "对高管意味着" / "For executives",
    for_centre_managers: Prose = "对中心经理意味着" / "For centre managers",
    for_service_advisors: Prose = "对服务顾问意味着" / "For service advisors",
    for_technicians: Prose = "对技师意味着" / "For technicians",
    for_customers: Prose = "对客户意味着" / "For customers",
    count_from: Option<NaiveDate> = "从哪天起数" / "Counted from" ? "改写后重新计数的日期；留空就从头数" / "When it was reworded and the count started again; blank counts all",
    note: Prose = "备注" / "Notes" aka NOTE,
}

sheet! {
    /// A message that went out to an audience on a day.
    Send in "sends" = "沟通记录" / "Messages sent", dated date, keyed message + audience + date;
    message: Link<Message> = "信息" / "Message" aka MESSAGE,
    audience: Link<Audience> = "受众" / "Audience" aka AUDIENCE,
    date: Option<NaiveDate> = "日期" / "Date" aka DATE toward Past,
    channel: Option<Channel> = "渠道" / "Channel" aka CHANNEL,
    sender: EcoString = "讲述人" / "Said by" aka SENDER ? "角色，如总经理" / "A role, such as the managing director",
    executive: bool = "高管出面" / "By an executive" ? "是高管亲自讲的" / "An executive said it in person",
    reached: Option<u32> = "触达人数" / "Reached" aka REACHED ? "这一次有多少人听到或看到" / "How many heard or saw it this time",
    note: EcoString = "备注" / "Note" aka NOTE,
}

sheet! {
    /// A question or a worry that came back, and the answer.
    Feedback in "feedback" = "反馈" / "Feedback", dated asked, keyed question + audience;
    asked: Option<NaiveDate> = "提出日期" / "Asked on" aka LOGGED,
    audience: Link<Audience> = "受众" / "Audience" aka AUDIENCE,
    question: Prose = "问题或意见" / "Question or comment" aka QUESTION ? "照原话记" / "In their own words",
    answer: Prose = "答复" / "Answer" aka ANSWER ? "还没有结论，也先说何时会有" / "No decision yet? Say when there will be one",
    answered: Tick = "答复日期" / "Answered on" aka DONE,
    owner: EcoString = "负责人" / "Owner" aka OWNER ? "角色，如技术主管" / "A role, such as the technical supervisor",
}

impl Frequency {
    /// The most days between two sends; none where only the start and the end are told of.
    pub const fn days(self) -> Option<i64> {
        match self {
            Frequency::Weekly => Some(7),
            Frequency::Fortnightly => Some(14),
            Frequency::Monthly => Some(31),
            Frequency::StartAndEnd => None,
        }
    }
}

impl News {
    /// Whether it says, at least in part, what does not go well.
    pub const fn is_bad(self) -> bool {
        matches!(self, News::Bad | News::Mixed)
    }
}

impl Audience {
    /// Whether it says who they are. A row just added does not, and is not counted.
    pub fn is_named(&self) -> bool {
        !self.name.trim().is_empty() || self.item().is_some()
    }

    /// What they are called.
    pub fn called(&self) -> Phrase {
        row_phrase(self)
    }

    /// Whether they are to hear a key message seven times; the others hear of start and end.
    pub fn is_staff(&self) -> bool {
        self.code != items::CUSTOMERS && self.frequency != Some(Frequency::StartAndEnd)
    }

    /// The most days that may go by between two sends.
    pub fn cadence(&self) -> Option<i64> {
        let usual = || self.item().and_then(|item| item.frequency.days());
        self.frequency.map_or_else(usual, Frequency::days)
    }
}

impl Message {
    /// Whether it says anything. A row just added does not, and is not counted.
    pub fn is_said(&self) -> bool {
        !self.message.0.trim().is_empty()
    }

    /// What changes for a prefilled audience, and the column that says so; none for audiences of one's own.
    pub fn what_changes(&self, code: &str) -> Option<(Col, &Prose)> {
        Some(match code {
            "executives" => (Message::COL.for_executives, &self.for_executives),
            "centre_managers" => (Message::COL.for_centre_managers, &self.for_centre_managers),
            "service_advisors" => (Message::COL.for_service_advisors, &self.for_service_advisors),
            "technicians" => (Message::COL.for_technicians, &self.for_technicians),
            items::CUSTOMERS => (Message::COL.for_customers, &self.for_customers),
            _ => return None,
        })
    }

    /// The first words of it, as a name.
    pub fn called(&self) -> Phrase {
        let line = self.message.0.lines().next().unwrap_or_default();
        Phrase::same(crate::text::fit(line.trim(), 20))
    }
}
