//! Is the organisation ready for the change? Six scores from each assessor, in dated rounds.

use crate::facts::Facts;
use crate::tool::{Action, CardLine, CardPlan, Change, Field, Group, Layout, Outcome, Tool, Verdict, View};
mod panels;
pub mod score;
#[cfg(test)]
mod tests;
mod verdict;

pub use verdict::Rounds;

use crate::finding::Place;
use crate::project::Edit;
use crate::sheet::{AnyRow, Cell, Id, Prose, Row, Score};
use crate::text::{Phrase, text};
use crate::{say, sheet};
use chrono::NaiveDate;
use ecow::EcoString;
use std::cmp::Reverse;
use std::sync::Arc;

sheet! {
    /// One assessor's form in one round.
    Form in "readiness" = "变革准备度评估" / "Readiness assessment";
    assessor: EcoString = "评估人" / "Assessor" ? "角色，如售后运营总监" / "A role, such as the after-sales director",
    round: Option<u32> = "轮次" / "Round" ? "第一轮填 1，重新评估时加 1" / "1 for the first round, one more for each new one",
    date: Option<NaiveDate> = "评估日期" / "Date",
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
    note: Prose = "备注" / "Notes",
}

/// A line of the form: a dimension, its question, its score and the evidence.
macro_rules! line {
    ($score:literal, $evidence:literal, $title:expr, $question:expr) => {
        CardLine { title: $title, question: $question, cells: &[$score, $evidence] }
    };
}

static FORM: CardPlan = CardPlan {
    header: &["assessor", "round", "date"],
    heads: &[
        text("维度", "Dimension"),
        text("评估标准", "Question"),
        text("得分", "Score"),
        text("证据", "Evidence"),
    ],
    lines: &[
        line!(
            "senior_support",
            "senior_support_evidence",
            text("高层支持", "Senior support"),
            text("CEO 和高管是否全力支持？", "Do the CEO and the executives support it fully?")
        ),
        line!(
            "urgency",
            "urgency_evidence",
            text("紧迫感", "Urgency"),
            text("员工是否认为非变不可？", "Do the staff see the change as a must?")
        ),
        line!(
            "resources",
            "resources_evidence",
            text("资源到位", "Resources"),
            text("预算、人员、工具是否充足？", "Are budget, people and tools sufficient?")
        ),
        line!(
            "past_success",
            "past_success_evidence",
            text("过往成功", "Past success"),
            text("是否有成功变革的经验？", "Have earlier changes succeeded?")
        ),
        line!(
            "open_culture",
            "open_culture_evidence",
            text("文化开放", "Open culture"),
            text("文化是否鼓励创新和变革？", "Does the culture encourage innovation and change?")
        ),
        line!(
            "staff_capability",
            "staff_capability_evidence",
            text("员工能力", "Staff capability"),
            text("员工能否学会新技能？", "Are the staff able to learn new skills?")
        ),
    ],
    footer: &["note"],
};

/// The tool: the form of one assessor, and all rounds.
pub static TOOL: Tool = Tool {
    key: "readiness",
    mark: '1',
    title: text("变革准备度评估", "Readiness assessment"),
    short: text("准备度", "Readiness"),
    about: text(
        "启动之前先看六个维度准备得怎样；总分给出结论，高层支持不到 4 分时先停下。",
        "Before starting, see how ready the six dimensions are: the total gives the verdict, and senior support below 4 stops it.",
    ),
    group: Group::Diagnose,
    sheets: &[Form::DEF],
    views: &[
        View {
            rows: |scene| Some(newest_first(scene)),
            panels: panels::beside,
            ..View::of("form", text("评估表", "Form"), Form::DEF, Layout::Card(&FORM))
        },
        View {
            rows: |scene| Some(newest_first(scene)),
            panels: panels::beside_rounds,
            ..View::of("rounds", text("各轮", "Rounds"), Form::DEF, Layout::Grid(ROUNDS))
        },
    ],
    actions: &[
        Action { key: "new_round", title: text("开始新一轮", "New round"), views: &[], run: new_round },
        Action {
            key: "add_assessor",
            title: text("本轮再加一位评估人", "Another assessor in this round"),
            views: &[],
            run: |scene, row, new_id| Ok(another_assessor(scene, row, new_id)),
        },
    ],
    seed: |new_id| vec![Arc::new(Form { round: Some(1), ..Form::with_id(new_id()) })],
    check,
    follow,
    proposes,
    assess: verdict::assess,
    values: verdict::values,
    ..Tool::BLANK
};

