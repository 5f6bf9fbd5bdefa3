//! The form of one assessor, and the list of all forms.

mod panels;

pub use panels::{beside_form, beside_rounds};

use super::facts::score::{DIMENSIONS, Dimension, Gate, Total};
use super::sheets::Form;
use crate::facts::Facts;
use crate::sheet::AnyRow;
use crate::sort::StableSort;
use crate::text::{Phrase, text};
use crate::tool::{CardLine, CardPlan, Field, Shown};
use std::cmp::Reverse;

/// A line of the form: a dimension, its question, its score and the evidence.
const fn line(dimension: &Dimension, cells: &'static [&'static str; 2]) -> CardLine {
    CardLine { title: dimension.title, question: dimension.question, cells }
}

/// The paper form.
pub static FORM: CardPlan = CardPlan {
    header: &[Form::COL.assessor.key, Form::COL.round.key, Form::COL.date.key],
    heads: &[
        text("维度", "Dimension"),
        text("评估标准", "Question"),
        text("得分", "Score"),
        text("证据", "Evidence"),
    ],
    lines: &[
        line(&DIMENSIONS[0], &[Form::COL.senior_support.key, Form::COL.senior_support_evidence.key]),
        line(&DIMENSIONS[1], &[Form::COL.urgency.key, Form::COL.urgency_evidence.key]),
        line(&DIMENSIONS[2], &[Form::COL.resources.key, Form::COL.resources_evidence.key]),
        line(&DIMENSIONS[3], &[Form::COL.past_success.key, Form::COL.past_success_evidence.key]),
        line(&DIMENSIONS[4], &[Form::COL.open_culture.key, Form::COL.open_culture_evidence.key]),
        line(&DIMENSIONS[5], &[Form::COL.staff_capability.key, Form::COL.staff_capability_evidence.key]),
    ],
    footer: &[Form::COL.note.key],
};

/// The list of all forms.
pub static ROUNDS: &[Field] = &[
    Field::column(Form::COL.round, 4),
    Field::column(Form::COL.assessor, 12),
    Field::column(Form::COL.date, 10),
    Field::short(Form::COL.senior_support, 8, text("高层支持", "Senior")),
    Field::short(Form::COL.urgency, 8, text("紧迫感", "Urgency")),
    Field::short(Form::COL.resources, 8, text("资源到位", "Resource")),
    Field::short(Form::COL.past_success, 8, text("过往成功", "Success")),
    Field::short(Form::COL.open_culture, 8, text("文化开放", "Culture")),
    Field::short(Form::COL.staff_capability, 8, text("员工能力", "Staff")),
    Field::computed("total", text("总分", "Total"), 6, total),
    Field::computed("verdict", text("结论", "Verdict"), 20, verdict),
    Field::column(Form::COL.note, 10),
];

/// Places of the forms, the newest round first; forms of one round stay as they stand.
pub fn newest_first(facts: &Facts) -> Vec<usize> {
    let forms = facts.rows::<Form>();
    let mut order: Vec<usize> = (0..forms.len()).collect();
    order.stable_sort_by_key(|n| Reverse(forms[*n].round_number()));
    order
}

/// The total of one form.
pub fn total(_: &Facts, row: &dyn AnyRow) -> Shown {
    let total = row.typed::<Form>().and_then(Total::of_form);
    total.map_or_else(Shown::blank, |total| Shown::plain(Phrase::same(total.figure())))
}

/// The verdict on one form: its gate, or else its band.
pub fn verdict(_: &Facts, row: &dyn AnyRow) -> Shown {
    let Some(form) = row.typed::<Form>() else { return Shown::blank() };
    let Some(total) = Total::of_form(form) else { return Shown::blank() };
    let fired: Vec<_> = DIMENSIONS
        .iter()
        .zip(form.scores())
        .filter(|(d, s)| s.is_some_and(|s| d.fires(f64::from(s.get()))))
        .map(|(d, _)| d)
        .collect();
    let worst = fired.iter().map(|d| d.level()).max().unwrap_or_default();
    match (Gate::of(fired.into_iter(), total.band()), total.band()) {
        (Some(gate @ Gate::Stop), _) => Shown::new(worst, gate.title()),
        (_, None) => Shown::new(worst, text("未填完", "incomplete")),
        (Some(gate), _) => Shown::new(worst, gate.title()),
        (None, Some(band)) => Shown::new(band.level().max(worst), band.title()),
    }
}
