//! Where is each person or team stuck? ADKAR cards, re-scored by date.

mod actions;
mod entry;
mod facts;
mod promises;
mod rules;
mod sheets;
#[cfg(test)]
mod tests;
mod views;

pub use facts::{Care, Heads, Next, Overdue, Rollup, Stopped, Stuck, rule_about, score};
pub use sheets::{Incentive, Person, Role, Scoring, Subject};
pub use views::barrier_bars;

use crate::sheet::Row as _;
use crate::text::text;
use crate::tool::{Action, Group, Layout, Tool, View};

/// The tool: cards as a list and as a form, the heat map, and the scorings before.
pub static TOOL: Tool = Tool {
    key: "adkar",
    mark: '2',
    title: text("ADKAR 个人诊断", "ADKAR diagnosis"),
    short: text("ADKAR", "ADKAR"),
    about: text(
        "每个人卡在不同的地方：五个要素依次达成，从最前面的卡点做起。",
        "People are stuck in different places: the five elements are achieved in order, so begin with the earliest barrier.",
    ),
    group: Group::Diagnose,
    sheets: &[Person::DEF, Scoring::DEF],
    views: &[
        View {
            panels: views::beside_cards,
            empty: text(
                "还没有诊断卡。直接输入姓名，或从 Excel 复制名单后粘贴。",
                "There are no cards yet. Type a name, or paste a list from Excel.",
            ),
            ..View::of("cards", text("诊断卡", "Cards"), Person::DEF, Layout::Grid(views::CARDS))
        },
        View {
            panels: views::beside_card,
            empty: text(
                "还没有诊断卡。到“诊断卡”页新建。",
                "There are no cards yet. Make one on the Cards tab.",
            ),
            ..View::of("card", text("单张", "One card"), Person::DEF, Layout::Card(&views::CARD))
        },
        View {
            panels: views::heat,
            leads: Some(views::behind_heat),
            grows: false,
            ..View::of("heat", text("热力图", "Heat map"), Person::DEF, Layout::Panels)
        },
        View {
            empty: text(
                "还没有以前的评分。在诊断卡上重新评分，旧的得分会存到这里。",
                "There are no earlier scores. Score a card again, and the old scores are kept here.",
            ),
            ..View::of("history", text("评分历史", "History"), Scoring::DEF, Layout::Grid(views::HISTORY))
        },
    ],
    actions: &[Action::new("score-again", text("重新评分", "Score again"), actions::score_again)
        .only_in(&["cards", "card"])
        .possible_if(|facts, row| actions::scored_before(facts, row).map(drop))],
    check: entry::check,
    follow: entry::follow,
    keep: entry::keep,
    may_be_one: entry::may_be_one,
    proposes: rules::proposes,
    concerns: rules::concerns,
    promises: &[promises::CARDS],
    belongs: &[Scoring::COL.person],
    rules: rules::RULES,
    assess: rules::assess,
    values: facts::values,
    ..Tool::BLANK
};
