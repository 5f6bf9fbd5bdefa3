//! The methods and the cases as they are written: assets with both languages side by side, read once. The cases carry
//! no citations, so whoever shows one shows it as an illustration and never as a benchmark.

use super::sheets::{Case, Method, Outcome};
use crate::sheet::{Prefilled, Unit};
use crate::text::{Phrase, Text, signed_percent, text};
use serde::Deserialize;
use std::sync::LazyLock;

/// What a method is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// What redesign is; no method is of this part, only cases.
    Meaning,
    /// Performance: how the work runs.
    Efficiency,
    /// Performance: what customers get.
    Customer,
    /// Performance: what staff can do.
    Employees,
    /// Brand: trust.
    Trust,
    /// Brand: being different.
    Differentiation,
    /// Brand: feeling.
    Emotion,
    /// The strategies of the brand.
    Strategy,
    /// What keeps a redesign from failing; only cases.
    Safeguards,
}

impl Part {
    /// Its name.
    pub const fn title(self) -> Text {
        match self {
            Part::Meaning => text("流程再造是什么", "What redesign is"),
            Part::Efficiency => text("绩效：运营效率", "Performance: operating efficiency"),
            Part::Customer => text("绩效：客户价值", "Performance: customer value"),
            Part::Employees => text("绩效：员工效能", "Performance: employee efficacy"),
            Part::Trust => text("品牌：信任", "Brand: trust"),
            Part::Differentiation => text("品牌：差异化", "Brand: differentiation"),
            Part::Emotion => text("品牌：情感连接", "Brand: emotional connection"),
            Part::Strategy => text("品牌策略", "Brand strategies"),
            Part::Safeguards => text("推行保障", "Safeguards"),
        }
    }

    /// Whether it is one of the three parts of the performance of a process.
    pub const fn is_performance(self) -> bool {
        matches!(self, Part::Efficiency | Part::Customer | Part::Employees)
    }
}

/// A method of process redesign.
#[derive(Debug)]
pub struct MethodDef {
    /// Its name for life: `M1` to `M11`, `B1` to `B9`, `P1` to `P4`.
    pub code: &'static str,
    /// What it is for.
    pub part: Part,
    /// What it is called.
    pub title: Text,
    /// What it does.
    pub does: Text,
    /// When it fits.
    pub fits: Text,
    /// What goes wrong with it.
    pub risk: Text,
}

/// How a change is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    /// As a share of what it was.
    #[default]
    Share,
    /// Percent less percent.
    PercentagePoints,
    /// As the difference of two scores.
    Points,
}

/// How the figure that stands for a case changed.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Main {
    was: Option<f64>,
    is: Option<f64>,
    stated: Option<f64>,
    #[serde(default)]
    by: By,
    /// Whether it is not said if the change is in points or relative.
    #[serde(default)]
    ambiguous: bool,
}

/// How much something changed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Moved {
    /// The change: 0.5 is half as much again, 5 is five points.
    pub change: f64,
    /// How it is told.
    pub by: By,
    /// Whether it is not said if it is points or a share.
    pub ambiguous: bool,
}

impl Moved {
    /// From one value to another; nothing can be said of a share of zero.
    pub fn between(was: f64, is: f64, by: By) -> Option<Moved> {
        let change = if by == By::Share { (is - was) / was } else { is - was };
        change.is_finite().then_some(Moved { change, by, ambiguous: false })
    }

    /// The change with its sign: `-86%`, `+27 pp`; a question mark where it is not said how it is told.
    pub fn shown(self) -> Phrase {
        match self.by {
            By::PercentagePoints => Unit::Percent.short_change(self.change),
            By::Points => Unit::Points.short_change(self.change),
            By::Share => {
                let mark = if self.ambiguous { "?" } else { "" };
                Phrase::same(format!("{}{mark}", signed_percent(self.change)))
            }
        }
    }
}

impl Main {
    /// How much it changed: computed from before and after, else as it is stated.
    fn moved(self) -> Option<Moved> {
        let computed = self.was.zip(self.is).and_then(|(was, is)| Moved::between(was, is, self.by));
        computed.or_else(|| {
            let stated = self.stated?;
            let change = if self.by == By::Share { stated / 100.0 } else { stated };
            Some(Moved { change, by: self.by, ambiguous: self.ambiguous })
        })
    }
}

/// A case as it is told.
#[derive(Debug)]
pub struct CaseStudy {
    /// Its name for life: `C1` to `C49`.
    pub code: &'static str,
    /// What it is called.
    pub title: Text,
    /// The trade.
    pub sector: Text,
    /// The code of the method that it shows, if it shows one.
    pub method: Option<&'static str>,
    /// The method's name, or what else it shows.
    pub about: Text,
    /// Where it belongs.
    pub part: Part,
    /// How it ended.
    pub outcome: Outcome,
    /// Figures or facts before.
    pub before: Option<Text>,
    /// Figures or facts after.
    pub after: Option<Text>,
    /// What changed, as it is stated; what is ambiguous says so.
    pub change: Option<Text>,
    /// What has to be known to read it.
    pub note: Option<Text>,
    /// The steps before, in their order; none where they are not told.
    pub as_is: Vec<Text>,
    /// The steps after, in their order; none where they are not told.
    pub to_be: Vec<Text>,
    /// Whether its steps are those of one process, so that a map can begin with them: not what a rival does, and not
    /// problems with an answer each.
    pub is_map: bool,
    /// How much the figure that stands for it changed.
    pub moved: Option<Moved>,
}

