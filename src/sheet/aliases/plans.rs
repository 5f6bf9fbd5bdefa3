//! What columns of plans, meetings and forms are called.

/// At the end of which month after the start it is due.
pub const MONTH: &[&str] =
    &["月数", "第几月", "几个月", "Month no", "Month no.", "Month number", "After month"];
/// A milestone.
pub const MILESTONE: &[&str] = &["里程碑名称", "节点", "关键节点", "Milestone name", "Key date", "What"];
/// A phase of the plan.
pub const PHASE: &[&str] = &["期", "所处阶段", "Stage"];
/// The first day.
pub const BEGINS: &[&str] =
    &["开始日期", "开始时间", "起", "Start", "Start date", "Starts", "Begin", "Begins"];
/// The last day.
pub const FINISHES: &[&str] = &["结束日期", "结束时间", "止", "End", "End date", "Ends", "Finish", "To"];
/// A decision.
pub const DECISION: &[&str] =
    &["决议", "决策", "决定事项", "决定内容", "Decided", "Resolution", "What was decided"];
/// What was put aside.
pub const PARKED: &[&str] = &["议题", "事项", "待议事项", "Topic", "Item", "Parked", "Open point"];
/// Who fills in a form.
pub const ASSESSOR: &[&str] =
    &["姓名", "评分人", "填表人", "填写人", "Name", "Rated by", "Assessed by", "Filled in by"];
/// A promise of the brand.
pub const PROMISE: &[&str] = &["品牌承诺", "承诺内容", "Brand promise", "What we promise"];
