//! The four sheets of the roadmap: items, milestones, centres, budget.

use super::items::{self, ITEMS, ItemDef, MILESTONES, MilestoneDef};
use crate::calendar::{Calendar, Phase};
use crate::sheet::{Prose, Tick};
use crate::text::{Text, text};
use crate::tools::checklist::When;
use crate::{choice, sheet};
use chrono::NaiveDate;
use ecow::EcoString;

choice! {
    /// The phase that an item belongs to.
    Stage {
        Preparation "preparation" = "准备期" / "Preparation" aka ["准备", "准备阶段"],
        Pilot "pilot" = "试点期" / "Pilot" aka ["试点", "试点阶段"],
        RollOut "roll_out" = "推广期" / "Roll-out" aka ["推广", "推广阶段", "rollout"],
        Institutionalise "institutionalise" = "制度化" / "Institutionalise" aka ["制度化期", "固化", "institutionalize"],
        Beyond "beyond" = "项目期之后" / "After the project",
    }
}

impl Stage {
    /// The phase of the calendar; none for what comes after the roadmap's year.
    pub const fn phase(self) -> Option<Phase> {
        match self {
            Stage::Preparation => Some(Phase::Preparation),
            Stage::Pilot => Some(Phase::Pilot),
            Stage::RollOut => Some(Phase::RollOut),
            Stage::Institutionalise => Some(Phase::Institutionalise),
            Stage::Beyond => None,
        }
    }

    /// The first and last day; what comes after the project has no end. None without a start date.
    pub fn days(self, calendar: &Calendar) -> (Option<NaiveDate>, Option<NaiveDate>) {
        match self.phase() {
            Some(phase) => calendar.phase_days(phase),
            None => (calendar.end(), None),
        }
    }
}

/// The name of a phase.
pub(super) fn title(stage: Option<Stage>) -> Text {
    stage.map_or(text("未定阶段", "No phase chosen"), Stage::label)
}

/// Phases in order, and items without one last.
pub(super) fn order(stage: Option<Stage>) -> usize {
    stage.map_or(usize::MAX, |stage| stage as usize)
}

sheet! {
    /// One item of a phase.
    Item in "roadmap" = "路线图" / "Roadmap", prefilled ITEMS: ItemDef;
    item: EcoString = "事项" / "Item" aka ITEM ? "可以改写，也可以添自己的" / "Reword it, or add your own",
    code: EcoString = "编号" / "Code" ? "预置事项的固定编号，自己的事项留空" / "The fixed code of a prefilled item; blank for your own",
    stage: Option<Stage> = "阶段" / "Phase" aka PHASE,
    from: Option<NaiveDate> = "开始" / "From" aka BEGINS ? "留空就是阶段的第一天" / "Blank means the first day of the phase",
    until: Option<NaiveDate> = "结束" / "Until" aka FINISHES ? "留空就是阶段的最后一天" / "Blank means the last day of the phase",
    owner: EcoString = "负责人" / "Owner" aka OWNER ? "角色，如售后运营经理" / "A role, such as the after-sales operations manager",
    done: Tick = "完成日期" / "Done on" aka DONE ? "哪一天完成的；不能是将来" / "The day it was done; not in the future",
    evidence: EcoString = "证据" / "Evidence" aka EVIDENCE ? "一句话：凭什么说完成了" / "One line: what shows that it is done",
    note: Prose = "备注" / "Notes" aka NOTE,
}

impl Item {
    /// Its phase: the one chosen, or that of its code.
    pub fn stage(&self) -> Option<Stage> {
        self.stage.or_else(|| self.item().map(|item| item.stage))
    }

    /// Whether it says what to do. A row just added does not, and is not counted.
    pub fn is_named(&self) -> bool {
        !self.item.trim().is_empty() || self.item().is_some()
    }

    /// Its first and last day: as entered, else those of its phase. An entered day beyond the phase takes the other
    /// end along.
    pub fn days(&self, calendar: &Calendar) -> (Option<NaiveDate>, Option<NaiveDate>) {
        let (first, last) = self.stage().map_or((None, None), |stage| stage.days(calendar));
        let from = self.from.or_else(|| first.into_iter().chain(self.until).min());
        let until = self.until.or_else(|| last.into_iter().chain(self.from).max());
        (from, until)
    }
}

sheet! {
    /// A day by which something must be visible.
    Milestone in "milestones" = "里程碑" / "Milestones", prefilled MILESTONES: MilestoneDef;
    milestone: EcoString = "里程碑" / "Milestone" aka MILESTONE ? "到那一天，大家看得见什么" / "What everybody can see by that day",
    code: EcoString = "编号" / "Code" ? "预置里程碑的固定编号，自己的留空" / "The fixed code of a prefilled milestone; blank for your own",
    month: Option<u32> = "第几个月" / "Month" aka MONTH in 0..=1_200 ? "启动后第几个月末；留空就按计划" / "At the end of which month after the start; blank: by the plan",
    date: Option<NaiveDate> = "日期" / "Date" aka DATE ? "留空就由启动日期和计划算出" / "Blank: counted from the start and the plan",
    owner: EcoString = "负责人" / "Owner" aka OWNER ? "角色，如技术主管" / "A role, such as the technical supervisor",
    reached: Tick = "达成日期" / "Reached on" aka ACHIEVED ? "哪一天达成的；不能是将来" / "The day it was reached; not in the future",
    evidence: EcoString = "证据" / "Evidence" aka EVIDENCE ? "凭什么数字说达成了" / "Which figure shows that it was reached",
    note: Prose = "备注" / "Notes" aka NOTE,
}

