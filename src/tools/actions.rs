//! All promises in one list: those of the weekly review, the cards, the resistance log and the obstacles, and
//! those made in meetings.

mod gather;
mod lists;
mod rules;
#[cfg(test)]
mod tests;

pub use gather::{Commitment, Figures, OwnerFigures, Source, week};

use crate::facts::Facts;
use crate::finding::Place;
use crate::project::Edit;
use crate::sheet::{AnyRow, Cell, Id, Prose, Row, Tick};
use crate::text::{Phrase, text};
use crate::tool::{Action, Change, Field, Group, Layout, Outcome, Tool, Verdict, View};
use crate::{say, sheet};
use chrono::{Days, NaiveDate};
use ecow::EcoString;

sheet! {
    /// Something that was promised outside the other tools.
    Promise in "actions" = "其他行动" / "Other actions";
    action: Prose = "行动" / "Action" ? "谁答应了做什么，一句话" / "What was promised, in one sentence",
    owner: EcoString = "负责人" / "Owner" ? "角色，如技术主管" / "A role, such as the technical supervisor",
    due: Option<NaiveDate> = "期限" / "Due",
    made: Option<NaiveDate> = "提出日期" / "Promised on",
    done: Tick = "完成日期" / "Done on",
    outcome: EcoString = "结果" / "Outcome",
}

/// The tool: the list of all promises, and the own ones.
pub static TOOL: Tool = Tool {
    key: "actions",
    mark: 'a',
    title: text("行动清单", "Actions"),
    short: text("行动清单", "Actions"),
    about: text(
        "所有人答应过的事，按负责人和期限排在一起；拖过几周，一目了然。",
        "Everything that people promised, by owner and due date, with the weeks that each has been carried over.",
    ),
    group: Group::Measure,
    sheets: &[Promise::DEF],
    views: &[
        View {
            empty: NONE,
            grows: false,
            ..View::of("all", text("按负责人", "By owner"), Promise::DEF, Layout::List(&lists::BY_OWNER))
        },
        View {
            empty: NONE,
            grows: false,
            ..View::of("due", text("按期限", "By due date"), Promise::DEF, Layout::List(&lists::BY_DUE))
        },
        View {
            empty: text(
                "还没有。开会时答应的事，直接在这里输入。",
                "Nothing here yet. Type what was promised in a meeting.",
            ),
            ..View::of(
                "own",
                text("其他行动", "Other actions"),
                Promise::DEF,
                Layout::Grid(&[
                    Field::Column("action", 26),
                    Field::Column("owner", 13),
                    Field::Column("due", 10),
                    Field::Computed {
                        key: "left",
                        title: text("还剩", "Left"),
                        cells: 11,
                        show: lists::left_of,
                    },
                    Field::Column("done", 10),
                    Field::Column("outcome", 16),
                    Field::Column("made", 10),
                ]),
            )
        },
    ],
    actions: &[Action {
        key: "note-action",
        title: text("记一项行动", "Note an action"),
        views: &[],
        run: note,
    }],
    check,
    follow,
    assess: rules::assess,
    values: rules::values,
    ..Tool::BLANK
};

const NONE: crate::text::Text = text(
    "没有未完成的承诺。每周回顾、ADKAR 卡、阻力记录和障碍里写下行动，就会排到这里。",
    "No open promises. Actions in the weekly review, on the cards, in the resistance log and of the obstacles gather here.",
);

fn check(change: &Change<'_>) -> Verdict {
    let Some(promise) = change.row.typed::<Promise>() else { return Verdict::Fine };
    let Cell::Date(date) = change.cell else { return Verdict::Fine };
    let today = change.today;
    match (change.column.key, promise.made) {
        ("made" | "done", _) if *date > today => Verdict::Refuse(say!(
            "{date} 还没有到：最晚填今天 {today}",
            "{date} has not come yet: enter today, {today}, at the latest"
        )),
        ("due", Some(made)) if *date < made => Verdict::Note(say!(
            "已保留：期限 {date} 早于提出日期 {made}",
            "Kept: due on {date}, before it was promised on {made}"
        )),
        ("done", Some(made)) if *date < made => Verdict::Note(say!(
            "已保留：完成日期 {date} 早于提出日期 {made}",
            "Kept: done on {date}, before it was promised on {made}"
        )),
        ("made", _) if promise.due.is_some_and(|due| due < *date) => Verdict::Note(say!(
            "已保留：提出日期 {date} 晚于期限",
            "Kept: promised on {date}, after it was due"
        )),
        _ => Verdict::Fine,
    }
}

/// The first words date a promise.
fn follow(change: &Change<'_>) -> Vec<Edit> {
    match change.row.typed::<Promise>() {
        Some(promise)
            if promise.made.is_none() && change.column.key == "action" && *change.cell != Cell::Empty =>
        {
            vec![Edit::set::<Promise>(promise.id, "made", Cell::Date(change.today))]
        }
        _ => Vec::new(),
    }
}

/// What is promised in a meeting is due at the next one, unless somebody says otherwise.
const DUE_WITHIN: u64 = 7;

/// Opens a promise of today.
#[expect(clippy::unnecessary_wraps, reason = "the shape of `Action::run`")]
fn note(scene: &Facts, _: Option<&dyn AnyRow>, new_id: &mut dyn FnMut() -> Id) -> Result<Outcome, Phrase> {
    let mine = scene.project().rows::<Promise>();
    let waiting = mine.iter().find(|p| p.action.0.trim().is_empty() && p.made == Some(scene.today()));
    let (edit, id) = if let Some(promise) = waiting {
        (Edit::Many(Vec::new()), promise.id)
    } else {
        let id = new_id();
        let due = scene.today().checked_add_days(Days::new(DUE_WITHIN));
        (Edit::append(Promise { made: Some(scene.today()), due, ..Promise::with_id(id) }), id)
    };
    Ok(Outcome {
        edit,
        said: text(
            "写下要做什么；期限先按 7 天后，再写一个负责人",
            "Say what is to be done; it is due in 7 days until you change it, and needs one owner",
        )
        .into(),
        go: Some((Place { sheet: Promise::SHEET, row: Some(id), column: "action" }, true)),
    })
}
