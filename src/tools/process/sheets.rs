//! The sheets of service processes: each process, and its steps as they are with what becomes of each.

use crate::sheet::{Link, Prose, Tick};
use crate::text::{Phrase, Text, text};
use crate::tools::adkar::Role;
use crate::{choice, sheet};
use chrono::NaiveDate;
use ecow::EcoString;

choice! {
    /// What a step is worth to the customer.
    Value {
        Adding "adding" = "增值" / "value-adding" aka ["增值活动", "有价值", "VA", "value adding", "value-added"],
        Necessary "necessary" = "必要" / "necessary" aka ["必要非增值", "必要但不增值", "BVA", "NNVA", "business value-adding", "required"],
        Waste "waste" = "浪费" / "waste" aka ["非增值", "不增值", "NVA", "non-value-adding", "non value adding"],
    }
}

choice! {
    /// What becomes of a step on the way to the to-be, in the order in which the questions are asked.
    Mark {
        Eliminate "eliminate" = "E 取消" / "E eliminate" aka ["E", "取消", "删除", "eliminate", "remove"],
        Combine "combine" = "C 合并" / "C combine" aka ["C", "合并", "combine", "merge"],
        Rearrange "rearrange" = "R 重排" / "R rearrange" aka ["R", "重排", "并行", "rearrange", "reorder"],
        Simplify "simplify" = "S 简化" / "S simplify" aka ["S", "简化", "simplify"],
        Automate "automate" = "A 自动化" / "A automate" aka ["A", "自动", "自动化", "automate"],
        New "new" = "N 新增" / "N new" aka ["N", "新增", "新步骤", "new", "add"],
    }
}

impl Mark {
    /// The letter that stands for it in drawings.
    pub const fn letter(self) -> char {
        match self {
            Mark::Eliminate => 'E',
            Mark::Combine => 'C',
            Mark::Rearrange => 'R',
            Mark::Simplify => 'S',
            Mark::Automate => 'A',
            Mark::New => 'N',
        }
    }

    /// The word without its letter.
    pub const fn word(self) -> Text {
        match self {
            Mark::Eliminate => text("取消", "eliminate"),
            Mark::Combine => text("合并", "combine"),
            Mark::Rearrange => text("重排", "rearrange"),
            Mark::Simplify => text("简化", "simplify"),
            Mark::Automate => text("自动化", "automate"),
            Mark::New => text("新增", "new"),
        }
    }
}

sheet! {
    /// A service process, such as the return of a faulty part.
    Process in "processes" = "流程" / "Processes";
    name: EcoString = "流程" / "Process" aka NAME ? "从客户开口到问题解决，如 退货流程" / "From the customer's request to its solution, such as Returns",
    starts: EcoString = "开始于" / "Starts with" ? "什么事情发生就算开始，如 客户提出退货" / "What begins it, such as: the customer asks for a return",
    ends: EcoString = "结束于" / "Ends with" ? "什么事情发生就算结束，如 钱退到账" / "What ends it, such as: the money is paid back",
    owner: EcoString = "流程负责人" / "Process owner" aka OWNER ? "一个角色，对全程负责" / "One role that answers for the whole of it",
    promise: Option<f64> = "承诺周期" / "Promised time" ? "对客户承诺多久办完，如 48h、3天" / "How long the customer is told it takes, such as 48h or 3d",
    per_day: Option<f64> = "每天单数" / "Orders a day" ? "平均每天进来多少单，用来算在办的有多少单" / "How many come in on an average day; tells how many are under way",
    live_on: Option<NaiveDate> = "新流程上线" / "To-be from" ? "哪一天起按目标流程走，可以是计划" / "From which day the to-be is followed; may be planned",
    note: Prose = "备注" / "Notes" aka NOTE,
}

