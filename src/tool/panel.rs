//! What stands beside the rows: lines, bars, heat maps, charts and timelines. A drawing is a panel, never a layout.

use super::Shown;
use crate::finding::{Level, Line};
use crate::mining::map::Map;
use crate::sheet::Unit;
use crate::text::Phrase;
use chrono::NaiveDate;
use std::sync::Arc;

/// Something computed that is shown as more than a line of text.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "a view has a handful")]
pub enum Panel {
    /// A few lines.
    Lines {
        /// The heading.
        title: Phrase,
        /// The lines.
        lines: Vec<Line>,
    },
    /// Bars below each other, such as people by barrier.
    Bars {
        /// The heading.
        title: Phrase,
        /// A bar each.
        bars: Vec<Bar>,
    },
    /// A table of levels, such as centre by element.
    Heat {
        /// The heading.
        title: Phrase,
        /// The heads of the columns; the first is that of the row titles.
        heads: Vec<Phrase>,
        /// Row title and its cells.
        rows: Vec<(Phrase, Vec<Shown>)>,
    },
    /// Values over time.
    Chart(Chart),
    /// Spans of days below each other.
    Timeline(Timeline),
    /// Steps one after the other, on a scale of time.
    Flows(Flows),
    /// What customers are promised and what they experience, from touchpoint to touchpoint.
    Journey(Journey),
    /// The way that cases really take, as an event log shows it.
    Discovered(Discovered),
}

/// The map of a process that an event log shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Discovered {
    /// The heading.
    pub title: Phrase,
    /// What is drawn.
    pub map: Arc<Map>,
}

/// Ways to do the same work, drawn below each other on one scale of time.
#[derive(Clone, Debug, PartialEq)]
pub struct Flows {
    /// The heading.
    pub title: Phrase,
    /// The ways, each with its steps.
    pub flows: Vec<FlowLine>,
}

/// One way to do the work.
#[derive(Clone, Debug, PartialEq)]
pub struct FlowLine {
    /// What it is called, such as "As-is".
    pub title: Phrase,
    /// Minutes from its beginning to its end.
    pub total: f64,
    /// The same in words.
    pub said: Phrase,
    /// The steps in order.
    pub steps: Vec<FlowStep>,
}

/// One step of a way to do the work.
#[derive(Clone, Debug, PartialEq)]
pub struct FlowStep {
    /// What is done.
    pub title: Phrase,
    /// Who does it, a lane of the drawing.
    pub lane: Option<Phrase>,
    /// Minutes from the beginning of the way until the wait before the step begins.
    pub from: f64,
    /// Minutes of waiting before it.
    pub wait: f64,
    /// Minutes of work, if they are known.
    pub work: Option<f64>,
    /// Whether it runs beside others.
    pub beside: bool,
    /// A few words at its end.
    pub note: Phrase,
    /// How bad it is.
    pub level: Level,
}

/// The touchpoints of a journey beside each other, on a scale from 1 to 5.
#[derive(Clone, Debug, PartialEq)]
pub struct Journey {
    /// The heading.
    pub title: Phrase,
    /// The touchpoints, in the order in which customers meet them.
    pub stops: Vec<Stop>,
}

/// A touchpoint of a journey.
#[derive(Clone, Debug, PartialEq)]
pub struct Stop {
    /// What it is called.
    pub title: Phrase,
    /// What the brand promises, 1 to 5.
    pub promised: Option<u8>,
    /// What customers experience, 1 to 5.
    pub experience: Option<u8>,
    /// How long it takes, as it is read; blank where that is not known.
    pub time: Phrase,
    /// How bad the gap is.
    pub level: Level,
}

impl Stop {
    /// What is promised less what is experienced: above 0 where the promise is higher.
    pub fn gap(&self) -> Option<i16> {
        Some(i16::from(self.promised?) - i16::from(self.experience?))
    }
}

/// Spans of days below each other, on a line of months that fits the width.
#[derive(Clone, Debug, PartialEq)]
pub struct Timeline {
    /// The heading.
    pub title: Phrase,
    /// The first day shown.
    pub from: NaiveDate,
    /// The last day shown.
    pub until: NaiveDate,
    /// Today, if it is to be shown as a line.
    pub today: Option<NaiveDate>,
    /// Named days, such as milestones, with how they stand.
    pub marks: Vec<(NaiveDate, Shown)>,
    /// The spans.
    pub spans: Vec<Span>,
}

/// One line of a timeline.
#[derive(Clone, Debug, PartialEq)]
pub struct Span {
    /// What it is; a phase is a heading, an item of it is not.
    pub title: Phrase,
    /// Whether it stands out as the heading of those below.
    pub heading: bool,
    /// Its first and last day; none draws no bar.
    pub days: Option<(NaiveDate, NaiveDate)>,
    /// The share of it that is done, 0 to 1.
    pub done: f64,
    /// A day on it that stands out, such as the one on which a centre was converted.
    pub point: Option<NaiveDate>,
    /// A short word at its end, such as "3/4".
    pub label: Phrase,
    /// How bad it is.
    pub level: Level,
}

/// A bar of [`Panel::Bars`].
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// What it counts.
    pub title: Phrase,
    /// How long it is, 0 to 1.
    pub share: f64,
    /// The figure behind it.
    pub label: Phrase,
    /// How bad it is.
    pub level: Level,
}

/// A chart over time.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Chart {
    /// The heading.
    pub title: Option<Phrase>,
    /// The readings as (day number, value); `None` is a gap that no line crosses.
    pub values: Vec<(f64, Option<f64>)>,
    /// Where it should be: straight pieces.
    pub path: Vec<(f64, f64)>,
    /// Lower limit, mean, upper limit.
    pub limits: Option<(f64, f64, f64)>,
    /// Places in `values` that are signals.
    pub signals: Vec<usize>,
    /// Named days, the most important first.
    pub marks: Vec<(f64, Phrase)>,
    /// Today, if it is to be shown.
    pub today: Option<f64>,
    /// What is to be reached: the day and the value, which is named.
    pub goal: Option<(f64, f64)>,
    /// First and last day, with their labels.
    pub span: Option<((f64, Phrase), (f64, Phrase))>,
    /// The unit of the values.
    pub unit: Unit,
    /// Whether the values are counts, so that the scale names whole numbers.
    pub whole: bool,
    /// What the lines are called: values, path.
    pub legend: Vec<Phrase>,
}
