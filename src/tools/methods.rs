//! Process redesign: the methods with what speaks for each, and the cases that illustrate them.
//!
//! A method is proposed by the tools whose state speaks for it, and chosen by people. The cases carry no citations: they
//! are shown as illustrations, with what is ambiguous in them said, and never judge anybody's own figures.

mod actions;
mod chains;
mod entry;
mod facts;
mod items;
mod lessons;
mod promises;
mod rules;
mod sheets;
#[cfg(test)]
mod tests;
mod views;

pub use facts::{Figures, Measured, MethodFigures, State};
pub use items::{By, CASES, CaseStudy, METHODS, MethodDef, Moved, Part, case, cases_of, method};
pub use sheets::{Case, Method, Outcome};
pub use views::{Own, beside_own};

use crate::sheet::Row as _;
use crate::text::text;
use crate::tool::{Action, Group, Tool};

/// The tool: methods and cases.
pub static TOOL: Tool = Tool {
    key: "methods",
    mark: 'r',
    title: text("流程再造方法", "Redesign methods"),
    short: text("方法案例", "Methods"),
    about: text(
        "绩效和品牌两方面的再造方法：诊断建议哪几个，选用一到三个，定下谁做、哪天前、看哪个指标。案例只是举例。",
        "Methods of redesign for performance and brand: what the diagnosis speaks for, one to three of them chosen, with who, by when and which indicator. Cases are illustrations.",
    ),
    group: Group::Redesign,
    sheets: &[Method::DEF, Case::DEF],
    views: &[views::METHODS, views::CASES],
    actions: &[
        Action::new("choose-method", text("选用这个方法", "Choose this method"), actions::choose)
            .stands()
            .only_in(&["methods"])
            .possible_if(|facts, row| actions::to_choose(facts, row).map(drop)),
        Action::new("method-or-case", text("方法⇄案例", "Method or case"), actions::go)
            .possible_if(|facts, row| actions::counterpart(facts, row).map(drop)),
        Action::new("indicator-or-map", text("建指标或流程图", "Indicator or map"), actions::build)
            .stands()
            .possible_if(actions::can_build),
        Action::new("method-done", text("今天完成", "Mark done"), actions::finish)
            .only_in(&["methods"])
            .possible_if(|facts, row| actions::to_finish(facts, row).map(drop)),
    ],
    check: entry::check,
    follow: entry::follow,
    promises: &[promises::CHOSEN],
    rules: rules::RULES,
    assess: rules::assess,
    values: facts::values,
    ..Tool::BLANK
};
