//! Sheets of the dashboard: indicators, their readings, the events that explain them and the entries of the weekly
//! review. It must not know how any of it is judged or shown.

use super::items::{ITEMS, KpiDef};
use crate::sheet::{AnyRow as _, Link, Prose, Tick, Unit};
use crate::text::{Phrase, text};
use crate::{choice, sheet};
use chrono::NaiveDate;
use ecow::EcoString;

choice! {
    /// Whether an indicator shows the effort or the result.
    Kind {
        Leading "leading" = "领先" / "leading",
        Lagging "lagging" = "滞后" / "lagging",
    }
}

choice! {
    /// The unit of an indicator.
    KpiUnit {
        Percent "percent" = "百分比" / "percent",
        Points "points" = "分" / "points",
        OfFive "of-five" = "1–5 分" / "1 to 5",
        Hours "hours" = "小时" / "hours",
        PerDay "per-day" = "单/天" / "orders a day",
        Times "times" = "次" / "times",
        None "none" = "无单位" / "no unit",
    }
}

choice! {
    /// Which way is better.
    Way {
        Up "up" = "越高越好" / "higher is better",
        Down "down" = "越低越好" / "lower is better",
    }
}

choice! {
    /// How the expected progress rises from the baseline to the target.
    Path {
        Straight "straight" = "匀速" / "straight line",
        Roadmap "roadmap" = "按路线图" / "roadmap",
    }
}

sheet! {
    /// An indicator.
    Kpi in "kpis" = "指标" / "Indicators", prefilled ITEMS: KpiDef;
    name: EcoString = "指标" / "Indicator",
    /// Which of the prefilled indicators it is, whatever people call it; empty for one of their own.
    code: EcoString = "代码" / "Code",
    kind: Option<Kind> = "类别" / "Kind"
        ? "领先指标看投入，滞后指标看结果" / "Leading shows the effort, lagging the result",
    unit: Option<KpiUnit> = "单位" / "Unit",
    baseline: Option<f64> = "基线" / "Baseline" ? "变革之前的值" / "The value before the change",
    baseline_date: Option<NaiveDate> = "基线日期" / "Baseline date"
        ? "留空就是启动日期；培训完成率从第 29 天算" / "Blank means the start date; day 29 for training completion",
    target: Option<f64> = "目标" / "Target",
    target_date: Option<NaiveDate> = "目标日期" / "Target date"
        ? "留空就是启动后 12 个月；培训完成率和沟通覆盖率是第 84 天"
        / "Blank means 12 months after the start; day 84 for training completion and coverage",
    direction: Option<Way> = "方向" / "Direction"
        ? "留空就由基线和目标得出" / "Blank: taken from baseline and target",
    path: Option<Path> = "预期走势" / "Expected path"
        ? "匀速，或按路线图：第 1 个月 0、第 6 个月一半、第 12 个月全部"
        / "A straight line, or the roadmap: nothing in month 1, half by month 6, all by month 12",
    owner: EcoString = "负责人" / "Owner",
    note: Prose = "备注" / "Notes",
}

sheet! {
    /// One value of an indicator on a day.
    Reading in "readings" = "读数" / "Readings";
    kpi: Link<Kpi> = "指标" / "Indicator",
    date: Option<NaiveDate> = "日期" / "Date",
    value: Option<f64> = "数值" / "Value",
    note: EcoString = "备注" / "Note",
}

sheet! {
    /// An event that may explain a movement.
    Event in "events" = "事件" / "Events";
    name: EcoString = "事件" / "Event" ? "如：新派单系统上线" / "Such as: new dispatch system live",
    date: Option<NaiveDate> = "日期" / "Date",
    kpi: Link<Kpi> = "指标" / "Indicator" ? "留空就是全部指标" / "Blank means every indicator",
    rebase: bool = "重算控制限" / "New limits"
        ? "这件事改变了流程，从这一天起重新计算控制限"
        / "It changed the process: the limits are computed anew from this day",
}

sheet! {
    /// An entry of the weekly review: why an indicator is behind, and the action that was promised.
    Review in "reviews" = "每周回顾" / "Weekly review";
    kpi: Link<Kpi> = "指标" / "Indicator",
    date: Option<NaiveDate> = "回顾日期" / "Reviewed",
    root_cause: Prose = "根本原因" / "Root cause",
    action: Prose = "纠偏行动" / "Corrective action" ? "只写一项" / "One only",
    owner: EcoString = "负责人" / "Owner",
    due: Option<NaiveDate> = "期限" / "Due" ? "7 天之内" / "Within 7 days",
    done: Tick = "完成" / "Done",
    outcome: EcoString = "结果" / "Outcome",
}

impl Kpi {
    /// What it is called.
    pub fn title(&self) -> Phrase {
        match (self.name.trim(), self.builtin(Kpi::COL.name.at)) {
            ("", Some(name)) => name.into(),
            ("", None) => text("未命名指标", "Unnamed indicator").into(),
            (name, _) => Phrase::same(name),
        }
    }

    /// The unit of its values.
    pub fn unit(&self) -> Unit {
        match self.unit {
            Some(KpiUnit::Percent) => Unit::Percent,
            Some(KpiUnit::Points) => Unit::Points,
            Some(KpiUnit::OfFive) => Unit::OfFive,
            Some(KpiUnit::Hours) => Unit::Hours,
            Some(KpiUnit::PerDay) => Unit::PerDay,
            Some(KpiUnit::Times) => Unit::Times,
            Some(KpiUnit::None) | None => Unit::None,
        }
    }

    /// Whether it shows the effort rather than the result.
    pub fn is_leading(&self) -> bool {
        self.kind == Some(Kind::Leading)
    }
}