static ROUNDS: &[Field] = &[
    Field::Column("round", 4),
    Field::Column("assessor", 12),
    Field::Column("date", 10),
    Field::Short("senior_support", 8, text("高层支持", "Senior")),
    Field::Short("urgency", 8, text("紧迫感", "Urgency")),
    Field::Short("resources", 8, text("资源到位", "Resource")),
    Field::Short("past_success", 8, text("过往成功", "Success")),
    Field::Short("open_culture", 8, text("文化开放", "Culture")),
    Field::Short("staff_capability", 8, text("员工能力", "Staff")),
    Field::Computed { key: "total", title: text("总分", "Total"), cells: 6, show: panels::total },
    Field::Computed { key: "verdict", title: text("结论", "Verdict"), cells: 20, show: panels::verdict },
    Field::Column("note", 10),
];

/// Forms of one round stay as they stand.
fn newest_first(scene: &Facts) -> Vec<usize> {
    let forms = scene.project().rows::<Form>();
    let mut order: Vec<usize> = (0..forms.len()).collect();
    order.sort_by_key(|n| Reverse(forms[*n].round_number()));
    order
}

fn add_form(scene: &Facts, round: u32, new_id: &mut dyn FnMut() -> Id, said: Phrase) -> Outcome {
    let id = new_id();
    let form = Form { round: Some(round), date: Some(scene.today()), ..Form::with_id(id) };
    let place = Place { sheet: Form::SHEET, row: Some(id), column: "assessor" };
    Outcome { edit: Edit::append(form), said, go: Some((place, true)) }
}

fn new_round(
    scene: &Facts,
    _: Option<&dyn AnyRow>,
    new_id: &mut dyn FnMut() -> Id,
) -> Result<Outcome, Phrase> {
    let newest = score::newest(scene.project());
    let begun = score::rounds(scene.project()).last().is_some_and(|r| r.number == newest);
    if newest > 0 && !begun {
        return Err(say!(
            "第{newest}轮还没有得分，先把它填上",
            "Round {newest} has no score yet; fill it in first"
        ));
    }
    let n = newest.saturating_add(1);
    let said = say!("第{n}轮开始了：请填评估人", "Round {n} has begun: enter the assessor");
    Ok(add_form(scene, n, new_id, said))
}

fn another_assessor(scene: &Facts, row: Option<&dyn AnyRow>, new_id: &mut dyn FnMut() -> Id) -> Outcome {
    let here = row.and_then(|r| r.typed::<Form>()).map(Form::round_number);
    let n = here.unwrap_or_else(|| score::newest(scene.project()).max(1));
    let said = say!("第{n}轮多了一份表：请填评估人", "Round {n} has one more form: enter the assessor");
    add_form(scene, n, new_id, said)
}

fn check(change: &Change<'_>) -> Verdict {
    match (change.column.key, change.cell) {
        ("round", Cell::Count(0)) => {
            Verdict::Refuse(text("轮次从 1 开始", "Rounds are counted from 1").into())
        }
        ("date", Cell::Date(date)) if *date > change.today => {
            let today = change.today;
            Verdict::Refuse(say!(
                "{date} 还没有到：评估日期最晚是今天 {today}",
                "{date} has not come yet: the date is today, {today}, at the latest"
            ))
        }
        _ => Verdict::Fine,
    }
}

/// A first score dates the form and says which round it is of.
fn follow(change: &Change<'_>) -> Vec<Edit> {
    let (Some(form), Cell::Score(_)) = (change.row.typed::<Form>(), change.cell) else { return Vec::new() };
    let mut edits = Vec::new();
    if form.date.is_none() {
        edits.push(Edit::set::<Form>(form.id, "date", Cell::Date(change.today)));
    }
    if form.round.is_none() {
        let round = score::newest(change.project).max(1);
        edits.push(Edit::set::<Form>(form.id, "round", Cell::Count(round)));
    }
    edits
}

fn proposes(scene: &Facts) -> Vec<(&'static str, Phrase)> {
    let project = scene.project();
    let rounds = score::rounds(project);
    let complete = rounds.last().filter(|r| r.is_complete());
    let reason = complete.map(|round| {
        let n = round.number;
        say!("准备度评估第{n}轮已填完", "Round {n} of the readiness form is complete")
    });
    reason.map(|reason| ("w1-3", reason)).into_iter().collect()
}
