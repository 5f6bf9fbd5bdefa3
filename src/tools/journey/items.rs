//! Methods by what makes an experience worse than its promise, as the source pairs them.

use super::Cause;
use crate::text::{Text, text};

/// A method of process redesign that closes a gap.
pub struct Method {
    /// Its code in the list of all methods of redesign.
    pub code: &'static str,
    /// Its name, that of the list of all methods.
    pub name: Text,
    /// The same behind "try to".
    pub tried: Text,
    /// What is tried at the touchpoint.
    pub does: Text,
}

impl Cause {
    /// The method for it.
    pub fn method(self) -> &'static Method {
        &METHODS[self as usize]
    }
}

/// The methods in the order of their causes.
static METHODS: [Method; Cause::ALL.len()] = [
    Method {
        code: "M1",
        name: text("流程精简", "Streamline"),
        tried: text("流程精简", "streamline the process"),
        does: text("去掉等待、重复和返工", "take out waiting, repetition and rework"),
    },
    Method {
        code: "M2",
        name: text("流程自动化", "Automate"),
        tried: text("流程自动化", "automate"),
        does: text(
            "先简化，再把按规则重复的事交给系统",
            "simplify first, then leave what follows rules to the system",
        ),
    },
    Method {
        code: "M3",
        name: text("流程协同", "Cross-department flow"),
        tried: text("流程协同", "join the departments"),
        does: text(
            "一张工单管到底，各部门看同一份信息",
            "one order from end to end, the same information for every department",
        ),
    },
    Method {
        code: "M4",
        name: text("流程可视化（流程挖掘）", "Visualise (process mining)"),
        tried: text("流程可视化（流程挖掘）", "make the process visible (process mining)"),
        does: text(
            "用系统里的时间记录找出停在哪一步",
            "find the step where it stops from the times in your systems",
        ),
    },
    Method {
        code: "M5",
        name: text("客户旅程简化", "Simplify the journey"),
        tried: text("客户旅程简化", "simplify the journey"),
        does: text("把客户要跑的环节合并或取消", "merge the steps that customers go through, or drop them"),
    },
    Method {
        code: "M6",
        name: text("个性化服务", "Personalise"),
        tried: text("个性化服务", "personalise the service"),
        does: text("按客户的情况给不同的安排", "arrange it by what this customer needs"),
    },
    Method {
        code: "M7",
        name: text("服务补救", "Service recovery"),
        tried: text("服务补救", "recover the service"),
        does: text(
            "出错当场发现，主动上门补救",
            "notice a mistake at once and make up for it before the customer asks",
        ),
    },
    Method {
        code: "M8",
        name: text("全渠道融合", "Omnichannel"),
        tried: text("全渠道融合", "join the channels"),
        does: text(
            "线上线下接着办，客户不用说第二遍",
            "go on in the next channel, so that customers say it once",
        ),
    },
    Method {
        code: "M9",
        name: text("赋能一线", "Empower the front line"),
        tried: text("赋能一线", "empower the front line"),
        does: text("给一线一个不用审批的额度", "give the front line a limit that needs no approval"),
    },
    Method {
        code: "M10",
        name: text("知识共享", "Share knowledge"),
        tried: text("知识共享", "share knowledge"),
        does: text("把好的答法放进案例库，人人查得到", "put good answers where everybody finds them"),
    },
    Method {
        code: "M11",
        name: text("人机协同", "Human-machine"),
        tried: text("人机协同", "let people and machines work together"),
        does: text(
            "机器先看一遍，人只看有疑问的",
            "let the machine look first, and people only at what is doubtful",
        ),
    },
    Method {
        code: "B1",
        name: text("标准化服务", "Standardised service"),
        tried: text("标准化服务", "standardise the service"),
        does: text(
            "写清每一步的标准，各店照同一张做",
            "write down the standard of each step, one sheet for all centres",
        ),
    },
    Method {
        code: "B2",
        name: text("透明化流程", "Transparent process"),
        tried: text("透明化流程", "make the process transparent"),
        does: text(
            "让客户随时看到进度和费用，有变化提前说",
            "let customers see progress and price, and tell them of changes first",
        ),
    },
    Method {
        code: "B3",
        name: text("承诺兑现", "Promise kept"),
        tried: text("承诺兑现", "keep the promise"),
        does: text("只承诺做得到的，做不到就赔", "promise what can be done, and compensate when it is not"),
    },
    Method {
        code: "B7",
        name: text("个性化关怀", "Personal care"),
        tried: text("个性化关怀", "care for the person"),
        does: text(
            "记住客户的习惯，下次先准备好",
            "remember what the customer likes and have it ready next time",
        ),
    },
];
