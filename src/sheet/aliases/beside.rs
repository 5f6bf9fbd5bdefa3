//! What columns of a single sheet are called, which no other sheet has.

/// How far it has come, in a word. A column that is `aka DONE` takes it for its tick where nothing gives the day.
pub const STATUS: &[&str] = &[
    "状态",
    "当前状态",
    "完成状态",
    "完成情况",
    "进展状态",
    "执行状态",
    "任务状态",
    "行动状态",
    "是否完成",
    "是否已完成",
    "完成与否",
    "Status",
    "State",
    "Current status",
    "Task status",
    "Action status",
    "Completion status",
    "Done or not",
    "Completed or not",
];
/// A step of a process.
pub const STEP: &[&str] =
    &["工序", "环节", "活动", "步骤名称", "流程步骤", "Activity", "Task", "Step name", "Process step"];
/// The process that a step belongs to.
pub const PROCESS: &[&str] = &["所属流程", "流程名称", "Process name", "Workflow"];
/// The role that does a step. Who does it is asked before who changes it.
pub const STEP_ROLE: &[&str] = &[
    "岗位",
    "职务",
    "职位",
    "工种",
    "岗位名称",
    "岗位职务",
    "执行角色",
    "执行岗位",
    "执行人",
    "操作人",
    "谁",
    "谁做",
    "谁来做",
    "Position",
    "Job",
    "Job title",
    "Post",
    "Function",
    "Who",
    "Who does it",
    "By whom",
    "Done by",
    "Performed by",
    "Performer",
];
/// Who does a step.
pub const DEPARTMENT: &[&str] = &["所属部门", "部门名称", "科室", "Dept", "Dept.", "Team", "Business unit"];
/// How long it waits for a step.
pub const WAIT: &[&str] = &[
    "等待",
    "等待时间",
    "等候",
    "等候时间",
    "排队时间",
    "等待时长",
    "前置等待",
    "Wait",
    "Waiting",
    "Wait time",
    "Waiting time",
    "Waiting before",
    "Waiting time before",
    "Wait time before",
    "之前的等待",
    "等待（之前）",
    "Queue",
    "Queue time",
    "Delay",
    "Idle time",
];
/// How long a step takes.
pub const WORK: &[&str] = &[
    "处理",
    "作业时间",
    "工时",
    "处理时长",
    "操作时间",
    "加工时间",
    "耗时",
    "用时",
    "Work",
    "Working time",
    "Processing time",
    "Process time",
    "Touch time",
    "Handling time",
    "Duration",
    "Time",
];
/// What a step is worth.
pub const WORTH: &[&str] =
    &["增值", "是否增值", "价值类型", "增值类型", "Value added", "Value-added", "Value type", "VA/NVA"];
/// Whether the customer takes part.
pub const CUSTOMER: &[&str] = &[
    "客户参与",
    "客户接触",
    "客户接触点",
    "触点",
    "Touchpoint",
    "Customer touchpoint",
    "Customer contact",
    "Customer facing",
];
/// Whether it is an approval.
pub const APPROVAL: &[&str] = &["需要审批", "是否审批", "签字", "Needs approval", "Sign-off", "Approve"];
/// Whether it is done by fixed rules.
pub const BY_RULE: &[&str] = &["规则明确", "是否按规则", "固定规则", "Rule based", "Rules", "Repetitive"];
/// The share that is right at once.
pub const ACCURATE: &[&str] = &[
    "一次做对率",
    "一次做对",
    "直通率",
    "准确率",
    "完整准确率",
    "C&A",
    "%C&A",
    "%C/A",
    "Complete and accurate",
    "First pass yield",
    "FPY",
    "Right first time",
];
/// Within which time it has to be done.
pub const STANDARD: &[&str] =
    &["标准", "标准工时", "规定时间", "时限", "Standard time", "SLA", "Allowed time"];
/// What a member of the coalition answers for.
pub const FUNCTION: &[&str] = &[
    "部门",
    "所属部门",
    "岗位",
    "职务",
    "职位",
    "角色",
    "条线",
    "Department",
    "Dept",
    "Dept.",
    "Area",
    "Role",
    "Position",
    "Job",
    "Job title",
    "Post",
    "Responsible for",
];
/// Whether a member is an executive.
pub const EXECUTIVE: &[&str] = &["是否高管", "是高管", "高层", "是否高层", "Exec", "Is executive", "C-level"];
/// Since when a member has taken part.
pub const JOINED: &[&str] =
    &["加入时间", "加入日", "参加日期", "Joined", "Since", "Member since", "Date joined"];
/// Which way is better.
pub const DIRECTION: &[&str] = &[
    "方向",
    "指标方向",
    "好的方向",
    "趋向",
    "Better is",
    "Better if",
    "Better",
    "Good direction",
    "Desired direction",
    "Trend wanted",
];
/// When the value before the change was measured.
pub const BASELINE_DATE: &[&str] =
    &["基准日期", "基线时间", "现状日期", "Baseline on", "Baseline as of", "Date of baseline", "Base date"];
