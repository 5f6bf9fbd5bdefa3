//! What columns about people, their centres and their scores are called in the spreadsheets of others.

/// A service centre.
pub const CENTRE: &[&str] = &[
    "所属门店",
    "所在门店",
    "所属网点",
    "所在网点",
    "所属中心",
    "所在中心",
    "门店",
    "店名",
    "店",
    "分店",
    "网点",
    "站点",
    "服务站",
    "中心",
    "门店名称",
    "网点名称",
    "服务中心名称",
    "Centre",
    "Center",
    "Service centre",
    "Service center",
    "Store",
    "Branch",
    "Site",
    "Location",
    "Outlet",
    "Workshop",
    "Dealer",
    "Dealership",
];
/// A role.
pub const ROLE: &[&str] = &[
    "岗位",
    "职务",
    "职位",
    "工种",
    "岗位名称",
    "岗位职务",
    "Position",
    "Job",
    "Job title",
    "Post",
    "Function",
];
/// How many people.
pub const HEADCOUNT: &[&str] = &[
    "人员数",
    "人员数量",
    "员工数",
    "员工人数",
    "团队人数",
    "人头",
    "在编",
    "在编人数",
    "在岗人数",
    "在册人数",
    "现有人数",
    "影响人数",
    "涉及人数",
    "受影响人数",
    "People",
    "People affected",
    "Number affected",
    "FTE",
    "FTEs",
    "Size",
    "Head count",
    "Heads",
    "Staff",
    "Team size",
    "How many",
    "How many people",
    "Number of people",
    "No. of people",
    "No. of staff",
    "Number of staff",
    "# of people",
    "# of staff",
    "# people",
    "# staff",
    "Staff count",
    "总人数",
];
/// A person or a team.
pub const PERSON: &[&str] = &[
    "人员姓名",
    "姓名",
    "名字",
    "名称",
    "提出人",
    "反映人",
    "团队",
    "团队名称",
    "班组",
    "员工",
    "员工姓名",
    "人员",
    "对象",
    "Name",
    "Person",
    "Team",
    "Team name",
    "Full name",
    "Employee",
    "Employee name",
    "Group",
    "Team / name",
    "Name / team",
    "Team or name",
    "Name or team",
    "Who",
    "Said by",
    "Raised by",
    "Member",
    "Staff member",
];
/// A name of any kind.
pub const NAME: &[&str] = &["名称", "名字", "Name", "Title"];
/// The first letter of ADKAR.
pub const AWARENESS: &[&str] = &["意识", "认知度", "认知得分", "认知评分", "Aware", "A"];
/// The second letter of ADKAR.
pub const DESIRE: &[&str] =
    &["意愿", "意愿度", "渴望度", "愿望", "渴望得分", "渴望评分", "Want", "Willing", "D"];
/// The third letter of ADKAR.
pub const KNOWLEDGE: &[&str] = &["知识技能", "知识度", "知识得分", "知识评分", "Know", "K"];
/// The fourth letter of ADKAR.
pub const ABILITY: &[&str] = &["技能", "能力度", "能力得分", "能力评分", "Able", "A"];
/// The fifth letter of ADKAR.
pub const REINFORCEMENT: &[&str] = &["巩固", "固化", "巩固度", "强化度", "强化得分", "强化评分", "Keep", "R"];
/// When a card was scored.
pub const SCORED: &[&str] = &[
    "复评日期",
    "打分日期",
    "评估日期",
    "得分日期",
    "测评日期",
    "测评日",
    "测评时间",
    "诊断日期",
    "调研日期",
    "访谈日期",
    "填表日期",
    "填写日期",
    "评分日",
    "评分时间",
    "评估日",
    "评估时间",
    "打分时间",
    "日期",
    "Scored",
    "Score date",
    "Scoring date",
    "Date scored",
    "Assessed",
    "Assessed on",
    "Assessment date",
    "Date of assessment",
    "Survey date",
    "Date of survey",
    "Surveyed on",
    "Interview date",
    "Rated on",
    "Date",
];
/// Whether somebody works in the new way.
pub const LIVE: &[&str] =
    &["上线", "是否上线", "是否已上线", "上线了吗", "上线情况", "Gone live", "Is live", "Went live"];

/// Titles that may stand over a column, with its names: they are offered as guesses, and only where none of those stands.
pub const LIKELY: &[(&[&str], &[&str])] = &[
    (&["部门", "所属部门", "分公司", "所属分公司", "Department", "Division"], CENTRE),
    (&["小组", "组别"], PERSON),
    (&["When", "什么时候", "何时", "时间"], super::DUE),
    (&["编制", "编制数", "编制人数", "定员", "定编", "Establishment"], HEADCOUNT),
];
