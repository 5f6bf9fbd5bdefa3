//! Sheets of the dashboard: indicators, their readings, the events that explain them and the entries of the weekly
//! review. It must not know how any of it is judged or shown.

use super::code;
use super::items::{ITEMS, KpiDef};
use crate::sheet::{AnyRow as _, Label, Link, Prose, Tick, Unit};
use crate::text::{Phrase, text};
use crate::tools::process::Process;
use crate::tools::roadmap::Centre;
use crate::{choice, sheet};
use chrono::NaiveDate;
use ecow::EcoString;

choice! {
    /// Whether an indicator shows the effort or the result.
    Kind {
        Leading "leading" = "领先" / "leading" aka ["领先指标", "先行", "先行指标", "投入", "投入指标", "过程指标", "lead", "leading indicator", "effort", "input"],
        Lagging "lagging" = "滞后" / "lagging" aka ["滞后指标", "结果", "结果指标", "lag", "lagging indicator", "result", "outcome", "output"],
    }
}

choice! {
    /// The unit of an indicator.
    KpiUnit {
        Percent "percent" = "百分比 %" / "percent %" aka ["%", "百分比", "百分数", "百分率", "pct", "percentage"],
        Points "points" = "分" / "points" aka ["分数", "pts", "pt", "score"],
        OfFive "of-five" = "1–5 分" / "1 to 5" aka ["1-5", "/5", "out of 5", "5分制", "五分制"],
        Hours "hours" = "小时" / "hours" aka ["h", "hr", "hrs", "钟头", "时"],
        PerDay "per-day" = "单/天" / "orders a day" aka ["单/日", "orders/day", "/day", "/天", "orders per day", "单/人天"],
        Times "times" = "次" / "times" aka ["x"],
        Minutes "minutes" = "分钟" / "minutes" aka ["min", "mins"],
        Days "days" = "天" / "days" aka ["日", "d"],
        Yuan "yuan" = "元" / "yuan" aka ["¥", "rmb", "cny", "人民币"],
        WanYuan "wan-yuan" = "万元" / "10,000 yuan" aka ["万", "10k yuan"],
        Vehicles "vehicles" = "台次" / "vehicles" aka ["台", "辆", "车", "cars"],
        None "none" = "无单位" / "no unit" aka ["没有单位"],
    }
}

choice! {
    /// How often an indicator is read.
    Cadence {
        Weekly "weekly" = "每周" / "weekly" aka ["周", "周度", "每周一次", "week", "every week"],
        Fortnightly "fortnightly" = "每两周" / "every two weeks" aka ["两周", "双周", "隔周", "每2周", "fortnight", "every 2 weeks"],
        Monthly "monthly" = "每月" / "monthly" aka ["月", "月度", "每月一次", "month", "every month"],
    }
}

choice! {
    /// What kind of number an indicator is, which decides how it is judged.
    Measure {
        Level "level" = "水平值" / "level" aka ["水平"],
        Cumulative "cumulative" = "累计值" / "cumulative" aka ["累计", "累积"],
        Count "count" = "次数" / "count" aka ["计数"],
    }
}

choice! {
    /// Whether an indicator is about people, a soft one, or about the work.
    About {
        People "people" = "人（软指标）" / "people (soft)",
        Process "process" = "流程（硬指标）" / "process (hard)",
    }
}

choice! {
    /// Which way is better.
    Way {
        Up "up" = "越高越好" / "higher is better" aka ["越大越好", "上升", "提高", "高", "higher", "increase", "↑"],
        Down "down" = "越低越好" / "lower is better" aka ["越小越好", "下降", "降低", "低", "lower", "decrease", "↓"],
    }
}

choice! {
    /// How the expected progress rises from the baseline to the target.
    Path {
        Straight "straight" = "匀速" / "straight line" aka ["直线", "线性", "linear"],
        Roadmap "roadmap" = "按推广计划" / "roll-out plan" aka ["推广计划", "rollout plan"],
    }
}

