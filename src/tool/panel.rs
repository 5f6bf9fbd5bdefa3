//! What stands beside the rows: lines, bars, heat maps, charts and timelines. A drawing is a panel, never a layout.

use super::Shown;
use crate::finding::{Level, Line};
use crate::sheet::Unit;
use crate::text::Phrase;
use chrono::NaiveDate;

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