/// Which kind of number it is.
pub const MEASURE: &[&str] = &["数值类型", "Data type", "Measure type", "Kind of number"];
/// Where a figure comes from.
pub const SOURCE: &[&str] = &["数据来源", "出处", "Data source", "Where from", "Reference"];
/// A fact.
pub const FACT: &[&str] = &["证据", "紧迫感", "Evidence", "Facts", "What"];
/// Who has seen it.
pub const SHOWN_TO: &[&str] = &["对象", "受众", "展示对象", "Audience", "Seen by", "Told to", "To whom"];
/// What stands in the way.
pub const OBSTACLE: &[&str] = &[
    "问题",
    "阻碍",
    "卡点",
    "困难",
    "障碍事项",
    "Barrier",
    "Blocker",
    "Issue",
    "Problem",
    "Roadblock",
    "Impediment",
];
/// What a role may decide.
pub const DECIDES: &[&str] = &[
    "权限",
    "授权事项",
    "授权内容",
    "可决定事项",
    "Decides",
    "Authority",
    "Can decide",
    "Decision",
    "What they may decide",
];
/// Up to which amount.
pub const LIMIT: &[&str] = &[
    "上限",
    "限额",
    "额度",
    "授权金额",
    "最高金额",
    "Amount",
    "Up to",
    "Max",
    "Maximum",
    "Cap",
    "Amount limit",
];
/// From which day.
pub const IN_FORCE: &[&str] = &[
    "生效",
    "生效日",
    "起始日期",
    "开始日期",
    "From",
    "Valid from",
    "Effective",
    "Effective from",
    "Start date",
];
/// What a training is about.
pub const TOPIC: &[&str] = &[
    "培训主题",
    "培训内容",
    "课程",
    "课程名称",
    "内容",
    "Training",
    "Course",
    "Subject",
    "Title",
    "Content",
    "Course name",
];
/// When people were coached.
pub const COACHED: &[&str] =
    &["辅导日期", "现场辅导日期", "辅导", "Coached", "Coaching", "Coaching date", "Last coaching"];
/// What may go wrong.
pub const RISK: &[&str] = &[
    "风险描述",
    "风险事项",
    "风险点",
    "风险名称",
    "Risk description",
    "Description",
    "What may go wrong",
    "Threat",
];
/// The sign that it comes.
pub const TRIGGER: &[&str] = &[
    "预警信号",
    "预警",
    "信号",
    "征兆",
    "触发条件",
    "Signal",
    "Warning sign",
    "Early warning",
    "Trigger event",
];
/// How likely it is.
pub const LIKELIHOOD: &[&str] = &["概率", "发生概率", "发生可能性", "Probability", "Chance"];
/// How much it would harm.
pub const IMPACT: &[&str] = &["影响程度", "严重程度", "严重度", "后果", "Severity", "Consequence"];
/// How far it is.
pub const STATE: &[&str] = &["当前状态", "目前状态", "Status", "Current status"];
/// When a centre begins.
pub const STARTED: &[&str] = &[
    "开始",
    "启动日期",
    "启动",
    "上线日期",
    "上线时间",
    "开始时间",
    "Start",
    "Started",
    "Start date",
    "Go-live",
    "Go live",
    "Go-live date",
    "Live from",
];
/// When a centre is to have switched.
pub const PLANNED: &[&str] = &[
    "计划日期",
    "计划转换日期",
    "计划完成",
    "计划完成日期",
    "Plan",
    "Planned date",
    "Planned for",
    "Planned conversion",
];
/// When a centre has switched.
pub const CONVERTED: &[&str] = &[
    "转换日期",
    "转换",
    "完成日期",
    "完成转换",
    "上线",
    "已上线",
    "是否上线",
    "是否已上线",
    "上线日期",
    "Converted",
    "Conversion date",
    "Live",
    "Live on",
    "Went live",
    "Go-live date",
    "Done",
    "Done on",
    "Completed",
];
/// The batch of a centre.
pub const BATCH: &[&str] = &["批", "第几批", "波次", "推广批次", "Wave", "Batch no"];
/// When money was approved.
pub const APPROVED: &[&str] = &[
    "批准",
    "已批准",
    "审批日期",
    "批复日期",
    "是否批准",
    "Approved",
    "Approval",
    "Approval date",
    "Date approved",
];
/// When a win was reached.
pub const ACHIEVED: &[&str] =
    &["达成", "实现日期", "完成日期", "Achieved", "Done", "Done on", "Completed", "Reached on"];
/// A win.
pub const WIN: &[&str] =
    &["短期胜利", "成果", "速赢", "Win", "速赢项", "Quick win", "Short-term win", "What"];
/// The question that was asked.
pub const QUESTION: &[&str] = &[
    "问题",
    "意见",
    "反馈",
    "反馈内容",
    "意见建议",
    "建议",
    "Question",
    "Comment",
    "Feedback",
    "Concern",
    "Suggestion",
];
/// What was answered.
pub const ANSWER: &[&str] = &["回复", "回答", "答复内容", "处理结果", "Reply", "Response", "Our answer"];
/// A touchpoint of the journey.
pub const TOUCHPOINT: &[&str] = &["接触点", "触点名称", "客户触点", "Touch point", "Contact point"];
/// Where customers are not content.
pub const PAIN: &[&str] =
    &["客户痛点", "不满", "抱怨", "Pain point", "Pain points", "Complaint", "Complaints"];
