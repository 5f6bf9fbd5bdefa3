//! What the sources call the eight common mistakes and the ten pieces of advice, and what contradictions are about.

use super::sheets::{Advice, Mistake};
use crate::sheet::Prefilled;
use crate::text::{Text, text};

/// A mistake: what it leads to and what is right instead.
pub struct CommonMistake {
    /// Its name for life, and the id of its rule.
    pub code: &'static str,
    /// What people do.
    pub title: Text,
    /// What comes of it.
    pub result: Text,
    /// What to do instead.
    pub right: Text,
}

/// One of the ten pieces of advice.
pub struct PieceOfAdvice {
    /// Its name for life, and the id of its rule.
    pub code: &'static str,
    /// The advice.
    pub title: Text,
    /// Why.
    pub why: Text,
}

impl Prefilled<Mistake> for CommonMistake {
    fn code(&self) -> &'static str {
        self.code
    }

    fn text(&self, column: &str) -> Option<Text> {
        (column == Mistake::COL.mistake.key).then_some(self.title)
    }
}

impl Prefilled<Advice> for PieceOfAdvice {
    fn code(&self) -> &'static str {
        self.code
    }

    fn text(&self, column: &str) -> Option<Text> {
        (column == Advice::COL.advice.key).then_some(self.title)
    }
}

/// The eight mistakes, in the order of the sources.
pub static MISTAKES: &[CommonMistake] = &[
    CommonMistake {
        code: "MI1",
        title: text("跳过紧迫感，直接推行", "Skipping urgency"),
        result: text(
            "消极抵抗，表面配合，心里等它过去",
            "Passive resistance; people comply outwardly and wait for it to pass",
        ),
        right: text(
            "试点上线前用 2 到 4 周营造危机感，把数据和案例摆出来",
            "Spend two to four weeks before go-live building a sense of crisis with figures and cases",
        ),
    },
    CommonMistake {
        code: "MI2",
        title: text("只培训，不动激励", "Training without incentives"),
        result: text("会做，但不愿做", "They can, but they won't"),
        right: text("培训、激励、支持三样一起上", "Training, incentives and support go together"),
    },
    CommonMistake {
        code: "MI3",
        title: text("培训一次就算完", "One-off training"),
        result: text("学过就忘", "Learnt and forgotten"),
        right: text(
            "培训之后到现场辅导，有问题随时有人答",
            "Coach on the job afterwards, and answer questions at any time",
        ),
    },
    CommonMistake {
        code: "MI4",
        title: text("没有里程碑", "No milestones"),
        result: text("看不到进展，信心慢慢没了", "Nobody sees progress, and confidence fades"),
        right: text("定下 3 到 6 个月内的短期目标", "Set short-term goals within three to six months"),
    },
    CommonMistake {
        code: "MI5",
        title: text("只看硬指标", "Hard numbers only"),
        result: text("指标达成了，士气垮了", "Targets are met, but morale collapses"),
        right: text(
            "硬指标和软指标一起看，含员工满意度",
            "Watch soft indicators beside the hard ones, staff satisfaction among them",
        ),
    },
    CommonMistake {
        code: "MI6",
        title: text("过早宣布胜利", "Declaring victory too early"),
        result: text("一松手就退回老样子", "As soon as attention goes, everything slides back"),
        right: text(
            "达标之后至少再保持 6 到 12 个月",
            "Sustain the targets for at least 6 to 12 months first",
        ),
    },
    CommonMistake {
        code: "MI7",
        title: text("高管缺席，中层独自扛", "Executives absent"),
        result: text("遇到难处没人撑腰", "When it gets hard, nobody backs the managers"),
        right: text("高管定期到现场、定期发声", "Executives are seen on site and heard regularly"),
    },
    CommonMistake {
        code: "MI8",
        title: text("顺利才沟通", "Going quiet when things go wrong"),
        result: text("信任垮了，谣言来了", "Trust collapses and rumours start"),
        right: text("好消息坏消息都公开说", "Share good and bad news alike, and openly"),
    },
];

