//! The sheet of the wins.

use crate::sheet;
use crate::sheet::{Link, Prose, Tick};
use crate::tools::kpi::Kpi;
use crate::tools::roadmap::Centre;
use chrono::NaiveDate;
use ecow::EcoString;

sheet! {
    /// A visible result, planned for a day.
    Win in "wins" = "短期胜利" / "Short-term wins", measured by kpi;
    win: Prose = "胜利" / "Win" aka WIN ? "一句看得见的成果，如试点中心首次修复率提高 10 个百分点" / "One result that people can see, such as a first-time fix rate 10 points higher in the pilot",
    kpi: Link<Kpi> = "证明指标" / "Evidence KPI" aka INDICATOR ? "用哪个指标来证明" / "The KPI that proves it",
    target: Option<f64> = "目标值" / "Target value" aka TARGET ? "这个指标要达到的数值；按最近三期的中位数算" / "The value that the KPI has to reach, by the median of its last three periods",
    target_date: Option<NaiveDate> = "目标日期" / "Target date" aka TARGET_DATE toward Ahead ? "启动后第 3 到 6 个月之间" / "Between month 3 and month 6 after the start",
    owner: EcoString = "负责人" / "Owner" aka OWNER ? "角色，如技术主管" / "A role, such as the technical supervisor",
    achieved: Tick = "达成日期" / "Achieved on" aka ACHIEVED,
    result: Prose = "结果" / "Result" aka OUTCOME ? "用数字说" / "In figures",
    commended: Tick = "表彰日期" / "Recognised on" ? "哪一天公开表彰的" / "The day on which people were recognised in public",
    commended_who: EcoString = "表彰了谁" / "Who was recognised",
    note: Prose = "备注" / "Notes" aka NOTE,
    centre: Link<Centre> = "服务中心" / "Centre" aka CENTRE
        ? "在哪个中心取得的；用那个中心的数据证明，留空就是全网络" / "Where it was won: proved by the readings of that centre; blank means the whole network",
}

impl Win {
    /// Whether it says what is to be won.
    pub fn is_named(&self) -> bool {
        !self.win.0.trim().is_empty() || self.kpi.0.is_some()
    }

    /// The day on which it was achieved, unless that day is still to come.
    pub fn achieved_by(&self, today: NaiveDate) -> Option<NaiveDate> {
        self.achieved.0.filter(|on| *on <= today)
    }
}