sheet! {
    /// An indicator.
    Kpi in "kpis" = "指标" / "Indicators", prefilled ITEMS: KpiDef;
    name: EcoString = "指标" / "Indicator" aka INDICATOR,
    /// Which of the prefilled indicators it is, whatever people call it; empty for one of their own.
    code: EcoString = "代码" / "Code",
    kind: Option<Kind> = "类别" / "Kind" aka KIND
        ? "领先指标看投入，滞后指标看结果" / "Leading shows the effort, lagging the result",
    unit: Option<KpiUnit> = "单位" / "Unit" aka UNIT,
    baseline: Option<f64> = "基线" / "Baseline" aka BASELINE ? "变革之前的值，用自己量出来的，如首次修复率 80%" / "The value before the change, as you measured it, such as a first-time fix rate of 80%",
    baseline_date: Option<NaiveDate> = "基线日期" / "Baseline date" aka BASELINE_DATE
        ? "留空就是启动日期；培训完成率从第 29 天算" / "Blank means the start date; day 29 for training completion",
    target: Option<f64> = "目标" / "Target" aka TARGET,
    target_date: Option<NaiveDate> = "目标日期" / "Target date" aka TARGET_DATE toward Ahead
        ? "留空就是项目结束（按项目长度，不填是 12 个月）；培训完成率和沟通覆盖率是第 84 天，员工满意度和高管巡视从第一天起就看目标"
        / "Blank means the end of the project (its length, else 12 months); day 84 for training completion and coverage; satisfaction and site visits have to hold from the first day",
    direction: Option<Way> = "方向" / "Direction" aka DIRECTION
        ? "留空就由基线和目标得出" / "Blank: taken from baseline and target",
    path: Option<Path> = "预期走势" / "Expected path"
        ? "留空：滞后指标按推广计划（试点上线前 0，之后按计划转换的中心），有基线的领先指标匀速"
        / "Blank: lagging indicators follow the roll-out plan (nothing before the pilot, then by the centres converted), leading ones with a baseline a straight line",
    owner: EcoString = "负责人" / "Owner" aka OWNER,
    note: Prose = "备注" / "Notes" aka NOTE,
    cadence: Option<Cadence> = "频次" / "Read" aka CADENCE
        ? "多久记一次；留空就是每周" / "How often it is read; blank means weekly",
    measure: Option<Measure> = "数据类型" / "Type of data" aka MEASURE
        ? "水平值会上下波动；累计值只增不减，如完成率；次数是数出来的，如投诉"
        / "A level moves up and down, a cumulative value only grows (completion), a count is counted (complaints)",
    unit_name: EcoString = "其他单位" / "Other unit"
        ? "列表里没有的单位，如 公里" / "A unit that is not in the list, such as km",
    seasonal: bool = "季节性" / "Seasonal"
        ? "随季节变化：与变革之前那一年的同期比；没有同期数据就不判断"
        / "It varies with the season: judged by the same time of the year before the change, and not at all without its readings",
    process: Link<Process> = "所测流程" / "Process"
        ? "它衡量哪个流程；到不了目标时，直接去看那张流程图" / "Which process it measures; where the target is out of reach, its map is where to look",
    about: Option<About> = "衡量什么" / "About"
        ? "软指标看人：满意度、士气、离职；留空：员工满意度算软指标，其余算硬指标"
        / "Soft ones are about people: satisfaction, morale, turnover; blank: staff satisfaction is soft, all others are hard",
}

sheet! {
    /// One value of an indicator on a day.
    Reading in "readings" = "数据" / "Readings", dated date, measured by kpi, grouped by centre, keyed kpi + date + centre;
    kpi: Link<Kpi> = "指标" / "Indicator" aka INDICATOR,
    date: Option<NaiveDate> = "日期" / "Date" aka DATE toward Past,
    value: Option<f64> = "数值" / "Value" aka VALUE,
    note: EcoString = "备注" / "Note" aka NOTE,
    centre: Link<Centre> = "服务中心" / "Centre" aka CENTRE
        ? "留空就是全网络的数值" / "Blank means the value of the whole network",
}

