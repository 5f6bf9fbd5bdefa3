//! The sheets: a row for each method with what people make of it, a row for each case with what they take from it.

use super::items;
use crate::sheet::{Link, Prose, Tick};
use crate::tools::journey::BrandPromise;
use crate::tools::kpi::Kpi;
use crate::{choice, sheet};
use chrono::NaiveDate;
use ecow::EcoString;

choice! {
    /// How a case ended.
    Outcome {
        Worked "worked" = "成功" / "Worked" aka ["有效", "success", "succeeded"],
        Failed "failed" = "失败" / "Failed" aka ["failure"],
        TooSlow "too_slow" = "太慢" / "Too slow" aka ["too late", "被淘汰"],
        CutOff "cut_off" = "资料中断" / "Cut off" aka ["cut", "中断"],
    }
}

sheet! {
    /// A method of process redesign, and what is made of it.
    Method in "methods" = "流程再造方法" / "Redesign methods", prefilled items::METHODS: items::MethodDef;
    method: EcoString = "方法" / "Method" ? "何时合适、有什么风险、谁做过，见下方或“详情”" / "When it fits, its risk and who did it stand below and in the details",
    code: EcoString = "编号" / "Code" ? "方法的固定编号" / "The fixed code of the method",
    chosen: Tick = "选用日期" / "Chosen on" ? "决定用它的那天；不用了就清空" / "The day of the decision; clear it to drop the method",
    action: Prose = "用在哪里、做什么" / "Where and what" aka ACTION ? "哪一步、哪个问题，具体做什么" / "Which step or problem, and what is done there",
    owner: EcoString = "负责人" / "Owner" aka OWNER ? "角色，如运营经理" / "A role, such as the operations manager",
    due: Option<NaiveDate> = "期限" / "Due" aka DUE toward Coming ? "哪天之前上线" / "Introduced by this day",
    kpi: Link<Kpi> = "看哪个指标" / "Indicator" aka INDICATOR ? "用哪个指标证明有效；它的基线和目标在指标看板里填" / "The KPI that proves it; its baseline and target are entered on the dashboard",
    keeps: Link<BrandPromise> = "兑现哪个承诺" / "Keeps" ? "它让品牌的哪一条承诺做得到" / "Which promise of the brand it helps to keep",
    done: Tick = "完成日期" / "Done on" aka DONE ? "新做法上线的那天" / "The day on which the new way was introduced",
    result: Prose = "结果" / "Result" aka OUTCOME ? "用数字说" / "In figures",
    note: Prose = "备注" / "Notes" aka NOTE,
}

sheet! {
    /// What somebody did, and what is taken from it.
    Case in "cases" = "案例" / "Cases", prefilled items::CASES: items::CaseStudy;
    case: EcoString = "案例" / "Case" ? "举例，不是标准；来龙去脉见下方或“详情”" / "An illustration, not a benchmark; its story stands below and in the details",
    code: EcoString = "编号" / "Code" ? "案例的固定编号" / "The fixed code of the case",
    about: EcoString = "方法或主题" / "Method or topic",
    sector: EcoString = "行业" / "Sector",
    before: EcoString = "之前" / "Before",
    after: EcoString = "之后" / "After",
    change: EcoString = "资料说的变化" / "Stated change" ? "照资料写；口径不明的已注明" / "As the source has it; what is ambiguous says so",
    outcome: Option<Outcome> = "结局" / "Outcome",
    relevant: bool = "与我们有关" / "Relevant",
    lesson: Prose = "借鉴什么" / "What we take from it" ? "一句话：哪一点能用在我们这里" / "One sentence: what of it works here",
    note: Prose = "备注" / "Notes" aka NOTE,
}

impl Method {
    /// The day on which it was chosen, if it was by a day.
    pub fn chosen_by(&self, today: NaiveDate) -> Option<NaiveDate> {
        self.chosen.0.filter(|on| *on <= today)
    }

    /// The day on which it was introduced, if it was by a day.
    pub fn done_by(&self, today: NaiveDate) -> Option<NaiveDate> {
        self.done.0.filter(|on| *on <= today)
    }
}
