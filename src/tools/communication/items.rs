//! The five audiences that every plan begins with. Nothing is decided here.

use super::sheets::{Audience, Channel, Frequency};
use crate::sheet::Prefilled;
use crate::text::{Text, text};
use crate::tools::adkar::Role;

/// The code of those who pay.
pub const CUSTOMERS: &str = "customers";

/// An audience of the sources.
pub struct PrefilledAudience {
    /// Its name for life, by which rules know it.
    pub code: &'static str,
    /// What they are called.
    pub name: Text,
    /// What they are called where there is little room.
    pub brief: Text,
    /// What their ADKAR cards say; none for customers.
    pub role: Option<Role>,
    /// What they worry about.
    pub cares_about: Text,
    /// What they are told.
    pub content: Text,
    /// By which ways, in words.
    pub channels: Text,
    /// The same ways, to choose the next one from.
    pub ways: &'static [Channel],
    /// How often.
    pub frequency: Frequency,
}

impl Prefilled<Audience> for PrefilledAudience {
    fn code(&self) -> &'static str {
        self.code
    }

    fn text(&self, column: &str) -> Option<Text> {
        let texts = [
            (Audience::COL.name, self.name),
            (Audience::COL.cares_about, self.cares_about),
            (Audience::COL.content, self.content),
            (Audience::COL.channels, self.channels),
        ];
        texts.into_iter().find(|(of, _)| of.key == column).map(|(_, text)| text)
    }

    fn fill(&self, row: &mut Audience) {
        row.role = self.role;
        row.frequency = Some(self.frequency);
    }
}

/// All five, in the order of the sources.
pub static AUDIENCES: &[PrefilledAudience] = &[
    PrefilledAudience {
        code: "executives",
        name: text("高管", "Executives"),
        brief: text("高管", "Exec."),
        role: Some(Role::Executive),
        cares_about: text("投资回报（ROI）、战略意义", "Return on investment (ROI), strategic value"),
        content: text("变革带来的财务收益", "The financial gain of the change"),
        channels: text("董事会、邮件", "Board meeting, e-mail"),
        ways: &[Channel::Board, Channel::Email],
        frequency: Frequency::Monthly,
    },
    PrefilledAudience {
        code: "centre_managers",
        name: text("服务中心经理", "Centre managers"),
        brief: text("经理", "Mgrs"),
        role: Some(Role::CentreManager),
        cares_about: text("怎么执行，有哪些资源支持", "How to implement it, what support they get"),
        content: text("实施步骤、工具培训", "The steps to take, training on the tools"),
        channels: text("视频会议、工作坊", "Video meeting, workshop"),
        ways: &[Channel::VideoMeeting, Channel::Workshop],
        frequency: Frequency::Weekly,
    },
    PrefilledAudience {
        code: "service_advisors",
        name: text("服务顾问", "Service advisors"),
        brief: text("顾问", "Advis."),
        role: Some(Role::ServiceAdvisor),
        cares_about: text("会不会更累，收入变不变", "Will it be more work? What about my income?"),
        content: text("新流程更省事，收入更高", "The new process makes the work simpler and raises income"),
        channels: text("团队会、一对一", "Team meeting, one-to-one"),
        ways: &[Channel::Meeting, Channel::OneToOne],
        frequency: Frequency::Weekly,
    },
    PrefilledAudience {
        code: "technicians",
        name: text("技师", "Technicians"),
        brief: text("技师", "Techs"),
        role: Some(Role::Technician),
        cares_about: text("技能要求、工作量", "The skills required, the workload"),
        content: text("培训怎么安排；工作量不增加", "How the training is arranged; no added workload"),
        channels: text("班前会、手册", "Pre-shift meeting, manual"),
        ways: &[Channel::ShiftMeeting, Channel::Manual],
        frequency: Frequency::Weekly,
    },
    PrefilledAudience {
        code: CUSTOMERS,
        name: text("客户", "Customers"),
        brief: text("客户", "Cust."),
        role: None,
        cares_about: text("体验会不会更好", "Will the experience be better?"),
        content: text("服务改进带来的好处", "What they gain from better service"),
        channels: text("App、短信、邮件", "App, SMS, e-mail"),
        ways: &[Channel::App, Channel::Sms, Channel::Email],
        frequency: Frequency::StartAndEnd,
    },
];