/// The ten pieces of advice, in the order of the sources.
pub static ADVICES: &[PieceOfAdvice] = &[
    PieceOfAdvice {
        code: "AD1",
        title: text("先小后大", "Small first, then big"),
        why: text(
            "从试点做起：一两家中心做成了，再带第二批，试错的代价最小",
            "Begin with a pilot: once one or two centres succeed, the second batch follows, and mistakes stay cheap",
        ),
    },
    PieceOfAdvice {
        code: "AD2",
        title: text("数据说话", "Let data speak"),
        why: text(
            "紧迫感和成果都要有数字，否则只是各说各话",
            "Urgency and results need figures; otherwise it is one opinion against another",
        ),
    },
    PieceOfAdvice {
        code: "AD3",
        title: text("CEO参与", "CEO involvement"),
        why: text(
            "跨部门的事，没有 CEO 拍板推不动",
            "What crosses departments does not move without a decision of the CEO",
        ),
    },
    PieceOfAdvice {
        code: "AD4",
        title: text("关注人", "Care about people"),
        why: text(
            "失败多半出在人身上：试点里的每个人卡在哪里，都要心里有数",
            "Failures are mostly about people: know where each person in the pilot is stuck",
        ),
    },
    PieceOfAdvice {
        code: "AD5",
        title: text("持续沟通", "Keep communicating"),
        why: text(
            "同一句话，至少说 7 遍才会被听见",
            "A message has to be repeated at least seven times to be heard",
        ),
    },
    PieceOfAdvice {
        code: "AD6",
        title: text("快速胜利", "Quick wins"),
        why: text("3 到 6 个月内要有看得见的成果", "Something must be visible within three to six months"),
    },
    PieceOfAdvice {
        code: "AD7",
        title: text("激励对齐", "Align incentives"),
        why: text(
            "考核还奖励老做法，就没人用新做法",
            "Nobody works in the new way while pay rewards the old one",
        ),
    },
    PieceOfAdvice {
        code: "AD8",
        title: text("授权基层", "Empower the front line"),
        why: text(
            "客户就在眼前，事事等审批，什么也解决不了",
            "With the customer at the desk, waiting for approval solves nothing",
        ),
    },
    PieceOfAdvice {
        code: "AD9",
        title: text("庆祝进展", "Celebrate progress"),
        why: text(
            "小成果也要当众肯定，别人才会跟上",
            "Recognise small results in public, and others will follow",
        ),
    },
    PieceOfAdvice {
        code: "AD10",
        title: text("长期主义", "Think long term"),
        why: text(
            "真正变过来要 2 到 3 年，第 12 个月不是终点",
            "Real change takes two to three years; month 12 is not the end",
        ),
    },
];

/// What each contradiction is about, by the id of its rule.
pub static CONTRADICTIONS: [(&str, Text); 8] = [
    (
        "XC1",
        text("高层支持满分，高管却不到现场", "Senior support scores 5, yet no executive has been on site"),
    ),
    (
        "XC2",
        text(
            "人人都通知到了，不少人却不知道为什么变",
            "Everybody has been reached, yet many do not know why",
        ),
    ),
    ("XC3", text("培训做完了，不少人却还不会", "Training is done, yet many do not know how")),
    ("XC4", text("资源到位满分，预算表却是空的", "Resources score 5, yet the budget is empty")),
    (
        "XC5",
        text("一段事项一天勾完，却没有证据", "A whole block was ticked in one day, yet without evidence"),
    ),
    ("XC6", text("宣布了胜利，指标却没有信号", "A win is claimed, yet its indicator shows no signal")),
    ("XC7", text("已勾选，其他表里却不是这样", "Ticked, yet the facts say no")),
    ("XC8", text("同一个数字记在两处，却不一样", "One figure stands in two places, yet they differ")),
];
