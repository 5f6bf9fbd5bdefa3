//! Which events count and how time is measured.

use super::Hours;

/// Which steps in the life of an activity count as events.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Lifecycle {
    /// Those that are called `complete`, where there are such; else all.
    #[default]
    Usual,
    /// All.
    All,
    /// Those of one name, such as `complete` or `start`, and those without any.
    Only(String),
}

/// Which events count and how time is measured.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Options {
    /// Which steps in the life of an activity count.
    pub lifecycle: Lifecycle,
    /// The activity at whose first time a case begins; cases without it do not count.
    pub from: Option<String>,
    /// The activity at whose last time a case ends; cases without it do not count.
    pub to: Option<String>,
    /// The hours that count as working time; by them the promise is judged and the slowest are told.
    pub hours: Option<Hours>,
    /// The zone of the clock on the wall for working hours, in minutes ahead of UTC; that which was written if it is none.
    pub zone: Option<i16>,
    /// Within how many seconds a case was promised to be done.
    pub promise: Option<f64>,
}
