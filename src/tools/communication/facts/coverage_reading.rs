//! Where the coverage goes among the indicators. What it comes to is not known here.

use crate::facts::{Fact, Facts};
use crate::sheet::Id;
use crate::tools::kpi::{Kpi, Reading, code};
use std::sync::Arc;

/// The indicator of the coverage with its reading of today.
pub(in crate::tools::communication) struct CoverageReading {
    /// The indicator; none if the project has removed it.
    pub(in crate::tools::communication) kpi: Option<Id>,
    /// The last reading of today; none yet, or none without the indicator.
    pub(in crate::tools::communication) today: Option<Arc<Reading>>,
}

impl Fact for CoverageReading {
    fn compute(facts: &Facts) -> CoverageReading {
        let kpi = facts.rows::<Kpi>().iter().find(|kpi| kpi.code == code::COVERAGE).map(|kpi| kpi.id);
        let is_it = |r: &&Arc<Reading>| r.kpi.0.is_some() && r.kpi.0 == kpi && r.date == Some(facts.today());
        CoverageReading { kpi, today: facts.rows::<Reading>().iter().rev().find(is_it).cloned() }
    }
}
