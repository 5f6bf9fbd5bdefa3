//! The sheet of closings.

use crate::sheet;
use crate::sheet::{Link, Prose};
use crate::tools::kpi::Kpi;
use chrono::NaiveDate;
use ecow::EcoString;

sheet! {
    /// The project was closed on a day, or opened again.
    Closing in "closings" = "收尾" / "Closing";
    date: Option<NaiveDate> = "收尾日期" / "Closed on",
    by: EcoString = "谁决定" / "Decided by" ? "角色" / "A role",
    override_reason: Prose = "提前收尾的理由" / "Why before its time"
        ? "达标不满 6 个月却要收尾，必须写理由" / "Needed where the targets have not held for 6 months",
    months: Option<f64> = "当时稳住（月）" / "Months held then"
        ? "收尾那天，最短的指标稳住了几个月" / "How long the shortest indicator had held on that day",
    weakest: Link<Kpi> = "最短的指标" / "The shortest" ? "收尾那天稳住最短的指标" / "The indicator that had held the shortest",
    reopened: Option<NaiveDate> = "重新开启" / "Opened again on",
    note: Prose = "备注" / "Notes",
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
