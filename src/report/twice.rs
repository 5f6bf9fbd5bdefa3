//! Figures that are kept in two places and differ, said where the report shows one of them.

use crate::facts::Facts;
use crate::finding::{Level, Line};
use crate::say;
use crate::sheet::Id;
use crate::text::{Phrase, text};
use crate::tool::Shown;
use crate::tools::premortem::{Of, kept_twice};

/// A line for each figure of some kinds that is kept twice.
pub(super) fn lines(facts: &Facts, of: &[Of]) -> Vec<Line> {
    let twice = kept_twice(facts).into_iter().filter(|twice| of.contains(&twice.of));
    let line = |said: Phrase| {
        Line::new(
            Level::Watch,
            say!(
                "两处的数字不一样：{said}；要查清哪一个对",
                "Two figures differ: {said}; one is to be corrected",
                said
            ),
        )
    };
    twice.map(|twice| line(twice.said)).collect()
}

/// Beside the chart of an indicator, that its value stands elsewhere as well and differs.
pub(super) fn beside(facts: &Facts, kpi: Id) -> Option<Shown> {
    let is_it = kept_twice(facts).iter().any(|twice| twice.kpis.contains(&kpi));
    is_it.then(|| {
        Shown::new(Level::Watch, text("另一处的数字不一样，待查清", "kept in two places that differ"))
    })
}
