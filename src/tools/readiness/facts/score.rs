//! The arithmetic of readiness: medians, ranges, bands and gates, and what they are called. It knows no screen.

use super::super::sheets::Form;
use crate::finding::Level;
use crate::say;
use crate::sheet::{Col, Score, Unit, number};
use crate::text::{Lang, Phrase, Text, text};

/// One of the six things that are scored.
#[derive(Debug)]
pub struct Dimension {
    /// Its column.
    pub column: Col,
    /// Its name.
    pub title: Text,
    /// The question that a score of it answers.
    pub question: Text,
    /// A median below this fires the trigger.
    pub limit: u8,
    /// Advice for when it fires.
    pub advice: Text,
}

/// The number of dimensions.
pub const COUNT: usize = 6;

/// From so many points on, assessors do not agree and a drop is more than a mood.
pub const APART: u8 = 2;

/// The six dimensions, the sponsor first.
pub static DIMENSIONS: [Dimension; COUNT] = [
    Dimension {
        column: Form::COL.senior_support,
        title: text("高层支持", "Senior support"),
        question: text("CEO 和高管是否全力支持？", "Do the CEO and the executives support it fully?"),
        limit: 4,
        advice: text(
            "先争取高层支持：请 CEO 公开表态，并亲自出席启动会",
            "Win senior support first: ask the CEO to speak for the change and to open the kick-off in person",
        ),
    },
    Dimension {
        column: Form::COL.urgency,
        title: text("紧迫感", "Urgency"),
        question: text("员工是否认为非变不可？", "Do the staff see the change as a must?"),
        limit: 3,
        advice: text(
            "先营造紧迫感：用投诉数据和竞争对手的领先说话",
            "First build a sense of urgency, with complaint figures and the lead of the competitors",
        ),
    },
    Dimension {
        column: Form::COL.resources,
        title: text("资源到位", "Resources"),
        question: text("预算、人员、工具是否充足？", "Are budget, people and tools sufficient?"),
        limit: 3,
        advice: text(
            "先争取资源：把预算、人员和工具写成数量和日期",
            "First win the resources: put a figure and a date on budget, people and tools",
        ),
    },
    Dimension {
        column: Form::COL.past_success,
        title: text("过往成功", "Past success"),
        question: text("是否有成功变革的经验？", "Have earlier changes succeeded?"),
        limit: 3,
        advice: text(
            "从小项目做起，先在一个服务中心做出成功",
            "Start with a small project and make it succeed in one service centre",
        ),
    },
    Dimension {
        column: Form::COL.open_culture,
        title: text("文化开放", "Open culture"),
        question: text("文化是否鼓励创新和变革？", "Does the culture encourage innovation and change?"),
        limit: 3,
        advice: text(
            "多沟通、多参与：请一线员工一起设计新做法",
            "Communicate more and let the front line help to design the new practice",
        ),
    },
    Dimension {
        column: Form::COL.staff_capability,
        title: text("员工能力", "Staff capability"),
        question: text("员工能否学会新技能？", "Are the staff able to learn new skills?"),
        limit: 3,
        advice: text(
            "加大培训投入，给技师和服务顾问留出练习的时间",
            "Invest more in training and give technicians and advisors time to practise",
        ),
    },
];

impl Dimension {
    /// The level of the trigger: nothing begins without a sponsor.
    pub const fn level(&self) -> Level {
        if self.limit == 4 { Level::Stop } else { Level::Act }
    }

    /// Whether a score fires the trigger.
    pub fn fires(&self, score: f64) -> bool {
        score < f64::from(self.limit)
    }
}

impl Form {
    /// The six scores in the order of [`DIMENSIONS`].
    pub fn scores(&self) -> [Option<Score>; COUNT] {
        [
            self.senior_support,
            self.urgency,
            self.resources,
            self.past_success,
            self.open_culture,
            self.staff_capability,
        ]
    }

    /// The round it belongs to; a form that does not say belongs to the first.
    pub fn round_number(&self) -> u32 {
        self.round.unwrap_or(1)
    }
}

/// The meaning of a total.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Band {
    /// 24 to 30.
    Ready,
    /// 18 to 23.
    Pilot,
    /// 12 to 17.
    Under,
    /// 6 to 11.
    Risk,
}

impl Band {
    /// The band of a total; a half point does not reach the next band.
    pub fn of(total: f64) -> Band {
        match total {
            t if t >= 24.0 => Band::Ready,
            t if t >= 18.0 => Band::Pilot,
            t if t >= 12.0 => Band::Under,
            _ => Band::Risk,
        }
    }

