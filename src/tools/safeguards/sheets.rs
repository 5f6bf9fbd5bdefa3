//! Safeguards, the technology chosen, the groups of customers on their way to the new practice, and the risk register.

use super::items;
use crate::sheet::{Link, Prose, Score, Tick};
use crate::tools::process::Step;
use crate::{choice, sheet};
use chrono::NaiveDate;
use ecow::EcoString;

choice! {
    /// Whether a safeguard is there.
    State {
        InPlace "in_place" = "已落实" / "In place" aka ["落实", "已完成", "done", "yes"],
        NotYet "not_yet" = "未落实" / "Not yet" aka ["没有", "还没有", "no"],
        NotNeeded "not_needed" = "不需要" / "Not needed" aka ["不适用", "n/a"],
    }
}

choice! {
    /// How ready a group of customers is for the new way.
    Acceptance {
        High "high" = "高" / "High",
        Medium "medium" = "中" / "Medium",
        Low "low" = "低" / "Low",
    }
}

choice! {
    /// Whether a vendor has done it in this trade before.
    Experience {
        Has "has" = "有" / "Yes" aka ["有经验", "yes"],
        HasNot "has_not" = "没有" / "No" aka ["无", "没有经验", "no"],
    }
}

choice! {
    /// What has become of a risk.
    RiskState {
        Watched "watched" = "监控中" / "Watched" aka ["监控", "open"],
        Happened "happened" = "已发生" / "Happened" aka ["发生", "occurred"],
        Closed "closed" = "已关闭" / "Closed" aka ["关闭", "解除"],
    }
}

sheet! {
    /// One of the safeguards, and whether it is there.
    Safeguard in "safeguards" = "保障措施" / "Safeguards", prefilled items::SAFEGUARDS: items::PrefilledSafeguard;
    safeguard: EcoString = "保障" / "Safeguard" ? "判断依据和案例见下方或“详情”" / "What the judgement rests on, and a case, stand below and in the details",
    code: EcoString = "编号" / "Code" ? "保障的固定编号" / "The fixed code of the safeguard",
    state: Option<State> = "状态" / "State" aka STATE,
    evidence: Prose = "证据或理由" / "Evidence or reason" aka EVIDENCE
        ? "凭什么说落实了；不需要的，写为什么" / "What shows that it is in place; if it is not needed, why",
    figure: Option<f64> = "通过率" / "Pass rate" ? "上岗考核的通过率，只有“培训赋能”要填" / "The share that passed the exam; for training by layer only",
    action: Prose = "下一步" / "Next step" aka ACTION ? "一个具体的动作" / "One concrete step",
    owner: EcoString = "负责人" / "Owner" aka OWNER ? "角色，如技术主管" / "A role, such as the technical supervisor",
    due: Option<NaiveDate> = "期限" / "Due" aka DUE toward Coming,
    done: Tick = "完成日期" / "Done on" aka DONE,
    note: Prose = "备注" / "Notes" aka NOTE,
}

sheet! {
    /// A technology that is considered or chosen for a need.
    Technology in "technology" = "技术选型" / "Technology", keyed candidate + need;
    need: Prose = "需求" / "Need" ? "要能做到什么，不写产品名" / "What must become possible, without the name of a product",
    problem: Prose = "流程问题" / "Process problem" ? "它解决流程里的哪个问题，最好带数字" / "The problem of the process that it solves, best with a figure",
    step: Link<Step> = "流程步骤" / "Process step" ? "问题在哪一步" / "The step at which the problem is",
    candidate: EcoString = "候选方案" / "Candidate" ? "产品或做法；一行一个" / "A product or a way to do it, one a row",
    fit: Option<Score> = "需求匹配" / "Fit" ? "1 很不匹配，5 完全匹配" / "How well it meets the need: 1 not at all, 5 fully",
    ease: Option<Score> = "好用" / "Ease of use" ? "让一线试过再打分：1 很难用，5 很好用" / "Scored by those who tried it: 1 very hard, 5 very easy",
    cost: Option<Score> = "成本" / "Cost" ? "1 很贵，5 很省，连同培训和维护" / "1 very expensive, 5 very cheap, with training and upkeep",
    chosen: bool = "选定" / "Chosen",
    vendor: EcoString = "供应商" / "Vendor" ? "公司名或代号" / "A company or a code",
    experience: Option<Experience> = "行业经验" / "Knows the trade" ? "供应商做过同行业的项目吗" / "Has the vendor done this in our trade before?",
    response: Option<f64> = "试点响应" / "Response in the pilot" ? "试点中响应一次要多久，如 30min、2h" / "How long an answer takes in the pilot, such as 30min or 2h",
    solved: Option<f64> = "试点解决率" / "Solved in the pilot" ? "试点中一次解决的比例" / "The share solved at once in the pilot",
    faults: Option<f64> = "试点故障率" / "Faults in the pilot" ? "试点中出故障的比例；推广前要降到 3% 以下" / "The share with a fault in the pilot; to be at 3% or less before the roll-out",
    note: Prose = "备注" / "Notes" aka NOTE,
}

