//! Indicators that every project begins with: four leading, four lagging.

use super::{About, Kind, Kpi, KpiUnit};
use crate::sheet::Prefilled;
use crate::stats::Direction;
use crate::text::{Text, text};

/// Codes of the prefilled indicators, by which rules know them.
pub mod code {
    /// Training completion.
    pub const TRAINING: &str = "training";
    /// Staff satisfaction with the change.
    pub const SATISFACTION: &str = "satisfaction";
    /// Executive site visits.
    pub const WALKS: &str = "walks";
    /// Communication coverage.
    pub const COVERAGE: &str = "coverage";
    /// First-time fix rate.
    pub const FTFR: &str = "ftfr";
    /// Customer satisfaction.
    pub const CSAT: &str = "csat";
    /// Average response time.
    pub const RESPONSE: &str = "response";
    /// Orders per person per day.
    pub const EFFICIENCY: &str = "efficiency";
}

/// An indicator that every project begins with.
pub struct KpiDef {
    code: &'static str,
    name: Text,
    kind: Kind,
    unit: KpiUnit,
    /// The baseline of the printed dashboard, an example: everybody has to measure his own, so no project begins with it.
    example: Option<f64>,
    target: f64,
}

const fn leading(code: &'static str, name: Text, unit: KpiUnit, target: f64) -> KpiDef {
    KpiDef { code, name, kind: Kind::Leading, unit, example: None, target }
}

const fn lagging(code: &'static str, name: Text, unit: KpiUnit, example: f64, target: f64) -> KpiDef {
    KpiDef { code, name, kind: Kind::Lagging, unit, example: Some(example), target }
}

/// The indicators in the order of the printed dashboard.
pub static ITEMS: [KpiDef; 8] = [
    leading(code::TRAINING, text("培训完成率", "Training completion"), KpiUnit::Percent, 90.0),
    leading(
        code::SATISFACTION,
        text("员工满意度（变革）", "Staff satisfaction with the change"),
        KpiUnit::OfFive,
        3.5,
    ),
    leading(
        code::WALKS,
        text("高管参与度（每周现场巡视）", "Weekly executive site visit"),
        KpiUnit::Times,
        1.0,
    ),
    leading(code::COVERAGE, text("沟通覆盖率", "Communication coverage"), KpiUnit::Percent, 100.0),
    lagging(
        code::FTFR,
        text("首次修复率（FTFR）", "First-time fix rate (FTFR)"),
        KpiUnit::Percent,
        80.0,
        92.0,
    ),
    lagging(code::CSAT, text("客户满意度", "Customer satisfaction (CSAT)"), KpiUnit::Points, 75.0, 85.0),
    lagging(code::RESPONSE, text("平均响应时间", "Average response time"), KpiUnit::Hours, 48.0, 24.0),
    lagging(code::EFFICIENCY, text("人均效率", "Orders per person per day"), KpiUnit::PerDay, 8.0, 12.0),
];

impl Kpi {
    /// The direction that everybody expects of an indicator of ours in its own unit; `None` for any other.
    pub(super) fn usual_way(&self) -> Option<Direction> {
        let def = ITEMS.iter().find(|def| self.code == def.code && self.unit == Some(def.unit))?;
        Direction::of(def.example.unwrap_or_default(), def.target)
    }
}

/// The baseline of the printed dashboard, for tests of what follows from one.
#[cfg(test)]
pub fn printed_baseline(code: &str) -> Option<f64> {
    ITEMS.iter().find(|def| def.code == code)?.example
}

impl Prefilled<Kpi> for KpiDef {
    fn code(&self) -> &'static str {
        self.code
    }

    fn text(&self, column: &str) -> Option<Text> {
        (column == Kpi::COL.name.key).then_some(self.name)
    }

    fn fill(&self, row: &mut Kpi) {
        row.kind = Some(self.kind);
        row.about = Some(if self.code == code::SATISFACTION { About::People } else { About::Process });
        row.unit = Some(self.unit);
        row.target = Some(self.target);
    }
}
