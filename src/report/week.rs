//! The weekly page: the conclusion, what is asked, and the same parts in the same order every week.

use super::charts::Reach;
use super::{
    Report, Scope, ahead, asked, charts, exceptions, glance, people, processes, promises, redesign, sponsor,
};
use crate::assess::Assessed;
use crate::text::{Phrase, Text, text};

/// The page.
pub(super) fn report(assessed: &Assessed) -> Report {
    let facts = &assessed.facts;
    Report {
        scope: Scope::Week,
        name: glance::name(facts),
        day: facts.today(),
        about: glance::about(facts),
        headline: glance::headline(assessed),
        glance: glance::answers(assessed),
        figures: glance::figures(facts),
        sections: [
            asked::section(assessed),
            promises::section(facts),
            exceptions::section(facts),
            charts::section(facts, Reach::Recent),
        ]
        .into_iter()
        .chain(processes::section(facts))
        .chain(redesign::section(facts))
        .chain([
            people::section(facts),
            sponsor::decided(facts),
            sponsor::section(facts),
            ahead::section(facts),
        ])
        .collect(),
        notes: notes(),
    }
}

/// What noise is.
pub(super) const NOISE: Text = text(
    "“正常波动”：数值在控制限（浅色带）之内，升降不说明问题。",
    "'Noise': the value is within its natural limits (the pale band), and its ups and downs mean nothing.",
);
/// What proven is.
pub(super) const PROVEN: Text =
    text("“已证实”：超出波动的变化，而且还在持续。", "'Proven': a shift beyond noise that still holds.");

/// How to read the page. What explains a word that the page does not use is left out at the end.
pub(super) fn notes() -> Vec<Phrase> {
    vec![
        NOISE.into(),
        PROVEN.into(),
        text(
            "状态按最近三期的中位数判断；有门槛的领先指标按最近一次和门槛比。",
            "Status goes by the median of the last three periods, that of a leading indicator with a threshold by the latest.",
        )
        .into(),
        text("标记：■ 停 ▲ 行动 ◆ 留意 ✔ 良好", "Signs: ■ stop ▲ act ◆ watch ✔ good").into(),
    ]
}