sheet! {
    /// A group of customers, and how it is brought to the new way.
    Segment in "customer_segments" = "客户分层" / "Customer segments";
    segment: EcoString = "客户群" / "Segment" ? "按年龄、习惯、接受度分，如：60岁以上的老车主" / "By age, habit and acceptance, such as: owners over 60",
    acceptance: Option<Acceptance> = "接受度" / "Acceptance" ? "他们愿不愿意、会不会用新方式" / "Whether they want to use the new way, and can",
    online: Prose = "线上引导" / "Guidance online" ? "如推送、短视频、在线客服" / "Such as messages, short videos, online help",
    offline: Prose = "线下引导" / "Guidance offline" ? "如现场教、一对一、纸质手册" / "Such as showing it on site, one-to-one, a paper manual",
    new_from: Option<NaiveDate> = "新方式上线" / "New way from" ? "哪一天起可以用新方式；留空就按试点上线" / "From which day the new way can be used; blank: when the pilot went live",
    old_until: Option<NaiveDate> = "老方式保留到" / "Old way until" ? "老方式的最后一天，可以是计划" / "The last day of the old way; may be planned",
    new_use: Option<f64> = "新方式使用率" / "Use of the new way",
    answered: Option<f64> = "反馈答复用时" / "Feedback answered in" ? "客户反馈多久有答复，如 20h" / "How long customers wait for an answer, such as 20h",
    note: Prose = "备注" / "Notes" aka NOTE,
}

sheet! {
    /// Something that may go wrong.
    Risk in "risks" = "风险登记册" / "Risk register", dated noted, keyed risk;
    risk: Prose = "风险" / "Risk" aka RISK ? "可能出什么事，会影响什么" / "What may happen, and what it would harm",
    trigger: Prose = "触发信号" / "Trigger" aka TRIGGER ? "看到什么就说明它要来了，最好带数字" / "The sign that it is coming, best with a figure",
    likelihood: Option<Score> = "可能性" / "Likelihood" aka LIKELIHOOD as Neutral ? "1 几乎不会，5 几乎一定" / "1 hardly ever, 5 almost certain",
    impact: Option<Score> = "影响" / "Impact" aka IMPACT as Neutral ? "1 很小，5 变革做不下去" / "1 very small, 5 the change cannot go on",
    owner: EcoString = "负责人" / "Owner" aka OWNER ? "谁盯着它；角色，如技术主管" / "Who watches it; a role, such as the technical supervisor",
    measure: Prose = "措施" / "Measure" aka ACTION ? "现在做什么，让它少发生或少受害" / "What is done now, so that it happens less or harms less",
    due: Option<NaiveDate> = "期限" / "Due" aka DUE toward Coming,
    done: Tick = "措施完成" / "Measure done" aka DONE,
    state: Option<RiskState> = "状态" / "State" aka STATE,
    noted: Option<NaiveDate> = "登记日期" / "Logged on" aka LOGGED toward Past,
    note: Prose = "备注" / "Notes" aka NOTE,
}

fn blank(text: &str) -> bool {
    text.trim().is_empty()
}

impl Safeguard {
    /// Whether anybody has entered anything in its row.
    pub fn is_touched(&self) -> bool {
        let words = [&*self.evidence.0, &*self.action.0, &*self.owner, &*self.note.0];
        self.state.is_some() || self.figure.is_some() || self.due.is_some() || !words.into_iter().all(blank)
    }
}

impl Technology {
    /// Whether it says anything. A row just added does not, and is not counted.
    pub fn is_said(&self) -> bool {
        ![&*self.need.0, &*self.candidate, &*self.vendor, &*self.problem.0].into_iter().all(blank)
    }

    /// Whether a problem of the process stands behind it.
    pub fn has_problem(&self) -> bool {
        self.step.0.is_some() || !blank(&self.problem.0)
    }

    /// The sum of its three scores, 3 to 15; none while one is missing.
    pub fn total(&self) -> Option<u8> {
        Some(self.fit?.get() + self.ease?.get() + self.cost?.get())
    }
}

impl Segment {
    /// Whether it is known who they are.
    pub fn is_named(&self) -> bool {
        !blank(&self.segment)
    }
}

impl Risk {
    /// Whether it says what may happen.
    pub fn is_said(&self) -> bool {
        !blank(&self.risk.0)
    }

    /// Whether it is still to be watched.
    pub fn is_open(&self) -> bool {
        self.is_said() && self.state != Some(RiskState::Closed)
    }

    /// Likelihood times impact, 1 to 25; none while one of both is missing.
    pub fn score(&self) -> Option<u8> {
        Some(self.likelihood?.get() * self.impact?.get())
    }

    /// Whether something is done about it.
    pub fn has_measure(&self) -> bool {
        !blank(&self.measure.0)
    }
}