impl Milestone {
    /// Its day: as entered, else counted from the start and the month. The month that the source gives it moves with
    /// the project's length and with the phase it lies in, one of its own does not.
    pub fn date(&self, calendar: &Calendar) -> Option<NaiveDate> {
        let planned = self.item().map(|item| item.month);
        self.date.or_else(|| match (self.month, planned) {
            (Some(own), planned) if planned != Some(own) => calendar.month_date(own),
            (_, planned) => calendar.plan_date(planned?),
        })
    }

    /// The days by which it is missed; 0 if it is reached or still has time.
    pub fn missed(&self, calendar: &Calendar, today: NaiveDate) -> i64 {
        let waits = self.waits() && last_launch(calendar).is_none_or(|last| today <= last);
        let due = self.date(calendar).filter(|_| !waits && self.reached.0.is_none());
        due.map_or(0, |due| calendar.late(due, today))
    }

    /// The day until which it is not missed, where that is later than its own.
    pub fn waits_until(&self, calendar: &Calendar) -> Option<NaiveDate> {
        let last = last_launch(calendar).filter(|_| self.waits() && self.reached.0.is_none())?;
        (self.date(calendar)? < last).then_some(last)
    }

    /// Whether it waits for the weeks in which the checklist starts the pilot officially: the milestone of that start, and
    /// what comes of it while nobody has given it a day. In a short project the plan has them before.
    fn waits(&self) -> bool {
        self.code == items::PILOT_STARTS || self.item().is_some() && self.date.is_none()
    }

    /// Whether it says what must be visible.
    pub fn is_named(&self) -> bool {
        !self.milestone.trim().is_empty() || self.item().is_some()
    }
}

/// The last day of the weeks in which the checklist starts the pilot.
fn last_launch(calendar: &Calendar) -> Option<NaiveDate> {
    calendar.date_of_day(When::W7To8.days().1)
}

sheet! {
    /// A service centre on its way to the new practice.
    Centre in "centres" = "服务中心" / "Centres";
    name: EcoString = "服务中心" / "Centre" aka CENTRE ? "名称或代号，如 3号中心" / "A name or a code, such as Centre 3",
    batch: Option<u32> = "批次" / "Batch" aka BATCH in 0..=10_000 ? "1 是试点，2 是第二批，依此类推" / "1 is the pilot, 2 the second batch, and so on",
    started: Option<NaiveDate> = "开始日期" / "Started on" aka STARTED ? "新做法在这里开始的日期，可以是计划" / "When the new practice starts here; may be planned",
    planned: Option<NaiveDate> = "计划转换" / "Planned" aka PLANNED ? "计划哪一天全部改用新做法" / "The day on which it is to have switched completely",
    converted: Tick = "已转换" / "Converted on" aka CONVERTED ? "哪一天全部改用新做法；不能是将来" / "The day on which it had switched completely; not in the future",
    owner: EcoString = "负责人" / "Owner" aka OWNER ? "角色，如技术主管" / "A role, such as the technical supervisor",
    note: Prose = "备注" / "Notes" aka NOTE,
}

impl Centre {
    /// Whether it is known which one it is.
    pub fn is_named(&self) -> bool {
        !self.name.trim().is_empty()
    }

    /// Whether it comes after the pilot.
    pub fn is_later_batch(&self) -> bool {
        self.batch.is_some_and(|batch| batch > 1)
    }
}

sheet! {
    /// Money, people or tools that the change needs.
    Resource in "budget" = "预算与资源" / "Budget and resources";
    item: EcoString = "项目" / "Item" aka ITEM ? "钱、人或工具，如试点培训费" / "Money, people or tools, such as the pilot's training",
    amount: Option<f64> = "金额" / "Amount" aka AMOUNT ? "按您的货币单位，如万元" / "In your own unit of money",
    approved: Tick = "批准日期" / "Approved on" aka APPROVED ? "哪一天批准的；没批就留空" / "The day it was approved; blank while it is not",
    spent: Option<f64> = "已用" / "Spent" aka SPENT ? "和金额同一个单位" / "In the same unit as the amount",
    owner: EcoString = "负责人" / "Owner" aka OWNER ? "角色，如技术主管" / "A role, such as the technical supervisor",
    note: Prose = "备注" / "Notes" aka NOTE,
}

/// Civil days from one date to another, negative when the second comes first.
pub(super) fn days_between(from: NaiveDate, to: NaiveDate) -> i64 {
    to.signed_duration_since(from).num_days()
}
