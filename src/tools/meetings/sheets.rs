//! Sheets of the meeting: the meetings held, the verdict on each promise, decisions, parked issues, answered findings.

use crate::sheet::{Link, Prose, Tick};
use crate::{choice, sheet};
use chrono::NaiveDate;
use ecow::EcoString;

choice! {
    /// Whether a promise was kept.
    Judged {
        Kept "kept" = "做到了" / "kept" aka ["完成", "已完成", "兑现", "done", "yes"],
        NotYet "not_yet" = "没做到" / "not yet" aka ["未完成", "延期", "no"],
        Dropped "dropped" = "放弃" / "dropped" aka ["取消", "cancelled"],
    }
}

choice! {
    /// What became of a parked issue.
    Outcome {
        Action "action" = "列为行动" / "became an action" aka ["行动", "action"],
        Resolved "resolved" = "已办结" / "resolved" aka ["办结", "已解决", "解决", "完成", "已完成", "settled", "solved", "done"],
        Dropped "dropped" = "不再讨论" / "dropped" aka ["放弃", "取消", "cancelled"],
    }
}

choice! {
    /// What was answered to a finding.
    Reply {
        Accepted "accepted" = "列为行动" / "became an action" aka ["行动", "同意", "accepted"],
        PutOff "put_off" = "搁置" / "put off" aka ["暂缓", "snoozed"],
        Disagreed "disagreed" = "不同意" / "disagreed" aka ["反对", "no"],
    }
}

sheet! {
    /// A weekly meeting.
    Meeting in "meetings" = "例会" / "Meetings", dated date, keyed date;
    date: Option<NaiveDate> = "日期" / "Date" aka DATE toward Past,
    started: EcoString = "开始" / "Started" ? "几点开始，如 09:00" / "The time, such as 09:00",
    ended: EcoString = "结束" / "Ended" ? "几点结束；留空就是还没有开完" / "The time; blank while it is not over",
    minutes: Option<u32> = "用时（分钟）" / "Length (min)" in 0..=1_000,
    attendees: Prose = "出席" / "Present" ? "姓名或角色，用顿号隔开" / "Names or roles, with commas between",
    absent: Prose = "缺席" / "Absent" ? "姓名或角色，用顿号隔开" / "Names or roles, with commas between",
    rating: Option<u32> = "评分（1–10）" / "Rating (1-10)" in 1..=10 ? "这次例会值不值：1 到 10" / "Whether it was worth the time, 1 to 10",
    next: Option<NaiveDate> = "下次例会" / "Next meeting" toward Coming,
    note: Prose = "备注" / "Notes" aka NOTE,
    /// Where the meeting is: the page and the line on it; so that a closed terminal goes on there.
    place: EcoString = "进行到" / "Place" for Program,
    /// The seconds spent on each step, with blanks between.
    clock: EcoString = "各步用时（秒）" / "Seconds by step" for Program,
    /// The window that leads it.
    window: EcoString = "主持窗口" / "Leading window" for Program,
    /// The codes of its findings, in their order, with blanks between: each keeps its number while it lasts.
    findings: EcoString = "结论的顺序" / "Order of the findings" for Program,
}

sheet! {
    /// What a meeting said of a promise.
    Verdict in "verdicts" = "承诺兑现" / "Promises kept", dated date, keyed promise + date;
    promise: Prose = "承诺" / "Promise" aka ACTION,
    owner: EcoString = "负责人" / "Owner" aka OWNER,
    due: Option<NaiveDate> = "原期限" / "Was due" aka DUE,
    verdict: Option<Judged> = "做到了吗" / "Kept?",
    reason: Prose = "原因" / "Reason" aka CAUSE ? "没做到或放弃的原因，一句话" / "Why it was not kept, or dropped, in one sentence",
    new_due: Option<NaiveDate> = "新期限" / "New date" toward Coming,
    date: Option<NaiveDate> = "例会日期" / "Meeting of" aka DATE toward Past,
    meeting: Link<Meeting> = "例会" / "Meeting",
    /// The day on which it was done, where that was before the meeting began.
    done: Option<NaiveDate> = "会前完成日期" / "Done before the meeting" for Program,
    /// The rows that it was promised in, as the file writes their ids, with blanks between.
    row: EcoString = "承诺所在的行" / "Rows of the promise" for Program,
}

sheet! {
    /// Something that a meeting decided.
    Decision in "decisions" = "决定" / "Decisions", dated date, keyed decision + date;
    decision: Prose = "决定" / "Decision" aka DECISION ? "一句话说清决定了什么" / "What was decided, in one sentence",
    by: EcoString = "谁决定的" / "Decided by" aka OWNER ? "角色，如总经理" / "A role, such as the managing director",
    date: Option<NaiveDate> = "日期" / "Date" aka DATE toward Past,
    meeting: Link<Meeting> = "例会" / "Meeting",
    note: Prose = "备注" / "Notes" aka NOTE,
}

sheet! {
    /// An issue that a meeting did not discuss, so that it is not lost.
    Parked in "parked" = "停车场" / "Parked issues", dated date, keyed issue;
    issue: Prose = "问题" / "Issue" aka PARKED ? "会上先不展开的事" / "What was not discussed there and then",
    date: Option<NaiveDate> = "提出日期" / "Raised on" aka LOGGED toward Past,
    settled: Tick = "了结日期" / "Settled on" aka DONE,
    outcome: Option<Outcome> = "怎么了结的" / "Outcome",
    how: Prose = "了结说明" / "How" ? "一句话：怎么办结的，或为什么不再讨论" / "In one sentence: how it was resolved, or why it was dropped",
    meeting: Link<Meeting> = "例会" / "Meeting",
    note: Prose = "备注" / "Notes" aka NOTE,
    /// The row of the action that it became, as the file writes its id.
    row: EcoString = "行动所在的行" / "Row of the action" for Program,
}

sheet! {
    /// What a meeting answered to a finding.
    Answer in "answers" = "对结论的答复" / "Findings answered", dated date, keyed finding + date;
    finding: Prose = "结论" / "Finding",
    reply: Option<Reply> = "答复" / "Answer",
    reason: Prose = "理由" / "Reason" ? "为什么现在不做，或为什么不同意" / "Why nothing is done for now, or why it is not so",
    until: Option<NaiveDate> = "搁置到" / "Put off until" toward Coming,
    date: Option<NaiveDate> = "日期" / "Date" aka DATE toward Past,
    meeting: Link<Meeting> = "例会" / "Meeting",
    /// The finding's rule and cell, as programs name it.
    key: EcoString = "结论编号" / "Code of the finding" for Program,
    /// The row of the action that it became, as the file writes its id.
    row: EcoString = "行动所在的行" / "Row of the action" for Program,
}
