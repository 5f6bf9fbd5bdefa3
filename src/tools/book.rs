//! What the tests of the tools share.

use super::{Scene, Tool};
use crate::project::Project;
use chrono::NaiveDate;
use serde_json::Value;
use std::collections::BTreeMap;

/// The figures that a tool tells programs of a project on a day.
pub fn values(tool: &Tool, project: &Project, today: NaiveDate) -> BTreeMap<&'static str, Value> {
    let assessment = (tool.assess)(project, today);
    (tool.values)(&Scene { project, assessment: &assessment, today }).into_iter().collect()
}