sheet! {
    /// One step of a process: how it is, and what becomes of it.
    Step in "steps" = "流程步骤" / "Process steps", keyed name + process;
    name: EcoString = "步骤" / "Step" aka STEP ? "动词加对象，如 门店登记退货" / "A verb and what it is done to, such as: register the return",
    process: Link<Process> = "流程" / "Process" aka PROCESS,
    role: Option<Role> = "角色" / "Role" aka STEP_ROLE ? "谁来做；选一个，或写自己的角色" / "Who does it; choose one, or name a role of your own",
    department: EcoString = "部门" / "Department" aka DEPARTMENT ? "这个角色属于哪个部门" / "The department that the role belongs to",
    wait: Option<f64> = "之前等待" / "Wait before" aka WAIT ? "轮到这一步之前等多久：30min、4h、2天；只写数字是分钟" / "How long it waits for this step: 30min, 4h, 2d; a bare number is minutes",
    work: Option<f64> = "处理时间" / "Work time" aka WORK ? "真正动手的时间：15min、1h30、2天；只写数字是分钟" / "The time of doing it: 15min, 1h30, 2d; a bare number is minutes",
    value: Option<Value> = "价值" / "Value" aka WORTH ? "客户愿意为它付钱就是增值；不增值但少不了是必要；其余是浪费" / "Value-adding if the customer would pay for it; necessary if it must be; else waste",
    customer: bool = "客户触点" / "Customer" aka CUSTOMER ? "客户在这一步要出面或等在旁边" / "The customer takes part or stands waiting",
    approval: bool = "审批" / "Approval" aka APPROVAL ? "这一步是签字、审批、请示" / "It is a signature, an approval, a question upwards",
    rule_based: bool = "按规则" / "By rule" aka BY_RULE ? "照固定规则重复做，不需要判断" / "Repeated by fixed rules, without judgement",
    accurate: Option<f64> = "一次做对 %" / "C&A %" aka ACCURATE ? "交到下一步时完整无误、不用退回的比例" / "The share passed on complete and accurate, with nothing sent back",
    standard: Option<f64> = "标准时间" / "Standard" aka STANDARD ? "这一步规定要在多久内做完" / "Within which time it has to be done",
    branch: EcoString = "并行" / "Parallel" ? "同时进行的步骤写不同的字母，如 A、B；同一条线写同一个字母" / "Steps that run side by side have different letters, A and B; one line has the same letter",
    part_of: Link<Step> = "属于步骤" / "Part of" ? "拆细的步骤：它是哪一步的一部分" / "A step taken apart: which one it is a part of",
    mark: Option<Mark> = "改法" / "Change" ? "先问能不能取消E、合并C（和上一步一起做）、重排R（和上一步或选定的一步同时做）、简化S，最后才自动化A；N 是新增的步骤" / "Ask whether to Eliminate, Combine (with the step before), Rearrange (beside the step before, or the one chosen), Simplify, and Automate last; N is a new step",
    beside: Link<Step> = "和哪步同时" / "Beside step" ? "R 重排：和哪一步同时做；留空就是和上一步" / "For R: beside which step it runs; blank: beside the step before",
    to_wait: Option<f64> = "目标等待" / "To-be wait" ? "改后轮到这一步之前等多久；留空就按改法推算" / "How long it waits afterwards; blank: as the change gives it",
    to_work: Option<f64> = "目标处理" / "To-be work" ? "改后处理要多久；留空就按改法推算" / "How long it takes afterwards; blank: as the change gives it",
    to_role: Option<Role> = "目标角色" / "To-be role" ? "改后由谁做；留空就不变" / "Who does it afterwards; blank: as before",
    skill: EcoString = "需要的新技能" / "New skill" ? "改后这个角色要会什么，如 扫码退货；写了就要有培训" / "What the role has to be able to do then, such as returns by scan; it calls for training",
    owner: EcoString = "负责人" / "Owner" aka OWNER ? "谁把这一步改过来" / "Who sees to the change of this step",
    due: Option<NaiveDate> = "期限" / "Due" aka DUE toward Coming,
    done: Tick = "改完" / "Changed on" aka DONE ? "哪一天起已经按新做法走" / "From which day it has been done in the new way",
    note: Prose = "备注" / "Notes" aka NOTE,
}

impl Process {
    /// Its name, or that it has none.
    pub fn title(&self) -> Phrase {
        if self.name.trim().is_empty() {
            text("未命名的流程", "an unnamed process").into()
        } else {
            Phrase::same(self.name.trim())
        }
    }
}

impl Step {
    /// Whether it says what is done. A row just added does not, and is not counted.
    pub fn is_named(&self) -> bool {
        !self.name.trim().is_empty()
    }

    /// Whether it is there today; a new step is not.
    pub fn is_as_is(&self) -> bool {
        self.mark != Some(Mark::New)
    }
}
