//! The arithmetic of readiness: medians, ranges, bands and gates, and what they are called. It knows no screen.

use super::Form;
use crate::finding::Level;
use crate::project::Project;
use crate::say;
use crate::sheet::{Row, Score, Unit, number};
use crate::stats::median_score;
use crate::text::{Lang, Phrase, Text, text};
use chrono::NaiveDate;
use std::collections::BTreeMap;
use std::sync::Arc;

/// One of the six things that are scored.
#[derive(Debug)]
pub struct Dimension {
    /// Its column.
    pub key: &'static str,
    /// Its name.
    pub title: Text,
    /// A median below this fires the trigger.
    pub limit: u8,
    /// The id of the trigger.
    pub id: &'static str,
    /// What to do when it fires.
    pub advice: Text,
}

/// How many dimensions there are.
pub const COUNT: usize = 6;

/// The six dimensions, the sponsor first.
pub static DIMENSIONS: [Dimension; COUNT] = [
    Dimension {
        key: "senior_support",
        title: text("高层支持", "Senior support"),
        limit: 4,
        id: "RD1",
        advice: text(
            "先争取高层支持：请 CEO 公开表态，并亲自出席启动会",
            "Win senior support first: ask the CEO to speak for the change and to open the kick-off in person",
        ),
    },
    Dimension {
        key: "urgency",
        title: text("紧迫感", "Urgency"),
        limit: 3,
        id: "RD2",
        advice: text(
            "先营造紧迫感：用投诉数据和竞争对手的领先说话",
            "First build a sense of urgency, with complaint figures and the lead of the competitors",
        ),
    },
    Dimension {
        key: "resources",
        title: text("资源到位", "Resources"),
        limit: 3,
        id: "RD3",
        advice: text(
            "先争取资源：把预算、人员和工具写成数量和日期",
            "First win the resources: put a figure and a date on budget, people and tools",
        ),
    },
    Dimension {
        key: "past_success",
        title: text("过往成功", "Past success"),
        limit: 3,
        id: "RD4",
        advice: text(
            "从小项目做起，先在一个服务中心做出成功",
            "Start with a small project and make it succeed in one service centre",
        ),
    },
    Dimension {
        key: "open_culture",
        title: text("文化开放", "Open culture"),
        limit: 3,
        id: "RD5",
        advice: text(
            "多沟通、多参与：请一线员工一起设计新做法",
            "Communicate more and let the front line help to design the new practice",
        ),
    },
    Dimension {
        key: "staff_capability",
        title: text("员工能力", "Staff capability"),
        limit: 3,
        id: "RD6",
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

/// What a total means.
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
            Band::Ready => text("准备充分，可以启动", "Well prepared, may start"),
            Band::Pilot => text("需要准备，但可以试点", "Needs preparation, but may pilot"),
            Band::Under => text("准备不足，先做准备", "Under-prepared, prepare first"),
            Band::Risk => text("风险极高，不建议启动", "Very high risk, do not start"),
        }
    }

    /// The verdict where there is little room.
    pub const fn short(self) -> Text {
        match self {
            Band::Ready => text("可以启动", "may start"),
            Band::Pilot => text("可以试点", "may pilot"),
            Band::Under => text("先做准备", "prepare"),
            Band::Risk => text("不建议启动", "do not start"),
        }
    }

    /// How bad it is.
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
    /// Of the dimensions to be raised first so many, and the first of them.
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
                let (zh, en) = (dimension.title.zh, dimension.title.en.to_lowercase());
                say!("先补{zh}", "Raise {en} first")
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

/// A median or a sum of medians; it reads the same in both languages.
pub fn figure(value: f64) -> String {
    number(value, Unit::None, Lang::En)
}

/// What the assessors of a round say of one dimension.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct View {
    /// The median of their scores.
    pub median: f64,
    /// The lowest score.
    pub low: u8,
    /// The highest score.
    pub high: u8,
}

impl View {
    fn of(scores: &[u8]) -> Option<View> {
        let (low, high) = (*scores.iter().min()?, *scores.iter().max()?);
        median_score(scores).map(|median| View { median, low, high })
    }

    /// How far the assessors are apart.
    pub fn spread(self) -> u8 {
        self.high - self.low
    }
}

/// One round in which at least one score was given.
#[derive(Clone, Debug)]
pub struct Round {
    /// Its number.
    pub number: u32,
    /// The latest date of its forms.
    pub date: Option<NaiveDate>,
    /// The forms with a score.
    pub forms: Vec<Arc<Form>>,
    /// What was said of each dimension; `None` where nobody gave a score.
    pub views: [Option<View>; COUNT],
}

impl Round {
    fn of(number: u32, forms: Vec<Arc<Form>>) -> Round {
        let views = std::array::from_fn(|n| {
            let scores: Vec<u8> = forms.iter().filter_map(|f| f.scores()[n]).map(Score::get).collect();
            View::of(&scores)
        });
        Round { number, date: forms.iter().filter_map(|f| f.date).max(), forms, views }
    }

    /// The sum of the medians.
    pub fn total(&self) -> Total {
        // A round has at least one score, so there is a total.
        Total::of(&self.views.map(|v| v.map(|v| v.median))).unwrap_or(Total { low: 6.0, high: 30.0 })
    }

    /// The dimensions whose trigger fires, with the median.
    pub fn fired(&self) -> impl Iterator<Item = (usize, &'static Dimension, f64)> {
        let judged = self.views.iter().zip(&DIMENSIONS).enumerate();
        judged.filter_map(|(n, (view, d))| {
            view.map(|v| v.median).filter(|m| d.fires(*m)).map(|median| (n, d, median))
        })
    }

    /// The gate that stands before its band.
    pub fn gate(&self) -> Option<Gate> {
        Gate::of(self.fired().map(|(_, d, _)| d), self.total().band())
    }

    /// The worst of band and gate; an open band is to be watched.
    pub fn level(&self) -> Level {
        let band = self.total().band().map_or(Level::Watch, Band::level);
        self.fired().map(|(_, d, _)| d.level()).fold(band, Level::max)
    }

    /// Whether every form that was begun has all six scores.
    pub fn is_complete(&self) -> bool {
        self.forms.iter().all(|f| f.scores().iter().all(Option::is_some))
    }
}

/// The rounds that have scores, the first first.
pub fn rounds(project: &Project) -> Vec<Round> {
    let mut by_number: BTreeMap<u32, Vec<Arc<Form>>> = BTreeMap::new();
    for form in project.rows::<Form>() {
        if form.scores().iter().any(Option::is_some) {
            by_number.entry(form.round_number()).or_default().push(Arc::clone(form));
        }
    }
    by_number.into_iter().map(|(number, forms)| Round::of(number, forms)).collect()
}

/// The number of the newest round, begun or not; 0 without forms.
pub fn newest(project: &Project) -> u32 {
    project.rows::<Form>().iter().map(|f| f.round_number()).max().unwrap_or(0)
}

/// The place of a score of a dimension: the form that gave the lowest, so that one sees why.
pub fn lowest(round: &Round, dimension: usize) -> crate::finding::Place {
    let scored = round.forms.iter().filter(|f| f.scores()[dimension].is_some());
    let form = scored.min_by_key(|f| f.scores()[dimension]);
    crate::finding::Place { sheet: Form::SHEET, row: form.map(|f| f.id), column: DIMENSIONS[dimension].key }
}
