//! The promises made outside the other tools.

use crate::sheet;
use crate::sheet::{Link, Prose, Tick};
use crate::tools::meetings::Meeting;
use chrono::NaiveDate;
use ecow::EcoString;

sheet! {
    /// Something that was promised outside the other tools.
    Promise in "actions" = "其他行动" / "Other actions", dated made;
    action: Prose = "行动" / "Action" aka ACTION ? "谁答应了做什么，一句话" / "What was agreed, in one sentence",
    owner: EcoString = "负责人" / "Owner" aka OWNER ? "角色，如技术主管" / "A role, such as the technical supervisor",
    due: Option<NaiveDate> = "期限" / "Due" aka DUE toward Coming,
    made: Option<NaiveDate> = "提出日期" / "Agreed on" aka LOGGED toward Past,
    done: Tick = "完成日期" / "Done on" aka DONE,
    outcome: EcoString = "结果" / "Outcome" aka OUTCOME,
    dropped: Tick = "放弃日期" / "Dropped on" ? "不再做了；原因写在结果里" / "It will not be done; say why under Outcome",
    meeting: Link<Meeting> = "例会" / "Meeting" ? "在哪次例会上答应的" / "The meeting in which it was promised",
}
