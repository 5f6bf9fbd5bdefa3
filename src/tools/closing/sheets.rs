//! The sheet of closings.

use crate::sheet;
use crate::sheet::{Link, Prose};
use crate::tools::kpi::Kpi;
use chrono::NaiveDate;
use ecow::EcoString;

sheet! {
    /// The project was closed on a day, or opened again.
    Closing in "closings" = "收尾" / "Closing";
    date: Option<NaiveDate> = "收尾日期" / "Closed on" aka DATE toward Past,
    by: EcoString = "决定人" / "Approved by" ? "角色，如总经理" / "A role, such as the managing director",
    override_reason: Prose = "提前收尾的理由" / "Reason for closing early"
        ? "达标不满 6 个月却要收尾，必须写理由" / "Needed where the targets have not held for 6 months",
    months: Option<f64> = "收尾时已保持（月）" / "Months held at closing"
        ? "收尾那天，保持时间最短的指标达标了几个月" / "How long the KPI that had held shortest was on target that day",
    weakest: Link<Kpi> = "保持时间最短的指标" / "Held shortest" ? "收尾那天达标时间最短的指标" / "The KPI that had been on target for the shortest time",
    reopened: Option<NaiveDate> = "重新开启" / "Reopened on",
    note: Prose = "备注" / "Notes" aka NOTE,
}

impl Closing {
    /// Whether a reason is written for closing before the targets have held long enough.
    pub(super) fn has_reason(&self) -> bool {
        !self.override_reason.0.trim().is_empty()
    }

    /// Whether it waits for a reason or a date.
    pub(super) fn is_waiting(&self) -> bool {
        self.date.is_none() && self.reopened.is_none()
    }

    /// The months that the targets had held on the day of the closing, if those were too few.
    pub(super) fn held_too_short(&self) -> Option<f64> {
        self.months.filter(|months| *months < super::facts::LEAST - 1e-9)
    }
}