    /// The verdict.
    pub const fn title(self) -> Text {
        match self {
            Band::Ready => text("准备充分，可以启动", "Well prepared, ready to start"),
            Band::Pilot => text("需要准备，但可以试点", "Needs preparation, but ready to pilot"),
            Band::Under => text("准备不足，建议先做准备工作", "Under-prepared, prepare first"),
            Band::Risk => text("风险极高，不建议启动", "Very high risk, do not start"),
        }
    }

    /// The verdict where there is little room.
    pub const fn short(self) -> Text {
        match self {
            Band::Ready => text("可以启动", "ready"),
            Band::Pilot => text("可以试点", "can pilot"),
            Band::Under => text("先做准备", "prepare"),
            Band::Risk => text("不建议启动", "do not start"),
        }
    }

    /// Its level.
    pub const fn level(self) -> Level {
        match self {
            Band::Ready => Level::Good,
            Band::Pilot => Level::Watch,
            Band::Under => Level::Act,
            Band::Risk => Level::Stop,
        }
    }

    /// The name in JSON.
    pub const fn key(self) -> &'static str {
        match self {
            Band::Ready => "ready",
            Band::Pilot => "pilot",
            Band::Under => "under_prepared",
            Band::Risk => "high_risk",
        }
    }
}

/// The trigger that counts before the band.
#[derive(Clone, Copy, Debug)]
pub enum Gate {
    /// No senior support: whatever the total, nothing begins.
    Stop,
    /// The first of the dimensions to be raised first, and how many there are.
    Raise(&'static Dimension, usize),
}

impl Gate {
    /// The gate that stands before a band; none where the band itself says as much.
    pub fn of(fired: impl Iterator<Item = &'static Dimension>, band: Option<Band>) -> Option<Gate> {
        let fired: Vec<_> = fired.collect();
        let worst = fired.iter().map(|d| d.level()).max()?;
        if worst == Level::Stop {
            return Some(Gate::Stop);
        }
        let counts = band.is_none_or(|band| band.level() < worst);
        fired.first().filter(|_| counts).map(|first| Gate::Raise(first, fired.len()))
    }

    /// The verdict.
    pub fn title(self) -> Phrase {
        match self {
            Gate::Stop => text("停：先解决高层支持", "STOP: senior support first").into(),
            Gate::Raise(dimension, 1) => {
                say!("先补{what}", "Raise {what} first", what = inner(dimension.title))
            }
            Gate::Raise(_, n) => say!("先补 {n} 项", "Raise {n} dimensions first"),
        }
    }

    /// The verdict where there is little room.
    pub fn short(self) -> Phrase {
        match self {
            Gate::Stop => text("停：高层支持", "STOP: support").into(),
            Gate::Raise(_, n) => say!("先补 {n} 项", "{n} to raise"),
        }
    }
}

/// The total as far as it is known: missing scores count 1 at the low end and 5 at the high end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Total {
    /// With 1 for every missing score.
    pub low: f64,
    /// With 5 for every missing score.
    pub high: f64,
}

impl Total {
    /// The total of six scores or medians; `None` if there is none at all.
    pub fn of(scores: &[Option<f64>; COUNT]) -> Option<Total> {
        scores.iter().any(Option::is_some).then(|| {
            let with = |missing: f64| scores.iter().map(|s| s.unwrap_or(missing)).sum();
            Total { low: with(1.0), high: with(5.0) }
        })
    }

    /// The total of one form.
    pub fn of_form(form: &Form) -> Option<Total> {
        Total::of(&form.scores().map(|s| s.map(|s| f64::from(s.get()))))
    }

    /// The total, once nothing is missing.
    pub fn exact(self) -> Option<f64> {
        (self.high <= self.low).then_some(self.low)
    }

    /// The band, if both ends agree.
    pub fn band(self) -> Option<Band> {
        Some(Band::of(self.low)).filter(|band| *band == Band::of(self.high))
    }

    /// `23`, or `14–26` while scores are missing.
    pub fn figure(self) -> String {
        self.exact().map_or_else(|| format!("{}–{}", figure(self.low), figure(self.high)), figure)
    }
}

/// A title as it stands inside a sentence.
pub fn inner(title: Text) -> Phrase {
    Phrase { zh: title.zh.into(), en: title.en.to_lowercase().into() }
}

/// A median or a sum of medians; it reads the same in both languages.
pub fn figure(value: f64) -> String {
    number(value, Unit::None, Lang::En)
}
