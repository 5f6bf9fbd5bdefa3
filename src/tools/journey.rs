//! The journey of a customer: what the brand promises at each touchpoint, what is experienced there, and the gap.
//!
//! Whether a score is honest is not looked at; who gave it is asked for in the help of the column.

mod actions;
mod entry;
mod facts;
mod items;
mod rules;
mod sheets;
mod suggests;
#[cfg(test)]
mod tests;
mod views;

pub use actions::{Gap, gaps};
pub use facts::{Figures, Kept, Point};
pub use items::Method;
pub use sheets::{BrandPromise, Cause, Channel, Scoring, Touchpoint};

use crate::sheet::Row as _;
use crate::text::text;
use crate::tool::{Action, Group, Tool};

/// The tool: the touchpoints as rows and as a curve, and the promises.
pub static TOOL: Tool = Tool {
    key: "journey",
    mark: 't',
    title: text("客户旅程", "Customer journey"),
    short: text("客户旅程", "Journey"),
    about: text(
        "客户一路遇到的触点：品牌承诺到几分，客户体验到几分，差距最大的先改。",
        "The touchpoints that customers go through: what the brand promises, what they experience, and the widest gaps first.",
    ),
    group: Group::Redesign,
    sheets: &[Touchpoint::DEF, BrandPromise::DEF, Scoring::DEF],
    views: &[views::TOUCHPOINTS, views::CURVE, views::PROMISES, views::HISTORY],
    actions: &[
        Action::new("close-gap", text("把差距列为行动", "Act on the gap"), actions::propose)
            .stands()
            .only_in(&["touchpoints"])
            .possible_if(actions::can_propose),
        Action::new("score-touchpoint-again", text("重新评分", "Score again"), actions::score_again)
            .only_in(&["touchpoints"])
            .possible_if(|facts, row| actions::scored_before(facts, row).map(drop)),
    ],
    unit: entry::unit,
    check: entry::check,
    follow: entry::follow,
    keep: entry::keep,
    belongs: &[Scoring::COL.touchpoint],
    suggests: suggests::suggests,
    rules: rules::RULES,
    assess: rules::assess,
    values: facts::values,
    ..Tool::BLANK
};
