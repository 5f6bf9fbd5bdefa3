//! The sheets of the project: the charter, and the pauses.

use crate::calendar::{Pause, Plan};
use crate::sheet;
use crate::sheet::Prose;
use crate::text::Lang;
use chrono::NaiveDate;
use ecow::EcoString;

sheet! {
    /// The one row that says what the change is.
    Charter in "project" = "项目" / "Project";
    name: EcoString = "项目名称" / "Project name",
    vision: Prose = "愿景（一句话）" / "Vision (one sentence)"
        ? "变革之后是什么样子？写上一个数字和一个日期" / "What will it be like afterwards? Name a number and a date",
    start: Option<NaiveDate> = "启动日期" / "Start date",
    months: Option<u32> = "项目长度（月）" / "Length in months"
        ? "留空就是 12 个月；阶段和里程碑按它伸缩" / "Blank means 12; phases and milestones follow it",
    pilot_from: Option<NaiveDate> = "试点期开始" / "Pilot phase from" toward Coming
        ? "留空就按计划；填了，后面的阶段一起移动" / "Blank: by the plan; a date moves the later phases along",
    roll_out_from: Option<NaiveDate> = "推广期开始" / "Roll-out from" toward Coming
        ? "留空就按计划；填了，后面的阶段一起移动" / "Blank: by the plan; a date moves the later phases along",
    institutionalise_from: Option<NaiveDate> = "制度化开始" / "Institutionalise from" toward Coming
        ? "留空就按计划；填了，项目结束一起移动" / "Blank: by the plan; a date moves the end of the project along",
    centres: Option<u32> = "服务中心数" / "Service centres" in 1..=10_000,
    sponsor: EcoString = "发起人" / "Sponsor" ? "角色，如总经理" / "A role, such as the managing director",
    money: EcoString = "金额单位" / "Unit of money"
        ? "预算的金额用什么单位，如万元；报告里跟在数字后面" / "What the amounts of the budget are in, such as EUR 1,000; it stands behind them in reports",
    note: Prose = "备注" / "Notes" aka NOTE,
    position: Prose = "品牌定位（一句话）" / "Brand position (one sentence)"
        ? "对哪些客户，承诺什么，靠什么做到" / "For which customers, what we promise, and how we keep it",
}

sheet! {
    /// Days on which the project rested.
    Rest in "pauses" = "暂停" / "Pauses", lasts until until;
    from: Option<NaiveDate> = "从" / "From" aka BEGINS ? "暂停的第一天" / "The first day of the pause",
    until: Option<NaiveDate> = "到" / "Until" aka FINISHES
        ? "暂停的最后一天；还没恢复就留空" / "The last day of the pause; blank while it lasts",
    reason: Prose = "原因" / "Reason" aka CAUSE,
}

impl Charter {
    /// The language that people write it in: what the program writes into cells is in the same.
    pub fn language(&self) -> Lang {
        Lang::written([self.name.as_str(), &self.vision.0, &self.sponsor])
    }

    /// What the project has decided about its plan.
    pub fn plan(&self) -> Plan {
        Plan {
            months: self.months,
            begins: [self.pilot_from, self.roll_out_from, self.institutionalise_from],
        }
    }
}

impl Rest {
    /// The pause for the calendar; none while it has no first day.
    pub fn pause(&self) -> Option<Pause> {
        self.from.map(|from| Pause { from, until: self.until })
    }

    /// Whether the project rests on a day, as it is entered here.
    pub fn holds(&self, day: NaiveDate) -> bool {
        self.from.is_some_and(|from| from <= day) && self.until.is_none_or(|until| until >= day)
    }
}
