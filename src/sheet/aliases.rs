//! What columns are called in the spreadsheets of others, by meaning. A declaration in a tool's `sheets.rs` names the
//! list that belongs to a column: `owner: EcoString = "负责人" / "Owner" aka OWNER`.
//!
//! Each entry is a whole title; case, width and blanks do not matter when titles are compared. Names that several
//! columns of one sheet share, such as `A` of ADKAR, go to these columns in turn.

mod beside;
mod people;
mod plans;

pub use beside::*;
pub use people::*;
pub use plans::*;

/// Who sees to it.
pub const OWNER: &[&str] = &[
    "责任人",
    "主责人",
    "主责",
    "牵头人",
    "承办人",
    "跟进人",
    "经办人",
    "负责",
    "谁",
    "谁负责",
    "谁做",
    "谁来做",
    "承担人",
    "执行人",
    "经理",
    "负责经理",
    "Manager",
    "Responsible",
    "Owner",
    "Responsible person",
    "Person responsible",
    "Lead",
    "Assignee",
    "Assigned to",
    "In charge",
    "Accountable",
    "Action owner",
    "PIC",
    "Who",
];
/// When it is due.
pub const DUE: &[&str] = &[
    "截止",
    "截止日期",
    "截止时间",
    "截止日",
    "到期",
    "到期日",
    "到期日期",
    "完成期限",
    "完成时限",
    "时限",
    "期限",
    "计划完成",
    "计划完成日期",
    "计划完成时间",
    "要求完成时间",
    "要求完成日期",
    // In a plan it is the day to come; beside one of those above it is the day that was.
    "完成时间",
    "最后期限",
    "截至日期",
    "什么时候完成",
    "Due",
    "Due date",
    "Target completion",
    "Target completion date",
    "Due by",
    "Due on",
    "Deadline",
    "By when",
    "Complete by",
];
/// Remarks.
pub const NOTE: &[&str] = &[
    "备注",
    "说明",
    "备注说明",
    "批注",
    "附注",
    "注",
    "注释",
    "Note",
    "Notes",
    "Comment",
    "Comments",
    "Explanation",
    "Remark",
    "Remarks",
];
/// When it was done.
pub const DONE: &[&str] = &[
    "完成",
    "已完成",
    "完成日",
    "完成日期",
    "完成时间",
    "实际完成",
    "实际完成日期",
    "实际完成时间",
    "Done",
    "Done on",
    "Done date",
    "Actual completion",
    "Actual completion date",
    "Completed",
    "Completed on",
    "Completion date",
    "Date completed",
    "Finished",
    "Closed",
    "Closed on",
];
/// A day.
pub const DATE: &[&str] = &[
    "日期",
    "时间",
    "日",
    "周",
    "周次",
    "星期",
    "月",
    "月份",
    "Month",
    "Date",
    "Day",
    "On",
    "When",
    "Week",
    "Week of",
    "Week ending",
    "Week ended",
    "Week end",
    "W/E",
    "周截止日",
    "周截止日期",
    "W",
];
/// An indicator.
pub const INDICATOR: &[&str] = &[
    "指标",
    "衡量指标",
    "Indicator",
    "KPIs",
    "指标名称",
    "指标名",
    "KPI",
    "KPI名称",
    "KPI name",
    "Metric",
    "Measure",
    "Indicator name",
];
/// The value of a reading.
pub const VALUE: &[&str] = &[
    "实际值",
    "实际",
    "数值",
    "值",
    "读数",
    "结果",
    "完成值",
    "Actual",
    "Value",
    "Actual value",
    "Reading",
    "Result",
    "Actuals",
];
/// The value before the change.
pub const BASELINE: &[&str] = &[
    "基准",
    "基准值",
    "基线值",
    "现状",
    "现状值",
    "起点",
    "初始值",
    "Base",
    "Starting value",
    "Baseline value",
    "Start value",
    "As is",
    "Current",
];
/// The value to reach.
pub const TARGET: &[&str] =
    &["目标", "目标值", "目标数", "指标目标", "Target", "Goal", "Goal value", "Target value", "To be"];
/// By when the value is to be reached.
pub const TARGET_DATE: &[&str] = &[
    "目标时间",
    "达标日期",
    "达标时间",
    "目标达成日期",
    "达成日期",
    "目标日",
    "目标期限",
    "Target on",
    "Target by",
    "Goal date",
    "To be reached by",
];
/// A unit.
pub const UNIT: &[&str] =
    &["计量单位", "单位名称", "UoM", "Unit of measure", "Unit of measurement", "Units", "Measured in"];
