//! What the dashboard keeps: indicators, their readings, the events that explain them and the weekly
//! review's promises. It must not know how any of it is judged or shown.

use crate::sheet::{AnyRow, Id, Link, Prose, Row, Tick, Unit};
use crate::text::{Text, text};
use crate::{choice, sheet};
use chrono::NaiveDate;
use ecow::EcoString;
use std::sync::Arc;

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
    Kpi in "kpis" = "指标" / "Indicators", builtin seeded_name;
    name: EcoString = "指标" / "Indicator",
    /// Which of the seeded indicators it is, whatever people call it; empty for one of their own.
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
    /// Something that happened and may explain a movement.
    Event in "events" = "事件" / "Events";
    name: EcoString = "事件" / "Event" ? "如：新派单系统上线" / "Such as: new dispatch system live",
    date: Option<NaiveDate> = "日期" / "Date",
    kpi: Link<Kpi> = "指标" / "Indicator" ? "留空就是全部指标" / "Blank means every indicator",
    rebase: bool = "重算控制限" / "New limits"
        ? "这件事改变了流程，从这一天起重新计算控制限"
        / "It changed the process: the limits are computed anew from this day",
}

sheet! {
    /// What the weekly review found out about an indicator and promised to do.
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

/// The codes of the seeded indicators, by which rules know them.
pub mod code {
    /// Training completion.
    pub const TRAINING: &str = "training";
    /// Staff satisfaction with the change.
    pub const SATISFACTION: &str = "satisfaction";
    /// Executive walks on site.
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
struct Seed {
    code: &'static str,
    name: Text,
    kind: Kind,
    unit: KpiUnit,
    baseline: Option<f64>,
    target: f64,
}

const fn leading(code: &'static str, name: Text, unit: KpiUnit, target: f64) -> Seed {
    Seed { code, name, kind: Kind::Leading, unit, baseline: None, target }
}

const fn lagging(code: &'static str, name: Text, unit: KpiUnit, baseline: f64, target: f64) -> Seed {
    Seed { code, name, kind: Kind::Lagging, unit, baseline: Some(baseline), target }
}

static SEEDS: [Seed; 8] = [
    leading(code::TRAINING, text("培训完成率", "Training completion"), KpiUnit::Percent, 90.0),
    leading(
        code::SATISFACTION,
        text("员工满意度（变革）", "Staff satisfaction with the change"),
        KpiUnit::OfFive,
        3.5,
    ),
    leading(
        code::WALKS,
        text("高管参与度（每周现场巡视）", "Weekly executive walk on site"),
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

/// The indicators that every project begins with: four leading, four lagging.
pub(super) fn seed(new_id: &mut dyn FnMut() -> Id) -> Vec<Arc<dyn AnyRow>> {
    let row = |seed: &Seed| {
        Arc::new(Kpi {
            code: seed.code.into(),
            kind: Some(seed.kind),
            unit: Some(seed.unit),
            baseline: seed.baseline,
            target: Some(seed.target),
            ..Kpi::with_id(new_id())
        }) as Arc<dyn AnyRow>
    };
    SEEDS.iter().map(row).collect()
}

fn seeded_name(kpi: &Kpi, column: usize) -> Option<Text> {
    if column != 0 {
        return None;
    }
    SEEDS.iter().find(|seed| seed.code == kpi.code).map(|seed| seed.name)
}

impl Kpi {
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