impl CaseStudy {
    /// Whether its steps are told, before or after.
    pub fn has_chain(&self) -> bool {
        !self.as_is.is_empty() || !self.to_be.is_empty()
    }
}

/// A text as an asset has it, the Chinese first.
type Pair<'a> = [&'a str; 2];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenMethod<'a> {
    code: &'a str,
    group: Part,
    #[serde(borrow)]
    title: Pair<'a>,
    #[serde(borrow)]
    does: Pair<'a>,
    #[serde(borrow)]
    fits: Pair<'a>,
    #[serde(borrow)]
    risk: Pair<'a>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenCase<'a> {
    code: &'a str,
    #[serde(borrow)]
    title: Pair<'a>,
    #[serde(borrow)]
    sector: Pair<'a>,
    #[serde(borrow)]
    method: Option<&'a str>,
    #[serde(borrow)]
    about: Option<Pair<'a>>,
    part: Option<Part>,
    outcome: WrittenOutcome,
    #[serde(borrow)]
    before: Option<Pair<'a>>,
    #[serde(borrow)]
    after: Option<Pair<'a>>,
    #[serde(borrow)]
    change: Option<Pair<'a>>,
    #[serde(borrow)]
    note: Option<Pair<'a>>,
    #[serde(borrow, default)]
    as_is: Vec<Pair<'a>>,
    #[serde(borrow, default)]
    to_be: Vec<Pair<'a>>,
    /// Whether the chain is one process before and after.
    #[serde(default = "yes")]
    map: bool,
    main: Option<Main>,
}

const fn yes() -> bool {
    true
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum WrittenOutcome {
    Worked,
    Failed,
    TooSlow,
    CutOff,
}

const fn text_of([zh, en]: Pair<'static>) -> Text {
    text(zh, en)
}

impl From<WrittenMethod<'static>> for MethodDef {
    fn from(written: WrittenMethod<'static>) -> MethodDef {
        MethodDef {
            code: written.code,
            part: written.group,
            title: text_of(written.title),
            does: text_of(written.does),
            fits: text_of(written.fits),
            risk: text_of(written.risk),
        }
    }
}

impl From<WrittenCase<'static>> for CaseStudy {
    fn from(written: WrittenCase<'static>) -> CaseStudy {
        let method = written.method.and_then(method);
        CaseStudy {
            code: written.code,
            title: text_of(written.title),
            sector: text_of(written.sector),
            method: written.method,
            about: method.map(|m| m.title).or(written.about.map(text_of)).unwrap_or(text("", "")),
            part: method.map(|m| m.part).or(written.part).unwrap_or(Part::Meaning),
            outcome: match written.outcome {
                WrittenOutcome::Worked => Outcome::Worked,
                WrittenOutcome::Failed => Outcome::Failed,
                WrittenOutcome::TooSlow => Outcome::TooSlow,
                WrittenOutcome::CutOff => Outcome::CutOff,
            },
            before: written.before.map(text_of),
            after: written.after.map(text_of),
            change: written.change.map(text_of),
            note: written.note.map(text_of),
            as_is: written.as_is.into_iter().map(text_of).collect(),
            to_be: written.to_be.into_iter().map(text_of).collect(),
            is_map: written.map,
            moved: written.main.and_then(Main::moved),
        }
    }
}

fn read<W: Deserialize<'static> + Into<T>, T>(asset: &'static str) -> serde_json::Result<Vec<T>> {
    Ok(serde_json::from_str::<Vec<W>>(asset)?.into_iter().map(Into::into).collect())
}

/// The methods as they are written; the tests hold that they can be read.
pub(super) fn read_methods() -> serde_json::Result<Vec<MethodDef>> {
    read::<WrittenMethod<'static>, _>(include_str!("../../../assets/redesign/methods.json"))
}

/// The cases as they are written; the tests hold that they can be read.
pub(super) fn read_cases() -> serde_json::Result<Vec<CaseStudy>> {
    read::<WrittenCase<'static>, _>(include_str!("../../../assets/redesign/cases.json"))
}

/// All methods: eleven of performance, nine of the brand, four strategies.
pub static METHODS: LazyLock<Vec<MethodDef>> = LazyLock::new(|| read_methods().unwrap_or_default());

/// All cases.
pub static CASES: LazyLock<Vec<CaseStudy>> = LazyLock::new(|| read_cases().unwrap_or_default());

/// A method by its code.
pub fn method(code: &str) -> Option<&'static MethodDef> {
    METHODS.iter().find(|method| method.code == code)
}

/// The cases of a method, in their order.
pub fn cases_of(method: &str) -> impl Iterator<Item = &'static CaseStudy> {
    CASES.iter().filter(move |case| case.method == Some(method))
}

/// A case by its code.
pub fn case(code: &str) -> Option<&'static CaseStudy> {
    CASES.iter().find(|case| case.code == code)
}

impl Prefilled<Method> for MethodDef {
    fn code(&self) -> &'static str {
        self.code
    }

    fn text(&self, column: &str) -> Option<Text> {
        (column == Method::COL.method.key).then_some(self.title)
    }
}

impl Prefilled<Case> for CaseStudy {
    fn code(&self) -> &'static str {
        self.code
    }

    fn text(&self, column: &str) -> Option<Text> {
        match column {
            "case" => Some(self.title),
            "sector" => Some(self.sector),
            "about" => Some(self.about),
            "before" => self.before,
            "after" => self.after,
            "change" => self.change,
            _ => None,
        }
    }

    fn fill(&self, row: &mut Case) {
        row.outcome = Some(self.outcome);
    }
}
