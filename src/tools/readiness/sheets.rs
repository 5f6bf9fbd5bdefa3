//! The form that an assessor fills in.

use crate::sheet;
use crate::sheet::{Prose, Score};
use chrono::NaiveDate;
use ecow::EcoString;

sheet! {
    /// One assessor's form in one round.
    Form in "readiness" = "变革准备度评估" / "Readiness assessment", dated date, keyed assessor + round;
    assessor: EcoString = "评估人" / "Assessor" aka ASSESSOR ? "角色，如售后运营总监" / "A role, such as the after-sales director",
    round: Option<u32> = "轮次" / "Round" in 0..=10_000 ? "第一轮填 1，重新评估时加 1" / "1 for the first round, one more for each new one",
    date: Option<NaiveDate> = "评估日期" / "Date" aka DATE toward Past,
    senior_support: Option<Score> = "高层支持" / "Senior support",
    senior_support_evidence: Prose = "高层支持的证据" / "Senior support: evidence",
    urgency: Option<Score> = "紧迫感" / "Urgency",
    urgency_evidence: Prose = "紧迫感的证据" / "Urgency: evidence",
    resources: Option<Score> = "资源到位" / "Resources",
    resources_evidence: Prose = "资源到位的证据" / "Resources: evidence",
    past_success: Option<Score> = "过往成功" / "Past success",
    past_success_evidence: Prose = "过往成功的证据" / "Past success: evidence",
    open_culture: Option<Score> = "文化开放" / "Open culture",
    open_culture_evidence: Prose = "文化开放的证据" / "Open culture: evidence",
    staff_capability: Option<Score> = "员工能力" / "Staff capability",
    staff_capability_evidence: Prose = "员工能力的证据" / "Staff capability: evidence",
    note: Prose = "备注" / "Notes" aka NOTE,
}
