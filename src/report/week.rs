//! The weekly page: the conclusion, what is asked, and the same parts in the same order every week.

use super::charts::Reach;
use super::{
    Report, Scope, ahead, asked, charts, exceptions, glance, people, processes, promises, redesign, sponsor,
};
use crate::assess::Assessed;
use crate::text::{Phrase, text};

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

/// How to read the page.
pub(super) fn notes() -> Vec<Phrase> {
    vec![
        text(
            "“正常波动”：数值在控制限（浅色带）之内，升降不说明问题；“已证实”：超出波动的变化，而且还在持续。状态按最近三次的中位数判断。",
            "'Noise': the value is within its natural limits (the pale band), and its ups and downs mean nothing. 'Proven': a shift beyond them that still holds. Status goes by the median of the last three readings.",
        )
        .into(),
        text("标记：■ 停 ▲ 行动 ◆ 留意 ✔ 良好", "Signs: ■ stop ▲ act ◆ watch ✔ good").into(),
    ]
}