/// A kind.
pub const KIND: &[&str] = &["类型", "类别", "分类", "性质", "Type", "Kind", "Category", "Class"];
/// How often.
pub const CADENCE: &[&str] = &[
    "频率",
    "周期",
    "统计周期",
    "统计频率",
    "记录频率",
    "更新频率",
    "多久一次",
    "Frequency",
    "How often",
    "Cadence",
    "Interval",
];
/// What is to be done.
pub const ACTION: &[&str] = &[
    "行动",
    "行动内容",
    "行动事项",
    "行动措施",
    "纠正措施",
    "纠正行动",
    "整改行动",
    "应对",
    "应对措施",
    "应对办法",
    "应对方案",
    "解决措施",
    "解决方案",
    "行动项",
    "行动计划",
    "措施",
    "改进措施",
    "任务",
    "事项",
    "待办",
    "待办事项",
    "工作内容",
    "内容",
    "具体内容",
    "做什么",
    "下一步",
    "下一步行动",
    "对策",
    "整改措施",
    "解决办法",
    "Action",
    "Corrective action",
    "Corrective actions",
    "Measures",
    "Mitigation",
    "Mitigation action",
    "Mitigation plan",
    "Response",
    "Response plan",
    "Solution",
    "Next step",
    "Next steps",
    "Next action",
    "Countermeasure",
    "Action item",
    "Action items",
    "Actions",
    "Task",
    "To do",
    "To-do",
    "What",
    "Item",
];
/// An item of a list.
pub const ITEM: &[&str] =
    &["任务", "工作项", "内容", "检查项", "名称", "Task", "Activity", "Name", "Description", "What"];
/// Proof.
pub const EVIDENCE: &[&str] = &["依据", "佐证", "证明", "证据", "Basis", "Proof", "Evidence"];
/// What came of it.
pub const OUTCOME: &[&str] =
    &["结果", "成果", "效果", "成效", "进展", "Progress", "Effect", "Result", "Results", "Outcome"];
/// When it was noted.
pub const LOGGED: &[&str] = &[
    "日期",
    "登记日期",
    "记录日期",
    "提出日期",
    "发现日期",
    "创建日期",
    "Date",
    "Logged",
    "Logged on",
    "Recorded on",
    "Found on",
    "Date found",
    "Raised on",
    "Opened",
    "Created",
    "Date raised",
];
/// Why.
pub const CAUSE: &[&str] = &[
    "原因",
    "根因",
    "根本原因",
    "原因分析",
    "为什么",
    "Cause",
    "Root cause",
    "Cause analysis",
    "Reason",
    "Why",
];
/// An amount of money.
pub const AMOUNT: &[&str] = &["预算", "预算金额", "费用", "总额", "Budget", "Budget amount", "Cost", "Sum"];
/// What was spent.
pub const SPENT: &[&str] =
    &["已用金额", "已花", "已支出", "实际支出", "支出", "Actual", "Actual cost", "Used"];
/// What somebody said.
pub const QUOTE: &[&str] = &[
    "意见",
    "说法",
    "说了什么",
    "顾虑",
    "反馈",
    "Opinion",
    "Feedback",
    "Quote",
    "Said",
    "Concern",
    "What they said",
];
/// What somebody is really worried about.
pub const WORRY: &[&str] =
    &["原因", "真正原因", "担心", "担心什么", "Reason", "Why", "Cause", "Worry", "Real concern"];
/// A message.
pub const MESSAGE: &[&str] = &["内容", "主题", "讲了什么", "沟通内容", "Content", "Subject", "Topic", "What"];
/// Who says it.
pub const SENDER: &[&str] = &[
    "谁讲",
    "谁讲的",
    "讲的人",
    "主讲",
    "主讲人",
    "宣讲人",
    "发言人",
    "Speaker",
    "Sender",
    "By",
    "Presenter",
    "Who",
];
/// How many heard it.
pub const REACHED: &[&str] = &[
    "到场人数",
    "到场",
    "参加人数",
    "出席人数",
    "覆盖人数",
    "听众人数",
    "Attendance",
    "Attended",
    "Attendees",
    "Present",
    "Audience size",
    "Heard by",
    "人数",
    "人员数",
    "人员数量",
    "People",
    "Headcount",
    "Head count",
    "Size",
    "How many",
    "Number of people",
];
/// A channel.
pub const CHANNEL: &[&str] = &[
    "沟通渠道",
    "沟通方式",
    "方式",
    "形式",
    "渠道",
    "Channel",
    "Communication channel",
    "Form",
    "Medium",
    "Channels",
    "Via",
];
/// A group of people to talk to.
pub const AUDIENCE: &[&str] = &[
    "沟通对象",
    "对象",
    "受众群体",
    "目标群体",
    "利益相关者",
    "Target audience",
    "Target group",
    "Stakeholder",
    "Stakeholders",
    "Group",
];