sheet! {
    /// An event that may explain a movement.
    Event in "events" = "事件" / "Events", keyed name + date;
    name: EcoString = "事件" / "Event" aka NAME ? "如：新派单系统上线" / "Such as a new dispatch system going live",
    date: Option<NaiveDate> = "日期" / "Date" aka DATE,
    kpi: Link<Kpi> = "指标" / "Indicator" aka INDICATOR ? "留空就是全部指标" / "Blank means every indicator",
    rebase: bool = "重算控制限" / "Recalculate limits"
        ? "这件事改变了流程，从这一天起另算控制限；之前的控制限保留，用来证明变化"
        / "It changed the process: new limits begin on this day; the old ones are kept to prove the change",
    redefined: bool = "口径变了" / "Redefined"
        ? "指标的定义或算法变了：从这一天起另算，不与之前比较"
        / "The indicator is defined or counted differently: from this day on nothing is compared with before",
}

sheet! {
    /// An entry of the weekly review: why an indicator is behind, and the action that was promised.
    Review in "reviews" = "每周回顾" / "Weekly review", dated date, keyed kpi + date;
    kpi: Link<Kpi> = "指标" / "Indicator" aka INDICATOR,
    date: Option<NaiveDate> = "回顾日期" / "Reviewed" aka DATE toward Past,
    root_cause: Prose = "根本原因" / "Root cause" aka CAUSE,
    action: Prose = "纠偏行动" / "Corrective action" aka ACTION ? "只写一项" / "One only",
    owner: EcoString = "负责人" / "Owner" aka OWNER,
    due: Option<NaiveDate> = "期限" / "Due" aka DUE toward Coming ? "7 天之内" / "Within 7 days",
    done: Tick = "完成" / "Done" aka DONE,
    outcome: EcoString = "结果" / "Outcome" aka OUTCOME,
    dropped: Tick = "放弃日期" / "Dropped on" ? "不再做了；原因写在结果里" / "It will not be done; say why under Outcome",
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
            Some(KpiUnit::Minutes) => Unit::Minutes,
            Some(KpiUnit::Days) => Unit::Days,
            Some(KpiUnit::Yuan) => Unit::Yuan,
            Some(KpiUnit::WanYuan) => Unit::WanYuan,
            Some(KpiUnit::Vehicles) => Unit::Vehicles,
            Some(KpiUnit::None) | None => match self.unit_name.trim() {
                "" => Unit::None,
                name => Unit::Named(Label::new(name)),
            },
        }
    }

    /// What its unit is called.
    pub fn unit_label(&self) -> Phrase {
        match (self.unit, self.unit_name.trim()) {
            (None | Some(KpiUnit::None), name) if !name.is_empty() => Phrase::same(name),
            (unit, _) => unit.unwrap_or(KpiUnit::None).label().into(),
        }
    }

    /// How often it is read.
    pub fn cadence(&self) -> Cadence {
        self.cadence.unwrap_or(Cadence::Weekly)
    }

    /// What kind of number it is: as chosen, else by what is known of the prefilled ones.
    pub fn measure(&self) -> Measure {
        self.measure.unwrap_or(match self.code.as_str() {
            code::TRAINING | code::COVERAGE => Measure::Cumulative,
            code::WALKS => Measure::Count,
            _ => Measure::Level,
        })
    }

    /// Whether it is about people: as chosen, else by what is known of the prefilled ones.
    pub fn is_soft(&self) -> bool {
        self.about.map_or(self.code == code::SATISFACTION, |about| about == About::People)
    }

    /// Whether it shows the effort rather than the result.
    pub fn is_leading(&self) -> bool {
        self.kind == Some(Kind::Leading)
    }
}

impl Cadence {
    /// The days from one reading to the next.
    pub const fn days(self) -> i64 {
        match self {
            Cadence::Weekly => 7,
            Cadence::Fortnightly => 14,
            Cadence::Monthly => 31,
        }
    }

    /// A reading older than this many working days is stale: two readings were missed.
    pub const fn stale_after(self) -> i64 {
        self.days() * 2
    }
}
